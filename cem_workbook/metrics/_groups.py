"""One result for every group in a table, and for every period: the part all metrics share.

Any table that narwhals understands will do. Only the columns that are needed are read, into
memory, because every answer is checked there. The result is of the same kind as the table, with
two exceptions: a Polars LazyFrame gives a Polars DataFrame, and a DuckDB relation or any other
table that lives elsewhere gives a pandas DataFrame.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import Answers, check_choice, pick, show, whole_numbers

MONTHS = {"month": 1, "quarter": 3, "year": 12}  # how long a period is


@dataclass(frozen=True)
class Measure:
    """What a metric needs added up in each group, and what it makes of the sums.

    Attributes:
        low: lowest answer of the scale.
        high: highest answer of the scale.
        rows: from the checked answers, named arrays of whole numbers or truth values, one entry
            a row of the table and 0 where the answer was left out.
        result: called with the sum of each of these under its name; the cells of a result row.
        columns: the name of each of these cells, and whether it is a whole number or a float.
    """

    low: int
    high: int
    rows: Callable[[Answers], Mapping[str, npt.NDArray[Any]]]
    result: Callable[..., Sequence[int | float | None]]
    columns: Mapping[str, type[int] | type[float]]


def by_group(
    frame: Any, score: str, by: str | Sequence[str], measure: Measure, *, invalid: str
) -> Any:
    """Return one row a group, sorted by group.

    Args:
        frame: a table with one answer a row (which kinds: see the module).
        score: name of the column of answers.
        by: name of the column that tells the group, or several names.
        measure: the metric.
        invalid: `"raise"` or `"drop"`, as in `whole_numbers`.

    Returns:
        The columns of `by`, then those of the measure, then `dropped` (rows) if rows may be left
        out. Rows without a group label make a group of their own, the last. A group whose
        answers were all left out stays.

    Raises:
        BadInput: a column does not exist, or bears the name of a result; an answer does not fit;
            the labels cannot be put in order.
    """
    keys = keys_of(by, (*measure.columns, "dropped"))
    table = pick(frame, [*keys, score])
    labels, sums = sums_by_group(table, keys, _rows(table, score, measure, invalid))
    return _with_results(labels, sums, measure, invalid)


def by_period(
    frame: Any, score: str, date: str, measure: Measure, *, every: str, invalid: str
) -> Any:
    """Return one row a calendar period, in order.

    Args:
        frame: a table with one answer a row (which kinds: see the module).
        score: name of the column of answers.
        date: name of the column of dates, or of dates with times; with a time zone, the calendar
            of that zone counts.
        measure: the metric.
        every: `"month"`, `"quarter"` (from January, April, July and October) or `"year"`.
        invalid: `"raise"` or `"drop"`, as in `whole_numbers`.

    Returns:
        `period`, the first day of the period, then the columns of `by_group`. A period between
        the first and the last in which nobody answered has its row too. Rows without a date make
        the last row, without a period.

    Raises:
        BadInput: a column does not exist or holds no dates, an answer does not fit, or `every`
            is wrong.
    """
    check_choice("every", every, tuple(MONTHS))
    table = pick(frame, [date, score])
    # Periods are counted from the year 0, in whole calendar months: their lengths do not matter.
    length = MONTHS[every]
    months = _months(table[date])
    dated = ~np.isnan(months)
    periods = (months[dated] // length).astype(np.int64)
    first, span = 0, 0
    if periods.size:
        first = int(np.min(periods))
        span = int(np.max(periods)) - first + 1
    # One place for each period from the first to the last, then one for "no date".
    place = np.full(len(months), span)
    place[dated] = periods - first
    starts: list[dt.datetime | None] = [
        dt.datetime(month // 12, month % 12 + 1, 1)
        for month in range(first * length, (first + span) * length, length)
    ]
    if not dated.all():
        starts.append(None)
    sums = {
        # Added up as floats, which is exact for whole numbers of any size that can occur.
        name: np.bincount(place, values, len(starts)).astype(np.int64).tolist()
        for name, values in _rows(table, score, measure, invalid).items()
    }
    labels = nw.from_dict(
        {"period": starts}, {"period": nw.Datetime("us")}, backend=table.implementation
    )
    if table.implementation.is_polars():  # pandas has no type for dates without a time
        labels = labels.with_columns(nw.col("period").cast(nw.Date))
    return _with_results(labels, sums, measure, invalid)


def keys_of(by: str | Sequence[str], taken: Collection[str]) -> list[str]:
    """Return the columns to group by; refuse none at all, and names that a result has."""
    keys = list(dict.fromkeys(by if isinstance(by, (list, tuple)) else [by]))
    if not keys:
        raise BadInput(say("by must name at least one column."))
    for key in keys:
        if key in taken:
            raise BadInput(
                say(
                    'The result has a column "{column}" of its own. Rename yours before grouping.',
                    column=key,
                )
            )
    return keys


def sums_by_group(
    table: nw.DataFrame[Any], keys: Sequence[str], rows: Mapping[str, npt.NDArray[Any]]
) -> tuple[nw.DataFrame[Any], dict[str, list[int]]]:
    """Add something up in every group.

    Args:
        table: a table in memory.
        keys: the columns that tell the group.
        rows: what to add up: named arrays of whole numbers or truth values, one entry a row.

    Returns:
        The labels of the groups, sorted, missing labels last; and under each name the sums, one
        a group, in the same order.

    Raises:
        BadInput: the labels cannot be put in order.
    """
    # A name longer than every key is the name of none.
    own = {name: f"{'_' * max(map(len, keys))}{name}" for name in rows}
    groups = table.select(*keys).with_columns(
        *(
            nw.new_series(own[name], values, nw.Int64, backend=table.implementation)
            for name, values in rows.items()
        )
    )
    try:
        summed = (
            groups.group_by(*keys, drop_null_keys=False)
            .agg(nw.col(*own.values()).sum())
            .sort(*keys, nulls_last=True)
        )
    except TypeError:
        raise BadInput(
            say(
                "The values of {columns} cannot be put in order, for example because text and "
                "numbers are mixed. Turn them into one kind first, for example all into text.",
                columns=", ".join(f'"{key}"' for key in keys),
            )
        ) from None
    summed = nw.maybe_reset_index(summed)
    return summed.select(*keys), {name: summed[own[name]].to_list() for name in rows}


def _months(dates: nw.Series[Any]) -> npt.NDArray[np.float64]:
    """Return the calendar month of each date, counted from the year 0; NaN where there is none."""
    # narwhals does not know the type of a pandas column in a time zone whose name has an
    # underscore, such as America/New_York, but reads its dates well.
    unknown = isinstance(dates.dtype, nw.Unknown) and dates.implementation.is_pandas_like()
    if unknown or isinstance(dates.dtype, (nw.Date, nw.Datetime)):
        with contextlib.suppress(AttributeError):  # pandas: it was something else
            return (dates.dt.year().cast(nw.Float64) * 12 + dates.dt.month() - 1).to_numpy()
    raise BadInput(
        say(
            'Column "{column}" holds {kind}, not dates. Convert it first, for example with '
            "pandas.to_datetime(column).",
            column=dates.name,
            kind=show(str(dates.dtype)),
        )
    )


def _rows(
    table: nw.DataFrame[Any], score: str, measure: Measure, invalid: str
) -> dict[str, npt.NDArray[Any]]:
    """Return what is to be added up, one entry a row, and which rows were left out."""
    answers = whole_numbers(
        table[score].to_native(), low=measure.low, high=measure.high, invalid=invalid, name=score
    )
    return {**measure.rows(answers), "dropped": ~answers.kept}


def _with_results(
    labels: nw.DataFrame[Any], sums: dict[str, list[int]], measure: Measure, invalid: str
) -> Any:
    """Return the labels of the groups with the result of each beside them."""
    dropped = sums.pop("dropped")
    results = [
        measure.result(**dict(zip(sums, row, strict=True)))
        for row in zip(*sums.values(), strict=True)
    ]
    cells: dict[str, list[Any]] = {
        name: [row[i] for row in results] for i, name in enumerate(measure.columns)
    }
    types = {
        name: nw.Int64 if kind is int else nw.Float64 for name, kind in measure.columns.items()
    }
    if invalid == "drop":
        cells["dropped"], types["dropped"] = dropped, nw.Int64
    return labels.with_columns(
        *(
            nw.new_series(name, values, types[name], backend=labels.implementation)
            for name, values in cells.items()
        )
    ).to_native()
