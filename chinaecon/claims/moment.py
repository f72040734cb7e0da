"""A time that a text names, as far as its words tell it, and the period that it makes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

QUARTERS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text names.

    Attributes
    ----------
    start, end : int
        Code points.
    year : int or None
        None where only a month or part of a year is named.
    months : tuple of int or None
        First and last month; None for a whole year.
    is_base : bool
        What a figure is compared with, not what it is of.
    day : str
        The ISO day, where one is named.
    last_year : int
        For a span of years: its last one; else 0.
    is_year_before : bool
        "A year earlier": the same time one year before.
    is_month_before : bool
        "The month before", of which no sentence has yet named the month.
    """

    start: int
    end: int
    year: int | None
    months: tuple[int, int] | None = None
    is_base: bool = False
    day: str = ""
    last_year: int = 0
    is_year_before: bool = False
    is_month_before: bool = False

    def is_month(self) -> bool:
        """Return whether it is one month."""
        return self.months is not None and self.months[0] == self.months[1] and not self.day

    def after(self, named: Time | None) -> Time:
        """Return the month before one that was named; where none was, no time is told."""
        if not self.is_month_before or named is None or not named.is_month():
            return self
        month = (named.months or (1, 1))[0] - 1
        year = named.year - 1 if named.year and not month else named.year
        return replace(self, year=year, months=(month or 12,) * 2, is_month_before=False)

    def period(self, today: date) -> str:
        """Return the ISO 8601 period; a month without a year is the latest one begun."""
        if self.day:
            return self.day
        if self.last_year:
            return f"{self.year}/{self.last_year}"
        year = self.year
        if year is None:
            ended = self.months is not None and self.months[1] <= today.month
            year = today.year if ended else today.year - 1
        if self.months is None or self.months == (1, 12):
            return str(year)
        first, last = self.months
        if first == last:
            return f"{year}-{first:02d}"
        quarter = next((q for q, span in QUARTERS.items() if span == self.months), "")
        if quarter and first > 1:
            return f"{year}-{quarter}"
        return f"{year}-{first:02d}/{year}-{last:02d}"
