"""Periods: laws over all of them, and the texts that are none."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinaecon import period
from chinaecon.errors import BadData

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MONTHS = DAYS.map(lambda d: f"{d:%Y-%m}")
YEARS = DAYS.map(lambda d: f"{d:%Y}")
QUARTERS = DAYS.map(lambda d: f"{d:%Y}-Q{(d.month + 2) // 3}")
SPANS = st.tuples(DAYS, st.integers(1, 11)).map(
    lambda x: f"{x[0]:%Y-%m}/{_month_after(x[0], x[1])}"
)
ANY = st.one_of(DAYS.map(str), MONTHS, YEARS, QUARTERS, SPANS)


def _month_after(day, months):
    number = period.month_number(day) + months
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


@given(ANY)
def test_a_period_ends_where_the_next_one_of_its_grid_begins(text):
    one = period.parse(text)
    assert one.text == text
    assert one.start <= one.end
    following = period.parse(str(one.end + timedelta(days=1)))
    for candidate in (following.text[:4], following.text[:7]):
        other = period.parse(candidate)
        if other.frequency == one.frequency:
            assert other.ordinal == one.ordinal + 1


@given(YEARS)
def test_months_quarters_and_the_year_cover_the_same_days(year):
    whole = period.parse(year)
    months = [period.parse(m) for m in whole.months]
    quarters = [period.parse(f"{year}-Q{n}") for n in range(1, 5)]
    for parts in (months, quarters):
        assert parts[0].start == whole.start
        assert parts[-1].end == whole.end
        assert all(a.end + timedelta(1) == b.start for a, b in pairwise(parts))
        assert all(p in whole for p in parts)


@given(DAYS)
def test_the_same_span_a_year_before_is_one_year_of_steps_back(day):
    for text, earlier in (
        (f"{day:%Y-%m}", f"{day.year - 1}-{day:%m}"),
        (f"{day.year}", f"{day.year - 1}"),
        (f"{day.year}-01/{day.year}-11", f"{day.year - 1}-01/{day.year - 1}-11"),
    ):
        one, other = period.parse(text), period.parse(earlier)
        assert one.frequency == other.frequency
        assert one.ordinal - other.ordinal == one.steps_a_year


def test_a_cumulative_span_is_no_month_and_no_year():
    span = period.parse("2024-01/2024-11")
    assert span.is_cumulative
    assert span.frequency == "M11"
    assert not period.parse("2024-11").is_cumulative
    assert not period.parse("2014/2023").is_cumulative


@pytest.mark.parametrize(
    "text",
    "|24|2024-13|2024-00|2024-Q5|2024-02-30|2024/2024|2024-11/2024-01|2024/2024-11|2024-Q1/2024-Q2"
    "|２０２４|2024-1|2024 |2024-01/|/2024|2024-01/2024-11/2025|20240101".split("|"),
)
def test_what_is_no_period_is_refused_by_name(text):
    with pytest.raises(BadData, match="cannot be read; expected ISO 8601"):
        period.parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2018/2024-06", "2018-01-01", "2024-06-30"),
        ("2018/", "2018-01-01", "9999-12-31"),
        ("/2024-Q1", "0001-01-01", "2024-03-31"),
    ],
)
def test_a_selection_may_be_open(text, first, last):
    assert [d.isoformat() for d in period.parse_range(text)] == [first, last]


def test_a_selection_that_runs_backwards_is_refused():
    with pytest.raises(BadData):
        period.parse_range("2024/2018")
