"""What a picture shows, read from its artists."""

import math
from itertools import pairwise

import matplotlib as mpl
import narwhals as nw
import numpy as np
import polars as pl
import pytest
from matplotlib.text import Text

from chinaecon.charts.collisions import collisions
from chinaecon.charts.kinds import LYING
from chinaecon.charts.look import SCREEN
from chinaecon.charts.picture import KINDS, plot
from chinaecon.errors import BadData, MissingData, UnitMismatch, UnknownName


def drawn(picture, gid):
    return [a for a in picture.findobj(lambda a: a.get_gid() == gid)]


def filled(marker):
    return mpl.colors.to_hex(marker.get_markerfacecolor()).upper()


def texts(picture):
    return [t.get_text() for t in picture.findobj(Text) if t.get_text()]


def test_a_line_carries_the_values_of_its_series(exports):
    picture = plot(exports)
    (line,) = drawn(picture, "series-USA")
    assert line.get_xdata().tolist() == [2021, 2022, 2023, 2024]
    assert line.get_ydata().tolist() == [450.0, 500.0, 480.0, 524.7]


def test_a_gap_interrupts_the_line_and_is_dotted(exports):
    picture = plot(exports)
    (line,) = drawn(picture, "series-EU27")
    assert np.isnan(line.get_ydata()).tolist() == [False, False, True, False]
    (dotted,) = drawn(picture, "gap")
    assert list(dotted.get_xdata()) == [2022, 2024]
    assert dotted.is_dashed()
    assert "Dotted: no figure in between." in texts(picture)


def test_no_line_is_interrupted_when_no_figure_is_missing(exports):
    picture = plot(exports[exports["entity"] == "USA"])
    assert not drawn(picture, "gap")
    assert "Dotted: no figure in between." not in texts(picture)


def test_every_line_is_named_at_its_end_with_its_last_value(exports):
    ends = {t.get_text(): t.xy for t in drawn(plot(exports), "label")}
    assert ends == {"United States 525": (2024.0, 524.7), "European Union 516": (2024.0, 516.5)}


def test_labels_that_would_overlap_are_moved_apart(tiny, frame, row):
    rows = [
        row("exports", e, str(y), v, "billion USD")
        for e, v in (("USA", 500.0), ("EU27", 500.5), ("CHN", 501.0))
        for y in (2023, 2024)
    ]
    picture = plot(frame(*rows))
    assert collisions(picture) == []
    boxes = sorted(t.get_window_extent().y0 for t in drawn(picture, "label"))
    assert all(b - a > 10 for a, b in pairwise(boxes))


def test_the_unit_stands_on_the_axis_in_words(exports):
    assert plot(exports).axes[0].get_ylabel() == "billion dollars"
    assert plot(exports, kind="bar").axes[0].get_xlabel() == "billion dollars"
    assert plot(exports, unit="trillion USD").axes[0].get_ylabel() == "trillion dollars"


def test_large_numbers_get_a_larger_unit(tiny, frame, row):
    rows = (row("exports", "WLD", str(y), 25454.5 + y, "billion CNY") for y in (2023, 2024))
    picture = plot(frame(*rows))
    assert picture.axes[0].get_ylabel() == "trillion yuan"
    assert picture.data["value"].round(4).tolist() == [27.4775, 27.4785]
    assert set(picture.data["unit"]) == {"trillion CNY"}


def test_mixed_scales_of_one_currency_are_drawn_in_one(tiny, frame, row):
    picture = plot(
        frame(
            row("exports", "USA", "2023", 0.5, "trillion USD"),
            row("exports", "USA", "2024", 524.7, "billion USD"),
        )
    )
    assert picture.axes[0].lines[0].get_ydata().tolist() == [500.0, 524.7]


def test_two_currencies_are_refused_on_one_axis_and_drawn_side_by_side(tiny, frame, row):
    mixed = frame(
        row("exports", "USA", "2024", 524.7, "billion USD"),
        row("exports", "EU27", "2024", 3675.0, "billion CNY"),
    )
    with pytest.raises(UnitMismatch, match=r"Cannot draw 'billion CNY'.*panels='unit'") as error:
        plot(mixed)
    assert error.value.rows == ("exports EU27 2024 3675.0 billion CNY",)
    picture = plot(mixed, panels="unit")
    assert [a.get_ylabel() for a in picture.axes] == ["billion dollars", "trillion yuan"]


def test_counts_of_different_things_share_an_axis_only_when_asked_by_a_magnitude(tiny, frame, row):
    mixed = frame(
        row("stations", "CHN", "2024", 4.2, "million station", timing="stock"),
        row("my_lines", "CHN", "2024", 5.1, "million connection", timing="stock"),
    )
    with pytest.raises(UnitMismatch):
        plot(mixed)
    picture = plot(mixed, unit="million")
    assert picture.axes[0].get_ylabel() == "million"
    assert picture.data["unit"].tolist() == ["million station", "million connection"]


def test_a_bound_is_a_hollow_triangle_that_points_to_the_open_side(bounded):
    dots = plot(bounded, kind="dots")
    (above,) = drawn(dots, "mark-above")
    (below,) = drawn(dots, "mark-below")
    assert (above.get_marker(), below.get_marker()) == (">", "<")
    assert filled(above) == filled(below) == SCREEN.paper
    assert above.get_xdata().tolist() == [8.0]
    upright = plot(bounded.assign(period=["2021", "2022", "2023", "2024"]), by="timing")
    assert drawn(upright, "mark-above")[0].get_marker() == "^"
    assert drawn(upright, "mark-below")[0].get_marker() == "v"
    note = "Hollow triangles: the figure is a bound, the true value lies where it points."
    assert note in texts(dots)


def test_about_is_a_hollow_circle_and_an_exact_figure_is_filled(bounded):
    picture = plot(bounded, kind="dots")
    (about,) = drawn(picture, "mark-about")
    (exact,) = drawn(picture, "mark-exact")
    assert (about.get_marker(), filled(about)) == ("o", SCREEN.paper)
    assert filled(exact) == SCREEN.colour(0)


def test_rounding_bounds_are_bars_in_dots_and_bands_in_lines(bounded, exports):
    bars = sorted(tuple(b.get_xdata()) for b in drawn(plot(bounded, kind="dots"), "bounds"))
    assert bars == [(3.0, 5.0), (4.5, 5.5)]
    wide = exports.assign(low=exports["value"] - 20, high=exports["value"] + 30)
    band = drawn(plot(wide[wide["entity"] == "USA"]), "band")[0]
    ys = band.get_paths()[0].vertices[:, 1]
    assert (ys.min(), ys.max()) == (430.0, 554.7)
    assert not drawn(plot(exports), "band")


def test_a_number_is_written_with_its_qualifier_and_no_more_digits_than_known(bounded):
    written = {t.get_text() for t in drawn(plot(bounded, kind="dots"), "label")}
    assert written == {"> 8", "5", "~ 4", "< 2"}


def test_targets_and_forecasts_stand_apart(tiny, frame, row):
    rows = frame(
        row("stations", "CHN", "2023", 3.4, "million station", timing="stock"),
        row("stations", "CHN", "2024", 4.2, "million station", timing="stock"),
        row("stations", "CHN", "2025", 4.5, "million station", timing="event"),
        row("stations", "CHN", "2026", 5.0, "million station", timing="stock", status="F"),
    )
    picture = plot(rows)
    assert drawn(picture, "series-")[0].get_xdata().tolist() == [2023, 2024]
    (dashed,) = drawn(picture, "planned")
    assert list(dashed.get_xdata()) == [2024, 2025, 2026]
    assert {filled(m) for m in drawn(picture, "mark-planned")} == {SCREEN.paper}
    column = plot(rows, kind="column")
    assert len(drawn(column, "bar")) == len(drawn(column, "planned")) == 2
    announced = plot(rows[rows["timing"] == "event"], kind="bar")
    assert not drawn(announced, "planned")


def test_bars_are_the_values_from_zero_the_largest_on_top(exports):
    picture = plot(exports[exports["period"] == "2024"], kind="bar")
    bars = drawn(picture, "bar")
    assert [(b.get_width(), b.get_x()) for b in bars] == [(524.7, 0), (516.5, 0)]
    assert bars[0].get_y() < bars[1].get_y()
    assert picture.axes[0].get_ylim()[0] > picture.axes[0].get_ylim()[1]
    names = [t.get_text() for t in picture.axes[0].get_yticklabels()]
    assert names == ["United States", "European Union"]


def test_the_order_of_bars_can_be_given(exports):
    rows = exports[exports["period"] == "2024"]
    for order in (["EU27", "USA"], ["EU27"]):
        axes = plot(rows, kind="bar", order=order).axes[0]
        assert axes.get_yticklabels()[0].get_text() == "European Union"
    given = plot(rows.iloc[::-1], kind="bar", order="given").axes[0]
    assert given.get_yticklabels()[0].get_text() == "European Union"


def test_of_two_periods_the_earlier_is_pale(exports):
    picture = plot(exports[exports["period"].isin(["2021", "2024"])], kind="bar")
    colours = {mpl.colors.to_hex(b.get_facecolor()) for b in drawn(picture, "bar")}
    assert colours == {SCREEN.pale[0].lower(), SCREEN.palette[0].lower()}


def test_columns_stand_in_the_order_of_time(exports):
    picture = plot(exports[exports["entity"] == "USA"].iloc[::-1], kind="column")
    assert [b.get_height() for b in drawn(picture, "bar")] == [450.0, 500.0, 480.0, 524.7]
    assert [t.get_text() for t in picture.axes[0].get_xticklabels()] == [
        "2021",
        "2022",
        "2023",
        "2024",
    ]


def test_a_slope_has_numbers_on_both_sides(exports):
    picture = plot(exports[exports["period"].isin(["2021", "2024"])], kind="slope")
    sides = {(t.get_text(), t.get_ha()) for t in drawn(picture, "label")}
    assert sides == {
        ("450", "right"),
        ("400", "right"),
        ("United States 525", "left"),
        ("European Union 516", "left"),
    }


def test_the_second_axis_says_its_unit_and_its_rate(exports, monkeypatch):
    from decimal import Decimal

    from chinaecon.data import rates

    asked = []

    def rate(*arguments):
        asked.append(arguments)
        return rates.Rate(Decimal("7.2"), "x 7.2 CNY/USD, 2024 average, market, table")

    monkeypatch.setattr(rates, "rate", rate)
    picture = plot(exports, axis="CNY")
    (second,) = picture.axes[0].child_axes
    assert asked == [("USD", "CNY", "2024", "average", "market")]
    assert second.get_ylabel() == "trillion yuan"
    low, high = picture.axes[0].get_ylim()
    picture.canvas.draw()
    assert second.get_ylim() == pytest.approx((low * 0.0072, high * 0.0072))
    assert "Second axis at 7.2 CNY/USD, 2024 average, market, table." in texts(picture)
    across = plot(exports[exports["period"] == "2024"], kind="bar", axis={"currency": "CNY"})
    assert across.axes[0].child_axes[0].get_xlabel() == "trillion yuan"


def test_a_second_axis_beside_anything_but_money_is_refused(bounded):
    with pytest.raises(UnitMismatch, match="No second axis in 'USD' beside 'percent'"):
        plot(bounded, kind="dots", axis="USD")


def test_the_source_line_names_authority_and_date(exports):
    assert "Source: GACC (13 January 2025)." in texts(plot(exports))
    several = exports.assign(
        source=[
            "release-2025",
            "table-2024",
            "table-2025",
            "press-2025",
            "release-2025",
            "table-2024",
            "table-2025",
        ]
    )
    assert (
        "Sources: GACC (18 January 2024, 13 January 2025, 18 January 2025); A paper (March 2025)."
        in texts(plot(several))
    )
    assert not [t for t in texts(plot(exports.drop(columns="source"))) if "Source" in t]


def test_hazards_of_the_measures_stand_below_unless_left_out(exports):
    assert "FOB and CIF differ." in texts(plot(exports))
    assert "FOB and CIF differ." not in texts(plot(exports, hazards=()))
    assert "FOB and CIF differ." in texts(plot(exports.assign(measure="own"), hazards="fob_cif"))


def test_many_hazards_are_cut_with_a_pointer_to_the_rest(exports, tiny):
    keys = [f"hazard_{i}" for i in range(8)]
    lines = "".join(f"{k},T,Beware of {k}.,当心。\n" for k in keys)
    hazards, measures = tiny / "vocab/hazards.csv", tiny / "vocab/measures.csv"
    hazards.write_text(hazards.read_text(encoding="utf-8") + lines, encoding="utf-8")
    text = measures.read_text(encoding="utf-8").replace(",fob_cif,", f",{' '.join(keys)},")
    measures.write_text(text, encoding="utf-8")
    shown = texts(plot(exports))
    assert [t for t in shown if t.startswith("Beware")] == [f"Beware of {k}." for k in keys[:5]]
    assert "3 more to know: ce.describe('trade.exports')." in shown


def test_the_rates_of_a_conversion_stand_below(exports):
    how = "x 7.1957 CNY/USD, 2024 average, market, table; printed: 3.7 trillion CNY (release)"
    shown = texts(plot(exports.assign(how=how)))
    assert "Converted at 7.1957 CNY/USD, 2024 average, market, table." in shown


def test_title_subtitle_and_note_are_as_given(exports):
    shown = texts(plot(exports, title="It grew", subtitle="In dollars", note="Own note."))
    assert {"It grew", "In dollars", "Own note."} <= set(shown)
    assert "Exports of goods, billion dollars, 2021 to 2024" in texts(plot(exports))


def test_a_dollar_sign_is_text_not_mathematics(exports):
    title = "From $688 to $525 billion"
    picture = plot(exports, title=title)
    assert title in picture.svg()
    assert title in texts(picture)


def test_what_is_highlighted_has_colour_and_the_rest_is_grey(exports):
    picture = plot(exports, highlight="EU27")
    assert drawn(picture, "series-EU27")[0].get_color() == SCREEN.colour(1)
    assert drawn(picture, "series-USA")[0].get_color() == SCREEN.quiet
    bars = drawn(plot(exports[exports["period"] == "2024"], kind="bar", highlight="USA"), "bar")
    assert len({b.get_facecolor() for b in bars}) == 2


def fitting(kind, exports):
    """Rows and options that a kind can draw."""
    if kind == "dumbbell":
        return exports[exports["period"].isin(["2021", "2024"])], {"by": "period"}
    if kind == "path":
        return exports, {"along": "entity"}
    rows = exports[exports["period"] == "2024"] if kind in LYING else exports
    return rows, {"total": "USA"} if kind == "waterfall" else {}


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_of_any_kind_overlaps_or_is_cut(kind, exports):
    long = "A title so long that it has to be broken because no sheet of paper is as wide as that"
    rows, options = fitting(kind, exports)
    assert collisions(plot(rows, kind=kind, title=long, note=long * 3, **options)) == []


@pytest.mark.parametrize(
    "make", [pl.from_pandas, nw.from_native, lambda f: pl.from_pandas(f).lazy()]
)
def test_any_frame_that_narwhals_reads_is_drawn_the_same(make, exports):
    assert plot(make(exports)).svg() == plot(exports).svg()


def test_the_frame_and_the_settings_of_matplotlib_stay_as_they_were(exports):
    before, settings = exports.copy(deep=True), dict(mpl.rcParams)
    plot(exports).svg()
    assert exports.equals(before)
    assert dict(mpl.rcParams) == settings


def test_low_and_high_may_be_absent(exports):
    bare = exports[["measure", "entity", "period", "timing", "value", "unit"]]
    assert plot(bare).data["low"].tolist() == exports["value"].tolist()


def test_rows_without_a_value_are_left_out_and_an_empty_frame_is_refused(exports):
    assert len(plot(exports.assign(value=exports["value"].where(exports["value"] > 450))).data) == 4
    with pytest.raises(MissingData, match="has no values"):
        plot(exports.assign(value=float("nan")))


def test_missing_columns_are_named_all_at_once(exports):
    with pytest.raises(BadData, match="lacks 'period', 'unit'") as error:
        plot(exports.drop(columns=["unit", "period"]))
    assert error.value.problems == ("period", "unit")


def test_two_figures_at_one_place_are_refused_with_the_rows(exports):
    double = exports.assign(entity="USA", period="2024")
    with pytest.raises(BadData, match=r"7 figures would stand at the same place.*by= or panels="):
        plot(double)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "lines"}, "No kind of chart 'lines'. Did you mean 'line'?"),
        ({"lang": "de"}, "No language of charts 'de'."),
        ({"by": "entty"}, "No column 'entty'. Did you mean 'entity'?"),
        ({"panels": "units"}, "No column 'units'. Did you mean 'unit'?"),
        ({"hazards": "fob"}, "No hazard 'fob'"),
    ],
)
def test_unknown_names_are_errors_with_the_nearest(options, message, exports):
    with pytest.raises(UnknownName) as error:
        plot(exports, **options)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize("kind", KINDS)
def test_infinite_bounds_never_reach_the_axes(kind, bounded):
    years = bounded.assign(entity="USA", period=["2021", "2022", "2023", "2024"])
    halves = bounded.assign(label=["a", "b"] * 2, period=["2023", "2023", "2024", "2024"])
    pairs = halves.assign(entity="USA")
    own = {"dumbbell": (pairs, {"by": "label"}), "path": (pairs, {"along": "label"})}
    rows, options = own.get(kind, (bounded if kind in LYING else years, {}))
    axes = plot(rows, kind=kind, **options).axes[0]
    assert all(math.isfinite(v) for v in (*axes.get_xlim(), *axes.get_ylim()))


def test_a_line_that_ends_early_is_named_where_it_ends(tiny, frame, row):
    rows = [
        row("exports", "USA", str(y), 100.0 + y - 2000, "billion USD") for y in range(2010, 2025)
    ]
    rows += [row("exports", "EU27", str(y), 200.0, "billion USD") for y in range(2010, 2016)]
    picture = plot(frame(*rows))
    (label,) = [t for t in drawn(picture, "label") if "European" in t.get_text()]
    box, axes = label.get_window_extent(), picture.axes[0].get_window_extent()
    assert axes.x0 < box.x0
    assert box.x1 < axes.x1
