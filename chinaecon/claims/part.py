"""Words that make a clause one on a part of a measure: "exports of cars", "car exports"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chinaecon.claims import cues
from chinaecon.claims.cues import TRADE, Cue
from chinaecon.claims.statement import Statement
from chinaecon.data import vocabulary


def part_of(said: Statement, start: int, end: int, named: Sequence[Cue]) -> str:
    """Return the word that makes a clause one on a part of the measure, or on another thing.

    Parameters
    ----------
    said : Statement
        The sentence.
    start, end : int
        The clause.
    named : sequence of Cue
        The measures it names; a word inside their own names is no part.

    Returns
    -------
    str
        Blank when nothing speaks against it.
    """
    if any(vocabulary.kind(c.value) == "fund" for c in said.inside(start, end, "entity")):
        return ""  # a fund of chips is none of a part
    local = any(c.value.startswith("CN-") for c in said.inside(0, end, "entity"))
    places = cues.language(said.lang)["grammar"].get("places", ()) if local else ()
    mainly = tuple(cues.language(said.lang)["grammar"].get("mainly", ()))
    for cue in said.inside(start, end, "part"):
        if said.low[cue.start : cue.end] in places:
            continue  # of the city that is named
        if _is_driver(said, cue, end):
            continue
        if said.low.startswith(mainly, cue.end):
            continue  # most of the whole: 原油を中心とする輸入
        whole = [*named, *said.inside(start, end, "entity")]
        if not any(m.start <= cue.start and cue.end <= m.end for m in whole):
            return said.words(cue.start, cue.end)
    return ""


def _is_driver(said: Statement, cue: Cue, end: int) -> bool:
    """Whether goods are only what drives trade: "demand for chips lifted exports"."""
    words = "|".join(cues.language(said.lang)["grammar"].get("drivers", ()))
    pattern = rf"(?:[\w,-]+\s){{0,3}}(?:{words})\b"
    behind = re.match(rf"[\s-]{pattern}", said.low[cue.end : end]) if words else None
    named = said.inside(cue.end, cue.end + behind.end(), "measure") if behind else []
    return behind is not None and not named


def qualified(said: Statement, start: int, end: int, measure: Cue) -> str:
    """Return the unknown words that stand at a measure and narrow it: "home-appliance exports".

    Parameters
    ----------
    said : Statement
        The sentence.
    start, end : int
        The clause.
    measure : Cue
        The measure.

    Returns
    -------
    str
        Blank when the measure stands alone.
    """
    sides = cues.language(said.lang)["grammar"].get("narrowed", ["before"])
    for a, b in said.unknown(start, end):
        between = said.text[b : measure.start] if b <= measure.start else None
        if "before" in sides and between is not None and between.strip() in ("", "-", "の", "的"):
            return said.words(a, b)
        after = said.text[measure.end : a] if a >= measure.end else None
        words = after.strip().lower() if after is not None else None
        narrowing = list(cues.language(said.lang)["grammar"].get("of", [""]))
        narrowing += [""] if measure.value not in TRADE else []
        if "after" in sides and words is not None and words in narrowing:
            return said.words(a, b)
    return ""


def is_partitive(said: Statement, start: int, end: int) -> bool:
    """Return whether a clause only says of what the next words are a part: "of all users, ".

    Parameters
    ----------
    said : Statement
        The sentence.
    start, end : int
        The clause.

    Returns
    -------
    bool
        Then it is not what the figure behind it is of.
    """
    words = cues.language(said.lang)["grammar"].get("partitive", ())
    clause = said.low[start:end].strip(' "')
    last = max((f.start for f in said.figures if f.start < end <= f.end), default=end)
    opens = any(clause.startswith(f"{word} ") for word in words)
    return opens and said.low[start:last].rstrip().endswith(",")


def is_bare(said: Statement, cue: Cue, spoken: str) -> bool:
    """Return whether a word is one of trade only where trade is spoken of: "the total"."""
    words = cues.language(said.lang)["grammar"].get("bare", ())
    if said.low[cue.start : cue.end] not in words:
        return False
    before = [
        c.value for c in said.inside(0, cue.start, "measure", "negative") if c.value != cue.value
    ]
    last = (before or [spoken])[-1]
    return bool(last) and last not in TRADE


def is_generic(said: Statement, cue: Cue, spoken: str) -> bool:
    """Return whether a word for value is of the one flow told: "to the US, the value fell"."""
    known = cues.language(said.lang)["grammar"].get("generic", {})
    if said.low[cue.start : cue.end] not in known.get("words", ()):
        return False
    flows = {c.value for c in said.inside(0, cue.start, "measure")} | {spoken}
    mutual = said.low[cue.end :].lstrip().startswith(tuple(known["mutual"]))
    mutual = mutual or bool(said.inside(0, len(said.text), "pair"))
    return flows & {"exports", "imports"} in ({"exports"}, {"imports"}) and not mutual
