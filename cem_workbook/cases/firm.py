"""The learner's company goes on: what a plan does to its customers, month by month.

This is the company generator's own causal model (`data.model`: waiting, effort, satisfaction,
staying, value), applied to the customers who are there today. A plan is a list of `Conditions`,
one a month. Luck is drawn beforehand, one number for each customer, month and purpose, so that
two plans are compared on the same luck: what differs between them is the plan.

Simpler than the generator in three ways, all assumed: a customer's visits of one month are alike,
at most one of them goes wrong, and a complaint is settled in the month in which it is made.

Nobody joins, unless a plan wins newcomers: `with_newcomers` puts people like the generator's own
behind today's customers, and `Arrivals` says when each of them joins, and with what hopes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from cem_workbook.data import model
from cem_workbook.data.life import LONGEST_WAIT, channel_waits
from cem_workbook.data.model import DEFAULT, SILENT, Coefficients, Flags, Floats, Ints
from cem_workbook.data.people import gather
from cem_workbook.data.today import Today
from cem_workbook.data.town import STREAMS, settle, stream

MOST_VISITS = 9  # a month


@dataclass(frozen=True)
class Conditions:
    """What the firm offers in one month, relative to today. The default changes nothing.

    Attributes:
        waiting: factor on the minutes waited; a number, or one for each branch.
        skill: standard deviations added to the skill of the staff; a number, or one a branch.
        trouble: factor on the share of visits that go wrong.
        complaining: log-odds added to the chance that somebody in trouble complains.
        authority: crowns that everybody at the firm may promise at least, without asking.
        days: factor on the days that a complaint takes.
        warmth: points added to what a visit leaves, for what the model does not know otherwise.
    """

    waiting: ArrayLike = 1.0
    skill: ArrayLike = 0.0
    trouble: float = 1.0
    complaining: float = 0.0
    authority: float = 0.0
    days: float = 1.0
    warmth: float = 0.0


AS_BEFORE = Conditions()


_NORMAL = ("wait", "effort", "mood", "loss", "days", "scale")


@dataclass(frozen=True)
class Luck:
    """All that chance decides, shape (months, n) each: uniform from 0 to 1, or standard normal."""

    visit: Floats
    wait: Floats
    trouble: Floats
    effort: Floats
    mood: Floats
    complain: Floats
    staff: Floats
    loss: Floats
    days: Floats
    good: Floats
    deny: Floats
    leave: Floats
    asked: Floats
    answer: Floats
    scale: Floats

    def months(self, first: int, end: int) -> Luck:
        """Return the luck of the months from `first` up to, not including, `end`."""
        return Luck(**{each.name: getattr(self, each.name)[first:end] for each in fields(self)})


def draw_luck(firm: Today, months: int, again: int = 0) -> Luck:
    """Return the luck of the coming months; the same for the same firm, months and `again`.

    Args:
        firm: whose customers.
        months: how many months.
        again: 0, or another whole number for another luck.
    """
    key = (STREAMS.index("onward"), again)
    seeds = np.random.SeedSequence(firm.seed, spawn_key=key).spawn(len(fields(Luck)))
    shape = (months, len(firm))
    drawn = {}
    for each, seed in zip(fields(Luck), seeds, strict=True):  # adding one leaves the others alone
        rng = np.random.Generator(np.random.PCG64(seed))
        normal = each.name in _NORMAL
        drawn[each.name] = rng.standard_normal(shape) if normal else rng.random(shape)
    return Luck(**drawn)


_TRAITS = ("segment", "branch", "baseline", "patience", "visits", "spend", "readiness", "style")
"""What the generator's newcomers bring with them, as `Today` names it."""


@dataclass(frozen=True)
class Arrivals:
    """Who of a firm with newcomers is a customer from when; arrays of shape (n,).

    Attributes:
        month: month of the plan, 0 for its first, in which each joins; below 0 for those who are
            there already. Who joins later than the plan lasts never takes part.
        hope: points by which each expects more than the firm gives (`Conditions.warmth` counts
            in the same points). Every visit falls short by what is left of it, and takes away as
            much of it as it replaces of the old feeling (`Coefficients.memory`).
    """

    month: Ints
    hope: Floats


def with_newcomers(firm: Today, size: int, again: int = 0) -> Today:
    """Return the firm with people behind its customers who may become customers.

    They are drawn as the generator draws its newcomers, not from today's customers: those have
    stayed, so they like the firm better than somebody who has just come. They begin with the
    feelings of a usual visit, as there.

    Args:
        firm: the company today.
        size: how many people.
        again: 0, or another whole number for other people.
    """
    profile = firm.profile
    town = settle(profile, stream(profile, firm.seed, "town"))
    key = (len(STREAMS), again)  # a purpose of its own, behind those of the generator
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(firm.seed, spawn_key=key)))
    people = gather(profile, town, size, rng)
    new: dict[str, Any] = {
        "number": firm.number.max() + 1 + np.arange(size),
        "channel_wait": channel_waits(profile, people.channel),
        **{name: getattr(people, name) for name in _TRAITS},
    }
    new["effort"], new["satisfaction"] = _usual(replace(firm, **new), DEFAULT)
    both: dict[str, Any] = {name: np.concatenate((getattr(firm, name), new[name])) for name in new}
    return replace(firm, **both)


def _usual(firm: Today, k: Coefficients) -> tuple[Floats, Floats]:
    """Return the effort of a usual visit, and the satisfaction it leaves; 0 to 100, shape (n,)."""
    wait = firm.waiting[firm.branch] * firm.channel_wait
    effort = model.effort_felt(wait / firm.patience, 0.0, 0.0, k)
    mood = model.experience(firm.baseline, effort, _team(firm)[firm.branch], 0.0, 0.0, k)
    return effort, np.clip(mood, 0.0, 100.0)


def _team(firm: Today) -> Floats:
    """Return the average skill of each branch, shape (4,)."""
    return np.asarray(np.add.reduceat(firm.skill, firm.first[:-1]) / np.diff(firm.first))


@dataclass(frozen=True)
class Course:
    """What became of the customers; every array has shape (months, n).

    Attributes:
        active: True in the months in which they were customers, the month of leaving included.
        visits: how often they came.
        waiting: minutes waited, NaN without a visit.
        trouble: True where something went wrong.
        outcome: what became of it: SILENT (also where nothing went wrong), MADE_GOOD, EXPLAINED
            or DENIED.
        effort: felt at the end of the month, 0 to 100.
        satisfaction: felt at the end of the month, 0 to 100.
        left: True in the last month of those who leave.
        margin: crowns that their purchases brought.
    """

    active: Flags
    visits: Ints
    waiting: Floats
    trouble: Flags
    outcome: Ints
    effort: Floats
    satisfaction: Floats
    left: Flags
    margin: Floats

    def staying(self) -> float:
        """Return the share (0 to 1) of the first month's customers who are there at the end."""
        return 1.0 - float(self.left[:, self.active[0]].sum()) / int(self.active[0].sum())

    def mean(self, what: Floats) -> Floats:
        """Return the mean of `satisfaction` or `effort` among the customers of each month."""
        count = np.maximum(self.active.sum(axis=1), 1)
        return np.asarray(np.where(self.active, what, 0.0).sum(axis=1) / count)


def go_on(
    firm: Today,
    plan: Sequence[Conditions],
    luck: Luck,
    k: Coefficients = DEFAULT,
    first_month: int = 0,
    arrivals: Arrivals | None = None,
) -> Course:
    """Return what becomes of today's customers under a plan.

    Args:
        firm: the company today.
        plan: the conditions of each month.
        luck: what chance decides, for at least as many months.
        k: the model's coefficients.
        first_month: the calendar month in which the plan begins, 0 for January.
        arrivals: who joins when; None where all are customers already and nobody joins.
    """
    profile = firm.profile
    branch = firm.branch
    heads = np.diff(firm.first)
    team = _team(firm)
    usual_wait = firm.waiting[branch] * firm.channel_wait
    usual_effort, normal = _usual(firm, k)

    joins = np.full(len(firm), -1) if arrivals is None else arrivals.month
    hope = np.zeros(len(firm)) if arrivals is None else arrivals.hope
    here = joins < 0
    satisfaction, effort = firm.satisfaction, firm.effort
    record: dict[str, list[np.ndarray]] = {each.name: [] for each in fields(Course)}
    for month, offer in enumerate(plan):
        season = (first_month + month) % 12
        new = joins == month  # they make one visit in their first month, as in the generator
        here = here | new
        rate = firm.visits * firm.season[season] * model.visits_factor(satisfaction, k)
        count = poisson_counts(np.minimum(rate, MOST_VISITS), luck.visit[month]) * here
        count = np.where(new, 1, count)
        some, per = count > 0, np.maximum(count, 1)

        # a month of several visits is nearer to the average than a single one
        calm = 1.0 / np.sqrt(per)
        factor = np.broadcast_to(np.asarray(offer.waiting, dtype=float), (4,))[branch]
        spread = np.exp(0.5 * calm * luck.wait[month] - 0.125 * calm**2)
        waiting = np.minimum(usual_wait * firm.busy[season] * factor * spread, LONGEST_WAIT)
        more = np.broadcast_to(np.asarray(offer.skill, dtype=float), (4,))[branch]
        skill = team[branch] + more
        rate_of_trouble = model.trouble_chance(profile.trouble * offer.trouble, skill, k)
        trouble = some & (luck.trouble[month] < 1.0 - (1.0 - rate_of_trouble) ** count)
        share = trouble / per
        felt = model.effort_felt(waiting / firm.patience, share, calm * luck.effort[month], k)
        mood = calm * luck.mood[month]
        latest = model.experience(firm.baseline, felt, skill, share, mood, k) + offer.warmth - hope
        after = np.where(
            some,
            model.remember(satisfaction, latest, count, k),
            model.fade(satisfaction, normal, k.fading),
        )
        hard = np.where(some, felt, model.fade(effort, usual_effort, k.effort_fading))

        speaking = model.logistic(k.complaining + offer.complaining)
        aloud = trouble & (luck.complain[month] < speaking)
        who = firm.first[branch] + np.floor(luck.staff[month] * heads[branch]).astype(np.int64)
        handler = firm.skill[who] + more
        within = losses(firm, luck.loss[month]) <= np.maximum(firm.authority[who], offer.authority)
        days = offer.days * model.handling_days(handler, luck.days[month], k)
        good = luck.good[month] < model.made_good_chance(handler, within, k)
        denied = luck.deny[month] < model.denied_chance(handler, k)
        ends = np.where(good, model.MADE_GOOD, np.where(denied, model.DENIED, model.EXPLAINED))
        outcome = np.where(aloud, ends, SILENT)
        after = np.clip(after + model.recovery(outcome, days, k), 0.0, 100.0)
        again = k.effort_contact * model.further_contacts(handler, k) * aloud
        hard = np.clip(hard + again, 0.0, 100.0)

        bought = count * firm.spend * model.spend_factor(satisfaction, k) * firm.margin
        satisfaction = np.where(here, after, satisfaction)
        effort = np.where(here, hard, effort)
        hope = hope * (1.0 - k.memory) ** count
        chance = model.leaving_chance(satisfaction, effort, profile.leaving, k)
        left = here & (luck.leave[month] < chance)
        now = (
            here, count, np.where(some, waiting, np.nan), trouble, outcome,
            effort, satisfaction, left, bought,
        )  # fmt: skip
        for each, values in zip(fields(Course), now, strict=True):
            record[each.name].append(values)
        here = here & ~left
    return Course(**{name: np.array(values) for name, values in record.items()})


def losses(firm: Today, noise: Floats) -> Floats:
    """Return what a trouble costs each customer, crowns, of the noise's shape.

    Args:
        firm: the company today.
        noise: standard normal, such as `Luck.loss`; its last axis runs over the customers.
    """
    return np.asarray(np.exp(0.6 * noise - 0.4) * firm.profile.usual_amount * firm.spend)


def survey(
    firm: Today,
    course: Course,
    luck: Luck,
    *,
    asked: ArrayLike = 1.0,
    lift: ArrayLike = 0.0,
    k: Coefficients = DEFAULT,
) -> Floats:
    """Return what the customers answer to "would you recommend us?", shape (months, n).

    Args:
        firm: the company today.
        course: what became of its customers.
        luck: the same luck as for the course.
        asked: share (0 to 1) of the customers with a visit who are asked; may differ by customer
            and month.
        lift: points of the 0-to-10 scale by which the answers are talked up (or down).
        k: the model's coefficients.

    Returns:
        0 to 10; NaN where nobody was asked or nobody answered.
    """
    months = len(course.active)
    came = course.active & (course.visits > 0)
    was_asked = came & (luck.asked[:months] < np.asarray(asked, dtype=float))
    ready = model.answering_chance(course.satisfaction, firm.readiness, k)
    answers = was_asked & (luck.answer[:months] < ready)
    noise = np.sqrt(0.5) * (firm.style + luck.scale[:months])
    score = model.recommend_answer(course.satisfaction, noise, k) + np.asarray(lift, dtype=float)
    return np.where(answers, np.clip(np.rint(score), 0, 10), np.nan)


def poisson_counts(mean: Floats, u: Floats) -> Ints:
    """Turn uniform numbers into counts of this mean (0 to 9), the same count for the same u."""
    count = np.zeros(len(mean), dtype=np.int64)
    term = np.exp(-mean)
    below = term.copy()
    for step in range(1, 4 * MOST_VISITS):
        more = u >= below
        if not more.any():
            break
        count += more
        term = term * mean / step
        below = below + term
    return count
