"""How an audit scales, against one bare HiGHS solve of the same matrix with every print a row.

Run it with ``python benchmarks/consistency.py``; it prints one line per measurement and asserts
nothing. Memory is the growth of the peak resident size, each in a process of its own (Linux).
"""

import argparse
import math
import multiprocessing
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import linprog

import chinaecon as ce
from chinaecon.consistency.audit import Audit
from chinaecon.consistency.network import network
from chinaecon.consistency.prints import Prints, read
from chinaecon.consistency.programme import TOLERANCE
from chinaecon.consistency.search import Search
from chinaecon.consistency.system import System
from chinaecon.data import store

YEARS = 33
PARTNERS = (1, 3, 9, 27, 90)
"""With 228 facts of a partner and five prints of a fact: 1,140 to 102,600 prints."""
TABLE = (120, 24)
"""So many partners that the world is their sum: one block of 19,800 facts."""
TIMES_PRINTED = (1, 3, 5, 7, 9)
ERRORS = 20
SOURCES = 50
_OPTIONS = {"primal_feasibility_tolerance": TOLERANCE}
"""At its own 1e-7 HiGHS finds consistent prints infeasible in presolve."""
UNITS = {"million USD": 6, "billion USD": 9, "trillion USD": 12}


def made_up(partners: int, years: int = YEARS) -> pd.DataFrame:
    """Return prints of known true values: all of them can be true."""
    words = store.words("entities")
    names = words.loc[words["kind"] == "country", "entity"].tolist()[:partners]
    random = np.random.default_rng(0)
    amounts = np.exp(random.normal(3.0, 1.5, (partners, 1, 2)))
    changes = np.exp(random.normal(0.05, 0.1, (partners, years, 2)).cumsum(axis=1))
    exports, imports = np.moveaxis(amounts * changes * 1e9, -1, 0)
    levels = {"exports": exports, "imports": imports, "total_trade": exports + imports}
    facts = [
        (measure, name, str(2024 - years + 1 + at), true, False)
        for measure, table in {**levels, "trade_balance": exports - imports}.items()
        for name, row in zip(names, table.tolist(), strict=True)
        for at, true in enumerate(row)
    ]
    facts += [
        (f"{measure}_growth_yoy_usd", name, str(2024 - years + 2 + at), true, True)
        for measure, table in levels.items()
        for name, row in zip(names, (100 * np.diff(table) / table[:, :-1]).tolist(), strict=True)
        for at, true in enumerate(row)
    ]
    rows = []
    for at, (*fact, true, is_rate) in enumerate(facts):
        for source in random.choice(SOURCES, TIMES_PRINTED[at % len(TIMES_PRINTED)], False):
            digits = int(random.integers(3, 8))
            rows.append((*fact, *_rounded(true, digits, is_rate), f"source-{source}"))
    return pd.DataFrame(rows, columns="measure entity period value unit source".split())


def _rounded(true: float, digits: int, is_rate: bool) -> tuple[str, str]:
    """A value as it may be printed, with its unit."""
    if is_rate:
        return str(Decimal(true).quantize(Decimal("0.1" if digits < 5 else "0.01"))), "percent"
    number = Decimal(true)
    whole = number.quantize(Decimal(1).scaleb(number.adjusted() - digits + 1))
    unit = list(UNITS)[digits % len(UNITS)]
    return str(whole.scaleb(-UNITS[unit])), unit


def with_errors(frame: pd.DataFrame, count: int = ERRORS) -> tuple[pd.DataFrame, set[int]]:
    """Return the frame with some levels a fifth too large, and the rows they are in."""
    random = np.random.default_rng(1)
    levels = frame[frame["unit"] != "percent"]
    rows = random.choice(levels.index.to_numpy(), count, replace=False)
    found = frame.copy()
    for row in rows.tolist():
        found.loc[row, "value"] = str(Decimal(str(frame.loc[row, "value"])) * Decimal("1.2"))
    return found, set(rows.tolist())


def rows_of_prints(system: System) -> dict[str, Any]:
    """Return the arguments of `linprog`: the identities, and every print as a row."""
    prints, cases = system.prints, np.arange(len(system.cases))
    number = pd.Series(prints.fact).groupby(prints.fact).cumcount().to_numpy()
    blocks: list[tuple[Any, Any, Any]] = []
    floor = np.full(len(system.facts), np.inf)
    every = np.arange(len(system.facts))
    for turn in range(int(number.max()) + 1):
        one = system.part(cases, number == turn, columns=every).programme
        kept = one.loose if turn else np.ones_like(one.loose)
        printed = np.flatnonzero(np.isfinite(one.low) | np.isfinite(one.high))
        blocks.append((one.matrix[kept], one.lower[kept], one.upper[kept]))
        own = sparse.csr_array(sparse.eye_array(every.size))[printed]
        blocks.append((own, one.low[printed], one.high[printed]))
        floor = np.minimum(floor, one.floor)
    matrix = sparse.vstack([block for block, *_ in blocks], format="csr")
    lower, upper = (np.concatenate([block[end] for block in blocks]) for end in (1, 2))
    equal = lower == upper
    above, below = ~equal & np.isfinite(upper), ~equal & np.isfinite(lower)
    return {
        "c": np.zeros(every.size),
        "A_ub": sparse.vstack([matrix[above], -matrix[below]], format="csr"),
        "b_ub": np.concatenate([upper[above], -lower[below]]),
        "A_eq": matrix[equal],
        "b_eq": lower[equal],
        "bounds": np.column_stack([floor, np.full(every.size, np.inf)]),
        "method": "highs",
        "options": _OPTIONS,
    }


def bare(arguments: dict[str, Any]) -> str:
    """Solve with HiGHS once."""
    return f"status {linprog(**arguments).status}"


def audited(frame: pd.DataFrame) -> Audit:
    """Audit a frame."""
    return ce.audit(frame)


def steps(frame: pd.DataFrame) -> dict[str, float]:
    """Return the seconds that each step of an audit takes."""
    found: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        result = work()
        found[name] = time.perf_counter() - start
        return result

    prints: Prints = timed("reading the frame", lambda: read(frame))
    joined = timed("network", lambda: network(prints))
    system = timed("system", lambda: System(prints, joined))
    timed("solving", lambda: list(Search(system).conflicts()))
    return found


def _peak() -> int:
    """The largest resident size so far, in kilobytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found.group(1)) if found else 0


def _measured(work: Callable[[Any], Any], given: Any) -> tuple[float, int, Any]:
    ce.audit(with_errors(made_up(1), 1)[0])  # what is read once: the data, units, libraries
    before, start = _peak(), time.perf_counter()
    result = work(given)
    return time.perf_counter() - start, _peak() - before, result


def alone(work: Callable[[Any], Any], given: Any) -> tuple[float, int, Any]:
    """Return seconds, kilobytes and result of some work in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_measured, work, given).result()


def sizes(largest: int) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the frames, from small to large, and last the one of a single block."""
    for partners in PARTNERS:
        if partners <= largest:
            yield f"{partners} partners", made_up(partners)
    if largest >= max(PARTNERS):
        yield f"{TABLE[0]} partners and the world", made_up(*TABLE)


def report(name: str, frame: pd.DataFrame) -> float:
    """Print what one frame takes, consistent and with errors; return the seconds of an audit."""
    prints = read(frame)
    system = System(prints, network(prints))
    arguments = rows_of_prints(system)
    print(
        f"{name}: {len(frame):,} prints of {len(prints.facts):,} facts, {len(system.cases):,} "
        f"identities, {np.unique(system.block_of_case).size:,} blocks"
    )
    seconds, size, status = alone(bare, arguments)
    print(f"  {'bare HiGHS':28} {seconds:8.2f} s {size / 1024:7.0f} MB  {status}")
    taken = []
    wrong, rows = with_errors(frame)
    for what, given in (("audit, no error", frame), (f"audit, {ERRORS} errors", wrong)):
        own, memory, found = alone(audited, given)
        taken.append(own)
        ratio = f"{own / seconds:6.1f} x time {memory / max(size, 1):6.1f} x memory"
        line = f"  {what:28} {own:8.2f} s {memory / 1024:7.0f} MB {ratio}"
        print(f"{line}  {len(found.conflicts)} conflicts")
    held = {_key(one.suspect) for one in found.conflicts}
    hit = sum(_key(wrong.loc[row].to_dict()) in held for row in rows)
    print(f"  {'':28} {hit} of the {len(rows)} wrong prints are suspects")
    shares = steps(frame)
    whole = sum(shares.values())
    told = ", ".join(f"{step} {took / whole:.0%}" for step, took in shares.items())
    print(f"  {'of an audit':28} {told}")
    return taken[0]


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[k] for k in ("measure", "entity", "period", "value", "unit", "source"))


def main() -> None:
    """Report every size, and how time grows from the smallest to the largest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=max(PARTNERS), help="partners at most")
    taken = []
    for name, frame in sizes(parser.parse_args().largest):
        taken.append((len(frame), report(name, frame)))
    apart = taken[: len(PARTNERS)]
    (least, first), (most, last) = apart[0], apart[-1]
    if most > least:
        power = math.log(last / first) / math.log(most / least)
        print(
            f"time grows as prints to the power of {power:.2f}, from {least:,} to {most:,} prints"
        )


if __name__ == "__main__":
    main()
