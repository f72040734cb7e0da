"""What happened, written at its time: a line for a day or a month, a band for a span."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chinaecon import period as periods
from chinaecon.charts import style
from chinaecon.errors import BadData

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chinaecon.charts.look import Look

_KEYS = {"period", "text"}
_DASHED = (0, (2, 2))


@dataclass(frozen=True)
class Event:
    """Something that happened.

    Attributes
    ----------
    start, end : float
        Where it lies on an axis of decimal years; equal for what took a day or a month.
    text : str
        What is written.
    """

    start: float
    end: float
    text: str


def events(given: Iterable[Mapping[str, str]]) -> tuple[Event, ...]:
    """Read the events of a picture.

    Parameters
    ----------
    given : iterable of mapping
        Each with `period` (ISO 8601) and `text`.

    Returns
    -------
    tuple of Event
        In the order of time. A day or a month is a point in its middle, a longer period a span.

    Raises
    ------
    BadData
        For other keys, all at once, and for what is no period.

    Examples
    --------
    >>> events([{"period": "2015-08-11", "text": "devalued"}])[0].text
    'devalued'
    """
    wished = list(given)
    bad = [str(dict(e)) for e in wished if set(e) != _KEYS]
    if bad:
        raise BadData(
            f"{len(bad)} events are {', '.join(bad)}; expected period and text. "
            "Write {'period': '2015-08-11', 'text': '...'}.",
            problems=bad,
        )
    return tuple(sorted((_event(e["period"], e["text"]) for e in wished), key=lambda e: e.start))


def _event(period: str, text: str) -> Event:
    one = periods.parse(period)
    start = one.start.year + (one.start.timetuple().tm_yday - 1) / 365.25
    end = one.end.year + one.end.timetuple().tm_yday / 365.25
    if one.frequency in ("D", "M"):
        start = end = (start + end) / 2
    return Event(start, end, text)


def draw(axes: Axes, wished: Iterable[Event], look: Look) -> None:
    """Draw events behind the lines, their texts at the top, left of the line near the right end.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With its limits set, in decimal years.
    wished : iterable of Event
        Those outside the limits are left out.
    look : Look
        Colours.
    """
    low, high = axes.get_xlim()
    for one in wished:
        if not low <= (one.start + one.end) / 2 <= high:
            continue
        span = one.end > one.start
        if span:
            axes.axvspan(one.start, one.end, color=look.grid, alpha=0.6, zorder=0, gid="event")
        else:
            axes.axvline(
                one.start, color=look.quiet, linewidth=0.9, linestyle=_DASHED, zorder=1, gid="event"
            )
        late = not span and one.start > low + 0.8 * (high - low)
        axes.annotate(
            one.text,
            (one.start, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(-4 if late else 4, -2),
            textcoords="offset points",
            ha="right" if late else "left",
            va="top",
            fontsize=style.NOTE,
            color=look.grey,
            linespacing=1.2,
            bbox={"facecolor": "none" if span else axes.get_facecolor(), "ec": "none", "pad": 0.5},
            gid="event-text",
        )
