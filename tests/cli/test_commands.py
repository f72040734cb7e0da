"""Every command: what it prints in each form, and how it ends."""

import csv
import io
import json
import math

import pytest
from typer.testing import CliRunner

import chinaecon as ce
from chinaecon.cli import app
from chinaecon.cli.output import number

COMMANDS = (
    "list show convert extract cite charts report check fill add diff validate init update".split()
)
SPEC = """\
[[chart]]
name = "yuan"
title = "Yuan per dollar"
[[chart.series]]
rates = "USD/CNY"
period = "2015/2024"
"""


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


def json_lines(*arguments):
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return [json.loads(line, parse_constant=pytest.fail) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_with_examples_that_name_the_command(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    examples = result.stdout.partition("Examples:")[2]
    assert f"chinaecon {command}" in examples
    assert "--json" in result.stdout


def test_help_names_every_command_on_one_line():
    text = run("--help").stdout
    assert all(f"\n  {command} " in text for command in COMMANDS)
    assert not any(line.endswith("...") for line in text.splitlines()[1:])


def test_the_version_is_the_distribution_s():
    assert run("--version").stdout.count(".") >= 2


@pytest.mark.usefixtures("tiny")
def test_list_without_a_query_gives_the_datasets():
    rows = json_lines("list")
    assert [row["dataset"] for row in rows] == ["trade"]
    assert rows[0]["prints"] == 12


@pytest.mark.usefixtures("tiny")
def test_list_finds_measures_in_chinese_too():
    assert [row["name"] for row in json_lines("list", "基站")] == ["trade.stations"]


@pytest.mark.usefixtures("tiny")
def test_list_of_nothing_suggests_the_nearest_and_exits_2():
    result = run("list", "trade.exportx")
    assert result.exit_code == 2
    assert "'trade.exports'" in result.stderr
    assert result.stdout == ""


@pytest.mark.usefixtures("tiny")
def test_show_gives_the_frame_of_load_in_every_form():
    asked = ("show", "trade.exports", "--entity", "USA,WLD", "--period", "2024")
    frame = ce.load("trade.exports", entity=["USA", "WLD"], period="2024")
    records = json_lines(*asked)
    assert [list(row) for row in records] == [list(frame.columns)] * len(frame)
    assert [row["value"] for row in records] == frame["value"].tolist()
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").stdout)))
    assert [float(row["value"]) for row in rows] == frame["value"].tolist()
    table = run(*asked).stdout.splitlines()
    assert len(table) == len(frame) + 1
    assert table[0].split()[:4] == ["measure", "entity", "period", "timing"]


@pytest.mark.usefixtures("tiny")
def test_an_open_bound_is_null_in_json():
    row = json_lines("show", "trade.stations", "--period", "2024-12")[0]
    assert row["high"] is None
    assert row["low"] == 4.25


@pytest.mark.usefixtures("tiny")
def test_show_as_of_knows_only_what_was_out():
    rows = json_lines("show", "exports", "--entity", "WLD", "--as-of", "2025-01-13")
    assert {row["source"] for row in rows} == {"release-2025"}


@pytest.mark.usefixtures("tiny")
def test_show_in_the_printed_currency():
    rows = json_lines("show", "exports", "--entity", "USA", "--currency", "USD")
    assert [row["unit"] for row in rows] == ["billion USD"] * 2


@pytest.mark.usefixtures("tiny")
def test_show_computes_a_verb_with_its_options():
    asked = ("show", "exports", "--entity", "USA", "--currency", "USD", "--verb")
    growth = json_lines(*asked, "growth", "--kind", "yoy")
    assert growth[0]["value"] is None
    assert growth[1]["value"] == pytest.approx(100 * (524.7 / 500.3 - 1))
    index = json_lines(*asked, "index", "--base", "2023")
    assert index[1]["value"] == pytest.approx(100 * 524.7 / 500.3)


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--verb", "rank", "--of", "WLD"], "--of does not go with --verb rank"),
        (["--verb", "index"], "--verb index needs --base"),
        (["--base", "2018"], "--base needs --verb"),
        (["--basis", "customs"], "--basis needs --to"),
        (["--verb", "grow"], "'grow'"),
        (["--format", "xml"], "'xml'"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_an_option_without_effect_is_refused(options, said):
    result = run("show", "exports", *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "trade.export"], "Did you mean 'exports'"),
        (["show", "exports", "--entity", "USSR"], "No entity 'USSR'"),
        (["show", "exports", "--period", "1990"], "No figure for"),
        (["show", "exports", "--period", "last year"], "cannot be read"),
        (["show", "exports", "--timing", "stock"], "No timing 'stock'"),
        (["cite", "exportx"], "'exports'"),
        (["cite", "exports", "--style", "apa"], "No style 'apa'"),
        (["convert", "43.85 trillion", "USD", "--period", "2024"], "names no currency"),
        (["convert", "many yuan", "USD", "--period", "2024"], "No figure in 'many yuan'"),
    ],
)
def test_an_unknown_name_is_one_line_on_stderr_and_exit_2(arguments, said):
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.startswith("chinaecon: ")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_convert_says_the_rate_and_carries_the_bounds():
    first, second = run(
        "convert", "43.85 trillion yuan", "USD", "--period", "2024"
    ).stdout.splitlines()
    assert first.startswith("43.85 trillion yuan = 6.09")
    assert first.count("6.09") == 3
    assert "7.1957 CNY/USD, 2024 average" in second


def test_convert_in_chinese_with_the_rate_of_customs():
    row = json_lines("convert", "25.45万亿元", "USD", "--period", "2024", "--basis", "customs")[0]
    assert row["unit"] == "USD"
    assert row["low"] < row["value"] < row["high"]
    assert row["value"] == pytest.approx(3.577e12, rel=1e-3)


def test_more_than_stays_at_least_after_conversion():
    asked = ("convert", "over $3.2 trillion", "CNY", "--period", "2024-12", "--timing", "stock")
    assert " (at least 23." in run(*asked).stdout
    assert json_lines(*asked)[0]["high"] is None


def test_converting_into_the_same_currency_changes_nothing():
    assert "the same currency" in run("convert", "5 billion yuan", "CNY", "--period", "2024").stdout


def test_cite_names_the_documents_of_the_figures_shown(tiny):
    authorities = "authority,name,name_zh,url,licence\nGACC,China Customs,,,facts\n"
    (tiny / "vocab" / "authorities.csv").write_text(authorities, encoding="utf-8")
    all_of = {item["id"] for item in json_lines("cite", "trade.exports")}
    some = {item["id"] for item in json_lines("cite", "exports", "--entity", "USA")}
    assert some < all_of
    assert "mirror-2025" in all_of - some
    assert run("cite", "exports", "--style", "chicago").stdout.count("\n") == len(all_of)


def test_charts_are_drawn_kept_and_checked(tmp_path):
    spec, out = tmp_path / "charts.toml", tmp_path / "out"
    spec.write_text(SPEC, encoding="utf-8")
    asked = ("charts", str(spec), "--out", str(out))
    stale = run(*asked, "--check")
    assert (stale.exit_code, stale.stdout.split()[:2]) == (1, ["yuan", "stale:"])
    assert json_lines(*asked) == [{"chart": "yuan", "result": "drawn"}]
    assert (out / "yuan.svg").is_file()
    assert run(*asked).stdout == "yuan kept\n"
    fresh = run(*asked, "--check")
    assert (fresh.exit_code, fresh.stdout) == (0, "")
    (out / "yuan.csv").write_text("", encoding="utf-8")
    broken = run(*asked, "--check", "--json")
    assert broken.exit_code == 1
    assert json.loads(broken.stdout)["chart"] == "yuan"


def test_charts_of_a_file_that_is_not_there(tmp_path):
    result = run("charts", str(tmp_path / "no.toml"), "--out", str(tmp_path))
    assert result.exit_code == 2
    assert "no such file" in result.stderr


def test_charts_of_an_unknown_name(tmp_path):
    spec = tmp_path / "charts.toml"
    spec.write_text(SPEC, encoding="utf-8")
    result = run("charts", str(spec), "--out", str(tmp_path / "out"), "--only", "yaun")
    assert result.exit_code == 2
    assert "'yuan'" in result.stderr


@pytest.fixture
def broken(tmp_path):
    """A package with a file that no resource names, and a descriptor that is no JSON."""
    (tmp_path / "stray.csv").write_text("a\n", encoding="utf-8")
    (tmp_path / "datapackage.json").write_text('{"resources": [}', encoding="utf-8")
    return tmp_path


def test_validate_reports_every_problem_and_exits_1(broken):
    result = run("validate", str(broken))
    assert result.exit_code == 1
    assert [line.split(" ")[1] for line in result.stdout.splitlines()] == ["[descriptor]"] * 2
    assert result.stderr == "chinaecon: 2 problems in 1 file\n"


def test_validate_in_json_and_as_annotations(broken):
    result = run("validate", str(broken), "--json")
    assert result.exit_code == 1
    first = json.loads(result.stdout.splitlines()[0])
    assert list(first) == ["file", "line", "column", "rule", "message"]
    note = run("validate", str(broken), "--format", "github").stdout.splitlines()[0]
    assert note.startswith(f"::error file={first['file']},line=1,col=1,title=descriptor::")


def test_validate_is_silent_when_all_is_well(tmp_path):
    (tmp_path / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    result = run("validate", str(tmp_path))
    assert (result.exit_code, result.output) == (0, "")


def test_validate_of_no_folder_is_a_wrong_argument(tmp_path):
    assert run("validate", str(tmp_path / "nowhere")).exit_code == 2


def test_rules_are_listed_with_what_they_ask():
    rules = json_lines("validate", "--rules")
    assert {"rule", "asks"} == set(rules[0])
    text = run("validate", "--rules").stdout.splitlines()
    assert [line.split()[0] for line in text] == [rule["rule"] for rule in rules]


def test_an_interruption_is_quiet_and_exits_130(monkeypatch):
    def interrupt(query):
        raise KeyboardInterrupt

    monkeypatch.setattr(ce, "search", interrupt)
    result = run("list", "exports")
    assert (result.exit_code, result.output) == (130, "")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-2.0, "-2"),
        (1e15, "1,000,000,000,000,000"),
        (99999.95, "99,999.9"),
        (0.000123456789, "0.000123457"),
        (-math.inf, "-inf"),
        (math.nan, ""),
    ],
)
def test_a_number_for_people_has_six_digits_and_no_exponent(value, text):
    assert number(value) == text


def test_conflicts_are_listed_with_their_explanation_and_an_unexplained_one_exits_1(tiny, forget):
    fine = run("validate", "--conflicts")
    assert fine.exit_code == 0
    assert "25.45 trillion CNY (release-2025) against 25462.1 billion CNY" in fine.stdout
    assert "[revision] mirror-2025-b prints the later figure" in fine.stdout
    sources = tiny / "trade" / "sources.csv"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(text.replace("2025-02-20,2026-11,mirror", "2025-02-20,2026-11,press"))
    forget()
    bad = run("validate", "--conflicts")
    assert bad.exit_code == 1
    assert "2 unexplained" in bad.stderr
