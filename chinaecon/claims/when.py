"""Times that a text names: years, months, what is counted from January, and ends of periods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from chinaecon.claims.cues import Cue, language, plain
from chinaecon.claims.moment import QUARTERS, Time
from chinaecon.figures.figure import Figure
from chinaecon.figures.pattern import folded

_DAY = re.compile(r"(?:\d{4}|-)-\d\d-\d\d|---\d\d")
_BEHIND = re.compile(r"\.?\s+\d{1,2}(?:st|nd|rd|th)?(?![\w.,]?\w|\s*(?:%|percent|per |[mbt]))")
_AHEAD = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s$")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_LONGEST_GAP = 14
_BEFORE = 18


def times(
    text: str, tokens: Sequence[Figure], cues: Sequence[Cue], lang: str, today: date
) -> list[Time]:
    """Return the times that a sentence names, in order.

    Parameters
    ----------
    text : str
        The whole text.
    tokens : sequence of Figure
        What `tokens` found in the sentence: dates and periods among them.
    cues : sequence of Cue
        The cues of the sentence.
    lang : str
        Its language.
    today : datetime.date
        The day to which "last year" refers.

    Returns
    -------
    list of Time
        Neighbouring parts ("the first 11 months", "of 2024") make up one.

    Examples
    --------
    >>> from chinaecon.claims.cues import find
    >>> from chinaecon.figures.extract import tokens
    >>> text = "in the first 11 months of 2024"
    >>> one = times(text, tokens(text), find(text, "en"), "en", date(2025, 1, 1))[0]
    >>> one.period(date(2025, 1, 1))
    '2024-01/2024-11'
    """
    parts = [p for token in tokens for p in _of_token(token, cues, text, lang, today)]
    dates = [t for t in tokens if t.kind == "date"]
    days = [t for t in dates if _DAY.fullmatch(t.period or "")]
    for cue in cues:
        span = cue.kind == "span" and not _is_day(text, cue)
        if (
            span
            and not any(_clash(cue, p) for p in parts)
            and not any(_clash(cue, d) for d in days)
        ):
            parts.append(Time(cue.start, cue.end, None, _span(cue.value)))
        else:
            parts += _of_cue(cue, text, today, parts)
    parts += _counted(cues)
    parts.sort(key=lambda p: (p.start, -p.end))
    for cue in cues:
        if cue.kind == "year" and cue.value == "same":
            years = [p.year for p in parts if p.year and p.start < cue.start]
            parts += [Time(cue.start, cue.end, year) for year in years[-1:]]
            parts.sort(key=lambda p: (p.start, -p.end))
    return [based(one, text, lang) for one in _joined(parts, text, lang)]


def _of_cue(cue: Cue, text: str, today: date, parts: Sequence[Time]) -> list[Time]:
    """The time that a word names by itself: last year, last month, a year before, end-2024."""
    place = (cue.start, cue.end)
    if cue.kind == "year" and cue.value != "same":
        back = int(cue.value)
        return [Time(*place, today.year + back, is_year_before=back == -1)]
    if cue.kind == "month" and cue.value in ("last", "before"):
        named = [p for p in parts if p.end <= cue.start and p.is_month()]
        return [_month_before(*place, named[-1] if named else None, cue.value, today)]
    if cue.kind == "month":
        count = today.year * 12 + today.month - 1 + int(cue.value)
        return [Time(*place, count // 12, (count % 12 + 1,) * 2)]
    if cue.kind == "base" and cue.value:
        return [Time(*place, None, None, is_base=True, is_year_before=cue.value == "base")]
    year = _YEAR.match(text, cue.end) if cue.kind == "end" and text[cue.end - 1] == "-" else None
    return [Time(cue.end, year.end(), int(year.group()))] if year else []


def _month_before(start: int, end: int, named: Time | None, word: str, today: date) -> Time:
    """The month before the one named, or else, where a word may mean that, before today's."""
    time = Time(start, end, None, is_month_before=True)
    if named is not None:
        return time.after(named)
    return time.after(Time(0, 0, today.year, (today.month,) * 2)) if word == "last" else time


def _clash(cue: Cue, part: Time | Figure) -> bool:
    """Whether a part of a year lies in a date that is not only its year: "May 8"."""
    months = part.months if isinstance(part, Time) else ()
    return months is not None and part.start < cue.end and cue.start < part.end


def _is_day(text: str, cue: Cue) -> bool:
    """Whether the name of a month is a part of a day of which nothing is told: "May 8"."""
    if not text[cue.start : cue.end].isascii():
        return False
    return bool(_BEHIND.match(text, cue.end) or _AHEAD.search(text, 0, cue.start))


def _counted(cues: Sequence[Cue]) -> Iterator[Time]:
    """The first ten months, in words and in the order of each language."""
    known = [c for c in cues if c.kind in ("first", "number")]
    for place in range(len(known) - 1):
        group = known[place : place + 3]
        if any(b.start - a.end > 1 for a, b in pairwise(group)):
            group = known[place : place + 2]
        counts = [int(c.value) for c in group if c.kind == "number" and c.value.isdigit()]
        has_month = any(c.value == "month" for c in group)
        has_first = any(c.kind == "first" for c in group)
        near = all(b.start - a.end <= 1 for a, b in pairwise(group))
        if len(counts) == 1 and has_month and has_first and near:
            yield Time(group[0].start, group[-1].end, None, (1, counts[0]))


def _span(value: str) -> tuple[int, int]:
    if value in QUARTERS:
        return QUARTERS[value]
    first, _, last = value.partition("/")
    return int(first), int(last or first)


def _of_token(token: Figure, cues: Sequence[Cue], text: str, lang: str, today: date) -> list[Time]:
    """The time that a date or a number of months names."""
    if token.kind == "period" and token.noun == "month" and token.value is not None:
        first = language(lang)["times"].get("first", [])
        before = plain(text[max(0, token.start - 8) : token.start], lang).rstrip()
        after = plain(text[token.end : token.end + 8], lang).lstrip()
        count = int(token.value)
        own = folded(token.text)
        told = any(before.endswith(w) or after.startswith(w) or w in own for w in first)
        last = language(lang)["times"].get("last", [])
        late = any(after.startswith(w) or w in own for w in last)
        late = late or _is_lapse(before, after, lang)
        bare = lang == "vi" and count < 12 and not late
        if (told or bare) and 1 < count <= 12:
            return [Time(token.start, token.end, None, (1, count))]
        return []
    if token.kind == "period" and token.noun == "year" and _YEAR.match(token.text):
        return [Time(token.start, token.start + len("2023年"), int(token.text[:4]))]
    if token.kind == "period" and not token.noun:
        return _short_year(token, text, lang)
    if token.kind != "date" or not token.period:
        return []
    if re.fullmatch(r"--\d\d-\d\d", token.period):
        return _short_day(token, cues, today)
    last_year = re.match(r"[-–—~〜～至](\d{4})年", text[token.end :])
    if last_year and len(token.period) == 4:
        end = token.end + last_year.end()
        return [Time(token.start, end, int(token.period), last_year=int(last_year[1]))]
    return _of_date(token, cues, text, lang)


def _is_lapse(before: str, after: str, lang: str) -> bool:
    """Whether a number of months only says how long: "after six months", "these three months"."""
    known = language(lang)["times"].get("lapse", {})
    ahead, behind = (tuple(known.get(name, ())) for name in ("before", "after"))
    return bool(known) and (before.endswith(ahead) or after.startswith(behind))


def _of_date(token: Figure, cues: Sequence[Cue], text: str, lang: str) -> list[Time]:
    """The time that a date names, which may be a quarter or a part of its year."""
    before = plain(text[max(0, token.start - 8) : token.start], lang).rstrip()
    until = re.fullmatch(r"(\d{4}|-)-(\d\d)", token.period or "")
    after = plain(text[token.end : token.end + 8], lang)
    behind = after.startswith(tuple(language(lang)["times"].get("until_behind", ())))
    if until and (behind or (until[1] == "-" and _is_until(before, lang))):
        year = None if until[1] == "-" else int(until[1])
        return [Time(token.start, token.end, year, (1, int(until[2])))]
    month = re.fullmatch(r"(\d{4})-0([1-4])", token.period or "")
    if month and before.endswith(tuple(language(lang)["times"].get("quarter", ()))):
        return [Time(token.start, token.end, int(month[1]), QUARTERS[f"Q{month[2]}"])]
    found = _of_iso(token)
    inner = [c for c in cues if c.kind == "span" and token.start <= c.start and c.end <= token.end]
    if inner and found and found[0].months is None and not found[0].last_year:
        return [replace(found[0], months=_span(inner[0].value))]
    return found


def _is_until(before: str, lang: str) -> bool:
    """Whether the words before a month make it the last one of several: "the first 7 months"."""
    known = language(lang)["times"]
    words, but = (tuple(known.get(name, ())) for name in ("until", "until_but"))
    return before.endswith(words) and not before.endswith(but)


def _short_day(token: Figure, cues: Sequence[Cue], today: date) -> list[Time]:
    """The day of which a figure is said to be, "as of 22 September"; not that of a report."""
    if not any(c.kind == "end" and token.start in (c.end, c.start - len(token.text)) for c in cues):
        return []
    day = f"{today.year}{token.period[1:]}" if token.period else ""
    if day > today.isoformat():
        day = f"{today.year - 1}{day[4:]}"
    month = int(day[5:7])
    return [Time(token.start, token.end, int(day[:4]), (month, month), day=day)]


def _short_year(token: Figure, text: str, lang: str) -> list[Time]:
    """The year that its two last digits name, "in '24", unless they count years."""
    known = language(lang)["times"].get("short", {})
    after = text[token.end :]
    if not known or not re.fullmatch(r"\d\d", folded(token.text)):
        return []
    word = known["year"]
    if not after.startswith(word) or after.startswith(tuple(word + w for w in known["count"])):
        return []
    year, end = 2000 + int(folded(token.text)), token.end + len(word)
    first = re.search(r"(?<!\d)(\d\d)年?[~-]$", folded(text[max(0, token.start - 4) : token.start]))
    if first:
        return [Time(token.start, end, 2000 + int(first[1]), last_year=year)]
    return [Time(token.start, end, year)]


def _of_iso(token: Figure) -> list[Time]:
    text = token.period or ""
    place = (token.start, token.end)
    years = re.fullmatch(r"(\d{4})/(\d{4})", text)
    if years:
        return [Time(*place, int(years[1]), last_year=int(years[2]))]
    day = re.fullmatch(r"(\d{4})-(\d\d)-\d\d", text)
    if day:
        month = int(day[2])
        return [Time(*place, int(day[1]), (month, month), day=text)]
    one = re.fullmatch(r"(?:(\d{4})|-)(?:-(\d\d))?(?:/(?:\d{4}|-)-(\d\d))?", text)
    if not one:
        return []
    year = int(one[1]) if one[1] else None
    months = (int(one[2]), int(one[3] or one[2])) if one[2] else None
    return [Time(*place, year, months)] if year or months else []


def _joined(parts: Sequence[Time], text: str, lang: str) -> list[Time]:
    """Parts of one time put together: the months of one and the year of the other."""
    known = language(lang)["times"]
    words = sorted([*known.get("join", []), *known.get("first", [])], key=len, reverse=True)
    done: list[Time] = []
    for part in parts:
        last = done[-1] if done else None
        if last and part.start < last.end and not (part.end > last.end and _fit(last, part)):
            continue
        if last and _narrows(last, part, text):
            done[-1] = replace(last, end=part.end, months=part.months)
        elif last and _fit(last, part) and _joins(plain(text[last.end : part.start], lang), words):
            months = last.months or part.months
            year = last.year if last.year is not None else part.year
            is_base = last.is_base or part.is_base
            done[-1] = Time(last.start, part.end, year, months, is_base)
        else:
            done.append(part)
    return done


def _narrows(one: Time, other: Time, text: str) -> bool:
    """Whether a time stands in brackets behind another and says which months it has."""
    opens = text[one.end : other.start].strip() in ("(", "（", "まで(", "まで（")
    owns = text[other.end : other.end + 1] in (":", "：")  # "in May (April: 2 percent)"
    return (
        opens and not owns and bool(one.months and other.months) and other.year in (None, one.year)
    )


def _fit(one: Time, other: Time) -> bool:
    if one.day or other.day or one.last_year or other.last_year or one.is_base or other.is_base:
        return False
    return (one.year is None) != (other.year is None) and not (one.months and other.months)


def _joins(gap: str, words: Sequence[str]) -> bool:
    if len(gap) > _LONGEST_GAP:
        return False
    for word in words:
        gap = gap.replace(word, " ")
    return not gap.strip()


def based(time: Time, text: str, lang: str) -> Time:
    """Mark a time behind "than", "compared with" or "from" as what is compared with.

    Parameters
    ----------
    time : Time
        Any.
    text : str
        The text.
    lang : str
        Its language.

    Returns
    -------
    Time
        A span that begins with "from" is none.
    """
    before = plain(text[max(0, time.start - _BEFORE) : time.start], lang).rstrip()
    known = language(lang)["times"]
    joins = [*known.get("end", []), *known.get("join", [])]
    for word in sorted(joins, key=len, reverse=True) * 2:
        before = before.removesuffix(word).rstrip()
    spans = time.months is not None and time.months[0] != time.months[1]
    own = plain(text[time.start : time.end], lang)
    spans = spans and any(word in own for word in known.get("from_to", [""]))
    begin = known.get("from", []) if spans or time.last_year else []
    words = [word for word in known.get("base", []) if word not in begin]
    found = any(
        before.endswith(word) and (not word.isascii() or not before[: -len(word)][-1:].isalpha())
        for word in words
    )
    found = found or bool(known.get("base_on") and re.search(known["base_on"], before))
    after = plain(text[time.end : time.end + _BEFORE], lang).lstrip("（( ")
    found = found or after.startswith(tuple(known.get("base_after", ())))
    return replace(time, is_base=True) if found else time
