"""Fetch one file over HTTP, whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from http.client import HTTPException, HTTPResponse
from typing import NamedTuple
from urllib import request
from urllib.error import HTTPError
from urllib.parse import urlsplit

from chinaecon.data.references import refusal

Progress = Callable[[str, Iterable[bytes], int | None], Iterable[bytes]]
SCHEMES = ("http", "https")
_CHUNK = 64 * 1024
# no file, no ftp: an address that is redirected there is refused
_HANDLERS = (
    request.ProxyHandler,
    request.HTTPHandler,
    request.HTTPSHandler,
    request.HTTPRedirectHandler,
    request.HTTPDefaultErrorHandler,
    request.HTTPErrorProcessor,
    request.UnknownHandler,
)


class Limits(NamedTuple):
    """How long and how large a download may be.

    Attributes
    ----------
    timeout : float
        Seconds that may pass without a byte.
    deadline : float
        Seconds for the whole.
    largest : int
        Bytes.
    """

    timeout: float = 30.0
    deadline: float = 300.0
    largest: int = 16 * 2**20


def fetch(address: str, limits: Limits, progress: Progress | None = None) -> bytes:
    """Fetch what lies at an address.

    Parameters
    ----------
    address : str
        http or https.
    limits : Limits
        Beyond which it is given up.
    progress : callable, optional
        Wraps the parts as they come: the address, the parts, the whole length if it is known.

    Returns
    -------
    bytes
        The whole.

    Raises
    ------
    BadData
        When it cannot be had, is cut off, too slow or too large.

    Examples
    --------
    >>> fetch("file:///etc/hosts", Limits())  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    chinaecon.errors.BadData: Address, file:///etc/hosts: found 'file'; expected http or https. ...
    """
    try:
        scheme = urlsplit(address).scheme
        if scheme not in SCHEMES:
            raise refusal("Address", address, repr(scheme), " or ".join(SCHEMES))
        opener = request.OpenerDirector()
        for handler in _HANDLERS:
            opener.add_handler(handler())
        asked = request.Request(address, headers={"User-Agent": "chinaecon"})
        end = time.monotonic() + limits.deadline
        with opener.open(asked, timeout=min(limits.timeout, limits.deadline)) as response:
            return _whole(response, address, limits, end, progress)
    except HTTPError as error:
        found = f"{error.code} {error.reason}"
        error.close()
    except (OSError, HTTPException, ValueError) as error:
        found = str(getattr(error, "reason", error)) or type(error).__name__
    raise refusal("Download", address, found, "a file")


def _whole(
    response: HTTPResponse, address: str, limits: Limits, end: float, progress: Progress | None
) -> bytes:
    length = response.headers.get("Content-Length")
    size = int(length) if length else None
    _judge(address, size or 0, limits, end)
    chunks: Iterable[bytes] = _chunks(response)
    content = bytearray()
    for chunk in progress(address, chunks, size) if progress else chunks:
        content += chunk
        _judge(address, len(content), limits, end)
    if size is not None and len(content) != size:
        raise refusal("Download", address, f"{len(content)} bytes, then the end", f"{size} bytes")
    return bytes(content)


def _judge(address: str, size: int, limits: Limits, end: float) -> None:
    """Give up what is too large or takes too long."""
    if size > limits.largest:
        raise refusal("Size", address, f"{size} bytes", f"at most {limits.largest}")
    if time.monotonic() > end:
        raise refusal("Download", address, "no end of it", f"it in {limits.deadline:g} seconds")


def _chunks(response: HTTPResponse) -> Iterator[bytes]:
    """The parts as they come, one wait for each, so that a deadline can be kept."""
    while chunk := response.read1(_CHUNK):
        yield chunk
