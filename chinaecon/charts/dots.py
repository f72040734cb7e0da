"""Kinds of dots under one another: with their bounds, in pairs, and what figures imply."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chinaecon.charts import digits, marks
from chinaecon.charts.bars import is_first
from chinaecon.charts.kinds import Drawn, Wish, lie, limits, readable, shows_zero, tint, zero_line
from chinaecon.charts.labels import Label
from chinaecon.errors import BadData

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chinaecon.charts.panel import Panel

_APART = 0.44  # part of a place over which the dots of its series spread
_THICK, _THIN = 8.0, 1.2
_SHORT = 0.004  # part of the axis
_TICK = 9.0  # points that mark a bar too short to be seen
_SAID = {
    "en": {
        "printed": "what the printed digits allow",
        "inferred": "what the other figures leave",
        "truth": "printed later",
        "to": " to ",
        "difference": "difference",
    },
    "zh": {
        "printed": "所印位数允许的范围",
        "inferred": "由其他数字推得的范围",
        "truth": "后来公布的数",
        "to": "至",
        "difference": "差",
    },
}


def dots(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw a dot per figure with its bounds, places under one another; the top names series."""
    drawn = Drawn(across=True)
    span = _ground(axes, panel, wish)
    for at, place in enumerate(panel.places):
        rows = panel.at(place)
        apart = len(rows) > 1 and any(marks.bounded(r, span) for r in rows)
        if not apart and len(rows) > 1:
            _join(axes, rows, at, wish)
        for i, row in enumerate(rows):
            height = at + (_step(panel, row) if apart else 0.0)
            _dot(axes, panel, row, height, span, wish, drawn)
            side = "left" if i == 0 and len(rows) > 1 else "right"
            if wish.values and (apart or i in (0, len(rows) - 1)):
                drawn.labels.append(_dot_label(panel, row, height, side, wish))
    return drawn


def dumbbell(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw two dots per place, joined, and write how far the second is from the first."""
    if len(panel.series) != 2:
        found = ", ".join(panel.series)
        raise BadData(
            f"A dumbbell compares two series; found {len(panel.series)} ({found}). "
            "Choose them with by=, or draw kind='dots'.",
            problems=panel.series,
        )
    drawn = Drawn(across=True)
    span = _ground(axes, panel, wish)
    drawn.column.append((-1.0, _SAID[wish.lang]["difference"]))
    for at, place in enumerate(panel.places):
        rows = panel.at(place)
        if len(rows) > 1:
            _join(axes, rows, at, wish)
            drawn.column.append((float(at), _difference(panel, rows)))
        ends = [e for row in rows for e in marks.reach(row)]
        for i, row in enumerate(rows):
            _dot(axes, panel, row, at, span, wish, drawn)
            if wish.values:
                side = "left" if i == 0 and len(rows) > 1 else "right"
                label = _dot_label(panel, row, at, side, wish)
                drawn.labels.append(replace(label, x=min(ends) if side == "left" else max(ends)))
    return drawn


def bounds(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw what figures imply: printed bounds thin, inferred bounds thick, the truth as a dot."""
    drawn = Drawn(across=True, devices={"signs"})
    _ground(axes, panel, wish)
    said, seen = _SAID[wish.lang], {"inferred"}
    for row in panel.all():
        several = len(panel.at(row.place)) > 1
        at = panel.places.index(row.place) + (_step(panel, row) if several else 0.0)
        colour = tint(panel, row.series, row.place, wish)
        ends, later = printed(row), truth(row)
        _bar(axes, at, row.low, row.high, colour=_pale(colour, wish), width=_THICK, gid="inferred")
        if ends:
            _bar(axes, at, *ends, colour=wish.look.ink, width=_THIN, gid="printed")
            seen.add("printed")
        if later:
            marks.point(axes, later[0], at, "exact", wish.look.ink)
            seen.add("truth")
        if wish.values:
            edge = axes.get_xlim()[1]
            high = min(edge, max(row.low, row.high, *(ends or ()), *later))
            drawn.labels.append(_range_label(panel, row, high, at, colour, wish))
    first = wish.look.colour(0, pale=True) if len(panel.series) == 1 else wish.look.quiet
    swatches = {
        "printed": ("thin", wish.look.ink),
        "inferred": ("thick", first),
        "truth": ("dot", wish.look.ink),
    }
    drawn.key = [(*swatches[k], said[k]) for k in swatches if k in seen]
    return drawn


def _pale(colour: str, wish: Wish) -> str:
    """The tint of a colour, on which a thin line can be seen."""
    look = wish.look
    return look.pale[look.palette.index(colour)] if colour in look.palette else colour


def _range_label(panel: Panel, row: Any, high: float, at: float, colour: str, wish: Wish) -> Label:
    """The inferred bounds in words, in the first place with the name of the series."""
    text = digits.range_words(row.low, row.high, _SAID[wish.lang]["to"])
    name = panel.names[row.series] if is_first(panel, row) else ""
    label = "  ".join(t for t in (text, name) if t)
    return Label(high, at, label, readable(colour, wish))


def _ground(axes: Axes, panel: Panel, wish: Wish) -> float:
    """Set up the axes and the line of zero; give the span of values."""
    zero = shows_zero(panel, wish, across=True)
    span = lie(axes, panel, wish, limits(panel, wish, zero=zero))
    zero_line(axes, wish, across=True)
    return span


def _join(axes: Axes, rows: list[Any], at: float, wish: Wish) -> None:
    ends = [rows[0].value, rows[-1].value]
    axes.plot(ends, [at, at], color=wish.look.grid, linewidth=3.0, zorder=1, gid="range")


def _step(panel: Panel, row: Any) -> float:
    """How far a dot is moved so that the bounds of one place stay apart."""
    n = len(panel.series)
    return (panel.series.index(row.series) - (n - 1) / 2) * _APART / n


def _dot(
    axes: Axes, panel: Panel, row: Any, height: float, span: float, wish: Wish, drawn: Drawn
) -> None:
    colour = tint(panel, row.series, row.place, wish)
    if marks.bounded(row, span):
        marks.whisker(axes, height, *marks.reach(row), colour=colour)
        drawn.devices.add("bar")
    planned = row.planned and not panel.rows["planned"].all()
    if planned:
        drawn.devices.add("planned")
    marks.point(axes, row.value, height, "planned" if planned else row.mark, colour, along="x")


def _dot_label(panel: Panel, row: Any, height: float, side: str, wish: Wish) -> Label:
    low, high = marks.reach(row)
    text = marks.written(row)
    if is_first(panel, row):
        name = panel.names[row.series]
        text = f"{text}  {name}" if side == "right" else f"{name}  {text}"
    colour = readable(tint(panel, row.series, row.place, wish), wish)
    return Label(high if side == "right" else low, height, text, colour, side)


def _difference(panel: Panel, rows: list[Any]) -> str:
    """The second series less the first, with its sign and no more digits than are known."""
    by_series = {r.series: r for r in rows}
    first, second = (by_series[s] for s in panel.series)
    gap = second.value - first.value
    width = (first.high - first.low) + (second.high - second.low)
    return digits.signed_words(gap, width, first.decimals)


def _bar(
    axes: Axes, at: float, low: float, high: float, *, colour: str, width: float, gid: str
) -> None:
    """A lying bar between two bounds; an open side runs to the edge and points on."""
    edge = axes.get_xlim()
    ends = [max(low, edge[0]), min(high, edge[1])]
    tick = "|" if width == _THIN or ends[1] - ends[0] < _SHORT * (edge[1] - edge[0]) else ""
    axes.plot(
        ends,
        [at, at],
        color=colour,
        linewidth=width,
        solid_capstyle="butt",
        marker=tick,
        markersize=_TICK if width == _THICK else _TICK / 2,
        markeredgewidth=min(width, 2.0),
        zorder=3,
        gid=gid,
    )
    for end, finite, marker in ((ends[0], low, "<"), (ends[1], high, ">")):
        if not math.isfinite(finite):
            axes.plot([end], [at], marker=marker, color=colour, clip_on=False, gid=f"{gid}-open")


def printed(row: Any) -> tuple[float, float] | None:
    """The printed bounds of a row, if it has any."""
    ends = (getattr(row, "printed_low", math.nan), getattr(row, "printed_high", math.nan))
    return None if any(math.isnan(e) for e in ends) else ends


def truth(row: Any) -> tuple[float, ...]:
    """The value that came out later, if it did."""
    value = getattr(row, "truth", math.nan)
    return () if math.isnan(value) else (value,)
