"""An amount read from a text: its parts, and the figure they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from chinaecon.figures.figure import Figure, Qualifier, bounds, mirrored, written
from chinaecon.figures.lexicon import Lexicon, Mark

CHANGES = frozenset({"percent", "percentage_point", "basis_point"})
PERIODS = frozenset("year quarter_period month week day hour minute second decade".split())


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that looks like a figure but cannot be read for sure; `stop` is the mark after."""

    start: int
    end: int
    stop: int
    reason: str


class Unclear(Exception):
    """Raised inside an amount that cannot be read for sure."""


@dataclass(slots=True)
class Amount:
    """An amount under way; `first` and `stop` are marks, `start`, `end` and `word` code points."""

    start: int
    end: int
    first: int
    stop: int
    value: Decimal
    step: Decimal
    bare: Decimal
    scale: int
    odd: bool
    place: Decimal
    minus: bool = False
    signed: bool = False
    currency: str | None = None
    generic: bool = False
    percent: Decimal | None = None
    points: Decimal | None = None
    multiple: bool = False
    minor: bool = False
    basis: bool = False
    far: bool = False
    level: bool = False
    compared: bool = False
    relative: bool = False
    trailed: bool = False
    shared: bool = False
    number: int = 0
    core: int = 0
    lang: str | None = None
    noun: str | None = None
    word: tuple[int, int] | None = None
    qualifier: Qualifier | None = None
    direction: str | None = None
    chain: Amount | None = None

    @property
    def unit(self) -> str | None:
        """The unit printed with it, if any."""
        if self.multiple:
            return "multiple"
        if self.points is not None:
            return "basis_point" if self.basis else "percentage_point"
        return "percent" if self.percent is not None else self.currency

    def magnify(self, power: int) -> None:
        """Take a magnitude that stands apart from the number."""
        self.value = written(self.value.scaleb(power))
        self.step = written(self.step.scaleb(power))
        self.place = written(self.place.scaleb(power))
        self.scale += power

    @property
    def plain(self) -> bool:
        """Whether it is a number alone: no scale, no unit, no noun beside it."""
        return not self.scale and self.unit is None and (self.noun is None or self.far)

    def share(self, other: Amount, marks: Sequence[Mark]) -> None:
        """Complete both ends of a range from each other: "5 to 6 percent", "$90-143 billion"."""
        joined = other.first == self.stop + 1 and "range" in marks[self.stop].terms
        if not joined or self.noun or self.percent is not None or self.points is not None:
            return
        if self.scale == 0 and self.bare <= other.bare:
            self.magnify(other.scale)
        if other.currency is None and other.unit is None:
            other.currency = self.currency
        if self.currency is None:
            self.currency, self.percent, self.points = other.currency, other.percent, other.points
            self.noun = other.noun
        other.direction = other.direction or self.direction
        if self.qualifier == "~" and other.qualifier is None:
            other.qualifier = "~"

    def figure(self, text: str, lexicon: Lexicon, offset: int = 0) -> Figure:
        """Return it as a figure: factors, sign and bounds applied; `text` begins at `offset`."""
        factor = self.points or self.percent or Decimal(1)
        value, step = self.value * factor, self.step * factor
        qualifier: Qualifier = ">" if self.odd else (self.qualifier or "=")
        low, high = bounds(value, qualifier, step)
        year = (
            self.noun == "year"
            and 1900 <= value <= 2100
            and bool(lexicon.numbers.get("positional"))
        )
        if year:
            low = high = value
        elif self.odd:
            high = value + self.place * factor
            step = self.place * factor
        if self.minus or self.direction == "down":
            value = -value
            if self.minus and self.signed and not self.odd:  # "over -3%" is over the signed value
                low, high = bounds(value, qualifier, step)
            else:
                qualifier = mirrored(qualifier)
                low, high = (None if b is None else -b for b in (high, low))
        noun = text[slice(*self.word)] if self.word else self.noun
        return Figure(
            text[self.start : self.end], value, low, high, self.unit, None if year else noun,
            qualifier, self.lang or lexicon.lang, self.start + offset, self.end + offset,
            "date" if year else "amount", step,
        )  # fmt: skip
