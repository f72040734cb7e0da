"""One test per trap that has bitten some reader of figures."""

from decimal import Decimal

import pytest

from chinaecon.errors import BadData
from chinaecon.figures.extract import extract
from chinaecon.figures.reader import figure, readings


def values(token, lang=None):
    return [(str(f.value), f.unit) for f in readings(token, lang)]


def test_dollars_in_brackets_are_a_pair_not_a_loss():
    assert values("43.85 trillion yuan ($6.1 trillion)") == [
        ("43850000000000", "CNY"),
        ("6100000000000", "USD"),
    ]


def test_a_bracket_that_parts_number_and_unit_is_two_figures():
    found = readings("18.39 (trillion 2.59) trillion yuan")
    assert [(str(f.value), f.unit) for f in found] == [
        ("18390000000000", "CNY"),
        ("2590000000000", None),
    ]


def test_a_name_with_a_digit_is_not_a_figure():
    for name in ("5G", "H100", "M2", "COVID-19", "Q3", "A股第3", "1.5Gbps"):
        assert readings(name) == [], name


def test_percentage_points_are_not_percent():
    assert figure("2.6 percentage points").unit == "percentage_point"
    assert figure("0.4个百分点").unit == "percentage_point"


def test_a_misprinted_scale_word_is_refused_with_its_likely_meaning():
    with pytest.raises(BadData, match=r"'billioin'.*'billion'") as caught:
        figure("US$47.5 billioin")
    assert len(caught.value.problems) == 1


def test_a_currency_the_lexicon_does_not_know_is_not_taken_for_another():
    for token in ("5 Jamaican dollars", "5亿津巴布韦元"):
        with pytest.raises(BadData, match="unknown word"):
            figure(token)


def test_a_bare_yen_sign_goes_by_the_language():
    assert [figure("¥5", lang).unit for lang in ("zh", "en", "ja")] == ["CNY", "CNY", "JPY"]
    with pytest.raises(BadData, match="yuan or yen"):
        figure("¥5", "th")


def test_a_longer_fall_than_three_percent_lies_below_minus_three():
    fall = figure("fell more than 3%")
    assert (fall.value, fall.qualifier, fall.low, fall.high) == (-3, "<", None, -3)


def test_zeros_before_duo_are_places_not_digits():
    assert (figure("3100多亿元").low, figure("3100多亿元").high) == (
        Decimal("310e9"),
        Decimal("320e9"),
    )
    assert figure("1.9万多名").high == 20000
    assert figure("2.0万多名").high == 21000


def test_a_decimal_comma_in_english_is_read_only_where_it_can_mean_nothing_else():
    assert figure("6,54 trillion yuan").value == Decimal("6.54e12")
    assert figure("6,542 people").value == 6542


def test_fell_to_a_level_is_not_a_fall_of_that_size():
    assert figure("fell to 4.2%").value == Decimal("4.2")
    assert figure("giảm xuống còn 3%").value == 3


def test_two_digits_groups_with_a_space_between_are_not_added():
    with pytest.raises(BadData, match="run together"):
        figure("2 43 trillion yuan")


def test_a_buddhist_year_is_read_as_one_in_thai_only():
    assert (figure("2567", "th").kind, figure("2567", "th").value) == ("date", 2024)
    assert (figure("2567", "en").kind, figure("2567", "en").value) == ("amount", 2567)
    assert figure("2567 คน", "th").value == 2567


def test_a_declared_amount_is_exact_and_a_qualified_one_stays_open():
    assert (figure("2万亿元").declared().low, figure("2万亿元").low) == (2 * 10**12, 1.5 * 10**12)
    assert figure("超2万亿元").declared() == figure("超2万亿元")


def test_to_dict_holds_no_float_and_no_exponent():
    row = figure("RMB 5 Trln").to_dict()
    assert row == {
        "start": 0,
        "end": 10,
        "text": "RMB 5 Trln",
        "value": "5000000000000",
        "low": "4500000000000",
        "high": "5500000000000",
        "unit": "CNY",
        "noun": None,
        "qualifier": "=",
        "lang": "en",
    }


def test_a_direction_without_a_figure_is_a_bound_at_zero():
    down, up = figure("imports were down for the year"), figure("增长")
    assert (down.kind, down.value, down.low, down.high) == ("direction", 0, None, 0)
    assert (up.qualifier, up.low, up.high) == (">", 0, None)


def test_decomposed_vietnamese_reads_as_composed():
    import unicodedata

    token = "64,93 tỷ nhân dân tệ"
    assert figure(unicodedata.normalize("NFD", token)) == figure(token)


def test_a_printed_sign_is_that_of_its_own_figure_only():
    """Exports by destination: the two that rose stood in a list behind two that fell."""
    found = extract("Exports y/y: EU -3.1%, US -7.8%, ASEAN 21.8%, Taiwan 5%.", "en")
    assert [str(f.value) for f in found] == ["-3.1", "-7.8", "21.8", "5"]
