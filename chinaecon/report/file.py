"""Files that are written whole or not at all, and their digests."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it; a failure leaves what was there.

    Parameters
    ----------
    path : pathlib.Path
        The file; an existing one keeps its mode, a link is followed.
    content : bytes
        All of it.

    Examples
    --------
    >>> path = Path(tempfile.mkdtemp()) / "a.txt"
    >>> write(path, b"5%")
    >>> path.read_bytes(), len(list(path.parent.iterdir()))
    (b'5%', 1)
    """
    path = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        if path.exists():
            shutil.copymode(path, name)
        else:
            os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal.

    Examples
    --------
    >>> digest(b"")[:12]
    'e3b0c44298fc'
    """
    return hashlib.sha256(content).hexdigest()
