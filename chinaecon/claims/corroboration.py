"""What the verdicts of one text say of each other: is it of China, and of which fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from chinaecon.claims import agreement, anchor, slip
from chinaecon.claims.agreement import Outcome
from chinaecon.claims.bound import NO_CHINA, PARTNERS_OWN, Binding, Bound
from chinaecon.claims.verdict import judge

_TELLING = 3  # digits from which on a figure agrees with nothing by accident
_BOTH = "two figures are wrong of one fact: another one is meant, it seems"


def judged(bounds: Sequence[Bound], today: date) -> list[Outcome]:
    """Judge the figures of one text.

    Parameters
    ----------
    bounds : sequence of Bound
        All figures of the text.
    today : datetime.date
        Its day.

    Returns
    -------
    list of Outcome
        In order. A text that does not name China speaks of it where a figure with many digits
        is China's own: then its other figures are judged like those of a text that does. An
        amount far from what its words say that has the digits of another fact is of that one,
        and so are the rates beside it. Two figures that are both wrong of one fact are rather
        right of another.
    """
    found = [judge(bound, today) for bound in bounds]
    if any(_is_chinese(bound, one) for bound, one in zip(bounds, found, strict=True)):
        found = [
            judge(replace(bound, reason=""), today) if bound.reason == NO_CHINA else one
            for bound, one in zip(bounds, found, strict=True)
        ]
    found = _sided(bounds, _counted(bounds, found, today), today)
    return _borne_out(_found_elsewhere(bounds, found, today))


def _counted(bounds: Sequence[Bound], found: Sequence[Outcome], today: date) -> list[Outcome]:
    """The verdicts once an amount shows that trade is told as China counts it, not its partner."""
    chinese = {
        one.binding.entity
        for bound, one in zip(bounds, found, strict=True)
        if one.word == "confirmed" and one.binding and _is_telling(bound)
    }
    return [
        judge(replace(bound, reason=""), today)
        if bound.reason.startswith(PARTNERS_OWN) and bound.bindings[0].entity in chinese
        else one
        for bound, one in zip(bounds, found, strict=True)
    ]


def _is_telling(bound: Bound) -> bool:
    """Whether a figure that may be another country's is an amount of many digits."""
    doubtful = bound.reason.startswith(PARTNERS_OWN) and bound.figure.unit != "percent"
    return doubtful and slip.digits(bound.figure) >= _TELLING


def _sided(bounds: Sequence[Bound], found: Sequence[Outcome], today: date) -> list[Outcome]:
    """The verdicts once a figure that may be of two facts goes with the amount beside it."""
    told = {
        _fact(one)
        for bound, one in zip(bounds, found, strict=True)
        if one.word == "confirmed" and slip.digits(bound.figure) >= _TELLING
    }
    return [
        judge(replace(bound, bindings=own), today)
        if one.word != "confirmed" and len(own) == 1 < len(bound.bindings)
        else one
        for bound, one in zip(bounds, found, strict=True)
        for own in [tuple(b for b in bound.bindings if _named(b) in told)]
    ]


def _found_elsewhere(
    bounds: Sequence[Bound], found: Sequence[Outcome], today: date
) -> list[Outcome]:
    """The verdicts once amounts far from their facts are recognised as those of others."""
    moved: dict[tuple[str, ...], Binding] = {}
    for bound, one in zip(bounds, found, strict=True):
        if one.binding and _is_open(one):
            named = one.binding if one.held else replace(one.binding, told=())
            other = anchor.elsewhere(bound.figure, named)
            if other is not None:
                moved.setdefault(_fact(one), other)
    return [
        _moved(bound, one, moved[_fact(one)], today)
        if one.word != "confirmed" and _fact(one) in moved
        else one
        for bound, one in zip(bounds, found, strict=True)
    ]


def _is_open(one: Outcome) -> bool:
    """Whether an amount is not of the fact that its words name, or the data hold nothing of it."""
    lost = one.held is None and one.reason.startswith(agreement.NOTHING)
    lost = lost or one.reason.startswith("words ")
    return lost or one.reason.endswith((agreement.ELSE, agreement.PERHAPS))


def _moved(bound: Bound, one: Outcome, fact: Binding, today: date) -> Outcome:
    """The verdict on a figure as one of another fact than its words were taken to name."""
    meant = [
        replace(b, measure=fact.measure, entity=fact.entity, period=fact.period)
        for b in bound.bindings
        if b == one.binding
    ]
    return judge(replace(bound, bindings=tuple(meant)), today) if meant else one


def _borne_out(found: Sequence[Outcome]) -> list[Outcome]:
    """The verdicts without contradictions that show another fact to be meant.

    Two of one fact that are both right of the same other one, or both far off; or one that
    stands beside an amount of something else. Not where the text is right of either fact.
    """
    right = {_fact(one) for one in found if one.word == "confirmed"}
    others = [_other(one) for one in found]
    times = Counter((_fact(one), other) for one, other in zip(found, others, strict=True))
    return [
        replace(one, word="uncovered", reason=f"{_BOTH} ({one.reason})")
        if one.word == "contradicted"
        and other
        and times[_fact(one), other] > 1
        and not {_fact(one), other} & right
        else one
        for one, other in zip(found, others, strict=True)
    ]


def _other(one: Outcome) -> tuple[str, ...]:
    """The fact that a wrong figure is right of, "something else" far off; else nothing."""
    if one.reason.endswith(agreement.ELSE) or one.reason == slip.NONE:
        return (slip.NONE,)
    name, _, told = one.reason.partition(": ")
    if one.word != "contradicted" or name not in slip.NEIGHBOURS:
        return ()
    place = slip.NEIGHBOURS.index(name)
    fact = _fact(one)
    return (*fact[:place], told.split()[-1], *fact[place + 1 :])


def _fact(one: Outcome) -> tuple[str, ...]:
    """The fact that a verdict is on; its growth and its level are one."""
    return () if one.binding is None else _named(one.binding)


def _named(binding: Binding) -> tuple[str, ...]:
    return binding.measure, binding.entity, binding.period


def _is_chinese(bound: Bound, one: Outcome) -> bool:
    """Whether a verdict shows that a text which does not name China speaks of it."""
    if one.word == "contradicted":
        return bound.reason == NO_CHINA
    return one.word == "confirmed" and slip.digits(bound.figure) >= _TELLING
