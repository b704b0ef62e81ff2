"""What a plan for the moments takes in days, and what a year of such weeks comes to.

Set-up and keep-up days are invented, as is what a day costs. The year is the learner's company
going on (`cases.firm`), with the key person away as often as assumed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cem_workbook.cases.firm import Conditions, Luck, go_on
from cem_workbook.cases.moments import (
    AS_ASSUMED,
    CENTRE,
    DEPUTY,
    KNOWS,
    PERSON,
    RULE,
    SIGNED,
    TEAM,
    WEEKS,
    Arrangement,
    Plan,
    Setting,
    chance,
    everywhere,
    longer_wait,
    moments_of,
)
from cem_workbook.data.model import DEFAULT, Coefficients, Floats
from cem_workbook.data.today import Today


@dataclass(frozen=True)
class Bill:
    """The working days that a plan takes: to set up once, and to keep up every month."""

    set_up: float
    keep_up: float

    def fits(self, k: Setting = AS_ASSUMED) -> bool:
        """Whether there are so many days."""
        return self.set_up <= k.set_up_budget + 1e-9 and self.keep_up <= k.keep_up_budget + 1e-9

    def price(self, k: Setting = AS_ASSUMED) -> float:
        """Return what the days of the first year cost, crowns."""
        return k.day_price * (self.set_up + 12.0 * self.keep_up)


def bill(plan: Plan, k: Setting = AS_ASSUMED) -> Bill:
    """Return the days that a plan takes."""
    rules = sum(each.way != KNOWS for each in plan)
    deputies = sum(each.way == DEPUTY for each in plan)
    signed = sum(each.way == SIGNED for each in plan)
    centres = sum(each.owner == CENTRE for each in plan)
    return Bill(
        set_up=rules * k.rule_set_up + deputies * k.deputy_set_up + centres * k.centre_set_up,
        keep_up=rules * k.rule_keep_up
        + deputies * k.deputy_keep_up
        + centres * k.centre_keep_up
        + signed * k.sign_keep_up,
    )


def average_week(firm: Today, plan: Plan, k: Setting = AS_ASSUMED) -> tuple[float, float, float]:
    """Return what a plan makes of an average week, the key person away as often as assumed.

    Each visit is taken to have one moment that decides it, so the share of moments that fall is
    the share of visits that go wrong.

    Returns:
        The share (0 to 1) of the moments that fall, the wait in usual waits, and the factor on
        the days that a complaint takes.
    """
    moments = moments_of(firm)
    load = np.array([each.a_week for each in moments])
    share_odd = np.array([each.odd for each in moments])

    def week(here: bool) -> Floats:
        met = np.array([[chance(how, odd, here, k)[0] for odd in (False, True)] for how in plan])
        fall = (1.0 - met[:, 0]) * (1.0 - share_odd) + (1.0 - met[:, 1]) * share_odd
        slow = np.array([longer_wait(how, plan, here, k) for how in plan])
        days = np.array([_days(how, here, k) for how in plan])
        each = np.array([fall, 1.0 + slow + k.fall_wait * fall, days])
        return np.asarray(each @ load / load.sum())

    away = k.weeks_away / WEEKS
    fall, waiting, days = (1.0 - away) * week(True) + away * week(False)
    return float(fall), float(waiting), float(days)


def _days(how: Arrangement, here: bool, k: Setting) -> float:
    """Return the factor on the days that a complaint about a moment takes."""
    if how.way == SIGNED:
        return k.days_signed
    somebody = how.way == DEPUTY or how.owner in (TEAM, CENTRE) or (how.owner == PERSON and here)
    return 1.0 if somebody else k.days_alone


@dataclass(frozen=True)
class Year:
    """What a plan comes to in a year.

    Attributes:
        staying: share (0 to 1) of today's customers who are still there at its end.
        margin: crowns that all purchases brought.
        price: crowns that the days of the plan cost.
        fell: share (0 to 1) of the moments that fall, over the weeks with and without the key person.
        waiting: the average wait, in usual waits.
    """

    staying: float
    margin: float
    price: float
    fell: float
    waiting: float

    @property
    def left_over(self) -> float:
        """The margin less the price of the plan's days, crowns."""
        return self.margin - self.price


def a_year(
    firm: Today, plan: Plan, luck: Luck, k: Setting = AS_ASSUMED, c: Coefficients = DEFAULT
) -> Year:
    """Return what a plan comes to in the next year; `luck` must hold twelve months."""
    fell, waiting, days = average_week(firm, plan, k)
    # the usual wait of the causal model holds the longer waits of today's troubles already
    usual = 1.0 + k.fall_wait * firm.profile.trouble
    offer = Conditions(trouble=fell / firm.profile.trouble, waiting=waiting / usual, days=days)
    course = go_on(firm, [offer] * 12, luck, c)
    return Year(
        staying=course.staying(),
        margin=float(course.margin.sum()),
        price=bill(plan, k).price(k),
        fell=fell,
        waiting=waiting / usual,
    )


def rule_and_deputy(firm: Today, k: Setting = AS_ASSUMED) -> Plan:
    """Return the lesson's plan: each moment an owner and a rule, and somebody else who may act.

    The key person owns as many moments as go without a queue, the team the others. Deputies go to
    the moments with the most odd cases, as many as the days allow.
    """
    moments = moments_of(firm)
    odd_cases = [each.a_week * each.odd for each in moments]
    order = sorted(range(len(moments)), key=lambda i: -odd_cases[i])
    plan = list(everywhere(TEAM, RULE, len(moments)))
    for place, i in enumerate(order):
        owner = PERSON if place < k.span else TEAM
        plan[i] = replace(plan[i], owner=owner)
    for i in order:
        tried = [*plan[:i], replace(plan[i], way=DEPUTY), *plan[i + 1 :]]
        if bill(tuple(tried), k).fits(k):
            plan = tried
    return tuple(plan)
