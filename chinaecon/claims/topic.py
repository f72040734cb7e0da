"""What has been said so far: the measure, partner and time that a clause takes over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chinaecon.claims import abroad, cues
from chinaecon.claims.cues import TRADE, Cue
from chinaecon.claims.moment import Time
from chinaecon.claims.part import is_bare, is_generic, is_partitive, part_of, qualified
from chinaecon.claims.partner import LIST, is_partner, is_scope, is_trader, names_both
from chinaecon.claims.statement import Statement
from chinaecon.data import vocabulary

_MEASURES = ("measure", "negative")
_PLACES = ("country", "group", "province", "city")
_AFTER = 14
_OPENING = 8  # letters in which "of this" opens a sentence
_TIMES = 3  # times of earlier sentences that one without a time may mean


@dataclass(frozen=True, slots=True)
class Topic:
    """What a clause may take over from what stands before it.

    Attributes
    ----------
    measure : str
        Named last.
    sign : int
        -1 where it was named by its opposite.
    entity : str
        The partner or owner named last; several are separated by spaces.
    time : Time or None
        Named last.
    basis : str
        The currency in which growth is said to be counted.
    blocked : str
        The words that make the figures to come those of something else.
    is_certain : bool
        Whether what blocks is a known part or other subject, not an unknown word.
    foreign : str
        The words that make them another country's own.
    is_abroad : bool
        Whether that holds of every measure, not of trade alone.
    from_before : frozenset of str
        What was said in an earlier sentence only: entity, measure, time.
    is_growth : bool
        Whether the last percentage was a growth rate.
    is_share : bool
        Whether it was a share.
    year : int
        The year named last; 0 where none was.
    aside : str
        The part that an earlier sentence spoke of, while nothing says that this one does not.
    earlier : tuple of Time
        The other times that earlier sentences named.
    money : str
        The currency of the last amount of the sentence.
    counted : str
        The currency that was last said to be counted in, in an earlier sentence perhaps.
    source : str
        Whose statistics of trade are told, where they are not those of customs.
    frame : Time or None
        The time before one that is named for a sentence only: "in June alone".
    is_loose : bool
        Whether the partner was named in a clause that is not one of trade: "despite tariffs of
        the United States, exports rose" may be of exports to all.
    is_mirrored : bool
        Whether the measure is China's view of what the text tells of its partner: what that
        buys China exports.
    spoken : str
        What the figure before was of.
    """

    measure: str = ""
    sign: int = 1
    entity: str = ""
    time: Time | None = None
    basis: str = ""
    blocked: str = ""
    is_certain: bool = False
    foreign: str = ""
    is_abroad: bool = False
    from_before: frozenset[str] = frozenset()
    is_growth: bool = False
    is_share: bool = False
    year: int = 0
    aside: str = ""
    earlier: tuple[Time, ...] = ()
    money: str = ""
    counted: str = ""
    source: str = ""
    is_loose: bool = False
    frame: Time | None = None
    is_mirrored: bool = False
    spoken: str = ""

    def next_sentence(self, heading: Topic, said: Statement) -> Topic:
        """Return what the next sentence may take over: without doubt only what a heading says.

        A sentence that begins with "of this" goes on about the part that was spoken of.
        """
        names = [n for n in ("measure", "entity", "time") if getattr(self, n)]
        named = frozenset(n for n in names if getattr(self, n) != getattr(heading, n))
        goes_on = self.is_certain and bool(said.inside(0, _OPENING, "among"))
        times = [*self.earlier, self.time] if self.time else self.earlier
        return replace(
            self,
            basis="",
            blocked=self.blocked if goes_on else "",
            is_certain=goes_on,
            from_before=named,
            is_growth=False,
            is_share=False,
            time=self.frame or self.time,
            frame=None,
            aside=self.blocked if self.is_certain and self.blocked.isalpha() else self.aside,
            is_mirrored=False,
            earlier=tuple(times[-_TIMES:]),
            money="",
        )

    def heard(self, said: Statement, start: int, end: int, is_hard: bool = False) -> Topic:
        """Return the topic once one clause is read.

        Parameters
        ----------
        said : Statement
            The sentence.
        start, end : int
            The clause.
        is_hard : bool
            Whether it begins the sentence or follows a semicolon: only then does naming a
            partner end what was said of another country.

        Returns
        -------
        Topic
            With the last measure, entity, time and basis of the clause.
        """
        if not any(start <= c.start < end for c in said.cues) and not said.times:
            return self
        topic = self._timed(said, start, end)
        if topic.aside and topic._named_anew(said, start, end):
            topic = replace(topic, aside="")
        china = said.inside(start, end, "china") and said.inside(start, end, *_MEASURES)
        if is_hard and (start or (china and not said.inside(start, end, "foreign"))):
            topic = replace(topic, source="")
        told = said.inside(start, end, "source", "official")
        if told:
            words = said.words(told[-1].start, told[-1].end) if told[-1].kind == "source" else ""
            topic = replace(topic, source=words)
        topic = topic._about(said, start, end)
        return topic._named(said, start, end, is_hard)

    def _timed(self, said: Statement, start: int, end: int) -> Topic:
        own = said.times_inside(start, end)
        kept = [t for t in own if not said.is_passing(t)]
        own = kept if self.time else kept or own
        bases = said.inside(start, end, "basis")
        topic = self
        if own:
            time = own[-1].after(topic.time)
            year = time.year or topic.year
            frame = (self.frame or self.time) if said.is_alone(own[-1]) else None
            before = topic.from_before - {"time"}
            last = topic.time
            if last and time.is_month() and last.is_month():
                topic = replace(topic, earlier=(*topic.earlier, last)[-_TIMES:])
            topic = replace(topic, time=time, from_before=before, year=year, frame=frame)
        if bases:
            basis = bases[-1].value.upper()
            topic = replace(topic, basis=basis, counted=basis)
        return topic

    def _about(self, said: Statement, start: int, end: int) -> Topic:
        """The measure of a clause, and whether it is one of a part or of something else."""
        named = self.spoken_of(said, start, end, said.inside(start, end, *_MEASURES))
        part = part_of(said, start, end, named)
        if named:
            last = named[-1]
            sign = -1 if last.kind == "negative" else 1
            words = part or qualified(said, start, end, last)
            known = bool(part)
            aside = self.aside
            if last.value not in (*TRADE, self.measure):
                aside = ""
            if self.is_certain and not words and self._goes_on(said, start, end):
                words, known = self.blocked, True
            elif self.is_certain and not words and last.start > start:
                aside = "" if self._named_anew(said, start, end) else self.blocked
            return replace(
                self,
                measure=last.value,
                sign=sign,
                blocked=words,
                is_certain=known,
                from_before=self.from_before - {"measure"},
                aside=aside,
                is_mirrored=False,
            )
        if part and _is_cause(said, start, end):
            return replace(self, aside=part)
        if part:
            return replace(self, blocked=part, is_certain=True)
        if said.inside(start, end, "partner") and self.measure not in TRADE:
            return replace(self, measure="total_trade", sign=1, blocked="")
        return self

    def _goes_on(self, said: Statement, start: int, end: int) -> bool:
        """Whether a clause goes on about a part: nothing names the whole, but as what it is of."""
        if said.inside(start, said.clause_end(end), "share"):
            return True
        own = said.inside(start, end, *_MEASURES)
        if own[-1].value not in (*TRADE, self.measure):
            return False
        return not _is_fresh(said, start, end) and not self._named_anew(said, start, end)

    def _named_anew(self, said: Statement, start: int, end: int) -> bool:
        return bool(said.inside(start, end, "china", "entity", "pair", "whole"))

    def spoken_of(self, said: Statement, start: int, end: int, named: Sequence[Cue]) -> list[Cue]:
        """Return the measures of a clause that it is about.

        Not the GDP that another one is a part of, nor the deficit of the budget as one of trade.
        """
        if is_partitive(said, start, end):
            return []
        known = cues.language("und")
        shares = said.inside(start, said.clause_end(end), "share")
        is_part = self.measure in known["of_gdp"] and bool(shares)
        fiscal = known["of_gdp"].get(self.measure) == "deficit_ratio_target"
        is_budget = fiscal and self.measure not in TRADE
        return [
            c
            for c in named
            if not (is_part and c.value == "gdp_nominal")
            and not (is_budget and c.kind == "negative" and c.value == "trade_balance")
            and not (self._is_other(said, start, c) or is_bare(said, c, self.measure))
            and not is_generic(said, c, self.measure)
        ]

    def _is_other(self, said: Statement, start: int, cue: Cue) -> bool:
        """Whether a measure is only the whole that a share of the one spoken of is taken of."""
        shares = cues.language("und")["share_measure"]
        share = shares.get(cue.value)
        known = cues.language(said.lang)["share"]
        words = tuple(known.get("of_before", ()))
        after = tuple(known.get("of_after", ()))
        behind = any(said.low.startswith(after, cue.end - n) for n in (0, 2))
        if not share or not (behind or said.low[: cue.start].rstrip().endswith(words)):
            return False
        before = [c.value for c in said.inside(start, cue.start, *_MEASURES)]
        return any(shares.get(m) == share and m != cue.value for m in (*before, self.measure))

    def _named(self, said: Statement, start: int, end: int, is_hard: bool) -> Topic:
        """The partner of a clause; a foreign subject blocks until China is named again."""
        own = [c for c in said.inside(start, end, "entity", "pair") if not is_scope(said, c)]
        trade = self.measure in TRADE and not said.inside(start, end, *_MEASURES)
        own = [c for c in own if not trade or is_trader(c.value)]
        topic = self
        wrong = abroad.foreign(said, start, end, own)
        if wrong:
            is_abroad = abroad.is_abroad(said, start, end)
            entity = (own[-1].value if own else "") or topic.entity
            return replace(topic, foreign=wrong, is_abroad=is_abroad, entity=entity)
        spoken = is_hard or not own or bool(said.inside(start, end, *_MEASURES))
        told = is_hard or bool(said.inside(start, end, "inverse"))
        if (own and told) or (spoken and said.inside(start, end, "china")):
            topic = replace(topic, foreign="", is_abroad=False)
        whole = said.inside(start, end, "whole") and not said.inside(
            start, said.clause_end(end), "share"
        )
        whole = [] if names_both(said, start, end) else whole
        if own:
            codes = _last_list(said, own)
            before = topic.from_before - {"entity"}
            aside = {"entity"} if _is_aside(said, start, end, own) else set()
            loose = _is_loose(said, start, end)
            return replace(topic, entity=codes, from_before=before | aside, is_loose=loose)
        if whole:
            return replace(topic, entity="", from_before=topic.from_before - {"entity"})
        if said.inside(start, end, "again"):
            from_before = topic.from_before - {"entity"}
            return replace(topic, from_before=from_before, is_loose=False)
        return topic


def _is_loose(said: Statement, start: int, end: int) -> bool:
    """Whether a clause that names a partner speaks of something else than trade, it seems."""
    trade = [c for c in said.inside(start, end, *_MEASURES) if c.value in TRADE]
    told = trade or said.inside(start, end, "partner", "inverse", "pair")
    return not told and bool(said.unknown(start, end))


def _is_aside(said: Statement, start: int, end: int, own: Sequence[Cue]) -> bool:
    """Whether a clause without a figure only names a country: "despite tariffs of the US, ..."."""
    if said.is_spaced() or said.text[end - 1] not in "，、,；：":
        return False
    if vocabulary.kind(own[-1].value) not in _PLACES:
        return False
    if said.inside(start, end, *_MEASURES, "inverse") or said.inside(0, len(said.text), "partner"):
        return False
    if _is_subject(said, own[-1], end):
        return False
    return not any(is_partner(said, cue, own) for cue in own)


def _is_subject(said: Statement, name: Cue, end: int) -> bool:
    """Whether a clause does no more than name its subject: "台湾は4月、"."""
    words = tuple(cues.language(said.lang)["grammar"].get("subject_behind", ()))
    return said.low.startswith(words, name.end) and not said.unknown(name.end, end)


def _is_cause(said: Statement, start: int, end: int) -> bool:
    """Whether a clause without a figure only tells why: "as oil prices rose, imports ..."."""
    words = cues.language(said.lang)["grammar"].get("cause", ())
    clause = said.low[start:end]
    figures = any(start <= f.start < end or f.start == end for f in said.figures)
    return not figures and any(word in clause for word in words)


def _is_fresh(said: Statement, start: int, end: int) -> bool:
    """Whether a clause begins a statement of its own: behind a semicolon, or with "while"."""
    stops = [s for s in said.stops if start - 3 < s.end <= start]
    words = tuple(cues.language(said.lang)["grammar"].get("resets", ()))
    place = min([s.start for s in stops], default=start)
    opens = said.low[place:end].lstrip(" ,;").startswith(words)
    ends = said.low[max(0, place - _AFTER) : place].rstrip().endswith(words)
    return opens or ends or any(s.is_hard for s in stops)


def _last_list(said: Statement, own: Sequence[Cue]) -> str:
    """The last entity of a clause, with those that it is listed with."""
    codes = [own[-1].value]
    for one, other in zip(reversed(own[:-1]), reversed(own[1:]), strict=False):
        between = said.low[one.end : other.start].strip()
        if one.value == other.value or other.start < one.end:
            continue
        if between not in LIST or not between:
            break
        codes.insert(0, one.value)
    return " ".join(dict.fromkeys(codes))
