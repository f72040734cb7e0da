"""Citations of the documents behind a frame, and of this package."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeAlias

from chinaecon.data import catalog, layers, store, vocabulary
from chinaecon.errors import BadData, MissingData
from chinaecon.verbs.frame import choose, opened

Document: TypeAlias = Mapping[str, str]
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_GBT = {"press": "N", "table": "DB", "computed": "DB", "software": "CP"}
_CSL = {"press": "article-newspaper", "table": "dataset", "computed": "dataset"}
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@layers.layered
def cite(frame_or_name: object, *, style: str = "bibtex", data: str | Path | None = None) -> str:
    """Cite every document behind a frame, a measure or a dataset, and this package.

    Parameters
    ----------
    frame_or_name : data frame or str
        A frame with a column `source` (rates and prints named in `how` are cited too), or a
        name such as ``"trade.exports"`` or ``"trade"``, for all documents of its prints.
    style : {"bibtex", "csl-json", "chicago", "gbt7714"}
        BibTeX entries; CSL-JSON for reference managers; Chicago author-date; GB/T 7714-2015.
    data : str or pathlib.Path, optional
        A data package of your own, as in `load`.

    Returns
    -------
    str
        One citation for each document, sorted by its id, the package last.

    Raises
    ------
    BadData
        When the frame has no column `source`.
    MissingData
        When a source is in no table of the data package; names all.
    UnknownName
        For a name or style that does not exist.

    Examples
    --------
    >>> import chinaecon as ce
    >>> "@misc{" in ce.cite("trade.exports")
    True
    """
    writers: dict[str, Callable[[Sequence[Document]], str]] = {
        "bibtex": lambda found: "\n\n".join(map(_bibtex, found)),
        "csl-json": lambda found: json.dumps(list(map(_csl, found)), ensure_ascii=False, indent=2),
        "chicago": lambda found: "\n".join(map(_chicago, found)),
        "gbt7714": lambda found: "\n".join(f"[{i}] {_gbt(d)}" for i, d in enumerate(found, 1)),
    }
    write = writers[choose("style", style, writers)]
    ids = _of_name(frame_or_name) if isinstance(frame_or_name, str) else _of_frame(frame_or_name)
    known = catalog.documents()
    unknown = [name for name in ids if name not in known]
    if unknown:
        raise MissingData(
            f"No document for source {', '.join(map(repr, unknown))} in the data package; expected "
            "ids of a sources.csv. Cite your own sources yourself.",
            missing=unknown,
        )
    return write([*(known[name] for name in ids), _package()]) + "\n"


def _of_name(name: str) -> list[str]:
    """The sources of all prints of a dataset or measure."""
    if name in store.datasets():
        return sorted(set(store.table(f"{name}/sources.csv")["source"]))
    found = vocabulary.measure(name)
    return sorted(set(store.prints(found.dataset, (found.measure,))["source"]))


def _of_frame(frame: object) -> list[str]:
    """The sources in a frame; several in one cell are split at ``;``."""
    given = opened(frame, "cite")
    names = given.collect_schema().names()
    if "source" not in names:
        raise BadData("cite found no column 'source'; expected one. Keep it, or pass a name.")
    ids = {part.strip() for cell in _texts(given, "source") for part in cell.split(";")}
    if "how" in names:
        words = {w for cell in _texts(given, "how") for w in re.split(r"[\s,;()+]+", cell)}
        ids |= words & set(catalog.documents())
    return sorted(ids - {""})


def _texts(given: Any, column: str) -> list[str]:
    cells = given.lazy().select(column).unique().collect().get_column(column).to_list()
    return [cell for cell in cells if isinstance(cell, str)]


def _package() -> Document:
    number = version("chinaecon")
    return {
        "source": "chinaecon",
        "kind": "software",
        "author": "The chinaecon authors",
        "title": f"chinaecon, version {number}",
        "publisher": "",
        "published": number[:4],
        "accessed": "",
        "url": "",
        "lang": "en",
    }


def _title(document: Document) -> str:
    return document["title"] or document["source"]


def _publisher(document: Document) -> str:
    """The publisher, where it is not the author itself."""
    return "" if document["publisher"] == document["author"] else document["publisher"]


def _bibtex(document: Document) -> str:
    """One @misc entry, which every BibTeX style can print; the url is left as it is."""
    year, month, _ = _date(document["published"])
    fields = {
        "author": f"{{{_tex(document['author'])}}}",
        "title": f"{{{_tex(_title(document))}}}",
        "howpublished": _tex(_publisher(document)),
        "year": year or "n.d.",
        "month": str(int(month)) if month else "",
        "url": document["url"].replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "note": f"Accessed {document['accessed']}" if document["accessed"] else "",
        "language": document["lang"],
    }
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@misc{{{document['source']},", *lines, "}"])


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in text)


def _csl(document: Document) -> dict[str, Any]:
    """One item of CSL-JSON."""
    kind = document["kind"]
    parts = {
        "id": document["source"],
        "type": "software" if kind == "software" else _CSL.get(kind, "webpage"),
        "author": [{"literal": document["author"]}],
        "title": _title(document),
        "publisher": _publisher(document),
        "issued": _csl_date(document["published"]),
        "accessed": _csl_date(document["accessed"]),
        "URL": document["url"],
        "language": document["lang"],
    }
    return {name: part for name, part in parts.items() if part}


def _csl_date(text: str) -> dict[str, Any]:
    numbers = [int(part) for part in _date(text) if part]
    return {"date-parts": [numbers]} if numbers else {}


def _chicago(document: Document) -> str:
    """Author-date: Author. Year. "Title." Publisher, Month day. URL."""
    year, month, day = _date(document["published"])
    when = f"{_MONTHS[int(month) - 1]} {int(day)}" if day else ""
    when = _MONTHS[int(month) - 1] if month and not day else when
    where = ", ".join(part for part in (_publisher(document), when) if part)
    author = document["author"].rstrip(".")
    parts = [f"{author}. {year or 'n.d'}. “{_title(document).rstrip('.')}.”"]
    parts += [f"{part}." for part in (where, document["url"]) if part]
    return " ".join(parts)


def _gbt(document: Document) -> str:
    """GB/T 7714-2015: Author. Title[EB/OL]. Publisher, (published)[accessed]. URL."""
    mark = _GBT.get(document["kind"], "EB")
    online = "/OL" if document["url"] else ""
    head = f"{document['author'].rstrip('.')}. {_title(document).rstrip('.')}[{mark}{online}]."
    published = document["published"] or "n.d."
    publisher = _publisher(document)
    if mark == "N":
        when = f"{publisher or document['author']}, {published}"
    else:
        when = f"{publisher}, ({published})" if publisher else f"({published})"
    accessed = f"[{document['accessed']}]" if document["accessed"] and online else ""
    return f"{head} {when}{accessed}." + (f" {document['url']}." if online else "")


def _date(text: str) -> tuple[str, str, str]:
    """Year, month and day of a possibly shortened date."""
    year, month, day = [*text.split("-"), "", ""][:3]
    return year, month, day
