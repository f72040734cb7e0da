"""The base of a rate: what a count or a price is set over, or an index in its first year."""

from __future__ import annotations

from collections.abc import Sequence

from chinaecon.figures.amount import Amount
from chinaecon.figures.lexicon import Mark

_ROUND = frozenset({1, 10, 100, 1000, 10000})
_WEIGHED = frozenset("kilogram gram tonne litre barrel ounce".split())
_HEAVY = 1000  # no price is one of a larger quantity
_NEAR = 4  # marks between a base year and its equals sign: 2020年平均=100
_EQUALS = ("=", "＝", "を", "as")
_YEAR = 4  # digits


def is_base(marks: Sequence[Mark], one: Amount) -> bool:
    """Return whether an amount is the base of a rate.

    Parameters
    ----------
    marks : sequence of Mark
        The marks of a text.
    one : Amount
        An amount among them.

    Returns
    -------
    bool
        True for per 10,000 people, 每百日元, 1ドル＝, 部/百人 and 2015=100.

    Examples
    --------
    >>> from chinaecon.figures.extract import extract
    >>> [f.text for f in extract("32 stations per 10,000 people (2015=100: 111.1)", "en")]
    ['32 stations', '111.1']
    """
    return _per(marks, one) or _over(marks, one) or _indexed(marks, one) or _unit(marks, one)


def _has(marks: Sequence[Mark], at: int, *classes: str) -> bool:
    return 0 <= at < len(marks) and not marks[at].terms.keys().isdisjoint(classes)


def _touching(marks: Sequence[Mark], at: int) -> bool:
    return 0 < at < len(marks) and marks[at - 1].end == marks[at].start


def _per(marks: Sequence[Mark], one: Amount) -> bool:
    """Whether a word says so: per 10,000 people, 1万人当たり, 5キロの店頭価格."""
    one_before = one.first > 2 and marks[one.first - 3].text == "1"  # 1 ดอลลาร์ต่อ 7.0789 หยวน
    if _has(marks, one.first - 1, "per") and not (one.multiple or one_before):
        return True
    for mark in marks[one.stop : one.stop + 3]:
        if "per_after" in mark.terms:
            return True
        if "number" in mark.terms:
            break
    priced = _touching(marks, one.stop) and _has(marks, one.stop, "number")  # 5キロ3542円
    priced = priced or _has(marks, one.stop, "prices")
    return priced and one.noun in _WEIGHED and one.value < _HEAVY


def _over(marks: Sequence[Mark], one: Amount) -> bool:
    """A round number of things that a count is set over: 32 trạm gốc trên 10.000 người."""
    between = _has(marks, one.first, "per_between") and one.noun is not None
    return between and one.value in _ROUND and _has(marks, one.first - 1, "nouns", "letters")


def _indexed(marks: Sequence[Mark], one: Amount) -> bool:
    """What an index is in its base year: 2015=100."""
    if one.first < 2 or marks[one.first - 1].text not in _EQUALS:
        return False
    near = marks[max(0, one.first - 1 - _NEAR) : one.first - 1]
    year = any("dates" in m.terms or (m.text.isdecimal() and len(m.text) == _YEAR) for m in near)
    return one.value in _ROUND and one.plain and year


def _unit(marks: Sequence[Mark], one: Amount) -> bool:
    """A round number that a sign or a price makes one: 部/百人, 1ドル＝."""
    if one.value not in _ROUND or one.qualifier or one.direction or one.multiple:
        return False
    slash = one.first > 0 and marks[one.first - 1].text == "/" and _touching(marks, one.first)
    quoted = one.step < 1 and _has(marks, one.first - 2, "number")  # 32.38/32.40
    if slash and not one.currency and not quoted:
        return True
    if _has(marks, one.stop, "equals") or _priced(marks, one):
        return True
    unit = one.unit is not None or one.noun is not None
    return one.value == 1 and unit and _has(marks, one.stop, "number", "signs")


def _priced(marks: Sequence[Mark], one: Amount) -> bool:
    """The one unit that a price before it buys: 7.16 yuan to $1, 153 yên đổi 1 USD."""
    if one.value != 1:
        return False
    if _has(marks, one.stop, "per") and _has(marks, one.stop + 1, "number"):
        return True
    joined = one.currency and _has(marks, one.first - 1, "range", "equals")
    return bool(joined) and _has(marks, one.first - 2, "number", "currencies", "signs")
