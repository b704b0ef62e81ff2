"""What a wrong idea is, and how it shows in an exercise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Misconception:
    """A wrong idea that people really hold.

    Attributes:
        name: its name in the journal and in the class report, in kebab-case.
        idea: the idea in the words of somebody who holds it.
        says: what to tell them (Markdown; fields of the case and `{answer}`): what their answer
            is, why that is not what was asked, and where to look next. Never the result.
        close: whether the answer needs only a finishing touch.

    """

    name: str
    idea: str
    says: str = ""
    close: bool = False

    def shows_as(self, answer: Any, says: str = "") -> Trap:
        """Tie the idea to the answer that it leads to in one exercise.

        Args:
            answer: the wrong answer, or a function of the case that computes it; None where the
                idea makes no difference.
            says: what to say here, where the general words do not fit.

        """
        return Trap(self, answer if callable(answer) else lambda case: answer, says or self.says)


@dataclass(frozen=True)
class Trap:
    """A misconception in one exercise: the answer it gives there, and what to say."""

    misconception: Misconception
    answer: Callable[[Any], Any]
    says: str
