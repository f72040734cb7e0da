"""Checking a document: every figure of it bound to the data, or pinned to them, and judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from chinaecon import period as periods
from chinaecon.claims import cues, hindsight, pinned
from chinaecon.claims.agreement import Outcome
from chinaecon.claims.binding import bind
from chinaecon.claims.block import Block, Pin
from chinaecon.claims.bound import Binding, Bound, Context
from chinaecon.claims.corroboration import judged
from chinaecon.claims.document import Document, from_text, read
from chinaecon.claims.pins import Datum, exact
from chinaecon.claims.sentence import flattened
from chinaecon.claims.token import styled
from chinaecon.claims.verdict import Verdict, placed
from chinaecon.claims.wording import amount
from chinaecon.data import layers
from chinaecon.figures.extract import extract
from chinaecon.figures.figure import Figure
from chinaecon.figures.pattern import folded


@layers.layered
def check(
    text: str | Document,
    *,
    as_of: str | None = None,
    heading: str = "",
    data: str | Path | None = None,
) -> list[Verdict]:
    """Say of every figure of a text whether the data confirm it, contradict it or are silent.

    A figure is bound to a measure, entity, period and basis by the words of its sentence, of the
    sentences before it and of the headings, lists and labels around it, and compared by interval
    with every vintage that was printed; then with what sums, quotients and rates make of other
    prints. What is a forecast, a part, another country's own, or worded in a way that is not
    understood, is uncovered: nothing is guessed. A pinned figure,
    ``[$688 billion](ce:trade.total_trade/USA/2024)``, is compared with exactly the fact that its
    pin names.

    Parameters
    ----------
    text : str or Document
        A text in Markdown, of which plain text is a part, in English, Chinese, Japanese,
        Vietnamese or Thai; or what `read` and `from_text` of `chinaecon.claims.document` give for
        other formats.
    as_of : str, optional
        The ISO day of the text, to which "last year" refers; today by default. The date of the
        document comes before it, and a section's own (``<!-- chinaecon: as-of 2025-01-13 -->``)
        before that.
    heading : str
        What stands above the text: "Trade with Hungary".
    data : str or pathlib.Path, optional
        A data package of your own, as in ``ce.load``.

    Returns
    -------
    list of Verdict
        One for each figure, in order, with its place (`line`, `column`, `start`, `end`), the
        `verdict` (confirmed, contradicted or uncovered), the fact (`measure`, `entity`,
        `period`), what is `expected` in the author's own style, `low` and `high` in base units,
        the `source` that decides, its `address`, the `reason`, and the `pin`.

    Raises
    ------
    BadData
        When the data package cannot be read, `as_of` is no date, or a comment to this package in
        the text is wrong.

    Notes
    -----
    Not a proof: a confirmed figure agrees with what was printed, within the digits printed. For a
    contradiction the reason names the slip that explains it, where one does.

    Examples
    --------
    >>> import chinaecon as ce
    >>> text = "China's exports were $3.58 trillion in 2024 and its imports $2.95 trillion."
    >>> for verdict in ce.check(text, as_of="2025-01-20"):
    ...     print(verdict.text, verdict.verdict, verdict.expected, verdict.reason[:27], sep=" | ")
    $3.58 trillion | confirmed | $3.58 trillion |
    $2.95 trillion | contradicted | $2.59 trillion | the digits: two are swapped
    """
    document = from_text(text) if isinstance(text, str) else text
    if as_of is not None:
        periods.last_day(as_of)
    return [one.verdict for one in judgements(document, as_of, heading)]


def check_file(
    path: str | Path, *, as_of: str | None = None, data: str | Path | None = None
) -> list[Verdict]:
    """Check the figures of a file, as `check` does those of a text.

    Parameters
    ----------
    path : str or pathlib.Path
        Markdown, text, HTML, reStructuredText, LaTeX, a notebook or a Word file.
    as_of, data : optional
        As in `check`.

    Returns
    -------
    list of Verdict
        One for each figure, in order, with the lines of the file.

    Raises
    ------
    BadData, UnknownName, MissingData
        When the file cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> import chinaecon as ce
    >>> path = Path(tempfile.mkdtemp()) / "report.md"
    >>> _ = path.write_text("US trade: [$670 billion](ce:total_trade/USA/2024).")
    >>> [(v.line, v.verdict, v.expected) for v in ce.check_file(path)]
    [(1, 'contradicted', '$688 billion')]
    """
    return check(read(path), as_of=as_of, data=data)


@layers.layered
def check_figure(
    token: str, target: str, *, as_of: str | None = None, data: str | Path | None = None
) -> Verdict:
    """Check one figure against the fact that it is said to be of, as a pin is.

    Parameters
    ----------
    token : str
        The figure as printed.
    target : str
        The address of a pin without ``ce:``.
    as_of, data : optional
        As in `check`; here only documents published by `as_of` count.

    Returns
    -------
    Verdict
        Confirmed or contradicted; also when the token is no single amount or the fact is not in
        the data, as `reason` says then.

    Examples
    --------
    >>> check_figure("$688 billion", "trade.total_trade/USA/2024").verdict
    'confirmed'
    """
    pin = Pin(0, len(token), token, target)
    return pinned.judged(pin, extract(token), ("", 1, 1), as_of)


class Judgement(NamedTuple):
    """A verdict with the figure it is on, and what that was taken to say.

    Attributes
    ----------
    verdict : Verdict
        As `check` gives it.
    figure : Figure or None
        None for a pin that holds no single figure.
    binding : Binding or None
        None where the figure was not bound by its words.
    """

    verdict: Verdict
    figure: Figure | None
    binding: Binding | None


def judgements(
    document: Document, as_of: str | None = None, heading: str = ""
) -> Iterator[Judgement]:
    """Judge a document, block by block.

    Parameters
    ----------
    document : Document
        As `read` and `from_text` give it.
    as_of, heading : optional
        As in `check`.

    Yields
    ------
    Judgement
        One for each figure, in order.
    """
    flat = flattened(document.text)
    is_china = _speaks_of_china(f"{heading}\n{document.text}")
    pins = list(reversed(document.pins))
    for block in document.blocks:
        own = []
        while pins and pins[-1].start < block.end:
            own.append(pins.pop())
        if not own and not extract(flat[block.start : block.end]):
            continue  # most of a report is words
        today = _today(block, document, as_of)
        context = Context(_around(block, heading), today, is_china)
        bounds = list(bind(flat, block.start, block.end, context))
        found = list(_free(document, block, bounds, own, today))
        found += _bound(document, block, bounds, own, as_of)
        for one in sorted(found, key=lambda j: j.verdict.start):
            text = document.text[one.verdict.start : one.verdict.end]
            yield one._replace(verdict=replace(one.verdict, text=text, place=block.place))


def _free(
    document: Document, block: Block, bounds: list[Bound], pins: list[Pin], today: date
) -> Iterator[Judgement]:
    """The verdicts of the figures that are bound by what is said around them."""
    free = [bound for bound in bounds if not any(_meet(bound, pin) for pin in pins)]
    for bound, outcome in zip(free, judged(free, today), strict=True):
        if block.as_of:
            outcome = hindsight.without(bound, outcome, periods.last_day(block.as_of))
        verdict = placed(bound, _told(outcome), document.name, document.position)
        if verdict.verdict == "contradicted":
            verdict = replace(verdict, expected=_expected(bound, outcome, verdict.expected))
        yield Judgement(verdict, bound.figure, outcome.binding)


def _told(outcome: Outcome) -> Outcome:
    """A contradiction says what the data have after it says why."""
    one = outcome.held
    if outcome.word != "contradicted" or one is None:
        return outcome
    return replace(outcome, reason=f"{outcome.reason}; the data have {amount(one.value, one.unit)}")


def _expected(bound: Bound, outcome: Outcome, plain: str) -> str:
    """What the data have, in the words of the author."""
    one, binding = outcome.held, outcome.binding
    if one is None or binding is None:
        return ""
    low, high = (exact(end) for end in (one.low, one.high))
    datum = Datum(exact(one.value) or Decimal(0), low, high, one.unit, one.source, one.how)
    return styled(bound.figure, datum, plain, falls=binding.sign < 0)


def _bound(
    document: Document, block: Block, bounds: list[Bound], pins: list[Pin], as_of: str | None
) -> Iterator[Judgement]:
    """The verdicts of the figures that are pinned."""
    for pin in pins:
        figures = [bound.figure for bound in bounds if _meet(bound, pin)]
        place = (document.name, *document.position(pin.start))
        verdict = pinned.judged(pin, figures, place, block.as_of or as_of)
        yield Judgement(verdict, figures[0] if len(figures) == 1 else None, None)


def _meet(bound: Bound, pin: Pin) -> bool:
    return bound.figure.start < pin.end and pin.start < bound.figure.end


def _around(block: Block, heading: str) -> tuple[str, ...]:
    """What stands around a block, the nearest last."""
    around = (heading, *block.headings, block.parent, block.column, block.row)
    return tuple(words for words in around if words)


def _today(block: Block, document: Document, as_of: str | None) -> date:
    """The day of a block: its section's, its document's, that asked for, else today."""
    day = block.as_of or document.date or as_of
    return periods.last_day(day) if day else date.today()


def _speaks_of_china(text: str) -> bool:
    """Whether a text names China, or an amount in its money."""
    lower = folded(text)
    return any(word in lower for word in cues.china())
