"""Pictures written to files, only where their numbers, their entry or the drawing changed."""

from __future__ import annotations

import hashlib
import inspect
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

import matplotlib

from chinaecon import charts
from chinaecon.charts.picture import Picture, content, draw
from chinaecon.errors import BadData, ChinaeconError, UnknownName
from chinaecon.report import manifest as manifests
from chinaecon.report.alt import doubts
from chinaecon.report.drift import Drift, Move, Prints, moves, rows_moved
from chinaecon.report.file import digest, write
from chinaecon.report.manifest import Manifest, digest_of
from chinaecon.report.rows import gather

if TYPE_CHECKING:
    import pandas as pd

    from chinaecon.report.spec import Chart, Spec

SUFFIXES = ("svg", "png", "csv", "txt")
_COLUMNS = (
    "panel series place measure entity period timing value unit low high qualifier status "
    "source how"
).split()
Progress = Callable[[Sequence["Chart"]], Iterable["Chart"]]


@dataclass
class Rendered:
    """What a run did.

    Attributes
    ----------
    drawn, kept, removed : list of str
        Names of charts: written anew, found unchanged, no longer in the spec.

    Examples
    --------
    >>> Rendered(drawn=["one"]).kept
    []
    """

    drawn: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def render(
    spec: Spec,
    out: str | Path,
    only: Iterable[str] | None = None,
    *,
    progress: Progress | None = None,
    manifest: str | Path | None = None,
) -> Rendered:
    """Write the pictures of a spec, their numbers and their descriptions.

    For each chart ``<name>.svg``, ``.png``, ``.csv`` (the rows drawn) and ``.txt`` (the picture
    in words), and ``manifest.json`` with their digests and the prints they show. A chart is left
    alone when its numbers, its entry, the drawing code and matplotlib are those of the manifest
    and its files are whole.

    Parameters
    ----------
    spec : Spec
        The charts.
    out : str or path
        Folder, made when it is not there.
    only : iterable of str, optional
        Names of charts; all by default.
    progress : callable, optional
        Wraps the sequence of charts, e.g. ``rich.progress.track``; nothing is printed without.
    manifest : str or path, optional
        File of the manifest; in `out` by default.

    Returns
    -------
    Rendered
        What was drawn, kept and removed.

    Raises
    ------
    UnknownName
        When `only` names a chart that is not there.
    BadData
        When charts cannot be drawn; all of them at once, the others are written.

    Notes
    -----
    Every file is written beside its place and then renamed, the manifest after each chart, so
    that an interrupted run leaves whole files and the next one goes on from there.

    Examples
    --------
    >>> import tempfile
    >>> from chinaecon.report.spec import Chart, Series, Spec
    >>> pair = Series("rates", {"rates": "USD/CNY", "period": "2023/2024"})
    >>> spec = Spec(Path("charts.toml"), (Chart("fx", (pair,), (), {"title": "T"}, "0"),))
    >>> folder = tempfile.mkdtemp()
    >>> render(spec, folder).drawn, render(spec, folder).kept
    (['fx'], ['fx'])
    """
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    chosen = _chosen(spec, only)
    held = manifests.read(manifest or folder / manifests.NAME)
    done, problems = Rendered(), []
    for chart in progress(chosen) if progress else chosen:
        try:
            drawn = _one(chart, folder, held)
        except ChinaeconError as error:
            problems.append(f"{spec.path}: chart {chart.name!r}: {error}")
            continue
        (done.drawn if drawn else done.kept).append(chart.name)
    if only is None and not problems:
        done.removed = _remove_others(spec, folder, held)
        held.vintage, held.spec = manifests.vintage(), spec.digest()
        held.write()
    if problems:
        head = f"{len(problems)} of {len(chosen)} charts cannot be drawn. Mend all of:"
        raise BadData("\n".join([head, *problems]), problems=problems)
    return done


def check(spec: Spec, out: str | Path, manifest: str | Path | None = None) -> list[Drift]:
    """Name the charts whose files are not what the data and the spec give now.

    Parameters
    ----------
    spec : Spec
        The charts.
    out : str or path
        The folder of the pictures.
    manifest : str or path, optional
        File of the manifest; in `out` by default.

    Returns
    -------
    list of Drift
        One for each stale chart, in the order of the spec, with the prints that moved, and for
        each figure in the description of a chart that the data contradict; nothing is written.
        Pictures are drawn again in memory and compared when matplotlib is the version that drew
        them; another version writes other bytes for the same picture.

    Examples
    --------
    >>> import tempfile
    >>> from chinaecon.report.spec import Chart, Series, Spec
    >>> pair = Series("rates", {"rates": "USD/CNY", "period": "2023/2024"})
    >>> spec = Spec(Path("charts.toml"), (Chart("fx", (pair,), (), {"title": "T"}, "0"),))
    >>> print(*check(spec, tempfile.mkdtemp()))
    fx: never drawn.
    """
    folder = Path(out)
    charts = manifests.read(manifest or folder / manifests.NAME).charts
    found = []
    for chart in spec.charts:
        try:
            stale = _stale(chart, folder, charts.get(chart.name))
        except ChinaeconError as error:
            stale = _drift(chart, f"cannot be drawn: {error}")
        if stale:
            found.append(stale)
            continue
        told = (folder / f"{chart.name}.txt").read_text(encoding="utf-8")
        found += [Drift("chart", chart.name, doubt) for doubt in doubts(chart, told)]
    names = {chart.name for chart in spec.charts}
    gone = [name for name in charts if name not in names]
    return found + [Drift("chart", name, "no longer in the spec.") for name in gone]


def _chosen(spec: Spec, only: Iterable[str] | None) -> list[Chart]:
    if only is None:
        return list(spec.charts)
    names = [chart.name for chart in spec.charts]
    wanted = list(only)
    for name in wanted:
        if name not in names:
            raise UnknownName.among("chart", name, names, f"{str(spec.path)!r} lists all.")
    return [chart for chart in spec.charts if chart.name in wanted]


def _one(chart: Chart, folder: Path, manifest: Manifest) -> bool:
    """Draw one chart unless it is there already; tells whether it was drawn."""
    frame, prints = gather(chart)
    wished = content(frame, **chart.options)
    entry = {
        "spec": chart.digest,
        "content": wished.digest(),
        "matplotlib": matplotlib.__version__,
        "drawing": _drawing(),
    }
    held = manifest.charts.get(chart.name, {})
    is_there = all(held.get(k) == v for k, v in entry.items())
    is_there = is_there and _whole(chart.name, folder, held)
    digests = {s: held[s] for s in SUFFIXES} if is_there else {}
    if not is_there:
        for suffix, made in _files(draw(wished)).items():
            write(folder / f"{chart.name}.{suffix}", made)
            digests[suffix] = digest(made)
    data = {"data": digest_of(prints), "prints": prints}
    manifest.charts[chart.name] = {**entry, **digests, **data}
    if manifest.charts[chart.name] != held:
        manifest.write()
    return not is_there


def _files(picture: Picture) -> dict[str, bytes]:
    assert picture.data is not None
    return {
        "svg": picture.svg().encode(),
        "png": picture.png(),
        "csv": _numbers(picture.data).encode(),
        "txt": (picture.alt + "\n").encode(),
    }


def _numbers(data: pd.DataFrame) -> str:
    """The rows drawn as CSV: twelve digits say all that the data say, on every machine."""
    there = [c for c in _COLUMNS if c in data.columns and (data[c].astype(str) != "").any()]
    return data[there].to_csv(index=False, lineterminator="\n", float_format="%.12g")


def _drift(chart: Chart, reason: str, moved: tuple[Move, ...] = ()) -> Drift:
    return Drift("chart", chart.name, reason, moved)


def _stale(chart: Chart, folder: Path, held: dict[str, Any] | None) -> Drift | None:
    """Why the files of a chart are stale; None when they are not."""
    if held is None:
        return _drift(chart, "never drawn.")
    if held.get("spec") != chart.digest:
        return _drift(chart, "its entry in the spec changed.")
    broken = [s for s in ("svg", "csv", "txt") if not _same(folder, chart.name, s, held)]
    if broken:
        files = ", ".join(f"{chart.name}.{s}" for s in broken)
        return _drift(chart, f"{files} missing or changed by hand.")
    frame, prints = gather(chart)
    wished = content(frame, **chart.options)
    numbers = _numbers(wished.rows())
    if digest(numbers.encode()) != held.get("csv"):
        moved = _moved(folder / f"{chart.name}.csv", numbers, held, prints)
        return _drift(chart, "its numbers changed.", moved)
    same_version = held.get("matplotlib") == matplotlib.__version__
    if same_version and digest(draw(wished).svg().encode()) != held.get("svg"):
        return _drift(chart, "it is drawn differently now.")
    return None


def _moved(file: Path, numbers: str, held: dict[str, Any], prints: Prints) -> tuple[Move, ...]:
    """The prints that moved; where none did, the rows that were computed of them with a rate."""
    import pandas as pd

    moved = moves(held["prints"], prints) if "prints" in held else ()
    if moved:
        return moved
    return rows_moved(pd.read_csv(file), pd.read_csv(io.StringIO(numbers)))


def _whole(name: str, folder: Path, held: dict[str, Any]) -> bool:
    return all(_same(folder, name, suffix, held) for suffix in SUFFIXES)


def _same(folder: Path, name: str, suffix: str, held: dict[str, Any]) -> bool:
    file = folder / f"{name}.{suffix}"
    return file.is_file() and digest(file.read_bytes()) == held.get(suffix)


def _remove_others(spec: Spec, folder: Path, manifest: Manifest) -> list[str]:
    """Delete the files of charts that the manifest knows and the spec no longer has."""
    names = {chart.name for chart in spec.charts}
    gone = [name for name in manifest.charts if name not in names]
    for name in gone:
        for suffix in SUFFIXES:
            (folder / f"{name}.{suffix}").unlink(missing_ok=True)
        del manifest.charts[name]
    return gone


@lru_cache(maxsize=1)
def _drawing() -> str:
    """The digest of the drawing code, so that a change of the look draws all charts again."""
    whole: Any = hashlib.sha256()
    for module in sorted(m.name for m in iter_modules(charts.__path__)):
        whole.update(inspect.getsource(import_module(f"chinaecon.charts.{module}")).encode())
    return str(whole.hexdigest())
