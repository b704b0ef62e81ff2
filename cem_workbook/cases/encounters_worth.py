"""What a conversation is worth to the learner's company: the customer, those who hear, the queue.

The sum is the course's own. What a customer brings and how easily one leaves come from the
company's own customers of today; how feelings decide on leaving is `data.model`, as everywhere in
the course. The customer in front of you is taken for the average one: who it really is, nobody
can see, so a small and a large one are shown beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from cem_workbook.cases.encounters import Conversation, Feelings
from cem_workbook.cases.encounters_play import Outcome
from cem_workbook.data import model
from cem_workbook.data.assumed import assume
from cem_workbook.data.model import DEFAULT, Coefficients, Floats
from cem_workbook.data.today import today

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

_OWN = "invented"
_ASSUMED = "assumed; in no source"


@dataclass(frozen=True)
class Stakes:
    """Every number of the sum but those of `data.model`."""

    trust_share: float = assume(
        0.6, "share", _ASSUMED, "satisfaction is trust so far, and calm for the rest", 0.0, 1.0
    )
    months: int = assume(36, "months", _OWN, "one looks so far ahead", 6, 120)
    heard_share: float = assume(
        0.15, "share", "direction [004 · Shop]; size invented",
        "so much of the change reaches somebody who hears of it", 0.0, 1.0,
    )  # fmt: skip
    minute_cost: float = assume(
        0.4, "crowns a minute", _OWN, "the time of whoever talks to the customer", 0.0, 10.0
    )


USUAL = Stakes()


@dataclass(frozen=True)
class Crowd:
    """The customers of a company as far as the sum needs them.

    Attributes:
        margin: what an average customer brings in a month, crowns.
        tenths: the same for somebody below whom a tenth of the customers lie, and for somebody
            above whom a tenth lie, relative to the average.
        visits: visits a month, on average.
        satisfaction, effort: what they usually feel, 0 to 100.
        leaving: the sector's log-odds of leaving.
        tolerance: minutes of waiting that they find usual.
        purchase: the list price of a usual purchase, crowns.
    """

    margin: float
    tenths: tuple[float, float]
    visits: float
    satisfaction: float
    effort: float
    leaving: float
    tolerance: float
    purchase: float


@lru_cache(maxsize=8)
def crowd(company: Company) -> Crowd:
    """Return a company's customers of today as far as the sum needs them."""
    firm = today(company)
    each = firm.visits * firm.spend
    low, high = np.quantile(each, (0.1, 0.9)) / each.mean()
    return Crowd(
        margin=float(firm.margin * each.mean()),
        tenths=(float(low), float(high)),
        visits=float(firm.visits.mean()),
        satisfaction=float(firm.satisfaction.mean()),
        effort=float(firm.effort.mean()),
        leaving=firm.profile.leaving,
        tolerance=float(firm.patience.mean()),
        purchase=firm.profile.usual_amount,
    )


def satisfaction(feelings: Feelings, stakes: Stakes = USUAL) -> float:
    """Return the satisfaction (0 to 100) of a customer who feels so.

    Their effort is taken as it is: it is the model's own second scale.
    """
    share = stakes.trust_share
    return share * feelings.trust + (1.0 - share) * (100.0 - feelings.anger)


@dataclass(frozen=True)
class Ahead:
    """What is to be expected of a customer who feels so; arrays of one shape.

    Attributes:
        margin: crowns in the months one looks ahead.
        there: chance (0 to 1) to be a customer still a year on.
        months: how many months one is expected to stay, of those one looks ahead.
    """

    margin: Floats
    there: Floats
    months: Floats


def ahead(
    people: Crowd,
    satisfied: Floats,
    effort: Floats,
    stakes: Stakes = USUAL,
    k: Coefficients = DEFAULT,
) -> Ahead:
    """Return what is to be expected of customers who feel so today.

    Month by month the feelings go back to the usual, as fast as visits replace the old ones
    (`Coefficients.memory`) and as they fade without a visit; meanwhile some leave.

    Args:
        people: the company's customers.
        satisfied: what they feel today, 0 to 100.
        effort: likewise, of the same shape.
        stakes: the numbers of the sum.
        k: the model's coefficients.
    """
    none = np.exp(-people.visits)  # the chance of a month without a visit
    lasting = np.exp(-people.visits * k.memory) - none * k.fading
    hard = none * (1.0 - k.effort_fading)
    more, harder = satisfied - people.satisfaction, effort - people.effort
    here = np.ones_like(more, dtype=float)
    margin, months, there = np.zeros_like(here), np.zeros_like(here), here
    for month in range(int(stakes.months)):
        now = people.satisfaction + more * lasting**month
        bought = model.visits_factor(now, k) * model.spend_factor(now, k)
        margin = margin + here * people.margin * bought
        months = months + here
        toil = people.effort + harder * hard**month
        here = here * (1.0 - model.leaving_chance(now, toil, people.leaving, k))
        if month < 12:
            there = here
    return Ahead(margin, there, months)


@dataclass(frozen=True)
class Sum:
    """What a conversation leaves, in crowns.

    Attributes:
        usual: what an average customer brings in the months one looks ahead, if all is as usual.
        years: how long such a customer is expected to stay, of the years one looks ahead.
        there_before: chance (0 to 1) that somebody with the feelings at the start is there a year on.
        there_after: the same with the feelings at the end; 0 for somebody who has gone.
        customer: what is to be expected of the one in front of you.
        heard: what changes with those who hear of it.
        queue: what the wait takes from those behind; 0 or less.
        given: what was given away; below 0 where something was sold at once.
        time: what the minutes cost, 0 or more.
        low, high: the whole, if the customer is one below (above) whom a tenth of all lie.
    """

    usual: float
    years: float
    there_before: float
    there_after: float
    customer: float
    heard: float
    queue: float
    given: float
    time: float
    low: float
    high: float

    @property
    def whole(self) -> float:
        """What is left of it, all in all."""
        return self.customer + self.heard + self.queue - self.given - self.time


def sums(
    talk: Conversation,
    outcomes: Sequence[Outcome],
    people: Crowd,
    stakes: Stakes = USUAL,
    k: Coefficients = DEFAULT,
) -> list[Sum]:
    """Return what outcomes of one conversation leave.

    Args:
        talk: the conversation.
        outcomes: what it may have come to; an ending that is "" has not come yet.
        people: the company's customers.
        stakes: the numbers of the sum.
        k: the model's coefficients.
    """
    came = satisfaction(talk.start, stakes)
    went = np.array([satisfaction(each.feelings, stakes) for each in outcomes])
    kept = {"": 100} | {each.name: each.keeps for each in talk.endings}
    share = np.array([kept[each.ending] / 100 for each in outcomes])
    toil = np.array([each.feelings.effort for each in outcomes], dtype=float)
    minutes = np.array([each.minutes for each in outcomes], dtype=float)
    usually = np.array([people.satisfaction, came])
    first = ahead(people, usually, np.array([people.effort, talk.start.effort]), stakes, k)
    usual = first.margin[0]
    then = ahead(people, went, toil, stakes, k)
    customer = share * then.margin
    told = np.clip(people.satisfaction + stakes.heard_share * (went - came), 0.0, 100.0)
    those = ahead(people, told, np.full_like(told, people.effort), stakes, k)
    heard = talk.hear * (those.margin - usual)
    # those behind wait as long as the talk lasts: it is effort, and effort lowers satisfaction
    wait = k.effort_wait * minutes / people.tolerance
    behind = np.clip(people.satisfaction - k.memory * k.less_for_effort * wait, 0.0, 100.0)
    late = ahead(people, behind, np.clip(people.effort + wait, 0.0, 100.0), stakes, k)
    queue = talk.queue * (late.margin - usual)
    given = np.array([each.cost / 100 for each in outcomes]) * talk.loss * people.purchase
    time = minutes * stakes.minute_cost
    rest = heard + queue - given - time
    low, high = people.tenths
    return [
        Sum(
            usual=float(usual),
            years=float(first.months[0]) / 12,
            there_before=float(first.there[1]),
            there_after=float(then.there[i]) if share[i] else 0.0,
            customer=float(customer[i]),
            heard=float(heard[i]),
            queue=float(queue[i]),
            given=float(given[i]),
            time=float(time[i]),
            low=float(low * customer[i] + rest[i]),
            high=float(high * customer[i] + rest[i]),
        )
        for i in range(len(outcomes))
    ]
