"""A user's own folder of newer rates: where it lies, whether it is read, how it is replaced."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

VARIABLE = "CHINAECON_DATA"
RECEIPT = "update.json"


def place() -> Path | None:
    """Return the folder of the user's own data, whether it exists or not.

    Returns
    -------
    pathlib.Path or None
        What the environment variable ``CHINAECON_DATA`` names, None when that is empty; where
        it is not set, ``chinaecon`` in the platform's folder of user data.

    Examples
    --------
    >>> os.environ["CHINAECON_DATA"] = ""
    >>> place() is None
    True
    """
    named = os.environ.get(VARIABLE)
    return _usual() if named is None else _named(named)


@lru_cache(maxsize=16)
def _named(named: str) -> Path | None:
    return Path(os.path.expanduser(named)) if named else None


@lru_cache(maxsize=1)
def _usual() -> Path | None:
    try:
        return _platform_folder() / "chinaecon"
    except RuntimeError:  # no home folder
        return None


def _platform_folder() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    variable, usual = (
        ("LOCALAPPDATA", ("AppData", "Local"))
        if sys.platform == "win32"
        else ("XDG_DATA_HOME", (".local", "share"))
    )
    named = os.environ.get(variable)
    return Path(named) if named else Path.home().joinpath(*usual)


def stamp(folder: Path, shipped: Path) -> int | None:
    """Return a number that changes whenever the folder is replaced.

    Parameters
    ----------
    folder : pathlib.Path
        The user's own.
    shipped : pathlib.Path
        The shipped data package.

    Returns
    -------
    int or None
        None when nothing in it is to be read: there is no receipt of an update, or the update
        was made over other shipped rates than there are now, whose corrections it would hide.

    Examples
    --------
    >>> stamp(Path("/nowhere"), Path("/nowhere")) is None
    True
    """
    receipt = _receipt(folder)
    try:
        state = os.stat(receipt)
    except OSError:
        return None
    number = hash((state.st_mtime_ns, state.st_size, state.st_ino))
    return number if _is_over(receipt, number, shipped) else None


@lru_cache(maxsize=16)
def _receipt(folder: Path) -> str:
    return str(folder / "fx" / RECEIPT)


@lru_cache(maxsize=16)
def _is_over(receipt: str, _: int, shipped: Path) -> bool:
    """Whether an update was made over the rates that are shipped."""
    try:
        over = json.loads(Path(receipt).read_text(encoding="utf-8"))["over"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(over == fingerprint(shipped / "fx"))


@lru_cache(maxsize=16)
def fingerprint(folder: Path) -> str:
    """Return a digest of the CSVs in a folder.

    Parameters
    ----------
    folder : pathlib.Path
        Of a dataset.

    Returns
    -------
    str
        Hexadecimal; remembered for as long as the process lives.

    Examples
    --------
    >>> len(fingerprint(Path("/nowhere")))
    64
    """
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.csv")):
        digest.update(f"{file.relative_to(folder).as_posix()}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def replace(folder: Path, texts: Mapping[str, str]) -> None:
    """Put new files in the place of a whole folder, or leave everything as it was.

    Parameters
    ----------
    folder : pathlib.Path
        What is replaced; it need not exist.
    texts : mapping of str to str
        The files that it will hold, by their path in it.

    Raises
    ------
    OSError
        When the folder beside it cannot be written.

    Notes
    -----
    The files are written to a temporary folder beside it, which then takes its name; whatever
    interrupts that, the temporary folder is removed and the old one has its name again.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch:
        new, old = Path(scratch, "new"), Path(scratch, "old")
        for name, text in texts.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_text(text, encoding="utf-8", newline="\n")
        try:
            if folder.exists():
                os.rename(folder, old)
            os.rename(new, folder)
        except BaseException:
            if old.exists() and not folder.exists():
                os.rename(old, folder)
            raise
