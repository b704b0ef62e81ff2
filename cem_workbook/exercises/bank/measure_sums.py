"""What the sums of page 07 are asked about: of whom numbers speak, signs, like with like."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cem_workbook.cases.metric_tree import month_of
from cem_workbook.data.tables import FIRST_CUSTOMER
from cem_workbook.exercises.draws import Sheet, one_of, table_rows
from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

QUARTERS = 8  # of the two years


# 3. Of whom does each number speak?

SPEAK = ("minutes waited", "survey answers", "complaints")
SHARE = "per cent of those who came"


@lru_cache(maxsize=2)
def _quarters(company: Company) -> list[dict[str, np.ndarray]]:
    """Return by quarter, for each customer, how many rows there are of each kind."""
    bought, surveys, tickets = company.purchases, company.surveys, company.tickets
    n = len(company.customers)

    def count(ids: pd.Series, dates: pd.Series, rows: Any) -> np.ndarray:
        place = month_of(dates) // 3 * n + ids.to_numpy() - FIRST_CUSTOMER
        return np.bincount(place[np.asarray(rows, dtype=bool)], minlength=QUARTERS * n).reshape(
            QUARTERS, n
        )

    answered = surveys["answered"].to_numpy()
    found = {
        "came": count(bought["customer_id"], bought["date"], np.ones(len(bought))),
        SPEAK[0]: count(bought["customer_id"], bought["date"], bought["waiting"].notna()),
        SPEAK[1]: count(surveys["customer_id"], surveys["asked_on"], answered),
        "sent": count(surveys["customer_id"], surveys["asked_on"], np.ones(len(surveys))),
        SPEAK[2]: count(tickets["customer_id"], tickets["opened_on"], np.ones(len(tickets))),
    }
    return [{name: rows[q] for name, rows in found.items()} for q in range(QUARTERS)]


def _named(quarter: int) -> str:
    nth = say(("first", "second", "third", "fourth")[quarter % 4])
    return say("the {nth} quarter of {year}", nth=nth, year=2024 + quarter // 4)


def speaks(company: Company, draw: random.Random) -> Case:
    """The customers who came in a quarter, and how many rows and people each number has."""
    quarter = int(draw.random() * QUARTERS)
    rows = _quarters(company)[quarter]
    came = rows["came"] > 0
    people = {name: int((came & (rows[name] > 0)).sum()) for name in (*SPEAK, "sent")}
    entries = {name: int(rows[name][came].sum()) for name in SPEAK}
    lines = [(say(name), f"{entries[name]:,}", f"{people[name]:,}") for name in SPEAK]
    return {
        "title": company.title,
        "quarter": _named(quarter),
        "quarter_code": f"{2024 + quarter // 4}Q{quarter % 4 + 1}",
        "came": int(came.sum()),
        "came_words": f"{int(came.sum()):,}",
        "people": people,
        "entries": entries,
        "sent": f"{people['sent']:,}",
        "lines": table_rows(lines),
    }


def spoken(case: Case, counts: str = "people", whole: float | None = None) -> Sheet:
    """Return the share that each number speaks of, in per cent."""
    base = max(1.0, whole or case["came"])
    return {name: {SHARE: 100.0 * case[counts][name] / base} for name in SPEAK}


def of_the_asked(case: Case) -> Sheet:
    """Return the shares, with the survey's of those who were sent one."""
    people = case["people"]
    answers = 100.0 * people[SPEAK[1]] / max(1, people["sent"])
    return spoken(case) | {SPEAK[1]: {SHARE: answers}}


def of_their_sum(case: Case) -> Sheet:
    """Return the shares of the sum of the three counts."""
    return spoken(case, whole=float(sum(case["people"][name] for name in SPEAK)))


def counts_alone(case: Case) -> Sheet:
    """Return how many people each number speaks of."""
    return {name: {SHARE: float(case["people"][name])} for name in SPEAK}


# 5. Signs of leaving

SIGNS = ("long wait", "complaint", "low answer")
WITH, WITHOUT = "with", "without"
LIMITS = (1.0, 1.2, 1.5)


@lru_cache(maxsize=2)
def _seen(company: Company) -> pd.DataFrame:
    """Return one row a customer and quarter with a visit: wait, complaint, lowest answer, gone.

    `gone`: left in the next quarter; where nobody ends a contract: not seen in the next two.
    """
    people, bought = company.customers, company.purchases
    n = len(people)
    quarter = month_of(bought["date"]) // 3
    place = quarter * n + bought["customer_id"].to_numpy() - FIRST_CUSTOMER
    wait = bought["waiting"].to_numpy()
    known = ~np.isnan(wait)
    size = QUARTERS * n
    came = np.bincount(place, minlength=size).reshape(QUARTERS, n) > 0
    waits = np.bincount(place[known], minlength=size)
    mean = np.bincount(place[known], wait[known], size) / np.where(waits, waits, np.nan)
    mean = np.round(mean, 3).reshape(
        QUARTERS, n
    )  # as the page does: a mean of 12 is no more than 12

    tickets, surveys = company.tickets, company.surveys.dropna(subset=["satisfaction"])
    complained = np.zeros((QUARTERS, n), dtype=bool)
    opened = month_of(tickets["opened_on"]) // 3
    complained[opened, tickets["customer_id"].to_numpy() - FIRST_CUSTOMER] = True
    lowest = np.full((QUARTERS, n), np.inf)
    at = (
        month_of(surveys["asked_on"]) // 3,
        surveys["customer_id"].to_numpy() - FIRST_CUSTOMER,
    )
    np.minimum.at(lowest, at, surveys["satisfaction"].to_numpy(dtype=float))

    if company.profile.contract:
        left = people["left_on"]
        after = np.where(left.isna(), 99, month_of(left.fillna(people["joined_on"])) // 3)
        number = np.arange(QUARTERS)[:, None]
        there, gone, last = came & (after > number), after == number + 1, QUARTERS - 1
    else:
        later = came[1:-1] | came[2:]
        there, gone, last = came, np.pad(~later, ((0, 2), (0, 0))), QUARTERS - 2
    which, who = np.nonzero(there[:last])
    return pd.DataFrame(
        {
            "quarter": which,
            "wait": mean[which, who],
            "complaint": complained[which, who],
            "lowest": lowest[which, who],
            "gone": gone[which, who],
        }
    )


def signs(company: Company, draw: random.Random) -> Case:
    """Who showed a sign in a quarter, and how many of them were gone afterwards."""
    seen = _seen(company)
    minutes = round(one_of(draw, LIMITS) * company.profile.tolerance)
    low = one_of(draw, (2, 3))
    marks = {
        SIGNS[0]: (seen["wait"] > minutes).to_numpy(),
        SIGNS[1]: seen["complaint"].to_numpy(),
        SIGNS[2]: (seen["lowest"] <= low).to_numpy(),
    }
    gone = seen["gone"].to_numpy()
    counts = {
        name: (int(mark.sum()), int(gone[mark].sum()), int((~mark).sum()), int(gone[~mark].sum()))
        for name, mark in marks.items()
    }
    rule = (
        say("left in the next quarter")
        if company.profile.contract
        else say("did not come in the next two quarters")
    )
    return {
        "title": company.title,
        "customers": company.profile.customers,
        "minutes": minutes,
        "low": low,
        "rule": rule,
        "counts": counts,
        "lines": table_rows(
            (say(name), f"{a:,}", b, f"{c:,}", d) for name, (a, b, c, d) in counts.items()
        ),
    }


def gone_shares(case: Case) -> Sheet:
    """Return the share, in per cent, that was gone, with each sign and without it."""
    return {
        name: {WITH: 100.0 * b / max(1, a), WITHOUT: 100.0 * d / max(1, c)}
        for name, (a, b, c, d) in case["counts"].items()
    }


def signs_of_the_gone(case: Case) -> Sheet:
    """Return the shares of those who were gone."""
    return {
        name: {WITH: 100.0 * b / max(1, b + d), WITHOUT: 100.0 * d / max(1, b + d)}
        for name, (_, b, _, d) in case["counts"].items()
    }


def exchanged(case: Case) -> Sheet:
    """Return the shares with the two columns exchanged."""
    return {
        name: {WITH: row[WITHOUT], WITHOUT: row[WITH]} for name, row in gone_shares(case).items()
    }


def against_all(case: Case) -> Sheet:
    """Return the shares, with everybody's under "without"."""
    return {
        name: {WITH: 100.0 * b / max(1, a), WITHOUT: 100.0 * (b + d) / max(1, a + c)}
        for name, (a, b, c, d) in case["counts"].items()
    }


def of_everybody(case: Case) -> Sheet:
    """Return those gone with and without the sign, each as a share of everybody."""
    return {
        name: {WITH: 100.0 * b / max(1, a + c), WITHOUT: 100.0 * d / max(1, a + c)}
        for name, (a, b, c, d) in case["counts"].items()
    }


def gone_counts(case: Case) -> Sheet:
    """Return how many were gone."""
    return {name: {WITH: float(b), WITHOUT: float(d)} for name, (_, b, _, d) in case["counts"].items()}  # fmt: skip


# 6. Like with like


FEWEST = 4  # in a cell
PERIODS = {"2024": (2024,), "2025": (2025,), "2024 and 2025": (2024, 2025)}


@lru_cache(maxsize=6)
def _answered(company: Company, period: str) -> pd.DataFrame:
    """Return one row a customer who answered: segment, last answer, margin of the period."""
    years = PERIODS[period]
    bought = company.purchases
    bought = bought[bought["date"].dt.year.isin(years)]
    margin = (bought["amount"] - bought["cost"]).groupby(bought["customer_id"]).sum()
    surveys = company.surveys.dropna(subset=["satisfaction"])
    surveys = surveys[surveys["asked_on"].dt.year.isin(years)]
    last = surveys.groupby("customer_id")[["segment", "satisfaction"]].last()
    frame: pd.DataFrame = last.join(margin.rename("margin"), how="inner")
    return frame


def like_with_like(company: Company, draw: random.Random) -> Case:
    """What the satisfied and the others brought, by segment."""
    few = True
    while few:  # of the satisfied or the others in some segment
        period, best = one_of(draw, tuple(PERIODS)), one_of(draw, (4, 5))
        frame = _answered(company, period)
        pleased = frame["satisfaction"].to_numpy(dtype=float) >= best
        each = frame.groupby(["segment", pleased])["margin"].agg(["size", "mean"])
        few = len(each) < 8 or each["size"].min() < FEWEST
    cells = {
        segment.name: tuple(
            (
                int(each["size"].get((segment.name, glad), 0)),
                float(each["mean"].get((segment.name, glad), 0.0)),
            )
            for glad in (True, False)
        )
        for segment in company.profile.segments
    }
    return {
        "title": company.title,
        "period": say(period),
        "years": ", ".join(map(str, PERIODS[period])),
        "best": best,
        "answer_words": say("4 or 5") if best == 4 else "5",
        "cells": cells,
        "lines": table_rows(
            (name, a, f"{x:,.2f}", b, f"{y:,.2f}") for name, ((a, x), (b, y)) in cells.items()
        ),
        "compared": compared({"cells": cells}),
    }


def differences(case: Case) -> list[tuple[int, float]]:
    """Return for each segment how many customers there are, and how much more the pleased bring."""
    return [(a + b, x - y) for (a, x), (b, y) in case["cells"].values()]


def fair(case: Case) -> float:
    """Return the differences within the segments, weighted by customers."""
    each = differences(case)
    return sum(n * more for n, more in each) / max(1, sum(n for n, _ in each))


def plain(case: Case) -> float:
    """Return how much more all the satisfied bring than all the others."""
    sums = [0.0, 0.0]
    counts = [0, 0]
    for cells in case["cells"].values():
        for i, (n, mean) in enumerate(cells):
            sums[i] += n * mean
            counts[i] += n
    return sums[0] / max(1, counts[0]) - sums[1] / max(1, counts[1])


def largest(case: Case) -> float:
    """Return the difference in the largest segment."""
    return max(differences(case))[1]


def unweighted(case: Case) -> float:
    """Return the plain mean of the differences."""
    each = differences(case)
    return sum(more for _, more in each) / len(each)


def compared(case: Case) -> str:
    """Return in words how the plain and the fair comparison stand to each other."""
    gap = plain(case) - fair(case)
    if plain(case) < 0 < fair(case):
        return say("All with all, the satisfied seem to bring *less*. It is only that other segments are among them.")  # fmt: skip
    side = say("too little") if gap < 0 else say("too much")
    return say("All with all, the comparison says {side} by {gap:.1f} crowns.", side=side, gap=abs(gap))  # fmt: skip
