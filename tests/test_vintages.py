"""First and latest prints, on the package of a dozen rows and on the shipped data."""

import pytest

import chinaecon as ce
from chinaecon.errors import MissingData


def test_the_first_and_the_latest_print_stand_side_by_side(tiny):
    row = ce.revisions("exports", entity="WLD", period="2024").iloc[0]
    assert (row["first"], row["first_source"]) == (25450, "release-2025")
    assert (row["latest"], row["latest_source"]) == (25450, "press-2025")
    assert row["revision"] == 0
    assert not row["revised"]


def test_a_figure_printed_anew_outside_its_bounds_is_revised():
    row = ce.revisions("macro.gdp_nominal", entity="CHN", period="2023").iloc[0]
    assert (row["first"], row["revised"]) == (126058.2, True)
    assert row["revision"] == pytest.approx(100 * (row["latest"] / row["first"] - 1))


def test_a_fact_printed_once_has_no_revision(tiny):
    with pytest.raises(MissingData, match="two days"):
        ce.revisions("trade.stations")  # the print set aside does not count


def test_percentages_are_revised_by_percentage_points():
    found = ce.revisions("trade.exports_growth_yoy_usd", entity="WLD", period="2019-11")
    row = found.iloc[0]
    assert row["revision_unit"] == "percentage_point"
    assert row["revision"] == pytest.approx(row["latest"] - row["first"])
    assert row["revised"]


def test_every_shipped_revision_names_two_days():
    found = ce.revisions(ce.datasets()["dataset"].tolist())
    assert len(found) > 400
    assert (found["first_published"] != found["latest_published"]).all()
    assert not found.duplicated(["measure", "entity", "period", "timing", "unit"]).any()
