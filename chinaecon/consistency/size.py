"""The size of each fact, printed or not, so that a programme's numbers are of the size of one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from chinaecon.consistency.network import Network, within
from chinaecon.consistency.prints import Floats, Prints
from chinaecon.data.identity import QUOTIENTS, Case, Fact


def sizes(prints: Prints, network: Network) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return the size of each fact, and which facts an amount in print fixes.

    Parameters
    ----------
    prints : Prints
        What is printed.
    network : Network
        How it is joined.

    Returns
    -------
    tuple of numpy.ndarray
        A power of two each: of the largest printed end, else of what the facts beside it suggest,
        else one; and a mask.
    """
    place = {fact: at for at, fact in enumerate(network.facts)}
    ends = np.abs(np.stack([prints.low, prints.high]))
    ends[~np.isfinite(ends)] = 0.0
    printed = np.zeros(len(place))
    np.maximum.at(printed, prints.fact, ends.max(axis=0, initial=0.0))
    size = printed.copy()
    open_cases = []
    for case in (*network.sums, *network.quotients):
        columns = [place[fact] for fact in levels(case)]
        if not size[columns].all():
            open_cases.append((case, columns, float(printed[place[case.whole]])))
    joined = {at for _, columns, _ in open_cases for at in columns}
    size[[at for at in range(size.size) if not size[at] and at not in joined]] = 1.0
    open_cases = _spread(size, open_cases)
    anchored = size > 0
    while not size.all():
        size[np.flatnonzero(size == 0)[0]] = 1.0
        open_cases = _spread(size, open_cases)
    return np.exp2(np.round(np.log2(size))), anchored


def levels(case: Case) -> tuple[Fact, ...]:
    """Return the facts of a case that are levels, those that are columns.

    Parameters
    ----------
    case : Case
        Any.

    Returns
    -------
    tuple of Fact
        Without the growth rate, share or ratio.
    """
    return case.parts if case.identity.kind in QUOTIENTS else (case.whole, *case.parts)


_Open = tuple[Case, list[int], float]
_FEW = 3  # facts of an identity whose sizes tell that of another


def _spread(size: Floats, open_cases: list[_Open]) -> list[_Open]:
    """Give facts without a size the one that the facts beside them suggest, the nearest first."""
    for most in (_FEW, size.size):
        while True:
            left = [one for one in open_cases if len(one[1]) > most or not _fill(size, *one)]
            if len(left) == len(open_cases):
                break
            open_cases = left
    return open_cases


def _fill(size: Floats, case: Case, columns: list[int], printed: float) -> bool:
    """Fill the sizes of one case, if any of them is known."""
    if not size[columns].any():
        return False
    if case.signs:
        size[[at for at in columns if not size[at]]] = size[columns].max()
        return True
    factor = abs(within(case, printed, printed, 0.0)[0]) or 1.0
    first, second = columns
    size[first] = size[first] or size[second] * factor
    size[second] = size[second] or size[first] / factor
    return True
