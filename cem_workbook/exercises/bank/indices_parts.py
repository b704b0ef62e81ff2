"""What a company measures of the parts of an index, in points from 0 to 100, branch by branch.

Three answers of its surveys and one fact of its tills. Which of them stands for which part of a
satisfaction index is the course's own choice; no source says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from cem_workbook.exercises.bank.tallies import SCALES

if TYPE_CHECKING:
    import pandas as pd

    from cem_workbook.data.company import Company

WITHIN = 10  # minutes; whoever waits no longer got what the course takes for a promise
MEASURED = ("satisfaction", "ease", "recommend", "waiting")
BOTH_YEARS = "2024-2025"


@lru_cache(maxsize=2)
def parts_of(company: Company) -> Mapping[str, pd.DataFrame]:
    """Return what each branch measured in each quarter, and in both years together.

    Returns:
        By quarter, such as `2024Q4`, and under `BOTH_YEARS` last: a table with a row for each
        branch, the columns of `MEASURED` in points, and `answers`, how many its least answered
        question has. A quarter in which a branch got no answer to a question is left out.
    """
    answers = company.surveys.loc[lambda t: t["answered"], ["asked_on", "branch", *SCALES]]
    for question, (low, high) in SCALES.items():
        answers[question] = 100 * (answers[question].astype(float) - low) / (high - low)
    answers = answers.rename(columns={"effort": "ease"})  # 7 is very easy, so high is easy
    visits = company.purchases.dropna(subset=["waiting"])[["date", "branch", "waiting"]]
    visits["waiting"] = 100.0 * (visits["waiting"] <= WITHIN)

    def table(*by: str) -> pd.DataFrame:
        groups = answers.groupby([*by])[["satisfaction", "ease", "recommend"]]
        return groups.mean().assign(
            waiting=visits.groupby([*by])["waiting"].mean(),
            answers=groups.count().min(axis=1),
        )

    answers["quarter"] = answers["asked_on"].dt.to_period("Q")
    visits["quarter"] = visits["date"].dt.to_period("Q")
    complete = {
        str(quarter): frame.droplevel("quarter")
        for quarter, frame in table("quarter", "branch").groupby("quarter")
        if len(frame.dropna()) == len(company.branches)
    }
    return {**complete, BOTH_YEARS: table("branch")}
