"""Checking a text: every figure of it bound to the data and judged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from pathlib import Path

from chinaecon import period as periods
from chinaecon.claims import cues
from chinaecon.claims.binding import Bound, Context, bind
from chinaecon.claims.verdict import Verdict, judge, placed
from chinaecon.data import layers
from chinaecon.figures.language import language


@layers.layered
def check(
    text: str,
    *,
    as_of: str | None = None,
    heading: str = "",
    data: str | Path | None = None,
) -> list[Verdict]:
    """Say of every figure of a text whether the data confirm it, contradict it or are silent."""
    today = periods.last_day(as_of) if as_of else date.today()
    context = Context(tuple(h for h in (heading,) if h), today, _of_china(text, heading))
    bounds: list[Bound] = []
    at = 0
    for paragraph in text.split("\n\n"):
        bounds += bind(text, at, at + len(paragraph), context)
        at += len(paragraph) + 2
    return [placed(b, judge(b, bounds), "text", _position(text)) for b in bounds]


def _of_china(text: str, heading: str) -> bool:
    """Whether a text speaks of China: it names it, or no other country as its subject."""
    lang = language(text)
    found = cues.find(f"{heading}\n{text}", lang)
    return any(c.kind == "china" for c in found) or not any(c.kind == "foreign" for c in found)


def _position(text: str) -> Callable[[int], tuple[int, int]]:
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]

    def position(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    return position
