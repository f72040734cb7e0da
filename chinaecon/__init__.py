"""Figures on China's economy, each with its unit, currency, period, printed digits and source."""

from importlib import import_module
from typing import Any

_HOMES = {
    "alternatives": "data.vintages",
    "audit": "consistency.audit",
    "BadData": "errors",
    "ChinaeconError": "errors",
    "check": "claims.claim",
    "check_file": "claims.claim",
    "cite": "verbs.cite",
    "conflicts": "data.conflicts",
    "compare": "verbs.compare",
    "convert": "verbs.convert",
    "datasets": "data.catalog",
    "describe": "data.catalog",
    "extract": "figures.extract",
    "figure": "figures.reader",
    "growth": "verbs.growth",
    "identities": "data.identities",
    "index": "verbs.share",
    "infer": "consistency.inference",
    "load": "data.observations",
    "MissingData": "errors",
    "plot": "charts.picture",
    "rank": "verbs.compare",
    "real": "verbs.real",
    "revisions": "data.vintages",
    "search": "data.catalog",
    "share": "verbs.share",
    "tokens": "figures.extract",
    "UnitMismatch": "errors",
    "UnknownName": "errors",
    "validate": "data.validate",
    "wide": "verbs.wide",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'chinaecon' has no attribute {name!r}")
    value = getattr(import_module(f"chinaecon.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
