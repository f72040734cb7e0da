import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chinaecon.errors import BadData, MissingData, UnitMismatch
from chinaecon.verbs.compare import compare, rank

INF = math.inf
ROWS = [
    ("m", "A", "2024", "flow", 10.0, "item", 9.0, 11.0),
    ("m", "B", "2024", "flow", 8.0, "item", 8.0, 9.0),
    ("m", "C", "2024", "flow", 5.0, "item", 4.0, 6.0),
    ("m", "D", "2024", "flow", 4.0, "item", 4.0, INF),
    ("m", "A", "2023", "flow", 1.0, "item", 1.0, 1.0),
]
JUDGED = ["to", "difference", "difference_low", "difference_high"]


def test_bounds_decide_the_verdict(table):
    found = compare(table(ROWS, "low", "high"), period="2024").set_index("entity")
    assert found["verdict"].to_dict() == {
        "A": "cannot tell",
        "B": "cannot tell",
        "C": "below",
        "D": "cannot tell",
    }
    assert found.loc["C", JUDGED].tolist() == ["A", -5.0, -7.0, -3.0]
    assert found.loc["C", ["ratio", "ratio_low", "ratio_high"]].tolist() == pytest.approx(
        [0.5, 4 / 11, 6 / 9]
    )
    assert found.loc["A", [*JUDGED, "ratio"]].tolist() == ["A", 0.0, 0.0, 0.0, 1.0]
    assert found.loc["D", "difference_high"] == INF


def test_a_comparison_with_a_named_entity(table):
    found = compare(table(ROWS, "low", "high"), period="2024", to="C").set_index("entity")
    assert found["verdict"].to_dict() == {
        "A": "above",
        "B": "above",
        "C": "cannot tell",
        "D": "cannot tell",
    }


def test_the_largest_is_found_for_each_measure_and_equal_ones_by_name(table, kind, rows):
    frame = table(
        [
            ("m", "B", "2024", "flow", 2.0, "item"),
            ("m", "A", "2024", "flow", 2000.0, "item"),
            ("n", "B", "2024", "flow", 5.0, "thousand item"),
            ("n", "A", "2024", "flow", math.nan, "item"),
            ("o", "D", "2024", "flow", 1.0, "item"),
            ("o", "C", "2024", "flow", 1.0, "item"),
        ]
    )
    found = compare(kind(frame), period="2024")
    assert rows(found, "measure", "entity", "to", "verdict") == [
        ("m", "A", "A", "cannot tell"),
        ("m", "B", "A", "below"),
        ("n", "A", "B", "cannot tell"),
        ("n", "B", "B", "cannot tell"),
        ("o", "C", "C", "cannot tell"),
        ("o", "D", "C", "cannot tell"),
    ]
    assert set(rows(found, "unit")) == {("item",)}


def test_a_figure_keeps_its_own_token_and_origin(table):
    rows = [(*r[:6], token, "s") for r, token in zip(ROWS, "12345", strict=True)]
    found = compare(table(rows, "as_printed", "source"), period="2024")
    assert found["as_printed"].tolist() == ["1", "2", "3", "4"]
    assert found["source"].unique().tolist() == ["s"]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({5: "billion CNY"}, "'billion CNY' with 'item'"),
        ({5: "percent"}, "'item' with 'percent'"),
        ({3: "stock"}, "'flow' with 'stock'"),
        ({3: "flow_ytd"}, "'flow' with 'flow_ytd'"),
    ],
)
def test_different_kinds_of_figures_are_refused_with_their_rows(table, change, text):
    odd = tuple(change.get(i, cell) for i, cell in enumerate(ROWS[1][:6]))
    with pytest.raises(UnitMismatch, match=f"Cannot compare {text}") as caught:
        compare(table([ROWS[0][:6], odd]), period="2024")
    assert len(caught.value.rows) == 2
    assert any(row.startswith("m B 2024 8 ") for row in caught.value.rows)


@pytest.mark.parametrize(
    ("one", "other", "remedy"),
    [
        ("billion CNY", "billion USD", "Convert first"),
        ("billion CNY", "billion CNY_2020", "Bring both to the same prices first"),
        ("percent", "percentage_point", "are not the same; keep them apart"),
    ],
)
def test_units_that_look_alike_are_refused_with_a_remedy(table, one, other, remedy):
    rows = [("m", e, "2024", "flow", 1.0, u) for e, u in (("A", one), ("B", other))]
    with pytest.raises(UnitMismatch, match=remedy):
        compare(table(rows), period="2024")


def test_an_entity_with_only_year_to_date_is_not_passed_over(table):
    rows = [
        ("m", "A", "2024-11", "flow", 1.0, "item"),
        ("m", "A", "2024-01/2024-11", "flow_ytd", 9.0, "item"),
        ("m", "B", "2024-01/2024-11", "flow_ytd", 9.0, "item"),
    ]
    with pytest.raises(UnitMismatch, match=r"'2024-11' with '2024-01/.*same span") as caught:
        compare(table(rows), period="2024-11")
    assert caught.value.rows == ("m B 2024-01/2024-11 9 item", "m A 2024-11 1 item")
    assert len(compare(table(rows), period="2024-01/2024-11")) == 2
    assert len(compare(table(rows[:2]), period="2024-11")) == 1


def test_what_is_not_there_is_named(table):
    frame = table(ROWS, "low", "high")
    with pytest.raises(MissingData, match=r"No figure for 2030. The frame has 2023, 2024\."):
        compare(frame, period="2030")
    with pytest.raises(MissingData, match="No figure for WLD m 2024"):
        compare(frame, period="2024", to="WLD")
    with pytest.raises(BadData, match="compare found several figures for 'm A 2024 flow item'"):
        compare(table([ROWS[0], ROWS[0]], "low", "high"), period="2024")


def by_hand(spans):
    """The ranks from their definition, one pair at a time."""
    for i, (value, low, high) in enumerate(spans):
        others = [s for j, s in enumerate(spans) if j != i]
        yield [
            1 + sum(v > value for v, _, _ in others),
            1 + sum(lo > high for _, lo, _ in others),
            1 + sum(hi > low for _, _, hi in others),
        ]


small = st.integers(0, 6).map(float)


@given(st.lists(st.tuples(small, small, small), min_size=1, max_size=8))
@settings(max_examples=20)
def test_ranks_are_those_counted_by_hand(table, kind, rows, parts):
    spans = [(low + mid, low, low + mid + high) for low, mid, high in parts]
    frame = table(
        [("m", f"E{i}", "2024", "flow", v, "item", a, b) for i, (v, a, b) in enumerate(spans)]
        + [("n", "E0", "2024", "flow", 100.0, "item", 0.0, INF)],
        "low",
        "high",
    )
    found = rows(rank(kind(frame)), "measure", "entity", "rank", "rank_low", "rank_high")
    expected = [("m", f"E{i}", *map(float, ranks)) for i, ranks in enumerate(by_hand(spans))]
    assert found == sorted([*expected, ("n", "E0", 1.0, 1.0, 1.0)], key=str)


def test_a_missing_figure_has_no_rank_and_takes_none(table):
    rows = [("m", e, "2024", "flow", v, "item") for e, v in (("A", math.nan), ("B", 2.0))]
    found = rank(table(rows)).set_index("entity")[["rank", "rank_low", "rank_high"]]
    assert found.loc["A"].isna().all()
    assert found.loc["B"].tolist() == [1, 1, 1]


def test_ranks_are_whole_numbers_within_one_scale(table):
    rows = [
        ("m", "A", "2024", "flow", 1.0, "trillion CNY"),
        ("m", "B", "2024", "flow", 900.0, "billion CNY"),
    ]
    found = rank(table(rows))
    assert found["rank"].tolist() == [1, 2]
    assert found["rank"].dtype == "int64"


def test_ranking_across_currencies_is_refused(table):
    rows = [("m", e, "2024", "flow", 1.0, f"billion {c}") for e, c in (("A", "CNY"), ("B", "USD"))]
    with pytest.raises(UnitMismatch, match=r"Cannot rank 'billion CNY' with .*Convert"):
        rank(table(rows))
    assert rank(table([rows[0], ("n", *rows[1][1:])]))["rank"].tolist() == [1, 1]
