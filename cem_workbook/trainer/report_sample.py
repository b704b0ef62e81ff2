"""A synthetic class of twelve, so that one can see a report before one has a class.

Nobody of them exists. Their answers are drawn with a fixed seed from the wrong ideas of the real
exercises, and pass through the same files and the same reader as those of a real class.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cem_workbook.exercises.bank import exercises_of
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import PLAN
from cem_workbook.frameworks import respondents
from cem_workbook.frameworks.pooling import FIRM, Assessment
from cem_workbook.journal.transfer import FORMAT, VERSION
from cem_workbook.trainer.class_work import read_work
from cem_workbook.trainer.report import ClassReport
from cem_workbook.trainer.report_counts import count

SEED, FIRM_SAMPLE, PEOPLE = 20, 22, 12
PAGES = ("nps", "csat", "churn")
"""The banks of the pages that this class worked on."""
BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HABITS = {"passives-left-out-of-the-base": 7, "promoters-only": 4, "any-rise-is-news": 5}
"""Wrong ideas that so many of them hold from the start; half of them let go of it."""
WROTE = (
    ("Ask those who left, once a month", "Leyla", "by 1 April", "ten talks, three causes mended"),
    ("Show the interval beside every score", "I", "from the next report", "nobody asks for digits"),
    ("از مشتریان خاموش بپرسیم", "سارا", "اول اردیبهشت", "ده گفت‌وگو در ماه"),
    ("Stop the bonus on the score", "the board", "at the next round", "renewals, not points"),
)


def sample_files() -> list[tuple[str, bytes]]:
    """Return the files of the class: twelve learners, one of them twice, and two that are spoilt."""
    draw = random.Random(SEED)
    sheets = respondents.as_sheets(respondents.sample(FIRM_SAMPLE))
    files = []
    for number in range(PEOPLE):
        code = f"{draw.getrandbits(32):08x}"
        log = _Log(draw, BEGAN + timedelta(minutes=7 * number))
        log.add("profile", code, {"sector": "bank", "seed": 7 + number % 3})
        if number in (2, 9):  # two let their names leave
            log.add("name", code, {"name": ("Mina", "Yusuf")[number == 9]})
        for page in PAGES[: 3 - number % 3 if number else 3]:
            for exercise in exercises_of(page):
                _work_on(log, exercise, number)
        sheet = sheets[number % len(sheets)]
        one = Assessment(f"{draw.getrandbits(64):016x}", FIRM, date(2026, 3, 2), sheet)
        log.add("assessment", "standing, finished", {"values": one.record()})
        files.append((f"learner-{number + 1:02}.json", log.file(code)))
    files.append(("learner-05-again.json", files[4][1]))
    files.append(("learner-13.json", files[0][1][:700]))  # cut off on its way
    files.append(("notes of the day.docx", b"PK\x03\x04 no export"))
    return files


def sample_class() -> ClassReport:
    """Return the report on the synthetic class."""
    work = read_work(sample_files(), now=BEGAN + timedelta(days=1))
    return ClassReport(count(work), synthetic=True)


class _Log:
    """What a made-up learner does, minute by minute."""

    def __init__(self, draw: random.Random, begins: datetime) -> None:
        self.draw, self.at = draw, begins
        self.entries: list[dict[str, Any]] = []

    def add(self, kind: str, subject: str, body: dict[str, Any]) -> None:
        self.at += timedelta(seconds=self.draw.randrange(20, 90))
        at = self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.entries.append(
            {"id": f"{self.draw.getrandbits(128):032x}", "at": at, "kind": kind,
             "subject": subject, "body": body}
        )  # fmt: skip

    def file(self, code: str) -> bytes:
        learner = {"id": code, "sector": "bank", "seed": 7}
        record = {"format": FORMAT, "version": VERSION, "learner": learner}
        return json.dumps({**record, "entries": self.entries}, ensure_ascii=False).encode()


def _work_on(log: _Log, exercise: Exercise, number: int) -> None:
    if not exercise.answer.marked:
        if log.draw.random() < 0.75:
            words = dict(zip(PLAN, WROTE[log.draw.randrange(len(WROTE))], strict=True))
            log.add("reflection", exercise.id, {"parts": words})
        return
    names = [trap.misconception.name for trap in exercise.misconceptions]
    habit = [n for n in names if n in HABITS and number < HABITS[n]]
    wrong: Sequence[str] = ()
    if habit:
        wrong = habit[:1] * (2 if number % 2 else 1)
    elif log.draw.random() < 0.25:
        wrong = [log.draw.choice(names)]
    for name in wrong:
        _answer(log, exercise, "wrong", name)
    if exercise.id == "churn-6" and not wrong:
        _answer(log, exercise, "wrong", names[0])
    if exercise.id == "churn-6" or (habit and number % 2):
        return  # nobody gets this one, or the idea is held to the end
    if not wrong or log.draw.random() < 0.85:
        _answer(log, exercise, "right", None)


def _answer(log: _Log, exercise: Exercise, status: str, idea: str | None) -> None:
    body = {"answer": "synthetic", "status": status, "misconception": idea, "by": "card",
            "company": ["bank", 7]}  # fmt: skip
    log.add("attempt", exercise.id, body)
