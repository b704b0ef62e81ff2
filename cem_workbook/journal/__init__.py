"""The learner's work: kept in one file, merged, exported.

The modules are loaded when one of their names is first asked for, so that importing the package
costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .entry import CannotKeep, Entry
    from .learner import DEMO, Learner
    from .learners import Lasting, Learners
    from .places import home
    from .store import Absorbed, Journal, Receipt
    from .transfer import (
        MergeReport,
        Parcel,
        Preview,
        bring,
        export_bytes,
        merge,
        preview,
        read_export,
    )

_MODULES = {
    "entry": ("CannotKeep", "Entry"),
    "learner": ("DEMO", "Learner"),
    "learners": ("Lasting", "Learners"),
    "places": ("home",),
    "store": ("Absorbed", "Journal", "Receipt"),
    "transfer": (
        "MergeReport",
        "Parcel",
        "Preview",
        "bring",
        "export_bytes",
        "merge",
        "preview",
        "read_export",
    ),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "DEMO",
    "Absorbed",
    "CannotKeep",
    "Entry",
    "Journal",
    "Lasting",
    "Learner",
    "Learners",
    "MergeReport",
    "Parcel",
    "Preview",
    "Receipt",
    "bring",
    "export_bytes",
    "home",
    "merge",
    "preview",
    "read_export",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
