"""What can go wrong, in four kinds that carry their data; nothing else is known here."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class ChinaeconError(Exception):
    """Any error this package raises on purpose.

    The message has one form: what, where: found; expected. Remedy.
    """


class UnknownName(ChinaeconError):
    """A measure, dataset, entity, unit or option that does not exist.

    Attributes
    ----------
    name : str
        The name that was asked for.
    nearest : tuple of str
        The existing names closest to it, best first.
    """

    def __init__(self, message: str, *, name: str = "", nearest: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.name = name
        self.nearest = tuple(nearest)

    @classmethod
    def among(
        cls, what: str, name: str, choices: Iterable[str], remedy: str, where: str = ""
    ) -> UnknownName:
        """Build the error for `name`, suggesting the nearest of `choices`."""
        nearest = nearest_names(name, choices)
        hint = f" Did you mean {', '.join(repr(n) for n in nearest)}?" if nearest else ""
        return cls(f"No {what} {name!r}{where}.{hint} {remedy}", name=name, nearest=nearest)


class MissingData(ChinaeconError):
    """A figure, rate or index that the data do not hold.

    Attributes
    ----------
    missing : tuple of str
        What is missing, e.g. the periods without a rate.
    """

    def __init__(self, message: str, *, missing: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.missing = tuple(missing)


class UnitMismatch(ChinaeconError):
    """Two figures that must not be added, compared or divided.

    Attributes
    ----------
    rows : tuple of str
        The offending rows, each as ``measure entity period value unit``.
    """

    def __init__(self, message: str, *, rows: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.rows = tuple(rows)


class BadData(ChinaeconError):
    """A file, token or frame that cannot be read as it should.

    Attributes
    ----------
    problems : tuple of str
        Every problem found, in order; one for a single token.
    """

    def __init__(self, message: str, *, problems: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


def nearest_names(name: str, choices: Iterable[str], most: int = 3) -> list[str]:
    """Return up to `most` of `choices` that resemble `name`, best first.

    Parameters
    ----------
    name : str
        What was typed.
    choices : iterable of str
        The names that exist.
    most : int, default 3
        How many to return at most.

    Returns
    -------
    list of str
        Empty when nothing is near.

    Examples
    --------
    >>> nearest_names("export", ["exports", "imports", "users_5g"])
    ['exports', 'imports']
    """
    by_lower = {c.lower(): c for c in choices}
    close = difflib.get_close_matches(name.lower(), by_lower, n=most, cutoff=0.6)
    inside = sorted(k for k in by_lower if name and name.lower() in k and k not in close)
    return [by_lower[k] for k in [*close, *inside][:most]]
