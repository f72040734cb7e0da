"""One pair of axes and the rows drawn in it, with the names and colours of their series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Panel:
    """One pair of axes and what is drawn in it.

    Attributes
    ----------
    title : str
        Empty when there is one panel only.
    unit : str
        The unit of the value axis.
    rows : pandas.DataFrame
        The rows drawn, amounts in `unit`, and the columns `series`, `place`, `x`, `mark` (exact,
        above, below, about), `planned`, `decimals` (shared by the numbers) and `tied` (what the
        value is multiplied with to stand in the unit of the second axis; 1 on the first).
    series, places : tuple of str
        Keys in the order in which they are drawn.
    names : dict of str to str
        What keys are called on the picture.
    colours : dict of str to int
        The place of each series in the palette, the same in every panel.
    earlier : frozenset of str
        Series that stand back in a pale tint: the earlier of two periods.
    """

    title: str
    unit: str
    rows: pd.DataFrame
    series: tuple[str, ...]
    places: tuple[str, ...]
    names: dict[str, str]
    colours: dict[str, int]
    earlier: frozenset[str] = frozenset()

    def all(self) -> list[Any]:
        """The rows in the order of series and places, as tuples with names."""
        return [r for s in self.series for r in self.of(s)]

    def of(self, series: str) -> list[Any]:
        """The rows of one series in the order of time."""
        rows = self.rows[self.rows["series"] == series]
        return list(rows.sort_values(["x", "period"], kind="stable").itertuples())

    def at(self, place: str) -> list[Any]:
        """The rows of one place, the smallest value first."""
        rows = self.rows[self.rows["place"] == place]
        return list(rows.sort_values("value", kind="stable").itertuples())
