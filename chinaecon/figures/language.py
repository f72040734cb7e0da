"""The languages that have a lexicon, and how a text tells which it is in."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from chinaecon.figures.pattern import folded

SHARED = "und"
_FOLDER = files(__package__) / "lexicons"


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
    return tuple(sorted(set(names) - {SHARED}, key=lambda lang: source(lang)["detect"]["rank"]))


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
    return re.compile(source(lang)["detect"]["script"])


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
    return re.compile(source(lang)["detect"]["telling"])


@lru_cache(maxsize=16)
def source(lang: str) -> dict[str, Any]:
    """Return the file of a language as it is written.

    Parameters
    ----------
    lang : str
        A language that has a lexicon, or ``und``.

    Returns
    -------
    dict
        Its tables.

    Examples
    --------
    >>> source("ja")["currencies"]["JPY"]
    ['円', '日本円']
    """
    return tomllib.loads((_FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=16)
def _detector(lang: str) -> re.Pattern[str]:
    return re.compile(source(lang)["detect"]["pattern"])
