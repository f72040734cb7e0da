"""Whose own figures a clause tells: China's, or those of another country."""

from __future__ import annotations

from collections.abc import Sequence

from chinaecon.claims import cues
from chinaecon.claims.cues import TRADE, Cue
from chinaecon.claims.partner import is_between, is_partner
from chinaecon.claims.statement import Statement

_MEASURES = ("measure", "negative")


def foreign(said: Statement, start: int, end: int, own: Sequence[Cue]) -> str:
    """Return the words that make a clause one on another country's own figures.

    Parameters
    ----------
    said : Statement
        The sentence.
    start, end : int
        The clause.
    own : sequence of Cue
        The countries that it names.

    Returns
    -------
    str
        Blank where nothing says so.
    """
    told = [c for c in said.inside(start, end, "foreign") if not _is_own(said, start, c)]
    if told:
        return said.words(told[0].start, told[0].end)
    trade = [c for c in said.inside(start, end, *_MEASURES) if c.value in TRADE]
    if not trade:
        return ""
    if own and is_between(said, own[0]):
        return said.words(own[0].start, own[-1].end)
    if said.inside(0, end, "partner") or said.inside(0, len(said.text), "inverse"):
        return ""
    if said.inside(start, end, "share") and said.inside(start, end, "china"):
        return ""
    mutual = all(c.value == "total_trade" for c in trade)
    if _has_subject(said, own, end):
        return ""
    wrong = [c for c in own if not (is_partner(said, c, own) or (mutual and _is_with(said, c)))]
    return said.words(wrong[0].start, wrong[0].end) if wrong else ""


def _has_subject(said: Statement, own: Sequence[Cue], end: int) -> bool:
    """Whether China trades in a clause behind a name: "a member with which China ran a deficit"."""
    grammar = cues.language(said.lang)["grammar"]
    names = said.inside(own[-1].end, end, "china") if own else []
    return any(
        said.low[c.start : c.end] in grammar.get("home_names", ())
        and {*said.low[: c.start].split()[-1:]}.isdisjoint(grammar.get("object", ()))
        for c in names
    )


def _is_with(said: Statement, cue: Cue) -> bool:
    """Whether a country is named first of two that trade: "the trade of Brazil with China"."""
    words = tuple(cues.language(said.lang)["grammar"].get("with_china", ()))
    return said.low.startswith(words, cue.end)


def _is_own(said: Statement, start: int, cue: Cue) -> bool:
    """Whether the words are China's own view: "exports from China", "imports into China"."""
    named = said.inside(start, cue.start, *_MEASURES)
    if not named or not said.names_china(cue) or said.inside(start, cue.start, "entity"):
        return False
    between = said.low[named[-1].end : cue.start].strip()
    ways = cues.language(said.lang)["grammar"].get("way", {}).get(named[-1].value, ())
    words = said.low[cue.start : cue.end].lstrip()
    return not between and words.startswith(tuple(ways))


def is_abroad(said: Statement, start: int, end: int) -> bool:
    """Return whether the foreign words of a clause are an office or country, not "to China".

    Parameters
    ----------
    said : Statement
        The sentence.
    start, end : int
        The clause.

    Returns
    -------
    bool
        Then they bear on every measure.
    """
    china = {c.start for c in said.inside(start, end, "china")}
    return any(c.start not in china for c in said.inside(start, end, "foreign"))
