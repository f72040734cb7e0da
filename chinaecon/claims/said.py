"""What a text says, as prints: its bound figures, with the values that their digits allow."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chinaecon import units
from chinaecon.claims import derived
from chinaecon.claims.agreement import span
from chinaecon.claims.bound import Binding
from chinaecon.claims.claim import judgements
from chinaecon.claims.document import Document, read
from chinaecon.claims.verdict import Verdict
from chinaecon.data import layers, vocabulary
from chinaecon.figures.figure import Figure, mirrored

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = "measure entity period value unit low high qualifier source".split()


@layers.layered
def said(
    path: str | Path | Document, *, as_of: str | None = None, data: str | Path | None = None
) -> pd.DataFrame:
    """Return the figures of a document that `check` binds to a fact, one row each.

    Parameters
    ----------
    path : str, pathlib.Path or Document
        A file in any format that `check_file` reads, or a document.
    as_of, data : optional
        As in `check`.

    Returns
    -------
    pandas.DataFrame
        measure, entity, period; value, unit, `low` and `high` as the text prints them, whatever
        the data hold; qualifier; `source`, the document. A growth rate of money of which neither
        the words nor the data tell the currency is left out.

    Raises
    ------
    BadData, UnknownName, MissingData
        When the file cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "report.md"
    >>> _ = path.write_text("China's exports were $3.58 trillion in 2024.", encoding="utf-8")
    >>> said(path)[["measure", "value", "unit"]].values.tolist()
    [['exports', 3.58, 'trillion USD']]
    """
    import pandas as pd

    document = path if isinstance(path, Document) else read(path)
    found = (_row(*one) for one in judgements(document, as_of))
    return pd.DataFrame([row for row in found if row], columns=COLUMNS)


def _row(verdict: Verdict, figure: Figure | None, binding: Binding | None) -> dict[str, Any] | None:
    """A print as the text has it; None where it is not clear of what."""
    found = _measure(verdict, figure, binding) if figure else None
    if figure is None or figure.value is None or found is None:
        return None
    measure, unit = found
    deficit = -1 if (verdict.high or 0.0) < 0 < figure.value else 1  # where it is pinned
    sign = binding.sign if binding else deficit
    unit, size = _scaled(unit, figure.value)
    low, high = (end / float(size) for end in span(figure, sign))
    return {
        "measure": measure,
        "entity": verdict.entity,
        "period": verdict.period,
        "value": float(sign * figure.value / size),
        "unit": unit,
        "low": low,
        "high": high,
        "qualifier": figure.qualifier if sign > 0 else mirrored(figure.qualifier),
        "source": verdict.file,
    }


def _scaled(unit: str, value: Decimal) -> tuple[str, Decimal]:
    """The unit with the largest magnitude word that the value reaches, and its factor."""
    for scale in reversed(units.SCALES) if unit != "percent" else ():
        factor = units.factor(f"{scale} {unit}", unit)
        if abs(value) >= factor:
            return f"{scale} {unit}", factor
    return unit, Decimal(1)


def _measure(verdict: Verdict, figure: Figure, binding: Binding | None) -> tuple[str, str] | None:
    """The measure that a figure is of, and its unit: a percentage may be of the growth of it."""
    known = vocabulary.measures().get(verdict.measure)
    if known is None:
        return None
    own = units.parse(known.unit)
    if figure.unit == "percent":
        if own.text == "percent":
            return known.measure, "percent"
        names = derived.growth_names(known.measure) if binding and binding.kind == "growth" else ()
        there = [name for name in names if name in vocabulary.measures()]
        told = [name for name in there if binding and name.endswith(f"_{binding.basis.lower()}")]
        best = told if binding and binding.basis else there
        return (best[0], "percent") if len(best) == 1 else None
    if own.currency is None:
        return (known.measure, _base(known.unit)) if figure.unit is None else None
    return (known.measure, figure.unit) if figure.unit else None


def _base(unit: str) -> str:
    """A unit without its magnitude word."""
    return " ".join(word for word in unit.split() if word not in units.SCALES)
