"""Whether a printed amount is somebody's conversion of the amount in the other currency."""

from __future__ import annotations

from decimal import Decimal

from chinaecon import units
from chinaecon.consistency.prints import Prints
from chinaecon.data import identity, observations, rates
from chinaecon.data.rates import Rate
from chinaecon.errors import ChinaeconError

_OTHER = {"USD": "CNY", "CNY": "USD"}


def converted(prints: Prints, place: int) -> str:
    """Say that a print is a conversion at the market rate, where it is one.

    Parameters
    ----------
    prints : Prints
        All.
    place : int
        Which.

    Returns
    -------
    str
        A sentence that begins with a space; blank when it is none, or when the data lack the
        amount in the other currency.

    Notes
    -----
    The amount that the data hold in the other currency, at the average market rate of the period,
    must lie within the bounds of the print, and what the data hold in its own currency must not.
    """
    fact = prints.facts[prints.fact[place]]
    own = identity.currency(fact)
    if own not in _OTHER or not units.parse(prints.at(place)["unit"]).currency:
        return ""
    other = _OTHER[own]
    held = _held(fact, other)
    rate = _rate(other, own, fact.period)
    if held is None or rate is None:
        return ""
    value, unit = held
    amount = value * float(units.parse(unit).factor) * float(rate.value)
    if not prints.low[place] <= amount <= prints.high[place]:
        return ""
    shown = f"{value:,.6g} {unit}"
    return f" It is the {other} amount converted: {shown} {rate.text}."


def _held(fact: identity.Fact, currency: str) -> tuple[float, str] | None:
    """What the data hold of a fact in another currency."""
    try:
        found = observations.load(
            fact.measure,
            entity=fact.entity,
            period=fact.period,
            currency=currency,
            timing=fact.timing,
        )
    except ChinaeconError:
        return None
    exact = found[found["period"] == fact.period]
    return None if exact.empty else (float(exact["value"].iloc[0]), str(exact["unit"].iloc[0]))


def _rate(source: str, target: str, period: str) -> Rate | None:
    try:
        found = rates.rate(source, target, period)
    except ChinaeconError:
        return None
    return found if found.value != Decimal(1) else None
