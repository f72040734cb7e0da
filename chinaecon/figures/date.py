"""Dates and years among figures: recognised so that they are not read as amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from chinaecon.figures.figure import Figure
from chinaecon.figures.lexicon import Lexicon, Mark

# One letter a mark: Y year, B Buddhist year, E a year of that era if a date is around it, D 1..31,
# S 32..99, M month's name, y m d what follows a year, month or day in print, a b c what stands
# before it, u a unit, - / , themselves, x anything else.
_DATE = re.compile(
    r"D?M(?:D,?)?[YBE]|DMS(?!u)|DM|MD(?![u%-])"
    r"|(?:Y-)?Yy(?:(?:D-)?Dm(?:Dd)?)?|(?:D-)?Dm(?:Dd)?|(?:D-)?Dd"
    r"|(?:cD)?bD(?:a{1,4}Y)?|b?D/(?:D/)?[YBE]|c?D/D/[YBE]|cD(?:/D)?|a{1,4}[YBE]"
    r"|Y-D-D|Y/D/D|Y-D(?![u-])|Y/D(?![u/])|B(?!u)"
)
_FIRST = frozenset("YBDMabc")
_CLASSES = (
    ("year_after", "y"), ("month_after", "m"), ("day_after", "d"),
    ("year_before", "a"), ("month_before", "b"), ("day_before", "c"),
)  # fmt: skip
_UNITS = frozenset({"percent", "points", "magnitudes", "currencies", "nouns", "signs"})
_BUDDHIST = 543


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text: its Gregorian year, if one is printed, and the mark after it."""

    start: int
    end: int
    stop: int
    year: int | None

    @classmethod
    def at(cls, marks: Sequence[Mark], letters: str, at: int) -> Date | None:
        """Return the date that begins at a mark, or None.

        Parameters
        ----------
        marks : sequence of Mark
            The marks of a text.
        letters : str
            Their `shape`.
        at : int
            The index to look at.

        Returns
        -------
        Date or None
            The longest date there.

        Examples
        --------
        >>> from chinaecon.figures.lexicon import lexicon
        >>> th = lexicon("th")
        >>> marks = th.marks("5 มีนาคม 2568")
        >>> Date.at(marks, shape(marks, th), 0).year
        2025
        """
        if letters[at] not in _FIRST:
            return None
        match = _DATE.match(letters, at)
        if match is None:
            return None
        years = [i for i in range(at, match.end()) if letters[i] in "YBE"]
        year = int(marks[years[-1]].text) if years else None
        if year is not None and letters[years[-1]] != "Y":
            year -= _BUDDHIST
        return cls(marks[at].start, marks[match.end() - 1].end, match.end(), year)

    def figure(self, text: str, lexicon: Lexicon, offset: int = 0) -> Figure:
        """Return the date as a figure of kind ``date`` whose value is the Gregorian year.

        Parameters
        ----------
        text : str
            The text read.
        lexicon : Lexicon
            Its language.
        offset : int, default 0
            Where `text` begins in the text whose code points the figure names.

        Returns
        -------
        Figure
            Exact: low and high are the year.

        Examples
        --------
        >>> from chinaecon.figures.reader import figure
        >>> figure("พ.ศ. 2568").value
        Decimal('2025')
        """
        year = None if self.year is None else Decimal(self.year)
        return Figure(
            text[self.start : self.end], year, year, year, None, None, "=",
            lexicon.lang, self.start + offset, self.end + offset, "date", Decimal(1),
        )  # fmt: skip


def shape(marks: Sequence[Mark], lexicon: Lexicon) -> str:
    """Return one letter for each mark, the alphabet in which dates are spelt.

    Parameters
    ----------
    marks : sequence of Mark
        The marks of a text.
    lexicon : Lexicon
        Its language.

    Returns
    -------
    str
        As long as `marks`.

    Examples
    --------
    >>> from chinaecon.figures.lexicon import lexicon
    >>> shape(lexicon("zh").marks("2024年11月30日"), lexicon("zh"))
    'YyDmDd'
    """
    buddhist = lexicon.numbers.get("buddhist", (0, 0))
    known: dict[str, str] = {}
    for mark in marks:
        if mark.text not in known:
            known[mark.text] = _letter(mark, buddhist, lexicon.running)
    return "".join([known[mark.text] for mark in marks])


def _letter(mark: Mark, buddhist: Sequence[int], running: bool) -> str:
    terms = mark.terms
    if "number" in terms:
        letter = _number(mark.text, buddhist)
        return _running(mark.text) if running and letter == "x" else letter
    if "months" in terms:
        return "M"
    if "dates" in terms:
        return dict(_CLASSES)[terms["dates"]]
    if "range" in terms:
        return "-"
    if not _UNITS.isdisjoint(terms):
        return "u"
    return mark.text if mark.text in "/,.%" else "x"


def _running(text: str) -> str:
    """The letter of a number that only what stands around it makes a year."""
    if text.isdecimal() and len(text) == 4 and 2400 <= int(text) <= 2700:
        return "E"
    return "S" if text.isdecimal() and len(text) == 2 and int(text) > 31 else "x"


def _number(text: str, buddhist: Sequence[int]) -> str:
    if not text.isdecimal():
        return "x"
    if len(text) == 4:
        year = int(text)
        if buddhist[0] <= year <= buddhist[1]:
            return "B"
        return "Y" if 1900 <= year <= 2100 else "x"
    return "D" if len(text) <= 2 and 1 <= int(text) <= 31 else "x"
