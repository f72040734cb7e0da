"""The rows of a picture: checked, in the unit of their axis, each with its place and mark."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from chinaecon import units
from chinaecon.charts import digits, ticks, words
from chinaecon.errors import BadData, MissingData, UnitMismatch

if TYPE_CHECKING:
    import pandas as pd

NEEDED = ("measure", "entity", "period", "timing", "value", "unit")
AMOUNTS = ("value", "low", "high", "printed_low", "printed_high", "truth")
_MOST = {"en": 10_000, "zh": 100_000}
_OPEN = {">": "above", ">=": "above", "<": "below", "<=": "below", "~": "about"}


def plain(frame: Any) -> pd.DataFrame:
    """Return the frame as pandas, checked to hold what a picture needs.

    Parameters
    ----------
    frame : any dataframe that Narwhals knows
        With at least measure, entity, period, timing, value and unit; where the column value
        is absent, the middle of low and high stands for it, or the one that is finite.

    Returns
    -------
    pandas.DataFrame
        A new frame with a fresh index; rows without a value left out, `low` and `high` added
        where absent.

    Raises
    ------
    BadData
        When columns are missing.
    MissingData
        When no row has a value.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"measure": "exports", "entity": "USA", "period": "2024", "timing": "flow"}
    >>> plain(pd.DataFrame([{**row, "value": 524.7, "unit": "billion USD"}]))["low"].tolist()
    [524.7]
    """
    import narwhals as nw

    whole = nw.from_native(frame)
    if isinstance(whole, nw.LazyFrame):
        whole = whole.collect()
    rows: pd.DataFrame = whole.to_pandas().reset_index(drop=True)
    if "value" not in rows.columns and {"low", "high"} <= set(rows.columns):
        rows["value"] = _middles(rows)
    absent = [c for c in NEEDED if c not in rows.columns]
    if absent:
        raise BadData(
            f"A frame to plot lacks {', '.join(map(repr, absent))}; expected {', '.join(NEEDED)}. "
            "Take it from ce.load, or name its columns so.",
            problems=absent,
        )
    rows = rows[rows["value"].notna()].reset_index(drop=True)
    if rows.empty:
        raise MissingData("The frame to plot has no values. Widen the selection.")
    rows["value"] = rows["value"].astype(float)
    for bound in ("low", "high"):
        given = rows[bound] if bound in rows.columns else rows["value"]
        rows[bound] = given.astype(float).fillna(rows["value"])
    return rows


def _middles(rows: pd.DataFrame) -> Any:
    """The middle of two bounds; the finite one where the other is open."""
    low, high = rows["low"].astype(float), rows["high"].astype(float)
    ends = low.where(low > -math.inf, high), high.where(high < math.inf, low)
    middle = (ends[0] + ends[1]) / 2
    return middle.where(middle.abs() < math.inf)


def placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with their place in time and their mark.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `plain` gives it.

    Returns
    -------
    pandas.DataFrame
        With the columns x, mark, planned, tied and decimals.

    Examples
    --------
    >>> import pandas as pd
    >>> row = ("exports", "USA", "2024", "flow", 524.7, "billion USD")
    >>> placed(plain(pd.DataFrame([row], columns=NEEDED)))[["x", "mark"]].values.tolist()
    [[2024.0, 'exact']]
    """
    widths = rows["high"] - rows["low"]
    return rows.assign(
        decimals=digits.shared_decimals(zip(rows["value"], widths, strict=True)),
        x=[ticks.instant(p, t) for p, t in zip(rows["period"], rows["timing"], strict=True)],
        mark=[_mark(r) for r in rows.to_dict("records")],
        planned=_planned(rows),
        tied=1.0,
    )


def _mark(row: dict[Any, Any]) -> str:
    if row["high"] == math.inf:
        return "above"
    if row["low"] == -math.inf:
        return "below"
    return _OPEN.get(str(row.get("qualifier", "=")), "exact")


def _planned(rows: pd.DataFrame) -> pd.Series[bool]:
    """Targets and forecasts, which are drawn apart from what was counted."""
    planned = rows["timing"] == "event"
    return planned | (rows["status"] == "F") if "status" in rows.columns else planned


def fitting(rows: pd.DataFrame, lang: str) -> str:
    """Return the unit in which most numbers are short and none is very long.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `plain` gives it.
    lang : {"en", "zh"}
        Chinese counts by ten thousands.

    Returns
    -------
    str
        A unit to which all can be rescaled.
    """
    first = str(rows["unit"].iloc[0])
    sizes = rescaled(rows, first)["value"].abs()
    usual = float(sizes[sizes > 0].median()) if (sizes > 0).any() else 0.0
    found = words.fitting_unit(first, usual, lang)
    if float(sizes.max()) * words.ratio(first, found) < _MOST[lang]:
        return found
    return words.fitting_unit(first, float(sizes.max()), lang)


def rescaled(rows: pd.DataFrame, target: str) -> pd.DataFrame:
    """Return the rows in the unit of the axis.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `plain` gives it.
    target : str
        A unit, or a magnitude word for counts of any noun.

    Returns
    -------
    pandas.DataFrame
        Every column of amounts in `target`.

    Raises
    ------
    UnitMismatch
        When figures must not be compared; names the first of each unit.
    """
    ratios: dict[str, float] = {}
    for unit in dict.fromkeys(rows["unit"]):
        try:
            ratios[unit] = words.ratio(unit, target)
        except UnitMismatch:
            own = rows[rows["unit"] == unit].iloc[0]
            raise UnitMismatch(
                f"Cannot draw {unit!r} on an axis of {target!r} ({len(rows[rows['unit'] == unit])} "
                f"rows, first: {own['measure']} {own['entity']} {own['period']}). "
                f"{units.remedy(units.parse(unit), units.parse(target))} "
                "Or draw them side by side: panels='unit'.",
                rows=[f"{own['measure']} {own['entity']} {own['period']} {own['value']} {unit}"],
            ) from None
    times = rows["unit"].map(ratios)
    scaled = {c: rows[c].astype(float) * times for c in AMOUNTS if c in rows.columns}
    if target not in words.MAGNITUDES:
        return rows.assign(**scaled, unit=target)
    named = {unit: f"{target} {words.split_unit(unit)[1]}" for unit in ratios}
    return rows.assign(**scaled, unit=rows["unit"].map(named))
