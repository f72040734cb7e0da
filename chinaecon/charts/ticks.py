"""Where figures lie in time, where an axis is marked, and what stands there."""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from chinaecon import period as periods
from chinaecon.charts import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

_MONTH_STEPS = (1, 2, 3, 6, 12)
_MOST = 8


def instant(period: str, timing: str) -> float:
    """Return where a figure lies in time, in years.

    Parameters
    ----------
    period : str
        ISO 8601.
    timing : str
        Stocks, events and cumulated flows lie at the end of their period, others in its middle;
        figures of a whole year lie at the year, whatever they are.

    Returns
    -------
    float
        A decimal year; the middle of 2024 is 2024.5, the year as a whole 2024.0.

    Examples
    --------
    >>> instant("2024", "stock"), instant("2024-06", "stock")
    (2024.0, 2024.5)
    """
    one = periods.parse(period)
    if one.frequency[0] == "A":
        return float(one.end.year)
    if one.frequency == "D":
        return _decimal(one.end.toordinal())
    if timing in ("stock", "event", "flow_ytd") or one.is_cumulative:
        return one.end.year + one.end.month / 12
    return one.start.year + (one.start.month - 1 + len(one.months) / 2) / 12


def _decimal(day: int) -> float:
    year = date.fromordinal(day).year
    first, after = date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    return year + (day - first) / (after - first)


def values(axis: Axis, *, most: int = 5) -> None:
    """Mark a value axis at round numbers, written with thousands separators.

    Parameters
    ----------
    axis : matplotlib.axis.Axis
        Of any axes, also a secondary one.
    most : int
        How many intervals there may be.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().add_subplot()
    >>> axes.set_ylim(0, 1000)
    (0.0, 1000.0)
    >>> values(axes.yaxis)
    >>> [float(v) for v in axes.get_yticks()]
    [0.0, 200.0, 400.0, 600.0, 800.0, 1000.0]
    """
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    locator = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10])
    axis.set_major_locator(locator)

    def written(value: float, _: int | None = None) -> str:
        places = [p for p in axis.get_majorticklocs() if math.isfinite(p)]
        step = min((b - a for a, b in pairwise(places)), default=1.0)
        decimals = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
        if decimals and abs(step * 10**decimals - round(step * 10**decimals)) > 1e-6:
            decimals += 1
        if step >= 1 and abs(step - round(step)) > 1e-6:
            decimals = 1
        value = 0.0 if abs(value) < step / 1e6 else value
        return f"{value:,.{decimals}f}".replace("-", "\N{MINUS SIGN}")

    axis.set_major_formatter(FuncFormatter(written))


def time(
    axes: Axes, drawn: list[str], timings: list[str], lang: str = "en", *, most: int = _MOST
) -> None:
    """Mark a horizontal axis of time: years, or months when the span is short.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With its limits set, in decimal years.
    drawn : list of str
        The periods drawn.
    timings : list of str
        Their timings: flows lie in the middle of a month, stocks at its end.
    lang : {"en", "zh"}
        Language.
    most : int
        How many marks there may be.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().add_subplot()
    >>> axes.set_xlim(2014, 2024)
    (2014.0, 2024.0)
    >>> time(axes, ["2014", "2024"], ["flow", "flow"])
    >>> [t.get_text() for t in axes.get_xticklabels()][:2]
    ['2014', '2016']
    """
    annual = all(len(p.split("/")[0]) == 4 for p in drawn)
    low, high = axes.get_xlim()
    if annual:
        step = next(s for s in (1, 2, 5, 10, 20, 50) if (high - low) / s <= most + 1)
        years = [y for y in range(math.ceil(low), math.floor(high) + 1) if (y - 0) % step == 0]
        _mark(axes, [float(y) for y in years], [_year(y, lang) for y in years])
    elif high - low > 2.2:
        _centred_years(axes, low, high, lang, most)
    else:
        _months(axes, low, high, lang, most, middle="flow" in timings or "rate" in timings)


def _year(year: int, lang: str) -> str:
    return f"{year}年" if lang == "zh" else str(year)


def _mark(axes: Axes, places: list[float], texts: list[str]) -> None:
    axes.set_xticks(places, texts)


def _centred_years(axes: Axes, low: float, high: float, lang: str, most: int) -> None:
    """A mark where each year begins, its number in the middle; of many years at the mark."""
    first, last = math.floor(low), math.ceil(high)
    step = next(s for s in (1, 2, 5, 10, 20) if (high - low) / s <= 2 * most)
    starts = [float(y) for y in range(first, last + 1) if low <= y <= high and y % step == 0]
    if step > 1:
        _mark(axes, starts, [_year(int(y), lang) for y in starts])
        return
    axes.set_xticks(starts, [""] * len(starts))
    shown = [y for y in range(first, last) if low + 0.2 <= y + 0.5 <= high - 0.2]
    axes.set_xticks([y + 0.5 for y in shown], [_year(y, lang) for y in shown], minor=True)
    axes.tick_params(axis="x", which="minor", length=0)


def _months(axes: Axes, low: float, high: float, lang: str, most: int, *, middle: bool) -> None:
    shift = 0.5 if middle else 1.0
    months = range(math.ceil(low * 12 - shift - 1e-6), math.floor(high * 12 - shift + 1e-6) + 1)
    step = next(s for s in _MONTH_STEPS if len(months) / s <= most or s == 12)
    shown = [m for m in months if m % step == (0 if middle or step == 1 else step - 1)]
    texts = [words.period_words(f"{m // 12:04d}-{m % 12 + 1:02d}", lang) for m in shown]
    _mark(axes, [(m + shift) / 12 for m in shown], [_two_lines(t, lang) for t in texts])


def _two_lines(text: str, lang: str) -> str:
    """The month above its year."""
    if lang == "zh":
        year, _, month = text.partition("年")
        return f"{month}\n{year}年"
    return text.replace(" ", "\n")
