"""What the questions of page 11 are asked about: cases drawn from a company, and sums on them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cem_workbook.exercises.bank.tallies import Counts, some_quarter, tally
from cem_workbook.exercises.exercise import Case
from cem_workbook.metrics import band, nps, nps_difference, nps_from_counts

if TYPE_CHECKING:
    from cem_workbook.data.company import Company
    from cem_workbook.metrics import NPS

BANDS = ("detractor", "passive", "promoter")
NAMES = ("Mina", "Reza", "Elif", "Deniz", "Olga", "Anton", "Sara", "Kemal", "Leyla", "Ivan")


# 1. Sorting scores into bands


def ten_answers(company: Company, draw: random.Random) -> Case:
    """The scores where people slip (5 to 9) are always there; the others are drawn."""
    scores = [5, 6, 7, 8, 9] + [int(draw.random() * 11) for _ in range(5)]
    order = sorted(range(10), key=lambda _: draw.random())
    return {
        "title": company.title,
        "people": {
            f"{name} gave {scores[i]}": scores[i] for name, i in zip(NAMES, order, strict=True)
        },
    }


def sorted_by(case: Case, rule: dict[int, str]) -> dict[str, str]:
    """Sort as the source does, with exceptions for some scores."""
    return {who: rule.get(score, band(score)) for who, score in case["people"].items()}


# 2. One branch


def one_branch(company: Company, draw: random.Random) -> Case:
    """The answers of one branch in one quarter, blanks included."""
    surveys = tally(company, "recommend")
    branch = company.branches[int(draw.random() * len(company.branches))]
    quarter = some_quarter(surveys, draw)
    here = surveys.of(quarter, branch)
    counts = here.boxes
    return {
        "title": company.title,
        "branch": branch,
        "quarter": f"quarter {quarter.quarter} of {quarter.year}",
        "quarter_code": str(quarter),
        "blanks": here.blanks,
        "boxes": " | ".join(["answer", *map(str, range(11))]),
        "counts": " | ".join(["how many", *map(str, counts)]),
        "rule": "|".join([" --- "] * 12),
        "p": sum(counts[9:]),
        "m": sum(counts[7:9]),
        "d": sum(counts[:7]),
        "n": sum(counts),
        "eights": counts[8],
        "sixes": counts[6],
        "mean": sum(box * count for box, count in enumerate(counts)) / max(1, sum(counts)),
        "every_quarter": score(surveys.of(branch=branch)).value,
    }


def score(surveys: Counts) -> NPS:
    """Return the score of surveys that were counted."""
    boxes = surveys.boxes
    return nps_from_counts(sum(boxes[9:]), sum(boxes[7:9]), sum(boxes[:7]))


def with_blanks(case: Case) -> float | None:
    """Return the score with blanks in the base, where there are enough to make a difference."""
    right = 100 * (case["p"] - case["d"]) / case["n"]
    wrong = 100 * (case["p"] - case["d"]) / (case["n"] + case["blanks"])
    return wrong if abs(wrong - right) > 0.6 else None


# 3. A function


def trial_scores(company: Company, draw: random.Random) -> Case:
    """Lists of answers, each with somebody outside the middle, so that every recipe is defined."""
    trials = [[int(draw.random() * 11) for _ in range(8)] + [9] for _ in range(5)]
    return {"trials": [(scores,) for scores in ([9, 10, 10], *trials)]}


def shares(scores: Sequence[int], top: int = 9, bottom: int = 6) -> float:
    """Return the share from `top` up minus the share up to `bottom`, in points."""
    return 100 * (sum(s >= top for s in scores) - sum(s <= bottom for s in scores)) / len(scores)


def without_passives(scores: Sequence[int]) -> float:
    """Return the score among promoters and detractors alone."""
    outside = [s for s in scores if band(s) != "passive"]
    return shares(outside)


RECIPES = {
    "a": "Take the share of 9s and 10s, in per cent.",
    "b": "Take the share of 7s to 10s, minus the share of 0s to 6s, in per cent.",
    "c": "Take the share of 9s and 10s, minus the share of 0s to 6s, in per cent of all answers.",
    "d": "Leave out the 7s and 8s. Of the rest: promoters minus detractors, in per cent.",
    "e": "Add up all answers and divide by how many there are.",
    "f": "Take the share of 9s and 10s, minus the share of 0s to 6s, as a number between −1 and 1.",
}
FUNCTIONS = {
    "a": lambda scores: 100 * sum(s >= 9 for s in scores) / len(scores),
    "b": lambda scores: shares(scores, top=7),
    "c": lambda scores: nps(scores).value,
    "d": without_passives,
    "e": lambda scores: sum(scores) / len(scores),
    "f": lambda scores: nps(scores).value / 100,
}


# 4. Branches and the firm

FIRM = "the whole firm"


def branches(company: Company, draw: random.Random) -> Case:
    """One quarter, by branch: how many in each camp."""
    surveys = tally(company, "recommend")
    quarter = some_quarter(surveys, draw)
    camps = {}
    for branch in company.branches:
        result = score(surveys.of(quarter, branch))
        camps[branch] = (result.promoters, result.passives, result.detractors)
    lines = "\n".join(
        f"| {branch} | {p} | {m} | {d} | {p + m + d} |" for branch, (p, m, d) in camps.items()
    )
    return {
        "title": company.title,
        "quarter": f"quarter {quarter.quarter} of {quarter.year}",
        "quarter_code": str(quarter),
        "camps": camps,
        "lines": lines,
    }


def by_branch(case: Case) -> dict[str, dict[str, float]]:
    """The right table: every branch, then the firm from all answers together."""
    table = {b: {"NPS": nps_from_counts(*camps).value} for b, camps in case["camps"].items()}
    totals = [sum(c[i] for c in case["camps"].values()) for i in range(3)]
    return {**table, FIRM: {"NPS": nps_from_counts(*totals).value}}


def firm_as(case: Case, value: float) -> dict[str, dict[str, float]]:
    """Return the right table with another value for the firm."""
    return {**by_branch(case), FIRM: {"NPS": value}}


def average_of_branches(case: Case) -> dict[str, dict[str, float]]:
    """Return the table with the plain average of the branches for the firm."""
    values = [nps_from_counts(*camps).value for camps in case["camps"].values()]
    return firm_as(case, sum(values) / len(values))


def largest_branch(case: Case) -> dict[str, dict[str, float]]:
    """Return the table with the score of the largest branch for the firm."""
    largest = max(case["camps"].values(), key=sum)
    return firm_as(case, nps_from_counts(*largest).value)


def everywhere(case: Case, change: object) -> dict[str, dict[str, float]]:
    """The right table with one change made to the camps of every row."""
    assert callable(change)
    totals = tuple(sum(c[i] for c in case["camps"].values()) for i in range(3))
    return {row: {"NPS": change(*camps)} for row, camps in {**case["camps"], FIRM: totals}.items()}


# 5. A rise of five points


def two_quarters(company: Company, draw: random.Random) -> Case:
    """Two samples of the size that a branch really gets, exactly five points apart."""
    scores = score(tally(company, "recommend").of())
    each = 1 + int(draw.random() * 2)  # one answer is one point, or two answers are
    before = [round(100 * k / scores.n) for k in (scores.promoters, scores.detractors)]
    more = 1 + int(draw.random() * 4)
    camps = (
        (before[0], 100 - sum(before), before[1]),
        (before[0] + more, 105 - sum(before) - 2 * more, before[1] + more - 5),
    )
    first, second = (nps_from_counts(*(each * many for many in camp)) for camp in camps)
    change = nps_difference(first, second)
    return {
        "title": company.title,
        "size": first.n,
        "before": first.value,
        "after": second.value,
        "rise": change.value,
        "low": change.interval[0],
        "high": change.interval[1],
        "points_reason": "3",
        "sample_share_reason": "4",
    }


# 6. Half the width


def a_survey(company: Company, draw: random.Random) -> Case:
    """Return how sure a score is that stands on so many answers."""
    scores = score(tally(company, "recommend").of())
    n = 100 + 50 * int(draw.random() * 9)
    sample = nps_from_counts(
        round(n * scores.promoters / scores.n),
        n - round(n * scores.promoters / scores.n) - round(n * scores.detractors / scores.n),
        round(n * scores.detractors / scores.n),
    )
    half = round(0.98 * sample.standard_error, 1)
    return {
        "title": company.title,
        "title_capital": company.title[:1].upper() + company.title[1:],
        "n": n,
        "value": sample.value,
        "margin": 2 * half,  # as printed, so that whoever computes with it is right
        "half": half,
    }
