"""The grammar around a number: what may stand before and after it, and when to doubt."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from chinaecon.figures.amount import Amount, Doubt, Unclear
from chinaecon.figures.figure import Qualifier
from chinaecon.figures.lexicon import Lexicon, Mark
from chinaecon.figures.lexicon import lexicon as lexicon_of
from chinaecon.figures.numeral import numeral

_SLOTS = {
    "signs": "currency",
    "percent_before": "percent",
    "before": "qualifier",
    "directions": "direction",
}
_SKIPPED = frozenset({"filler", "link", "level", "ignored"})
_OPENERS = frozenset({"signs", "before", "directions", "level", "filler", "percent_before"})
_UNITS = frozenset({"magnitudes", "currencies", "signs", "percent", "points", "nouns"})
_STARTS = frozenset({"number", "numerals", "before", "signs", "percent_before", "level", "filler"})
_NEAR = {"letters": 3, "other": 4}  # unknown words, or unknown signs, between number and noun
_OPENING = frozenset({"number", "numerals", "magnitudes", "half", "article"})
_LAST_WORDS = 8
_SHARED = "und"


def amount(marks: Sequence[Mark], floor: int, at: int, lexicon: Lexicon) -> Amount | Doubt | None:
    """Return the amount whose number begins at a mark, None if no number does.

    Parameters
    ----------
    marks : sequence of Mark
        The marks of a text.
    floor : int
        The index where the figure before it ended.
    at : int
        The index of the number's first mark.
    lexicon : Lexicon
        The language.

    Returns
    -------
    Amount or Doubt or None
        A doubt names its reason.

    Examples
    --------
    >>> from chinaecon.figures.lexicon import lexicon
    >>> en = lexicon("en")
    >>> amount(en.marks("RMB 5 Trln"), 0, 1, en).currency
    'CNY'
    """
    if not _may_open(marks, at):
        return None
    before = _before(marks, floor, at)
    number = numeral(marks, at, lexicon, money="currency" in before)
    if number is None:
        if "number" not in marks[at].terms:
            return None
        reason = f"{marks[at].text!r} can be read in more than one way; expected plain digits."
        return Doubt(marks[at].start, marks[at].end, at + 1, reason)
    first = before.pop("first")
    draft = Amount(
        marks[first].start, marks[number.stop - 1].end, first, number.stop,
        number.value, number.step, number.bare, number.scale, number.odd,
        number.place, **before,
    )  # fmt: skip
    try:
        _reverse(draft, marks, floor, at)
        _Tail(draft, marks, at, lexicon).run()
    except Unclear as unclear:
        stop = max(draft.stop, number.stop)
        return Doubt(draft.start, draft.end, stop, str(unclear))
    return draft


def is_name(marks: Sequence[Mark], at: int) -> bool:
    """Return whether the number at a mark is part of a name or an ordinal: 22nd, No. 5, Q3.

    Parameters
    ----------
    marks : sequence of Mark
        The marks of a text.
    at : int
        The index of the number.

    Returns
    -------
    bool
        True where the number counts nothing.

    Examples
    --------
    >>> from chinaecon.figures.lexicon import lexicon
    >>> [is_name(lexicon("en").marks(t), i) for t, i in (("22nd", 0), ("H3", 1), ("22 bn", 0))]
    [True, True, False]
    """
    mark = marks[at]
    before = marks[at - 1] if at else None
    if before is not None and "ordinal" in before.terms:
        return True
    if "number" not in mark.terms:
        return False
    after = marks[at + 1] if at + 1 < len(marks) else None
    if after is not None and after.start == mark.end and "letters" in after.terms:
        return True
    if before is None or before.end != mark.start:
        return False
    if before.text == "-" and at > 1 and marks[at - 2].end == before.start:
        return "letters" in marks[at - 2].terms
    word = before.text[-1].isascii() and before.text[-1].isalpha()
    return word and _OPENERS.isdisjoint(before.terms) and "currencies" not in before.terms


def _may_open(marks: Sequence[Mark], at: int) -> bool:
    return not _OPENING.isdisjoint(marks[at].terms)


def _before(marks: Sequence[Mark], floor: int, at: int) -> dict[str, Any]:
    """What stands before a number: currency, qualifier, direction, sign; and the first mark."""
    found: dict[str, Any] = {"first": at}
    level = closed = False
    for k in range(at - 1, floor - 1, -1):
        terms = marks[k].terms
        if k == floor and _between(marks, k):
            break
        if _sign(marks, floor, k):
            found["minus"] = marks[k].text != "+"
            found["first"] = k
            continue
        name = next((c for c in _SLOTS if c in terms and _SLOTS[c] not in found), None)
        if name is not None and not (name == "directions" and (level or terms[name] == "flat")):
            found[_SLOTS[name]] = terms[name]
            found["first"] = k
            if name == "signs":
                found["generic"] = "generic" in terms or terms[name] == "?"
            continue
        level, closed = level or "level" in terms, closed or marks[k].text == ")"
        if closed and marks[k].text == "(" and found["first"] > k:
            found["first"], closed = (k if found["first"] < at else at), False
        if _SKIPPED.isdisjoint(terms) and marks[k].text not in "()":
            break
    return found


def _between(marks: Sequence[Mark], k: int) -> bool:
    """Whether a mark joins two ends of a range: 5~6%."""
    mark = marks[k]
    return k > 0 and "range" in mark.terms and marks[k - 1].end == mark.start


def _sign(marks: Sequence[Mark], floor: int, k: int) -> bool:
    """Whether a mark is a plus or minus sign, not a hyphen or a range."""
    mark, after = marks[k], marks[k + 1]
    if "minus" in mark.terms:
        return True
    if mark.text not in ("-", "+") or after.start != mark.end:
        return False
    if k == 0 or marks[k - 1].end < mark.start or marks[k - 1].text == "(":
        return True
    before = marks[k - 1]
    if k - 1 < floor:
        return False
    return not _OPENERS.isdisjoint(before.terms) or (
        before.text.isalpha() and "other" in before.terms
    )


def _reverse(draft: Amount, marks: Sequence[Mark], floor: int, at: int) -> None:
    """Take a magnitude printed before its number, as a misprint has it: (trillion 2.59)."""
    if at > floor and not draft.scale and "magnitudes" in marks[at - 1].terms:
        draft.magnify(marks[at - 1].terms["magnitudes"])
        draft.start, draft.first = marks[at - 1].start, min(draft.first, at - 1)


class _Tail:
    """What stands after a number."""

    def __init__(self, draft: Amount, marks: Sequence[Mark], at: int, lexicon: Lexicon) -> None:
        self.draft, self.marks, self.lexicon = draft, marks, lexicon
        self.at, self.number, self.opening = draft.stop, draft.stop, at

    def run(self) -> None:
        """Take marks as long as they belong to the amount."""
        self._doubts()
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

    def _doubts(self) -> None:
        """Stop at what makes the number uncertain: fractions, digits run together."""
        mark = self._mark()
        hyphen = mark is not None and mark.text == "-" and self._glued()
        beside = [self._mark(1) if hyphen else mark]
        if self.opening:
            beside.append(self.marks[self.opening - 1])
        for one in beside:
            if one is not None and "doubts" in one.terms and "minus" not in one.terms:
                raise Unclear(f"{one.text!r} beside the number leaves open what it says.")
        if mark is None:
            return
        if "number" in mark.terms and not self._glued():
            raise Unclear(f"two numbers run together before {mark.text!r}; expected one.")
        listed = mark.text == "." and len(self.marks[self.opening].text) < 3
        if (
            (mark.text in ("/", ":", "*", "^") or listed)
            and self._glued()
            and "number" in self._next()
        ):
            self.draft.stop = self.at + 2
            raise Unclear(f"two numbers joined by {mark.text!r}; expected one.")

    def _points(self, factor: Decimal) -> bool:
        if self.draft.unit is not None or self.draft.noun:
            return False
        self.draft.points = factor
        return True

    def _percent(self, factor: Decimal) -> bool:
        if self.draft.unit is not None or self.draft.noun:
            return False
        self.draft.percent = factor
        return True

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
        return True

    def _odd(self, _: str) -> bool:
        taken = not self.draft.odd and self.at > self.number
        self.draft.odd = True
        return taken

    def _half(self, _: str) -> bool:
        """Half a unit more, said after the unit: 三成半, 两年半."""
        draft = self.draft
        if draft.scale or draft.step != 1 or self.at == self.number:
            return False
        draft.step = draft.place = Decimal("0.5")
        draft.value += draft.step
        return True

    def _after(self, qualifier: Qualifier) -> bool:
        terms = self.marks[self.at].terms
        if "before" in terms and "number" in self._next():
            return False
        if terms["after"] == ">=" and self.marks[self.at].text == "+" and not self._glued():
            return False
        self.draft.qualifier = self.draft.qualifier or qualifier
        return True

    def _noun(self, noun: str) -> bool:
        if self.draft.unit is not None or (self.draft.noun and not self._glued()):
            return False
        self.draft.noun = noun
        return True

    def _direction(self, way: str) -> bool:
        draft, following = self.draft, self._next()
        share = draft.percent is not None or draft.points is not None
        if draft.direction or not (share or not following):
            return False
        if way == "flat" or not _STARTS.isdisjoint(following):
            return False
        draft.direction = way
        return True

    def _bridge(self, terms: Mapping[str, Any]) -> bool:
        """Step over what joins a number to its unit: a hyphen, "of", an adjective, 5G."""
        if "ignored" in terms:
            self.at += 1
            return True
        joining = "link" in terms or (self.marks[self.at].text == "-" and self._glued())
        following = self._next()
        if joining and not (_UNITS | {"directions"}).isdisjoint(following):
            if "link" in terms and self.draft.unit and "directions" not in following:
                return False
            self.at += 1
            return True
        return self._adjectives(terms)

    def _adjectives(self, terms: Mapping[str, Any]) -> bool:
        """Step over up to three unknown words, or four signs, to a known noun."""
        kind = next((k for k in _NEAR if k in terms), None)
        if kind is None:
            return False
        self._misprint()
        if self.draft.unit is not None:
            return False
        at, steps = self.at, 0
        while at < len(self.marks) and steps <= _NEAR[kind]:
            mark = self.marks[at]
            if "nouns" in mark.terms:
                self.at = at
                return not self.draft.noun
            if "currencies" in mark.terms and not self.draft.noun:
                raise Unclear(f"unknown word before {mark.text!r}; expected a scale or a currency.")
            hyphen = mark.text == "-"
            if not hyphen and not (kind in mark.terms and mark.text.isalpha()):
                return False
            at, steps = at + 1, steps + (not hyphen)
        return False

    def _misprint(self) -> None:
        """Doubt an unknown word right after the number that may be a scale word."""
        word = self.marks[self.at].text
        if self.at > self.number or not word.isalpha():
            return
        if self.lexicon.lang == _SHARED:
            raise Unclear(f"unknown word {word!r}; this language has no lexicon.")
        near = _scale_word(self.lexicon.lang, word)
        if near is not None:
            raise Unclear(f"unknown scale word {word!r}; did the source mean {near!r}?")

    def _close(self) -> None:
        """Settle the currency, and take a last unknown word as the noun."""
        draft = self.draft
        if draft.currency == "?":
            raise Unclear("the sign '¥' may be yuan or yen; pass lang= or print the code.")
        short = self.at == self.number and len(self.marks) - self.at <= _LAST_WORDS
        rest = self.marks[self.at :] if short else []
        if draft.unit is None and draft.noun is None and rest and self._is_word(rest):
            draft.noun = "".join(
                (" " if i and rest[i - 1].end < m.start else "") + m.text
                for i, m in enumerate(rest)
            )
            draft.stop, draft.end = len(self.marks), rest[-1].end

    @staticmethod
    def _is_word(rest: Sequence[Mark]) -> bool:
        return all("letters" in m.terms or ("other" in m.terms and m.text.isalpha()) for m in rest)


_STEPS: Mapping[str, Callable[[_Tail, Any], bool]] = {
    "points": _Tail._points,
    "percent": _Tail._percent,
    "currencies": _Tail._currency,
    "signs": _Tail._currency,
    "odd": _Tail._odd,
    "half": _Tail._half,
    "after": _Tail._after,
    "nouns": _Tail._noun,
    "directions": _Tail._direction,
}


@lru_cache(maxsize=1024)
def _scale_word(lang: str, word: str) -> str | None:
    """The scale word that a word nearly is: billioin, zillion."""
    if len(word) < 4:
        return None
    near = difflib.get_close_matches(word, lexicon_of(lang).scale_words, 1, 0.8)
    return near[0] if near else None
