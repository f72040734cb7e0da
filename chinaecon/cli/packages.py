"""Commands on a whole data package: validate and init."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chinaecon.cli.output import JsonOption, write_records
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
    form: Annotated[
        Report, typer.Option("--format", "-f", help="github writes annotations of a workflow.")
    ] = Report.TEXT,
    as_json: JsonOption = False,
) -> None:
    """Check every row of a data package.

    One line for each problem: file, line, number of the field, rule, what to do. Exit 1 if any.
    """
    from chinaecon.data import validate as checks

    form = Report.JSON if as_json else form
    if rules:
        _write_rules(checks.rules(), form)
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


def _annotation(problem: Problem) -> str:
    """A workflow command of GitHub: the message beside the line."""
    message = problem.message.replace("%", "%25").replace("\n", "%0A")
    place = f"file={problem.file},line={problem.line},col={problem.column}"
    return f"::error {place},title={problem.rule}::{message}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
