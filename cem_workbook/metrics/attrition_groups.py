"""Churn of every group of customers, and of every calendar period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import narwhals as nw
import numpy as np

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._calendar import (
    Whole,
    check_span,
    date_series,
    day_of,
    first_day,
    period_of,
)
from cem_workbook.metrics._columns import check_choice, check_confidence, pick
from cem_workbook.metrics._groups import MONTHS, keys_of, sums_by_group
from cem_workbook.metrics._lives import Lives, read_lives
from cem_workbook.metrics.attrition import churn_from_counts, period

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

_MOVES = ("at_start", "lost", "joined", "joined_and_lost")
_COUNTS = ("at_start", "lost", "kept", "joined", "joined_and_lost", "at_end")
_RESULTS = (*_COUNTS, "churn", "low", "high", "dropped")


def churn_by(
    customers: IntoFrame,
    start: dt.date | str,
    end: dt.date | str,
    by: str | Sequence[str],
    *,
    joined: str = "joined_on",
    left: str = "left_on",
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> Any:
    """Return the churn of a period for every group of customers.

    Args:
        customers: a table with one row a customer: pandas, Polars, DuckDB or any other that
            narwhals understands. The result is of the same kind; a DuckDB relation gives pandas.
        start: first day of the period, as in `churn`.
        end: the day after its last day.
        by: name of the column that tells the group, or several names.
        joined: name of the column with the day of joining.
        left: name of the column with the day of leaving, missing for those still there.
        invalid: as in `churn`; `"drop"` counts the rows left out in a column `dropped`.
        confidence: of the intervals, between 0 and 1.

    Returns:
        One row a group, sorted by group: the columns of `by`, then `at_start`, `lost`, `kept`,
        `joined`, `joined_and_lost`, `at_end` (customers), `churn`, `low`, `high` (shares from 0
        to 1; the interval as in `churn`). Rows without a group label make a group of their own,
        the last. A group without customers at the start stays, and has no churn.

    Raises:
        BadInput: a column does not exist, or bears the name of a result; a row does not fit; or
            an argument is wrong.
    """
    keys = keys_of(by, _RESULTS)
    check_confidence(confidence)
    first, after = period(start, end)
    table = pick(customers, [*keys, joined, left])
    lives = read_lives(table, joined, left, invalid)
    flags = {**lives.moves(first, after), "dropped": ~lives.kept}
    labels, sums = sums_by_group(table, keys, flags)
    counts = {name: np.array(values, dtype=np.int64) for name, values in sums.items()}
    return _with_churn(labels, counts, invalid, confidence)


def churn_over_time(
    customers: IntoFrame,
    *,
    every: Literal["month", "quarter", "year"] = "month",
    start: dt.date | str | None = None,
    end: dt.date | str | None = None,
    joined: str = "joined_on",
    left: str = "left_on",
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> Any:
    """Return the churn of every calendar period.

    Give `start` where the table leaves out those who left before some day: the periods before
    that day would show no churn at all. Give `end`, the day up to which the data go, or the last
    period may be one that is not over.

    Args:
        customers: a table with one row a customer (which kinds: see `churn_by`).
        every: length of a period; quarters start in January, April, July and October.
        start: periods that begin before this day are not shown; unless given, the first is the
            one in which somebody joined first.
        end: periods that are not over by this day are not shown (a period that ends the day
            before is over); unless given, the last is the one of the latest date in the table.
        joined: name of the column with the day of joining.
        left: name of the column with the day of leaving, missing for those still there.
        invalid: as in `churn`; `"drop"` counts the rows left out in a column `dropped`, the same
            in every row: they belong to no period.
        confidence: of the intervals, between 0 and 1.

    Returns:
        One row a period, in order and without gaps: `period`, its first day, then the columns
        that `churn_by` gives. `at_end` of one period is `at_start` of the next.

    Raises:
        BadInput: no whole period lies between start and end, a column does not exist or holds no
            dates, a row does not fit, or an argument is wrong.
    """
    check_choice("every", every, tuple(MONTHS))
    check_confidence(confidence)
    first = None if start is None else day_of("start", start)
    after = None if end is None else day_of("end", end)
    if first is not None and after is not None:
        period(first, after)
    table = pick(customers, [joined, left])
    lives = read_lives(table, joined, left, invalid)
    periods = _periods(lives, MONTHS[every], first, after)
    if not periods.size and first is not None and after is not None:
        raise BadInput(
            say(
                "No whole {every} lies between {start} and {end}.",
                every=say(every),
                start=first,
                end=after,
            )
        )
    counts = _moves_over_time(lives, MONTHS[every], periods)
    counts["dropped"] = np.full(periods.shape, len(lives.dropped))
    labels = date_series("period", first_day(periods, MONTHS[every]), table.implementation)
    return _with_churn(labels.to_frame(), counts, invalid, confidence)


def _periods(
    lives: Lives, months: int, start: np.datetime64 | None, end: np.datetime64 | None
) -> Whole:
    """Return the numbers of the whole periods between two days."""
    days = np.concatenate([lives.joined, lives.left])[np.tile(lives.kept, 2)]
    days = days[~np.isnat(days)]
    if not days.size and (start is None or end is None):
        return np.arange(0)
    check_span(days.min() if start is None else start, days.max() if end is None else end)
    # The first that does not begin before the start, and the last that is over by the end.
    first = period_of(days.min(), months) if start is None else period_of(start - 1, months) + 1
    last = period_of(days.max(), months) if end is None else period_of(end, months) - 1
    return np.arange(int(first), int(last) + 1)


def _moves_over_time(lives: Lives, months: int, periods: Whole) -> dict[str, Whole]:
    """Return who came and went in each period, as `Lives.moves` tells it for one."""
    # Each period gets a place, with one more before the first and one after the last.
    size = len(periods)
    first = periods[0] if size else 0
    kept = lives.kept
    left = lives.left[kept]
    gone = ~np.isnat(left)
    came_at = np.clip(period_of(lives.joined[kept], months) - first + 1, 0, size + 1)
    left_at = np.clip(period_of(left[gone], months) - first + 1, 0, size + 1)
    same = came_at[gone] == left_at
    came = np.bincount(came_at, minlength=size + 2)
    went = np.bincount(left_at, minlength=size + 2)
    again = np.bincount(left_at[same], minlength=size + 2)
    there = np.cumsum(came - went)  # at the end of each place
    inside = slice(1, size + 1)
    return {
        "at_start": there[:size],
        "lost": (went - again)[inside],
        "joined": came[inside],
        "joined_and_lost": again[inside],
    }


def _with_churn(
    labels: nw.DataFrame[Any],
    counts: dict[str, Whole],
    invalid: str,
    confidence: float,
) -> Any:
    """Return the labels of groups or periods with counts, churn and interval beside them."""
    people = zip(*(counts[name].tolist() for name in _MOVES), strict=True)
    results = [
        churn_from_counts(at_start, lost, joined=came, joined_and_lost=again, confidence=confidence)
        for at_start, lost, came, again in people
    ]
    cells: dict[str, tuple[list[Any], Any]] = {
        name: ([getattr(result, name) for result in results], nw.Int64) for name in _COUNTS
    }
    known = [result.at_start > 0 for result in results]
    cells["churn"] = (
        [r.value if there else None for r, there in zip(results, known, strict=True)],
        nw.Float64,
    )
    cells["low"] = ([result.interval[0] for result in results], nw.Float64)
    cells["high"] = ([result.interval[1] for result in results], nw.Float64)
    if invalid == "drop":
        cells["dropped"] = (counts["dropped"].tolist(), nw.Int64)
    return labels.with_columns(
        *(
            nw.new_series(name, values, kind, backend=labels.implementation)
            for name, (values, kind) in cells.items()
        )
    ).to_native()
