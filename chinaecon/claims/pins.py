"""What the data give for a pinned figure: loaded, converted, grown or shared as it asks."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from chinaecon import period as periods
from chinaecon import units
from chinaecon.claims.target import Target, is_currency, parse
from chinaecon.data import layers, observations, rates, vocabulary
from chinaecon.errors import BadData, MissingData

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Datum", "Target", "parse", "value"]

_DIGITS = ".12g"  # of a float: the rest is noise of the arithmetic


@dataclass(frozen=True, slots=True)
class Datum:
    """What the data give for a target, in base units.

    Attributes
    ----------
    value : Decimal
        The number: dollars, stations, percent.
    low, high : Decimal or None
        Its bounds; None where open.
    unit : str
        The base unit: ``USD``, ``station``, ``percent``.
    source, how : str
        The documents, and how it was computed.
    declared : bool
        Whether the amount is exact by announcement.
    """

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    source: str
    how: str
    declared: bool = False


@layers.layered
def value(target: Target, *, as_of: str | None = None, data: str | Path | None = None) -> Datum:
    """Return what the data give for a pin.

    Growth on the year is the published rate of the same basis where there is one, else computed
    from the levels. Nothing is converted unless the pin says so.

    Parameters
    ----------
    target : Target
        What is asked for.
    as_of : str, optional
        Only documents published by then; a date in the target comes first.
    data : str or pathlib.Path, optional
        A data package of your own, as in ``ce.load``.

    Returns
    -------
    Datum
        In base units, with the bounds that the printed digits allow.

    Raises
    ------
    MissingData
        When the data hold no such figure; says what there is.
    BadData
        When several figures fit; says which option tells them apart.
    UnknownName, UnitMismatch
        From the verb that is asked for.

    Examples
    --------
    >>> found = value(parse("trade.exports/WLD/2024?currency=USD"))
    >>> round(found.value / 10**9), found.unit
    (3577, 'USD')
    """
    target = replace(target, as_of=target.as_of or as_of)
    if target.verb is None:
        row = _converted(_one(_levels(target), target), target)
    elif target.verb == "share":
        row = _share(target)
    else:
        printed = _published(target) if target.verb == "growth" else None
        row = _growth(target) if printed is None else printed
    return _datum(row, target)


def _levels(target: Target, *entities: str, whole: bool = False) -> pd.DataFrame:
    """The figures of a target: of its period, or of all."""
    codes = [target.entity, *entities]
    currency = target.currency
    if currency is None and target.verb is not None and is_currency(target.basis or ""):
        currency = target.basis
    return observations.load(
        target.measure,
        entity=codes,
        period=None if whole else target.period,
        currency=currency,
        timing=target.timing,
        as_of=target.as_of,
    )


def _one(frame: pd.DataFrame, target: Target) -> pd.DataFrame:
    """The one row of exactly the period."""
    own = frame[(frame["period"] == target.period) & (frame["entity"] == target.entity)]
    if own.empty:
        there = ", ".join(sorted(set(frame["period"]))[-8:])
        raise MissingData(
            f"No figure for {str(target)!r} (have {there}). Name one of these periods.",
            missing=[target.period],
        )
    if len(own) > 1:
        rows = ", ".join(f"{r['timing']} in {r['unit']}" for r in own.to_dict("records"))
        raise BadData(
            f"Pin {str(target)!r} fits {len(own)} figures ({rows}); expected one. "
            "Add timing= or currency=."
        )
    return own


def _converted(frame: pd.DataFrame, target: Target) -> pd.DataFrame:
    if target.to is None:
        return frame
    from chinaecon.verbs.convert import convert

    basis = target.basis if target.basis in rates.BASES else "market"
    return convert(frame, target.to, basis=basis or "market")


def _published(target: Target) -> pd.DataFrame | None:
    """The growth rate as printed, if anybody printed it on that basis."""
    if target.to is not None:
        return None
    basis = target.basis or target.currency
    money = units.parse(vocabulary.measure(target.measure).unit).currency
    ending = f"_{(basis or money or '').lower()}" if money else ""
    name = f"{target.measure.rpartition('.')[2]}_growth_yoy{ending}"
    if name not in vocabulary.measures():
        return None
    asked = replace(target, measure=name, verb=None, basis=None, currency=None, timing=None)
    try:
        return _one(_levels(asked), asked)
    except MissingData:
        return None


def _growth(target: Target) -> pd.DataFrame:
    """Growth computed from the levels, all in the unit of the one asked for."""
    from chinaecon.verbs.growth import growth

    others = (target.of,) if target.of else ()
    if target.verb == "cagr":
        levels = _levels(target)
        levels = levels[levels["unit"] == levels["unit"].iloc[-1]]
        return _last(growth(_converted(levels, target), kind="cagr"), target)
    own = _one(_levels(target), target).iloc[0]
    levels = _levels(target, *others, whole=True)
    levels = levels[(levels["unit"] == own["unit"]) & (levels["timing"] == own["timing"])]
    kind = "yoy" if target.verb == "growth" else str(target.verb)
    near = _near(levels, target.period)
    return _last(growth(_converted(near, target), kind=kind, of=target.of), target)


def _near(levels: pd.DataFrame, period: str) -> pd.DataFrame:
    """The levels of a period and of what it may be compared with."""
    at = periods.parse(period)
    read = {text: periods.parse(text) for text in levels["period"].unique()}
    near = {
        text for text, p in read.items()
        if p.frequency == at.frequency and at.start.year - 1 <= p.start.year <= at.start.year
    }  # fmt: skip
    return levels[levels["period"].isin(near)]


def _last(found: pd.DataFrame, target: Target) -> pd.DataFrame:
    """The row of the target among those of a verb."""
    own = _one(found, target)
    number = float(own["value"].iloc[0])
    if math.isnan(number):
        why = own["how"].iloc[0]
        raise MissingData(f"No {target.verb} for {str(target)!r}: {why}. Pin a level instead.")
    return own


def _share(target: Target) -> pd.DataFrame:
    from chinaecon.verbs.share import share

    own = _one(_levels(target), target).iloc[0]
    parts = _levels(target, target.of or "")
    same = (parts["period"] == own["period"]) & (parts["unit"] == own["unit"])
    parts = parts[same & (parts["timing"] == own["timing"])]
    return _last(share(_converted(parts, target), of=target.of or ""), target)


def _datum(row: pd.DataFrame, target: Target) -> Datum:
    """The row in base units."""
    r = row.iloc[0]
    unit = units.parse(r["unit"])
    rest = unit.text.partition(" ")[2]
    base = rest if rest and unit.factor != units.parse(rest).factor else unit.text
    numbers = [exact(float(r[name]), unit.factor) for name in ("value", "low", "high")]
    if numbers[0] is None:
        raise MissingData(f"No figure for {str(target)!r}: {r['how']}. Pin another one.")
    level = target.verb is None and target.to is None
    declared = level and vocabulary.measure(target.measure).rounding == "declared"
    how = "" if r["how"] is None else str(r["how"])
    return Datum(numbers[0], numbers[1], numbers[2], base, str(r["source"]), how, declared)


def exact(number: float, factor: Decimal = Decimal(1)) -> Decimal | None:
    """Return a float as the decimal it stands for, times a factor; None where it is infinite.

    Examples
    --------
    >>> exact(0.1), exact(float("inf"))
    (Decimal('0.1'), None)
    """
    return Decimal(format(number, _DIGITS)) * factor if math.isfinite(number) else None
