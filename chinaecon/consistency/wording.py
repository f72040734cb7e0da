"""Sentences about what prints imply and where they conflict."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from chinaecon import units
from chinaecon.consistency.prints import Prints
from chinaecon.data import identity, vocabulary
from chinaecon.data.identity import Case, Fact

if TYPE_CHECKING:
    from chinaecon.consistency.inference import Limits

_QUALIFIERS = {
    "=": "",
    "~": "about ",
    ">": "more than ",
    "<": "less than ",
    ">=": "at least ",
    "<=": "at most ",
}
_DIGITS = 6


def named(fact: Fact) -> str:
    """Return the words for a fact: measure, entity, period.

    Parameters
    ----------
    fact : Fact
        Any.

    Returns
    -------
    str
        E.g. ``exports IND 2024``.
    """
    return f"{fact.measure} {fact.entity} {fact.period}"


def unit_of(fact: Fact) -> str:
    """Return the standard unit of a fact's measure, in the currency of the fact.

    Parameters
    ----------
    fact : Fact
        Any.

    Returns
    -------
    str
        A unit that `units.parse` reads.
    """
    unit = vocabulary.measures()[fact.measure].unit
    money = identity.currency(fact)
    own = units.parse(unit).currency
    return units.in_currency(unit, money) if own and money else unit


def told(prints: Prints, place: int) -> str:
    """Return the words for a print: its fact, its value and its source.

    Parameters
    ----------
    prints : Prints
        All.
    place : int
        Which.

    Returns
    -------
    str
        E.g. ``exports IND 2024 120.49 billion USD (customs-2025-01-18)``.
    """
    source = prints.at(place)["source"]
    return f"{_stated(prints, place)}{f' ({source})' if source else ''}"


def _stated(prints: Prints, place: int) -> str:
    row = prints.at(place)
    value = row["value"]
    number = value if isinstance(value, str) else f"{value:.{_DIGITS + 6}g}"
    fact = prints.facts[prints.fact[place]]
    return f"{named(fact)} {_QUALIFIERS.get(row['qualifier'], '')}{number} {row['unit']}"


def between(low: float, high: float, unit: str) -> str:
    """Return the words for bounds: ``116.194..125.028 billion USD``, ``at least 83 percent``.

    Parameters
    ----------
    low, high : float
        In base units, possibly infinite.
    unit : str
        In which to say them.

    Returns
    -------
    str
        Six digits, rounded outwards never: they are for reading.
    """
    factor = float(units.parse(unit).factor)
    first, last = (f"{end / factor:.{_DIGITS}g}" for end in (low, high))
    if math.isinf(high):
        return f"at least {first} {unit}"
    if math.isinf(low):
        return f"at most {last} {unit}"
    return f"{first if first == last else f'{first}..{last}'} {unit}"


def formula(cases: Iterable[Case]) -> str:
    """Return the identities in words, each once.

    Parameters
    ----------
    cases : iterable of Case
        What joins the facts.

    Returns
    -------
    str
        E.g. ``total_trade = exports + imports; exports_growth_yoy_usd: growth of exports``.
    """
    return "; ".join(dict.fromkeys(map(_formula, cases)))


def _formula(case: Case) -> str:
    whole, parts = case.whole, case.parts
    kind = case.identity.kind
    if kind == "growth":
        return f"{whole.measure}: {parts[0].measure} on the year before"
    if kind in ("share", "ratio"):
        of = "as a share of" if kind == "share" else "divided by"
        one, other = (_part(fact, whole) for fact in parts)
        return f"{whole.measure}: {one} {of} {other}"
    if kind == "rate":
        return f"{whole.measure} in yuan at the {case.identity.parts[0]} rate of {whole.period}"
    if kind == "members":
        return f"{whole.measure}: {whole.entity} is the sum of its members"
    if kind == "months":
        return f"{whole.measure}: {whole.period} is the sum of its parts"
    signs = ["-" if sign < 0 else "+" for sign in case.signs]
    terms = " ".join(f"{s} {_part(f, whole)}" for s, f in zip(signs, parts, strict=True))
    return f"{whole.measure} = {terms.removeprefix('+ ')}"


def _part(fact: Fact, whole: Fact) -> str:
    """A part, with what it does not share with the whole."""
    words = [fact.measure]
    words += [fact.entity] if fact.entity != whole.entity else []
    words += [fact.period] if fact.period != whole.period else []
    return " ".join(words)


def inferred(fact: Fact, found: Limits, prints: Prints) -> str:
    """Say what prints imply of a fact, and on which of them it rests.

    Parameters
    ----------
    fact : Fact
        Any.
    found : Limits
        Its bounds.
    prints : Prints
        All.

    Returns
    -------
    str
        One sentence.
    """
    used = dict.fromkeys((*found.below, *found.above))
    rests = _listed([_stated(prints, place) for place in used])
    way = f" ({formula(found.cases)})" if found.cases else ""
    return f"{named(fact)} is {between(found.low, found.high, unit_of(fact))}, given {rests}{way}."


def conflicting(place: int, others: Sequence[int], found: Limits | None, prints: Prints) -> str:
    """Say why a print cannot stand beside others.

    Parameters
    ----------
    place : int
        The print that is doubted.
    others : sequence of int
        Those beside which it cannot stand.
    found : Limits or None
        What they imply of its fact.
    prints : Prints
        All.

    Returns
    -------
    str
        One sentence with the arithmetic.
    """
    fact = prints.facts[prints.fact[place]]
    unit = prints.at(place)["unit"]
    own = between(float(prints.low[place]), float(prints.high[place]), unit)
    rest = _listed([_stated(prints, other) for other in others])
    if found is None:
        return f"{_stated(prints, place)} ({own}) cannot stand beside {rest}."
    implied = between(found.low, found.high, unit)
    way = f" ({formula(found.cases)})" if found.cases else ""
    return f"{_stated(prints, place)} is {own}, but {rest} make {named(fact)} {implied}{way}."


def _listed(words: Sequence[str], most: int = 12) -> str:
    """Words with commas and an "and"; of many, the first ones and their number."""
    if len(words) > most:
        words = [*words[:most], f"{len(words) - most} more"]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
