"""Amounts that are recognised by their value, and contradictions that others beside them doubt."""

import pytest

import chinaecon as ce


def judged(text, as_of):
    return [(v.text, v.verdict, v.measure, v.entity, v.period) for v in ce.check(text, as_of=as_of)]


def test_an_amount_that_no_word_names_is_recognised_and_lends_its_fact_to_the_rate():
    text = "Stuff worth 42.07 trillion yuan went over China's frontier in 2022, up 9.7 percent."
    amount, rate = judged(text, "2023-01-20")
    assert amount[1:] == ("confirmed", "total_trade", "WLD", "2022")
    assert rate[1:] == ("contradicted", "total_trade", "WLD", "2022")


@pytest.mark.parametrize("amount", ["42.70 trillion", "42 trillion", "24.07 trillion"])
def test_an_amount_that_no_word_names_is_never_contradicted(amount):
    text = f"Stuff worth {amount} yuan went over China's frontier in 2022."
    assert [v[1] for v in judged(text, "2023-01-20")] == ["uncovered"]


def test_an_amount_far_from_its_month_is_that_of_the_months_so_far_and_so_is_its_rate():
    text = "2017年7月，我国外贸总值15.46万亿元，比去年同期高出18.5%。"
    assert [v[1:] for v in judged(text, "2017-08-08")] == [
        ("confirmed", "total_trade", "WLD", "2017-01/2017-07"),
        ("confirmed", "total_trade", "WLD", "2017-01/2017-07"),
    ]


def test_an_amount_far_from_its_fact_that_no_slip_explains_is_of_something_else():
    text = "In 2024 China's exports of widgets' makers were 61 billion dollars."
    (one,) = ce.check(text, as_of="2025-01-20")
    assert one.verdict == "uncovered"


def test_two_figures_that_are_right_of_another_partner_contradict_nothing():
    text = "China's trade with a friend was $155.62 billion in 2025, exports $135.87 billion."
    assert {v.verdict for v in ce.check(text, as_of="2026-02-01")} <= {"confirmed", "uncovered"}


def test_the_other_partners_figures_are_a_slip_where_the_text_gives_them_to_him_too():
    text = (
        "中国の対日輸出は2025年に4.1%増の1兆1261億元、日本からの輸入は4.1%増の1兆1261億元だった。"
    )
    found = [v.verdict for v in ce.check(text, as_of="2026-02-01")]
    assert found == ["confirmed", "confirmed", "contradicted", "contradicted"]
