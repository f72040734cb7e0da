// The controls: they show the view and its choices, and tell what the reader wants instead.

import * as book from "./book.js";
import { label } from "./period.js";
import { element } from "./table.js";
import { MOST_SERIES } from "./theme.js";

const MOST_FOUND = 10;
const NAMES = {
  CNY: "Yuan",
  USD: "US dollars",
  level: "Level",
  growth: "Growth",
  share: "Share",
  index: "Index",
};

const at = (id) => document.getElementById(id);

// Rewrite a part of the page without taking the keyboard from whoever is in it.
function rewrite(parent, children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement.id : "";
  parent.replaceChildren(...children);
  if (focused) (at(focused) ?? parent.querySelector("input, button, select"))?.focus();
}

export function listen(change) {
  for (const form of document.forms) form.addEventListener("submit", (event) => event.preventDefault());
  at("measure-find").placeholder = `Search ${book.measures.size} measures`;
  at("measure-find").addEventListener("input", () => listMeasures(at("measure").value));
  at("measure-find").addEventListener("keydown", (event) => {
    const one = at("measure").querySelector("option:not([disabled])");
    if (event.key === "Enter" && one) change({ measure: one.value, entities: [], from: "", to: "" });
    if (event.key === "ArrowDown") at("measure").focus();
  });
  at("measure").addEventListener("change", ({ target }) =>
    change({ measure: target.value, entities: [], from: "", to: "" }),
  );
  at("entity-find").addEventListener("input", () => listFound());
  at("entity-find").addEventListener("keydown", (event) => {
    const one = at("found").querySelector("input:not([disabled])");
    if (event.key === "Enter" && one) one.click();
  });
  at("who").addEventListener("change", ({ target }) => {
    if (target.type === "checkbox") change({ entities: toggled(target.value, target.checked) });
  });
  at("chosen").addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button) change({ entities: toggled(button.value, false) });
  });
  for (const key of ["currency", "show", "grid"]) {
    at(key).addEventListener("change", ({ target }) => change({ [key]: target.value }));
  }
  for (const key of ["base", "from", "to"]) {
    at(key).addEventListener("change", ({ target }) => change({ [key]: target.value }));
  }
}

let now = { view: null, choices: null };

const toggled = (code, on) =>
  on ? [...now.view.entities, code] : now.view.entities.filter((other) => other !== code);

export function update(view, choices, theme) {
  const fresh = now.view?.measure !== view.measure;
  now = { view, choices };
  if (fresh) {
    at("entity-find").value = "";
    listMeasures(view.measure);
  }
  at("measure").value = view.measure;
  at("definition").textContent = book.measures.get(view.measure).definition;
  listChosen(theme);
  listFound();
  radios("currency", choices.currencies, view.currency);
  radios("show", choices.shows, view.show);
  radios("grid", choices.grids, view.grid);
  at("base-label").hidden = view.show !== "index";
  options(
    "base",
    choices.bases.map((base) => [base, label(base)]),
    view.base,
  );
  const periods = choices.periods.map((period) => [period, label(period)]);
  options("from", [["", "first"], ...periods], view.from);
  options("to", [["", "last"], ...periods], view.to);
}

// Measures whose title has all the words; where none has, those whose definition does.
function measuresFound(wanted) {
  const fits = (text) => wanted.every((word) => text.toLowerCase().includes(word));
  const all = [...book.measures.values()];
  const titled = all.filter((m) => fits(`${m.name} ${m.title} ${m.title_zh}`));
  return titled.length
    ? titled
    : all.filter((m) => fits(`${m.title} ${m.definition} ${book.datasets[m.dataset]}`));
}

function listMeasures(selected) {
  const fits = measuresFound(at("measure-find").value.toLowerCase().split(/\s+/).filter(Boolean));
  const groups = Object.entries(book.datasets)
    .map(([dataset, title]) => {
      const own = fits.filter((measure) => measure.dataset === dataset);
      const made = own.map((m) => element("option", { value: m.name, title: m.title }, m.title));
      return own.length ? element("optgroup", { label: title }, ...made) : null;
    })
    .filter(Boolean);
  const none = element("option", { disabled: true }, "Nothing found");
  at("measure").replaceChildren(...(groups.length ? groups : [none]));
  at("measure").value = selected;
}

function listChosen(theme) {
  const chips = now.view.entities.map((code, i) => {
    const remove = element(
      "button",
      { type: "button", id: `remove-${code}`, value: code, "aria-label": `Remove ${book.entityName(code)}` },
      "\u00d7",
    );
    remove.disabled = now.view.entities.length === 1;
    const chip = element(
      "li",
      {},
      element("span", { class: "swatch", style: `background:${theme.series[i]}` }),
      book.entityName(code),
      remove,
    );
    return chip;
  });
  rewrite(at("chosen"), chips);
}

function listFound() {
  const { view, choices } = now;
  const wanted = at("entity-find").value.toLowerCase().trim();
  const others = choices.entities.filter((code) => !view.entities.includes(code));
  const fits = others.filter((code) => book.entityWords(code).includes(wanted));
  const full = view.entities.length >= MOST_SERIES;
  const shown = fits.slice(0, MOST_FOUND).map((code) => {
    const box = element("input", { type: "checkbox", id: `add-${code}`, value: code, disabled: full });
    return element("li", {}, element("label", {}, box, ` ${book.entityName(code)}`));
  });
  rewrite(at("found"), shown);
  at("entity-find").placeholder = others.length ? `Add from ${others.length} more` : "Nobody else";
  at("entity-find").disabled = !others.length;
  const left = fits.length - shown.length;
  at("more").textContent = full
    ? `At most ${MOST_SERIES} at once: remove one first.`
    : left > 0
      ? `${left} more: type to find them.`
      : fits.length || !wanted
        ? ""
        : "Nothing found.";
}

function radios(key, values, chosen) {
  const legend = at(key).querySelector("legend");
  const made = values.map((value) => {
    const input = element("input", {
      type: "radio",
      name: key,
      id: `${key}-${value.replaceAll(" ", "-")}`,
      value,
      checked: value === chosen,
    });
    return element("label", {}, input, element("span", {}, NAMES[value] ?? value));
  });
  at(key).hidden = !values.length;
  rewrite(at(key), [legend, ...made]);
}

function options(key, pairs, chosen) {
  at(key).replaceChildren(...pairs.map(([value, text]) => element("option", { value }, text)));
  at(key).value = chosen ?? "";
}
