"""A whole picture from a frame: title, axes, labels, source and footnotes on one sheet."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from chinaecon.charts import alttext, bars, kinds, lines, notes, scales, series, sheet, style, words
from chinaecon.data import layers
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
    svg = re.sub(r"(font-family: [^;\"]*)", rf"\1, {style.VIEWER_FONTS}", svg)
    head, mark, rest = svg.partition("<svg ")
    attributes, close, body = rest.partition(">")
    told = f"\n <title>{escape(title)}</title>\n <desc>{escape(alt)}</desc>"
    return f'{head}{mark}role="img" {attributes}{close}{told}{body}'


@layers.layered
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
    hazards: str | Sequence[str] | None = None,
    values: bool = True,
    zero: bool | None = None,
    data: str | Path | None = None,
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
        Columns that tell the series apart; those that vary by default, none with ``""``.
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
    hazards : str or sequence of str, optional
        Keys of the hazards to print; those of the measures by default, none with ``()``.
    values : bool
        Whether numbers stand at the ends of lines and bars.
    zero : bool, optional
        Whether a line or dot chart shows zero; bars always do.
    data : str or pathlib.Path, optional
        A data package of your own, as in `load`.

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
    wished = content(
        frame,
        kind=kind,
        title=title,
        subtitle=subtitle,
        note=note,
        lang=lang,
        by=by,
        along=along,
        panels=panels,
        axis=axis,
        unit=unit,
        order=order,
        labels=labels,
        highlight=highlight,
        hazards=hazards,
        values=values,
        zero=zero,
    )
    return draw(wished)


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
        """The rows of all panels, one below the other."""
        import pandas as pd

        titles = [p.title or words.unit_words(p.unit) for p in self.parts]
        named = zip(self.parts, titles, strict=True)
        return pd.concat([p.rows.assign(panel=t) for p, t in named], ignore_index=True)

    def digest(self) -> str:
        """SHA-256 of all of it."""
        shown = [(p.title, p.unit, p.series, p.places, sorted(p.names.items())) for p in self.parts]
        numbers = self.rows().to_csv(index=False, float_format="%.12g", lineterminator="\n")
        whole = (self.kind, shown, self.wish, self.second, self.top, self.foot, numbers)
        return hashlib.sha256(repr(whole).encode()).hexdigest()


def content(
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
    hazards: str | Sequence[str] | None = None,
    values: bool = True,
    zero: bool | None = None,
) -> Content:
    """Work out what a picture will show; the options are those of `plot`."""
    for what, word, choices in (
        ("kind of chart", kind, tuple(KINDS)),
        ("language of charts", lang, style.LANGUAGES),
    ):
        if word not in choices:
            remedy = f"There are {', '.join(map(repr, choices))}."
            raise UnknownName.among(what, word, choices, remedy)
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
        lang=lang,
    )
    wish = kinds.Wish(lang, values, zero, _several(highlight))
    if zero is None and len(parts) > 1:
        wish = replace(wish, zero=any(kinds.shows_zero(part, wish) for part in parts))
    second = scales.second(axis, parts, lang) if axis else None
    told = notes.subtitle_line(parts, lang) if subtitle is None else subtitle
    keys = None if hazards is None else _several(hazards)
    foot = _foot(rows, note, keys, second.text if second else "", lang)
    return Content(kind, parts, wish, second, [title or "", told], foot)


def draw(wished: Content) -> Picture:
    """Draw a picture from its content."""
    parts, lang = wished.parts, wished.wish.lang
    families = style.fonts(lang, [*wished.top, *wished.foot, *_written(parts)])
    with rc_context(style.settings(families)):
        picture = Picture(figsize=(style.WIDTH, style.WIDTH))
        grid = [picture.add_subplot(1, len(parts), i + 1) for i in range(len(parts))]
        one = KINDS[wished.kind]
        drawn = [one(a, p, wished.wish) for a, p in zip(grid, parts, strict=True)]
        _dress(grid, parts, drawn, wished.second, lang)
        devices = {d for each in drawn for d in each.devices}
        source, *rest = wished.foot
        foot = [source, *notes.mark_lines(parts, devices, lang), *rest]
        sheet.lay_out(picture, grid, drawn, wished.top, foot, sheet.height(wished.kind, parts))
    picture.data = wished.rows()
    picture.families = tuple(families)
    picture.heading = wished.top[0]
    picture.alt = alttext.text(parts, wished.kind, wished.top[0], wished.foot[0], lang)
    return picture


def _several(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


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
