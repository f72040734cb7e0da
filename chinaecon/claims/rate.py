"""A rate of growth against what the data hold: the rates printed, then those of the levels."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from chinaecon.claims import derived, slip
from chinaecon.claims.agreement import ELSE, PERHAPS, Outcome, is_coarse, level, span
from chinaecon.claims.bound import Binding, Bound
from chinaecon.claims.evidence import Held, Span
from chinaecon.data import vocabulary
from chinaecon.figures.figure import Figure

_TELLING = 3  # digits from which on a figure agrees with nothing by accident
_POINTS = 1.5  # how far off a computed growth rate must be before it contradicts
_BASES = 4.0  # the same where only levels are known: those of the year before are revised
_SURE = ("the sign", "the digits: two")  # slips that are no accident


def growth(figure: Figure, binding: Binding) -> Outcome:
    """Judge a growth rate by those published of its basis, else by those the levels make.

    Parameters
    ----------
    figure : Figure
        A percentage.
    binding : Binding
        Of kind growth.

    Returns
    -------
    Outcome
        Without `held` where no growth is known.
    """
    every = derived.growths(binding)
    found = _meant(every, binding)
    values = [one for basis in found for one in found[basis]]
    if not values:
        told = f"no growth of {binding.measure} {binding.entity} {binding.period} is known"
        return Outcome("uncovered", binding, None, told)
    own = span(figure, binding.sign)
    one = next((h for h in sorted(values, key=lambda h: bool(h.how)) if h.agrees(own)), None)
    if one is not None and not one.how and is_coarse(own, one, [h for h in values if not h.how]):
        return Outcome("uncovered", binding, one, "agrees with a coarser print only")
    if one is not None:
        return _grown(binding, one, found)
    other = next((b for b, them in every.items() for h in them if h.agrees(own) and not h.how), "")
    if other and any(not h.how for h in values):
        told = f"the basis: growth in {other}, said to be in {binding.basis}"
        return Outcome("contradicted", binding, values[0], told)
    if other:
        return Outcome("uncovered", binding, values[0], f"agrees, but not in {binding.basis}")
    made = [h for basis in found for h in derived.computed(binding, basis) if h.is_current]
    if any(h.agrees(own) and math.isfinite(h.high) for h in made):
        told = "what the levels make, not what was printed"
        return Outcome("uncovered", binding, values[0], told)
    return _misgrown(figure, own, binding, found)


def _meant(every: Mapping[str, Sequence[Held]], binding: Binding) -> dict[str, list[Held]]:
    """The rates that may be meant: of the basis that is named; beside an amount, those printed."""
    found = {
        basis: [h for h in values if not h.how or math.isfinite(h.high)]
        for basis, values in every.items()
        if basis == binding.basis or not binding.basis or "" in every
    }
    if any(not h.how for h in found.get(binding.money, ())):
        return {b: [h for h in them if not _is_implied(h)] for b, them in found.items()}
    return found


def points(bound: Bound, binding: Binding) -> Outcome:
    """Judge percentage points said of a growth rate that is one in percent.

    Parameters
    ----------
    bound : Bound
        The figure.
    binding : Binding
        Of kind points.

    Returns
    -------
    Outcome
        A contradiction where it is right in percent; else it is taken to be a difference.
    """
    figure = bound.figure
    if all(binding.measure != own.measure for own in bound.bindings):
        return Outcome("uncovered", binding, None, "a difference of two percentages")
    if vocabulary.measures()[binding.measure].unit == "percent":
        meant = Bound(replace(figure, unit="percent"), (binding,))
        found = level(meant, replace(binding, kind="level"))
    else:
        found = growth(figure, replace(binding, kind="growth"))
    if found.word == "confirmed":
        told = "the unit: percentage points for percent"
        return replace(found, word="contradicted", reason=told)
    return Outcome("uncovered", binding, None, "a difference of two percentages")


def _grown(binding: Binding, one: Held, found: Mapping[str, Sequence[Held]]) -> Outcome:
    """A growth rate that agrees; what rates of exchange make of another one is no proof."""
    if _is_implied(one) and not binding.basis:
        return Outcome("uncovered", binding, one, one.how)
    basis = next(b for b, those in found.items() if one in those)
    told = ", ".join(word for word in (basis and f"in {basis}", one.how) if word)
    return Outcome("confirmed", replace(binding, basis=basis), one, told)


def _is_implied(one: Held) -> bool:
    """Whether a rate is what rates of exchange make of one in another currency."""
    return one.how.startswith("what ")


def _misgrown(
    figure: Figure, own: Span, binding: Binding, found: Mapping[str, Sequence[Held]]
) -> Outcome:
    """A growth rate that agrees with none: wrong, unless one of a basis not printed is near."""
    values = [one for basis in found for one in found[basis]]
    known = [one for one in values if not one.how]
    told = slip.named(figure, own, binding, known or values)
    bases = [basis for basis in found if any(not h.how for h in found[basis])]
    unsure = len(bases) < 2 and not (binding.basis or binding.money in bases or "" in found)
    if not known or unsure:
        nearest = min(values, key=lambda h: h.gap(own))
        slack = _POINTS if known else _BASES
        sure = told.startswith(_SURE)
        sure = sure and (bool(known) or slip.digits(figure) >= _TELLING or "sign" in told)
        if nearest.gap(own) <= slack and not sure:
            return Outcome("uncovered", binding, nearest, "near what is known in another basis")
    if binding.measure == "trade_balance" and told == slip.NONE:
        return Outcome("uncovered", binding, (known or values)[0], f"a rate {ELSE}")
    if slip.is_elsewhere(told, binding):
        return Outcome("uncovered", binding, (known or values)[0], f"{told}{PERHAPS}")
    return Outcome("contradicted", binding, (known or values)[0], told)
