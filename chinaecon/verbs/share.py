"""Shares of a whole, and index levels: each figure over another figure of its own measure."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from chinaecon import period as periods
from chinaecon import units
from chinaecon.verbs.frame import (
    AnyFrame,
    Frame,
    absent,
    added,
    distinct,
    give,
    mismatch,
    missing_policy,
    one_figure,
    read,
    same_basis,
)
from chinaecon.verbs.interval import beside, figures, quotient

_WHOLE = ("measure", "period", "timing", "unit")
_SERIES = ("measure", "entity", "timing", "unit")


def share(frame: AnyFrame, *, of: str = "WLD", missing: str = "raise") -> AnyFrame:
    """Give each figure as a percentage of a whole in the same measure, period and timing.

    Shares of a whole that is not the sum of the parts in the frame do not add up to 100, and
    groups overlap (ASEAN and Belt and Road).

    Parameters
    ----------
    frame : data frame
        With measure, entity, period, timing, value, unit; the whole is one of the entities.
    of : str
        Code of the entity that is the whole.
    missing : {"raise", "nan"}
        ``"nan"`` gives NaN where the whole is missing, and says so in `how`.

    Returns
    -------
    data frame
        Of the same kind: measure ``exports_share_of_WLD``, timing ``rate``, unit ``percent``;
        the whole itself is 100.

    Raises
    ------
    MissingData
        When the whole is missing; names all periods.
    UnitMismatch
        When part and whole are in different units, or are percentages.
    BadData
        When there are several figures for one fact.

    Notes
    -----
    ``100 * part / whole``, between ``low / whole.high`` and ``high / whole.low``.

    Examples
    --------
    >>> import chinaecon as ce
    >>> t = ce.load("trade.exports", entity=["USA", "WLD"], period="2024", timing="flow")
    >>> s = ce.share(t[t["period"] == "2024"])
    >>> s[["measure", "entity"]].values.tolist()
    [['exports_share_of_WLD', 'USA'], ['exports_share_of_WLD', 'WLD']]
    >>> s["value"].round(1).tolist()
    [14.7, 100.0]
    """
    give_nan = missing_policy(missing)
    parts = read(frame, "share")
    _refuse_ratios(parts)
    parts = same_basis(parts, "compare", within=("measure", "period", "timing"))
    whole = parts.filter(nw.col("entity") == of)
    one_figure(whole, _WHOLE, "share")
    gaps = sorted(set(distinct(parts, *_WHOLE)) - set(distinct(whole, *_WHOLE)))
    if gaps and not give_nan:
        names = [f"{of} {measure} {period} ({timing})" for measure, period, timing, _ in gaps]
        raise absent("whole", names, "Load it with the parts, or pass missing='nan'.")
    pairs = beside(parts, whole, {key: key for key in _WHOLE})
    found = quotient(figures(), figures("_")).map(lambda x: x * 100)
    found = found.where((nw.col("entity") == of) & (nw.col("value") > 0), 100.0)
    none = nw.concat_str([nw.lit(f"no figure for {of} "), nw.col("period")])
    told = nw.when(nw.col("_value").is_null()).then(none).otherwise(nw.lit(""))
    shares = pairs.with_columns(
        *found.columns(),
        added(pairs, told),
        measure=nw.concat_str([nw.col("measure"), nw.lit(f"_share_of_{of}")]),
        timing=nw.lit("rate"),
        unit=nw.lit("percent"),
    )
    return give(shares, frame)


def index(frame: AnyFrame, *, base: str) -> AnyFrame:
    """Give each series as an index that is 100 in a base period.

    Two indices say how fast series grew, never which one is larger.

    Parameters
    ----------
    frame : data frame
        With measure, entity, period, timing, value, unit.
    base : str
        A period that every series holds, e.g. ``"2018"``.

    Returns
    -------
    data frame
        Of the same kind: measure ``exports_index_2018``, unit ``index_point``; timing as it was.

    Raises
    ------
    MissingData
        When a series has no figure above zero in the base period; names the series.
    UnitMismatch
        When a series holds two currencies, or current and constant prices.
    BadData
        When there are several figures for one fact, or `base` is no period.

    Notes
    -----
    ``100 * x / x_base``; bounds come from both figures, and the base itself is 100 exactly.
    Monthly series want a base month: the year's mean is another figure.

    Examples
    --------
    >>> import chinaecon as ce
    >>> t = ce.load("trade.exports", entity="WLD", period="2018/2024", timing="flow")
    >>> i = ce.index(t[t["period"].str.len() == 4], base="2018")
    >>> i["value"].round(0).tolist()[0]
    100.0
    """
    at = periods.parse(str(base))
    levels = read(frame, "index")
    levels = same_basis(levels, "compare", within=("measure", "entity", "timing"))
    texts = {text: periods.parse(text) for (text,) in distinct(levels, "period")}
    at_base = [
        t for t, p in texts.items() if (p.frequency, p.ordinal) == (at.frequency, at.ordinal)
    ]
    bases = levels.filter(nw.col("period").is_in(at_base or [at.text]), nw.col("value") > 0)
    bases = bases.filter(~nw.col("value").is_nan())
    one_figure(bases, _SERIES, "index")
    gaps = levels.join(bases.select(*_SERIES), on=list(_SERIES), how="anti")
    names = [" ".join(row[:3]) for row in distinct(gaps, *_SERIES)]
    if names:
        raise absent(f"figure above zero in {at.text!r}", names, "Choose a base they all have.")
    pairs = beside(levels, bases, {key: key for key in _SERIES})
    is_base = nw.col("period") == nw.col("_period")
    found = quotient(figures(), figures("_")).map(lambda x: x * 100).where(is_base, 100.0)
    name = at.text.replace("-", "_").replace("/", "_to_")
    indices = pairs.with_columns(
        *found.columns(),
        measure=nw.concat_str([nw.col("measure"), nw.lit(f"_index_{name}")]),
        unit=nw.lit("index_point"),
    )
    return give(indices, frame)


def _refuse_ratios(parts: Frame) -> None:
    """Raise for percentages: they have no share of one another."""
    ratios = {units.parse(u).dimension for u in ("percent", "percentage_point", "index_point")}
    bad = [u for (u,) in distinct(parts, "unit") if units.parse(u).dimension in ratios]
    if bad:
        what = f"Cannot give shares of {', '.join(map(repr, bad))}; expected amounts or counts"
        raise mismatch(parts.filter(nw.col("unit").is_in(bad)), what, "Leave these rows out.")
