"""Hints, one after the other, and worked solutions."""

from __future__ import annotations

from dataclasses import dataclass

from cem_workbook.desk.desk import Desk
from cem_workbook.exercises.exercise import Question
from cem_workbook.figures import BLUE
from cem_workbook.messages import direction, say
from cem_workbook.text import to_html, to_plain


@dataclass(frozen=True)
class Note:
    """A text for the learner, in Markdown."""

    text: str

    def __repr__(self) -> str:
        return to_plain(self.text)

    def _repr_html_(self) -> str:
        return (
            f'<div dir="{direction()}" style="border-inline-start:6px solid {BLUE};'
            f'padding:2px 14px;margin:4px 0;line-height:1.5">{to_html(self.text)}</div>'
        )


def next_hint(desk: Desk, question: Question) -> Note:
    """Return the next hint that this learner has not seen; after the third, the third again."""
    exercise = question.exercise
    if exercise.hints is None:
        return Note(say("There is no right or wrong here, so there is no hint."))
    seen = len(desk.journal.entries("hint", exercise.id))
    level = min(seen, len(exercise.hints) - 1)
    desk.journal.append("hint", exercise.id, {"level": level + 1})
    head = say("Hint {level} of {all}.", level=level + 1, all=len(exercise.hints))
    return Note(f"**{head}** {question.text(exercise.hints[level])}")


def worked_solution(desk: Desk, question: Question) -> Note:
    """Return the solution. Whoever has not tried yet is asked, once, whether they would rather."""
    exercise = question.exercise
    if not exercise.solution:
        return Note(say("There is no right or wrong here, so there is no solution."))
    journal = desk.journal
    tried = journal.latest("attempt", exercise.id) or journal.latest("solution", exercise.id)
    journal.append("solution", exercise.id, {"shown": bool(tried)})
    if not tried:
        return Note(
            say(
                "**Have a go first?** A wrong answer shows you more than a right one that you only "
                "read. If you would rather read it, ask for the solution once more."
            )
        )
    result = exercise.answer.write(question.expected)
    text = question.text(exercise.solution, result=result)
    return Note(f"**{say('One way to do it.')}** {text}")
