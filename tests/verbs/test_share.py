import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chinaecon.errors import BadData, MissingData, UnitMismatch, UnknownName
from chinaecon.verbs.share import index, share

INF = math.inf
amounts = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=8)


@given(amounts)
@settings(max_examples=25)
def test_shares_of_parts_that_are_all_add_up_to_a_hundred(table, values):
    rows = [("m", f"E{i}", "2024", "flow", v, "item") for i, v in enumerate(values)]
    found = share(table([*rows, ("m", "WLD", "2024", "flow", sum(values), "item")]))
    assert found["value"].iloc[:-1].sum() == pytest.approx(100)
    assert found["value"].iloc[-1] == 100
    assert found["measure"].unique().tolist() == ["m_share_of_WLD"]
    assert found[["timing", "unit"]].drop_duplicates().values.tolist() == [["rate", "percent"]]


def test_the_bounds_of_a_share_come_from_both_and_the_whole_is_a_hundred(table):
    rows = [
        ("m", "A", "2024", "flow", 20.0, "item", 19.0, 21.0),
        ("m", "B", "2024", "flow", 40.0, "item", 40.0, INF),
        ("m", "C", "2024", "flow", -10.0, "item", -11.0, -9.0),
        ("m", "WLD", "2024", "flow", 100.0, "item", 95.0, 105.0),
    ]
    found = share(table(rows, "low", "high"))
    expected = [
        [20.0, 100 * 19 / 105, 100 * 21 / 95],
        [40.0, 100 * 40 / 105, INF],
        [-10.0, 100 * -11 / 95, 100 * -9 / 105],
        [100.0, 100.0, 100.0],
    ]
    for got, wanted in zip(found[["value", "low", "high"]].values.tolist(), expected, strict=True):
        assert got == pytest.approx(wanted)


def test_measures_periods_and_timings_have_a_whole_of_their_own_and_scales_are_one(table):
    rows = [
        ("m", "A", "2023", "flow", 1.0, "thousand item"),
        ("m", "WLD", "2023", "flow", 4000.0, "item"),
        ("m", "A", "2023", "stock", 1000.0, "item"),
        ("m", "WLD", "2023", "stock", 10.0, "thousand item"),
        ("n", "A", "2023", "flow", 1000.0, "item"),
        ("n", "WLD", "2023", "flow", 2000.0, "item"),
    ]
    assert share(table(rows))["value"].round(9).tolist() == [25, 100, 10, 100, 50, 100]


def test_missing_wholes_are_named_together_or_nan(table):
    rows = [
        ("m", "A", "2022", "flow", 1.0, "item"),
        ("m", "A", "2023", "flow", 1.0, "item"),
        ("m", "A", "2024", "flow", 1.0, "item"),
        ("m", "WLD", "2024", "flow", 4.0, "item"),
    ]
    with pytest.raises(MissingData) as caught:
        share(table(rows))
    assert str(caught.value) == (
        "No whole for WLD m 2022 (flow), WLD m 2023 (flow). "
        "Load it with the parts, or pass missing='nan'."
    )
    found = share(table(rows), missing="nan")
    assert found["value"].isna().tolist() == [True, True, False, False]
    assert found["how"].tolist() == ["no figure for WLD 2022", "no figure for WLD 2023", "", ""]
    with pytest.raises(UnknownName, match="No missing 'drop'"):
        share(table(rows), missing="drop")


def test_a_share_across_currencies_or_of_percentages_is_refused(table):
    rows = [
        ("m", "A", "2024", "flow", 1.0, "billion USD"),
        ("m", "WLD", "2024", "flow", 4.0, "billion CNY"),
    ]
    with pytest.raises(UnitMismatch, match=r"'billion CNY' with 'billion USD' \(2 rows.*Convert"):
        share(table(rows))
    percent = [("m", e, "2024", "rate", 5.0, "percent") for e in ("A", "WLD")]
    with pytest.raises(UnitMismatch, match="Cannot give shares of 'percent'; expected amounts"):
        share(table(percent))


def test_two_wholes_are_refused(table):
    rows = [("m", "WLD", "2024", "flow", v, "item") for v in (1.0, 2.0)]
    with pytest.raises(BadData, match="share found several figures for 'm WLD 2024 flow item'"):
        share(table(rows))


@given(amounts, st.data())
@settings(max_examples=25)
def test_an_index_is_a_hundred_at_its_base_and_keeps_ratios(table, values, data):
    rows = [("m", "A", str(2000 + i), "flow", v, "billion CNY") for i, v in enumerate(values)]
    at = data.draw(st.integers(0, len(values) - 1))
    found = index(table(rows), base=str(2000 + at))
    assert found["value"].tolist()[at] == 100
    assert found["value"].tolist() == pytest.approx([100 * v / values[at] for v in values])
    assert found["measure"].unique().tolist() == [f"m_index_{2000 + at}"]
    assert found["unit"].unique().tolist() == ["index_point"]


def test_the_base_is_exact_and_other_bounds_come_from_both(table):
    rows = [
        ("m", "A", "2023-01", "flow", 100.0, "item", 99.0, 101.0),
        ("m", "A", "2024-01", "flow", 150.0, "item", 150.0, INF),
    ]
    found = index(table(rows, "low", "high"), base="2023-01")
    assert found[["low", "high"]].values.tolist() == [
        [100.0, 100.0],
        [pytest.approx(100 * 150 / 101), INF],
    ]
    assert found["measure"].tolist() == ["m_index_2023_01"] * 2


def test_series_without_the_base_are_named_together(table):
    rows = [
        ("m", "A", "2018", "flow", 1.0, "item"),
        ("m", "B", "2018", "flow", 0.0, "item"),
        ("m", "C", "2019", "flow", 1.0, "item"),
    ]
    with pytest.raises(MissingData) as caught:
        index(table(rows), base="2018")
    assert caught.value.missing == ("m B flow", "m C flow")
    assert str(caught.value) == (
        "No figure above zero in '2018' for m B flow, m C flow. Choose a base they all have."
    )
    with pytest.raises(MissingData, match="'2030' for m A flow, m B flow, m C flow"):
        index(table(rows), base="2030")
    with pytest.raises(BadData, match="Period 'then' cannot be read"):
        index(table(rows), base="then")


def test_a_missing_figure_is_no_base(table, kind):
    rows = [("m", "A", "2018", "flow", math.nan, "item"), ("m", "A", "2019", "flow", 1.0, "item")]
    with pytest.raises(MissingData, match="No figure above zero in '2018' for m A flow"):
        index(kind(table(rows)), base="2018")


def test_an_index_across_currencies_is_refused(table):
    rows = [
        ("m", "A", "2018", "flow", 1.0, "billion USD"),
        ("m", "A", "2019", "flow", 4.0, "billion CNY"),
    ]
    with pytest.raises(UnitMismatch, match="Convert first"):
        index(table(rows), base="2018")
