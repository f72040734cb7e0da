"""Names without what is printed in or behind them: quotation marks, short forms, exceptions."""

from __future__ import annotations

import re

_ASIDE = re.compile(
    r"(?<=[\u3040-\u9fff」”])[(（][A-Za-z&. -]{1,20}[)）]"
    r"|[(（](?:[^()（）]{1,20}(?:を除く|を除き|を含まず|を含まない)|(?:不含|不包括|未含)[^()（）]{1,20})[)）]"
    r"| ?\((?:without|excluding|not including|not counting|except|excl\.?) [^()]{1,60}\)"
    r"|[「」『』“”]"
)


def bare(text: str) -> tuple[str, range | list[int]]:
    """Return a text without quotation marks, and in brackets Latin short forms and exceptions.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    tuple
        The rest, and for each code point of it, and for its end, the place in `text`. The end
        of a name is that of what is printed behind it.

    Examples
    --------
    >>> bare("人工知能（AI）産業")[0]
    '人工知能産業'
    """
    asides = list(_ASIDE.finditer(text))
    if not asides:
        return text, range(len(text) + 1)
    places: list[int] = []
    at = 0
    for aside in asides:
        places += range(at, aside.start())
        at = aside.end()
    places += range(at, len(text) + 1)
    return "".join(text[place] for place in places[:-1]), places
