"""The commands of a report: report, charts beside their spec, and charts --init."""

import json
import os
import stat
import sys

import pytest
from typer.testing import CliRunner

from chinaecon.cli import app
from chinaecon.data import vocabulary
from chinaecon.report.draft import draft
from chinaecon.report.paper import ENGINES
from chinaecon.report.rows import rows
from chinaecon.report.spec import read

SPEC = """\
[[chart]]
name = "trade"
title = "Trade with America"
kind = "column"
[[chart.series]]
load = "trade.total_trade"
entity = "USA"
period = "2024/2025"
frequency = "A"
currency = "USD"
as_of = "2026-11-01"
"""
TEXT = """\
# Trade

<!-- chinaecon: as-of 2026-11-01 -->

China's trade with America in 2024: [{figure}](ce:trade.total_trade/USA/2024).

![Trade](charts/trade.svg)
"""


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "report"
    place.mkdir()
    (place / "charts.toml").write_text(SPEC, encoding="utf-8")
    (place / "report.md").write_text(TEXT.format(figure="$670 billion"), encoding="utf-8")
    return place


def files(folder):
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


PICTURES = {f"charts/trade.{suffix}" for suffix in ("svg", "png", "csv", "txt")}


def test_one_command_draws_fills_checks_and_writes_the_page(folder):
    made = run("report", folder)
    assert made.exit_code == 0, made.output
    assert made.stdout.splitlines()[0] == "trade drawn"
    assert "'$670 billion' -> '$688 billion'" in made.stdout
    assert "1 figure: 1 confirmed, 0 contradicted, 0 uncovered; 1 pinned" in made.stderr
    assert set(files(folder)) == PICTURES | {
        "charts.toml",
        "manifest.json",
        "report.html",
        "report.md",
    }
    before = files(folder)
    assert run("report", folder).stdout == "trade kept\n"
    assert files(folder) == before
    assert (run("report", folder, "--check").exit_code, files(folder)) == (0, before)


def test_check_names_what_is_stale_and_writes_nothing(folder):
    before = files(folder)
    stale = run("report", folder, "--check")
    assert stale.exit_code == 1
    assert stale.stdout.splitlines()[0] == "trade stale: never drawn."
    assert "report.md:5:38 stale: '$670 billion' would be '$688 billion'" in stale.stdout
    assert files(folder) == before


def test_json_is_lines_of_json_and_nothing_else(folder):
    stale = run("report", folder, "--check", "--json")
    found = [json.loads(line) for line in stale.stdout.splitlines()]
    assert {"chart": "trade", "result": "stale", "reason": "never drawn.", "moves": []} in found
    made = [json.loads(line) for line in run("report", folder, "--json").stdout.splitlines()]
    assert made[0] == {"chart": "trade", "result": "drawn"}
    assert made[1]["new"] == "$688 billion"
    assert made[2]["verdict"] == "confirmed"
    manifest = folder / "manifest.json"
    held = manifest.read_text(encoding="utf-8").replace('"688.28, ', '"670.28, ')
    manifest.write_text(held.replace('"688280000000"', '"670280000000"'), encoding="utf-8")
    (line,) = [
        json.loads(line)
        for line in run("report", folder, "--check", "--json").stdout.splitlines()
        if "moves" in line
    ]
    assert line["figure"].startswith("trade.total_trade/USA/2024?")
    (move,) = line["moves"]
    assert (move["old"], move["new"], move["period"]) == ("670.28", "688.28", "2024")


def test_a_contradiction_and_with_strict_an_uncovered_figure_exit_1(folder):
    text = folder / "report.md"
    text.write_text(text.read_text() + "\nSales rose 12 percent in 2024.\n", encoding="utf-8")
    assert run("report", folder).exit_code == 0
    strict = run("report", folder, "--strict")
    assert strict.exit_code == 1
    assert "report.md:9:7: uncovered 'rose 12 percent'" in strict.stdout
    text.write_text(text.read_text() + "\nChina's exports were $3.2 trillion in 2024.\n")
    made = run("report", folder)
    assert made.exit_code == 1
    assert "contradicted '$3.2 trillion'" in made.stdout
    assert 'class="contradicted"' in (folder / "report.html").read_text(encoding="utf-8")


def test_what_cannot_be_done_exits_2_told_at_once_and_nothing_is_lost(folder):
    run("report", folder)
    text = folder / "report.md"
    text.write_text(text.read_text().replace("total_trade/USA", "totl_trade/USA") + "\n![x](y.svg)")
    before = files(folder)
    made = run("report", folder)
    assert made.exit_code == 2
    assert "No measure 'totl_trade'" in made.stderr
    assert "y.svg" in made.stderr
    assert files(folder) == before
    assert run("report", folder / "nowhere").exit_code == 2


def test_the_page_goes_where_it_is_asked_to(folder, tmp_path):
    out = tmp_path / "a" / "b"
    assert run("report", folder, "--out", out).exit_code == 0
    assert set(files(out)) == {"report.html"}
    assert "report.html" not in files(folder)


def test_without_pandoc_it_says_what_to_install_before_any_work(folder, monkeypatch):
    monkeypatch.setattr("chinaecon.report.paper.shutil.which", lambda name: None)
    before = files(folder)
    for form in ("pdf", "docx"):
        made = run("report", folder, "--to", form)
        assert made.exit_code == 2
        assert "No pandoc" in made.stderr
        assert "https://pandoc.org/installing.html" in made.stderr
    assert files(folder) == before


def test_without_a_program_for_pdf_it_names_those_there_are(folder, monkeypatch):
    here = {"pandoc": "/bin/pandoc"}
    monkeypatch.setattr("chinaecon.report.paper.shutil.which", here.get)
    made = run("report", folder, "--to", "pdf")
    assert made.exit_code == 2
    for name in ENGINES:
        assert name in made.stderr


@pytest.fixture
def pandoc(tmp_path, monkeypatch):
    """A program in the place of pandoc that keeps what it is given; with a body to run."""

    def put(body):
        place = tmp_path / "bin"
        place.mkdir()
        for name in ("pandoc", "weasyprint"):
            program = place / name
            program.write_text(f"#!{sys.executable}\n{body}", encoding="utf-8")
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{place}{os.pathsep}{os.environ['PATH']}")

    return put


def test_pandoc_is_given_the_page_with_pictures_of_pixels(folder, pandoc):
    pandoc(
        "import sys\nout = sys.argv[sys.argv.index('--output') + 1]\n"
        "open(out, 'wb').write(' '.join(sys.argv[1:]).encode() + sys.stdin.buffer.read())\n"
    )
    for form in ("docx", "pdf"):
        assert run("report", folder, "--to", form).exit_code == 0
        given = (folder / f"report.{form}").read_text(encoding="utf-8")
        assert "--from html" in given
        assert ("--pdf-engine=weasyprint" in given) == (form == "pdf")
        assert "data:image/png;base64" in given
        assert "<svg" not in given
        assert "$688 billion" in given


def test_what_pandoc_refuses_is_told_in_its_words_and_the_page_stays(folder, pandoc):
    pandoc("import sys\nsys.exit('no such font')\n")
    made = run("report", folder, "--to", "docx")
    assert made.exit_code == 2
    assert "pandoc made no docx (exit code 1): no such font" in made.stderr
    assert "report.html" in files(folder)
    assert "report.docx" not in files(folder)


def test_charts_lie_beside_their_spec_unless_told(folder):
    assert run("charts", folder / "charts.toml").stdout == "trade drawn\n"
    assert set(files(folder)) == PICTURES | {"charts.toml", "manifest.json", "report.md"}
    assert run("charts", folder / "charts.toml", "--check").exit_code == 0
    assert run("report", folder).stdout.splitlines()[0] == "trade kept"
    figures = json.loads((folder / "manifest.json").read_text())["figures"]
    assert run("charts", folder / "charts.toml").stdout == "trade kept\n"
    assert json.loads((folder / "manifest.json").read_text())["figures"] == figures != {}


def test_init_writes_a_spec_that_draws(tmp_path):
    file = tmp_path / "new" / "charts.toml"
    begun = run("charts", "--init", "trade.exports", file)
    assert (begun.exit_code, begun.stdout) == (0, "")
    assert str(file) in begun.stderr
    assert run("charts", "--init", "trade.exports").stdout == draft("trade.exports")
    assert run("charts", file).stdout == "exports drawn\n"


def test_init_never_writes_over_a_file(folder):
    before = files(folder)
    begun = run("charts", "--init", "trade.exports", folder / "charts.toml")
    assert begun.exit_code == 2
    assert "exists; expected a new file" in " ".join(begun.stderr.replace("│", " ").split())
    assert files(folder) == before


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--init", "trade.exprts"), "Did you mean 'exports'"),
        (("--init", "trade"), "is a dataset; expected one of its measures"),
        (("--init", "trade.exports", "--check"), "--check does not go with --init"),
        (("--init", "trade.exports", "--out", "x"), "--out does not go with --init"),
    ],
)
def test_init_refuses(asked, told):
    begun = run("charts", *asked)
    assert begun.exit_code == 2
    assert told in " ".join(begun.stderr.replace("│", " ").split())


# of several currencies, cumulative, one figure only; and every ninth
HARD = ["exports", "fund_size_target", "gdp_per_capita", "investment_5g", "ppp_conversion_factor"]


@pytest.mark.parametrize("measure", sorted({*sorted(vocabulary.measures())[::9], *HARD}))
def test_a_measure_has_a_draft_whose_rows_load(measure, tmp_path):
    file = tmp_path / "charts.toml"
    file.write_text(draft(measure), encoding="utf-8")
    (chart,) = read(file).charts
    assert len(rows(chart))
    assert chart.options["title"] == vocabulary.measure(measure).title
