"""Files that follow their numbers: drawn once, kept, named when stale, never half-written."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from chinaecon.charts.collisions import collisions
from chinaecon.charts.picture import plot
from chinaecon.errors import BadData, UnknownName
from chinaecon.report import render as rendering
from chinaecon.report.alt import doubts
from chinaecon.report.render import check as checked
from chinaecon.report.render import render
from chinaecon.report.rows import rows
from chinaecon.report.spec import read

ROOT = Path(__file__).parents[2]


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def check(spec, out):
    """The stale charts, the first line of each."""
    return [str(drift).partition("\n")[0] for drift in checked(spec, out)]


def contents(folder):
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def test_each_chart_gets_four_files_and_a_line_in_the_manifest(spec, out):
    assert render(spec, out).drawn == ["exports", "stations"]
    expected = {f"{n}.{s}" for n in ("exports", "stations") for s in ("svg", "png", "csv", "txt")}
    assert set(contents(out)) == expected | {"manifest.json"}
    manifest = json.loads((out / "manifest.json").read_text())["charts"]
    assert manifest["exports"]["spec"] == spec.charts[0].digest
    assert (out / "exports.png").read_bytes().startswith(b"\x89PNG")
    assert (out / "exports.txt").read_text().startswith("Exports to the United States. Bar chart:")


def test_the_csv_holds_the_rows_drawn_with_unit_bounds_and_source(spec, out):
    render(spec, out)
    drawn = pd.read_csv(out / "exports.csv")
    assert drawn["value"].tolist() == [500.3, 524.7]
    assert drawn["unit"].tolist() == ["billion USD"] * 2
    assert drawn["low"].tolist() == [500.25, 524.65]
    assert drawn["source"].tolist() == ["table-2024", "table-2025"]


def test_nothing_is_drawn_twice(spec, out):
    render(spec, out)
    before = {p: p.stat().st_mtime_ns for p in out.iterdir()}
    again = render(spec, out)
    assert (again.drawn, again.kept) == ([], ["exports", "stations"])
    assert {p: p.stat().st_mtime_ns for p in out.iterdir()} == before


def test_a_new_number_draws_its_chart_again_and_no_other(spec, out, tiny, forget):
    render(spec, out)
    file = tiny / "trade/observations.csv"
    file.write_text(file.read_text().replace("524.7", "534.7"))
    forget()
    assert check(spec, out) == ["exports: its numbers changed."]
    assert render(spec, out).drawn == ["exports"]
    assert "534.7" in (out / "exports.csv").read_text()
    assert check(spec, out) == []


def test_a_new_title_draws_its_chart_again_and_no_other(spec_file, spec, out):
    render(spec, out)
    spec_file.write_text(spec_file.read_text().replace('"Stations"', '"All stations"'))
    changed = read(spec_file)
    assert check(changed, out) == ["stations: its entry in the spec changed."]
    assert render(changed, out).drawn == ["stations"]
    assert "All stations" in (out / "stations.svg").read_text()


def test_a_new_hazard_sentence_draws_the_charts_it_stands_under(spec, out, tiny, forget):
    render(spec, out)
    file = tiny / "vocab/hazards.csv"
    file.write_text(file.read_text().replace("FOB and CIF differ.", "They differ."))
    forget()
    assert check(spec, out) == ["exports: it is drawn differently now."]
    assert render(spec, out).drawn == ["exports"]


@pytest.mark.parametrize("suffix", ["svg", "png", "csv", "txt"])
def test_a_file_changed_or_lost_is_written_again(suffix, spec, out):
    render(spec, out)
    whole = contents(out)
    for spoil in (lambda p: p.write_text("x"), lambda p: p.unlink()):
        spoil(out / f"exports.{suffix}")
        named = (
            [] if suffix == "png" else [f"exports: exports.{suffix} missing or changed by hand."]
        )
        assert check(spec, out) == named
        assert render(spec, out).drawn == ["exports"]
        assert contents(out) == whole


def test_a_changed_drawing_code_draws_everything_again(spec, out, monkeypatch):
    render(spec, out)
    monkeypatch.setattr(rendering, "_drawing", lambda: "another")
    assert render(spec, out).drawn == ["exports", "stations"]


def test_pictures_of_another_matplotlib_are_not_called_stale_but_drawn_again(spec, out):
    render(spec, out)
    file = out / "manifest.json"
    held = json.loads(file.read_text())
    for name, entry in held["charts"].items():
        picture = out / f"{name}.svg"
        picture.write_text(picture.read_text() + "<!-- other bytes -->")
        entry["matplotlib"] = "0.0"
        entry["svg"] = rendering.digest(picture.read_bytes())
    file.write_text(json.dumps(held))
    assert check(spec, out) == []
    assert render(spec, out).drawn == ["exports", "stations"]


def test_check_writes_nothing(spec, out):
    assert check(spec, out) == ["exports: never drawn.", "stations: never drawn."]
    assert not out.exists()


def test_a_chart_no_longer_in_the_spec_is_named_and_then_removed(spec_file, spec, out):
    render(spec, out)
    spec_file.write_text(spec_file.read_text().partition('\n[[chart]]\nname = "stations"')[0])
    fewer = read(spec_file)
    (out / "mine.svg").write_text("left alone")
    assert check(fewer, out) == ["stations: no longer in the spec."]
    assert render(fewer, out, ["exports"]).removed == []
    assert render(fewer, out).removed == ["stations"]
    assert not list(out.glob("stations.*"))
    assert (out / "mine.svg").exists()


def test_only_draws_only_those(spec, out):
    assert render(spec, out, ["stations"]).drawn == ["stations"]
    assert not (out / "exports.svg").exists()
    with pytest.raises(UnknownName, match=r"No chart 'station'\. Did you mean 'stations'\?"):
        render(spec, out, ["station"])


@pytest.mark.parametrize("stop", [1, 3, 5, 7])
def test_an_interrupted_run_leaves_whole_files_and_the_next_goes_on(stop, spec, out, monkeypatch):
    render(spec, out)
    whole = contents(out)
    for file in out.iterdir():
        if file.suffix != ".json":
            file.write_text("old")
    replace, left = os.replace, [stop]

    def interrupted(source, target):
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        render(spec, out)
    now = contents(out)
    assert set(now) == set(whole)
    assert all(text in (b"old", whole[name]) for name, text in now.items())
    monkeypatch.setattr(os, "replace", replace)
    render(spec, out)
    assert contents(out) == whole


def test_charts_that_cannot_be_drawn_are_named_together_and_the_others_written(spec_file, out):
    broken = """
[[chart]]
name = "broken"
title = "T"
[[chart.series]]
load = "trade.exports"
currency = "all"
"""
    spec_file.write_text(spec_file.read_text() + broken)
    spec = read(spec_file)
    with pytest.raises(BadData, match="1 of 3 charts cannot be drawn") as error:
        render(spec, out)
    (problem,) = error.value.problems
    assert f"{spec_file}: chart 'broken': 2 figures would stand" in problem
    assert (out / "stations.svg").exists()
    manifest = json.loads((out / "manifest.json").read_text())
    manifest["charts"]["broken"] = {**manifest["charts"]["exports"], "spec": spec.charts[2].digest}
    for suffix in ("svg", "csv", "txt"):
        (out / f"broken.{suffix}").write_bytes((out / f"exports.{suffix}").read_bytes())
    (out / "manifest.json").write_text(json.dumps(manifest))
    assert check(spec, out)[0].startswith("broken: cannot be drawn: 2 figures would stand")


def test_a_broken_manifest_says_what_to_do(spec, out):
    out.mkdir()
    (out / "manifest.json").write_text("{")
    with pytest.raises(BadData, match="Delete it and draw again"):
        render(spec, out)


def test_progress_is_only_what_the_caller_passes(spec, out, capsys):
    seen = []

    def track(charts):
        for chart in charts:
            seen.append(chart.name)
            yield chart

    render(spec, out, progress=track)
    assert seen == ["exports", "stations"]
    assert capsys.readouterr() == ("", "")


def test_two_processes_with_different_hash_seeds_write_the_same_bytes(spec, spec_file, tmp_path):
    code = (
        "import sys; from pathlib import Path; from chinaecon.data import layers;"
        "layers._INSTALLED = Path(sys.argv[1]).parent;"
        "from chinaecon.report import render, spec;"
        "render.render(spec.read(sys.argv[1]), sys.argv[2])"
    )
    made = []
    for seed in ("1", "4242"):
        folder = tmp_path / f"seed-{seed}"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        subprocess.run(
            [sys.executable, "-W", "error", "-c", code, str(spec_file), str(folder)],
            check=True,
            env=environment,
        )
        made.append(contents(folder))
    assert made[0] == made[1]
    assert len(made[0]) == 9


GALLERY = ROOT / "charts.toml"
NAMES = [chart["name"] for chart in tomllib.loads(GALLERY.read_text(encoding="utf-8"))["chart"]]


@pytest.fixture(scope="module")
def gallery():
    return {chart.name: chart for chart in read(GALLERY).charts}


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_of_the_gallery_can_be_printed(name, gallery):
    chart = gallery[name]
    picture = plot(rows(chart), **chart.options)
    assert collisions(picture) == []
    assert picture.alt.startswith(chart.options["title"])
    assert "Source" in picture.alt
    assert doubts(chart, picture.alt) == []


def test_a_description_that_the_data_contradict_is_named_unless_it_is_meant(spec_file, out):
    wrong = "Exports of goods to the United States: 600 billion dollars in 2024"
    text = spec_file.read_text(encoding="utf-8")
    spec_file.write_text(text.replace("Exports to the United States", wrong), encoding="utf-8")
    render(read(spec_file), out)
    (told,) = check(read(spec_file), out)
    assert told.startswith("exports: its description says '600 billion dollars': ")
    meant = 'kind = "bar"\ncontradicts = ["600 billion dollars"]'
    spec_file.write_text(
        spec_file.read_text(encoding="utf-8").replace('kind = "bar"', meant), encoding="utf-8"
    )
    render(read(spec_file), out)
    assert check(read(spec_file), out) == []


def test_a_figure_said_to_be_wrong_that_is_right_is_named(spec):
    from dataclasses import replace

    chart = replace(spec.charts[0], contradicts=("one",))
    assert doubts(chart, "Nothing.") == [
        "contradicts lists 'one', which the data do not contradict."
    ]
