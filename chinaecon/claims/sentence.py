"""Sentences and clauses: where one statement ends and the next begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chinaecon.claims import cues

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(A-ZÀ-Ỹ0-9$€£฿])|[。！？\n]+")
_ITEM = re.compile(r"\n(?=[ \u3000]*(?:[·・•◆■●○□▼※【]|[①-⑳]|[▲△](?!\d)))")
_HEADLINE = re.compile(r"(?m)^([^\n]{2,40}[^\n\s。！？、，；：,;:(（])\n(?=([^\n]*[。！？][^\n]*))")
_CHINESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_LINE_ENDS = str.maketrans("\r\n", "  ")
_SIGNS = (
    r"[；;]\s*|[,，:：、]\s*|\s[–—-]\s|\u3000+(?=[\u3040-\u9fff])"
    r"|(?<=[%％\u3040-\u9fff]) +(?=[\u3040-\u9fff])"  # of headlines
)
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Ms|Dr|Inc|Corp|Co|Ltd|vs|approx|No|St|Jan|Feb|Mar|Apr|"
    r"Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.$|[\u0e01-\u0e4e]\.$"
)


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where a clause ends: a comma, a conjunction, a semicolon (which is hard)."""

    start: int
    end: int
    is_hard: bool = False


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a stretch of text.

    Parameters
    ----------
    text : str
        Any text.
    start, end : int
        The stretch, in code points.

    Yields
    ------
    tuple of int
        Start and end, in order; what lies between them is white space or a stop.

    Examples
    --------
    >>> text = "Exports rose. Imports fell to $2.5 billion."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['Exports rose.', 'Imports fell to $2.5 billion.']
    """
    at = start
    for stop in _SENTENCE.finditer(text, start, end):
        if _ABBREVIATED.search(text, max(start, stop.start() - 8), stop.start()):
            continue
        if text[at : stop.start()].strip():
            yield at, stop.start()
        at = stop.end()
    if text[at:end].strip():
        yield at, end


def flattened(text: str) -> str:
    r"""Return a text in which a sentence may run over several lines.

    Parameters
    ----------
    text : str
        As printed.

    Returns
    -------
    str
        Of the same length, with spaces for the ends of lines. Not for the one before an item
        with a bullet that is no Markdown, nor for that of a headline in Chinese or Japanese,
        which has no stop and is shorter than the line below.

    Examples
    --------
    >>> flattened("中国の輸出、5.9%増\n【北京】輸出額は3303億ドル。").splitlines()
    ['中国の輸出、5.9%増', '【北京】輸出額は3303億ドル。']
    """
    kept = [m.start() for m in _ITEM.finditer(text)]
    kept += [m.end(1) for m in _HEADLINE.finditer(text) if _is_headline(m[1], m[2])]
    flat = list(text.translate(_LINE_ENDS))
    for place in kept:
        flat[place] = "\n"
    return "".join(flat)


def _is_headline(line: str, below: str) -> bool:
    return bool(_CHINESE.search(line)) and len(below) > len(line) + len(line) // 2


def trimmed(text: str, words: Iterable[str]) -> str:
    """Return a text without some words at its end, such as articles.

    Parameters
    ----------
    text : str
        Folded.
    words : iterable of str
        Each is taken off once, in this order.

    Returns
    -------
    str
        Without spaces at its end.

    Examples
    --------
    >>> trimmed("trade with the ", ["the"])
    'trade with'
    """
    text = text.rstrip()
    for word in words:
        text = text.removesuffix(f" {word}").rstrip()
    return text


def without_dateline(text: str, lang: str) -> str:
    """Return a sentence with blanks for where and when an agency wrote it.

    Parameters
    ----------
    text : str
        A sentence.
    lang : str
        Its language, whose cues say how a report begins.

    Returns
    -------
    str
        Of the same length.

    Examples
    --------
    >>> without_dateline("【北京】輸出は増えた", "ja")
    '    輸出は増えた'
    """
    pattern = _dateline(lang)
    found = pattern.match(text) if pattern else None
    return text if found is None else " " * found.end() + text[found.end() :]


@lru_cache(maxsize=16)
def _dateline(lang: str) -> re.Pattern[str] | None:
    written = cues.language(lang)["grammar"].get("dateline")
    return re.compile(written) if written else None


def persons(text: str, lang: str) -> list[tuple[int, int]]:
    """Return where persons are named behind their title.

    Parameters
    ----------
    text : str
        A sentence.
    lang : str
        Its language, whose cues have titles.

    Returns
    -------
    list of tuple of int
        Start and end of each name.

    Examples
    --------
    >>> persons("Premier Li Qiang announced it", "en")
    [(8, 16)]
    """
    titles = cues.language(lang)["grammar"].get("titles", ())
    if not titles:
        return []
    found = re.finditer(
        rf"\b(?i:{'|'.join(map(re.escape, titles))})((?:\s[A-Z][\w’'-]+){{1,3}})", text
    )
    return [(m.start(1) + 1, m.end(1)) for m in found]


def stops(text: str, kept: Sequence[tuple[int, int]], lang: str) -> list[Stop]:
    """Find where the clauses of a sentence end, but not inside a figure or name.

    Parameters
    ----------
    text : str
        A sentence.
    kept : sequence of tuple of int
        Stretches that stay whole.
    lang : str
        Its language, whose conjunctions end a clause; in Thai a space does.

    Returns
    -------
    list of Stop
        In order.

    Examples
    --------
    >>> text = "Exports rose 3%, imports fell"
    >>> [(s.start, s.end) for s in stops(text, [], "en")]
    [(15, 17)]
    """
    whole = sorted(kept)
    starts = [a for a, _ in whole]
    longest = max((b - a for a, b in whole), default=0)
    found = []
    for match in _pattern(lang).finditer(text):
        place = bisect_right(starts, match.start()) - 1
        inside = False
        while place >= 0 and match.start() - starts[place] <= longest and not inside:
            inside = match.end() <= whole[place][1] and whole[place][0] < match.end()
            place -= 1
        if not inside:
            found.append(Stop(match.start(), match.end(), match.group()[:1] in ";；"))
    return found


@lru_cache(maxsize=16)
def _pattern(lang: str) -> re.Pattern[str]:
    """What ends a clause: the signs, the language's conjunctions, and in Thai a space."""
    grammar = cues.language(lang)["grammar"]
    behind = grammar.get("behind")  # words before which a space does not end a clause
    if behind:
        return re.compile(rf"[；;,:]\s*|\s+(?!{'|'.join(behind)})")
    words = "|".join(map(re.escape, grammar.get("stops", ())))
    return re.compile(rf"{_SIGNS}|\b(?:{words})\b\s*" if words else _SIGNS)
