"""A figure against what the data hold: the prints, then sums and shares, then conversions."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from chinaecon import period as periods
from chinaecon.claims import cues, derived, evidence, slip
from chinaecon.claims.bound import NOBODYS, Binding, Bound
from chinaecon.claims.evidence import Held, Span
from chinaecon.figures.figure import Figure

Word = Literal["confirmed", "contradicted", "uncovered"]
NOTHING = "the data hold no"
ELSE, PERHAPS = "of something else, it seems", ", who may be meant"
_TELLING = 3  # digits from which on a figure agrees with nothing by accident
_NEAR = 0.02  # how far off what is computed from prints must be before it contradicts
_FAR = 0.03  # how far off a conversion must be before it contradicts
_BALANCE = 0.2  # the same of a balance: customs converts both sides, each at its own rates
_REST = 0.3  # of the bounds of a print: how far beyond them a revision may lie
_COARSE = 3.0  # times by which the bounds of a print may be wider than those of a figure
_SHARES = 3.0  # times by which a share may be wrong and still be of the same thing
_TIMES = 2.0  # the same of an amount: one further off that no slip explains is of something else
_REVISED = 0.05  # how far off what is much revised may be from the vintages held
_FIRST = timedelta(days=75)  # after the end of its period, by when a figure is first printed
_TENTH = 0.1 + 1e-9  # points by which a rate of growth may be revised
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WHOLE = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{3,}")
_LOOSE = 1.35  # "over 5 trillion" is no way to say 43 trillion


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict on one binding of a figure, before it is placed in a document."""

    word: Word
    binding: Binding | None
    held: Held | None
    reason: str


def span(figure: Figure, sign: int = 1) -> Span:
    """Return the bounds of a figure, with the sign of its measure.

    Parameters
    ----------
    figure : Figure
        With a value.
    sign : int
        -1 where a deficit is printed as a positive number.

    Returns
    -------
    tuple of float
        Infinite where open.
    """
    low = -math.inf if figure.low is None else float(figure.low)
    high = math.inf if figure.high is None else float(figure.high)
    return (low, high) if sign > 0 else (-high, -low)


def level(bound: Bound, binding: Binding) -> Outcome:
    """Judge a level by the prints of its fact, then by conversions, sums and quotients.

    Parameters
    ----------
    bound : Bound
        The figure.
    binding : Binding
        Of kind level.

    Returns
    -------
    Outcome
        Without `held` where the data hold nothing.
    """
    figure = bound.figure
    held = evidence.held(binding.measure, binding.entity, binding.period)
    own = span(figure, -1 if _is_lowered(figure, binding) else binding.sign)
    same = [h for h in held if _same_unit(figure, h)]
    far = [h for h in same if h.agrees(own) and _is_far_beyond(own, h)]
    if far and len(far) == len(same):
        return _loose(far[0].value / (own[0] + own[1]) * 2, binding, far[0])
    same = [h for h in same if h not in far]
    one = next((h for h in same if h.agrees(own)), None)
    if one is not None and is_coarse(own, one, same):
        return _coarse(bound, own, binding, same)
    if one is not None:
        return _agreed(own, binding, one, same)
    made = _conversions(bound, binding, held)
    one = next((h for h in made if h.agrees(own)), None)
    if one is not None:
        printed = f"; printed in {figure.unit}: {_short(same[0])}" if same else ""
        return Outcome("confirmed", binding, one, f"a conversion ({one.how}){printed}")
    if same:
        return _unlike(bound, own, binding, same)
    return _unprinted(figure, own, binding, made) if held else _combined(figure, own, binding)


def _is_lowered(figure: Figure, binding: Binding) -> bool:
    """Whether the sign of a level is only that of its verb: "lowered to 2.6 percent of GDP"."""
    signed = "growth" in binding.measure or binding.measure == "trade_balance"
    said = figure.text[:1] not in ("-", "−", "–")
    return not signed and said and figure.value is not None and figure.value < 0


def _is_far_beyond(own: Span, one: Held) -> bool:
    """Whether a print of "over 2 billion" says nothing of a figure: it is far above."""
    ends = [end for end in (one.low, one.high) if math.isfinite(end)]
    if len(ends) != 1 or math.isinf(own[0]) or math.isinf(own[1]) or not ends[0]:
        return False
    return not 1 / _LOOSE < (own[0] + own[1]) / 2 / ends[0] < _LOOSE


def _unlike(bound: Bound, own: Span, binding: Binding, same: Sequence[Held]) -> Outcome:
    """A figure that agrees with no print: one rounded to zeros, of an older vintage, or wrong."""
    wide = _rounded(bound.figure, own)
    one = next((h for h in same if wide is not None and h.agrees(wide)), None)
    if one is not None:
        return Outcome("confirmed", binding, one, f"rounded from {_short(one)}")
    nearest = min(same, key=lambda h: h.gap(own))
    slack = _TENTH if nearest.unit == "percent" else _REVISED * abs(nearest.value)
    if _is_early(bound, binding, same) and nearest.gap(own) <= slack:
        told = f"near {_short(nearest)}; what was printed first is not held"
        return Outcome("uncovered", binding, nearest, told)
    return _wrong(bound.figure, own, binding, same)


def _rounded(figure: Figure, own: Span) -> Span | None:
    """The bounds of a whole number whose final zeros are no digits: 825,000 for 825,136."""
    numbers = _NUMBER.findall(figure.text)
    if len(numbers) != 1 or figure.qualifier not in ("=", "~") or figure.unit == "percent":
        return None
    digits = re.sub(r"\D", "", numbers[0])
    zeros = len(digits) - len(digits.rstrip("0"))
    whole = _WHOLE.fullmatch(numbers[0]) and int(digits) * figure.step == abs(figure.value or 0)
    if not whole or not zeros or len(digits) - zeros < _TELLING - 1:
        return None
    slack = float(figure.step) * (10**zeros - 1) / 2
    return own[0] - slack, own[1] + slack


def is_coarse(own: Span, one: Held, same: Sequence[Held]) -> bool:
    """Return whether a print says less than a figure, and one that says as much disagrees.

    Parameters
    ----------
    own : tuple of float
        The bounds of the figure.
    one : Held
        A print that agrees.
    same : sequence of Held
        All prints of the fact.

    Returns
    -------
    bool
        Then the print proves little.
    """
    width = own[1] - own[0]
    finer = [h for h in same if h.high - h.low <= width * (1 + 1e-6)]
    wide = math.isfinite(width) and one.high - one.low > _COARSE * width
    return wide and bool(finer) and not any(h.agrees(own) for h in finer)


def _is_early(bound: Bound, binding: Binding, held: Sequence[Held]) -> bool:
    """Whether a measure is much revised, and no print is as old as the text.

    Of a balance, which nobody prints again once it is revised, whether none is a first print.
    """
    revised = cues.language("und")["revised"]
    if binding.measure not in (*revised["words"], *revised["first"]) or bound.day is None:
        return False
    until = bound.day
    if binding.measure in revised["first"]:
        until = min(until, periods.parse(binding.period).end + _FIRST)
    return all(not h.published or h.published > until.isoformat() for h in held)


def _coarse(bound: Bound, own: Span, binding: Binding, same: Sequence[Held]) -> Outcome:
    """A figure that agrees with a vague print only: a finer one decides where it is far off."""
    fine = [h for h in same if math.isfinite(h.high - h.low) and not is_coarse(own, h, same)]
    if not fine:
        return Outcome("uncovered", binding, same[0], "agrees with a coarser print only")
    found = _unlike(bound, own, binding, fine)
    nearest = min(fine, key=lambda h: h.gap(own))
    if found.word == "contradicted" and nearest.gap(own) <= _FAR * abs(nearest.value):
        return Outcome("uncovered", binding, nearest, "agrees with a coarser print only")
    return found


def _unprinted(figure: Figure, own: Span, binding: Binding, made: Sequence[Held]) -> Outcome:
    """A figure in a currency that nobody printed: by sums in it, else by conversions."""
    found = _combined(figure, own, binding)
    return found if found.held is not None else _far(figure, own, binding, made)


def _combined(figure: Figure, own: Span, binding: Binding) -> Outcome:
    """A figure against what the prints of other facts add up to, or the share they make."""
    values = derived.summed(binding) or derived.shares(binding.measure, binding)
    values = [h for h in values if _same_unit(figure, h)]
    if not values:
        told = f"{NOTHING} {binding.measure} of {binding.entity} for {binding.period}"
        return Outcome("uncovered", binding, None, told)
    one = next((h for h in values if h.agrees(own) and not _is_far_beyond(own, h)), None)
    if one is not None:
        return Outcome("confirmed", binding, one, one.how)
    return _wrong(figure, own, binding, values)


def _wrong(figure: Figure, own: Span, binding: Binding, held: Sequence[Held]) -> Outcome:
    """A figure that agrees with nothing held of its fact."""
    if figure.unit not in (None, "percent", "CNY", "USD"):
        return Outcome("uncovered", binding, held[0], f"{figure.unit} is not checked")
    nearest = min(held, key=lambda h: h.gap(own))
    near = "" if _is_far_beyond(own, nearest) else _almost(figure, own, nearest)
    if near:
        return Outcome("uncovered", binding, nearest, near)
    return _slipped(figure, own, binding, held, held[0])


def _slipped(
    figure: Figure, own: Span, binding: Binding, held: Sequence[Held], one: Held
) -> Outcome:
    """A figure that agrees with nothing: a slip for one held, or rather one of another fact."""
    nearest = min(held, key=lambda h: h.gap(own))
    told = slip.named(figure, own, binding, held)
    if told == slip.NONE and _is_far(own, nearest, binding):
        kind = "a share" if figure.unit == "percent" else "an amount"
        return Outcome("uncovered", binding, nearest, f"{kind} {ELSE}")
    if slip.is_elsewhere(told, binding):
        return Outcome("uncovered", binding, nearest, f"{told}{PERHAPS}")
    return Outcome("contradicted", binding, one, told)


def _almost(figure: Figure, own: Span, one: Held) -> str:
    """How a figure that does not agree is too near to what is held to be called wrong."""
    width = one.high - one.low
    step = max(float(figure.step), _REST * width if math.isfinite(width) else 0.0)
    if slip.digits(figure) > _TELLING and one.gap(own) <= step:
        return f"off by one in the last digit from {_short(one)}"
    if _is_cut_off(figure, own, one):
        return f"cut off, not rounded, from {_short(one)}, perhaps"
    is_worked_out = one.unit == "percent" and f"{one.value:.4f}"[-2:] != "00"
    if is_worked_out and one.gap(own) <= 2 * _TENTH:
        return f"near what {one.source} works out"
    return f"near what is {one.how}" if one.how and one.gap(own) <= _NEAR * abs(one.value) else ""


def _is_cut_off(figure: Figure, own: Span, one: Held) -> bool:
    """Whether the digits of an amount of three may be those of a value, cut off: 2.48 for 2.487."""
    if figure.unit == "percent" or slip.digits(figure) < _TELLING or figure.qualifier != "=":
        return False
    half = (own[1] - own[0]) / 2 if own[0] > 0 else (own[0] - own[1]) / 2
    return one.agrees((own[0] + half, own[1] + half))


def _is_far(own: Span, one: Held, binding: Binding) -> bool:
    """Whether an amount or share is so far off that it is rather one of another thing."""
    if one.unit == "percent" and "share" not in binding.measure:
        return False
    times = _SHARES if one.unit == "percent" else _TIMES
    if binding.entity not in NOBODYS:
        times *= _TIMES  # whose it is was said
    if "measure" in binding.told and "time" in binding.told:
        times *= _TIMES
    middle = (own[0] + own[1]) / 2
    return not 1 / times < middle / one.value < times if one.value else True


def _far(figure: Figure, own: Span, binding: Binding, made: Sequence[Held]) -> Outcome:
    """A figure in a currency that nobody printed: far from every conversion, or near one."""
    if not made:
        return Outcome("uncovered", binding, None, "printed in another unit, and there is no rate")
    nearest = min(made, key=lambda h: h.gap(own))
    far = _BALANCE if binding.measure == "trade_balance" else _FAR
    if nearest.gap(own) <= far * abs(nearest.value) or figure.unit not in derived.CURRENCIES:
        return Outcome("uncovered", binding, nearest, "near a conversion, but at no usual rate")
    return _slipped(figure, own, binding, made, nearest)


def _agreed(own: Span, binding: Binding, one: Held, same: Sequence[Held]) -> Outcome:
    """A figure that agrees with a print: the current one, or an earlier one since revised."""
    if math.isinf(own[0]) or math.isinf(own[1]):
        end = own[0] if math.isfinite(own[0]) else own[1]
        ratio = abs(one.value / end) if end else math.inf
        if not 1 / _LOOSE < ratio < _LOOSE:
            return _loose(ratio, binding, one)
    current = next((h for h in same if h.is_current), one)
    if one.is_current or current.agrees((one.low, one.high)):
        return Outcome("confirmed", binding, one, "")
    told = f"as {one.source} printed; {current.source} has {_short(current)}"
    return Outcome("confirmed", binding, one, told)


def _loose(ratio: float, binding: Binding, one: Held) -> Outcome:
    """An open figure far from what is held: a power of ten off, or not to be judged."""
    power = round(math.log10(ratio)) if 0 < ratio < math.inf else 0
    if power and 1 / _LOOSE < ratio / 10.0**power < _LOOSE:
        told = f"the magnitude: a factor of {10 ** abs(power):,}"
        return Outcome("contradicted", binding, one, told)
    return Outcome("uncovered", binding, one, f"true, but far from {_short(one)}")


def _conversions(bound: Bound, binding: Binding, held: Sequence[Held]) -> list[Held]:
    """What the fact makes in the currency of the figure: of its partner, else of the prints."""
    target, partner = bound.figure.unit or "", bound.partner
    if len(target) != 3 or not target.isupper() or not held:
        return []
    timing = evidence.timing(binding.measure, binding.period)
    if partner is not None and partner.unit:
        amount = _near(partner, binding.sign)
        made = derived.converted(amount, partner.unit, target, binding.period, timing)
        return [*made, *derived.converted_on(amount, partner.unit, target, bound.day)]
    if any(h.unit == target for h in held):
        return []
    one = next((h for h in held if h.is_current and h.unit in derived.CURRENCIES), None)
    if one is None:
        return []
    return derived.converted((one.low, one.high), one.unit, target, binding.period, timing)


def _near(figure: Figure, sign: int) -> Span:
    """The bounds of a figure that another currency is put beside: "about 1 trillion" is near it."""
    value = float(figure.value or 0) * sign
    ends = sorted((value / _LOOSE, value * _LOOSE))
    low, high = span(figure, sign)
    return max(low, ends[0]), min(high, ends[1])


def _same_unit(figure: Figure, one: Held) -> bool:
    """Whether a figure is in the unit of a print: the same money, percent, or a count."""
    if figure.unit:
        return figure.unit == one.unit.partition(" per ")[0]
    return one.unit not in ("percent",) and not (len(one.unit) == 3 and one.unit.isupper())


def _short(one: Held) -> str:
    """A value for people: 6.162 trillion USD."""
    if one.unit == "percent":
        return f"{one.value:.4g} percent"
    for name, size in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
        if abs(one.value) >= size:
            return f"{one.value / size:.5g} {name} {one.unit}"
    return f"{one.value:.6g} {one.unit}"
