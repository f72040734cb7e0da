"""What the amounts of one clause lend each other: scale, unit, direction, qualifier."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from decimal import Decimal

from chinaecon.figures.amount import CHANGES, Amount
from chinaecon.figures.ellipsis import carried, returned
from chinaecon.figures.lexicon import Lexicon, Mark

_ENDS = frozenset(".。;；!！?？|:：()（）•")
_COMMAS = frozenset(",，、")
_CHAINED = _COMMAS | {"/"}
_REACH = {"percentage_point": 14, "basis_point": 14}  # marks between direction and number
_BY = 40
_LOOSE = 12
_PRICES = 2
_SENTENCE = 30  # marks that are looked at for what has points
_FEW = 4  # amounts that one verb at the end may be that of
_STOPS = frozenset(".。;；!！?？")
_POINTS = 200  # a change of more points is an index's
_TIMES = 10  # of two numbers in a list with one unit, how many times the first may be the second
_ALIKE = 3  # of two ends of a range of the same scale, how many times one may be the other


class Clause:
    """A running text's amounts in order, completed from their neighbours.

    Parameters
    ----------
    marks : sequence of Mark
        The marks of the text.
    lexicon : Lexicon
        Its languages.
    text : str
        The text, with its capitals.

    Examples
    --------
    >>> from chinaecon.figures.extract import extract
    >>> [str(f.value) for f in extract("Beijing cut its workforce by 10%.", "en")]
    ['-10']
    """

    def __init__(self, marks: Sequence[Mark], lexicon: Lexicon, text: str = "") -> None:
        self.marks, self.lexicon, self.text = marks, lexicon, text
        self.change: Amount | None = None  # the last amount with a direction
        self.waiting: deque[Amount] = deque(maxlen=_FEW)  # the last amounts

    def complete(self, before: Amount | None, one: Amount) -> None:
        """Complete an amount, and the one before it, from each other and from what stands before.

        Parameters
        ----------
        before : Amount or None
            The figure before it, if any.
        one : Amount
            The amount; changed in place, as `before` is.
        """
        if one.compared and (one.unit in _REACH or self._than(one)):
            self._compare(one)
        joint = self._joint(before, one)
        if before is not None and joint is not None:
            self._share(before, one, joint)
            self._pass(before, one)
        self._chain(before, one)
        if not (one.multiple or one.minus or one.direction or one.level):
            one.direction = (
                self._apposed(before, one)
                or self._direction(before, one)
                or (None if one.signed else carried(self.change, one, self.marks, self.text))
            )
        self._point(one)
        if before is not None and self.lexicon.numbers.get("proper"):
            self._return(before, one)
        self._qualify(one)
        self.waiting.append(one)
        if one.minus or one.direction or not one.level:
            self.change = one

    def _return(self, before: Amount, one: Amount) -> None:
        """Give a direction said after both, or after brackets, to both: 540円（1.2%）安."""
        for earlier in reversed(self.waiting if one.trailed else []):
            if not returned(earlier, one, self.marks):
                break
            earlier.direction = one.direction
        marks = [*self.marks[before.stop : one.first], *self.marks[one.stop : one.stop + 2]]
        if "".join(mark.text for mark in marks[:2]) != "()":
            return
        way = marks[2].terms.get("trailing") if len(marks) == 3 else None
        if way is not None and not before.direction:
            before.direction = one.direction = str(way)

    def _point(self, one: Amount) -> None:
        """Take points as those of a share or of an index, as what has them tells: up 0.8 points."""
        if one.noun == "point" and one.unit is None and one.value < _POINTS:
            if (one.direction or one.minus) and self._rated(one):
                one.noun, one.points = None, Decimal(1)
        elif one.points is not None and "spread" in self.marks[one.core].terms:
            index = self._rated(one) is False
            one.noun, one.points = ("point", None) if index else (one.noun, one.points)

    def _rated(self, one: Amount) -> bool | None:
        """Whether the nearest thing before that has points is said in percent."""
        for k in range(one.first - 1, max(-1, one.first - 1 - _SENTENCE), -1):
            mark = self.marks[k]
            if mark.text in _STOPS:
                return None
            if "gauges" in mark.terms:
                return False
            if "rated" in mark.terms or "percent" in mark.terms:
                last = self.change if self.change and self.change.first <= k else None
                led = last is not None and last.direction and not last.trailed
                return None if led else True
        return None

    def _than(self, one: Amount) -> bool:
        """Whether it is followed by what it is compared with: cao hơn 5% so với."""
        return one.stop < len(self.marks) and "than" in self.marks[one.stop].terms

    def _compare(self, one: Amount) -> None:
        """Read "higher than" before a difference as its direction: cao hơn 3,5 điểm phần trăm."""
        way = self.marks[one.first].terms.get("directions")
        if way is not None:
            one.direction, one.qualifier = str(way), None

    def _joint(self, before: Amount | None, one: Amount) -> str | None:
        """How the amount is joined to the one before: range, list, or not at all."""
        if before is None or one.first != before.stop + 1:
            same = before is not None and one.unit == before.unit and one.unit in CHANGES
            spaced = before is not None and one.first == one.number == before.stop
            return "list" if spaced and same else None  # ลดลง 3.2% 4.5% และ 0.7%
        mark = self.marks[before.stop]
        near = before.bare <= one.bare * _PRICES and one.bare <= before.bare * _PRICES
        if mark.text == "/" and before.plain and near:
            return "range"  # two prices: 27.650/27.770 đồng
        same = one.unit == before.unit and one.unit in CHANGES
        if mark.text in _COMMAS and one.first == one.number and same:
            return "list"  # fell 3.2%, 4.5% and 0.7%
        return next((name for name in ("range", "list") if name in mark.terms), None)

    def _share(self, before: Amount, one: Amount, joint: str) -> None:
        """Lend scale, unit, direction and qualifier from one end to the other."""
        ranged = joint == "range"
        minor = before.minor or (before.step < 1 and one.step == before.step)
        if ranged and minor and one.currency == before.currency and one.value < 1:
            one.value += before.value // 1  # 154円12〜13銭
        alike = before.bare <= one.bare * _ALIKE if ranged else True
        bare = before.plain and before.noun is None and not self._year(before)
        money = ranged and before.currency is not None and one.unit in (None, before.currency)
        if before.scale == 0 and alike and (bare or (money and one.noun is None)):
            before.magnify(one.scale)
        if money and one.noun is None:
            one.currency = before.currency
        elif (
            before.unit is None
            and not self._uneven(before, one, ranged)
            and (bare or self._unfinished(before, one))
        ):
            self._lend(one, before)
        elif ranged and one.plain and one.noun is None and self._percent_before(before):
            one.percent = before.percent
        self._turn(before, one, ranged)

    def _uneven(self, before: Amount, one: Amount, ranged: bool) -> bool:
        """Whether a bare number is too large for the percent after it: 3424.23と0.70%安."""
        return not ranged and one.unit in CHANGES and before.value > one.value * _TIMES

    def _chain(self, before: Amount | None, one: Amount) -> None:
        """Join bare numbers that one unit at the end may complete: 5.4, 5.2 and 4.8 percent."""
        if before is None or not before.plain or not one.plain or before.noun or one.noun:
            return
        mark = self.marks[before.stop : one.first]
        if one.first == one.number and len(mark) == 1 and mark[0].text in _CHAINED:
            one.chain = before

    def _pass(self, before: Amount, one: Amount) -> None:
        """Lend scale, unit and direction to the numbers before in a chain."""
        members, chain = [one, before], before.chain
        while chain is not None and chain.plain and one.unit is not None and not self._year(chain):
            chain.magnify(one.scale)
            self._lend(one, chain)
            members.append(chain)
            chain = chain.chain
        if len(members) > 2 and one.unit in CHANGES:
            way = next((member.direction for member in members if member.direction), None)
            for member in members:
                member.direction = way

    def _unfinished(self, before: Amount, one: Amount) -> bool:
        """Whether the unit is said once, at the end: 2 trillion to 3 trillion yuan, 0.2个和."""
        scaled = bool(before.scale) and before.noun is None
        return scaled or (before.noun == "item" and one.points is not None)

    def _percent_before(self, one: Amount) -> bool:
        """Whether "percent" is said before the number, for both ends: ร้อยละ 1.8 ถึง 2.3."""
        marks = self.marks[one.first : one.number]
        return any("percent_before" in mark.terms for mark in marks)

    def _lend(self, one: Amount, before: Amount) -> None:
        before.currency, before.percent, before.points = one.currency, one.percent, one.points
        before.basis, before.multiple, before.noun = one.basis, one.multiple, one.noun

    def _turn(self, before: Amount, one: Amount, ranged: bool) -> None:
        """Give both ends the direction, and a range's "about"."""
        lent = ranged or not before.trailed  # 3割減、2割強 says nothing of the second
        bare = ranged and one.unit in CHANGES and before.core == before.stop
        if before.unit == one.unit and (bare or not one.level) and lent:
            one.direction = one.direction or before.direction
            if ranged and not before.minus and one.unit in CHANGES:
                before.direction = before.direction or one.direction
        if ranged and before.qualifier == "~" and one.qualifier is None:
            one.qualifier = "~"
        elif ranged and before.qualifier in (">=", "<="):
            before.qualifier = None  # from 3 to 5 is no "at least 3"

    def _year(self, one: Amount) -> bool:
        text = self.marks[one.number].text
        return len(text) == 4 and text[:2] in ("19", "20") and text.isdecimal()

    def _apposed(self, before: Amount | None, one: Amount) -> str | None:
        """The direction of the figure that this one only says again: $4.7 billion, or 0.14%."""
        if before is None or one.first - before.stop > 3:
            return None
        if one.unit not in CHANGES and (one.currency is None or one.first - before.stop > 1):
            return None
        between = self.marks[before.stop : one.first]
        if any("apposition" in mark.terms for mark in between):
            return "down" if before.minus else before.direction
        return None

    def _direction(self, before: Amount | None, one: Amount) -> str | None:
        """A direction word further off in the clause."""
        by = one.first > 0 and "by" in self.marks[one.first - 1].terms
        unit = one.unit or ""
        moved = not by and unit not in CHANGES
        if (moved and one.currency is None) or (one.first and self._upon(one.first - 1)):
            return None
        reach = self.lexicon.numbers.get("reach", 0)
        reach = _BY if by else max(_REACH.get(unit, 0), reach)
        floor = 0 if by or before is None else before.stop
        gaps = self.lexicon.numbers.get("gaps", reach)
        for k in range(one.first - 1, max(floor, one.first - reach) - 1, -1):
            mark = self.marks[k]
            gaps -= "other" in mark.terms and mark.end < self.marks[k + 1].start
            way = None if "adjacent" in mark.terms else mark.terms.get("directions")
            if way is not None and gaps >= 0 and not (moved and "moved" not in mark.terms):
                return None if way == "flat" else str(way)
            if gaps < 0 or self._closes(mark, by, unit):
                return None
        return None

    def _upon(self, at: int) -> bool:
        """Whether what changes is not the number but what is set on it: cut tariffs on 74%."""
        return "upon" in self.marks[at].terms and not self.marks[at - 1].terms.get("directions")

    def _closes(self, mark: Mark, by: bool, unit: str) -> bool:
        """Whether a mark ends the search: the end of the clause, a level word."""
        if by:
            return mark.text in _ENDS and mark.text not in "()"
        if mark.text in _ENDS or mark.text in _COMMAS or "level" in mark.terms:
            return True
        return "stops" in mark.terms and unit not in _REACH

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
