// The figures that the library wrote (explorer/data.py), opened: rows with names instead of numbers.

const book = globalThis.CHINAECON;

export const { version, datasets, units, documents } = book;
export const measures = new Map(book.measures.map((measure) => [measure.name, measure]));
export const entityName = (code) => book.entities[code]?.[0] ?? code;
export const entityWords = (code) => `${code} ${book.entities[code]?.join(" ") ?? ""}`.toLowerCase();
export const isGroup = (code) => book.entities[code]?.[2] === "group";

const GRIDS = [
  "annual",
  "end of year",
  "quarterly",
  "end of quarter",
  "monthly",
  "end of month",
  "end of day",
  "year to date",
  "by date",
  "several years",
];

export const grids = (measure) => GRIDS.filter((grid) => measure.views.some((view) => view.grid === grid));

export const views = (measure, grid) => measure.views.filter((view) => view.grid === grid);

export function entities(measure, grid) {
  const codes = new Set(views(measure, grid).flatMap((view) => Object.keys(view.rows)));
  return [...codes].sort((one, two) => entityName(one).localeCompare(entityName(two), "en"));
}

// Every row of a view for one entity, in the order of time.
export function rows(view, entity) {
  return (view.rows[entity] ?? []).map((cells) => {
    const [period, value, origin, low, high, mark = 0, remark = 0, token = 0] = cells;
    const [qualifier, status, way] = book.marks[mark].split(" ");
    return {
      entity,
      name: entityName(entity),
      period: book.periods[period],
      value,
      low: low ?? value,
      high: high ?? value,
      qualifier,
      status,
      way,
      how: view.show === "level" ? way : `from ${way}`,
      computed: view.show !== "level" || way === "converted",
      remark: book.remarks[remark],
      token: book.tokens[token],
      sources: book.origins[origin],
    };
  });
}
