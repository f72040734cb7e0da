"""What keeps a figure from being contradicted: another country may be meant, or a column."""

from __future__ import annotations

from collections.abc import Iterator

from chinaecon.claims import cues
from chinaecon.claims.bound import EARLIER, NO_CHINA, Context
from chinaecon.claims.part import TRADE
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic
from chinaecon.data import vocabulary

BODIES = ("fund", "institution", "programme", "company")


def doubted(said: Statement, gap: Gap, topic: Topic, context: Context) -> str:
    """Return why a figure that does not agree may still be right.

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
        Blank when nothing speaks for it.
    """
    return next(_doubts(said, gap, topic, context), "")


def _doubts(said: Statement, gap: Gap, topic: Topic, context: Context) -> Iterator[str]:
    if said.text.count("|") > 1:
        yield "a row of a table"
    if "measure" in topic.from_before and not _names_partner(said, gap, topic):
        yield EARLIER
    if _is_added(said, gap, topic):
        yield "what was added in a period, or what stood at its end"
    named = said.inside(0, len(said.text), "china", "entity", "pair")
    if topic.measure in cues.language("und")["worldwide"]["words"] and not (named or topic.entity):
        yield "the figure may be the world's"
    if said.is_traditional() and topic.counted == "USD" and gap.figure.unit == "CNY":
        yield "dollars may be meant, in which the text counts"
    if _is_passed(gap, topic):
        yield "when it was passed is not said"
    if topic.aside:
        yield f"an earlier sentence speaks of a part ({topic.aside})"
    yield from _no_china(said, topic, context)


def _no_china(said: Statement, topic: Topic, context: Context) -> Iterator[str]:
    """Whether neither the text nor the measure nor its owner says that it is China's."""
    known = context.is_china or said.names_only_china() or vocabulary.kind(topic.entity) in BODIES
    if not known and topic.measure not in cues.language("und")["only_china"]["words"]:
        yield NO_CHINA


def _is_passed(gap: Gap, topic: Topic) -> bool:
    """Whether a stock is said to have passed a mark, and only an earlier sentence names a time."""
    is_open = gap.figure.qualifier in (">", ">=") and "time" in topic.from_before
    return is_open and vocabulary.measures()[topic.measure].timing == ("stock",)


def _names_partner(said: Statement, gap: Gap, topic: Topic) -> bool:
    """Whether a clause goes on about the trade of the sentence before, with another partner."""
    start = min(gap.own[0], said.clause_start(gap.figure.start))
    own = said.inside(start, gap.figure.start, "entity", "pair")
    return bool(own) and topic.measure in TRADE


def _is_added(said: Statement, gap: Gap, topic: Topic) -> bool:
    """Whether a stock is said to have been built, and no end of a period is named."""
    if vocabulary.measures()[topic.measure].timing != ("stock",):
        return False
    words = cues.language(said.lang)["grammar"].get("added", ())
    before = said.low[gap.parts[0][0] : gap.figure.start]
    return any(word in before for word in words) and not said.inside(0, len(said.text), "end")
