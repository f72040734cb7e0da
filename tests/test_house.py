"""The house rules, as far as a machine can see them."""

import ast
import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import chinaecon

PACKAGE = Path(chinaecon.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {"pandas", "numpy", "pint", "matplotlib", "statsmodels", "scipy", "narwhals", "typer"}


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, chinaecon; print(*{m.partition('.')[0] for m in sys.modules})"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(out.stdout.split())


def test_every_public_name_loads_and_no_submodule_shadows_one():
    submodules = {m.name for m in pkgutil.iter_modules(chinaecon.__path__)}
    assert not submodules & set(chinaecon.__all__)
    for name in chinaecon.__all__:
        importlib.import_module("chinaecon")
        assert getattr(chinaecon, name).__name__ == name


def test_the_typed_names_and_the_lazy_names_are_the_same():
    tree = ast.parse((PACKAGE / "__init__.pyi").read_text(encoding="utf-8"))
    homes = {
        a.name: node.module.removeprefix("chinaecon.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module.startswith("chinaecon.")
        for a in node.names
    }
    assert homes == chinaecon._HOMES


def test_an_unknown_public_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'exports'"):
        _ = chinaecon.exports


@pytest.mark.parametrize("name", sorted(chinaecon.__all__))
def test_every_public_function_documents_itself_with_an_example(name):
    thing = getattr(chinaecon, name)
    assert thing.__doc__
    if not isinstance(thing, type):
        for section in ("Parameters", "Returns", "Examples"):
            assert re.search(rf"^\s*{section}\n\s*-+$", thing.__doc__, re.M) or (
                section == "Parameters" and thing.__code__.co_argcount == 0
            ), section
        assert doctest.DocTestParser().get_examples(thing.__doc__)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_is_short_and_says_what_it_knows(path):
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 400
    assert path.stem not in {"utils", "helpers", "common", "base", "core", "constants"}


def test_one_module_knows_where_the_data_lie():
    openers = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if "_datasets" in path.read_text(encoding="utf-8")
    }
    assert openers == {"data/layers.py"}


def test_every_error_is_raised_somewhere():
    text = "".join(p.read_text(encoding="utf-8") for p in MODULES if p.name != "errors.py")
    for error in ("UnknownName", "MissingData", "UnitMismatch", "BadData"):
        assert re.search(rf"raise \w*{error}|return {error}", text), error


def test_the_version_is_the_same_everywhere():
    root = PACKAGE.parent
    version = re.search(r'^version = "(.+)"', (root / "pyproject.toml").read_text(), re.M)[1]
    assert f"version: {version}" in (root / "CITATION.cff").read_text()
    assert f"## {version}" in (root / "CHANGELOG.md").read_text()
