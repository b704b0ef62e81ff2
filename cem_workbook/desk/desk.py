"""Who sits at the desk: the learner, their company, and the journal of their work."""

from __future__ import annotations

import numbers
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from cem_workbook.data.company import DEMO, Company
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.exercise import Question
from cem_workbook.exercises.marking import Result, mark
from cem_workbook.journal.learner import Learner
from cem_workbook.journal.learners import Lasting, Learners
from cem_workbook.journal.places import home
from cem_workbook.journal.store import Journal


@lru_cache(maxsize=4)
def company_of(sector: str, seed: int) -> Company:
    """Return a company; the few that are in use are kept, for their tables take time to make."""
    return Company(sector, seed)


@lru_cache(maxsize=64)
def question_for(exercise_id: str, sector: str, seed: int) -> Question:
    """Return the question that a company poses."""
    return find(exercise_id).pose(company_of(sector, seed))


@lru_cache(maxsize=4)
def learners_at(place: Path) -> Learners:
    """Return the learners who keep their work in a folder.

    There is one object a folder, for it remembers what could not be written yet.
    """
    return Learners(place, demo_seed=DEMO[1])


@dataclass(frozen=True)
class Desk:
    """One learner at work."""

    learners: Learners
    learner: Learner

    @cached_property
    def journal(self) -> Journal:
        """Where their work is kept."""
        return self.learners.journal(self.learner)

    @property
    def company(self) -> Company:
        """Their company."""
        return company_of(self.learner.sector, self.learner.seed)

    @property
    def lasting(self) -> Lasting:
        """Whether their work will still be there tomorrow."""
        return self.learners.lasting(self.learner)

    def question(self, exercise_id: str) -> Question:
        """Return an exercise as their company poses it. Raises `CourseError` for an unknown id."""
        return question_for(find(exercise_id).id, self.learner.sector, self.learner.seed)

    def answer(self, question: Question, answer: Any, *, by: str) -> Result:
        """Mark an answer and keep it.

        Args:
            question: what was asked.
            answer: what was handed in.
            by: `card` or `code`.
        """
        result = mark(question, answer)
        if result.status == "unattempted":
            return result
        if result.status == "kept":
            (words,) = question.read(answer)
            body = {"text": words} if isinstance(words, str) else {"parts": words}
            return self._keep(result, "reflection", body)
        body = {
            "answer": _as_kept(answer),
            "status": result.status,
            "misconception": result.misconception,
            "by": by,
            "company": list(question.company),
        }
        last = self.journal.latest("attempt", result.exercise)
        if last is not None and last.body == body:  # a page that was run again, not a new attempt
            return result.with_notices(self.take_notices())
        return self._keep(result, "attempt", body)

    def _keep(self, result: Result, kind: str, body: dict[str, Any]) -> Result:
        receipt = self.journal.append(kind, result.exercise, body)
        notices = (receipt.notice,) if receipt.notice else ()
        return result.with_notices(notices + self.take_notices())

    def take_notices(self) -> tuple[str, ...]:
        """Return what the learner must be told about their journal, once."""
        return self.learners.take_notices() + self.journal.take_notices()


def current_desk() -> Desk:
    """Return the desk of whoever is learning here now."""
    learners = learners_at(home())
    return Desk(learners, learners.current())


def _as_kept(answer: Any, levels: int = 8) -> Any:
    """Return an answer in a form that JSON can keep: plain values as they are, others as text."""
    try:
        if answer is None or isinstance(answer, (str, bool)):
            return answer
        if isinstance(answer, numbers.Real):
            number = int(answer) if isinstance(answer, numbers.Integral) else float(answer)
            if abs(number) < 1e300:  # JSON knows neither infinity nor “not a number”
                return number
        if levels and isinstance(answer, dict):
            return {str(k): _as_kept(v, levels - 1) for k, v in list(answer.items())[:200]}
        if levels and isinstance(answer, (list, tuple)):
            return [_as_kept(v, levels - 1) for v in answer[:200]]
        return repr(answer)[:2000]
    except Exception:  # an object that breaks when it is looked at is still only an answer
        return f"<{type(answer).__name__}>"
