"""The kind of cells: one row per series, one column per period, coloured by the value."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from chinaecon.charts import digits, marks, style, words
from chinaecon.charts.kinds import Drawn, Wish, list_places
from chinaecon.charts.look import contrast

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chinaecon.charts.panel import Panel

_MOST_NUMBERS = 13  # columns from which the cells are too narrow for numbers
_NICE = (1, 2, 2.5, 5)
_CAP = 0.9  # part of the cells that the ramp tells apart; the rest share its ends
_SAID = {"en": ("no figure", " to "), "zh": ("无数据", "至")}


def heat(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw a cell per figure, coloured in seven steps about zero, an index about 100.

    Cells without a figure are hatched, and the key above says what the steps are.
    """
    drawn = Drawn(across=True)
    list_places(axes, panel, panel.series, wish)
    axes.set_xlim(-0.5, len(panel.places) - 0.5)
    steps = _steps(panel)
    cells = {(r.series, r.place): r for r in panel.all()}
    missing = False
    if wish.values and len(panel.places) <= _MOST_NUMBERS:
        drawn.devices.add("signs")
    for down, series in enumerate(panel.series):
        for along, place in enumerate(panel.places):
            row = cells.get((series, place))
            missing |= row is None
            _cell(axes, along, down, row, steps, wish, len(panel.places))
    _name_periods(axes, panel, wish)
    drawn.key = [("box", c, t) for c, t in zip(wish.look.ramp, _classes(steps, wish), strict=True)]
    if missing:
        drawn.key.append(("hatch", wish.look.quiet, _SAID[wish.lang][0]))
    return drawn


def _steps(panel: Panel) -> list[float]:
    """The six limits between the seven steps: round, and the same on both sides."""
    middle = 100.0 if panel.unit == "index_point" else 0.0
    far = sorted(abs(v - middle) for v in panel.rows["value"])
    reach = far[min(int(_CAP * len(far)), len(far) - 1)] or 1.0
    rough = reach / 2.5
    power = 10.0 ** math.floor(math.log10(rough))
    width = min((n * power * m for n in _NICE for m in (1, 10)), key=lambda w: abs(w - rough))
    return [middle + width * k for k in (-2.5, -1.5, -0.5, 0.5, 1.5, 2.5)]


def _classes(steps: list[float], wish: Wish) -> list[str]:
    """What the key says of each step."""
    to = _SAID[wish.lang][1]
    said = [_short(s) for s in steps]
    inner = [f"{a}{to}{b}" for a, b in itertools.pairwise(said)]
    return [f"< {said[0]}", *inner, f"> {said[-1]}"]


def _short(value: float) -> str:
    return digits.number_words(value)


def _cell(
    axes: Axes, along: int, down: int, row: Any, steps: list[float], wish: Wish, columns: int
) -> None:
    box = Rectangle((along - 0.5, down - 0.5), 1, 1)
    axes.add_patch(box)
    if row is None:
        box.set(facecolor="none", hatch="////", linewidth=0.0, edgecolor=wish.look.grid)
        box.set_gid("missing")
        return
    colour = wish.look.ramp[bisect_right(steps, row.value)]
    line = 1.0 if columns <= _MOST_NUMBERS else 0.3
    box.set(facecolor=colour, linewidth=line, edgecolor=wish.look.paper, gid="cell")
    if wish.values and columns <= _MOST_NUMBERS:
        axes.text(
            along,
            down,
            marks.written(row._replace(decimals=0 if steps[1] - steps[0] >= 2 else row.decimals)),
            ha="center",
            va="center",
            fontsize=style.TICK,
            color=_ink_on(colour),
            gid="number",
        )


def _ink_on(colour: str) -> str:
    """Black or white, whichever is the easier to read on a colour."""
    return "#000000" if contrast(colour, "#000000") > contrast(colour, "#FFFFFF") else "#FFFFFF"


def _name_periods(axes: Axes, panel: Panel, wish: Wish) -> None:
    """Write the periods below, without a year that is the same in all; of many the years."""
    years = [p[:4] for p in panel.places]
    texts = [words.period_words(p, wish.lang) for p in panel.places]
    shown = list(range(len(texts)))
    if len(set(years)) == 1 and all(len(p) > len(years[0]) for p in panel.places):
        texts = [t.replace(f"{years[0]}年", "").replace(years[0], "").strip() for t in texts]
    elif len(texts) > _MOST_NUMBERS:
        texts = [words.period_words(y, wish.lang) for y in years]
        shown = [i for i in shown if i == 0 or years[i] != years[i - 1]]
        shown = shown[:: -(-len(shown) // _MOST_NUMBERS)]
    axes.set_xticks(shown, [texts[i] for i in shown])
    axes.spines["bottom"].set_visible(False)
