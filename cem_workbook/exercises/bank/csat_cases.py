"""What the questions of page 12 are asked about: cases drawn from a company, and sums on them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from cem_workbook.exercises.bank.nps_cases import NAMES
from cem_workbook.exercises.bank.tallies import some_quarter, tally
from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say

if TYPE_CHECKING:
    import pandas as pd

    from cem_workbook.data.company import Company

SATISFIED, NOT_SATISFIED = "satisfied", "not satisfied"
CSAT, MEAN = "CSAT", "average"  # the columns of the table in question 3
Counts = Sequence[int]  # how many gave each answer, 1 to 5


def share(counts: Sequence[float], first: int = 4, last: int = 5) -> float:
    """Return the share of the answers from box `first` to box `last`, in per cent."""
    return 100 * sum(counts[first - 1 : last]) / sum(counts)


def sum_of_answers(counts: Sequence[float]) -> float:
    """Return the sum of all answers."""
    return sum(box * many for box, many in enumerate(counts, start=1))


def average(counts: Sequence[float]) -> float:
    """Return the average answer."""
    return sum_of_answers(counts) / sum(counts)


def in_words(quarter: pd.Period) -> str:
    """Return a quarter as people say it."""
    return say("quarter {number} of {year}", number=quarter.quarter, year=quarter.year)


# 1. Satisfied or not


def eight_answers(company: Company, draw: random.Random) -> Case:
    """Eight customers; each of the five answers is there."""
    scores = [1, 2, 3, 4, 5] + [2 + int(draw.random() * 3) for _ in range(3)]
    order = sorted(range(8), key=lambda _: draw.random())
    people = {
        say("{name} gave {score}", name=name, score=scores[i]): scores[i]
        for name, i in zip(NAMES, order, strict=False)
    }
    return {"title": company.title, "people": people}


def sorted_by(case: Case, boxes: Sequence[int]) -> dict[str, str]:
    """Sort the customers, with these boxes as the satisfied ones."""
    return {
        who: SATISFIED if score in boxes else NOT_SATISFIED for who, score in case["people"].items()
    }


# 2. One branch


def one_branch(company: Company, draw: random.Random) -> Case:
    """The answers of one branch in one quarter, the silent and the blanks included."""
    surveys = tally(company, "satisfaction")
    quarter = some_quarter(surveys, draw)
    branch = company.branches[int(draw.random() * len(company.branches))]
    here = surveys.of(quarter, branch)
    counts = list(here.boxes)
    return {
        "title": company.title,
        "branch": branch,
        "quarter": in_words(quarter),
        "quarter_code": str(quarter),
        "asked": here.asked,
        "returned": here.returned,
        "blanks": here.blanks,
        "counts": counts,
        "line": " | ".join(map(str, counts)),
        "n": sum(counts),
        "satisfied": sum(counts[3:]),
        "every_quarter": share(surveys.of(branch=branch).boxes),
        "whole_firm": share(surveys.of(quarter).boxes),
        "two_years": share(surveys.of().boxes),
    }


def with_blanks(case: Case) -> float | None:
    """Return the score with blanks in the base, where there are enough to make a difference."""
    wrong = 100 * case["satisfied"] / (case["n"] + case["blanks"])
    return wrong if share(case["counts"]) - wrong > 0.6 else None


# 3. What the average hides

CLEARLY = 1.0  # points of CSAT; less is not worth a sentence
APART = 0.15  # on the scale; closer averages are nearly one average


def four_branches(company: Company, draw: random.Random) -> Case:
    """A quarter in which the average and the share do not rank the branches alike, if there is one."""
    found, telling = [], []
    by_quarter = _by_quarter(company)
    for quarter, counts in by_quarter.items():
        averages = [average(each) for each in counts.values()]
        pairs = [
            (first, second)
            for first in counts
            for second in counts
            if average(counts[first]) > average(counts[second])
            and share(counts[second]) - share(counts[first]) > CLEARLY
        ]
        found.append((quarter, counts, pairs))
        if pairs and max(averages) - min(averages) > APART:
            telling.append(found[-1])
    choice = telling or found
    quarter, counts, pairs = choice[int(draw.random() * len(choice))]
    lines = "\n".join(
        f"| {branch} | {' | '.join(map(str, each))} | {sum(each)} | {sum_of_answers(each)} |"
        for branch, each in counts.items()
    )
    if pairs:
        first, second = max(pairs, key=lambda pair: share(counts[pair[1]]) - share(counts[pair[0]]))
        lesson = say(
            "By the average, {first} stands before {second}; by the share of the satisfied it is "
            "the other way round.",
            first=first,
            second=second,
        )
    else:
        lesson = say("The average and the share rank the branches alike here; they need not.")
    return {
        "title": company.title,
        "quarter": in_words(quarter),
        "quarter_code": str(quarter),
        "counts": counts,
        "two_years": {
            branch: [sum(box) for box in zip(*every, strict=True)]
            for branch in counts
            for every in [[each[branch] for each in by_quarter.values()]]
        },
        "lines": lines,
        "lesson": lesson,
    }


def _by_quarter(company: Company) -> dict[pd.Period, dict[str, list[int]]]:
    """Return how often each answer was given, by quarter and branch."""
    surveys = tally(company, "satisfaction")
    return {
        quarter: {b: list(surveys.of(quarter, b).boxes) for b in company.branches}
        for quarter in surveys.quarters
    }


def by_branch(
    case: Case,
    score: Callable[[Counts], float] = share,
    mean: Callable[[Counts], float] = average,
) -> dict[str, dict[str, float]]:
    """Return the table, right or with another recipe for one of the columns."""
    return {
        branch: {CSAT: score(each), MEAN: mean(each)} for branch, each in case["counts"].items()
    }


def one_average_for_all(case: Case) -> dict[str, dict[str, float]]:
    """Return the right shares beside the average of the whole firm."""
    firm = [sum(box) for box in zip(*case["counts"].values(), strict=True)]
    return by_branch(case, mean=lambda _: average(firm))


def in_two_years(case: Case) -> dict[str, dict[str, float]]:
    """Return the table of all the answers there are, as the page shows it."""
    return by_branch({"counts": case["two_years"]})


# 4. Nobody of n


def nobody_of_n(company: Company, draw: random.Random) -> Case:
    """A small survey in which nobody was dissatisfied, larger than the 20 of the page's example."""
    branch = company.branches[int(draw.random() * len(company.branches))]
    return {"title": company.title, "branch": branch, "n": 25 + int(draw.random() * 21)}


# 5. Who is silent


@lru_cache(maxsize=1)
def who_came(company: Company) -> pd.DataFrame:
    """Return how many of each month's visitors felt each way: a row a month, a column an answer."""
    truth = company.truth
    came = truth[truth["active"] & (truth["visits"] > 0)]
    groups = came.groupby(["month", "satisfaction"]).size().unstack(fill_value=0)
    return groups.reindex(index=sorted(truth["month"].unique()), columns=range(1, 6), fill_value=0)


def five_groups(company: Company, draw: random.Random) -> Case:
    """The customers who came in one month by feeling, and how often each group answers."""
    months = who_came(company)
    month = months.index[int(draw.random() * len(months))]
    asked = [int(many) for many in months.loc[month]]
    # strong feelings answer, mild ones hardly: the lowest rate of each group, and how far it goes
    ranges = ((50, 20), (30, 15), (5, 10), (10, 15), (45, 20))
    rates = [low + 5 * int(draw.random() * (1 + more // 5)) for low, more in ranges]
    return {
        "title": company.title,
        "month": f"{month:%B %Y}",
        "n": sum(asked),
        "asked": asked,
        "rates": rates,
        "asked_line": " | ".join(map(str, asked)),
        "rates_line": " | ".join(f"{rate} %" for rate in rates),
        "asked_code": ", ".join(map(str, asked)),
        "rates_code": ", ".join(f"{rate / 100:g}" for rate in rates),
        "truth": share(asked),
    }


def sent_back(case: Case) -> list[float]:
    """Return how many answers each group sends, on average."""
    return [n * rate / 100 for n, rate in zip(case["asked"], case["rates"], strict=True)]


# 6. The survivors


def january_and_december(company: Company, draw: random.Random) -> Case:
    """Two hundred customers, and a year later those who are left: no happier, and a better score."""
    n = 200
    left = 30 + int(draw.random() * 20)
    stayed = n - left
    usual = share(tally(company, "satisfaction").of().boxes) / 100
    stayed_before = round(stayed * (usual + 0.04))
    left_before = round(left * usual * (0.3 + 0.2 * draw.random()))
    stayed_after = stayed_before - int(draw.random() * 2)
    before, after = 100 * (stayed_before + left_before) / n, 100 * stayed_after / stayed
    return {
        "title": company.title,
        "n": n,
        "left": left,
        "stayed": stayed,
        "satisfied_before": stayed_before + left_before,
        "stayed_before": stayed_before,
        "stayed_after": stayed_after,
        "left_before": left_before,
        "before": before,
        "after": after,
        "rise": after - before,
        "count_reason": "3",
        "all_reason": "4",
    }
