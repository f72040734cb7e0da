"""Digits with points, commas and spaces: what they come to in the habits of a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

LONGEST = 30  # digits; more is a code, not a figure

_ONE = Decimal(1)
_STEPS = tuple(_ONE.scaleb(-places) for places in range(LONGEST + 1))
_SPACE = re.compile(r"\s")
_SIGN = re.compile("[.,]")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+|[1-9][0-9]?(?:[.,][0-9]{2})+[.,][0-9]{3}")


def digits(text: str, numbers: Mapping[str, Any]) -> tuple[Decimal, Decimal] | None:
    """Return the value and step of digits with separators, or None if they can be read two ways.

    Parameters
    ----------
    text : str
        Plain digits with points, commas or spaces.
    numbers : Mapping
        The language's habits: ``decimal``, ``group``, ``loose`` (take the other sign where only
        one meaning is possible), ``unsure`` (leave 1.234 unread).

    Returns
    -------
    tuple of (Decimal, Decimal) or None
        The value, and the unit of the last digit.

    Examples
    --------
    >>> vi, en = {"decimal": ",", "group": "."}, {"decimal": ".", "group": ","}
    >>> digits("1.740", vi), digits("3,97,923", en)
    ((Decimal('1740'), Decimal('1')), (Decimal('397923'), Decimal('1')))
    >>> digits("1,23,4", en) is None
    True
    """
    if text.isdecimal() and text[0] != "0" and len(text) <= LONGEST:
        return Decimal(text), _ONE
    spaced = _SPACE.sub("", text)
    point = _point(spaced, numbers, spaced != text)
    if point is None or len(spaced) > LONGEST:
        return None
    whole, fraction = spaced[:point], spaced[point + 1 :]
    if not whole.isdecimal():
        if not _GROUPED.fullmatch(whole):
            return None
        whole = _SIGN.sub("", whole)
    if len(whole) > 1 and whole[0] == "0":
        return None
    value = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return value, _STEPS[len(fraction)]


def _point(text: str, numbers: Mapping[str, Any], spaced: bool) -> int | None:
    """The index of the decimal sign (the length if there is none); None if it is unclear."""
    signs = [(i, c) for i, c in enumerate(text) if c in ".,"]
    if not signs:
        return len(text)
    last, sign = signs[-1]
    loose = numbers.get("loose", False)
    if len({c for _, c in signs}) == 2:
        usable = sign == numbers["decimal"] or loose
        return last if usable and [c for _, c in signs].count(sign) == 1 else None
    if len(signs) > 1:
        return len(text)
    if numbers.get("unsure") and _GROUPED.fullmatch(text):
        return None
    if spaced or sign == numbers["decimal"]:
        return last
    if _GROUPED.fullmatch(text):
        return len(text)
    return last if loose else None
