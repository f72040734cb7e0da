"""The command that says what changed in the data since a revision: diff."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chinaecon.cli.output import JsonOption, percentage, write_records
from chinaecon.cli.shell import examples

if TYPE_CHECKING:
    from chinaecon.data.changes import Change, Changes, Move

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_NOUNS = {"observations": "print", "measures": "measure", "releases": "rhythm"}


class Report(StrEnum):
    """How changes are written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(
        epilog=examples(
            "chinaecon diff main",
            "chinaecon diff v2026.11.0 --format markdown",
            "chinaecon diff chinaecon-2026.11.0-py3-none-any.whl --json",
        )
    )(diff)


def diff(
    revision: Annotated[
        str,
        typer.Argument(metavar="REV", help="A git revision, a wheel, or a data package's folder."),
    ],
    form: Annotated[
        Report,
        typer.Option("--format", "-f", help="markdown writes the Data part of the release notes."),
    ] = Report.TEXT,
    as_json: JsonOption = False,
) -> None:
    """Say what changed in the data since REV.

    Rows that were added, removed or changed, and the figures that load gives for their facts.
    """
    from chinaecon.data import changes, layers
    from chinaecon.data.revision import package

    now = layers.chosen()
    with package(revision, now) as was:
        found = changes.compare(was, now)
    if as_json or form is Report.JSON:
        write_records(_records(found))
        return
    for line in (_markdown if form is Report.MARKDOWN else _text)(found):
        typer.echo(line)


def _records(found: Changes) -> Iterator[dict[str, Any]]:
    for c in found.rows:
        old, new = (dict(cells) if cells else None for cells in (c.old, c.new))
        yield {"change": c.kind, "dataset": c.dataset, "table": c.table, "old": old, "new": new}
    for m in found.winners:
        yield {
            "change": "winner",
            "measure": m.name,
            "entity": m.entity,
            "period": m.period,
            "timing": m.timing,
            "old": _winner(m.old),
            "new": _winner(m.new),
            "percent": m.percent,
            "reason": m.reason,
        }


def _winner(row: Mapping[str, str] | None) -> dict[str, str] | None:
    return {name: row[name] for name in ("value", "unit", "qualifier", "source")} if row else None


def _text(found: Changes) -> Iterator[str]:
    if not found.rows:
        yield "No change in the data."
    for dataset, told in _summaries(found.rows):
        yield f"{dataset}: {told}"
    for change in found.rows:
        yield f"{_SIGNS[change.kind]} {change.dataset} {change.table} {_row(change)}"
    for move in found.winners:
        end = percentage(move.percent, ", {}")
        yield f"load {_fact(move)}: {_print(move.old)} -> {_print(move.new)}{end}"


def _summaries(rows: Iterable[Change]) -> Iterator[tuple[str, str]]:
    """For each dataset, how many rows of what were added, removed and changed."""
    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for change in rows:
        counts[change.dataset][change.table, change.kind] += 1
    for dataset, count in counts.items():
        parts = []
        for (table, kind), number in sorted(count.items()):
            noun = _NOUNS.get(table, table.removesuffix("s"))
            parts.append(f"{_counted(number, noun)} {kind}")
        yield dataset, ", ".join(parts)


def _counted(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def _row(change: Change) -> str:
    """The key of a row, and its value or what changed in it."""
    key = " ".join(filter(None, change.key))
    if change.old and change.new:
        pairs = ((c, change.old.get(c, ""), text) for c, text in change.new.items())
        return f"{key}: " + ", ".join(f"{c} {a!r} -> {b!r}" for c, a, b in pairs if a != b)
    row = change.new or change.old or {}
    return f"{key}: {row['value']}" if change.table == "observations" else key


def _fact(move: Move) -> str:
    return f"{move.name} {move.entity} {move.period}"


def _figure(row: Mapping[str, str]) -> str:
    sign = "" if row["qualifier"] == "=" else f"{row['qualifier']} "
    return f"{sign}{row['value']} {row['unit']}"


def _print(row: Mapping[str, str] | None) -> str:
    return f"{_figure(row)} ({row['source']})" if row else "nothing"


def _markdown(found: Changes) -> Iterator[str]:
    """The Data part of a release's notes: figures that moved, then what is new and gone."""
    yield "### Data"
    for move in found.winners:
        if move.old and move.new and move.percent != 0:
            yield f"- {_moved(move, move.old, move.new)}"
    for word, moves in (
        ("New", [m for m in found.winners if m.old is None]),
        ("Withdrawn", [m for m in found.winners if m.new is None]),
        ("Same figure from another document", [m for m in found.winners if m.percent == 0]),
    ):
        yield from (f"- {word}: {line}." for line in _grouped(moves))
    for dataset, told in _summaries(found.rows):
        yield f"- Rows of {dataset}: {told}."
    if not found.rows:
        yield "- No change."


def _moved(move: Move, old: Mapping[str, str], new: Mapping[str, str]) -> str:
    change = percentage(move.percent, " ({})")
    told = f"`{move.name}` {move.entity} {move.period}: {_figure(old)} -> {_figure(new)}{change}"
    before = "" if old["source"] == new["source"] else f", before {old['source']}"
    return f"{told}; {move.reason.rstrip('.')}; {new['source']}{before}."


def _grouped(moves: Iterable[Move]) -> Iterator[str]:
    """One line a measure: how many facts, of which periods and whom."""
    groups: dict[str, list[Move]] = defaultdict(list)
    for move in moves:
        groups[move.name].append(move)
    for name, group in groups.items():
        periods = sorted({move.period for move in group})
        span = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
        entities = sorted({move.entity for move in group})
        whom = ", ".join(entities) if len(entities) < 5 else _counted(len(entities), "entity")
        yield f"`{name}`, {_counted(len(group), 'fact')}, {span}, {whom}"
