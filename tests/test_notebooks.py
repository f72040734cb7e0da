"""The notebooks run offline and still say what they say."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
OF_A_MACHINE = re.compile(r"0x[0-9a-f]{6,}|/home/|/tmp/|/Users/|\\Users\\|site-packages")
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


def _said(notebook):
    """The text of the outputs of each cell; of a picture, that it is there."""
    return [
        "".join(
            "picture" if "image/svg+xml" in o.get("data", ()) else _text(o)
            for o in cell.get("outputs", [])
        )
        for cell in notebook.cells
    ]


def _text(output):
    return output.get("text") or output["data"]["text/plain"]


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@each
def test_a_notebook_run_again_gives_the_outputs_it_holds(path):
    committed = nbformat.read(path, as_version=4)
    fresh = nbformat.v4.reads(nbformat.v4.writes(committed))
    client = NotebookClient(fresh, timeout=120, resources={"metadata": {"path": path.parent}})
    client.execute()
    assert _said(fresh) == _said(committed)


@each
def test_a_notebook_has_a_title_a_picture_and_nothing_of_a_machine(path):
    notebook = nbformat.read(path, as_version=4)
    first, *others = notebook.cells
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert not [c.source for c in others if c.cell_type == "markdown" and c.source.startswith("# ")]
    said = _said(notebook)
    assert 1 <= sum(one.count("picture") for one in said if one) <= 2
    assert not OF_A_MACHINE.findall("".join(said))
    assert 8 <= len(notebook.cells) <= 15
    assert path.stat().st_size < 200_000
