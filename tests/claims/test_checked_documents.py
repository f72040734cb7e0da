"""Checking documents: what stands around a figure, its date, its pins, its place."""

import json

import pytest

import chinaecon as ce
from chinaecon.claims.document import from_text
from chinaecon.claims.wording import summary
from chinaecon.report.fill import fill


def verdicts(text, **options):
    return [(v.text, v.verdict) for v in ce.check(text, **options)]


def one(text, **options):
    found = ce.check(text, **options)
    assert len(found) == 1
    return found[0]


def test_a_plain_text_is_checked_as_it_is():
    text = "China's exports were 25.45 trillion yuan in 2024."
    found = one(text)
    assert (found.verdict, found.measure, found.entity, found.period) == (
        "confirmed", "exports", "WLD", "2024",
    )  # fmt: skip
    assert text[found.start : found.end] == found.text


def test_a_text_without_figures_has_no_verdicts():
    assert ce.check("") == []
    assert ce.check("# Trade\n\nNothing is said.\n") == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n> ", " \n"])
def test_a_sentence_may_run_over_lines(end):
    words = "China's exports were 25.45 trillion yuan in 2024.".split(" ")
    for at in range(1, len(words)):
        lead = "> " if ">" in end else ""
        text = lead + " ".join(words[:at]) + end + " ".join(words[at:])
        found = one(text)
        assert (found.verdict, found.period) == ("confirmed", "2024"), text
        assert text[found.start : found.end].startswith("25.45")


def test_line_and_column_are_those_of_the_file():
    text = "---\ntitle: A\n---\n\n# A\n\nIn 2024 China's exports were\n**25.45 trillion yuan**.\n"
    found = one(text)
    assert (found.line, found.column) == (8, 3)
    assert text[found.start : found.end] == "25.45 trillion yuan"


@pytest.mark.parametrize(
    "text",
    [
        "# China's exports in 2024\n\nThe total was 25.45 trillion yuan.",
        "In 2024 China's exports were:\n\n- 25.45 trillion yuan",
        "| | China's exports |\n| --- | --- |\n| 2024 | 25.45 trillion yuan |",
        "| | 2024 |\n| --- | --- |\n| China's exports | 25.45 trillion yuan |",
    ],
    ids=["heading", "list", "column", "row"],
)
@pytest.mark.parametrize("digits", [("25.45", "confirmed"), ("24.54", "contradicted")])
def test_what_stands_around_a_figure_binds_it(text, digits):
    found = one(text.replace("25.45", digits[0]))
    assert (found.verdict, found.measure, found.period) == (digits[1], "exports", "2024")


def test_the_nearest_of_what_stands_around_decides():
    text = "# China's imports in 2023\n\n## Exports in 2024\n\nThe total was 25.45 trillion yuan."
    assert one(text).measure == "exports"


LAST_YEAR = "China's exports were 25.45 trillion yuan last year."


def test_last_year_counts_from_the_section_then_the_document_then_the_flag():
    dated = "---\ndate: 2025-01-20\n---\n\n"
    section = "# Then\n\n<!-- chinaecon: as-of 2023-01-20 -->\n\n"
    assert one(LAST_YEAR, as_of="2025-01-20").period == "2024"
    assert one(dated + LAST_YEAR, as_of="2022-01-20").period == "2024"
    assert one(dated + section + LAST_YEAR, as_of="2025-01-20").period == "2022"


def test_a_wrong_date_is_an_error():
    with pytest.raises(ce.BadData, match="2025-13"):
        ce.check(LAST_YEAR, as_of="2025-13-01")


REVISED = "China's GDP was {} trillion yuan in 2023."
MARCH_2024 = "# In March 2024\n\n<!-- chinaecon: as-of 2024-03-01 -->\n\n"


def test_a_section_pinned_to_a_date_is_judged_by_what_was_known():
    then, now = REVISED.format("126.06"), REVISED.format("129.43")
    assert one(then).verdict == "confirmed"
    assert "129.4" in one(then).reason
    assert one(now).verdict == "confirmed"
    known = one(MARCH_2024 + then)
    assert known.verdict == "confirmed"
    assert "as known on 2024-03-01; since revised" in known.reason
    found = one(MARCH_2024 + now)
    assert (found.verdict, found.expected) == ("contradicted", "126.06 trillion yuan")
    assert "after 2024-03-01" in found.reason


def test_a_section_pinned_before_any_print_is_not_held_against_its_author():
    text = "# Then\n\n<!-- chinaecon: as-of 2025-01-01 -->\n\nChina's exports to the US in 2024 "
    assert one(text + "were 3.7337 trillion yuan.").verdict == "confirmed"


PIN = "trade.total_trade/USA/2024"


@pytest.mark.parametrize(
    ("text", "verdict", "expected", "reason"),
    [
        (f"[$688 billion](ce:{PIN})", "confirmed", "$688 billion", ""),
        (f"[$688.3bn](ce:{PIN})", "confirmed", "$688.3bn", ""),
        (f"add up to [$688 billion](ce:{PIN})", "confirmed", "$688 billion", ""),
        (f"[$670 billion](ce:{PIN})", "contradicted", "$688 billion", "688.28 billion USD"),
        (f"[$681 billion](ce:{PIN}?to=USD)", "confirmed", "$681 billion", "7.1957"),
        (f"[688 billion yuan](ce:{PIN})", "contradicted", "4,898 billion yuan", "4.8978 trillion"),
        (f"[$4.9 trillion](ce:{PIN}?currency=CNY)", "contradicted", "", "the pin gives CNY"),
        ("[5%](ce:exports/WLD/2024?verb=growth)", "contradicted", "7%", "7.1 percent"),
        ("fell [7.1%](ce:exports/WLD/2024?verb=growth)", "contradicted", "", "the sign"),
        ("fell [3%](ce:imports/IND/2024?verb=growth&basis=USD)", "confirmed", "3%", ""),
        ("[419.1万个](ce:base_stations_5g/CHN/2024-11)", "confirmed", "419.1万个", ""),
        ("[419.2万个](ce:base_stations_5g/CHN/2024-11)", "contradicted", "419.1万个", "4.191"),
        (f"[much trade](ce:{PIN})", "contradicted", "", "no figure"),
        (f"[$688 billion or $600 billion](ce:{PIN})", "contradicted", "", "2 figures"),
        ("[$688 billion](ce:trade.totaltrade/USA/2024)", "contradicted", "", "total_trade"),
        ("[$688 billion](ce:total_trade/USA)", "contradicted", "", "measure/entity/period"),
        ("[$688 billion](ce:total_trade/USA/1900)", "contradicted", "", "1900"),
    ],
)
def test_a_pin_is_compared_with_what_it_names(text, verdict, expected, reason):
    found = one(f"Here is {text} for you.")
    assert found.verdict == verdict, found
    assert expected in found.expected
    assert reason in found.reason
    assert found.pin == text.partition("(ce:")[2].rstrip(")")


def test_a_pin_decides_and_not_the_words_around_it():
    text = f"China's exports in 2024 were 25.45 trillion yuan, beside [$688 billion](ce:{PIN})."
    assert verdicts(text) == [("25.45 trillion yuan", "confirmed"), ("$688 billion", "confirmed")]


def test_a_pin_has_the_date_of_its_section_or_the_flag():
    pin = "[{} trillion yuan](ce:macro.gdp_nominal/CHN/2023)"
    assert one(pin.format("129.43")).verdict == "confirmed"
    assert one(pin.format("126.06"), as_of="2024-03-01").verdict == "confirmed"
    assert one(MARCH_2024 + pin.format("126.06")).verdict == "confirmed"
    assert one(MARCH_2024 + pin.format("129.43")).verdict == "contradicted"


def test_what_is_filled_is_confirmed(tmp_path):
    path = tmp_path / "a.md"
    lines = [
        f"Trade: [$670 billion](ce:{PIN}), [$1.00 trillion](ce:trade.total_trade/ASEAN/2024).",
        "Exports rose [5.0%](ce:exports/WLD/2024?verb=growth), stations [1万个]"
        "(ce:base_stations_5g/CHN/2024-11).",
    ]
    path.write_text("\n\n".join(lines), encoding="utf-8")
    wrong = ce.check_file(path)
    assert {v.verdict for v in wrong} == {"contradicted"}
    fill([path])
    right = ce.check_file(path)
    assert {v.verdict for v in right} == {"confirmed"}
    assert [v.expected for v in wrong] == [v.text for v in right]


def test_a_notebook_names_the_cell(tmp_path):
    cell = {"cell_type": "markdown", "metadata": {}, "source": [f"\nTrade [$1bn](ce:{PIN})"]}
    path = tmp_path / "a.ipynb"
    book = {"cells": [cell, cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(book), encoding="utf-8")
    found = ce.check_file(path)
    assert [(v.line, v.column) for v in found] == [(2, 8), (2, 8)]
    assert len({v.place for v in found}) == 2
    assert all(v.place.startswith("cell") for v in found)


def test_html_is_checked_where_it_is_written():
    document = from_text("<h1>2024</h1><p>China's exports: 25.45 trillion yuan", "a.html", "html")
    found = ce.check(document)
    assert [(v.file, v.verdict, v.column) for v in found] == [("a.html", "confirmed", 34)]


def test_the_summary_counts_each_figure_once():
    text = f"China's exports in 2024 were 25.45 trillion yuan, [$1bn](ce:{PIN}), and 7 apples."
    assert summary(ce.check(text)) == (
        "3 figures: 1 confirmed, 1 contradicted, 1 uncovered; 1 pinned"
    )


def test_a_text_of_another_country_is_left_alone():
    text = "# Brazil\n\nBrazil's exports were 337 billion dollars in 2024.\n\nThey fell 0.8%."
    assert {v.verdict for v in ce.check(text)} == {"uncovered"}
