"""Sentences and clauses: where one statement ends and the next begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(A-ZÀ-Ỹ0-9$€£฿])|[。！？；;\n]+")
_CLAUSE = re.compile(r"[,，;；:：]\s*|\s[–—-]\s|\b(?:and|while|but|whereas|trong khi|còn|ขณะที่|ส่วน)\b")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Ms|Dr|Inc|Corp|Co|Ltd|vs|approx|No|St|Jan|Feb|Mar|Apr|"
                          r"Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.$")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a stretch of text.

    Parameters
    ----------
    text : str
        Any text.
    start, end : int
        The stretch, in code points.

    Yields
    ------
    tuple of int
        Start and end, in order; what lies between them is white space or a stop.

    Examples
    --------
    >>> text = "Exports rose. Imports fell to $2.5 billion."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['Exports rose.', 'Imports fell to $2.5 billion.']
    """
    at = start
    for stop in _SENTENCE.finditer(text, start, end):
        if _ABBREVIATED.search(text, max(start, stop.start() - 8), stop.start()):
            continue
        if text[at : stop.start()].strip():
            yield at, stop.start()
        at = stop.end()
    if text[at:end].strip():
        yield at, end


def clauses(
    text: str, start: int, end: int, kept: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Cut a sentence at its commas and conjunctions, but not inside a figure or name.

    Parameters
    ----------
    text : str
        Any text.
    start, end : int
        The sentence.
    kept : sequence of tuple of int
        Stretches that stay whole, in order.

    Returns
    -------
    list of tuple of int
        Start and end of each clause; together they cover the sentence.

    Examples
    --------
    >>> text = "Exports rose 3%, imports fell"
    >>> [text[a:b] for a, b in clauses(text, 0, len(text), [])]
    ['Exports rose 3%', 'imports fell']
    """
    starts = [a for a, _ in kept]
    found, at = [], start
    for stop in _CLAUSE.finditer(text, start, end):
        place = bisect_right(starts, stop.start()) - 1
        if place >= 0 and stop.end() <= kept[place][1]:
            continue
        if text[at : stop.start()].strip():
            found.append((at, stop.start()))
            at = stop.end()
    found.append((at, end))
    return found
