"""Kinds that run along time: lines, and slopes between a few periods."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from chinaecon.charts import events, marks, ticks, words
from chinaecon.charts.kinds import (
    Drawn,
    Wish,
    end_text,
    limits,
    readable,
    shows_zero,
    stand,
    tint,
    zero_line,
)
from chinaecon.charts.labels import Label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chinaecon.charts.panel import Panel

_MANY_POINTS = 40
_GAP = 1.7  # steps of the usual length from which a line is interrupted
_THIN = 1.2
_DOTTED = (0, (1, 2))
_DASHED = (0, (4, 3))


def line(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw one line per series over time, named at its end.

    Gaps are dotted; bounds are a band; planned figures hang on a dashed line.
    """
    drawn = Drawn()
    low, high = limits(panel, wish, zero=shows_zero(panel, wish))
    stand(axes, low, high, wish)
    zero_line(axes, wish, across=False, at=100.0 if panel.unit == "index_point" else 0.0)
    first, last = float(panel.rows["x"].min()), float(panel.rows["x"].max())
    pad = max((last - first) * 0.015, 0.02)
    axes.set_xlim(first - pad, last + pad)
    few = max(len(panel.of(s)) for s in panel.series) <= _MANY_POINTS
    for series in panel.series:
        rows = panel.of(series)
        colour = tint(panel, series, "", wish)
        counted = [r for r in rows if not r.planned or panel.rows["planned"].all()]
        if counted:
            _stroke(axes, counted, colour, drawn)
            _bounds(axes, counted, colour, high - low, drawn)
        for row in counted:
            if few or row.mark != "exact":
                marks.point(axes, row.x, row.value, row.mark, colour)
        _planned(axes, rows, counted, colour, drawn)
        end = rows[-1]
        drawn.labels.append(
            Label(end.x, end.value, end_text(panel, end, wish), readable(colour, wish))
        )
    events.draw(axes, wish.events, wish.look)
    told = list(panel.rows["period"]), list(panel.rows["timing"])
    ticks.time(axes, *told, wish.lang, most=8 if wish.columns < 3 else 3)
    return drawn


def slope(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw a line per series between a few periods, numbers on both sides."""
    drawn = Drawn()
    stand(axes, *limits(panel, wish, zero=bool(wish.zero)), wish)
    axes.set_yticks([])
    axes.grid(visible=False)
    periods = sorted(set(panel.rows["period"]))
    for series in panel.series:
        rows = panel.of(series)
        colour = tint(panel, series, "", wish)
        at = [float(periods.index(r.period)) for r in rows]
        axes.plot(at, [r.value for r in rows], color=colour, gid=f"series-{series}")
        for x, row in zip(at, rows, strict=True):
            marks.point(axes, x, row.value, row.mark, colour)
        ink = readable(colour, wish)
        left = Label(at[0], rows[0].value, marks.written(rows[0]), ink, "left")
        right = Label(at[-1], rows[-1].value, end_text(panel, rows[-1], wish), ink)
        drawn.labels += [left, right]
    axes.set_xticks(range(len(periods)), [words.period_words(p, wish.lang) for p in periods])
    for x in range(len(periods)):
        axes.axvline(x, color=wish.look.grid, linewidth=0.8, zorder=0)
    axes.set_xlim(-0.03, len(periods) - 0.97)
    return drawn


def _stroke(axes: Axes, rows: Sequence[Any], colour: str, drawn: Drawn) -> None:
    """One line with holes where figures are missing, and dots across the holes."""
    steps = sorted(b.x - a.x for a, b in pairwise(rows))
    usual = steps[(len(steps) - 1) // 2] if steps else 0.0
    xs, ys = [rows[0].x], [rows[0].value]
    for before, row in pairwise(rows):
        if row.x - before.x > _GAP * usual:
            xs.append(float("nan"))
            ys.append(float("nan"))
            _thin(axes, (before, row), colour, _DOTTED, "gap")
            drawn.devices.add("gap")
        xs.append(row.x)
        ys.append(row.value)
    axes.plot(xs, ys, color=colour, gid=f"series-{rows[0].series}", zorder=3)


def _thin(axes: Axes, rows: Sequence[Any], colour: str, dashes: Any, gid: str) -> None:
    xs, ys = [r.x for r in rows], [r.value for r in rows]
    axes.plot(xs, ys, color=colour, linewidth=_THIN, linestyle=dashes, gid=gid)


def _bounds(axes: Axes, rows: Sequence[Any], colour: str, span: float, drawn: Drawn) -> None:
    """The bounds of a line that are wide enough to be seen: bars when few, a band when many."""
    seen = [r for r in rows if marks.bounded(r, span)]
    if len(seen) < len(rows) / 2:
        for row in seen:
            marks.whisker(axes, row.x, *marks.reach(row), along="y", colour=colour)
            drawn.devices.add("bar")
        return
    lows, highs = zip(*(marks.reach(r) for r in rows), strict=True)
    xs = [r.x for r in rows]
    axes.fill_between(xs, lows, highs, color=colour, alpha=0.2, linewidth=0, gid="band")
    drawn.devices.add("band")


def _planned(
    axes: Axes, rows: Sequence[Any], counted: Sequence[Any], colour: str, drawn: Drawn
) -> None:
    """Planned figures apart: hollow diamonds on a dashed line from the last counted one."""
    later = [r for r in rows if r not in counted]
    if not later:
        return
    _thin(axes, (*counted[-1:], *later), colour, _DASHED, "planned")
    for row in later:
        marks.point(axes, row.x, row.value, "planned", colour)
    drawn.devices.add("planned")
