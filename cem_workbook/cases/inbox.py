"""Sixty letters, a budget of hours, and what comes back: whom to answer, what to mend.

The course's own model on top of the common one (`firm`): an answer moves what its reader feels, a
letter without one is told to others, and a mended cause changes what all customers meet from the
second month on. Nobody has answered any letter yet, so what the tables' own endings of these
complaints did to their writers is taken back first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from cem_workbook.cases.firm import (
    AS_BEFORE,
    Conditions,
    Course,
    Luck,
    draw_luck,
    go_on,
    losses,
    survey,
)
from cem_workbook.cases.inbox_letters import (
    LONG_WAIT,
    PRAISE,
    STAFF,
    WAITING,
    WISHES,
    Inbox,
)
from cem_workbook.data import model
from cem_workbook.data.assumed import assume
from cem_workbook.data.model import DEFAULT, SILENT, Coefficients, Flags, Floats, Ints
from cem_workbook.data.phrases import HANDLING

BUDGET = 60.0  # hours
MONTHS, LATER = 12, 2  # a year in all; the letters are counted again in the third month
NOTHING, STANDARD, OWN, GOOD = 0, 1, 2, 3
"""What a letter gets: no answer, one text for all, an answer of its own, or the loss made good too."""

_OWN = "the course's own; size invented"
_IGNORE = "direction [003 · Mistakes]; size invented"
_TELL = "direction [004 · Shop]; size invented"
_UNIQUE = "direction [004 · 5 standards]; size invented"


@dataclass(frozen=True)
class Habits:
    """Every number that the inbox adds to the firm's own."""

    standard_hours: float = assume(0.1, "hours", "invented", "one text for all, a letter", 0, 2)
    own_hours: float = assume(1.0, "hours", "invented", "an answer of its own, a letter", 0, 4)
    good_hours: float = assume(1.5, "hours", "invented", "that, and the loss made good", 0, 4)
    ask_hours: float = assume(
        8.0, "hours", "invented", "setting up a question to the silent", 0, 60
    )
    hours_a_day: float = assume(6.0, "hours", "invented", "work on the inbox in a day", 1, 24)

    ignored: float = assume(8.0, "points", _IGNORE, "lost by a writer without an answer", 0, 30)
    told: float = assume(6.0, "customers", _TELL, "others who hear of a letter ignored", 0, 30)
    put_off: float = assume(4.0, "points", _TELL, "lost by each who hears of it", 0, 20)
    standard: float = assume(2.0, "points", _UNIQUE, "gained by one text for all", -10, 20)
    thanked: float = assume(2.0, "points", _OWN, "gained by thanks for praise", 0, 20)
    again_ignored: float = assume(0.55, "share", _IGNORE, "write again: without an answer", 0, 1)
    again_standard: float = assume(0.30, "share", _UNIQUE, "write again: one text for all", 0, 1)
    again_own: float = assume(0.12, "share", _UNIQUE, "write again: an answer of its own", 0, 1)
    again_good: float = assume(0.04, "share", _OWN, "write again: the loss made good", 0, 1)

    mended: float = assume(0.8, "share", _IGNORE, "of a mended trouble that is gone", 0, 1)
    shorter: float = assume(
        0.1, "share", _IGNORE, "of the waiting, once mended, that is gone", 0, 1
    )
    skilled: float = assume(0.3, "SD of skill", _UNIQUE, "gained by training the staff", 0, 2)
    sooner: float = assume(0.4, "share", _UNIQUE, "of a complaint's days saved by limits", 0, 1)
    invited: float = assume(0.8, "log-odds", _OWN, "asked, the silent complain more", 0, 4)


USUAL = Habits()


@dataclass(frozen=True)
class Plan:
    """What is done with the hours.

    Attributes:
        answers: for each letter of the inbox, oldest first, NOTHING, STANDARD, OWN or GOOD.
        mend: names of the piles whose cause is mended.
        ask: whether those who say nothing are asked, too.
    """

    answers: tuple[int, ...]
    mend: frozenset[str] = frozenset()
    ask: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a plan.

    Attributes:
        letters: letters of one month, a quarter later, by pile.
        again: how many of the writers (other than of praise) wrote again within the quarter.
        customers: how many there were at the start.
        lost: how many of them left within the year.
        paid: compensation of the year, crowns; what the inbox was given included.
        margin: what the year's purchases brought, less that compensation, crowns.
    """

    letters: Mapping[str, int]
    again: int
    customers: int
    lost: int
    paid: float
    margin: float

    @property
    def staying(self) -> float:
        """Share (0 to 1) of the customers who are still there after the year."""
        return 1.0 - self.lost / self.customers

    @property
    def complaints(self) -> int:
        """Letters of that month without the praise."""
        return sum(count for name, count in self.letters.items() if name != PRAISE)


def by_pile(
    box: Inbox, answers: Mapping[str, int], mend: Sequence[str] = (), ask: bool = False
) -> Plan:
    """Return a plan that treats the letters of a pile alike; piles not named get no answer.

    GOOD needs a loss: in a pile of comments it is an answer of its own.
    """
    given = (answers.get(letter.pile, NOTHING) for letter in box.letters)
    most = (GOOD if letter.loss else OWN for letter in box.letters)
    return Plan(tuple(map(min, given, most)), frozenset(mend), ask)


def answering(plan: Plan, habits: Habits = USUAL) -> list[float]:
    """Return the hours that each letter's answer takes."""
    each = (0.0, habits.standard_hours, habits.own_hours, habits.good_hours)
    return [each[answer] for answer in plan.answers]


def mending(box: Inbox, plan: Plan) -> float:
    """Return the hours that the causes of a plan take."""
    return float(sum(box.pile(name).hours for name in plan.mend))


def hours(box: Inbox, plan: Plan, habits: Habits = USUAL) -> float:
    """Return all the hours that a plan takes."""
    return sum(answering(plan, habits)) + mending(box, plan) + habits.ask_hours * plan.ask


def in_turn(box: Inbox, order: Sequence[int], budget: float, habits: Habits = USUAL) -> Plan:
    """Return the plan that gives letter by letter all it can get, while hours last.

    Args:
        box: the inbox.
        order: positions of the letters.
        budget: hours.
        habits: what an answer takes.
    """
    answers = [NOTHING] * len(box.letters)
    for place in order:
        most = GOOD if box.letters[place].loss else OWN
        cost = habits.good_hours if most == GOOD else habits.own_hours
        if cost <= budget:
            answers[place] = most
            budget -= cost
    return Plan(tuple(answers))


def first_come(box: Inbox, budget: float = BUDGET, habits: Habits = USUAL) -> Plan:
    """Return the plan "first come, first served": the oldest letter first, nothing is mended."""
    return in_turn(box, range(len(box.letters)), budget, habits)


def loudest_first(box: Inbox, budget: float = BUDGET, habits: Habits = USUAL) -> Plan:
    """Return the plan "loudest first": threats, demands, large losses; nothing is mended."""
    letters = box.letters
    order = sorted(range(len(letters)), key=lambda i: (-letters[i].loud, -letters[i].loss))
    return in_turn(box, order, budget, habits)


def by_triage(
    box: Inbox, budget: float = BUDGET, habits: Habits = USUAL, share: float = 0.6
) -> Plan:
    """Return the lesson's plan: mend by reach times pain over effort, and answer the people.

    Up to `share` of the hours mends causes, the best first. While hours last, everybody who
    complained gets the one text for all, and those in the most pain an answer of their own.
    """
    mend, left = set(), budget * share
    for pile in sorted(box.piles, key=lambda pile: -pile.triage):
        if pile.hours and pile.hours <= left:
            mend.add(pile.name)
            left -= pile.hours
    pain = {pile.name: pile.pain for pile in box.piles}
    unhappy = [i for i, letter in enumerate(box.letters) if letter.pile != PRAISE]
    unhappy.sort(key=lambda i: -pain[box.letters[i].pile])
    answers = [NOTHING] * len(box.letters)
    left += budget * (1.0 - share)
    for answer, more in (
        (STANDARD, habits.standard_hours),
        (OWN, habits.own_hours - habits.standard_hours),
    ):
        for i in unhappy:
            if answers[i] == answer - 1 and more <= left:
                answers[i] = answer
                left -= more
    return Plan(tuple(answers), frozenset(mend))


def follow(
    box: Inbox, plan: Plan, habits: Habits = USUAL, k: Coefficients = DEFAULT, again: int = 0
) -> Outcome:
    """Return what comes of a plan; two plans meet the same luck.

    Args:
        box: the inbox.
        plan: what is done with the hours; whether they suffice is not asked here.
        habits: the numbers of this model.
        k: the coefficients of the common one.
        again: 0, or another whole number for another luck.
    """
    firm = box.firm
    luck = _luck(box, again)
    draw = np.random.Generator(np.random.PCG64(np.random.SeedSequence([firm.seed, again])))
    feeling, unsettled = _answered(box, plan, habits, k, draw.random(len(box.letters)))
    course = go_on(replace(firm, satisfaction=feeling), _months(box, plan, habits), luck, k)
    letters = _letters(box, plan, course, luck, habits, draw)

    complained = (course.outcome != SILENT)[: LATER + 1].any(axis=0)
    back = {
        letter.who
        for letter, writes in zip(box.letters, unsettled, strict=True)
        if letter.pile != PRAISE and (writes or complained[letter.who])
    }
    given = sum(
        letter.loss
        for letter, answer in zip(box.letters, plan.answers, strict=True)
        if answer == GOOD
    )
    paid = given + _paid(box, course, luck)
    return Outcome(
        letters=letters,
        again=len(back),
        customers=len(firm),
        lost=int(course.left.sum()),
        paid=paid,
        margin=float(course.margin.sum()) - paid,
    )


@lru_cache(maxsize=2)
def _luck(box: Inbox, again: int) -> Luck:
    """Return the luck of the year, drawn once for all the plans that meet it."""
    return draw_luck(box.firm, MONTHS, again)


def _answered(
    box: Inbox, plan: Plan, habits: Habits, k: Coefficients, chance: Floats
) -> tuple[Floats, list[bool]]:
    """Return what all customers feel once the answers are out, and which writers write again."""
    feeling, branch = box.firm.satisfaction.copy(), box.firm.branch
    members = [np.flatnonzero(branch == each) for each in range(int(branch.max()) + 1)]
    shares = (habits.again_ignored, habits.again_standard, habits.again_own, habits.again_good)
    spent, unsettled = 0.0, []
    for letter, answer, cost, u in zip(
        box.letters, plan.answers, answering(plan, habits), chance, strict=True
    ):
        spent += cost  # letters are answered in the order in which they came
        late = k.day_pain * spent / habits.hours_a_day
        complains = letter.pile != PRAISE
        own = k.explain_gain if complains else habits.thanked
        lost = habits.ignored if complains else 0.0
        gain = (-lost, habits.standard - late, own - late, k.good_gain - late)[answer]
        feeling[letter.who] += gain - letter.recovered
        if complains and answer == NOTHING:
            feeling[_hearers(members[branch[letter.who]], letter.who, habits)] -= habits.put_off
        unsettled.append(bool(u < shares[answer]))
    return np.clip(feeling, 0.0, 100.0), unsettled


def _hearers(members: Ints, who: int, habits: Habits) -> Ints:
    """Return those who hear from a writer: the next customers of the same branch."""
    place = int(np.searchsorted(members, who))
    return members[np.arange(place + 1, place + 1 + round(habits.told)) % len(members)]


def _months(box: Inbox, plan: Plan, habits: Habits) -> list[Conditions]:
    """Return the conditions: the first month as before, then what was mended is mended."""
    profile = box.firm.profile
    gone = sum(topic.share for topic in profile.topics if topic.name in plan.mend)
    mended = Conditions(
        waiting=1.0 - habits.shorter * (WAITING in plan.mend),
        skill=habits.skilled * (STAFF in plan.mend),
        trouble=1.0 - habits.mended * gone,
        complaining=habits.invited * plan.ask,
        authority=profile.usual_amount * (HANDLING in plan.mend),
        days=1.0 - habits.sooner * (HANDLING in plan.mend),
    )
    return [AS_BEFORE] + [mended] * (MONTHS - 1)


def _paid(box: Inbox, course: Course, luck: Luck) -> float:
    """Return what the complaints of the year cost in compensation, crowns: the losses, as `firm`."""
    return float(losses(box.firm, luck.loss)[course.outcome == model.MADE_GOOD].sum())


def _letters(
    box: Inbox,
    plan: Plan,
    course: Course,
    luck: Luck,
    habits: Habits,
    draw: np.random.Generator,
) -> dict[str, int]:
    """Return the letters of the third month by pile: complaints, and comments as in the tables."""
    firm, profile = box.firm, box.firm.profile
    what, writes, talk = (draw.random(len(firm)) for _ in range(3))
    share = np.array(
        [t.share * (1.0 - habits.mended * (t.name in plan.mend)) for t in profile.topics]
    )
    topic = np.searchsorted(np.cumsum(share)[:-1] / share.sum(), what, side="right")
    aloud = course.outcome[LATER] != SILENT
    counts = np.bincount(topic[aloud], minlength=len(share))
    month = {t.name: int(n) for t, n in zip(profile.topics, counts, strict=True)}

    answer = survey(firm, course, luck, asked=profile.asked)[LATER]
    strength = np.abs(course.satisfaction[LATER] - DEFAULT.usual_satisfaction) / 40.0
    heard: Flags = ~np.isnan(answer) & (writes < 0.25 + 0.40 * np.minimum(strength, 1.0))
    cross = heard & (answer <= 6)
    ended = cross & np.isin(course.outcome[LATER], (model.EXPLAINED, model.DENIED))
    late = cross & ~ended & (course.waiting[LATER] > LONG_WAIT * firm.patience)
    rest = cross & ~ended & ~late
    month[WAITING] = int(late.sum())
    month[STAFF] = int((rest & (talk < 1 / 3)).sum())
    month[HANDLING] = int(ended.sum())
    month[WISHES] = int((rest & (talk >= 1 / 3)).sum())
    month[PRAISE] = int((heard & (answer >= 9)).sum())
    return month
