"""A printed token read against its measure: the value, unit and qualifier of its row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from chinaecon import units
from chinaecon.data.vocabulary import Measure
from chinaecon.errors import BadData, UnknownName
from chinaecon.figures.figure import Figure
from chinaecon.figures.reader import readings

_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_NUMBER = re.compile(r"\d[\d.,]*")
# words that count several things: a Chinese household is a subscription, a line or a terminal
_COUNTERS = {
    "item": None,
    "site": None,
    "subscription": {"connection", "terminal"},
    "person": {"subscription", "connection"},
    "case": {"deal"},
    "company": {"factory", "store"},
}


class Cells(NamedTuple):
    """What a token puts into the row of an observation, as text."""

    value: str
    unit: str
    qualifier: str


def cells(token: str, lang: str, measure: Measure, known: Sequence[str], unit: str = "") -> Cells:
    """Read a token as a figure of a measure.

    Parameters
    ----------
    token : str
        The figure's own words, e.g. ``419.1万个``.
    lang : str
        Its language; blank to find it.
    measure : Measure
        What it should be a figure of.
    known : sequence of str
        The units of the package's vocabulary.
    unit : str, optional
        The unit of the row where the token does not say it, or says it in an odd word.

    Returns
    -------
    Cells
        The value keeps the printed digits, in the printed scale as far as the vocabulary has a
        unit of it (万 becomes million, 亿 billion), else in the scale of the measure's unit.

    Raises
    ------
    BadData
        When the token holds no figure or several, or one of another dimension.
    UnknownName
        When no unit of the vocabulary can hold it, or `unit` is not there.

    Examples
    --------
    >>> from chinaecon.data import store, vocabulary
    >>> measure = vocabulary.measure("base_stations_5g")
    >>> cells("419.1万个", "zh", measure, list(store.words("units")["unit"]))
    Cells(value='4.191', unit='million station', qualifier='=')
    """
    figure = only(token, lang)
    dimension = _dimension(figure, token, measure, unit)
    if unit:
        if unit not in known:
            raise UnknownName.among("unit", unit, known, "vocab/units.csv lists all.")
        fitting = [unit]
    else:
        fitting = [u for u in known if _is_of(u, dimension, measure)]
    fine = [u for u in fitting if scale(u) >= figure.step or scale(u) == 1]
    if not fine:
        there = ", ".join(map(repr, fitting)) or "none"
        raise UnknownName(
            f"No unit of vocab/units.csv holds {token!r} without adding digits; have {there}. "
            "Add a line for one in a larger scale."
        )
    chosen = _scaled(fine, figure, token, measure.unit)
    return Cells(_digits(figure, chosen), chosen, figure.qualifier)


def scale(unit: str) -> Decimal:
    """Return what the scale word of a unit multiplies with.

    Parameters
    ----------
    unit : str
        ``[scale] noun [per noun]``.

    Returns
    -------
    decimal.Decimal
        One without a scale word.

    Examples
    --------
    >>> int(scale("million station")), int(scale("station"))
    (1000000, 1)
    """
    return Decimal(10) ** _SCALES.get(unit.partition(" ")[0], 0)


def only(token: str, lang: str) -> Figure:
    """Return the one figure of a token; a date beside it is one too many.

    Parameters
    ----------
    token : str
        The figure's own words.
    lang : str
        Its language; blank to find it.

    Returns
    -------
    Figure
        As `chinaecon.figure` gives it.

    Raises
    ------
    BadData
        When there is none, or there are several.

    Examples
    --------
    >>> only("超425万个", "zh").qualifier
    '>'
    """
    found = readings(token, lang or None)
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadData(
            f"No figure in {token!r}; expected digits or number words with their unit. "
            "Quote the figure's own words, and pass --lang if they are in another language."
        )
    shown = ", ".join(repr(f.text) for f in found)
    raise BadData(
        f"Several figures in {token!r}: {shown}; expected one. Quote that one's own words alone."
    )


def _dimension(figure: Figure, token: str, measure: Measure, unit: str) -> str:
    """The dimension in which a figure is one of the measure; raises when it is of another."""
    wanted = units.parse(measure.unit)
    if wanted.currency:
        wanted = units.parse(_in_its_currency(figure, token, measure, unit))
    printed = figure.unit or (None if unit else _noun(figure, measure))
    if printed and printed not in wanted.text.split():
        raise _other(token, printed, measure)
    if unit and units.parse(unit).dimension != wanted.dimension:
        raise _other(token, unit, measure)
    return wanted.dimension


def _in_its_currency(figure: Figure, token: str, measure: Measure, unit: str) -> str:
    """The unit of a measure of money, in the currency of the token or else of the unit."""
    money = figure.unit or (units.parse(unit).currency if unit else None)
    if money is None:
        raise BadData(
            f"{token!r} names no currency; {measure.name} is money. "
            f"Pass the unit, e.g. --unit {measure.unit!r}."
        )
    if not re.fullmatch("[A-Z]{3}", money):
        raise _other(token, money, measure)
    return units.in_currency(measure.unit, money)


def _noun(figure: Figure, measure: Measure) -> str | None:
    """The noun of a count, where it is another than the measure's."""
    if figure.noun is None or figure.noun in measure.unit.split():
        return None
    others = _COUNTERS.get(figure.noun, set())
    general = others is None or others & set(measure.unit.split())
    return None if general else figure.noun


def _other(token: str, found: str, measure: Measure) -> BadData:
    return BadData(
        f"{token!r} counts {found!r}; expected the dimension of {measure.unit!r}, the unit of "
        f"{measure.name}. Choose another measure, or quote the figure's own words; "
        "--unit names the unit where the word printed is another one for the same."
    )


def _is_of(unit: str, dimension: str, measure: Measure) -> bool:
    """Whether a unit of the vocabulary is the measure's but for scale and currency."""
    try:
        parsed = units.parse(unit)
    except UnknownName:
        return False
    return parsed.dimension == dimension and (" per " in unit) == (" per " in measure.unit)


def _scaled(fine: Iterable[str], figure: Figure, token: str, standard: str) -> str:
    """The unit in the scale printed; else in the measure's; else the largest below the value."""
    ascending = sorted(fine, key=scale)
    assert figure.value is not None
    amount = abs(figure.value)
    for number in _numbers(token):
        if number and amount / number in _POWERS:
            printed = [u for u in ascending if scale(u) >= amount / number]
            if printed and scale(printed[0]) <= min(1000 * amount / number, 10 * amount):
                return printed[0]
    own = [u for u in ascending if scale(u) == scale(standard) <= 1000 * amount]
    below = [u for u in ascending if scale(u) <= amount]
    return (own or below or ascending[:1])[-1]


_POWERS = {Decimal(10) ** power for power in range(13)}


def _numbers(token: str) -> list[Decimal]:
    """The numbers written in digits, read with a decimal point and with a decimal comma."""
    found = []
    for match in _NUMBER.finditer(unicodedata.normalize("NFKC", token)):
        digits = match.group().rstrip(".,")
        for text in (digits.replace(",", ""), digits.replace(".", "").replace(",", ".")):
            if text.count(".") <= 1:
                found.append(Decimal(text))
    return found


def _digits(figure: Figure, unit: str) -> str:
    """The value in a unit, with as many digits as were printed."""
    assert figure.value is not None
    value, step = figure.value / scale(unit), figure.step / scale(unit)
    if step <= 1 and step == Decimal(10) ** step.adjusted():
        return format(value.quantize(step), "f")
    return format(value.normalize(), "f")
