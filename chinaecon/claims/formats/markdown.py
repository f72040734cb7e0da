"""Markdown, line by line: headings, paragraphs, lists, tables, quotations, code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from chinaecon.claims.block import BlockKind
from chinaecon.claims.formats.front import front_matter
from chinaecon.claims.formats.hypertext import hypertext
from chinaecon.claims.formats.inline import code_spans, inline
from chinaecon.claims.formats.page import Page, Span, lines, trimmed
from chinaecon.claims.formats.table import Cell, Table

_QUOTE = re.compile(r"(?: {0,3}>)++ ?")
_FENCE = re.compile(r"[ \t]*+(`{3,}+(?=[^`]*$)|~{3,}+)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]++|$)")
_UNDERLINE = re.compile(r" {0,3}(=++|-++)[ \t]*+$")
_RULE = re.compile(r"(?:(?:\*[ \t]*+){3,}+|(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)$")
_ITEM = re.compile(
    r"([ \t]*+)([-*+](?=[ \t]|$)|(\d{1,9})[.)](?=[ \t]|$)|[•・●■◆▪‣◦]|——|–(?=[ \t]))"
    r"[ \t]*+(?:\[[ xX]\][ \t])?"
)
_STOPS = (".", "。", "!", "！", "?", "？", ";", "；", ",", "，", "、")
_NOTE = re.compile(r"\[\^[^\]]*\]:")
_REFERENCE = re.compile(r" {0,3}\[[^\]]+\]:[ \t]*+\S")
_CAPTION = re.compile(r"(Table)?:[ \t]")
_ELEMENT = re.compile(r" {0,3}<(table|script|style|pre|svg)\b", re.IGNORECASE)
_DELIMITER = frozenset("|:- \t")
_ANCESTORS = 3


@dataclass(slots=True)
class _Item:
    """An open list item: where its text is indented to, and its own words."""

    content: int
    words: tuple[Span, ...]


@dataclass(slots=True)
class _Open:
    """The paragraph being read."""

    kind: BlockKind
    parent: tuple[Span, ...]
    item: _Item | None = None
    rows: list[Span] = field(default_factory=list)


def markdown(page: Page, start: int, end: int) -> None:
    r"""Read a stretch of a page as Markdown.

    Examples
    --------
    >>> page = Page("a", "# Trade\nIn 2024:\n- to America $525 bn")
    >>> markdown(page, 0, 39)
    >>> [(b.kind, b.headings, b.parent) for b in page.blocks()][-1]
    ('item', ('Trade',), 'In 2024:')
    """
    start = front_matter(page, start, end) if start == 0 else start
    reader = _Reader(page)
    for row in lines(page.text, start, end):
        reader.line(*row, end)
    reader.finish()


class _Reader:
    """What is open while the lines go by."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.open: _Open | None = None
        self.items: list[_Item] = []
        self.lead: tuple[Span, ...] = ()
        self.table: Table | None = None
        self.fence = ""
        self.after_table = False
        self.done = 0  # what lies before is read

    def line(self, start: int, end: int, limit: int) -> None:
        """Read one line, or what is left of it."""
        if end < self.done:
            return
        start = max(start, self.done)
        quote = _QUOTE.match(self.page.text, start, end)
        if quote:
            self.page.hide(*quote.span())
            start = quote.end()
        text = self.page.text[start:end]
        if self._in_fence(text, start, end):
            return
        end = self._comments(start, end, limit)
        text = self.page.text[start:end]
        if not text.strip():
            self.finish()
        elif not self._row(text, start, end):
            self._structure(text, start, end, limit)

    def finish(self) -> None:
        """End what is open."""
        self.close()
        self._end_table()

    def close(self) -> None:
        """End the open paragraph: it becomes a block."""
        was, self.open = self.open, None
        if was is None:
            return
        span = (was.rows[0][0], was.rows[-1][1])
        words = self.page.text[slice(*span)].strip()
        if was.kind == "paragraph" and words.startswith("![") and words[-1] in ")}":
            was.kind = "caption"
        self.page.block(was.kind, *span, parent=was.parent)
        inline(self.page, *span)
        if was.item is not None:
            was.item.words = (span,)
        elif not self.items:
            self.lead = (span,) if self.page.hangs(span) else ()

    def _in_fence(self, text: str, start: int, end: int) -> bool:
        """Hide the lines of fenced code."""
        found = _FENCE.match(text)
        if self.fence:
            self.page.hide(start, end)
            if found and found[1].startswith(self.fence) and not text.strip(" \t`~"):
                self.fence = ""
            return True
        if found:
            self.finish()
            self.page.hide(start, end)
            self.fence = found[1]
        return bool(found)

    def _comments(self, start: int, end: int, limit: int) -> int:
        """Obey the comments of a line; return where it ends before one that goes on below."""
        text, at = self.page.text, start
        if text.find("<!--", start, end) < 0:
            return end
        codes = code_spans(text[start:end])
        while (opened := text.find("<!--", at, end)) >= 0:
            inside = [b for a, b in codes if a <= opened - start < b]
            if inside:
                at = start + inside[0]
                continue
            if not text[start:opened].strip():
                self.finish()
            closed = text.find("-->", opened + 4, limit)
            at = limit if closed < 0 else closed + 3
            self.page.remark(opened + 4, limit if closed < 0 else closed)
            self.page.hide(opened, at)
            if at > end:
                self.done = at
                return opened
        return end

    def _structure(self, text: str, start: int, end: int, limit: int) -> None:
        """A line that is no row of a table: what begins with it."""
        heading = _HEADING.match(text)
        if heading:
            self._heading(len(heading[1]), start, start + heading.end(), end)
        elif self._underlined(text, start, end):
            pass
        elif _RULE.match(text.strip()) or text.lstrip().startswith(":::"):
            self.close()
            self.page.hide(start, end)
        elif _ELEMENT.match(text):
            self._element(text, start, limit)
        elif not self._item(text, start, end):
            self._words(text, start, end)

    def _heading(self, level: int, start: int, words: int, end: int) -> None:
        self.close()
        self.items, self.lead = [], ()
        stop = words + len(_bare(self.page.text[words:end]))
        self.page.hide(start, words)
        self.page.hide(stop, end)
        self.page.heading(level, words, stop)
        inline(self.page, words, stop)

    def _underlined(self, text: str, start: int, end: int) -> bool:
        """A paragraph with a line of = or - below is a heading."""
        found = _UNDERLINE.match(text)
        if not found or self.open is None or self.open.kind != "paragraph":
            return False
        rows, self.open = self.open.rows, None
        self.page.hide(start, end)
        self._heading(1 if found[1][0] == "=" else 2, rows[0][0], rows[0][0], rows[-1][1])
        return True

    def _element(self, text: str, start: int, limit: int) -> None:
        """A table or a script in HTML, to its end."""
        self.finish()
        name = _ELEMENT.match(text)[1].lower()  # type: ignore[index]
        closing = re.compile(f"</{name}\\s*>", re.IGNORECASE)
        found = closing.search(self.page.text, start, limit)
        self.done = found.end() if found else limit
        hypertext(self.page, start, self.done)

    def _item(self, text: str, start: int, end: int) -> bool:
        """Begin a list item."""
        found = _ITEM.match(text)
        within = self.open is not None and self.open.item is None
        if not found or (within and found[3] not in (None, "1")):
            return False
        rows = self.open.rows if self.open is not None and within and not self.items else ()
        self.close()
        if rows and not self.page.text[slice(*rows[-1])].rstrip().endswith(_STOPS):
            self.lead = ((rows[0][0], rows[-1][1]),)  # right above the list, it is its title
        indent = len(found[1].expandtabs(4))
        while self.items and indent < self.items[-1].content:
            self.items.pop()
        above = [span for item in self.items[-_ANCESTORS:] for span in item.words]
        item = _Item(indent + len(found[2]) + 1, ())
        self.open = _Open("item", (*self.lead, *above), item, [(start + found.end(), end)])
        self.items.append(item)
        self.page.hide(start, start + found.end())
        return True

    def _words(self, text: str, start: int, end: int) -> None:
        """A line of a paragraph."""
        if _REFERENCE.match(text) and not _NOTE.match(text.strip()):
            self.page.hide(start, end)
            return
        if self.open is None:
            indent = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
            while self.items and indent < self.items[-1].content:
                self.items.pop()
            if indent - (self.items[-1].content if self.items else 0) >= 4:
                self.page.hide(start, end)  # indented code
                return
            self._begin(text, start)
        if self.open is not None:
            self.open.rows.append((start, end))

    def _begin(self, text: str, start: int) -> None:
        note, caption = _NOTE.match(text), _CAPTION.match(text)
        for mark in (note, caption):
            if mark:
                self.page.hide(start, start + mark.end())
        kind: BlockKind = "caption" if caption and (caption[1] or self.after_table) else "paragraph"
        above = [span for item in self.items[-_ANCESTORS:] for span in item.words]
        parent = (*self.lead, *above) if above else ()
        self.open = _Open(kind, parent)
        self.after_table = False

    def _row(self, text: str, start: int, end: int) -> bool:
        """A row of a table, its header and the line under the header."""
        if self.table is not None:
            if "|" in text:
                self.table.row(self._cells(start, end))
                return True
            self._end_table()
        delimiter = "-" in text and "|" in text and _DELIMITER.issuperset(text)
        rows = self.open.rows if self.open else []
        if not delimiter or not rows or "|" not in self.page.text[slice(*rows[-1])]:
            return False
        header = rows.pop()
        if not rows:
            self.open = None
        self.close()
        self.table = Table(self.page)
        self.table.row(self._cells(*header), header=True)
        self.page.hide(start, end)
        return True

    def _cells(self, start: int, end: int) -> list[Cell]:
        """The cells of a row; the lines between them are hidden."""
        start, end = trimmed(self.page.text, start, end)
        text = self.page.text[start:end]
        code = {at for span in code_spans(text) for at in range(*span)}
        bars = [
            at
            for at, sign in enumerate(text)
            if sign == "|" and at not in code and text[at - 1 : at] != "\\"
        ]
        for at in bars:
            self.page.hide(start + at, start + at + 1)
        edges = [-1, *bars, len(text)]
        if bars and bars[0] == 0:
            edges = edges[1:]
        if bars and bars[-1] == len(text) - 1:
            edges = edges[:-1]
        spans = [(start + a + 1, start + b) for a, b in pairwise(edges)]
        for span in spans:
            inline(self.page, *span)
        return [Cell(span) for span in spans]

    def _end_table(self) -> None:
        if self.table is not None:
            self.table.end()
            self.table = None
            self.after_table = True


def _bare(text: str) -> str:
    """The words of a heading, without the signs and attributes that may follow them."""
    text = text.rstrip()
    opened = text.rfind("{")
    if text.endswith("}") and opened >= 0:
        text = text[:opened].rstrip()
    shorter = text.rstrip("#")
    return shorter.rstrip() if shorter[-1:] in ("", " ", "\t") else text
