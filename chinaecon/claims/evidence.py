"""What the data hold of a fact: prints of every vintage, and what they make of growth rates."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chinaecon import period as periods
from chinaecon import units
from chinaecon.data import conflicts, layers, vocabulary, winner

Span = tuple[float, float]
_STOCKS = ("telecom", "patents")  # whose rates are those of stocks
_LAST_YEAR, _RECENT = 380, 100  # days


@dataclass(frozen=True, slots=True)
class Held:
    """A value that the data hold of a fact.

    Attributes
    ----------
    low, high : float
        In base units; infinite where open.
    value : float
        As printed or computed.
    unit : str
        The base unit: a currency, ``percent`` or a noun.
    measure, period, source, published : str
        What and where from.
    is_current : bool
        Whether it is the print that `load` gives today.
    how : str
        Blank for a print; else how it was computed.
    """

    low: float
    high: float
    value: float
    unit: str
    measure: str
    period: str
    source: str
    published: str
    is_current: bool = True
    how: str = ""

    def agrees(self, span: Span) -> bool:
        """Tell whether a figure with these bounds can be this value.

        Bounds that only touch do not agree, unless one of the two is exact: 2.68 is not 2.69.
        """
        low, high = max(self.low, span[0]), min(self.high, span[1])
        if not math.isfinite(low) or not math.isfinite(high):
            return low < high
        slack = 1e-9 * max(abs(low), abs(high))
        exact = min(self.high - self.low, span[1] - span[0]) <= 2 * slack
        return high >= low - slack if exact else high > low + slack

    def gap(self, span: Span) -> float:
        """Return how far a figure with these bounds lies from those of the value."""
        return max(span[0] - self.high, self.low - span[1], 0.0)


@layers.per_package
def _facts(dataset: str) -> dict[tuple[str, str], dict[str, list[conflicts.Print]]]:
    """The prints of a dataset by measure and entity, then by period, without those set aside."""
    found: dict[tuple[str, str], dict[str, list[conflicts.Print]]] = {}
    for (measure, entity, period, _, _), prints in conflicts.printed(dataset).items():
        kept = [p for p in prints if p.action != "drop"]
        if kept:
            found.setdefault((measure, entity), {}).setdefault(period, []).extend(kept)
    return found


def _of(measure: str, entity: str) -> dict[str, list[conflicts.Print]]:
    entry = vocabulary.measures().get(measure)
    return {} if entry is None else _facts(entry.dataset).get((measure, entity), {})


def is_held(measure: str, entity: str) -> bool:
    """Return whether the data hold a measure of an entity, in whatever period.

    Examples
    --------
    >>> is_held("base_stations_5g", "CHN"), is_held("base_stations_5g", "RUS")
    (True, False)
    """
    return bool(_of(measure, entity))


@layers.per_package
def owners(measure: str) -> tuple[str, ...]:
    """Return the entities of which the data hold a measure, in order.

    Parameters
    ----------
    measure : str
        A measure.

    Returns
    -------
    tuple of str
        Codes; empty for one that is not known.

    Examples
    --------
    >>> owners("base_stations_5g")[:2]
    ('CHN', 'CN-AH')
    """
    entry = vocabulary.measures().get(measure)
    facts = _facts(entry.dataset) if entry else {}
    return tuple(sorted(entity for name, entity in facts if name == measure))


@layers.per_package
def held(measure: str, entity: str, period: str) -> list[Held]:
    """Return every value printed of a fact, the current one of each currency first.

    Parameters
    ----------
    measure, entity : str
        Codes.
    period : str
        ISO 8601; a stock is looked for at its end, an event within it.

    Returns
    -------
    list of Held
        Empty when the data hold nothing. Shared: not to be changed.

    Examples
    --------
    >>> [h.unit for h in held("exports", "USA", "2024")][:1]
    ['CNY']
    """
    facts = _of(measure, entity)
    if not facts:
        return []
    entry = vocabulary.measures()[measure]
    known = (*entry.timing, "stock") if entry.dataset in _STOCKS else entry.timing
    found = next((facts[text] for text in _periods(period, known) if text in facts), None)
    if found is None:
        found = [p for text in facts if _within(text, period, known) for p in facts[text]]
        around = [] if found else [t for t in facts if _is_around(t, period, known)]
        found = found or [p for text in around for p in facts[text]]
    by_dimension: dict[str, list[conflicts.Print]] = {}
    for one in found:
        by_dimension.setdefault(one.row["dimension"], []).append(one)
    return [h for group in by_dimension.values() for h in _ranked(group)]


def _periods(period: str, timing: Sequence[str]) -> Iterator[str]:
    """The period, and for a stock the month or year at whose end it stands."""
    yield period
    span = periods.parse(period)
    if "stock" in timing or "event" in timing:
        yield f"{span.end.year}-{span.end.month:02d}"
        if span.end.month == 12:
            yield str(span.end.year)
    if span.is_cumulative and span.start.month == 1:
        if len(span.months) == 12:
            yield str(span.end.year)
        if len(span.months) == 3:
            yield f"{span.end.year}-Q1"
    if period.endswith("-Q1"):
        yield f"{period[:4]}-01/{period[:4]}-03"


def _within(text: str, period: str, timing: Sequence[str]) -> bool:
    """Whether an event, or a stock of a day, lies within a period."""
    is_day = len(text) == 10 and "/" not in text
    if not ("event" in timing or ("stock" in timing and is_day)):
        return False
    one, other = periods.parse(text), periods.parse(period)
    if "event" not in timing and other.frequency != "M":
        return False
    return bool(other.start <= one.start and one.end <= other.end)


def _is_around(text: str, period: str, timing: Sequence[str]) -> bool:
    """Whether an event of which the year alone is known may be that of a month of the year."""
    if "event" not in timing or len(text) != len("2019"):
        return False
    one, other = periods.parse(text), periods.parse(period)
    return bool(one.start <= other.start and other.end <= one.end)


@layers.per_package
def latest(measure: str, entity: str, today: date) -> tuple[str, ...]:
    """Return the periods that a text of a day may mean where it names none, the longest first.

    Parameters
    ----------
    measure, entity : str
        Codes.
    today : datetime.date
        The day of the text.

    Returns
    -------
    tuple of str
        The last full year, and what ended within about a hundred days; every event before the
        day.

    Examples
    --------
    >>> latest("exports", "WLD", date(2025, 1, 20))[0]
    '2024'
    """
    known = vocabulary.measures().get(measure)
    is_event = known is not None and "event" in known.timing
    found = []
    for text in _of(measure, entity):
        span = periods.parse(text)
        age = (today - span.end).days
        begun = (today - span.start).days >= 0
        years = span.frequency == "A" and 0 <= age < _LAST_YEAR and len(text) == 4
        if years or 0 <= age < _RECENT or (is_event and begun and _is_known(entity, age)):
            found.append((-(span.end - span.start).days, age, text))
    return tuple(text for _, _, text in sorted(found))


def _is_known(entity: str, age: int) -> bool:
    """Whether an event may be meant: any of a fund, the latest of the state's plans."""
    return len(entity) != len("CHN") or age < 0


def _ranked(prints: list[conflicts.Print]) -> list[Held]:
    """The prints of a fact in one currency, the winner first."""
    order, _ = winner.ordered([p.row for p in prints])
    known = [prints[place] for place in order]
    return [_held(p, place == 0) for place, p in enumerate(known)]


def _held(one: conflicts.Print, is_current: bool) -> Held:
    row = one.row
    scale = 1 / float(units.parse(base(row["unit"])).factor)  # of a figure per head, of exabytes
    return Held(
        one.low * scale,
        one.high * scale,
        float(winner.amount(row)) * scale,
        base(row["unit"]),
        row["measure"],
        row["period"],
        row["source"],
        row["published"],
        is_current,
    )


def base(unit: str) -> str:
    """Return the base of a unit: its currency, ``percent`` or its noun.

    Parameters
    ----------
    unit : str
        E.g. ``billion CNY``.

    Returns
    -------
    str
        E.g. ``CNY``.

    Examples
    --------
    >>> base("billion CNY"), base("million station")
    ('CNY', 'station')
    """
    words = unit.split()
    return " ".join(
        words[1:] if words[0] in ("thousand", "million", "billion", "trillion") else words
    )


def timing(measure: str, period: str) -> str:
    """Return the timing with which a measure is counted over a period.

    Parameters
    ----------
    measure, period : str
        A measure and an ISO period.

    Returns
    -------
    str
        E.g. ``flow_ytd``.

    Examples
    --------
    >>> timing("exports", "2024-01/2024-11")
    'flow_ytd'
    """
    known = vocabulary.measures()[measure].timing
    span = periods.parse(period)
    if span.is_cumulative and "flow_ytd" in known:
        return "flow_ytd"
    return known[0]
