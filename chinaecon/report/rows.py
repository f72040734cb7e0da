"""From the entry of a chart to the rows it shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chinaecon import period as periods
from chinaecon import units
from chinaecon.errors import MissingData
from chinaecon.report.problems import ROLES

if TYPE_CHECKING:
    import pandas as pd

    from chinaecon.report.spec import Chart, Series


def rows(chart: Chart) -> pd.DataFrame:
    """Load the series of a chart and apply its verbs.

    Parameters
    ----------
    chart : Chart
        An entry of a spec.

    Returns
    -------
    pandas.DataFrame
        A frame as ``ce.plot`` takes it.

    Raises
    ------
    ChinaeconError
        Whatever loading and the verbs raise; the message is preceded by the chart's name.

    Examples
    --------
    >>> from chinaecon.report.spec import Chart, Series
    >>> pair = Series("rates", {"rates": "USD/CNY", "period": "2023/2024"})
    >>> rows(Chart("fx", (pair,), (), {}, ""))["period"].tolist()
    ['2023', '2024']
    """
    import pandas as pd

    parts = [(series.role, _one(series)) for series in chart.series]
    whole = pd.concat([part for role, part in parts if not role], ignore_index=True)
    for role, part in parts:
        whole = _beside(whole, part, ROLES[role]) if role else whole
    for step in chart.steps:
        whole = step.function()(whole, **step.options)
    return whole.reset_index(drop=True)


def _one(series: Series) -> pd.DataFrame:
    frame = {"load": _loaded, "rates": _rates, "prints": _printed}[series.sort](series.options)
    for step in series.steps:
        frame = step.function()(frame, **step.options)
    for column, wanted in series.keep.items():
        values = wanted if isinstance(wanted, list) else [wanted]
        frame = frame[frame[column].isin(values)]
    if frame.empty:
        raise MissingData(f"No rows are left of {dict(series.options)}. Widen keep or period.")
    return frame.assign(label=series.label) if series.label else frame


def _beside(whole: pd.DataFrame, part: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """The rows with what another series says of the same measure, entity and period."""
    key = ["measure", "entity", "period"]
    unit = str(whole["unit"].iloc[0])
    times = part["unit"].map({u: float(units.factor(u, unit)) for u in set(part["unit"])})
    said = part[key].assign(**{new: part[old] * times for old, new in columns.items()})
    said = said.assign(source_=part["source"])
    joined: pd.DataFrame = whole.merge(said, on=key, how="left", validate="one_to_one")
    found = joined.pop("source_")
    source = joined["source"] + ("; " + found).fillna("")
    return joined.assign(source=source)


def _loaded(options: Any) -> pd.DataFrame:
    from chinaecon.data.observations import load

    asked = dict(options)
    name, frequency = asked.pop("load"), asked.pop("frequency", None)
    frame = load(name, **asked)
    if frequency is None:
        return frame
    return frame[[periods.parse(p).frequency == frequency for p in frame["period"]]]


def _rates(options: Any) -> pd.DataFrame:
    from chinaecon.data import rates

    base, _, quote = options["rates"].partition("/")
    frame = rates.series(
        base,
        quote,
        kind=options.get("kind", "average"),
        basis=options.get("basis", "market"),
        frequency=options.get("frequency", "A"),
    )
    if "period" not in options:
        return frame
    start, end = periods.parse_range(options["period"])
    spans = [periods.parse(p) for p in frame["period"]]
    return frame[[start <= p.start and p.end <= end for p in spans]]


def _printed(options: Any) -> pd.DataFrame:
    """The prints of some documents; beside them, on request, what others print of the same."""
    from chinaecon.report.prints import beside, prints

    wanted = options["prints"]
    documents = [wanted] if isinstance(wanted, str) else list(wanted)
    measures = options.get("measures", [])
    own = prints(documents, [measures] if isinstance(measures, str) else measures)
    return beside(own, documents) if options.get("against") == "others" else own
