"""How single figures are marked: exact, bounded, about, planned."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from chinaecon.charts import digits, style
from chinaecon.charts.look import SCREEN

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_SHAPES = {
    ("above", "y"): "^",
    ("below", "y"): "v",
    ("above", "x"): ">",
    ("below", "x"): "<",
    ("about", "y"): "o",
    ("about", "x"): "o",
}
_SIGNS = {"above": "> ", "below": "< ", "about": "~ "}
VISIBLE = 0.03  # part of the axis from which bounds are drawn; a dot is about as wide


def point(
    axes: Axes, x: float, y: float, mark: str, colour: str, *, along: str = "y", shape: str = "o"
) -> None:
    """Draw one figure as a point: filled when exact, hollow when it is not.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where.
    x, y : float
        Data coordinates.
    mark : {"exact", "above", "below", "about", "planned"}
        A triangle points to the side on which the true value may lie.
    colour : str
        Of the series.
    along : {"x", "y"}
        The axis that carries the values.
    shape : str
        Marker of an exact figure.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().add_subplot()
    >>> point(axes, 1, 2, "above", "#000000")
    >>> axes.lines[0].get_marker(), axes.lines[0].get_markerfacecolor() == axes.get_facecolor()
    ('^', True)
    """
    hollow = mark != "exact"
    marker = "D" if mark == "planned" else _SHAPES.get((mark, along), shape)
    axes.plot(
        [x],
        [y],
        linestyle="none",
        marker=marker,
        markersize=style.MARKER + (1.5 if hollow else 0.0),
        markerfacecolor=axes.get_facecolor() if hollow else colour,
        markeredgecolor=colour,
        markeredgewidth=1.3,
        clip_on=False,
        zorder=5,
        gid=f"mark-{mark}",
    )


def whisker(
    axes: Axes, at: float, low: float, high: float, *, along: str = "x", colour: str = SCREEN.ink
) -> None:
    """Draw the bounds of a figure as a thin bar with ends.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where.
    at : float
        Coordinate on the axis without values.
    low, high : float
        Finite bounds.
    along : {"x", "y"}
        The axis that carries the values.
    colour : str
        Of the bar.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().add_subplot()
    >>> whisker(axes, 1.0, 2.0, 3.0)
    >>> axes.lines[0].get_xdata().tolist()
    [2.0, 3.0]
    """
    ends, fixed = [low, high], [at, at]
    axes.plot(
        ends if along == "x" else fixed,
        fixed if along == "x" else ends,
        color=colour,
        linewidth=1.0,
        marker="|" if along == "x" else "_",
        markersize=6.0,
        markeredgewidth=1.0,
        solid_capstyle="butt",
        zorder=4,
        gid="bounds",
    )


def bounded(row: Any, span: float) -> bool:
    """Tell whether the bounds of a row are finite and wide enough to be seen.

    Parameters
    ----------
    row : row of a frame
        With low and high.
    span : float
        Length of the value axis.

    Returns
    -------
    bool
        False when the figure is exact, open on a side, or its bounds are narrower than a line.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> bounded(SimpleNamespace(low=1.0, high=2.0), 10.0)
    True
    """
    return (
        math.isfinite(row.low) and math.isfinite(row.high) and row.high - row.low > VISIBLE * span
    )


def reach(row: Any) -> tuple[float, float]:
    """Return the ends of what is drawn for a row: its finite bounds, else the value.

    Parameters
    ----------
    row : row of a frame
        With value, low and high.

    Returns
    -------
    tuple of float
        The lower and the upper end.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> reach(SimpleNamespace(value=4.0, low=4.0, high=float("inf")))
    (4.0, 4.0)
    """
    low = row.low if math.isfinite(row.low) else row.value
    high = row.high if math.isfinite(row.high) else row.value
    return min(low, row.value), max(high, row.value)


def written(row: Any) -> str:
    """Write the value of a row with its qualifier and no more digits than are known.

    Parameters
    ----------
    row : row of a frame
        With value, low, high and mark.

    Returns
    -------
    str
        E.g. ``> 38,000``.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> written(SimpleNamespace(value=4.5, low=4.5, high=float("inf"), mark="above"))
    '> 4.5'
    """
    times = float(getattr(row, "tied", 1.0))
    decimals = getattr(row, "decimals", None) if times == 1.0 else None
    number = digits.number_words(row.value * times, (row.high - row.low) * times, decimals)
    return _SIGNS.get(str(row.mark), "") + number


def span(rows: pd.DataFrame, *, zero: bool) -> tuple[float, float]:
    """Return the lowest and highest value that a picture of some rows must show.

    Parameters
    ----------
    rows : pandas.DataFrame
        With value, low and high.
    zero : bool
        Whether zero belongs to it.

    Returns
    -------
    tuple of float
        Never equal.

    Examples
    --------
    >>> import pandas as pd
    >>> span(pd.DataFrame({"value": [2.0], "low": [1.5], "high": [float("inf")]}), zero=True)
    (0.0, 2.0)
    """
    ends = [e for r in rows.itertuples() for e in reach(r)]
    beside = [c for c in ("printed_low", "printed_high", "truth") if c in rows.columns]
    ends += [float(v) for c in beside for v in rows[c] if math.isfinite(v)]
    low, high = min(ends), max(ends)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    return (low, high) if high > low else (low - 0.5, high + 0.5)
