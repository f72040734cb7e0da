"""Kinds of bars from zero: columns over time, and lying bars under one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chinaecon.charts import marks, style
from chinaecon.charts.kinds import Drawn, Wish, lie, limits, readable, stand, tint, zero_line
from chinaecon.charts.labels import Label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chinaecon.charts.panel import Panel

_MANY_COLUMNS = 16
_MOST_TICKS = 12
_GROUP = 0.76  # part of a place that its bars fill
_DASHED = (0, (3, 2))


def column(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw upright bars, one group per period; several series are named beside the last."""
    drawn = Drawn()
    low, high = limits(panel, wish, zero=True)
    stand(axes, low, high, wish, head=0.08)
    for row in panel.all():
        at, thick = _slot(panel, row)
        colour = tint(panel, row.series, row.place, wish)
        axes.bar([at], [row.value], thick * 0.94, **_fill(panel, row, colour, wish, drawn))
        _ends(axes, at, row, high - low, "y", (colour, wish.look.ink), drawn)
        if wish.values and len(panel.rows) <= _MANY_COLUMNS:
            _on_column(axes, at, row, colour)
    if len(panel.series) > 1:
        edge = len(panel.places) - 0.55
        ends = [panel.of(s)[-1] for s in panel.series]
        drawn.labels += [
            Label(edge, r.value / 2, panel.names[r.series], tint(panel, r.series, r.place, wish))
            for r in ends
        ]
    zero_line(axes, wish, across=False)
    axes.set_xlim(-0.6, len(panel.places) - 0.4)
    name_columns(axes, panel)
    return drawn


def bar(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw lying bars, one group per place; the first group names the series."""
    drawn = Drawn(across=True)
    span = lie(axes, panel, wish, limits(panel, wish, zero=True))
    for row in panel.all():
        at, thick = _slot(panel, row)
        colour = tint(panel, row.series, row.place, wish)
        axes.barh([at], [row.value], thick * 0.92, **_fill(panel, row, colour, wish, drawn))
        _ends(axes, at, row, span, "x", (colour, wish.look.ink), drawn)
        drawn.labels += _beside(panel, row, at, readable(colour, wish), wish)
    zero_line(axes, wish, across=True)
    return drawn


def _slot(panel: Panel, row: Any) -> tuple[float, float]:
    """Where a bar stands among the bars of its place, and how thick it is."""
    there = [s for s in panel.series if s in {r.series for r in panel.at(row.place)}]
    most = max(len(panel.at(place)) for place in panel.places)
    thick = _GROUP / most
    k = there.index(row.series) - (len(there) - 1) / 2
    return panel.places.index(row.place) + k * thick, thick


def _fill(panel: Panel, row: Any, colour: str, wish: Wish, drawn: Drawn) -> dict[str, Any]:
    """The look of a bar: hollow and dashed when it is planned among counted ones."""
    if not row.planned or panel.rows["planned"].all():
        return {"facecolor": colour, "edgecolor": "none", "gid": "bar"}
    drawn.devices.add("planned")
    look = {"facecolor": wish.look.paper, "edgecolor": colour, "linewidth": 1.2}
    return {**look, "linestyle": _DASHED, "gid": "planned"}


def _ends(
    axes: Axes, at: float, row: Any, span: float, along: str, inks: tuple[str, str], drawn: Drawn
) -> None:
    """What sits on the end of a bar: its bounds, or the sign of an open side."""
    if marks.bounded(row, span):
        marks.whisker(axes, at, *marks.reach(row), along=along, colour=inks[1])
        drawn.devices.add("bar")
    if row.mark != "exact":
        x, y = (row.value, at) if along == "x" else (at, row.value)
        marks.point(axes, x, y, row.mark, inks[0], along=along)


def _on_column(axes: Axes, at: float, row: Any, colour: str) -> None:
    up = row.value >= 0
    lift = 3.0 if row.mark == "exact" else 7.0
    axes.annotate(
        marks.written(row),
        (at, marks.reach(row)[1 if up else 0]),
        xytext=(0, lift if up else -lift),
        textcoords="offset points",
        ha="center",
        va="bottom" if up else "top",
        fontsize=style.TICK,
        color=colour,
        gid="label",
    )


def name_columns(axes: Axes, panel: Panel) -> None:
    """Write the periods under the columns, every so many when there are many."""
    n = len(panel.places)
    step = -(-n // _MOST_TICKS)
    shown = [i for i in range(n) if (n - 1 - i) % step == 0]
    axes.set_xticks(shown, [panel.names[panel.places[i]] for i in shown])
    axes.tick_params(axis="x", length=0)
    if panel.rows["value"].min() < 0:
        axes.spines["bottom"].set_visible(False)


def is_first(panel: Panel, row: Any) -> bool:
    """Whether a row is where its series is named: the topmost of several series."""
    own = {r.place for r in panel.of(row.series)}
    first = next(place for place in panel.places if place in own)
    return len(panel.series) > 1 and row.place == first


def _beside(panel: Panel, row: Any, at: float, colour: str, wish: Wish) -> list[Label]:
    """The number at the end of a bar, in the first group with the name of its series."""
    named = is_first(panel, row)
    number = marks.written(row) if wish.values else ""
    text = "  ".join(t for t in (number, panel.names[row.series] if named else "") if t)
    if not text:
        return []
    low, high = marks.reach(row)
    up = row.value >= 0
    return [Label(high if up else low, at, text, colour, "right" if up else "left")]
