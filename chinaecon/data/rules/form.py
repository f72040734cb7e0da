"""Rules of form: what every file of the package must keep, whatever its figures mean."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from chinaecon.data.schema import ROOT_FILE, Column, Package, Problem, Table, shown
from chinaecon.errors import nearest_names

LARGEST = 1_000_000
_DECIMAL = re.compile(r"\d+(\.\d+)?", re.ASCII)
_INVISIBLE = re.compile("[\x00-\x08\x09\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028\u2029\ufeff\ufffd]")


def descriptor(package: Package) -> Iterator[Problem]:
    """The descriptor and its schemas can be read, and every CSV is a resource of it."""
    yield from package.flaws
    listed = {table.file for table in package.tables}
    for file in sorted(package.folder.rglob("*.csv")):
        if file not in listed:
            path = file.relative_to(package.folder).as_posix()
            message = f"No resource has the path {path!r}. Add one, or delete the file."
            yield Problem(shown(package.folder / ROOT_FILE), 1, 1, "", message)


def present(package: Package) -> Iterator[Problem]:
    """Every file that the descriptor names is there and holds a header."""
    for table in package.tables:
        if table.raw is None:
            message = f"File not found; expected resource {table.resource!r}. Restore it."
            yield table.problem(1, 1, message)
        elif not table.raw.strip():
            yield table.problem(1, 1, "Empty file; expected a header. Write the column names.")


def size(package: Package) -> Iterator[Problem]:
    """A file stays under 1 MB, so that its changes can be read in a diff."""
    for table in package.tables:
        length = len(table.raw or b"")
        if length >= LARGEST:
            message = f"{length} bytes; expected fewer than {LARGEST}. Split the file."
            yield table.problem(1, 1, message)


def encoding(package: Package) -> Iterator[Problem]:
    """A file is UTF-8, without byte order mark, control or invisible characters."""
    for table in package.tables:
        raw = table.raw or b""
        if raw.isascii() and not _INVISIBLE.search(raw.decode()):
            continue
        for number, line in enumerate(raw.split(b"\n"), start=1):
            text = line.decode("utf-8", errors="replace")
            bad = _INVISIBLE.search(text)
            if bad:
                found = f"Character {bad.group()!r}"
                if bad.group() == "\ufffd":
                    found = "Bytes that are not UTF-8"
                column = text[: bad.start()].count(",") + 1
                yield table.problem(number, column, f"{found}; expected UTF-8 text. Mend it.")


def line_ends(package: Package) -> Iterator[Problem]:
    """Every line, the last one too, ends in a single line feed."""
    for table in package.tables:
        raw = table.raw or b""
        if b"\r" in raw:
            number = raw[: raw.index(b"\r")].count(b"\n") + 1
            message = f"{raw.count(13)} carriage returns; expected line feeds. Save it with LF."
            yield table.problem(number, 1, message)
        if raw.strip() and not raw.endswith(b"\n"):
            message = "No line feed at the end; expected one. Add it."
            yield table.problem(len(table.lines), 1, message)


def header(package: Package) -> Iterator[Problem]:
    """The header names the columns of the schema in their order."""
    for table in package.tables:
        wanted = [c.name for c in table.schema.columns]
        if not table.header or not wanted or table.header == wanted:
            continue
        missing = [name for name in wanted if name not in table.header]
        extra = [name for name in table.header if name not in wanted]
        twice = [name for name in wanted if table.header.count(name) > 1]
        parts = [
            f"{what} {', '.join(map(repr, names))}"
            for what, names in (("missing", missing), ("unknown", extra), ("twice", twice))
            if names
        ]
        found = "; ".join(parts) or "another order"
        column = (twice or extra or [table.header[0]])[0]
        yield table.problem(1, column, f"Header: {found}; expected {','.join(wanted)!r}. Mend it.")


def fields(package: Package) -> Iterator[Problem]:
    """Every line is one record with as many fields as the header."""
    for table in package.tables:
        width = len(table.header)
        for number, cells in enumerate(table.records, start=1):
            if cells is None:
                message = "A quote is left open; expected one record. Close or double the quote."
                yield table.problem(number, 1, message)
            elif cells in ([], [""]):
                yield table.problem(number, 1, "Blank line; expected a record. Delete it.")
            elif len(cells) != width:
                message = f"{len(cells)} fields; expected {width}. Quote a field with a comma."
                yield table.problem(number, min(len(cells), width + 1), message)


def quoting(package: Package) -> Iterator[Problem]:
    """Only a field that holds a comma or a quote is quoted."""
    for table in package.tables:
        for number, (line, cells) in enumerate(
            zip(table.lines, table.records, strict=True), start=1
        ):
            if '"' in line and cells is not None and _written(cells) != line:
                message = f"Written {line[:40]!r}...; expected no quotes but needed ones."
                yield table.problem(number, 1, f"{message} Delete the others.")


def _written(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def required(package: Package) -> Iterator[Problem]:
    """A column that the schema requires is never blank."""
    for table in package.tables:
        for column in table.schema.columns:
            if column.required:
                yield from _cells(table, column.name, {"": "a value"})


def pattern(package: Package) -> Iterator[Problem]:
    """A cell is written as the schema says: its pattern, its length, a positive number."""
    for table in package.tables:
        for column in table.schema.columns:
            found = {row[column.name] for row in table.rows} - {""}
            yield from _cells(table, column.name, {t: _fault(column, t) for t in found})


def word(package: Package) -> Iterator[Problem]:
    """A column with a closed list of words holds only these."""
    for table in package.tables:
        for column in table.schema.columns:
            if column.words:
                found = {row[column.name] for row in table.rows} - {"", *column.words}
                expected = f"one of {' '.join(column.words)}"
                yield from _cells(table, column.name, dict.fromkeys(found, expected))


def reference(package: Package) -> Iterator[Problem]:
    """A key of another table is there: measure, entity, unit, authority, source of the dataset."""
    for table in package.tables:
        for link in table.schema.references:
            resource = link.resource
            if resource == "sources":
                resource = f"{table.dataset}-sources"
            there = package.lookup(resource, link.field)
            if there:
                found = {row[link.column] for row in table.rows} - {"", *there}
                faults = {text: _nearest(text, there, resource) for text in found}
                yield from _cells(table, link.column, faults)


def key(package: Package) -> Iterator[Problem]:
    """No two records of a file have the same key."""
    for table in package.tables:
        columns = table.schema.key
        if not columns or not table.has(columns):
            continue
        first: dict[tuple[str, ...], int] = {}
        for row in table.rows:
            value = tuple(row[c] for c in columns)
            if value in first:
                message = f"Key {' '.join(value)!r} again; expected once (line {first[value]})."
                yield table.problem(row, columns[0], f"{message} Delete one of the two.")
            first.setdefault(value, row.line)


def order(package: Package) -> Iterator[Problem]:
    """Records are sorted by their key, as text."""
    for table in package.tables:
        columns = table.schema.key
        if not columns or not table.has(columns):
            continue
        before: tuple[str, ...] = ()
        for row in table.rows:
            value = tuple(row[c] for c in columns)
            if value < before:
                message = f"Key {' '.join(value)!r} after {' '.join(before)!r}; expected sorted."
                yield table.problem(row, columns[0], f"{message} Sort by {','.join(columns)}.")
            before = value


def _cells(table: Table, column: str, faults: dict[str, str]) -> Iterator[Problem]:
    """The cells of a column that have a fault; a blank fault is none."""
    faults = {text: expected for text, expected in faults.items() if expected}
    if not faults or column not in table.header:
        return
    for row in table.rows:
        text = row[column]
        if text in faults:
            message = f"{column} {text!r}; expected {faults[text]}. Mend it."
            yield table.problem(row, column, message)


def _fault(column: Column, text: str) -> str:
    """What a cell should have been; blank when it is right."""
    if column.is_positive and not (_DECIMAL.fullmatch(text) and text.strip("0.")):
        return "a number above zero"
    if not column.pattern.fullmatch(text):
        return f"the form {column.pattern.pattern}"
    if len(text) > column.longest:
        return f"at most {column.longest} characters"
    if text != text.strip() or "  " in text:
        return "single spaces, none at the ends"
    return ""


def _nearest(text: str, there: Iterable[str], resource: str) -> str:
    near = ", ".join(map(repr, nearest_names(text, there)))
    return f"a key of {resource!r}" + (f" such as {near}" if near else "")
