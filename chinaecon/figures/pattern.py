"""Patterns: a text folded, and a lexicon's words as one regular expression; no language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_LETTER = "a-zà-öø-ɏḁ-ỿ"
_DIGIT_SPACE = "[ \u00a0\u202f\u2009]"
_NUMBER = (
    rf"[0-9]{{1,3}}(?:{_DIGIT_SPACE}[0-9]{{3}})+(?:[.,][0-9]+)?"
    r"(?![0-9]|[.,][0-9]| max|-(?:8|9|10)(?![0-9 ]))"  # 26 737 MAX
    r"|[0-9]+(?:[.,][0-9]+)*"
)
_WIDE = re.compile("(?<=[0-9０-９])．(?=[0-9０-９])|(?<=[０-９])，(?=[０-９]{3})")
_WORD_ENDS = {_LETTER: f"(?![{_LETTER}])", "0-9": "(?![0-9]|[.,][0-9])"}
_IS_LETTER = re.compile(f"[{_LETTER}]").match
_DIGITS_GO_ON = re.compile("[0-9]|[.,][0-9]").match
_FEW = 16  # letters that are tried one by one
_FOLD = str.maketrans(
    "０１２３４５６７８９๐๑๒๓๔๕๖๗๘๙％＋－−–‐（）＜＞￥＄～〜｜ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ",
    "01234567890123456789%+----()<>¥$~~|abcdefghijklmnopqrstuvwxyz",
)


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
    lower = _WIDE.sub(_narrow, text).lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_FOLD)


def _narrow(sign: re.Match[str]) -> str:
    return ".,"["．，".index(sign.group())]


def compiled(terms: Mapping[str, Any], codes: str = "") -> re.Pattern[str]:
    """Return the pattern that cuts a folded text into words, numbers, letters and signs.

    Parameters
    ----------
    terms : Mapping
        The words, folded.
    codes : str
        A pattern of what is tried before them.

    Returns
    -------
    re.Pattern
        One alternation with the groups code, word, number, letters and other.

    Examples
    --------
    >>> [m.lastgroup for m in compiled({"bn": {}, "元": {}}).finditer("5bn元 x")]
    ['number', 'word', 'word', 'letters']
    """
    digits = _tree([w for w in terms if w[0] in "0123456789"])
    others = alternatives([w for w in terms if w[0] not in "0123456789"])
    words = rf"{others}|(?<![0-9])(?<![0-9][.,]){digits}"
    first = f"(?P<code>{codes})|" if codes else ""
    return re.compile(
        rf"{first}(?P<word>{words})|(?P<number>{_NUMBER})|(?P<letters>[{_LETTER}]+)|(?P<other>\S)"
    )


def alternatives(words: list[str]) -> str:
    """Return a pattern of any of some words, the longest first.

    Parameters
    ----------
    words : list of str
        Folded; those of scripts with spaces between words are found only whole.

    Returns
    -------
    str
        A tree of letters, so that it takes a time in proportion to the longest word.

    Examples
    --------
    >>> re.findall(alternatives(["to", "ton", "万"]), "to atom ton 5万")
    ['to', 'ton', '万']
    """
    latin = _tree([w for w in words if re.match(f"[{_LETTER}]", w)])
    others = _tree([w for w in words if not re.match(f"[{_LETTER}]", w)])
    return rf"(?<![{_LETTER}]){latin}|{others}"


class Words:
    """Many words that are looked for as `alternatives` finds them, without a pattern to compile.

    Parameters
    ----------
    words : iterable of str
        Folded; none empty.

    Examples
    --------
    >>> text = "to atom ton 5万"
    >>> [text[a:b] for a, b in Words(["to", "ton", "万"]).spans(text)]
    ['to', 'ton', '万']
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[:2], set()).add(len(word))
        self._lengths = {head: sorted(sizes, reverse=True) for head, sizes in lengths.items()}

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of the longest word at each place, from left to right.

        Parameters
        ----------
        text : str
            Folded.

        Yields
        ------
        tuple of int
            Spans that do not overlap; those of scripts with spaces are whole words.
        """
        start, inner = 0, False  # inside a word of letters
        while start < len(text):
            letter = _IS_LETTER(text[start])
            end = 0 if inner and letter else self._end(text, start)
            inner = bool(_IS_LETTER(text[end - 1])) if end else bool(letter)
            if end:
                yield start, end
            start = end or start + 1

    def _end(self, text: str, start: int) -> int:
        """Where the longest word ends that begins at a place; 0 where none does."""
        heads = (text[start : start + 2], text[start])
        for head in heads:
            for size in self._lengths.get(head, ()):
                end = start + size
                if text[start:end] in self._words and end <= len(text) and _ends(text, end):
                    return end
        return 0


def _ends(text: str, end: int) -> bool:
    """Whether a word may end at a place: neither its letters nor its digits go on."""
    last = text[end - 1]
    if _IS_LETTER(last):
        return not _IS_LETTER(text[end : end + 1])
    return not (last in "0123456789" and _DIGITS_GO_ON(text, end))


def _tree(words: list[str]) -> str:
    """A pattern that matches the longest of `words`, branching letter by letter."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = next((end for c, end in _WORD_ENDS.items() if re.match(f"[{c}]", word[-1])), "")
    return _branches(root) if root else "(?!)"


def _branches(node: dict[str, Any]) -> str:
    letters = sorted(c for c in node if c)
    parts = [_halves(node, letters)] if letters else []
    if "" in node:
        parts.append(node[""])
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _halves(node: dict[str, Any], letters: list[str]) -> str:
    """Branches under a choice of two, over and over: a letter is found in few steps of many."""
    if len(letters) <= _FEW:
        parts = [re.escape(c) + _branches(node[c]) for c in letters]
        return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    middle = len(letters) // 2
    low, high = letters[:middle], letters[middle:]
    sets = ("".join(re.escape(c) for c in half) for half in (low, high))
    return "(?:{}|{})".format(
        *(f"(?=[{s}]){_halves(node, half)}" for s, half in zip(sets, (low, high), strict=True))
    )
