"""What the kinds of picture share: the caller's wishes, the axes, what is left to label.

A kind is a function ``(axes, panel, wish) -> Drawn``; they live in `lines` and `bars`.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chinaecon.charts import marks, style, ticks
from chinaecon.charts.labels import Label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chinaecon.charts.series import Panel

_LONG_NAME = 24


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
    return low < 0 < high or (not across and min(abs(low), abs(high)) < 0.5 * max(-low, high))


def stand(axes: Axes, low: float, high: float, head: float = 0.05) -> None:
    """Set up axes whose values run upwards."""
    room = high - low
    foot = 0.0 if low == 0 else head
    axes.set_ylim(low - foot * room, high + (0.0 if high == 0 else head) * room)
    ticks.values(axes.yaxis)
    axes.grid(visible=True, axis="y")


def lie(axes: Axes, panel: Panel, *, zero: bool) -> float:
    """Set up axes whose values run to the right and places downwards; give their span."""
    low, high = marks.span(panel.rows, zero=zero)
    room = high - low
    foot, head = (0.0 if low == 0 else 0.06), (0.0 if high == 0 else 0.02)
    axes.set_xlim(low - foot * room, high + head * room)
    axes.set_ylim(len(panel.places) - 0.45, -0.55)
    names = [broken(panel.names[p]) for p in panel.places]
    axes.set_yticks(range(len(panel.places)), names)
    axes.tick_params(axis="y", labelcolor=style.INK, labelsize=style.LABEL)
    axes.tick_params(axis="x", length=0)
    axes.spines["bottom"].set_visible(False)
    ticks.values(axes.xaxis)
    axes.grid(visible=True, axis="x")
    return room


def tint(panel: Panel, series: str, place: str, wish: Wish) -> str:
    """The colour of a figure: its series', grey when another series or place is highlighted."""
    among = {*panel.colours, *panel.places}
    if among & set(wish.highlight) and not {series, place} & set(wish.highlight):
        return style.QUIET
    return style.colour(panel.colours[series], pale=series in panel.earlier)


def readable(colour: str) -> str:
    """The colour of a text beside something drawn in a colour that is too light for text."""
    return style.GREY if colour == style.QUIET or colour in style.PALE else colour


def end_text(panel: Panel, row: Any, wish: Wish) -> str:
    """The name and the number at the end of a line; a long name is broken."""
    name = panel.names[row.series] if len(panel.series) > 1 else ""
    number = marks.written(row) if wish.values else ""
    return f"{broken(name, _LONG_NAME)} {number}".strip()


def broken(name: str, most: int = 34) -> str:
    """A long name on several lines of at most `most` characters."""
    return textwrap.fill(name, most, break_long_words=False) if len(name) > most else name
