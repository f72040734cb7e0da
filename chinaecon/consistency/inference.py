"""The tightest bounds that prints allow for a fact, whether or not anybody printed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from chinaecon import units
from chinaecon.consistency import programme, wording
from chinaecon.consistency.network import network
from chinaecon.consistency.prints import Prints, read, shipped
from chinaecon.consistency.programme import Extreme, Ints
from chinaecon.consistency.rows import Mask, Part
from chinaecon.consistency.system import System
from chinaecon.data import identity, layers, vocabulary
from chinaecon.data.identity import QUOTIENTS, SCALES, Case, Fact
from chinaecon.errors import BadData, MissingData, UnknownName

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "measure entity period timing unit low high printed_low printed_high binding sentence"
).split()
_WEIGHT = 1e-7  # a dual smaller than this is nothing
_USES = ("all", "others")


@dataclass(frozen=True, slots=True)
class Limits:
    """How low and how high a fact can be, and the prints and identities it rests on.

    Attributes
    ----------
    low, high : float
        In base units.
    below, above : tuple of int
        The prints that keep it from being lower, and higher.
    cases : tuple of Case
        The identities through which they do.
    """

    low: float
    high: float
    below: tuple[int, ...]
    above: tuple[int, ...]
    cases: tuple[Case, ...]


def infer(
    name: str,
    *,
    entity: str | Iterable[str] = "CHN",
    period: str | Iterable[str],
    currency: str | None = None,
    use: str = "all",
    as_of: str | None = None,
    data: object = None,
) -> pd.DataFrame:
    """Find the tightest bounds that the published figures allow for a fact, printed or not.

    Every print bounds the true value of its fact by its digits; identities (exports and imports
    are total trade; a level is the one of the year before times one plus its growth) join the
    facts. The least and the greatest value that satisfy all of them are two linear programmes.

    Parameters
    ----------
    name : str
        A measure: ``trade.exports``.
    entity : str or iterable of str, default "CHN"
        Codes, names or exact aliases.
    period : str or iterable of str
        ISO 8601, one fact each.
    currency : str, optional
        Of money. By default yuan where prints speak of yuan, else the currency they are in.
    use : {"all", "others"}, default "all"
        ``"others"`` leaves out the prints of the fact itself: what the others imply of it.
    as_of : str, optional
        Only documents published by then; of the data package alone.
    data : frame, str or pathlib.Path, optional
        A frame of prints, which are then the only ones used: columns measure, entity, period,
        value, unit and, where there are some, timing, qualifier, source, `low` and `high`. Or the
        path of a data package of your own. By default the winning prints of the shipped data.

    Returns
    -------
    pandas.DataFrame
        One row per fact: measure, entity, period, timing, unit; `low` and `high`, infinite where
        nothing bounds it; `printed_low`, `printed_high` of its own prints, missing where there
        are none; `binding`, the prints that the bounds rest on; and a `sentence`.

    Raises
    ------
    MissingData
        When no print bears on a fact.
    BadData
        When the prints cannot all be true: then they imply nothing, and ``ce.audit`` says why.
    UnknownName
        For a measure, entity or currency that does not exist.

    Notes
    -----
    The bounds are exact consequences of the prints: not an estimate, and not a confidence
    interval. They are as good as the digits: a figure rounded without saying so makes them too
    narrow. Of the shipped data a print that corrections.csv lets stand against others is left
    out, and identities hold within the slack that vocab/identities.csv gives for revisions; a
    frame gets no such slack, so that bounds never widen when a print is added.
    Solved by HiGHS [1]_ within a relative tolerance of 1e-9.

    References
    ----------
    .. [1] Huangfu and Hall (2018), Parallelizing the dual revised simplex method.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [
    ...     ("total_trade", "138", "billion USD"),
    ...     ("total_trade_growth_yoy_usd", "1.7", "percent"),
    ...     ("imports_growth_yoy_usd", "-3", "percent"),
    ...     ("exports_growth_yoy_usd", "2.4", "percent"),
    ... ]
    >>> said = pd.DataFrame(rows, columns=["measure", "value", "unit"])
    >>> said = said.assign(entity="IND", period="2024")
    >>> infer("trade.exports", entity="IND", period="2024", data=said)[["low", "high"]].round(1)
         low   high
    0  116.2  125.0
    """
    import pandas as pd

    if use not in _USES:
        raise UnknownName.among("use", use, _USES, f"There are {', '.join(_USES)}.")
    known = vocabulary.measure(name)
    places = [entity] if isinstance(entity, str) else list(entity)
    times = [period] if isinstance(period, str) else list(period)
    with layers.using(data if isinstance(data, str | Path) else None):
        given = data is not None and not isinstance(data, str | Path)
        prints = read(data) if given else shipped(as_of=as_of)
        money = _currency(known, currency, prints)
        facts = [
            identity.fact(known.measure, vocabulary.entity(where), when, money)
            for where in places
            for when in times
        ]
        system = System(prints, network(prints, facts))
        alive = prints.table["explanation"].to_numpy() == ""
        rows = [_row(system, fact, alive, use) for fact in facts]
    return pd.DataFrame(rows, columns=COLUMNS)


def _currency(known: vocabulary.Measure, asked: str | None, prints: Prints) -> str:
    """The currency of a fact: as asked, else yuan where prints speak of it, else theirs."""
    own = units.parse(known.unit).currency
    if own is None:
        return ""
    spoken = sorted({code for fact in prints.facts if (code := identity.currency(fact))})
    if asked is not None:
        if asked not in spoken:
            raise UnknownName.among(
                "print in currency", asked, spoken, f"Printed are {', '.join(spoken) or 'none'}."
            )
        return asked
    return own if own in spoken or not spoken else spoken[0]


def _row(system: System, fact: Fact, alive: Mask, use: str) -> dict[str, object]:
    own = alive & (system.prints.fact == system.place[fact])
    used = alive & ~own if use == "others" else alive
    found = limits(system, around(system, fact), used, fact)
    if found is None:
        raise BadData(
            f"The prints that bear on {wording.named(fact)} cannot all be true, so they imply "
            "nothing. ce.audit says which; leave one out, or let corrections.csv explain it."
        )
    if (np.isinf(found.low) and np.isinf(found.high)) or not (found.below or found.above):
        raise MissingData(
            f"No print bears on {wording.named(fact)}; expected one of it, or of facts that an "
            "identity joins with it. ce.identities() lists the identities."
        )
    unit = wording.unit_of(fact)
    factor = float(units.parse(unit).factor)
    at = system.place[fact]
    bounds = system.bounds(own)
    printed = [
        float(end) / factor if own.any() else np.nan for end in (bounds.low[at], bounds.high[at])
    ]
    return {
        **fact._asdict(),
        "unit": unit,
        "low": found.low / factor,
        "high": found.high / factor,
        "printed_low": printed[0],
        "printed_high": printed[1],
        "binding": "; ".join(
            wording.told(system.prints, place)
            for place in dict.fromkeys((*found.below, *found.above))
        ),
        "sentence": wording.inferred(fact, found, system.prints),
    }


def around(system: System, fact: Fact) -> Ints:
    """Return the cases of the block of a fact; of a quotient, that of what it is made of.

    Parameters
    ----------
    system : System
        In which the fact is.
    fact : Fact
        Any.

    Returns
    -------
    numpy.ndarray of int
        Places in `System.cases`.
    """
    case = _made_of(system, fact)
    block = system.blocks[system.place[case.parts[0] if case else fact]]
    return np.flatnonzero(system.block_of_case == block)


def limits(system: System, cases: Ints, alive: Mask, fact: Fact) -> Limits | None:
    """Return how low and high a fact can be, given some identities and prints.

    Parameters
    ----------
    system : System
        In which the fact is.
    cases : numpy.ndarray of int
        The identities.
    alive : numpy.ndarray of bool
        The prints in force.
    fact : Fact
        A level, a growth rate, a share or a ratio.

    Returns
    -------
    Limits or None
        None when they cannot all be true.
    """
    case = _made_of(system, fact)
    at = np.array([system.place[f] for f in (case.parts if case else (fact,))])
    part = system.part(cases, alive, columns=at)
    ends = []
    for sign in (1.0, -1.0):
        if case:
            first, second = (int(np.searchsorted(part.columns, place)) for place in at)
            found = programme.extreme_ratio(part.programme, first, second, sign)
            scale = float(system.scale[at[0]] / system.scale[at[1]])
        else:
            cost = np.zeros(part.columns.size)
            cost[np.searchsorted(part.columns, at[0])] = sign
            found = programme.extreme(part.programme, cost)
            scale = float(system.scale[at[0]])
        if found is None:
            return None
        ends.append((sign * found.value * scale, found))
    (low, least), (high, most) = ends
    below, above = (_prints(part, one) for one in (least, most))
    joined = tuple(dict.fromkeys(_cases(system, part, least) + _cases(system, part, most)))
    if case:
        low, high = (_back(case, end) for end in (low, high))
    elif not system.signed[at[0]] and not below:
        low = 0.0
    return Limits(low, high, below, above, joined)


def _made_of(system: System, fact: Fact) -> Case | None:
    """The quotient that a fact is, if it is one."""
    own = (c for c in system.cases if c.whole == fact and c.identity.kind in QUOTIENTS)
    return next(own, None)


def _back(case: Case, quotient: float) -> float:
    scale, shift = SCALES.get(case.identity.kind, (1, 0))
    return scale * quotient - shift


def _prints(part: Part, found: Extreme) -> tuple[int, ...]:
    """The prints that a bound rests on."""
    weights = found.weight_low, found.weight_high, found.weight_row
    return tuple(part.prints_of(*(weight > _WEIGHT for weight in weights)).tolist())


def _cases(system: System, part: Part, found: Extreme) -> tuple[Case, ...]:
    own = np.unique(part.cases[found.weight_row > _WEIGHT])
    return tuple(system.cases[place] for place in own)
