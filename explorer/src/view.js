// What is looked at: the choices of the reader, as an object and as the fragment of a link.

import * as book from "./book.js";
import { byTime, date, joins } from "./period.js";
import { MOST_SERIES } from "./theme.js";

const START = {
  measure: "trade.total_trade",
  entities: ["ASEAN", "EU27", "USA", "RUS", "JPN"],
  grid: "annual",
  currency: "CNY",
  show: "level",
};
const KEYS = ["measure", "entities", "grid", "currency", "show", "base", "from", "to"];

export function write(view) {
  const parts = KEYS.filter((key) => view[key]?.length).map((key) => {
    const text = [view[key]].flat().map(encodeURIComponent).join(",");
    return `${key}=${text.replaceAll("%20", "+")}`;
  });
  return `#${parts.join("&")}`;
}

export function read(fragment) {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  if (!said.has("measure")) return { ...START };
  const view = Object.fromEntries(KEYS.filter((key) => said.has(key)).map((k) => [k, said.get(k)]));
  return { ...view, entities: view.entities?.split(",") ?? [] };
}

// Take what there is: a link may name what this edition of the data no longer has.
export function settle(wish) {
  const lost = [];
  const one = (key, there, otherwise) => {
    if (there.includes(wish[key])) return wish[key];
    if (wish[key]) lost.push(wish[key]);
    return otherwise;
  };
  const name = one("measure", [...book.measures.keys()], START.measure);
  const measure = book.measures.get(name);
  const grids = book.grids(measure);
  const grid = one("grid", grids, usual(measure, grids));
  const there = book.views(measure, grid);
  const currencies = ["CNY", "USD"].filter((code) => there.some((view) => view.currency === code));
  const currency = currencies.length ? one("currency", currencies, currencies[0]) : "";
  const own = there.filter((view) => view.currency === currency);
  const shows = [...new Set(own.map(kind))];
  const show = one("show", shows, "level");
  const known = book.entities(measure, grid);
  const shown = own.filter((view) => kind(view) === show);
  const entities = chosen(wish.entities ?? [], known, lost) ?? first(shown.at(-1), grid);
  const bases = show === "index" ? basesOf(shown, entities) : [];
  const base = show === "index" ? one("base", bases, bases.at(-1)) : "";
  const settled = { measure: name, entities, grid, currency, show, base };
  const periods = [...new Set(all(settled).map((row) => row.period))].sort(byTime);
  const inside = (key) => (periods.includes(wish[key]) ? wish[key] : "");
  return {
    view: { ...settled, from: inside("from"), to: inside("to") },
    choices: { grids, entities: known, currencies, shows, bases, periods },
    lost,
  };
}

// The first grid that is not much poorer than the richest one.
function usual(measure, grids) {
  const count = (grid) =>
    book.entities(measure, grid).flatMap((code) => book.views(measure, grid)[0].rows[code] ?? []).length;
  const most = Math.max(...grids.map(count));
  return grids.find((grid) => count(grid) * 4 >= most);
}

function chosen(asked, known, lost) {
  lost.push(...asked.filter((code) => !known.includes(code)));
  const found = asked.filter((code) => known.includes(code)).slice(0, MOST_SERIES);
  return found.length ? found : null;
}

// The bases that one of the chosen has; where none has any, all.
function basesOf(views, entities) {
  const fitting = views.filter((view) => entities.some((code) => view.rows[code]));
  return (fitting.length ? fitting : views).map((view) => view.show.slice("index ".length));
}

const kind = (view) => view.show.split(" ")[0];

export function frame({ measure, grid, currency, show, base }) {
  const wanted = show === "index" ? `index ${base}` : show;
  return book
    .views(book.measures.get(measure), grid)
    .find((view) => view.currency === currency && (view.show === wanted || kind(view) === wanted));
}

const all = (view) => {
  const found = frame(view);
  return found ? view.entities.flatMap((entity) => book.rows(found, entity)) : [];
};

// The rows that are shown.
export function rows(view) {
  const first = view.from ? date(view.from) : -Infinity;
  const last = view.to ? date(view.to) : Infinity;
  return all(view).filter(({ period }) => first <= date(period) && date(period) <= last);
}

// Who has figures of this kind, though none of the chosen has.
export const others = (view) => Object.keys(frame(view)?.rows ?? {});

// Whom to begin with: China, beside the largest other economies; else the world; else the longest.
function first(view, grid) {
  const size = (code) => (joins(grid) ? view.rows[code].length : 0);
  const last = (code) => view.rows[code].at(-1)[1];
  const order = Object.keys(view.rows).sort((one, two) => size(two) - size(one) || last(two) - last(one));
  const single = order.filter((code) => code !== "CHN" && code !== "WLD" && !book.isGroup(code));
  if (order.includes("CHN") && size("CHN") * 2 >= size(order[0])) {
    const provinces = order.some((code) => code.startsWith("CN-"));
    return ["CHN", ...(provinces ? [] : single.slice(0, 3))];
  }
  return order.includes("WLD") ? ["WLD"] : order.slice(0, MOST_SERIES - 1);
}
