"""Verdicts in words: what the command line, pytest and annotations all say of a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from chinaecon.claims.agreement import Word
from chinaecon.claims.verdict import Verdict

_LONGEST = 72
_MAGNITUDES = (("trillion", 1e12), ("billion", 1e9), ("million", 1e6))
_PLAIN = 1e4
_COUNTED: tuple[Word, ...] = ("confirmed", "contradicted", "uncovered")


def where(verdict: Verdict) -> str:
    """Return the place of a figure: file, line and column.

    Parameters
    ----------
    verdict : Verdict
        Of any figure.

    Returns
    -------
    str
        With the cell of a notebook in brackets.

    Examples
    --------
    >>> where(Verdict("a.md", 3, 14, 22, 26, "5.9%", "uncovered"))
    'a.md:3:14'
    """
    place = f" ({verdict.place})" if verdict.place else ""
    return f"{verdict.file}:{verdict.line}:{verdict.column}{place}"


def token(verdict: Verdict) -> str:
    """Return the figure as printed, on one line.

    Examples
    --------
    >>> token(Verdict("a.md", 3, 14, 22, 26, "25.45   trillion yuan", "uncovered"))
    '25.45 trillion yuan'
    """
    words = " ".join(verdict.text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}..."


def fact(verdict: Verdict) -> str:
    """Return the fact that a figure was bound to; blank where it was bound to none.

    Examples
    --------
    >>> fact(Verdict("a.md", 1, 1, 0, 4, "5.9%", "confirmed", "exports", "WLD", "2024"))
    'exports WLD 2024'
    """
    return " ".join(filter(None, (verdict.measure, verdict.entity, verdict.period)))


def amount(value: float, unit: str) -> str:
    """Return what the data hold, in words: five digits and a magnitude.

    Parameters
    ----------
    value : float
        In base units.
    unit : str
        The base unit.

    Returns
    -------
    str
        For people only: its digits are rounded.

    Examples
    --------
    >>> amount(6162290e6, "USD"), amount(-4.4, "percent"), amount(4.191e6, "station")
    ('6.1623 trillion USD', '-4.4 percent', '4.191 million station')
    """
    for name, size in _MAGNITUDES:
        if abs(value) >= size:
            return f"{value / size:.5g} {name} {unit}"
    return f"{value:.5g} {unit}" if abs(value) < _PLAIN else f"{value:,.0f} {unit}"


def details(verdict: Verdict) -> list[tuple[str, str]]:
    """Return what there is to say of a verdict, each with its name.

    Parameters
    ----------
    verdict : Verdict
        Of any figure.

    Returns
    -------
    list of tuple of str
        Fact, pin, expected, source and reason, as far as there are any.

    Examples
    --------
    >>> details(Verdict("a.md", 1, 1, 0, 4, "5.9%", "uncovered", reason="no period is named"))
    [('reason', 'no period is named')]
    """
    address = f"{verdict.source} ({verdict.address})" if verdict.address else verdict.source
    said = (
        ("fact", fact(verdict)),
        ("pinned to", verdict.pin),
        ("expected", verdict.expected if verdict.verdict == "contradicted" else ""),
        ("source", address),
        ("reason", verdict.reason),
    )
    return [(name, words) for name, words in said if words]


def sentence(verdict: Verdict) -> str:
    """Return a verdict as one sentence without its place.

    Parameters
    ----------
    verdict : Verdict
        Of any figure.

    Returns
    -------
    str
        The token, the verdict, and what there is to say of it.

    Examples
    --------
    >>> sentence(Verdict("a.md", 1, 1, 0, 4, "5.9%", "uncovered", reason="no period is named"))
    "'5.9%' is uncovered; reason: no period is named"
    """
    said = "".join(f"; {name}: {words}" for name, words in details(verdict))
    return f"{token(verdict)!r} is {verdict.verdict}{said}"


def report(verdict: Verdict) -> str:
    r"""Return a verdict as lines: the place and the verdict, then the details below.

    Parameters
    ----------
    verdict : Verdict
        Of any figure.

    Returns
    -------
    str
        Several lines, without an end.

    Examples
    --------
    >>> print(report(Verdict("a.md", 1, 1, 0, 4, "5.9%", "uncovered", reason="no period")))
    a.md:1:1: uncovered '5.9%'
        reason     no period
    """
    head = f"{where(verdict)}: {verdict.verdict} {token(verdict)!r}"
    return "\n".join([head, *_below(verdict)])


def unplaced(verdict: Verdict) -> str:
    """Return a verdict as lines, for a figure that stands in no document.

    Examples
    --------
    >>> print(unplaced(Verdict("", 1, 1, 0, 4, "5.9%", "uncovered", reason="no period")))
    '5.9%' is uncovered
        reason     no period
    """
    return "\n".join([f"{token(verdict)!r} is {verdict.verdict}", *_below(verdict)])


def _below(verdict: Verdict) -> list[str]:
    return [f"    {name:10} {words}" for name, words in details(verdict)]


def summary(verdicts: Iterable[Verdict]) -> str:
    """Return how many figures there are of each verdict.

    Parameters
    ----------
    verdicts : iterable of Verdict
        Of one document or more.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> summary([Verdict("a.md", 1, 1, 0, 4, "5.9%", "uncovered")])
    '1 figure: 0 confirmed, 0 contradicted, 1 uncovered; 0 pinned'
    """
    found = list(verdicts)
    counts = Counter(one.verdict for one in found)
    told = ", ".join(f"{counts[word]} {word}" for word in _COUNTED)
    noun = "figure" if len(found) == 1 else "figures"
    return f"{len(found)} {noun}: {told}; {sum(1 for one in found if one.pin)} pinned"
