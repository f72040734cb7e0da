"""A whole picture from a frame: title, axes, labels, source and footnotes on one sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from inspect import signature, unwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec
from xml.sax.saxutils import escape

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from chinaecon.charts import (
    alttext,
    bars,
    columns,
    dots,
    heat,
    kinds,
    lines,
    notes,
    path,
    rest,
    scales,
    series,
    sheet,
    stack,
    style,
    waterfall,
)
from chinaecon.charts.content import (
    Content,
    axis_options,
    footnotes,
    prepared,
    refuse,
    several,
    shared_span,
)
from chinaecon.charts.events import events as read_events
from chinaecon.charts.look import LOOKS, SCREEN, Look
from chinaecon.data import layers
from chinaecon.errors import UnknownName

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from chinaecon.charts.kinds import Drawn
    from chinaecon.charts.panel import Panel

KINDS: dict[str, Callable[[Axes, Panel, kinds.Wish], kinds.Drawn]] = {
    "line": lines.line,
    "slope": lines.slope,
    "column": bars.column,
    "bar": bars.bar,
    "dots": dots.dots,
    "dumbbell": dots.dumbbell,
    "bounds": dots.bounds,
    "waterfall": waterfall.waterfall,
    "stacked": stack.stacked,
    "heat": heat.heat,
    "path": path.path,
}
P = ParamSpec("P")


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
    look: Look

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        FigureCanvasAgg(self)
        self.alt, self.heading, self.data = "", "", None
        self.families, self.look = style.LATIN_FONTS, SCREEN

    def svg(self) -> str:
        """Return the picture as SVG, with title and description, the same for the same rows."""
        stream = io.StringIO()
        with rc_context(style.settings(self.families, self.look)):
            facts = {"Date": None, "Creator": None, "Format": None, "Type": None}
            self.savefig(stream, format="svg", metadata=facts)
        return _described(stream.getvalue(), self.heading, self.alt)

    def png(self) -> bytes:
        """Return the picture as PNG, the same for the same rows."""
        stream = io.BytesIO()
        with rc_context(style.settings(self.families, self.look)):
            self.savefig(stream, format="png", dpi=self.look.dpi, metadata={"Software": None})
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


def _drawn(work_out: Callable[P, Content]) -> Callable[P, Picture]:
    """Make a function that works out a content one that draws it."""

    @wraps(work_out)
    def drawing(*given: P.args, **options: P.kwargs) -> Picture:
        return draw(work_out(*given, **options))

    gives = signature(work_out).replace(return_annotation=Picture)
    drawing.__signature__ = gives  # type: ignore[attr-defined]
    return drawing


@layers.layered
@_drawn
def plot(
    frame: Any,
    *,
    kind: str = "line",
    title: str | None = None,
    subtitle: str | None = None,
    note: str | None = None,
    lang: str = "en",
    preset: str = "screen",
    by: str | Sequence[str] | None = None,
    along: str | None = None,
    panels: str | None = None,
    axis: str | Mapping[str, str] | None = None,
    unit: str | None = None,
    order: str | Sequence[str] = "value",
    labels: Mapping[str, str] | None = None,
    highlight: str | Sequence[str] = (),
    total: str = "",
    events: Sequence[Mapping[str, str]] = (),
    hazards: str | Sequence[str] | None = None,
    values: bool = True,
    zero: bool | None = None,
    data: str | Path | None = None,
) -> Content:
    """Draw a frame with its units, bounds, sources and hazards.

    Bounds are drawn, not dropped: rounding as a band or a thin bar, "over" and "nearly" as a
    hollow triangle that points to the open side, "about" as a hollow circle; targets and
    forecasts stand apart, hollow and dashed.

    Parameters
    ----------
    frame : any dataframe that Narwhals knows
        With measure, entity, period, timing, value and unit; low, high, qualifier, status,
        source and how are used when there.
    kind : str
        Over time: ``line``; ``slope``, between a few periods; ``column``, upright bars;
        ``stacked``, parts upon one another; ``heat``, a cell per series and period; ``path``,
        two measures against each other, joined in the order of time. One place under the
        other: ``bar``; ``dots``, with bounds; ``dumbbell``, two figures and their difference;
        ``waterfall``, parts that add up to a whole; ``bounds``, what figures imply: columns
        low and high, and where they are there printed_low, printed_high and truth.
    title : str, optional
        What the picture shows, best as a sentence.
    subtitle : str, optional
        Measure, unit and span by default.
    note : str, optional
        A footnote of your own.
    lang : {"en", "zh"}
        Language of all that is written but not given; Chinese needs a Chinese font.
    preset : {"screen", "print", "dark"}
        ``print``: 300 dpi and colours that offset inks reach. ``dark``: on a dark ground.
    by : str or sequence of str, optional
        Columns that tell the series apart; those that vary by default, none with ``""``.
    along : str, optional
        For bars and dots: the column that stands along the axis; for a path: the column whose
        first value lies on the horizontal axis and whose second on the vertical.
    panels : str, optional
        A column that splits the picture into small ones, e.g. ``unit``; those of one unit
        share their scale.
    axis : str or mapping, optional
        A second axis in another currency, of lines, bars and dots: ``"USD"``, or
        ``{"currency": "USD", "period": "2024", "rate": "average", "basis": "market"}``. The
        rate is one for the whole axis; figures printed in that currency are drawn on it.
    unit : str, optional
        Unit of the axis, e.g. ``billion CNY``; the one with short numbers by default. Of a
        stack of amounts ``percent`` gives the shares of their sum.
    order : {"value", "given"} or sequence of str
        Order of bars, dots, stacks and cells.
    labels : mapping of str to str, optional
        Other names for entities, measures, periods or labels.
    highlight : str or sequence of str
        Series or places in colour, the rest in grey.
    total : str
        Of a stack or waterfall the entity (or measure, or label) that is the whole: what the
        others leave of it is drawn as a part of its own.
    events : sequence of mapping
        What happened, over the time of a line: ``{"period": "2015-08-11", "text": "devalued"}``.
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
    for what, word, choices in (
        ("kind of chart", kind, tuple(KINDS)),
        ("language of charts", lang, style.LANGUAGES),
        ("preset of charts", preset, tuple(LOOKS)),
    ):
        if word not in choices:
            remedy = f"There are {', '.join(map(repr, choices))}."
            raise UnknownName.among(what, word, choices, remedy)
    refuse(kind, total, bool(events), axis is not None)
    rows = prepared(frame, kind, along, panels, unit, total, lang)
    wished_axis = axis_options(axis)
    rows = scales.tied(rows, wished_axis)
    parts = series.arrange(
        rows,
        kind=kind,
        by=by,
        along=None if kind == "path" else along,
        panels=panels,
        unit=unit,
        order=order,
        labels={rest.REST: rest.NAMES[lang], **(labels or {})},
        last=(rest.REST, total),
        lang=lang,
    )
    second = scales.second(wished_axis, parts, lang) if wished_axis else None
    parts = scales.with_ties(parts, second)
    across = columns.columns(len(parts))
    wish = kinds.Wish(
        lang, values, zero, several(highlight), LOOKS[preset], total, read_events(events), across
    )
    if zero is None and len(parts) > 1:
        wish = replace(wish, zero=any(kinds.shows_zero(part, wish) for part in parts))
    wish = replace(wish, span=shared_span(parts, kind, wish))
    told = notes.subtitle_line(parts, lang) if subtitle is None else subtitle
    keys = None if hazards is None else several(hazards)
    foot = footnotes(rows, note, keys, second.text if second else "", lang)
    return Content(kind, parts, wish, second, [title or "", told], foot)


def content(frame: Any, **options: Any) -> Content:
    """Work out what a picture will show; the options are those of `plot`."""
    found: Content = unwrap(plot)(frame, **options)
    return found


def draw(wished: Content) -> Picture:
    """Draw a picture from its content."""
    parts, lang, look = wished.parts, wished.wish.lang, wished.wish.look
    events = [e.text for e in wished.wish.events]
    families = style.fonts(lang, [*wished.top, *wished.foot, *events, *_written(parts)])
    with rc_context(style.settings(families, look)):
        picture = Picture(figsize=(style.WIDTH, style.WIDTH))
        picture.look, picture.families = look, tuple(families)
        n = wished.wish.columns
        grid = [picture.add_subplot(-(-len(parts) // n), n, i + 1) for i in range(len(parts))]
        one = KINDS[wished.kind]
        drawn = [one(a, p, wished.wish) for a, p in zip(grid, parts, strict=True)]
        _dress(grid, parts, drawn, wished)
        for i, axes in enumerate(grid):
            if wished.wish.span and i % n and not drawn[i].across:
                axes.tick_params(axis="y", labelleft=False)
        devices = {d for each in drawn for d in each.devices}
        source, *below = wished.foot
        foot = [source, *notes.mark_lines(parts, devices, lang), *below]
        starts = range(0, len(grid), n)
        strips = [columns.Strip(grid[i : i + n], drawn[i : i + n]) for i in starts]
        high = sheet.height(wished.kind, parts, n)
        sheet.lay_out(picture, strips, wished.top, foot, high, look)
    picture.data = wished.rows()
    picture.heading = wished.top[0]
    picture.alt = alttext.text(parts, wished.kind, wished.top[0], wished.foot[0], lang)
    return picture


def _written(parts: Sequence[Panel]) -> list[str]:
    """Names that will be written on the axes."""
    return [p.names.get(key, key) for p in parts for key in (*p.series, *p.places, p.title) if key]


def _dress(
    grid: Sequence[Axes], parts: Sequence[Panel], drawn: Sequence[Drawn], wished: Content
) -> None:
    """Units on the value axes, titles over several panels, the second axis."""
    same = len({p.unit for p in parts}) == 1
    for axes, panel, one in zip(grid, parts, drawn, strict=True):
        if wished.kind != "heat":
            scales.unit(axes, panel, wished.wish, across=one.across, same=same)
        if wished.second is not None:
            beside = panel.rows.loc[panel.rows["tied"] != 1.0, "series"].unique()
            alone = len(panel.series) == 2 and len(beside) == 1
            colour = kinds.tint(panel, beside[0], "", wished.wish) if alone else ""
            if alone:
                (other,) = set(panel.series) - set(beside)
                axes.yaxis.label.set_color(kinds.tint(panel, other, "", wished.wish))
            scales.draw(axes, wished.second, across=one.across, colour=colour)
