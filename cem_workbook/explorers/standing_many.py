"""View 3 of “standing”: how many people one must ask, tried on firms whose place is known."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets

from cem_workbook.explorers.assumed import Assumptions
from cem_workbook.explorers.base import LABEL
from cem_workbook.explorers.standing_drawing import Trial, draw_trial
from cem_workbook.explorers.standing_part import Rows, choose, line
from cem_workbook.figures import Drawing
from cem_workbook.frameworks import respondents
from cem_workbook.messages import say

SIZES = (1, 3, 6, 12, 24)
FIRST = 3


class HowMany:
    """A hundred simulated groups of a firm that was built to stand somewhere."""

    def __init__(self) -> None:
        self.title = say("3 · how many one must ask")
        builds = [
            (say("before the stairs (no step holds)"), "step 0"),
            *((say("on step {n}", n=n), f"step {n}") for n in range(1, 5)),
            (say("nowhere: it leaps"), "leap"),
        ]
        self.controls: dict[str, widgets.Widget] = {
            "build": choose(say("The firm was built to stand"), builds, 430),
            "people": widgets.IntSlider(
                value=FIRST,
                min=1,
                max=24,
                description=say("People asked"),
                style=LABEL,
                layout=widgets.Layout(width="420px"),
            ),
        }
        self.controls["build"].value = "step 2"
        self._assumptions = Assumptions(respondents.USUAL)
        self.controls |= self._assumptions.inputs

    def layout(self) -> Sequence[widgets.Widget]:
        """The firm, the number of people, and what is assumed."""
        return [
            line(self.controls["build"], self.controls["people"]),
            self._assumptions.widget,
        ]

    def reset(self) -> None:
        """Go back to three people and a firm on step 2."""
        self.controls["build"].value = "step 2"
        self.controls["people"].value = FIRST
        self._assumptions.reset()

    def update(self) -> None:
        """Ask the groups."""
        build, people = self.controls["build"].value, self.controls["people"].value
        habits = self._assumptions.apply(respondents.USUAL)
        sizes = sorted({*SIZES, people})
        self._tried = {n: respondents.try_out(build, n, habits) for n in sizes}
        self._built = respondents.stands_on(build)

    def _right(self, people: int) -> int:
        """Return how many of the groups of this size were found as they were built."""
        found = self._tried[people]
        return found.leaps if self._built is None else found.placed[self._built]

    @property
    def summary(self) -> str:
        """How many of the groups were found as their firm was built."""
        people = self.controls["people"].value
        found = self._tried[people]
        head = say(
            "People asked: {people}, in each of {n} simulated groups.",
            people=people,
            n=found.groups,
        )
        if found.unknown:
            head += " " + say("Too few answers to place: {n}.", n=found.unknown)
        if self._built is None:
            return head + " " + say("The leap is found in {n} of them.", n=found.leaps)
        return (
            head
            + " "
            + say(
                "Placed where their firm was built to stand: {right}. A leap is found, though there "
                "is none, in {leaps}.",
                right=self._right(people),
                leaps=found.leaps,
            )
        )

    def draw(self, name: str) -> Drawing:
        """Draw a dot a group, and the same count for other numbers of people."""
        people = self.controls["people"].value
        found = self._tried[people]
        leaps = self._built is None
        trial = Trial(
            title=say("{n} simulated groups: where each was placed", n=found.groups),
            placed=found.placed,
            built=self._built,
            groups=found.groups,
            people=people,
            right=[(n, self._right(n)) for n in self._tried],
            head=say("leap found") if leaps else say("placed where it was built"),
        )
        return draw_trial(name, trial)

    def rows(self) -> Rows:
        """A row a number of people."""
        head = [
            say("People asked"),
            say("No step"),
            *(say("Step {n}", n=n) for n in range(1, 5)),
        ]
        rows = [[n, *f.placed, f.unknown, f.leaps] for n, f in self._tried.items()]
        return [*head, say("Not placed"), say("Leap found")], rows
