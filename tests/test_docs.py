"""The pages that follow from the data say what the data say."""

import re
import runpy
from pathlib import Path

import chinaecon

PAGES = runpy.run_path(str(Path(__file__).parents[1] / "docs" / "write.py"))


def test_no_page_is_stale():
    assert PAGES["stale"]() == []


def test_every_conflict_in_the_data_is_explained():
    page = (PAGES["ROOT"] / "docs" / "audit.md").read_text(encoding="utf-8")
    assert "(0 unexplained)" in page
    assert "| unexplained |" not in page


def test_a_page_that_was_changed_is_stale(tmp_path, monkeypatch):
    for name in ("README.md", "charts.toml"):
        text = (PAGES["ROOT"] / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("| trade |", "| trade  |"), encoding="utf-8")
    monkeypatch.setitem(PAGES["stale"].__globals__, "ROOT", tmp_path)
    monkeypatch.setitem(PAGES["stale"].__globals__, "PAGES", {"README.md": PAGES["readme"]})
    assert PAGES["stale"]() == ["README.md"]


def test_every_public_name_stands_once_in_the_api():
    text = (PAGES["ROOT"] / "docs" / "api" / "index.md").read_text(encoding="utf-8")
    listed = re.findall(r"^   (\w+)$", text, re.MULTILINE)
    assert sorted(listed) == sorted(chinaecon.__all__)
