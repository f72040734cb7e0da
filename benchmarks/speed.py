"""How fast the package is, as ratios against a reference measured in the same run.

Run it with ``python benchmarks/speed.py``; it prints one line per measurement and asserts nothing.
"""

import re
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

import chinaecon as ce
from chinaecon.data import layers, observations, store, vocabulary
from chinaecon.figures.reader import readings

ROWS = 1_000_000
PAGES = 300
PARAGRAPHS = 4
PROSE = (
    "Most of what follows is about ports and the people who work there. They told us that ships "
    "now wait longer than they used to, that cranes stand still at night, and that nobody can say "
    "when this will change. A second crane was ordered last spring, and it has not come yet. "
    "Officials say that they know of the problem. They point to the new railway, which is to take "
    "part of the load, and to a plan of which the outlines are known since the autumn."
)


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """Return the best of some runs, after one to warm up."""
    work()
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def report(what: str, ours: float, reference: float, against: str) -> None:
    """Print one measurement."""
    print(f"{what:38} {ours:8.3f} s  {ours / reference:7.1f} x {against} ({reference:.3f} s)")


def monthly(rows: int = ROWS) -> pd.DataFrame:
    """Return made-up monthly flows of many partners, 2015 to 2024."""
    months = [f"{y}-{m:02d}" for y in range(2015, 2025) for m in range(1, 13)]
    entities = [f"P{n:05d}" for n in range(rows // len(months))]
    values = np.random.default_rng(0).lognormal(3, 1, len(entities) * len(months))
    return pd.DataFrame(
        {
            "measure": "own_exports",
            "entity": np.repeat(entities, len(months)),
            "period": np.tile(months, len(entities)),
            "timing": "flow",
            "value": values,
            "unit": "billion CNY",
        }
    )


def conversion(frame: pd.DataFrame) -> None:
    """Compare convert with a merge on the month and a division."""
    rates = pd.DataFrame({"period": frame["period"].unique(), "rate": 7.0})
    ours = seconds(lambda: ce.convert(frame, "USD"))
    plain = seconds(lambda: frame["value"] / frame.merge(rates, on="period")["rate"])
    report("convert, 10^6 rows", ours, plain, "pandas merge and divide")


def growth(frame: pd.DataFrame) -> None:
    """Compare growth, which joins on the period, with a shift within groups."""
    ours = seconds(lambda: ce.growth(frame))
    plain = seconds(lambda: frame["value"] / frame.groupby("entity")["value"].shift(12) - 1)
    report("growth yoy, 10^6 rows", ours, plain, "pandas groupby shift")


def loading() -> None:
    """Compare loading the largest measure, and checking all data, with reading the same files."""
    counts = pd.concat([store.prints(name)["measure"] for name in store.datasets()]).value_counts()
    name = vocabulary.measure(str(counts.index[0])).name
    files = sorted((layers.root() / name.partition(".")[0]).glob("observations*.csv"))

    def cold() -> object:
        for function in (store._table, store.prints, observations.observations):
            function.cache_clear()
        return ce.load(name)

    plain = seconds(lambda: [pd.read_csv(file) for file in files])
    report(f"load {name} ({counts.iloc[0]} prints)", seconds(cold), plain, "read_csv")
    whole = seconds(
        lambda: [pd.read_csv(file) for file in layers.root().glob("*/observations*.csv")]
    )
    report("validate all data", seconds(ce.validate, 1), whole, "read_csv")
    disagreements = seconds(lambda: (ce.conflicts(), ce.identities()), 1)
    report("conflicts and identities", disagreements, whole, "read_csv")


def reading() -> None:
    """Compare reading every shipped token with one pass of a regular expression over them."""
    tokens = [
        (token, lang)
        for name in store.datasets()
        for token, lang in store.table(f"{name}/observations.csv")[["as_printed", "lang"]].values
        if token
    ]
    digits = re.compile(r"[\d.,]+")
    ours = seconds(lambda: [readings(t, lang) for t, lang in tokens], 1)
    plain = seconds(lambda: [digits.findall(t) for t, _ in tokens])
    print(f"{'':38} {len(tokens)} tokens, {len(tokens) / ours:,.0f} a second")
    report("read the tokens", ours, plain, "re.findall of digits")


def manuscript(pages: int = PAGES) -> str:
    """Return a made-up report in Markdown: a heading, prose and figures of the data on a page."""
    frame = ce.load("trade.total_trade", period="2015/2024", currency="CNY")
    names = vocabulary.entity_titles("en")
    facts = [
        (names[entity], period, value)
        for entity, period, value in frame[["entity", "period", "value"]].values.tolist()
        if names.get(entity, "-").replace(" ", "a").isalpha() and names[entity].isascii()
    ]
    paragraphs = (
        "China's trade with {0} came to {2:,.1f} billion yuan in {1}, which was the subject of "
        "many talks between the two sides and of some articles in the press.\n\n" + PROSE
        for _ in range(PARAGRAPHS)
    )
    page = "## Page {3}\n\n" + "\n\n".join(paragraphs)
    return "\n\n".join(
        page.format(*facts[number * 7 % len(facts)], number) for number in range(pages)
    )


def checking() -> None:
    """Compare checking a report with finding its figures alone."""
    text = manuscript()
    found = ce.check(text, as_of="2025-06-30")
    plain = seconds(lambda: ce.extract(text), 1)
    ours = seconds(lambda: ce.check(text, as_of="2025-06-30"), 1)
    print(f"{'':38} {len(text):,} signs, {len(found)} figures, {PAGES / ours:,.0f} pages a second")
    report(f"check {PAGES} pages", ours, plain, "extract")


def main() -> None:
    """Run every measurement."""
    frame = monthly()
    conversion(frame)
    growth(frame)
    loading()
    reading()
    checking()


if __name__ == "__main__":
    main()
