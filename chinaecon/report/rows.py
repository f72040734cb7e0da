"""From the entry of a chart to the rows it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from chinaecon import period as periods
from chinaecon import units
from chinaecon.errors import MissingData
from chinaecon.report.drift import Prints, prints
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
    return gather(chart)[0]


def gather(chart: Chart) -> tuple[pd.DataFrame, Prints]:
    """Load the rows of a chart and, beside them, the prints that they were made of.

    Parameters
    ----------
    chart : Chart
        An entry of a spec.

    Returns
    -------
    tuple of (pandas.DataFrame, dict of str to str)
        The rows as `rows` gives them; what was loaded before any verb, as a manifest keeps it.

    Raises
    ------
    ChinaeconError
        As in `rows`.

    Examples
    --------
    >>> from chinaecon.report.spec import Chart, Series
    >>> pair = Series("rates", {"rates": "USD/CNY", "period": "2024"})
    >>> gather(Chart("fx", (pair,), (), {}, ""))[1]
    {'exchange_rate_average_market CHN 2024 rate, CNY per USD': '7.1957, frb-g5a'}
    """
    import pandas as pd

    made = [(series.role, *_one(series)) for series in chart.series]
    whole = pd.concat([frame for role, frame, _ in made if not role], ignore_index=True)
    for role, part, _ in made:
        whole = _beside(whole, part, ROLES[role]) if role else whole
    for step in chart.steps:
        whole = step.function()(whole, **step.options)
    return whole.reset_index(drop=True), prints(pd.concat([source for *_, source in made]))


def _one(series: Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of a series, and those they were made of."""
    frame = _SORTS[series.sort](series.options)
    source = frame
    for step in series.steps:
        frame = step.function()(frame, **step.options)
    for column, wanted in series.keep.items():
        values = wanted if isinstance(wanted, list) else [wanted]
        frame = frame[frame[column].isin(values)]
    if frame.empty:
        raise MissingData(f"No rows are left of {dict(series.options)}. Widen keep or period.")
    source = source if series.steps else frame
    return (frame.assign(label=series.label) if series.label else frame), source


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
    from chinaecon.report import prints as printed

    wanted = options["prints"]
    documents = [wanted] if isinstance(wanted, str) else list(wanted)
    measures = options.get("measures", [])
    own = printed.prints(documents, [measures] if isinstance(measures, str) else measures)
    return printed.beside(own, documents) if options.get("against") == "others" else own


def _inferred(options: Any) -> pd.DataFrame:
    """What the prints of some documents imply, by measure and entity."""
    import pandas as pd

    from chinaecon.consistency.inference import infer
    from chinaecon.report import prints as printed

    given = options["given"]
    documents = [given] if isinstance(given, str) else list(given)
    said = printed.prints(documents)
    names = [options["infer"]] if isinstance(options["infer"], str) else options["infer"]
    asked = {k: options[k] for k in ("entity", "period", "currency") if k in options}
    parts = [infer(name, data=said, **asked) for name in names]
    return pd.concat(parts, ignore_index=True).assign(source="; ".join(documents))


_SORTS: dict[str, Callable[[Any], pd.DataFrame]] = {
    "load": _loaded,
    "rates": _rates,
    "prints": _printed,
    "infer": _inferred,
}
