"""The file behind a document: where its pinned figures stand in it, byte for byte."""

from __future__ import annotations

import codecs
import json
import json.scanner
import re
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from chinaecon.claims.document import Document, from_bytes
from chinaecon.claims.file import content, decoded
from chinaecon.claims.formats.notebook import parts
from chinaecon.errors import BadData
from chinaecon.report.file import write

_SIGN = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)
_BETWEEN = 2  # line ends between two cells of a document
Edit = tuple[int, int, str]


class Source:
    """A file as it lies on disk, with the document that it holds.

    Parameters
    ----------
    path : str or path
        The file; a link is followed.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.md"
    >>> _ = path.write_bytes(b"Up [5%](ce:x/y/z).")
    >>> source = Source(path)
    >>> source.edited([(4, 5, "6")])
    b'Up [6%](ce:x/y/z).'
    """

    def __init__(self, path: str | Path) -> None:
        self.name = str(path)
        self.path = Path(path).resolve()
        self.raw = content(path)
        self.document: Document = from_bytes(self.raw, self.name)
        self._notebook = self.path.suffix.lower() == ".ipynb"

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """Return the content with some stretches of the document replaced.

        Parameters
        ----------
        edits : iterable of (int, int, str)
            Start, end and new text, in code points of the document, in order.

        Returns
        -------
        bytes
            All other bytes are as they were.

        Raises
        ------
        BadData
            When markup stands within a stretch.
        """
        text = decoded(self.raw, self.name)
        found, at = [], 0
        for start, end, new in self._placed(text, list(edits)):
            found += [text[at:start], new]
            at = end
        mark = codecs.BOM_UTF8 if self.raw.startswith(codecs.BOM_UTF8) else b""
        return mark + "".join([*found, text[at:]]).encode()

    def _placed(self, text: str, edits: list[Edit]) -> list[Edit]:
        """The edits in code points of the file."""
        if not edits:
            return []
        pieces = self._pieces(text) if self._notebook else [(0, text, -1)]
        starts = [start for start, _, _ in pieces]
        return [self._place(text, pieces[bisect_right(starts, e[0]) - 1], e) for e in edits]

    def _place(self, text: str, piece: tuple[int, str, int], edit: Edit) -> Edit:
        start, end, new = edit
        begin, words, raw = piece
        if words[start - begin : end - begin] != self.document.text[start:end]:
            line, column = self.document.position(start)
            raise BadData(
                f"{self.name}:{line}:{column} has markup within a pinned figure; expected none "
                "between its digits. Write it anew by hand."
            )
        if raw < 0:
            return edit
        offsets = _offsets(text, raw, end - begin)
        escaped = json.dumps(new, ensure_ascii=text.isascii())[1:-1]
        return offsets[start - begin], offsets[end - begin], escaped

    def _pieces(self, text: str) -> list[tuple[int, str, int]]:
        """Each string of a notebook: where it stands in the document and in the file."""
        found, at = [], 0
        for _, strings, _ in parts(self.name, text, _decoded):
            for piece in strings:
                assert isinstance(piece, _Literal)
                if piece:
                    found.append((at, str(piece), piece.start))
                at += len(piece)
            at += _BETWEEN
        return found

    def write(self, new: bytes) -> None:
        """Put new content in the place of the file: beside it first, then renamed."""
        write(self.path, new)


class _Literal(str):
    """A string of a JSON text that knows where it begins there."""

    start: int


def _literal(text: str, begin: int, strict: bool = True) -> tuple[_Literal, int]:
    reader: Any = json.decoder
    value, end = reader.scanstring(text, begin, strict)
    found = _Literal(value)
    found.start = begin
    return found, end


def _decoded(text: str) -> Any:
    """The JSON of a text, its strings with their places."""
    decoder: Any = json.JSONDecoder()
    decoder.parse_string = _literal
    decoder.scan_once = json.scanner.py_make_scanner(decoder)  # type: ignore[attr-defined]
    return decoder.decode(text)


def _offsets(text: str, begin: int, count: int) -> list[int]:
    """Where the first signs of a JSON string stand in the text, escapes and all."""
    found = [begin]
    for sign in _SIGN.finditer(text, begin):
        if len(found) > count:
            break
        found.append(sign.end())
    return found
