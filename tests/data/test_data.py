"""The shipped data keep every rule, and other tools can read their descriptor."""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from chinaecon.data import layers, store
from chinaecon.data.schema import Schema, read, shown
from chinaecon.data.validate import RULES, validate

ROOT = layers.root()
DESCRIPTOR = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in DESCRIPTOR["resources"]}


def paths(resource):
    return resource["path"] if isinstance(resource["path"], list) else [resource["path"]]


@pytest.fixture(scope="module")
def problems():
    """Every problem of the shipped package, by file and by rule."""
    found = defaultdict(list)
    for problem in validate():
        found[problem.file].append(str(problem))
        found[problem.rule].append(str(problem))
    return found


@pytest.mark.parametrize("rule", [rule.__name__ for rule in RULES])
def test_the_data_keep_the_rule(problems, rule):
    assert problems[rule] == []


@pytest.mark.parametrize("resource", RESOURCES)
def test_the_resource_has_no_problem(problems, resource):
    for path in paths(RESOURCES[resource]):
        assert problems[shown(ROOT / path)] == []


def test_every_file_and_row_was_looked_at():
    package = read(ROOT)
    assert {t.file for t in package.tables} == set(ROOT.rglob("*.csv"))
    for table in package.tables:
        lines = (table.file).read_bytes().count(b"\n")
        assert len(table.rows) == lines - 1, table.file


def test_every_schema_is_used_and_has_columns():
    schemas = {resource["schema"] for resource in RESOURCES.values()}
    assert schemas == {f"schema/{p.name}" for p in (ROOT / "schema").glob("*.json")}
    assert all(t.schema != Schema(t.schema.name) for t in read(ROOT).tables)


@pytest.mark.parametrize("dataset", store.datasets())
def test_a_dataset_has_its_three_files_and_notes(dataset):
    for part in ("observations", "sources", "corrections"):
        files = sorted((ROOT / dataset).glob(f"{part}*.csv"))
        paths = [f"{dataset}/{file.name}" for file in files]
        listed = RESOURCES[f"{dataset}-{part}"]["path"]
        assert sorted([listed] if isinstance(listed, str) else listed) == paths
        assert RESOURCES[f"{dataset}-{part}"]["schema"] == f"schema/{part}.json"
    assert (ROOT / dataset / "NOTES.md").is_file()


def test_the_documents_of_all_datasets_are_one_resource():
    wanted = [f"{dataset}/sources.csv" for dataset in store.datasets()]
    assert RESOURCES["sources"]["path"] == wanted
    names = [
        [field["name"] for field in json.loads((ROOT / "schema" / f).read_text("utf-8"))["fields"]]
        for f in ("documents.json", "sources.json")
    ]
    assert names[0] == names[1]


@pytest.mark.parametrize("path", sorted((ROOT / "schema").glob("*.json")), ids=lambda p: p.stem)
def test_a_column_that_the_schema_names_is_described(path):
    schema = json.loads(path.read_text(encoding="utf-8"))
    for field in schema["fields"]:
        assert path.stem == "documents" or field["description"].endswith(".")


def test_a_column_means_the_same_wherever_it_stands():
    words = defaultdict(set)
    for schema in ("observations", "corrections"):
        fields = json.loads((ROOT / "schema" / f"{schema}.json").read_text("utf-8"))["fields"]
        for field in fields:
            if field["name"] not in ("value", "status"):
                words[field["name"]].add(json.dumps(field, sort_keys=True))
    assert {name for name, found in words.items() if len(found) > 1} == set()


def test_frictionless_finds_the_package_valid():
    pytest.importorskip("frictionless")
    command = Path(sys.executable).with_name("frictionless")
    if not command.exists():
        pytest.skip("the command of frictionless is not installed")
    run = subprocess.run(
        [command, "validate", "datapackage.json", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(run.stdout)
    errors = [e["message"] for task in report["tasks"] for e in task["errors"]]
    assert (report["errors"], errors, report["valid"]) == ([], [], True)
