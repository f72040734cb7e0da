// Series over time: lines, their bounds as bands or thin bars, and names at their ends.

import * as Plot from "@observablehq/plot";
import { between } from "./period.js";
import { bounded, extremes, isMixed, sign, tip } from "./sign.js";
import { look, SIZE, widthOf } from "./theme.js";

const FEW = 60; // figures up to which each has a dot and a thin bar of its own

const down = {
  draw: (context, size) => {
    const h = Math.sqrt(size / Math.sqrt(3));
    context.moveTo(0, 1.2 * h);
    context.lineTo(-1.15 * h, -0.8 * h);
    context.lineTo(1.15 * h, -0.8 * h);
    context.closePath();
  },
};
const SYMBOLS = { above: "triangle", below: down, planned: "diamond", about: "circle", converted: "square" };

export function lines(rows, { view, width, theme }) {
  const domain = ends(rows);
  const right = Math.min(Math.max(...rows.map((row) => widthOf(row.name))) + 14, width * 0.3);
  const nice = Plot.scale({ y: { domain, nice: true } }).domain;
  const base = {
    width,
    height: Math.round(Math.max(300, Math.min(460, width * 0.58))),
    marginTop: 16,
    marginBottom: 30,
    marginLeft: Math.max(...nice.map((end) => widthOf(tick(end, domain)))) + 12,
    marginRight: right,
    style: look(theme),
    x: { type: "utc" },
    y: { domain, nice: true, label: null },
  };
  const body = [...frame(rows, { view, domain, theme, room: width - right }), ...figures(rows, view, theme)];
  const scale = Plot.plot({ ...base, marks: body }).scale("y");
  const told = { x: "x", y: "value", title: tip, fill: theme.paper, stroke: theme.quiet, fontSize: SIZE };
  const marks = [...body, ...names(rows, { scale, right, theme }), Plot.tip(rows, Plot.pointer(told))];
  return Plot.plot({ ...base, marks });
}

// From zero, unless all figures lie close together far from it.
function ends(rows) {
  const values = extremes(rows);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least === most) return [Math.min(0, least), Math.max(0, most) || 1];
  return least > 0 && least < most / 2 ? [0, most] : [least, most];
}

function frame(rows, { view, domain, theme, room }) {
  const grey = { label: null, color: theme.grey, fontSize: SIZE - 1 };
  const numbers = { ticks: 6, tickSize: 0, tickPadding: 6, tickFormat: (end) => tick(end, domain) };
  const zero = domain[0] <= 0 && domain[1] >= 0 ? [0] : [];
  const hundred = view.show === "index" ? [100] : [];
  return [
    Plot.gridY({ stroke: theme.grid, strokeOpacity: 1, ticks: 6 }),
    Plot.axisY({ ...grey, ...numbers }),
    Plot.axisX({ ...grey, ...time(rows, room), tickSize: 4, stroke: theme.quiet }),
    Plot.ruleY(zero, { stroke: theme.quiet }),
    Plot.ruleY(hundred, { stroke: theme.quiet, strokeDasharray: "2,3" }),
  ];
}

function tick(value, domain) {
  const step = (domain[1] - domain[0]) / 6;
  const decimals = Math.max(0, Math.min(3, Math.ceil(-Math.log10(step || 1))));
  return value.toLocaleString("en-US", { maximumFractionDigits: decimals }).replace("-", "\u2212");
}

function time(rows, room) {
  const [first, last] = [Math.min(...rows.map((row) => row.x)), Math.max(...rows.map((row) => row.x))];
  const [one, two] = [first, last].map((at) => new Date(at).getUTCFullYear());
  if (two - one < 3 && rows.some((row) => row.period.length > 4)) {
    return { ticks: Math.max(3, Math.floor(room / 90)) };
  }
  const most = Math.max(2, Math.floor(room / 52));
  const step = [1, 2, 5, 10, 20].find((years) => (two - one) / years <= most) ?? 50;
  const ticks = [];
  for (let year = Math.ceil(one / step) * step; year <= two; year += step) {
    if (Date.UTC(year, 0) >= first) ticks.push(new Date(Date.UTC(year, 0)));
  }
  return { ticks, tickFormat: (at) => String(at.getUTCFullYear()) };
}

function figures(rows, view, theme) {
  const few = rows.length <= FEW;
  const mixed = isMixed(rows);
  const hollow = (row) => sign(row) ?? (mixed && row.way === "converted" ? "converted" : null);
  const at = { x: "x", y: "value" };
  const range = { x: "x", y1: "low", y2: "high" };
  const link = {
    x1: "x1",
    x2: "x2",
    y1: "y1",
    y2: "y2",
    stroke: "colour",
    strokeWidth: 2,
    strokeLinecap: "round",
  };
  const pairs = Object.groupBy(joined(rows, view.grid), (pair) => pair.how);
  const bars = { ...range, stroke: "colour", strokeWidth: 5, strokeOpacity: 0.32 };
  const symbol = { stroke: "colour", fill: theme.paper, strokeWidth: 1.6, r: few ? 4.5 : 3 };
  return [
    few
      ? Plot.ruleX(bounded(rows), bars)
      : Plot.areaY(banded(rows, view.grid), { ...range, z: "run", fill: "colour", fillOpacity: 0.22 }),
    Plot.link(pairs.next ?? [], link),
    Plot.link(pairs.gap ?? [], { ...link, strokeDasharray: "1,5" }),
    Plot.dot(
      (few ? rows : lasts(rows)).filter((row) => !hollow(row)),
      { ...at, fill: "colour", r: 3 },
    ),
    Plot.dot(rows.filter(hollow), { ...at, ...symbol, symbol: (row) => SYMBOLS[hollow(row)] }),
  ];
}

function names(rows, { scale, right, theme }) {
  const tall = (row) => Math.ceil(widthOf(row.name) / (right - 10)) * SIZE * 1.15;
  return apart(lasts(rows), scale, tall).map(({ row, dy }) =>
    Plot.text([row], {
      x: "x",
      y: "value",
      text: "name",
      dx: 8,
      dy,
      textAnchor: "start",
      fill: "colour",
      fontWeight: 600,
      lineWidth: (right - 6) / SIZE,
      stroke: theme.paper,
      strokeWidth: 4,
    }),
  );
}

const series = (rows) => [...Map.groupBy(rows, (row) => row.entity).values()];
const lasts = (rows) => series(rows).map((own) => own.at(-1));

// Neighbours in each series, and whether a period is missing between them.
export function joined(rows, grid) {
  return series(rows).flatMap((own) =>
    own.slice(1).map((two, i) => {
      const one = own[i];
      return {
        x1: one.x,
        x2: two.x,
        y1: one.value,
        y2: two.value,
        colour: two.colour,
        how: between(one.period, two.period, grid),
      };
    }),
  );
}

// Rows with finite bounds, numbered by unbroken run, so that a band ends at a gap.
function banded(rows, grid) {
  let run = 0;
  const drawn = new Set(bounded(rows));
  return series(rows).flatMap((own) =>
    own
      .map((row, i) => {
        const unbroken = i > 0 && between(own[i - 1].period, row.period, grid) === "next";
        if (!unbroken || !drawn.has(row)) run += 1;
        return { ...row, run, drawn: drawn.has(row) };
      })
      .filter((row) => row.drawn),
  );
}

// Labels pushed apart until no two overlap.
function apart(rows, { apply, range }, tall) {
  const places = rows
    .map((row) => ({ row, y: apply(row.value), at: apply(row.value) }))
    .sort((a, b) => a.y - b.y);
  for (let round = 0; round < 50; round += 1) {
    for (let i = 1; i < places.length; i += 1) {
      const gap = (tall(places[i].row) + tall(places[i - 1].row)) / 2;
      const short = gap - (places[i].at - places[i - 1].at);
      if (short > 0) {
        places[i].at += short / 2;
        places[i - 1].at -= short / 2;
      }
    }
    for (const place of places) place.at = Math.min(range[0], Math.max(range[1], place.at));
  }
  return places.map(({ row, y, at }) => ({ row, dy: at - y }));
}
