"""Known answers of audit and infer: figures of the press, and errors planted among true ones."""

import polars as pl
import pytest

import chinaecon as ce
from chinaecon.errors import BadData, MissingData

INDIA = (
    "total_trade IND 2024 = 138 billion USD",
    "total_trade_growth_yoy_usd IND 2024 = 1.7 percent",
    "imports_growth_yoy_usd IND 2024 = -3 percent",
    "exports_growth_yoy_usd IND 2024 = 2.4 percent",
)
WORLD = (
    "total_trade WLD 2024 = 6.1 trillion USD",
    "exports WLD 2024 = 3.58 trillion USD",
    "imports WLD 2024 = 2.59 trillion USD",
)


KEY = ("measure", "entity", "period", "value", "unit", "source")


def ends(measure, frame, entity="IND", **options):
    found = ce.infer(measure, entity=entity, period="2024", data=frame, **options)
    return found["low"].item(), found["high"].item()


def is_irreducible(conflict, frame):
    """Whether the prints of a conflict cannot stand, but without any one of them the others can."""
    keys = frame[list(KEY)].apply(tuple, axis=1).tolist()
    own = [keys.index(tuple(row[k] for k in KEY)) for row in conflict.prints]
    rests = [[place for place in own if place != one] for one in own]
    assert not ce.audit(frame.iloc[own]).is_consistent
    return all(ce.audit(frame.iloc[rest]).is_consistent for rest in rests)


@pytest.mark.parametrize(
    ("measure", "low", "high"),
    [
        ("exports", 116.19, 125.03),
        ("imports", 13.37, 21.47),
        ("trade_balance", 94.87, 111.56),
        ("total_trade", 137.5, 138.5),
    ],
)
def test_india_from_four_figures(said, measure, low, high):
    assert ends(f"trade.{measure}", said(*INDIA)) == pytest.approx((low, high), abs=0.05)


def test_a_surplus_over_100_tightens_india(said):
    # exports - imports >= 100 and exports + imports in 137.5..138.5: exports >= 118.75, imports
    # <= 19.25; the other ends stay
    frame = said(*INDIA, "trade_balance IND 2024 > 100 billion USD")
    assert ends("exports", frame) == pytest.approx((118.75, 125.03), abs=0.005)
    assert ends("imports", frame) == pytest.approx((13.37, 19.25), abs=0.005)
    assert ends("trade_balance", frame) == pytest.approx((100, 111.56), abs=0.005)


def test_growth_of_what_is_implied(said):
    # the year before is 138 / 1.017; a growth rate that nobody printed is the quotient of levels
    frame = said(
        "exports IND 2024 = 120.0 billion USD",
        "exports IND 2023 = 100.0 billion USD",
    )
    low, high = ends("exports_growth_yoy_usd", frame)
    assert (low, high) == pytest.approx((100 * (119.95 / 100.05 - 1), 100 * (120.05 / 99.95 - 1)))


def test_what_others_imply_leaves_out_the_print_itself(said):
    frame = said(*WORLD[1:], "total_trade WLD 2024 = 6.17 trillion USD")
    assert ends("total_trade", frame, "WLD") == pytest.approx((6165, 6175))
    assert ends("total_trade", frame, "WLD", use="others") == pytest.approx((6160, 6180))


def test_a_yuan_total_converted_to_dollars_is_found_and_named(said):
    frame = said(*WORLD)
    found = ce.audit(frame)
    (conflict,) = found.conflicts
    assert len(conflict.prints) == 3
    assert is_irreducible(conflict, frame)
    assert conflict.suspect["measure"] == "total_trade"
    assert "converted" in conflict.sentence
    assert "7.1957" in conflict.sentence
    assert len(found.frame()) == 3
    assert found.frame()["suspect"].sum() == 1


def test_customs_own_totals_are_no_conflict(said):
    # 25.45 + 18.39 = 43.84, and 43.85 is printed: rounding
    frame = said(
        "total_trade WLD 2024 = 43.85 trillion CNY",
        "exports WLD 2024 = 25.45 trillion CNY",
        "imports WLD 2024 = 18.39 trillion CNY",
    )
    assert ce.audit(frame).is_consistent


def test_nearly_78_percent_of_china(said):
    where = "CN-BJ+CN-SH+CN-ZJ"
    frame = said(
        f"ai_investment {where} 2024 = 64.93 billion CNY",
        f"ai_investment_share_of_china {where} 2024 < 78 percent",
    )
    low, high = ends("ai.ai_investment", frame, "CHN")
    assert low == pytest.approx(64.925 / 0.78)
    assert low > 83.2
    assert high == float("inf")


def test_a_print_that_nothing_bounds_is_no_answer(said):
    with pytest.raises(MissingData, match="No print bears on exports JPN 2024"):
        ends("exports", said(*WORLD), "JPN")


def test_a_print_that_no_identity_joins_implies_itself(said):
    frame = said("exports IND 2018 = 80.0 billion USD")  # customs rates of 2018 are not there
    found = ce.infer("exports", entity="IND", period="2018", data=frame)
    assert found[["low", "high"]].values.tolist() == [pytest.approx([79.95, 80.05])]
    assert ce.audit(frame).is_consistent


def test_prints_that_conflict_imply_nothing(said):
    with pytest.raises(BadData, match=r"ce\.audit"):
        ends("exports", said(*WORLD), "WLD")


def triangle(entity, total, exports="70.0", imports="30.0", period="2023"):
    values = {"exports": exports, "imports": imports, "total_trade": total}
    return [f"{k} {entity} {period} = {value} billion USD" for k, value in values.items()]


def test_every_conflict_of_a_block_and_of_others_is_found(said):
    # three blocks with one conflict each, one (years joined by growth) with two, one with none
    lines = [
        *triangle("JPN", "110.0"),
        *triangle("KOR", "90.0"),
        *triangle("VNM", "101.0"),
        *triangle("IND", "120.0", period="2022"),
        *triangle("IND", "80.0", period="2023"),
        "exports_growth_yoy_usd IND 2023 = 0.0 percent",
        *triangle("DEU", "100.1"),
    ]
    frame = said(*lines)
    found = ce.audit(frame)
    wrong = [("JPN", "2023"), ("KOR", "2023"), ("VNM", "2023"), ("IND", "2022"), ("IND", "2023")]
    where = [{(row["entity"], row["period"]) for row in one.prints} for one in found.conflicts]
    assert sorted(map(sorted, where)) == sorted([key] for key in wrong)
    assert all(is_irreducible(one, frame) for one in found.conflicts)
    suspects = {tuple(one.suspect[k] for k in KEY) for one in found.conflicts}
    keys = frame[list(KEY)].apply(tuple, axis=1)
    assert ce.audit(frame[~keys.isin(suspects)]).is_consistent


@pytest.mark.parametrize(
    ("lines", "size"),
    [
        # two prints of one fact
        (
            [
                "exports IND 2024 = 120.1 billion USD (a)",
                "exports IND 2024 = 120.3 billion USD (b)",
            ],
            2,
        ),
        # growth of 10 percent of 100 is not 120
        (
            [
                "exports IND 2023 = 100.0 billion USD",
                "exports IND 2024 = 120.0 billion USD",
                "exports_growth_yoy_usd IND 2024 = 10.0 percent",
            ],
            3,
        ),
        # total, balance and both flows: 70 + 30 = 100, 70 - 30 is not 50
        ([*triangle("IND", "100.0"), "trade_balance IND 2023 = 50.0 billion USD"], 3),
        # January to February less January is not the February printed
        (
            [
                "exports IND 2024-01 = 10.0 billion USD",
                "exports IND 2024-02 = 12.0 billion USD",
                "exports IND 2024-01/2024-02 = 21.0 billion USD",
            ],
            3,
        ),
        # a fifth of 500 is not 120
        (
            [
                "total_trade IND 2024 = 120.0 billion CNY",
                "total_trade WLD 2024 = 500.0 billion CNY",
                "share_of_total_trade_cny IND 2024 = 20.0 percent",
            ],
            3,
        ),
        # stations per ten thousand people
        (
            [
                "base_stations_5g CHN 2024 = 4.0 million station",
                "population CHN 2024 = 1.4 billion person",
                "base_stations_5g_per_10000_people CHN 2024 = 40.0 station per ten_thousand_people",
            ],
            3,
        ),
    ],
    ids=["pair", "growth", "balance", "months", "share", "ratio"],
)
def test_each_kind_of_identity_has_its_smallest_conflict(said, lines, size):
    frame = said(*lines)
    (conflict,) = ce.audit(frame).conflicts
    assert len(conflict.prints) == size
    assert is_irreducible(conflict, frame)


def test_a_growth_rate_that_no_other_identity_is_near_is_found(said):
    # customs rates of 2015 are not there: without the growth rate no row is left to solve
    frame = said(
        "exports IND 2014 = 100.0 billion USD",
        "exports IND 2015 = 120.0 billion USD",
        "exports_growth_yoy_usd IND 2015 = 10.0 percent",
    )
    (conflict,) = ce.audit(frame).conflicts
    assert is_irreducible(conflict, frame)


def total(factor, size):
    """Exact flows of 3 and 4 trillion, and a total beside them that is off by a factor."""
    sides = {"exports": 3.0 * size, "imports": 4.0 * size, "total_trade": 7.0 * size * factor}
    return [f"{name} IND 2023 = {value!r} trillion USD" for name, value in sides.items()]


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e3])
@pytest.mark.parametrize(
    ("factor", "is_consistent"), [(1 + 1e-6, False), (1 - 1e-6, False), (1 + 1e-12, True)]
)
def test_a_miss_of_a_millionth_is_found_and_the_noise_of_floats_is_not(
    said, size, factor, is_consistent
):
    frame = said(*total(factor, size))
    frame["value"] = frame["value"].astype(float)  # numbers are exact: no digits, no bounds
    assert ce.audit(frame).is_consistent is is_consistent


def test_a_miss_of_a_millionth_is_found_beside_trillions_and_percents(said):
    lines = [
        "exports IND 2022 = 2.5 billion USD",
        "exports_growth_yoy_usd IND 2023 = 0.1 percent",
        "exports WLD 2023 = 3.5 trillion USD",
        "imports WLD 2023 = 2.5 trillion USD",
        "total_trade WLD 2023 = 6.0 trillion USD",
    ]
    for level, is_consistent in (("2.5025", True), ("2.502503", False)):
        frame = said(*lines, f"exports IND 2023 = {level} billion USD")
        frame["value"] = frame["value"].astype(float)
        assert ce.audit(frame).is_consistent is is_consistent


def test_frames_of_polars_are_taken(said):
    frame = said(*INDIA)
    assert ends("exports", pl.from_pandas(frame)) == ends("exports", frame)
    assert ends("exports", pl.from_pandas(frame).lazy()) == ends("exports", frame)
    (conflict,) = ce.audit(pl.from_pandas(said(*WORLD))).conflicts
    assert len(conflict.prints) == 3


@pytest.mark.parametrize(
    ("qualifier", "value", "low", "high"),
    [
        ("=", "138", 137.5, 138.5),
        ("=", "2.40", 2.395, 2.405),
        ("~", "138", 137, 139),
        (">", "100", 100, float("inf")),
        ("<=", "100", 0, 100),
    ],
)
def test_text_gets_bounds_from_its_digits(said, qualifier, value, low, high):
    frame = said(f"exports IND 2024 {qualifier} {value} billion USD")
    assert ends("exports", frame) == pytest.approx((low, high))


def test_numbers_are_exact_and_own_bounds_are_kept(said):
    frame = said("exports IND 2024 = 138 billion USD").assign(value=138.0)
    assert ends("exports", frame) == (138, 138)
    assert ends("exports", frame.assign(low=130.0, high=140.0)) == (130, 140)


def test_all_missing_columns_are_named_at_once(said):
    with pytest.raises(BadData) as caught:
        ce.audit(said(*WORLD).drop(columns=["unit", "entity"]))
    assert list(caught.value.problems) == ["entity", "unit"]


def test_all_rows_that_cannot_be_read_are_named_at_once(said):
    frame = said(
        "exports IND 2024 = 138 billion USD",
        "exports IND 2024 = many billion USD",
        "exports IND 2024 = 138 billion parrots",
        "exports JPN 2024 = 138 billion parrots",
        "exports IND 20-24 = 138 billion USD",
        "export IND 2024 = 138 billion USD",
        "exports IND 2024 = 138 percent",
        "exports IND 2024 ? 138 billion USD",
        "exports IND 2024 = nan billion USD",
        "exports IND 2024 = inf billion USD",
    )
    with pytest.raises(BadData) as caught:
        ce.audit(frame)
    named = sorted(problem.partition(":")[0] for problem in caught.value.problems)
    assert named == [f"row {at}" for at in range(1, 10)]
    with pytest.raises(BadData):
        ends("exports", frame)


@pytest.mark.parametrize(("low", "high"), [(2.0, 1.0), ("few", "many")])
def test_bounds_that_are_no_bounds_are_named(said, low, high):
    frame = said("exports IND 2024 = 1 billion USD").assign(low=[low], high=[high])
    frame = frame.astype({"low": object})
    with pytest.raises(BadData) as caught:
        ce.audit(frame)
    assert [problem.partition(":")[0] for problem in caught.value.problems] == ["row 0"]


def test_a_frame_without_rows_is_consistent(said):
    assert ce.audit(said()).is_consistent


OWN = """\
identity,kind,whole,parts,entity,slack,hazard,note
two_ends,members,exports,USA EU27,WLD,,,The rest is left out.
"""


@pytest.fixture
def own(tiny, forget):
    """A package with an identity of its own: the world is the United States and Europe."""
    (tiny / "vocab/identities.csv").write_text(OWN, encoding="utf-8")
    rows = tiny / "trade/observations.csv"
    text = rows.read_text(encoding="utf-8")
    europe = "exports,EU27,2024,flow,21724,billion CNY,=,A,,,table-2025,\n"
    rows.write_text(text.replace("exports,USA,2023", f"{europe}exports,USA,2023"), "utf-8")
    forget()
    return tiny


def test_an_identity_of_ones_own_is_a_line(own, forget):
    # 3.725..3.735 + 21.7235..21.7245 trillion
    found = ce.infer("exports", entity="WLD", period="2024", use="others", data=own)
    assert found[["low", "high"]].values.tolist() == [pytest.approx([25448.5, 25459.5])]
    assert ce.audit("trade", data=own).is_consistent
    rows = own / "trade/observations.csv"
    rows.write_text(rows.read_text(encoding="utf-8").replace(",21724,", ",12724,"), "utf-8")
    forget()
    (conflict,) = ce.audit("trade", data=own).conflicts
    assert {row["entity"] for row in conflict.prints} == {"WLD", "USA", "EU27"}
    assert "sum of its members" in conflict.sentence


def test_an_identity_of_ones_own_serves_a_frame_too(own, said):
    frame = said("exports USA 2024 = 3 billion CNY", "exports WLD 2024 = 10 billion CNY")
    with_own = ce.infer("exports", entity="EU27", period="2024", data=frame)
    assert with_own[["low", "high"]].values.tolist() == [pytest.approx([6, 8])]
