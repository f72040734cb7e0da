"""Laws of the reader: what is written reads back, bounds hold, only BadData is raised."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinaecon.errors import BadData
from chinaecon.figures.figure import bounds
from chinaecon.figures.language import languages
from chinaecon.figures.lexicon import lexicon
from chinaecon.figures.reader import figure, readings

LANGS = st.sampled_from([*languages(), "und", "de"])
QUALIFIERS = ("=", "~", ">", "<", ">=", "<=")
NUMBERS = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False)
SIGNS = {"en": ",.", "zh": ",.", "ja": ",.", "th": ",.", "vi": ".,"}


def printed(value, lang):
    group, point = SIGNS[lang]
    return f"{value:,f}".translate(str.maketrans(",.", group + point))


@given(NUMBERS, st.sampled_from(languages()))
def test_a_number_written_with_separators_reads_back_to_itself(value, lang):
    read = figure(printed(value, lang) + "%", lang)
    assert read.value == value
    assert read.step == Decimal("0.01")


@given(st.integers(1, 10**9), st.sampled_from(languages()))
def test_a_magnitude_multiplies_the_value_and_the_step(value, lang):
    words = {w: c["magnitudes"] for w, c in lexicon(lang).terms.items() if "magnitudes" in c}
    for word, power in words.items():
        if "nouns" in lexicon(lang).terms[word]:
            continue
        read = figure(f"{value} {word}", lang)
        assert (read.value, read.step) == (value * 10**power, 10**power), word


@given(st.integers(0, 9999_9999_9999))
def test_chinese_numerals_read_back_to_the_integer(value):
    digits = "零一二三四五六七八九"

    def section(n):
        text, zero = "", False
        for power, place in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = n // power % 10
            if digit:
                text += ("零" if zero else "") + digits[digit] + place
            zero = not digit and bool(text)
        return text

    text = ""
    for power, scale in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = value // power % 10**4
        if part:
            text += ("零" if text and part < 1000 else "") + section(part) + scale
    assert figure(text or "零", "zh").value == value


@given(st.decimals(-(10**9), 10**9, places=3), st.sampled_from(QUALIFIERS), st.integers(-3, 9))
def test_the_bounds_contain_the_value(value, qualifier, power):
    step = Decimal(1).scaleb(power)
    low, high = bounds(value, qualifier, step)
    assert low is None or low <= value
    assert high is None or value <= high
    width = {"=": step, "~": 2 * step}.get(qualifier)
    assert width is None or high - low == width


@given(NUMBERS, st.sampled_from(["fell ", "down ", "-"]))
def test_a_fall_mirrors_the_bounds_of_a_rise(value, word):
    rise, fall = figure(f"up {value:f}%"), figure(f"{word}{value:f}%")
    assert (fall.value, fall.low, fall.high) == (-rise.value, -rise.high, -rise.low)


@given(st.text(), LANGS)
def test_nothing_but_bad_data_is_raised_on_any_text(text, lang):
    with contextlib.suppress(BadData):
        assert figure(text, lang).text


@st.composite
def jumbles(draw):
    """Words of a lexicon, digits and signs in any order: closer to figures than plain text."""
    lang = draw(st.sampled_from(languages()))
    words = sorted(lexicon(lang).terms)
    pieces = st.one_of(st.sampled_from(words), st.sampled_from([*"0123456789 .,%-+()~/"]))
    return lang, "".join(draw(st.lists(pieces, max_size=24)))


@given(jumbles())
def test_a_jumble_of_known_words_is_read_in_order_or_refused(jumble):
    lang, text = jumble
    try:
        found = readings(text, lang)
    except BadData:
        return
    assert [r.start for r in found] == sorted(r.start for r in found)
    for read in found:
        assert read.text == text[read.start : read.end]
        assert read.low is None or read.low <= read.value
        assert read.high is None or read.value <= read.high


@pytest.mark.parametrize("lang", languages())
def test_reading_takes_steps_in_proportion_to_the_text(lang, monkeypatch):
    """Counted in marks looked at, not in seconds: twice the text, about twice the marks."""
    from chinaecon.figures import phrase

    sentence = "（约 5 of of of 3.5万 x 人 $ 6 trillion ( 5 ) 1.2 of of - 3% กว่า 5 hơn tỷ "
    looked = []
    monkeypatch.setattr(phrase, "_sign", lambda *a, sign=phrase._sign: looked.append(1) or sign(*a))

    def count(times):
        looked.clear()
        with contextlib.suppress(BadData):
            readings(sentence * times, lang)
        return len(looked)

    assert 0 < count(80) <= 2.5 * count(40)
