"""All that a picture will show, worked out from a frame before anything is drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chinaecon.charts import kinds, notes, path, rest, scales, series
from chinaecon.charts import rows as tidy
from chinaecon.charts.panel import Panel
from chinaecon.charts.words import unit_words
from chinaecon.errors import BadData

if TYPE_CHECKING:
    import pandas as pd

_ADDING = ("stacked", "waterfall")
_WITH_AXIS = ("line", "column", "bar", "dots", "bounds")
_OWN_SPAN = ("stacked", "waterfall", "heat", "path")


@dataclass(frozen=True)
class Content:
    """All that a picture will show, before anything is drawn.

    Attributes
    ----------
    kind : str
        Kind of picture.
    parts : list of Panel
        Rows in the units of their axes.
    wish : Wish
        Options of the kind.
    second : Second or None
        The second axis.
    top, foot : list of str
        Title and subtitle; footnotes, the source first.
    """

    kind: str
    parts: list[Panel]
    wish: kinds.Wish
    second: scales.Second | None
    top: list[str]
    foot: list[str]

    def rows(self) -> pd.DataFrame:
        """The rows of all panels, one below the other, each in the unit in which it is told."""
        import pandas as pd

        named = [(p, p.title or unit_words(p.unit)) for p in self.parts]
        whole = pd.concat([p.rows.assign(panel=t) for p, t in named], ignore_index=True)
        amounts = [c for c in tidy.AMOUNTS if c in whole.columns]
        whole[amounts] = whole[amounts].mul(whole["tied"], axis=0)
        return whole

    def digest(self) -> str:
        """SHA-256 of all of it."""
        shown = [(p.title, p.unit, p.series, p.places, sorted(p.names.items())) for p in self.parts]
        numbers = self.rows().to_csv(index=False, float_format="%.12g", lineterminator="\n")
        whole = (self.kind, shown, self.wish, self.second, self.top, self.foot, numbers)
        return hashlib.sha256(repr(whole).encode()).hexdigest()


def refuse(kind: str, total: str, events: bool, axis: bool) -> None:
    """Raise for an option that a kind cannot show.

    Parameters
    ----------
    kind, total : str
        Options of `plot`.
    events, axis : bool
        Whether there are events, and a second axis.

    Raises
    ------
    BadData
        Names the kinds that can.
    """
    for given, name, kinds_of_it in (
        (bool(total), "total", _ADDING),
        (events, "events", ("line",)),
        (axis, "axis", _WITH_AXIS),
    ):
        if given and kind not in kinds_of_it:
            raise BadData(
                f"{name}= with kind={kind!r}; expected kind={' or '.join(map(repr, kinds_of_it))}. "
                f"Leave {name} out.",
                problems=[name],
            )


def prepared(
    frame: Any,
    kind: str,
    along: str | None,
    panels: str | None,
    unit: str | None,
    total: str,
    lang: str,
) -> pd.DataFrame:
    """Return the rows that a kind draws: pairs of a path, parts with their rest.

    Parameters
    ----------
    frame : any dataframe that Narwhals knows
        As `plot` takes it.
    kind, along, panels, unit, total, lang : str
        Options of `plot`.

    Returns
    -------
    pandas.DataFrame
        As `rows.plain` gives it; of a stack without the whole, which its height shows.

    Raises
    ------
    BadData
        When parts exceed their whole.

    Examples
    --------
    >>> import pandas as pd
    >>> cells = [("exports", e, "2024", "flow", v, "billion USD") for e, v in
    ...          (("USA", 524.7), ("WLD", 3577.2))]
    >>> frame = pd.DataFrame(cells, columns=tidy.NEEDED)
    >>> prepared(frame, "stacked", None, None, None, "WLD", "en")["entity"].tolist()
    ['USA', 'rest']
    """
    rows = tidy.plain(frame)
    series.check_columns(rows, (along, panels))
    if kind == "path":
        return path.pairs(rows, along, lang)
    if not total:
        shares = kind == "stacked" and unit == "percent" and set(rows["unit"]) != {"percent"}
        return rest.as_shares(rows, panels) if shares else rows
    rows = rest.with_rest(rows, total, panels)
    if kind == "waterfall":
        return rows
    rows = rest.filled(rows)
    is_part = [total not in cells for cells in rows[rest.there(rows)].itertuples(index=False)]
    return rows[is_part].reset_index(drop=True)


def shared_span(parts: Sequence[Panel], kind: str, wish: kinds.Wish) -> tuple[float, float] | None:
    """Return the values that all panels of one unit show; None where each has its own.

    Parameters
    ----------
    parts : sequence of Panel
        The panels.
    kind : str
        Kind of picture; stacks, waterfalls, heat maps and paths find their own.
    wish : Wish
        What was asked for.

    Returns
    -------
    tuple of float or None
        The lowest and the highest.
    """
    from chinaecon.charts import marks

    if len(parts) < 2 or len({p.unit for p in parts}) > 1 or kind in _OWN_SPAN:
        return None
    zero = kind in ("bar", "column") or any(kinds.shows_zero(p, wish) for p in parts)
    ends = [marks.span(p.rows, zero=zero) for p in parts]
    return min(e[0] for e in ends), max(e[1] for e in ends)


def footnotes(
    rows: pd.DataFrame, note: str | None, hazards: Sequence[str] | None, rate: str, lang: str
) -> list[str]:
    """Return the lines below a picture, the source first.

    Parameters
    ----------
    rows : pandas.DataFrame
        What is drawn.
    note : str or None
        The caller's own.
    hazards : sequence of str or None
        Keys; None for those of the measures.
    rate : str
        What the second axis is at.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    list of str
        The first may be empty, the others are not.
    """
    measures = list(dict.fromkeys(rows["measure"]))
    source = notes.source_line(rows["source"], lang) if "source" in rows else ""
    how = notes.rate_line(rows["how"], lang) if "how" in rows else ""
    own = [t for t in (how, rate, note or "") if t]
    return [source, *own, *notes.hazard_lines(measures, hazards, lang)]


def several(value: str | Sequence[str]) -> tuple[str, ...]:
    """Return one text or a list of texts as a tuple."""
    return (value,) if isinstance(value, str) else tuple(value)


def axis_options(axis: str | Mapping[str, str] | None) -> dict[str, str]:
    """Return what is said of a second axis: a currency alone stands for itself."""
    if axis is None:
        return {}
    return {"currency": axis} if isinstance(axis, str) else dict(axis)
