import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinaecon.charts import digits, words
from chinaecon.charts.labels import spread


@pytest.mark.parametrize(
    ("unit", "en", "zh"),
    [
        ("billion CNY", "billion yuan", None),
        ("亿 CNY", None, "亿元"),
        ("million station", "million stations", None),
        ("万亿 USD", None, "万亿美元"),
        ("percentage_point", "percentage points", "个百分点"),
        ("CNY per USD", "yuan per dollar", "元/美元"),
        ("billion CNY_2020", "billion yuan of 2020", None),
        ("thousand person", "thousand people", None),
        ("million", "million", None),
    ],
)
def test_units_are_written_in_words(unit, en, zh):
    assert en is None or words.unit_words(unit) == en
    assert zh is None or words.unit_words(unit, "zh") == zh


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("2024", "2024", "2024年"),
        ("2024-Q3", "Q3 2024", "2024年第3季度"),
        ("2024-11", "Nov 2024", "2024年11月"),
        ("2024-11-30", "30 Nov 2024", "2024年11月30日"),
        ("2024-01/2024-11", "Jan-Nov 2024", "2024年1-11月"),
        ("2014/2023", "2014-2023", "2014-2023年"),
        ("1985-04/2013-12", "Apr 1985 to Dec 2013", "1985年4月至2013年12月"),
    ],
)
def test_periods_are_written_in_words(text, en, zh):
    assert words.period_words(text) == en
    assert words.period_words(text, "zh") == zh


@pytest.mark.parametrize(
    ("value", "width", "text"),
    [
        (43846.79258, 1e-5, "43,847"),
        (688.0, 1.0, "688"),
        (6.1, 0.1, "6.1"),
        (7.1957, 0.0, "7.2"),
        (0.4, 0.1, "0.4"),
        (4.0, 1.0, "4"),
        (-2.5, 0.0, "−2.5"),
        (5.0, math.inf, "5"),
        (math.nan, 0.0, "–"),
    ],
)
def test_numbers_have_no_more_digits_than_known(value, width, text):
    assert digits.number_words(value, width) == text


@given(st.floats(1e-3, 1e15), st.sampled_from(["en", "zh"]))
def test_the_chosen_unit_keeps_the_amount_and_shortens_the_number(largest, lang):
    unit = words.fitting_unit("CNY", largest, lang)
    shown = largest * words.ratio("CNY", unit)
    power = {w: p for scales in words.SCALES.values() for w, p in scales}
    assert shown * 10 ** power[words.split_unit(unit)[0]] == pytest.approx(largest)
    assert shown < 100_000 or largest >= 1e15


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(1, 20)), max_size=12))
def test_spread_labels_never_overlap_and_keep_their_order(wanted):
    places, heights = [w for w, _ in wanted], [h for _, h in wanted]
    centres = spread(places, heights, 0, 300)
    order = sorted(range(len(places)), key=lambda i: (places[i], i))
    for a, b in pairwise(order):
        assert centres[b] - centres[a] >= (heights[a] + heights[b]) / 2 - 1e-6
    if sum(heights) <= 300:
        for centre, height in zip(centres, heights, strict=True):
            assert centre - height / 2 >= -1e-6
            assert centre + height / 2 <= 300 + 1e-6


@given(st.lists(st.floats(20, 280), max_size=1))
def test_a_label_alone_stays_where_it_is(wanted):
    assert spread(wanted, [10.0] * len(wanted), 0, 300) == pytest.approx(wanted)


@given(st.floats(-1e6, 1e6), st.floats(0, 1e5))
def test_bounds_in_words_hold_all_that_is_possible(low, width):
    text = digits.range_words(low, low + width)
    if width < 1e-6:
        return
    ends = [float(e.replace(",", "").replace("\N{MINUS SIGN}", "-")) for e in text.split(" to ")]
    assert ends[0] <= low + 1e-6
    assert ends[-1] >= low + width - 1e-6


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (116.2, 124.96, "116.2 to 125.0"),
        (5.01961, 5.01987, "5.019 to 5.020"),
        (137.5, math.inf, "> 137.5"),
        (-math.inf, -0.26, "< −0.26"),
        (7.15, 7.25, "7.15 to 7.25"),
        (3.0, 3.0, "3"),
        (-math.inf, math.inf, "–"),
    ],
)
def test_bounds_have_the_digits_that_tell_them_apart(low, high, text):
    assert digits.range_words(low, high) == text
