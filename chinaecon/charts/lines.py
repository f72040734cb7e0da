"""Kinds that run along time: lines, and slopes between a few periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chinaecon.charts import marks, style, ticks, words
from chinaecon.charts.kinds import Drawn, Wish, colour, end_text, shows_zero, stand
from chinaecon.charts.labels import Label

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from chinaecon.charts.series import Panel

_MANY_POINTS = 40


def line(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw one line per series over time, named at its end.

    Gaps are dotted; bounds are a band; planned figures hang on a dashed line.

    Labels: labels at the ends of the lines.
    """
    drawn = Drawn()
    low, high = marks.span(panel.rows, zero=shows_zero(panel, wish))
    stand(axes, low, high)
    x = panel.rows["x"]
    pad = max(float(x.max() - x.min()) * 0.015, 0.02)
    axes.set_xlim(float(x.min()) - pad, float(x.max()) + pad)
    for series in panel.series:
        rows = panel.rows[panel.rows["series"] == series].sort_values(["x", "period"])
        colour = colour(panel, series, wish)
        counted = rows[~rows["planned"]] if not rows["planned"].all() else rows
        _stroke(axes, counted, colour, drawn, series)
        _band(axes, counted, colour, high - low, drawn, panel)
        _points(axes, counted, colour)
        _planned(axes, rows, counted, colour, drawn)
        last = list(rows.itertuples())[-1]
        drawn.labels.append(Label(last.x, last.value, end_text(panel, series, last, wish), colour))
    ticks.time(axes, list(panel.rows["period"]), list(panel.rows["timing"]), wish.lang)
    return drawn


def slope(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw a line per series between a few periods, numbers on both sides.

    Labels: the first number on the left, the last with the name on the right.
    """
    drawn = Drawn()
    low, high = marks.span(panel.rows, zero=bool(wish.zero))
    stand(axes, low, high)
    axes.set_yticks([])
    axes.grid(visible=False)
    periods = sorted(set(panel.rows["period"]))
    for series in panel.series:
        rows = panel.rows[panel.rows["series"] == series].sort_values("period")
        colour = colour(panel, series, wish)
        xs = [periods.index(p) for p in rows["period"]]
        axes.plot(xs, rows["value"].tolist(), color=colour, gid=f"series-{series}")
        points = list(rows.itertuples())
        for x, row in zip(xs, points, strict=True):
            marks.point(axes, x, row.value, row.mark, colour)
        first, last = points[0], points[-1]
        drawn.labels.append(Label(xs[0], first.value, marks.written(first), colour, "left"))
        drawn.labels.append(Label(xs[-1], last.value, end_text(panel, series, last, wish), colour))
    axes.set_xticks(range(len(periods)), [words.period_words(p, wish.lang) for p in periods])
    for x in range(len(periods)):
        axes.axvline(x, color=style.GRID, linewidth=0.8, zorder=0)
    axes.set_xlim(-0.04, len(periods) - 0.96)
    return drawn


def _stroke(axes: Axes, rows: pd.DataFrame, colour: str, drawn: Drawn, series: str) -> None:
    """One line with holes where figures are missing, and dots across the holes."""
    xs, ys = rows["x"].tolist(), rows["value"].tolist()
    steps = sorted(b - a for a, b in zip(xs, xs[1:], strict=False))
    usual = steps[len(steps) // 2] if steps else 0.0
    solid_x, solid_y = xs[:1], ys[:1]
    for i in range(1, len(xs)):
        if xs[i] - xs[i - 1] > 1.7 * usual:
            solid_x.append(float("nan"))
            solid_y.append(float("nan"))
            axes.plot(
                xs[i - 1 : i + 1],
                ys[i - 1 : i + 1],
                color=colour,
                linewidth=1.2,
                linestyle=(0, (1, 2)),
                gid="gap",
            )
            drawn.devices.add("gap")
        solid_x.append(xs[i])
        solid_y.append(ys[i])
    axes.plot(solid_x, solid_y, color=colour, gid=f"series-{series}", zorder=3)


def _band(
    axes: Axes, rows: pd.DataFrame, colour: str, span: float, drawn: Drawn, panel: Panel
) -> None:
    seen = [marks.bounded(r, span) for r in rows.itertuples()]
    if not any(seen):
        return
    ends = [marks.reach(r) for r in rows.itertuples()]
    lows, highs = [e[0] for e in ends], [e[1] for e in ends]
    axes.fill_between(rows["x"], lows, highs, color=colour, alpha=0.18, linewidth=0, gid="band")
    drawn.devices.add("band")


def _points(axes: Axes, rows: pd.DataFrame, colour: str) -> None:
    few = len(rows) <= _MANY_POINTS
    for row in rows.itertuples():
        if few or row.mark != "exact":
            marks.point(axes, row.x, row.value, str(row.mark), colour)


def _planned(
    axes: Axes, rows: pd.DataFrame, counted: pd.DataFrame, colour: str, drawn: Drawn
) -> None:
    """Planned figures apart: hollow diamonds on a dashed line from the last counted one."""
    later = rows[~rows.index.isin(counted.index)]
    if later.empty:
        return
    joined = [*counted.tail(1).itertuples(), *later.itertuples()]
    axes.plot(
        [r.x for r in joined],
        [r.value for r in joined],
        color=colour,
        linewidth=1.2,
        linestyle=(0, (4, 3)),
        gid="planned",
    )
    for row in later.itertuples():
        marks.point(axes, row.x, row.value, "planned", colour)
    drawn.devices.add("planned")
