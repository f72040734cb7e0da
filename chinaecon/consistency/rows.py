"""Rows of a programme: made of triplets, tried by themselves, put together and scaled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from chinaecon.consistency.prints import Floats
from chinaecon.consistency.programme import TOLERANCE, Ints, Programme

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Bounds:
    """What the prints in force say of each fact, in base units, and which prints say so."""

    low: Floats
    high: Floats
    low_of: Ints
    high_of: Ints


@dataclass(frozen=True)
class Part:
    """A programme of some cases, with the facts of its columns and what its rows are.

    Attributes
    ----------
    programme : Programme
        Scaled, so that every number is of the size of one.
    columns : numpy.ndarray of int
        The facts.
    cases : numpy.ndarray of int
        For each row the place of its case in `System.cases`.
    prints : numpy.ndarray of int
        For each row the print it is of; -1 where it is an identity.
    bounds : Bounds
        What the prints in force say of all facts.
    """

    programme: Programme
    columns: Ints
    cases: Ints
    prints: Ints
    bounds: Bounds

    def prints_of(self, low: Mask, high: Mask, row: Mask) -> Ints:
        """Return the prints that some ends of columns and some rows are of, each once."""
        lows, highs = self.columns[low], self.columns[high]
        ends = self.bounds.low_of[lows], self.bounds.high_of[highs], self.prints[row]
        places = np.unique(np.concatenate(ends))
        return places[places >= 0]


@dataclass(frozen=True)
class Rows:
    """Rows in triplets, with their ends, cases and prints."""

    at: Ints
    columns: Ints
    values: Floats
    lower: Floats
    upper: Floats
    cases: Ints
    prints: Ints


def assembled(
    groups: Sequence[Rows], columns: Ints, bounds: Bounds, sizes: Floats, floors: Floats
) -> Part:
    """Return the programme of some rows.

    Parameters
    ----------
    groups : sequence of Rows
        In order.
    columns : numpy.ndarray of int
        The facts that are columns, ascending.
    bounds : Bounds
        What is printed of all facts.
    sizes, floors : numpy.ndarray of float
        Of all facts: what they are divided by, and below what they cannot be then.

    Returns
    -------
    Part
        Every row divided by its largest number.
    """
    starts = np.cumsum([0, *(group.lower.size for group in groups)])
    at = np.concatenate([g.at + s for g, s in zip(groups, starts, strict=False)])
    names = np.concatenate([group.columns for group in groups])
    values = np.concatenate([group.values for group in groups]) * sizes[names]
    size = np.zeros(int(starts[-1]))
    np.maximum.at(size, at, np.abs(values))
    matrix = sparse.csr_array(
        (values / size[at], (at, np.searchsorted(columns, names))),
        shape=(size.size, columns.size),
    )
    scale = sizes[columns]
    lower, upper, cases, prints = (
        np.concatenate([getattr(group, name) for group in groups])
        for name in ("lower", "upper", "cases", "prints")
    )
    programme = Programme(
        matrix,
        lower / size,
        upper / size,
        bounds.low[columns] / scale,
        bounds.high[columns] / scale,
        np.minimum(floors[columns], np.maximum(bounds.high[columns], 0.0)),
        prints >= 0,
    )
    return Part(programme, columns, cases, prints, bounds)


def missed(rows: Rows, low: Floats, high: Floats, scale: Floats) -> Ints:
    """Return the cases of the rows that no values between two ends satisfy.

    Parameters
    ----------
    rows : Rows
        Any.
    low, high, scale : numpy.ndarray of float
        Of all facts: the ends, and their sizes.

    Returns
    -------
    numpy.ndarray of int
        Within the tolerance of a programme.
    """
    ends = np.stack([rows.values * low[rows.columns], rows.values * high[rows.columns]])
    least, most, size = (np.zeros(rows.lower.size) for _ in range(3))
    np.add.at(least, rows.at, ends.min(axis=0))
    np.add.at(most, rows.at, ends.max(axis=0))
    np.maximum.at(size, rows.at, np.abs(rows.values * scale[rows.columns]))
    room = TOLERANCE * size
    return rows.cases[(least > rows.upper + room) | (most < rows.lower - room)]
