"""HTML, tag by tag: what begins and ends a block, tables, lists, links, dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from chinaecon.claims.block import BlockKind
from chinaecon.claims.formats.front import dated
from chinaecon.claims.formats.page import Page, Span
from chinaecon.claims.formats.table import Cell, Table
from chinaecon.claims.formats.tags import (
    PIN,
    TAG,
    attributes,
    comments,
    hide_addresses,
    show_entities,
)

_SILENT = frozenset(
    "script style pre code kbd samp svg math title template textarea select del s sup "
    "noscript".split()
)
_BLOCKS = frozenset(
    "p div section article header footer main aside nav form fieldset address details summary "
    "blockquote body html head hr dl dt dd ul ol li table thead tbody tfoot tr td th caption "
    "figure figcaption h1 h2 h3 h4 h5 h6 center option button".split()
)
_CAPTIONS = frozenset(("caption", "figcaption"))
_DATES = frozenset(("date", "article:published_time", "dc.date", "pubdate"))
_ANCESTORS = 3


@dataclass(slots=True)
class _Grid:
    """A table being read."""

    table: Table
    cells: list[Cell] = field(default_factory=list)
    cell: tuple[int, bool, Mapping[str, str]] | None = None
    header: bool = False
    in_head: bool = False


@dataclass(slots=True)
class _List:
    """A list being read: what its items hang from, and the words of its open item."""

    parent: tuple[Span, ...]
    item: tuple[Span, ...] | None = None


def hypertext(page: Page, start: int, end: int) -> None:
    """Read a stretch of a page as HTML.

    Examples
    --------
    >>> page = Page("a", "<h1>Trade</h1><p>up 5&#37;</p>")
    >>> hypertext(page, 0, 31)
    >>> [(b.kind, b.headings) for b in page.blocks()], page.read().split()
    ([('heading', ()), ('paragraph', ('Trade',))], ['Trade', 'up', '5%'])
    """
    _Walk(page, start, end).run()


class _Walk:
    """What is open while the tags go by."""

    def __init__(self, page: Page, start: int, end: int) -> None:
        self.page, self.end, self.begin = page, end, start
        self.level = 0
        self.caption = False
        self.lists: list[_List] = []
        self.grids: list[_Grid] = []
        self.last: Span | None = None
        self.link: tuple[int, str] | None = None
        self.missing: set[str] = set()

    def run(self) -> None:
        """Read from the first tag to the last."""
        text, at = self.page.text, self.begin
        remarks = comments(text, at, self.end)
        nearest = next(remarks, None)
        tag = TAG.search(text, at, self.end)
        while at < self.end:
            if tag and tag.start() < at:
                tag = TAG.search(text, at, self.end)
            while nearest and nearest[0][0] < at:
                nearest = next(remarks, None)
            if nearest and (tag is None or nearest[0][0] < tag.start()):
                (opened, at), inner = nearest
                if self.page.remark(*inner):
                    self.flush(opened, at)
                self.page.hide(opened, at)
                continue
            if tag is None:
                break
            at = self._tag(tag)
        self.flush(self.end, self.end)
        while self.grids:
            self._end_table()

    def flush(self, stop: int, begin: int) -> None:
        """End the text before `stop`; the next begins at `begin`."""
        start, self.begin = self.begin, begin
        if not self.page.text[start:stop].strip():
            return
        hide_addresses(self.page, self.page.text, start, stop)
        show_entities(self.page, self.page.text, start, stop)
        if self.grids and self.grids[-1].cell and not self.caption:
            self._cell(start, stop)
        elif self.level:
            self.page.heading(self.level, start, stop)
            self.last = None
        else:
            self._block(start, stop)

    def _block(self, start: int, stop: int) -> None:
        kind: BlockKind = "caption" if self.caption else "item" if self._in_item() else "paragraph"
        parent: tuple[Span, ...] = ()
        if self._in_item():
            parent = self.lists[-1].parent
            if not self.lists[-1].item:
                self.lists[-1].item = ((start, stop),)
        self.page.block(kind, start, stop, parent=parent)
        self.last = (start, stop)

    def _in_item(self) -> bool:
        return bool(self.lists) and self.lists[-1].item is not None

    def _cell(self, start: int, stop: int) -> None:
        """A stretch of a cell; what follows in the same cell is a cell of its own there."""
        grid = self.grids[-1]
        assert grid.cell is not None
        _, header, said = grid.cell
        span = (start, stop)
        if grid.cells and grid.cells[-1].span[0] >= grid.cell[0]:
            first = grid.cells.pop()
            span = (first.span[0], stop)
        columns, rows = (_count(said.get(name, "")) for name in ("colspan", "rowspan"))
        grid.cells.append(Cell(span, header, columns, rows))

    def _tag(self, tag: re.Match[str]) -> int:
        """Obey one tag, and return where to go on."""
        start, stop = tag.span()
        name, ends = tag["name"].lower(), bool(tag["end"])
        self.page.hide(start, stop)
        if name in _SILENT and not ends and not tag["rest"].endswith("/"):
            return self._silent(name, stop)
        if name in _BLOCKS:
            self.flush(start, stop)
        if name == "a":
            self._link(start, stop, "" if ends else tag["rest"])
        elif name in ("meta", "time") and not ends:
            self._dated(name, attributes(tag["rest"]))
        elif name[0] == "h" and name[1:].isdecimal() and len(name) == 2:
            self.level = 0 if ends else int(name[1])
        elif name in _CAPTIONS:
            self.caption = not ends
        elif name in _HANDLERS:
            _HANDLERS[name](self, ends, stop, tag["rest"])
        return stop

    def _silent(self, name: str, stop: int) -> int:
        """Hide what stands between two tags and is no text."""
        if name in self.missing:
            return stop
        closing = re.compile(f"</{name}\\s*+>", re.IGNORECASE)
        found = closing.search(self.page.text, stop, self.end)
        if found is None:
            self.missing.add(name)
            return stop
        self.page.hide(stop, found.end())
        return found.end()

    def _link(self, start: int, stop: int, rest: str) -> None:
        if self.link and start > self.link[0]:
            self.page.pin(self.link[0], start, self.link[1])
        href = attributes(rest).get("href", "").strip()
        self.link = (stop, href.removeprefix(PIN)) if href.startswith(PIN) else None

    def _dated(self, name: str, said: Mapping[str, str]) -> None:
        if self.page.date is not None:
            return
        if name == "time":
            self.page.date = dated(said.get("datetime", ""))
        elif said.get("name", said.get("property", "")).lower() in _DATES:
            self.page.date = dated(said.get("content", ""))

    def list_(self, ends: bool, stop: int, rest: str) -> None:
        """A list begins or ends."""
        if ends:
            if self.lists:
                self.lists.pop()
            return
        parent: tuple[Span, ...] = ()
        if self._in_item():
            parent = (*self.lists[-1].parent, *(self.lists[-1].item or ()))[-_ANCESTORS:]
        elif self.last and self.page.hangs(self.last):
            parent = (self.last,)
        self.lists.append(_List(parent))

    def item(self, ends: bool, stop: int, rest: str) -> None:
        """An item begins or ends."""
        if self.lists:
            self.lists[-1].item = None if ends else ()

    def table(self, ends: bool, stop: int, rest: str) -> None:
        """A table begins or ends."""
        if ends:
            self._end_table()
        else:
            self.grids.append(_Grid(Table(self.page)))

    def _end_table(self) -> None:
        if self.grids:
            self.row(True, 0, "")
            self.grids.pop().table.end()

    def head(self, ends: bool, stop: int, rest: str) -> None:
        """The header rows of a table begin or end."""
        if self.grids:
            self.grids[-1].in_head = not ends

    def row(self, ends: bool, stop: int, rest: str) -> None:
        """A row begins or ends."""
        if self.grids:
            grid = self.grids[-1]
            self.cell(True, stop, rest)
            grid.table.row(grid.cells, grid.in_head)
            grid.cells, grid.cell = [], None

    def cell(self, ends: bool, stop: int, rest: str) -> None:
        """A cell begins or ends; an empty one keeps its place."""
        if not self.grids:
            return
        grid = self.grids[-1]
        if grid.cell and not (grid.cells and grid.cells[-1].span[0] >= grid.cell[0]):
            columns, rows = (_count(grid.cell[2].get(n, "")) for n in ("colspan", "rowspan"))
            grid.cells.append(Cell((grid.cell[0], grid.cell[0]), grid.cell[1], columns, rows))
        grid.cell = None

    def data(self, ends: bool, stop: int, rest: str) -> None:
        """A cell of data."""
        self._cell_tag(ends, stop, rest, header=False)

    def header(self, ends: bool, stop: int, rest: str) -> None:
        """A cell of a header or a label."""
        self._cell_tag(ends, stop, rest, header=True)

    def _cell_tag(self, ends: bool, stop: int, rest: str, *, header: bool) -> None:
        self.cell(ends, stop, rest)
        if self.grids and not ends:
            self.grids[-1].cell = (stop, header, attributes(rest))


_HANDLERS: Mapping[str, Callable[[_Walk, bool, int, str], None]] = {
    "ul": _Walk.list_,
    "ol": _Walk.list_,
    "li": _Walk.item,
    "table": _Walk.table,
    "thead": _Walk.head,
    "tr": _Walk.row,
    "td": _Walk.data,
    "th": _Walk.header,
}


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 1
