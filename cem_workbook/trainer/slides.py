"""The slides of a page: one idea a slide, its pictures, its questions without their answers.

A slide show is a notebook, too: nbconvert makes reveal.js of it. What the trainer says stands in
the speaker notes. The worked solutions are in the trainer's edition alone, for a slide show is
shown, copied and passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cem_workbook.data.company import DEMO
from cem_workbook.desk.desk import question_for
from cem_workbook.messages import say
from cem_workbook.trainer.editions import LAST_SECTION, check_sections, minutes_of, on_the_board
from cem_workbook.trainer.editions_cells import output_cell, text_cell
from cem_workbook.trainer.editions_pages import PageCell, StudentPage
from cem_workbook.trainer.editions_questions import asked, whose
from cem_workbook.trainer.notes_read import BoardDrawing, Notes
from cem_workbook.trainer.slides_split import LINES, Block, blocks, hidden, packed

if TYPE_CHECKING:
    from nbformat import NotebookNode

_GUESS = re.compile(r"\b(guess|predict|expect)", re.I)
_TABLE_ROW = re.compile(r"<tr\b")
# a question is better a little smaller than cut off from its options
FOR_A_QUESTION = 1.25 * LINES
MOST_ROWS = 12  # of a table of data; the page has the rest


@dataclass
class _Slide:
    """One slide in the making."""

    title: str
    parts: list[NotebookNode] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    starts: bool = False  # a section begins
    room: float = LINES


def slides_of(page: StudentPage, notes: Notes | None) -> NotebookNode:
    """Return the slides of a page as a notebook with the marks that nbconvert reads.

    Args:
        page: the student's page.
        notes: the trainer's notes; None where there are none yet.

    Raises:
        BadInput: the notes speak of a section that the page does not have.
    """
    from nbformat.v4 import new_notebook

    if notes is not None:
        check_sections(page, notes)
    cells: list[NotebookNode] = []
    for slide in _Show(page, notes).slides():
        kind = "slide" if slide.starts or not cells else "subslide"
        mark = "#" if not cells else "##"
        title = text_cell(f"{mark} {slide.title}", _mark(kind))
        said = "\n\n".join(slide.notes)
        more = [text_cell(said, _mark("notes"))] if said else []
        cells += [title, *slide.parts, *more]
    for number, cell in enumerate(cells):
        cell.id = f"slide-{number:03d}"
    return new_notebook(cells=cells, metadata={"title": page.title})


def _mark(kind: str) -> dict[str, dict[str, str]]:
    return {"slideshow": {"slide_type": kind}}


class _Show:
    """Goes through a page and makes its slides."""

    def __init__(self, page: StudentPage, notes: Notes | None) -> None:
        self.page, self.notes = page, notes
        self._section = self._title = page.title
        self._board: list[BoardDrawing] = list(notes.board) if notes else []
        self._last: _Slide | None = None
        self._starts = False

    def slides(self) -> Iterator[_Slide]:
        """Return the slides, in the order of the page."""
        made: list[_Slide] = []
        for i, cell in enumerate(self.page.cells):
            if self.notes and LAST_SECTION in cell.sections:
                made.append(self._split_the_room(self.notes))
            made += self._of_cell(cell, first=i == 0)
        if self.notes and LAST_SECTION not in self.page.sections:
            made.append(self._split_the_room(self.notes))
        yield from made

    def _of_cell(self, cell: PageCell, *, first: bool) -> Iterable[_Slide]:
        if cell.role == "text":
            return self._of_text(cell, first=first)
        if cell.role == "question":
            return self._of_question(cell.name)
        return self._of_outputs(cell) if cell.role != "words" else ()

    def _new(self, *parts: NotebookNode, notes: Iterable[str] = ()) -> _Slide:
        slide = _Slide(self._title, list(parts), [*notes, *self._section_notes()], self._starts)
        self._last, self._starts = slide, False
        return slide

    def _section_notes(self) -> list[str]:
        note = self.notes.section(self._section) if self.notes else None
        if note is None:
            return []
        return [f"**{note.title}** · {minutes_of(note)}", note.markdown]

    def _of_text(self, cell: PageCell, *, first: bool) -> Iterator[_Slide]:
        text, folded = hidden(cell.source)
        behind = [say("**Behind “{summary}”:**", summary=s) + f"\n\n{b}" for s, b in folded]
        for chunk, heading in _chunks(text):
            if heading and self._starts:
                yield self._new()  # the section before is one to do at the screen
            if heading:
                self._title = heading.lstrip("# ")
                if heading.startswith("## "):
                    self._section, self._starts = self._title, True
            if chunk.startswith("**Sources"):
                self._title = say("Sources")
            for piece in packed(chunk) or ([""] if first else []):
                slide = self._new(notes=behind)
                if piece:
                    slide.parts.append(_markdown(piece))
                slide.room = LINES - sum(b.lines for b in blocks(piece))
                if _GUESS.search(piece):
                    slide.room = 0  # what was to be guessed must not stand beneath the question
                if first:
                    self._open(slide)
                    first = False
                yield slide

    def _open(self, slide: _Slide) -> None:
        said = say(
            "About {minutes} minutes. The numbers are those of {company}; all its data are "
            "synthetic.",
            minutes=self.page.page.minutes,
            company=whose(DEMO),
        )
        slide.parts.append(_markdown(f"*{said}*"))
        slide.room = 0
        if self.notes:
            slide.notes = [self.notes.opening, f"**{say('Before')}**", self.notes.before]

    def _of_question(self, name: str) -> Iterator[_Slide]:
        question = question_for(name, *DEMO)
        exercise = question.exercise
        about = say("{minutes} min · {goal}", minutes=exercise.minutes, goal=exercise.goal)
        where = say(
            "Likely wrong answers and the worked solution: trainer's edition, {id}.", id=name
        )
        notes = [f"**{name}** · {about}"]
        if exercise.answer.marked:
            notes.append(where)
        for trap in exercise.misconceptions:
            for drawing in [d for d in self._board if trap.misconception.name in d.helps]:
                self._board.remove(drawing)
                notes.append(on_the_board(drawing))
        former, self._title = self._title, f"{self._title} · {name}"
        for piece in packed(f"*{about}*\n\n{asked(question)}", FOR_A_QUESTION):
            yield self._new(_markdown(piece), notes=notes)
        self._title = former
        self._last = None

    def _of_outputs(self, cell: PageCell) -> Iterator[_Slide]:
        for output in cell.cell.outputs:
            shown = _shown(output, pictures_only=cell.role != "result")
            if shown is None:
                continue
            part, lines = shown
            slide = self._last
            if slide is not None and lines <= slide.room and cell.role == "result":
                slide.parts.append(part)
                slide.room -= lines
            else:
                slide = self._new(part)
                slide.room = max(LINES - lines, 0)
                yield slide

    def _split_the_room(self, notes: Notes) -> _Slide:
        question, _, rest = notes.split.partition("\n- ")
        self._section = self._title = say("What do you think?")
        self._starts = True
        slide = self._new(_markdown(question.strip()), notes=[f"- {rest}"])
        self._last = None
        return slide


def _chunks(text: str) -> Iterator[tuple[str, str]]:
    """Cut a cell's text at its headings: (what follows, the heading)."""
    heading = ""
    part: list[str] = []
    for block in blocks(text):
        if block.kind == "heading":
            if part or heading:
                yield "\n\n".join(part), heading
            heading, part = block.text, []
        elif block.text.strip("-* "):
            part.append(block.text.removeprefix("---\n"))
    if part or heading:
        yield "\n\n".join(part), heading


def _markdown(text: str) -> NotebookNode:
    return text_cell(text, _mark("-"))


def _shown(output: NotebookNode, *, pictures_only: bool) -> tuple[NotebookNode, float] | None:
    """Return a stored output as a part of a slide, and the lines that it takes; None to leave it."""
    data = output.get("data", {})
    if "image/svg+xml" in data:
        shown, lines = {"text/markdown": data["text/markdown"]}, LINES - 2.5
    elif pictures_only:
        return None
    elif "text/html" in data:
        html, rows = _few_rows(data["text/html"])
        shown, lines = {"text/html": html}, 0.9 * rows + 1
    else:
        text = output.get("text") or data.get("text/plain", "")
        high = sum(Block("text", line).lines - 0.5 for line in text.splitlines())
        shown, lines = {"text/plain": text}, 0.8 * high + 0.5
    return output_cell(shown, _mark("-")), lines


def _few_rows(html: str) -> tuple[str, int]:
    """Keep the first rows of a long table of data."""
    rows = [m.start() for m in _TABLE_ROW.finditer(html)]
    if len(rows) <= MOST_ROWS + 1 or html.count("<table") != 1:
        return html, len(rows)
    end = html.rindex("</tbody>")
    more = say("… and {n} more rows", n=len(rows) - 1 - MOST_ROWS)
    last = f'<tr><td colspan="99" style="text-align:start">{more}</td></tr>'
    return html[: rows[MOST_ROWS + 1]] + last + html[end:], MOST_ROWS + 2
