"""Where the data lie and how their files are opened: the only module that does so."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chinaecon.errors import MissingData

if TYPE_CHECKING:
    import pandas as pd

_INSTALLED = Path(__file__).parents[1] / "_datasets"
_CHECKOUT = Path(__file__).parents[2] / "datasets"


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
    for folder in (_INSTALLED, _CHECKOUT):
        if (folder / "datapackage.json").is_file():
            return folder
    raise MissingData(
        f"No data package in {str(_INSTALLED)!r} or {str(_CHECKOUT)!r}; "
        "expected a 'datapackage.json'. Install chinaecon again."
    )


@lru_cache(maxsize=256)
def table(path: str, folder: Path | None = None) -> pd.DataFrame:
    """Read one CSV of the package, every cell as text.

    Parameters
    ----------
    path : str
        Relative to the package, e.g. ``trade/observations.csv``.
    folder : pathlib.Path, optional
        Another data package; the shipped one by default.

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
    >>> list(table("vocab/hazards.csv").columns)[:2]
    ['hazard', 'title']
    """
    import pandas as pd

    file = (folder or root()) / path
    if not file.is_file():
        raise MissingData(f"No file {path!r} in {str(file.parents[path.count('/')])!r}.")
    return pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8")


def prints(dataset: str, folder: Path | None = None) -> pd.DataFrame:
    """Read the observations of a dataset, which may lie in several files.

    Parameters
    ----------
    dataset : str
        Name of the folder.
    folder : pathlib.Path, optional
        Another data package; the shipped one by default.

    Returns
    -------
    pandas.DataFrame
        ``observations.csv`` and what ``observations-*.csv`` beside it hold, as text.

    Examples
    --------
    >>> len(prints("trade")) > len(table("trade/observations.csv"))
    True
    """
    import pandas as pd

    files = sorted(((folder or root()) / dataset).glob("observations*.csv"))
    names = [f"{dataset}/{file.name}" for file in files] or [f"{dataset}/observations.csv"]
    return pd.concat([table(name, folder) for name in names], ignore_index=True)


def rates(frequency: str, folder: Path | None = None) -> pd.DataFrame:
    """Read the exchange rates of one frequency, which may lie in several files.

    Parameters
    ----------
    frequency : str
        ``annual``, ``monthly`` or the days of a year such as ``daily/2024``.
    folder : pathlib.Path, optional
        Another data package; the shipped one by default.

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

    first = f"fx/{frequency}.csv"
    others = sorted(((folder or root()) / "fx").glob(f"{frequency}-*.csv"))
    names = [first, *(f"fx/{file.name}" for file in others)]
    return pd.concat([table(name, folder) for name in names], ignore_index=True)


@lru_cache(maxsize=8)
def descriptor(folder: Path | None = None) -> dict[str, Any]:
    """Return the parsed ``datapackage.json``.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Another data package; the shipped one by default.

    Returns
    -------
    dict
        The Frictionless descriptor. Shared: do not change it.

    Examples
    --------
    >>> descriptor()["name"]
    'chinaecon'
    """
    text = ((folder or root()) / "datapackage.json").read_text(encoding="utf-8")
    package: dict[str, Any] = json.loads(text)
    return package


def datasets(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of the datasets that hold observations, sorted.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Another data package; the shipped one by default.

    Returns
    -------
    tuple of str
        Folder names.

    Examples
    --------
    >>> "trade" in datasets()
    True
    """
    return tuple(sorted(p.parent.name for p in (folder or root()).glob("*/observations.csv")))
