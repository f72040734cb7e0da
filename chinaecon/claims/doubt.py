"""What keeps a figure that is bound from being contradicted: it may be of something else."""

from __future__ import annotations

from collections.abc import Iterator

from chinaecon import period as periods
from chinaecon.claims import cues
from chinaecon.claims.bound import NO_CHINA, Context
from chinaecon.claims.refusal import is_mutual
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import TRADE, Topic
from chinaecon.data import vocabulary
from chinaecon.figures.pattern import folded

_COUNTRY = 3  # letters of the code of a country


def doubted(said: Statement, gap: Gap, topic: Topic, context: Context, period: str) -> str:
    """Return what keeps a figure from being contradicted.

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
    period : str
        Of the figure; blank where none is named.

    Returns
    -------
    str
        Blank where nothing does.
    """
    return next(_doubts(said, gap, topic, context, period), "")


def _doubts(
    said: Statement, gap: Gap, topic: Topic, context: Context, period: str
) -> Iterator[str]:
    if said.text.count("|") > 1:
        yield "a row of a table"
    bare = gap.figure.unit is None and gap.figure.noun is None and gap.figure.step <= 1
    if bare and not said.has_words():
        yield "a bare number, whose unit no label names"
    yield from _whose(said, topic)
    if "measure" in topic.from_before:
        yield "only an earlier sentence names the measure"
    if _is_added(said, gap, topic):
        yield "what was added in a period, or what stood at its end"
    if period and periods.parse(period).end > context.today and not _is_declared(topic.measure):
        yield f"{period} was not over on {context.today}"
    owned = topic.measure not in TRADE and len(topic.entity) > _COUNTRY
    if not (context.is_china or owned or said.names_only_china()):
        yield NO_CHINA


def _whose(said: Statement, topic: Topic) -> Iterator[str]:
    """Another country's own count, which differs from China's or has vintages of its own."""
    entity = topic.entity
    dataset = vocabulary.measures()[topic.measure].dataset
    if len(entity) == _COUNTRY and entity != "CHN" and dataset in ("macro", "prices"):
        yield f"of {entity} one vintage alone is held"
    home = cues.language(said.lang)["grammar"].get("home", {})
    own = topic.measure == "total_trade" and entity and entity == home.get("country")
    if own and not any(word in folded(said.text) for word in home["china"]):
        yield f"may be as {entity} counts it"
    if topic.foreign and is_mutual(said, topic):
        yield f"words of another country's own statistics, perhaps ({topic.foreign})"


def _is_declared(measure: str) -> bool:
    """Whether a measure is one of plans, which are made before their time."""
    entry = vocabulary.measures()[measure]
    return entry.rounding == "declared" or "event" in entry.timing


def _is_added(said: Statement, gap: Gap, topic: Topic) -> bool:
    """Whether a stock is said to have been built, and no end of a period is named."""
    if vocabulary.measures()[topic.measure].timing != ("stock",):
        return False
    words = cues.language(said.lang)["grammar"].get("added", ())
    before = folded(said.text[gap.parts[0][0] : gap.figure.start])
    return any(word in before for word in words) and not said.inside(0, len(said.text), "end")
