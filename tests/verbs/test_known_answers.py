"""Known answers on the shipped data: figures that stand in the sources and can be looked up."""

import pytest

from chinaecon.data.observations import load
from chinaecon.verbs.cite import cite
from chinaecon.verbs.convert import convert
from chinaecon.verbs.growth import growth
from chinaecon.verbs.real import real
from chinaecon.verbs.share import share


@pytest.mark.parametrize(
    ("period", "timing", "basis", "rate"),
    [
        ("2024", "flow", "market", 7.1957),
        ("2024", "stock", "market", 7.2993),
        ("2024-12", "stock", "market", 7.2993),
        ("2024-12-31", "event", "market", 7.2993),
        ("2025", "flow", "central_parity", 7.1429),
    ],
)
def test_a_hundred_dollars_in_yuan(table, period, timing, basis, rate):
    frame = table([("own", "CHN", period, timing, 100.0, "billion USD")])
    found = convert(frame, "CNY", basis=basis)
    assert found["value"].item() == pytest.approx(100 * rate, rel=1e-12)
    assert f"{rate} CNY/USD, {period}" in found["how"].item()


def exports(**options):
    found = load("trade.exports", timing="flow", **options)
    return found[found["period"].str.len() == 4]


def test_exports_of_2024_in_dollars():
    yuan = exports(entity="WLD", period="2024", currency="CNY")
    market, customs = convert(yuan, "USD"), convert(yuan, "USD", basis="customs")
    assert market["value"].item() == pytest.approx(3537, abs=1)  # not what customs printed:
    assert customs["value"].item() == pytest.approx(3577.2, rel=5e-4)
    assert "; printed: 3577.2" in market["how"].item()


def test_exports_grew_by_seven_percent_in_yuan_and_six_in_dollars():
    for currency, expected in (("CNY", 7.1), ("USD", 5.9)):
        found = growth(exports(entity="WLD", period="2023/2024", currency=currency)).iloc[-1]
        assert found["measure"] == f"exports_growth_yoy_{currency.lower()}"
        assert found["low"] - 0.05 <= expected <= found["high"] + 0.05


def test_the_united_states_took_a_seventh_of_exports():
    found = share(exports(entity=["USA", "WLD"], period="2024")).set_index("entity")
    assert found.at["USA", "value"] == pytest.approx(14.7, abs=0.05)


def test_consumer_prices_rose_by_three_and_a_half_percent_from_2020_to_2024():
    found = real(exports(entity="WLD", period="2024"), base=2020)
    nominal = exports(entity="WLD", period="2024")["value"].item()
    assert nominal / found["value"].item() == pytest.approx(1.034, abs=0.002)


def test_every_document_of_every_dataset_can_be_cited_in_every_style():
    for style in ("bibtex", "csl-json", "chicago", "gbt7714"):
        for name in ("trade", "telecom", "patents", "funds", "ai", "macro", "prices"):
            assert "chinaecon" in cite(name, style=style)
