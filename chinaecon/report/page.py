"""A report as one page of HTML: its text, its pictures, the notes on its figures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from chinaecon.claims.file import decoded
from chinaecon.claims.formats import notebook
from chinaecon.claims.formats.front import front_matter
from chinaecon.claims.formats.hypertext import hypertext
from chinaecon.claims.formats.markdown import markdown
from chinaecon.claims.formats.page import Page
from chinaecon.claims.verdict import Verdict
from chinaecon.errors import BadData
from chinaecon.report import manifest
from chinaecon.report.folder import Folder
from chinaecon.report.illustration import drawing
from chinaecon.report.markup import Markup, annotated, marked, uncommented
from chinaecon.report.notes import Note, notes, table
from chinaecon.report.source import Source

STYLE = files("chinaecon.report").joinpath("page.css")
_ENTRY = re.compile(r"^(title|author|lang)\s*[:=]\s*(.*?)\s*$", re.MULTILINE)
_TITLE = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_PAGE = """\
<!DOCTYPE html>
<html lang="{lang}" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>{title}</title>
{facts}<style>
{style}</style>
</head>
<body>
<main>
{head}{body}</main>
{notes}<footer><p>{end}</p></footer>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class _Text:
    """What the pieces of a page share."""

    source: Source
    markup: Markup
    verdicts: list[Verdict]
    notes: Mapping[int, Note]
    problems: list[str] = field(default_factory=list)

    def html(self, text: str, offset: int, grammar: Any, *, is_quarto: bool = False) -> str:
        """A stretch of the document that begins at an offset of it."""
        end = offset + len(text)
        own = [(n, v) for n, v in enumerate(self.verdicts) if offset <= v.start and v.end <= end]
        words = marked(text, own, offset)
        if grammar is markdown:
            made = self.markup.html(words, is_quarto=is_quarto)
        elif grammar is hypertext:
            made = f"<div>{uncommented(words)}</div>\n"
        else:
            made = f"<pre>{escape(words, quote=False)}</pre>\n"
        for file, error in self.markup.missing:
            line, column = self.source.document.position(offset + max(0, text.find(file)))
            self.problems.append(f"{self.source.name}:{line}:{column} {error}")
        self.markup.missing.clear()
        return annotated(made, self.notes)


def page(
    folder: Folder, source: Source, verdicts: list[Verdict], *, as_pixels: bool = False
) -> str:
    r"""Return a report as HTML that needs no other file.

    Parameters
    ----------
    folder : Folder
        From which its pictures are read.
    source : Source
        The report.
    verdicts : list of Verdict
        On its figures.
    as_pixels : bool, default False
        Pictures as PNG and figures without notes, for a converter to other formats.

    Returns
    -------
    str
        Well-formed as XML, as far as HTML within the report is. Nothing is run: of notebooks the
        outputs are shown as they were saved, of Quarto documents the text.

    Raises
    ------
    BadData
        When pictures of the text are not there; all of them at once.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = Folder(Path(tempfile.mkdtemp()))
    >>> _ = (folder.path / "report.md").write_text("# Trade\n\nUp 5%.")
    >>> page(folder, Source(folder.document()), []).splitlines()[5]
    '<title>Trade</title>'
    """
    found = [] if as_pixels else notes(verdicts)
    places = {place: note for note in found for place in note.places}
    text = _Text(source, Markup(folder.path, as_pixels=as_pixels), verdicts, places)
    raw = decoded(source.raw, source.name)
    facts: dict[str, str] = {}
    if source.path.suffix == ".ipynb":
        body = "".join(_cells(text, raw))
    else:
        start = front_matter(Page(source.name, raw), 0, len(raw))
        facts = {key: value.strip("\"'") for key, value in _ENTRY.findall(raw[:start])}
        is_quarto = source.path.suffix == ".qmd"
        body = text.html(raw[start:], start, markdown, is_quarto=is_quarto)
    if text.problems:
        raise BadData("\n".join(text.problems), problems=text.problems)
    facts["date"] = _day(source.document.date, facts.get("lang", "en"))
    return _whole(facts, body, table(found, verdicts), is_headed=not as_pixels)


def _whole(facts: dict[str, str], body: str, notes: str, *, is_headed: bool) -> str:
    """Head, body, notes and what it was made with; without a heading for a converter's own."""
    first = _TITLE.search(body)
    heading = _TAG.sub("", first[1]) if first else ""
    title = escape(facts["title"]) if facts.get("title") else heading or "Report"
    told = {name: escape(facts[name]) for name in ("author", "date") if facts.get(name)}
    head = f'<p class="day">{" · ".join(told.values())}</p>\n' if told and is_headed else ""
    if heading != title and is_headed:
        head += f"<h1>{title}</h1>\n"
    if first and heading == title and not is_headed:
        body = body.replace(first[0], "", 1)
    made = f"chinaecon {version('chinaecon')}, data to {manifest.vintage()}"
    return _PAGE.format(
        lang=escape(facts.get("lang", "en")),
        title=title,
        facts="".join(f'<meta name="{n}" content="{value}" />\n' for n, value in told.items()),
        style=STYLE.read_text(encoding="utf-8"),
        head=head,
        body=body,
        notes=notes,
        end=f"Figures and pictures made with {made}.",
    )


def _day(text: str | None, lang: str) -> str:
    """A date in words where the page is in English."""
    if text is None or len(text) < len("2025-03-05") or not lang.startswith("en"):
        return text or ""
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"


def _cells(text: _Text, raw: str) -> Iterator[str]:
    """The cells of a notebook that are text, and the outputs of the others."""
    source = text.source
    parts = notebook.parts(source.name, raw)
    starts = dict(zip((place for place, _, _ in parts), source.document.parts, strict=True))
    texts = {place: ("".join(pieces), grammar) for place, pieces, grammar in parts}
    for number, cell in enumerate(json.loads(raw)["cells"], start=1):
        outputs = cell.get("outputs") if isinstance(cell.get("outputs"), list) else []
        for place, output in [(f"cell {number}", cell)] + [
            (f"cell {number}, output {at}", one) for at, one in enumerate(outputs, start=1)
        ]:
            picture = _picture(text.markup, output.get("data"))
            if picture:
                yield f"<figure>\n{picture}\n</figure>\n"
            elif place in texts:
                words, grammar = texts[place]
                yield text.html(words, starts[place], grammar)


def _picture(markup: Markup, data: Any) -> str:
    """The picture of an output, as it was saved."""
    if not isinstance(data, dict):
        return ""
    alt = "".join(data.get("text/plain", []))
    if "image/svg+xml" in data and not markup.as_pixels:
        markup.pictures += 1
        return drawing("".join(data["image/svg+xml"]), alt, markup.pictures)
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            content = "".join("".join(data[kind]).split())
            return f'<img src="data:{kind};base64,{content}" alt="{escape(alt)}" />'
    return ""
