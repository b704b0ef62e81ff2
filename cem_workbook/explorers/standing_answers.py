"""View 1 of “standing”: one's own answers, statement by statement, and the stairs that they make."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from cem_workbook.errors import CourseError
from cem_workbook.explorers import standing_words as words
from cem_workbook.explorers.standing_drawing import UNKNOWN, draw_one
from cem_workbook.explorers.standing_part import Act, Rows, choose, day_of, line, own_panel
from cem_workbook.figures import Drawing
from cem_workbook.frameworks.assessment import Sheet, standing
from cem_workbook.frameworks.pooling import ABOUT, Assessment
from cem_workbook.frameworks.statements import IDS, LEVELS, ROLES, STATEMENTS
from cem_workbook.frameworks.steps import step_of
from cem_workbook.messages import say
from cem_workbook.text import to_html

CANNOT_KNOW = -1
WRAP = (
    "<style>.cem-standing .widget-radio-box label{height:auto;line-height:1.35;white-space:normal;"
    "display:flex;flex-direction:row-reverse;justify-content:flex-end;gap:6px;margin-bottom:5px}"
    ".cem-standing .widget-radio-box input{flex:none}.cem-standing .widget-radio{height:auto}</style>"
)


class OwnAnswers:
    """Sixteen statements, each as the learner's role sees it.

    Attributes:
        finished: what was finished and kept, the oldest first; the pool and the comparison read it.
        today: gives the day by the learner's own clock.
    """

    def __init__(self, act: Act) -> None:
        self.title = say("1 · my own answers")
        self.finished: list[Assessment] = []
        self.today = date.today
        self._at = 0
        self._before: list[tuple[str, int]] = []
        self._setting = False
        self._radios: dict[tuple[str, int], widgets.RadioButtons] = {}
        self._question, self._status = widgets.HTML(), widgets.HTML()
        self._style, self._ask = widgets.HTML(WRAP), widgets.VBox()
        self._ask.add_class("cem-standing")
        button = widgets.Button
        self.controls: dict[str, widgets.Widget] = {
            "role": choose(say("I answer as"), [(say(r), r) for r in ROLES], 220),
            "about": choose(say("about the"), [(say(a), a) for a in ABOUT], 210),
            "back": button(description=say("Back")),
            "next": button(description=say("Next"), button_style="primary"),
            "undo": button(description=say("Undo")),
            "finish": button(description=say("Finish and keep")),
            # the answers so far as one line, such as "know=2 best=?"; never shown as a field
            "answers": widgets.Text(description=say("Your answers")),
        }
        self.controls["answers"].observe(self._show, "value")
        self.controls["role"].observe(self._show, "value")
        for name, action in {
            "back": lambda: self._go(-1),
            "next": lambda: self._go(1),
            "undo": self._undo,
        }.items():
            self.controls[name].on_click(act(action))
        self._show()

    def layout(self) -> Sequence[widgets.Widget]:
        """Who answers about what, the statement with its levels, and the buttons."""
        c = self.controls
        return [
            line(c["role"], c["about"]),
            self._ask,
            line(c["back"], c["next"], c["undo"], c["finish"]),
            self._status,
        ]

    @property
    def levels(self) -> dict[str, int | None]:
        """The answers so far, by statement; None for "I cannot know"."""
        found: dict[str, int | None] = {}
        for word in self.controls["answers"].value.split():
            id, _, level = word.partition("=")
            if id in IDS and level == UNKNOWN:
                found[id] = None
            elif id in IDS and level in map(str, LEVELS):
                found[id] = int(level)
        return found

    @property
    def radio(self) -> widgets.RadioButtons:
        """What is answered with, of the statement that is asked now."""
        return self._radio(self.controls["role"].value, self._at)

    def _radio(self, role: str, at: int) -> widgets.RadioButtons:
        """Return the radio buttons of a statement.

        Each statement has its own, for an answer belongs to the statement that was on the screen
        when it was given, also if Next was chosen before and is still on its way.
        """
        if (role, at) not in self._radios:
            seen = enumerate(STATEMENTS[at].seen[role])
            radio = widgets.RadioButtons(
                options=[
                    *((say(words), level) for level, words in seen),
                    (say("I cannot know this from where I work."), CANNOT_KNOW),
                ],
                value=None,
                layout=widgets.Layout(width="100%", max_width="720px"),
            )
            radio.observe(partial(self._answered, role, at), "value")
            self._radios[role, at] = radio
        return self._radios[role, at]

    @property
    def sheet(self) -> Sheet:
        """The answers so far, with the role."""
        return Sheet(self.controls["role"].value, self.levels)

    def open_at_the_first_gap(self) -> None:
        """Go to the first statement without an answer; what came before cannot be undone."""
        levels = self.levels
        self._at = next((i for i, id in enumerate(IDS) if id not in levels), 0)
        self._before = []
        self._show()

    def finish(self) -> Assessment:
        """Return the answers as a finished assessment.

        Raises:
            CourseError: a statement has no answer, nothing is known, or it is kept already: that
                of today, or one that was only looked at again.
        """
        levels, about = self.levels, self.controls["about"].value
        missing = [i + 1 for i, id in enumerate(IDS) if id not in levels]
        if missing:
            raise CourseError(
                say(
                    "Statements without an answer: {missing}. “I cannot know” is an answer, too.",
                    missing=", ".join(map(str, missing)),
                )
            )
        if all(level is None for level in levels.values()):
            raise CourseError(say("Every answer is “I cannot know”: there is nothing to keep."))
        today, last = self.today(), self.finished[-1] if self.finished else None
        same = last is not None and (last.sheet, last.about) == (self.sheet, about)
        if last is not None and same and (last.day == today or not self._before):
            raise CourseError(
                say("These answers are kept already. For new ones, choose Start again.")
            )
        return Assessment(secrets.token_hex(8), about, today, self.sheet)

    def _put(self, levels: Mapping[str, int | None]) -> None:
        known = {id: levels[id] for id in IDS if id in levels}
        written = (f"{id}={UNKNOWN if level is None else level}" for id, level in known.items())
        self.controls["answers"].value = " ".join(written)

    def _answered(self, role: str, at: int, change: Any) -> None:
        if self._setting or change["new"] is None or role != self.controls["role"].value:
            return
        self._before.append((self.controls["answers"].value, at))
        level = None if change["new"] == CANNOT_KNOW else change["new"]
        self._put({**self.levels, IDS[at]: level})

    def _show(self, _change: Any = None) -> None:
        """Show the statement that is asked now, as the role sees it, and its answer if it has one."""
        statement, role = STATEMENTS[self._at], self.controls["role"].value
        levels, radio = self.levels, self.radio
        value = levels.get(statement.id)
        if statement.id in levels and value is None:
            value = CANNOT_KNOW
        self._setting = True
        try:
            radio.value = value
        finally:
            self._setting = False
        self._ask.children = (self._style, self._question, radio)
        step = step_of(statement.step)
        head = say(
            "{number} of {all} · step {step}: {title}",
            number=self._at + 1,
            all=len(STATEMENTS),
            step=step.number,
            title=say(step.title),
        )
        rule = say(
            "Choose what you have seen yourself. If only half of a line is true, take the line above."
        )
        asked = to_html(f"{head}\n\n**{say(statement.asks[role])}** {rule}")
        self._question.value = f'<div style="line-height:1.45">{asked}</div>'
        for name in ("role", "about"):  # a role cannot take over what another one saw
            self.controls[name].disabled = bool(levels)

    def _go(self, by: int) -> None:
        self._at = (self._at + by) % len(STATEMENTS)
        self._show()

    def _undo(self) -> None:
        if not self._before:
            raise CourseError(say("There is nothing to undo."))
        answers, self._at = self._before.pop()
        self.controls["answers"].value = answers
        self._show()

    def reset(self) -> None:
        """Begin anew. What was finished stays, and Undo brings the answers back."""
        if self.levels:
            self._before.append((self.controls["answers"].value, self._at))
        self._at = 0
        self.controls["answers"].value = ""
        for name in ("role", "about"):
            self.controls[name].index = 0
        self._show()

    def update(self) -> None:
        """Find where the firm stands by these answers."""
        self._standing = standing([self.sheet])
        self._status.value = f"<strong>{escape(self._so_far())}</strong>"

    def _so_far(self) -> str:
        """Return how far the answers are, to stand near the buttons."""
        levels = self.levels
        open_ones = [str(i) for i, id in enumerate(IDS, start=1) if id not in levels]
        parts = [say("Answered: {n} of {all}.", n=len(levels), all=len(IDS))]
        if levels and open_ones:
            parts.append(say("Still open: {numbers}.", numbers=", ".join(open_ones)))
        kept = self.finished[-1] if self.finished else None
        if not open_ones and (kept is None or kept.sheet != self.sheet):
            parts.append(say("Nothing is open: choose Finish and keep."))
        if kept is not None:
            days = ", ".join(day_of(one) for one in self.finished)
            parts.append(say("Finished and kept: {days}.", days=days))
            if kept.sheet == self.sheet:
                parts.append(say("To answer anew, choose Start again."))
        return " ".join(parts)

    @property
    def summary(self) -> str:
        """Which statement is asked, what was answered, and where that puts the firm."""
        levels, statement = self.levels, STATEMENTS[self._at]
        told = say(
            "Statement {number} of {all}: {name}. Answered: {answered} of {all}, as {role}, about "
            "the {about}.",
            number=self._at + 1,
            all=len(STATEMENTS),
            name=say(statement.name),
            answered=len(levels),
            role=say(self.controls["role"].value),
            about=say(self.controls["about"].value),
        )
        if not levels:
            rule = say("A step gets a score once you know two of its four statements.")
            return f"{told} {rule}"
        unknown = sum(level is None for level in levels.values())
        parts = [told, say("You cannot know {n} of them.", n=unknown) if unknown else ""]
        parts += [words.place(self._standing), words.leap(self._standing)]
        if len(levels) == len(IDS):
            parts += [
                words.next_step(self._standing),
                say("One person's bands say what four answers leave open, not what others saw."),
            ]
        return " ".join(filter(None, parts))

    def draw(self, name: str) -> Drawing:
        """Draw the stairs."""
        panel = own_panel(self.sheet, say("What I have seen"))
        return draw_one(name, panel._replace(asked=IDS[self._at]))

    def rows(self) -> Rows:
        """A row a statement, with the answer in words and the page to work with."""
        role, levels = self.controls["role"].value, self.levels
        return [say("Step"), say("Statement"), say("Your answer"), say("Page")], [
            (
                f"{step_of(each.step).number} {say(step_of(each.step).title)}",
                say(each.name),
                _in_words(each.seen[role], levels, each.id),
                f"{each.page:02}",
            )
            for each in STATEMENTS
        ]


def _in_words(seen: Sequence[str], levels: Mapping[str, int | None], id: str) -> str:
    if id not in levels:
        return say("not answered yet")
    level = levels[id]
    return say("I cannot know") if level is None else f"{level}: {say(seen[level])}"
