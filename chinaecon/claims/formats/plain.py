"""Plain text: paragraphs with blank lines between."""

from __future__ import annotations

from chinaecon.claims.formats.page import Page, Span, lines
from chinaecon.claims.formats.tags import hide_addresses


def plain(page: Page, start: int, end: int) -> None:
    r"""Read a stretch of a page as plain text.

    Examples
    --------
    >>> page = Page("a", "One.\n\nTwo.")
    >>> plain(page, 0, 10)
    >>> [(b.start, b.end) for b in page.blocks()]
    [(0, 4), (6, 10)]
    """
    hide_addresses(page, page.text, start, end)
    rows: list[Span] = []
    for row in [*lines(page.text, start, end), (end, end)]:
        if page.text[slice(*row)].strip():
            rows.append(row)
        elif rows:
            page.block("paragraph", rows[0][0], rows[-1][1])
            rows = []
