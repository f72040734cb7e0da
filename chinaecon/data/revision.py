"""A data package as it was: of a git revision, of a wheel, or of another folder."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from chinaecon.data.schema import ROOT_FILE
from chinaecon.errors import MissingData


@contextmanager
def package(revision: str, folder: Path) -> Iterator[Path]:
    """Give the folder of a data package as it was, for as long as the context lasts.

    Parameters
    ----------
    revision : str
        The path of a wheel or of a folder, or what git knows: a tag, a branch, ``HEAD~1``.
    folder : pathlib.Path
        The data package now; a revision is of the repository that it lies in.

    Yields
    ------
    pathlib.Path
        The folder of its ``datapackage.json``.

    Raises
    ------
    MissingData
        When there is no such thing, no git, or no data package in it.

    Examples
    --------
    >>> from chinaecon.data import layers
    >>> with package(str(layers.root()), layers.root()) as was:
    ...     was == layers.root()
    True
    """
    there = Path(revision)
    if there.is_dir():
        yield _inside(there, revision)
        return
    with TemporaryDirectory() as place:
        if there.is_file():
            _unpack_wheel(there, Path(place))
        else:
            _unpack(_archive(revision, folder), Path(place))
        yield _inside(Path(place), revision)


def _inside(folder: Path, revision: str) -> Path:
    """The folder of the descriptor nearest to the top."""
    found = sorted(folder.rglob(ROOT_FILE), key=lambda file: len(file.parts))
    if not found:
        raise MissingData(
            f"No {ROOT_FILE!r} in {revision!r}; expected a data package. "
            "Give a later revision, a wheel of chinaecon or the folder of a data package."
        )
    return found[0].parent


def _unpack_wheel(file: Path, place: Path) -> None:
    """Take the data out of a wheel: what lies in a folder with a descriptor above it."""
    if not zipfile.is_zipfile(file):
        raise MissingData(
            f"{str(file)!r} is no wheel; expected a zip file with a data package in it. "
            "Give a wheel, the folder of a data package or a git revision."
        )
    with zipfile.ZipFile(file) as wheel:
        names = wheel.namelist()
        tops = [name.removesuffix(ROOT_FILE) for name in names if name.endswith(f"/{ROOT_FILE}")]
        wheel.extractall(place, [name for name in names if name.startswith(tuple(tops))])


def _archive(revision: str, folder: Path) -> bytes:
    """The folder at a revision, as git archives it."""
    inside = _git(folder, "rev-parse", "--is-inside-work-tree")
    if inside.returncode:
        raise MissingData(
            f"{str(folder)!r} lies in no git repository, and {revision!r} is no file or folder; "
            "expected either. Clone the repository, or give a wheel or a folder."
        )
    named = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", revision)
    commit = named.stdout.decode().strip()
    found = _git(folder, "archive", "--format=tar", commit) if commit else named
    if found.returncode:
        raise MissingData(
            f"No revision {revision!r} of {str(folder)!r} in git, and no file or folder of that "
            "name; expected a tag, a branch or e.g. 'HEAD~1'. 'git log --oneline' lists them."
        )
    return found.stdout


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise MissingData(
            "git is not installed; expected it for a revision. Install it, or give a wheel "
            "or the folder of a data package."
        ) from None


def _unpack(raw: bytes, place: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        for member in archive:
            path = PurePosixPath(member.name)
            content = archive.extractfile(member) if member.isfile() else None
            if content and ".." not in path.parts and not path.is_absolute():
                (place / path).parent.mkdir(parents=True, exist_ok=True)
                (place / path).write_bytes(content.read())
