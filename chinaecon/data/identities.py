"""What must hold among figures whatever their source: sums, months, members, growth, shares."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from chinaecon import period as periods
from chinaecon import units
from chinaecon.data import conflicts, layers, store, vocabulary, winner

if TYPE_CHECKING:
    import pandas as pd

Span = tuple[float, float]
COLUMNS = (
    "identity measure entity period timing unit low high implied_low implied_high "
    "holds explanation reason"
).split()
_FEW = 4  # facts for which every choice among their prints is tried
_CHOICES = 5000
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
    """One line of vocab/identities.csv, for one measure on its left side."""

    identity: str
    kind: str
    whole: str
    parts: tuple[str, ...]
    entity: str
    slack: float
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """An identity among given facts: the whole, and the facts and signs that make it up."""

    identity: Identity
    whole: Fact
    parts: tuple[Fact, ...]
    signs: tuple[int, ...] = ()


Facts = Mapping[Fact, Sequence[conflicts.Print]]


@layers.layered
def identities(*, data: str | Path | None = None) -> pd.DataFrame:
    """Check every identity of the vocabulary on all facts that it joins.

    Parameters
    ----------
    data : str or pathlib.Path, optional
        A data package of your own, as in `load`.

    Returns
    -------
    pandas.DataFrame
        One row per case: identity; measure, entity, period, timing and unit of the whole, its
        bounds `low`, `high`, and those that the parts imply; `holds`, whether they overlap; where
        they do not, `explanation` (``stands`` or ``correction``: a line of corrections.csv for a
        print of the whole or a part; ``hazard``: within the slack of the identity, for its
        hazard; blank: nothing) and `reason`.

    Notes
    -----
    A fact often has prints of several vintages, and a growth rate belongs to one of them. A case
    holds if some choice of prints makes it hold; with more than four facts each is taken at the
    widest bounds of its prints. A case that holds is therefore possible, not proven.

    Examples
    --------
    >>> found = identities()
    >>> bool((~found["holds"] & (found["explanation"] == "")).any())
    False
    """
    import pandas as pd

    facts: dict[Fact, Sequence[conflicts.Print]] = {}
    for dataset in store.datasets():
        for key, prints in conflicts.printed(dataset).items():
            facts[Fact(*key)] = prints
    rows = [_judged(case, facts) for one in _all() for case in _CASES[one.kind](one, facts)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _all() -> Iterator[Identity]:
    """Every identity of the vocabulary; none where a package has no such file."""
    if not (layers.folder("vocab") / "identities.csv").is_file():
        return
    for row in store.words("identities").to_dict("records"):
        sentences = vocabulary.hazard_sentences([row["hazard"]]) if row["hazard"] else []
        for whole in row["whole"].split():
            yield Identity(
                row["identity"],
                row["kind"],
                whole,
                tuple(row["parts"].split()),
                row["entity"],
                float(row["slack"] or 0),
                (sentences or [row["note"]])[0],
            )


def _wholes(one: Identity, facts: Facts) -> Iterator[Fact]:
    return (fact for fact in facts if fact.measure == one.whole)


def _alike(fact: Fact, part: str, facts: Facts, when: str = "", timing: str = "") -> Fact | None:
    """The fact of another measure at the same entity and time, in the same currency if any."""
    measure, _, entity = part.lstrip("-").partition("@")
    known = vocabulary.measures().get(measure)
    if known is None:
        return None
    dimension = _dimension(known.unit, _currency(fact))
    for each in (timing,) if timing else known.timing:
        found = Fact(measure, entity or fact.entity, when or fact.period, each, dimension)
        if found in facts:
            return found
    return None


def _currency(fact: Fact) -> str:
    """The currency a fact is in, or that the name of a growth rate or share ends in."""
    tail = fact.measure.rpartition("_")[2].upper()
    money = _MONEY.search(fact.dimension)
    return tail if tail in ("CNY", "USD") else money.group(1) if money else ""


@lru_cache(maxsize=4096)
def _dimension(unit: str, currency: str) -> str:
    """The dimension in which a measure is printed, in the wanted currency if it is money."""
    own = units.parse(unit)
    wanted = units.in_currency(unit, currency) if own.currency and currency else unit
    return units.parse(wanted).dimension


def _sums(one: Identity, facts: Facts) -> Iterator[Case]:
    signs = tuple(-1 if part.startswith("-") else 1 for part in one.parts)
    for fact in _wholes(one, facts):
        parts = [_alike(fact, part, facts, timing=fact.timing) for part in one.parts]
        if None not in parts:
            yield Case(one, fact, tuple(p for p in parts if p), signs)


def _months(one: Identity, facts: Facts) -> Iterator[Case]:
    """Counted from January: what comes last is the month; and the year is the sum of its months."""
    for fact in _wholes(one, facts):
        span = periods.parse(fact.period)
        if fact.timing not in ("flow", "flow_ytd") or len(span.months) < 2 or span.start.month > 1:
            continue
        *before, last = (fact._replace(period=m, timing="flow") for m in span.months)
        shorter = _until(before[-1].period)
        so_far = fact._replace(period=shorter, timing="flow_ytd" if "/" in shorter else "flow")
        if so_far in facts and last in facts:
            yield Case(one, fact, (so_far, last), (1, 1))
        if all(month in facts for month in (*before, last)) and len(before) > 1:
            yield Case(one, fact, (*before, last), (1,) * len(span.months))


def _until(month: str) -> str:
    """The period from January to a month."""
    year, _, number = month.partition("-")
    return month if number == "01" else f"{year}-01/{month}"


def _members(one: Identity, facts: Facts) -> Iterator[Case]:
    countries = {
        row["entity"] for row in store.words("entities").to_dict("records") if row["kind"] == _EVERY
    }
    for fact in (f for f in _wholes(one, facts) if f.entity == one.entity):
        there = [fact._replace(entity=e) for e in one.parts if e != _EVERY]
        if _EVERY in one.parts:
            there = [f for f in there if f in facts]
            own = [fact._replace(entity=e) for e in sorted(countries)]
            own = [f for f in own if f in facts]
            there += own if len(own) >= _SMALLEST_TABLE else [fact._replace(entity="")]
        if all(f in facts for f in there):
            yield Case(one, fact, tuple(there), (1,) * len(there))


def _growths(one: Identity, facts: Facts) -> Iterator[Case]:
    for fact in _wholes(one, facts):
        now = _alike(fact, one.parts[0], facts)
        then = _alike(fact, one.parts[0], facts, when=periods.shifted(fact.period, -1))
        if now and then:
            yield Case(one, fact, (now, then))


def _differences(one: Identity, facts: Facts) -> Iterator[Case]:
    for fact in _wholes(one, facts):
        span = periods.parse(fact.period)
        ends = (f"{day.year}-{day.month:02d}" for day in (span.end, span.start - timedelta(days=1)))
        now, then = (_alike(fact, one.parts[0], facts, when=when) for when in ends)
        if now and then:
            yield Case(one, fact, (now, then), (1, -1))


def _quotients(one: Identity, facts: Facts) -> Iterator[Case]:
    for fact in _wholes(one, facts):
        parts = [_alike(fact, part, facts) for part in one.parts]
        if parts[0] and parts[1] and fact not in parts:
            yield Case(one, fact, (parts[0], parts[1]))


_CASES: dict[str, Callable[[Identity, Facts], Iterable[Case]]] = {
    "sum": _sums,
    "months": _months,
    "members": _members,
    "difference": _differences,
    "growth": _growths,
    "share": _quotients,
    "ratio": _quotients,
}


def _judged(case: Case, facts: Facts) -> dict[str, object]:
    """Whether a case holds, and what explains it where it does not."""
    own = _spans(case.whole, facts)
    best, implied = math.inf, (math.nan, math.nan)
    whole = own[0]
    for choice in _choices([_spans(part, facts) for part in case.parts]):
        made = _implied(case, choice)
        for low, high in own:
            gap = max(low - made[1], made[0] - high)
            if gap < best:
                best, implied, whole = gap, made, (low, high)
    tolerance = 1e-12 * max(map(abs, (*whole, *implied)), default=0.0)
    explanation, reason = ("", "") if best <= tolerance else _explained(case, facts, best, whole)
    unit = winner.standard_unit(case.whole.measure, facts[case.whole][0].row["unit"])
    factor = float(units.parse(unit).factor)
    low, high, implied_low, implied_high = (x / factor for x in (*whole, *implied))
    return {
        "identity": case.identity.identity,
        **{k: getattr(case.whole, k) for k in ("measure", "entity", "period", "timing")},
        "unit": unit,
        "low": low,
        "high": high,
        "implied_low": implied_low,
        "implied_high": implied_high,
        "holds": best <= tolerance,
        "explanation": explanation,
        "reason": reason,
    }


def _spans(fact: Fact, facts: Facts) -> list[Span]:
    """The bounds of the prints of a fact, without those set aside."""
    prints = facts[fact]
    kept = [p for p in prints if p.action != "drop"] or prints
    return sorted({(p.low, p.high) for p in kept})


def _choices(spans: list[list[Span]]) -> Iterator[tuple[Span, ...]]:
    """Ways to choose one print of each fact; many facts are taken at their widest bounds."""
    if len(spans) <= _FEW:
        return islice(product(*spans), _CHOICES)
    widest = ((min(low for low, _ in own), max(high for _, high in own)) for own in spans)
    return iter([tuple(widest)])


def _implied(case: Case, parts: Sequence[Span]) -> Span:
    """The bounds of the whole that the bounds of the parts imply."""
    if case.signs:
        ends = [(s * a, s * b) for s, (a, b) in zip(case.signs, parts, strict=True)]
        return sum(map(min, ends)), sum(map(max, ends))
    (low, high), (base_low, base_high) = parts
    corners = [x / y for x in (low, high) for y in (base_low, base_high) if y]
    corners = [0.0 if math.isnan(x) else x for x in corners] or [-math.inf, math.inf]
    scale, shift = {"growth": (100, -100), "share": (100, 0)}.get(case.identity.kind, (1, 0))
    return scale * min(corners) + shift, scale * max(corners) + shift


def _explained(case: Case, facts: Facts, gap: float, whole: Span) -> tuple[str, str]:
    """A line of corrections.csv for one of the prints, else the slack of the identity."""
    for fact in (case.whole, *case.parts):
        for each in facts[fact]:
            if each.action:
                return each.explanation, each.reason
    relative = case.identity.kind in ("growth", "share")
    size = 100.0 if relative else max(map(abs, whole))
    if case.identity.slack and gap <= case.identity.slack * size:
        return "hazard", case.identity.reason
    return "", ""
