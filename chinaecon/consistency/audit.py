"""Audit: whether prints can all be true, and if not, which of them cannot stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chinaecon import units
from chinaecon.consistency import wording
from chinaecon.consistency.conversion import converted
from chinaecon.consistency.inference import limits
from chinaecon.consistency.network import network
from chinaecon.consistency.prints import Prints, read, shipped
from chinaecon.consistency.search import Found, Search
from chinaecon.consistency.system import System
from chinaecon.data import layers

if TYPE_CHECKING:
    import pandas as pd

Track = Callable[[Iterable[Any]], Iterable[Any]]
_PRINT = "measure entity period timing value unit qualifier source".split()
COLUMNS = ("conflict", *_PRINT, "low", "high", "suspect", "sentence", "explanation", "reason")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Prints that cannot all be true; without any one of them the others can.

    Attributes
    ----------
    prints : tuple of dict
        Each with measure, entity, period, timing, value, unit, qualifier, source, `low` and
        `high` (in `unit`); the suspect first.
    mends : int
        How many broken identities would hold without the suspect, this conflict not counted.
    sentence : str
        What is printed, what the others make it, and by which identities.
    explanation, reason : str
        Of the line in corrections.csv that lets one of them stand; blank without one.
    """

    prints: tuple[dict[str, Any], ...]
    mends: int
    sentence: str
    explanation: str
    reason: str

    @property
    def suspect(self) -> dict[str, Any]:
        """The print whose removal repairs the most."""
        return self.prints[0]

    def __str__(self) -> str:
        """Return the sentence, and what explains the conflict."""
        return f"{self.sentence} Explained: {self.reason}" if self.reason else self.sentence

    def to_dict(self) -> dict[str, Any]:
        """Return the conflict as plain values, ready for JSON.

        Returns
        -------
        dict
            By the names of the attributes.
        """
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found.

    Attributes
    ----------
    conflicts : tuple of Conflict
        Smallest sets of prints that cannot stand together.
    prints, facts, identities : int
        How many prints were held against one another, of how many facts (those that only
        follow from others among them), by how many identities.
    """

    conflicts: tuple[Conflict, ...]
    prints: int
    facts: int
    identities: int

    @property
    def is_consistent(self) -> bool:
        """Whether all prints can be true."""
        return not self.conflicts

    @property
    def unexplained(self) -> tuple[Conflict, ...]:
        """The conflicts that no line of corrections.csv explains."""
        return tuple(one for one in self.conflicts if not one.explanation)

    def __str__(self) -> str:
        """Return the summary and one line for each conflict."""
        return "\n".join([self.summary, *map(str, self.conflicts)])

    @property
    def summary(self) -> str:
        """One sentence: how much was audited, and what was found."""
        what = (
            f"{self.prints:,} prints of {self.facts:,} facts, joined by {self.identities:,} "
            "identities"
        )
        if self.is_consistent:
            return f"Consistent: {what}, can all be true."
        count, open_ = len(self.conflicts), len(self.unexplained)
        word = "conflict" if count == 1 else "conflicts"
        return f"Not consistent: {count} {word} ({open_} unexplained) among {what}."

    def frame(self) -> pd.DataFrame:
        """Return the conflicts as a tidy frame.

        Returns
        -------
        pandas.DataFrame
            One row per conflict and print: `conflict` (from one), measure, entity, period,
            timing, value, unit, qualifier, source, `low`, `high`, `suspect` (whether its removal
            repairs the most), `sentence`, `explanation`, `reason`. No row when all can be true.
        """
        import pandas as pd

        rows = [
            {
                "conflict": number,
                **row,
                "suspect": row is one.suspect,
                "sentence": one.sentence,
                "explanation": one.explanation,
                "reason": one.reason,
            }
            for number, one in enumerate(self.conflicts, 1)
            for row in one.prints
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS))


def audit(
    what: object = None,
    *,
    period: str | None = None,
    as_of: str | None = None,
    data: str | Path | None = None,
    track: Track = iter,
) -> Audit:
    """Say whether published figures can all be true, and if not, which cannot stand together.

    Every print bounds the true value of its fact by its digits; the identities of the vocabulary
    (sums, members, months, growth, shares, ratios, yuan and dollars) join the facts. One linear
    programme per block of joined facts says whether all can hold.

    Parameters
    ----------
    what : str or frame, optional
        A dataset (``"trade"``) or a measure, of which the winning print of each fact and
        currency is taken; all datasets by default. Or a frame of prints, which must all hold:
        columns measure, entity, period, value, unit and, where there are some, timing,
        qualifier, source, `low` and `high`.
    period : str, optional
        Of the data package: every figure whose period lies inside.
    as_of : str, optional
        Of the data package: only documents published by then.
    data : str or pathlib.Path, optional
        A data package of your own, as in `load`.
    track : callable, default iter
        Wraps the blocks as they are gone through: a progress bar.

    Returns
    -------
    Audit
        ``is_consistent``, ``conflicts``, ``summary`` and ``frame()``. Each conflict is
        irreducible: without any one of its prints the others can all be true. Every two
        conflicts differ in the suspect, and without the suspects everything can be true, so that
        of disjoint conflicts none is missed.

    Raises
    ------
    UnknownName, MissingData
        For a dataset, measure or period that is not there.
    BadData
        When a frame cannot be read; names every row.

    Notes
    -----
    Consistent is not correct: figures may be wrong together, and a block that few identities
    join is hardly tested. A conflict says that one of its prints is wrong, of another vintage,
    of another definition, or rounded without saying so; the suspect is where one would look
    first, no verdict. Identities hold within the slack that vocab/identities.csv states; slack
    for revisions is given to figures of the data package unless one document prints them all, and
    never to a frame, whose figures must hold as they stand. What is missed by less than
    1e-8 of the size of the figures is not seen. Certificates come from the dual of an elastic
    programme [1]_, and are made irreducible by deletion [2]_.

    References
    ----------
    .. [1] Gleeson and Ryan (1990), Identifying minimally infeasible subsystems of inequalities.
    .. [2] Chinneck (2008), Feasibility and Infeasibility in Optimization.

    Examples
    --------
    >>> import pandas as pd
    >>> said = pd.DataFrame(
    ...     {
    ...         "measure": ["total_trade", "exports", "imports"],
    ...         "value": ["6.1", "3.58", "2.59"],
    ...         "unit": "trillion USD",
    ...         "entity": "WLD",
    ...         "period": "2024",
    ...     }
    ... )
    >>> found = audit(said)
    >>> found.is_consistent, len(found.conflicts[0].prints)
    (False, 3)
    """
    with layers.using(data):
        named = what is None or isinstance(what, str)
        prints = shipped(what, period, as_of) if named else read(what)  # type: ignore[arg-type]
        system = System(prints, network(prints))
        found = list(Search(system).conflicts(track))
        return Audit(
            tuple(_conflict(system, one) for one in found),
            prints.low.size,
            len(system.facts),
            len(system.cases),
        )


def _conflict(system: System, found: Found) -> Conflict:
    """A set of prints with its words, the suspect first."""
    prints = system.prints
    suspect, others = _suspect(prints, found)
    fact = prints.facts[prints.fact[suspect]]
    alive = system.everything()
    alive[:] = False
    alive[others] = True
    implied = limits(system, found.cases, alive, fact)
    sentence = wording.conflicting(suspect, others, implied, prints)
    sentence += converted(prints, suspect)
    explained = next((p for p in (suspect, *others) if prints.at(p)["explanation"]), None)
    line = prints.at(suspect if explained is None else explained)
    return Conflict(
        tuple(_plain(prints, place) for place in (suspect, *others)),
        found.mends,
        sentence,
        line["explanation"],
        line["reason"],
    )


def _suspect(prints: Prints, found: Found) -> tuple[int, Sequence[int]]:
    """The print that is doubted: of equals, one that is a conversion of the other currency."""
    best = next((p for p in found.suspects if converted(prints, p)), found.suspects[0])
    return best, [place for place in found.prints if place != best]


def _plain(prints: Prints, place: int) -> dict[str, Any]:
    row = prints.at(place)
    factor = float(units.parse(row["unit"]).factor)
    return {
        **{name: row[name] for name in _PRINT},
        "low": float(prints.low[place]) / factor,
        "high": float(prints.high[place]) / factor,
    }
