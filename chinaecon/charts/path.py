"""The kind of two measures: a dot per period, joined in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chinaecon.charts import marks, names, words
from chinaecon.charts import rows as tidy
from chinaecon.charts.kinds import Drawn, Wish, limits, readable, shows_zero, stand, tint
from chinaecon.charts.labels import Label
from chinaecon.charts.ticks import values
from chinaecon.errors import BadData, MissingData

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from chinaecon.charts.panel import Panel

_SIDES = ("measure", "label", "entity")
_MOST_NAMES = 14
_EVERY = 2


def pairs(frame: pd.DataFrame, along: str | None, lang: str = "en") -> pd.DataFrame:
    """Pair the figures of two measures by entity and period.

    Parameters
    ----------
    frame : pandas.DataFrame
        As `rows.plain` gives it, with two measures, labels or entities.
    along : str, optional
        The column that tells the two apart; by default the first that has two values.
    lang : {"en", "zh"}
        Language of the unit.

    Returns
    -------
    pandas.DataFrame
        The rows of the second with the columns `beyond` and `beyond_unit`: the figure of the
        first, which stands on the horizontal axis. Periods that only one of them has are left
        out.

    Raises
    ------
    BadData
        When there are not two things to pair.
    MissingData
        When they share no period.

    Examples
    --------
    >>> import pandas as pd
    >>> from chinaecon.charts.rows import NEEDED, plain
    >>> cells = [(m, "CHN", "2024", "flow", v, "percent") for m, v in (("a", 1.0), ("b", 2.0))]
    >>> pairs(plain(pd.DataFrame(cells, columns=NEEDED)), None)[["beyond", "value"]].values.tolist()
    [[1.0, 2.0]]
    """
    there = [along] if along else [c for c in _SIDES if c in frame and frame[c].nunique() == 2]
    sides = list(dict.fromkeys(frame[there[0]])) if there else []
    if len(sides) != 2:
        raise BadData(
            f"A path pairs two measures; found {', '.join(map(str, sides)) or 'none'}. "
            "Load two, or name the column of the two with along=.",
            problems=[str(s) for s in sides],
        )
    first, second = (frame[frame[there[0]] == side] for side in sides)
    unit = tidy.fitting(first, lang)
    first = tidy.rescaled(first, unit)
    shared = [c for c in ("entity", "period") if c != there[0]]
    if set(first["entity"]).isdisjoint(second["entity"]):
        shared = ["period"]
    beyond = first[[*shared, "value", "source"] if "source" in first else [*shared, "value"]]
    joined: pd.DataFrame = second.merge(
        beyond.rename(columns={"value": "beyond"}), on=shared, suffixes=("", "_")
    )
    if joined.empty:
        raise MissingData("The two measures share no period. Widen the selection.")
    if "source_" in joined:
        joined["source"] = joined["source"] + "; " + joined.pop("source_")
    called = [names.name(there[0], str(side), lang) for side in sides]
    return joined.assign(beyond_unit=unit, beyond_name=called[0], own_name=called[1])


def path(axes: Axes, panel: Panel, wish: Wish) -> Drawn:
    """Draw one line per series through its pairs, with the period at its dots."""
    drawn = Drawn()
    low, high = limits(panel, wish, zero=shows_zero(panel, wish))
    stand(axes, low, high, wish, head=0.08)
    left, right = float(panel.rows["beyond"].min()), float(panel.rows["beyond"].max())
    pad = 0.06 * (right - left) or 0.5
    axes.set_xlim(left - pad, right + pad)
    values(axes.xaxis)
    axes.grid(visible=True, axis="both")
    first = panel.rows.iloc[0]
    unit = words.unit_words(str(first["beyond_unit"]), wish.lang)
    axes.set_xlabel(f"{first['beyond_name']}, {unit}", loc="right")
    for series in panel.series:
        rows = sorted(panel.of(series), key=lambda r: r.x)
        colour = tint(panel, series, "", wish)
        xs, ys = [r.beyond for r in rows], [r.value for r in rows]
        axes.plot(xs, ys, color=colour, linewidth=1.4, gid=f"series-{series}", zorder=3)
        for row in rows:
            marks.point(axes, row.beyond, row.value, row.mark, colour)
        drawn.labels += _dates(panel, rows, readable(colour, wish), wish)
    return drawn


def _dates(panel: Panel, rows: list[Any], ink: str, wish: Wish) -> list[Label]:
    """The period at each dot, or at every second; at the last one with the name of the series."""
    step = 1 if len(rows) <= _MOST_NAMES else _EVERY
    shown = [r for i, r in enumerate(rows) if i in (0, len(rows) - 1) or i % step == 0]
    found = []
    for row in shown:
        named = len(panel.series) > 1 and row is rows[-1]
        parts = [panel.names[row.series]] if named else []
        text = " ".join([*parts, words.period_words(row.period, wish.lang)])
        found.append(Label(row.beyond, row.value, text, ink, "free"))
    return found
