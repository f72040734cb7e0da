import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chinaecon.errors import BadData, MissingData, UnitMismatch, UnknownName
from chinaecon.verbs.growth import KINDS, growth

INF = math.inf
MONTHS = [f"{year}-{month:02d}" for year in (2022, 2023, 2024) for month in range(1, 13)]
levels = st.floats(0.01, 1e6)


def years(table, *values, unit="billion CNY", first=2020):
    return table(
        [("exports", "USA", str(first + i), "flow", v, unit) for i, v in enumerate(values)]
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("yoy", 10.0), ("pop", 10.0), ("annualised", 10.0), ("log", 9.531018)],
)
def test_growth_of_a_year(table, kind, expected):
    found = growth(years(table, 100.0, 110.0), kind=kind)
    assert found["value"].tolist()[1] == pytest.approx(expected)
    assert found["measure"].unique().tolist() == [f"exports_growth_{kind}_cny"]
    assert found["unit"].unique().tolist() == ["percent"]
    assert found["timing"].unique().tolist() == ["rate"]


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("billion USD", "exports_growth_yoy_usd"),
        ("billion CNY_2020", "exports_growth_yoy_cny_2020"),
        ("million station", "exports_growth_yoy"),
        ("index_point", "exports_growth_yoy"),
    ],
)
def test_growth_of_money_ends_in_its_basis(table, unit, name):
    assert growth(years(table, 1.0, 2.0, unit=unit))["measure"].tolist() == [name, name]


def test_scales_are_brought_together(table):
    rows = [
        ("exports", "USA", "2023", "flow", 900.0, "billion CNY"),
        ("exports", "USA", "2024", "flow", 1.8, "trillion CNY"),
    ]
    assert growth(table(rows))["value"].tolist()[1] == pytest.approx(100.0)


def test_monthly_growth_is_annualised_over_twelve_months_and_quarters_over_four(table):
    def two(first, second):
        frame = table(
            [("m", "A", p, "flow", v, "item") for p, v in ((first, 100.0), (second, 101))]
        )
        return growth(frame, kind="annualised")["value"].tolist()[1]

    assert two("2023-12", "2024-01") == pytest.approx(100 * (1.01**12 - 1))
    assert two("2023-Q4", "2024-Q1") == pytest.approx(100 * (1.01**4 - 1))


@pytest.mark.parametrize(
    ("period", "before", "kind"),
    [
        ("2024-Q1", "2023-Q1", "yoy"),
        ("2024-Q1", "2023-Q4", "pop"),
        ("2024-01", "2023-12", "pop"),
        ("2024-01/2024-11", "2023-01/2023-11", "yoy"),
        ("2024-01/2024-02", "2023-01/2023-02", "yoy"),
        ("2024-02-29", "2023-02-28", "yoy"),
        ("2024-12-31", "2023-12-31", "yoy"),
        ("2024-03-01", "2024-02-29", "pop"),
        ("2014/2023", "2013/2022", "yoy"),
        ("2014/2023", "2004/2013", "pop"),
    ],
)
def test_each_period_is_compared_with_the_right_one(table, period, before, kind):
    alone = table([("m", "A", period, "flow", 110.0, "item")])
    assert growth(alone, kind=kind)["how"].tolist() == [f"no figure for {before}"]
    both = table([("m", "A", p, "flow", v, "item") for p, v in ((period, 110.0), (before, 100.0))])
    assert growth(both, kind=kind)["value"].tolist()[0] == pytest.approx(10.0)


def test_spans_of_different_lengths_are_never_compared(table):
    frame = table(
        [
            ("m", "A", "2023-01/2023-10", "flow_ytd", 100.0, "item"),
            ("m", "A", "2023-11", "flow_ytd", 100.0, "item"),
            ("m", "A", "2023", "flow_ytd", 100.0, "item"),
            ("m", "A", "2024-01/2024-11", "flow_ytd", 110.0, "item"),
        ]
    )
    assert growth(frame)["value"].isna().all()


@given(value=levels, shuffled=st.permutations(MONTHS))
@settings(max_examples=10)
def test_growth_of_a_constant_series_is_nothing(table, value, shuffled):
    found = growth(table([("m", "A", p, "flow", value, "item") for p in shuffled]))
    defined = found[found["period"] >= "2023"]
    assert defined["value"].tolist() == [0.0] * 24
    assert found[found["period"] < "2023"]["value"].isna().all()


@given(gone=st.sets(st.sampled_from(MONTHS), min_size=1, max_size=4))
@settings(max_examples=8)
@pytest.mark.parametrize(("kind", "lag"), [("yoy", 12), ("pop", 1), ("annualised", 1), ("log", 12)])
def test_deleting_months_undefines_exactly_the_rates_that_need_them(table, gone, kind, lag):
    rows = [("m", "A", p, "flow", 100.0 + i, "item") for i, p in enumerate(MONTHS)]
    whole = growth(table(rows), kind=kind).set_index("period")
    less = growth(table([r for r in rows if r[2] not in gone]), kind=kind).set_index("period")
    needs = {now: then for then, now in zip(MONTHS, MONTHS[lag:], strict=False) if then in gone}
    undefined = less.index[less["value"].isna()].difference(whole.index[whole["value"].isna()])
    assert set(undefined) == set(needs) - gone
    assert all(less.at[p, "how"] == f"no figure for {needs[p]}" for p in undefined)
    others = less.index.difference(undefined)
    assert less.loc[others, "value"].equals(whole.loc[others, "value"])


figure = st.tuples(levels, st.floats(0, 100), st.floats(0, 100))  # value, room below and above
many = st.lists(st.tuples(figure, figure, st.floats(0, 100)), min_size=1, max_size=6)


def two_years(table, pairs, extra=0.0):
    """A series of two bounded figures for each pair, the bounds wider by `extra` times its own."""
    return table(
        [
            ("m", f"E{i:02d}", year, "flow", v, "item", v - below - e, v + above + e)
            for i, (*figures, wider) in enumerate(pairs)
            for year, (v, below, above) in zip(("2023", "2024"), figures, strict=True)
            for e in (extra * wider,)
        ],
        "low",
        "high",
    )


@given(many, st.sampled_from(["yoy", "annualised", "cagr", "log"]))
@settings(max_examples=15)
def test_bounds_hold_the_rate_and_widening_an_input_never_narrows_it(table, pairs, kind):
    narrow, wide = (
        growth(two_years(table, pairs, extra), kind=kind).dropna(subset="value") for extra in (0, 1)
    )
    slack = 1e-9 * (1 + narrow["value"].abs())
    assert len(narrow) == len(pairs)
    assert (narrow["low"] <= narrow["value"] + slack).all()
    assert (narrow["value"] <= narrow["high"] + slack).all()
    assert (wide["low"] <= narrow["low"] + slack).all()
    assert (narrow["high"] <= wide["high"] + slack).all()


@given(many, st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=15)
def test_whatever_the_true_levels_the_true_rate_lies_within(table, pairs, at, then):
    frame = two_years(table, pairs)
    spans = frame[["low", "high"]].to_numpy()
    where = [then, at] * len(pairs)
    true = spans[:, 0] + where * (spans[:, 1] - spans[:, 0])
    before, now = true[::2], true[1::2]
    found = growth(frame).iloc[1::2]
    lawful = before > 0  # a growth rate from zero or below is none
    rate = 100 * (now[lawful] / before[lawful] - 1)
    slack = 1e-9 * (1 + abs(rate))
    assert (found["low"][lawful] <= rate + slack).all()
    assert (rate <= found["high"][lawful] + slack).all()


def test_a_lower_bound_gives_a_lower_bound_and_dividing_by_one_an_upper_bound(table):
    rows = [
        ("m", "A", "2022", "flow", 100.0, "item", 100.0, 100.0, "="),
        ("m", "A", "2023", "flow", 110.0, "item", 110.0, INF, ">"),
        ("m", "A", "2024", "flow", 121.0, "item", 121.0, 121.0, "="),
        ("m", "A", "2025", "flow", 121.0, "item", 120.0, 122.0, "~"),
    ]
    found = growth(table(rows, "low", "high", "qualifier")).round(6)
    assert found[["low", "high", "qualifier"]].values.tolist()[1:3] == [
        [10.0, INF, ">"],
        [-100.0, 10.0, "<"],
    ]
    assert found["qualifier"].tolist()[3] == "~"


def test_there_is_no_growth_from_zero_or_below(table):
    found = growth(years(table, 0.0, 5.0, -5.0, 10.0))
    assert found["value"].isna().tolist() == [True, True, False, True]
    assert found["how"].tolist() == [
        "no figure for 2019",
        "figure for 2020 is not above zero",
        "",
        "figure for 2022 is not above zero",
    ]
    for kind in ("annualised", "log"):
        assert math.isnan(growth(years(table, 5.0, -5.0), kind=kind)["value"].tolist()[1])
    assert growth(years(table, 5.0, 0.0), kind="log")["value"].tolist()[1] == -INF


def test_the_average_growth_of_each_series_is_one_row(table):
    rows = [
        ("m", "A", "2014", "flow", 100.0, "item"),
        ("m", "A", "2019", "flow", 500.0, "item"),
        ("m", "A", "2024", "flow", 200.0, "item"),
        ("m", "B", "2024", "flow", 200.0, "item"),
        ("m", "C", "2023-12", "stock", 100.0, "item"),
        ("m", "C", "2024-06", "stock", 110.0, "item"),
    ]
    found = growth(table(rows), kind="cagr")
    assert found[["entity", "period", "how"]].values.tolist() == [
        ["A", "2014/2024", ""],
        ["B", "2024", "only one figure: 2024"],
        ["C", "2023-12/2024-06", ""],
    ]
    assert found["value"].tolist()[0] == pytest.approx(100 * (2**0.1 - 1))
    assert math.isnan(found["value"].tolist()[1])
    assert found["value"].tolist()[2] == pytest.approx(21.0)


def test_contributions_of_the_parts_add_up_to_the_growth_of_the_whole(table):
    rows = [
        ("m", e, p, "flow", v, "item")
        for p, parts in (("2023", (60.0, 40.0, 100.0)), ("2024", (66.0, 39.0, 105.0)))
        for e, v in zip(("A", "B", "WLD"), parts, strict=True)
    ]
    found = growth(table(rows), kind="contribution", of="WLD").set_index(["entity", "period"])
    value = found["value"].xs("2024", level="period").round(9).to_dict()
    assert value == {"A": 6.0, "B": -1.0, "WLD": 5.0}
    assert found["unit"].unique().tolist() == ["percentage_point"]
    assert found.at[("A", "2023"), "how"] == "no figure for 2022"


def test_the_contribution_of_the_whole_is_its_growth_bounds_and_all(table):
    rows = [
        ("m", "WLD", "2023", "flow", 100.0, "item", 99.0, 101.0),
        ("m", "WLD", "2024", "flow", 110.0, "item", 109.0, 111.0),
    ]
    frame, columns = table(rows, "low", "high"), ["value", "low", "high"]
    found = growth(frame, kind="contribution", of="WLD")
    assert found[columns].equals(growth(frame)[columns])


def test_a_part_in_another_currency_than_the_whole_is_refused(table):
    rows = [
        ("m", e, p, "flow", 1.0, f"billion {c}")
        for e, c in (("A", "USD"), ("WLD", "CNY"))
        for p in ("2023", "2024")
    ]
    with pytest.raises(UnitMismatch, match="Convert first"):
        growth(table(rows), kind="contribution", of="WLD")


def test_missing_figures_are_no_ends_of_an_average(table):
    values = (math.nan, 100.0, 121.0, math.nan)
    found = growth(years(table, *values), kind="cagr")
    assert found["period"].tolist() == ["2021/2022"]
    assert found["value"].item() == pytest.approx(21.0)


def test_a_contribution_without_the_whole_says_so(table):
    rows = [
        ("m", "A", "2023", "flow", 1.0, "item"),
        ("m", "A", "2024", "flow", 2.0, "item"),
        ("m", "WLD", "2024", "flow", 9.0, "item"),
    ]
    found = growth(table(rows), kind="contribution", of="WLD")
    assert found["how"].tolist()[1] == "WLD: no figure for 2023"
    with pytest.raises(MissingData, match="No figures of the whole for EU27") as caught:
        growth(table(rows), kind="contribution", of="EU27")
    assert caught.value.missing == ("EU27",)


def test_origin_of_both_figures_is_kept_and_the_token_is_not(table):
    rows = [
        ("m", "A", "2022", "flow", 1.0, "item", "a", "A", "1个"),
        ("m", "A", "2023", "flow", 1.0, "item", "a", "P", "1个"),
        ("m", "A", "2024", "flow", 2.0, "item", "b", "A", "2个"),
    ]
    found = growth(table(rows, "source", "status", "as_printed"))
    assert found["source"].tolist() == ["a", "a", "b; a"]
    assert found["status"].tolist() == ["A", "P", "P"]
    assert found["as_printed"].tolist() == ["", "", ""]


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("billion USD", "billion CNY", "Convert first: ce.convert(frame, 'USD')."),
        ("billion CNY_2020", "billion CNY", "Bring both to the same prices first"),
        ("million station", "million item", "They count different things"),
    ],
)
def test_a_series_in_two_units_is_refused_with_its_rows(table, one, other, text):
    rows = [("m", "A", "2023", "flow", 500.0, other), ("m", "A", "2024", "flow", 700.0, one)]
    with pytest.raises(UnitMismatch) as caught:
        growth(table([*rows, ("m", "B", "2024", "flow", 1.0, one)]))
    first, second = sorted((one, other))
    assert str(caught.value).startswith(
        f"Cannot compare '{first}' with '{second}' (2 rows, first: "
    )
    assert text in str(caught.value)
    assert f"m A 2023 500 {other}" in caught.value.rows
    assert f"m A 2024 700 {one}" in caught.value.rows


def test_entities_may_report_in_different_currencies(table):
    rows = [
        ("m", e, p, "flow", v, u)
        for e, u in (("A", "billion CNY"), ("B", "billion USD"))
        for p, v in (("2023", 100.0), ("2024", 110.0))
    ]
    assert growth(table(rows))["measure"].tolist()[1::2] == ["m_growth_yoy_cny", "m_growth_yoy_usd"]


@pytest.mark.parametrize("unit", ["percent", "percentage_point"])
def test_a_rate_has_no_growth_rate(table, unit):
    with pytest.raises(UnitMismatch, match=f"growth of '{unit}'; expected levels.*percentage p"):
        growth(table([("m", "A", "2024", "rate", 5.0, unit)]))


def test_two_figures_for_one_fact_are_refused(table):
    rows = [("m", "A", "2024", "flow", v, "item", s) for v, s in ((1.0, "a"), (2.0, "b"))]
    with pytest.raises(BadData, match="several figures for 'm A 2024 flow item'; expected one"):
        growth(table(rows, "source"))


def test_kinds_are_a_closed_list_and_the_whole_belongs_to_contributions(table):
    frame = years(table, 1.0, 2.0)
    with pytest.raises(UnknownName, match=r"No kind 'qoq'\. There are 'yoy', 'pop'"):
        growth(frame, kind="qoq")
    for options in ({"kind": "contribution"}, {"kind": "yoy", "of": "WLD"}):
        with pytest.raises(
            UnknownName, match="expected the code of the whole with kind='contribution'"
        ):
            growth(frame, **options)
    assert len(KINDS) == 6
