"""reStructuredText within a paragraph: literals, roles, links, footnote marks, emphasis."""

from __future__ import annotations

import re

from chinaecon.claims.formats.page import Page
from chinaecon.claims.formats.tags import PIN, hide_addresses

_INLINE = re.compile(
    r"(?P<literal>``(?!\s)(?:[^`]|`(?!`))++``)"
    r"|(?P<role>(?::(?:[a-zA-Z][\w.+-]{0,40}:){1,3})?`(?P<words>[^`]*+)`(?:__?(?!\w))?)"
    r"|(?P<note>\[[^\[\]\s]++\]_(?!\w))|(?P<mark>\*++|\|(?=\w)|(?<=\w)\||\\|(?<=\w)__?(?!\w))"
)
_MUTE = frozenset(("code", "math", "file", "samp", "kbd", "command", "raw", "download", "doc"))


def inline(page: Page, start: int, end: int) -> None:
    """Hide the markup within a stretch of reStructuredText, and note its pins.

    Examples
    --------
    >>> page = Page("a", "`$6 bn <ce:trade.exports/USA/2024>`_ [1]_")
    >>> inline(page, 0, 41)
    >>> page.read().split(), page.pins()[0].target
    (['$6', 'bn'], 'trade.exports/USA/2024')
    """
    for found in _INLINE.finditer(page.text, start, end):
        if found["words"] is None:
            page.hide(*found.span())
            continue
        begin, stop = found.span("words")
        role = page.text[found.start() : begin].strip(":`")
        opened = page.text.rfind("<", begin, stop)
        if role in _MUTE:
            stop = begin
        elif opened >= 0 and page.text[begin:stop].endswith(">"):
            target = page.text[opened + 1 : stop - 1].strip()
            stop = opened
            if target.startswith(PIN):
                page.pin(begin, stop, target.removeprefix(PIN))
        page.hide(found.start(), begin)
        page.hide(stop, found.end())
    hide_addresses(page, page.text, start, end)
