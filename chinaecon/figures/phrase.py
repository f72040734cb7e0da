"""An amount among marks: what stands before the number, the number, what stands after it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from chinaecon.figures.amount import CHANGES, PERIODS, Amount, Doubt, Unclear
from chinaecon.figures.lexicon import Lexicon, Mark
from chinaecon.figures.numeral import numeral
from chinaecon.figures.tail import Tail

_SLOTS = {
    "signs": "currency",
    "percent_before": "percent",
    "before": "qualifier",
    "directions": "direction",
}
_SKIPPED = frozenset({"filler", "link", "level", "ignored"})
_CLAUSE = '(:|=,、;（：，；。「『“‘"→[［【/•·'  # after which a hyphen is a minus
_OPENERS = frozenset({"signs", "before", "directions", "level", "filler", "percent_before"})
_MEASURES = frozenset({"magnitudes", "percent", "points", "currencies"})
_HEADS = frozenset({"magnitudes", "percent", "currencies", "signs"})
_MEASURED = frozenset({"percent", "multiplied"})
_SMALL = frozenset({"VND", "IDR", "KRW", "LAK"})  # currencies without a smaller coin
_THOUSANDTH = Decimal("0.001")
_FOREIGN = re.compile("[\u0370-\u0dff\u1100-\u11ff\uac00-\ud7a3]")  # no lexicon has them
_WORDS = frozenset({"other", "ignored", "aspects"})
_SAID = ("multiples", "changes")
_SAID_WORDS = frozenset(_SAID)
OPENING = frozenset({"number", "numerals", "magnitudes", "half", "article", *_SAID})


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
    if not _SAID_WORDS.isdisjoint(marks[at].terms):
        return _said(marks, at, before)
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
        number.place, number=at, core=number.stop, **before,
    )  # fmt: skip
    last = marks[number.stop - 1].terms
    if "magnitudes" in last and "currencies" in last and draft.currency is None:
        draft.currency = last["currencies"]
    try:
        _reverse(draft, marks, floor, at)
        Tail(draft, marks, at, lexicon).run()
    except Unclear as unclear:
        stop = max(draft.stop, number.stop)
        return Doubt(draft.start, draft.end, stop, str(unclear))
    _headed(draft, marks, at)
    if lexicon.running:
        _settle(draft, marks[at].text)
    return _multiplied(draft, marks)


def _settle(draft: Amount, printed: str) -> None:
    """Take back what the unit rules out: a loss of dollars, thousandths of a dong."""
    if draft.relative and draft.unit not in CHANGES and draft.noun != "point":
        draft.direction = None
    if draft.currency in _SMALL and draft.step == _THOUSANDTH and "," in printed:
        draft.magnify(3)  # VND3,450 in a Vietnamese text


def _multiplied(draft: Amount, marks: Sequence[Mark]) -> Amount:
    """Take a number after a word for multiplying as so many times: gấp 2,5 năm 2022."""
    before = marks[draft.first - 1].terms if draft.first else {}
    period = draft.noun in PERIODS
    if "multiplying" not in before or draft.unit or draft.scale or not (draft.plain or period):
        return draft
    draft.multiple, draft.noun = True, None
    draft.stop, draft.end = draft.core, marks[draft.core - 1].end
    return draft


def _headed(draft: Amount, marks: Sequence[Mark], at: int) -> None:
    """Take scale and unit from a heading in brackets: Revenue (RMB million): 1,234."""
    last = at - 1 - (at > 1 and marks[at - 1].text in (":", "："))
    opened = next((k for k in (last - 2, last - 3) if k >= 0 and marks[k].text == "("), None)
    if opened is None or marks[last].text != ")" or not draft.plain or draft.first != at:
        return
    said = {name: m.terms[name] for m in marks[opened + 1 : last] for name in _HEADS & set(m.terms)}
    if len(said) == last - opened - 1:
        draft.magnify(said.get("magnitudes", 0))
        draft.currency = said.get("currencies", said.get("signs"))
        draft.percent = said.get("percent")


def _said(marks: Sequence[Mark], at: int, before: dict[str, Any]) -> Amount:
    """A figure said in one word: doubled, halved, 翻一番."""
    terms, one = marks[at].terms, Decimal(1)
    multiple = "multiples" in terms
    value = terms["multiples"] if multiple else terms["changes"]
    step = one if value == value.to_integral_value() else Decimal("0.1")
    draft = Amount(
        marks[before["first"]].start, marks[at].end, before["first"], at + 1,
        abs(value), step, abs(value), 0, False, step, minus=value < 0,
        percent=None if multiple else one, multiple=multiple,
        qualifier=before.get("qualifier"), number=at, core=at + 1,
    )  # fmt: skip
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
        return _ordinal(marks, at)
    if "number" not in mark.terms:
        return False
    after = marks[at + 1] if at + 1 < len(marks) else None
    glued = after is not None and after.start == mark.end
    if after is not None and glued and (_hung(after) or _FOREIGN.match(after.text)):
        return True
    if before is None or before.end != mark.start:
        return False
    if before.text == "-" and at > 1 and marks[at - 2].end == before.start:
        return "letters" in marks[at - 2].terms
    if after is not None and glued and not _MEASURED.isdisjoint(after.terms):
        return False  # LPR3.0%, PBR0.8倍
    word = before.text[-1].isascii() and before.text[-1].isalpha()
    return word and _OPENERS.isdisjoint(before.terms) and "currencies" not in before.terms


def _hung(mark: Mark) -> bool:
    """Whether a mark right after a number makes it a name: 22nd, 12A."""
    return "letters" in mark.terms or "article" in mark.terms


def _ordinal(marks: Sequence[Mark], at: int) -> bool:
    """Whether a number after an ordinal's word is its number: not in "quý 2,38 tỷ USD"."""
    terms = marks[at].terms
    if "number" not in terms:
        return not _SAID_WORDS.intersection(terms)
    beside = marks[at + 1].terms if at + 1 < len(marks) else {}
    if _MEASURES.isdisjoint(beside):
        return True
    counted = at > 1 and "number" in marks[at - 2].terms  # 10 เดือนที่ 7.1 หยวน
    return marks[at].text.isdecimal() and not counted and "percent" not in beside


def _may_open(marks: Sequence[Mark], at: int) -> bool:
    return not OPENING.isdisjoint(marks[at].terms)


def _before(marks: Sequence[Mark], floor: int, at: int) -> dict[str, Any]:
    """What stands before a number: currency, qualifier, direction, sign; and the first mark."""
    found: dict[str, Any] = {"first": at, "level": False}
    passed: set[str] = set()  # classes of what was stepped over
    for k in range(at - 1, floor - 1, -1):
        terms = marks[k].terms
        if k == floor and _between(marks, k):
            break
        if _sign(marks, floor, k):
            found |= {"minus": marks[k].text != "+", "first": k, "signed": "qualifier" not in found}
            continue
        name = next((c for c in _SLOTS if c in terms and _SLOTS[c] not in found), None)
        if name is not None and _bars(name, terms, passed, found):
            break
        if name is not None and _tells(name, terms, found):
            _fill(found, name, terms, k)
        elif not _step_over(marks, k, at, found, passed):
            break
    return found


def _bars(name: str, terms: Mapping[str, Any], passed: set[str], found: dict[str, Any]) -> bool:
    """Whether what stands between keeps a word from bearing on the number."""
    if "adjacent" in terms:
        return bool(passed)
    if name == "before":
        return "definite" in passed
    return name == "signs" and bool(passed or found["level"] or "direction" in found)


def _tells(name: str, terms: Mapping[str, Any], found: dict[str, Any]) -> bool:
    return name != "directions" or not (found["level"] or terms[name] == "flat")


def _fill(found: dict[str, Any], name: str, terms: Mapping[str, Any], k: int) -> None:
    found[_SLOTS[name]] = terms[name]
    found["first"] = k
    found["level"] = found["level"] or "level" in terms
    if name == "before" and "directions" in terms:
        found["compared"] = True
    if name == "directions":
        found["relative"] = "relative" in terms
    if name == "signs":
        found["generic"] = "generic" in terms or terms[name] == "?"


def _step_over(
    marks: Sequence[Mark], k: int, at: int, found: dict[str, Any], passed: set[str]
) -> bool:
    """Step over a word that says nothing of the number; False where it ends the phrase."""
    mark = marks[k]
    found["level"] = found["level"] or "level" in mark.terms
    if mark.text == "(" and ")" in passed and found["first"] > k:
        found["first"] = k if found["first"] < at else at
        passed.discard(")")
    passed.update(mark.terms if mark.text != ")" else ")")
    return not _SKIPPED.isdisjoint(mark.terms) or mark.text in "()"


def _between(marks: Sequence[Mark], k: int) -> bool:
    """Whether a mark joins two ends of a range: 5~6%, 5 ถึง 6."""
    mark = marks[k]
    if not k or "range" not in mark.terms:
        return False
    return marks[k - 1].end == mark.start or "before" in mark.terms


def _sign(marks: Sequence[Mark], floor: int, k: int) -> bool:
    """Whether a mark is a plus or minus sign, not a hyphen or a range."""
    mark, after = marks[k], marks[k + 1]
    if "minus" in mark.terms:
        return True
    if mark.text not in ("-", "+") or after.start != mark.end:
        return False
    if k == 0 or marks[k - 1].end < mark.start or marks[k - 1].text in _CLAUSE:
        return True
    before = marks[k - 1]
    if k - 1 < floor:
        return False
    return not _OPENERS.isdisjoint(before.terms) or (
        before.text.isalpha() and not _WORDS.isdisjoint(before.terms)
    )


def _reverse(draft: Amount, marks: Sequence[Mark], floor: int, at: int) -> None:
    """Take a magnitude printed before its number, as a misprint has it: (trillion 2.59)."""
    if at > floor and not draft.scale and "magnitudes" in marks[at - 1].terms:
        draft.magnify(marks[at - 1].terms["magnitudes"])
        draft.start, draft.first = marks[at - 1].start, min(draft.first, at - 1)
