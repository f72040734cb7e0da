"""Figures given in turn: "trade with A, B and C rose 1, 2 and 3 percent respectively"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from chinaecon.claims.cues import TRADE, Cue
from chinaecon.claims.dimension import RATES
from chinaecon.claims.partner import LIST
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic
from chinaecon.figures.figure import Figure

_FEWEST = 2


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
    for one in names(said, gap):
        if one.kind in ("measure", "negative"):
            sign = -1 if one.kind == "negative" else 1
            topic = replace(topic, measure=one.value, sign=sign, blocked="", is_certain=False)
        elif topic.measure in TRADE:
            from_before = topic.from_before - {"entity"}
            topic = replace(topic, entity=one.value, from_before=from_before, foreign="")
    return topic


def names(said: Statement, gap: Gap) -> list[Cue]:
    """Return the measure or the partner that stands at the place of a figure in the list before.

    The list is one of names, "exports and imports", or one of amounts: "exports were 5 billion and
    imports 3 billion, up 7 and 2 percent respectively".

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    list of Cue
        One of either kind, or none.
    """
    runs = (_run(said, cue) for cue in said.inside(0, len(said.text), "respectively"))
    run = next((run for run in runs if gap.figure in run), [])
    if not run:
        return []
    place = run.index(gap.figure)
    for kinds in (("measure", "negative"), ("entity", "pair")):
        lists = [cues for cues in _lists(said, run[0].start, kinds) if len(cues) == len(run)]
        if lists:
            return [lists[-1][place]]
    told = (_told(said, run, kinds) for kinds in (("measure", "negative"), ("entity", "pair")))
    return [own[place] for own in told if own]


def _told(said: Statement, run: Sequence[Figure], kinds: Sequence[str]) -> list[Cue]:
    """The names of as many amounts right before a run of rates, where each has another one."""
    before = [0, *(f.end for f in said.figures if f.start < run[0].start)]
    spans = [(end, f) for end, f in zip(before, said.figures, strict=False) if f not in run]
    amounts = [(end, f) for end, f in spans if f.unit not in RATES and f.start < run[0].start]
    named = [said.inside(end, f.start, *kinds)[-1:] for end, f in amounts[-len(run) :]]
    found = [cue for own in named for cue in own]
    differ = len({cue.value for cue in found}) == len(named) == len(run) == len(found)
    return found if differ and run[0].unit in RATES else []


def _run(said: Statement, cue: Cue) -> list[Figure]:
    """The figures that only a comma or an "and" parts, right before a word or behind it."""
    before = [f for f in said.figures if f.end <= cue.start]
    after = [f for f in said.figures if f.start >= cue.start]
    close = bool(before) and not _between(said, before[-1].end, cue.start).strip(",")
    run = before[-1:] if close else after[:1]
    for one, other in pairwise(before[::-1] if close else after):
        first, second = sorted((one, other), key=lambda f: f.start)
        parted = _between(said, first.end, second.start) not in LIST
        if parted or (one.unit in RATES) != (other.unit in RATES):
            break
        run = [other, *run] if close else [*run, other]
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
