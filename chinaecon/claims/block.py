"""Pieces of a document: blocks of text with what stands around them, and pinned figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "cell", "caption"]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table cell or caption.

    Attributes
    ----------
    start, end : int
        Code points of `Document.text`; blocks lie in order and never overlap.
    kind : {"heading", "paragraph", "item", "cell", "caption"}
        What it is.
    headings : tuple of str
        The headings above it, outermost first; the title of the document is the first.
    parent : str or None
        What a list item hangs from: the items above it, outermost first, or else the paragraph
        ending in a colon before the list.
    row, column : str or None
        For a cell of a table: the label of its row and the header of its column, all levels
        joined; None for the labels and headers themselves.
    as_of : str or None
        The date its section is pinned to, ISO 8601.
    place : str
        Where it stands when lines are not those of the file (``cell 3``); else empty.
    """

    start: int
    end: int
    kind: BlockKind
    headings: tuple[str, ...] = ()
    parent: str | None = None
    row: str | None = None
    column: str | None = None
    as_of: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """A figure that its author bound to a fact by hand.

    Attributes
    ----------
    start, end : int
        Code points of `Document.text`.
    text : str
        The words pinned, as they are read.
    target : str
        The address without ``ce:``, e.g. ``trade.total_trade/USA/2024?to=USD``.
    """

    start: int
    end: int
    text: str
    target: str
