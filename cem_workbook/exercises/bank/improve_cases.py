"""What the questions of page 08 are asked about: dips, small steps, waits and complaints by month."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from cem_workbook.data.sectors import BRANCHES
from cem_workbook.exercises.bank.improve_waits import branch_of, month_of, waits
from cem_workbook.exercises.draws import Sheet, in_any_order, one_of
from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say
from cem_workbook.metrics.control_chart import xmr

if TYPE_CHECKING:
    from cem_workbook.data.company import Company
    from cem_workbook.data.model import Ints

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def _from(draw: random.Random, low: float, high: float) -> float:
    return low + (high - low) * draw.random()


# 1. Three kinds of dip

FELT, COUNTED, PAID = "customers feel it", "only a number moves", "only the till feels it"
DIPS = {
    "Two colleagues are on a course, and the queue grows.": FELT,
    "While the counter is rebuilt, people walk a long way round it.": FELT,
    "Complaints rise, for everybody is asked now what went wrong.": COUNTED,
    "The list of known faults is longer than last year's.": COUNTED,
    "The mean score falls, for those who complained are asked for one now, too.": COUNTED,
    "The new booking list is paid for this month.": PAID,
    "More losses are made good than last year.": PAID,
}
KINDS = (FELT, COUNTED, PAID)


# 2. Small steps and a large one

LAST, SAVED = "last wait", "saved"
NEAR = 0.03  # minutes that the card lets pass
SMALL, LARGE = "small steps", "one large step"
QUARTERS, PREPARED = 8, 6


def steps(company: Company, draw: random.Random) -> Case:
    """A branch's wait, a small step for each quarter, and a large one after long preparation."""
    branch = one_of(draw, range(len(BRANCHES)))
    sums, counts = waits(company)
    wait = float(sums[4:, branch].sum() / counts[4:, branch].sum())
    small, large = one_of(draw, (3, 4, 5)), one_of(draw, (28, 30, 33, 36, 40))
    return {
        "title": company.title,
        "branch": BRANCHES[branch],
        "wait": round(wait, 2),  # what the card says is what is reckoned with
        "small": small,
        "rest": 100 - small,
        "left": f"{1 - small / 100:.2f}",
        "large": large,
        "large_left": f"{1 - large / 100:.2f}",
    }


def together(first: float, each: Sequence[float]) -> float:
    """Return the minutes that are missing from eight waits of the first length."""
    return sum(first - wait for wait in each)


def saved(
    small: Callable[[int, float], float] = lambda number, step: (1.0 - step) ** number,
    at_once: int = PREPARED,
    in_all: Callable[[float, Sequence[float]], float] = together,
) -> Callable[[Case], Sheet]:
    """Return the last wait and the minutes saved, for the small steps and the large one.

    Args:
        small: what is left of the first wait in quarter 1, 2, ... with such a step.
        at_once: quarters in which the large step is not there yet.
        in_all: what is made of the first wait and the eight waits.
    """

    def sheet(case: Case) -> Sheet:
        first, step, cut = case["wait"], case["small"] / 100, case["large"] / 100
        little = [first * small(n, step) for n in range(1, QUARTERS + 1)]
        late = [first] * at_once + [first * (1.0 - cut)] * (QUARTERS - at_once)
        ways = {SMALL: little, LARGE: late}
        return {way: {LAST: each[-1], SAVED: in_all(first, each)} for way, each in ways.items()}

    return sheet


def one_decimal(case: Case) -> Sheet | None:
    """Return the sheet with one decimal; None where that is near enough in every cell."""
    right = saved()(case)
    found = {
        way: {name: round(value, 1) for name, value in cells.items()}
        for way, cells in right.items()
    }
    far = (abs(found[way][name] - right[way][name]) for way in right for name in right[way])
    return found if max(far) > NEAR else None


# 3. A review


def review(company: Company, draw: random.Random) -> Case:
    """The last quarter of the tables, and two made-up quarters of listening and mending later."""
    truth = company.truth
    late = (truth["month"] >= "2025-10-01").to_numpy()
    visits = int(truth["visits"].to_numpy()[late].sum())
    troubles = int(truth["troubles"].to_numpy()[late].sum())
    tickets = int((company.tickets["opened_on"] >= "2025-10-01").sum())
    before, told = 100 * troubles / visits, tickets / troubles
    after, louder = before * _from(draw, 0.84, 0.90), min(0.9, told * _from(draw, 1.4, 1.5))
    sums, counts = waits(company)
    wait = float(sums[7].sum() / counts[7].sum())
    return {
        "title_capital": company.title[:1].upper() + company.title[1:],
        "before": before,
        "after": after,
        "tickets": tickets,
        "more": round(visits * after / 100 * louder),
        "wait": wait,
        "longer": wait * _from(draw, 1.04, 1.07),
    }


# 5. Centre and limits

CENTRE, JUMP, LOW, HIGH = "centre", "mean jump", "lower limit", "upper limit"
COMPLAINTS = "complaints"


@lru_cache(maxsize=2)
def by_month(company: Company) -> tuple[int, ...]:
    """Return how many complaints were opened in each of the 24 months."""
    months = month_of(company.tickets["opened_on"])
    return tuple(map(int, np.bincount(months, minlength=24)))


def complaints(company: Company, draw: random.Random) -> Case:
    """The complaints of twelve months in a row."""
    first = one_of(draw, range(13))
    counts = by_month(company)[first : first + 12]
    months = [say(MONTHS[(first + i) % 12]) for i in range(12)]
    return {
        "title": company.title,
        "counts": counts,
        "first": say("{month} {year}", month=months[0], year=2024 + first // 12),
        "last": say("{month} {year}", month=months[-1], year=2024 + (first + 11) // 12),
        "from_code": f"{2024 + first // 12}-{first % 12 + 1:02d}",
        "to_code": f"{2024 + (first + 11) // 12}-{(first + 11) % 12 + 1:02d}",
        "line": ", ".join(map(str, counts)),
    }


def limits(
    jump: Callable[[Ints], float] = lambda jumps: float(np.abs(jumps).mean()),
    reach: float | None = None,
) -> Callable[[Case], Sheet]:
    """Return centre, mean jump and limits.

    Args:
        jump: what is made of the differences from month to month.
        reach: how many mean jumps the limits lie from the centre; None for the chart's own.
    """

    def sheet(case: Case) -> Sheet:
        chart = xmr(case["counts"])
        usual = chart.high - chart.centre
        each = jump(np.diff(np.array(case["counts"])))
        wide = usual / chart.moving_range if reach is None else reach
        return _limits(chart.centre, each, wide * each)

    return sheet


def _limits(centre: float, jump: float, half: float) -> Sheet:
    found = {CENTRE: centre, JUMP: jump, LOW: centre - half, HIGH: centre + half}
    return {row: {COMPLAINTS: float(value)} for row, value in found.items()}


def by_spread(case: Case) -> Sheet | None:
    """Return the limits as three standard deviations of all months; None where that is as good."""
    chart = xmr(case["counts"])
    half = 3 * float(np.std(chart.values, ddof=1))
    near = abs(half - (chart.high - chart.centre)) < 1.0
    return None if near else _limits(chart.centre, chart.moving_range, half)


def by_extremes(case: Case) -> Sheet:
    """Return the lowest and the highest month as limits."""
    sheet = limits()(case)
    lowest, highest = min(case["counts"]), max(case["counts"])
    return sheet | {LOW: {COMPLAINTS: float(lowest)}, HIGH: {COMPLAINTS: float(highest)}}


# 6. Noise, signal, or another ruler

NOISE, SIGNAL, RULER = "noise", "signal", "another ruler"
VERDICTS = (NOISE, SIGNAL, RULER)
IN_A_ROW = "Eight"  # RUN, as a word


def sentences(company: Company, draw: random.Random) -> Case:
    """Limits from the company's first year, and made-up months to judge by them."""
    chart = xmr(by_month(company)[:12])
    centre, low, high = round(chart.centre), max(0, round(chart.low)), round(chart.high)
    usual = max(2, round(chart.moving_range))
    above, under = (
        centre + one_of(draw, range(2, usual + 1)),
        centre - one_of(draw, range(2, usual + 1)),
    )
    things = {
        say("{n} complaints in March, a few more than in February", n=above): NOISE,
        say("{n} in April, after {m} in March: “a clear improvement”", n=under, m=above): NOISE,
        say("{n} in June, and nobody knows why", n=high + one_of(draw, range(3, 9))): SIGNAL,
        say(
            "{run} months in a row between {low} and {high}",
            run=say(IN_A_ROW),
            low=max(low + 1, centre - 2 * usual + 1),
            high=centre - 1,
        ): SIGNAL,
        say(
            "{n} in July: since 1 July the app has a button “complain”",
            n=high + one_of(draw, range(10, 21)),
        ): RULER,
        say("Half the usual in August: the form was off line for two weeks"): RULER,
    }
    items = in_any_order(draw, things)
    return {
        "title": company.title,
        "centre": centre,
        "low": low,
        "high": high,
        "things": things,
        "items": items,
    }


def judged(case: Case) -> dict[str, str]:
    """Return how the reports are to be judged."""
    return {item: case["things"][item] for item in case["items"]}


def moved(of: str, to: str) -> Callable[[Case], dict[str, str]]:
    """Return the verdicts of somebody who takes one kind for another."""
    return lambda case: {
        item: to if verdict == of else verdict for item, verdict in judged(case).items()
    }


def runs_overlooked(case: Case) -> dict[str, str]:
    """Return the verdicts of somebody who looks at the limits only."""
    run = say(IN_A_ROW)
    return {
        item: NOISE if item.startswith(run) else verdict for item, verdict in judged(case).items()
    }


# 7. Blame and praise


@lru_cache(maxsize=2)
def blame_and_praise(company: Company) -> tuple[int, int, int]:
    """Return how often the worst branch of a month did better in the next, the best one worse.

    Of the answers to recommend or of those to satisfaction: whichever shows it more clearly.

    Returns:
        Better, worse, and in how many months (all with answers from all branches).
    """
    surveys = company.surveys
    cell = month_of(surveys["asked_on"]) * len(BRANCHES) + branch_of(surveys["branch"])
    found = []
    for column in ("recommend", "satisfaction"):
        scores = surveys[column].to_numpy(dtype=float, na_value=np.nan)
        known = ~np.isnan(scores)
        counts = np.bincount(cell[known], minlength=24 * len(BRANCHES))
        sums = np.bincount(cell[known], scores[known], 24 * len(BRANCHES))
        with np.errstate(invalid="ignore"):
            means = (sums / counts).reshape(24, len(BRANCHES))
        here, later = means[:-1], means[1:]
        whole = ~np.isnan(here).any(axis=1) & ~np.isnan(later).any(axis=1)
        here, later, row = here[whole], later[whole], np.arange(whole.sum())
        worst, best = here.argmin(axis=1), here.argmax(axis=1)
        better = int((later[row, worst] > here[row, worst]).sum())
        worse = int((later[row, best] < here[row, best]).sum())
        found.append((better, worse, len(here)))
    return max(found, key=lambda each: min(each[:2]))


def blamed(company: Company, draw: random.Random) -> Case:
    """The branches blamed and praised, and what their next month was like."""
    better, worse, n = blame_and_praise(company)
    return {"title": company.title, "better": better, "worse": worse, "n": n}
