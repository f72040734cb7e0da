"""Rules of meaning for the vocabularies: measures, units, entities and their names."""

from __future__ import annotations

from collections.abc import Iterator

from chinaecon.data.rates import BASES
from chinaecon.data.rules.prints import unit_of
from chinaecon.data.schema import Package, Problem, Row, Table
from chinaecon.errors import nearest_names

_LISTS = (("hazards", "hazards", "hazard"), ("not_joined_with", "measures", "measure"))
_TIMINGS = ("flow", "flow_ytd", "stock", "rate", "event")
_NAMES = ("name_en", "name_zh", "name_ja", "name_vi", "name_th")


def keys(package: Package) -> Iterator[Problem]:
    """Hazards, timings and measures that a measure lists exist and stand once."""
    known: dict[str, tuple[str, ...]] = {"timing": _TIMINGS}
    for column, resource, field in _LISTS:
        known[column] = tuple(package.lookup(resource, field))
    for table, row in package.rows("measures", "measure"):
        for column, there in known.items():
            words = row[column].split()
            for word in words:
                if word not in there:
                    near = ", ".join(map(repr, nearest_names(word, there))) or "a known key"
                    message = f"{column} {word!r}; expected {near}. Mend it, or add the key."
                    yield table.problem(row, column, message)
            if len(words) != len(set(words)) or row["measure"] in words:
                message = f"{column} {row[column]!r}; expected each other key once. Mend it."
                yield table.problem(row, column, message)


def identity_words(package: Package) -> Iterator[Problem]:
    """Measures, entities and hazards that an identity names exist."""
    measures = package.lookup("measures", "measure")
    entities = {**package.lookup("entities", "entity"), "country": None}
    hazards = package.lookup("hazards", "hazard")
    for table, row in package.rows("identities", "identity", "kind", "whole", "parts"):
        parts = [part.removeprefix("-").partition("@") for part in row["parts"].split()]
        own = {"members": entities, "rate": dict.fromkeys(BASES)}.get(row["kind"], measures)
        named = (
            ("whole", row["whole"].split(), measures),
            ("parts", [part for part, _, _ in parts], own),
            ("parts", [entity for _, _, entity in parts if entity], entities),
            ("entity", row["entity"].split(), entities),
            ("hazard", row["hazard"].split(), hazards),
        )
        for column, words, there in named:
            for word in words:
                if word not in there:
                    near = ", ".join(map(repr, nearest_names(word, there))) or "a known key"
                    message = f"{column} {word!r}; expected {near}. Mend it, or add the key."
                    yield table.problem(row, column, message)


def home(package: Package) -> Iterator[Problem]:
    """A measure belongs to a dataset of the package."""
    there = {table.dataset for table in package.of("observations")}
    for table, row in package.rows("measures", "dataset"):
        if row["dataset"] not in there:
            message = f"dataset {row['dataset']!r}; expected one of {' '.join(sorted(there))!r}."
            yield table.problem(row, "dataset", f"{message} Mend it.")


def unit_words(package: Package) -> Iterator[Problem]:
    """Every unit of the vocabularies can be read, and money has a currency."""
    for schema in ("units", "measures"):
        for table, row in package.rows(schema, "unit"):
            found = unit_of(row["unit"])
            if row["unit"] and found is None:
                message = f"unit {row['unit']!r} cannot be read; expected '[scale] noun [per noun]'"
                yield table.problem(row, "unit", f"{message}. Mend it, or define it in units.txt.")
            elif found and row["kind"] and (row["kind"] == "money") != _is_money(row["unit"]):
                message = f"kind {row['kind']!r} of unit {row['unit']!r}; expected 'money' just "
                yield table.problem(row, "kind", f"{message}for amounts of a currency. Mend it.")


def _is_money(text: str) -> bool:
    unit = unit_of(text)
    return bool(unit and unit.currency) and " per " not in text


def names(package: Package) -> Iterator[Problem]:
    """A name or alias of an entity names no other entity, nor is it the code of another."""
    first: dict[str, tuple[str, str]] = {}
    for table, row, column in _all_names(package):
        name, entity = row[column], row["entity"]
        written = name if column == "entity" else name.lower()
        place = f"{table.file.name}:{row.line}"
        for form in (written, name):
            other, where = first.get(form, (entity, ""))
            if other != entity:
                message = f"{column} {name!r} of {entity!r} names {other!r} too ({where}); expected"
                yield table.problem(row, column, f"{message} one entity. Choose a longer name.")
                break
        first.setdefault(written, (entity, place))


def _all_names(package: Package) -> Iterator[tuple[Table, Row, str]]:
    """Every cell that names an entity: codes first, then names, then aliases."""
    for columns in (("entity",), _NAMES):
        for table, row in package.rows("entities", "entity"):
            for column in columns:
                if row[column]:
                    yield table, row, column
    for table, row in package.rows("aliases", "alias", "entity"):
        if row["alias"]:
            yield table, row, "alias"
