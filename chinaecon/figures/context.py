"""What an amount is in running text: a figure, or the number of a name, a period, a rate's base."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from chinaecon.figures.amount import Amount
from chinaecon.figures.figure import Kind
from chinaecon.figures.lexicon import Lexicon, Mark

_PERIODS = frozenset({"year", "month", "day", "week", "hour", "minute", "second", "decade"})
_YEAR = re.compile(r"1[89][0-9]{2}|20[0-9]{2}")
_VERSION = re.compile(r"[0-9]\.0")
_SPELLED = frozenset({"numerals", "magnitudes", "half", "article"})
_BASES = frozenset({1, 10, 100, 1000, 10000})
_LISTED = 30  # the highest number of a list's points and of footnotes
_CODE = 6  # digits without any sign between them


class Aside(NamedTuple):
    """A number that is no figure, with what it is."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Context:
    """The marks of a running text, asked what a number among them is.

    Parameters
    ----------
    text : str
        The text that the marks are of, with its capitals.
    marks : sequence of Mark
        Its marks.
    lexicon : Lexicon
        Its languages.

    Examples
    --------
    >>> from chinaecon.figures.lexicon import running
    >>> from chinaecon.figures.phrase import amount
    >>> en = running(("en",))
    >>> text = "the CSI 300 index"
    >>> marks = en.marks(text)
    >>> Context(text, marks, en).kind(amount(marks, 0, 2, en))
    'name'
    """

    text: str
    marks: Sequence[Mark]
    lexicon: Lexicon

    def kind(self, one: Amount) -> Kind:
        """Return what the number of an amount is.

        Parameters
        ----------
        one : Amount
            An amount among the marks.

        Returns
        -------
        str
            ``amount``, ``date``, ``period``, ``name`` or ``base``.
        """
        if one.noun in _PERIODS and not one.far:
            return "period"
        for kind, test in _TESTS:
            if test(self, one):
                return kind
        return "amount"

    def _at(self, at: int) -> Mark | None:
        return self.marks[at] if 0 <= at < len(self.marks) else None

    def _has(self, at: int, *classes: str) -> bool:
        mark = self._at(at)
        return mark is not None and not mark.terms.keys().isdisjoint(classes)

    def _number(self, one: Amount) -> Mark:
        return self.marks[one.number]

    def _bare(self, one: Amount) -> bool:
        """Whether nothing but digits is printed: no unit, scale, sign, qualifier, direction."""
        return one.plain and one.first == one.number and "number" in self._number(one).terms

    def _follows_date(self, one: Amount) -> bool:
        return one.plain and self._has(one.core, "dates") and self._touching(one.core)

    def _touching(self, at: int) -> bool:
        return at > 0 and self.marks[at - 1].end == self.marks[at].start

    def _ranked(self, one: Amount) -> bool:
        """A number with a word after it that makes it a name or a rank: 3期, 5号."""
        return (
            not one.scale
            and one.unit is None
            and self._has(one.core, "ranks")
            and self._touching(one.core)
        )

    def _year(self, one: Amount) -> bool:
        if not one.plain or one.minus or not _YEAR.fullmatch(self._number(one).text):
            return False
        return one.noun is None or one.far

    def _base(self, one: Amount) -> bool:
        """The base of a rate: per 10,000 people, 每百日元, 1ドル＝, 部/百人."""
        before = self._at(one.first - 1)
        if self._has(one.first - 1, "per") or self._has(one.stop, "per_after"):
            return True
        if before is not None and before.text == "/" and self._touching(one.first):
            return True
        if one.value not in _BASES or one.qualifier or one.direction:
            return False
        if self._has(one.stop, "equals"):
            return True
        unit = one.unit is not None or one.noun is not None
        return one.value == 1 and unit and self._has(one.stop, "number", "signs")

    def _spelled(self, one: Amount) -> bool:
        """A number word that counts nothing: 三星, 一家, one of, 千万别."""
        terms = self._number(one).terms
        if "number" in terms or _SPELLED.isdisjoint(terms) or one.unit is not None:
            return False
        if "numerals" not in terms and "article" not in terms and "half" not in terms:
            return one.qualifier is None or one.noun is None
        if one.scale and "positional" not in terms:
            return False
        if one.noun is None or one.far:
            return not one.scale or one.core - one.number < 2
        single = one.core - one.number == 1
        return one.value <= 1 or (single and one.noun in ("item", "person", "occurrence", "point"))

    def _titled(self, one: Amount) -> bool:
        """A number after a word that takes one as its name: Section 4.2, CSI 300, Mate 70."""
        if not one.plain or "number" not in self._number(one).terms:
            return False
        if self._has(one.number - 1, "titles"):
            return True
        if not self._bare(one):
            return False
        word = self._at(one.number - 1)
        if word is None or self.marks[one.number].start - word.end > 1:
            return False
        text = self._number(one).text
        whole = text.isdecimal() and len(text) < 4
        if not whole and not _VERSION.fullmatch(text):
            return False
        return "letters" in word.terms and self.text[word.start].isupper()

    def _coded(self, one: Amount) -> bool:
        text = self._number(one).text
        if not self._bare(one):
            return False
        nickname = text in self.lexicon.numbers.get("nicknames", ())
        return nickname or (text.isdecimal() and len(text) >= _CODE)

    def _listed(self, one: Amount) -> bool:
        """A footnote's mark or the number of a point in a list: [3], (1), 2."""
        if not self._bare(one) or one.value > _LISTED or one.step != 1:
            return False
        before, after = self._at(one.first - 1), self._at(one.stop)
        if before is not None and after is not None:
            pair = before.text + after.text
            if pair in ("[]", "〔〕", "【】") or (pair == "()" and self._opens_line(before)):
                return True
        closes = after is not None and after.text in (".", ")", "、", ":")
        return closes and self._opens_line(self.marks[one.first])

    def _opens_line(self, mark: Mark) -> bool:
        return not self.text[max(0, mark.start - 2) : mark.start].rstrip(" \t").strip("\n")

    def _score(self, one: Amount) -> bool:
        """One end of two small numbers with a hyphen between: a score, a flight, a paragraph."""
        if not self._small(one.number) or not self._bare(one):
            return False
        for hyphen, other in ((one.stop, one.stop + 1), (one.number - 1, one.number - 2)):
            mark = self._at(hyphen)
            if mark is not None and mark.text in ("-", ":") and self._small(other):
                end = self._at(max(other, one.number) + 1)
                if end is None or not (end.terms.keys() & {"percent", "magnitudes", "currencies"}):
                    return self._touching(max(other, one.number))
        return False

    def _small(self, at: int) -> bool:
        mark = self._at(at)
        return mark is not None and mark.text.isdecimal() and len(mark.text) < 3


_TESTS: tuple[tuple[Kind, Callable[[Context, Amount], bool]], ...] = (
    ("period", Context._follows_date),
    ("name", Context._ranked),
    ("base", Context._base),
    ("date", Context._year),
    ("name", Context._spelled),
    ("name", Context._titled),
    ("name", Context._coded),
    ("name", Context._listed),
    ("name", Context._score),
)
