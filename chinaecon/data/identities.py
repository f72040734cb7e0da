"""What must hold among figures whatever their source: sums, months, members, growth, shares."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING

from chinaecon import units
from chinaecon.data import cases, conflicts, identity, layers, store, winner
from chinaecon.data.identity import Case, Fact

if TYPE_CHECKING:
    import pandas as pd

Span = tuple[float, float]
Facts = Mapping[Fact, Sequence[conflicts.Print]]
COLUMNS = (
    "identity measure entity period timing unit low high implied_low implied_high "
    "holds explanation reason"
).split()
_FEW = 4  # facts for which every choice among their prints is tried
_CHOICES = 5000


@layers.layered
def identities(*, data: str | Path | None = None) -> pd.DataFrame:
    """Check every identity of the vocabulary on all facts that it joins.

    Parameters
    ----------
    data : str or pathlib.Path, optional
        A data package of your own, as in `load`.

    Returns
    -------
    pandas.DataFrame
        One row per case: identity; measure, entity, period, timing and unit of the whole, its
        bounds `low`, `high`, and those that the parts imply; `holds`, whether they overlap; where
        they do not, `explanation` (``stands`` or ``correction``: a line of corrections.csv for a
        print of the whole or a part; ``hazard``: within the slack of the identity, for its
        hazard; blank: nothing) and `reason`.

    Notes
    -----
    A fact often has prints of several vintages, and a growth rate belongs to one of them. A case
    holds if some choice of prints makes it hold; with more than four facts each is taken at the
    widest bounds of its prints. A case that holds is therefore possible, not proven.

    Examples
    --------
    >>> found = identities()
    >>> bool((~found["holds"] & (found["explanation"] == "")).any())
    False
    """
    import pandas as pd

    facts: dict[Fact, Sequence[conflicts.Print]] = {}
    for dataset in store.datasets():
        for key, prints in conflicts.printed(dataset).items():
            facts[Fact(*key)] = prints
    rows = [_judged(case, facts) for case in _cases(facts)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _cases(facts: Facts) -> Iterator[Case]:
    """The cases all of whose facts are printed."""
    wholes: dict[str, list[Fact]] = {}
    for fact in facts:
        wholes.setdefault(fact.measure, []).append(fact)
    for one in identity.identities():
        for whole in wholes.get(one.whole, ()) if one.kind != "rate" else ():
            for case in cases.cases(one, whole, facts):
                if all(part in facts for part in case.parts):
                    yield case


def _judged(case: Case, facts: Facts) -> dict[str, object]:
    """Whether a case holds, and what explains it where it does not."""
    own = _spans(case.whole, facts)
    best, implied = math.inf, (math.nan, math.nan)
    whole = own[0]
    for choice in _choices([_spans(part, facts) for part in case.parts]):
        made = _implied(case, choice)
        for low, high in own:
            gap = max(low - made[1], made[0] - high)
            if gap < best:
                best, implied, whole = gap, made, (low, high)
    tolerance = 1e-12 * max(map(abs, (*whole, *implied)), default=0.0)
    explanation, reason = ("", "") if best <= tolerance else _explained(case, facts, best, whole)
    unit = winner.standard_unit(case.whole.measure, facts[case.whole][0].row["unit"])
    factor = float(units.parse(unit).factor)
    low, high, implied_low, implied_high = (x / factor for x in (*whole, *implied))
    return {
        "identity": case.identity.identity,
        **{k: getattr(case.whole, k) for k in ("measure", "entity", "period", "timing")},
        "unit": unit,
        "low": low,
        "high": high,
        "implied_low": implied_low,
        "implied_high": implied_high,
        "holds": best <= tolerance,
        "explanation": explanation,
        "reason": reason,
    }


def _spans(fact: Fact, facts: Facts) -> list[Span]:
    """The bounds of the prints of a fact, without those set aside."""
    prints = facts[fact]
    kept = [p for p in prints if p.action != "drop"] or prints
    return sorted({(p.low, p.high) for p in kept})


def _choices(spans: list[list[Span]]) -> Iterator[tuple[Span, ...]]:
    """Ways to choose one print of each fact; many facts are taken at their widest bounds."""
    if len(spans) <= _FEW:
        return islice(product(*spans), _CHOICES)
    widest = ((min(low for low, _ in own), max(high for _, high in own)) for own in spans)
    return iter([tuple(widest)])


def _implied(case: Case, parts: Sequence[Span]) -> Span:
    """The bounds of the whole that the bounds of the parts imply."""
    if case.signs:
        ends = [(s * a, s * b) for s, (a, b) in zip(case.signs, parts, strict=True)]
        return sum(map(min, ends)), sum(map(max, ends))
    (low, high), (base_low, base_high) = parts
    corners = [x / y for x in (low, high) for y in (base_low, base_high) if y]
    corners = [0.0 if math.isnan(x) else x for x in corners] or [-math.inf, math.inf]
    scale, shift = identity.SCALES.get(case.identity.kind, (1, 0))
    return scale * min(corners) - shift, scale * max(corners) - shift


def _explained(case: Case, facts: Facts, gap: float, whole: Span) -> tuple[str, str]:
    """A line of corrections.csv for one of the prints, else the slack of the identity."""
    for fact in (case.whole, *case.parts):
        for each in facts[fact]:
            if each.action:
                return each.explanation, each.reason
    relative = case.identity.kind in ("growth", "share")
    size = 100.0 if relative else max(map(abs, whole))
    share, amount = case.slack
    if 0 < gap <= max(share * size, amount):
        return "hazard", case.identity.reason
    return "", ""
