"""Which data packages are read: the user's own before the shipped one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypeVar

from chinaecon.data import home
from chinaecon.errors import MissingData

P = ParamSpec("P")
R = TypeVar("R")

ROOT_FILE = "datapackage.json"
_INSTALLED = Path(__file__).parents[1] / "_datasets"
_CHECKOUT = Path(__file__).parents[2] / "datasets"


class Layer(NamedTuple):
    """A data package as it was at one moment: its folder, and what its files looked like."""

    folder: Path
    stamp: int


_READ: ContextVar[tuple[Layer, ...]] = ContextVar("_READ", default=())


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
    ...     stack()[0].folder == root()
    True
    """
    if data is None:
        yield
        return
    shipped = root()
    token = _READ.set((_layer(data), *_newer(shipped), Layer(shipped, 0)))
    try:
        yield
    finally:
        _READ.reset(token)


@contextmanager
def only(data: str | Path) -> Iterator[None]:
    """Read from one data package, given as in `using`, and from no other.

    Examples
    --------
    >>> with only(root()):
    ...     len(stack())
    1
    """
    token = _READ.set((_layer(data),))
    try:
        yield
    finally:
        _READ.reset(token)


def _layer(data: str | Path) -> Layer:
    folder = Path(data)
    folder = folder.parent if folder.name == ROOT_FILE else folder
    if not (folder / ROOT_FILE).is_file():
        raise MissingData(
            f"No {ROOT_FILE!r} in {str(folder)!r}; expected a data package. "
            f"'chinaecon init {folder}' writes one to fill in."
        )
    return Layer(folder.resolve(), _stamp(folder))


def _stamp(folder: Path) -> int:
    """Another number whenever a file of the folder is another."""
    states = ((file, file.stat()) for file in sorted(folder.rglob("*.[cj]s*")))
    return hash(tuple((str(file), s.st_mtime_ns, s.st_size) for file, s in states))


def chosen() -> Path:
    """Return the folder of the data package that `data=` chose, else of the shipped one.

    Returns
    -------
    pathlib.Path
        The first layer; the user's folder of newer rates is never it.

    Examples
    --------
    >>> chosen() == root()
    True
    """
    return _READ.get()[0].folder if _READ.get() else root()


def stack() -> tuple[Layer, ...]:
    """Return the data packages that are read, the user's own before the shipped one.

    Returns
    -------
    tuple of Layer
        Of `data=`, of the user's folder of newer rates, and the shipped one: a dataset of an
        earlier layer hides that of a later one.

    Examples
    --------
    >>> stack()[-1].folder == root()
    True
    """
    shipped = root()
    return _READ.get() or (*_newer(shipped), Layer(shipped, 0))


def _newer(shipped: Path) -> tuple[Layer, ...]:
    """The user's folder of newer rates, if there is one."""
    place = home.place()
    stamp = home.stamp(place, shipped) if place else None
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
        return remember(stack(), *args, **options)

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
    places = [one.folder / dataset for one in stack()]
    return next((place for place in places if place.is_dir()), places[-1])
