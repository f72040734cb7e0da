"""Pinned figures rewritten from the data: in their own style, and nothing else in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from chinaecon.claims import pins
from chinaecon.claims.document import Block, Document, Pin, from_bytes
from chinaecon.claims.target import is_currency
from chinaecon.claims.token import updated
from chinaecon.data import layers
from chinaecon.errors import BadData, ChinaeconError
from chinaecon.figures.extract import extract
from chinaecon.figures.figure import Figure
from chinaecon.figures.reader import figure
from chinaecon.report.source import Edit, Source


@dataclass(frozen=True, slots=True)
class Change:
    """One pinned figure that was, or would be, rewritten.

    Attributes
    ----------
    file, line, column, place : str or int
        Where; the place is the cell of a notebook.
    start, end : int
        Code points of the document before the change.
    old, new : str
        The words.
    target : str
        The pin's address.
    source, how : str
        The documents of the new number, and how it was computed.
    """

    file: str
    line: int
    column: int
    place: str
    start: int
    end: int
    old: str
    new: str
    target: str
    source: str
    how: str

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain strings and numbers, ready for JSON."""
        return asdict(self)

    def __str__(self) -> str:
        place = f" ({self.place})" if self.place else ""
        where = f"{self.file}:{self.line}:{self.column}{place}"
        return f"{where} {self.old!r} -> {self.new!r} ({self.target}; {self.source})"


@layers.layered
def fill(
    paths: Iterable[str | Path],
    *,
    check: bool = False,
    as_of: str | None = None,
    data: str | Path | None = None,
) -> list[Change]:
    """Rewrite the pinned figures of some files from the data.

    A figure keeps its language, unit, magnitude word, decimals and qualifier. The currency of
    the figure is that of the print: without ``to=`` nothing is converted.

    Parameters
    ----------
    paths : iterable of str or path
        Documents in any format that has pins.
    check : bool, default False
        Write nothing.
    as_of : str, optional
        Only documents published by then; a date in a pin or of its section comes first.
    data : str or pathlib.Path, optional
        A data package of your own, as in ``ce.load``.

    Returns
    -------
    list of Change
        What was rewritten, or would be.

    Raises
    ------
    BadData
        When a file cannot be read, or a figure cannot be filled; all of them at once, and
        nothing is written.

    Notes
    -----
    Each file is written beside its place and then renamed. Outputs of notebooks stay as they
    are: running the notebook writes them.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "report.md"
    >>> _ = path.write_text("Trade: [$670 billion](ce:total_trade/USA/2024).", encoding="utf-8")
    >>> [change.new for change in fill([path])], path.read_text(encoding="utf-8")[:22]
    (['$688 billion'], 'Trade: [$688 billion](')
    """
    changes: list[Change] = []
    problems: list[str] = []
    ready: list[tuple[Source, bytes]] = []
    for path in {Path(path).resolve(): path for path in paths}.values():
        try:
            source = Source(path)
            found = _changes(source, as_of, problems)
            if found:
                ready.append((source, _rewritten(source, found)))
                changes += found
        except ChinaeconError as error:
            problems += getattr(error, "problems", ()) or [str(error)]
    if problems:
        raise BadData("\n".join([*problems, "Nothing was written."]), problems=problems)
    for source, new in () if check else ready:
        source.write(new)
    return changes


def _changes(source: Source, as_of: str | None, problems: list[str]) -> list[Change]:
    """The figures of a document that the data change; what cannot be filled is told."""
    document, found = source.document, []
    figures = _Figures(document)
    for pin, block in _placed(document):
        if "output" in block.place:
            continue
        line, column = document.position(pin.start)
        try:
            new, datum = _new(pin, block, figures.around(pin, block), as_of)
        except ChinaeconError as error:
            place = f" ({block.place})" if block.place else ""
            problems.append(f"{document.name}:{line}:{column}{place} {error}")
            continue
        if new != pin.text:
            span = (pin.start, pin.end, pin.text, new, pin.target)
            found.append(
                Change(document.name, line, column, block.place, *span, datum.source, datum.how)
            )
    return found


def _placed(document: Document) -> Iterator[tuple[Pin, Block]]:
    """Each pin with the block that it stands in."""
    blocks = iter(document.blocks)
    block = next(blocks, None)
    for pin in document.pins:
        while block is not None and block.end < pin.end:
            block = next(blocks, None)
        yield pin, block if block is not None else Block(pin.start, pin.end, "paragraph")


def _new(
    pin: Pin, block: Block, around: Figure | None, as_of: str | None
) -> tuple[str, pins.Datum]:
    """The words of a pin as the data have them."""
    target = pins.parse(pin.target)
    old = figure(pin.text, around.lang if around else None)
    if around is None:
        raise BadData(f"found {pin.text!r}; expected an amount. Pin the figure's own words.")
    plain = target.currency is None and target.to is None and target.verb is None
    if plain and old.unit is not None and is_currency(old.unit):
        target = replace(target, currency=old.unit)
    datum = pins.value(target, as_of=block.as_of or as_of)
    falls = bool(around.value and old.value and around.value < 0 < old.value)
    return updated(pin.text, datum, old.lang, falls=falls), datum


class _Figures:
    """The figures of the blocks of a document, each block read once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._block: Block | None = None
        self._found: list[Figure] = []

    def around(self, pin: Pin, block: Block) -> Figure | None:
        """The figure of a pin as the sentence around it makes it read: fell by 3%."""
        if block != self._block:
            self._block = block
            self._found = extract(self._document.text[block.start : block.end])
        start, end = pin.start - block.start, pin.end - block.start
        found = [one for one in self._found if one.start < end and start < one.end]
        if len(found) > 1:
            count = len(found)
            raise BadData(f"found {pin.text!r}, {count} figures; expected one. Pin each alone.")
        return found[0] if found else None


def _rewritten(source: Source, changes: Iterable[Change]) -> bytes:
    """The content of a file with its changes, read back to be sure."""
    new = source.edited([_edit(change) for change in changes])
    meant = {change.start: change.new for change in changes}
    words = [(meant.get(pin.start, pin.text), pin.target) for pin in source.document.pins]
    if [(pin.text, pin.target) for pin in from_bytes(new, source.name).pins] != words:
        raise BadData(f"{source.name!r} does not read back as filled. Write its figures by hand.")
    return new


def _edit(change: Change) -> Edit:
    """The digits that differ: markup around and between them stays as it is."""
    old, new = change.old, change.new
    head = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    head = min(len(old), len(new)) if head is None else head
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return change.start + head, change.end - tail, new[head : len(new) - tail]
