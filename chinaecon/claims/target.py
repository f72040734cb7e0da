"""The address of a pinned figure: the fact it names and what is to be made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from chinaecon import period as periods
from chinaecon import units
from chinaecon.data import rates, vocabulary
from chinaecon.errors import BadData, ChinaeconError, UnknownName, nearest_names

VERBS = ("growth", "pop", "annualised", "cagr", "log", "contribution", "share")
_FORM = "'measure/entity/period?option=value'"
_OPTIONS = ("currency", "to", "verb", "basis", "of", "timing", "as_of")


@dataclass(frozen=True, slots=True)
class Target:
    """What a pin names.

    Attributes
    ----------
    measure, entity, period : str
        Full name, code, and ISO 8601.
    currency : str or None
        The currency of the print; by default yuan where printed.
    to : str or None
        The currency it is converted into.
    verb : str or None
        ``growth`` (on the year), another kind of growth, ``contribution`` or ``share``.
    basis : str or None
        With a kind of growth the currency in which it is computed; with `to` the basis of the
        rate: market, central_parity or customs.
    of : str or None
        The whole of a share or contribution.
    timing, as_of : str or None
        As in ``ce.load``.
    """

    measure: str
    entity: str
    period: str
    currency: str | None = None
    to: str | None = None
    verb: str | None = None
    basis: str | None = None
    of: str | None = None
    timing: str | None = None
    as_of: str | None = None

    def __str__(self) -> str:
        options = [f"{n}={v}" for n in _OPTIONS if (v := getattr(self, n)) is not None]
        path = f"{self.measure}/{self.entity}/{self.period}"
        return f"{path}?{'&'.join(options)}" if options else path


def parse(text: str) -> Target:
    """Read the address of a pin.

    Parameters
    ----------
    text : str
        ``trade.total_trade/USA/2024?to=USD``, without ``ce:``. Options: currency, to, verb,
        basis, of, timing, as_of.

    Returns
    -------
    Target
        Names checked and completed.

    Raises
    ------
    BadData
        When it has not this form, or all that is wrong with it at once.
    UnknownName
        When only one name in it does not exist.

    Examples
    --------
    >>> parse("total_trade/US/2024?verb=growth&basis=CNY").entity
    'USA'
    >>> str(parse("trade.exports/WLD/2024-01/2024-11?to=USD"))
    'trade.exports/WLD/2024-01/2024-11?to=USD'
    """
    path, _, query = text.partition("?")
    parts = [unquote(part).strip() for part in path.split("/", 2)]
    if len(parts) != 3 or not all(parts):
        raise BadData(
            f"Pin {text!r} names {len([p for p in parts if p])} of measure, entity, period; "
            f"expected {_FORM}. Write e.g. 'trade.total_trade/USA/2024?to=USD'."
        )
    problems: list[ChinaeconError] = []
    options = _options(text, query, problems)
    measure = _named(vocabulary.measure, parts[0], problems)
    entity = _named(vocabulary.entity, parts[1], problems)
    whole = options.get("of")
    if whole is not None:
        options["of"] = _named(vocabulary.entity, whole, problems) or whole
    _named(periods.parse, parts[2], problems)
    target = Target(measure.name if measure else "", entity or "", parts[2], **options)
    problems += [BadData(f"Pin {text!r}: {sentence}") for sentence in _conflicts(target)]
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise BadData(" ".join(map(str, problems)), problems=map(str, problems))
    return target


def _options(text: str, query: str, problems: list[ChinaeconError]) -> dict[str, str]:
    """The options of an address; unknown ones are told."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in _OPTIONS:
            remedy = f"In pin {text!r}; there are {', '.join(_OPTIONS)}."
            problems.append(UnknownName.among("option", name, _OPTIONS, remedy))
        elif name in found or not value:
            what = "twice" if name in found else "without a value"
            problems.append(BadData(f"Pin {text!r} has {name!r} {what}; expected it once."))
        else:
            found[name] = value
    return found


def _named(look: Any, name: str, problems: list[ChinaeconError]) -> Any:
    """What a name stands for, or None with the problem noted."""
    try:
        return look(name)
    except ChinaeconError as error:
        problems.append(error)
        return None


def _conflicts(target: Target) -> list[str]:
    """What is wrong with the options as they stand together."""
    t, told = target, []
    if t.verb is not None and t.verb not in VERBS:
        near = nearest_names(t.verb, VERBS)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        told.append(f"no verb {t.verb!r}; expected one of {', '.join(VERBS)}.{hint}")
    if (t.of is not None) != (t.verb in ("share", "contribution")):
        told.append(f"found of={t.of!r} with verb={t.verb!r}; expected 'of' with share or "
                    "contribution, and only there. Add or drop it.")  # fmt: skip
    for name in ("currency", "to"):
        code = getattr(t, name)
        if code is not None and not is_currency(code):
            told.append(f"{name}={code!r} is no currency; expected ISO 4217 such as 'USD'.")
    if t.basis is not None and not _fits(t):
        told.append(f"found basis={t.basis!r}; expected a currency with a verb of growth, or "
                    f"{', '.join(rates.BASES)} with 'to'. Mend it.")  # fmt: skip
    if t.as_of is not None:
        try:
            periods.last_day(t.as_of)
        except BadData as error:
            told.append(str(error))
    return told


def is_currency(code: str) -> bool:
    """Return whether a text is the code of a currency.

    Examples
    --------
    >>> is_currency("USD"), is_currency("market"), is_currency("CNY_2020")
    (True, False, False)
    """
    try:
        return units.parse(code).currency == code and "_" not in code
    except UnknownName:
        return False


def _fits(target: Target) -> bool:
    """Whether a basis goes with the rest."""
    if target.basis in rates.BASES:
        return target.to is not None
    return target.verb is not None and is_currency(target.basis or "") and target.to is None
