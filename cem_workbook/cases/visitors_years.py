"""How the people of `visitors` live on under a plan of care, month by month over five years.

They live by the common causal model (`data.model`). Simpler than the company generator, all
assumed: there are no seasons, a person's visits of one month are alike, and at most one of them
goes wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from cem_workbook.cases.firm import MOST_VISITS, poisson_counts
from cem_workbook.cases.visitors import (
    FIFTH,
    JOINERS,
    MONTHS,
    NUMBERS,
    RETURNING,
    STARTERS,
    STAYS,
    Care,
    Luck,
    Numbers,
    Place,
    Run,
)
from cem_workbook.data import model
from cem_workbook.data.model import DEFAULT, Coefficients, Flags, Floats, Ints
from cem_workbook.data.today import Today


def live_on(
    firm: Today,
    place: Place,
    care: Care,
    luck: Luck,
    k: Coefficients = DEFAULT,
    own: Numbers = NUMBERS,
) -> Run:
    """Return what becomes of the people who come anyway, under a plan.

    Args:
        firm: the synthetic firm whose customers they are like.
        place: the factors.
        care: the plan.
        luck: what chance decides.
        k: the common model's coefficients.
        own: this model's numbers.
    """
    return live_on_under(firm, place, [care], luck, k, own)[0]


def live_on_under(
    firm: Today,
    place: Place,
    plans: Sequence[Care],
    luck: Luck,
    k: Coefficients = DEFAULT,
    own: Numbers = NUMBERS,
) -> list[Run]:
    """Return what `live_on` does for each of several plans; together they take half the time."""
    k = replace(
        k,
        leave_satisfaction=k.leave_satisfaction * place.rivals,
        leave_effort=k.leave_effort * place.rivals,
    )
    leaving = firm.profile.leaving + _drawn_away(place.rivals, own)
    back, passing = _People(firm, luck.who[0], k), _People(firm, luck.who[1], k)
    worth = back.visits * back.margin
    chosen = _chosen(place, worth, luck)
    best = worth >= np.quantile(worth, 1 - FIFTH)
    wrong = luck.trouble[1] < passing.wrong
    _, once_felt = passing.visit(wrong, 1.0, luck.effort[1], luck.mood[1], k)

    def more(care: Care, one: Flags) -> Floats:
        money = np.where(one, care.chosen, 0.0) + care.everybody
        return _added(money, own.care_most, own.care_half)

    mended = [float(_added(care.mending, 1.0, own.mend_half)) for care in plans]
    lives, left = _come_back(
        back,
        np.array([more(care, chosen[0]) for care in plans]),
        np.stack(_handled(back, mended, luck, 0, k), axis=1),
        leaving,
        luck,
        k,
    )
    once_handled = _handled(passing, mended, luck, 1, k)
    runs = []
    for i, (care, months) in enumerate(zip(plans, lives, strict=True)):
        felt = once_felt + more(care, chosen[1]) + np.where(wrong, once_handled[i], 0.0)
        runs.append(
            Run(
                active=months.active,
                visits=months.visits,
                margin=months.margin,
                troubles=months.troubles,
                left=left[i],
                chosen=chosen,
                best=best,
                once=passing.margin,
                once_troubles=wrong,
                pleased=_heard(place, months, months.felt > k.pleased_from, felt > k.pleased_from),
                displeased=_heard(
                    place,
                    months,
                    months.felt < own.displeased_below,
                    felt < own.displeased_below,
                ),
            )
        )
    return runs


def _heard(place: Place, months: _Months, back_say: Flags, once_say: Flags) -> Floats:
    """Return the share of each month's visits after which people say something.

    Each visit has one voice.
    """
    visits = months.visits.sum(1)
    of_back = place.returning * 12 * visits / np.maximum(months.active.sum(1), 1)
    share = of_back / np.maximum(of_back + 1 - place.returning, 1e-9)
    said = (back_say * months.visits).sum(1) / np.maximum(visits, 1)
    return np.asarray(share * said + (1 - share) * once_say.mean(1))


class _People:
    """People like customers of the firm; every array has the shape of the numbers that drew them."""

    def __init__(self, firm: Today, u: Floats, k: Coefficients) -> None:
        who = (u * len(firm)).astype(np.int64)
        team = np.add.reduceat(firm.skill, firm.first[:-1]) / np.diff(firm.first)
        wait = firm.waiting[firm.branch] * firm.channel_wait / firm.patience
        self.baseline = firm.baseline[who]
        self.wait = wait[who]  # relative to what they find usual
        self.skill = team[firm.branch[who]]
        self.visits = firm.visits[who]  # a month
        self.margin = firm.spend[who] * firm.margin  # crowns a visit
        self.satisfaction = firm.satisfaction[who]
        self.wrong = model.trouble_chance(firm.profile.trouble, self.skill, k)

    def first(self, n: int) -> _People:
        """Return the first `n` of them."""
        some = copy(self)
        vars(some).update({name: each[:n] for name, each in vars(self).items()})
        return some

    def visit(
        self,
        trouble: Flags | float,
        per: Floats | float,
        effort: Floats | float,
        mood: Floats | float,
        k: Coefficients,
    ) -> tuple[Floats, Floats]:
        """Return the effort and the satisfaction that `per` visits leave, one of them in trouble."""
        calm, share = 1.0 / np.sqrt(per), np.asarray(trouble, dtype=float) / per
        felt = model.effort_felt(self.wait, share, calm * effort, k)
        return felt, model.experience(self.baseline, felt, self.skill, share, calm * mood, k)


class _Months(NamedTuple):
    """The months of the returning people: as in `Run`, and what they feel."""

    active: Flags
    visits: Ints
    margin: Floats
    troubles: Flags
    felt: Floats

    def of(self, plan: int) -> _Months:
        """Return those of one plan, where the second axis holds several."""
        return self._replace(**{name: each[:, plan] for name, each in self._asdict().items()})


def _come_back(
    people: _People,
    more: Floats,
    handled: Floats,
    leaving: float,
    luck: Luck,
    k: Coefficients,
) -> tuple[list[_Months], Ints]:
    """Return for each of several plans the months of the returning people, and when they left.

    Args:
        people: the returning.
        more: points that care adds to a visit, shape (plans, returning).
        handled: points for a trouble, shape (months, plans, returning).
        leaving: log-odds of leaving for somebody in the middle of both scales.
        luck: what chance decides.
        k: the common model's coefficients.
    """
    usual_effort, usual = people.visit(0.0, 1.0, 0.0, 0.0, k)
    normal = np.clip(usual + more, 0.0, 100.0)
    joins_later = np.arange(RETURNING) >= STARTERS
    begin = np.clip(np.where(joins_later, usual, people.satisfaction), 0.0, 100.0)
    satisfaction = np.tile(begin, (len(more), 1))
    effort = np.tile(usual_effort, (len(more), 1))
    left = np.full(more.shape, STAYS)
    shape = (MONTHS, *more.shape)
    kept = _Months(
        active=np.zeros(shape, dtype=bool),
        visits=np.zeros(shape, dtype=np.int64),
        margin=np.zeros(shape),
        troubles=np.zeros(shape, dtype=bool),
        felt=np.zeros(shape),
    )
    for month in range(MONTHS):
        n = STARTERS + JOINERS * (month + 1)  # who has joined by now
        by_now, old = people.first(n), satisfaction[:, :n]
        here = left[:, :n] >= month
        rate = np.minimum(by_now.visits * model.visits_factor(old, k), MOST_VISITS)
        drawn = np.broadcast_to(luck.visit[month, :n], rate.shape)
        count = poisson_counts(rate.ravel(), drawn.ravel()).reshape(rate.shape) * here
        some, per = count > 0, np.maximum(count, 1)
        wrong = some & (luck.trouble[0][month, :n] < 1.0 - (1.0 - by_now.wrong) ** count)
        noise = luck.effort[0][month, :n], luck.mood[0][month, :n]
        hard, latest = by_now.visit(wrong, per, *noise, k)
        new = np.where(
            some,
            model.remember(old, latest + more[:, :n], count, k),
            model.fade(old, normal[:, :n], k.fading),
        )
        new = np.clip(new + np.where(wrong, handled[month, :, :n], 0.0), 0.0, 100.0)
        faded = model.fade(effort[:, :n], usual_effort[:n], k.effort_fading)
        effort[:, :n] = np.where(some, hard, faded)
        goes = luck.leave[month, :n] < model.leaving_chance(new, effort[:, :n], leaving, k)
        left[:, :n] = np.where(here & goes, month, left[:, :n])
        bought = count * by_now.margin * model.spend_factor(old, k)
        for table, values in zip(kept, (here, count, bought, wrong, new), strict=True):
            table[month, :, :n] = values
        satisfaction[:, :n] = new
    return [kept.of(plan) for plan in range(len(more))], left


def _chosen(place: Place, worth: Floats, luck: Luck) -> tuple[Flags, Flags]:
    """Return which of the returning, and of those who pass, look most worth the care.

    What the firm sees of somebody is their true rank mixed with chance; who passes ranks lowest.
    """
    rank = (1 + np.argsort(np.argsort(worth))) / len(worth)
    seen = place.telling * rank + (1 - place.telling) * luck.look[0]
    seen_once = (1 - place.telling + 1e-9) * luck.look[1]  # who knows all still sees no ties
    every = np.concatenate([seen, seen_once.ravel()])
    shares = np.repeat([place.returning, 1 - place.returning], [seen.size, seen_once.size])
    shares = shares / np.repeat([seen.size, seen_once.size], [seen.size, seen_once.size])
    order = np.argsort(-every, kind="stable")
    last = int(np.searchsorted(np.cumsum(shares[order]), FIFTH))
    line = float(every[order][min(last, len(every) - 1)])
    return seen >= line, seen_once >= line


def _added(crowns: Floats | float, most: float, half: float) -> Floats:
    """Return what money adds: half of the most at `half` crowns, three quarters at twice that."""
    return np.asarray(most * (1.0 - 0.5 ** (np.asarray(crowns) / half)))


def _drawn_away(rivals: float, own: Numbers) -> float:
    """Return what the rivals add to the log-odds of leaving; nothing where they are as usual."""
    return float(np.log(max(1.0 + own.drawn_away * (rivals - 1.0), 1e-9)))


def _handled(
    people: _People, mended: Sequence[float], luck: Luck, kind: int, k: Coefficients
) -> list[Floats]:
    """Return for each plan the points that the handling of a trouble would add, months first.

    A share `mended` (0 to 1) is made good at once. The others go on as today: most stay silent,
    and a complaint ends as staff of this skill, without special authority, end it.

    Args:
        people: the returning, or those who pass.
        mended: the share, for each plan.
        luck: what chance decides.
        kind: 0 for the returning, 1 for those who pass.
        k: the common model's coefficients.
    """
    mends, complains, ends = luck.mends[kind], luck.complains[kind], luck.ends[kind]
    good = model.made_good_chance(people.skill, False, k)
    denied = good + (1 - good) * model.denied_chance(people.skill, k)
    outcome = np.where(ends < good, model.MADE_GOOD, model.EXPLAINED)
    outcome = np.where((ends >= good) & (ends < denied), model.DENIED, outcome)
    outcome = np.where(complains < model.complaint_chance(k), outcome, model.SILENT)
    as_today = model.recovery(outcome, model.handling_days(people.skill, 0.0, k), k)
    at_once = model.recovery(model.MADE_GOOD, 0, k)
    return [np.where(mends < share, at_once, as_today) for share in mended]
