"""How well claims are judged: precision of contradictions, share caught, share confirmed.

``python benchmarks/claims.py [-v] [FILE...]`` reads labelled texts (default: all of
tests/cases/claims); ``-v`` also prints every figure that is judged otherwise than labelled.
"Caught where dated" leaves out figures of which the text names no period: by the rules these are
never contradicted, but for a fund whose measure was ever printed of one time alone. "Slips
named" is the share of what is caught whose planted slip is the one that the reason gives. The
last lines compare the time of `check` with that of `extract`: on these
texts, where every other figure is wrong, and on the README, where few are.
"""

import json
import sys
import time
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
        told = (
            f"{verdict.measure} {verdict.entity} {verdict.period}: {verdict.reason}" if own else ""
        )
        yield claim, verdict.verdict if verdict else "uncovered", told


SLIPS = {
    "magnitude": "the magnitude",
    "currency": "the currency",
    "sign": "the sign",
    "digits": "the digits",
    "exports_imports": "the measure",
    "neighbour_period": "the period",
    "neighbour_partner": "the partner",
    "percent_points": "the unit",
}


def score(path: Path) -> tuple[Counter[str], list[str]]:
    """Return how often what happened, and the differences between labels and verdicts in words."""
    counts: Counter[str] = Counter()
    told = []
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        for claim, verdict, reason in judged(case):
            label = claim["verdict"]
            counts.update(["all", label, f"{label} {verdict}", f"called {verdict}"])
            if label == "contradicted" and "no period is named" in reason:
                counts["undated"] += 1
            named = SLIPS.get(claim["slip"])
            if label == verdict == "contradicted" and named:
                counts.update(["slips", "slips named"] if named in reason else ["slips"])
            if label != verdict:
                fact = f"{claim['measure']} {claim['entity']} {claim['period']}"
                told.append(
                    f"{case['id']} {claim['text']!r}: {label} ({fact}), judged {verdict} [{reason}]"
                )
                told.append(f"    {case['text']}")
    return counts, told


def summary(counts: Counter[str]) -> dict[str, float]:
    """Return the shares that matter."""

    def share(part: str, whole: float) -> float:
        return counts[part] / whole if whole else 1.0

    wrong = counts["contradicted"]
    return {
        "precision of contradicted": share(
            "contradicted contradicted", counts["called contradicted"]
        ),
        "corrupted caught": share("contradicted contradicted", wrong),
        "caught where dated": share("contradicted contradicted", wrong - counts["undated"]),
        "true confirmed": share("confirmed confirmed", counts["confirmed"]),
        "others left alone": share("uncovered uncovered", counts["uncovered"]),
        "slips named": share("slips named", counts["slips"]),
    }


def ratio(texts: list[str]) -> float:
    """Return the time of `check` over that of `extract` on the same texts, once all is loaded."""
    times = []
    for work in (ce.extract, ce.check):
        for text in texts:
            work(text)
        start = time.perf_counter()
        for text in texts:
            work(text)
        times.append(time.perf_counter() - start)
    return times[1] / times[0]


def main() -> None:
    """Print the shares, file by file and together."""
    verbose = "-v" in sys.argv
    paths = [Path(arg) for arg in sys.argv[1:] if arg != "-v"] or sorted(CLAIMS.rglob("*.jsonl"))
    whole: Counter[str] = Counter()
    texts = []
    for path in paths:
        counts, told = score(path)
        whole += counts
        lines = path.read_text(encoding="utf-8").splitlines()
        texts += [json.loads(line)["text"] for line in lines]
        shares = "  ".join(f"{name} {share:.3f}" for name, share in summary(counts).items())
        print(f"{path.parent.name:5} {path.stem:3} {counts['all']:4} figures  {shares}")
        if verbose:
            print(*told, sep="\n")
    print("all", whole["all"], "figures ", *(f"{k} {v:.3f}" for k, v in summary(whole).items()))
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    print(
        f"check takes {ratio(texts):.1f} times the time of extract, {ratio([readme]):.1f} on prose"
    )


if __name__ == "__main__":
    main()
