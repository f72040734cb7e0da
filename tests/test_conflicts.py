"""Prints and identities that do not agree, over a package of a dozen rows."""

import pytest

import chinaecon as ce

OVER = (
    'exports,WLD,2024,flow,25450,billion CNY,>,A,"more than 25,450 billion yuan",en,press-2025,\n'
)
IDENTITIES = (
    "identity,kind,whole,parts,entity,slack,slack_amount,slack_for,hazard,note\n"
    "whole,members,exports,USA EU27,WLD,0.01,,,,A note.\n"
)


@pytest.fixture
def write(tiny, forget):
    """Put a line instead of another into a file of the tiny package."""

    def change(path, old, new):
        file = tiny / path
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        assert old in text
        file.write_text(text.replace(old, new) if old else new, encoding="utf-8")
        forget()

    return change


def told(frame):
    columns = ["measure", "value", "other_value", "explanation"]
    return sorted(map(tuple, frame[columns].values.tolist()))


def of_exports():
    """The pairs whose second print is the last one of exports."""
    found = ce.conflicts()
    return found[found["other_value"] == "25462.1"].sort_values("value", ignore_index=True)


def test_a_dropped_print_explains_its_difference(write):
    write("trade/observations.csv", "9.99,", "3.99,")
    write("trade/corrections.csv", ",9.99,", ",3.99,")
    assert ("stations", "3.99", "4.25", "correction") in told(ce.conflicts())


def test_a_later_official_print_is_a_revision_and_a_later_article_is_not(write):
    pairs = of_exports()
    assert pairs["value"].tolist() == ["25.45", "25454.5"]
    assert pairs["published"].tolist() == ["2025-01-13", "2025-01-20"]
    assert set(pairs["explanation"]) == {"revision"}
    write("trade/sources.csv", "2025-02-20,2026-11,mirror", "2025-02-20,2026-11,press")
    assert set(of_exports()["explanation"]) == {""}


def test_an_article_that_repeats_an_old_figure_after_the_revision_is_explained(write):
    row = "exports,WLD,2024,flow,25462.1,billion CNY,=,A,,,mirror-2025-b,\n"
    again = "exports,WLD,2024,flow,25454.5,billion CNY,=,A,,,press-2025,\n"
    write("trade/observations.csv", row, row + again)
    found = ce.conflicts()
    pair = found[found["other_source"] == "press-2025"]
    assert pair[["value", "other_value", "explanation"]].values.tolist() == [
        ["25462.1", "25454.5", "revision"]
    ]


def test_a_document_without_a_date_is_no_revision(write):
    write("trade/sources.csv", "2025-02-20,2026-11,mirror", ",2026-11,mirror")
    assert set(of_exports()["explanation"]) == {""}


def test_a_line_may_let_a_print_stand_and_it_is_loaded_all_the_same(write):
    write("trade/sources.csv", "2025-02-20,2026-11,mirror", "2025-02-20,2026-11,press")
    key = "exports,WLD,2024,flow,billion CNY,mirror-2025-b"
    head = "measure,entity,period,timing,unit,source,action,value,expect,reason,status\n"
    write("trade/corrections.csv", head, f"{head}{key},stands,,25462.1,another count,open\n")
    pairs = of_exports()
    assert set(zip(pairs["explanation"], pairs["reason"], strict=True)) == {
        ("stands", "another count")
    }
    shown = ce.alternatives("exports", entity="WLD", period="2024")
    assert "mirror-2025-b" in shown[~shown["dropped"]]["source"].tolist()


def test_without_identities_there_is_nothing_to_check(tiny):
    assert ce.identities().empty


@pytest.fixture
def parts(write):
    """The United States and the European Union as the whole world, 3.73 + 21.724 = 25.454."""
    write("vocab/identities.csv", "", IDENTITIES)
    write("trade/observations.csv", OVER, "")
    row = "exports,USA,2023,flow"
    europe = "exports,EU27,2024,flow,{},billion CNY,=,A,,,table-2025,\n"
    text = europe.format("21724")
    write("trade/observations.csv", row, text + row)

    def change(new):
        write("trade/observations.csv", text, europe.format(new))

    return change


def test_members_make_up_the_whole_within_rounding(parts):
    assert ce.identities()[["identity", "entity", "holds"]].values.tolist() == [
        ["whole", "WLD", True]
    ]


def test_a_small_difference_is_the_hazard_a_large_one_is_unexplained(parts):
    parts("21900")
    assert ce.identities()[["holds", "explanation", "reason"]].values.tolist() == [
        [False, "hazard", "A note."]
    ]
    assert ce.identities()["implied_low"].item() == pytest.approx(25624.5)


def test_a_wrong_digit_in_a_member_is_unexplained(parts):
    parts("12724")
    assert ce.identities()[["holds", "explanation"]].values.tolist() == [[False, ""]]
