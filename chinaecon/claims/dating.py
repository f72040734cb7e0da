"""The time and the period of a figure."""

from __future__ import annotations

from dataclasses import replace

from chinaecon import period as periods
from chinaecon.claims import cues
from chinaecon.claims.bound import Context
from chinaecon.claims.comparison import is_year_before, owned
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic
from chinaecon.claims.when import Time


def _base(said: Statement, gap: Gap, topic: Topic) -> Time | None:
    """The time of a figure that another is compared with; its year is that of the other."""
    time = owned(said, gap)
    if time is None or time.is_year_before or (time.year is None and time.months is None):
        return None
    if time.months and time.year is None and topic.time is not None and topic.time.year:
        last = (topic.time.months or (12, 12))[1]
        return replace(time, year=topic.time.year - (time.months[0] > last))
    return time


def time_of(said: Statement, gap: Gap, topic: Topic) -> Time | None:
    """Return the time of a figure: its own, named before it, else behind it, else in force.

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
        None where no time is named.
    """
    base = _base(said, gap, topic)
    if base is not None:
        return base
    before = [t for part in gap.parts for t in said.times_inside(*part)]
    if before:
        return before[-1]
    behind = said.times_inside(*gap.tail)
    if behind and (not gap.is_shared or topic.time is None or "time" in topic.from_before):
        return behind[0]
    if topic.time is not None and "time" not in topic.from_before:
        return topic.time
    later = [t for t in said.times if not t.is_base and not _is_of_other(said, t)]
    return later[0] if later else topic.time


def _is_of_other(said: Statement, time: Time) -> bool:
    """Whether a time is tied to the figure right behind it: "the 8.4 percent of April"."""
    links = cues.language(said.lang)["grammar"].get("link", ())
    after = next((f.start for f in said.figures if f.start >= time.end), None)
    return after is not None and said.low[time.end : after].strip() in links


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


def wider(said: Statement, topic: Topic, time: Time | None, period: str) -> str:
    """Return the other period that the words for a time may mean.

    Parameters
    ----------
    said : Statement
        The sentence.
    topic : Topic
        What has been said so far.
    time : Time or None
        The time.
    period : str
        The first period that they mean.

    Returns
    -------
    str
        Blank where there is none.
    """
    if time is None:
        return ""
    if time is topic.time and "time" in topic.from_before:
        return year_of(period)
    is_end = said.inside(time.start - 1, time.end + 2, "end")
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
