import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chinaecon.errors import BadData, MissingData, UnitMismatch, UnknownName
from chinaecon.verbs.growth import growth
from chinaecon.verbs.real import real

pytestmark = pytest.mark.usefixtures("small_world")


def one(table, period="2024", unit="billion CNY", value=100.0, timing="flow"):
    return table([("m", "A", period, timing, value, unit)])


@pytest.mark.parametrize(
    ("period", "unit", "index", "value", "how"),
    [
        ("2024", "billion CNY", "cpi", 80.0, "x 0.8, cpi_index CHN, 2024 at prices of 2020"),
        ("2024", "billion USD", "cpi", 62.5, "x 0.625, cpi_index USA, 2024 at prices of 2020"),
        (
            "2024",
            "billion CNY",
            "gdp_deflator",
            200.0,
            "x 2, gdp_deflator_index CHN, 2024 at prices of 2020",
        ),
        ("2024-12", "million USD", "cpi", 50.0, "x 0.5, cpi_index USA, 2024-12 at prices of 2020"),
        ("2024-11", "million USD", "cpi", 62.5, "x 0.625, cpi_index USA, 2024 at prices of 2020"),
        ("2024-12", "billion CNY", "cpi", 80.0, "x 0.8, cpi_index CHN, 2024 at prices of 2020"),
        ("2024-Q4", "billion USD", "cpi", 62.5, "x 0.625, cpi_index USA, 2024 at prices of 2020"),
        (
            "2024-12-31",
            "billion USD",
            "cpi",
            62.5,
            "x 0.625, cpi_index USA, 2024 at prices of 2020",
        ),
        ("2023/2024", "billion CNY", "cpi", 80.0, "x 0.8, cpi_index CHN, 2024 at prices of 2020"),
        ("2020", "billion CNY", "cpi", 100.0, "x 1, cpi_index CHN, 2020 at prices of 2020"),
    ],
)
def test_money_is_deflated_by_the_index_of_its_country(table, period, unit, index, value, how):
    found = real(one(table, period, unit), base=2020, index=index)
    assert found[["value", "unit", "how"]].values.tolist() == [
        [pytest.approx(value), f"{unit}_2020", how]
    ]


def test_a_month_is_deflated_by_month_only_where_all_currencies_can_be(table):
    rows = [("m", "A", "2024-12", "flow", 100.0, u) for u in ("billion CNY", "billion USD")]
    assert real(table(rows), base=2020)["value"].tolist() == pytest.approx([80.0, 62.5])


@given(st.floats(0.01, 1e9), st.floats(0, 1e6), st.floats(0, 1e6))
@settings(max_examples=25)
def test_prices_of_the_year_itself_change_nothing_and_bounds_hold_the_value(
    table, value, below, above
):
    row = ("m", "A", "2024", "flow", value, "billion CNY", value - below, value + above)
    frame = table([row], "low", "high")
    columns = ["value", "low", "high"]
    assert real(frame, base="2024")[columns].values.tolist() == frame[columns].values.tolist()
    found = real(frame, base="2020").iloc[0]
    assert found["low"] <= found["value"] <= found["high"]


def test_real_growth_is_named_by_its_basis(table):
    rows = [("m", "A", p, "flow", v, "billion CNY") for p, v in (("2020", 100.0), ("2024", 250.0))]
    found = growth(real(table(rows), base=2020), kind="cagr")
    assert found["measure"].item() == "m_growth_cagr_cny_2020"
    assert found["value"].item() == pytest.approx(100 * (2**0.25 - 1))


def test_prices_of_the_base_stay_and_those_of_another_year_are_refused(table):
    frame = one(table, unit="billion CNY_2020")
    assert real(frame, base=2020)[["value", "how"]].values.tolist() == [[100.0, ""]]
    with pytest.raises(UnitMismatch, match="Cannot deflate 'billion CNY_2020'; expected current"):
        real(frame, base=2024)


@pytest.mark.parametrize("unit", ["billion EUR", "percent", "million station"])
def test_what_is_no_yuan_and_no_dollar_is_refused_with_its_rows(table, unit):
    with pytest.raises(UnitMismatch, match=r"prices in CNY or USD.*Convert other") as caught:
        real(one(table, unit=unit), base=2020)
    assert caught.value.rows == (f"m A 2024 100 {unit}",)


def test_years_without_an_index_are_named_together_or_nan(table):
    rows = [("m", "A", p, "flow", 1.0, "billion USD") for p in ("1900", "1901", "2024")]
    with pytest.raises(MissingData) as caught:
        real(table(rows), base=2020)
    assert str(caught.value) == (
        "No cpi index for USA 1900, USA 1901. Choose another base or period, or pass missing='nan'."
    )
    assert caught.value.missing == ("USA 1900", "USA 1901")
    found = real(table(rows), base=2020, missing="nan")
    assert found["value"].isna().tolist() == [True, True, False]
    assert found["how"].tolist()[0] == "no cpi index for 1900"
    with pytest.raises(MissingData, match="No cpi index for USA 1999"):
        real(table(rows[2:]), base=1999)
    with pytest.raises(MissingData, match="No gdp_deflator index for USA 2020, USA 2024"):
        real(table(rows[2:]), base=2020, index="gdp_deflator")


def test_options_are_closed_lists(table):
    with pytest.raises(UnknownName, match=r"No index 'ppi'.*There are 'cpi', 'gdp_deflator'"):
        real(one(table), base=2020, index="ppi")
    with pytest.raises(UnknownName, match="No missing 'skip'"):
        real(one(table), base=2020, missing="skip")
    with pytest.raises(BadData, match="real found base='2020-01'; expected a year"):
        real(one(table), base="2020-01")
