"""The kind that adds up: the parts of a whole as steps, and the whole from zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chinaecon.charts import digits
from chinaecon.charts.kinds import Drawn, Wish, lie, zero_line
from chinaecon.charts.labels import Label
from chinaecon.charts.rest import REST

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chinaecon.charts.panel import Panel

_THICK = 0.62


def waterfall(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw each part where the one above it ends, then the whole from zero.

    Gains are in the first colour, losses in the second, what is left unnamed is grey.
    """
    drawn = Drawn(across=True)
    steps = _steps(panel, wish)
    ends = [0.0, *(e for _, start, end in steps for e in (start, end))]
    lie(axes, panel, wish, (min(ends), max(ends)))
    for at, (row, start, end) in enumerate(steps):
        whole = row.place == wish.total
        colour = _colour(row, wish, whole=whole)
        axes.barh([at], [end - start], _THICK, left=[start], color=colour, gid=_name(row, wish))
        if not whole and at + 1 < len(steps):
            reach = [at - _THICK / 2, at + 1 + _THICK / 2]
            axes.plot([end, end], reach, color=wish.look.quiet, linewidth=0.7, gid="step")
        if wish.values:
            drawn.labels.append(_label(row, start, end, at, colour, wish, whole=whole))
    zero_line(axes, wish, across=True)
    for tick, place in zip(axes.get_yticklabels(), panel.places, strict=True):
        tick.set_fontweight("bold" if place == wish.total else "normal")
    return drawn


def _steps(panel: Panel, wish: Wish) -> list[tuple[Any, float, float]]:
    """Each row with where its bar starts and ends."""
    level, steps = 0.0, []
    for place in panel.places:
        (row,) = panel.at(place)
        start = 0.0 if place == wish.total else level
        level = start + row.value
        steps.append((row, start, level))
    return steps


def _name(row: Any, wish: Wish) -> str:
    return "whole" if row.place == wish.total else "rest" if row.place == REST else "part"


def _colour(row: Any, wish: Wish, *, whole: bool) -> str:
    if whole:
        return wish.look.ink
    if row.place == REST:
        return wish.look.quiet
    return wish.look.colour(0 if row.value >= 0 else 1)


def _label(
    row: Any, start: float, end: float, at: int, colour: str, wish: Wish, *, whole: bool
) -> Label:
    """The number, on the side to which the step goes."""
    width = float(row.high - row.low)
    write = digits.number_words if whole else digits.signed_words
    text = write(row.value, width, row.decimals)
    ink = wish.look.grey if colour == wish.look.quiet else colour
    right = end >= start
    return Label(end, at, text, ink, "right" if right else "left")
