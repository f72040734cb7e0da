# ruff: noqa: E501 (a line of a CSV is a line)
"""One figure added: two lines in their places, or nothing changed and every problem named."""

import os
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

import chinaecon as ce
from chinaecon.data import printed, store, vocabulary
from chinaecon.data.add import add
from chinaecon.data.request import Request
from chinaecon.data.validate import validate

TODAY = date(2026, 11, 28)
STATIONS = Request(
    "telecom.base_stations_5g",
    "China",
    "2025-01",
    "430.2万个",
    lang="zh",
    url="https://example.org/new",
    published="2025-02-20",
    publisher="A Paper",
    title="One month",
)


def contents(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def lines_added(before, after):
    """The new lines by file; every other line is as it was, in the same order."""
    found = {}
    for path, raw in after.items():
        old, new = before.get(path, b"").split(b"\n"), raw.split(b"\n")
        rest = iter(old)
        extra = []
        waiting = next(rest)
        for line in new:
            if line == waiting:
                waiting = next(rest, None)
            else:
                extra.append(line.decode())
        assert waiting is None, path
        if extra:
            found[path] = extra
    assert before.keys() <= after.keys()
    return found


def put(package, asked=STATIONS, **changes):
    return add(replace(asked, **changes), data=package, today=TODAY)


def test_a_figure_and_its_document_are_two_lines_and_every_other_byte_stays(package):
    before = contents(package)
    done = put(package)
    row = "base_stations_5g,CHN,2025-01,stock,4.302,million station,=,A,430.2万个,zh,"
    document = "a-paper-2025-02-20,,A Paper,One month,zh,https://example.org/new,2025-02-20,"
    assert lines_added(before, contents(package)) == {
        "telecom/observations.csv": [f"{row}a-paper-2025-02-20,"],
        "telecom/sources.csv": [f"{document}2026-11,press,facts"],
    }
    assert validate(package) == []
    assert done.before is None
    assert done.after == {
        "value": 4.302,
        "unit": "million station",
        "qualifier": "=",
        "source": "a-paper-2025-02-20",
    }
    assert "@@ -1,0 +2 @@\n+a-paper-2025-02-20," in done.diff()
    assert "@@ -4,0 +5 @@\n+base_stations_5g,CHN,2025-01" in done.diff()


def test_a_title_over_two_lines_is_one_line_and_a_comma_is_quoted(package):
    done = put(package, title="One  month,\n told\u3000twice", note='called "in service"')
    assert done.document["title"] == "One month, told twice"
    assert ',"One month, told twice",zh,' in done.diff()
    assert validate(package) == []


def test_a_dry_run_says_the_same_and_changes_nothing(package):
    before = contents(package)
    told = add(STATIONS, data=package, today=TODAY, dry_run=True)
    assert contents(package) == before
    assert put(package).diff() == told.diff()


def test_the_order_in_which_figures_are_added_does_not_show(package, tmp_path_factory):
    asked = [
        STATIONS,
        replace(STATIONS, period="2024-10", token="408.9万个"),
        replace(
            STATIONS,
            token="about 4.3 million",
            lang="en",
            url="https://example.org/y",
            publisher="B",
        ),
    ]
    results = []
    for order in permutations(asked):
        copy = tmp_path_factory.mktemp("order") / "package"
        shutil.copytree(package, copy)
        for one in order[:2]:
            put(copy, one)
        results.append((set(order[:2]), contents(copy)))
    for chosen, result in results:
        assert all(result == other for same, other in results if same == chosen)


@pytest.mark.parametrize(
    "same", [{"url": "https://example.org/b", "published": ""}, {"source": "gacc-2025-01-13"}]
)
def test_a_document_that_is_there_is_used_again(package, same):
    before = contents(package)
    blank = dict.fromkeys(("url", "published", "publisher", "title"), "")
    done = put(package, **{**blank, **same})
    assert done.document["source"] == "gacc-2025-01-13"
    assert list(lines_added(before, contents(package))) == ["telecom/observations.csv"]


def test_a_document_of_another_dataset_keeps_its_key_and_cells(package):
    before = contents(package)
    put(package, url="https://example.org/c", published="", publisher="", title="")
    added = lines_added(before, contents(package))
    there = before["trade/sources.csv"].decode().splitlines()
    assert added["telecom/sources.csv"][0] in there
    assert validate(package) == []


def test_a_key_that_is_taken_gets_a_letter(package):
    first = put(package)
    second = put(package, url="https://example.org/other", token="430.5万个", period="2025-02")
    assert first.document["source"] == "a-paper-2025-02-20"
    assert second.document["source"] == "a-paper-2025-02-20-b"
    assert validate(package) == []


@pytest.mark.parametrize(
    ("said", "source", "authority", "kind"),
    [
        ({"url": "http://www.customs.gov.cn/x"}, "gacc-2025-02-20", "GACC", "release"),
        ({"url": "http://data.customs.gov.cn/x"}, "gacc-2025-02-20", "GACC", "release"),
        ({"url": "http://customs.gov.cn.example.org/x"}, "a-paper-2025-02-20", "", "press"),
        ({"publisher": "海关总署"}, "gacc-2025-02-20", "GACC", "press"),
        ({"publisher": "gacc", "url": ""}, "gacc-2025-02-20", "GACC", "release"),
        ({"publisher": "Báo Đầu tư"}, "bao-dau-tu-2025-02-20", "", "press"),
        ({"authority": "FRB", "kind": "table"}, "frb-2025-02-20", "FRB", "table"),
    ],
)
def test_the_authority_is_the_publisher_or_the_owner_of_the_site(
    package, said, source, authority, kind
):
    row = put(package, **said).document
    assert (row["source"], row["authority"], row["kind"]) == (source, authority, kind)
    assert validate(package) == []


@pytest.mark.parametrize(
    ("asked", "cells"),
    [
        (("trade.exports", "USA", "2024", "about 3.6 trillion yuan", "en"), "flow,3.6,trillion CNY,~"),
        (("exports", "WLD", "2024-01/2024-10", "20.8万亿元", "zh"), "flow_ytd,20.8,trillion CNY,="),
        (("exports", "WLD", "2023", "$3.38 trillion", "en"), "flow,3.38,trillion USD,="),
        (("exports", "WLD", "2023", "23,77 nghìn tỷ NDT", "vi"), "flow,23.77,trillion CNY,="),
        (("exports", "WLD", "2024-11", "2169.8亿元", "zh"), "flow,216.98,billion CNY,="),
        (("exports_growth_yoy_cny", "WLD", "2024-11", "下降3.2%", "zh"), "rate,-3.2,percent,="),
        (("base_stations_5g", "CHN", "2025-02", "over 4.3 million", "en"), "stock,4.3,million station,>"),
    ],
)  # fmt: skip
def test_value_unit_timing_and_qualifier_are_read_from_token_period_and_measure(
    package, asked, cells
):
    measure, entity, period, token, lang = asked
    row = put(
        package, measure=measure, entity=entity, period=period, token=token, lang=lang,
        published="2025-03-20",
    ).row  # fmt: skip
    assert ",".join(row[c] for c in ("timing", "value", "unit", "qualifier")) == cells
    assert row["as_printed"] == token


REFUSED = {
    "a measure": ({"measure": "base_station_5g"}, "Did you mean 'base_stations_5g'"),
    "an entity": ({"entity": "Chinas"}, "No entity 'Chinas'. Did you mean"),
    "a period": ({"period": "2025-13"}, "Period '2025-13' cannot be read"),
    "a span for a stock": ({"period": "2024-01/2024-11"}, "expected the day, month, quarter"),
    "no figure": ({"token": "很多个"}, "No figure in '很多个'"),
    "two figures": ({"token": "430万个, 12%"}, "Several figures in"),
    "a date too": ({"token": "2024年底430.2万个"}, "Several figures in"),
    "a doubt": ({"token": "430 zillion", "lang": "en"}, "zillion"),
    "another noun": ({"token": "430.2万户"}, "counts 'subscription'"),
    "a currency": ({"token": "430.2万元"}, "counts 'CNY'"),
    "a percentage": ({"token": "43%"}, "counts 'percent'"),
    "no currency": ({"measure": "exports", "period": "2024", "token": "43亿"}, "no currency"),
    "percent of money": ({"measure": "exports", "period": "2024", "token": "4%"}, "'percent'"),
    "a unit": ({"unit": "million stations"}, "No unit 'million stations'. Did you mean"),
    "a unit of another kind": ({"unit": "percent"}, "counts 'percent'"),
    "a unit too fine": ({"token": "2 billion", "lang": "en"}, "No unit of vocab/units.csv"),
    "a timing": ({"timing": "flow"}, "timing 'flow' of telecom.base_stations_5g"),
    "a status": ({"status": "Z"}, "status 'Z'; expected one of A B E F P"),
    "a qualifier": ({"qualifier": "!"}, "qualifier '!'; expected one of"),
    "another qualifier": ({"token": "超430万个", "qualifier": "<"}, "[qualifier]"),
    "the future": ({"published": "2027-01-01"}, "lies after today, 2026-11-28"),
    "foresight": ({"period": "2025-03"}, "had not begun when the document was published"),
    "no date": ({"published": ""}, "published is blank"),
    "a bad date": ({"published": "20 May"}, "published '20 May'; expected a date"),
    "read before it was out": ({"accessed": "2025-01"}, "[dates]"),
    "no address": ({"url": "", "title": ""}, "has no address"),
    "a bad address": ({"url": "www.example.org/a b"}, "url 'www.example.org/a b'; expected"),
    "a kind": ({"kind": "blog"}, "kind 'blog'; expected one of release"),
    "an authority": ({"authority": "GAC"}, "No authority 'GAC'. Did you mean 'GACC'"),
    "a key": ({"source": "Not A Key"}, "source 'Not A Key'; expected"),
    "an unknown key": (
        {"source": "gacc-2025-01-31", "url": "", "published": "", "publisher": "", "title": ""},
        "No source 'gacc-2025-01-31'. Did you mean 'gacc-2025-01-14'",
    ),
    "another date": (
        {"url": "https://example.org/b"},
        "published '2025-02-20' of the source 'gacc-2025-01-13'",
    ),
    "a long token": (
        {"token": "approximately 4.302 million 5G base stations", "lang": "en"},
        "at most 40 characters",
    ),
    "an invisible character": ({"note": "zero\u200bwidth"}, "[encoding]"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_refused_with_a_remedy_and_changes_nothing(package, case):
    changes, words = REFUSED[case]
    before = contents(package)
    with pytest.raises(ce.BadData) as caught:
        put(package, **changes)
    assert words in str(caught.value)
    assert all(problem.rstrip().endswith(".") for problem in caught.value.problems)
    assert contents(package) == before


def test_all_problems_are_told_at_once(package):
    with pytest.raises(ce.BadData) as caught:
        put(
            package, measure="base_station_5g", entity="Chinas", period="2025-13",
            token="1个, 2个", url="ftp://x", published="2027", kind="blog", status="Z",
        )  # fmt: skip
    assert len(caught.value.problems) == 8


def test_a_fact_that_its_document_prints_already_is_refused_in_any_unit(package):
    same = {"source": "miit-2024-12-20", "period": "2024-11", "url": "", "published": ""}
    same |= {"publisher": "", "title": ""}
    with pytest.raises(ce.BadData, match=r"observations.csv:3 has this fact of 'miit-2024-12-20'"):
        put(package, token="419万个", **same)
    trade = Request("exports", "WLD", "2024", "25450亿元", "zh", source="gacc-2025-01-13")
    with pytest.raises(ce.BadData, match=r"25\.45 trillion CNY"):
        put(package, trade)
    dollars = put(package, replace(trade, token="$3.58 trillion", lang="en"))
    assert dollars.row["unit"] == "trillion USD"


def test_a_figure_that_ranks_like_another_and_differs_is_refused(package):
    put(package)
    before = contents(package)
    with pytest.raises(ce.BadData, match="rank alike"):
        put(package, token="430.9万个", url="https://example.org/rival")
    assert contents(package) == before


def test_the_winner_changes_and_the_percent_is_told(package):
    put(package, token="430万个")
    done = put(package, url="http://www.customs.gov.cn/x", token="432.15万个")
    assert (done.before["value"], done.after["value"]) == (4.30, 4.3215)
    assert done.percent == pytest.approx(0.5)


def test_a_print_that_no_revision_explains_is_told_and_not_refused(package):
    put(package, token="430万个")
    press = put(
        package,
        url="https://example.org/later",
        publisher="B",
        token="450万个",
        published="2025-02-21",
    )
    assert press.conflicts == (
        "4.30 million station (a-paper-2025-02-20) against 4.50 million station (b-2025-02-21)",
    )
    release = put(
        package, url="http://www.customs.gov.cn/x", token="432万个", published="2025-03-20"
    )
    assert len(release.conflicts) == 0


def test_a_problem_that_was_there_before_does_not_stand_in_the_way(package):
    file = package / "telecom" / "observations.csv"
    file.write_text(
        file.read_text("utf-8").replace("419.1万个", "419.2万个"), "utf-8", newline="\n"
    )
    put(package)
    assert [p.rule for p in validate(package)] == ["token"]


def test_a_dataset_without_files_gets_them_and_the_descriptor_lists_them(package):
    file = package / "vocab" / "measures.csv"
    line = "sales,firms,Sales,销量,Cars sold.,million station,flow,printed,,\n"
    head, *rest = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join([head, *sorted([*rest, line])]), "utf-8", newline="\n")
    done = put(package, measure="firms.sales")
    assert done.files[0] == "datapackage.json"
    assert validate(package) == []
    assert ce.load("firms.sales", data=package)["value"].tolist() == [4.302]


def test_a_measure_of_the_shipped_vocabulary_alone_is_refused(package):
    with pytest.raises(ce.BadData, match=r"a line in its vocab/measures\.csv"):
        put(package, measure="telecom.users_5g", token="3亿户")


def test_of_several_files_the_one_with_the_fact_gets_it(package):
    text = (package / "trade" / "observations.csv").read_text("utf-8")
    head = text.splitlines(keepends=True)[0]
    months = "exports,USA,2024-11,flow,0.3,trillion CNY,=,A,,,gacc-2025-01-14,\n"
    (package / "trade" / "observations-months.csv").write_text(head + months, "utf-8", newline="\n")
    file = package / "datapackage.json"
    file.write_text(
        file.read_text("utf-8").replace(
            '"trade/observations.csv"\n', '"trade/observations.csv",\n"trade/observations-months.csv"\n'
        ),
        "utf-8",
    )  # fmt: skip
    assert validate(package) == []
    asked = {
        "measure": "exports",
        "entity": "USA",
        "token": "about 0.3 trillion yuan",
        "lang": "en",
    }
    fact = put(package, period="2024-11", **asked)
    other = put(package, period="2024", **asked)
    paths = [done.lines[-1].path for done in (fact, other)]
    assert paths == ["trade/observations-months.csv", "trade/observations.csv"]


def test_a_write_that_fails_leaves_no_trace(package, monkeypatch):
    before = contents(package)

    def fail(source, target):
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(ce.BadData, match=r"Cannot write .*Permission denied"):
        put(package)
    assert contents(package) == before


@pytest.mark.usefixtures("tiny")
def test_an_installed_package_is_refused_with_the_remedy():
    with pytest.raises(ce.MissingData, match=r"installed package .* 'chinaecon init FOLDER'"):
        add(STATIONS)


def test_a_folder_without_a_package_is_refused(tmp_path):
    with pytest.raises(ce.MissingData, match="expected a data package"):
        add(STATIONS, data=tmp_path / "nowhere")


@pytest.mark.parametrize("dataset", store.datasets())
def test_every_token_of_the_data_is_read_as_the_number_that_stands_beside_it(dataset):
    """A few are refused (two figures, no currency); none that is read gives another number."""
    known = list(store.words("units")["unit"])
    rows = store.prints(dataset)
    rows = rows[rows["as_printed"] != ""].drop_duplicates(["measure", "as_printed", "lang", "unit"])
    refused = 0
    for row in rows.to_dict("records"):
        measure = vocabulary.measure(row["measure"])
        try:
            found = printed.cells(row["as_printed"], row["lang"], measure, known)
        except ce.ChinaeconError:
            refused += 1
            continue
        there = Decimal(row["value"]) * printed.scale(row["unit"])
        assert Decimal(found.value) * printed.scale(found.unit) == there, row
    assert refused <= 0.2 * len(rows)
