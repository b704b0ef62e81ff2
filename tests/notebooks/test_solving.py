"""Each page solved, and each page answered wrongly, by a learner who really runs it.

Where a page asks for code, the worked solution's own code is put in: what we tell people works.
Everything else is answered on the card, through its form and its button.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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
    """Run a page with its placeholders replaced: `code` and `card` give a cell's new source."""
    path = root / "notebooks" / f"{page.file}.ipynb"
    book = _pages.read(path)
    for cell in book.cells:
        if cell.cell_type != "code":
            continue
        if found := CHECK.search(cell.source):
            cell.source = code(find(found[1]), found[2], cell.source)
        elif found := CARD.search(cell.source):
            cell.source = card(find(found[1]))
    copy = place / "notebooks" / path.name
    copy.parent.mkdir()
    nbformat.write(book, copy)
    return _pages.execute(root, copy)


def on_the_card(exercise: Exercise, answer: str) -> str:
    """Return code that answers a card as a person does: fill in the form, press the button."""
    return (
        "from cem_workbook.exercises.bank import find\n"
        f'card = cem.ask("{exercise.id}")\n'
        "question = card.question\n"
        f"answer = {answer}\n"
        "kind = question.exercise.answer\n"
        "if hasattr(answer, 'option'):\n"
        "    answer = {'decide': answer.option, 'because': sorted(answer.reasons)}\n"
        "card.form.put(answer)\n"
        "card.check.click()\n"
        "import asyncio\n"
        "await asyncio.sleep(0.5)  # a card waits a moment for the text\n"
        "print(card.feedback.value)"
    )


def solved_in_code(exercise: Exercise, name: str, source: str) -> str:
    """Return a check's cell with the code of the worked solution in place of the three dots."""
    solution = find(exercise.id).pose(demo()).text(exercise.solution, result="")
    block = re.search(r"```python\n(.*?)```", solution, re.S)
    if block is None:  # a sum so small that its solution needs no code
        return source.replace(f"{name} = ...", f"{name} = {right_answer(exercise)}")
    assert re.search(rf"^{name}\b", block[1], re.M), f"{exercise.id}: no {name} in {block[1]}"
    return f'{block[1]}\ncem.check("{exercise.id}", {name})'


def right_answer(exercise: Exercise) -> str:
    question = exercise.pose(demo())
    return repr(exercise.expected(question.case))


def solved_on_card(exercise: Exercise) -> str:
    if not exercise.answer.marked:
        words = "We never ask those who leave."
        return on_the_card(exercise, repr(dict.fromkeys(exercise.answer.parts, words) or words))
    return (
        on_the_card(exercise, "question.exercise.expected(question.case)")
        if not callable(getattr(exercise.answer, "trials", None))
        else on_the_card(exercise, repr(letter_of(exercise)))
    )


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


@pytest.mark.parametrize("which", [0, -1], ids=["first idea", "last idea"])
@pytest.mark.parametrize("page", WITH_EXERCISES, ids=lambda p: p.file)
def test_a_wrongly_answered_page_says_what_was_wrong(
    page: Page, which: int, root: Path, tmp_path: Path
) -> None:
    def trap(exercise: Exercise) -> str:
        return f"question.exercise.misconceptions[{which}].answer(question.case)"

    def code(exercise: Exercise, name: str, source: str) -> str:
        pose = (
            "from cem_workbook.data.company import demo\n"
            "from cem_workbook.exercises.bank import find\n"
            f'question = find("{exercise.id}").pose(demo())\n'
        )
        return pose + source.replace(f"{name} = ...", f"{name} = {trap(exercise)}")

    def card(exercise: Exercise) -> str:
        if not exercise.answer.marked:
            return on_the_card(exercise, "''")
        return on_the_card(exercise, trap(exercise))

    book = answered(root, page, tmp_path, code, card)
    for exercise in exercises_of(page.bank):
        said = outputs_of(book, exercise.id)
        if not exercise.answer.marked:
            assert "Not attempted yet" in said
            continue
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
