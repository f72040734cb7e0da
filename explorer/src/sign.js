// What a figure's sign on the chart says: a bound, about, planned, converted; and how far it may lie.

import { AS_SHOWN, bounds, value } from "./number.js";
import { label } from "./period.js";

const opens = (row) => row.high === Infinity || row.qualifier.startsWith(">");
const closes = (row) => row.low === -Infinity || row.qualifier.startsWith("<");
export const isBound = (row) => opens(row) || closes(row);

export function sign(row) {
  if (opens(row)) return "above";
  if (closes(row)) return "below";
  if (row.status === "F") return "planned";
  return row.qualifier === "~" ? "about" : null;
}

export const isMixed = (rows) => new Set(rows.map((row) => row.way)).size > 1;

// Figures whose bounds are drawn; the far side of "more than" says nothing worth the room.
export const bounded = (rows) =>
  rows.filter((r) => r.low < r.high && Number.isFinite(r.high - r.low) && !isBound(r));

export const extremes = (rows) => [
  ...rows.map((row) => row.value),
  ...bounded(rows).flatMap((row) => [row.low, row.high]),
];

export function tip(row) {
  const ends = bounds(row);
  return [`${row.name}, ${label(row.period)}`, value(row), ...(ends === AS_SHOWN ? [] : [ends])].join("\n");
}
