"""reStructuredText, line by line: titles, paragraphs, lists, tables, directives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chinaecon.claims.block import BlockKind
from chinaecon.claims.formats.front import dated
from chinaecon.claims.formats.page import Page, Span, lines
from chinaecon.claims.formats.roles import inline
from chinaecon.claims.formats.ruled import Ruled

_SIGNS = frozenset("=-`:'\"~^_*+#<>.")
_EXPLICIT = re.compile(r"([ \t]*+)\.\.(?:[ \t]++|$)")
_DIRECTIVE = re.compile(r"([\w:.+-]+?)::(?:[ \t]++|$)")
_TARGET = re.compile(r"_[^:]*+:|\|[^|]*+\|[ \t]")
_NOTE = re.compile(r"\[[^\]\s]++\](?:[ \t]++|$)")
_FIELD = re.compile(r"([ \t]*+):([\w -]++):(?:[ \t]++|$)")
_ITEM = re.compile(r"([ \t]*+)(?:[-*+•]|(?:\d{1,9}|#)[.)])(?:[ \t]++|$)")
_KEPT = frozenset(
    "note warning tip important hint caution attention danger error admonition figure epigraph "
    "pull-quote highlights sidebar topic rubric table centered versionadded container".split()
)
_ANCESTORS = 3


def restructured(page: Page, start: int, end: int) -> None:
    r"""Read a stretch of a page as reStructuredText.

    Examples
    --------
    >>> page = Page("a", "Trade\n=====\n\nUp **5%** in ``x = 3``.")
    >>> restructured(page, 0, 36)
    >>> page.read().split(), page.blocks()[-1].headings
    (['Trade', 'Up', '5%', 'in', '.'], ('Trade',))
    """
    reader = _Reader(page, lines(page.text, start, end))
    while reader.at < len(reader.rows):
        reader.line()
    reader.close()


class _Reader:
    """What is open while the lines go by."""

    def __init__(self, page: Page, rows: Sequence[Span]) -> None:
        self.page, self.rows, self.at = page, rows, 0
        self.tables = Ruled(page, rows)
        self.open: list[Span] = []
        self.kind: BlockKind = "paragraph"
        self.items: list[tuple[int, list[Span]]] = []
        self.lead: tuple[Span, ...] = ()
        self.styles: list[tuple[str, bool]] = []

    def text(self, at: int) -> str:
        """The words of a line, none after the last."""
        return self.page.text[slice(*self.rows[at])] if at < len(self.rows) else ""

    def line(self) -> None:
        """Read what begins at the current line."""
        text = self.text(self.at)
        if not text.strip():
            self.at += 1
            self.close()
            return
        for attempt in (self._title, self._explicit, self._table, self._field, self._item):
            if attempt(text):
                return
        self._words(text)

    def close(self) -> None:
        """End the open paragraph: it becomes a block."""
        rows, self.open = self.open, []
        if not rows:
            return
        span = (rows[0][0], rows[-1][1])
        literal = self.page.text[slice(*span)].rstrip().endswith("::")
        above = [first for _, own in self.items[:-1][-_ANCESTORS:] for first in own[:1]]
        parent = (*self.lead, *above) if self.items else ()
        self.page.block(self.kind, *span, parent=parent)
        inline(self.page, *span)
        if self.items:
            self.items[-1][1].append(span)
        else:
            self.lead = (span,) if self.page.hangs(span) else ()
        if literal:
            self._skip(_indent(self.page.text[slice(*rows[-1])]) + 1)

    def _skip(self, least: int) -> None:
        """Hide the lines that follow and are indented at least so far."""
        while self.at < len(self.rows):
            text = self.text(self.at)
            if text.strip() and _indent(text) < least:
                return
            self.page.hide(*self.rows[self.at])
            self.at += 1

    def _title(self, text: str) -> bool:
        """A line with a line of signs below, and perhaps above."""
        over = _is_border(text) and _is_border(self.text(self.at + 2))
        over = over and text.strip() == self.text(self.at + 2).strip()
        words = self.at + over
        below = self.text(words + 1)
        if self.open or not _is_border(below) or not self.text(words).strip():
            return False
        if not over and (text[0].isspace() or _is_border(text)):
            return False
        style = (below[0], over)
        if style not in self.styles:
            self.styles.append(style)
        self.items, self.lead = [], ()
        for row in range(self.at, words + 2):
            if row != words:
                self.page.hide(*self.rows[row])
        self.page.heading(self.styles.index(style), *self.rows[words])
        inline(self.page, *self.rows[words])
        self.at = words + 2
        return True

    def _explicit(self, text: str) -> bool:
        """A directive, a target, a footnote or a comment."""
        found = _EXPLICIT.match(text)
        if found is None or self.open:
            return False
        start, end = self.rows[self.at]
        inner, least = start + found.end(), len(found[1]) + 1
        self.at += 1
        self.page.hide(start, inner)
        rest = text[found.end() :]
        directive = _DIRECTIVE.match(rest)
        if directive and directive[1] == "list-table":
            self._caption(inner, inner + directive.end(), end)
            self.at = self.tables.listed(self.at, least - 1)
        elif directive and directive[1] in _KEPT:
            self._directive(directive[1], inner, inner + directive.end(), end)
        elif _NOTE.match(rest) and not directive:
            mark = _NOTE.match(rest)
            self.page.hide(inner, inner + (mark.end() if mark else 0))
            self.open = [(inner, end)]
            self.kind = "paragraph"
        else:
            self.page.remark(inner, end)
            self.page.hide(inner, end)
            if not _TARGET.match(rest):
                self._skip(least)
        return True

    def _directive(self, name: str, start: int, words: int, end: int) -> None:
        """A directive whose body is text: its options are hidden."""
        self.page.hide(start, words)
        if name == "figure":
            self.page.hide(words, end)
        elif name == "table":
            self._caption(start, words, end)
        elif self.page.text[words:end].strip():
            self.open, self.kind = [(words, end)], "paragraph"
            self.close()
        while _FIELD.match(self.text(self.at)):
            self.page.hide(*self.rows[self.at])
            self.at += 1
        if name == "figure" and not self.text(self.at).strip():
            self.at += 1
            self.kind = "caption"
            while self.text(self.at).strip() and self.text(self.at)[0].isspace():
                self.open.append(self.rows[self.at])
                self.at += 1
            self.close()

    def _caption(self, start: int, words: int, end: int) -> None:
        """The title of a table."""
        self.page.hide(start, words)
        self.page.block("caption", words, end)
        inline(self.page, words, end)

    def _field(self, text: str) -> bool:
        """A field: the date of the document is noted."""
        found = _FIELD.match(text)
        if found is None or self.open:
            return False
        start, end = self.rows[self.at]
        name, words = found[2].lower(), start + found.end()
        self.at += 1
        self.page.hide(start, words)
        if name == "date":
            self.page.date = self.page.date or dated(self.page.text[words:end])
            self.page.hide(words, end)
        elif name == "title":
            self.page.heading(0, words, end)
        else:
            self.items, self.open, self.kind = [], [(words, end)], "paragraph"
            while self.text(self.at).strip() and self.text(self.at)[0].isspace():
                self.open.append(self.rows[self.at])
                self.at += 1
            self.close()
        return True

    def _table(self, text: str) -> bool:
        """A table drawn with lines."""
        after = self.at if self.open else self.tables.drawn(self.at)
        drawn, self.at = after > self.at, after
        return drawn

    def _item(self, text: str) -> bool:
        """A list item."""
        found = _ITEM.match(text)
        if found is None or (self.open and self.kind != "item"):
            return False
        self.close()
        indent = len(found[1])
        while self.items and self.items[-1][0] >= indent:
            self.items.pop()
        start, end = self.rows[self.at]
        self.items.append((indent, []))
        self.page.hide(start, start + found.end())
        self.open, self.kind = [(start + found.end(), end)], "item"
        self.at += 1
        return True

    def _words(self, text: str) -> None:
        """A line of a paragraph."""
        if not self.open:
            indent = _indent(text)
            while self.items and self.items[-1][0] >= indent:
                self.items.pop()
            self.kind = "item" if self.items else "paragraph"
        self.open.append(self.rows[self.at])
        self.at += 1


def _is_border(text: str) -> bool:
    """Whether a line consists of one sign, at least three times."""
    bare = text.rstrip()
    return len(bare) >= 3 and bare[0] in _SIGNS and bare == bare[0] * len(bare)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
