"""Segments of customers by cuts in their numbers, and what each segment is worth."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import narwhals as nw

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import is_missing, is_real, pick, show
from cem_workbook.metrics._engines import (
    amounts_of,
    check_numbers,
    in_memory,
    in_order,
    lazy_table,
    missing_in,
    refuse_counted,
)
from cem_workbook.metrics._groups import keys_of
from cem_workbook.text import Points

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

_SHOWN = 8  # segments that an error message lists
_RESULTS = ("customers", "share_of_customers", "value", "share_of_value", "mean")


def segments(
    frame: IntoFrame,
    cuts: Mapping[str, Sequence[float]],
    names: Sequence[str] | None = None,
) -> Any:
    """Return the table with the segment of each customer beside it.

    Each column is cut into intervals, and a segment is one interval of each. A value equal to a
    cut belongs to the interval above it. Where the cuts lie is a choice: state it beside every
    number that comes of it.

    Args:
        frame: a table with one row a customer, such as `rfm` gives: pandas, Polars, DuckDB, Dask,
            Spark or any other that narwhals understands. The result is of the same kind, and a
            lazy table stays lazy, as in `rfm`.
        cuts: the names of columns, each with its cuts in rising order: `{"total": [50, 200]}`
            makes three intervals, under 50, 50 to under 200, and 200 or more.
        names: a name for each segment, low intervals before high ones, and the last column of
            `cuts` changing first: two columns with one cut each take the names for low and low,
            low and high, high and low, high and high. Segments may share a name, and are then
            one. Without names the intervals themselves are written out.

    Returns:
        All columns and rows of the table, and the column `segment` (text); one of that name is
        replaced, so that a cell can be run twice. It is missing where a value is missing, and
        `segment_values` shows such customers in a row of their own.

    Raises:
        BadInput: a column does not exist or holds no numbers, its cuts do not rise or are no
            numbers, or there are more or fewer names than segments.
    """
    limits = _limits(cuts)
    labels = _labels(limits, names)
    lazy = lazy_table(frame, tuple(limits))
    if lazy is None:
        pick(frame, tuple(limits))  # says what is wrong with it
        return _with_segment(nw.from_native(frame, eager_only=True), limits, labels).to_native()
    return _with_segment(lazy, limits, labels).to_native()


def segment_values(frame: IntoFrame, segment: str = "segment", value: str = "total") -> Any:
    """Return how many customers each segment has, and what they are worth.

    Args:
        frame: a table with one row a customer, such as `segments` gives (which kinds: see there).
        segment: name of the column that tells the segment.
        value: name of the column of amounts.

    Returns:
        One row a segment that has customers, the one with the highest mean first: the column of
        segments under its own name, `customers` (people), `share_of_customers` (from 0 to 1),
        `value` (sum of the amounts), `share_of_value` (of the sum over all segments; missing
        unless that sum is above 0, and below 0 or above 1 where a segment's own sum is below 0),
        `mean` (value of a customer, in the unit of the amounts). Customers without a segment make
        a row of their own, the last.

        The result is in memory and of the same kind as the table; a lazy table is summed up where
        it is, and these few rows come back: Polars for a LazyFrame, pandas for any other.

    Raises:
        BadInput: a column does not exist, or bears the name of a result; a value is missing or
            infinite (the text names the row, or the number of rows in a lazy table); the column
            of amounts holds no numbers; or the segments cannot be put in order.
    """
    keys_of(segment, _RESULTS)
    sums = _sums(frame, segment, value)
    rows = list(zip(*(sums[name].to_list() for name in ("_customers", "_value")), strict=True))
    unnamed = [is_missing(label) for label in sums[segment].to_list()]
    means = [amount / people for people, amount in rows]
    order = sorted(range(len(rows)), key=lambda i: (unnamed[i], -means[i]))
    everybody = sum(people for people, _ in rows)
    everything = math.fsum(amount for _, amount in rows)
    cells: dict[str, tuple[list[Any], Any]] = {
        "customers": ([rows[i][0] for i in order], nw.Int64),
        "share_of_customers": ([rows[i][0] / everybody for i in order], nw.Float64),
        "value": ([rows[i][1] for i in order], nw.Float64),
        "share_of_value": (
            [rows[i][1] / everything if everything > 0 else None for i in order],
            nw.Float64,
        ),
        "mean": ([means[i] for i in order], nw.Float64),
    }
    return (
        nw.maybe_reset_index(sums.select(segment)[order, :])
        .with_columns(
            *(
                nw.new_series(name, values, kind, backend=sums.implementation)
                for name, (values, kind) in cells.items()
            )
        )
        .to_native()
    )


def _limits(cuts: Any) -> dict[str, list[float]]:
    """Return the cuts of each column; refuse them unless they are rising numbers."""
    if not isinstance(cuts, Mapping) or not cuts:
        raise BadInput(
            say(
                'cuts must name at least one column with its cuts, such as {{"total": [50, 200]}}; '
                "got {value}.",
                value=show(cuts),
            )
        )
    limits: dict[str, list[float]] = {}
    for column, given in cuts.items():
        several = hasattr(given, "__iter__") and not isinstance(given, (str, bytes, Mapping))
        values = list(given) if several else []
        if (
            not values
            or not all(is_real(v) and not isinstance(v, bool) and math.isfinite(v) for v in values)
            or any(low >= high for low, high in itertools.pairwise(values))
        ):
            raise BadInput(
                say(
                    'The cuts of "{column}" must be numbers in rising order, such as [50, 200]; '
                    "got {value}.",
                    column=column,
                    value=show(given),
                )
            )
        limits[column] = [float(v) for v in values]
    return limits


def _labels(limits: Mapping[str, Sequence[float]], names: Any) -> list[str]:
    """Return the label of each segment, in the order that `segments` describes."""
    written = [
        ", ".join(parts)
        for parts in itertools.product(*(_intervals(c, cut) for c, cut in limits.items()))
    ]
    if names is None:
        return written
    given = list(names) if isinstance(names, Iterable) and not isinstance(names, str) else []
    if len(given) == len(written) and all(isinstance(name, str) and name for name in given):
        return given
    shown = "; ".join(written[:_SHOWN]) + ("; …" if len(written) > _SHOWN else "")
    raise BadInput(
        say(
            "names must hold {count} texts, one for each segment, in this order: {segments}. "
            "Got {value}.",
            count=len(written),
            segments=shown,
            value=show(names),
        )
    )


def _intervals(column: str, cuts: Sequence[float]) -> list[str]:
    """Return the intervals of a column in words, from low to high."""
    at = [f"{Points(cut):.12g}" for cut in cuts]
    between = [
        say("{column} {low} to under {high}", column=column, low=low, high=high)
        for low, high in itertools.pairwise(at)
    ]
    return [
        say("{column} under {cut}", column=column, cut=at[0]),
        *between,
        say("{column} {cut} or more", column=column, cut=at[-1]),
    ]


def _with_segment(table: Any, limits: Mapping[str, Sequence[float]], labels: Sequence[str]) -> Any:
    """Return the table with the label of each row; a lazy one stays lazy."""
    schema = table.collect_schema()
    place: Any = nw.lit(0)
    missing = []
    for column, cuts in limits.items():
        check_numbers(column, schema[column])
        missing.append(missing_in(column, schema[column]))
        place = place * (len(cuts) + 1)
        for cut in cuts:
            place = place + nw.when(nw.col(column) >= cut).then(nw.lit(1)).otherwise(nw.lit(0))
    own = "_" * (1 + max(map(len, schema.names())))  # the name of no column
    nowhere = nw.any_horizontal(*missing, ignore_nulls=False)
    table = table.with_columns(nw.when(~nowhere).then(place).alias(own))
    label = nw.coalesce(
        *(nw.when(nw.col(own) == number).then(nw.lit(name)) for number, name in enumerate(labels))
    )
    return table.with_columns(segment=label.cast(nw.String)).drop(own)


def _sums(frame: Any, segment: str, value: str) -> nw.DataFrame[Any]:
    """Return the number of customers in each segment and the sum of their amounts, in order."""
    lazy = lazy_table(frame, (segment, value))
    if lazy is None:
        eager = pick(frame, (segment, value))
        amounts = nw.new_series(
            "_value", amounts_of(eager[value]), nw.Float64, backend=eager.implementation
        )
        groups = eager.select(segment).with_columns(amounts).group_by(segment, drop_null_keys=False)
        return in_order(groups.agg(nw.col("_value").sum(), nw.len().alias("_customers")), segment)
    dtype = lazy.collect_schema()[value]
    check_numbers(value, dtype)
    amount = nw.col(value).cast(nw.Float64)
    rows = lazy.select(
        segment,
        amount.alias("_value"),
        _missing=missing_in(value, dtype).cast(nw.Int64),
        _infinite=(~amount.is_finite()).cast(nw.Int64),
    )
    summed = rows.group_by(segment, drop_null_keys=False).agg(
        nw.col("_value", "_missing", "_infinite").sum(), nw.len().alias("_customers")
    )
    sums = in_memory(summed)
    refuse_counted(value, int(sums["_missing"].sum()), say("missing"))
    refuse_counted(value, int(sums["_infinite"].sum()), say("infinite"))
    return in_order(sums, segment)
