"""The words and signs of one language, read from its file; knows no grammar."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from chinaecon.figures.language import SHARED, languages, source
from chinaecon.figures.pattern import alternatives, compiled, folded

PLAIN: Mapping[str, Mapping[str, Any]] = {"letters": {"letters": ""}, "other": {"other": ""}}
# what a key means in a table whose keys are not plain words
_INTEGERS = frozenset({"numerals", "magnitudes", "months", "eras", "scaled"})
_DECIMALS = frozenset({"percent", "percent_before", "points", "multiples", "changes", "subunits"})
_OPENING = frozenset({"numerals", "magnitudes", "half", "multiples", "changes"})
_HABITS = ("positional", "elided", "leading", "tailed")
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
    >>> [(m.text, sorted(m.terms)) for m in lexicon("en").marks("5 trillion yuan")]
    [('5', ['number']), ('trillion', ['magnitudes']), ('yuan', ['currencies'])]
    """

    lang: str
    numbers: Mapping[str, Any]
    terms: Mapping[str, Mapping[str, Any]]
    pattern: re.Pattern[str]
    running: bool = False
    owners: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """What may open a number: a digit, or a word that a number may begin with."""
        words = [w for w, classes in self.terms.items() if not _OPENING.isdisjoint(classes)]
        return re.compile(f"[0-9]+|{alternatives(words)}")

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
        return self.cut(folded(text), 0, len(text))

    def cut(self, lower: str, start: int, end: int) -> list[Mark]:
        """Cut a stretch of a folded text into marks, in one pass.

        Parameters
        ----------
        lower : str
            A text as `folded` returns it.
        start, end : int
            The stretch.

        Returns
        -------
        list of Mark
            In order; offsets are code points of the whole text.

        Examples
        --------
        >>> [m.text for m in lexicon("en").cut("up 5% on 2024", 3, 5)]
        ['5', '%']
        """
        found = []
        terms, new, plain = self.terms, tuple.__new__, PLAIN
        for match in self.pattern.finditer(lower, start, end):
            word, kind = match[0], match.lastgroup or ""
            said = terms[word] if kind == "word" else plain.get(kind) or {kind: word}
            found.append(new(Mark, (*match.span(), word, said)))
        return found

    def owner(self, marks: Sequence[Mark]) -> str | None:
        """The language of the first of some marks whose word is one's own."""
        return next((self.owners[m.text] for m in marks if m.text in self.owners), None)

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
    if base not in (*languages(), SHARED):
        return lexicon(SHARED)
    if base != lang:
        return lexicon(base)
    terms = _merged([source(SHARED), *_own(base)])
    return Lexicon(base, _numbers(base), terms, compiled(terms))


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
    main = langs[-1] if langs else SHARED
    others = [tables for lang in langs[:-1] for tables in _spoken(lang)]
    terms = _merged([*others, *_spoken(SHARED), *_own(main), *_spoken(main)[1:]])
    owners: dict[str, str] = {}
    for lang in langs:
        owners |= dict.fromkeys(_merged(_spoken(lang)), lang)
    numbers = dict(_numbers(main))
    for lang in langs:
        numbers |= {k: v for k, v in _numbers(lang).items() if k == "buddhist"}
    return Lexicon(main, numbers, terms, compiled(terms, _codes()), True, owners)


def _own(lang: str) -> list[Mapping[str, Any]]:
    """What a language borrows, and its own words."""
    own = source(lang)
    return [{name: source("en")[name] for name in own.get("borrow", ())}, own]


def _spoken(lang: str) -> list[Mapping[str, Any]]:
    """A language's own words, and those that only running text needs."""
    return [source(lang), source(lang).get("running", {})]


def _merged(sources: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    terms: dict[str, dict[str, Any]] = {}
    for tables in sources:
        _add(terms, tables)
    return {w: dict(sorted(c.items(), key=_rank)) for w, c in terms.items()}


@lru_cache(maxsize=16)
def _numbers(lang: str) -> Mapping[str, Any]:
    return {**source(SHARED)["numbers"], **source(lang)["numbers"]}


def _codes() -> str:
    """Patterns of what only looks like a number: addresses, versions, times, telephones."""
    parts = []
    for key, patterns in source(SHARED)["codes"].items():
        first, _, then = key.partition(" ")
        ahead = f"[{first}]+[{then}]" if then else f"[{first}]"
        parts.append(f"(?={ahead})(?:{'|'.join(patterns)})")
    return "|".join(parts)


def _add(terms: dict[str, dict[str, Any]], tables: Mapping[str, Any]) -> None:
    """Enter every word of a file under its class; a later file wins."""
    numbers = tables.get("numbers", {})
    habits = {h: numbers[h] for h in _HABITS if numbers.get(h)}
    for name, table in tables.items():
        if name in ("numbers", "detect", "borrow", "codes", "running"):
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
