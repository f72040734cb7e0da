// What stands around the chart: title, subtitle, notes, sources, and the chart in words.

import * as book from "./book.js";
import { hasGap, isBars } from "./chart.js";
import { shortly } from "./number.js";
import { label, range } from "./period.js";
import { isBound, isMixed } from "./sign.js";
import { frame, others } from "./view.js";

const MONEY = { CNY: "yuan", USD: "US dollars" };
const PALE = "Pale bars: a bound, about, or planned.";
const RATE = /^[x/] [\d.]+ [A-Z]{3}\/[A-Z]{3}\b/;

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const distinct = (items) => [...new Set(items)];

export function title(view) {
  const measure = book.measures.get(view.measure).title;
  const alone = view.entities.length === 1 && view.entities[0] !== "WLD";
  return alone ? `${measure}, ${book.entityName(view.entities[0])}` : measure;
}

export function unit(view) {
  const money = view.currency ? `, in ${MONEY[view.currency]}` : "";
  if (view.show === "growth") return `growth on the year before${money}, percent`;
  if (view.show === "index") return `index${money}, ${label(view.base)} = 100`;
  if (view.show === "share") {
    const whole = frame(view)?.show.slice("share of ".length);
    return `share of ${whole === "WLD" ? "the total" : book.entityName(whole)}${money}, percent`;
  }
  const found = frame(view)?.unit;
  return book.units[found] ?? found ?? "";
}

export function subtitle(view, rows) {
  const parts = [capital(unit(view)), view.grid];
  if (rows.length) parts.push(range(rows.map((row) => row.period)));
  return `${parts.join(", ")}. ${convention(view, rows)}`.trim();
}

// The convention by which the money got into this currency.
export function convention(view, rows) {
  if (!view.currency || !rows.length) return "";
  const converted = rows.filter((row) => row.way === "converted");
  const from = view.show === "level" ? "" : "from ";
  const what = `${from}${MONEY[view.currency]} as printed`;
  if (!converted.length) return `${capital(what)}, not converted.`;
  const rates = distinct(
    converted.flatMap((row) => row.remark.split("; ").filter((part) => RATE.test(part))),
  ).map((rate) => rate.slice(2));
  const shown = rates.length > 2 ? [rates[0], "\u2026", rates.at(-1)] : rates;
  const at = `converted at ${shown.join("; ")}.`;
  if (converted.length === rows.length) return capital(from ? `from figures ${at}` : at);
  return `${capital(what)}; otherwise ${from ? "from figures " : ""}${at}`;
}

// What the signs of the chart mean, as far as they are drawn.
export function marks(view, rows) {
  const of = (test) => rows.some(test);
  const bars = isBars(view, rows);
  const said = (test, line, bar) => (of(test) ? [bars ? bar : line] : []);
  return distinct([
    ...said(isBound, "Hollow triangles point to where the true value lies: the figure is a bound.", PALE),
    ...said((row) => row.qualifier === "~", "Hollow circles: about.", PALE),
    ...said((row) => row.status === "F", "Hollow diamonds: planned or forecast.", PALE),
    ...said(() => isMixed(rows), "Hollow squares: converted.", ""),
    ...said(
      (row) => row.low < row.high,
      "Bands and thin bars: the values that the printed digits allow.",
      "Thin lines: the values that the printed digits allow.",
    ),
    ...said(() => hasGap(view, rows), "Dotted: no figure in between.", ""),
  ]).filter(Boolean);
}

const MOST_HAZARDS = 3;

// What to know before the figures are used: the first sentences, and the others.
export function hazards(view) {
  const all = book.measures.get(view.measure).hazards;
  return [all.slice(0, MOST_HAZARDS), all.slice(MOST_HAZARDS)];
}

export function nothing(view) {
  const names = others(view).map(book.entityName);
  const some = names.length > 8 ? [...names.slice(0, 8), `${names.length - 8} more`] : names;
  return `No figure for this choice.${some.length ? ` There are figures for ${some.join(", ")}.` : ""}`;
}

export function documents(rows) {
  return distinct(rows.flatMap((row) => row.sources)).map((id) => ({ id, ...book.documents[id] }));
}

export function sources(rows) {
  const counts = new Map();
  for (const { author } of documents(rows)) counts.set(author, (counts.get(author) ?? 0) + 1);
  const order = [...counts].sort((one, two) => two[1] - one[1] || (one[0] < two[0] ? -1 : 1));
  const named = order.slice(0, 4).map(([author, n]) => (n > 1 ? `${author} (${n} documents)` : author));
  if (order.length > 4) named.push(`${order.length - 4} more`);
  return named.length ? `Source${order.length > 1 ? "s" : ""}: ${named.join("; ")}.` : "";
}

// The chart for those who do not see it: each series from its first to its last figure.
export function summary(view, rows) {
  const said = view.entities.map((entity) => {
    const own = rows.filter((row) => row.entity === entity);
    if (!own.length) return `${book.entityName(entity)}: no figure.`;
    const tell = (row) => `${shortly(row)} in ${label(row.period)}`;
    const [one, two] = [own[0], own.at(-1)];
    const text = one === two ? tell(one) : `from ${tell(one)} to ${tell(two)}`;
    return `${book.entityName(entity)}: ${text}.`;
  });
  return `${title(view)}. ${subtitle(view, rows)} ${said.join(" ")}`;
}
