"""The command that names the documents behind figures: cite."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from chinaecon.cli.output import JsonOption, write_records
from chinaecon.cli.shell import examples


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        epilog=examples(
            "chinaecon cite trade.exports --entity USA --period 2024",
            "chinaecon cite patents --style gbt7714",
            "chinaecon cite trade.exports --json",
        )
    )(cite)


def cite(
    measure: Annotated[str, typer.Argument(metavar="MEASURE", help="A measure or a dataset.")],
    entity: Annotated[
        str | None, typer.Option(help="Only the documents of these entities' figures.")
    ] = None,
    period: Annotated[
        str | None, typer.Option(help="Only the documents of figures of these periods.")
    ] = None,
    style: Annotated[str, typer.Option(help="bibtex, csl-json, chicago or gbt7714.")] = "bibtex",
    as_json: JsonOption = False,
) -> None:
    """Cite the documents behind MEASURE, and this package."""
    import chinaecon as ce

    what: object = measure
    if entity or period:
        names = [name.strip() for name in entity.split(",")] if entity else None
        what = ce.load(measure, entity=names, period=period, currency="all")
    text = ce.cite(what, style="csl-json" if as_json else style)
    if as_json:
        write_records(json.loads(text))
    else:
        typer.echo(text, nl=False)
