"""Figures given in turn: "trade with A, B and C rose 1, 2 and 3 percent respectively"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from chinaecon.claims.cues import TRADE, Cue
from chinaecon.claims.partner import LIST
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic
from chinaecon.figures.figure import Figure

_FEWEST = 2
_RATIOS = ("percent", "percentage_point")


def named(said: Statement, gap: Gap, topic: Topic) -> Topic:
    """Return the topic with what a figure is of by its place among those given in turn.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    topic : Topic
        With the figure's measure.

    Returns
    -------
    Topic
        Unchanged where nothing is given in turn, or it is not clear in which.
    """
    own = names(said, gap)
    measures = [c for c in own if c.kind in ("measure", "negative")]
    if measures:
        sign = -1 if measures[0].kind == "negative" else 1
        return replace(topic, measure=measures[0].value, sign=sign, blocked="", is_certain=False)
    if own and topic.measure in TRADE:
        from_before = topic.from_before - {"entity"}
        return replace(topic, entity=own[0].value, from_before=from_before, foreign="")
    return topic


def names(said: Statement, gap: Gap) -> list[Cue]:
    """Return the measure or the partner that stands at the place of a figure in the list before.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    list of Cue
        One, or none.
    """
    words = [c.start for c in said.inside(0, gap.figure.start, "respectively")]
    if not words:
        return []
    run = _run(said, words[-1])
    starts = [figure.start for figure in run]
    if gap.figure.start not in starts:
        return []
    place = starts.index(gap.figure.start)
    for kinds in (("measure", "negative"), ("entity", "pair")):
        lists = [cues for cues in _lists(said, words[-1], kinds) if len(cues) == len(run)]
        if lists:
            return [lists[-1][place]]
    return []


def _run(said: Statement, start: int) -> list[Figure]:
    """The figures from a place on that only a comma or an "and" parts."""
    after = [f for f in said.figures if f.start >= start]
    run = after[:1]
    for one, other in pairwise(after):
        if (one.unit in _RATIOS) != (other.unit in _RATIOS) or _between(
            said, one.end, other.start
        ) not in LIST:
            break
        run.append(other)
    return run if len(run) >= _FEWEST else []


def _lists(said: Statement, end: int, kinds: Sequence[str]) -> Iterator[list[Cue]]:
    """The lists of names before a place, each of different ones that only a comma parts."""
    found = said.inside(0, end, *kinds)
    run = found[:1]
    for one, other in pairwise(found):
        if other.start < one.end:
            continue
        if _between(said, one.end, other.start) not in LIST:
            yield run
            run = []
        run = [*run, other]
    yield run


def _between(said: Statement, start: int, end: int) -> str:
    return said.low[start:end].strip()
