"""The command that says whether published figures can all be true: audit."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chinaecon.cli.output import JsonOption, write_records
from chinaecon.cli.shell import FINDINGS, examples

if TYPE_CHECKING:
    from chinaecon.consistency.audit import Audit


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        epilog=examples(
            "chinaecon audit telecom",
            "chinaecon audit trade --period 2024",
            "chinaecon audit report.md --as-of 2025-01-31",
            "chinaecon audit patents --json",
        )
    )(audit)


def audit(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[DATASET|MEASURE|FILE]",
            help="What is audited: all datasets by default; the figures of a document that check "
            "binds.",
        ),
    ] = None,
    period: Annotated[
        str | None, typer.Option(help="Only figures whose period lies inside.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(help="Only documents published by then; of a document, its day."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say which published figures cannot all be true.

    Sums, months, members, growth rates, shares and paired currencies join the figures. Exit 1
    when a conflict is found that no line of corrections.csv explains.
    """
    found = _audited(what, period, as_of)
    if as_json:
        write_records(conflict.to_dict() for conflict in found.conflicts)
    else:
        typer.echo(str(found))
    if found.unexplained:
        raise typer.Exit(FINDINGS)


def _audited(what: str | None, period: str | None, as_of: str | None) -> Audit:
    import chinaecon as ce
    from chinaecon.consistency.audit import Audit

    if what is None or not Path(what).suffix or not Path(what).is_file():
        return ce.audit(what, period=period, as_of=as_of, track=_track)
    from chinaecon.claims.said import said

    frame = said(what, as_of=as_of)
    return ce.audit(frame) if len(frame) else Audit((), 0, 0, 0)


def _track(batches: Iterable[Any]) -> Iterable[Any]:
    """The steps, with a progress bar for people who wait."""
    if not sys.stderr.isatty():
        return batches
    from rich.console import Console
    from rich.progress import track

    return track(batches, "Auditing", console=Console(stderr=True), transient=True)
