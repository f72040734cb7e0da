"""The slip behind a wrong figure: a power of ten, a currency, a neighbour, a sign."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from operator import ne

from chinaecon import period as periods
from chinaecon.claims import cues, derived, evidence
from chinaecon.claims.bound import NOBODYS, Binding
from chinaecon.claims.cues import TRADE
from chinaecon.claims.evidence import Held, Span
from chinaecon.data import vocabulary
from chinaecon.figures.figure import Figure

NONE = "no vintage or basis agrees"
PARTNER = "the partner"
TOTALS = ("total_trade", "trade_balance")
NEIGHBOURS = ("the measure", PARTNER, "the period")  # in the order of the parts of a fact
_POWERS = (1, -1, 2, -2, 3, -3, 4, -4, 6, -6, 8, -8)
_TELLING = 3  # digits from which on a match with another fact is no accident
_ROUNDED = 0.015  # of its value: how far a figure that is ten times too large may be off besides
_LOOSE = 1.35  # times by which "over 900 billion" may be exceeded
_GREAT = ("WLD", "USA", "ASEAN", "EU27", "JPN", "KOR", "RUS", "IND", "BRI", "HKG", "CHN")


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
    closed = [one for one in held if math.isfinite(one.low) and math.isfinite(one.high)]
    return next(_slips(figure, own, binding, closed), NONE)


def is_elsewhere(told: str, binding: Binding) -> bool:
    """Return whether a slip is rather a sign that the words of another fact were not understood.

    Parameters
    ----------
    told : str
        As `named` says it.
    binding : Binding
        What the figure was taken to say.

    Returns
    -------
    bool
        For the figure of somebody where nobody was understood to be named, for that of all
        where somebody was, and for a total of both ways.

    Examples
    --------
    >>> is_elsewhere("the partner: the figure of IND", Binding("exports", "WLD", "2024"))
    True
    """
    nobody = binding.entity in NOBODYS
    total = binding.kind == "level" and told.endswith(TOTALS) and "measure" not in binding.told
    whole = told.endswith(" WLD") and "entity" not in binding.told
    return total or (told.startswith(PARTNER) and (nobody or whole))


def _slips(figure: Figure, own: Span, binding: Binding, held: Sequence[Held]) -> Iterator[str]:
    """The slips that explain a figure, the most telling first."""
    if binding.kind == "growth":
        if any(one.agrees((-own[1], -own[0])) for one in held):
            yield "the sign: a rise for a fall, or a fall for a rise"
    else:
        yield from _written(figure, own, binding, held)
    if _swap(figure, own, held):
        yield "the digits: two are swapped"
    told = [_misprinted(figure, one, binding.sign) for one in held]
    yield from (words for words in told if words and not words.endswith("wrong"))
    if binding.kind != "growth" and _is_conversion(figure, own, binding):
        yield "a conversion at a market rate, not what was printed in this currency"
    yield from _neighbours(figure, own, binding)
    yield from (words for words in told if words)


def _written(figure: Figure, own: Span, binding: Binding, held: Sequence[Held]) -> Iterator[str]:
    """The right digits with another power of ten, currency or sign."""
    facts = evidence.held(binding.measure, binding.entity, binding.period)
    ends = [h for h in facts if math.isinf(h.high) and h.unit == (figure.unit or h.unit)]
    near = _rounded(figure, own)
    for power in _POWERS:
        scaled = (near[0] * 10.0**power, near[1] * 10.0**power)
        if any(_is_close(one, scaled) for one in held) or any(_reaches(h, scaled) for h in ends):
            yield f"the magnitude: a factor of {10 ** abs(power):,}"
    for one in facts:
        if figure.unit and one.unit != figure.unit and one.agrees(own):
            yield f"the currency: {one.unit} is meant, {figure.unit} is written"
    if any(one.agrees((-own[1], -own[0])) for one in held):
        yield "the sign: a surplus for a deficit, or a deficit for a surplus"


def _is_close(one: Held, own: Span) -> bool:
    """Whether a value agrees; with "over 60 percent" only where it is little above."""
    finite = [end for end in own if math.isfinite(end)]
    if len(finite) == 1 and finite[0]:
        return one.agrees(own) and 1 / _LOOSE < one.value / finite[0] < _LOOSE
    return one.agrees(own)


def _rounded(figure: Figure, own: Span) -> Span:
    """The bounds of a figure of two digits or more, a little wider: it may be rounded."""
    if digits(figure) < 2 or not (math.isfinite(own[0]) and math.isfinite(own[1])):
        return own
    slack = _ROUNDED * abs(own[0] + own[1]) / 2
    return own[0] - slack, own[1] + slack


def _reaches(one: Held, own: Span) -> bool:
    """Whether a figure is little above what is only known to be exceeded."""
    return one.agrees(own) and own[0] < _LOOSE * one.low


def _is_conversion(figure: Figure, own: Span, binding: Binding) -> bool:
    """Whether the figure is what a print in another currency makes at the rate of a convention."""
    if figure.unit not in derived.CURRENCIES:
        return False
    timing = evidence.timing(binding.measure, binding.period)
    facts = evidence.held(binding.measure, binding.entity, binding.period)
    return any(
        made.agrees(own)
        for one in facts
        if one.unit in derived.CURRENCIES and one.unit != figure.unit
        for made in derived.converted(
            (one.low, one.high), one.unit, figure.unit, binding.period, timing
        )
    )


def _swap(figure: Figure, own: Span, held: Sequence[Held]) -> bool:
    return any(
        _is_close(one, (swapped * own[0], swapped * own[1]))
        for swapped in _swapped(figure)
        for one in held
    )


def _neighbours(figure: Figure, own: Span, binding: Binding) -> Iterator[str]:
    """The figure of another measure, year or partner."""
    is_percent = figure.unit == "percent"
    told = digits(figure) + (1 if is_percent else 0)
    fellows = _siblings(binding) if told >= _TELLING or is_percent else ()
    for measure in fellows:
        if measure != binding.measure and _is_of(figure, own, replace(binding, measure=measure)):
            yield f"the measure: the figure of {measure}"
    if told < _TELLING:
        return
    for period in _periods(binding.period):
        if _is_of(figure, own, replace(binding, period=period)):
            yield f"the period: the figure of {period}"
    for entity in _fellows(figure, binding):
        if entity != binding.entity and _is_of(figure, own, replace(binding, entity=entity)):
            yield f"{PARTNER}: the figure of {entity}"


def _siblings(binding: Binding) -> Iterable[str]:
    """The measures that are told in the same words but one: of trade, of patents granted."""
    if binding.measure in TRADE:
        return TRADE
    if "measure" not in binding.told:
        return ()
    families = cues.language("und")["family"].values()
    unit = vocabulary.measures()[binding.measure].unit
    alike = [name for family in families if binding.measure in family for name in family]
    return [name for name in alike if vocabulary.measures()[name].unit == unit]


def _fellows(figure: Figure, binding: Binding) -> Iterable[str]:
    """Those of whom a figure may be: the great partners; where it has many digits, all."""
    if binding.kind != "level" or (digits(figure) <= _TELLING and binding.measure in TRADE):
        return _GREAT
    return dict.fromkeys((*_GREAT, *evidence.owners(binding.measure)))


def _is_of(figure: Figure, own: Span, binding: Binding) -> bool:
    if binding.kind == "growth":
        values = [h for those in derived.growths(binding).values() for h in those if not h.how]
        return any(one.agrees(own) for one in values)
    facts = evidence.held(binding.measure, binding.entity, binding.period)
    values = [h for h in facts if math.isfinite(h.low) and math.isfinite(h.high)]
    return any(one.agrees(own) and one.unit == (figure.unit or one.unit) for one in values)


def _periods(period: str) -> Iterator[str]:
    """The same time a year before and after, and the month before and after."""
    for step in (-1, 1):
        yield periods.shifted(period, step)
    one = periods.parse(period)
    if one.frequency == "Q":
        for quarter in "1234":
            yield f"{period[:4]}-Q{quarter}"
    if one.frequency == "M" and not one.is_cumulative:
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
    value = abs(figure.value or Decimal(0))
    _, digits, exponent = value.as_tuple()
    for i, (one, two) in enumerate(pairwise(digits)):
        if one != two and value:
            swapped = (*digits[:i], two, one, *digits[i + 2 :])
            yield float(Decimal((0, swapped, int(exponent))) / value)


def _misprinted(figure: Figure, one: Held, sign: int) -> str:
    """What happened to the digits of a value: another order, one wrong, one lost or added."""
    printed, *true = _spelled(figure, one, sign)
    if any(len(set(t)) >= _TELLING and sorted(printed) == sorted(t) for t in true):
        return "the digits: the same in another order"
    if any(_is_longer(printed, t) or _is_longer(t, printed) for t in true):
        return "the digits: one is missing or too many"
    if any(len(t) >= _TELLING and _is_unlike(printed, t) for t in true):
        return "the digits: one is wrong"
    return ""


def _is_longer(digits: str, other: str) -> bool:
    """Whether one digit stands in a number of four or more that the other one lacks."""
    if len(digits) <= _TELLING or len(digits) != len(other) + 1:
        return False
    return any(digits[:i] + digits[i + 1 :] == other for i in range(len(digits)))


def _is_unlike(digits: str, other: str) -> bool:
    return len(digits) == len(other) and sum(map(ne, digits, other)) == 1


def _spelled(figure: Figure, one: Held, sign: int) -> list[str]:
    """The digits of a figure, then those of what is held: as many, rounded and cut off."""
    step = figure.step if figure.step > 0 else Decimal(1)
    value = abs(figure.value or Decimal(0)) / step
    if not math.isfinite(one.value):
        return [str(int(value))]
    true = Decimal(str(one.value)) * sign / step
    ways = (ROUND_HALF_EVEN, ROUND_DOWN)
    return [str(int(value)), *(str(int(true.to_integral_value(way))) for way in ways)]
