"""Trade told by verbs or from the partner's side: what a partner buys China exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chinaecon.claims import cues, sentence
from chinaecon.claims.cues import TRADE, Cue
from chinaecon.claims.dimension import RATIOS
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic

_MIRROR = {"exports": "imports", "imports": "exports"}
_REACH = 16


def told(said: Statement, gap: Gap, topic: Topic) -> tuple[list[Cue], bool]:
    """Return the measure that a verb of buying or selling gives, seen from China.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    topic : Topic
        What has been said before: trade perhaps.

    Returns
    -------
    tuple
        One cue, or none where the verb is not one of trade between China and a partner; and
        whether it is the partner that buys or sells.

    Examples
    --------
    >>> from datetime import date
    >>> text = "Germany bought Chinese goods for 761.8 billion yuan."
    >>> said = Statement(text, 0, len(text), "en", date(2025, 1, 20))
    >>> [cue.value for cue in told(said, next(said.gaps()), Topic())[0]]
    ['exports']
    """
    verb = _verb(said, gap, topic.measure in _MIRROR)
    if verb is None or verb.kind != "inverse" or gap.figure.unit is None:
        return [], False
    named = said.names_china(verb)
    clause = said.inside(said.clause_start(verb.start), gap.figure.end, "china")
    if gap.figure.unit in RATIOS and not (named or clause):
        return [], False
    agent = None if named else _agent(said, verb)
    china = agent.kind == "china" if agent else not named and _goes_on(said, gap, topic)
    others = said.inside(0, len(said.text), *(("entity", "pair") if china else ("china",)))
    if not (topic.measure in TRADE or others or named or (china and _is_more(said, gap))):
        return [], False
    if china:
        return [replace(verb, value=_MIRROR.get(verb.value, verb.value))], False
    return [verb], True


def _verb(said: Statement, gap: Gap, is_trade: bool) -> Cue | None:
    """The last verb of trade before a figure, or where verbs stand last the first one behind."""
    kinds = ("inverse", "measure", "negative")
    verbs = said.inside(gap.parts[0][0], gap.figure.start, *kinds)
    verbs = [c for c in verbs if c.kind != "inverse" or is_trade or not _is_vague(said, gap, c)]
    if verbs or not cues.language(said.lang)["grammar"].get("object_behind"):
        return verbs[-1] if verbs else _spent_on(said, gap)
    behind = said.inside(*gap.tail, *kinds)
    return behind[0] if behind and not gap.is_shared else None


def _goes_on(said: Statement, gap: Gap, topic: Topic) -> bool:
    """Whether China is who was last said to sell or buy: "to India it sold 5, with Italy ..."."""
    names = said.inside(0, gap.figure.start, "entity", "pair")
    with_whom = bool(names) and all(is_object(said, name) for name in names)
    said_here = "measure" not in topic.from_before or with_whom
    return topic.measure in _MIRROR and not topic.is_mirrored and said_here


def _spent_on(said: Statement, gap: Gap) -> Cue | None:
    """The verb behind an amount that is said to be spent: "China spent 5 billion buying"."""
    lead = f" {said.low[gap.own[0] : gap.figure.start]} "
    words = cues.language(said.lang)["grammar"].get("spends", ())
    if not any(f" {w} " in lead if said.is_spaced() else w in lead for w in words):
        return None
    verbs = said.inside(gap.tail[0], min(gap.tail[1], gap.tail[0] + _REACH), "inverse")
    return verbs[0] if verbs else None


def _is_more(said: Statement, gap: Gap) -> bool:
    """Whether a rate tells how much more is traded: "China shipped 30 percent more"."""
    words = cues.language(said.lang)["grammar"].get("quantity", ())
    own = said.low[gap.figure.start : gap.figure.end + len(" fewer")].split()
    return gap.figure.unit in RATIOS and not {*words}.isdisjoint(own)


def _is_vague(said: Statement, gap: Gap, verb: Cue) -> bool:
    """Whether a verb is one of trade with goods alone, and none are named: "received 5 billion"."""
    grammar = cues.language(said.lang)["grammar"]
    if _is_more(said, gap):
        return False
    vague = said.low[verb.start : verb.end] in grammar.get("vague", ())
    if not vague or (not said.is_spaced() and said.inside(*gap.own, "pair")):
        return False
    clause = said.low[gap.own[0] : said.clause_end(gap.figure.end)]
    return not any(word in clause for word in grammar.get("goods", ()))


def mirrored(said: Statement, gap: Gap, topic: Topic) -> Topic:
    """Return the topic seen from China where it is told from the side of one partner.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    topic : Topic
        With the figure's measure as it is told: "Germany's imports from China".

    Returns
    -------
    Topic
        Unchanged where it is told from China's side, names other foreign words than "from
        China", or no partner or several.
    """
    if topic.is_mirrored or topic.measure not in TRADE:
        return topic
    is_agents = _is_agents(said, gap)
    if not (topic.foreign or is_agents):
        return topic
    foreign = said.inside(0, gap.tail[1], "foreign")
    names = {c.value for c in said.inside(*gap.own, "entity", "pair")}
    alone = topic.entity and " " not in topic.entity and "entity" not in topic.from_before
    told = bool(foreign or is_agents) and all(map(said.names_china, foreign))
    if not alone or len(names) > 1 or not told:
        return topic
    measure = _MIRROR.get(topic.measure, topic.measure)
    sign = -topic.sign if measure == "trade_balance" else topic.sign
    return replace(topic, measure=measure, sign=sign, is_mirrored=True)


def _is_agents(said: Statement, gap: Gap) -> bool:
    """Whether China stands behind an amount of a partner: "Italy sold 5 billion to China"."""
    named = said.inside(*gap.own, "measure", "negative")
    behind = said.inside(gap.tail[0], min(gap.tail[1], gap.tail[0] + _REACH), "foreign")
    china = [c for c in said.inside(*gap.own, "china") if named and c.start == named[-1].end]
    whose = tuple(cues.language(said.lang).get("subject", {}).get("possessive", ()))
    behind += [c for c in china if not said.low.startswith(whose, c.start)]
    agent = _agent(said, named[-1]) if named and not gap.is_shared else None
    return agent is not None and agent.kind == "entity" and any(map(said.names_china, behind))


def turned(said: Statement, gap: Gap, topic: Topic) -> Topic:
    """Return the topic with the other flow, which "in the other direction" alone names.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    topic : Topic
        With the flow that is spoken of, and that of the figure before.

    Returns
    -------
    Topic
        Unchanged where no flow is spoken of.
    """
    is_behind = said.is_spaced() and not gap.is_shared
    end = gap.tail[1] if is_behind else gap.figure.start  # "55 billion came the other way"
    for word in cues.language(said.lang)["grammar"].get("other_way", ()):
        place = said.low.find(word, gap.own[0], end)
        named = said.inside(max(place, 0), gap.figure.start, "measure", "negative", "inverse")
        if place < 0 or named:
            continue
        flows = [c.value for c in said.inside(0, place, "measure")]
        known = [m for m in (*flows, topic.measure, topic.spoken) if m in _MIRROR]
        if known:
            blocked = "" if said.is_spaced() else topic.blocked
            before = topic.from_before - {"measure"}
            flow = _MIRROR[known[-1]]
            return replace(topic, measure=flow, sign=1, blocked=blocked, from_before=before)
    return topic


def directed(said: Statement, gap: Gap, topic: Topic) -> Topic:
    """Return the topic with the way that a clause tells by a preposition alone.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    topic : Topic
        Of trade, where it is.

    Returns
    -------
    Topic
        Of exports behind "To the US:", of imports behind "From Japan".
    """
    ways = cues.language(said.lang)["grammar"].get("directed", {})
    if topic.measure not in TRADE or topic.foreign:
        return topic
    for start, end in reversed(gap.parts):
        if said.inside(start, end, "measure", "negative", "inverse"):
            break
        names = [c.start for c in said.inside(start, end, "entity")]
        for measure, words in ways.items():
            if _opens(said, start, names, words):
                return replace(topic, measure=measure, sign=1, is_mirrored=False)
    return topic


def _opens(said: Statement, start: int, names: Sequence[int], words: Sequence[str]) -> bool:
    """Whether a clause opens with one of some words and a name right behind it."""
    place = start + len(said.low[start:]) - len(said.low[start:].lstrip(" ,;:."))
    lead = said.low[place : names[0]].split() if names else []
    articles = cues.language(said.lang)["partner"].get("article", ())
    return lead[:1] != [] and lead[0] in words and all(word in articles for word in lead[1:])


def is_agent(said: Statement, code: str) -> bool:
    """Return whether a partner is named as who buys or sells, or a verb says from or to whom."""
    names = said.inside(0, len(said.text), "entity", "pair")
    verbs = said.inside(0, len(said.text), "inverse")
    subject = any(c.value == code and not is_object(said, c) for c in names)
    return subject or any(map(said.names_china, verbs))


def _agent(said: Statement, verb: Cue) -> Cue | None:
    """Who buys or sells: the last name before the verb that is no object of another word."""
    names = said.inside(0, verb.start, "entity", "pair", "china")
    subject = next((name for name in names if name.end == verb.start - 1), None)
    return subject or next((name for name in reversed(names) if not is_object(said, name)), None)


def is_object(said: Statement, name: Cue) -> bool:
    """Return whether a preposition or a verb of trade stands before a name, or goods behind it.

    Parameters
    ----------
    said : Statement
        The sentence.
    name : Cue
        The name of a country.

    Returns
    -------
    bool
        Then it is not who the clause speaks of.
    """
    grammar = cues.language(said.lang)["grammar"]
    goods = tuple(grammar.get("goods", ()))
    after = said.low[name.end : name.end + _REACH].lstrip()
    if after.startswith(goods) or said.low[name.start : name.end].endswith(goods):
        return True
    before = said.low[max(0, name.start - _REACH) : name.start].rstrip()
    before = sentence.trimmed(before, cues.language(said.lang)["partner"].get("article", ()))
    if any(c.end >= name.start - 1 for c in said.inside(0, name.start, "inverse")):
        return True
    own = said.low[name.start : name.end]
    objects = tuple(grammar.get("object", ()))
    if after.startswith(tuple(grammar.get("object_behind", ()))):
        return True
    if not said.is_spaced():
        return before.endswith(objects) or own.startswith(objects)
    return not {*before.split()[-1:], *own.split()[:1]}.isdisjoint(objects)
