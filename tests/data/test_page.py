"""The page on adding a figure shows what the command does."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chinaecon.cli import app
from chinaecon.data import layers

PAGE = (Path(__file__).parents[2] / "docs" / "add-a-figure.md").read_text(encoding="utf-8")
SESSIONS = re.findall(r"```console\n\$ chinaecon (.*?[^\\])\n(.*?)```", PAGE, re.S)


def said(text):
    """The lines added, what load gives and what is refused; not where, nor on what day."""
    lines = [re.sub(r"today, [\d-]+", "today", line) for line in text.splitlines()]
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.fixture(scope="module")
def without(tmp_path_factory):
    """A copy of the shipped data without the lines that the page adds."""
    folder = tmp_path_factory.mktemp("page") / "datasets"
    shutil.copytree(layers.root(), folder)
    for name in ("observations", "sources"):
        file = folder / "telecom" / f"{name}.csv"
        lines = file.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if f"\n+{line}" not in PAGE]
        assert len(kept) < len(lines)
        file.write_text("".join(kept), "utf-8", newline="\n")
    return folder


def test_typing_the_page_gives_its_output_and_the_shipped_files_byte_for_byte(without):
    assert len(SESSIONS) == 3
    refused = SESSIONS.pop()
    for command, output in [refused, *SESSIONS]:
        words = shlex.split(command.replace("\\\n", " "))
        result = CliRunner().invoke(app, [*words, "--data", str(without)])
        assert said(result.output) == said(output)
        assert result.exit_code == (2 if output == refused[1] else 0)
    for file in layers.root().rglob("*.csv"):
        assert (without / file.relative_to(layers.root())).read_bytes() == file.read_bytes()
