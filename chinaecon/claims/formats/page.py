"""A page being read: what of it is hidden, what stands where; knows no format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from chinaecon import period as periods
from chinaecon.claims.block import Block, BlockKind, Pin
from chinaecon.errors import BadData

Span = tuple[int, int]
DEEPEST = 9
_VISIBLE = re.compile(r"[^\r\n]")
_REMARKS = "'as-of 2025-01-13', 'ignore' and 'end'"
_TAG = re.compile(r"<[^<>]*>")
_TAIL = 200  # how far back a colon is looked for
_COLONS = (":", "：")


@dataclass(slots=True)
class _Section:
    """An open section: its level, the headings down to it, the date pinned for it."""

    level: int
    path: tuple[Span, ...]
    as_of: str | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A block before the hidden places are known."""

    start: int
    end: int
    kind: BlockKind
    headings: tuple[Span, ...]
    parent: tuple[Span, ...]
    row: tuple[Span, ...]
    column: tuple[Span, ...]
    as_of: str | None
    place: str


class Page:
    """The text of a document while a grammar reads it, from the start to the end.

    Parameters
    ----------
    name : str
        The document, for messages.
    text : str
        What is read; all offsets are its code points.

    Examples
    --------
    >>> page = Page("a", "# Trade")
    >>> page.hide(0, 1)
    >>> page.heading(1, 1, 7)
    >>> page.read(), page.blocks()[0].kind
    ('  Trade', 'heading')
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.date: str | None = None
        self.place = ""
        self.parts: list[int] = [0]
        self._covers: list[tuple[int, int, str]] = []
        self._drafts: list[_Draft] = []
        self._pins: list[tuple[int, int, str]] = []
        self._sections = [_Section(-1, (), None)]
        self._ignored: int | None = None
        self._problems: list[str] = []

    def hide(self, start: int, end: int) -> None:
        """Take a stretch of the text for markup."""
        self.show(start, end, "")

    def show(self, start: int, end: int, text: str) -> None:
        """Read a stretch of the text as another text, no longer than it."""
        if start < end:
            self._covers.append((start, end, text))

    def heading(self, level: int, start: int, end: int) -> None:
        """Begin a section: the heading stands there, and the deeper ones end."""
        level = min(level, DEEPEST)
        while self._sections[-1].level >= level:
            self._sections.pop()
        self.block("heading", start, end)
        path = (*self._sections[-1].path, (start, end))
        self._sections.append(_Section(level, path, None))

    def block(
        self,
        kind: BlockKind,
        start: int,
        end: int,
        *,
        parent: tuple[Span, ...] = (),
        row: tuple[Span, ...] = (),
        column: tuple[Span, ...] = (),
    ) -> None:
        """Note a block; one without visible text is left out in the end."""
        path = self._sections[-1].path
        pinned = next((s.as_of for s in reversed(self._sections) if s.as_of), None)
        self._drafts.append(_Draft(start, end, kind, path, parent, row, column, pinned, self.place))

    def pin(self, start: int, end: int, target: str) -> None:
        """Note a pinned figure."""
        self._pins.append((start, end, target))

    def hangs(self, span: Span) -> bool:
        """Whether a paragraph ends in a colon, so that the list after it hangs from it."""
        tail = self.text[max(span[0], span[1] - _TAIL) : span[1]]
        return _TAG.sub("", tail).rstrip(" \t\r\n*_").endswith(_COLONS)

    def remark(self, start: int, end: int) -> bool:
        """Obey a comment that speaks to this package; tell whether it does."""
        who, _, said = self.text[start:end].partition(":")
        if who.strip() != "chinaecon":
            return False
        words = said.split()
        if words[:1] == ["as-of"] and len(words) == 2:
            self._pin_date(start, words[1])
        elif words == ["ignore"] and self._ignored is None:
            self._ignored = start
        elif words == ["end"] and self._ignored is not None:
            self.hide(self._ignored, end)
            self._ignored = None
        else:
            self._complain(start, f"found {' '.join(words)[:40]!r}; expected {_REMARKS}, in pairs")
        return True

    def _pin_date(self, at: int, text: str) -> None:
        try:
            periods.last_day(text)
        except BadData:
            self._complain(at, f"found as-of {text!r}; expected a date such as '2025-01-13'")
        else:
            self._sections[-1].as_of = text

    def _complain(self, at: int, what: str) -> None:
        line, column = position(self.text, at)
        self._problems.append(f"{self.name}:{line}:{column} {what}. Mend the comment.")

    def close(self) -> None:
        """End the page.

        Raises
        ------
        BadData
            When comments to this package are wrong, all of them at once.
        """
        if self._ignored is not None:
            self._complain(
                self._ignored, "found 'ignore' without an end; expected 'chinaecon: end'"
            )
        if self._problems:
            raise BadData("\n".join(self._problems), problems=self._problems)

    def read(self) -> str:
        """Return the text with spaces for what is hidden, character for character."""
        parts: list[str] = []
        at = 0
        for start, end, shown in sorted(self._covers, key=lambda c: (c[0], -c[1])):
            if end <= at:
                continue
            hidden = self.text[max(at, start) : end]
            parts += (self.text[at:start], _covered(hidden, "" if start < at else shown))
            at = end
        return "".join((*parts, self.text[at:]))

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks that have visible text, in order; a table in a heading is of it."""
        text = self.read()

        @cache
        def words(spans: tuple[Span, ...]) -> str | None:
            said = (" ".join(text[start:end].split()) for start, end in spans)
            return " ".join(dict.fromkeys(filter(None, said))) or None

        found: list[Block] = []
        for d in sorted(self._drafts, key=lambda d: d.start):
            start, end = trimmed(text, d.start, d.end)
            if start < end and (not found or found[-1].end <= start):
                above = tuple(filter(None, (words((span,)) for span in d.headings)))
                around = (words(d.parent), words(d.row), words(d.column))
                found.append(Block(start, end, d.kind, above, *around, d.as_of, d.place))
        return tuple(found)

    def pins(self) -> tuple[Pin, ...]:
        """Return the pins that have visible text, in order."""
        text = self.read()
        found = ((*trimmed(text, start, end), target) for start, end, target in self._pins)
        return tuple(Pin(a, b, text[a:b], target) for a, b, target in sorted(found) if a < b)


def _covered(text: str, shown: str) -> str:
    """Spaces for a text, or what is shown for it, put next to the number it belongs to."""
    blank = _VISIBLE.sub(" ", text)
    if not shown or len(shown) > len(text):
        return blank
    if shown[0].isalnum() or shown[0] in "%‰–—,.":
        return shown + blank[len(shown) :]
    return blank[len(shown) :] + shown


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without the spaces at its ends.

    Examples
    --------
    >>> trimmed(" a ", 0, 3)
    (1, 2)
    """
    piece = text[start:end]
    bare = piece.lstrip()
    start += len(piece) - len(bare)
    return start, start + len(bare.rstrip())


def position(text: str, offset: int) -> Span:
    r"""Return line and column of an offset, both from one.

    Examples
    --------
    >>> position("a\nbc", 3)
    (2, 2)
    """
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def lines(text: str, start: int, end: int) -> Sequence[Span]:
    r"""Return the lines of a stretch of text, without their ends.

    Examples
    --------
    >>> lines("a\r\nb", 0, 4)
    [(0, 1), (3, 4)]
    """
    found = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        found.append((start, stop - (text[start:stop].endswith("\r"))))
        start = stop + 1
    return found
