"""Eight quarters of a firm: five coins a quarter, five things to spend them on, and a dip.

The course's own model on top of the common one (`firm`). What costs before it gains, and why:

- training takes staff from the counter, and mending gets in people's way: waiting grows at first;
- listening makes troubles heard that were silent: there are more complaints to settle, and more
  of them are made good. The firm has not become worse; this dip is one of the numbers only;
- every coin is money, and what is learnt, mended and trained works from the next quarter on.

All of it wears off: causes change, things break anew, staff leave. Delight comes to be expected.
Advertising wins newcomers who expect more than the firm gives, and wait in the same queue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp, sqrt
from typing import TYPE_CHECKING

import numpy as np

from cem_workbook.cases.firm import (
    Arrivals,
    Conditions,
    Luck,
    draw_luck,
    go_on,
    losses,
    with_newcomers,
)
from cem_workbook.cases.quarters_habits import USUAL, Habits
from cem_workbook.data import model
from cem_workbook.data.model import DEFAULT, MADE_GOOD, SILENT, Coefficients, Flags, Floats, Ints
from cem_workbook.data.people import THERE_AT_START
from cem_workbook.data.today import Today, today
from cem_workbook.data.town import BUSY
from cem_workbook.data.town import MONTHS as MONTHS_SO_FAR

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

QUARTERS, LONG = 8, 3  # how many, and the months of one
COINS = 5  # for a quarter
LISTEN, MEND, TRAIN, DELIGHT, ADVERTISE = range(5)
ACTIVITIES = (LISTEN, MEND, TRAIN, DELIGHT, ADVERTISE)
AHEAD = 12  # months of purchases that count as the value of a customer
MOST_NEWCOMERS = 2.0  # for each usual one; more than any plan and assumption can win
NEVER = 1000  # month of joining of those who do not, or have left

Purse = tuple[int, int, int, int, int]
"""Coins for each of ACTIVITIES in one quarter: 0 or more, at most COINS together."""

NOTHING: Purse = (0, 0, 0, 0, 0)
DOING_NOTHING = (NOTHING,) * QUARTERS
EVERYTHING: tuple[Purse, ...] = ((1, 1, 1, 1, 1),) * QUARTERS
ALL_ADVERTISING: tuple[Purse, ...] = ((0, 0, 0, 0, 5),) * QUARTERS
LESSON: tuple[Purse, ...] = (
    (5, 0, 0, 0, 0),
    *((1, 4, 0, 0, 0),) * 2,
    *((1, 3, 1, 0, 0),) * 2,
    *((1, 2, 1, 1, 0),) * 3,
)
"""Listen first, mend what was heard, train in small steps, then delight; go on listening."""


@dataclass(frozen=True, eq=False)
class Start:
    """A firm on the day before the first quarter.

    Attributes:
        firm: its customers, and behind them people who may join, month by month.
        customers: how many are customers now.
        slots: how many people may join in one month.
        usual: newcomers of an average month of the last two years.
        margin: what a quarter of today's customers brings on average, crowns.
        luck: what chance decides in all the months; the same for every plan.
        rounding: 0 to 1, decides whether 3.4 newcomers are three or four; one number a month.
    """

    firm: Today
    customers: int
    slots: int
    usual: float
    margin: float
    luck: Luck
    rounding: Floats


@dataclass(frozen=True)
class Practice:
    """What the firm has come to know and to be able to do.

    Attributes:
        known: share (0 to 1) of the causes of trouble and waiting that it knows.
        mended: share (0 to 1) of them that is mended.
        skill: standard deviations added to the skill of the staff.
        used_to: points of delight that customers have come to expect.
    """

    known: float = 0.0
    mended: float = 0.0
    skill: float = 0.0
    used_to: float = 0.0


@dataclass(frozen=True)
class Quarter:
    """What came of a quarter.

    Attributes:
        purse: what was spent, in coins.
        customers: how many there are at its end.
        joined, left: how many came and went.
        satisfaction: mean of what customers felt, 0 to 100.
        waiting: mean minutes waited on a visit.
        troubles: how often something went wrong.
        complaints: how many of these were told.
        margin: what purchases brought, crowns.
        spent: the coins, crowns.
        made_good: compensation, crowns.
        value: what the customers at its end would bring in a year, crowns, if nobody joined and
            each left with the chance of that day, month after month.
        practice: what the firm can do at its end.
    """

    purse: Purse
    customers: int
    joined: int
    left: int
    satisfaction: float
    waiting: float
    troubles: int
    complaints: int
    margin: float
    spent: float
    made_good: float
    value: float
    practice: Practice

    @property
    def money(self) -> float:
        """What is left of the margin, crowns."""
        return self.margin - self.spent - self.made_good


@dataclass(frozen=True, eq=False)
class _State:
    """Where the firm stands; arrays over its customers and those who may join, shape (n,).

    Attributes:
        practice: what it can do.
        satisfaction, effort: what each feels, 0 to 100.
        there: True for those who are customers.
        hope: points that each still expects too much.
    """

    practice: Practice
    satisfaction: Floats
    effort: Floats
    there: Flags
    hope: Floats


@lru_cache(maxsize=1)
def start(company: Company, again: int = 0) -> Start:
    """Return a company before the first quarter; `again` gives other luck and other newcomers."""
    now = today(company)
    usual = company.size * (1.0 - THERE_AT_START) / MONTHS_SO_FAR
    slots, months = round(MOST_NEWCOMERS * usual), QUARTERS * LONG
    firm = with_newcomers(now, slots * months, again)
    seed = np.random.SeedSequence([firm.seed, again])
    return Start(
        firm=firm,
        customers=len(now),
        slots=slots,
        usual=usual,
        margin=float(LONG * now.margin * (now.visits * now.spend).sum()),
        luck=draw_luck(firm, months, again),
        rounding=np.random.Generator(np.random.PCG64(seed)).random(months),
    )


def coin(begin: Start, habits: Habits = USUAL) -> float:
    """Return what a coin is worth, crowns."""
    return habits.budget * begin.margin / COINS


def walk(
    begin: Start, plan: Sequence[Purse], habits: Habits = USUAL, k: Coefficients = DEFAULT
) -> tuple[Quarter, ...]:
    """Return what comes of a plan, quarter by quarter; two plans meet the same luck.

    Args:
        begin: the firm before the first quarter.
        plan: what is spent in each quarter, up to QUARTERS of them.
        habits: the numbers of this model.
        k: the coefficients of the common one.
    """
    purses = tuple(plan)
    return tuple(_after(begin, purses[: i + 1], habits, k)[0] for i in range(len(purses)))


@lru_cache(maxsize=64)
def _after(
    begin: Start, purses: tuple[Purse, ...], habits: Habits, k: Coefficients
) -> tuple[Quarter, _State]:
    """Return the last of these quarters, and where it leaves the firm.

    Who changes a late quarter need not wait for the early ones: they are kept.
    """
    *before, purse = purses
    state = _after(begin, tuple(before), habits, k)[1] if before else _first(begin)
    return _play(begin, state, len(before), purse, habits, k)


def _first(begin: Start) -> _State:
    n = len(begin.firm)
    firm = begin.firm
    there = np.arange(n) < begin.customers
    return _State(Practice(), firm.satisfaction, firm.effort, there, np.zeros(n))


def _play(
    begin: Start, state: _State, number: int, purse: Purse, habits: Habits, k: Coefficients
) -> tuple[Quarter, _State]:
    joins, hope = _arriving(begin, state, number, purse, habits, k)
    firm = replace(begin.firm, satisfaction=state.satisfaction, effort=state.effort)
    luck = begin.luck.months(number * LONG, (number + 1) * LONG)
    offer = offered(purse, state.practice, state.there.sum() / begin.customers, habits)
    course = go_on(firm, [offer] * LONG, luck, k, number * LONG % 12, Arrivals(joins, hope))
    left = course.left.any(axis=0)
    after = _State(
        practice=grown(purse, state.practice, habits),
        satisfaction=course.satisfaction[-1],
        effort=course.effort[-1],
        there=(joins < LONG) & ~left,
        hope=hope * (1.0 - k.memory) ** course.visits.sum(axis=0),
    )
    quarter = Quarter(
        purse=purse,
        customers=int(after.there.sum()),
        joined=int(((joins >= 0) & (joins < LONG)).sum()),
        left=int(left.sum()),
        satisfaction=float(course.satisfaction[course.active].mean()),
        waiting=float(np.nanmean(course.waiting)),
        troubles=int(course.trouble.sum()),
        complaints=int((course.outcome != SILENT).sum()),
        margin=float(course.margin.sum()),
        spent=coin(begin, habits) * sum(purse),
        made_good=float(losses(firm, luck.loss)[course.outcome == MADE_GOOD].sum()),
        value=_value(firm, after, k),
        practice=after.practice,
    )
    return quarter, after


def grown(purse: Purse, before: Practice, habits: Habits = USUAL) -> Practice:
    """Return what the firm can do after a quarter in which this was spent."""
    listen, mend, train, delight, _ = _works(purse, habits)
    known = before.known * (1.0 - habits.forgotten)
    # what is being heard in this quarter can be mended in the next one
    aimed = habits.blind + (1.0 - habits.blind) * before.known
    mended = before.mended * (1.0 - habits.worn)
    given = _delight(delight, before, habits)
    return Practice(
        known=known + (1.0 - known) * (1.0 - exp(-habits.heard * listen)),
        mended=mended + (1.0 - mended) * (1.0 - exp(-habits.mends * mend * aimed)),
        skill=before.skill * (1.0 - habits.turnover) + habits.trained * train,
        used_to=before.used_to + habits.used_to * (given - before.used_to),
    )


def offered(purse: Purse, before: Practice, crowd: float, habits: Habits = USUAL) -> Conditions:
    """Return what customers meet in a quarter.

    Args:
        purse: what is spent in it.
        before: what the firm could do when it began.
        crowd: customers at its beginning for each one on the first day; waiting grows with it as
            it grows with a busy season.
        habits: the numbers of the model.
    """
    _, mend, train, _, _ = purse
    listen, _, _, delight, _ = _works(purse, habits)
    # twice as many pupils are missed more than twice as much
    slower = habits.away * train**1.5 + habits.building * mend
    return Conditions(
        waiting=(1.0 - habits.shorter * before.mended) * (1.0 + slower) * crowd**BUSY,
        skill=before.skill,
        trouble=1.0 - habits.fewer * before.mended,
        complaining=habits.invited * listen,
        warmth=_delight(delight, before, habits) - before.used_to,
    )


def _works(purse: Purse, habits: Habits) -> Sequence[float]:
    """Return the coins as far as they work: the more things at once, the less each."""
    things = sum(coins > 0 for coins in purse)
    return [coins / (1.0 + habits.scattered * max(0, things - 1)) for coins in purse]


def _delight(coins: float, before: Practice, habits: Habits) -> float:
    """Return the points of delight; few where much is broken."""
    return habits.delights * sqrt(coins) * (1.0 - habits.hollow * (1.0 - before.mended))


def _arriving(
    begin: Start, state: _State, number: int, purse: Purse, habits: Habits, k: Coefficients
) -> tuple[Ints, Floats]:
    """Return the month of the quarter in which each joins (below 0: is there), and their hopes.

    As many come as usual, more if more customers are pleased than on the first day, and some for
    the advertising.
    """
    joins, hope = np.where(state.there, -1, NEVER), state.hope.copy()
    first_day = begin.firm.satisfaction[: begin.customers]
    told = model.recommended_share(state.satisfaction, state.there, k)
    usual = model.recommended_share(first_day, np.ones(begin.customers), k)
    loud = _works(purse, habits)[ADVERTISE] ** 0.75  # those easiest to win come first
    many = begin.usual * (1.0 + float(told - usual) + habits.reach * loud)
    for month in range(LONG):
        at = number * LONG + month
        count = min(int(many + begin.rounding[at]), begin.slots)
        place = begin.customers + at * begin.slots
        joins[place : place + count] = month
        hope[place : place + count] = habits.raised * loud
    return joins, hope


def _value(firm: Today, state: _State, k: Coefficients) -> float:
    """Return what the customers would bring in AHEAD months, crowns."""
    who = state.there
    felt = state.satisfaction[who]
    stay = 1.0 - model.leaving_chance(felt, state.effort[who], firm.profile.leaving, k)
    months = (stay - stay ** (AHEAD + 1)) / (1.0 - stay)
    often = firm.visits[who] * model.visits_factor(felt, k)
    each = firm.margin * firm.spend[who] * model.spend_factor(felt, k)
    return float((often * each * months).sum())
