"""What an action may be worth: if it works, if half of it does, and if it does not.

The learner's own (synthetic) company goes on for twelve months, with the action and without it,
on the same luck; then again on another luck. What is told is the middle eight of ten runs. The
model is the common one (`cases.firm`); how an action moves it is the course's own:

- waiting: customers wait so many per cent less;
- trouble: so many per cent fewer visits go wrong;
- good: of the losses that the staff may not settle themselves today, the smallest so many per
  cent are theirs to settle;
- skill: the staff come so many per cent of the way from the average to their best fifth.

It works from the month after the day on which it is due. It costs what the learner says, or more:
plans take longer than planned. A customer who was kept brings something in the months after the
year, too. Compensation is a cost. Everything else stays as it is today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from cem_workbook.cases.firm import AS_BEFORE, Conditions, Course, Luck, draw_luck, go_on, losses
from cem_workbook.data.assumed import assume
from cem_workbook.data.model import DEFAULT, MADE_GOOD, Coefficients, Floats
from cem_workbook.data.today import Today, today

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

WAITING, TROUBLE, GOOD, SKILL, NONE = LEVERS = ("waiting", "trouble", "good", "skill", "none")
"""What an action moves; NONE is something that this model does not know."""

MONTHS = 12
RUNS = 40
LOW, HIGH = 10, 90
"""Per cent of the runs below each end of a range."""

_OWN = "the course's own"


@dataclass(frozen=True)
class Sums:
    """The numbers of the sum; `assumed.assumptions` lists each with unit, origin and meaning."""

    hour: float = assume(15.0, "crowns", "invented", "an hour of somebody's work", 0, 200)
    overrun: float = assume(
        1.5, "times the plan", _OWN, "what it costs if it takes much longer than planned", 1, 5
    )
    ahead: float = assume(
        12.0, "months", _OWN, "after the year, in which customers who were kept still count", 0, 60
    )
    best: float = assume(
        1.4, "SD of skill", "mean of the best fifth of a normal curve", "the best fifth", 0, 3
    )


USUAL = Sums()


@dataclass(frozen=True)
class Effect:
    """What an action is expected to do.

    Attributes:
        lever: one of LEVERS.
        by: how far it moves it, a share from 0 to 0.5.
        begins: the month, 0 to 11, from which it works.
    """

    lever: str
    by: float
    begins: int


@dataclass(frozen=True)
class Range:
    """The middle eight of ten runs, and the middle one."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Case:
    """What comes of it in one case.

    Attributes:
        kept: customers more at the end of the year.
        crowns: what it brings, less what it costs.
        short: in how many of the runs it does not pay back.
    """

    kept: Range
    crowns: Range
    short: int


@dataclass(frozen=True)
class Worth:
    """What it may be worth.

    Attributes:
        works: if it does what is expected.
        half: if it does half of that.
        fails: if it does nothing; it costs as much.
        runs: how often the year was run.
    """

    works: Case
    half: Case
    fails: Case
    runs: int

    @property
    def cases(self) -> tuple[Case, Case, Case]:
        """The three, the best first."""
        return self.works, self.half, self.fails


def first_month(number: int | None) -> int:
    """Return the month, 0 to 11, from which an action works that is due on this day of the plan.

    Args:
        number: 0 to 90; None where it has no day, which counts as the last one.
    """
    return 3 if number is None else min(3, -(-number // 30))


def worth(
    company: Company,
    effects: Sequence[Effect],
    hours: float,
    crowns: float,
    sums: Sums = USUAL,
    k: Coefficients = DEFAULT,
) -> Worth:
    """Return what one action, or several together, may be worth to a company.

    Args:
        company: the learner's.
        effects: what is expected of each.
        hours: of work that all of them take.
        crowns: that all of them cost besides.
        sums: the numbers of the sum.
        k: the coefficients of the common model.
    """
    spent = hours * sums.hour + crowns
    # how much longer it takes than planned is one chance of each run; the same for all plans
    longer = np.random.Generator(np.random.PCG64(company.seed)).random(RUNS)
    cost = spent * (1.0 + (sums.overrun - 1.0) * longer)
    moving = tuple(sorted((e for e in effects if e.lever != NONE and e.by > 0), key=astuple))
    cases: list[Case] = []
    for part in (1.0, 0.5, 0.0):
        kept, brought = _runs(company, moving, part, sums.ahead, sums.best, k)
        money = brought - cost
        cases.append(Case(_range(kept), _range(money), int((money < 0).sum())))
    works, half, fails = cases
    return Worth(works, half, fails, RUNS)


def _range(values: Floats) -> Range:
    low, middle, high = np.percentile(values, (LOW, 50, HIGH))
    return Range(float(low), float(middle), float(high))


@lru_cache(maxsize=256)
def _runs(
    company: Company,
    effects: tuple[Effect, ...],
    part: float,
    ahead: float,
    best: float,
    k: Coefficients,
) -> tuple[Floats, Floats]:
    """Return customers kept and crowns brought against going on as before; shape (RUNS,) each."""
    if not effects or not part:
        return np.zeros(RUNS), np.zeros(RUNS)
    firm = today(company)
    plan = _conditions(firm, effects, part, best)
    before = _as_before(company, k)
    kept, brought = np.empty(RUNS), np.empty(RUNS)
    for again in range(RUNS):
        luck = draw_luck(firm, MONTHS, again)
        customers, crowns = _year(firm, go_on(firm, plan, luck, k), luck)
        kept[again] = customers - before[0][again]
        later = kept[again] * _what_one_brings(len(firm), before[0][again], before[1][again], ahead)
        brought[again] = crowns - before[1][again] + later
    return kept, brought


@lru_cache(maxsize=4)
def _as_before(company: Company, k: Coefficients) -> Floats:
    """Return customers and crowns of each run without any action, shape (2, RUNS)."""
    firm = today(company)
    lucks = (draw_luck(firm, MONTHS, again) for again in range(RUNS))
    years = (_year(firm, go_on(firm, [AS_BEFORE] * MONTHS, luck, k), luck) for luck in lucks)
    return np.array(list(years)).T


def _year(firm: Today, course: Course, luck: Luck) -> tuple[float, float]:
    """Return the customers at the end, and the margin less what was made good."""
    made_good = losses(firm, luck.loss)[course.outcome == MADE_GOOD].sum()
    return float(len(firm) - course.left.sum()), float(course.margin.sum() - made_good)


def _what_one_brings(first: int, last: float, crowns: float, ahead: float) -> float:
    """Return what a customer brings in the months after the year, by what the year was like."""
    stay = (last / first) ** (1.0 / MONTHS)
    each = crowns / (MONTHS * (first + last) / 2.0)
    months = ahead if stay >= 1.0 else (stay - stay ** (ahead + 1.0)) / (1.0 - stay)
    return each * months


def _conditions(
    firm: Today, effects: Sequence[Effect], part: float, best: float
) -> list[Conditions]:
    """Return what customers meet in each month, if a part of what is expected comes about."""
    plan = []
    for month in range(MONTHS):
        by = dict.fromkeys(LEVERS, 1.0)
        for effect in effects:
            if month >= effect.begins:
                by[effect.lever] *= (
                    1.0 - part * effect.by
                )  # two actions cannot mend one thing twice
        plan.append(
            Conditions(
                waiting=by[WAITING],
                trouble=by[TROUBLE],
                skill=(1.0 - by[SKILL]) * best,
                authority=_authority(firm, 1.0 - by[GOOD]),
            )
        )
    return plan


def _authority(firm: Today, share: float) -> float:
    """Return up to which loss, in crowns, everybody must be able to promise.

    Args:
        firm: the company today.
        share: of the losses that nobody may settle alone today, the smallest ones, 0 to 1.
    """
    if share <= 0.0:
        return 0.0
    each = np.sort(losses(firm, draw_luck(firm, 1).loss[0]))
    may = np.sort(firm.authority)
    beyond = np.searchsorted(may, each) / len(may)  # share of the staff who may not
    reached = np.cumsum(beyond)
    at = np.searchsorted(reached, share * reached[-1])
    return float(each[min(at, len(each) - 1)])
