"""A table on a page: which label and which header each cell stands under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from chinaecon.claims.formats.page import Page, Span

_WIDEST = 100  # columns or rows that a cell spans at most
_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)[-+−–]?[\d.,]+\s?%?")
_SERIAL = re.compile(r"\W?\d{1,3}\W?")
_Placed: TypeAlias = "dict[int, tuple[Cell, bool]]"
_LEVELS = 4  # of headers and labels


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it stands, whether it is a header, how far it reaches."""

    span: Span
    header: bool = False
    columns: int = 1
    rows: int = 1


class Table:
    """Rows of cells, put on the page when the table ends.

    Parameters
    ----------
    page : Page
        Where the cells go.

    Examples
    --------
    >>> page = Page("a", "Partner|2024 USA|688")
    >>> table = Table(page)
    >>> table.row([Cell((0, 7), True), Cell((8, 12), True)])
    >>> table.row([Cell((13, 16)), Cell((17, 20))])
    >>> table.end()
    >>> page.blocks()[-1].row, page.blocks()[-1].column
    ('USA', '2024')
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._rows: list[tuple[Sequence[Cell], bool]] = []

    def row(self, cells: Sequence[Cell], header: bool = False) -> None:
        """Add a row; it is a header row when it is said to be or all its cells are headers."""
        if cells:
            self._rows.append((cells, header or all(cell.header for cell in cells)))

    def end(self) -> None:
        """Put the cells on the page."""
        heads: dict[int, tuple[Span, ...]] = {}
        below: dict[int, tuple[Cell, int]] = {}  # cells that reach down from rows above
        in_head = True
        if not any(header for _, header in self._rows):
            self._rows[:1] = [(cells, self._names(cells)) for cells, _ in self._rows[:1]]
        for cells, header in self._rows:
            placed, below = _placed(cells, below)
            in_head = in_head and header
            if in_head:
                for column, (cell, new) in placed.items():
                    if new and len(heads.get(column, ())) < _LEVELS:
                        heads[column] = (*heads.get(column, ()), cell.span)
                for cell in cells:
                    self._page.block("cell", *cell.span)
            else:
                self._body(placed, heads)

    def _body(
        self, placed: dict[int, tuple[Cell, bool]], heads: dict[int, tuple[Span, ...]]
    ) -> None:
        """One row: its first cell and the header cells after it are its label."""
        label: tuple[Span, ...] = ()
        leading, done = True, set()
        for column, (cell, new) in sorted(placed.items()):
            named = column == 0 or cell.header or self._serial(label, cell)
            is_label = leading and named and len(label) < _LEVELS
            leading = is_label
            if is_label and cell.span not in label:
                label = (*label, cell.span)
            if new and cell.span not in done:
                done.add(cell.span)
                where = heads.get(column, ())
                row = () if is_label else label
                self._page.block("cell", *cell.span, row=row, column=where)

    def _names(self, cells: Sequence[Cell]) -> bool:
        """Whether a row with no word from its author holds names and years, no figures."""
        words = [self._page.text[slice(*cell.span)].strip() for cell in cells]
        return len(words) > 1 and not any(map(_FIGURE.fullmatch, words))

    def _serial(self, label: tuple[Span, ...], cell: Cell) -> bool:
        """Whether a row begins with its number and the cell after that names it."""
        text = self._page.text
        name = text[slice(*cell.span)]
        number = len(label) == 1 and _SERIAL.fullmatch(text[slice(*label[0])].strip())
        return bool(number) and any(map(str.isalpha, name)) and not any(map(str.isdigit, name))


def _placed(
    cells: Sequence[Cell], below: dict[int, tuple[Cell, int]]
) -> tuple[_Placed, dict[int, tuple[Cell, int]]]:
    """The cells of a row by column, whether each begins here, and what reaches further down."""
    placed = {column: (cell, False) for column, (cell, _) in below.items()}
    further = {c: (cell, left - 1) for c, (cell, left) in below.items() if left > 1}
    column = 0
    for cell in cells:
        while column in placed:
            column += 1
        for _ in range(max(1, min(cell.columns, _WIDEST))):
            placed[column] = (cell, True)
            if cell.rows > 1:
                further[column] = (cell, min(cell.rows, _WIDEST) - 1)
            column += 1
    return placed, further
