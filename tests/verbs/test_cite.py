import json
from importlib.metadata import version

import pytest

from chinaecon.errors import BadData, MissingData, UnknownName
from chinaecon.verbs.cite import cite

SOURCES = """\
source,authority,publisher,title,lang,url,published,accessed,kind,licence
paper-2025,,A & B Daily,"Trade_up 5% {again} ""now"" too",en,https://example.org/a_b?c=%41,2025-03,2026-11,press,facts
release-2025,GACC,GACC,货物贸易“十四五”统计.,zh,https://example.org/r,2025-01-13,2026-11,release,facts
tables,GACC,A mirror,Table,en,,,,table,facts
words-2025,,CNBC,Headline,en,,2025,2026-11,press,facts
"""
RATES = """\
source,authority,publisher,title,lang,url,published,accessed,kind,licence
frb-g5a,FRB,Federal Reserve,G.5A,en,https://example.org/g,2026-01-02,2026-11,table,public-domain
"""
AUTHORITIES = """\
authority,name,name_zh,url,licence
GACC,General Administration of Customs,海关总署,https://example.org,facts
"""


@pytest.fixture
def library(tiny):
    """Five documents with everything that needs care."""
    (tiny / "trade/sources.csv").write_text(SOURCES, encoding="utf-8")
    (tiny / "fx").mkdir()
    (tiny / "fx/sources.csv").write_text(RATES, encoding="utf-8")
    (tiny / "vocab/authorities.csv").write_text(AUTHORITIES, encoding="utf-8")
    return tiny


@pytest.fixture
def quoted(library, table, kind):
    """A frame that names three documents in two rows, one of them in `how`."""
    how = "/ 7.1957 CNY/USD, 2024 average, market, frb-g5a"
    rows = [
        ("exports", "USA", "2024", "flow", 1.0, "billion USD", "release-2025; paper-2025", ""),
        ("exports", "WLD", "2024", "flow", 1.0, "billion USD", "release-2025", how),
    ]
    return kind(table(rows, "source", "how"))


def test_bibtex_escapes_what_tex_reads_otherwise(quoted):
    entries = cite(quoted).split("\n\n")
    assert [e.partition("{")[2].partition(",")[0] for e in entries] == [
        "frb-g5a",
        "paper-2025",
        "release-2025",
        "chinaecon",
    ]
    assert entries[1] == "\n".join(
        [
            "@misc{paper-2025,",
            r"  author = {{A \& B Daily}},",
            r"""  title = {{Trade\_up 5\% \{again\} "now" too}},""",
            "  year = {2025},",
            "  month = {3},",
            "  url = {https://example.org/a_b?c=%41},",
            "  note = {Accessed 2026-11},",
            "  language = {en},",
            "}",
        ]
    )
    assert "author = {{General Administration of Customs}}," in entries[2]
    assert "howpublished = {GACC}," in entries[2]
    assert f"title = {{{{chinaecon, version {version('chinaecon')}}}}}," in entries[3]


def test_csl_json_is_json_with_dates_in_parts(quoted):
    items = json.loads(cite(quoted, style="csl-json"))
    assert [i["id"] for i in items] == ["frb-g5a", "paper-2025", "release-2025", "chinaecon"]
    assert [i["type"] for i in items] == ["dataset", "article-newspaper", "webpage", "software"]
    assert items[1] == {
        "id": "paper-2025",
        "type": "article-newspaper",
        "author": [{"literal": "A & B Daily"}],
        "title": 'Trade_up 5% {again} "now" too',
        "issued": {"date-parts": [[2025, 3]]},
        "accessed": {"date-parts": [[2026, 11]]},
        "URL": "https://example.org/a_b?c=%41",
        "language": "en",
    }
    assert items[2]["issued"] == {"date-parts": [[2025, 1, 13]]}


def test_chicago_names_the_author_and_the_year_first(library):
    lines = cite("trade", style="chicago").splitlines()
    assert lines[:4] == [
        'A & B Daily. 2025. “Trade_up 5% {again} "now" too.” March. https://example.org/a_b?c=%41.',
        "General Administration of Customs. 2025. “货物贸易“十四五”统计.” GACC, January 13. "
        "https://example.org/r.",
        "General Administration of Customs. n.d. “Table.” A mirror.",
        "CNBC. 2025. “Headline.”",
    ]
    assert lines[4].startswith("The chinaecon authors. 2026. “chinaecon, version ")


def test_gbt7714_marks_what_kind_of_document_it_is(library):
    lines = cite("trade", style="gbt7714").splitlines()
    assert lines[:4] == [
        '[1] A & B Daily. Trade_up 5% {again} "now" too[N/OL]. A & B Daily, 2025-03[2026-11]. '
        "https://example.org/a_b?c=%41.",
        "[2] General Administration of Customs. 货物贸易“十四五”统计[EB/OL]. "
        "GACC, (2025-01-13)[2026-11]. https://example.org/r.",
        "[3] General Administration of Customs. Table[DB]. A mirror, (n.d.).",
        "[4] CNBC. Headline[N]. CNBC, 2025.",
    ]
    assert "[CP]" in lines[4]


def test_a_measure_is_cited_by_the_documents_of_its_prints(tiny):
    (tiny / "vocab/authorities.csv").write_text(AUTHORITIES, encoding="utf-8")
    found = json.loads(cite("trade.stations", style="csl-json"))
    assert [i["id"] for i in found] == ["mirror-2025", "press-2025", "release-2025", "chinaecon"]


def test_errors_name_what_is_missing(library, table):
    row = ("exports", "USA", "2024", "flow", 1.0, "billion USD")
    with pytest.raises(BadData, match="cite found no column 'source'"):
        cite(table([row]))
    with pytest.raises(BadData, match="cite cannot read a 'int'"):
        cite(3)
    with pytest.raises(MissingData, match="No document for source 'diary', 'notes'") as caught:
        cite(table([(*row, "notes; release-2025; diary")], "source"))
    assert caught.value.missing == ("diary", "notes")
    with pytest.raises(UnknownName, match=r"No style 'mla'\. There are 'bibtex', 'csl-json'"):
        cite("trade", style="mla")
    with pytest.raises(UnknownName, match="No measure 'export'"):
        cite("export")
