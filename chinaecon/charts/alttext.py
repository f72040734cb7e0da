"""A picture in words, written from its numbers, for readers who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chinaecon.charts import marks, notes, words

if TYPE_CHECKING:
    from chinaecon.charts.series import Panel

_MOST = 8
_KIND = {
    "en": {
        "line": "Line chart",
        "column": "Column chart",
        "bar": "Bar chart",
        "dots": "Dot chart",
        "slope": "Slope chart",
    },
    "zh": {
        "line": "折线图",
        "column": "柱状图",
        "bar": "条形图",
        "dots": "点图",
        "slope": "斜率图",
    },
}


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
    >>> from chinaecon.charts import series
    >>> rows = [("my_own", "A", p, "flow", v, "percent") for p, v in (("2023", 1.0), ("2024", 2.0))]
    >>> frame = series.plain(pd.DataFrame(rows, columns=series.NEEDED))
    >>> text(series.arrange(frame, kind="line"), "line")
    'Line chart: my own, A, percent, 2023 to 2024. 1 in 2023, 2 in 2024.'
    """
    about = notes.subtitle_line(panels, lang)
    about = about[:1].lower() + about[1:] if lang == "en" and not about[:2].isupper() else about
    head = f"{_KIND[lang][kind]}: {about}."
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
        name = f"{panel.names[series]}: " if len(panel.series) > 1 else ""
        tell = _by_place if kind in ("bar", "dots", "column") else _by_time
        parts.append(f"{name}{tell(panel, rows, lang)}.")
    return unit + " ".join(parts)


def _by_time(panel: Panel, rows: Any, lang: str) -> str:
    """First and last, and the highest and lowest where they are neither."""
    ordered = list(rows.sort_values(["x", "period"]).itertuples())
    ends = [ordered[0], ordered[-1]] if len(ordered) > 1 else ordered
    told = [_at(r, words.period_words(r.period, lang), lang) for r in ends]
    best = max(ordered, key=lambda r: r.value)
    worst = min(ordered, key=lambda r: r.value)
    for row, word in ((best, ("highest", "最高")), (worst, ("lowest", "最低"))):
        if row not in ends:
            at = _at(row, words.period_words(row.period, lang), lang)
            told.append(f"{word[lang == 'zh']} {at}")
    return ", ".join(told)


def _by_place(panel: Panel, rows: Any, lang: str) -> str:
    by_place = {r.place: r for r in rows.itertuples()}
    ordered = [by_place[p] for p in panel.places if p in by_place]
    shown = ordered if len(ordered) <= _MOST else [*ordered[:3], *ordered[-2:]]
    told = [f"{panel.names[r.place]} {marks.written(r)}" for r in shown]
    if len(shown) < len(ordered):
        told.insert(3, "...")
    return ", ".join(told)


def _at(row: Any, when: str, lang: str) -> str:
    number = marks.written(row)
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
