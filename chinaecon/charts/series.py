"""A frame sorted into what a picture shows: panels, series, places along the axis, bounds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chinaecon import period as periods
from chinaecon import units
from chinaecon.charts import names, ticks, words
from chinaecon.errors import BadData, MissingData, UnitMismatch, UnknownName

if TYPE_CHECKING:
    import pandas as pd

NEEDED = ("measure", "entity", "period", "timing", "value", "unit")
_TELLING = ("label", "entity", "measure", "period")
_ACROSS = {"bar": ("entity", "measure", "label", "period"), "dots": ("entity", "measure", "label")}
_MOST = 10_000
_OPEN = {">": "above", ">=": "above", "<": "below", "<=": "below", "~": "about"}


@dataclass(frozen=True)
class Panel:
    """One pair of axes and what is drawn in it.

    Attributes
    ----------
    title : str
        Empty when there is one panel only.
    unit : str
        The unit of the value axis.
    rows : pandas.DataFrame
        The rows drawn, `value`, `low` and `high` in `unit`, and the columns `series`, `place`,
        `x`, `mark` (exact, above, below, about) and `planned`.
    series, places : tuple of str
        Keys in the order in which they are drawn.
    names : dict of str to str
        What keys are called on the picture.
    colours : dict of str to int
        The place of each series in the palette, the same in every panel.
    earlier : frozenset of str
        Series that stand back in a pale tint: the earlier of two periods.
    """

    title: str
    unit: str
    rows: pd.DataFrame
    series: tuple[str, ...]
    places: tuple[str, ...]
    names: dict[str, str]
    colours: dict[str, int]
    earlier: frozenset[str] = frozenset()

    def all(self) -> list[Any]:
        """The rows in the order of series and places, as tuples with names."""
        return [r for s in self.series for r in self.of(s)]

    def of(self, series: str) -> list[Any]:
        """The rows of one series in the order of time."""
        rows = self.rows[self.rows["series"] == series]
        return list(rows.sort_values(["x", "period"], kind="stable").itertuples())

    def at(self, place: str) -> list[Any]:
        """The rows of one place, the smallest value first."""
        rows = self.rows[self.rows["place"] == place]
        return list(rows.sort_values("value", kind="stable").itertuples())


def plain(frame: Any) -> pd.DataFrame:
    """Return the frame as pandas, checked to hold what a picture needs.

    Parameters
    ----------
    frame : any dataframe that Narwhals knows
        With at least measure, entity, period, timing, value and unit.

    Returns
    -------
    pandas.DataFrame
        A new frame with a fresh index; rows without a value left out, `low` and `high` added
        where absent.

    Raises
    ------
    BadData
        When columns are missing.
    MissingData
        When no row has a value.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"measure": "exports", "entity": "USA", "period": "2024", "timing": "flow"}
    >>> plain(pd.DataFrame([{**row, "value": 524.7, "unit": "billion USD"}]))["low"].tolist()
    [524.7]
    """
    import narwhals as nw

    whole = nw.from_native(frame)
    if isinstance(whole, nw.LazyFrame):
        whole = whole.collect()
    rows: pd.DataFrame = whole.to_pandas().reset_index(drop=True)
    absent = [c for c in NEEDED if c not in rows.columns]
    if absent:
        raise BadData(
            f"A frame to plot lacks {', '.join(map(repr, absent))}; expected {', '.join(NEEDED)}. "
            "Take it from ce.load, or name its columns so.",
            problems=absent,
        )
    rows = rows[rows["value"].notna()].reset_index(drop=True)
    if rows.empty:
        raise MissingData("The frame to plot has no values. Widen the selection.")
    rows["value"] = rows["value"].astype(float)
    for bound in ("low", "high"):
        given = rows[bound] if bound in rows.columns else rows["value"]
        rows[bound] = given.astype(float).fillna(rows["value"])
    return rows


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
        Order of bars and dots: largest first, as in the frame, or as listed.
    labels : dict of str to str, optional
        Other names for keys.
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
    >>> rows = [("exports", e, "2024", "flow", v, "billion USD") for e, v in
    ...         (("USA", 524.7), ("IND", 120.5))]
    >>> panel, = arrange(plain(pd.DataFrame(rows, columns=NEEDED)), kind="bar")
    >>> panel.places, panel.unit
    (('USA', 'IND'), 'billion USD')
    """
    given = [c for c in ([by] if isinstance(by, str) else by or ()) if c]
    _check_columns(frame, [*given, *(c for c in (along, panels) if c)])
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
    colours, earlier = _colours(rows, telling)
    split = [(title, rows[rows["panel"] == title]) for title in dict.fromkeys(rows["panel"])]
    targets = [unit or _fitting(part, lang) for _, part in split]
    return [
        Panel(
            title="" if panels == "unit" else called.get(title, title),
            unit=target,
            rows=_placed(_rescaled(part, target)),
            series=tuple(s for s in colours if s in set(part["series"])),
            places=_ordered(part, along, order),
            names=called,
            colours=colours,
            earlier=earlier,
        )
        for (title, part), target in zip(split, targets, strict=True)
    ]


def _check_columns(frame: pd.DataFrame, names: Iterable[str]) -> None:
    for name in names:
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


def _colours(rows: pd.DataFrame, telling: list[str]) -> tuple[dict[str, int], frozenset[str]]:
    """The place of each series in the palette; of periods only the last is strong."""
    found = list(dict.fromkeys(rows["series"]))
    if telling != ["period"]:
        return {s: i for i, s in enumerate(found)}, frozenset()
    found.sort(key=lambda p: periods.parse(p).end)
    earlier = found[:-1] if len(found) == 2 else []
    places = {s: 0 if len(found) == 2 else i for i, s in enumerate(found)}
    return places, frozenset(earlier)


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their place in time and their mark."""
    return rows.assign(
        x=[ticks.instant(p, t) for p, t in zip(rows["period"], rows["timing"], strict=True)],
        mark=[_mark(r) for r in rows.to_dict("records")],
        planned=_planned(rows),
    )


def _fitting(rows: pd.DataFrame, lang: str) -> str:
    """The unit in which most numbers are short and none is very long."""
    first = str(rows["unit"].iloc[0])
    sizes = _rescaled(rows, first)["value"].abs()
    usual = float(sizes[sizes > 0].median()) if (sizes > 0).any() else 0.0
    fitting = words.fitting_unit(first, usual, lang)
    if float(sizes.max()) * words.ratio(first, fitting) < _MOST:
        return fitting
    return words.fitting_unit(first, float(sizes.max()), lang)


def _rescaled(rows: pd.DataFrame, target: str) -> pd.DataFrame:
    """The rows in the unit of the axis; refuses what must not be compared."""
    ratios: dict[str, float] = {}
    for unit in dict.fromkeys(rows["unit"]):
        try:
            ratios[unit] = words.ratio(unit, target)
        except UnitMismatch:
            own = rows[rows["unit"] == unit].iloc[0]
            raise UnitMismatch(
                f"Cannot draw {unit!r} on an axis of {target!r} ({len(rows[rows['unit'] == unit])} "
                f"rows, first: {own['measure']} {own['entity']} {own['period']}). "
                f"{units.remedy(units.parse(unit), units.parse(target))} "
                "Or draw them side by side: panels='unit'.",
                rows=[f"{own['measure']} {own['entity']} {own['period']} {own['value']} {unit}"],
            ) from None
    times = rows["unit"].map(ratios)
    scaled = {c: rows[c] * times for c in ("value", "low", "high")}
    if target not in words.MAGNITUDES:
        return rows.assign(**scaled, unit=target)
    named = {unit: f"{target} {words.split_unit(unit)[1]}" for unit in ratios}
    return rows.assign(**scaled, unit=rows["unit"].map(named))


def _mark(row: dict[Any, Any]) -> str:
    if row["high"] == math.inf:
        return "above"
    if row["low"] == -math.inf:
        return "below"
    return _OPEN.get(str(row.get("qualifier", "=")), "exact")


def _planned(rows: pd.DataFrame) -> pd.Series[bool]:
    """Targets and forecasts, which are drawn apart from what was counted."""
    planned = rows["timing"] == "event"
    return planned | (rows["status"] == "F") if "status" in rows.columns else planned


def _ordered(rows: pd.DataFrame, along: str, order: str | Sequence[str]) -> tuple[str, ...]:
    """The places in the order asked for: time, as given, as listed, or the largest first."""
    places = list(dict.fromkeys(rows["place"]))
    if not isinstance(order, str):
        return tuple([p for p in order if p in places] + [p for p in places if p not in order])
    if along == "period":
        return tuple(sorted(places, key=lambda p: (periods.parse(p).end, periods.parse(p).start)))
    if order == "given":
        return tuple(places)
    ends = {p: periods.parse(p).end for p in set(rows["period"])}
    newest = rows.assign(end=rows["period"].map(ends)).sort_values(
        "end", ascending=False, kind="stable"
    )
    latest = newest.drop_duplicates("place").set_index("place")["value"]
    return tuple(sorted(places, key=lambda p: (-latest[p], p)))
