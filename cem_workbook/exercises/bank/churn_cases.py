"""What the questions of page 14 are asked about: cases drawn from a company, and sums on them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cem_workbook.data.shipped import load_shipped
from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say
from cem_workbook.metrics import (
    churn,
    churn_from_counts,
    cohorts,
    compound,
    left_by_silence,
    retention_from_counts,
)

if TYPE_CHECKING:
    import pandas as pd

    from cem_workbook.data.company import Company
    from cem_workbook.metrics import Churn

# Silence shows only afterwards. Up to here each last purchase has 180 days behind it.
SEEN_UNTIL = "2025-07-01"
SILENCE = 180  # days
QUARTERS = 6  # of 2024 and 2025, up to SEEN_UNTIL
MONTHS = ("January", "February", "March", "April", "May", "June", "July")


@lru_cache(maxsize=2)
def dated(company: Company) -> pd.DataFrame:
    """Return the customers with the day they left, as the page does it.

    Where there are no contracts, that is the day of the last purchase, if more than 180 days of
    silence follow; who bought nothing in the two years is left out.
    """
    customers = company.customers
    if not customers["left_on"].isna().all():
        return customers
    silent = left_by_silence(company.purchases, days=SILENCE, until="2026-01-01")
    return customers.drop(columns="left_on").merge(silent[["customer_id", "left_on"]])


def how_leaving_shows(company: Company) -> str:
    """Say in a sentence what counts as leaving here."""
    if company.profile.contract:
        return say("Leaving is the day on which the contract ended.")
    return say(
        "Nobody says goodbye here: whoever bought nothing for more than {days} days counts as gone "
        "since the last purchase.",
        days=SILENCE,
    )


def a_year(company: Company, draw: random.Random) -> Case:
    """Twelve months of one branch that grows or shrinks: who was there, who left, who came."""
    frame = dated(company)
    for _ in range(20):  # where the number stands still, all bases give the same
        branch = company.branches[int(draw.random() * len(company.branches))]
        month = int(draw.random() * len(MONTHS))
        start, end = f"2024-{month + 1:02d}-01", f"2025-{month + 1:02d}-01"
        year = churn(frame[frame["branch"] == branch], start, end)
        if abs(year.net_change) > 0.03:
            break
    return {
        "title": company.title,
        "branch": branch,
        "period": say("the twelve months from 1 {month} 2024", month=say(MONTHS[month])),
        "start": start,
        "end": end,
        "how": how_leaving_shows(company),
        "whole_firm": 100 * churn(frame, start, end).value,
        **counts(year),
    }


def counts(year: Churn) -> Case:
    """Return the numbers of people behind a churn rate."""
    return {
        "S": year.at_start,
        "lost": year.lost,
        "kept": year.kept,
        "joined": year.joined,
        "short": year.joined_and_lost,
        "all_lost": year.all_lost,
        "E": year.at_end,
    }


# 1. The second source's recipe


def nobody_joins(company: Company, draw: random.Random) -> Case:
    """A year without newcomers: as many customers, and leavers, as a year of this company has."""
    year = a_year(company, draw)
    at_start = max(10, year["S"])
    lost = round(at_start * (0.06 + 0.2 * draw.random()))
    result = churn_from_counts(at_start, lost)
    return {
        "title": company.title,
        "branch": year["branch"],
        "S": result.at_start,
        "lost": result.lost,
        "E": result.at_end,
        "retention": 100 * retention_from_counts(result.at_start, result.at_end).value,
        "churn": 100 * result.value,
        "on_average": 100 * result.on_average,
        "net_change": 100 * result.net_change,
        "mixed": 100 * result.at_end / result.average,
    }


# 2 and 3. A year of one's own


def of_cohort(case: Case) -> float:
    """Return the churn of those who were there at the start, per cent."""
    return 100 * churn_from_counts(case["S"], case["lost"]).value


def on_average(case: Case) -> float:
    """Return the churn by the recipe of source [000], per cent."""
    year = churn_from_counts(
        case["S"], case["lost"], joined=case["joined"], joined_and_lost=case["short"]
    )
    return 100 * year.on_average


def share(top: str, *bottom: str) -> Callable[[Case], float]:
    """Return a sum: one number of the case in per cent of others."""
    return lambda case: 100 * case[top] / sum(case[name] for name in bottom)


def counted(name: str) -> Callable[[Case], float | None]:
    """Return a number of people of the case, where it could pass for a percentage."""
    return lambda case: _as_percentage(case[name])


def _as_percentage(many: int) -> float | None:
    return many if many <= 100 else None


# 4. From a month to a year


def a_month(company: Company, draw: random.Random) -> Case:
    """A monthly rate that a branch might have."""
    return {
        "title": company.title,
        "branch": company.branches[int(draw.random() * len(company.branches))],
        "rate": 1.5 + 0.5 * int(draw.random() * 7),  # from 5 % on, ideas come too close
    }


def after_a_year(case: Case) -> float:
    """Return the share lost after twelve months, per cent."""
    return 100 * compound(case["rate"] / 100, 12)


# 5. A function


def trial_counts(company: Company, draw: random.Random) -> Case:
    """Six years: customers at the start, at the end, and the new ones among those."""
    trials = []
    for _ in range(6):
        at_start = 100 + int(draw.random() * 900)
        kept = round(at_start * (0.5 + 0.45 * draw.random()))
        new = 20 + int(draw.random() * 300)
        trials.append((at_start, kept + new, new))
    return {"trials": trials}


RECIPES = {
    "a": "Customers at the end, divided by customers at the start.",
    "b": "Customers at the end less the new ones, divided by customers at the end.",
    "c": "Customers at the start less those at the end, divided by customers at the start.",
    "d": "Customers at the end less the new ones, divided by customers at the start.",
    "e": "Customers at the end plus the new ones, divided by customers at the start.",
    "f": "One, less (customers at the end less the new ones) divided by customers at the start.",
}
FUNCTIONS: Mapping[str, Callable[[int, int, int], float]] = {
    "a": lambda start, end, new: end / start,
    "b": lambda start, end, new: (end - new) / end,
    "c": lambda start, end, new: (start - end) / start,
    "d": lambda start, end, new: retention_from_counts(start, end, new).value,
    "e": lambda start, end, new: (end + new) / start,
    "f": lambda start, end, new: 1 - retention_from_counts(start, end, new).value,
}


def in_percent(case: Case) -> Callable[[int, int, int], float]:
    """Return the right function, but in per cent."""
    return lambda start, end, new: 100 * FUNCTIONS["d"](start, end, new)


# 6. A cohort triangle

READ = ((0, 2), (1, 2), (2, 2), (0, 3), (1, 3), (0, 4))  # row and age; the row below reaches it too


def triangle(company: Company, draw: random.Random) -> Case:
    """The quarterly cohorts of those who joined since 2024, and one cell of them to read."""
    frame = dated(company)
    since = frame[frame["joined_on"] >= "2024-01-01"]  # of those before, the leavers are missing
    table = cohorts(since, every="quarter", until=SEEN_UNTIL)
    kept = {(row.cohort.to_period("Q"), int(row.age)): int(row.kept) for row in table.itertuples()}
    names = sorted({quarter for quarter, _ in kept})
    row, age = READ[int(draw.random() * len(READ))]
    shown = [[kept.get((quarter, column)) for column in range(QUARTERS)] for quarter in names]
    lines = "\n".join(
        "| " + " | ".join([in_words(quarter), *("" if n is None else str(n) for n in cells)]) + " |"
        for quarter, cells in zip(names, shown, strict=True)
    )
    return {
        "title": company.title,
        "how": how_leaving_shows(company),
        "lines": lines,
        "cohort": in_words(names[row]),
        "cohort_code": str(names[row].start_time.date()),
        "age": age,
        "cells": shown,
        "row": row,
    }


def in_words(quarter: pd.Period) -> str:
    """Return a quarter as the explorer of cohorts writes it."""
    return say("{year} Q{quarter}", year=quarter.year, quarter=quarter.quarter)


def kept_at(case: Case, row: int, age: int) -> int:
    """Return how many of a cohort are there at an age."""
    return int(case["cells"][row][age])


def share_kept(case: Case, row: int = 0, age: int = 0, *, of_age: int | None = None) -> float:
    """Return the share kept, per cent, some rows and ages away from what is asked.

    Args:
        case: the case.
        row: rows below the one that is asked for.
        age: ages beyond the one that is asked for.
        of_age: the age whose customers are the base; the day of joining, unless told otherwise.
    """
    there, reached = case["row"] + row, case["age"] + age
    return 100 * kept_at(case, there, reached) / kept_at(case, there, of_age or 0)


def along_the_diagonal(case: Case) -> float:
    """Return the share kept of all the cohorts on the diagonal through the cell asked for."""
    steps = range(case["row"] + case["age"] + 1)  # one quarter later is one quarter younger
    last = case["row"] + case["age"]
    there = sum(kept_at(case, row, last - row) for row in steps)
    return 100 * there / sum(kept_at(case, row, 0) for row in steps)


def whole_column(case: Case) -> float:
    """Return the share kept at the age over all cohorts that have reached it."""
    reached = [row for row in range(QUARTERS) if case["cells"][row][case["age"]] is not None]
    there = sum(kept_at(case, row, case["age"]) for row in reached)
    return 100 * there / sum(kept_at(case, row, 0) for row in reached)


def share_gone(case: Case) -> float | None:
    """Return the share that has left, where there is enough of it to be told from a fraction."""
    gone = 100 - share_kept(case)
    return gone if gone > 1 else None


def many_kept(case: Case) -> float | None:
    """Return how many are there, where that could pass for a percentage."""
    return _as_percentage(kept_at(case, case["row"], case["age"]))


# 7. A share of a snapshot


@cache
def telco() -> Case:
    """Return what the question says of the real Telco table."""
    table = load_shipped("telco")
    return {
        "customers": f"{len(table):,}",
        "left": f"{table['churned'].sum():,}",
        "share": 100 * float(table["churned"].mean()),
        "longest": int(table["tenure"].max()),
    }


def a_snapshot(company: Company, draw: random.Random) -> Case:
    """The real Telco table beside a year of this company."""
    year = a_year(company, draw)
    return {
        "title": company.title,
        **telco(),
        "ours": year["whole_firm"],
        "period": year["period"],
        "size_reason": "3",
        "stayers_reason": "4",
    }
