"""Where do we stand: the self-assessment, its profile, the gap, many people, now and earlier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import ipywidgets as widgets

from cem_workbook.errors import BadInput
from cem_workbook.explorers.base import Explorer, Notes
from cem_workbook.explorers.standing_answers import OwnAnswers
from cem_workbook.explorers.standing_compare import NowAndEarlier, TwoPlaces
from cem_workbook.explorers.standing_many import HowMany
from cem_workbook.explorers.standing_part import Part, Rows, choose, day_of, line
from cem_workbook.explorers.standing_pool import ManyFiles
from cem_workbook.figures import Drawing
from cem_workbook.frameworks.pooling import read_record
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

ANSWER, GAP, MANY, POOL, AGO = "answer", "gap", "many", "pool", "ago"


class WhereWeStand(Explorer):
    """Answer what you have seen; see the stairs; compare, pool, and try how many one must ask."""

    name: ClassVar[str] = "standing"
    title: ClassVar[str] = "Where the firm stands"

    def __init__(self, company: Company) -> None:
        del company  # the firm that is assessed is the learner's real one
        super().__init__()

    def build(self) -> None:
        """Make the five views, and the list to choose from."""
        self.own = OwnAnswers(self.act)
        self.ago = NowAndEarlier(self.own)
        self.pool = ManyFiles(self.own, self.act)
        self.parts: dict[str, Part] = {
            ANSWER: self.own,
            GAP: TwoPlaces(),
            MANY: HowMany(),
            POOL: self.pool,
            AGO: self.ago,
        }
        views = [(part.title, name) for name, part in self.parts.items()]
        self.controls = {
            "view": choose(say("Look at"), views, 400),
            "reset": widgets.Button(description=say("Start again")),
        }
        for part in self.parts.values():
            self.controls |= part.controls
        self.kept = ["role", "about", "answers"]
        self.controls["reset"].on_click(self.act(self._reset))
        self.controls["finish"].on_click(self.act(self._finish))
        self._boxes = {name: widgets.VBox(part.layout()) for name, part in self.parts.items()}

    def layout(self) -> Sequence[widgets.Widget]:
        """The list of views, and the controls of each; those of the others are hidden."""
        return [line(self.controls["view"], self.controls["reset"]), *self._boxes.values()]

    def remember(self, notes: Notes) -> None:
        """Bring back the answers so far, and the assessments that were finished."""
        super().remember(notes)
        self.own.finished.clear()
        for record in notes.history():
            try:
                self.own.finished.append(read_record(record))
            except BadInput:  # finished with another set of statements, or damaged
                continue
        self.own.open_at_the_first_gap()
        self.ago.offer()
        self._redraw()

    def _finish(self) -> None:
        """Keep the answers for good, with their date."""
        one = self.own.finish()
        told = self._notes.finish(one.record()) if self._notes is not None else ""
        self.own.finished.append(one)
        self.ago.offer()
        kept = say(
            "Kept, with the date {day}. Come back in some months, and compare.", day=day_of(one)
        )
        self.note = " ".join(filter(None, (kept, told)))

    def _reset(self) -> None:
        for part in self.parts.values():
            part.reset()
        self.controls["view"].value = ANSWER

    @property
    def _part(self) -> Part:
        return self.parts[self.controls["view"].value]

    def update(self) -> None:
        """Show the controls of the view that was chosen, and compute it."""
        for name, box in self._boxes.items():
            box.layout.display = None if self.parts[name] is self._part else "none"
        self._part.update()

    @property
    def summary(self) -> str:
        """What the view shows, in a few sentences."""
        return self._part.summary

    def draw(self) -> Drawing:
        """Draw the view."""
        return self._part.draw(self.name)

    def rows(self) -> Rows:
        """The same content as a table."""
        return self._part.rows()
