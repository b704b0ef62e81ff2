"""The cohort triangle: who joined when, how many are still here, and three ways to read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.cohort_grid import draw_triangle
from cem_workbook.explorers.cohort_triangle import (
    COLUMN,
    COUNT,
    DIAGONAL,
    LOSS,
    ROW,
    SHARE,
    Cell,
    Triangle,
    reading_in_words,
    triangle,
)
from cem_workbook.explorers.stays import stays
from cem_workbook.figures import Drawing
from cem_workbook.messages import say
from cem_workbook.metrics import cohorts

if TYPE_CHECKING:
    from cem_workbook.data.company import Company


class CohortTriangle(Explorer):
    """A triangle of cohorts and ages, and the row, column or diagonal that is being read."""

    name: ClassVar[str] = "cohorts"
    title: ClassVar[str] = "The cohort triangle"

    def __init__(self, company: Company) -> None:
        known = stays(company)
        frame = known.frame[known.frame["joined_on"] >= known.since]
        self._triangles: dict[str, Triangle] = {}
        for every in ("month", "quarter", "year"):
            found = triangle(cohorts(frame, every=every, until=known.until), every)
            if found.oldest:  # with age 0 alone there is nothing to see
                self._triangles[every] = found
        self._title = company.title[:1].upper() + company.title[1:]
        self._origin = say(
            "{title} (synthetic), up to {until}. {how} Only customers who joined since {since} "
            "are shown: of those who joined earlier, the ones who left before that day are in no "
            "table, so the others would look too loyal.",
            title=self._title,
            until=f"{known.until:%Y-%m-%d}",
            how=known.how,
            since=f"{known.since:%Y-%m-%d}",
        )
        super().__init__()

    def build(self) -> None:
        """Make the controls."""
        periods = {"month": say("month"), "quarter": say("quarter"), "year": say("year")}
        self.controls = {
            "every": widgets.Dropdown(
                options=[(periods[every], every) for every in self._triangles],
                value="quarter",
                description=say("A cohort joined in the same"),
                style=LABEL,
                layout=widgets.Layout(width="300px"),
            ),
            "cells": widgets.Dropdown(
                options=[
                    (say("the share still here"), SHARE),
                    (say("how many are still here"), COUNT),
                    (say("the share lost since the age before"), LOSS),
                ],
                description=say("A cell shows"),
                style=LABEL,
                layout=widgets.Layout(width="370px"),
            ),
            "read": widgets.Dropdown(
                options=[
                    (say("along a row →"), ROW),
                    (say("down a column ↓"), COLUMN),
                    (say("along a diagonal ↗"), DIAGONAL),
                ],
                description=say("Read"),
                style=LABEL,
                layout=widgets.Layout(width="230px"),
            ),
            "which": widgets.Dropdown(
                description=say("Which one?"),
                style=LABEL,
                layout=widgets.Layout(width="290px"),
            ),
            "reset": widgets.Button(description=say("Start again")),
        }
        for control in ("every", "read"):
            self.controls[control].observe(self._offer, "value")
        self.controls["reset"].on_click(self.act(self._reset))
        self._fill()

    def layout(self) -> Sequence[widgets.Widget]:
        """What the cells are, and how to read them."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="0 14px")
        rows = (("every", "cells"), ("read", "which", "reset"))
        return [widgets.HBox([self.controls[k] for k in row], layout=wrap) for row in rows]

    def _offer(self, _change: Any) -> None:
        self._guard(self._fill)

    def _fill(self) -> None:
        """Offer the rows, columns or diagonals that there are, one that says much chosen."""
        choices = self._triangle.choices(self.controls["read"].value)
        self.controls["which"].options = choices
        at = {ROW: 0, COLUMN: (len(choices) - 1) // 2, DIAGONAL: len(choices) - 1}
        self.controls["which"].index = at[self.controls["read"].value]

    def _reset(self) -> None:
        self.controls["every"].value = "quarter"
        self.controls["cells"].value = SHARE
        self.controls["read"].value = ROW
        self._fill()

    @property
    def _triangle(self) -> Triangle:
        return self._triangles[self.controls["every"].value]

    def update(self) -> None:
        """Find the cells that are being read, and what they say."""
        reading = [self.controls[key].value for key in ("cells", "read", "which")]
        self.chosen = self._triangle.along(*reading)
        self._words = reading_in_words(self._triangle, *reading)

    @property
    def summary(self) -> str:
        """What the chosen row, column or diagonal means, with its numbers."""
        return say("{title} (synthetic). {words}", title=self._title, words=self._words)

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row a cohort: its size, and its cells by age."""
        t, kind = self._triangle, self.controls["cells"].value
        ages = range(t.oldest + 1)
        head = [
            say("Joined in"),
            say("How many"),
            *(say("Age {age}", age=age) for age in ages),
        ]
        return head, [
            (cohort, t.cells[row, 0].size, *(_number(t.cells.get((row, a)), kind) for a in ages))
            for row, cohort in enumerate(t.cohorts)
        ]

    def draw(self) -> Drawing:
        """Draw the triangle with the reading outlined."""
        kind = self.controls["cells"].value
        return draw_triangle(self.name, self._triangle, kind, self.chosen, self._origin)


def _number(cell: Cell | None, kind: str) -> object:
    """Return what a cell shows as a number, as precise as it is drawn; nothing for no cell."""
    value = None if cell is None else cell.value(kind)
    if value is None:
        return ""
    return round(value, 1) if kind == LOSS else round(value)
