"""A figure with what it is taken to say, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chinaecon.figures.figure import Figure

NOBODYS = ("WLD", "CHN")  # whose a figure is where nobody is named
NO_CHINA = "the text does not name China"
EARLIER = "only an earlier sentence names the measure"
PARTNERS_OWN = "another country's own statistics, perhaps"
IN_DOLLARS = "dollars may be meant, in which the text counts"
COMPARED = "what the figure is compared with"


@dataclass(frozen=True, slots=True)
class Binding:
    """What one figure is taken to say.

    Attributes
    ----------
    measure, entity, period : str
        Of the level; the fact of a growth rate is found from them. A blank period is any of
        the latest ones.
    kind : str
        level, growth, share, of_gdp or points.
    basis : str
        ``CNY`` or ``USD`` for growth said in one of them; else blank.
    sign : int
        -1 for a measure named by its opposite: a deficit.
    wider : str
        A period that may be meant instead: the year of one that an earlier sentence named,
        the months up to the end of one.
    is_loose : bool
        Whether the period is only named later in the sentence, of something else perhaps.
    years_back : int
        1 where it is the year before that is meant and no period is named.
    others : tuple of str
        The periods that earlier sentences named, where this one names none: what is true of
        one of them is not wrong.
    money : str
        The currency of the amount that a rate of growth stands beside.
    told : tuple of str
        Which of "measure" and "entity" the clause of the figure names itself; "time" where its
        sentence does.
    """

    measure: str
    entity: str
    period: str
    kind: str = "level"
    basis: str = ""
    sign: int = 1
    wider: str = ""
    is_loose: bool = False
    years_back: int = 0
    others: tuple[str, ...] = ()
    money: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure with the bindings that fit it, or the reason why there are none.

    Attributes
    ----------
    figure : Figure
        With its place in the text.
    bindings : tuple of Binding
        More than one where the text does not say which.
    reason : str
        Why there is none; with bindings, the doubt that keeps them from contradicting.
    partner : Figure or None
        The same amount in another currency.
    day : datetime.date or None
        The day of the text.
    """

    figure: Figure
    bindings: tuple[Binding, ...]
    reason: str = ""
    partner: Figure | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a stretch of text and bears on it.

    Attributes
    ----------
    around : tuple of str
        Headings, the parent of a list, the labels of row and column: the nearest last.
    today : datetime.date
        The day to which relative times refer.
    is_china : bool
        Whether the document speaks of China.
    """

    around: tuple[str, ...]
    today: date
    is_china: bool = True
