"""The command that draws the pictures of a report: charts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chinaecon.cli.output import JsonOption, write_records
from chinaecon.cli.shell import FINDINGS, examples

if TYPE_CHECKING:
    from chinaecon.report.spec import Chart


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        epilog=examples(
            "chinaecon charts charts.toml --out docs/charts",
            "chinaecon charts --out docs/charts --only trade_partners",
            "chinaecon charts --out docs/charts --check",
        )
    )(charts)


def charts(
    out: Annotated[Path, typer.Option(help="Folder of the pictures.", file_okay=False)],
    spec: Annotated[Path, typer.Argument(metavar="SPEC", help="TOML file of charts.")] = Path(
        "charts.toml"
    ),
    only: Annotated[str | None, typer.Option(help="Names of charts, with commas between.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Draw nothing; exit 1 when a chart is stale.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Draw the charts of SPEC that changed."""
    from chinaecon.report import render
    from chinaecon.report.spec import read

    if check and only:
        raise typer.BadParameter("--only does not go with --check.")
    wanted = [name.strip() for name in only.split(",")] if only else None
    if check:
        stale = [line.partition(": ") for line in render.check(read(spec), out)]
        results = [{"chart": name, "result": "stale", "reason": why} for name, _, why in stale]
    else:
        done = render.render(read(spec), out, wanted, progress=_track)
        results = [
            {"chart": name, "result": result}
            for result in ("drawn", "kept", "removed")
            for name in getattr(done, result)
        ]
    if as_json:
        write_records(results)
    else:
        for entry in results:
            typer.echo(" ".join(entry.values()))
    if check and results:
        raise typer.Exit(FINDINGS)


def _track(charts: Sequence[Chart]) -> Iterable[Chart]:
    """The charts one by one, with a bar on a terminal."""
    if not sys.stderr.isatty():
        return charts
    from rich.console import Console
    from rich.progress import track

    return track(charts, "Drawing", console=Console(stderr=True), transient=True)
