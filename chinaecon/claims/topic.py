"""What has been said so far: the measure, partner and time that a clause takes over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chinaecon.claims import cues
from chinaecon.claims.cues import Cue
from chinaecon.claims.part import TRADE, part_of, qualified
from chinaecon.claims.statement import Statement
from chinaecon.claims.when import Time

_MEASURES = ("measure", "negative")
_AFTER = 14
_OPENING = 8  # letters in which "of this" opens a sentence
_TIMES = 3  # times of earlier sentences that one without a time may mean
LIST = {
    "",
    ",",
    "、",
    "，",
    "和",
    "及",
    "与",
    "and",
    "và",
    "และ",
    "・",
    "と",
    "以及",
    "、和",
    "それに",
    "および",
    "及び",
    ", and",
    "-",
    "–",
}


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
    aside: str = ""
    earlier: tuple[Time, ...] = ()
    money: str = ""
    counted: str = ""
    source: str = ""

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
            aside=self.blocked if self.is_certain else self.aside,
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
        if is_hard and start:
            topic = replace(topic, source="")
        told = said.inside(start, end, "source", "official")
        if told:
            words = said.words(told[-1].start, told[-1].end) if told[-1].kind == "source" else ""
            topic = replace(topic, source=words)
        topic = topic._about(said, start, end)
        return topic._named(said, start, end, is_hard)

    def _timed(self, said: Statement, start: int, end: int) -> Topic:
        own = said.times_inside(start, end)
        bases = said.inside(start, end, "basis")
        topic = self
        if own:
            topic = replace(topic, time=own[-1], from_before=topic.from_before - {"time"})
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
            )
        if part:
            return replace(self, blocked=part, is_certain=True)
        if said.inside(start, end, "partner") and self.measure not in TRADE:
            return replace(self, measure="total_trade", sign=1, blocked="")
        return self

    def _goes_on(self, said: Statement, start: int, end: int) -> bool:
        """Whether a clause goes on about a part: nothing names the whole, but as what it is of."""
        if said.inside(start, said.clause_end(end), "share"):
            return True
        hard = any(s.is_hard for s in said.stops if start - 3 < s.end <= start)
        return not hard and not self._named_anew(said, start, end)

    def _named_anew(self, said: Statement, start: int, end: int) -> bool:
        return bool(said.inside(start, end, "china", "entity", "pair", "whole"))

    def spoken_of(self, said: Statement, start: int, end: int, named: Sequence[Cue]) -> list[Cue]:
        """Return the measures of a clause that it is about.

        Not the GDP that another one is a part of, nor the deficit of the budget as one of trade.
        """
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
        ]

    def _named(self, said: Statement, start: int, end: int, is_hard: bool) -> Topic:
        """The partner of a clause; a foreign subject blocks until China is named again."""
        own = [c for c in said.inside(start, end, "entity", "pair") if not _is_scope(said, c)]
        topic = self
        wrong = _foreign(said, start, end, own)
        if wrong:
            abroad = _is_abroad(said, start, end)
            entity = _joined(own) or topic.entity
            return replace(topic, foreign=wrong, is_abroad=abroad, entity=entity)
        spoken = is_hard or not own or bool(said.inside(start, end, *_MEASURES))
        if (own and is_hard) or (spoken and said.inside(start, end, "china")):
            topic = replace(topic, foreign="", is_abroad=False)
        whole = said.inside(start, end, "whole") and not said.inside(
            start, said.clause_end(end), "share"
        )
        if own:
            codes = _last_list(said, own)
            return replace(topic, entity=codes, from_before=topic.from_before - {"entity"})
        if whole:
            return replace(topic, entity="", from_before=topic.from_before - {"entity"})
        if said.inside(start, end, "again"):
            return replace(topic, from_before=topic.from_before - {"entity"})
        return topic


def _is_scope(said: Statement, cue: Cue) -> bool:
    """Whether a name only says among whom another one is the first: "the largest in ASEAN"."""
    words = cues.language(said.lang)["partner"].get("scope", ())
    return said.low.startswith(tuple(words) or "\0", cue.end)


def _joined(own: Sequence[Cue]) -> str:
    return own[-1].value if own else ""


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


def _foreign(said: Statement, start: int, end: int, own: Sequence[Cue]) -> str:
    """The words that make a clause one on another country's own figures; else blank."""
    told = said.inside(start, end, "foreign")
    if told:
        return said.words(told[0].start, told[0].end)
    trade = [c for c in said.inside(start, end, *_MEASURES) if c.value in TRADE]
    if not trade or said.inside(0, end, "partner") or said.inside(0, len(said.text), "inverse"):
        return ""
    if said.inside(start, end, "share") and said.inside(start, end, "china"):
        return ""
    wrong = [c for c in own if not is_partner(said, c, own)]
    return said.words(wrong[0].start, wrong[0].end) if wrong else ""


def _is_abroad(said: Statement, start: int, end: int) -> bool:
    """Whether the foreign words are those of an office or country, not "to China"."""
    china = {c.start for c in said.inside(start, end, "china")}
    return any(c.start not in china for c in said.inside(start, end, "foreign"))


def is_partner(said: Statement, cue: Cue, own: Sequence[Cue]) -> bool:
    """Return whether an entity is named as the partner of China's trade.

    Parameters
    ----------
    said : Statement
        The sentence.
    cue : Cue
        The entity.
    own : sequence of Cue
        All entities of its clause.

    Returns
    -------
    bool
        By the words before and after it.
    """
    if cue.kind == "pair":
        return True
    partner = cues.language(said.lang)["partner"]
    before = said.low[: cue.start].rstrip()
    after = said.low[cue.end : cue.end + _AFTER].lstrip()
    if after.startswith(tuple(partner.get("after", ())) or ("\0",)) or after[:1] in (
        ":",
        "：",
        "|",
    ):
        return True
    for article in partner.get("article", ()):
        before = before.removesuffix(article).rstrip()
    if any(before.endswith(w) and _whole(before, w) for w in partner.get("before", ())):
        return True
    index = list(own).index(cue)
    if not index:
        return False
    between = said.low[own[index - 1].end : cue.start].strip()
    return between in LIST and is_partner(said, own[index - 1], own)


def _whole(before: str, word: str) -> bool:
    """Whether a Latin word at the end of a text is a whole word."""
    return not word[0].isascii() or not word[0].isalpha() or not before[: -len(word)][-1:].isalpha()
