"""Why a figure is not bound to a fact: a forecast, a part, another country's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chinaecon.claims import cues, evidence, series
from chinaecon.claims.bound import Context
from chinaecon.claims.cues import TRADE, Cue
from chinaecon.claims.partner import LIST
from chinaecon.claims.sense import fits
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic
from chinaecon.data import vocabulary
from chinaecon.figures.figure import Figure

_NAMES = ("measure", "negative", "inverse")
_LEAD = 2  # words from the measure to the name: "with the"
_NEAR, _OPENING = 14, 14  # letters
_LISTED = re.compile(r"\b(?:and|và)\b|และ|[和与とや]")
_SIDE = 16
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")
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
    if _is_dated(said, figure):
        yield "the number before it may be its year"
    yield from _forecast(said, gap, topic)
    yield from _others(said, gap, topic)
    if not fits(figure, topic.measure):
        yield f"{figure.unit or figure.noun or 'a bare number'} is no unit of {topic.measure}"
    if not context.is_china and said.is_foreign(figure.end):
        yield "the text does not speak of China"
    abroad = topic.is_abroad and not evidence.is_held(topic.measure, topic.entity)
    abroad = abroad or topic.measure.partition("_growth")[0] in TRADE
    mirrored = topic.is_mirrored
    if mirrored and not (topic.entity or said.inside(0, len(said.text), "whole")):
        yield "whose trade with China is told is not understood"
    if topic.foreign and abroad and not mirrored and not is_mutual(said, topic):
        yield f"not a figure of China's own, or not clearly so ({topic.foreign})"
    if topic.source and topic.measure.partition("_growth")[0] in TRADE:
        yield f"not of the statistics of customs ({topic.source})"
    side = said.inside(gap.figure.end, min(gap.tail[1], gap.figure.end + _SIDE), "foreign")
    worth = topic.measure == "total_trade" and topic.entity and "entity" not in topic.from_before
    if side and not mirrored and not worth and not gap.is_shared and topic.measure in TRADE:
        yield f"told from another country's side ({said.words(side[0].start, side[0].end)})"


def _is_dated(said: Statement, figure: Figure) -> bool:
    """Whether a bare number that may be a year stands right before: "2016 -2.0, 2017 10.8"."""
    lead = said.text[: figure.start].rstrip()
    place = len(lead) - len("2017")
    return bool(_YEAR.search(lead)) and any(f.start == place for f in said.figures)


def is_mutual(said: Statement, topic: Topic) -> bool:
    """Return whether another country's trade is told that is also China's: "trade with China".

    Parameters
    ----------
    said : Statement
        The sentence.
    topic : Topic
        With the figure's measure.

    Returns
    -------
    bool
        By the words that speak of another country.
    """
    words = cues.language(said.lang)["grammar"].get("mutual", ())
    return topic.measure == "total_trade" and cues.plain(topic.foreign, said.lang) in words


def _forecast(said: Statement, gap: Gap, topic: Topic) -> Iterator[str]:
    """What somebody expects; but a target, or an amount that is announced, is a fact."""
    found = said.inside(_scope(said, gap), gap.figure.start, "forecast")
    found = [c for c in found if not _is_past(said, gap, c) and not _is_beaten(said, gap, c)]
    known = vocabulary.measures()[topic.measure]
    is_plan = known.rounding == "declared" or "event" in known.timing
    found = found or _behind(said, gap) or _expected(said, gap)
    if found and not topic.measure.endswith("_target") and not is_plan:
        yield f"said as a forecast or plan ({said.words(found[-1].start, found[-1].end)})"


def _expected(said: Statement, gap: Gap) -> list[Cue]:
    """Words such as "below expectations of" right before a figure: it is what was expected.

    Not where they stand at the verb, 超预期增长8.4%.
    """
    words = tuple(cues.language(said.lang)["forecast"].get("words", ()))
    return [
        c
        for c in said.plain
        if gap.own[0] <= c.start
        and c.end <= gap.figure.start
        and said.low[c.start : c.end].endswith(words)
        and not said.low[c.end : gap.figure.start].strip("的为是 ")
        and not (c.end == gap.figure.start and said.inside(c.end, c.end + 1, "growth"))
    ]


def _behind(said: Statement, gap: Gap) -> list[Cue]:
    """The words behind a figure that make it a forecast, unless a fact is told between."""
    told = tuple(cues.language(said.lang)["forecast"].get("told", ()))
    for cue in said.inside(gap.figure.end, len(said.text), "expected"):
        if said.is_spaced() and _is_anothers(said, gap, cue):
            continue
        if not any(word in said.low[gap.figure.end : cue.start] for word in told):
            return [cue]
    return []


def _is_anothers(said: Statement, gap: Gap, cue: Cue) -> bool:
    """Whether a forecast is another figure's: one between, or one right behind the words."""
    later = [f.start for f in said.figures if f.start >= gap.figure.end]
    ahead = [start for start in later if start >= cue.end]
    own = bool(ahead) and not any(cue.end <= s.start < ahead[0] for s in said.stops)
    return own or any(start < cue.start for start in later)


def _scope(said: Statement, gap: Gap) -> int:
    """Where the statement begins that a figure belongs to: at "while imports", of their own."""
    words = cues.language(said.lang)["grammar"].get("resets", ())
    for stop in reversed(said.stops):
        if stop.end > gap.figure.start:
            continue
        opens = said.low[stop.start : stop.end + _OPENING].lstrip(" ,;，；")
        own = said.inside(stop.end, gap.figure.start, "measure", "negative")
        own = own or ([] if gap.is_shared else said.inside(*gap.tail, "measure", "negative"))
        if own and (stop.is_hard or opens.startswith(tuple(words))):
            return stop.end
    return 0


def _is_past(said: Statement, gap: Gap, cue: Cue) -> bool:
    """Whether a forecast was only compared with: "more than the 2 percent expected, to ..."."""
    compared = any(c.end > cue.start - _NEAR for c in said.inside(0, cue.start, "base"))
    return compared and any(f.start > cue.start and f.end <= gap.figure.start for f in said.figures)


def _is_beaten(said: Statement, gap: Gap, cue: Cue) -> bool:
    """Whether a fact is only said to differ from a forecast: "above all expectations, at 3.5%"."""
    words = "|".join(cues.language(said.lang)["grammar"].get("beaten", ()))
    before = said.low[max(0, cue.start - 2 * _OPENING) : cue.start]
    if not words or not re.search(rf"\b(?:{words})\s(?:[\w’'-]+\s){{0,3}}$", before):
        return False
    links = cues.language(said.lang)["grammar"].get("moves_in", ())
    after = said.low[cue.end : gap.figure.start].split()
    return not (after and after[0] in links and len(after) <= _LEAD + 1)


def _others(said: Statement, gap: Gap, topic: Topic) -> Iterator[str]:
    """A part of the measure, a figure per head, or one of several given in turn."""
    if _in_turn(said, gap) and not series.names(said, gap):
        yield "several figures are given for several things in turn"
    if _is_part(said, gap, topic):
        yield "a part of what stands before it"
    is_ratio = " per " in vocabulary.measures()[topic.measure].unit
    if not is_ratio and any(gap.own[0] <= place < gap.tail[1] for place in said.bases):
        yield f"a figure per head or the like is no {topic.measure}"
    stranger = _stranger(said, gap)
    if stranger and topic.measure.partition("_growth")[0] in TRADE:
        yield f"a partner that the data do not know ({stranger})"
    if topic.measure in TRADE and _is_turned(said, gap, topic):
        yield "the other way of the trade that stands before it"
    if topic.blocked and topic.is_certain:
        yield f"a part of the measure, or another one ({topic.blocked})"


def _is_turned(said: Statement, gap: Gap, topic: Topic) -> bool:
    """Whether words such as "in the other direction" alone name what is traded."""
    grammar = cues.language(said.lang)["grammar"]
    turned = grammar.get("other_way", ())
    for word in (*turned, *grammar.get("opposite", ())):
        place = said.low.find(word, gap.own[0], gap.figure.start)
        if place >= 0:
            known = word in turned and topic.measure in ("exports", "imports")
            return not (known or said.inside(place, gap.figure.start, *_NAMES))
    return False


def _in_turn(said: Statement, gap: Gap) -> bool:
    """Whether a figure is one of a list: of those that "respectively" stands at, or of a pair."""
    run = _run(said, gap.figure)
    if len(run) < 2:
        return False
    start = max([0, *(f.end for f in said.figures if f.end <= run[0].start)])
    later = [f.start for f in said.figures if f.start >= run[-1].end]
    if said.inside(start, min([*later, len(said.text)]), "respectively"):
        return True
    names = said.inside(start, run[0].start, "measure", "negative", "entity")
    both = names and _LISTED.search(said.low[names[-1].start : names[-1].end])
    between = said.low[names[-2].end : names[-1].start] if len(names) > 1 else "."
    listed = between.strip() in LIST and names[-1].kind == names[-2].kind
    return bool(both) or listed


def _run(said: Statement, figure: Figure) -> list[Figure]:
    """The figures of one unit that follow upon one another with no more than "and" between."""
    run: list[Figure] = []
    for one in said.figures:
        last = run[-1] if run else None
        between = said.low[last.end : one.start].strip() if last else ""
        joined = last is not None and last.unit == one.unit and between in LIST
        if not joined and figure in run:
            break
        run = [*run, one] if joined else [one]
    return run if figure in run else []


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


def _is_part(said: Statement, gap: Gap, topic: Topic) -> bool:
    """Whether "of which" leads to a figure that names no measure or partner of its own."""
    before = said.inside(gap.parts[0][0] - _STOP, gap.figure.start, "among")
    ends = {f.end + 1 for f in said.figures}  # "5 billion of this, an increase of 3 percent"
    before = [c for c in before if not (said.is_spaced() and c.start in ends)]
    start = min([gap.own[0], *(c.start for c in before)])
    whose = () if topic.measure in TRADE else ("china",)
    kinds = ("measure", "negative", "inverse", "entity", "pair", "again", *whose)
    own = said.inside(start, gap.figure.end, *kinds)
    behind = said.inside(*gap.tail, "measure", "negative", "entity", "pair")
    return bool(before) and not (own or behind or said.times_inside(*gap.own))
