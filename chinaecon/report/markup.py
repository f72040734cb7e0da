"""Markdown as HTML: pictures put in, pins as plain figures, each figure with its note."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from chinaecon.claims.verdict import Verdict
from chinaecon.errors import BadData
from chinaecon.report.illustration import inlined
from chinaecon.report.notes import Note

# private characters: one for the beginning of each figure, one for the end of any
_BEGIN, _END = 0x100000, "\U000f0000"
_MARK = re.compile("[\U000f0000\U00100000-\U0010fffd]")
_TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_ATTRIBUTES = re.compile(r"(?<=\))\{[^{}\n]*\}|[ \t]+\{[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)
_FENCED_DIV = re.compile(r"^[ \t]*:::.*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)


def marked(text: str, verdicts: Iterable[tuple[int, Verdict]], offset: int = 0) -> str:
    """Return a text with the beginnings and ends of its figures marked.

    Parameters
    ----------
    text : str
        As its author wrote it.
    verdicts : iterable of (int, Verdict)
        Those of the document with their numbers, in order.
    offset : int
        Where the text begins in the document.

    Returns
    -------
    str
        For `annotated` to find, through any conversion between.

    Examples
    --------
    >>> len(marked("Up 5%.", [(0, Verdict("a", 1, 4, 3, 5, "5%", "uncovered"))]))
    8
    """
    text = _MARK.sub("\ufffd", text)
    found, at = [], 0
    for number, verdict in verdicts:
        start, end = verdict.start - offset, verdict.end - offset
        start -= start > 0 and text[start - 1] == "\\"  # which escapes the sign after it
        if at <= start < end <= len(text):
            found += [text[at:start], chr(_BEGIN + number), text[start:end], _END]
            at = end
    return "".join([*found, text[at:]])


def annotated(html: str, notes: Mapping[int, Note]) -> str:
    """Return HTML in which marked figures lead to their notes.

    Parameters
    ----------
    html : str
        With the marks of `marked`.
    notes : mapping of int to Note
        By the number of the verdict.

    Returns
    -------
    str
        Well-formed where it was: only text is wrapped, piece by piece.

    Examples
    --------
    >>> verdict = Verdict("a", 1, 4, 3, 5, "5%", "uncovered", reason="no measure")
    >>> annotated(f"<p>{marked('Up 5%.', [(0, verdict)])}</p>", {0: Note(1, verdict, (0,))})[:38]
    '<p>Up <a id="said-0" class="uncovered"'
    """
    open_, links, begun = -1, 0, set()
    parts = _TAG.split(html)
    for at, part in enumerate(parts):
        if part.startswith("<") and at % 2:
            links += part.startswith("<a ") - part.startswith("</a")
            parts[at] = _MARK.sub("", part)
            continue
        pieces = []
        for piece in re.split(f"({_MARK.pattern})", part):
            if _MARK.fullmatch(piece):
                open_ = -1 if piece == _END else ord(piece) - _BEGIN
            elif open_ in notes and piece.strip():
                pieces.append(_wrapped(piece, open_, notes[open_], open_ not in begun, links > 0))
                begun.add(open_)
            else:
                pieces.append(piece)
        parts[at] = "".join(pieces)
    return "".join(parts)


def _wrapped(piece: str, place: int, note: Note, is_first: bool, within: bool) -> str:
    tag, href = ("span", "") if within else ("a", f' href="#figure-{note.number}"')
    said = f' id="said-{place}"' if is_first else ""
    title = escape(note.title)
    return f'<{tag}{said} class="{note.verdict.verdict}"{href} title="{title}">{piece}</{tag}>'


def uncommented(html: str) -> str:
    """Return HTML without its comments.

    Examples
    --------
    >>> uncommented("<p>Up.<!-- a note --></p>")
    '<p>Up.</p>'
    """
    return _COMMENT.sub("", html)


class Markup:
    r"""A converter of Markdown for one page.

    Parameters
    ----------
    folder : pathlib.Path
        From which pictures are read.
    as_pixels : bool
        As in `inlined`.

    Attributes
    ----------
    pictures : int
        How many there were so far.
    missing : list of (str, str)
        Pictures that are not there, and what is wrong with each.

    Examples
    --------
    >>> Markup(Path()).html("Up [5%](ce:exports/USA/2024?verb=growth).")
    '<p>Up 5%.</p>\n'
    """

    def __init__(self, folder: Path, *, as_pixels: bool = False) -> None:
        self._folder, self.as_pixels = folder, as_pixels
        self.pictures = 0
        self.missing: list[tuple[str, str]] = []
        self._is_pin = False
        self._parser = MarkdownIt("commonmark", {"xhtmlOut": True})
        assert isinstance(self._parser.renderer, RendererHTML)
        self._renderer = self._parser.renderer
        self._parser.enable(["table", "strikethrough"])
        rules: dict[str, Callable[..., str]] = {
            "link_open": self._link_open,
            "link_close": self._link_close,
            "image": self._image,
            "fence": self._fence,
            "html_block": self._element,
            "html_inline": self._element,
            "paragraph_open": self._paragraph,
            "paragraph_close": self._paragraph,
        }
        for rule, function in rules.items():
            self._renderer.rules[rule] = function  # type: ignore[assignment]

    def html(self, text: str, *, is_quarto: bool = False) -> str:
        """Return a text as HTML.

        Parameters
        ----------
        text : str
            Markdown without front matter.
        is_quarto : bool
            Leave out attributes in braces and the fences of divisions.
        """
        if is_quarto:
            text = _FENCED_DIV.sub("", _ATTRIBUTES.sub("", text))
        return str(self._parser.render(text))

    def picture(self, file: str, alt: str) -> str:
        """Return a picture of the folder as HTML; one that is not there is noted."""
        self.pictures += 1
        try:
            return inlined(self._folder / file, alt, self.pictures, as_pixels=self.as_pixels)
        except BadData as error:
            self.missing.append((file, str(error)))
            return ""

    def _link_open(self, tokens: Sequence[Token], at: int, *rest: Any) -> str:
        self._is_pin = str(tokens[at].attrGet("href") or "").startswith("ce:")
        return "" if self._is_pin else self._plain(tokens, at, *rest)

    def _link_close(self, tokens: Sequence[Token], at: int, *rest: Any) -> str:
        was, self._is_pin = self._is_pin, False
        return "" if was else self._plain(tokens, at, *rest)

    def _plain(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return str(self._renderer.renderToken(tokens, at, options, env))

    def _image(
        self, tokens: Sequence[Token], at: int, options: Any, env: MutableMapping[str, Any]
    ) -> str:
        token = tokens[at]
        file = str(token.attrGet("src") or "")
        alt = self._renderer.renderInlineAsText(token.children or [], options, env)
        alt = _MARK.sub("", alt)
        if "://" in file or file.startswith("data:"):
            return f'<img src="{escape(file)}" alt="{escape(alt)}" />'
        return self.picture(file, alt)

    def _fence(self, tokens: Sequence[Token], at: int, *rest: Any) -> str:
        """Code; that of a cell that would be run is left out, as nothing is run here."""
        token = tokens[at]
        if token.info.strip().startswith("{"):
            return ""
        return f"<pre><code>{escape(token.content)}</code></pre>\n"

    def _element(self, tokens: Sequence[Token], at: int, *rest: Any) -> str:
        return uncommented(tokens[at].content)

    def _paragraph(self, tokens: Sequence[Token], at: int, *rest: Any) -> str:
        """A paragraph; a picture alone is an illustration with its words below."""
        token = tokens[at]
        inline = tokens[at + 1] if token.nesting == 1 else tokens[at - 1]
        children = inline.children or []
        if token.hidden or len(children) != 1 or children[0].type != "image":
            return self._plain(tokens, at, *rest)
        if token.nesting == 1:
            return "<figure>\n"
        words = _MARK.sub("", str(children[0].content))
        caption = f"\n<figcaption>{escape(words)}</figcaption>" if words else ""
        return f"{caption}\n</figure>\n"
