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
from cem_workbook.exercises.kinds import Choice, Decision
from cem_workbook.exercises.marking import Result
from cem_workbook.exercises.sheets import Classify
from cem_workbook.explorers.base import HIDE_DEAD_VIEW, hide_still, show_view
from cem_workbook.figures import GRID, SOFT
from cem_workbook.messages import direction, say
from cem_workbook.text import to_html, to_plain

# Long options wrap instead of running out of the card, and keep their mark at their side.
STYLE = (
    "<style>.cem-card .widget-radio-box label,.cem-card .widget-checkbox label{height:auto;"
    "line-height:1.35;white-space:normal;margin-bottom:5px}"
    ".cem-card .widget-radio-box label{display:flex;flex-direction:row-reverse;"
    "justify-content:flex-end;gap:4px}"
    ".cem-card .widget-radio-box input{flex:none}.cem-card .widget-radio{height:auto}</style>"
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
        self.check.on_click(lambda _: self._do(self._check))
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
            return Result(
                result.exercise, result.status, say("give an answer first, then choose Check.")
            )
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
        marked = self.question.exercise.answer.marked
        kind = "attempt" if marked else "reflection"
        last = self.desk.journal.latest(kind, self.question.exercise.id)
        if last is None:
            return None
        self.form.put(last.body.get("answer" if marked else "text", ""))
        day = last.at[:10]
        if marked and last.body.get("company") != list(self.question.company):
            said = say("Your last answer, from {day}, was about another company.", day=day)
            return f"<p>{escape(said)}</p>"
        if not marked:
            return f"<p>{escape(say('Kept on {day}.', day=day))}</p>"
        word = say("right") if last.body.get("status") == "right" else say("not right yet")
        return f"<p>{escape(say('Your last answer, from {day}: {word}.', day=day, word=word))}</p>"

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
        if isinstance(kind, Classify):
            lines = [" / ".join(kind.items(case)), " / ".join(kind.bins)]
        elif isinstance(kind, (Choice, Function, Decision)):
            lines = [f"{key}) {text}" for key, text in kind.labels(case).items()]
            if isinstance(kind, Decision):
                lines += [f"{key}) {text}" for key, text in kind.reason_labels(case).items()]
        else:
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
