"""Write the figures that the explorer shows: all of them computed by the library, none here.

``python explorer/data.py`` writes ``explorer/dist/data.js``: levels in yuan and in dollars, growth
on the year before, shares and indices, each with its bounds and source. The same data give the
same bytes.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

import chinaecon as ce

View: TypeAlias = tuple[str, str, pd.DataFrame]  # currency, what is shown, rows
ROOT = Path(__file__).parents[1]
OUT = Path(__file__).parent / "dist" / "data.js"

CURRENCIES = ("CNY", "USD")
MONEY = r"^(?:\w+ )?([A-Z]{3})(?: per person)?$"
# A ratio has no growth rate and no share, a rank or a calendar year no arithmetic at all.
PLAIN = ("percent", "percentage_point", "rank", "point", "calendar_year")
STILL = ("by date", "several years", "end of day")  # these have no year before
BASES = ("2000", "2018", "2020-12", "2024-01")
FACT = ["measure", "entity", "period", "timing"]
FIRST_YEAR = "1994"  # two exchange rates became one; the library holds earlier years
# Months of 240 partners would be most of the page: the annual figures hold all of them.
PARTNERS = (
    "WLD ASEAN EU27 BRI RCEP AFRICA LATAM USA HKG JPN KOR TWN VNM RUS AUS MYS DEU IND BRA THA IDN "
    "SGP MEX GBR NLD"
).split()


def grid(timing: str, period: str) -> str:
    """Say how often a series comes, so that only like periods share a line."""
    if timing == "event":
        return "by date"
    often = {4: "year", 7: "quarter" if "Q" in period else "month", 10: "day"}.get(len(period))
    if timing == "stock":
        return f"end of {often}" if often else "several years"
    if re.fullmatch(r"(\d{4})-01/\1-\d\d", period):
        return "year to date"
    return {"year": "annual", "quarter": "quarterly", "month": "monthly"}.get(
        often or "", "several years"
    )


def figures() -> pd.DataFrame:
    """Return the figures chosen for the page, one row for each fact and printed currency."""
    found = []
    for name in ce.datasets()["dataset"]:
        frame = ce.load(name, currency="all").assign(dataset=name)
        pairs = zip(frame["timing"], frame["period"], strict=True)
        frame["grid"] = [grid(*pair) for pair in pairs]
        if name == "trade":
            few = frame["entity"].isin(PARTNERS) & (frame["grid"] != "year to date")
            frame = frame[(frame["grid"] == "annual") | few]
        own_units = frame["unit"].str.endswith("per international_dollar")  # a country, a unit
        found.append(frame[(frame["period"] >= FIRST_YEAR) & ~own_units])
    whole = pd.concat(found, ignore_index=True)
    whole["series"] = whole["measure"]  # verbs rename the measure
    whole["way"] = "printed"
    whole["amount"] = whole.groupby("measure")["value"].transform("min") > 0
    return whole


def ways(frame: pd.DataFrame) -> Iterator[tuple[str, list[pd.DataFrame]]]:
    """Give, for each currency, the printed figures and then the converted ones.

    Trade is converted at the rate that customs' own totals of the year imply, where there is
    one, as those dollars stand beside printed ones; all else at market rates. What is derived
    (growth, share, index) is computed within one of the three, never across.
    """
    printed_in = frame["unit"].str.extract(MONEY)[0]
    yield "", [frame[printed_in.isna()]]
    for code in CURRENCIES:
        others = frame[printed_in.notna() & (printed_in != code)]
        others = others[~others.duplicated(FACT)]
        others = others.assign(way="converted")
        trade = others[(others["dataset"] == "trade") & (others["grid"] == "annual")]
        customs = ce.convert(trade, code, basis="customs", missing="nan")
        market = ce.convert(others, code, missing="nan")
        yield (
            code,
            [
                frame[printed_in == code],
                customs.dropna(subset="value"),
                market.dropna(subset="value"),
            ],
        )


def first(frames: list[pd.DataFrame], by: list[str]) -> pd.DataFrame:
    """Keep of each group of rows those in the first frame that has any."""
    kept = pd.concat([f.assign(rank=i) for i, f in enumerate(frames)], ignore_index=True)
    kept = kept.dropna(subset="value")
    best = kept.groupby(by)["rank"].transform("min")
    return kept[kept["rank"] == best]


def levels(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Printed figures, and converted ones where none was printed."""
    return first(frames, FACT)


def growth(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Growth on the year before."""
    return first([ce.growth(moving(f)) for f in frames], ["series", "entity", "timing", "period"])


def share(frames: list[pd.DataFrame], of: str) -> pd.DataFrame:
    """Shares of a whole (of China: its provinces'), without the whole itself."""
    amounts = [positive(moving(f)) for f in frames]
    amounts = [f[~f["unit"].str.contains("index_point| per ")] for f in amounts]
    if of == "CHN":
        amounts = [f[f["entity"].str.match("CHN|CN-")] for f in amounts]
    parts = [ce.share(f, of=of, missing="nan") for f in amounts]
    found = first(parts, ["series", "entity", "timing", "period"])
    return found[found["entity"] != of]


def index(frames: list[pd.DataFrame], base: str) -> pd.DataFrame:
    """Index of each series that has the base, computed in the way that has most periods."""
    series = ["series", "entity", "timing", "grid"]
    found = []
    for frame in map(positive, map(moving, frames)):
        there = frame.loc[frame["period"] == base, series].drop_duplicates()
        held = frame.merge(there, on=series)
        held = held[held.groupby(series)["period"].transform("size") > 1]
        found.append(ce.index(held, base=base) if len(held) else held)
    whole = pd.concat([f.assign(rank=i) for i, f in enumerate(found)], ignore_index=True)
    if whole.empty:
        return whole
    sizes = whole.groupby([*series, "rank"]).size().rename("size").reset_index()
    best = sizes.sort_values(["size", "rank"], ascending=[False, True]).drop_duplicates(series)
    return whole.merge(best[[*series, "rank"]], on=[*series, "rank"])


def moving(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows that have growth: amounts, counts and index levels of comparable periods."""
    return frame[~frame["unit"].isin(PLAIN) & ~frame["grid"].isin(STILL)]


def positive(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of measures that are never below zero: a balance has no share and no index."""
    return frame[frame["amount"]]


def views(frame: pd.DataFrame) -> Iterator[View]:
    """Give every view: the currency, what is shown, and its rows."""
    for code, frames in ways(frame):
        yield code, "level", levels(frames)
        yield code, "growth", growth(frames)
        of_world, of_china = (share(frames, of) for of in ("WLD", "CHN"))
        yield code, "share of WLD", of_world
        yield code, "share of CHN", of_china[~of_china["series"].isin(of_world["series"])]
        for base in BASES:
            yield code, f"index {base}", index(frames, base)


class Numbering:
    """Numbers things in the order in which they come, so that a row can refer to them."""

    def __init__(self, *known: Any) -> None:
        self.places = {thing: i for i, thing in enumerate(known)}

    def __call__(self, thing: Any) -> int:
        """Return the number of a thing."""
        return self.places.setdefault(thing, len(self.places))

    def __iter__(self) -> Iterator[Any]:
        return iter(self.places)


def number(x: float, digits: int) -> float | int:
    """Round to so many significant digits; a whole number loses its point."""
    if not math.isfinite(x):
        return x
    short = float(f"{x:.{digits}g}")
    return int(short) if short.is_integer() and abs(short) < 1e15 else short


class Book:
    """All views as nested lists: rows refer to periods, origins, marks and remarks by number."""

    def __init__(self, periods: list[str], documents: Iterable[str]) -> None:
        self.documents = set(documents)
        self.periods = Numbering(*periods)
        self.origins = Numbering()
        self.marks = Numbering("= A printed")
        self.remarks = Numbering("")
        self.tokens = Numbering("")

    def view(self, rows: pd.DataFrame, digits: int) -> dict[str, list[list[Any]]]:
        """Return the rows of a view by entity, in the order of time."""
        found: dict[str, list[list[Any]]] = {}
        for r in rows.sort_values(["entity", "period"]).to_dict("records"):
            found.setdefault(r["entity"], []).append(self.row(r, digits))
        return found

    def row(self, r: dict[str, Any], digits: int) -> list[Any]:
        """Period, value, origin, low, high, mark, remark, token: as far as they say anything."""
        own = digits if r["way"] == "printed" else min(digits, 7)
        value, low, high = (number(r[c], own) for c in ("value", "low", "high"))
        bounds = [None, None] if low == value == high else [low, high]
        mark = self.marks(f"{r['qualifier']} {r['status']} {r['way']}")
        said = [s for s in (r["note"], *r["how"].split("; ")) if s and "basis='customs'" not in s]
        remark = self.remarks("; ".join(said))
        token = self.tokens(r["as_printed"])
        named = [w for w in re.split(r"[ ,;()]+", r["how"]) if w in self.documents]  # of rates
        origin = self.origins(tuple(dict.fromkeys([*r["source"].split("; "), *named])))
        row = [self.periods(r["period"]), value, origin, *bounds, mark, remark, token]
        while row[-1] in (0, None) and len(row) > 3:
            row.pop()
        return row

    def lists(self) -> dict[str, list[Any]]:
        """What the numbers in the rows stand for."""
        names = ("periods", "origins", "marks", "remarks", "tokens")
        return {name: list(getattr(self, name)) for name in names}


def measures(frame: pd.DataFrame, book: Book, seen: list[View]) -> list[dict[str, Any]]:
    """Every measure that has figures: its words, and its views by grid, currency and what."""
    found: dict[str, dict[str, Any]] = {}
    known = ce.search("").set_index("name")
    for (dataset, series), _ in frame.groupby(["dataset", "series"], sort=False):
        name = f"{dataset}.{series}"
        words = known.loc[name, ["title", "title_zh", "definition"]].to_dict()
        hazards = list(ce.describe(name).hazards)
        found[series] = {"name": name, "dataset": dataset, **words, "hazards": hazards, "views": []}
    for code, show, rows in seen:
        for (series, often), part in rows.groupby(["series", "grid"]):
            units = part["unit"].unique()
            if len(units) > 1:
                raise ValueError(f"{series} {often} {code} {show}: one unit expected, {units}")
            view = {"grid": often, "currency": code, "show": show, "unit": str(units[0])}
            view["rows"] = book.view(part, 12 if show == "level" else 5)
            found[series]["views"].append(view)
    return list(found.values())


def documents(seen: list[View]) -> dict[str, dict[str, str]]:
    """Return the documents behind all rows and their rates, as the table names them."""
    found = {}
    rows = pd.concat([rows[["source", "how"]] for _, _, rows in seen if len(rows)])
    for d in json.loads(ce.cite(rows, style="csl-json"))[:-1]:  # the last is the package itself
        parts = d.get("issued", {}).get("date-parts", [[]])[0]
        found[d["id"]] = {
            "author": d["author"][0]["literal"],
            "title": d["title"],
            "publisher": d.get("publisher", ""),
            "date": "-".join(f"{part:02d}" for part in parts),
            "url": d.get("URL", ""),
        }
    return found


def words(name: str, key: str, *columns: str) -> dict[str, list[str]]:
    """Return columns of a vocabulary of the data package, by its key."""
    with (ROOT / "datasets" / "vocab" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row[key]: [row[c] for c in columns] for row in csv.DictReader(file)}


def content() -> dict[str, Any]:
    """Return all that the page shows."""
    frame = figures()
    seen = list(views(frame))
    cited = documents(seen)
    book = Book(sorted(set(frame["period"])), cited)
    found = measures(frame, book, seen)
    entities = words("entities", "entity", "name_en", "name_zh", "kind")
    units = {v["unit"] for m in found for v in m["views"]}
    titles = words("units", "unit", "title")
    return {
        "version": version("chinaecon"),
        "datasets": dict(ce.datasets()[["dataset", "title"]].to_numpy().tolist()),
        "units": {unit: titles[unit][0] for unit in sorted(units)},
        "entities": {code: entities[code] for code in sorted(set(frame["entity"]))},
        "documents": cited,
        **book.lists(),
        "measures": found,
    }


def main() -> None:
    """Write the file, whole or not at all."""
    text = json.dumps(content(), ensure_ascii=False, separators=(",", ":"))
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_suffix(".part")
    part.write_text(f"globalThis.CHINAECON = {text};\n", encoding="utf-8")
    part.replace(out)


if __name__ == "__main__":
    main()
