"""Pins: what an address names, what is wrong with it, and what the data give for it."""

from decimal import Decimal

import pytest

from chinaecon.claims.pins import Target, parse, value
from chinaecon.errors import BadData, MissingData, UnknownName


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("exports/US%41/2024", Target("trade.exports", "USA", "2024")),
        ("trade.exports/United States/2024", Target("trade.exports", "USA", "2024")),
        (
            "exports/EU/2024-01/2024-11?timing=flow_ytd&as_of=2025-01",
            Target("trade.exports", "EU27", "2024-01/2024-11", timing="flow_ytd", as_of="2025-01"),
        ),
        (
            "exports/USA/2024?verb=share&of=全球&currency=USD",
            Target("trade.exports", "USA", "2024", "USD", verb="share", of="WLD"),
        ),
        (
            "exports/USA/2024?to=USD&basis=customs",
            Target("trade.exports", "USA", "2024", to="USD", basis="customs"),
        ),
    ],
)
def test_addresses_are_read(tiny, text, target):
    assert parse(text) == target
    assert parse(str(target)) == target


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("", BadData, "names 0 of measure, entity, period"),
        ("exports/USA", BadData, "names 2 of measure, entity, period; expected"),
        ("exprts/USA/2024", UnknownName, "No measure 'exprts'. Did you mean 'exports'"),
        ("exports/USB/2024", UnknownName, "No entity 'USB'. Did you mean 'USA'"),
        ("exports/USA/24", BadData, "Period '24' cannot be read"),
        ("exports/USA/2024?t=USD", UnknownName, "No option 't'. .*there are currency, to"),
        ("exports/USA/2024?to=", BadData, "'to' without a value"),
        ("exports/USA/2024?to=USD&to=CNY", BadData, "has 'to' twice"),
        ("exports/USA/2024?to=dollars", BadData, "to='dollars' is no currency"),
        ("exports/USA/2024?verb=grwth", BadData, "no verb 'grwth'.* Did you mean 'growth'"),
        ("exports/USA/2024?verb=share", BadData, "found of=None with verb='share'"),
        ("exports/USA/2024?of=WLD", BadData, "found of='WLD' with verb=None"),
        ("exports/USA/2024?basis=CNY", BadData, "found basis='CNY'; expected a currency with"),
        ("exports/USA/2024?verb=growth&basis=market", BadData, "found basis='market'"),
        ("exports/USA/2024?as_of=soon", BadData, "Period 'soon' cannot be read"),
    ],
)
def test_what_is_wrong_is_named(tiny, text, error, message):
    with pytest.raises(error, match=message):
        parse(text)


def test_all_that_is_wrong_is_told_at_once(tiny):
    with pytest.raises(BadData) as caught:
        parse("exprts/USB/24?verb=x&t=5")
    assert len(caught.value.problems) == 5


def test_a_level_in_base_units(tiny):
    found = value(parse("exports/USA/2024"))
    assert (found.value, found.low, found.high) == (
        Decimal("3730000000000"),
        Decimal("3725000000000"),
        Decimal("3735000000000"),
    )
    assert (found.unit, found.source, found.declared) == ("CNY", "release-2025", False)


def test_the_printed_dollars_when_asked_for(tiny):
    found = value(parse("exports/USA/2024?currency=USD"))
    assert (found.value, found.unit) == (Decimal("524.7E9"), "USD")


def test_open_bounds_and_announced_amounts(tiny):
    over = value(parse("stations/CHN/2024-12"))
    assert (over.low, over.high, over.unit) == (Decimal("4250000"), None, "station")
    fund = value(parse("fund/CHN/2025-03"))
    assert fund.declared
    assert fund.low == fund.high == Decimal("1E12")


def test_growth_joins_levels_of_one_currency(tiny):
    found = value(parse("exports/USA/2024?verb=growth&basis=USD"))
    assert found.unit == "percent"
    assert round(found.value, 2) == Decimal("4.88")
    assert found.low < found.value < found.high
    with pytest.raises(MissingData, match=r"no figure for 2023\. Pin a level"):
        value(parse("exports/USA/2024?verb=growth"))


def test_shares_and_contributions(tiny):
    found = value(parse("exports/USA/2024?verb=share&of=WLD"))
    assert round(found.value, 1) == Decimal("14.7")


def test_as_of_leaves_out_later_prints(tiny):
    with pytest.raises(MissingData, match="as of 2025-01-01"):
        value(parse("exports/USA/2024?currency=USD"), as_of="2025-01-01")
    asked = parse("exports/WLD/2024?as_of=2025-01-13")
    assert value(asked, as_of="2024-01-01").source == "release-2025"


def test_a_period_is_exactly_that_period(tiny):
    with pytest.raises(MissingData, match="have 2024-11, 2024-12"):
        value(parse("stations/CHN/2024"))


def test_shipped_data_prefer_the_published_rate():
    found = value(parse("trade.total_trade/WLD/2024?verb=growth&basis=CNY"))
    assert (found.value, found.unit) == (Decimal("5.0"), "percent")


def test_a_conversion_says_so():
    found = value(parse("trade.total_trade/WLD/2024?to=USD"))
    assert round(found.value / 10**12, 2) == Decimal("6.09")
    assert "CNY/USD, 2024 average, market" in found.how
