"""Names of countries: whether one is named as China's partner in trade."""

from __future__ import annotations

from collections.abc import Sequence

from chinaecon.claims import cues
from chinaecon.claims.cues import Cue
from chinaecon.claims.statement import Statement
from chinaecon.data import vocabulary

_AFTER = 14
LIST = {
    "",
    ",",
    "、",
    "，",
    "和",
    "及",
    "与",
    "and",
    "và",
    "และ",
    "・",
    "と",
    "以及",
    ", and",
    "-",
    "–",
}


def is_trader(code: str) -> bool:
    """Return whether an entity is one that China trades with, and no part of it or body.

    Examples
    --------
    >>> is_trader("USA"), is_trader("ASEAN"), is_trader("CN-SH")
    (True, True, False)
    """
    return vocabulary.kind(code) in ("country", "group")


def is_partner(said: Statement, cue: Cue, own: Sequence[Cue]) -> bool:
    """Return whether an entity is named as the partner of China's trade.

    Parameters
    ----------
    said : Statement
        The sentence.
    cue : Cue
        The entity.
    own : sequence of Cue
        All entities of its clause.

    Returns
    -------
    bool
        By the words before and after it.
    """
    if cue.kind == "pair":
        return True
    partner = cues.language(said.lang)["partner"]
    after = said.low[cue.end : cue.end + _AFTER].lstrip()
    if after.startswith((*partner.get("after", ()), ":", "：", "|")):
        return True
    before = _lead(said, cue)
    if any(before.endswith(w) and _whole(before, w) for w in partner.get("before", ())):
        return True
    index = list(own).index(cue)
    if not index:
        return False
    between = said.low[own[index - 1].end : cue.start].strip()
    return between in LIST and is_partner(said, own[index - 1], own)


def _lead(said: Statement, cue: Cue) -> str:
    """The words before a name, without its article: "with the ten ASEAN"."""
    before = said.low[: cue.start].rstrip()
    for article in cues.language(said.lang)["partner"].get("article", ()):
        before = before.removesuffix(article).rstrip()
    return before


def _whole(before: str, word: str) -> bool:
    """Whether a Latin word at the end of a text is a whole word."""
    return not word[0].isascii() or not word[0].isalpha() or not before[: -len(word)][-1:].isalpha()


def is_between(said: Statement, name: Cue) -> bool:
    """Return whether trade is that between two others: "between Brazil and Argentina".

    Parameters
    ----------
    said : Statement
        The sentence.
    name : Cue
        The first name of a clause.

    Returns
    -------
    bool
        By the word before it and the name that follows.
    """
    words = tuple(cues.language(said.lang)["times"].get("between", ()))
    one = _next_name(said, name)
    return _lead(said, name).endswith(words) and one is not None and one.kind == "entity"


def _next_name(said: Statement, name: Cue) -> Cue | None:
    """The name that follows another one in the sentence."""
    names = said.inside(name.end, len(said.text), "entity", "pair", "china")
    return names[0] if names else None


def is_scope(said: Statement, cue: Cue) -> bool:
    """Return whether a name only says among whom another one is the first.

    Parameters
    ----------
    said : Statement
        The sentence.
    cue : Cue
        The name.

    Returns
    -------
    bool
        By the words around it: "the largest in ASEAN".
    """
    partner = cues.language(said.lang)["partner"]
    before = _lead(said, cue)
    names = ("scope_before", "scope", "within", "within_behind")
    ahead, behind, within, inside = (tuple(partner.get(name, ())) for name in names)
    rest = said.low[cue.end :]
    if before.endswith(within) and (not rest or rest.startswith(inside)):
        return True  # 在东盟的最大贸易伙伴
    return before.endswith(ahead) or rest.startswith(behind)


def names_both(said: Statement, start: int, end: int) -> bool:
    """Return whether a stretch speaks of a partner whom the text named before.

    Parameters
    ----------
    said : Statement
        The sentence.
    start, end : int
        The stretch.

    Returns
    -------
    bool
        By its words: "bilateral trade".
    """
    words = tuple(cues.language(said.lang)["partner"].get("both", ()))
    named = said.inside(start, end, "both", "measure")
    return any(c.kind == "both" or said.low[c.start : c.end].startswith(words) for c in named)
