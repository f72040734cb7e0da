"""Prints of one fact that cannot all be right, and what explains the difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chinaecon.data import layers, observations, store, winner

if TYPE_CHECKING:
    import pandas as pd

OFFICIAL = ("release", "table", "mirror")
COLUMNS = (
    "dataset measure entity period timing value unit source published "
    "other_value other_unit other_source other_published explanation reason"
).split()
KEY = ("measure", "entity", "period", "timing", "unit", "source")


@dataclass(frozen=True, slots=True)
class Print:
    """A print with the values its digits allow, in base units, and its line of corrections.csv.

    Attributes
    ----------
    row : dict
        The print as text.
    low, high : float
        Infinite where the print is open.
    action, reason : str
        Of its correction; blank when it has none.
    """

    row: dict[Any, Any]
    low: float
    high: float
    action: str
    reason: str

    @property
    def explanation(self) -> str:
        """What its line of corrections.csv explains a difference by; blank when it has none."""
        return explanation(self.action)

    def agrees(self, other: Print) -> bool:
        """Tell whether both can be right: the bounds overlap."""
        return self.low <= other.high and other.low <= self.high


@layers.layered
def conflicts(*, data: str | Path | None = None) -> pd.DataFrame:
    """List every two prints of one fact whose bounds do not overlap, and why they differ.

    Parameters
    ----------
    data : str or pathlib.Path, optional
        A data package of your own, as in `load`.

    Returns
    -------
    pandas.DataFrame
        One row per pair: dataset, measure, entity, period, timing; value, unit, source and
        published of one print and ``other_...`` of the other (the earlier first); `explanation`
        and `reason`. ``correction``: a line of corrections.csv sets one of them aside or right.
        ``stands``: a line lets one stand and says why. ``revision``: a later official document
        prints the newer figure, and the older one had been printed before. Blank: nothing
        explains it.

    Notes
    -----
    A print belongs to the older or the newer figure with those that agree with it and not with
    the other. The figure that came out later is a revision when a release, a table or a copy of
    one printed it, on a day that is known, after the other figure first came out. An article
    that is simply wrong is never explained so.

    Examples
    --------
    >>> found = conflicts()
    >>> bool((found["explanation"] == "").any())
    False
    """
    import pandas as pd

    rows = [row for dataset in store.datasets() for row in _of_dataset(dataset)]
    return pd.DataFrame(rows, columns=COLUMNS)


@layers.per_package
def printed(dataset: str) -> dict[tuple[str, ...], list[Print]]:
    """Return the prints of a dataset by fact and dimension, the oldest first.

    Parameters
    ----------
    dataset : str
        Name of the folder.

    Returns
    -------
    dict of tuple to list of Print
        The key is measure, entity, period, timing and dimension. Dropped prints are there. Shared.

    Examples
    --------
    >>> key = ("exports", "WLD", "2024", "flow", "[CNY]")
    >>> len(printed("trade")[key]) > 1
    True
    """
    return _grouped(dataset, observations.observations(dataset))


def unexplained(dataset: str, fact: tuple[str, ...], source: str) -> list[str]:
    """Say which prints of a fact do not agree with that of a source, where nothing explains it.

    Parameters
    ----------
    dataset : str
        Name of the folder.
    fact : tuple of str
        Measure, entity, period and timing.
    source : str
        The document of one of the prints.

    Returns
    -------
    list of str
        One sentence each.

    Examples
    --------
    >>> fact = ("base_stations_5g", "CHN", "2024-11", "stock")
    >>> unexplained("telecom", fact, "miit-2024-12-19")
    []
    """
    table = observations.observations(dataset, (fact[0],))
    same = table[(table[winner.FACT[:4]] == list(fact)).all(axis=1)]
    return [
        f"{one.row['value']} {one.row['unit']} ({one.row['source']}) against "
        f"{other.row['value']} {other.row['unit']} ({other.row['source']})"
        for prints in _grouped(dataset, same).values()
        for one, other in combinations(prints, 2)
        if source in (one.row["source"], other.row["source"])
        and not one.agrees(other)
        and not _explained(one, other, prints)[0]
    ]


def corrections(dataset: str) -> dict[tuple[str, ...], tuple[str, str]]:
    """Return the action and reason of each line of corrections.csv, by the print it is about.

    Parameters
    ----------
    dataset : str
        Name of the folder.

    Returns
    -------
    dict of tuple to tuple of str
        By `KEY`.

    Examples
    --------
    >>> any(action == "stands" for action, _ in corrections("trade").values())
    True
    """
    return {
        tuple(fix[k] for k in KEY): (fix["action"], fix["reason"])
        for fix in store.table(f"{dataset}/corrections.csv").to_dict("records")
    }


def explanation(action: str) -> str:
    """Return what an action of corrections.csv explains a difference by; blank for none.

    Parameters
    ----------
    action : str
        Of its line.

    Returns
    -------
    str
        ``stands``, ``correction`` or blank.
    """
    return action if action in ("", "stands") else "correction"


def _grouped(dataset: str, table: pd.DataFrame) -> dict[tuple[str, ...], list[Print]]:
    """The prints of a table with their corrections, by fact and dimension, the oldest first."""
    fixes = corrections(dataset)
    found = defaultdict(list)
    for row in table.to_dict("records"):
        action, reason = fixes.get(tuple(row[k] for k in KEY), ("", ""))
        low, high = winner.span(row)
        fact = tuple(row[k] for k in winner.FACT)
        found[fact].append(Print(row, low, high, action, reason))
    for prints in found.values():
        prints.sort(key=lambda p: (p.row["vintage"], p.row["source"]))
    return dict(found)


def _of_dataset(dataset: str) -> Iterator[dict[str, str]]:
    for prints in printed(dataset).values():
        for one, other in combinations(prints, 2):
            if not one.agrees(other):
                explanation, reason = _explained(one, other, prints)
                yield {
                    "dataset": dataset,
                    **{k: one.row[k] for k in (*KEY, "value", "published")},
                    **{f"other_{k}": other.row[k] for k in ("value", "unit", "source")},
                    "other_published": other.row["published"],
                    "explanation": explanation,
                    "reason": reason,
                }


def _explained(one: Print, other: Print, prints: list[Print]) -> tuple[str, str]:
    """What explains that two prints differ; blank when nothing does."""
    for each in (one, other):
        if each.action:
            return each.explanation, each.reason
    first, second = _side(one, other, prints), _side(other, one, prints)
    older, newer = sorted((first, second), key=_begin)
    begun = _begin(older)
    later = [
        p.row
        for p in newer
        if p.row["kind"] in OFFICIAL and p.row["published"] and p.row["vintage"] > begun
    ]
    if not later:
        return "", ""
    return "revision", f"{later[0]['source']} prints the later figure"


def _side(one: Print, other: Print, prints: list[Print]) -> list[Print]:
    """The prints that say the same as one and not the same as the other."""
    return [p for p in prints if not p.action and p.agrees(one) and not p.agrees(other)]


def _begin(side: list[Print]) -> str:
    """The day on which a figure first came out."""
    return min(str(p.row["vintage"]) for p in side)
