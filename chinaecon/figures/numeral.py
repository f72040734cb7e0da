"""A number as written: digits, numeral words and magnitudes together; no units."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from chinaecon.figures.digits import LONGEST, digits
from chinaecon.figures.figure import written
from chinaecon.figures.lexicon import Lexicon, Mark

_FILLED = re.compile(r"0[0-9]{3}(?:\.[0-9]{1,4})?")  # after 万, with a zero before them
_LOWER = 4  # digits between two magnitudes of Chinese and Japanese
_HIGHEST = 36  # powers of ten
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written: what it comes to and where it stops.

    Parameters
    ----------
    value, step : Decimal
        The number, and the unit of its last written digit.
    stop : int
        The index of the mark after it.
    bare : Decimal
        The first digits alone, before any magnitude.
    scale : int
        The power of ten that the magnitudes come to (0 if there are none).
    odd : bool
        Followed by a word for "and somewhat more" (多).
    whole : bool
        Written without a fraction.
    """

    value: Decimal
    step: Decimal
    stop: int
    bare: Decimal
    scale: int
    odd: bool
    whole: bool

    @property
    def place(self) -> Decimal:
        """The place of the last digit that is not zero, which 多 leaves open: of 3100 hundreds."""
        place = self.step
        while self.whole and self.value and self.value % (place * 10) == 0:
            place *= 10
        return place


@dataclass(slots=True)
class _Sum:
    """A number under way: closed groups (amount, step, power) and the open section."""

    groups: list[tuple[Decimal, Decimal, int]] = field(default_factory=list)
    section: tuple[Decimal, Decimal] | None = None
    first: Decimal | None = None
    scale: int = 0
    unit: int = 0  # the power of the last magnitude word, or of two said as one (万亿)

    def open(self, value: Decimal, step: Decimal) -> None:
        self.section = (value, step)
        if not self.groups:
            self.first = value

    def magnify(self, power: int) -> bool:
        """Multiply what stands before a magnitude word; False if there is nothing to multiply."""
        taken: list[tuple[Decimal, Decimal]] = []
        while self.groups and self.groups[-1][2] < power:
            taken.append(self.groups.pop()[:2])
        if self.section is not None:
            taken.insert(0, self.section)
        elif not taken and self.groups and self.groups[-1][2] == power:
            taken.append(self.groups.pop()[:2])  # 亿亿: the same word twice
        if not taken:
            return False
        amount = sum((value for value, _ in taken), Decimal(0))
        if amount.adjusted() + power > _HIGHEST:
            self.first = None  # no figure is that large
            return False
        self.groups.append((amount.scaleb(power), taken[0][1].scaleb(power), power))
        self.unit = power + (self.unit if self.section is None and self.unit > 2 else 0)
        self.section = None
        self.scale += power
        return True

    def halve(self) -> bool:
        """Add one half of the last unit: rưỡi, 半, "and a half"."""
        if self.section is not None:
            self.section = (self.section[0] + Decimal("0.5"), Decimal("0.5"))
            return True
        if not self.groups:
            return False
        amount, _, power = self.groups[-1]
        half = Decimal("0.5").scaleb(self.unit)
        self.groups[-1] = (amount + half, half, power)
        return True

    def total(self) -> tuple[Decimal, Decimal]:
        parts = [group[:2] for group in self.groups]
        if self.section is not None:
            parts.append(self.section)
        value, step = parts[-1]
        if len(parts) > 1 and value and value % (step * 100) == 0:
            step *= 100  # 18兆4800億: the zeros only fill the lower place
            while value % (step * 10) == 0:
                step *= 10
        return written(sum((v for v, _ in parts), Decimal(0))), written(step)


def numeral(
    marks: Sequence[Mark], start: int, lexicon: Lexicon, *, money: bool = False
) -> Numeral | None:
    """Return the number that begins at one mark, or None if none does.

    Parameters
    ----------
    marks : sequence of Mark
        The marks of a text.
    start : int
        The index of the first mark of the number.
    lexicon : Lexicon
        The language.
    money : bool, default False
        A currency stands before it: "t" is then a trillion, not a tonne.

    Returns
    -------
    Numeral or None
        Its value, step and end.

    Examples
    --------
    >>> from chinaecon.figures.lexicon import lexicon
    >>> ja = lexicon("ja")
    >>> n = numeral(ja.marks("4兆1,320億円"), 0, ja)
    >>> n.value, n.step
    (Decimal('4132000000000'), Decimal('100000000'))
    """
    alone = start + 1 == len(marks) or marks[start + 1].terms.keys().isdisjoint(_STEPS)
    if alone and "number" in marks[start].terms:
        parsed = digits(marks[start].text, lexicon.habits(marks, start))
        if parsed is None:
            return None
        return Numeral(*parsed, start + 1, parsed[0], 0, False, parsed[1] == 1)
    reading = _Reading(marks, start, lexicon, money)
    reading.run()
    return reading.result()


class _Reading:
    """One pass over the marks of a number."""

    def __init__(self, marks: Sequence[Mark], start: int, lexicon: Lexicon, money: bool) -> None:
        self.marks, self.at, self.lexicon, self.money = marks, start, lexicon, money
        self.sum = _Sum()
        self.odd = False
        self.whole = True
        self.digit: int | None = None  # the numeral word that the section ends in

    def run(self) -> None:
        while self.at < len(self.marks) and self._take(self.marks[self.at].terms):
            self.at += 1

    def _take(self, terms: Mapping[str, Any]) -> bool:
        for name in terms:
            step = _STEPS.get(name)
            if step is not None and step(self, terms[name]):
                return True
        return False

    def result(self) -> Numeral | None:
        if self.sum.first is None:
            return None
        value, step = self.sum.total()
        return Numeral(value, step, self.at, self.sum.first, self.sum.scale, self.odd, self.whole)

    def _next(self, *names: str) -> Any:
        """What the mark after this one means in the first of `names` that it has, else None."""
        if self.at + 1 >= len(self.marks):
            return None
        terms = self.marks[self.at + 1].terms
        return next((terms[n] for n in names if n in terms), None)

    def _is(self, habit: str) -> bool:
        return habit in self.marks[self.at].terms

    def _glued(self) -> bool:
        return self.at > 0 and self.marks[self.at - 1].end == self.marks[self.at].start

    def _number(self, text: str) -> bool:
        if self.sum.section is not None or self.odd:
            return False
        parsed = self._tail(text) or digits(text, self.lexicon.habits(self.marks, self.at))
        if parsed is None or (self.sum.groups and not self._continues(parsed[0])):
            return False
        self.whole = parsed[1] == 1
        self.sum.open(*parsed)
        return True

    def _tail(self, text: str) -> tuple[Decimal, Decimal] | None:
        """Digits that follow a magnitude as its decimals do: 1tr5, 2 tỷ 3 đồng, 3万5."""
        if not self.sum.groups:
            return None
        if _FILLED.fullmatch(text) and self._glued():
            return Decimal(text), _ONE.scaleb(min(0, _LOWER + 1 - len(text)))  # 14億0828万
        longest = self.marks[self.at - 1].terms.get("tailed", 0)
        if not (text.isdecimal() and len(text) <= longest) or self._next("magnitudes") is not None:
            return None
        if not self._glued() and (len(text) > 1 or self._next("currencies") is None):
            return None
        step = _ONE.scaleb(self.sum.groups[-1][2] - len(text))
        return int(text) * step, step

    def _continues(self, value: Decimal) -> bool:
        """Whether a further number belongs to this one: 4兆1320億, 2 trillion 590,646 million."""
        room = self.sum.groups[-1][2]
        power = self._next("magnitudes")
        below = power is not None and power < room
        return below or (self._glued() and value < _ONE.scaleb(room))

    def _numeral(self, value: int) -> bool:
        number = Decimal(value)
        if self.sum.section is not None:
            before = self.sum.section[0]
            if self.digit is None or len(str(before)) > LONGEST:
                return False
            if self.digit and self.digit % 10 == 0 and 0 < value < 10:
                number += before
            elif self._is("positional") and self.digit < 10 > value:
                number += before * 10
            else:
                return False
        if self.odd:
            return False
        self.digit = value
        self.sum.open(number, _ONE)
        if self._elided(value):
            self.sum.magnify(self.sum.groups[-1][2] - 1)
        return True

    def _elided(self, value: int) -> bool:
        """Whether a last digit stands for the next lower place: 一百五 is 150, 一百零五 is 105."""
        groups = self.sum.groups
        lowest = self.marks[self.at].terms.get("elided", _HIGHEST)
        if not value or not groups or groups[-1][2] < lowest:
            return False
        alone = self.marks[self.at - 1].terms.get("numerals") is None
        return alone and self._next("numerals", "magnitudes", "point") is None

    def _point(self, _: str) -> bool:
        """A spoken decimal: 三點九一, two-point-eight."""
        section, fraction = self.sum.section, ""
        if section is None or section[1] != 1:
            return False
        at = self.at + 1
        while at < len(self.marks) and (digit := self._spoken(at)) is not None:
            fraction += digit
            at += 1
        if not fraction.isdigit() or len(fraction) > LONGEST:
            return False
        self.at, self.whole = at - 1, False
        self.sum.open(section[0] + Decimal(f"0.{fraction}"), _ONE.scaleb(-len(fraction)))
        return True

    def _spoken(self, at: int) -> str | None:
        terms = self.marks[at].terms
        if self.marks[at].text == "-" and at == self.at + 1:
            return ""
        value = terms.get("numerals", terms.get("number"))
        return str(value) if value is not None and len(str(value)) == 1 else None

    def _magnitude(self, power: int) -> bool:
        terms = self.marks[self.at].terms
        if "nouns" in terms and not self.money:
            return False
        if self.sum.first is None:
            if not self._opens(power):
                return False
            self.sum.open(_ONE, _ONE)
        self.digit = None
        return self.sum.magnify(power)

    def _opens(self, power: int) -> bool:
        """Whether a magnitude without a number means one of it: 十五, 超万亿元, หมื่นห้า."""
        if self._is("leading"):
            after = self.at and "before" in self.marks[self.at - 1].terms
            said = ["numerals"] if self.marks[self.at].terms["leading"] == 1 else []
            said += ["magnitudes", "currencies", "nouns"] if after else []
            return power > 1 and self._next(*said) is not None
        follows = ("magnitudes", "numerals", "currencies", "percent", "nouns", "odd", "points")
        return self._is("positional") and (power == 1 or self._next(*follows) is not None)

    def _odd(self, _: str) -> bool:
        if self.odd or self.sum.first is None:
            return False
        self.odd = True
        return True

    def _half(self, _: str) -> bool:
        if self.sum.first is None:
            if self._next("magnitudes") is None:
                return False
            self.sum.open(Decimal("0.5"), Decimal("0.5"))
            return True
        if self._is("front"):
            return False
        self.whole = False
        return self.sum.halve()

    def _article(self, _: str) -> bool:
        if self.sum.first is not None or (self._next("magnitudes") or 0) < 2:
            return False
        self.sum.open(_ONE, _ONE)
        return True

    def _and(self, _: str) -> bool:
        groups = self.sum.groups
        small = bool(groups) and groups[-1][2] == 2 and self.sum.section is None
        return small and self._next("numerals") is not None

    def _hyphen(self, _: str) -> bool:
        """A joining hyphen: two-point-eight, twenty-five, 10-billion."""
        if self.marks[self.at].text != "-" or self.sum.first is None or not self._glued():
            return False
        if self._next("magnitudes") is not None:
            return True
        spoken = self._next("numerals", "point") is not None
        return spoken and self.digit is not None


_STEPS: Mapping[str, Callable[[_Reading, Any], bool]] = {
    "number": _Reading._number,
    "half": _Reading._half,
    "article": _Reading._article,
    "point": _Reading._point,
    "numerals": _Reading._numeral,
    "magnitudes": _Reading._magnitude,
    "odd": _Reading._odd,
    "and": _Reading._and,
    "range": _Reading._hyphen,
}
