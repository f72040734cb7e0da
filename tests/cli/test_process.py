"""The command line as a process of its own: pipes, encodings, speed of --help."""

import os
import subprocess
import sys

import pytest

BASE = [sys.executable, "-m", "chinaecon"]
HEAVY = {"pandas", "numpy", "pint", "matplotlib", "narwhals", "statsmodels"}


def run(*arguments, **environment):
    return subprocess.run(
        [*BASE, *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


def test_help_loads_nothing_heavy():
    code = "import sys, chinaecon.cli; print(*{m.partition('.')[0] for m in sys.modules})"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(out.stdout.split())


@pytest.mark.parametrize("arguments", [["--help"], ["list"], ["show", "--help"]])
def test_a_pipe_gets_neither_colours_nor_boxes(arguments):
    text = run(*arguments, FORCE_COLOR="").stdout.decode()
    assert text
    assert not set(text) & set("\x1b│─╭╮╰╯━┃")
    assert all(line == line.rstrip() for line in text.splitlines())


def test_output_is_utf8_whatever_the_locale_says():
    result = run("list", "出口", "--json", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert result.returncode == 0, result.stderr
    assert "出口" in result.stdout.decode("utf-8")


def test_no_argument_at_all_gives_the_help():
    result = run()
    assert result.returncode in (0, 2)
    assert b"Examples:" in result.stdout + result.stderr


def test_an_unknown_name_is_no_traceback():
    result = run("show", "trade.export")
    assert result.returncode == 2
    assert result.stdout == b""
    assert result.stderr.startswith(b"chinaecon: No measure 'export'")


def test_a_closed_pipe_is_quiet():
    with subprocess.Popen(
        [*BASE, "list", "e"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        said = process.stderr.read()
    assert said == b""
    assert process.returncode == 141
