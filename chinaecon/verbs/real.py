"""Current prices into constant prices, by each currency's own price index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import narwhals.stable.v2 as nw

from chinaecon import period as periods
from chinaecon import units
from chinaecon.data import layers, observations
from chinaecon.errors import BadData, MissingData
from chinaecon.verbs.frame import (
    NAN,
    NUMBERS,
    AnyFrame,
    Frame,
    Key,
    absent,
    added,
    attach,
    choose,
    distinct,
    give,
    mismatch,
    missing_policy,
    read,
)

_MEASURES = {"cpi": "prices.cpi_index", "gdp_deflator": "prices.gdp_deflator_index"}
_COUNTRIES = {"CNY": "CHN", "USD": "USA"}


@layers.layered
def real(
    frame: AnyFrame,
    *,
    base: int | str,
    index: str = "cpi",
    missing: str = "raise",
    data: str | Path | None = None,
) -> AnyFrame:
    """Deflate money to the prices of a base year: yuan by China's index, dollars by the US one.

    Consumer prices say what the money would buy in shops; for exports, output or investment
    the GDP deflator is nearer, and neither is a price index of traded goods.

    Parameters
    ----------
    frame : data frame
        With measure, entity, period, timing, value, unit; every row in CNY or USD.
    base : int or str
        The year whose prices are used.
    index : {"cpi", "gdp_deflator"}
        Consumer prices, or the implicit deflator of gross domestic product.
    missing : {"raise", "nan"}
        ``"nan"`` gives NaN where the index has no figure, and says so in `how`.
    data : str or pathlib.Path, optional
        A data package of your own, as in `load`.

    Returns
    -------
    data frame
        Of the same kind: value, low, high and unit (``billion CNY_2020``) at constant prices;
        `how` names the factor. Rows already at prices of `base` stay as they are.

    Raises
    ------
    UnitMismatch
        When a row is no yuan and no dollar, or at constant prices of another year.
    MissingData
        When the index has no figure for a year.
    BadData
        When `base` is no year.

    Notes
    -----
    ``value * index(base) / index(t)``, where t is the year in which the period ends; a month is
    deflated by month when every currency of the frame has a monthly index there. The index is
    held to be exact.

    Examples
    --------
    >>> import chinaecon as ce
    >>> t = ce.load("trade.exports", entity="WLD", period="2024", timing="flow")
    >>> ce.real(t[t["period"] == "2024"], base=2020)[["unit", "how"]].values.tolist()
    [['billion CNY_2020', 'x 0.966736, cpi_index CHN, 2024 at prices of 2020']]
    """
    choose("index", index, _MEASURES)
    give_nan = missing_policy(missing)
    year = str(base)
    if periods.parse(year).frequency != "A":
        raise BadData(f"real found base={base!r}; expected a year. Write e.g. base=2020.")
    money = read(frame, "real")
    kinds = distinct(money, "unit", "period")
    _refuse_other_units(money, year, {unit for unit, _ in kinds})
    table, gaps = _factors(kinds, year, index)
    if gaps and not give_nan:
        raise absent(
            f"{index} index", gaps, "Choose another base or period, or pass missing='nan'."
        )
    new = {"_factor": float, "_unit": str, "_step": str}
    deflated = attach(money, ["unit", "period"], new, table)
    deflated = deflated.with_columns(
        added(deflated, nw.col("_step")),
        *(nw.col(c) * nw.col("_factor") for c in NUMBERS),
        unit=nw.col("_unit"),
    )
    return give(deflated, frame)


def _refuse_other_units(money: Frame, year: str, texts: Iterable[str]) -> None:
    """Raise for rows that are no money, foreign money, or at prices of another year."""
    currencies = {text: units.parse(text).currency or "" for text in texts}
    own = {code for one in _COUNTRIES for code in (one, f"{one}_{year}")}
    bad = sorted(text for text, code in currencies.items() if code not in own)
    if bad:
        shown = ", ".join(map(repr, bad))
        what = f"Cannot deflate {shown}; expected current prices in {' or '.join(_COUNTRIES)}"
        remedy = "Convert other currencies first: ce.convert(frame, 'CNY')."
        raise mismatch(money.filter(nw.col("unit").is_in(bad)), what, remedy)


def _factors(
    kinds: Sequence[Key], year: str, index: str
) -> tuple[dict[Key, tuple[float, str, str]], list[str]]:
    """Factor, new unit and step for each unit and period; and the gaps."""
    money = {text: units.parse(text).currency or "" for text, _ in kinds}
    codes = sorted({code for code in money.values() if code in _COUNTRIES})
    levels = {code: _levels(index, _COUNTRIES[code]) for code in codes}
    table: dict[Key, tuple[float, str, str]] = {}
    gaps = []
    for text, when in kinds:
        code = money[text]
        if code not in _COUNTRIES:
            table[(text, when)] = (1.0, text, "")
            continue
        at = _deflated_at(when, levels.values())
        lacking = [t for t in dict.fromkeys((at, year)) if t not in levels[code]]
        gaps += [f"{_COUNTRIES[code]} {t}" for t in lacking]
        unit = units.in_currency(text, f"{code}_{year}")
        if lacking:
            table[(text, when)] = (NAN, unit, f"no {index} index for {', '.join(lacking)}")
            continue
        factor = levels[code][year] / levels[code][at]
        name = f"{index}_index {_COUNTRIES[code]}"
        table[(text, when)] = (factor, unit, f"x {factor:.6g}, {name}, {at} at prices of {year}")
    return table, sorted(set(gaps))


def _deflated_at(when: str, levels: Iterable[Mapping[str, float]]) -> str:
    """The month itself when every index has it, else the year in which the period ends."""
    p = periods.parse(when)
    if p.frequency == "M" and all(when in known for known in levels):
        return when
    return str(p.end.year)


def _levels(index: str, entity: str) -> dict[str, float]:
    """The index by period; empty when there is none."""
    try:
        table = observations.load(_MEASURES[index], entity=entity)
    except MissingData:
        return {}
    return dict(zip(table["period"], table["value"], strict=True))
