"""What a class did, counted: who finished what, what was right, which wrong ideas are held.

An answer counts if it could be marked (right, close or wrong) and its question is in this version
of the course. *At first* is a learner's first such answer to a question, *at last* the last one.
Somebody *has shown* a wrong idea whose answer shows it, and *still holds* it while the last answer
to one of its questions does. The rank is by how many still hold it, then by how many have shown it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cem_workbook.course import PAGES, Page
from cem_workbook.exercises.bank import exercises_of
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import PLAN
from cem_workbook.frameworks.pooling import GroupView, Pool, pool, view_of
from cem_workbook.plan.certificate import MARKED
from cem_workbook.plan.kept import assessments
from cem_workbook.plan.words import clean
from cem_workbook.trainer.class_work import ClassWork, Person
from cem_workbook.trainer.report_ideas import Idea, exercises, ideas

MOST_PARTS = 12
"""Parts of one text."""


@dataclass(frozen=True)
class Answer:
    """One answer: whether it was right, and the wrong idea that it shows, or ""."""

    right: bool
    idea: str


@dataclass(frozen=True)
class Doing:
    """What one learner did.

    Attributes:
        person: who.
        answers: their answers by exercise, in order of time.
        written: the last words of each reflection, as pairs of a label and the words.
        unknown: answers to questions that this version of the course does not have.
    """

    person: Person
    answers: Mapping[str, Sequence[Answer]]
    written: Mapping[str, Sequence[tuple[str, str]]]
    unknown: int

    def finished(self, page: Page) -> tuple[int, int, bool]:
        """Return how many exercises of a page are done, of how many, and whether it was begun.

        As in the learner's own course map, done is what was right once, or was written.
        """
        every = exercises_of(page.bank)
        done = sum(
            any(a.right for a in self.answers.get(e.id, ())) or e.id in self.written for e in every
        )
        return done, len(every), any(e.id in self.answers or e.id in self.written for e in every)


@dataclass(frozen=True)
class Tally:
    """One exercise.

    Attributes:
        exercise: the exercise.
        page: where it stands.
        people: how many answered it.
        first: how many of these were right at first.
        last: how many were right at last.
        answers: how many answers they gave.
    """

    exercise: Exercise
    page: Page
    people: int
    first: int
    last: int
    answers: int


@dataclass(frozen=True)
class Held:
    """A wrong idea in this class.

    Attributes:
        idea: the idea.
        people: how many answered a question in which it can show.
        ever: how many have shown it.
        still: how many show it in their last answer to such a question.
        where: the ids of the exercises in which it showed here, in order.
    """

    idea: Idea
    people: int
    ever: int
    still: int
    where: tuple[str, ...]


@dataclass(frozen=True)
class Counted:
    """A class, counted.

    Attributes:
        work: what was read.
        doing: what each learner did, in the order of `work.people`.
    """

    work: ClassWork
    doing: tuple[Doing, ...]

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages that somebody began."""
        begun = (p for p in PAGES if p.bank and exercises_of(p.bank))
        return tuple(p for p in begun if any(d.finished(p)[2] for d in self.doing))

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """Every exercise that somebody answered, in the order of the course."""
        found = []
        for id, placed in exercises().items():
            given = [d.answers[id] for d in self.doing if id in d.answers]
            if given:
                first, last = sum(g[0].right for g in given), sum(g[-1].right for g in given)
                tally = Tally(placed.exercise, placed.page, len(given), first, last,
                              sum(map(len, given)))  # fmt: skip
                found.append(tally)
        return tuple(found)

    @property
    def nobody_right(self) -> tuple[Tally, ...]:
        """The exercises that somebody answered and nobody has right at last."""
        return tuple(tally for tally in self.tallies if not tally.last)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """The wrong ideas that somebody has shown, those that most still hold first."""
        ever: Counter[str] = Counter()
        still: Counter[str] = Counter()
        where: dict[str, set[str]] = {}
        for doing in self.doing:
            shown = {(a.idea, id) for id, given in doing.answers.items() for a in given if a.idea}
            ever.update({name for name, _ in shown})
            still.update({given[-1].idea for given in doing.answers.values()} - {""})
            for name, id in shown:
                where.setdefault(name, set()).add(id)
        found = []
        for name in ever:
            idea = ideas()[name]
            people = sum(any(id in d.answers for id in idea.exercises) for d in self.doing)
            places = tuple(id for id in idea.exercises if id in where[name])
            found.append(Held(idea, people, ever[name], still[name], places))
        return tuple(sorted(found, key=lambda h: (-h.still, -h.ever, h.idea.name)))

    @cached_property
    def pooled(self) -> Pool:
        """The last self-assessment of each learner; who made none is not in it."""
        last = (found[-1] for p in self.work.people if (found := assessments(p.entries)))
        return pool([(one.mark, one.file()) for one in last])

    @cached_property
    def view(self) -> GroupView:
        """What may be shown of these: nothing of fewer than three people, as on page 10."""
        return view_of([one.sheet for one in self.pooled.used])

    @property
    def unknown(self) -> int:
        """How many answers are to questions that this version of the course does not have."""
        return sum(doing.unknown for doing in self.doing)


def count(work: ClassWork) -> Counted:
    """Count what a class did."""
    return Counted(work, tuple(map(_doing, work.people)))


def _doing(person: Person) -> Doing:
    known = exercises()
    answers: dict[str, list[Answer]] = {}
    written: dict[str, Sequence[tuple[str, str]]] = {}
    unknown = 0
    for entry in person.entries:
        if entry.kind not in ("attempt", "reflection"):
            continue
        placed = known.get(entry.subject)
        if placed is None or placed.exercise.answer.marked != (entry.kind == "attempt"):
            unknown += 1
        elif entry.kind == "reflection":
            if words := _words(entry.body):
                written[entry.subject] = words
        elif (status := entry.body.get("status")) in MARKED and isinstance(status, str):
            idea = entry.body.get("misconception")
            known_here = status != "right" and isinstance(idea, str) and idea in placed.ideas
            shown = idea if known_here and isinstance(idea, str) else ""
            answers.setdefault(entry.subject, []).append(Answer(status == "right", shown))
    return Doing(person, answers, written, unknown)


def _words(body: Mapping[str, object]) -> Sequence[tuple[str, str]]:
    """Return what was written, part by part; a text in one box has no label."""
    parts = body.get("parts")
    if isinstance(parts, dict):
        known = [*(label for label in PLAN if label in parts), *(p for p in parts if p not in PLAN)]
        pairs = [(clean(label), clean(parts[label])) for label in known[:MOST_PARTS]]
    else:
        pairs = [("", clean(body.get("text")))]
    return [(label, words) for label, words in pairs if words]
