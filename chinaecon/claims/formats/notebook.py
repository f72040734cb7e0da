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
Part = tuple[str, "list[str]", _Grammar]


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
    found = [(place, "".join(lines), grammar) for place, lines, grammar in parts(name, text)]
    page = Page(name, _BETWEEN.join(source for _, source, _ in found))
    page.parts = []
    at = 0
    for place, source, grammar in found:
        page.place = place
        page.parts.append(at)
        grammar(page, at, at + len(source))
        at += len(source) + len(_BETWEEN)
    return page


def parts(name: str, text: str, decode: Callable[[str], Any] = json.loads) -> list[Part]:
    """Return place, pieces of text and grammar of each cell and output that is read.

    Parameters
    ----------
    name, text : str
        The notebook, as its file holds it.
    decode : callable
        Reads the JSON.

    Returns
    -------
    list of (str, list of str, callable)
        The pieces are the strings that `decode` gave.

    Raises
    ------
    BadData
        When the text is not the JSON of a notebook.

    Examples
    --------
    >>> cell = {"cell_type": "markdown", "source": ["Up ", "5%"]}
    >>> parts("a.ipynb", json.dumps({"cells": [cell]}))[0][:2]
    ('cell 1', ['Up ', '5%'])
    """
    return list(_parts(name, _cells(name, text, decode)))


def _cells(name: str, text: str, decode: Callable[[str], Any]) -> list[Any]:
    remedy = "Save it as a notebook of format 4."
    try:
        found = decode(text)
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


def _parts(name: str, cells: list[Any]) -> Iterator[Part]:
    """Place, text and grammar of each cell and output."""
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict):
            raise BadData(
                f"{name!r}, cell {number}: found {type(cell).__name__}; expected an object. "
                "Save it as a notebook of format 4."
            )
        if cell.get("cell_type") == "markdown":
            yield f"cell {number}", _pieces(cell.get("source")), markdown
        elif cell.get("cell_type") == "code":
            outputs = cell.get("outputs")
            for at, output in enumerate(outputs if isinstance(outputs, list) else [], start=1):
                found = _output(output)
                if found:
                    yield (f"cell {number}, output {at}", *found)


def _output(output: Any) -> tuple[list[str], _Grammar] | None:
    """The text of an output, in the form that says most of its structure."""
    if not isinstance(output, dict):
        return None
    if output.get("output_type") == "stream" and output.get("name") != "stderr":
        return _pieces(output.get("text")), plain
    data = output.get("data")
    for kind, grammar in _KINDS:
        if isinstance(data, dict) and kind in data:
            return _pieces(data[kind]), grammar
    return None


def _pieces(source: Any) -> list[str]:
    lines = source if isinstance(source, list) else [source]
    return [line for line in lines if isinstance(line, str)]
