"""What stands before a Markdown text: front matter in YAML or TOML, its date and title."""

from __future__ import annotations

import re

from chinaecon import period as periods
from chinaecon.claims.formats.page import Page, lines, trimmed
from chinaecon.errors import BadData
from chinaecon.figures.extract import tokens

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_ENTRY = re.compile(r"(date|title)\s*+[:=]\s*+(.*)", re.IGNORECASE)
_KEY = re.compile(r"[\w-]+\s*+[:=]|#")
_ISO = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?!\d)", re.ASCII)
_LONGEST_DATE = 60


def front_matter(page: Page, start: int, end: int) -> int:
    r"""Read the front matter of a text, and return where the text begins.

    Examples
    --------
    >>> page = Page("a", "---\ndate: 2025-01-13\n---\nText")
    >>> front_matter(page, 0, 29), page.date
    (25, '2025-01-13')
    """
    rows = lines(page.text, start, end)
    first = page.text[slice(*rows[0])].rstrip() if rows else ""
    if first not in _FENCES or not any(_KEY.match(page.text, *row) for row in rows[1:2]):
        return start
    for at, row in enumerate(rows[1:], start=1):
        if page.text[slice(*row)].rstrip() in _FENCES[first]:
            for entry in rows[1:at]:
                _entry(page, *entry)
            page.hide(*rows[0])
            page.hide(*row)
            return rows[at + 1][0] if at + 1 < len(rows) else end
    return start


def _entry(page: Page, start: int, end: int) -> None:
    """One line of front matter: the date is noted, the title is read, the rest is hidden."""
    found = _ENTRY.match(page.text, start, end)
    if found is None:
        page.hide(start, end)
        return
    if found[1].lower() == "date":
        page.date = page.date or dated(found[2])
        page.hide(start, end)
        return
    from_, to = trimmed(page.text, *found.span(2))
    if to - from_ > 1 and page.text[from_] == page.text[to - 1] and page.text[from_] in "\"'":
        from_, to = from_ + 1, to - 1
    page.hide(start, from_)
    page.hide(to, end)
    page.heading(0, from_, to)


def dated(text: str) -> str | None:
    """Return the date that a text states, in ISO 8601; None if it states none.

    Examples
    --------
    >>> dated("2025-01-13T10:00:00Z"), dated("13 January 2025"), dated("today")
    ('2025-01-13', '2025-01-13', None)
    """
    text = text.strip()[:_LONGEST_DATE]
    found = _ISO.search(text)
    if found is None:
        days = [token.period for token in tokens(text) if token.kind == "date"]
        return days[0] if days and days[0] and days[0][0].isdigit() else None
    try:
        periods.last_day(found.group())
    except BadData:
        return None
    return found.group()
