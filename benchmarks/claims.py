"""How well claims are judged: precision of contradictions, share caught, share confirmed.

``python benchmarks/claims.py [-v] [FILE...]`` reads labelled texts (default: all of
tests/cases/claims); ``-v`` also prints every figure that is judged otherwise than labelled.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chinaecon as ce

CLAIMS = Path(__file__).parents[1] / "tests" / "cases" / "claims"


def judged(case: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, str]]:
    """Yield each labelled figure with its verdict and the reason."""
    heading = f"# {case['heading']}\n\n" if case.get("heading") else ""
    text = heading + case["text"]
    found = ce.check(text, as_of=case["as_of"])
    at = len(heading)
    for claim in case["claims"]:
        start = max(text.find(claim["text"], at), text.find(claim["text"], len(heading)))
        end = start + len(claim["text"])
        at = end
        own = [v for v in found if v.start < end and start < v.end]
        # a range or a list in brackets is several figures: the first one decides
        verdict = own[0] if own else None
        told = f"{verdict.measure} {verdict.entity} {verdict.period}: {verdict.reason}" if own else ""
        yield claim, verdict.verdict if verdict else "uncovered", told


def score(path: Path) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Return how often each label met each verdict, and the differences in words."""
    counts: Counter[tuple[str, str]] = Counter()
    told = []
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        for claim, verdict, reason in judged(case):
            counts[claim["verdict"], verdict] += 1
            if claim["verdict"] != verdict:
                label = f"{claim['verdict']} ({claim['measure']} {claim['entity']} {claim['period']})"
                told.append(f"{case['id']} {claim['text']!r}: {label}, judged {verdict} [{reason}]")
                told.append(f"    {case['text']}")
    return counts, told


def summary(counts: Counter[tuple[str, str]]) -> dict[str, float]:
    """Return the four shares that matter."""
    called = sum(n for (_, verdict), n in counts.items() if verdict == "contradicted")
    wrong = sum(n for (label, _), n in counts.items() if label == "contradicted")
    true = sum(n for (label, _), n in counts.items() if label == "confirmed")
    silent = sum(n for (label, _), n in counts.items() if label == "uncovered")
    caught = counts["contradicted", "contradicted"]
    return {
        "precision of contradicted": caught / called if called else 1.0,
        "corrupted caught": caught / wrong if wrong else 1.0,
        "true confirmed": counts["confirmed", "confirmed"] / true if true else 1.0,
        "others left alone": counts["uncovered", "uncovered"] / silent if silent else 1.0,
    }


def main() -> None:
    """Print the shares, file by file and together."""
    verbose = "-v" in sys.argv
    paths = [Path(arg) for arg in sys.argv[1:] if arg != "-v"] or sorted(CLAIMS.rglob("*.jsonl"))
    whole: Counter[tuple[str, str]] = Counter()
    for path in paths:
        counts, told = score(path)
        whole += counts
        shares = "  ".join(f"{name} {share:.3f}" for name, share in summary(counts).items())
        print(f"{path.parent.name:7} {path.stem:3} {sum(counts.values()):4} figures  {shares}")
        if verbose:
            print(*told, sep="\n")
    print("all", sum(whole.values()), "figures ", *(f"{k} {v:.3f}" for k, v in summary(whole).items()))


if __name__ == "__main__":
    main()
