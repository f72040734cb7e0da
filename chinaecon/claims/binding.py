"""Figures of a text bound to facts: which measure, entity, period and basis each one speaks of."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace

from chinaecon.claims import anchor, aspect, cues, evidence, movement, sentence, series, trading
from chinaecon.claims.bound import Binding, Bound, Context
from chinaecon.claims.comparison import behind, is_compared, is_start, is_year_before, marked, owned
from chinaecon.claims.cues import TRADE, Cue
from chinaecon.claims.dating import other_years, period_of, periods_of, since_january, time_of
from chinaecon.claims.dimension import RATIOS, fits
from chinaecon.claims.doubt import doubted
from chinaecon.claims.label import lent
from chinaecon.claims.moment import Time
from chinaecon.claims.owner import entities, told
from chinaecon.claims.part import part_of, qualified
from chinaecon.claims.partner import is_partner
from chinaecon.claims.refusal import refused
from chinaecon.claims.sense import CHANGE, is_fall, sense
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic
from chinaecon.data import layers, vocabulary
from chinaecon.figures.language import language

_MEASURES = ("measure", "negative")
_FUNDING = "programme_funding"  # what a sum is that is said of a programme
_CLOSE = 3  # letters between an amount and "deficit"


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
    own = text[start:end]
    lang = language(own if any(map(str.isalpha, own)) else " ".join((*context.around, own)))
    for first, last in sentence.sentences(text, start, end):
        said = Statement(text, first, last, lang, context.today, topic.measure)
        topic = topic.next_sentence(heading, said)
        if said.figures:
            topic = yield from _bound(said, topic, context)
        time = topic.time
        for part in said.rest():
            topic = topic.heard(said, *part)
        if topic.time is not time and any(is_compared(said, g) for g in [*said.gaps()][-1:]):
            topic = replace(topic, time=time)  # "against 8 percent in April"


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
        exceeded = gap.figure.qualifier in (">", ">=") and owned(said, gap) is not None
        before = topic.time if exceeded or is_start(said, gap) else None
        for place, part in enumerate(gap.parts):
            topic = _read(said, topic, part, gap, place)
        if not said.has_words():
            gap = replace(gap, figure=lent(gap.figure, context.around))
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
        if amount and not (gap.is_shared or topic.is_mirrored) and _tells(said, gap.tail, topic):
            topic = topic.heard(said, *gap.tail)
        elif amount and not gap.is_shared and topic.measure in TRADE:
            topic = _with_partner(said, topic, gap.tail)
    return topic


def _tells(said: Statement, tail: tuple[int, int], topic: Topic) -> bool:
    """Whether what follows an amount says what it is of, and so what is spoken of.

    Not for a surplus "in trade with the US".
    """
    named = {c.value for c in said.inside(*tail, *_MEASURES)}
    named -= {"total_trade"} if topic.measure == "trade_balance" else set()
    return not said.inside(*tail, "share", "part") and bool(named)


def _with_partner(said: Statement, topic: Topic, tail: tuple[int, int]) -> Topic:
    """The topic with the partner behind an amount: "$478 billion of goods to the US"."""
    own = said.inside(*tail, "entity", "pair")
    if len(own) != 1 or not is_partner(said, own[0], own):
        return topic
    return replace(topic, entity=own[0].value, from_before=topic.from_before - {"entity"})


def _read(said: Statement, topic: Topic, part: tuple[int, int], gap: Gap, place: int) -> Topic:
    """The topic after one clause before a figure; unknown words are an unknown subject."""
    last = place == len(gap.parts) - 1
    if last and topic.measure and "measure" not in topic.from_before and _is_aside(said, part, gap):
        return topic
    topic = topic.heard(said, *part, gap.is_hard[place])
    company = _company(said, part)
    if company:
        return replace(topic, blocked=company, is_certain=True)
    subject = last or gap.is_hard[place] or "measure" in topic.from_before
    if not subject or said.inside(*part, *_MEASURES, "entity", "pair"):
        return topic
    unknown = said.unknown(*part)
    if unknown and not said.inside(*part, "again"):
        return replace(topic, blocked=topic.blocked or said.words(unknown[0][0], unknown[-1][1]))
    return topic


def _company(said: Statement, part: tuple[int, int]) -> str:
    """A name in letters of another script, which the data do not know: "AIS"."""
    if not cues.language(said.lang)["grammar"].get("names_in_latin"):
        return ""
    names = (said.words(a, b) for a, b in said.unknown(*part))
    return next((name for name in names if name.isascii() and name[:1].isupper()), "")


def _is_aside(said: Statement, part: tuple[int, int], gap: Gap) -> bool:
    """Whether a clause between two commas explains the subject: "the CPI, a gauge, rose 2%"."""
    ends = said.text[part[0] : part[1]].rstrip().endswith((",", "–", "—", "--", ")"))
    moves = said.inside(gap.figure.start, gap.figure.end, "growth")
    starts = bool(moves) and moves[0].start == gap.figure.start
    return len(gap.parts) > 1 and ends and starts


def _figure(said: Statement, gap: Gap, topic: Topic, context: Context) -> tuple[Bound, Topic]:
    """The bindings of one figure, and the topic with its measure."""
    figure = marked(said, gap)
    topic = trading.directed(said, gap, series.named(said, gap, _measured(said, gap, topic)))
    if not trading.mirrored(said, gap, topic).is_mirrored:
        topic = trading.turned(said, gap, anchor.recognised(said, gap, topic, context))
    measure, reason = aspect.meant(said, gap, topic)
    meant = trading.mirrored(said, gap, replace(topic, measure=measure))
    reason = reason or refused(said, gap, meant, context)
    shown = anchor.shown(said, gap, topic, context) if reason else None
    if shown is not None:
        topic, meant, reason = shown, shown, ""
    if reason:
        counted = figure.value is not None and figure.unit is None and topic.measure
        if counted and not fits(figure, topic.measure):
            topic = replace(topic, blocked=figure.text, is_certain=True)
        return Bound(figure, (), reason), topic
    kind, reason = sense(said, gap, meant)
    added = cues.language("und")["aspect"]["net"].get(meant.measure) if reason == CHANGE else None
    if added and not said.inside(*gap.own, "other"):
        return _added(said, gap, replace(meant, measure=added), context), topic
    owners, doubtful = entities(said, gap, meant)
    if reason or doubtful:
        return Bound(figure, (), reason or doubtful), topic
    time = time_of(said, gap, topic)
    binding = _binding(said, gap, meant, kind, time, context)
    topic = _passed_on(gap, topic, kind, time, binding.is_loose)
    doubt = _doubt(said, gap, replace(meant, blocked=topic.blocked), context, binding.period)
    others = [] if binding.is_loose else other_years(time, topic, context)
    periods = dict.fromkeys([binding.period, *others])
    every = tuple(replace(binding, entity=e, period=p) for e in owners for p in periods)
    return Bound(figure, every, doubt, gap.partner, context.today), topic


def _doubt(said: Statement, gap: Gap, topic: Topic, context: Context, period: str) -> str:
    """What keeps a figure from being contradicted; words that are not understood before all."""
    if topic.blocked:
        return f"words that are not understood: {topic.blocked}"
    return doubted(said, gap, topic, context, period)


def _sign(said: Statement, gap: Gap, topic: Topic) -> int:
    """The sign of a level: a balance may be called a deficit behind its amount."""
    if topic.measure != "trade_balance":
        return 1
    after = behind(said, gap)
    return -1 if said.inside(after, after + _CLOSE, "negative") else topic.sign


def _binding(
    said: Statement, gap: Gap, topic: Topic, kind: str, time: Time | None, context: Context
) -> Binding:
    """What a figure is taken to say, but for whose it is."""
    period, wide = periods_of(said, gap, topic, time, context)
    inherited = time is not None and time is topic.time and "time" in topic.from_before
    others = [t.period(context.today) for t in topic.earlier] if inherited else []
    sign = _sign(said, gap, topic) if kind == "level" else 1
    falls = (kind != "level" or "growth" in topic.measure) and is_fall(said, gap)
    return Binding(
        topic.measure,
        "",
        period,
        kind,
        _basis(said, gap, topic),
        -sign if falls else sign,
        wide,
        time is not None and time.start >= gap.tail[1] and time is not topic.time,
        int(time is None and is_year_before(said, gap)),
        tuple(dict.fromkeys(other for other in others if other != period)),
        _money(said, gap, topic),
        told(said, gap, topic, time if not inherited else None),
    )


def _passed_on(gap: Gap, topic: Topic, kind: str, time: Time | None, is_loose: bool) -> Topic:
    """The topic once a figure is bound: its time, its money, whether it was growth."""
    if gap.figure.unit in RATIOS:
        growth = kind in ("growth", "points")
        topic = replace(topic, is_growth=growth, is_share=kind == "share")
    elif gap.figure.unit and (gap.partner is None or gap.partner.start > gap.figure.start):
        topic = replace(topic, money=gap.figure.unit)
    kept = topic.time if is_loose else topic.time or time
    return replace(topic, time=kept, spoken=topic.measure)


def _money(said: Statement, gap: Gap, topic: Topic) -> str:
    """The currency of the amount that a rate of growth is said of: "3 percent to 5 billion"."""
    if gap.is_shared:
        after = next(f for f in said.figures if f.start >= gap.tail[1])
        if after.unit not in RATIOS:
            return after.unit or ""
    return topic.money


def _added(said: Statement, gap: Gap, topic: Topic, context: Context) -> Bound:
    """What was added to a stock: in the period named, or since the year before ended."""
    spans = [t for t in said.times_inside(*gap.tail) if t.months and t.months[0] < t.months[1]]
    time = spans[0] if spans else time_of(said, gap, topic)
    period = period_of(said, gap, time, context)
    owners, _ = entities(said, gap, topic)
    bases = [t for t in said.times if gap.own[0] <= t.start < gap.tail[1] and t.is_base]
    if not period or not owners or any(t.months not in (None, (12, 12)) for t in bases):
        return Bound(gap.figure, (), CHANGE)
    doubt = ""
    if len(period) == len("2025-10"):
        is_end = time is not None and said.inside(time.start - 1, time.end + 2, "end")
        doubt = "" if bases or is_end else "added in a month, or since January"
        period = since_january(period)
    doubt = _doubt(said, gap, topic, context, period) or doubt
    found = tuple(Binding(topic.measure, entity, period) for entity in owners)
    return Bound(gap.figure, found, doubt, None, context.today)


def _measured(said: Statement, gap: Gap, topic: Topic) -> Topic:
    """The topic with the figure's own measure: the last fitting before it, else behind it."""
    aside = bool(topic.measure) and _is_aside(said, gap.own, gap)
    moved = movement.named(said, gap)
    if moved is not None:
        return topic.heard(said, *moved)
    start = gap.figure.start if aside else gap.own[0]
    before = said.inside(start, gap.figure.end, *_MEASURES)
    before = topic.spoken_of(said, start, gap.figure.end, before)
    verbs, mirrored = ([], False) if before else trading.told(said, gap, topic)
    fitting = [c for c in (before or verbs) if fits(gap.figure, c.value)]
    name = topic.blocked if said.is_name(topic.blocked) else ""
    if fitting:
        found = _with(said, topic, fitting[-1], gap.own)
        if mirrored:
            return replace(found, foreign="", is_mirrored=True)
        inner = fitting[-1].start >= gap.figure.start
        return replace(found, blocked=found.blocked or name) if inner else found
    behind = [] if gap.is_shared else said.inside(*gap.tail, *_MEASURES)
    if gap.figure.unit in RATIOS:
        behind = [c for c in behind if c.value != "gdp_nominal"]
    counted = gap.figure.unit not in ("percent", "percentage_point") or said.opens(gap.figure)
    counted = counted or bool(said.inside(start, gap.figure.end, "share"))
    behind = [c for c in behind if counted and fits(gap.figure, c.value)]
    if behind and (not said.inside(*gap.tail, "share") or not topic.measure):
        topic = replace(topic, blocked="", is_certain=False)
        found = _with(said, topic, behind[0], gap.tail)
        return replace(found, blocked=found.blocked or name)
    if not topic.measure and vocabulary.kind(topic.entity) == "fund":
        return replace(topic, measure="fund_size_target")
    return _fitting(said, gap, topic)


def _fitting(said: Statement, gap: Gap, topic: Topic) -> Topic:
    """The topic with the measure that is meant where a figure cannot be one of that named."""
    own = said.inside(gap.own[0], gap.figure.start, "entity")
    if own and fits(gap.figure, _FUNDING) and evidence.is_held(_FUNDING, own[-1].value):
        return replace(topic, measure=_FUNDING, from_before=topic.from_before - {"measure"})
    if movement.is_bare(said, gap, topic.measure):
        return replace(topic, measure="gdp_growth_real")
    others = cues.language("und")["fitting"].get(topic.measure, ())
    other = next((name for name in others if fits(gap.figure, name)), "")
    if not other or fits(gap.figure, topic.measure):
        return topic
    vague = gap.figure.noun in ("subscription", "person", "company")  # never contradicted
    guess = f"{gap.figure.noun} beside {topic.measure}" if vague else ""
    return replace(topic, measure=other, blocked=topic.blocked or guess)


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
        is_mirrored=False,
        from_before=topic.from_before - {"measure"},
    )


def _basis(said: Statement, gap: Gap, topic: Topic) -> str:
    """The currency in which growth is said to be counted: behind the figure, else before it."""
    stop = gap.tail[1]
    behind = said.inside(gap.tail[0], stop, "basis")
    before = said.inside(gap.own[0], gap.figure.end, "basis")
    if before or (behind and not gap.is_shared):
        return (before or behind)[-1].value.upper()
    return topic.basis
