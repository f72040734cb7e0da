"""Word files (.docx): paragraphs and tables, through python-docx, an optional dependency."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from chinaecon.claims.formats.page import Page, Span
from chinaecon.claims.formats.table import Cell, Table
from chinaecon.errors import BadData, MissingData

_LARGEST = 64_000_000  # what the archive may unpack to
_BETWEEN = "\n\n"
_HEADING = re.compile(r"(?:heading |标题 ?)(\d)$", re.IGNORECASE)


def word(name: str, raw: bytes) -> Page:
    """Return the page of a Word file: paragraphs and cells with a blank line between.

    Parameters
    ----------
    name : str
        The file, for messages.
    raw : bytes
        Its content.

    Returns
    -------
    Page
        Read to the end; `place` is the paragraph or table.

    Raises
    ------
    MissingData
        When python-docx is not installed.
    BadData
        When it is no Word file, or one that unpacks to far more than it is.
    """
    parts = list(_parts(_opened(name, raw)))
    page = Page(name, _BETWEEN.join(text for *_, text in parts))
    page.parts = []
    reader, at = _Reader(page), 0
    for place, kind, level, text in parts:
        page.parts.append(at)
        reader.part(place, kind, level, (at, at + len(text)))
        at += len(text) + len(_BETWEEN)
    reader.end_table()
    return page


def _opened(name: str, raw: bytes) -> Any:
    try:
        import docx
    except ModuleNotFoundError:
        raise MissingData(
            f"Cannot read {name!r}: python-docx is not installed; expected it for .docx files. "
            "pip install 'chinaecon[docx]'.",
            missing=["python-docx"],
        ) from None
    remedy = "Save it again as .docx."
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size <= _LARGEST:
            return docx.Document(io.BytesIO(raw))
    except Exception as error:  # the reader's own errors are of many kinds
        raise BadData(f"{name!r} is no Word file ({error}); expected .docx. {remedy}") from None
    raise BadData(
        f"{name!r} unpacks to {size // 10**6} MB; expected at most {_LARGEST // 10**6} MB. {remedy}"
    )


def _parts(document: Any) -> Iterator[tuple[str, str, int, str]]:
    """Place, kind, level and text of each paragraph and cell, in order."""
    paragraphs = tables = 0
    for thing in document.iter_inner_content():
        if hasattr(thing, "rows"):
            tables += 1
            yield from _rows(thing, tables)
            continue
        paragraphs += 1
        kind, level = _kind(thing)
        yield f"paragraph {paragraphs}", kind, level, thing.text


def _rows(table: Any, number: int) -> Iterator[tuple[str, str, int, str]]:
    """The cells of a table; one that reaches over several columns comes once."""
    for at, row in enumerate(table.rows, start=1):
        last = None
        for cell in row.cells:
            if last is None or cell._tc is not last:
                yield f"table {number}, row {at}", "cell", at, cell.text
            last = cell._tc


def _kind(paragraph: Any) -> tuple[str, int]:
    """What the style of a paragraph makes of it."""
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    heading = _HEADING.match(style)
    if heading or style == "Title":
        return "heading", int(heading[1]) if heading else 0
    properties = paragraph._p.pPr
    listed = properties is not None and properties.numPr is not None
    if listed or style.startswith("List"):
        return "item", 0
    return ("caption" if style.lower() == "caption" else "paragraph"), 0


class _Reader:
    """What is open while the parts go by."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lead: tuple[Span, ...] = ()
        self.table: Table | None = None
        self.row: list[Cell] = []
        self.number = 0

    def part(self, place: str, kind: str, level: int, span: Span) -> None:
        """Put one paragraph or cell on the page."""
        if kind != "cell":
            self.end_table()
        self.page.place = place
        if kind == "cell":
            self._cell(level, span)
        elif kind == "heading":
            self.page.heading(level, *span)
            self.lead = ()
        elif kind == "item":
            self.page.block("item", *span, parent=self.lead)
        else:
            self.page.block("caption" if kind == "caption" else "paragraph", *span)
            if self.page.text[slice(*span)].strip():
                self.lead = (span,) if self.page.hangs(span) else ()

    def _cell(self, number: int, span: Span) -> None:
        if self.table is None or number < self.number:
            self.end_table()
            self.table = Table(self.page)
        if number != self.number:
            self._end_row()
        self.number = number
        self.row.append(Cell(span))

    def _end_row(self) -> None:
        if self.table is not None and self.row:
            self.table.row(self.row, header=self.number == 1)
        self.row = []

    def end_table(self) -> None:
        """Put the open table on the page."""
        self._end_row()
        if self.table is not None:
            self.table.end()
        self.table, self.number = None, 0
