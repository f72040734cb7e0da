"""The command line: arguments in, text out; every answer comes from a public function."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from chinaecon.cli import (
    auditing,
    checking,
    citation,
    comparison,
    conversion,
    curation,
    extraction,
    figures,
    filling,
    packages,
    pictures,
    reporting,
    updating,
)
from chinaecon.cli.shell import HELP_STYLE, Shell, examples
from chinaecon.data import layers

app = typer.Typer(
    cls=Shell,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=HELP_STYLE,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "chinaecon list 5G",
        "chinaecon show trade.exports --entity USA,ASEAN --period 2018/2024 --to CNY",
        'chinaecon convert "43.85 trillion yuan" USD --period 2024',
        "chinaecon extract report.md --json",
        "Exit codes: 0 fine, 1 findings, 2 a wrong argument or an unknown name.",
    ),
)
for module in (
    figures,
    conversion,
    extraction,
    citation,
    pictures,
    reporting,
    checking,
    auditing,
    filling,
    curation,
    comparison,
    packages,
    updating,
):
    module.add_to(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("chinaecon"))
        raise typer.Exit


@app.callback()
def _options(
    ctx: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", metavar="FOLDER", help="A data package of your own, read before the shipped."
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Look up, convert, chart, cite and check figures on China's economy."""
    ctx.with_resource(layers.using(data))


def main() -> None:
    """Run the command line with the arguments of the process.

    Raises
    ------
    SystemExit
        Always: 0 fine, 1 findings, 2 wrong arguments or unknown names, 130 interrupted.

    Examples
    --------
    >>> import sys
    >>> sys.argv = ["chinaecon", "--help"]
    >>> main()  # doctest: +SKIP
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", newline="\n")
    try:
        app(prog_name="chinaecon")
    except KeyboardInterrupt:
        sys.exit(130)
