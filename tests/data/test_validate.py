"""A correct package has no problem; each single corruption is found where it is."""

import csv
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chinaecon.data.schema import Problem
from chinaecon.data.validate import RULES, rules, validate

CASES = Path(__file__).parents[1] / "cases" / "corruptions.csv"
with CASES.open(encoding="utf-8", newline="") as stream:
    CORRUPTIONS = list(csv.DictReader(stream))
PATHS = sorted({case["file"] for case in CORRUPTIONS} | {"schema/observations.json"})
MARKS = {
    "<LF>": "\n",
    "<CR>": "\r",
    "<NUL>": "\0",
    "<BOM>": "\ufeff",
    "<ZWSP>": "\u200b",
    "<E9>": "\udce9",
}


def bytes_of(text):
    """Marks such as <NUL> stand for what a CSV cannot show; <E9> is a byte of Latin-1."""
    for mark, character in MARKS.items():
        text = text.replace(mark, character)
    return text.encode("utf-8", "surrogateescape")


def spoil(package, case):
    file = package / case["file"]
    raw = file.read_bytes()
    find = bytes_of(case["find"])
    assert find in raw, f"{case['find']!r} is not in {case['file']}"
    file.write_bytes(raw.replace(find, bytes_of(case["replace"]), 1))


def column_number(package, case):
    """The number of the field in the file as it is now; 1 for the whole line."""
    if not case["column"]:
        return None
    header = (package / case["where"]).read_text("utf-8-sig", "replace").splitlines()[0].split(",")
    return header.index(case["column"]) + 1


def places(problems, package):
    return {
        (Path(p.file).relative_to(package).as_posix(), p.line, p.column, p.rule) for p in problems
    }


def test_a_correct_package_has_no_problem(package):
    assert validate(package) == []


@pytest.mark.parametrize("case", CORRUPTIONS, ids=[c["case"] for c in CORRUPTIONS])
def test_a_corruption_is_found_where_it_is(package, case):
    spoil(package, case)
    problems = validate(package)
    for problem in problems:
        assert re.search(r"[.] [A-Z].*[.]$", problem.message), "a message ends in what to do"
    found = places(problems, package)
    column = column_number(package, case)
    wanted = (case["where"], int(case["line"]), column, case["rule"])
    if column is None:
        found = {(file, line, None, rule) for file, line, _, rule in found}
    assert wanted in found


def test_every_rule_has_a_corruption_that_it_finds():
    assert {c["rule"] for c in CORRUPTIONS} | {"size"} == {rule.__name__ for rule in RULES}


def test_every_problem_of_a_broken_package_is_reported_at_once(package):
    spoilt = [c for c in CORRUPTIONS if c["rule"] in ("token", "word", "span", "leap", "keys")]
    done = []
    for case in spoilt:
        if bytes_of(case["find"]) in (package / case["file"]).read_bytes():
            spoil(package, case)
            done.append(case["rule"])
    found = validate(package)
    assert len(done) > 12
    assert set(done) <= {p.rule for p in found}
    assert len(found) >= len(done) - 4
    assert found == sorted(found)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("raw", [None, b"", b"\n", b"\0\0\0", b"\xff\xfe\x00a", b'"', b"[]", b"{}"])
def test_a_ruined_file_is_a_problem_and_never_an_exception(package, path, raw):
    file = package / path
    file.unlink() if raw is None else file.write_bytes(raw)
    found = validate(package)
    if raw != b"{}" or path != "datapackage.json":
        assert any(Path(p.file) == file for p in found)
    assert found


@pytest.mark.parametrize(
    "entry",
    [
        7,
        {},
        {"name": "x"},
        {"name": "x", "path": "../etc/passwd.csv", "schema": "schema/rates.json"},
        {"name": "x", "path": [1], "schema": "schema/rates.json"},
        {"name": "fx-daily", "path": [], "schema": 3},
    ],
)
def test_a_resource_that_is_none_is_a_problem_of_the_descriptor(package, entry):
    file = package / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    descriptor["resources"].append(entry)
    file.write_text(json.dumps(descriptor), "utf-8")
    assert [p.rule for p in validate(package)] == ["descriptor"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    path=st.sampled_from(PATHS),
    at=st.integers(0, 400),
    junk=st.sampled_from([b"\xff", b"\0", b"\n", b",", b'"', b"-", b"9", b"\xe4\xb8\x87", b"/"]),
)
def test_no_stray_byte_makes_the_rules_crash(package, path, at, junk):
    raw = (package / path).read_bytes()
    try:
        (package / path).write_bytes(raw[:at] + junk + raw[at:])
        assert all(isinstance(p, Problem) and p.line > 0 for p in validate(package))
    finally:
        (package / path).write_bytes(raw)


def test_a_file_of_a_megabyte_is_too_large(package):
    file = package / "vocab" / "hazards.csv"
    file.write_bytes(file.read_bytes() + b"x" * 1_000_000)
    assert "size" in {p.rule for p in validate(package)}


def test_a_folder_without_a_descriptor_is_one_problem(tmp_path):
    assert [p.message for p in validate(tmp_path / "nowhere")] == [
        "File not found; expected JSON. Restore it."
    ]


def test_a_problem_is_clickable_and_says_what_was_expected(package, monkeypatch):
    monkeypatch.chdir(package)
    spoil(package, CORRUPTIONS[0])
    assert str(validate(package)[0]) == (
        "trade/observations.csv:8:9 [token] as_printed '43.58 trillion yuan' reads "
        "43580000000000 CNY; expected 43850000000000 (43.85 trillion CNY). "
        "Mend value, unit or as_printed."
    )


def test_every_rule_says_in_one_sentence_what_it_asks():
    for name, sentence in rules().items():
        assert re.fullmatch(r"[A-Z][^\n]*\.", sentence), name


def test_a_pattern_that_python_warns_of_is_a_flaw_of_the_schema(package):
    file = package / "schema" / "observations.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"pattern": "[', '"pattern": "[[', 1), encoding="utf-8")
    assert {p.rule for p in validate(package)} == {"descriptor"}
