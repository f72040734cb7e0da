"""The command that finds the figures of texts: extract."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from chinaecon.claims.file import LARGEST, content, decoded, sized
from chinaecon.cli.output import JsonOption, write_records
from chinaecon.cli.shell import examples
from chinaecon.errors import BadData

if TYPE_CHECKING:
    from chinaecon.figures.figure import Figure


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        epilog=examples(
            "chinaecon extract report.md",
            "chinaecon extract release.txt --lang zh --json",
            "chinaecon extract release.txt --all",
            "echo 'Exports fell 3% to $525 billion.' | chinaecon extract -",
        )
    )(extract)


def extract(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text file, UTF-8; - for stdin.")],
    lang: Annotated[
        str | None, typer.Option(help="en, zh, ja, vi or th; found by itself, passage by passage.")
    ] = None,
    with_all: Annotated[
        bool, typer.Option("--all", help="Also the dates, periods, names and bases, with kind.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Find the figures in FILE: value, bounds, unit and what is counted.

    Offsets are in code points from the start of the text. A place that looks like a figure but
    cannot be read for sure has no value and says why.
    """
    import chinaecon as ce

    text = _text(file)
    found = ce.tokens(text, lang) if with_all else ce.extract(text, lang)
    if as_json:
        write_records(_record(figure, with_all) for figure in found)
    else:
        for figure in found:
            typer.echo(_line(figure))


def _record(figure: Figure, with_all: bool) -> dict[str, str | int | None]:
    more = {"kind": figure.kind, "period": figure.period} if with_all else {}
    return {**figure.to_dict(), **more}


def _text(file: str) -> str:
    """The text of a file, refused with a reason when it is none."""
    raw = sized(sys.stdin.buffer.read(LARGEST + 1), file) if file == "-" else content(file)
    if not raw.strip():
        raise BadData(f"{file!r} is empty; expected a text. Name another file.")
    return decoded(raw, file)


def _line(figure: Figure) -> str:
    """One figure for people: where it stands, its words, its value and bounds."""
    place = f"{figure.start}-{figure.end}"
    if figure.kind == "doubt":
        return f"{place:>12}  {figure.text}  not read: {figure.reason}"
    if figure.kind != "amount":
        said = figure.period or ("" if figure.value is None else f"{figure.value:f}")
        return " ".join(filter(None, (f"{place:>12}  {figure.text} ", figure.kind, said)))
    what = " ".join(word for word in (figure.unit, figure.noun) if word)
    low = "..." if figure.low is None else format(figure.low, "f")
    high = "..." if figure.high is None else format(figure.high, "f")
    return f"{place:>12}  {figure.text}  {figure.value:f} {what}  [{low}, {high}]"
