"""Two years on the four steps: what becomes of the customers if a firm leaves steps out.

The course's own model on top of the common one (`firm`). In each half-year the firm's spare days
go into one step. Selling more to the best (1) brings crowns at once. Responding (2) mends causes,
answers complaints and teaches the firm what customers meet; it works slowly, and it lasts.
Delight (3) is felt at once, wears off, and rings hollow where complaints stay unanswered. A new
solution (4) takes months and may miss; what the firm knows of its customers makes a hit likelier.
While nobody responds, new causes of trouble come up.

That leaving out step 2 loses customers is the source's warning [001 · Chessboard]. How it comes
about, and every size, is the course's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cem_workbook.cases.firm import Conditions, Luck, draw_luck, go_on, losses
from cem_workbook.data.assumed import assume
from cem_workbook.data.model import DEFAULT, MADE_GOOD, Coefficients, Flags, Floats
from cem_workbook.data.today import Today

HALVES, MONTHS = 4, 24
HALF = MONTHS // HALVES
LATELY = 3  # months in which trouble counts as what drove somebody away

TARGET, RESPOND, ENGAGE, INSPIRE = 1, 2, 3, 4
Path = tuple[int, int, int, int]
"""The step that the firm works on in each half-year, 1 to 4."""

IN_TURN: Path = (TARGET, RESPOND, ENGAGE, INSPIRE)
LEAP: Path = (TARGET, ENGAGE, INSPIRE, ENGAGE)
SELL_ON: Path = (TARGET, TARGET, TARGET, TARGET)

_LEAP = "direction [001 · Chessboard]; size invented"
_STEPS = "direction [001 · Steps of CEM]; size invented"
_OWN = "the course's own; size invented"
_A_MONTH = "share a month"


@dataclass(frozen=True)
class Habits:
    """Every number that this model adds to the firm's own."""

    # 1 target
    sells: float = assume(0.07, "share of the margin", _LEAP, "step 1: more is sold", 0, 1)
    presses: float = assume(0.6, "points", _OWN, "step 1: being pressed annoys", 0, 10)
    knows_target: float = assume(
        0.01, _A_MONTH, _STEPS, "step 1: what is learnt of customers", 0, 0.2
    )

    # 2 respond
    mends: float = assume(0.10, _A_MONTH, _STEPS, "step 2: trouble that goes", 0, 0.5)
    queues: float = assume(0.03, _A_MONTH, _STEPS, "step 2: waiting that goes", 0, 0.2)
    hastens: float = assume(
        0.08, _A_MONTH, _STEPS, "step 2: a complaint's days that are saved", 0, 0.5
    )
    hears: float = assume(0.12, _A_MONTH, _STEPS, "step 2: unanswered that is answered", 0, 1)
    invites: float = assume(0.5, "log-odds", _STEPS, "step 2: who is asked complains more", 0, 3)
    knows_respond: float = assume(
        0.07, _A_MONTH, _STEPS, "step 2: what is learnt of customers", 0, 0.2
    )
    wears: float = assume(
        0.02, _A_MONTH, _LEAP, "without step 2: trouble that comes up anew", 0, 0.1
    )
    forgets: float = assume(
        0.05, _A_MONTH, _LEAP, "without step 2: answering that is given up", 0, 0.5
    )

    # 3 engage
    delights: float = assume(12.0, "points", _STEPS, "step 3: delight, when it is new", 0, 30)
    tires: float = assume(0.15, _A_MONTH, _OWN, "step 3: delight that becomes usual", 0, 1)
    lingers: float = assume(0.25, _A_MONTH, _OWN, "step 3: delight that fades afterwards", 0, 1)
    hollow: float = assume(0.6, "share", _LEAP, "step 3: lost where nothing is answered", 0, 1)

    # 4 inspire
    takes: float = assume(4.0, "months", _OWN, "step 4: before a new solution is there", 1, 6)
    blind: float = assume(
        0.15, "chance", _STEPS, "step 4: a hit, knowing nothing of customers", 0, 1
    )
    solves: float = assume(0.20, "share", _STEPS, "step 4: trouble and waiting, after a hit", 0, 1)
    pleases: float = assume(2.0, "points", _STEPS, "step 4: pleased for good, after a hit", 0, 20)


USUAL = Habits()


@dataclass(frozen=True)
class Half:
    """Half a year under a path.

    Attributes:
        step: 1 to 4, what the firm worked on.
        lost: customers who left, of those who were there at the very start.
        after_trouble: how many of them had had trouble in their last months that was not made
            good.
        here: customers left at its end.
        glad: how many of those are so pleased that they tell others.
        margin: crowns that their purchases brought, less what was paid for losses.
        trouble: causes of trouble at its end; 1 is as many as at the start.
        hit: True where a new solution met a want, False where it missed, None without one.
    """

    step: int
    lost: int
    after_trouble: int
    here: int
    glad: int
    margin: float
    trouble: float
    hit: bool | None


@dataclass(frozen=True)
class TwoYears:
    """The four half-years.

    Attributes:
        halves: one after another.
        customers: how many there were at the start.
    """

    halves: tuple[Half, ...]
    customers: int

    def lost(self, halves: int = HALVES) -> int:
        """Return how many had left after so many half-years."""
        return sum(half.lost for half in self.halves[:halves])

    def margin(self, halves: int = HALVES) -> float:
        """Return the crowns of so many half-years."""
        return sum(half.margin for half in self.halves[:halves])


@dataclass(frozen=True)
class Offer:
    """What a path comes to in one month: the conditions, and the factor on the margin."""

    conditions: Conditions
    sales: float
    hit: bool | None = None


def offers(
    path: Sequence[int], firm: Today, solutions: Sequence[float] | Floats, habits: Habits = USUAL
) -> list[Offer]:
    """Return what the firm offers in each of the 24 months.

    Args:
        path: the step of each half-year.
        firm: the company today.
        solutions: for each half-year a number from 0 to 1 that decides whether a solution hits.
        habits: this model's numbers.
    """
    trouble = waiting = days = unanswered = 1.0
    authority = complaining = glow = lasting = knowledge = 0.0
    delight, found = habits.delights, []
    for month in range(MONTHS):
        step = path[month // HALF]
        hit = None
        if step == RESPOND:
            trouble *= 1.0 - habits.mends
            waiting *= 1.0 - habits.queues
            days *= 1.0 - habits.hastens
            unanswered *= 1.0 - habits.hears
            authority, complaining = firm.profile.usual_amount, habits.invites
            knowledge += habits.knows_respond
        else:
            trouble *= 1.0 + habits.wears
            unanswered += habits.forgets * (1.0 - unanswered)
        if step == ENGAGE:
            glow = max(delight, glow * (1.0 - habits.lingers))
            delight *= 1.0 - habits.tires
        else:
            glow *= 1.0 - habits.lingers
        if step == TARGET:
            knowledge += habits.knows_target
        if step == INSPIRE and month % HALF == round(habits.takes) - 1:
            hit = solutions[month // HALF] < chance_of_a_hit(knowledge, habits)
            if hit:
                trouble *= 1.0 - habits.solves
                waiting *= 1.0 - habits.solves
                lasting += habits.pleases
        pressed = habits.presses * (step == TARGET)
        offer = Conditions(
            waiting=waiting,
            trouble=trouble,
            complaining=complaining,
            authority=authority,
            days=days,
            warmth=glow * (1.0 - habits.hollow * unanswered) + lasting - pressed,
        )
        found.append(Offer(offer, 1.0 + habits.sells * (step == TARGET), hit))
    return found


def chance_of_a_hit(knowledge: float, habits: Habits = USUAL) -> float:
    """Return the chance (0 to 1) that a new solution meets a want; `knowledge` is 0 or more."""
    return min(0.95, habits.blind + knowledge * (1.0 - habits.blind))


@dataclass(frozen=True, eq=False)
class Fate:
    """All that chance decides: for the customers, and for the solution of each half-year."""

    luck: Luck
    solutions: Floats


def draw_fate(firm: Today, again: int = 0) -> Fate:
    """Return the fate of the two years, the same for the same firm and `again` (0 or more)."""
    letters = [ord(letter) for letter in firm.profile.name]
    seed = np.random.SeedSequence([firm.seed, again, *letters])
    solutions = np.random.Generator(np.random.PCG64(seed)).random(HALVES)
    return Fate(draw_luck(firm, MONTHS, again), solutions)


def walk(
    firm: Today, path: Path, fate: Fate, habits: Habits = USUAL, k: Coefficients = DEFAULT
) -> TwoYears:
    """Return two years on a path; two paths with one fate differ by the path alone.

    Args:
        firm: the company today.
        path: the step of each half-year.
        fate: what chance decides.
        habits: the numbers of this model.
        k: the coefficients of the common one.
    """
    months = offers(path, firm, fate.solutions, habits)
    luck = fate.luck
    course = go_on(firm, [offer.conditions for offer in months], luck, k)
    sales = np.array([offer.sales for offer in months])[:, None]
    paid = np.where(course.outcome == MADE_GOOD, losses(firm, luck.loss), 0.0)
    crowns = (course.margin * sales - paid).sum(axis=1)
    driven = course.left & _lately(course.trouble & (course.outcome != MADE_GOOD))
    glad = (course.satisfaction >= k.pleased_from) & course.active & ~course.left
    halves, here = [], len(firm)
    for n in range(HALVES):
        part = slice(n * HALF, (n + 1) * HALF)
        lost = int(course.left[part].sum())
        here -= lost
        hits = [offer.hit for offer in months[part] if offer.hit is not None]
        halves.append(
            Half(
                step=path[n],
                lost=lost,
                after_trouble=int(driven[part].sum()),
                here=here,
                glad=int(glad[part.stop - 1].sum()),
                margin=float(crowns[part].sum()),
                trouble=months[part.stop - 1].conditions.trouble,
                hit=hits[0] if hits else None,
            )
        )
    return TwoYears(tuple(halves), len(firm))


def _lately(trouble: Flags) -> Flags:
    """Return, month by month, whether there was such trouble then or in the months just before."""
    found = trouble.copy()
    for back in range(1, LATELY):
        found[back:] |= trouble[:-back]
    return found
