"""A charts.toml to begin with: one chart of a measure, every key explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chinaecon import period as periods
from chinaecon import units
from chinaecon.charts.picture import KINDS
from chinaecon.data import observations, store, vocabulary
from chinaecon.errors import BadData
from chinaecon.report.problems import VERBS

if TYPE_CHECKING:
    import pandas as pd

_MOST = 6  # lines that one picture holds
_FREQUENCIES = ("A", "Q", "M")
_TEXT = """\
# Charts of a report, one table each. `chinaecon charts {file}` draws them;
# with --check it names those that are stale, and the prints that moved.

[[chart]]
name = "{name}"  # of the files: {name}.svg, .png, .csv, .txt
title = "{title}"  # say what the picture shows, as a sentence
# subtitle = "..."  # measure, unit and span by default
# note = "..."  # a footnote; sources and hazards are added by themselves
kind = "line"  # one of {kinds}
# by = "entity"  # the column that tells the series apart
# along = "period"  # for bars and dots: what stands below one another
# order = "value"  # "value", "given" or a list
# highlight = "{entity}"  # one series in colour, the others grey
# labels = {{ {entity} = "..." }}  # other words for codes
# hazards = []  # those to print below; all of the measure by default: {hazards}
# verbs = [{{ index = "{base}" }}]  # applied to all rows: {verbs}

[[chart.series]]
load = "{measure}"  # {definition}
entity = [{entities}]  # {held}
{period}  # held: {span}
{frequency}{timing}{currency}  # only what was printed in it; "all" for every currency
# as_of = "2025-03-05"  # only documents published by then
# label = "..."  # a name for this series
# verbs = [{{ convert = "USD", basis = "customs" }}]  # applied to these rows alone
"""


def draft(measure: str, file: str = "charts.toml") -> str:
    """Return a commented charts.toml for a measure.

    Parameters
    ----------
    measure : str
        A measure, such as ``trade.exports``.
    file : str
        What the text calls its file.

    Returns
    -------
    str
        TOML that `read` accepts: one chart of the entities of which most is held.

    Raises
    ------
    UnknownName
        When there is no such measure.
    BadData
        For the name of a dataset, which has many.

    Examples
    --------
    >>> print(draft("trade.exports").splitlines()[4])
    name = "exports"  # of the files: exports.svg, .png, .csv, .txt
    """
    if measure in store.datasets():
        names = ", ".join(m.name for m in vocabulary.measures().values() if m.dataset == measure)
        raise BadData(f"{measure!r} is a dataset; expected one of its measures: {names}.")
    found = vocabulary.measure(measure)
    rows, is_mixed = _rows(found)
    entities = _entities(rows)
    ends = sorted(rows["period"], key=lambda text: periods.parse(text).start)
    shown = entities[:_MOST]
    is_one_of = rows["timing"].iloc[0] if len(found.timing) > 1 else ""
    currency = units.parse(rows["unit"].iloc[0]).currency if is_mixed else None
    return _TEXT.format(
        file=file,
        name=found.measure.replace("_", "-"),
        title=found.title,
        kinds=", ".join(f'"{kind}"' for kind in KINDS),
        entity=shown[0],
        hazards=", ".join(found.hazards) or "none",
        base=ends[0],
        verbs=", ".join(VERBS),
        measure=found.name,
        definition=" ".join(found.definition.split()),
        entities=", ".join(f'"{code}"' for code in shown),
        held=f"of {len(entities)} held" if len(entities) > 1 else "the only one held",
        period=_period(ends[0], ends[-1]),
        span=f"{ends[0]} to {ends[-1]}",
        frequency=_frequency(rows),
        timing=f'timing = "{is_one_of}"\n' if is_one_of else "",
        currency=f'currency = "{currency}"' if currency else '# currency = "USD"',
    )


def _entities(rows: pd.DataFrame) -> list[str]:
    """Those of which most is held first, among them the largest."""
    found = rows.groupby("entity")["value"].agg(["size", "max"]).reset_index()
    found = found.sort_values(["size", "max", "entity"], ascending=[False, False, True])
    return [str(code) for code in found["entity"]]


def _period(first: str, last: str) -> str:
    """The line of the key; a range of cumulative periods cannot be written."""
    if "/" in first + last:
        return '# period = "2024"'
    return f'period = "{first}/{last}"' if first != last else f'period = "{first}"'


def _rows(found: vocabulary.Measure) -> tuple[pd.DataFrame, bool]:
    """The figures of a measure that go into one picture, and whether others have another unit.

    Those in its first timing, the lowest frequency and its own unit, or else the usual one.
    """
    rows = observations.load(found.name)
    rows = rows[rows["timing"] == rows["timing"].iloc[0]]
    frequencies = rows["period"].map(lambda text: periods.parse(text).frequency)
    known = [f for f in _FREQUENCIES if (frequencies == f).any()]
    rows = rows[frequencies == known[0]] if known else rows
    is_own = rows["unit"] == found.unit
    unit = found.unit if is_own.any() else rows["unit"].mode().iloc[0]
    return rows[rows["unit"] == unit], rows["unit"].nunique() > 1


def _frequency(rows: pd.DataFrame) -> str:
    found = {periods.parse(text).frequency for text in rows["period"]}
    return f'frequency = "{found.pop()}"  # A, Q or M\n' if len(found) == 1 else ""
