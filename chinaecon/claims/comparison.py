"""What another figure is compared with: "from the 7.2 percent of August", "a year before"."""

from __future__ import annotations

import re

from chinaecon.claims import cues
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.when import Time

_NEAR = 14
_BRACKETS = re.compile(r"\s*[(（][^)）]*[)）]")


def owned(said: Statement, gap: Gap) -> Time | None:
    """Return the time that a figure is of though another figure is compared with it.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    Time or None
        None but for "from the 7.2 percent of August", where the time stands right before it.
    """
    before = [t for t in said.times if gap.own[0] <= t.start and t.end <= gap.figure.start]
    if not before or not (before[-1].is_base or is_start(said, gap)):
        return None
    if not (before[-1].year or before[-1].months or before[-1].is_year_before):
        return None
    between = rest = said.low[before[-1].end : gap.figure.start]
    grammar = cues.language(said.lang)["grammar"]
    for word in grammar.get("attached", ()):
        rest = rest.replace(word, "")
    linked = any(word in between for word in grammar.get("link", ()))
    return before[-1] if linked and not rest.strip() else None


def behind(said: Statement, gap: Gap) -> int:
    """Return the place behind a figure and behind what is in brackets after it."""
    brackets = _BRACKETS.match(said.low, gap.figure.end)
    return brackets.end() if brackets else gap.figure.end


def is_start(said: Statement, gap: Gap) -> bool:
    """Return whether what follows a figure makes it the one that another is counted from.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        By the words behind it, and behind what is in brackets.
    """
    words = cues.language(said.lang)["grammar"].get("compared_behind", {})
    if not words:
        return False
    place = behind(said, gap)
    if gap.figure.text.endswith("か"):
        place -= 1  # 1.1%減か|ら
    after = said.low[place : place + _NEAR]
    return after.startswith(tuple(words["words"])) and not after.startswith(tuple(words["but"]))


def is_year_before(said: Statement, gap: Gap) -> bool:
    """Return whether an amount is that of the year before: "against 41.76 trillion a year ago".

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        By the words around it.
    """
    base = owned(said, gap)
    if base is not None and base.is_base and base.is_year_before:
        return True
    before = said.low[max(0, gap.figure.start - _NEAR) : gap.figure.start].rstrip()
    words = tuple(cues.language(said.lang)["grammar"].get("compared", ()))
    if gap.is_shared or not words or not before.endswith(words):
        return False
    start, end = gap.tail
    return any(start <= t.start < end and t.is_base and t.is_year_before for t in said.times)
