"""Newer exchange rates into a user's own folder: fetched, compared with those held, written.

Nothing calls this but the command ``chinaecon update fx`` and those who import it.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Context, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from chinaecon.data import layer, store
from chinaecon.data.download import Limits, Progress, fetch
from chinaecon.data.references import Days, dollar, euro, refusal
from chinaecon.data.rules.fixings import LARGEST_MOVE, LONGEST_GAP, turmoils
from chinaecon.errors import BadData

FARTHEST = Decimal("0.025")  # the widest gap of the two sources of USD/CNY held is 2.0 percent
_QUOTED, _CROSS, _NOON = "ecb-eurofxref", "computed-ecb-eurofxref", "frb-h10"
_DIGITS = Context(prec=6)
_TURMOIL = "If it did move so, wait for a release that declares the turmoil."
_ORDER = (1, 2, 4, 3, 0, 6)  # base, quote, basis, kind, period, source


class Pair(NamedTuple):
    """A currency priced in another, by one source."""

    base: str
    quote: str
    source: str

    def __str__(self) -> str:
        return f"{self.base}/{self.quote} of {self.source}"


class Added(NamedTuple):
    """The new days of a pair.

    Attributes
    ----------
    pair : str
        E.g. ``USD/CNY``.
    source : str
        Key of fx/sources.csv.
    days : int
        How many.
    first, last : str
        ISO dates.
    """

    pair: str
    source: str
    days: int
    first: str
    last: str


def addresses() -> dict[str, str]:
    """Return the official addresses that the descriptor of the data names.

    Returns
    -------
    dict of str to str
        ``ecb`` and ``h10``.

    Examples
    --------
    >>> sorted(addresses())
    ['ecb', 'h10']
    """
    return {str(name): str(url) for name, url in _resource()["addresses"].items()}


def update(
    ecb: str | None = None,
    h10: str | None = None,
    *,
    check: bool = False,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> list[Added]:
    """Add the days that the ECB and the Federal Reserve published since to the user's own folder.

    Parameters
    ----------
    ecb, h10 : str, optional
        Where the ECB's history of reference rates and the H.10 lie; `addresses` by default.
    check : bool, default False
        Only say what would be added.
    limits : Limits, optional
        How long and how large a download may be.
    progress : callable, optional
        As of `chinaecon.data.download.fetch`.

    Returns
    -------
    list of Added
        By pair; empty when there is nothing new.

    Raises
    ------
    BadData
        When a download cannot be had whole, is not of the published form, or gives for any day
        held another rate than is held. Nothing is changed then.
    MissingData
        When there is no data package to compare with.

    Notes
    -----
    The cross of a currency is yuan per euro over its units per euro of the day, six
    significant digits, as in the rates held. A pair whose source gave it up is only compared.

    Examples
    --------
    >>> update(check=True)  # doctest: +SKIP
    [Added(pair='EUR/CNY', source='ecb-eurofxref', days=5, first='2026-11-02', last='2026-11-06')]
    """
    folder = layer.place()
    if folder is None:
        raise BadData(
            f"Folder, {layer.VARIABLE}: found nothing; expected a folder to write to. "
            f"Name one in the environment variable {layer.VARIABLE}, or unset it."
        )
    limits = limits or Limits()
    official = addresses()
    ecb, h10 = ecb or official["ecb"], h10 or official["h10"]
    packed, raw = fetch(ecb, limits, progress), fetch(h10, limits, progress)
    per_euro, per_dollar = euro(packed, ecb), dollar(raw, h10)
    texts = store.texts("fx")
    held = _held(texts)
    newer: dict[Pair, Days] = {}
    kept_up = _kept_up(held)
    for pair, days in held.items():
        where = h10 if pair.source == _NOON else ecb
        found = per_dollar if pair.source == _NOON else _of_euro(pair, per_euro, where)
        _compare(pair, days, found, where)
        newer[pair] = _newer(pair, days, found, where) if pair in kept_up else {}
    _meet(newer, ecb, h10)
    newer = {pair: days for pair, days in newer.items() if days}
    if newer and not check:
        _write(folder, {**texts, **_grown(texts, newer)}, {"ecb": ecb, "h10": h10})
    return [
        Added(f"{pair.base}/{pair.quote}", pair.source, len(days), min(days), max(days))
        for pair, days in newer.items()
    ]


def _resource() -> dict[str, Any]:
    """The shipped descriptor of the daily rates."""
    return next(r for r in store.resources(store.root()) if r["name"] == "fx-daily")


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def _text(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _held(texts: Mapping[str, str]) -> dict[Pair, Days]:
    """The daily market rates of the pairs that the two downloads hold, each in order."""
    held: dict[Pair, Days] = defaultdict(dict)
    for name in sorted(n for n in texts if n.startswith("daily/")):
        for period, base, quote, _, _, rate, source in _rows(texts[name])[1:]:
            pair = Pair(base, quote, source)
            if source in (_QUOTED, _CROSS) or pair == ("USD", "CNY", _NOON):
                held[pair][period] = Decimal(rate)
    return dict(sorted(held.items()))


def _of_euro(pair: Pair, per_euro: Mapping[str, Days], where: str) -> Days:
    """The rates of a pair from units per euro, in the digits in which they are held."""
    wanted = {pair.quote, pair.base} - {"EUR"}
    missing = sorted(wanted - set(per_euro))
    if missing:
        raise refusal("Columns", where, f"none {missing[0]!r}", f"one for {pair}")
    quoted = per_euro[pair.quote]
    if pair.source == _QUOTED:
        return {day: _padded(rate, 4) for day, rate in quoted.items()}
    units = per_euro[pair.base]
    both = quoted.keys() & units.keys()
    return {day: _six(_DIGITS.divide(quoted[day], units[day])) for day in both}


def _padded(rate: Decimal, decimals: int) -> Decimal:
    """The same number with at least so many decimals."""
    exponent = rate.as_tuple().exponent
    assert isinstance(exponent, int)
    return rate.quantize(Decimal(1).scaleb(min(exponent, -decimals)))


def _six(rate: Decimal) -> Decimal:
    """The same number with its final zeros, up to six significant digits."""
    return rate.quantize(Decimal(1).scaleb(rate.adjusted() - 5))


def _compare(pair: Pair, held: Days, found: Days, where: str) -> None:
    """Refuse a download that lacks a day held, or has another rate for it."""
    lacking = [day for day in held if day not in found]
    if lacking:
        what = f"none for {lacking[0]}{_more(lacking)}"
        raise refusal(f"Rate of {pair}", where, what, f"each of the {len(held)} days held")
    other = [d for d, r in held.items() if found[d] != r and abs(found[d] - r) > _slack(pair, r)]
    if other:
        day = other[0]
        is_own = len(store.layers()) > 1
        remedy = f"delete {str(layer.place())!r} and try again" if is_own else "wait for a release"
        remedy = f"If the source revised it, {remedy}."
        what = f"{found[day]} for {day}{_more(other)}"
        raise refusal(f"Rate of {pair}", where, what, f"{held[day]} as held", remedy)


def _more(days: list[str]) -> str:
    return f" and {len(days) - 1} more" if len(days) > 1 else ""


def _slack(pair: Pair, held: Decimal) -> Decimal:
    """What rounding explains: nothing in a printed rate, one last digit in a cross.

    Some of the crosses held were rounded twice: 8.021185038 to 8.021185, and that to 8.02118.
    """
    exponent = held.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent) if pair.source == _CROSS else Decimal(0)


def _kept_up(held: Mapping[Pair, Days]) -> set[Pair]:
    """The pairs that their source still gave when those held ended; the rouble is none."""
    ends: dict[bool, str] = defaultdict(str)
    for pair, days in held.items():
        ends[pair.source == _NOON] = max(ends[pair.source == _NOON], *days)
    return {p for p in held if _gap(max(held[p]), ends[p.source == _NOON]) <= LONGEST_GAP}


def _gap(before: str, after: str) -> timedelta:
    return date.fromisoformat(after) - date.fromisoformat(before)


def _newer(pair: Pair, held: Days, found: Days, where: str) -> Days:
    """The days after the last one held, which follow closely and move as rates do."""
    last = max(held)
    newer = {day: found[day] for day in sorted(found) if day > last}
    spans = turmoils(_resource()).get((pair.base, pair.quote), [])
    for before, day in pairwise([last, *newer]):
        what, moved = f"Rate of {pair}", found[day] / found[before] - 1
        if day > _tomorrow():
            raise refusal(what, where, f"one of {day}", "none of a day to come")
        if _gap(before, day) > LONGEST_GAP:
            expected = f"one within {LONGEST_GAP.days} days of {before}"
            raise refusal(what, where, f"the next on {day}", expected)
        calm = not any(s.start.isoformat() <= day <= s.end.isoformat() for s in spans)
        if calm and abs(moved) >= LARGEST_MOVE:
            moves = f"{found[day]} on {day} after {found[before]} on {before}"
            raise refusal(what, where, moves, f"a move below {LARGEST_MOVE:.0%}", _TURMOIL)
    return newer


def _tomorrow() -> str:
    """The latest day that can have begun anywhere."""
    return (date.today() + timedelta(days=1)).isoformat()


def _meet(newer: Mapping[Pair, Days], ecb: str, h10: str) -> None:
    """Refuse new rates of the dollar in yuan where the two downloads are far apart."""
    cross, noon = (newer[Pair("USD", "CNY", source)] for source in (_CROSS, _NOON))
    for day in sorted(cross.keys() & noon.keys()):
        if abs(cross[day] / noon[day] - 1) > FARTHEST:
            found = f"{noon[day]} on {day}, and {cross[day]} in {ecb}"
            raise refusal("Rate of USD/CNY", h10, found, f"less than {FARTHEST:.1%} between them")


def _grown(texts: Mapping[str, str], newer: Mapping[Pair, Days]) -> dict[str, str]:
    """The files that change: those of the new days' years, and the documents."""
    rows: dict[str, list[list[str]]] = defaultdict(list)
    for (base, quote, source), days in newer.items():
        for day, rate in days.items():
            row = [day, base, quote, "spot", "market", f"{rate:f}", source]
            rows[f"daily/{day[:4]}.csv"].append(row)
    grown: dict[str, str] = {}
    head, *documents = _rows(texts["sources.csv"])
    for name, added in rows.items():
        days_head, *before = _rows(texts.get(name, next(iter(texts.values()))))
        whole = [*(before if name in texts else ()), *added]
        grown[name] = _text([days_head, *sorted(whole, key=lambda r: [r[i] for i in _ORDER])])
    today, ends = date.today().isoformat(), _ends(newer)
    published, accessed = head.index("published"), head.index("accessed")
    for row in documents:
        if row[0] in ends:
            row[published] = ends[row[0]][: len(row[published])]
            row[accessed] = today
    return {**grown, "sources.csv": _text([head, *documents])}


def _ends(newer: Mapping[Pair, Days]) -> dict[str, str]:
    """The last new day of each source."""
    ends: dict[str, str] = defaultdict(str)
    for pair, days in newer.items():
        ends[pair.source] = max(ends[pair.source], *days)
    return ends


def _write(folder: Path, texts: Mapping[str, str], asked: Mapping[str, str]) -> None:
    """Replace the user's rates, with the receipt by which they are read."""
    over = layer.fingerprint(store.root() / "fx")
    receipt = {"over": over, "on": date.today().isoformat(), **asked}
    files = {**texts, layer.RECEIPT: json.dumps(receipt, indent=2) + "\n"}
    try:
        layer.replace(folder / "fx", files)
    except OSError as error:
        raise refusal(
            "Folder", str(folder), str(error), "a folder to write to", f"Set {layer.VARIABLE}."
        ) from None
