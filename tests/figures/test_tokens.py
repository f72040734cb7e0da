"""Printed tokens and what they say: a contributor adds a line to cases/tokens.csv."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from chinaecon.errors import BadData
from chinaecon.figures.reader import figure, readings

CASES = Path(__file__).parents[1] / "cases" / "tokens.csv"
COLLECTED = CASES.parent / "collected"
# why a token that was collected does not say the value that was entered for it
REASONS = {
    "a language without a lexicon",
    "a misprint of the source",
    "a multiple, turned into a percentage",
    "a rank",
    "an exponent of a data file",
    "an index or a share, turned into a percentage",
    "another unit of computing power",
    "rounded or rescaled by the collector",
    "the scale stands in the table's head",
    "the sign stands in the sentence",
}
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


def values(token, lang):
    try:
        return {f.value for f in readings(token, lang)}
    except BadData:
        return set()


def collected(name):
    with (COLLECTED / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("lang", ["en", "zh", "ja", "vi", "th", "other"])
def test_collected_tokens_say_the_value_that_was_entered(lang):
    rows = collected(f"{lang}.csv")
    assert rows
    wrong = [r for r in rows if Decimal(r["value"]) not in values(r["token"], r["lang"])]
    assert not wrong


def test_collected_tokens_that_say_another_value_have_a_reason():
    rows = collected("disagreements.csv")
    assert {r["reason"] for r in rows} == REASONS
    agree = [r for r in rows if Decimal(r["value"]) in values(r["token"], r["lang"])]
    assert not agree, "these belong with the tokens of their language"


def test_what_no_lexicon_has_is_refused_not_guessed():
    rows = collected("disagreements.csv")
    rows = [r for r in rows if r["reason"] == "a language without a lexicon"]
    assert not [r for r in rows if values(r["token"], r["lang"])]
