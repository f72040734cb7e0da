"""Passages: the stretches of a text that one lexicon reads, found by script and telling words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from chinaecon.figures.lexicon import Lexicon, folded, languages, lexicon, running, script, telling

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_CLAUSE = re.compile(r"[;；:：,，。()（）|\n\"“”「」](?![0-9])|[.](?=\s)")
_DIGIT = re.compile(r"[0-9]")


def passages(text: str, lang: str | None = None) -> Iterator[tuple[int, int, Lexicon]]:
    """Yield the passages of a text: where each begins and ends, and the lexicon that reads it.

    Parameters
    ----------
    text : str
        Any text.
    lang : str, optional
        Its main language.

    Yields
    ------
    tuple of (int, int, Lexicon)
        In order, without gaps but for empty lines.

    Examples
    --------
    >>> text = "Xuất khẩu tăng 5,4%; the surplus rose to $99.5 billion"
    >>> [(text[a:b], lexicon.lang) for a, b, lexicon in passages(text, "vi")]
    [('Xuất khẩu tăng 5,4%;', 'vi'), (' the surplus rose to $99.5 billion', 'en')]
    """
    main = None if lang is None else lexicon(lang).lang
    lower = folded(text)
    at = 0
    for gap in _PARAGRAPH.finditer(text):
        yield from _clauses(lower, at, gap.start(), main)
        at = gap.end()
    yield from _clauses(lower, at, len(text), main)


@lru_cache(maxsize=1)
def _groups() -> tuple[tuple[str, ...], ...]:
    """The languages by script: (vi, en), (ja, zh), (th)."""
    by_script: dict[str, list[str]] = {}
    for lang in languages():
        by_script.setdefault(script(lang).pattern, []).append(lang)
    return tuple(tuple(group) for group in by_script.values())


def _clauses(text: str, start: int, end: int, main: str | None) -> Iterator[tuple[int, int, Lexicon]]:
    """The passages of one paragraph: clauses that the same languages read, put together."""
    paragraph = text[start:end]
    present = [g for g in _groups() if script(g[0]).search(paragraph)]
    defaults = [_default(paragraph, group, main) for group in present]
    contested = [
        group
        for group, default in zip(present, defaults, strict=True)
        if any(other != default and telling(other).search(paragraph) for other in group)
    ]
    if not contested:
        yield start, end, _lexicon(defaults, main)
        return
    at, chosen = 0, None
    for stop in [*(m.end() for m in _CLAUSE.finditer(paragraph)), len(paragraph)]:
        ...
    yield start, end, _lexicon(defaults, main)
