"""Assertions for tests of one's own: a figure, or every figure of a text, is what the data say."""

from __future__ import annotations

from pathlib import Path


def assert_figure(
    token: str,
    measure: str,
    *,
    entity: str,
    period: str,
    as_of: str | None = None,
    data: str | Path | None = None,
    **options: str,
) -> None:
    """Assert that a figure is what the data give for a fact.

    Parameters
    ----------
    token : str
        The figure as it is printed, in any of the languages read.
    measure, entity, period : str
        The fact, as in ``ce.load``.
    as_of : str, optional
        Only documents published by then.
    data : str or pathlib.Path, optional
        A data package of your own.
    **options : str
        What else a pin may say: currency, to, verb, basis, of, timing.

    Raises
    ------
    AssertionError
        When the data give something else, or nothing; says what, and from which document.

    Notes
    -----
    A figure agrees when its bounds and those of the data overlap: ``$688 billion`` is anything
    from 687.5 to 688.5. A figure in dollars is compared with printed dollars, never with
    converted yuan, unless ``to="USD"`` asks for it.

    Examples
    --------
    >>> assert_figure("$688 billion", "trade.total_trade", entity="USA", period="2024")
    >>> assert_figure("up 7.1%", "exports", entity="WLD", period="2024", verb="growth", basis="CNY")
    >>> assert_figure("$866 billion", "total_trade", entity="USA", period="2024", to="USD")
    ... # doctest: +ELLIPSIS
    Traceback (most recent call last):
    AssertionError: '$866 billion' is contradicted
        fact       total_trade USA 2024
        pinned to  total_trade/USA/2024?to=USD
        expected   $681 billion
        source     ...
        reason     the data have 680.65 billion USD; / 7.1957 CNY/USD, 2024 average, ...
    """
    __tracebackhide__ = True
    from chinaecon.claims import claim, wording

    asked = {name: value for name, value in options.items() if value is not None}
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    target = f"{measure}/{entity}/{period}" + (f"?{query}" if query else "")
    verdict = claim.check_figure(token, target, as_of=as_of, data=data)
    if verdict.verdict != "confirmed":
        raise AssertionError(wording.unplaced(verdict))


def assert_text(
    text: str,
    *,
    as_of: str | None = None,
    strict: bool = False,
    data: str | Path | None = None,
) -> None:
    """Assert that the data contradict no figure of a text.

    Parameters
    ----------
    text : str
        Plain text or Markdown.
    as_of : str, optional
        The day of the text, from which "last year" counts; today by default.
    strict : bool, default False
        An uncovered figure fails as well.
    data : str or pathlib.Path, optional
        A data package of your own.

    Raises
    ------
    AssertionError
        With every figure that fails: where it is, what is expected, source and reason.

    Examples
    --------
    >>> assert_text("China exported goods worth 25.45 trillion yuan in 2024.")
    >>> assert_text("China exported goods worth 24.55 trillion yuan in 2024.")
    ... # doctest: +ELLIPSIS
    Traceback (most recent call last):
    AssertionError: text:1:28: contradicted '24.55 trillion yuan'
        fact       exports WLD 2024
        expected   25.45 trillion yuan
        source     ...
        reason     ...; the data have 25.455 trillion CNY
    """
    __tracebackhide__ = True
    import chinaecon as ce
    from chinaecon.claims import wording

    failing = ("contradicted", "uncovered") if strict else ("contradicted",)
    found = ce.check(text, as_of=as_of, data=data)
    told = [wording.report(verdict) for verdict in found if verdict.verdict in failing]
    if told:
        raise AssertionError("\n".join(told))
