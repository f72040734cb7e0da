"""From a token to its figures: one small grammar for all languages, in one pass."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext

from chinaecon.errors import BadData
from chinaecon.figures.amount import Amount, Doubt
from chinaecon.figures.date import Date, shape
from chinaecon.figures.figure import EXACT, Figure, Qualifier, bounds
from chinaecon.figures.language import language
from chinaecon.figures.lexicon import Lexicon, Mark, lexicon
from chinaecon.figures.phrase import amount, is_name


def figure(token: str, lang: str | None = None) -> Figure:
    """Return the one figure that a printed token states.

    Reads English, Chinese, Japanese, Vietnamese and Thai; of several figures it returns the
    first amount (`readings` has all). What it is not sure of it does not read.

    Parameters
    ----------
    token : str
        The figure as printed, with its unit, qualifier and direction: ``"3100多亿元"``.
    lang : str, optional
        The token's language; by default found by script and words.

    Returns
    -------
    Figure
        Value in base units, unit, qualifier and the bounds of the printed digits.

    Raises
    ------
    BadData
        If the token holds no figure, or one that cannot be read for sure.

    Examples
    --------
    >>> import chinaecon as ce
    >>> f = ce.figure("3100多亿元")
    >>> f.value, f.unit, f.qualifier, f.high
    (Decimal('310000000000'), 'CNY', '>', Decimal('320000000000'))
    >>> ce.figure("fell 3%").value
    Decimal('-3')
    """
    found = readings(token, lang)
    for kind in ("amount", "direction", "date"):
        for reading in found:
            if reading.kind == kind:
                return reading
    raise BadData(
        f"No figure in {token!r}; expected digits or number words with an optional unit."
        " Quote the figure's own words, or pass lang= if they are in another language."
    )


def readings(token: str, lang: str | None = None) -> list[Figure]:
    """Return every figure in a printed token, in order.

    Parameters
    ----------
    token : str
        The token; it is read in Unicode normal form C, which offsets refer to.
    lang : str, optional
        The token's language; by default found by script and words.

    Returns
    -------
    list of Figure
        Empty if there is none.

    Raises
    ------
    BadData
        If a figure cannot be read for sure: an unknown scale word, digits run together.

    Examples
    --------
    >>> [(str(f.value), f.unit) for f in readings("2 trillion yuan ($280 billion)")]
    [('2000000000000', 'CNY'), ('280000000000', 'USD')]
    """
    text = unicodedata.normalize("NFC", token)
    lexicon_ = lexicon(lang or language(text))
    found = list(scan(text, lexicon_))
    for one in found:
        if isinstance(one, Doubt):
            raise BadData(
                f"Cannot read {token!r} ({lexicon_.lang}): {one.reason}", problems=[one.reason]
            )
    figures = [one for one in found if isinstance(one, Figure)]
    return figures or _directions(text, lexicon_)


def scan(text: str, lexicon: Lexicon) -> Iterator[Figure | Doubt]:
    """Yield the figures of a text and the places of doubt, in order.

    Parameters
    ----------
    text : str
        The text, in normal form C.
    lexicon : Lexicon
        Its language.

    Yields
    ------
    Figure or Doubt
        Amounts and dates; never a direction without a figure.

    Examples
    --------
    >>> from chinaecon.figures.lexicon import lexicon
    >>> [f.text for f in scan("up 3.7% to $688 billion", lexicon("en"))]
    ['up 3.7%', '$688 billion']
    """
    with localcontext(EXACT):
        found = [
            one if isinstance(one, Doubt) else one.figure(text, lexicon)
            for marks in unnested(lexicon.marks(text))
            for one in _pass(marks, lexicon)
        ]
    found.sort(key=lambda one: one.start)
    yield from found


def _pass(marks: Sequence[Mark], lexicon: Lexicon) -> list[Amount | Date | Doubt]:
    """One walk over the marks: dates and names first, what is left is amounts."""
    letters = shape(marks, lexicon)
    found: list[Amount | Date | Doubt] = []
    at = floor = 0
    while at < len(marks):
        day = Date.at(marks, letters, at, lexicon)
        if day is not None:
            if day.year is not None:
                found.append(day)
            at = floor = day.stop
            continue
        one = None if is_name(marks, at) else amount(marks, floor, at, lexicon)
        if one is None:
            at += 1
            continue
        if isinstance(one, Amount) and found and isinstance(found[-1], Amount):
            found[-1].share(one, marks)
        found.append(one)
        at = floor = one.stop
    return found


def _directions(text: str, lexicon: Lexicon) -> list[Figure]:
    """The first direction of a token without any figure: "were down for the year"."""
    for mark in lexicon.marks(text):
        way = mark.terms.get("directions")
        if way is not None:
            zero, one = Decimal(0), Decimal(1)
            qualifier: Qualifier = {"up": ">", "down": "<"}.get(way, "=")  # type: ignore[assignment]
            low, high = bounds(zero, qualifier, one)
            printed = text[mark.start : mark.end]
            return [
                Figure(
                    printed, zero, low, high, "percent", None, qualifier,
                    lexicon.lang, mark.start, mark.end, "direction", one,
                )
            ]  # fmt: skip
    return []


def unnested(marks: list[Mark]) -> list[list[Mark]]:
    """Take out brackets that part a number from its unit: 18.39 (trillion 2.59) trillion yuan."""
    if not any(mark.text == "(" for mark in marks):
        return [marks]
    outer: list[Mark] = []
    inner: list[list[Mark]] = []
    opened: int | None = None
    for at, mark in enumerate(marks):
        outer.append(mark)
        if mark.text == "(":
            opened = len(outer) - 1
        elif mark.text == ")" and opened is not None:
            if _parts(outer, opened, marks[at + 1 : at + 2]):
                inner.append(outer[opened + 1 : -1])
                del outer[opened:]
            opened = None
    return [outer, *inner]


def _parts(outer: Sequence[Mark], opened: int, after: Sequence[Mark]) -> bool:
    if not opened or not after:
        return False
    number = any("number" in mark.terms for mark in outer[opened:])
    before = not outer[opened - 1].terms.keys().isdisjoint(("number", "magnitudes"))
    unit = not after[0].terms.keys().isdisjoint(("magnitudes", "currencies"))
    return number and before and unit
