"""Each page solved, and each page answered wrongly, by a learner who really runs it.

Where a page asks for code, the worked solution's own code is put in: what we tell people works.
Everything else is answered on the card, through its form and its button.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from cem_workbook import _pages
from cem_workbook.course import PAGES, Page
from cem_workbook.data.company import demo
from cem_workbook.exercises.bank import exercises_of, find
from cem_workbook.exercises.exercise import Exercise

WITH_EXERCISES = [page for page in PAGES if page.ready and page.bank]
CHECK = re.compile(r'cem\.check\("([\w-]+)", (\w+)\)')
CARD = re.compile(r'cem\.(?:ask|reflect)\("([\w-]+)"\)')


def answered(root: Path, page: Page, place: Path, code: Callable, card: Callable) -> NotebookNode:
    """Run a page with its placeholders replaced.

    Args:
        root: the course's folder.
        page: which page.
        place: a folder for the copy that is run.
        code: gives the new sources of a cell that checks an answer, one for each time it is run.
        card: gives those of a cell with a card.
    """
    path = root / "notebooks" / f"{page.file}.ipynb"
    book = _pages.read(path)
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
            cells[-1].update(source=source, id=f"{cell.id}-{time}")
    book.cells = cells
    copy = place / "notebooks" / path.name
    copy.parent.mkdir()
    nbformat.write(book, copy)
    return _pages.execute(root, copy)


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


def outputs_of(book: NotebookNode, text: str) -> str:
    """Return what the cells with a text in their source gave, as one text."""
    return "\n".join(
        output.get("text") or output["data"].get("text/plain", "")
        for cell in book.cells
        if cell.cell_type == "code" and text in cell.source
        for output in cell.outputs
        if output.output_type != "display_data" or "text/plain" in output["data"]
    )


@pytest.mark.parametrize("page", WITH_EXERCISES, ids=lambda p: p.file)
def test_a_solved_page_is_done(page: Page, root: Path, tmp_path: Path) -> None:
    book = answered(root, page, tmp_path, solved_in_code, solved_on_card)
    for exercise in exercises_of(page.bank):
        said = outputs_of(book, exercise.id)
        word = "Right" if exercise.answer.marked else "Kept"
        assert word in said, f"{exercise.id}: {said}"
        assert "Not yet" not in said, f"{exercise.id}: {said}"
    total = len(exercises_of(page.bank))
    last = outputs_of(book, "cem.progress()")
    assert f"{page.file}: {total} of {total} done" in last, last


FIRST_AND_LAST = (0, -1)


@pytest.mark.parametrize("page", WITH_EXERCISES, ids=lambda p: p.file)
def test_a_wrongly_answered_page_says_what_was_wrong(
    page: Page, root: Path, tmp_path: Path
) -> None:
    """Each exercise is answered twice: as the first of its wrong ideas has it, then as the last."""

    def heading(exercise: Exercise, which: int) -> str:
        return f"# {exercise.id}, idea {which}\n"

    def trap(which: int) -> str:
        return f"question.exercise.misconceptions[{which}].answer(question.case)"

    def code(exercise: Exercise, name: str, source: str) -> list[str]:
        pose = (
            "from cem_workbook.data.company import demo\n"
            "from cem_workbook.exercises.bank import find\n"
            f'question = find("{exercise.id}").pose(demo())\n'
        )
        return [
            heading(exercise, which)
            + pose
            + source.replace(f"{name} = ...", f"{name} = {trap(which)}")
            for which in FIRST_AND_LAST
        ]

    def card(exercise: Exercise) -> list[str]:
        if not exercise.answer.marked:
            return [on_the_card(exercise, "''")]
        return [
            heading(exercise, which) + on_the_card(exercise, trap(which))
            for which in FIRST_AND_LAST
        ]

    book = answered(root, page, tmp_path, code, card)
    for exercise in exercises_of(page.bank):
        if not exercise.answer.marked:
            assert "Not attempted yet" in outputs_of(book, exercise.id)
            continue
        for which in FIRST_AND_LAST:
            said = outputs_of(book, heading(exercise, which))
            idea = exercise.misconceptions[which].misconception
            assert ("Close" if idea.close else "Not yet") in said, f"{exercise.id}: {said}"
            assert "Right:" not in said, f"{exercise.id}: {said}"
    last = outputs_of(book, "cem.progress()")
    assert f"{page.file}: 0 of {len(exercises_of(page.bank))} done" in last, last


@pytest.mark.parametrize("page", WITH_EXERCISES, ids=lambda p: p.file)
def test_every_exercise_stands_on_its_page(page: Page, root: Path) -> None:
    book = _pages.read(root / "notebooks" / f"{page.file}.ipynb")
    source = "\n".join(c.source for c in book.cells if c.cell_type == "code")
    cards, checks = set(CARD.findall(source)), {c[0] for c in CHECK.findall(source)}
    ids = {e.id for e in exercises_of(page.bank)}
    assert cards == ids, "every exercise has its card"
    assert {e.id for e in exercises_of(page.bank) if e.code} <= checks


@pytest.mark.parametrize("page", WITH_EXERCISES, ids=lambda p: p.file)
def test_cells_that_nobody_needs_to_read_are_folded(page: Page, root: Path) -> None:
    book = _pages.read(root / "notebooks" / f"{page.file}.ipynb")
    for cell in book.cells:
        if cell.cell_type == "code" and re.fullmatch(r"cem\.\w+\([^()]*\)", cell.source.strip()):
            assert cell.metadata.get("jupyter", {}).get("source_hidden"), cell.source
