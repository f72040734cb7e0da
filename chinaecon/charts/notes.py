"""What stands around a picture: the measure and unit, the sources, rates, hazards and marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chinaecon.charts import names, style, words
from chinaecon.data import catalog, store, vocabulary
from chinaecon.errors import ChinaeconError, UnknownName

if TYPE_CHECKING:
    from chinaecon.charts.panel import Panel

_MOST_DOCUMENTS = 3
_MOST_AUTHORITIES = 4
_MOST_PUBLISHERS = 2
_MOST_RATES = 4
_MOST_HAZARDS = 5
_RATE = re.compile(r"[x/] [\d.]+ [A-Z]{3}/[A-Z]{3}\b")
_SAID = {
    "en": {
        "source": "Source: ",
        "sources": "Sources: ",
        "documents": "{n} documents, {first} to {last}",
        "others": "{n} more",
        "own": "own arithmetic",
        "printed_by": ", via {publishers}",
        "some_press": ", some via {n} papers and pages",
        "and": " and ",
        "comma": ", ",
        "converted": "Converted at ",
        "above": "Hollow triangles: the figure is a lower bound, the true value lies beyond.",
        "below": "Hollow triangles: the figure is an upper bound, the true value lies below.",
        "both": "Hollow triangles: the figure is a bound, the true value lies where it points.",
        "about": "Hollow circles: about.",
        "signs": "{signs}.",
        "~": "~ about",
        ">": "> more than",
        "<": "< less than",
        "planned": "Hollow, dashed: planned or forecast, not counted.",
        "bounds": "{what}: the values that the printed digits allow.",
        "band": "Bands",
        "bar": "Thin bars",
        "gap": "Dotted: no figure in between.",
        "hazards": "{n} more to know: ce.describe('{name}').",
        "stop": ". ",
    },
    "zh": {
        "source": "来源: ",
        "sources": "来源: ",
        "documents": "{n}份文件, {first}至{last}",
        "others": "另有{n}家",
        "own": "自行计算",
        "printed_by": ", 转引自{publishers}",
        "some_press": ", 部分转引自{n}家媒体",
        "and": "、",
        "comma": ", ",
        "converted": "换算: ",
        "above": "空心三角: 该数为下限, 实际值更大。",
        "below": "空心三角: 该数为上限, 实际值更小。",
        "both": "空心三角: 该数为界限, 实际值在三角所指方向。",
        "about": "空心圆: 约数。",
        "signs": "{signs}。",
        "~": "~ 约",
        ">": "> 超过",
        "<": "< 不到",
        "planned": "空心或虚线: 计划或预测, 非统计数。",
        "bounds": "{what}: 所印位数允许的取值范围。",
        "band": "色带",
        "bar": "细线",
        "gap": "点线: 其间无数据。",
        "hazards": "另有{n}条须知: ce.describe('{name}')。",
        "stop": "。",
    },
}


def _documents() -> Mapping[str, Mapping[str, str]]:
    """The documents by source id; empty where no data package is there."""
    try:
        return catalog.documents()
    except ChinaeconError:
        return {}


def source_line(sources: Iterable[str], lang: str = "en") -> str:
    """Write the line that says who published the figures, and when.

    Parameters
    ----------
    sources : iterable of str
        Source ids as in the column of a frame; several in one cell are split at ``;``.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        One line per picture; empty when no row names a source.

    Examples
    --------
    >>> source_line(["my own table"])
    'Source: my own table.'
    """
    said = _SAID[lang]
    ids = sorted(
        {s.strip() for cell in sources for s in str(cell).split(";") if s.strip()} - {"nan"}
    )
    if not ids:
        return ""
    groups: dict[str, list[Mapping[str, str]]] = {}
    for source in ids:
        row = _documents().get(source, {"publisher": source})
        groups.setdefault(_who(source, row, lang), []).append(row)
    order = sorted(groups, key=lambda name: (-len(groups[name]), name))
    parts = [_dated(name, groups[name], lang) for name in order[:_MOST_AUTHORITIES]]
    if len(order) > _MOST_AUTHORITIES:
        parts.append(said["others"].format(n=len(order) - _MOST_AUTHORITIES))
    head = said["sources"] if len(ids) > 1 else said["source"]
    return head + "; ".join(parts) + said["stop"].strip()


def _who(source: str, row: Mapping[str, str], lang: str) -> str:
    """Who stands behind a document: its authority, or else its publisher."""
    if row.get("kind") == "computed":
        return _SAID[lang]["own"]
    authority = row.get("authority", "")
    if authority:
        return vocabulary.authorities(lang).get(authority, authority)
    return _legible(row["publisher"], lang) or source


def _legible(name: str, lang: str) -> str:
    """A publisher's name, unless an English picture could not write it."""
    return name if lang == "zh" or not style.needs_chinese(name) else ""


def _dated(name: str, rows: list[Mapping[str, str]], lang: str) -> str:
    """A name with the dates of its documents, and who printed them where that is the press."""
    said = _SAID[lang]
    if name == said["own"]:
        return name
    dates = sorted({r["published"] for r in rows if r.get("published")})
    shown = ", ".join(words.date_words(d, lang) for d in dates)
    if len(rows) > _MOST_DOCUMENTS and dates:
        first, last = words.date_words(dates[0], lang), words.date_words(dates[-1], lang)
        shown = said["documents"].format(n=len(rows), first=first, last=last)
    press = sorted({_legible(r["publisher"], lang) for r in rows if _secondary(r)} - {"", name})
    if 0 < len(press) <= _MOST_PUBLISHERS:
        shown += said["printed_by"].format(publishers=said["and"].join(press))
    elif press:
        shown += said["some_press"].format(n=len(press))
    return f"{name} ({shown.removeprefix(said['comma'])})" if shown else name


def _secondary(row: Mapping[str, str]) -> bool:
    return row.get("kind") in ("press", "mirror") and bool(row.get("authority"))


def rate_line(how: Iterable[str], lang: str = "en") -> str:
    """Write at what rates figures were converted, from the `how` of their rows.

    Parameters
    ----------
    how : iterable of str
        One text per row.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        Empty when none was; the first and the last where there are many.

    Examples
    --------
    >>> rate_line(["x 7.1957 CNY/USD, 2024 average, market", ""])
    'Converted at 7.1957 CNY/USD, 2024 average, market.'
    """
    steps = dict.fromkeys(
        step[2:] for text in how for step in str(text).split("; ") if _RATE.match(step)
    )
    shown = list(steps)
    if not shown:
        return ""
    if len(shown) > _MOST_RATES:
        shown = [shown[0], "...", shown[-1]]
    return _SAID[lang]["converted"] + "; ".join(shown) + _SAID[lang]["stop"].strip()


def hazard_lines(
    measures: Iterable[str], chosen: Sequence[str] | None = None, lang: str = "en"
) -> list[str]:
    """Return the sentences a reader of some measures must know.

    Parameters
    ----------
    measures : iterable of str
        Short names; a user's own measure has no hazards.
    chosen : sequence of str, optional
        Only these hazard keys; by default those of the measures, the first five of them.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    list of str
        One sentence each.

    Raises
    ------
    UnknownName
        When a chosen key is no hazard.

    Examples
    --------
    >>> hazard_lines(["my_own_measure"])
    []
    """
    if chosen is not None:
        there = list(store.words("hazards")["hazard"]) if chosen else []
        for key in chosen:
            if key not in there:
                raise UnknownName.among("hazard", key, there, "vocab/hazards.csv lists all.")
        return vocabulary.hazard_sentences(chosen, lang) if chosen else []
    entries = [e for e in map(names.known, measures) if e]
    keys = list(dict.fromkeys(k for e in entries for k in e.hazards))
    lines = vocabulary.hazard_sentences(keys[:_MOST_HAZARDS], lang) if keys else []
    if len(keys) > _MOST_HAZARDS:
        n = len(keys) - _MOST_HAZARDS
        lines.append(_SAID[lang]["hazards"].format(n=n, name=entries[0].name))
    return lines


def mark_lines(panels: Iterable[Panel], drawn: Iterable[str], lang: str = "en") -> list[str]:
    """Explain the marks that a picture uses.

    Parameters
    ----------
    panels : iterable of Panel
        What is drawn.
    drawn : iterable of str
        Which devices the kind of picture used: ``band``, ``bar``, ``gap``, ``planned``, ``signs``
        (numbers alone).
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    list of str
        One sentence each; empty when every mark is plain.

    Examples
    --------
    >>> mark_lines([], ["gap"])
    ['Dotted: no figure in between.']
    """
    said, devices = _SAID[lang], set(drawn)
    marks = {str(m) for p in panels for m in p.rows["mark"]}
    lines = _signs(marks, said) if "signs" in devices else _hollow(marks, said)
    lines += [said["bounds"].format(what=said[d]) for d in ("band", "bar") if d in devices]
    lines += [said[d] for d in ("planned", "gap") if d in devices]
    return lines


def _hollow(marks: set[str], said: Mapping[str, str]) -> list[str]:
    """What hollow marks mean."""
    if {"above", "below"} <= marks:
        lines = [said["both"]]
    else:
        lines = [said[m] for m in ("above", "below") if m in marks]
    return lines + [said["about"]] * ("about" in marks)


def _signs(marks: set[str], said: Mapping[str, str]) -> list[str]:
    """What the signs before numbers mean, where there are no marks."""
    there = [
        sign for mark, sign in (("above", ">"), ("below", "<"), ("about", "~")) if mark in marks
    ]
    text = said["comma"].join(said[sign] for sign in there)
    return [said["signs"].format(signs=text)] if there else []


def subtitle_line(panels: Sequence[Panel], lang: str = "en") -> str:
    """Write what is measured, in what unit and over what span.

    Parameters
    ----------
    panels : sequence of Panel
        What is drawn.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        E.g. ``Exports of goods, billion dollars, 2018 to 2024``.

    Examples
    --------
    >>> import pandas as pd
    >>> from chinaecon.charts import rows, series
    >>> row = ("my_own", "USA", "2024", "flow", 1.5, "percent")
    >>> frame = rows.plain(pd.DataFrame([row], columns=rows.NEEDED))
    >>> subtitle_line(series.arrange(frame, kind="line"))
    'My own, United States, percent, 2024'
    """
    import pandas as pd

    rows: Any = pd.concat([p.rows for p in panels])
    measures = _listed([names.measure_name(m, lang) for m in dict.fromkeys(rows["measure"])], lang)
    comma = "、" if lang == "zh" else ", "
    units = [words.unit_words(u, lang) for u in dict.fromkeys(p.unit for p in panels)]
    entities = [names.entity_name(e, lang) for e in dict.fromkeys(rows["entity"])]
    shown = entities if len(entities) == 1 and set(rows["entity"]) != {"WLD"} else []
    span = words.span_words(list(rows["period"]), lang)
    parts = [comma.join(measures), *shown, (" / " if lang == "zh" else " and ").join(units)]
    text = ", ".join([*parts, span])
    return text[:1].upper() + text[1:]


def _listed(titles: list[str], lang: str) -> list[str]:
    """Up to three titles, those after the first in small letters unless they are names."""
    if lang == "zh":
        return titles[:3]
    small = [t if t[:2].isupper() or t[:1].isdigit() else t[:1].lower() + t[1:] for t in titles]
    return [*titles[:1], *small[1:3]]
