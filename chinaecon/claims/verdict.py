"""Verdicts: whether the data confirm a figure, contradict it or do not cover it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from chinaecon.claims import cues, evidence, slip
from chinaecon.claims.binding import Binding, Bound
from chinaecon.claims.evidence import Held, Span
from chinaecon.data import catalog
from chinaecon.figures.figure import Figure

Word = Literal["confirmed", "contradicted", "uncovered"]
_FAR = 0.03  # how far off a conversion must be before it contradicts
_POINTS = 1.0  # how far off a computed growth rate must be before it contradicts
_LOOSE = 1.5  # "over 5 trillion" is no way to say 43 trillion


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the data say of one figure of a text.

    Attributes
    ----------
    file : str
        Name of the document.
    line, column : int
        Where the figure begins, from one.
    start, end : int
        Code points of the text.
    text : str
        The figure as printed.
    verdict : {'confirmed', 'contradicted', 'uncovered'}
        The data agree, disagree in every vintage and basis, or do not say.
    measure, entity, period : str
        The fact it was bound to; blank where it was not.
    expected : str
        What the data hold, written as the author writes; blank where they hold nothing.
    low, high : float or None
        Bounds of what they hold, in base units.
    source, address : str
        The document that decides, and where it is.
    reason : str
        Why; for a contradiction the likely slip, where it is one.
    place : str
        Where lines are not those of the file: the cell of a notebook; else blank.
    pin : str
        The address that its author pinned it to; blank for a figure bound by its words.
    """

    file: str
    line: int
    column: int
    start: int
    end: int
    text: str
    verdict: Word
    measure: str = ""
    entity: str = ""
    period: str = ""
    expected: str = ""
    low: float | None = None
    high: float | None = None
    source: str = ""
    address: str = ""
    reason: str = ""
    place: str = ""
    pin: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the verdict as plain values, ready for JSON.

        Returns
        -------
        dict
            By the names of the attributes.
        """
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict on one binding of a figure, before it is placed in a document."""

    word: Word
    binding: Binding | None
    held: Held | None
    reason: str


def judge(bound: Bound, others: Sequence[Bound]) -> Outcome:
    """Judge one figure by the data.

    Parameters
    ----------
    bound : Bound
        The figure with its bindings.
    others : sequence of Bound
        All figures of the text, which `Figure.pair` counts through.

    Returns
    -------
    Outcome
        Bindings that disagree give ``uncovered`` with both listed.
    """
    if not bound.bindings:
        return Outcome("uncovered", None, None, bound.reason)
    found = [_judged(bound.figure, binding, others) for binding in bound.bindings]
    words = {one.word for one in found}
    if len(words) == 1:
        return found[0]
    if words == {"confirmed", "uncovered"}:
        return next(one for one in found if one.word == "confirmed")
    told = " or ".join(f"{b.measure} {b.entity} {b.period}" for b in bound.bindings)
    return Outcome("uncovered", None, None, f"may be {told}, which give different verdicts")


def _judged(figure: Figure, binding: Binding, others: Sequence[Bound]) -> Outcome:
    if binding.kind == "points":
        return _points(figure, binding)
    if binding.kind == "share":
        named = cues.language("und")["share_measure"][binding.measure]
        return _level(figure, replace(binding, measure=named, kind="level"), others)
    return _growth(figure, binding) if binding.kind == "growth" else _level(figure, binding, others)


def _points(figure: Figure, binding: Binding) -> Outcome:
    """Percentage points said of a growth rate that is one in percent."""
    found = _growth(figure, replace(binding, kind="growth"))
    if found.word == "confirmed":
        told = "percentage points for percent"
        return replace(found, word="contradicted", reason=told)
    return Outcome("uncovered", binding, None, "a difference of two percentages")


def span(figure: Figure, sign: int = 1) -> Span:
    """Return the bounds of a figure, with the sign of its measure.

    Parameters
    ----------
    figure : Figure
        With a value.
    sign : int
        -1 where a deficit is printed as a positive number.

    Returns
    -------
    tuple of float
        Infinite where open.
    """
    low = -math.inf if figure.low is None else float(figure.low)
    high = math.inf if figure.high is None else float(figure.high)
    return (low, high) if sign > 0 else (-high, -low)


def _level(figure: Figure, binding: Binding, others: Sequence[Bound]) -> Outcome:
    """A level against the prints of its fact, then as a conversion."""
    held = evidence.held(binding.measure, binding.entity, binding.period)
    if not held:
        told = f"the data hold no {binding.measure} of {binding.entity} for {binding.period}"
        return Outcome("uncovered", binding, None, told)
    own = span(figure, binding.sign)
    same = [h for h in held if _same_unit(figure, h)]
    for one in same:
        if one.agrees(own):
            return _agreed(figure, own, binding, one, same)
    made = _conversions(figure, binding, held, others)
    for one in made:
        if one.agrees(own):
            printed = f"; printed in {figure.unit}: {_short(same[0])}" if same else ""
            return Outcome("confirmed", binding, one, f"a conversion ({one.how}){printed}")
    if same:
        return Outcome("contradicted", binding, same[0], slip.named(figure, own, binding, same))
    if not made:
        told = f"printed in {held[0].unit} only, and there is no rate"
        return Outcome("uncovered", binding, None, told)
    nearest = min(made, key=lambda h: _gap(own, h))
    if _gap(own, nearest) > _FAR * abs(nearest.value):
        return Outcome("contradicted", binding, nearest, slip.named(figure, own, binding, made))
    return Outcome("uncovered", binding, nearest, "near a conversion, but at no usual rate")


def _agreed(
    figure: Figure, own: Span, binding: Binding, one: Held, same: Sequence[Held]
) -> Outcome:
    """A figure that agrees with a print: the current one, or an earlier one since revised."""
    if math.isinf(own[0]) or math.isinf(own[1]):
        end = own[0] if math.isfinite(own[0]) else own[1]
        ratio = abs(one.value / end) if end else math.inf
        if not 1 / _LOOSE < ratio < _LOOSE:
            told = f"true, but far from {_short(one)}"
            return Outcome("uncovered", binding, one, told)
    current = next((h for h in same if h.is_current), one)
    if one.is_current or current.agrees((one.low, one.high)):
        return Outcome("confirmed", binding, one, "")
    told = f"as {one.source} printed; {current.source} has {_short(current)}"
    return Outcome("confirmed", binding, one, told)


def _conversions(
    figure: Figure, binding: Binding, held: Sequence[Held], others: Sequence[Bound]
) -> list[Held]:
    """What the fact makes in the currency of the figure: of its partner, else of the prints."""
    target = figure.unit or ""
    if len(target) != 3 or not target.isupper():
        return []
    timing = evidence.timing(binding.measure, binding.period)
    if figure.pair is not None and figure.pair < len(others):
        partner = others[figure.pair].figure
        if partner.unit and partner.unit != target:
            amount = span(partner, binding.sign)
            return evidence.converted(amount, partner.unit, target, binding.period, timing)
    if any(h.unit == target for h in held):
        return []
    one = next((h for h in held if h.is_current and h.unit in evidence.CURRENCIES), None)
    if one is None:
        return []
    return evidence.converted((one.low, one.high), one.unit, target, binding.period, timing)


def _growth(figure: Figure, binding: Binding) -> Outcome:
    """A growth rate against those published of its basis, else those the levels make."""
    found = evidence.growths(binding)
    if binding.basis:
        found = {basis: values for basis, values in found.items() if basis == binding.basis}
    values = [one for basis in found for one in found[basis]]
    if not values:
        told = f"no growth of {binding.measure} {binding.entity} {binding.period} is known"
        return Outcome("uncovered", binding, None, told)
    own = span(figure)
    for one in sorted(values, key=lambda h: bool(h.how)):
        if one.agrees(own):
            basis = next(b for b, those in found.items() if one in those)
            told = ", ".join(word for word in (basis and f"in {basis}", one.how) if word)
            return Outcome("confirmed", binding, one, told)
    known = [one for one in values if not one.how]
    money = "" not in found
    if not known or (money and not binding.basis and len(found) < 2):
        nearest = min(values, key=lambda h: _gap(own, h))
        if _gap(own, nearest) <= _POINTS:
            return Outcome("uncovered", binding, nearest, "near what the levels make")
    one = known[0] if known else values[0]
    return Outcome("contradicted", binding, one, slip.named(figure, own, binding, values))


def _gap(own: Span, one: Held) -> float:
    return max(own[0] - one.high, one.low - own[1], 0.0)


def _same_unit(figure: Figure, one: Held) -> bool:
    """Whether a figure is in the unit of a print: the same money, percent, or a count."""
    if figure.unit:
        return figure.unit == one.unit
    return one.unit not in ("percent",) and not (len(one.unit) == 3 and one.unit.isupper())


def _short(one: Held) -> str:
    """A value for people: 6.162 trillion USD."""
    if one.unit == "percent":
        return f"{one.value:.4g} percent"
    for name, size in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
        if abs(one.value) >= size:
            return f"{one.value / size:.5g} {name} {one.unit}"
    return f"{one.value:.6g} {one.unit}"


def placed(
    bound: Bound, outcome: Outcome, file: str, position: Callable[[int], tuple[int, int]]
) -> Verdict:
    """Return the verdict with its place in a document, its source and the corrected token.

    Parameters
    ----------
    bound : Bound
        The figure.
    outcome : Outcome
        What was decided.
    file : str
        Name of the document.
    position : callable
        Gives line and column of a code point.

    Returns
    -------
    Verdict
        Ready to be shown.
    """
    figure, one, binding = bound.figure, outcome.held, outcome.binding
    line, column = position(figure.start)
    document = catalog.documents().get(one.source, {}) if one else {}
    return Verdict(
        file,
        line,
        column,
        figure.start,
        figure.end,
        figure.text,
        outcome.word,
        binding.measure if binding else "",
        binding.entity if binding else "",
        binding.period if binding else "",
        slip.corrected(figure, Decimal(str(one.value)), binding.sign) if one and binding else "",
        one.low if one and math.isfinite(one.low) else None,
        one.high if one and math.isfinite(one.high) else None,
        one.source if one else "",
        document.get("url", ""),
        outcome.reason,
    )
