"""The handout of a page: on A4, to write on. What the page tells, asks and shows, without answers.

What learners are to find by themselves first ("What you have seen", and what the page keeps folded)
stands at the end. Some pages have sheets of their own behind that (`handout_sheets`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from cem_workbook.data.company import DEMO
from cem_workbook.desk.desk import question_for
from cem_workbook.errors import BadInput
from cem_workbook.exercises.exercise import Question
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import Choice, Decision, Number, Reflection
from cem_workbook.exercises.sheets import Classify, Table
from cem_workbook.messages import say
from cem_workbook.text import to_html
from cem_workbook.trainer.agendas_read import Agenda
from cem_workbook.trainer.editions_cells import output_cell, text_cell
from cem_workbook.trainer.editions_pages import PageCell, StudentPage
from cem_workbook.trainer.editions_questions import whose
from cem_workbook.trainer.handout_sheets import Paper, sheets_of
from cem_workbook.trainer.slides_split import hidden

if TYPE_CHECKING:
    from nbformat import NotebookNode

SEEN = re.compile(r"^\*\*What you have seen\.?\*\*")
# the sections of which an agenda's handout keeps the text
_KEPT = re.compile(r"predict, then see|^key points", re.I)
_GUESS = re.compile(r"\b(?:guess|predict before)\b", re.I)
_SECOND = re.compile(r"^## ", re.M)
MOST_ROWS = 14  # of a table of data; a longer one is for the screen
_NO_SPACE = re.compile(r"\s*\n\s*")


def handout_of(page: StudentPage) -> NotebookNode:
    """Return the handout of a page as a notebook of text and pictures.

    Args:
        page: the student's page.
    """
    cells: list[NotebookNode] = []
    later: list[str] = []
    section = page.title
    for i, cell in enumerate(page.cells):
        section = cell.sections[0] if cell.sections else section
        text, folded = hidden(cell.source) if cell.role == "text" else ("", ())
        later += [f"### {section}\n\n{body}" for _, body in folded]
        if SEEN.match(cell.source):
            seen = SEEN.sub("", text).lstrip(" .\n")
            later.append(f"### {section}\n\n{seen}")
            continue
        cells += _of_cell(cell)
        if i == 0:
            cells.append(text_cell(_top(page)))
    if later:
        title = say("What you have seen (read it after you have tried)")
        cells += [text_cell(f"## {title}"), *map(text_cell, later)]
    for sheet in sheets_of(page.page.file):
        cells.append(_side(f"<h2>{escape(sheet.title)}</h2>{sheet.html}"))
    return _numbered(cells, page.title)


def agenda_handout(agenda: Agenda, pages: Sequence[StudentPage]) -> NotebookNode:
    """Return what a group needs on paper for an agenda: guesses, its cards, and the key points.

    Args:
        agenda: the agenda.
        pages: its pages, as students have them; those without cards are left out.

    Raises:
        BadInput: a card that its page does not ask.
    """
    cells = [text_cell(f"# {agenda.title}"), text_cell(_top())]
    for page in pages:
        cards = agenda.cards(page.page.file)
        for card in cards:
            if card not in page.exercises:
                rule = say("Agenda {name}: page {page} has no exercise {card}.",
                           name=agenda.name, page=page.page.file, card=card)  # fmt: skip
                raise BadInput(rule)
        if cards:
            cells.append(text_cell(f"## {page.page.number:02d} {page.title}"))
            cells += [c for cell in page.cells for c in _of_agenda(cell, cards)]
    return _numbered(cells, agenda.title)


def paper_handout(paper: Paper) -> NotebookNode:
    """Return papers for a group, each side on a sheet of its own."""
    return _numbered(list(map(_side, paper.sides)), paper.title)


def _side(html: str) -> NotebookNode:
    return text_cell(_on_one_line(f'<section class="cem-sheet">{html}</section>'))


def _numbered(cells: list[NotebookNode], title: str) -> NotebookNode:
    from nbformat.v4 import new_notebook

    for number, cell in enumerate(cells):
        cell.id = f"handout-{number:03d}"
    return new_notebook(cells=cells, metadata={"title": title})


def _of_agenda(cell: PageCell, cards: Sequence[str]) -> Iterator[NotebookNode]:
    """What an agenda's handout takes of a page: the guesses, the cards, and the key points."""
    if cell.role == "question" and cell.name in cards:
        yield from _of_cell(cell)
    elif cell.role == "text" and any(_KEPT.search(title) for title in cell.sections):
        text = hidden(cell.source)[0].removeprefix("---\n")
        yield text_cell(_SECOND.sub("### ", text))
        if _GUESS.search(text):
            yield text_cell(_lines([say("What I expect:"), ""]))


def _top(page: StudentPage | None = None) -> str:
    names = "".join(f"<span>{escape(say(word))}</span>" for word in ("Name", "Group", "Date"))
    said = say(
        "The numbers are those of {company}: made by a program, for practice. On your own computer "
        "you have other numbers.",
        company=whose(DEMO),
    )
    if page is not None:
        said = say("Page {file}.", file=page.page.file) + " " + said
    return f'<div class="cem-name">{names}</div>\n\n<p class="cem-foot">{escape(said)}</p>'


def _of_cell(cell: PageCell) -> Iterator[NotebookNode]:
    if cell.role == "text":
        text = hidden(cell.source)[0].removeprefix("---\n")
        yield text_cell(text)
    elif cell.role == "question":
        yield text_cell(_on_one_line(question_html(question_for(cell.name, *DEMO))))
    elif cell.role == "words":
        yield from (text_cell(_unfolded(o.data["text/html"])) for o in cell.cell.outputs)
    else:
        if cell.role == "explore":
            yield text_cell(_lines([say("What I expect:"), ""]))
        for output in cell.cell.outputs:
            shown = _shown(output, pictures_only=cell.role != "result")
            if shown:
                yield output_cell(shown)


def _shown(output: NotebookNode, *, pictures_only: bool) -> dict[str, str]:
    data = output.get("data", {})
    if "image/svg+xml" in data:
        return {"text/markdown": data["text/markdown"]}
    if pictures_only:
        return {}
    if "text/html" in data:
        few = data["text/html"].count("<tr") <= MOST_ROWS + 1
        return {"text/html": data["text/html"]} if few else {}
    text = output.get("text") or data.get("text/plain", "")
    return {"text/plain": text} if text.count("\n") <= MOST_ROWS else {}


def _unfolded(html: str) -> str:
    html = re.sub(r"<summary>(.*?)</summary>", r"<h2>\1</h2>", html, flags=re.S)
    html = re.sub(r"</?details[^>]*>", "", html)
    return _on_one_line(re.sub(r"<p\b[^>]*>.*?</p>$", "", html.strip(), flags=re.S))


def _on_one_line(html: str) -> str:
    """Markdown ends a block of HTML at a blank line."""
    # code keeps its lines, for a line's end can be written as a sign
    kept = re.sub(r"<pre.*?</pre>", lambda m: m[0].replace("\n", "&#10;"), html, flags=re.S)
    return f"<div>{_NO_SPACE.sub(' ', kept)}</div>"


def question_html(question: Question) -> str:
    """Return a question with room to answer it by hand.

    Args:
        question: as a company poses it.
    """
    exercise = question.exercise
    about = say("{minutes} min · {goal}", minutes=exercise.minutes, goal=exercise.goal)
    head = f'<p class="cem-head"><strong>{exercise.id}</strong> · {escape(about)}</p>'
    text = to_html(question.text(exercise.ask))
    return f'<div class="cem-question">{head}{text}{room(question)}</div>'


def room(question: Question) -> str:
    """Return the place to answer: boxes to tick, a table to fill in, or lines."""
    kind, case = question.exercise.answer, question.case
    if isinstance(kind, (Choice, Function)):
        return _boxes(kind.labels(case))
    if isinstance(kind, Decision):
        because = f"<p><strong>{escape(say('Because:'))}</strong></p>"
        return _boxes(kind.labels(case)) + because + _boxes(kind.reason_labels(case))
    if isinstance(kind, Classify):
        head = ["", *kind.bins]
        return _grid(head, [[str(item), *["☐"] * len(kind.bins)] for item in kind.items(case)])
    if isinstance(kind, Table):
        columns = list(kind.columns(case))
        return _grid(["", *columns], [[str(r), *[""] * len(columns)] for r in kind.rows(case)])
    if isinstance(kind, Number):
        unit = "%" if kind.unit == "percent" else say(kind.unit) if kind.unit else ""
        answer = say("Answer: ………………………… {unit}", unit=unit)
        return _lines(["", "", answer])
    if isinstance(kind, Reflection) and kind.parts:
        return _lines([word for part in kind.parts for word in (say(part) + ":", "")])
    return _lines([""] * 5)


def _boxes(labels: dict[str, str]) -> str:
    items = "".join(f"<li>{escape(key)}) {escape(text)}</li>" for key, text in labels.items())
    return f'<ul class="cem-options">{items}</ul>'


def _grid(head: list[str], rows: list[list[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return f'<table class="cem-grid"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def _lines(words: list[str]) -> str:
    return f'<div class="cem-lines">{"".join(f"<div>{escape(w)}</div>" for w in words)}</div>'
