"""Amounts told twice: "1.55 trillion yuan, or about $225 billion, on its armed forces"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chinaecon.claims import cues
from chinaecon.claims.sentence import Stop
from chinaecon.figures.figure import Figure

_PAIRED = re.compile(r"\s*[(（]\s*")
_EQUALS = ("or", "หรือ", "hay", "tức", "、约合", "约合")


def partner(text: str, figures: Sequence[Figure], place: int) -> Figure | None:
    """Return the figure before or after one that gives the same amount in other money.

    Parameters
    ----------
    text : str
        The sentence.
    figures : sequence of Figure
        Its figures.
    place : int
        Which of them.

    Returns
    -------
    Figure or None
        By a bracket or "or" between the two.
    """
    for one, other, found in ((place - 1, place, place - 1), (place, place + 1, place + 1)):
        if one < 0 or other >= len(figures):
            continue
        units = {figures[one].unit or "", figures[other].unit or ""}
        between = text[figures[one].end : figures[other].start]
        opens = _PAIRED.fullmatch(between) or text[figures[other].start] in "(（"
        money = len(units) == 2 and all(unit.isupper() for unit in units)
        starts = text[figures[one].end :].lstrip(" ,").startswith("or ") and not between.strip(" ,")
        if money and (opens or starts or between.strip(" ,") in _EQUALS):
            return figures[found]
    return None


def tail(
    low: str, figures: Sequence[Figure], place: int, stops: Sequence[Stop], lang: str
) -> tuple[int, int] | None:
    """Return what goes on behind both of two such amounts, where commas enclose the second.

    Parameters
    ----------
    low : str
        The sentence as words are compared.
    figures : sequence of Figure
        Its figures.
    place : int
        Which of them.
    stops : sequence of Stop
        Where its clauses end.
    lang : str
        Its language.

    Returns
    -------
    tuple of int or None
        None but where a preposition goes on: "on its armed forces in 2023".
    """
    words = tuple(cues.language(lang)["grammar"].get("apposed", ()))
    other = partner(low, figures, place)
    if other is None or not words:
        return None
    first, second = sorted((figures[place], other), key=lambda f: f.start)
    begin = second.end + 1
    goes_on = low[second.end : begin] == "," and low.startswith(words, begin)
    if "," not in low[first.end : second.start] or not goes_on:
        return None
    later = [f.start for f in figures if f.start > begin]
    ends = [s.start for s in stops if s.start > begin]
    return begin, min([*later, *ends, len(low)])
