"""The eight criteria of lesson 2, and how far each has come from paper into action.

The criteria are the source's [001 · Lesson 2]: by them an organisation makes sure that all its
staff have understood the management of the customer's experience as a culture. The source gives
no levels and no score. The levels, and what one would see at each, are the course's own; so is
the reading of criterion 7, whose words are probably a slip of translation (I-24).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cem_workbook.errors import BadInput
from cem_workbook.messages import say

ABSENT, ON_PAPER, IN_PLACES, IN_ACTION = 0, 1, 2, 3
LEVELS = (ABSENT, ON_PAPER, IN_PLACES, IN_ACTION)


@dataclass(frozen=True)
class Criterion:
    """One criterion.

    Attributes:
        number: its place in the source's list, from 1.
        name: what it is called, in a few words.
        means: what the source says, in our words.
        original: the source's own words.
        seen: what one would see at each of LEVELS.
    """

    number: int
    name: str
    means: str
    original: str
    seen: tuple[str, str, str, str]


CRITERIA = (
    Criterion(
        1,
        "Insight, across the firm",
        "Analyse fully what is known of customers, across the whole organisation.",
        "تجزیه و تحلیل کامل بینش مشتری در سراسر سازمان",
        (
            "Nobody puts together what customers say and do.",
            "There is a yearly report, and nobody works with it.",
            "Marketing and service read it together; the others do not.",
            "Each department can name what it changed because of it this year.",
        ),
    ),
    Criterion(
        2,
        "A strategy that fits the firm's",
        "Develop a strategy for the experience, aligned with the company's strategy.",
        "توسعه استراتژی تجربه مشتری به منظور همسویی با استراتژی شرکت",
        (
            "There is no strategy for the experience.",
            "There is a paper, and the firm's own plan does not mention it.",
            "Some of the firm's plans have a part of it, with a budget.",
            "This year, a plan of the firm was changed or dropped because of it.",
        ),
    ),
    Criterion(
        3,
        "Broad and lasting standards",
        "Set broad and lasting standards for the experience.",
        "تعیین استانداردهای گسترده و ماندگار برای تجربه مشتری",
        (
            "Everybody serves as they see fit.",
            "There are standards, and few people could name one.",
            "The front line knows and keeps them; the office has none.",
            "Every department keeps its own, and they have outlived a change of boss.",
        ),
    ),
    Criterion(
        4,
        "Shared with all employees",
        "Share the experience with all employees.",
        "به اشتراک گذاشتن تجربه مشتری با تمام کارکنان",
        (
            "What customers say stays with whoever heard it.",
            "It stands somewhere on the staff's pages.",
            "The front line hears of it every month; support does not.",
            "Everybody, support too, has met or heard a customer this quarter.",
        ),
    ),
    Criterion(
        5,
        "Compared",
        "Compare the qualities of the experience.",
        "مقایسه کیفیت های تجربه مشتری",
        (
            "Nobody knows how our branches differ.",
            "We say that we are better than others, without a number.",
            "Some branches or rivals are compared, once a year.",
            "A difference led to a change, and was measured again afterwards.",
        ),
    ),
    Criterion(
        6,
        "Operational metrics",
        "Collect operational metrics of the experience.",
        "جمع آوری معیارهای عملیاتی تجربه مشتری",
        (
            "Nothing but sales is counted.",
            "Waits, days and calls are collected, and nobody looks at them.",
            "Some teams see their own numbers every week.",
            "Each team has its number, and can say what it did when it moved.",
        ),
    ),
    Criterion(
        7,
        "Connected to the firm's aims",
        "Word for word: connect the experience to large companies. We read: to the wider aims of "
        "the company (I-24).",
        "اتصال تجربه مشتری به شرکت های بزرگ",
        (
            "Nobody names the experience and the firm's aims in one sentence.",
            "Speeches name both in one sentence.",
            "Some of the firm's aims have a customer's number beside them.",
            "Budgets and rewards follow from both.",
        ),
    ),
    Criterion(
        8,
        "Reviewed regularly",
        "Review the projects and metrics of the experience regularly.",
        "بررسی منظم پروژه/ معیارهای تجربه مشتری",
        (
            "Projects end when nobody speaks of them any more.",
            "There is a date for the review, and it is moved each time.",
            "Some projects are reviewed every quarter.",
            "This year, a review has stopped or changed a project.",
        ),
    ),
)


def level_words() -> dict[int, str]:
    """Return what each level is called."""
    return {
        ABSENT: say("not there"),
        ON_PAPER: say("on paper"),
        IN_PLACES: say("in places"),
        IN_ACTION: say("in action"),
    }


@dataclass(frozen=True)
class Profile:
    """How far a firm has come.

    Attributes:
        levels: the level of each criterion that was judged, by its number.
    """

    levels: Mapping[int, int]

    def at(self, level: int) -> tuple[int, ...]:
        """Return the numbers of the criteria that stand at a level."""
        return tuple(number for number, here in self.levels.items() if here == level)

    @property
    def judged(self) -> int:
        """How many criteria have a level."""
        return len(self.levels)

    @property
    def complete(self) -> bool:
        """Whether the whole set is in action, which is what the source says of leading companies."""
        return self.at(IN_ACTION) == tuple(each.number for each in CRITERIA)

    @property
    def untranslated(self) -> tuple[int, ...]:
        """The criteria that are said and not done: on paper only."""
        return self.at(ON_PAPER)

    @property
    def next(self) -> int | None:
        """The criterion to work on first: one on paper only, else the lowest; None if none is left.

        What stands on paper has been agreed on already, so it is nearest to becoming an action.
        """
        open_ones = [number for number, level in self.levels.items() if level < IN_ACTION]
        if self.untranslated:
            return self.untranslated[0]
        return min(open_ones, key=lambda number: self.levels[number], default=None)


def score(levels: Mapping[int, int | None]) -> Profile:
    """Return the profile of a checklist.

    Args:
        levels: a level, 0 to 3, for each criterion by its number, 1 to 8; None or left out where
            it has not been judged.

    Raises:
        BadInput: there is no such criterion or no such level.
    """
    numbers = [each.number for each in CRITERIA]
    for number, level in levels.items():
        if number not in numbers or (level is not None and level not in LEVELS):
            raise BadInput(
                say(
                    "A checklist gives each criterion, {first} to {last}, a level from {low} to "
                    "{high}; got level {level} for criterion {number}.",
                    first=numbers[0],
                    last=numbers[-1],
                    low=LEVELS[0],
                    high=LEVELS[-1],
                    level=level,
                    number=number,
                )
            )
    found = ((number, levels.get(number)) for number in numbers)
    return Profile({number: level for number, level in found if level is not None})
