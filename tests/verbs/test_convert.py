import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chinaecon.errors import BadData, MissingData, UnitMismatch, UnknownName
from chinaecon.verbs.convert import convert

pytestmark = pytest.mark.usefixtures("small_world")

numbers = st.floats(-1e12, 1e12)


@pytest.mark.parametrize(
    ("period", "timing", "rate", "factor"),
    [
        ("2024", "flow", None, 7.2),
        ("2024-01/2024-11", "flow_ytd", None, 7.1),
        ("2024", "stock", None, 7.3),
        ("2024-12-31", "event", None, 7.3),
        ("2024-03", "event", None, 7.4),
        ("2024", "flow", "end", 7.3),
        ("2024", "stock", "average", 7.2),
    ],
)
def test_the_rate_follows_the_timing_unless_one_is_named(table, period, timing, rate, factor):
    frame = table([("fund", "CHN", period, timing, 100.0, "million USD")])
    found = convert(frame, "CNY", rate=rate)
    assert found["value"].item() == pytest.approx(100 * factor)
    assert found["unit"].item() == "million CNY"
    assert f"x {factor} CNY/USD, {period}" in found["how"].item()


def test_steps_are_joined_and_a_lower_bound_stays_one(table):
    row = ("fund", "CHN", "2024", "flow", 4.0, "billion USD", 4.0, math.inf, "corrected: typo")
    found = convert(table([row], "low", "high", "how"), "CNY")
    assert found[["low", "high"]].values.tolist() == [[pytest.approx(28.8), math.inf]]
    assert found["how"].item() == ("corrected: typo; x 7.2 CNY/USD, 2024 average, market, here")


def test_the_first_step_stands_alone(table):
    frame = table([("fund", "CHN", "2024", "flow", 4.0, "billion USD", "")], "how")
    assert convert(frame, "CNY")["how"].item() == "x 7.2 CNY/USD, 2024 average, market, here"


def test_rows_already_in_the_currency_stay_as_they_are(table):
    frame = table([("fund", "CHN", "1900", "flow", 4.0, "billion CNY")])
    found = convert(frame, "CNY")
    assert found[["value", "unit", "how"]].values.tolist() == [[4.0, "billion CNY", ""]]


def test_what_was_printed_in_the_target_currency_is_told(table):
    frame = table(
        [
            ("exports", "WLD", "2024", "flow", 25450.0, "billion CNY"),
            ("exports", "USA", "2024", "flow", 3730.0, "billion CNY"),
            ("exports", "WLD", "2023", "flow", 3380.0, "billion USD"),
        ]
    )
    found = convert(frame, "USD")["how"].tolist()
    rate = "/ 7.2 CNY/USD, 2024 average, market, here; "
    assert found[0] == rate + "printed: 3600 billion USD (gacc-2025)"
    assert found[1] == rate + "nearer to customs' own: basis='customs'"
    assert found[2] == ""


@given(value=numbers, below=st.floats(0, 1e12), above=st.floats(0, 1e12))
@settings(max_examples=25)
def test_there_and_back_gives_the_figure_and_its_bounds(table, value, below, above):
    bounds = (value - below, value + above)
    frame = table([("f", "A", "2024", "flow", value, "billion USD", *bounds)], "low", "high")
    back = convert(convert(frame, "CNY"), "USD")
    for column in ("value", "low", "high"):
        assert back[column].item() == pytest.approx(frame[column].item(), rel=1e-12)
    assert back["low"].item() <= back["value"].item() <= back["high"].item()
    assert back["unit"].item() == "billion USD"


def test_all_gaps_are_named_at_once(table):
    frame = table([("f", "A", str(y), "flow", 1.0, "billion USD") for y in (1900, 1901, 2024)])
    with pytest.raises(MissingData) as caught:
        convert(frame, "CNY")
    assert caught.value.missing == ("1900", "1901")
    assert str(caught.value) == (
        "No CNY per USD rate (average, market) for 1900, 1901 (have 2023/2024). "
        "Narrow the period, choose another basis, or pass missing='nan'."
    )


def test_a_gap_may_be_nan_and_says_so(table):
    frame = table([("f", "A", str(y), "flow", 1.0, "billion USD") for y in (1900, 2024)])
    found = convert(frame, "CNY", missing="nan")
    assert found["value"].isna().tolist() == [True, False]
    assert found["high"].isna().tolist() == [True, False]
    assert found["how"].tolist()[0] == "no CNY per USD rate for 1900"


def test_what_is_no_money_is_refused_with_its_rows(table):
    frame = table(
        [
            ("rate", "A", "2024", "rate", 5.0, "percent"),
            ("masts", "A", "2024", "stock", 4.191, "million station"),
            ("f", "A", "2024", "flow", 1.0, "billion USD"),
        ]
    )
    with pytest.raises(UnitMismatch) as caught:
        convert(frame, "CNY")
    assert str(caught.value) == (
        "Cannot convert 'million station', 'percent'; expected money in one currency (2 rows, "
        "first: masts A 2024 4.191 million station; rate A 2024 5 percent). "
        "Leave these rows out."
    )
    assert caught.value.rows == ("masts A 2024 4.191 million station", "rate A 2024 5 percent")


def test_constant_prices_are_refused(table):
    frame = table([("f", "A", "2024", "flow", 1.0, "billion CNY_2020")])
    with pytest.raises(UnitMismatch, match=r"constant prices \('billion CNY_2020'\).*ce\.real"):
        convert(frame, "USD")


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"to": "usd"}, "No unit 'usd'. Did you mean 'USD'"),
        ({"to": "percent"}, "No currency 'percent'"),
        ({"to": "CNY_2020"}, "No currency 'CNY_2020'"),
        ({"to": "CNY", "rate": "mean"}, "No rate 'mean'"),
        ({"to": "CNY", "basis": "black"}, "No basis 'black'"),
        ({"to": "CNY", "missing": "skip"}, "No missing 'skip'. There are 'raise', 'nan'"),
    ],
)
def test_an_option_that_does_not_exist_is_refused(table, options, text):
    frame = table([("f", "A", "2024", "flow", 1.0, "billion USD")])
    with pytest.raises(UnknownName) as caught:
        convert(frame, **options)
    assert str(caught.value).startswith(text)


def test_a_frame_must_be_one_and_have_its_columns(table):
    with pytest.raises(BadData, match=r"convert cannot read a 'list'; expected a data frame"):
        convert([1], "CNY")
    frame = table([("f", "A", "2024", "flow", 1.0, "billion USD")])
    with pytest.raises(BadData, match=r"found no column 'timing', 'unit'; expected") as caught:
        convert(frame.drop(columns=["timing", "unit"]), "CNY")
    assert caught.value.problems == ("timing", "unit")
    with pytest.raises(BadData, match="Column 'period' has empty cells"):
        convert(frame.assign(period=pd.Series([None], dtype="str")), "CNY")
