"""What there is: datasets, measures, entities, hazards; finding and describing them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING

from chinaecon.data import store
from chinaecon.errors import UnknownName

if TYPE_CHECKING:
    import pandas as pd


_LISTS = ("timing", "hazards", "not_joined_with")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of the vocabulary.

    Attributes
    ----------
    measure, dataset, title, title_zh, definition, unit : str
        As in vocab/measures.csv; `unit` is the standard unit in which figures are given.
    timing : tuple of str
        The timings it occurs with.
    rounding : str
        ``printed``, or ``declared`` when announced round amounts are exact.
    hazards, not_joined_with : tuple of str
        Keys of hazards, and measures it must not be joined with.

    Examples
    --------
    >>> measure("trade.exports").unit
    'billion CNY'
    """

    measure: str
    dataset: str
    title: str
    title_zh: str
    definition: str
    unit: str
    timing: tuple[str, ...]
    rounding: str
    hazards: tuple[str, ...]
    not_joined_with: tuple[str, ...]

    @property
    def name(self) -> str:
        """The full name, ``dataset.measure``."""
        return f"{self.dataset}.{self.measure}"


@dataclass(frozen=True, slots=True)
class Description:
    """A measure or dataset in words; prints as text.

    Attributes
    ----------
    name, title, text : str
        The name asked for, its title, and the whole description.
    hazards : tuple of str
        Sentences to read before the figures are used.
    """

    name: str
    title: str
    text: str
    hazards: tuple[str, ...]

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__


@lru_cache(maxsize=1)
def measures() -> dict[str, Measure]:
    """Return the vocabulary of measures by short name.

    Returns
    -------
    dict of str to Measure
        In the order of the vocabulary. Shared: do not change it.

    Examples
    --------
    >>> measures()["exports"].dataset
    'trade'
    """
    table = store.table("vocab/measures.csv")
    split = {c: table[c].map(lambda text: tuple(text.split())) for c in _LISTS}
    rows = table.assign(**split)[[f.name for f in fields(Measure)]].to_numpy().tolist()
    return {row[0]: Measure(*row) for row in rows}


def measure(name: str) -> Measure:
    """Find a measure by ``dataset.measure`` or by its short name.

    Parameters
    ----------
    name : str
        E.g. ``trade.exports`` or ``exports``.

    Returns
    -------
    Measure
        The entry of the vocabulary.

    Raises
    ------
    UnknownName
        With the nearest names.

    Examples
    --------
    >>> measure("base_stations_5g").name
    'telecom.base_stations_5g'
    """
    dataset, dot, short = name.rpartition(".")
    found = measures().get(short)
    if found and (not dot or found.dataset == dataset):
        return found
    if dot and dataset not in store.datasets():
        raise UnknownName.among(
            "dataset", dataset, store.datasets(), "ce.datasets() lists all datasets."
        )
    if not dot and name in store.datasets():
        raise UnknownName(
            f"{name!r} is a dataset, not a measure; expected e.g. "
            f"{_of_dataset(name)[0].name!r}. ce.describe({name!r}) lists its measures.",
            name=name,
        )
    choices = [m.measure for m in measures().values() if not dot or m.dataset == dataset]
    where = f"ce.describe({dataset!r})" if dot else "ce.search(...)"
    what = f"measure {short!r} in dataset {dataset!r}" if dot else f"measure {short!r}"
    error = UnknownName.among("measure", short, choices, f"{where} lists all.")
    raise UnknownName(
        str(error).replace(f"measure {short!r}", what, 1), name=name, nearest=error.nearest
    )


@lru_cache(maxsize=1)
def _entity_names() -> dict[str, str]:
    """Every exact name of every entity, lower case, to its code."""
    table = store.table("vocab/entities.csv")
    names = {code.lower(): code for code in table["entity"]}
    for column in [c for c in table.columns if c.startswith("name_")]:
        pairs = zip(table[column], table["entity"], strict=True)
        names.update({name.lower(): code for name, code in pairs if name})
    aliases = store.table("vocab/aliases.csv")
    names.update(zip(aliases["alias"].str.lower(), aliases["entity"], strict=True))
    return names


def entity(name: str) -> str:
    """Return the code of an entity from its code, name or exact alias in any language.

    Parameters
    ----------
    name : str
        ``USA``, ``United States``, ``美国``, ``EU``...

    Returns
    -------
    str
        The code: ISO 3166-1 alpha-3, ISO 3166-2, a group or an id.

    Raises
    ------
    UnknownName
        With the nearest names; names are never matched by resemblance.

    Examples
    --------
    >>> entity("EU"), entity("美国"), entity("Hong Kong")
    ('EU27', 'USA', 'HKG')
    """
    names = _entity_names()
    if names.get(name.lower()) and name in names.values():
        return name
    if name.lower() in names:
        return names[name.lower()]
    raise UnknownName.among(
        "entity", name, names, "Codes are ISO 3166-1 alpha-3 or listed in vocab/entities.csv."
    )


@lru_cache(maxsize=8)
def entity_titles(lang: str = "en") -> dict[str, str]:
    """Return the display name of every entity.

    Parameters
    ----------
    lang : {"en", "zh", "ja", "vi", "th"}
        Language of the names; English where a name is missing.

    Returns
    -------
    dict of str to str
        Code to name.

    Examples
    --------
    >>> entity_titles()["ASEAN"]
    'ASEAN'
    """
    table = store.table("vocab/entities.csv")
    own = table[f"name_{lang}"].where(table[f"name_{lang}"] != "", table["name_en"])
    return dict(zip(table["entity"], own, strict=True))


def hazard_sentences(keys: Iterable[str], lang: str = "en") -> list[str]:
    """Return the sentences of some hazards, in the order of the keys.

    Parameters
    ----------
    keys : iterable of str
        Hazard keys.
    lang : {"en", "zh"}
        Language of the sentence.

    Returns
    -------
    list of str
        One sentence each.

    Examples
    --------
    >>> len(hazard_sentences(["uk_left_eu_2020"]))
    1
    """
    table = store.table("vocab/hazards.csv").set_index("hazard")
    column = "sentence_zh" if lang == "zh" else "sentence"
    return [str(table.at[key, column]) for key in keys]


def datasets() -> pd.DataFrame:
    """List the datasets: how many measures, facts, prints and sources each holds.

    Returns
    -------
    pandas.DataFrame
        One row per dataset: dataset, title, measures, facts, prints, sources, first, last
        (periods) and latest (the newest publication).

    Examples
    --------
    >>> "trade" in set(datasets()["dataset"])
    True
    """
    import pandas as pd

    titles = {r["name"]: r["title"] for r in store.descriptor()["resources"]}
    rows = []
    for name in store.datasets():
        table = store.table(f"{name}/observations.csv")
        sources = store.table(f"{name}/sources.csv")
        years = table["period"].str[:4], table["period"].str.split("/").str[-1].str[:4]
        rows.append(
            {
                "dataset": name,
                "title": titles[f"{name}-observations"],
                "measures": table["measure"].nunique(),
                "facts": len(table[["measure", "entity", "period", "timing"]].drop_duplicates()),
                "prints": len(table),
                "sources": len(sources),
                "first": years[0].min(),
                "last": years[1].max(),
                "latest": sources["published"].max(),
            }
        )
    return pd.DataFrame(rows)


def search(query: str) -> pd.DataFrame:
    """Find measures whose name, title or definition holds every word of the query.

    Parameters
    ----------
    query : str
        Words in English or Chinese, in any case; an empty query lists all measures.

    Returns
    -------
    pandas.DataFrame
        One row per measure: name, title, title_zh, unit, definition.

    Examples
    --------
    >>> "telecom.base_stations_5g" in set(search("5G")["name"])
    True
    """
    import pandas as pd

    words = query.lower().split()
    columns = ["name", "title", "title_zh", "unit", "definition"]
    hits = [
        {c: getattr(m, c) for c in columns}
        for m in measures().values()
        if all(w in f"{m.name} {m.title} {m.title_zh} {m.definition}".lower() for w in words)
    ]
    return pd.DataFrame(hits, columns=columns)


def describe(name: str) -> Description:
    """Describe a measure or a dataset: definition, unit, coverage and hazards.

    Parameters
    ----------
    name : str
        ``trade.exports``, ``exports`` or a dataset such as ``trade``.

    Returns
    -------
    Description
        Prints as text.

    Raises
    ------
    UnknownName
        With the nearest names.

    Examples
    --------
    >>> describe("trade.exports").title
    'Exports of goods'
    """
    if name in store.datasets():
        return _describe_dataset(name)
    m = measure(name)
    table = store.table(f"{m.dataset}/observations.csv")
    rows = table[table["measure"] == m.measure]
    hazards = hazard_sentences(m.hazards)
    lines = [
        f"{m.name}: {m.title} ({m.title_zh})",
        m.definition,
        f"Unit: {m.unit}. Timing: {', '.join(m.timing)}. Rounding: {m.rounding}.",
        f"{len(rows)} prints, {rows['entity'].nunique()} entities, "
        f"{rows['period'].min()} to {rows['period'].max()}.",
    ]
    if m.not_joined_with:
        lines.append(f"Not to be joined with: {', '.join(m.not_joined_with)}.")
    lines += [f"Hazard: {sentence}" for sentence in hazards]
    return Description(m.name, m.title, "\n".join(lines), tuple(hazards))


def _of_dataset(name: str) -> list[Measure]:
    return [m for m in measures().values() if m.dataset == name]


def _describe_dataset(name: str) -> Description:
    table = datasets().set_index("dataset").loc[name]
    own = _of_dataset(name)
    keys = sorted({key for m in own for key in m.hazards})
    lines = [
        f"{name}: {table['title']}",
        f"{table['facts']} facts in {table['prints']} prints from {table['sources']} documents, "
        f"{table['first']} to {table['last']}.",
        "Measures:",
        *[f"  {m.measure}: {m.title} [{m.unit}]" for m in own],
    ]
    hazards = hazard_sentences(keys)
    lines += [f"Hazard: {sentence}" for sentence in hazards]
    return Description(name, str(table["title"]), "\n".join(lines), tuple(hazards))
