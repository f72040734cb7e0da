"""The facts that an identity joins, printed or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

from chinaecon import period as periods
from chinaecon.data import layers, store, vocabulary
from chinaecon.data.identity import Case, Fact, Identity, currency, dimension, timing

Facts = Mapping[Fact, Any]
_EVERY = "country"
_SMALLEST_TABLE = 100


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
        yield fact._replace(dimension=dimension(_unit(fact.measure), "CNY"))


def _unit(measure: str) -> str:
    return vocabulary.measures()[measure].unit


def _alike(fact: Fact, part: str, facts: Facts, when: str = "", kind: str = "") -> Fact | None:
    """The fact of another measure at the same entity and time, in the same currency if any."""
    measure, _, entity = part.lstrip("-").partition("@")
    known = vocabulary.measures().get(measure)
    if known is None:
        return None
    when = when or fact.period
    kind = kind or timing(known.timing, when)
    own = dimension(known.unit, currency(fact))
    found = Fact(measure, entity or fact.entity, when, kind, own)
    in_year = found._replace(period=when[:4])
    ends_year = when.endswith("-12") and kind == "stock"
    return in_year if ends_year and found not in facts and in_year in facts else found


def _sums(one: Identity, whole: Fact, facts: Facts) -> Iterator[Case]:
    signs = tuple(-1 if part.startswith("-") else 1 for part in one.parts)
    parts = [_alike(whole, part, facts, kind=whole.timing) for part in one.parts]
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
        dollars = whole._replace(dimension=dimension(_unit(whole.measure), "USD"))
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
