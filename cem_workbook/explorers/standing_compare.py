"""Two views of “standing”: managers beside the front line, and now beside earlier."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import ipywidgets as widgets

from cem_workbook.explorers import standing_words as words
from cem_workbook.explorers.standing_answers import OwnAnswers
from cem_workbook.explorers.standing_drawing import Panel, bricks_of, draw_one, draw_two
from cem_workbook.explorers.standing_part import Rows, choose, day_of, own_panel, points
from cem_workbook.figures import Drawing
from cem_workbook.frameworks import respondents
from cem_workbook.frameworks.assessment import Score, gaps, standing
from cem_workbook.frameworks.pooling import Assessment
from cem_workbook.frameworks.statements import FRONT, MANAGER
from cem_workbook.frameworks.steps import STEPS
from cem_workbook.messages import say
from cem_workbook.text import Points


class TwoPlaces:
    """A worked example: one synthetic firm, as its managers and its front line see it."""

    def __init__(self) -> None:
        self.title = say("2 · managers and front line, an example")
        self.controls: dict[str, widgets.Widget] = {}
        sheets = respondents.as_sheets(respondents.sample(1))
        titles = {MANAGER: say("Six managers"), FRONT: say("Six of the front line")}

        def panel(role: str) -> Panel:
            found = standing([sheet for sheet in sheets if sheet.role == role])
            return Panel(titles[role], found, bricks_of(found))

        self._panels = panel(MANAGER), panel(FRONT)
        self._gaps = {gap.number: gap for gap in gaps(sheets)}

    def layout(self) -> Sequence[widgets.Widget]:
        """Nothing to move."""
        return []

    def update(self) -> None:
        """Nothing to compute: the example stays."""

    def reset(self) -> None:
        """Nothing to set back."""

    @property
    def summary(self) -> str:
        """Where each role sees the firm, and where they are furthest apart."""
        one, other = self._panels
        return " ".join(
            (
                say("Firm 1, a bank, by the answers of twelve people (synthetic)."),
                say("By its managers: {place}", place=words.place(one.standing)),
                say("By its front line: {place}", place=words.place(other.standing)),
                words.gap(self._gaps),
            )
        )

    def draw(self, name: str) -> Drawing:
        """Draw both stairs, and both scores on one ruler a step."""
        apart = {number: words.apart(gap) for number, gap in self._gaps.items()}
        return draw_two(name, self._panels, apart, say("managers less front line, points"))

    def rows(self) -> Rows:
        """A row a step."""
        apart = {number: words.apart(gap) for number, gap in self._gaps.items()}
        return _rows(self._panels, apart, say("Managers less front line"))


class NowAndEarlier:
    """The latest finished assessment beside an earlier one."""

    def __init__(self, own: OwnAnswers) -> None:
        self.title = say("5 · now and earlier")
        self._own = own
        self.controls: dict[str, widgets.Widget] = {
            "earlier": choose(say("Compare the latest with that of"), [(say("none yet"), -1)], 400)
        }

    def layout(self) -> Sequence[widgets.Widget]:
        """Which one to compare with."""
        return [self.controls["earlier"]]

    def offer(self) -> None:
        """Offer what was finished before the latest."""
        before = enumerate(self._own.finished[:-1])
        options = [(day_of(one), i) for i, one in before] or [(say("none yet"), -1)]
        if self.controls["earlier"].options != tuple(options):
            self.controls["earlier"].options = options

    def update(self) -> None:
        """Nothing to compute beforehand."""

    def reset(self) -> None:
        """Compare with the first again."""
        self.controls["earlier"].index = 0

    @property
    def _pair(self) -> tuple[Assessment, Assessment] | None:
        earlier = self.controls["earlier"].value
        if earlier < 0:
            return None
        return self._own.finished[earlier], self._own.finished[-1]

    def _panels(self, pair: tuple[Assessment, Assessment]) -> tuple[Panel, Panel]:
        then, now = pair
        return own_panel(then.sheet, day_of(then)), own_panel(now.sheet, day_of(now))

    @property
    def summary(self) -> str:
        """Where the firm stood then and stands now."""
        if self._pair is None:
            return say(
                "Finished assessments: {n}. It takes two to compare; the next is due in some months.",
                n=len(self._own.finished),
            )
        (then, now), (one, other) = self._pair, self._panels(self._pair)
        careful = ""
        if (then.sheet.role, then.about) != (now.sheet.role, now.about):
            careful = say(
                "Careful: they were answered from another place, or about something else."
            )
        return " ".join(
            filter(
                None,
                (
                    f"{day_of(then)}: {words.place(one.standing)}",
                    f"{day_of(now)}: {words.place(other.standing)}",
                    careful,
                    say("Where two bands overlap, the change may be chance."),
                ),
            )
        )

    def draw(self, name: str) -> Drawing:
        """Draw both; with fewer than two, the one there is."""
        if self._pair is None:
            sheet = self._own.finished[-1].sheet if self._own.finished else self._own.sheet
            return draw_one(name, own_panel(sheet, say("What I have seen")))
        panels = self._panels(self._pair)
        return draw_two(name, panels, _changes(panels), say("change, points"))

    def rows(self) -> Rows:
        """A row a step."""
        if self._pair is None:
            return [say("Finished")], [[day_of(one)] for one in self._own.finished]
        panels = self._panels(self._pair)
        return _rows(panels, _changes(panels), say("Change"))


def _changes(panels: tuple[Panel, Panel]) -> dict[int, str]:
    then, now = (panel.standing.scores for panel in panels)
    return {a.number: _change(a, b) for a, b in zip(then, now, strict=True)}


def _change(then: Score, now: Score) -> str:
    """Return the difference of the scores as they are shown, in whole points."""
    if math.isnan(now.value - then.value):
        return "–"
    return f"{Points(round(now.value) - round(then.value)):+.0f}"


def _rows(panels: tuple[Panel, Panel], apart: Mapping[int, str], head: str) -> Rows:
    one, other = panels
    return [say("Step"), one.title, other.title, head], [
        [f"{step.number} {say(step.title)}", points(a), points(b), apart.get(step.number, "–")]
        for step, a, b in zip(STEPS, one.standing.scores, other.standing.scores, strict=True)
    ]
