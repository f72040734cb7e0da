"""Aspects of a measure that are measures of their own: what was added, granted, per person."""

from __future__ import annotations

from chinaecon.claims import cues
from chinaecon.claims.cues import Cue
from chinaecon.claims.dimension import RATIOS
from chinaecon.claims.sense import is_of_whole, is_share
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic
from chinaecon.data import vocabulary

_RATES = ("world", "mom", "real")  # aspects that are percentages
_BEHIND = ("world", "mom")  # aspects that stand behind their figure: "0.4 percent on the month"
_RIGHT_BEHIND = ("per", "world")  # those that touch it: "16 per ten thousand people"
_NEAR = 4
_KINDS = ("granted", "applied", "disbursed")  # those that are named in short after another


def meant(said: Statement, gap: Gap, topic: Topic) -> tuple[str, str]:
    """Return the measure that is meant where a figure is of one aspect of the one named.

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
    tuple of str
        What was added to a stock, how many there are per ten thousand people, or the share of
        the world, and blank; or the measure and the reason why the figure is none of it.
    """
    found = said.inside(said.reach(gap), gap.figure.end, "aspect")
    found = found or _behind(said, gap)
    known = vocabulary.measures().get(topic.measure)
    if known is None or " per " in known.unit:
        return topic.measure, ""
    if not found and _is_of_world(said, gap):
        return topic.measure, "a share of the world"
    if not found:
        per_head = any(gap.own[0] <= place < gap.tail[1] for place in said.bases)
        per = cues.language("und")["aspect"]["per"] if per_head else {}
        return per.get(topic.measure, topic.measure), ""
    value = found[-1].value
    percent = gap.figure.unit in RATIOS
    share = is_share(said, gap, topic) or is_of_whole(said, gap)
    if percent != (value in _RATES) or (value == "world" and not share):
        return topic.measure, ""
    own = said.inside(*gap.own, "measure", "negative")
    named = cues.language("und")["aspect"][value].get(topic.measure, "")
    if value in _KINDS and (not named or own):
        return topic.measure, ""
    counted = value not in ("world", "real", "head") and known.timing != ("stock",)
    if named or value == "mom" or counted:
        return named or topic.measure, ""
    words = said.words(found[-1].start, found[-1].end)
    return topic.measure, f"an aspect of {topic.measure} that is not held ({words})"


def _behind(said: Statement, gap: Gap) -> list[Cue]:
    """The aspects behind a figure that belong to it."""
    touching = said.inside(gap.figure.end, gap.figure.end + _NEAR, "aspect")
    touching = [c for c in touching if not said.low[gap.figure.end : c.start].strip()]
    found = [c for c in touching if c.value in _RIGHT_BEHIND]
    if found or gap.is_shared or not said.is_spaced():
        return found
    return [c for c in said.inside(*gap.tail, "aspect") if c.value in _BEHIND]


def _is_of_world(said: Statement, gap: Gap) -> bool:
    """Whether a percentage is one of all that the world has: "of the world's stations 60%"."""
    words = tuple(cues.language(said.lang)["grammar"].get("worldwide", ()))
    named = said.inside(*gap.own, "measure")
    world = any(said.low[: c.start].rstrip().endswith(words) for c in named[-1:])
    return world and gap.figure.unit in RATIOS and is_of_whole(said, gap)
