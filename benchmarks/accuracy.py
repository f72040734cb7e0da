"""How well figures are found in running text: precision and recall for each language.

``python benchmarks/accuracy.py [-v] [FILE...]`` reads labelled texts (default: all of
tests/cases/sentences); ``-v`` also prints what is missed and what is found too much. A figure is
right when it overlaps its label and says the same value, unit and qualifier.
"""

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from chinaecon.figures.extract import extract
from chinaecon.figures.figure import Figure

SENTENCES = Path(__file__).parents[1] / "tests" / "cases" / "sentences"
Said = tuple[Decimal | None, str | None, str]


class Score(NamedTuple):
    """What was found in some texts: right, found, labelled; and the differences in words."""

    right: int
    found: int
    labels: int
    differences: list[str]

    @property
    def precision(self) -> float:
        """The share of the found figures that are right."""
        return self.right / self.found

    @property
    def recall(self) -> float:
        """The share of the labels that are found."""
        return self.right / self.labels


def said(figure: Figure) -> Said:
    """Return what is compared of a figure."""
    return figure.value, figure.unit, figure.qualifier


def gold(case: dict[str, Any]) -> Iterator[tuple[int, int, Said]]:
    """Yield where each labelled figure stands, and what it says."""
    text, at = case["text"], 0
    for one in case["figures"]:
        start = max(text.find(one["text"], at), text.find(one["text"]))
        at = start + len(one["text"])
        yield start, at, (Decimal(one["value"]), one["unit"], one["qualifier"])


def score(path: Path) -> Score:
    """Return how the labelled texts of a file are read; its name begins with the language."""
    right = found = labels = 0
    differences = []
    with path.open(encoding="utf-8") as lines:
        for case in map(json.loads, lines):
            left = [f for f in extract(case["text"], path.stem) if f.value is not None]
            found += len(left)
            missed = []
            for start, end, want in gold(case):
                labels += 1
                over = (f for f in left if f.start < end and start < f.end)
                hit = next((f for f in over if said(f) == want), None)
                if hit is None:
                    missed.append(f"  missed {case['text'][start:end]!r} {want}")
                else:
                    left.remove(hit)
                    right += 1
            if missed or left:
                extra = [f"  found  {f.text!r} {said(f)}" for f in left]
                differences += [f"{case['id']} {case['text']}", *missed, *extra]
    return Score(right, found, labels, differences)


def main() -> None:
    """Print the scores, file by file."""
    verbose = "-v" in sys.argv
    paths = [Path(arg) for arg in sys.argv[1:] if arg != "-v"]
    for path in paths or sorted(SENTENCES.rglob("*.jsonl")):
        done = score(path)
        print(
            f"{path.parent.name:10} {path.stem:3} precision {done.precision:.3f}"
            f"  recall {done.recall:.3f}  ({done.right} right of {done.found} found,"
            f" {done.labels} labelled)"
        )
        if verbose:
            print(*done.differences, sep="\n")


if __name__ == "__main__":
    main()
