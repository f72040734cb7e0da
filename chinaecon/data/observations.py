"""Prints become frames: which print of a fact wins, in what unit, with what bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from chinaecon import period as periods
from chinaecon import units
from chinaecon.data import layers, store, vocabulary, winner
from chinaecon.errors import BadData, MissingData, UnknownName

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "measure entity period timing value unit low high qualifier status "
    "source published as_printed note how"
).split()
_FACT = ["measure", "entity", "period", "timing"]
_READ = [
    *_FACT,
    *"value unit qualifier status source published as_printed lang note correction".split(),
]


@layers.layered
def load(
    name: str | Iterable[str],
    *,
    entity: str | Iterable[str] | None = None,
    period: str | None = None,
    currency: str | None = None,
    timing: str | None = None,
    as_of: str | None = None,
    data: str | Path | None = None,
) -> pd.DataFrame:
    """Load measures as a tidy frame, one row per fact.

    Of several prints of a fact the one that `alternatives` ranks first is given, rescaled
    to the standard unit of its measure; its source is in the row.

    Parameters
    ----------
    name : str or iterable of str
        Measures (``trade.exports``, ``exports``) or datasets (``trade``).
    entity : str or iterable of str, optional
        Codes, names or exact aliases; all by default.
    period : str, optional
        One period or a range: ``2024``, ``2018/2024``, ``2018/``, ``2023-01/2024-12``. Stocks
        and events: every period inside. Flows and rates: periods of the frequency in which the
        range is written, and the period that is exactly the range (``2024-01/2024-11``).
        Year-to-date figures besides: with ``timing="flow_ytd"`` every one inside.
    currency : str, optional
        Default: a fact printed in yuan is given in yuan, any other as printed.
        ``"USD"`` (or another code): only money printed in it, e.g. customs' own dollars.
        ``"all"``: every currency printed, one row each.
    timing : {"flow", "flow_ytd", "stock", "rate", "event"}, optional
        Only this timing; all by default.
    as_of : str, optional
        An ISO date: only documents published by then.
    data : str or pathlib.Path, optional
        A data package of your own in the same layout; what it lacks is read from the shipped one.

    Returns
    -------
    pandas.DataFrame
        Columns measure, entity, period, timing, value, unit, low, high, qualifier, status,
        source, published, as_printed, note, how; sorted by measure, entity and time.
        ``low``/``high`` are the values the printed digits allow (infinite where open).

    Raises
    ------
    UnknownName
        For a measure, dataset, entity, currency or timing that does not exist.
    MissingData
        When nothing fits the selection; says what there is.

    Notes
    -----
    Printed dollars are not converted yuan: customs converts month by month at its own rates.

    Examples
    --------
    >>> t = load("trade.total_trade", entity="WLD", period="2024", currency="USD")
    >>> t[["value", "unit"]].round(0).values.tolist()
    [[6162.0, 'billion USD']]
    """
    prints = chosen(name, entity, period, timing, as_of)
    prints = _in_currency(prints, currency)
    best = winner.winners(prints)
    starts = best["period"].map(lambda text: periods.parse(text).start)
    order = ["measure", "entity", "timing", "start", "period", "unit"]
    return frame(best.assign(start=starts).sort_values(order, kind="stable"))


def chosen(
    name: str | Iterable[str],
    entity: str | Iterable[str] | None = None,
    period: str | None = None,
    timing: str | None = None,
    as_of: str | None = None,
    *,
    dropped: bool = False,
) -> pd.DataFrame:
    """Return every print that fits, corrected, with its document; the bounds are not read yet.

    Parameters
    ----------
    name, entity, period, timing, as_of
        As in `load`.
    dropped : bool, default False
        Also the prints that corrections.csv drops.

    Returns
    -------
    pandas.DataFrame
        Rows of `observations`.

    Raises
    ------
    UnknownName, MissingData
        As in `load`.
    """
    import pandas as pd

    wanted = _measures([name] if isinstance(name, str) else list(name))
    names = [entity] if isinstance(entity, str) else entity
    codes = None if names is None else {vocabulary.entity(e) for e in names}
    parts = []
    for dataset in sorted({m.dataset for m in wanted}):
        table = observations(dataset, tuple(m.measure for m in wanted if m.dataset == dataset))
        parts.append(table if codes is None else table[table["entity"].isin(codes)])
    whole = pd.concat(parts, ignore_index=True)
    chosen = whole if dropped else whole[~whole["dropped"]]
    if timing is not None:
        _check_timing(timing, wanted)
        chosen = chosen[chosen["timing"] == timing]
    if period is not None:
        fits = _selector(period, timing)
        pairs = zip(chosen["timing"], chosen["period"], strict=True)
        chosen = chosen.loc[[fits(when, text) for when, text in pairs]]
    if as_of is not None:
        chosen = chosen[chosen["vintage"] <= periods.last_day(as_of).isoformat()]
    if chosen.empty:
        asked = " ".join(str(x) for x in (name, entity, period, timing) if x is not None)
        raise nothing(asked + (f" as of {as_of}" if as_of else ""), whole)
    return chosen


def _measures(names: list[str]) -> list[vocabulary.Measure]:
    found = []
    for name in names:
        if name in store.datasets():
            found += [m for m in vocabulary.measures().values() if m.dataset == name]
        else:
            found.append(vocabulary.measure(name))
    return found


def _check_timing(timing: str, wanted: list[vocabulary.Measure]) -> None:
    known = sorted({t for m in wanted for t in m.timing})
    if timing not in known:
        raise UnknownName.among("timing", timing, known, f"There are {', '.join(known)}.")


def _selector(selection: str, asked: str | None) -> Callable[[str, str], bool]:
    """Tell whether a figure of some timing and period belongs to a selection of time."""
    start, end = periods.parse_range(selection)
    frequency = periods.parse(selection.strip("/").partition("/")[0]).frequency
    try:
        cumulative = periods.parse(selection).is_cumulative
    except BadData:
        cumulative = False

    @cache
    def fits(timing: str, text: str) -> bool:
        p = periods.parse(text)
        if text == selection or not (start <= p.start and p.end <= end):
            return text == selection
        if timing in ("stock", "event"):
            return True
        if timing == "flow_ytd":
            return asked == "flow_ytd" and not cumulative
        return p.frequency == frequency

    return fits


def nothing(asked: str, there: pd.DataFrame) -> MissingData:
    """Return the error that says what was asked for and what is there.

    Parameters
    ----------
    asked : str
        The selection in words.
    there : pandas.DataFrame
        Prints of the same measures.

    Returns
    -------
    MissingData
        To be raised.
    """
    if there.empty:
        return MissingData(
            f"No figure for {asked!r}. ce.describe(...) shows what a measure covers."
        )
    spans = sorted(there["period"], key=lambda t: periods.parse(t).start)
    entities = sorted(set(there["entity"]))
    shown = ", ".join(entities[:8]) + (", ..." if len(entities) > 8 else "")
    return MissingData(
        f"No figure for {asked!r}; have {spans[0]} to {spans[-1]} for {shown}. "
        "Widen the selection; ce.describe(...) shows what a measure covers."
    )


@layers.per_package
def observations(dataset: str, measures: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the prints of a dataset, corrected and joined with their documents, as text.

    Parameters
    ----------
    dataset : str
        Name of the folder.
    measures : tuple of str, optional
        Only these are read; all by default.

    Returns
    -------
    pandas.DataFrame
        The columns of observations.csv and of sources.csv, `vintage` (the day the print was
        certainly out), `dimension` (of its unit), `correction` (the reason, if any)
        and `dropped`. Shared.

    Raises
    ------
    BadData
        When a correction no longer finds the value it expects.

    Examples
    --------
    >>> "vintage" in observations("trade").columns
    True
    """
    corrections = store.table(f"{dataset}/corrections.csv")
    if measures:
        corrections = corrections[corrections["measure"].isin(measures)]
    table = _corrected(dataset, store.prints(dataset, measures), corrections)
    sources = store.table(f"{dataset}/sources.csv").drop(columns="lang")
    merged = table.merge(sources, on="source", how="left", validate="m:1")
    known = merged["published"].where(merged["published"] != "", merged["accessed"])
    days = {text: periods.last_day(text).isoformat() for text in known.unique()}
    dimensions = {text: units.parse(text).dimension for text in merged["unit"].unique()}
    merged["vintage"] = known.map(days)
    merged["dimension"] = merged["unit"].map(dimensions)
    return merged


def _corrected(dataset: str, table: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """Apply corrections.csv: drop, override or scale the prints that are held to be wrong."""
    table = table.assign(correction="", dropped=False, superseded=False)
    key = ["measure", "entity", "period", "timing", "unit", "source"]
    for line, fix in zip(corrections.index + 2, corrections.to_dict("records"), strict=True):
        hit = (table[key] == [fix[k] for k in key]).all(axis=1)
        found = table.loc[hit, "value"].tolist()
        if found != [fix["expect"]]:
            raise BadData(
                f"{dataset}/corrections.csv:{line} expects the value {fix['expect']!r}; "
                f"found {found}. Mend or delete the correction."
            )
        if fix["action"] == "stands":
            continue
        if fix["action"] == "superseded":
            table.loc[hit, "superseded"] = True
            continue
        if fix["action"] == "drop":
            table.loc[hit, ["correction", "dropped"]] = [fix["reason"], True]
            continue
        value = Decimal(fix["value"])
        new = value if fix["action"] == "override" else value * Decimal(fix["expect"])
        table.loc[hit, ["value", "correction", "as_printed"]] = [str(new), fix["reason"], ""]
    return table


def _in_currency(prints: pd.DataFrame, currency: str | None) -> pd.DataFrame:
    if currency == "all":
        return prints
    codes = {text: units.parse(text).currency for text in prints["unit"].unique()}
    own = prints["unit"].map(codes)
    if currency is not None:
        if currency not in codes.values():
            there = sorted({c for c in codes.values() if c})
            remedy = f"Printed are {', '.join(there) or 'no currencies'}; ce.convert converts."
            raise UnknownName.among("figure in currency", currency, there, remedy)
        return prints[own == currency]
    in_yuan = (own == "CNY").groupby([prints[c] for c in _FACT]).transform("any")
    return prints[~in_yuan | own.isna() | (own == "CNY")]


def frame(prints: pd.DataFrame) -> pd.DataFrame:
    """Give prints as the user's frame: float64 in the standard unit of each measure.

    Parameters
    ----------
    prints : pandas.DataFrame
        Rows of `observations`.

    Returns
    -------
    pandas.DataFrame
        The columns of `load`, rows as they come.
    """
    import pandas as pd

    scales = {
        (measure, unit): (own := winner.standard_unit(measure, unit), units.parse(own).factor)
        for measure, unit in {*zip(prints["measure"], prints["unit"], strict=True)}
    }
    rows = []
    for r in prints[_READ].to_dict("records"):
        unit, factor = scales[r["measure"], r["unit"]]
        low, high = winner.span(r, factor)
        value = float(winner.amount(r) / factor)
        how = f"corrected: {r['correction'].rstrip('.')}" if r["correction"] else ""
        rows.append({**r, "value": value, "unit": unit, "low": low, "high": high, "how": how})
    return pd.DataFrame(rows, columns=list(COLUMNS))
