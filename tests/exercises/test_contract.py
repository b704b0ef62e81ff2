"""The contract that every exercise keeps, for every company: see the design of the engine.

For each of at least 200 companies: three dots are "not attempted"; the right answer passes, in
every form that means the same; each misconception is recognised and told apart from the right
answer and from the others; a wrong type or nonsense gets a sentence.
"""

from __future__ import annotations

import re

import pytest

from cem_workbook.course import PAGES
from cem_workbook.data.company import Company, demo
from cem_workbook.exercises.bank import BANKS, exercises_of, find
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.marking import mark
from cem_workbook.exercises.numbers import Unreadable
from cem_workbook.text import to_html
from tests.exercises.forms import NONSENSE, equivalents

SECTORS = ("bank", "insurer", "phone shop", "restaurant")
SEEDS = 200
EXERCISES: list[Exercise] = [e for bank in BANKS for e in exercises_of(bank)]
MARKED = [e for e in EXERCISES if e.answer.marked]


def check_contract(exercise: Exercise, company: Company) -> int:
    """Check one exercise for one company; return how many misconceptions were told apart."""
    question = exercise.pose(company)
    where = f"{exercise.id}, {company}"
    assert question.told_apart, where
    right = exercise.expected(question.case)

    assert mark(question, ...).status == "unattempted", where
    result = mark(question, right)
    assert result.is_right, f"{where}: {result}"
    for form in equivalents(question, right):
        result = mark(question, form)
        assert result.is_right, f"{where}: {form!r} -> {result}"

    for trap, _ in question.wrong:
        name, answer = trap.misconception.name, trap.answer(question.case)
        for form in [answer, *equivalents(question, answer)]:
            result = mark(question, form)
            assert result.misconception == name, f"{where}, {name}: {form!r} -> {result}"
            assert result.status in {"wrong", "close"}, where
        assert_reads_well(str(result), where)
        if not trap.misconception.close:
            assert_not_given_away(question, result.message, trap.says, where)
    for text in (exercise.ask, exercise.right, exercise.solution, *(exercise.hints or ())):
        assert_reads_well(question.text(text, answer="25", result="25"), where)
    return len(question.wrong)


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


@pytest.mark.parametrize("block", range(0, SEEDS, 10))
def test_every_exercise_keeps_the_contract(block: int, record_property) -> None:
    apart = 0
    for seed in range(block, block + 10):
        company = Company(SECTORS[seed % 4], seed)
        for exercise in MARKED:
            apart += check_contract(exercise, company)
    record_property("contract", [apart, 10, len(MARKED)])


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_nonsense_gets_a_sentence(exercise: Exercise) -> None:
    for sector in SECTORS:
        question = exercise.pose(Company(sector, 1))
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


@pytest.mark.parametrize("exercise", MARKED, ids=lambda e: e.id)
def test_every_misconception_makes_a_difference_to_many(exercise: Exercise) -> None:
    met: dict[str, int] = {}
    for seed in range(40):
        for trap, _ in exercise.pose(Company(SECTORS[seed % 4], seed)).wrong:
            met[trap.misconception.name] = met.get(trap.misconception.name, 0) + 1
    for trap in exercise.misconceptions:
        assert met.get(trap.misconception.name, 0) >= 8, trap.misconception.name


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
    for exercise in EXERCISES:
        one, two = exercise.pose(Company("insurer", 9)), exercise.pose(Company("insurer", 9))
        assert one.case == two.case


def test_neighbours_have_different_numbers() -> None:
    for exercise in MARKED:
        cases = [str(exercise.pose(Company("bank", seed)).case) for seed in range(6)]
        if cases[0] != "{}":
            assert len(set(cases)) >= 4, exercise.id


def test_an_unreadable_answer_says_what_was_wanted() -> None:
    question = find("nps-2").pose(demo())
    with pytest.raises(Unreadable):
        question.read("a lot")
    assert "figures" in mark(question, "a lot").message


def test_the_advice_on_a_rise_of_five_points_follows_from_its_numbers() -> None:
    """“It may be a rise and may be chance” is right only while the interval holds both."""
    for seed in range(SEEDS):
        case = find("nps-5").pose(Company(SECTORS[seed % 4], seed)).case
        assert abs(case["rise"] - 5) < 1e-9
        assert case["low"] < 0 < case["rise"] < case["high"]
