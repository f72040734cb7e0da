"""Commands on a whole data package: validate and init."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chinaecon.cli.output import JsonOption, number, write_records
from chinaecon.cli.shell import FINDINGS, examples

if TYPE_CHECKING:
    from chinaecon.data.schema import Problem


class Report(StrEnum):
    """How problems are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(
        epilog=examples(
            "chinaecon validate",
            "chinaecon validate datasets --format github",
            "chinaecon validate --rules",
            "chinaecon validate --conflicts",
        )
    )(validate)
    app.command(epilog=examples("chinaecon init figures", "chinaecon init figures --json"))(init)


def validate(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER",
            help="Folder of a datapackage.json; the shipped data by default.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules instead.")] = False,
    conflicts: Annotated[
        bool,
        typer.Option(
            "--conflicts",
            help="List instead the prints and identities that do not agree, and what explains it.",
        ),
    ] = False,
    form: Annotated[
        Report, typer.Option("--format", "-f", help="github writes annotations of a workflow.")
    ] = Report.TEXT,
    as_json: JsonOption = False,
) -> None:
    """Check every row of a data package.

    One line for each problem: file, line, number of the field, rule, what to do. Exit 1 if any.
    With --conflicts: exit 1 if any of them is unexplained.
    """
    from chinaecon.data import validate as checks

    form = Report.JSON if as_json else form
    if rules:
        _write_rules(checks.rules(), form)
        return
    if conflicts:
        _write_conflicts(folder, form)
        return
    problems = checks.validate(folder)
    if form is Report.JSON:
        write_records(asdict(problem) for problem in problems)
    for problem in problems if form is not Report.JSON else ():
        typer.echo(_annotation(problem) if form is Report.GITHUB else str(problem))
    if problems:
        files = len({problem.file for problem in problems})
        told = f"{_count(len(problems), 'problem')} in {_count(files, 'file')}"
        typer.echo(f"chinaecon: {told}", err=True)
        raise typer.Exit(FINDINGS)


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A new or empty folder.", show_default=False)
    ],
    as_json: JsonOption = False,
) -> None:
    """Write the template of a data package of your own.

    It has the layout of the shipped one, with copies of its units, entities and other words,
    and an example row to replace.
    """
    from chinaecon.data import template

    files = template.write(folder)
    if as_json:
        write_records({"file": file} for file in files)
        return
    for file in files:
        typer.echo(file)
    name = f"{template.DATASET}.{template.MEASURE}"
    typer.echo(f"\n'chinaecon --data {folder} show {name}' reads it; start with", nl=False)
    typer.echo(f" {template.DATASET}/NOTES.md.")


def _write_rules(rules: dict[str, str], form: Report) -> None:
    if form is Report.JSON:
        write_records({"rule": name, "asks": sentence} for name, sentence in rules.items())
        return
    width = max(map(len, rules))
    for name, sentence in rules.items():
        typer.echo(f"{name:{width}}  {sentence}")


def _write_conflicts(folder: Path | None, form: Report) -> None:
    """Every disagreement with its explanation; the unexplained ones last."""
    import chinaecon as ce

    prints, cases = ce.conflicts(data=folder), ce.identities(data=folder)
    broken = cases[~cases["holds"]]
    records = [
        *({"kind": "prints", **row} for row in prints.to_dict("records")),
        *({"kind": "identity", **row} for row in broken.to_dict("records")),
    ]
    records.sort(key=lambda row: row["explanation"] == "")
    if form is Report.JSON:
        write_records(records)
    for row in records if form is not Report.JSON else ():
        typer.echo(_disagreement(row))
    unexplained = sum(row["explanation"] == "" for row in records)
    told = f"{len(cases)} cases of identities, {_count(len(broken), 'exception')}; "
    told += f"{_count(len(prints), 'pair')} of prints that differ; {unexplained} unexplained"
    typer.echo(f"chinaecon: {told}", err=True)
    if unexplained:
        raise typer.Exit(FINDINGS)


def _disagreement(row: dict[Any, Any]) -> str:
    fact = f"{row['measure']} {row['entity']} {row['period']}"
    if row["kind"] == "prints":
        one = f"{row['value']} {row['unit']} ({row['source']})"
        said = f"{one} against {row['other_value']} {row['other_unit']} ({row['other_source']})"
    else:
        own, implied = (
            f"{number(row[low])} to {number(row[high])}"
            for low, high in (("low", "high"), ("implied_low", "implied_high"))
        )
        said = f"{own} {row['unit']}, but {row['identity']} gives {implied}"
    return f"{fact}: {said} [{row['explanation'] or 'unexplained'}] {row['reason']}".rstrip()


def _annotation(problem: Problem) -> str:
    """A workflow command of GitHub: the message beside the line."""
    message = problem.message.replace("%", "%25").replace("\n", "%0A")
    place = f"file={problem.file},line={problem.line},col={problem.column}"
    return f"::error {place},title={problem.rule}::{message}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
