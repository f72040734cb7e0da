"""load and alternatives, over the tiny package and, for known answers, over the shipped data."""

import math

import pandas as pd
import pytest

import chinaecon as ce
from chinaecon.data import vocabulary


def _one(frame):
    assert len(frame) == 1
    return frame.iloc[0]


def test_money_comes_in_the_scale_of_the_measure_and_in_yuan(tiny):
    row = _one(ce.load("trade.exports", entity="USA", period="2024"))
    assert (row.value, row.unit) == (3730.0, "billion CNY")
    assert (row.low, row.high) == (3725.0, 3735.0)


def test_a_fact_not_printed_in_yuan_comes_as_printed(tiny):
    row = _one(ce.load("exports", entity="United States", period="2023"))
    assert (row.value, row.unit) == (500.3, "billion USD")
    assert (row.low, row.high) == (500.25, 500.35)


def test_printed_dollars_are_given_on_request(tiny):
    frame = ce.load("exports", entity="USA", currency="USD")
    assert frame["value"].tolist() == [500.3, 524.7]
    assert len(ce.load("exports", entity="USA", currency="all")) == 3


def test_a_finer_print_of_the_same_figure_wins_over_the_release(tiny):
    row = _one(ce.load("exports", entity="WLD", period="2024", timing="flow"))
    assert (row.value, row.source) == (25454.5, "mirror-2025")


def test_alternatives_shows_every_print_with_its_reason(tiny):
    frame = ce.alternatives("exports", entity="WLD", period="2024")
    assert frame["source"].tolist() == [
        "mirror-2025",
        "release-2025",
        "mirror-2025-b",
        "press-2025",
    ]
    assert frame["rank"].tolist() == [1, 2, 3, 4]
    assert "more finely" in frame["reason"].iloc[0]
    assert frame["reason"].iloc[3] == "press of 2025-03-31, bounded (>)"


def test_years_select_yearly_flows_and_every_stock_inside(tiny):
    assert set(ce.load("exports", period="2024")["period"]) == {"2024"}
    assert set(ce.load("exports", period="2023/2024")["period"]) == {"2023", "2024"}
    assert set(ce.load("stations", period="2024")["period"]) == {"2024-11", "2024-12"}


def test_a_cumulative_figure_is_given_by_its_own_period_or_on_request(tiny):
    exact = ce.load("exports", period="2024-01/2024-11")
    assert exact["timing"].tolist() == ["flow_ytd"]
    asked = ce.load("exports", period="2024", timing="flow_ytd")
    assert asked["period"].tolist() == ["2024-01/2024-11"]


def test_as_of_knows_only_what_was_published_by_then(tiny):
    row = _one(ce.load("exports", entity="WLD", period="2024", timing="flow", as_of="2025-01-13"))
    assert (row.value, row.source) == (25450.0, "release-2025")
    with pytest.raises(ce.MissingData, match="as of 2025-01-12"):
        ce.load("exports", entity="WLD", period="2024", as_of="2025-01-12")


def test_a_document_dated_by_its_month_is_known_at_the_end_of_it(tiny):
    assert ce.load("stations", period="2024-12", as_of="2025-03-31")["value"].tolist() == [4.25]
    with pytest.raises(ce.MissingData):
        ce.load("stations", period="2024-12", as_of="2025-03-30")


def test_an_announced_amount_is_exact(tiny):
    row = _one(ce.load("fund"))
    assert row.low == row.value == row.high == 1000.0


def test_more_than_is_open_above(tiny):
    row = _one(ce.load("stations", period="2024-12"))
    assert (row.value, row.low, row.high) == (4.25, 4.25, math.inf)


def test_the_bounds_come_from_the_token(tiny):
    row = _one(ce.load("stations", period="2024-11"))
    assert (row.value, row.low, row.high) == (4.191, 4.1905, 4.1915)


def test_a_correction_is_applied_and_fails_when_it_no_longer_fits(tiny, forget):
    assert 9.99 not in ce.load("stations")["value"].tolist()
    last = ce.alternatives("stations", entity="CHN", period="2024-12").iloc[-1]
    assert (last.value, last.reason) == (9.99, "set aside: a typing error")
    file = tiny / "trade" / "observations.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("9.99", "9.98"), encoding="utf-8")
    forget()
    with pytest.raises(ce.BadData, match=r"corrections.csv:2 expects the value '9.99'"):
        ce.load("stations")


def test_two_prints_of_one_rank_that_differ_are_refused(tiny):
    file = tiny / "trade" / "sources.csv"
    text = file.read_text(encoding="utf-8").replace("2025-01-20", "2025-02-20")
    file.write_text(text.replace("release,", "press,"), encoding="utf-8")
    with pytest.raises(ce.BadData, match="rank alike but print"):
        ce.load("exports", entity="WLD", period="2024", timing="flow")


def test_rows_are_in_the_order_of_time(tiny):
    frame = ce.load("trade")
    keys = frame[["measure", "entity", "timing", "period"]].to_numpy().tolist()
    assert keys == sorted(keys)
    assert not frame.duplicated(["measure", "entity", "period", "timing"]).any()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ce.load("trade.export"), r"No measure 'export' in dataset 'trade'. Did you mean"),
        (lambda: ce.load("trad.exports"), r"No dataset 'trad'. Did you mean 'trade'"),
        (lambda: ce.load("exports", entity="United State"), r"No entity 'United State'. Did you"),
        (lambda: ce.load("exports", currency="EUR"), r"No figure in currency 'EUR'.*CNY, USD"),
        (lambda: ce.load("exports", timing="stock"), r"No timing 'stock'.*flow, flow_ytd"),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest(tiny, call, message):
    with pytest.raises(ce.UnknownName, match=message):
        call()


def test_nothing_found_says_what_there_is(tiny):
    with pytest.raises(ce.MissingData, match=r"have 2023 to 2024.*USA"):
        ce.load("exports", entity="USA", period="2019")
    with pytest.raises(ce.BadData, match="Period '2024-13' cannot be read"):
        ce.load("exports", period="2024-13")


def test_a_loaded_frame_is_the_users_own(tiny):
    frame = ce.load("exports")
    frame["value"] = 0.0
    assert (ce.load("exports")["value"] > 0).all()
    assert isinstance(frame, pd.DataFrame)


def test_describe_and_search_read_the_vocabulary(tiny):
    text = str(ce.describe("stations"))
    assert "Not to be joined with: exports." in text
    assert "Hazard: FOB and CIF differ." in str(ce.describe("trade"))
    assert ce.search("基站")["name"].tolist() == ["trade.stations"]
    assert ce.search("5g BASE")["name"].tolist() == ["trade.stations"]
    assert ce.datasets()["prints"].tolist() == [12]
    with pytest.raises(ce.UnknownName, match="'trade' is a dataset"):
        vocabulary.measure("trade")


# Known answers over the shipped data.


def test_the_headline_figures_of_2024():
    total = _one(ce.load("trade.total_trade", entity="WLD", period="2024", timing="flow"))
    assert total.unit == "billion CNY"
    assert total.low <= 43850 + 5
    assert total.high >= 43850 - 5
    usd = _one(ce.load("trade.exports", entity="WLD", period="2024", currency="USD"))
    assert round(usd.value) == 3577
    stations = _one(ce.load("telecom.base_stations_5g", entity="CHN", period="2024-11"))
    assert stations.value == 4.191


def test_a_superseded_print_gives_way_to_any_other_but_is_what_was_known_before(tiny, forget):
    file = tiny / "trade" / "corrections.csv"
    text = file.read_text(encoding="utf-8")
    key = "exports,WLD,2024,flow,trillion CNY,release-2025"
    file.write_text(f"{text}{key},superseded,,25.45,a later count,acknowledged\n", encoding="utf-8")
    forget()
    now = ce.load("exports", entity="WLD", period="2024", timing="flow")
    assert now["source"].item() == "mirror-2025-b"
    before = ce.load("exports", entity="WLD", period="2024", timing="flow", as_of="2025-01-15")
    assert before["source"].item() == "release-2025"
    shown = ce.alternatives("exports", entity="WLD", period="2024", timing="flow")
    assert shown["reason"].tolist()[-1] == "release of 2025-01-13, superseded"


def test_a_selection_that_leaves_nothing_before_the_date_is_missing_data():
    """No print of the entity was left when the dates were looked at: KeyError 'vintage'."""
    with pytest.raises(ce.MissingData, match="as of 2025-03-05"):
        ce.load(
            "telecom.users_5g_network_customers",
            entity="CHN",
            period="2021-06/2025-02",
            as_of="2025-03-05",
        )
