"""What an amount is in running text: a figure, or the number of a name, a period, a rate's base."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from chinaecon.figures.amount import PERIODS, Amount
from chinaecon.figures.base import is_base
from chinaecon.figures.figure import Kind
from chinaecon.figures.lexicon import Lexicon, Mark
from chinaecon.figures.pair import is_pair
from chinaecon.figures.title import is_title

_YEAR = re.compile(r"1[89][0-9]{2}|20[0-9]{2}")
_SPELLED = frozenset({"numerals", "magnitudes", "half", "article"})
_INDENT = 9  # white space before a list's points
_LISTED = 30  # the highest number of a list's points and of footnotes
_SMALL = 4  # the power of ten that a name's number word does not reach
_TICKER = 4
_CLOSING = '．》」』”"'
_YOUNG, _OLD = 10, 99  # a person's age
_CODE = 6  # digits without any sign between them


class Aside(NamedTuple):
    """A number that is no figure: what it is, and its own value and noun (11 months)."""

    start: int
    end: int
    kind: Kind
    value: Decimal | None = None
    noun: str | None = None


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
    told : dict
        What the text has told of currencies so far.

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
    told: dict[str, bool] = field(default_factory=dict)

    def of(self, marks: Sequence[Mark]) -> Context:
        """Return the same text asked about other marks of it.

        Parameters
        ----------
        marks : sequence of Mark
            Marks of the text.

        Returns
        -------
        Context
            What the text has told of its currencies is kept.
        """
        return replace(self, marks=marks)

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
        if one.noun in PERIODS and not one.far:
            return "period"
        for kind, test in _TESTS if one.unit is None else _TESTS_OF_UNITS:
            if test(self, one):
                return kind
        return "amount"

    def currency(self, one: Amount) -> str | None:
        """Return the currency of an amount whose word for it has several meanings.

        Parameters
        ----------
        one : Amount
            An amount with a generic currency.

        Returns
        -------
        str or None
            As the words of the whole text tell, else as it is.
        """
        homonyms = self.lexicon.numbers.get("homonyms", {})
        for mark in self.marks[one.first : one.stop]:
            for code, told in homonyms.get(mark.text, {}).items():
                if code not in self.told:
                    self.told[code] = re.search(told, self.text, re.I) is not None
                if self.told[code]:
                    return str(code)
        return one.currency

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
        return 0 < at < len(self.marks) and self.marks[at - 1].end == self.marks[at].start

    def _ranked(self, one: Amount) -> bool:
        """A number with a word after it that makes it a name or a rank: 3期, 5号."""
        return (
            one.scale < _SMALL
            and one.unit is None
            and "," not in self._number(one).text  # 1,400便
            and not (self._has(one.core, "nouns") and self._has(one.first - 1, "counted"))
            and self._has(one.core, "ranks")
            and self._touching(one.core)
        )

    def _year(self, one: Amount) -> bool:
        if one.scale or one.unit or one.minus or not _YEAR.fullmatch(self._number(one).text):
            return False
        return one.plain or self._has(one.first - 1, "dating")

    def _base(self, one: Amount) -> bool:
        return is_base(self.marks, one)

    def _spelled(self, one: Amount) -> bool:
        """A number word that counts nothing: 三星, 一家, one of, 千万别."""
        terms = self._number(one).terms
        if "number" in terms or _SPELLED.isdisjoint(terms):
            return False
        if "magnitudes" in terms and self._closed(one):
            return True
        if self._picked(one):
            return False
        if one.unit is not None:
            alone = one.stop == one.core == one.number + 1
            return alone and one.percent is None
        if "numerals" not in terms and "article" not in terms and "half" not in terms:
            return one.qualifier is None or one.noun is None
        if one.scale and "positional" not in terms:
            return False
        if one.noun is None or (one.far and self._has(one.core, "other")):
            return one.scale < _SMALL or one.core - one.number < 2
        return one.value <= 1 or (one.core - one.number == 1 and self._vague(one))

    def _vague(self, one: Amount) -> bool:
        """Whether what a number word counts is hardly a figure: 三人; but 八つの基金."""
        if one.noun == "point":
            return not one.direction
        loose = one.noun in ("item", "person", "occurrence")
        return loose and not self._has(one.core, "counting")

    def _picked(self, one: Amount) -> bool:
        """Whether a number word counts some of a group, or models by name: three of the funds."""
        if one.unit is not None or one.value <= 1 or self._has(one.first - 1, "definite"):
            return False
        some = self._has(one.stop, "some") and self._has(one.stop + 1, "definite", "group")
        return some or self._has(one.stop, "code")

    def _closed(self, one: Amount) -> bool:
        """Whether brackets hold nothing but a scale and a unit, as a heading's do: （亿元）."""
        before, after = self._at(one.first - 1), self._at(one.stop)
        return before is not None and after is not None and before.text + after.text == "()"

    def _titled(self, one: Amount) -> bool:
        return is_title(self.text, self.marks, one, self.lexicon)

    def _coded(self, one: Amount) -> bool:
        text = self._number(one).text
        nicknames = self.lexicon.numbers.get("nicknames", ())
        alone = one.plain and one.noun is None
        if alone and text in nicknames and not self._has(one.stop + 1, "after"):
            return self.marks[one.first].text not in "+-" and not self._ranged(one)
        return self._bare(one) and text.isdecimal() and len(text) >= _CODE

    def _ranged(self, one: Amount) -> bool:
        """Whether a further number follows as the other end of a range."""
        return self._has(one.stop, "range") and self._has(one.stop + 1, "number")

    def _listed(self, one: Amount) -> bool:
        """A footnote's mark or the number of a point in a list: [3], (1), 2."""
        if not self._bare(one) or one.step != 1:
            return False
        before, after = self._at(one.first - 1), self._at(one.stop)
        if self._bracketed(one, before, after):
            return True
        if self._noted(one, before, after):
            return True
        if one.value > _LISTED:
            return False
        if before is not None and after is not None:
            pair = before.text + after.text
            if pair in ("[]", "〔〕", "【】") or (pair == "()" and self._numbers(one, before)):
                return True
        gap = "" if after is None else self.text[self.marks[one.stop - 1].end : after.start]
        row = "\t" in gap and after is not None and "number" not in after.terms
        if after is not None and after.text in _CLOSING and self._touching(one.stop):
            return after.text == "．" or self._sequel(one)
        closes = after is not None and after.text in (".", ")", "、", ":")
        return (row or closes) and self._opens_line(self.marks[one.first])

    def _noted(self, one: Amount, before: Mark | None, after: Mark | None) -> bool:
        """A small number alone in brackets after a name, as an age is: 田中社長（62）."""
        if before is None or after is None or before.text + after.text != "()":
            return False
        return one.value <= _OLD and self._touching(one.first - 1) and self._named(one.first - 2)

    def _named(self, at: int) -> bool:
        return self._has(at, "letters", "other") and self.marks[at].text.isalpha()

    def _sequel(self, one: Amount) -> bool:
        """A small number that a title in quotation marks ends in: 《哪吒2》."""
        return len(self._number(one).text) == 1 and self._named(one.first - 1)

    def _bracketed(self, one: Amount, before: Mark | None, after: Mark | None) -> bool:
        """A code of four digits alone in brackets after a name: 台積電（2330）."""
        if before is None or after is None or before.text + after.text != "()":
            return False
        return len(self._number(one).text) == _TICKER and self._touching(one.first - 1)

    def _numbers(self, one: Amount, opening: Mark) -> bool:
        """Whether a number in brackets counts points: at the start of a line, or before a word."""
        at = one.stop + 1
        word = self._touching(at) and self._has(at, "other", "letters")
        return word or self._opens_line(opening) or self._touching(one.first - 1)

    def _opens_line(self, mark: Mark) -> bool:
        before = self.text[max(0, mark.start - _INDENT) : mark.start].rstrip(" \t")
        return not before or before.endswith("\n")

    def _paired(self, one: Amount) -> bool:
        return is_pair(self.marks, one)

    def _aged(self, one: Amount) -> bool:
        """A person's age between commas after a name: Mr Wang, 45, said."""
        before, after, name = (self._at(at) for at in (one.first - 1, one.stop, one.first - 2))
        if before is None or after is None or name is None or not self._bare(one):
            return False
        commas = before.text == after.text == "," and before.start == name.end
        known = "letters" in name.terms and self.text[name.start].isupper()
        return commas and known and one.step == 1 and _YOUNG <= one.value <= _OLD


_TESTS: tuple[tuple[Kind, Callable[[Context, Amount], bool]], ...] = (
    ("period", Context._follows_date),
    ("name", Context._ranked),
    ("base", Context._base),
    ("date", Context._year),
    ("name", Context._spelled),
    ("name", Context._titled),
    ("name", Context._coded),
    ("name", Context._listed),
    ("name", Context._paired),
    ("name", Context._aged),
)
_TESTS_OF_UNITS: tuple[tuple[Kind, Callable[[Context, Amount], bool]], ...] = (
    ("base", Context._base),
    ("name", Context._spelled),
)
