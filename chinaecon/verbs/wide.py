"""A long frame laid out wide: periods down, entities or measures across."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from chinaecon import period as periods
from chinaecon.verbs.frame import (
    AnyFrame,
    attach,
    choose,
    distinct,
    give,
    mismatch,
    one_figure,
    read,
    same_basis,
)


def wide(frame: AnyFrame, *, columns: str = "entity") -> AnyFrame:
    """Lay a frame out wide: a row for each period, a column for each entity or measure.

    Units, bounds and sources have no place in the result: use it to look at figures or to hand
    them on, not to compute.

    Parameters
    ----------
    frame : data frame
        With measure, entity, period, timing, value, unit.
    columns : {"entity", "measure"}
        What stands across. The other one must be a single one in the frame.

    Returns
    -------
    data frame
        Of the same kind: period, and the columns in alphabetical order; rows sorted by time,
        shorter periods first where two begin together. Nothing where there is no figure.

    Raises
    ------
    UnitMismatch
        When ``columns="entity"`` and the units or timings differ, or there are two measures.
    BadData
        When two figures would stand in one cell.

    Examples
    --------
    >>> import chinaecon as ce
    >>> trade = ["trade.exports", "trade.imports"]
    >>> t = ce.load(trade, entity="WLD", period="2024", timing="flow", currency="USD")
    >>> ce.wide(t[t["period"] == "2024"], columns="measure").round(0).values.tolist()
    [['2024', 3577.0, 2585.0]]
    """
    choose("columns", columns, ("entity", "measure"))
    cells = read(frame, "wide")
    if columns == "entity":
        cells = same_basis(cells, "lay out", within=(), columns=("timing", "unit"))
    other = "measure" if columns == "entity" else "entity"
    several = [name for (name,) in distinct(cells, other)]
    if len(several) > 1:
        what = f"Cannot lay out {several[0]!r} with {several[1]!r}; expected one {other}"
        raise mismatch(cells, what, f"Select one {other}, or pass columns={other!r}.", by=other)
    one_figure(cells, ("period", columns), "wide")
    heads = [name for (name,) in distinct(cells, columns)]
    order = {
        (text,): (at,)
        for at, text in enumerate(
            sorted((text for (text,) in distinct(cells, "period")), key=_place_in_time)
        )
    }
    spread = cells.with_columns(
        *(
            nw.when(nw.col(columns) == head).then(nw.col("value")).alias(f"_{i}")
            for i, head in enumerate(heads)
        )
    )
    table = spread.group_by("period").agg(*(nw.col(f"_{i}").max() for i in range(len(heads))))
    sorted_table = attach(table, ["period"], {"_at": int}, order).sort("_at")
    named = [nw.col(f"_{i}").alias(head) for i, head in enumerate(heads)]
    return give(sorted_table.select("period", *named), frame)


def _place_in_time(text: str) -> tuple[object, object, str]:
    p = periods.parse(text)
    return p.start, p.end, text
