"""The last look at a picture: texts that overlap one another or leave the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text


def collisions(figure: Figure) -> list[str]:
    """Name the texts of a picture that overlap one another or are cut at its edge.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        A finished picture.

    Returns
    -------
    list of str
        One sentence each; empty when it can be printed.

    Examples
    --------
    >>> from matplotlib.backends.backend_agg import FigureCanvasAgg
    >>> from matplotlib.figure import Figure
    >>> fig = Figure()
    >>> canvas = FigureCanvasAgg(fig)
    >>> both = fig.text(0.5, 0.5, "one"), fig.text(0.5, 0.5, "other")
    >>> collisions(fig)
    ["'one' overlaps 'other'."]
    """
    figure.canvas.draw()
    boxes = [(t.get_text(), t.get_window_extent()) for t in _texts(figure)]
    edge = figure.bbox
    found = [
        f"{text!r} is cut at the edge."
        for text, box in boxes
        if box.x0 < edge.x0 or box.y0 < edge.y0 or box.x1 > edge.x1 or box.y1 > edge.y1
    ]
    for i, (text, box) in enumerate(boxes):
        for other, second in boxes[i + 1 :]:
            across = min(box.x1, second.x1) - max(box.x0, second.x0)
            down = min(box.y1, second.y1) - max(box.y0, second.y0)
            if across > 1.0 and down > 1.5:
                found.append(f"{text!r} overlaps {other!r}.")
    return found


def _texts(figure: Figure) -> list[Text]:
    """Every visible text: those of the figure, of the axes and the labels of ticks in view."""
    from matplotlib.text import Text

    hidden = set()
    for axes in [a for whole in figure.axes for a in (whole, *whole.child_axes)]:
        for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            low, high = min(low, high), max(low, high)
            for tick in axis.get_major_ticks():
                if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                    hidden |= {id(tick.label1), id(tick.label2)}
    return [
        t
        for t in figure.findobj(Text)
        if isinstance(t, Text) and t.get_visible() and t.get_text().strip() and id(t) not in hidden
    ]
