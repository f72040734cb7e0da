"""Verdicts on pinned figures: what the author bound by hand is compared with exactly that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from chinaecon.claims import pins, slip
from chinaecon.claims.block import Pin
from chinaecon.claims.target import Target, is_currency
from chinaecon.claims.token import styled
from chinaecon.claims.verdict import Verdict
from chinaecon.claims.wording import amount
from chinaecon.data import catalog
from chinaecon.errors import BadData, ChinaeconError
from chinaecon.figures import reader
from chinaecon.figures.figure import Figure

_RATIOS = ("percent", "percentage_point", "basis_point", "multiple")


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
        figure = _one(pin, figures)
        datum = pins.value(_in_currency(target, figure), as_of=as_of)
    except ChinaeconError as error:
        return replace(named, reason=str(error))
    return _compared(named, figure, datum)


def _one(pin: Pin, figures: Sequence[Figure]) -> Figure:
    """The one amount of a pin."""
    if len(figures) != 1:
        count = f"{len(figures)} figures" if figures else "no figure"
        raise BadData(f"Pin of {pin.text!r} has {count}; expected one. Pin each amount alone.")
    if figures[0].value is None:
        why = figures[0].reason or "it cannot be read for sure"
        raise BadData(f"Pin of {pin.text!r}: {why}; expected an amount. Write it out.")
    return figures[0]


def _in_currency(target: Target, figure: Figure) -> Target:
    """A pin that names no currency means the one that its figure prints."""
    is_plain = target.currency is None and target.to is None and target.verb is None
    if is_plain and figure.unit is not None and is_currency(figure.unit):
        return replace(target, currency=figure.unit)
    return target


def _compared(named: Verdict, figure: Figure, datum: pins.Datum) -> Verdict:
    source = datum.source.partition(";")[0].split()[0] if datum.source else ""
    found = replace(
        named,
        expected=_expected(named.text, figure, datum),
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
    if _agree(figure, datum):
        return replace(found, verdict="confirmed", reason=datum.how)
    mirrored = replace(datum, value=-datum.value, low=_minus(datum.high), high=_minus(datum.low))
    sign = "the sign" if _agree(figure, mirrored) else ""
    have = f"the data have {amount(float(datum.value), datum.unit)}"
    return replace(found, reason="; ".join(filter(None, (have, sign, datum.how))))


def _expected(text: str, figure: Figure, datum: pins.Datum) -> str:
    """The words of the pin with the value of the data; the verb before them stays the author's."""
    try:
        bare = reader.figure(text, figure.lang)
    except ChinaeconError:
        bare = figure
    falls = bool(figure.value and bare.value and figure.value < 0 < bare.value)
    plain = slip.corrected(bare, datum.value, -1 if falls else 1)
    return styled(bare, datum, plain, falls=falls)


def _same_kind(figure: Figure, datum: pins.Datum) -> bool:
    """Whether a figure and the data are money of one currency, percentages, or counts."""
    if figure.unit is not None:
        return figure.unit == datum.unit
    return not is_currency(datum.unit) and datum.unit not in _RATIOS


def _agree(figure: Figure, datum: pins.Datum) -> bool:
    """Whether the bounds of a figure and of the data overlap."""
    below = figure.low is not None and datum.high is not None and figure.low > datum.high
    above = figure.high is not None and datum.low is not None and figure.high < datum.low
    return not (below or above)


def _minus(end: Decimal | None) -> Decimal | None:
    return None if end is None else -end
