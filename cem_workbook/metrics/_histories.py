"""What customers without a contract have done so far: columns of numbers, checked row by row."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import (
    column_name,
    flat,
    is_missing,
    is_real,
    labels_of,
    row_in_words,
    show,
)
from cem_workbook.text import Points

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.bool_]
Numbers = float | Iterable[Any]
"""One number, or a column of them: a list, a numpy array, a pandas or Polars Series."""

MOST = 1_000_000  # purchases of one customer; with more, another column was meant


class Distinct(NamedTuple):
    """The different rows of some columns: many customers share a history.

    Attributes:
        columns: the columns, with each different row once.
        counts: how often each of them occurs, as a float to weigh with.
        places: for every row given, which of the different rows it is.
    """

    columns: tuple[Floats, ...]
    counts: Floats
    places: npt.NDArray[np.int64]


def distinct(*columns: Floats) -> Distinct:
    """Return the different rows of columns of one length."""
    n = len(columns[0])
    order = np.lexsort(columns)
    ordered = [column[order] for column in columns]
    new = np.ones(n, dtype=np.bool_)
    new[1:] = np.any([column[1:] != column[:-1] for column in ordered], axis=0)
    first = np.flatnonzero(new)
    places = np.empty(n, dtype=np.int64)
    places[order] = np.cumsum(new) - 1
    counts = np.diff(np.append(first, n)).astype(np.float64)
    return Distinct(tuple(column[first] for column in ordered), counts, places)


def read_numbers(columns: Mapping[str, Any], *, single: bool = False) -> list[Floats]:
    """Return columns of numbers, 0 or more, one entry a customer.

    Args:
        columns: what messages call a column without a name of its own -> the column.
        single: a column may be one number, which then holds for every customer.

    Raises:
        BadInput: a value is missing, negative, infinite or no number (the text names it and its
            row), or the columns are not of one length.
    """
    read = [
        _numbers(name, [column] if single and is_real(column) else column, column)
        for name, column in columns.items()
    ]
    lengths = [
        len(values)
        for values, column in zip(read, columns.values(), strict=True)
        if not (single and is_real(column))
    ]
    if len(set(lengths)) > 1:
        raise BadInput(
            say(
                "{columns} must have one entry a customer each; their lengths are {lengths}.",
                columns=", ".join(columns),
                lengths=", ".join(map(str, lengths)),
            )
        )
    return [np.broadcast_to(values, max(lengths, default=1)) for values in read]


def like(given: Mapping[str, Any], values: Floats) -> Any:
    """Return one number where `read_numbers` was given only such, else the column."""
    return float(values[0]) if all(map(is_real, given.values())) else values


def check_frequency(column: Any, frequency: Floats) -> None:
    """Refuse repeat purchases that are not whole, or more than anybody makes."""
    wrong = (frequency != np.floor(frequency)) | (frequency > MOST)
    rule = say("repeat purchases are a whole number from 0 to {most}", most=f"{MOST:,}")
    refuse("frequency", column, frequency, wrong, rule)


def check_histories(
    columns: tuple[Any, Any], frequency: Floats, recency: Floats, age: Floats
) -> None:
    """Refuse histories that cannot be.

    Args:
        columns: frequency and recency as they were given, for the names of their rows.
        frequency: repeat purchases of each customer.
        recency: time from the first purchase to the last.
        age: time from the first purchase to the end of the observation, T.

    Raises:
        BadInput: a row breaks a rule; the text names the row and the rule.
    """
    check_frequency(columns[0], frequency)
    late = recency > age
    rule = say("it is the time from the first purchase to the last, and cannot be more than T")
    refuse("recency", columns[1], recency, late, rule)
    once = (frequency == 0) & (recency > 0)
    rule = say("without a repeat purchase (frequency 0), recency is 0")
    refuse("recency", columns[1], recency, once, rule)
    again = (frequency > 0) & (recency == 0)
    rule = say("a customer with a repeat purchase has a recency above 0")
    refuse("recency", columns[1], recency, again, rule)


def refuse(name: str, column: Any, values: npt.NDArray[Any], wrong: Rows, rule: str) -> None:
    """Refuse a column with rows that break a rule; name the first of them, if there is one."""
    positions = np.flatnonzero(wrong)
    if not positions.size:
        return
    value = values[positions[0]]
    if is_missing(value):
        shown = say("a missing value")
    else:
        shown = f"{Points(value):.10g}" if isinstance(value, float) else show(value)
    if is_real(column):
        raise BadInput(
            say("{name}: {value} does not fit; {rule}.", name=name, value=shown, rule=rule)
        )
    raise BadInput(
        say(
            'Column "{column}", {row}: {value} does not fit; {rule}. Rows that do not fit: {count}.',
            column=column_name(column, name),
            row=row_in_words(column, labels_of(column, positions[:1])[0]),
            value=shown,
            rule=rule,
            count=len(positions),
        )
    )


def _numbers(name: str, column: Any, given: Any) -> Floats:
    values = flat(column, name)
    if values.dtype.kind in "iuf":
        fits = np.isfinite(values) & (values >= 0)
    else:
        fits = np.array([_is_amount(value) for value in values], dtype=np.bool_)
    refuse(name, given, values, ~fits, say("it must be a number, 0 or more"))
    return values.astype(np.float64)


def _is_amount(value: Any) -> bool:
    if is_missing(value) or not is_real(value) or isinstance(value, bool):
        return False
    return bool(0 <= value < sys.float_info.max)
