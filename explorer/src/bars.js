// Figures that nothing joins, as bars: one for each, the name above it and the number at its end.

import * as Plot from "@observablehq/plot";
import { shortly } from "./number.js";
import { label } from "./period.js";
import { bounded, extremes, isMixed, sign, tip } from "./sign.js";
import { look, SIZE, widthOf } from "./theme.js";

export function bars(rows, { width, theme }) {
  const each = new Set(rows.map((row) => row.entity)).size === rows.length;
  const placed = rows.map((row) => ({ ...row, place: `${row.entity} ${row.period}` }));
  const sorted = each ? placed.sort((one, two) => two.value - one.value) : placed;
  const mixed = isMixed(rows);
  const same = new Set(rows.map((row) => row.period)).size === 1;
  const values = extremes(rows);
  const text = (row) => shortly(row) + (mixed && row.way === "converted" ? " converted" : "");
  const right = Math.max(...rows.map((row) => widthOf(text(row)))) + 16;
  const shared = { y: "place", fontSize: SIZE };
  return Plot.plot({
    width,
    height: 24 + 50 * rows.length,
    marginTop: 12,
    marginBottom: 4,
    marginLeft: 4,
    marginRight: right,
    style: look(theme),
    x: { domain: [Math.min(0, ...values), Math.max(0, ...values) || 1], axis: null },
    y: { domain: sorted.map((row) => row.place), axis: null, paddingInner: 0.56, paddingOuter: 0.4 },
    marks: [
      Plot.barX(sorted, {
        ...shared,
        x: "value",
        fill: "colour",
        fillOpacity: (row) => (sign(row) ? 0.35 : 1),
        stroke: "colour",
        title: tip,
      }),
      Plot.ruleY(bounded(sorted), {
        ...shared,
        x1: "low",
        x2: "high",
        stroke: theme.ink,
        strokeWidth: 1.5,
      }),
      Plot.ruleX([0], { stroke: theme.quiet }),
      Plot.text(sorted, { ...shared, x: "value", text, dx: 8, textAnchor: "start", fill: theme.ink }),
      Plot.text(sorted, {
        ...shared,
        frameAnchor: "left",
        dy: -21,
        dx: 1,
        textAnchor: "start",
        fontWeight: 600,
        fill: theme.ink,
        text: (row) => (same ? row.name : `${row.name}, ${label(row.period)}`),
        lineWidth: (0.85 * width) / SIZE,
        textOverflow: "ellipsis",
      }),
    ],
  });
}
