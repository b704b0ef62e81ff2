"""What the questions of page 13 are asked about: cases drawn from a company, and sums on them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cem_workbook.exercises.bank.tallies import tally
from cem_workbook.exercises.exercise import Case

if TYPE_CHECKING:
    import pandas as pd

    from cem_workbook.data.company import Company

BINS = EASY, MIDDLE, HARD = "easy", "in the middle", "hard"
NAMES = ("Mina", "Reza", "Elif", "Deniz", "Olga", "Anton", "Sara", "Kemal", "Leyla", "Ivan")
OLD, NEW = "old", "new"


# 1. Which end is easy


def ten_marks(company: Company, draw: random.Random) -> Case:
    """Five marks on each scale: those where people slip are always there, the others are drawn."""

    def one_of(*boxes: int) -> int:
        return boxes[int(draw.random() * len(boxes))]

    old = [one_of(1, 2), 3, 4, 5, one_of(1, 2, 3, 4, 5)]
    new = [one_of(1, 2), 3, 4, one_of(6, 7), one_of(1, 2, 5, 6, 7)]
    marks = [*((OLD, mark) for mark in old), *((NEW, mark) for mark in new)]
    order = sorted(range(10), key=lambda _: draw.random())
    return {
        "title": company.title,
        "people": {
            f"{name} gave {marks[i][1]} ({marks[i][0]})": marks[i]
            for name, i in zip(NAMES, order, strict=True)
        },
    }


def old_is(*easy_middle_hard: Sequence[int]) -> dict[tuple[str, int], str]:
    """Return a reading of the old scale: which boxes are easy, in the middle, hard."""
    return {(OLD, box): b for b, boxes in zip(BINS, easy_middle_hard, strict=True) for box in boxes}


def new_is(*easy_middle_hard: Sequence[int]) -> dict[tuple[str, int], str]:
    """Return a reading of the new scale: which boxes are easy, in the middle, hard."""
    return {(NEW, box): b for b, boxes in zip(BINS, easy_middle_hard, strict=True) for box in boxes}


RIGHT_READING = old_is((1, 2), (3,), (4, 5)) | new_is((5, 6, 7), (4,), (1, 2, 3))
HIGH_IS_EASY = old_is((4, 5), (3,), (1, 2))
HIGH_IS_HARD = new_is((1, 2, 3), (4,), (5, 6, 7))
OLD_AS_SEVEN_BOXES = old_is((1, 2, 3), (4,), (5,))
NEW_AS_FIVE_BOXES = new_is((4, 5, 6, 7), (3,), (1, 2))


def sorted_by(case: Case, reading: Mapping[tuple[str, int], str]) -> dict[str, str]:
    """Sort the answers as the scales say, with another reading of some boxes."""
    return {who: (RIGHT_READING | dict(reading))[mark] for who, mark in case["people"].items()}


# 2. The score of one branch


def one_branch(company: Company, draw: random.Random) -> Case:
    """The effort answers of one branch in one quarter: one where somebody left this one blank."""
    surveys = tally(company, "effort")
    answered = [place for place, counts in surveys.places.items() if sum(counts.boxes)]
    some_blank = [place for place in answered if surveys.places[place].blanks]
    choices = some_blank or answered
    quarter, branch = choices[int(draw.random() * len(choices))]
    here = surveys.of(quarter, branch)
    counts = here.boxes
    every_branch = _mean_of(surveys.of(quarter).boxes)
    every_quarter = _mean_of(surveys.of(branch=branch).boxes)
    everything = _mean_of(surveys.of().boxes)
    away = [abs(everything - near) for near in (every_branch, every_quarter)]
    total, n = _sum_of(counts), sum(counts)
    return {
        "title": company.title,
        "branch": branch,
        "quarter": f"quarter {quarter.quarter} of {quarter.year}",
        "quarter_code": str(quarter),
        "boxes": " | ".join(["answer", *map(str, range(1, 8))]),
        "counts": " | ".join(["how many", *map(str, counts)]),
        "rule": "|".join([" --- "] * 8),
        "blanks": here.blanks,
        "n": n,
        "total": total,
        "mean": total / n,
        "with_blanks": total / here.returned if here.blanks else None,
        "mode": 1 + counts.index(max(counts)),
        "easy_percent": 100 * sum(counts[4:]) / n,
        "every_branch": every_branch,
        "every_quarter": every_quarter,
        # where it is near one of these, the same is said of it anyway
        "everything": everything if min(away) > 0.1 else None,
    }


def _sum_of(counts: Sequence[int]) -> int:
    return sum(box * many for box, many in enumerate(counts, 1))


def _mean_of(counts: Sequence[int]) -> float:
    return _sum_of(counts) / sum(counts)


# 3. From one scale to the other


def on_the_new_scale(old: float) -> float:
    """Return an answer (or an average) of the old scale, 1 to 5, on the new one, 7 to 1."""
    return 7 - (old - 1) * 6 / 4


def a_neighbour(company: Company, draw: random.Random) -> Case:
    """Another firm's average on the old scale, clearly easier or clearly harder than one's own."""
    own = round(_mean_of(tally(company, "effort").of().boxes), 1)
    tenths = [x / 10 for x in (*range(16, 27), *range(34, 43))]
    clear = [x for x in tenths if abs(on_the_new_scale(x) - own) > 0.2]
    old = clear[int(draw.random() * len(clear))]
    easier = on_the_new_scale(old) > own
    return {
        "title": company.title,
        "sector": company.sector,
        "old": old,
        "own": own,
        "way": old - 1,
        "verdict": "easier" if easier else "harder",
    }


# 4. A function that merges two surveys

RECIPES = {
    "a": "Put all the numbers into one heap, and take the average.",
    "b": "Turn each old answer round: 6 less the answer. Then put all into one heap and take the "
    "average.",
    "c": "Stretch each old answer: 1 more than 6/4 of (answer − 1). Then put all into one heap and "
    "take the average.",
    "d": "Turn each old answer round and stretch it: 7 less 6/4 of (answer − 1). Then put all into "
    "one heap and take the average.",
    "e": "Turn each old answer round and stretch it: 7 less 6/4 of (answer − 1). Average each survey "
    "by itself, then take the average of the two.",
    "f": "Multiply each old answer by 7/5. Then put all into one heap and take the average.",
}


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _pooled(change: Callable[[float], float]) -> Callable[[Sequence[int], Sequence[int]], float]:
    return lambda old, new: _mean([*(change(x) for x in old), *new])


FUNCTIONS: dict[str, Callable[[Sequence[int], Sequence[int]], float]] = {
    "a": _pooled(lambda x: x),
    "b": _pooled(lambda x: 6 - x),
    "c": _pooled(lambda x: 1 + (x - 1) * 6 / 4),
    "d": _pooled(on_the_new_scale),
    "e": lambda old, new: (_mean([on_the_new_scale(x) for x in old]) + _mean(new)) / 2,
    "f": _pooled(lambda x: x * 7 / 5),
}


def two_surveys(company: Company, draw: random.Random) -> Case:
    """Pairs of surveys of different lengths, the first on the old scale, the other on the new."""

    def answers(many: int, boxes: int) -> list[int]:
        return [1 + int(draw.random() * boxes) for _ in range(many)]

    trials = [(answers(2 + i, 5), answers(6 - i, 7)) for i in range(5)]
    return {"title": company.title, "trials": [([1, 1, 5], [7]), *trials]}


# 5 and 6. What effort goes with

GONE = "% gone"  # the column that is asked for
HALF_A_YEAR = 183  # days
LAST_TO_WATCH = "2025-07-01"  # half a year before the tables end
# a year or a little more each; everybody asked in them can be watched for half a year after
PERIODS = (
    ("2024-01-01", "2024-12-31"),
    ("2024-04-01", "2025-03-31"),
    ("2024-07-01", "2025-06-30"),
    ("2024-01-01", "2025-03-31"),
    ("2024-04-01", "2025-06-30"),
)
ALL_MONTHS = ("2024-01-01", "2025-06-30")


@lru_cache(maxsize=1)
def half_a_year_later(company: Company) -> pd.DataFrame:
    """Return the surveys with an effort answer, and who was gone half a year later.

    Gone is who ended the contract within 183 days; without contracts, who bought nothing in the
    183 days after. Surveys too late for that are left out.

    Returns:
        Columns `asked_on`, `found` (one of `BINS`) and `gone`.
    """
    surveys = company.surveys.dropna(subset=["effort"])
    asked = surveys[surveys["asked_on"] <= LAST_TO_WATCH]
    if company.profile.contract:
        left = asked["customer_id"].map(company.customers.set_index("customer_id")["left_on"])
        gone = (left - asked["asked_on"]).dt.days <= HALF_A_YEAR
    else:
        visits = company.purchases[["customer_id", "date"]]
        later = asked[["survey_id", "customer_id", "asked_on"]].merge(visits, on="customer_id")
        soon = (later["date"] - later["asked_on"]).dt.days.between(1, HALF_A_YEAR)
        gone = ~asked["survey_id"].isin(later.loc[soon, "survey_id"])
    found = asked["effort"].map({box: RIGHT_READING[NEW, box] for box in range(1, 8)})
    return asked[["asked_on"]].assign(found=found, gone=gone)


def counted(later: pd.DataFrame, period: tuple[str, str]) -> dict[str, tuple[int, int]]:
    """Return how many of each group were gone, and how many there were: hard, middle, easy."""
    chosen = later[later["asked_on"].between(*period)]
    groups = {found: chosen.loc[chosen["found"] == found, "gone"] for found in reversed(BINS)}
    return {found: (int(gone.sum()), len(gone)) for found, gone in groups.items()}


def what_gone_means(company: Company) -> str:
    """Return in words when a customer of this company counts as gone."""
    if company.profile.contract:
        return "ended the contract within 183 days"
    return "bought nothing for 183 days"


def in_words(period: tuple[str, str]) -> str:
    """Return a period as it stands in a sentence."""
    first, last = (date.fromisoformat(day) for day in period)
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


_HARD_GOES = (
    "Those who found it hard were gone more often than those who found it easy. That is what effort "
    "goes with here. It is not yet what effort *does*."
)
_CHANCE_HIDES_IT = (
    "Here those who found it hard were gone no more often than those who found it easy. Few were gone "
    "at all, so chance can hide a difference, as it can make one."
)


def gone_by_group(company: Company, draw: random.Random) -> Case:
    """A year or so of surveys: how many found it hard, in the middle, easy, and were gone later.

    Of a group of about a hundred the number is the share, so a period without such a group is
    drawn: the number must not be right by chance.
    """
    later = half_a_year_later(company)
    every = {period: counted(later, period) for period in PERIODS}
    clear = [
        period
        for period, groups in every.items()
        if all(abs(gone - 100 * gone / n) > 1 for gone, n in groups.values() if n)
    ]
    choices = clear or list(PERIODS)
    first, last = choices[int(draw.random() * len(choices))]
    groups = every[first, last]
    hard_gone, hard_n = groups[HARD]
    return {
        "title": company.title,
        "first": first,
        "last": last,
        "when": in_words((first, last)),
        "means": what_gone_means(company),
        "lines": "\n".join(f"| {found} | {n} | {gone} |" for found, (gone, n) in groups.items()),
        "groups": groups,
        "hard_gone": hard_gone,
        "hard_n": hard_n,
        "all_months": _all_months(later, groups),
        "lesson": _HARD_GOES if _share(groups, HARD) > _share(groups, EASY) else _CHANCE_HIDES_IT,
    }


def _share(groups: Mapping[str, tuple[int, int]], found: str) -> float:
    gone, n = groups[found]
    return 100 * gone / n


def _all_months(
    later: pd.DataFrame, groups: Mapping[str, tuple[int, int]]
) -> dict[str, Any] | None:
    """Return the shares that the page shows, or None where they pass for those of the groups."""
    every = counted(later, ("2024-01-01", LAST_TO_WATCH))
    if all(abs(_share(every, found) - _share(groups, found)) <= 0.5 for found in groups):
        return None
    return {found: {GONE: _share(every, found)} for found in groups}


def each_group(case: Case, rule: Callable[[int, int, int, int], float]) -> dict[str, Any]:
    """Return a table from a rule of (gone, asked) of the group and of all groups together."""
    groups = case["groups"]
    all_gone, everybody = (sum(g[i] for g in groups.values()) for i in (0, 1))
    return {
        found: {GONE: rule(gone, n, all_gone, everybody)} for found, (gone, n) in groups.items()
    }


def a_plan(company: Company, draw: random.Random) -> Case:
    """The shares that tempt a manager: of all months, or of the period in which they differ most."""
    later = half_a_year_later(company)

    def difference(period: tuple[str, str]) -> float:
        groups = counted(later, period)
        return _share(groups, HARD) - _share(groups, EASY)

    enough = difference(ALL_MONTHS) > 2
    period = ALL_MONTHS if enough else max((ALL_MONTHS, *PERIODS), key=difference)
    groups = counted(later, period)
    return {
        "title": company.title,
        "when": in_words(period),
        "means": what_gone_means(company),
        "hard": _share(groups, HARD),
        "easy": _share(groups, EASY),
        "heap_reason": "3",
        "interval_reason": "4",
    }


# 7. A tool that counts the other way


def a_new_tool(company: Company, draw: random.Random) -> Case:
    """Last year's average, and a higher one from a tool whose 7 means very hard."""
    before = round(_mean_of(tally(company, "effort").of().boxes), 1)
    after = before + (2 + int(draw.random() * 7)) / 10
    return {
        "title": company.title,
        "before": before,
        "after": after,
        "rise": after - before,
        "turned": 8 - after,
    }
