"""Why a figure is not bound to a fact: a forecast, a part, another country's own."""

from __future__ import annotations

from collections.abc import Iterator

from chinaecon.claims import cues, series
from chinaecon.claims.bound import Context
from chinaecon.claims.cues import Cue
from chinaecon.claims.part import TRADE
from chinaecon.claims.sense import fits
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic
from chinaecon.data import vocabulary

_LEAD = 2  # words from the measure to the name: "with the"
_STOP = 12  # letters in which "of which" stands before a clause


def refused(said: Statement, gap: Gap, topic: Topic, context: Context) -> str:
    """Return why a figure is not bound at all.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    topic : Topic
        With the figure's measure.
    context : Context
        What stands around the sentence.

    Returns
    -------
    str
        Blank when nothing speaks against it.
    """
    figure = gap.figure
    if figure.value is None:
        return figure.reason or "the figure cannot be read for sure"
    if not topic.measure:
        return "no measure is named"
    return next(_reasons(said, gap, topic, context), "")


def _reasons(said: Statement, gap: Gap, topic: Topic, context: Context) -> Iterator[str]:
    figure = gap.figure
    yield from _forecast(said, gap, topic)
    yield from _others(said, gap, topic)
    if not context.is_china and said.is_foreign(figure.end):
        yield "the text does not speak of China"
    if topic.foreign and (topic.is_abroad or topic.measure.partition("_growth")[0] in TRADE):
        yield f"not a figure of China's own, or not clearly so ({topic.foreign})"
    if topic.source and topic.measure.partition("_growth")[0] in TRADE:
        yield f"not of the statistics of customs ({topic.source})"
    if not fits(figure, topic.measure):
        yield f"{figure.unit or figure.noun or 'a bare number'} is no unit of {topic.measure}"


def _forecast(said: Statement, gap: Gap, topic: Topic) -> Iterator[str]:
    """What somebody expects; but a target, or an amount that is announced, is a fact."""
    found = said.inside(0, gap.figure.start, "forecast")
    known = vocabulary.measures()[topic.measure]
    is_plan = known.rounding == "declared" or "event" in known.timing
    found = found or _behind(said, gap) or _expected(said, gap)
    if found and not topic.measure.endswith("_target") and not is_plan:
        yield f"said as a forecast or plan ({said.words(found[-1].start, found[-1].end)})"


def _expected(said: Statement, gap: Gap) -> list[Cue]:
    """A word such as "below market expectations" right before a figure: it is the expectation."""
    words = tuple(cues.language(said.lang)["forecast"].get("words", ()))
    return [
        c
        for c in said.plain
        if gap.own[0] <= c.start
        and c.end <= gap.figure.start
        and said.low[c.start : c.end].endswith(words)
        and not said.low[c.end : gap.figure.start].strip("的为是 ")
    ]


def _behind(said: Statement, gap: Gap) -> list[Cue]:
    """The words behind a figure that make it a forecast, unless a fact is told between."""
    told = tuple(cues.language(said.lang)["forecast"].get("told", ()))
    for cue in said.inside(gap.figure.end, len(said.text), "expected"):
        if not any(word in said.low[gap.figure.end : cue.start] for word in told):
            return [cue]
    return []


def _others(said: Statement, gap: Gap, topic: Topic) -> Iterator[str]:
    """A part of the measure, a figure per head, or one of several given in turn."""
    if said.inside(0, len(said.text), "respectively") and not series.names(said, gap):
        yield "several figures are given for several things in turn"
    if _is_part(said, gap):
        yield "a part of what stands before it"
    is_ratio = " per " in vocabulary.measures()[topic.measure].unit
    if not is_ratio and any(gap.own[0] <= place < gap.tail[1] for place in said.bases):
        yield f"a figure per head or the like is no {topic.measure}"
    stranger = _stranger(said, gap)
    if stranger and topic.measure.partition("_growth")[0] in TRADE:
        yield f"a partner that the data do not know ({stranger})"
    if topic.blocked and topic.is_certain:
        yield f"a part of the measure, or another one ({topic.blocked})"


def _stranger(said: Statement, gap: Gap) -> str:
    """A name that no vocabulary has where the partner of trade is named: trade with Narnia."""
    before = cues.language(said.lang)["partner"].get("before", ())
    measures = said.inside(gap.own[0], gap.tail[1], "measure", "negative")
    for start, end in said.unknown(gap.own[0], gap.tail[1]):
        for cue in measures if said.text[start].isupper() else ():
            between = said.low[cue.end : start].split()
            if 0 < len(between) <= _LEAD and between[0] in before:
                return said.words(start, end)
    return ""


def _is_part(said: Statement, gap: Gap) -> bool:
    """Whether "of which" leads to a figure that names no measure or partner of its own."""
    before = said.inside(gap.parts[0][0] - _STOP, gap.figure.start, "among")
    start = min([gap.own[0], *(c.start for c in before)])
    own = said.inside(start, gap.figure.end, "measure", "negative", "entity", "pair", "again")
    behind = said.inside(*gap.tail, "measure", "negative", "entity", "pair")
    return bool(before) and not (own or behind or said.times_inside(*gap.own))
