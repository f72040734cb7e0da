"""The words and signs of one language, read from its file; knows no grammar."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

_SHARED = "und"
_FOLDER = files(__package__) / "lexicons"
_LETTER = "a-zà-öø-ɏḁ-ỿ"
_DIGIT_SPACE = "[ \u00a0\u202f\u2009]"
_NUMBER = (
    rf"[0-9]{{1,3}}(?:{_DIGIT_SPACE}[0-9]{{3}})+(?:[.,][0-9]+)?(?![0-9]|[.,][0-9])"
    r"|[0-9]+(?:[.,][0-9]+)*"
)
_FOLD = str.maketrans(
    "０１２３４５６７８９๐๑๒๓๔๕๖๗๘๙％．，＋－−–（）＜＞￥＄～〜｜",
    "01234567890123456789%.,+---()<>¥$~~|",
)
# what a key means in a table whose keys are not plain words
_INTEGERS = frozenset({"numerals", "magnitudes", "months"})
_DECIMALS = frozenset({"percent", "percent_before", "points", "multiples", "changes", "subunits"})
_HABITS = ("positional", "elided")
# of a word with several classes, which is tried first
_ORDER = (
    "half article point numerals magnitudes points percent currencies signs odd and after range"
    " nouns directions"
).split()


class Mark(NamedTuple):
    """One word, number or sign of a text, with what the lexicon says of it."""

    start: int
    end: int
    text: str
    terms: Mapping[str, Any]


@dataclass(frozen=True)
class Lexicon:
    """The terms of one language and the pattern that finds them.

    Parameters
    ----------
    lang : str
        The language's code; ``und`` holds the signs that all share.
    numbers : Mapping
        How digits are written: ``decimal``, ``group``, ``loose`` (the other sign is taken where
        it can mean only one thing), ``positional`` (numerals stand side by side as digits do).
    terms : Mapping
        For each word, its classes and what it means in each.
    pattern : re.Pattern
        One alternation over words, numbers, runs of letters and single signs.
    running : bool
        It reads running text: several languages' words at once, names and codes among them.
    owners : Mapping
        For each word of a running lexicon, the language it is from.

    Examples
    --------
    >>> [(m.text, sorted(m.terms)) for m in lexicon("zh").marks("5万亿元")]
    [('5', ['number']), ('万', ['magnitudes']), ('亿', ['magnitudes']),
     ('元', ['currencies', 'generic'])]
    """

    lang: str
    numbers: Mapping[str, Any]
    terms: Mapping[str, Mapping[str, Any]]
    pattern: re.Pattern[str]
    running: bool = False
    owners: Mapping[str, str] = field(default_factory=dict)

    def marks(self, text: str) -> list[Mark]:
        """Cut `text` into marks, spaces left out, in one pass.

        Parameters
        ----------
        text : str
            Any text.

        Returns
        -------
        list of Mark
            In order; offsets are code points of `text`.

        Examples
        --------
        >>> [m.text for m in lexicon("en").marks("US$1.2tn")]
        ['us$', '1.2', 'tn']
        """
        found = []
        for match in self.pattern.finditer(folded(text)):
            word, kind = match.group(), match.lastgroup or ""
            terms = self.terms[word] if kind == "word" else {kind: word}
            found.append(Mark(match.start(), match.end(), word, terms))
        return found

    def habits(self, marks: Sequence[Mark], at: int) -> Mapping[str, Any]:
        """How the number at a mark is written: as its neighbours' language writes it."""
        if self.running:
            for near in (at + 1, at - 1):
                owner = self.owners.get(marks[near].text) if 0 <= near < len(marks) else None
                if owner is not None:
                    return _numbers(owner)
        return self.numbers

    @property
    def scale_words(self) -> list[str]:
        """The magnitude words of four letters or more, for telling a misprint from a noun."""
        return [w for w, classes in self.terms.items() if "magnitudes" in classes and len(w) > 3]


def folded(text: str) -> str:
    """Return `text` in lower case with plain digits and signs, code point for code point.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Of the same length.

    Examples
    --------
    >>> folded("４２．８％ RMB")
    '42.8% rmb'
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_FOLD)


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the languages that have a lexicon, in the order in which a script is looked for.

    Returns
    -------
    tuple of str
        One for each file beside the shared signs: a further language is a further file.

    Examples
    --------
    >>> languages()
    ('th', 'vi', 'ja', 'zh', 'en')
    """
    names = [entry.name.removesuffix(".toml") for entry in _FOLDER.iterdir()]
    return tuple(sorted(set(names) - {_SHARED}, key=lambda lang: _file(lang)["detect"]["rank"]))


def language(text: str) -> str:
    """Return the language of a token, by its script and its telling words.

    Parameters
    ----------
    text : str
        A figure's token.

    Returns
    -------
    str
        One of th, vi, ja, zh, en (also for digits alone).

    Examples
    --------
    >>> language("419.1万个"), language("約350億ドル"), language("64,93 tỷ"), language("$6.1 bn")
    ('zh', 'ja', 'vi', 'en')
    """
    lower = folded(text)
    return next((lang for lang in languages() if _detector(lang).search(lower)), "en")


@lru_cache(maxsize=16)
def lexicon(lang: str) -> Lexicon:
    """Return the lexicon of a language; the shared signs alone where there is no file.

    Parameters
    ----------
    lang : str
        A language tag; what follows a hyphen (``zh-Hant``) is not looked at.

    Returns
    -------
    Lexicon
        Built once per language.

    Examples
    --------
    >>> lexicon("zh-TW").lang, lexicon("de").lang
    ('zh', 'und')
    """
    base = lang.lower().replace("_", "-").partition("-")[0]
    if not base.isalpha() or not (_FOLDER / f"{base}.toml").is_file():
        return lexicon(_SHARED)
    if base != lang:
        return lexicon(base)
    terms = _merged([_file(_SHARED), *_own(base)])
    return Lexicon(base, _numbers(base), terms, _compile(terms))


@lru_cache(maxsize=64)
def running(langs: tuple[str, ...]) -> Lexicon:
    """Return one lexicon for running text in which several languages meet.

    Parameters
    ----------
    langs : tuple of str
        The languages, no two with the same words; the last is the main one.

    Returns
    -------
    Lexicon
        Words of all of them; a bare number is written as the main language does.

    Examples
    --------
    >>> [m.text for m in running(("en", "zh")).marks("约190 pips, 5G")]
    ['约', '190', 'pips', ',', '5g']
    """
    main = langs[-1] if langs else _SHARED
    others = [_file(lang) for lang in langs[:-1]]
    terms = _merged([*others, _file(_SHARED), *_own(main)])
    owners: dict[str, str] = {}
    for lang in langs:
        owners |= dict.fromkeys(_merged([_file(lang)]), lang)
    numbers = dict(_numbers(main))
    for lang in langs:
        numbers |= {k: v for k, v in _numbers(lang).items() if k == "buddhist"}
    return Lexicon(main, numbers, terms, _compile(terms, _codes()), True, owners)


def _own(lang: str) -> list[Mapping[str, Any]]:
    """What a language borrows, and its own words."""
    own = _file(lang)
    return [{name: _file("en")[name] for name in own.get("borrow", ())}, own]


def _merged(sources: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    terms: dict[str, dict[str, Any]] = {}
    for source in sources:
        _add(terms, source)
    return {w: dict(sorted(c.items(), key=_rank)) for w, c in terms.items()}


@lru_cache(maxsize=16)
def _numbers(lang: str) -> Mapping[str, Any]:
    return {**_file(_SHARED)["numbers"], **_file(lang)["numbers"]}


def _codes() -> str:
    """Patterns of what only looks like a number: addresses, versions, times, telephones."""
    return "|".join(_file(_SHARED)["codes"]["patterns"])


@lru_cache(maxsize=16)
def _file(lang: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=16)
def _detector(lang: str) -> re.Pattern[str]:
    return re.compile(_file(lang)["detect"]["pattern"])


@lru_cache(maxsize=16)
def script(lang: str) -> re.Pattern[str]:
    """Return the pattern of a letter of the language's script; languages may share it.

    Parameters
    ----------
    lang : str
        A language that has a lexicon.

    Returns
    -------
    re.Pattern
        It finds one letter of a folded text.

    Examples
    --------
    >>> script("vi") is script("en"), bool(script("zh").search("5万"))
    (True, True)
    """
    return re.compile(_file(lang)["detect"]["script"])


@lru_cache(maxsize=16)
def telling(lang: str) -> re.Pattern[str]:
    """Return the pattern of what tells a language from others of its script.

    Parameters
    ----------
    lang : str
        A language that has a lexicon.

    Returns
    -------
    re.Pattern
        The more it finds in a folded text, the likelier the language.

    Examples
    --------
    >>> telling("en").findall("the surplus of april"), telling("vi").findall("tỷ usd")
    (['the', 'of'], ['tỷ'])
    """
    return re.compile(_file(lang)["detect"]["telling"])


def _add(terms: dict[str, dict[str, Any]], source: Mapping[str, Any]) -> None:
    """Enter every word of a file under its class; a later file wins."""
    habits = {h: True for h in _HABITS if source.get("numbers", {}).get(h)}
    for name, table in source.items():
        if name in ("numbers", "detect", "borrow", "codes"):
            continue
        flags = habits if name in ("numerals", "magnitudes") else {}
        for key, words in table.items():
            for word in words:
                terms.setdefault(folded(word), {}).update({name: _meaning(name, key), **flags})


def _rank(entry: tuple[str, Any]) -> int:
    return _ORDER.index(entry[0]) if entry[0] in _ORDER else len(_ORDER)


def _meaning(name: str, key: str) -> Any:
    if name in _INTEGERS:
        return int(key)
    return Decimal(key) if name in _DECIMALS else key


def _compile(terms: Mapping[str, Any], codes: str = "") -> re.Pattern[str]:
    """One alternation: codes, words (as a tree, longest first), numbers, letters, signs."""
    latin = _tree([w for w in terms if re.match(f"[{_LETTER}]", w)])
    digits = _tree([w for w in terms if w[0] in "0123456789"])
    others = _tree([w for w in terms if not re.match(f"[{_LETTER}0-9]", w)])
    words = rf"(?<![{_LETTER}]){latin}|(?<![0-9.,]){digits}|{others}"
    first = f"(?P<code>{codes})|" if codes else ""
    return re.compile(
        rf"{first}(?P<word>{words})|(?P<number>{_NUMBER})|(?P<letters>[{_LETTER}]+)|(?P<other>\S)"
    )


def _tree(words: list[str]) -> str:
    """A pattern that matches the longest of `words`, branching letter by letter."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = next(
            (f"(?![{c}])" for c in (_LETTER, "0-9") if re.match(f"[{c}]", word[-1])), ""
        )
    return _branches(root) if root else "(?!)"


def _branches(node: dict[str, Any]) -> str:
    parts = [re.escape(c) + _branches(child) for c, child in node.items() if c]
    if "" in node:
        parts.append(node[""])
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
