"""The form on which a peer marks a plan: eight questions, three levels, no total."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import ClassVar

import ipywidgets as widgets

from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.figures import BLUE, GRID, INK, PAPER, SHADE, SOFT, Drawing
from cem_workbook.messages import say
from cem_workbook.plan.rubric import LEVELS, QUESTIONS, Review, summary
from cem_workbook.plan.words import clean

NOT_MARKED = -1
WIDTH, HEAD, TALL = 860, 40, 84
FIRST, COLUMN = 232, 206


class PeerReview(Explorer):
    """Another pair of eyes on the plan; what they mark is kept."""

    name: ClassVar[str] = "peer-review"
    title: ClassVar[str] = "What a peer reads in the plan"

    def build(self) -> None:
        """Make a list of levels for each question, and two lines for words."""
        wide = widgets.Layout(width="min(760px, 98%)")
        marks = {
            f"mark {each.key}": widgets.Dropdown(
                options=[
                    (say("– not marked yet –"), NOT_MARKED),
                    *(
                        (f"{say(level)}: {say(seen)}", at)
                        for at, (level, seen) in enumerate(zip(LEVELS, each.seen, strict=True))
                    ),
                ],
                value=NOT_MARKED,
                description=f"{number} {say(each.asks)}",
                style={"description_width": "300px"},
                layout=wide,
            )
            for number, each in enumerate(QUESTIONS, start=1)
        }
        words = {
            "keep": say("Keep this as it is"),
            "ask": say("My question to you"),
        }
        self.controls = {
            **marks,
            **{
                name: widgets.Text(
                    description=label, continuous_update=False, style=LABEL, layout=wide
                )
                for name, label in words.items()
            },
            "reset": widgets.Button(description=say("Start again")),
        }
        self.kept = [*marks, *words]
        self.controls["reset"].on_click(self.act(self._reset))

    def _reset(self) -> None:
        """Clear the form; the journal still has what was there before."""
        for name in self.kept:
            self.controls[name].value = NOT_MARKED if name.startswith("mark ") else ""

    def update(self) -> None:
        """Read the marks."""
        marks = {each.key: self.controls[f"mark {each.key}"].value for each in QUESTIONS}
        self._review = Review(
            {key: mark for key, mark in marks.items() if mark != NOT_MARKED},
            clean(self.controls["keep"].value),
            clean(self.controls["ask"].value),
        )

    @property
    def summary(self) -> str:
        """What the peer said, and what to talk about first."""
        parts = [summary(self._review)]
        if self._review.keep:
            parts.append(say("To keep: “{words}”.", words=self._review.keep))
        if self._review.ask:
            parts.append(say("Asked: “{words}”.", words=self._review.ask))
        return " ".join(parts)

    def draw(self) -> Drawing:
        """Draw the eight questions with their levels; the one that was chosen is framed."""
        d = Drawing(self.name, WIDTH, HEAD + TALL * len(QUESTIONS) + 6)
        for at, level in enumerate(LEVELS):
            d.text(FIRST + COLUMN * at + 8, 24, say(level).capitalize(), bold=True)
        for row, each in enumerate(QUESTIONS):
            y = HEAD + TALL * row
            d.line(8, y, WIDTH - 8, y, stroke=GRID)
            _write(d, 10, y + 22, f"{row + 1} {say(each.asks)}", 30, bold=True)
            mark = self._review.marks.get(each.key)
            for at, seen in enumerate(each.seen):
                x, here = FIRST + COLUMN * at, mark == at
                d.rect(x, y + 5, COLUMN - 6, TALL - 10, fill=SHADE if here else PAPER,
                       stroke=BLUE if here else GRID, thick=3 if here else 1, corner=4)  # fmt: skip
                _write(d, x + 8, y + 24, say(seen), 29, fill=INK if here or mark is None else SOFT)
        return d

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row a question: the level, what that means, and what to ask back."""
        marks = self._review.marks
        return [say("Question"), say("Level"), say("What is there"), say("To ask back")], [
            (
                say(each.asks),
                say(LEVELS[marks[each.key]]) if each.key in marks else say("not marked yet"),
                say(each.seen[marks[each.key]]) if each.key in marks else "–",
                say(each.ask_back),
            )
            for each in QUESTIONS
        ]


def _write(
    d: Drawing, x: float, y: float, words: str, most: int, *, fill: str = INK, bold: bool = False
) -> None:
    for at, line in enumerate(textwrap.wrap(words, most)):
        d.text(x, y + 16 * at, line, size=12.5, fill=fill, bold=bold)
