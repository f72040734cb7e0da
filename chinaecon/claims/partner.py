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
    before = said.low[: cue.start].rstrip()
    after = said.low[cue.end : cue.end + _AFTER].lstrip()
    if after.startswith(tuple(partner.get("after", ())) or ("\0",)) or after[:1] in (
        ":",
        "：",
        "|",
    ):
        return True
    for article in partner.get("article", ()):
        before = before.removesuffix(article).rstrip()
    if any(before.endswith(w) and _whole(before, w) for w in partner.get("before", ())):
        return True
    index = list(own).index(cue)
    if not index:
        return False
    between = said.low[own[index - 1].end : cue.start].strip()
    return between in LIST and is_partner(said, own[index - 1], own)


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
    words = tuple(cues.language(said.lang)["times"].get("between", ())) or ("\0",)
    before = said.low[: name.start].rstrip()
    for article in cues.language(said.lang)["partner"].get("article", ()):
        before = before.removesuffix(article).rstrip()
    one = _next_name(said, name)
    return before.endswith(words) and one is not None and one.kind == "entity"


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
    before = said.low[: cue.start].rstrip()
    for article in partner.get("article", ()):
        before = before.removesuffix(article).rstrip()
    ahead, behind = (tuple(partner.get(n, ())) or "\0" for n in ("scope_before", "scope"))
    within = tuple(partner.get("within", ())) or "\0"
    if before.endswith(within) and said.low[cue.end : cue.end + 1] in "的内中":
        return True  # 在东盟的最大贸易伙伴
    return before.endswith(ahead) or said.low.startswith(behind, cue.end)
