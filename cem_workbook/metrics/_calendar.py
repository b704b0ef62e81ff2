"""Calendar days: columns of dates, single dates, whole months, and calendar periods.

Whole days count everywhere: a time of day is left out, and with a time zone it is the calendar of
that zone that tells the day. Days are numpy's `datetime64[D]`, with NaT for a missing one; numpy
compares NaT with nothing, so `left < day` is false for somebody who has not left.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import is_missing, show

if TYPE_CHECKING:
    import narwhals as nw

Days: TypeAlias = npt.NDArray[np.datetime64]
Whole: TypeAlias = npt.NDArray[np.int64]


def days_of(column: nw.Series[Any]) -> Days:
    """Return the day of each date in a column, NaT where it is missing.

    Args:
        column: dates, or dates with times; also Python dates in a pandas column of objects, and
            a column in which everything is missing, whatever its type.

    Raises:
        BadInput: it holds something else, such as dates written as text.
    """
    import narwhals as nw

    if column.null_count() == len(column):
        return np.full(len(column), np.datetime64("NaT", "D"))
    # narwhals does not know the type of a pandas column in a time zone whose name has an
    # underscore, such as America/New_York, but reads its dates well.
    with_zone = isinstance(column.dtype, nw.Unknown) and str(
        getattr(column.to_native(), "dtype", "")
    ).startswith("datetime64[")
    if with_zone or isinstance(column.dtype, nw.Datetime):
        column = column.dt.replace_time_zone(None)  # the clock on the wall stays as it is
        return column.to_numpy().astype("datetime64[D]")
    if isinstance(column.dtype, nw.Date):
        return column.to_numpy().astype("datetime64[D]")
    if isinstance(column.dtype, nw.Object):
        values = column.to_list()
        if all(isinstance(value, dt.date) or is_missing(value) for value in values):
            return np.array([_date_of(value) for value in values], dtype="datetime64[D]")
    raise no_dates(column.name, column.dtype)


def no_dates(column: str, dtype: Any) -> BadInput:
    """Return the error for a column whose type is not one of dates."""
    import narwhals as nw

    words = {nw.String: say("text"), nw.Object: say("things of several kinds")}
    return BadInput(
        say(
            'Column "{column}" holds {kind}, not dates. Convert it first, for example with '
            "pandas.to_datetime(column).",
            column=column,
            kind=words.get(type(dtype)) or show(str(dtype)),
        )
    )


def day_of(argument: str, value: object) -> np.datetime64:
    """Return the day that an argument names.

    Args:
        argument: what messages call it.
        value: a date, a date with a time (also pandas' and numpy's), or text such as
            "2024-01-31".

    Raises:
        BadInput: it is none of these, or the text cannot be read.
    """
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[us]").item()
    if isinstance(value, str):
        with contextlib.suppress(ValueError):
            value = dt.datetime.fromisoformat(value.strip())
    date = _date_of(value) if isinstance(value, dt.date) else None
    if date is None:
        raise BadInput(
            say(
                '{argument} must be a date, such as "2024-01-31" (year, month, day); got {value}.',
                argument=argument,
                value=show(value),
            )
        )
    return np.datetime64(date, "D")


def period_of(days: Days | np.datetime64, months: int) -> Whole:
    """Return the calendar period of each day: periods of 1, 3 or 12 months, 0 begins in 1970.

    There must be no missing day among them.
    """
    periods: Whole = np.asarray(days).astype("datetime64[M]").astype(np.int64) // months
    return periods


def first_day(periods: Whole, months: int) -> Days:
    """Return the first day of each of these periods; the inverse of `period_of`."""
    return (periods * months).astype("datetime64[M]").astype("datetime64[D]")


def whole_months(start: Days, end: Days) -> Whole:
    """Return how many whole months have gone by from each start to each end.

    A month after the 31st is the last day of a shorter month: from 31 January to 28 February is
    one month, or to 29 February in a leap year. No day may be missing, or lie before its start.
    """
    month = end.astype("datetime64[M]")
    gone: Whole = (month - start.astype("datetime64[M]")).astype(np.int64)
    last = _day_of_month((month + 1).astype("datetime64[D]") - 1)
    due = np.minimum(_day_of_month(start), last)
    gone -= _day_of_month(end) < due
    return gone


def check_span(first: np.datetime64, last: np.datetime64, advice: str | None = None) -> None:
    """Refuse dates over more than a hundred years, before a table of every month is made.

    Args:
        first: the first of them.
        last: the last of them.
        advice: what to do about it; unless given, the advice for days of joining and leaving.
    """
    if last - first > np.timedelta64(100 * 366, "D"):
        raise BadInput(
            say(
                "The dates run from {first} to {last}, over more than 100 years. Does one of them "
                "stand for a date that is not known? {advice}",
                first=first,
                last=last,
                advice=advice
                or say(
                    "Leave such a date empty; a row without a day of joining can be left out with "
                    'invalid="drop".'
                ),
            )
        )


def date_series(name: str, days: Days, implementation: Any) -> nw.Series[Any]:
    """Return days as a column of a table: of dates in Polars, of dates at midnight in pandas."""
    import narwhals as nw

    column: nw.Series[Any] = nw.new_series(
        name, days.astype("datetime64[us]"), nw.Datetime("us"), backend=implementation
    )
    return column.cast(nw.Date) if implementation.is_polars() else column


def _date_of(value: Any) -> dt.date | None:
    """Return the date without its time of day; None for a missing one."""
    if is_missing(value):  # pandas' missing date is a date
        return None
    return value.date() if isinstance(value, dt.datetime) else value


def _day_of_month(days: Days) -> Whole:
    day: Whole = (days - days.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)
    return day
