"""Write the pages that follow from the data: README's table, gallery, reading, checking, datasets.

``python docs/write.py`` writes them; with ``--check`` it names the stale ones and exits 1.
"""

import csv
import runpy
import sys
from collections import Counter
from functools import partial
from importlib.metadata import version
from pathlib import Path

import chinaecon as ce
from chinaecon.figures.language import languages
from chinaecon.figures.reader import readings
from chinaecon.report.spec import read

ROOT = Path(__file__).parents[1]
START, END = "<!-- datasets -->\n", "<!-- /datasets -->"


def readme() -> str:
    """Return README.md with the table of datasets of today."""
    columns = ["dataset", "title", "measures", "facts", "prints", "sources", "first", "last"]
    frame = ce.datasets()[columns].astype(str)
    rows = [columns, ["---"] * 2 + ["---:"] * 4 + ["---"] * 2, *frame.to_numpy().tolist()]
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    before, rest = (ROOT / "README.md").read_text(encoding="utf-8").split(START)
    return before + START + table + END + rest.split(END)[1]


def gallery() -> str:
    """Return the page that shows every chart with its description, its numbers and its code."""
    parts = ["# Gallery\n\nDrawn by `make charts` from [charts.toml](../../charts.toml).\n"]
    _, *specs = (ROOT / "charts.toml").read_text(encoding="utf-8").split("[[chart]]\n")
    for chart, spec in zip(read(ROOT / "charts.toml").charts, specs, strict=True):
        alt = (ROOT / "docs" / "gallery" / f"{chart.name}.txt").read_text(encoding="utf-8").strip()
        picture = f"![{chart.options['title']}]({chart.name}.svg)"
        code = f"```toml\n[[chart]]\n{spec.strip()}\n```"
        code = f"<details><summary>Code</summary>\n\n{code}\n</details>"
        parts.append(
            f"\n## {chart.name}\n\n{picture}\n\n{alt} [Numbers]({chart.name}.csv).\n\n{code}\n"
        )
    return "".join(parts)


def reading() -> str:
    """Return the page on reading: the reference tokens here and in other packages."""
    with (ROOT / "docs" / "peers_reading.csv").open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    ours = [["token", "read as", "bounds"], ["---"] * 3]
    for token, lang, *_ in lines:
        for f in readings(token, lang):
            what = f"{f.qualifier} {f.value:,f} {f.unit or f.noun or ''}".strip()
            ends = (f"{end:,f}" if end is not None else "open" for end in (f.low, f.high))
            ours.append([token, what, " to ".join(ends)])
    peers = [["token", *header[2:]], ["---"] * (len(header) - 1)]
    peers += [[token, *found] for token, _, *found in lines]
    template = (ROOT / "docs" / "reading.in.md").read_text(encoding="utf-8")
    tables = {"ours": ours, "peers": peers, "collected": collected(), "accuracy": accuracy()}
    for name, table in tables.items():
        text = "\n".join(f"| {' | '.join(row)} |" for row in table)
        template = template.replace(f"<!-- {name} -->", text)
    return template


def collected() -> list[list[str]]:
    """Return how many of the collected tokens say the value entered for them, and why not."""
    counts: dict[str, Counter[str]] = {lang: Counter() for lang in (*languages(), "other")}
    for path in sorted((ROOT / "tests" / "cases" / "collected").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                lang = row["lang"] if row["lang"] in counts else "other"
                counts[lang][row.get("reason", "same")] += int(row["rows"])
    table = [["language", "rows", "same value", "share", "why not"], ["---"] * 5]
    for lang, count in counts.items():
        why = [f"{reason} {n:,}" for reason, n in count.most_common() if reason != "same"]
        rows, same = count.total(), count["same"]
        table.append([lang, f"{rows:,}", f"{same:,}", f"{same / rows:.1%}", "; ".join(why)])
    return table


def accuracy() -> list[list[str]]:
    """Return precision and recall on the labelled texts, for each language."""
    score = runpy.run_path(str(ROOT / "benchmarks" / "accuracy.py"))["score"]
    folder = ROOT / "tests" / "cases" / "sentences"
    table = [["language", "seen: precision", "recall", "held back: precision", "recall"]]
    table.append(["---"] * 5)
    for lang in languages():
        row = [lang]
        for path in (folder / part / f"{lang}.jsonl" for part in ("seen", "held")):
            done = score(path) if path.is_file() else None
            row += [f"{done.precision:.3f}", f"{done.recall:.3f}"] if done else ["none yet"] * 2
        table.append(row)
    return table


def checking() -> str:
    """Return the page on checking, with how well the labelled texts are judged."""
    measured = runpy.run_path(str(ROOT / "benchmarks" / "claims.py"))
    names = ["precision of contradicted", "corrupted caught", "true confirmed", "others left alone"]
    table = [["language", "figures", "precision", "caught", "confirmed", "left alone"]]
    table.append(["---", *["---:"] * 5])
    folder = ROOT / "tests" / "cases" / "claims" / "blind"
    found = {lang: measured["score"](folder / f"{lang}.jsonl")[0] for lang in languages()}
    for lang, counts in {**found, "all": sum(found.values(), Counter())}.items():
        shares = measured["summary"](counts)
        table.append([lang, f"{counts['all']:,}", *(f"{shares[name]:.3f}" for name in names)])
    text = "\n".join(f"| {' | '.join(row)} |" for row in table)
    template = (ROOT / "docs" / "check.in.md").read_text(encoding="utf-8")
    return template.replace("<!-- judged -->", text)


def audit() -> str:
    """Return the page on audit and inference, with every conflict in the shipped data.

    Another version of the solver may choose other smallest sets: then the page is not written
    anew as long as every conflict is explained.
    """
    found = ce.audit()
    solver = f"scipy {version('scipy')}"
    page = ROOT / "docs" / "audit.md"
    if page.is_file() and not found.unexplained:
        held = page.read_text(encoding="utf-8")
        if solver not in held:
            return held
    table = [["print", "cannot stand beside", "why it is there"], ["---"] * 3]
    for one in found.conflicts:
        suspect, *others = [f"{p['measure']} {p['entity']} {p['period']}" for p in one.prints]
        value = f"{one.suspect['qualifier']} {one.suspect['value']:.12g} {one.suspect['unit']}"
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        beside = "; ".join(others[:3]) + more
        printed = f"{suspect}, {value.removeprefix('= ')}"
        table.append([printed, beside, one.reason or "unexplained"])
    text = "\n".join(f"| {' | '.join(row)} |" for row in table)
    template = (ROOT / "docs" / "audit.in.md").read_text(encoding="utf-8")
    return template.replace("<!-- conflicts -->", f"{found.summary} Found with {solver}.\n\n{text}")


_DATASET = runpy.run_path(str(ROOT / "docs" / "dataset.py"))
PAGES = {
    "README.md": readme,
    "docs/gallery/README.md": gallery,
    "docs/reading.md": reading,
    "docs/audit.md": audit,
    "docs/check.md": checking,
    "docs/datasets/index.md": _DATASET["contents"],
    "docs/datasets/fx.md": _DATASET["rates"],
    **{f"docs/datasets/{n}.md": partial(_DATASET["page"], n) for n in ce.datasets()["dataset"]},
}


def stale() -> list[str]:
    """Return the pages whose text is not what the data give."""
    return [
        name
        for name, page in PAGES.items()
        if not (ROOT / name).is_file() or (ROOT / name).read_text(encoding="utf-8") != page()
    ]


def main() -> int:
    """Write the stale pages, or only name them."""
    names = stale()
    for name in names:
        print(name)
        if "--check" not in sys.argv:
            (ROOT / name).write_text(PAGES[name](), encoding="utf-8")
    return int("--check" in sys.argv and bool(names))


if __name__ == "__main__":
    raise SystemExit(main())
