"""Net Promoter Score of every group in a table, and of every period.

Any table that narwhals understands will do. Only the columns that are needed are read, into
memory, because every answer is checked there. The result is of the same kind as the table, with
two exceptions: a Polars LazyFrame gives a Polars DataFrame, and a DuckDB relation or any other
table that lives elsewhere gives a pandas DataFrame.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import narwhals as nw
import numpy as np
import numpy.typing as npt

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import check_choice, check_confidence, pick, show
from cem_workbook.metrics.net_promoter import bands, nps_from_counts, read_scores

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

_COUNTS = ("promoters", "passives", "detractors", "dropped")
_RESULTS = ("n", "promoters", "passives", "detractors", "nps", "low", "high", "dropped")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def nps_by(
    frame: IntoFrame,
    score: str,
    by: str | Sequence[str],
    *,
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> Any:
    """Return the Net Promoter Score of every group.

    Args:
        frame: a table with one answer a row (which kinds: see the module).
        score: name of the column of answers, whole numbers from 0 to 10.
        by: name of the column that tells the group, or several names.
        invalid: `"raise"` refuses answers that are missing or not on the scale; `"drop"` leaves
            them out and counts them for each group in a column `dropped`.
        confidence: of the intervals, between 0 and 1.

    Returns:
        One row a group, sorted by group: the columns of `by`, then `n`, `promoters`, `passives`,
        `detractors` (people), `nps`, `low`, `high` (points; the interval as in `nps`). Rows
        without a group label make a group of their own, the last. A group whose answers were
        all left out stays, with n = 0 and no score.

    Raises:
        BadInput: a column does not exist, an answer does not fit, or an argument is wrong.
    """
    keys = list(dict.fromkeys(by if isinstance(by, (list, tuple)) else [by]))
    if not keys:
        raise BadInput(say("by must name at least one column."))
    for key in keys:
        if key in _RESULTS:
            raise BadInput(
                say(
                    'The result has a column "{column}" of its own. Rename yours before grouping.',
                    column=key,
                )
            )
    check_confidence(confidence)
    table = pick(frame, [*keys, score])
    flags = [
        nw.new_series(name, rows, nw.Int64, backend=table.implementation)
        for name, rows in _flags(table, score, invalid).items()
    ]
    groups = table.select(*keys).with_columns(*flags)
    try:
        counted = (
            groups.group_by(*keys, drop_null_keys=False)
            .agg(nw.col(*_COUNTS).sum())
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
    return _with_scores(nw.maybe_reset_index(counted), keys, invalid, confidence)


def nps_over_time(
    frame: IntoFrame,
    score: str,
    date: str,
    *,
    every: Literal["month", "quarter", "year"] = "quarter",
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> Any:
    """Return the Net Promoter Score of every calendar period.

    Args:
        frame: a table with one answer a row (which kinds: see the module).
        score: name of the column of answers, whole numbers from 0 to 10.
        date: name of the column of dates, or of dates with times; with a time zone, the calendar
            of that zone counts.
        every: length of a period; quarters start in January, April, July and October.
        invalid: as in `nps_by`.
        confidence: of the intervals, between 0 and 1.

    Returns:
        One row a period, in order: `period`, the first day of the period, then the columns that
        `nps_by` gives. A period between the first and the last in which nobody answered has its
        row too, with n = 0 and no score, so that a gap is seen. Rows without a date make the
        last row, without a period.

    Raises:
        BadInput: a column does not exist or holds no dates, an answer does not fit, or an
            argument is wrong.
    """
    check_choice("every", every, tuple(_MONTHS))
    check_confidence(confidence)
    table = pick(frame, [date, score])
    # Periods are counted from the year 0, in whole calendar months: their lengths do not matter.
    length = _MONTHS[every]
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
    counts = {
        name: np.bincount(place[rows], minlength=len(starts)).tolist()
        for name, rows in _flags(table, score, invalid).items()
    }
    counted = nw.from_dict(
        {"period": starts, **counts},
        {"period": nw.Datetime("us"), **dict.fromkeys(counts, nw.Int64())},
        backend=table.implementation,
    )
    if table.implementation.is_polars():  # pandas has no type for dates without a time
        counted = counted.with_columns(nw.col("period").cast(nw.Date))
    return _with_scores(counted, ["period"], invalid, confidence)


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


def _flags(table: nw.DataFrame[Any], score: str, invalid: str) -> dict[str, npt.NDArray[np.bool_]]:
    """Return truth values a row: one set for each band, and one for the rows left out."""
    answers = read_scores(table[score].to_native(), score, invalid)
    return dict(zip(_COUNTS, (*bands(answers), ~answers.kept), strict=True))


def _with_scores(
    counted: nw.DataFrame[Any], keys: Sequence[str], invalid: str, confidence: float
) -> Any:
    """Return the counts of every group with the score and its interval beside them."""
    people = zip(*(counted[name].to_list() for name in _COUNTS[:3]), strict=True)
    scores = [nps_from_counts(*row, confidence=confidence) for row in people]
    columns = {
        "nps": [score.value if score.n else None for score in scores],
        "low": [score.interval[0] for score in scores],
        "high": [score.interval[1] for score in scores],
    }
    done = counted.with_columns(
        nw.new_series("n", [score.n for score in scores], nw.Int64, backend=counted.implementation),
        *(
            nw.new_series(name, values, nw.Float64, backend=counted.implementation)
            for name, values in columns.items()
        ),
    )
    wanted = _RESULTS if invalid == "drop" else _RESULTS[:-1]
    return done.select(*keys, *wanted).to_native()
