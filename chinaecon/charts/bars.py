"""Kinds of one mark per figure: columns over time, lying bars, and dots with their bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chinaecon.charts import marks, style
from chinaecon.charts.kinds import Drawn, Wish, colour, lie, muted, shows_zero, stand
from chinaecon.charts.labels import Label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chinaecon.charts.series import Panel

_MANY_COLUMNS = 16


def column(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw upright bars, one group per period.

    Labels: the names of several series, beside the last group.
    """
    drawn = Drawn()
    low, high = marks.span(panel.rows, zero=True)
    stand(axes, low, high, head=0.08)
    thick = 0.76 / len(panel.series)
    for k, series in enumerate(panel.series):
        colour = colour(panel, series, wish)
        for row in panel.rows[panel.rows["series"] == series].itertuples():
            at = panel.places.index(row.place) + (k - (len(panel.series) - 1) / 2) * thick
            axes.bar([at], [row.value], thick * 0.94, **_fill(panel, row, colour, drawn))
            _ends(axes, at, row, high - low, "y", colour, drawn)
            if wish.values and len(panel.rows) <= _MANY_COLUMNS:
                _on_column(axes, at, row, colour)
            last = row
        if len(panel.series) > 1:
            name = panel.names[series]
            drawn.labels.append(Label(len(panel.places) - 0.55, last.value / 2, name, colour))
    axes.axhline(0, color=style.QUIET, linewidth=0.8)
    axes.set_xlim(-0.6, len(panel.places) - 0.4)
    step = -(-len(panel.places) // 12)
    shown = [i for i in range(len(panel.places)) if (len(panel.places) - 1 - i) % step == 0]
    axes.set_xticks(shown, [panel.names[panel.places[i]] for i in shown])
    axes.tick_params(axis="x", length=0)
    return drawn


def bar(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw lying bars, one group per place, named on the left, the number at the end.

    Labels: numbers at the ends; in the first group with the names of the series.
    """
    drawn = Drawn(across=True)
    low, high = lie(axes, panel, zero=True)
    thick = 0.74 / len(panel.series)
    for k, series in enumerate(panel.series):
        colour = colour(panel, series, wish)
        for row in panel.rows[panel.rows["series"] == series].itertuples():
            at = panel.places.index(row.place) + (k - (len(panel.series) - 1) / 2) * thick
            own = style.QUIET if muted(row.place, panel, wish) else colour
            axes.barh([at], [row.value], thick * 0.9, **_fill(panel, row, own, drawn))
            _ends(axes, at, row, high - low, "x", own, drawn)
            drawn.labels += _beside(panel, row, at, series, own, wish)
    axes.axvline(0, color=style.QUIET, linewidth=0.8)
    return drawn


def dots(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw one dot per figure with its bounds, the places under one another.

    Labels: numbers left of the first and right of the last dot; at the top with the series.
    """
    drawn = Drawn(across=True)
    low, high = lie(axes, panel, zero=shows_zero(panel, wish, across=True))
    if low <= 0 <= high:
        axes.axvline(0, color=style.QUIET, linewidth=0.8, zorder=1)
    for at, place in enumerate(panel.places):
        rows = list(panel.rows[panel.rows["place"] == place].sort_values("value").itertuples())
        if len(rows) > 1:
            ends = [rows[0].value, rows[-1].value]
            axes.plot(ends, [at, at], color=style.GRID, linewidth=3.0, zorder=1, gid="range")
        for i, row in enumerate(rows):
            own = colour(panel, row.series, wish)
            own = style.QUIET if muted(place, panel, wish) else own
            shift = _shift(panel, row, len(rows))
            if marks.bounded(row, high - low):
                marks.whisker(axes, at + shift, *marks.reach(row), colour=own)
                drawn.devices.add("bar")
            marks.point(axes, row.value, at + shift, row.mark, own, along="x")
            if wish.values and i in (0, len(rows) - 1):
                side = "left" if i == 0 and len(rows) > 1 else "right"
                drawn.labels.append(_dot_label(panel, row, at + shift, own, side, top=at == 0))
    return drawn


def _fill(panel: Panel, row: Any, colour: str, drawn: Drawn) -> dict[str, Any]:
    """The look of a bar: hollow and dashed when it is planned among counted ones."""
    if row.planned and not panel.rows["planned"].all():
        drawn.devices.add("planned")
        return {
            "facecolor": style.PAPER,
            "edgecolor": colour,
            "linestyle": (0, (3, 2)),
            "linewidth": 1.2,
            "gid": "planned",
        }
    return {"facecolor": colour, "edgecolor": "none", "gid": "bar"}


def _ends(
    axes: Axes, at: float, row: Any, span: float, along: str, colour: str, drawn: Drawn
) -> None:
    """What sits on the end of a bar: its bounds, or the sign of an open side."""
    if marks.bounded(row, span):
        marks.whisker(axes, at, *marks.reach(row), along=along)
        drawn.devices.add("bar")
    if row.mark in ("above", "below", "about"):
        x, y = (row.value, at) if along == "x" else (at, row.value)
        marks.point(axes, x, y, row.mark, colour, along=along)


def _on_column(axes: Axes, at: float, row: Any, colour: str) -> None:
    up = row.value >= 0
    end = marks.reach(row)[1 if up else 0]
    lift = 3.0 if row.mark == "exact" else 7.0
    axes.annotate(
        marks.written(row),
        (at, end),
        xytext=(0, lift if up else -lift),
        textcoords="offset points",
        ha="center",
        va="bottom" if up else "top",
        fontsize=style.TICK,
        color=colour,
        gid="label",
    )


def _beside(panel: Panel, row: Any, at: float, series: str, colour: str, wish: Wish) -> list[Label]:
    named = len(panel.series) > 1 and row.place == panel.places[0]
    number = marks.written(row) if wish.values else ""
    text = "  ".join(t for t in (number, panel.names[series] if named else "") if t)
    if not text:
        return []
    low, high = marks.reach(row)
    up = row.value >= 0
    return [Label(high if up else low, at, text, colour, "right" if up else "left")]


def _shift(panel: Panel, row: Any, together: int) -> float:
    """A step up or down that keeps the bounds of one place apart."""
    if together < 2:
        return 0.0
    k = panel.series.index(row.series)
    return (k - (len(panel.series) - 1) / 2) * 0.22


def _dot_label(panel: Panel, row: Any, at: float, colour: str, side: str, *, top: bool) -> Label:
    low, high = marks.reach(row)
    text = marks.written(row)
    if top and len(panel.series) > 1:
        name = panel.names[row.series]
        text = f"{text}  {name}" if side == "right" else f"{name}  {text}"
    return Label(high if side == "right" else low, at, text, colour, side)
