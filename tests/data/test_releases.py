"""The rhythm of releases: what is next after a figure, when it is due, and what is overdue."""

from datetime import date

import pytest

import chinaecon as ce
from chinaecon import period as periods
from chinaecon.data import layers, releases, store, vocabulary
from chinaecon.data.releases import Rhythm


@pytest.mark.parametrize(
    ("rhythm", "end", "following", "due"),
    [
        (Rhythm("month", 31), "2024-11", "2024-12", "2025-01-31"),
        (Rhythm("month", 15, frozenset({1})), "2024-12", "2025-02", "2025-03-15"),
        (Rhythm("month", 15, frozenset({1, 2})), "2024", "2025-03", "2025-04-15"),
        (Rhythm("month", 15), "2024-01/2024-10", "2024-11", "2024-12-15"),
        (Rhythm("month", 15), "2024-11-29", "2024-11", "2024-12-15"),
        (Rhythm("month", 15), "2024-11-30", "2024-12", "2025-01-15"),
        (Rhythm("quarter", 20), "2024-Q3", "2024-Q4", "2025-01-20"),
        (Rhythm("quarter", 20), "2024-11", "2024-Q4", "2025-01-20"),
        (Rhythm("quarter", 20), "2024", "2025-Q1", "2025-04-20"),
        (Rhythm("year", 60), "2024", "2025", "2026-03-01"),
        (Rhythm("year", 60), "2024-01/2024-06", "2024", "2025-03-01"),
        (Rhythm("year", 60, frozenset({12})), "2024", "2025", "2026-03-01"),
    ],
)
def test_the_next_release_is_the_next_period_that_has_one(rhythm, end, following, due):
    assert rhythm.following(periods.parse(end).end) == (following, date.fromisoformat(due))


@pytest.mark.parametrize(("today", "late"), [("2025-01-31", False), ("2025-02-01", True)])
def test_a_release_is_overdue_from_the_day_after_it_was_due(package, today, late):
    row = ce.datasets(today=today, data=package).set_index("dataset").loc["telecom"]
    assert row["latest_period"] == "2024-12"
    with layers.using(package):
        newest = {"base_stations_5g": "2024-11"}
        assert releases.overdue(newest, date.fromisoformat(today)) == (
            ["base_stations_5g"] if late else []
        )


def test_datasets_count_what_is_overdue(package):
    told = {
        today: ce.datasets(today=today, data=package).set_index("dataset")["overdue"].to_dict()
        for today in ("2025-03-15", "2025-03-31", "2025-04-01")
    }
    # trade's five are due in mid-March (January has no release of its own), telecom at its end
    counts = [(t["trade"], t["telecom"]) for t in told.values()]
    assert counts == [(0, 0), (5, 0), (5, 1)]


def test_a_description_says_rhythm_latest_and_next(package):
    told = ce.describe("base_stations_5g", today="2025-04-01", data=package).text
    assert (
        "Released every month, out within 31 days, none of its own for January. Latest: 2024-12; "
        "next: 2025-02, due by 2025-03-31, overdue on 2025-04-01." in told
    )
    assert "overdue" not in ce.describe("base_stations_5g", today="2025-03-31", data=package).text
    whole = ce.describe("telecom", today="2025-04-01", data=package).text
    assert "Overdue on 2025-04-01: base_stations_5g." in whole
    assert "Overdue" not in ce.describe("telecom", today="2025-03-31", data=package).text


def test_a_figure_that_looks_ahead_is_not_the_latest(package):
    file = package / "telecom" / "observations.csv"
    forecast = "base_stations_5g,CHN,2026-12,stock,5,million station,=,F,,,miit-2024-12-20,\n"
    file.write_text(file.read_text("utf-8") + forecast, "utf-8", newline="\n")
    frame = ce.datasets(today="2030", data=package).set_index("dataset")
    assert frame.at["telecom", "latest_period"] == "2024-12"
    before = ce.datasets(today="2024-12-01", data=package).set_index("dataset")
    assert before.at["telecom", "latest_period"] == "2024-11"


@pytest.mark.usefixtures("tiny")
def test_a_package_without_rhythms_is_never_late():
    assert releases.rhythms() == {}
    assert ce.datasets(today="2099")["overdue"].tolist() == [0]
    assert "Released irregularly. Latest: 2024-12." in ce.describe("stations").text


@pytest.mark.parametrize("measure", sorted(releases.rhythms()))
def test_a_rhythm_fits_the_figures_of_its_measure(measure):
    """Some figure is of a period that ends with a month, quarter or year of the rhythm."""
    rhythm, m = releases.rhythms()[measure], vocabulary.measure(measure)
    rows = store.prints(m.dataset, (measure,))
    rows = rows[rows["timing"] != "event"]
    months = {"month": 1, "quarter": 3, "year": 12}[rhythm.frequency]
    ends = {periods.parse(text).end for text in rows["period"]}
    assert any(end.month % months == 0 for end in ends)
