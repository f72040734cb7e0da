"""Trade told by verbs: what China sells a partner it exports, what a partner sells, it imports."""

from __future__ import annotations

from dataclasses import replace

from chinaecon.claims import cues
from chinaecon.claims.cues import Cue
from chinaecon.claims.statement import Statement

_MIRROR = {"exports": "imports", "imports": "exports"}
_REACH = 16


def told(said: Statement, start: int, end: int, is_trade: bool) -> list[Cue]:
    """Return the measure that a verb of buying or selling gives, seen from China.

    Parameters
    ----------
    said : Statement
        The sentence.
    start, end : int
        Where the verb stands: the clause up to a figure.
    is_trade : bool
        Whether trade was spoken of before.

    Returns
    -------
    list of Cue
        One, or none where the verb is not one of trade between China and a partner.

    Examples
    --------
    >>> from datetime import date
    >>> text = "Germany bought Chinese goods for 761.8 billion yuan."
    >>> said = Statement(text, 0, len(text), "en", date(2025, 1, 20))
    >>> [cue.value for cue in told(said, 0, 32, False)]
    ['exports']
    """
    verbs = said.inside(start, end, "inverse")
    if not verbs:
        return []
    verb = verbs[-1]
    agent = _agent(said, verb)
    china = agent is not None and agent.kind == "china"
    others = said.inside(0, len(said.text), "entity" if china else "china")
    if not (is_trade or others or said.names_china(verb)):
        return []
    return [replace(verb, value=_MIRROR.get(verb.value, verb.value))] if china else [verb]


def _agent(said: Statement, verb: Cue) -> Cue | None:
    """Who buys or sells: the last name before the verb that is no object of another word."""
    names = said.inside(0, verb.start, "entity", "pair", "china")
    return next((name for name in reversed(names) if not is_object(said, name)), None)


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
    goods = tuple(grammar.get("goods", ())) or ("\0",)
    after = said.low[name.end : name.end + _REACH].lstrip()
    if after.startswith(goods) or said.low[name.start : name.end].endswith(goods):
        return True
    before = said.low[max(0, name.start - _REACH) : name.start].rstrip()
    for article in cues.language(said.lang)["partner"].get("article", ()):
        before = before.removesuffix(f" {article}").rstrip()
    if any(c.end >= name.start - 1 for c in said.inside(0, name.start, "inverse")):
        return True
    own = said.low[name.start : name.end]
    objects = tuple(grammar.get("object", ())) or ("\0",)
    if not said.is_spaced():
        return before.endswith(objects) or own.startswith(objects)
    return not {*before.split()[-1:], *own.split()[:1]}.isdisjoint(objects)
