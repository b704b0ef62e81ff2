"""An exercise as data, and a question: the exercise as one learner's company poses it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cem_workbook.exercises.kinds import Kind
from cem_workbook.exercises.misconceptions.idea import Trap
from cem_workbook.text import fill

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

Case = Mapping[str, Any]
MOST_DRAWS = 200


@dataclass(frozen=True)
class Exercise:
    """One exercise. All texts are Markdown with fields of the case, such as `{branch}`.

    Attributes:
        id: page and number, such as `nps-1`; reflections end in `r1`.
        goal: what the learner can do afterwards, in a few words.
        minutes: how long it takes.
        ask: the question.
        answer: the kind of answer.
        case: what the question is asked about: a function of the company and of a random
            generator that belongs to this exercise and company. It is drawn anew until the
            answers of all misconceptions differ from the right one and from each other.
        expected: the right answer, computed from the case.
        misconceptions: the wrong ideas that the marking recognises, most telling first.
        hints: a nudge, the method, nearly there.
        right: what to say to a right answer: what it means, in a sentence.
        solution: the worked solution.
        code: whether the page also asks for it in code.

    """

    id: str
    goal: str
    minutes: int
    ask: str
    answer: Kind
    case: Callable[[Company, random.Random], Case] = lambda company, draw: {}
    expected: Callable[[Case], Any] | None = None
    misconceptions: tuple[Trap, ...] = ()
    hints: tuple[str, str, str] | None = None
    right: str = ""
    solution: str = ""
    code: bool = False

    def __post_init__(self) -> None:
        complete = self.expected and self.misconceptions and self.hints and self.solution
        if self.answer.marked and not complete:
            raise ValueError(
                f"{self.id}: a marked exercise needs expected, misconceptions, hints, solution"
            )

    def pose(self, company: Company) -> Question:
        """Return the question that this company poses.

        Should no case tell all ideas apart, the one that tells most of them apart is asked, and
        the marking does without the others.
        """
        best: Question | None = None
        for attempt in range(MOST_DRAWS):
            # seeding with text is stable across versions of Python and across machines
            draw = random.Random(f"{self.id}/{company.sector}/{company.seed}/{attempt}")
            question = Question(self, self.case(company, draw), (company.sector, company.seed))
            if not self.answer.marked or question.told_apart:
                return question
            if best is None or len(question.wrong) > len(best.wrong):
                best = question
        assert best is not None
        return best


@dataclass(frozen=True)
class Question:
    """An exercise with its case: what is asked of one learner.

    Attributes:
        exercise: the exercise.
        case: what the question is asked about.
        company: the sector and seed of the company that poses it.
    """

    exercise: Exercise
    case: Case
    company: tuple[str, int]

    @cached_property
    def expected(self) -> Any:
        """The right answer, read as the learner's own would be."""
        assert self.exercise.expected is not None
        return self.read(self.exercise.expected(self.case))[0]

    @cached_property
    def _ideas(self) -> tuple[tuple[Trap, Any], ...]:
        """Each misconception with the answer that it gives here, if it makes a difference here."""
        given = ((trap, trap.answer(self.case)) for trap in self.exercise.misconceptions)
        return tuple((trap, self.read(answer)[0]) for trap, answer in given if answer is not None)

    @cached_property
    def wrong(self) -> tuple[tuple[Trap, Any], ...]:
        """The misconceptions that can be told from the right answer and from each other here."""
        kept: list[tuple[Trap, Any]] = []
        for trap, reading in self._ideas:
            others = [self.expected, *(other for _, other in kept)]
            if not any(self._same(reading, other) for other in others):
                kept.append((trap, reading))
        return tuple(kept)

    @property
    def told_apart(self) -> bool:
        """Whether no two ideas, right or wrong, give the same answer here."""
        return len(self.wrong) == len(self._ideas)

    def _same(self, one: Any, other: Any) -> bool:
        same = self.exercise.answer.same
        return same(one, other) or same(other, one)

    def read(self, answer: Any) -> tuple[Any, ...]:
        """Return the ways to read an answer. Raises `Unreadable`."""
        return self.exercise.answer.readings(answer, self.case)

    def text(self, template: str, **more: Any) -> str:
        """Return a text of the exercise with the fields of this case filled in."""
        return fill(template, {**self.case, **more}) if template else ""
