"""Interval arithmetic on columns: what the bounds of two figures say about a third.

Known here are expressions and how a figure is put beside another; no unit and no period.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import narwhals.stable.v2 as nw

from chinaecon.verbs.frame import NAN, NUMBERS, Frame

_INF = float("inf")


class Interval(NamedTuple):
    """A figure and its bounds, as expressions."""

    value: nw.Expr
    low: nw.Expr
    high: nw.Expr

    def map(self, rising: Callable[[nw.Expr], nw.Expr]) -> Interval:
        """Apply a function that never falls."""
        return Interval(*map(rising, self))

    def where(self, condition: nw.Expr, number: float) -> Interval:
        """Give the exact `number` where the condition holds."""
        return self.map(lambda x: nw.when(condition).then(nw.lit(number)).otherwise(x))

    def columns(self, prefix: str = "") -> list[nw.Expr]:
        """Name the three columns."""
        return [x.alias(f"{prefix}{c}") for x, c in zip(self, NUMBERS, strict=True)]


def figures(prefix: str = "") -> Interval:
    """Take value, low and high of every row; with ``_`` those of the figure beside it."""
    return Interval(*(nw.col(f"{prefix}{c}") for c in NUMBERS))


def difference(top: Interval, bottom: Interval) -> Interval:
    """Subtract."""
    return Interval(top.value - bottom.value, top.low - bottom.high, top.high - bottom.low)


def quotient(top: Interval, bottom: Interval) -> Interval:
    """Divide by a figure above zero; NaN where it is not above zero or either is missing.

    The divisor is held to be positive even where its lower bound is not: nothing then bounds
    the quotient on the far side.
    """
    nothing, endless = nw.lit(NAN), nw.lit(_INF)
    positive = bottom.low > 0
    shrunk, grown = top.low / bottom.high, top.high / bottom.low
    below = nw.when(positive).then(top.low / bottom.low).otherwise(-endless)
    above = nw.when(positive).then(grown).otherwise(endless)
    low = nw.when(top.low >= 0).then(shrunk).otherwise(below)
    high = nw.when(top.high > 0).then(above).otherwise(top.high / bottom.high)
    there = (bottom.value > 0) & ~top.value.is_nan() & ~bottom.value.is_nan()
    found = Interval(top.value / bottom.value, low, high)
    return found.map(lambda x: nw.when(there).then(x).otherwise(nothing))


def beside(frame: Frame, other: Frame, on: Mapping[str, str], *, origin: str = "both") -> Frame:
    """Put figures of `other` beside their rows as _value, _low, _high; nulls where there is none.

    `on` maps columns of `frame` to columns of `other`. With origin ``both``, source, status and
    qualifier become those of the two figures together; with ``own`` they stay.
    """
    names = frame.collect_schema().names()
    carried = [c for c in (*NUMBERS, "period", "source", "status", "qualifier") if c in names]
    keys = [nw.col(right).alias(f"_key{i}") for i, right in enumerate(on.values())]
    right = other.select(*keys, *(nw.col(c).alias(f"_{c}") for c in carried))
    right_on = [f"_key{i}" for i in range(len(keys))]
    joined = frame.join(right, left_on=list(on), right_on=right_on, how="left")
    merged = _origin(names) if origin == "both" else []
    return joined.with_columns(*merged) if merged else joined


def _origin(names: Sequence[str]) -> list[nw.Expr]:
    """Source, status and qualifier of a figure divided by another one; its token is gone."""
    merged = []
    if "source" in names:
        one, two = nw.col("source"), nw.col("_source")
        alone = two.is_null() | (one == two)
        both = nw.concat_str([one, nw.lit("; "), two])
        merged.append(nw.when(alone).then(one).otherwise(both).alias("source"))
    if "status" in names:
        one, two = nw.col("status"), nw.col("_status")
        plain = (one == "A") & ~two.is_null()
        merged.append(nw.when(plain).then(two).otherwise(one).alias("status"))
    if "qualifier" in names:
        merged.append(_over(nw.col("qualifier"), nw.col("_qualifier")).alias("qualifier"))
    if "as_printed" in names:
        merged.append(nw.lit("").alias("as_printed"))
    return merged


def _over(top: nw.Expr, bottom: nw.Expr) -> nw.Expr:
    """The qualifier of a quotient: 4 over "more than 2" is less than 2."""
    turned = bottom
    for one, other in ((">", "<"), ("<", ">"), (">=", "<="), ("<=", ">=")):
        turned = nw.when(bottom == one).then(nw.lit(other)).otherwise(turned)
    mixed = nw.when(top == turned).then(top).otherwise(nw.lit("~"))
    mixed = nw.when(top == "=").then(turned).otherwise(mixed)
    return nw.when(bottom.is_null() | (bottom == "=")).then(top).otherwise(mixed)
