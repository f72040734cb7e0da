"""What a value axis is called, and a second axis in another currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from chinaecon import period as periods
from chinaecon import units
from chinaecon.charts import style, ticks, words
from chinaecon.charts.rows import AMOUNTS
from chinaecon.errors import UnitMismatch

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.axes._secondary_axes import SecondaryAxis

    from chinaecon.charts.kinds import Wish
    from chinaecon.charts.panel import Panel
    from chinaecon.data.rates import Rate


@dataclass(frozen=True)
class Second:
    """A second axis.

    Attributes
    ----------
    unit : str
        Its unit.
    factor : float
        What figures of the first axis are multiplied with.
    text : str
        The rate, for the footnote.
    words : str
        The unit in words.
    """

    unit: str
    factor: float
    text: str
    words: str


def tied(rows: pd.DataFrame, axis: Mapping[str, str]) -> pd.DataFrame:
    """Bring figures printed in the currency of a second axis onto the first, at its rate.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `rows.plain` gives it.
    axis : mapping of str to str
        As `second` takes it; empty for none.

    Returns
    -------
    pandas.DataFrame
        With the column `beside`, true for such figures; unchanged where all are of one currency.

    Raises
    ------
    MissingData
        When there is no such rate.
    """
    if not axis:
        return rows
    currencies = rows["unit"].map({u: units.parse(u).currency for u in set(rows["unit"])})
    beside = currencies == axis["currency"]
    if beside.all() or not beside.any():
        return rows
    first = str(rows.loc[~beside, "unit"].iloc[0])
    found = _rate(axis, str(currencies[~beside].iloc[0]), rows)
    amounts = [c for c in AMOUNTS if c in rows.columns]
    moved = rows.assign(beside=beside)
    moved[amounts] = moved[amounts].astype(float)
    for unit in set(rows.loc[beside, "unit"]):
        there = rows["unit"] == unit
        times = words.ratio(unit, units.in_currency(first, axis["currency"])) / float(found.value)
        moved.loc[there, amounts] *= times
    moved.loc[beside, "unit"] = first
    return moved


def _rate(axis: Mapping[str, str], own: str, rows: pd.DataFrame) -> Rate:
    """The one rate of the axis: of the period asked for, else of the last one drawn."""
    from chinaecon.data import rates

    period = axis.get("period") or max(rows["period"], key=lambda p: periods.parse(p).end)
    kind, basis = axis.get("rate", "average"), axis.get("basis", "market")
    return rates.rate(own, axis["currency"], period, kind, basis)


def second(axis: Mapping[str, str], panels: Sequence[Panel], lang: str = "en") -> Second:
    """Find the rate that makes an axis of one currency one of another.

    Parameters
    ----------
    axis : mapping of str to str
        `currency`, and where wished `period`, `rate` and `basis`.
    panels : sequence of Panel
        What is drawn; without a period the last one is taken.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    Second
        One rate for the whole axis.

    Raises
    ------
    UnitMismatch
        When the figures are not money of one currency.
    MissingData
        When there is no such rate.
    """
    panel = panels[0]
    own = units.parse(panel.unit).currency
    if own is None:
        raise UnitMismatch(
            f"No second axis in {axis['currency']!r} beside {panel.unit!r}; expected money. "
            "Leave axis= out."
        )
    found = _rate(axis, own, panel.rows)
    unit = units.in_currency(panel.unit, axis["currency"])
    target = words.fitting_unit(unit, panel.rows["value"].abs().max() * float(found.value), lang)
    factor = float(found.value) * words.ratio(unit, target)
    said = words.unit_words(target, lang)
    rate = found.text.removeprefix("/ ").removeprefix("x ")
    text = f"副坐标轴: {rate}。" if lang == "zh" else f"Second axis at {rate}."
    return Second(target, factor, text, said)


def with_ties(panels: list[Panel], second: Second | None) -> list[Panel]:
    """Return the panels whose rows know what they stand for on the second axis.

    Parameters
    ----------
    panels : list of Panel
        As `series.arrange` gives them.
    second : Second or None
        The second axis.

    Returns
    -------
    list of Panel
        For rows of its currency `tied` is the factor of the axis, and `unit` its unit.
    """
    if second is None or any("beside" not in p.rows for p in panels):
        return panels
    return [replace(p, rows=_with_factor(p.rows, second)) for p in panels]


def _with_factor(rows: pd.DataFrame, second: Second) -> pd.DataFrame:
    beside = rows["beside"]
    units = rows["unit"].where(~beside, second.unit)
    return rows.assign(tied=beside.map({True: second.factor, False: 1.0}), unit=units)


def draw(axes: Axes, second: Second, *, across: bool, colour: str = "") -> SecondaryAxis:
    """Draw the second axis: on top of lying bars, on the right of what stands.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With its limits set.
    second : Second
        The axis.
    across : bool
        Whether values run along the horizontal axis.
    colour : str
        Of its unit, where one series alone stands on it.

    Returns
    -------
    matplotlib.axes.SecondaryAxis
        On the other side.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().add_subplot()
    >>> draw(axes, Second("billion USD", 0.5, "", "billion dollars"), across=False).get_ylabel()
    'billion dollars'
    """
    ways = (lambda v: v * second.factor, lambda v: v / second.factor)
    if across:
        other = axes.secondary_xaxis("top", functions=ways)
        ticks.values(other.xaxis)
        other.set_xlabel(second.words, loc="right")
        other.tick_params(axis="x", length=0)
    else:
        other = axes.secondary_yaxis("right", functions=ways)
        ticks.values(other.yaxis)
        other.set_ylabel(second.words, rotation=0, ha="right", va="bottom")
        other.yaxis.set_label_coords(1.0, 1.02)
        if colour:
            other.yaxis.label.set_color(colour)
        other.tick_params(axis="y", length=0)
    for spine in other.spines.values():
        spine.set_visible(False)
    return other


def unit(axes: Axes, panel: Panel, wish: Wish, *, across: bool, same: bool) -> None:
    """Write the unit at the value axis, and the panel's title over it.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Drawn.
    panel : Panel
        Whose unit it is.
    wish : Wish
        Language, colours, and how many panels stand side by side.
    across : bool
        Whether values run along the horizontal axis.
    same : bool
        Whether all panels have this unit: then the title stands alone in a small one.
    """
    said = words.unit_words(panel.unit, wish.lang)
    if "own_name" in panel.rows:
        said = f"{panel.rows['own_name'].iloc[0]}, {said}"
    text = said if panel.title in ("", said) else f"{panel.title}, {said}"
    small = same and bool(panel.title) and wish.columns > 1
    if across:
        axes.set_xlabel(said if small else text, loc="right")
    if across and not small:
        return
    if small:
        text = panel.title
    bold: Any = {"color": wish.look.ink, "fontweight": "bold"} if small else {}
    if across:
        axes.set_title(text, loc="left", fontsize=style.LABEL, **bold)
        return
    axes.set_ylabel(text, rotation=0, ha="left", va="bottom", **bold)
    axes.yaxis.set_label_coords(0.0, 1.02)
