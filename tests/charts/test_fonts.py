"""With and without a Chinese font; neither machine is needed."""

import pytest

from chinaecon.charts import style
from chinaecon.charts.picture import plot
from chinaecon.errors import MissingData

LATIN = {"DejaVu Sans"}


@pytest.fixture
def bare(monkeypatch):
    """A machine without any Chinese font."""
    monkeypatch.setattr(style, "installed", lambda: set(LATIN))


@pytest.fixture
def equipped(monkeypatch):
    """A machine that says it has one."""
    monkeypatch.setattr(style, "installed", lambda: LATIN | {"Noto Sans CJK SC", "SimHei"})


def test_chinese_without_a_font_says_what_to_install(bare, exports):
    with pytest.raises(MissingData, match=r"none of Noto Sans CJK SC.*Install fonts-noto-cjk"):
        plot(exports, lang="zh")


def test_english_with_a_chinese_word_is_refused_rather_than_drawn_as_boxes(bare, exports):
    with pytest.raises(MissingData, match="No font for the characters '出口'"):
        plot(exports, title="出口")


def test_english_needs_no_chinese_font_and_does_not_use_one(bare, exports):
    assert plot(exports).families == ("DejaVu Sans",)


def test_the_first_known_font_is_taken(equipped):
    assert style.fonts("zh") == ["Noto Sans CJK SC", "DejaVu Sans"]
    assert style.fonts("en", ["出口"]) == ["DejaVu Sans", "Noto Sans CJK SC"]
    assert style.fonts("en", ["Exports, Hà Nội, café"]) == ["DejaVu Sans"]


def test_the_words_around_a_chinese_picture_are_chinese(exports, monkeypatch):
    from chinaecon.charts.picture import content

    wished = content(exports, lang="zh")
    assert wished.parts[0].unit == "亿 USD"
    assert wished.top[1] == "货物出口, 亿美元, 2021年至2024年"
    assert wished.foot[0] == "来源: GACC (2025年1月13日)。"
    assert "口径不同。" in wished.foot
    assert wished.parts[0].names["EU27"] == "欧盟"


def test_a_chinese_number_stays_in_yi_up_to_five_digits(tiny, frame, row):
    from chinaecon.charts.picture import content

    values = {"USA": 1055.0, "EU27": 260.0, "CHN": 138.0}
    rows = frame(*(row("exports", e, "2024", v, "billion USD") for e, v in values.items()))
    part = content(rows, kind="bar", lang="zh").parts[0]
    assert part.unit == "亿 USD"
    assert part.rows["value"].tolist() == [10550.0, 2600.0, 1380.0]


def test_a_publisher_that_english_cannot_write_is_named_by_its_id(tiny):
    from chinaecon.charts import notes

    file = tiny / "trade/sources.csv"
    text = file.read_text(encoding="utf-8").replace("press-2025,,A paper", "press-2025,,人民日报")
    file.write_text(text, encoding="utf-8")
    assert notes.source_line(["press-2025"]) == "Source: press-2025 (March 2025)."
    assert notes.source_line(["press-2025"], "zh") == "来源: 人民日报 (2025年3月)。"
