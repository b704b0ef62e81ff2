"""Recency, frequency and value of every customer, from a table of purchases (RFM).

Two ways lead to the same numbers. A table in memory is brought into order by numpy, with one sort
of whole numbers. A lazy table is described to its own engine, which may be a cluster, and nothing
but a few counts is read here.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal

import narwhals as nw
import numpy as np
import numpy.typing as npt

from cem_workbook.messages import say
from cem_workbook.metrics._calendar import (
    Days,
    Whole,
    check_span,
    day_of,
    days_of,
    no_dates,
    period_of,
)
from cem_workbook.metrics._columns import check_choice, pick
from cem_workbook.metrics._engines import (
    amounts_of,
    check_numbers,
    how_many,
    in_order,
    lazy_table,
    missing_in,
    one_row,
    refuse_counted,
    refuse_rows,
)
from cem_workbook.metrics._groups import MONTHS, keys_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

_DAYS = {"day": 1, "week": 7}  # periods that are so many days long; the others are months
_THURSDAY = 3  # how far 1 January 1970 lies behind its Monday
_YEAR_1 = 719_163  # the days from 31 December of the year 0 to 1 January 1970
_COUNTS = ("frequency", "recency", "T")
_SUMS = ("value", "total")


def rfm(
    purchases: IntoFrame,
    *,
    customer: str = "customer_id",
    date: str = "date",
    amount: str | None = None,
    until: dt.date | str | None = None,
    every: Literal["day", "week", "month", "quarter", "year"] = "day",
) -> Any:
    """Return how often, how lately and for how much every customer bought.

    These are the columns that models of repeat buying take (Fader, Hardie and Lee 2005). Time is
    counted in calendar periods, and purchases in one period count once: the first period makes a
    customer, each later one is a repeat. The classic "periods since the last purchase" is
    `T - recency`. A model fitted on CDNOW's weeks takes `every="day"`, divided by 7.

    A period is a day, a week from Monday to Sunday, or a whole calendar month, quarter (from
    January, April, July and October) or year. So from 31 January to 1 February is one month, and
    from 1 to 31 January none: such months are exact, never 30.44 days. Every row counts as a
    purchase, also one whose amount is 0 or less: leave refunds out first if they are none.

    Args:
        purchases: a table with one row a purchase: pandas, Polars, DuckDB, Dask, Spark or any
            other that narwhals understands. The result is of the same kind. Unlike the other
            metrics this one leaves a lazy table (a Polars LazyFrame, a DuckDB relation, Dask,
            Spark) where it is: the engine is asked once to check it, which counts rows that do
            not fit, and the result is a lazy table again, computed when you ask for it.
        customer: name of the column that tells the customer.
        date: name of the column of dates, or of dates with times; with a time zone, the calendar
            of that zone counts (in DuckDB that of the connection).
        amount: name of the column of amounts; without it the result has no value and no total.
        until: the last day that counts: a date, a date with a time (which is left out), or text
            such as "1997-09-30"; the latest date of the table unless given. Purchases after it
            are left out, and so is who bought only then: that is how a calibration period is cut.
            (In `cohorts` and `left_by_silence`, `until` is the day after.)
        every: length of a period.

    Returns:
        One row a customer, sorted by customer (a lazy table is in no order): the column of
        customers under its own name, `frequency`, the periods with a purchase after the first;
        `recency`, the periods from the first to the last of these; `T`, the periods from the
        first to `until`; all three whole numbers, 0 or more. With amounts also `value`, the mean
        amount of a repeat period, 0.0 for a customer without one, and `total`, the sum of all
        amounts, both in the unit of the amounts.

    Raises:
        BadInput: a column does not exist, or bears the name of a result; a customer, a date or an
            amount is missing (the text names the row, or the number of rows in a lazy table); an
            amount is infinite or no number; the dates run over more than 100 years; or an
            argument is wrong.
    """
    check_choice("every", every, (*_DAYS, *MONTHS))
    last = None if until is None else day_of("until", until)
    keys_of(customer, (*_COUNTS, *_SUMS))
    columns = (customer, date) if amount is None else (customer, date, amount)
    lazy = lazy_table(purchases, columns)
    if lazy is not None:
        return _by_the_engine(lazy, customer, date, amount, last, every).to_native()
    table = pick(purchases, columns)
    bought = days_of(table[date])
    refuse_rows(table[date], np.isnat(bought), say("missing"))
    amounts = None if amount is None else amounts_of(table[amount])
    codes = _codes(table[customer])
    refuse_rows(table[customer], codes < 0, say("missing"))

    rows: npt.NDArray[np.intp] | None = None
    if last is not None and (bought > last).any():
        rows = np.flatnonzero(bought <= last)
        bought, codes = bought[rows], _densely(codes[rows])
        amounts = None if amounts is None else amounts[rows]
    if last is None:
        last = bought.max() if bought.size else np.datetime64(0, "D")
    if bought.size:
        _check_span(bought.min(), last)
    cells = _by_customer(codes, _periods(bought, every), _periods(last, every), amounts)
    positions = _first_rows(codes, len(cells["T"]))
    if rows is not None:
        positions = rows[positions]
    labels = nw.maybe_reset_index(table.select(customer)[positions, :])
    kinds = {name: nw.Int64 if name in _COUNTS else nw.Float64 for name in cells}
    result = labels.with_columns(
        *(
            nw.new_series(name, values, kinds[name], backend=table.implementation)
            for name, values in cells.items()
        )
    )
    return in_order(result, customer).to_native()


def _by_customer(
    codes: npt.NDArray[np.intp],
    periods: Whole,
    until: Whole,
    amounts: npt.NDArray[np.float64] | None,
) -> dict[str, npt.NDArray[Any]]:
    """Return the cells of the result, one entry a customer.

    Args:
        codes: the number of the customer, one entry a purchase; each from 0 up occurs.
        periods: the period of the purchase.
        until: the last period.
        amounts: the amount of the purchase, or None.
    """
    # Customer and period in one whole number: a sort of such numbers is the fastest there is, and
    # puts purchases of one customer and one period side by side. The amounts need not be sorted.
    # What can be done in place is: with millions of purchases, new memory costs more than sums.
    start = periods.min(initial=np.iinfo(np.int64).max)
    since = periods - start
    bits = int(since.max(initial=0)).bit_length()
    keys = codes.astype(np.int64)
    keys <<= bits
    keys |= since
    keys.sort()
    keys = keys[_changes(keys)]
    begins = np.flatnonzero(_changes(keys >> bits))
    keys &= (1 << bits) - 1  # only the period is left
    ends = np.append(begins[1:], len(keys))[: len(begins)] - 1
    first = keys[begins]
    frequency = ends - begins
    cells: dict[str, npt.NDArray[Any]] = {
        "frequency": frequency,
        "recency": keys[ends] - first,
        "T": until - start - first,
    }
    if amounts is not None:
        # Two places for each customer: the first period, and the repeats.
        place = first[codes]
        np.less(place, since, out=place)
        place += codes
        place += codes
        sums = np.bincount(place, amounts, 2 * len(first)).reshape(-1, 2)
        cells["value"] = sums[:, 1] / np.maximum(frequency, 1)
        cells["total"] = sums.sum(axis=1)
    return cells


def _changes(values: Whole) -> npt.NDArray[np.bool_]:
    """Return which values differ from the one before; the first does."""
    changes = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes


def _codes(column: nw.Series[Any]) -> npt.NDArray[np.intp]:
    """Return a number for each customer, from 0 up, in the order in which they occur; −1: none."""
    native = column.to_native()
    if column.implementation.is_polars() and isinstance(
        column.dtype, (nw.String, nw.Categorical, nw.Enum)
    ):
        # Polars numbers texts faster than Python can look at them.
        native = column.cast(nw.Categorical).to_native().to_physical()
    return _densely(native if column.implementation.is_pandas() else native.to_numpy())


def _densely(values: Any) -> npt.NDArray[np.intp]:
    import pandas as pd

    codes: npt.NDArray[np.intp] = pd.factorize(values)[0]
    return codes


def _first_rows(codes: npt.NDArray[np.intp], customers: int) -> npt.NDArray[np.intp]:
    """Return the row in which each customer occurs first."""
    rows = np.empty(customers, dtype=np.intp)
    rows[codes[::-1]] = np.arange(len(codes))[::-1]  # of several numpy keeps the last
    return rows


def _periods(days: Days | np.datetime64, every: str) -> Whole:
    """Return the number of the period of each day; the one of 1 January 1970 is 0."""
    if every in MONTHS:
        return period_of(days, MONTHS[every])
    number: Whole = np.asarray(days).view(np.int64)
    return number if every == "day" else (number + _THURSDAY) // _DAYS[every]


def _periods_by_the_engine(date: str, every: str) -> nw.Expr:
    """Return the expression for the same numbers; engines agree on years, months and days."""
    year = _whole(nw.col(date).dt.year())
    if every in MONTHS:
        month = _whole(nw.col(date).dt.month())
        # In whole numbers from the year 0 on, for engines round numbers below 0 differently.
        return (12 * year + month - 1) // MONTHS[every] - 1970 * 12 // MONTHS[every]
    past = year - 1
    days = 365 * past + past // 4 - past // 100 + past // 400
    days = days + _whole(nw.col(date).dt.ordinal_day())  # now it is Python's date.toordinal()
    if every == "day":
        return days - _YEAR_1
    return (days - 1) // 7 - (_YEAR_1 - 1) // 7


def _whole(part: nw.Expr) -> nw.Expr:
    """Return a part of a date as a whole number; any number where the date is missing.

    Dask has no whole number that is missing. Missing dates are counted, and refused, apart.
    """
    return part.fill_null(1).cast(nw.Int64)


def _by_the_engine(
    table: nw.LazyFrame[Any],
    customer: str,
    date: str,
    amount: str | None,
    until: np.datetime64 | None,
    every: str,
) -> nw.LazyFrame[Any]:
    """Return the result as a lazy table; the engine is asked once, to check the purchases."""
    last = _last_day(table, customer, date, amount, until)
    rows = table.select(
        nw.col(customer),
        _day=_periods_by_the_engine(date, "day"),
        _period=_periods_by_the_engine(date, every),
        _amount=nw.lit(0.0) if amount is None else nw.col(amount).cast(nw.Float64),
    )
    if until is not None:
        rows = rows.filter(nw.col("_day") <= int(last.astype(np.int64)))
    periods = rows.group_by(customer, "_period").agg(nw.col("_amount").sum())
    periods = periods.with_columns(_first=nw.col("_period").min().over(customer))
    repeat = nw.when(nw.col("_period") > nw.col("_first"))
    periods = periods.with_columns(_repeat=repeat.then(nw.col("_amount")).otherwise(nw.lit(0.0)))
    customers = periods.group_by(customer).agg(
        nw.col("_first").min(),
        nw.col("_amount").sum(),
        nw.col("_repeat").sum(),
        _last=nw.col("_period").max(),
        _periods=nw.len(),
    )
    first = nw.col("_first").cast(nw.Int64)
    frequency = nw.col("_periods").cast(nw.Int64) - 1
    cells = {
        "frequency": frequency,
        "recency": nw.col("_last").cast(nw.Int64) - first,
        "T": int(_periods(last, every)) - first,
    }
    if amount is not None:
        repeats = nw.when(frequency > 0).then(frequency).otherwise(nw.lit(1))
        cells["value"] = nw.col("_repeat") / repeats.cast(nw.Float64)
        cells["total"] = nw.col("_amount")
    return customers.select(nw.col(customer), **cells)


def _last_day(
    table: nw.LazyFrame[Any],
    customer: str,
    date: str,
    amount: str | None,
    until: np.datetime64 | None,
) -> np.datetime64:
    """Return the last day that counts, and refuse purchases that do not fit."""
    schema = table.collect_schema()
    # Unknown: a time zone whose name narwhals cannot read.
    if not isinstance(schema[date], (nw.Date, nw.Datetime, nw.Unknown)):
        raise no_dates(date, schema[date])
    day = _periods_by_the_engine(date, "day")
    asked = {
        "customer": how_many(missing_in(customer, schema[customer])),
        "date": how_many(nw.col(date).is_null()),
        "first": day.min(),
        "last": day.max(),
        "rows": nw.len(),
    }
    if amount is not None:
        check_numbers(amount, schema[amount])
        asked["amount"] = how_many(missing_in(amount, schema[amount]))
        asked["infinite"] = how_many(~nw.col(amount).cast(nw.Float64).is_finite())
    found = one_row(table, asked)
    refuse_counted(date, found["date"], say("missing"))
    refuse_counted(customer, found["customer"], say("missing"))
    if amount is not None:
        refuse_counted(amount, found["amount"], say("missing"))
        refuse_counted(amount, found["infinite"], say("infinite"))
    first, latest = (np.datetime64(found[name], "D") for name in ("first", "last"))
    last = latest if until is None else until
    if found["rows"]:
        _check_span(first, last)
    return last


def _check_span(first: np.datetime64, last: np.datetime64) -> None:
    check_span(first, last, say("Leave such rows out of the table first."))
