"""Pinned figures: rewritten from the data in their own style, and nothing else in the file."""

import json
import os
import stat
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from chinaecon.claims.pins import Datum
from chinaecon.claims.token import updated
from chinaecon.cli import app
from chinaecon.errors import BadData
from chinaecon.report.fill import fill


def datum(value, unit, half="0", **more):
    number, slack = Decimal(value), Decimal(half)
    return Datum(number, number - slack, number + slack, unit, "s", "", **more)


DOLLARS = datum("688.28E9", "USD", "5E6")


@pytest.mark.parametrize(
    ("old", "given", "new"),
    [
        ("$670 billion", DOLLARS, "$688 billion"),
        ("US$670.1bn", DOLLARS, "US$688.3bn"),
        ("$688 billion", DOLLARS, "$688 billion"),
        ("670,120 thousand dollars", datum("688280E3", "USD"), "688,280 thousand dollars"),
        ("0.67 trillion US dollars", DOLLARS, "0.69 trillion US dollars"),
        ("6700亿美元", DOLLARS, "6883亿美元"),
        ("６７００亿美元", DOLLARS, "６８８３亿美元"),
        ("670,1 tỷ USD", DOLLARS, "688,3 tỷ USD"),
        ("over $650 billion", DOLLARS, "over $688 billion"),
        ("nearly $650 billion", DOLLARS, "nearly $689 billion"),
        ("about $650 billion", DOLLARS, "about $688 billion"),
        ("$999 billion", datum("1234.5E9", "USD"), "$1,235 billion"),
        ("3.5%", datum("3.74", "percent", "0.005"), "3.7%"),
        ("3.5 percent", datum("5", "percent", "0.05"), "5.0 percent"),
        ("fell 3.5%", datum("-4.2", "percent", "0.05"), "fell 4.2%"),
        ("-3.5%", datum("-4.2", "percent", "0.05"), "-4.2%"),
        ("410.2万个", datum("4191000", "station", "500"), "419.1万个"),
        ("over 4.1 million stations", datum("4191000", "station"), "over 4.1 million stations"),
        ("1.1万亿元", datum("1E12", "CNY", declared=True), "1.0万亿元"),
        ("43.84 trillion yuan", datum("43.845E12", "CNY"), "43.84 trillion yuan"),
    ],
)
def test_the_number_changes_and_the_style_stays(old, given, new):
    assert updated(old, given) == new
    assert updated(new, given) == new


def test_words_before_the_token_may_tell_a_fall():
    assert updated("3%", datum("-4.2", "percent", "0.05"), falls=True) == "4%"


@pytest.mark.parametrize(
    ("old", "given", "message"),
    [
        ("$670 billion", datum("4.9E12", "CNY"), "in USD; the data give 4,900,000,000,000 CNY"),
        ("670 billion", DOLLARS, "without a unit"),
        ("3.5%", DOLLARS, "in percent; the data give"),
        ("3.5%", datum("3.7", "percentage_point"), "in percent"),
        ("3.5%", datum("-3.5", "percent"), "of the other sign"),
        ("$688.28 billion", datum("688E9", "USD", "5E8"), "the data give only 688,000,000,000 USD"),
        ("over $600 billion", datum("688E9", "USD", "5E8"), "does not hold for certain"),
        ("nearly $688 billion", Datum(Decimal("688E9"), Decimal("688E9"), None, "USD", "", ""),
         "without a bound above"),
        ("$680 billion", Datum(Decimal("688E9"), Decimal("688E9"), None, "USD", "", ""),
         "give only at least 688,000,000,000 USD"),
        ("five percent", datum("7", "percent"), "which its style cannot print"),
        ("nothing", DOLLARS, "No figure in 'nothing'"),
        ("was flat", datum("0", "percent"), "expected an amount"),
    ],
)  # fmt: skip
def test_what_cannot_be_filled_says_why(old, given, message):
    with pytest.raises(BadData, match=message.replace("$", r"\$")):
        updated(old, given)


@given(
    number=st.decimals(min_value="0.01", max_value="9999999", places=2),
    decimals=st.integers(0, 3),
    words=st.sampled_from(
        [
            "${} billion",
            "US${}bn",
            "{} trillion yuan",
            "{}亿元",
            "{}万亿美元",
            "over {} million yuan",
        ]
    ),
)
def test_filling_twice_is_filling_once(number, decimals, words):
    old = words.format(f"{Decimal('12.3456'):.{decimals}f}")
    unit = "USD" if "$" in old or "美" in old else "CNY"
    given = datum(number * 10**6, unit)
    try:
        new = updated(old, given)
    except BadData:
        return
    assert updated(new, given) == new


MARKDOWN = """\
# Trade

Exports to America reached [**$500.0** billion](ce:exports/USA/2024 "data") in 2024,
`[$1 billion](ce:exports/USA/2024)` in code, [$1 billion](https://example.org), up by
[4.1%](ce:exports/USA/2024?verb=growth&basis=USD).

| Partner | 2024 |
|---|---|
| USA | [3.7万亿元](<ce:exports/USA/2024>) |

Stations: [超400.0万个](ce:stations/CHN/2024-12). Fund: [1万亿元](ce:fund/CHN/2025-03).
"""
FILLED = (
    MARKDOWN.replace("500.0", "524.7").replace("[4.1%]", "[4.9%]").replace("超400.0", "超425.0")
)


@pytest.fixture
def report(tiny, tmp_path):
    """A function that writes a report and gives its path."""

    def write(text, name="report.md"):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


def test_markdown_is_filled_and_nothing_else_touched(report):
    path = report(MARKDOWN)
    changes = fill([path])
    assert path.read_bytes().decode() == FILLED
    assert [(c.line, c.old.split()[-1], c.new.split()[-1]) for c in changes][1:] == [
        (5, "4.1%", "4.9%"),
        (11, "超400.0万个", "超425.0万个"),
    ]
    assert changes[0].source == "table-2025"
    assert fill([path]) == []
    assert path.read_bytes().decode() == FILLED


def test_check_writes_nothing(report):
    path = report(MARKDOWN)
    assert len(fill([path], check=True)) == 3
    assert path.read_bytes().decode() == MARKDOWN


def test_an_up_to_date_file_is_not_even_opened_for_writing(report):
    path = report(FILLED)
    before = path.stat()
    assert fill([path]) == []
    assert path.stat().st_ino == before.st_ino
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_line_ends_the_byte_order_mark_and_the_mode_stay(report):
    path = report(b"\xef\xbb\xbf" + MARKDOWN.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    fill([path])
    assert path.read_bytes() == b"\xef\xbb\xbf" + FILLED.replace("\n", "\r\n").encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [p.name for p in path.parent.iterdir() if p.name.startswith(".")] == []


def test_a_write_that_fails_leaves_the_file(report, monkeypatch):
    path = report(MARKDOWN)

    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr("chinaecon.report.file.os.replace", full)
    with pytest.raises(OSError, match="no space left"):
        fill([path])
    assert path.read_bytes().decode() == MARKDOWN
    assert [p.name for p in path.parent.iterdir() if p.name.startswith(".")] == []


def test_a_link_to_a_file_stays_a_link(report, tmp_path):
    path = report(MARKDOWN)
    link = tmp_path / "link.md"
    os.symlink(path, link)
    assert len(fill([link, path])) == 3
    assert link.is_symlink()
    assert path.read_bytes().decode() == FILLED


def test_html_keeps_its_entities(report):
    text = '<p>&ge; <a class="x" href="ce:exports/USA/2024?verb=growth&amp;basis=USD">4.1&#37;</a>'
    path = report(text, "a.html")
    assert [c.new for c in fill([path])] == ["4.9%"]
    assert path.read_bytes().decode() == text.replace("4.1", "4.9")


def test_restructured_text(report):
    text = "Up `4.1% <ce:exports/USA/2024?verb=growth&basis=USD>`_ now.\n"
    path = report(text, "a.rst")
    fill([path])
    assert path.read_bytes().decode() == text.replace("4.1", "4.9")


def test_latex_keeps_its_escapes(report):
    text = r"Up \href{ce:exports/USA/2024?verb=growth\&basis=USD}{4.1\%} to" "\n"
    text += r"\href{ce:exports/USA/2024}{\$500.0~billion}." "\n"
    path = report(text, "a.tex")
    fill([path])
    assert path.read_bytes().decode() == text.replace("4.1", "4.9").replace("500.0", "524.7")


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("whole", [True, False])
def test_notebooks_keep_their_json(report, ascii_only, whole):
    lines = ["# “Trade” \U0001f4c8\n", "A\\B\t[3.7万亿元](ce:exports/USA/2024) and ",
             "[$500.0 billion](ce:exports/USA/2024)"]  # fmt: skip
    cells = [
        {"cell_type": "markdown", "metadata": {"n": [1.50]}, "source": []},
        {"cell_type": "code", "source": ["[$1 bn](ce:exports/USA/2024)"], "outputs": [
            {"output_type": "display_data",
             "data": {"text/markdown": "[$1.0 billion](ce:exports/USA/2024)"}}]},
        {"cell_type": "markdown", "source": "".join(lines) if whole else lines},
    ]  # fmt: skip
    text = json.dumps({"cells": cells}, ensure_ascii=ascii_only, indent=1) + "\n"
    path = report(text, "a.ipynb")
    [change] = fill([path])
    assert path.read_bytes().decode() == text.replace("500.0", "524.7")
    assert (change.place, change.line) == ("cell 3", 2)
    assert fill([path]) == []


def test_all_problems_at_once_and_nothing_is_written(report):
    good = report(MARKDOWN, "good.md")
    bad = report(
        "[$5 billion](ce:exprts/USA/2024)\n\n[5%](ce:exports/USA/2024), "
        "[many](ce:fund/CHN/2025-03),\n[5 or 6%](ce:exports/USA/2024?verb=growth&basis=USD)",
        "bad.md",
    )
    with pytest.raises(BadData) as caught:
        fill([good, bad, bad.with_name("no.md")])
    told = "\n".join(caught.value.problems)
    assert len(caught.value.problems) == 5
    assert "bad.md:1:2 No measure 'exprts'. Did you mean 'exports'" in told
    assert "bad.md:3:2 found '5%' in percent; the data give 3,730,000,000,000 CNY" in told
    assert "No figure in 'many'" in told
    assert "no.md': No such file" in told
    assert good.read_bytes().decode() == MARKDOWN


def test_a_year_is_no_figure(report):
    with pytest.raises(BadData, match="found '2024'; expected an amount"):
        fill([report("In [2024](ce:stations/CHN/2024-11).")])


def test_markup_between_the_digits_is_refused(report):
    path = report("[$5**00**.0 billion](ce:exports/USA/2024)")
    with pytest.raises(BadData, match=r"report\.md:1:2"):
        fill([path])


def test_a_section_pinned_to_a_date_keeps_its_figures(report):
    text = "<!-- chinaecon: as-of 2025-01-13 -->\n\n[$500.0 billion](ce:exports/USA/2024)\n"
    with pytest.raises(BadData, match="No figure in currency 'USD'"):
        fill([report(text)])
    path = report(text.replace("01-13", "01-18"))
    assert [c.new for c in fill([path])] == ["$524.7 billion"]


def test_a_fall_told_before_the_pin(report, monkeypatch):
    falls = datum("-4.2", "percent", "0.05")
    monkeypatch.setattr("chinaecon.claims.pins.value", lambda *a, **k: falls)
    path = report("Exports fell by [3.5%](ce:exports/USA/2024?verb=growth) in 2024.")
    fill([path])
    assert "fell by [4.2%](" in path.read_bytes().decode()


PLAIN = st.text(st.characters(categories=["L", "N", "Zs"]), max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(before=PLAIN, after=PLAIN)
def test_bytes_outside_the_pin_are_unchanged(report, before, after):
    text = f"{before}\n\nTrade: [$500.0 billion](ce:exports/USA/2024).\n\n{after}"
    path = report(text)
    fill([path])
    assert path.read_bytes() == text.replace("500.0 b", "524.7 b").encode()


def run(*arguments):
    return CliRunner().invoke(app, ["fill", *map(str, arguments)])


def test_the_command(report):
    path = report(MARKDOWN)
    result = run(path, "--check")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 3
    assert "'4.1%' -> '4.9%' (exports/USA/2024?verb=growth&basis=USD; " in result.stdout
    result = run(path, "--json")
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["line"] for row in rows] == [3, 5, 11]
    result = run(path, "--check")
    assert (result.exit_code, result.stdout) == (0, "")


def test_the_command_refuses_with_every_problem(report):
    path = report("[5%](ce:x/y/z) [6%](ce:x)")
    result = run(path)
    assert result.exit_code == 2
    assert result.stderr.count("report.md:1:") == 2
    assert "Nothing was written" in result.stderr


def test_data_of_ones_own(report, tiny):
    path = report("[$1 billion](ce:exports/USA/2024)")
    assert run(path, "--data", tiny, "--check").exit_code == 1
