"""What a figure is compared with: another time, the year before, another figure."""

from __future__ import annotations

import re
from dataclasses import replace

from chinaecon.claims import cues, sentence
from chinaecon.claims.dimension import RATIOS
from chinaecon.claims.moment import Time
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic
from chinaecon.figures.figure import Figure

_NEAR = 14
_HEAD = re.compile(r".*\d", re.DOTALL)
_BRACKETS = re.compile(r"\s*[(（][^)）]*[)）]")


def is_otherwise(said: Statement, gap: Gap, topic: Topic) -> bool:
    """Return whether growth is counted from another time than the year before: "from July".

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    topic : Topic
        With the time in force.

    Returns
    -------
    bool
        By the times around the figure.
    """
    if owned(said, gap) is not None:
        return False
    stretches = [gap.own] if gap.is_shared else [gap.own, gap.tail]
    stretches += [part for part in gap.parts[:-1] if part[1] > gap.own[0] - 3]
    bases = [
        t
        for start, end in stretches
        for t in said.times
        if start <= t.start < end and t.is_base and not t.is_year_before
    ]
    own = [t for part in gap.parts for t in said.times_inside(*part)]
    own = own or [] if gap.is_shared else [*own, *said.times_inside(*gap.tail)]
    time = own[0] if own else topic.time
    return not all(_is_year_on(t, time, said) for t in bases)


def difference(said: Statement, gap: Gap) -> int:
    """Return which way a percentage differs from a year before: "5 percent more than in 2023".

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    int
        1, -1, or 0 where it does not.
    """
    grammar = cues.language(said.lang)["grammar"]
    after = said.low[gap.figure.end : gap.figure.end + 2 * _NEAR].lstrip()
    own = _HEAD.sub("", said.low[gap.figure.start : gap.figure.end])
    lead = "" if said.is_spaced() else said.low[gap.own[0] : gap.figure.start].lstrip()
    bases = [t for t in said.times if gap.own[0] <= t.start < gap.figure.start and t.is_base]
    against = f" {said.low[gap.own[0] : bases[-1].start].rstrip()}" if bases else ""
    against = sentence.trimmed(against, cues.language(said.lang)["times"].get("join", ()))
    for sign, name in ((1, "above"), (-1, "below")):
        words = tuple(grammar.get(name, ()))
        if said.is_spaced() and against.endswith(tuple(f" {w}" for w in words)):
            return sign  # "lower than in 2014 by 7 percent", where the time stands before
        if after.startswith(words) or any(word in own for word in words):
            start, end = gap.tail if said.is_spaced() else (gap.own[0], gap.tail[1])
            return sign if any(start <= t.start < end and t.is_base for t in said.times) else 0
        if lead.startswith(words):
            start, end = gap.own
            return sign if any(start <= t.start < end and t.is_base for t in said.times) else 0
    return 0


def _is_year_on(base: Time, time: Time | None, said: Statement) -> bool:
    """Whether what is compared with is the year before, or the same months of it."""
    if time is None or base.day:
        return False
    now, then = time.period(said.today), base.period(said.today)
    return base.months in (None, time.months) and int(now[:4]) - int(then[:4]) == 1


def is_compared(said: Statement, gap: Gap) -> bool:
    """Return whether the word right before a figure says that another one is compared with it.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        By the words before it: "up from", "against".
    """
    words = cues.language(said.lang)["grammar"].get("compared", ())
    before = said.low[max(0, gap.figure.start - _NEAR) : gap.figure.start].rstrip()
    before = sentence.trimmed(before, cues.language(said.lang)["grammar"].get("articles", ()))
    return before.endswith(tuple(words))


def own_time(said: Statement, gap: Gap) -> Time | None:
    """Return the time that stands right behind a figure: "$23.9 billion in March".

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    Time or None
        None where it is only "a year before" or stands further off.
    """
    start, end = gap.tail
    reach = min(end, start + _NEAR) if gap.is_shared or not said.is_spaced() else end
    near = [t for t in said.times if start <= t.start < reach]
    return near[0] if near and (near[0].months or near[0].year) else None


def is_owned(said: Statement, gap: Gap) -> bool:
    """Return whether what follows a figure says whose or of when it is: "against 3 in China".

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        Then it is a figure of its own, not only what another one is compared with.
    """
    start, end = gap.tail
    names = said.inside(start, min(end, start + _NEAR), "entity", "pair", "china")
    return bool(names) or own_time(said, gap) is not None


def owned(said: Statement, gap: Gap) -> Time | None:
    """Return the time that owns a figure which another one is compared with.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    Time or None
        None but for "from the 7.2 percent of August" and "better than July's fall of 12.4%".
    """
    before = [t for t in said.times if gap.own[0] <= t.start and t.end <= gap.figure.start]
    based = [t for t in before[-1:] if t.is_base or is_start(said, gap)]
    told = [t for t in based if t.year or t.months or t.is_year_before]
    versus = tuple(cues.language(said.lang)["grammar"].get("versus", ()))
    told = [t for t in told if not said.low[t.start : t.end].endswith(versus)]
    if told and _is_linked(said, told[0], gap.figure.start):
        return told[0]
    words = tuple(cues.language(said.lang)["grammar"].get("owner", ()))
    owners = [t for t in before if t.is_base and t.months]
    owners = [t for t in owners if said.low[t.end :].lstrip().startswith(words)]
    return owners[-1] if owners else None


def _is_linked(said: Statement, time: Time, place: int) -> bool:
    """Whether no more than "of" stands between a time and a place."""
    between = rest = said.low[time.end : place]
    grammar = cues.language(said.lang)["grammar"]
    for word in grammar.get("attached", ()):
        rest = rest.replace(word, "")
    return any(word in between for word in grammar.get("link", ())) and not rest.strip(" +")


def behind(said: Statement, gap: Gap) -> int:
    """Return the place behind a figure and behind what is in brackets after it."""
    brackets = _BRACKETS.match(said.low, gap.figure.end)
    return brackets.end() if brackets else gap.figure.end


def is_start(said: Statement, gap: Gap) -> bool:
    """Return whether what follows a figure makes it the one that another is counted from.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        By the words behind it, and behind what is in brackets.
    """
    words = cues.language(said.lang)["grammar"].get("compared_behind", {})
    if not words:
        return False
    place = behind(said, gap)
    if gap.figure.text.endswith("か"):
        place -= 1  # 1.1%減か|ら
    after = said.low[place : place + _NEAR]
    return after.startswith(tuple(words["words"])) and not after.startswith(tuple(words["but"]))


def is_year_before(said: Statement, gap: Gap) -> bool:
    """Return whether an amount is that of the year before: "against 41.76 trillion a year ago".

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        By the words around it.
    """
    base = owned(said, gap)
    if base is not None and base.is_base and base.is_year_before:
        return True
    before = said.low[max(0, gap.figure.start - _NEAR) : gap.figure.start].rstrip()
    words = tuple(cues.language(said.lang)["grammar"].get("compared", ()))
    if gap.is_shared or not words or not before.endswith(words):
        return False
    start, end = gap.tail
    return any(start <= t.start < end and t.is_base and t.is_year_before for t in said.times)


def marked(said: Statement, gap: Gap) -> Figure:
    """Return a figure with the bounds that it has by the words around it.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    Figure
        Open above at a round mark; not open where another one exceeds it, nor where words such
        as "as much as" only say that it is much.
    """
    figure, grammar = gap.figure, cues.language(said.lang)["grammar"]
    reached = figure.qualifier == "<=" and figure.text.lower().startswith(
        tuple(grammar.get("reached", ()))
    )
    exceeded = figure.qualifier in (">", ">=") and owned(said, gap) is not None
    if (exceeded or reached) and figure.value is not None:
        half = figure.step / 2
        return replace(figure, low=figure.value - half, high=figure.value + half, qualifier="=")
    mark = said.low.startswith(tuple(grammar.get("mark", ())), figure.end)
    if not mark or figure.unit in RATIOS:
        return figure
    return replace(figure, high=None, qualifier=">=")
