"""What the named parts leave of a whole, so that a picture of parts adds up."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from chinaecon.charts.rows import rescaled
from chinaecon.errors import BadData, MissingData, UnknownName

if TYPE_CHECKING:
    import pandas as pd

REST = "rest"
NAMES = {"en": "All others", "zh": "其他"}
_COLUMNS = ("entity", "measure", "label")
_TOLERANCE = 1e-9


def with_rest(frame: pd.DataFrame, total: str, panels: str | None = None) -> pd.DataFrame:
    """Add what the parts leave of the whole, in every period.

    Parameters
    ----------
    frame : pandas.DataFrame
        As `rows.plain` gives it; the parts must not overlap (Vietnam is part of ASEAN).
    total : str
        The entity, measure or label that is the whole.
    panels : str, optional
        The column that splits the picture: each panel has a whole of its own.

    Returns
    -------
    pandas.DataFrame
        The parts, then a row `rest` and the whole for every period of the whole. Periods
        without a whole are left out. Where the parts are all there is, no rest is added.

    Raises
    ------
    UnknownName
        When no column names the whole.
    BadData
        When a period of a panel has two wholes.

    Notes
    -----
    ``rest = whole - sum(parts)``, from ``whole.low - sum(high)`` to ``whole.high - sum(low)``.

    Examples
    --------
    >>> import pandas as pd
    >>> from chinaecon.charts.rows import NEEDED, plain
    >>> cells = [("exports", e, "2024", "flow", v, "billion USD") for e, v in
    ...          (("USA", 524.7), ("WLD", 3577.2))]
    >>> added = with_rest(plain(pd.DataFrame(cells, columns=NEEDED)), "WLD")
    >>> added["entity"].tolist(), added["value"].round(1).tolist()
    (['USA', 'rest', 'WLD'], [524.7, 3052.5, 3577.2])
    """
    import pandas as pd

    column = next((c for c in there(frame) if total in set(frame[c])), "")
    if not column:
        found = sorted({str(v) for c in there(frame) for v in frame[c]})
        raise UnknownName.among("whole", total, found, "total= is one of the frame's entities.")
    frame = rescaled(frame, str(frame["unit"].iloc[0]))
    keys = _keys(frame, panels)
    is_whole = frame[column] == total
    wholes = keys[is_whole]
    twice = frame[is_whole][wholes.duplicated(keep=False)]
    if len(twice):
        found = [f"{r.measure} {r.entity} {r.period}" for r in twice.itertuples()]
        raise BadData(
            f"{len(found)} figures are the whole of one period (first: {found[0]}; {found[1]}); "
            "expected one. Split them with panels=, or select.",
            problems=found,
        )
    is_part = ~is_whole & keys.isin(wholes)
    pairs = zip(wholes, frame[is_whole].to_dict("records"), strict=True)
    rests = [_rest(row, frame[is_part & (keys == key)]) for key, row in pairs]
    left = pd.DataFrame([{**r, column: REST} for r in rests if r])
    return pd.concat(
        [p for p in (frame[is_part], left, frame[is_whole]) if len(p)], ignore_index=True
    )


def _keys(frame: pd.DataFrame, panels: str | None) -> pd.Series[str]:
    """The period of each row, with its panel."""
    keys: pd.Series[str] = frame["period"].astype(str)
    return keys + " " + frame[panels].astype(str) if panels else keys


def _rest(whole: dict[Any, Any], parts: pd.DataFrame) -> dict[Any, Any]:
    """One row; empty when nothing is left but rounding."""
    value = whole["value"] - parts["value"].sum()
    low, high = whole["low"] - parts["high"].sum(), whole["high"] - parts["low"].sum()
    size = max(abs(whole["value"]), math.ulp(1.0))
    if abs(value) <= _TOLERANCE * size:
        return {}
    return {**whole, "value": value, "low": low, "high": high, "how": "whole less the parts"}


def as_shares(frame: pd.DataFrame, panels: str | None = None) -> pd.DataFrame:
    """Give every figure as a percentage of the sum of its period.

    Parameters
    ----------
    frame : pandas.DataFrame
        As `rows.plain` gives it, one figure per part and period.
    panels : str, optional
        The column that splits the picture: each panel has a sum of its own.

    Returns
    -------
    pandas.DataFrame
        In percent; those of a period add up to 100.

    Raises
    ------
    MissingData
        When a period lacks a part that others have; names all of them.

    Notes
    -----
    ``100 * x / (x + others)``, between ``low / (low + others.high)`` and
    ``high / (high + others.low)``.

    Examples
    --------
    >>> import pandas as pd
    >>> from chinaecon.charts.rows import NEEDED, plain
    >>> cells = [(m, "CHN", "2024", "flow", v, "patent") for m, v in (("a", 1.0), ("b", 3.0))]
    >>> as_shares(plain(pd.DataFrame(cells, columns=NEEDED)))["value"].tolist()
    [25.0, 75.0]
    """
    frame = rescaled(frame, str(frame["unit"].iloc[0]))
    keys = _keys(frame, panels)
    sizes = frame.groupby(keys).size()
    short = sorted(str(p) for p, n in sizes.items() if n < sizes.max())
    if short:
        raise MissingData(
            f"Parts are missing in {', '.join(short)}; expected {sizes.max()} in each period to "
            "give shares of their sum. Narrow the period.",
            missing=short,
        )
    sums = {c: frame.groupby(keys)[c].transform("sum") for c in ("value", "low", "high")}
    ends = {
        "low": frame["low"] / (frame["low"] + sums["high"] - frame["high"]),
        "high": frame["high"] / (frame["high"] + sums["low"] - frame["low"]),
    }
    shares = {"value": frame["value"] / sums["value"], **ends}
    return frame.assign(unit="percent", **{c: 100.0 * v for c, v in shares.items()})


def filled(frame: pd.DataFrame) -> pd.DataFrame:
    """Return parts that cannot be negative with a rest where rounding leaves one.

    Parameters
    ----------
    frame : pandas.DataFrame
        As `with_rest` gives it.

    Returns
    -------
    pandas.DataFrame
        Without a rest that is below zero by no more than rounding explains.

    Raises
    ------
    BadData
        Names the periods in which even the highest rest is below zero.
    """
    is_rest = frame[there(frame)].isin([REST]).any(axis=1)
    below = frame[is_rest & (frame["value"] < 0)]
    periods = list(below.loc[below["high"] < 0, "period"])
    if periods:
        raise BadData(
            f"The parts exceed their whole in {', '.join(periods)}; expected parts that do not "
            "overlap. Leave out those that lie in another part.",
            problems=periods,
        )
    return frame.drop(index=below.index)


def there(frame: pd.DataFrame) -> list[str]:
    """Return the columns of a frame that may name a whole."""
    return [c for c in _COLUMNS if c in frame.columns]
