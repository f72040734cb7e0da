"""Exchange rates: the one that belongs to a period, said aloud. Amounts are converted elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count, takewhile
from typing import TYPE_CHECKING

from chinaecon import period as periods
from chinaecon.data import layers, store
from chinaecon.data.winner import KINDS_OF_DOCUMENT
from chinaecon.errors import MissingData, UnknownName

if TYPE_CHECKING:
    import pandas as pd

Key = tuple[str, str, str, str]  # base, quote, kind, basis
KINDS = ("average", "end", "day")
BASES = ("market", "central_parity", "customs")
_HUBS = ("CNY", "USD")
_LONGEST_GAP = timedelta(days=12)
_FIRST_DAILY = 1981


@dataclass(frozen=True, slots=True)
class Rate:
    """What to multiply an amount with, and why.

    Attributes
    ----------
    value : decimal.Decimal
        Units of the target per unit of the source currency.
    text : str
        The published rate and how it is applied, e.g.
        ``/ 7.1957 CNY/USD, 2024 average, market, frb-g5a``.
    """

    value: Decimal
    text: str


@layers.per_package
def rate(
    source: str, target: str, period: str, kind: str = "average", basis: str = "market"
) -> Rate:
    """Return the rate from one currency to another for a period.

    Parameters
    ----------
    source, target : str
        ISO 4217 codes.
    period : str
        ISO 8601.
    kind : {"average", "end", "day"}
        Average over exactly the days of the period; its last rate; or the rate of the day
        (of the last day before it when there was no fixing).
    basis : {"market", "central_parity", "customs"}
        Market rates, the PBoC's central parity, or the rate customs' own totals imply.

    Returns
    -------
    Rate
        A published figure where there is one, else computed from the daily rates. A pair
        without rates of its own goes through the yuan or else the dollar, and says so.

    Raises
    ------
    UnknownName
        For a kind or basis that does not exist.
    MissingData
        When there is no rate; names the gap and the span there is.

    Examples
    --------
    >>> rate("CNY", "USD", "2024").text
    '/ 7.1957 CNY/USD, 2024 average, market, frb-g5a'
    """
    for what, word, choices in (("rate", kind, KINDS), ("basis", basis, BASES)):
        if word not in choices:
            raise UnknownName.among(what, word, choices, f"There are {', '.join(choices)}.")
    if source == target:
        return Rate(Decimal(1), "")
    found = _pair(source, target, period, kind, basis)
    for hub in _HUBS:
        if found is None and hub not in (source, target):
            one = _pair(source, hub, period, kind, basis)
            two = _pair(hub, target, period, kind, basis)
            found = Rate(one.value * two.value, f"{one.text}; {two.text}") if one and two else None
    if found is None:
        raise _missing(source, target, period, kind, basis)
    return found


def _pair(source: str, target: str, period: str, kind: str, basis: str) -> Rate | None:
    """The rate of a pair quoted in either direction."""
    for base, quote, sign in ((source, target, "x"), (target, source, "/")):
        found = _quoted(base, quote, period, kind, basis)
        if found:
            number, name = found
            value = number if sign == "x" else 1 / number
            what = "" if kind == "day" else f" {kind}"
            shown = number.quantize(Decimal(1).scaleb(number.adjusted() - 5))
            text = f"{sign} {min(number, shown, key=lambda n: len(str(n)))} {quote}/{base}"
            return Rate(value, f"{text}, {period}{what}, {basis}, {name}")
    return None


def _quoted(
    base: str, quote: str, period: str, kind: str, basis: str
) -> tuple[Decimal, str] | None:
    """Units of `quote` per `base`, and the source: published, else computed from days."""
    span = periods.parse(period)
    if kind == "day":
        return _last_before(base, quote, span.end, basis)
    for file in ("annual", "monthly"):
        for name, found in _table(file).get((base, quote, kind, basis), {}).items():
            if period in found:
                return found[period], name
    if kind == "end":
        return _last_before(base, quote, span.end, basis)
    return _mean(base, quote, span, basis)


@layers.per_package
def _table(file: str) -> dict[Key, dict[str, dict[str, Decimal]]]:
    """The rates of one file by key, source (the best first) and period; empty if no file."""
    try:
        table = _rates(file)
    except MissingData:
        return {}
    kinds = store.table("fx/sources.csv").set_index("source")["kind"]
    names = sorted(table["source"].unique(), key=lambda s: (KINDS_OF_DOCUMENT.index(kinds[s]), s))
    rates: dict[Key, dict[str, dict[str, Decimal]]] = {}
    columns = ["base", "quote", "kind", "basis", "period", "rate"]
    for name in names:
        own = table.loc[table["source"] == name, columns]
        for b, q, k, basis, when, number in own.to_numpy().tolist():
            by_source = rates.setdefault((b, q, k, basis), {})
            by_source.setdefault(name, {})[when] = Decimal(number)
    return rates


def _days(base: str, quote: str, basis: str, years: Iterable[int]) -> dict[str, dict[str, Decimal]]:
    """The daily rates of some years by source, the best first."""
    merged: dict[str, dict[str, Decimal]] = {}
    for year in years:
        for name, found in _table(f"daily/{year}").get((base, quote, "spot", basis), {}).items():
            merged.setdefault(name, {}).update(found)
    return merged


def _last_before(base: str, quote: str, day: date, basis: str) -> tuple[Decimal, str] | None:
    """The fixing of the day or of the nearest one before it, at most twelve days back.

    A source that goes on to the day or past it comes before one that ended earlier.
    """
    earliest, latest = (day - _LONGEST_GAP).isoformat(), day.isoformat()
    days = _days(base, quote, basis, (day.year - 1, day.year, day.year + 1))
    for name, found in sorted(days.items(), key=lambda item: max(item[1]) < latest):
        past = [d for d in found if earliest <= d <= latest]
        if past:
            return found[max(past)], name
    return None


def _mean(base: str, quote: str, span: periods.Period, basis: str) -> tuple[Decimal, str] | None:
    """The mean of one source's daily rates over a complete period, else of its months."""
    years = range(max(span.start.year, _FIRST_DAILY), span.end.year + 2)
    first, last = span.start.isoformat(), span.end.isoformat()
    for name, found in _days(base, quote, basis, years).items():
        inside = [number for day, number in found.items() if first <= day <= last]
        months = {day[:7] for day in found if first <= day <= last}
        if inside and months == set(span.months) and max(found) >= last:
            return _average(inside, f"{len(inside)} days", name)
    for name, found in _table("monthly").get((base, quote, "average", basis), {}).items():
        if span.months and all(m in found for m in span.months):
            return _average([found[m] for m in span.months], f"{len(span.months)} months", name)
    return None


def _average(numbers: list[Decimal], of: str, name: str) -> tuple[Decimal, str]:
    mean = (sum(numbers, Decimal(0)) / len(numbers)).quantize(Decimal("1e-10"))
    return mean.normalize(), f"mean of {of}, {name}"


def _missing(source: str, target: str, period: str, kind: str, basis: str) -> MissingData:
    spans = []
    for file in ("annual", "monthly"):
        for base, quote in ((source, target), (target, source)):
            for by_source in (_table(file).get((base, quote, k, basis), {}) for k in KINDS):
                spans += [p for found in by_source.values() for p in (min(found), max(found))]
    have_text = f"have {min(spans)}/{max(spans)}" if spans else "have none of this pair"
    return MissingData(
        f"No {target} per {source} rate ({kind}, {basis}) for {period} ({have_text}). "
        "Narrow the period, choose another basis, or pass missing='nan'.",
        missing=[period],
    )


def series(
    base: str, quote: str, *, kind: str = "average", basis: str = "market", frequency: str = "A"
) -> pd.DataFrame:
    """Return a rate over time as a tidy frame.

    Parameters
    ----------
    base, quote : str
        ISO 4217 codes; the value is units of `quote` per unit of `base`.
    kind : {"average", "end", "spot"}
        ``spot`` for days.
    basis : {"market", "central_parity", "customs"}
        As in `rate`.
    frequency : {"A", "M", "D"}
        Years, months or days.

    Returns
    -------
    pandas.DataFrame
        Columns measure, entity, period, timing, value, unit, low, high, source, how.

    Raises
    ------
    MissingData
        When there is no such series.

    Examples
    --------
    >>> series("USD", "CNY").query("period == '2024'")["value"].item()
    7.1957
    """
    import pandas as pd

    key = (base, quote, "spot" if frequency == "D" else kind, basis)
    if frequency == "D":
        years = takewhile(lambda y: _table(f"daily/{y}"), count(_FIRST_DAILY))
        by_source = _days(base, quote, basis, years)
    else:
        by_source = _table({"A": "annual", "M": "monthly"}[frequency]).get(key, {})
    if not by_source:
        raise MissingData(f"No {frequency} series of {quote} per {base} ({key[2]}, {basis}).")
    found = {
        when: (number, name)
        for name, own in reversed(by_source.items())
        for when, number in own.items()
    }
    rows = [
        {
            "measure": f"exchange_rate_{key[2]}_{basis}",
            "entity": "CHN",
            "period": when,
            "timing": "rate",
            "value": float(number),
            "unit": f"{quote} per {base}",
            "low": float(number),
            "high": float(number),
            "source": name,
            "how": "",
        }
        for when, (number, name) in sorted(found.items())
    ]
    return pd.DataFrame(rows)


def _rates(frequency: str) -> pd.DataFrame:
    """The rates of ``annual``, ``monthly`` or ``daily/2024``, and those that lie beside them."""
    import pandas as pd

    others = sorted(layers.folder("fx").glob(f"{frequency}-*.csv"))
    names = [f"fx/{frequency}.csv", *(f"fx/{file.name}" for file in others)]
    return pd.concat([store.table(name) for name in names], ignore_index=True)
