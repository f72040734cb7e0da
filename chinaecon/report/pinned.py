"""The pinned figures of a document with what the data give for them, and what moved of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chinaecon import period as periods
from chinaecon.claims import pins
from chinaecon.claims.document import Block, Document, Pin
from chinaecon.claims.target import Target, is_currency
from chinaecon.data import observations
from chinaecon.errors import BadData, ChinaeconError
from chinaecon.figures.extract import extract
from chinaecon.figures.figure import Figure
from chinaecon.figures.reader import figure
from chinaecon.report.drift import Drift, Move, Prints, moves, prints
from chinaecon.report.manifest import digest_of


@dataclass(frozen=True, slots=True)
class Pinned:
    """A pinned figure and what the data give for it.

    Attributes
    ----------
    pin : Pin
        Its words and address.
    block : Block
        Where it stands.
    target : Target
        What is asked for, currency and date filled in.
    datum : pins.Datum
        What the data give.
    lang : str
        The language of its words.
    falls : bool
        Whether words before the pin tell a fall: fell by 3%.
    """

    pin: Pin
    block: Block
    target: Target
    datum: pins.Datum
    lang: str
    falls: bool


def pinned(document: Document, as_of: str | None, problems: list[str]) -> Iterator[Pinned]:
    """Give each pinned figure of a document with its number.

    Parameters
    ----------
    document : Document
        As it is read; outputs of notebooks are passed over.
    as_of : str or None
        Only documents published by then; a date in a pin or of its section comes first.
    problems : list of str
        Takes what is wrong with the others: file, line, column and why.

    Yields
    ------
    Pinned
        In order.

    Examples
    --------
    >>> from chinaecon.claims.document import from_text
    >>> text = "Trade: [$688 billion](ce:total_trade/USA/2024)."
    >>> [str(one.target) for one in pinned(from_text(text), None, [])]
    ['trade.total_trade/USA/2024?currency=USD']
    """
    figures = _Figures(document)
    for pin, block in _placed(document):
        if "output" in block.place:
            continue
        try:
            yield _pinned(pin, block, figures.around(pin, block), as_of)
        except ChinaeconError as error:
            problems.append(f"{place_of(document, pin, block)} {error}")


def place_of(document: Document, pin: Pin, block: Block) -> str:
    """Return where a pin stands: file, line, column, and the cell of a notebook.

    Examples
    --------
    >>> from chinaecon.claims.document import from_text
    >>> document = from_text("Up [5%](ce:exports/USA/2024).", "a.md")
    >>> place_of(document, document.pins[0], document.blocks[0])
    'a.md:1:5'
    """
    line, column = document.position(pin.start)
    place = f" ({block.place})" if block.place else ""
    return f"{document.name}:{line}:{column}{place}"


def entries(found: Iterable[Pinned]) -> dict[str, dict[str, Any]]:
    """Return pinned figures as a manifest keeps them.

    Parameters
    ----------
    found : iterable of Pinned
        Of one document.

    Returns
    -------
    dict of str to dict
        By address: value, low, high, unit, source and how, in base units, and the prints.

    Examples
    --------
    >>> from chinaecon.claims.document import from_text
    >>> text = "Trade: [$688 billion](ce:total_trade/USA/2024)."
    >>> [one["value"] for one in entries(pinned(from_text(text), None, [])).values()]
    ['688280000000']
    """
    return {str(one.target): _entry(one) for one in found}


def drifts(held: Mapping[str, dict[str, Any]], now: Mapping[str, dict[str, Any]]) -> list[Drift]:
    """Name the pinned figures that are not what a manifest says.

    Parameters
    ----------
    held, now : mapping of str to dict
        As `entries` gives them.

    Returns
    -------
    list of Drift
        In the order of the text, those that are gone at the end.

    Examples
    --------
    >>> print(*drifts({}, {"trade.exports/USA/2024": {}}))
    trade.exports/USA/2024: not in the manifest.
    """
    found = [Drift("figure", name, "not in the manifest.") for name in now if name not in held]
    for name in now:
        if name in held and held[name] != now[name]:
            found.append(Drift("figure", name, "its number moved.", _moved(held[name], now[name])))
    return found + [Drift("figure", name, "no longer pinned.") for name in held if name not in now]


def _moved(held: dict[str, Any], now: dict[str, Any]) -> tuple[Move, ...]:
    """The prints that moved; where none did, the number computed of them."""
    moved = moves(held.get("prints", {}), now["prints"])
    if moved:
        return moved
    measure, entity, period = now["fact"].split(" ")
    old, new = (str(entry.get("value", "")) for entry in (held, now))
    return (Move(measure, entity, period, now["unit"], old, new, now["how"] or now["source"]),)


def _entry(one: Pinned) -> dict[str, Any]:
    datum, target = one.datum, one.target
    measure = target.measure.rpartition(".")[2]
    made_of = _prints(target, datum)
    ends = {"low": datum.low, "high": datum.high}
    return {
        "fact": f"{measure} {target.entity} {target.period}",
        "value": _text(datum.value),
        **{name: None if end is None else _text(end) for name, end in ends.items()},
        "unit": datum.unit,
        "source": datum.source,
        "how": datum.how,
        "prints": made_of,
        "data": digest_of(made_of),
    }


def _text(number: Any) -> str:
    return format(number.normalize(), "f")


def _prints(target: Target, datum: pins.Datum) -> Prints:
    """The prints that a number was made of: those of its documents, of its period or the last."""
    basis = target.basis if is_currency(target.basis or "") else None
    frame = observations.load(
        target.measure,
        entity=[target.entity, *((target.of,) if target.of else ())],
        period=None if target.verb else target.period,
        currency=target.currency or basis,
        timing=target.timing,
        as_of=target.as_of,
    )
    near = frame["period"].isin(_near(set(frame["period"]), target))
    return prints(frame[near & frame["source"].isin(datum.source.split("; "))])


def _near(there: set[str], target: Target) -> set[str]:
    """The period of a target, and with a verb those it may be compared with."""
    if target.verb in (None, "share"):
        return {target.period}
    at = periods.parse(target.period)
    read = {text: periods.parse(text) for text in there}
    years = (at.start.year - 1, at.start.year)
    return {t for t, p in read.items() if p.frequency == at.frequency and p.start.year in years}


def _placed(document: Document) -> Iterator[tuple[Pin, Block]]:
    """Each pin with the block that it stands in."""
    blocks = iter(document.blocks)
    block = next(blocks, None)
    for pin in document.pins:
        while block is not None and block.end < pin.end:
            block = next(blocks, None)
        yield pin, block if block is not None else Block(pin.start, pin.end, "paragraph")


def _pinned(pin: Pin, block: Block, around: Figure | None, as_of: str | None) -> Pinned:
    """A pin with its number."""
    target = pins.parse(pin.target)
    old = figure(pin.text, around.lang if around else None)
    if around is None:
        raise BadData(f"found {pin.text!r}; expected an amount. Pin the figure's own words.")
    plain = target.currency is None and target.to is None and target.verb is None
    if plain and old.unit is not None and is_currency(old.unit):
        target = replace(target, currency=old.unit)
    target = replace(target, as_of=target.as_of or block.as_of or as_of)
    falls = bool(around.value and old.value and around.value < 0 < old.value)
    return Pinned(pin, block, target, pins.value(target), old.lang, falls)


class _Figures:
    """The figures of the blocks of a document, each block read once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._block: Block | None = None
        self._found: list[Figure] = []

    def around(self, pin: Pin, block: Block) -> Figure | None:
        """The figure of a pin as the sentence around it makes it read: fell by 3%."""
        if block != self._block:
            self._block = block
            self._found = extract(self._document.text[block.start : block.end])
        start, end = pin.start - block.start, pin.end - block.start
        found = [one for one in self._found if one.start < end and start < one.end]
        if len(found) > 1:
            count = len(found)
            raise BadData(f"found {pin.text!r}, {count} figures; expected one. Pin each alone.")
        return found[0] if found else None
