"""What measures, entities, periods and units are called on a picture."""

from __future__ import annotations

import re

from chinaecon.charts import words
from chinaecon.data import vocabulary
from chinaecon.errors import ChinaeconError

_BASES = {
    "": ("", ""),
    "_cny": (" in yuan", "（人民币计价）"),
    "_usd": (" in dollars", "（美元计价）"),
}
_DERIVED = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"(?P<base>.+)_share_of_(?P<of>\w+?)", ("{base}, share of {of}", "{base}占{of}比重")),
        (r"(?P<base>.+)_index_(?P<at>\d{4}(_\d\d)?)", ("{base}, {at} = 100", "{base}, {at} = 100")),
        (
            r"(?P<base>.+)_growth_contribution(?P<basis>_cny|_usd)?",
            ("{base}, contribution to growth{basis}", "{base}对增长的贡献{basis}"),
        ),
        (
            r"(?P<base>.+)_growth_(yoy|log)(?P<basis>_cny|_usd)?",
            ("{base}, growth on the year before{basis}", "{base}同比增速{basis}"),
        ),
        (r"exchange_rate_average_(?P<kind>\w+)", ("Exchange rate, average, {kind}", "平均汇率")),
        (r"exchange_rate_end_(?P<kind>\w+)", ("Exchange rate, end of period, {kind}", "期末汇率")),
    )
)


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
    >>> measure_name("my_own_measure"), measure_name("my_own_index_2018")
    ('my own measure', 'my own, 2018 = 100')
    """
    entry = known(measure)
    if entry is not None:
        return (lang == "zh" and entry.title_zh) or entry.title
    return _derived(measure, lang) or measure.replace("_", " ")


def _derived(measure: str, lang: str) -> str:
    """The title of a measure that a verb made; empty for another."""
    for pattern, said in _DERIVED:
        found = pattern.fullmatch(measure)
        if found:
            parts = found.groupdict()
            basis = _BASES[parts.get("basis") or ""][lang == "zh"]
            base = measure_name(parts["base"], lang) if "base" in parts else ""
            told = {
                "base": base,
                "basis": basis,
                "of": entity_name(parts.get("of", ""), lang),
                "at": words.period_words(parts.get("at", "").replace("_", "-"), lang),
                "kind": parts.get("kind", "").replace("_", " "),
            }
            return said[lang == "zh"].format(**told)
    return ""


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
