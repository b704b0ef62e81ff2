"""Pages answered by learners who really run them, all pages of a kind by the same rules.

Where a page asks for code, the worked solution's own code is put in: what we tell people works.
Everything else is answered on the card, through its form and its button.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from cem_workbook import _pages
from cem_workbook.data.company import demo
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.exercise import Exercise

CHECK = re.compile(r'cem\.check\("([\w-]+)", (\w+)\)')
CARD = re.compile(r'cem\.(?:ask|reflect)\("([\w-]+)"\)')
FIRST_AND_LAST = (0, -1)

# One learner leaves, another sits down: nothing of the first one's names, and a journal of its own.
NEXT_LEARNER = """\
get_ipython().reset(new_session=False)
import os
os.environ["CEM_WORKBOOK_HOME"] += "-next"
del os"""


@dataclass(frozen=True)
class Runs:
    """One page, run from top to bottom by three learners, one after the other.

    Attributes:
        page: the stored page.
        untouched: nobody answers anything; the kernel is fresh.
        solved: every exercise is answered rightly.
        wrong: every exercise is answered twice: with the first of its wrong ideas, then the last.
    """

    page: Path
    untouched: NotebookNode
    solved: NotebookNode
    wrong: NotebookNode


def run(root: Path, page: Path, place: Path) -> Runs:
    """Run a page for the three learners.

    They share a kernel: to start one and to load pandas takes longer than most pages.

    Args:
        root: the course's folder.
        page: the stored page; only read.
        place: an empty folder for the copy that is run.
    """
    book = _pages.read(page)
    cells = [
        book.cells,
        answered(book, solved_in_code, solved_on_card),
        answered(book, wrong_in_code, wrong_on_card),
    ]
    between = [nbformat.v4.new_code_cell(NEXT_LEARNER) for _ in range(2)]
    copy = place / "notebooks" / page.name
    copy.parent.mkdir()
    nbformat.write(_with(book, [*cells[0], between[0], *cells[1], between[1], *cells[2]]), copy)
    done = _pages.execute(root, copy)
    begins = (0, len(cells[0]) + 1, len(cells[0]) + len(cells[1]) + 2)
    return Runs(
        page,
        *(
            _with(done, done.cells[begin : begin + len(part)])
            for begin, part in zip(begins, cells, strict=True)
        ),
    )


def _with(book: NotebookNode, cells: list[NotebookNode]) -> NotebookNode:
    other = nbformat.v4.new_notebook(metadata=book.metadata)
    other.cells = cells
    return other


def answered(book: NotebookNode, code: Callable, card: Callable) -> list[NotebookNode]:
    """Return a page's cells with its placeholders replaced.

    Args:
        book: the page.
        code: gives the new sources of a cell that checks an answer, one for each time it is run.
        card: gives those of a cell with a card.
    """
    cells = []
    for cell in book.cells:
        sources = [cell.source]
        if cell.cell_type == "code":
            if found := CHECK.search(cell.source):
                sources = code(find(found[1]), found[2], cell.source)
            elif found := CARD.search(cell.source):
                sources = card(find(found[1]))
        for time, source in enumerate(sources):
            cells.append(deepcopy(cell))
            cells[-1].update(source=source, id=f"{cell.id}-{code.__name__}-{time}")
    return cells


def on_the_card(exercise: Exercise, answer: str) -> str:
    """Return code that answers a card as a person does: fill in the form, press the button."""
    return (
        "import asyncio\n"
        "from cem_workbook.desk import answers as _answers\n"
        "_answers.TEXT_TAKES = 0  # a card waits for the browser's text, and here is no browser\n"
        f'card = cem.ask("{exercise.id}")\n'
        "question = card.question\n"
        f"answer = {answer}\n"
        "kind = question.exercise.answer\n"
        "if hasattr(answer, 'option'):\n"
        "    answer = {'decide': answer.option, 'because': sorted(answer.reasons)}\n"
        "card.form.put(answer)\n"
        "card.feedback.value = ''  # what was said to an earlier answer\n"
        "card.check.click()\n"
        "while not card.feedback.value:\n"
        "    await asyncio.sleep(0.01)\n"
        "print(card.feedback.value)"
    )


# --- rightly


def solved_in_code(exercise: Exercise, name: str, source: str) -> list[str]:
    """Return a check's cell with the code of the worked solution in place of the three dots."""
    solution = find(exercise.id).pose(demo()).text(exercise.solution, result="")
    block = re.search(r"```python\n(.*?)```", solution, re.S)
    if block is None:  # a sum so small that its solution needs no code
        return [source.replace(f"{name} = ...", f"{name} = {right_answer(exercise)}")]
    assert re.search(rf"^{name}\b", block[1], re.M), f"{exercise.id}: no {name} in {block[1]}"
    return [f'{block[1]}\ncem.check("{exercise.id}", {name})']


def right_answer(exercise: Exercise) -> str:
    question = exercise.pose(demo())
    return repr(exercise.expected(question.case))


def solved_on_card(exercise: Exercise) -> list[str]:
    if not exercise.answer.marked:
        words = "We never ask those who leave."
        answer = repr(dict.fromkeys(exercise.answer.parts, words) or words)
    elif callable(getattr(exercise.answer, "trials", None)):
        answer = repr(letter_of(exercise))
    else:
        answer = "question.exercise.expected(question.case)"
    return [on_the_card(exercise, answer)]


def letter_of(exercise: Exercise) -> str:
    """Return the letter of the right recipe."""
    kind = exercise.answer
    right = exercise.expected({})
    return next(letter for letter, function in kind.functions.items() if function is right)


# --- wrongly


def heading(exercise: Exercise, which: int) -> str:
    """Return the line by which the cell that tries a wrong idea is found again."""
    return f"# {exercise.id}, idea {which}\n"


def trap(which: int) -> str:
    return f"question.exercise.misconceptions[{which}].answer(question.case)"


def wrong_in_code(exercise: Exercise, name: str, source: str) -> list[str]:
    pose = (
        "from cem_workbook.data.company import demo\n"
        "from cem_workbook.exercises.bank import find\n"
        f'question = find("{exercise.id}").pose(demo())\n'
    )
    return [
        heading(exercise, which) + pose + source.replace(f"{name} = ...", f"{name} = {trap(which)}")
        for which in FIRST_AND_LAST
    ]


def wrong_on_card(exercise: Exercise) -> list[str]:
    if not exercise.answer.marked:
        return [on_the_card(exercise, "''")]
    return [
        heading(exercise, which) + on_the_card(exercise, trap(which)) for which in FIRST_AND_LAST
    ]
