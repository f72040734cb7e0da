"""What a section pinned to a date could not know: prints that came out after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chinaecon import period as periods
from chinaecon.claims import evidence
from chinaecon.claims.agreement import Outcome, span
from chinaecon.claims.bound import Bound
from chinaecon.claims.evidence import Held


def without(bound: Bound, outcome: Outcome, day: date) -> Outcome:
    """Judge a confirmed figure by the prints of its day alone.

    A print that came out later confirms only where nothing was printed before: often the data
    hold a later copy of what was known then.

    Parameters
    ----------
    bound : Bound
        The figure.
    outcome : Outcome
        What all prints say.
    day : datetime.date
        The day that the section is pinned to.

    Returns
    -------
    Outcome
        Contradicted where another value was known on the day.
    """
    one, binding = outcome.held, outcome.binding
    if outcome.word != "confirmed" or one is None or binding is None or one.how:
        return outcome
    prints = evidence.held(one.measure, binding.entity, one.period)
    known = [p for p in prints if p.unit == one.unit and _is_known(p, day)]
    if not known:
        return outcome
    own = span(bound.figure, binding.sign)
    agreeing = [p for p in known if p.agrees(own)]
    if agreeing:
        return replace(outcome, held=agreeing[0], reason=_remark(agreeing[0], prints, day))
    told = f"{one.source} printed it on {one.published}, after {day}"
    return Outcome("contradicted", binding, known[0], told)


def _is_known(one: Held, day: date) -> bool:
    return bool(one.published) and periods.last_day(one.published) <= day


def _remark(one: Held, prints: list[Held], day: date) -> str:
    """What to say of a figure that was right on its day: nothing, or what became of it."""
    current = next((p for p in prints if p.unit == one.unit and p.is_current), one)
    if current.agrees((one.low, one.high)):
        return ""
    return f"as known on {day}; since revised by {current.source}"
