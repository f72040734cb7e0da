"""What a text says, as prints that can be audited."""

import pytest

import chinaecon as ce
from chinaecon.claims.document import from_text
from chinaecon.claims.said import said

INDIA = (
    "China's goods trade with India was $138 billion in 2024, up 1.7 percent in dollars. "
    "Imports from India fell 3 percent in 2024 in dollars and exports to India rose 2.4 percent "
    "in 2024 in dollars."
)


def test_levels_and_growth_are_prints_with_the_bounds_of_their_digits():
    found = said(from_text(INDIA), as_of="2025-01-20")
    told = found.set_index("measure")[["value", "low", "high", "unit"]].T.to_dict("list")
    assert told == {
        "total_trade": [138, 137.5, 138.5, "billion USD"],
        "total_trade_growth_yoy_usd": [1.7, 1.65, 1.75, "percent"],
        "imports_growth_yoy_usd": [-3, -3.5, -2.5, "percent"],
        "exports_growth_yoy_usd": [2.4, 2.35, 2.45, "percent"],
    }


def test_a_text_implies_what_it_does_not_say():
    found = ce.infer(
        "trade.exports",
        entity="IND",
        period="2024",
        data=said(from_text(INDIA), as_of="2025-01-20"),
    )
    assert found[["low", "high"]].to_numpy()[0] == pytest.approx([116.19, 125.03], abs=0.05)


def test_what_the_text_says_is_audited_and_not_what_the_data_hold():
    wrong = (
        "In 2024 China's exports were $3.58 trillion, its imports $2.59 trillion "
        "and its trade $9.99 trillion."
    )
    audit = ce.audit(said(from_text(wrong), as_of="2025-01-20"))
    assert [row["value"] for row in audit.conflicts[0].prints] == [9.99, 3.58, 2.59]


def test_a_share_and_a_count_keep_their_units():
    text = (
        "China had 4.25 million 5G base stations at the end of 2024. "
        "The United States had 11.2 percent of China's trade in 2024."
    )
    found = said(from_text(text), as_of="2025-01-20")
    assert found[["measure", "unit"]].values.tolist() == [
        ["base_stations_5g", "million station"],
        ["share_of_total_trade_cny", "percent"],
    ]
