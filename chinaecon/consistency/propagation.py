"""Tightening bounds row by row: finds most contradictions without solving a programme."""

from __future__ import annotations

import numpy as np

from chinaecon.consistency.programme import Floats, Ints, Programme

_SWEEPS = 40
_GAIN = 1e-6  # what is tightened by less is left
_APART = 1e-8  # ends that cross by more contradict each other, with numbers of the size of one


def contradictions(one: Programme) -> list[Ints]:
    """Find rows that no x between the printed bounds satisfies.

    Parameters
    ----------
    one : Programme
        Its numbers of the size of one.

    Returns
    -------
    list of numpy.ndarray of int
        Sets of rows, each the derivation of one contradiction; empty when none is found, which
        does not prove that there is none.

    Notes
    -----
    What a row leaves to one column when all others are at their ends bounds that column. The row
    that last tightened an end is remembered; from two ends that cross, the rows are traced back.
    """
    search = _Search(one)
    for _ in range(_SWEEPS):
        moved = search.sweep()
        crossed = np.flatnonzero(search.low > search.high + _APART)
        if crossed.size:
            return [search.traced(int(column)) for column in crossed]
        if not moved:
            break
    return []


class _Search:
    def __init__(self, one: Programme) -> None:
        self.one = one
        self.value, self.column = one.matrix.data, one.matrix.indices
        self.start = one.matrix.indptr
        self.row = np.repeat(np.arange(one.lower.size), np.diff(self.start))
        self.low, self.high = np.maximum(one.low, one.floor), one.high.copy()
        self.why = {-1: np.full(self.low.size, -1), 1: np.full(self.low.size, -1)}
        self.positive = self.value > 0

    def sweep(self) -> bool:
        """Tighten every column by every row once; tell whether anything moved."""
        at_low, at_high = (self.value * ends[self.column] for ends in (self.low, self.high))
        least = np.where(self.positive, at_low, at_high)
        most = np.where(self.positive, at_high, at_low)
        above = (self.one.upper[self.row] - self._rest(least)) / self.value
        below = (self.one.lower[self.row] - self._rest(most)) / self.value
        tops = np.where(self.positive, above, below)
        bottoms = np.where(self.positive, below, above)
        high = self._tightened(tops, self.high, 1)
        return self._tightened(-bottoms, -self.low, -1) or high

    def _rest(self, ends: Floats) -> Floats:
        """For each entry, the sum of the others of its row; not a number where one is open."""
        open_ends = ~np.isfinite(ends)
        size = self.one.lower.size
        total = np.bincount(self.row, np.where(open_ends, 0.0, ends), size)[self.row]
        others = np.bincount(self.row, open_ends, size)[self.row] - open_ends
        rest = total - np.where(open_ends, 0.0, ends)
        return np.where(others > 0, np.nan, rest)

    def _tightened(self, found: Floats, ends: Floats, side: int) -> bool:
        """Lower the ends of columns to what their entries found; remember the rows."""
        kept = np.flatnonzero(np.isfinite(found))
        order = kept[np.argsort(-found[kept], kind="stable")]
        best, by = np.full(ends.size, np.inf), np.full(ends.size, -1)
        best[self.column[order]] = found[order]
        by[self.column[order]] = self.row[order]
        with np.errstate(invalid="ignore"):
            gain = ends - best > _GAIN * np.where(np.isfinite(ends), np.abs(ends), 1.0)
        gain |= np.isinf(ends) & np.isfinite(best)
        self.why[side][gain] = by[gain]
        target, sign = (self.high, 1.0) if side > 0 else (self.low, -1.0)
        target[gain] = sign * best[gain]
        return bool(gain.any())

    def traced(self, column: int) -> Ints:
        """The rows from which two crossing ends of a column follow."""
        rows: set[int] = set()
        seen: set[tuple[int, int]] = set()
        ends = [(column, -1), (column, 1)]
        while ends:
            end = ends.pop()
            row = int(self.why[end[1]][end[0]])
            if row < 0 or end in seen:
                continue
            seen.add(end)
            rows.add(row)
            for at in range(self.start[row], self.start[row + 1]):
                if self.column[at] != end[0]:
                    ends += [(int(self.column[at]), side) for side in (-1, 1)]
        return np.array(sorted(rows), dtype=np.int64)
