// ISO 8601 periods as labels and as places on the axis of time.

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

// Months a step of each grid takes; grids that are not here have no neighbours.
const STEPS = {
  annual: 12,
  quarterly: 3,
  monthly: 1,
  "year to date": 1,
  "end of year": 12,
  "end of quarter": 3,
  "end of month": 1,
};

export function label(period) {
  if (period.includes("/")) return span(...period.split("/"));
  const [year, rest, day] = period.split("-");
  if (!rest) return year;
  if (rest.startsWith("Q")) return `${rest} ${year}`;
  const month = `${MONTHS[rest - 1]} ${year}`;
  return day ? `${Number(day)} ${month}` : month;
}

function span(one, two) {
  const same = one.length > 4 && one.slice(0, 4) === two.slice(0, 4);
  const first = same ? MONTHS[one.slice(5, 7) - 1] : label(one);
  return `${first}\u2013${label(two)}`;
}

// Where a period stands: at its last month, so that a year and its December agree.
export function date(period) {
  const [year, rest, day] = period.split("/").at(-1).split("-");
  if (!rest) return new Date(Date.UTC(year, 0));
  const month = rest.startsWith("Q") ? rest.slice(1) * 3 : Number(rest);
  return new Date(Date.UTC(year, month - 1, day ?? 1));
}

export const joins = (grid) => grid in STEPS;

const months = (period) => {
  const at = date(period);
  return at.getUTCFullYear() * 12 + at.getUTCMonth();
};

// "next": nothing is missing in between; "gap": something is; "apart": no line joins them.
export function between(one, two, grid) {
  const step = STEPS[grid];
  if (!step) return "apart";
  if (grid === "year to date" && one.slice(0, 4) !== two.slice(0, 4)) return "apart";
  return months(two) - months(one) === step ? "next" : "gap";
}

export const byTime = (one, two) => date(one) - date(two) || (one < two ? -1 : one > two ? 1 : 0);

export function range(periods) {
  const sorted = [...new Set(periods)].sort(byTime);
  const [one, two] = [label(sorted[0]), label(sorted.at(-1))];
  return one === two ? one : `${one} to ${two}`;
}
