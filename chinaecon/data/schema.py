"""The files of a data package as they lie on disk, read without trust, so as to be judged."""

from __future__ import annotations

import csv
import json
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT_FILE = "datapackage.json"
LONGEST = 10_000
_ANY = ("[\\s\\S]*", "\\d+")  # of a text, of a whole number


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in one place of a data package.

    Attributes
    ----------
    file : str
        Path of the file, relative to the working directory where it lies in it.
    line, column : int
        Line of the file and number of the field in it, both counted from one.
    rule : str
        Name of the rule that is broken.
    message : str
        What was found; what was expected. What to do.

    Examples
    --------
    >>> print(Problem("trade/observations.csv", 7, 5, "format", "value '4,1'; expected ..."))
    trade/observations.csv:7:5 [format] value '4,1'; expected ...
    """

    file: str
    line: int
    column: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column} [{self.rule}] {self.message}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its schema defines it; no words means any."""

    name: str
    required: bool
    pattern: re.Pattern[str]
    longest: int
    words: tuple[str, ...]
    is_positive: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: the column, and the resource and field it points to."""

    column: str
    resource: str
    field: str


@dataclass(frozen=True, slots=True)
class Schema:
    """A table's columns, key and references; `name` is that of its file."""

    name: str
    columns: tuple[Column, ...] = ()
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its line and its cells by column; an absent column reads as blank."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass
class Table:
    """One CSV file: its bytes, and what can be made of them.

    Attributes
    ----------
    file : pathlib.Path
        Where it lies.
    resource : str
        Name of the resource it belongs to, e.g. ``trade-observations``.
    schema : Schema
        What it should look like.
    raw : bytes or None
        None when the file is missing.
    """

    file: Path
    resource: str
    schema: Schema
    raw: bytes | None

    @property
    def dataset(self) -> str:
        """Name of the folder, e.g. ``trade``."""
        return self.resource.rpartition("-")[0] or "vocab"

    @cached_property
    def lines(self) -> list[str]:
        """The lines as text, bytes that are no UTF-8 replaced."""
        text = (self.raw or b"").decode("utf-8-sig", errors="replace")
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return lines[:-1] if lines[-1] == "" else lines

    @cached_property
    def records(self) -> list[list[str] | None]:
        """The fields of every line; None for a line that is no CSV (a quote left open)."""
        return [_fields(line) for line in self.lines]

    @cached_property
    def header(self) -> list[str]:
        """The names in the first line."""
        return (self.records[0] or []) if self.records else []

    @cached_property
    def rows(self) -> list[Row]:
        """The records that have as many fields as the header."""
        header = self.header
        return [
            Row(line, dict(zip(header, cells, strict=True)))
            for line, cells in enumerate(self.records[1:], start=2)
            if cells and len(cells) == len(header)
        ]

    def has(self, columns: Sequence[str]) -> bool:
        """Tell whether the header names all of `columns`."""
        return set(columns) <= set(self.header)

    def problem(self, where: Row | int, column: str | int, message: str) -> Problem:
        """Locate a problem; the runner of the rules writes the rule's name into it."""
        if isinstance(column, str):
            column = self.header.index(column) + 1 if column in self.header else 1
        line = where.line if isinstance(where, Row) else where
        return Problem(shown(self.file), line, column, "", message)


@dataclass
class Package:
    """A data package: its tables, and what is wrong with the descriptor itself."""

    folder: Path
    resources: dict[str, dict[str, Any]] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    flaws: list[Problem] = field(default_factory=list)

    def of(self, schema: str, *columns: str) -> Iterator[Table]:
        """Give the tables of a schema that have the columns a rule needs."""
        for table in self.tables:
            if table.schema.name == schema and table.has(columns):
                yield table

    def rows(self, schema: str, *columns: str) -> Iterator[tuple[Table, Row]]:
        """Give the rows of all tables of a schema, each with its table."""
        for table in self.of(schema, *columns):
            for row in table.rows:
                yield table, row

    def lookup(self, resource: str, key: str) -> dict[str, Row]:
        """Index the rows of a resource by one column; empty when it cannot be read."""
        return {
            row[key]: row
            for table in self.tables
            if table.resource == resource and table.has([key])
            for row in table.rows
        }


def read(folder: Path) -> Package:
    """Read a data package as it lies on disk, never raising on what is in its files.

    Parameters
    ----------
    folder : pathlib.Path
        Holds ``datapackage.json``.

    Returns
    -------
    Package
        A file named by several resources belongs to the first of them.

    Examples
    --------
    >>> from chinaecon.data import layers
    >>> read(layers.root()).flaws
    []
    """
    package = Package(folder)
    descriptor = _json(folder / ROOT_FILE, package)
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else descriptor
    if resources is None and not package.flaws:
        _flaw(package, "No 'resources'; expected one resource per file. Add them.")
    if not isinstance(resources, list | None):
        _flaw(package, "'resources' is no list; expected one resource per file. Mend it.")
    schemas: dict[str, Schema] = {}
    for resource in resources if isinstance(resources, list) else ():
        name, paths, schema = _resource(resource)
        if not (name and paths and schema):
            _flaw(package, f"Resource {name!r} lacks a name, path or schema. Add what is missing.")
            continue
        if schema not in schemas:
            schemas[schema] = _schema(folder / schema, package)
        package.resources[name] = resource
        seen = {table.file for table in package.tables}
        for file in (folder / path for path in paths):
            if file not in seen:
                raw = file.read_bytes() if file.is_file() else None
                package.tables.append(Table(file, name, schemas[schema], raw))
    return package


def shown(file: Path) -> str:
    """Return a path as messages show it: relative to the working directory when inside it.

    Parameters
    ----------
    file : pathlib.Path
        Any path.

    Returns
    -------
    str
        With forward slashes.

    Examples
    --------
    >>> shown(Path("datasets") / "datapackage.json")
    'datasets/datapackage.json'
    """
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()


def _fields(line: str) -> list[str] | None:
    """The fields of one line; a record never runs over several lines."""
    if '"' not in line:
        return line.split(",")
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return None


def _flaw(package: Package, message: str, file: str = ROOT_FILE, line: int = 1) -> None:
    package.flaws.append(Problem(shown(package.folder / file), line, 1, "descriptor", message))


def _json(file: Path, package: Package) -> Any:
    """The parsed file, or an empty object and a flaw."""
    name = file.relative_to(package.folder).as_posix()
    if not file.is_file():
        _flaw(package, "File not found; expected JSON. Restore it.", name)
        return {}
    try:
        return json.loads(file.read_bytes())
    except UnicodeDecodeError as error:
        _flaw(package, f"Not UTF-8 at byte {error.start}. Save it as UTF-8.", name)
    except json.JSONDecodeError as error:
        _flaw(package, f"Not JSON: {error.msg}. Mend it.", name, error.lineno)
    except RecursionError:
        _flaw(package, "JSON nested too deeply. Mend it.", name)
    return {}


def _resource(resource: Any) -> tuple[str, list[str], str]:
    """Name, paths and schema path of a resource; blank where they cannot be read."""
    if not isinstance(resource, dict):
        return "", [], ""
    name, path, schema = (resource.get(k) for k in ("name", "path", "schema"))
    paths = [path] if isinstance(path, str) else path if isinstance(path, list) else []
    if not all(isinstance(p, str) and p and ".." not in p and p[0] != "/" for p in paths):
        paths = []
    return (
        name if isinstance(name, str) else "",
        paths,
        schema if isinstance(schema, str) else "",
    )


def _schema(file: Path, package: Package) -> Schema:
    """Read a table schema; what is broken in it becomes a flaw and an empty schema."""
    descriptor = _json(file, package)
    name = file.name.removesuffix(".json")
    try:
        columns = tuple(_column(entry) for entry in descriptor["fields"])
        references = tuple(
            Reference(
                str(link["fields"][0]),
                str(link["reference"]["resource"]),
                str(link["reference"]["fields"][0]),
            )
            for link in descriptor.get("foreignKeys", [])
        )
        key = tuple(map(str, descriptor.get("primaryKey", ())))
        return Schema(name, columns, key, references)
    except (LookupError, TypeError, ValueError, AttributeError, re.error, FutureWarning) as error:
        where = file.relative_to(package.folder).as_posix()
        _flaw(package, f"No table schema ({error!r}); expected 'fields'. Mend it.", where)
        return Schema(name)


def _column(entry: dict[str, Any]) -> Column:
    """One column; raises what its broken parts raise."""
    limits = entry.get("constraints", {})
    with warnings.catch_warnings():
        # a pattern of which Python says that it may mean something else one day
        warnings.simplefilter("error", FutureWarning)
        pattern = re.compile(limits.get("pattern", _ANY[entry.get("type") == "integer"]), re.ASCII)
    return Column(
        str(entry["name"]),
        required=bool(limits.get("required", False)),
        pattern=pattern,
        longest=int(limits.get("maxLength", LONGEST)),
        words=tuple(map(str, limits.get("enum", ()))),
        is_positive=limits.get("exclusiveMinimum") == 0,
    )
