"""Commands that look figures up: list and show."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chinaecon.cli.output import Format, FormatOption, JsonOption, write_frame
from chinaecon.cli.shell import examples

if TYPE_CHECKING:
    import pandas as pd

_HIDDEN = ("published", "as_printed", "note", "status")


class Verb(StrEnum):
    """What may be computed of the figures shown."""

    GROWTH = "growth"
    SHARE = "share"
    INDEX = "index"
    RANK = "rank"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(
        "list",
        epilog=examples("chinaecon list", "chinaecon list trade", "chinaecon list 5G --json"),
    )(list_)
    app.command(
        epilog=examples(
            "chinaecon show trade.exports --entity USA,ASEAN --period 2018/2024",
            "chinaecon show trade.total_trade --entity WLD --period 2024 --currency USD",
            "chinaecon show exports --entity USA --period 2015/2024 --verb growth --format csv",
            "chinaecon show exports --entity USA,WLD --period 2024 --verb share --of WLD",
            "chinaecon show telecom.base_stations_5g --as-of 2025-01-31 --json",
        )
    )(show)


def list_(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="Words of a measure's name, title or definition.")
    ] = "",
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List datasets, or the measures that match QUERY."""
    import chinaecon as ce

    frame = ce.search(query) if query else ce.datasets()
    if frame.empty:
        names = [str(name) for name in ce.search("")["name"]]
        raise ce.UnknownName.among("measure for", query, names, "'chinaecon list' shows datasets.")
    write_frame(frame, Format.JSON if as_json else form, hidden=("definition",))


def show(
    measure: Annotated[
        str, typer.Argument(metavar="MEASURE", help="E.g. trade.exports, or a dataset.")
    ],
    entity: Annotated[
        str | None, typer.Option(help="Codes, names or aliases, with commas between.")
    ] = None,
    period: Annotated[
        str | None, typer.Option(help="A period or range: 2024, 2018/2024, 2018/.")
    ] = None,
    timing: Annotated[
        str | None, typer.Option(help="flow, flow_ytd, stock, rate or event.")
    ] = None,
    currency: Annotated[
        str | None, typer.Option(help="Only what was printed in it: CNY, USD, or all.")
    ] = None,
    to: Annotated[str | None, typer.Option(help="Convert into this currency.")] = None,
    rate: Annotated[str | None, typer.Option(help="With --to: average, end or day.")] = None,
    basis: Annotated[
        str | None, typer.Option(help="With --to: market, central_parity or customs.")
    ] = None,
    verb: Annotated[Verb | None, typer.Option(help="Compute this of the figures.")] = None,
    kind: Annotated[
        str | None, typer.Option(help="Of growth: yoy, pop, annualised, cagr, log, contribution.")
    ] = None,
    of: Annotated[
        str | None, typer.Option(help="The whole, of a share or contribution: WLD.")
    ] = None,
    base: Annotated[str | None, typer.Option(help="Of an index: the period that is 100.")] = None,
    as_of: Annotated[
        str | None, typer.Option(help="Only documents published by this date.")
    ] = None,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show the figures of MEASURE with their sources."""
    import chinaecon as ce

    options = {"rate": rate, "basis": basis}
    if to is None:
        _refuse(options, "--to")
    frame = ce.load(
        measure,
        entity=[name.strip() for name in entity.split(",")] if entity else None,
        period=period,
        currency=currency,
        timing=timing,
        as_of=as_of,
    )
    if to is not None:
        frame = ce.convert(frame, to, **_given(options))
    computing = {"kind": kind, "of": of, "base": base}
    if verb is None:
        _refuse(computing, "--verb")
    else:
        frame = _apply(getattr(ce, verb.value), frame, _given(computing))
    write_frame(frame, Format.JSON if as_json else form, hidden=_HIDDEN)


def _given(options: dict[str, str | None]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _refuse(options: dict[str, str | None], needed: str) -> None:
    for name in _given(options):
        raise typer.BadParameter(f"--{name} needs {needed}.")


def _apply(
    verb: Callable[..., pd.DataFrame], frame: pd.DataFrame, options: dict[str, Any]
) -> pd.DataFrame:
    """Call a verb with just the options that it knows."""
    known = dict(list(inspect.signature(verb).parameters.items())[1:])
    for name in options:
        if name not in known:
            raise typer.BadParameter(f"--{name} does not go with --verb {verb.__name__}.")
    for name, parameter in known.items():
        if parameter.default is parameter.empty and name not in options:
            raise typer.BadParameter(f"--verb {verb.__name__} needs --{name}.")
    return verb(frame, **options)
