"""Figures of a text bound to facts: which measure, entity, period and basis each one speaks of."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from chinaecon import period as periods
from chinaecon.claims import cues, evidence, sentence, series
from chinaecon.claims.bound import NO_CHINA, Binding, Bound, Context
from chinaecon.claims.cues import Cue
from chinaecon.claims.refusal import refused
from chinaecon.claims.sense import (
    RATIOS,
    aspect,
    fits,
    is_fall,
    is_start,
    is_year_before,
    owned,
    sense,
)
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import TRADE, Topic, part_of, qualified
from chinaecon.claims.when import Time
from chinaecon.data import layers, vocabulary
from chinaecon.figures.language import language

_MEASURES = ("measure", "negative")
_BODIES = ("fund", "institution", "programme", "company")
_COUNTRY = 3  # letters of the code of a country


def bind(text: str, start: int, end: int, context: Context) -> Iterator[Bound]:
    """Bind the figures of a stretch of text.

    Parameters
    ----------
    text : str
        The text of the document.
    start, end : int
        The stretch, e.g. a paragraph.
    context : Context
        What stands around it.

    Yields
    ------
    Bound
        One for each figure, in order.

    Examples
    --------
    >>> from datetime import date
    >>> text = "China's exports rose 7.1 percent to 25.45 trillion yuan in 2024."
    >>> [b.bindings[0].kind for b in bind(text, 0, len(text), Context((), date(2025, 1, 20)))]
    ['growth', 'level']
    """
    topic = heading = _around(context)
    lang = language(text[start:end])
    for first, last in sentence.sentences(text, start, end):
        said = Statement(text, first, last, lang, context.today)
        topic = topic.next_sentence(heading, said)
        if said.figures:
            topic = yield from _bound(said, topic, context)
        for part in said.rest():
            topic = topic.heard(said, *part)


@layers.per_package
def _around(context: Context) -> Topic:
    """What headings and labels say."""
    topic = Topic()
    for words in context.around:
        said = Statement(words, 0, len(words), language(words), context.today)
        topic = topic.heard(said, 0, len(words))
        topic = replace(topic, blocked="", foreign="" if not topic.entity else topic.foreign)
    return topic


def _bound(said: Statement, topic: Topic, context: Context) -> Generator[Bound, None, Topic]:
    """Every figure of a sentence; returns the topic for the next one."""
    for gap in said.gaps():
        before = topic.time if is_start(said, gap) else None
        for place, part in enumerate(gap.parts):
            topic = _read(said, topic, part, gap, place)
        one, topic = _figure(said, gap, topic, context)
        if before is not None:
            topic = replace(topic, time=before)
        figure = replace(gap.figure, start=gap.figure.start + said.at, end=gap.figure.end + said.at)
        yield replace(one, figure=figure)
        bases = said.inside(*gap.tail, "basis")
        if bases and not gap.is_shared:
            topic = replace(topic, basis=bases[-1].value.upper())
        amount = gap.figure.unit not in RATIOS
        if amount and not gap.is_shared and _tells(said, gap.tail):
            topic = topic.heard(said, *gap.tail)
    return topic


def _tells(said: Statement, tail: tuple[int, int]) -> bool:
    """Whether what follows an amount says what it is of, and so what is spoken of."""
    return not said.inside(*tail, "share", "part") and bool(said.inside(*tail, *_MEASURES))


def _read(said: Statement, topic: Topic, part: tuple[int, int], gap: Gap, place: int) -> Topic:
    """The topic after one clause before a figure; unknown words are an unknown subject."""
    topic = topic.heard(said, *part, gap.is_hard[place])
    last = place == len(gap.parts) - 1
    subject = last or gap.is_hard[place] or "measure" in topic.from_before
    if not subject or said.inside(*part, *_MEASURES, "entity", "pair"):
        return topic
    unknown = said.unknown(*part)
    if unknown and not said.inside(*part, "again"):
        return replace(topic, blocked=topic.blocked or said.words(unknown[0][0], unknown[-1][1]))
    return topic


def _figure(said: Statement, gap: Gap, topic: Topic, context: Context) -> tuple[Bound, Topic]:
    """The bindings of one figure, and the topic with its measure."""
    figure = gap.figure
    topic = series.named(said, gap, _measured(said, gap, topic))
    measure, reason = aspect(said, gap, topic)
    meant = replace(topic, measure=measure)
    reason = reason or refused(said, gap, meant, context)
    if reason:
        counted = figure.value is not None and figure.unit is None and topic.measure
        if counted and not fits(figure, topic.measure):
            topic = replace(topic, blocked=figure.text, is_certain=True)
        return Bound(figure, (), reason), topic
    kind, reason = sense(said, gap, meant)
    entities, doubtful = _entities(said, gap, meant)
    if reason or doubtful:
        return Bound(figure, (), reason or doubtful), topic
    time = _base(said, gap, topic) or _time(said, gap, topic)
    bindings = _bindings(said, gap, meant, kind, time, context)
    topic = _passed_on(gap, topic, kind, time, bindings.is_loose)
    doubt = f"words that are not understood: {topic.blocked}" if topic.blocked else ""
    doubt = doubt or _doubt(said, gap, meant, context)
    every = tuple(replace(bindings, entity=entity) for entity in entities)
    return Bound(figure, every, doubt, gap.partner), topic


def _base(said: Statement, gap: Gap, topic: Topic) -> Time | None:
    """The time of a figure that another is compared with; its year is that of the other."""
    time = owned(said, gap)
    if time is None or time.is_year_before or (time.year is None and time.months is None):
        return None
    if time.months and time.year is None and topic.time is not None and topic.time.year:
        last = (topic.time.months or (12, 12))[1]
        return replace(time, year=topic.time.year - (time.months[0] > last))
    return time


def _bindings(
    said: Statement, gap: Gap, topic: Topic, kind: str, time: Time | None, context: Context
) -> Binding:
    """What a figure is taken to say, but for whose it is."""
    period = _period(said, gap, time, context)
    inherited = time is not None and time is topic.time and "time" in topic.from_before
    others = [t.period(context.today) for t in topic.earlier] if inherited else []
    is_level = kind == "level" and gap.figure.unit not in RATIOS
    sign = topic.sign if kind == "level" else 1
    return Binding(
        topic.measure,
        "",
        period,
        kind,
        _basis(said, gap, topic),
        sign if is_level or not is_fall(said, gap) else -sign,
        "" if topic.measure in TRADE else _wider(said, topic, time, period),
        time is not None and time.start >= gap.tail[1] and time is not topic.time,
        int(time is None and is_year_before(said, gap)),
        tuple(dict.fromkeys(other for other in others if other != period)),
        _money(said, gap, topic),
    )


def _passed_on(gap: Gap, topic: Topic, kind: str, time: Time | None, is_loose: bool) -> Topic:
    """The topic once a figure is bound: its time, its money, whether it was growth."""
    if gap.figure.unit in RATIOS:
        topic = replace(topic, is_growth=kind in ("growth", "points"))
    elif gap.figure.unit and (gap.partner is None or gap.partner.start > gap.figure.start):
        topic = replace(topic, money=gap.figure.unit)
    if time is not None and topic.time is None and not is_loose:
        topic = replace(topic, time=time)
    return topic


def _money(said: Statement, gap: Gap, topic: Topic) -> str:
    """The currency of the amount that a rate of growth is said of: "3 percent to 5 billion"."""
    if gap.is_shared:
        after = next(f for f in said.figures if f.start >= gap.tail[1])
        if after.unit not in RATIOS:
            return after.unit or ""
    return topic.money


def _doubt(said: Statement, gap: Gap, topic: Topic, context: Context) -> str:
    """What keeps a figure from being contradicted: another country may be meant, or a column."""
    if said.text.count("|") > 1:
        return "a row of a table"
    if "measure" in topic.from_before and not _names_partner(said, gap, topic):
        return "only an earlier sentence names the measure"
    named = said.inside(0, len(said.text), "china", "entity", "pair")
    if topic.measure in cues.language("und")["worldwide"]["words"] and not (named or topic.entity):
        return "the figure may be the world's"
    if _is_passed(gap, topic):
        return "when it was passed is not said"
    if topic.aside:
        return f"an earlier sentence speaks of a part ({topic.aside})"
    if _is_added(said, gap, topic):
        return "what was added in a period, or what stood at its end"
    if context.is_china or said.names_only_china() or vocabulary.kind(topic.entity) in _BODIES:
        return ""
    return "" if topic.measure in cues.language("und")["only_china"]["words"] else NO_CHINA


def _is_passed(gap: Gap, topic: Topic) -> bool:
    """Whether a stock is said to have passed a mark, and only an earlier sentence names a time."""
    is_open = gap.figure.qualifier in (">", ">=") and "time" in topic.from_before
    return is_open and vocabulary.measures()[topic.measure].timing == ("stock",)


def _names_partner(said: Statement, gap: Gap, topic: Topic) -> bool:
    """Whether a clause goes on about the trade of the sentence before, with another partner."""
    own = said.inside(gap.own[0], gap.figure.start, "entity", "pair")
    return bool(own) and topic.measure in TRADE


def _is_added(said: Statement, gap: Gap, topic: Topic) -> bool:
    """Whether a stock is said to have been built, and no end of a period is named."""
    if vocabulary.measures()[topic.measure].timing != ("stock",):
        return False
    words = cues.language(said.lang)["grammar"].get("added", ())
    before = said.low[gap.parts[0][0] : gap.figure.start]
    return any(word in before for word in words) and not said.inside(0, len(said.text), "end")


def _measured(said: Statement, gap: Gap, topic: Topic) -> Topic:
    """The topic with the figure's own measure: the last fitting before it, else behind it."""
    start, _ = gap.own
    before = said.inside(start, gap.figure.end, *_MEASURES)
    before = topic.without_gdp(said, start, gap.figure.end, before)
    if not before:
        sold = said.inside(start, gap.figure.start, "inverse")
        trade = topic.measure in TRADE and gap.figure.unit not in RATIOS
        before = [c for c in sold if trade or said.names_china(c)]
    fitting = [c for c in before if fits(gap.figure, c.value)]
    if fitting:
        return _with(said, topic, fitting[-1], gap.own)
    behind = [] if gap.is_shared else said.inside(*gap.tail, *_MEASURES)
    if gap.figure.unit in RATIOS:
        behind = [c for c in behind if c.value != "gdp_nominal"]
    counted = gap.figure.unit not in ("percent", "percentage_point")
    counted = counted or bool(said.inside(start, gap.figure.end, "share"))
    behind = [c for c in behind if counted and fits(gap.figure, c.value)]
    amount = cues.language("und")["amount_of"].get(topic.measure)
    if amount and not fits(gap.figure, topic.measure) and not behind:
        return replace(topic, measure=amount)
    if behind and (not said.inside(*gap.tail, "share") or not topic.measure):
        return _with(said, replace(topic, blocked="", is_certain=False), behind[0], gap.tail)
    is_fund = not topic.measure and vocabulary.kind(topic.entity) == "fund"
    return replace(topic, measure="fund_size_target") if is_fund else topic


def _with(said: Statement, topic: Topic, cue: Cue, clause: tuple[int, int]) -> Topic:
    """The topic with a measure; what made the clause one of a part still does."""
    part = part_of(said, *clause, said.inside(*clause, *_MEASURES))
    part = part or (topic.blocked if topic.is_certain else "")
    words = part or qualified(said, *clause, cue)
    sign = -1 if cue.kind == "negative" else 1
    return replace(
        topic,
        measure=cue.value,
        sign=sign,
        blocked=words,
        is_certain=bool(part),
        from_before=topic.from_before - {"measure"},
    )


def _entities(said: Statement, gap: Gap, topic: Topic) -> tuple[tuple[str, ...], str]:
    """The entities that a figure may be of; or the reason why none is sure."""
    trade = topic.measure.partition("_growth")[0] in TRADE
    default = "WLD" if trade else "CHN"
    if not trade and _is_worldwide(said, gap) and evidence.is_held(topic.measure, "WLD"):
        return ("WLD",), ""
    codes = topic.entity.split()
    behind = [] if gap.is_shared else said.inside(*gap.tail, "entity", "pair", "china")
    before = said.inside(gap.own[0], gap.figure.start, "entity", "pair", "china")
    if not trade and any(map(said.names_china, said.inside(*gap.own, *_MEASURES))):
        return (default,), ""
    if not trade:
        found = [c for c in before if c.kind != "china" or not codes] or behind
        return _owner(before or behind or found, default, topic), ""
    partners = [c.value for c in behind if c.kind != "china"]
    if partners and not [c for c in before if c.kind != "china"]:
        return (partners[0],), ""
    if len(codes) > 1:
        return (), f"several entities are named ({', '.join(codes)})"
    if not codes:
        return (default,), ""
    if "entity" in topic.from_before and topic.entity:
        return tuple(dict.fromkeys((codes[0], default))), ""
    return (codes[0],), ""


def _is_worldwide(said: Statement, gap: Gap) -> bool:
    """Whether a count is said to be that of the world."""
    world = [c for c in said.inside(*gap.own, "aspect") if c.value == "world"]
    return gap.figure.unit not in RATIOS and bool(world or said.inside(*gap.own, "whole"))


def _owner(named: Sequence[Cue], default: str, topic: Topic) -> tuple[str, ...]:
    """Whose figure it is that is not of trade: the country, fund or office named last."""
    others = [c for c in named if c.kind != "china"]
    if others and len(others[-1].value) != _COUNTRY:
        return (others[-1].value,)
    if named:
        return (named[-1].value if named[-1].kind != "china" else default,)
    if "entity" in topic.from_before or not topic.entity:
        codes = [
            c
            for c in topic.entity.split()
            if vocabulary.kind(c) in _BODIES or evidence.is_held(topic.measure, c)
        ]
        return tuple(dict.fromkeys((default, *codes)))
    last = topic.entity.split()[-1]
    other = vocabulary.kind(last) == "programme" and not evidence.is_held(topic.measure, last)
    return (default if other else last,)


def _basis(said: Statement, gap: Gap, topic: Topic) -> str:
    """The currency in which growth is said to be counted: behind the figure, else before it."""
    stop = gap.tail[1]
    behind = said.inside(gap.tail[0], stop, "basis")
    before = said.inside(gap.own[0], gap.figure.end, "basis")
    if before or (behind and not gap.is_shared):
        return (before or behind)[-1].value.upper()
    return topic.basis


def _time(said: Statement, gap: Gap, topic: Topic) -> Time | None:
    """The time of a figure: named before it, else behind it, else in force."""
    before = [t for part in gap.parts for t in said.times_inside(*part)]
    if before:
        return before[-1]
    behind = said.times_inside(*gap.tail)
    if behind and (not gap.is_shared or topic.time is None or "time" in topic.from_before):
        return behind[0]
    if topic.time is not None and "time" not in topic.from_before:
        return topic.time
    later = [t for t in said.times if not t.is_base]
    return later[0] if later else topic.time


def _period(said: Statement, gap: Gap, time: Time | None, context: Context) -> str:
    """The period of a figure; blank where none is named."""
    if time is None:
        return ""
    found = time.period(context.today)
    if is_year_before(said, gap):
        return periods.shifted(found, -1)
    return found


def _wider(said: Statement, topic: Topic, time: Time | None, period: str) -> str:
    """The other period that the words for a time may mean."""
    if time is None:
        return ""
    if time is topic.time and "time" in topic.from_before:
        return year_of(period)
    is_end = said.inside(time.start - 1, time.end + 2, "end")
    is_month = time.months is not None and time.months[0] == time.months[1] and not time.day
    return f"{period[:4]}-01/{period}" if is_end and is_month and period[5:] != "01" else ""


def year_of(period: str) -> str:
    """Return the year in which a period ends.

    Parameters
    ----------
    period : str
        ISO 8601.

    Returns
    -------
    str
        Four digits.

    Examples
    --------
    >>> year_of("2025-Q4")
    '2025'
    """
    return str(periods.parse(period).end.year) if period else ""
