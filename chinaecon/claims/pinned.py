"""Verdicts on pinned figures: what the author bound by hand is compared with exactly that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from chinaecon.claims import correction, pins
from chinaecon.claims.block import Pin
from chinaecon.claims.dimension import RATIOS
from chinaecon.claims.target import Target, is_currency
from chinaecon.claims.token import styled
from chinaecon.claims.verdict import Verdict
from chinaecon.claims.wording import amount
from chinaecon.data import catalog
from chinaecon.errors import BadData, ChinaeconError
from chinaecon.figures import reader
from chinaecon.figures.figure import Figure


def judged(
    pin: Pin, figures: Sequence[Figure], place: tuple[str, int, int], as_of: str | None
) -> Verdict:
    """Judge a pinned figure: confirmed or contradicted, never uncovered.

    Parameters
    ----------
    pin : Pin
        Where it stands and what it names.
    figures : sequence of Figure
        The figures that its words hold, as the sentence around makes them read.
    place : tuple of (str, int, int)
        Document, line and column.
    as_of : str or None
        Only documents published by then; a date in the pin comes first.

    Returns
    -------
    Verdict
        A pin that names nothing in the data, or binds no single amount, is contradicted too.
    """
    blank = Verdict(*place, pin.start, pin.end, pin.text, "contradicted", pin=pin.target)
    try:
        target = pins.parse(pin.target)
    except ChinaeconError as error:
        return replace(blank, reason=str(error))
    measure = target.measure.rpartition(".")[2]
    named = replace(blank, measure=measure, entity=target.entity, period=target.period)
    try:
        figure, falls = _own(pin, figures)
        datum = pins.value(_in_currency(target, figure), as_of=as_of)
    except ChinaeconError as error:
        return replace(named, reason=str(error))
    return _compared(named, figure, datum, falls)


def _own(pin: Pin, figures: Sequence[Figure]) -> tuple[Figure, bool]:
    """The amount that the words of a pin print, and whether those before it tell a fall."""
    if len(figures) != 1:
        count = f"{len(figures)} figures" if figures else "no figure"
        raise BadData(f"Pin of {pin.text!r} has {count}; expected one. Pin each amount alone.")
    around = figures[0]
    if around.value is None:
        why = around.reason or "it cannot be read for sure"
        raise BadData(f"Pin of {pin.text!r}: {why}; expected an amount. Write it out.")
    try:
        bare = reader.figure(pin.text, around.lang)
    except ChinaeconError:
        return around, False
    if bare.value is None or bare.unit != around.unit:
        return around, False
    return bare, around.value < 0 < bare.value


def _in_currency(target: Target, figure: Figure) -> Target:
    """A pin that names no currency means the one that its figure prints."""
    is_plain = target.currency is None and target.to is None and target.verb is None
    if is_plain and figure.unit is not None and is_currency(figure.unit):
        return replace(target, currency=figure.unit)
    return target


def _compared(named: Verdict, figure: Figure, datum: pins.Datum, falls: bool) -> Verdict:
    source = datum.source.partition(";")[0].strip()
    own = _mirrored(datum) if falls else datum
    plain = correction.corrected(figure, own.value)
    found = replace(
        named,
        expected=styled(figure, datum, plain, falls=falls),
        low=None if datum.low is None else float(datum.low),
        high=None if datum.high is None else float(datum.high),
        source=datum.source,
        address=catalog.documents().get(source, {}).get("url", ""),
    )
    if not _same_kind(figure, datum):
        unit = figure.unit or figure.noun or "a bare number"
        return replace(found, expected="", reason=f"in {unit}; the pin gives {datum.unit}")
    if datum.declared:
        figure = figure.declared()
    if _agree(figure, own):
        return replace(found, verdict="confirmed", reason=datum.how)
    sign = "the sign" if _agree(figure, _mirrored(own)) else ""
    have = f"the data have {amount(float(datum.value), datum.unit)}"
    return replace(found, reason="; ".join(filter(None, (sign, have, datum.how))))


def _same_kind(figure: Figure, datum: pins.Datum) -> bool:
    """Whether a figure and the data are money of one currency, percentages, or counts."""
    if figure.unit is not None:
        return figure.unit == datum.unit
    return not is_currency(datum.unit) and datum.unit not in RATIOS


def _agree(figure: Figure, datum: pins.Datum) -> bool:
    """Whether the bounds of a figure and of the data overlap, and do not only touch."""
    exact = figure.low == figure.high or datum.low == datum.high
    return _reaches(figure.high, datum.low, exact) and _reaches(datum.high, figure.low, exact)


def _reaches(high: Decimal | None, low: Decimal | None, exact: bool) -> bool:
    """Whether one ends above where the other begins; 419.1 and 419.2 only touch at 419.15."""
    if high is None or low is None:
        return True
    return high >= low if exact else high > low


def _mirrored(datum: pins.Datum) -> pins.Datum:
    """How far something fell."""
    low, high = (None if end is None else -end for end in (datum.high, datum.low))
    return replace(datum, value=-datum.value, low=low, high=high)
