"""Exchange rates: known answers over the shipped data, and what is missing is named."""

from decimal import Decimal

import pytest

from chinaecon.data.rates import rate, series
from chinaecon.errors import MissingData, UnknownName


@pytest.mark.parametrize(
    ("call", "number", "words"),
    [
        (("USD", "CNY", "2024"), "7.1957", "x 7.1957 CNY/USD, 2024 average, market, frb-g5a"),
        (("USD", "CNY", "2024", "end"), "7.2993", "2024 end, market, frb-h10"),
        (("USD", "CNY", "2025", "average", "central_parity"), "7.1429", "central_parity"),
        (("USD", "CNY", "2025-01-01", "day"), "7.2993", "2025-01-01, market, frb-h10"),
        (("EUR", "CNY", "2025-12-31", "day"), None, "ecb-eurofxref"),
    ],
)
def test_known_rates(call, number, words):
    found = rate(*call)
    assert words in found.text
    assert number is None or found.value == Decimal(number)


def test_the_rate_of_customs_own_totals_lies_between():
    customs = rate("USD", "CNY", "2024", basis="customs").value
    assert Decimal("7.115") < customs < Decimal("7.118")


def test_the_inverse_is_the_inverse():
    there, back = rate("CNY", "USD", "2024").value, rate("USD", "CNY", "2024").value
    assert round(there * back, 24) == 1
    assert rate("CNY", "CNY", "2024").value == 1


def test_the_average_of_a_cumulative_period_is_over_exactly_its_days():
    eleven = rate("USD", "CNY", "2024-01/2024-11")
    december = rate("USD", "CNY", "2024-12")
    year = rate("USD", "CNY", "2024")
    assert "mean of 230 days, frb-h10" in eleven.text
    mean = (eleven.value * 230 + december.value * 21) / 251
    assert round(mean, 4) == year.value


def test_a_mean_never_mixes_two_sources():
    assert "+" not in rate("USD", "CNY", "2024-Q3").text


def test_the_last_day_before_is_taken_on_a_day_without_fixing():
    assert rate("USD", "CNY", "2024-12-25", "day") != rate("USD", "CNY", "2024-12-26", "day")
    before = rate("USD", "CNY", "2024-12-24", "day").value
    assert rate("USD", "CNY", "2024-12-25", "day").value == before


def test_an_incomplete_period_has_no_average():
    with pytest.raises(MissingData, match=r"No USD per CNY rate \(average, market\) for 2026 "):
        rate("CNY", "USD", "2026")


def test_a_gap_is_named_with_the_span_there_is():
    with pytest.raises(MissingData, match=r"for 2024 \(have 2007/2025\)") as caught:
        rate("CNY", "USD", "2024", "average", "central_parity")
    assert caught.value.missing == ("2024",)
    with pytest.raises(MissingData, match="have none of this pair"):
        rate("XXX", "CNY", "2024")


def test_a_pair_without_rates_goes_through_another_currency_and_says_so():
    assert "CNY/EUR" in rate("EUR", "JPY", "2024").text
    assert rate("VND", "CNY", "2024").text.count(",") == 6


@pytest.mark.parametrize("option", [{"kind": "mean"}, {"basis": "markets"}])
def test_a_wrong_word_is_answered_with_the_words_there_are(option):
    with pytest.raises(UnknownName, match=r"There are \w+, \w+"):
        rate("USD", "CNY", "2024", **option)


def test_a_series_is_a_tidy_frame():
    years = series("USD", "CNY")
    assert years["period"].is_unique
    assert years["period"].is_monotonic_increasing
    assert series("USD", "CNY", frequency="D")["period"].iloc[0] == "1981-01-02"
    with pytest.raises(MissingData):
        series("USD", "XXX")


def test_the_average_of_a_day_without_a_fixing_is_missing_and_no_division_by_zero():
    with pytest.raises(
        MissingData, match=r"No CNY per USD rate \(average, market\) for 2024-11-30"
    ):
        rate("USD", "CNY", "2024-11-30", "average")
