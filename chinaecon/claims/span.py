"""Times of a sentence put in order: spans told by their ends, years that others lend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chinaecon.claims import stretch
from chinaecon.claims.cues import language, plain
from chinaecon.claims.moment import Time
from chinaecon.claims.when import based

_BEFORE = 18


def ordered(found: Sequence[Time], text: str, lang: str) -> list[Time]:
    """Return the times of a sentence with what they take from one another.

    "From 2014 to 2023" and "January through November" are all from the one to the other; a month
    behind a year is of that year; what only says since when a record holds is no time.

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
        With a span instead of its two ends.
    """
    kept = _dated([one for one in found if not _is_record(one, text, lang)])
    result: list[Time] = []
    for time in _same_months(kept, text, lang):
        whole = _span_of(result[-1], time) if result else None
        if whole and _leads(text, result[-1], time, lang):
            result[-1] = based(whole, text, lang)
        else:
            result.append(time)
    counted = [stretch.counted(one, text, lang) for one in result]
    return [t for t in counted if not any(o.start <= t.start < o.end != t.end for o in counted)]


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
    words = tuple(known.get("between", ()))
    both = (one.months, other.months) == ((1, 1), (2, 2))  # "January and February" are one time
    return between in known.get("between_and", ()) and (both or before.endswith(words))


def _is_record(time: Time, text: str, lang: str) -> bool:
    """Whether a time only says how long something has held: "the fastest since 2021"."""
    known = language(lang)["times"]
    if text.startswith(tuple(known.get("since_behind", ())), time.end):
        return True
    before = plain(text[max(0, time.start - 2 * _BEFORE) : time.start], lang).rstrip()
    joins = [*known.get("end", []), *known.get("join", [])]
    for word in sorted(joins, key=len, reverse=True):
        before = before.removesuffix(word).rstrip()
    since = next((w for w in known.get("since", ()) if before.endswith(w)), "")
    head = before[: -len(since)] if since else ""
    return any(word in head[-2 * _BEFORE :] for word in known.get("records", ()))


def _dated(found: list[Time]) -> list[Time]:
    """Times with the year of an earlier one: "in 2023 ... in July", "in May 2024 ... all year"."""
    last: Time | None = None
    for place, time in enumerate(found):
        if time.year is None and last is not None and time.months and _follows(time, last):
            found[place] = time = replace(time, year=last.year)
        if time.year is not None and not time.is_base and not time.last_year:
            last = time
    return found


def _follows(time: Time, last: Time) -> bool:
    """Whether a month without a year lies in the year, or after the months, named before it."""
    months = time.months or (1, 12)
    return last.months is None or months == (1, 12) or months[0] > last.months[1]


def _same_months(found: Sequence[Time], text: str, lang: str) -> list[Time]:
    """Times in which "the same month of 2023" has the months of the time before it."""
    words = tuple(language(lang)["times"].get("same", ()))
    done: list[Time] = []
    for time in found:
        months = [t.months for t in done if t.months]
        if words and months and time.year and not time.months and not time.last_year:
            word = next((w for w in words if text.startswith(w, time.end)), "")
            if word:
                time = replace(time, end=time.end + len(word), months=months[-1], is_base=True)
        done.append(time)
    return done
