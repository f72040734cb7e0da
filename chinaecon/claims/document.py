"""A document as it is read: its text without markup, its blocks, pinned figures and date."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from chinaecon.claims.block import Block, Pin
from chinaecon.claims.file import content, decoded
from chinaecon.claims.formats.hypertext import hypertext
from chinaecon.claims.formats.latex import latex
from chinaecon.claims.formats.markdown import markdown
from chinaecon.claims.formats.notebook import notebook
from chinaecon.claims.formats.page import Page
from chinaecon.claims.formats.plain import plain
from chinaecon.claims.formats.restructured import restructured
from chinaecon.claims.formats.word import word
from chinaecon.errors import BadData, UnknownName

__all__ = ["FORMS", "SUFFIXES", "Block", "Document", "Pin", "from_bytes", "from_text", "read"]

FORMS: dict[str, Callable[[Page, int, int], None]] = {
    "markdown": markdown,
    "text": plain,
    "html": hypertext,
    "rst": restructured,
    "latex": latex,
}
SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".rst": "rst",
    ".tex": "latex",
    ".ipynb": "notebook",
    ".docx": "word",
}


@dataclass(frozen=True, slots=True)
class Document:
    r"""One document, ready to be checked.

    Attributes
    ----------
    name : str
        The file, for messages.
    text : str
        What is read: the characters of the file, with spaces for markup, so that offsets are
        those of the file. For notebooks and Word files the texts of their cells and paragraphs,
        joined.
    blocks : tuple of Block
        In order.
    pins : tuple of Pin
        In order.
    date : str or None
        The day the document says it is of, ISO 8601.

    Examples
    --------
    >>> document = from_text("# Trade\n\nExports rose **5.9%**.")
    >>> document.text.split(), document.position(22)
    (['Trade', 'Exports', 'rose', '5.9%', '.'], (3, 14))
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    pins: tuple[Pin, ...] = ()
    date: str | None = None
    parts: tuple[int, ...] = (0,)
    _lines: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    def position(self, offset: int) -> tuple[int, int]:
        r"""Return line and column of an offset, both from one.

        Parameters
        ----------
        offset : int
            Code points from the start of `text`.

        Returns
        -------
        tuple of (int, int)
            Within the file; within the cell or paragraph for notebooks and Word files.

        Examples
        --------
        >>> from_text("One.\nTwo.").position(5)
        (2, 1)
        """
        if not self._lines:
            self._lines.append(0)
            self._lines.extend(at + 1 for at, sign in enumerate(self.text) if sign == "\n")
        part = self.parts[max(0, bisect_right(self.parts, offset) - 1)] if self.parts else 0
        line = bisect_right(self._lines, offset)
        first = bisect_right(self._lines, part)
        return line - first + 1, offset - max(self._lines[line - 1], part) + 1


def read(path: str | Path) -> Document:
    """Read a document from a file, in the format that its suffix names.

    Parameters
    ----------
    path : str or path
        Markdown (.md, .markdown, .qmd, .Rmd), text (.txt), HTML, reStructuredText, LaTeX,
        a notebook (.ipynb) or a Word file (.docx, with ``chinaecon[docx]``).

    Returns
    -------
    Document
        Without blocks when the file is empty.

    Raises
    ------
    UnknownName
        For a suffix that no format has.
    BadData
        When the file cannot be opened or read, is no text in UTF-8, or has a comment to this
        package that is wrong.
    MissingData
        For a Word file when python-docx is not installed.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "report.md"
    >>> _ = path.write_text("Exports rose 5.9%.", encoding="utf-8")
    >>> read(path).blocks[0].kind
    'paragraph'
    """
    return from_bytes(content(path), str(path))


def from_bytes(raw: bytes, name: str) -> Document:
    """Read a document from the content of a file.

    Parameters
    ----------
    raw : bytes
        The content.
    name : str
        The name of the file; its suffix names the format.

    Returns
    -------
    Document
        As `read` gives it.

    Raises
    ------
    UnknownName, BadData, MissingData
        As `read` does.

    Examples
    --------
    >>> from_bytes(b"Up 5%", "report.txt").text
    'Up 5%'
    """
    suffix = Path(name).suffix
    form = SUFFIXES.get(suffix.lower())
    if form is None:
        remedy = f"Read are {', '.join(SUFFIXES)}. Convert it, or name another file."
        raise UnknownName.among("format", suffix, SUFFIXES, remedy, f" of {name!r}")
    if form == "word":
        return _document(word(name, raw))
    text = decoded(raw, name)
    return _document(notebook(name, text)) if form == "notebook" else from_text(text, name, form)


def from_text(text: str, name: str = "text", form: str = "markdown") -> Document:
    """Read a document from a text.

    Parameters
    ----------
    text : str
        The text with its markup.
    name : str, default 'text'
        What messages call it.
    form : {"markdown", "text", "html", "rst", "latex"}
        The format it is written in.

    Returns
    -------
    Document
        Its `text` is as long as the text given.

    Raises
    ------
    UnknownName
        For a format that does not exist.
    BadData
        When a comment to this package is wrong; all of them at once.

    Examples
    --------
    >>> from_text("<p>Up 5%</p>", form="html").blocks[0].start
    3
    """
    if form not in FORMS:
        raise UnknownName.among("format", form, FORMS, f"There are {', '.join(FORMS)}.")
    page = Page(name, text)
    FORMS[form](page, 0, len(text))
    return _document(page)


def _document(page: Page) -> Document:
    page.close()
    if len(text := page.read()) != len(page.text):
        raise BadData(f"{page.name!r} changed its length while it was read. Report this as a bug.")
    return Document(page.name, text, page.blocks(), page.pins(), page.date, tuple(page.parts))
