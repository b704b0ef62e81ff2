"""View 4 of “standing”: one's own assessment as a file without a name, and many files as a group."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

import ipywidgets as widgets

from cem_workbook.explorers import standing_words as words
from cem_workbook.explorers.standing_answers import OwnAnswers
from cem_workbook.explorers.standing_drawing import Panel, bricks_of, draw_one, holds_word
from cem_workbook.explorers.standing_part import Act, Rows, day_of, line, points
from cem_workbook.figures import BLUE, Drawing
from cem_workbook.frameworks import respondents
from cem_workbook.frameworks.assessment import standing
from cem_workbook.frameworks.pooling import FIRM, Assessment, GroupView, Pool, pool, view_of
from cem_workbook.frameworks.steps import STEPS
from cem_workbook.messages import say

SAMPLE_DAY = date(2026, 1, 15)


class ManyFiles:
    """Files that several people have saved, as one group."""

    def __init__(self, own: OwnAnswers, act: Act) -> None:
        self.title = say("4 · the answers of several people")
        self._own = own
        self._files: list[tuple[str, bytes]] = []
        self._pool = Pool()
        # apart, so that a list that somebody has unfolded stays so when another changes
        self.leaving, self.aside, self.meaning = (widgets.HTML() for _ in range(3))
        self.controls: dict[str, widgets.Widget] = {
            "files": widgets.FileUpload(
                accept=".json",
                multiple=True,
                description=say("Choose files"),
                layout=widgets.Layout(width="180px"),
            ),
            "sample": widgets.Button(
                description=say("Try it with 12 synthetic answers"),
                layout=widgets.Layout(width="260px"),
            ),
            "empty": widgets.Button(description=say("Take all out")),
        }
        read = act(self._uploaded)  # an error in it is shown, like that of a button
        self.controls["files"].observe(lambda change: read(change["owner"]), "value")
        self.controls["sample"].on_click(act(self._take_sample))
        self.controls["empty"].on_click(act(self.reset))

    def layout(self) -> Sequence[widgets.Widget]:
        """The files, and below them what leaves and what was set aside."""
        return [line(*self.controls.values()), self.leaving, self.aside, self.meaning]

    def take(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Add files, each a name and a content, to those that were chosen before."""
        self._files += files
        self._pool = pool(self._files)

    def _uploaded(self) -> None:
        chosen: Any = self.controls["files"].value
        if chosen:
            self.take([(str(each["name"]), bytes(each["content"])) for each in chosen])
            self.controls["files"].value = ()

    def _take_sample(self) -> None:
        self.take([(f"synthetic-{i}.json", one.file()) for i, one in enumerate(_made_up(), 1)])

    def reset(self) -> None:
        """Take all files out."""
        self._files, self._pool = [], Pool()

    def update(self) -> None:
        """Find what may be shown of the group."""
        self._view = view_of([one.sheet for one in self._pool.used])
        made_up = _made_up()
        self._synthetic = sum(one in made_up for one in self._pool.used)
        items = "".join(f"<li>{escape(each.sentence)}</li>" for each in self._pool.aside)
        self.leaving.value = self._leaving()
        self.aside.value = (
            f'<ul role="status" style="line-height:1.45">{items}</ul>' if items else ""
        )
        self.meaning.value = words.meaning() if self._view.all is not None else ""

    def _leaving(self) -> str:
        """Return the learner's own file with all that leaves, as HTML."""
        if not self._own.finished:
            says = say("Finish an assessment in view 1, and you can save it here as a file.")
            return f"<p>{escape(says)}</p>"
        one = self._own.finished[-1]
        content = one.file()
        title = say("My assessment of {day} as a file: all that would leave", day=day_of(one))
        says = say(
            "This is the whole file: no name, no words of yours, no hour. The mark is a random "
            "number; by it, a file that is chosen twice is recognised."
        )
        save = say("Save this file: {file}", file=one.file_name)
        link = f"data:application/json;base64,{base64.b64encode(content).decode()}"
        return (
            f"<details><summary>{escape(title)}</summary><p>{escape(says)}</p>"
            f"<pre>{escape(content.decode())}</pre>"
            f'<p><a download="{one.file_name}" href="{link}" style="color:{BLUE};'
            f'text-decoration:underline">{escape(save)}</a></p></details>'
        )

    @property
    def summary(self) -> str:
        """How many people, where they see the firm, and how far the roles are apart."""
        return words.pooled(self._pool, self._view, self._synthetic)

    def draw(self, name: str) -> Drawing:
        """Draw the group's stairs, with gap, spread and alpha below."""
        view = self._view
        if view.all is None:
            title = say("People in the pool so far: {n}", n=view.people)
            return draw_one(name, Panel(title, standing([]), {}))
        title = say("{n} people together", n=view.people)
        if self._synthetic:
            title += say(", {n} of them synthetic", n=self._synthetic)
        return draw_one(name, Panel(title, view.all, bricks_of(view.all)), lines_of(view))

    def rows(self) -> Rows:
        """A row a step, once three people are in the pool."""
        head, *lines = lines_of(self._view)
        if self._view.all is None:
            return [say("People in the pool")], [[self._view.people]]
        return [*head, say("score"), say("holds")], [
            [*each, points(score), holds_word(score)]
            for each, score in zip(lines, self._view.all.scores, strict=True)
        ]


def lines_of(view: GroupView) -> list[list[str]]:
    """Return a group's gap, spread and alpha as a small table: a head, and a row for each step."""
    apart = {gap.number: words.apart(gap) for gap in view.gaps}
    rows = [
        [
            say("step"),
            say("managers less front line"),
            say("spread, points"),
            say("people"),
            say("alpha of its four statements"),
        ]
    ]
    for step in STEPS:
        spread, alpha = view.spread.get(step.number), view.alpha.get(step.number)
        people = view.all.scores[step.number - 1].people if view.all else 0
        rows.append(
            [
                f"{step.number} {say(step.title)}",
                apart.get(step.number, "–"),
                "–" if spread is None else f"{spread:.0f}",
                str(people),
                words.alpha(alpha),
            ]
        )
    return rows


def _made_up() -> list[Assessment]:
    """Return the twelve synthetic assessments that one can try the view with."""
    sheets = respondents.as_sheets(respondents.sample(1))
    return [Assessment(f"{i:016x}", FIRM, SAMPLE_DAY, s) for i, s in enumerate(sheets, 1)]
