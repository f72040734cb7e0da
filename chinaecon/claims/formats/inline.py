"""Markdown within a line or paragraph: code, links, images, emphasis, mathematics, tags."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from chinaecon.claims.formats.page import Page, Span
from chinaecon.claims.formats.tags import (
    PIN,
    TAG,
    attributes,
    comments,
    hide_addresses,
    show_entities,
)

_TICKS = re.compile(r"`+")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_BRACKET = re.compile(r"[\[\]()]")
_EMPHASIS = re.compile(r"\*++|(?<![A-Za-z0-9_])_++|(?<!_)_++(?![A-Za-z0-9])")
_STRUCK = re.compile(r"~~[^~\n]+~~")
_AUTOLINK = re.compile(r"<(?:https?|ftp|mailto):[^<>\s]*>")
_CITATION = re.compile(r"(?<![\w.])@[A-Za-z][\w:-]*")
_ATTRIBUTES = re.compile(r"(?<=[\])`])\{[^{}\n]*\}|\{[#.][^{}\n]*\}")
_RAISED = re.compile(r"<sup>[^<>\n]*</sup>", re.IGNORECASE)
_SHORTCODE = re.compile(r"\{\{[^{}\n]*\}\}")
_DISPLAY = re.compile(r"\$\$[^$]+\$\$")
_MATH = re.compile(r"\$(?=([^$\s][^$\n]*)\$(?![\d$]))")
_FORMULA = frozenset("\\^_=")
_MARKED = re.compile(r"[`\\\[<{*_~$&@]|://|www\.")


def inline(page: Page, start: int, end: int) -> None:
    """Hide the markup of a stretch of Markdown and note its pins.

    Examples
    --------
    >>> page = Page("a", "[**$6** bn](ce:trade.exports/USA/2024), `x = 5`")
    >>> inline(page, 0, 47)
    >>> page.read().split(), page.pins()[0].target
    (['$6', 'bn', ','], 'trade.exports/USA/2024')
    """
    piece = page.text[start:end]
    if not _MARKED.search(piece):
        return
    piece = _hidden(page, piece, start, code_spans(piece))
    escapes = [found.span() for found in _ESCAPE.finditer(piece)]
    _hidden(page, piece, start, [(at, at + 1) for at, _ in escapes])
    piece = _blanked(piece, escapes)
    piece = _hidden(page, piece, start, [outer for outer, _ in comments(piece, 0, len(piece))])
    for pattern in (_RAISED, _SHORTCODE, _STRUCK, _DISPLAY, _AUTOLINK):
        piece = _hidden(page, piece, start, [found.span() for found in pattern.finditer(piece)])
    piece = _hidden(page, piece, start, _formulas(piece))
    piece = tags(page, piece, start)
    _links(page, piece, start)
    for pattern in (_CITATION, _ATTRIBUTES, _EMPHASIS):
        _hidden(page, piece, start, [found.span() for found in pattern.finditer(piece)])
    hide_addresses(page, page.text, start, end)
    show_entities(page, page.text, start, end)


def code_spans(piece: str) -> list[Span]:
    """Return the code of a stretch: from a run of backticks to the next run as long.

    Examples
    --------
    >>> code_spans("a `b` ``c`d``")
    [(2, 5), (6, 13)]
    """
    runs = [found.span() for found in _TICKS.finditer(piece)]
    later: dict[int, int] = {}
    partner: dict[int, int] = {}
    for at in range(len(runs) - 1, -1, -1):
        length = runs[at][1] - runs[at][0]
        if length in later:
            partner[at] = later[length]
        later[length] = at
    spans, at = [], 0
    while at < len(runs):
        if at in partner:
            spans.append((runs[at][0], runs[partner[at]][1]))
            at = partner[at]
        at += 1
    return spans


def tags(page: Page, piece: str, start: int) -> str:
    """Hide the tags of a piece that stands at `start`, note its pins, and blank the tags.

    Examples
    --------
    >>> page = Page("a", '<a href="ce:x">5</a>')
    >>> tags(page, page.text, 0).split(), page.pins()[0].target
    (['5'], 'x')
    """
    spans = []
    opened: tuple[int, str] | None = None
    for found in TAG.finditer(piece):
        spans.append(found.span())
        if found["name"].lower() != "a":
            continue
        if opened and found["end"]:
            page.pin(start + opened[0], start + found.start(), opened[1])
        href = "" if found["end"] else attributes(found["rest"]).get("href", "").strip()
        opened = (found.end(), href.removeprefix(PIN)) if href.startswith(PIN) else None
    return _hidden(page, piece, start, spans)


def _formulas(piece: str) -> list[Span]:
    """The mathematics between two dollar signs; amounts of dollars are none."""
    spans: list[Span] = []
    for found in _MATH.finditer(piece):
        inner = found[1]
        free = not spans or found.start() >= spans[-1][1]
        if free and not inner[-1].isspace() and not _FORMULA.isdisjoint(inner):
            spans.append((found.start(), found.end() + len(inner) + 1))
    return spans


def _links(page: Page, piece: str, start: int) -> None:
    """Hide all of the links but their words."""
    partner = _partners(piece)
    for at, closed in partner.items():
        if piece[at] != "[":
            continue
        after = partner.get(closed + 1, 0)
        image = at > 0 and piece[at - 1] == "!"
        if piece[at + 1] in "^@":
            page.hide(start + at, start + closed + 1)
        elif after:
            page.hide(start + at - image, start + at + 1)
            page.hide(start + closed, start + after + 1)
            target = _target(piece[closed + 2 : after]) if piece[closed + 1] == "(" else ""
            if target.startswith(PIN) and not image:
                page.pin(start + at + 1, start + closed, target.removeprefix(PIN))


def _partners(piece: str) -> dict[int, int]:
    """Where each bracket that is opened is closed."""
    opened: dict[str, list[int]] = {"[": [], "(": []}
    partner = {}
    for found in _BRACKET.finditer(piece):
        sign = found.group()
        if sign in opened:
            opened[sign].append(found.start())
        elif waiting := opened["[" if sign == "]" else "("]:
            partner[waiting.pop()] = found.start()
    return partner


def _target(inside: str) -> str:
    """The address of a link, without its title."""
    inside = inside.strip()
    if inside.startswith("<"):
        return html.unescape(inside[1:].partition(">")[0])
    return html.unescape(inside.split(maxsplit=1)[0]) if inside else ""


def _hidden(page: Page, piece: str, start: int, spans: Sequence[Span]) -> str:
    """Hide spans of a piece that stands at `start`, and blank them in it."""
    for one, other in spans:
        page.hide(start + one, start + other)
    return _blanked(piece, spans)


def _blanked(piece: str, spans: Sequence[Span]) -> str:
    """The piece with spaces for its spans, which lie in order."""
    if not spans:
        return piece
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (piece[at:start], " " * (end - start))
        at = end
    return "".join((*parts, piece[at:]))
