"""Where an answer is given on a card: one small form for each kind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import ipywidgets as widgets

from cem_workbook.exercises.exercise import Question
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import Choice, Decision, Number, Reflection
from cem_workbook.exercises.numbers import Unreadable, read_number
from cem_workbook.exercises.sheets import Classify, Table
from cem_workbook.explorers.timing import soon
from cem_workbook.messages import say

LABEL = {"description_width": "initial"}
FULL = widgets.Layout(width="98%", max_width="720px")


class Form:
    """A form for one kind of answer.

    Attributes:
        widget: what is shown.
    """

    widget: widgets.Widget

    def get(self) -> Any:
        """Return the answer as it stands, or an empty text."""
        raise NotImplementedError

    def put(self, answer: Any) -> None:
        """Show an answer that was given before; one that no longer fits is passed over."""

    def on_submit(self, act: Callable[[], None]) -> None:
        """Call `act` when the learner presses Enter in a text field."""


class NumberForm(Form):
    """A line of text: people type numbers in many ways."""

    def __init__(self, question: Question) -> None:
        kind = question.exercise.answer
        unit = f" ({kind.unit})" if isinstance(kind, Number) and kind.unit else ""
        self.widget = widgets.Text(
            description=say("Your answer{unit}", unit=unit),
            style=LABEL,
            layout=widgets.Layout(width="320px"),
        )

    def get(self) -> str:
        """Return the text."""
        return str(self.widget.value)

    def put(self, answer: Any) -> None:
        """Show what was typed; code may have handed in something that nobody types."""
        if isinstance(answer, (str, int, float)):
            with suppress(Unreadable):
                read_number(answer)
                self.widget.value = str(answer)

    def on_submit(self, act: Callable[[], None]) -> None:
        """Enter checks."""
        on_enter(self.widget, act)


class ChoiceForm(Form):
    """Options to choose one from; nothing is chosen at first."""

    def __init__(self, question: Question) -> None:
        kind = question.exercise.answer
        assert isinstance(kind, (Choice, Decision, Function))
        options = [(f"{key}) {text}", key) for key, text in kind.labels(question.case).items()]
        self.widget = widgets.RadioButtons(options=options, value=None, layout=FULL)

    def get(self) -> str:
        """Return the letter, or an empty text."""
        return self.widget.value or ""

    def put(self, answer: Any) -> None:
        """Choose the letter, if it is one."""
        if any(answer == key for _, key in self.widget.options):
            self.widget.value = answer


class DecisionForm(Form):
    """An option, and the reasons for it."""

    def __init__(self, question: Question) -> None:
        kind = question.exercise.answer
        assert isinstance(kind, Decision)
        self._question = question
        self._option = ChoiceForm(question)
        self._reasons = {
            key: widgets.Checkbox(description=f"{key}) {text}", indent=False, layout=FULL)
            for key, text in kind.reason_labels(question.case).items()
        }
        because = widgets.HTML(f"<strong>{say('Because (tick what holds):')}</strong>")
        self.widget = widgets.VBox([self._option.widget, because, *self._reasons.values()])

    def get(self) -> Any:
        """Return option and reasons, or an empty text while no option is chosen."""
        option = self._option.get()
        ticked = [key for key, box in self._reasons.items() if box.value]
        return {"decide": option, "because": ticked} if option else ""

    def put(self, answer: Any) -> None:
        """Show option and reasons."""
        with suppress(Unreadable):
            (verdict,) = self._question.read(answer)
            self._option.put(verdict.option)
            for key, box in self._reasons.items():
                box.value = key in verdict.reasons


class ClassifyForm(Form):
    """A line for each thing, with the places to choose from."""

    def __init__(self, question: Question) -> None:
        kind = question.exercise.answer
        assert isinstance(kind, Classify)
        options = [(say("choose…"), ""), *((b, b) for b in kind.bins)]
        items = list(kind.items(question.case))
        # as wide as the longest label needs; beyond that it wraps, by the card's style
        label = min(20 + 8 * max(map(len, items)), 440)
        self._items = {
            item: widgets.Dropdown(
                options=options,
                description=item,
                style={"description_width": f"min({label}px, 65%)"},
                layout=widgets.Layout(width=f"{label + 210}px", max_width="98%"),
            )
            for item in items
        }
        self.widget = widgets.VBox(list(self._items.values()))

    def get(self) -> Any:
        """Return where each thing goes, or an empty text while nothing has been sorted."""
        places = {item: box.value for item, box in self._items.items()}
        return places if any(places.values()) else ""

    def put(self, answer: Any) -> None:
        """Show where each thing went."""
        if isinstance(answer, dict):
            for item, box in self._items.items():
                if any(answer.get(item) == value for _, value in box.options):
                    box.value = answer[item]


class TableForm(Form):
    """A grid of fields."""

    def __init__(self, question: Question) -> None:
        kind = question.exercise.answer
        assert isinstance(kind, Table)
        rows, columns = list(kind.rows(question.case)), list(kind.columns(question.case))
        narrow = widgets.Layout(width="130px")
        self._cells = {
            (row, column): widgets.Text(
                layout=narrow,
                tooltip=f"{row}, {column}",
                placeholder="…",
            )
            for row in rows
            for column in columns
        }
        head = [widgets.HTML(""), *(widgets.HTML(f"<strong>{c}</strong>") for c in columns)]
        body = [
            part
            for row in rows
            for part in (
                widgets.HTML(f"<strong>{row}</strong>"),
                *(self._cells[row, c] for c in columns),
            )
        ]
        template = f"180px repeat({len(columns)}, 140px)"
        self.widget = widgets.GridBox(
            [*head, *body], layout=widgets.Layout(grid_template_columns=template)
        )

    def get(self) -> Any:
        """Return a dict of rows, or an empty text while the table is empty."""
        if not any(cell.value for cell in self._cells.values()):
            return ""
        answer: dict[str, dict[str, str]] = {}
        for (row, column), cell in self._cells.items():
            answer.setdefault(row, {})[column] = cell.value
        return answer

    def put(self, answer: Any) -> None:
        """Fill the fields."""
        if isinstance(answer, dict):
            for (row, column), cell in self._cells.items():
                given = answer.get(row)
                cell.value = str(given.get(column, "")) if isinstance(given, dict) else ""

    def on_submit(self, act: Callable[[], None]) -> None:
        """Enter in any field checks."""
        for cell in self._cells.values():
            on_enter(cell, act)


class ReflectionForm(Form):
    """A box for a few sentences."""

    def __init__(self, question: Question) -> None:
        self.widget = widgets.Textarea(
            placeholder=say("Your own words. Nobody marks them."),
            rows=5,
            layout=FULL,
            continuous_update=False,
        )

    def get(self) -> str:
        """Return the text."""
        return str(self.widget.value)

    def put(self, answer: Any) -> None:
        """Show the text."""
        self.widget.value = str(answer)


class PartsForm(Form):
    """A labelled line for each part of a reflection, such as an action with its owner and date."""

    def __init__(self, question: Question) -> None:
        kind = question.exercise.answer
        assert isinstance(kind, Reflection)
        self._lines = {
            part: widgets.Text(
                description=say(part),
                style={"description_width": "210px"},
                layout=FULL,
                continuous_update=False,
            )
            for part in kind.parts
        }
        self.widget = widgets.VBox(list(self._lines.values()))

    def get(self) -> Any:
        """Return a dict from part to text, or an empty text while every line is empty."""
        words = {part: str(line.value) for part, line in self._lines.items()}
        return words if any(text.strip() for text in words.values()) else ""

    def put(self, answer: Any) -> None:
        """Fill the lines."""
        if isinstance(answer, dict):
            for part, line in self._lines.items():
                line.value = str(answer.get(part, ""))

    def on_submit(self, act: Callable[[], None]) -> None:
        """Enter in any line keeps."""
        for line in self._lines.values():
            on_enter(line, act)


FORMS: dict[type, type[Form]] = {
    Number: NumberForm,
    Choice: ChoiceForm,
    Function: ChoiceForm,
    Decision: DecisionForm,
    Classify: ClassifyForm,
    Table: TableForm,
    Reflection: ReflectionForm,
}


def form_for(question: Question) -> Form:
    """Return a fresh form for the question's kind of answer."""
    kind = question.exercise.answer
    form: Any = FORMS[type(kind)]
    if isinstance(kind, Reflection) and kind.parts:
        form = PartsForm
    made: Form = form(question)
    return made


def on_enter(field: widgets.Text, act: Callable[[], None]) -> None:
    """Call `act` when Enter is pressed in a text field.

    The browser says “Enter” first and sends the new text right behind it. So the field must not
    be `continuous_update` (which holds text back while the kernel is busy), and `act` waits for
    the text: a moment, or until the text is here.
    """
    waiting: list[asyncio.TimerHandle] = []

    def done(_change: Any = None) -> None:
        while waiting:
            waiting.pop().cancel()
            act()

    def heard(_widget: Any, content: Any, _buffers: Any) -> None:
        if content.get("event") == "submit" and not waiting:
            handle = soon(lambda: done() if waiting else act())
            if handle is not None:
                waiting.append(handle)

    field.continuous_update = False
    field.on_msg(heard)
    field.observe(done, "value")
