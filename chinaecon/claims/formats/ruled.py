"""Tables of reStructuredText: drawn with lines, or written as a list of lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from chinaecon.claims.formats.page import Page, Span
from chinaecon.claims.formats.roles import inline
from chinaecon.claims.formats.table import Cell, Table

_SIMPLE = re.compile(r"=++(?:[ ]++=++)++$")
_GRID = re.compile(r"\+(?:[-=]++\+)++$")
_ROW = re.compile(r"[ \t]*+\*[ \t]++-(?:[ \t]++|$)")
_CELL = re.compile(r"[ \t]*+-(?:[ \t]++|$)")
_OPTION = re.compile(r"[ \t]*+:(?:header-rows:[ \t]*+(\d)|[\w-]++:)")


class Ruled:
    r"""The tables among the lines of a page.

    Parameters
    ----------
    page : Page
        Where the cells go.
    rows : sequence of (int, int)
        The lines.

    Examples
    --------
    >>> page = Page("a", "== ====\nP  2024\n== ====\nA  525\n== ====")
    >>> Ruled(page, [(0, 7), (8, 15), (16, 23), (24, 30), (31, 38)]).drawn(0)
    5
    >>> page.blocks()[-1].row, page.blocks()[-1].column
    ('A', '2024')
    """

    def __init__(self, page: Page, rows: Sequence[Span]) -> None:
        self.page, self.rows = page, rows

    def text(self, at: int) -> str:
        """The words of a line, none after the last."""
        return self.page.text[slice(*self.rows[at])] if at < len(self.rows) else ""

    def listed(self, at: int, indent: int) -> int:
        """Read the body of a list-table from a line on, and return the line after it."""
        heads, rows = 0, list[list[Span]]()
        while at < len(self.rows) and self._within(at, indent):
            text, (start, end) = self.text(at), self.rows[at]
            at += 1
            row, option = _ROW.match(text), _OPTION.match(text)
            mark = row or _CELL.match(text)
            if option:
                heads = int(option[1] or heads)
                self.page.hide(start, end)
            elif mark:
                self.page.hide(start, start + mark.end())
                rows += [[]] if row or not rows else []
                rows[-1].append((start + mark.end(), end))
            elif rows and text.strip():
                rows[-1][-1] = (rows[-1][-1][0], end)
        self._put(rows, heads)
        return at

    def _within(self, at: int, indent: int) -> bool:
        text = self.text(at)
        return not text.strip() or len(text) - len(text.lstrip()) > indent

    def _put(self, rows: Sequence[Sequence[Span]], heads: int) -> None:
        table = Table(self.page)
        for number, row in enumerate(rows):
            for span in row:
                inline(self.page, *span)
            table.row([Cell(span) for span in row], header=number < heads)
        table.end()

    def drawn(self, at: int) -> int:
        """Read a simple table or a grid table, and return the line after it, `at` if none."""
        text = self.text(at)
        bare = text.strip()
        form = _SIMPLE if _SIMPLE.match(bare) else _GRID if _GRID.match(bare) else None
        last = at if form is None else self._last_border(at, form)
        if form is None or last == at:
            return at
        borders = {row for row in range(at, last + 1) if form.match(self.text(row).strip())}
        head = self._head(sorted(borders), grid=form is _GRID)
        edges = [place for place, sign in enumerate(text) if _begins(text, place, sign)]
        table = Table(self.page)
        for row in range(at, last + 1):
            words = set(self.text(row).strip())
            if row in borders or words <= {"-", " "}:
                self.page.hide(*self.rows[row])
            else:
                table.row(self._cells(row, edges, form is _GRID), header=row < head)
        table.end()
        return last + 1

    def _head(self, borders: Sequence[int], *, grid: bool) -> int:
        """The border below the header; 0 if there is none."""
        if not grid:
            return borders[1] if len(borders) > 2 else 0
        return max((row for row in borders if "=" in self.text(row)), default=0)

    def _last_border(self, at: int, form: re.Pattern[str]) -> int:
        """The last line of a table: a border before a blank line or the end."""
        row = last = at
        while row < len(self.rows):
            bare = self.text(row).strip()
            if form.match(bare):
                last = row
                after = self.text(row + 1).strip()
                if row > at and not after:
                    break
            elif not bare and form is _GRID:
                break
            row += 1
        return last

    def _cells(self, row: int, edges: Sequence[int], grid: bool) -> list[Cell]:
        """A row of a table, cut where the border says."""
        start, end = self.rows[row]
        text = self.page.text[start:end]
        if grid:
            cuts = [at for at, sign in enumerate(text) if sign == "|"]
            for at in cuts:
                self.page.hide(start + at, start + at + 1)
            spans = [(start + a + 1, start + b) for a, b in pairwise(cuts)]
        else:
            stops = [start + _offset(text, edge) for edge in edges] + [end]
            spans = [(a, max(a, b)) for a, b in pairwise(stops)]
        for span in spans:
            inline(self.page, *span)
        return [Cell(span) for span in spans]


def _begins(border: str, at: int, sign: str) -> bool:
    """Whether a cell begins at a place of a border."""
    return sign == "+" or (sign == "=" and border[at - 1 : at] != "=")


def _offset(text: str, column: int) -> int:
    """Where a column of the screen stands in a line; wide signs take two."""
    width = 0
    for at, sign in enumerate(text):
        if width >= column:
            return at
        width += 2 if unicodedata.east_asian_width(sign) in "WF" else 1
    return len(text)
