"""The command that rewrites the pinned figures of documents: fill."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chinaecon.cli.output import JsonOption, write_records
from chinaecon.cli.shell import FINDINGS, examples


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        epilog=examples(
            "chinaecon fill report.md",
            "chinaecon fill report/*.md notebook.ipynb --check",
            "chinaecon fill report.md --as-of 2025-01-31 --json",
        )
    )(fill)


def fill(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Documents with pinned figures.")
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 when a figure would change.")
    ] = False,
    data: Annotated[
        Path | None, typer.Option(help="Folder of a data package of your own.", file_okay=False)
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="Only documents published by this ISO date.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Rewrite the pinned figures of FILE from the data.

    A pin is a link, in Markdown [$688 billion](ce:trade.total_trade/USA/2024). The figure keeps
    its style, and nothing else in the file changes. When one figure cannot be filled, nothing is
    written.
    """
    from chinaecon.report import fill as filler

    changes = filler.fill(files, check=check, as_of=as_of, data=data)
    if as_json:
        write_records(change.to_dict() for change in changes)
    else:
        for change in changes:
            typer.echo(str(change))
    if check and changes:
        raise typer.Exit(FINDINGS)
