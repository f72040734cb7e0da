"""The command that fetches newer data, which nothing else does: update."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated

import typer

from chinaecon.cli.output import JsonOption, write_records
from chinaecon.cli.shell import examples


class What(StrEnum):
    """What can be updated."""

    FX = "fx"


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        epilog=examples(
            "chinaecon update fx --check",
            "chinaecon update fx",
            "chinaecon update fx --ecb https://example.org/eurofxref-hist.zip --json",
        )
    )(update)


def update(
    what: Annotated[What, typer.Argument(metavar="fx", help="Exchange rates.")],
    ecb: Annotated[
        str | None, typer.Option(metavar="URL", help="eurofxref-hist.zip; the ECB's own.")
    ] = None,
    h10: Annotated[
        str | None, typer.Option(metavar="URL", help="CSV of the H.10; the Federal Reserve's own.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Say what would be added; change nothing.")
    ] = False,
    timeout: Annotated[
        float,
        typer.Option(min=0.1, max=600, help="Seconds to wait for a byte; ten times that in all."),
    ] = 30.0,
    as_json: JsonOption = False,
) -> None:
    """Fetch newer exchange rates into your own data folder.

    CHINAECON_DATA names the folder. A download that does not agree with the rates held changes
    nothing: exit 2.
    """
    from chinaecon.data import layer, update
    from chinaecon.data.download import Limits

    limits = Limits(timeout, 10 * timeout)
    progress = _bar if sys.stderr.isatty() else None
    added = update.update(ecb, h10, check=check, limits=limits, progress=progress)
    if as_json:
        write_records(entry._asdict() for entry in added)
        return
    for pair, source, days, first, last in added:
        typer.echo(f"{pair}  {source}  {days} {'day' if days == 1 else 'days'}, {first} to {last}")
    if not added:
        typer.echo("Nothing newer.")
    elif not check:
        typer.echo(f"Written to {layer.place()}.")


def _bar(address: str, chunks: Iterable[bytes], size: int | None) -> Iterator[bytes]:
    """The parts of a download as they come, with a bar."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(address.partition("?")[0].rpartition("/")[2], total=size)
        for chunk in chunks:
            bar.advance(task, len(chunk))
            yield chunk
