"""What the data make of a fact that nobody printed: growth, sums, shares and conversions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from chinaecon import period as periods
from chinaecon.claims import cues
from chinaecon.claims.bound import Binding
from chinaecon.claims.evidence import Held, Span, held
from chinaecon.data import layers, rates
from chinaecon.errors import ChinaeconError

CURRENCIES = ("CNY", "USD")
_KINDS = {"flow": "average", "flow_ytd": "average", "rate": "average", "stock": "end"}
_BASES = ("market", "customs", "central_parity")
_DRIFT = 0.005  # how far the rate may have moved on the days around that of a text
_SLACK = 0.6  # points by which customs' own rates may differ from the averages


def growth_names(measure: str) -> tuple[str, ...]:
    """Return the measures that a growth rate of a measure may be published under.

    Parameters
    ----------
    measure : str
        A level.

    Returns
    -------
    tuple of str
        Known or not.

    Examples
    --------
    >>> growth_names("exports")
    ('exports_growth_yoy_cny', 'exports_growth_yoy_usd', 'exports_growth_yoy')
    """
    own = cues.language("und")["growth_measure"].get(measure)
    if own:
        return (own,)
    return tuple(f"{measure}_growth_yoy{end}" for end in ("_cny", "_usd", ""))


def growths(binding: Binding) -> dict[str, list[Held]]:
    """Return the growth rates of a level by basis: those published, else what the levels make.

    Parameters
    ----------
    binding : Binding
        Of kind growth.

    Returns
    -------
    dict of str to list of Held
        By ``CNY``, ``USD`` or, for counts, blank. Shared: not to be changed.

    Examples
    --------
    >>> sorted(growths(Binding("exports", "WLD", "2024", "growth")))
    ['CNY', 'USD']
    """
    return _growths(replace(binding, kind="growth", basis="", sign=1))


@layers.per_package
def _growths(binding: Binding) -> dict[str, list[Held]]:
    names = growth_names(binding.measure)
    if len(names) == 1:
        values = held(names[0], binding.entity, binding.period)
        return {"": values} if values else {}
    found = {}
    for basis, name in zip((*CURRENCIES, ""), names, strict=True):
        values = held(name, binding.entity, binding.period) or computed(binding, basis)
        if values:
            found[basis] = values
    for known, missing in (CURRENCIES, CURRENCIES[::-1]):
        if known not in found or missing in found:
            continue
        implied = _implied(binding, found[known], known)
        if implied:
            found[missing] = implied
    return found


def _implied(binding: Binding, known: Sequence[Held], basis: str) -> list[Held]:
    """Growth in the other currency that the rates of two years make of growth in one."""
    other = CURRENCIES[1 - CURRENCIES.index(basis)]
    before = periods.shifted(binding.period, -1)
    try:
        now, then = (float(rates.rate(basis, other, p).value) for p in (binding.period, before))
    except ChinaeconError:
        return []
    return [
        Held(
            (100 + one.low) * now / then - 100 - _SLACK,
            (100 + one.high) * now / then - 100 + _SLACK,
            (100 + one.value) * now / then - 100,
            "percent",
            one.measure,
            one.period,
            one.source,
            one.published,
            one.is_current,
            f"what {one.value:.3g} percent in {basis} makes in {other} at average rates",
        )
        for one in known[:1]
    ]


def computed(binding: Binding, basis: str) -> list[Held]:
    """Return the growth that the levels of two years make, of every pair of prints.

    Parameters
    ----------
    binding : Binding
        Of the level.
    basis : str
        A currency; blank for counts.

    Returns
    -------
    list of Held
        In percent.
    """
    before = periods.shifted(binding.period, -1)
    now = held(binding.measure, binding.entity, binding.period)
    then = held(binding.measure, binding.entity, before)
    unit = basis or next((h.unit for h in now if h.unit not in (*CURRENCIES, "percent")), "")
    return [
        Held(
            100 * (one.low / other.high - 1) if other.high else 0.0,
            100 * (one.high / other.low - 1) if other.low > 0 else float("inf"),
            100 * (one.value / other.value - 1),
            "percent",
            binding.measure,
            binding.period,
            one.source,
            one.published,
            one.is_current and other.is_current,
            f"computed from {before} ({other.source}) and {binding.period} ({one.source})",
        )
        for one in now
        for other in then
        if one.unit == other.unit == unit and other.value > 0
    ]


def summed(binding: Binding) -> list[Held]:
    """Return a level as the sum or difference of two others, in each currency they share.

    Parameters
    ----------
    binding : Binding
        Of a measure that the cues know as a sum.

    Returns
    -------
    list of Held
        Of the current prints; empty where one is missing.

    Examples
    --------
    >>> made = summed(Binding("trade_balance", "USA", "2024-01/2024-10"))[0]
    >>> made.unit, made.how.partition(" (")[0]
    ('CNY', 'computed: exports minus imports')
    """
    terms = cues.language("und")["sum"].get(binding.measure)
    if not terms:
        return []
    one, _, other, sign = terms
    first = held(one, binding.entity, binding.period)
    second = held(other, binding.entity, binding.period)
    pairs = [(a, b) for a in first for b in second if a.unit == b.unit]
    pairs = [(a, b) for a, b in pairs if a.is_current and b.is_current]
    pairs = [(a, b) for a, b in pairs if math.isfinite(a.high - a.low + b.high - b.low)]
    return [
        Held(
            a.low + (b.low if sign > 0 else -b.high),
            a.high + (b.high if sign > 0 else -b.low),
            a.value + sign * b.value,
            a.unit,
            binding.measure,
            binding.period,
            a.source,
            a.published,
            how=f"computed: {one} {'plus' if sign > 0 else 'minus'} {other} ({b.source})",
        )
        for a, b in pairs
    ]


def shares(measure: str, binding: Binding) -> list[Held]:
    """Return a share that nobody printed as the quotient of two levels.

    Parameters
    ----------
    measure : str
        The share.
    binding : Binding
        Of the part.

    Returns
    -------
    list of Held
        In percent.

    Examples
    --------
    >>> bound = Binding("base_stations_5g", "CHN", "2024-12")
    >>> [round(h.value, 1) for h in shares("base_stations_5g_share_of_mobile", bound)][:1]
    [33.6]
    """
    terms = cues.language("und")["share_of"].get(measure)
    if not terms:
        return []
    part, whole, entity = terms
    parts = held(part, binding.entity, binding.period)
    wholes = held(whole, entity or binding.entity, binding.period)
    return [
        Held(
            100 * a.low / b.high,
            100 * a.high / b.low if b.low > 0 else float("inf"),
            100 * a.value / b.value,
            "percent",
            measure,
            binding.period,
            a.source,
            a.published,
            how=f"computed: {part} ({a.source}) of {whole} ({b.source})",
        )
        for a in parts
        for b in wholes
        if a.unit == b.unit and a.is_current and b.is_current and b.high > 0 and b.value
    ]


def converted_on(value: Span, source: str, target: str, day: date | None) -> list[Held]:
    """Return an amount in another currency at the rate of the day of a text, as agencies do.

    Parameters
    ----------
    value : tuple of float
        Its bounds.
    source, target : str
        ISO 4217 codes.
    day : datetime.date or None
        The day; a rate of one of the days around it may have been taken.

    Returns
    -------
    list of Held
        One, or none where there is no rate.

    Examples
    --------
    >>> made = converted_on((43.845e12, 43.855e12), "CNY", "USD", date(2025, 1, 13))
    >>> f"{made[0].value / 1e12:.2f}"
    '5.98'
    """
    try:
        when = day.isoformat() if day else ""
        rate = rates.rate(source, target, when, "day") if when else None
    except ChinaeconError:
        return []
    if rate is None:
        return []
    low, high = (end * float(rate.value) for end in value)
    middle = (low + high) / 2 if abs(low + high) < float("inf") else low
    low, high = low - _DRIFT * abs(low), high + _DRIFT * abs(high)
    return [Held(low, high, middle, target, "", when, "", "", how=rate.text)]


def converted(value: Span, source: str, target: str, period: str, timing: str) -> list[Held]:
    """Return an amount in another currency at the rate of every convention.

    Parameters
    ----------
    value : tuple of float
        Its bounds.
    source, target : str
        ISO 4217 codes.
    period, timing : str
        Of the fact.

    Returns
    -------
    list of Held
        One for each rate there is.

    Examples
    --------
    >>> made = converted((43.845e12, 43.855e12), "CNY", "USD", "2024", "flow")
    >>> made[0].how
    '/ 7.1957 CNY/USD, 2024 average, market, frb-g5a'
    """
    found = []
    for basis in _BASES:
        for kind in dict.fromkeys((_KINDS.get(timing, "average"), "average", "end")):
            try:
                rate = rates.rate(source, target, period, kind, basis)
            except (ChinaeconError, ArithmeticError):  # no day of the period has a rate
                continue
            low, high = (end * float(rate.value) for end in value)
            middle = (low + high) / 2 if abs(low + high) < float("inf") else low
            found.append(Held(low, high, middle, target, "", period, "", "", how=rate.text))
    return found
