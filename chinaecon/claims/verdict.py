"""Verdicts: whether the data confirm a figure, contradict it or do not cover it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from chinaecon import period as periods
from chinaecon.claims import agreement, correction, cues, derived, evidence, rate, slip
from chinaecon.claims.agreement import Outcome, Word
from chinaecon.claims.bound import EARLIER, IN_DOLLARS, NO_CHINA, PARTNERS_OWN, Binding, Bound
from chinaecon.data import catalog, vocabulary
from chinaecon.figures.figure import Figure

_TELLING = 3  # digits from which on a figure agrees with nothing by accident


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
        wrong = [one for one in found if one.word == "contradicted"]
        far = all(one.word != "uncovered" or one.reason.endswith(agreement.ELSE) for one in found)
        if far and len(wrong) == 1 and wrong[0].reason != slip.NONE:
            return wrong[0]
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
    lost = found.held is None and vocabulary.kind(binding.entity) == "fund"
    if (binding.is_loose or lost) and found.word != "confirmed":
        other = _undated(bound, replace(binding, period="", is_loose=False), today)
        found = other if other.word == "confirmed" else found
    if found.word == "confirmed" and _is_unproven(bound):
        return replace(found, word="uncovered", held=None, reason=bound.reason)
    if found.word == "contradicted" and bound.reason and not _is_explained(bound, found):
        return replace(found, word="uncovered", reason=bound.reason)
    return found


def _is_unread(bound: Bound) -> bool:
    """Whether words stand at the figure that may make it one of something else."""
    return bound.reason.startswith("words ")


def _is_unproven(bound: Bound) -> bool:
    """Whether a doubtful figure agrees with too much: one of few digits, or open to one side."""
    few = slip.digits(bound.figure) < _TELLING
    is_open = bound.figure.qualifier not in ("=", "~")
    if bound.reason.startswith(PARTNERS_OWN):
        return is_open or (few and bound.figure.unit == "percent")
    return _is_unread(bound) and (few or is_open)


def _is_explained(bound: Bound, found: Outcome) -> bool:
    """Whether a slip shows that a figure is of its fact, whatever words make that doubtful."""
    told, digits = found.reason, slip.digits(bound.figure)
    dated = found.binding is not None and "time" in found.binding.told
    shown: tuple[str, ...] = ("the digits: two", "the unit")
    if digits >= _TELLING and bound.reason != IN_DOLLARS:
        shown += ("the currency",)
    if digits > _TELLING:
        shown += ("the digits: one", "the period")
    if told.startswith(shown):
        return True
    telling = bound.figure.unit != "percent" and digits >= _TELLING
    if bound.reason == EARLIER and all("time" in b.told or not b.others for b in bound.bindings):
        own = ("the digits", "the period") if dated else ()
        return told.startswith(("the sign", "the magnitude", "the currency", *own))
    if bound.reason.startswith(PARTNERS_OWN):
        return telling and told.startswith(("the magnitude", "the currency", "the measure"))
    slips = ("the magnitude", "the currency", "the measure", "the period", "the partner")
    known = telling and told.startswith(slips)
    return bound.reason == NO_CHINA and (known or told.startswith("the sign"))


def _first(bound: Bound, binding: Binding) -> Outcome:
    """The verdict on the first of the related bindings of which the data hold something."""
    first: Outcome | None = None
    for kin in _kin(binding):
        one = _judged(bound, kin)
        sure = kin.period in (binding.period, f"{binding.period[:4]}-01/{binding.period}")
        if one.held is not None and (sure or one.word == "confirmed"):
            return _excused(bound, binding, one)
        first = first or one
    return first or Outcome("uncovered", binding, None, "")


def _excused(bound: Bound, binding: Binding, found: Outcome) -> Outcome:
    """A contradiction that is none: another period, or what the words also mean, agrees."""
    if found.word != "contradicted" and not found.reason.endswith(agreement.ELSE):
        return found
    alike = binding.measure in cues.language("und")["alike"]["words"]
    others = [replace(binding, period=period) for period in binding.others]
    others += list(_kin(binding))
    for other in others:
        one = _judged(bound, other)
        if other != binding and one.word == "confirmed":
            if alike and (other.entity, other.period) == (binding.entity, binding.period):
                return one
            whose = "" if other.entity == binding.entity else f"{other.entity} "
            told = f"may be {other.measure} of {whose}{other.period}, and agrees then"
            return replace(found, word="uncovered", reason=told)
    return found


def _undated(bound: Bound, binding: Binding, today: date) -> Outcome:
    """A figure without a period: one of the latest may confirm it, none contradicts it."""
    for kin in _kin(binding):
        for period in _latest(kin, today):
            when = periods.shifted(period, -1) if kin.years_back else period
            found = _judged(bound, replace(kin, period=when))
            if found.reason.startswith("a conversion") and not _is_backed(bound, kin, when):
                continue
            if found.word == "confirmed" and not (
                _is_unread(bound) and not _is_telling(bound.figure)
            ):
                told = f"no period is named; {period} agrees"
                return replace(found, reason="; ".join(t for t in (told, found.reason) if t))
    return _only(bound, binding, today)


def _only(bound: Bound, binding: Binding, today: date) -> Outcome:
    """A figure of a fund without a period: wrong if it is of every time that the data hold."""
    found = _latest(binding, today) if vocabulary.kind(binding.entity) == "fund" else ()
    if found and not bound.reason and not binding.years_back:
        every = [_judged(bound, replace(binding, period=period)) for period in found]
        wrong = [one for one in every if one.word == "contradicted" and one.reason != slip.NONE]
        if wrong and all(one.held is not None and one.word != "confirmed" for one in every):
            return wrong[0]
    return Outcome("uncovered", None, None, "no period is named, and no latest one agrees")


def _is_backed(bound: Bound, binding: Binding, period: str) -> bool:
    """Whether the amount that a figure is converted from is one that was printed of the fact."""
    if bound.partner is None:
        return True
    own = agreement.span(bound.partner, binding.sign)
    held = evidence.held(binding.measure, binding.entity, period)
    return any(h.unit == bound.partner.unit and h.agrees(own) for h in held)


def _latest(binding: Binding, today: date) -> tuple[str, ...]:
    names = [binding.measure]
    names += [one.measure for one in [_ratio(binding)] if one is not None]
    if binding.kind in ("growth", "points"):
        names = [*derived.growth_names(binding.measure), *names]
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
        return rate.points(bound, binding)
    if binding.kind == "growth":
        return rate.growth(figure, binding)
    if binding.kind == "level":
        return agreement.level(bound, binding)
    named = _ratio(binding)
    if named is None or named.measure not in vocabulary.measures():
        return Outcome("uncovered", binding, None, "a share that is not held")
    if named.measure == "share_of_total_trade_cny" and named.entity == "WLD":
        return Outcome("uncovered", binding, None, "a share of no partner")
    return agreement.level(bound, named)


def _expected(figure: Figure, outcome: Outcome) -> str:
    """What the data hold in the words of the author: the same words where he is right."""
    one, binding = outcome.held, outcome.binding
    if one is None or binding is None:
        return ""
    step = float(figure.step)
    near = abs(float(figure.value or 0) * binding.sign - one.value) <= step / 2
    if near and outcome.word == "confirmed":
        return figure.text
    return correction.corrected(figure, Decimal(str(one.value)), binding.sign)


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
