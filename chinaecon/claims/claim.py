"""Checking a text: every figure of it bound to the data and judged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from chinaecon import period as periods
from chinaecon.claims import cues
from chinaecon.claims.binding import bind
from chinaecon.claims.bound import Bound, Context
from chinaecon.claims.verdict import Verdict, judge, placed
from chinaecon.data import store
from chinaecon.figures.pattern import folded


@store.layered
def check(
    text: str,
    *,
    as_of: str | None = None,
    heading: str = "",
    data: str | Path | None = None,
) -> list[Verdict]:
    """Say of every figure of a text whether the data confirm it, contradict it or are silent."""
    today = periods.last_day(as_of) if as_of else date.today()
    context = Context(tuple(h for h in (heading,) if h), today, _of_china(f"{heading}\n{text}"))
    bounds: list[Bound] = []
    at = 0
    for paragraph in text.split("\n\n"):
        if paragraph.startswith("#"):
            context = replace(context, around=(paragraph.lstrip("# "),))
        bounds += bind(text, at, at + len(paragraph), context)
        at += len(paragraph) + 2
    position = _position(text)
    return [placed(b, judge(b, today), "text", position) for b in bounds]


def _of_china(text: str) -> bool:
    """Whether a text names China, or an amount in its money."""
    lower = folded(text)
    return any(word in lower for word in cues.china())


def _position(text: str) -> Callable[[int], tuple[int, int]]:
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]

    def position(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    return position
