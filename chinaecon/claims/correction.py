"""The right value in the words of the author: his language, his unit, as many digits."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal

from chinaecon.errors import ChinaeconError
from chinaecon.figures import reader
from chinaecon.figures.figure import Figure
from chinaecon.figures.write import printed

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


def corrected(figure: Figure, value: Decimal, sign: int = 1) -> str:
    """Write the value that the data hold as the author would have written it.

    Parameters
    ----------
    figure : Figure
        The figure as the author printed it: its language, unit and last digit are kept.
    value : decimal.Decimal
        In base units.
    sign : int
        -1 for a deficit, which is printed as a positive number.

    Returns
    -------
    str
        The token; plain digits where the language has no form for it.

    Examples
    --------
    >>> from chinaecon.figures.reader import figure
    >>> corrected(figure("$6.1 trillion"), Decimal("6162293336000"))
    '$6.2 trillion'
    """
    if not value.is_finite() or figure.value is None:
        return ""
    step = figure.step if figure.step > 0 else Decimal(1)
    exact = (value * sign / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step
    return _rewritten(figure, exact) or _printed(figure, exact, step)


def _rewritten(figure: Figure, value: Decimal) -> str:
    """The author's own words with another number in them; blank where that reads otherwise."""
    numbers = list(_NUMBER.finditer(figure.text))
    if len(numbers) != 1 or not figure.value:
        return ""
    first, number = figure.text[: numbers[0].start()], numbers[0].group()
    last = figure.text[numbers[0].end() :]
    places = max(len(number) - 1 - max(number.rfind("."), number.rfind(",")), 0)
    places = places if "." in number or "," in number else 0
    for point, mark in ((".", ","), (".", ""), (",", "."), (",", "")):
        own = _number(number, point)
        if own is None or not own:
            continue
        new = abs(value) / (abs(figure.value) / own)
        digits = f"{new:,.{places}f}".replace(",", "\0").replace(".", point).replace("\0", mark)
        text = f"{first}{digits}{last}"
        try:
            lent = figure.value / (reader.figure(figure.text, lang=figure.lang).value or 1)
            if (reader.figure(text, lang=figure.lang).value or 0) * lent == value:
                return text
        except ChinaeconError:
            continue
    return ""


def _number(text: str, point: str) -> Decimal | None:
    """The number that digits give with this decimal point."""
    plain = text.replace("," if point == "." else ".", "").replace(point, ".")
    return Decimal(plain) if plain.count(".") <= 1 and plain[-1:].isdigit() else None


def _printed(figure: Figure, exact: Decimal, step: Decimal) -> str:
    """The value in a form of the author's language, with as many digits."""
    half = step / 2
    new = replace(
        figure, value=exact, low=exact - half, high=exact + half, qualifier="=", pair=None
    )
    for style in ("tight", "plain") if figure.text[:1] in "$€£¥" else ("plain", "tight"):
        try:
            return printed(new, figure.lang, style)
        except ChinaeconError:
            continue
    return f"{exact.normalize():f}" if math.isfinite(float(exact)) else ""
