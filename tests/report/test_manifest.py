"""The manifest: what a picture was made of, and which print moved when it is stale."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinaecon.errors import BadData
from chinaecon.report import manifest
from chinaecon.report.drift import moves, prints, rows_moved
from chinaecon.report.file import digest
from chinaecon.report.render import check, render
from chinaecon.report.spec import read

EXPORTS = "exports USA 2024 flow, billion USD"


@pytest.fixture
def out(spec, tmp_path):
    render(spec, tmp_path / "out")
    return tmp_path / "out"


def held(out):
    return json.loads((out / manifest.NAME).read_text(encoding="utf-8"))


def test_it_holds_the_vintage_the_spec_and_the_prints_of_each_chart(spec, out):
    found = held(out)
    assert found["vintage"] == "2025-03"
    assert found["spec"] == spec.digest()
    assert found["figures"] == {}
    entry = found["charts"]["exports"]
    assert entry["prints"] == {
        "exports USA 2023 flow, billion USD": "500.3, 500.25..500.35, table-2024",
        EXPORTS: "524.7, 524.65..524.75, table-2025",
    }
    assert entry["data"] == manifest.digest_of(entry["prints"])
    for suffix in ("svg", "png", "csv", "txt"):
        assert entry[suffix] == digest((out / f"exports.{suffix}").read_bytes())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("524.7,", "534.7,", "exports USA 2024: 524.7 -> 534.7 billion USD (table-2025)"),
        (
            "524.7,billion USD,=",
            "524.7,billion USD,>",
            "exports USA 2024: 524.7 -> > 524.7 billion USD (table-2025)",
        ),
        (
            "524.7,billion USD,=,A,,,table-2025",
            "524.7,billion USD,=,A,,,mirror-2025",
            "exports USA 2024: 524.7 (524.65..524.75) -> 524.7 (524.65..524.75) billion USD "
            "(table-2025, then mirror-2025)",
        ),
        (
            "exports,USA,2023,flow,500.3,billion USD,=,A,,,table-2024,\n",
            "",
            "exports USA 2023: 500.3 -> none billion USD (table-2024)",
        ),
        (
            "exports,USA,2023,flow",
            "exports,USA,2022,flow,480,billion USD,=,A,,,table-2024,\nexports,USA,2023,flow",
            "exports USA 2022: none -> 480 billion USD (table-2024)",
        ),
    ],
    ids=["number", "qualifier", "source", "gone", "new"],
)
def test_a_stale_chart_names_the_print_that_moved(old, new, told, spec, out, tiny, forget):
    file = tiny / "trade/observations.csv"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    forget()
    (drift,) = check(spec, out)
    assert (drift.what, drift.name, drift.reason) == ("chart", "exports", "its numbers changed.")
    assert [str(move) for move in drift.moves] == [told]


def test_where_no_print_moved_the_drawn_row_is_named(spec, out):
    """A rate moved: the rows drawn differ though their prints do not."""
    table, found = out / "exports.csv", held(out)
    table.write_text(table.read_text(encoding="utf-8").replace("524.7,", "519.9,"))
    found["charts"]["exports"]["csv"] = digest(table.read_bytes())
    (out / manifest.NAME).write_text(json.dumps(found), encoding="utf-8")
    (drift,) = check(spec, out)
    (move,) = drift.moves
    assert (move.period, move.old, move.new) == ("2024", "519.9", "524.7")


def test_what_computed_a_drawn_row_stands_for_its_source():
    row = {"measure": "exports", "entity": "USA", "period": "2024", "timing": "flow", "unit": "USD"}
    old = pd.DataFrame([{**row, "value": 1.0, "source": "a", "how": "x 7.1"}, {**row, "value": 1.0,
                         "period": "2025", "source": "b", "how": None}])  # fmt: skip
    new = old.assign(value=[2.0, 3.0], how=["x 7.2", None])
    assert [move.source for move in rows_moved(old, new)] == ["x 7.1, then x 7.2", "b"]


def test_a_manifest_of_an_earlier_release_is_read(spec, out, tiny, forget):
    found = {"charts": held(out)["charts"]}
    for entry in found["charts"].values():
        del entry["prints"], entry["data"]
    (out / manifest.NAME).write_text(json.dumps(found), encoding="utf-8")
    assert check(spec, out) == []
    file = tiny / "trade/observations.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("524.7", "534.7"), encoding="utf-8")
    forget()
    (drift,) = check(spec, out)
    assert [(move.old, move.new) for move in drift.moves] == [("524.7", "534.7")]


def test_an_earlier_manifest_gets_its_prints_without_drawing_anything(spec, out):
    whole = (out / manifest.NAME).read_bytes()
    found = {"charts": held(out)["charts"]}
    for entry in found["charts"].values():
        del entry["prints"], entry["data"]
    (out / manifest.NAME).write_text(json.dumps(found), encoding="utf-8")
    assert render(spec, out).drawn == []
    assert (out / manifest.NAME).read_bytes() == whole


def test_a_comment_in_the_spec_is_no_drift(spec_file, spec, out):
    before = (out / manifest.NAME).read_bytes()
    spec_file.write_text("# a word\n" + spec_file.read_text(encoding="utf-8"), encoding="utf-8")
    commented = read(spec_file)
    assert check(commented, out) == []
    render(commented, out)
    assert (out / manifest.NAME).read_bytes() == before


def test_a_document_that_no_chart_uses_is_no_drift(spec, out, tiny, forget):
    file = tiny / "trade/observations.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("23.04", "23.05"), encoding="utf-8")
    forget()
    assert check(spec, out) == []


@pytest.mark.parametrize("text", ["{", "[]", '{"charts": []}', '{"charts": {"a": 1}}'])
def test_what_is_no_manifest_says_what_to_do(text, tmp_path):
    (tmp_path / manifest.NAME).write_text(text, encoding="utf-8")
    with pytest.raises(BadData, match="Delete it and draw again"):
        manifest.read(tmp_path / manifest.NAME)


NUMBERS = st.decimals(min_value="-99999", max_value="99999", places=2).map(float)
STATES = st.dictionaries(st.integers(2000, 2025).map(str), NUMBERS, max_size=8)


def frame(state):
    rows = [
        {"measure": "exports", "entity": "USA", "period": period, "timing": "flow", "value": value,
         "unit": "billion USD", "low": value, "high": value, "source": "table-2025"}
        for period, value in state.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


@given(STATES, STATES)
def test_exactly_the_prints_that_differ_are_named(old, new):
    found = moves(prints(frame(old)), prints(frame(new)))
    assert {move.period for move in found} == {
        period for period in old.keys() | new.keys() if old.get(period) != new.get(period)
    }
    for move in found:
        assert move.old == (format(old[move.period], ".12g") if move.period in old else "")
        assert move.new == (format(new[move.period], ".12g") if move.period in new else "")


def test_one_fact_as_known_on_two_days_is_kept_twice():
    twice = pd.concat([frame({"2024": 1.0}), frame({"2024": 2.0})])
    assert list(prints(twice).values()) == ["1, table-2025 | 2, table-2025"]
