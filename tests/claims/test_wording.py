"""How a fact may be worded in English, Vietnamese and Thai, and what must not be taken for one."""

import pytest

import chinaecon as ce

DAY = "2025-02-10"


def told(text, day=DAY):
    return [(v.verdict, v.measure, v.entity, v.period) for v in ce.check(text, as_of=day)]


def verdicts(text, day=DAY):
    return [v.verdict for v in ce.check(text, as_of=day)]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("At 43.85 trillion yuan, foreign trade set a record in 2024.", "total_trade WLD 2024"),
        ("Germany bought Chinese goods for 761.8 billion yuan in 2024.", "exports DEU 2024"),
        ("Overseas shipments from China rose 5.9 percent in 2024.", "exports WLD 2024"),
        (
            "ASEAN overtook the EU in 2020, with trade of 4.74 trillion yuan.",
            "total_trade ASEAN 2020",
        ),
        (
            "From January to November 2024, exports reached 23.04 trillion yuan.",
            "exports WLD 2024-01/2024-11",
        ),
        ("China's exports were 7.1 percent higher in 2024 than in 2023.", "exports WLD 2024"),
        (
            "China's PPI, a gauge of inflation in factories, fell 2.2 percent in 2024.",
            "ppi_growth_yoy CHN 2024",
        ),
        (
            "Quý I/2020, tổng kim ngạch của Trung Quốc chỉ đạt 6,57 nghìn tỷ NDT.",
            "total_trade WLD 2020-01/2020-03",
        ),
        (
            "Nửa đầu năm 2023, thương mại giữa Trung Quốc và Mỹ giảm 14,5%.",
            "total_trade USA 2023-01/2023-06",
        ),
        ("ส.ค. 2568 ส่งออกจีนอยู่ที่ 3.2181 แสนล้านดอลลาร์", "exports WLD 2025-08"),
        ("ครึ่งปีแรก 2568 การค้ารัสเซีย-จีนลดลง 9.1%", "total_trade RUS 2025-01/2025-06"),
    ],
)
def test_other_words_for_a_fact_are_understood(text, fact):
    day = "2026-02-10" if "2568" in text else DAY
    assert told(text, day)[0] == ("confirmed", *fact.split())


def test_what_was_added_to_a_stock_is_its_net_addition():
    text = "China had 1.425 million 5G base stations at the end of 2021, after 654,000 were added."
    assert told(text, "2022-02-01")[1] == (
        "confirmed",
        "base_stations_5g_net_addition",
        "CHN",
        "2021",
    )


def test_an_amount_after_a_rate_of_growth_is_a_level():
    found = told("China's GDP grew 5 percent in 2024 to $134.9 trillion.")
    assert [verdict for verdict, *_ in found] == ["confirmed", "contradicted"]
    assert found[1][1] == "gdp_nominal"


def test_dollars_at_the_rate_of_the_day_of_the_text_are_a_conversion():
    text = "China's foreign trade reached 43.85 trillion yuan ($5.98 trillion) in 2024."
    assert verdicts(text, "2025-01-13") == ["confirmed", "confirmed"]
    assert verdicts(text, "2024-06-30") != ["confirmed", "confirmed"]


def test_a_whole_number_may_be_rounded_to_zeros():
    text = "In 2013, {} invention patent applications were filed in China."
    assert verdicts(text.format("825,000")) == ["confirmed"]
    assert verdicts(text.format("852,000")) == ["contradicted"]


def test_a_vintage_older_than_those_held_is_not_called_wrong():
    text = "China's GDP amounted to 101.6 trillion yuan in 2020."
    assert verdicts(text, "2021-01-18") == ["uncovered"]
    assert verdicts(text, "2026-11-18") == ["contradicted"]


def test_a_range_is_right_where_what_is_held_lies_in_it():
    assert verdicts("China's foreign trade was US$6.1-6.2 trillion in 2024.") == ["confirmed"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "China's general trade value was 25.5 trillion yuan in the first 11 months of 2024.",
        "Trade between Brazil and Argentina was worth $27.4 billion in 2024.",
        "On a month-on-month basis, China's CPI dropped 0.5 percent in May 2024.",
        "So với tháng trước, CPI của Trung Quốc đã tăng 0,2% trong tháng 7/2023.",
        "เมื่อเทียบกับเดือนกุมภาพันธ์ ดัชนีราคาผู้ผลิตของจีนปรับลดลง 0.2% ในเดือนมีนาคม 2561",
        "The average price of China's exports fell 5.1 percent in 2024.",
        "China's exports and imports rose 7.2 and 2.5 percent in 2024.",
        "China's CPI rose 5.4 percent in 2011, by the bureau's own weights.",
        "Viettel có 6.500 trạm 5G vào cuối năm 2024, Trung Quốc có nhiều hơn.",
        "AIS มีลูกค้า 5G 11.7 ล้านราย ณ สิ้นปี 2567 น้อยกว่าจีน",
        "Our baseline has Chinese exports growing 3.5 percent in 2024.",
        "Trung Quốc và Việt Nam: kim ngạch thương mại hai chiều năm 2024 đạt 205,2 tỷ USD.",
    ],
)
def test_what_is_something_else_is_not_contradicted(text):
    assert "contradicted" not in verdicts(text)


def test_the_deficit_of_the_budget_is_not_that_of_trade():
    text = "The 2024 budget foresaw a deficit of 3 percent of GDP, or 4.06 trillion yuan."
    assert [one[:2] for one in told(text)] == [
        ("confirmed", "deficit_ratio_target"),
        ("confirmed", "budget_deficit_planned"),
    ]


def test_the_time_of_a_comparison_is_not_that_of_the_figure():
    text = "China's exports slowed in May 2025 after they jumped 8.1% in April."
    assert told(text, "2025-06-09")[0] == ("confirmed", "exports", "WLD", "2025-04")


def test_a_forecast_reaches_no_further_than_its_own_statement():
    text = "China's exports fell 7.5 percent in March 2024, {} imports fell 1.9 percent."
    text = text.format("worse than expected, while")
    assert verdicts(text, "2024-04-15") == ["confirmed", "confirmed"]


def test_a_month_without_a_year_after_a_year_was_named_may_be_of_either():
    text = (
        "In 2023 China's exports fell 4.6 percent in dollar terms. In July they sank 14.5 percent."
    )
    assert "contradicted" not in verdicts(text)


TABLE = """China's trade

| Year | Exports (billion USD) | Imports (billion USD) |
|---|---|---|
| 2023 | 3,380.0 | 2,556.8 |
| 2024 | 3,577.2 | 2,858.1 |

Exports of China, trillion yuan:

- 2023: 23.77
- 2024: 24.55
"""


def test_the_label_of_a_column_or_list_lends_its_unit_to_bare_numbers():
    found = ce.check(TABLE, as_of=DAY)
    wrong = [(v.text, v.expected) for v in found if v.verdict == "contradicted"]
    assert wrong == [("2,858.1", "2,585.1"), ("24.55", "25.45")]
    assert {v.verdict for v in found} == {"confirmed", "contradicted"}


def test_a_bare_number_without_a_unit_is_not_called_wrong():
    text = "| Year | China's 5G base stations |\n|---|---|\n| 2024 | 425.1 |"
    assert verdicts(text) == ["uncovered"]
    assert verdicts("## Trade (billion USD)\n\nIn 2024 China had 12 partners.") == ["uncovered"]
