"""Marking: from an answer to a result that says what exactly was wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import Any

from cem_workbook.exercises.exercise import Question
from cem_workbook.exercises.kinds import Number
from cem_workbook.exercises.misconceptions.idea import Trap
from cem_workbook.exercises.numbers import Incomplete, Unreadable
from cem_workbook.exercises.sheets import Cells
from cem_workbook.messages import direction, say
from cem_workbook.text import to_html, to_plain

WORDS = {
    "right": "Right",
    "close": "Close",
    "wrong": "Not yet",
    "unreadable": "Not readable yet",
    "incomplete": "Not complete yet",
    "unattempted": "Not attempted yet",
    "kept": "Kept",
}


@dataclass(frozen=True)
class Result:
    """What came of an answer.

    Attributes:
        exercise: the exercise's id.
        status: `right`, `close`, `wrong`, `unreadable`, `incomplete`, `unattempted`
            or `kept`.
        message: what to say (Markdown), without the leading word.
        misconception: the name of the wrong idea that the answer shows, if one was recognised.
        read_as: the answer as it was understood.
        notices: what the learner must also know, such as that the work could not be kept.

    """

    exercise: str
    status: str
    message: str
    misconception: str | None = None
    read_as: str = ""
    notices: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether the answer is right."""
        return self.status == "right"

    @property
    def word(self) -> str:
        """The word that stands first, so that nobody depends on the colour."""
        return say(WORDS[self.status])

    def with_notices(self, notices: tuple[str, ...]) -> Result:
        """Return the same result with something more to tell."""
        return replace(self, notices=self.notices + notices)

    @property
    def sentence(self) -> str:
        """The whole feedback as Markdown, the word first."""
        mark = "." if self.status in {"unattempted", "kept"} else ":"
        text = self.message
        if mark == ".":
            text = text[:1].upper() + text[1:]
        return f"**{self.word}{mark}** {text}"

    def __repr__(self) -> str:
        return "\n".join([to_plain(self.sentence), *self.notices])

    def _repr_html_(self) -> str:
        from cem_workbook.figures import FEEDBACK

        edge = FEEDBACK[self.status]
        notices = "".join(f"<p>{escape(n)}</p>" for n in self.notices)
        return (
            f'<div class="cem-result" dir="{direction()}" role="status" style="border-inline-start:'
            f'6px solid {edge};padding:2px 14px;margin:4px 0;line-height:1.5">'
            f"{to_html(self.sentence)}{notices}</div>"
        )


def is_placeholder(answer: Any) -> bool:
    """Whether nothing was handed in: the three dots, or an empty text."""
    return answer is ... or (isinstance(answer, str) and not answer.strip())


def mark(question: Question, answer: Any) -> Result:
    """Mark an answer. Never raises, whatever the answer is."""
    exercise, kind = question.exercise, question.exercise.answer
    if is_placeholder(answer):
        return Result(
            exercise.id,
            "unattempted",
            say("Replace the three dots with your answer, then run this cell again."),
        )
    try:
        readings = question.read(answer)
    except Unreadable as trouble:
        status = "incomplete" if isinstance(trouble, Incomplete) else "unreadable"
        return Result(exercise.id, status, str(trouble))
    except Exception as error:  # an object that breaks when it is looked at is still only an answer
        return Result(
            exercise.id,
            "unreadable",
            say(
                "your answer could not be read ({kind}). Hand in plain numbers or words.",
                kind=type(error).__name__,
            ),
        )
    if not kind.marked:
        return Result(exercise.id, "kept", say("Your words are yours; nobody marks them."))
    return _judge(question, answer, readings)


def _shown_by(question: Question, reading: Any) -> Trap | None:
    """Return the wrong idea that a reading shows: one whose own answer it is comes first."""
    kind = question.exercise.answer
    for trap, wrong in question.wrong:
        if kind.same(wrong, reading):
            return trap
    for trap, wrong in question.wrong:
        if kind.shows(wrong, reading, question.expected):
            return trap
    return None


def _judge(question: Question, answer: Any, readings: tuple[Any, ...]) -> Result:
    exercise, kind = question.exercise, question.exercise.answer
    for reading in readings:
        if kind.same(reading, question.expected):
            shown = kind.write(reading)
            says = f"{question.text(exercise.right, answer=shown)} {kind.remark(answer)}".strip()
            return Result(exercise.id, "right", says, read_as=shown)
    for reading in readings:
        shown_by = _shown_by(question, reading)
        if shown_by is not None:
            shown = kind.write(reading)
            says = question.text(shown_by.says, answer=shown)
            if isinstance(kind, Cells) and kind.some_right(reading, question.expected):
                says = f"{kind.score(reading, question.expected)}: {says}"
            return Result(
                exercise.id,
                "close" if shown_by.misconception.close else "wrong",
                says,
                shown_by.misconception.name,
                shown,
            )
    close, says = kind.astray(readings[0], question.expected, question.case)
    if isinstance(kind, Number) and not close and exercise.hints:
        # nothing is known of this idea, so at least point somewhere
        says = f"{says} {question.text(exercise.hints[0])}"
    return Result(exercise.id, "close" if close else "wrong", says, read_as=kind.write(readings[0]))
