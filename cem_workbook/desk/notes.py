"""What a learner puts into a view, such as a coding or a checklist, kept in their journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from cem_workbook.desk.desk import current_desk

if TYPE_CHECKING:
    from cem_workbook.explorers.base import Explorer

KIND = "assessment"
View = TypeVar("View", bound="Explorer")


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
        return self._append(self.name, values)

    def finish(self, values: Mapping[str, Any]) -> str:
        """Keep these values for good, beside what changes; return as `write` does."""
        return self._append(self._finished, values)

    def history(self) -> Sequence[Mapping[str, Any]]:
        """Return what was kept for good, the oldest first."""
        entries = current_desk().journal.entries(KIND, self._finished)
        values = (entry.body.get("values") for entry in entries)
        return [each for each in values if isinstance(each, dict)]

    @property
    def _finished(self) -> str:
        """The subject of what is kept for good, so that `read` never takes it for work in hand."""
        return f"{self.name}, finished"

    def _append(self, subject: str, values: Mapping[str, Any]) -> str:
        desk = current_desk()
        body = {
            "values": dict(values),
            "company": [desk.learner.sector, desk.learner.seed],
        }
        receipt = desk.journal.append(KIND, subject, body)
        return " ".join((*filter(None, (receipt.notice,)), *desk.take_notices()))


def with_notes(view: View) -> View:
    """Return the view with what the learner had put into it, and keep what they put in next."""
    view.remember(DeskNotes(view.name))
    return view
