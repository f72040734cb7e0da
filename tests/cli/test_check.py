"""chinaecon check: what it prints in each form, and how it ends."""

import json
import os
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from chinaecon.cli import app, checking
from chinaecon.cli.verdicts import FIELDS
from chinaecon.data import layers

TRUE = "In 2024 China's exports were 25.45 trillion yuan.\n"
FALSE = "# A\n\nIn 2024 China's exports were 24.54 trillion yuan.\n"
SILENT = "We sold 7 apples.\n"


def run(*arguments, **options):
    return CliRunner().invoke(app, ["check", *map(str, arguments)], **options)


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("true.md", TRUE), ("false.md", FALSE), ("silent.txt", SILENT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "broken.md").write_bytes(b"5\xff%")
    return tmp_path


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["true.md"], 0),
        (["silent.txt"], 0),
        (["silent.txt", "--strict"], 1),
        (["true.md", "--strict"], 0),
        (["false.md"], 1),
        (["true.md", "broken.md"], 2),
        (["none.md", "false.md"], 2),
        (["true.md", "--as-of", "2025-13-01"], 2),
        (["true.md", "--format", "xml"], 2),
        ([], 2),
    ],
)
@pytest.mark.usefixtures("files")
def test_the_exit_code_says_how_it_ended(names, code):
    assert run(*names).exit_code == code


@pytest.mark.usefixtures("files")
def test_a_contradiction_is_told_whole_and_marked():
    result = run("false.md", "silent.txt")
    lines = result.stdout.splitlines()
    assert lines[0] == "! false.md:3:30: contradicted '24.54 trillion yuan'"
    told = dict(line.split(maxsplit=1) for line in lines[1:5])
    assert told["fact"] == "exports WLD 2024"
    assert told["expected"] == "25.45 trillion yuan"
    assert told["source"].endswith(")")
    assert "25.455 trillion CNY" in told["reason"]
    assert lines[5].startswith("? silent.txt:1:9: uncovered '7': ")
    assert result.stderr == "2 figures: 0 confirmed, 1 contradicted, 1 uncovered; 0 pinned\n"


@pytest.mark.usefixtures("files")
def test_all_problems_of_all_files_are_told_and_the_others_checked():
    result = run("broken.md", "true.md", "none.md", "odd.xyz")
    assert "confirmed '25.45 trillion yuan'" in result.stdout
    problems = result.stderr.splitlines()[1:]
    assert len(problems) == 3
    assert all(line.startswith("chinaecon: ") for line in problems)
    names = ("broken.md", "none.md", "odd.xyz")
    assert all(name in line for name, line in zip(names, problems, strict=True))


@pytest.mark.usefixtures("files")
def test_json_has_a_line_for_each_figure_and_nothing_else():
    for option in (["--json"], ["--format", "json"]):
        result = run("true.md", "false.md", "silent.txt", *option)
        records = [json.loads(line) for line in result.stdout.splitlines()]
        assert [r["verdict"] for r in records] == ["confirmed", "contradicted", "uncovered"]
        assert list(records[0]) == FIELDS
    assert (
        FIELDS[:14]
        == (
            "file line start end text verdict measure entity period expected low high source reason"
        ).split()
    )
    text = FALSE
    assert text[records[1]["start"] : records[1]["end"]] == records[1]["text"]
    assert records[1]["low"] < 25.4546e12 < records[1]["high"] + 1e9


@pytest.mark.usefixtures("files")
def test_github_gets_an_error_for_what_fails():
    result = run("true.md", "false.md", "silent.txt", "-f", "github")
    assert len(result.stdout.splitlines()) == 1
    assert result.stdout.startswith(
        "::error file=false.md,line=3,col=30,title=24.54 trillion yuan is contradicted::"
    )
    assert "%0A" in result.stdout
    strict = run("silent.txt", "broken.md", "-f", "github", "--strict").stdout.splitlines()
    assert strict[0].startswith("::error file=broken.md::")
    assert strict[1].startswith("::error file=silent.txt,line=1,")
    assert len(strict) == 2


def test_github_escapes_what_would_end_a_command(tmp_path):
    path = tmp_path / "a,b.md"
    path.write_text("In 2024 China's exports to the US fell 50%.\n", encoding="utf-8")
    line = run(path, "-f", "github").stdout
    head, _, message = line.removeprefix("::").partition("::")
    assert "a%2Cb.md" in head
    assert "50%25" in message


@pytest.mark.usefixtures("files")
def test_junit_has_a_suite_for_each_file():
    result = run("true.md", "false.md", "silent.txt", "broken.md", "-f", "junit")
    root = ElementTree.fromstring(result.stdout)
    kinds = ("tests", "failures", "skipped", "errors")
    counts = {suite.get("name"): [suite.get(kind) for kind in kinds] for suite in root}
    assert counts == {
        "true.md": ["1", "0", "0", "0"],
        "false.md": ["1", "1", "0", "0"],
        "silent.txt": ["1", "0", "1", "0"],
        "broken.md": ["1", "0", "0", "1"],
    }
    assert "expected: 25.45 trillion yuan" in root.find(".//failure").get("message")
    strict = ElementTree.fromstring(run("silent.txt", "-f", "junit", "--strict").stdout)
    assert strict.find("testsuite").get("failures") == "1"


def test_junit_is_xml_whatever_the_text_holds(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("<b>&amp; \x0b\x1b 7\x0c apples & 5 < 6 \ufffe ]]> pears\n", encoding="utf-8")
    ElementTree.fromstring(run(path, "-f", "junit").stdout)


def test_a_text_comes_from_a_pipe():
    result = run("-", input=FALSE)
    assert result.exit_code == 1
    assert result.stdout.startswith("! stdin:3:30: contradicted")


@pytest.mark.usefixtures("files")
def test_a_file_named_twice_is_checked_once():
    assert len(run("true.md", "true.md", "--json").stdout.splitlines()) == 1


@pytest.mark.usefixtures("files")
def test_a_data_package_of_ones_own_is_read(tmp_path):
    assert run("true.md", "--data", tmp_path).exit_code == 2
    assert run("true.md", "--data", layers.root()).exit_code == 0


def test_as_of_is_the_day_of_the_text(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("China's exports were 25.45 trillion yuan last year.\n", encoding="utf-8")
    record = json.loads(run(path, "--as-of", "2025-01-20", "--json").stdout)
    assert (record["period"], record["verdict"]) == ("2024", "confirmed")


def test_a_bar_is_for_people_who_wait_for_several_files(monkeypatch, capsys):
    assert checking._track(["a", "b"]) == ["a", "b"]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert checking._track(["a"]) == ["a"]
    assert list(checking._track(["a", "b"])) == ["a", "b"]
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("files")
def test_a_pipe_gets_neither_colours_nor_a_bar(files):
    done = subprocess.run(
        [sys.executable, "-m", "chinaecon", "check", "true.md", "false.md"],
        capture_output=True,
        cwd=files,
        env={**os.environ, "FORCE_COLOR": "", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout + done.stderr
    assert "contradicted '24.54 trillion yuan'" in done.stdout.decode()


HOSTILE = {
    "cut.md": b"China's exports were 25.45 trillion yuan"[:-1] + b"\xe4\xb8",
    "bomb.docx": b"PK\x03\x04" + b"\x00" * 200,
    "nested.html": b"<div>" * 50_000 + b"5%",
    "long.txt": b"5% " * 20_000,
    "empty.md": b"",
    "broken.ipynb": b'{"cells": [',
    "folder.md": None,
}


def test_hostile_files_leave_the_others_checked(files):
    for name, raw in HOSTILE.items():
        if raw is None:
            (files / name).mkdir()
        else:
            (files / name).write_bytes(raw)
    result = run(*HOSTILE, "true.md", "--json")
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    last = json.loads(result.stdout.splitlines()[-1])
    assert (last["file"], last["verdict"]) == ("true.md", "confirmed")
    problems = [line for line in result.stderr.splitlines() if line.startswith("chinaecon: ")]
    for name in ("cut.md", "bomb.docx", "broken.ipynb", "folder.md"):
        assert sum(name in line for line in problems) == 1, problems
