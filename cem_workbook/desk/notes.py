"""What a learner puts into a view, such as a coding or a checklist, kept in their journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cem_workbook.desk.desk import current_desk

KIND = "assessment"


@dataclass(frozen=True)
class DeskNotes:
    """The notes of one view, in the journal of whoever sits here now.

    Attributes:
        name: the view's name, such as `phones`.
    """

    name: str

    def read(self) -> Mapping[str, Any]:
        """Return what was kept last, by name; empty if nothing was."""
        last = current_desk().journal.latest(KIND, self.name)
        values = last.body.get("values") if last else None
        return values if isinstance(values, dict) else {}

    def write(self, values: Mapping[str, Any]) -> str:
        """Keep these values; return what the learner must be told about it, or nothing."""
        desk = current_desk()
        body = {
            "values": dict(values),
            "company": [desk.learner.sector, desk.learner.seed],
        }
        receipt = desk.journal.append(KIND, self.name, body)
        return " ".join((*filter(None, (receipt.notice,)), *desk.take_notices()))
