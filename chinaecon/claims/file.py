"""A user's file as bytes and as text; what is no text is refused with a reason."""

from __future__ import annotations

from pathlib import Path

from chinaecon.errors import BadData

LARGEST = 64_000_000


def content(path: str | Path) -> bytes:
    """Return the bytes of a file that a user names.

    Parameters
    ----------
    path : str or path
        The file.

    Returns
    -------
    bytes
        All of it.

    Raises
    ------
    BadData
        When it cannot be opened, or is too large.
    """
    try:
        with Path(path).open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise BadData(f"Cannot open {str(path)!r}: {why}. Name a readable file.") from None
    return sized(raw, str(path))


def sized(raw: bytes, name: str) -> bytes:
    """Return bytes that are not too many to be read as a whole.

    Parameters
    ----------
    raw : bytes
        At most `LARGEST` of them and one more.
    name : str
        The file, for messages.

    Returns
    -------
    bytes
        The same.

    Raises
    ------
    BadData
        When there are more.

    Examples
    --------
    >>> sized(b"5%", "a.txt")
    b'5%'
    """
    if len(raw) > LARGEST:
        raise BadData(f"{name!r} is over {LARGEST // 10**6} MB; expected less. Cut it into parts.")
    return raw


def decoded(raw: bytes, name: str) -> str:
    """Return bytes as text.

    Parameters
    ----------
    raw : bytes
        UTF-8, with or without a byte order mark.
    name : str
        The file, for messages.

    Returns
    -------
    str
        The text, line ends as they are.

    Raises
    ------
    BadData
        When the bytes are no text in UTF-8.

    Examples
    --------
    >>> decoded("419.1万个".encode(), "a.txt")
    '419.1万个'
    """
    if b"\x00" in raw:
        raise BadData(f"{name!r} is a binary file; expected a text. Convert it to text first.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadData(
            f"{name!r} is not UTF-8: byte {raw[error.start]:#04x} at offset {error.start}; "
            "expected a text in UTF-8. Save it as UTF-8."
        ) from None
