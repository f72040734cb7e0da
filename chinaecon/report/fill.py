"""Pinned figures rewritten from the data: in their own style, and nothing else in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from chinaecon.claims.document import from_bytes
from chinaecon.claims.token import updated
from chinaecon.data import layers
from chinaecon.errors import BadData, ChinaeconError
from chinaecon.report.pinned import pinned, place_of
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
    for one in pinned(document, as_of, problems):
        pin, datum = one.pin, one.datum
        try:
            new = updated(pin.text, datum, one.lang, falls=one.falls)
        except ChinaeconError as error:
            problems.append(f"{place_of(document, pin, one.block)} {error}")
            continue
        if new != pin.text:
            line, column = document.position(pin.start)
            span = (pin.start, pin.end, pin.text, new, pin.target)
            place = one.block.place
            found.append(Change(document.name, line, column, place, *span, datum.source, datum.how))
    return found


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
