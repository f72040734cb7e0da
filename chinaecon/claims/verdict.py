"""Verdicts: whether the data confirm a figure, contradict it or do not cover it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from chinaecon.claims import cues, evidence, slip
from chinaecon.claims.binding import NO_CHINA, Binding, Bound
from chinaecon.claims.evidence import Held, Span
from chinaecon.data import catalog, vocabulary
from chinaecon.figures.figure import Figure

Word = Literal["confirmed", "contradicted", "uncovered"]
_TELLING = 3  # digits from which on a figure agrees with nothing by accident
_NEAR = 0.02  # how far off what is computed from prints must be before it contradicts
_FAR = 0.03  # how far off a conversion must be before it contradicts
_POINTS = 1.5  # how far off a computed growth rate must be before it contradicts
_SHARES = 3.0  # times by which a share may be wrong and still be of the same thing
_LOOSE = 1.35  # "over 5 trillion" is no way to say 43 trillion


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

    def __str__(self) -> str:
        """Return one line for people: where, what was said, the verdict and what is held."""
        fact = " ".join(word for word in (self.measure, self.entity, self.period) if word)
        told = "; ".join(word for word in (self.reason, self.source) if word)
        held = f", expected {self.expected!r}" if self.verdict == "contradicted" else ""
        place = f"{self.file}:{self.line}:{self.column}"
        about = f" ({fact})" if fact else ""
        return f"{place}: {self.text!r} {self.verdict}{about}{held}{': ' + told if told else ''}"

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


def judge(bound: Bound, today: date) -> Outcome:
    """Judge one figure by the data.

    Parameters
    ----------
    bound : Bound
        The figure with its bindings.
    today : datetime.date
        The day of the text, for figures of which it names no period.

    Returns
    -------
    Outcome
        Bindings that disagree give ``uncovered`` with both listed.
    """
    if not bound.bindings:
        return Outcome("uncovered", None, None, bound.reason)
    found = [_whole(bound, binding, today) for binding in bound.bindings]
    words = {one.word for one in found}
    sure = [one for one in found if one.word == "confirmed"]
    if len(sure) == 1 and (words == {"confirmed", "uncovered"} or _is_telling(bound.figure)):
        return sure[0]
    if len(words) == 1:
        return found[0]
    if words == {"contradicted", "uncovered"}:
        return next(one for one in found if one.word == "uncovered")
    told = " or ".join(f"{b.measure} {b.entity} {b.period}" for b in bound.bindings)
    return Outcome("uncovered", None, None, f"may be {told}, which give different verdicts")


def _is_telling(figure: Figure) -> bool:
    """Whether a figure has so many digits that it agrees with nothing by accident."""
    return slip.digits(figure) >= _TELLING and figure.unit != "percent"


def _whole(bound: Bound, binding: Binding, today: date) -> Outcome:
    """A verdict on one binding, with its doubts: no period, or words not understood."""
    if not binding.period:
        return _undated(bound, binding, today)
    found = _first(bound, binding)
    if binding.is_loose and found.word != "confirmed":
        other = _undated(bound, replace(binding, period="", is_loose=False), today)
        found = other if other.word == "confirmed" else found
    if found.word == "confirmed" and _is_unread(bound) and slip.digits(bound.figure) < _TELLING:
        return replace(found, word="uncovered", held=None, reason=bound.reason)
    if found.word == "contradicted" and bound.reason and not _is_explained(bound, found):
        return replace(found, word="uncovered", reason=bound.reason)
    return found


def _is_unread(bound: Bound) -> bool:
    """Whether words stand at the figure that may make it one of something else."""
    return bound.reason.startswith("words ")


def _is_explained(bound: Bound, found: Outcome) -> bool:
    """Whether a slip makes a figure China's own though the text does not name China."""
    slips = ("the sign", "the digits: two", "the unit")
    if bound.figure.unit != "percent" and slip.digits(bound.figure) >= _TELLING:
        slips += ("the magnitude", "the currency", "the measure", "the period", "the partner")
    return bound.reason == NO_CHINA and found.reason.startswith(slips)


def _first(bound: Bound, binding: Binding) -> Outcome:
    """The verdict on the first of the related bindings of which the data hold something."""
    first: Outcome | None = None
    for kin in _kin(binding):
        one = _judged(bound, kin)
        if one.held is not None:
            return one
        first = first or one
    return first or Outcome("uncovered", binding, None, "")


def _undated(bound: Bound, binding: Binding, today: date) -> Outcome:
    """A figure without a period: one of the latest may confirm it, none contradicts it."""
    judged = []
    for kin in _kin(binding):
        for period in _latest(kin, today):
            when = evidence.year_before(period) if kin.years_back else period
            found = _judged(bound, replace(kin, period=when))
            if found.word == "confirmed" and not (
                _is_unread(bound) and not _is_telling(bound.figure)
            ):
                told = f"no period is named; {period} agrees"
                return replace(found, reason="; ".join(t for t in (told, found.reason) if t))
            judged.append(found)
    is_event = "event" in vocabulary.measures()[binding.measure].timing
    named = binding.entity not in ("CHN", "WLD")
    wrong = [one for one in judged if one.word == "contradicted"]
    if is_event and named and wrong and not bound.reason:
        return wrong[0]
    return Outcome("uncovered", None, None, "no period is named, and no latest one agrees")


def _latest(binding: Binding, today: date) -> tuple[str, ...]:
    names = [binding.measure]
    names += [one.measure for one in [_ratio(binding)] if one is not None]
    if binding.kind in ("growth", "points"):
        names = [*evidence.growth_names(binding.measure), *names]
    found = [p for name in names for p in evidence.latest(name, binding.entity, today)]
    return tuple(dict.fromkeys(found))


def _kin(binding: Binding) -> Iterator[Binding]:
    """The binding, then those that its words also mean: a target, published for filed, the year."""
    known = cues.language("und")
    measures = [binding.measure, *known["kin"].get(binding.measure, ())]
    entities = [binding.entity, *known["also"].get(binding.entity, ())]
    yield binding
    held = vocabulary.measures()
    measures = [measure for measure in measures if measure in held]
    for period in dict.fromkeys((binding.period, binding.wider or binding.period)):
        for measure in measures:
            for entity in entities:
                if (measure, entity, period) != (binding.measure, binding.entity, binding.period):
                    yield replace(binding, measure=measure, entity=entity, period=period)


def _ratio(binding: Binding) -> Binding | None:
    """The share or the ratio to GDP that is meant."""
    table = {"share": "share_measure", "of_gdp": "of_gdp"}.get(binding.kind)
    named = cues.language("und")[table].get(binding.measure) if table else None
    return replace(binding, measure=named, kind="level") if named else None


def _judged(bound: Bound, binding: Binding) -> Outcome:
    figure = bound.figure
    if binding.kind == "points":
        return _points(figure, binding)
    if binding.kind == "growth":
        return _growth(figure, binding)
    if binding.kind == "level":
        return _level(bound, binding)
    named = _ratio(binding)
    if named is None or named.measure not in vocabulary.measures():
        return Outcome("uncovered", binding, None, "a share that is not held")
    if named.measure == "share_of_total_trade_cny" and named.entity == "WLD":
        return Outcome("uncovered", binding, None, "a share of no partner")
    return _level(bound, named)


def _points(figure: Figure, binding: Binding) -> Outcome:
    """Percentage points said of a growth rate that is one in percent."""
    found = _growth(figure, replace(binding, kind="growth"))
    if found.word == "confirmed":
        told = "the unit: percentage points for percent"
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


def _level(bound: Bound, binding: Binding) -> Outcome:
    """A level against the prints of its fact, then as a sum or quotient, then as a conversion."""
    figure = bound.figure
    own = span(figure, binding.sign)
    held = evidence.held(binding.measure, binding.entity, binding.period)
    same = [h for h in held if _same_unit(figure, h)]
    for one in same:
        if one.agrees(own):
            return _agreed(own, binding, one, same)
    made = _conversions(bound, binding, held)
    for one in made:
        if one.agrees(own):
            printed = f"; printed in {figure.unit}: {_short(same[0])}" if same else ""
            return Outcome("confirmed", binding, one, f"a conversion ({one.how}){printed}")
    if same:
        return _wrong(figure, own, binding, same)
    derived = [h for h in _derived(binding) if _same_unit(figure, h)]
    for one in derived:
        if one.agrees(own):
            return Outcome("confirmed", binding, one, one.how)
    if derived:
        return _wrong(figure, own, binding, derived)
    if not held:
        told = f"the data hold no {binding.measure} of {binding.entity} for {binding.period}"
        return Outcome("uncovered", binding, None, told)
    return _far(figure, own, binding, made)


def _derived(binding: Binding) -> list[Held]:
    return evidence.summed(binding) or evidence.shares(binding.measure, binding)


def _wrong(figure: Figure, own: Span, binding: Binding, held: Sequence[Held]) -> Outcome:
    """A figure that agrees with nothing held of its fact."""
    if figure.unit not in (None, "percent", "CNY", "USD"):
        return Outcome("uncovered", binding, held[0], f"{figure.unit} is not checked")
    nearest = min(held, key=lambda h: _gap(own, h))
    if slip.digits(figure) > _TELLING and _gap(own, nearest) <= float(figure.step):
        told = f"off by one in the last digit from {_short(nearest)}"
        return Outcome("uncovered", binding, nearest, told)
    if nearest.how and _gap(own, nearest) <= _NEAR * abs(nearest.value):
        return Outcome("uncovered", binding, nearest, f"near what is {nearest.how}")
    told = slip.named(figure, own, binding, held)
    if "share" in binding.measure and told == slip.NONE and _is_far(own, nearest):
        return Outcome("uncovered", binding, nearest, "a share of something else, it seems")
    return Outcome("contradicted", binding, held[0], told)


def _is_far(own: Span, one: Held) -> bool:
    middle = (own[0] + own[1]) / 2
    return not 1 / _SHARES < middle / one.value < _SHARES if one.value else True


def _far(figure: Figure, own: Span, binding: Binding, made: Sequence[Held]) -> Outcome:
    """A figure in a currency that nobody printed: far from every conversion, or near one."""
    if not made:
        return Outcome("uncovered", binding, None, "printed in another unit, and there is no rate")
    nearest = min(made, key=lambda h: _gap(own, h))
    if _gap(own, nearest) > _FAR * abs(nearest.value) and figure.unit in evidence.CURRENCIES:
        return Outcome("contradicted", binding, nearest, slip.named(figure, own, binding, made))
    return Outcome("uncovered", binding, nearest, "near a conversion, but at no usual rate")


def _agreed(own: Span, binding: Binding, one: Held, same: Sequence[Held]) -> Outcome:
    """A figure that agrees with a print: the current one, or an earlier one since revised."""
    if math.isinf(own[0]) or math.isinf(own[1]):
        end = own[0] if math.isfinite(own[0]) else own[1]
        ratio = abs(one.value / end) if end else math.inf
        if not 1 / _LOOSE < ratio < _LOOSE:
            return _loose(ratio, binding, one)
    current = next((h for h in same if h.is_current), one)
    if one.is_current or current.agrees((one.low, one.high)):
        return Outcome("confirmed", binding, one, "")
    told = f"as {one.source} printed; {current.source} has {_short(current)}"
    return Outcome("confirmed", binding, one, told)


def _loose(ratio: float, binding: Binding, one: Held) -> Outcome:
    """An open figure far from what is held: a power of ten off, or not to be judged."""
    power = round(math.log10(ratio)) if 0 < ratio < math.inf else 0
    if power and 1 / _LOOSE < ratio / 10.0**power < _LOOSE:
        told = f"the magnitude: a factor of {10 ** abs(power):,}"
        return Outcome("contradicted", binding, one, told)
    return Outcome("uncovered", binding, one, f"true, but far from {_short(one)}")


def _conversions(bound: Bound, binding: Binding, held: Sequence[Held]) -> list[Held]:
    """What the fact makes in the currency of the figure: of its partner, else of the prints."""
    target, partner = bound.figure.unit or "", bound.partner
    if len(target) != 3 or not target.isupper() or not held:
        return []
    timing = evidence.timing(binding.measure, binding.period)
    if partner is not None and partner.unit:
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
    others: dict[str, list[Held]] = {}
    if binding.basis and "" not in found:
        others = {basis: values for basis, values in found.items() if basis != binding.basis}
        found = {basis: values for basis, values in found.items() if basis == binding.basis}
    values = [one for basis in found for one in found[basis]]
    if not values:
        told = f"no growth of {binding.measure} {binding.entity} {binding.period} is known"
        return Outcome("uncovered", binding, None, told)
    own = span(figure, binding.sign)
    for one in sorted(values, key=lambda h: bool(h.how)):
        if one.agrees(own):
            if one.how.startswith("what ") and not binding.basis:
                return Outcome("uncovered", binding, one, one.how)
            basis = next(b for b, those in found.items() if one in those)
            told = ", ".join(word for word in (basis and f"in {basis}", one.how) if word)
            return Outcome("confirmed", binding, one, told)
    if any(not one.how and one.agrees(own) for those in others.values() for one in those):
        return Outcome("uncovered", binding, values[0], f"agrees, but not in {binding.basis}")
    known = [one for one in values if not one.how]
    one = known[0] if known else values[0]
    told = slip.named(figure, own, binding, values)
    bases = [basis for basis in found if any(not h.how for h in found[basis])]
    if not known or (len(bases) < 2 and not binding.basis and "" not in found):
        nearest = min(values, key=lambda h: _gap(own, h))
        if _gap(own, nearest) <= _POINTS and not told.startswith(("the sign", "the digits: two")):
            return Outcome("uncovered", binding, nearest, "near what is known in another basis")
    return Outcome("contradicted", binding, one, told)


def _gap(own: Span, one: Held) -> float:
    return max(own[0] - one.high, one.low - own[1], 0.0)


def _same_unit(figure: Figure, one: Held) -> bool:
    """Whether a figure is in the unit of a print: the same money, percent, or a count."""
    if figure.unit:
        return figure.unit == one.unit.partition(" per ")[0]
    return one.unit not in ("percent",) and not (len(one.unit) == 3 and one.unit.isupper())


def _short(one: Held) -> str:
    """A value for people: 6.162 trillion USD."""
    if one.unit == "percent":
        return f"{one.value:.4g} percent"
    for name, size in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
        if abs(one.value) >= size:
            return f"{one.value / size:.5g} {name} {one.unit}"
    return f"{one.value:.6g} {one.unit}"


def _expected(figure: Figure, outcome: Outcome) -> str:
    """What the data hold in the words of the author: the same words where he is right."""
    one, binding = outcome.held, outcome.binding
    if one is None or binding is None:
        return ""
    step = float(figure.step)
    near = abs(float(figure.value or 0) * binding.sign - one.value) <= step / 2
    if near and outcome.word == "confirmed":
        return figure.text
    return slip.corrected(figure, Decimal(str(one.value)), binding.sign)


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
        _expected(figure, outcome),
        one.low if one and math.isfinite(one.low) else None,
        one.high if one and math.isfinite(one.high) else None,
        one.source if one else "",
        document.get("url", ""),
        outcome.reason,
    )
