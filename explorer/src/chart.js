// The picture: lines over time with their bounds, or bars where nothing joins the figures.

import { bars } from "./bars.js";
import { joined, lines } from "./lines.js";
import { date, joins } from "./period.js";
import { FONT } from "./theme.js";

export const isBars = (view, rows) =>
  !joins(view.grid) || new Set(rows.map((row) => row.entity)).size === rows.length;

export const hasGap = (view, rows) => joined(rows, view.grid).some((pair) => pair.how === "gap");

export function draw(view, rows, { width, theme, title }) {
  const colours = new Map(view.entities.map((entity, i) => [entity, theme.series[i]]));
  const coloured = rows.map((row) => ({ ...row, x: date(row.period), colour: colours.get(row.entity) }));
  const make = isBars(view, rows) ? bars : lines;
  const svg = make(coloured, { view, width, theme });
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", title);
  svg.setAttribute("font-family", FONT);
  svg.setAttribute("color", theme.ink);
  svg.style.background = theme.paper;
  return svg;
}
