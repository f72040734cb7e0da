"""Comparisons at one time: which entity is larger, by how much, and whether one can tell."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from chinaecon import period as periods
from chinaecon.verbs.frame import (
    AnyFrame,
    Frame,
    absent,
    distinct,
    give,
    mismatch,
    one_figure,
    read,
    same_basis,
)
from chinaecon.verbs.interval import beside, difference, figures, quotient

_GROUP = ("measure", "period", "timing", "unit")
_RANKS = ("rank", "rank_low", "rank_high")
_JUDGED = (
    "to",
    "difference",
    "difference_low",
    "difference_high",
    "ratio",
    "ratio_low",
    "ratio_high",
    "verdict",
)


def compare(frame: AnyFrame, *, period: str, to: str | None = None) -> AnyFrame:
    """Compare each series at one period with one entity, and say whether the bounds decide it.

    Parameters
    ----------
    frame : data frame
        With measure, entity, period, timing, value, unit; rows of other periods are left out.
    period : str
        The period, exactly.
    to : str, optional
        Code of the entity to compare with; by default the largest of each measure.

    Returns
    -------
    data frame
        Of the same kind, one row per series, with `to`, `difference`, `difference_low`,
        `difference_high`, `ratio`, `ratio_low`, `ratio_high` and `verdict`: ``above`` or
        ``below`` when every value within the bounds says so, else ``cannot tell``.

    Raises
    ------
    UnitMismatch
        When the rows mix currencies, current and constant prices, percent and percentage
        points, stocks and flows, or year-to-date figures and months; shows the rows.
    MissingData
        When there is no figure at `period`, or none of `to`.
    BadData
        When there are several figures for one fact.

    Notes
    -----
    ``x - y`` and ``x / y``, by interval arithmetic. Without `low` and `high` every figure is
    taken as exact, and the verdict is only as good as that.

    Examples
    --------
    >>> import chinaecon as ce
    >>> t = ce.load("trade.exports", entity=["USA", "WLD"], period="2024", timing="flow")
    >>> c = ce.compare(t, period="2024")
    >>> c[["entity", "to", "verdict"]].values.tolist()
    [['USA', 'WLD', 'below'], ['WLD', 'WLD', 'cannot tell']]
    """
    rows = _at(read(frame, "compare"), period)
    rows = same_basis(rows, "compare", within=(), columns=("timing", "unit"))
    one_figure(rows, ("measure", "entity", "timing", "unit"), "compare")
    reference = _largest(rows) if to is None else rows.filter(nw.col("entity") == to)
    gaps = set(distinct(rows, "measure")) - set(distinct(reference, "measure"))
    if gaps:
        names = sorted(f"{to or 'any entity'} {measure} {period}" for (measure,) in gaps)
        raise absent("figure", names, "Choose another entity or period.")
    columns = [*rows.collect_schema().names(), *_JUDGED]
    whose = reference.select("measure", to=nw.col("entity"))
    pairs = beside(rows, reference, {"measure": "measure"}, origin="own")
    return give(_judged(pairs.join(whose, on=["measure"], how="left")).select(*columns), frame)


def rank(frame: AnyFrame) -> AnyFrame:
    """Rank entities within each measure, period and timing, 1 being the largest.

    Parameters
    ----------
    frame : data frame
        With measure, entity, period, timing, value, unit. Groups such as ASEAN or the world
        are ranked like any entity: leave them out beforehand.

    Returns
    -------
    data frame
        Of the same kind, with `rank`, and `rank_low` and `rank_high`: the best and the worst
        rank that the bounds allow. Equal figures share a rank; missing ones have none.

    Raises
    ------
    UnitMismatch
        When figures to be ranked together are in different units; shows the rows.

    Notes
    -----
    `rank` is one more than the number of larger values; `rank_low` counts the lower bounds
    above one's own upper bound, `rank_high` the other upper bounds above one's own lower bound.

    Examples
    --------
    >>> import chinaecon as ce
    >>> t = ce.load("trade.exports", entity=["USA", "IND"], period="2024", timing="flow")
    >>> ce.rank(t[t["period"] == "2024"])[["entity", "rank"]].values.tolist()
    [['IND', 2], ['USA', 1]]
    """
    rows = same_basis(read(frame, "rank"), "rank", within=("measure", "period", "timing"))
    if not rows.implementation.is_pyarrow():
        return give(_ranked(rows), frame)
    ranked = _ranked(rows.collect(backend="pandas").lazy())  # Arrow has no cumulative sums by group
    return give(nw.from_native(ranked.collect().to_arrow()).lazy(), frame)


def _ranked(rows: Frame) -> Frame:
    names = rows.collect_schema().names()
    counted = rows
    pairs = (("value", "value"), ("low", "high"), ("high", "low"))
    for (points, own), count in zip(pairs, _RANKS, strict=True):
        counted = _larger(counted, points, own, count)
    return counted.select(*names, *_RANKS)


def _larger(rows: Frame, points: str, own: str, count: str) -> Frame:
    """Count the `points` of a group that are above one's `own`: sort both together, and add up."""
    there = ~nw.col("value").is_nan()
    asking = rows.with_columns(_falling=-nw.col(own), _one=nw.lit(0))
    marks = rows.filter(there).with_columns(_falling=-nw.col(points), _one=nw.lit(1))
    above = nw.col("_one").cum_sum().over(*_GROUP, order_by=["_falling", "_one"])
    counted = nw.concat([asking, marks]).with_columns(_above=above).filter(nw.col("_one") == 0)
    itself = nw.when(nw.col(points) > nw.col(own)).then(nw.lit(0)).otherwise(nw.lit(1))
    number = (nw.col("_above") + itself).cast(nw.Int64())
    return counted.with_columns(nw.when(there).then(number).alias(count)).drop(
        "_falling", "_one", "_above"
    )


def _at(frame: Frame, period: str) -> Frame:
    """The rows of one period; refuse to pass over entities that have only year-to-date there."""
    asked = periods.parse(period)
    spans = {text: periods.parse(text) for (text,) in distinct(frame, "period")}
    same = [t for t, p in spans.items() if (p.frequency, p.ordinal) == _place(asked)]
    if not same:
        have = ", ".join(sorted(spans)[-12:])
        raise absent("figure", [period], f"The frame has {have or 'no rows'}.")
    rows = frame.filter(nw.col("period").is_in(same))
    kin = [p for p in spans.values() if p.end == asked.end and p.frequency[0] == "M"]
    other = [p.text for p in kin if p.is_cumulative != asked.is_cumulative]
    if other and asked.frequency[0] == "M":
        rest = frame.filter(nw.col("period").is_in(other))
        rest = rest.join(rows.select("measure", "entity"), on=["measure", "entity"], how="anti")
        if distinct(rest, "period"):
            what = f"Cannot compare {period!r} with {other[0]!r}"
            remedy = "Year-to-date figures and months differ; take the same span of each."
            raise mismatch(nw.concat([rows, rest]), what, remedy, by="period")
    return rows


def _place(p: periods.Period) -> tuple[str, int]:
    return p.frequency, p.ordinal


def _largest(rows: Frame) -> Frame:
    """The largest figure of each measure; of equal ones the first by name."""
    there = rows.filter(~nw.col("value").is_nan())
    top = there.group_by("measure").agg(_top=nw.col("value").max())
    best = there.join(top, on=["measure"], how="inner").filter(nw.col("value") == nw.col("_top"))
    first = best.group_by("measure").agg(entity=nw.col("entity").min())
    return rows.join(first, on=["measure", "entity"], how="semi")


def _judged(pairs: Frame) -> Frame:
    """Difference, ratio and verdict of each figure and the one beside it."""
    itself = nw.col("entity") == nw.col("to")
    gap = difference(figures(), figures("_")).where(itself, 0.0)
    ratio = quotient(figures(), figures("_")).where(itself, 1.0)
    known = ~gap.value.is_nan()
    above = nw.when(known & (gap.low > 0)).then(nw.lit("above")).otherwise(nw.lit("cannot tell"))
    verdict = nw.when(known & (gap.high < 0)).then(nw.lit("below")).otherwise(above)
    names = [f"{what}{end}" for what in ("difference", "ratio") for end in ("", "_low", "_high")]
    numbers = [x.alias(name) for x, name in zip((*gap, *ratio), names, strict=True)]
    return pairs.with_columns(*numbers, verdict=verdict)
