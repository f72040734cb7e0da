"""A small world of rates, indices and prints, and every kind of frame verbs must take."""

from decimal import Decimal

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from chinaecon.data import observations, rates, vocabulary
from chinaecon.errors import MissingData

COLUMNS = ["measure", "entity", "period", "timing", "value", "unit"]

RATES = {  # yuan per dollar
    ("2023", "average"): "7.0",
    ("2024", "average"): "7.2",
    ("2024-01/2024-11", "average"): "7.1",
    ("2024", "end"): "7.3",
    ("2024-12", "end"): "7.3",
    ("2024-12-31", "day"): "7.3",
    ("2024-03", "average"): "7.4",
}
INDICES = [  # measure, entity, period, value
    ("cpi_index", "CHN", "2020", 100.0),
    ("cpi_index", "CHN", "2024", 125.0),
    ("cpi_index", "USA", "2020", 100.0),
    ("cpi_index", "USA", "2024", 160.0),
    ("cpi_index", "USA", "2024-12", 200.0),
    ("gdp_deflator_index", "CHN", "2020", 100.0),
    ("gdp_deflator_index", "CHN", "2024", 50.0),
]
PRINTS = [  # measure, entity, period, timing, value, unit, source
    ("exports", "WLD", "2024", "flow", 3600.0, "billion USD", "gacc-2025"),
    ("exports", "WLD", "2024", "flow", 25450.0, "billion CNY", "gacc-2025"),
]
MONEY = [
    ("exports", "USA", "2023", "flow", 500.0, "billion USD"),
    ("exports", "USA", "2024", "flow", 525.0, "billion USD"),
    ("exports", "WLD", "2023", "flow", 3380.0, "billion USD"),
    ("exports", "WLD", "2024", "flow", 3577.0, "billion USD"),
    ("imports", "USA", "2024", "flow", 164.0, "billion USD"),
    ("imports", "WLD", "2024", "flow", 2585.0, "billion USD"),
]


def _rate(source, target, period, kind="average", basis="market"):
    if source == target:
        return rates.Rate(Decimal(1), "")
    number = RATES.get((period, kind))
    if number is None or {source, target} != {"CNY", "USD"}:
        raise MissingData(
            f"No {target} per {source} rate ({kind}, {basis}) for {period} (have 2023/2024). "
            "Narrow the period, choose another basis, or pass missing='nan'.",
            missing=[period],
        )
    sign = "x" if source == "USD" else "/"
    value = Decimal(number) if source == "USD" else 1 / Decimal(number)
    return rates.Rate(value, f"{sign} {number} CNY/USD, {period} {kind}, {basis}, here")


def _load(name, *, entity=None, currency=None):
    names = [name] if isinstance(name, str) else name
    shorts = [n.rpartition(".")[2] for n in names]
    indices = [(m, e, p, "rate", v, "index_point", "nbs") for m, e, p, v in INDICES]
    table = pd.DataFrame([*PRINTS, *indices], columns=[*COLUMNS, "source"])
    table = table[table["measure"].isin(shorts)]
    table = table if entity is None else table[table["entity"] == entity]
    if table.empty:
        raise MissingData(f"No figure for {name!r}.")
    return table


@pytest.fixture(scope="module")
def small_world():
    """Rates, indices and prints that a person can check by eye, instead of the shipped data."""
    fields = ("Exports", "出口", "What leaves.", "billion CNY", ("flow",), "printed", (), ())
    known = {"exports": vocabulary.Measure("exports", "trade", *fields)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rates, "rate", _rate)
        patch.setattr(observations, "load", _load)
        patch.setattr(vocabulary, "measures", lambda: known)
        yield


@pytest.fixture(scope="session")
def table():
    """Build a pandas frame from rows; further columns are named."""
    return lambda rows, *more: pd.DataFrame(rows, columns=[*COLUMNS, *more])


def _duckdb(frame):
    relation = duckdb.connect().from_df(frame)
    return relation


KINDS = {
    "pandas": lambda frame: frame,
    "polars": lambda frame: pl.from_pandas(frame),
    "polars lazy": lambda frame: pl.from_pandas(frame).lazy(),
    "pyarrow": lambda frame: pa.Table.from_pandas(frame, preserve_index=False),
    "duckdb": _duckdb,
}


@pytest.fixture(scope="session", params=KINDS)
def kind(request):
    """Turn a pandas frame into each kind of frame."""
    return KINDS[request.param]


def _cell(cell):
    if cell is None or cell != cell:
        return "nothing"
    return float(f"{cell:.9g}") if isinstance(cell, float | int) else cell


@pytest.fixture(scope="session")
def rows():
    """Read any frame back as sorted rows of the chosen columns; nothing for NaN and null."""

    def rows_of(frame, *columns):
        lazy = nw.from_native(frame).lazy()
        found = lazy.select(*columns).collect().rows() if columns else lazy.collect().rows()
        return sorted((tuple(_cell(c) for c in row) for row in found), key=str)

    return rows_of
