"""One printed figure: its value, unit and the bounds its digits allow; reads nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal, Inexact
from typing import Literal

Qualifier = Literal["=", "~", ">", "<", ">=", "<="]
Kind = Literal["amount", "date", "direction", "period", "name", "base", "doubt"]
EXACT = Context(prec=150, traps=[Inexact])  # no figure is ever rounded on the way

_ZERO, _TWO = Decimal(0), Decimal(2)
_MIRROR: dict[Qualifier, Qualifier] = {">": "<", "<": ">", ">=": "<=", "<=": ">="}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as one token prints it.

    The value is in base units (``419.1万个`` is 4191000), a percentage in percent (7.1, not
    0.071), and a fall is negative. The bounds are those of the printed digits; use `declared`
    for amounts that are exact by announcement.

    Parameters
    ----------
    text : str
        The words read, with qualifier, direction and unit.
    value : Decimal or None
        The printed number in base units; the Gregorian year of a date; the number of a period,
        a name or a base.
    low, high : Decimal or None
        What the digits and the qualifier allow; None is no bound on that side.
    unit : str or None
        An ISO 4217 code, ``percent``, ``percentage_point``, ``basis_point`` or ``multiple`` (3 is
        three times as much); None if none is printed.
    noun : str or None
        What is counted, singular snake_case (``station``; ``item`` for a bare counting word);
        the printed word where the lexicon does not know it.
    qualifier : {'=', '~', '>', '<', '>=', '<='}
        Said of the signed value: "fell more than 3%" is ``<`` -3.
    lang : str
        The language it was read in.
    start, end : int
        Code points within the text read.
    kind : {'amount', 'date', 'direction', 'period', 'name', 'base', 'doubt'}
        A direction ("were down for the year") has value 0 and a bound on one side. In running
        text also a period ("11 months"), a name with a number in it ("CSI 300"), the base of a
        rate ("per 10,000 people") and a doubt, which is not read.
    step : Decimal
        The unit of the last printed digit, in base units.
    reason : str, optional
        Why a doubt is not read.
    pair : int, optional
        Where the same amount in another currency stands in the list that `extract` returned.
    period : str, optional
        What a date names, in ISO 8601: ``2024``, ``2024-11-30``, ``2024-01/2024-11``; without a
        year ``--11``, ``--11-30`` or ``---30``.

    Examples
    --------
    >>> from chinaecon.figures.reader import figure
    >>> f = figure("1.9万多名")
    >>> f.value, f.qualifier, f.low, f.high, f.noun
    (Decimal('19000'), '>', Decimal('19000'), Decimal('20000'), 'person')
    """

    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    noun: str | None
    qualifier: Qualifier
    lang: str
    start: int
    end: int
    kind: Kind
    step: Decimal
    reason: str | None = None
    pair: int | None = None
    period: str | None = None

    def declared(self) -> Figure:
        """Return the figure as an announced, exact amount: no rounding of the last digit.

        Returns
        -------
        Figure
            With ``low == high == value`` where the qualifier is ``=``; else unchanged.

        Examples
        --------
        >>> from chinaecon.figures.reader import figure
        >>> figure("2万亿元").declared().high
        Decimal('2000000000000')
        """
        if self.qualifier != "=" or self.value is None:
            return self
        return replace(self, low=self.value, high=self.value)

    def printed(self, lang: str | None = None, style: str = "plain") -> str:
        """Return the figure as a text of a language prints it, digit for digit as exact.

        Parameters
        ----------
        lang : str, optional
            The language to write: en, zh, ja, vi or th; by default the one it was read in.
        style : {'plain', 'tight'}, default 'plain'
            ``plain`` as in running text, ``tight`` with signs and abbreviations as in a table.

        Returns
        -------
        str
            Reading it gives the same value, bounds, unit and qualifier. A counted noun that the
            language's lexicon has no word for is left out.

        Raises
        ------
        UnknownName
            If there is no such language or style.
        BadData
            If the language has no form that shows the same digits.

        Examples
        --------
        >>> from chinaecon.figures.reader import figure
        >>> f = figure("43.85 trillion yuan")
        >>> f.printed("zh"), f.printed("en", "tight"), f.printed("vi")
        ('43.85万亿元', 'RMB 43.85tn', '43,85 nghìn tỷ nhân dân tệ')
        """
        from chinaecon.figures.write import printed  # it reads its words back with the reader

        return printed(self, lang or self.lang, style)

    def to_dict(self) -> dict[str, str | int | None]:
        """Return the figure as plain strings and integers, ready for JSON.

        Returns
        -------
        dict
            Keys start, end, text, value, low, high, unit, noun, qualifier, lang.

        Examples
        --------
        >>> from chinaecon.figures.reader import figure
        >>> d = figure("64,93 tỷ nhân dân tệ").to_dict()
        >>> d["value"], d["low"], d["high"], d["unit"]
        ('64930000000', '64925000000', '64935000000', 'CNY')
        """
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "value": _plain(self.value),
            "low": _plain(self.low),
            "high": _plain(self.high),
            "unit": self.unit,
            "noun": self.noun,
            "qualifier": self.qualifier,
            "lang": self.lang,
        }


def bounds(
    value: Decimal, qualifier: Qualifier, step: Decimal, *, exact: bool = False
) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and highest value that the printed digits allow.

    Parameters
    ----------
    value : Decimal
        The printed number.
    qualifier : {'=', '~', '>', '<', '>=', '<='}
        ``=`` allows half a step either way, ``~`` one step; the others bound one side.
    step : Decimal
        The unit of the last printed digit.
    exact : bool, default False
        The amount is exact by declaration: ``=`` allows nothing but the value.

    Returns
    -------
    tuple of (Decimal or None, Decimal or None)
        Low and high; None is no bound.

    Examples
    --------
    >>> bounds(Decimal("43.85"), "=", Decimal("0.01"))
    (Decimal('43.845'), Decimal('43.855'))
    >>> bounds(Decimal(5), ">", Decimal(1))
    (Decimal('5'), None)
    """
    if qualifier in (">", ">="):
        return value, None
    if qualifier in ("<", "<="):
        return None, value
    if exact and qualifier == "=":
        return value, value
    slack = step if qualifier == "~" else EXACT.divide(step, _TWO)
    return EXACT.subtract(value, slack), EXACT.add(value, slack)


def mirrored(qualifier: Qualifier) -> Qualifier:
    """Return the qualifier of minus the value: more than a fall of 3 is less than -3.

    Parameters
    ----------
    qualifier : {'=', '~', '>', '<', '>=', '<='}
        The qualifier of the magnitude.

    Returns
    -------
    str
        The qualifier of the signed value.

    Examples
    --------
    >>> mirrored(">="), mirrored("~")
    ('<=', '~')
    """
    return _MIRROR.get(qualifier, qualifier)


def written(value: Decimal) -> Decimal:
    """Return the same number without an exponent: 4191E+3 is 4191000.

    Parameters
    ----------
    value : Decimal
        Any finite decimal.

    Returns
    -------
    Decimal
        Equal to `value`; its decimal places are kept.

    Examples
    --------
    >>> written(Decimal("4191E+3")), written(Decimal("2.0"))
    (Decimal('4191000'), Decimal('2.0'))
    """
    return EXACT.add(value, _ZERO)


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
