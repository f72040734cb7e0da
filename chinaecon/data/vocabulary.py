"""The words of the data: measures, entities in five languages, hazards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from chinaecon.data import layers, store
from chinaecon.errors import MissingData, UnknownName

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


@layers.per_package
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
    table = store.words("measures")
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
    raise _unknown(name, dataset, short)


def _unknown(name: str, dataset: str, short: str) -> UnknownName:
    """Say what is wrong with the name of a measure, and which names are near."""
    if dataset and dataset not in store.datasets():
        return UnknownName.among(
            "dataset", dataset, store.datasets(), "ce.datasets() lists all datasets."
        )
    if name in store.datasets():
        return UnknownName(
            f"{name!r} is a dataset, not a measure. ce.describe({name!r}) lists its measures.",
            name=name,
        )
    choices = [m.measure for m in measures().values() if dataset in ("", m.dataset)]
    lister = f"ce.describe({dataset!r})" if dataset else "ce.search('')"
    where = f" in dataset {dataset!r}" if dataset else ""
    return UnknownName.among("measure", short, choices, f"{lister} lists all.", where)


@layers.per_package
def _codes() -> frozenset[str]:
    return frozenset(store.words("entities")["entity"])


@layers.per_package
def _entity_names() -> dict[str, str]:
    """Every exact name of every entity, lower case, to its code."""
    table = store.words("entities")
    names = {code.lower(): code for code in table["entity"]}
    for column in [c for c in table.columns if c.startswith("name_")]:
        pairs = zip(table[column], table["entity"], strict=True)
        names.update({name.lower(): code for name, code in pairs if name})
    aliases = store.words("aliases")
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
    code = name if name in _codes() else names.get(name.lower())
    if code:
        return code
    known = [*entity_titles().values(), *store.words("aliases")["alias"], *_codes()]
    raise UnknownName.among(
        "entity", name, known, "Codes are ISO 3166-1 alpha-3 or listed in vocab/entities.csv."
    )


@layers.per_package
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
    table = store.words("entities")
    own = table[f"name_{lang}"].where(table[f"name_{lang}"] != "", table["name_en"])
    return dict(zip(table["entity"], own, strict=True))


@layers.per_package
def _kinds() -> dict[str, str]:
    return dict(zip(*(store.words("entities")[c] for c in ("entity", "kind")), strict=True))


def kind(code: str) -> str:
    """Return what an entity is: country, group, province, fund, programme, company and so on.

    Parameters
    ----------
    code : str
        Its code.

    Returns
    -------
    str
        Blank for what is no code.

    Examples
    --------
    >>> kind("BIGFUND3"), kind("USA"), kind("")
    ('fund', 'country', '')
    """
    return _kinds().get(code, "")


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
    table = store.words("hazards").set_index("hazard")
    column = "sentence_zh" if lang == "zh" else "sentence"
    return [str(table.at[key, column]) for key in keys]


@layers.per_package
def authorities(lang: str = "en") -> dict[str, str]:
    """Return the name of every authority by its key.

    Parameters
    ----------
    lang : {"en", "zh"}
        Language of the names; English where a name is missing.

    Returns
    -------
    dict of str to str
        Empty for a package without such a vocabulary. Shared.

    Examples
    --------
    >>> authorities()["ECB"]
    'European Central Bank'
    """
    try:
        table = store.words("authorities")
    except MissingData:
        return {}
    own = table["name_zh"].where(table["name_zh"] != "", table["name"])
    names = own if lang == "zh" else table["name"]
    return dict(zip(table["authority"], names, strict=True))
