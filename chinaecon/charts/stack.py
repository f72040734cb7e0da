"""The kind of parts upon one another: columns over a few periods, areas over many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chinaecon.charts import marks, style, ticks
from chinaecon.charts.bars import name_columns
from chinaecon.charts.kinds import Drawn, Wish, broken, stand, tint
from chinaecon.charts.labels import Label
from chinaecon.charts.rest import REST
from chinaecon.errors import BadData

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chinaecon.charts.panel import Panel

_WIDE = 0.74
_MOST_COLUMNS = 12
_LEGIBLE = 0.07  # part of the axis from which a number fits into its part
_LONG_NAME = 24


def stacked(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw the parts of each period upon one another, named beside the last."""
    _refuse_negative(panel)
    drawn = Drawn(devices={"signs"})
    tops = dict.fromkeys(panel.places, 0.0)
    sums = panel.rows.groupby("place")["value"].sum()
    high = 100.0 if panel.unit == "percent" and 95 < sums.max() < 100.5 else float(sums.max())
    stand(axes, 0.0, high, wish, head=0.0)
    few = len(panel.places) <= _MOST_COLUMNS
    for series in panel.series:
        rows = {r.place: r for r in panel.of(series)}
        colour = wish.look.grid if series == REST else tint(panel, series, "", wish)
        lows = [tops[p] for p in panel.places]
        tall = [rows[p].value if p in rows else 0.0 for p in panel.places]
        if few:
            _columns(axes, panel, tall, lows, colour, series)
        else:
            at = [min(r.x for r in panel.at(p)) for p in panel.places]
            ups = [low + t for low, t in zip(lows, tall, strict=True)]
            axes.fill_between(at, lows, ups, color=colour, linewidth=0, gid=f"part-{series}")
            axes.plot(at, ups, color=wish.look.paper, linewidth=1.0, gid="edge")
        for place, t in zip(panel.places, tall, strict=True):
            if few and wish.values and t > _LEGIBLE * high:
                _number(axes, panel, rows[place], tops[place], series, wish)
            tops[place] += t
        last = panel.places[-1]
        if last in rows:
            drawn.labels.append(_name(axes, panel, rows[last], tops[last], colour, wish, few=few))
    if few:
        axes.set_xlim(-0.5, len(panel.places) - 0.5)
        name_columns(axes, panel)
    else:
        axes.set_xlim(float(panel.rows["x"].min()), float(panel.rows["x"].max()))
        ticks.time(axes, list(panel.rows["period"]), list(panel.rows["timing"]), wish.lang)
    return drawn


def _refuse_negative(panel: Panel) -> None:
    below = panel.rows[panel.rows["value"] < 0]
    if len(below):
        first = next(below.itertuples())
        raise BadData(
            f"{len(below)} figures are below zero (first: {first.series} {first.period} "
            f"{first.value:g}); expected parts of a whole. Draw kind='column' or 'waterfall'.",
            problems=[f"{r.series} {r.period} {r.value:g}" for r in below.itertuples()],
        )


def _columns(
    axes: Axes, panel: Panel, tall: list[float], lows: list[float], colour: str, series: str
) -> None:
    bars = axes.bar(range(len(panel.places)), tall, _WIDE, bottom=lows, color=colour)
    for one in bars:
        one.set(edgecolor=axes.get_facecolor(), linewidth=0.8, gid=f"part-{series}")


def _number(axes: Axes, panel: Panel, row: Any, low: float, series: str, wish: Wish) -> None:
    """The number of a part, in its middle."""
    ink = wish.look.ink if series == REST else wish.look.paper
    axes.text(
        panel.places.index(row.place),
        low + row.value / 2,
        marks.written(row),
        ha="center",
        va="center",
        fontsize=style.TICK,
        color=ink,
        gid="number",
    )


def _name(
    axes: Axes, panel: Panel, row: Any, top: float, colour: str, wish: Wish, *, few: bool
) -> Label:
    """The name of a part beside the last column; beside areas with the number."""
    name = broken(panel.names[row.series], _LONG_NAME)
    text = f"{name} {marks.written(row)}" if wish.values and not few else name
    ink = wish.look.grey if row.series == REST else colour
    at = len(panel.places) - 1 + _WIDE / 2 if few else row.x
    return Label(at, top - row.value / 2, text, ink)
