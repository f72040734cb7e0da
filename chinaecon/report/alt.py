"""The descriptions of charts, checked against the data like any other text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chinaecon.report.spec import Chart


def doubts(chart: Chart, text: str) -> list[str]:
    """Name the figures of a description that the data contradict.

    Parameters
    ----------
    chart : Chart
        Its entry; ``contradicts`` lists the figures that are shown because they are wrong.
    text : str
        What a screen reader says of its picture, title and source included.

    Returns
    -------
    list of str
        One sentence each, also for a listed figure that nothing contradicts any more.

    Examples
    --------
    >>> from chinaecon.report.spec import Chart
    >>> doubts(Chart("one", (), (), {}, ""), "Exports of goods: 25.45 trillion yuan in 2024.")
    []
    """
    from chinaecon.claims.claim import check

    found = {v.text: v.reason for v in check(text) if v.verdict == "contradicted"}
    new = [
        f"its description says {t!r}: {r}." for t, r in found.items() if t not in chart.contradicts
    ]
    gone = [t for t in chart.contradicts if t not in found]
    return new + [f"contradicts lists {t!r}, which the data do not contradict." for t in gone]
