"""A bonus for the staff: what they do with their time, what is reported, what customers feel.

The course's own model. People move time towards what is rewarded; among the ways to move the
*measure* they take those that move it most in an hour, and the cheap ones the more, the more
there is to win. Cheap ways are found little by little. The customers behave as in `firm`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

import numpy as np

from cem_workbook.cases.bonus_habits import USUAL, Habits
from cem_workbook.cases.firm import Conditions, Course, Luck, go_on, survey
from cem_workbook.data import model
from cem_workbook.data.model import DEFAULT, MADE_GOOD, SILENT, Coefficients, Floats
from cem_workbook.data.today import Today

QUARTERS, MONTHS = 4, 12
WORKDAYS = 21  # a month
SCORE, SALES, WAITING, REMEDIES = "score", "sales", "waiting", "remedies"
REWARDS = (SCORE, SALES, WAITING, REMEDIES)
CARE, ADVISE, QUEUE, REMEDY = "care", "advise", "queue", "remedy"
HAPPY, BEG, PRESS, HURRY, CLOCK, AWAY = "happy", "beg", "press", "hurry", "clock", "away"
HONEST = (CARE, ADVISE, QUEUE, REMEDY)
CHEAP = (HAPPY, BEG, PRESS, HURRY, CLOCK, AWAY)
WAYS = (*HONEST, *CHEAP)
"""What moved time goes into: for the customer (HONEST), or for the measure alone (CHEAP)."""


@dataclass(frozen=True)
class Plan:
    """A bonus, and what stands beside it. The default pays none and changes nothing.

    Attributes:
        size: the bonus as a share of pay, 0 or more; it is always paid out, results divide it.
        parts: for each of REWARDS, how many parts of the bonus go by it; all 0: no condition.
        others_measure: True where others measure: a random sample is sent the survey, a clock
            notes the waits, a log open to all the complaints. False: the staff do all of it.
        team: True where the branch's result counts, False where each one's own does.
        training: days a head, spread over the year.
        authority: True where everybody may put trouble right up to `Habits.authority`.
    """

    size: float = 0.0
    parts: Mapping[str, float] | None = None
    others_measure: bool = False
    team: bool = False
    training: float = 0.0
    authority: bool = False

    def share(self, reward: str) -> float:
        """Return the share (0 to 1) of the bonus that goes by this reward."""
        parts = self.parts or {}
        total = sum(parts.values())
        return parts.get(reward, 0.0) / total if total else 0.0


NO_BONUS = Plan()


def moved(plan: Plan, habits: Habits = USUAL) -> float:
    """Return the share (0 to 1) of all working time that the bonus moves in the long run."""
    if not any(plan.share(reward) for reward in REWARDS):
        return 0.0
    pull = plan.size * (habits.team_pull if plan.team else 1.0)
    return habits.most_moved * (1.0 - exp(-pull / habits.moved_by))


def gains(plan: Plan, habits: Habits = USUAL) -> dict[str, float]:
    """Return what an hour of each of WAYS is worth to the staff under a plan; 0 or more.

    The sum over the rewards of their share times what the hour does to the measure. An honest
    score makes hurrying and pressing cost something; a score that one can beg for does not.
    """
    score, sales, waiting, remedies = (plan.share(reward) for reward in REWARDS)
    own = 0.0 if plan.others_measure else 1.0
    spoilt = 0.0 if own else habits.spoils * score
    found = {
        CARE: score * habits.care_gains,
        ADVISE: sales * habits.advise_gains,
        QUEUE: waiting * habits.queue_gains,
        REMEDY: remedies * habits.remedy_gains,
        HAPPY: own * score * habits.happy_gains,
        BEG: (own or habits.beg_open) * score * habits.beg_gains,
        PRESS: sales * habits.press_gains - spoilt,
        HURRY: waiting * habits.hurry_gains - spoilt,
        CLOCK: own * waiting * habits.clock_gains,
        AWAY: own * remedies * habits.away_gains,
    }
    return {way: max(0.0, gain) for way, gain in found.items()}


def time_spent(plan: Plan, quarter: int, habits: Habits = USUAL) -> dict[str, float]:
    """Return the share (0 to 1) of all time that goes into each of WAYS; the rest is as before.

    Args:
        plan: the bonus.
        quarter: 0 for the first.
        habits: the model's numbers.
    """
    found_out = 1.0 - (1.0 - habits.learning) ** (quarter + 1)
    tempting = 1.0 + habits.boldness * plan.size
    if plan.team:
        tempting *= habits.team_eyes
    pull = {
        way: gain * (tempting if way in CHEAP else 1.0) for way, gain in gains(plan, habits).items()
    }
    time = moved(plan, habits) / (sum(pull.values()) or 1.0)
    return {way: time * each * (found_out if way in CHEAP else 1.0) for way, each in pull.items()}


def conditions(plan: Plan, firm: Today, habits: Habits = USUAL) -> list[Conditions]:
    """Return what the firm offers in each of the twelve months under a plan."""
    offers = []
    mended = 0.0  # work on the queue, in quarters of all time: it stays when the hour has passed
    for month in range(MONTHS):
        t = time_spent(plan, month // 3, habits)
        time_moved = sum(t.values())
        mended += t[QUEUE] / 3
        warmth = (
            habits.care_warmth * (t[CARE] + 0.5 * t[ADVISE])
            - habits.beg_annoys * t[BEG]
            - habits.press_pain * t[PRESS]
            - habits.hurry_pain * t[HURRY]
            - habits.neglect * max(0.0, time_moved - habits.slack)
        )
        minutes = habits.queue_minutes * mended + habits.hurry_minutes * t[HURRY]
        trained = habits.skill_a_day * plan.training * (month + 1) / MONTHS
        power = habits.remedy_power * t[REMEDY] + (habits.authority if plan.authority else 0.0)
        offers.append(
            Conditions(
                waiting=exp(-minutes),
                skill=trained - (0.0 if plan.team else habits.alone * time_moved),
                trouble=exp(habits.haste * (t[HURRY] + t[PRESS])),
                complaining=-habits.away_silent * t[AWAY],
                authority=power * firm.profile.usual_amount,
                days=exp(-habits.remedy_days * t[REMEDY]),
                warmth=warmth,
            )
        )
    return offers


@dataclass(frozen=True)
class Camps:
    """How many answers, or customers, are promoters, passives and detractors."""

    promoters: int
    passives: int
    detractors: int

    @property
    def n(self) -> int:
        """How many there are."""
        return self.promoters + self.passives + self.detractors

    @property
    def nps(self) -> float:
        """The score in points, -100 to 100; NaN without any."""
        return 100.0 * (self.promoters - self.detractors) / self.n if self.n else float("nan")


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year under a plan.

    Attributes:
        time: share of all time that went into each of WAYS.
        reported: the answers to the survey.
        felt: what all who are still customers would answer, if all were asked and nobody begged.
        noted: minutes waited, as they are noted; NaN without a visit.
        waited: minutes waited; NaN without a visit.
        logged: complaints that were made, each of them logged.
        made_good: those of them that were made good.
        troubles: how often something went wrong, logged or not.
        staying: share (0 to 1) of the first month's customers who are still there.
    """

    time: Mapping[str, float]
    reported: Camps
    felt: Camps
    noted: float
    waited: float
    logged: int
    made_good: int
    troubles: int
    staying: float


@dataclass(frozen=True)
class Year:
    """Four quarters under a plan, and what came of it; sums in crowns.

    Attributes:
        quarters: the four.
        margin: what the purchases brought.
        bonus, training, measuring, remedies: what the plan cost.
    """

    quarters: tuple[Quarter, ...]
    margin: float
    bonus: float
    training: float
    measuring: float
    remedies: float

    @property
    def cost(self) -> float:
        """What bonus, training, measuring and making good cost together."""
        return self.bonus + self.training + self.measuring + self.remedies

    @property
    def left_over(self) -> float:
        """The margin less that cost."""
        return self.margin - self.cost


def watch(
    firm: Today, plan: Plan, luck: Luck, habits: Habits = USUAL, k: Coefficients = DEFAULT
) -> Year:
    """Return a year under a plan.

    Args:
        firm: the company today.
        plan: the bonus, and what stands beside it.
        luck: what chance decides, for twelve months.
        habits: this model's numbers.
        k: the coefficients of the firm's model.
    """
    course = go_on(firm, conditions(plan, firm, habits), luck, k)
    times = [time_spent(plan, quarter, habits) for quarter in range(QUARTERS)]
    answers = _reported(firm, course, luck, plan, times, habits, k)
    noise = np.sqrt(0.5) * (firm.style + luck.scale[:MONTHS])
    would = model.recommend_answer(course.satisfaction, noise, k).astype(float)
    felt = np.where(course.active, would, np.nan)
    made_good = course.outcome == MADE_GOOD
    sales = np.array(
        [
            1.0 + habits.advise_sales * t[ADVISE] + habits.press_sales * t[PRESS]
            for t in times
            for _ in range(MONTHS // QUARTERS)
        ]
    )
    pay = habits.pay_share * firm_margin(firm)
    a_day = pay / MONTHS / WORKDAYS
    return Year(
        quarters=tuple(
            _quarter(course, times[q], answers, felt, slice(3 * q, 3 * q + 3), habits)
            for q in range(QUARTERS)
        ),
        margin=float((course.margin.sum(axis=1) * sales).sum()),
        bonus=plan.size * pay,
        training=plan.training * a_day * (1.0 + habits.trainer),
        measuring=habits.measuring * pay if plan.others_measure else 0.0,
        remedies=float(
            habits.remedy_cost * firm.profile.usual_amount * (made_good * firm.spend).sum()
        ),
    )


def firm_margin(firm: Today) -> float:
    """Return what a year of today's customers brings, in crowns, if nobody leaves."""
    return float(MONTHS * firm.margin * (firm.visits * firm.spend).sum())


def _reported(
    firm: Today,
    course: Course,
    luck: Luck,
    plan: Plan,
    times: list[dict[str, float]],
    habits: Habits,
    k: Coefficients,
) -> Floats:
    """Return the answers to the survey, shape (12, n); NaN where there is none."""
    by_month = [t for t in times for _ in range(MONTHS // QUARTERS)]
    passed_over = np.array([1.0 - exp(-habits.happy_only * t[HAPPY]) for t in by_month])
    lift = np.array([habits.beg_lift * t[BEG] for t in by_month])
    unhappy = course.satisfaction < habits.happy_from
    asked = firm.profile.asked * np.where(unhappy, 1.0 - passed_over[:, None], 1.0)
    return survey(firm, course, luck, asked=asked, lift=lift[:, None], k=k)


def _quarter(
    course: Course,
    time: Mapping[str, float],
    answers: Floats,
    felt: Floats,
    months: slice,
    habits: Habits,
) -> Quarter:
    came = course.waiting[months]
    came = came[~np.isnan(came)]
    waited = float(came.mean()) if len(came) else float("nan")
    first = int(course.active[0].sum())
    gone = int(course.left[: months.stop].sum())
    return Quarter(
        time=time,
        reported=_camps(answers[months]),
        felt=_camps(felt[months]),
        noted=waited * exp(-habits.clock_minutes * time[CLOCK]),
        waited=waited,
        logged=int((course.outcome[months] != SILENT).sum()),
        made_good=int((course.outcome[months] == MADE_GOOD).sum()),
        troubles=int(course.trouble[months].sum()),
        staying=1.0 - gone / first,
    )


def _camps(scores: Floats) -> Camps:
    given = scores[~np.isnan(scores)]
    promoters, detractors = int((given >= 9).sum()), int((given <= 6).sum())
    return Camps(promoters, len(given) - promoters - detractors, detractors)
