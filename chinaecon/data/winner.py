"""Which print of a fact wins, and the bounds that its printed digits allow."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from chinaecon import units
from chinaecon.data import layers, vocabulary
from chinaecon.errors import BadData
from chinaecon.figures.figure import bounds
from chinaecon.figures.reader import readings

if TYPE_CHECKING:
    import pandas as pd

FACT = ["measure", "entity", "period", "timing", "dimension"]
KINDS_OF_DOCUMENT = ("release", "table", "computed", "mirror", "press")


def winners(prints: pd.DataFrame) -> pd.DataFrame:
    """Keep the winning print of each fact in each currency.

    Parameters
    ----------
    prints : pandas.DataFrame
        Rows of `observations.observations`.

    Returns
    -------
    pandas.DataFrame
        One row per measure, entity, period, timing and dimension; not sorted.

    Raises
    ------
    BadData
        When two different values have the same rank.
    """
    import pandas as pd

    several = prints.duplicated(FACT, keep=False).to_numpy()
    rivals = prints[several]
    places: dict[tuple[str, ...], list[int]] = {}
    rows = rivals.to_dict("records")
    for place, row in enumerate(rows):
        places.setdefault(tuple(row[column] for column in FACT), []).append(place)
    best = [own[ordered([rows[place] for place in own])[0][0]] for own in places.values()]
    return pd.concat([prints[~several], rivals.iloc[best]])


def rank(group: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Order the prints of one fact, best first, each with the reason for its place.

    Parameters
    ----------
    group : pandas.DataFrame
        All prints of one fact in one currency.

    Returns
    -------
    tuple of (pandas.DataFrame, list of str)
        The rows in order, and a reason for each.

    Raises
    ------
    BadData
        When the two best have the same rank and different values.

    Notes
    -----
    What corrections.csv calls superseded comes last. Kind of document, then the newer
    publication, then exact over bounded, then more digits;
    then the narrowest exact print that lies inside the best one's bounds is put before it.
    """
    if group.empty:
        return group, []
    order, reasons = ordered(group.to_dict("records"))
    return group.iloc[order], reasons


def ordered(rows: list[dict[Any, Any]]) -> tuple[list[int], list[str]]:
    """Return the places of the prints of one fact, best first, with the reason for each place.

    Parameters
    ----------
    rows : list of dict
        Prints as `observations` has them, in one currency; at least one.

    Returns
    -------
    tuple of (list of int, list of str)
        As of `rank`, which says by what rule.

    Raises
    ------
    BadData
        As of `rank`.
    """
    spans = [span(r) for r in rows]
    digits = [len(r["value"].replace(".", "").strip("-0")) for r in rows]
    ranks = [KINDS_OF_DOCUMENT.index(r["kind"]) for r in rows]
    exact = [r["qualifier"] == "=" for r in rows]
    order = sorted(range(len(rows)), key=lambda i: rows[i]["source"])
    order.sort(key=lambda i: (exact[i], digits[i]), reverse=True)
    order.sort(key=lambda i: rows[i]["vintage"], reverse=True)
    order.sort(key=lambda i: ranks[i])
    late = [bool(row.get("superseded")) for row in rows]
    order.sort(key=lambda i: late[i])
    first = order[0]
    rivals = [i for i in order[1:] if not late[i]]
    finer = [i for i in rivals if exact[i] and _finer(spans[i], spans[first])]
    best = min(finer, key=lambda i: spans[i][1] - spans[i][0]) if finer else first
    order.remove(best)
    order.insert(0, best)
    _refuse_tie(rows, order, ranks, exact, digits, late)
    reasons = [
        "same figure as the best source, more finely"
        if i == best and finer
        else f"{rows[i]['kind']} of {rows[i]['vintage']}"
        + ("" if exact[i] else f", bounded ({rows[i]['qualifier']})")
        + (", superseded" if late[i] else "")
        for i in order
    ]
    return order, reasons


def _refuse_tie(
    rows: list[dict[Any, Any]],
    order: list[int],
    ranks: list[int],
    exact: list[bool],
    digits: list[int],
    late: list[bool],
) -> None:
    """Raise when the two best prints are equal in rank and differ in value."""
    a, b = order[0], order[1] if len(order) > 1 else order[0]
    same = all(x[a] == x[b] for x in (ranks, exact, digits, late))
    if same and rows[a]["vintage"] == rows[b]["vintage"] and amount(rows[a]) != amount(rows[b]):
        r, s = rows[a], rows[b]
        raise BadData(
            f"{r['measure']} {r['entity']} {r['period']}: sources {r['source']!r} and "
            f"{s['source']!r} rank alike but print {r['value']!r} and {s['value']!r}. "
            "Add a line to corrections.csv for the wrong one."
        )


def _finer(inner: tuple[float, float], outer: tuple[float, float]) -> bool:
    """Whether one print says the same as another, more narrowly."""
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def amount(row: Mapping[Any, Any]) -> Decimal:
    """Return the printed number of a row in base units.

    Parameters
    ----------
    row : mapping
        With value and unit as text.

    Returns
    -------
    decimal.Decimal
        Exact.

    Examples
    --------
    >>> amount({"value": "43.85", "unit": "trillion CNY"})
    Decimal('43850000000000.00')
    """
    return Decimal(row["value"]) * units.parse(row["unit"]).factor


def span(row: Mapping[Any, Any], factor: Decimal = Decimal(1)) -> tuple[float, float]:
    """Return the low and high that a print allows, from its token or else from its digits.

    Parameters
    ----------
    row : mapping
        A print as text.
    factor : decimal.Decimal
        The size of the unit wanted, in base units.

    Returns
    -------
    tuple of float
        Infinite where the print is open.
    """
    declared = _is_declared(row["measure"], row["unit"])
    low, high = _bounds(
        row["value"], row["unit"], row["qualifier"], row["as_printed"], row["lang"], declared
    )
    return (
        -math.inf if low is None else float(low / factor),
        math.inf if high is None else float(high / factor),
    )


@layers.per_package
def _is_declared(measure: str, unit: str) -> bool:
    """Whether a print is exact: an announced amount in its own currency, not a conversion."""
    m = vocabulary.measures()[measure]
    return m.rounding == "declared" and standard_unit(measure, unit) == m.unit


@lru_cache(maxsize=200_000)
def _bounds(
    value: str, unit: str, qualifier: Any, token: str, lang: str, declared: bool
) -> tuple[Decimal | None, Decimal | None]:
    scale = units.parse(unit).factor
    number = Decimal(value) * scale
    if declared and qualifier == "=":
        return number, number
    exponent = Decimal(value).as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent)) * scale
    if token:
        for figure in readings(token, lang or None):
            if figure.value == number:
                if figure.qualifier == qualifier:
                    return figure.low, figure.high
                step = figure.step
    return bounds(number, qualifier, step)


@layers.per_package
def standard_unit(measure: str, unit: str) -> str:
    """Return the unit in which `load` gives a print: the measure's scale, its own currency.

    Parameters
    ----------
    measure : str
        Short name.
    unit : str
        The unit as printed.

    Returns
    -------
    str
        E.g. ``billion USD`` for exports printed in ``trillion USD``.

    Examples
    --------
    >>> standard_unit("exports", "trillion USD")
    'billion USD'
    """
    wanted = vocabulary.measures()[measure].unit
    printed = units.parse(unit).currency
    if printed and units.parse(wanted).currency not in (None, printed):
        wanted = units.in_currency(wanted, printed)
    units.factor(unit, wanted)
    return wanted
