"""A report made anew and checked: nothing stale passes, nothing is lost when something is wrong."""

import json

import pytest

from chinaecon.errors import BadData
from chinaecon.report.edition import check, make

USA = "trade.exports/USA/2024?currency=USD&as_of=2025-03-20"


def told(edition):
    return [str(drift) for drift in edition.drifts]


def test_it_draws_fills_and_checks(report, contents):
    made = make(report)
    assert made.problems == []
    assert made.rendered.drawn == ["exports", "stations"]
    assert [change.new.split() for change in made.changes] == [["$524.7", "billion"]]
    assert {verdict.verdict for verdict in made.verdicts} == {"confirmed"}
    assert "[**$524.7** billion](ce:exports/USA/2024)" in (report / "report.md").read_text()
    held = json.loads((report / "manifest.json").read_text())
    assert held["figures"][USA]["value"] == "524700000000"
    assert list(held["figures"][USA]["prints"]) == ["exports USA 2024 flow, billion USD"]
    assert set(held["charts"]) == {"exports", "stations"}


def test_a_second_run_writes_the_same_bytes_and_touches_nothing(report, contents):
    make(report)
    before = contents(report)
    times = {path: path.stat().st_mtime_ns for path in report.rglob("*") if path.is_file()}
    again = make(report)
    assert (again.rendered.drawn, again.changes) == ([], [])
    assert contents(report) == before
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_check_is_quiet_after_a_run_and_writes_nothing(report, contents):
    make(report)
    before = contents(report)
    checked = check(report)
    assert (checked.drifts, checked.problems, checked.wrong(strict=True)) == ([], [], [])
    assert contents(report) == before


def test_before_the_first_run_all_is_stale(report, contents):
    before = contents(report)
    drifts = told(check(report))
    assert drifts[:2] == ["exports: never drawn.", "stations: never drawn."]
    words = "'$520.0 billion' would be '$524.7 billion' (exports/USA/2024)."
    assert drifts[2] == f"{report / 'report.md'}:10:49: {words}"
    assert sum("not in the manifest" in line for line in drifts) == 4
    assert contents(report) == before


def test_a_print_that_moved_is_named_for_the_chart_and_the_figures_made_of_it(report, revise):
    make(report)
    revise("524.7", "534.7")
    moved = "\n    exports USA 2024: 524.7 -> 534.7 billion USD (table-2025)"
    drifts = told(check(report))
    assert drifts[0] == f"exports: its numbers changed.{moved}"
    assert f"{USA}: its number moved.{moved}" in drifts
    growth = "trade.exports/USA/2024?verb=growth&basis=USD&as_of=2025-03-20"
    assert f"{growth}: its number moved.{moved}" in drifts
    assert not any("stations" in line for line in drifts)


def test_a_move_that_rounding_hides_in_the_text_is_told(report, revise):
    make(report)
    revise("4.191,million station", "4.195,million station")
    checked = check(report)
    assert [drift.name.partition("?")[0] for drift in checked.drifts] == [
        "stations",
        "trade.stations/CHN/2024-11",
    ]
    assert "4.191 -> 4.195 million station" in told(checked)[1]
    assert make(report).changes == []
    assert check(report).drifts == []


def test_a_print_that_nothing_uses_is_no_drift(report, revise):
    make(report)
    revise("23.04", "23.05")
    assert check(report).drifts == []


def test_pins_that_came_and_went_are_named(report):
    make(report)
    file = report / "report.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("(ce:exports/USA/2023)", "(ce:fund/CHN/2025-03)").replace(
        "$500.3 billion", "1 trillion yuan"), encoding="utf-8")  # fmt: skip
    assert told(check(report)) == [
        "trade.fund/CHN/2025-03?currency=CNY&as_of=2025-03-20: not in the manifest.",
        "trade.exports/USA/2023?currency=USD&as_of=2025-03-20: no longer pinned.",
    ]


def test_a_broken_pin_leaves_the_text_and_the_manifest_of_figures(report, contents):
    make(report)
    file = report / "report.md"
    file.write_text(file.read_text(encoding="utf-8").replace("ce:stations", "ce:statoins"))
    before = contents(report)
    made = make(report)
    (problem,) = made.problems
    assert "report.md:15:13 No measure 'statoins'. Did you mean 'stations'" in problem
    assert contents(report) == before


def test_all_that_is_wrong_is_told_at_once(report, revise, contents):
    make(report)
    revise("524.7", "534.7")
    file, spec = report / "report.md", report / "charts.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("ce:stations", "ce:statoins"))
    spec.write_text(spec.read_text(encoding="utf-8").replace("trade.stations", "trade.statoins"))
    before = contents(report)
    checked = check(report)
    assert len(checked.problems) == 2
    assert "chart 'stations': series 1: No measure 'statoins'" in checked.problems[0]
    assert "report.md:15:13 No measure 'statoins'" in checked.problems[1]
    assert f"{USA}: its number moved." in "\n".join(told(checked))
    made = make(report)
    assert len(made.problems) == 2
    assert contents(report) == before


def test_a_text_that_is_no_utf_8_loses_nothing(report, contents):
    make(report)
    (report / "report.md").write_bytes("Up 5%, caf\xe9".encode("latin-1"))
    before = contents(report)
    made = make(report)
    assert made.source is None
    assert made.html() == ""
    (problem,) = made.problems
    assert "is not UTF-8" in problem
    assert contents(report) == before


def test_a_broken_manifest_is_a_problem_and_the_text_is_read_all_the_same(report):
    make(report)
    (report / "manifest.json").write_text("{", encoding="utf-8")
    checked = check(report)
    assert any("manifest.json" in problem for problem in checked.problems)
    assert len(checked.verdicts) >= 4


@pytest.mark.parametrize("names", [(), ("report.md", "report.qmd")])
def test_a_folder_has_one_text(tmp_path, names):
    for name in names:
        (tmp_path / name).write_text("# Trade", encoding="utf-8")
    found = " and ".join(map(repr, names)) or "none"
    with pytest.raises(BadData, match=f"found {found}; expected one of report.md, report.qmd"):
        make(tmp_path)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(BadData, match="is no folder"):
        check(tmp_path / "nowhere")


def test_a_report_needs_no_charts(tiny, tmp_path, contents):
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "report.md").write_text("Stations: [4.191 million](ce:stations/CHN/2024-11).")
    assert make(folder).problems == []
    assert set(contents(folder)) == {"report.md", "manifest.json"}
    assert check(folder).drifts == []


def test_charts_taken_away_are_named_and_then_removed(report, contents):
    make(report)
    (report / "charts.toml").unlink()
    assert told(check(report)) == [
        "exports: no longer in the spec.",
        "stations: no longer in the spec.",
    ]
    assert make(report).rendered.removed == ["exports", "stations"]
    assert not list((report / "charts").iterdir())
    assert json.loads((report / "manifest.json").read_text())["charts"] == {}


def test_a_broken_manifest_is_told_and_left(report, contents):
    (report / "manifest.json").write_text("{", encoding="utf-8")
    made = make(report)
    (problem,) = made.problems
    assert "manifest.json" in problem
    assert (report / "manifest.json").read_text(encoding="utf-8") == "{"


@pytest.mark.parametrize("suffix", [".qmd", ".ipynb"])
def test_quarto_documents_and_notebooks_are_reports_too(suffix, report, contents):
    text = (report / "report.md").read_text(encoding="utf-8")
    (report / "report.md").unlink()
    if suffix == ".ipynb":
        cells = [{"cell_type": "markdown", "source": text.partition("---\n\n")[2].splitlines(True)}]
        text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    (report / f"report{suffix}").write_text(text, encoding="utf-8")
    made = make(report)
    assert [change.new.split() for change in made.changes] == [["$524.7", "billion"]]
    assert "524.7" in (report / f"report{suffix}").read_text(encoding="utf-8")
    assert check(report).drifts == []
