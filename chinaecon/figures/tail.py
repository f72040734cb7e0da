"""What may stand after a number: unit, counted noun, qualifier, direction; when to doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from chinaecon.figures.amount import CHANGES, PERIODS, Amount, Unclear
from chinaecon.figures.doubt import doubt_number, doubt_word
from chinaecon.figures.figure import Qualifier
from chinaecon.figures.lexicon import Lexicon, Mark

_UNITS = frozenset({"magnitudes", "currencies", "signs", "percent", "points", "nouns"})
_STARTS = frozenset({"number", "numerals", "before", "signs", "percent_before", "level", "filler"})
_NEAR = {"letters": 3, "other": 4}  # unknown words, or unknown signs, between number and noun
_LAST_WORDS = 8
_MEGA, _MOST, _MANY = 6, 5000, 20000  # a higher number of an abbreviated unit has no scale
_SPREAD = 50  # "points" below this are percentage points where the language says no more
_TENTH = Decimal(10)
_AFTER_TENTHS = frozenset({"number", "numerals", "magnitudes", "nouns", "currencies"})


class Tail:
    """What stands after a number, taken mark by mark into the amount.

    Parameters
    ----------
    draft : Amount
        The amount, with what stands before the number; changed in place.
    marks : sequence of Mark
        The marks of the text.
    at : int
        The index of the number's first mark.
    lexicon : Lexicon
        The language.

    Examples
    --------
    >>> from chinaecon.figures.reader import figure
    >>> f = figure("100件を超える")
    >>> f.qualifier, f.noun
    ('>', 'item')
    """

    def __init__(self, draft: Amount, marks: Sequence[Mark], at: int, lexicon: Lexicon) -> None:
        self.draft, self.marks, self.lexicon = draft, marks, lexicon
        self.at, self.number, self.opening = draft.stop, draft.stop, at

    def run(self) -> None:
        """Take marks as long as they belong to the amount."""
        doubt_number(self.draft, self.marks, self.opening, self.lexicon)
        while self.at < len(self.marks):
            terms = self.marks[self.at].terms
            if self._take(terms):
                self.at += 1
                self.draft.stop, self.draft.end = self.at, self.marks[self.at - 1].end
            elif not self._bridge(terms):
                break
        self._close()

    def _take(self, terms: Mapping[str, Any]) -> bool:
        for name in terms:
            step = _STEPS.get(name)
            if step is not None and step(self, terms[name]):
                return True
        return False

    def _mark(self, ahead: int = 0) -> Mark | None:
        at = self.at + ahead
        return self.marks[at] if at < len(self.marks) else None

    def _next(self) -> Mapping[str, Any]:
        mark = self._mark(1)
        return mark.terms if mark is not None else {}

    def _glued(self) -> bool:
        return self.marks[self.at - 1].end == self.marks[self.at].start

    def _points(self, factor: Decimal) -> bool:
        if self.draft.unit is not None or self.draft.noun:
            return False
        if factor < 1:
            self.draft.basis, factor = True, Decimal(1)
        self.draft.points = factor
        return True

    def _percent(self, factor: Decimal) -> bool:
        if self.draft.unit is not None or self.draft.noun:
            return False
        self.draft.percent = factor
        if factor == _TENTH:
            self._tenths()
        return True

    def _tenths(self) -> None:
        """Take the percent said after tenths: 三成五, 1割5分."""
        draft, after, terms = self.draft, self._mark(2), self._next()
        value = terms.get("numerals", terms.get("number"))
        if draft.step != 1 or value is None or len(str(value)) != 1:
            return
        said = after is not None and after.text == "分"
        if not said and (after is not None and not _AFTER_TENTHS.isdisjoint(after.terms)):
            return
        draft.step = draft.place = Decimal("0.1")
        draft.value += Decimal(value) / 10
        self.at += 1 + said

    def _currency(self, code: str) -> bool:
        draft, terms = self.draft, self.marks[self.at].terms
        sign = "currencies" not in terms
        opens = "number" in self._next() and (sign or draft.currency is not None)
        if opens or draft.noun or draft.percent is not None or draft.points is not None:
            return False
        generic = "generic" in terms or code == "?"
        if draft.currency is None or draft.generic:
            draft.currency, draft.generic = code, generic
        elif code != draft.currency and not generic:
            raise Unclear(f"two currencies, {draft.currency!r} and {code!r}; expected one.")
        following = self._next()
        if not draft.scale and "magnitudes" in following:
            draft.magnify(following["magnitudes"])
            self.at += 1
        self._subunits()
        return True

    def _subunits(self) -> None:
        """Take hundredths said after the currency: 157円32銭, 3元5角."""
        draft, sub = self.draft, self._mark(2)
        value = self._next().get("number", "")
        if sub is not None and "range" in sub.terms:
            sub = self._mark(4)
            draft.minor = sub is not None and "subunits" in sub.terms
        if "pieces" in self.marks[self.at].terms and self._tenth(sub):
            return
        if sub is None or "subunits" not in sub.terms or draft.step != 1:
            return
        if value.isdecimal() and len(value) < 3:
            draft.step = draft.place = sub.terms["subunits"]
            draft.value += Decimal(value) * draft.step
            self.at += 1 if draft.minor else 2

    def _tenth(self, after: Mark | None) -> bool:
        """Take the tenth that a colloquial price ends in: 3块5, 三块五."""
        draft, terms = self.draft, self._next()
        value = terms.get("numerals", terms.get("number"))
        glued = value is not None and self.marks[self.at].end == self.marks[self.at + 1].start
        more = _AFTER_TENTHS | {"subunits"}
        ends = after is None or after.text == "一" or after.terms.keys().isdisjoint(more)
        if not glued or not ends or len(str(value)) != 1 or draft.step != 1 or draft.scale:
            return False
        draft.step = draft.place = Decimal("0.1")
        draft.value += Decimal(value) / 10
        self.at += 1
        return True

    def _odd(self, _: str) -> bool:
        taken = not self.draft.odd and self.at > self.number
        self.draft.odd = True
        return taken

    def _half(self, _: str) -> bool:
        """Half a unit more, said after the unit: 三成半, 两年半."""
        draft, front = self.draft, "front" in self.marks[self.at].terms
        if front or draft.scale or draft.step != 1 or self.at == self.number:
            return False
        draft.step = draft.place = Decimal("0.5")
        draft.value += draft.step
        return True

    def _after(self, qualifier: Qualifier) -> bool:
        terms = self.marks[self.at].terms
        numbered = "number" in self._next()  # down 3 pct and up 2 pct
        if numbered and ("joining" in terms or ("before" in terms and self._opens_next())):
            return False
        if "nouns" in terms and self.draft.unit is None:
            return False
        if self.marks[self.at].text == "+" and not self._plus():
            return False
        self.draft.qualifier = self.draft.qualifier or qualifier
        return True

    def _plus(self) -> bool:
        """Whether a plus sign hangs on the number and joins it to nothing: 10%+."""
        after = self._mark(1)
        joins = after is not None and after.start == self.marks[self.at].end
        return self._glued() and not (joins and not {"letters", "other"}.isdisjoint(self._next()))

    def _opens_next(self) -> bool:
        """Whether a word stands closer to the number after it: not in 2兆円超 7月."""
        mark, after = self.marks[self.at], self.marks[self.at + 1]
        return mark.end == after.start or not self._glued()

    def _noun(self, noun: str) -> bool:
        taken = self.draft.noun is not None
        if self.draft.unit is not None or (taken and not self._glued()):
            return False
        terms = self.marks[self.at].terms
        if taken and ("bands" in terms or (self.lexicon.running and self.draft.noun in PERIODS)):
            return "bands" in terms  # 1000万トン台
        if "titles" in terms and self.lexicon.running and "number" in self._next():
            return False  # หน้า 15 ข้อ 3.1
        if self.marks[self.at].text == "x" and "number" in self._next():
            return False  # 2 x 660 MW
        spread = "spread" in terms and "indexed" not in self._next()
        if self.lexicon.running and spread and self.draft.value < _SPREAD:
            self.draft.points = Decimal(1)
        elif noun == "times" and not self.draft.scale:
            self.draft.multiple = True
        else:
            self.draft.noun = noun
            self._scaled(terms.get("scaled", 0))
        return True

    def _scaled(self, power: int) -> None:
        """Take the scale that an abbreviation has of its own: 31 bcm, but 50,000 mt."""
        draft, most = self.draft, _MOST if power == _MEGA else _MANY
        if not draft.scale and draft.value < most and self.lexicon.running:
            draft.magnify(power)

    def _direction(self, way: str) -> bool:
        draft, following = self.draft, self._next()
        if draft.direction or (following and draft.unit not in CHANGES):
            return False
        leads = self.lexicon.running and self.lexicon.numbers.get("leads")
        if leads or way == "flat" or not _STARTS.isdisjoint(following):
            return False
        draft.direction, draft.trailed = way, True
        return True

    def _trailing(self, way: str) -> bool:
        """A direction that follows its number whatever comes next: 5%減, 5% lower."""
        draft = self.draft
        share = draft.unit in CHANGES or (draft.currency is not None and way == "down")
        share = share or (self.lexicon.running and self._compared())
        narrowed = draft.direction == "up" and way == "down"  # 上昇率は0.3ポイント縮小
        proper = self.lexicon.numbers.get("proper")
        if (draft.direction and not (narrowed and proper)) or not (share or proper):
            return False
        draft.direction, draft.trailed = way, True
        return True

    def _compared(self) -> bool:
        """Whether a count is a difference: 34 points below, 430,000 fewer."""
        draft = self.draft
        lesser = "lesser" in self.marks[self.at].terms and draft.qualifier is None
        return draft.noun in ("pip", "point") or (lesser and draft.noun not in PERIODS)

    def _cents(self, code: str) -> bool:
        if self.draft.unit is not None or self.draft.noun or self.draft.scale:
            return False
        self.draft.currency = code
        self.draft.magnify(-1 if "dimes" in self.marks[self.at].terms else -2)
        return True

    def _bridge(self, terms: Mapping[str, Any]) -> bool:
        """Step over what joins a number to its unit: a hyphen, "of", an adjective, 5G."""
        if "ignored" in terms:
            self.at += 1
            return True
        if "each" in terms and "trailing" in self._next():
            self.at, self.draft.shared = self.at + 1, True
            return True
        joining = "link" in terms or (self.marks[self.at].text == "-" and self._glued())
        following = self._next()
        if self.marks[self.at].text == "/" and self._glued() and self._per_unit():
            return True
        if joining and not (_UNITS | {"directions"}).isdisjoint(following):
            if "link" in terms and self.draft.unit and "directions" not in following:
                return False
            self.at += 1
            return True
        return self._unknown(terms)

    def _per_unit(self) -> bool:
        """Step over "per gram" to a qualifier of the whole: 1,235元/克左右."""
        after = self._mark(2)
        unit = not {"nouns", "letters", "other"}.isdisjoint(self._next())
        if after is None or not unit or not self._closing(after):
            return False
        self.at += 2
        return True

    def _unknown(self, terms: Mapping[str, Any]) -> bool:
        """Step over up to three unknown words, or four signs, to a known noun."""
        kind = next((k for k in _NEAR if k in terms), None)
        if kind is None:
            return False
        if self.at == self.number:
            doubt_word(self.marks[self.at].text, self.lexicon.lang)
        return self.draft.unit is None and self._adjectives(kind)

    def _adjectives(self, kind: str) -> bool:
        at, steps, first = self.at, 0, self.at
        while at < len(self.marks) and steps <= _NEAR[kind]:
            mark = self.marks[at]
            if "nouns" in mark.terms or (kind == "other" and self._closing(mark)):
                self.at = at
                self.draft.far = at > first and not self.draft.noun
                return not self.draft.noun
            if "currencies" in mark.terms and not self.draft.noun:
                return self._strange(mark, at - first)
            if mark.text != "-" and not (kind in mark.terms and mark.text.isalpha()):
                return False
            at, steps = at + 1, steps + (mark.text != "-")
        return False

    def _strange(self, mark: Mark, steps: int) -> bool:
        """Doubt an unknown word before a currency; in running text the currency is another's."""
        if self.lexicon.running and self.draft.plain and steps != 1:
            return False
        raise Unclear(f"unknown word before {mark.text!r}; expected a scale or a currency.")

    def _closing(self, mark: Mark) -> bool:
        """Whether a mark is a qualifier that can only stand after: 3000品目以上."""
        only = "after" in mark.terms and mark.terms.keys().isdisjoint(("before", "nouns"))
        return only and self.lexicon.running and len(mark.text) > 1

    def _close(self) -> None:
        """Settle the currency, and take a last unknown word as the noun."""
        draft = self.draft
        if draft.currency == "?" and not self.lexicon.running:
            raise Unclear("the sign '¥' may be yuan or yen; pass lang= or print the code.")
        if self.lexicon.running:
            return
        short = self.at == self.number and len(self.marks) - self.at <= _LAST_WORDS
        rest = self.marks[self.at :] if short else []
        if draft.unit is None and draft.noun is None and rest and self._is_word(rest):
            draft.word = (rest[0].start, rest[-1].end)
            draft.stop, draft.end = len(self.marks), rest[-1].end

    @staticmethod
    def _is_word(rest: Sequence[Mark]) -> bool:
        return all("letters" in m.terms or ("other" in m.terms and m.text.isalpha()) for m in rest)


_STEPS: Mapping[str, Callable[[Tail, Any], bool]] = {
    "points": Tail._points,
    "percent": Tail._percent,
    "currencies": Tail._currency,
    "signs": Tail._currency,
    "odd": Tail._odd,
    "half": Tail._half,
    "after": Tail._after,
    "nouns": Tail._noun,
    "cents": Tail._cents,
    "trailing": Tail._trailing,
    "directions": Tail._direction,
}
