"""The command that draws the pictures of a report: charts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chinaecon.cli.output import JsonOption, write_records
from chinaecon.cli.shell import FINDINGS, examples

if TYPE_CHECKING:
    from chinaecon.report.drift import Drift
    from chinaecon.report.render import Rendered
    from chinaecon.report.spec import Chart


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        epilog=examples(
            "chinaecon charts report/charts.toml",
            "chinaecon charts charts.toml --out docs/charts --only trade_partners",
            "chinaecon charts report/charts.toml --check",
            "chinaecon charts --init trade.exports report/charts.toml",
        )
    )(charts)


def charts(
    spec: Annotated[
        Path | None, typer.Argument(metavar="SPEC", help="TOML file of charts, or charts.toml.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder of the pictures and of manifest.json; the pictures in a folder charts "
            "beside SPEC and manifest.json beside SPEC without it.",
            file_okay=False,
        ),
    ] = None,
    only: Annotated[str | None, typer.Option(help="Names of charts, with commas between.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Draw nothing; exit 1 when a chart is stale.")
    ] = False,
    init: Annotated[
        str | None,
        typer.Option(
            metavar="MEASURE",
            help="Write a commented SPEC of one chart of MEASURE, to stdout without SPEC.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Draw the charts of SPEC that changed.

    With --check each stale chart is named, and under it the prints that moved: then, now, and
    where from.
    """
    if init is not None:
        _refuse_with_init({"--out": out, "--only": only, "--check": check, "--json": as_json})
        _begin(init, spec)
        return
    if check and only:
        raise typer.BadParameter("--only does not go with --check.")
    from chinaecon.report import render
    from chinaecon.report.folder import SPEC, Folder
    from chinaecon.report.spec import read

    file = spec or Path(SPEC)
    home = Folder(file.parent)
    place, manifest = (out, None) if out else (home.pictures, home.manifest)
    if check:
        stale = render.check(read(file), place, manifest)
        write_drifts(stale, as_json)
        if stale:
            raise typer.Exit(FINDINGS)
        return
    wanted = [name.strip() for name in only.split(",")] if only else None
    done = render.render(read(file), place, wanted, progress=track_charts, manifest=manifest)
    write_rendered(done, as_json)


def write_rendered(done: Rendered, as_json: bool) -> None:
    """Write which charts were drawn, kept and removed."""
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


def write_drifts(stale: Iterable[Drift], as_json: bool) -> None:
    """Write what is stale, and which prints moved."""
    if as_json:
        write_records(
            {drift.what: drift.name, "result": "stale", **_told(drift)} for drift in stale
        )
    else:
        for drift in stale:
            typer.echo(
                "\n    ".join([f"{drift.name} stale: {drift.reason}", *map(str, drift.moves)])
            )


def track_charts(charts: Sequence[Chart]) -> Iterable[Chart]:
    """The charts one by one, with a bar on a terminal."""
    if not sys.stderr.isatty():
        return charts
    from rich.console import Console
    from rich.progress import track

    return track(charts, "Drawing", console=Console(stderr=True), transient=True)


def _told(drift: Drift) -> dict[str, Any]:
    values = drift.to_dict()
    return {name: values[name] for name in ("reason", "moves")}


def _refuse_with_init(others: dict[str, object]) -> None:
    for name, value in others.items():
        if value:
            raise typer.BadParameter(f"{name} does not go with --init.")


def _begin(measure: str, file: Path | None) -> None:
    """Write a first charts.toml, to stdout or where no file is yet."""
    from chinaecon.report.draft import draft
    from chinaecon.report.file import write

    if file is None:
        typer.echo(draft(measure), nl=False)
        return
    if file.exists():
        raise typer.BadParameter(f"{str(file)!r} exists; expected a new file. Name another.")
    text = draft(measure, str(file))
    file.parent.mkdir(parents=True, exist_ok=True)
    write(file, text.encode())
    typer.echo(f"{file} written; chinaecon charts {file} draws it.", err=True)
