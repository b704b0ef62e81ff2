"""Customers who leave without a word: when silence counts as having left.

Without a contract nobody says goodbye, so the firm never sees a customer leave. It can only state
a rule, such as "nobody who bought in the last 90 days is lost", and say which rule it was.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._calendar import date_series, day_of, days_of
from cem_workbook.metrics._columns import labels_of, pick, row_in_words, show

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame


def left_by_silence(
    purchases: IntoFrame,
    *,
    days: int,
    until: dt.date | str,
    customer: str = "customer_id",
    date: str = "date",
) -> Any:
    """Return when each customer joined, and when they left if a long silence means leaving.

    The rule is a choice, and churn moves with it: state the window beside every number. The last
    `days` days before `until` show no leaving at all, because nobody has been silent for long
    enough yet; measure churn up to that day only. And whoever comes back after a longer silence
    was counted as lost before, and is no longer.

    Args:
        purchases: a table with one row a purchase: pandas, Polars, DuckDB or any other that
            narwhals understands. The result is of the same kind; a DuckDB relation gives pandas.
        days: the inactivity window, 1 or more: who bought nothing for longer than this has left.
        until: the day after the last day that the table covers: a date, a date with a time
            (which is left out), or text such as "2026-01-01". Later purchases do not count.
        customer: name of the column that tells the customer.
        date: name of the column with the day of the purchase.

    Returns:
        One row a customer, sorted by customer: the column of customers under its own name,
        `joined_on`, the day of the first purchase, and `left_on`, the day of the last purchase
        if it lies more than `days` days before `until`, else missing. `churn`, `cohorts` and
        the others take it as it is.

    Raises:
        BadInput: a column does not exist or holds no dates, a customer or a date is missing, or
            an argument is wrong.
    """
    window = _days("days", days)
    after = day_of("until", until)
    if customer in ("joined_on", "left_on"):
        raise BadInput(
            say(
                'The result has a column "{column}" of its own. Rename yours before grouping.',
                column=customer,
            )
        )
    table = pick(purchases, [customer, date])
    bought = days_of(table[date])
    _refuse_missing(table[customer], table[customer].is_null().to_numpy())
    _refuse_missing(table[date], np.isnat(bought))
    number = nw.new_series(
        "joined_on", bought.astype(np.int64), nw.Int64, backend=table.implementation
    )
    seen = table.select(customer).with_columns(number, number.alias("left_on"))
    grouped = (
        seen.filter(nw.col("joined_on") < int(after.astype(np.int64)))
        .group_by(customer)
        .agg(nw.col("joined_on").min(), nw.col("left_on").max())
        .sort(customer)
    )
    grouped = nw.maybe_reset_index(grouped)
    first = grouped["joined_on"].to_numpy().astype("datetime64[D]")
    last = grouped["left_on"].to_numpy().astype("datetime64[D]")
    silent = after - last > window
    left = np.where(silent, last, np.datetime64("NaT", "D"))
    return (
        grouped.select(customer)
        .with_columns(
            date_series("joined_on", first, table.implementation),
            date_series("left_on", left, table.implementation),
        )
        .to_native()
    )


def _days(argument: str, value: object) -> np.timedelta64:
    """Return a number of days as a length of time; refuse one that is not whole, or below 1."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
        raise BadInput(
            say(
                "{argument} must be a whole number, 1 or more; got {value}.",
                argument=argument,
                value=show(value),
            )
        )
    return np.timedelta64(int(value), "D")


def _refuse_missing(column: nw.Series[Any], missing: Any) -> None:
    if not missing.any():
        return
    native = column.to_native()
    first = labels_of(native, np.flatnonzero(missing)[:1])[0]
    raise BadInput(
        say(
            'Column "{column}", {row}: the value is missing. Rows without one: {count}. Complete '
            "them, or leave them out of the table first.",
            column=column.name,
            row=row_in_words(native, first),
            count=int(np.count_nonzero(missing)),
        )
    )
