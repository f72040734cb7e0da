"""Numbers with a sign between that count nothing: scores, votes, flights, paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from chinaecon.figures.amount import Amount
from chinaecon.figures.lexicon import Mark

_LISTED = 24  # marks of a list of names that are looked at
_NAMES = 1000  # no higher number is one more of a list of names
_UNITS = ("percent", "magnitudes", "currencies", "points")


def is_pair(marks: Sequence[Mark], one: Amount) -> bool:
    """Return whether a bare number is one end of such a pair.

    Parameters
    ----------
    marks : sequence of Mark
        The marks of a text.
    one : Amount
        An amount among them.

    Returns
    -------
    bool
        True for 3-1, 12:5 and 218-214; False for a range of amounts, 8-10 cities.

    Examples
    --------
    >>> from chinaecon.figures.extract import extract
    >>> [f.text for f in extract("won 3-1 in 8-10 cities, passed 218-214", "en")]
    ['8', '10 cities']
    """
    if not marks[one.number].text.isdecimal() or not one.plain:
        return False
    return _joined(marks, one, one.number - 1) or _joined(marks, one, one.stop)


def _joined(marks: Sequence[Mark], one: Amount, sign: int) -> bool:
    first, last = sign - 1, sign + 1
    if first < 0 or last >= len(marks) or marks[sign].text not in "-:":
        return False
    ends = [marks[at].text for at in (first, last)]
    if not one.number - 2 <= first <= one.number or not all(end.isdecimal() for end in ends):
        return False
    if marks[sign].end != marks[last].start or _told(marks, first):
        return False
    after = marks[last + 1].terms if last + 1 < len(marks) else {}
    if any(unit in after for unit in _UNITS):
        return False
    falling = int(ends[0]) > int(ends[1])
    if "nouns" in after:
        return falling and len(ends[0]) < 3
    small = all(len(end) < 3 for end in ends) and one.first == one.number
    return small or (falling and marks[sign].text == "-" and marks[first].end == marks[sign].start)


def _told(marks: Sequence[Mark], first: int) -> bool:
    """Whether the unit stands before both: $3-5, ร้อยละ 2-3."""
    terms = marks[first - 1].terms if first else {}
    return "signs" in terms or "percent_before" in terms


def is_listed(marks: Sequence[Mark], one: Amount) -> bool:
    """Return whether a number after a comma is one more of a name's.

    Parameters
    ----------
    marks : sequence of Mark
        The marks of a text.
    one : Amount
        An amount among them, after a comma.

    Returns
    -------
    bool
        True for the 5 of Articles 3, 5 and 12.

    Examples
    --------
    >>> from chinaecon.figures.extract import extract
    >>> [f.text for f in extract("Articles 3, 5 and 12 name 6 banks", "en")]
    ['6 banks']
    """
    at = one.first - 1
    last = max(0, at - _LISTED)
    while at > last and marks[at].text in ",、" and "number" in marks[at - 1].terms:
        at -= 2
    if at < 0 or not one.bare < _NAMES or one.noun:
        return False
    if "plurals" in marks[at].terms:
        return True
    after = one.stop
    ahead = marks[after : after + _LISTED]
    numbers = len(ahead) - len(ahead) % 2
    for sign, number in zip(ahead[:numbers:2], ahead[1:numbers:2], strict=True):
        if "number" not in number.terms or sign.text not in ",、":
            return "number" in number.terms and "list" in sign.terms
    return False
