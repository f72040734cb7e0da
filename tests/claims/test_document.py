"""Documents in every format: what is text, what stands around it, where it is."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinaecon.claims import document
from chinaecon.claims.document import FORMS, from_text, read
from chinaecon.errors import BadData, MissingData, UnknownName


def told(found):
    """Each block in one line: kind, words."""
    return [(b.kind, " ".join(found.text[b.start : b.end].split())) for b in found.blocks]


def block(found, words):
    return next(b for b in found.blocks if words in found.text[b.start : b.end])


MARKDOWN = """\
---
title: "China's trade"
date: 2025-01-13
tags: [5, 6]
---
Total trade reached **43.85 trillion** yuan, see [the *release*](https://example.org/2024/5
"7%").

## Partners

Exports in 2024[^1]:

1. to America: $525 billion, or \\$0.5 trillion
   - of which phones 38%
2. to India `x = 7` over <b>$120 billion</b>

| Partner | 2024 | Growth |
|---------|-----:|-------:|
| USA     | [$688 billion](ce:trade.total_trade/USA/2024?currency=USD) | 3.7% |

```python
x = 99
```

![Exports rose 5%](chart_2024.png)

<!-- chinaecon: as-of 2024-06-30 -->
### Older

In half a year 21.2 trillion. Up $5^{th}$ and $6 and $7.
<!-- chinaecon: ignore -->
Nobody counts 12.
<!-- chinaecon: end -->

## Newer

Done &amp; up 3&#37; at www.example.org/99.

[^1]: A note of 8%.
"""


@pytest.fixture(scope="module")
def markdown():
    return from_text(MARKDOWN)


def test_markdown_blocks_in_order(markdown):
    assert told(markdown) == [
        ("heading", "China's trade"),
        ("paragraph", "Total trade reached 43.85 trillion yuan, see the release ."),
        ("heading", "Partners"),
        ("paragraph", "Exports in 2024 :"),
        ("item", "to America: $525 billion, or $0.5 trillion"),
        ("item", "of which phones 38%"),
        ("item", "to India over $120 billion"),
        ("cell", "Partner"),
        ("cell", "2024"),
        ("cell", "Growth"),
        ("cell", "USA"),
        ("cell", "$688 billion"),
        ("cell", "3.7%"),
        ("caption", "Exports rose 5%"),
        ("heading", "Older"),
        ("paragraph", "In half a year 21.2 trillion. Up and $6 and $7."),
        ("heading", "Newer"),
        ("paragraph", "Done & up 3% at"),
        ("paragraph", "A note of 8%."),
    ]
    assert markdown.date == "2025-01-13"


def test_markdown_context(markdown):
    assert block(markdown, "38%").headings == ("China's trade", "Partners")
    assert block(markdown, "38%").parent == (
        "Exports in 2024 : to America: $525 billion, or $0.5 trillion"
    )
    assert block(markdown, "$120").parent == "Exports in 2024 :"
    assert (block(markdown, "3.7%").row, block(markdown, "3.7%").column) == ("USA", "Growth")
    assert block(markdown, "USA").row is None
    assert block(markdown, "43.85").parent is None


def test_a_date_holds_to_the_end_of_the_section(markdown):
    assert block(markdown, "$688").as_of is None
    assert block(markdown, "21.2").as_of == "2024-06-30"
    assert block(markdown, "Newer").as_of is None


def test_offsets_are_those_of_the_file(markdown):
    assert len(markdown.text) == len(MARKDOWN)
    at = MARKDOWN.index("$525")
    assert markdown.text[at : at + 12] == "$525 billion"
    assert markdown.position(at) == (13, 16)
    [pin] = markdown.pins
    assert MARKDOWN[pin.start : pin.end] == pin.text == "$688 billion"
    assert pin.target == "trade.total_trade/USA/2024?currency=USD"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   \n\n", []),
        ("Trade\n=====\ntext", [("heading", "Trade"), ("paragraph", "text")]),
        ("a\n\n    x = 5\n\nb", [("paragraph", "a"), ("paragraph", "b")]),
        ("in\n2024. Then", [("paragraph", "in 2024. Then")]),
        ("> quoted\n> 5%", [("paragraph", "quoted 5%")]),
        ("~~~\n5\n", []),
        ("Up 5%<sup>1</sup>", [("paragraph", "Up 5%")]),
        ("Table: Exports {#tbl-5}", [("caption", "Exports")]),
        ("{{< meta x5 >}} up 5%", [("paragraph", "up 5%")]),
        ("<table><tr><td>5</table>\nafter", [("cell", "5"), ("paragraph", "after")]),
        ("# Trade # {#x-5}", [("heading", "Trade")]),
        ("a ~~5~~ b", [("paragraph", "a b")]),
        ("see [this][9] and [@smith2024]", [("paragraph", "see this and")]),
        ("[9]: https://example.org/5", []),
        ("up 5%<!-- 7% --> now", [("paragraph", "up 5% now")]),
        ("a <!-- 7%\n\n8% --> b", [("paragraph", "a b")]),
        ("- [x] done 5%", [("item", "done 5%")]),
        ("total_trade 5 * 3", [("paragraph", "total_trade 5 3")]),
        (":::{.note}\nUp 5%\n:::", [("paragraph", "Up 5%")]),
        ("---\nUp 5%\n---", [("heading", "Up 5%")]),
        ("    $5 \\\\$ [a](b(c)d) e", []),
        ("[a](b(c)d) e", [("paragraph", "a e")]),
    ],
)
def test_markdown_cases(text, expected):
    assert told(from_text(text)) == expected


@pytest.mark.parametrize(
    ("first", "column"), [("<td>Partner<td>2024", "2024"), ("<td>5<td>7.1%", None)]
)
def test_a_table_without_headers_is_named_by_its_first_row(first, column):
    found = from_text(f"<table><tr>{first}<tr><td>USA<td>525</table>", form="html")
    assert (found.blocks[-1].row, found.blocks[-1].column) == ("USA", column)


def test_a_pin_in_html_within_markdown():
    found = from_text('Up <a class="x" href="ce:exports/USA/2024?to=USD&amp;as_of=2025">$5 bn</a>.')
    assert [(pin.text, pin.target) for pin in found.pins] == [
        ("$5 bn", "exports/USA/2024?to=USD&as_of=2025")
    ]


def test_a_list_table_of_restructured_text():
    text = """.. list-table:: Exports
   :header-rows: 1
   :widths: 10 20

   * - Partner
     - 2024
   * - USA
     - **525**
       billion
   * -
     - 7

After.
"""
    found = from_text(text, form="rst")
    assert told(found) == [
        ("caption", "Exports"),
        *[("cell", w) for w in ("Partner", "2024", "USA", "525 billion", "7")],
        ("paragraph", "After."),
    ]
    assert (block(found, "525").row, block(found, "525").column) == ("USA", "2024")


def test_fields_of_restructured_text():
    found = from_text(
        ":title: Trade\n:date: 13 January 2025\n:note: 5%\n  or 6%\n:x: 7", form="rst"
    )
    assert told(found) == [
        ("heading", "Trade"),
        ("paragraph", "5% or 6%"),
        ("paragraph", "7"),
    ]
    assert found.date == "2025-01-13"


def test_a_row_that_begins_with_its_number_is_named_by_what_follows():
    found = from_text("| | entity | 2024 |\n|-|-|-|\n| 0 | ASEAN | 586 |\n| 2024 | 5 | 6 |")
    cells = {found.text[b.start : b.end]: (b.row, b.column) for b in found.blocks}
    assert cells["586"] == ("0 ASEAN", "2024")
    assert cells["5"] == ("2024", "entity")


def test_a_comment_shown_as_code_is_no_comment():
    found = from_text(
        "Write `<!-- chinaecon: ignore -->`.\n\n```\n<!-- chinaecon: foo -->\n```\n5%"
    )
    assert told(found) == [("paragraph", "Write ."), ("paragraph", "5%")]


def test_wrong_comments_are_told_all_at_once():
    text = "<!-- chinaecon: as-of 2025-13 -->\n\n<!-- chinaecon: x -->\n<!-- chinaecon: ignore -->"
    with pytest.raises(BadData) as caught:
        from_text(text, "a.md")
    assert [p.partition(" ")[0] for p in caught.value.problems] == [
        "a.md:1:5",
        "a.md:3:5",
        "a.md:4:5",
    ]


HTML = """\
<html><head><title>No 5</title><meta property="article:published_time" content="2025-01-13T09:00">
<style>p { margin: 5px }</style></head><body>
<h1>Trade</h1><p>Up&nbsp;<b>5.0</b>&#37; to &yen;43.85&nbsp;trillion:<br>
<ul><li>to America <a href="ce:trade.exports/USA/2024?currency=USD&amp;of=WLD">$525 billion</a>
<ul><li>phones 38%</ul><li>to India &ndash; 120</ul>
<table><caption>Partners, 2024</caption>
<thead><tr><th rowspan=2>Partner</th><th colspan=2>Exports</th></tr>
<tr><th>2023<th>2024</tr></thead>
<tr><th>USA</th><td>500</td><td>525</td></tr>
<tr><td>India<td><td>120
</table>
<script>var x = 5;</script><!-- 6% --><pre>7</pre>
<h2>Then</h2>Done <img alt="9" src="8.png"> &lt;3
</body></html>
"""


def test_html():
    found = from_text(HTML, "a.html", "html")
    assert told(found) == [
        ("heading", "Trade"),
        ("paragraph", "Up 5.0 % to ¥43.85 trillion:"),
        ("item", "to America $525 billion"),
        ("item", "phones 38%"),
        ("item", "to India – 120"),
        ("caption", "Partners, 2024"),
        ("cell", "Partner"),
        ("cell", "Exports"),
        ("cell", "2023"),
        ("cell", "2024"),
        ("cell", "USA"),
        ("cell", "500"),
        ("cell", "525"),
        ("cell", "India"),
        ("cell", "120"),
        ("heading", "Then"),
        ("paragraph", "Done <3"),
    ]
    assert found.date == "2025-01-13"
    assert found.pins[0].target == "trade.exports/USA/2024?currency=USD&of=WLD"
    assert found.pins[0].text == "$525 billion"
    cells = [b for b in found.blocks if b.kind == "cell"]
    told_of = {found.text[b.start : b.end]: (b.row, b.column) for b in cells}
    assert told_of["525"] == ("USA", "Exports 2024")
    assert told_of["500"] == ("USA", "Exports 2023")
    assert told_of["120"] == ("India", "Exports 2024")
    assert block(found, "phones").parent.split()[-4:] == ["to", "America", "$525", "billion"]
    assert block(found, "phones").parent.startswith("Up")
    assert block(found, "Done").headings == ("Trade", "Then")


RST = """\
=====
Trade
=====

:date: 2025-01-13

Up **5%** to ``x = 3`` :ref:`the table <t-2024>` [1]_ and `a link <https://example.org/5>`_,
namely::

    x = 99

Partners
--------

Exports:

- to America `$525 billion <ce:trade.exports/USA/2024>`_
- to India

  - phones 3%

.. code-block:: python

   x = 5

.. note:: Customs say 6%.
.. chinaecon: as-of 2024-06-30

======= ==== ======
Partner 2023 2024
======= ==== ======
USA     500  525
印度    110  120
======= ==== ======

+---------+------+
| Partner | 2024 |
+=========+======+
| ASEAN   | 586  |
+---------+------+

.. figure:: 2024.png
   :width: 50

   The caption of 2024.

.. [1] Note of 7%.
"""


def test_rst():
    found = from_text(RST, "a.rst", "rst")
    assert told(found) == [
        ("heading", "Trade"),
        ("paragraph", "Up 5% to the table and a link , namely::"),
        ("heading", "Partners"),
        ("paragraph", "Exports:"),
        ("item", "to America $525 billion"),
        ("item", "to India"),
        ("item", "phones 3%"),
        ("paragraph", "Customs say 6%."),
        *[("cell", w) for w in "Partner 2023 2024 USA 500 525 印度 110 120".split()],
        *[("cell", w) for w in "Partner 2024 ASEAN 586".split()],
        ("caption", "The caption of 2024."),
        ("paragraph", "Note of 7%."),
    ]
    assert found.date == "2025-01-13"
    assert found.pins[0].text == "$525 billion"
    assert block(found, "phones").parent == "Exports: to India"
    assert (block(found, "120").row, block(found, "120").column) == ("印度", "2024")
    assert (block(found, "586").row, block(found, "586").column) == ("ASEAN", "2024")
    assert block(found, "586").as_of == "2024-06-30"
    assert block(found, "phones").headings == ("Trade", "Partners")


LATEX = r"""
\documentclass[12pt]{article}
\usepackage{booktabs} % 5
\title{Trade in 2024}
\date{January 13, 2025}
\begin{document}
\maketitle
\section{Partners}\label{sec:5}
Up 5.0\% to \$3.58~trillion, 1{,}234 ships, $43.85$ trillion \textbf{yuan}~\cite[p.~5]{x2024},
$x = 5$:
% chinaecon: as-of 2024-06-30
\begin{itemize}
\item to America 525
\item to India
\end{itemize}
\begin{equation} y = 7 \end{equation}
\begin{table}
\caption{Exports of 2024}
\begin{tabular}{lrr}
\toprule
Partner & 2023 & 2024 \\
\midrule
USA & 500 & 525 \\
\multicolumn{2}{l}{India} & 120 \\
\bottomrule
\end{tabular}
\end{table}
\end{document}
"""


def test_latex():
    found = from_text(LATEX, "a.tex", "latex")
    assert told(found) == [
        ("heading", "Trade in 2024"),
        ("heading", "Partners"),
        ("paragraph", "Up 5.0 % to $3.58 trillion, 1,234 ships, 43.85 trillion yuan , :"),
        ("item", "to America 525"),
        ("item", "to India"),
        ("caption", "Exports of 2024"),
        *[("cell", w) for w in "Partner 2023 2024 USA 500 525 India 120".split()],
    ]
    assert found.date == "2025-01-13"
    cells = {found.text[b.start : b.end]: b for b in found.blocks if b.kind == "cell"}
    assert (cells["525"].row, cells["525"].column) == ("USA", "2024")
    assert (cells["120"].row, cells["120"].column) == ("India", "2024")
    assert block(found, "to India").as_of == "2024-06-30"
    assert block(found, "to India").parent.startswith("Up 5.0 %")
    assert block(found, "to India").headings == ("Trade in 2024", "Partners")


def test_dashes_and_citations_of_latex():
    found = from_text(r"Up 5--7\% \citealt{x5} (\vref{t7}, \cite[p.~5]{y}).", form="latex")
    assert told(found) == [("paragraph", "Up 5– 7 % ( , ).")]


def test_links_of_latex():
    text = r"See \href{https://example.org/5}{this}, \href{ce:a\_b/USA/2024?x=1\&y=2}{\$5 billion}."
    found = from_text(text, form="latex")
    assert told(found) == [("paragraph", "See this , $5 billion .")]
    assert [(pin.text, pin.target) for pin in found.pins] == [
        ("$5 billion", "a_b/USA/2024?x=1&y=2")
    ]


def test_plain_text():
    found = from_text("Up 5%\nto 6.\n\nSee https://example.org/2024.\n", form="text")
    assert told(found) == [("paragraph", "Up 5% to 6."), ("paragraph", "See")]


NOTEBOOK = {
    "nbformat": 4,
    "cells": [
        {"cell_type": "markdown", "source": ["# Trade\n", "In [$6 bn](ce:trade.exports/USA)."]},
        {
            "cell_type": "code",
            "source": ["x = 5"],
            "outputs": [
                {"output_type": "stream", "name": "stdout", "text": ["seven\n", "7%\n"]},
                {
                    "output_type": "display_data",
                    "data": {
                        "text/plain": "no 8",
                        "text/html": ["<table><tr><th></th><th>2024</th></tr>",
                                      "<tr><th>USA</th><td>525</td></tr></table>"],
                    },
                },
            ],
        },
        {"cell_type": "raw", "source": "9"},
        {"cell_type": "markdown", "source": "Last."},
    ],
}  # fmt: skip


def test_notebooks_tell_cells_and_lines_within(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    found = read(path)
    assert told(found) == [
        ("heading", "Trade"),
        ("paragraph", "In $6 bn ."),
        ("paragraph", "seven 7%"),
        ("cell", "2024"),
        ("cell", "USA"),
        ("cell", "525"),
        ("paragraph", "Last."),
    ]
    assert [b.place for b in found.blocks][1:3] == ["cell 1", "cell 2, output 1"]
    assert found.blocks[-1].place == "cell 4"
    assert block(found, "525").row == "USA"
    assert found.position(found.pins[0].start) == (2, 5)
    assert found.position(found.text.index("7%")) == (2, 1)
    assert found.position(found.text.index("Last")) == (1, 1)
    assert block(found, "Last").headings == ("Trade",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "a.ipynb:1:2 is no JSON"),
        ("[1]", "has no list 'cells'"),
        ('{"cells": [1]}', "cell 1: found int; expected an object"),
        ("[" * 200_000, "nested too deeply"),
        ('{"cells": [{"cell_type": "markdown", "source": [5]}, {"cell_type": "code"}]}', None),
    ],
)
def test_broken_notebooks(tmp_path, text, message):
    path = tmp_path / "a.ipynb"
    path.write_text(text)
    if message is None:
        assert read(path).blocks == ()
        return
    with pytest.raises(BadData, match=message.replace("[", r"\[")):
        read(path)


def test_word_files(tmp_path):
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_heading("Trade", 1)
    made.add_paragraph("Exports in 2024:")
    made.add_paragraph("to America $525 billion", style="List Bullet")
    table = made.add_table(2, 2)
    cells = [cell for row in table.rows for cell in row.cells]
    for cell, words in zip(cells, "P 2024 USA 525".split(), strict=True):
        cell.text = words
    made.add_paragraph("Done.")
    path = tmp_path / "a.docx"
    made.save(path)
    found = read(path)
    assert told(found) == [
        ("heading", "Trade"),
        ("paragraph", "Exports in 2024:"),
        ("item", "to America $525 billion"),
        *[("cell", w) for w in "P 2024 USA 525".split()],
        ("paragraph", "Done."),
    ]
    assert block(found, "$525").parent == "Exports in 2024:"
    assert found.blocks[6].place == "table 1, row 2"
    assert (found.blocks[6].row, found.blocks[6].column) == ("USA", "2024")
    assert found.blocks[2].place == "paragraph 3"
    assert found.position(found.text.index("$525")) == (1, 12)


def test_word_files_that_are_none(tmp_path, monkeypatch):
    docx = pytest.importorskip("docx")
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 no")
    with pytest.raises(BadData, match="is no Word file"):
        read(path)
    made = io.BytesIO()
    docx.Document().save(made)
    path.write_bytes(made.getvalue())
    monkeypatch.setattr("chinaecon.claims.formats.word._LARGEST", 100)
    with pytest.raises(BadData, match="unpacks to"):
        read(path)


def test_word_files_need_their_reader(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK")
    with pytest.raises(MissingData, match=r"pip install 'chinaecon\[docx\]'"):
        read(path)


@pytest.mark.parametrize(
    ("name", "raw", "error", "message"),
    [
        ("a.pdf", b"", UnknownName, "No format '.pdf' of .* Read are .md"),
        ("a", b"", UnknownName, "No format ''"),
        ("a.md", "万".encode()[:2], BadData, "is not UTF-8: byte 0xe4 at offset 0"),
        ("a.md", b"a\x00", BadData, "is a binary file"),
    ],
)
def test_what_is_no_document(tmp_path, name, raw, error, message):
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(error, match=message):
        read(path)


def test_a_missing_file_and_an_empty_one(tmp_path):
    with pytest.raises(BadData, match=r"Cannot open .*Name a readable file"):
        read(tmp_path / "no.md")
    (tmp_path / "empty.MD").write_bytes(b"")
    assert read(tmp_path / "empty.MD").blocks == ()


def test_line_ends_and_a_byte_order_mark(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes("\ufeff# Trade\r\n\r\nUp 5%\r\n".encode())
    found = read(path)
    assert told(found) == [("heading", "Trade"), ("paragraph", "Up 5%")]
    assert found.position(found.text.index("5%")) == (3, 4)


def test_an_unknown_form():
    with pytest.raises(UnknownName, match="Did you mean 'markdown'"):
        from_text("", form="markdwn")


SIGNS = r"""
# |--- * - 1. ` ``` ~~~ $ $$ \ { } [ ] ( ) ![ ]( <!-- --> < > <a <a> </a> <table> <tr> <td> <th>
</table> <li> <ul> </ul> <h1> </h1> <script> <pre> &amp; &yen; 5% 万 :: .. === ---- +---+ |x|
\begin{tabular}{l} \end{tabular} \item \section{ \begin{verbatim} & \\ % note:: :date: http://x
ce:x _ __ ' " = > [^1]: ::: +++ date: a
""".split()
PIECES = st.lists(
    st.sampled_from([*SIGNS, " ", "\n", "\n\n", "\r\n", "    ", "\t"]), max_size=60
).map("".join)


@pytest.mark.parametrize("form", sorted(FORMS))
@given(text=PIECES | st.text(max_size=200))
def test_any_text_keeps_its_length_and_its_blocks_lie_in_order(form, text):
    found = from_text(text, form=form)
    assert len(found.text) == len(text)
    assert found.text.count("\n") == text.count("\n")
    at = 0
    for one in found.blocks:
        assert at <= one.start < one.end <= len(text)
        assert found.text[one.start : one.end].strip() == found.text[one.start : one.end]
        at = one.end
    for pin in found.pins:
        assert found.text[pin.start : pin.end] == pin.text


SIZE = 30_000
HOSTILE = [
    *r"[ [( ]( `a`` * a_ < <a <td <!-- <table> <td> <ul><li> $= \ { \begin{math} \item[".split(),
    *r"|a - = : :a:` +- &a www. `a`_ <!--a--> _ <a>&amp; \begin{tabular}{l}a& $a$".split(),
    *r"<tr><td/rowspan=99/colspan=99> `a <aaaaaaaaa: ![[ \$ <h1> <pre></pre> \[ {, [a]_".split(),
    *("> ", "- ", ".. ", " ", "`a` ", "$a ", "# a\n", "a|b\n-|-\n", "```\n", "a\n=\n\n", "\n"),
    *("<td a", "\n\n", "1. a\n", "a:\n\n- b\n", "::\n\n  a\n\n", ".. a::\n", "====== ==\n", "%\n"),
    *("+--+\n|a |\n", "<!-- a\n", "<a href='ce:x'>", "[5](ce:x) ", "--- \n", "$ $\n\n", "<a '\""),
    *(".. list-table::\n\n  * - a\n", "== ==\n\n", "+-+\n\n", "a\n== ==\n", "--"),
]


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_are_read(form, unit):
    text = unit * (SIZE // len(unit))
    assert len(from_text(text, form=form).text) == len(text)


def test_deep_lists_are_read():
    deep = "\n".join(" " * n + "- a" for n in range(1500))
    assert len(from_text(deep).blocks) == 1500
    assert len(from_text(deep, form="rst").blocks) == 1500


def test_the_formats_are_listed():
    assert set(document.SUFFIXES.values()) == {*FORMS, "notebook", "word"}


def test_a_table_that_a_heading_never_closes_is_read_once():
    """The heading's block and the table's lay upon each other."""
    document = from_text("\\section{\\begin{tabular}{l}#}", form="latex")
    assert [(one.kind, one.start, one.end) for one in document.blocks] == [("heading", 27, 28)]
