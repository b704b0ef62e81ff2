"""Simulated groups of people who answer the self-assessment: firms built to stand at a known step.

Only of a made-up firm does one know where it stands. So only there can one see how often the
assessment finds it, and how many people one must ask. Nothing here is measured: how strict people
are, how much they stray and how often they do not know was invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cem_workbook.data.assumed import assume
from cem_workbook.frameworks.assessment import Sheet, standing_of
from cem_workbook.frameworks.statements import FRONT, IDS, MANAGER, STATEMENTS
from cem_workbook.frameworks.steps import STEPS

Levels = npt.NDArray[np.float64]
INVENTED = "invented"


@dataclass(frozen=True)
class Habits:
    """How firms are, and how people answer. Levels run from 0 to 3."""

    solid: float = assume(
        2.2, "level", INVENTED, "behaviour of a step that holds, on average", 1.5, 3
    )
    weak: float = assume(0.8, "level", INVENTED, "behaviour of a step that does not", 0, 1.5)
    uneven: float = assume(
        0.4,
        "levels (standard deviation)",
        INVENTED,
        "how far the behaviours of one step differ",
        0,
        1,
    )
    strict: float = assume(
        0.4, "levels (standard deviation)", INVENTED, "how far people differ in strictness", 0, 2
    )
    stray: float = assume(
        0.7, "levels (standard deviation)", INVENTED, "how far one answer strays", 0, 2
    )
    rosy: float = assume(
        0.4, "levels", INVENTED, "how much more managers see than the front line", 0, 2
    )
    unknown: float = assume(0.08, "share", INVENTED, "answers that are “I cannot know”", 0, 0.6)


USUAL = Habits()

BUILDS: dict[str, tuple[tuple[int, ...], ...]] = {
    "step 0": ((),),
    "step 1": ((1,),),
    "step 2": ((1, 2),),
    "step 3": ((1, 2, 3),),
    "step 4": ((1, 2, 3, 4),),
    "leap": ((1, 3), (1, 4), (1, 3, 4), (3,), (4,), (3, 4)),
}
"""How a firm can be built: which steps are solid; a leaping one in one of six ways, in turn."""


def stands_on(build: str) -> int | None:
    """Return the step on which a firm so built stands; None for a leaping one."""
    return int(build.removeprefix("step ")) if build != "leap" else None


def roles_of(people: int) -> npt.NDArray[np.bool_]:
    """Return who of so many people is a manager: every second one, front line first."""
    managers: npt.NDArray[np.bool_] = np.arange(people) % 2 == 1
    return managers


def answers(
    solid: tuple[int, ...], people: int, rng: np.random.Generator, habits: Habits = USUAL
) -> Levels:
    """Return what a group answers about one firm.

    Args:
        solid: numbers of the steps that hold.
        people: how many are asked; who is a manager says `roles_of`.
        rng: its random numbers.
        habits: what is assumed of firms and people.

    Returns:
        Levels 0 to 3, NaN for "I cannot know", shape (people, 16) in the order of STATEMENTS.
    """
    keys = {STEPS[number - 1].key for number in solid}
    usual = np.array([habits.solid if s.step in keys else habits.weak for s in STATEMENTS])
    # the firm comes first, so that the same firm is asked whatever the number of people
    firm = np.clip(usual + habits.uneven * rng.standard_normal(len(IDS)), 0, 3)
    each = rng.standard_normal((people, len(IDS) + 1))
    hidden = rng.random((people, len(IDS))) < habits.unknown
    place = np.where(roles_of(people), habits.rosy / 2, -habits.rosy / 2)
    felt = firm + (place + habits.strict * each[:, -1])[:, None] + habits.stray * each[:, :-1]
    found = np.clip(np.rint(felt), 0, 3)
    found[hidden] = np.nan
    return found


def group(build: str, people: int, number: int, habits: Habits = USUAL) -> Levels:
    """Return the answers of one of many groups.

    Args:
        build: one of BUILDS.
        people: how many are asked.
        number: which group, 0 and up; each has a firm, people and luck of its own.
        habits: what is assumed.
    """
    rng = np.random.default_rng([list(BUILDS).index(build), number])
    ways = BUILDS[build]
    return answers(ways[number % len(ways)], people, rng, habits)


def as_sheets(levels: Levels) -> tuple[Sheet, ...]:
    """Return answers as sheets, one a person."""
    return tuple(
        Sheet(
            MANAGER if manager else FRONT,
            {id: None if np.isnan(v) else int(v) for id, v in zip(IDS, row, strict=True)},
        )
        for row, manager in zip(levels, roles_of(len(levels)), strict=True)
    )


@dataclass(frozen=True)
class Found:
    """What the assessment makes of many groups of the same build.

    Attributes:
        placed: how many groups were placed on each step, 0 to 4.
        unknown: how many could not be placed.
        leaps: in how many a leap was found.
        groups: how many there were.
    """

    placed: tuple[int, int, int, int, int]
    unknown: int
    leaps: int
    groups: int


@lru_cache(maxsize=256)
def try_out(build: str, people: int, habits: Habits = USUAL, groups: int = 100) -> Found:
    """Let the assessment place many simulated groups.

    Args:
        build: one of BUILDS.
        people: how many are asked in each.
        habits: what is assumed.
        groups: how many groups.
    """
    placed, unknown, leaps = [0] * 5, 0, 0
    for number in range(groups):
        found = standing_of(group(build, people, number, habits), roles_of(people))
        leaps += found.leap is not None
        if found.step is None:
            unknown += 1
        else:
            placed[found.step] += 1
    a, b, c, d, e = placed
    return Found((a, b, c, d, e), unknown, leaps, groups)


SAMPLE: tuple[tuple[int, ...], ...] = (
    (1, 3), (1, 2), (1, 2, 3), (4,), (2,), (1, 2, 4),
    (1, 2, 3, 4), (3,), (1,), (1, 2, 4), (1, 4), (2,),
    (3, 4), (), (1, 2, 3), (2,), (1, 2, 4), (1, 3, 4),
    (1, 2), (2,), (1, 2, 3, 4), (1, 3), (1, 2, 4), (3, 4),
)  # fmt: skip
"""Which steps are solid in the 24 firms of datasets/assessments.csv, firm 1 first."""

SAMPLE_PEOPLE = 12
_SAMPLE_SEED = 177


def sample(firm: int) -> Levels:
    """Return what the twelve people of a firm of datasets/assessments.csv answered.

    The seed is the first one at which every step of every firm lies clearly (8 points or more) on
    its side of the line, so that people who round differently still agree.

    Args:
        firm: its number, 1 to 24.
    """
    rng = np.random.default_rng([_SAMPLE_SEED, firm])
    return answers(SAMPLE[firm - 1], SAMPLE_PEOPLE, rng)
