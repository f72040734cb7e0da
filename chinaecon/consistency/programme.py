"""Linear programmes over sparse matrices, solved by HiGHS; what they mean is not known here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import linprog

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
TOLERANCE = 1e-9
"""By how much a row or bound may be missed, where every number is of the size of one."""
_LARGE = 5000  # columns from which an interior point beats the simplex method
_NOTHING = 1e-8  # an elastic programme that misses by less in all is feasible
_OPTIONS = {
    "primal_feasibility_tolerance": TOLERANCE,
    "dual_feasibility_tolerance": TOLERANCE,
}


@dataclass(frozen=True)
class Programme:
    """Rows ``lower <= A x <= upper`` and bounds ``low <= x <= high``, of which some are printed.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array
        Rows by columns.
    lower, upper : numpy.ndarray of float
        Of the rows; infinite where open.
    low, high : numpy.ndarray of float
        What is printed of the columns; infinite where nothing is.
    floor : numpy.ndarray of float
        Below which no column may be, whatever is printed.
    loose : numpy.ndarray of bool
        The rows that are printed: they may be given up, the others may not.
    """

    matrix: sparse.csr_array
    lower: Floats
    upper: Floats
    low: Floats
    high: Floats
    floor: Floats
    loose: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Certificate:
    """What an elastic programme says: how much is missed, where, and what it rests on.

    Attributes
    ----------
    miss_low, miss_high : numpy.ndarray of float
        By how much the printed bounds of each column are missed.
    weight_low, weight_high : numpy.ndarray of float
        How much the result rests on them: the dual.
    miss_row, weight_row : numpy.ndarray of float
        Of the rows.
    """

    miss_low: Floats
    miss_high: Floats
    miss_row: Floats
    weight_low: Floats
    weight_high: Floats
    weight_row: Floats

    @property
    def missed(self) -> float:
        """How much is missed in all."""
        return float(self.miss_low.sum() + self.miss_high.sum() + self.miss_row.sum())

    @property
    def is_feasible(self) -> bool:
        """Whether nothing is missed, within the tolerance."""
        return self.missed <= _NOTHING


def is_feasible(one: Programme) -> bool:
    """Tell whether some x satisfies all rows and bounds.

    Parameters
    ----------
    one : Programme
        Its numbers of the size of one.

    Returns
    -------
    bool
        Within `TOLERANCE`.
    """
    low = np.maximum(one.low, one.floor)
    if (low > one.high + TOLERANCE).any():
        return False
    if not one.lower.size:
        return True
    found = _solved(np.zeros(low.size), one, low, np.maximum(one.high, low))
    return bool(found.status != 2)


def elastic(one: Programme) -> Certificate:
    """Miss the printed rows and bounds by as little as possible in all.

    Parameters
    ----------
    one : Programme
        Feasible without what is printed.

    Returns
    -------
    Certificate
        The bounds and rows with a weight cannot all hold, if anything is missed.
    """
    n, m = one.low.size, one.lower.size
    if not n:
        return Certificate(*[np.empty(0)] * 6)
    lows, highs = np.flatnonzero(np.isfinite(one.low)), np.flatnonzero(np.isfinite(one.high))
    rows = np.flatnonzero(one.loose)
    own = sparse.csr_array(sparse.eye_array(n))
    tops = [(one.matrix, m), (own[lows], lows.size), (own[highs], highs.size)]
    matrix = sparse.vstack([top for top, _ in tops], format="csr")
    lower = np.concatenate([one.lower, one.low[lows], np.full(highs.size, -np.inf)])
    upper = np.concatenate([one.upper, np.full(lows.size, np.inf), one.high[highs]])
    # what is printed may be missed: downwards for an upper end, upwards for a lower one
    at = np.concatenate([rows, m + np.arange(lows.size + highs.size)])
    is_lower = np.isfinite(lower[at])
    signs = np.where(is_lower, 1.0, -1.0)
    misses = sparse.csr_array((signs, (at, np.arange(at.size))), shape=(lower.size, at.size))
    wide = Programme(
        sparse.hstack([matrix, misses], format="csr"),
        lower,
        upper,
        np.empty(0),
        np.empty(0),
        np.empty(0),
        np.empty(0, dtype=bool),
    )
    cost = np.concatenate([np.zeros(n), np.ones(at.size)])
    floor = np.concatenate([one.floor, np.zeros(at.size)])
    found = _solved(cost, wide, floor, np.full(cost.size, np.inf))
    if found.status:
        raise ArithmeticError(f"HiGHS: {found.message}")
    missed = np.zeros(lower.size)
    missed[at] = found.x[n:]
    weights = np.abs(_marginals(found, lower, upper))
    split = np.split(missed, [m, m + lows.size]), np.split(weights, [m, m + lows.size])
    (miss_row, miss_low, miss_high), (weight_row, weight_low, weight_high) = split
    return Certificate(
        _spread(miss_low, lows, n),
        _spread(miss_high, highs, n),
        miss_row,
        _spread(weight_low, lows, n),
        _spread(weight_high, highs, n),
        weight_row,
    )


@dataclass(frozen=True)
class Extreme:
    """The least or greatest value of a column, and what it rests on.

    Attributes
    ----------
    value : float
        Infinite where nothing bounds it.
    weight_low, weight_high, weight_row : numpy.ndarray of float
        How much it rests on the printed bounds of each column, and on the rows.
    """

    value: float
    weight_low: Floats
    weight_high: Floats
    weight_row: Floats


def extreme(one: Programme, cost: Floats) -> Extreme | None:
    """Find the least value of a weighted sum of columns.

    Parameters
    ----------
    one : Programme
        Its numbers of the size of one.
    cost : numpy.ndarray of float
        The weights.

    Returns
    -------
    Extreme or None
        None when no x satisfies the programme.
    """
    low = np.maximum(one.low, one.floor)
    if (low > one.high + TOLERANCE).any():
        return None
    found = _solved(cost, one, low, np.maximum(one.high, low))
    nothing = np.zeros(low.size)
    if found.status:
        unbound = Extreme(-np.inf, nothing, nothing, np.zeros(one.lower.size))
        return unbound if is_feasible(one) else None
    return Extreme(
        float(found.fun),
        np.where(one.low >= one.floor, np.abs(found.lower.marginals), 0.0),
        np.abs(found.upper.marginals),
        np.abs(_marginals(found, one.lower, one.upper)),
    )


def extreme_ratio(one: Programme, first: int, second: int, sign: float) -> Extreme | None:
    """Find the least value of one column over another, or of its negative.

    Parameters
    ----------
    one : Programme
        Its numbers of the size of one.
    first, second : int
        The columns; the second is positive.
    sign : float
        1 for the least quotient, -1 for minus the greatest.

    Returns
    -------
    Extreme or None
        None when no x satisfies the programme.

    Notes
    -----
    Charnes and Cooper (1962): with ``y = t x`` and ``y[second] = 1`` the quotient is linear, and
    every end of a row or bound is multiplied with t.
    """
    n, m = one.low.size, one.lower.size
    own = sparse.csr_array(sparse.eye_array(n))
    floors = np.where(np.isfinite(one.floor), one.floor, -np.inf)
    blocks = ((one.matrix, one.lower, one.upper), (own, one.low, one.high), (own, floors, floors))
    tops, tips = [], []
    for at, (matrix, lower, upper) in enumerate(blocks):
        for ends, way in ((lower, 1.0), (upper, -1.0))[: 1 if at == 2 else 2]:
            kept = np.isfinite(ends)
            tops.append(way * matrix[kept])
            tips.append((at, way, np.flatnonzero(kept), -way * ends[kept]))
    column = sparse.csr_array(np.concatenate([tip[3] for tip in tips]).reshape(-1, 1))
    wide = sparse.hstack([sparse.vstack(tops), column], format="csr")
    size = wide.shape[0]
    free = np.full(n + 1, -np.inf)
    free[n] = 0.0
    fixed = np.full(n + 1, np.inf)
    free[second] = fixed[second] = 1.0
    cost = np.zeros(n + 1)
    cost[first] = sign
    none = np.empty(0)
    whole = Programme(
        wide, np.zeros(size), np.full(size, np.inf), none, none, none, np.empty(0, dtype=bool)
    )
    found = _solved(cost, whole, free, fixed)
    if found.status:
        unbound = Extreme(-np.inf, np.zeros(n), np.zeros(n), np.zeros(m))
        return unbound if is_feasible(one) else None
    weights = np.abs(_marginals(found, whole.lower, whole.upper))
    row, low, high = np.zeros(m), np.zeros(n), np.zeros(n)
    start = 0
    for at, way, places, _ in tips:
        stop = start + places.size
        target = row if at == 0 else (low if way > 0 else high)
        if at < 2:
            target[places] += weights[start:stop]
        start = stop
    return Extreme(float(found.fun), low, high, row)


def _solved(cost: Floats, one: Programme, low: Floats, high: Floats) -> Any:
    equal = one.lower == one.upper
    above, below = ~equal & np.isfinite(one.upper), ~equal & np.isfinite(one.lower)
    matrix = one.matrix
    unequal = sparse.vstack([matrix[above], -matrix[below]], format="csr")
    return linprog(
        cost,
        A_ub=unequal,
        b_ub=np.concatenate([one.upper[above], -one.lower[below]]),
        A_eq=matrix[equal],
        b_eq=one.lower[equal],
        bounds=np.column_stack([low, high]),
        method="highs-ipm" if cost.any() and low.size > _LARGE else "highs",
        options=_OPTIONS,
    )


def _marginals(found: Any, lower: Floats, upper: Floats) -> Floats:
    """The dual of each row, whichever of its ends binds."""
    equal = lower == upper
    above, below = ~equal & np.isfinite(upper), ~equal & np.isfinite(lower)
    weights = np.zeros(lower.size)
    weights[equal] = found.eqlin.marginals
    top, bottom = np.split(np.asarray(found.ineqlin.marginals), [int(above.sum())])
    weights[above] += top
    weights[below] -= bottom
    return weights


def _spread(values: Floats, at: Ints, size: int) -> Floats:
    whole = np.zeros(size)
    whole[at] = values
    return whole
