"""The numbers: data in, a small result out. No files, nothing drawn, and nothing loaded unasked.

A metric is imported when it is first used, for some of them are heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cem_workbook.metrics._columns import Dropped
    from cem_workbook.metrics.net_promoter import (
        NPS,
        NPSDifference,
        answers_needed,
        band,
        nps,
        nps_difference,
        nps_from_counts,
    )
    from cem_workbook.metrics.net_promoter_groups import nps_by, nps_over_time

__all__ = [
    "NPS",
    "Dropped",
    "NPSDifference",
    "answers_needed",
    "band",
    "nps",
    "nps_by",
    "nps_difference",
    "nps_from_counts",
    "nps_over_time",
]

# Which module a name comes from. No module may bear the name of a function:
# importing `metrics.nps` the module would put it where `metrics.nps` the function belongs.
_HOME = {
    "Dropped": "_columns",
    "NPS": "net_promoter",
    "NPSDifference": "net_promoter",
    "answers_needed": "net_promoter",
    "band": "net_promoter",
    "nps": "net_promoter",
    "nps_by": "net_promoter_groups",
    "nps_difference": "net_promoter",
    "nps_from_counts": "net_promoter",
    "nps_over_time": "net_promoter_groups",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value  # the next look-up finds it without asking here
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
