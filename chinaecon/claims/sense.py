"""What a figure says of a measure: its level, growth or share; or why none of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chinaecon.claims import cues, movement
from chinaecon.claims.bound import COMPARED
from chinaecon.claims.comparison import (
    difference,
    is_compared,
    is_otherwise,
    is_owned,
    is_start,
    is_year_before,
    owned,
)
from chinaecon.claims.cues import TRADE
from chinaecon.claims.dimension import RATIOS
from chinaecon.claims.statement import Gap, Statement
from chinaecon.claims.topic import Topic
from chinaecon.data import vocabulary

CHANGE = "a change, not a level"
_NEAR = 14
_DIFFERENCE = re.compile("^[^を]+(?:上回|下回)")  # 40億ドル上回る, but 40億ドルを上回る is a level
_HEAD = re.compile(r"[^0-9]+")


def sense(said: Statement, gap: Gap, topic: Topic) -> tuple[str, str]:
    """Return what a figure says of its measure, or why it is not checked.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    topic : Topic
        With the figure's measure.

    Returns
    -------
    tuple of str
        level, growth, share, of_gdp or points, and blank; or blank and the reason.
    """
    figure = gap.figure
    previous = tuple(cues.language(said.lang)["grammar"].get("previous", ()))
    before = said.low[gap.own[0] : gap.figure.start].rstrip()
    if before.endswith(previous) or (is_start(said, gap) and owned(said, gap) is None):
        return "", COMPARED
    if figure.unit in ("basis_point", "multiple"):
        return "", f"a difference in {figure.unit}s is not checked"
    if figure.unit not in RATIOS:
        return _amount(said, gap)
    if figure.unit == "percentage_point":
        grows = _near(said, gap, "growth") or topic.is_growth
        is_rate = vocabulary.measures()[topic.measure].unit == "percent"
        based = [t for t in said.times if gap.own[0] <= t.start < gap.figure.start and t.is_base]
        other = _near(said, gap, "other") or is_otherwise(said, gap, topic)
        of_rate = grows and not (other or (is_rate and based))
        return ("points", "") if of_rate else ("", "a difference")
    return _percent(said, gap, topic)


def _percent(said: Statement, gap: Gap, topic: Topic) -> tuple[str, str]:
    if topic.measure.endswith("_mom"):
        return "level", ""
    other = _near(said, gap, "other") or _opened(said, gap) or _goes_on(said, gap)
    if other or is_otherwise(said, gap, topic):
        return "", "another kind of growth"
    if _of_gdp(said, gap) and topic.measure in _table("of_gdp"):
        return "of_gdp", ""
    if vocabulary.measures()[topic.measure].unit == "percent":
        return "level", ""
    if difference(said, gap):
        return "growth", ""
    inner = bool(said.inside(gap.figure.start, gap.figure.end, "growth")) or _signed(gap)
    if is_share(said, gap, topic) or (not inner and is_of_whole(said, gap)):
        return "share", ""
    trade = topic.measure in TRADE
    later = trade and said.inside(gap.figure.end, len(said.text), "growth")
    alone = topic.measure in _table("growth_measure")  # a percentage of GDP is its growth
    signed = said.low[: gap.figure.start].endswith("+") or (gap.figure.value or 0) < 0
    plain = trade and not topic.is_share and movement.is_alone(said, gap)
    if inner or signed or topic.is_growth or _near(said, gap, "growth") or later or alone or plain:
        return "growth", ""
    return "", "neither growth nor a share is named"


def _signed(gap: Gap) -> bool:
    """Whether a percentage has a sign: "26.99 trillion yuan (+6.1%)", "the EU -3.1%"."""
    return gap.figure.text[:1] in ("+", "-", "−", "–")


def _goes_on(said: Statement, gap: Gap) -> bool:
    """Whether a figure goes on from one of another kind: "the pull fell from 1.8 to 1 percent"."""
    if said.is_spaced() or said.inside(gap.own[0], gap.figure.end, "growth", "measure"):
        return False
    return bool(said.inside(said.clause_start(gap.figure.start), gap.own[0], "other"))


def is_of_whole(said: Statement, gap: Gap) -> bool:
    """Return whether a percentage is one "of" the measure that stands right before it."""
    lead = said.low[gap.own[0] : gap.figure.start].rstrip()
    for word in cues.language(said.lang)["grammar"].get("of_whole", ()):
        place = gap.own[0] + len(lead.removesuffix(word))
        named = said.inside(*gap.own, "measure", "negative", "whole")
        if lead.endswith(word) and any(c.end == place for c in named):
            return True
    return False


def _table(name: str) -> Mapping[str, str]:
    found: Mapping[str, str] = cues.language("und")[name]
    return found


def _near(said: Statement, gap: Gap, kind: str) -> bool:
    """Whether a cue stands in the figure, in its clause or directly behind it."""
    return bool(said.inside(said.reach(gap), gap.figure.end, kind) or _behind(said, gap, kind))


def _behind(said: Statement, gap: Gap, *kinds: str) -> bool:
    start, end = gap.tail
    return bool(said.inside(start, min(end, start + 3 * _NEAR), *kinds))


def _opened(said: Statement, gap: Gap) -> bool:
    """Whether the sentence opens with another kind of growth: "month on month, prices fell"."""
    first = said.stops[0].start if said.stops else 0
    if first > said.figures[0].start or not said.inside(0, first, "other"):
        return False
    stretches = [*gap.parts[1:], gap.tail] if gap.parts[0][0] == 0 else [*gap.parts, gap.tail]
    return not any(
        t.is_year_before for a, b in stretches for t in said.times if a <= t.start < b and t.is_base
    )


def is_share(said: Statement, gap: Gap, topic: Topic) -> bool:
    """Return whether the word for a share is nearer to a figure than that for growth.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.
    topic : Topic
        With the kind of the percentage before.

    Returns
    -------
    bool
        By the words before it, else behind it.
    """
    before = said.inside(said.reach(gap), gap.figure.end, "share", "growth")
    words = tuple(cues.language(said.lang)["grammar"].get("to", ()))
    lead = said.low[gap.own[0] : gap.figure.start].rstrip()
    if any(c.kind == "share" for c in before) and words and lead.endswith(words):
        return True
    if before:
        return before[-1].kind == "share"
    if topic.is_share and not said.inside(gap.figure.start, gap.figure.end, "growth"):
        return not _behind(said, gap, "growth")
    return _behind(said, gap, "share") and not _behind(said, gap, "growth")


def _of_gdp(said: Statement, gap: Gap) -> bool:
    lead = said.low[gap.own[0] : gap.figure.start].rstrip()
    words = cues.language(said.lang)["share"].get("of_gdp_before", ())
    if lead.endswith(tuple(words)):
        return True
    if said.inside(gap.own[0], gap.figure.start, "of_gdp"):
        return True
    named = said.inside(gap.own[0], gap.figure.start, "measure")
    if said.inside(*gap.own, "share") and any(c.value == "gdp_nominal" for c in named):
        return True
    if gap.is_shared:
        return False
    behind = said.inside(*gap.tail, "measure", "of_gdp")
    return bool(behind) and (behind[0].kind == "of_gdp" or behind[0].value == "gdp_nominal")


def _amount(said: Statement, gap: Gap) -> tuple[str, str]:
    """An amount is a level, unless it is a change or what is compared with."""
    net = [c for c in said.inside(gap.own[0], gap.figure.end, "aspect") if c.value == "net"]
    if net or owned(said, gap) is not None:
        return "level", ""  # of what was added, or of the time compared with
    grammar = cues.language(said.lang)["grammar"]
    before = said.low[max(0, gap.figure.start - _NEAR) : gap.figure.start].rstrip()
    after = said.low[gap.figure.end : gap.figure.end + _NEAR].lstrip()
    moves = said.inside(gap.figure.start, gap.figure.end, "growth")
    if (moves and not _leads_to(said, gap)) or _is_difference(said, gap):
        return "", CHANGE
    named = said.inside(gap.own[0], gap.figure.start, "measure")
    by = bool(named) and named[-1].end >= gap.figure.start - 1  # "exports exceeded imports by"
    if before.endswith(tuple(grammar.get("change", ()))) and not by:
        return "", CHANGE
    if after.startswith(tuple(grammar.get("changed", ()))):
        return "", CHANGE
    if is_year_before(said, gap):
        return "level", ""
    if is_compared(said, gap) and not is_owned(said, gap):
        return "", COMPARED
    return "level", ""


def _leads_to(said: Statement, gap: Gap) -> bool:
    """Whether the words of a figure lead to a level: "rose to 2.95 trillion"."""
    head = _HEAD.match(said.low[gap.figure.start : gap.figure.end])
    words = tuple(w.strip() for w in cues.language(said.lang)["grammar"].get("to", ()))
    return head is not None and bool(words) and head.group().rstrip().endswith(words)


def _is_difference(said: Statement, gap: Gap) -> bool:
    """Whether what follows makes an amount a difference: "300 billion more than last year"."""
    if _DIFFERENCE.search(gap.figure.text):
        return True
    if (gap.is_shared and not said.is_spaced()) or _leads_on(said, gap):
        return False
    if movement.named(said, gap):
        return False  # "it sold 5 billion more than it bought"
    after = said.low[gap.figure.end : gap.figure.end + 2 * _NEAR].lstrip()
    words = tuple(cues.language(said.lang)["grammar"].get("difference", ()))
    return bool(words) and after.startswith(words)


def _leads_on(said: Statement, gap: Gap) -> bool:
    """Whether a percentage follows in the same words: "5 billion, less than last year by 7%"."""
    after = next((f for f in said.figures if f.start >= gap.figure.end), None)
    if after is None or after.unit not in RATIOS:
        return False
    named = said.inside(gap.figure.end, after.start, "measure", "negative", "entity", "pair")
    return not named and not set(",;()") & set(said.low[gap.figure.end : after.start].strip(" ,("))


def _goes_wider(said: Statement, gap: Gap) -> bool:
    """Whether a rate only widens or narrows one that fell: "the fall narrowed to 2, then ..."."""
    words = tuple(cues.language(said.lang)["grammar"].get("widens", ()))
    lead = said.low[gap.own[0] : gap.figure.start].rstrip()
    after = said.low[gap.figure.end : gap.figure.end + _NEAR]
    if not lead.endswith(words) and not after.startswith(words):
        return False
    ways = said.inside(0, gap.figure.start, "growth", "fall")
    told = [c for c in ways if c.kind == "fall" or c.value]
    told = [c for c in told if not any(said.low[c.start : c.end] in word for word in words)]
    return bool(told) and (told[-1].kind == "fall" or told[-1].value == "down")


def is_fall(said: Statement, gap: Gap) -> bool:
    """Return whether a positive percentage is said to be the rate of a fall.

    Parameters
    ----------
    said : Statement
        The sentence.
    gap : Gap
        The figure and what stands around it.

    Returns
    -------
    bool
        By the noun before it: "a decline of 3 percent" that was not read as -3.
    """
    value = gap.figure.value or 0
    if value <= 0 or gap.figure.unit not in RATIOS:
        return False
    if _goes_wider(said, gap):
        return True
    if movement.named(said, gap):
        return movement.is_fall(said, gap)
    moves = said.inside(gap.own[0], gap.figure.end, "growth", "fall")
    minus = movement.is_minus(said, gap)
    if not moves and not said.is_spaced():  # "the decline narrowed from 2.5 to 0.8 percent"
        moves = said.inside(said.clause_start(gap.figure.start), gap.own[0], "growth", "fall")[-1:]
    noun = movement.is_fall(said, gap) or any(c.kind == "fall" for c in moves)
    if minus or noun or difference(said, gap) < 0 or movement.falls_of(said, gap):
        return True
    if not moves and is_compared(said, gap):
        return movement.falls_before(said, gap)
    lead = said.low[gap.own[0] : gap.figure.start].rstrip()
    pace = tuple(cues.language(said.lang)["grammar"].get("pace", ()))
    if not moves and lead.endswith(pace):  # "exports kept falling in July: by 21.7 percent"
        moves = said.inside(gap.parts[0][0], gap.own[0], "growth", "fall")[-1:]
    ways = [c.value for c in moves if c.value]
    falls = ways[-1:] == ["down"] and lead.endswith(pace)
    return falls or movement.falls_too(said, gap) or (not moves and movement.falls_on(said, gap))
