"""The editions: nothing of a page is lost, and nothing of an answer is given away."""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import nbformat
import pytest

from cem_workbook.cases.encounters_read import read_folder, shipped_folder
from cem_workbook.data.company import DEMO
from cem_workbook.desk.desk import company_of, question_for
from cem_workbook.errors import BadInput
from cem_workbook.exercises.exercise import Question
from cem_workbook.frameworks.statements import FRONT, LEVELS, MANAGER, STATEMENTS
from cem_workbook.frameworks.techniques import NAMED
from cem_workbook.trainer.agendas_read import Agenda, Day, all_agendas
from cem_workbook.trainer.editions import as_bytes, is_added, trainers_edition
from cem_workbook.trainer.editions_build import notes_of
from cem_workbook.trainer.editions_pages import StudentPage, read_page, ready_pages
from cem_workbook.trainer.editions_questions import (
    answer,
    asked,
    questions_of,
    right_says,
    solution,
    wrong_answers,
)
from cem_workbook.trainer.handout import agenda_handout, handout_of, paper_handout, question_html
from cem_workbook.trainer.handout_sheets import PAPERS, SHEETS, papers_of, sheets_of
from cem_workbook.trainer.slides import slides_of
from cem_workbook.trainer.slides_split import hidden

PAGES = {page.file: page for page in ready_pages()}
SHINGLE = 8  # words in a row; fewer are a turn of phrase, as many as these are a quotation
each_page = pytest.mark.parametrize("name", PAGES)


@cache
def student(name: str) -> StudentPage:
    return read_page(PAGES[name])


@cache
def edition(name: str) -> nbformat.NotebookNode:
    return trainers_edition(student(name), notes_of(PAGES[name]))


@cache
def slides(name: str) -> nbformat.NotebookNode:
    return slides_of(student(name), notes_of(PAGES[name]))


@cache
def handout(name: str) -> nbformat.NotebookNode:
    return handout_of(student(name))


def marked(name: str) -> Iterator[Question]:
    for exercise in student(name).exercises:
        question = question_for(exercise, *DEMO)
        if question.exercise.answer.marked:
            yield question


def kind_of(cell: nbformat.NotebookNode) -> str:
    return cell.metadata.get("slideshow", {}).get("slide_type", "")


def words(text: str) -> list[str]:
    """The words of Markdown or HTML; `<=` in code is no tag."""
    return re.findall(r"\w+", html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", " ", text)).casefold())


def words_of(notebook: nbformat.NotebookNode, *, notes: bool = True) -> list[str]:
    found: list[str] = []
    for cell in notebook.cells:
        if not notes and kind_of(cell) == "notes":
            continue
        found += words(cell.source)
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            for text in (output.get("text"), data.get("text/plain"), data.get("text/html")):
                found += words(text or "")
    return found


def shingles(of: list[str]) -> set[tuple[str, ...]]:
    return {tuple(of[i : i + SHINGLE]) for i in range(len(of) - SHINGLE + 1)}


def secrets(question: Question) -> set[tuple[str, ...]]:
    """What an exercise says only afterwards: its solution, and what a right answer hears."""
    open_to_all = [asked(question), *(question.text(h) for h in question.exercise.hints or ())]
    said = shingles(words(solution(question))) | shingles(words(right_says(question)))
    return said.difference(*(shingles(words(text)) for text in open_to_all))


def in_order(part: list[str], whole: list[str]) -> str:
    """The first word of `part` that does not follow in `whole`; nothing when all of it does."""
    rest = iter(whole)
    return next(
        (" ".join(part[max(0, i - 5) : i + 5]) for i, w in enumerate(part) if w not in rest), ""
    )


@each_page
def test_the_trainers_edition_holds_the_students_page_cell_by_cell(name: str) -> None:
    stored = nbformat.reads(as_bytes(edition(name)).decode(), as_version=4)
    for notebook in (edition(name), stored):
        own = [cell for cell in notebook.cells if not is_added(cell)]
        assert [c.id for c in own] == [c.id for c in student(name).notebook.cells]
        changed = [c.id for c, o in zip(own, student(name).notebook.cells, strict=True) if c != o]
        assert changed == []
    assert len({c.id for c in stored.cells}) == len(stored.cells)
    nbformat.validate(stored)


@each_page
def test_every_note_stands_after_its_heading(name: str) -> None:
    notes = notes_of(PAGES[name])
    assert notes is not None
    cells = edition(name).cells
    for note in notes.sections:
        (at,) = (i for i, c in enumerate(cells) if is_added(c) and note.markdown in c.source)
        before = next(c for c in reversed(cells[:at]) if not is_added(c))
        assert re.search(rf"^## {re.escape(note.title)} *$", before.source, re.M)
    added = "\n".join(c.source for c in cells if is_added(c))
    for text in (notes.opening, notes.before, notes.split, notes.short, notes.without):
        assert added.count(text) == 1
    for drawing in notes.board:
        assert added.count(drawing.sketch) == 1


@each_page
def test_every_exercise_has_its_wrong_answers_and_its_solution_below_its_card(name: str) -> None:
    cells = edition(name).cells
    for question in marked(name):
        id_ = question.exercise.id
        (card,) = (i for i, c in enumerate(cells) if re.match(rf'cem\.ask\("{id_}"\)', c.source))
        key = cells[card + 1]
        assert is_added(key)
        assert solution(question) in key.source
        assert answer(question) in key.source
        assert "the demo company" in key.source
        wrong = wrong_answers(question)
        assert len([w for w in wrong if w.answer]) == len(question.wrong) > 0
        for w in wrong:
            assert f"“{w.idea}”" in key.source
            assert w.answer in key.source
            assert w.hears in key.source
            assert not w.hears.startswith("**Right")


@each_page
def test_nothing_of_an_answer_is_in_what_learners_get(name: str) -> None:
    told = shingles(words_of(edition(name)))
    page = shingles(words_of(student(name).notebook))
    shown = shingles(words_of(handout(name))) | shingles(words_of(slides(name), notes=False))
    aloud = shingles(words_of(slides(name)))
    for question in marked(name):
        secret = secrets(question)
        assert secret
        assert secret <= told, "where the answer stands, this test must see it"
        assert len(secret & page) < len(secret) / 2, f"the page tells {question.exercise.id}"
        assert not secret & shown - page, f"{question.exercise.id} is told"
        assert len(secret & aloud) < len(secret) / 2, "the speaker's notes tell it"


@each_page
def test_a_question_is_put_without_a_look_at_its_answer(name: str) -> None:
    def never(*_: object) -> object:
        raise AssertionError("the answer was asked for")

    for exercise in student(name).exercises:
        question = question_for(exercise, *DEMO)
        blind = replace(
            question.exercise,
            expected=question.exercise.expected and never,
            misconceptions=tuple(replace(t, answer=never, says="never") for t in question.exercise.misconceptions),
            hints=question.exercise.hints and ("never", "never", "never"),
            right="never",
            solution="never",
        )  # fmt: skip
        same = Question(blind, question.case, question.company)
        assert asked(same) == asked(question)
        assert question_html(same) == question_html(question)


@each_page
def test_slides_carry_the_text_the_pictures_and_the_questions_in_order(name: str) -> None:
    page, shown = student(name), slides(name)
    nbformat.validate(shown)
    visible = [c for c in shown.cells if kind_of(c) != "notes"]
    text = "\n".join(c.source for c in visible)
    folded = re.compile(r"<details>.*?</details>", re.S)
    of_page = [w for c in page.cells if c.role == "text" for w in words(folded.sub("", c.source))]
    assert in_order(of_page, words(text)) == ""
    for title in page.sections:
        assert f"## {title}" in text
    assert pictures(visible) == pictures(c.cell for c in page.cells)
    for exercise in page.exercises:
        question = question_for(exercise, *DEMO)
        assert in_order(words(asked(question)), words(text)) == ""
    said = "\n".join(c.source for c in shown.cells if kind_of(c) == "notes")
    for part in re.findall(r"<details><summary>.*?</summary>\s*(.*?)\s*</details>", "\n".join(
        c.source for c in page.cells if c.role == "text"), re.S):  # fmt: skip
        assert part in said


@each_page
def test_handouts_carry_the_text_the_pictures_and_room_for_every_answer(name: str) -> None:
    page, sheet = student(name), handout(name)
    nbformat.validate(sheet)
    source = "\n".join(c.source for c in sheet.cells)
    for title in page.sections:
        assert re.search(rf"^## {re.escape(title)}", source, re.M)
    assert pictures(sheet.cells) == pictures(c.cell for c in page.cells)
    for exercise in page.exercises:
        html_ = question_html(question_for(exercise, *DEMO))
        assert re.search("cem-options|cem-grid|cem-lines", html_)
        assert f"<strong>{exercise}</strong>" in source
    assert "cem.ask" not in source and "cem.check" not in source
    assert "<details" not in source


def pictures(cells: object) -> list[str]:
    found = []
    for cell in cells:  # type: ignore[attr-defined]
        for output in cell.get("outputs", ()):
            text = output.get("data", {}).get("text/markdown", "")
            found += re.findall(r"<title[^>]*>.*?</title>", text)[:1]
    return found


def test_what_learners_are_to_find_stands_last_on_the_handout() -> None:
    source = [c.source for c in handout("11_nps").cells]
    titles = [i for i, s in enumerate(source) if s.startswith("## ")]
    assert "What you have seen" in source[titles[-1]]
    assert "A step over a line moves the score" in source[titles[-1] + 1]
    assert source[titles[-1] + 2 :] == []


@each_page
def test_what_the_page_keeps_folded_stands_at_the_end_of_its_handout(name: str) -> None:
    source = "\n".join(c.source for c in handout(name).cells)
    for cell in student(name).cells:
        for _, body in hidden(cell.source)[1] if cell.role == "text" else ():
            assert source.count(body) == 1
            assert source.index(body) > source.index("## What you have seen (read it after")


def test_the_self_assessment_is_on_paper_for_both_roles() -> None:
    """A group without computers needs every statement with all that one can have seen of it."""
    (first, second) = sheets_of("10_where_do_we_stand")
    for role, sheet in ((MANAGER, first), (FRONT, second)):
        said = words(sheet.html)
        asked = [w for s in STATEMENTS for w in words(" ".join((s.asks[role], *s.seen[role])))]
        assert in_order(asked, said) == ""
        assert sheet.html.count("☐") == len(STATEMENTS) * (len(LEVELS) + 1)
    last = handout("10_where_do_we_stand").cells[-2:]
    for cell, sheet in zip(last, (first, second), strict=True):
        assert cell.source.startswith('<div><section class="cem-sheet">')
        assert "\n" not in cell.source, "a blank line would end the HTML"
        assert words(cell.source) == words(sheet.title + " " + sheet.html)
    assert sheets_of("11_nps") == ()


def test_every_talk_is_on_paper_for_three_hands() -> None:
    talks = read_folder(shipped_folder(), NAMED).conversations
    papers = papers_of("19_service_encounters")
    assert [paper.key for paper in papers] == [talk.key for talk in talks]
    for paper, talk in zip(papers, talks, strict=True):
        customer, answers, afterwards = map(words, paper.sides)
        for turn in talk.turns:
            for choice in turn.choices:
                assert in_order(words(choice.says), answers) == ""
            for line in turn.lines:
                assert in_order(words(line.says), customer) == ""
        assert "afterwards" not in paper.sides[1] and afterwards != answers
        sheet = paper_handout(paper)
        nbformat.validate(sheet)
        assert [words(cell.source) for cell in sheet.cells] == [words(s) for s in paper.sides]


def test_every_page_with_sheets_is_a_page() -> None:
    assert set(SHEETS) | set(PAPERS) <= set(PAGES)


@pytest.mark.parametrize("agenda", all_agendas(), ids=lambda a: a.name)
def test_an_agendas_handout_has_its_cards_and_no_others(agenda: Agenda) -> None:
    sheet = agenda_handout(agenda, [student(file) for file in agenda.pages])
    nbformat.validate(sheet)
    source = "\n".join(c.source for c in sheet.cells)
    wanted = [card for file in agenda.pages for card in agenda.cards(file)]
    shown = re.findall(r'class="cem-head"><strong>([\w-]+)</strong>', source)
    assert sorted(shown) == sorted(wanted) and len(set(wanted)) == len(wanted) > 0
    with_cards = [file for file in agenda.pages if agenda.cards(file)]
    assert len(re.findall(r"^## ", source, re.M)) == len(with_cards)
    assert source.count("### Key points") == len(with_cards)
    assert "What I expect" in source and "What you have seen" not in source
    assert "<details" not in source


def test_a_card_that_its_page_does_not_ask_is_named() -> None:
    agenda = all_agendas()[0]
    item = replace(agenda.days[0].items[0], page="11_nps", cards=("csat-1",))
    wrong = replace(agenda, days=(Day("", (item,)),))
    with pytest.raises(BadInput, match=r"90_minutes: page 11_nps has no exercise csat-1"):
        agenda_handout(wrong, [student("11_nps")])


@pytest.mark.parametrize("company", [("insurer", 7), ("restaurant", 3)])
def test_another_company_is_solved_with_its_own_numbers_and_named(company) -> None:
    page = student("11_nps")
    both = trainers_edition(page, None, [company])
    assert [c for c in both.cells if not is_added(c)] == page.notebook.cells
    other = {q.exercise.id: q for q in questions_of("nps", company)}
    here = {q.exercise.id: q for q in questions_of("nps")}
    for i, cell in enumerate(both.cells):
        found = re.match(r'cem\.ask\("(nps-\d)"\)', cell.source)
        if found:
            key = both.cells[i + 1].source
            assert solution(here[found[1]]) in key
            if asked(other[found[1]]) != asked(here[found[1]]):
                assert solution(other[found[1]]) in key
                assert asked(other[found[1]]) in key
            assert f"{company_of(*company).title}, seed {company[1]}" in key
    assert asked(other["nps-2"]) != asked(here["nps-2"])


def test_editions_do_not_depend_on_chance() -> None:
    first = as_bytes(trainers_edition(student("17_value_segments"), None))
    random.seed(1)
    fresh = read_page(PAGES["17_value_segments"])
    assert as_bytes(trainers_edition(fresh, None)) == first


def test_building_changes_nothing_of_the_page_that_was_read() -> None:
    page, notes = student("11_nps"), notes_of(PAGES["11_nps"])
    cells = json.dumps(page.notebook.cells)
    as_bytes(trainers_edition(page, notes))
    slides_of(page, notes)
    handout_of(page)
    assert json.dumps(page.notebook.cells) == cells
