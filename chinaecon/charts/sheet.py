"""The sheet: where title, axes and footnotes lie, in inches, so that nothing is cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chinaecon.charts import columns, key, kinds, labels, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from chinaecon.charts.columns import Strip
    from chinaecon.charts.look import Look
    from chinaecon.charts.panel import Panel

_INCH = 72.0
_TICKS = 0.3  # inches below the axes for tick labels
_UNIT = 0.26  # and above or below them for the unit


def height(kind: str, panels: Sequence[Panel], side_by_side: int = 1) -> float:
    """Return how high the axes are.

    Parameters
    ----------
    kind : str
        Kind of picture.
    panels : sequence of Panel
        The panel with the most rows counts.
    side_by_side : int
        How many panels stand in a row.

    Returns
    -------
    float
        Inches.

    Examples
    --------
    >>> height("line", [])
    3.3
    """
    if kind == "heat":
        return style.ROW_HEIGHT * max(len(p.series) for p in panels)
    if kind not in kinds.LYING:
        return style.SMALL_HEIGHT if len(panels) > side_by_side else style.PLOT_HEIGHT
    most = max(panels, key=lambda p: len(p.places))
    together = max(len(most.at(place)) for place in most.places)
    row = style.ROW_HEIGHT
    if kind == "bar":
        row = max(row, style.BAR_HEIGHT * together / 0.74 + 0.04)
    elif together > 1:
        row += 0.06 * together
    names = [kinds.broken(most.names.get(place, place)) for place in most.places]
    lines = max(name.count("\n") + 1 for name in names)
    row = max(row, lines * style.LABEL * style.LEADING / _INCH + 0.06)
    return max(1.2, row * len(most.places))


def lay_out(
    figure: Figure,
    strips: Sequence[Strip],
    top: Sequence[str],
    foot: Sequence[str],
    plot_height: float,
    look: Look,
) -> None:
    """Size the sheet, set title and footnotes, place the axes and then the labels.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The sheet.
    strips : sequence of Strip
        The panels, one row under the other.
    top : sequence of str
        Title and subtitle; empty ones take no room.
    foot : sequence of str
        Footnotes; empty ones take no room.
    plot_height : float
        Of one row of axes, inches.
    look : Look
        Colours.
    """
    room = style.WIDTH - 2 * style.MARGIN
    heads = [
        (_balanced(figure, text, size, room, bold=bold), size, bold, colour)
        for text, size, bold, colour in (
            (top[0], style.TITLE, True, look.ink),
            (top[1], style.SUBTITLE, False, look.grey),
        )
        if text
    ]
    feet = [labels.wrap(figure, text, style.NOTE, room) for text in foot if text]
    head_height = style.MARGIN + sum(_high(text, size) + 0.06 for text, size, *_ in heads) + 0.06
    foot_height = style.MARGIN * 0.7 + sum(_high(text, style.NOTE) + 0.03 for text in feet)
    swatches = list(dict.fromkeys(k for strip in strips for one in strip.drawn for k in one.key))
    lines = key.wrap(figure, swatches, room)
    key_height = key.LINE * len(lines) + 0.08 if lines else 0.0
    around = [_around(strip) for strip in strips]
    gaps = style.STRIP_GAP * (len(strips) - 1)
    plots = sum(above + plot_height + below for above, below in around) + gaps
    total = head_height + key_height + plots + foot_height
    figure.set_size_inches(style.WIDTH, total)
    y = total - style.MARGIN
    for text, size, bold, colour in heads:
        _write(figure, text, y, size, total, colour, bold=bold)
        y -= _high(text, size) + 0.06
    key.draw(figure, lines, style.MARGIN, y - 0.06, look)
    y = foot_height
    for text in feet:
        _write(figure, text, y, style.NOTE, total, look.grey, bold=False)
        y -= _high(text, style.NOTE) + 0.03
    y = total - head_height - key_height
    names = columns.lefts(figure, strips)
    for strip, (above, below) in zip(strips, around, strict=True):
        bottom = y - above - plot_height
        columns.share(figure, strip, names, bottom / total, plot_height / total)
        y = bottom - below - style.STRIP_GAP


def _balanced(figure: Figure, text: str, size: float, room: float, *, bold: bool) -> str:
    """The text in as few lines as possible, none of them much shorter than the others."""
    best = labels.wrap(figure, text, size, room, bold=bold)
    lines = best.count("\n")
    for part in (0.92, 0.84, 0.76, 0.68, 0.6):
        tried = labels.wrap(figure, text, size, room * part, bold=bold)
        if not lines or tried.count("\n") > lines:
            break
        best = tried
    return best


def _around(strip: Strip) -> tuple[float, float]:
    """Room above and below the axes for units, a second axis and tick labels."""
    grid, drawn = strip.grid, strip.drawn
    second = any(axes.child_axes for axes in grid)
    lines = max(t.get_text().count("\n") + 1 for a in grid for t in _tick_texts(a)) - 1
    ticks = _TICKS + lines * 0.15
    named = any(axes.get_xlabel() for axes in grid)
    below = ticks + (_UNIT if named else 0.06)
    if not drawn[0].across:
        return _UNIT + 0.06, below
    above = _TICKS + _UNIT if second else 0.06
    above += _UNIT if any(axes.get_title(loc="left") for axes in grid) else 0.0
    above += _TICKS if any(one.column for one in drawn) else 0.0
    return above, below


def _tick_texts(axes: Axes) -> list[Text]:
    return [*axes.get_xticklabels(), *axes.get_xticklabels(minor=True)] or [axes.xaxis.label]


def _high(text: str, size: float) -> float:
    return (text.count("\n") + 1) * size * style.LEADING / _INCH


def _write(
    figure: Figure, text: str, y: float, size: float, total: float, colour: str, *, bold: bool
) -> None:
    figure.text(
        style.MARGIN / style.WIDTH,
        y / total,
        text,
        fontsize=size,
        color=colour,
        va="top",
        ha="left",
        fontweight="bold" if bold else "normal",
        linespacing=style.LEADING * 0.93,
        gid="title" if bold else "note",
    )
