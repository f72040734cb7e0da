"""The template of a data package of one's own, in the layout of the shipped one."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping
from pathlib import Path

from chinaecon.data import descriptor, layers, store
from chinaecon.data.schema import ROOT_FILE
from chinaecon.errors import BadData

DATASET, MEASURE = "own", "deliveries"
_COPIED = ("units", "entities", "aliases", "authorities", "hazards")
_ROWS: Mapping[str, Mapping[str, str]] = {
    "vocab/measures.csv": {
        "measure": MEASURE,
        "dataset": DATASET,
        "title": "Deliveries (example)",
        "title_zh": "交付量（示例）",
        "definition": "An example: vehicles handed over to buyers in the period. Replace it.",
        "unit": "thousand vehicle",
        "timing": "flow flow_ytd",
        "rounding": "printed",
    },
    "vocab/releases.csv": {
        "measure": MEASURE,
        "frequency": "month",
        "lag_days": "10",
        "note": "an example",
    },
    f"{DATASET}/observations.csv": {
        "measure": MEASURE,
        "entity": "CHN",
        "period": "2025-01",
        "timing": "flow",
        "value": "12.3",
        "unit": "thousand vehicle",
        "qualifier": "=",
        "status": "A",
        "as_printed": "1.23万辆",
        "lang": "zh",
        "source": "example-2025-02-08",
        "note": "invented to show the form; delete it",
    },
    f"{DATASET}/sources.csv": {
        "source": "example-2025-02-08",
        "publisher": "Example",
        "title": "An invented document",
        "lang": "zh",
        "url": "https://example.org/deliveries",
        "published": "2025-02-08",
        "accessed": "2025-02",
        "kind": "press",
        "licence": "facts",
    },
    f"{DATASET}/corrections.csv": {},
}
_NOTES = f"""\
# {DATASET}

A data package of our own beside the one of chinaecon: what is in, from whom, what to mind.

## How to use it
- `vocab/measures.csv` defines what is counted, one line a measure; `{MEASURE}` is an example.
- `chinaecon add {DATASET}.{MEASURE} CHN 2025-02 "1.31万辆" --lang zh --url https://... \
--published 2025-03-08 --publisher ... --data FOLDER` adds a figure with its source.
- `chinaecon validate FOLDER` checks every row.
- `chinaecon --data FOLDER show {DATASET}.{MEASURE}` and
  `ce.load("{DATASET}.{MEASURE}", data="FOLDER")` read it; what it lacks comes from chinaecon.

The example row is invented: delete it, its source and its measure once there are others.
"""


def write(folder: str | Path) -> list[str]:
    """Write the template into a new or empty folder.

    Parameters
    ----------
    folder : str or pathlib.Path
        Made if it is not there.

    Returns
    -------
    list of str
        The files written, sorted, relative to it.

    Raises
    ------
    BadData
        When the folder holds something, or is a file.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as place:
    ...     "own/observations.csv" in write(place)
    True
    """
    place, shipped = Path(folder), layers.root()
    if place.exists() and not (place.is_dir() and not any(place.iterdir())):
        raise BadData(
            f"{str(place)!r} is not empty; expected a new folder, so that nothing is overwritten. "
            "Choose another name."
        )
    shutil.copytree(shipped / "schema", place / "schema")
    for name in _COPIED:
        _write(place / "vocab" / f"{name}.csv", (shipped / "vocab" / f"{name}.csv").read_bytes())
    for path, row in _ROWS.items():
        _write(place / path, _table(store.table(_like(path)).columns.tolist(), row).encode())
    _write(place / DATASET / "NOTES.md", _NOTES.encode())
    _write(place / ROOT_FILE, _descriptor().encode())
    return sorted(p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file())


def _like(path: str) -> str:
    """The shipped file of the same form."""
    dataset, _, name = path.partition("/")
    return path if dataset == "vocab" else f"{store.datasets()[0]}/{name}"


def _table(columns: list[str], row: Mapping[str, str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    if row:
        writer.writerow([row.get(column, "") for column in columns])
    return out.getvalue()


def _descriptor() -> str:
    """The vocabularies as the shipped descriptor lists them, and one dataset."""
    shipped = descriptor.read(layers.root())
    head = {
        "$schema": shipped["$schema"],
        "name": DATASET,
        "title": "Figures of our own",
        "version": "0.1.0",
    }
    written = {f"vocab/{name}.csv" for name in _COPIED} | _ROWS.keys()
    words = [r for r in shipped["resources"] if str(r["path"]) in written]
    whole = {**head, "resources": words}
    return descriptor.text(descriptor.with_dataset(whole, DATASET, "Figures of our own"))


def _write(file: Path, raw: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(raw)
