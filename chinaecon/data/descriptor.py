"""The descriptor of a data package: its text, and the resources of a dataset in it."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chinaecon.data.schema import ROOT_FILE

PARTS = {
    "observations": "",
    "sources": ": documents",
    "corrections": ": prints held to be wrong",
}
ALL_DOCUMENTS = "sources"
_FORM = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}


def read(folder: Path) -> dict[str, Any]:
    """Return the descriptor of a data package.

    Parameters
    ----------
    folder : pathlib.Path
        Where it lies.

    Returns
    -------
    dict
        The content of its ``datapackage.json``.

    Examples
    --------
    >>> from chinaecon.data import layers
    >>> read(layers.root())["name"]
    'chinaecon'
    """
    found: dict[str, Any] = json.loads((folder / ROOT_FILE).read_text(encoding="utf-8"))
    return found


def text(descriptor: Mapping[str, Any]) -> str:
    r"""Return a descriptor as it is written to its file.

    Parameters
    ----------
    descriptor : mapping
        The content of ``datapackage.json``.

    Returns
    -------
    str
        JSON with an indent of two, ending in a line feed.

    Examples
    --------
    >>> text({"name": "own"})
    '{\n  "name": "own"\n}\n'
    """
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"


def with_dataset(descriptor: Mapping[str, Any], dataset: str, title: str) -> dict[str, Any]:
    """Return a descriptor that lists the three files of a dataset.

    Parameters
    ----------
    descriptor : mapping
        The content of ``datapackage.json``; not changed.
    dataset : str
        Name of the folder.
    title : str
        Its title.

    Returns
    -------
    dict
        What is listed already stays as it is; the documents also join the resource of all.

    Examples
    --------
    >>> found = with_dataset({"resources": []}, "own", "Our figures")
    >>> [resource["name"] for resource in found["resources"]]
    ['own-observations', 'own-sources', 'own-corrections', 'sources']
    """
    changed: dict[str, Any] = copy.deepcopy(dict(descriptor))
    resources = changed.setdefault("resources", [])
    there = {resource.get("name"): resource for resource in resources}
    new = [
        _resource(f"{dataset}-{part}", f"{dataset}/{part}.csv", title + words, part)
        for part, words in PARTS.items()
        if f"{dataset}-{part}" not in there
    ]
    whole = there.get(ALL_DOCUMENTS)
    at = resources.index(whole) if whole else len(resources)
    resources[at:at] = new
    if whole is None:
        whole = _resource(ALL_DOCUMENTS, [], "Documents of all datasets together", "documents")
        resources.append(whole)
    paths = [whole["path"]] if isinstance(whole["path"], str) else whole["path"]
    whole["path"] = sorted({*paths, f"{dataset}/sources.csv"})
    return changed


def _resource(name: str, path: str | list[str], title: str, schema: str) -> dict[str, Any]:
    head = {"name": name, "type": "table", "path": path, "title": title}
    return {**head, **_FORM, "schema": f"schema/{schema}.json"}
