"""Figures of a text bound to facts: which measure, entity, period and basis each one speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from chinaecon import units
from chinaecon.claims import cues, sentence, when
from chinaecon.claims.cues import Cue
from chinaecon.claims.when import Time
from chinaecon.data import vocabulary
from chinaecon.errors import ChinaeconError
from chinaecon.figures.extract import extract, tokens
from chinaecon.figures.figure import Figure
from chinaecon.figures.language import language
from chinaecon.figures.pattern import folded

TRADE = ("exports", "imports", "total_trade", "trade_balance")
_NEAR = 14
_OF = re.compile(r" of (?!goods\b|about\b|over\b|nearly\b|around\b|more\b|some\b|only\b|just\b|the\b|US\b|RMB\b|CNY\b)(?=[a-z])[a-z-]+")
_LIST = {",", "、", "，", "和", "及", "与", "and", "và", "และ", "・", "と", "以及", ", and"}


@dataclass(frozen=True, slots=True)
class Binding:
    """What one figure is taken to say.

    Attributes
    ----------
    measure, entity, period : str
        Of the level; the fact of a growth rate is found from them.
    kind : str
        level, growth or share.
    basis : str
        ``CNY`` or ``USD`` for growth said in one of them; else blank.
    sign : int
        -1 for a measure named by its opposite: a deficit.
    """

    measure: str
    entity: str
    period: str
    kind: str = "level"
    basis: str = ""
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure with the bindings that fit it, or the reason why there are none."""

    figure: Figure
    bindings: tuple[Binding, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a stretch of text and bears on it.

    Attributes
    ----------
    around : tuple of str
        Headings, the parent of a list, the labels of row and column: the nearest last.
    today : datetime.date
        The day to which relative times refer.
    is_china : bool
        Whether the document speaks of China.
    """

    around: tuple[str, ...]
    today: date
    is_china: bool = True


@dataclass(frozen=True, slots=True)
class _Said:
    """What has been said so far in a sentence, clause by clause."""

    measure: str = ""
    sign: int = 1
    entity: str = ""
    time: Time | None = None
    blocked: str = ""
    basis: str = ""
    foreign: str = ""
    carried: frozenset[str] = field(default_factory=frozenset)


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
    >>> text = "China's exports rose 7.1 percent to 25.45 trillion yuan in 2024."
    >>> [b.bindings[0].kind for b in bind(text, 0, len(text), Context((), date(2025, 1, 20)))]
    ['growth', 'level']
    """
    said = _around(context)
    for first, last in sentence.sentences(text, start, end):
        said = replace(said, blocked="", basis="", carried=_names(said))
        read = _Sentence(text, first, last, context)
        for bound, said in read.bound(said):
            yield bound
        said = read.ended(said)


def _names(said: _Said) -> frozenset[str]:
    """What a new sentence takes over only with doubt."""
    return frozenset(n for n in ("measure", "entity") if getattr(said, n))


def _around(context: Context) -> _Said:
    """What headings and labels say."""
    said = _Said()
    for words in context.around:
        lang = language(words)
        for cue in cues.find(words, lang):
            if cue.kind in ("measure", "negative"):
                sign = -1 if cue.kind == "negative" else 1
                said = replace(said, measure=cue.value, sign=sign)
            elif cue.kind == "entity":
                said = replace(said, entity=cue.value)
        found = when.times(words, tokens(words), cues.find(words, lang), lang, context.today)
        own = [time for time in found if not time.is_base]
        said = replace(said, time=own[-1] if own else said.time)
    return said


class _Sentence:
    """One sentence: its figures, cues, times and clauses."""

    def __init__(self, text: str, start: int, end: int, context: Context) -> None:
        self.context = context
        self.text = text[start:end]
        self.at = start
        self.lang = language(self.text)
        self.cues = cues.find(self.text, self.lang)
        self.tokens = tokens(self.text)
        self.figures = extract(self.text)
        found = when.times(self.text, self.tokens, self.cues, self.lang, context.today)
        self.times = when.span_of_years(found, self.text, self.lang)
        kept = [(t.start, t.end) for t in self.tokens] + [
            (c.start, c.end) for c in self.cues if c.kind in ("measure", "negative", "entity")
        ]
        self.clauses = sentence.clauses(self.text, 0, len(self.text), sorted(kept))
        self.is_china = context.is_china or self.names_china()

    def names_china(self) -> bool:
        """Whether the sentence names China."""
        return any(c.kind == "china" for c in self.cues)

    def inside(self, start: int, end: int, *kinds: str) -> list[Cue]:
        """The cues of some kinds in a stretch."""
        return [c for c in self.cues if start <= c.start < end and c.kind in kinds]

    def bound(self, said: _Said) -> Iterator[tuple[Bound, _Said]]:
        """Every figure with its bindings, and what has been said up to its clause."""
        figures = list(self.figures)
        for start, end in self.clauses:
            said = self.clause(start, end, said)
            for figure in [f for f in figures if start <= f.start < end]:
                one = self.figure(figure, start, end, said)
                place = replace(figure, start=figure.start + self.at, end=figure.end + self.at)
                yield replace(one, figure=place), said

    def ended(self, said: _Said) -> _Said:
        """What the next sentence may take over."""
        for start, end in self.clauses[-1:]:
            if not [f for f in self.figures if start <= f.start < end]:
                said = self.clause(start, end, said)
        return said

    def clause(self, start: int, end: int, said: _Said) -> _Said:
        """What has been said once a clause is read."""
        measures = self.inside(start, end, "measure", "negative")
        if measures:
            last = measures[0] if len({m.value for m in measures}) == 1 else measures[-1]
            sign = -1 if last.kind == "negative" else 1
            blocked = self.part(start, end)
            said = replace(said, measure=last.value, sign=sign, blocked=blocked)
            said = replace(said, carried=said.carried - {"measure"})
        elif self.part(start, end) and self.inside(start, end, "growth"):
            said = replace(said, blocked=self.part(start, end))
        if self.inside(start, end, "whole") and not self.inside(start, end, "entity"):
            said = replace(said, entity="", carried=said.carried - {"entity"})
        entities = self.inside(start, end, "entity")
        said = self.foreign(entities, said)
        if entities:
            said = replace(said, entity=" ".join(dict.fromkeys(c.value for c in entities)))
            said = replace(said, carried=said.carried - {"entity"})
        elif self.inside(start, end, "again"):
            said = replace(said, carried=said.carried - {"entity"})
        bases = self.inside(start, end, "basis")
        if bases:
            said = replace(said, basis=bases[-1].value.upper())
        own = [t for t in self.times if start <= t.start < end and not t.is_base]
        if own:
            said = replace(said, time=own[-1])
        elif said.time is None:
            later = [t for t in self.times if not t.is_base]
            said = replace(said, time=later[0] if later else None)
        return said

    def foreign(self, entities: Sequence[Cue], said: _Said) -> _Said:
        """Note that the figures to come are another country's own, until China is named."""
        trade = said.measure in TRADE
        wrong = [c for c in entities if trade and not self.is_partner(c, entities)]
        if wrong:
            told = f"not a figure of China's own, or not clearly so ({self.words(wrong[0])})"
            return replace(said, foreign=told)
        return replace(said, foreign="") if entities or self.names_china() else said

    def part(self, start: int, end: int) -> str:
        """The word that makes a figure one of a part of the measure, or of something else."""
        named = self.inside(start, end, "measure", "negative")
        for cue in self.inside(start, end, "part"):
            if not any(m.start <= cue.start and cue.end <= m.end for m in named):
                return self.text[cue.start : cue.end]
        for cue in named:
            goods = _OF.match(self.text, cue.end)
            if goods and self.lang == "en" and not self.inside(goods.end(), goods.end() + 2, "entity"):
                return self.text[cue.start : goods.end()]
        return ""

    def figure(self, figure: Figure, start: int, end: int, said: _Said) -> Bound:
        """The bindings of one figure in its clause."""
        measure, sign = self.measure(figure, start, end, said)
        reason = self.refused(figure, start, end, measure, said)
        if reason:
            return Bound(figure, (), reason)
        kind, reason = self.kind(figure, start, end, measure)
        if reason:
            return Bound(figure, (), reason)
        time = self.time(figure, start, end, said)
        if time is None:
            return Bound(figure, (), "no period is named")
        entities, reason = self.entities(figure, start, end, measure, said)
        if reason:
            return Bound(figure, (), reason)
        basis = said.basis or self.basis(start, end)
        period = time.period(self.context.today)
        return Bound(
            figure,
            tuple(Binding(measure, e, period, kind, basis, sign) for e in entities),
        )

    def measure(self, figure: Figure, start: int, end: int, said: _Said) -> tuple[str, int]:
        """The measure named last before the figure in its clause, else first after it."""
        named = self.inside(start, end, "measure", "negative")
        before = [c for c in named if c.start < figure.start]
        fitting = [c for c in before if _fits(figure, c.value)] or before
        other = [f for f in self.figures if figure.end <= f.start < end]
        until = other[0].start if other else end
        after = [c for c in named if figure.end <= c.start < until]
        chosen = fitting[-1:] or after[:1]
        if chosen:
            return chosen[0].value, -1 if chosen[0].kind == "negative" else 1
        return said.measure, said.sign

    def refused(self, figure: Figure, start: int, end: int, measure: str, said: _Said) -> str:
        """Why a figure is not bound at all; blank when nothing speaks against it."""
        if figure.value is None:
            return figure.reason or "the figure cannot be read for sure"
        if not measure:
            return "no measure is named"
        known = vocabulary.measures()[measure]
        forecasts = self.inside(0, figure.start, "forecast")
        if forecasts and not measure.endswith("_target") and known.rounding != "declared":
            return f"said as a forecast or plan ({self.words(forecasts[-1])})"
        part = self.part(start, end) or said.blocked
        if part:
            return f"a part of the measure, or another one ({part})"
        if not self.is_china:
            return "the text does not speak of China"
        if said.foreign and measure.partition("_growth")[0] in TRADE:
            return said.foreign
        if not _fits(figure, measure):
            return f"{figure.unit or figure.noun or 'a bare number'} is no unit of {measure}"
        return ""

    def words(self, cue: Cue) -> str:
        """The words of a cue as printed."""
        return self.text[cue.start : cue.end]

    def kind(self, figure: Figure, start: int, end: int, measure: str) -> tuple[str, str]:
        """Level, growth or share; or the reason why it is none of them."""
        if figure.unit in ("basis_point", "multiple"):
            return "", f"a difference in {figure.unit}s is not checked"
        if figure.unit == "percentage_point":
            return ("points", "") if self.inside(start, end, "growth") else ("", "a difference")
        if figure.unit != "percent":
            return self.amount(figure, start)
        if vocabulary.measures()[measure].unit == "percent":
            if self.inside(start, end, "other"):
                return "", "another kind of growth"
            return "level", ""
        if self.inside(start, end, "other"):
            return "", "another kind of growth"
        near = self.inside(max(start, figure.start - 2 * _NEAR), figure.end + _NEAR, "share")
        if near and not self.inside(figure.start, figure.end, "growth"):
            known = cues.language("und")["share_measure"]
            return ("share", "") if measure in known else ("", "a share that is not held")
        if self.inside(start, end, "growth"):
            return "growth", ""
        return "", "neither growth nor a share is named"

    def amount(self, figure: Figure, start: int) -> tuple[str, str]:
        """An amount is a level, unless it is a change or what is compared with."""
        before = folded(self.text[max(start, figure.start - _NEAR) : figure.start]).rstrip()
        inside = [c for c in self.inside(figure.start, figure.end, "growth")]
        if inside or before.endswith((" by", "增加", "减少", "thêm")):
            return "", "a change, not a level"
        if before.endswith((" from", " than", " to from", "từ mức", "从")):
            return "", "what the figure is compared with"
        return "level", ""

    def time(self, figure: Figure, start: int, end: int, said: _Said) -> Time | None:
        """The time named nearest before the figure in its clause, else after it, else before."""
        own = [t for t in self.times if start <= t.start < end and not t.is_base]
        before = [t for t in own if t.end <= figure.start]
        after = [t for t in own if t.start >= figure.end]
        chosen = before[-1:] or after[:1]
        return chosen[0] if chosen else said.time

    def basis(self, start: int, end: int) -> str:
        """The currency in which the sentence says that growth is counted."""
        found = self.inside(start, end, "basis") or self.inside(0, len(self.text), "basis")
        return found[0].value.upper() if found else ""

    def entities(
        self, figure: Figure, start: int, end: int, measure: str, said: _Said
    ) -> tuple[tuple[str, ...], str]:
        """The entities that a figure may be of; or the reason why none is sure."""
        default = "WLD" if measure.removesuffix("_growth_yoy") in TRADE else "CHN"
        own = self.inside(start, end, "entity")
        codes = list(dict.fromkeys(c.value for c in own)) or said.entity.split()
        if len(codes) > 1:
            before = [c.value for c in own if c.start < figure.start]
            between = [f for f in self.figures if own and own[0].start < f.start < figure.start]
            if not between or not before:
                return (), f"several entities are named ({', '.join(codes)})"
            codes = before[-1:]
        if not codes:
            return (default,), ""
        if "entity" in said.carried and not own:
            return tuple(dict.fromkeys((codes[0], default))), ""
        return (codes[0],), ""

    def is_partner(self, cue: Cue, own: Sequence[Cue]) -> bool:
        """Whether an entity is named as the partner of China's trade."""
        partner = cues.language(self.lang)["partner"]
        before = folded(self.text[: cue.start]).rstrip()
        after = folded(self.text[cue.end : cue.end + _NEAR]).lstrip()
        if after.startswith(tuple(partner.get("after", ())) or ("\0",)):
            return True
        if after[:1] in (":", "：", "|"):
            return True
        words = tuple(partner.get("before", ()))
        if any(before.endswith(w) and _whole(before, w) for w in words):
            return True
        index = own.index(cue)
        if index:
            last = own[index - 1]
            between = folded(self.text[last.end : cue.start]).strip()
            return between in _LIST and self.is_partner(last, own)
        return any(c.kind == "partner" for c in self.cues)


def _whole(before: str, word: str) -> bool:
    """Whether a Latin word at the end of a text is a whole word."""
    return not word[0].isascii() or not word[0].isalpha() or not before[: -len(word)][-1:].isalpha()


def _fits(figure: Figure, measure: str) -> bool:
    """Whether a figure can be one of a measure: money of money, a count of the same noun."""
    entry = vocabulary.measures().get(measure)
    if entry is None:
        return False
    if figure.unit in ("percent", "percentage_point", "basis_point", "multiple"):
        return True
    unit = units.parse(entry.unit)
    if figure.unit:
        return unit.currency is not None and " per " not in entry.unit
    if unit.currency or entry.unit == "percent":
        return False
    return _same_noun(figure.noun, entry.unit)


_LOOSE = {"item", "", "person", "case", "user", "subscription", "household", "unit", "piece"}


def _same_noun(noun: str | None, unit: str) -> bool:
    """Whether a counted noun may count in a unit: the same, or a word for anything."""
    if (noun or "") in _LOOSE:
        return True
    try:
        return units.parse(noun or "").dimension == units.parse(unit).dimension
    except ChinaeconError:
        return True
