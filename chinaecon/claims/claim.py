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
from chinaecon.claims.verdict import Verdict, judged, placed
from chinaecon.data import layers
from chinaecon.figures.pattern import folded


@layers.layered
def check(
    text: str,
    *,
    as_of: str | None = None,
    heading: str = "",
    data: str | Path | None = None,
) -> list[Verdict]:
    """Say of every figure of a text whether the data confirm it, contradict it or are silent.

    A figure is bound to a measure, entity, period and basis by the words of its sentence, of the
    sentences before it and of the heading, and compared by interval with every vintage that was
    printed; then with what sums, quotients and rates make of other prints. What is a forecast, a
    part, another country's own, or worded in a way that is not understood, is uncovered: nothing
    is guessed. A figure without a period may be confirmed by the latest ones, never contradicted.

    Parameters
    ----------
    text : str
        Running text in English, Chinese, Japanese, Vietnamese or Thai; ``# `` begins a heading.
    as_of : str, optional
        The ISO day of the text, to which "last year" refers; today by default.
    heading : str
        What stands above the text: "Trade with Hungary".
    data : str or pathlib.Path, optional
        A data package to use instead of the shipped one.

    Returns
    -------
    list of Verdict
        One for each figure, in order, with its place (`line`, `column`, `start`, `end`), the
        `verdict` (confirmed, contradicted or uncovered), the fact (`measure`, `entity`,
        `period`), what is `expected` in the author's own style, `low` and `high` in base units,
        the `source` that decides, its `address`, and the `reason`.

    Raises
    ------
    BadData
        When the data package cannot be read, or `as_of` is no date.

    Notes
    -----
    Not a proof: a confirmed figure agrees with what was printed, within the digits printed. For a
    contradiction the reason names the slip that explains it, where one does.

    Examples
    --------
    >>> import chinaecon as ce
    >>> text = "China's exports were $3.58 trillion in 2024 and its imports $2.95 trillion."
    >>> for verdict in ce.check(text, as_of="2025-01-20"):
    ...     print(verdict.text, verdict.verdict, verdict.expected, verdict.reason, sep=" | ")
    $3.58 trillion | confirmed | $3.58 trillion |
    $2.95 trillion | contradicted | $2.59 trillion | the digits: two are swapped
    """
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
    outcomes = judged(bounds, today)
    return [placed(b, o, "text", position) for b, o in zip(bounds, outcomes, strict=True)]


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
