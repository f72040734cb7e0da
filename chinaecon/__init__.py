"""Figures on China's economy, each with its unit, currency, period, printed digits and source."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chinaecon.charts.picture import plot
    from chinaecon.data.catalog import datasets, describe, search
    from chinaecon.data.observations import alternatives, load
    from chinaecon.data.validate import validate
    from chinaecon.errors import (
        BadData,
        ChinaeconError,
        MissingData,
        UnitMismatch,
        UnknownName,
    )
    from chinaecon.figures.reader import figure
    from chinaecon.verbs.cite import cite
    from chinaecon.verbs.compare import compare, rank
    from chinaecon.verbs.convert import convert
    from chinaecon.verbs.growth import growth
    from chinaecon.verbs.real import real
    from chinaecon.verbs.share import index, share
    from chinaecon.verbs.wide import wide

_HOMES = {
    "alternatives": "data.observations",
    "BadData": "errors",
    "ChinaeconError": "errors",
    "cite": "verbs.cite",
    "compare": "verbs.compare",
    "convert": "verbs.convert",
    "datasets": "data.catalog",
    "describe": "data.catalog",
    "figure": "figures.reader",
    "growth": "verbs.growth",
    "index": "verbs.share",
    "load": "data.observations",
    "MissingData": "errors",
    "plot": "charts.picture",
    "rank": "verbs.compare",
    "real": "verbs.real",
    "search": "data.catalog",
    "share": "verbs.share",
    "UnitMismatch": "errors",
    "UnknownName": "errors",
    "validate": "data.validate",
    "wide": "verbs.wide",
}
__all__ = list(_HOMES)  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'chinaecon' has no attribute {name!r}")
    value = getattr(import_module(f"chinaecon.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
