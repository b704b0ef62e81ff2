"""Minutes waited by quarter and branch: what the question of before and after is asked about."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from cem_workbook.data.sectors import BRANCHES
from cem_workbook.exercises.draws import in_any_order
from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say

if TYPE_CHECKING:
    import pandas as pd

    from cem_workbook.data.company import Company
    from cem_workbook.data.model import Floats, Ints

NTH = ("first", "second", "third", "fourth")
CLEAR = 0.15  # minutes that tell a wrong way from the right one


def month_of(column: pd.Series) -> Ints:
    """Return the month of each date, 0 for January 2024."""
    return np.asarray(column.to_numpy().astype("datetime64[M]").astype(np.int64) - 12 * 54)


def branch_of(column: pd.Series) -> Ints:
    """Return the position of each branch."""
    found = np.zeros(len(column), dtype=np.int64)
    for position, name in enumerate(BRANCHES):
        found[(column == name).to_numpy(dtype=bool)] = position
    return found


@lru_cache(maxsize=2)
def waits(company: Company) -> tuple[Floats, Floats]:
    """Return the minutes waited, added up, and how many were measured; by quarter and branch."""
    bought = company.purchases
    minutes = bought["waiting"].to_numpy(dtype=float)
    known = ~np.isnan(minutes)
    cell = (month_of(bought["date"]) // 3 * len(BRANCHES) + branch_of(bought["branch"]))[known]
    shape = (8, len(BRANCHES))
    sums = np.bincount(cell, minutes[known], 32).reshape(shape)
    return sums.astype(float), np.bincount(cell, minlength=32).reshape(shape).astype(float)


def before_and_after(company: Company, draw: random.Random) -> Case:
    """A branch's wait in a quarter, in the one before and a year before; the others' as well.

    Of all branches and quarters of 2025, the first at which each wrong way shows.
    """
    places = [(branch, quarter) for branch in range(len(BRANCHES)) for quarter in range(4, 8)]
    drawn = [_compared(company, *place) for place in in_any_order(draw, places)]
    return max(drawn, key=lambda case: min(CLEAR, *map(abs, _apart(case))))


def _compared(company: Company, branch: int, quarter: int) -> Case:
    sums, counts = waits(company)
    others = np.arange(len(BRANCHES)) != branch

    def mean(which: Any, when: int) -> float:
        return float(sums[when, which].sum() / counts[when, which].sum())

    when = {"now": quarter, "last": quarter - 1, "year": quarter - 4}
    return {
        "title": company.title,
        "branch": BRANCHES[branch],
        **{word: named(each) for word, each in when.items()},
        **{f"{word}_code": _code(each) for word, each in when.items()},
        **{f"here_{word}": mean(branch, each) for word, each in when.items()},
        **{f"others_{word}": mean(others, each) for word, each in when.items()},
    }


def season(case: Case) -> float:
    """Return the change of the branch's wait against the quarter before."""
    return float(case["here_now"] - case["here_last"])


def both_seasons(case: Case) -> float:
    """Return the change against the quarter before, less that of the others."""
    return season(case) - float(case["others_now"] - case["others_last"])


def alone(case: Case) -> float:
    """Return the change of the branch's wait in a year, by itself."""
    return float(case["here_now"] - case["here_year"])


def others(case: Case) -> float:
    """Return the change of the others' wait in a year."""
    return float(case["others_now"] - case["others_year"])


def beyond(case: Case) -> float:
    """Return the change of the branch's wait in a year, less that of the others, in minutes."""
    return alone(case) - others(case)


def today_only(case: Case) -> float:
    """Return by how much longer one waits here than in the others, at present."""
    return float(case["here_now"] - case["others_now"])


def _apart(case: Case) -> list[float]:
    """Return how far the wrong ways lie from the right one; twice that, for the other sign."""
    right = beyond(case)
    return [right - wrong(case) for wrong in (season, alone, today_only)] + [
        2 * others(case),
        2 * right,
    ]


def named(quarter: int) -> str:
    """Return a quarter in words, 0 for the first of 2024."""
    return say("the {nth} quarter of {year}", nth=say(NTH[quarter % 4]), year=2024 + quarter // 4)


def _code(quarter: int) -> str:
    return f"{2024 + quarter // 4}Q{quarter % 4 + 1}"


def far(wrong: Callable[[Case], float]) -> Callable[[Case], float | None]:
    """Return a wrong difference, or None where it is so near the right one that rounding meets it."""

    def found(case: Case) -> float | None:
        answer = wrong(case)
        return None if abs(answer - beyond(case)) < 0.08 else answer

    return found


def whole_minutes(case: Case) -> float | None:
    """Return the difference in whole minutes; None where that is near the right one, or is 0."""
    answer = float(round(beyond(case)))
    return None if not answer or abs(answer - beyond(case)) < 0.08 else answer
