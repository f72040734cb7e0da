"""An observation as it is typed: every problem of it at once, or its two rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

from chinaecon import period as periods
from chinaecon.data import document, printed, vocabulary
from chinaecon.data.rules.prints import expected_span, period_of, unit_of
from chinaecon.data.schema import Package, shown
from chinaecon.errors import BadData, ChinaeconError, UnknownName
from chinaecon.figures.language import language

_FACT = ("measure", "entity", "period", "timing")
_QUALIFIERS = ("=", "~", ">", "<", ">=", "<=")
_STATUSES = ("A", "B", "E", "F", "P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Request:
    """One observation and its document; what is blank is found.

    Attributes
    ----------
    measure, entity, period, token : str
        The fact, by names or codes, and the figure's own words.
    lang : str
        Language of the token and of the document.
    timing, unit, qualifier, status, note : str
        Columns of observations.csv.
    source, url, published, publisher, title, authority, kind, accessed : str
        Columns of sources.csv; a key or address that is there means that document.

    Examples
    --------
    >>> Request("base_stations_5g", "CHN", "2025-09", "470.5万个").status
    'A'
    """

    measure: str
    entity: str
    period: str
    token: str
    lang: str = ""
    timing: str = ""
    unit: str = ""
    qualifier: str = ""
    status: str = "A"
    note: str = ""
    source: str = ""
    url: str = ""
    published: str = ""
    publisher: str = ""
    title: str = ""
    authority: str = ""
    kind: str = ""
    accessed: str = ""

    def cells(self) -> dict[str, str]:
        """What is said, by its name, each as one line with single spaces."""
        return {f.name: " ".join(getattr(self, f.name).split()) for f in fields(self)}


Rows = tuple[dict[str, str], dict[str, str]]


def rows(asked: Request, package: Package, today: date) -> Rows:
    """Return the observation and the document that a request means.

    Parameters
    ----------
    asked : Request
        As typed.
    package : Package
        Where it should go; its vocabulary is read through the store.
    today : datetime.date
        Nothing is published later.

    Returns
    -------
    tuple of dict
        A row of observations.csv and one of sources.csv, every column a text.

    Raises
    ------
    BadData
        With every problem, each with what to do.
    """
    said = asked.cells()
    wrong: list[str] = []
    measure = _tried(wrong, vocabulary.measure, said["measure"])
    if measure and measure.measure not in package.lookup("measures", "measure"):
        wrong.append(
            f"Measure {measure.name!r} is not of the package {shown(package.folder)!r}; expected "
            "a line in its vocab/measures.csv. Add it, or leave --data out."
        )
    entity = _tried(wrong, vocabulary.entity, said["entity"])
    days = _tried(wrong, periods.parse, said["period"])
    lang = said["lang"] or language(said["token"])
    found = _read(wrong, said, measure, lang, package)
    timing = _timing(wrong, said["timing"], measure, days)
    for column, words in (("qualifier", ("", *_QUALIFIERS)), ("status", _STATUSES)):
        if said[column] not in words:
            expected = " ".join(filter(None, words))
            wrong.append(f"{column} {said[column]!r}; expected one of {expected}. Mend it.")
    source = _document(wrong, {**said, "lang": lang}, measure, package, today)
    row = {
        "measure": measure.measure if measure else "",
        "entity": entity or "",
        "period": said["period"],
        "timing": timing,
        **(found._asdict() if found else {"value": "", "unit": "", "qualifier": ""}),
        "status": said["status"],
        "as_printed": said["token"],
        "lang": lang,
        "source": source.get("source", ""),
        "note": said["note"],
    }
    row["qualifier"] = said["qualifier"] or row["qualifier"]
    wrong += _foresight(row, days, source.get("published") or said["published"])
    wrong += _repeated(row, source, measure, package)
    refuse(wrong)
    return row, source


def refuse(problems: Iterable[str]) -> None:
    """Raise all problems at once, if there are any.

    Parameters
    ----------
    problems : iterable of str
        One each.

    Raises
    ------
    BadData
        When there is one at least.

    Examples
    --------
    >>> refuse([])
    """
    told = list(dict.fromkeys(problems))
    if told:
        count = "a problem" if len(told) == 1 else f"{len(told)} problems"
        lines = "".join(f"\n  {one}" for one in told)
        raise BadData(f"Nothing was added; {count}:{lines}", problems=told)


def _tried(wrong: list[str], function: Callable[[str], T], text: str) -> T | None:
    try:
        return function(text)
    except ChinaeconError as error:
        wrong.append(str(error))
        return None


def _read(
    wrong: list[str],
    said: Mapping[str, str],
    measure: vocabulary.Measure | None,
    lang: str,
    package: Package,
) -> printed.Cells | None:
    """The token as a figure of the measure, or of anything when that is unknown."""
    known = list(package.lookup("units", "unit"))
    try:
        if measure:
            return printed.cells(said["token"], lang, measure, known, said["unit"])
        printed.only(said["token"], lang)
    except ChinaeconError as error:
        remedy = "" if str(error).endswith(".") else " Quote the figure's own words."
        wrong.append(f"{error}{remedy}")
    return None


def _timing(
    wrong: list[str],
    said: str,
    measure: vocabulary.Measure | None,
    days: periods.Period | None,
) -> str:
    """The timing said, or the only one of the measure's that fits the period."""
    if measure is None or days is None:
        return said
    if said and said not in measure.timing:
        expected = " ".join(measure.timing)
        wrong.append(f"timing {said!r} of {measure.name}; expected one of {expected!r}. Mend it.")
        return said
    fits = [t for t in ([said] if said else measure.timing) if not expected_span(days, t)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        wrong.append(
            f"{measure.name} has the timings {' and '.join(fits)}; expected to know which. "
            f"Pass --timing {fits[0]} or another."
        )
    else:
        timing = said or measure.timing[0]
        wrong.append(
            f"period {days.text!r} of a {timing!r}; expected {expected_span(days, timing)}. "
            "Mend the period or --timing."
        )
    return said


def _document(
    wrong: list[str],
    said: Mapping[str, str],
    measure: vocabulary.Measure | None,
    package: Package,
    today: date,
) -> dict[str, str]:
    """The document of the package that is meant, or a new one."""
    dataset = measure.dataset if measure else ""
    tables = sorted(package.of("sources", "source"), key=lambda table: table.dataset != dataset)
    there = [row.cells for table in tables for row in table.rows]
    found = document.found(said, there)
    if found:
        wrong += document.differing(said, found)
        return dict(found)
    if said["source"] and not (said["url"] or said["publisher"] or said["published"]):
        keys = [row["source"] for row in there]
        remedy = "Name one of sources.csv, or pass --published, --url, --publisher for a new one."
        wrong.append(str(UnknownName.among("source", said["source"], keys, remedy)))
        return {}
    wrong_here = list(document.problems(said, today))
    wrong += wrong_here
    authorities = package.lookup("authorities", "authority")
    if said["authority"] and said["authority"] not in authorities:
        remedy = "vocab/authorities.csv lists all; leave it out for none."
        wrong.append(str(UnknownName.among("authority", said["authority"], authorities, remedy)))
    taken = (row["source"] for row in there)
    entries = [row.cells for row in authorities.values()]
    return {} if wrong_here else document.new(said, taken, entries, today)


def _foresight(
    row: Mapping[str, str], days: periods.Period | None, published: str
) -> Iterator[str]:
    """A period that had not begun when the document came out, unless it looks ahead."""
    out = period_of(published)
    looks_ahead = row["timing"] == "event" or row["status"] == "F"
    if days and out and days.start > out.end and not looks_ahead:
        yield (
            f"period {days.text!r} had not begun when the document was published, {out.text!r}; "
            "expected an earlier one. Mend the period or --published; a forecast has --status F."
        )


def _repeated(
    row: Mapping[str, str],
    source: Mapping[str, str],
    measure: vocabulary.Measure | None,
    package: Package,
) -> Iterator[str]:
    """The same document has the fact already, in this unit or in another of the dimension."""
    unit = unit_of(row["unit"])
    if measure is None or unit is None or not source:
        return
    same = {
        other["source"]
        for _, other in package.rows("sources", "source", "url")
        if source["url"] and other["url"] == source["url"]
    } | {source["source"]}
    for table, other in package.rows("observations", *_FACT, "unit", "source"):
        is_fact = all(other[column] == row[column] for column in _FACT)
        if not is_fact or other["source"] not in same:
            continue
        theirs = unit_of(other["unit"])
        if theirs and theirs.dimension == unit.dimension:
            yield (
                f"{shown(table.file)}:{other.line} has this fact of {other['source']!r} already: "
                f"{other['qualifier']} {other['value']} {other['unit']}; expected a new one. "
                "Mend that line if it is wrong, or name the other document."
            )
