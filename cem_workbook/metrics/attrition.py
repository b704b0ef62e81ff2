"""Churn: the share of the customers at the start of a period who left in it.

- Churn = lost / at the start, where `lost` counts only customers who were there at the start. It
  is the standard definition. Newcomers who leave again in the same period are counted apart.
- The source article [000 · Churn] divides all who left by the average number of customers:
  `Churn.on_average`. It agrees with churn only where nearly nobody comes or goes.
- Intervals are Wilson's. They say how far chance alone moves a share of so many customers.

A period runs from its first day up to, and without, its last: "2024-01-01" to "2025-01-01" is the
year 2024. Somebody is a customer from the day of joining to the day before leaving, so who leaves
on the first day of a period was there at its start, and is lost in it.
"""

from __future__ import annotations

import datetime as dt
import math
import numbers
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._calendar import day_of
from cem_workbook.metrics._columns import Dropped, check_confidence, check_count, pick, show
from cem_workbook.metrics._lives import read_lives
from cem_workbook.metrics.shares import in_percent, wilson

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame


@dataclass(frozen=True, repr=False)
class Churn:
    """The churn of a period.

    Attributes:
        value: lost / at_start, a share from 0 to 1; NaN when nobody was there at the start.
        interval: lowest and highest share that go well with the counts (Wilson); (0, 1) when
            nobody was there.
        at_start: customers when the period began.
        lost: those of them who left in the period.
        joined: newcomers of the period, whether they stayed or not.
        joined_and_lost: those of them who left again in the period.
        confidence: of the interval, as a fraction.
        start: first day of the period; None if only counts were given.
        end: the day after its last; None if only counts were given.
        dropped: the rows that were left out, if that was asked for.
    """

    value: float
    interval: tuple[float, float]
    at_start: int
    lost: int
    joined: int
    joined_and_lost: int
    confidence: float
    start: dt.date | None = None
    end: dt.date | None = None
    dropped: tuple[Dropped, ...] = ()

    @property
    def kept(self) -> int:
        """Customers of the start who are still there at the end."""
        return self.at_start - self.lost

    @property
    def at_end(self) -> int:
        """Customers at the end, newcomers among them."""
        return self.kept + self.joined - self.joined_and_lost

    @property
    def all_lost(self) -> int:
        """Everybody who left in the period, newcomers among them."""
        return self.lost + self.joined_and_lost

    @property
    def average(self) -> float:
        """The mean of the customers at the start and at the end."""
        return (self.at_start + self.at_end) / 2

    @property
    def on_average(self) -> float:
        """All who left by the average number of customers, the recipe of [000 · Churn].

        It is no share of people: with many newcomers it can pass 1. NaN on an average of 0.
        """
        return ratio(self.all_lost, self.average)

    @property
    def on_end(self) -> float:
        """All who left by the customers at the end; can pass 1. NaN when nobody is left."""
        return ratio(self.all_lost, self.at_end)

    @property
    def net_change(self) -> float:
        """Growth by the customers at the start, from -1 up; NaN when nobody was there.

        It can stand at 0 while many leave, as long as as many come.
        """
        return ratio(self.at_end - self.at_start, self.at_start)

    def __str__(self) -> str:
        if self.at_start == 0:
            text = say(
                "Churn unknown: no customers at the start; newcomers {joined}, of them left again "
                "{joined_and_lost}",
                joined=f"{self.joined:,}",
                joined_and_lost=f"{self.joined_and_lost:,}",
            )
        else:
            text = say(
                "Churn {value} % ({percent} % interval {low} % to {high} %): at the start "
                "{at_start}, of them left {lost}; newcomers {joined}, of them left again "
                "{joined_and_lost}; at the end {at_end}",
                **in_words(self.value, self.interval, self.confidence),
                at_start=f"{self.at_start:,}",
                lost=f"{self.lost:,}",
                joined=f"{self.joined:,}",
                joined_and_lost=f"{self.joined_and_lost:,}",
                at_end=f"{self.at_end:,}",
            )
        return text + left_out(self.dropped)

    __repr__ = __str__  # a notebook shows the repr


def churn(
    customers: IntoFrame,
    start: dt.date | str,
    end: dt.date | str,
    *,
    joined: str = "joined_on",
    left: str = "left_on",
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> Churn:
    """Return the churn of a period.

    The table must hold everybody who was a customer at its start, also those who left since: a
    list of today's customers has no churn in it.

    Args:
        customers: a table with one row a customer: pandas, Polars, DuckDB or any other that
            narwhals understands.
        start: first day of the period: a date, a date with a time (which is left out), or text
            such as "2024-01-01".
        end: the day after its last day, likewise.
        joined: name of the column with the day of joining.
        left: name of the column with the day of leaving, missing for those still there.
        invalid: `"raise"` refuses a table in which somebody has no day of joining, or left
            before it; `"drop"` leaves such rows out and lists them in the result's `dropped`.
        confidence: of the interval, between 0 and 1.

    Returns:
        The share lost, with its interval and all counts (definitions: see the module).

    Raises:
        BadInput: the period ends before it begins, a column does not exist or holds no dates, a
            row does not fit (the text names it), or an argument is wrong.
    """
    confidence = check_confidence(confidence)
    first, after = period(start, end)
    lives = read_lives(pick(customers, [joined, left]), joined, left, invalid)
    counts = {name: int(np.count_nonzero(rows)) for name, rows in lives.moves(first, after).items()}
    return replace(
        churn_from_counts(**counts, confidence=confidence),
        start=first.astype(dt.date),
        end=after.astype(dt.date),
        dropped=lives.dropped,
    )


def churn_from_counts(
    at_start: int,
    lost: int,
    *,
    joined: int = 0,
    joined_and_lost: int = 0,
    confidence: float = 0.95,
) -> Churn:
    """Return the churn of customers already counted.

    Args:
        at_start: customers when the period began.
        lost: those of them who left in the period.
        joined: newcomers of the period.
        joined_and_lost: those of them who left again in the period.
        confidence: of the interval, between 0 and 1.

    Returns:
        The share lost, lost / at_start, with its interval.

    Raises:
        BadInput: a count is not a whole number of 0 or more, more people left than were there,
            or the confidence is wrong.
    """
    at_start, lost = check_count("at_start", at_start), check_count("lost", lost)
    joined = check_count("joined", joined)
    joined_and_lost = check_count("joined_and_lost", joined_and_lost)
    if lost > at_start:
        raise BadInput(
            say(
                "lost counts only customers who were there at the start, and cannot be more than "
                "they; got {lost} of {at_start}. Newcomers who left again go into "
                "joined_and_lost.",
                lost=lost,
                at_start=at_start,
            )
        )
    if joined_and_lost > joined:
        raise BadInput(
            say(
                "joined_and_lost counts newcomers, and cannot be more than joined; got {some} of "
                "{joined}.",
                some=joined_and_lost,
                joined=joined,
            )
        )
    interval = wilson(lost, at_start, confidence=confidence)
    return Churn(
        ratio(lost, at_start), interval, at_start, lost, joined, joined_and_lost, float(confidence)
    )


def compound(rate: float, periods: float) -> float:
    """Return what a churn per period comes to over several periods: 1 - (1 - rate)^periods.

    5 % a month is 46.0 % a year, not 60 %: each month takes its share of those who are left.
    It holds where everybody leaves at the same rate all the time.

    Args:
        rate: share lost in one period, from 0 to 1.
        periods: how many periods, 0 or more. A fraction turns a long period into a short one:
            1/12 makes a year's churn a month's.

    Returns:
        The share lost over all of them, from 0 to 1.

    Raises:
        BadInput: an argument is out of range.
    """
    if not _is_number(rate) or not 0 <= rate <= 1:
        raise BadInput(
            say(
                "rate must be a share between 0 and 1, such as 0.05 for 5 %; got {value}.",
                value=show(rate),
            )
        )
    if not _is_number(periods) or not 0 <= periods < math.inf:
        raise BadInput(
            say("periods must be a number, 0 or more; got {value}.", value=show(periods))
        )
    return float(1 - (1 - rate) ** periods)


def period(start: object, end: object) -> tuple[np.datetime64, np.datetime64]:
    """Return the first day of a period and the day after its last; refuse an empty period."""
    first, after = day_of("start", start), day_of("end", end)
    if after <= first:
        raise BadInput(
            say(
                "A period must end after it begins; got {start} to {end}. The last day is not "
                "counted: the year 2024 runs from 2024-01-01 to 2025-01-01.",
                start=first,
                end=after,
            )
        )
    return first, after


def ratio(part: float, whole: float) -> float:
    """Return part / whole, NaN when there is no whole."""
    return part / whole if whole else math.nan


def in_words(value: float, interval: tuple[float, float], confidence: float) -> dict[str, str]:
    """Return the fields of a sentence with a share, its confidence and its interval."""
    return {
        "value": in_percent(value, 1),
        "percent": f"{100 * confidence:g}",
        "low": in_percent(interval[0], 1),
        "high": in_percent(interval[1], 1),
    }


def left_out(dropped: tuple[Dropped, ...]) -> str:
    """Return the end of the sentence where rows were left out."""
    return say("; rows left out {count}", count=len(dropped)) if dropped else ""


def _is_number(value: object) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, bool)
