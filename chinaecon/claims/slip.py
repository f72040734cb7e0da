"""The slip behind a wrong figure: a power of ten, a currency, a neighbour, a sign; and its cure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal

from chinaecon import period as periods
from chinaecon.claims import evidence
from chinaecon.claims.binding import Binding
from chinaecon.claims.evidence import Held, Span
from chinaecon.claims.topic import TRADE
from chinaecon.errors import ChinaeconError
from chinaecon.figures.figure import Figure
from chinaecon.figures.write import printed

_POWERS = (1, -1, 2, -2, 3, -3, 4, -4, 6, -6, 8, -8)
_TELLING = 3  # digits from which on a match with another fact is no accident


def named(figure: Figure, own: Span, binding: Binding, held: Sequence[Held]) -> str:
    """Say which slip turns what the data hold into the figure, where one does.

    Parameters
    ----------
    figure : Figure
        The wrong figure.
    own : tuple of float
        Its bounds, with the sign of the measure.
    binding : Binding
        What it was taken to say.
    held : sequence of Held
        What the data hold.

    Returns
    -------
    str
        E.g. "a factor of 10"; "no vintage or basis agrees" where no slip fits.
    """
    return next(_slips(figure, own, binding, held), "no vintage or basis agrees")


def _slips(figure: Figure, own: Span, binding: Binding, held: Sequence[Held]) -> Iterator[str]:
    """The slips that explain a figure, the most telling first."""
    if binding.kind == "growth":
        if any(one.agrees((-own[1], -own[0])) for one in held):
            yield "the sign: a rise for a fall, or a fall for a rise"
    else:
        yield from _written(figure, own, binding, held)
    if _swap(figure, own, held):
        yield "the digits: two are swapped"
    yield from _neighbours(figure, own, binding)


def _written(figure: Figure, own: Span, binding: Binding, held: Sequence[Held]) -> Iterator[str]:
    """The right digits with another power of ten, currency or sign."""
    for power in _POWERS:
        if any(one.agrees((own[0] * 10.0**power, own[1] * 10.0**power)) for one in held):
            yield f"the magnitude: a factor of {10 ** abs(power):,}"
    for one in evidence.held(binding.measure, binding.entity, binding.period):
        if figure.unit and one.unit != figure.unit and one.agrees(own):
            yield f"the currency: {one.unit} is meant, {figure.unit} is written"
    if any(one.agrees((-own[1], -own[0])) for one in held):
        yield "the sign: a surplus for a deficit, or a deficit for a surplus"


def _swap(figure: Figure, own: Span, held: Sequence[Held]) -> bool:
    return any(
        one.agrees((swapped * own[0], swapped * own[1]))
        for swapped in _swapped(figure)
        for one in held
    )


def _neighbours(figure: Figure, own: Span, binding: Binding) -> Iterator[str]:
    """The figure of another measure, year or partner."""
    if digits(figure) < (2 if binding.kind == "growth" else _TELLING):
        return
    for measure in TRADE if binding.measure in TRADE else ():
        if measure != binding.measure and _is_of(figure, own, replace(binding, measure=measure)):
            yield f"the measure: the figure of {measure}"
    for period in _periods(binding.period):
        if _is_of(figure, own, replace(binding, period=period)):
            yield f"the period: the figure of {period}"
    for entity in ("WLD", "USA", "ASEAN", "EU27", "JPN", "KOR", "RUS", "IND", "BRI", "HKG", "CHN"):
        if entity != binding.entity and _is_of(figure, own, replace(binding, entity=entity)):
            yield f"the partner: the figure of {entity}"


def _is_of(figure: Figure, own: Span, binding: Binding) -> bool:
    if binding.kind == "growth":
        values = [h for those in evidence.growths(binding).values() for h in those if not h.how]
        return any(one.agrees(own) for one in values)
    values = evidence.held(binding.measure, binding.entity, binding.period)
    return any(one.agrees(own) and one.unit == (figure.unit or one.unit) for one in values)


def _periods(period: str) -> Iterator[str]:
    """The same time a year before and after, and the month before and after."""
    for step in (-1, 1):
        yield "/".join(f"{int(part[:4]) + step}{part[4:]}" for part in period.split("/"))
    one = periods.parse(period)
    if one.frequency == "M":
        for step in (-1, 1):
            number = one.ordinal + step
            yield f"{number // 12:04d}-{number % 12 + 1:02d}"


def digits(figure: Figure) -> int:
    """Return how many digits of a figure tell something: without the zeros at its ends.

    Parameters
    ----------
    figure : Figure
        Any.

    Returns
    -------
    int
        E.g. 3 for 0.0357 and for 357000.
    """
    return len(str(abs(figure.value or 0)).replace(".", "").strip("0"))


def _swapped(figure: Figure) -> Iterator[float]:
    """Factors by which a figure changes when two neighbouring digits of it change places."""
    value = figure.value or Decimal(0)
    digits = str(abs(value))
    for i in range(len(digits) - 1):
        one, two = digits[i], digits[i + 1]
        if one.isdigit() and two.isdigit() and one != two and value:
            other = Decimal(digits[:i] + two + one + digits[i + 2 :])
            yield float(other / abs(value))


def corrected(figure: Figure, value: Decimal, sign: int = 1) -> str:
    """Write the value that the data hold as the author would have written it.

    Parameters
    ----------
    figure : Figure
        The figure as the author printed it: its language, unit and last digit are kept.
    value : decimal.Decimal
        In base units.
    sign : int
        -1 for a deficit, which is printed as a positive number.

    Returns
    -------
    str
        The token; plain digits where the language has no form for it.

    Examples
    --------
    >>> from chinaecon.figures.reader import figure
    >>> corrected(figure("$6.1 trillion"), Decimal("6162293336000"))
    '6.2 trillion dollars'
    """
    if not value.is_finite() or figure.value is None:
        return ""
    step = figure.step if figure.step > 0 else Decimal(1)
    exact = (value * sign / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step
    half = step / 2
    new = replace(
        figure, value=exact, low=exact - half, high=exact + half, qualifier="=", pair=None
    )
    for style in ("tight", "plain") if figure.text[:1] in "$€£¥" else ("plain", "tight"):
        try:
            return printed(new, figure.lang, style)
        except ChinaeconError:
            continue
    return f"{exact.normalize():f}" if math.isfinite(float(exact)) else ""
