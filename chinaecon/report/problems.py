"""What can be wrong in charts.toml: keys, kinds, verbs and names, all told at once."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from chinaecon import period as periods
from chinaecon.data import rates, store, vocabulary
from chinaecon.errors import BadData, ChinaeconError, nearest_names

# the option that a verb's own key carries: {growth = "yoy"} is growth(frame, kind="yoy")
VERBS = {
    "convert": ("convert", "to"),
    "growth": ("growth", "kind"),
    "index": ("share", "base"),
    "rank": ("compare", ""),
    "real": ("real", "base"),
    "share": ("share", "of"),
}
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TEXTS = "a text or a list of texts"
_CHART_KEYS = {
    "name": "a text",
    "title": "a text",
    "subtitle": "a text",
    "note": "a text",
    "kind": "a text",
    "lang": "a text",
    "preset": "a text",
    "by": _TEXTS,
    "along": "a text",
    "panels": "a text",
    "axis": "a text or a table",
    "unit": "a text",
    "order": _TEXTS,
    "labels": "a table of texts",
    "highlight": _TEXTS,
    "total": "a text",
    "events": "a list of tables",
    "hazards": _TEXTS,
    "values": "true or false",
    "zero": "true or false",
    "series": "a list of tables",
    "verbs": "a list of tables",
    "contradicts": "a list of texts",
}
_LOAD_KEYS = {
    "load": _TEXTS,
    "entity": _TEXTS,
    "period": "a text",
    "currency": "a text",
    "timing": "a text",
    "as_of": "a text",
    "frequency": "a text",
}
_RATE_KEYS = {
    "rates": "a text",
    "kind": "a text",
    "basis": "a text",
    "frequency": "a text",
    "period": "a text",
}
_PRINT_KEYS = {"prints": _TEXTS, "against": "a text", "measures": _TEXTS}
_INFER_KEYS = {
    "infer": _TEXTS,
    "given": _TEXTS,
    "entity": _TEXTS,
    "period": "a text",
    "currency": "a text",
}
EVERY_SERIES = {
    "label": "a text",
    "keep": "a table",
    "verbs": "a list of tables",
    "role": "a text",
}
ROLES = {  # what a series gives to the rows of the others, and the columns that take it
    "printed": {"low": "printed_low", "high": "printed_high"},
    "truth": {"value": "truth"},
}
SORTS = {"load": _LOAD_KEYS, "rates": _RATE_KEYS, "prints": _PRINT_KEYS, "infer": _INFER_KEYS}


def function(verb: str) -> Callable[..., Any]:
    """The verb of a name."""
    found: Callable[..., Any] = getattr(import_module(f"chinaecon.verbs.{VERBS[verb][0]}"), verb)
    return found


def problems_of(table: Mapping[str, Any], number: int, seen: set[str]) -> Iterator[str]:
    """Every problem of one chart, each with the chart's name and the key."""
    name = table.get("name", "")
    where = f"chart {name!r}" if name else f"chart number {number}"
    for key in ("name", "title", "series"):
        if not table.get(key):
            yield f"{where}: no {key!r}; expected one."
    if isinstance(name, str) and name and not _NAME.fullmatch(name):
        yield f"{where}: name {name!r}; expected small letters, digits and hyphens."
    if name in seen:
        yield f"{where}: the name is there twice; expected another one."
    seen.add(str(name))
    yield from _check_keys(table, _CHART_KEYS, where)
    yield from _check_kind(table, where)
    yield from _check_steps(table.get("verbs", []), where)
    series = table.get("series", [])
    if (
        isinstance(series, list)
        and series
        and all(isinstance(s, dict) and s.get("role") for s in series)
    ):
        yield f"{where}: every series has a role; expected one without, beside which they stand."
    for place, one in enumerate(series if isinstance(series, list) else [], start=1):
        if isinstance(one, dict):
            yield from _check_series(one, f"{where}: series {place}")


def _check_keys(table: Mapping[str, Any], known: Mapping[str, str], where: str) -> Iterator[str]:
    """Unknown keys, and values of the wrong kind."""
    for key, value in table.items():
        if key not in known:
            yield f"{where}: key {key!r} is unknown{_near(key, known)}."
        elif not _is(value, known[key]):
            yield f"{where}: {key} = {value!r}; expected {known[key]}."


def _is(value: Any, sort: str) -> bool:
    """Whether a value is of the kind that a key expects."""
    texts = isinstance(value, list) and all(isinstance(v, str) for v in value)
    checks = {
        "a text": isinstance(value, str),
        _TEXTS: isinstance(value, str) or texts,
        "a list of texts": texts,
        "true or false": isinstance(value, bool),
        "a table": isinstance(value, dict),
        "a text or a table": isinstance(value, str | dict),
        "a list of tables": isinstance(value, list) and all(isinstance(v, dict) for v in value),
        "a table of texts": isinstance(value, dict)
        and all(isinstance(v, str) for v in value.values()),
    }
    return checks[sort]


def _near(name: str, choices: Iterable[str]) -> str:
    """The end of a sentence about a name that does not exist."""
    nearest = nearest_names(name, choices)
    if nearest:
        return f"; expected {' or '.join(map(repr, nearest))}"
    return f"; expected one of {', '.join(sorted(choices))}"


def _check_kind(table: Mapping[str, Any], where: str) -> Iterator[str]:
    from chinaecon.charts.events import events
    from chinaecon.charts.look import LOOKS
    from chinaecon.charts.picture import KINDS

    kind = table.get("kind", "line")
    if isinstance(kind, str) and kind not in KINDS:
        yield f"{where}: kind = {kind!r}{_near(kind, KINDS)}."
    lang = table.get("lang", "en")
    if isinstance(lang, str) and lang not in ("en", "zh"):
        yield f"{where}: lang = {lang!r}; expected 'en' or 'zh'."
    preset = table.get("preset", "screen")
    if isinstance(preset, str) and preset not in LOOKS:
        yield f"{where}: preset = {preset!r}{_near(preset, LOOKS)}."
    try:
        events(table.get("events", []))
    except (ChinaeconError, TypeError) as error:
        yield f"{where}: events: {error}"


def _check_steps(steps: Any, where: str) -> Iterator[str]:
    """Verbs that do not exist, and options they do not have."""
    for table in steps if isinstance(steps, list) else []:
        verbs = [k for k in table if k in VERBS] if isinstance(table, dict) else []
        if not verbs:
            first = next(iter(table), "") if isinstance(table, dict) else ""
            yield f"{where}: verb {first!r} is unknown{_near(first, VERBS)}."
            continue
        known = set(inspect.signature(function(verbs[0])).parameters) - {"frame"}
        for key in table:
            if key not in (verbs[0], *known):
                yield f"{where}: verb {verbs[0]!r} has no option {key!r}{_near(key, known)}."


def _check_series(table: Mapping[str, Any], where: str) -> Iterator[str]:
    sorts = [s for s in SORTS if s in table]
    if len(sorts) != 1:
        found = " and ".join(map(repr, sorts)) or "none"
        yield f"{where}: found {found}; expected one of 'load', 'rates', 'prints' or 'infer'."
        return
    yield from _check_keys(table, {**SORTS[sorts[0]], **EVERY_SERIES}, where)
    yield from _check_steps(table.get("verbs", []), where)
    role = table.get("role", "")
    if isinstance(role, str) and role not in ("", *ROLES):
        yield f"{where}: role = {role!r}{_near(role, ROLES)}."
    for what, value in _questions(sorts[0], table):
        try:
            what(value)
        except ChinaeconError as error:
            yield f"{where}: {error}"


def _questions(sort: str, table: Mapping[str, Any]) -> list[tuple[Callable[[Any], Any], Any]]:
    """What has to be looked up for a series: measures, entities, periods, the pair."""
    asked: list[tuple[Callable[[Any], Any], Any]] = []
    if sort in ("load", "infer"):
        asked += [(vocabulary.measure, m) for m in _texts(table[sort]) if m not in store.datasets()]
        asked += [(vocabulary.entity, e) for e in _texts(table.get("entity"))]
    if sort == "rates" and isinstance(table["rates"], str):
        asked.append((_pair, table["rates"]))
    if isinstance(table.get("period"), str):
        asked.append((periods.parse_range, table["period"]))
    return asked


def _pair(text: str) -> None:
    base, slash, quote = text.partition("/")
    if not (slash and len(base) == len(quote) == 3):
        raise BadData(f"rates = {text!r}; expected a pair such as 'USD/CNY' (yuan per dollar).")
    rates.series(base, quote)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []
