"""Periods in ISO 8601: what span of days a text such as ``2024-01/2024-11`` means."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from chinaecon.errors import BadData

_ONE = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d\d)(?:-(\d\d))?))?", re.ASCII)
_STEPS_A_YEAR = {"A": 1, "Q": 4, "M": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days with its frequency.

    Attributes
    ----------
    text : str
        The ISO 8601 text: ``2024``, ``2024-Q3``, ``2024-11``, ``2024-11-30``,
        ``2024-01/2024-11`` (cumulative) or ``2014/2023``.
    frequency : str
        ``A``, ``Q``, ``M``, ``D``; a span of n months is ``Mn``, of n years ``An``.
    ordinal : int
        Position on the grid of that frequency: consecutive periods differ by one
        (spans: by one month or one year, at equal length).
    start, end : datetime.date
        First and last day, both inside.

    Examples
    --------
    >>> parse("2024-01/2024-11").frequency
    'M11'
    >>> parse("2024-02").end.isoformat()
    '2024-02-29'
    """

    text: str
    frequency: str
    ordinal: int
    start: date
    end: date

    def __contains__(self, other: Period) -> bool:
        """Tell whether every day of `other` lies in this period."""
        return self.start <= other.start and other.end <= self.end

    @property
    def steps_a_year(self) -> int:
        """How many steps of `ordinal` make a year (365 for days, by convention)."""
        return _STEPS_A_YEAR.get(self.frequency[0], 365)

    @property
    def months(self) -> tuple[str, ...]:
        """The calendar months that the period consists of; empty for a day."""
        if self.frequency == "D":
            return ()
        first, last = month_number(self.start), month_number(self.end)
        return tuple(f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first, last + 1))

    @property
    def is_cumulative(self) -> bool:
        """Whether it is a span of several months of one year, counted from some month on."""
        return self.frequency[0] == "M" and len(self.frequency) > 1


def month_number(day: date) -> int:
    """Return the count of months since year 0, the grid of monthly ordinals.

    Parameters
    ----------
    day : datetime.date
        Any day of the month.

    Returns
    -------
    int
        ``12 * year + month - 1``.

    Examples
    --------
    >>> month_number(date(2024, 11, 30)) - month_number(date(2023, 11, 1))
    12
    """
    return 12 * day.year + day.month - 1


@lru_cache(maxsize=65536)
def parse(text: str) -> Period:
    """Read one period.

    Parameters
    ----------
    text : str
        ISO 8601; see `Period.text`.

    Returns
    -------
    Period
        Equal for equal texts; the text is kept as given.

    Raises
    ------
    BadData
        When the text is no period, a day does not exist, or a span runs backwards
        or joins two different frequencies.

    Examples
    --------
    >>> parse("2024-Q3").start.isoformat(), parse("2014/2023").frequency
    ('2024-07-01', 'A10')
    """
    first, slash, last = text.partition("/")
    begin = _single(first, text)
    if not slash:
        return begin
    finish = _single(last, text)
    if begin.frequency != finish.frequency or begin.frequency not in ("A", "M"):
        raise _bad(text)
    length = finish.ordinal - begin.ordinal + 1
    if length < 2:
        raise _bad(text)
    return Period(text, f"{begin.frequency}{length}", begin.ordinal, begin.start, finish.end)


def parse_range(text: str) -> tuple[date, date]:
    """Read a selection of time: one period, ``2018/2024``, ``2018/`` or ``/2024``.

    Parameters
    ----------
    text : str
        One period, or two (of any frequency) with a slash between; either side may be open.

    Returns
    -------
    tuple of datetime.date
        First and last day selected.

    Raises
    ------
    BadData
        When a side is no period.

    Examples
    --------
    >>> [d.isoformat() for d in parse_range("2018/2024-06")]
    ['2018-01-01', '2024-06-30']
    """
    first, slash, last = text.partition("/")
    start = _single(first, text).start if first else date.min
    if not slash:
        return start, _single(first, text).end
    end = _single(last, text).end if last else date.max
    if end < start:
        raise _bad(text)
    return start, end


def last_day(text: str) -> date:
    """Return the last day that a possibly shortened date allows: ``2025-01`` is 31 January.

    Parameters
    ----------
    text : str
        A year, month or day.

    Returns
    -------
    datetime.date
        The day by which something dated so had certainly happened.

    Raises
    ------
    BadData
        When the text is no period.

    Examples
    --------
    >>> last_day("2025-01").isoformat()
    '2025-01-31'
    """
    return parse(text).end


def shifted(text: str, years: int) -> str:
    """Return the text of the same time some years later.

    Parameters
    ----------
    text : str
        ISO 8601.
    years : int
        Negative for earlier.

    Returns
    -------
    str
        ISO 8601; that the day exists in that year is not looked at.

    Examples
    --------
    >>> shifted("2024-01/2024-11", -1)
    '2023-01/2023-11'
    """
    return "/".join(f"{int(part[:4]) + years}{part[4:]}" for part in text.split("/"))


def _single(text: str, whole: str) -> Period:
    match = _ONE.fullmatch(text)
    if match is None:
        raise _bad(whole)
    year, quarter, month, day = (int(g) if g else None for g in match.groups())
    assert year is not None
    try:
        if quarter:
            last = 3 * quarter
            end = date(year, last, monthrange(year, last)[1])
            return Period(text, "Q", 4 * year + quarter - 1, date(year, last - 2, 1), end)
        if month is not None and day is not None:
            one = date(year, month, day)
            return Period(text, "D", one.toordinal(), one, one)
        if month is not None:
            start = date(year, month, 1)
            end = date(year, month, monthrange(year, month)[1])
            return Period(text, "M", month_number(start), start, end)
        return Period(text, "A", year, date(year, 1, 1), date(year, 12, 31))
    except ValueError:
        raise _bad(whole) from None


def _bad(text: str) -> BadData:
    return BadData(
        f"Period {text!r} cannot be read; expected ISO 8601 such as '2024', '2024-Q3', '2024-11', "
        "'2024-11-30', '2024-01/2024-11' or '2014/2023'. Write it in one of these forms."
    )
