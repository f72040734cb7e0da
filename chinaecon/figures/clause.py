"""What the amounts of one clause lend each other: scale, unit, direction, qualifier."""

from __future__ import annotations

from collections.abc import Sequence

from chinaecon.figures.amount import Amount
from chinaecon.figures.lexicon import Lexicon, Mark

_ENDS = frozenset(".。;；!！?？|:：()（）•")
_COMMAS = frozenset(",，、")
_CHANGES = frozenset({"percent", "percentage_point", "basis_point"})
_REACH = {"percentage_point": 14, "basis_point": 14}  # marks between direction and number
_BY = 40
_LOOSE = 12
_ALIKE = 3  # of two ends of a range of the same scale, how many times one may be the other


class Clause:
    """A running text's amounts in order, completed from their neighbours.

    Parameters
    ----------
    marks : sequence of Mark
        The marks of the text.
    lexicon : Lexicon
        Its languages.

    Examples
    --------
    >>> from chinaecon.figures.extract import extract
    >>> [str(f.value) for f in extract("Beijing cut its workforce by 10%.", "en")]
    ['-10']
    """

    def __init__(self, marks: Sequence[Mark], lexicon: Lexicon) -> None:
        self.marks, self.lexicon = marks, lexicon

    def complete(self, before: Amount | None, one: Amount) -> None:
        """Complete an amount, and the one before it, from each other and from what stands before.

        Parameters
        ----------
        before : Amount or None
            The figure before it, if any.
        one : Amount
            The amount; changed in place, as `before` is.
        """
        joint = self._joint(before, one)
        if before is not None and joint is not None:
            self._share(before, one, joint)
        if one.multiple or one.minus or one.direction or one.level:
            return self._qualify(one)
        one.direction = self._apposed(before, one) or self._direction(one)
        self._qualify(one)

    def _joint(self, before: Amount | None, one: Amount) -> str | None:
        """How the amount is joined to the one before: range, list, or not at all."""
        if before is None or one.first != before.stop + 1:
            return None
        terms = self.marks[before.stop].terms
        return next((name for name in ("range", "list") if name in terms), None)

    def _share(self, before: Amount, one: Amount, joint: str) -> None:
        alike = before.bare <= one.bare * _ALIKE if joint == "range" else True
        if before.plain and before.noun is None:
            if before.scale == 0 and one.scale and alike and not self._year(before):
                before.magnify(one.scale)
            if before.currency is None and not self._year(before):
                before.currency, before.percent, before.points = (
                    one.currency, one.percent, one.points,
                )  # fmt: skip
                before.basis, before.noun = one.basis, one.noun
        elif before.currency and one.unit is None and one.noun is None:
            one.currency = before.currency
            if before.scale == 0 and one.scale and alike:
                before.magnify(one.scale)
        elif before.scale == 0 and before.currency == one.currency and one.scale and alike:
            if joint == "range" and before.currency:
                before.magnify(one.scale)
        elif before.scale and before.unit is None and before.noun is None:
            before.currency, before.noun = one.currency, one.noun
        if before.unit == one.unit and not one.level:
            one.direction = one.direction or before.direction
            if joint == "range" and not before.minus:
                before.direction = before.direction or one.direction
        if joint == "range" and before.qualifier == "~" and one.qualifier is None:
            one.qualifier = "~"

    def _year(self, one: Amount) -> bool:
        text = self.marks[one.number].text
        return len(text) == 4 and text[:2] in ("19", "20") and text.isdecimal()

    def _apposed(self, before: Amount | None, one: Amount) -> str | None:
        """The direction of the figure that this one only says again: $4.7 billion, or 0.14%."""
        if before is None or one.unit not in _CHANGES or one.first - before.stop > 3:
            return None
        between = self.marks[before.stop : one.first]
        if any("apposition" in mark.terms for mark in between):
            return "down" if before.minus else before.direction
        return None

    def _direction(self, one: Amount) -> str | None:
        """A direction word further off in the clause."""
        by = one.first > 0 and "by" in self.marks[one.first - 1].terms
        unit = one.unit or ""
        if not by and unit not in _CHANGES:
            return None
        reach = _BY if by else _REACH.get(unit, self.lexicon.numbers.get("reach", 0))
        for k in range(one.first - 1, max(-1, one.first - 1 - reach), -1):
            mark = self.marks[k]
            way = mark.terms.get("directions")
            if way is not None:
                return None if way == "flat" else str(way)
            if self._closes(mark, by):
                return None
        return None

    def _closes(self, mark: Mark, by: bool) -> bool:
        """Whether a mark ends the search: the end of the clause, a level word, a number."""
        if mark.text in _ENDS:
            return True
        if by:
            return False
        terms = mark.terms
        return mark.text in _COMMAS or not terms.keys().isdisjoint(("level", "stops", "percent"))

    def _qualify(self, one: Amount) -> None:
        """A qualifier that stands before the whole, not before the number: 约占总数的59%."""
        if one.qualifier is not None or one.odd:
            return
        for k in range(one.first - 1, max(-1, one.first - 1 - _LOOSE), -1):
            mark = self.marks[k]
            if "loose" in mark.terms:
                one.qualifier = mark.terms["loose"]
                return
            if mark.text in _ENDS or mark.text in _COMMAS or "number" in mark.terms:
                return
