"""A frame sorted into what a picture shows: panels, series, places along the axis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chinaecon import period as periods
from chinaecon.charts import names
from chinaecon.charts.panel import Panel
from chinaecon.charts.rows import fitting, placed, rescaled
from chinaecon.errors import BadData, UnknownName

if TYPE_CHECKING:
    import pandas as pd

_TELLING = ("label", "entity", "measure", "period")
_SORTED = ("stacked", "heat")  # kinds whose series stand in an order, not in their own place
_LYING = ("entity", "measure", "label")
_ACROSS = {
    "bar": (*_LYING, "period"),
    "dots": _LYING,
    "dumbbell": ("entity", "measure", "period"),
    "bounds": (*_LYING, "period"),
    "waterfall": _LYING,
}


def arrange(
    frame: pd.DataFrame,
    *,
    kind: str,
    by: str | Sequence[str] | None = None,
    along: str | None = None,
    panels: str | None = None,
    unit: str | None = None,
    order: str | Sequence[str] = "value",
    labels: dict[str, str] | None = None,
    last: Sequence[str] = (),
    lang: str = "en",
) -> list[Panel]:
    """Sort the rows into panels, series and places.

    Parameters
    ----------
    frame : pandas.DataFrame
        As `plain` gives it.
    kind : str
        Kind of picture; lines, columns and slopes run along the periods.
    by : str or sequence of str, optional
        Columns that tell the series apart; by default every telling column that varies, with
        ``""`` none.
    along : str, optional
        Column whose values stand along the axis of a bar or dot chart.
    panels : str, optional
        Column that splits the picture side by side.
    unit : str, optional
        Unit of the value axis; by default the one in which numbers are short.
    order : {"value", "given"} or sequence of str
        Order of bars, dots, stacks and cells: largest first, as in the frame, or as listed.
    labels : dict of str to str, optional
        Other names for keys.
    last : sequence of str
        Series and places that come after all others, whatever their size.
    lang : {"en", "zh"}
        Language of the names.

    Returns
    -------
    list of Panel
        At least one.

    Raises
    ------
    UnitMismatch
        When one panel would hold figures that must not be compared.
    BadData
        When two figures would stand at one place.
    UnknownName
        When a column does not exist.

    Examples
    --------
    >>> import pandas as pd
    >>> from chinaecon.charts.rows import NEEDED, plain
    >>> rows = [("exports", e, "2024", "flow", v, "billion USD") for e, v in
    ...         (("USA", 524.7), ("IND", 120.5))]
    >>> panel, = arrange(plain(pd.DataFrame(rows, columns=NEEDED)), kind="bar")
    >>> panel.places, panel.unit
    (('USA', 'IND'), 'billion USD')
    """
    given = [c for c in ([by] if isinstance(by, str) else by or ()) if c]
    check_columns(frame, [*given, along, panels])
    along = along or _along(frame, kind, [*given, panels or ""])
    telling = given if by is not None else _by(frame, along, panels)
    rows = frame.assign(
        series=_key(frame, telling),
        place=frame[along].astype(str),
        panel=frame[panels].astype(str) if panels else "",
    )
    _refuse_doubles(rows, along)
    called = {
        **_names(frame, [*telling, along, *([panels] if panels else [])], lang),
        **_joined(rows, frame, telling, lang),
        **(labels or {}),
    }
    found = list(dict.fromkeys(rows["series"]))
    if kind in _SORTED:
        found = list(_ordered(rows.assign(key=rows["series"]), "series", order, last))
    colours, earlier = _colours(found, telling)
    split = [(title, rows[rows["panel"] == title]) for title in dict.fromkeys(rows["panel"])]
    targets = [unit or fitting(part, lang) for _, part in split]
    return [
        Panel(
            title="" if panels == "unit" else called.get(title, title),
            unit=target,
            rows=placed(rescaled(part, target)),
            series=tuple(s for s in colours if s in set(part["series"])),
            places=_ordered(part.assign(key=part["place"]), along, order, last),
            names=called,
            colours=colours,
            earlier=earlier,
        )
        for (title, part), target in zip(split, targets, strict=True)
    ]


def check_columns(frame: pd.DataFrame, names: Iterable[str | None]) -> None:
    """Raise for the first name that is no column of a frame; empty ones are none."""
    for name in filter(None, names):
        if name not in frame.columns:
            raise UnknownName.among(
                "column", name, frame.columns, f"The frame has {', '.join(frame.columns)}."
            )


def _varies(frame: pd.DataFrame, column: str) -> bool:
    return column in frame.columns and frame[column].nunique() > 1


def _along(frame: pd.DataFrame, kind: str, taken: list[str]) -> str:
    """The column along the axis: periods, or for bars and dots the first that varies."""
    choices = [c for c in _ACROSS.get(kind, ()) if c not in taken and _varies(frame, c)]
    fallback = "entity" if kind in _ACROSS and "entity" not in taken else "period"
    return choices[0] if choices else fallback


def _by(frame: pd.DataFrame, along: str, panels: str | None) -> list[str]:
    """The columns that tell series apart; a label says it all."""
    telling = [c for c in _TELLING if c not in (along, panels) and _varies(frame, c)]
    return ["label"] if "label" in telling else telling


def _key(frame: pd.DataFrame, columns: list[str]) -> Any:
    """One text per row that names its series."""
    if not columns:
        return ""
    key = frame[columns[0]].astype(str)
    for column in columns[1:]:
        key = key + ", " + frame[column].astype(str)
    return key


def _refuse_doubles(rows: pd.DataFrame, along: str) -> None:
    double = rows[rows.duplicated(["panel", "series", "place"], keep=False)]
    if double.empty:
        return
    shown = [f"{r.measure} {r.entity} {r.period} {r.value:g} {r.unit}" for r in double.itertuples()]
    raise BadData(
        f"{len(double)} figures would stand at the same place along {along!r} (first: {shown[0]}; "
        f"{shown[1]}); expected one. Tell them apart with by= or panels=, or select.",
        problems=shown,
    )


def _names(frame: pd.DataFrame, columns: Iterable[str], lang: str) -> dict[str, str]:
    """What the values of some columns are called."""
    called: dict[str, str] = {}
    for column in columns:
        for value in dict.fromkeys(frame[column].astype(str)):
            called[value] = names.name(column, value, lang)
    return called


def _joined(
    rows: pd.DataFrame, frame: pd.DataFrame, columns: list[str], lang: str
) -> dict[str, str]:
    """What series told apart by several columns are called."""
    called = {}
    for series, position in zip(rows["series"], range(len(rows)), strict=True):
        values = [str(frame[c].iloc[position]) for c in columns]
        parts = [names.name(c, v, lang) for c, v in zip(columns, values, strict=True)]
        called[series] = ", ".join(parts)
    return called


def _colours(found: list[str], telling: list[str]) -> tuple[dict[str, int], frozenset[str]]:
    """The place of each series in the palette; of periods only the last is strong."""
    if telling != ["period"]:
        return {s: i for i, s in enumerate(found)}, frozenset()
    found = sorted(found, key=lambda p: periods.parse(p).end)
    earlier = found[:-1] if len(found) == 2 else []
    places = {s: 0 if len(found) == 2 else i for i, s in enumerate(found)}
    return places, frozenset(earlier)


def _ordered(
    rows: pd.DataFrame, along: str, order: str | Sequence[str], last: Sequence[str]
) -> tuple[str, ...]:
    """The keys in the order asked for: time, as given, as listed, or the largest first."""
    keys = list(dict.fromkeys(rows["key"]))
    if along == "period":
        keys.sort(key=lambda k: (periods.parse(k).end, periods.parse(k).start))
    elif not isinstance(order, str):
        keys = [k for k in order if k in keys] + [k for k in keys if k not in order]
    elif order != "given":
        latest = _latest(rows)
        keys.sort(key=lambda k: (-latest[k], k))
    return tuple(sorted(keys, key=lambda k: last.index(k) if k in last else -1))


def _latest(rows: pd.DataFrame) -> Mapping[str, float]:
    """The newest value of each key."""
    ends = {p: periods.parse(p).end for p in set(rows["period"])}
    newest = rows.assign(end=rows["period"].map(ends)).sort_values(
        "end", ascending=False, kind="stable"
    )
    return dict(newest.drop_duplicates("key").set_index("key")["value"])
