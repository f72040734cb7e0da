"""Where the data lie and how their files are opened: the only module that does so."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from chinaecon.data import layer
from chinaecon.errors import MissingData

if TYPE_CHECKING:
    import pandas as pd

P = ParamSpec("P")
R = TypeVar("R")

ROOT_FILE = "datapackage.json"
_INSTALLED = Path(__file__).parents[1] / "_datasets"
_CHECKOUT = Path(__file__).parents[2] / "datasets"


class Layer(NamedTuple):
    """A data package as it was at one moment: its folder, and what its files looked like."""

    folder: Path
    stamp: int


_OWN: ContextVar[tuple[Layer, ...]] = ContextVar("_OWN", default=())


def root() -> Path:
    """Return the folder of the shipped data package.

    Returns
    -------
    pathlib.Path
        Inside the installed package, or beside it in a checkout.

    Raises
    ------
    MissingData
        When neither is there: the installation is broken.

    Examples
    --------
    >>> (root() / "datapackage.json").is_file()
    True
    """
    return _root(_INSTALLED, _CHECKOUT)


@lru_cache(maxsize=16)
def _root(*places: Path) -> Path:
    for place in places:
        if (place / ROOT_FILE).is_file():
            return place
    raise MissingData(
        f"No data package in {' or '.join(repr(str(place)) for place in places)}; "
        f"expected a {ROOT_FILE!r}. Install chinaecon again."
    )


@contextmanager
def using(data: str | Path | None) -> Iterator[None]:
    """Read from a user's own data package, and from the shipped one what it lacks.

    Parameters
    ----------
    data : str or pathlib.Path or None
        The folder of a ``datapackage.json``, or that file; None changes nothing.

    Raises
    ------
    MissingData
        When no data package is there.

    Examples
    --------
    >>> with using(root()):
    ...     layers()[0].folder == root()
    True
    """
    if data is None:
        yield
        return
    folder = Path(data)
    folder = folder.parent if folder.name == ROOT_FILE else folder
    if not (folder / ROOT_FILE).is_file():
        raise MissingData(
            f"No {ROOT_FILE!r} in {str(folder)!r}; expected a data package. "
            f"'chinaecon init {folder}' writes one to fill in."
        )
    token = _OWN.set((Layer(folder.resolve(), _stamp(folder)),))
    try:
        yield
    finally:
        _OWN.reset(token)


def _stamp(folder: Path) -> int:
    """Another number whenever a file of the folder is another."""
    states = ((file, file.stat()) for file in sorted(folder.rglob("*.[cj]s*")))
    return hash(tuple((str(file), s.st_mtime_ns, s.st_size) for file, s in states))


def layers() -> tuple[Layer, ...]:
    """Return the data packages that are read, the user's own before the shipped one.

    Returns
    -------
    tuple of Layer
        Of `data=`, of the user's folder of newer rates, and the shipped one: a dataset of an
        earlier layer hides that of a later one.

    Examples
    --------
    >>> layers()[-1].folder == root()
    True
    """
    shipped = root()
    return (*_OWN.get(), *_newer(shipped), Layer(shipped, 0))


def _newer(shipped: Path) -> tuple[Layer, ...]:
    """The user's folder of newer rates, if there is one."""
    place = layer.place()
    stamp = layer.stamp(place, shipped) if place else None
    return () if place is None or stamp is None else (Layer(place, stamp),)


def layered(function: Callable[P, R]) -> Callable[P, R]:
    """Let the `data` argument of a public function choose the package that it reads."""

    @wraps(function)
    def run(*args: P.args, **options: P.kwargs) -> R:
        data = options.get("data")
        assert data is None or isinstance(data, str | Path)
        with using(data):
            return function(*args, **options)

    return run


def per_package(function: Callable[P, R]) -> Callable[P, R]:
    """Remember what a function gives, apart for every data package that is read."""

    @lru_cache(maxsize=65536)
    def remembered(_: tuple[Layer, ...], *args: Any, **options: Any) -> R:
        return function(*args, **options)

    @wraps(function)
    def run(*args: P.args, **options: P.kwargs) -> R:
        remember: Callable[..., R] = remembered
        return remember(layers(), *args, **options)

    run.cache_clear = remembered.cache_clear  # type: ignore[attr-defined]
    return run


def folder(dataset: str) -> Path:
    """Return where a dataset lies.

    Parameters
    ----------
    dataset : str
        Name of its folder, e.g. ``trade``, ``fx`` or ``vocab``.

    Returns
    -------
    pathlib.Path
        In the first layer that has it; in the shipped package where none does.

    Examples
    --------
    >>> folder("trade").name
    'trade'
    """
    places = [one.folder / dataset for one in layers()]
    return next((place for place in places if place.is_dir()), places[-1])


def table(path: str) -> pd.DataFrame:
    """Read one CSV of a dataset, every cell as text.

    Parameters
    ----------
    path : str
        Relative to the package, e.g. ``trade/observations.csv``.

    Returns
    -------
    pandas.DataFrame
        All columns text; an empty cell is an empty string. Shared: copy before changing it.

    Raises
    ------
    MissingData
        When the file is not there.

    Examples
    --------
    >>> list(table("fx/sources.csv").columns)[:2]
    ['source', 'authority']
    """
    dataset, _, name = path.partition("/")
    return _table(folder(dataset) / name, layers())


def words(name: str) -> pd.DataFrame:
    """Read a vocabulary: the user's own words, then the shipped ones that they do not redefine.

    Parameters
    ----------
    name : str
        E.g. ``measures`` or ``entities``; its first column is the key, for aliases the first two.

    Returns
    -------
    pandas.DataFrame
        As of `table`.

    Raises
    ------
    MissingData
        When no layer has it.

    Examples
    --------
    >>> list(words("hazards").columns)[:2]
    ['hazard', 'title']
    """
    import pandas as pd

    files = [one.folder / "vocab" / f"{name}.csv" for one in layers()]
    tables = [_table(f, layers()) for f in files if f.is_file()] or [_table(files[-1], layers())]
    if len(tables) == 1:
        return tables[0]
    whole = pd.concat(tables, ignore_index=True)
    key = list(whole.columns[: 2 if name == "aliases" else 1])
    return whole.drop_duplicates(key, ignore_index=True)


@lru_cache(maxsize=256)
def _table(file: Path, _: tuple[Layer, ...]) -> pd.DataFrame:
    import pandas as pd

    if not file.is_file():
        raise MissingData(f"No file {file.name!r} in {str(file.parent)!r}. Restore it.")
    return pd.read_csv(file, dtype=object, keep_default_na=False, encoding="utf-8")


@per_package
def prints(dataset: str, measures: tuple[str, ...] = ()) -> pd.DataFrame:
    """Read the observations of a dataset, which may lie in several files.

    Parameters
    ----------
    dataset : str
        Name of the folder.
    measures : tuple of str, optional
        Only these; no other line is parsed. All by default.

    Returns
    -------
    pandas.DataFrame
        ``observations.csv`` and what ``observations-*.csv`` beside it hold, as text. Shared.

    Examples
    --------
    >>> len(prints("trade")) > len(table("trade/observations.csv"))
    True
    """
    import pandas as pd

    files = sorted(folder(dataset).glob("observations*.csv"))
    if not measures:
        names = [file.name for file in files] or ["observations.csv"]
        return pd.concat([table(f"{dataset}/{name}") for name in names], ignore_index=True)
    starts = tuple(f"{measure}," for measure in measures)
    lines = ""
    for file in files:
        head, *rest = file.read_text(encoding="utf-8").splitlines(keepends=True)
        lines = lines or head
        lines += "".join(line for line in rest if line.startswith(starts))
    return pd.read_csv(io.StringIO(lines), dtype=object, keep_default_na=False)


def rates(frequency: str) -> pd.DataFrame:
    """Read the exchange rates of one frequency, which may lie in several files.

    Parameters
    ----------
    frequency : str
        ``annual``, ``monthly`` or the days of a year such as ``daily/2024``.

    Returns
    -------
    pandas.DataFrame
        ``fx/monthly.csv`` and what ``fx/monthly-*.csv`` beside it hold, as text.

    Raises
    ------
    MissingData
        When there is no such file.

    Examples
    --------
    >>> len(rates("monthly")) > len(table("fx/monthly.csv"))
    True
    """
    import pandas as pd

    others = sorted(folder("fx").glob(f"{frequency}-*.csv"))
    names = [f"fx/{frequency}.csv", *(f"fx/{file.name}" for file in others)]
    return pd.concat([table(name) for name in names], ignore_index=True)


@per_package
def titles() -> dict[str, str]:
    """Return the title of every dataset, as the descriptors have it.

    Returns
    -------
    dict of str to str
        Sorted by name; blank where a descriptor gives none.

    Examples
    --------
    >>> titles()["trade"]
    'Foreign trade in goods'
    """
    found = dict.fromkeys(datasets(), "")
    for place, _ in reversed(layers()):
        for resource in resources(place):
            name = resource.get("name", "").removesuffix("-observations")
            if (place / name / "observations.csv").is_file():
                found[name] = resource.get("title", "")
    return found


def resources(folder: Path) -> list[dict[str, Any]]:
    """Return the resources of a data package, as its descriptor has them.

    Parameters
    ----------
    folder : pathlib.Path
        Of the data package.

    Returns
    -------
    list of dict
        Empty where there is no descriptor.

    Examples
    --------
    >>> "fx-daily" in {resource["name"] for resource in resources(root())}
    True
    """
    file = folder / ROOT_FILE
    if not file.is_file():
        return []
    return list(json.loads(file.read_text(encoding="utf-8")).get("resources", ()))


def texts(dataset: str) -> dict[str, str]:
    """Return the CSVs of a dataset as they are.

    Parameters
    ----------
    dataset : str
        Name of the folder.

    Returns
    -------
    dict of str to str
        By their path in the folder, sorted.

    Examples
    --------
    >>> "daily/2024.csv" in texts("fx")
    True
    """
    place = folder(dataset)
    files = sorted(place.rglob("*.csv"))
    return {f.relative_to(place).as_posix(): f.read_text(encoding="utf-8") for f in files}


@per_package
def datasets() -> tuple[str, ...]:
    """Return the names of the datasets that hold observations, sorted.

    Returns
    -------
    tuple of str
        Folder names, of all layers.

    Examples
    --------
    >>> "trade" in datasets()
    True
    """
    files = (p for one in layers() for p in one.folder.glob("*/observations.csv"))
    return tuple(sorted({p.parent.name for p in files}))
