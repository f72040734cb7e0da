"""The pytest plugin and the assertions, in test runs of their own."""

import subprocess
import sys
from importlib.metadata import entry_points

import pytest

from chinaecon.testing import assert_figure, assert_text

pytest_plugins = ["pytester"]

INSTALLED = any(one.value == "chinaecon.plugin" for one in entry_points(group="pytest11"))
REPORT = """\
---
date: 2025-01-20
---

# China's trade

Exports were 25.45 trillion yuan in 2024. Imports were 18.39 trillion yuan in 2024.

Trade with the US: [$688 billion](ce:trade.total_trade/USA/2024). We met 7 people.
"""
WRONG = REPORT.replace("25.45", "24.54").replace("$688", "$670")


@pytest.fixture
def run(pytester):
    """A function that runs pytest in a folder with a report and a test, the plugin loaded."""
    pytester.mkdir("report")
    pytester.mkdir("tests").joinpath("test_a.py").write_text("def test_a(): pass\n")
    pytester.path.joinpath("report", "held.md").write_text(REPORT, encoding="utf-8")
    pytester.path.joinpath("report", "wrong.md").write_text(WRONG, encoding="utf-8")
    plugin = () if INSTALLED else ("-p", "chinaecon.plugin")

    def runs(ini, *arguments):
        pytester.makeini("[pytest]\naddopts = --import-mode=importlib\n" + ini)
        return pytester.runpytest_subprocess(*plugin, "-p", "no:cacheprovider", *arguments)

    return runs


def test_it_is_off_until_it_is_asked_for(run):
    run("", "-v").assert_outcomes(passed=1)


def test_a_report_that_holds_passes_and_what_is_not_covered_is_skipped(run):
    result = run("chinaecon_check = report/held.md", "-rs")
    result.assert_outcomes(passed=4, skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED*report/held.md:9:*'7 people' is uncovered*"])


def test_a_wrong_figure_fails_in_words(run):
    result = run("chinaecon_check = report/*.md")
    result.assert_outcomes(passed=5, skipped=2, failed=2)
    result.stdout.fnmatch_lines(
        [
            "*line 7: 24.54 trillion yuan*",
            "report/wrong.md:7:14: contradicted '24.54 trillion yuan'",
            "    fact       exports WLD 2024",
            "    expected   25.45 trillion yuan",
            "    source     *",
            "    reason     *the data have 25.455 trillion CNY*",
            "report/wrong.md:9:21: contradicted '$670 billion'",
            "    pinned to  trade.total_trade/USA/2024",
            "    expected   $688 billion",
        ]
    )
    assert "Traceback" not in result.stdout.str()


def test_strict_fails_what_is_not_covered(run):
    result = run("chinaecon_check = report/held.md\nchinaecon_strict = true")
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["report/held.md:9:* uncovered '7 people'"])


def test_reports_outside_the_test_paths_are_found_and_named_paths_are_obeyed(run):
    ini = "testpaths = tests\nchinaecon_check = report/held.md"
    run(ini).assert_outcomes(passed=4, skipped=1)
    run(ini, "tests").assert_outcomes(passed=1)
    run(ini, "report/held.md").assert_outcomes(passed=3, skipped=1)
    run("testpaths = tests report\nchinaecon_check = report/held.md").assert_outcomes(
        passed=4, skipped=1
    )


@pytest.mark.parametrize(
    ("words", "outcomes"),
    [
        ("exports", {"passed": 1, "failed": 1}),
        ("pinned and USA", {"passed": 1, "failed": 1}),
        ("contradicted", {"failed": 2}),
        ("18.39", {"passed": 2}),
        ("held and imports", {"passed": 1}),
    ],
)
def test_figures_are_chosen_by_their_words_facts_and_verdicts(run, words, outcomes):
    result = run("chinaecon_check = report/*.md", "-k", words)
    found = result.parseoutcomes()
    assert {k: found[k] for k in ("passed", "failed") if k in found} == outcomes


def test_one_figure_is_chosen_by_its_name(run):
    node = "report/held.md::7:14 25.45 trillion yuan"
    run("chinaecon_check = report/*.md", node).assert_outcomes(passed=1)


def test_it_runs_on_several_processes(run):
    ini = "testpaths = tests\nchinaecon_check = report/*.md"
    run(ini, "-n", "2").assert_outcomes(passed=5, skipped=2, failed=2)
    run(ini, "-n", "2", "--dist", "loadscope").assert_outcomes(passed=5, skipped=2, failed=2)


def test_a_pattern_without_a_file_is_an_error(run):
    result = run("chinaecon_check = raport/*.md")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*chinaecon_check: no file matches 'raport/[*].md'*"])


def test_a_file_that_cannot_be_read_is_an_error_of_its_own(run, pytester):
    pytester.path.joinpath("report", "broken.md").write_bytes(b"5\xff%")
    result = run("chinaecon_check = report/broken.md report/held.md")
    result.assert_outcomes(passed=0, errors=1)
    result.stdout.fnmatch_lines(["*is not UTF-8*"])
    assert "Traceback" not in result.stdout.str()


def test_the_day_of_undated_documents_is_in_the_ini_file(run, pytester):
    text = "China's exports were 25.45 trillion yuan last year.\n"
    pytester.path.joinpath("report", "undated.md").write_text(text)
    ini = "chinaecon_check = report/undated.md\nchinaecon_as_of = "
    run(ini + "2025-01-20", "report").assert_outcomes(passed=1)
    run(ini + "2024-01-20", "report").assert_outcomes(failed=1)


def test_patterns_may_be_a_list_in_pyproject(pytester, run):
    run("")
    pytester.path.joinpath("tox.ini").unlink()
    pytester.makepyprojecttoml(
        '[tool.pytest.ini_options]\nchinaecon_check = ["report/held.md", "report/w*.md"]\n'
    )
    plugin = () if INSTALLED else ("-p", "chinaecon.plugin")
    result = pytester.runpytest_subprocess(*plugin)
    result.assert_outcomes(passed=5, skipped=2, failed=2)


def test_loading_the_plugin_loads_nothing_of_the_package():
    code = (
        "import sys, chinaecon.plugin\n"
        "print(*sorted(m for m in sys.modules if m.startswith('chinaecon')))\n"
        "print(*({'pandas', 'numpy', 'typer', 'rich'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.splitlines() == ["chinaecon chinaecon.plugin", ""]


def test_the_assertions_need_no_pytest():
    code = "import sys, chinaecon.testing; print('pytest' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout == "False\n"


def test_assert_figure_passes_what_the_data_say():
    assert_figure("$688 billion", "trade.total_trade", entity="USA", period="2024")
    assert_figure("419.1万个", "telecom.base_stations_5g", entity="CHN", period="2024-11")
    assert_figure("$681bn", "total_trade", entity="US", period="2024", to="USD")
    assert_figure("fell 3%", "imports", entity="IND", period="2024", verb="growth", basis="USD")
    assert_figure("126.06 trillion yuan", "gdp_nominal", entity="CHN", period="2023",
                  as_of="2024-03-01")  # fmt: skip


@pytest.mark.parametrize(
    ("token", "fact", "told"),
    [
        ("$670 billion", {}, "expected   $688 billion"),
        ("$670 billion", {}, "source     "),
        ("688 billion yuan", {}, "4,898 billion yuan"),
        ("a lot", {}, "no figure"),
        ("$688 billion", {"period": "1900"}, "1900"),
        ("$688 billion", {"entity": "USAA"}, "USAA"),
        ("$688 billion", {"measure": "trade.totaltrade"}, "Did you mean"),
        ("$688 billion", {"verb": "grow"}, "no verb 'grow'"),
    ],
)
def test_assert_figure_says_what_is_wrong(token, fact, told):
    asked = {"measure": "trade.total_trade", "entity": "USA", "period": "2024", **fact}
    with pytest.raises(AssertionError) as caught:
        assert_figure(token, **asked)
    assert told in str(caught.value)


def test_assert_text_tells_every_figure_that_fails():
    assert_text(REPORT)
    with pytest.raises(AssertionError) as caught:
        assert_text(WRONG)
    assert str(caught.value).count("contradicted") == 2
    assert "text:7:14: contradicted '24.54 trillion yuan'" in str(caught.value)
    with pytest.raises(AssertionError, match="uncovered '7 people'"):
        assert_text(REPORT, strict=True)
    with pytest.raises(AssertionError, match="exports WLD 2023"):
        assert_text("China exported 25.45 trillion yuan of goods last year.", as_of="2024-02-01")
