"""Money from one currency into another, at the rate that fits the period and the timing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import narwhals.stable.v2 as nw

from chinaecon import period as periods
from chinaecon import units
from chinaecon.data import layers, observations, rates, vocabulary
from chinaecon.errors import MissingData, UnknownName
from chinaecon.verbs.frame import (
    FACT,
    NAN,
    NUMBERS,
    AnyFrame,
    Frame,
    Key,
    added,
    attach,
    choose,
    distinct,
    give,
    mismatch,
    missing_policy,
    read,
)

_MOST_FACTS = 5000


@layers.layered
def convert(
    frame: AnyFrame,
    to: str,
    *,
    rate: str | None = None,
    basis: str = "market",
    missing: str = "raise",
    data: str | Path | None = None,
) -> AnyFrame:
    """Convert amounts of money into another currency, each at the rate of its own period.

    The rate follows the timing: a flow is converted at the average over exactly its months, a
    stock at the end of its period, an event at its day. Published dollars are not converted
    yuan: customs converts month by month at its own rates. Where the target currency was
    printed for the same fact, `how` says so; ``load(..., currency="USD")`` gives that print.

    Parameters
    ----------
    frame : data frame
        With measure, entity, period, timing, value, unit; every row in money.
    to : str
        ISO 4217 code.
    rate : {"average", "end", "day"}, optional
        One kind of rate for all rows. By default average for flow, flow_ytd and rate, end for
        stock, and for event the day (or the last one before it) when the period is a day,
        else the average.
    basis : {"market", "central_parity", "customs"}
        Market rates, the PBoC's central parity, or the rate customs' own totals imply.
    missing : {"raise", "nan"}
        ``"nan"`` gives NaN where there is no rate, and says so in `how`.
    data : str or pathlib.Path, optional
        A data package of your own, as in `load`: its rates come before the shipped ones.

    Returns
    -------
    data frame
        Of the same kind: value, low, high and unit in `to` at their old scale; `how` names the
        rate. Rows already in `to` stay as they are.

    Raises
    ------
    UnitMismatch
        When a row is no money, or money at constant prices.
    MissingData
        When there is no rate; names all gaps and the span there is.
    UnknownName
        For a currency or option that does not exist.

    Notes
    -----
    ``value * rate``; the rate is held to be exact, so that bounds keep their relative width.

    Examples
    --------
    >>> import chinaecon as ce
    >>> t = ce.load("trade.exports", entity="WLD", period="2024")
    >>> ce.convert(t, "USD")["how"].iloc[0].partition("; ")[0]
    '/ 7.1957 CNY/USD, 2024 average, market, frb-g5a'
    """
    _check_currency(to)
    choose("basis", basis, rates.BASES)
    if rate is not None:
        choose("rate", rate, rates.KINDS)
    give_nan = missing_policy(missing)
    money = read(frame, "convert")
    _refuse_other_units(money)
    table, gaps = _rates(distinct(money, "unit", "period", "timing"), to, rate, basis)
    if gaps and not give_nan:
        raise _all_gaps(gaps)
    new = {"_rate": float, "_to": str, "_step": str}
    converted = attach(money, ["unit", "period", "timing"], new, table)
    converted = converted.with_columns(
        added(converted, nw.col("_step")), *(nw.col(c) * nw.col("_rate") for c in NUMBERS)
    )
    return give(_with_prints(converted, to, basis).with_columns(unit=nw.col("_to")), frame)


def _check_currency(to: str) -> None:
    if units.parse(to).currency != to or "_" in to:
        raise UnknownName.among(
            "currency", to, [], "Expected an ISO 4217 code such as 'USD'; ce.real deflates."
        )


def _rates(
    kinds: Sequence[Key], to: str, rate: str | None, basis: str
) -> tuple[dict[Key, tuple[float, str, str]], list[tuple[str, MissingData]]]:
    """Factor, new unit and step for each unit, period and timing; and the gaps, by pair."""
    table: dict[Key, tuple[float, str, str]] = {}
    gaps = []
    for text, when, timing in kinds:
        source = units.parse(text).currency or ""
        kind = rate or _fitting(timing, when)
        try:
            found = rates.rate(source, to, when, kind, basis)
            factor, step = float(found.value), found.text
        except MissingData as gap:
            gaps.append((f"{source} {kind}", gap))
            factor, step = NAN, f"no {to} per {source} rate for {when}"
        table[(text, when, timing)] = (factor, units.in_currency(text, to), step)
    return table, gaps


def _fitting(timing: str, period: str) -> str:
    """The kind of rate that belongs to a timing."""
    if timing == "stock":
        return "end"
    on_a_day = timing == "event" and periods.parse(period).frequency == "D"
    return "day" if on_a_day else "average"


def _refuse_other_units(money: Frame) -> None:
    """Raise for rows that are no money, and for constant prices."""
    texts = [text for (text,) in distinct(money, "unit")]
    bare = [text for text in texts if units.parse(text).currency is None]
    if bare:
        shown = ", ".join(map(repr, bare))
        what = f"Cannot convert {shown}; expected money in one currency"
        raise mismatch(money.filter(nw.col("unit").is_in(bare)), what, "Leave these rows out.")
    constant = [text for text in texts if "_" in (units.parse(text).currency or "")]
    if constant:
        shown = ", ".join(map(repr, constant))
        what = f"Cannot convert constant prices ({shown}); expected current prices"
        remedy = "Convert first, then deflate: ce.real(ce.convert(frame, ...), base=...)."
        raise mismatch(money.filter(nw.col("unit").is_in(constant)), what, remedy)


def _all_gaps(gaps: Sequence[tuple[str, MissingData]]) -> MissingData:
    """One error for all gaps: one sentence for each pair and kind, with all its periods."""
    sentences = []
    for pair in dict.fromkeys(pair for pair, _ in gaps):
        group = [gap for name, gap in gaps if name == pair]
        names = list(dict.fromkeys(name for gap in group for name in gap.missing))
        sentence, one, all_of_them = str(group[0]), names[0], ", ".join(names)
        sentences.append(sentence.replace(f"for {one} (", f"for {all_of_them} (", 1))
    missing = sorted({name for _, gap in gaps for name in gap.missing})
    return MissingData(" ".join(sentences), missing=missing)


def _with_prints(frame: Frame, to: str, basis: str) -> Frame:
    """Say in `how` what was printed in the target currency, where curated data hold it."""
    known = vocabulary.measures()
    names = [name for (name,) in distinct(frame, "measure") if name in known]
    if not names:
        return frame
    rows = nw.col("measure").is_in(names) & (nw.col("unit") != nw.col("_to"))
    facts = frame.filter(rows).select(*FACT).unique().head(_MOST_FACTS + 1).collect().rows()
    if not facts or len(facts) > _MOST_FACTS:
        return frame
    prints = _prints(sorted({fact[0] for fact in facts}), to)
    notes = {}
    for fact in facts:
        if fact in prints:
            notes[fact] = (f"printed: {prints[fact]}",)
        elif known[fact[0]].dataset == "trade" and basis == "market":
            notes[fact] = ("nearer to customs' own: basis='customs'",)
    noted = attach(frame, FACT, {"_note": str}, notes)
    note = nw.when(nw.col("_note").is_null() | ~rows).then(nw.lit("")).otherwise(nw.col("_note"))
    return noted.with_columns(added(noted, note))


def _prints(measures: Sequence[str], to: str) -> dict[Key, str]:
    """Printed figures in a currency, by fact, as ``3577.2 billion USD (source)``."""
    whole = observations.load(list(measures), currency="all")
    whole = whole[[units.parse(unit).currency == to for unit in whole["unit"]]]
    columns = [whole[c].tolist() for c in (*FACT, "value", "unit", "source")]
    return {
        (measure, entity, period, timing): f"{value:.10g} {unit} ({source})"
        for measure, entity, period, timing, value, unit, source in zip(*columns, strict=True)
    }
