"""The command that says whether a text says what the data say: check."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chinaecon.cli.output import JsonOption
from chinaecon.cli.shell import FINDINGS, REFUSED, examples
from chinaecon.errors import ChinaeconError

if TYPE_CHECKING:
    from chinaecon.claims.verdict import Verdict


class Form(StrEnum):
    """How verdicts are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    JUNIT = "junit"


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        epilog=examples(
            "chinaecon check report.md",
            "chinaecon check report/*.md notebook.ipynb --as-of 2025-01-31 --strict",
            "chinaecon check report.md --format junit > checked.xml",
            "echo 'China exported 25.45 trillion yuan of goods in 2024.' | chinaecon check -",
            "chinaecon check report.md --json",
        )
    )(check)


def check(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Documents in any format; - for Markdown on stdin."),
    ],
    as_of: Annotated[
        str | None,
        typer.Option(
            help="The day from which 'last year' counts in a document without a date of its own; "
            "pins are compared with what was published by it."
        ),
    ] = None,
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            "-f",
            help="text for people, json (JSON Lines), github (annotations) or junit (XML).",
        ),
    ] = Form.TEXT,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 also when a figure is uncovered.")
    ] = False,
    data: Annotated[
        Path | None, typer.Option(help="Folder of a data package of your own.", file_okay=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say of every figure in FILE whether the data agree with it.

    A figure is confirmed when its digits and those of a print of the same fact can be the same
    number, contradicted when no print, conversion or growth rate agrees, and uncovered when its
    fact is not clear or not in the data. A pinned figure,
    [$688 billion](ce:trade.total_trade/USA/2024), is confirmed or contradicted. Exit 1 when
    anything is contradicted, 2 when a file cannot be read; the others are checked all the same.
    """
    from chinaecon.claims import wording
    from chinaecon.cli import verdicts

    _refuse_a_wrong_date(as_of)
    found, problems = _checked(list(dict.fromkeys(files)), as_of, data)
    flat = [verdict for those in found.values() for verdict in those]
    verdicts.write(Form.JSON if as_json else form, found, problems, strict)
    typer.echo(wording.summary(flat), err=True)
    for problem in (p for those in problems.values() for p in those):
        typer.echo(f"chinaecon: {problem}", err=True)
    if problems:
        raise typer.Exit(REFUSED)
    failing = ("contradicted", "uncovered") if strict else ("contradicted",)
    if any(verdict.verdict in failing for verdict in flat):
        raise typer.Exit(FINDINGS)


def _refuse_a_wrong_date(as_of: str | None) -> None:
    """Before any file is read: it would be wrong for all of them."""
    from chinaecon import period

    if as_of is not None:
        period.last_day(as_of)


def _checked(
    files: list[str], as_of: str | None, data: Path | None
) -> tuple[dict[str, list[Verdict]], dict[str, list[str]]]:
    """The verdicts of each file that can be read, and the problems of those that cannot."""
    found: dict[str, list[Verdict]] = {}
    problems: dict[str, list[str]] = {}
    for file in _track(files):
        try:
            found[file] = _verdicts(file, as_of, data)
        except ChinaeconError as error:
            problems[file] = list(getattr(error, "problems", ())) or [str(error)]
    return found, problems


def _verdicts(file: str, as_of: str | None, data: Path | None) -> list[Verdict]:
    import chinaecon as ce

    if file != "-":
        return ce.check_file(file, as_of=as_of, data=data)
    from chinaecon.claims.document import from_text
    from chinaecon.claims.file import LARGEST, decoded, sized

    text = decoded(sized(sys.stdin.buffer.read(LARGEST + 1), "stdin"), "stdin")
    return ce.check(from_text(text, "stdin"), as_of=as_of, data=data)


def _track(files: list[str]) -> Iterable[str]:
    """The files, with a progress bar for people who wait for several."""
    if len(files) < 2 or not sys.stderr.isatty():
        return files
    from rich.console import Console
    from rich.progress import track

    return track(files, "Checking", console=Console(stderr=True), transient=True)
