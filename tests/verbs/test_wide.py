import narwhals.stable.v2 as nw
import pytest

from chinaecon.errors import BadData, UnitMismatch, UnknownName
from chinaecon.verbs.wide import wide

ROWS = [
    ("exports", "USA", "2024", "flow", 525.0, "billion USD"),
    ("exports", "IND", "2024", "flow", 0.12, "trillion USD"),
    ("exports", "USA", "2023", "flow", 500.0, "billion USD"),
]


def test_periods_are_rows_in_time_and_entities_columns_in_one_scale(table):
    found = wide(table(ROWS))
    assert list(found.columns) == ["period", "IND", "USA"]
    assert found["period"].tolist() == ["2023", "2024"]
    assert found["USA"].tolist() == [500.0, 525.0]
    assert found["IND"].isna().tolist() == [True, False]
    assert found["IND"].tolist()[1] == pytest.approx(120.0)


def test_periods_are_sorted_by_time_not_by_text(table, kind, rows):
    periods = ["2024-Q1", "2024", "2023-12", "2024-01/2024-02", "2024-01"]
    frame = table([("m", "A", p, "flow", float(i), "item") for i, p in enumerate(periods)])
    found = wide(kind(frame))
    order = nw.from_native(found).lazy().collect()["period"].to_list()
    assert order == ["2023-12", "2024-01", "2024-01/2024-02", "2024-Q1", "2024"]


def test_measures_may_stand_across_in_units_of_their_own(table):
    rows = [*ROWS[:1], ("stations", "USA", "2024", "stock", 4.2, "million station")]
    found = wide(table(rows), columns="measure")
    assert found.to_dict("records") == [{"period": "2024", "exports": 525.0, "stations": 4.2}]


@pytest.mark.parametrize(
    ("other", "text"),
    [
        (
            ("exports", "WLD", "2024", "flow", 1.0, "billion CNY"),
            "'billion CNY' with 'billion USD'",
        ),
        (("exports", "WLD", "2024", "stock", 1.0, "billion USD"), "'flow' with 'stock'"),
        (("imports", "WLD", "2024", "flow", 1.0, "billion USD"), "'exports' with 'imports'"),
    ],
)
def test_columns_that_do_not_belong_together_are_refused_with_their_rows(table, other, text):
    with pytest.raises(UnitMismatch, match=f"Cannot lay out {text}") as caught:
        wide(table([*ROWS, other]))
    assert any(row.startswith(f"{other[0]} WLD 2024 1 ") for row in caught.value.rows)


def test_several_entities_do_not_fit_under_one_measure(table):
    with pytest.raises(
        UnitMismatch, match=r"expected one entity .*Select one entity, or pass columns='entity'"
    ):
        wide(table(ROWS), columns="measure")


def test_two_figures_do_not_fit_in_one_cell(table):
    with pytest.raises(BadData, match="wide found several figures for 'exports USA 2024 flow"):
        wide(table([ROWS[0], ROWS[0]]))


def test_columns_are_a_closed_list(table):
    with pytest.raises(UnknownName, match=r"No columns 'period'\. There are 'entity', 'measure'"):
        wide(table(ROWS), columns="period")
