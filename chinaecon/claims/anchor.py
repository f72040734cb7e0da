"""A figure that no known word names, recognised by its value: what the figures beside it are of."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from chinaecon import period as periods
from chinaecon.claims import evidence, slip
from chinaecon.claims.agreement import span
from chinaecon.claims.bound import NOBODYS, Binding, Context
from chinaecon.claims.cues import TRADE
from chinaecon.claims.dating import period_of, time_of, year_of
from chinaecon.claims.dimension import RATIOS, fits, measures_of
from chinaecon.claims.doubt import BODIES
from chinaecon.claims.evidence import Held
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic
from chinaecon.data import vocabulary
from chinaecon.figures.figure import Figure

_TELLING = 3  # digits from which on an amount of a partner and a period is no accident
_SURE = 4  # the same where the partner is not named, or the words speak of another country
_CLOSE = 0.01  # of its value: how far the bounds of a print may lie apart to be recognised


def recognised(said: Statement, gap: Gap, topic: Topic, context: Context) -> Topic:
    """Return the topic with the measure that an amount shows by its value.

    "Goods worth 42.07 trillion yuan crossed the border in 2022, 7.7 percent more than in 2021":
    of what the data hold of trade for that partner and year, only the total is 42.07 trillion
    yuan. So the amount is the total, and 7.7 percent is its growth.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    topic : Topic
        What has been said so far.
    context : Context
        What stands around the sentence.

    Returns
    -------
    Topic
        Unchanged where a measure of China's own is named, or where not exactly one agrees. An
        amount agrees by accident with one of four measures in about one case of two hundred at
        three digits: a figure that stands alone is only ever confirmed by it.
    """
    if (topic.measure and not topic.foreign) or topic.is_certain:
        return topic
    return _named(said, gap, topic, context, _TELLING) or topic


def shown(said: Statement, gap: Gap, topic: Topic, context: Context) -> Topic | None:
    """Return the topic with the measure of an amount that its words make one of something else.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure: "goods, gas included, for $21.73 billion" may be of gas alone.
    topic : Topic
        With what it was taken to be.
    context : Context
        What stands around the sentence.

    Returns
    -------
    Topic or None
        None where not exactly one fact has its four digits.
    """
    if gap.figure.unit in RATIOS:
        return None
    bare = replace(topic, measure="", is_certain=False, blocked="", foreign="")
    return _named(said, gap, bare, context, _SURE)


def _named(said: Statement, gap: Gap, topic: Topic, context: Context, fewest: int) -> Topic | None:
    """The topic with the one fact that has the digits of an amount."""
    figure = _amount(said, gap)
    if figure is None or slip.digits(figure) < fewest:
        return None
    period = period_of(said, gap, time_of(said, gap, topic), context)
    if not period:
        return None
    facts = [
        (measure, entity)
        for measure, entity, digits in _facts(said, figure, topic)
        if _print(figure, measure, entity, period, max(digits, fewest))
    ]
    if len(facts) != 1:
        return None
    measure, entity = facts[0]
    return replace(
        topic,
        measure=measure,
        sign=1,
        entity="" if entity in NOBODYS else entity,
        blocked="",
        foreign="",
        is_abroad=False,
        source="",
        from_before=topic.from_before - {"measure", "entity"},
    )


def _amount(said: Statement, gap: Gap) -> Figure | None:
    """The amount itself, or for a rate the amount right behind it: "up 29.3 percent to $190bn"."""
    figure = gap.figure
    if figure.unit in RATIOS:
        later = [f for f in said.figures if f.start >= gap.tail[0]]
        if not later or later[0].start > gap.tail[1]:
            return None
        figure = later[0]
    if figure.value is None or figure.unit in RATIOS or figure.low is None or figure.high is None:
        return None
    return figure if slip.digits(figure) >= _TELLING else None


def _facts(said: Statement, figure: Figure, topic: Topic) -> Iterator[tuple[str, str, int]]:
    """What the amount may be of, with the digits that prove it.

    Trade with those who are named, what a fund or company has, and else what China has.
    """
    codes = topic.entity.split() if "entity" not in topic.from_before else []
    codes = codes or [c.value for c in said.inside(0, len(said.text), "entity", "pair")]
    fitting = measures_of(figure.unit, figure.noun or "")
    for entity in dict.fromkeys(codes):
        names = fitting if vocabulary.kind(entity) in BODIES else TRADE
        yield from ((name, entity, _TELLING) for name in names)
    if not codes:
        yield from ((name, "WLD", _SURE) for name in TRADE)
        yield from ((name, "CHN", _SURE) for name in fitting)


def elsewhere(figure: Figure, binding: Binding) -> Binding | None:
    """Return the fact that an amount is right of, where it is not what its words say.

    Parameters
    ----------
    figure : Figure
        An amount.
    binding : Binding
        What its words were taken to say: the data hold nothing of it, or the amount is far from
        it and no slip explains it.

    Returns
    -------
    Binding or None
        The same for the months that end with the month named, or within the year named; for a
        partner of China's trade, where none was understood; for another measure of the same
        dataset. None unless exactly one such fact has these digits.
    """
    if figure.value is None or binding.kind != "level":
        return None
    found: dict[tuple[str, str, str], Binding] = {}
    for other, fewest in _near(binding):
        one = _print(figure, other.measure, other.entity, other.period, fewest)
        if one is not None:
            found.setdefault((one.measure, other.entity, one.period), other)
    return next(iter(found.values())) if len(found) == 1 else None


def _near(binding: Binding) -> Iterator[tuple[Binding, int]]:
    """The facts that words which are not understood may name, with the digits that prove it."""
    for period in _within(binding.period):
        yield replace(binding, period=period), _TELLING
    if "entity" not in binding.told:
        yield from ((replace(binding, entity=e), digits) for e, digits in _others(binding))
    if "measure" in binding.told:
        return
    if binding.measure in TRADE:
        yield from ((replace(binding, measure=name), _SURE) for name in TRADE)
    else:
        yield from _beside(binding)


def _beside(binding: Binding) -> Iterator[tuple[Binding, int]]:
    """The facts of the same time of the other measures of a dataset."""
    dataset = vocabulary.measures()[binding.measure].dataset
    fewest = _TELLING if vocabulary.kind(binding.entity) in BODIES else _SURE
    owners = {binding.entity: fewest, "CHN": _SURE}
    for other in vocabulary.measures().values():
        for entity, digits in owners.items() if other.dataset == dataset else ():
            for period in dict.fromkeys((binding.period, year_of(binding.period))):
                meant = replace(binding, measure=other.measure, entity=entity, period=period)
                if meant != binding:
                    yield meant, digits


def _others(binding: Binding) -> Iterator[tuple[str, int]]:
    """Those of whom a figure may be where nobody was understood to be named; else all."""
    if binding.entity not in NOBODYS:
        yield "WLD", _SURE
    else:
        fewest = _SURE + 1 if binding.measure in TRADE else _SURE
        names = evidence.owners(binding.measure)
        yield from ((entity, fewest) for entity in names if entity != binding.entity)


def _within(period: str) -> Iterator[str]:
    """The months up to the one named; the months and quarters of the year named."""
    if not period:
        return
    span = periods.parse(period)
    if span.frequency == "M" and not span.is_cumulative and period[5:] != "01":
        yield f"{period[:4]}-01/{period}"
    if len(period) == len("2024"):
        yield from (f"{period}-{month:02d}" for month in range(1, 13))
        yield from (f"{period}-01/{period}-{month:02d}" for month in range(2, 12))
        yield from (f"{period}-Q{quarter}" for quarter in (2, 3, 4))


def _print(figure: Figure, measure: str, entity: str, period: str, fewest: int) -> Held | None:
    """The print whose digits an amount has, where it has enough of them."""
    if slip.digits(figure) < fewest:
        return None
    own = span(figure)
    for one in evidence.held(measure, entity, period):
        unit = one.unit.partition(" ")[0]
        is_fine = math.isfinite(one.high - one.low) and one.high - one.low <= _CLOSE * one.value
        if is_fine and unit == (figure.unit or unit) and one.agrees(own):
            return one if fits(figure, measure) else None
    return None
