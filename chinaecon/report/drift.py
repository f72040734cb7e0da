"""What moved: the prints that a picture or a pinned figure was made of, then and now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_DIGITS = ".12g"  # of a float: the rest is noise of the arithmetic
Prints = dict[str, str]


@dataclass(frozen=True, slots=True)
class Move:
    """One print that is no longer what it was.

    Attributes
    ----------
    measure, entity, period : str
        The fact.
    unit : str
        Of both numbers.
    old, new : str
        The number then and now, with its bounds where only these differ; blank where there is
        none.
    source : str
        The document of the new number, of both where they differ; of the old one when it is gone.

    Examples
    --------
    >>> print(Move("exports", "USA", "2024", "billion USD", "524.7", "534.7", "table-2025"))
    exports USA 2024: 524.7 -> 534.7 billion USD (table-2025)
    """

    measure: str
    entity: str
    period: str
    unit: str
    old: str
    new: str
    source: str

    def __str__(self) -> str:
        numbers = f"{self.old or 'none'} -> {self.new or 'none'} {self.unit}"
        return f"{self.measure} {self.entity} {self.period}: {numbers} ({self.source})"


@dataclass(frozen=True, slots=True)
class Drift:
    """A picture or a pinned figure that is not as the data have it now.

    Attributes
    ----------
    what : {"chart", "figure"}
        A picture of charts.toml, or a pinned figure.
    name : str
        Of the chart; the address of the pin.
    reason : str
        Why it is stale.
    moves : tuple of Move
        The prints that moved, as far as these are why.

    Examples
    --------
    >>> print(Drift("chart", "exports", "never drawn."))
    exports: never drawn.
    """

    what: str
    name: str
    reason: str
    moves: tuple[Move, ...] = ()

    def __str__(self) -> str:
        return "\n    ".join([f"{self.name}: {self.reason}", *map(str, self.moves)])

    def to_dict(self) -> dict[str, Any]:
        """Return the drift as plain values, ready for JSON."""
        return {**asdict(self), "moves": [asdict(move) for move in self.moves]}


def prints(frame: pd.DataFrame) -> Prints:
    """Return the rows of a frame as a manifest keeps them.

    Parameters
    ----------
    frame : pandas.DataFrame
        As ``ce.load`` gives it.

    Returns
    -------
    dict of str to str
        ``measure entity period timing, unit`` and ``number, bounds, source``; bounds are left out
        where they are the number.

    Examples
    --------
    >>> import chinaecon as ce
    >>> prints(ce.load("trade.total_trade", entity="USA", period="2024", currency="USD"))
    {'total_trade USA 2024 flow, billion USD': '688.28, 688.275..688.285, tass-2025-07-14'}
    """
    found: Prints = {}
    for row in frame.to_dict("records"):
        key = f"{row['measure']} {row['entity']} {row['period']} {row['timing']}, {row['unit']}"
        text = ", ".join(filter(None, (_number(row), _bounds(row), str(row.get("source", "")))))
        if found.get(key, text) != text:  # one fact as known on two days
            text = f"{found[key]} | {text}"
        found[key] = text
    return found


def moves(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Move, ...]:
    """Name the prints that differ between two states.

    Parameters
    ----------
    old, new : mapping of str to str
        As `prints` gives them.

    Returns
    -------
    tuple of Move
        In the order of their keys.

    Examples
    --------
    >>> key = "exports USA 2024 flow, billion USD"
    >>> print(*moves({key: "524.7, table-2025"}, {key: "524.7, 524.65..524.75, table-2026"}))
    exports USA 2024: 524.7 -> 524.7 (524.65..524.75) billion USD (table-2025, then table-2026)
    """
    keys = sorted(old.keys() | new.keys())
    return tuple(_move(k, old.get(k, ""), new.get(k, "")) for k in keys if old.get(k) != new.get(k))


def rows_moved(old: pd.DataFrame, new: pd.DataFrame) -> tuple[Move, ...]:
    """Name the drawn rows that differ, for a picture whose prints all stayed: a rate moved.

    Parameters
    ----------
    old, new : pandas.DataFrame
        The rows drawn then and now.

    Returns
    -------
    tuple of Move
        Their `source` tells how the new number was computed.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"measure": "exports", "entity": "USA", "period": "2024", "timing": "flow"}
    >>> made = [pd.DataFrame([{**row, "value": v, "unit": "USD", "how": "x"}]) for v in (1.5, 2)]
    >>> print(*rows_moved(*made))
    exports USA 2024: 1.5 -> 2 USD (x)
    """
    return moves(_drawn(old), _drawn(new))


def _drawn(frame: pd.DataFrame) -> Prints:
    """The drawn rows; what computed them stands for their source."""
    there = frame.astype(object).fillna("")
    if "how" not in there.columns:
        return prints(there)
    computed = there["how"].astype(bool)
    return prints(there.assign(source=there["how"].where(computed, there.get("source", ""))))


def _number(row: Mapping[Any, Any]) -> str:
    qualifier = row.get("qualifier")
    is_plain = not isinstance(qualifier, str) or qualifier in ("", "=")
    return ("" if is_plain else f"{qualifier} ") + _text(row["value"])


def _bounds(row: Mapping[Any, Any]) -> str:
    low, high = (_text(row.get(name, row["value"])) for name in ("low", "high"))
    return "" if low == high == _text(row["value"]) else f"{low}..{high}"


def _text(number: Any) -> str:
    return format(float(number), _DIGITS) if number != "" else ""


def _move(key: str, old: str, new: str) -> Move:
    fact, _, unit = key.partition(", ")
    measure, entity, period, _ = fact.split(" ")
    (was, around, before), (now, within, after) = _split(old), _split(new)
    if was == now:
        was, now = _with(was, around), _with(now, within)
    source = f"{before}, then {after}" if before and after and before != after else after or before
    return Move(measure, entity, period, unit, was, now, source)


def _split(text: str) -> tuple[str, str, str]:
    """Number, bounds and source."""
    number, _, rest = text.partition(", ")
    bounds, mark, source = rest.partition(", ")
    return (number, bounds, source) if mark and ".." in bounds else (number, "", rest)


def _with(number: str, bounds: str) -> str:
    return f"{number} ({bounds})" if bounds else number
