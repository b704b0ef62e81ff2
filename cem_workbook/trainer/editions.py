"""The trainer's edition of a page: the student's page, cell by cell, with the notes in place.

Nothing of the student's page is changed or left out. What is added stands in cells of its own,
each with the tag `trainer`: the notes after each heading, and after each question card the likely
wrong answers and the worked solution.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cem_workbook.data.company import DEMO
from cem_workbook.desk.desk import question_for
from cem_workbook.errors import BadInput
from cem_workbook.exercises.exercise import Question
from cem_workbook.figures import BLUE
from cem_workbook.messages import direction, say
from cem_workbook.trainer.editions_cells import text_cell
from cem_workbook.trainer.editions_pages import StudentPage
from cem_workbook.trainer.editions_questions import (
    answer,
    asked,
    right_says,
    solution,
    whose,
    wrong_answers,
)
from cem_workbook.trainer.notes_read import BoardDrawing, Notes, SectionNote

if TYPE_CHECKING:
    from nbformat import NotebookNode

TAG = "trainer"
LAST_SECTION = "Key points"


def trainers_edition(
    page: StudentPage, notes: Notes | None, companies: Sequence[tuple[str, int]] = ()
) -> NotebookNode:
    """Return the trainer's edition of a page as a notebook.

    Args:
        page: the student's page.
        notes: the notes for it; None where there are none yet.
        companies: sector and seed of companies to solve the exercises for, besides the demo's.

    Raises:
        BadInput: the notes speak of a section that the page does not have.
    """
    if notes is not None:
        check_sections(page, notes)
    board = _Board(notes.board if notes else ())
    cells: list[NotebookNode] = []
    for i, cell in enumerate(page.cells):
        if notes and LAST_SECTION in cell.sections:
            cells.append(_added(cells, _titled(say("Split the room"), notes.split)))
        cells.append(copy.deepcopy(cell.cell))
        if i == 0:
            cells.append(_added(cells, "\n\n".join(_opening(page, notes, companies))))
        for title in cell.sections:
            note = notes.section(title) if notes else None
            if note is not None:
                cells.append(_added(cells, _of_section(note)))
        if cell.role == "question":
            cells.append(_added(cells, "\n\n".join(_key(cell.name, board, companies))))
            for drawing in board.new_ones():
                cells.append(_added(cells, on_the_board(drawing)))
    if notes:
        for drawing in board.left():
            cells.append(_added(cells, on_the_board(drawing)))
        if LAST_SECTION not in page.sections:
            cells.append(_added(cells, _titled(say("Split the room"), notes.split)))
        cells.append(_added(cells, _titled(say("Without computers"), notes.without)))
    notebook = copy.copy(page.notebook)
    notebook.cells = cells
    return notebook


def as_bytes(edition: NotebookNode) -> bytes:
    """Return an edition as it is stored: the same bytes for the same pages, notes and bank."""
    import nbformat

    return (str(nbformat.writes(edition)) + "\n").encode()


def is_added(cell: NotebookNode) -> bool:
    """Whether a cell of an edition is the trainer's and not of the student's page."""
    return TAG in cell.metadata.get("tags", ())


def check_sections(page: StudentPage, notes: Notes) -> None:
    """See to it that no note is lost because its heading has changed.

    Raises:
        BadInput: names the first section that does not fit, with file and line.
    """
    for note in notes.sections:
        if note.title not in page.sections:
            raise BadInput(
                say(
                    "{file}, line {line}: page {page} has no section “{title}”.",
                    file=notes.file.name,
                    line=note.line,
                    page=page.page.file,
                    title=note.title,
                )
            )


class _Board:
    """Which drawings have been shown: each stands in full after the first question it helps with."""

    def __init__(self, drawings: Sequence[BoardDrawing]) -> None:
        self._waiting = list(drawings)
        self._all = tuple(drawings)
        self._new: list[BoardDrawing] = []

    def for_idea(self, name: str) -> str:
        """Name the drawings that help against a wrong idea, and put new ones on the board."""
        helping = [d for d in self._all if name in d.helps]
        for drawing in helping:
            if drawing in self._waiting:
                self._waiting.remove(drawing)
                self._new.append(drawing)
        return ", ".join(f"“{d.title}”" for d in helping)

    def new_ones(self) -> list[BoardDrawing]:
        """Return the drawings that were asked for since the last time, once."""
        new, self._new = self._new, []
        return new

    def left(self) -> list[BoardDrawing]:
        """Return those that no question has asked for."""
        return self._waiting


def _added(before: Sequence[NotebookNode], text: str) -> NotebookNode:
    """Return a cell of the trainer's; a blank line lets Markdown begin inside the box."""
    number = sum(map(is_added, before)) + 1
    box = (
        f'<div class="cem-trainer" dir="{direction()}" style="border-inline-start:6px solid {BLUE};'
        f'padding:2px 14px">\n\n{text}\n\n</div>'
    )
    cell = text_cell(box, {"tags": [TAG]})
    cell.id = f"trainer-{number:02d}"
    return cell


def _titled(title: str, text: str) -> str:
    return f"**{say('For the trainer')} · {title}**\n\n{text}"


def _opening(
    page: StudentPage, notes: Notes | None, companies: Sequence[tuple[str, int]]
) -> Iterator[str]:
    yield f"**{say('For the trainer')} · {page.page.file}**"
    yield say(
        "This is the page that learners see, with notes for you in boxes like this one. What the "
        "page shows belongs to {demo}; so do the wrong answers and the solutions, unless another "
        "company is named. Each learner has a company, and numbers, of their own. All of them are "
        "synthetic.",
        demo=whose(DEMO),
    )
    if companies:
        named = "; ".join(map(whose, companies))
        yield say("Every exercise is also solved for: {companies}.", companies=named)
    if notes is None:
        yield say("There are no notes for this page yet.")
        return
    low, high = notes.minutes
    yield say(
        "A learner alone takes about {minutes} minutes. With a group: {low} to {high}.",
        minutes=page.page.minutes,
        low=low,
        high=high,
    )
    yield f"**{say('To say aloud.')}** {notes.opening}"
    yield f"**{say('Before')}**\n\n{notes.before}"
    yield f"**{say('When time is short')}**\n\n{notes.short}"


def minutes_of(note: SectionNote) -> str:
    """Say how long a section takes."""
    return say("{low} to {high} minutes", low=note.low, high=note.high)


def _of_section(note: SectionNote) -> str:
    return _titled(f"{note.title} · {minutes_of(note)}", note.markdown)


def on_the_board(drawing: BoardDrawing) -> str:
    """Return a drawing with its title (Markdown)."""
    title = say("On the board: {title}", title=drawing.title)
    return f"**{title}**\n\n{drawing.markdown}"


def _key(exercise: str, board: _Board, companies: Sequence[tuple[str, int]]) -> Iterator[str]:
    """Tell all about an exercise that its card keeps to itself."""
    question = question_for(exercise, *DEMO)
    about = say(
        "{minutes} min · {goal}", minutes=question.exercise.minutes, goal=question.exercise.goal
    )
    yield f"**{say('For the trainer')} · {exercise}** · {about}"
    if not question.exercise.answer.marked:
        yield say("There is no right or wrong here: the words are kept, and nobody marks them.")
        return
    yield say("With the numbers of {company}:", company=whose(DEMO))
    yield from _answers(question, board)
    for company in companies:
        other = question_for(exercise, *company)
        yield "---"
        yield f"**{say('The same for {company}', company=whose(company))}**"
        yield asked(other)
        yield from _answers(other, board)


def _answers(question: Question, board: _Board) -> Iterator[str]:
    wrong = wrong_answers(question)
    yield f"**{say('Likely wrong answers')}**"
    lines = []
    for w in wrong:
        if w.answer:
            helped = board.for_idea(w.name)
            drawing = say(" On the board: {drawings}.", drawings=helped) if helped else ""
            lines.append(f"- “{w.idea}” → **{w.answer}** \\\n  {w.hears}{drawing}")
    silent = "; ".join(f"“{w.idea}”" for w in wrong if not w.answer)
    if silent:
        lines.append("- " + say("Makes no difference with these numbers: {ideas}.", ideas=silent))
    yield "\n".join(lines)
    yield f"**{say('The answer')}**"
    yield answer(question)
    yield right_says(question)
    yield f"**{say('Worked solution')}**"
    yield solution(question)
