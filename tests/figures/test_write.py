"""Laws and examples of writing: what is printed reads back as the same figure."""

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinaecon.errors import BadData, UnknownName
from chinaecon.figures.figure import Figure, bounds, mirrored, written
from chinaecon.figures.language import languages
from chinaecon.figures.lexicon import lexicon
from chinaecon.figures.reader import figure, readings
from chinaecon.figures.write import printed

STYLES = ("plain", "tight")
EVERYWHERE = [(lang, style) for lang in languages() for style in STYLES]
QUALIFIERS = ("=", "~", ">", "<", ">=", "<=")
CURRENCIES = (
    "CNY USD EUR JPY HKD KRW GBP THB VND INR TWD MYR RUB AUD CAD SGD NZD BRL CHF IDR PHP MOP"
).split()
MOVES = {"": 1, "up ": 1, "fell ": -1}
TOKENS = Path(__file__).parents[1] / "cases" / "tokens.csv"


def content(read):
    return (
        read.kind, read.value, read.low, read.high, read.unit, read.qualifier, read.step,
    )  # fmt: skip


def made(digits, power, unit=None, noun=None, qualifier="=", text=""):
    """Return a figure of whole digits at a power of ten, as the reader would."""
    sign = MOVES[text]
    value, step = written(Decimal(digits).scaleb(power)), written(Decimal(1).scaleb(power))
    low, high = bounds(value, qualifier, step)
    if sign < 0:
        value, low, high, qualifier = -value, *(b and -b for b in (high, low)), mirrored(qualifier)
    return Figure(text, value, low, high, unit, noun, qualifier, "en", 0, 0, "amount", step)


amounts = st.builds(
    made,
    st.integers(1, 10**7),
    st.integers(-3, 12),
    st.sampled_from([None, *CURRENCIES]),
    st.none(),
    st.sampled_from(QUALIFIERS),
    st.sampled_from(sorted(MOVES)),
)
shares = st.builds(
    made,
    st.integers(1, 10**5),
    st.integers(-3, 0),
    st.sampled_from(["percent", "percentage_point", "basis_point"]),
    st.none(),
    st.sampled_from(QUALIFIERS),
    st.sampled_from(sorted(MOVES)),
)

multiples = st.builds(
    made,
    st.integers(1, 10**5),
    st.integers(-3, 0),
    st.just("multiple"),
    st.none(),
    st.sampled_from(QUALIFIERS),
    st.just(""),
)


@pytest.mark.parametrize(("lang", "style"), EVERYWHERE)
@given(st.one_of(amounts, shares, multiples))
def test_money_and_shares_read_back_as_the_same_figure(lang, style, given_figure):
    assert content(figure(given_figure.printed(lang, style), lang)) == content(given_figure)


@pytest.mark.parametrize(("lang", "style"), EVERYWHERE)
@given(st.data())
def test_counted_nouns_read_back_with_their_noun(lang, style, data):
    terms = lexicon(lang).terms.values()
    nouns = sorted({t["nouns"] for t in terms if "nouns" in t} - {"year", "month", "day", "times"})
    noun, qualifier = data.draw(st.sampled_from(nouns)), data.draw(st.sampled_from(QUALIFIERS))
    digits, power = data.draw(st.integers(1, 9999)), data.draw(st.sampled_from([0, 3, 6, 9]))
    wanted = made(digits, power, noun=noun, qualifier=qualifier)
    read = figure(printed(wanted, lang, style), lang)
    assert (*content(read), read.noun) == (*content(wanted), noun)


@pytest.mark.parametrize(("lang", "style"), EVERYWHERE)
@given(
    st.integers(-(10**6), 10**6), st.integers(-6, 30), st.sampled_from([1, 2, 5]),
    st.sampled_from([None, "percent", "CNY", "parsec"]), st.sampled_from(QUALIFIERS),
)  # fmt: skip
def test_any_figure_reads_back_or_is_refused(lang, style, digits, power, leading, unit, qualifier):
    value, step = (written(Decimal(n).scaleb(power)) for n in (digits, leading))
    low, high = bounds(value, qualifier, step)
    wanted = Figure("x", value, low, high, unit, None, qualifier, "en", 0, 0, "amount", step)
    try:
        text = printed(wanted, lang, style)
    except BadData:
        return
    assert content(figure(text, lang)) == content(wanted)


def shipped():
    with TOKENS.open(encoding="utf-8", newline="") as lines:
        return sorted({(row["token"], row["lang"]) for row in csv.DictReader(lines)})


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("lang", languages())
def test_the_cases_can_be_written_in_their_own_language(lang, style):
    tokens = [token for token, own in shipped() if own == lang]
    assert tokens
    refused = []
    for token in tokens:
        try:
            found = readings(token, lang)
        except BadData:
            continue
        for one in found:
            try:
                assert content(figure(printed(one, lang, style), lang)) == content(one)
            except BadData:
                refused.append(one.text)
    assert len(refused) <= len(tokens) / 100, refused


@pytest.mark.parametrize(
    ("token", "lang", "style", "expected"),
    [
        ("43.85万亿元", "en", "plain", "43.85 trillion yuan"),
        ("43.85万亿元", "en", "tight", "RMB 43.85tn"),
        ("43.85 trillion yuan", "zh", "plain", "43.85万亿元"),
        ("43.85 trillion yuan", "zh", "tight", "¥43.85万亿"),
        ("43.85 trillion yuan", "ja", "plain", "43.85兆元"),
        ("43.85 trillion yuan", "vi", "plain", "43,85 nghìn tỷ nhân dân tệ"),
        ("43.85 trillion yuan", "th", "plain", "43.85 ล้านล้านหยวน"),
        ("4兆1,320億円", "ja", "plain", "4兆1320億円"),
        ("5亿3000万元", "zh", "plain", "5.3亿元"),
        ("28841.6亿元", "zh", "plain", "28841.6亿元"),
        ("28841.6亿元", "en", "plain", "2,884.16 billion yuan"),
        ("6.1万亿美元", "en", "plain", "$6.1 trillion"),
        ("6.1万亿美元", "en", "tight", "$6.1tn"),
        ("約350億ドル", "ja", "plain", "約350億ドル"),
        ("64.93 billion yuan", "vi", "plain", "64,93 tỷ nhân dân tệ"),
        ("64.93 billion yuan", "vi", "tight", "64,93 tỷ NDT"),
        ("419.1万个", "zh", "plain", "419.1万个"),
        ("419.1万个基站", "en", "plain", "4.191 million stations"),
        ("1 station", "en", "plain", "1 station"),
        ("73,000 companies", "en", "plain", "73,000 companies"),
        ("7.3万家", "en", "plain", "73 thousand companies"),
        ("1.9万多名", "zh", "plain", "1.9万多人"),
        ("3100多亿元", "zh", "plain", "3100多亿元"),
        ("3100多亿元", "ja", "plain", "3100億元余り"),
        ("三成", "ja", "plain", "3割"),
        ("half a million yuan", "en", "plain", "half a million yuan"),
        ("7.1%", "en", "plain", "7.1 percent"),
        ("7.1 percent", "en", "tight", "7.1%"),
        ("7.10 percent", "vi", "plain", "7,10%"),
        ("2.4 percentage points", "zh", "plain", "2.4个百分点"),
        ("25 basis points", "en", "tight", "25 bp"),
        ("3倍", "en", "plain", "3 times"),
        ("at least 5 trillion yuan", "zh", "plain", "至少5万亿元"),
        ("over 5 trillion yuan", "ja", "plain", "5兆元超"),
        ("nearly 5 trillion yuan", "vi", "plain", "gần 5 nghìn tỷ nhân dân tệ"),
        ("up to 5 trillion yuan", "th", "plain", "ไม่เกิน 5 ล้านล้านหยวน"),
        ("up 3.7%", "zh", "plain", "增长3.7%"),
        ("up 3.7%", "zh", "tight", "+3.7%"),
        ("+3.7%", "vi", "plain", "tăng 3,7%"),
        ("fell 3.5%", "ja", "plain", "3.5%減"),
        ("-3.5%", "th", "plain", "-3.5%"),
        ("fell more than 3%", "zh", "plain", "下降超3%"),
        ("fell more than 3%", "en", "tight", "down >3%"),
        ("were down for the year", "vi", "plain", "giảm"),
        ("พ.ศ. 2568", "zh", "plain", "2025年"),
        ("25 widgets", "en", "plain", "25 widgets"),
        ("25 widgets", "zh", "plain", "25"),
        ("3.2 billion Swiss francs", "vi", "plain", "CHF 3,2 tỷ"),
    ],
)  # fmt: skip
def test_a_figure_in_another_language_or_style(token, lang, style, expected):
    assert printed(figure(token), lang, style) == expected


def test_the_digits_written_are_the_digits_known():
    assert printed(figure("350亿美元"), "en") == "$35.0 billion"
    assert printed(figure("$35 billion"), "zh") == "3.5百亿美元"


def test_a_declared_amount_is_written_as_it_was_printed():
    assert printed(figure("2万亿元").declared(), "en") == "2 trillion yuan"


def test_a_step_that_no_digit_stands_for_is_refused_with_a_remedy():
    with pytest.raises(BadData, match=r"'三成' in 'en'.*step 10,.*Write it in another language"):
        printed(figure("三成"), "en")


def test_a_figure_without_a_value_is_refused():
    unread = replace(figure("5%"), value=None, low=None, high=None)
    with pytest.raises(BadData, match="value None"):
        printed(unread, "en")


def test_a_fall_without_words_is_not_written_with_a_sign_that_turns_its_bound():
    bounded = replace(figure("fell more than 3%"), text="")
    assert printed(bounded, "zh") == "下降超3%"


@pytest.mark.parametrize(
    ("lang", "style", "name"), [("de", "plain", "de"), ("en", "tigth", "tigth")]
)
def test_an_unknown_language_or_style_is_named(lang, style, name):
    with pytest.raises(UnknownName, match=name) as error:
        printed(figure("5%"), lang, style)
    assert error.value.name == name


def test_every_language_that_is_read_can_be_written():
    for lang in languages():
        assert printed(figure("5.0%"), lang)
