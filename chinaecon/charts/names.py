"""What measures, entities, periods and units are called on a picture."""

from __future__ import annotations

from chinaecon.charts import words
from chinaecon.data import vocabulary
from chinaecon.errors import ChinaeconError


def name(column: str, value: str, lang: str = "en") -> str:
    """Return what a value of a column is called.

    Parameters
    ----------
    column : str
        ``entity``, ``measure``, ``period`` and ``unit`` have names; others stand for themselves.
    value : str
        As in the frame.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        The name.

    Examples
    --------
    >>> name("period", "2024-01/2024-11"), name("label", "as printed")
    ('Jan-Nov 2024', 'as printed')
    """
    if column == "entity":
        return entity_name(value, lang)
    if column == "measure":
        return measure_name(value, lang)
    if column == "period":
        return words.period_words(value, lang)
    return words.unit_words(value, lang) if column == "unit" else value


def entity_name(code: str, lang: str = "en") -> str:
    """Return the name of an entity, or the code itself where the vocabulary has none.

    Parameters
    ----------
    code : str
        E.g. ``USA``.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        E.g. ``United States``.

    Examples
    --------
    >>> entity_name("no such code")
    'no such code'
    """
    try:
        return vocabulary.entity_titles(lang).get(code, code)
    except ChinaeconError:
        return code


def measure_name(measure: str, lang: str = "en") -> str:
    """Return the title of a measure, or its name in words where the vocabulary has none.

    Parameters
    ----------
    measure : str
        E.g. ``exports``.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        E.g. ``Exports of goods``.

    Examples
    --------
    >>> measure_name("my_own_measure")
    'my own measure'
    """
    entry = known(measure)
    if entry is None:
        return measure.replace("_", " ")
    return (lang == "zh" and entry.title_zh) or entry.title


def known(measure: str) -> vocabulary.Measure | None:
    """Return the vocabulary's entry of a measure, or nothing for a measure of the user's own.

    Parameters
    ----------
    measure : str
        Short name.

    Returns
    -------
    Measure or None
        None also when there is no vocabulary.

    Examples
    --------
    >>> known("my_own_measure") is None
    True
    """
    try:
        return vocabulary.measures().get(measure)
    except ChinaeconError:
        return None
