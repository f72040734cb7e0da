"""The examples say what they promise: every verdict of the wrong one, none against the other."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

import chinaecon as ce
from chinaecon.cli import app

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "january-2025"
UNCOVERED = {
    "6.1": "a bare number",
    "12,000 containers": "container is no unit",
    "growth of 5 percent": "no measure is named",
}
WRONG = [
    ("$6.1 trillion", "$6.2 trillion", "6.1623 trillion USD"),
    ("25.45 billion yuan", "25,454.54 billion yuan", "a factor of 1,000"),
    ("688 billion yuan", "4,898 billion yuan", "the currency"),
    ("25.45 trillion yuan", "18.39 trillion yuan", "the figure of exports"),
    ("fell 7.1 percent", "7.1 percent", "the sign"),
    ("$928 billion", "$982 billion", "the digits"),
    ("$240 billion", "$245 billion", "244.8 billion USD"),
    ("25.45 trillion yuan", "", "in CNY; the pin gives USD"),
    ("2 trillion yuan", "", "No measure 'hidden_debt_swap_quotas'"),
]


@pytest.fixture(scope="module")
def report():
    return ce.check_file(FOLDER / "report.md")


def test_nothing_in_the_report_is_contradicted(report):
    assert [v for v in report if v.verdict == "contradicted"] == []
    assert sum(1 for v in report if v.verdict == "confirmed") >= 35


def test_what_the_report_leaves_uncovered_has_a_stated_reason(report):
    told = {v.text: v.reason for v in report if v.verdict == "uncovered"}
    assert set(told) == set(UNCOVERED)
    assert all(UNCOVERED[text] in reason for text, reason in told.items())


def test_a_total_converted_beside_its_yuan_is_confirmed_with_a_remark(report):
    found = next(v for v in report if v.text == "$6.1 trillion")
    assert (found.verdict, found.measure, found.period) == ("confirmed", "total_trade", "2024")
    assert "a conversion" in found.reason
    assert "7.1957" in found.reason
    assert "6.16" in found.reason


@pytest.fixture(scope="module")
def wrong():
    return ce.check_file(FOLDER / "wrong.md")


def test_the_wrong_report_has_the_slips_that_are_listed(wrong):
    assert [v.text for v in wrong] == [text for text, _, _ in WRONG]


@pytest.mark.parametrize("at", range(len(WRONG)), ids=lambda at: WRONG[at][0])
def test_each_slip_is_contradicted_and_named(wrong, at):
    _, expected, reason = WRONG[at]
    assert wrong[at].verdict == "contradicted"
    assert expected in wrong[at].expected
    assert reason in wrong[at].reason


def test_the_command_line_says_the_same():
    lines = []
    for name, code in (("report.md", 0), ("wrong.md", 1)):
        result = CliRunner().invoke(app, ["check", str(FOLDER / name), "--json"])
        assert result.exit_code == code, result.output
        lines += [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["text"] for line in lines if line["verdict"] == "contradicted"] == [
        text for text, _, _ in WRONG
    ]


def test_the_pins_of_the_report_are_as_fill_writes_them():
    result = CliRunner().invoke(app, ["fill", str(FOLDER / "report.md"), "--check"])
    assert (result.exit_code, result.stdout) == (0, "")


REPORTS = sorted(path.parent for path in (ROOT / "examples").glob("*/charts.toml"))


def test_there_is_a_report_with_charts():
    assert "two-sessions-2025" in {folder.name for folder in REPORTS}


@pytest.mark.parametrize("folder", REPORTS, ids=lambda folder: folder.name)
def test_a_report_is_up_to_date_and_each_of_its_figures_confirmed(folder):
    result = CliRunner().invoke(app, ["report", str(folder), "--check", "--strict"])
    assert (result.exit_code, result.stdout) == (0, ""), result.output


@pytest.mark.parametrize("folder", REPORTS, ids=lambda folder: folder.name)
def test_a_report_shows_each_chart_that_it_draws(folder):
    spec = tomllib.loads((folder / "charts.toml").read_text(encoding="utf-8"))
    shown = re.findall(r"\]\(charts/(.+?)\.svg\)", (folder / "report.md").read_text("utf-8"))
    assert sorted(shown) == sorted(chart["name"] for chart in spec["chart"])


def test_every_command_of_the_page_of_examples_runs():
    text = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^chinaecon (.+)$", text, re.M)
    assert commands
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-m", "chinaecon", *command.split()], cwd=ROOT, capture_output=True
        )
        assert done.returncode == (1 if "wrong.md" in command else 0), done.stderr
