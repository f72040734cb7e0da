"""Notebooks: the Markdown cells and the outputs, joined; code is no text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from chinaecon.claims.formats.hypertext import hypertext
from chinaecon.claims.formats.markdown import markdown
from chinaecon.claims.formats.page import Page
from chinaecon.claims.formats.plain import plain
from chinaecon.errors import BadData

_Grammar = Callable[[Page, int, int], None]
_KINDS: tuple[tuple[str, _Grammar], ...] = (
    ("text/markdown", markdown),
    ("text/html", hypertext),
    ("text/plain", plain),
)
_BETWEEN = "\n\n"


def notebook(name: str, text: str) -> Page:
    """Return the page of a notebook: its cells and outputs with a blank line between.

    Raises
    ------
    BadData
        When the text is not the JSON of a notebook.

    Examples
    --------
    >>> cell = {"cell_type": "markdown", "source": ["Up ", "5%"]}
    >>> notebook("a.ipynb", json.dumps({"cells": [cell]})).read()
    'Up 5%'
    """
    parts = list(_parts(name, _cells(name, text)))
    page = Page(name, _BETWEEN.join(source for _, source, _ in parts))
    page.parts = []
    at = 0
    for place, source, grammar in parts:
        page.place = place
        page.parts.append(at)
        grammar(page, at, at + len(source))
        at += len(source) + len(_BETWEEN)
    return page


def _cells(name: str, text: str) -> list[Any]:
    remedy = "Save it as a notebook of format 4."
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadData(
            f"{name}:{error.lineno}:{error.colno} is no JSON: {error.msg}; "
            f"expected a notebook. {remedy}"
        ) from None
    except RecursionError:
        raise BadData(f"{name!r} is nested too deeply; expected a notebook. {remedy}") from None
    cells = found.get("cells") if isinstance(found, dict) else None
    if not isinstance(cells, list):
        raise BadData(f"{name!r} has no list 'cells'; expected a notebook. {remedy}")
    return cells


def _parts(name: str, cells: list[Any]) -> Iterator[tuple[str, str, _Grammar]]:
    """Place, text and grammar of each cell and output."""
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict):
            raise BadData(
                f"{name!r}, cell {number}: found {type(cell).__name__}; expected an object. "
                "Save it as a notebook of format 4."
            )
        if cell.get("cell_type") == "markdown":
            yield f"cell {number}", _joined(cell.get("source")), markdown
        elif cell.get("cell_type") == "code":
            outputs = cell.get("outputs")
            for at, output in enumerate(outputs if isinstance(outputs, list) else [], start=1):
                found = _output(output)
                if found:
                    yield (f"cell {number}, output {at}", *found)


def _output(output: Any) -> tuple[str, _Grammar] | None:
    """The text of an output, in the form that says most of its structure."""
    if not isinstance(output, dict):
        return None
    if output.get("output_type") == "stream" and output.get("name") != "stderr":
        return _joined(output.get("text")), plain
    data = output.get("data")
    for kind, grammar in _KINDS:
        if isinstance(data, dict) and kind in data:
            return _joined(data[kind]), grammar
    return None


def _joined(source: Any) -> str:
    if isinstance(source, list):
        return "".join(piece for piece in source if isinstance(piece, str))
    return source if isinstance(source, str) else ""
