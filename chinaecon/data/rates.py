"""Exchange rates: the one that belongs to a period, said aloud. Amounts are converted elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import count, takewhile
from typing import TYPE_CHECKING, Literal

from chinaecon import period as periods
from chinaecon.data import store
from chinaecon.errors import MissingData, UnknownName

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["average", "end", "day"]
KINDS = ("average", "end", "day")
BASES = ("market", "central_parity", "customs")
_PREFERENCE = ("release", "table", "computed", "mirror", "press")
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


@lru_cache(maxsize=65536)
def rate(
    source: str, target: str, period: str, kind: Kind = "average", basis: str = "market"
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
        without rates of its own goes through the yuan, and says so.

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
    if found is None and "CNY" not in (source, target):
        one = _pair(source, "CNY", period, kind, basis)
        two = _pair("CNY", target, period, kind, basis)
        if one and two:
            found = Rate(one.value * two.value, f"{one.text}; {two.text}")
    if found is None:
        raise _missing(source, target, period, kind, basis)
    return found


def _pair(source: str, target: str, period: str, kind: Kind, basis: str) -> Rate | None:
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
    base: str, quote: str, period: str, kind: Kind, basis: str
) -> tuple[Decimal, str] | None:
    """Units of `quote` per `base`, and the source: published, else computed from days."""
    span = periods.parse(period)
    if kind == "day":
        return _last_before(base, quote, span.end, basis)
    key = (base, quote, kind, basis)
    for file in ("annual", "monthly"):
        found = _published(file).get(key, {}).get(period)
        if found:
            return found
    if kind == "end":
        return _last_before(base, quote, span.end, basis)
    return _mean(base, quote, span, basis)


@lru_cache(maxsize=2)
def _published(file: str) -> dict[tuple[str, str, str, str], dict[str, tuple[Decimal, str]]]:
    """Best rate by (base, quote, kind, basis) and period, from annual.csv or monthly.csv."""
    return _by_key(store.table(f"fx/{file}.csv"))


@lru_cache(maxsize=64)
def _daily(year: int) -> dict[tuple[str, str, str, str], dict[str, tuple[Decimal, str]]]:
    """The same from the daily file of a year; empty when there is none."""
    try:
        return _by_key(store.table(f"fx/daily/{year}.csv"))
    except MissingData:
        return {}


def _by_key(
    table: pd.DataFrame,
) -> dict[tuple[str, str, str, str], dict[str, tuple[Decimal, str]]]:
    kinds = store.table("fx/sources.csv").set_index("source")["kind"]
    worth = {s: (_PREFERENCE.index(k), s) for s, k in kinds.items()}
    best: dict[tuple[str, str, str, str], dict[str, tuple[Decimal, str]]] = {}
    columns = ("base", "quote", "kind", "basis", "period", "rate", "source")
    for *key, when, number, name in zip(*(table[c].tolist() for c in columns), strict=True):
        found = best.setdefault((key[0], key[1], key[2], key[3]), {})
        if when not in found or worth[name] < worth[found[when][1]]:
            found[when] = (Decimal(number), name)
    return best


def _last_before(base: str, quote: str, day: date, basis: str) -> tuple[Decimal, str] | None:
    """The fixing of the day or of the nearest one before it, at most twelve days back."""
    key = (base, quote, "spot", basis)
    earliest = (day - _LONGEST_GAP).isoformat()
    for year in (day.year, day.year - 1):
        days = _daily(year).get(key, {})
        past = [d for d in days if earliest <= d <= day.isoformat()]
        if past:
            return days[max(past)]
    return None


def _mean(base: str, quote: str, span: periods.Period, basis: str) -> tuple[Decimal, str] | None:
    """The mean of the daily rates, when every month of the period has some; else of months."""
    key = (base, quote, "spot", basis)
    days = {
        day: found
        for year in range(max(span.start.year, _FIRST_DAILY), span.end.year + 1)
        for day, found in _daily(year).get(key, {}).items()
        if span.start.isoformat() <= day <= span.end.isoformat()
    }
    if {day[:7] for day in days} == set(span.months) and _goes_on(key, span.end):
        return _average(list(days.values()), "days")
    months = _published("monthly").get((base, quote, "average", basis), {})
    if span.months and all(m in months for m in span.months):
        return _average([months[m] for m in span.months], "months")
    return None


def _goes_on(key: tuple[str, str, str, str], day: date) -> bool:
    """Whether the series has a fixing on that day or later, so that the period is complete."""
    years = (_daily(day.year), _daily(day.year + 1))
    return any(max(year.get(key, {"": None})) >= day.isoformat() for year in years)


def _average(found: list[tuple[Decimal, str]], of: str) -> tuple[Decimal, str]:
    names = "+".join(sorted({name for _, name in found}))
    total = sum((number for number, _ in found), Decimal(0))
    mean = (total / len(found)).quantize(Decimal("1e-10")).normalize()
    return mean, f"mean of {len(found)} {of}, {names}"


def _missing(source: str, target: str, period: str, kind: str, basis: str) -> MissingData:
    spans = []
    for file in ("annual", "monthly"):
        for base, quote in ((source, target), (target, source)):
            for have, found in _published(file).items():
                if have[:2] == (base, quote) and have[3] == basis:
                    spans += [min(found), max(found)]
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
        years = takewhile(_daily, count(_FIRST_DAILY))
        found = {d: v for year in years for d, v in _daily(year).get(key, {}).items()}
    else:
        found = _published({"A": "annual", "M": "monthly"}[frequency]).get(key, {})
    if not found:
        raise MissingData(f"No {frequency} series of {quote} per {base} ({key[2]}, {basis}).")
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
