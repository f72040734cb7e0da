"""The prints that are held against one another: facts, and the bounds that each print gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from chinaecon import period as periods
from chinaecon import units
from chinaecon.data import conflicts, identity, observations, store, vocabulary, winner
from chinaecon.data.identity import Fact
from chinaecon.errors import BadData, ChinaeconError, UnitMismatch, UnknownName
from chinaecon.figures.figure import bounds

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
NEEDED = ("measure", "entity", "period", "value", "unit")
_TEXTS = ("timing", "qualifier", "source", "explanation", "reason")
_SIGNS = "= ~ > < >= <="
_MOST = 20


@dataclass(frozen=True)
class Prints:
    """Prints with the values that their digits allow, in base units.

    Attributes
    ----------
    table : pandas.DataFrame
        One row per print: measure, entity, period, timing, value, unit, qualifier, source, and
        `explanation` and `reason` of its line in corrections.csv.
    facts : tuple of Fact
        Each once.
    fact : numpy.ndarray of int
        For each print, the place of its fact.
    low, high : numpy.ndarray of float
        In base units; infinite where the print is open.
    is_curated : bool
        Whether they are those of the data package, of many vintages; figures that somebody puts
        side by side must hold as they are.
    """

    table: pd.DataFrame
    facts: tuple[Fact, ...]
    fact: npt.NDArray[np.int64]
    low: Floats
    high: Floats
    is_curated: bool

    @cached_property
    def sources(self) -> list[frozenset[str]]:
        """For each fact the documents that print it."""
        found: list[set[str]] = [set() for _ in self.facts]
        for place, source in zip(self.fact.tolist(), self.table["source"].tolist(), strict=True):
            found[place].add(source)
        return [frozenset(those) for those in found]

    def at(self, place: int) -> dict[str, Any]:
        """Return one print as a mapping."""
        return {str(k): v for k, v in self.table.iloc[place].to_dict().items()}


def shipped(name: str | None = None, period: str | None = None, as_of: str | None = None) -> Prints:
    """Return the winning print of each fact and currency in the data package.

    Parameters
    ----------
    name : str, optional
        A dataset or measure; all datasets by default.
    period : str, optional
        Every figure whose period lies inside, of whatever frequency; all by default.
    as_of : str, optional
        Only documents published by then.

    Returns
    -------
    Prints
        With the line of corrections.csv that explains a print, where there is one.
    """
    import pandas as pd

    chosen = observations.chosen(name if name else store.datasets(), as_of=as_of)
    if period is not None:
        start, end = periods.parse_range(period)
        spans = {text: periods.parse(text) for text in chosen["period"].unique()}
        inside = {text: start <= span.start and span.end <= end for text, span in spans.items()}
        kept = chosen[chosen["period"].map(inside).astype(bool)]
        if kept.empty:
            raise observations.nothing(f"{name or 'all datasets'} {period}", chosen)
        chosen = kept
    best = winner.winners(chosen)
    explained = _explanations(best)
    spans_of = [winner.span(row) for row in best.to_dict("records")]
    table = pd.DataFrame(
        {
            **{c: best[c].to_numpy() for c in ("measure", "entity", "period", "timing")},
            "value": [float(text) for text in best["value"]],
            **{c: best[c].to_numpy() for c in ("unit", "qualifier", "source")},
            "explanation": [one for one, _ in explained],
            "reason": [reason for _, reason in explained],
        }
    )
    low, high = np.array(spans_of, dtype=float).T
    return _gathered(table, low, high, is_curated=True)


def _explanations(best: pd.DataFrame) -> list[tuple[str, str]]:
    """What corrections.csv says of each print: how it is explained, and why."""
    known = vocabulary.measures()
    datasets = {known[measure].dataset for measure in best["measure"].unique()}
    lines = {key: line for name in datasets for key, line in conflicts.corrections(name).items()}
    found = (
        lines.get(key, ("", "")) for key in zip(*(best[k] for k in conflicts.KEY), strict=True)
    )
    return [(conflicts.explanation(action), reason) for action, reason in found]


def read(frame: object) -> Prints:
    """Take a user's frame of prints.

    Parameters
    ----------
    frame : frame
        Columns measure, entity, period, value and unit; `timing`, `qualifier` and `source` where
        there are some. Bounds are `low` and `high`, in `unit`; without them those that the
        digits of a `value` given as text allow, else the value itself.

    Returns
    -------
    Prints
        In the order of the frame.

    Raises
    ------
    BadData
        When a column is missing, or for every row that cannot be read, all at once.
    """
    table = _table(frame)
    kinds = table.groupby(["measure", "period", "unit", "timing"], sort=False).ngroup().to_numpy()
    firsts = np.unique(kinds, return_index=True)[1]
    problems: list[str] = []
    read = []
    for number, row in enumerate(table.iloc[firsts].to_dict("records")):
        try:
            read.append(_kind(row))
        except ChinaeconError as error:
            read.append(("", "", 1.0))
            problems += [f"row {at}: {error}" for at in np.flatnonzero(kinds == number)]
    limits = list(_limits(table, problems))
    if problems:
        told = "\n".join(problems[:_MOST])
        raise BadData(
            f"The frame of prints has {len(problems)} that cannot be read:\n{told}",
            problems=problems,
        )
    low, high = np.array(limits, dtype=float).reshape(-1, 2).T
    factors = np.array([factor for *_, factor in read])[kinds]
    table["measure"] = np.array([measure for measure, *_ in read], dtype=object)[kinds]
    table["timing"] = np.array([timing for _, timing, _ in read], dtype=object)[kinds]
    return _gathered(table, low * factors, high * factors, is_curated=False)


def _table(frame: object) -> pd.DataFrame:
    import narwhals.stable.v2 as nw

    from chinaecon.verbs.frame import opened

    given = opened(frame, "audit")
    if isinstance(given, nw.LazyFrame):
        given = given.collect()
    missing = [c for c in NEEDED if c not in given.columns]
    if missing:
        raise BadData(
            f"The frame of prints has no column {', '.join(map(repr, missing))}; expected at least "
            f"{', '.join(NEEDED)}. Rename the columns, or start from ce.load(...).",
            problems=missing,
        )
    kept = [c for c in (*NEEDED, *_TEXTS, "low", "high") if c in given.columns]
    table: pd.DataFrame = given.select(kept).to_pandas().reset_index(drop=True)
    for column in _TEXTS:
        table[column] = table[column].fillna("").astype(str) if column in table else ""
    for column in ("measure", "entity", "period", "unit"):
        table[column] = table[column].astype(str)
    table["qualifier"] = table["qualifier"].replace("", "=")
    table["entity"] = table["entity"].map({name: _code(name) for name in set(table["entity"])})
    return table


def _code(name: str) -> str:
    """The code of an entity given by name; what the vocabulary does not know stays as it is."""
    try:
        return vocabulary.entity(name)
    except UnknownName:
        return name


def _kind(row: Mapping[Any, str]) -> tuple[str, str, float]:
    """Short name, timing and factor of the prints of one measure, period, unit and timing."""
    known = vocabulary.measure(row["measure"])
    periods.parse(row["period"])
    unit = units.parse(row["unit"])
    own = units.in_currency(known.unit, unit.currency) if unit.currency else known.unit
    if units.parse(own).dimension != unit.dimension:
        raise UnitMismatch(f"{known.name} is in {known.unit!r}, and {row['unit']!r} is printed.")
    timing = row["timing"] or identity.timing(known.timing, row["period"])
    return known.measure, timing, float(unit.factor)


def _limits(table: pd.DataFrame, problems: list[str]) -> Iterator[tuple[float, float]]:
    """The low and high of each row, in its own unit."""
    is_given = "low" in table and "high" in table
    names = ("low", "high") if is_given else ("value", "qualifier")
    for at, pair in enumerate(zip(*(table[name].tolist() for name in names), strict=True)):
        try:
            yield _given(*pair) if is_given else _of_digits(*pair)
        except (ArithmeticError, TypeError, ValueError):
            told = " and ".join(f"{n} {v!r}" for n, v in zip(names, pair, strict=True))
            wanted = "two numbers, the lower first" if is_given else f"a number and one of {_SIGNS}"
            problems.append(f"row {at}: {told}; expected {wanted}.")
            yield 0.0, 0.0


def _given(low: Any, high: Any) -> tuple[float, float]:
    """Bounds as they stand in the frame; open where there is none."""
    ends = float(low), float(high)
    if ends[0] > ends[1]:
        raise ValueError
    return ends


def _of_digits(value: Any, qualifier: str) -> tuple[float, float]:
    """What a value allows: by its digits when it is text."""
    number = Decimal(str(value))
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or qualifier not in _SIGNS.split():
        raise ValueError
    step = Decimal(1).scaleb(exponent) if isinstance(value, str) else Decimal(0)
    low, high = bounds(number, qualifier, step)  # type: ignore[arg-type]
    return -np.inf if low is None else float(low), np.inf if high is None else float(high)


def _gathered(table: pd.DataFrame, low: Floats, high: Floats, *, is_curated: bool) -> Prints:
    """The prints with their facts, each fact once."""
    dimensions = {text: units.parse(text).dimension for text in table["unit"].unique()}
    keys = [table[c].tolist() for c in ("measure", "entity", "period", "timing")]
    keys.append(table["unit"].map(dimensions).tolist())
    places: dict[tuple[str, ...], int] = {}
    fact = np.fromiter(
        (places.setdefault(key, len(places)) for key in zip(*keys, strict=True)),
        dtype=np.int64,
        count=len(table),
    )
    return Prints(table, tuple(Fact(*key) for key in places), fact, low, high, is_curated)
