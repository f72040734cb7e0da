"""The command that converts one printed figure: convert."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chinaecon.cli.output import JsonOption, number, write_records
from chinaecon.cli.shell import examples

if TYPE_CHECKING:
    import pandas as pd

    from chinaecon.figures.figure import Figure

_SCALES = ((1e12, "trillion "), (1e9, "billion "), (1e6, "million "))


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        epilog=examples(
            'chinaecon convert "43.85 trillion yuan" USD --period 2024',
            "chinaecon convert 43.85万亿元 USD --period 2024 --basis customs",
            'chinaecon convert "over $3.2 trillion" CNY --period 2024-12 --timing stock --json',
        )
    )(convert)


def convert(
    figure: Annotated[
        str, typer.Argument(metavar="FIGURE", help="The figure as printed, with its currency.")
    ],
    to: Annotated[str, typer.Argument(metavar="TO", help="ISO 4217 code.")],
    period: Annotated[str, typer.Option(help="The period the figure is about.")],
    timing: Annotated[
        str, typer.Option(help="flow: average rate; stock: end of period; event: the day.")
    ] = "flow",
    rate: Annotated[
        str | None, typer.Option(help="average, end or day, whatever the timing.")
    ] = None,
    basis: Annotated[str, typer.Option(help="market, central_parity or customs.")] = "market",
    lang: Annotated[str | None, typer.Option(help="en, zh, ja, vi or th; found by itself.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Convert the printed FIGURE into the currency TO.

    The bounds that its digits allow are converted with it, and the rate is named.
    """
    import chinaecon as ce

    read = ce.figure(figure, lang)
    frame = ce.convert(_frame(read, period, timing), to, rate=rate, basis=basis)
    row = dict(frame.to_dict("records")[0])
    if as_json:
        keys = ("value", "low", "high", "unit", "period", "timing", "how")
        record = {"text": read.text, **{k: row[k] for k in keys}, "qualifier": read.qualifier}
        write_records([record])
    else:
        typer.echo(f"{read.text} = {_amount(row)}")
        typer.echo(row["how"] or "the same currency")


def _frame(figure: Figure, period: str, timing: str) -> pd.DataFrame:
    """The figure as a frame of one row."""
    import pandas as pd

    from chinaecon.errors import BadData

    if figure.value is None or figure.unit is None:
        raise BadData(
            f"Figure {figure.text!r} names no currency; expected e.g. '43.85 trillion yuan'. "
            "Add it."
        )
    low, high = figure.low, figure.high
    row = {
        "measure": "",
        "entity": "",
        "period": period,
        "timing": timing,
        "value": float(figure.value),
        "unit": figure.unit,
        "low": -math.inf if low is None else float(low),
        "high": math.inf if high is None else float(high),
        "how": "",
    }
    return pd.DataFrame([row])


def _amount(row: dict[Any, Any]) -> str:
    """The converted figure and its bounds in the scale of its value."""
    value, low, high = row["value"], row["low"], row["high"]
    scale, word = next(((s, w) for s, w in _SCALES if abs(value) >= s), (1.0, ""))
    text = f"{number(value / scale)} {word}{row['unit']}"
    if math.isinf(low) or math.isinf(high):
        bound = low if math.isinf(high) else high
        return f"{text} ({'at least' if bound is low else 'at most'} {number(bound / scale)})"
    return f"{text} ({number(low / scale)} to {number(high / scale)})"
