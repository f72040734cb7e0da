"""One sentence read for its figures: cues, times, and what stands between two figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from chinaecon.claims import apposition, cues, homonym, sentence, slip, span, when
from chinaecon.claims.cues import Cue
from chinaecon.claims.moment import Time
from chinaecon.claims.sentence import Stop
from chinaecon.figures.extract import tokens
from chinaecon.figures.figure import Figure

_WORDS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TRADITIONAL = re.compile("[億萬國貿進與對財]")
_COMPARED = re.compile(r"\D{,2}\d[\d.,兆億万千]*[^、。\d]{,12}")
_BEHIND = 6  # letters in which a figure follows its time
_COUNTED = 2  # digits from which on a number is none that others are counted per
_KEPT = (
    *("measure", "negative", "inverse", "entity", "rival", "pair"),
    *("year", "month", "base", "span", "plain", "of_gdp"),
)
_SPACED = ("en", "vi")


@dataclass(frozen=True, slots=True)
class Gap:
    """What belongs to one figure of a sentence.

    Attributes
    ----------
    figure : Figure
        With its place in the sentence.
    parts : tuple of tuple of int
        The clauses before it since the figure before, the last one runs up to the figure.
    is_hard : tuple of bool
        Whether each part begins after a semicolon or at the start of the sentence.
    tail : tuple of int
        What follows it up to the next stop, or up to the next figure.
    is_shared : bool
        Whether the tail is also what leads up to the next figure.
    partner : Figure or None
        The same amount in another currency.
    """

    figure: Figure
    parts: tuple[tuple[int, int], ...]
    is_hard: tuple[bool, ...]
    tail: tuple[int, int]
    is_shared: bool = False
    partner: Figure | None = None

    @property
    def own(self) -> tuple[int, int]:
        """The clause that runs up to the figure."""
        return self.parts[-1]


class Statement:
    """One sentence of a text.

    Parameters
    ----------
    text : str
        The text.
    start, end : int
        The sentence.
    lang : str
        Its language.
    today : datetime.date
        The day to which relative times refer.
    spoken : str
        The measure that the sentence before spoke of.
    """

    def __init__(
        self, text: str, start: int, end: int, lang: str, today: date, spoken: str = ""
    ) -> None:
        self.text = sentence.without_dateline(text[start:end], lang)
        self.low = cues.plain(self.text, lang)
        self.at = start
        self.lang = lang
        self.today = today
        found = tokens(self.text, lang)
        every = homonym.told_apart(cues.find(self.text, lang), found, self.low, lang, spoken)
        self.cues = [c for c in every if c.kind != "plain"]
        self.plain = [c for c in every if c.kind == "plain"]
        names = [c for c in self.cues if c.kind in ("entity", "pair") or c.value == "per"]
        self.figures = [
            _clear(_trimmed(t), names)
            for t in found
            if t.kind in ("amount", "doubt") and not _is_name(t, names)
        ]
        self.figures = _ranged(self.figures, self.text)
        times = when.times(self.text, found, self.cues, lang, today)
        self.bases = [t.start for t in found if t.kind == "base" and slip.digits(t) < _COUNTED]
        self.times = span.ordered(times, self.text, lang)
        self._covered = sorted(
            [(t.start, t.end) for t in found]
            + [(c.start, c.end) for c in every]
            + [(t.start, t.end) for t in self.times]
            + sentence.persons(self.text, lang)
        )
        kept = [(t.start, t.end) for t in map(_trimmed, found)]
        kept += [(c.start, c.end) for c in every if c.kind in _KEPT]
        kept += [(t.start, t.end) for t in self.times]
        self.stops = sentence.stops(self.text, kept, lang)

    def inside(self, start: int, end: int, *kinds: str) -> list[Cue]:
        """Return the cues of some kinds in a stretch."""
        return [c for c in self.cues if start <= c.start < end and c.kind in kinds]

    def times_inside(self, start: int, end: int) -> list[Time]:
        """Return the times that a stretch names as its own."""
        return [t for t in self.times if start <= t.start < end and not t.is_base]

    def words(self, start: int, end: int) -> str:
        """Return the words of a stretch as printed."""
        return self.text[start:end].strip()

    def spelled(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return every word of a stretch."""
        return [w.span() for w in _WORDS.finditer(self.low, start, end)]

    def unknown(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the words of a stretch that no cue explains."""
        if not self.text[start:end].strip():
            return []
        letters = list(self.text[start:end])
        for a, b in self._covered:
            for i in range(max(a, start), min(b, end)):
                letters[i - start] = " "
        if not self.is_spaced():
            self._widen(letters, start, end)
        rest = "".join(letters)
        found = [(start + w.start(), start + w.end()) for w in _WORDS.finditer(rest)]
        return [(a, b) for a, b in found if not self._is_neutral(a, b)]

    def is_alone(self, time: Time) -> bool:
        """Return whether a time is named for one statement only: "in June alone"."""
        words = tuple(cues.language(self.lang)["grammar"].get("alone", ()))
        return self.low[time.end :].lstrip().startswith(words)

    def is_passing(self, time: Time) -> bool:
        """Return whether a time is only that of the figure compared with: "up from May's 2%"."""
        grammar = cues.language(self.lang)["grammar"]
        links = tuple(grammar.get("link", ()))
        if self._is_compared(time):
            return True
        after = self.low[time.end :].lstrip()
        if not after.startswith(links) or not any(c.isdigit() for c in after[:_BEHIND]):
            return False
        if self.low[: time.start].rstrip().endswith(tuple(grammar.get("compared", ()))):
            return True
        words = list(grammar.get("compared_behind", {}).get("words", ()))
        if words:
            words += [*grammar["above"], *grammar["below"]]
        figure = _COMPARED.match(after)
        return figure is not None and any(word in figure.group() for word in words)

    def _is_compared(self, time: Time) -> bool:
        """Whether a time is that of the figure before it, compared with: "after 2% in May"."""
        figures = [f for f in self.figures if f.end <= time.start]
        words = cues.language(self.lang)["grammar"].get("turns", ())
        if len(figures) < 2 or not self.is_spaced():
            return False
        turns = [c for c in self.inside(figures[-2].end, figures[-1].start, "base") if not c.value]
        told = any(self.low[c.start : c.end] in words for c in turns)
        return told and not any(figures[-1].end <= s.start < time.start for s in self.stops)

    def is_name(self, words: str) -> bool:
        """Return whether unknown words are a name, not only the first ones of a sentence."""
        opens = self.lang == "en" and self.text.lstrip().startswith(words)
        return words[:2].isupper() or (words[:1].isupper() and not opens)

    def _is_neutral(self, start: int, end: int) -> bool:
        """Whether a word says nothing by its form: an adverb, the s of "last year's"."""
        word = self.low[start:end]
        endings = tuple(cues.language(self.lang)["grammar"].get("neutral", ()))
        owner = word == "s" and self.text[start - 1 : start] in "'’"
        return owner or word.endswith(endings)

    def _widen(self, letters: list[str], start: int, end: int) -> None:
        """Count a plain letter that touches unknown ones among them: it is a part of their word."""
        plain = [c for c in self.plain if start <= c.start < end and c.end - c.start == 1]
        for cue in (*plain, *reversed(plain)):
            place = cue.start - start
            around = letters[max(0, place - 1) : place + 2]
            if any(c.strip() and c.isalpha() for c in around):
                letters[place] = self.text[cue.start]

    def clause_start(self, place: int) -> int:
        """Return where the clause begins in which a place lies."""
        return max((s.end for s in self.stops if s.end <= place), default=0)

    def clause_end(self, place: int) -> int:
        """Return where the clause ends in which a place lies."""
        return next((s.start for s in self.stops if s.start >= place), len(self.text))

    def has_words(self) -> bool:
        """Return whether there are letters, as there are not in the cell of a table."""
        return any(map(str.isalpha, self.text))

    def is_spaced(self) -> bool:
        """Return whether the language puts spaces between words."""
        return self.lang in _SPACED

    def names_only_china(self) -> bool:
        """Return whether a text that names no country is taken to speak of China.

        In the languages of its neighbours it speaks of them; in Chinese and English of China.
        """
        return self.lang == "en" or (self.lang == "zh" and not self.is_traditional())

    def is_traditional(self) -> bool:
        """Return whether a text is in Chinese with traditional characters."""
        return self.lang == "zh" and bool(_TRADITIONAL.search(self.text))

    def names_china(self, cue: Cue) -> bool:
        """Return whether the words of a cue name China: "sold to China"."""
        names = cues.language(self.lang)["china"]["words"]
        words = self.low[cue.start : cue.end]
        return any(name in words for name in names)

    def is_foreign(self, end: int) -> bool:
        """Return whether what stands before a place speaks of another country and not of China."""
        return bool(self.inside(0, end, "foreign")) and not self.inside(0, end, "china", "pair")

    def gaps(self) -> Iterator[Gap]:
        """Yield every figure with what stands before and after it."""
        ends = [0, *(f.end for f in self.figures)]
        nexts = [*(f.start for f in self.figures[1:]), len(self.text)]
        figures = self.figures
        for place, figure in enumerate(figures):
            parts, hard = self._parts(ends[place], figure.start, place == 0)
            tail, shared = self._tail(figure.end, nexts[place], place == len(figures) - 1)
            if place == 0 and not shared and self.opens(figure):
                later = [s.start for s in self.stops if s.start > tail[1]]
                tail = (tail[0], min([*later, nexts[place]]))
            tail = apposition.tail(self.low, figures, place, self.stops, self.lang) or tail
            other = apposition.partner(self.text, figures, place)
            yield Gap(figure, parts, hard, tail, shared, other)

    def reach(self, gap: Gap) -> int:
        """Return where the statement of a figure begins: its clause, or the space before it.

        Where a space ends a clause it parts words too: the statement then begins with the clause
        that names a measure, or with "while".
        """
        grammar = cues.language(self.lang)["grammar"]
        if "behind" not in grammar:
            return gap.own[0]
        words = tuple(grammar.get("resets", ()))
        for start, end in reversed(gap.parts):
            named = self.inside(start, end, "measure", "negative", "inverse")
            if named or self.low[start:end].lstrip().startswith(words):
                return start
        return gap.parts[0][0]

    def opens(self, figure: Figure) -> bool:
        """Return whether a figure opens the sentence that names it: "at 5 trillion yuan, ..."."""
        words = cues.language(self.lang)["grammar"].get("opening", ())
        return self.low[: figure.start].strip() in words

    def rest(self) -> tuple[tuple[int, int], ...]:
        """Return the clauses behind the last figure, of which no figure is said."""
        begin = self.figures[-1].end if self.figures else 0
        return self._parts(begin, len(self.text), not self.figures)[0]

    def _between(self, start: int, end: int) -> list[Stop]:
        return [s for s in self.stops if start <= s.start and s.end <= end]

    def _cuts(self, start: int, end: int, is_first: bool) -> list[Stop]:
        """The stops between two figures; one right before a figure counts if it is the only one."""
        found = self._between(start, end)
        inner = [s for s in found if s.end < end]
        if inner or is_first:
            return inner
        return [] if self._is_other(start, end) else found

    def _is_other(self, start: int, end: int) -> bool:
        """Whether what stands between two figures names whose the second is: "against the US"."""
        words = tuple(cues.language(self.lang)["grammar"].get("turns", ()))
        turns = self.low[start:end].lstrip().startswith(words)
        return not self.is_spaced() and turns and bool(self.inside(start, end, "entity"))

    def _parts(
        self, start: int, end: int, is_first: bool
    ) -> tuple[tuple[tuple[int, int], ...], tuple[bool, ...]]:
        """The clauses of a gap; what stands before its first stop is the last figure's tail."""
        found = self._cuts(start, end, is_first)
        if not found:
            return ((start, end),), (is_first,)
        cuts = [(s.end, s.is_hard) for s in found]
        if is_first:
            cuts = [(start, True), *cuts]
        bounds = [a for a, _ in cuts] + [end]
        parts = tuple(pairwise(bounds))
        return parts, tuple(hard for _, hard in cuts)

    def _tail(self, start: int, end: int, is_last: bool) -> tuple[tuple[int, int], bool]:
        found = self._between(start, end) if is_last else self._cuts(start, end, False)
        if found:
            return (start, found[0].start), False
        return (start, end), not is_last


def _trimmed(token: Figure) -> Figure:
    """A figure without the comma that ends its clause."""
    if token.text[-1:] not in ",，、;； ":
        return token
    text = token.text.rstrip(",，、;； ")
    return replace(token, text=text, end=token.start + len(text)) if text else token


def _ranged(found: list[Figure], text: str) -> list[Figure]:
    """Figures of which two with a dash between are the ends of one range: $6.1-6.2 trillion."""
    figures = list(found)
    for place, (one, other) in enumerate(pairwise(found)):
        dash = text[one.end : other.start].strip() in ("-", "–", "—", "~", "〜", "～")
        ends = one.low is not None and other.high is not None and one.low < other.high
        if dash and ends and one.unit == other.unit:
            figures[place] = replace(one, high=other.high)
            figures[place + 1] = replace(other, low=one.low)
    return figures


def _is_name(token: Figure, names: list[Cue]) -> bool:
    """Whether a count is a part of a name: "the five countries of Central Asia"."""
    return not token.unit and any(c.start < token.end and token.start < c.end for c in names)


def _clear(token: Figure, names: list[Cue]) -> Figure:
    """A figure, without its value where its first word is the last one of a name."""
    if any(c.start < token.start < c.end for c in names):
        return replace(token, value=None, reason="it cannot be told from the name before it")
    return token
