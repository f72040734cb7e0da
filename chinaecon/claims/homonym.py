"""Words that mean another thing by what stands around them: whose deficit, who is overtaken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from chinaecon.claims import cues, sentence
from chinaecon.claims.cues import TRADE, Cue
from chinaecon.figures.figure import Figure

_BOTH = ("and", "和", "と", "及", "与", "và", "และ", "&", "/", "plus")
_NEAR = 4  # letters between names in a list and "respectively"
_BEFORE, _AFTER = 24, 12  # letters around a name
_FAR = 40  # letters from "people" to what they use


def told_apart(
    found: list[Cue], read: Sequence[Figure], low: str, lang: str, spoken: str = ""
) -> list[Cue]:
    """Return the cues of a sentence as what they mean there.

    Parameters
    ----------
    found : list of Cue
        As found by their words alone.
    read : sequence of Figure
        The figures of the sentence.
    low : str
        The sentence as words are compared.
    lang : str
        Its language.
    spoken : str
        The measure that the sentence before spoke of.

    Returns
    -------
    list of Cue
        In order, without those that are the unit of a figure.
    """
    told = _counted(_verbs_dropped(found, low, lang), read)
    every = _merged(_in_short(_without(told, read), spoken), low)
    every = sorted([*every, *_outward(every, low, lang), *_directed(every, low, lang)], key=_place)
    measures = {c.start for c in every if c.kind == "measure"}
    return _fiscal([_rival(c, read, low, lang, measures) for c in every], low, lang)


def _outward(found: Sequence[Cue], low: str, lang: str) -> list[Cue]:
    """Trade told by its way alone: 米国向けが5%増, 输俄商品 (exports), 来自美国的货物 (imports)."""
    grammar = cues.language(lang)["grammar"]
    ahead, behind = (tuple(grammar.get(n, ())) for n in ("outward_front", "outward"))
    links = tuple(grammar.get("outward_link", ()))
    named = [c for c in found if c.kind == "pair" and low.startswith(links, c.end)]
    told = [low[c.start : c.end] for c in named]
    outward = [
        Cue(c.end - 1, c.end, "measure", "exports")
        for c, words in zip(named, told, strict=True)
        if words.startswith(ahead) or words.endswith(behind)
    ]
    inward, goods = (tuple(grammar.get(n, ())) for n in ("inward", "goods_behind"))
    return outward + [
        Cue(c.end - 1, c.end, "measure", "imports")
        for c in found
        if c.kind == "entity" and low.startswith(goods, c.end)
        if low[: c.start].endswith(inward)
    ]


def _directed(found: Sequence[Cue], low: str, lang: str) -> list[Cue]:
    """Words such as "from China" where another country is the subject: "独は中国から輸入した"."""
    grammar = cues.language(lang)["grammar"]
    subject = tuple(grammar.get("subject_behind", ()))
    words = "|".join(map(re.escape, grammar.get("foreign_with_subject", ())))
    but = "|".join(grammar.get("foreign_but", ["\\n"]))
    if not words:
        return []
    names = [c for c in found if c.kind in ("entity", "china") and low.startswith(subject, c.end)]
    told = [
        Cue(m.start(), m.end(), "foreign") for m in re.finditer(f"(?:{words})(?!の|{but})", low)
    ]
    inner = [c for c in found if c.kind not in ("china", "plain")]
    told = [t for t in told if not any(c.start <= t.start < c.end for c in inner)]
    owners = [[c.kind for c in names if c.end <= t.start][-1:] for t in told]
    return [one for one, owner in zip(told, owners, strict=True) if owner == ["entity"]]


def _without(found: list[Cue], read: Sequence[Figure]) -> list[Cue]:
    """Cues that are not the unit or the year of a figure."""
    inner = [(t.start, t.end) for t in read if t.kind == "amount" and t.unit]
    names = ("entity", "pair", "part")
    return [
        c
        for c in found
        if c.kind not in names or not any(a <= c.start and c.end <= b for a, b in inner)
    ]


def _counted(found: list[Cue], read: Sequence[Figure]) -> list[Cue]:
    """Cues without "billion people" as the population where users are told behind it."""
    inner = [(t.start, t.end) for t in read if t.kind == "amount"]
    users = [c.start for c in found if c.kind == "measure" and "users" in c.value]
    return [
        c
        for c in found
        if c.value != "population_year_end"
        or not any(a <= c.start < b for a, b in inner)
        or not any(0 <= start - c.end < _FAR for start in users)
    ]


def _verbs_dropped(found: list[Cue], low: str, lang: str) -> list[Cue]:
    """Cues without a bare "growth" that is only the verb of the measure before it.

    "Imports grew 5 percent" in a language where "grew" alone may name the growth of GDP.
    """
    bare = cues.language(lang)["grammar"].get("bare_growth", ())
    kept: list[Cue] = []
    for cue in found:
        named = cue.kind == "measure" and low[cue.start : cue.end] in bare
        others = [c.value for c in kept if c.kind in ("measure", "negative", "inverse")]
        verb = bool(others) and not others[-1].startswith("gdp")
        if named and verb and re.match(r"\D{0,16}\d", low[cue.end :]):
            continue
        kept.append(cue)
    return kept


def _in_short(found: list[Cue], spoken: str) -> list[Cue]:
    """Cues with names in short as the measure that is meant after another one.

    "1.4 million applications and 453,000 grants", "5G users ... and stations": a name is that of
    the family of the measure before, else of what is told behind it, "1,045,000 inventions
    granted".
    """
    known = cues.language("und")
    families = known["family"]
    told: list[Cue] = []
    last = spoken
    for place, cue in enumerate(found):
        if cue.kind == "aspect" and cue.value in known["short"]["aspects"]:
            other = known["aspect"][cue.value].get(last)
            cue = replace(cue, kind="measure", value=other) if other else cue
        elif cue.kind == "short":
            behind = (c.value for c in found[place:] if c.kind == "aspect" and c.value in families)
            family = next(
                (m for m in families.values() if last in m), families.get(next(behind, ""))
            )
            own = [name for name in cue.value.split() if name in (family or ())]
            if not own:
                continue
            cue = replace(cue, kind="measure", value=own[0])
        if cue.kind in ("measure", "negative"):
            last = cue.value
        told.append(cue)
    return told


def _merged(found: list[Cue], low: str) -> list[Cue]:
    """Cues with "imports and exports" as one: the total of both."""
    named = [c for c in found if c.kind == "measure" and c.value in ("exports", "imports")]
    for one, other in pairwise(named):
        between = low[one.end : other.start].strip()
        if any(0 <= c.start - other.end <= _NEAR for c in found if c.kind == "respectively"):
            continue  # "exports and imports rose 6 and 3 percent"
        if one.value != other.value and between in _BOTH and other.start >= one.end:
            whole = replace(one, end=other.end, value="total_trade")
            found = sorted([c for c in found if c not in (one, other)] + [whole], key=_place)
    return found


def _place(cue: Cue) -> int:
    return cue.start


def _rival(cue: Cue, read: Sequence[Figure], low: str, lang: str, measures: set[int]) -> Cue:
    """A name that another one is only compared with: "ASEAN overtook the EU"."""
    grammar = cues.language(lang)["grammar"]
    if cue.kind in ("entity", "foreign") and _is_bystander(cue, low, grammar, measures):
        code = _buyer(cue, low, lang)
        return replace(cue, kind="entity", value=code) if code else replace(cue, kind="rival")
    if cue.kind == "foreign":
        return _of_country(cue, low, lang)
    if _is_5g(cue, low, grammar):
        return replace(cue, value="base_stations_5g")
    if cue.kind != "entity" or not grammar.get("past"):
        return cue
    before = low[max(0, cue.start - _BEFORE) : cue.start].rstrip()
    before = sentence.trimmed(before, cues.language(lang)["partner"].get("article", ()))
    if not before.endswith(tuple(grammar["past"])):
        return cue
    after = low[cue.end : cue.end + _AFTER].replace(",", " ").split()
    owns = after[:1] and after[0] in grammar.get("with", ())
    near = any(0 <= t.start - cue.end < _AFTER for t in read if t.kind == "amount")
    return cue if owns or near else replace(cue, kind="rival")


def _is_bystander(cue: Cue, low: str, grammar: dict[str, Any], measures: set[int]) -> bool:
    """Whether a country is named for its tariffs or buyers, not for its trade: "US tariffs".

    Not where the word begins a measure: "Germany's economy grew".
    """
    words = "|".join(grammar.get("bystander", ()))
    if low[: cue.start].rstrip().endswith(tuple(grammar.get("bystander_before", ()))):
        return True
    found = re.match(rf"(?:['’]s)?\s(?=(?:{words})\b)", low[cue.end :]) if words else None
    return found is not None and cue.end + found.end() not in measures


def _buyer(cue: Cue, low: str, lang: str) -> str:
    """The country of those to or from whom goods go: "sales to American buyers"."""
    known = cues.language(lang)
    before, after = low[: cue.start].split()[-1:], low[cue.end :].split()[:1]
    if not after or after[0] not in known["grammar"].get("traders", ()):
        return ""
    rest = low[cue.end + len(after[0]) + 1 :].lstrip()
    verbs = tuple(word for words in known["inverse"].values() for word in words)
    if before not in (["to"], ["from"]) and not rest.startswith(verbs):
        return ""
    names = known["pairs"].get("names", {})
    codes = (code for code, words in names.items() if low[cue.start : cue.end] in words)
    return cue.value or next(codes, "")


def _of_country(cue: Cue, low: str, lang: str) -> Cue:
    """An adjective as its country where goods or people follow: "Russian goods"."""
    word = low[cue.start : cue.end]
    names = cues.language(lang)["pairs"].get("names", {})
    code = next((code for code, words in names.items() if word in words), "")
    after = tuple(f" {noun}" for noun in cues.language(lang)["grammar"].get("people", ()))
    is_own = code and low.startswith(after, cue.end)
    return replace(cue, kind="entity", value=code) if is_own else cue


def _is_5g(cue: Cue, low: str, grammar: dict[str, Any]) -> bool:
    """Whether base stations are those of 5G, of which the words before a colon speak."""
    known = grammar.get("bare_5g", {})
    if cue.value != "base_stations_mobile" or low[cue.start : cue.end] not in known.get(
        "words", ()
    ):
        return False
    return re.search(known["behind"], low[: cue.start]) is not None


def _fiscal(found: list[Cue], low: str, lang: str) -> list[Cue]:
    """Cues with a bare deficit as that of the budget, where a word of budgets says so."""
    known = cues.language(lang)["grammar"].get("deficit", {})
    if not any(word in low for word in known.get("context", ())):
        return found
    bare = [c for c in found if low[c.start : c.end] in known.get("words", ())]
    trade = [c for c in found if c.value in TRADE and c not in bare]
    if trade or any(c.kind == "pair" for c in found):
        return found
    measure = "deficit_ratio_target"
    return [replace(c, kind="measure", value=measure) if c in bare else c for c in found]
