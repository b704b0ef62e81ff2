"""For those who run a workshop: notes, editions, the class report, the class server.

In a notebook: `from cem_workbook import trainer`, then the names below. Nothing is loaded before
one of them is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cem_workbook.trainer.report import read_class
    from cem_workbook.trainer.report_sample import sample_class
    from cem_workbook.trainer.report_view import ClassReportView as class_report  # noqa: N813

_HOMES = {
    "class_report": ("report_view", "ClassReportView"),
    "read_class": ("report", "read_class"),
    "sample_class": ("report_sample", "sample_class"),
}

__all__ = ["class_report", "read_class", "sample_class"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, what = _HOMES[name]
    return getattr(import_module(f"{__name__}.{module}"), what)


def __dir__() -> list[str]:
    return __all__
