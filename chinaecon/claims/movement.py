"""Which way rates move: told by a noun behind them, "a 3 percent fall in imports", or before."""

from __future__ import annotations

import re

from chinaecon.claims import cues
from chinaecon.claims.dimension import RATES
from chinaecon.claims.statement import Gap, Statement

_DIGIT = re.compile(r"\d")
_CLOSE = 4  # letters between a percentage and the verb after it
_REACH = 40  # letters between a rate and its noun: "year-on-year", "in dollar terms"


def named(said: Statement, gap: Gap) -> tuple[int, int] | None:
    """Return what a noun of growth right behind a rate is followed by, where it names a measure.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    tuple of int or None
        The stretch behind the noun up to the end of the clause.

    Examples
    --------
    >>> from datetime import date
    >>> text = "There was a 3.1 percent fall in imports."
    >>> said = Statement(text, 0, len(text), "en", date(2025, 1, 20))
    >>> start, end = named(said, next(said.gaps()))
    >>> text[start:end]
    ' in imports.'
    """
    noun = _noun(said, gap)
    if noun is None:
        return _touching(said, gap)
    start, end = noun[1], gap.tail[1]
    rest = said.low[start:end].lstrip()
    grammar = cues.language(said.lang)["grammar"]
    links = tuple(f"{w} " for w in grammar.get("moves_in", ()))
    measures = said.inside(noun[0], end, "measure", "negative")
    if measures and measures[0].start == noun[0]:  # "a 5 percent expansion of the economy"
        return noun[0], end
    linked = rest.startswith(links) or said.low[slice(*noun)] in grammar["moves"].get("bare", ())
    if not measures or not linked:
        return None
    return None if said.unknown(start, measures[0].start) else (start, end)


def _touching(said: Statement, gap: Gap) -> tuple[int, int] | None:
    """The stretch that names a measure right behind a figure: "2 percent for imports"."""
    start, end = gap.figure.end, gap.tail[1]
    measures = said.inside(start, end, "measure", "negative")
    if not measures:
        return None
    lead = said.low[start : measures[0].start].strip() or said.low[:start].split()[-1]
    known = cues.language(said.lang)["grammar"].get("touching", {})
    if gap.figure.unit in RATES and lead in known.get("links", ()):
        return start, end
    own = said.low[measures[0].start : measures[0].end]
    if said.inside(*gap.own, "inverse"):
        return None  # "took 5 billion of Chinese goods" is told by the verb
    opens = not said.low[start : measures[0].start].strip() and own.startswith(
        tuple(known.get("words", ()))
    )
    return (start, end) if opens and known else None


def is_fall(said: Statement, gap: Gap) -> bool:
    """Return whether the noun right behind a rate is one of a fall.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        "A 3.1 percent year-on-year drop".
    """
    noun = _noun(said, gap)
    down = cues.language(said.lang)["grammar"].get("moves", {}).get("down", ())
    return noun is not None and said.low[slice(*noun)] in down


def _noun(said: Statement, gap: Gap) -> tuple[int, int] | None:
    """The noun of growth behind a rate, with nothing between that is not understood."""
    moves = cues.language(said.lang)["grammar"].get("moves", {})
    words = {*moves.get("up", ()), *moves.get("down", ())}
    if gap.figure.unit not in RATES or not words:
        return None
    end = min(gap.tail[1], gap.figure.end + _REACH)
    for start, stop in said.spelled(gap.figure.start, end):
        if said.low[start:stop] in words and _DIGIT.search(said.low, gap.figure.start, start):
            return start, stop
        if start < gap.figure.end:
            continue
        told = [c for c in said.cues if c.start <= start < c.end]
        adjective = said.low[start:stop] in moves.get("before", ())
        if not told and not adjective:
            return None
        if any(c.kind not in ("basis", "growth", "base", "year", "span") for c in told):
            return None
    return None


def falls_of(said: Statement, gap: Gap) -> bool:
    """Return whether the words before a rate are of a fall: "the drop in prices stayed at 3%".

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        By a noun of a fall and its measure, by the name of the measure, or by "one of" for the
        noun before.
    """
    grammar = cues.language(said.lang)["grammar"]
    lead = said.low[gap.own[0] : gap.figure.start].rstrip()
    if lead.endswith(tuple(grammar.get("one_of", ()))):
        return falls_before(said, gap)
    measures = said.inside(*gap.own, "measure")
    if not measures or measures[-1].start >= gap.figure.start:
        return False
    name = measures[-1]
    ways = [c.value for c in said.inside(name.end, gap.figure.end, "growth") if c.value]
    if "up" in ways:
        return False
    if any(word in said.low[name.start : name.end] for word in grammar.get("falling", ())):
        return True
    words = said.low[gap.own[0] : name.start].split()
    links = {*grammar.get("moves_in", ()), *grammar.get("articles", ())}
    while words and words[-1] in links:
        words.pop()
    return bool(words) and words[-1] in grammar.get("moves", {}).get("down", ())


def falls_too(said: Statement, gap: Gap) -> bool:
    """Return whether a rate is that of the fall before it in another currency.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        "They fell 7.7 percent in dollars and 2 percent in yuan."
    """
    before = next((f for f in reversed(said.figures) if f.end <= gap.figure.start), None)
    if before is None or before.unit not in RATES or (before.value or 0) >= 0:
        return False
    kinds = ("growth", "fall", "measure", "negative", "entity", "pair")
    bases = said.inside(before.end, gap.tail[1], "basis")
    signed = before.text.lstrip()[:1] in "-−–"
    return len(bases) > 1 and not signed and not said.inside(before.end, gap.figure.end, *kinds)


def falls_before(said: Statement, gap: Gap) -> bool:
    """Return whether the rate before one is of a fall: "fell 9.9%, from 8.7% in May".

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        By the sign of the last rate before it.
    """
    rates = [f for f in said.figures if f.end <= gap.figure.start and f.unit in RATES]
    return said.is_spaced() and bool(rates) and (rates[-1].value or 0) < 0


def is_bare(said: Statement, gap: Gap, measure: str) -> bool:
    """Return whether growth of nothing else is told of China: "growth of 5 percent in 2024".

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    measure : str
        What was spoken of before.

    Returns
    -------
    bool
        Then it is that of its economy: also "China grew", whatever was spoken of before.
    """
    grammar = cues.language(said.lang)["grammar"]
    start, end = gap.parts[0][0], gap.figure.end
    told = {*grammar.get("growth", ())} & {*said.low[gap.own[0] : end].split()}
    subject = said.low[gap.own[0] : end].lstrip(" ,").startswith(tuple(grammar.get("grows", ())))
    others = said.unknown(start, end) or said.inside(start, end, "part", "entity", "foreign")
    named = said.inside(0, len(said.text), "china") and not said.inside(start, end, "measure")
    clear = bool(named) and not others and gap.figure.unit == "percent"
    return clear and (subject or bool(told and not measure))


def is_alone(said: Statement, gap: Gap) -> bool:
    """Return whether only known words lead from a measure to a rate: then it is that of growth.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        "Imports disappointed at 4.5%".
    """
    named = said.inside(*gap.own, "measure", "negative")
    if not named or not said.is_spaced() or said.inside(*gap.own, "share"):
        return False
    between = named[-1].end, gap.figure.start
    return not said.unknown(*between) and "(" not in said.low[slice(*between)]


def falls_on(said: Statement, gap: Gap) -> bool:
    """Return whether a rate goes on from one that a noun of falling tells, as Chinese does.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        "跌幅扩大到3.3%，上个月是2.7%": both are falls.
    """
    named = said.inside(gap.own[0], gap.figure.end, "measure", "negative", "entity", "pair")
    ways = said.inside(0, gap.own[0], "growth", "fall")
    if said.is_spaced() or named or not ways:
        return False
    return any(c.kind == "fall" and c.start == ways[-1].start for c in ways)


def is_minus(said: Statement, gap: Gap) -> bool:
    """Return whether a word of falling follows a rate.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        "3.2%下がった"; not where a rate came to it: "4.6%に落ち込んだ".
    """
    to = tuple(cues.language(said.lang)["grammar"].get("to", ()))
    if to and not said.is_spaced() and said.low.startswith(to, gap.figure.end):
        return False
    end = min(gap.tail[1], gap.figure.end + _CLOSE)
    return bool(said.inside(gap.figure.start, end, "minus"))
