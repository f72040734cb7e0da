"""The notebooks run offline and still say what they say."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def _said(notebook):
    """The text of the outputs of each cell."""
    return [
        "".join(o.get("text") or o["data"]["text/plain"] for o in cell.get("outputs", []))
        for cell in notebook.cells
    ]


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_run_again_gives_the_outputs_it_holds(path):
    committed = nbformat.read(path, as_version=4)
    fresh = nbformat.v4.reads(nbformat.v4.writes(committed))
    client = NotebookClient(fresh, timeout=120, resources={"metadata": {"path": path.parent}})
    client.execute()
    assert _said(fresh) == _said(committed)
    assert path.stat().st_size < 200_000
