"""How numbers, differences and ranges are written: with no more digits than are known."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable


def number_words(value: float, width: float = 0.0, decimals: int | None = None) -> str:
    """Write a number with no more digits than its bounds support.

    Parameters
    ----------
    value : float
        The number.
    width : float
        Distance between its bounds; 0 when it is exact, infinity when a side is open.
    decimals : int, optional
        Those of its neighbours; a number that would lose its second digit by them has more.

    Returns
    -------
    str
        With thousands separators and a true minus sign.

    Examples
    --------
    >>> number_words(43846.8), number_words(688.28, 1.0), number_words(-2.5)
    ('43,847', '688', '−2.5')
    """
    if not math.isfinite(value):
        return "–"
    wished = _decimals(value) if decimals is None else max(decimals, min(2, _fine(value)))
    known = 0 < width < math.inf
    shown = max(0, min(wished, -math.floor(math.log10(width) + 1e-9))) if known else wished
    text = f"{value:,.{shown}f}"
    if not known:
        text = _stripped(text, (decimals or 0) if width == 0 else 0)
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    return text.replace("-", "\N{MINUS SIGN}")


def _decimals(value: float) -> int:
    """So many that a number has three digits."""
    size = abs(value)
    return 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.01 else 3


def _fine(value: float) -> int:
    """So many that a number has two digits."""
    return max(0, 1 - math.floor(math.log10(abs(value)))) if value else 0


def _stripped(text: str, keep: int) -> str:
    """Without the zeros at the end that lie beyond some decimals."""
    whole, point, part = text.partition(".")
    part = part[:keep] + part[keep:].rstrip("0")
    return f"{whole}{point}{part}" if part else whole


def shared_decimals(values: Iterable[tuple[float, float]]) -> int:
    """Return the decimals with which numbers beside one another are written.

    Parameters
    ----------
    values : iterable of tuple of float
        Each number and the distance between its bounds.

    Returns
    -------
    int
        As many as the largest needs for three digits, and no more than any of them has.

    Examples
    --------
    >>> shared_decimals([(16.6, 0.0), (8.812, 0.0)]), shared_decimals([(3.0, 0.0), (9.0, 0.0)])
    (1, 0)
    """
    pairs = [(v, w) for v, w in values if math.isfinite(v)]
    has = max((len(number_words(v, w).partition(".")[2]) for v, w in pairs), default=0)
    return min(has, _decimals(max((abs(v) for v, _ in pairs), default=0.0)))


def signed_words(value: float, width: float = 0.0, decimals: int | None = None) -> str:
    """Write a difference with its sign.

    Parameters
    ----------
    value : float
        The difference.
    width, decimals : float and int
        As in `number_words`.

    Returns
    -------
    str
        With a plus or a true minus sign; a zero has none.

    Examples
    --------
    >>> signed_words(0.83), signed_words(-1.5), signed_words(0.0)
    ('+0.83', '−1.5', '0')
    """
    text = number_words(value, width, decimals)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def range_words(low: float, high: float, to: str = " to ") -> str:
    """Write two bounds, rounded outwards so that nothing possible is left out.

    Parameters
    ----------
    low, high : float
        Infinite where a side is open.
    to : str
        Written between them.

    Returns
    -------
    str
        With as many digits as tell the two apart, up to four; one bound has a sign instead.

    Examples
    --------
    >>> range_words(116.21, 124.97), range_words(4.0, float("inf"))
    ('116.2 to 125.0', '> 4')
    """
    if not math.isfinite(low) and not math.isfinite(high):
        return "–"
    most = _decimals(max(abs(e) for e in (low, high) if math.isfinite(e))) + 1
    if low == -math.inf:
        return f"< {_stripped(_outwards(high, most, math.ceil), 0)}"
    if high == math.inf:
        return f"> {_stripped(_outwards(low, most, math.floor), 0)}"
    if low == high:
        return number_words(low)
    decimals = min(most, max(0, 1 - math.floor(math.log10(high - low) + 1e-9)))
    return to.join((_outwards(low, decimals, math.floor), _outwards(high, decimals, math.ceil)))


def _outwards(value: float, decimals: int, away: Callable[[float], int]) -> str:
    """A bound with some decimals, never inside of what it bounds."""
    size = 10.0**decimals
    slack = 1e-9 if away is math.floor else -1e-9
    text = f"{away(value * size + slack) / size:,.{decimals}f}"
    return text.replace("-", "\N{MINUS SIGN}")
