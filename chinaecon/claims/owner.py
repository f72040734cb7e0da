"""Whose a figure is: the partner of China's trade, the country, fund or office that is named."""

from __future__ import annotations

from collections.abc import Sequence

from chinaecon.claims import cues, evidence, series
from chinaecon.claims.cues import TRADE, Cue
from chinaecon.claims.dimension import RATIOS
from chinaecon.claims.doubt import BODIES
from chinaecon.claims.moment import Time
from chinaecon.claims.partner import is_trader, names_both
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic
from chinaecon.data import vocabulary

_MEASURES = ("measure", "negative")
_COUNTRY = 3  # letters of the code of a country


def entities(said: Statement, gap: Gap, topic: Topic) -> tuple[tuple[str, ...], str]:
    """Return the entities that a figure may be of; or the reason why none is sure.

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
    tuple
        Codes of entities and blank; or none and the reason.
    """
    turn = [c.value for c in series.names(said, gap) if c.kind in ("entity", "pair")]
    if turn:
        return tuple(turn), ""
    after = [] if gap.is_shared else said.inside(*gap.tail, "entity", "pair", "china")
    start = gap.own[0] if topic.measure.partition("_growth")[0] in TRADE else said.reach(gap)
    before = said.inside(start, gap.figure.start, "entity", "pair", "china")
    if topic.measure.partition("_growth")[0] not in TRADE:
        local = [c for c in after if c.value.startswith("CN-")]  # "Beijing has 5 in the capital"
        is_china = all(c.kind == "china" for c in before)
        after = after[:1] if said.opens(gap.figure) and said.is_spaced() else after
        return _owners(said, gap, topic, (local if is_china else []) or before or after), ""
    default, codes = "WLD", topic.entity.split()
    partners = [c.value for c in after if c.kind != "china" and is_trader(c.value)]
    if partners and not [c for c in before if c.kind != "china"]:
        return (partners[0],), ""
    if len(codes) > 1:
        return (), f"several entities are named ({', '.join(codes)})"
    if not codes:
        return ((), "whose trade is meant is not said") if _is_both(said, gap) else ((default,), "")
    loose = topic.is_loose or _is_total(said, gap)
    loose = loose and not any(c.kind != "china" for c in before)
    if "entity" in topic.from_before or loose:
        return tuple(dict.fromkeys((codes[0], default))), ""
    return (codes[0],), ""


def told(said: Statement, gap: Gap, topic: Topic, time: Time | None) -> tuple[str, ...]:
    """Return what the words of a figure name themselves.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    topic : Topic
        With the figure's measure, and whose it is.
    time : Time or None
        That the sentence itself names.

    Returns
    -------
    tuple of str
        Of "entity" and "measure" where its clause names them, "time" where its sentence does.
    """
    start = gap.own[0]
    if not said.is_spaced():  # a space, or a line that ends, parts what is said
        start = max(start, *(said.text.rfind(mark, 0, gap.figure.start) for mark in " \u3000\n"))
    names = said.inside(start, gap.figure.start, "entity", "pair")[-1:]
    measures = said.inside(gap.own[0], gap.figure.start, *_MEASURES)[-1:]
    found = {
        "entity": any(c.value == topic.entity for c in names),
        "measure": any(c.value == topic.measure for c in measures),
        "time": time is not None,
    }
    return tuple(part for part, is_told in found.items() if is_told)


def _is_both(said: Statement, gap: Gap) -> bool:
    """Whether a partner is meant whom the text has not named: "bilateral trade"."""
    return names_both(said, gap.parts[0][0], gap.figure.start)


def _is_total(said: Statement, gap: Gap) -> bool:
    """Whether the trade with all may be meant though a partner was named: "total trade"."""
    words = tuple(cues.language(said.lang)["partner"].get("total", ()))
    named = said.inside(gap.own[0], gap.figure.start, "measure")
    return any(said.low[c.start : c.end].startswith(words) for c in named)


def _owners(said: Statement, gap: Gap, topic: Topic, named: Sequence[Cue]) -> tuple[str, ...]:
    """Whose figure it is that is not of trade: the world's, China's, or that of those named."""
    if _is_worldwide(said, gap) and evidence.is_held(topic.measure, "WLD"):
        return ("WLD",)
    if any(map(said.names_china, said.inside(*gap.own, *_MEASURES))):
        return ("CHN",)
    around = said.inside(0, gap.figure.start, "entity", "pair", "china", "whole", "aspect")
    around = [c for c in around if c.kind != "aspect" or c.value == "world"]
    whole = bool(around) and around[-1].kind in ("whole", "aspect")
    if not named and whole and topic.measure in _worldwide():
        return ("WLD",)
    return _owner(named, "CHN", topic)


def _worldwide() -> tuple[str, ...]:
    """The measures of which the world's are held."""
    return tuple(cues.language("und")["worldwide"]["words"])


def _is_worldwide(said: Statement, gap: Gap) -> bool:
    """Whether a count is said to be that of the world."""
    behind = said.inside(gap.figure.end, gap.figure.end + 2, "whole")
    if behind and said.is_spaced():  # "filings fell 1.8% worldwide"
        return True
    world = [c for c in said.inside(*gap.own, "aspect") if c.value == "world"]
    words = tuple(cues.language(said.lang)["grammar"].get("worldwide", ()))
    if said.low[gap.own[0] : gap.figure.start].rstrip().endswith(words):
        return gap.figure.unit not in RATIOS
    return gap.figure.unit not in RATIOS and bool(world or said.inside(*gap.own, "whole"))


def _owner(named: Sequence[Cue], default: str, topic: Topic) -> tuple[str, ...]:
    """Whose figure it is that is not of trade: the country, fund or office named last."""
    others = [c for c in named if c.kind != "china"]
    if others and len(others[-1].value) != _COUNTRY:
        return (others[-1].value,)
    if named:
        return (named[-1].value if named[-1].kind != "china" else default,)
    if "entity" in topic.from_before or not topic.entity:
        codes = [
            c
            for c in topic.entity.split()
            if vocabulary.kind(c) in BODIES or evidence.is_held(topic.measure, c)
        ]
        home = (default,) if not codes or evidence.is_held(topic.measure, default) else ()
        return tuple(dict.fromkeys((*home, *codes)))
    last = topic.entity.split()[-1]
    other = vocabulary.kind(last) == "programme" and not evidence.is_held(topic.measure, last)
    return (default if other else last,)
