"""A picture in words, written from its numbers, for readers who cannot see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from chinaecon.charts import digits, dots, kinds, marks, names, notes, words

if TYPE_CHECKING:
    from chinaecon.charts.panel import Panel

_MOST = 8
_KIND = {
    "line": ("Line chart", "折线图"),
    "slope": ("Slope chart", "斜率图"),
    "column": ("Column chart", "柱状图"),
    "stacked": ("Stacked chart", "堆积图"),
    "heat": ("Heat map", "热力图"),
    "path": ("Connected scatter chart", "连线散点图"),
    "bar": ("Bar chart", "条形图"),
    "dots": ("Dot chart", "点图"),
    "dumbbell": ("Dumbbell chart", "哑铃图"),
    "waterfall": ("Waterfall chart", "瀑布图"),
    "bounds": ("Range chart", "区间图"),
}
_SAID = {
    "printed": ("printed ", "所印"),
    "inferred": ("", "推得"),
    "truth": ("later ", "后为"),
    "to": (" to ", "至"),
    "at": (" at ", ", 对应"),
}
_SIGNS = {">": ("over ", "超过"), "<": ("under ", "不到"), "~": ("about ", "约")}


def text(
    panels: Sequence[Panel], kind: str, title: str = "", source: str = "", lang: str = "en"
) -> str:
    """Describe a picture: kind, measure, unit, span, and the numbers that matter.

    Parameters
    ----------
    panels : sequence of Panel
        What is drawn.
    kind : str
        Kind of picture.
    title, source : str
        Said first and last.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        One paragraph; of a line first, last, highest and lowest are given, of bars and dots
        every number up to eight per series, then the ends.

    Examples
    --------
    >>> import pandas as pd
    >>> from chinaecon.charts import rows, series
    >>> key = ("my_own", "A"), ("flow",)
    >>> cells = [(*key[0], p, *key[1], v, "percent") for p, v in (("2023", 1.0), ("2024", 2.0))]
    >>> frame = rows.plain(pd.DataFrame(cells, columns=rows.NEEDED))
    >>> text(series.arrange(frame, kind="line"), "line")
    'Line chart: my own, A, percent, 2023 to 2024. 1 percent in 2023, 2 percent in 2024.'
    """
    about = notes.subtitle_line(panels, lang)
    about = about[:1].lower() + about[1:] if lang == "en" and not about[:2].isupper() else about
    head = f"{_KIND[kind][lang == 'zh']}: {about}."
    told = [_panel(p, kind, lang, several=len(panels) > 1) for p in panels]
    bounds = _bounds(panels, lang)
    parts = [f"{title.rstrip('.')}." if title else "", head, *told, bounds, source]
    return " ".join(p for p in parts if p)


def _panel(panel: Panel, kind: str, lang: str, *, several: bool) -> str:
    about = [t for t in (panel.title, words.unit_words(panel.unit, lang)) if t]
    unit = f"{', '.join(about).capitalize()}: " if several else ""
    parts = []
    for series in panel.series:
        rows = panel.rows[panel.rows["series"] == series]
        name = f"{_name(panel, series, lang)}: " if len(panel.series) > 1 else ""
        parts.append(f"{name}{_told(kind)(panel, rows, lang)}.")
    return unit + " ".join(parts)


def _name(panel: Panel, series: str, lang: str) -> str:
    """The name of a series, with its measure where others have another one."""
    name = panel.names[series]
    measures = set(panel.rows.loc[panel.rows["series"] == series, "measure"])
    own = names.measure_name(str(next(iter(measures))), lang)
    if panel.rows["measure"].nunique() == 1 or len(measures) > 1 or own in name:
        return name
    own = own[:1].upper() + own[1:]
    return own if name.lower() in own.lower() else f"{own} ({name})"


def _amount(row: Any, lang: str) -> str:
    """A figure with its unit; over, under and about in words."""
    number = marks.written(row)
    sign, _, rest = number.partition(" ")
    if sign in _SIGNS:
        number = _SIGNS[sign][lang == "zh"] + rest
    return number + _unit(str(row.unit), lang)


def _unit(unit: str, lang: str) -> str:
    """What follows a number; nothing after the points of an index."""
    if unit == "index_point":
        return ""
    said = words.unit_words(unit, lang)
    return said if lang == "zh" else f" {said}"


def _told(kind: str) -> Callable[[Panel, Any, str], str]:
    """How the rows of a series are told: by their ends in time, or one by one."""
    own: dict[str, Callable[[Panel, Any, str], str]] = {"bounds": _by_bounds, "path": _by_pair}
    if kind in own:
        return own[kind]
    return _by_place if kind in (*kinds.LYING, "column") else _by_time


def _by_bounds(panel: Panel, rows: Any, lang: str) -> str:
    """Of every place what is printed, what follows, and what came out later."""
    said = {k: v[lang == "zh"] for k, v in _SAID.items()}
    by_place = {r.place: r for r in rows.itertuples()}
    told = []
    for place in [p for p in panel.places if p in by_place]:
        row = by_place[place]
        unit = _unit(str(row.unit), lang)
        parts = [said["inferred"] + digits.range_words(row.low, row.high, said["to"]) + unit]
        for low, high in filter(None, [dots.printed(row)]):
            parts.append(said["printed"] + digits.range_words(low, high, said["to"]) + unit)
        parts += [said["truth"] + digits.number_words(v) + unit for v in dots.truth(row)]
        told.append(f"{panel.names[place]} {', '.join(parts)}")
    return "; ".join(told)


def _by_pair(panel: Panel, rows: Any, lang: str) -> str:
    """First and last pair, and the one with the highest value."""
    ordered = list(rows.sort_values(["x", "period"]).itertuples())
    best = max(ordered, key=lambda r: r.value)
    shown = list(dict.fromkeys([ordered[0], best, ordered[-1]]))
    at = _SAID["at"][lang == "zh"]
    beside = _unit(str(ordered[0].beyond_unit), lang)
    pairs = [f"{_amount(r, lang)}{at}{digits.number_words(r.beyond)}{beside}" for r in shown]
    dates = [words.period_words(r.period, lang) for r in shown]
    return ", ".join(_at(p, d, lang) for p, d in zip(pairs, dates, strict=True))


def _by_time(panel: Panel, rows: Any, lang: str) -> str:
    """First and last, and the highest and lowest where they are neither."""
    ordered = list(rows.sort_values(["x", "period"]).itertuples())
    ends = [ordered[0], ordered[-1]] if len(ordered) > 1 else ordered
    told = [_at(_amount(r, lang), words.period_words(r.period, lang), lang) for r in ends]
    best = max(ordered, key=lambda r: r.value)
    worst = min(ordered, key=lambda r: r.value)
    for row, word in ((best, ("highest", "最高")), (worst, ("lowest", "最低"))):
        if row not in ends:
            at = _at(_amount(row, lang), words.period_words(row.period, lang), lang)
            told.append(f"{word[lang == 'zh']} {at}")
    return ", ".join(told)


def _by_place(panel: Panel, rows: Any, lang: str) -> str:
    by_place = {r.place: r for r in rows.itertuples()}
    ordered = [by_place[p] for p in panel.places if p in by_place]
    shown = ordered if len(ordered) <= _MOST else [*ordered[:3], *ordered[-2:]]
    told = [f"{panel.names[r.place]} {_amount(r, lang)}" for r in shown]
    if len(shown) < len(ordered):
        told.insert(3, "...")
    return ", ".join(told)


def _at(number: str, when: str, lang: str) -> str:
    return f"{when} {number}" if lang == "zh" else f"{number} in {when}"


def _bounds(panels: Sequence[Panel], lang: str) -> str:
    """How many figures are bounds only."""
    marked = [m for p in panels for m in p.rows["mark"]]
    told = []
    for mark, english, chinese in (
        ("above", "lower bound", "个下限"),
        ("below", "upper bound", "个上限"),
        ("about", "approximate figure", "个约数"),
    ):
        n = marked.count(mark)
        if n:
            plural = "" if n == 1 else "s"
            told.append(f"{n}{chinese}" if lang == "zh" else f"{n} {english}{plural}")
    if not told:
        return ""
    return f"其中{', '.join(told)}。" if lang == "zh" else f"Among them {', '.join(told)}."
