"""Prints and identities as numbers: columns are facts, rows are identities and quotients."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from scipy import sparse

from chinaecon.consistency.network import Network, slack, within
from chinaecon.consistency.prints import Floats, Prints
from chinaecon.consistency.programme import Ints
from chinaecon.consistency.rows import Bounds, Mask, Part, Rows, assembled, missed
from chinaecon.consistency.size import sizes
from chinaecon.data.identity import QUOTIENTS, Case, Fact, identities

_SMALL = 1e-6  # what is divided by is at least this share of its size


class System:
    """A network in numbers.

    Parameters
    ----------
    prints : Prints
        What is printed.
    network : Network
        How it is joined.

    Attributes
    ----------
    cases : tuple of Case
        First the sums, then the quotients.
    place : dict of Fact to int
        The column of each fact.
    scale : numpy.ndarray of float
        The size of each fact, a power of two.
    """

    def __init__(self, prints: Prints, network: Network) -> None:
        self.prints = prints
        self.facts = network.facts
        self.cases: tuple[Case, ...] = (*network.sums, *network.quotients)
        self.place = {fact: at for at, fact in enumerate(network.facts)}
        self._sums = len(network.sums)
        self._whole = np.array([self.place.get(c.whole, -1) for c in self.cases], dtype=np.int64)
        sides = [[self.place[fact] for fact in case.parts] for case in self.cases]
        self._length = np.array([len(side) for side in sides], dtype=np.int64)
        self._part = np.array([at for side in sides for at in side], dtype=np.int64)
        self._sign = np.array(
            [-s for c in network.sums for s in c.signs]
            + [0.0 for c in network.quotients for _ in c.parts],
            dtype=float,
        )
        self._slack, self._room = self._slacks()
        self._at = np.repeat(np.arange(len(self.cases)), self._length)
        self._start = np.concatenate([[0], np.cumsum(self._length)[:-1]]).astype(np.int64)
        self.scale, self._anchored = sizes(prints, network)

    def _slacks(self) -> tuple[Floats, Floats]:
        sources = self.prints.sources
        nobody: frozenset[str] = frozenset()

        def of(fact: Fact) -> frozenset[str]:
            at = self.place.get(fact, len(sources))
            return sources[at] if at < len(sources) else nobody

        curated = self.prints.is_curated
        pairs = [slack(c, [of(f) for f in (c.whole, *c.parts)], curated) for c in self.cases]
        share, amount = np.array(pairs, dtype=float).reshape(-1, 2).T
        return share, amount

    def everything(self) -> Mask:
        """Return a mask of all prints."""
        return np.ones(self.prints.low.size, dtype=bool)

    def bounds(self, alive: Mask) -> Bounds:
        """Return what the prints in force say of each fact.

        Parameters
        ----------
        alive : numpy.ndarray of bool
            The prints in force.

        Returns
        -------
        Bounds
            Infinite, and of print -1, where there is none.
        """
        count = len(self.facts)
        own = np.flatnonzero(alive)
        ends = []
        for values, sign in ((self.prints.low, 1.0), (self.prints.high, -1.0)):
            best, of = np.full(count, -np.inf), np.full(count, -1)
            order = own[np.argsort(sign * values[own], kind="stable")]
            order = order[np.isfinite(values[order])]
            best[self.prints.fact[order]] = sign * values[order]
            of[self.prints.fact[order]] = order
            ends.append((sign * best, of))
        (low, low_of), (high, high_of) = ends
        return Bounds(low, high, low_of, high_of)

    @cached_property
    def signed(self) -> Mask:
        """The facts that may be negative: differences, and what was printed below zero."""
        names = {
            one.whole
            for one in identities()
            if one.kind == "difference" or any(part.startswith("-") for part in one.parts)
        }
        found = np.array([fact.measure in names for fact in self.facts], dtype=bool)
        below = self.prints.high < 0
        found[self.prints.fact[below]] = True
        return found

    @cached_property
    def blocks(self) -> Ints:
        """For each fact the number of its block: no identity joins two blocks."""
        size = len(self.facts)
        if not self.cases:
            return np.arange(size)
        first = np.where(self._is_level, self._whole, self._part[self._start])
        graph = sparse.coo_array(
            (np.ones(self._part.size), (first[self._at], self._part)), shape=(size, size)
        )
        labels = sparse.csgraph.connected_components(graph, directed=False)[1]
        return np.asarray(labels, dtype=np.int64)

    @cached_property
    def block_of_case(self) -> Ints:
        """For each case the number of its block."""
        return self.blocks[self._part[self._start]] if self.cases else np.empty(0, dtype=np.int64)

    def facts_of(self, cases: Ints) -> Ints:
        """Return the facts of some cases, wholes and parts, each once."""
        return np.unique(np.concatenate([self._whole[cases], self._part[self._entries(cases)]]))

    def cases_of(self, fact: int) -> list[int]:
        """Return the cases in which a fact stands, as whole or part."""
        return self._cases_of.get(fact, [])

    @cached_property
    def _cases_of(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for place, case in enumerate(self.cases):
            for fact in {case.whole, *case.parts}:
                found.setdefault(self.place[fact], []).append(place)
        return found

    def joined(self, cases: Ints) -> list[Ints]:
        """Split some cases into groups that have no fact in common."""
        if not cases.size:
            return []
        counts = 1 + self._length[cases]
        rows = np.repeat(np.arange(cases.size), counts)
        facts = np.concatenate(
            [np.append(self._whole[c], self._part[self._entries(np.array([c]))]) for c in cases]
        )
        names, columns = np.unique(facts, return_inverse=True)
        graph = sparse.coo_array(
            (np.ones(rows.size), (rows, cases.size + columns)),
            shape=(cases.size + names.size,) * 2,
        )
        labels = sparse.csgraph.connected_components(graph, directed=False)[1][: cases.size]
        return [cases[labels == label] for label in np.unique(labels)]

    def broken(self, cases: Ints, bounds: Bounds) -> Ints:
        """Return those of some cases that the bounds of their own facts break.

        Parameters
        ----------
        cases : numpy.ndarray of int
            Places in `cases`, ascending.
        bounds : Bounds
            Of all facts.

        Returns
        -------
        numpy.ndarray of int
            Places in `cases`; within a relative tolerance of 1e-9.
        """
        low = np.where(self.signed, bounds.low, np.maximum(bounds.low, 0.0))
        rows = self._rows(cases, bounds)
        return np.unique(np.concatenate([missed(r, low, bounds.high, self.scale) for r in rows]))

    def part(self, cases: Ints, alive: Mask, columns: Ints | None = None) -> Part:
        """Return the programme of some cases with the prints in force.

        Parameters
        ----------
        cases : numpy.ndarray of int
            Places in `cases`, ascending.
        alive : numpy.ndarray of bool
            The prints in force.
        columns : numpy.ndarray of int, optional
            Facts that are columns in any case; those of the cases are.

        Returns
        -------
        Part
            Scaled.
        """
        bounds = self.bounds(alive)
        rows = self._rows(cases, bounds)
        asked = np.empty(0, dtype=np.int64) if columns is None else columns
        own = np.unique(np.concatenate([asked, *(group.columns for group in rows)]))
        return assembled(rows, own, bounds, self.scale, self._floor)

    def _rows(self, cases: Ints, bounds: Bounds) -> list[Rows]:
        """The rows of some cases: of the sums, then of the quotients."""
        linear, quotients = cases[cases < self._sums], cases[cases >= self._sums]
        return [self._equalities(linear), *self._quotient_rows(quotients, bounds)]

    def _entries(self, cases: Ints) -> Ints:
        """The places in `_part` of the parts of some cases."""
        lengths = self._length[cases]
        offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return np.asarray(np.repeat(self._start[cases], lengths) + offsets, dtype=np.int64)

    def _equalities(self, cases: Ints) -> Rows:
        """Whole less parts is nothing, within the slack of the identity."""
        entries = self._entries(cases)
        at = np.concatenate(
            [np.arange(cases.size), np.repeat(np.arange(cases.size), self._length[cases])]
        )
        columns = np.concatenate([self._whole[cases], self._part[entries]])
        values = np.concatenate([np.ones(cases.size), self._sign[entries]])
        room = self._slack[cases] * self.scale[self._whole[cases]]
        room = np.maximum(room, self._room[cases])
        none = np.full(cases.size, -1)
        return Rows(at, columns, values, -room, room, cases, none)

    def _quotient_rows(self, cases: Ints, bounds: Bounds) -> list[Rows]:
        """First part less the quotient times the second: above its low end, below its high one."""
        wholes = self._whole[cases]
        first = self._part[self._start[cases]]
        second = self._part[self._start[cases] + self._length[cases] - 1]
        spans = [self._span(case, whole, bounds) for case, whole in zip(cases, wholes, strict=True)]
        low, high = np.array(spans, dtype=float).reshape(-1, 2).T
        found = []
        for factor, of, is_low in ((low, bounds.low_of, True), (high, bounds.high_of, False)):
            kept = np.flatnonzero(np.isfinite(factor) & ~self.signed[second])
            size = kept.size
            is_rate = self._is_rate[cases[kept]]
            one = np.where(is_rate, wholes[kept], first[kept])
            end = np.zeros(size)
            open_end = np.full(size, np.inf if is_low else -np.inf)
            found.append(
                Rows(
                    np.tile(np.arange(size), 2),
                    np.concatenate([one, second[kept]]),
                    np.concatenate([np.ones(size), -factor[kept]]),
                    end if is_low else open_end,
                    open_end if is_low else end,
                    cases[kept],
                    np.where(is_rate, -1, of[wholes[kept]]),
                )
            )
        return found

    @cached_property
    def _is_rate(self) -> Mask:
        return np.array([case.identity.kind == "rate" for case in self.cases], dtype=bool)

    @cached_property
    def _is_level(self) -> Mask:
        """The cases whose whole is a column."""
        return np.array([case.identity.kind not in QUOTIENTS for case in self.cases], dtype=bool)

    def _span(self, place: int, whole: int, bounds: Bounds) -> tuple[float, float]:
        ends = float(bounds.low[whole]), float(bounds.high[whole])
        return within(self.cases[place], *ends, float(self._slack[place]))

    @cached_property
    def _floor(self) -> Floats:
        """Below what a fact cannot be, in its own size: zero, and what is divided by above it."""
        floor = np.where(self.signed, -np.inf, 0.0)
        quotient = np.arange(len(self.cases)) >= self._sums
        last = self._part[self._start + self._length - 1] if self.cases else self._part
        second = last[quotient & ~self._is_rate]
        floor[second] = np.where(self._anchored[second], _SMALL, 1.0)
        return np.where(self.signed, -np.inf, floor)
