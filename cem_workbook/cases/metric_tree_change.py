"""Ten per cent less waiting, carried through the metric tree; and what really comes of it.

Carrying (the course's own): fewer leave each month, and those who stay spend more. What that
brings in a year follows from the customers there are, the share that leaves in a month, and what
a leaver used to bring. How sure it is, a bootstrap says: 400 times as many customers are drawn
anew from the firm's own, with repetition and each with all their rows, and every link is estimated
again (B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993; drawn by customer, for
the rows of one customer belong together).

The answer sheet is what no firm has: the company's own model goes on for a year, once as before
and once with less waiting, on the same luck. Who leaves is not drawn there but reckoned with, so
that the sheet hardly depends on luck; single years, in which it is drawn, are shown beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from cem_workbook.cases.firm import Conditions, Course, draw_luck, go_on
from cem_workbook.cases.metric_tree import (
    EASE_SATISFACTION,
    LINKS,
    SATISFACTION_LEAVE,
    SATISFACTION_SPEND,
    STEP,
    WAIT_EASE,
    WAIT_LEAVE,
    WAIT_SPEND,
    Choice,
    Records,
    Tree,
)
from cem_workbook.data import model
from cem_workbook.data.company import Company
from cem_workbook.data.model import DEFAULT, Floats
from cem_workbook.data.today import today

YEAR = 12  # months
DRAWS = 400  # of the bootstrap
YEARS = 8  # single years, to show what luck does

STAY, SPEND, BOTH, BY_LINKS = "stay", "spend", "both", "by links"
WAYS = (BY_LINKS, STAY, SPEND, BOTH)
"""Carried link by link; all the way at once, in its two parts and in all."""


@dataclass(frozen=True)
class Range:
    """A sum with its interval; the ends are infinite where nothing can be said."""

    low: float
    value: float
    high: float

    @property
    def known(self) -> bool:
        """Whether anything can be said."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    @property
    def told(self) -> bool:
        """Whether it can be told from nothing."""
        return self.known and not self.low <= 0.0 <= self.high


UNKNOWN = Range(-math.inf, math.nan, math.inf)


@dataclass(frozen=True)
class Carried:
    """What less waiting brings in a year, by the tree.

    Attributes:
        crowns: by way, one of WAYS.
        kept: customers who do not leave, all the way at once.
        kept_by_links: the same link by link.
    """

    crowns: Mapping[str, Range]
    kept: Range
    kept_by_links: Range


def carry(on_file: Records, choice: Choice, tree: Tree, less: float) -> Carried:
    """Return what waiting less brings in a year, by the tree.

    Args:
        on_file: what the tree was grown from.
        choice: how.
        tree: the tree.
        less: by which share (0 to 1) everybody waits less.
    """
    n = on_file.here.shape[1]
    steps = math.log(1.0 - less) / STEP
    first = max(0, on_file.last + 1 - choice.months)
    months = slice(first, on_file.last + 1)
    here, leaves = on_file.here[months], on_file.leaves[months] & on_file.here[months]
    # what a leaver used to bring in a month, over all months on file
    stayed = np.maximum(np.cumsum(on_file.here, axis=0), 1)
    usual = (np.cumsum(on_file.margin * on_file.here, axis=0) / stayed)[months]
    each = [leaves.sum(axis=0), here.sum(axis=0), (usual * leaves).sum(axis=0)]
    for name in LINKS:
        link = tree.links[name]
        x, y = (v - v.mean() if len(v) else v for v in (link.x, link.y))
        each += [np.bincount(link.customer, x * y, n), np.bincount(link.customer, x * x, n)]
    gone, there, usually, *sums = (_redrawn(n) @ np.array(each, dtype=float).T).T
    leaving = gone / np.maximum(there, 1)
    brought = usually / np.maximum(gone, 1)
    slopes = {
        name: both / np.maximum(spread, 1e-9)
        if tree.links[name].known
        else np.full(len(both), np.nan)
        for name, both, spread in zip(LINKS, sums[::2], sums[1::2], strict=True)
    }

    def year(fewer: Floats, more: Floats) -> tuple[Floats, Floats, Floats]:
        """Return customers kept, and the crowns of those who stay and those who spend more."""
        now = np.clip(leaving + fewer / 100.0, 0.0, 1.0)
        customers = on_file.customers
        kept = customers * ((1.0 - now) ** YEAR - (1.0 - leaving) ** YEAR)
        longer = customers * brought * (_stays(now) - _stays(leaving))
        return kept, longer, customers * more * _stays(now)

    def way(*names: str) -> Floats:
        return np.asarray(np.prod([slopes[name] for name in names], axis=0) * steps)

    at_once = year(way(WAIT_LEAVE), way(WAIT_SPEND))
    chain = (WAIT_EASE, EASE_SATISFACTION)
    linked = year(way(*chain, SATISFACTION_LEAVE), way(*chain, SATISFACTION_SPEND))
    crowns = {
        BY_LINKS: _range(linked[1] + linked[2]),
        STAY: _range(at_once[1]),
        SPEND: _range(at_once[2]),
        BOTH: _range(at_once[1] + at_once[2]),
    }
    return Carried(crowns, _range(at_once[0]), _range(linked[0]))


def _stays(leaving: Floats) -> Floats:
    """Return how many of twelve months somebody stays who leaves with this chance in each."""
    return np.asarray(((1.0 - leaving)[:, None] ** np.arange(YEAR)).sum(axis=1))


def _range(values: Floats) -> Range:
    """Return the first value with the interval of the others; without it if one is not known."""
    if not np.isfinite(values).all():
        return UNKNOWN
    low, high = np.percentile(values[1:], [2.5, 97.5])
    value = float(values[0])
    return Range(min(float(low), value), value, max(float(high), value))


@lru_cache(maxsize=2)
def _redrawn(n: int) -> Floats:
    """Return how often each customer is in each redrawn firm; the first is the firm as it is."""
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(n)))
    drawn = np.floor(rng.random((DRAWS, n)) * n).astype(np.int64)
    counts = [np.bincount(row, minlength=n) for row in drawn]
    return np.array([np.ones(n), *counts])


@dataclass(frozen=True)
class Sheet:
    """The answer sheet: what less waiting really brings, in the company's own model.

    Attributes:
        links: what each of LINKS comes to when waiting is really cut.
        kept: customers who do not leave in the year.
        crowns: by way: STAY, SPEND and BOTH.
        one_year: lowest and highest crowns of single years, each with and without less waiting on
            the same luck.
        luck_alone: by how many crowns two single years without any change may differ by luck.
    """

    links: Mapping[str, float]
    kept: float
    crowns: Mapping[str, float]
    one_year: tuple[float, float]
    luck_alone: float


@lru_cache(maxsize=8)
def answer_sheet(company: Company, less: float = 0.1, years: int = YEARS) -> Sheet:
    """Return what waiting less really brings in the coming year; the last few are kept.

    Args:
        company: whose customers.
        less: by which share (0 to 1) everybody waits less.
        years: how many single years to try; 0 leaves `one_year` and `luck_alone` NaN.
    """
    firm = today(company)
    plans = [[Conditions()] * YEAR, [Conditions(waiting=1.0 - less)] * YEAR]
    steps = math.log(1.0 - less) / STEP
    luck = draw_luck(firm, YEAR)
    nobody = replace(luck, leave=np.ones_like(luck.leave))  # leaving is reckoned with
    a, b = (_expected(company, go_on(firm, plan, nobody)) for plan in plans)
    before, after = a.numbers, b.numbers
    by_staying = float(((b.there - a.there) * b.margin).sum())
    by_spending = float((a.there * (b.margin - a.margin)).sum())
    more = {name: after[name] - before[name] for name in before}
    spend = by_spending / float(a.there.sum())
    links = {
        WAIT_EASE: more["ease"] / steps,
        EASE_SATISFACTION: more["satisfaction"] / more["ease"],
        SATISFACTION_LEAVE: more["leaving"] / more["satisfaction"],
        SATISFACTION_SPEND: spend / more["satisfaction"],
        WAIT_LEAVE: more["leaving"] / steps,
        WAIT_SPEND: spend / steps,
    }
    single = []
    for again in range(years):
        luck = draw_luck(firm, YEAR, 1 + again)
        single.append([float(go_on(firm, plan, luck).margin.sum()) for plan in plans])
    gains = [later - now for now, later in single] or [math.nan]
    alone = 1.96 * math.sqrt(2.0) * float(np.std([now for now, _ in single], ddof=1)) if single else math.nan  # fmt: skip
    return Sheet(
        links,
        before["gone"] - after["gone"],
        {STAY: by_staying, SPEND: by_spending, BOTH: by_staying + by_spending},
        (min(gains), max(gains)),
        alone,
    )


@dataclass(frozen=True)
class _Expected:
    """A year in which leaving is reckoned with: shape (12, n) each, and four numbers."""

    there: Floats
    margin: Floats
    numbers: Mapping[str, float]


def _expected(company: Company, course: Course) -> _Expected:
    from scipy.special import ndtr

    k = DEFAULT
    chance = model.leaving_chance(course.satisfaction, course.effort, company.profile.leaving, k)
    stays = np.cumprod(1.0 - chance, axis=0)
    there = np.concatenate((np.ones((1, stays.shape[1])), stays[:-1]))

    def answer(score: Floats, spread: float, low: int, high: int) -> Floats:
        """Return the mean answer: low, and one more for every box that is passed."""
        return np.asarray(
            low + sum(1.0 - ndtr((box + 0.5 - score) / spread) for box in range(low, high))
        )

    came = there * (course.visits > 0)
    ease = answer(7.0 - 0.06 * course.effort, k.effort_answer_noise, 1, 7)
    pleased = answer(1.0 + course.satisfaction / 25.0, k.satisfaction_noise, 1, 5)
    numbers = {
        "ease": float((came * ease).sum() / came.sum()),
        "satisfaction": float((came * pleased).sum() / came.sum()),
        "leaving": float(100.0 * (there * chance).sum() / there.sum()),
        "gone": float((there * chance).sum()),
    }
    return _Expected(there, course.margin, numbers)
