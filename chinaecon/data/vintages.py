"""Every print of a fact and why one wins; what was printed first, what last."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chinaecon import period as periods
from chinaecon import units
from chinaecon.data import layers, observations, winner
from chinaecon.errors import MissingData

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    "measure entity period timing unit first first_published first_source "
    "latest latest_published latest_source revision revision_unit revised"
).split()


@layers.layered
def alternatives(
    name: str,
    *,
    entity: str,
    period: str,
    timing: str | None = None,
    as_of: str | None = None,
    data: str | Path | None = None,
) -> pd.DataFrame:
    """Show every print of one fact, the winner first, with the reason.

    Parameters
    ----------
    name : str
        A measure.
    entity : str
        Code, name or alias.
    period : str
        The period, exactly.
    timing : str, optional
        One timing where the measure has several.
    as_of : str, optional
        Only documents published by this date.
    data : str or pathlib.Path, optional
        A data package of your own, as in `load`.

    Returns
    -------
    pandas.DataFrame
        The columns of `load` and kind, publisher, url, dropped, rank and reason; ranked per
        currency.

    Raises
    ------
    UnknownName, MissingData
        As in `load`.

    Notes
    -----
    Rule: release, then table, then our own arithmetic, then mirror, then press; within a kind
    the newer publication, then an exact figure over a bounded one, then more digits. After
    that, a print whose bounds lie inside the winner's says the same more finely and is
    preferred to it. Prints of one rank that differ in value raise BadData. A print that
    corrections.csv calls superseded comes after all others; those that it drops stand last,
    with its reason.

    Examples
    --------
    >>> a = alternatives("telecom.base_stations_5g", entity="CHN", period="2024-11")
    >>> a["rank"].tolist()[0]
    1
    """
    import pandas as pd

    span = periods.parse(period)
    prints = observations.chosen(name, entity, None, timing, as_of, dropped=True)
    same = prints[prints["period"] == span.text]
    if same.empty:
        raise observations.nothing(f"{name} {entity} {period}", prints)
    parts = []
    for _, group in same.groupby("dimension", sort=True):
        ranked, reasons = winner.rank(group[~group["dropped"]])
        aside = group[group["dropped"]]
        rows = pd.concat([ranked, aside])
        part = observations.frame(rows)
        for column in ("kind", "publisher", "url", "dropped"):
            part[column] = rows[column].to_numpy()
        part["rank"] = range(1, len(part) + 1)
        part["reason"] = reasons + [f"set aside: {reason}" for reason in aside["correction"]]
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


@layers.layered
def revisions(
    name: str | Iterable[str],
    *,
    entity: str | Iterable[str] | None = None,
    period: str | None = None,
    timing: str | None = None,
    data: str | Path | None = None,
) -> pd.DataFrame:
    """Compare the first print of each fact with the latest.

    Parameters
    ----------
    name : str or iterable of str
        Measures or datasets, as in `load`.
    entity : str or iterable of str, optional
        Codes, names or exact aliases; all by default.
    period : str, optional
        One period or a range, as in `load`.
    timing : str, optional
        Only this timing.
    data : str or pathlib.Path, optional
        A data package of your own, as in `load`.

    Returns
    -------
    pandas.DataFrame
        One row for each fact that documents of two or more days print, in each currency: measure,
        entity, period, timing, unit, first, first_published, first_source, latest,
        latest_published, latest_source; `revision` from first to latest, in percent, or in
        percentage points where the figure is a percentage (`revision_unit` says which);
        `revised` is True where the bounds of the two prints do not overlap, so that rounding does
        not explain the difference.

    Raises
    ------
    UnknownName
        For a name that does not exist.
    MissingData
        When nothing fits, or no fact was printed on two days.

    Notes
    -----
    revision = 100 (latest / first - 1); of percentages, latest - first. Several prints of one day
    are ranked as by `alternatives`. A later print need not be a correction by the authority: a
    press article may repeat an old figure or round it, which its source shows.

    Examples
    --------
    >>> r = revisions("macro.gdp_nominal", entity="CHN", period="2023")
    >>> r[["first", "latest", "revised"]].values.tolist()[0]
    [126058.2, 129427.17, True]
    """
    import pandas as pd

    prints = observations.chosen(name, entity, period, timing)
    keys = [*winner.FACT]
    days = prints.groupby(keys)["vintage"].transform("nunique")
    rows = [_row(group) for _, group in prints[days > 1].groupby(keys, sort=False)]
    if not rows:
        raise MissingData(
            f"No fact of {name!r} was printed on two days. "
            "ce.alternatives(...) shows the prints of one fact."
        )
    frame = pd.DataFrame(rows, columns=_COLUMNS)
    starts = frame["period"].map(lambda text: periods.parse(text).start)
    order = ["measure", "entity", "timing", "start", "period", "unit"]
    frame = frame.assign(start=starts).sort_values(order, kind="stable")
    return frame[_COLUMNS].reset_index(drop=True)


def _row(group: pd.DataFrame) -> dict[str, Any]:
    """First and latest print of one fact, in the standard unit of its measure."""
    ends = []
    for day in (group["vintage"].min(), group["vintage"].max()):
        ranked, _ = winner.rank(group[group["vintage"] == day])
        ends.append(ranked.to_dict("records")[0])
    first, latest = ends
    unit = winner.standard_unit(first["measure"], first["unit"])
    factor = units.parse(unit).factor
    old, new = (float(winner.amount(r) / factor) for r in ends)
    (low, high), (new_low, new_high) = (winner.span(r, factor) for r in ends)
    share = unit == "percent"
    change = new - old if share else 100 * (new / old - 1) if old else float("nan")
    return {
        **{key: first[key] for key in ("measure", "entity", "period", "timing")},
        "unit": unit,
        "first": old,
        "first_published": first["published"],
        "first_source": first["source"],
        "latest": new,
        "latest_published": latest["published"],
        "latest_source": latest["source"],
        "revision": round(change, 12),
        "revision_unit": "percentage_point" if share else "percent",
        "revised": new_low > high or new_high < low,
    }
