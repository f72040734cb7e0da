"""The document of a new observation: one that is there already, or a line for a new one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from chinaecon import period as periods
from chinaecon.errors import ChinaeconError

COLUMNS = ("source authority publisher title lang url published accessed kind licence").split()
KINDS = ("release", "table", "mirror", "press", "computed")
_URL = re.compile(r"https?://[^\s/]+\S*")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OWN_WORDS = ("release", "table")
_SHARED_HOSTS = ("gov.cn",)

Cells = Mapping[str, str]


def found(asked: Cells, there: Iterable[Cells]) -> Cells | None:
    """Return the document that is meant, if the package has it.

    Parameters
    ----------
    asked : mapping
        Columns of sources.csv as far as they are said; blank or absent where not.
    there : iterable of mapping
        The documents of the package, those of the dataset first.

    Returns
    -------
    mapping or None
        That of the same key, or else of the same address.

    Examples
    --------
    >>> rows = [{"source": "a-2025", "url": "https://example.org/a", "published": "2025"}]
    >>> found({"url": "https://example.org/a"}, rows)["source"]
    'a-2025'
    """
    if asked.get("source"):
        return next((row for row in there if row["source"] == asked["source"]), None)
    if not asked.get("url"):
        return None
    same = [row for row in there if row["url"] == asked["url"]]
    dated = [row for row in same if row["published"] == asked.get("published")]
    return next(iter(dated or same), None)


def differing(asked: Cells, row: Cells) -> Iterator[str]:
    """Yield what the request says of a document otherwise than the package has it."""
    for column in COLUMNS[1:]:
        said = asked.get(column, "")
        if said and column not in ("accessed", "lang") and said != row[column]:
            yield (
                f"{column} {said!r} of the source {row['source']!r}; expected {row[column]!r}, as "
                f"sources.csv has it. Leave --{column} out, or pass --source with a new id if it "
                "is another document."
            )


def problems(asked: Cells, today: date) -> Iterator[str]:
    """Yield what a request for a new document lacks or gets wrong.

    Parameters
    ----------
    asked : mapping
        Columns of sources.csv as far as they are said.
    today : datetime.date
        No document is younger.

    Yields
    ------
    str
        One sentence of what was found and expected, and one of what to do.
    """
    url = asked.get("url", "")
    if not url and not (asked.get("publisher") and asked.get("title")):
        yield (
            "The source has no address; expected its url, or publisher and title. "
            "Pass --url, or --publisher and --title."
        )
    if url and not (_URL.fullmatch(url) and _host(url)):
        yield f"url {url!r}; expected an address such as 'https://www.gov.cn/a'. Mend --url."
    if asked.get("kind") and asked["kind"] not in KINDS:
        yield f"kind {asked['kind']!r}; expected one of {' '.join(KINDS)}. Mend --kind."
    if asked.get("source") and not _KEY.fullmatch(asked["source"]):
        yield f"source {asked['source']!r}; expected e.g. 'miit-2024-12-20'. Mend --source."
    if not asked.get("published"):
        yield (
            "published is blank; expected the day, month or year the document came out. "
            "Pass --published."
        )
    for column in ("published", "accessed"):
        yield from _wrong_date(column, asked.get(column, ""), today)


def _wrong_date(column: str, text: str, today: date) -> Iterator[str]:
    if not text:
        return
    try:
        day = periods.parse(text)
        is_date = day.frequency in ("D", "M", "A")
    except ChinaeconError:
        is_date = False
    if not is_date:
        yield f"{column} {text!r}; expected a date such as '2024-12-20'. Mend --{column}."
    elif day.start > today:
        yield f"{column} {text!r} lies after today, {today}; expected earlier. Mend --{column}."


def new(
    asked: Cells, taken: Iterable[str], authorities: Iterable[Cells], today: date
) -> dict[str, str]:
    """Return the line of sources.csv for a new document.

    Parameters
    ----------
    asked : mapping
        Columns of sources.csv as far as they are said, without problems.
    taken : iterable of str
        The keys that other documents have.
    authorities : iterable of mapping
        The vocabulary of authorities.
    today : datetime.date
        The day it was read, where `asked` does not say it.

    Returns
    -------
    dict of str to str
        The authority is that whose name or key the publisher is, or on whose site the document
        lies, if any; there it is a release, elsewhere press, unless `asked` says it.

    Examples
    --------
    >>> miit = {"authority": "MIIT", "name": "MIIT", "url": "https://www.miit.gov.cn"}
    >>> asked = {"url": "https://www.miit.gov.cn/a", "published": "2025-10-21"}
    >>> row = new(asked, [], [miit], date(2025, 11, 1))
    >>> row["source"], row["kind"], row["accessed"]
    ('miit-2025-10-21', 'release', '2025-11')
    """
    known = list(authorities)
    row = {column: asked.get(column, "") for column in COLUMNS}
    own = _by_site(row["url"], known)
    named = _by_name(row["publisher"], known)
    row["authority"] = row["authority"] or next((a for a in (named, own) if a), "")
    is_own = bool(row["authority"]) and row["authority"] == (own if row["url"] else named)
    row["kind"] = row["kind"] or ("release" if is_own else "press")
    row["accessed"] = row["accessed"] or f"{today:%Y-%m}"
    licences = {a["authority"]: a.get("licence") or "facts" for a in known}
    row["licence"] = licences.get(row["authority"], "facts") if is_own else "facts"
    row["source"] = row["source"] or _key(row, set(taken))
    return row


def _by_name(publisher: str, authorities: list[Cells]) -> str:
    for entry in authorities:
        names = (entry["authority"], entry.get("name", ""), entry.get("name_zh", ""))
        if publisher and publisher.lower() in {name.lower() for name in names}:
            return entry["authority"]
    return ""


def _by_site(url: str, authorities: list[Cells]) -> str:
    """The authority on whose site an address lies; the longest host if several."""
    host = _host(url)
    hosts = sorted(((_host(a.get("url", "")), a["authority"]) for a in authorities), reverse=True)
    fits = [
        (len(own), key)
        for own, key in hosts
        if own and (host == own or (own not in _SHARED_HOSTS and host.endswith(f".{own}")))
    ]
    return max(fits)[1] if fits else ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _key(row: Cells, taken: set[str]) -> str:
    """`<authority or publisher>-<published>`, with a letter where that is taken."""
    first = row["authority"] if row["kind"] in _OWN_WORDS else row["publisher"]
    names = (first, row["publisher"], row["authority"], _host(row["url"]), "document")
    stem = next(filter(None, map(slug, names)))
    key = f"{stem}-{row['published']}"
    letters = ("", *(f"-{letter}" for letter in "bcdefghijklmnopqrstuvwxyz"))
    return next((key + end for end in letters if key + end not in taken), key)


def slug(name: str) -> str:
    """Return a name in the letters of a key.

    Parameters
    ----------
    name : str
        Any name.

    Returns
    -------
    str
        Lower case, accents and signs gone, at most 32 characters; may be blank.

    Examples
    --------
    >>> slug("Báo Nhân Dân (online)")
    'bao-nhan-dan-online'
    """
    plain = unicodedata.normalize("NFKD", name.replace("Đ", "D").replace("đ", "d"))
    ascii_ = plain.encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", ascii_))[:32].rstrip("-")
