"""The page to look at the figures, in a real browser: it shows what the library gives."""

import csv
import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pandas as pd
import pytest

import chinaecon as ce
from chinaecon.charts import digits, look

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "explorer"
MINUS = "\N{MINUS SIGN}"


def rows(page):
    """The table as shown: entity and period to the texts of the cells."""
    found = page.eval_on_selector_all(
        "#table tbody tr",
        """lines => lines.map(line => [line.dataset.entity, line.dataset.period,
          ...["number", "bounds", "how", "source"].map(
            name => line.querySelector("." + name).innerText)])""",
    )
    return {(entity, period): cells for entity, period, *cells in found}


def assert_shows(text, value):
    """The text is the value, rounded to the text's own last digit."""
    digits = re.sub(r"^[<>=~]+ ", "", text).replace(",", "").replace(MINUS, "-")
    unit = 10.0 ** -len(digits.partition(".")[2])
    assert abs(float(digits) - value) <= unit * 0.5000001 + abs(value) * 1e-9, (text, value)
    assert unit <= max(abs(value) * 0.01, 0.01), f"{text} for {value} is too coarse to compare"


def choose(page, name):
    """Press a switch as a reader does."""
    page.locator("#switches label", has_text=re.compile(f"^{name}$", re.IGNORECASE)).click()


def figure(frame, entity, period):
    [value] = frame[(frame["entity"] == entity) & (frame["period"] == period)]["value"]
    return float(value)


def test_the_page_opens_with_a_chart_its_sources_and_its_table(visit):
    page = visit()
    assert page.inner_text("h2") == "Total trade in goods"
    assert page.locator("#chart svg path").count() > 5
    assert page.inner_text("#sources").startswith("Source")
    assert ("USA", "2024") in rows(page)
    assert page.title().startswith("Total trade in goods")


def test_everything_together_is_small(dist):
    assert sum(file.stat().st_size for file in dist.iterdir()) < 3_500_000  # the goal is 3 MB


def test_what_is_built_is_what_the_data_give(dist, tmp_path):
    written = tmp_path / "data.js"
    subprocess.run([sys.executable, PAGE / "data.py", written], cwd=ROOT, check=True)
    assert written.read_bytes() == (dist / "data.js").read_bytes(), "stale: make explorer"


PRINTED = [
    ("trade.total_trade", "WLD", "2024"),
    ("trade.total_trade", "USA", "2024"),
    ("trade.exports", "VNM", "2024"),
    ("macro.gdp_nominal", "CHN", "2020"),
]


@pytest.mark.parametrize(("measure", "entity", "period"), PRINTED)
def test_the_switch_to_dollars_gives_the_dollars_that_were_printed(visit, measure, entity, period):
    page = visit(f"#measure={measure}&entities={entity}")
    yuan = ce.load(measure, entity=entity, period=period, currency="CNY")
    dollars = ce.load(measure, entity=entity, period=period, currency="USD")
    assert_shows(rows(page)[entity, period][0], figure(yuan, entity, period))
    choose(page, "US dollars")
    shown, _, how, _ = rows(page)[entity, period]
    assert_shows(shown, figure(dollars, entity, period))
    assert how == "printed"
    assert "US dollars" in page.inner_text("#subtitle")


CONVERTED = [
    ("trade.exports", "HKG", "2024", "annual"),
    ("fiscal.local_special_bonds_quota", "CHN", "2024", "by date"),
    ("telecom.telecom_revenue", "CHN", "2024", "annual"),
]


@pytest.mark.parametrize(("measure", "entity", "period", "grid"), CONVERTED)
def test_what_was_not_printed_in_dollars_is_converted_and_says_how(
    visit, measure, entity, period, grid
):
    page = visit(f"#measure={measure}&entities={entity}&grid={grid.replace(' ', '+')}")
    choose(page, "US dollars")
    frame = ce.load(measure, entity=entity, period=period)
    basis = "customs" if measure.startswith("trade.") else "market"
    converted = ce.convert(frame[frame["period"] == period], "USD", basis=basis)
    shown, _, how, source = rows(page)[entity, period]
    assert_shows(shown, figure(converted, entity, period))
    assert how == "converted"
    rate = converted["how"].iloc[0].partition("; ")[0]
    assert rate in source
    assert "onverted at " in page.inner_text("#subtitle")
    assert basis in page.inner_text("#subtitle")


def test_one_rate_is_named_with_its_convention(visit):
    page = visit("#measure=trade.exports&entities=HKG&from=2024&to=2024&currency=USD")
    subtitle = page.inner_text("#subtitle")
    assert subtitle.endswith(
        "Converted at 7.1153 CNY/USD, 2024 average, customs, computed-customs-implied."
    )
    page = visit("#measure=telecom.telecom_revenue&grid=annual&from=2024&to=2024&currency=USD")
    subtitle = page.inner_text("#subtitle")
    assert subtitle.endswith("Converted at 7.1957 CNY/USD, 2024 average, market, frb-g5a.")


def test_printed_and_converted_dollars_in_one_picture_are_told_apart(visit):
    page = visit("#measure=trade.exports&entities=USA,HKG&currency=USD")
    assert "as printed; otherwise converted at" in page.inner_text("#subtitle")
    assert "Hollow squares: converted." in page.inner_text("#marks")


def test_growth_share_and_index_are_the_library_s(visit):
    page = visit("#measure=trade.total_trade&entities=ASEAN,USA")
    whole = ce.load("trade.total_trade", entity=["ASEAN", "USA", "WLD"], currency="CNY")
    annual = whole[whole["period"].str.fullmatch(r"\d{4}")]
    parts = annual[annual["entity"] != "WLD"]
    choose(page, "Growth")
    assert_shows(rows(page)["USA", "2025"][0], figure(ce.growth(parts), "USA", "2025"))
    assert "Growth on the year before, in yuan, percent" in page.inner_text("#subtitle")
    choose(page, "Share")
    assert_shows(
        rows(page)["USA", "2024"][0], figure(ce.share(annual, missing="nan"), "USA", "2024")
    )
    page = visit("#measure=macro.gdp_nominal&entities=CHN,USA&currency=USD&show=index&base=2018")
    frame = ce.load("macro.gdp_nominal", entity=["CHN", "USA"], currency="USD", period="2018/2024")
    index = ce.index(frame[frame["period"].str.fullmatch(r"\d{4}")], base="2018")
    assert_shows(rows(page)["CHN", "2024"][0], figure(index, "CHN", "2024"))
    page.select_option("#base", "2000")
    assert "2000 = 100" in page.inner_text("#subtitle")
    assert rows(page)["CHN", "2000"][0] == "100"


def test_every_measure_has_a_picture_and_a_table(visit):
    page = visit()
    found = page.evaluate(
        """async () => {
          const found = [];
          for (const { name } of CHINAECON.measures) {
            location.hash = `#measure=${name}`;
            await new Promise((done) => addEventListener("hashchange", done, { once: true }));
            const text = document.querySelector("main").innerText;
            const lines = document.querySelectorAll("#table tbody tr").length;
            const drawn = document.querySelectorAll("#chart svg path, #chart svg rect").length;
            const odd = /NaN|undefined|Infinity|null/.exec(text);
            if (!lines || !drawn || odd) found.push([name, lines, drawn, odd?.[0]]);
          }
          return found;
        }"""
    )
    assert found == []


@pytest.fixture(scope="module")
def book(dist):
    """What the page reads, as Python objects."""
    text = (dist / "data.js").read_text(encoding="utf-8")
    return json.loads(text.removeprefix("globalThis.CHINAECON = ").removesuffix(";\n"))


def test_every_printed_level_is_the_library_s_with_its_bounds_and_source(book):
    whole = pd.concat([ce.load(name, currency="all") for name in ce.datasets()["dataset"]])
    point = whole["timing"].where(whole["timing"].isin(["stock", "event"]), "span")
    columns = ["measure", "entity", "period", "unit", "point", "value", "low", "high", "source"]
    known = {tuple(r[:5]): r[5:] for r in whole.assign(point=point)[columns].to_numpy().tolist()}
    points = {"end": "stock", "by": "event"}
    checked = 0
    for measure in book["measures"]:
        for view in (v for v in measure["views"] if v["show"] == "level"):
            for entity, lines in view["rows"].items():
                for line in lines:
                    period, value, origin, low, high, mark, *_ = [*line, None, None, 0][:6]
                    if not book["marks"][mark or 0].endswith(" printed"):
                        continue
                    short = measure["name"].partition(".")[2]
                    kind = points.get(view["grid"].split()[0], "span")
                    fact = known[short, entity, book["periods"][period], view["unit"], kind]
                    shown = [value, value if low is None else low, value if high is None else high]
                    assert shown == pytest.approx(fact[:3], rel=1e-11, abs=1e-11)
                    assert book["origins"][origin][0] == fact[3]
                    checked += 1
    assert checked > 15_000


def test_every_figure_has_a_document_with_an_author_and_a_title(book):
    named = {source for origin in book["origins"] for source in origin}
    assert named == set(book["documents"])
    assert [d for d in book["documents"].values() if not (d["author"] and d["title"])] == []


def test_growth_never_runs_from_printed_dollars_to_converted_ones(book):
    """The exports to the US of 2023 were printed in dollars, those of 2024 had to be converted."""
    [measure] = [m for m in book["measures"] if m["name"] == "trade.exports"]
    [growth] = [
        view
        for view in measure["views"]
        if (view["currency"], view["show"], view["grid"]) == ("USD", "growth", "annual")
    ]
    shown = {book["periods"][row[0]]: row for row in growth["rows"]["USA"]}
    levels = ce.load("trade.exports", entity="USA", period="2023/2025", currency="all")
    levels = levels[levels["period"].str.fullmatch(r"\d{4}")]
    yuan, dollars = (levels[levels["unit"].str.endswith(code)] for code in ("CNY", "USD"))
    assert "2024" not in set(dollars["period"]), "the story needs another year"
    within = ce.growth(ce.convert(yuan, "USD", basis="customs"))
    wanted = within[within["value"].notna()].set_index("period")["value"]
    assert {p: shown[p][1] for p in wanted.index} == pytest.approx(wanted.to_dict(), rel=1e-4)
    assert set(wanted.index) <= {"2024", "2025"}
    assert len(wanted)


def test_the_link_restores_the_view(visit):
    page = visit()
    page.select_option("#measure", "trade.exports")
    page.fill("#entity-find", "viet")
    page.click("label:has(#add-VNM)")
    choose(page, "US dollars")
    choose(page, "Growth")
    page.select_option("#from", "2024")
    again = visit(page.url.partition("index.html")[2])
    for part in ("h2", "#subtitle", "#table", "#chosen", "#hazards", "#switches"):
        assert again.inner_text(part) == page.inner_text(part)
    assert again.inner_html("#chart") == page.inner_html("#chart")
    assert again.input_value("#from") == "2024"
    assert again.is_checked("#currency-USD")


def test_the_link_is_copied(visit):
    page = visit("#measure=telecom.base_stations_5g&entities=CHN")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#copy")
    page.wait_for_function("document.getElementById('told').textContent")
    assert page.inner_text("#told") == "Link copied."
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_link_to_another_edition_says_what_is_not_here(visit):
    page = visit("#measure=trade.exports&entities=USA,ATLANTIS&currency=XXX&grid=hourly")
    assert page.inner_text("#told") == "Not here: hourly, XXX, ATLANTIS."
    assert ("USA", "2024") in rows(page)


def test_a_new_fragment_in_the_same_window_is_followed(visit):
    page = visit()
    page.evaluate("location.hash = '#measure=prices.cpi_growth_yoy&grid=monthly'")
    page.wait_for_function("document.querySelector('h2').innerText.startsWith('Consumer')")


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.name")


def test_the_keyboard_alone_changes_everything(visit):
    page = visit()
    press = page.keyboard.press

    def tab_to(name, most=80):
        for _ in range(most):
            if focused(page) == name:
                return
            press("Tab")
        pytest.fail(f"Tab never came to {name}")

    tab_to("measure-find")
    page.keyboard.type("5g base stations")
    press("Enter")
    assert page.inner_text("h2") == "5G base stations, China"
    tab_to("measure")
    press("ArrowDown")
    assert page.inner_text("h2") != "5G base stations, China"
    press("ArrowUp")
    tab_to("entity-find")
    page.keyboard.type("guangdong")
    press("Enter")
    assert any(entity == "CN-GD" for entity, _ in rows(page))
    tab_to("show-level")
    press("ArrowRight")
    assert page.is_checked("#show-growth")
    assert focused(page) == "show-growth"
    assert "Growth on the year before" in page.inner_text("#subtitle")
    tab_to("from")
    press("End")
    assert len({period for _, period in rows(page)}) == 1
    tab_to("copy")
    tab_to("table")
    press("Shift+Tab")
    assert focused(page) == "svg"


def test_every_control_is_reached_and_shows_that_it_is(visit):
    page = visit("#measure=macro.gdp_nominal&entities=CHN,USA&show=index")
    wanted = set(
        page.eval_on_selector_all(
            "input, select, button, a[href], summary, [tabindex='0']",
            """all => all.filter(one => one.checkVisibility() && !one.disabled
              && one.closest('td') === null && (one.type !== 'radio' || one.checked))
              .map(one => one.id || one.innerText)""",
        )
    )
    reached = {}
    for _ in range(len(wanted) + 20):
        page.keyboard.press("Tab")
        name, ring = page.evaluate(
            """() => {
              const one = document.activeElement;
              const seen = one.type === 'radio' ? one.nextElementSibling : one;
              return [one.id || one.innerText, getComputedStyle(seen).outlineStyle];
            }"""
        )
        reached[name] = ring
        if name == "table":
            break
    before_table = {name for name in wanted if name != "licences of the bundled software"}
    assert before_table <= set(reached)
    assert {ring for name, ring in reached.items() if name in before_table} == {"solid"}


def test_whoever_cannot_see_the_chart_is_told_of_each_change(visit):
    page = visit("#measure=trade.total_trade&entities=USA,WLD")
    assert page.get_attribute("#summary", "aria-live") == "polite"
    before = page.inner_text("#summary")
    assert "United States: from " in before
    choose(page, "US dollars")
    after = page.inner_text("#summary")
    assert after != before
    dollars = ce.load("trade.total_trade", entity="USA", period="2025", currency="USD")
    [last] = dollars[dollars["period"] == "2025"].to_dict("records")
    number = digits.number_words(last["value"], last["high"] - last["low"])
    assert f"to {number} in 2025" in after
    assert page.get_attribute("#chart svg", "role") == "img"
    assert page.get_attribute("#chart svg", "aria-label")


VIEWS = [
    "",
    "#measure=funds.fund_size_target",
    "#measure=prices.cpi_growth_yoy&grid=monthly",
    "#measure=macro.gdp_nominal&currency=USD&show=index&base=2000",
    "#measure=trade.exports&entities=WLD&grid=monthly&show=growth",
]


@pytest.mark.parametrize("fragment", VIEWS)
def test_on_a_narrow_screen_nothing_runs_out_of_it(visit, fragment):
    page = visit(fragment, width=375, height=700)
    page.click("#panel > summary")
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    controls = page.locator("input:not([type=radio]), select, button, legend, #chart svg")
    seen = [one for one in controls.all() if one.is_visible()]
    assert len(seen) > 10
    for one in seen:
        box = one.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 375


def test_on_a_narrow_screen_the_chart_comes_before_the_list_of_choices(visit):
    page = visit(width=375, height=700)
    assert not page.is_visible("#measure")
    assert page.is_visible("#chart svg")
    page.click("#panel > summary")
    page.fill("#measure-find", "patent families granted")
    page.press("#measure-find", "Enter")
    assert page.inner_text("h2").startswith("Patent families granted")


def test_the_measures_are_found_in_english_and_in_chinese(visit):
    page = visit()
    page.fill("#measure-find", "出口")
    assert "trade.exports" in page.eval_on_selector_all(
        "#measure option", "all => all.map(o => o.value)"
    )
    page.fill("#measure-find", "no such thing")
    assert page.inner_text("#measure").strip() == "Nothing found"


def downloaded(page, button):
    with page.expect_download() as download:
        page.click(button)
    return download.value.suggested_filename, Path(download.value.path()).read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    "fragment",
    ["", "#measure=trade.exports&entities=USA,HKG&currency=USD&show=growth", VIEWS[1]],
)
def test_the_table_that_is_downloaded_is_the_one_shown(visit, fragment):
    page = visit(fragment)
    name, text = downloaded(page, "#csv")
    assert name.endswith(".csv")
    lines = list(csv.DictReader(io.StringIO(text)))
    shown = rows(page)
    assert [(line["entity"], line["period"]) for line in lines] == list(shown)
    for line in lines:
        cell, _, how, source = shown[line["entity"], line["period"]]
        assert_shows(cell, float(line["value"]))
        assert float(line["low"]) <= float(line["value"]) <= float(line["high"])
        assert line["way"] in how
        assert line["source"]
        for author in line["author"].split("; "):
            assert author in source
    assert len(pd.read_csv(io.StringIO(text))) == len(shown)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("fragment", VIEWS[:2])
def test_the_picture_that_is_downloaded_stands_alone(visit, fragment, scheme):
    page = visit(fragment, scheme=scheme)
    name, text = downloaded(page, "#svg")
    assert name.endswith(".svg")
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert int(root.get("width")) == 800
    text_in = " ".join(" ".join(root.itertext()).split())
    assert page.inner_text("h2") in text_in
    assert page.inner_text("#hazards li").strip("\N{EN DASH} \n") in text_in
    assert "Source" in text_in
    assert root.find("{http://www.w3.org/2000/svg}rect").get("fill") == look.SCREEN.paper
    assert "<script" not in text
    assert re.findall(r"""(?:href|src|url\()\s*=?["'(]?\s*(https?:[^"')]*)""", text) == []


def test_dark_paper_where_the_reader_has_it(visit):
    colour = "getComputedStyle(document.body).backgroundColor"
    assert visit(scheme="light").evaluate(colour) == "rgb(255, 255, 255)"
    page = visit(scheme="dark")
    assert page.evaluate(colour) == "rgb(23, 25, 28)"
    before = page.inner_html("#chart")
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"{colour} === 'rgb(255, 255, 255)'")
    assert page.inner_html("#chart") != before


def luminance(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_the_colours_are_those_of_the_library_s_charts_and_can_be_read():
    text = (PAGE / "src" / "theme.js").read_text(encoding="utf-8")
    hues, tints = (re.findall(r"#\w{6}", line) for line in text.splitlines() if " = [" in line)
    assert (tuple(hues), tuple(tints)) == (look.SCREEN.palette, look.SCREEN.pale)
    papers = dict(zip(("light", "dark"), re.findall(r'paper: "(#\w+)"', text), strict=True))
    assert papers["light"] == look.SCREEN.paper
    for paper, colours in ((papers["light"], hues), (papers["dark"], tints)):
        for colour in colours:
            one, two = sorted((luminance(paper), luminance(colour)))
            assert (two + 0.05) / (one + 0.05) >= 3, colour  # of lines and marks, by WCAG


def test_the_lock_file_pins_everything_and_names_no_host():
    lock = json.loads((PAGE / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, found in lock["packages"].items() if "resolved" in found]
    wanted = json.loads((PAGE / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
