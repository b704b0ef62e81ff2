"""Writes the editions: the trainer's, the slides and the handout of each page, and an index."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cem_workbook import _pages
from cem_workbook.course import Page
from cem_workbook.errors import CourseError
from cem_workbook.messages import say
from cem_workbook.trainer.agendas_read import all_agendas
from cem_workbook.trainer.editions import as_bytes, trainers_edition
from cem_workbook.trainer.editions_html import page_html
from cem_workbook.trainer.editions_index import index_html
from cem_workbook.trainer.editions_pages import read_page
from cem_workbook.trainer.handout import agenda_handout, handout_of, paper_handout
from cem_workbook.trainer.handout_sheets import papers_of
from cem_workbook.trainer.notes_read import FOLDER as NOTES
from cem_workbook.trainer.notes_read import Notes, read_notes
from cem_workbook.trainer.slides import slides_of
from cem_workbook.trainer.slides_html import Reveal, slides_html

Company = tuple[str, int]


@dataclass(frozen=True)
class Built:
    """What was written, and the pages that could not be built."""

    files: tuple[Path, ...]
    failed: tuple[str, ...]


def build(
    pages: Sequence[Page],
    folder: Path,
    *,
    companies: Sequence[Company] = (),
    reveal: Reveal | None = None,
    tell: Callable[[str], None] = print,
) -> Built:
    """Write the editions of some pages into a folder; the same input gives the same bytes.

    A page whose notes are not in the form is named and left out, and the others are built. An
    agenda all of whose pages are among them gets a handout of its own.

    Args:
        pages: which.
        folder: where to; it is made if it is not there.
        companies: sector and seed of companies to solve the exercises for, besides the demo's.
        reveal: the files of reveal.js; without them the slides need the network when shown.
        tell: is given a line for each page.

    Raises:
        CourseError: the folder cannot be written to.
    """
    files: list[Path] = []
    failed: list[str] = []
    for number, page in enumerate(pages, 1):
        begun = time.monotonic()
        try:
            contents = editions_of(page, companies=companies, reveal=reveal)
            result = say("edition, slides, handout")
            if not notes_file(page).exists():
                result = say("{result}; no notes yet", result=result)
        except CourseError as trouble:
            contents, result = {}, str(trouble)
            failed.append(page.file)
        files += [_write(folder / path, content) for path, content in contents.items()]
        seconds = time.monotonic() - begun
        tell(f"{number:>3}/{len(pages)}  {page.file:<38}{seconds:5.1f} s  {result}")
    made = [page for page in pages if page.file not in failed]
    files += [_write(folder / path, content) for path, content in _of_agendas(made).items()]
    files.append(_write(folder / "index.html", index_html(folder, companies, reveal).encode()))
    return Built(tuple(files), tuple(failed))


def _of_agendas(pages: Sequence[Page]) -> dict[str, bytes]:
    """Return the handouts of the agendas that these pages are enough for: path to content."""
    named = {page.file: page for page in pages}
    return {
        f"handout/{agenda.name}.html": page_html(
            agenda_handout(agenda, [read_page(named[file]) for file in agenda.pages]),
            agenda.title,
            "handout",
        ).encode()
        for agenda in all_agendas()
        if set(agenda.pages) <= named.keys()
    }


def editions_of(
    page: Page, *, companies: Sequence[Company] = (), reveal: Reveal | None = None
) -> dict[str, bytes]:
    """Return the editions of a page: path in the folder to content.

    Raises:
        CourseError: the page or its notes cannot be read.
    """
    student, notes = read_page(page), notes_of(page)
    edition = trainers_edition(student, notes, companies)
    slides = slides_of(student, notes)
    title = student.title
    papers = {
        f"handout/{page.file}-{paper.key}.html": page_html(
            paper_handout(paper), paper.title, "handout"
        ).encode()
        for paper in papers_of(page.file)
    }
    return papers | {
        f"edition/{page.file}.ipynb": as_bytes(edition),
        f"edition/{page.file}.html": page_html(edition, title, "page").encode(),
        f"slides/{page.file}.html": slides_html(slides, title, reveal).encode(),
        f"handout/{page.file}.html": page_html(handout_of(student), title, "handout").encode(),
    }


def notes_file(page: Page) -> Path:
    """Return where the notes for a page are, or will be."""
    return NOTES / f"{page.file}.md"


def notes_of(page: Page) -> Notes | None:
    """Return the notes for a page; None where there are none yet. Raises `BadInput`."""
    return read_notes(page.file) if notes_file(page).exists() else None


def _write(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _pages.store(path, content)
    except OSError as error:
        raise CourseError(
            say("{path} cannot be written ({error}).", path=path, error=error.strerror)
        ) from error
    return path
