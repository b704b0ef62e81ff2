"""Cohorts: customers who joined in the same period, and how many are kept as they grow older."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal

import narwhals as nw
import numpy as np

from cem_workbook.metrics._calendar import (
    check_span,
    date_series,
    day_of,
    first_day,
    period_of,
    whole_months,
)
from cem_workbook.metrics._columns import check_choice, check_confidence, pick
from cem_workbook.metrics._groups import MONTHS
from cem_workbook.metrics._lives import read_lives
from cem_workbook.metrics.shares import wilson

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame


def cohorts(
    customers: IntoFrame,
    *,
    every: Literal["month", "quarter", "year"] = "month",
    until: dt.date | str,
    joined: str = "joined_on",
    left: str = "left_on",
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> Any:
    """Return the share of each cohort that is kept at each age.

    A cohort is everybody who joined in one calendar period. Age is counted for each customer from
    their own day of joining, in whole periods; a month after the 31st is the last day of a
    shorter month. Kept at age k is who had not left before the day on which they were k periods
    old. So at age 0 everybody is kept, also who left on the day of joining; and who leaves on the
    day on which they are 3 months old is kept at age 3, and no longer at age 4.

    An age is shown only if the whole cohort has had time to reach it, the one who joined on the
    last day of its period included. Otherwise the youngest of them could not yet have left, and
    the share would flatter. This gives each cohort one age fewer than the one before it, and the
    table its shape of a triangle. A cohort that is not complete is not shown.

    As in `churn`, the table must also hold those who left since. Where it leaves out those who
    left before some day, cohorts that joined before that day look better than they were.

    Args:
        customers: a table with one row a customer: pandas, Polars, DuckDB or any other that
            narwhals understands. The result is of the same kind; a DuckDB relation gives pandas.
        every: length of a period; quarters start in January, April, July and October.
        until: the day after the last day that the table covers: a date, a date with a time
            (which is left out), or text such as "2026-01-01". What happened later does not count.
        joined: name of the column with the day of joining.
        left: name of the column with the day of leaving, missing for those still there.
        invalid: `"raise"` refuses a table in which somebody has no day of joining, or left
            before it; `"drop"` leaves such rows out and counts them in a column `dropped`, the
            same in every row: they belong to no cohort.
        confidence: of the intervals, between 0 and 1.

    Returns:
        One row a cohort and age, in order: `cohort`, the first day of its period, `age` (whole
        periods, 0 and up), `size` (customers of the cohort), `kept` (those still there at this
        age), `share` (kept / size, from 0 to 1), `low`, `high` (Wilson's interval). A period
        between the first and the last in which nobody joined has its rows too, with size 0 and
        no share. No rows when no cohort is complete by `until`.

    Raises:
        BadInput: a column does not exist or holds no dates, a row does not fit (the text names
            it), or an argument is wrong.
    """
    check_choice("every", every, tuple(MONTHS))
    check_confidence(confidence)
    months = MONTHS[every]
    after = day_of("until", until)
    table = pick(customers, [joined, left])
    lives = read_lives(table, joined, left, invalid)

    # The cohorts that are complete, and the greatest age that the whole of each has had time for.
    complete = lives.joined < first_day(period_of(after, months), months)  # false for NaT
    came, went = lives.joined[complete], lives.left[complete]
    period = numbers = period_of(came, months)
    if came.size:
        check_span(came.min(), after)
        numbers = np.arange(period.min(), period.max() + 1)
    last_days = first_day(numbers + 1, months) - 1
    oldest = whole_months(last_days, np.full(numbers.shape, after)) // months

    # For each customer the greatest age at which they are kept: no limit without a day of leaving.
    # Who leaves after `until` is kept at every age that is shown.
    width = int(oldest.max(initial=-1)) + 1
    stays = np.isnat(went)
    age = np.full(came.shape, width)
    age[~stays] = np.minimum(whole_months(came[~stays], went[~stays]) // months, width)

    # How many of each cohort reach each age: those who end at it, and all who end later.
    counts = np.zeros((len(numbers), width + 1), dtype=np.int64)
    np.add.at(counts, (period - (numbers[0] if numbers.size else 0), age), 1)
    kept = counts[:, ::-1].cumsum(axis=1)[:, ::-1]
    size = kept[:, :1]
    row, column = np.nonzero(np.arange(width + 1) <= oldest[:, None])

    cells: dict[str, tuple[list[Any], Any]] = {
        "age": (column.tolist(), nw.Int64),
        "size": (size[row, 0].tolist(), nw.Int64),
        "kept": (kept[row, column].tolist(), nw.Int64),
    }
    pairs = list(zip(cells["kept"][0], cells["size"][0], strict=True))
    intervals = [wilson(*pair, confidence=confidence) for pair in pairs]
    cells["share"] = ([k / n if n else None for k, n in pairs], nw.Float64)
    cells["low"] = ([low for low, _ in intervals], nw.Float64)
    cells["high"] = ([high for _, high in intervals], nw.Float64)
    if invalid == "drop":
        cells["dropped"] = ([len(lives.dropped)] * len(pairs), nw.Int64)
    labels = date_series("cohort", first_day(numbers, months)[row], table.implementation)
    return (
        labels.to_frame()
        .with_columns(
            *(
                nw.new_series(name, values, kind, backend=table.implementation)
                for name, (values, kind) in cells.items()
            )
        )
        .to_native()
    )
