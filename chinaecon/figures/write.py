"""A figure written back in a language and style; nothing that would read as another figure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from functools import lru_cache
from importlib.resources import files
from typing import Any

from chinaecon.errors import BadData, UnknownName
from chinaecon.figures.figure import EXACT, Figure, mirrored
from chinaecon.figures.lexicon import lexicon
from chinaecon.figures.reader import readings

_STYLES = files(__package__) / "styles.toml"
_PLAIN = "plain"
_ONE_SIDED = frozenset({">", "<", ">=", "<="})
_ONE, _TEN = Decimal(1), Decimal(10)


def printed(figure: Figure, lang: str, style: str = _PLAIN) -> str:
    """Return a figure as a text of the language prints it, digit for digit as exact.

    Reading the result gives the same value, step, bounds, unit and qualifier: the last digit
    written is the last digit known. Changes keep their direction; a counted noun that the
    language's lexicon has no word for is left out. A `Figure.declared` amount is written as it
    was printed.

    Parameters
    ----------
    figure : Figure
        What to write.
    lang : str
        The language to write: en, zh, ja, vi or th.
    style : {'plain', 'tight'}, default 'plain'
        ``plain`` as in running text (``43.85 trillion yuan``), ``tight`` with signs and
        abbreviations as in a table or a headline (``RMB 43.85tn``).

    Returns
    -------
    str
        The token, without a full stop.

    Raises
    ------
    UnknownName
        If there is no such language or style.
    BadData
        If the language has no form that shows the same digits: ``三成`` (30 percent, to the next
        ten) in English.

    Examples
    --------
    >>> from chinaecon.figures.reader import figure
    >>> f = figure("over 43.85 trillion yuan")
    >>> printed(f, "zh"), printed(f, "en", "tight"), printed(f, "th")
    ('超43.85万亿元', '>RMB 43.85tn', 'มากกว่า 43.85 ล้านล้านหยวน')
    >>> printed(figure("fell 3.5%"), "ja"), printed(figure("3.50 billion dollars"), "vi")
    ('3.5%減', '3,50 tỷ USD')
    """
    form = _form(lang, style)
    noun = figure.noun if _words(figure, form, lang) else None
    with localcontext(EXACT):
        for text in _candidates(figure, form, lang):
            if _same(replace(figure, noun=noun), text, lang):
                return text
    raise BadData(
        f"Cannot write {figure.text!r} in {lang!r}, style {style!r}: value {figure.value}, step"
        f" {figure.step}, unit {figure.unit!r}; expected a form that reads back the same."
        " Write it in another language or style, or keep the printed token."
    )


@dataclass(frozen=True, slots=True)
class _Size:
    """A figure without its sign: how large, to which step, and what is said of it."""

    value: Decimal
    step: Decimal
    qualifier: str
    odd: bool

    @classmethod
    def of(cls, figure: Figure) -> _Size:
        value, qualifier, top = figure.value or Decimal(0), figure.qualifier, figure.high
        if value < 0:
            value, qualifier = -value, mirrored(qualifier)
            top = None if figure.low is None else -figure.low
        odd = qualifier == ">" and top not in (None, value)
        return cls(value, figure.step, qualifier, odd)

    def over(self, power: int) -> _Size:
        """The same in units of a power of ten."""
        value, step = self.value.scaleb(-power), self.step.scaleb(-power)
        return _Size(value, step, self.qualifier, self.odd)


@lru_cache(maxsize=32)
def _form(lang: str, style: str) -> Mapping[str, Any]:
    """The templates of a language and style: what the style leaves out is as in plain."""
    languages = tomllib.loads(_STYLES.read_text(encoding="utf-8"))
    if lang not in languages:
        remedy = "Figures are written in the languages that have a lexicon and a style."
        raise UnknownName.among("language", lang, languages, remedy)
    styles = languages[lang]
    if style not in styles:
        raise UnknownName.among("style", style, styles, f"{lang!r} has {', '.join(styles)}.")
    form = dict(styles[_PLAIN])
    for name, entry in styles[style].items():
        form[name] = {**form.get(name, {}), **entry} if isinstance(entry, dict) else entry
    return form


def _same(figure: Figure, text: str, lang: str) -> bool:
    """Whether a text reads as one figure, the given one."""
    try:
        found = readings(text, lang)
    except BadData:
        return False
    return len(found) == 1 and _content(figure) in (
        _content(found[0]),
        _content(found[0].declared()),
    )


def _content(figure: Figure) -> tuple[object, ...]:
    """What a figure says; beside a unit a noun is not written."""
    f = figure
    counted = f.noun if f.unit is None else None
    return f.kind, f.value, f.low, f.high, f.unit, counted, f.qualifier, f.step


def _candidates(figure: Figure, form: Mapping[str, Any], lang: str) -> Iterator[str]:
    """Ways to write a figure, the best first; not each of them need read back the same."""
    if figure.value is None or not figure.step > 0:
        return
    if figure.kind == "date":
        yield form["date"].format(figure.value)
        return
    if figure.kind == "direction":
        way = {">": "up", "<": "down"}.get(figure.qualifier)
        yield form["directions"][way].format("").strip() if way else form["flat"]
        return
    size = _Size.of(figure)
    for amount in _amounts(size, figure, form, lang):
        yield _framed(amount, size, figure, form)


def _framed(amount: str, size: _Size, figure: Figure, form: Mapping[str, Any]) -> str:
    """An amount with its qualifier, and its direction or sign."""
    qualifier = "{}" if size.odd else form["qualifiers"].get(size.qualifier, "{}")
    falls = bool(figure.value and figure.value < 0)
    moves = bool(figure.value) and _moves(figure)
    bounded = falls and size.qualifier in _ONE_SIDED  # more than -3% would be no fall of 3%
    if bounded or (moves and not form.get("signs")):
        direction = form["directions"]["down" if falls else "up"]
        return str(direction.format(qualifier.format(amount)))
    sign = "-" if falls else "+" if moves else ""
    return str(qualifier.format(sign + amount))


def _moves(figure: Figure) -> bool:
    """Whether the words of a figure tell a change: up 3%, +3%."""
    if figure.text.startswith(("+", "＋")):
        return True
    marks = lexicon(figure.lang).marks(figure.text)
    return any(mark.terms.get("directions") in ("up", "down") for mark in marks)


def _amounts(size: _Size, figure: Figure, form: Mapping[str, Any], lang: str) -> Iterator[str]:
    """The number with its unit or noun."""
    unit = _unit(size, figure, form, lang)
    if figure.unit in ("percent", "percentage_point"):
        form = {**form, "magnitudes": {}, "rarer": {}, "compound": ()}
    if figure.unit == "percent" and size.step > _ONE and "tenths" in form["units"]:
        size, unit = size.over(1), form["units"]["tenths"]
    for number, magnitude, half in _numbers(size, form, lang):
        glued = form.get("glued") and magnitude != "{}"
        parts = (number, magnitude, unit.replace("{} ", "{}") if glued else unit)
        if half:
            yield from _beside(parts, form["half"], form["half_after"])
        elif size.odd:
            yield from _beside(parts, form.get("odd", ""), form.get("odd_after", ()))
        else:
            yield _joined(parts)


def _joined(parts: tuple[str, str, str], extra: str = "{}", after: str = "") -> str:
    """A number within its magnitude and unit, with something beside one of them."""
    text = "{}"
    for name, part in zip(("number", "magnitude", "unit"), parts, strict=True):
        text = part.format(text)
        if name == after:
            text = extra.format(text)
    return text


def _beside(parts: tuple[str, str, str], extra: str, places: Sequence[str]) -> Iterator[str]:
    """The texts with a half or "and somewhat more" said at the places where it may stand."""
    for place in places:
        if place != "number" or parts[0].isdecimal():  # 1.9万多, not 1.9多万
            yield _joined(parts, extra, place)


def _unit(size: _Size, figure: Figure, form: Mapping[str, Any], lang: str) -> str:
    """The template of the unit or noun."""
    if figure.unit is not None:
        return str(form["units"].get(figure.unit, f"{figure.unit} {{}}"))
    words = _words(figure, form, lang)
    if not words:
        return "{}"
    plural = form.get("plural") and size.value != 1 and len(words) > 1
    return str(form["noun"].format("{}", words[1 if plural else 0]))


def _words(figure: Figure, form: Mapping[str, Any], lang: str) -> Sequence[str]:
    """The words for the counted noun; one that no lexicon knows stays in its own language."""
    if figure.noun is None:
        return ()
    own = (figure.noun,) if figure.lang == lang else ()
    return form.get("nouns", {}).get(figure.noun) or _listed(figure.noun, lang) or own


@lru_cache(maxsize=1024)
def _listed(noun: str, lang: str) -> tuple[str, ...]:
    """The words of the lexicon for a counted noun, as its file lists them."""
    terms = lexicon(lang).terms
    return tuple(word for word in terms if terms[word].get("nouns") == noun)


def _numbers(size: _Size, form: Mapping[str, Any], lang: str) -> Iterator[tuple[str, str, bool]]:
    """The digits, the template of their magnitude, and whether a half is to be said."""
    words = {0: "{}"}
    for table in ("rarer", "magnitudes"):
        words |= {int(power): word for power, word in form.get(table, {}).items()}
    leading, place = size.step.as_tuple().digits, size.step.adjusted()
    if leading[0] == 5 and not any(leading[1:]):
        yield from _halves(size, place + 1, form, words)
    if size.step != _ONE.scaleb(place):
        return  # no digit stands for such a step
    compound = _compound(size.value, place, form, words)
    if compound:
        yield compound, "{}", False
    for power, decimals in _scales(size, place, form):
        yield _digits(size.over(power).value, decimals, form, lang), words[power], False


def _halves(
    size: _Size, power: int, form: Mapping[str, Any], words: Mapping[int, str]
) -> Iterator[tuple[str, str, bool]]:
    """A number and a half, or half of one: half a million."""
    whole = (size.value - size.step).scaleb(-power)
    if size.odd or power not in words or whole != whole.to_integral_value():
        return
    if whole:
        yield format(whole, ".0f"), words[power], True
    elif "half_alone" in form:
        yield form["half_alone"], words[power], False


def _scales(size: _Size, place: int, form: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """The powers of ten to count in and the decimals to show, the best first."""
    if place <= 0:
        yield 0, -place
        return
    usual, rarer = (
        sorted(map(int, form.get(table, ())), reverse=True) for table in ("magnitudes", "rarer")
    )
    first = size.value.adjusted()
    if size.odd:  # 3100多亿: the last digit that is not zero says how much is left open
        yield from ((p, 0) for p in usual if p < first < p + 4 and p < place)
    fits = [p for p in usual + rarer if p >= place]
    best = [p for p in fits if p <= first < p + form["widest"]]
    best.sort(key=lambda p: (p - place > form["decimals"], p in rarer))
    for power in best + sorted(set(fits) - set(best)):
        yield power, power - place


def _compound(
    value: Decimal, place: int, form: Mapping[str, Any], words: Mapping[int, str]
) -> str | None:
    """Several magnitudes side by side, where the last one is that of the last digit."""
    if place not in form.get("compound", ()):
        return None
    parts, rest = [], value
    for power in form["compound"]:
        if power >= place:
            count, rest = divmod(rest, _TEN**power)
            parts.append((power, count))
    said = [words[power].format(f"{count:f}") for power, count in parts if count]
    return "".join(said) if len(said) > 1 and parts[-1][1] else None


def _digits(number: Decimal, decimals: int, form: Mapping[str, Any], lang: str) -> str:
    """Digits with the language's signs; thousands are grouped where it groups them."""
    habits = lexicon(lang).numbers
    comma = "," if form.get("grouped") else ""
    signs = str.maketrans({",": habits["group"], ".": habits["decimal"]})
    return format(number, f"{comma}.{decimals}f").translate(signs)
