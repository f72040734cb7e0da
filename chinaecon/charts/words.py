"""How units and periods read on a picture, in English and in Chinese."""

from __future__ import annotations

import math
from datetime import date

from chinaecon import period as periods
from chinaecon import units
from chinaecon.errors import ChinaeconError

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_LONG_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MONEY = {
    "CNY": ("yuan", "yuan", "元"),
    "USD": ("dollar", "dollars", "美元"),
    "EUR": ("euro", "euros", "欧元"),
    "JPY": ("yen", "yen", "日元"),
    "GBP": ("pound", "pounds", "英镑"),
    "HKD": ("Hong Kong dollar", "Hong Kong dollars", "港元"),
    "KRW": ("won", "won", "韩元"),
    "VND": ("dong", "dong", "越南盾"),
    "INR": ("rupee", "rupees", "卢比"),
    "RUB": ("rouble", "roubles", "卢布"),
}
_NOUNS = {
    "percent": ("percent", "percent", "%"),
    "percentage_point": ("percentage point", "percentage points", "个百分点"),
    "index_point": ("index points", "index points", "点"),
    "family": ("patent family", "patent families", "件"),
    "person": ("person", "people", "人"),
    "country": ("country", "countries", "个国家"),
    "company": ("company", "companies", "家"),
    "city": ("city", "cities", "个城市"),
    "entity": ("entity", "entities", "个"),
    "station": ("station", "stations", "个"),
    "subscription": ("subscription", "subscriptions", "户"),
    "patent": ("patent", "patents", "件"),
    "application": ("application", "applications", "件"),
    "project": ("project", "projects", "个"),
}
SCALES = {
    "en": (("", 0), ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)),
    "zh": (("", 0), ("万", 4), ("亿", 8), ("万亿", 12)),
}
_RATIOS = ("percent", "percentage_point", "index_point")
MAGNITUDES = {w for scales in SCALES.values() for w, _ in scales if w}


def split_unit(unit: str) -> tuple[str, str]:
    """Split a unit into its magnitude word and the rest.

    Parameters
    ----------
    unit : str
        E.g. ``billion CNY``.

    Returns
    -------
    tuple of str
        The magnitude word, empty if there is none, and what is counted.

    Examples
    --------
    >>> split_unit("billion CNY"), split_unit("percent")
    (('billion', 'CNY'), ('', 'percent'))
    """
    first, _, rest = unit.partition(" ")
    return (first, rest) if first in MAGNITUDES and rest else ("", unit)


def unit_words(unit: str, lang: str = "en") -> str:
    """Write a unit in words.

    Parameters
    ----------
    unit : str
        E.g. ``billion CNY`` or ``CNY per USD``.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        E.g. ``billion yuan``.

    Examples
    --------
    >>> unit_words("million station"), unit_words("CNY per USD"), unit_words("亿 CNY", "zh")
    ('million stations', 'yuan per dollar', '亿元')
    """
    scale, rest = split_unit(unit)
    if unit in MAGNITUDES:
        return unit
    over, _, under = rest.partition(" per ")
    if lang == "zh":
        words = scale + _noun(over, 2)
        return f"{words}/{_noun(under, 2)}" if under else words
    words = f"{scale} {_noun(over, 1)}".strip()
    return f"{words} per {_noun(under, 0)}" if under else words


def _noun(noun: str, form: int) -> str:
    """One noun: form 0 singular, 1 plural, 2 Chinese."""
    stem, _, year = noun.partition("_20")
    if stem in _MONEY:
        at_prices = ("", "", "") if not year else (f" of 20{year}", f" of 20{year}", f" 20{year}")
        return _MONEY[stem][form] + at_prices[form]
    if noun in _NOUNS:
        return _NOUNS[noun][form]
    if noun.isupper() or form != 1:
        return noun.replace("_", " ")
    plain = noun.replace("_", " ")
    return plain if plain.endswith("s") else f"{plain}s"


def fitting_unit(unit: str, largest: float, lang: str = "en") -> str:
    """Choose the magnitude word with which the largest number has one to three digits.

    Parameters
    ----------
    unit : str
        The unit the numbers stand in.
    largest : float
        The largest absolute value, in `unit`.
    lang : {"en", "zh"}
        Chinese counts by ten thousands.

    Returns
    -------
    str
        `unit` or the same with another magnitude word; ratios, prices and index points stay.

    Examples
    --------
    >>> fitting_unit("billion CNY", 43846.8), fitting_unit("trillion USD", 0.688)
    ('trillion CNY', 'billion USD')
    """
    scale, rest = split_unit(unit)
    if " per " in rest or rest in _RATIOS:
        return unit
    power = {w: p for scales in SCALES.values() for w, p in scales}[scale]
    if not largest or not math.isfinite(largest):
        return unit
    digits = math.log10(largest) + power
    fitting = [word for word, p in SCALES[lang] if digits >= p]
    word = fitting[-1] if fitting else ""
    if word in ("thousand", "万") and digits < (5 if lang == "en" else 4.3):
        word = ""
    return f"{word} {rest}".strip()


def ratio(unit: str, target: str) -> float:
    """Return what numbers in `unit` are multiplied with to stand in `target`.

    Parameters
    ----------
    unit, target : str
        Units that differ in their magnitude word only, or any two that convert; a magnitude
        word alone as target takes counts of any noun.

    Returns
    -------
    float
        1.0 for equal texts, also where the noun is unknown to the vocabulary.

    Raises
    ------
    UnitMismatch
        When they measure different things.

    Examples
    --------
    >>> ratio("trillion CNY", "billion CNY")
    1000.0
    """
    one, other = split_unit(unit), split_unit(target)
    power = {w: p for scales in SCALES.values() for w, p in scales}
    if one[1] == other[1]:
        return 10.0 ** (power[one[0]] - power[other[0]])
    if target in MAGNITUDES and one[1] not in _RATIOS and not units.parse(unit).currency:
        return 10.0 ** (power[one[0]] - power[target])
    return float(units.factor(unit, target))


def period_words(text: str, lang: str = "en") -> str:
    """Write a period in words.

    Parameters
    ----------
    text : str
        ISO 8601.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        E.g. ``Jan-Nov 2024``.

    Examples
    --------
    >>> period_words("2024-01/2024-11"), period_words("2024-Q3"), period_words("2024-11", "zh")
    ('Jan-Nov 2024', 'Q3 2024', '2024年11月')
    """
    try:
        one = periods.parse(text)
    except ChinaeconError:
        return text
    write = _period_zh if lang == "zh" else _period_en
    return write(one)


def _period_en(one: periods.Period) -> str:
    month = _MONTHS[one.start.month - 1]
    last = _MONTHS[one.end.month - 1]
    if one.frequency == "A":
        return one.text
    if one.frequency == "Q":
        return f"Q{one.text[-1]} {one.start.year}"
    if one.frequency == "M":
        return f"{month} {one.start.year}"
    if one.frequency == "D":
        return f"{one.start.day} {month} {one.start.year}"
    if one.frequency[0] == "A":
        return f"{one.start.year}-{one.end.year}"
    if one.start.year == one.end.year:
        return f"{month}-{last} {one.end.year}"
    return f"{month} {one.start.year} to {last} {one.end.year}"


def _period_zh(one: periods.Period) -> str:
    start, end = one.start, one.end
    if one.frequency == "A":
        return f"{start.year}年"
    if one.frequency == "Q":
        return f"{start.year}年第{one.text[-1]}季度"
    if one.frequency == "M":
        return f"{start.year}年{start.month}月"
    if one.frequency == "D":
        return f"{start.year}年{start.month}月{start.day}日"
    if one.frequency[0] == "A":
        return f"{start.year}-{end.year}年"
    if start.year == end.year:
        return f"{end.year}年{start.month}-{end.month}月"
    return f"{start.year}年{start.month}月至{end.year}年{end.month}月"


def date_words(text: str, lang: str = "en") -> str:
    """Write the date of a document, which may be a month or a year only.

    Parameters
    ----------
    text : str
        ISO 8601, possibly shortened.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        E.g. ``13 January 2025``.

    Examples
    --------
    >>> date_words("2025-01-13"), date_words("2025-01")
    ('13 January 2025', 'January 2025')
    """
    if lang == "zh" or not text:
        return period_words(text, lang) if text else ""
    parts = text.split("-")
    month = [_LONG_MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []
    day = [str(int(parts[2]))] if len(parts) > 2 else []
    return " ".join([*day, *month, parts[0]])


def span_words(texts: list[str], lang: str = "en") -> str:
    """Write the span that some periods cover, from the first to the last.

    Parameters
    ----------
    texts : list of str
        Periods, ISO 8601, in any order; at least one.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        E.g. ``2018 to 2024``; one period alone stands for itself.

    Examples
    --------
    >>> span_words(["2024", "2018", "2019"])
    '2018 to 2024'
    """
    ordered = sorted(set(texts), key=_days)
    if len(ordered) == 1:
        return period_words(ordered[0], lang)
    between = "至" if lang == "zh" else " to "
    return f"{period_words(ordered[0], lang)}{between}{period_words(ordered[-1], lang)}"


def _days(text: str) -> tuple[date, date]:
    one = periods.parse(text)
    return one.end, one.start
