"""What to do next: for each of the four steps, actions from the six lessons and where to find them.

Which lesson helps with which step is the course's own choice; no source connects the two.
"""

from __future__ import annotations

from dataclasses import dataclass

from cem_workbook.frameworks.lessons import LESSONS, Lesson


@dataclass(frozen=True)
class Action:
    """Something to do within ninety days.

    Attributes:
        step: number of the step that it strengthens.
        lesson: the lesson that it comes from.
        page: number of the page of the course to work with.
        do: what to do, in a sentence.
        seen: what one will have seen when it is done.
    """

    step: int
    lesson: Lesson
    page: int
    do: str
    seen: str


ACTIONS = (
    Action(
        1, LESSONS[4], 17,
        "Put the customers whom the firm lives on onto one list, by margin, and let sales, service "
        "and marketing work with it.",
        "Somebody at the counter knows that this customer is on the list, and what may be done.",
    ),
    Action(
        1, LESSONS[4], 7,
        "Choose one number that says whether you keep them, and look at it each month.",
        "A customer on the list bought less, and somebody called before they were gone.",
    ),
    Action(
        2, LESSONS[3], 6,
        "Ask after every kind of dealing, put the causes in order by reach, pain and effort, and "
        "mend the first one.",
        "The front line can say what comes first, and why.",
    ),
    Action(
        2, LESSONS[5], 8,
        "Measure the mended thing again, and tell those who had told you.",
        "One thing is different because customers said so, and there is a number for it.",
    ),
    Action(
        3, LESSONS[0], 3,
        "Praise, before the others, one sale that was let go for a customer's sake.",
        "The front line knows of the case, and would do the same.",
    ),
    Action(
        3, LESSONS[2], 5,
        "Give everybody who meets customers a small limit within which to be kind, and write it down.",
        "This month's cases are known, and what they cost.",
    ),
    Action(
        4, LESSONS[1], 4,
        "Let five people of the firm spend a day with a customer, and note what they see.",
        "Each of the five can name one thing that no survey had said.",
    ),
    Action(
        4, LESSONS[5], 8,
        "Try one idea from that, small, with an end and a number fixed before it begins.",
        "The trial ended on its day, and was kept or stopped by its number.",
    ),
)  # fmt: skip


def actions_for(step: int) -> tuple[Action, ...]:
    """Return what strengthens a step, the first thing first."""
    return tuple(action for action in ACTIONS if action.step == step)
