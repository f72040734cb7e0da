"""Rules of meaning for documents, and for corrections of what they print."""

from __future__ import annotations

from collections.abc import Iterator

from chinaecon.data.rules.prints import period_of
from chinaecon.data.schema import Package, Problem, Row, Table

_FACT = ("measure", "entity", "period", "timing", "unit", "source")


def document(package: Package) -> Iterator[Problem]:
    """A document can be found again: by its address, or by publisher and title."""
    for table, row in package.rows("sources", "url", "publisher", "title"):
        if not row["url"] and not (row["publisher"] and row["title"]):
            message = "url is blank, and publisher or title too; expected either. Fill one."
            yield table.problem(row, "url", message)


def dates(package: Package) -> Iterator[Problem]:
    """A document was published before it was read, and the dates exist."""
    for table, row in package.rows("sources", "published", "accessed"):
        out, read = period_of(row["published"]), period_of(row["accessed"])
        for column, days in (("published", out), ("accessed", read)):
            if row[column] and not days:
                message = f"{column} {row[column]!r}; expected a date such as '2024-12-20'."
                yield table.problem(row, column, f"{message} Mend it.")
        if out and read and out.start > read.end:
            message = f"published {out.text!r} after accessed {read.text!r}; expected before."
            yield table.problem(row, "published", f"{message} Mend either.")


def dated(package: Package) -> Iterator[Problem]:
    """A date at the end of a source's key is the date of its publication."""
    for table, row in package.rows("sources", "source", "published"):
        tail = row["source"][-10:]
        days = period_of(tail)
        if days and days.frequency == "D" and row["published"] not in (tail, tail[:7], tail[:4]):
            message = f"published {row['published']!r}, but the key ends in {tail!r}; expected "
            yield table.problem(row, "published", f"{message}the same. Mend either.")


def cited(package: Package) -> Iterator[Problem]:
    """Every document of a dataset is the source of some figure in it."""
    for table in package.of("sources", "source"):
        figures = {
            row["source"]
            for schema in ("observations", "rates")
            for other in package.of(schema, "source")
            if other.dataset == table.dataset
            for row in other.rows
        }
        for row in table.rows if figures else ():
            if row["source"] not in figures:
                message = f"source {row['source']!r} prints nothing; expected a figure of it. "
                yield table.problem(row, "source", f"{message}Add one, or delete the line.")


def same_document(package: Package) -> Iterator[Problem]:
    """A source key stands for the same document in every dataset."""
    first: dict[str, tuple[Table, Row]] = {}
    for table, row in package.rows("sources", "source"):
        other, there = first.setdefault(row["source"], (table, row))
        differing = [c for c in row.cells if row[c] != there[c]]
        if other is not table and differing:
            column = differing[0]
            message = f"{column} {row[column]!r}; expected {there[column]!r} as in "
            message += f"dataset {other.dataset!r}. Mend one, or give one another key."
            yield table.problem(row, column, message)


def correction(package: Package) -> Iterator[Problem]:
    """A correction names a print that is there and still has the value it expects."""
    for table in package.of("corrections", *_FACT, "expect"):
        prints = {
            tuple(row[c] for c in _FACT): row["value"]
            for prints in package.of("observations", *_FACT, "value")
            if prints.dataset == table.dataset
            for row in prints.rows
        }
        for row in table.rows:
            place = tuple(row[c] for c in _FACT)
            if place not in prints:
                message = f"No print {' '.join(place)!r}; expected one. Mend the key or delete it."
                yield table.problem(row, "measure", message)
            elif prints[place] != row["expect"]:
                message = f"expect {row['expect']!r}, but {prints[place]!r} is printed; expected "
                yield table.problem(row, "expect", f"{message}the same. Mend or delete it.")


def action(package: Package) -> Iterator[Problem]:
    """A correction has a new value or factor, save where a print is dropped or stands."""
    for table, row in package.rows("corrections", "action", "value", "expect"):
        idle = {"override": row["expect"], "scale": "1"}.get(row["action"])
        expected = ""
        if row["action"] in ("drop", "stands", "superseded") and row["value"]:
            expected = "none"
        elif row["action"] in ("override", "scale") and row["value"] in ("", idle):
            expected = f"a value other than {idle!r}"
        if expected:
            message = f"value {row['value']!r} for {row['action']!r}; expected {expected}. Mend it."
            yield table.problem(row, "value", message)
