"""Passages: the stretches of a text that one lexicon reads, found by script and telling words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from chinaecon.figures.language import language, languages, script, telling
from chinaecon.figures.lexicon import Lexicon, lexicon, running

_Passage = tuple[int, int, Lexicon]
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_CLAUSE = re.compile(r"[,:.](?![0-9])|[;；：，。()（）|\n\"“”「」]")


def passages(text: str, lang: str | None = None) -> Iterator[tuple[int, int, Lexicon]]:
    """Yield the passages of a text: where each begins and ends, and the lexicon that reads it.

    Parameters
    ----------
    text : str
        A folded text.
    lang : str, optional
        Its main language.

    Yields
    ------
    tuple of (int, int, Lexicon)
        In order, without gaps but for empty lines.

    Examples
    --------
    >>> text = "xuất khẩu tăng 5,4%; the surplus rose to $99.5 billion"
    >>> [(text[a:b], lexicon.lang) for a, b, lexicon in passages(text, "vi")]
    [('xuất khẩu tăng 5,4%;', 'vi'), (' the surplus rose to $99.5 billion', 'en')]
    """
    main = None if lang is None else lexicon(lang).lang
    at = 0
    for gap in _PARAGRAPH.finditer(text):
        yield from _clauses(text, at, gap.start(), main)
        at = gap.end()
    yield from _clauses(text, at, len(text), main)


@lru_cache(maxsize=1)
def _groups() -> tuple[tuple[str, ...], ...]:
    """The languages by script: (vi, en), (ja, zh), (th)."""
    by_script: dict[str, list[str]] = {}
    for lang in languages():
        by_script.setdefault(script(lang).pattern, []).append(lang)
    return tuple(tuple(group) for group in by_script.values())


def _clauses(text: str, start: int, end: int, main: str | None) -> Iterator[_Passage]:
    """The passages of one paragraph: clauses that the same languages read, put together."""
    paragraph = text[start:end]
    main = main or language(paragraph)
    present = [g for g in _groups() if main in g or script(g[0]).search(paragraph)]
    defaults = {g: _default(paragraph, g, main) for g in present}
    contested = [g for g in present if _contested(paragraph, g, defaults[g])]
    if not contested:
        yield start, end, _lexicon(defaults, main)
        return
    at = since = 0
    before: Lexicon | None = None
    last: dict[tuple[str, ...], str] = {}
    for stop in [*(m.end() for m in _CLAUSE.finditer(paragraph)), len(paragraph)]:
        clause = paragraph[at:stop]
        langs = defaults | {g: _best(clause, g, defaults[g]) for g in contested}
        chosen = before if before is not None and langs == last else _lexicon(langs, main)
        last = langs
        if before is not None and chosen is not before:
            yield start + since, start + at, before
            since = at
        before, at = chosen, stop
    if before is not None:
        yield start + since, end, before


def _default(text: str, group: tuple[str, ...], main: str) -> str:
    """The language of a script in a paragraph: the main one, or that with most telling words."""
    return main if main in group else _best(text, group, group[-1])


def _best(text: str, group: tuple[str, ...], default: str) -> str:
    if len(group) == 1:
        return default
    score = {lang: len(telling(lang).findall(text)) for lang in group}
    return max(group, key=lambda lang: (score[lang], lang == default))


def _contested(text: str, group: tuple[str, ...], default: str) -> bool:
    return any(other != default and telling(other).search(text) for other in group)


def _lexicon(chosen: dict[tuple[str, ...], str], main: str) -> Lexicon:
    """The lexicon of these languages, the main language's script last."""
    langs = sorted(chosen, key=lambda group: main in group)
    return running(tuple(chosen[group] for group in langs))
