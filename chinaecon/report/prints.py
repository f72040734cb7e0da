"""The figures of one document, alone or measured against what other documents print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from chinaecon import units
from chinaecon.data import observations, store, vintages
from chinaecon.errors import MissingData

if TYPE_CHECKING:
    import pandas as pd

Fact: TypeAlias = tuple[str, str, str, str]


def prints(documents: Sequence[str], measures: Iterable[str] = ()) -> pd.DataFrame:
    """Return every figure that some documents print.

    Parameters
    ----------
    documents : sequence of str
        Source ids.
    measures : iterable of str
        Only these short names; all by default.

    Returns
    -------
    pandas.DataFrame
        The columns of ``ce.alternatives``, one row per figure; of a figure that several of
        the documents print, the print of the first one named.

    Raises
    ------
    MissingData
        When none of them prints anything.

    Examples
    --------
    >>> found = prints(["tracking-peoples-daily-2025-01-13"], ["total_trade"])
    >>> "WLD" in set(found["entity"])
    True
    """
    import pandas as pd

    only = set(measures)
    parts = []
    for fact in _facts(documents, only):
        own = _alternatives(fact)
        own = own[own["source"].isin(documents)]
        order = own["source"].map(list(documents).index)
        parts.append(own.loc[order.sort_values(kind="stable").index].drop_duplicates("unit"))
    if not parts:
        raise MissingData(
            f"No figures from {', '.join(map(repr, documents))}. Source ids stand in sources.csv.",
            missing=documents,
        )
    return pd.concat(parts, ignore_index=True)


def beside(own: pd.DataFrame, documents: Sequence[str]) -> pd.DataFrame:
    """Give each figure as its distance from the best print of other documents.

    Parameters
    ----------
    own : pandas.DataFrame
        As `prints` gives it.
    documents : sequence of str
        The documents that count as their own.

    Returns
    -------
    pandas.DataFrame
        Measures, entities and periods as before; `value`, `low` and `high` are percent of the
        other print (percentage points for percentages), `how` names it, `label` is measure,
        entity and currency, `source` both documents. Figures that nobody
        else prints are left out.

    Notes
    -----
    ``100 * (x / y - 1)`` between ``low / y.high`` and ``high / y.low``; zero inside the bounds
    means that both can be true.

    Examples
    --------
    >>> document = ["tracking-peoples-daily-2025-01-13"]
    >>> set(beside(prints(document, ["total_trade"]), document)["unit"])
    {'percent'}
    """
    import pandas as pd

    found: list[dict[Any, Any]] = []
    for row in own.to_dict("records"):
        others = _others(row, documents)
        if len(others):
            other = others.iloc[0]
            told = {"label": _label(row), "source": f"{row['source']}; {other['source']}"}
            found.append(row | _distance(row, other) | told)
    return pd.DataFrame(found)


def _facts(documents: Sequence[str], only: set[str]) -> list[Fact]:
    """The facts some documents print."""
    key = ["measure", "entity", "period", "timing"]
    facts: dict[Fact, None] = {}
    for dataset in store.datasets():
        table = observations.observations(dataset)
        table = table[table["source"].isin(documents)]
        table = table[table["measure"].isin(only)] if only else table
        for measure, entity, period, timing in table[key].itertuples(index=False):
            facts[(str(measure), str(entity), str(period), str(timing))] = None
    return list(facts)


def _alternatives(fact: Fact) -> pd.DataFrame:
    measure, entity, period, timing = fact
    return vintages.alternatives(measure, entity=entity, period=period, timing=timing)


def _others(row: dict[Any, Any], documents: Sequence[str]) -> pd.DataFrame:
    """What other documents print of a figure in the same currency, the best first."""
    fact = (row["measure"], row["entity"], row["period"], row["timing"])
    there = _alternatives(fact)
    same = [units.parse(u).dimension == units.parse(row["unit"]).dimension for u in there["unit"]]
    there = there[same]
    return there[~there["dropped"] & ~there["source"].isin(documents)]


def _label(row: dict[Any, Any]) -> str:
    """A key for one figure: measure, entity and currency."""
    currency = units.parse(row["unit"]).currency or ""
    return f"{row['measure']} {row['entity']} {currency}".strip()


def _distance(row: dict[Any, Any], other: Any) -> dict[str, Any]:
    """How far a figure lies from another one."""
    how = f"against {other['value']:.10g} {other['unit']} ({other['source']})"
    if units.parse(row["unit"]).dimension in ("[percent]", "[percentage_point]"):
        spread = {
            "value": row["value"] - other["value"],
            "low": row["low"] - other["high"],
            "high": row["high"] - other["low"],
        }
        return {**spread, "unit": "percentage_point", "how": how}
    ends = [100 * (row["low"] / other["high"] - 1), 100 * (row["high"] / other["low"] - 1)]
    value = 100 * (row["value"] / other["value"] - 1)
    return {"value": value, "low": min(ends), "high": max(ends), "unit": "percent", "how": how}
