"""Changes whose verb is left out: rose 4 percent by volume and 12 percent by value."""

from __future__ import annotations

from collections.abc import Sequence

from chinaecon.figures.amount import CHANGES, Amount
from chinaecon.figures.lexicon import Mark

_ENDS = frozenset(".。;；!！?？|:：()（）•")
_COMMAS = frozenset(",，、")
_LONGEST = 30  # marks between the two changes
_SUBJECT = 5  # marks of a subject without a verb
_NEAR = 5  # marks between an amount of money and what it is for: 180 yuan a tonne for diesel
_ALIKE = 3  # of two prices that change together, how many times one may be the other
_SAYING = frozenset({"filler", "function", "level", "stops", "directions", "before", "currencies"})
_CARRIED = ("titles", "letters", "nouns", "other")


def carried(last: Amount | None, one: Amount, marks: Sequence[Mark], text: str) -> str | None:
    """Return the direction that the change before lends to an amount without a verb.

    Parameters
    ----------
    last : Amount or None
        The last amount before it that has a direction.
    one : Amount
        The amount.
    marks : sequence of Mark
        The marks of the text.
    text : str
        The text, with its capitals.

    Returns
    -------
    str or None
        The direction.

    Examples
    --------
    >>> from chinaecon.figures.extract import extract
    >>> found = extract("The Dow fell 0.5%, the Nasdaq 2% on the day and 5% on the week.")
    >>> [str(f.value) for f in found]
    ['-0.5', '-2', '-5']
    """
    way = None if last is None or last.minus else last.direction  # a printed sign is its own only
    if last is None or way is None or one.unit != last.unit or one.first - last.stop > _LONGEST:
        return None
    between = marks[last.stop : one.first]
    if one.unit not in CHANGES and (one.currency is None or not _alike(last, one)):
        return None
    if not between or any(mark.text in _ENDS for mark in between):
        return None
    if _joins(between[-1]):
        return way if _parallel(between, marks[one.stop : one.stop + _NEAR], one) else None
    after = marks[one.stop : one.stop + 1]
    if one.percent is None and not (after and after[0].text == "to"):
        return None
    return way if _gapped(between, after, text) else None


def returned(before: Amount, one: Amount, marks: Sequence[Mark]) -> bool:
    """Return whether a direction said once, at the end, is that of the amount before too.

    Parameters
    ----------
    before, one : Amount
        Two amounts; the second has a direction after it.
    marks : sequence of Mark
        The marks of the text.

    Returns
    -------
    bool
        True for 前月比0.2%、前年同月比4.1%下落.

    Examples
    --------
    >>> from chinaecon.figures.extract import extract
    >>> [str(f.value) for f in extract("価格は前月比0.2%、前年同月比4.1%それぞれ下落した。", "ja")]
    ['-0.2', '-4.1']
    """
    between = marks[before.stop : one.first]
    fit = before.unit == one.unit and before.unit is not None and not before.minus
    if not fit or before.direction or len(between) > _LONGEST:
        return False
    each = one.shared or (before.first > 0 and "each" in marks[before.first - 1].terms)
    if not between or (between[0].text not in _COMMAS and not each):
        return False
    if any(mark.text in _ENDS for mark in between):
        return False
    if each or len(between) == 1:
        return True
    if one.currency is not None:
        return not one.scale and _alike(before, one) and _topic(marks, one.first)
    if _verbal(marks[one.stop - 1]) and _same_topic(marks, before.first, one.first):
        return True
    return all("aspects" in marks[at - 1].terms for at in (before.first, one.first) if at)


def _verbal(mark: Mark) -> bool:
    """Whether a direction is a verb that may be that of several: 減った, の下落, not 減だった."""
    return len(mark.text) > 1 and (mark.text[0] not in "増減高安" or mark.text[1] not in "だとでの")


def _same_topic(marks: Sequence[Mark], before: int, one: int) -> bool:
    """Whether both stand after the same particle, the first not after a share: 男性は5%、女性は."""
    share = before > 1 and "rated" in marks[before - 2].terms
    return _topic(marks, before) and not share and marks[before - 1].text == marks[one - 1].text


def _topic(marks: Sequence[Mark], at: int) -> bool:
    return at > 0 and marks[at - 1].text in ("は", "を", "が")


def _alike(last: Amount, one: Amount) -> bool:
    near = last.bare <= one.bare * _ALIKE and one.bare <= last.bare * _ALIKE
    return near and last.scale == one.scale


def _joins(mark: Mark) -> bool:
    return "list" in mark.terms or "joins" in mark.terms or mark.text in _COMMAS


def _parallel(between: Sequence[Mark], after: Sequence[Mark], one: Amount) -> bool:
    """Whether what each change is measured by is said after both."""
    if one.unit in CHANGES:
        said = bool(after) and "aspects" in after[0].terms
        return said and any("aspects" in mark.terms for mark in between)
    ours = {mark.text for mark in after if "aspects" in mark.terms}
    return any(mark.text in ours for mark in between)


def _gapped(between: Sequence[Mark], after: Sequence[Mark], text: str) -> bool:
    """Whether nothing but a subject stands after the last comma or "and"."""
    at = next((k for k in range(len(between) - 1, -1, -1) if _joins(between[k])), None)
    if at is None or (after and not _follows(after[0])):
        return False
    subject = list(between[at + 1 :])
    if subject and "definite" in subject[0].terms:
        del subject[0]
    if not 0 < len(subject) <= _SUBJECT:
        return False
    if len(subject) > 1 and "aspects" in subject[0].terms:
        del subject[0]  # slid 3.5 percent, and by value 5.5 percent
    if any(not _SAYING.isdisjoint(m.terms) and "titles" not in m.terms for m in subject):
        return False
    last = subject[-1]
    if after and after[0].text == between[0].text == "to":
        return True  # fell 1.4% to 2,991 yuan, and hot coil 1.2% to 3,105 yuan
    if "number" in last.terms:
        return len(subject) > 1 and "titles" in subject[-2].terms
    measured = "aspects" in between[at + 1].terms
    named = text[last.start : last.start + 1].isupper() or last.text.endswith("s") or measured
    return named and any(name in last.terms for name in _CARRIED)


def _follows(mark: Mark) -> bool:
    return mark.text in _ENDS or mark.text in ",，" or "aspects" in mark.terms or _joins(mark)
