import pytest

from chinaecon.charts import names
from chinaecon.charts.picture import plot


def test_a_line_is_told_by_its_ends_and_extremes(exports):
    alt = plot(exports, title="It grew.").alt
    assert alt == (
        "It grew. Line chart: exports of goods, billion dollars, 2021 to 2024. "
        "United States: 450 billion dollars in 2021, 525 billion dollars in 2024. "
        "European Union: 400 billion dollars in 2021, 516 billion dollars in 2024. "
        "Source: GACC (13 January 2025)."
    )


def test_a_highest_value_in_the_middle_is_told(tiny, frame, row):
    values = enumerate((3.0, 9.0, 1.0, 5.0))
    rows = (row("my_rate", "WLD", str(2020 + i), v, "percent") for i, v in values)
    told = (
        "3 percent in 2020, 5 percent in 2023, highest 9 percent in 2021, lowest 1 percent in 2022."
    )
    assert told in plot(frame(*rows)).alt


def test_bounds_are_told_and_counted(bounded):
    alt = plot(bounded, kind="dots").alt
    said = (
        "European Union over 8 percent, United States 5 percent, World about 4 percent, "
        "China under 2 percent."
    )
    assert said in alt
    told = "Among them 1 lower bound, 1 upper bound, 1 approximate figure."
    assert told in alt


def test_long_lists_are_cut_in_the_middle(tiny, frame, row):
    rows = (row("my_index", "WLD", str(2000 + i), float(i), "index_point") for i in range(1, 13))
    alt = plot(frame(*rows), kind="column").alt
    assert "2001 1, 2002 2, 2003 3, ..., 2011 11, 2012 12." in alt


def test_panels_are_told_one_by_one_with_their_units(tiny, frame, row):
    rows = frame(
        row("exports", "WLD", "2024", 3577.0, "billion USD"),
        row("exports", "WLD", "2024", 25454.0, "billion CNY"),
    )
    alt = plot(rows, panels="unit").alt
    assert "Trillion dollars: 3.58 trillion dollars in 2024." in alt
    assert "Trillion yuan: 25.5 trillion yuan in 2024." in alt


def test_the_svg_carries_title_and_description(exports):
    svg = plot(exports, title="Up & <away>").svg()
    assert "<title>Up &amp; &lt;away&gt;</title>" in svg
    assert "<desc>Up &amp; &lt;away&gt;. Line chart" in svg
    assert 'role="img"' in svg


def test_series_of_several_measures_are_told_with_their_measure(tiny, frame, row):
    rows = frame(
        row("stations", "CHN", "2023", 3.4, "million station", timing="stock"),
        row("stations_target", "CHN", "2025", 4.5, "million station", timing="event"),
    ).assign(label=["counted", "target"])
    alt = plot(rows, by="label").alt
    assert "5G base stations (counted): 3.4 million stations in 2023." in alt
    assert "Stations target: 4.5 million stations in 2025." in alt


@pytest.mark.parametrize(
    ("measure", "en", "zh"),
    [
        ("exports_share_of_WLD", "Exports of goods, share of World", "货物出口占全球比重"),
        ("exports_index_2024_01", "Exports of goods, Jan 2024 = 100", "货物出口, 2024年1月 = 100"),
        (
            "exports_growth_contribution_cny",
            "Exports of goods, contribution to growth in yuan",
            "货物出口对增长的贡献（人民币计价）",
        ),
        ("exchange_rate_end_market", "Exchange rate, end of period, market", "期末汇率"),
        ("my_own_measure", "my own measure", "my own measure"),
    ],
)
def test_measures_that_a_verb_made_have_names(measure, en, zh, tiny):
    assert names.measure_name(measure) == en
    assert names.measure_name(measure, "zh") == zh
