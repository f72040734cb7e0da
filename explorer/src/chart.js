// The picture: lines over time with their bounds, or bars where each has one figure only.

import * as Plot from "@observablehq/plot";
import { short, shortly } from "./number.js";
import { between, date, joins, label } from "./period.js";

const FONT = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";
const SIZE = 13;
const FEW = 60; // figures up to which each has a dot and a whisker of its own

const canvas = document.createElement("canvas").getContext("2d");

function widthOf(text) {
  canvas.font = `600 ${SIZE}px ${FONT}`;
  return canvas.measureText(text).width;
}

export const isBars = (view, rows) =>
  !joins(view.grid) || new Set(rows.map((row) => row.entity)).size === rows.length;

const opens = (row) => row.high === Infinity || row.qualifier.startsWith(">");
const closes = (row) => row.low === -Infinity || row.qualifier.startsWith("<");
export const isBound = (row) => opens(row) || closes(row);

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

// Bounds that are drawn; the far side of "more than" says nothing worth the room.
const whiskered = (rows) => rows.filter((r) => r.low < r.high && Number.isFinite(r.high - r.low) && !isBound(r));

function mark(row) {
  if (opens(row)) return "triangle";
  if (closes(row)) return "triangle2";
  if (row.status === "F") return "diamond";
  return row.qualifier === "~" ? "circle" : null;
}

function tip(row) {
  const ends = row.low < row.high ? `\n${end(row.low, "from ")}${end(row.high, " to ")}`.replace(/\n to /, "\nto ") : "";
  return `${row.name}, ${label(row.period)}\n${shortly(row)}${ends}`;
}

const end = (value, word) => (Number.isFinite(value) ? word + short(value, Math.abs(value) / 1e4) : "");

const extremes = (rows) => [...rows.map((row) => row.value), ...whiskered(rows).flatMap((r) => [r.low, r.high])];

function lines(rows, { view, width, theme }) {
  const values = extremes(rows);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const domain = least > 0 && least < most / 2 ? [0, most] : [least, most];
  if (least === most) domain.splice(0, 2, Math.min(0, least), Math.max(0, most) || 1);
  const mixed = new Set(rows.map((row) => row.way)).size > 1;
  const few = rows.length <= FEW;
  const pairs = joined(rows, view.grid);
  const longest = Math.max(0, ...rows.map((row) => widthOf(row.name)));
  const right = Math.min(longest + 14, width * 0.3);
  const tall = (row) => Math.ceil(widthOf(row.name) / (right - 10)) * SIZE * 1.15;
  const hollow = (row) => mark(row) ?? (mixed && row.way === "converted" ? "square" : null);
  const special = rows.filter(hollow);
  const plain = few ? rows.filter((row) => !hollow(row)) : ends(rows).filter((row) => !hollow(row));
  const link = { x1: "x1", x2: "x2", y1: "y1", y2: "y2", stroke: "colour", strokeWidth: 2, strokeLinecap: "round" };
  const grey = { color: theme.grey, fontSize: SIZE - 1 };
  const base = {
    width,
    height: Math.round(Math.max(300, Math.min(460, width * 0.58))),
    marginTop: 16,
    marginBottom: 30,
    marginLeft: Math.max(...Plot.scale({ y: { domain, nice: true } }).domain.map((v) => widthOf(tick(v, domain)))) + 12,
    marginRight: right,
    style: { fontFamily: FONT, fontSize: `${SIZE}px`, color: theme.ink, background: theme.paper, overflow: "visible" },
    x: { type: "utc" },
    y: { domain, nice: true, label: null },
  };
  const body = [
    Plot.gridY({ stroke: theme.grid, strokeOpacity: 1, ticks: 6 }),
    Plot.axisY({ ticks: 6, tickSize: 0, tickPadding: 6, label: null, tickFormat: (v) => tick(v, domain), ...grey }),
    Plot.axisX({ ...timeTicks(rows, width - right), tickSize: 4, label: null, stroke: theme.quiet, ...grey }),
    domain[0] <= 0 && domain[1] >= 0 ? Plot.ruleY([0], { stroke: theme.quiet }) : null,
    view.show === "index" ? Plot.ruleY([100], { stroke: theme.quiet, strokeDasharray: "2,3" }) : null,
    Plot.areaY(few ? [] : banded(rows, view.grid), {
      x: "x", y1: "low", y2: "high", z: "run", fill: "colour", fillOpacity: 0.22,
    }),
    Plot.link(pairs.filter((pair) => pair.how === "next"), link),
    Plot.link(pairs.filter((pair) => pair.how === "gap"), { ...link, strokeDasharray: "1,5" }),
    few ? Plot.ruleX(whiskered(rows), { x: "x", y1: "low", y2: "high", stroke: "colour", strokeWidth: 5, strokeOpacity: 0.32 }) : null,
    Plot.dot(plain, { x: "x", y: "value", fill: "colour", r: 3 }),
    Plot.dot(special, { x: "x", y: "value", stroke: "colour", fill: theme.paper, strokeWidth: 1.6, r: few ? 4.5 : 3, symbol: (row) => SYMBOLS[hollow(row)] }),
  ];
  const y = Plot.plot({ ...base, marks: body }).scale("y");
  const labels = apart(ends(rows), y, tall).map(({ row, dy }) =>
    Plot.text([row], {
      x: "x", y: "value", text: (r) => r.name, dx: 8, dy, textAnchor: "start", fill: "colour",
      fontWeight: 600, lineWidth: (right - 6) / SIZE, stroke: theme.paper, strokeWidth: 4,
    }),
  );
  const pointer = Plot.tip(rows, Plot.pointer({
    x: "x", y: "value", title: tip, fill: theme.paper, stroke: theme.quiet, fontSize: SIZE,
  }));
  return Plot.plot({ ...base, marks: [...body, ...labels, pointer] });
}

const down = { draw: (context, size) => {
  const h = Math.sqrt(size / Math.sqrt(3));
  context.moveTo(0, 1.2 * h);
  context.lineTo(-1.15 * h, -0.8 * h);
  context.lineTo(1.15 * h, -0.8 * h);
  context.closePath();
} };
const SYMBOLS = { triangle: "triangle", triangle2: down, diamond: "diamond", circle: "circle", square: "square" };

const tick = (value, domain) => {
  const step = (domain[1] - domain[0]) / 6;
  const decimals = Math.max(0, Math.min(3, Math.ceil(-Math.log10(step || 1))));
  return value.toLocaleString("en-US", { maximumFractionDigits: decimals }).replace("-", "\u2212");
};

function timeTicks(rows, width) {
  const years = [...new Set(rows.map((row) => row.x.getUTCFullYear()))].sort((a, b) => a - b);
  const span = years.at(-1) - years[0];
  if (span < 3 && rows.some((row) => row.period.length > 4)) return { ticks: Math.max(3, Math.floor(width / 90)) };
  const room = Math.max(2, Math.floor(width / 52));
  const step = [1, 2, 5, 10, 20].find((n) => span / n <= room) ?? 50;
  const shown = [];
  for (let year = Math.ceil(years[0] / step) * step; year <= years.at(-1); year += step) shown.push(new Date(Date.UTC(year, 0)));
  const first = Math.min(...rows.map((row) => row.x));
  return { ticks: shown.filter((tick) => tick >= first), tickFormat: (d) => String(d.getUTCFullYear()) };
}

const series = (rows) => [...Map.groupBy(rows, (row) => row.entity).values()];
const ends = (rows) => series(rows).map((own) => own.at(-1));

// Neighbours in each series, and whether a period is missing between them.
function joined(rows, grid) {
  return series(rows).flatMap((own) =>
    own.slice(1).map((two, i) => {
      const one = own[i];
      return {
        x1: one.x, x2: two.x, y1: one.value, y2: two.value, colour: two.colour,
        how: between(one.period, two.period, grid),
      };
    }),
  );
}

// Rows with finite bounds, numbered by unbroken run, so that a band ends at a gap.
function banded(rows, grid) {
  let run = 0;
  const drawn = new Set(whiskered(rows));
  return series(rows).flatMap((own) =>
    own.map((row, i) => {
      const unbroken = i > 0 && between(own[i - 1].period, row.period, grid) === "next";
      if (!unbroken || !drawn.has(row)) run += 1;
      return { ...row, run, drawn: drawn.has(row) };
    }).filter((row) => row.drawn),
  );
}

// Labels pushed apart until no two overlap.
function apart(rows, { apply, range }, tall) {
  const places = rows.map((row) => ({ row, y: apply(row.value), at: apply(row.value) })).sort((a, b) => a.y - b.y);
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

function bars(rows, { width, theme }) {
  const each = new Set(rows.map((row) => row.entity)).size === rows.length;
  const placed = rows.map((row) => ({ ...row, place: `${row.entity} ${row.period}` }));
  const sorted = each ? placed.sort((one, two) => two.value - one.value) : placed;
  const mixed = new Set(rows.map((row) => row.way)).size > 1;
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
    style: { fontFamily: FONT, fontSize: `${SIZE}px`, color: theme.ink, background: theme.paper, overflow: "visible" },
    x: { domain: [Math.min(0, ...values), Math.max(0, ...values) || 1], axis: null },
    y: { domain: sorted.map((row) => row.place), axis: null, paddingInner: 0.56, paddingOuter: 0.4 },
    marks: [
      Plot.barX(sorted, { ...shared, x: "value", fill: "colour", fillOpacity: (row) => (mark(row) ? 0.35 : 1), stroke: "colour", title: tip }),
      Plot.ruleY(whiskered(sorted), { ...shared, x1: "low", x2: "high", stroke: theme.ink, strokeWidth: 1.5 }),
      Plot.ruleX([0], { stroke: theme.quiet }),
      Plot.text(sorted, { ...shared, x: "value", text, dx: 8, textAnchor: "start", fill: theme.ink }),
      Plot.text(sorted, {
        ...shared, frameAnchor: "left", dy: -21, dx: 1, textAnchor: "start", fontWeight: 600, fill: theme.ink,
        text: (row) => (same ? row.name : `${row.name}, ${label(row.period)}`), lineWidth: (0.85 * width) / SIZE, textOverflow: "ellipsis",
      }),
    ],
  });
}
