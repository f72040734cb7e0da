# ruff: noqa: E501 (a line of a CSV is a line)
"""The commands on data packages: add, diff, init, and --data for every other."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import chinaecon as ce
from chinaecon.cli import app
from chinaecon.data import layers
from chinaecon.data.validate import validate

FIGURE = (
    "telecom.base_stations_5g", "CHN", "2026-01", "485.1万个", "--lang", "zh",
    "--url", "https://example.org/a", "--published", "2026-03-01", "--publisher", "A Paper",
    "--title", "One month",
)  # fmt: skip
OWN = (
    "own.deliveries", "CHN", "2025-01", "1.25万辆", "--lang", "zh",
    "--url", "https://example.org/later", "--published", "2025-03-08", "--publisher", "A Paper",
)  # fmt: skip


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def json_lines(*arguments):
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return [json.loads(line, parse_constant=pytest.fail) for line in result.stdout.splitlines()]


@pytest.fixture
def own(tmp_path):
    """A private package as init writes it."""
    result = run("init", tmp_path / "own")
    assert result.exit_code == 0, result.output
    return tmp_path / "own"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the shipped data to which one figure was added; what was said of it."""
    folder = tmp_path_factory.mktemp("shipped") / "datasets"
    shutil.copytree(layers.root(), folder)
    return folder, run("add", *FIGURE, "--data", folder)


def test_add_to_a_copy_of_the_shipped_data(copy):
    folder, said = copy
    assert said.exit_code == 0, said.output
    *_, last = said.stdout.splitlines()
    assert (
        "+base_stations_5g,CHN,2026-01,stock,4.851,million station,=,A,485.1万个,zh,a-paper-2026-03-01,\n"
        in said.stdout
    )
    assert last == (
        "load base_stations_5g CHN 2026-01: nothing -> 4.851 million station (a-paper-2026-03-01)"
    )
    assert validate(folder) == []
    for path in layers.root().rglob("*.csv"):
        name = path.relative_to(layers.root())
        more = len((folder / name).read_bytes()) - len(path.read_bytes())
        assert (more > 0) == (
            name.as_posix() in ("telecom/observations.csv", "telecom/sources.csv")
        )


def test_diff_of_a_copy_in_every_form(copy):
    folder = copy[0]
    text = run("--data", folder, "diff", layers.root()).stdout.splitlines()
    assert text[0] == "telecom: 1 print added, 1 source added"
    assert text[-1].startswith("load telecom.base_stations_5g CHN 2026-01: nothing -> 4.851")
    records = json_lines("--data", folder, "diff", layers.root())
    assert [r["change"] for r in records] == ["added", "added", "winner"]
    assert records[-1]["new"]["source"] == "a-paper-2026-03-01"
    notes = run("--data", folder, "diff", layers.root(), "--format", "markdown").stdout
    assert notes.splitlines() == [
        "### Data",
        "- New: `telecom.base_stations_5g`, 1 fact, 2026-01, CHN.",
        "- Rows of telecom: 1 print added, 1 source added.",
    ]


def test_diff_of_nothing_and_of_an_unknown_revision():
    assert run("diff", layers.root()).stdout == "No change in the data.\n"
    result = run("diff", "no-such-revision")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No revision 'no-such-revision'" in result.stderr


def test_init_refuses_a_folder_that_holds_something(own):
    before = sorted(own.rglob("*"))
    result = run("init", own)
    assert result.exit_code == 2
    assert "is not empty; expected a new folder" in result.stderr
    assert sorted(own.rglob("*")) == before


def test_init_gives_a_package_that_every_function_reads(own):
    assert run("validate", own).exit_code == 0
    name = "own.deliveries"
    frame = ce.load(name, data=own)
    assert frame[["value", "unit"]].to_numpy().tolist() == [[12.3, "thousand vehicle"]]
    assert "Deliveries" in str(ce.describe(name, data=own))
    assert name in set(ce.search("deliveries", data=own)["name"])
    assert len(ce.alternatives(name, entity="CHN", period="2025-01", data=own)) == 1
    assert ce.plot(frame, data=own) is not None
    assert "own" in set(ce.datasets(data=own)["dataset"])
    with pytest.raises(ce.MissingData, match="printed on two days"):
        ce.revisions(name, data=own)
    assert run("add", *OWN, "--data", own).exit_code == 0
    assert ce.revisions(name, data=own)["revision"].round(3).tolist() == [1.626]
    assert run("--data", own, "validate").exit_code == 0


def test_frictionless_finds_the_template_valid(own):
    pytest.importorskip("frictionless")
    command = Path(sys.executable).with_name("frictionless")
    if not command.exists():
        pytest.skip("the command of frictionless is not installed")
    done = subprocess.run(
        [command, "validate", "datapackage.json", "--json"],
        cwd=own,
        capture_output=True,
        check=False,
    )
    assert json.loads(done.stdout)["valid"] is True


def test_data_lets_every_command_read_the_package(own):
    assert json_lines("--data", own, "show", "own.deliveries")[0]["value"] == 12.3
    assert json_lines("--data", own, "show", "telecom.base_stations_5g", "--period", "2024-11")
    assert "own" in {row["dataset"] for row in json_lines("--data", own, "list")}
    assert json_lines("--data", own, "list", "deliveries")[0]["name"] == "own.deliveries"
    assert run("--data", own, "add", *OWN, "--dry-run").exit_code == 0
    assert "own" not in {row["dataset"] for row in json_lines("list")}


def test_data_without_a_package_is_refused(tmp_path):
    result = run("--data", tmp_path, "list")
    assert result.exit_code == 2
    assert "'chinaecon init" in result.stderr


def test_add_in_json_says_before_after_and_lines(own):
    record = json_lines("add", *OWN, "--data", own, "--dry-run")[0]
    assert (record["value"], record["unit"], record["is_new_source"]) == (
        "12.5",
        "thousand vehicle",
        True,
    )
    assert (record["before"]["value"], record["after"]["value"]) == (12.3, 12.5)
    assert [line["file"] for line in record["lines"]] == ["own/sources.csv", "own/observations.csv"]
    assert record["percent"] == pytest.approx(1.626, abs=0.001)


def test_add_of_what_is_wrong_exits_2_and_says_all(own):
    result = run("add", "own.deliverie", "China!", "2025-01", "1万辆", "--data", own)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "4 problems:" in result.stderr
    assert "Did you mean 'deliveries'" in result.stderr


def test_list_shows_what_is_overdue(own):
    row = next(row for row in json_lines("--data", own, "list") if row["dataset"] == "own")
    assert (row["latest_period"], row["overdue"]) == ("2025-01", 1)
