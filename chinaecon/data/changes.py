"""What changed between two data packages: rows, and what `load` gives for the facts they touch."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from chinaecon.data import layers, observations, store, vocabulary, winner
from chinaecon.data.schema import Package, Table, read

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, str]
Fact = tuple[str, ...]
_FACT = ("measure", "entity", "period", "timing")


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is in one package only, or in both with different cells.

    Attributes
    ----------
    dataset, table : str
        The folder, and which of its tables: observations, sources, corrections, rates, measures.
    key : tuple of str
        The row's key.
    old, new : mapping or None
        Its cells before and now; None where it is not.
    """

    dataset: str
    table: str
    key: tuple[str, ...]
    old: Row | None
    new: Row | None

    @property
    def kind(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        if self.old is None:
            return "added"
        return "removed" if self.new is None else "changed"


@dataclass(frozen=True, slots=True)
class Move:
    """A fact for which `load` gives another figure, or the same from another document.

    Attributes
    ----------
    name, entity, period, timing : str
        The fact; `name` is ``dataset.measure``.
    old, new : mapping or None
        The winning print before and now (value, unit, qualifier, source, kind, vintage);
        None where there is none.
    percent : float or None
        By how much the value changed; None where one is missing, a mere bound, or the old one
        is zero.
    reason : str
        Of a correction that was added or changed; else the document that wins now.
    """

    name: str
    entity: str
    period: str
    timing: str
    old: Row | None
    new: Row | None
    percent: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows and winners that differ, sorted."""

    rows: tuple[Change, ...]
    winners: tuple[Move, ...]


def compare(old: str | Path, new: str | Path) -> Changes:
    """Compare two data packages.

    Parameters
    ----------
    old, new : str or pathlib.Path
        The folder of a ``datapackage.json`` each.

    Returns
    -------
    Changes
        Every row by its key, in whatever file of its dataset it stands; and the facts whose
        winning print has another value or source.

    Raises
    ------
    BadData
        When the data of either cannot be loaded.

    Examples
    --------
    >>> compare(layers.root(), layers.root())
    Changes(rows=(), winners=())
    """
    before, after = read(Path(old)), read(Path(new))
    rows = sorted(_changes(before, after), key=lambda c: (c.dataset, c.table, c.key))
    facts = _touched(rows, before) | _touched(rows, after)
    return Changes(tuple(rows), tuple(_moves(rows, Path(old), Path(new), facts)))


def _changes(before: Package, after: Package) -> Iterator[Change]:
    """The rows that differ: lines that both have are never parsed."""
    olds, news = _lines(before), _lines(after)
    found: dict[tuple[str, str, tuple[str, ...]], list[Row | None]] = {}
    for side, (mine, other) in enumerate(((olds, news), (news, olds))):
        for place in mine.keys() - other.keys():
            dataset, name, line = place
            table = mine[place]
            cells = dict(zip(table.header, next(csv.reader([line]), []), strict=False))
            key = tuple(cells.get(column, "") for column in table.schema.key)
            found.setdefault((dataset, name, key), [None, None])[side] = cells
    for (dataset, name, key), (old, new) in found.items():
        yield Change(dataset, name, key, old, new)


def _lines(package: Package) -> dict[tuple[str, str, str], Table]:
    """Every line below a header, by dataset and name of the table."""
    return {
        (table.dataset, table.schema.name, line): table
        for table in package.tables
        for line in table.lines[1:]
    }


def _touched(rows: Iterable[Change], package: Package) -> set[Fact]:
    """The facts whose figure may have changed, with their dataset before them."""
    facts: set[Fact] = set()
    sources: set[tuple[str, str]] = set()
    measures: set[str] = set()
    for change in rows:
        row = change.new or change.old or {}
        if change.table in ("observations", "corrections"):
            facts.add((change.dataset, *(row[column] for column in _FACT)))
        elif change.table == "sources":
            sources.add((change.dataset, row["source"]))
        elif change.table == "measures" and change.kind == "changed":
            measures.add(row["measure"])
    if sources or measures:
        for table, print_ in package.rows("observations", *_FACT, "source"):
            if (table.dataset, print_["source"]) in sources or print_["measure"] in measures:
                facts.add((table.dataset, *(print_[column] for column in _FACT)))
    return facts


def _moves(rows: Iterable[Change], old: Path, new: Path, facts: set[Fact]) -> Iterator[Move]:
    before, after = _winners(old, facts), _winners(new, facts)
    reasons = {
        tuple(change.new[column] for column in _FACT): change.new["reason"]
        for change in rows
        if change.table == "corrections" and change.new
    }
    for place in sorted(before.keys() | after.keys()):
        was, now = before.get(place), after.get(place)
        if was and now and (was["base"], was["source"]) == (now["base"], now["source"]):
            continue
        dataset, measure, entity, period, timing, _ = place
        told = f"{now['kind']} of {now['vintage']}" if now else "no print is left"
        yield Move(
            f"{dataset}.{measure}",
            entity,
            period,
            timing,
            was,
            now,
            _percent(was, now),
            reasons.get((measure, entity, period, timing), told),
        )


def _percent(was: Row | None, now: Row | None) -> float | None:
    if not (was and now) or not Decimal(was["base"]):
        return None
    if {was["qualifier"], now["qualifier"]} - {"=", "~"}:
        return None if was["base"] != now["base"] else 0.0
    return float(100 * (Decimal(now["base"]) / Decimal(was["base"]) - 1))


def _winners(folder: Path, facts: set[Fact]) -> dict[Fact, Row]:
    """The winning prints of some facts, by dataset, fact and dimension."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for dataset, measure, *_ in facts:
        wanted[dataset].add(measure)
    found: dict[Fact, Row] = {}
    with layers.only(folder):
        known = vocabulary.measures()
        for dataset, names in wanted.items():
            own = sorted(name for name in names if name in known)
            if own and dataset in store.datasets():
                table = observations.observations(dataset, tuple(own))
                found |= _best(dataset, table, facts)
    return found


def _best(dataset: str, table: pd.DataFrame, facts: set[Fact]) -> dict[Fact, Row]:
    places = zip(*(table[column] for column in _FACT), strict=True)
    hit = [(dataset, *place) in facts for place in places]
    rows = table[hit]
    rows = rows[~rows["dropped"]]
    if rows.empty:
        return {}
    shown = ("value", "unit", "qualifier", "source", "kind", "vintage", "dimension")
    found: dict[Fact, Row] = {}
    for row in winner.winners(rows).to_dict("records"):
        cells = {column: str(row[column]) for column in (*_FACT, *shown)}
        cells["base"] = format(winner.amount(row).normalize(), "f")
        place = (dataset, *(cells[column] for column in _FACT), cells["dimension"])
        found[place] = cells
    return found
