"""The page of a dataset, written from its data: what it holds, of when, from whom, what to mind."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from string import Template

import pandas as pd

import chinaecon as ce
from chinaecon.period import last_day
from chinaecon.report.spec import Chart, read

ROOT = Path(__file__).parents[1]
MANY = 4  # from so many names on, only their number is said
DOCUMENTS, PREVIEW, PICTURES = 12, 6, 2
OURS = ("CHN", "WLD")  # shown rather than another country with as many figures


def page(name: str) -> str:
    """Return the page of one dataset."""
    row = ce.datasets().set_index("dataset").loc[name]
    rows = ce.load(name, currency="all")
    newest = _newest(rows)
    counts = {c: f"{row[c]:,}" for c in ("facts", "prints", "sources")}
    cited = ce.cite(newest.head(1), style="chicago").strip().splitlines()
    return _filled(
        "dataset",
        **{**row, **counts},
        name=name,
        measure=newest["measure"].iloc[0],
        preview=_table(list(newest), newest.astype(str).to_numpy().tolist()),
        coverage=_coverage(rows),
        definitions=_definitions(name),
        hazards=_hazards(name),
        charts=_charts(name),
        documents=_documents(name),
        cited="\n>\n".join(f"> {line}" for line in cited),
    )


def contents() -> str:
    """Return the list of datasets with a line each."""
    table = ce.datasets()
    rows = [
        [f"[{r.dataset}]({r.dataset}.md)", r.title, f"{r.first} to {r.last}"]
        + [f"{n:,}" for n in (r.measures, r.facts, r.prints, r.sources)]
        for r in table.itertuples()
    ]
    numbers = ("measures", "facts", "prints", "documents")
    text = _table(["dataset", "title", "years", *numbers], rows, right=numbers)
    return _filled("index", table=text, names="\n".join(table["dataset"]))


def rates() -> str:
    """Return the page of the exchange rates."""
    found: dict[tuple[str, str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    folder = ROOT / "datasets" / "fx"
    for path in (*folder.glob("daily/*.csv"), *folder.glob("annual.csv"), *folder.glob("mon*.csv")):
        frequency = "daily" if path.parent.name == "daily" else path.stem.partition("-")[0]
        for row in _read(path):
            key = f"{row['base']}/{row['quote']}", row["basis"], row["kind"]
            found[key][frequency].append(row["period"])
    head = ["pair", "basis", "kind", "annual", "monthly", "daily"]
    lines = [[*key, *(_span(found[key][f]) for f in head[3:])] for key in sorted(found)]
    total = sum(len(periods) for kinds in found.values() for periods in kinds.values())
    return _filled(
        "fx",
        total=f"{total:,}",
        coverage=_table(head, lines),
        charts=_charts("fx"),
        documents=_documents("fx"),
    )


def _filled(template: str, **parts: object) -> str:
    path = ROOT / "docs" / "datasets" / f"{template}.in.md"
    return Template(path.read_text(encoding="utf-8")).substitute(parts)


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the newest figure of the measures with the most figures, no targets."""
    told = rows[(rows["status"] != "F") & (rows["timing"] != "event")]
    told = told if len(told) else rows
    told = told.assign(end=told["period"].map(last_day))
    picked = []
    for _, group in told.groupby("measure"):
        count = group["entity"].value_counts().to_dict()
        entity = max(count, key=lambda e: (count[e] * (2 if e in OURS else 1), e == "CHN", e))
        own = group[group["entity"] == entity].sort_values(["end", "published", "period", "unit"])
        picked.append((len(group), own.tail(1)))
    picked.sort(key=lambda pair: (-pair[0], pair[1]["measure"].item()))
    frame = pd.concat([row for _, row in picked[:PREVIEW]])
    columns = ["measure", "entity", "period", "value", "unit", "bounds", "source"]
    numbers = {c: frame[c].map(lambda x: f"{x:,.10g}") for c in ("value", "low", "high")}
    frame = frame.assign(**numbers)
    bounds = frame["low"] + " to " + frame["high"]
    bounds = bounds.str.replace(r"^-inf to", "up to", regex=True).str.replace(" to inf", " or more")
    return frame.assign(bounds=bounds)[columns]


def _coverage(rows: pd.DataFrame) -> str:
    """Return the table of measures by kind of period."""
    lines = []
    for measure, group in rows.groupby("measure"):
        kinds: dict[str, set[str]] = defaultdict(set)
        for period in group["period"]:
            kinds[_kind(period)].add(period)
        entities = sorted(group["entity"].unique())
        who = ", ".join(entities) if len(entities) < MANY else f"{len(entities)}"
        spans = [_span(kinds[k]) for k in ("year", "quarter", "month", "to date", "other")]
        lines.append([f"`{measure}`", who, *spans])
    return _table(["measure", "entities", "years", "quarters", "months", "to date", "other"], lines)


def _kind(period: str) -> str:
    start, slash, end = period.partition("/")
    if slash:
        return "to date" if len(start) == 7 and start == f"{end[:4]}-01" else "other"
    if "Q" in period:
        return "quarter"
    return {4: "year", 7: "month"}.get(len(period), "other")


def _span(periods: Iterable[str]) -> str:
    """Return the first and the last year, and how many periods there are."""
    found = set(periods)
    years = sorted(year[:4] for period in found for year in period.split("/"))
    return f"{'–'.join(dict.fromkeys((years[0], years[-1])))} ({len(found):,})" if found else ""


def _definitions(name: str) -> str:
    """Return a line for each measure of the dataset."""
    own = ce.search("")
    own = own[own["name"].str.startswith(f"{name}.")]
    return "\n".join(
        f"- **`{m.name.partition('.')[2]}`** {m.title} ({m.title_zh}), {m.unit}. {m.definition}"
        for m in own.itertuples()
    )


def _hazards(name: str) -> str:
    """Return the sentences to read first, each with the measures it is about."""
    about: dict[str, list[str]] = defaultdict(list)
    for measure in ce.search("")["name"]:
        if measure.startswith(f"{name}."):
            for sentence in ce.describe(measure).hazards:
                about[sentence].append(f"`{measure.partition('.')[2]}`")
    lines = (
        f"- {sentence} ({', '.join(names) if len(names) < MANY else f'{len(names)} measures'})"
        for sentence, names in about.items()
    )
    return "\n".join(lines) or "None known."


def _charts(name: str) -> str:
    """Return the first pictures of the gallery that draw the dataset, and links to the others."""
    own = [c for c in read(ROOT / "charts.toml").charts if name in _drawn(c)]
    shown = [
        f"![{c.options['title']}](../gallery/{c.name}.svg)\n\n"
        f"[Code and numbers](../gallery/README.md#{c.name})"
        for c in own[:PICTURES]
    ]
    more = [f"- [{c.options['title']}](../gallery/README.md#{c.name})" for c in own[PICTURES:]]
    shown += ["More in the gallery:\n\n" + "\n".join(more)] if more else []
    return "\n\n".join(shown) or "None in the [gallery](../gallery/README.md) yet."


def _drawn(chart: Chart) -> set[str]:
    """Return the datasets of which a chart draws figures."""
    names = set()
    for series in chart.series:
        asked = series.options.get(series.sort)
        for measure in asked if isinstance(asked, list) else [asked]:
            names.add("fx" if series.sort == "rates" else str(measure).partition(".")[0])
    return names


def _documents(name: str) -> str:
    """Return who published the documents, the most frequent first."""
    documents = _read(ROOT / "datasets" / name / "sources.csv")
    groups = defaultdict(list)
    for document in documents:
        groups[document["authority"] or document["publisher"]].append(document)
    order = sorted(groups, key=lambda who: (-len(groups[who]), who))
    names = {r["authority"]: r["name"] for r in _read(ROOT / "datasets/vocab/authorities.csv")}
    lines = []
    for who in order[:DOCUMENTS]:
        own = groups[who]
        kinds = ", ".join(sorted({d["kind"] for d in own}))
        licences = ", ".join(sorted({d["licence"] for d in own}))
        latest = max(d["published"] for d in own)
        lines.append([names.get(who, who), f"{len(own):,}", kinds, latest, licences])
    table = _table(["figures of", "documents", "kinds", "latest", "licence"], lines, ("documents",))
    rest = sum(len(groups[who]) for who in order[DOCUMENTS:])
    told = f"And {rest:,} documents of {len(order) - DOCUMENTS:,} others. " if rest else ""
    return (
        f"{table}\n\n{told}Each with its title, address and day in "
        f"[sources.csv](../../datasets/{name}/sources.csv)."
    )


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _table(head: list[str], rows: list[list[str]], right: tuple[str, ...] = ()) -> str:
    """Return a table of Markdown."""
    rule = ["---:" if name in right else "---" for name in head]
    cells = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *cells))
