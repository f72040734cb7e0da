"""What the kinds of picture share: the wishes of the caller, the axes, what is left to label.

A kind is a function ``(axes, panel, wish) -> Drawn`` in `lines` or `bars`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chinaecon.charts import marks, style, ticks
from chinaecon.charts.labels import Label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chinaecon.charts.series import Panel


@dataclass(frozen=True)
class Wish:
    """What the caller asked for beyond the rows.

    Attributes
    ----------
    lang : str
        Language.
    values : bool
        Whether numbers stand at the ends of lines and bars.
    zero : bool or None
        Whether the value axis shows zero; None leaves it to the figures.
    highlight : tuple of str
        Series or places in colour, the others grey; all in colour when empty.
    """

    lang: str = "en"
    values: bool = True
    zero: bool | None = None
    highlight: tuple[str, ...] = ()


@dataclass
class Drawn:
    """What a kind leaves to be done around the axes.

    Attributes
    ----------
    labels : list of Label
        To be placed when the size is known.
    devices : set of str
        Marks to be explained: ``band``, ``bar``, ``gap``, ``planned``.
    across : bool
        Whether the values run along the horizontal axis.
    """

    labels: list[Label] = field(default_factory=list)
    devices: set[str] = field(default_factory=set)
    across: bool = False


def shows_zero(panel: Panel, wish: Wish, *, across: bool = False) -> bool:
    """Whether zero is shown: as wished, else when it is near what is drawn."""
    if wish.zero is not None:
        return wish.zero
    low, high = marks.span(panel.rows, zero=False)
    return low < 0 < high or (not across and min(abs(low), abs(high)) < 0.4 * max(-low, high))


def stand(axes: Axes, low: float, high: float, head: float = 0.05) -> None:
    room = high - low
    foot = 0.0 if low == 0 else head
    axes.set_ylim(low - foot * room, high + (0.0 if high == 0 else head) * room)
    ticks.values(axes.yaxis)
    axes.grid(visible=True, axis="y")


def lie(axes: Axes, panel: Panel, *, zero: bool) -> tuple[float, float]:
    """Values to the right, places downwards; returns the span of the values."""
    low, high = marks.span(panel.rows, zero=zero)
    room = high - low
    axes.set_xlim(
        low - (0.0 if low == 0 else 0.06) * room, high + (0.0 if high == 0 else 0.02) * room
    )
    axes.set_ylim(len(panel.places) - 0.45, -0.55)
    axes.set_yticks(range(len(panel.places)), [panel.names[p] for p in panel.places])
    axes.tick_params(axis="y", labelcolor=style.INK, labelsize=style.LABEL)
    axes.tick_params(axis="x", length=0)
    axes.spines["bottom"].set_visible(False)
    ticks.values(axes.xaxis)
    axes.grid(visible=True, axis="x")
    return low, high


def muted(key: str, panel: Panel, wish: Wish) -> bool:
    """Whether a place stands back because others are highlighted."""
    among_places = any(p in wish.highlight for p in panel.places)
    return among_places and key not in wish.highlight


def colour(panel: Panel, series: str, wish: Wish) -> str:
    among_series = any(s in wish.highlight for s in panel.colours)
    if among_series and series not in wish.highlight:
        return style.QUIET
    return style.colour(panel.colours[series])


def end_text(panel: Panel, series: str, row: Any, wish: Wish) -> str:
    name = panel.names[series] if len(panel.series) > 1 else ""
    number = marks.written(row) if wish.values else ""
    return f"{name} {number}".strip()

