"""Dates and years among figures: recognised so that they are not read as amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from chinaecon.figures.figure import Figure
from chinaecon.figures.lexicon import PLAIN, Lexicon, Mark
from chinaecon.figures.phrase import OPENING

# One letter a mark: Y year, B Buddhist year, E a year of that era if a date is around it, D 1..31,
# S 32..99 (Z: perhaps a Buddhist year's end), T 100..199, M month's name, e a ruler's era,
# y m d h what follows a year, month, day or hour in print, a b c what stands before it, u a unit,
# - / , themselves, x anything else.
_DATE = re.compile(
    r"M-M(?:,?[YBE]|[SZ](?!u))?|(?:D-)?D?M(?:D(?:-D)?,?)?[YBE]|DM[SZ](?!u)|MZ(?!u)|(?:D-)?DM|MD-D(?![u%-])|MD(?![u%-])"
    r"|(?:(?:Y-)?Y|e[DSZT])y(?:(?:D-)?Dm(?:Dd)?)?|e[DSZT]|(?:D-)?Dm(?:Dd)?|(?:D-)?D[dh]"
    r"|b?D/(?:D/)?[YBE]|D/(?:D/)?Z(?!u)|c?D/D/[YBE]|(?:cD)?bD(?:a{1,4}Y)?|cD(?:/D)?"
    r"|Y-D-D|Y/D/D|a{0,4}[YB]-[DSZ](?![u-])|a{1,4}Y/[DS](?![u/])|a{1,4}(?:[YBE]|Z(?![u%-]))|Y/D(?![u/])|B/[DZ](?![u/])|B(?!u)"
)
_FIRST = frozenset("YBDMabce")
_CLASSES = {
    "year_after": "y", "month_after": "m", "day_after": "d", "hour_after": "h",
    "year_before": "a", "month_before": "b", "day_before": "c",
}  # fmt: skip
_UNITS = frozenset({"percent", "points", "magnitudes", "currencies", "nouns", "signs"})
_OPENING = OPENING | {"code"}
_UNKNOWN, _SIGN = PLAIN["letters"], PLAIN["other"]
_BUDDHIST = -543
_YEARS = {"Y": 0, "B": _BUDDHIST, "E": _BUDDHIST, "Z": 2500 + _BUDDHIST}  # 68 is 2568
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text: its Gregorian year, if one is printed, and the mark after it.

    `period` is what it names in ISO 8601: ``2024``, ``2024-11``, ``2024-01/2024-11``; without a
    year ``--11`` or ``--11-30``, a day alone ``---30``.
    """

    start: int
    end: int
    stop: int
    year: int | None
    period: str | None

    @classmethod
    def at(cls, marks: Sequence[Mark], letters: str, at: int, lexicon: Lexicon) -> Date | None:
        """Return the date that begins at a mark, or None.

        Parameters
        ----------
        marks : sequence of Mark
            The marks of a text.
        letters : str
            Their `shape`.
        at : int
            The index to look at.
        lexicon : Lexicon
            Their language.

        Returns
        -------
        Date or None
            The longest date there.

        Examples
        --------
        >>> from chinaecon.figures.lexicon import lexicon
        >>> th = lexicon("th")
        >>> marks = th.marks("5 มีนาคม 2568")
        >>> Date.at(marks, shape(marks, th), 0, th).period
        '2025-03-05'
        """
        if letters[at] not in _FIRST:
            return None
        match = _DATE.match(letters, at)
        if match is None:
            return None
        day_first = bool(lexicon.numbers.get("day_first"))
        parts = _parts(marks[at : match.end()], match.group(), day_first)
        year = parts["y"][-1] if parts["y"] else None
        period = _iso(parts)
        return cls(marks[at].start, marks[match.end() - 1].end, match.end(), year, period)

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
            text[self.start : self.end], year, year, year, None, None, "=", lexicon.lang,
            self.start + offset, self.end + offset, "date", Decimal(1), period=self.period,
        )  # fmt: skip


def _parts(marks: Sequence[Mark], letters: str, day_first: bool) -> dict[str, list[int]]:
    """The years, months and days of a date."""
    parts: dict[str, list[int]] = {"y": [], "m": [], "d": [], "": []}
    for i, (mark, letter) in enumerate(zip(marks, letters, strict=True)):
        if letter in _YEARS:
            parts["y"].append(int(mark.text) + _YEARS[letter])
        elif letter == "M":
            parts["m"].append(mark.terms["months"])
        elif i and letters[i - 1] == "e":
            parts["y"].append(marks[i - 1].terms["eras"] + int(mark.text))
        elif letter == "D" or (letter == "S" and "M" not in letters):
            parts[_role(letters, i)].append(int(mark.text))
    unclear = parts[""]
    if len(parts["y"]) == len(unclear) == 1 and unclear[0] > _MONTHS:
        parts["y"].append(parts["y"][0] // 100 * 100 + unclear[0])  # 2024-25
    else:
        for role, number in zip(_order(letters, unclear, day_first), unclear, strict=False):
            parts[role].append(number)
    return parts


def _role(letters: str, i: int) -> str:
    """Whether the word beside a number makes it a day or a month; else nothing."""
    beside = letters[i + 1 : i + 2] if letters[i + 1 : i + 3] != "-D" else letters[i + 3 : i + 4]
    if beside and beside in "md":
        return beside
    if i and letters[i - 1] in "bc":
        return "m" if letters[i - 1] == "b" else "d"
    return "d" if "M" in letters else ""


def _order(letters: str, numbers: Sequence[int], day_first: bool) -> str:
    """The roles of numbers with a sign between them; none where the order is unclear."""
    if letters[0] in "YB":
        return "md" if numbers and numbers[0] <= _MONTHS else ""
    if len(numbers) == 1:
        return "m" if "/" in letters and numbers[0] <= _MONTHS else ""
    if len(numbers) != 2 or min(numbers) > _MONTHS:
        return ""
    if day_first or numbers[0] > _MONTHS:
        return "dm"
    return "md" if numbers[1] > _MONTHS else ""


def _iso(parts: dict[str, list[int]]) -> str | None:
    """The date in ISO 8601; a stretch of time has a slash."""
    years, months, days = parts["y"], parts["m"], parts["d"]
    if len(years) > 1:
        return "/".join(f"{year:04}" for year in years)
    year = f"{years[0]:04}" if years else "-"
    if not months:
        return year if years else "/".join(f"---{day:02}" for day in days) or None
    if max(months) > _MONTHS:
        return None
    stretch = [f"{year}-{month:02}" for month in months]
    return "/".join([f"{stretch[-1]}-{day:02}" for day in days] or stretch)


def shape(marks: Sequence[Mark], lexicon: Lexicon) -> str:
    """Return one letter for each mark, the alphabet in which dates are spelt.

    Where a mark spells no date, "o" is what may open an amount and "x" is anything else.

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
    letters = []
    known: dict[str, str] = {}  # the letters of words: they do not change
    for mark in marks:
        if mark.terms is _UNKNOWN or (mark.terms is _SIGN and mark.text not in "/,."):
            letters.append("x")
            continue
        if mark.text not in known:
            known[mark.text] = _letter(mark, buddhist, lexicon.running)
        letters.append(known[mark.text])
    return "".join(letters)


def _letter(mark: Mark, buddhist: Sequence[int], running: bool) -> str:
    terms = mark.terms
    if "number" in terms:
        letter = _number(mark.text, buddhist)
        letter = _running(mark.text) if running and letter == "x" else letter
        letter = "Z" if letter == "S" and buddhist[1] else letter
        return "o" if letter == "x" else letter
    if "months" in terms:
        return "M"
    if "eras" in terms:
        return "e"
    if "dates" in terms:
        return _CLASSES[terms["dates"]]
    if "range" in terms:
        return "-"
    if not _UNITS.isdisjoint(terms):
        return "u"
    opens = not _OPENING.isdisjoint(terms)
    return mark.text if mark.text in "/,.%" else "o" if opens else "x"


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
    if len(text) == 3 and text < "200":
        return "T"
    return "D" if len(text) <= 2 and 1 <= int(text) <= 31 else "x"
