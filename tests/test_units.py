"""Units: rescaling is exact and reversible; unlike things never meet."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinaecon import units
from chinaecon.data import store
from chinaecon.errors import UnitMismatch, UnknownName

SCALES = st.sampled_from(
    ["", "thousand ", "million ", "billion ", "trillion ", "万 ", "亿 ", "万亿 "]
)
NOUNS = st.sampled_from(["CNY", "USD", "station", "subscription", "person", "family", "CNY_2020"])


@given(NOUNS, SCALES, SCALES)
def test_there_and_back_is_exact(noun, one, other):
    there = units.factor(one + noun, other + noun)
    assert there * units.factor(other + noun, one + noun) == 1
    assert isinstance(there, Decimal)


@given(st.tuples(SCALES, NOUNS), st.tuples(SCALES, NOUNS))
def test_unlike_nouns_are_refused(one, other):
    a, b = "".join(one), "".join(other)
    if one[1] != other[1]:
        with pytest.raises(UnitMismatch, match="Cannot express"):
            units.factor(a, b)


def test_the_words_of_magnitude():
    assert units.factor("亿 CNY", "million CNY") == 100
    assert units.factor("万 station", "thousand station") == 10
    assert units.factor("万亿 CNY", "trillion CNY") == 1


def test_percent_is_not_a_percentage_point_nor_a_plain_number():
    with pytest.raises(UnitMismatch, match="not the same; keep them apart"):
        units.factor("percent", "percentage_point")


def test_a_rate_is_money_per_money_and_has_no_currency():
    assert units.parse("CNY per USD").currency is None
    assert units.parse("CNY per USD").dimension != units.parse("USD per CNY").dimension


def test_constant_prices_are_another_money():
    with pytest.raises(UnitMismatch, match="same prices first"):
        units.factor("billion CNY", "billion CNY_2020")
    assert units.in_currency("billion CNY", "CNY_2020") == "billion CNY_2020"


@pytest.mark.parametrize("text", ["bilion CNY", "billion RMBX", "stationn", "billion USX_2020"])
def test_an_unknown_word_is_named(text):
    with pytest.raises(UnknownName, match=r"No unit '\w+'"):
        units.parse(text)


def test_every_unit_of_the_vocabulary_is_known():
    for text in store.words("units")["unit"]:
        assert units.parse(text).text == text
