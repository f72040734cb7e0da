import pytest

from chinaecon.errors import BadData, MissingData
from chinaecon.report.rows import rows
from chinaecon.report.spec import read


def problems(file, text):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadData) as error:
        read(file)
    assert all(p.startswith(f"{file}: ") for p in error.value.problems)
    return [p.removeprefix(f"{file}: ") for p in error.value.problems]


def test_a_good_file_becomes_charts_in_order(spec):
    assert [c.name for c in spec.charts] == ["exports", "stations"]
    first = spec.charts[0]
    assert first.options == {
        "title": "Exports to the United States",
        "kind": "bar",
        "along": "period",
    }
    assert first.series[0].options["entity"] == "USA"
    assert len({c.digest for c in spec.charts}) == 2


def test_the_digest_changes_with_the_entry_only(spec_file, spec):
    text = spec_file.read_text(encoding="utf-8")
    spec_file.write_text("# a remark\n" + text.replace('"Stations"', '"All stations"'))
    again = read(spec_file)
    assert again.charts[0].digest == spec.charts[0].digest
    assert again.charts[1].digest != spec.charts[1].digest


def test_every_problem_is_named_at_once_with_chart_and_key(spec_file):
    found = problems(
        spec_file,
        """\
[[chart]]
name = "Bad Name"
kind = "pie"
colour = "red"
values = "yes"
verbs = [{ grow = "yoy" }, { growth = "yoy", basis = "customs" }]
[[chart.series]]
load = "trade.export"
entity = "Unted States"
period = "2024-13"
currencies = "USD"
verbs = [{ convert = "USD", base = "customs" }]
[[chart.series]]
entity = "USA"
[[chart]]
name = "other"
title = "T"
[[chart.series]]
load = "trade.exports"
rates = "USD/CNY"
[[chart]]
name = "other"
title = "T"
lang = "de"
preset = "drak"
events = [{ period = "2024", note = "N" }]
series = []
[[chart]]
name = "third"
title = "T"
contradicts = "one"
[[chart.series]]
load = "trade.exports"
role = "truths"
""",
    )
    starts = [p.partition(": ")[::2] for p in found]
    assert [chart for chart, _ in starts] == ["chart 'Bad Name'"] * 13 + ["chart 'other'"] * 6 + [
        "chart 'third'"
    ] * 3
    told = "\n".join(text for _, text in starts)
    for part in (
        "no 'title'; expected one.",
        "name 'Bad Name'; expected small letters, digits and hyphens.",
        "key 'colour' is unknown",
        "values = 'yes'; expected true or false.",
        "kind = 'pie'",
        "verb 'grow' is unknown; expected 'growth'.",
        "verb 'growth' has no option 'basis'",
        "series 1: key 'currencies' is unknown; expected 'currency'.",
        "series 1: verb 'convert' has no option 'base'; expected 'basis'.",
        "series 1: No measure 'export' in dataset 'trade'. Did you mean 'exports'?",
        "series 1: No entity 'Unted States'. Did you mean 'United States'?",
        "series 1: Period '2024-13' cannot be read",
        "series 2: found none; expected one of 'load', 'rates', 'prints' or 'infer'.",
        "series 1: found 'load' and 'rates'; expected one of",
        "no 'series'; expected one.",
        "the name is there twice; expected another one.",
        "lang = 'de'; expected 'en' or 'zh'.",
        "preset = 'drak'; expected 'dark'.",
        "events: 1 events are {'period': '2024', 'note': 'N'}; expected period and text.",
        "contradicts = 'one'; expected a list of texts.",
        "series 1: role = 'truths'; expected 'truth'.",
        "every series has a role; expected one without, beside which they stand.",
    ):
        assert part in told, part


def test_a_file_that_is_no_toml_names_line_and_column(spec_file):
    (found,) = problems(spec_file, "[[chart]]\nname = \n")
    assert found.startswith("not TOML: ")
    assert "line 2, column 8" in found


@pytest.mark.parametrize("text", ["", "[chart]\nname = 'x'\n", "[[charts]]\nname = 'x'\n"])
def test_a_file_without_charts_says_what_is_expected(text, spec_file):
    assert "no [[chart]] table; expected at least one." in problems(spec_file, text)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadData, match="no such file"):
        read(tmp_path / "charts.toml")


def test_rows_are_loaded_labelled_and_chosen(spec_file):
    spec_file.write_text("""\
[[chart]]
name = "both"
title = "T"
verbs = [{ growth = "yoy" }]
[[chart.series]]
load = "trade.exports"
entity = "USA"
currency = "USD"
label = "as printed"
[[chart]]
name = "chosen"
title = "T"
[[chart.series]]
load = "trade.exports"
entity = ["USA", "WLD"]
frequency = "A"
currency = "all"
keep = { entity = "USA", unit = ["billion USD"] }
[[chart]]
name = "empty"
title = "T"
[[chart.series]]
load = "trade.exports"
keep = { entity = "XYZ" }
""")
    both, chosen, empty = read(spec_file).charts
    grown = rows(both)
    assert set(grown["label"]) == {"as printed"}
    assert set(grown["measure"]) == {"exports_growth_yoy_usd"}
    assert grown["value"].dropna().round(2).tolist() == [4.88]
    assert rows(chosen)["period"].tolist() == ["2023", "2024"]
    with pytest.raises(MissingData, match="No rows are left"):
        rows(empty)


def test_the_prints_of_a_document_are_measured_against_others(spec_file):
    spec_file.write_text("""\
[[chart]]
name = "prints"
title = "T"
[[chart.series]]
prints = "release-2025"
[[chart]]
name = "against"
title = "T"
[[chart.series]]
prints = ["press-2025"]
against = "others"
""")
    own, against = (rows(c) for c in read(spec_file).charts)
    assert set(own["source"]) == {"release-2025"}
    assert len(own) == 5
    (distance,) = against.to_dict("records")
    assert distance["label"] == "exports WLD CNY"
    assert distance["unit"] == "percent"
    assert distance["source"] == "press-2025; mirror-2025"
    assert distance["low"] <= distance["value"] <= distance["high"]
    assert distance["high"] == float("inf")


def test_rows_stand_beside_others_as_their_print_or_as_what_came_out_later(spec_file):
    spec_file.write_text(
        """\
[[chart]]
name = "one"
title = "T"
kind = "bounds"
[[chart.series]]
load = "trade.exports"
entity = "USA"
period = "2023/2024"
currency = "USD"
[[chart.series]]
load = "trade.exports"
entity = "USA"
period = "2024"
currency = "USD"
role = "printed"
[[chart.series]]
load = "trade.exports"
entity = "USA"
period = "2024"
currency = "USD"
role = "truth"
""",
        encoding="utf-8",
    )
    frame = rows(read(spec_file).charts[0]).set_index("period")
    late = frame.loc["2024"]
    assert (late["printed_low"], late["printed_high"]) == (late["low"], late["high"])
    assert late["truth"] == late["value"]
    assert late["source"].count(";") == 2
    assert frame.loc["2023", ["printed_low", "truth"]].isna().all()
