"""Each page solved, and each page answered wrongly, by a learner who really runs it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nbformat import NotebookNode

from cem_workbook import _pages
from cem_workbook.course import PAGES, Page
from cem_workbook.exercises.bank import exercises_of
from tests.notebooks.answering import CARD, CHECK, FIRST_AND_LAST, Runs, heading

WITH_EXERCISES = [page for page in PAGES if page.ready and page.bank]
PAGE_OF = {page.file: page for page in PAGES}


def outputs_of(book: NotebookNode, text: str) -> str:
    """Return what the cells with a text in their source gave, as one text."""
    return "\n".join(
        output.get("text") or output["data"].get("text/plain", "")
        for cell in book.cells
        if cell.cell_type == "code" and text in cell.source
        for output in cell.outputs
        if output.output_type != "display_data" or "text/plain" in output["data"]
    )


def test_a_solved_page_is_done(runs: Runs) -> None:
    page, book = PAGE_OF[runs.page.stem], runs.solved
    exercises = exercises_of(page.bank) if page.bank else ()
    for exercise in exercises:
        said = outputs_of(book, exercise.id)
        word = "Right" if exercise.answer.marked else "Kept"
        assert word in said, f"{exercise.id}: {said}"
        assert "Not yet" not in said, f"{exercise.id}: {said}"
    if exercises:
        last = outputs_of(book, "cem.progress()")
        assert f"{page.file}: {len(exercises)} of {len(exercises)} done" in last, last


def test_a_wrongly_answered_page_says_what_was_wrong(runs: Runs) -> None:
    """Each exercise is answered twice: as the first of its wrong ideas has it, then as the last."""
    page, book = PAGE_OF[runs.page.stem], runs.wrong
    exercises = exercises_of(page.bank) if page.bank else ()
    for exercise in exercises:
        if not exercise.answer.marked:
            assert "Not attempted yet" in outputs_of(book, exercise.id)
            continue
        for which in FIRST_AND_LAST:
            said = outputs_of(book, heading(exercise, which))
            idea = exercise.misconceptions[which].misconception
            assert ("Close" if idea.close else "Not yet") in said, f"{exercise.id}: {said}"
            assert "Right:" not in said, f"{exercise.id}: {said}"
    if exercises:
        last = outputs_of(book, "cem.progress()")
        assert f"{page.file}: 0 of {len(exercises)} done" in last, last


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
