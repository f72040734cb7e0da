"""The command that adds one figure to a data package: add."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chinaecon.cli.output import JsonOption, number, percentage, write_records
from chinaecon.cli.shell import examples

if TYPE_CHECKING:
    from chinaecon.data.add import Addition


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        epilog=examples(
            'chinaecon add telecom.base_stations_5g CHN 2025-09 "470.5万个" --lang zh'
            " --url https://... --published 2025-10-27 --publisher MIIT --title ...",
            'chinaecon add trade.total_trade WLD 2024 "43.85 trillion yuan" --lang en'
            " --source SOURCE --dry-run",
            'chinaecon add own.deliveries CHN 2025-02 "1.31万辆" --lang zh --url https://...'
            " --published 2025-03-08 --data FOLDER --json",
        )
    )(add)


def add(
    measure: Annotated[str, typer.Argument(metavar="MEASURE", help="E.g. trade.exports.")],
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help="Code, name or alias.")],
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="ISO 8601, e.g. 2025-09.")],
    token: Annotated[
        str, typer.Argument(metavar="TOKEN", help="The figure's own words in the document.")
    ],
    lang: Annotated[str, typer.Option(help="Language of document and token.")] = "",
    url: Annotated[str, typer.Option(help="Address; one that is there means its source.")] = "",
    published: Annotated[str, typer.Option(help="Day, month or year it came out.")] = "",
    publisher: Annotated[str, typer.Option(help="Who put the document out.")] = "",
    title: Annotated[str, typer.Option(help="Title of the document.")] = "",
    authority: Annotated[
        str, typer.Option(help="Whose figure it is; by default the publisher or the site's owner.")
    ] = "",
    kind: Annotated[
        str,
        typer.Option(
            help="release, table, mirror, press or computed; by default release on the "
            "authority's own site, else press."
        ),
    ] = "",
    timing: Annotated[str, typer.Option(help="Where the measure has several that fit.")] = "",
    unit: Annotated[str, typer.Option(help="Where the token does not say it.")] = "",
    qualifier: Annotated[
        str, typer.Option(help="= ~ > < >= <= where it stands outside the token.")
    ] = "",
    status: Annotated[str, typer.Option(help="A, B, E, F or P.")] = "A",
    note: Annotated[str, typer.Option(help="What the reader of this print must know.")] = "",
    accessed: Annotated[str, typer.Option(help="When it was read; by default this month.")] = "",
    source: Annotated[str, typer.Option(help="Key of its source, one there or a new one.")] = "",
    data: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="The data package; by default the checkout's."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Change nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Add one printed figure, and its source if it is new.

    The token is read, the lines are put in their sorted places, and the rules are applied to
    the result before any file is replaced. Exit 2, and nothing changed, if anything is wrong.
    """
    from chinaecon.data.add import add as add_one
    from chinaecon.data.request import Request

    asked = Request(
        measure, entity, period, token, lang=lang, timing=timing, unit=unit, qualifier=qualifier,
        status=status, note=note, source=source, url=url, published=published,
        publisher=publisher, title=title, authority=authority, kind=kind, accessed=accessed,
    )  # fmt: skip
    done = add_one(asked, data=data, dry_run=dry_run)
    if as_json:
        write_records([_record(done, dry_run)])
        return
    typer.echo(done.diff(), nl=False)
    typer.echo(_told(done))
    for pair in done.conflicts:
        typer.echo(f"unexplained: {pair}. Add a line to corrections.csv: drop, or stands and why.")
    for file in done.files:
        typer.echo(f"new or extended: {file}")
    if dry_run:
        typer.echo("Dry run: nothing was changed.")


def _record(done: Addition, dry_run: bool) -> dict[str, Any]:
    lines = [{"file": x.path, "line": x.number, "text": x.text} for x in done.lines]
    return {
        **done.row,
        "is_new_source": len(lines) > 1,
        "kind": done.document["kind"],
        "lines": lines,
        "before": done.before,
        "after": done.after,
        "percent": done.percent,
        "conflicts": list(done.conflicts),
        "dry_run": dry_run,
    }


def _told(done: Addition) -> str:
    """One line: what load gave for the fact, and what it gives."""
    fact = " ".join(done.row[c] for c in ("measure", "entity", "period"))
    if done.before == done.after:
        return f"load {fact}: {_shown(done.before)} as before"
    change = percentage(done.percent, ", {}")
    return f"load {fact}: {_shown(done.before)} -> {_shown(done.after)}{change}"


def _shown(winner: dict[str, Any] | None) -> str:
    if winner is None:
        return "nothing"
    sign = "" if winner["qualifier"] == "=" else f"{winner['qualifier']} "
    return f"{sign}{number(winner['value'])} {winner['unit']} ({winner['source']})"
