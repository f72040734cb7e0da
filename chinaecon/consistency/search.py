"""Finding conflicts: blocks that cannot hold, and in each the smallest sets of prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from chinaecon.consistency import programme, propagation
from chinaecon.consistency.programme import Certificate, Ints
from chinaecon.consistency.rows import Bounds, Mask, Part
from chinaecon.consistency.system import System
from chinaecon.data.identity import Fact

_BATCH = 4000  # facts that are solved at once: many small blocks cost less together
_WEIGHT = 1e-9
_FEW = 12  # prints of a set that is tried against the other identities of its block
_LARGE = 2000  # identities of a block
_NONE = np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Found:
    """Prints that cannot stand together.

    Attributes
    ----------
    prints : tuple of int
        Irreducible.
    suspects : tuple of int
        Those whose removal repairs the most, the first of which is set aside.
    mends : int
        How many other identities hold without it that do not hold with it.
    cases : numpy.ndarray of int
        The identities through which they conflict.
    """

    prints: tuple[int, ...]
    suspects: tuple[int, ...]
    mends: int
    cases: Ints


class Search:
    """Looks for conflicts in a system; each print that is found to be a suspect is set aside.

    Parameters
    ----------
    system : System
        Prints and identities in numbers.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self.alive: Mask = system.everything()

    def conflicts(self, track: Callable[[Iterable[Any]], Iterable[Any]] = iter) -> Iterator[Found]:
        """Yield conflicts until what is left can all be true.

        Parameters
        ----------
        track : callable, default iter
            Wraps the blocks as they are gone through.

        Yields
        ------
        Found
            First prints of one fact that disagree, then sets joined by identities.
        """
        yield from self._pairs()
        for cases in track(list(self._batches())):
            while found := list(self._contradictions(cases)) or list(self._conflicts_of(cases)):
                yield from found

    def _pairs(self) -> Iterator[Found]:
        """Two prints of one fact whose bounds do not meet."""
        while True:
            bounds = self.system.bounds(self.alive)
            size = np.maximum(np.abs(bounds.low), np.abs(bounds.high))
            with np.errstate(invalid="ignore"):
                apart = np.flatnonzero(bounds.low - bounds.high > programme.TOLERANCE * size)
            if not apart.size:
                return
            for fact in apart:
                pair = (int(bounds.low_of[fact]), int(bounds.high_of[fact]))
                yield self._taken(pair, _NONE)

    def _batches(self) -> Iterator[Ints]:
        """The cases of all blocks, many small blocks together."""
        blocks = self.system.block_of_case
        order = np.argsort(blocks, kind="stable")
        starts = np.flatnonzero(np.diff(blocks[order], prepend=-1))
        last = 0
        for stop in [*starts[1:], order.size]:
            if stop - last >= _BATCH or stop == order.size:
                yield np.sort(order[last:stop])
                last = stop

    def _contradictions(self, cases: Ints) -> Iterator[Found]:
        """The conflicts that show when bounds are tightened row by row."""
        part = self.system.part(cases, self.alive)
        for rows in propagation.contradictions(part.programme):
            yield from self._conflicts_of(np.unique(part.cases[rows]))

    def _conflicts_of(self, cases: Ints) -> Iterator[Found]:
        """The conflicts among some identities, if they do not hold."""
        part = self.system.part(cases, self.alive)
        if programme.is_feasible(part.programme):
            return
        certificate = programme.elastic(part.programme)
        if certificate.is_feasible:
            return
        for own, prints in self._certified(part, certificate):
            found = self._irreducible(own, prints)
            if found:
                yield self._taken(*found)

    def _certified(self, part: Part, found: Certificate) -> Iterator[tuple[Ints, tuple[int, ...]]]:
        """The identities and prints that a certificate rests on, each independent set apart."""
        weights = found.weight_low, found.weight_high, found.weight_row
        low, high, row = (weight > _WEIGHT for weight in weights)
        prints = part.prints_of(low, high, row)
        for group in self.system.joined(np.unique(part.cases[row])):
            facts = self.system.facts_of(group)
            own = prints[np.isin(self.system.prints.fact[prints], facts)]
            yield group, tuple(own.tolist())

    def _irreducible(
        self, cases: Ints, prints: tuple[int, ...]
    ) -> tuple[tuple[int, ...], Ints] | None:
        """A smallest set among prints that cannot stand, and the identities that say so."""
        near = self._near(cases)
        if self._holds(prints, cases):  # rounding in the certificate
            cases = near
            if self._holds(prints, cases):
                return None
        kept = self._deleted(prints, cases)
        for place in kept if cases.size < near.size and 2 < len(kept) <= _FEW else ():
            rest = tuple(p for p in kept if p != place)
            if not self._holds(rest, near):  # by other identities
                part = self.system.part(near, self._only(rest))
                sets = self._certified(part, programme.elastic(part.programme))
                found = (self._irreducible(own, inside) for own, inside in sets)
                smaller = next((one for one in found if one), None)
                if smaller:
                    return smaller
        return kept, cases

    def _near(self, cases: Ints) -> Ints:
        """The identities of the block of some cases; of a large one those with a fact of theirs."""
        block = self.system.block_of_case
        own = np.flatnonzero(block == block[cases[0]])
        if own.size <= _LARGE:
            return own
        facts = self.system.facts_of(cases)
        found = (case for fact in facts.tolist() for case in self.system.cases_of(fact))
        return np.unique(np.fromiter(found, dtype=np.int64))

    def _deleted(self, prints: tuple[int, ...], cases: Ints) -> tuple[int, ...]:
        """What is left when every print goes without which the others cannot stand either."""
        kept = list(prints)
        for place in prints:
            rest = [p for p in kept if p != place]
            if not self._holds(rest, cases):
                kept = rest
        return tuple(kept)

    def _holds(self, prints: Sequence[int], cases: Ints) -> bool:
        alive = self._only(prints)
        if cases.size == 1:  # no programme is needed
            return not self.system.broken(cases, self.system.bounds(alive)).size
        return programme.is_feasible(self.system.part(cases, alive).programme)

    def _only(self, prints: Sequence[int]) -> Mask:
        alive = np.zeros_like(self.alive)
        alive[list(prints)] = True
        return alive

    def _taken(self, prints: tuple[int, ...], cases: Ints) -> Found:
        """A conflict; its suspect is no longer in force."""
        bounds = self.system.bounds(self.alive)
        mends = [self._mends(place, bounds) for place in prints]
        explained = [bool(self.system.prints.at(p)["explanation"]) for p in prints]
        ranks = list(zip(explained, mends, strict=True))
        equals = tuple(p for p, rank in zip(prints, ranks, strict=True) if rank == max(ranks))
        if cases.size and 1 < len(equals) <= _FEW:
            equals = self._best(equals, self._near(cases))
            wholes = {self.system.cases[case].whole for case in cases}
            equals = tuple(sorted(equals, key=lambda p: self._fact(p) not in wholes))
        self.alive[equals[0]] = False
        return Found(prints, equals, max(ranks)[1], cases)

    def _fact(self, place: int) -> Fact:
        """The fact of a print."""
        return self.system.prints.facts[int(self.system.prints.fact[place])]

    def _best(self, prints: tuple[int, ...], near: Ints) -> tuple[int, ...]:
        """Those of some prints without which the others miss the identities by least."""
        left = []
        for place in prints:
            alive = self.alive.copy()
            alive[place] = False
            left.append(programme.elastic(self.system.part(near, alive).programme).missed)
        least = min(left) + programme.TOLERANCE
        return tuple(p for p, miss in zip(prints, left, strict=True) if miss <= least)

    def _mends(self, place: int, bounds: Bounds) -> int:
        """How many broken prints and identities hold again without a print."""
        prints, fact = self.system.prints, int(self.system.prints.fact[place])
        same = np.flatnonzero(self.alive & (prints.fact == fact))
        others = same[same != place]
        low, high = bounds.low.copy(), bounds.high.copy()
        low[fact] = prints.low[others].max(initial=-np.inf)
        high[fact] = prints.high[others].min(initial=np.inf)
        cases = np.array(self.system.cases_of(fact), dtype=np.int64)
        without = replace(bounds, low=low, high=high)
        before, after = (self.system.broken(cases, one).size for one in (bounds, without))
        apart = (prints.low[others] > prints.high[place]) | (
            prints.high[others] < prints.low[place]
        )
        return before - after + int(apart.sum())
