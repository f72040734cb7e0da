"""The manifest of a report: what its pictures and pinned figures were made of, with digests."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chinaecon.data import catalog
from chinaecon.errors import BadData
from chinaecon.report.file import digest, write

NAME = "manifest.json"


@dataclass
class Manifest:
    """What a report was made of.

    Attributes
    ----------
    path : pathlib.Path
        The file.
    charts : dict of str to dict
        By name: digests of the entry in charts.toml, of the rows drawn, of the prints, of the
        drawing code and of each file; the prints themselves.
    figures : dict of str to dict
        By the address of the pin: number, bounds, unit and source, and the prints.
    vintage : str
        The day of the latest document that the data held.
    spec : str
        Digest of all entries of charts.toml.

    Examples
    --------
    >>> Manifest(Path("manifest.json")).charts
    {}
    """

    path: Path
    charts: dict[str, dict[str, Any]] = field(default_factory=dict)
    figures: dict[str, dict[str, Any]] = field(default_factory=dict)
    vintage: str = ""
    spec: str = ""

    def write(self) -> None:
        """Put the manifest in its place, unless it is there already."""
        told = {
            "vintage": self.vintage,
            "spec": self.spec,
            "charts": self.charts,
            "figures": self.figures,
        }
        text = json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        if not self.path.is_file() or self.path.read_bytes() != text.encode():
            write(self.path, text.encode())


def read(path: str | Path) -> Manifest:
    """Read a manifest.

    Parameters
    ----------
    path : str or path
        The file.

    Returns
    -------
    Manifest
        An empty one when the file is not there.

    Raises
    ------
    BadData
        When it is no manifest.

    Examples
    --------
    >>> read("nowhere/manifest.json").vintage
    ''
    """
    file = Path(path)
    if not file.is_file():
        return Manifest(file)
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        charts, figures = held["charts"], held.get("figures", {})
        vintage, spec = str(held.get("vintage", "")), str(held.get("spec", ""))
        for entry in (*charts.values(), *figures.values()):
            dict(entry)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadData(
            f"{file}: cannot be read ({error}); expected a manifest of charts. "
            "Delete it and draw again.",
            problems=[str(file)],
        ) from None
    return Manifest(file, charts, figures, vintage, spec)


def vintage() -> str:
    """Return the day of the latest document of the data that are read.

    Examples
    --------
    >>> vintage() >= "2026-11"
    True
    """
    return max(cells["published"] for cells in catalog.documents().values())


def digest_of(content: Any) -> str:
    """Return the digest of plain values.

    Examples
    --------
    >>> digest_of({"b": 1, "a": 2}) == digest_of({"a": 2, "b": 1})
    True
    """
    return digest(json.dumps(content, sort_keys=True, ensure_ascii=False, default=str).encode())
