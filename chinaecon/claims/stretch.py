"""Months counted up to one: "the eight months to August", "through July", "year to date"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from chinaecon.claims.cues import language, plain
from chinaecon.claims.moment import Time

_BEFORE = 40


def counted(time: Time, text: str, lang: str) -> Time:
    """Return a month as the months up to it, where the words before it count them.

    Parameters
    ----------
    time : Time
        Any.
    text : str
        The sentence.
    lang : str
        Its language.

    Returns
    -------
    Time
        As it was where nothing counts; over two years where they begin in the one before.

    Examples
    --------
    >>> from datetime import date
    >>> text = "in the eight months to August 2019"
    >>> counted(Time(23, 34, 2019, (8, 8)), text, "en").period(date(2025, 1, 1))
    '2019-01/2019-08'
    """
    known = language(lang)["times"]
    if time.months is None or time.months[0] != time.months[1] or time.day:
        return time
    last = time.months[1]
    before = plain(text[max(0, time.start - _BEFORE) : time.start], lang)
    whole = re.search(known["upto_on"], before) if known.get("upto_on") else None
    if whole:
        year = whole.groupdict().get("year")
        start = max(0, time.start - _BEFORE) + whole.start()
        year = time.year or (int(year) if year else None)
        return replace(time, start=start, year=year, months=(1, last), is_base=False)
    if not known.get("upto"):
        return time
    found = _pattern(lang).search(before)
    if found:
        first = last - _number(found[1], lang) + 1
        if first >= 1:
            return replace(time, months=(first, last))
        return replace(time, year=(time.year or 0) - 1, months=None, last_year=time.year or 1)
    upto = "|".join(map(re.escape, known["upto"]))
    to_date = "|".join(map(re.escape, known["to_date"]))
    told = re.search(rf"\b(?:{upto})\s+(?:the\s+)?(?:end\s+of\s+|end-)?$", before)
    if told or re.search(rf"\b(?:{to_date})\b", plain(text, lang)):
        return replace(time, months=(1, last))
    return time


@lru_cache(maxsize=16)
def _pattern(lang: str) -> re.Pattern[str]:
    known = language(lang)["times"]
    words = [word for word, value in known["number"].items() if isinstance(value, int)]
    links = "|".join(map(re.escape, (*known["upto"], *known["months_to"])))
    end = r"(?:the\s+)?(?:end\s+of\s+|end-)?"
    return re.compile(rf"\b({'|'.join(words)}|\d\d?)[\s-]months?\s+(?:{links})\s+{end}$")


def _number(word: str, lang: str) -> int:
    return int(word) if word.isdigit() else int(language(lang)["times"]["number"][word])
