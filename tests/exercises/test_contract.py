"""The contract that every exercise keeps, for every company: see the design of the engine.

For each of at least 200 companies: three dots are "not attempted"; the right answer passes; each
misconception is recognised and told apart from the right answer and from the others; and so in
another form that means the same, each form in its turn. In every form at once: one company in
nine. A wrong type or nonsense gets a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any

import pytest

from cem_workbook.course import PAGES
from cem_workbook.data.company import TABLES, Company, demo
from cem_workbook.exercises.bank import BANKS, exercises_of, find
from cem_workbook.exercises.exercise import Case, Exercise, Question
from cem_workbook.exercises.marking import mark
from cem_workbook.exercises.numbers import Unreadable
from cem_workbook.text import to_html
from tests.exercises.forms import NONSENSE, forms_of

SECTORS = ("bank", "insurer", "phone shop", "restaurant")
SEEDS, BLOCK = 200, 40
EXERCISES: list[Exercise] = [e for bank in BANKS for e in exercises_of(bank)]
MARKED = [e for e in EXERCISES if e.answer.marked]


@lru_cache(maxsize=len(SECTORS))
def company_of(seed: int, sector: str = "") -> Company:
    """Return a company with its tables: to live its two years anew for each would take longest."""
    company = Company(sector or SECTORS[seed % 4], seed)
    for name in TABLES:
        getattr(company, f"_{name}")
    return company


_rises: dict[int, Case] = {}


def rise_of(seed: int, company: Company) -> Case:
    """Return the case of the question about a rise of five points, kept for the test of its advice."""
    if seed not in _rises:
        _rises[seed] = find("nps-5").pose(company).case
    return _rises[seed]


def check_contract(exercise: Exercise, company: Company) -> int:
    """Check one exercise for one company; return how many misconceptions were told apart."""
    question = exercise.pose(company)
    check_question(question)
    return len(question.wrong)


def check_question(question: Question, turn: int | None = None) -> None:
    """Check one exercise as a company poses it.

    Args:
        question: the exercise with its case.
        turn: of the other forms of an answer, try the one whose turn it is; without it, all.
    """
    exercise = question.exercise
    where = f"{exercise.id}, Company{question.company}"
    assert question.told_apart, where
    assert mark(question, ...).status == "unattempted", where
    forms = forms_of(question)

    def handed_in(answer: Any, nth: int) -> list[Any]:
        chosen = forms if turn is None else [forms[(turn + nth) % len(forms)]]
        return [answer, *(form(answer) for form in chosen)]

    for answer in handed_in(exercise.expected(question.case), 0):
        result = mark(question, answer)
        assert result.is_right, f"{where}: {answer!r} -> {result}"

    for nth, (trap, _) in enumerate(question.wrong, start=1):
        name = trap.misconception.name
        for answer in handed_in(trap.answer(question.case), nth):
            result = mark(question, answer)
            assert result.misconception == name, f"{where}, {name}: {answer!r} -> {result}"
            assert result.status in {"wrong", "close"}, where
        assert_reads_well(str(result), where)
        if not trap.misconception.close:
            assert_not_given_away(question, result.message, trap.says, where)
    for text in (exercise.ask, exercise.right, exercise.solution, *(exercise.hints or ())):
        assert_reads_well(question.text(text, answer="25", result="25"), where)


def assert_reads_well(text: str, where: str) -> None:
    """No field left open, no raw Python in a sentence for people."""
    assert not re.search(r"\{\w+\}|\bnan\b|\bNone\b|np\.float|Traceback", text), f"{where}: {text}"


def assert_not_given_away(question, message: str, template: str, where: str) -> None:
    """Feedback names the wrong idea; it never says the right number.

    A number that stands in the words themselves (a box from 0 to 10) says nothing of this case.
    """
    if isinstance(question.expected, float):
        shown = question.exercise.answer.write(question.expected)
        number = re.compile(rf"(?<![\d.,]){re.escape(shown)}(?![\d.,]*\d)")
        assert number.search(template) or not number.search(message), f"{where}: {message}"


@pytest.mark.parametrize("block", range(0, SEEDS, BLOCK))
def test_every_exercise_keeps_the_contract(block: int, record_property) -> None:
    """And each misconception makes a difference to many: to a fifth of the companies."""
    met: Counter[tuple[str, str]] = Counter()
    for seed in range(block, block + BLOCK):
        company = company_of(seed)
        rise_of(seed, company)
        for exercise in MARKED:
            question = exercise.pose(company)
            check_question(question, None if seed % 9 == 0 else seed // 4)
            met.update((exercise.id, trap.misconception.name) for trap, _ in question.wrong)
    record_property("contract", [met.total(), BLOCK, len(MARKED)])
    for exercise in MARKED:
        for trap in exercise.misconceptions:
            many = met[exercise.id, trap.misconception.name]
            assert many >= BLOCK / 5, f"{exercise.id}, {trap.misconception.name}: {many}"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_nonsense_gets_a_sentence(exercise: Exercise) -> None:
    for sector in SECTORS:
        question = exercise.pose(company_of(1, sector))
        for thing in NONSENSE:
            result = mark(question, thing)
            assert result.status != "right", f"{exercise.id}: {type(thing)} -> {result}"
            assert len(str(result)) < 600, str(result)[:700]
            assert "<script" not in result._repr_html_()
            if result.status == "unreadable":
                assert result.message.strip()
                assert_reads_well(result.message.replace("NoneType", ""), exercise.id)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_exercise_is_complete(exercise: Exercise) -> None:
    assert exercise.goal and exercise.minutes > 0 and exercise.ask
    assert find(exercise.id) is exercise
    if exercise.answer.marked:
        assert len(set(exercise.hints)) == 3
        assert exercise.right, "a right answer deserves a sentence, too"
        assert len(exercise.misconceptions) >= 2
    assert to_html(exercise.ask)


@pytest.mark.parametrize("exercise", MARKED, ids=lambda e: e.id)
def test_hints_do_not_give_the_number_away(exercise: Exercise) -> None:
    question = exercise.pose(demo())
    for hint in exercise.hints:
        assert_not_given_away(question, question.text(hint), hint, exercise.id)


def test_ids_are_unique_and_pages_have_a_page() -> None:
    ids = [e.id for e in EXERCISES]
    assert len(ids) == len(set(ids))
    for page in PAGES:
        if page.bank:
            assert all(e.id.startswith(f"{page.bank}-") for e in exercises_of(page.bank))


def test_misconceptions_are_named_once() -> None:
    names: dict[str, object] = {}
    for exercise in EXERCISES:
        for trap in exercise.misconceptions:
            known = names.setdefault(trap.misconception.name, trap.misconception)
            assert known is trap.misconception


def test_the_same_company_asks_the_same() -> None:
    first, second = Company("insurer", 9), Company("insurer", 9)
    for exercise in EXERCISES:
        assert exercise.pose(first).case == exercise.pose(second).case


def test_neighbours_have_different_numbers() -> None:
    cases: dict[str, list[str]] = {exercise.id: [] for exercise in MARKED}
    for seed in range(6):
        company = company_of(seed, "bank")
        for exercise in MARKED:
            case = exercise.pose(company).case
            # a bank is called the bank, and a clerk serves there, for everybody
            asked = {k: v for k, v in case.items() if k not in ("title", "helper")}
            cases[exercise.id].append(str(asked))
    for name, of_six in cases.items():
        if of_six[0] != "{}":
            assert len(set(of_six)) >= 4, name


def test_an_unreadable_answer_says_what_was_wanted() -> None:
    question = find("nps-2").pose(demo())
    with pytest.raises(Unreadable):
        question.read("a lot")
    assert "figures" in mark(question, "a lot").message


def test_the_advice_on_a_rise_of_five_points_follows_from_its_numbers() -> None:
    """“It may be a rise and may be chance” is right only while the interval holds both."""
    for seed in range(SEEDS):
        case = rise_of(seed, Company(SECTORS[seed % 4], seed))
        assert abs(case["rise"] - 5) < 1e-9
        assert case["low"] < 0 < case["rise"] < case["high"]
