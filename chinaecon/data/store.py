"""How the files of the data are opened: the only module that does so."""

from __future__ import annotations

import io
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chinaecon.data.layers import ROOT_FILE, Layer, folder, per_package, stack
from chinaecon.errors import MissingData

if TYPE_CHECKING:
    import pandas as pd


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
    return _table(folder(dataset) / name, stack())


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

    files = [one.folder / "vocab" / f"{name}.csv" for one in stack()]
    tables = [_table(f, stack()) for f in files if f.is_file()] or [_table(files[-1], stack())]
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
    >>> from chinaecon.data.layers import root
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
    files = (p for one in stack() for p in one.folder.glob("*/observations.csv"))
    return tuple(sorted({p.parent.name for p in files}))
