"""What page 17 asks about the rhythm of a customer: one in three numbers, and whom to call."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from cem_workbook.exercises.bank.segments_cases import SINCE, TODAY, bought, people
from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


# 1. One customer's purchases

NUMBERS = ("since last purchase", "with a purchase", "usual gap")
DAYS = "days"


def one_customer(company: Company, draw: random.Random) -> Case:
    """A real customer with a handful of purchases, two of them on one day."""
    purchases = bought(company)
    frame = people(company)
    few = frame[frame["days"].between(4, 6) & (frame["silence"] > 3)]
    several = purchases["customer_id"].value_counts().reindex(few["customer_id"]).to_numpy()
    few = few[several == few["days"] + 1]
    if few.empty:  # nobody bought twice on one day; the second purchase is then our own
        few = frame[frame["days"].between(4, 6) & (frame["silence"] > 3)]
    who = few.iloc[int(draw.random() * len(few))]
    dates = purchases.loc[purchases["customer_id"] == who["customer_id"], "date"].sort_values()
    if dates.is_unique:
        dates = pd.concat([dates, dates.iloc[[1]]]).sort_values()
    many = dates.value_counts().sort_index()
    lines = [
        say("day {number}, {date}", number=_numbered(day), date=in_words(day))
        + (say(": {count} purchases", count=count) if count > 1 else "")
        for day, count in many.items()
    ]
    return {
        "title": company.title,
        "customer": company.profile.customer,
        "today": _numbered(pd.Timestamp(TODAY)),
        "lines": "\n".join(f"- {line}" for line in lines),
        "silence": int(who["silence"]),
        "since_first": int(who["T"]),
        "first_to_last": int(who["recency"]),
        "days": len(many),
        "receipts": len(dates),
    }


def _numbered(day: pd.Timestamp) -> int:
    """Return the number of a day, so that nobody has to reckon with months."""
    return (day - pd.Timestamp(SINCE)).days + 1


def in_words(day: Any) -> str:
    """Return a date as people say it."""
    return say("{day} {month} {year}", day=day.day, month=say(MONTHS[day.month - 1]), year=day.year)


def of_customer(
    case: Case,
    *,
    silence: str = "silence",
    days: Callable[[Case], int] = lambda c: c["days"],
    gap: Callable[[Case], float] = lambda c: c["first_to_last"] / (c["days"] - 1),
) -> Mapping[str, Mapping[str, float]]:
    """Return the three numbers of the customer; each can be taken in a wrong way."""
    values = (float(case[silence]), float(days(case)), gap(case))
    return {row: {DAYS: value} for row, value in zip(NUMBERS, values, strict=True)}


def gap_rounded(case: Case) -> Mapping[str, Mapping[str, float]] | None:
    """Return the numbers with the usual gap in whole days, unless it is nearly that."""
    gap = of_customer(case)[NUMBERS[2]][DAYS]
    near = abs(gap - round(gap)) < 0.13
    return None if near else of_customer(case, gap=lambda _: float(round(gap)))


# 7. Whom to call


def whom_to_call(company: Company, draw: random.Random) -> Case:
    """Four customers, each the first on another list; only one is overdue and worth the call."""
    year = people(company)["total"].mean() / 2  # what a customer brings in a year

    def about(low: float, high: float) -> float:
        return low + (high - low) * draw.random()

    gap = {"a": about(9, 16), "b": about(85, 110), "c": about(8, 14), "d": about(6, 9)}
    silent = {
        "a": about(0.4, 0.8) * gap["a"],
        "b": about(1.1, 1.3) * gap["b"],
        "c": about(4.2, 5.2) * gap["c"],
        "d": about(6.5, 8.0) * gap["d"],
    }
    worth = {
        "a": about(4.5, 5.5),
        "b": about(1.6, 2.4),
        "c": about(3.2, 4.0),
        "d": about(0.1, 0.16),
    }
    case: dict[str, Any] = {"title": company.title, "call": round(0.25 * year)}
    for key in gap:
        case[f"gap_{key}"] = round(gap[key])
        case[f"silent_{key}"] = round(silent[key])
        case[f"worth_{key}"] = f"{worth[key] * year:,.0f}"
    return case
