"""Who owns this moment? A week in which the key person is there, and the same week without them.

A customer's way through the firm has eight moments, the touchpoints of the sector. Each is given
an owner and a way of working. Some cases are usual, some are odd: no rule foresees them.

From [001 · Lesson 3] comes the claim that the model tries out: "the business must also be able to
act without us", by people *and* by process. That staff need authority is [004 · Mistakes]. **All
sizes are invented**, and so are the moments' loads and the odd cases. What a fallen moment does
to a customer follows from the course's own causal model (`data.model`). What a year of such
weeks comes to, and which days a plan takes, stands in `moments_year`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cem_workbook.cases.moments_stations import STATIONS
from cem_workbook.data import model
from cem_workbook.data.assumed import assume
from cem_workbook.data.model import DEFAULT, Coefficients, Flags, Floats, Ints
from cem_workbook.data.today import Today

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
WEEKS = 52
MOST_A_WEEK = 59.0  # so that a day's mean stays below 10, as the course draws Poisson numbers

NOBODY, PERSON, TEAM, CENTRE = OWNERS = ("nobody", "person", "team", "centre")
KNOWS, RULE, DEPUTY, SIGNED = WAYS = ("knows", "rule", "deputy", "signed")

WHY = ("luck", "away", "nobody", "differs", "unforeseen", "stale")
"""Why a moment fell: it was looked after and went wrong all the same; only one person knew, and is
away; it is nobody's; everybody does it differently; no rule foresees it; nobody keeps the rule."""
_LUCK, _AWAY, _NOBODY, _DIFFERS, _UNFORESEEN, _STALE = range(len(WHY))

_MUST = "direction [001 · Lesson 3]; size invented"
_CONTROL = "direction [004 · Mistakes]; size invented"
_INVENTED = "invented"


@dataclass(frozen=True)
class Setting:
    """Every number that this model adds to the causal model, for learners to argue with."""

    knows: float = assume(0.97, "share", _INVENTED, "usual case met by somebody who knows", 0, 1)
    judges: float = assume(0.92, "share", _INVENTED, "odd case met by the key person", 0, 1)
    rule_usual: float = assume(0.96, "share", _MUST, "usual case met by a rule", 0, 1)
    rule_odd: float = assume(0.20, "share", _INVENTED, "odd case met by a rule alone", 0, 1)
    stale: float = assume(0.80, "share", _INVENTED, "usual case met by a rule out of date", 0, 1)
    deputy_odd: float = assume(0.75, "share", _MUST, "odd case met by a deputy", 0, 1)
    centre_odd: float = assume(0.85, "share", _MUST, "odd case met by a centre", 0, 1)
    team_usual: float = assume(0.82, "share", _INVENTED, "usual case, team, nothing written", 0, 1)
    team_odd: float = assume(0.40, "share", _INVENTED, "odd case, team, nothing written", 0, 1)
    signed_usual: float = assume(0.99, "share", _INVENTED, "usual case met when it is signed", 0, 1)
    signed_odd: float = assume(0.80, "share", _INVENTED, "odd case met when it is signed", 0, 1)
    alone_usual: float = assume(0.50, "share", _MUST, "usual case met where nobody knows", 0, 1)
    alone_odd: float = assume(0.10, "share", _MUST, "odd case met where nobody knows", 0, 1)

    fall_wait: float = assume(
        1.0, "usual waits", _INVENTED, "longer wait of a customer who falls", 0, 5
    )
    sign_wait: float = assume(0.4, "waits", _CONTROL, "longer wait for a signature", 0, 5)
    span: float = assume(
        3.0, "moments", _INVENTED, "moments that the key person owns without a queue", 0, 8
    )
    queue: float = assume(0.02, "usual waits", _INVENTED, "longer wait for each moment more", 0, 1)
    days_alone: float = assume(
        2.0, "times", _CONTROL, "complaints take longer, nobody may act", 1, 10
    )
    days_signed: float = assume(
        1.5, "times", _CONTROL, "complaints take longer, all are signed", 1, 10
    )
    weeks_away: float = assume(8.0, "weeks a year", _INVENTED, "key person away", 0, WEEKS)

    rule_set_up: float = assume(1.5, "days", _INVENTED, "to write a rule", 0, 30)
    deputy_set_up: float = assume(2.0, "days", _INVENTED, "to train a deputy", 0, 30)
    centre_set_up: float = assume(5.0, "days", _INVENTED, "to set up a centre", 0, 60)
    rule_keep_up: float = assume(0.2, "days a month", _INVENTED, "to keep a rule true", 0, 10)
    deputy_keep_up: float = assume(0.3, "days a month", _INVENTED, "to keep a deputy able", 0, 10)
    centre_keep_up: float = assume(0.7, "days a month", _INVENTED, "to keep up a centre", 0, 10)
    sign_keep_up: float = assume(0.6, "days a month", _INVENTED, "to sign all cases", 0, 10)
    set_up_budget: float = assume(20.0, "days", _INVENTED, "days there are to set up", 0, 200)
    keep_up_budget: float = assume(
        3.0, "days a month", _INVENTED, "days there are to keep up", 0, 50
    )
    day_price: float = assume(25.0, "crowns", _INVENTED, "what a working day costs", 0, 1000)


AS_ASSUMED = Setting()


@dataclass(frozen=True)
class Arrangement:
    """What is arranged for one moment: its owner (one of OWNERS) and its way (one of WAYS)."""

    owner: str
    way: str


Plan = tuple[Arrangement, ...]


@dataclass(frozen=True)
class Moment:
    """One moment of the customer's way.

    Attributes:
        name: the touchpoint.
        a_week: how many customers pass it in an average week.
        odd: share (0 to 1) of the cases that no rule foresees.
        example: one of those.
    """

    name: str
    a_week: float
    odd: float
    example: str


@dataclass(frozen=True)
class Events:
    """What a week brings, whoever is there; every array has shape (n,), in order of the days.

    Attributes:
        moment: position of the moment.
        day: position in DAYS.
        odd: True for what no rule foresees.
        luck: uniform from 0 to 1, whether it is met.
        customer: position in the firm's customers.
        effort: standard normal, how hard the visit happens to be.
        mood: standard normal, what else moves the customer.
    """

    moment: Ints
    day: Ints
    odd: Flags
    luck: Floats
    customer: Ints
    effort: Floats
    mood: Floats

    def __len__(self) -> int:
        return len(self.moment)


@dataclass(frozen=True)
class Week:
    """How a week went under a plan; every array has shape (n,), as in its `events`.

    Attributes:
        events: what the week brought.
        fell: True where nobody met the moment.
        why: position in WHY, of account only where it fell.
        waiting: the customer's wait relative to the usual one.
        satisfaction: what the customer felt at the end of the visit, 0 to 100.
    """

    events: Events
    fell: Flags
    why: Ints
    waiting: Floats
    satisfaction: Floats

    def fallen(self, moment: int, day: int) -> tuple[int, int]:
        """Return how many fell at a moment on the days before this one, and on this one."""
        at = self.fell & (self.events.moment == moment)
        return int((at & (self.events.day < day)).sum()), int((at & (self.events.day == day)).sum())

    def main_reason(self, moment: int, day: int) -> int | None:
        """Return why most fell at a moment up to this day (position in WHY); None if nobody did."""
        at = self.fell & (self.events.moment == moment) & (self.events.day <= day)
        return int(np.bincount(self.why[at]).argmax()) if at.any() else None


def _rng(firm: Today, purpose: str) -> np.random.Generator:
    entropy = [firm.seed, *firm.profile.name.encode(), *purpose.encode()]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))


def moments_of(firm: Today) -> tuple[Moment, ...]:
    """Return the eight moments of a firm: the sector's, a little different for every firm."""
    more, odder = _rng(firm, "moments").standard_normal((2, len(firm.profile.touchpoints)))
    stations = STATIONS[firm.profile.name]
    return tuple(
        Moment(
            name=name,
            a_week=float(min(each.a_week * np.exp(0.2 * more[i]), MOST_A_WEEK)),
            odd=float(np.clip(each.odd * np.exp(0.3 * odder[i]), 0.01, 0.6)),
            example=each.example,
        )
        for i, (name, each) in enumerate(zip(firm.profile.touchpoints, stations, strict=True))
    )


def draw_events(firm: Today, again: int = 0) -> Events:
    """Return what one week brings to a firm; the same for the same firm and `again`.

    Args:
        firm: the company today; who comes often meets more moments.
        again: 0, or another whole number for another week.
    """
    moments = moments_of(firm)
    rng = _rng(firm, f"week {again}")
    a_day = np.array([each.a_week for each in moments]) / len(DAYS)
    count = rng.poisson(np.tile(a_day, (len(DAYS), 1)))
    day, moment = (
        np.repeat(place, count.ravel()) for place in np.indices(count.shape).reshape(2, -1)
    )
    n = len(moment)
    often = np.cumsum(firm.visits)
    return Events(
        moment=moment,
        day=day,
        odd=rng.random(n) < np.array([each.odd for each in moments])[moment],
        luck=rng.random(n),
        customer=np.searchsorted(often, rng.random(n) * often[-1]),
        effort=rng.standard_normal(n),
        mood=rng.standard_normal(n),
    )


def chance(how: Arrangement, odd: bool, here: bool, k: Setting = AS_ASSUMED) -> tuple[float, int]:
    """Return the chance (0 to 1) that a case is met, and why it falls otherwise.

    Several people or rules may be able to meet it; the best of them counts.

    Args:
        how: what is arranged for the moment.
        odd: whether no rule foresees the case.
        here: whether the key person is there.
        k: the model's numbers.
    """
    ways = [(k.alone_odd if odd else k.alone_usual, _AWAY if how.owner == PERSON else _NOBODY)]
    if how.owner == PERSON and here:
        ways.append((k.judges if odd else k.knows, _LUCK))
    if how.owner == CENTRE:
        ways.append((k.centre_odd if odd else k.knows, _LUCK))
    if how.owner == TEAM and how.way == KNOWS:
        ways.append((k.team_odd if odd else k.team_usual, _DIFFERS))
    if how.way != KNOWS:  # a deputy and a signature come on top of a rule
        kept = (k.rule_usual, _LUCK) if how.owner != NOBODY else (k.stale, _STALE)
        ways.append((k.rule_odd, _UNFORESEEN) if odd else kept)
    if how.way == DEPUTY and odd:
        ways.append((k.deputy_odd, _LUCK))
    if how.way == SIGNED:
        ways.append((k.signed_odd if odd else k.signed_usual, _LUCK))
    return max(ways)


def longer_wait(how: Arrangement, plan: Plan, here: bool, k: Setting = AS_ASSUMED) -> float:
    """Return what an arrangement adds to the wait, in usual waits, before anything falls."""
    owned = sum(each.owner == PERSON for each in plan)
    queue = k.queue * max(0.0, owned - k.span) if how.owner == PERSON and here else 0.0
    return queue + (k.sign_wait if how.way == SIGNED else 0.0)


def hold(
    firm: Today,
    plan: Plan,
    events: Events,
    here: bool,
    k: Setting = AS_ASSUMED,
    c: Coefficients = DEFAULT,
) -> Week:
    """Return how a week goes under a plan.

    Args:
        firm: the company today.
        plan: an arrangement for each moment.
        events: what the week brings.
        here: whether the key person is there.
        k: this model's numbers.
        c: the causal model's coefficients.
    """
    table = [[chance(how, odd, here, k) for odd in (False, True)] for how in plan]
    odd = events.odd.astype(np.int64)
    fell = events.luck >= np.array([[one[0] for one in row] for row in table])[events.moment, odd]
    why = np.array([[one[1] for one in row] for row in table])[events.moment, odd]
    slow = np.array([longer_wait(how, plan, here, k) for how in plan])[events.moment]
    waiting = 1.0 + slow + k.fall_wait * fell

    who = events.customer
    branch = firm.branch[who]
    usual = firm.waiting[branch] * firm.channel_wait[who] / firm.patience[who]
    skill = np.add.reduceat(firm.skill, firm.first[:-1]) / np.diff(firm.first)
    effort = model.effort_felt(usual * waiting, fell, events.effort, c)
    latest = model.experience(firm.baseline[who], effort, skill[branch], fell, events.mood, c)
    after = model.remember(firm.satisfaction[who], latest, np.ones(len(who)), c)
    return Week(events, fell, why, waiting, after)


def everywhere(owner: str, way: str, count: int = 8) -> Plan:
    """Return the plan with the same arrangement for every moment."""
    return (Arrangement(owner, way),) * count


def plan_of(pairs: Sequence[tuple[str, str]]) -> Plan:
    """Return a plan from pairs of owner and way, in the order of the moments."""
    return tuple(Arrangement(owner, way) for owner, way in pairs)
