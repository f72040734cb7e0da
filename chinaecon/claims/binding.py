"""Figures of a text bound to facts: which measure, entity, period and basis each one speaks of."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from chinaecon.claims import aspect, cues, evidence, sentence, series
from chinaecon.claims.bound import Binding, Bound, Context
from chinaecon.claims.comparison import behind, is_start, is_year_before
from chinaecon.claims.cues import Cue
from chinaecon.claims.dating import period_of, time_of, wider
from chinaecon.claims.doubt import BODIES, doubted
from chinaecon.claims.part import TRADE, part_of, qualified
from chinaecon.claims.refusal import refused
from chinaecon.claims.sense import RATIOS, fits, is_fall, sense
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic
from chinaecon.claims.when import Time
from chinaecon.data import layers, vocabulary
from chinaecon.figures.figure import Figure
from chinaecon.figures.language import language

_MEASURES = ("measure", "negative")
_CLOSE = 3  # letters between an amount and "deficit"
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
        figure = one.figure
        figure = replace(figure, start=figure.start + said.at, end=figure.end + said.at)
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
    figure = _marked(said, gap)
    topic = series.named(said, gap, _measured(said, gap, topic))
    measure, reason = aspect.meant(said, gap, topic)
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
    time = time_of(said, gap, topic)
    bindings = _bindings(said, gap, meant, kind, time, context)
    topic = _passed_on(gap, topic, kind, time, bindings.is_loose)
    doubt = f"words that are not understood: {topic.blocked}" if topic.blocked else ""
    doubt = doubt or doubted(said, gap, meant, context)
    every = tuple(replace(bindings, entity=entity) for entity in entities)
    return Bound(figure, every, doubt, gap.partner), topic


def _marked(said: Statement, gap: Gap) -> Figure:
    """The figure, open above where a round mark is said to have been reached."""
    words = cues.language(said.lang)["grammar"].get("mark", ())
    if gap.figure.unit in RATIOS or not said.low.startswith(tuple(words) or "\0", gap.figure.end):
        return gap.figure
    return replace(gap.figure, high=None, qualifier=">=")


def _sign(said: Statement, gap: Gap, topic: Topic) -> int:
    """The sign of a level: a balance may be called a deficit behind its amount."""
    if topic.measure != "trade_balance":
        return topic.sign
    after = behind(said, gap)
    return -1 if said.inside(after, after + _CLOSE, "negative") else topic.sign


def _bindings(
    said: Statement, gap: Gap, topic: Topic, kind: str, time: Time | None, context: Context
) -> Binding:
    """What a figure is taken to say, but for whose it is."""
    period = period_of(said, gap, time, context)
    inherited = time is not None and time is topic.time and "time" in topic.from_before
    others = [t.period(context.today) for t in topic.earlier] if inherited else []
    is_level = kind == "level" and gap.figure.unit not in RATIOS
    sign = _sign(said, gap, topic) if kind == "level" else 1
    return Binding(
        topic.measure,
        "",
        period,
        kind,
        _basis(said, gap, topic),
        sign if is_level or not is_fall(said, gap) else -sign,
        "" if topic.measure in TRADE else wider(said, topic, time, period),
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


def _measured(said: Statement, gap: Gap, topic: Topic) -> Topic:
    """The topic with the figure's own measure: the last fitting before it, else behind it."""
    start, _ = gap.own
    before = said.inside(start, gap.figure.end, *_MEASURES)
    before = topic.spoken_of(said, start, gap.figure.end, before)
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
    turn = [c.value for c in series.names(said, gap) if c.kind in ("entity", "pair")]
    if turn:
        return tuple(turn), ""
    after = [] if gap.is_shared else said.inside(*gap.tail, "entity", "pair", "china")
    before = said.inside(gap.own[0], gap.figure.start, "entity", "pair", "china")
    if topic.measure.partition("_growth")[0] not in TRADE:
        return _owners(said, gap, topic, before or after), ""
    default, codes = "WLD", topic.entity.split()
    partners = [c.value for c in after if c.kind != "china"]
    if partners and not [c for c in before if c.kind != "china"]:
        return (partners[0],), ""
    if len(codes) > 1:
        return (), f"several entities are named ({', '.join(codes)})"
    if not codes:
        return (default,), ""
    if "entity" in topic.from_before and topic.entity:
        return tuple(dict.fromkeys((codes[0], default))), ""
    return (codes[0],), ""


def _owners(said: Statement, gap: Gap, topic: Topic, named: Sequence[Cue]) -> tuple[str, ...]:
    """Whose figure it is that is not of trade: the world's, China's, or that of those named."""
    if _is_worldwide(said, gap) and evidence.is_held(topic.measure, "WLD"):
        return ("WLD",)
    if any(map(said.names_china, said.inside(*gap.own, *_MEASURES))):
        return ("CHN",)
    return _owner(named, "CHN", topic)


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
            if vocabulary.kind(c) in BODIES or evidence.is_held(topic.measure, c)
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
