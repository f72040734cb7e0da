"""Identities of the vocabulary, and the facts that each of them joins, printed or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from chinaecon import period as periods
from chinaecon import units
from chinaecon.data import layers, store, vocabulary

KINDS = ("sum", "months", "members", "difference", "growth", "share", "ratio", "rate")
QUOTIENTS = ("growth", "share", "ratio")
_EVERY = "country"
_MONEY = re.compile(r"\[([A-Z]{3})\]")
_SMALLEST_TABLE = 100


class Fact(NamedTuple):
    """What prints are about; `dimension` tells currencies apart."""

    measure: str
    entity: str
    period: str
    timing: str
    dimension: str


@dataclass(frozen=True, slots=True)
class Identity:
    """One line of vocab/identities.csv, for one measure on its left side.

    Attributes
    ----------
    identity, kind, whole, entity : str
        As in the file; `whole` is one measure.
    parts : tuple of str
        Measures (``-imports``, ``exports@WLD``) or entities.
    slack : float
        By what share of the whole it may be missed.
    room : tuple of (float, str)
        By what amount at least, in base units, and its dimension.
    is_of_documents : bool
        Whether only figures of different documents may miss it.
    reason : str
        Why: the sentence of its hazard, else its note.
    """

    identity: str
    kind: str
    whole: str
    parts: tuple[str, ...]
    entity: str
    slack: float
    room: tuple[float, str]
    is_of_documents: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """An identity among given facts: the whole, and the facts and signs that make it up.

    Without signs it is a quotient: the first part over the second, as growth, share or ratio;
    of kind ``rate`` the whole is its part at the exchange rate of the period.
    """

    identity: Identity
    whole: Fact
    parts: tuple[Fact, ...]
    signs: tuple[int, ...] = ()


Facts = Mapping[Fact, Any]


@layers.per_package
def identities() -> tuple[Identity, ...]:
    """Return every identity of the vocabulary; none where a package has no such file.

    Returns
    -------
    tuple of Identity
        In the order of the file.

    Examples
    --------
    >>> identities()[0].kind
    'growth'
    """
    if not (layers.folder("vocab") / "identities.csv").is_file():
        return ()
    return tuple(_read(store.words("identities").to_dict("records")))


def _read(rows: Iterable[Mapping[Any, str]]) -> Iterator[Identity]:
    for row in rows:
        sentences = vocabulary.hazard_sentences([row["hazard"]]) if row["hazard"] else []
        for whole in row["whole"].split():
            yield Identity(
                row["identity"],
                row["kind"],
                whole,
                tuple(row["parts"].split()),
                row["entity"],
                float(row["slack"] or 0),
                _amount(row.get("slack_amount", "")),
                row.get("slack_for", "") == "documents",
                (sentences or [row["note"]])[0],
            )


def _amount(text: str) -> tuple[float, str]:
    """A number with its unit, in base units, and the dimension."""
    number, _, unit = text.partition(" ")
    if not number:
        return 0.0, ""
    known = units.parse(unit)
    return float(Decimal(number) * known.factor), known.dimension


def cases(one: Identity, whole: Fact, facts: Facts) -> Iterator[Case]:
    """Yield the cases of an identity with a given fact as the whole.

    Parameters
    ----------
    one : Identity
        Of the measure of `whole`.
    whole : Fact
        Need not be printed.
    facts : mapping of Fact
        What is printed: of all countries, only those with a print are summed.

    Yields
    ------
    Case
        Its parts need not be printed.
    """
    return _CASES[one.kind](one, whole, facts)


def wholes(one: Identity, fact: Fact) -> Iterator[Fact]:
    """Yield the facts that may be the whole of a sum in which a fact stands, itself among them.

    Parameters
    ----------
    one : Identity
        Of a kind that adds up; of others nothing is given.
    fact : Fact
        On either side.

    Yields
    ------
    Fact
        Need not be printed.
    """
    if one.kind == "sum":
        names = (one.whole, *(part.lstrip("-") for part in one.parts))
        if fact.measure in names:
            yield fact._replace(measure=one.whole)
    elif fact.measure == one.whole and one.kind == "members":
        if one.entity == fact.entity or fact.entity in one.parts or _EVERY in one.parts:
            yield fact._replace(entity=one.entity)
    elif fact.measure == one.whole and one.kind == "months":
        yield from _years_to_date(fact)
    elif one.kind == "difference":
        yield from (fact,) if fact.measure == one.whole else ()
    elif fact.measure == one.whole and one.kind == "rate":
        yield fact._replace(dimension=_dimension(_unit(fact.measure), "CNY"))


def fact(measure: str, entity: str, period: str, currency: str = "") -> Fact:
    """Return the fact of a measure at a period, with the timing that such a period has.

    Parameters
    ----------
    measure, entity, period : str
        Short name, code, ISO 8601.
    currency : str, default ""
        Of money; that of the vocabulary by default.

    Returns
    -------
    Fact
        Need not be printed.

    Examples
    --------
    >>> fact("exports", "IND", "2024-01/2024-11", "USD").timing
    'flow_ytd'
    """
    known = vocabulary.measures()[measure]
    timing = _timing(known.timing, period)
    return Fact(measure, entity, period, timing, _dimension(known.unit, currency))


def currency(fact: Fact) -> str:
    """Return the currency a fact is in, or that the name of a growth rate or share ends in.

    Parameters
    ----------
    fact : Fact
        Of any measure.

    Returns
    -------
    str
        ISO 4217; blank where there is none.
    """
    tail = fact.measure.rpartition("_")[2].upper()
    money = _MONEY.search(fact.dimension)
    return tail if tail in ("CNY", "USD") else money.group(1) if money else ""


def _unit(measure: str) -> str:
    return vocabulary.measures()[measure].unit


def _alike(fact: Fact, part: str, facts: Facts, when: str = "", timing: str = "") -> Fact | None:
    """The fact of another measure at the same entity and time, in the same currency if any."""
    measure, _, entity = part.lstrip("-").partition("@")
    known = vocabulary.measures().get(measure)
    if known is None:
        return None
    when = when or fact.period
    timing = timing or _timing(known.timing, when)
    dimension = _dimension(known.unit, currency(fact))
    found = Fact(measure, entity or fact.entity, when, timing, dimension)
    in_year = found._replace(period=when[:4])
    ends_year = when.endswith("-12") and timing == "stock"
    return in_year if ends_year and found not in facts and in_year in facts else found


@lru_cache(maxsize=4096)
def _timing(known: tuple[str, ...], when: str) -> str:
    """The timing with which a measure occurs at a period."""
    flow = "flow_ytd" if periods.parse(when).is_cumulative else "flow"
    return flow if flow in known else known[0]


@lru_cache(maxsize=4096)
def _dimension(unit: str, money: str) -> str:
    """The dimension in which a measure is printed, in the wanted currency if it is money."""
    own = units.parse(unit)
    wanted = units.in_currency(unit, money) if own.currency and money else unit
    return units.parse(wanted).dimension


def _sums(one: Identity, whole: Fact, facts: Facts) -> Iterator[Case]:
    signs = tuple(-1 if part.startswith("-") else 1 for part in one.parts)
    parts = [_alike(whole, part, facts, timing=whole.timing) for part in one.parts]
    if None not in parts:
        yield Case(one, whole, tuple(p for p in parts if p), signs)


def _months(one: Identity, whole: Fact, _: Facts) -> Iterator[Case]:
    """Counted from January: what comes last is the month; and the year is the sum of its months."""
    months = _since_january(whole.period) if whole.timing in ("flow", "flow_ytd") else ()
    if not months:
        return
    *before, last = (Fact(*whole[:2], month, "flow", whole.dimension) for month in months)
    yield Case(one, whole, (_to_date(whole, months[-2]), last), (1, 1))
    if len(before) > 1:
        yield Case(one, whole, (*before, last), (1,) * len(months))


@lru_cache(maxsize=4096)
def _since_january(period: str) -> tuple[str, ...]:
    """The months of a period that begins in January and has several; else none."""
    span = periods.parse(period)
    return span.months if span.start.month == 1 and len(span.months) > 1 else ()


def _to_date(fact: Fact, month: str) -> Fact:
    """The fact from January to a month; the year to its last one."""
    year, _, number = month.partition("-")
    period, timing = {"01": (month, "flow"), "12": (year, "flow")}.get(
        number, (f"{year}-01/{month}", "flow_ytd")
    )
    return Fact(*fact[:2], period, timing, fact.dimension)


def _years_to_date(fact: Fact) -> Iterator[Fact]:
    """The facts from January on that a month or a span from January is the last part of."""
    if fact.timing not in ("flow", "flow_ytd"):
        return
    span = periods.parse(fact.period)
    if not span.months or span.start.year != span.end.year:
        return
    for number in range(max(span.end.month, 2), 13):
        yield _to_date(fact, f"{span.end.year:04d}-{number:02d}")


def _members(one: Identity, whole: Fact, facts: Facts) -> Iterator[Case]:
    if whole.entity != one.entity:
        return
    parts = [whole._replace(entity=e) for e in one.parts if e != _EVERY]
    if _EVERY in one.parts:
        own = [f for e in _countries() if (f := whole._replace(entity=e)) in facts]
        if len(own) < _SMALLEST_TABLE:
            return
        parts = [f for f in parts if f in facts] + own
    yield Case(one, whole, tuple(parts), (1,) * len(parts))


@layers.per_package
def _countries() -> tuple[str, ...]:
    rows = store.words("entities").to_dict("records")
    return tuple(sorted(row["entity"] for row in rows if row["kind"] == _EVERY))


def _growths(one: Identity, whole: Fact, facts: Facts) -> Iterator[Case]:
    now = _alike(whole, one.parts[0], facts)
    then = _alike(whole, one.parts[0], facts, when=periods.shifted(whole.period, -1))
    if now and then:
        yield Case(one, whole, (now, then))


def _differences(one: Identity, whole: Fact, facts: Facts) -> Iterator[Case]:
    span = periods.parse(whole.period)
    ends = (f"{day.year}-{day.month:02d}" for day in (span.end, span.start - timedelta(days=1)))
    now, then = (_alike(whole, one.parts[0], facts, when=when) for when in ends)
    if now and then:
        yield Case(one, whole, (now, then), (1, -1))


def _quotients(one: Identity, whole: Fact, facts: Facts) -> Iterator[Case]:
    first, second = (_alike(whole, part, facts) for part in one.parts)
    if first and second and whole not in (first, second):
        yield Case(one, whole, (first, second))


def _rates(one: Identity, whole: Fact, _: Facts) -> Iterator[Case]:
    if currency(whole) == "CNY":
        dollars = whole._replace(dimension=_dimension(_unit(whole.measure), "USD"))
        yield Case(one, whole, (dollars,))


_CASES: dict[str, Callable[[Identity, Fact, Facts], Iterator[Case]]] = {
    "sum": _sums,
    "months": _months,
    "members": _members,
    "difference": _differences,
    "growth": _growths,
    "share": _quotients,
    "ratio": _quotients,
    "rate": _rates,
}
