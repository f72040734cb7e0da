"""All figures of a running text, in order; what is a date, a name, a period is told apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from html import unescape

from chinaecon.figures.amount import Amount, Doubt
from chinaecon.figures.clause import Clause
from chinaecon.figures.context import Aside, Context
from chinaecon.figures.date import Date, shape
from chinaecon.figures.figure import EXACT, Figure
from chinaecon.figures.lexicon import Lexicon, Mark
from chinaecon.figures.numeral import numeral
from chinaecon.figures.passage import passages
from chinaecon.figures.phrase import amount, is_name
from chinaecon.figures.reader import unnested

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,5});")
_PAIRED = re.compile(r"\s*[(（]\s*")
_ONE = Decimal(1)
_Found = Amount | Date | Doubt | Aside


def extract(text: str, lang: str | None = None) -> list[Figure]:
    """Return all figures of a running text.

    Dates, years, periods, ordinals, names with a number, codes, addresses and telephone numbers
    are not figures; `tokens` has them. A place that looks like a figure but cannot be read for
    sure is returned with the value None and the reason.

    Parameters
    ----------
    text : str
        Any text: a sentence, a page, a table in prose.
    lang : str, optional
        Its language; passages in other scripts are read in theirs. By default the languages are
        found by script and telling words, paragraph by paragraph.

    Returns
    -------
    list of Figure
        In order, not overlapping; `start` and `end` are code points of `text` as given. The same
        amount in two currencies, "43.85 trillion yuan ($6.1 trillion)", is two figures that name
        each other in `pair`.

    Examples
    --------
    >>> import chinaecon as ce
    >>> found = ce.extract("In 2024 exports to the US, by contrast, fell 3% to $525 billion.")
    >>> [(f.text, str(f.value), f.unit) for f in found]
    [('fell 3%', '-3', 'percent'), ('$525 billion', '525000000000', 'USD')]
    """
    figures = [one for one in tokens(text, lang) if one.kind in ("amount", "doubt")]
    for i, (one, other) in enumerate(zip(figures, figures[1:], strict=False)):
        between = text[one.end : other.start]
        currencies = {one.unit or "", other.unit or ""}
        if len(currencies) == 2 and all(c.isupper() for c in currencies):
            if _PAIRED.fullmatch(between) or text[other.start] in "(（":
                figures[i] = replace(figures[i], pair=i + 1)
                figures[i + 1] = replace(other, pair=i)
    return figures


def tokens(text: str, lang: str | None = None) -> list[Figure]:
    """Return all figures of a text, and the dates, periods and names among them.

    Parameters
    ----------
    text : str
        Any text.
    lang : str, optional
        Its language.

    Returns
    -------
    list of Figure
        In order; the `kind` tells what each is.

    Examples
    --------
    >>> [(t.text, t.kind) for t in tokens("The CSI 300 rose 2% in 2024.")]
    [('300', 'name'), ('rose 2%', 'amount'), ('in 2024', 'date')]
    """
    composed, places = _composed(text)
    plain = _ENTITY.sub(_spaced, composed)
    found: list[Figure] = []
    with localcontext(EXACT):
        for start, end, lexicon in passages(plain, lang):
            for one in _read(plain[start:end], lexicon):
                found.append(_placed(one, start, text, places))
    return found


def _spaced(entity: re.Match[str]) -> str:
    """The sign that an HTML entity stands for, as long as the entity."""
    sign = unescape(entity.group())
    return sign.ljust(len(entity.group())) if len(sign) == 1 else entity.group()


def _composed(text: str) -> tuple[str, list[int] | None]:
    """The text in normal form C, and where each of its code points stood."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    parts: list[str] = []
    places: list[int] = []
    for match in re.finditer(r"[\x00-\u02ff]+|.[^\x00-\u02ff]*|.", text, re.S):
        for start, piece in _pieces(match.group(), match.start()):
            whole = unicodedata.normalize("NFC", piece)
            parts.append(whole)
            places += [start] * len(whole)
    places.append(len(text))
    return "".join(parts), places


def _pieces(text: str, offset: int) -> Iterator[tuple[int, str]]:
    start = 0
    for at, char in enumerate(text):
        if at > start and not unicodedata.combining(char) and not "\u1160" <= char <= "\u11ff":
            yield offset + start, text[start:at]
            start = at
    if text:
        yield offset + start, text[start:]


def _placed(one: Figure, offset: int, text: str, places: list[int] | None) -> Figure:
    start, end = one.start + offset, one.end + offset
    if places is not None:
        start, end = places[start], places[end]
    return replace(one, start=start, end=end, text=text[start:end])


def _read(text: str, lexicon: Lexicon) -> list[Figure]:
    figures: list[Figure] = []
    for marks in unnested(lexicon.marks(text)):
        figures += [_figure(one, text, lexicon, marks) for one in _walk(text, marks, lexicon)]
    figures.sort(key=lambda one: (one.start, one.end))
    return [one for i, one in enumerate(figures) if not i or one.start >= figures[i - 1].end]


def _walk(text: str, marks: Sequence[Mark], lexicon: Lexicon) -> list[_Found]:
    """One walk over the marks: codes, dates and names first, what is left is amounts."""
    letters = shape(marks, lexicon)
    context, clause = Context(text, marks, lexicon), Clause(marks, lexicon)
    found: list[_Found] = []
    last: Amount | None = None
    at = floor = 0
    while at < len(marks):
        one = _next(marks, letters, floor, at, lexicon)
        if one is None:
            at += 1
            continue
        stop = at + 1 if isinstance(one, Aside) else one.stop
        if isinstance(one, Aside) and one.kind == "name":
            stop = _skip(marks, at, lexicon)
        if isinstance(one, Amount):
            kind = context.kind(one)
            if kind == "amount":
                clause.complete(last, one)
                last = one
            else:
                one = Aside(marks[one.number].start, marks[one.stop - 1].end, kind)
        found.append(one)
        at = floor = max(stop, at + 1)
    return found


def _next(
    marks: Sequence[Mark], letters: str, floor: int, at: int, lexicon: Lexicon
) -> _Found | None:
    mark = marks[at]
    if "code" in mark.terms:
        return Aside(mark.start, mark.end, "name")
    day = Date.at(marks, letters, at)
    if day is not None:
        return day
    if is_name(marks, at):
        return Aside(mark.start, mark.end, "name") if "number" in mark.terms else None
    return amount(marks, floor, at, lexicon)


def _skip(marks: Sequence[Mark], at: int, lexicon: Lexicon) -> int:
    """The mark after a name's number, which may be several words: 第十五."""
    number = numeral(marks, at, lexicon)
    return at + 1 if number is None else number.stop


def _figure(one: _Found, text: str, lexicon: Lexicon, marks: Sequence[Mark]) -> Figure:
    if isinstance(one, Doubt | Aside):
        kind = "doubt" if isinstance(one, Doubt) else one.kind
        return Figure(
            text[one.start : one.end], None, None, None, None, None, "=", lexicon.lang,
            one.start, one.end, kind, _ONE, one.reason if isinstance(one, Doubt) else None,
        )  # fmt: skip
    return one.figure(text, lexicon)
