"""The rhythm of releases: what the newest figure of a measure is, and when the next is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from chinaecon import period as periods
from chinaecon.data import layers, store
from chinaecon.errors import MissingData

if TYPE_CHECKING:
    import pandas as pd

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_NAMES = (
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How regularly a measure is released.

    Attributes
    ----------
    frequency : {"month", "quarter", "year"}
        Every how long.
    lag_days : int
        Days after a period's end by which its figure has been out in the past.
    skips : frozenset of int
        Months without a release of their own.

    Examples
    --------
    >>> Rhythm("month", 31, frozenset({1})).following(date(2024, 12, 31))
    ('2025-02', datetime.date(2025, 3, 31))
    """

    frequency: str
    lag_days: int
    skips: frozenset[int] = frozenset()

    def following(self, end: date) -> tuple[str, date]:
        """Return the next period to be released, and the day by which it should be.

        Parameters
        ----------
        end : datetime.date
            The last day of the newest figure's period.

        Returns
        -------
        tuple of (str, datetime.date)
            The period as ISO 8601, and its end plus the lag.
        """
        step = _MONTHS[self.frequency]
        whole = periods.month_number(end + timedelta(days=1)) // step * step
        last = whole + step - 1
        while last % 12 + 1 in self.skips and step == 1:
            last += 1
        month = f"{last // 12}-{last % 12 + 1:02d}"
        due = periods.last_day(month) + timedelta(days=self.lag_days)
        if self.frequency == "quarter":
            return f"{last // 12}-Q{last % 12 // 3 + 1}", due
        return month if self.frequency == "month" else month[:4], due

    def __str__(self) -> str:
        skipped = " and ".join(_NAMES[month - 1] for month in sorted(self.skips))
        without = f", none of its own for {skipped}" if skipped else ""
        return f"every {self.frequency}, out within {self.lag_days} days{without}"


@layers.per_package
def rhythms() -> dict[str, Rhythm]:
    """Return the rhythm of every measure that is released regularly.

    Returns
    -------
    dict of str to Rhythm
        By short name; a measure that is absent is irregular. Shared.

    Examples
    --------
    >>> rhythms()["base_stations_5g"].frequency
    'month'
    """
    try:
        table = store.words("releases")
    except MissingData:
        return {}
    return {
        row["measure"]: Rhythm(
            row["frequency"], int(row["lag_days"]), frozenset(map(int, row["skips"].split()))
        )
        for row in table.to_dict("records")
    }


def day(today: str | None) -> date:
    """Return the day that a text names; the day it is, for None.

    Parameters
    ----------
    today : str or None
        ISO 8601; of a month or year the last day.

    Returns
    -------
    datetime.date
        A day.

    Examples
    --------
    >>> day("2026-02").isoformat()
    '2026-02-28'
    """
    return date.today() if today is None else periods.last_day(today)


def newest(prints: pd.DataFrame, today: date) -> dict[str, str]:
    """Return the newest period of each measure, whomever it is about.

    Parameters
    ----------
    prints : pandas.DataFrame
        Rows of observations.csv.
    today : datetime.date
        Periods that end later do not count, nor do forecasts, targets and announcements.

    Returns
    -------
    dict of str to str
        By measure; without a measure that has none.

    Examples
    --------
    >>> newest(store.prints("telecom"), date(2024, 12, 15))["base_stations_5g"]
    '2024-11'
    """
    seen = prints[(prints["status"] != "F") & (prints["timing"] != "event")]
    pairs = seen[["measure", "period"]].drop_duplicates()
    found: dict[str, tuple[date, int, str]] = {}
    for name, text in zip(pairs["measure"], pairs["period"], strict=True):
        end = periods.parse(text).end
        if end <= today:
            # of two that end together the shorter text: the month, not the months to it
            found[name] = max(found.get(name, (date.min, 0, "")), (end, -len(text), text))
    return {name: text for name, (_, _, text) in found.items()}


def overdue(latest: dict[str, str], today: date) -> list[str]:
    """Return the measures whose next release should be out.

    Parameters
    ----------
    latest : dict of str to str
        As `newest` gives it.
    today : datetime.date
        A release that is due on this day is not late yet.

    Returns
    -------
    list of str
        Sorted; measures without a rhythm are never late.

    Examples
    --------
    >>> overdue({"base_stations_5g": "2024-11"}, date(2025, 2, 1))
    ['base_stations_5g']
    """
    late = (
        name
        for name, rhythm in rhythms().items()
        if name in latest and rhythm.following(periods.parse(latest[name]).end)[1] < today
    )
    return sorted(late)


def last(texts: Iterable[str]) -> str:
    """Return the period that ends last; blank for none.

    Parameters
    ----------
    texts : iterable of str
        Periods.

    Returns
    -------
    str
        One of them; of several that end together the shortest.

    Examples
    --------
    >>> last(["2024-12", "2024", "2024-Q3"])
    '2024'
    """
    return max(texts, key=lambda text: (periods.parse(text).end, -len(text)), default="")


def sentence(measure: str, latest: str, today: date) -> str:
    """Say in words how a measure is released, what is newest, and what is due.

    Parameters
    ----------
    measure : str
        Short name.
    latest : str
        Its newest period; blank for none.
    today : datetime.date
        The day to judge by.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> sentence("base_stations_5g", "2024-11", date(2025, 1, 5))  # doctest: +ELLIPSIS
    'Released every month, ... Latest: 2024-11; next: 2024-12, due by 2025-01-31.'
    """
    rhythm = rhythms().get(measure)
    if rhythm is None:
        return f"Released irregularly. Latest: {latest or 'none'}."
    if not latest:
        return f"Released {rhythm}. Latest: none."
    following, due = rhythm.following(periods.parse(latest).end)
    late = f", overdue on {today}" if due < today else ""
    return f"Released {rhythm}. Latest: {latest}; next: {following}, due by {due}{late}."
