"""Every figure of the five press documents of 2025 is in the data, with its own token."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

import chinaecon as ce
from chinaecon import units
from chinaecon.data import store

CASES = Path(__file__).parent / "cases" / "press_2025.csv"
with CASES.open(encoding="utf-8", newline="") as _file:
    PRINTS = list(csv.DictReader(_file))
FACT = ("dataset", "measure", "entity", "period", "timing")
FACTS = sorted({tuple(row[c] for c in FACT) for row in PRINTS})


def test_the_list_is_whole():
    assert len(PRINTS) == 101
    assert {row["lang"] for row in PRINTS} == {"en", "zh", "ja", "vi", "th"}


@pytest.mark.parametrize("row", PRINTS, ids=lambda r: f"{r['measure']}-{r['lang']}-{r['source']}")
def test_each_print_is_there_with_its_token(row):
    table = store.table(f"{row['dataset']}/observations.csv")
    key = ["measure", "entity", "period", "timing", "unit", "source"]
    found = table[(table[key] == [row[k] for k in key]).all(axis=1)]
    assert len(found) == 1
    held = found.iloc[0]
    amount = Decimal(held["value"]) * units.parse(held["unit"]).factor
    assert amount == Decimal(row["printed_value"]) * units.parse(row["printed_unit"]).factor
    assert (held["as_printed"], held["lang"]) == (row["as_printed"], row["lang"])
    assert held["qualifier"] == row["qualifier"]


@pytest.mark.parametrize("fact", FACTS, ids=lambda f: "-".join(f[1:4]))
def test_each_fact_loads_and_its_bounds_hold_the_value(fact):
    dataset, measure, entity, period, timing = fact
    frame = ce.load(f"{dataset}.{measure}", entity=entity, period=period, timing=timing)
    same = frame[frame["period"] == period]
    assert len(same) == 1
    assert same["low"].item() <= same["value"].item() <= same["high"].item()
