"""Rules of meaning for exchange rates: where they stand, and that they do not leap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from chinaecon import period as periods
from chinaecon.data.rules.prints import period_of
from chinaecon.data.schema import ROOT_FILE, Package, Problem, Row, Table

LARGEST_MOVE = 0.05
_SINCE = date(1994, 1, 1)
LONGEST_GAP = timedelta(days=12)
# customs uses the rate of a day of the month before
_SLACK = {"customs": 0.02}
_SERIES = ("base", "quote", "kind", "basis", "source")

_Fixing = tuple[date, float, Table, Row]


def frequency(package: Package) -> Iterator[Problem]:
    """A rate stands in the file of its frequency: days by year, months, years."""
    for table in package.of("rates", "period", "kind"):
        for row in table.rows:
            days = period_of(row["period"])
            expected = _expected_period(table, days.frequency) if days else ""
            if days and table.resource == "fx-daily" and not expected:
                year = table.file.stem
                expected = "" if year == f"{days.start.year}" else f"a day of {year}"
            if expected:
                message = f"period {row['period']!r}; expected {expected}. Move the row."
                yield table.problem(row, "period", message)
            if row["kind"] and (row["kind"] == "spot") != (table.resource == "fx-daily"):
                message = f"kind {row['kind']!r}; expected 'spot' for days, and for days only."
                yield table.problem(row, "kind", f"{message} Mend it.")


def _expected_period(table: Table, frequency: str) -> str:
    """What the period should have been by the resource; blank when it fits."""
    first, what = {
        "fx-daily": ("D", "a day"),
        "fx-monthly": ("M", "a month or cumulative months"),
        "fx-annual": ("A", "a year"),
    }.get(table.resource, (frequency[0], ""))
    return "" if frequency[0] == first else what


def pair(package: Package) -> Iterator[Problem]:
    """A rate is between two different currencies."""
    for table, row in package.rows("rates", "base", "quote"):
        if row["base"] and row["base"] == row["quote"]:
            message = f"quote {row['quote']!r} is the base too; expected another currency. Mend it."
            yield table.problem(row, "quote", message)


def leap(package: Package) -> Iterator[Problem]:
    """A daily rate moves by less than 5 percent, save in the turmoil that the descriptor names."""
    turmoil = turmoils(package.resources.get("fx-daily", {}))
    for place, fixings in _daily(package, *_SERIES).items():
        spans = turmoil.get((place[0], place[1]), [])
        for (before, old, _, _), (day, new, table, row) in pairwise(fixings):
            close = day - before <= LONGEST_GAP and day >= _SINCE
            calm = not any(span.start <= day <= span.end for span in spans)
            if close and calm and abs(new / old - 1) >= LARGEST_MOVE:
                message = f"rate {row['rate']} after {old:g} on {before}; expected a move below "
                message += f"{LARGEST_MOVE:.0%}. Mend it, or name the turmoil in {ROOT_FILE}."
                yield table.problem(row, "rate", message)


def between(package: Package) -> Iterator[Problem]:
    """An average or last rate lies among the daily rates of its period, as far as there are any."""
    daily = _daily(package, "base", "quote", "basis")
    for table, row in package.rows("rates", *_SERIES, "rate", "period"):
        days, rate = period_of(row["period"]), _rate(row["rate"])
        if table.resource == "fx-daily" or not days or not rate:
            continue
        basis = "market" if row["basis"] == "customs" else row["basis"]
        inside = _inside(daily.get((row["base"], row["quote"], basis), []), days)
        if inside:
            slack = 1 + _SLACK.get(row["basis"], 0.005)
            low, high = min(inside), max(inside)
            if not low / slack <= rate <= high * slack:
                message = f"rate {row['rate']} of {days.text}; expected {low:g} to {high:g}, as "
                yield table.problem(row, "rate", f"{message}the days have it. Mend it.")


def _inside(fixings: list[_Fixing], days: periods.Period) -> list[float]:
    """The daily rates in a period; none when they leave a gap in it."""
    first = bisect_left(fixings, days.start, key=lambda f: f[0])
    last = bisect_right(fixings, days.end, key=lambda f: f[0])
    dates = [days.start, *(f[0] for f in fixings[first:last]), days.end]
    if any(later - earlier > LONGEST_GAP for earlier, later in pairwise(dates)):
        return []
    return [f[1] for f in fixings[first:last]]


def _daily(package: Package, *columns: str) -> dict[tuple[str, ...], list[_Fixing]]:
    """The daily rates by some columns, in order of their days."""
    series: dict[tuple[str, ...], list[_Fixing]] = defaultdict(list)
    for table, row in package.rows("rates", *_SERIES, "rate", "period"):
        days = period_of(row["period"]) if table.resource == "fx-daily" else None
        rate = _rate(row["rate"])
        if days and rate:
            place = tuple(row[c] for c in columns)
            series[place].append((days.start, rate, table, row))
    for fixings in series.values():
        fixings.sort(key=lambda f: f[0])
    return series


def _rate(text: str) -> float:
    """The rate, or zero when it is no number."""
    try:
        return max(float(text), 0.0)
    except ValueError:
        return 0.0


def turmoils(resource: Mapping[str, Any]) -> dict[tuple[str, str], list[periods.Period]]:
    """Return the spans in which a pair of currencies leapt.

    Parameters
    ----------
    resource : mapping
        The resource 'fx-daily' of a descriptor.

    Returns
    -------
    dict
        Lists of periods by base and quote.
    """
    found: dict[tuple[str, str], list[periods.Period]] = defaultdict(list)
    entries = resource.get("turmoil", ())
    for entry in entries if isinstance(entries, list) else ():
        base, quote, text = (str(dict(entry).get(k)) for k in ("base", "quote", "period"))
        span = period_of(text)
        if span:
            found[base, quote].append(span)
    return found
