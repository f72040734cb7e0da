"""Stories of `ce.check`: what a text says, and what the data say of it."""

import pytest

import chinaecon as ce

JANUARY = "2025-01-20"


def verdicts(text, as_of=JANUARY, **options):
    return [(v.text, v.verdict) for v in ce.check(text, as_of=as_of, **options)]


def only(text, as_of=JANUARY, **options):
    (found,) = ce.check(text, as_of=as_of, **options)
    return found


def test_dollars_beside_yuan_are_confirmed_as_a_conversion_with_what_customs_printed():
    text = "China's total trade reached 43.85 trillion yuan ($6.1 trillion) in 2024."
    yuan, dollars = ce.check(text, as_of=JANUARY)
    assert yuan.verdict == dollars.verdict == "confirmed"
    assert "7.1957" in dollars.reason
    assert "6.16" in dollars.reason


def test_the_same_dollars_alone_are_contradicted_by_what_customs_printed():
    found = only("China's total trade reached $6.1 trillion in 2024.")
    assert found.verdict == "contradicted"
    assert found.expected == "$6.2 trillion"
    assert round(found.low / 1e12, 2) == 6.16
    assert "conversion" in found.reason


def test_exports_and_imports_in_dollars_are_confirmed():
    text = "In 2024 China's exports were $3.58 trillion and its imports $2.59 trillion."
    assert [word for _, word in verdicts(text)] == ["confirmed", "confirmed"]


def test_a_figure_as_first_published_is_confirmed_and_the_revision_named():
    found = only("China's R&D intensity was 2.68 percent in 2024.", as_of="2026-02-05")
    assert found.verdict == "confirmed"
    assert "2.69 percent" in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "Germany's exports to China fell 7.6 percent in 2024.",
        "South Korea's own data show exports to China of $133 billion for 2024.",
        "India's trade deficit with China widened to $85.1 billion in 2024.",
        "财务省统计显示，2024年日本对华出口下降3.1%。",
        "韓国産業通商資源省によると、2024年の対中輸出は1330億ドルだった。",
        "Theo hải quan Việt Nam, năm 2024 nhập khẩu từ Trung Quốc là 144,3 tỷ USD.",
        "ปี 2567 การส่งออกทุเรียนของไทยไปจีนมีมูลค่า 1.2 แสนล้านบาท",
    ],
)
def test_another_country_speaks_of_its_own_figures(text):
    assert {v.verdict for v in ce.check(text, as_of="2025-02-10")} == {"uncovered"}


def test_naming_a_partner_ends_what_another_country_said():
    text = (
        "India put its deficit with China at $85 billion in 2024; imports from "
        "India rose 9 percent."
    )
    assert ce.check(text, as_of=JANUARY)[0].verdict == "uncovered"


@pytest.mark.parametrize(
    "text",
    [
        "Economists expect China's exports to grow 3 percent in 2025.",
        "某机构预计，2024年我国出口增长3%。",
        "Goldman Sachs dự báo xuất khẩu của Trung Quốc năm 2024 tăng 3%.",
    ],
)
def test_a_forecast_is_not_judged(text):
    found = only(text)
    assert found.verdict == "uncovered"
    assert "forecast" in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "China's exports of cars rose 19.3 percent in 2024.",
        "China's home-appliance exports rose 15.4 percent in 2024.",
        "2024年我国工业机器人出口增长45.2%。",
        "Năm 2024, xuất khẩu ô tô của Trung Quốc tăng 19,3%.",
    ],
)
def test_a_part_is_not_the_whole(text):
    assert only(text).verdict == "uncovered"


def test_months_are_added_up_from_january():
    text = (
        "In the first eleven months of 2024 China's exports rose 6.7 percent "
        "to 23.04 trillion yuan."
    )
    found = ce.check(text, as_of="2024-12-15")
    assert {(v.verdict, v.period) for v in found} == {("confirmed", "2024-01/2024-11")}


def test_growth_from_the_month_before_is_not_growth_from_the_year_before():
    text = (
        "In August 2025 China's exports came to $321.8 billion. Compared with "
        "July, exports were down 0.4 percent."
    )
    assert [word for _, word in verdicts(text, "2025-09-10")] == ["confirmed", "uncovered"]


def test_what_is_compared_with_is_the_same_measure_one_year_earlier():
    text = (
        "China's total trade reached 43.85 trillion yuan in 2024, against "
        "41.76 trillion yuan a year before."
    )
    assert ce.check(text, as_of=JANUARY)[1].period == "2023"


def test_without_a_period_the_latest_confirm_but_nothing_contradicts():
    right = only("China's exports rose 7.1 percent.")
    wrong = only("China's exports rose 9.9 percent.")
    assert right.verdict == "confirmed"
    assert "no period is named" in right.reason
    assert wrong.verdict == "uncovered"
    assert "no period is named" in wrong.reason


def test_two_bindings_that_disagree_are_listed_and_neither_is_chosen():
    text = "China's trade with Thailand grew in 2024. Exports rose 15 percent."
    found = only(text)
    assert found.verdict == "uncovered"
    assert "exports THA 2024 or exports WLD 2024" in found.reason


def test_a_heading_names_the_partner():
    text = "China's exports to the country rose 17.9 percent in 2024."
    found = only(text, heading="Trade with Hungary")
    assert (found.verdict, found.entity) == ("confirmed", "HUN")


def test_the_balance_of_a_partner_is_made_of_exports_and_imports():
    text = "In the first ten months of 2024 China's surplus with the US was 2.07 trillion yuan."
    found = only(text, as_of="2024-11-20")
    assert found.verdict == "confirmed"
    assert "exports minus imports" in found.reason


def test_a_share_is_the_quotient_of_two_levels():
    text = (
        "At the end of 2024 China had 4.251 million 5G base stations, or 36.3 "
        "percent of all mobile base stations."
    )
    share = ce.check(text, as_of=JANUARY)[1]
    assert share.verdict == "contradicted"
    assert share.expected == "33.6 percent"


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("China's total trade was 43.85 billion yuan in 2024.", "the magnitude"),
        ("China's exports were 25.45 trillion dollars in 2024.", "the currency"),
        ("China's exports fell 7.1 percent in yuan in 2024.", "the sign"),
        ("China's exports were 18.39 trillion yuan in 2024.", "the measure: the figure of imports"),
        ("China's exports were 23.77 trillion yuan in 2024.", "the period: the figure of 2023"),
        ("China's exports rose 7.1 percentage points in yuan in 2024.", "the unit"),
        ("China's exports were 25.54 trillion yuan in 2024.", "the digits"),
    ],
)
def test_the_likely_slip_is_named(text, slip):
    found = only(text)
    assert found.verdict == "contradicted"
    assert found.reason.startswith(slip)


def test_growth_said_in_one_currency_that_was_printed_in_the_other_names_the_basis():
    found = only("China's exports rose 5.9 percent in yuan in 2024.")
    assert found.verdict == "contradicted"
    assert found.reason.startswith("the basis: growth in USD, said to be in CNY")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China's exports were 23.45 trillion yuan in 2024.", "25.45 trillion yuan"),
        ("2024年，中国出口24.45万亿元。", "25.45万亿元"),
        (
            "Năm 2024, xuất khẩu của Trung Quốc đạt 24,45 nghìn tỷ nhân dân tệ.",
            "25,45 nghìn tỷ nhân dân tệ",
        ),
        ("ปี 2567 จีนส่งออก 24.45 ล้านล้านหยวน", "25.45 ล้านล้านหยวน"),
    ],
)
def test_the_cure_is_written_as_the_author_writes(text, expected):
    assert only(text).expected == expected


def test_a_verdict_shows_its_place_its_source_and_its_address():
    text = "A year of trade.\n\nChina's exports were\n23.45 trillion yuan in 2024."
    (found,) = ce.check(text, as_of=JANUARY)
    assert (found.line, found.column) == (4, 1)
    assert text[found.start : found.end] == found.text
    assert found.source.startswith("gacc")
    assert found.address.startswith("http")
    assert found.to_dict()["expected"] == "25.45 trillion yuan"
    assert str(found).startswith("text:4:1: ")


def test_texts_on_other_things_get_no_verdict():
    text = (
        "Domestic tourists made 888 million trips during the holiday "
        "and spent 809 billion yuan.\n\n"
        "BYD's July sales were 344,296 vehicles. Apple's revenue in China fell 2 percent."
    )
    assert {word for _, word in verdicts(text)} == {"uncovered"}


@pytest.mark.parametrize("partner", ["Narnia", "the Commonwealth"])
def test_trade_with_a_partner_that_nobody_knows_is_not_trade_with_the_world(partner):
    text = f"China's trade with {partner} came to 0.6 billion yuan in 2024."
    assert [v.verdict for v in ce.check(text, as_of="2025-02-01")] == ["uncovered"]


@pytest.mark.parametrize(
    "text",
    [
        "Germany's economy shrank 0.9 percent in 2023, while China's grew 5.4 percent.",
        "In 2025 India bought Chinese goods worth $135.9 billion and sold China $19.8 billion. "
        "Its deficit with the neighbour was $116.1 billion.",
    ],
)
def test_another_countrys_figure_is_not_held_against_china(text):
    """Story: "economy" behind a name made it a bystander, and "its deficit" was read as China's."""
    assert "contradicted" not in {v.verdict for v in ce.check(text, as_of="2026-03-01")}
