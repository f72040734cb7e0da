"""The page: well-formed, whole in one file, each figure with its source, each picture in words."""

import base64
import json
import re
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from chinaecon.claims.verdict import Verdict
from chinaecon.report.edition import make
from chinaecon.report.markup import Markup, annotated, marked
from chinaecon.report.notes import Note

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"


def parsed(html):
    return ElementTree.fromstring(html)


def words(element):
    return "".join(element.itertext())


def with_text(report, text, name="report.md"):
    (report / "report.md").unlink()
    (report / name).write_text(text, encoding="utf-8")
    return make(report)


def test_it_is_well_formed_and_the_same_on_every_run(report):
    html = make(report).html()
    page = parsed(html)
    assert page.attrib["lang"] == "en"
    assert words(page.find(f"{XHTML}head/{XHTML}title")) == "Trade in 2024"
    assert [words(h) for h in page.iter(f"{XHTML}h1")] == ["Trade in 2024"]
    assert "20 March 2025" in html
    assert "chinaecon:" not in html
    assert make(report).html() == html


def test_nothing_is_fetched_from_elsewhere(report):
    page = parsed(make(report).html())
    for element in page.iter():
        for name in ("src", "data", "poster"):
            assert element.get(name, "data:").startswith("data:")
        assert element.tag not in (f"{XHTML}script", f"{XHTML}link")
    assert "@import" not in make(report).html()


def test_each_picture_says_in_words_what_it_shows(report):
    page = parsed(make(report).html())
    pictures = list(page.iter(f"{SVG}svg"))
    assert len(pictures) == 2
    for name, picture in zip(("exports", "stations"), pictures, strict=True):
        alt = (report / "charts" / f"{name}.txt").read_text(encoding="utf-8").strip()
        assert picture.get("role") == "img"
        assert words(picture.find(f"{SVG}desc")) == alt
    assert [words(c) for c in page.iter(f"{XHTML}figcaption")] == [
        "Exports to America",
        "Stations & growth",
    ]


def test_no_two_elements_share_an_id_and_each_reference_is_kept(report):
    html = make(report).html()
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for reference in re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', html):
        assert "".join(reference) in ids


def test_a_pin_becomes_a_plain_figure_with_its_print_and_source(report):
    html = make(report).html()
    assert "ce:" not in html
    page = parsed(html)
    figures = [a for a in page.iter(f"{XHTML}a") if a.get("class") == "confirmed"]
    assert [words(a) for a in figures] == [
        "$524.7",
        " billion",
        "$500.3 billion",
        "up 4.9%",
        "4.2 million",
    ]
    assert figures[0].get("title") == (
        "Exports of goods, United States, 2024: 524.7 billion USD (GACC, 2025-01-18)."
    )
    assert "growth on the year before: 4.8" in figures[3].get("title")
    table = page.find(f"{XHTML}body/{XHTML}section")
    assert "4 figures: 4 confirmed, 0 contradicted, 0 uncovered; 4 pinned." in words(table)
    rows = [[words(cell) for cell in row] for row in table.iter(f"{XHTML}tr")]
    assert rows[4][2] == "4.191 million station"
    assert rows[1] == [
        "$524.7 billion",
        "Exports of goods, United States, 2024",
        "524.7 billion USD",
        "GACC, 2025-01-18",
    ]


def test_what_is_wrong_is_marked_and_told(report):
    text = 'China\'s exports to the United States were $600.3 billion in 2023. <b>More</b> & "x".'
    made = with_text(report, text)
    page = parsed(made.html())
    (figure,) = [a for a in page.iter(f"{XHTML}a") if a.get("class") == "contradicted"]
    assert words(figure) == "$600.3 billion"
    assert figure.get("title").startswith("Exports of goods, United States, 2023: 500.3 billion")
    assert "Contradicted." in figure.get("title")
    assert 'More & "x".' in words(page)


def test_a_figure_in_a_link_stays_in_its_link(report):
    text = "China's exports to the US: [a paper says $500.3 billion](https://example.org) in 2023."
    page = parsed(with_text(report, text).html())
    (link,) = [a for a in page.iter(f"{XHTML}a") if a.get("href") == "https://example.org"]
    assert link.find(f"{XHTML}a") is None
    assert words(link.find(f"{XHTML}span")) == "$500.3 billion"


def test_all_missing_pictures_are_problems_and_nothing_else_is(report):
    text = "![One](charts/exports.svg)\n\n![Two](two.svg)\n\nIn a line ![three](three.png).\n"
    made = with_text(report, text)
    assert made.html() == ""
    assert len(made.problems) == 2
    for problem, place in zip(made.problems, ("report.md:3:8", "report.md:5:20"), strict=True):
        assert f"{place} no picture" in problem
        assert "expected one. Draw it or mend its name." in problem


def test_pictures_of_pixels_and_without_words(report):
    (report / "a.png").write_bytes(b"\x89PNG")
    (report / "b.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><g id="a"/></svg>')
    made = with_text(report, '![A & "b"](a.png)\n\n![B](b.svg)\n\n![C](b.svg)\n')
    page = parsed(made.html())
    (image,) = page.iter(f"{XHTML}img")
    assert base64.b64decode(image.get("src").partition(",")[2]) == b"\x89PNG"
    assert image.get("alt") == 'A & "b"'
    assert [words(svg.find(f"{SVG}title")) for svg in page.iter(f"{SVG}svg")] == ["B", "C"]


def test_for_other_formats_pictures_are_pixels_with_their_words_and_notes_are_left_out(report):
    page = parsed(make(report).html(as_pixels=True))
    assert list(page.iter(f"{SVG}svg")) == []
    images = list(page.iter(f"{XHTML}img"))
    alt = (report / "charts/exports.txt").read_text(encoding="utf-8").strip()
    assert images[0].get("alt") == alt
    assert page.find(f"{XHTML}body/{XHTML}section") is None
    assert list(page.iter(f"{XHTML}h1")) == []  # the converter writes title and date itself
    metas = {m.get("name"): m.get("content") for m in page.iter(f"{XHTML}meta")}
    assert metas["date"] == "20 March 2025"
    assert "Trade in 2024" not in words(page.find(f"{XHTML}body"))


def test_quarto_marks_and_cells_are_left_out(report):
    text = (
        "---\ntitle: 'T & U'\nlang: zh\ndate: 2025-03-20\n---\n\n# One {#sec-one}\n\n"
        "::: {.callout-note}\nStations: [4.2 million](ce:stations/CHN/2024-11).\n:::\n\n"
        "![Exports](charts/exports.svg){#fig-a width=50%}\n\n```{python}\n1 + 1\n```\n\n"
        "```text\nplain\n```\n"
    )
    page = parsed(with_text(report, text, "report.qmd").html())
    said = words(page.find(f"{XHTML}body"))
    assert [words(h) for h in page.iter(f"{XHTML}h1")] == ["T & U", "One"]
    assert page.attrib["lang"] == "zh"
    assert "2025-03-20" in said
    assert "plain" in said
    for mark in (":::", "{#", "width=", "1 + 1"):
        assert mark not in said


def test_a_notebook_shows_its_texts_and_saved_outputs_and_runs_nothing(report):
    svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><g id="a"/></svg>'
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": "a < b"},
        {"output_type": "display_data", "data": {"image/svg+xml": svg, "text/plain": "A plot"}},
        {"output_type": "display_data", "data": {"image/png": "iVBORw==\n", "text/plain": "P"}},
        {"output_type": "execute_result", "data": {"text/html": "<p>Up<!-- no --></p>"}},
        {"output_type": "error", "ename": "E"},
    ]
    cells = [
        {"cell_type": "markdown", "source": "# Trade\n\n[4.2 million](ce:stations/CHN/2024-11)"},
        {"cell_type": "code", "source": "raise SystemExit", "outputs": outputs},
        {"cell_type": "raw", "source": "raw"},
        {"cell_type": "markdown", "source": "Then [4.2 million](ce:stations/CHN/2024-11)."},
    ]
    text = json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})
    page = parsed(with_text(report, text, "report.ipynb").html())
    body = words(page.find(f"{XHTML}body/{XHTML}main"))
    assert "SystemExit" not in body
    assert "raw" not in body
    assert "a < b" in body
    assert "Up" in body
    assert len(list(page.iter(f"{SVG}svg"))) == 1
    assert words(page.find(f".//{SVG}title")) == "A plot"
    assert len([a for a in page.iter(f"{XHTML}a") if a.get("class") == "confirmed"]) == 2


PIECES = st.sampled_from(
    ["5%", "a", " ", "\n", "\n\n", "**", "*", "`", "[", "](x)", "](ce:a/b/c)", "# ", "- ", "> ",
     "| ", "&", '"', "中文", "~~", "\\", "$6 billion", "1. ", "    ", "|-|"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(pieces=st.lists(PIECES, max_size=25))
def test_marks_change_no_word_and_leave_the_page_well_formed(pieces, tmp_path):
    """Any stretch may be a figure: the page has the words it has without marks."""
    text = "".join(pieces)
    starts = [at for at in range(len(text)) if text.startswith(("5%", "$6 billion"), at)]
    verdicts = []
    for at in starts:
        size = 2 if text[at] == "5" else len("$6 billion")
        verdicts.append(
            Verdict("a", 1, 1, at, at + size, text[at : at + size], "uncovered", reason="why")
        )
    notes = {n: Note(n + 1, verdict, (n,)) for n, verdict in enumerate(verdicts)}
    markup = Markup(tmp_path)
    html = annotated(markup.html(marked(text, list(enumerate(verdicts)))), notes)
    page = parsed(f"<main>{html}</main>")
    plain = MarkdownIt("commonmark", {"xhtmlOut": True}).enable(["table", "strikethrough"])
    bare = words(parsed(f"<main>{plain.render(text)}</main>"))
    assert re.sub(r"\s", "", words(page)).replace("*", "").replace("~", "") == re.sub(
        r"\s", "", bare
    ).replace("*", "").replace("~", "")
    assert not re.search("[\U000f0000\U00100000-\U0010fffd]", html)
