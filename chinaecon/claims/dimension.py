"""Which measures a figure can be one of, by its unit or by the noun that is counted."""

from __future__ import annotations

from chinaecon import units
from chinaecon.data import layers, vocabulary
from chinaecon.errors import ChinaeconError
from chinaecon.figures.figure import Figure

RATES = ("percent", "percentage_point")
RATIOS = (*RATES, "basis_point", "multiple")
_LOOSE = ("item", "", "case", "unit", "piece")
_PEOPLE = ("person", "user", "subscription", "household", "customer")
# by words for people
_COUNTED = ("person", "subscription", "terminal", "connection", "company", "entity")
_PATENTS = ("patent", "application", "family", "invention", "utility_model")
_PLACES = ("site", "place", "office", "vehicle", "set")  # stations and terminals


def fits(figure: Figure, measure: str) -> bool:
    """Return whether a figure can be one of a measure: money of money, a count of its noun.

    Parameters
    ----------
    figure : Figure
        As read.
    measure : str
        A measure.

    Returns
    -------
    bool
        Percentages fit every measure, as growth or share.
    """
    return measure in measures_of(figure.unit, figure.noun or "")


@layers.per_package
def measures_of(unit: str | None, noun: str) -> dict[str, None]:
    """Return the measures that a figure of a unit can be one of, as keys in their order.

    Parameters
    ----------
    unit : str or None
        A currency or ratio; None for a count.
    noun : str
        What is counted; blank where nothing is said.

    Returns
    -------
    dict
        Shared: not to be changed.

    Examples
    --------
    >>> "exports" in measures_of("USD", ""), "exports" in measures_of(None, "station")
    (True, False)
    """
    known = vocabulary.measures().items()
    return {name: None for name, entry in known if _is_of(unit, noun, entry.unit)}


def _is_of(unit: str | None, noun: str, printed: str) -> bool:
    if unit in RATIOS:
        return True
    currency = units.parse(printed).currency
    if unit:
        return currency is not None or printed.startswith("CNY per ")
    if currency or printed == "percent":
        return False
    return _same_noun(noun, printed)


def _same_noun(noun: str, unit: str) -> bool:
    if noun in _LOOSE or " per " in unit:
        return True
    if noun in _PATENTS:
        return unit.split()[-1] in _PATENTS
    if noun in _PEOPLE:
        return unit.split()[-1] in _COUNTED
    if noun in _PLACES and noun != unit.split()[-1]:
        return unit.split()[-1] in ("station", "terminal", "connection", "company")
    try:
        return units.parse(noun).dimension == units.parse(unit).dimension
    except ChinaeconError:
        return True
