"""What keeps a figure that is bound from being contradicted: it may be of something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chinaecon import period as periods
from chinaecon.claims import cues, dating, evidence, trading
from chinaecon.claims.bound import EARLIER, IN_DOLLARS, NO_CHINA, PARTNERS_OWN, Context
from chinaecon.claims.cues import TRADE
from chinaecon.claims.dimension import RATIOS
from chinaecon.claims.partner import is_partner
from chinaecon.claims.refusal import is_mutual
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic
from chinaecon.data import vocabulary

_YEAR = re.compile(r"(?:19|20|25)\d\d")
BODIES = ("fund", "institution", "programme", "company")
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
    yield from _of_what(said, gap, topic)
    yield from _of_whom(said, topic)
    yield from _of_whose(said, gap, topic)
    yield from _of_when(said, gap, topic, context, period)
    yield from _no_china(said, topic, context)


def _of_what(said: Statement, gap: Gap, topic: Topic) -> Iterator[str]:
    """A measure or unit that is not said for sure."""
    if said.text.count("|") > 1:
        yield "a row of a table"
    bare = gap.figure.unit is None and gap.figure.noun is None and gap.figure.step <= 1
    if bare and not said.has_words():
        yield "a bare number, whose unit no label names"
    told = _names_partner(said, gap, topic) or _goes_on(said, gap)
    if "measure" in topic.from_before and not told:
        yield EARLIER
    if said.is_traditional() and topic.counted == "USD" and gap.figure.unit == "CNY":
        yield IN_DOLLARS
    if topic.aside:
        yield f"an earlier sentence speaks of a part ({topic.aside})"


def _of_when(
    said: Statement, gap: Gap, topic: Topic, context: Context, period: str
) -> Iterator[str]:
    """A period that is not said for sure, or was not over when the text was written."""
    if _is_added(said, gap, topic):
        yield "what was added in a period, or what stood at its end"
    if _is_passed(gap, topic):
        yield "when it was passed is not said"
    if period and _is_open(topic, period, context):
        yield f"{period} was not over on {context.today}"
    if dating.is_unsaid(said, gap):
        yield "when it was so is not said"
    years = {t.year for t in said.times if t.year and _YEAR.search(said.text, t.start, t.end)}
    if period and years and not years & _years(period):
        yield f"the sentence names another year, {min(years)}"


def _is_open(topic: Topic, period: str, context: Context) -> bool:
    """Whether a period is not over yet, and no plan is told, nor how a bank stands by now."""
    span = periods.parse(period)
    if span.end <= context.today or _is_declared(topic.measure):
        return False
    is_bank = vocabulary.kind(topic.entity) == "institution"
    stands = is_bank and vocabulary.measures()[topic.measure].timing == ("stock",)
    return not (stands and span.start <= context.today)


def _years(period: str) -> set[int]:
    """The years of which a sentence may name one beside a period: its own, and those around."""
    span = periods.parse(period)
    return set(range(span.start.year - 1, span.end.year + 2))


def _of_whom(said: Statement, topic: Topic) -> Iterator[str]:
    """Another country's own count, which differs from China's or has vintages of its own."""
    named = topic.entity or said.inside(0, len(said.text), "china", "entity", "pair", "whole")
    if topic.measure in cues.language("und")["worldwide"]["words"] and not named:
        yield "the figure may be the world's"
    entity = topic.entity
    dataset = vocabulary.measures()[topic.measure].dataset
    if len(entity) == _COUNTRY and entity != "CHN" and dataset in ("macro", "prices"):
        yield f"of {entity} one vintage alone is held"


def _of_whose(said: Statement, gap: Gap, topic: Topic) -> Iterator[str]:
    """The partner's own count of trade, unless it is in yuan: only China counts in it."""
    if topic.is_mirrored and not topic.foreign and not trading.is_agent(said, topic.entity):
        yield "words that do not say who buys or sells"
    if topic.measure == "trade_balance" and topic.sign < 0 and _is_anybodys(said, gap, topic):
        yield "words that do not say whose deficit it is"
    official = said.inside(0, len(said.text), "official")  # as China's customs count it
    if topic.measure not in TRADE or official or _is_in_yuan(said, gap, topic):
        return
    home = cues.language(said.lang)["grammar"].get("home", {})
    mutual = topic.measure == "total_trade" or topic.is_mirrored
    own = mutual and topic.entity and topic.entity == home.get("country")
    if own and not any(word in said.low for word in home["china"]):
        yield f"{PARTNERS_OWN} (as {topic.entity} counts it)"
    if topic.is_mirrored or (topic.foreign and is_mutual(said, topic)):
        yield f"{PARTNERS_OWN} ({topic.foreign or topic.entity})"


def _is_anybodys(said: Statement, gap: Gap, topic: Topic) -> bool:
    """Whether the partner of an earlier sentence may own a balance: "its deficit with it"."""
    inherited = bool(topic.entity) and "entity" in topic.from_before
    return inherited and not said.inside(0, gap.tail[1], "china")


def _is_in_yuan(said: Statement, gap: Gap, topic: Topic) -> bool:
    """Whether a figure is counted in yuan, or is the growth of what is."""
    partner = gap.partner.unit if gap.partner else None
    if gap.figure.unit not in RATIOS:
        return "CNY" in (gap.figure.unit, partner)
    bases = said.inside(gap.own[0], gap.tail[1], "basis")
    return (bases[-1].value.upper() if bases else topic.basis or topic.money) == "CNY"


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
    """Whether a clause goes on about the measure of the sentence before, of another owner."""
    start = min(gap.own[0], said.clause_start(gap.figure.start))
    own = said.inside(start, gap.figure.start, "entity", "pair")
    told = any(is_partner(said, cue, own) for cue in own)
    clear = not said.unknown(start, gap.figure.start)
    goods = cues.language(said.lang)["grammar"].get("goods", ())
    clause = said.low[start : gap.figure.start].split()
    if not own or (said.is_spaced() and not {*goods}.isdisjoint(clause)):
        return False  # "Americans received goods for" is told by a verb
    if topic.measure in TRADE:
        return told or clear
    return clear and evidence.is_held(topic.measure, own[-1].value)


def _goes_on(said: Statement, gap: Gap) -> bool:
    """Whether a sentence goes on about what was told with a pronoun: "that was 3% more than"."""
    words = cues.language(said.lang)["grammar"].get("pronouns", ())
    start = gap.parts[0][0]
    told = said.low[start : gap.figure.start].replace(",", " ").split()
    own = said.inside(start, gap.figure.start, "entity", "pair", "part", "foreign", "rival")
    is_rate = gap.figure.unit in RATIOS and not {*told}.isdisjoint(words)
    return is_rate and not own and not said.unknown(start, gap.figure.start)


def _is_declared(measure: str) -> bool:
    """Whether a measure is one of plans, which are made before their time."""
    entry = vocabulary.measures()[measure]
    return entry.rounding == "declared" or "event" in entry.timing


def _is_added(said: Statement, gap: Gap, topic: Topic) -> bool:
    """Whether a stock is said to have been built, and no end of a period is named."""
    if vocabulary.measures()[topic.measure].timing != ("stock",):
        return False
    words = cues.language(said.lang)["grammar"].get("added", ())
    before = said.low[gap.parts[0][0] : gap.figure.start]
    return any(word in before for word in words) and not said.inside(0, len(said.text), "end")
