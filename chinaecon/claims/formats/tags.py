"""Tags, comments, entities and bare addresses, which HTML and Markdown have in common."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from chinaecon.claims.formats.page import Page, Span

# each repeat stops at the next "<", so that a text full of them is still read in one pass
TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][\w:-]*+)"
    r"(?P<rest>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+)>"
)
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]++))")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>()\[\]{}\"'`（）《》“”，。、；]+")
PIN = "ce:"


def attributes(rest: str) -> dict[str, str]:
    """Return the attributes of a tag, entities read.

    Examples
    --------
    >>> attributes(' href="ce:a?b=1&amp;c=2" rowspan=2')
    {'href': 'ce:a?b=1&c=2', 'rowspan': '2'}
    """
    found = _ATTRIBUTE.findall(rest)
    return {name.lower(): html.unescape(a or b or c) for name, a, b, c in found}


def comments(text: str, start: int, end: int) -> Iterator[tuple[Span, Span]]:
    """Yield each comment with its inside; one without an end reaches to the end.

    Examples
    --------
    >>> list(comments("a <!-- b -->", 0, 12))
    [((2, 12), (6, 9))]
    """
    while (opened := text.find("<!--", start, end)) >= 0:
        closed = text.find("-->", opened + 4, end)
        stop = end if closed < 0 else closed + 3
        yield (opened, stop), (opened + 4, end if closed < 0 else closed)
        start = stop


def show_entities(page: Page, text: str, start: int, end: int) -> None:
    """Read the entities of a stretch as their characters.

    Examples
    --------
    >>> page = Page("a", "&yen;5")
    >>> show_entities(page, page.text, 0, 6)
    >>> page.read()
    '    ¥5'
    """
    for found in _ENTITY.finditer(text, start, end):
        shown = html.unescape(found.group())
        page.show(*found.span(), shown if len(shown) == 1 and shown.isprintable() else "")


def hide_addresses(page: Page, text: str, start: int, end: int) -> None:
    """Hide the bare addresses of a stretch.

    Examples
    --------
    >>> page = Page("a", "at www.example.org/2024 5%")
    >>> hide_addresses(page, page.text, 0, 26)
    >>> page.read().split()
    ['at', '5%']
    """
    for found in _ADDRESS.finditer(text, start, end):
        page.hide(*found.span())
