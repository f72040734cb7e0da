"""The unit that a label lends to a bare number: a column "Exports (billion USD)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from chinaecon.errors import ChinaeconError
from chinaecon.figures import reader
from chinaecon.figures.figure import Figure

_UNIT = re.compile(r"[(（\[]([^()（）\[\]]+)[)）\]]|,\s*([^,:]+?)\s*:?\s*$")


def lent(figure: Figure, around: Sequence[str]) -> Figure:
    """Return a bare number in the unit of the nearest label that names one.

    Parameters
    ----------
    figure : Figure
        Any figure.
    around : sequence of str
        Headings and labels, the nearest last.

    Returns
    -------
    Figure
        As it was where it has a unit or noun of its own, or where no label has one.

    Examples
    --------
    >>> from chinaecon.figures.reader import figure
    >>> one = lent(figure("3,577.2"), ["2024", "Exports (billion USD)"])
    >>> one.unit, f"{one.value:,.0f}"
    ('USD', '3,577,200,000,000')
    """
    if figure.value is None or figure.unit or figure.noun:
        return figure
    found = (_unit(words, figure.lang) for words in reversed(around))
    unit = next((one for one in found if one is not None), None)
    if unit is None or not unit.value:
        return figure
    low, high = (None if end is None else end * unit.value for end in (figure.low, figure.high))
    return replace(
        figure,
        value=figure.value * unit.value,
        low=low,
        high=high,
        step=figure.step * unit.value,
        unit=unit.unit,
        noun=unit.noun,
    )


@lru_cache(maxsize=512)
def _unit(words: str, lang: str) -> Figure | None:
    """One of the unit that a label has in brackets or behind a comma."""
    for match in _UNIT.finditer(words):
        name = match[1] or match[2]
        for text in (f"1 {name}", f"{name} 1"):
            try:
                one = reader.figure(text, lang)
            except ChinaeconError:
                continue
            money = one.unit is not None and one.unit.isupper()
            if money or (one.unit is None and one.noun is None and (one.value or 0) > 1):
                return one
    return None
