"""The time of a figure: which of those that a sentence names, and the period that it makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from chinaecon import period as periods
from chinaecon.claims import cues
from chinaecon.claims.bound import Context
from chinaecon.claims.comparison import is_compared, is_year_before, own_time, owned
from chinaecon.claims.cues import TRADE
from chinaecon.claims.dimension import RATIOS
from chinaecon.claims.moment import Time
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic

_BRACKET = re.compile(r"\s*[(（]\s*")


def time_of(said: Statement, gap: Gap, topic: Topic) -> Time | None:
    """Return the time of a figure: named before it, else behind it, else in force.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    topic : Topic
        What has been said so far.

    Returns
    -------
    Time or None
        None where none is named.
    """
    own = _bracketed(said, gap) or _labelling(said, gap)
    if own is not None:
        return own
    base = _base(said, gap, topic) or _just_before(said, gap, topic)
    if base is not None:
        return base
    if is_compared(said, gap):
        own = own_time(said, gap)
        if gap.figure.unit not in RATIOS:
            return own or topic.time
        if own is not None and own.is_month() and not own.is_base:
            return _before(own, topic)  # "down from 18 percent in July"
    time = _nearest(said, gap, topic)
    if time is None or not time.is_month_before:
        return time
    same = topic.time is not None and topic.time.start == time.start
    return topic.time if same and topic.time and topic.time.months else None


def _bracketed(said: Statement, gap: Gap) -> Time | None:
    """The time in brackets right behind a figure: "561 million (2022), 805 million (2023)"."""
    behind = _BRACKET.match(said.text, gap.figure.end)
    times = [t for t in said.times if behind is not None and t.start == behind.end()]
    ends = [t for t in times if said.text[t.end : t.end + 1] in (")", "）")]
    before = [t for t in said.times_inside(*gap.own) if t.months and t.year is None]
    if ends and before and ends[0].months is None:
        return replace(before[-1], year=ends[0].year)  # "Q3 5.2%, Q4 4.5% (2025)"
    return replace(ends[0], is_base=False) if ends else None


def _labelling(said: Statement, gap: Gap) -> Time | None:
    """The time with a colon before a figure: "10.7 percent in October (September: 9.5)"."""
    found = [t for t in said.times if t.end <= gap.figure.start]
    between = said.text[found[-1].end : gap.figure.start] if found else ""
    return replace(found[-1], is_base=False) if between.strip() in (":", "：") else None


def _base(said: Statement, gap: Gap, topic: Topic) -> Time | None:
    """The time of a figure that another is compared with; its year is that of the other."""
    time = owned(said, gap)
    if time is None or time.is_year_before or (time.year is None and time.months is None):
        return None
    return replace(_before(time, topic), is_base=False)


def _before(time: Time, topic: Topic) -> Time:
    """A month compared with, in the year of the time in force or in the one before."""
    if time.months and time.year is None and topic.time is not None and topic.time.year:
        last = (topic.time.months or (12, 12))[1]
        return replace(time, year=topic.time.year - (time.months[0] > last))
    return time


def _just_before(said: Statement, gap: Gap, topic: Topic) -> Time | None:
    """The month or quarter before that in force: "against 1.5 percent the month before"."""
    if gap.figure.unit not in RATIOS or not is_compared(said, gap) or topic.time is None:
        return None
    near = [t for t in said.times if gap.tail[0] <= t.start < gap.tail[1] and t.is_base]
    bare = [t for t in near if not (t.is_year_before or t.year or t.months)]
    months = topic.time.months
    if not (bare or is_unsaid(said, gap)) or months is None or months[1] - months[0] not in (0, 2):
        return None
    count = months[1] - months[0] + 1
    back = 12 if months[0] <= count else 0
    year = topic.time.year - bool(back) if topic.time.year else None
    shifted = (months[0] - count + back, months[1] - count + back)
    return replace(topic.time, year=year, months=shifted)


def is_unsaid(said: Statement, gap: Gap) -> bool:
    """Return whether a rate that is compared with has no time: "quickened to 2% from 1.3%".

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        Then it is that of the month before, or of the year before.
    """
    start, end = gap.own[0], gap.figure.start if gap.is_shared else gap.tail[1]
    named = any(start <= t.start < end for t in said.times)
    rate = gap.figure.unit in RATIOS and said.is_spaced()
    return rate and is_compared(said, gap) and not named


def _nearest(said: Statement, gap: Gap, topic: Topic) -> Time | None:
    """The time named nearest before a figure, else behind it, else in force."""
    before = [t for part in gap.parts for t in said.times_inside(*part)]
    behind = [t for t in said.times_inside(*gap.tail) if not _is_contrasted(said, gap, t)]
    whole = _with_year(before, [] if gap.is_shared else behind)
    if whole is not None:
        return whole
    lead = said.low[gap.own[0] : gap.figure.start].rstrip()
    leads = lead.endswith(tuple(cues.language(said.lang)["grammar"].get("to", ())))
    if before and behind and not gap.is_shared:
        turns = _turns(said, before[-1].end, gap.figure.start)
        before = [] if leads or turns else before
    if before:
        return before[-1]
    past = None if gap.figure.unit in RATIOS else _compared(said, gap)
    if past is not None:
        return replace(past, is_base=False)
    if behind and (not gap.is_shared or topic.time is None or "time" in topic.from_before):
        return behind[0]
    if topic.time is not None and "time" not in topic.from_before:
        return topic.time
    later = [t for t in said.times if not t.is_base and not _is_other(said, gap, t)]
    later = [t for t in later if not _is_foreseen(said, t)]
    return later[0] if later else topic.time


def _with_year(before: Sequence[Time], behind: Sequence[Time]) -> Time | None:
    """The months before a figure in the year behind it: "first-quarter trade rose 3% in 2022"."""
    if not before or not behind or before[-1].year is not None or before[-1].months is None:
        return None
    other = behind[0]
    if other.months or other.last_year or other.is_base:
        return None
    return replace(before[-1], year=other.year)


def _compared(said: Statement, gap: Gap) -> Time | None:
    """The time of an amount that is itself what is compared with: "after February had brought"."""
    lead = said.low[gap.own[0] : gap.figure.start].rstrip()
    if lead.endswith(tuple(cues.language(said.lang)["grammar"].get("to", ()))):
        return None
    found = [t for t in said.times if gap.own[0] <= t.start < gap.figure.start and t.is_base]
    return found[-1] if found and (found[-1].year or found[-1].months) else None


def _is_other(said: Statement, gap: Gap, time: Time) -> bool:
    """Whether a time is another figure's: a comparison's, or tied to the figure behind it."""
    return _is_of_other(said, time) or _is_contrasted(said, gap, time)


def _is_foreseen(said: Statement, time: Time) -> bool:
    """Whether a time is one of a forecast: "they rose 5 percent, and analysts see 3 in May"."""
    clause = said.clause_start(time.start), said.clause_end(time.start)
    return clause[0] > 0 and bool(said.inside(*clause, "forecast"))


def _is_of_other(said: Statement, time: Time) -> bool:
    """Whether a time is tied to the figure right behind it: "the 8.4 percent of April"."""
    links = cues.language(said.lang)["grammar"].get("link", ())
    after = next((f.start for f in said.figures if f.start >= time.end), None)
    return after is not None and said.low[time.end : after].strip() in links


def _is_contrasted(said: Statement, gap: Gap, time: Time) -> bool:
    """Whether a time behind a figure is that of a comparison: "after a fall in July"."""
    others = [t.start for t in said.times if gap.tail[0] <= t.start < time.start]
    start = max([gap.tail[0], *(place + 1 for place in others)])
    return _turns(said, start, time.start)


def _turns(said: Statement, start: int, end: int) -> bool:
    """Whether a word of comparison stands in a stretch, and not "from" before a name."""
    names = {c.start for c in said.inside(start, len(said.text), "entity", "pair", "china")}
    grammar = cues.language(said.lang)["grammar"]
    away = grammar.get("way", {}).get("exports", ())
    for cue in said.inside(start, end, "base"):
        word = said.low[cue.start : cue.end]
        named = word in away and names & set(range(cue.end, cue.end + 6))
        if not cue.value and word in grammar.get("turns", ()) and not named:
            return True
    return False


def period_of(said: Statement, gap: Gap, time: Time | None, context: Context) -> str:
    """Return the period of a figure.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    time : Time or None
        Its time.
    context : Context
        What stands around the sentence.

    Returns
    -------
    str
        ISO 8601; blank where none is named.
    """
    if time is None:
        return ""
    found = time.period(context.today)
    if is_year_before(said, gap):
        return periods.shifted(found, -1)
    return found


def other_years(time: Time | None, topic: Topic, context: Context) -> list[str]:
    """Return the period that a month without a year may mean after a year was named.

    Parameters
    ----------
    time : Time or None
        The figure's time.
    topic : Topic
        With the year named last.
    context : Context
        What stands around the sentence.

    Returns
    -------
    list of str
        One, or none: "In 2023 exports fell. In July they sank" is July 2023 or the latest July.
    """
    if time is None or time.year is not None or time.months is None or not topic.year:
        return []
    return [replace(time, year=topic.year).period(context.today)]


def periods_of(
    said: Statement, gap: Gap, topic: Topic, time: Time | None, context: Context
) -> tuple[str, str]:
    """Return the period of a figure, and the other one that the words for its time may mean.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    topic : Topic
        With the figure's measure: trade "by the end of July" is counted from January.
    time : Time or None
        The figure's time.
    context : Context
        What stands around the sentence.

    Returns
    -------
    tuple of str
        Blank where there is none.
    """
    period = period_of(said, gap, time, context)
    other = _wider(said, topic, time, period)
    return (other, period) if other and topic.measure in TRADE else (period, other)


def _wider(said: Statement, topic: Topic, time: Time | None, period: str) -> str:
    """The year, or the months up to the one named, that may be meant instead."""
    if time is None:
        return ""
    if time is topic.time and "time" in topic.from_before:
        return "" if topic.measure in TRADE else year_of(period)
    before = [c for c in said.inside(0, time.start, "end") if time.start - c.end in (0, 1)]
    is_end = before or said.inside(time.start - 1, time.end + 2, "end")
    is_month = time.months is not None and time.months[0] == time.months[1] and not time.day
    return f"{period[:4]}-01/{period}" if is_end and is_month and period[5:] != "01" else ""


def year_of(period: str) -> str:
    """Return the year in which a period ends.

    Parameters
    ----------
    period : str
        ISO 8601.

    Returns
    -------
    str
        Four digits.

    Examples
    --------
    >>> year_of("2025-Q4")
    '2025'
    """
    return str(periods.parse(period).end.year) if period else ""


def since_january(month: str) -> str:
    """Return the period from January to the end of a month.

    Parameters
    ----------
    month : str
        ISO 8601.

    Returns
    -------
    str
        The year for December; a month alone for January.

    Examples
    --------
    >>> since_january("2025-10"), since_january("2025-12"), since_january("2025-01")
    ('2025-01/2025-10', '2025', '2025-01')
    """
    year, _, number = month.partition("-")
    if number == "12":
        return year
    return month if number == "01" else f"{year}-01/{month}"
