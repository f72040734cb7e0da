"""Spans of time told by their two ends: from 2014 to 2023, January through November."""

from __future__ import annotations

from collections.abc import Sequence

from chinaecon.claims.cues import language, plain
from chinaecon.claims.when import Time, based

_BEFORE = 18


def spans(found: Sequence[Time], text: str, lang: str) -> list[Time]:
    """Join "from 2014 to 2023" and "January through November": all from the one to the other.

    Parameters
    ----------
    found : sequence of Time
        In order.
    text : str
        The text.
    lang : str
        Its language.

    Returns
    -------
    list of Time
        With the span instead of its two ends.
    """
    result: list[Time] = []
    for time in found:
        whole = _span_of(result[-1], time) if result else None
        if whole and _leads(text, result[-1], time, lang):
            result[-1] = based(whole, text, lang)
        else:
            result.append(time)
    return result


def _span_of(one: Time, other: Time) -> Time | None:
    """Two years, or two months of a year, as the span between them."""
    if one.day or other.day or one.last_year or other.last_year:
        return None
    if not (one.months or other.months):
        years = one.year and other.year
        return Time(one.start, other.end, one.year, last_year=other.year or 0) if years else None
    if one.months is None or other.months is None or one.year not in (None, other.year):
        return None
    (first, then), (last, end) = one.months, other.months
    if first != then or last != end or first >= last:
        return None
    return Time(one.start, other.end, other.year, (first, last))


def _leads(text: str, one: Time, other: Time, lang: str) -> bool:
    """Whether the words between two times lead from the one to the other."""
    known = language(lang)["times"]
    gap = plain(text[one.end : other.start], lang).strip()
    between = gap.strip(" -–")
    if between in known.get("to", ()) or (gap and not between):
        return True
    before = plain(text[max(0, one.start - _BEFORE) : one.start], lang).rstrip()
    words = tuple(known.get("between", ())) or ("\0",)
    return between in known.get("between_and", ()) and before.endswith(words)
