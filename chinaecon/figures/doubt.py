"""What beside a number makes it uncertain: raised as Unclear, so that it is not read."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import lru_cache

from chinaecon.figures.amount import Amount, Unclear
from chinaecon.figures.language import SHARED
from chinaecon.figures.lexicon import Lexicon, Mark
from chinaecon.figures.lexicon import lexicon as lexicon_of

_LONGEST_WORD = 16
_JOINING = ("/", ":", "*", "^")


def doubt_number(draft: Amount, marks: Sequence[Mark], at: int, lexicon: Lexicon) -> None:
    """Stop at what makes a number uncertain: fractions, digits run together, unknown words.

    Parameters
    ----------
    draft : Amount
        The amount; `stop` is the mark after its number.
    marks : sequence of Mark
        The marks of the text.
    at : int
        The index of the number's first mark.
    lexicon : Lexicon
        The language.

    Raises
    ------
    Unclear
        With the reason.

    Examples
    --------
    >>> from chinaecon.figures.reader import figure
    >>> figure("three quarters")
    Traceback (most recent call last):
    ...
    chinaecon.errors.BadData: Cannot read 'three quarters' (en): 'quarters' beside the number \
leaves open what it says.
    """
    stop = draft.stop
    mark = marks[stop] if stop < len(marks) else None
    after = marks[stop + 1] if stop + 1 < len(marks) else None
    glued = mark is not None and marks[stop - 1].end == mark.start
    hyphen = mark is not None and mark.text == "-" and glued
    for one in (after if hyphen else mark, marks[at - 1] if at else None):
        if one is not None and _doubtful(one, marks[at], lexicon):
            raise Unclear(f"{one.text!r} beside the number leaves open what it says.")
    _foreign(draft, marks, lexicon)
    if mark is None:
        return
    if "magnitudes" in mark.terms and "nouns" not in mark.terms:
        raise Unclear(f"scale word {mark.text!r} out of order; expected the larger one last.")
    wide = lexicon.running and mark.start - marks[stop - 1].end > 1  # a table's gap
    if "number" in mark.terms and not glued and not wide:
        raise Unclear(f"two numbers run together before {mark.text!r}; expected one.")
    joining = mark.text in _JOINING or (mark.text == "." and len(marks[at].text) < 3)
    if joining and glued and after is not None:
        _joined(draft, marks[at], mark, after, lexicon)


def _joined(draft: Amount, number: Mark, sign: Mark, after: Mark, lexicon: Lexicon) -> None:
    """Doubt two numbers with a sign between, but for two prices: 32.38/32.40."""
    if "number" not in after.terms:
        return
    quoted = any(sign in number.text and sign in after.text for sign in ".,")
    if not (lexicon.running and (quoted or sign.end < after.start)):
        draft.stop += 2
        raise Unclear(f"two numbers joined by {sign.text!r}; expected one.")


def _doubtful(mark: Mark, number: Mark, lexicon: Lexicon) -> bool:
    if "doubts" not in mark.terms or "minus" in mark.terms:
        return False
    return mark.start > number.start or not lexicon.running or "number" not in number.terms


def _foreign(draft: Amount, marks: Sequence[Mark], lexicon: Lexicon) -> None:
    """Doubt a word before the number that no lexicon has: milioni 310."""
    if lexicon.lang != SHARED or lexicon.running or not draft.first:
        return
    word = marks[draft.first - 1].text
    if word.isalpha():
        raise Unclear(f"unknown word {word!r}; this language has no lexicon.")


def doubt_word(word: str, lang: str) -> None:
    """Stop at an unknown word right after a number that may be a scale word.

    Parameters
    ----------
    word : str
        The word, folded.
    lang : str
        The language.

    Raises
    ------
    Unclear
        With the word that it nearly is.

    Examples
    --------
    >>> doubt_word("billioin", "en")
    Traceback (most recent call last):
    ...
    chinaecon.figures.amount.Unclear: unknown scale word 'billioin'; did the source mean 'billion'?
    """
    if not word.isalpha() or len(word) > _LONGEST_WORD:
        return
    if lang == SHARED:
        raise Unclear(f"unknown word {word!r}; this language has no lexicon.")
    near = _scale_word(lang, word)
    if near is not None:
        raise Unclear(f"unknown scale word {word!r}; did the source mean {near!r}?")


@lru_cache(maxsize=1024)
def _scale_word(lang: str, word: str) -> str | None:
    """The scale word that a word nearly is: billioin, zillion."""
    if len(word) < 4:
        return None
    near = difflib.get_close_matches(word, lexicon_of(lang).scale_words, 1, 0.8)
    return near[0] if near else None
