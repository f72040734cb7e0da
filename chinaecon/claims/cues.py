"""The words of a text that say what a figure is about; each language's words are a file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

from chinaecon.claims import gloss
from chinaecon.data import layers, store, vocabulary
from chinaecon.figures.language import languages
from chinaecon.figures.lexicon import running
from chinaecon.figures.pattern import Words, folded

_FOLDER = files(__package__) / "cues"
_SECTIONS = {
    "measures": "measure",
    "negative": "negative",
    "inverse": "inverse",
}
_WORDS = ("share", "forecast", "part", "china", "plain", "foreign", "among", "respectively")
_LATIN_END = "\u0250"
_MONEY = (
    "yuan",
    "renminbi",
    "rmb",
    "人民币",
    "人民幣",
    "亿元",
    "万元",
    "億元",
    "兆元",
    "หยวน",
    "nhân dân tệ",
)
_CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")
_JOINT = re.compile("(?<=[a-z0-9])(?=[\u3040-\u9fff])|(?<=[\u3040-\u9fff])(?=[a-z0-9])")
TRADE = ("exports", "imports", "total_trade", "trade_balance")
_SHORT = 4  # letters up to which a name in capitals is a code, "US" and not "us"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that bears on a figure.

    Attributes
    ----------
    start, end : int
        Code points of the text.
    kind : str
        measure, negative, inverse (what the partner sells is what China imports), growth,
        fall (a rate of it), basis, other, share, of_gdp, forecast, part, among ("of which"),
        respectively, plain (says nothing), foreign, again, both (a partner who is not named),
        whole, partner, china, year, month, span, end, base, first, number, entity, rival (one
        that another is compared with, or is named for its tariffs) or pair ("China-US");
        expected (a forecast that stands behind its figure), source and official (whose
        statistics), minus (a fall behind its rate), aspect and short (a name that is one of
        several measures).
    value : str
        The measure, entity, basis, direction or time it stands for; of an aspect ``net`` (what
        was added), ``per`` (ten thousand people) or ``world`` (a share of it); else blank.
    """

    start: int
    end: int
    kind: str
    value: str = ""


@lru_cache(maxsize=16)
def language(lang: str) -> dict[str, Any]:
    """Return the cue file of a language as it is written.

    Parameters
    ----------
    lang : str
        A language that has cues.

    Returns
    -------
    dict
        Empty sections where it has no file; "{5g|5g移动}用户{|数}" is every word that it spells.
        Shared.

    Examples
    --------
    >>> "trade deficit" in language("en")["negative"]["trade_balance"]
    True
    """
    file = _FOLDER / f"{lang}.toml"
    names = (
        *_SECTIONS,
        "growth",
        "share",
        "forecast",
        "partner",
        "pairs",
        "entities",
        "grammar",
        "times",
    )
    empty: dict[str, Any] = {name: {} for name in names}
    if not file.is_file():
        return empty
    found: dict[str, Any] = _spelled(tomllib.loads(file.read_text(encoding="utf-8")))
    return empty | found


def _spelled(value: Any) -> Any:
    """A part of a cue file with each list and table of words as those that they spell."""
    if isinstance(value, dict):
        return {word: _spelled(own) for key, own in value.items() for word in _spellings(key)}
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return value
    return [word for one in value for word in _spellings(one)]


def _spellings(word: str) -> Iterator[str]:
    """The words that one with choices in braces spells: "{export|import} value"."""
    parts = _CHOICE.split(word)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    yield from map("".join, product(*choices))


@lru_cache(maxsize=1)
def china() -> tuple[str, ...]:
    """Return the words by which any language names China or its money.

    Returns
    -------
    tuple of str
        In lower case.

    Examples
    --------
    >>> "中国" in china()
    True
    """
    files = (language(lang) for lang in languages())
    lists = (names for file in files for names in file.get("china", {}).values())
    words = (word for names in lists for word in names)
    return tuple(sorted({*words, *_MONEY}))


def find(text: str, lang: str) -> list[Cue]:
    """Return the cues of a text in order, the longest at each place.

    Parameters
    ----------
    text : str
        As printed.
    lang : str
        Its language.

    Returns
    -------
    list of Cue
        One word may give several cues.

    Examples
    --------
    >>> [(c.kind, c.value) for c in find("US exports rose", "en")][-1]
    ('growth', 'up')
    """
    words, terms = _compiled(lang)
    bare, places = gloss.bare(text)
    low = plain(bare, lang)
    found = []
    for first, last in words.spans(low):
        word = bare[first:last]
        start, end = places[first], places[last]
        for kind, value, capital in terms[low[first:last]]:
            if _written(word, capital):
                found.append(Cue(start, end, kind, value))
    return found


def plain(text: str, lang: str) -> str:
    """Return a text as the words of a language are compared: folded, in one script.

    Parameters
    ----------
    text : str
        As printed.
    lang : str
        Its language; Chinese in traditional characters is read by the simplified ones.

    Returns
    -------
    str
        Of the same length.

    Examples
    --------
    >>> plain("貿易總額 5G", "zh")
    '贸易总额 5g'
    """
    script = _script(lang)
    return folded(text).translate(script) if script else folded(text)


@lru_cache(maxsize=16)
def _script(lang: str) -> dict[int, int]:
    script = language(lang).get("script", {})
    return str.maketrans(script["other"], script["own"]) if script else {}


def _written(word: str, capital: str) -> bool:
    """Whether a word has the capitals that its meaning needs: May and may, US and us."""
    if capital == "lower":
        return word[:1].islower()
    word = word.removeprefix("the ")
    if capital == "all":
        return word.isupper()
    return not capital or word[:1].isupper()


@layers.per_package
def _compiled(lang: str) -> tuple[Words, dict[str, list[tuple[str, str, str]]]]:
    """Every term of a language with what it may mean, and what finds them."""
    terms: dict[str, list[tuple[str, str, str]]] = {}
    for term, kind, value, capital in _terms(lang):
        entry = (kind, value, capital)
        word = plain(gloss.bare(term)[0], lang)
        for form in {word, _spaced(word)}:
            if entry not in terms.setdefault(form, []):
                terms[form].append(entry)
    return Words(terms), terms


def _spaced(word: str) -> str:
    """A word as it is printed where Latin letters and digits have spaces around them: 5G 基站."""
    return _JOINT.sub(" ", word)


def _terms(lang: str) -> Iterator[tuple[str, str, str, str]]:
    """Term, kind, value, and which letters must be capital."""
    source = language(lang)
    yield from _measures(lang, source)
    yield from _plain(source)
    yield from _growth(lang, source["growth"])
    yield from _times(lang, source["times"])
    yield from _entities(lang, source)
    for word, measures in source.get("short", {}).items():
        yield word, "short", " ".join(measures), ""


def _measures(lang: str, source: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    known = vocabulary.measures()
    for section, kind in _SECTIONS.items():
        for measure, words in source[section].items():
            if measure in known:
                yield from ((word, kind, measure, "") for word in words)
    for measure in known.values():
        title = measure.title_zh if lang == "zh" else measure.title if lang == "en" else ""
        if title and not measure.name.count("_growth_"):
            yield title, "measure", measure.measure, ""


def _plain(source: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Words that have a kind and no value; "to China" is foreign and names China."""
    for kind in _WORDS:
        for word in source.get(kind, {}).get("words", ()):
            yield word, kind, "", "lower" if (word, kind) == ("may", "forecast") else ""
    china = source.get("china", {}).get("words", ())
    foreign = source.get("foreign", {}).get("words", ())
    yield from ((word, "china", "", "") for word in foreign if any(name in word for name in china))
    yield from ((word, "of_gdp", "", "") for word in source["share"].get("of_gdp", ()))
    expected = source.get("forecast", {}).get("behind", ())
    yield from ((word, "expected", "", "") for word in expected)
    for kind, section in (("source", "words"), ("official", "official")):
        yield from ((word, kind, "", "") for word in source.get("source", {}).get(section, ()))
    for aspect, words in source.get("aspect", {}).items():
        yield from ((word, "aspect", aspect, "") for word in words)
    partner = source["partner"]
    yield from ((word, "plain", "", "") for word in partner.get("before", ()))
    for kind in ("again", "both", "whole", "partner"):
        yield from ((word, kind, "", "") for word in partner.get(kind, ()))


def _growth(lang: str, growth: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    known = ((word, classes.get("directions")) for word, classes in running((lang,)).terms.items())
    moves = {word: str(way) for word, way in known if way}
    for word in (*growth.get("words", ()), *moves):
        yield word, "growth", moves.get(folded(word), ""), ""
    for kind in ("other", "fall", "minus"):
        yield from ((word, kind, "", "") for word in growth.get(kind, ()))
    for basis in ("cny", "usd"):
        yield from ((word, "basis", basis, "") for word in growth.get(basis, ()))


def _times(lang: str, times: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for kind in ("end", "base", "first"):
        yield from ((word, kind, "", "") for word in times.get(kind, ()))
    for word, value in times.get("year", {}).items():
        kind = "base" if value in ("base", "other") else "year"
        yield word, kind, str(value), ""
    for word, value in times.get("month", {}).items():
        yield word, "month", str(value), ""
    for word, value in times.get("part", {}).items():
        month = value.isdigit() and lang == "en" and word.isalpha()
        for form in {word, word.replace(" ", "-", 1) if lang == "en" else word}:
            yield form, "span", value, "first" if month else ""
    for word, value in times.get("number", {}).items():
        yield word, "number", str(value), ""


def _entities(lang: str, source: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    names = vocabulary.entity_titles(lang)
    aliases = store.words("aliases")
    pairs = [(name, code) for code, name in names.items()]
    own = aliases[aliases["lang"] == lang]
    pairs += list(zip(own["alias"], own["entity"], strict=True))
    pairs += [(word, code) for code, words in source["entities"].items() for word in words]
    known = {folded(word) for word in source.get("china", {}).get("words", ())} | {""}
    pairs = [(name, code) for name, code in pairs if code not in ("CHN", "WLD")]
    for name, code in pairs:
        latin = all(letter < _LATIN_END for letter in name)
        if folded(name) not in known and (latin or lang != "en"):
            yield name, "entity", code, _capital(name, latin, source)
    shorts = source["pairs"].get("names", {})
    named = [(short, code) for code, words in shorts.items() for short in words]
    kinds = dict(zip(*(store.words("entities")[c] for c in ("entity", "kind")), strict=True))
    partners = {c for c, kind in kinds.items() if kind in ("country", "group")} - {"CHN", "WLD"}
    named += [(name, code) for name, code in pairs if name and code in partners]
    alone = source["pairs"].get("alone", {})
    yield from ((word, "pair", code, "") for code, words in alone.items() for word in words)
    for flow, patterns in source.get("flows", {}).items():
        for pattern in patterns:  # "goods of {0} into China": China's imports from there
            for name, code in named:
                yield pattern.format(name), "measure", flow, ""
                yield pattern.format(name), "pair", code, ""
    for pattern in source["pairs"].get("patterns", ()):
        yield from ((pattern.format(name), "pair", code, "") for name, code in named)


def _capital(name: str, latin: bool, source: dict[str, Any]) -> str:
    """Which letters of a name must be capital: all of a short code, the first of a name."""
    if latin and name.isupper() and 1 < len(name) <= _SHORT:
        return "all"
    capital = name.removeprefix("the ")[:1].isupper()
    return "first" if source["grammar"].get("capitals") and capital else ""
