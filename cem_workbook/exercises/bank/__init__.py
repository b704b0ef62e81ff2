"""The questions of the course, one module a page. An id begins with the name of its module."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module

from cem_workbook.course import PAGES
from cem_workbook.errors import CourseError
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.messages import say

BANKS = tuple(page.bank for page in PAGES if page.bank)


def exercises_of(bank: str) -> tuple[Exercise, ...]:
    """Return the exercises of one page, in order."""
    exercises: tuple[Exercise, ...] = import_module(f"{__name__}.{bank}").EXERCISES
    return exercises


def find(exercise_id: str) -> Exercise:
    """Return the exercise with this id.

    Raises:
        CourseError: if there is none; says which there are.
    """
    wanted = str(exercise_id).strip().lower()
    bank = wanted.split("-")[0]
    known = {e.id: e for e in exercises_of(bank)} if bank in BANKS else {}
    if wanted in known:
        return known[wanted]
    every = [e.id for b in BANKS for e in exercises_of(b)]
    near = get_close_matches(wanted, every, n=1, cutoff=0.3)
    raise CourseError(
        say(
            "There is no question “{id}”. Did you mean “{near}”? This page's ids stand above "
            "each question.",
            id=exercise_id,
            near=near[0] if near else every[0],
        )
    )
