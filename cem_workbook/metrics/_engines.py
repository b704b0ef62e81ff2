"""Tables in any engine: told apart, refused with the row named, counted, and put in order.

A lazy table is one that its engine has not computed yet: a Polars LazyFrame, a DuckDB relation, a
Dask or Spark data frame. It can be larger than the memory of this machine, so that nothing is read
row by row here: what is wrong is counted by the engine itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import (
    check_column_exists,
    is_missing,
    is_real,
    labels_of,
    row_in_words,
    show,
)


def lazy_table(frame: Any, columns: tuple[str, ...]) -> nw.LazyFrame[Any] | None:
    """Return a lazy table with at least these columns; None for anything else (see `pick`).

    Raises:
        BadInput: a lazy table lacks one of the columns.
    """
    with contextlib.suppress(TypeError, nw.exceptions.DuplicateError):  # `pick` explains these
        table = nw.from_native(frame)
        if isinstance(table, nw.LazyFrame):
            existing = table.collect_schema().names()
            for column in columns:
                check_column_exists(column, existing)
            return table
    return None


def in_memory(table: nw.LazyFrame[Any]) -> nw.DataFrame[Any]:
    """Let the engine compute a lazy table: Polars stays Polars, anything else becomes pandas."""
    return table.collect(None if table.implementation.is_polars() else "pandas")


def one_row(table: nw.LazyFrame[Any], columns: Mapping[str, nw.Expr]) -> dict[str, int]:
    """Let the engine compute whole numbers about a lazy table; 0 where it finds none at all."""
    row = in_memory(table.select(**columns)).row(0)
    return {
        name: 0 if is_missing(value) else int(value)
        for name, value in zip(columns, row, strict=True)
    }


def how_many(rows: nw.Expr) -> nw.Expr:
    """Return the expression for the number of rows in which this is true."""
    return rows.cast(nw.Int64).sum()  # Spark adds up numbers only


def amounts_of(column: nw.Series[Any]) -> npt.NDArray[np.float64]:
    """Return a column of amounts as floats.

    Args:
        column: numbers of any kind, also Python's in a pandas column of objects.

    Raises:
        BadInput: it holds something else, or a value is missing or infinite (the text names it).
    """
    amounts: npt.NDArray[np.float64]
    if isinstance(column.dtype, nw.Object) and all(map(_is_amount, column.to_list())):
        values = column.to_list()
        amounts = np.array([np.nan if is_missing(value) else float(value) for value in values])
    elif column.null_count() == len(column):
        amounts = np.full(len(column), np.nan)
    else:
        check_numbers(column.name, column.dtype)
        amounts = column.cast(nw.Float64).to_numpy()
    if not np.isfinite(amounts).all():
        refuse_rows(column, np.isnan(amounts), say("missing"))
        refuse_rows(column, np.isinf(amounts), say("infinite"))
    return amounts


def check_numbers(column: str, dtype: Any) -> None:
    """Refuse a column whose type is not one of numbers."""
    if dtype.is_numeric():
        return
    words = {
        nw.String: say("text"),
        nw.Object: say("things of several kinds"),
        nw.Boolean: say("true and false"),
    }
    raise BadInput(
        say(
            'Column "{column}" holds {kind}, not numbers. Convert it first, for example with '
            "pandas.to_numeric(column).",
            column=column,
            kind=words.get(type(dtype)) or show(str(dtype)),
        )
    )


def missing_in(column: str, dtype: Any) -> nw.Expr:
    """Return the expression for: the value of this column is missing."""
    missing = nw.col(column).is_null()
    # Polars and DuckDB tell "not a number" from missing; pandas does not, and nor do we.
    return missing | nw.col(column).is_nan() if dtype.is_float() else missing


def refuse_rows(column: nw.Series[Any], wrong: npt.NDArray[np.bool_], rule: str) -> None:
    """Refuse a column in which a rule is broken: name the first row, and count them.

    Args:
        column: the column.
        wrong: one truth value a row.
        rule: what is wrong, in words that follow "the value is".
    """
    if not wrong.any():
        return
    native = column.to_native()
    first = labels_of(native, np.flatnonzero(wrong)[:1])[0]
    raise BadInput(
        say(
            'Column "{column}", {row}: the value is {rule}. Rows with this trouble: {count}. '
            "Correct them, or leave them out of the table first.",
            column=column.name,
            row=row_in_words(native, first),
            rule=rule,
            count=int(np.count_nonzero(wrong)),
        )
    )


def refuse_counted(column: str, count: int, rule: str) -> None:
    """Refuse a column of a lazy table if the engine counted rows that break a rule."""
    if count:
        raise BadInput(
            say(
                'Column "{column}": the value is {rule}. Rows with this trouble: {count}. Correct '
                "them, or leave them out of the table first.",
                column=column,
                rule=rule,
                count=count,
            )
        )


def in_order(frame: nw.DataFrame[Any], column: str) -> nw.DataFrame[Any]:
    """Return a table sorted by one column.

    Raises:
        BadInput: its values cannot be put in order.
    """
    try:
        return nw.maybe_reset_index(frame.sort(column))
    except TypeError:
        raise BadInput(
            say(
                "The values of {columns} cannot be put in order, for example because text and "
                "numbers are mixed. Turn them into one kind first, for example all into text.",
                columns=f'"{column}"',
            )
        ) from None


def _is_amount(value: Any) -> bool:
    return is_missing(value) or (is_real(value) and not isinstance(value, bool))
