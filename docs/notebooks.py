"""Run the notebooks and keep what they say: python docs/notebooks.py [NOTEBOOK...]."""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"


def run(path: Path) -> None:
    """Run a notebook in its folder and write it back, the same for the same data."""
    book = nbformat.read(path, as_version=4)
    NotebookClient(book, timeout=120, resources={"metadata": {"path": FOLDER}}).execute()
    for cell in book.cells:
        cell.metadata.clear()  # when it ran
        if "outputs" in cell:
            cell.outputs = _joined(cell.outputs)
    nbformat.write(book, path)


def _joined(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Printed text in one piece, however it arrived."""
    whole: list[nbformat.NotebookNode] = []
    for output in outputs:
        if whole and output.get("name", "") == whole[-1].get("name") == "stdout":
            whole[-1].text += output.text
        else:
            whole.append(output)
    return whole


if __name__ == "__main__":
    for each in [Path(word) for word in sys.argv[1:]] or sorted(FOLDER.glob("*.ipynb")):
        run(each)
