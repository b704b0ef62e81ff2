"""The same morning on two scales: effort as length, and marks that run in opposite directions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import ipywidgets as widgets

from cem_workbook.errors import CourseError
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.errands import (
    AS_TICKED,
    BRANCHES,
    FLIPPED,
    HARBOUR,
    MARKET,
    MOST_STEPS,
    NEW,
    OLD,
    SCALES,
    STEPS,
    STRETCHED,
    Errand,
    Morning,
    Scale,
    the_morning,
    with_steps,
)
from cem_workbook.explorers.errands_drawing import Line, draw_morning, title_of
from cem_workbook.figures import DETRACTOR, INK, PROMOTER, SOFT, Drawing
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company


class TwoScales(Explorer):
    """Six errands as rows of steps, scored on the scales of 2010 and 2013, and then merged."""

    name: ClassVar[str] = "two-scales"
    title: ClassVar[str] = "The same morning, two scales"

    def __init__(self, company: Company) -> None:
        self._company = company.title
        self._words = STEPS[company.sector]
        self._begun = the_morning(company.sector)
        # every state of the errands so far, so that Undo can go back
        self._past: list[tuple[Errand, ...]] = []
        self._errands = self._begun
        self._before: tuple[int, int] | None = None
        self._happened = ""
        self.morning = Morning(self._begun)
        super().__init__()

    def build(self) -> None:
        """Make the controls."""
        ways = {
            say("as they were ticked"): AS_TICKED,
            say("flip the old scale: 6 − mark"): FLIPPED,
            say("flip it, then stretch both to 0–100 ease"): STRETCHED,
        }
        surveys = {
            say("all six, on both scales"): False,
            say("Harbour: old scale; Market: new"): True,
        }

        def button(label: str, width: str) -> widgets.Button:
            return widgets.Button(description=label, layout=widgets.Layout(width=width))

        self.controls = {
            "errand": widgets.Dropdown(
                options=[
                    (say("{person}: {what}", person=say(e.person), what=say(e.what)), i)
                    for i, e in enumerate(self._begun)
                ],
                value=1,
                description=say("Whose errand?"),
                style=LABEL,
                layout=widgets.Layout(width="265px"),
            ),
            "step": widgets.Dropdown(
                options=[(say(step), step) for step in self._words],
                description=say("Step"),
                style=LABEL,
                layout=widgets.Layout(width="155px"),
            ),
            "add": button(say("Add this step"), "120px"),
            "take": button(say("Take the last step away"), "180px"),
            "undo": button(say("Undo"), "70px"),
            "survey": widgets.Dropdown(
                options=list(surveys.items()),
                description=say("Who was asked?"),
                style=LABEL,
                layout=widgets.Layout(width="335px"),
            ),
            "marks": widgets.Dropdown(
                options=list(ways.items()),
                description=say("The marks"),
                style=LABEL,
                layout=widgets.Layout(width="355px"),
            ),
            "reset": button(say("Start again"), "110px"),
        }
        self.controls["add"].on_click(self.act(self._add))
        self.controls["take"].on_click(self.act(self._take))
        self.controls["undo"].on_click(self.act(self._undo))
        self.controls["reset"].on_click(self.act(self._reset))

    def layout(self) -> Sequence[widgets.Widget]:
        """Two rows: the steps of an errand, and what is done with the marks."""
        wrap = widgets.Layout(flex_flow="row wrap")
        rows = (("errand", "step", "add", "take", "undo"), ("survey", "marks", "reset"))
        return [widgets.HBox([self.controls[k] for k in row], layout=wrap) for row in rows]

    # what can be done

    def _add(self) -> None:
        errand = self._errands[self.controls["errand"].value]
        if len(errand.steps) == MOST_STEPS:
            raise CourseError(
                say(
                    "{person} has {most} steps already: the hard end of both scales. Choose "
                    "somebody else, or take a step away.",
                    person=say(errand.person),
                    most=MOST_STEPS,
                )
            )
        step = self.controls["step"].value
        self._change((*errand.steps, step), say("one step more ({step})", step=say(step)))

    def _take(self) -> None:
        errand = self._errands[self.controls["errand"].value]
        if not errand.steps:
            raise CourseError(
                say(
                    "{person} is done at once: there is no step to take away. Choose somebody else.",
                    person=say(errand.person),
                )
            )
        gone = say("one step less ({step})", step=say(errand.steps[-1]))
        self._change(errand.steps[:-1], gone)

    def _change(self, steps: tuple[str, ...], what: str) -> None:
        """Give the chosen errand other steps, and say what this does to its marks."""
        position = self.controls["errand"].value
        before = len(self._errands[position].steps)
        self._past.append(self._errands)
        self._errands = with_steps(self._errands, position, steps)
        self._before = (position, before)
        said = [say("{person}: {what}.", person=say(self._errands[position].person), what=what)]
        for scale in SCALES:
            if self._as_it_is(None).mark(self._errands[position], scale) is not None:
                said.append(self._move(scale, before, len(steps)))
        self.note = " ".join(said)

    def _move(self, scale: Scale, before: int, after: int) -> str:
        """Say how an answer moved on a scale, in the numbers that are shown."""
        way = self.controls["marks"].value
        names = {
            (OLD, AS_TICKED): say("old mark"),
            (OLD, FLIPPED): say("old mark, flipped,"),
            (OLD, STRETCHED): say("ease from the old scale"),
            (NEW, AS_TICKED): say("new mark"),
            (NEW, FLIPPED): say("new mark"),
            (NEW, STRETCHED): say("ease from the new scale"),
        }
        first, last = scale.shown(before, way), scale.shown(after, way)
        if first == last:
            words = say("The {name} stays at {last:.0f}: five boxes are few.")
        elif first < last:
            words = say("The {name} goes up from {first:.0f} to {last:.0f}.")
        else:
            words = say("The {name} goes down from {first:.0f} to {last:.0f}.")
        return words.format(name=names[scale, way], first=first, last=last)

    def _undo(self) -> None:
        if not self._past:
            raise CourseError(say("There is no step to undo."))
        self._errands = self._past.pop()
        self.note = say("The last change is undone.")

    def _reset(self) -> None:
        self._past.clear()
        self._errands = self._begun
        self.controls["errand"].value = 1
        for control in ("step", "survey", "marks"):
            self.controls[control].index = 0

    # what there is to see

    def update(self) -> None:
        """Put the morning together as the controls say."""
        # what has just happened belongs into the sentence, where the picture's description is too
        self._happened, self.note = self.note, ""
        before, self._before = self._before, None
        self.morning = self._as_it_is(before)

    def _as_it_is(self, before: tuple[int, int] | None) -> Morning:
        marks, survey = self.controls["marks"].value, self.controls["survey"].value
        return Morning(self._errands, marks, survey, before)

    @property
    def found(self) -> list[Line]:
        """What the averages show, in short lines, each with its colour."""
        morning = self.morning
        steps = say(
            "Steps per errand: Harbour {harbour:.1f}, Market {market:.1f}.",
            harbour=morning.steps(HARBOUR),
            market=morning.steps(MARKET),
        )
        if morning.merged:
            return [(steps, INK), *self._merged()]
        lesson = {
            AS_TICKED: say("More steps: a higher old mark, and a lower new one."),
            FLIPPED: say("Now both rise with ease; one ends at 5, the other at 7."),
            STRETCHED: say("Both run from 0 to 100. Five boxes are coarser than seven."),
        }
        return [(steps, INK), (lesson[morning.way], INK)]

    def _merged(self) -> list[Line]:
        """What the numbers of two surveys seem to say, and whether the steps say so, too."""
        morning = self.morning
        looks, easier = morning.looks_easier, morning.easier
        digits = 0 if morning.way == STRETCHED else 1
        harbour, market = morning.average(HARBOUR, OLD), morning.average(MARKET, NEW)
        numbers = say(
            "These numbers: Harbour {harbour}, Market {market}; all six {pooled}.",
            harbour=f"{harbour:.{digits}f}",
            market=f"{market:.{digits}f}",
            pooled=f"{morning.pooled():.{digits}f}",
        )
        if looks == easier:
            agree = (
                say("{branch} looks easier, as the steps say.", branch=looks)
                if looks
                else say("The two look alike, as the steps say.")
            )
            line = (agree, PROMOTER)
        elif looks and easier:
            line = (
                say("{branch} looks easier. The steps say the opposite.", branch=looks),
                DETRACTOR,
            )
        elif looks:
            line = (say("{branch} looks easier. Both took as many steps.", branch=looks), DETRACTOR)
        else:
            line = (say("The two look alike. {branch} took fewer steps.", branch=easier), DETRACTOR)
        lines = [(numbers, INK), line]
        if morning.way == AS_TICKED:
            lines.append((say("(Read as on the new scale: high is easy.)"), SOFT))
        return lines

    @property
    def summary(self) -> str:
        """What has just happened, what was asked and how it is shown, and what comes of it."""
        morning = self.morning
        shown = {
            AS_TICKED: say("The marks are as they were ticked."),
            FLIPPED: say("The old marks are flipped: 6 − mark."),
            STRETCHED: say("The old marks are flipped, and both are stretched to 0–100 ease."),
        }[morning.way]
        parts = [self._happened] if self._happened else []
        if morning.merged:
            asked = say(
                "Harbour asked on the old scale (5 is very much effort), Market on the new one "
                "(7 is very easy)."
            )
            return " ".join([*parts, asked, shown, *(words for words, _ in self.found)])
        asked = say(
            "Six invented errands at {company}, on both scales (old: 5 is very much effort; new: 7 "
            "is very easy).",
            company=self._company,
        )
        old, new = (
            [f"{morning.average(b, s):.{0 if morning.way == STRETCHED else 1}f}" for b in BRANCHES]
            for s in SCALES
        )
        averages = say(
            "Averages on the old scale: Harbour {old[0]}, Market {old[1]}; on the new scale: "
            "Harbour {new[0]}, Market {new[1]}.",
            old=old,
            new=new,
        )
        return " ".join([*parts, asked, shown, averages, *(words for words, _ in self.found)])

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """Person, branch, errand, its steps, and both marks; then the averages of the branches."""
        morning = self.morning
        head = (
            say("Person"), say("Branch"), say("Errand"), say("Steps"), say("How many"),
            *(title_of(scale, morning.way) for scale in SCALES),
        )  # fmt: skip

        def written(number: float | None) -> object:
            return say("not asked") if number is None else number

        body: list[tuple[object, ...]] = [
            (
                say(e.person),
                e.branch,
                say(e.what),
                ", ".join(say(step) for step in e.steps) or say("done at once"),
                len(e.steps),
                *(written(morning.mark(e, scale)) for scale in SCALES),
            )
            for e in morning.errands
        ]
        for branch in BRANCHES:
            means = (written(morning.average(branch, scale)) for scale in SCALES)
            body.append((say("average"), branch, "", "", morning.steps(branch), *means))
        if morning.merged:
            body.append(
                (say("average"), say("all six"), "", "", "", morning.pooled(), morning.pooled())
            )
        return head, body

    def draw(self) -> Drawing:
        """Draw the errands, their marks and the branches."""
        return draw_morning(self.name, self.morning, self.found)
