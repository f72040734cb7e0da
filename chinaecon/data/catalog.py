"""What there is: listing the datasets, finding and describing their measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from chinaecon.data import layers, releases, store, vocabulary

if TYPE_CHECKING:
    import pandas as pd


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


@layers.layered
def datasets(*, today: str | None = None, data: str | Path | None = None) -> pd.DataFrame:
    """List the datasets: how many measures, facts, prints and sources each holds.

    Parameters
    ----------
    today : str, optional
        An ISO date by which to judge what is overdue; the day it is by default.
    data : str or pathlib.Path, optional
        A data package of your own, as in `load`.

    Returns
    -------
    pandas.DataFrame
        One row per dataset: dataset, title, measures, facts, prints, sources, first, last
        (periods), latest (the newest publication), latest_period (of the newest figure, targets
        and forecasts aside) and overdue (how many measures should have a newer one by now).

    Examples
    --------
    >>> "trade" in set(datasets()["dataset"])
    True
    """
    import pandas as pd

    by, named = releases.day(today), titles()
    rows = []
    for name in store.datasets():
        table = store.prints(name)
        sources = store.table(f"{name}/sources.csv")
        newest = releases.newest(table, by)
        years = table["period"].str[:4], table["period"].str.split("/").str[-1].str[:4]
        rows.append(
            {
                "dataset": name,
                "title": named[name],
                "measures": table["measure"].nunique(),
                "facts": len(table[["measure", "entity", "period", "timing"]].drop_duplicates()),
                "prints": len(table),
                "sources": len(sources),
                "first": years[0].min(),
                "last": years[1].max(),
                "latest": sources["published"].max(),
                "latest_period": releases.last(newest.values()),
                "overdue": len(releases.overdue(newest, by)),
            }
        )
    return pd.DataFrame(rows)


@layers.layered
def search(query: str, *, data: str | Path | None = None) -> pd.DataFrame:
    """Find measures whose name, title or definition holds every word of the query.

    Parameters
    ----------
    query : str
        Words in English or Chinese, in any case; an empty query lists all measures.
    data : str or pathlib.Path, optional
        A data package of your own, as in `load`.

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
        for m in vocabulary.measures().values()
        if all(w in f"{m.name} {m.title} {m.title_zh} {m.definition}".lower() for w in words)
    ]
    return pd.DataFrame(hits, columns=columns)


@layers.layered
def describe(name: str, *, today: str | None = None, data: str | Path | None = None) -> Description:
    """Describe a measure or a dataset: definition, unit, coverage, rhythm and hazards.

    Parameters
    ----------
    name : str
        ``trade.exports``, ``exports`` or a dataset such as ``trade``.
    today : str, optional
        An ISO date by which to judge what is overdue; the day it is by default.
    data : str or pathlib.Path, optional
        A data package of your own, as in `load`.

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
        return _describe_dataset(name, releases.day(today))
    m = vocabulary.measure(name)
    rows = store.prints(m.dataset, (m.measure,))
    hazards = vocabulary.hazard_sentences(m.hazards)
    lines = [
        f"{m.name}: {m.title} ({m.title_zh})",
        m.definition,
        f"Unit: {m.unit}. Timing: {', '.join(m.timing)}. Rounding: {m.rounding}.",
        f"{len(rows)} prints, {rows['entity'].nunique()} entities, "
        f"{rows['period'].min()} to {rows['period'].max()}.",
    ]
    by = releases.day(today)
    lines.append(releases.sentence(m.measure, releases.newest(rows, by).get(m.measure, ""), by))
    if m.not_joined_with:
        lines.append(f"Not to be joined with: {', '.join(m.not_joined_with)}.")
    lines += [f"Hazard: {sentence}" for sentence in hazards]
    return Description(m.name, m.title, "\n".join(lines), tuple(hazards))


def _of_dataset(name: str) -> list[vocabulary.Measure]:
    return [m for m in vocabulary.measures().values() if m.dataset == name]


def _describe_dataset(name: str, by: date) -> Description:
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
    late = releases.overdue(releases.newest(store.prints(name), by), by)
    if late:
        lines.append(f"Overdue on {by}: {', '.join(late)}.")
    hazards = vocabulary.hazard_sentences(keys)
    lines += [f"Hazard: {sentence}" for sentence in hazards]
    return Description(name, str(table["title"]), "\n".join(lines), tuple(hazards))


@layers.per_package
def titles() -> dict[str, str]:
    """Return the title of every dataset, as the descriptors have it.

    Returns
    -------
    dict of str to str
        Sorted by name; blank where a descriptor gives none.

    Examples
    --------
    >>> titles()["trade"]
    'Foreign trade in goods'
    """
    found = dict.fromkeys(store.datasets(), "")
    for layer in reversed(layers.stack()):
        for resource in store.resources(layer.folder):
            name = resource.get("name", "").removesuffix("-observations")
            if (layer.folder / name / "observations.csv").is_file():
                found[name] = resource.get("title", "")
    return found


@layers.per_package
def documents() -> Mapping[str, Mapping[str, str]]:
    """Return the documents of all datasets, by source id.

    Returns
    -------
    dict of str to dict
        The columns of every sources.csv, and `author`: the name of the authority, else the
        publisher. Shared.

    Examples
    --------
    >>> documents()["frb-h10"]["kind"]
    'table'
    """
    authorities = vocabulary.authorities()
    found: dict[str, Mapping[str, str]] = {}
    there = (d for d in ("fx", *store.datasets()) if (layers.folder(d) / "sources.csv").is_file())
    for dataset in there:
        for row in store.table(f"{dataset}/sources.csv").to_dict("records"):
            cells = {str(column): str(cell) for column, cell in row.items()}
            author = authorities.get(cells["authority"], cells["authority"]) or cells["publisher"]
            found.setdefault(cells["source"], {**cells, "author": str(author)})
    return found
