"""A whole course, played through the real verbs: what comes out agrees with what was done."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import cem_workbook as cem
from cem_workbook.course import PAGES
from cem_workbook.desk.desk import current_desk
from cem_workbook.desk.front import work_file
from cem_workbook.desk.ninety_days import NinetyDays
from cem_workbook.desk.notes import DeskNotes
from cem_workbook.desk.take_home import (
    CERTIFICATE_DATA,
    PLAN_FILE,
    TakeHome,
    certificate_of_now,
    verify_files,
)
from cem_workbook.exercises.bank import exercises_of
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import PLAN, Decision
from cem_workbook.frameworks.statements import IDS
from tests.desks import restart, sit_down

START = date(2026, 12, 1)
BANKS = [page for page in PAGES if page.bank]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sit down at a clean desk."""
    sit_down(tmp_path, monkeypatch)
    restart()
    yield
    restart()


class Student:
    """Somebody who does every page, and keeps a tally of it by hand."""

    def __init__(self) -> None:
        chooser = cem.choose_company()
        chooser.sector.value, chooser.person.value = "phone shop", "Shirin"
        chooser.number.value = "7"
        chooser.choose.click()
        self.tally: dict[str, Counter[str]] = defaultdict(Counter)
        self.actions: dict[str, tuple[str, str, date]] = {}

    def answer(self, page: str, exercise: Exercise, turn: int) -> None:
        """Answer an exercise: every second one wrongly first, one in five after the solution."""
        question = current_desk().question(exercise.id)
        tally, wrong_first = self.tally[page], bool(turn % 2 and question.wrong)
        if wrong_first:
            trap, _ = question.wrong[0]
            result = cem.check(exercise.id, trap.answer(question.case))
            assert result.misconception == trap.misconception.name
            tally["attempts"] += 1
        if turn % 5 == 0:
            cem.solution(exercise.id)  # somebody who has not tried is asked to try first
            if wrong_first:
                tally["after_solution"] += 1
        if turn % 3 == 0:
            card = cem.ask(exercise.id)
            card.form.put(on_the_form(exercise, question.case))
            card.check.click()
        else:
            assert cem.check(exercise.id, exercise.expected(question.case)).is_right
        tally.update(exercises=1, tried=1, last=1, attempts=1, first=0 if wrong_first else 1)

    def write(self, page: str, exercise: Exercise, turn: int) -> None:
        """Write an action, with a date where the page has a field for one."""
        day = START + timedelta(days=4 * turn)
        words = f"Action {turn}: ask those who left"
        if exercise.answer.parts:
            parts = dict(zip(PLAN, (words, "Ali", day.isoformat(), "who comes back"), strict=True))
            assert cem.check(exercise.id, parts).status == "kept"
        else:
            card = cem.reflect(exercise.id)
            card.form.put(words)
            card.check.click()
        self.tally[page].update(texts=1, written=1)
        if exercise.id.endswith("-r1") and exercise.id != "start-r1":
            self.actions[exercise.id] = (words, "Ali" if exercise.answer.parts else "", day)


def on_the_form(exercise: Exercise, case: Any) -> Any:
    right = exercise.expected(case)
    if isinstance(exercise.answer, Function):
        return next(k for k, f in exercise.answer.functions.items() if f is right)
    if isinstance(exercise.answer, Decision):
        return {"decide": right.option, "because": sorted(right.reasons)}
    return right


def views() -> None:
    """Do what is kept of the views."""
    claims = cem.explore("claims")
    for name in [name for name in claims.controls if name.startswith("judge ")][:5]:
        claims.controls[name].value = 1
    standing = cem.explore("standing")
    standing.controls["answers"].value = " ".join(f"{id}=2" for id in IDS)
    standing.controls["finish"].click()
    criteria = cem.explore("eight-criteria")
    criteria.controls["criterion 3"].value = 1


def test_a_whole_course_gives_the_plan_and_the_certificate_of_what_was_done() -> None:
    student, turn = Student(), 0
    for page in BANKS:
        cem.begin(page.file)
        for exercise in exercises_of(page.bank):
            turn += 1
            do = student.answer if exercise.answer.marked else student.write
            do(page.file, exercise, turn)
    views()
    everything_is_done(student)
    the_plan_agrees(student)
    the_files_agree(student)


def everything_is_done(student: Student) -> None:
    assert not cem.progress().next
    certificate = certificate_of_now()
    assert certificate.name == "Shirin" and len(certificate.begun_pages) == len(BANKS)
    for record in certificate.pages:
        tally = student.tally[record.page]
        counted = {name: getattr(record, name) for name in vars(record) if name != "page"}
        assert counted == {name: tally[name] for name in counted}, record.page
    assert certificate.total("first") < certificate.total("last") == certificate.total("exercises")
    assert certificate.total("after_solution") > 0


def the_plan_agrees(student: Student) -> None:
    view = NinetyDays(current_desk())
    view.remember(DeskNotes(view.name))
    view.controls["begin"].value = START
    plan = view.plan
    assert not plan.missing and plan.name == "Shirin" and plan.purpose
    assert {a.id for a in plan.actions} == set(student.actions)
    for action in plan.actions:
        what, owner, day = student.actions[action.id]
        assert (action.what, action.owner) == (what, owner)
        assert action.day == (day if owner else None)
    assert len(plan.claims) == 5 and len(plan.assessments) == 1 and len(plan.works) == 1
    view.controls["action"].value = "nps-r1"
    view.controls["day"].value = START + timedelta(days=30)
    assert next(a for a in view.plan.actions if a.id == "nps-r1").number == 30


def the_files_agree(student: Student) -> None:
    panel = TakeHome()
    for button in panel.buttons.values():
        button.click()
        assert "Saved as" in panel.said.value
    page = Path(PLAN_FILE).read_text(encoding="utf-8")
    for what, _, _ in student.actions.values():
        assert what in page
    work = Path(work_file(current_desk()))
    cem.my_work().save.click()
    verdict = verify_files(CERTIFICATE_DATA, work)
    assert verdict.agrees, verdict
    forged = json.loads(Path(CERTIFICATE_DATA).read_text(encoding="utf-8"))
    forged["pages"][5]["first"] += 1
    Path("forged.json").write_text(json.dumps(forged), encoding="utf-8")
    (difference,) = verify_files("forged.json", work).differences
    assert forged["pages"][5]["page"] in difference
    cem.check("nps-1", 10**6)
    cem.my_work().save.click()
    later = verify_files(CERTIFICATE_DATA, work.with_stem(f"{work.stem}-2"))
    assert later.agrees and "newer: 1" in later.sentence
