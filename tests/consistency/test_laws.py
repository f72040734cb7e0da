"""Laws of audit and infer, over small worlds of known true values that are printed rounded."""

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import chinaecon as ce
from chinaecon import units

YEAR = 2019  # no customs rate joins dollars to yuan
SIDES = ("exports", "imports")
COLUMNS = ["measure", "entity", "period", "unit", "qualifier", "value", "source"]
laws = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Figure:
    """What can be printed: a fact, its true value and its unit."""

    measure: str
    entity: str
    period: str
    unit: str
    true: Fraction

    @property
    def is_percent(self):
        return self.unit == "percent"

    def step(self, digits):
        """The unit of the last digit: of so many digits, or of a percentage's decimals."""
        if self.is_percent:
            return Fraction(1, 10 ** (digits % 3))
        size = math.floor(math.log10(abs(self.true))) if self.true else 6
        return Fraction(10) ** (size - digits + 1)


@dataclass(frozen=True)
class Print:
    """A figure rounded to a multiple of a step."""

    figure: Figure
    step: Fraction
    qualifier: str
    count: int
    source: str = ""

    @classmethod
    def of(cls, figure, digits, qualifier="=", source=""):
        step = figure.step(digits)
        share = figure.true / step
        count = {">": math.floor, "<": math.ceil}.get(qualifier, round)(share)
        return cls(figure, step, qualifier, count, source)

    @property
    def ends(self):
        """The least and greatest value that the digits allow; of a print with ``=``."""
        return (self.count - Fraction(1, 2)) * self.step, (self.count + Fraction(1, 2)) * self.step

    @property
    def row(self):
        places = round(math.log10(self.step))
        text = str(Decimal(self.count).scaleb(places))
        figure = self.figure
        fact = (figure.measure, figure.entity, figure.period, figure.unit)
        return (*fact, self.qualifier, text, self.source)


def frame(prints):
    return pd.DataFrame([one.row for one in prints], columns=COLUMNS)


def names(row):
    return tuple(row[k] for k in COLUMNS)


@st.composite
def worlds(draw):
    """Return figures that are all true: flows of years and months, growth, shares, ratios."""
    money = draw(st.sampled_from(["CNY", "USD"]))
    amounts = st.integers(10**10, 10**12)
    months = {side: draw(st.lists(amounts, min_size=12, max_size=12)) for side in SIDES}
    flows = {(side, f"{YEAR - 1}"): draw(amounts) for side in SIDES}
    for side, values in months.items():
        for number, value in enumerate(values, 1):
            flows[side, f"{YEAR}-{number:02d}"] = value
            to_date = f"{YEAR}-01/{YEAR}-{number:02d}" if number < 12 else f"{YEAR}"
            if number > 1:
                flows[side, to_date] = sum(values[:number])
    for period in dict.fromkeys(period for _, period in flows):
        one, other = (flows[side, period] for side in SIDES)
        flows["total_trade", period] = one + other
        flows["trade_balance", period] = one - other
    figures = {
        key: Figure(key[0], "IND", key[1], money, Fraction(value)) for key, value in flows.items()
    }
    for measure in (*SIDES, "total_trade"):
        now, then = (flows[measure, f"{year}"] for year in (YEAR, YEAR - 1))
        growth = f"{measure}_growth_yoy_{money.lower()}"
        true = 100 * (Fraction(now, then) - 1)
        figures[growth, f"{YEAR}"] = Figure(growth, "IND", f"{YEAR}", "percent", true)
    if money == "CNY":
        whole = Fraction(flows["total_trade", f"{YEAR}"] * draw(st.integers(2, 9)))
        figures["world", f"{YEAR}"] = Figure("total_trade", "WLD", f"{YEAR}", money, whole)
        share = 100 * flows["total_trade", f"{YEAR}"] / whole
        measure = "share_of_total_trade_cny"
        figures[measure, f"{YEAR}"] = Figure(measure, "IND", f"{YEAR}", "percent", share)
    stations, people = draw(st.integers(10**5, 10**7)), draw(st.integers(10**9, 2 * 10**9))
    for measure, unit, true in (
        ("base_stations_5g", "station", Fraction(stations)),
        ("population", "person", Fraction(people)),
        (
            "base_stations_5g_per_10000_people",
            "station per ten_thousand_people",
            Fraction(10**4 * stations, people),
        ),
    ):
        figures[measure, f"{YEAR}"] = Figure(measure, "CHN", f"{YEAR}", unit, true)
    return figures


def some_prints(figures, sources=("",)):
    """Return prints of some figures, some of them several times."""
    one = st.builds(
        Print.of,
        st.sampled_from(list(figures.values())),
        st.integers(2, 6),
        st.sampled_from(["=", "=", "=", "~", ">", "<"]),
        st.sampled_from(sources),
    )
    return st.lists(one, min_size=1, max_size=25)


@laws
@given(st.data())
def test_rounded_true_values_are_never_inconsistent(data):
    figures = data.draw(worlds())
    sources = data.draw(st.sampled_from([("",), ("a", "b", "c")]))
    found = ce.audit(frame(data.draw(some_prints(figures, sources))))
    assert found.is_consistent, str(found)


@settings(max_examples=5)
@given(worlds(), st.integers(2, 6))
def test_a_whole_world_printed_is_not_inconsistent(figures, digits):
    found = ce.audit(frame([Print.of(one, digits) for one in figures.values()]))
    assert found.is_consistent, str(found)


def joined(figures):
    """Identities as products and sums: the kind, the keys of the whole and of its parts."""
    year, before = f"{YEAR}", f"{YEAR - 1}"
    found = [
        ("sum", ("total_trade", year), ("exports", year), ("imports", year)),
        ("sum", ("exports", year), ("trade_balance", year), ("imports", year)),
        (
            "sum",
            ("imports", f"{YEAR}-01/{YEAR}-03"),
            ("imports", f"{YEAR}-01/{YEAR}-02"),
            ("imports", f"{YEAR}-03"),
        ),
        ("sum", ("exports", year), *(("exports", f"{YEAR}-{n:02d}") for n in range(1, 13))),
        (
            "ratio",
            ("base_stations_5g", year),
            ("population", year),
            ("base_stations_5g_per_10000_people", year),
        ),
    ]
    for measure, period in figures:
        level = measure.partition("_growth")[0]
        if level != measure:
            found.append(("growth", (level, year), (level, before), (measure, period)))
        if measure == "share_of_total_trade_cny":
            found.append(("share", ("total_trade", year), ("world", year), (measure, period)))
    return found


FACTORS = {
    # from a printed quotient to a factor, back, and by what share the identity may be missed
    "growth": (lambda g: 1 + g / 100, lambda f: 100 * (f - 1), Fraction(0)),
    "share": (lambda s: s / 100, lambda f: 100 * f, Fraction(0)),
    "ratio": (lambda r: r / 10**4, lambda f: 10**4 * f, Fraction(1, 100)),
}


def implied(kind, at, ends):
    """What the other figures of one identity make the figure at a place, by hand."""
    if kind == "sum":
        lows, highs = (sum(end[side] for end in ends[1:]) for side in (0, 1))
        if at == 0:
            return lows, highs
        own = ends[at]
        return ends[0][0] - highs + own[1], ends[0][1] - lows + own[0]
    there, back, slack = FACTORS[kind]
    whole, base = ends[0], ends[1]
    low, high = (there(end) for end in ends[2])
    low, high = low * (1 - slack), high * (1 + slack)
    if at == 0:
        return base[0] * low, base[1] * high
    if at == 1:
        return whole[0] / high, whole[1] / low
    least, most = whole[0] / base[1] / (1 + slack), whole[1] / base[0] / (1 - slack)
    return back(least), back(most)


def moved(one, low, high, is_up, by):
    """A print whose bounds lie outside low and high, by one step at least."""
    up = math.floor(high / one.step + Fraction(1, 2)) + 1 + by
    down = math.ceil(low / one.step - Fraction(1, 2)) - 1 - by
    least = {"trade_balance": -math.inf}.get(one.figure.measure, 0)
    least = -90 if "_growth_" in one.figure.measure else least
    count = up if is_up or down * one.step <= least else down
    return Print(one.figure, one.step, "=", count)


@laws
@given(st.data())
def test_one_figure_outside_what_the_others_imply_is_found_and_named(data):
    figures = data.draw(worlds())
    kind, *keys = data.draw(st.sampled_from(joined(figures)))
    prints = [Print.of(figures[key], data.draw(st.integers(3, 5))) for key in keys]
    at = data.draw(st.integers(0, len(keys) - 1))
    low, high = implied(kind, at, [one.ends for one in prints])
    assert low <= figures[keys[at]].true <= high
    wrong = moved(prints[at], low, high, data.draw(st.booleans()), data.draw(st.integers(1, 1000)))
    prints[at] = wrong
    others = [one for one in data.draw(some_prints(figures)) if one.row != wrong.row]
    found = ce.audit(frame(others + prints))
    assert not found.is_consistent
    # the others are true: whatever conflicts, the wrong one is in it
    for conflict in found.conflicts:
        assert wrong.row in [names(row) for row in conflict.prints], str(conflict)


def limits(figure, prints):
    money = figure.unit if figure.unit in ("CNY", "USD") else None
    try:
        found = ce.infer(
            figure.measure,
            entity=figure.entity,
            period=figure.period,
            currency=money,
            data=frame(prints),
        )
    except (ce.MissingData, ce.UnknownName):  # nothing printed bears on it
        return -math.inf, math.inf
    factor = float(units.parse(found["unit"].item()).factor / units.parse(figure.unit).factor)
    return found["low"].item() * factor, found["high"].item() * factor


@laws
@given(st.data())
def test_infer_contains_the_truth_and_never_widens_with_a_print(data):
    figures = data.draw(worlds())
    figure = data.draw(st.sampled_from(list(figures.values())))
    *prints, last = data.draw(some_prints(figures))
    before = limits(figure, prints) if prints else (-math.inf, math.inf)
    after = limits(figure, [*prints, last])
    size = max(abs(float(figure.true)), 1.0)
    room = 1e-7 * size
    for low, high in (before, after):
        assert low - room <= figure.true <= high + room
    assert before[0] - room <= after[0]
    assert after[1] <= before[1] + room
