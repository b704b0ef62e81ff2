"""An hour on the phones: executives listen, one thing is changed, and a year goes by.

From the source [001 · Lesson 2]: in a training programme named *call*, executives answer
customers' calls at the same time as the support staff, and so learn the voice of the customer and
the voice of their own employee. The source tells of no change and no result. That something must
change as a result, and what becomes of it, is the course's own model:

- Something stands in the employees' way in many calls; how often which, differs from firm to firm
  and is drawn from the firm's seed. One obstacle is clearly the most frequent. Nobody knows it.
- Beside the staff one mostly hears what stands in their way. On a recording, or in their place,
  one hears the customer; what stands in the employee's way is then mostly taken for manner.
- Under which topic a call is filed does not depend on the obstacle: the loudest topic is one
  thing, and what lies behind the calls another.
- One change is made when the listening is over. It takes away a part of what it is meant for.

Its customers go on as `cases.firm` says. Every size is invented.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from functools import lru_cache

from cem_workbook.cases.firm import AS_BEFORE, Conditions, Course, Luck, go_on
from cem_workbook.cases.voices import EMPLOYEE
from cem_workbook.data.assumed import assume
from cem_workbook.data.model import DEFAULT, Coefficients
from cem_workbook.data.today import Today
from cem_workbook.errors import BadInput
from cem_workbook.messages import say

MONTHS = 12
BESIDE, RECORDINGS, INSTEAD = "beside", "recordings", "instead"
LISTENERS = (BESIDE, RECORDINGS, INSTEAD)
OBSTACLES = tuple(code.name for code in EMPLOYEE)
AUTHORITY, INFORMATION, TIME, UNTOLD, MANNER = OBSTACLES
NO_CHANGE, TOPIC, AS_NAMED = "no change", "topic", "as named"
CHANGES = (NO_CHANGE, TOPIC, AS_NAMED, *OBSTACLES)
MOST_CALLS = 240

_OWN = "invented"
_CALL = "direction [001 · Lesson 2]; size invented"


@dataclass(frozen=True)
class Programme:
    """Every number of the model; `data.assumed.assumptions` lists each with its meaning."""

    heard_beside: float = assume(
        0.85, "share", _CALL, "obstacles named rightly beside the staff", 0.0, 1.0
    )
    heard_recorded: float = assume(
        0.30, "share", _OWN, "obstacles named rightly from recordings", 0.0, 1.0
    )
    heard_instead: float = assume(
        0.20, "share", _OWN, "obstacles named rightly in the staff's place", 0.0, 1.0
    )
    calls_a_month: float = assume(
        40.0, "calls", _OWN, "calls that the executives can hear in a month", 10.0, 240.0
    )
    obstacle_pain: float = assume(
        8.0, "points", _OWN, "what an obstacle takes from a visit", 0.0, 20.0
    )
    mended: float = assume(
        0.7, "share", _OWN, "part of its obstacle that a change takes away", 0.0, 1.0
    )
    topic_mended: float = assume(
        0.3, "share", _OWN, "part of a topic's troubles that a campaign spares", 0.0, 1.0
    )
    instead_waiting: float = assume(
        1.25, "times", _OWN, "waits while executives replace the staff", 1.0, 3.0
    )
    call_cost: float = assume(
        6.0, "crowns a call", _OWN, "an executive's time for one call", 0.0, 100.0
    )
    topic_cost: float = assume(0.3, "% of the margin", _OWN, "what the campaign costs", 0.0, 20.0)
    authority_cost: float = assume(
        0.6, "% of the margin", _OWN, "what more authority costs", 0.0, 20.0
    )
    information_cost: float = assume(
        0.9, "% of the margin", _OWN, "what a common screen costs", 0.0, 20.0
    )
    time_cost: float = assume(
        1.3, "% of the margin", _OWN, "what more people on the phones cost", 0.0, 20.0
    )
    untold_cost: float = assume(
        0.3, "% of the margin", _OWN, "what telling the staff first costs", 0.0, 20.0
    )
    manner_cost: float = assume(0.7, "% of the margin", _OWN, "what training costs", 0.0, 20.0)


STANDARD = Programme()


@dataclass(frozen=True)
class Plan:
    """What the executives do.

    Attributes:
        listen: BESIDE the staff, to RECORDINGS, or INSTEAD of the staff.
        calls: how many calls they hear, 1 to MOST_CALLS.
        change: the one change made as a result: NO_CHANGE, a campaign on the loudest TOPIC, an
            obstacle that is mended, or AS_NAMED: the obstacle that was named most often.
    """

    listen: str = BESIDE
    calls: int = 40
    change: str = AS_NAMED

    def __post_init__(self) -> None:
        if self.listen not in LISTENERS or self.change not in CHANGES:
            raise BadInput(
                say(
                    "A plan listens in one of the ways {ways} and makes one of the changes "
                    "{changes}; got {listen}, {change}.",
                    ways=", ".join(LISTENERS),
                    changes=", ".join(CHANGES),
                    listen=self.listen,
                    change=self.change,
                )
            )
        if not 1 <= self.calls <= MOST_CALLS:
            raise BadInput(
                say(
                    "The executives hear 1 to {most} calls; got {calls}.",
                    most=MOST_CALLS,
                    calls=self.calls,
                )
            )


@dataclass(frozen=True)
class Heard:
    """What the executives bring back.

    Attributes:
        topics: how many calls are filed under each topic.
        obstacles: in how many calls each obstacle was named.
        n: how many calls they heard.
    """

    topics: dict[str, int]
    obstacles: dict[str, int]
    n: int

    @property
    def loudest(self) -> str:
        """The topic of most calls."""
        return max(self.topics, key=lambda name: self.topics[name])

    @property
    def named(self) -> str:
        """The obstacle that was named most often."""
        return max(self.obstacles, key=lambda name: self.obstacles[name])


@dataclass(frozen=True)
class Year:
    """What became of a plan.

    Attributes:
        heard: what the executives brought back.
        change: what was changed: NO_CHANGE, TOPIC or an obstacle.
        listening: months of listening; the last may be begun only.
        from_month: the first month under the change, counted from 0; MONTHS if none.
        course: what became of the customers.
        cost: crowns that the listening and the change cost.
        net: crowns of margin less the cost.
    """

    heard: Heard
    change: str
    listening: int
    from_month: int
    course: Course
    cost: float
    net: float


@lru_cache(maxsize=256)
def obstacles_of(sector: str, seed: int) -> dict[str, float]:
    """Return the truth that nobody knows: in what share of a firm's calls each obstacle stands.

    Args:
        sector: the name of the firm's sector.
        seed: the firm's seed.

    Returns:
        Shares that add up to 1. One of the four that are not manner has the largest.
    """
    draw = random.Random(f"phones/{sector}/{seed}")  # stable across versions and machines
    weight = {name: 0.10 + 0.10 * draw.random() for name in OBSTACLES}
    weight[OBSTACLES[int(4 * draw.random())]] += 0.30
    total = sum(weight.values())
    return {name: one / total for name, one in weight.items()}


def hear(firm: Today, plan: Plan, model: Programme = STANDARD, again: int = 0) -> Heard:
    """Return what the executives hear under a plan.

    The calls are the same for every way to listen; more calls are these, and others.

    Args:
        firm: the company today.
        plan: who listens, and to how many calls.
        model: what is assumed.
        again: 0, or another whole number for other calls.
    """
    draw = random.Random(f"calls/{firm.profile.name}/{firm.seed}/{again}")
    truth = obstacles_of(firm.profile.name, firm.seed)
    topics = {topic.name: topic.share for topic in firm.profile.topics}
    rightly = {
        BESIDE: model.heard_beside,
        RECORDINGS: model.heard_recorded,
        INSTEAD: model.heard_instead,
    }[plan.listen]
    filed, named = dict.fromkeys(topics, 0), dict.fromkeys(OBSTACLES, 0)
    for _ in range(plan.calls):
        chance = [draw.random() for _ in range(4)]
        filed[_one_of(topics, chance[0])] += 1
        obstacle = _one_of(truth, chance[1])
        if chance[2] >= rightly:
            others = [name for name in OBSTACLES if name != obstacle]
            obstacle = MANNER if plan.listen != BESIDE else others[int(4 * chance[3])]
        named[obstacle] += 1
    return Heard(filed, named, plan.calls)


def _one_of(shares: dict[str, float], u: float) -> str:
    for name, share in shares.items():
        u -= share
        if u < 0:
            return name
    return name


def conditions(firm: Today, change: str, topic: str, model: Programme = STANDARD) -> Conditions:
    """Return what a change makes of the firm.

    Args:
        firm: the company today.
        change: NO_CHANGE, TOPIC or one of OBSTACLES.
        topic: the topic on which a campaign is made.
        model: what is assumed.
    """
    if change == NO_CHANGE:
        return AS_BEFORE
    if change == TOPIC:
        share = next(each.share for each in firm.profile.topics if each.name == topic)
        return Conditions(trouble=1.0 - model.topic_mended * share)
    gone = model.mended * obstacles_of(firm.profile.name, firm.seed)[change]
    warmth = model.obstacle_pain * gone
    return {
        AUTHORITY: Conditions(
            warmth=warmth, authority=2.0 * gone * firm.profile.usual_amount, days=1.0 - gone
        ),
        INFORMATION: Conditions(warmth=warmth, days=1.0 - gone),
        TIME: Conditions(warmth=warmth, waiting=1.0 - 0.3 * gone),
        UNTOLD: Conditions(warmth=warmth, trouble=1.0 - 0.5 * gone),
        MANNER: Conditions(warmth=warmth, skill=0.5 * gone),
    }[change]


def run(
    firm: Today,
    plan: Plan,
    luck: Luck,
    *,
    model: Programme = STANDARD,
    k: Coefficients = DEFAULT,
    again: int = 0,
) -> Year:
    """Return a year of a firm under a plan.

    Args:
        firm: the company today.
        plan: what the executives do.
        luck: what chance decides about the customers, for a year.
        model: what is assumed about listening and changing.
        k: the coefficients of the customers' model.
        again: which calls reach the executives.
    """
    heard = hear(firm, plan, model, again)
    change = heard.named if plan.change == AS_NAMED else plan.change
    listening = math.ceil(plan.calls / model.calls_a_month)
    start = min(MONTHS, listening) if change != NO_CHANGE else MONTHS
    while_listening = AS_BEFORE
    if plan.listen == INSTEAD:
        while_listening = Conditions(waiting=model.instead_waiting)
    after = conditions(firm, change, heard.loudest, model)
    months = [
        while_listening if month < min(listening, MONTHS) else after for month in range(MONTHS)
    ]
    course = go_on(firm, months, luck, k)
    share = {
        NO_CHANGE: 0.0,
        TOPIC: model.topic_cost,
        AUTHORITY: model.authority_cost,
        INFORMATION: model.information_cost,
        TIME: model.time_cost,
        UNTOLD: model.untold_cost,
        MANNER: model.manner_cost,
    }[change]
    by_month = course.margin.sum(axis=1)
    cost = plan.calls * model.call_cost + share / 100.0 * float(by_month[start:].sum())
    return Year(heard, change, listening, start, course, cost, float(by_month.sum()) - cost)


def kept_more(course: Course, before: Course) -> float:
    """Return how many more of 1,000 customers are still there than if all had gone on as before."""
    return 1000.0 * (course.staying() - before.staying())
