"""Frames and records as text: a table for people, CSV or JSON Lines for programs."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    import pandas as pd

_DIGITS = 6
_GAP = "  "
_NARROW = 16


class Format(StrEnum):
    """How a frame is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to write the rows.")]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Write JSON Lines, one object a line, and nothing else.")
]


def write_frame(frame: pd.DataFrame, form: Format, hidden: Iterable[str] = ()) -> None:
    """Write a frame to stdout.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any frame.
    form : Format
        Table, CSV (all columns) or JSON Lines (all columns; NaN and infinity as null).
    hidden : iterable of str
        Columns that a table leaves out, as it does blank ones.

    Examples
    --------
    >>> import pandas as pd
    >>> write_frame(pd.DataFrame({"entity": ["USA"], "value": [3.5]}), Format.JSON)
    {"entity": "USA", "value": 3.5}
    """
    if form is Format.CSV:
        typer.echo(frame.to_csv(index=False, lineterminator="\n"), nl=False)
    elif form is Format.JSON:
        write_records(frame.to_dict("records"))
    else:
        _write_table(frame.drop(columns=[c for c in hidden if c in frame.columns]))


def write_records(records: Iterable[Mapping[Any, Any]]) -> None:
    """Write JSON Lines to stdout.

    Parameters
    ----------
    records : iterable of mapping
        NaN and infinite numbers become null.

    Examples
    --------
    >>> write_records([{"low": 4.0, "high": float("inf")}])
    {"low": 4.0, "high": null}
    """
    for record in records:
        typer.echo(json.dumps({k: _plain(v) for k, v in record.items()}, ensure_ascii=False))


def number(value: float) -> str:
    """Return a number for people: six digits, thousands separated, no exponent.

    Parameters
    ----------
    value : float
        Any number.

    Returns
    -------
    str
        Blank for NaN; whole numbers keep all their digits.

    Examples
    --------
    >>> number(25454.5), number(0.07061234), number(1234567.0), number(float("inf"))
    ('25,454.5', '0.0706123', '1,234,567', 'inf')
    """
    if math.isnan(value):
        return ""
    if math.isinf(value) or value == 0:
        return f"{value:g}"
    places = max(0, _DIGITS - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percentage(percent: float | None, form: str = "{}") -> str:
    """Return a change in percent for people.

    Parameters
    ----------
    percent : float or None
        The change.
    form : str
        Where it is put.

    Returns
    -------
    str
        With sign and two decimals; blank for None.

    Examples
    --------
    >>> percentage(-0.0223, " ({})"), percentage(1e-6), percentage(0.0), percentage(None)
    (' (-0.02%)', 'under 0.01%', 'unchanged', '')
    """
    if percent is None:
        return ""
    if percent == 0:
        return form.format("unchanged")
    return form.format("under 0.01%" if abs(percent) < 0.005 else f"{percent:+.2f}%")


def _plain(value: Any) -> Any:
    """A cell as JSON knows it."""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _write_table(frame: pd.DataFrame) -> None:
    columns = {
        str(name): [_cell(v) for v in frame[name]]
        for name in frame.columns
        if any(_cell(v) for v in frame[name])
    }
    right = {c for c in columns if frame[c].dtype.kind in "if"}
    if sys.stdout.isatty():
        _write_rich(columns, right)
    else:
        _write_plain(columns, right)


def _cell(value: Any) -> str:
    value = _plain(value) if not isinstance(value, float) else float(value)
    return number(value) if isinstance(value, float) else "" if value is None else str(value)


def _write_rich(columns: dict[str, list[str]], right: set[str]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, (name, cells) in enumerate(columns.items()):
        narrow = place == 0 or max(map(len, cells)) <= _NARROW
        justify: Literal["left", "right"] = "right" if name in right else "left"
        table.add_column(name, justify=justify, overflow="fold", no_wrap=narrow)
    for row in zip(*columns.values(), strict=True):
        table.add_row(*map(Text, row))
    Console(highlight=False).print(table)


def _write_plain(columns: dict[str, list[str]], right: set[str]) -> None:
    """Aligned by the width that each character takes on the screen."""
    from rich.cells import cell_len

    widths = {name: max(map(cell_len, [name, *cells])) for name, cells in columns.items()}
    for row in [tuple(columns), *zip(*columns.values(), strict=True)]:
        parts = []
        for (name, width), text in zip(widths.items(), row, strict=True):
            space = " " * (width - cell_len(text))
            parts.append(space + text if name in right else text + space)
        typer.echo(_GAP.join(parts).rstrip())
