"""A whole picture from a frame: title, axes, labels, source and footnotes on one sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from chinaecon.charts import alttext, bars, kinds, lines, notes, scales, series, sheet, style
from chinaecon.errors import UnknownName

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from chinaecon.charts.kinds import Drawn
    from chinaecon.charts.series import Panel

KINDS: dict[str, Callable[[Axes, Panel, kinds.Wish], kinds.Drawn]] = {
    "line": lines.line,
    "slope": lines.slope,
    "column": bars.column,
    "bar": bars.bar,
    "dots": bars.dots,
}


class Picture(Figure):
    """A matplotlib figure that knows what it shows.

    Attributes
    ----------
    alt : str
        What is seen, in words, written from the numbers.
    data : pandas.DataFrame
        The rows drawn, in the units of the axes.

    Examples
    --------
    >>> Picture().alt
    ''
    """

    alt: str
    data: pd.DataFrame | None
    heading: str
    families: tuple[str, ...]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        FigureCanvasAgg(self)
        self.alt, self.heading, self.data = "", "", None
        self.families = style.LATIN_FONTS

    def svg(self) -> str:
        """Return the picture as SVG, with title and description, the same for the same rows."""
        stream = io.StringIO()
        with rc_context(style.settings(list(self.families))):
            facts = {"Date": None, "Creator": None, "Format": None, "Type": None}
            self.savefig(stream, format="svg", metadata=facts)
        return _described(stream.getvalue(), self.heading, self.alt)

    def png(self) -> bytes:
        """Return the picture as PNG, the same for the same rows."""
        stream = io.BytesIO()
        with rc_context(style.settings(list(self.families))):
            self.savefig(stream, format="png", dpi=style.DPI, metadata={"Software": None})
        return stream.getvalue()

    def _repr_svg_(self) -> str:
        return self.svg()


def _described(svg: str, title: str, alt: str) -> str:
    """Add what a screen reader says."""
    svg = re.sub(r"\n <metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    head, mark, rest = svg.partition("<svg ")
    attributes, close, body = rest.partition(">")
    told = f"\n <title>{escape(title)}</title>\n <desc>{escape(alt)}</desc>"
    return f'{head}{mark}role="img" {attributes}{close}{told}{body}'


def plot(
    frame: Any,
    *,
    kind: str = "line",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
    lang: str = "en",
    by: str | Sequence[str] | None = None,
    along: str | None = None,
    panels: str | None = None,
    axis: str | Mapping[str, str] | None = None,
    unit: str | None = None,
    order: str | Sequence[str] = "value",
    labels: Mapping[str, str] | None = None,
    highlight: str | Sequence[str] = (),
    hazards: Sequence[str] | None = None,
    values: bool = True,
    zero: bool | None = None,
) -> Picture:
    """Draw a frame with its units, bounds, sources and hazards.

    Bounds are drawn, not dropped: rounding as a band or a thin bar, "over" and "nearly" as a
    hollow triangle that points to the open side, "about" as a hollow circle; targets and
    forecasts stand apart, hollow and dashed.

    Parameters
    ----------
    frame : any dataframe that Narwhals knows
        With measure, entity, period, timing, value and unit; low, high, qualifier, status,
        source and how are used when there.
    kind : {"line", "column", "bar", "dots", "slope"}
        ``line``: over time. ``column``: upright bars over time. ``bar``: lying bars, one place
        under the other. ``dots``: the same with dots and bounds. ``slope``: few periods.
    title : str, optional
        What the picture shows, best as a sentence.
    subtitle : str, optional
        Measure, unit and span by default.
    note : str, optional
        A footnote of your own.
    lang : {"en", "zh"}
        Language of all that is written but not given; Chinese needs a Chinese font.
    by : str or sequence of str, optional
        Columns that tell the series apart; those that vary by default.
    along : str, optional
        For bars and dots: the column that stands along the axis.
    panels : str, optional
        A column that splits the picture side by side, e.g. ``unit``.
    axis : str or mapping, optional
        A second axis in another currency: ``"USD"``, or ``{"currency": "USD", "period":
        "2024", "rate": "average", "basis": "market"}``. The rate is one for the whole axis.
    unit : str, optional
        Unit of the axis, e.g. ``billion CNY``; the one with short numbers by default.
    order : {"value", "given"} or sequence of str
        Order of bars and dots.
    labels : mapping of str to str, optional
        Other names for entities, measures, periods or labels.
    highlight : str or sequence of str
        Series or places in colour, the rest in grey.
    hazards : sequence of str, optional
        Keys of the hazards to print; all of the measures by default, none with ``()``.
    values : bool
        Whether numbers stand at the ends of lines and bars.
    zero : bool, optional
        Whether a line or dot chart shows zero; bars always do.

    Returns
    -------
    matplotlib.figure.Figure
        A `Picture`: besides, ``alt`` is its description and ``data`` the rows drawn. No
        matplotlib setting is changed and pyplot is not used.

    Raises
    ------
    UnknownName
        For a kind, language, column or hazard that does not exist.
    BadData
        When columns are missing or two figures would stand at one place.
    UnitMismatch
        When one axis would carry figures that must not be compared.
    MissingData
        When there is nothing to draw, no rate for the second axis, or no Chinese font.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["measure", "entity", "period", "timing", "value", "unit"]
    >>> rows = [("exports", "IND", "2023", "flow", 117.7, "billion USD"),
    ...         ("exports", "IND", "2024", "flow", 120.5, "billion USD")]
    >>> picture = plot(pd.DataFrame(rows, columns=columns), title="Exports grew")
    >>> picture.axes[0].lines[0].get_ydata().tolist()
    [117.7, 120.5]
    """
    if kind not in KINDS:
        raise UnknownName.among("kind of chart", kind, KINDS, f"There are {', '.join(KINDS)}.")
    rows = series.plain(frame)
    parts = series.arrange(
        rows,
        kind=kind,
        by=by,
        along=along,
        panels=panels,
        unit=unit,
        order=order,
        labels=dict(labels or {}),
        lang=lang if lang in style.LANGUAGES else "en",
    )
    marked = (highlight,) if isinstance(highlight, str) else tuple(highlight)
    wish = kinds.Wish(lang, values, zero, marked)
    if zero is None and len(parts) > 1:
        wish = replace(wish, zero=any(kinds.shows_zero(part, wish) for part in parts))
    second = scales.second(axis, parts, lang) if axis else None
    top = [title or "", subtitle if subtitle is not None else notes.subtitle_line(parts, lang)]
    foot = _foot(rows, note, hazards, second.text if second else "", lang)
    families = style.fonts(lang, [*top, *foot, *_written(parts)])
    with rc_context(style.settings(families)):
        picture = Picture(figsize=(style.WIDTH, style.WIDTH))
        grid = [picture.add_subplot(1, len(parts), i + 1) for i in range(len(parts))]
        drawn = [KINDS[kind](a, p, wish) for a, p in zip(grid, parts, strict=True)]
        _dress(grid, parts, drawn, second, lang)
        devices = {d for one in drawn for d in one.devices}
        foot[1:1] = notes.mark_lines(parts, devices, lang)
        sheet.lay_out(picture, grid, drawn, top, foot, sheet.height(kind, parts))
    _remember(picture, parts, kind, title or "", foot[0], families, lang)
    return picture


def _foot(
    rows: pd.DataFrame, note: str | None, hazards: Sequence[str] | None, rate: str, lang: str
) -> list[str]:
    """Footnotes, the source first."""
    measures = list(dict.fromkeys(rows["measure"]))
    source = notes.source_line(rows["source"], lang) if "source" in rows else ""
    how = notes.rate_line(rows["how"], lang) if "how" in rows else ""
    own = [t for t in (how, rate, note or "") if t]
    return [source, *own, *notes.hazard_lines(measures, hazards, lang)]


def _written(parts: Sequence[Panel]) -> list[str]:
    """Names that will be written on the axes."""
    return [p.names.get(key, key) for p in parts for key in (*p.series, *p.places, p.title) if key]


def _dress(
    grid: Sequence[Axes], parts: Sequence[Panel], drawn: Sequence[Drawn], second: Any, lang: str
) -> None:
    """Units on the value axes, titles over several panels, the second axis."""
    for axes, panel, one in zip(grid, parts, drawn, strict=True):
        scales.unit(axes, panel, across=one.across, lang=lang)
        if second is not None:
            scales.draw(axes, second, across=one.across)


def _remember(
    picture: Picture,
    parts: Sequence[Panel],
    kind: str,
    title: str,
    source: str,
    families: Sequence[str],
    lang: str,
) -> None:
    import pandas as pd

    picture.data = pd.concat([p.rows for p in parts], ignore_index=True)
    picture.families = tuple(families)
    picture.heading = title
    picture.alt = alttext.text(parts, kind, title, source, lang)
