"""Growth: each figure against the one a lag before it, joined on the period."""

from __future__ import annotations

import math
from datetime import timedelta

import narwhals.stable.v2 as nw

from chinaecon import period as periods
from chinaecon import units
from chinaecon.errors import UnknownName
from chinaecon.verbs.frame import (
    NAN,
    NUMBERS,
    AnyFrame,
    Frame,
    absent,
    added,
    attach,
    choose,
    distinct,
    give,
    mismatch,
    one_figure,
    read,
    same_basis,
)
from chinaecon.verbs.interval import Interval, beside, difference, figures, quotient

KINDS = ("yoy", "pop", "annualised", "cagr", "log", "contribution")
_SERIES = ("measure", "entity", "timing")
_WHOLE = ("measure", "timing")


def growth(frame: AnyFrame, *, kind: str = "yoy", of: str | None = None) -> AnyFrame:
    """Compute growth rates by joining each period with the one it is compared with.

    No row is ever shifted: where the earlier figure is absent, the rate is NaN and `how` names
    the period that is missing. Cumulative periods are compared with the same span a year
    before. The growth of a published level and a published growth rate are two measures; yuan
    and dollars are never mixed.

    Parameters
    ----------
    frame : data frame
        With measure, entity, period, timing, value, unit.
    kind : {"yoy", "pop", "annualised", "cagr", "log", "contribution"}
        ``yoy``: against the same period a year before. ``pop``: against the period of equal
        length just before. ``annualised``: pop, raised to a year. ``cagr``: average a year from
        the first to the last period of each series, one row per series. ``log``: 100 times the
        logarithm of the ratio to the year before. ``contribution``: the change on the year
        before, over the earlier figure of the entity `of`.
    of : str, optional
        The whole to which entities contribute, e.g. ``"WLD"``; only for ``contribution``.

    Returns
    -------
    data frame
        Of the same kind, a row for each row (``cagr``: for each series): measure
        ``exports_growth_yoy_cny`` (money ends in its basis), timing ``rate``, unit ``percent``
        (``percentage_point`` for contributions), value and bounds.

    Raises
    ------
    UnitMismatch
        When a series holds two currencies, or current and constant prices; and for measures in
        percent, whose changes are differences.
    BadData
        When there are several figures for one fact.
    MissingData
        When the frame has no figures of the entity `of`.

    Notes
    -----
    ``100 * (x / x_before - 1)``, with bounds from the bounds of both. A figure at or below zero
    has no growth rate after it. Do not read the growth of heavily rounded levels without
    `low` and `high`.

    Examples
    --------
    >>> import chinaecon as ce
    >>> t = ce.load("trade.exports", entity="WLD", period="2023/2024", timing="flow")
    >>> g = ce.growth(t[t["period"].isin(["2023", "2024"])])
    >>> g[["period", "value", "how"]].round(1).values.tolist()
    [['2023', nan, 'no figure for 2022'], ['2024', 7.1, '']]
    """
    choose("kind", kind, KINDS)
    if (kind == "contribution") != (of is not None):
        raise UnknownName(
            f"growth found of={of!r} with kind={kind!r}; expected the code of the whole with "
            "kind='contribution', and none with another kind. Pass both or neither.",
            name=str(of),
        )
    levels = read(frame, "growth")
    _refuse_rates(levels)
    levels = same_basis(levels, "compare", within=_SERIES if of is None else _WHOLE)
    steps = _with_steps(levels, whole_year=kind not in ("pop", "annualised"))
    steps = _with_names(steps, kind)
    one_figure(steps, [*_SERIES, "_now"], "growth")
    if of is not None:
        found = _contributions(steps, of)
    else:
        found = _average_growth(steps) if kind == "cagr" else _growth(steps, kind)
    return give(_named(found, kind), frame)


def _refuse_rates(levels: Frame) -> None:
    """Raise for ratios: a change of percents is a difference in percentage points."""
    ratios = {units.parse(u).dimension for u in ("percent", "percentage_point")}
    bad = [u for (u,) in distinct(levels, "unit") if units.parse(u).dimension in ratios]
    if bad:
        what = f"Cannot give growth of {', '.join(map(repr, bad))}; expected levels"
        remedy = "Subtract instead: the difference is in percentage points."
        raise mismatch(levels.filter(nw.col("unit").is_in(bad)), what, remedy)


def _with_names(levels: Frame, kind: str) -> Frame:
    """Put the name of the new measure into _name: money ends in its basis."""
    table = {}
    for measure, unit in distinct(levels, "measure", "unit"):
        currency = units.parse(unit).currency
        basis = f"_{currency.lower()}" if currency else ""
        table[(measure, unit)] = (f"{measure}_growth_{kind}{basis}",)
    return attach(levels, ["measure", "unit"], {"_name": str}, table)


def _with_steps(levels: Frame, *, whole_year: bool) -> Frame:
    """Number the periods: _now, _then (the one compared with, -1 if absent) and its name."""
    texts = [text for (text,) in distinct(levels, "period")]
    read_once = {text: periods.parse(text) for text in texts}
    grid = {(p.frequency, p.ordinal): i for i, p in enumerate(read_once.values())}
    table = {}
    for text, p in read_once.items():
        before = _before(p, whole_year=whole_year)
        then = grid.get((before.frequency, before.ordinal), -1)
        now = grid[(p.frequency, p.ordinal)]
        power = p.steps_a_year / int(p.frequency[1:] or 1)
        table[(text,)] = (now, then, p.frequency, p.ordinal, power, *_gaps(before.text))
    new = {"_now": int, "_then": int, "_frequency": str, "_at": int, "_power": float}
    return attach(levels, ["period"], {**new, "_none": str, "_useless": str}, table)


def _gaps(before: str) -> tuple[str, str]:
    """What `how` says where there is nothing to compare with, and where one cannot divide by it."""
    return f"no figure for {before}", f"figure for {before} is not above zero"


def _before(p: periods.Period, *, whole_year: bool) -> periods.Period:
    """The same period a year before, or the one of equal length that ends just before."""
    if p.frequency == "D":
        day = p.start - timedelta(days=1)
        if whole_year:
            leap = (p.start.month, p.start.day) == (2, 29)
            day = p.start.replace(year=p.start.year - 1, day=28 if leap else p.start.day)
        return periods.parse(day.isoformat())
    months = 12 if whole_year else len(p.months)
    return periods.parse("/".join(_earlier(part, months) for part in p.text.split("/")))


def _earlier(text: str, months: int) -> str:
    """A year, quarter or month, so many months before."""
    p = periods.parse(text)
    number = periods.month_number(p.start) - months
    year, month = divmod(number, 12)
    ends = {"A": "", "Q": f"-Q{month // 3 + 1}", "M": f"-{month + 1:02d}"}
    return f"{year:04d}{ends[p.frequency]}"


def _growth(steps: Frame, kind: str) -> Frame:
    """Each figure against the one at _then."""
    pairs = beside(steps, steps, {**{key: key for key in _SERIES}, "_then": "_now"})
    found = _percent(quotient(figures(), figures("_")), kind)
    return pairs.with_columns(*found.columns(), added(pairs, _gap()))


def _gap() -> nw.Expr:
    """Why there is no rate, where there is none."""
    before = nw.col("_value")
    useless = nw.when(before <= 0).then(nw.col("_useless")).otherwise(nw.lit(""))
    return nw.when(before.is_null() | before.is_nan()).then(nw.col("_none")).otherwise(useless)


def _percent(ratio: Interval, kind: str) -> Interval:
    """Percent from a ratio; there is no root or logarithm of one below zero."""
    if kind in ("yoy", "pop"):
        return ratio.map(lambda x: (x - 1) * 100)
    low = nw.when(ratio.low < 0).then(nw.lit(0.0)).otherwise(ratio.low)
    ratio = Interval(ratio.value, low, ratio.high).where(ratio.value < 0, NAN)
    if kind == "log":
        return ratio.map(_logarithm)
    return ratio.map(lambda x: (x ** nw.col("_power") - 1) * 100)


def _logarithm(x: nw.Expr) -> nw.Expr:
    safe = nw.when(x > 0).then(x).otherwise(nw.lit(1.0))
    none = nw.when(x == 0).then(nw.lit(-math.inf)).otherwise(nw.lit(NAN))
    return nw.when(x > 0).then(safe.log() * 100).otherwise(none)


def _contributions(steps: Frame, of: str) -> Frame:
    """Change of each figure over the earlier figure of the whole."""
    whole = steps.filter(nw.col("entity") == of)
    if not whole.select(nw.len()).collect().item():
        raise absent("figures of the whole", [of], "Load it with the parts: entity=[..., 'WLD'].")
    names = steps.collect_schema().names()
    pairs = beside(steps, steps, {**{key: key for key in _SERIES}, "_then": "_now"})
    kept = [*names, "_own", *(f"_change_{c}" for c in NUMBERS)]
    change = difference(figures(), figures("_")).columns("_change_")
    parts = pairs.with_columns(*change, _own=nw.col("_value")).select(*kept)
    pairs = beside(parts, whole, {**{key: key for key in _WHOLE}, "_then": "_now"})
    itself = _percent(quotient(figures(), figures("_")), "yoy")
    found = quotient(figures("_change_"), figures("_")).map(lambda x: x * 100)
    is_whole = nw.col("entity") == of
    columns = [
        nw.when(is_whole).then(x).otherwise(y).alias(c)
        for c, x, y in zip(NUMBERS, itself, found, strict=True)
    ]
    gap = _gap()
    of_whole = nw.when(gap == "").then(gap).otherwise(nw.concat_str([nw.lit(f"{of}: "), gap]))
    own = nw.when(nw.col("_own").is_null() | nw.col("_own").is_nan())
    told = own.then(nw.col("_none")).otherwise(nw.when(is_whole).then(gap).otherwise(of_whole))
    return pairs.with_columns(*columns, added(pairs, told))


def _average_growth(steps: Frame) -> Frame:
    """The last figure of each series and grid against the first, as growth a year."""
    grid = [*_SERIES, "_frequency"]
    there = steps.filter(~nw.col("value").is_nan())
    ends = there.group_by(*grid).agg(_first=nw.col("_at").min(), _last=nw.col("_at").max())
    last = there.join(ends, on=grid, how="inner").filter(nw.col("_at") == nw.col("_last"))
    pairs = beside(last, there, {**{key: key for key in grid}, "_first": "_at"})
    table = {(one, two): _span(one, two) for one, two in distinct(pairs, "_period", "period")}
    pairs = attach(
        pairs.drop("_power"), ["_period", "period"], {"_power": float, "_span": str}, table
    )
    alone = nw.col("_first") == nw.col("_last")
    found = _percent(quotient(figures(), figures("_")), "cagr").where(alone, NAN)
    only = nw.concat_str([nw.lit("only one figure: "), nw.col("period")])
    return pairs.with_columns(
        *found.columns(),
        added(pairs, nw.when(alone).then(only).otherwise(nw.lit(""))),
        period=nw.col("_span"),
    )


def _span(first: str, last: str) -> tuple[float, str]:
    """The power that makes growth over a span growth a year, and the span as a period."""
    one, two = periods.parse(first), periods.parse(last)
    steps = two.ordinal - one.ordinal
    if not steps:
        return 1.0, last
    if one.frequency == "A":
        return one.steps_a_year / steps, f"{first}/{last}"
    return one.steps_a_year / steps, f"{one.start:%Y-%m}/{two.end:%Y-%m}"


def _named(found: Frame, kind: str) -> Frame:
    """Take the new names, timing and unit."""
    unit = "percentage_point" if kind == "contribution" else "percent"
    return found.with_columns(measure=nw.col("_name"), timing=nw.lit("rate"), unit=nw.lit(unit))
