"""Pictures put into a page: SVG as it is, so that its words stay words, others as bytes."""

from __future__ import annotations

import base64
import re
from html import escape
from pathlib import Path

from chinaecon.errors import BadData

_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_ID = re.compile(r' id="([^"]*)"')
_REFERENCE = re.compile(r'(url\(#|href="#)([^)"]*)')


def inlined(file: Path, alt: str, number: int, *, as_pixels: bool = False) -> str:
    """Return a picture as HTML that needs no other file.

    Parameters
    ----------
    file : pathlib.Path
        SVG or pixels.
    alt : str
        What its author says of it.
    number : int
        Of the picture in the page; keeps its ids apart from those of others.
    as_pixels : bool, default False
        Take the PNG beside an SVG, for formats that cannot hold an SVG.

    Returns
    -------
    str
        An ``svg`` or ``img`` element.

    Raises
    ------
    BadData
        When the file is not there, or no picture.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "a.svg"
    >>> _ = file.write_text('<?xml version="1.0"?><svg><g id="x"/><use href="#x"/></svg>')
    >>> inlined(file, "A line", 1)
    '<svg><title>A line</title><g id="p1-x"/><use href="#p1-x"/></svg>'
    """
    pixels = file.with_suffix(".png")
    if as_pixels and file.suffix.lower() == ".svg" and pixels.is_file():
        words = file.with_suffix(".txt")
        told = words.read_text(encoding="utf-8").strip() if words.is_file() else alt
        return image(pixels.read_bytes(), "image/png", told)
    try:
        content = file.read_bytes()
    except OSError:
        raise BadData(
            f"no picture {str(file)!r}; expected one. Draw it or mend its name."
        ) from None
    if file.suffix.lower() == ".svg":
        return drawing(content.decode("utf-8"), alt, number)
    kind = _TYPES.get(file.suffix.lower())
    if kind is None:
        raise BadData(f"{str(file)!r} is no picture; expected .svg, {', '.join(_TYPES)}.")
    return image(content, kind, alt)


def drawing(svg: str, alt: str, number: int) -> str:
    """Return an SVG as it stands in a page: no prolog, no ids but those needed, a title.

    Examples
    --------
    >>> drawing("<svg><title>A</title></svg>", "", 1)
    '<svg><title>A</title></svg>'
    """
    svg = svg[svg.index("<svg") :].strip() if "<svg" in svg else ""
    needed = {name for _, name in _REFERENCE.findall(svg)}
    svg = _ID.sub(lambda m: f' id="p{number}-{m[1]}"' if m[1] in needed else "", svg)
    svg = _REFERENCE.sub(rf"\g<1>p{number}-\g<2>", svg)
    if alt and "<title>" not in svg:
        svg = re.sub(
            r"(<svg\b[^>]*>)", lambda m: f"{m[1]}<title>{escape(alt)}</title>", svg, count=1
        )
    return svg


def image(content: bytes, kind: str, alt: str) -> str:
    """Return pixels as an element.

    Examples
    --------
    >>> image(b"", "image/png", "A line")
    '<img src="data:image/png;base64," alt="A line" />'
    """
    data = base64.b64encode(content).decode("ascii")
    return f'<img src="data:{kind};base64,{data}" alt="{escape(alt)}" />'
