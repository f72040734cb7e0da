"""What a report says of its own figures: the words at each, and the table at its end."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from chinaecon import units
from chinaecon.claims import wording
from chinaecon.claims.target import parse
from chinaecon.claims.verdict import Verdict
from chinaecon.data import catalog, vocabulary
from chinaecon.errors import ChinaeconError
from chinaecon.figures.extract import extract

_HEAD = ("Figure", "What it counts", "In the data", "Source")
_VERBS = {
    "growth": "growth on the year before",
    "pop": "change on the period before",
    "annualised": "annualised change on the period before",
    "cagr": "average growth per year",
    "log": "log growth",
    "contribution": "contribution to the growth of {whole}",
    "share": "share of {whole}",
}
_WORDS = {"confirmed": "", "contradicted": "Contradicted.", "uncovered": "Not in the data."}


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of a figure, wherever it stands in the same words.

    Attributes
    ----------
    number : int
        Of its row in the table, from one.
    verdict : Verdict
        The first of those that share it.
    places : tuple of int
        The verdicts, counted in the order of the text.

    Examples
    --------
    >>> Note(1, Verdict("a.md", 1, 1, 0, 4, "5.9%", "uncovered", reason="no period")).title
    'Not in the data. No period.'
    """

    number: int
    verdict: Verdict
    places: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """The whole note in words."""
        verdict = self.verdict
        found = ": ".join(filter(None, (_fact(verdict), _held(verdict))))
        source = "; ".join(name for name, _ in _sources(verdict))
        told = f"{found} ({source})." if source else f"{found}." if found else ""
        return " ".join(filter(None, (told, self.remark)))

    @property
    def remark(self) -> str:
        """What there is to say beside the fact: the verdict where it is none, and the reason."""
        reason = self.verdict.reason
        ending = "" if reason.endswith((".", "?")) else "."
        told = f"{reason[:1].upper()}{reason[1:]}{ending}" if reason else ""
        return " ".join(filter(None, (_WORDS[self.verdict.verdict], told)))

    def row(self) -> str:
        """The row of the table, in HTML."""
        verdict = self.verdict
        back = " ".join(
            f'<a href="#said-{place}">{escape(wording.token(verdict)) if not at else at + 1}</a>'
            for at, place in enumerate(self.places)
        )
        cells = [
            back,
            escape(_fact(verdict)),
            escape(_held(verdict)),
            "; ".join(_link(*source) for source in _sources(verdict)),
        ]
        if self.remark:
            cells[-1] += f'<span class="remark">{escape(self.remark)}</span>'
        inside = "".join(f"<td>{cell}</td>" for cell in cells)
        return f'<tr id="figure-{self.number}" class="{verdict.verdict}">{inside}</tr>'


def notes(verdicts: Sequence[Verdict]) -> list[Note]:
    """Return the notes of a text, one for the figures that are told apart by their place alone.

    Parameters
    ----------
    verdicts : sequence of Verdict
        Of one document, in order.

    Returns
    -------
    list of Note
        In the order of the first place.

    Examples
    --------
    >>> twice = [Verdict("a.md", n, 1, 0, 4, "5.9%", "uncovered") for n in (1, 2)]
    >>> [note.places for note in notes(twice)]
    [(0, 1)]
    """
    found: dict[tuple[str, ...], list[int]] = {}
    for place, one in enumerate(verdicts):
        said = (wording.token(one), wording.fact(one), one.verdict, one.source, one.reason)
        found.setdefault((*said, str(one.low), str(one.high)), []).append(place)
    return [
        Note(number, verdicts[places[0]], tuple(places))
        for number, places in enumerate(found.values(), start=1)
    ]


def table(found: Sequence[Note], verdicts: Sequence[Verdict]) -> str:
    """Return the table at the end of a report, in HTML.

    Examples
    --------
    >>> table([], [])
    ''
    """
    if not found:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in _HEAD)
    rows = "\n".join(note.row() for note in found)
    return (
        '<section class="figures">\n<h2>Figures and their sources</h2>\n'
        f"<p>{wording.summary(verdicts)}.</p>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</section>\n"
    )


def _fact(verdict: Verdict) -> str:
    """Measure, entity and period by their names, and what a pin makes of them."""
    if not verdict.measure:
        return ""
    try:
        measure = vocabulary.measure(verdict.measure).title
    except ChinaeconError:
        measure = verdict.measure
    entity = _entity(verdict.entity)
    return ", ".join(filter(None, (measure, entity, verdict.period, _made(verdict.pin))))


def _entity(code: str) -> str:
    return vocabulary.entity_titles().get(code, code)


def _made(pin: str) -> str:
    """What a pin makes of its fact: a growth rate, a share, another currency."""
    try:
        target = parse(pin) if pin else None
    except ChinaeconError:
        return ""
    if target is None:
        return ""
    verb = _VERBS.get(target.verb or "", "").format(whole=_entity(target.of or ""))
    return ", ".join(filter(None, (verb, f"converted to {target.to}" if target.to else "")))


def _held(verdict: Verdict) -> str:
    """What the data hold: the middle of its bounds, or the closed end."""
    ends = [end for end in (verdict.low, verdict.high) if end is not None and math.isfinite(end)]
    if not ends:
        return ""
    told = wording.amount(sum(ends) / len(ends), _unit(verdict)).strip()
    if len(ends) == 2:
        return told
    return f"{'at least' if verdict.low is not None else 'at most'} {told}"


def _unit(verdict: Verdict) -> str:
    """The base unit of what is held: that of the figure, or else of its measure."""
    figures = extract(verdict.text)
    own = figures[0].unit if len(figures) == 1 else None
    measure = vocabulary.measures().get(verdict.measure)
    if own or measure is None:
        return own or ""
    unit = units.parse(measure.unit)
    rest = unit.text.partition(" ")[2]
    return rest if rest and unit.factor != units.parse(rest).factor else unit.text


def _sources(verdict: Verdict) -> list[tuple[str, str]]:
    """Name and address of each document."""
    documents = catalog.documents()
    found = []
    for source in filter(None, verdict.source.split("; ")):
        cells = documents.get(source, {})
        name = ", ".join(filter(None, (_author(cells), cells.get("published"))))
        found.append((name or source, cells.get("url", "")))
    return list(dict.fromkeys(found))


def _author(cells: Mapping[str, str]) -> str:
    """Whose figure it is, and who printed it where that is somebody else."""
    author, publisher = cells.get("author", ""), cells.get("publisher", "")
    is_copy = cells.get("kind") in ("press", "mirror") and publisher not in ("", author)
    return f"{author} via {publisher}" if is_copy else author


def _link(name: str, address: str) -> str:
    if not address.startswith(("http://", "https://")):
        return escape(name)
    return f'<a href="{escape(address)}">{escape(name)}</a>'
