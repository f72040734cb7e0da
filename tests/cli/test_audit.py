"""The command audit: of the data, of a document, as JSON Lines; and its exit codes."""

import json

import pytest
from typer.testing import CliRunner

from chinaecon.cli import app


@pytest.fixture
def run():
    return lambda *args: CliRunner().invoke(app, ["audit", *args])


@pytest.fixture
def report(tmp_path):
    def write(text):
        path = tmp_path / "report.md"
        path.write_text(f"---\ndate: 2025-01-20\n---\n{text}\n", encoding="utf-8")
        return str(path)

    return write


TRADE = "China's exports were $3.58 trillion and its imports $2.59 trillion in 2024. "


def test_a_dataset_whose_conflicts_are_explained_is_fine(run):
    found = run("telecom")
    assert found.exit_code == 0
    assert "(0 unexplained)" in found.stdout.splitlines()[0]
    assert "Explained: " in found.stdout


def test_a_document_that_contradicts_itself_is_a_finding(run, report):
    found = run(report(f"{TRADE}Trade was $6.1 trillion in 2024."))
    assert found.exit_code == 1
    assert "total_trade WLD 2024 6.1 trillion USD is 6.05..6.15 trillion USD" in found.stdout
    assert "It is the CNY amount converted: 43,846.8 billion CNY / 7.1957" in found.stdout


def test_a_document_whose_figures_agree_is_fine(run, report):
    found = run(report(f"{TRADE}Trade was $6.16 trillion in 2024."))
    assert (found.exit_code, found.stdout.split(":")[0]) == (0, "Consistent")


def test_a_document_without_figures_is_fine(run, report):
    assert run(report("No figures.")).exit_code == 0


def test_json_is_one_conflict_a_line_with_the_suspect_first(run, report):
    found = run(report(f"{TRADE}Trade was $6.1 trillion in 2024."), "--json")
    (line,) = found.stdout.splitlines()
    assert [row["value"] for row in json.loads(line)["prints"]] == [6.1, 3.58, 2.59]


def test_a_dataset_that_is_not_there_is_refused(run):
    found = run("trad")
    assert found.exit_code == 2
    assert "trade" in found.output
