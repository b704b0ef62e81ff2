"""Question cards: answer, check, hint and solution by mouse or keyboard, without code."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from cem_workbook.desk.answers import form_for
from cem_workbook.desk.desk import Desk, current_desk
from cem_workbook.desk.help import next_hint, worked_solution
from cem_workbook.errors import CourseError, log_unexpected
from cem_workbook.exercises.exercise import Question
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import Choice, Decision, Reflection
from cem_workbook.exercises.marking import Result
from cem_workbook.exercises.sheets import Classify
from cem_workbook.explorers.base import HIDE_DEAD_VIEW, hide_still, show_view
from cem_workbook.explorers.timing import soon
from cem_workbook.figures import GRID, SOFT
from cem_workbook.messages import direction, say
from cem_workbook.text import to_html, to_plain

# Long options and labels wrap instead of being cut, and keep their mark or field at their side.
STYLE = (
    "<style>.cem-card .widget-radio-box label,.cem-card .widget-checkbox label{height:auto;"
    "line-height:1.35;white-space:normal;margin-bottom:5px}"
    ".cem-card .widget-radio-box label{display:flex;flex-direction:row-reverse;"
    "justify-content:flex-end;gap:4px}"
    ".cem-card .widget-radio-box input{flex:none}"
    ".cem-card .widget-radio,.cem-card .widget-checkbox,.cem-card .widget-dropdown{height:auto}"
    ".cem-card .widget-dropdown .widget-label{height:auto;line-height:1.35;white-space:normal;"
    "text-align:start;padding-top:5px}</style>"
)


class Card:
    """One question on the learner's desk."""

    def __init__(self, question: Question, desk: Desk) -> None:
        self.question, self.desk = question, desk
        marked = question.exercise.answer.marked
        self.form = form_for(question)
        self.check = widgets.Button(
            description=say("Check") if marked else say("Keep"), button_style="primary"
        )
        self.hint = widgets.Button(description=say("Hint"))
        self.solution = widgets.Button(description=say("Solution"))
        self.feedback = widgets.HTML()
        buttons = [self.check, self.hint, self.solution] if marked else [self.check]
        style = widgets.HTML(STYLE + hide_still(question.exercise.id))
        self.widget = widgets.VBox([style, self.form.widget, widgets.HBox(buttons), self.feedback])
        self.widget.add_class("cem-card")
        # a quick click can overtake the text that was typed just before
        self.check.on_click(lambda _: soon(lambda: self._do(self._check)))
        self.hint.on_click(lambda _: self._do(lambda: next_hint(self.desk, self.question)))
        self.solution.on_click(
            lambda _: self._do(lambda: worked_solution(self.desk, self.question))
        )
        self.form.on_submit(lambda: self._do(self._check))
        self._do(self._restore)

    def _do(self, action: Any) -> None:
        """Do something and show what it says. An error in a callback would be seen by nobody."""
        # Whoever sits here now gets the attempt: the learner may have chosen a company, on another
        # page perhaps, since the card was shown.
        self.desk = current_desk()
        try:
            said = action()
        except CourseError as trouble:
            said = f"<p>{escape(str(trouble))}</p>"
        except Exception as error:
            log_unexpected(f"card {self.question.exercise.id}")
            said = f"<p>{escape(say('This card stumbled ({kind}). Run its cell again; your answers are safe.', kind=f'{type(error).__name__}: {error}'))}</p>"
        if said is not None:
            html = said if isinstance(said, str) else said._repr_html_()
            self.feedback.value = f'<div role="alert">{html}</div>'

    def _check(self) -> Result:
        result = self.desk.answer(self.question, self.form.get(), by="card")
        if result.status == "unattempted":
            button = self.check.description
            says = say("give an answer first, then choose {button}.", button=button)
            return Result(result.exercise, result.status, says)
        if self.question.company != (self.desk.learner.sector, self.desk.learner.seed):
            former = say("This card still asks about your former company. Run its cell again.")
            result = result.with_notices((former,))
        if result.status == "kept":
            return Result(
                result.exercise,
                result.status,
                say("your words are in your journal. You can change them and keep them again."),
                notices=result.notices,
            )
        return result

    def _restore(self) -> Any:
        """Show what was answered here before."""
        exercise = self.question.exercise
        if not exercise.answer.marked:
            words = self.desk.journal.latest("reflection", exercise.id)
            if words is None:
                return None
            self.form.put(words.body.get("parts", words.body.get("text", "")))
            return f"<p>{escape(say('Kept on {day}.', day=words.at[:10]))}</p>"
        every = self.desk.journal.entries("attempt", exercise.id)
        here = [e for e in every if e.body.get("company") == list(self.question.company)]
        if not here:
            return None
        on_card = [e for e in here if e.body.get("by") == "card"]
        self.form.put((on_card or here)[-1].body.get("answer", ""))
        right = [e for e in here if e.body.get("status") == "right"]
        if right:
            said = say("You answered this on {day}: right.", day=right[-1].at[:10])
        else:
            said = say("Your last answer, from {day}: not right yet.", day=here[-1].at[:10])
        return f"<p>{escape(said)}</p>"

    @property
    def html(self) -> str:
        """The question as it stands in the page, with or without a kernel."""
        exercise = self.question.exercise
        about = say("{minutes} min · {goal}", minutes=exercise.minutes, goal=exercise.goal)
        note = say("Run this cell to answer.")
        return (
            f'{HIDE_DEAD_VIEW}<div class="cem-question" dir="{direction()}" style="border-top:2px solid {GRID};'
            'padding-top:8px;line-height:1.5">'
            f'<p style="color:{SOFT}"><strong>{exercise.id}</strong> · {escape(about)}</p>'
            f"{to_html(self.text)}{self._options()}"
            f'<p class="cem-still-{exercise.id}" style="color:{SOFT}"><em>{escape(note)}</em></p></div>'
        )

    def _options(self) -> str:
        """What there is to choose or to sort, for a reader without a kernel."""
        kind, case = self.question.exercise.answer, self.question.case
        if isinstance(kind, Reflection):
            lines = [f"{say(part)}: …" for part in kind.parts]
        elif isinstance(kind, Classify):
            lines = [" / ".join(kind.items(case)), " / ".join(kind.bins)]
        elif isinstance(kind, (Choice, Function, Decision)):
            lines = [f"{key}) {text}" for key, text in kind.labels(case).items()]
            if isinstance(kind, Decision):
                lines.append(say("Because:"))
                lines += [f"{key}) {text}" for key, text in kind.reason_labels(case).items()]
        else:
            lines = []
        if not lines:
            return ""
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        cls = f"cem-still-{self.question.exercise.id}"
        return f'<ul class="{cls}" style="list-style:none">{items}</ul>'

    @property
    def text(self) -> str:
        """The question in Markdown."""
        return self.question.text(self.question.exercise.ask)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        plain = f"{self.question.exercise.id}: {to_plain(self.text)}"
        display({"text/html": self.html, "text/plain": plain}, raw=True)
        show_view(self.widget)
