"""The published forms of two daily reference rates: the ECB's history, the Federal Reserve's H.10.

What is read is judged here by its form alone: order, numbers, columns. Whether it agrees with
the rates there are is judged elsewhere.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from chinaecon.errors import BadData

Days = dict[str, Decimal]  # by ISO date
MEMBER = "eurofxref-hist.csv"
LARGEST_MEMBER = 32 * 2**20
_SERIES = "RXI_N.B.CH"
# the six lines above the days, and what they say of the yuan
_HEADERS = {
    "Series Description": "",
    "Unit": "",
    "Multiplier": "1",
    "Currency": "CNY",
    "Unique Identifier": f"H10/H10/{_SERIES}",
    "Time Period": _SERIES,
}
_FRED = (["observation_date", "DEXCHUS"], ["DATE", "DEXCHUS"])
_NONE = ("N/A", "ND", ".", "")
_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def refusal(what: str, where: str, found: str, expected: str, remedy: str = "") -> BadData:
    """Return the error for a download that is not what it should be.

    Parameters
    ----------
    what, where, found, expected : str
        The parts of its message.
    remedy : str, optional
        What to do.

    Returns
    -------
    BadData
        To be raised.

    Examples
    --------
    >>> print(refusal("Rate", "line 3", "'0'", "a number above 0", "Ask again."))
    Rate, line 3: found '0'; expected a number above 0. Nothing was changed. Ask again.
    """
    remedy = remedy or "Try again later, or name another address."
    return BadData(
        f"{what}, {where}: found {found}; expected {expected}. Nothing was changed. {remedy}"
    )


def euro(packed: bytes, where: str) -> dict[str, Days]:
    r"""Read the ECB's history of reference rates.

    Parameters
    ----------
    packed : bytes
        The zip file that holds ``eurofxref-hist.csv``: a column for each currency, the newest
        day first, ``N/A`` where there is no rate, a comma at the end of each line.
    where : str
        Its address, for the messages.

    Returns
    -------
    dict of str to dict
        Units of a currency per euro, by currency and day.

    Raises
    ------
    BadData
        When it is anything else.

    Examples
    --------
    >>> packed = io.BytesIO()
    >>> with zipfile.ZipFile(packed, "w") as archive:
    ...     archive.writestr(MEMBER, "Date,USD,CNY,\n2014-08-25,1.32,8.1242,\n")
    >>> euro(packed.getvalue(), "here")["CNY"]
    {'2014-08-25': Decimal('8.1242')}
    """
    head, *rows = _rows(_unpacked(packed, where), where)
    names = [name for name in head if name]
    if head[:1] != ["Date"] or len(set(names)) != len(names):
        raise refusal("Columns", where, repr(",".join(head)[:60]), "'Date,USD,JPY,...'")
    rates: dict[str, Days] = {name: {} for name in names[1:]}
    days = _days(rows, len(head), 2, where, newest_first=True)
    for line, (day, row) in enumerate(days, 2):
        for name, cell in zip(head, row, strict=True):
            if name in rates and cell not in _NONE:
                rates[name][day] = _number(cell, f"line {line} of {where}")
    return rates


def _unpacked(packed: bytes, where: str) -> bytes:
    """The CSV in the zip file, after the checksum was compared."""
    expected = f"a zip file of {MEMBER}"
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            size = archive.getinfo(MEMBER).file_size
            if size > LARGEST_MEMBER:
                raise refusal("Size", where, f"{size} bytes", f"at most {LARGEST_MEMBER}")
            return archive.read(MEMBER)
    except KeyError:
        raise refusal("Content", where, f"no {MEMBER!r} in the zip file", expected) from None
    except _BROKEN_ZIP as error:
        found = f"{_kind(packed)} ({error})"
        raise refusal("Content", where, found, expected) from None


def dollar(raw: bytes, where: str) -> Days:
    r"""Read the yuan per dollar of the Federal Reserve's H.10.

    Parameters
    ----------
    raw : bytes
        The CSV of its Data Download Program: six lines that describe the series, then a line
        for each day, the oldest first, ``ND`` where there is no rate. The CSV of the series
        DEXCHUS in FRED is read too.
    where : str
        Its address, for the messages.

    Returns
    -------
    dict of str to decimal.Decimal
        By day; four decimals each.

    Raises
    ------
    BadData
        When it is anything else. A number without its four decimals is taken for cut off.

    Examples
    --------
    >>> dollar(b"observation_date,DEXCHUS\n2000-01-03,8.2798\n2000-01-17,.\n", "here")
    {'2000-01-03': Decimal('8.2798')}
    """
    rows = _rows(raw, where)
    head, column = (1, 1) if rows[0] in _FRED else (len(_HEADERS), _column(rows, raw, where))
    rates: Days = {}
    days = _days(rows[head:], len(rows[0]), head + 1, where, newest_first=False)
    for line, (day, row) in enumerate(days, head + 1):
        if row[column] not in _NONE:
            rates[day] = _number(row[column], f"line {line} of {where}", decimals=4)
    return rates


def _column(rows: list[list[str]], raw: bytes, where: str) -> int:
    """The column of the yuan, by the six lines that describe the series."""
    head = {row[0].strip().rstrip(":"): row for row in rows[: len(_HEADERS)]}
    if list(head) != list(_HEADERS):
        found = f"{_kind(raw)} that starts {','.join(rows[0])[:40]!r}"
        raise refusal("Header", where, found, f"the lines {', '.join(_HEADERS)}")
    if _SERIES not in head["Time Period"]:
        raise refusal("Header", where, f"no column {_SERIES!r}", "the yuan per dollar")
    column = head["Time Period"].index(_SERIES)
    for name, expected in _HEADERS.items():
        found = head[name][column] if column < len(head[name]) else ""
        if expected and found != expected:
            raise refusal(f"Header {name!r}", where, repr(found), repr(expected))
    return column


def _rows(raw: bytes, where: str) -> list[list[str]]:
    """The cells of a CSV, at least one line of them."""
    try:
        text = raw.decode("utf-8-sig")
        lines = csv.reader(text.rstrip().splitlines(), strict=True)
        rows = [[cell.strip() for cell in row] for row in lines]
    except (UnicodeDecodeError, csv.Error) as error:
        raise refusal("Content", where, f"{_kind(raw)} ({error})", "a CSV in UTF-8") from None
    if not rows or not rows[0]:
        raise refusal("Content", where, "nothing", "a CSV")
    return rows


def _days(
    rows: Iterable[list[str]], width: int, line: int, where: str, *, newest_first: bool
) -> list[tuple[str, list[str]]]:
    """The rows with their days, which are whole, real and in order."""
    found: list[tuple[str, list[str]]] = []
    for number, row in enumerate(rows, line):
        here = f"line {number} of {where}"
        if len(row) != width:
            raise refusal("Row", here, f"{len(row)} cells", f"{width}")
        day = row[0]
        if not _is_day(day):
            raise refusal("Date", here, repr(day[:40]), "YYYY-MM-DD")
        if found and (day >= found[-1][0] if newest_first else day <= found[-1][0]):
            order = "before" if newest_first else "after"
            raise refusal("Date", here, repr(day), f"a day {order} {found[-1][0]}")
        found.append((day, row))
    return found


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _number(cell: str, where: str, decimals: int | None = None) -> Decimal:
    """A rate above zero, with just so many decimals if told."""
    if not _NUMBER.fullmatch(cell) or not Decimal(cell):
        raise refusal("Rate", where, repr(cell[:40]), "a number above 0")
    if decimals is not None and len(cell.partition(".")[2]) != decimals:
        raise refusal("Rate", where, repr(cell), f"{decimals} decimals")
    return Decimal(cell)


def _kind(raw: bytes) -> str:
    """What a download looks like, in a word or two."""
    if not raw:
        return "nothing"
    if raw.lstrip().startswith(b"<"):
        return "a page (HTML or XML)"
    return "a zip file" if raw.startswith(b"PK") else "a file"
