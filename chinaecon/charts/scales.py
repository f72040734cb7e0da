"""What a value axis is called, and a second axis in another currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chinaecon import period as periods
from chinaecon import units
from chinaecon.charts import style, ticks, words
from chinaecon.errors import UnitMismatch

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axes._secondary_axes import SecondaryAxis

    from chinaecon.charts.series import Panel


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


def second(axis: str | Mapping[str, str], panels: Sequence[Panel], lang: str = "en") -> Second:
    """Find the rate that makes an axis of one currency one of another.

    Parameters
    ----------
    axis : str or mapping
        A currency, or `currency` with `period`, `rate` and `basis`.
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
    from chinaecon.data import rates

    asked = {"currency": axis} if isinstance(axis, str) else dict(axis)
    panel = panels[0]
    own = units.parse(panel.unit).currency
    if own is None:
        raise UnitMismatch(
            f"No second axis in {asked['currency']!r} beside {panel.unit!r}; expected money. "
            "Leave axis= out."
        )
    period = asked.get("period") or max(panel.rows["period"], key=lambda p: periods.parse(p).end)
    kind = asked.get("rate", "average")
    found = rates.rate(own, asked["currency"], period, kind, asked.get("basis", "market"))
    unit = units.in_currency(panel.unit, asked["currency"])
    target = words.fitting_unit(unit, panel.rows["value"].abs().max() * float(found.value), lang)
    factor = float(found.value) * words.ratio(unit, target)
    said = words.unit_words(target, lang)
    rate = found.text.removeprefix("/ ").removeprefix("x ")
    text = f"副坐标轴: {rate}。" if lang == "zh" else f"Second axis at {rate}."
    return Second(target, factor, text, said)


def draw(axes: Axes, second: Second, *, across: bool) -> SecondaryAxis:
    """Draw the second axis: on top of lying bars, on the right of what stands.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With its limits set.
    second : Second
        The axis.
    across : bool
        Whether values run along the horizontal axis.

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
        other.tick_params(axis="y", length=0)
    for spine in other.spines.values():
        spine.set_visible(False)
    return other


def unit(axes: Axes, panel: Panel, *, across: bool, lang: str = "en") -> None:
    """Write the unit at the value axis, and the panel's title over it.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Drawn.
    panel : Panel
        Whose unit it is.
    across : bool
        Whether values run along the horizontal axis.
    lang : {"en", "zh"}
        Language.
    """
    said = words.unit_words(panel.unit, lang)
    text = said if panel.title in ("", said) else f"{panel.title}, {said}"
    if across:
        axes.set_xlabel(text, loc="right")
        return
    axes.set_ylabel(text, rotation=0, ha="left", va="bottom", color=style.GREY)
    axes.yaxis.set_label_coords(0.0, 1.02)
