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
    if (wish[key]) lost.push(`${key} ${wish[key]}`);
    return otherwise;
  };
  const name = one("measure", [...book.measures.keys()], START.measure);
  const measure = book.measures.get(name);
  const often = book.grids(measure);
  const grid = one("grid", often, often[0]);
  const known = book.entities(measure, grid);
  const asked = (wish.entities ?? []).filter((code) => known.includes(code));
  lost.push(...(wish.entities ?? []).filter((code) => !known.includes(code)));
  const entities = asked.length ? asked.slice(0, MOST_SERIES) : first(measure, grid);
  const there = book.views(measure, grid);
  const money = there.some((view) => view.currency);
  const currency = money ? one("currency", ["CNY", "USD"], "CNY") : "";
  const own = there.filter((view) => view.currency === currency);
  const shows = [...new Set(own.map((view) => kind(view)))];
  const show = one("show", shows, "level");
  const bases = own.filter((view) => view.show.startsWith("index ")).map((view) => view.show.slice(6));
  const base = show === "index" ? one("base", bases, bases.at(-1)) : "";
  const settled = { measure: name, entities, grid, currency, show, base };
  const periods = all(settled).map((row) => row.period);
  const inside = (key) => (periods.includes(wish[key]) ? wish[key] : "");
  return {
    view: { ...settled, from: inside("from"), to: inside("to") },
    choices: { grids: often, entities: known, money, shows, bases, periods: [...new Set(periods)].sort(byTime) },
    lost,
  };
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

// Whom to begin with: China, beside the largest other economies; else the world; else the longest.
function first(measure, grid) {
  const level = book.views(measure, grid).find((view) => view.show === "level");
  const size = (code) => level.rows[code].length;
  const last = (code) => level.rows[code].at(-1)[1];
  const longer = (one, two) => (joins(grid) ? size(two) - size(one) : 0);
  const order = Object.keys(level.rows).sort((one, two) => longer(one, two) || last(two) - last(one));
  const provinces = order.some((code) => code.startsWith("CN-"));
  if (order.includes("CHN") && provinces) return ["CHN"];
  const others = order.filter((code) => code !== "CHN" && code !== "WLD" && !book.isGroup(code));
  if (order.includes("CHN")) return ["CHN", ...others.slice(0, 3)];
  return order.includes("WLD") ? ["WLD"] : order.slice(0, MOST_SERIES - 1);
}
