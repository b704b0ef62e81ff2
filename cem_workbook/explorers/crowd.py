"""A year's customers, one dot each: who is asked, who answers, and what nobody hears.

The people are all who were customers in January. In December some of them have left; they keep
the feeling with which they left. Newcomers are left out, so that both months speak of the same
people. Only a made-up firm can show this: it stands on the table `truth`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cem_workbook.data import model

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

FEELINGS = (1, 2, 3, 4, 5)
SATISFIED_FROM = 4
BUSY = "business"  # a segment of every sector
YEAR_START, YEAR_END = 12, 23  # positions among the 24 months

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# How likely each feeling, 1 to 5, is to answer. All of these are invented; the company's own habit
# comes from its model.
ANGRY_AND_DELIGHTED = (0.70, 0.45, 0.08, 0.12, 0.60)
POLITE = (0.10, 0.12, 0.15, 0.45, 0.50)
EVERY_SECOND = 0.5


@dataclass(frozen=True, eq=False)
class Crowd:
    """The people in one month. Every array has one entry a customer, in the same order.

    Attributes:
        feeling: what each would answer, 1 to 5; for those who have left, their last answer.
        here: still a customer.
        came: here, and came in this month.
        went_well: came, nothing went wrong, and the wait was below the middle of all waits.
        branch: home branch.
        busy: a business customer.
        answering: how likely each is to answer, 0 to 1, as in this company.
    """

    feeling: NDArray[np.int64]
    here: Flags
    came: Flags
    went_well: Flags
    branch: NDArray[np.object_]
    busy: Flags
    answering: Floats

    @property
    def satisfied(self) -> Flags:
        """Who would answer 4 or 5."""
        return self.feeling >= SATISFIED_FROM

    def share_satisfied(self, among: Flags) -> float:
        """Return the satisfied among some of the people, in per cent; NaN if there are none."""
        return 100 * float(self.satisfied[among].mean()) if among.any() else math.nan

    def settles(self, among: Flags, chance: Floats) -> float:
        """Return the score, in per cent, at which asking ever more people in one way would end."""
        weight = chance[among]
        if not weight.sum():
            return math.nan
        return 100 * float(np.average(self.satisfied[among], weights=weight))


def crowds(company: Company) -> tuple[Crowd, Crowd]:
    """Return the customers of January 2025, in that month and in the December after it."""
    truth = company.truth
    months = np.sort(truth["month"].unique())
    start = truth[(truth["month"] == months[YEAR_START]) & truth["active"]]
    known = company.customers.set_index("customer_id").loc[start["customer_id"]]
    ready = {segment.name: segment.answers for segment in company.profile.segments}
    readiness = known["segment"].map(ready).to_numpy(dtype=float)
    found = []
    for month in (months[YEAR_START], months[YEAR_END]):
        now = truth[truth["month"] == month].set_index("customer_id").loc[known.index]
        here = now["active"].to_numpy(dtype=bool)
        came = here & (now["visits"].to_numpy() > 0)
        waiting = now["waiting"].to_numpy(dtype=float)
        usual = float(np.median(waiting[came])) if came.any() else 0.0
        found.append(
            Crowd(
                feeling=now["satisfaction"].to_numpy(dtype=np.int64),
                here=here,
                came=came,
                went_well=came & (now["troubles"].to_numpy() == 0) & (waiting < usual),
                branch=known["branch"].to_numpy(dtype=object),
                busy=(known["segment"] == BUSY).to_numpy(dtype=bool),
                answering=model.answering_chance(now["satisfaction_felt"], readiness),
            )
        )
    return found[0], found[1]


# Who bothers to answer: how likely each is, 0 to 1


def everybody(crowd: Crowd) -> Floats:
    """Nobody stays silent."""
    return np.ones(len(crowd.feeling))


def as_here(crowd: Crowd) -> Floats:
    """As in this company."""
    return crowd.answering


def angry_and_delighted(crowd: Crowd) -> Floats:
    """Strong feelings answer, mild ones do not."""
    return _by_feeling(crowd, ANGRY_AND_DELIGHTED)


def polite(crowd: Crowd) -> Floats:
    """The satisfied answer to be polite; most others say nothing."""
    return _by_feeling(crowd, POLITE)


def busy_silent(crowd: Crowd) -> Floats:
    """Business customers have no time; of the others every second answers."""
    return np.where(crowd.busy, 0.0, EVERY_SECOND)


def _by_feeling(crowd: Crowd, chances: tuple[float, ...]) -> Floats:
    return np.array(chances)[crowd.feeling - 1]


# A survey


def luck(seed: int, sample: int, people: int) -> tuple[NDArray[np.int64], Floats]:
    """Return the order in which people are asked, and the luck that decides who answers.

    The same for both months and for every size, so that only what is moved moves.
    """
    draw = random.Random(f"who-answered/{seed}/{sample}")
    order = np.argsort([draw.random() for _ in range(people)], kind="stable")
    return order, np.array([draw.random() for _ in range(people)])


@dataclass(frozen=True)
class Pile:
    """People of one feeling in one place.

    Attributes:
        answered, silent, unasked: how many of them answered, were asked and kept silent, and were
            not asked.
    """

    answered: int
    silent: int
    unasked: int

    @property
    def asked(self) -> int:
        """How many were asked."""
        return self.answered + self.silent

    @property
    def people(self) -> int:
        """How many there are."""
        return self.asked + self.unasked


Piles = Mapping[int, Pile]


@dataclass(frozen=True)
class Survey:
    """What came of asking.

    Attributes:
        here: the piles of those who are still customers, by feeling.
        left: the piles of those who have left, by feeling.
    """

    here: Piles
    left: Piles

    @property
    def asked(self) -> int:
        """How many were asked."""
        return sum(p.asked for piles in (self.here, self.left) for p in piles.values())

    @property
    def counts(self) -> dict[int, int]:
        """How many answers of each kind came back, 1 to 5."""
        return {f: self.here[f].answered + self.left[f].answered for f in FEELINGS}


def survey(
    crowd: Crowd,
    among: Flags,
    chance: Floats,
    most: int,
    drawn: tuple[NDArray[np.int64], Floats],
) -> Survey:
    """Ask some of the people.

    Args:
        crowd: the people.
        among: who may be asked.
        chance: how likely each is to answer, 0 to 1.
        most: how many are asked, if there are so many.
        drawn: the order of asking, and each one's luck, from `luck`.
    """
    order, fortune = drawn
    asked = np.zeros(len(order), dtype=bool)
    asked[order[among[order]][:most]] = True
    answered = asked & (fortune < chance)

    def piles(place: Flags) -> dict[int, Pile]:
        found = {}
        for feeling in FEELINGS:
            these = place & (crowd.feeling == feeling)
            all_of, of_asked, of_answered = (
                int((these & some).sum()) for some in (these, asked, answered)
            )
            found[feeling] = Pile(of_answered, of_asked - of_answered, all_of - of_asked)
        return found

    return Survey(piles(crowd.here), piles(~crowd.here))
