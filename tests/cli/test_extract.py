"""chinaecon extract: figures of files and of standard input, and files that are no texts."""

import json

import pytest
from typer.testing import CliRunner

from chinaecon.cli import app

TEXT = "Exports fell 3% to $525 billion in 2024. 截至年末5G基站425.1万个。"


def run(*arguments, **options):
    return CliRunner().invoke(app, ["extract", *arguments], **options)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "text.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_lines_hold_the_fields_and_offsets_into_the_text(file):
    result = run(str(file), "--json")
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["value"] for row in rows] == ["-3", "525000000000", "4251000"]
    assert [TEXT[row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows]
    keys = {"start", "end", "text", "value", "low", "high", "unit", "noun", "qualifier", "lang"}
    assert all(keys <= set(row) for row in rows)


def test_people_get_a_line_a_figure(file):
    lines = run(str(file)).stdout.splitlines()
    assert len(lines) == 3
    assert "525000000000 USD  [524500000000, 525500000000]" in lines[1]


def test_standard_input_is_read(file):
    assert run("-", input=TEXT).stdout == run(str(file)).stdout


def test_a_text_without_figures_gives_nothing(tmp_path):
    path = tmp_path / "none.txt"
    path.write_text("Exports rose in 2024.", encoding="utf-8")
    result = run(str(path))
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty; expected a text"),
        (b" \n", "is empty; expected a text"),
        (b"caf\xe9", "is not UTF-8: byte 0xe9 at offset 3; expected a text in UTF-8."),
        ("万".encode()[:2], "is not UTF-8"),
        (b"PK\x03\x04\x00\x00", "is a binary file"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, content, message):
    path = tmp_path / "bad"
    path.write_bytes(content)
    result = run(str(path))
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_a_file_too_large_is_refused(file, monkeypatch):
    monkeypatch.setattr("chinaecon.claims.file.LARGEST", 10)
    result = run(str(file))
    assert result.exit_code == 2
    assert "Cut it into parts" in result.stderr


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "no.txt"):
        result = run(str(path))
        assert result.exit_code == 2
        assert "Name a readable file." in result.stderr
