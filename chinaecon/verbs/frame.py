"""The frame that verbs work on: read from any backend, checked, joined with small tables.

Inside, every frame is a Narwhals LazyFrame, so that nothing here can ask more of a backend than
all of them can do; only small tables of distinct texts are ever collected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import narwhals.stable.v2 as nw

from chinaecon import units
from chinaecon.errors import BadData, MissingData, UnitMismatch, UnknownName

Frame: TypeAlias = nw.LazyFrame[Any]
AnyFrame = TypeVar("AnyFrame")
Key: TypeAlias = tuple[str, ...]

FACT = ("measure", "entity", "period", "timing")
NEEDED = (*FACT, "value", "unit")
NUMBERS = ("value", "low", "high")
NAN = float("nan")
_MOST_ROWS = 3
_MOST_NAMES = 12
_DTYPES: dict[type, tuple[Any, str]] = {
    str: (nw.String, "VARCHAR"),
    float: (nw.Float64, "DOUBLE"),
    int: (nw.Int64, "BIGINT"),
}


def opened(frame: object, verb: str) -> Any:
    """Take any frame that Narwhals reads, eager or lazy, as it is."""
    try:
        return nw.from_native(frame)
    except TypeError:
        raise BadData(
            f"{verb} cannot read a {type(frame).__name__!r}; expected a data frame (pandas, "
            "polars, PyArrow, DuckDB or another that Narwhals reads). ce.load(...) gives one."
        ) from None


def read(frame: object, verb: str) -> Frame:
    """Take a user's frame: needed columns as text, value and bounds as floats."""
    given = opened(frame, verb)
    schema = given.collect_schema()
    missing = [c for c in NEEDED if c not in schema]
    if missing:
        raise BadData(
            f"{verb} found no column {', '.join(map(repr, missing))}; expected at least "
            f"{', '.join(NEEDED)}. Rename the columns, or start from ce.load(...).",
            problems=missing,
        )
    if isinstance(given, nw.DataFrame):
        given = given.with_row_index("_row").lazy()
    arrow = given.implementation.is_pyarrow()  # its joins tell string from large_string
    foreign = [c for c in (*FACT, "unit") if arrow or schema[c] != nw.String()]
    texts = [nw.col(c).cast(nw.String()) for c in foreign]
    value = nw.col("value").cast(nw.Float64())
    taken: Frame = given.with_columns(
        *texts, value=nw.when(value.is_null()).then(nw.lit(NAN)).otherwise(value)
    )
    bounds = [_or(c, nw.col("value"), c in schema, nw.Float64()) for c in ("low", "high")]
    steps = [_or("how", nw.lit(""), True, nw.String())] if "how" in schema else []
    return taken.with_columns(*bounds, *steps)


def give(frame: Frame, like: AnyFrame) -> AnyFrame:
    """Hand back the kind of frame that came in, without working columns, rows in their order."""
    given = opened(like, "a verb")
    names = frame.collect_schema().names()
    theirs = set(given.collect_schema().names())
    own = [c for c in names if not c.startswith("_") or c in theirs]
    if isinstance(given, nw.LazyFrame):
        return frame.select(*own).to_native()  # type: ignore[no-any-return]
    ordered = frame.sort("_row") if "_row" in names else frame
    eager = nw.maybe_reset_index(ordered.select(*own).collect())
    return eager.to_native()  # type: ignore[no-any-return]


def distinct(frame: Frame, *columns: str) -> list[Key]:
    """Collect the distinct texts of some columns, sorted; an empty cell is refused."""
    rows = frame.select(*columns).unique().collect().rows()
    for at, column in enumerate(columns):
        empty = [row for row in rows if not isinstance(row[at], str)]
        if empty:
            raise BadData(
                f"Column {column!r} has empty cells; expected a text in every row. "
                "Fill them or drop the rows.",
                problems=[str(row) for row in empty],
            )
    return sorted(rows)


def attach(
    frame: Frame, on: Sequence[str], new: Mapping[str, type], rows: Mapping[Any, Sequence[Any]]
) -> Frame:
    """Join a small table on text columns `on`, built in the frame's own backend."""
    lines = [[*key, *values] for key, values in sorted(rows.items())]
    kinds: dict[str, type] = {**dict.fromkeys(on, str), **new}
    return frame.join(_table(frame, kinds, lines), on=list(on), how="left")


def one_scale(frame: Frame) -> Frame:
    """Express every row in the first unit of its dimension: million CNY becomes billion CNY."""
    texts = [unit for (unit,) in distinct(frame, "unit")]
    chosen: dict[str, str] = {}
    for text in texts:
        chosen.setdefault(units.parse(text).dimension, text)
    if len(chosen) == len(texts):
        return frame
    table = {}
    for text in texts:
        common = chosen[units.parse(text).dimension]
        table[(text,)] = (float(units.factor(text, common)), common)
    joined = attach(frame, ["unit"], {"_factor": float, "_common": str}, table)
    names = frame.collect_schema().names()
    scaled = [nw.col(c) * nw.col("_factor") for c in NUMBERS]
    return joined.with_columns(*scaled, unit=nw.col("_common")).select(*names)


def same_basis(
    frame: Frame, verb: str, *, within: Sequence[str], columns: Sequence[str] = ("unit",)
) -> Frame:
    """Refuse rows that agree in `within` but not in `columns` (unit, timing); give one scale."""
    scaled = one_scale(frame)
    kinds = distinct(scaled, *columns)
    if len(kinds) < 2:
        return scaled
    if not within:
        raise _differ(scaled, verb, columns, kinds[0], kinds[1])
    several = scaled.select(*within, *columns).unique().group_by(*within).agg(_n=nw.len())
    mixed = several.filter(nw.col("_n") > 1).select(*within).sort(*within).head(1).collect()
    if len(mixed):
        rows = scaled
        for column, text in zip(within, mixed.row(0), strict=True):
            rows = rows.filter(nw.col(column) == text)
        kinds = distinct(rows, *columns)
        raise _differ(rows, verb, columns, kinds[0], kinds[1])
    return scaled


def one_figure(frame: Frame, keys: Sequence[str], verb: str) -> None:
    """Refuse a frame with two figures for one key; a join would multiply them."""
    keyed = frame.select(*keys)
    if _count(keyed) != _count(keyed.unique()):
        counted = keyed.group_by(*keys).agg(_n=nw.len()).filter(nw.col("_n") > 1)
        double = counted.sort(*keys).head(_MOST_ROWS)
        rows = frame.join(double, on=list(keys), how="semi")
        shown = [" ".join(row) for row in distinct(rows, *FACT, "unit")]
        raise BadData(
            f"{verb} found several figures for {shown[0]!r}; expected one of each measure, entity, "
            "period, timing and unit. Keep one print, or write what tells them apart into "
            "'measure' or 'entity'.",
            problems=shown,
        )


def added(frame: Frame, step: nw.Expr) -> nw.Expr:
    """The column `how` with one more step; an empty step adds nothing."""
    if "how" not in frame.collect_schema().names():
        return step.alias("how")
    how = nw.col("how")
    more = nw.concat_str([how, nw.lit("; "), step])
    longer = nw.when(how == "").then(step).otherwise(more)
    return nw.when(step == "").then(how).otherwise(longer).alias("how")


def choose(option: str, word: str, choices: Iterable[str]) -> str:
    """Give back a word that is among the choices of an option."""
    there = list(choices)
    if word in there:
        return word
    remedy = f"There are {', '.join(map(repr, there))}."
    raise UnknownName.among(option, str(word), there, remedy)


def missing_policy(word: str) -> bool:
    """Whether gaps are to be NaN instead of an error."""
    return choose("missing", word, ("raise", "nan")) == "nan"


def absent(what: str, names: Sequence[str], remedy: str) -> MissingData:
    """Build the error for figures that a verb needs and the frame does not hold."""
    shown = ", ".join(names[:_MOST_NAMES]) + (", ..." if len(names) > _MOST_NAMES else "")
    return MissingData(f"No {what} for {shown}. {remedy}", missing=names)


def _count(frame: Frame) -> int:
    return int(frame.select(nw.len()).collect().item())


def _or(column: str, default: nw.Expr, there: bool, dtype: Any) -> nw.Expr:
    """A column, with its default where it is empty or absent."""
    if not there:
        return default.alias(column)
    own = nw.col(column).cast(dtype)
    return nw.when(own.is_null()).then(default).otherwise(own).alias(column)


def _table(frame: Frame, kinds: Mapping[str, type], lines: Sequence[Sequence[Any]]) -> Frame:
    """A small table in the backend (and on the connection or session) of a frame."""
    native: Any = frame.to_native()
    backend = frame.implementation
    if backend.is_duckdb():
        table: Frame = nw.from_native(native.query("_chinaecon", _values(kinds, lines)))
        return table
    columns = {c: [line[i] for line in lines] for i, c in enumerate(kinds)}
    schema = {c: _DTYPES[kind][0]() for c, kind in kinds.items()}
    if backend.is_spark_like():
        small = nw.from_dict(columns, schema, backend="pandas")
        return small.lazy(backend, session=native.sparkSession)
    if backend.is_dask() or backend.is_ibis():
        return nw.from_dict(columns, schema, backend="pandas").lazy(backend)
    return nw.from_dict(columns, schema, backend=backend).lazy()


def _values(kinds: Mapping[str, type], lines: Sequence[Sequence[Any]]) -> str:
    """The table as SQL, every cell written as text and cast."""
    cells = ", ".join(
        f'CAST(c{i} AS {_DTYPES[kind][1]}) AS "{c}"' for i, (c, kind) in enumerate(kinds.items())
    )
    names = ", ".join(f"c{i}" for i in range(len(kinds)))
    texts = lines or [[""] * len(kinds)]
    rows = ", ".join(
        "(" + ", ".join("'" + str(cell).replace("'", "''") + "'" for cell in line) + ")"
        for line in texts
    )
    where = "" if lines else " WHERE false"
    return f"SELECT {cells} FROM (VALUES {rows}) AS t({names}){where}"


def _differ(rows: Frame, verb: str, columns: Sequence[str], one: Key, other: Key) -> UnitMismatch:
    """The error for two kinds of figures, with the remedy that makes them one kind."""
    pairs = dict(zip(columns, zip(one, other, strict=True), strict=True))
    column = next(c for c in columns if pairs[c][0] != pairs[c][1])
    first, second = pairs[column]
    remedy = f"They are different kinds of figures; keep one {column}."
    if column == "unit":
        remedy = units.remedy(units.parse(first), units.parse(second))
    return mismatch(rows, f"Cannot {verb} {first!r} with {second!r}", remedy, by=column)


def mismatch(rows: Frame, what: str, remedy: str, by: str = "unit") -> UnitMismatch:
    """Count the rows, and show the first of each kind."""
    columns = ("measure", "entity", "period", "value", "unit", "timing")
    shown, firsts = [], []
    for (kind,) in distinct(rows, by):
        few = rows.filter(nw.col(by) == kind).select(*columns).sort(*FACT).head(_MOST_ROWS)
        for measure, entity, period, value, unit, timing in few.collect().rows():
            tail = f" ({timing})" if by == "timing" else ""
            shown.append(f"{measure} {entity} {period} {value:.10g} {unit}{tail}")
        firsts.append(shown[-len(few.collect())])
    first = "; ".join(firsts[:_MOST_ROWS])
    return UnitMismatch(f"{what} ({_count(rows)} rows, first: {first}). {remedy}", rows=shown)
