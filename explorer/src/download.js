// What is shown, as files: the figures with their sources, and the picture with its notes.

import { version } from "./book.js";
import { draw } from "./chart.js";
import { LIGHT, widthOf } from "./theme.js";
import { frame } from "./view.js";
import * as words from "./words.js";

const COLUMNS = `measure show entity name period value unit low high qualifier status way as_printed remark
  source author document publisher date url`.split(/\s+/);

const quoted = (cell) => {
  const text = String(cell ?? "");
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const plain = (x) => (x === Infinity ? "inf" : x === -Infinity ? "-inf" : String(x));

export function csv(view, rows) {
  const { show, unit } = frame(view) ?? {};
  const lines = rows.map((row) => {
    const documents = words.documents([row]);
    const each = (key) => documents.map((document) => document[key]).join("; ");
    const cells = {
      measure: view.measure,
      show,
      unit,
      ...row,
      as_printed: row.token,
      value: plain(row.value),
      low: plain(row.low),
      high: plain(row.high),
      source: row.sources.join("; "),
      author: each("author"),
      document: each("title"),
      publisher: each("publisher"),
      date: each("date"),
      url: each("url"),
    };
    return COLUMNS.map((column) => quoted(cells[column])).join(",");
  });
  return `${[COLUMNS.join(","), ...lines].join("\n")}\n`;
}

const NS = "http://www.w3.org/2000/svg";
const WIDTH = 800;
const EDGE = 20;

// The picture on light paper at a fixed width, with its title above and its notes below.
export function svg(view, rows) {
  const chart = draw(view, rows, { width: WIDTH - 2 * EDGE, theme: LIGHT, title: words.title(view) });
  for (const tip of chart.querySelectorAll("[aria-label=tip]")) tip.remove();
  const sheet = document.createElementNS(NS, "svg");
  sheet.setAttribute("font-family", chart.getAttribute("font-family"));
  let y = EDGE;
  const write = (text, size, colour, weight = 400) => {
    for (const part of wrap(text, size, weight)) {
      y += size * 1.35;
      const node = document.createElementNS(NS, "text");
      set(node, {
        x: EDGE,
        y: (y - size * 0.3).toFixed(1),
        "font-size": size,
        fill: colour,
        "font-weight": weight,
      });
      node.textContent = part;
      sheet.append(node);
    }
  };
  write(words.title(view), 21, LIGHT.ink, 700);
  write(words.subtitle(view, rows), 14, LIGHT.grey);
  chart.setAttribute("x", EDGE);
  chart.setAttribute("y", y + 4);
  sheet.append(chart);
  y += Number(chart.getAttribute("height")) + 12;
  for (const text of notes(view, rows)) write(text, 11, LIGHT.grey);
  y = Math.ceil(y + EDGE / 2);
  const paper = document.createElementNS(NS, "rect");
  set(paper, { width: WIDTH, height: y, fill: LIGHT.paper });
  const desc = document.createElementNS(NS, "desc");
  desc.textContent = words.summary(view, rows);
  sheet.prepend(desc, paper);
  set(sheet, { width: WIDTH, height: y, viewBox: `0 0 ${WIDTH} ${y}` });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(sheet)}\n`;
}

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
}

function notes(view, rows) {
  const [some, others] = words.hazards(view);
  const more = others.length ? [`${others.length} more to know: ce.describe("${view.measure}").`] : [];
  return [
    words.marks(view, rows).join(" "),
    ...some,
    ...more,
    `${words.sources(rows)} chinaecon ${version}.`,
  ];
}

function wrap(text, size, weight) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (widthOf(longer, size, weight) > WIDTH - 2 * EDGE && lines.at(-1)) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

export const name = ({ measure, grid, currency, show }, ending) =>
  `${[measure, grid.replaceAll(" ", "-"), currency.toLowerCase(), show].filter(Boolean).join("-")}.${ending}`;

export function save(text, type, file) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement("a"), { href: address, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
