"""The metric tree of one's own company: waiting, effort, satisfaction, leaving, spending, crowns.

The course's own. Each link is estimated from what a real firm has on file: visits with the minutes
waited, surveys that were answered, and who left. Waiting is counted in steps of ten per cent less,
so that one step is the same change for a short wait and for a long one; a customer's typical wait
is the geometric mean of the last six months' waits. (The geometric mean, because with it the
slope is the effect of the same percentage off every wait, and because it does not grow with the
number of visits, as the logarithm of a plain mean does.)

Where nobody ends a contract the firm does not see its customers leave. There, somebody who comes
in a month and in none of the next six is counted as gone from then on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from cem_workbook.data.assumed import assume
from cem_workbook.data.company import Company
from cem_workbook.data.model import Floats, Ints
from cem_workbook.data.sectors import BRANCHES
from cem_workbook.data.tables import FIRST_CUSTOMER
from cem_workbook.data.town import MONTHS
from cem_workbook.metrics.links import Slope, freed_of, slope_of

STEP = math.log(0.9)
"""One step on the scale of waiting: ten per cent less."""
HISTORY = 6  # months over which a customer's typical wait is taken
SILENCE = 6  # months without a visit that count as gone, where nobody sees it
FEWEST = 5  # leavers under a link to leaving; with fewer, nothing is said

WAIT_EASE, EASE_SATISFACTION = "wait-ease", "ease-satisfaction"
SATISFACTION_LEAVE, SATISFACTION_SPEND = "satisfaction-leave", "satisfaction-spend"
WAIT_LEAVE, WAIT_SPEND = "wait-leave", "wait-spend"
CHAIN = (WAIT_EASE, EASE_SATISFACTION, SATISFACTION_LEAVE, SATISFACTION_SPEND)
LINKS = (*CHAIN, WAIT_LEAVE, WAIT_SPEND)
"""Four links from box to box, and two that go all the way at once."""
GOOD_SIGN = {link: -1 if link in (SATISFACTION_LEAVE, WAIT_LEAVE) else 1 for link in LINKS}
"""The sign that each link has where waiting less is good for the firm."""

NOTHING, WAITING, EASE, SATISFACTION = "nothing", "waiting", "ease", "satisfaction"
TARGETS = (NOTHING, WAITING, EASE, SATISFACTION)


@dataclass(frozen=True)
class Habits:
    """What becomes of a number for which those who write it down are rewarded."""

    dressed: float = assume(
        0.7, "share", "the course's own; invented", "bad entries that are dressed up", 0, 1
    )


USUAL = Habits()


@dataclass(frozen=True)
class Choice:
    """Which data, and how they are compared.

    Attributes:
        months: of the latest months that can be used, how many; 1 or more.
        fair: True where only customers of the same branch, segment and month are compared.
        everybody: True for the answers that all who came would have given, which no firm has.
        target: the number for which the staff who write it down are rewarded, one of TARGETS.
    """

    months: int = MONTHS
    fair: bool = True
    everybody: bool = False
    target: str = NOTHING


class Answers(NamedTuple):
    """Survey answers, one a row: month, customer, ease (1 to 7), satisfaction (1 to 5)."""

    month: Ints
    customer: Ints
    ease: Floats
    satisfaction: Floats


@dataclass(frozen=True)
class Records:
    """What is on file; arrays of shape (MONTHS, n) unless another one is named.

    Attributes:
        branch, segment: of each customer, shape (n,).
        wait: typical wait of the months up to this one, in steps; NaN without a known wait.
        now: the same of this month alone.
        margin: crowns that the month's purchases brought.
        here: True where somebody is a customer, as far as the firm can tell.
        leaves: True in the last month of those who leave, likewise.
        last: the last month of which the firm knows who left after it.
        sent: how many surveys were sent up to it.
        answers: the surveys that were answered.
        all_answers: what all who came would have answered; empty unless asked for.
    """

    branch: Ints
    segment: Ints
    wait: Floats
    now: Floats
    margin: Floats
    here: np.ndarray
    leaves: np.ndarray
    last: int
    sent: int
    answers: Answers
    all_answers: Answers

    @property
    def customers(self) -> int:
        """How many customers there are in the last month that can be used."""
        return int(self.here[-1 if self.last == MONTHS - 2 else self.last].sum())


@dataclass(frozen=True)
class Link:
    """One link of the tree.

    Attributes:
        slope: how much of y goes with one more of x, and how sure that is.
        x, y: what it is estimated from, freed of what was held equal, around their own means.
        customer: whose each row is.
        leavers: of a link to leaving, how many left; None otherwise.
        seen: the same x and y as they are on file, freed of nothing; shape (2, rows).
        segment: the segment of each row.
    """

    slope: Slope
    x: Floats
    y: Floats
    customer: Ints
    leavers: int | None
    seen: Floats
    segment: Ints

    @property
    def known(self) -> bool:
        """Whether there is enough to say anything at all."""
        few = self.leavers is not None and self.leavers < FEWEST
        return not few and math.isfinite(self.slope.interval[0])

    @property
    def told(self) -> bool:
        """Whether it can be told from nothing."""
        return self.known and self.slope.told_from_nothing


@dataclass(frozen=True)
class Tree:
    """The tree as one choice of data shows it.

    Attributes:
        links: by name, one for each of LINKS.
        waited: the typical wait, minutes, as it is noted.
        ease: mean answer, 1 to 7.
        satisfaction: mean answer, 1 to 5.
        leaving: share of the customers who leave in a month, 0 to 1.
        spending: crowns that a customer brings in a month.
        answers: how many answers to both questions there are.
        visits: how many customers and months with a known wait.
    """

    links: dict[str, Link]
    waited: float
    ease: float
    satisfaction: float
    leaving: float
    spending: float
    answers: int
    visits: int


def months_there_are(records: Records) -> int:
    """Return of how many months the firm knows who left after them."""
    return records.last + 1


@lru_cache(maxsize=4)
def records(
    company: Company, everybody: bool = False, target: str = NOTHING, habits: Habits = USUAL
) -> Records:
    """Return what a company has on file; the last few are kept.

    Args:
        company: whose.
        everybody: whether to add what all who came would have answered.
        target: the number for which the staff are rewarded, and which they dress up.
        habits: this model's numbers.
    """
    people, bought, surveys = company.customers, company.purchases, company.surveys
    n = len(people)
    rng = _luck(company)
    customer = bought["customer_id"].to_numpy() - FIRST_CUSTOMER
    month = month_of(bought["date"])
    minutes = bought["waiting"].to_numpy()
    if target == WAITING:
        minutes = clock_stopped(minutes, rng.random((2, len(minutes))), habits)
    known = ~np.isnan(minutes)
    place = month * n + customer

    def table(values: Floats | None, rows: np.ndarray | slice = slice(None)) -> Floats:
        weights = None if values is None else values[rows]
        return np.bincount(place[rows], weights, MONTHS * n).reshape(MONTHS, n).astype(float)

    steps = np.log(np.maximum(minutes, 0.5)) / STEP
    sums, counts = table(steps, known), table(None, known)
    visits = table(None)
    here, leaves, last = _who_left(company, people, visits)
    sent = month[surveys["purchase_id"].to_numpy() - 1] <= last
    answered = surveys[surveys["answered"].to_numpy()]
    given = Answers(
        month[answered["purchase_id"].to_numpy() - 1],
        answered["customer_id"].to_numpy() - FIRST_CUSTOMER,
        answered["effort"].to_numpy(dtype=float, na_value=np.nan),
        answered["satisfaction"].to_numpy(dtype=float, na_value=np.nan),
    )
    none = np.zeros(0, dtype=np.int64)
    nobody = Answers(none, none, none.astype(float), none.astype(float))
    every = _everybody(company) if everybody else nobody
    return Records(
        branch=_places(people["branch"], BRANCHES),
        segment=_places(people["segment"], [each.name for each in company.profile.segments]),
        wait=_mean(_rolling(sums, HISTORY), _rolling(counts, HISTORY)),
        now=_mean(sums, counts),
        margin=table((bought["amount"] - bought["cost"]).to_numpy()),
        here=here,
        leaves=leaves,
        last=last,
        sent=int(sent.sum()),
        answers=_dressed(given, target, rng, habits),
        all_answers=_dressed(every, target, rng, habits),
    )


def clock_stopped(minutes: Floats, u: Floats, habits: Habits = USUAL) -> Floats:
    """Return waits as they are noted by people who are rewarded for short ones.

    Args:
        minutes: as they were, shape (visits,); NaN stays.
        u: uniform numbers, shape (2, visits).
        habits: this model's numbers.
    """
    usual = np.nanmedian(minutes)
    stopped = np.minimum(minutes, usual * (0.5 + 0.5 * u[1]))
    return np.where(u[0] < habits.dressed, stopped, minutes)


def talked_up(answers: Floats, below: float, best: float, u: Floats, habits: Habits) -> Floats:
    """Return answers of which a share of those up to `below` has become the best; NaN stays."""
    return np.where((answers <= below) & (u < habits.dressed), best, answers)


def _dressed(given: Answers, target: str, rng: np.random.Generator, habits: Habits) -> Answers:
    u = rng.random(len(given.month))
    if target == EASE:
        return given._replace(ease=talked_up(given.ease, 5, 7, u, habits))
    if target == SATISFACTION:
        return given._replace(satisfaction=talked_up(given.satisfaction, 3, 5, u, habits))
    return given


def _luck(company: Company) -> np.random.Generator:
    """Return random numbers of the tree's own, the same for the same company."""
    key = (*company.sector.encode(), 7)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(company.seed, spawn_key=key)))


def month_of(dates: pd.Series) -> Ints:
    """Return the month of each date, 0 for the first of the two years."""
    whole = dates.to_numpy().astype("datetime64[M]").astype(np.int64)
    return np.asarray(whole - np.datetime64("2024-01", "M").astype(np.int64))


def _places(words: pd.Series, known: tuple[str, ...] | list[str]) -> Ints:
    return words.map({word: i for i, word in enumerate(known)}).to_numpy(dtype=np.int64)


def _rolling(values: Floats, months: int) -> Floats:
    total = np.cumsum(values, axis=0)
    total[months:] -= total[:-months].copy()
    return total


def _mean(sums: Floats, counts: Floats) -> Floats:
    return np.where(counts > 0, sums / np.maximum(counts, 1.0), np.nan)


def _who_left(
    company: Company, people: pd.DataFrame, visits: Floats
) -> tuple[np.ndarray, np.ndarray, int]:
    """Return who is a customer in each month, who leaves after it, and the last month known."""
    month = np.arange(MONTHS)[:, None]
    if company.profile.contract:
        first = month_of(people["joined_on"])
        left = people["left_on"]
        gone = np.where(left.isna(), 2 * MONTHS, month_of(left.fillna(people["joined_on"])))
        return (first <= month) & (gone > month), gone == month + 1, MONTHS - 2
    ahead = np.cumsum(visits[::-1], axis=0)[::-1]
    later = np.zeros_like(visits)
    later[:-1] = ahead[1:]
    later[: -SILENCE - 1] -= ahead[SILENCE + 1 :]
    came = visits > 0
    here = (_rolling(visits, HISTORY) > 0) & (came | (later > 0))
    return here, came & (later == 0), MONTHS - 1 - SILENCE


def _everybody(company: Company) -> Answers:
    truth = company.truth
    truth = truth[truth["visits"].to_numpy() > 0]
    return Answers(
        month_of(truth["month"]),
        truth["customer_id"].to_numpy() - FIRST_CUSTOMER,
        truth["effort"].to_numpy(dtype=float),
        truth["satisfaction"].to_numpy(dtype=float),
    )


def answers_of(on_file: Records, choice: Choice) -> Answers:
    """Return the answers that a choice looks at."""
    answers = on_file.all_answers if choice.everybody else on_file.answers
    first = on_file.last + 1 - choice.months
    inside = (answers.month >= first) & (answers.month <= on_file.last)
    return Answers(
        answers.month[inside],
        answers.customer[inside],
        answers.ease[inside],
        answers.satisfaction[inside],
    )


def grow(on_file: Records, choice: Choice) -> Tree:
    """Return the tree that a choice of data shows."""
    first = max(0, on_file.last + 1 - choice.months)
    month, customer = np.nonzero(on_file.here[first : on_file.last + 1])
    month = month + first
    wait, leaves = on_file.wait[month, customer], on_file.leaves[month, customer]
    after = np.minimum(month + 1, MONTHS - 1)
    stays = on_file.here[after, customer]
    next_margin = np.where(stays, on_file.margin[after, customer], np.nan)

    a = answers_of(on_file, choice)
    then = np.minimum(a.month + 1, MONTHS - 1)
    here = on_file.here[a.month, a.customer]
    left = np.where(here, 100.0 * on_file.leaves[a.month, a.customer], np.nan)
    later = np.where(on_file.here[then, a.customer], on_file.margin[then, a.customer], np.nan)
    now = on_file.now[a.month, a.customer]

    def link(x: Floats, y: Floats, who: Ints, when: Ints, leaving: bool = False) -> Link:
        rows = ~(np.isnan(x) | np.isnan(y))
        x, y, who, when = x[rows], y[rows], who[rows], when[rows]
        held = [on_file.branch[who], on_file.segment[who], when] if choice.fair else []
        if not len(x):
            nothing = Slope(math.nan, (-math.inf, math.inf), math.nan, 0, 0)
            return Link(nothing, x, y, who, 0 if leaving else None, np.zeros((2, 0)), who)
        fitted, (freed, rest) = freed_of(held, x, y)
        slope = slope_of(freed, rest, who, fitted)
        leavers = int((y > 0).sum()) if leaving else None
        segment = on_file.segment[who]
        return Link(
            slope, freed + x.mean(), rest + y.mean(), who, leavers, np.array([x, y]), segment
        )

    links = {
        WAIT_EASE: link(now, a.ease, a.customer, a.month),
        EASE_SATISFACTION: link(a.ease, a.satisfaction, a.customer, a.month),
        SATISFACTION_LEAVE: link(a.satisfaction, left, a.customer, a.month, leaving=True),
        SATISFACTION_SPEND: link(a.satisfaction, later, a.customer, a.month),
        WAIT_LEAVE: link(wait, 100.0 * leaves, customer, month, leaving=True),
        WAIT_SPEND: link(wait, next_margin, customer, month),
    }
    current = on_file.now[first : on_file.last + 1]
    return Tree(
        links=links,
        waited=float(np.exp(STEP * np.nanmean(current))),
        ease=float(np.nanmean(a.ease)) if len(a.ease) else math.nan,
        satisfaction=float(np.nanmean(a.satisfaction)) if len(a.ease) else math.nan,
        leaving=float(leaves.mean()),
        spending=float(on_file.margin[month, customer].mean()),
        answers=int((~np.isnan(a.ease + a.satisfaction)).sum()),
        visits=int((~np.isnan(current)).sum()),
    )
