"""The key above the axes: swatches and what they stand for, where labels cannot say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from chinaecon.charts import labels, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from chinaecon.charts.look import Look

LINE = 0.21  # inches from one line to the next
_SWATCH = 0.24
_BOX = 0.13
_SPACE = 0.18
_WIDTHS = {"thin": 1.2, "thick": 8.0}

Swatch = tuple[str, str, str]


def wrap(figure: Figure, swatches: Iterable[Swatch], most: float) -> list[list[Swatch]]:
    """Break a key into lines no wider than the sheet.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Whose fonts are used.
    swatches : iterable of tuple of str
        Shape (``box``, ``hatch``, ``thin``, ``thick``, ``dot``), colour and text.
    most : float
        Inches.

    Returns
    -------
    list of list
        Lines of swatches.
    """
    lines: list[list[Swatch]] = []
    used = most
    for one in swatches:
        wide = _wide(figure, one)
        if used + wide > most:
            lines.append([])
            used = 0.0
        lines[-1].append(one)
        used += wide
    return lines


def draw(
    figure: Figure, lines: Sequence[Sequence[Swatch]], left: float, top: float, look: Look
) -> None:
    """Draw a key.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        With its final size.
    lines : sequence of sequence
        As `wrap` gives them.
    left, top : float
        Where it begins, inches from the lower left corner.
    look : Look
        Colours.
    """
    wide, high = figure.get_size_inches()
    for down, line in enumerate(lines):
        x, y = left, top - (down + 0.5) * LINE
        for one in line:
            _swatch(figure, one, x / wide, y / high, look)
            figure.text(
                (x + _SWATCH + 0.05) / wide,
                y / high,
                one[2],
                fontsize=style.TICK,
                color=look.grey,
                va="center",
                gid="key",
            )
            x += _wide(figure, one)


def _wide(figure: Figure, one: Swatch) -> float:
    return _SWATCH + 0.05 + labels.width(figure, one[2], style.TICK) + _SPACE


def _swatch(figure: Figure, one: Swatch, x: float, y: float, look: Look) -> None:
    """One swatch, in parts of the sheet."""
    shape, colour, _ = one
    wide, high = figure.get_size_inches()
    end = x + _SWATCH / wide
    gid: Any = {"gid": "swatch"}
    if shape in ("box", "hatch"):
        fill = {"facecolor": colour} if shape == "box" else {"facecolor": "none", "hatch": "////"}
        corner = (x, y - _BOX / high / 2)
        edge = {"edgecolor": look.grid, "linewidth": 0.4}
        box = Rectangle(corner, _SWATCH / wide, _BOX / high, transform=figure.transFigure)
        box.set(**fill, **edge, **gid)
        figure.add_artist(box)
    elif shape == "dot":
        middle = [(x + end) / 2]
        figure.add_artist(Line2D(middle, [y], marker="o", markersize=5, color=colour, **gid))
    else:
        width = _WIDTHS[shape]
        line = Line2D([x, end], [y, y], color=colour, linewidth=width, **gid)
        line.set_solid_capstyle("butt")
        figure.add_artist(line)
