"""The eight criteria as a checklist of the learner's own firm: what is said, and what is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.criteria_drawing import draw_crossing
from cem_workbook.figures import Drawing
from cem_workbook.frameworks.criteria import (
    ABSENT,
    CRITERIA,
    IN_ACTION,
    IN_PLACES,
    LEVELS,
    ON_PAPER,
    Profile,
    level_words,
    score,
)
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

NOT_JUDGED = -1


class EightCriteria(Explorer):
    """Eight bridges from paper to action, as far as the learner's firm has built them."""

    name: ClassVar[str] = "eight-criteria"
    title: ClassVar[str] = "Eight criteria, from paper into action"

    def __init__(self, company: Company) -> None:
        del company  # the firm that is judged is the learner's real one
        super().__init__()

    def build(self) -> None:
        """Make a list of levels for each criterion, and the choice of the one to look at."""
        words = level_words()
        wide = widgets.Layout(width="min(760px, 98%)")

        def levels(seen: Sequence[str]) -> list[tuple[str, int]]:
            anchors = [(f"{level} {words[level]}: {say(seen[level])}", level) for level in LEVELS]
            return [(say("– not judged yet –"), NOT_JUDGED), *anchors]

        self._judgements = {
            each.number: widgets.Dropdown(
                options=levels(each.seen),
                value=NOT_JUDGED,
                description=f"{each.number} {say(each.name)}",
                style={"description_width": "190px"},
                layout=wide,
            )
            for each in CRITERIA
        }
        self.controls = {
            **{f"criterion {number}": box for number, box in self._judgements.items()},
            "look": widgets.Dropdown(
                options=[(f"{each.number} {say(each.name)}", each.number) for each in CRITERIA],
                value=1,
                description=say("Look at criterion"),
                style=LABEL,
                layout=widgets.Layout(width="370px"),
            ),
            "next": widgets.Button(description=say("Next criterion")),
            "reset": widgets.Button(description=say("Start again")),
        }
        self.kept = [f"criterion {number}" for number in self._judgements]
        for number, box in self._judgements.items():
            box.observe(lambda _change, n=number: self._look_at(n), "value")
        self.controls["next"].on_click(self.act(self._next))
        self.controls["reset"].on_click(self.act(self._reset))

    def layout(self) -> Sequence[widgets.Widget]:
        """The eight lists, and below them which criterion is looked at."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="2px 14px")
        below = widgets.HBox([self.controls[k] for k in ("look", "next", "reset")], layout=wrap)
        return [*self._judgements.values(), below]

    def _look_at(self, number: int) -> None:
        """Show in full what has just been chosen; a closed list may cut it."""
        self.controls["look"].value = number

    def _next(self) -> None:
        self.controls["look"].value = self.controls["look"].value % len(CRITERIA) + 1

    def _reset(self) -> None:
        """Clear the checklist; the journal still has what was there before."""
        for box in self._judgements.values():
            box.value = NOT_JUDGED
        self.controls["look"].value = 1

    def update(self) -> None:
        """Score the checklist."""
        chosen: dict[int, Any] = {n: box.value for n, box in self._judgements.items()}
        self._profile: Profile = score(
            {number: None if level == NOT_JUDGED else level for number, level in chosen.items()}
        )

    @property
    def summary(self) -> str:
        """How many criteria stand where, and which to move next."""
        profile, at = self._profile, self.controls["look"].value
        here = CRITERIA[at - 1]
        looked = say("Criterion {number}, {name}: {means}", number=at, name=say(here.name),
                     means=say(here.means))  # fmt: skip
        if not profile.judged:
            return looked + " " + say("No criterion has been judged yet.")
        counts = say(
            "Judged: {judged} of {all}. In action {action}, in places {places}, on paper {paper}, "
            "not there {absent}.",
            judged=profile.judged,
            all=len(CRITERIA),
            action=len(profile.at(IN_ACTION)),
            places=len(profile.at(IN_PLACES)),
            paper=len(profile.at(ON_PAPER)),
            absent=len(profile.at(ABSENT)),
        )
        return f"{looked} {counts} {self._advice()}"

    def _advice(self) -> str:
        profile = self._profile
        if profile.complete:
            return say("The whole set is in action. Who, outside the office, would say the same?")
        if profile.next is None:
            return say("All that you have judged is in action; judge the others, too.")
        if profile.untranslated:
            numbers = ", ".join(map(str, profile.untranslated))
            said = say("Said, and not translated into action: {numbers}.", numbers=numbers)
        else:
            said = say("Nothing stands on paper only.")
        level = profile.levels[profile.next]
        return said + " " + say(
            "To move criterion {number} one step, one would see: {seen}",
            number=profile.next,
            seen=say(CRITERIA[profile.next - 1].seen[level + 1]),
        )  # fmt: skip

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row a criterion: the source's words, the level, what one sees, and what comes next."""
        head = [
            say("Criterion"), say("What it says [001 · Lesson 2]"), say("In the source's words"),
            say("Level"), say("What one sees"), say("One step further"),
        ]  # fmt: skip
        words = level_words()
        table = []
        for each in CRITERIA:
            level = self._profile.levels.get(each.number)
            table.append(
                (
                    f"{each.number} {say(each.name)}",
                    say(each.means),
                    f"«{each.original}»",
                    say("not judged") if level is None else f"{level} {words[level]}",
                    "" if level is None else say(each.seen[level]),
                    "" if level in (None, IN_ACTION) else say(each.seen[level + 1]),
                )
            )
        return head, table

    def draw(self) -> Drawing:
        """Draw the eight bridges."""
        return draw_crossing(self.name, self._profile, self.controls["look"].value)
