"""Labelled claims of five languages, and laws of claims that are written from the data."""

import functools
import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chinaecon as ce
from chinaecon.claims import evidence
from chinaecon.claims.document import from_text
from chinaecon.data import vocabulary
from chinaecon.figures.language import languages
from chinaecon.figures.reader import figure

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "claims"
# precision of contradicted, corrupted caught, true confirmed: what is reached, minus a little
# blind: written without sight of the checker, measured and not tuned on; fresh: blind once, then
# tuned on; held: the oldest such texts
FLOORS = {
    ("blind", "en"): (0.95, 0.69, 0.83),
    ("blind", "zh"): (0.96, 0.73, 0.82),
    ("blind", "ja"): (0.97, 0.79, 0.84),
    ("blind", "vi"): (0.95, 0.76, 0.89),
    ("blind", "th"): (0.95, 0.72, 0.84),
    ("fresh", "en"): (1.0, 0.83, 0.91),
    ("fresh", "zh"): (0.99, 0.93, 0.96),
    ("fresh", "ja"): (1.0, 0.85, 0.95),
    ("fresh", "vi"): (0.98, 0.87, 0.94),
    ("fresh", "th"): (0.99, 0.89, 0.94),
    ("held", "en"): (1.0, 1.0, 0.94),
    ("held", "zh"): (1.0, 1.0, 0.97),
    ("held", "ja"): (1.0, 0.95, 0.96),
    ("held", "vi"): (1.0, 0.95, 1.0),
    ("held", "th"): (1.0, 0.88, 0.95),
    ("seen", "en"): (1.0, 0.97, 1.0),
    ("seen", "zh"): (1.0, 1.0, 1.0),
    ("seen", "ja"): (1.0, 0.93, 1.0),
    ("seen", "vi"): (1.0, 1.0, 1.0),
    ("seen", "th"): (1.0, 0.97, 1.0),
    ("wording", "ja"): (1.0, 1.0, 1.0),
    ("wording", "zh"): (1.0, 1.0, 1.0),
}


@functools.cache
def scorer():
    spec = importlib.util.spec_from_file_location("claims", ROOT / "benchmarks" / "claims.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("kind", "lang"), sorted(FLOORS))
def test_the_labelled_claims_are_judged_no_worse_than_they_were(kind, lang):
    counts, _ = scorer().score(CASES / kind / f"{lang}.jsonl")
    shares = scorer().summary(counts)
    precision, caught, confirmed = FLOORS[kind, lang]
    assert shares["precision of contradicted"] >= precision
    assert shares["corrupted caught"] >= caught
    assert shares["true confirmed"] >= confirmed


TEXTS = st.lists(
    st.sampled_from(
        "China's|exports|to|the US|rose|fell|7.1 percent|in 2024|, |. |; |5G base stations|"
        "43.85 trillion yuan|($6.1 trillion)|percentage points|of|last year|我国|对美|出口|增长|"
        "5.1%|25.45万亿元|，|。|の輸出は|前年比|tăng|12,5%|xuất khẩu|จีนส่งออก|เพิ่มขึ้น|3%|\n\n|"
        "# trade|12|"
        "<b>|&amp;|(|)|2567|1-11月|the same period|a year earlier|GDP|population|1.4 billion".split(
            "|"
        )
    ),
    max_size=30,
).map(" ".join)


@given(st.one_of(TEXTS, st.text(max_size=120)))
def test_any_text_gives_verdicts_inside_it_in_order(text):
    try:
        document = from_text(text)
    except ce.BadData:  # a comment to this package that is wrong
        return
    found = ce.check(document, as_of="2025-01-20")
    at = 0
    for one in found:
        assert at <= one.start < one.end <= len(text)
        assert document.text[one.start : one.end] == one.text
        assert one.verdict in ("confirmed", "contradicted", "uncovered")
        at = one.end


TRADE = {
    "en": "China's {measure} {word} {name} in {year} were {token}.",
    "zh": "{year}年，中国{word}{name}{measure}{token}。",
    "ja": "{year}年の中国の{name}{word}{measure}は{token}だった。",
    "vi": "Năm {year}, {measure} của Trung Quốc {word} {name} đạt {token}.",
    "th": "ปี {buddhist} จีน{measure}{word}{name} {token}",
}
WORDS = {
    "exports": {
        "en": ("exports", "to"),
        "zh": ("出口", "对"),
        "ja": ("輸出", "への"),
        "vi": ("xuất khẩu", "sang"),
        "th": ("ส่งออก", "ไปยัง"),
    },
    "imports": {
        "en": ("imports", "from"),
        "zh": ("进口", "自"),
        "ja": ("輸入", "からの"),
        "vi": ("nhập khẩu", "từ"),
        "th": ("นำเข้า", "จาก"),
    },
}
OWN = {
    "base_stations_5g": {
        "en": "At the end of {month} {year} there were {token} 5G base stations in China.",
        "zh": "截至{year}年{number}月末，我国5G基站总数达{token}个。",
        "ja": "{year}年{number}月末の中国の5G基地局は{token}局だった。",
        "vi": "Cuối tháng {number}/{year}, Trung Quốc có {token} trạm 5G.",
        "th": "สิ้นเดือน{month} {buddhist} จีนมีสถานีฐาน 5G {token} แห่ง",
    },
    "pct_applications": {
        "en": "In {year} China filed {token} PCT applications.",
        "zh": "{year}年，中国提交PCT国际专利申请{token}件。",
        "ja": "{year}年の中国のPCT出願は{token}件だった。",
        "vi": "Năm {year}, số đơn PCT của Trung Quốc là {token}.",
        "th": "ปี {buddhist} จีนยื่นคำขอ PCT {token} คำขอ",
    },
}
EN = "January February March April May June July August September October November December".split()
TH = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
).split()
MONEY = {
    "CNY": {"en": "yuan", "zh": "元", "ja": "元", "vi": "nhân dân tệ", "th": "หยวน"},
    "USD": {"en": "dollars", "zh": "美元", "ja": "ドル", "vi": "USD", "th": "ดอลลาร์"},
}


def money(value, unit, lang):
    """Billions with one digit; hundred millions in Chinese and Japanese."""
    name = MONEY[unit][lang]
    if lang in ("zh", "ja"):
        return f"{value / 1e8:.0f}{'亿' if lang == 'zh' else '億'}{name}"
    number = f"{value / 1e9:.1f}"
    if lang == "vi":
        return f"{number.replace('.', ',')} tỷ {name}"
    return f"{number} billion {name}" if lang == "en" else f"{number} พันล้าน{name}"


@functools.cache
def facts():
    """Annual trade with countries, printed first in a currency; counts of 5G and patents."""
    found = []
    for (measure, entity), prints in evidence._facts("trade").items():
        if measure in WORDS and len(entity) == 3 and entity not in ("WLD", "CHN"):
            found += [(measure, entity, p) for p in prints if len(p) == 4 and p > "2015"]
    for dataset, measure in (("telecom", "base_stations_5g"), ("patents", "pct_applications")):
        prints = evidence._facts(dataset)[measure, "CHN"]
        found += [
            (measure, "CHN", p) for p in prints if len(p) == (7 if dataset == "telecom" else 4)
        ]
    return sorted(found)


def written(fact, lang, factor=1.0):
    """The claim as a sentence with the value times a factor, and the value as written."""
    measure, entity, period = fact
    held = evidence.held(measure, entity, period)[0]
    value = held.value * factor
    year, number = period[:4], int(period[5:7] or 12)
    words = {"year": year, "number": number, "buddhist": int(year) + 543}
    words["month"] = (TH if lang == "th" else EN)[number - 1]
    if measure in OWN:
        token = f"{value:.0f}"
        return OWN[measure][lang].format(token=token, **words), value
    name = vocabulary.entity_titles(lang)[entity]
    named, word = WORDS[measure][lang]
    token = money(value, held.unit, lang)
    sentence = TRADE[lang].format(measure=named, word=word, name=name, token=token, **words)
    return sentence, float(figure(token, lang).value)


FACTS = st.deferred(lambda: st.sampled_from(facts()))
LANGS = st.sampled_from(languages())


@given(FACTS, LANGS)
def test_a_claim_written_from_the_data_is_never_contradicted(fact, lang):
    text, value = written(fact, lang)
    found = ce.check(text, as_of="2026-10-01")
    assert abs(value) < 1e8 or found
    assert "contradicted" not in {v.verdict for v in found}, (text, found)


@given(FACTS, LANGS, st.sampled_from([0.1, 10.0, 0.63, 1.9]))
def test_a_claim_far_beyond_what_is_printed_is_never_confirmed(fact, lang, factor):
    text, value = written(fact, lang, factor)
    every = evidence.held(*fact)
    # what is printed is rounded: 0.19 becomes 0.2, which may be as much as 0.25
    said = [(float(f.low), float(f.high)) for f in ce.extract(text) if f.low and f.high]
    spans = [(0.97 * value, 1.03 * value), *said]
    if any(one.low <= high and low <= one.high for one in every for low, high in spans):
        return
    found = ce.check(text, as_of="2026-10-01")
    assert "confirmed" not in {v.verdict for v in found}, (text, found)
