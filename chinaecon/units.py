"""Units such as ``billion CNY``: what they count, in what scale, and which may be added up.

The algebra is pint's, over the definitions in units.txt; exchange rates are not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from chinaecon.errors import UnitMismatch, UnknownName

if TYPE_CHECKING:
    import pint

_CURRENCY = re.compile(r"\b([A-Z]{3})(_\d{4})?\b", re.ASCII)
SCALES = ("thousand", "million", "billion", "trillion")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit, read once.

    Attributes
    ----------
    text : str
        ``[scale] noun [per noun]``, e.g. ``billion CNY`` or ``CNY per USD``.
    factor : decimal.Decimal
        How many base units it makes: 1000000000 for ``billion CNY``.
    dimension : str
        What it measures; only equal dimensions may be added or compared.
    currency : str or None
        ISO 4217 code of the money in it, constant-price year included (``CNY_2020``);
        None for a unit without money or with two currencies.

    Examples
    --------
    >>> parse("billion CNY").currency, int(parse("million percent").factor)
    ('CNY', 1000000)
    """

    text: str
    factor: Decimal
    dimension: str
    currency: str | None


@lru_cache(maxsize=1)
def registry() -> pint.UnitRegistry[Decimal]:
    """Return the pint registry of this package (built on first use).

    Returns
    -------
    pint.UnitRegistry
        Exact decimals; currencies, ratios and countable nouns are dimensions of their own.

    Examples
    --------
    >>> registry().Quantity("2 billion * CNY").to("million * CNY").magnitude
    Decimal('2000.000000')
    """
    import pint

    path = Path(__file__).with_name("units.txt")
    return pint.UnitRegistry(str(path), non_int_type=Decimal, autoconvert_to_preferred=False)


@lru_cache(maxsize=4096)
def parse(text: str) -> Unit:
    """Read a unit; pint is asked once per distinct text.

    Parameters
    ----------
    text : str
        ``[scale] noun [per noun]``.

    Returns
    -------
    Unit
        Equal texts give the same object.

    Raises
    ------
    UnknownName
        When a word of it is no unit; names the nearest ones.

    Examples
    --------
    >>> parse("CNY per USD").dimension == parse("billion CNY").dimension
    False
    """
    ureg = registry()
    words = text.replace(" per ", " / ").split()
    for word in words:
        if word != "/" and word not in ureg:
            _define(word, text)
    expression = " * ".join(words).replace("* / *", "/")
    base = ureg.Quantity(Decimal(1), expression).to_base_units()
    currencies = [m.group(0) for m in _CURRENCY.finditer(text)]
    return Unit(
        text,
        Decimal(base.magnitude),
        str(base.dimensionality),
        currencies[0] if len(currencies) == 1 else None,
    )


def factor(source: str, target: str) -> Decimal:
    """Return what a number in `source` is multiplied with to stand in `target`.

    Parameters
    ----------
    source, target : str
        Units of one dimension.

    Returns
    -------
    decimal.Decimal
        Exact.

    Raises
    ------
    UnitMismatch
        When they measure different things: two currencies, nominal and constant prices,
        percent and percentage points, stations and subscriptions.

    Examples
    --------
    >>> factor("trillion CNY", "billion CNY")
    Decimal('1000')
    """
    one, other = parse(source), parse(target)
    if one.dimension != other.dimension:
        raise UnitMismatch(f"Cannot express {source!r} in {target!r}. {remedy(one, other)}")
    return one.factor / other.factor


def remedy(one: Unit, other: Unit) -> str:
    """Say what makes two units comparable.

    Parameters
    ----------
    one, other : Unit
        Units of different dimension.

    Returns
    -------
    str
        One sentence for the end of an error message.

    Examples
    --------
    >>> remedy(parse("billion USD"), parse("billion CNY"))
    "Convert first: ce.convert(frame, 'CNY')."
    """
    if one.currency and other.currency:
        if "_" in one.currency or "_" in other.currency:
            return "Bring both to the same prices first: ce.real(frame, base=...)."
        return f"Convert first: ce.convert(frame, {other.currency!r})."
    if {one.text, other.text} == {"percent", "percentage_point"}:
        return "A percentage and a difference of percentages are not the same; keep them apart."
    return "They count different things; keep them apart."


def in_currency(unit: str, currency: str) -> str:
    """Return `unit` with its money replaced by `currency`, the scale kept.

    Parameters
    ----------
    unit : str
        A unit with one currency.
    currency : str
        ISO 4217 code, e.g. ``USD`` or ``CNY_2020``.

    Returns
    -------
    str
        The new unit.

    Examples
    --------
    >>> in_currency("billion CNY", "USD")
    'billion USD'
    """
    return _CURRENCY.sub(currency, unit, count=1)


def _define(word: str, text: str) -> None:
    """Accept a currency at constant prices, e.g. CNY_2020; refuse any other unknown word."""
    ureg = registry()
    money = _CURRENCY.fullmatch(word)
    if money and money.group(2) and money.group(1) in ureg:
        ureg.define(f"{word} = [{word}]")
        return
    raise UnknownName.among(
        "unit",
        word,
        [str(u) for u in ureg._units],
        f"In {text!r}; units are written '[scale] noun [per noun]', "
        f"with scale one of {', '.join(SCALES)}.",
    )
