"""What charts.toml says: the charts of a report, read into dataclasses."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chinaecon.errors import BadData
from chinaecon.report.problems import EVERY_SERIES, SORTS, VERBS, function, problems_of

_OWN = ("name", "series", "verbs", "contradicts")  # keys that are no options of ce.plot


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
        return function(self.verb)


@dataclass(frozen=True)
class Series:
    """Rows of a chart: curated figures, exchange rates, or the prints of a document.

    Attributes
    ----------
    sort : {"load", "rates", "prints", "infer"}
        Where the rows come from.
    options : mapping of str to object
        What is asked for, the value of `sort` included.
    label : str
        Written into the column ``label`` when given.
    keep : mapping of str to object
        Column and the value or values that stay.
    steps : tuple of Step
        Verbs applied to these rows alone.
    role : str
        ``printed`` or ``truth``: the rows stand beside those of the other series, as their
        printed bounds or as what came out later; rows of their own when empty.

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
    role: str = ""


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
    contradicts : tuple of str
        Figures of the title or the picture that are shown because they are wrong.

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
    contradicts: tuple[str, ...] = ()


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

    def digest(self) -> str:
        """Return the digest of all entries, in order."""
        entries = " ".join(chart.digest for chart in self.charts)
        return hashlib.sha256(entries.encode()).hexdigest()


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
        problems += problems_of(table, number, seen)
    if problems:
        raise _bad(file, problems)
    return Spec(file, tuple(_chart(table) for table in tables))


def _bad(file: Path, problems: list[str]) -> BadData:
    lines = [f"{file}: {p}" for p in problems]
    count = f"{len(lines)} problem{'s' if len(lines) > 1 else ''} in {str(file)!r}"
    return BadData("\n".join([f"{count}. Mend all of:", *lines]), problems=lines)


def _chart(table: Mapping[str, Any]) -> Chart:
    rest = {k: v for k, v in table.items() if k not in _OWN}
    text = json.dumps(table, sort_keys=True, ensure_ascii=False, default=str)
    return Chart(
        table["name"],
        tuple(_series(s) for s in table["series"]),
        tuple(_step(v) for v in table.get("verbs", [])),
        rest,
        hashlib.sha256(text.encode()).hexdigest(),
        tuple(table.get("contradicts", [])),
    )


def _series(table: Mapping[str, Any]) -> Series:
    sort = next(s for s in SORTS if s in table)
    options = {k: v for k, v in table.items() if k not in EVERY_SERIES}
    steps = tuple(_step(v) for v in table.get("verbs", []))
    return Series(
        sort, options, table.get("label", ""), table.get("keep", {}), steps, table.get("role", "")
    )


def _step(table: Mapping[str, Any]) -> Step:
    verb = next(k for k in table if k in VERBS)
    main = VERBS[verb][1]
    options = {k: v for k, v in table.items() if k != verb}
    return Step(verb, {main: table[verb], **options} if main else options)
