"""Adding one observation to a data package: read, checked as a whole, then put in place."""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from chinaecon.data import (
    conflicts,
    descriptor,
    layers,
    observations,
    request,
    vocabulary,
    winner,
)
from chinaecon.data.request import Request
from chinaecon.data.rules import documents, fixings
from chinaecon.data.schema import ROOT_FILE, Package, Problem, Table, read, shown
from chinaecon.data.validate import RULES, check
from chinaecon.errors import BadData, ChinaeconError, MissingData

_CHECKOUT = "datasets"  # where the shipped data lie, and may be changed
# a new document prints the new figure, and no rate is touched
_RULES = [r for r in RULES if r.__module__ != fixings.__name__ and r is not documents.cited]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is put into a file: its path in the package, its number and its text."""

    path: str
    number: int
    text: str

    def diff(self, folder: Path) -> str:
        """The addition as a unified diff without context."""
        name = shown(folder / self.path).lstrip("/")
        head = f"--- a/{name}\n+++ b/{name}\n@@ -{self.number - 1},0 +{self.number} @@\n"
        return f"{head}+{self.text}\n"


@dataclass(frozen=True, slots=True)
class Addition:
    """What an addition changes.

    Attributes
    ----------
    folder : pathlib.Path
        The data package.
    row : dict of str to str
        The observation.
    document : dict of str to str
        Its source.
    lines : tuple of Line
        What is put into which file: the source, if it is new, and the observation.
    files : tuple of str
        New files of the package, and the descriptor where it lists them.
    conflicts : tuple of str
        Prints of the fact that do not agree with the new one, where nothing explains it yet.
    before, after : dict or None
        What `load` gives for the fact: value, unit, qualifier and source; None for nothing.
    """

    folder: Path
    row: dict[str, str]
    document: dict[str, str]
    lines: tuple[Line, ...]
    files: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None

    @property
    def percent(self) -> float | None:
        """By how much `load` changed, in percent; None where it gave nothing, a bound or zero."""
        if not (self.before and self.after and self.before["value"]):
            return None
        if {self.before["qualifier"], self.after["qualifier"]} - {"=", "~"}:
            return None
        return float(100 * (self.after["value"] / self.before["value"] - 1))

    def diff(self) -> str:
        """The lines as a unified diff."""
        return "".join(line.diff(self.folder) for line in self.lines)


@dataclass
class _Plan:
    """The new texts of the files that an addition touches."""

    package: Package
    texts: dict[str, bytes] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    created: list[str] = field(default_factory=list)

    def insert(self, table: Table, cells: Mapping[str, str]) -> None:
        """Put a record into its sorted place, leaving every other byte as it is."""
        text = _written([cells.get(column, "") for column in table.header])
        key = tuple(cells[column] for column in table.schema.key)
        after = (r.line for r in table.rows if tuple(r[c] for c in table.schema.key) > key)
        number = next(after, len(table.lines) + 1)
        lines = (table.raw or b"").removesuffix(b"\n").split(b"\n")
        lines.insert(number - 1, text.encode())
        path = table.file.relative_to(self.package.folder).as_posix()
        self.texts[path] = b"\n".join(lines) + b"\n"
        self.lines.append(Line(path, number, text))


def add(
    asked: Request,
    *,
    data: str | Path | None = None,
    today: date | None = None,
    dry_run: bool = False,
) -> Addition:
    """Add one observation, and its document if it is new, to a data package.

    Parameters
    ----------
    asked : Request
        The observation and its document as they are typed.
    data : str or pathlib.Path, optional
        The folder of the package; that in use by default, the shipped one in a checkout only.
    today : datetime.date, optional
        Nothing is published later; today by default.
    dry_run : bool, default False
        Say what would be, and change nothing.

    Returns
    -------
    Addition
        The lines, and what `load` gave and gives for the fact.

    Raises
    ------
    BadData
        With every problem found; nothing was changed.
    MissingData
        When there is no package, or it is that of an installation.

    Examples
    --------
    >>> asked = Request("base_stations_5g", "CHN", "2025-13", "470.5万个", lang="zh")
    >>> add(asked, dry_run=True)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    chinaecon.errors.BadData: Nothing was added; 3 problems: ...
    """
    folder = _folder(data)
    today = today or date.today()
    package = read(folder)
    with _using(folder):
        row, source = request.rows(asked, package, today)
        before = _winner(row)
    plan = _planned(package, row, source)
    with TemporaryDirectory() as place:
        copy = Path(place) / "package"
        shutil.copytree(folder, copy)
        _write(copy, plan.texts)
        after = _judged(plan, copy, row)
        disagreeing = _disagreeing(copy, row)
    if not dry_run:
        _put(folder, plan.texts)
    lines, created = tuple(plan.lines), tuple(plan.created)
    return Addition(folder, row, source, lines, created, disagreeing, before, after)


def _folder(data: str | Path | None) -> Path:
    if data is not None and Path(data).resolve() != layers.root():
        with layers.using(data):
            return layers.chosen()
    folder = layers.root() if data is not None else layers.chosen()
    if folder == layers.root() and folder.name != _CHECKOUT:
        raise MissingData(
            f"The data in {str(folder)!r} belong to an installed package and are not changed; "
            "expected a checkout or a package of your own. Clone the repository, or "
            "run 'chinaecon init FOLDER' and pass --data FOLDER."
        )
    return folder


def _using(folder: Path) -> AbstractContextManager[None]:
    """Read from a package; the shipped one is there by itself."""
    return layers.using(None if folder == layers.root() else folder)


def _winner(row: Mapping[str, str]) -> dict[str, Any] | None:
    """What load gives for the fact, in the currency of the row."""
    place = {column: row[column] for column in ("entity", "period", "timing")}
    try:
        frame = observations.load(row["measure"], currency="all", **place)
    except MissingData:
        return None
    unit = winner.standard_unit(row["measure"], row["unit"])
    same = frame[(frame["period"] == row["period"]) & (frame["unit"] == unit)]
    found = same[["value", "unit", "qualifier", "source"]].to_dict("records")
    return {str(name): cell for name, cell in found[0].items()} if found else None


def _planned(package: Package, row: Mapping[str, str], source: Mapping[str, str]) -> _Plan:
    """Where the lines go: the file that has the fact, or else the measure, or the first."""
    plan = _Plan(package)
    dataset = package.lookup("measures", "measure")[row["measure"]]["dataset"]
    package = plan.package = _with_files(plan, dataset)
    sources = _tables(package, f"{dataset}-sources")[0]
    if source["source"] not in {r["source"] for r in sources.rows}:
        plan.insert(sources, source)
    tables = _tables(package, f"{dataset}-observations")
    plan.insert(max(tables, key=lambda table: _nearness(table, row)), row)
    return plan


def _nearness(table: Table, row: Mapping[str, str]) -> tuple[bool, ...]:
    keys = (("measure", "entity", "period", "timing"), ("measure", "entity"), ("measure",))
    has = [any(all(r[c] == row[c] for c in key) for r in table.rows) for key in keys]
    return (*has, table.file.stem == "observations")


def _tables(package: Package, resource: str) -> list[Table]:
    return [table for table in package.tables if table.resource == resource]


def _with_files(plan: _Plan, dataset: str) -> Package:
    """The package with the files of the dataset; those that lack are made, with a header."""
    package = plan.package
    lacking = [p for p in descriptor.PARTS if not _tables(package, f"{dataset}-{p}")]
    if not lacking:
        return package
    whole = descriptor.read(package.folder)
    changed = descriptor.with_dataset(whole, dataset, dataset.capitalize())
    plan.texts[ROOT_FILE] = descriptor.text(changed).encode()
    schemas = {table.schema.name: table.schema for table in package.tables}
    schemas |= {table.schema.name: table.schema for table in read(layers.root()).tables}
    new = []
    for part in lacking:
        path = f"{dataset}/{part}.csv"
        header = ",".join(column.name for column in schemas[part].columns) + "\n"
        raw = header.encode()
        plan.texts[path] = raw
        new.append(Table(package.folder / path, f"{dataset}-{part}", schemas[part], raw))
    plan.created += [ROOT_FILE, *(f"{dataset}/{part}.csv" for part in lacking)]
    return replace(package, tables=[*package.tables, *new])


def _judged(plan: _Plan, copy: Path, row: Mapping[str, str]) -> dict[str, Any] | None:
    """Check the copy, and return what load gives in it; problems that were there do not count."""
    problems = _problems(read(copy), plan.texts, row)
    if problems:
        folder = plan.package.folder
        known = Counter((p.rule, p.message) for p in _problems(read(folder), plan.texts, row))
        new = Counter((p.rule, p.message) for p in problems) - known
        told = [str(p).replace(copy.as_posix(), shown(folder)) for p in problems]
        request.refuse(t for p, t in zip(problems, told, strict=True) if new[p.rule, p.message])
    try:
        with layers.using(copy):
            return _winner(row)
    except ChinaeconError as error:
        request.refuse([str(error)])
        raise


def _disagreeing(copy: Path, row: Mapping[str, str]) -> tuple[str, ...]:
    fact = tuple(row[column] for column in winner.FACT[:4])
    with layers.using(copy):
        dataset = vocabulary.measures()[row["measure"]].dataset
        return tuple(conflicts.unexplained(dataset, fact, row["source"]))


def _problems(package: Package, touched: Iterable[str], row: Mapping[str, str]) -> list[Problem]:
    """The problems of the files touched; of other figures only those beside the row are read."""
    files = {shown(package.folder / path) for path in touched}
    tables = [t if shown(t.file) in files else _lightened(t, row) for t in package.tables]
    return [p for p in check(replace(package, tables=tables), _RULES) if p.file in files]


def _lightened(table: Table, row: Mapping[str, str]) -> Table:
    """Of figures that are not touched: those of the same measure and entity."""
    if table.raw is None or table.schema.name not in ("observations", "rates"):
        return table
    start = f"{row['measure']},{row['entity']},".encode()
    head, *lines = table.raw.split(b"\n")
    kept = [head, *(line for line in lines if line.startswith(start)), b""]
    return Table(table.file, table.resource, table.schema, b"\n".join(kept))


def _written(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def _write(folder: Path, texts: Mapping[str, bytes]) -> None:
    for path, raw in texts.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(raw)


def _put(folder: Path, texts: Mapping[str, bytes]) -> None:
    """Write every file beside its place, and only then put all into place."""
    parts = {path: (folder / path).with_name(f".{Path(path).name}.new") for path in texts}
    try:
        _write(folder, {p.relative_to(folder).as_posix(): texts[n] for n, p in parts.items()})
        for path, part in _last_descriptor(parts):
            os.replace(part, folder / path)
    except OSError as error:
        raise BadData(
            f"Cannot write {str(error.filename)!r}: {error.strerror}; expected a folder that may "
            "be changed. Check its permissions, or pass --data."
        ) from error
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _last_descriptor(parts: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    yield from sorted(parts.items(), key=lambda item: item[0] == ROOT_FILE)
