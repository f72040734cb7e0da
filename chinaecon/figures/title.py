"""Numbers after a word that takes one as its name: Section 4.2, CSI 300, Mate 70."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chinaecon.figures.amount import Amount
from chinaecon.figures.lexicon import Lexicon, Mark

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]{1,3})?")
_VERSION = re.compile(r"[0-9]\.0")


def is_title(text: str, marks: Sequence[Mark], one: Amount, lexicon: Lexicon) -> bool:
    """Return whether the number of an amount is the name of what stands before it.

    Parameters
    ----------
    text : str
        The text, with its capitals.
    marks : sequence of Mark
        Its marks.
    one : Amount
        An amount among them.
    lexicon : Lexicon
        Its languages.

    Returns
    -------
    bool
        True for the 300 of "CSI 300".

    Examples
    --------
    >>> from chinaecon.figures.extract import extract
    >>> [f.text for f in extract("Section 4.2 on the Fortune 500 names 37 firms", "en")]
    ['37 firms']
    """
    number, before = marks[one.number], marks[one.number - 1] if one.number else None
    if before is None or "number" not in number.terms:
        return False
    if not one.plain:
        return one.unit is None and _unplain(marks, one, before)
    if _told(marks, one.number, before):
        return "models" in before.terms or not _ranged(marks, one)
    if one.first != one.number:
        return one.minus and _hyphened(marks, one.number)
    if number.start - before.end > 1:
        return False
    whole = number.text.isdecimal() and len(number.text) < 4
    proper = lexicon.numbers.get("proper")
    proper = proper and not _counted(marks, one.number) and re.match(proper, text[before.end - 1])
    if whole and proper:
        return before.end == number.start
    if one.stop + 1 < len(marks) and "range" in marks[one.stop].terms:
        return False
    named = "letters" in before.terms and text[before.start].isupper()
    return named and (whole or _VERSION.fullmatch(number.text) is not None)


def _unplain(marks: Sequence[Mark], one: Amount, before: Mark) -> bool:
    """Whether a letter hangs on the number of a name: Long March 5B; or what it counts follows."""
    if not one.scale:
        return "models" in before.terms
    letter = next(iter(marks[one.number + 1 : one.number + 2]), None)
    hung = letter is not None and letter.start == marks[one.number].end
    letters = letter.text if letter and hung else ""
    return len(letters) == 1 and letters.isascii() and "titles" in before.terms


def _ranged(marks: Sequence[Mark], one: Amount) -> bool:
    """Whether it is one end of a range of amounts: will be 20-25%."""
    at = one.stop
    if at + 2 >= len(marks) or "range" not in marks[at].terms:
        return False
    return not marks[at + 2].terms.keys().isdisjoint(("percent", "points", "magnitudes"))


def _told(marks: Sequence[Mark], number: int, before: Mark) -> bool:
    """Whether the lexicon has the word for one that takes a number."""
    if before.text in ":：" and number > 1 and "coded" in marks[number - 2].terms:
        return True
    hung = before.text == "-" and number > 1 and "titles" in marks[number - 2].terms  # 歼-20
    if "models" in before.terms or hung:
        return True
    if "placing" in before.terms and number > 1 and len(marks[number].text) < 3:
        word = marks[number - 2]
        return bool({"other", "nouns"} & set(word.terms)) and word.end == before.start
    return "titles" in before.terms and _NUMBER.fullmatch(marks[number].text) is not None


def _counted(marks: Sequence[Mark], number: int) -> bool:
    """Whether the word before is itself counted: 1トン340ドル."""
    before = "number" in marks[number - 2].terms if number > 1 else False
    return before and "nouns" in marks[number - 1].terms


def _hyphened(marks: Sequence[Mark], number: int) -> bool:
    """A whole number hung on a word by a hyphen: 歼-20."""
    if number < 2 or not marks[number].text.isdecimal():
        return False
    word, sign = marks[number - 2], marks[number - 1]
    return word.end == sign.start and sign.end == marks[number].start and word.text[0].isalpha()
