"""The sheet: where title, axes and footnotes lie, in inches, so that nothing is cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chinaecon.charts import kinds, labels, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from chinaecon.charts.kinds import Drawn
    from chinaecon.charts.labels import Label
    from chinaecon.charts.series import Panel

_INCH = 72.0
_TICKS = 0.3  # inches below the axes for tick labels
_UNIT = 0.26  # and above or below them for the unit


def height(kind: str, panels: Sequence[Panel]) -> float:
    """Return how high the axes are.

    Parameters
    ----------
    kind : str
        Kind of picture.
    panels : sequence of Panel
        The panel with the most rows counts.

    Returns
    -------
    float
        Inches.

    Examples
    --------
    >>> height("line", [])
    3.3
    """
    if kind not in ("bar", "dots"):
        return style.PLOT_HEIGHT
    most = max(panels, key=lambda p: len(p.places))
    together = max(len(most.at(place)) for place in most.places)
    row = style.ROW_HEIGHT
    if kind == "bar":
        row = max(row, style.BAR_HEIGHT * together / 0.74 + 0.04)
    elif together > 1:
        row += 0.06 * together
    names = [kinds.broken(most.names[place]) for place in most.places]
    lines = max(name.count("\n") + 1 for name in names)
    row = max(row, lines * style.LABEL * style.LEADING / _INCH + 0.06)
    return max(1.2, row * len(most.places))


def lay_out(
    figure: Figure,
    grid: Sequence[Axes],
    drawn: Sequence[Drawn],
    top: Sequence[str],
    foot: Sequence[str],
    plot_height: float,
) -> None:
    """Size the sheet, set title and footnotes, place the axes and then the labels.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The sheet.
    grid : sequence of Axes
        The panels, drawn.
    drawn : sequence of Drawn
        What the kinds left to be labelled.
    top : sequence of str
        Title and subtitle; empty ones take no room.
    foot : sequence of str
        Footnotes; empty ones take no room.
    plot_height : float
        Inches.
    """
    room = style.WIDTH - 2 * style.MARGIN
    heads = [
        (_balanced(figure, text, size, room, bold=bold), size, bold, colour)
        for text, size, bold, colour in (
            (top[0], style.TITLE, True, style.INK),
            (top[1], style.SUBTITLE, False, style.GREY),
        )
        if text
    ]
    feet = [labels.wrap(figure, text, style.NOTE, room) for text in foot if text]
    head_height = style.MARGIN + sum(_high(text, size) + 0.06 for text, size, *_ in heads) + 0.06
    foot_height = style.MARGIN * 0.7 + sum(_high(text, style.NOTE) + 0.03 for text in feet)
    above, below = _around(grid, drawn)
    total = head_height + above + plot_height + below + foot_height
    figure.set_size_inches(style.WIDTH, total)
    y = total - style.MARGIN
    for text, size, bold, colour in heads:
        _write(figure, text, y, size, total, colour, bold=bold)
        y -= _high(text, size) + 0.06
    y = foot_height
    for text in feet:
        _write(figure, text, y, style.NOTE, total, style.GREY, bold=False)
        y -= _high(text, style.NOTE) + 0.03
    bottom = foot_height + below
    _set_columns(figure, grid, drawn, bottom / total, plot_height / total)


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


def _around(grid: Sequence[Axes], drawn: Sequence[Drawn]) -> tuple[float, float]:
    """Room above and below the axes for units, a second axis and tick labels."""
    second = any(axes.child_axes for axes in grid)
    if drawn[0].across:
        return (_TICKS + _UNIT if second else 0.06), _TICKS + _UNIT
    lines = max(t.get_text().count("\n") + 1 for a in grid for t in _tick_texts(a)) - 1
    return _UNIT + 0.06, _TICKS + 0.06 + lines * 0.15


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


def _set_columns(
    figure: Figure, grid: Sequence[Axes], drawn: Sequence[Drawn], bottom: float, high: float
) -> None:
    """Give each panel its share of the width, less what its labels need on both sides."""
    share = (style.WIDTH - 2 * style.MARGIN - style.PANEL_GAP * (len(grid) - 1)) / len(grid)
    for i, (axes, one) in enumerate(zip(grid, drawn, strict=True)):
        start = style.MARGIN + i * (share + style.PANEL_GAP)
        left = _left(figure, axes, one)
        wide = share - left
        wide -= _right(figure, axes, one, wide)
        if one.across:
            _widen(figure, axes, one.labels, wide)
        axes.set_position(
            (
                (start + left) / style.WIDTH,
                bottom,
                wide / style.WIDTH,
                high,
            )
        )
        labels.place(axes, one.labels, apart=not one.across)


def _left(figure: Figure, axes: Axes, one: Drawn) -> float:
    """Room for tick labels, or for labels on the left of a slope."""
    low, high = sorted(axes.get_ylim())
    names = [
        t.get_text()
        for t, y in zip(axes.get_yticklabels(), axes.get_yticks(), strict=False)
        if low - 1e-9 <= y <= high + 1e-9
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
    for label in one.labels:
        if label.side == "right":
            text = labels.width(figure, label.text, style.LABEL) + 0.2
            part = max((label.x - low) / (high - low), 0.05)
            needed = max(needed, wide - (wide - text) / part)
    second = 0.45 if axes.child_axes and not one.across else 0.0
    return max(needed, second, 0.1)


def _widen(figure: Figure, axes: Axes, written: Sequence[Label], wide: float) -> None:
    """Extend the axis to the left until labels on that side fit into it."""
    low, high = axes.get_xlim()
    for label in written:
        if label.side == "left":
            part = (labels.width(figure, label.text, style.LABEL) + 0.16) / wide
            low = min(low, (label.x - high * part) / (1 - part))
    axes.set_xlim(low, high)
