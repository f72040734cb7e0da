from chinaecon.charts.picture import plot


def test_a_line_is_told_by_its_ends_and_extremes(exports):
    alt = plot(exports, title="It grew.").alt
    assert alt == (
        "It grew. Line chart: exports of goods, billion dollars, 2021 to 2024. "
        "United States: 450 in 2021, 525 in 2024. European Union: 400 in 2021, 516 in 2024. "
        "Source: GACC (13 January 2025)."
    )


def test_a_highest_value_in_the_middle_is_told(tiny, frame, row):
    values = enumerate((3.0, 9.0, 1.0, 5.0))
    rows = (row("exports", "WLD", str(2020 + i), v, "billion USD") for i, v in values)
    assert "3 in 2020, 5 in 2023, highest 9 in 2021, lowest 1 in 2022." in plot(frame(*rows)).alt


def test_bounds_are_told_and_counted(bounded):
    alt = plot(bounded, kind="dots").alt
    assert "European Union > 8, United States 5, World ~ 4, China < 2." in alt
    told = "Among them 1 lower bound, 1 upper bound, 1 approximate figure."
    assert told in alt


def test_long_lists_are_cut_in_the_middle(tiny, frame, row):
    rows = (row("exports", "WLD", str(2000 + i), float(i), "billion USD") for i in range(1, 13))
    alt = plot(frame(*rows), kind="column").alt
    assert "2001 1, 2002 2, 2003 3, ..., 2011 11, 2012 12." in alt


def test_panels_are_told_one_by_one_with_their_units(tiny, frame, row):
    rows = frame(
        row("exports", "WLD", "2024", 3577.0, "billion USD"),
        row("exports", "WLD", "2024", 25454.0, "billion CNY"),
    )
    alt = plot(rows, panels="unit").alt
    assert "Trillion dollars: 3.58 in 2024. Trillion yuan: 25.5 in 2024." in alt


def test_the_svg_carries_title_and_description(exports):
    svg = plot(exports, title="Up & <away>").svg()
    assert "<title>Up &amp; &lt;away&gt;</title>" in svg
    assert "<desc>Up &amp; &lt;away&gt;. Line chart" in svg
    assert 'role="img"' in svg
