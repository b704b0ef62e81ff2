"""A plan to look at before one has written any: the course's own, made up, and not a model plan.

Some of it lacks a day or an owner, one measure counts only what was done, and one owner may not
decide: the view counts the gaps that it can see, and a reader finds the others.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from cem_workbook.exercises.kinds import PLAN
from cem_workbook.journal.entry import Entry, compose
from cem_workbook.messages import say
from cem_workbook.plan.gather import Choice, write_choices
from cem_workbook.plan.worth import GOOD, NONE, TROUBLE, WAITING

START = date(2027, 1, 4)

_WRITTEN = {
    "culture-r1": (
        "Train everybody in friendliness", "The whole team", "in spring", "People trained",
    ),
    "control-r1": (
        "At the counter, make good up to a small limit without asking", "Lena (new clerk)",
        "2027-02-15", "Complaints settled on the day they are made; below 6 of 10, stop",
    ),
    "listen-r1": (
        "Find and mend the cause that customers name most", "Mara (service)",
        "2027-01-25", "Complaints about that cause, a week; not fewer by March: stop",
    ),
    "improve-r1": (
        "One of us moves to the counter in the busiest hour", "Jonas (manager)",
        "2027-01-18", "Minutes waited in that hour; not 2 fewer by March: stop",
    ),
    "standing-r1": (
        "Repeat the self-assessment, with six of the front line", "Mara (service)",
        "2027-03-22", "Gap between their answers and ours",
    ),
    "cadbury-r1": (
        "Do the sum on the new loyalty card before it is printed", "Accountant", "2027-06-01", "",
    ),
}  # fmt: skip
_BOX = ("nps-r1", "Ask those who never answer why")
_CHOICES = {
    "control-r1": Choice(lever=GOOD, by=20, hours=20),
    "listen-r1": Choice(lever=TROUBLE, by=10, hours=30),
    "improve-r1": Choice(lever=WAITING, by=10, hours=60),
    "standing-r1": Choice(lever=NONE, by=0, hours=12),
}


def example_entries() -> tuple[Entry, ...]:
    """Return what somebody would have written on the pages."""
    parts = {
        id: dict(zip(PLAN, (say(each) if each else "" for each in words), strict=True))
        for id, words in _WRITTEN.items()
    }
    written = [compose("reflection", id, {"parts": each}) for id, each in parts.items()]
    id, words = _BOX
    return (*written, compose("reflection", id, {"text": say(words)}))


def example_choices() -> dict[str, Any]:
    """Return what they would have chosen in the view, as it keeps it."""
    return {"start": START.isoformat(), "choices": write_choices(_CHOICES)}
