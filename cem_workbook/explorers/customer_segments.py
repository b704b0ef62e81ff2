"""Customers as points on a map, and what the parts between a learner's lines are worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cem_workbook.exercises.bank.segments_cases import bought, people
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

LAST_YEAR = 2025
LONGEST_NAME = 26
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Region:
    """A segment: everybody between two lines in each direction.

    Attributes:
        column: position in days since the last purchase; 0 is the most recent.
        row: position in days with a purchase; 0 is the rarest.
        silence: the least days since the last purchase, and the days that it must stay below.
        days: the same of the days with a purchase. No second line: infinity.
        customers: how many stand in it.
        share_of_customers: of all customers, per cent.
        share_of_margin: of the margin of both years, per cent.
        at_stake: their margin of the last year, crowns: what would be missing in a year like it.
        share_at_stake: the same in per cent of the last year's margin.
        best, loyal: how many of them are so by the rules of the page.
    """

    column: int
    row: int
    silence: tuple[float, float]
    days: tuple[float, float]
    customers: int
    share_of_customers: float
    share_of_margin: float
    at_stake: float
    share_at_stake: float
    best: int
    loyal: int

    @property
    def place(self) -> tuple[int, int]:
        """Column and row."""
        return self.column, self.row


@dataclass(frozen=True)
class Customers:
    """Everybody who bought, as page 17 counts them; a place in each array is one customer.

    Attributes:
        silence: days since the last purchase.
        days: days with a purchase.
        margin: of both years, crowns.
        last_year: margin of the last year, crowns.
        best, loyal: whether the customer is, by the rules of the page.
    """

    silence: Numbers
    days: Numbers
    margin: Numbers
    last_year: Numbers
    best: Flags
    loyal: Flags


def customers_of(company: Company) -> Customers:
    """Return everybody who bought from a company in the two years."""
    frame = people(company)
    purchases = bought(company)
    late = purchases[purchases["date"].dt.year == LAST_YEAR]
    sums = late.groupby("customer_id")["margin"].sum()
    last_year = frame["customer_id"].map(sums).fillna(0.0)
    return Customers(
        silence=frame["silence"].to_numpy(dtype=float),
        days=frame["days"].to_numpy(dtype=float),
        margin=frame["total"].to_numpy(dtype=float),
        last_year=last_year.to_numpy(dtype=float),
        best=frame["best"].to_numpy(dtype=bool),
        loyal=frame["loyal"].to_numpy(dtype=bool),
    )


def divide(
    customers: Customers, silence: Sequence[float], days: Sequence[float]
) -> tuple[Region, ...]:
    """Return the segments between lines, the most frequent first, among these the most recent.

    It divides as `metrics.segments` does, in a hundredth of the time: a line can be dragged.

    Args:
        customers: whom to divide.
        silence: lines in days since the last purchase; two on one another are one.
        days: lines in days with a purchase.
    """
    silence, days = sorted(set(silence)), sorted(set(days))
    columns, rows = len(silence) + 1, len(days) + 1
    # a customer on a line stands above it
    column = np.searchsorted(silence, customers.silence, side="right")
    place = column * rows + np.searchsorted(days, customers.days, side="right")

    def sums(amounts: Numbers | Flags | None = None) -> Numbers:
        weights = np.ones(len(place)) if amounts is None else amounts.astype(float)
        return np.bincount(place, weights, columns * rows).astype(float)

    many, margin, last = sums(), sums(customers.margin), sums(customers.last_year)
    best, loyal = sums(customers.best), sums(customers.loyal)
    found = [
        Region(
            column=at // rows,
            row=at % rows,
            silence=_between(silence, at // rows),
            days=_between(days, at % rows),
            customers=int(many[at]),
            share_of_customers=float(100 * many[at] / many.sum()),
            share_of_margin=float(100 * margin[at] / margin.sum()),
            at_stake=float(last[at]),
            share_at_stake=float(100 * last[at] / last.sum()),
            best=int(best[at]),
            loyal=int(loyal[at]),
        )
        for at in range(columns * rows)
    ]
    return tuple(sorted(found, key=lambda region: (-region.row, region.column)))


def _between(cuts: Sequence[float], position: int) -> tuple[float, float]:
    ends = [0.0, *cuts, float("inf")]
    return ends[position], ends[position + 1]


def interval(ends: tuple[float, float]) -> str:
    """Return the ends of an interval of whole days in words."""
    low, high = ends
    if low == 0:
        return say("under {high}", high=f"{high:g}")
    if high == float("inf"):
        return say("{low} or more", low=f"{low:g}")
    return say("{low} to under {high}", low=f"{low:g}", high=f"{high:g}")


def tidy_name(words: str) -> str:
    """Return a learner's name for a segment on one line, not too long to stand in a picture."""
    name = " ".join(words.split())
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
