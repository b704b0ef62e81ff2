"""The eleven boxes: every answer is a dot, and the score moves as answers do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import ipywidgets as widgets

from cem_workbook.errors import CourseError
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.boxes import (
    BOXES,
    Counts,
    begged,
    count,
    draw_boxes,
    love_or_hate,
    moved,
    nobody_minds,
    score_of,
)
from cem_workbook.figures import Drawing
from cem_workbook.messages import say
from cem_workbook.metrics import band
from cem_workbook.text import Points

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

SIZES = (10, 20, 50, 100, 200, 400)


class NPSExplorer(Explorer):
    """Eleven boxes with their customers, the score, and how sure one can be of it."""

    name: ClassVar[str] = "nps"
    title: ClassVar[str] = "Eleven boxes and one score"

    def __init__(self, company: Company) -> None:
        answered = company.surveys.dropna(subset=["recommend"])
        scores = answered["recommend"].astype(int)
        self._asked: dict[str, list[int]] = {
            say("everybody"): scores.tolist(),
            say("only customers who are satisfied (4 or 5 of 5)"): scores[
                answered["satisfaction"].fillna(0) >= 4
            ].tolist(),
        }
        for branch in company.branches:
            self._asked[say("visitors of the {branch} branch", branch=branch)] = scores[
                answered["branch"] == branch
            ].tolist()
        self._everybody = score_of(count(scores.tolist()))
        self._seed = company.seed
        self._draw_number = 1
        self._moves: list[tuple[int, int, int]] = []
        self._samples: dict[tuple[str, int], list[int]] = {}
        self.boxes: Counts = [0] * 11
        super().__init__()

    def build(self) -> None:
        """Make the controls."""
        firms = {
            say("as they answered"): list,
            say("love it or hate it"): love_or_hate,
            say("nobody minds much"): nobody_minds,
        }
        wide = widgets.Layout(width="430px")
        self.controls = {
            "ask": widgets.Dropdown(
                options=list(self._asked),
                description=say("Whom do you ask?"),
                style=LABEL,
                layout=wide,
            ),
            "answers": widgets.SelectionSlider(
                options=SIZES,
                value=100,
                description=say("How many answer?"),
                style=LABEL,
                layout=widgets.Layout(width="340px"),
            ),
            "again": widgets.Button(description=say("Ask another sample")),
            "source": widgets.Dropdown(
                options=list(BOXES),
                value=8,
                description=say("Move from box"),
                style=LABEL,
                layout=widgets.Layout(width="160px"),
            ),
            "target": widgets.Dropdown(
                options=list(BOXES),
                value=9,
                description=say("to box"),
                style=LABEL,
                layout=widgets.Layout(width="110px"),
            ),
            "many": widgets.BoundedIntText(
                value=5,
                min=1,
                max=400,
                description=say("how many"),
                style=LABEL,
                layout=widgets.Layout(width="130px"),
            ),
            "move": widgets.Button(description=say("Move"), layout=widgets.Layout(width="80px")),
            "undo": widgets.Button(description=say("Undo"), layout=widgets.Layout(width="80px")),
            "beg": widgets.IntSlider(
                0,
                0,
                100,
                10,
                description=say("Staff beg for a ten; % of 7s and 8s who give in"),
                style=LABEL,
                layout=widgets.Layout(width="480px"),
            ),
            "firm": widgets.Dropdown(
                options=list(firms.items()),
                description=say("The same score in a firm where"),
                style=LABEL,
                layout=widgets.Layout(width="400px"),
            ),
            "reset": widgets.Button(description=say("Start again")),
        }
        self.controls["again"].on_click(self.act(self._ask_again))
        self.controls["move"].on_click(self.act(self._move))
        self.controls["undo"].on_click(self.act(self._undo))
        self.controls["reset"].on_click(self.act(self._reset))

    def layout(self) -> Sequence[widgets.Widget]:
        """Three rows: asking, moving, and two tricks."""
        wrap = widgets.Layout(flex_flow="row wrap")
        rows = (
            ("ask", "answers", "again"),
            ("source", "target", "many", "move", "undo", "reset"),
            ("beg", "firm"),
        )
        return [widgets.HBox([self.controls[k] for k in row], layout=wrap) for row in rows]

    def _ask_again(self) -> None:
        self._draw_number += 1

    def _move(self) -> None:
        source, target = self.controls["source"].value, self.controls["target"].value
        if self.controls["firm"].index:
            raise CourseError(
                say("First choose “as they answered” for the firm; then move answers.")
            )
        if source == target:
            raise CourseError(say("Choose two different boxes, then press Move."))
        there, many = self._movable[source], self.controls["many"].value
        if not there:
            raise CourseError(
                say("Box {box} is empty, so there is nothing to move from it.", box=source)
            )
        self._moves.append((source, target, many))
        before = score_of(self._movable).value
        after = score_of(moved(self._movable, [(source, target, many)])).value
        only = say("Box {box} held no more. ", box=source) if there < many else ""
        result = (
            say("The score did not move.")
            if after == before
            else say(
                "The score went from {before:+.0f} to {after:+.0f}.",
                before=Points(before),
                after=Points(after),
            )
        )
        self.note = only + say(
            "Moved from box {source} to box {target}: {many}. {result}",
            source=source,
            target=target,
            many=min(there, many),
            result=result,
        )

    def _undo(self) -> None:
        if self._moves:
            self._moves.pop()

    def _reset(self) -> None:
        self._moves.clear()
        self._draw_number = 1
        self.controls["ask"].index = 0
        self.controls["answers"].value = 100
        self.controls["beg"].value = 0
        self.controls["firm"].index = 0

    def _sample(self) -> list[int]:
        """Return the answers of the people asked, in the order in which they came in."""
        key = (self.controls["ask"].value, self._draw_number)
        if key not in self._samples:
            people = list(self._asked[key[0]])
            random.Random(f"{self._seed}/{key}").shuffle(people)
            self._samples[key] = people
        return self._samples[key][: self.controls["answers"].value]

    def update(self) -> None:
        """Count the boxes anew and take the score."""
        asked = count(self._sample())
        self._movable = before_firm = moved(begged(asked, self.controls["beg"].value), self._moves)
        self.boxes = self.controls["firm"].value(before_firm)
        self.nps = score_of(self.boxes)
        self._plain = score_of(asked)
        self._before_firm = score_of(before_firm)

    @property
    def summary(self) -> str:
        """The score with its interval, the camps, and what the last trick did."""
        nps = self.nps
        low, high = nps.interval
        parts = [
            say(
                "Sample {number}: NPS {value:+.0f} from {n} answers (95 % interval {low:+.0f} to "
                "{high:+.0f}); promoters {promoters}, passives {passives}, detractors {detractors}.",
                number=self._draw_number,
                value=Points(nps.value),
                n=nps.n,
                low=Points(low),
                high=Points(high),
                promoters=nps.promoters,
                passives=nps.passives,
                detractors=nps.detractors,
            ),
            say(
                "All {n} (synthetic) answers of the firm give {value:+.0f}.",
                n=self._everybody.n,
                value=Points(self._everybody.value),
            ),
        ]
        if nps.n < self.controls["answers"].value:
            parts.append(say("No more than {n} of them answered at all.", n=nps.n))
        untouched = nps.value == self._plain.value and not self.controls["ask"].index
        if untouched and not low <= self._everybody.value <= high:
            parts.append(
                say("This time the truth lies outside; that happens about 5 times in 100.")
            )
        if self.controls["ask"].index == 1:
            parts.append(say("Only satisfied customers were asked."))
            if self._plain.value > self._everybody.value:
                parts[-1] = say(
                    "Only satisfied customers were asked. The score rose; nobody feels better."
                )
        if self.controls["beg"].value:
            parts.append(
                say(
                    "Begging moved the score by {points:+.0f} points. No customer changed their mind.",
                    points=Points(
                        score_of(begged(count(self._sample()), self.controls["beg"].value)).value
                        - self._plain.value
                    ),
                )
            )
        if self.controls["firm"].index:
            parts.append(
                say(
                    "The score is the same as before; detractors are {after} instead of {before}.",
                    after=nps.detractors,
                    before=self._before_firm.detractors,
                )
            )
        return " ".join(parts)

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """Box, camp and number of answers."""
        names = {
            "detractor": say("detractor"),
            "passive": say("passive"),
            "promoter": say("promoter"),
        }
        head = (say("Box"), say("Camp"), say("Answers"))
        return head, [(box, names[band(box)], self.boxes[box]) for box in BOXES]

    def draw(self) -> Drawing:
        """Draw the boxes, the camps and the ruler."""
        return draw_boxes(self.name, self.boxes, self._everybody)
