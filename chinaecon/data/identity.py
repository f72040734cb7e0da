"""Identities of the vocabulary, and the facts that they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from chinaecon import period as periods
from chinaecon import units
from chinaecon.data import layers, store, vocabulary

QUOTIENTS = ("growth", "share", "ratio")
SCALES = {"growth": (100, 100), "share": (100, 0)}
"""A growth rate or share, plus the second number, over the first, is the quotient of levels."""
_MONEY = re.compile(r"\[([A-Z]{3})\]")


class Fact(NamedTuple):
    """What prints are about; `dimension` tells currencies apart."""

    measure: str
    entity: str
    period: str
    timing: str
    dimension: str


@dataclass(frozen=True, slots=True)
class Identity:
    """One line of vocab/identities.csv, for one measure on its left side.

    Attributes
    ----------
    identity, kind, whole, entity : str
        As in the file; `whole` is one measure.
    parts : tuple of str
        Measures (``-imports``, ``exports@WLD``) or entities.
    slack : float
        By what share of the whole it may be missed.
    room : tuple of (float, str)
        By what amount at least, in base units, and its dimension.
    is_of_documents : bool
        Whether only figures of different documents may miss it.
    reason : str
        Why: the sentence of its hazard, else its note.
    """

    identity: str
    kind: str
    whole: str
    parts: tuple[str, ...]
    entity: str
    slack: float
    room: tuple[float, str]
    is_of_documents: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """An identity among given facts: the whole, and the facts and signs that make it up.

    Without signs it is a quotient: the first part over the second, as growth, share or ratio;
    of kind ``rate`` the whole is its part at the exchange rate of the period.
    """

    identity: Identity
    whole: Fact
    parts: tuple[Fact, ...]
    signs: tuple[int, ...] = ()

    @property
    def slack(self) -> tuple[float, float]:
        """By how much it may be missed: a share of the whole or base, and an amount."""
        amount, dimension = self.identity.room
        return self.identity.slack, amount if dimension == self.whole.dimension else 0.0


@layers.per_package
def identities() -> tuple[Identity, ...]:
    """Return every identity of the vocabulary; none where a package has no such file.

    Returns
    -------
    tuple of Identity
        In the order of the file.

    Examples
    --------
    >>> identities()[0].kind
    'growth'
    """
    if not (layers.folder("vocab") / "identities.csv").is_file():
        return ()
    return tuple(_read(store.words("identities").to_dict("records")))


def _read(rows: Iterable[Mapping[Any, str]]) -> Iterator[Identity]:
    for row in rows:
        sentences = vocabulary.hazard_sentences([row["hazard"]]) if row["hazard"] else []
        for whole in row["whole"].split():
            yield Identity(
                row["identity"],
                row["kind"],
                whole,
                tuple(row["parts"].split()),
                row["entity"],
                float(row["slack"] or 0),
                _amount(row.get("slack_amount", "")),
                row.get("slack_for", "") == "documents",
                (sentences or [row["note"]])[0],
            )


def _amount(text: str) -> tuple[float, str]:
    """A number with its unit, in base units, and the dimension."""
    number, _, unit = text.partition(" ")
    if not number:
        return 0.0, ""
    known = units.parse(unit)
    return float(Decimal(number) * known.factor), known.dimension


def fact(measure: str, entity: str, period: str, currency: str = "") -> Fact:
    """Return the fact of a measure at a period, with the timing that such a period has.

    Parameters
    ----------
    measure, entity, period : str
        Short name, code, ISO 8601.
    currency : str, default ""
        Of money; that of the vocabulary by default.

    Returns
    -------
    Fact
        Need not be printed.

    Examples
    --------
    >>> fact("exports", "IND", "2024-01/2024-11", "USD").timing
    'flow_ytd'
    """
    known = vocabulary.measures()[measure]
    when = timing(known.timing, period)
    return Fact(measure, entity, period, when, dimension(known.unit, currency))


def currency(fact: Fact) -> str:
    """Return the currency a fact is in, or that the name of a growth rate or share ends in.

    Parameters
    ----------
    fact : Fact
        Of any measure.

    Returns
    -------
    str
        ISO 4217; blank where there is none.
    """
    tail = fact.measure.rpartition("_")[2].upper()
    money = _MONEY.search(fact.dimension)
    return tail if tail in ("CNY", "USD") else money.group(1) if money else ""


@lru_cache(maxsize=4096)
def timing(known: tuple[str, ...], when: str) -> str:
    """Return the timing with which a measure occurs at a period.

    Parameters
    ----------
    known : tuple of str
        The timings of the measure.
    when : str
        ISO 8601.

    Returns
    -------
    str
        The flow that fits the length of the period, else the first one known.
    """
    flow = "flow_ytd" if periods.parse(when).is_cumulative else "flow"
    return flow if flow in known else known[0]


@lru_cache(maxsize=4096)
def dimension(unit: str, money: str) -> str:
    """Return the dimension in which a measure is printed, in a currency if it is money.

    Parameters
    ----------
    unit : str
        Of the vocabulary.
    money : str
        ISO 4217; blank for the currency of the unit itself.

    Returns
    -------
    str
        As of `units.parse`.
    """
    own = units.parse(unit)
    wanted = units.in_currency(unit, money) if own.currency and money else unit
    return units.parse(wanted).dimension
