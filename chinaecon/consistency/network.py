"""Facts joined by identities: what is printed, and what stands between the prints."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chinaecon.consistency.prints import Prints
from chinaecon.data import cases, identity, layers, rates
from chinaecon.data.identity import QUOTIENTS, SCALES, Case, Fact, Identity
from chinaecon.errors import MissingData


@dataclass(frozen=True, slots=True)
class Network:
    """All facts that matter, printed or not, and the identities that join them.

    Attributes
    ----------
    facts : tuple of Fact
        The printed ones first, in the order of `Prints.facts`.
    sums : tuple of Case
        Each fact on the left is the signed sum of those on the right.
    quotients : tuple of Case
        The first part over the second is the growth, share or ratio on the left; or the left
        side is its part at an exchange rate.
    """

    facts: tuple[Fact, ...]
    sums: tuple[Case, ...]
    quotients: tuple[Case, ...]


def network(prints: Prints, asked: Iterable[Fact] = ()) -> Network:
    """Join prints by the identities of the vocabulary.

    Parameters
    ----------
    prints : Prints
        The facts that are printed.
    asked : iterable of Fact
        Facts that must be there, though nobody printed them.

    Returns
    -------
    Network
        A fact that nobody printed is there when it is asked for, when a printed growth rate or
        quotient is about it, or when it is the only one that an identity lacks.
    """
    printed = dict.fromkeys(prints.facts)
    places = dict(printed)
    for fact in asked:
        places.setdefault(fact)
    by_whole: dict[str, list[Identity]] = defaultdict(list)
    by_word: dict[str, list[Identity]] = defaultdict(list)
    for one in identity.identities():
        by_whole[one.whole].append(one)
        for word in {one.whole, *(part.lstrip("-") for part in one.parts)}:
            by_word[word].append(one)
    quotients = list(_quotients(places, by_whole))
    for case in quotients:
        places.update(dict.fromkeys(case.parts))
    found: dict[Case, None] = {}
    new = list(places)
    while new:
        known = len(places)
        for case in _closed(new, places, printed, by_word):
            found[case] = None
            places.update(dict.fromkeys((case.whole, *case.parts)))
        new = list(places)[known:]
    linear = [case for case in found if case.signs]
    quotients += [case for case in found if not case.signs]
    return Network(tuple(places), tuple(linear), tuple(quotients))


def _quotients(there: dict[Fact, None], by_whole: dict[str, list[Identity]]) -> Iterator[Case]:
    """The growth rates, shares and ratios that are printed or asked for."""
    for fact in there:
        for one in by_whole.get(fact.measure, ()):
            if one.kind in QUOTIENTS:
                yield from cases.cases(one, fact, there)


def _closed(
    new: list[Fact],
    places: dict[Fact, None],
    printed: dict[Fact, None],
    by_word: dict[str, list[Identity]],
) -> Iterator[Case]:
    """The identities around new facts that lack one fact at most; of countries, the printed."""
    wholes = {
        (one, whole): None
        for fact in new
        for one in by_word.get(fact.measure, ())
        for whole in cases.wholes(one, fact)
    }
    for one, whole in wholes:
        for case in cases.cases(one, whole, printed):
            missing = sum(fact not in places for fact in (whole, *case.parts))
            if missing <= (1 if case.signs else 0) and (case.signs or _rate(case) is not None):
                yield case


def within(case: Case, low: float, high: float, slack: float) -> tuple[float, float]:
    """Return what the first part over the second may be, given the bounds of the whole.

    Parameters
    ----------
    case : Case
        A quotient, or yuan over dollars.
    low, high : float
        Of its left side; of no matter for an exchange rate.
    slack : float
        By how much the case may be missed.

    Returns
    -------
    tuple of float
        Infinite where the whole is open.
    """
    kind = case.identity.kind
    if kind == "rate":
        low = high = _rate(case) or math.nan
    if kind in SCALES:
        scale, shift = SCALES[kind]
        return (low + shift) / scale - slack, (high + shift) / scale + slack
    return low * (1 - slack), high * (1 + slack)


def slack(case: Case, sources: Sequence[frozenset[str]], is_curated: bool) -> tuple[float, float]:
    """Return by how much a case may miss; slack for revisions is for figures of many documents.

    Parameters
    ----------
    case : Case
        Any.
    sources : sequence of frozenset of str
        The documents that print each of its facts; empty where none does.
    is_curated : bool
        Whether they are of a data package, with figures of many vintages. Of those a case all of
        whose facts one document prints gets no slack for revisions; of others none does.

    Returns
    -------
    tuple of float
        A share of the whole, or of the base; and an amount in base units.
    """
    of_one = not is_curated or (len(frozenset().union(*sources)) == 1 and all(sources))
    return (0.0, 0.0) if case.identity.is_of_documents and of_one else case.slack


def _rate(case: Case) -> float | None:
    return _yuan_per_dollar(case.whole.period, case.identity.parts[0])


@layers.per_package
def _yuan_per_dollar(period: str, basis: str) -> float | None:
    """The average rate of a period; None where there is none."""
    try:
        return float(rates.rate("USD", "CNY", period, "average", basis).value)
    except MissingData:
        return None
