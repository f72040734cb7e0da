"""What the kinds of picture share: the caller's wishes, the axes, what is left to label.

A kind is a function ``(axes, panel, wish) -> Drawn``; `picture.KINDS` lists them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chinaecon.charts import marks, style, ticks
from chinaecon.charts.labels import Label
from chinaecon.charts.look import SCREEN, Look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chinaecon.charts.events import Event
    from chinaecon.charts.panel import Panel

LYING = ("bar", "dots", "dumbbell", "bounds", "waterfall")
_LONG_NAME = 24
_NARROW = 3  # panels side by side from which axes have fewer marks


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
    look : Look
        Colours.
    total : str
        The place that is the whole of the others.
    events : tuple of Event
        What happened, to be written at its time.
    columns : int
        How many panels stand side by side.
    span : tuple of float or None
        The values that every panel shows; None leaves each to its own figures.
    """

    lang: str = "en"
    values: bool = True
    zero: bool | None = None
    highlight: tuple[str, ...] = ()
    look: Look = SCREEN
    total: str = ""
    events: tuple[Event, ...] = ()
    columns: int = 1
    span: tuple[float, float] | None = None


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
    key : list of tuple of str
        Swatches above the axes: shape (``box``, ``thin``, ``thick``, ``dot``), colour, text.
    column : list of tuple
        Texts in a column right of the axes: where on the vertical axis, and what.
    """

    labels: list[Label] = field(default_factory=list)
    devices: set[str] = field(default_factory=set)
    across: bool = False
    key: list[tuple[str, str, str]] = field(default_factory=list)
    column: list[tuple[float, str]] = field(default_factory=list)


def shows_zero(panel: Panel, wish: Wish, *, across: bool = False) -> bool:
    """Whether zero is shown: as wished, else when it is near what is drawn."""
    if wish.zero is not None:
        return wish.zero
    low, high = marks.span(panel.rows, zero=False)
    return low < 0 < high or (not across and min(abs(low), abs(high)) < 0.5 * max(-low, high))


def limits(panel: Panel, wish: Wish, *, zero: bool) -> tuple[float, float]:
    """The lowest and highest value that is shown: of all panels where they share a scale."""
    return wish.span or marks.span(panel.rows, zero=zero)


def stand(axes: Axes, low: float, high: float, wish: Wish, head: float = 0.05) -> None:
    """Set up axes whose values run upwards."""
    room = high - low
    foot = 0.0 if low == 0 else head
    axes.set_ylim(low - foot * room, high + (0.0 if high == 0 else head) * room)
    ticks.values(axes.yaxis, most=6 if wish.columns < _NARROW else 3)
    axes.grid(visible=True, axis="y")


def lie(axes: Axes, panel: Panel, wish: Wish, span: tuple[float, float]) -> float:
    """Set up axes whose values run to the right and places downwards; give their span."""
    low, high = span
    room = high - low
    foot, head = (0.0 if low == 0 else 0.06), (0.0 if high == 0 else 0.02)
    axes.set_xlim(low - foot * room, high + head * room)
    list_places(axes, panel, panel.places, wish)
    axes.spines["bottom"].set_visible(False)
    ticks.values(axes.xaxis, most=5 if wish.columns < _NARROW else 3)
    axes.grid(visible=True, axis="x")
    return room


def list_places(axes: Axes, panel: Panel, places: Sequence[str], wish: Wish) -> None:
    """Write places under one another, left of the axes."""
    axes.set_ylim(len(places) - 0.45, -0.55)
    axes.set_yticks(range(len(places)), [broken(panel.names.get(p, p)) for p in places])
    axes.tick_params(axis="y", labelcolor=wish.look.ink, labelsize=style.LABEL)
    axes.tick_params(axis="x", length=0)


def zero_line(axes: Axes, wish: Wish, *, across: bool, at: float = 0.0) -> None:
    """Draw the line of zero, or of the base of an index, where it is in view."""
    low, high = axes.get_xlim() if across else axes.get_ylim()
    if low <= at <= high:
        line = axes.axvline if across else axes.axhline
        line(at, color=wish.look.quiet, linewidth=0.8, zorder=1)


def tint(panel: Panel, series: str, place: str, wish: Wish) -> str:
    """The colour of a figure: its series', grey when another series or place is highlighted."""
    among = {*panel.colours, *panel.places}
    if among & set(wish.highlight) and not {series, place} & set(wish.highlight):
        return wish.look.quiet
    return wish.look.colour(panel.colours[series], pale=series in panel.earlier)


def readable(colour: str, wish: Wish) -> str:
    """The colour of a text beside something drawn in a colour that is too light for text."""
    look = wish.look
    return look.grey if colour == look.quiet or colour in look.pale else colour


def end_text(panel: Panel, row: Any, wish: Wish) -> str:
    """The name and the number at the end of a line; a long name is broken."""
    name = panel.names[row.series] if len(panel.series) > 1 else ""
    number = marks.written(row) if wish.values else ""
    return f"{broken(name, _LONG_NAME)} {number}".strip()


def broken(name: str, most: int = 34) -> str:
    """A long name on several lines of at most `most` characters."""
    return textwrap.fill(name, most, break_long_words=False) if len(name) > most else name
