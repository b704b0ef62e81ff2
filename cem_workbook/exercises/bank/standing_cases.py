"""What the questions of page 10 are asked about: sentences, and the 24 firms of the sample."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cem_workbook.exercises.draws import Sheet, in_any_order, one_of
from cem_workbook.exercises.exercise import Case
from cem_workbook.frameworks import respondents
from cem_workbook.frameworks.actions import actions_for
from cem_workbook.frameworks.assessment import Standing, standing_of, step_points
from cem_workbook.frameworks.statements import STATEMENTS, of_step
from cem_workbook.frameworks.steps import STEPS
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

Floats = npt.NDArray[np.float64]
FIRMS = range(1, len(respondents.SAMPLE) + 1)


@lru_cache(maxsize=len(FIRMS))
def levels_of(firm: int) -> Floats:
    """Return the answers about a firm of the sample, shape (12, 16), NaN for unknown."""
    return respondents.sample(firm)


@lru_cache(maxsize=len(FIRMS))
def standing_in(firm: int) -> Standing:
    """Return where a firm of the sample stands."""
    return standing_of(levels_of(firm), respondents.roles_of(respondents.SAMPLE_PEOPLE))


def _columns(step: int) -> list[str]:
    return [statement.id for statement in of_step(STEPS[step - 1].key)]


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


# 1. Seen, opinion, wish

SEEN, OPINION, WISH = "can be seen", "opinion", "wish"
KINDS = (SEEN, OPINION, WISH)
PLAN = "From next year, each newcomer will be asked who sent them."
CARE = "Our people really care."
GOOD = "Our service is very good."
AGREE = "I agree: customers come first here."
NOBODY = "Nobody has asked a customer anything this year."
SENTENCES = {
    "Last month I called a customer before they knew of the fault.": SEEN,
    GOOD: OPINION,
    "We should listen more.": WISH,
    "On Mondays a list shows what customers complained of, and how many.": SEEN,
    CARE: OPINION,
    PLAN: WISH,
    AGREE: OPINION,
    "At my counter one thing is different since May, because customers said so.": SEEN,
    NOBODY: SEEN,
    "Each of us ought to know our best customers.": WISH,
}


# 2. Whom to ask


def asking(company: Company, draw: random.Random) -> Case:
    """How often three and twelve people place a simulated firm right."""
    build = f"step {1 + int(4 * draw.random())}"
    three, twelve = (
        respondents.try_out(build, n).placed[respondents.stands_on(build) or 0] for n in (3, 12)
    )
    staff = 40 + 20 * int(9 * draw.random())
    return {
        "title_capital": company.title[:1].upper() + company.title[1:],
        "staff": staff,
        "build": build,
        "three": three,
        "twelve": twelve,
    }


# 3. The gap

T_TEN = 2.228
"""Standard errors either side that hold 95 % of Student's t with 10 degrees of freedom."""
GAP, LOWER, UPPER, IN_POINTS = "gap", "lower end", "upper end", "points"


def two_roles(company: Company, draw: random.Random) -> Case:
    """One step of one firm, as its six managers and its six of the front line see it."""
    firm, step = one_of(draw, FIRMS), 1 + int(4 * draw.random())
    scores = step_points(levels_of(firm))[:, step - 1]
    managers = respondents.roles_of(len(scores))
    case: dict[str, Any] = {
        "firm": firm,
        "step": step,
        "step_title": say(STEPS[step - 1].title),
        "columns": _quoted(_columns(step)),
    }
    for name, who in (("managers", managers), ("front", ~managers)):
        case[name] = float(scores[who].mean())
        case[f"{name}_sd"] = float(scores[who].std(ddof=1))
        case[f"{name}_n"] = int(who.sum())
    return {**case, "says": says_of_the_gap(case)}


def _errors(case: Case) -> tuple[float, float]:
    one, other = (
        case[f"{name}_sd"] / math.sqrt(case[f"{name}_n"]) for name in ("managers", "front")
    )
    return one, other


def gap_sheet(
    error: Callable[[Case], float] = lambda case: math.hypot(*_errors(case)),
    times: float = T_TEN,
    sign: int = 1,
) -> Callable[[Case], Sheet]:
    """Return the gap with its two ends.

    Args:
        error: what is taken for the standard error of the difference.
        times: how many of them lie either side.
        sign: -1 for the front line less the managers.
    """

    def sheet(case: Case) -> Sheet:
        gap, reach = sign * (case["managers"] - case["front"]), times * error(case)
        ends = {GAP: gap, LOWER: gap - reach, UPPER: gap + reach}
        return {row: {IN_POINTS: value} for row, value in ends.items()}

    return sheet


def errors_added(case: Case) -> float:
    """Return the two standard errors, added."""
    return sum(_errors(case))


def spread_of_people(case: Case) -> float:
    """Return the standard deviation of the difference between two people."""
    return math.hypot(case["managers_sd"], case["front_sd"])


def managers_error(case: Case) -> float:
    """Return the standard error of the managers' average alone."""
    return _errors(case)[0]


def not_squared(case: Case) -> float:
    """Return what comes of standard deviations where their squares belong."""
    return math.sqrt(sum(case[f"{name}_sd"] / case[f"{name}_n"] for name in ("managers", "front")))


def whole_points(case: Case) -> Sheet | None:
    """Return the right sheet in whole points; None where that is still right."""
    right = gap_sheet()(case)
    whole = {row: {IN_POINTS: float(round(cells[IN_POINTS]))} for row, cells in right.items()}
    near = all(abs(whole[row][IN_POINTS] - right[row][IN_POINTS]) < 0.35 for row in right)
    return None if near else whole


def says_of_the_gap(case: Case) -> str:
    """Say what the interval allows to say."""
    cells = gap_sheet()(case)
    if cells[LOWER][IN_POINTS] > 0:
        return say("Here the interval leaves out 0: the managers see more.")
    if cells[UPPER][IN_POINTS] < 0:
        return say("Here the interval leaves out 0: the front line sees more.")
    return say("Here the interval holds 0: these twelve do not show who sees more.")


# 4. Leaps

LEAP, NO_LEAP = "a leap", "no leap"
FATES = (LEAP, NO_LEAP)
KINDS_OF_FIRM = (
    (3, 7, 15, 21),  # in order, and high
    (2, 9, 14, 19),  # in order, and low
    (1, 4, 8, 11, 22),  # one step in the air
    (13, 18, 24),  # both
    (6, 10, 17, 23),  # step 3 left out, 1 and 2 hold
    (5, 12, 16, 20),  # step 2 without step 1, and nothing above
)


def six_firms(company: Company, draw: random.Random) -> Case:
    """Six firms, one of each kind, with the scores of their steps."""
    firms = in_any_order(draw, (one_of(draw, kind) for kind in KINDS_OF_FIRM))
    scores = {firm: [s.value for s in standing_in(firm).scores] for firm in firms}
    lines = "\n".join(
        f"| firm {firm} | " + " | ".join(f"{value:.0f}" for value in four) + " |"
        for firm, four in scores.items()
    )
    return {
        "title": company.title,
        "firms": firms,
        "items": [f"firm {firm}" for firm in firms],
        "scores": scores,
        "lines": lines,
    }


def leaps_by(rule: Callable[[Sequence[bool]], bool]) -> Callable[[Case], dict[str, str]]:
    """Return which firms leap by a rule on which of the four steps hold."""

    def sheet(case: Case) -> dict[str, str]:
        holds = {firm: [value >= 50 for value in four] for firm, four in case["scores"].items()}
        return {f"firm {firm}": LEAP if rule(four) else NO_LEAP for firm, four in holds.items()}

    return sheet


def is_leap(holds: Sequence[bool]) -> bool:
    """Whether step 3 or 4 holds while step 1 or 2 does not."""
    return (holds[2] or holds[3]) and not (holds[0] and holds[1])


def any_hole(holds: Sequence[bool]) -> bool:
    """Whether a step holds above one that does not."""
    return any(high and not low for low, high in pairwise(holds)) or (any(holds) and not holds[0])


# 5. Alpha


def four_items(company: Company, draw: random.Random) -> Case:
    """The variances of one step's four statements in one firm, of those who answered all."""
    while True:
        firm, step = one_of(draw, FIRMS), 1 + int(4 * draw.random())
        columns = [i for i, s in enumerate(STATEMENTS) if s.step == STEPS[step - 1].key]
        table = levels_of(firm)[:, columns]
        complete = table[~np.isnan(table).any(axis=1)]
        parts, whole = complete.var(axis=0, ddof=1), float(complete.sum(axis=1).var(ddof=1))
        if len(complete) >= 7 and whole > 0 and 0.3 < alpha_of(parts, whole) < 0.95:
            break
    names = _columns(step)
    lines = "\n".join(f"| {name} | {v:.3f} |" for name, v in zip(names, parts, strict=True))
    filled = np.nan_to_num(table)
    return {
        "firm": firm,
        "step": step,
        "step_title": say(STEPS[step - 1].title),
        "columns": _quoted(names),
        "people": len(complete),
        "left_out": len(table) - len(complete),
        "lines": lines,
        "whole": whole,
        "parts": [float(v) for v in parts],
        "filled": alpha_of(filled.var(axis=0, ddof=1), float(filled.sum(axis=1).var(ddof=1))),
    }


def alpha_of(parts: Sequence[float] | Floats, whole: float) -> float:
    """Return Cronbach's alpha of these variances."""
    k = len(parts)
    return float(k / (k - 1) * (1 - sum(parts) / whole))


def alpha(case: Case) -> float:
    """Return the alpha of the case."""
    return alpha_of(case["parts"], case["whole"])


def ratio(case: Case) -> float:
    """Return the items' variances by that of the sum."""
    return float(sum(case["parts"]) / case["whole"])


def alpha_of_people(case: Case) -> float:
    """Return what comes of taking the number of people for k."""
    return float(case["people"] / (case["people"] - 1) * (1 - ratio(case)))


def alpha_turned(case: Case) -> float:
    """Return what comes of dividing the wrong way round."""
    return 4 / 3 * (1 - 1 / ratio(case))


def alpha_of_deviations(case: Case) -> float:
    """Return what comes of standard deviations in place of variances."""
    deviations = sum(math.sqrt(part) for part in case["parts"]) / math.sqrt(case["whole"])
    return 4 / 3 * (1 - deviations)


def far_from_alpha(wrong: Callable[[Case], float]) -> Callable[[Case], float | None]:
    """Return a wrong alpha, or None where it is so near that a rounding meets it."""

    def found(case: Case) -> float | None:
        value = wrong(case)
        return None if abs(value - alpha(case)) < 0.02 else value

    return found


# 8. What next


def leaping_firm(company: Company, draw: random.Random) -> Case:
    """A leaping firm of the sample, with its scores and their bands."""
    firm = one_of(draw, [n for kind in KINDS_OF_FIRM[2:4] for n in kind])
    found = standing_in(firm)
    assert found.leap is not None
    assert found.weakest is not None
    weak = found.weakest.number
    high = max(found.leap.high, key=lambda n: found.scores[n - 1].value)
    lines = "\n".join(
        f"| {step.number} {say(step.title)} | {s.value:.0f} | {s.interval[0]:.0f} to "
        f"{s.interval[1]:.0f} |"
        for step, s in zip(STEPS, found.scores, strict=True)
    )
    return {
        "firm": firm,
        "weak": weak,
        "weak_title": say(STEPS[weak - 1].title),
        "high": high,
        "high_title": say(STEPS[high - 1].title),
        "lines": lines,
        "action": say(actions_for(weak)[0].do).rstrip("."),
        "page": f"{actions_for(weak)[0].page:02}",
    }
