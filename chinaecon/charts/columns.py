"""How the width of a sheet is shared: names, axes, labels and a last column of texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chinaecon.charts import labels, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from chinaecon.charts.kinds import Drawn
    from chinaecon.charts.labels import Label

_INCH = 72.0
_IN_ONE_ROW = 3
_SECOND = 0.32  # inches for the tick labels of a second axis


@dataclass(frozen=True)
class Strip:
    """Panels side by side.

    Attributes
    ----------
    grid : sequence of Axes
        Drawn.
    drawn : sequence of Drawn
        What their kinds left to be done.
    """

    grid: Sequence[Axes]
    drawn: Sequence[Drawn]


def columns(panels: int) -> int:
    """Return how many of some panels stand side by side.

    Parameters
    ----------
    panels : int
        How many there are.

    Returns
    -------
    int
        Up to three in one row, more in rows of two to four that fill the sheet best.

    Examples
    --------
    >>> [columns(n) for n in (1, 3, 4, 6, 8, 9)]
    [1, 3, 2, 3, 4, 3]
    """
    if panels <= _IN_ONE_ROW:
        return panels
    return 2 if panels == 4 else min((3, 4), key=lambda n: (-panels % n, n))


def lefts(figure: Figure, strips: Sequence[Strip]) -> list[float]:
    """Return the room left of each column of axes, the same in every row.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Whose fonts are used.
    strips : sequence of Strip
        All rows.

    Returns
    -------
    list of float
        Inches, one per column.
    """
    found = [
        [_left(figure, a, one) for a, one in zip(strip.grid, strip.drawn, strict=True)]
        for strip in strips
    ]
    return [max(row[i] for row in found if i < len(row)) for i in range(len(found[0]))]


def share(figure: Figure, strip: Strip, names: Sequence[float], bottom: float, high: float) -> None:
    """Give each panel its share of the width, less what its labels need on both sides.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The sheet.
    strip : Strip
        One row of panels.
    names : sequence of float
        Room left of the axes, as `lefts` gives it.
    bottom, high : float
        Where the axes lie, as parts of the sheet.
    """
    n = len(names)
    gap = style.PANEL_GAP if n <= _IN_ONE_ROW else style.PANEL_GAP / 2
    part = (style.WIDTH - 2 * style.MARGIN - gap * (n - 1)) / n
    for i, (axes, one) in enumerate(zip(strip.grid, strip.drawn, strict=True)):
        column = _column_width(figure, one)
        wide = part - names[i] - column
        beside = _right(figure, axes, one, wide)
        wide -= beside
        if one.across:
            _widen(figure, axes, one.labels, wide)
        left = (style.MARGIN + i * (part + gap) + names[i]) / style.WIDTH
        axes.set_position((left, bottom, wide / style.WIDTH, high))
        beyond = _SECOND * _INCH if _has_second(axes, one) else 0.0
        labels.place(axes, one.labels, apart=not one.across, beyond=beyond)
        _write_column(axes, one, beside + column)


def _column_width(figure: Figure, one: Drawn) -> float:
    """Room for a column of texts right of the labels."""
    widths = [labels.width(figure, text, style.LABEL, bold=True) for _, text in one.column]
    return max(widths) + 0.1 if widths else 0.0


def _write_column(axes: Axes, one: Drawn, right: float) -> None:
    """Write a column of texts whose right edge lies some inches right of the axes."""
    for i, (at, text) in enumerate(one.column):
        axes.annotate(
            text,
            (1.0, at),
            xycoords=("axes fraction", "data"),
            xytext=(right * _INCH, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=style.LABEL if i else style.TICK,
            fontweight="bold" if i else "normal",
            color=None if i else axes.xaxis.label.get_color(),
            annotation_clip=False,
            gid="column",
        )


def _left(figure: Figure, axes: Axes, one: Drawn) -> float:
    """Room for tick labels, or for labels on the left of a slope."""
    low, high = sorted(axes.get_ylim())
    hidden = not axes.yaxis.get_tick_params().get("labelleft", True)
    names = [
        t.get_text()
        for t, y in zip(axes.get_yticklabels(), axes.get_yticks(), strict=False)
        if low - 1e-9 <= y <= high + 1e-9 and not hidden
    ]
    size = style.LABEL if one.across else style.TICK
    names = [line for name in names for line in name.split("\n")]
    beside = [] if one.across else [n.text for n in one.labels if n.side == "left"]
    widths = [labels.width(figure, t, size) for t in [*names, *beside] if t]
    return max(widths, default=0.0) + 0.12


def _right(figure: Figure, axes: Axes, one: Drawn, wide: float) -> float:
    """Room that labels need beyond the right end of the axes."""
    low, high = axes.get_xlim()
    needed = 0.0
    second = _SECOND if _has_second(axes, one) else 0.0
    for label in one.labels:
        if label.side == "right":
            text = labels.width(figure, label.text, style.LABEL) + 0.2 + second
            part = max((label.x - low) / (high - low), 0.05)
            needed = max(needed, wide - (wide - text) / part)
    return max(needed, second + 0.1)


def _has_second(axes: Axes, one: Drawn) -> bool:
    """Whether a second axis stands on the right."""
    return bool(axes.child_axes) and not one.across


def _widen(figure: Figure, axes: Axes, written: Sequence[Label], wide: float) -> None:
    """Extend the axis to the left until labels on that side fit into it."""
    low, high = axes.get_xlim()
    for label in written:
        if label.side == "left":
            part = (labels.width(figure, label.text, style.LABEL) + 0.16) / wide
            low = min(low, (label.x - high * part) / (1 - part))
    axes.set_xlim(low, high)
