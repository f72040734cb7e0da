"""The kinds that compare, add up, imply and pair, read from their artists."""

import math

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from chinaecon.charts.collisions import collisions
from chinaecon.charts.look import SCREEN
from chinaecon.charts.picture import plot
from chinaecon.errors import BadData, MissingData, UnknownName


def drawn(picture, gid):
    return [a for a in picture.findobj(lambda a: a.get_gid() == gid)]


def texts(picture, gid=None):
    found = picture.findobj(Text)
    return [t.get_text() for t in found if t.get_text() and gid in (None, t.get_gid())]


def face(patch):
    return mpl.colors.to_hex(patch.get_facecolor()).upper()


@pytest.fixture
def inferred(tiny):
    """What an inference gives: bounds, those of a print, and what came out later."""
    columns = "measure entity period timing unit low high printed_low printed_high truth".split()
    rows = [
        ("exports", "IND", "2024", "flow", "billion USD", 116.2, 124.96, 110.0, 130.0, 120.5),
        ("imports", "IND", "2024", "flow", "billion USD", 17.0, 19.0, math.nan, math.nan, math.nan),
        ("total_trade", "IND", "2024", "flow", "billion USD", 137.5, math.inf, 137.5, 138.5, 138.4),
    ]
    return pd.DataFrame(rows, columns=columns)


def test_bounds_are_thin_where_printed_thick_where_inferred_and_a_dot_where_known(inferred):
    picture = plot(inferred, kind="bounds")
    thick = {tuple(b.get_xdata()) for b in drawn(picture, "inferred")}
    assert {(116.2, 124.96), (17.0, 19.0)} < thick
    thin = [tuple(b.get_xdata()) for b in drawn(picture, "printed")]
    assert sorted(thin) == [(110.0, 130.0), (137.5, 138.5)]
    widths = {g: {b.get_linewidth() for b in drawn(picture, g)} for g in ("printed", "inferred")}
    assert max(widths["printed"]) < min(widths["inferred"])
    assert sorted(d.get_xdata()[0] for d in drawn(picture, "mark-exact")) == [120.5, 138.4]
    assert collisions(picture) == []


def test_bounds_are_written_rounded_outwards(inferred):
    assert set(texts(plot(inferred, kind="bounds"), "label")) == {
        "116.2 to 125.0",
        "17.0 to 19.0",
        "> 137.5",
    }


def test_an_open_side_of_bounds_runs_to_the_edge_and_points_on(inferred):
    picture = plot(inferred, kind="bounds")
    (sign,) = drawn(picture, "inferred-open")
    assert sign.get_marker() == ">"
    assert sign.get_xdata()[0] == picture.axes[0].get_xlim()[1]


def test_bounds_say_in_a_key_and_in_words_what_is_what(inferred):
    picture = plot(inferred, kind="bounds")
    assert texts(picture, "key") == [
        "what the printed digits allow",
        "what the other figures leave",
        "printed later",
    ]
    told = "116.2 to 125.0 billion dollars, printed 110 to 130 billion dollars, later 120"
    assert told in picture.alt
    bare = plot(
        inferred[["measure", "entity", "period", "timing", "unit", "low", "high"]], kind="bounds"
    )
    assert texts(bare, "key") == ["what the other figures leave"]
    assert "> more than." in texts(bare)


def test_bounds_of_a_larger_unit_move_with_it(inferred):
    rows = plot(inferred, kind="bounds", unit="trillion USD").data
    columns = ["low", "printed_high", "truth"]
    assert rows.loc[0, columns].tolist() == pytest.approx([0.1162, 0.13, 0.1205])


def test_a_dumbbell_joins_two_figures_and_writes_their_difference(exports):
    rows = exports[exports["period"].isin(["2021", "2024"])]
    picture = plot(rows, kind="dumbbell", by="period")
    joined = sorted(tuple(b.get_xdata()) for b in drawn(picture, "range"))
    assert joined == [(400.0, 516.5), (450.0, 524.7)]
    assert texts(picture, "column") == ["difference", "+75", "+116"]
    assert collisions(picture) == []


def test_a_dumbbell_of_other_than_two_series_is_refused(exports):
    with pytest.raises(BadData, match=r"compares two series; found 4 \(2021, 2022, 2023, 2024\)"):
        plot(exports, kind="dumbbell", by="period")


@pytest.fixture
def contributions(tiny, frame, row):
    """Three partners and the whole."""
    values = {"USA": -2.5, "EU27": 1.0, "CHN": 4.0, "WLD": 6.0}
    unit = "percentage_point"
    return frame(*(row("my_contribution", e, "2024", v, unit) for e, v in values.items()))


def test_a_waterfall_starts_each_part_where_the_last_ended_and_ends_at_the_whole(contributions):
    picture = plot(contributions, kind="waterfall", total="WLD")
    steps = [(b.get_x(), b.get_x() + b.get_width()) for b in drawn(picture, "part")]
    assert steps == [(0.0, 4.0), (4.0, 5.0), (5.0, 2.5)]
    (rest,), (whole,) = drawn(picture, "rest"), drawn(picture, "whole")
    assert (rest.get_x(), rest.get_width()) == (2.5, 3.5)
    assert (whole.get_x(), whole.get_width()) == (0.0, 6.0)
    assert {face(b) for b in drawn(picture, "part")} == {SCREEN.colour(0), SCREEN.colour(1)}
    labels = [t.get_text() for t in picture.axes[0].get_yticklabels()]
    assert labels == ["China", "European Union", "United States", "All others", "World"]
    assert set(texts(picture, "label")) == {"+4.0", "+1.0", "−2.5", "+3.5", "6.0"}


def test_a_waterfall_whose_parts_are_all_has_no_rest(contributions):
    whole = contributions["entity"] == "WLD"
    values = contributions["value"].where(~whole, 2.5)
    picture = plot(
        contributions.assign(value=values, low=values, high=values), kind="waterfall", total="WLD"
    )
    assert not drawn(picture, "rest")
    assert drawn(picture, "whole")[0].get_width() == 2.5


def test_the_rest_has_the_bounds_that_whole_and_parts_leave(contributions):
    rough = contributions.assign(
        low=contributions["value"] - 0.5, high=contributions["value"] + 0.5
    )
    rows = plot(rough, kind="waterfall", total="WLD").data
    rest = rows[rows["entity"] == "rest"].iloc[0]
    assert (rest["low"], rest["value"], rest["high"]) == (1.5, 3.5, 5.5)
    assert rest["how"] == "whole less the parts"


def test_a_whole_that_is_not_there_or_not_asked_for_is_refused(contributions, exports):
    with pytest.raises(UnknownName, match="No whole 'WORLD'"):
        plot(contributions, kind="waterfall", total="WORLD")
    with pytest.raises(
        BadData, match=r"total= with kind='line'; expected kind='stacked' or 'waterfall'\."
    ):
        plot(exports, kind="line", total="USA")


def test_a_stack_puts_parts_upon_one_another_and_the_rest_on_top(exports, frame, row):
    whole = [row("exports", "WLD", p, 1100.0, "billion USD") for p in ("2022", "2024")]
    rows = pd.concat([exports, frame(*whole)], ignore_index=True)
    picture = plot(rows, kind="stacked", total="WLD", order=["EU27", "USA"])
    tops = {}
    for key in ("EU27", "USA", "rest"):
        tops[key] = [(b.get_y(), b.get_height()) for b in drawn(picture, f"part-{key}")]
    assert tops["EU27"] == [(0.0, 410.0), (0.0, 516.5)]
    assert tops["USA"] == [(410.0, 500.0), (516.5, 524.7)]
    assert tops["rest"][0] == (910.0, 190.0)
    assert "WLD" not in set(picture.data["entity"])


def test_parts_that_exceed_their_whole_are_refused(exports, frame, row):
    whole = frame(row("exports", "WLD", "2024", 1000.0, "billion USD"))
    with pytest.raises(BadData, match=r"exceed their whole in 2024"):
        plot(pd.concat([exports, whole]), kind="stacked", total="WLD")


def test_a_stack_in_percent_gives_shares_of_the_sum(exports):
    full = exports[exports["period"] != "2023"]
    rows = plot(full, kind="stacked", unit="percent").data
    sums = rows.groupby("period")["value"].sum()
    assert sums.tolist() == pytest.approx([100.0] * 3)
    assert rows.loc[rows["entity"] == "USA", "value"].iloc[0] == pytest.approx(100 * 450 / 850)
    with pytest.raises(MissingData, match=r"Parts are missing in 2023; expected 2"):
        plot(exports, kind="stacked", unit="percent")


def test_nothing_below_zero_is_stacked(contributions):
    with pytest.raises(BadData, match=r"1 figures are below zero \(first: USA 2024 -2\.5\)"):
        plot(contributions, kind="stacked")


def test_many_periods_are_stacked_as_areas(tiny, frame, row):
    cells = [(e, 2000 + i, float(i + n)) for i in range(15) for n, e in enumerate(("USA", "CHN"))]
    rows = frame(*(row("exports", e, str(y), v + 1, "billion USD") for e, y, v in cells))
    picture = plot(rows, kind="stacked", order="given")
    (area,) = drawn(picture, "part-CHN")
    tops = area.get_paths()[0].vertices
    assert tops[:, 1].max() == 15.0 + 16.0
    assert not drawn(picture, "number")


def test_a_heat_map_has_a_cell_per_figure_and_hatches_what_is_missing(exports):
    picture = plot(exports, kind="heat")
    cells = {(round(c.get_x() + 0.5), round(c.get_y() + 0.5)) for c in drawn(picture, "cell")}
    assert cells == {(x, y) for x in range(4) for y in range(2)} - {(2, 1)}
    (missing,) = drawn(picture, "missing")
    assert (missing.get_x() + 0.5, missing.get_y() + 0.5, missing.get_hatch()) == (2, 1, "////")
    assert "no figure" in texts(picture, "key")
    assert texts(picture, "number") == ["450", "500", "480", "525", "400", "410", "516"]


def test_the_colours_of_a_heat_map_are_symmetric_about_zero_or_the_base_of_an_index(
    tiny, frame, row
):
    values = (-12.0, -5.0, 0.5, 5.0, 12.0)
    for middle, unit in ((0.0, "percent"), (100.0, "index_point")):
        rows = (row("my_own", "CHN", str(2020 + i), v + middle, unit) for i, v in enumerate(values))
        colours = [face(c) for c in drawn(plot(frame(*rows), kind="heat"), "cell")]
        places = [SCREEN.ramp.index(c) for c in colours]
        assert places == [6 - p for p in reversed(places)]
        assert places[0] < places[1] < places[2] == 3


def test_a_path_pairs_two_measures_by_period(tiny, frame, row):
    rates = [
        row("my_rate", "CHN", str(y), v, "CNY per USD")
        for y, v in ((2022, 6.7), (2023, 7.1), (2024, 7.2))
    ]
    sales = [
        row("exports", "WLD", str(y), v, "billion USD")
        for y, v in ((2022, 3.0), (2023, 4.0), (2025, 5.0))
    ]
    picture = plot(frame(*rates, *sales), kind="path")
    (line,) = drawn(picture, "series-")
    assert list(zip(line.get_xdata(), line.get_ydata(), strict=True)) == [(6.7, 3.0), (7.1, 4.0)]
    axes = picture.axes[0]
    assert axes.get_xlabel() == "my rate, yuan per dollar"
    assert axes.get_ylabel() == "Exports of goods, billion dollars"
    assert texts(picture, "label") == ["2022", "2023"]
    assert "3 billion dollars at 6.7 yuan per dollar in 2022" in picture.alt


def test_a_path_of_one_or_three_measures_or_of_no_shared_period_is_refused(exports):
    with pytest.raises(BadData, match="A path pairs two measures"):
        plot(exports[exports["entity"] == "USA"], kind="path", along="entity")
    parts = exports["entity"].eq("USA") == exports["period"].eq("2022")
    with pytest.raises(MissingData, match="share no period"):
        plot(
            exports[~parts & exports["period"].isin(["2021", "2022"])], kind="path", along="entity"
        )


def test_figures_of_two_currencies_share_tied_axes(tiny, frame, row, monkeypatch):
    from chinaecon.data import rates

    class Two:
        value, text = 0.5, "/ 2 CNY/USD, 2023 average"

    monkeypatch.setattr(rates, "rate", lambda *a: Two)
    rows = frame(
        *(
            row("exports", "WLD", y, v, "billion CNY")
            for y, v in (("2023", 100.0), ("2024", 120.0))
        ),
        *(row("exports", "WLD", y, v, "billion USD") for y, v in (("2023", 50.0), ("2024", 55.0))),
    ).assign(label=["yuan", "yuan", "dollars", "dollars"])
    picture = plot(rows, axis="USD", by="label")
    assert drawn(picture, "series-yuan")[0].get_ydata().tolist() == [100.0, 120.0]
    assert drawn(picture, "series-dollars")[0].get_ydata().tolist() == [100.0, 110.0]
    assert texts(picture, "label") == ["yuan 120", "dollars 55"]
    told = picture.data[["value", "unit"]].values.tolist()
    assert told[2:] == [[50.0, "billion USD"], [55.0, "billion USD"]]
    (second,) = picture.axes[0].child_axes
    picture.canvas.draw()
    low, high = picture.axes[0].get_ylim()
    assert second.get_ylim() == pytest.approx((low / 2, high / 2))
    assert "dollars: 50 billion dollars in 2023, 55 billion dollars in 2024" in picture.alt


def test_events_stand_at_their_day_and_spans_are_bands(exports):
    happened = [
        {"period": "2022-07-02", "text": "a day"},
        {"period": "2023-01/2023-06", "text": "a half"},
        {"period": "2030", "text": "too late"},
    ]
    picture = plot(exports, events=happened)
    assert texts(picture, "event-text") == ["a day", "a half"]
    line, band = drawn(picture, "event")
    assert line.get_xdata()[0] == pytest.approx(2022.5, abs=0.01)
    assert band.get_x() == pytest.approx(2023.0, abs=0.01)
    assert band.get_width() == pytest.approx(0.5, abs=0.01)


def test_events_without_a_text_or_a_period_are_refused_together(exports):
    with pytest.raises(BadData, match="2 events are"):
        plot(exports, events=[{"period": "2022"}, {"text": "when?"}])


def test_small_multiples_share_their_scale_and_are_titled(tiny, frame, row):
    cells = [
        (e, y, v * (i + 1))
        for i, e in enumerate(("USA", "EU27", "CHN", "WLD"))
        for y, v in (("2023", 10.0), ("2024", 20.0))
    ]
    picture = plot(
        frame(*(row("exports", e, y, v, "billion USD") for e, y, v in cells)), panels="entity"
    )
    assert len({a.get_ylim() for a in picture.axes}) == 1
    assert [a.get_ylabel() for a in picture.axes] == [
        "United States",
        "European Union",
        "China",
        "World",
    ]
    boxes = [a.get_position() for a in picture.axes]
    assert boxes[0].y0 == boxes[1].y0 > boxes[2].y0 == boxes[3].y0
    assert collisions(picture) == []
    heights = {round(b.height, 6) for b in boxes}
    assert len(heights) == 1


def test_the_gallery_of_kinds_stays_within_its_sheet_when_names_are_long(exports):
    long = {"USA": "The United States of America and all of its territories", "EU27": "x" * 30}
    rows = exports[exports["period"].isin(["2021", "2024"])]
    for kind, options in (("dumbbell", {"by": "period"}), ("heat", {}), ("stacked", {})):
        assert collisions(plot(rows, kind=kind, labels=long, **options)) == [], kind


def test_numbers_beside_one_another_have_the_same_decimals(tiny, frame, row):
    values = {"USA": 16.61, "EU27": 8.812, "CHN": 0.447}
    rows = frame(*(row("my_own", e, "2024", v, "percent") for e, v in values.items()))
    assert texts(plot(rows, kind="bar"), "label") == ["16.6", "8.8", "0.45"]
    assert np.allclose(
        [b.get_width() for b in drawn(plot(rows, kind="bar"), "bar")], list(values.values())
    )


def test_each_panel_has_a_whole_of_its_own(tiny, frame, row):
    cells = [("exports", 6.0), ("imports", 4.0)]
    rows = [
        row(m, e, "2024", v * k, "billion USD")
        for m, v in cells
        for e, k in (("USA", 1), ("WLD", 3))
    ]
    data = plot(frame(*rows), kind="stacked", total="WLD", panels="measure").data
    rest = data[data["entity"] == "rest"]
    assert dict(zip(rest["measure"], rest["value"], strict=True)) == {
        "exports": 12.0,
        "imports": 8.0,
    }
    with pytest.raises(BadData, match="2 figures are the whole of one period"):
        plot(frame(*rows), kind="stacked", total="WLD")


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("bar", {"events": [{"period": "2023", "text": "one"}]}, "events= with kind='bar'"),
        ("heat", {"axis": "CNY"}, "axis= with kind='heat'"),
    ],
)
def test_an_option_that_a_kind_cannot_show_is_refused(kind, options, message, exports):
    with pytest.raises(BadData, match=message):
        plot(exports[exports["period"] == "2024"], kind=kind, **options)


def test_the_label_of_an_open_side_stands_beyond_the_edge(inferred):
    picture = plot(inferred, kind="bounds")
    (label,) = [t for t in drawn(picture, "label") if t.get_text() == "> 137.5"]
    assert label.get_window_extent().x0 > picture.axes[0].get_window_extent().x1


def test_a_heat_map_of_many_months_names_their_years(tiny, frame, row):
    months = [f"{y}-{m:02d}" for y in range(2019, 2025) for m in range(1, 13)]
    rows = frame(*(row("my_growth", "CHN", m, float(i), "percent") for i, m in enumerate(months)))
    picture = plot(rows, kind="heat")
    labels = [t.get_text() for t in picture.axes[0].get_xticklabels()]
    assert labels == ["2019", "2020", "2021", "2022", "2023", "2024"]
    assert collisions(picture) == []
    assert not drawn(picture, "number")


def test_the_months_of_one_year_are_named_without_it(tiny, frame, row):
    rows = frame(*(row("my_growth", "CHN", f"2024-{m:02d}", m, "percent") for m in range(1, 13)))
    labels = [t.get_text() for t in plot(rows, kind="heat").axes[0].get_xticklabels()]
    assert labels[:2] == ["Jan", "Feb"]


def test_parts_above_their_whole_by_rounding_leave_no_rest(exports, frame, row):
    rough = exports.assign(low=exports["value"] - 5, high=exports["value"] + 5)
    whole = frame(row("exports", "WLD", "2024", 1040.0, "billion USD"))
    data = plot(pd.concat([rough, whole]), kind="stacked", total="WLD").data
    assert set(data["entity"]) == {"USA", "EU27"}


@pytest.mark.parametrize(
    "options",
    [{"kind": "path", "along": "entty"}, {"kind": "stacked", "panels": "entty", "unit": "percent"}],
)
def test_a_column_that_is_not_there_is_named_before_anything_is_paired(options, exports):
    with pytest.raises(UnknownName, match=r"No column 'entty'\. Did you mean 'entity'"):
        plot(exports, **options)
