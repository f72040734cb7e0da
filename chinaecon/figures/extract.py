"""All figures of a running text, in order; what is a date, a name, a period is told apart."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from html import unescape
from itertools import pairwise

from chinaecon.figures.amount import Amount, Doubt
from chinaecon.figures.clause import Clause
from chinaecon.figures.context import Aside, Context
from chinaecon.figures.date import Date, shape
from chinaecon.figures.figure import EXACT, Figure, Kind
from chinaecon.figures.lexicon import Lexicon, Mark
from chinaecon.figures.numeral import numeral
from chinaecon.figures.pair import is_listed
from chinaecon.figures.passage import passages
from chinaecon.figures.pattern import folded
from chinaecon.figures.phrase import amount, is_name
from chinaecon.figures.reader import unnested

_MARKUP = re.compile(
    r"&(?:[A-Za-z]{2,8}|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,5});"
    r"|</?[A-Za-z][A-Za-z0-9]{0,20}(?: [^<>]{0,300})?/?>"
)
_PAIRED = re.compile(r"\s*[(（]\s*")
_ONE = Decimal(1)
_CLOSED = frozenset("x/,.%")  # letters of marks that open nothing
_HEAD = 40  # marks between a number in two currencies and the heading that names them
_LEFT, _RIGHT = 120, 60  # how much of a text around a number may bear on it
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
    for i, (one, other) in enumerate(pairwise(figures)):
        if _paired(text, one, other):
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
    [('300', 'name'), ('rose 2%', 'amount'), ('2024', 'date')]
    """
    plain, places = _plain(text)
    found: list[Figure] = []
    with localcontext(EXACT):
        lower = folded(plain)
        for start, end, lexicon in passages(lower, lang):
            found += _read(plain[start:end], lower[start:end], lexicon, start)
    return found if places is None else [_placed(one, text, places) for one in found]


def _paired(text: str, one: Figure, other: Figure) -> bool:
    """Whether two figures are money in two currencies, the second in brackets."""
    currencies = {one.unit or "", other.unit or ""}
    if len(currencies) < 2 or not all(unit.isupper() for unit in currencies):
        return False
    return bool(_PAIRED.fullmatch(text[one.end : other.start])) or text[other.start] in "(（"


def _plain(text: str) -> tuple[str, list[int] | None]:
    """The text in normal form C without HTML markup, and where its code points stood."""
    if "&" not in text and "<" not in text and unicodedata.is_normalized("NFC", text):
        return text, None
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for markup in _MARKUP.finditer(text):
        sign = unescape(markup.group()) if text[markup.start()] == "&" else " "
        if len(sign) == 1:
            _compose(text, at, markup.start(), parts, places)
            parts.append(sign)
            places.append(markup.start())
            at = markup.end()
    _compose(text, at, len(text), parts, places)
    return "".join(parts), [*places, len(text)]


def _compose(text: str, start: int, end: int, parts: list[str], places: list[int]) -> None:
    """Add a stretch of a text in normal form C, and the places of its code points."""
    if unicodedata.is_normalized("NFC", text[start:end]):
        parts.append(text[start:end])
        places += range(start, end)
        return
    cuts = [at for at in range(start, end) if at == start or not _joins(text[at])]
    for first, last in pairwise([*cuts, end]):
        whole = unicodedata.normalize("NFC", text[first:last])
        parts.append(whole)
        places += [first] * len(whole)


def _joins(char: str) -> bool:
    """Whether a code point may melt into the one before it."""
    return unicodedata.combining(char) > 0 or "\u1160" <= char <= "\u11ff"


def _placed(one: Figure, text: str, places: list[int]) -> Figure:
    """The figure where it stands in the text as given."""
    start, end = places[one.start], places[one.end]
    return replace(one, start=start, end=end, text=text[start:end])


def _read(text: str, lower: str, lexicon: Lexicon, offset: int) -> list[Figure]:
    """The figures of a passage: only what is near a number is looked at."""
    figures: list[Figure] = []
    told: dict[str, bool] = {}
    for start, end in _windows(lower, lexicon):
        marks = lexicon.cut(lower, start, end)
        figures += _figures(Context(text, marks, lexicon, told), marks, offset)
    return figures


def _windows(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The stretches around what may open a number."""
    since = until = -1
    for match in lexicon.opening.finditer(text):
        start, end = match.span()
        if start - _LEFT > until:
            if until >= 0:
                yield since, until
            since = max(0, start - _LEFT)
        until = min(len(text), end + _RIGHT)
    if until >= 0:
        yield since, until


def _figures(context: Context, marks: list[Mark], offset: int) -> list[Figure]:
    """The figures among marks: those in brackets inside others are walked apart."""
    first, *rest = unnested(marks)
    found = _walk(context.of(first))
    outer = [one for one in found if isinstance(one, Amount)]
    for inside in rest:
        inner = _walk(context.of(inside))
        _nest(outer, inner, first)
        found += inner
    found.sort(key=lambda one: (one.start, one.end))
    clear = [one for i, one in enumerate(found) if not i or one.start >= found[i - 1].end]
    return [_figure(one, context.text, context.lexicon, offset) for one in clear]


def _walk(context: Context) -> list[_Found]:
    """One walk over the marks: codes, dates and names first, what is left is amounts."""
    marks, lexicon = context.marks, context.lexicon
    letters = shape(marks, lexicon)
    clause = Clause(marks, lexicon, context.text)
    found: list[_Found] = []
    last: Amount | None = None
    floor = 0
    for at in [at for at, letter in enumerate(letters) if letter not in _CLOSED]:
        if at < floor:
            continue
        one = _next(marks, letters, floor, at, lexicon)
        if one is None:
            continue
        stop = at + 1 if isinstance(one, Aside) else one.stop
        if isinstance(one, Aside) and (number := numeral(marks, at, lexicon)) is not None:
            one, stop = one._replace(value=number.value), number.stop  # several words: 第十五
        elif isinstance(one, Amount):
            kind = _joined(found, marks, one) or context.kind(one)
            one = _settled(one, last, context)
            if isinstance(one, Doubt):
                pass
            elif kind == "amount":
                clause.complete(last, one)
                one.lang = lexicon.owner(marks[one.first : one.stop])
                last = one
            else:
                one = _aside(found, marks, one, kind)
        found.append(one)
        floor = max(stop, at + 1)
    return found


def _next(
    marks: Sequence[Mark], letters: str, floor: int, at: int, lexicon: Lexicon
) -> _Found | None:
    mark = marks[at]
    if "code" in mark.terms:
        return Aside(mark.start, mark.end, "name")
    day = Date.at(marks, letters, at, lexicon)
    if day is not None:
        return day
    if is_name(marks, at):
        return Aside(mark.start, mark.end, "name") if "number" in mark.terms else None
    return amount(marks, floor, at, lexicon)


def _joined(found: Sequence[_Found], marks: Sequence[Mark], one: Amount) -> Kind | None:
    """The kind of a bare number that a range or a list joins to a name: 第1〜3, 777-9."""
    if not found or not one.plain or not one.first:
        return None
    before, mark = found[-1], marks[one.first - 1]
    if isinstance(before, Aside) and before.kind == "period" and before.end == mark.end:
        return "period" if one.bare < 60 and one.first == one.number else None
    if mark.text == "(" and mark.start == before.end and marks[one.number].start == mark.end:
        return "name" if isinstance(before, Aside) and one.bare < 100 else None
    joins = "range" in mark.terms or "list" in mark.terms or mark.text == "/"
    joins = joins or (mark.text in ",、" and is_listed(marks, one))
    if joins and isinstance(before, Aside) and before.end == marks[one.first - 2].end:
        digits = "number" in marks[one.first - 2].terms
        return "name" if before.kind == "name" and (digits or "range" in mark.terms) else None
    return None


def _aside(found: list[_Found], marks: Sequence[Mark], one: Amount, kind: Kind) -> Aside:
    """The amount as what it is; a range's first end becomes a period with it: 3 to 5 years."""
    match found[-1:]:
        case [Amount() as before] if kind == "period" and before.plain:
            joined = one.first == before.stop + 1 and "range" in marks[before.stop].terms
            start, end = marks[before.number].start, marks[before.stop - 1].end
            if joined:
                found[-1] = Aside(start, end, kind, before.value, one.noun)
    return Aside(marks[one.number].start, marks[one.stop - 1].end, kind, one.value, one.noun)


def _settled(one: Amount, last: Amount | None, context: Context) -> Amount | Doubt:
    """The amount with a currency's word of several meanings settled, else a doubt."""
    if one.generic:
        one.currency = context.currency(one)
    if "rates" in context.marks[one.first].terms and one.step < 1 and not one.scale:
        one.currency = None
    if one.currency != "?":
        return one
    if last is None or last.currency not in ("CNY", "JPY"):
        reason = "a currency of several meanings; pass lang= or print the code."
        return Doubt(one.start, one.end, one.stop, reason)
    one.currency = last.currency
    return one


def _nest(outer: Sequence[Amount], found: Sequence[_Found], marks: Sequence[Mark]) -> None:
    """Lend the scale of a number to the one in brackets inside it: 18.5 (2.58) trillion."""
    for inner in found:
        if not isinstance(inner, Amount):
            continue
        k = bisect_right(outer, inner.start, key=lambda one: one.start) - 1
        if k < 0 or outer[k].end <= inner.start:
            continue
        one = outer[k]
        if inner.plain:
            inner.magnify(one.scale)
            inner.currency = _bracketed(marks[one.stop : one.stop + 3])
        if one.unit is inner.unit is None:
            one.currency, inner.currency = _heads(marks[max(0, one.first - _HEAD) : one.first])
        one.end = marks[one.core - 1].end if one.scale == 0 else marks[one.number].end


def _heads(marks: Sequence[Mark]) -> tuple[str | None, str | None]:
    """The currencies that a heading before names: in yuan (dollars) it was 48.79 (6.85)."""
    for k in range(len(marks) - 4, -1, -1):
        currency, other = _code(marks[k]), _bracketed(marks[k + 1 : k + 4])
        if currency and other:
            return currency, other
    return None, None


def _code(mark: Mark) -> str | None:
    code = mark.terms.get("currencies", mark.terms.get("signs"))
    return None if code is None else str(code)


def _bracketed(marks: Sequence[Mark]) -> str | None:
    """The currency that alone stands in brackets."""
    if [mark.text for mark in marks[::2]] != ["(", ")"]:
        return None
    return _code(marks[1])


def _figure(one: _Found, text: str, lexicon: Lexicon, offset: int) -> Figure:
    if isinstance(one, Doubt):
        return Figure(
            text[one.start : one.end], None, None, None, None, None, "=", lexicon.lang,
            one.start + offset, one.end + offset, "doubt", _ONE, one.reason,
        )  # fmt: skip
    if isinstance(one, Aside):
        return Figure(
            text[one.start : one.end], one.value, one.value, one.value, None, one.noun, "=",
            lexicon.lang, one.start + offset, one.end + offset, one.kind, _ONE,
            period=f"{one.value:f}" if one.kind == "date" else None,
        )  # fmt: skip
    return one.figure(text, lexicon, offset)
