"""What the course reads: the learner's own company, the files it ships, and a file you bring.

Importing this package costs nothing: a name is fetched from its module when it is first used
(PEP 562), so that pandas is loaded only by somebody who wants a table.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cem_workbook.data.company import DEMO, TABLES, Company, demo, digest, load
    from cem_workbook.data.sectors import BRANCHES, SECTORS, Sector, sector

_WHERE = {
    "BRANCHES": "sectors",
    "DEMO": "company",
    "SECTORS": "sectors",
    "TABLES": "company",
    "Company": "company",
    "Sector": "sectors",
    "demo": "company",
    "digest": "company",
    "load": "company",
    "sector": "sectors",
}

__all__ = [
    "BRANCHES",
    "DEMO",
    "SECTORS",
    "TABLES",
    "Company",
    "Sector",
    "demo",
    "digest",
    "load",
    "sector",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
