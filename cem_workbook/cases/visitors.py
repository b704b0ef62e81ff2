"""Two kinds of people who deal with a business: those who come back for years, and who pass once.

Both are drawn from a synthetic firm as it stands today, and live by the common causal model
(`data.model`), month by month over FIVE years, under a plan of care. Luck is drawn beforehand, so
that two plans are compared on the same luck. What care costs and does, and how the displeased
warn others, no article says: see `Numbers`.

Simpler than the company generator, all assumed: there are no seasons, a person's visits of one
month are alike, and at most one of them goes wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cem_workbook.cases.firm import MOST_VISITS, poisson_counts
from cem_workbook.data import model
from cem_workbook.data.assumed import assume
from cem_workbook.data.model import DEFAULT, Coefficients, Flags, Floats, Ints
from cem_workbook.data.sectors import SECTORS
from cem_workbook.data.today import Today
from cem_workbook.data.town import STREAMS

YEARS = 5
MONTHS = 12 * YEARS
STARTERS = 400  # returning people drawn from the firm; they stand for all who are there today
JOINERS = 8  # a month; they stand for all returning people who join in it
RETURNING = STARTERS + MONTHS * JOINERS
PASSERS = 60  # a month; they stand for all who pass once in it
STAYS = MONTHS  # month of leaving of those who are still there at the end
FIFTH = 0.2  # share of the people who get the care of the chosen

_INVENTED = "in no source; size invented"


@dataclass(frozen=True)
class Numbers:
    """What this model assumes beyond the common one; `assumed.assumptions` lists each."""

    care_most: float = assume(
        14.0, "points", _INVENTED, "the most that care can add to a visit", 0.0, 40.0
    )
    care_half: float = assume(
        2.0, "crowns a visit", _INVENTED, "care that reaches half of it", 0.1, 20.0
    )
    mend_half: float = assume(
        2.5, "crowns", _INVENTED, "money that mends half of what goes wrong", 0.1, 50.0
    )
    displeased_below: float = assume(
        40.0, "points", _INVENTED, "below this, people warn others", 0.0, 75.0
    )
    several: float = assume(
        5.0,
        "people",
        "“several” [004 · Effect]; size invented",
        "people whom one displeased customer keeps away",
        0.0,
        20.0,
    )
    records: float = assume(
        3000.0, "crowns a year", _INVENTED, "records that tell customers apart", 0.0, 100_000.0
    )


NUMBERS = Numbers()


@dataclass(frozen=True)
class Place:
    """A business, by the factors of [004 · Suitable for whom].

    Attributes:
        people: how many people deal with it in a year today.
        returning: share of them, 0 to 1, who by nature come back.
        rivals: how strongly the displeased are drawn away: 1 as in the town, 0 without a rival.
        telling: how well it can tell customers apart, 0 (not at all) to 1.
        talk: share of the newcomers, 0 to 1, who go by what others say.
    """

    people: int
    returning: float
    rivals: float
    telling: float
    talk: float


@dataclass(frozen=True)
class Care:
    """A plan: what is spent on a better experience.

    Attributes:
        everybody: crowns on every visit.
        chosen: crowns on every visit of the fifth who look most worth it.
        mending: crowns on each visit that went wrong, at once and without being asked.
    """

    everybody: float = 0.0
    chosen: float = 0.0
    mending: float = 0.0


NOTHING = Care()


@dataclass(frozen=True)
class Luck:
    """All that chance decides; uniform from 0 to 1, but for `effort` and `mood` (standard normal).

    Attributes:
        who: which customer of the firm each is like.
        look: error in telling them apart.
        visit, leave: of the returning, shape (months, returning).
        trouble, mends, complains, ends: of visits that may go wrong.
        effort, mood: no two visits are alike.

    A pair holds first the returning, then those who pass: shapes (months, returning) and (months,
    passers); `who` and `look` have one row for the returning.
    """

    who: tuple[Floats, Floats]
    look: tuple[Floats, Floats]
    visit: Floats
    leave: Floats
    trouble: tuple[Floats, Floats]
    mends: tuple[Floats, Floats]
    complains: tuple[Floats, Floats]
    ends: tuple[Floats, Floats]
    effort: tuple[Floats, Floats]
    mood: tuple[Floats, Floats]


def draw_luck(firm: Today, again: int = 0) -> Luck:
    """Return the luck of the five years; the same for the same firm and `again`.

    Args:
        firm: whose customers.
        again: 0, or another whole number for another luck.
    """
    kind = list(SECTORS).index(firm.profile.name)
    key = (STREAMS.index("onward"), kind, again, 1)  # 1: not the luck of `firm.draw_luck`
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(firm.seed, spawn_key=key)))
    back, once = (MONTHS, RETURNING), (MONTHS, PASSERS)

    def even() -> tuple[Floats, Floats]:
        return rng.random(back), rng.random(once)

    def normal() -> tuple[Floats, Floats]:
        return rng.standard_normal(back), rng.standard_normal(once)

    return Luck(
        who=(rng.random(RETURNING), rng.random(once)),
        look=(rng.random(RETURNING), rng.random(once)),
        visit=rng.random(back),
        leave=rng.random(back),
        trouble=even(),
        mends=even(),
        complains=even(),
        ends=even(),
        effort=normal(),
        mood=normal(),
    )


@dataclass(frozen=True)
class Run:
    """What became of the people under a plan; months come first.

    Attributes:
        active: who was a customer, shape (months, returning).
        visits: how often they came, likewise.
        margin: crowns that this brought, likewise.
        troubles: True where a visit went wrong, likewise.
        left: month of leaving, STAYS for those still there at the end, shape (returning,).
        chosen: who gets the care of the chosen: the returning, and those who pass.
        best: True for the fifth of the returning who are really worth most, shape (returning,).
        once: crowns that each of those who pass brings, shape (months, passers).
        once_troubles: True where that visit went wrong, likewise.
        pleased, displeased: share of a month's visits after which people praise, and warn.
    """

    active: Flags
    visits: Ints
    margin: Floats
    troubles: Flags
    left: Ints
    chosen: tuple[Flags, Flags]
    best: Flags
    once: Floats
    once_troubles: Flags
    pleased: Floats
    displeased: Floats


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
    k = replace(
        k,
        leave_satisfaction=k.leave_satisfaction * place.rivals,
        leave_effort=k.leave_effort * place.rivals,
    )
    back, passing = _People(firm, luck.who[0], k), _People(firm, luck.who[1], k)
    worth = back.visits * back.margin
    chosen = _chosen(place, worth, luck)
    more = [
        _added(np.where(one, care.chosen, 0.0) + care.everybody, own.care_most, own.care_half)
        for one in chosen
    ]
    mended = float(_added(care.mending, 1.0, own.mend_half))
    again, stay = _come_back(firm, back, more[0], mended, luck, k)

    wrong = luck.trouble[1] < passing.wrong
    _, felt = passing.visit(wrong, 1.0, luck.effort[1], luck.mood[1], k)
    felt = felt + more[1]
    felt = felt + _handled(wrong, passing, mended, [a[1] for a in _handling(luck)], k)
    # each visit has one voice
    of_back = place.returning * 12 * again["visits"].sum(1) / np.maximum(again["active"].sum(1), 1)
    share = of_back / np.maximum(of_back + 1 - place.returning, 1e-9)

    def heard(back_says: Flags, once_says: Flags) -> Floats:
        visits = again["visits"]
        said = (back_says * visits).sum(1) / np.maximum(visits.sum(1), 1)
        return np.asarray(share * said + (1 - share) * once_says.mean(1))

    return Run(
        active=again["active"],
        visits=again["visits"],
        margin=again["margin"],
        troubles=again["troubles"],
        left=stay,
        chosen=chosen,
        best=worth >= np.quantile(worth, 1 - FIFTH),
        once=passing.margin,
        once_troubles=wrong,
        pleased=heard(again["felt"] > k.pleased_from, felt > k.pleased_from),
        displeased=heard(again["felt"] < own.displeased_below, felt < own.displeased_below),
    )


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


def _come_back(
    firm: Today, people: _People, more: Floats, mended: float, luck: Luck, k: Coefficients
) -> tuple[dict[str, np.ndarray], Ints]:
    """Return the months of the returning people (months first), and when they left."""
    joins = np.concatenate([np.zeros(STARTERS), np.repeat(np.arange(MONTHS), JOINERS)])
    usual_effort, usual = people.visit(0.0, 1.0, 0.0, 0.0, k)
    normal = np.clip(usual + more, 0.0, 100.0)
    satisfaction = np.clip(np.where(joins == 0, people.satisfaction, usual), 0.0, 100.0)
    effort, left = usual_effort, np.full(RETURNING, STAYS)
    kept: dict[str, list[np.ndarray]] = {
        name: [] for name in ("active", "visits", "margin", "troubles", "felt")
    }
    for month in range(MONTHS):
        here = (joins <= month) & (left >= month)
        rate = np.minimum(people.visits * model.visits_factor(satisfaction, k), MOST_VISITS)
        count = poisson_counts(rate, luck.visit[month]) * here
        some, per = count > 0, np.maximum(count, 1)
        wrong = some & (luck.trouble[0][month] < 1.0 - (1.0 - people.wrong) ** count)
        hard, latest = people.visit(wrong, per, luck.effort[0][month], luck.mood[0][month], k)
        bought = count * people.margin * model.spend_factor(satisfaction, k)
        satisfaction = np.where(
            some,
            model.remember(satisfaction, latest + more, count, k),
            model.fade(satisfaction, normal, k.fading),
        )
        handling = [a[0][month] for a in _handling(luck)]
        satisfaction = np.clip(
            satisfaction + _handled(wrong, people, mended, handling, k), 0.0, 100.0
        )
        effort = np.where(some, hard, model.fade(effort, usual_effort, k.effort_fading))
        chance = model.leaving_chance(satisfaction, effort, firm.profile.leaving, k)
        left = np.where(here & (luck.leave[month] < chance), month, left)
        for name, values in zip(kept, (here, count, bought, wrong, satisfaction), strict=True):
            kept[name].append(values)
    return {name: np.array(values) for name, values in kept.items()}, left


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


def _handling(luck: Luck) -> tuple[tuple[Floats, Floats], ...]:
    return luck.mends, luck.complains, luck.ends


def _handled(
    wrong: Flags, people: _People, mended: float, luck: list[Floats], k: Coefficients
) -> Floats:
    """Return the points that the handling of a trouble adds or takes.

    A share `mended` (0 to 1) is made good at once. The others go on as today: most stay silent,
    and a complaint ends as staff of this skill, without special authority, end it.
    """
    mends, complains, ends = luck
    good = model.made_good_chance(people.skill, False, k)
    denied = good + (1 - good) * model.denied_chance(people.skill, k)
    outcome = np.where(ends < good, model.MADE_GOOD, model.EXPLAINED)
    outcome = np.where((ends >= good) & (ends < denied), model.DENIED, outcome)
    outcome = np.where(complains < model.complaint_chance(k), outcome, model.SILENT)
    at_once = mends < mended
    outcome = np.where(at_once, model.MADE_GOOD, outcome)
    days = np.where(at_once, 0, model.handling_days(people.skill, 0.0, k))
    return np.where(wrong, model.recovery(outcome, days, k), 0.0)
