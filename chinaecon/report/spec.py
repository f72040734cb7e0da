"""What charts.toml says: the charts of a report, read into dataclasses and checked whole."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from chinaecon import period as periods
from chinaecon.data import catalog, rates
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
    "by": _TEXTS,
    "along": "a text",
    "panels": "a text",
    "axis": "a text or a table",
    "unit": "a text",
    "order": _TEXTS,
    "labels": "a table of texts",
    "highlight": _TEXTS,
    "hazards": _TEXTS,
    "values": "true or false",
    "zero": "true or false",
    "series": "a list of tables",
    "verbs": "a list of tables",
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
_EVERY_SERIES = {"label": "a text", "keep": "a table", "verbs": "a list of tables"}
_SORTS = {"load": _LOAD_KEYS, "rates": _RATE_KEYS, "prints": _PRINT_KEYS}


@dataclass(frozen=True)
class Step:
    """A verb with its options, as in ``{convert = "USD", basis = "customs"}``.

    Attributes
    ----------
    verb : str
        A key of `VERBS`.
    options : mapping of str to object
        Its arguments.

    Examples
    --------
    >>> Step("growth", {"kind": "yoy"}).verb
    'growth'
    """

    verb: str
    options: Mapping[str, Any]

    def function(self) -> Callable[..., Any]:
        """The verb itself."""
        return _function(self.verb)


@dataclass(frozen=True)
class Series:
    """Rows of a chart: curated figures, exchange rates, or the prints of a document.

    Attributes
    ----------
    sort : {"load", "rates", "prints"}
        Where the rows come from.
    options : mapping of str to object
        What is asked for, the value of `sort` included.
    label : str
        Written into the column ``label`` when given.
    keep : mapping of str to object
        Column and the value or values that stay.
    steps : tuple of Step
        Verbs applied to these rows alone.

    Examples
    --------
    >>> Series("rates", {"rates": "USD/CNY"}).label
    ''
    """

    sort: str
    options: Mapping[str, Any]
    label: str = ""
    keep: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Chart:
    """One picture of a report.

    Attributes
    ----------
    name : str
        Of the files written.
    series : tuple of Series
        Their rows, one below the other.
    steps : tuple of Step
        Verbs applied to all rows together.
    options : mapping of str to object
        Arguments of ``ce.plot``.
    digest : str
        SHA-256 of the entry.

    Examples
    --------
    >>> Chart("one", (), (), {"title": "One"}, "").options["title"]
    'One'
    """

    name: str
    series: tuple[Series, ...]
    steps: tuple[Step, ...]
    options: Mapping[str, Any]
    digest: str


@dataclass(frozen=True)
class Spec:
    """The charts of a file.

    Attributes
    ----------
    path : pathlib.Path
        The file.
    charts : tuple of Chart
        In its order.

    Examples
    --------
    >>> len(Spec(Path("charts.toml"), ()).charts)
    0
    """

    path: Path
    charts: tuple[Chart, ...]


def read(path: str | Path) -> Spec:
    r"""Read a file of charts and check all of it.

    Parameters
    ----------
    path : str or path
        TOML with ``[[chart]]`` tables.

    Returns
    -------
    Spec
        Every chart, in order.

    Raises
    ------
    BadData
        With every problem at once: file, chart and key; what was found and expected.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp(), "charts.toml")
    >>> _ = file.write_text('[[chart]]\nname = "fx"\ntitle = "T"\n'
    ...                     '[[chart.series]]\nrates = "USD/CNY"\n')
    >>> read(file).charts[0].series[0].sort
    'rates'
    """
    file = Path(path)
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _bad(file, ["no such file; expected TOML with [[chart]] tables."]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _bad(file, [f"not TOML: {error}."]) from None
    problems = [
        f"key {k!r} is unknown; expected [[chart]] tables only." for k in raw if k != "chart"
    ]
    tables = raw.get("chart", [])
    if not isinstance(tables, list) or not tables or not all(isinstance(t, dict) for t in tables):
        problems.append("no [[chart]] table; expected at least one.")
        tables = []
    seen: set[str] = set()
    for number, table in enumerate(tables, start=1):
        problems += _check_chart(table, number, seen)
    if problems:
        raise _bad(file, problems)
    return Spec(file, tuple(_chart(table) for table in tables))


def _bad(file: Path, problems: list[str]) -> BadData:
    lines = [f"{file}: {p}" for p in problems]
    count = f"{len(lines)} problem{'s' if len(lines) > 1 else ''} in {str(file)!r}"
    return BadData("\n".join([f"{count}. Mend all of:", *lines]), problems=lines)


def _chart(table: Mapping[str, Any]) -> Chart:
    rest = {k: v for k, v in table.items() if k not in ("name", "series", "verbs")}
    text = json.dumps(table, sort_keys=True, ensure_ascii=False, default=str)
    return Chart(
        table["name"],
        tuple(_series(s) for s in table["series"]),
        tuple(_step(v) for v in table.get("verbs", [])),
        rest,
        hashlib.sha256(text.encode()).hexdigest(),
    )


def _series(table: Mapping[str, Any]) -> Series:
    sort = next(s for s in _SORTS if s in table)
    options = {k: v for k, v in table.items() if k not in _EVERY_SERIES}
    steps = tuple(_step(v) for v in table.get("verbs", []))
    return Series(sort, options, table.get("label", ""), table.get("keep", {}), steps)


def _step(table: Mapping[str, Any]) -> Step:
    verb = next(k for k in table if k in VERBS)
    main = VERBS[verb][1]
    options = {k: v for k, v in table.items() if k != verb}
    return Step(verb, {main: table[verb], **options} if main else options)


def _function(verb: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(import_module(f"chinaecon.verbs.{VERBS[verb][0]}"), verb)
    return found


def _check_chart(table: Mapping[str, Any], number: int, seen: set[str]) -> Iterator[str]:
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
    from chinaecon.charts.picture import KINDS

    kind = table.get("kind", "line")
    if isinstance(kind, str) and kind not in KINDS:
        yield f"{where}: kind = {kind!r}{_near(kind, KINDS)}."
    lang = table.get("lang", "en")
    if isinstance(lang, str) and lang not in ("en", "zh"):
        yield f"{where}: lang = {lang!r}; expected 'en' or 'zh'."


def _check_steps(steps: Any, where: str) -> Iterator[str]:
    """Verbs that do not exist, and options they do not have."""
    for table in steps if isinstance(steps, list) else []:
        verbs = [k for k in table if k in VERBS] if isinstance(table, dict) else []
        if not verbs:
            first = next(iter(table), "") if isinstance(table, dict) else ""
            yield f"{where}: verb {first!r} is unknown{_near(first, VERBS)}."
            continue
        known = set(inspect.signature(_function(verbs[0])).parameters) - {"frame"}
        for key in table:
            if key not in (verbs[0], *known):
                yield f"{where}: verb {verbs[0]!r} has no option {key!r}{_near(key, known)}."


def _check_series(table: Mapping[str, Any], where: str) -> Iterator[str]:
    sorts = [s for s in _SORTS if s in table]
    if len(sorts) != 1:
        found = " and ".join(map(repr, sorts)) or "none"
        yield f"{where}: found {found}; expected one of 'load', 'rates' or 'prints'."
        return
    yield from _check_keys(table, {**_SORTS[sorts[0]], **_EVERY_SERIES}, where)
    yield from _check_steps(table.get("verbs", []), where)
    for what, value in _questions(sorts[0], table):
        try:
            what(value)
        except ChinaeconError as error:
            yield f"{where}: {error}"


def _questions(sort: str, table: Mapping[str, Any]) -> list[tuple[Callable[[Any], Any], Any]]:
    """What has to be looked up for a series: measures, entities, periods, the pair."""
    asked: list[tuple[Callable[[Any], Any], Any]] = []
    if sort == "load":
        asked += [(catalog.measure, m) for m in _texts(table["load"]) if not _is_dataset(m)]
        asked += [(catalog.entity, e) for e in _texts(table.get("entity"))]
    if sort == "rates" and isinstance(table["rates"], str):
        asked.append((_pair, table["rates"]))
    if isinstance(table.get("period"), str):
        asked.append((periods.parse_range, table["period"]))
    return asked


def _is_dataset(name: str) -> bool:
    from chinaecon.data import store

    return name in store.datasets()


def _pair(text: str) -> None:
    base, slash, quote = text.partition("/")
    if not (slash and len(base) == len(quote) == 3):
        raise BadData(f"rates = {text!r}; expected a pair such as 'USD/CNY' (yuan per dollar).")
    rates.series(base, quote)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []
