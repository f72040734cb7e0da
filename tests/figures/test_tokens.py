"""Printed tokens and what they say: a contributor adds a line to cases/tokens.csv."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from chinaecon.errors import BadData
from chinaecon.figures.reader import figure, readings

CASES = Path(__file__).parents[1] / "cases" / "tokens.csv"
FIELDS = ("value", "unit", "noun", "qualifier", "low", "high")


def cases():
    by_token = defaultdict(list)
    with CASES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            by_token[row["token"], row["lang"]].append(row)
    return by_token


def expected(row):
    numbers = {"value", "low", "high"}
    blank = {f: row[f] or None for f in FIELDS}
    return {f: Decimal(v) if v and f in numbers else v for f, v in blank.items()}


@pytest.mark.parametrize(("key", "rows"), cases().items(), ids=lambda x: str(x)[:60])
def test_a_token_says_what_its_lines_say(key, rows):
    token, lang = key
    want = [expected(row) for row in rows if row["value"]]
    if not want:
        with pytest.raises(BadData, match=r"Cannot read|No figure"):
            figure(token, lang)
        return
    found = readings(token, lang)
    assert [{f: getattr(r, f) for f in FIELDS} for r in found] == want
    assert all(token[r.start : r.end] == r.text and r.lang for r in found)


def test_the_cases_cover_five_languages_and_hold_each_token_in_one_block():
    with CASES.open(encoding="utf-8", newline="") as lines:
        keys = [(row["token"], row["lang"]) for row in csv.DictReader(lines)]
    assert {lang for _, lang in keys} >= {"en", "zh", "ja", "vi", "th"}
    blocks = [key for i, key in enumerate(keys) if not i or keys[i - 1] != key]
    assert len(blocks) == len(set(blocks))


@pytest.mark.parametrize(
    ("token", "lang"),
    [
        ("419.1万个", "zh"),
        ("582萬個", "zh"),
        ("約350億ドル", "ja"),
        ("4億5000万人", "ja"),
        ("8％増", "ja"),
        ("增长8%", "zh"),
        ("64,93 tỷ nhân dân tệ", "vi"),
        ("พ.ศ. 2568", "th"),
        ("RMB 5 Trln", "en"),
        ("73,000", "en"),
    ],
)
def test_the_language_is_found_by_script_and_words(token, lang):
    assert figure(token).lang == lang
