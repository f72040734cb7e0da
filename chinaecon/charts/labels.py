"""Text on a picture: how wide it is, where lines break, and how labels keep out of the way."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from chinaecon.charts import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation, Text

_BREAKS = re.compile(r"\s+|(?<=[\u2e80-\u9fff\uff00-\uffef])(?=[\u2e80-\u9fff])")
_GAP = 8.0  # points between a line's end and its label
_INNER = 0.06  # part of the axis: a line that ends earlier is named where it ends
_NARROW = (18, 12)  # characters
_WEIGHT = 100  # a text that another one hides is worse than any line through it
_AROUND = (
    (_GAP, 0.0, "left", "center"),
    (0.0, _GAP, "center", "bottom"),
    (0.0, -_GAP, "center", "top"),
    (_GAP, _GAP, "left", "bottom"),
    (_GAP, -_GAP, "left", "top"),
    (-_GAP, _GAP, "right", "bottom"),
    (-_GAP, -_GAP, "right", "top"),
    (_GAP, 1.5 * _GAP, "left", "bottom"),
    (_GAP, -1.5 * _GAP, "left", "top"),
    (_GAP, 2 * _GAP, "left", "bottom"),
    (_GAP, -2 * _GAP, "left", "top"),
)


@dataclass(frozen=True)
class Label:
    """A text that belongs to a point of the axes.

    Attributes
    ----------
    x, y : float
        The point, in data coordinates.
    text, colour : str
        What is written, and its colour.
    side : str
        ``right`` or ``left`` of the point, or ``free``: wherever the fewest lines are crossed.
    """

    x: float
    y: float
    text: str
    colour: str
    side: str = "right"


def width(figure: Figure, text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        With an Agg canvas, whose fonts are used.
    text : str
        May have several lines; the widest counts.
    size : float
        Points.
    bold : bool
        Whether it is bold.

    Returns
    -------
    float
        Inches.

    Examples
    --------
    >>> from matplotlib.backends.backend_agg import FigureCanvasAgg
    >>> from matplotlib.figure import Figure
    >>> fig = Figure()
    >>> canvas = FigureCanvasAgg(fig)
    >>> width(fig, "wide", 9) > width(fig, "i", 9) > 0
    True
    """
    from matplotlib.text import Text

    probe = Text(0, 0, text, fontsize=size, fontweight="bold" if bold else "normal", figure=figure)
    extent = probe.get_window_extent(figure.canvas.get_renderer())  # type: ignore[attr-defined]
    return float(extent.width) / float(figure.dpi)


def wrap(figure: Figure, text: str, size: float, most: float, *, bold: bool = False) -> str:
    r"""Break a text into lines no wider than `most`.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Whose fonts are used.
    text : str
        Breaks at spaces, and between Chinese characters.
    size : float
        Points.
    most : float
        Inches.
    bold : bool
        Whether it is bold.

    Returns
    -------
    str
        With line feeds; a single word that is too wide stays whole.

    Examples
    --------
    >>> from matplotlib.backends.backend_agg import FigureCanvasAgg
    >>> from matplotlib.figure import Figure
    >>> fig = Figure()
    >>> canvas = FigureCanvasAgg(fig)
    >>> wrap(fig, "one two", 10, 0.5)
    'one\ntwo'
    """
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            longer = line + piece
            if line and width(figure, longer.rstrip(), size, bold=bold) > most:
                lines.append(line.rstrip())
                longer = piece.lstrip()
            line = longer
        lines.append(line.rstrip())
    return "\n".join(lines)


def _pieces(text: str) -> list[str]:
    """The text cut where a line may break; spaces stay at the end of their piece."""
    ends = [m.end() for m in _BREAKS.finditer(text) if m.end() > 0]
    cuts = [0, *ends, len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if a < b]


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Move the centres of some labels apart, as little as possible.

    Parameters
    ----------
    wanted : sequence of float
        Where the centres should be.
    heights : sequence of float
        How high each label is.
    low, high : float
        The room there is; outgrown evenly when it is too small.

    Returns
    -------
    list of float
        Centres in the order given, none overlapping, in the order of `wanted` upwards.

    Notes
    -----
    Least squares under order: neighbours that collide form a block, which sits at the mean of
    what its members want (pool adjacent violators).

    Examples
    --------
    >>> spread([3.0, 3.0], [2.0, 2.0], 0, 10)
    [2.0, 4.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    blocks: list[tuple[float, int, list[int]]] = []
    offsets = [0.0] * len(wanted)
    running = 0.0
    for before, i in zip([None, *order], order, strict=False):
        running += (heights[before] + heights[i]) / 2 if before is not None else 0.0
        offsets[i] = running
        blocks.append((wanted[i] - running, 1, [i]))
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            (a, n, first), (b, m, second) = blocks[-2:]
            blocks[-2:] = [((a * n + b * m) / (n + m), n + m, first + second)]
    centres = [0.0] * len(wanted)
    for shift, _, members in blocks:
        for i in members:
            centres[i] = shift + offsets[i]
    return _kept_inside(centres, heights, order, low, high)


def _kept_inside(
    centres: list[float], heights: Sequence[float], order: list[int], low: float, high: float
) -> list[float]:
    """Push a stack that sticks out back in, from the top and then from the bottom."""
    top = high
    for i in reversed(order):
        centres[i] = min(centres[i], top - heights[i] / 2)
        top = centres[i] - heights[i] / 2
    bottom = min(low, top) if top < low - 1e-9 and sum(heights) > high - low else low
    for i in order:
        centres[i] = max(centres[i], bottom + heights[i] / 2)
        bottom = centres[i] + heights[i] / 2
    return centres


def place(
    axes: Axes,
    labels: Sequence[Label],
    size: float = style.LABEL,
    *,
    apart: bool = True,
    beyond: float = 0.0,
) -> list[Text]:
    """Write labels beside their points, on either side, without overlaps.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With its final limits and position.
    labels : sequence of Label
        Those of one side are spread together; a thin line leads to a label moved far.
    size : float
        Points.
    apart : bool
        Whether labels may be moved; those of rows have room of their own.
    beyond : float
        Points by which those on the right stand off, where an axis is in between.

    Returns
    -------
    list of matplotlib.text.Text
        The artists, in the order given.

    Examples
    --------
    >>> from matplotlib.backends.backend_agg import FigureCanvasAgg
    >>> from matplotlib.figure import Figure
    >>> fig = Figure()
    >>> canvas = FigureCanvasAgg(fig)
    >>> texts = place(fig.add_subplot(), [Label(1, 0.5, "a", "k"), Label(1, 0.5, "b", "k")])
    >>> texts[0].xyann[1] < texts[1].xyann[1]
    True
    """
    edge = max((label.x for label in labels), default=0.0)
    low, high = axes.get_xlim()
    inner = [
        i
        for i, label in enumerate(labels)
        if label.side == "free"
        or (apart and label.side == "right" and label.x < edge - _INNER * (high - low))
    ]
    texts: dict[int, Text] = {}
    for side in ("left", "right"):
        outer = [i for i, lab in enumerate(labels) if lab.side == side and i not in inner]
        off = beyond if side == "right" else 0.0
        texts.update(_place_side(axes, labels, outer, size, off, apart=apart))
    for i in inner:
        texts[i] = _place_inside(axes, labels[i], size, list(texts.values()))
    return [texts[i] for i in range(len(labels))]


def _place_inside(axes: Axes, label: Label, size: float, others: Sequence[Text]) -> Text:
    """Write a label among the lines, on the side of its point where the least is crossed."""
    lines = _pixels(axes)
    taken = [t.get_window_extent() for t in others]
    text = axes.annotate(
        label.text,
        (label.x, label.y),
        xytext=(0, 0),
        textcoords="offset points",
        color=label.colour,
        fontsize=size,
        linespacing=1.15,
        gid="label",
    )
    tried = [(most, *around) for most in _NARROW for around in _AROUND]
    crossed = []
    for way in tried:
        _set(text, label, *way)
        box = text.get_window_extent()
        inside = [box.x0 - 2 < x < box.x1 + 2 and box.y0 - 1 < y < box.y1 + 1 for x, y in lines]
        crossed.append(sum(inside) + _WEIGHT * sum(box.overlaps(other) for other in taken))
    _set(text, label, *tried[crossed.index(min(crossed))])
    return text


def _set(
    text: Annotation, label: Label, most: int, right: float, up: float, ha: str, va: str
) -> None:
    """Put a text beside its point in one of the ways there are."""
    text.xyann = (right, up)
    text.set(text=_narrow(label.text, most), ha=ha, va=va)


def _narrow(text: str, most: int) -> str:
    """The text on short lines, a number never parted from its qualifier."""
    tied = re.sub(r"(?<=[<>~]) ", "\N{NO-BREAK SPACE}", text)
    filled = textwrap.fill(tied, most, break_long_words=False)
    return filled.replace("\N{NO-BREAK SPACE}", " ")


def _pixels(axes: Axes) -> list[tuple[float, float]]:
    """Points along every line of the axes, a few pixels apart."""
    found = []
    for line in axes.lines:
        path = [(float(x), float(y)) for x, y in axes.transData.transform(line.get_xydata())]
        for (x0, y0), (x1, y1) in pairwise(path):
            steps = int(math.hypot(x1 - x0, y1 - y0) / 3) + 1 if math.isfinite(x0 + x1) else 0
            part = [k / steps for k in range(steps + 1)] if steps else []
            found += [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t) for t in part]
    return found


def _place_side(
    axes: Axes, labels: Sequence[Label], members: list[int], size: float, off: float, *, apart: bool
) -> dict[int, Text]:
    points_per_inch = 72.0
    frame = axes.get_window_extent()
    to_points = points_per_inch / axes.figure.dpi
    wanted = [
        float(axes.transData.transform((labels[i].x, labels[i].y))[1]) * to_points for i in members
    ]
    heights = [size * style.LEADING * (labels[i].text.count("\n") + 1) for i in members]
    room = (frame.y0 * to_points - size, frame.y1 * to_points + size)
    centres = spread(wanted, heights, *room) if apart else wanted
    written = {}
    for i, want, centre, height in zip(members, wanted, centres, heights, strict=True):
        written[i] = _write(axes, labels[i], (off, centre - want), height, size)
    return written


def _write(
    axes: Axes, label: Label, moved: tuple[float, float], height: float, size: float
) -> Text:
    sign = 1 if label.side == "right" else -1
    far = abs(moved[1]) > height * 0.6
    lead = {
        "arrowstyle": "-",
        "color": label.colour,
        "lw": 0.6,
        "alpha": 0.7,
        "shrinkA": 0,
        "shrinkB": 3,
    }
    return axes.annotate(
        label.text,
        (label.x, label.y),
        xytext=(sign * (_GAP + moved[0] + (6.0 if far else 0.0)), moved[1]),
        textcoords="offset points",
        ha="left" if sign > 0 else "right",
        va="center",
        color=label.colour,
        fontsize=size,
        linespacing=1.15,
        bbox={"facecolor": axes.get_facecolor(), "edgecolor": "none", "pad": 0.5},
        annotation_clip=False,
        arrowprops=lead if far else None,
        gid="label",
    )
