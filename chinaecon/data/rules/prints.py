"""Rules of meaning for prints, their documents and their corrections."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from chinaecon import period as periods
from chinaecon import units
from chinaecon.data.schema import Package, Problem, Row, Table
from chinaecon.errors import ChinaeconError
from chinaecon.figures.figure import Figure, bounds
from chinaecon.figures.reader import readings

_DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_UNIT = re.compile(r"[A-Za-z][A-Za-z0-9_ ]*", re.ASCII)
_SCALES = ("thousand", "million", "billion", "trillion")
_FACT = ("measure", "entity", "period", "timing", "unit", "source")

# total = first + sign x second
IDENTITIES = (
    ("total_trade", "exports", 1, "imports"),
    ("trade_balance", "exports", -1, "imports"),
)


def dataset(package: Package) -> Iterator[Problem]:
    """A measure stands in the dataset that the vocabulary names for it."""
    measures = package.lookup("measures", "measure")
    for table, row in package.rows("observations", "measure"):
        entry = measures.get(row["measure"])
        if entry and entry["dataset"] != table.dataset:
            message = f"measure {row['measure']!r} in dataset {table.dataset!r}; expected in "
            message += f"{entry['dataset']!r}. Move the row, or mend vocab/measures.csv."
            yield table.problem(row, "measure", message)


def timing(package: Package) -> Iterator[Problem]:
    """The timing is one with which the measure occurs."""
    measures = package.lookup("measures", "measure")
    for table, row in package.rows("observations", "measure", "timing"):
        entry = measures.get(row["measure"])
        if entry and row["timing"] and row["timing"] not in entry["timing"].split():
            message = f"timing {row['timing']!r} of {row['measure']!r}; expected one of "
            message += f"{entry['timing']!r}. Mend it, or add it to vocab/measures.csv."
            yield table.problem(row, "timing", message)


def unit(package: Package) -> Iterator[Problem]:
    """A unit can be read and measures the same as the standard unit; money of any currency."""
    measures = package.lookup("measures", "measure")
    for table, row in package.rows("observations", "measure", "unit"):
        entry = measures.get(row["measure"])
        printed = unit_of(row["unit"])
        standard = unit_of(entry["unit"]) if entry else None
        if row["unit"] and printed is None:
            message = f"unit {row['unit']!r} cannot be read; expected '[scale] noun [per noun]'."
            yield table.problem(row, "unit", f"{message} Mend it.")
        elif printed and standard and not _alike(printed, standard):
            message = f"unit {row['unit']!r} of {row['measure']!r}; expected the dimension of "
            message += f"{standard.text!r}. Mend the unit or the measure."
            yield table.problem(row, "unit", message)


def _alike(printed: units.Unit, standard: units.Unit) -> bool:
    """Whether two units measure the same, or would in one currency."""
    if printed.currency and standard.currency:
        text = units.in_currency(standard.text, printed.currency)
        return units.parse(text).dimension == printed.dimension
    return printed.dimension == standard.dimension


def period(package: Package) -> Iterator[Problem]:
    """A period exists: its days are in the calendar, and a span runs forward."""
    for schema in ("observations", "corrections", "rates"):
        for table in package.of(schema, "period"):
            bad = {text for text in {r["period"] for r in table.rows} if not period_of(text)}
            for row in table.rows if bad - {""} else ():
                if row["period"] in bad:
                    message = f"period {row['period']!r}; expected e.g. '2024-01/2024-11'."
                    yield table.problem(row, "period", f"{message} Mend it.")


def span(package: Package) -> Iterator[Problem]:
    """A period fits its timing: sums from January, a full year as the year, stocks at one date."""
    for table, row in package.rows("observations", "period", "timing"):
        days = period_of(row["period"])
        expected = expected_span(days, row["timing"]) if days else ""
        if expected:
            message = f"period {row['period']!r} of a {row['timing']!r}; expected {expected}."
            yield table.problem(row, "period", f"{message} Mend the period or the timing.")


def expected_span(days: periods.Period, timing: str) -> str:
    """Return what the period should have been; blank when it fits the timing."""
    months = len(days.months)
    from_january = days.is_cumulative and days.start.month == 1
    if from_january and months % 12 == 0:
        return "the year" if months == 12 else "years such as '2014/2023'"
    if timing == "flow_ytd" and not (from_january and months < 12):
        return "months counted from January, such as '2024-01/2024-11'"
    if timing == "flow" and from_january and months < 12:
        return "the timing 'flow_ytd'"
    if timing == "stock" and "/" in days.text:
        return "the day, month, quarter or year at whose end it was counted"
    return ""


def foresight(package: Package) -> Iterator[Problem]:
    """No document prints a period that had not begun, unless as a forecast or a target."""
    for table in package.of("observations", "period", "source", "status", "timing"):
        documents = package.lookup(f"{table.dataset}-sources", "source")
        for row in table.rows:
            document = documents.get(row["source"])
            days = period_of(row["period"])
            out = period_of(document["published"]) if document else None
            if days and out and days.start > out.end and not _looks_ahead(row):
                message = f"period {row['period']!r} begins after {out.text!r}, when "
                message += f"{row['source']!r} was published; expected an earlier one. Mend it."
                yield table.problem(row, "period", message)


def _looks_ahead(row: Row) -> bool:
    return row["timing"] == "event" or row["status"] == "F"


def language(package: Package) -> Iterator[Problem]:
    """A token has a language, and a row without a token has none."""
    for table, row in package.rows("observations", "as_printed", "lang"):
        if bool(row["as_printed"]) != bool(row["lang"]):
            message = f"as_printed {row['as_printed']!r} with lang {row['lang']!r}; expected both "
            yield table.problem(row, "lang", f"{message}or neither. Fill or clear one.")


def token(package: Package) -> Iterator[Problem]:
    """A printed token, read in its language, gives value times unit in the same currency."""
    for table, row in package.rows("observations", "as_printed", "lang", "value", "unit"):
        number = _as_token(row)
        if number is None:
            continue
        found, doubt = _read(row["as_printed"], row["lang"])
        if not _agreeing(found, number, row["unit"]):
            read = doubt or ", ".join(map(_shown, found)) or "nothing"
            wanted = f"{number.normalize():f} ({row['value']} {row['unit']})"
            message = f"as_printed {row['as_printed']!r} reads {read}; expected {wanted}."
            message += " Mend value, unit or as_printed."
            yield table.problem(row, "as_printed", message)


def qualifier(package: Package) -> Iterator[Problem]:
    """A qualifier that the token states is the row's, said of the signed value."""
    for table, row in package.rows(
        "observations", "as_printed", "lang", "value", "unit", "qualifier"
    ):
        number = _as_token(row)
        if number is None:
            continue
        agreeing = _agreeing(_read(row["as_printed"], row["lang"])[0], number, row["unit"])
        stated = {f.qualifier for f in agreeing}
        if stated and not stated & {row["qualifier"], "="}:
            message = f"qualifier {row['qualifier']!r}, but {row['as_printed']!r} states "
            message += f"{' or '.join(sorted(stated))!r}; expected the same. Mend either."
            yield table.problem(row, "qualifier", message)


def _as_token(row: Row) -> Decimal | None:
    """The number that a row's token should give: the value in its scale, whatever is counted."""
    if not (row["as_printed"] and row["lang"] and _DECIMAL.fullmatch(row["value"])):
        return None
    scale = row["unit"].partition(" ")[0]
    return Decimal(row["value"]) * (units.parse(scale).factor if scale in _SCALES else 1)


def _agreeing(found: tuple[Figure, ...], number: Decimal, unit: str) -> list[Figure]:
    """The readings that give the number, in no other unit than the row's."""
    nouns = unit.split()
    return [f for f in found if f.value == number and (f.unit is None or f.unit in nouns)]


def _shown(figure: Figure) -> str:
    return (
        f"{figure.value.normalize():f} {figure.unit or ''}".strip()
        if figure.value is not None
        else "?"
    )


@lru_cache(maxsize=65536)
def _read(text: str, lang: str) -> tuple[tuple[Figure, ...], str]:
    """The readings of a token, or the reason why there are none."""
    try:
        return tuple(readings(text, lang)), ""
    except ChinaeconError as error:
        return (), f"nothing ({error})"


def identity(package: Package) -> Iterator[Problem]:
    """Where one document prints all parts, exports and imports give the total and the balance."""
    wrong = {(table.dataset, *_fact(row)) for table, row in package.rows("corrections", *_FACT)}
    for table in package.of("observations", *_FACT, "value", "qualifier"):
        groups: dict[tuple[str, ...], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in table.rows:
            if number_of(row) is not None and (table.dataset, *_fact(row)) not in wrong:
                dimension = units.parse(row["unit"]).dimension
                place = (row["entity"], row["period"], row["timing"], dimension, row["source"])
                groups[place][row["measure"]].append(row)
        for group in groups.values():
            yield from _identities(table, group)


def _fact(row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in _FACT)


def _identities(table: Table, group: dict[str, list[Row]]) -> Iterator[Problem]:
    """The identities that no choice among the prints of one document satisfies."""
    for whole, first, sign, second in IDENTITIES:
        for row in group.get(whole, ()):
            sums = [
                _sum(_bounds(a), _bounds(b), sign)
                for a in group.get(first, ())
                for b in group.get(second, ())
            ]
            low, high = _bounds(row)
            if sums and not any(s_low <= high and low <= s_high for s_low, s_high in sums):
                factor = units.parse(row["unit"]).factor
                least, most = (f"{(x / factor).normalize():f}" for x in sums[0])
                message = f"{whole} {row['value']} {row['unit']}, but {first} and {second} of "
                message += f"{row['source']!r} give {least} to {most}; expected them to agree. "
                message += "Mend one of the three, or add a line to corrections.csv."
                yield table.problem(row, "value", message)


_Span = tuple[Decimal, Decimal]


def _bounds(row: Row) -> _Span:
    """What the printed digits allow, in base units."""
    number, printed = number_of(row), units.parse(row["unit"])
    assert number is not None
    exponent = Decimal(row["value"]).as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent)) * printed.factor
    word = row["qualifier"] if row["qualifier"] in ("~", ">", "<", ">=", "<=") else "="
    low, high = bounds(number, word, step)  # type: ignore[arg-type]
    infinite = Decimal("Infinity")
    return (-infinite if low is None else low, infinite if high is None else high)


def _sum(first: _Span, second: _Span, sign: int) -> _Span:
    if sign > 0:
        return first[0] + second[0], first[1] + second[1]
    return first[0] - second[1], first[1] - second[0]


def number_of(row: Row) -> Decimal | None:
    """Return the value of a row in base units; None when value or unit cannot be read."""
    printed = unit_of(row["unit"])
    if printed is None or not _DECIMAL.fullmatch(row["value"]):
        return None
    return Decimal(row["value"]) * printed.factor


@lru_cache(maxsize=4096)
def unit_of(text: str) -> units.Unit | None:
    """Return the unit, or None when it cannot be read."""
    try:
        return units.parse(text) if _UNIT.fullmatch(text) else None
    except (ChinaeconError, ValueError, AttributeError):
        return None


@lru_cache(maxsize=65536)
def period_of(text: str) -> periods.Period | None:
    """Return the period, or None when it cannot be read."""
    try:
        return periods.parse(text)
    except ChinaeconError:
        return None
