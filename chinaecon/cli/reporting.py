"""The command that makes a report anew: its pictures, figures, verdicts and the page."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chinaecon.cli.output import JsonOption, write_records
from chinaecon.cli.pictures import track_charts, write_drifts, write_rendered
from chinaecon.cli.shell import FINDINGS, REFUSED, examples

if TYPE_CHECKING:
    from chinaecon.report.edition import Edition


class Form(StrEnum):
    """What a report is written as."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        epilog=examples(
            "chinaecon report examples/two-sessions-2025 --out page",
            "chinaecon report report --check",
            "chinaecon report report --to docx --strict",
        )
    )(report)


def report(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="Folder of report.md, .qmd or .ipynb, and charts.toml if any."
        ),
    ],
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; exit 1 when a picture or figure is stale."),
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the page; DIR by default.", file_okay=False)
    ] = None,
    to: Annotated[
        Form, typer.Option(help="What to write besides HTML; pdf and docx need pandoc.")
    ] = Form.HTML,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 also when a figure is uncovered.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make a report anew: its charts, pins, verdicts, page.

    The pictures go to DIR/charts; DIR/manifest.json keeps what they and the pinned figures were
    made of. With --check nothing is written, and what is stale is named with the prints that
    moved: then, now, and where from. Exit 1 when anything is stale or contradicted, 2 when
    something could not be done; all of it is told.
    """
    from chinaecon.report import edition, paper

    if to is not Form.HTML:
        paper.tools(to.value)  # before any work
    made = edition.check(folder) if check else edition.make(folder, progress=track_charts)
    html = "" if made.drifts else made.html()  # what was never drawn is told already
    _tell(made, as_json, strict)
    if not (check or made.problems):
        _write(made, html, out or folder, to)
    for problem in made.problems:
        typer.echo(f"chinaecon: {problem}", err=True)
    if made.problems:
        raise typer.Exit(REFUSED)
    if made.drifts or made.wrong(strict):
        raise typer.Exit(FINDINGS)


def _tell(made: Edition, as_json: bool, strict: bool) -> None:
    """What was done or would be, and the verdicts that are findings; all verdicts as JSON."""
    from chinaecon.claims import wording
    from chinaecon.cli import verdicts

    write_rendered(made.rendered, as_json)
    write_drifts(made.drifts, as_json)
    if as_json:
        write_records(change.to_dict() for change in made.changes)
        write_records(verdicts.record(verdict) for verdict in made.verdicts)
    else:
        for change in made.changes:
            typer.echo(str(change))
        for verdict in made.wrong(strict):
            typer.echo(wording.report(verdict))
    typer.echo(wording.summary(made.verdicts), err=True)


def _write(made: Edition, html: str, out: Path, to: Form) -> None:
    """Write the page, and the other format beside it."""
    from chinaecon.report import file, paper

    out.mkdir(parents=True, exist_ok=True)
    file.write(out / "report.html", html.encode())
    if to is not Form.HTML:
        made_of = made.html(as_pixels=True)
        file.write(out / f"report.{to.value}", paper.paper(made_of, to.value))
