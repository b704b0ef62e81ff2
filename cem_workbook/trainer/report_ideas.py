"""The wrong ideas of the course as the report tells them: in words, where, and what helps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from cem_workbook.course import PAGES, Page
from cem_workbook.errors import CourseError
from cem_workbook.exercises.bank import exercises_of
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.messages import say
from cem_workbook.plan.words import clip
from cem_workbook.text import to_plain

if TYPE_CHECKING:
    from cem_workbook.trainer.notes_read import BoardDrawing

SHORTEST_GIST, LONGEST_GIST = 50, 240


@dataclass(frozen=True)
class Idea:
    """A wrong idea.

    Attributes:
        name: its name in the journal.
        words: the idea in the words of somebody who holds it.
        gist: what the course answers, without the numbers of a case.
        exercises: the ids of the exercises in which it can show, in order.
        pages: where these stand.
    """

    name: str
    words: str
    gist: str
    exercises: tuple[str, ...]
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Placed:
    """An exercise with its page."""

    exercise: Exercise
    page: Page

    @cached_property
    def ideas(self) -> frozenset[str]:
        """The names of the wrong ideas that it recognises."""
        return frozenset(trap.misconception.name for trap in self.exercise.misconceptions)


@cache
def exercises() -> dict[str, Placed]:
    """Return every exercise of the course by its id, in reading order."""
    return {e.id: Placed(e, page) for page in PAGES if page.bank for e in exercises_of(page.bank)}


@cache
def ideas() -> dict[str, Idea]:
    """Return every wrong idea that the course recognises, by its name."""
    found: dict[str, Idea] = {}
    for id, placed in exercises().items():
        for trap in placed.exercise.misconceptions:
            idea = trap.misconception
            before = found.get(idea.name)
            ids = (*(before.exercises if before else ()), id)
            pages = (*(before.pages if before else ()), placed.page)
            found[idea.name] = Idea(
                idea.name,
                say(idea.idea),
                before.gist if before else gist_of(say(idea.says or trap.says)),
                tuple(dict.fromkeys(ids)),
                tuple(dict.fromkeys(pages)),
            )
    return found


def gist_of(says: str) -> str:
    """Return what feedback says without what belongs to one learner's case.

    Args:
        says: Markdown with fields such as `{answer}`. Sentences with other fields are left out.
    """
    text = re.sub(r"\{answer[^}]*\}(?: %)?", say("this answer"), to_plain(says))
    sentences = re.split(r"(?<=[.?!])\s+", text)
    plain = [sentence for sentence in sentences if "{" not in sentence]
    if len(" ".join(plain)) < SHORTEST_GIST:  # better with a gap than without sense
        plain = [re.sub(r"\{[^}]*\}", "…", sentence) for sentence in sentences]
    kept: list[str] = []
    for sentence in plain:
        if kept and len(" ".join([*kept, sentence])) > LONGEST_GIST:
            break
        kept.append(sentence[:1].upper() + sentence[1:])
    return clip(" ".join(kept), LONGEST_GIST)


def drawings_for(name: str) -> Sequence[BoardDrawing]:
    """Return the board drawings that help against a wrong idea; none where no note has one."""
    try:
        from cem_workbook.trainer import notes_read

        return tuple(notes_read.drawings_for(name))
    except (ImportError, AttributeError, OSError, CourseError):
        return ()  # a report must come, whatever has become of the notes
