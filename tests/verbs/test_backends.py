"""Every verb gives every kind of frame back, with the same rows as pandas."""

import functools

import narwhals.stable.v2 as nw
import pytest

from chinaecon.verbs.compare import compare, rank
from chinaecon.verbs.convert import convert
from chinaecon.verbs.growth import growth
from chinaecon.verbs.real import real
from chinaecon.verbs.share import index, share
from chinaecon.verbs.wide import wide

pytestmark = pytest.mark.usefixtures("small_world")

INF = float("inf")
BOUNDED = ["low", "high", "qualifier", "status", "source", "as_printed", "how"]
ROWS = [
    ("exports", "USA", "2023", "flow", 500.0, "billion USD", 499.5, 500.5, "=", "A", "a", "5", ""),
    ("exports", "USA", "2024", "flow", 525.0, "billion USD", 525.0, INF, ">", "P", "b", "", "x"),
    ("exports", "IND", "2024", "flow", 0.12, "trillion USD", 0.115, 0.125, "~", "A", "b", "", ""),
    ("exports", "WLD", "2023", "flow", 3380.0, "billion USD", -INF, 3380.0, "<", "A", "a", "", ""),
    ("exports", "WLD", "2024", "flow", 3577.0, "billion USD", None, None, "=", "A", "b", "", ""),
    ("deficit", "WLD", "2023", "flow", -5.0, "billion USD", -6.0, -4.0, "=", "A", "b", "", ""),
    ("deficit", "WLD", "2024", "flow", 7.0, "billion USD", 6.0, 8.0, "=", "A", "b", "", ""),
    ("deficit", "USA", "2024", "flow", None, "billion USD", None, None, "=", "A", "b", "", ""),
]
VERBS = {
    "convert": functools.partial(convert, to="CNY"),
    "real": functools.partial(real, base=2020, missing="nan"),
    "share": functools.partial(share, missing="nan"),
    "rank": rank,
    "compare": functools.partial(compare, period="2024", to="WLD"),
    "contribution": functools.partial(growth, kind="contribution", of="WLD"),
    **{
        kind: functools.partial(growth, kind=kind)
        for kind in ("yoy", "pop", "annualised", "cagr", "log")
    },
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_every_kind_of_frame_gives_the_same_rows_and_comes_back_as_it_went_in(
    verb, kind, table, rows
):
    frame = table(ROWS, *BOUNDED)
    given = kind(frame)
    found = verb(given)
    assert type(found) is type(given)
    expected = verb(frame)
    columns = list(expected.columns)
    assert nw.from_native(found).collect_schema().names() == columns
    assert rows(found, *columns) == rows(expected, *columns)
    assert len(expected) > 1


def test_index_and_wide_agree_on_every_kind_of_frame(kind, table, rows):
    frame = table([r[:6] for r in ROWS if r[0] == "exports" and r[1] != "IND"])
    for verb in (functools.partial(index, base="2023"), wide):
        columns = list(verb(frame).columns)
        assert rows(verb(kind(frame)), *columns) == rows(verb(frame), *columns)


def test_eager_frames_keep_the_order_of_their_rows(kind, table):
    frame = table(ROWS[::-1], *BOUNDED)
    found = nw.from_native(convert(kind(frame), "CNY"))
    if isinstance(found, nw.DataFrame):
        assert found["period"].to_list() == frame["period"].to_list()
        assert found["entity"].to_list() == frame["entity"].to_list()


def test_a_verb_leaves_its_input_alone(kind, table, rows):
    frame = table(ROWS, *BOUNDED)
    given = kind(frame.copy())
    for verb in VERBS.values():
        verb(given)
    assert rows(given) == rows(frame)


def test_six_columns_are_enough_and_others_stay(kind, table, rows):
    frame = table([(*r[:6], "kept") for r in ROWS], "colour")
    found = convert(kind(frame), "CNY")
    assert set(rows(found, "colour")) == {("kept",)}
    assert rows(found, "low") == rows(found, "value") == rows(found, "high")


def test_years_may_be_numbers_and_texts_categories(table, rows):
    frame = table([r[:6] for r in ROWS[:2]])
    typed = frame.assign(period=frame["period"].astype(int), unit=frame["unit"].astype("category"))
    assert rows(growth(typed), "period", "value") == rows(growth(frame), "period", "value")


def test_an_empty_frame_gives_an_empty_frame(kind, table, rows):
    frame = table(ROWS, *BOUNDED).head(0).astype({"value": float, "low": float, "high": float})
    for verb in (convert_to_yuan, growth, share, rank, functools.partial(index, base="2023")):
        assert rows(verb(kind(frame))) == []


def convert_to_yuan(frame):
    return convert(frame, "CNY")
