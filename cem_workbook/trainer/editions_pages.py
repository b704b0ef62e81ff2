"""A page of the course as the editions see it: cells with a role, under their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cem_workbook import _pages
from cem_workbook.course import NOTEBOOKS, PAGES, Page
from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.trainer.agendas_read import NAMES as AGENDAS
from cem_workbook.trainer.agendas_read import read_agenda

if TYPE_CHECKING:
    from nbformat import NotebookNode

_CALL = re.compile(r"^cem\.(\w+)\(\s*(?:[\"']([^\"']*)[\"'])?", re.M)
_HEADING = re.compile(r"^## +(.+?) *$", re.M)
_FENCED = re.compile(r"^```.*?^```", re.M | re.S)
# verbs whose cell is for the learner at the screen, and whose words are not for paper or a wall
_AT_THE_SCREEN = frozenset(
    {"begin", "check", "progress", "your_file", "choose_company", "course_map", "my_work"}
    | {"glossary", "ninety_days", "review", "take_home", "certificate"}
)


@dataclass(frozen=True)
class PageCell:
    """One cell of a page.

    Attributes:
        cell: the notebook's cell.
        role: `text`; `question` (a card); `explore`; `words` (the terms of the page); `screen`
            (only of use at the screen, but for its pictures); `result` (other code, with what it shows).
        name: the exercise's id, or the explorer's name.
        sections: the `##` headings that begin in this cell.
    """

    cell: NotebookNode
    role: str
    name: str
    sections: tuple[str, ...]

    @property
    def source(self) -> str:
        """The cell's text or code."""
        return str(self.cell.source)


@dataclass(frozen=True)
class StudentPage:
    """A page of the course as it is stored, and what the course says of it."""

    page: Page
    notebook: NotebookNode

    @cached_property
    def cells(self) -> tuple[PageCell, ...]:
        """The cells with their roles, in order."""
        return tuple(_with_role(cell) for cell in self.notebook.cells)

    @property
    def sections(self) -> tuple[str, ...]:
        """The page's `##` headings, in order."""
        return tuple(title for cell in self.cells for title in cell.sections)

    @property
    def exercises(self) -> tuple[str, ...]:
        """The ids of the questions, in the order in which the page asks them."""
        return tuple(cell.name for cell in self.cells if cell.role == "question")

    @property
    def title(self) -> str:
        """The page's own title, which is often a question."""
        first = next((c.source for c in self.cells if c.source.startswith("# ")), "")
        return first.splitlines()[0][2:].strip() if first else self.page.title


def _with_role(cell: NotebookNode) -> PageCell:
    if cell.cell_type == "markdown":
        titles = tuple(_HEADING.findall(_FENCED.sub("", cell.source)))
        return PageCell(cell, "text", "", titles)
    calls = dict(_CALL.findall(cell.source))
    for verb, role in {"ask": "question", "reflect": "question", "explore": "explore"}.items():
        if verb in calls:
            return PageCell(cell, role, calls[verb], ())
    if "terms" in calls:
        return PageCell(cell, "words", "", ())
    return PageCell(cell, "screen" if _AT_THE_SCREEN & set(calls) else "result", "", ())


def ready_pages(folder: Path = NOTEBOOKS) -> tuple[Page, ...]:
    """Return the pages whose notebook is there, in order."""
    return tuple(p for p in PAGES if (folder / f"{p.file}.ipynb").exists())


def pages_named(names: Sequence[str]) -> tuple[Page, ...]:
    """Return the pages that were asked for, in the order of the course; without names, all.

    Args:
        names: file names such as `11_nps`, `notebooks/11_nps.ipynb`, or just the number `11`; the
            name of an agenda stands for its pages.

    Raises:
        BadInput: there is no such page; names the nearest.
    """
    ready = ready_pages()
    chosen = {_page(name, ready) for given in names for name in _of_agenda(given)}
    chosen = chosen if names else set(ready)
    return tuple(p for p in ready if p in chosen)


def _of_agenda(name: str) -> tuple[str, ...]:
    return read_agenda(name).pages if name in AGENDAS else (name,)


def _page(name: str, ready: Sequence[Page]) -> Page:
    wanted = Path(name).name.removesuffix(".ipynb").removesuffix(".md")
    for page in ready:
        if wanted == page.file or (wanted.isdecimal() and int(wanted) == page.number):
            return page
    near = get_close_matches(wanted, [*(p.file for p in ready), *AGENDAS], n=1, cutoff=0.5)
    guess = say(" Did you mean {near!r}?", near=near[0]) if near else ""
    raise BadInput(say("There is no page or agenda {name!r}.", name=name) + guess)


def read_page(page: Page, folder: Path = NOTEBOOKS) -> StudentPage:
    """Return a page as it is stored.

    Raises:
        CourseError: its file is not a notebook any more.
    """
    return StudentPage(page, _pages.read(folder / f"{page.file}.ipynb"))
