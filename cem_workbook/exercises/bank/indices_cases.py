"""What the questions of page 16 are asked about: cases drawn from a company, and sums on them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, permutations
from math import fsum
from typing import TYPE_CHECKING

from cem_workbook.exercises.bank.csat_cases import in_words
from cem_workbook.exercises.bank.indices_parts import BOTH_YEARS, MEASURED, parts_of
from cem_workbook.exercises.bank.tallies import some_quarter, tally
from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say
from cem_workbook.metrics import OHIO_WEIGHTS, csat_from_counts

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

# bins of question 1; a bare “SWICS” would lose its last letter when a plural is folded
CSI, ACSI, ECSI, SWICS = "CSI", "ACSI (American)", "ECSI (European)", "SWICS (Swiss)"
EQUAL = "equal weights"  # the first column of the table in question 4
FAR = 0.03  # of a step of the scale of five; nearer ones could be a rounding
SEEN = 0.13  # points; with less, two answers with one decimal cannot be told apart


Points = dict[str, dict[str, float]]  # by branch, then by what was measured


@lru_cache(maxsize=2)
def quarters_of(company: Company) -> dict[str, Points]:
    """Return what each branch measured, quarter by quarter, in points."""
    return {
        quarter: {
            str(branch): dict(zip(MEASURED, map(float, row), strict=True))
            for branch, row in zip(table.index, table[[*MEASURED]].to_numpy(), strict=True)
        }
        for quarter, table in parts_of(company).items()
        if quarter != BOTH_YEARS
    }


def called(quarter: str) -> str:
    """Return a quarter such as `2024Q4` as people say it."""
    year, number = quarter.split("Q")
    return say("quarter {number} of {year}", number=number, year=year)


# 1. Which index?

STATEMENTS: dict[str, str] = {  # short enough for the label of a choice
    "mainly product or service": CSI,
    "said to find the cause": CSI,
    "designed in 1994": ACSI,
    "each value covers all aspects": ACSI,
    "image is a part of it": ECSI,
    "the links between its parts": ECSI,
    "dialogue is a part of it": SWICS,
    "one part affects the other two": SWICS,
}


def six_statements(company: Company, draw: random.Random) -> Case:
    """Six of the eight statements, at least one about each index."""
    order = sorted(STATEMENTS, key=lambda _: draw.random())
    one_each = {STATEMENTS[words]: words for words in order}
    more = [words for words in order if words not in one_each.values()][:2]
    chosen = {*one_each.values(), *more}
    return {"statements": {say(w): STATEMENTS[w] for w in order if w in chosen}}


def sorted_as(case: Case, exchanged: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return where each statement belongs, or where it goes if some indices are mistaken."""
    swap = exchanged or {}
    return {words: swap.get(index, index) for words, index in case["statements"].items()}


# 2. To points


def one_average(company: Company, draw: random.Random) -> Case:
    """The answers of one branch in one quarter to “how satisfied are you?”."""
    surveys = tally(company, "satisfaction")
    quarter = some_quarter(surveys, draw)
    branch = company.branches[int(draw.random() * len(company.branches))]
    score = csat_from_counts(surveys.of(quarter, branch).boxes)
    return {
        "title": company.title,
        "branch": branch,
        "quarter": in_words(quarter),
        "quarter_code": str(quarter),
        "n": score.n,
        "mean": score.mean,
        "share": 100 * score.value,
        "of_branch": csat_from_counts(surveys.of(branch=branch).boxes).mean,
        "of_quarter": csat_from_counts(surveys.of(quarter).boxes).mean,
    }


def of_too_many(which: str) -> Callable[[Case], float | None]:
    """Return the points of more people than were asked about, where they are others by far."""

    def points(case: Case) -> float | None:
        far = abs(case[which] - case["mean"]) > FAR
        if which == "of_quarter":
            far = far and abs(case[which] - case["of_branch"]) > FAR
        return 100 * float(case[which] - 1) / 4 if far else None

    return points


# 3. The American index


def three_means(company: Company, draw: random.Random) -> Case:
    """The averages of three answers on a scale of 1 to 10, invented; they lie well apart."""
    first = 6.0 + 0.1 * int(draw.random() * 31)
    second = first - 1.0 - 0.1 * int(draw.random() * 11)
    means = [
        round(mean, 1) for mean in (first, second, second - 0.5 - 0.1 * int(draw.random() * 11))
    ]
    return {
        "title": company.title,
        "branch": company.branches[int(draw.random() * len(company.branches))],
        "means": means,
        "plain": weighted(means, [1 / 3] * 3),
        **dict(zip(("x1", "x2", "x3"), means, strict=True)),
    }


def weighted(
    means: Sequence[float], weights: Sequence[float], low: float = 1, steps: float = 9
) -> float:
    """Return the sum of (mean - low) x weight, by the steps of the scale, in points."""
    return 100 * fsum((m - low) * w for m, w in zip(means, weights, strict=True)) / steps


def points_rounded(case: Case) -> float | None:
    """Return the index from parts in whole points, unless that makes next to no difference."""
    whole = [round(100 * (mean - 1) / 9) for mean in case["means"]]
    return _if_far(case, fsum(p * w for p, w in zip(whole, OHIO_WEIGHTS, strict=True)))


def index_rounded(case: Case) -> float | None:
    """Return the index in whole points, unless that makes next to no difference."""
    found = _if_far(case, round(weighted(case["means"], OHIO_WEIGHTS)))
    other = points_rounded(case)
    near = found is not None and other is not None and abs(found - other) < SEEN
    return None if near else found


def _if_far(case: Case, index: float) -> float | None:
    return index if abs(index - weighted(case["means"], OHIO_WEIGHTS)) > SEEN else None


# 4. Two sets of weights

SWISS = {"satisfaction": "satisfaction", "dialogue": "ease", "loyalty": "recommend"}


def four_branches(company: Company, draw: random.Random) -> Case:
    """A quarter and a part that counts double, so that two branches change places, if they can."""
    found, telling = [], []
    for quarter, table in quarters_of(company).items():
        points = {
            branch: [round(row[column], 1) for column in SWISS.values()]
            for branch, row in table.items()
        }
        for part in range(3):
            found.append((quarter, points, part, _exchanged(points, part)))
            if found[-1][-1]:
                telling.append(found[-1])
    choice = telling or found
    quarter, points, part, pair = choice[int(draw.random() * len(choice))]
    lesson = (
        say(
            "By equal weights {first} stands before {second}; by the others it is the other way "
            "round.",
            first=pair[0],
            second=pair[1],
        )
        if pair
        else say("The order is the same both times; it need not be so.")
    )
    names = list(SWISS)
    return {
        "title": company.title,
        "quarter": called(quarter),
        "points": points,
        "points_code": "{\n"
        + "".join(f'    "{b}": {three},\n' for b, three in points.items())
        + "}",
        "part": part,
        "double": names[part],
        "twice": _column(names[part]),
        "weights_code": ", ".join("2" if i == part else "1" for i in range(3)),
        "lines": "\n".join(
            f"| {branch} | {' | '.join(f'{p:.1f}' for p in three)} |"
            for branch, three in points.items()
        ),
        "lesson": lesson,
    }


def _column(part: str) -> str:
    return say("{part} twice", part=part)


def evenly(points: Sequence[float]) -> float:
    """Return the index by equal weights."""
    return fsum(points) / 3


def twice(points: Sequence[float], part: int, divisor: float = 4) -> float:
    """Return the index in which one part counts double."""
    return (fsum(points) + points[part]) / divisor


def _exchanged(points: Mapping[str, Sequence[float]], part: int) -> tuple[str, str] | None:
    """Return two branches, the better by equal weights first, that change places, or None.

    With one decimal it must be seen both times; of several pairs, the one nearest the top.
    """
    pairs = [
        (one, other)
        for one, other in permutations(points, 2)
        if evenly(points[one]) - evenly(points[other]) > SEEN
        and twice(points[other], part) - twice(points[one], part) > SEEN
    ]
    return max(pairs, key=lambda pair: evenly(points[pair[0]]), default=None)


def two_columns(
    case: Case,
    even: Callable[[Sequence[float]], float] = evenly,
    double: Callable[[Sequence[float]], float] | None = None,
) -> dict[str, dict[str, float]]:
    """Return the table, right or with another recipe for one of the columns."""
    right: Callable[[Sequence[float]], float] = lambda three: twice(three, case["part"])  # noqa: E731
    return {
        branch: {EQUAL: even(three), case["twice"]: (double or right)(three)}
        for branch, three in case["points"].items()
    }


# 5. Where two branches are level

WORDS = {
    "satisfaction": "satisfaction",
    "ease": "ease",
    "recommend": "recommendation",
    "waiting": "served within ten minutes",
}


def two_rivals(company: Company, draw: random.Random) -> Case:
    """Two branches and two parts; each branch is ahead in one of them, by different leads."""
    found = []
    for quarter, table in quarters_of(company).items():
        for one, other in permutations(table, 2):
            for first, second in permutations(WORDS, 2):
                ahead = round(table[one][first], 1) - round(table[other][first], 1)
                behind = round(table[other][second], 1) - round(table[one][second], 1)
                if ahead >= 1 and behind >= 1 and 0.1 < ahead / (ahead + behind) < 0.9:
                    found.append((quarter, one, other, first, second))
    quarter, one, other, first, second = found[int(draw.random() * len(found))]
    table = quarters_of(company)[quarter]
    pair = {b: (round(table[b][first], 1), round(table[b][second], 1)) for b in (one, other)}
    return {
        "title": company.title,
        "quarter": called(quarter),
        "one": one,
        "other": other,
        "first": say(WORDS[first]),
        "second": say(WORDS[second]),
        "a1": pair[one][0],
        "a2": pair[one][1],
        "b1": pair[other][0],
        "b2": pair[other][1],
        "ahead": pair[one][0] - pair[other][0],
        "behind": pair[other][1] - pair[one][1],
    }


def level_at(case: Case) -> float:
    """Return the share of the second part, in per cent, at which the two branches are level."""
    ahead, behind = float(case["ahead"]), float(case["behind"])
    return 100 * ahead / (ahead + behind)


def difference_of_leads(case: Case) -> float | None:
    """Return one lead less the other, unless it is so small that a share as a fraction is near."""
    difference = abs(float(case["ahead"]) - float(case["behind"]))
    return difference if difference > 1.7 else None


# 7. A fall, and its cause


def one_fall(company: Company, draw: random.Random) -> Case:
    """A branch whose index fell from one quarter to the next, most of it in one part."""
    quarters = quarters_of(company)
    names = list(quarters)
    falls = []
    for before, after in pairwise(names):
        for branch in company.branches:
            changes = {
                column: quarters[after][branch][column] - quarters[before][branch][column]
                for column in ("satisfaction", "ease", "waiting")
            }
            falls.append((fsum(changes.values()), before, after, branch, changes))
    falls.sort(key=lambda fall: fall[0])
    clear = [fall for fall in falls if sorted(fall[4].values())[1] - min(fall[4].values()) > 1]
    _, before, after, branch, changes = clear[int(draw.random() * 4)]
    parts = {
        column: (
            round(quarters[before][branch][column], 1),
            round(quarters[after][branch][column], 1),
        )
        for column in changes
    }
    lowest = min(parts, key=lambda column: parts[column][1] - parts[column][0])
    start, end = (round(fsum(pair[i] for pair in parts.values()) / 3, 1) for i in (0, 1))
    named = {"satisfaction": say("service"), "ease": say("ease"), "waiting": say("speed")}
    return {
        "title": company.title,
        "branch": branch,
        "before": called(before),
        "after": called(after),
        "start": start,
        "end": end,
        "fall": start - end,
        "part": named[lowest],
        "part_from": parts[lowest][0],
        "part_to": parts[lowest][1],
        "of_part": (parts[lowest][0] - parts[lowest][1]) / 3,
        "lines": "\n".join(
            f"| {named[column]} | {was:.1f} | {now:.1f} |" for column, (was, now) in parts.items()
        ),
        "cause_reason": "3",
        "all_reason": "4",
    }
