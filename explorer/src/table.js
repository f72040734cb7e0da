// The table under the chart: every figure shown, with its bounds and its documents.

import { bounds, value } from "./number.js";
import { label } from "./period.js";
import { documents, title, unit } from "./words.js";

const STATUS = { B: "break in series", E: "estimate", F: "forecast", P: "provisional" };
const HEADS = ["Who", "Period", "Value", "Bounds", "How", "Source"];

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

export function table(view, rows) {
  const heads = HEADS.map((name) => element("th", { scope: "col", role: "columnheader" }, name));
  const head = element("tr", { role: "row" }, ...heads);
  const caption = `${title(view)}: ${unit(view)}. ${rows.length} figures.`;
  return element(
    "table",
    { role: "table" }, // said again, as narrow screens lay the cells out as a grid
    element("caption", {}, caption),
    element("thead", { role: "rowgroup" }, head),
    element("tbody", { role: "rowgroup" }, ...rows.map(line)),
  );
}

function line(row) {
  return element(
    "tr",
    { role: "row", "data-entity": row.entity, "data-period": row.period },
    element("th", { scope: "row", role: "rowheader" }, row.name),
    cell("period", label(row.period)),
    cell("number", value(row)),
    cell("bounds", bounds(row)),
    cell("how", [row.how, STATUS[row.status]].filter(Boolean).join(", ")),
    cell("source", ...cited(row), remark(row)),
  );
}

const cell = (name, ...children) => element("td", { class: name, role: "cell" }, ...children);

function remark({ token, remark }) {
  const said = [token && `printed \u201c${token}\u201d`, remark].filter(Boolean).join("; ");
  return said ? element("span", { class: "remark" }, said) : null;
}

function cited(row) {
  return documents([row]).flatMap((document, i) => {
    const text = [document.author, document.title, document.publisher, document.date]
      .filter(Boolean)
      .join(", ");
    const shown = document.url
      ? element("a", { href: document.url, rel: "noreferrer", title: text }, text)
      : element("span", {}, text);
    return i ? [element("br"), shown] : [shown];
  });
}
