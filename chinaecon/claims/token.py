"""A printed figure brought up to the data in its own style, or a reason why it cannot be."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext

from chinaecon.claims.dimension import RATES
from chinaecon.claims.pins import Datum
from chinaecon.errors import BadData, ChinaeconError
from chinaecon.figures.figure import EXACT, Figure, bounds
from chinaecon.figures.lexicon import lexicon
from chinaecon.figures.reader import figure
from chinaecon.figures.write import printed

_NUMBER = re.compile(r"\d(?:[\d.,'\u00a0\u202f ]*\d)?")
_STYLES = ("plain", "tight")
_UNGROUPED = frozenset(("zh", "ja"))
_TWO = Decimal(2)


def updated(token: str, datum: Datum, lang: str | None = None, *, falls: bool = False) -> str:
    """Return a token with the number that the data give, all else as it was printed.

    Unit, magnitude word, decimals and qualifier stay. A token that already says what the data
    say comes back as it is.

    Parameters
    ----------
    token : str
        The figure as printed, with its unit.
    datum : Datum
        What the data give.
    lang : str, optional
        The token's language; by default found by itself.
    falls : bool, default False
        Words before the token tell a fall: "fell by 3%", with "3%" as the token.

    Returns
    -------
    str
        The new token.

    Raises
    ------
    BadData
        When the token is no single amount, its unit is another one, the data are not known as
        finely as it prints, its qualifier is no longer true, or its style cannot be kept.

    Examples
    --------
    >>> from decimal import Decimal as D
    >>> dollars = Datum(D("688.28E9"), D("688.275E9"), D("688.285E9"), "USD", "", "")
    >>> updated("US$670bn", dollars), updated("over $650.0 billion", dollars)
    ('US$688bn', 'over $688.2 billion')
    """
    old = figure(token, lang)
    _check(old, datum)
    if falls:
        datum = _mirrored(datum)
    with localcontext(EXACT):
        new = _moved(old, datum)
        if new.value == old.value:
            return token
        for text in _candidates(token, old, new):
            if _reads(text, new):
                return text
    raise BadData(
        f"found {token!r}; the data give {_said(datum)}, which its style cannot print "
        f"(to the next {old.step:,f}). Write the figure anew by hand."
    )


def _check(old: Figure, datum: Datum) -> None:
    """Raise when a figure and the data are of different kinds."""
    if old.kind != "amount" or old.value is None:
        raise BadData(f"found {old.text!r}; expected an amount. Pin the figure's own words.")
    money = re.fullmatch("[A-Z]{3}", datum.unit) is not None
    if (old.unit is not None or money or datum.unit in RATES) and old.unit != datum.unit:
        found = f"in {old.unit}" if old.unit else "without a unit"
        raise BadData(
            f"found {old.text!r} {found}; the data give {_said(datum)}. "
            "Pin the figure with its unit, or add currency= or to=."
        )


def _mirrored(datum: Datum) -> Datum:
    """How far something fell."""
    low, high = (None if end is None else -end for end in (datum.high, datum.low))
    return replace(datum, value=-datum.value, low=low, high=high)


def _moved(old: Figure, datum: Datum) -> Figure:
    """The figure with the value of the data, as finely and with the qualifier as printed."""
    assert old.value is not None
    if old.value * datum.value < 0 or (old.value < 0) != (datum.value < 0):
        raise BadData(
            f"found {old.text!r}; the data give {_said(datum)}, of the other sign. "
            "Write the sentence anew by hand."
        )
    number = _number(old, datum)
    low, high = bounds(number, old.qualifier, old.step, exact=datum.declared)
    if old.high is not None and old.low is not None and old.qualifier in (">", "<"):
        low, high = old.low - old.value + number, old.high - old.value + number  # 3100多亿
    return replace(old, value=number, low=low, high=high)


def _number(old: Figure, datum: Datum) -> Decimal:
    assert old.value is not None
    if old.qualifier in (">", ">="):
        return _bounded(old, datum, datum.low, ROUND_FLOOR, strict=old.qualifier == ">")
    if old.qualifier in ("<", "<="):
        return _bounded(old, datum, datum.high, ROUND_CEILING, strict=old.qualifier == "<")
    if datum.low is None or datum.high is None:
        raise BadData(
            f"found {old.text!r}; the data give only {_said(datum)}. Add the qualifier by hand."
        )
    widest = old.step if old.qualifier == "=" else old.step * _TWO
    if datum.high - datum.low > widest:
        raise BadData(
            f"found {old.text!r}, to the next {old.step:,f}; the data give only {_said(datum)}. "
            "Print fewer digits."
        )
    if old.qualifier == "=" and abs(datum.value - old.value) * _TWO <= old.step:
        return old.value
    return _rounded(datum.value, old.step, ROUND_HALF_UP)


def _bounded(
    old: Figure, datum: Datum, end: Decimal | None, rounding: str, *, strict: bool
) -> Decimal:
    """The nearest bound that the data do not break."""
    if end is None:
        side = "above" if rounding == ROUND_CEILING else "below"
        raise BadData(
            f"found {old.text!r}; the data give {_said(datum)}, without a bound {side}. "
            "Mend the qualifier by hand."
        )
    number = _rounded(datum.value, old.step, rounding)
    said = number == datum.value and (datum.low is None or datum.high is None)
    beyond = number > end if rounding == ROUND_FLOOR else number < end
    if strict and not said and (beyond or number == datum.value):
        raise BadData(
            f"found {old.text!r}; the data give {_said(datum)}, so that its qualifier does not "
            "hold for certain. Mend it by hand."
        )
    return number


def _rounded(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    with localcontext() as loose:
        loose.prec = 60
        return (value / step).to_integral_value(rounding=rounding) * step


def _candidates(token: str, old: Figure, new: Figure) -> list[str]:
    """The token with other digits; else written anew where that is how it was written."""
    found = []
    numbers = list(_NUMBER.finditer(token))
    if len(numbers) == 1:
        digits = _digits(numbers[0].group(), old, new)
        if digits:
            found.append(token[: numbers[0].start()] + digits + token[numbers[0].end() :])
    for style in _STYLES:
        try:
            if printed(old, old.lang, style) == token:
                found.append(printed(new, old.lang, style))
        except ChinaeconError:
            continue
    return found


def _digits(number: str, old: Figure, new: Figure) -> str | None:
    """The new number with the decimals, grouping and digits of the old one."""
    habits = lexicon(old.lang).numbers
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in number)
    group = next((c for c in plain if not c.isdigit() and c != habits["decimal"]), "")
    bare = plain.replace(group, "") if group else plain
    decimals = len(bare.partition(habits["decimal"])[2])
    scale = old.step.scaleb(decimals)
    try:
        same = Decimal(bare.replace(habits["decimal"], ".")) * scale == abs(old.value or 0)
    except ArithmeticError:
        return None
    if not same or new.value is None:
        return None
    with localcontext() as loose:
        loose.prec = 60
        count = abs(new.value) / scale
    whole_before = len(bare.partition(habits["decimal"])[0])
    grouped = bool(group) or (whole_before < 4 and old.lang not in _UNGROUPED)
    text = format(count, f"{',' if grouped else ''}.{decimals}f")
    text = text.translate({44: group or habits["group"], 46: habits["decimal"]})
    zero = next(c for c in number if c.isdigit())
    shift = ord(zero) - unicodedata.digit(zero) - ord("0")
    return "".join(chr(ord(c) + shift) if c.isdigit() else c for c in text)


def _reads(text: str, new: Figure) -> bool:
    """Whether a text reads as the figure meant."""
    try:
        found = figure(text, new.lang)
    except BadData:
        return False
    said = ("kind", "value", "unit", "noun", "qualifier", "step")
    return all(getattr(found, name) == getattr(new, name) for name in said)


def _said(datum: Datum) -> str:
    """The number of the data for a message, with its bounds where they matter."""
    if datum.low is None or datum.high is None:
        bound = "at most" if datum.low is None else "at least"
        return f"{bound} {_plain(datum.value)} {datum.unit}"
    between = f" ({_plain(datum.low)} to {_plain(datum.high)})" if datum.low != datum.high else ""
    return f"{_plain(datum.value)} {datum.unit}{between}"


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def styled(old: Figure, datum: Datum, plain: str, *, falls: bool = False) -> str:
    """Return the words of a figure with the number of the data, as the author would print it.

    Parameters
    ----------
    old : Figure
        The figure.
    datum : Datum
        What the data give.
    plain : str
        What to return when the author's own style cannot print it.
    falls : bool, default False
        As in `updated`.

    Returns
    -------
    str
        Rounded as the figure is.

    Examples
    --------
    >>> from decimal import Decimal as D
    >>> dollars = Datum(D("688.28E9"), D("688.275E9"), D("688.285E9"), "USD", "", "")
    >>> styled(figure("$670 billion"), dollars, "")
    '$688 billion'
    """
    try:
        return updated(old.text, datum, old.lang, falls=falls)
    except ChinaeconError:
        return plain
