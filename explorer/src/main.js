// The page: a change of the view redraws all that follows from it and rewrites the address.

import * as book from "./book.js";
import { draw } from "./chart.js";
import * as controls from "./controls.js";
import * as download from "./download.js";
import { element, table } from "./table.js";
import { DARK, LIGHT, onThemeChange, theme } from "./theme.js";
import * as views from "./view.js";
import * as words from "./words.js";

const at = (id) => document.getElementById(id);
const NARROW = matchMedia("(max-width: 800px)");

let current;
let shown = [];

function show(wish) {
  const { view, choices, lost } = views.settle(wish);
  current = view;
  shown = views.rows(view);
  paint();
  controls.update(view, choices, theme());
  document.title = `${words.title(view)} \u2013 Explorer`;
  at("title").textContent = words.title(view);
  at("subtitle").textContent = words.subtitle(view, shown);
  at("summary").textContent = words.summary(view, shown);
  at("marks").textContent = words.marks(view, shown).join(" ");
  at("hazards").replaceChildren(...hazards(words.hazards(view)));
  at("sources").textContent = `${words.sources(shown)} Each figure's own stand in the table.`;
  at("table").replaceChildren(table(view, shown));
  tell(lost.length ? `Not here: ${lost.join(", ")}.` : "");
  history.replaceState(null, "", views.write(view));
}

function hazards([some, others]) {
  const list = (lines) => element("ul", {}, ...lines.map((line) => element("li", {}, line)));
  const more = element("summary", {}, `${others.length} more to know`);
  return [list(some), ...(others.length ? [element("details", {}, more, list(others))] : [])];
}

function paint() {
  const chart = at("chart");
  const none = element("p", { class: "none" }, words.nothing(current));
  const width = Math.max(280, Math.floor(chart.clientWidth));
  const made = shown.length
    ? draw(current, shown, { width, theme: theme(), title: words.title(current) })
    : none;
  chart.replaceChildren(made);
}

function colour() {
  for (const [name, value] of Object.entries(theme())) {
    if (name !== "series") document.documentElement.style.setProperty(`--${name}`, value);
  }
  document.documentElement.style.setProperty("--accent", theme() === DARK ? DARK.series[0] : LIGHT.series[0]);
}

function tell(text) {
  at("told").textContent = text;
}

async function copy() {
  try {
    await navigator.clipboard.writeText(location.href);
    tell("Link copied.");
  } catch {
    tell("Copy the link from the address bar: it holds this view.");
  }
}

controls.listen((change) => show({ ...current, ...change }));
at("version").textContent = book.version;
at("copy").addEventListener("click", copy);
at("csv").addEventListener("click", () =>
  download.save(download.csv(current, shown), "text/csv", download.name(current, "csv")),
);
at("svg").addEventListener("click", () =>
  download.save(download.svg(current, shown), "image/svg+xml", download.name(current, "svg")),
);
addEventListener("hashchange", () => show(views.read(location.hash)));
onThemeChange(() => {
  colour();
  show(current);
});
const fold = () => at("panel").toggleAttribute("open", !NARROW.matches);
NARROW.addEventListener("change", fold);
fold();
colour();
show(views.read(location.hash));
new ResizeObserver(() => paint()).observe(at("chart"));
