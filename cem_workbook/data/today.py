"""A company as it stands when its two years are over: what every simulation starts from.

It holds the hidden state (what each customer feels) that no real firm can see.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cem_workbook.data.company import Company
from cem_workbook.data.life import NEVER, channel_waits
from cem_workbook.data.model import Floats, Ints
from cem_workbook.data.sectors import Sector
from cem_workbook.data.tables import FIRST_CUSTOMER
from cem_workbook.data.town import BUSY


@dataclass(frozen=True)
class Today:
    """The customers who are still there after the two years, and the firm that serves them.

    Attributes:
        profile: the sector.
        seed: the company's seed.
        number: `customer_id` of each customer, shape (n,), as all arrays of customers here.
        segment: position in the sector's segments.
        branch: home branch, position in BRANCHES.
        baseline: what they think of the firm after a usual visit, 0 to 100.
        patience: minutes of waiting that they find usual.
        channel_wait: waiting of the channels that they use, relative to the branch's.
        visits: visits a month in an average month.
        spend: amount on a visit relative to the list price.
        readiness: how readily they answer surveys, log-odds.
        style: how generously they use an answering scale, standard normal.
        satisfaction: what they feel now, 0 to 100.
        effort: the effort they feel now, 0 to 100.
        waiting: usual minutes at each branch in a month without a season, shape (4,).
        busy: factor on waiting of each calendar month, January first, shape (12,).
        season: visits of each calendar month relative to the average, shape (12,).
        first: position of the first staff member of each branch, shape (5,).
        skill: skill of each staff member, standard deviations, shape (staff,).
        authority: crowns that each may promise without asking, shape (staff,).
    """

    profile: Sector
    seed: int
    number: Ints
    segment: Ints
    branch: Ints
    baseline: Floats
    patience: Floats
    channel_wait: Floats
    visits: Floats
    spend: Floats
    readiness: Floats
    style: Floats
    satisfaction: Floats
    effort: Floats
    waiting: Floats
    busy: Floats
    season: Floats
    first: Ints
    skill: Floats
    authority: Floats

    def __len__(self) -> int:
        return len(self.number)

    @property
    def margin(self) -> float:
        """The average margin of a purchase at list price, crowns."""
        return sum(p.price * p.margin * p.share for p in self.profile.products)


@lru_cache(maxsize=4)
def today(company: Company) -> Today:
    """Return how a company stands at the end of its two years; the last few are kept."""
    profile, town, life = company.profile, company.town, company.life
    people = life.people
    here = np.flatnonzero(life.left == NEVER)
    season = np.array(profile.season)
    return Today(
        profile=profile,
        seed=company.seed,
        number=FIRST_CUSTOMER + here,
        segment=people.segment[here],
        branch=people.branch[here],
        baseline=people.baseline[here],
        patience=people.patience[here],
        channel_wait=channel_waits(profile, people.channel[here]),
        visits=people.visits[here],
        spend=people.spend[here],
        readiness=people.readiness[here],
        style=people.style[here],
        satisfaction=life.satisfaction[-1, here],
        effort=life.effort[-1, here],
        waiting=town.waiting[:, -1] / season[-1] ** BUSY,
        busy=season**BUSY,
        season=season,
        first=town.first,
        skill=town.skill,
        authority=town.authority,
    )
