"""Pictures written to files, only where their numbers, their entry or the drawing changed."""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import tempfile
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
from chinaecon.report.alt import doubts
from chinaecon.report.rows import rows

if TYPE_CHECKING:
    import pandas as pd

    from chinaecon.report.spec import Chart, Spec

MANIFEST = "manifest.json"
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
) -> Rendered:
    """Write the pictures of a spec, their numbers and their descriptions.

    For each chart ``<name>.svg``, ``.png``, ``.csv`` (the rows drawn) and ``.txt`` (the picture
    in words), and ``manifest.json`` with their digests. A chart is left alone when its numbers,
    its entry, the drawing code and matplotlib are those of the manifest and its files are whole.

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
    manifest = _manifest(folder)
    done, problems = Rendered(), []
    for chart in progress(chosen) if progress else chosen:
        try:
            drawn = _one(chart, folder, manifest)
        except ChinaeconError as error:
            problems.append(f"{spec.path}: chart {chart.name!r}: {error}")
            continue
        (done.drawn if drawn else done.kept).append(chart.name)
    if only is None and not problems:
        done.removed = _remove_others(spec, folder, manifest)
    if problems:
        head = f"{len(problems)} of {len(chosen)} charts cannot be drawn. Mend all of:"
        raise BadData("\n".join([head, *problems]), problems=problems)
    return done


def check(spec: Spec, out: str | Path) -> list[str]:
    """Name the charts whose files are not what the data and the spec give now.

    Parameters
    ----------
    spec : Spec
        The charts.
    out : str or path
        The folder of the pictures.

    Returns
    -------
    list of str
        ``name: reason`` for each stale chart, in the order of the spec, and for each figure in
        the description of a chart that the data contradict; nothing is written.
        Pictures are drawn again in memory and compared when matplotlib is the version that
        drew them; another version writes other bytes for the same picture.

    Examples
    --------
    >>> import tempfile
    >>> from chinaecon.report.spec import Chart, Series, Spec
    >>> pair = Series("rates", {"rates": "USD/CNY", "period": "2023/2024"})
    >>> spec = Spec(Path("charts.toml"), (Chart("fx", (pair,), (), {"title": "T"}, "0"),))
    >>> check(spec, tempfile.mkdtemp())
    ['fx: never drawn.']
    """
    folder = Path(out)
    manifest = _manifest(folder)
    found = []
    for chart in spec.charts:
        try:
            reason = _stale(chart, folder, manifest.get(chart.name))
        except ChinaeconError as error:
            reason = f"cannot be drawn: {error}"
        if reason:
            found.append(f"{chart.name}: {reason}")
        else:
            told = (folder / f"{chart.name}.txt").read_text(encoding="utf-8")
            found += [f"{chart.name}: {doubt}" for doubt in doubts(chart, told)]
    names = {chart.name for chart in spec.charts}
    found += [f"{name}: no longer in the spec." for name in manifest if name not in names]
    return found


def _chosen(spec: Spec, only: Iterable[str] | None) -> list[Chart]:
    if only is None:
        return list(spec.charts)
    names = [chart.name for chart in spec.charts]
    wanted = list(only)
    for name in wanted:
        if name not in names:
            raise UnknownName.among("chart", name, names, f"{str(spec.path)!r} lists all.")
    return [chart for chart in spec.charts if chart.name in wanted]


def _one(chart: Chart, folder: Path, manifest: dict[str, dict[str, str]]) -> bool:
    """Draw one chart unless it is there already; tells whether it was drawn."""
    wished = content(rows(chart), **chart.options)
    entry = {
        "spec": chart.digest,
        "content": wished.digest(),
        "matplotlib": matplotlib.__version__,
        "drawing": _drawing(),
    }
    held = manifest.get(chart.name, {})
    if all(held.get(k) == v for k, v in entry.items()) and _whole(chart.name, folder, held):
        return False
    files = _files(draw(wished))
    for suffix, made in files.items():
        _write(folder / f"{chart.name}.{suffix}", made)
    manifest[chart.name] = {**entry, **{s: _digest(c) for s, c in files.items()}}
    _write(folder / MANIFEST, _text(manifest))
    return True


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


def _stale(chart: Chart, folder: Path, held: dict[str, str] | None) -> str:
    """Why the files of a chart are stale; empty when they are not."""
    if held is None:
        return "never drawn."
    if held.get("spec") != chart.digest:
        return "its entry in the spec changed."
    broken = [s for s in ("svg", "csv", "txt") if not _same(folder, chart.name, s, held)]
    if broken:
        return f"{', '.join(f'{chart.name}.{s}' for s in broken)} missing or changed by hand."
    wished = content(rows(chart), **chart.options)
    if _digest(_numbers(wished.rows()).encode()) != held.get("csv"):
        return "its numbers changed."
    same_version = held.get("matplotlib") == matplotlib.__version__
    if same_version and _digest(draw(wished).svg().encode()) != held.get("svg"):
        return "it is drawn differently now."
    return ""


def _whole(name: str, folder: Path, held: dict[str, str]) -> bool:
    return all(_same(folder, name, suffix, held) for suffix in SUFFIXES)


def _same(folder: Path, name: str, suffix: str, held: dict[str, str]) -> bool:
    file = folder / f"{name}.{suffix}"
    return file.is_file() and _digest(file.read_bytes()) == held.get(suffix)


def _remove_others(spec: Spec, folder: Path, manifest: dict[str, dict[str, str]]) -> list[str]:
    """Delete the files of charts that the manifest knows and the spec no longer has."""
    names = {chart.name for chart in spec.charts}
    gone = [name for name in manifest if name not in names]
    for name in gone:
        for suffix in SUFFIXES:
            (folder / f"{name}.{suffix}").unlink(missing_ok=True)
        del manifest[name]
    if gone:
        _write(folder / MANIFEST, _text(manifest))
    return gone


def _manifest(folder: Path) -> dict[str, dict[str, str]]:
    file = folder / MANIFEST
    if not file.is_file():
        return {}
    try:
        held: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))["charts"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadData(
            f"{file}: cannot be read ({error}); expected a manifest of charts. "
            "Delete it and draw again.",
            problems=[str(file)],
        ) from None
    return held


def _text(manifest: dict[str, dict[str, str]]) -> bytes:
    return (json.dumps({"charts": manifest}, indent=1, sort_keys=True) + "\n").encode()


def _write(file: Path, content: bytes) -> None:
    """Write beside the place, then rename; a failure leaves what was there."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".part", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(name, 0o644)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@lru_cache(maxsize=1)
def _drawing() -> str:
    """The digest of the drawing code, so that a change of the look draws all charts again."""
    whole: Any = hashlib.sha256()
    for module in sorted(m.name for m in iter_modules(charts.__path__)):
        whole.update(inspect.getsource(import_module(f"chinaecon.charts.{module}")).encode())
    return str(whole.hexdigest())
