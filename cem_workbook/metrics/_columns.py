"""What a metric is given: columns of answers, checked row by row, and the tables they come from.

A column is anything with one answer a row: a list, a tuple, a numpy array, a pandas or Polars
Series, any other iterable. A table is any frame that narwhals understands.
"""

from __future__ import annotations

import difflib
import numbers
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cem_workbook.errors import BadInput
from cem_workbook.messages import say

if TYPE_CHECKING:
    import narwhals as nw

_SHOWN = 40  # characters of a value that an error message shows


@dataclass(frozen=True, slots=True)
class Dropped:
    """One row that was left out.

    Attributes:
        row: the index label in a pandas Series, else the position, counted from 0.
        value: what stood there; None for every kind of missing value.
        rule: the rule it broke, in words.
    """

    row: object
    value: object
    rule: str


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The answers of a column that are on the scale.

    Attributes:
        values: the valid answers, in order, as integers.
        kept: one truth value a row of the column: is its answer among `values`?
        dropped: the other rows, in order.
    """

    values: npt.NDArray[np.int64]
    kept: npt.NDArray[np.bool_]
    dropped: tuple[Dropped, ...]


def whole_numbers(
    column: Any,
    *,
    low: int,
    high: int,
    invalid: str = "raise",
    missing_is_fine: bool = False,
    name: str = "scores",
) -> Answers:
    """Return the whole-number answers of a column.

    Args:
        column: one answer a row (see the module).
        low: lowest answer of the scale.
        high: highest answer of the scale.
        invalid: `"raise"` refuses a column with an answer that is not on the scale, or missing;
            `"drop"` leaves such rows out and lists them.
        missing_is_fine: a missing answer alone is no reason to refuse the column; its row is
            left out and listed.
        name: what messages call a column that has no name of its own.

    Raises:
        BadInput: an answer does not fit; the text names column, row, value and rule. Numbers
            written as text are refused even with `"drop"`: they are answers all the same.
    """
    check_choice("invalid", invalid, ("raise", "drop"))
    name = column_name(column, name)
    values = flat(column, name)
    kept: npt.NDArray[np.bool_]
    if values.dtype.kind in "iuf":
        kept = (values >= low) & (values <= high)  # false for NaN
        if values.dtype.kind == "f":
            kept &= values == np.floor(values)
    else:
        fits = (broken_rule(value, low, high) is None for value in values)
        kept = np.fromiter(fits, dtype=np.bool_, count=len(values))
    if kept.all():
        return Answers(values.astype(np.int64), kept, ())

    positions = np.flatnonzero(~kept)
    missing, text = say("missing"), _number_as_text()  # looked up once and not for every row
    plain = [(value, _plain(value)) for value in values[positions]]
    dropped = tuple(
        Dropped(row, shown, missing if shown is None else broken_rule(value, low, high) or "")
        for row, (value, shown) in zip(labels_of(column, positions), plain, strict=True)
    )
    as_text = [entry for entry in dropped if entry.rule == text]
    if as_text:  # even with "drop": they are answers, and leaving them out would lose them
        raise BadInput(
            say(
                'Column "{column}" holds numbers written as text, such as {value} in {row}. '
                "Convert it first, for example with pandas.to_numeric(column).",
                column=name,
                value=show(as_text[0].value),
                row=row_in_words(column, as_text[0].row),
            )
        )
    refused = dropped
    if missing_is_fine:
        refused = tuple(entry for entry in dropped if entry.value is not None)
    if invalid == "raise" and refused:
        raise BadInput(_complaint(column, name, refused, nothing_left=not kept.any()))
    return Answers(values[kept].astype(np.int64), kept, dropped)


def broken_rule(value: Any, low: int, high: int) -> str | None:
    """Return the rule of a whole-number scale that one value breaks, or None if it fits."""
    if is_missing(value):
        return say("missing")
    if isinstance(value, (bool, np.bool_)):
        return say("true or false, not a number")
    if isinstance(value, str):
        return _number_as_text() if _reads_as_number(value) else say("text, not a number")
    if not is_real(value):
        return say("not a number")
    if not low <= value <= high:
        if value in (float("inf"), float("-inf")):
            return say("infinite")
        return say("off the scale, which runs from {low} to {high}", low=low, high=high)
    return None if value == int(value) else say("not a whole number")


def column_name(column: Any, default: str) -> str:
    """Return the name a Series bears, or the default for a column without one."""
    name = getattr(column, "name", None)
    return default if name is None or name == "" else str(name)


def pick(frame: Any, columns: Sequence[str]) -> nw.DataFrame[Any]:
    """Return the named columns of any table, in memory, as a narwhals frame.

    A lazy frame or a database relation is computed here, these columns only: Polars stays
    Polars, anything else becomes pandas.

    Raises:
        BadInput: it is not a table, or it lacks one of the columns.
    """
    import narwhals as nw

    try:
        table = nw.from_native(frame)
    except TypeError:
        raise BadInput(
            say(
                "A table is needed, such as a pandas or Polars DataFrame; got {kind}.",
                kind=type(frame).__name__,
            )
        ) from None
    except nw.exceptions.DuplicateError:
        raise BadInput(
            say("Several columns of the table have the same name. Give each a name of its own.")
        ) from None
    existing = table.collect_schema().names()
    for column in columns:
        check_column_exists(column, existing)
    chosen = table.select(*dict.fromkeys(columns))
    if isinstance(chosen, nw.DataFrame):
        return chosen
    in_memory: nw.DataFrame[Any] = chosen.collect(
        None if chosen.implementation.is_polars() else "pandas"
    )
    return in_memory


def check_column_exists(column: Any, existing: Collection[str]) -> None:
    """Refuse the name of a column that a table does not have; name those it has."""
    if not isinstance(column, str):
        raise BadInput(
            say(
                'A column is called by its name, a text such as "recommend"; got {value}.',
                value=show(column),
            )
        )
    if column in existing:
        return
    parts = [say('The table has no column "{column}".', column=column)]
    near = difflib.get_close_matches(column, [str(one) for one in existing], n=1)
    if near:
        parts.append(say('Did you mean "{near}"?', near=near[0]))
    parts.append(say("Its columns are: {columns}.", columns=", ".join(map(str, existing))))
    raise BadInput(" ".join(parts))


def check_choice(argument: str, value: object, choices: Sequence[str]) -> None:
    """Refuse an argument that is not one of a few words."""
    if not (isinstance(value, str) and value in choices):
        raise BadInput(
            say(
                "{argument} must be one of {choices}; got {value}.",
                argument=argument,
                choices=", ".join(f'"{choice}"' for choice in choices),
                value=show(value),
            )
        )


def check_confidence(confidence: Any) -> float:
    """Return the confidence of an interval as a float; refuse one that is not between 0 and 1."""
    if not isinstance(confidence, numbers.Real) or not 0 < float(confidence) < 1:
        raise BadInput(
            say(
                "confidence must be a number between 0 and 1, such as 0.95 for 95 %; got {value}.",
                value=show(confidence),
            )
        )
    return float(confidence)


def check_count(name: str, value: Any) -> int:
    """Return a number of people as an integer; refuse one that is not whole, or below 0."""
    right = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if not right or not 0 <= value < float("inf") or value != int(value):
        raise BadInput(
            say(
                "{name} must be a whole number of people, 0 or more; got {value}.",
                name=name,
                value=show(value),
            )
        )
    return int(value)


def show(value: object) -> str:
    """Return a value as an error message shows it: text in quotes, long things cut short."""
    text = str(value)
    text = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return f'"{text}"' if isinstance(value, str) else text


def flat(column: Any, name: str) -> npt.NDArray[Any]:
    """Return a column as a numpy array of one dimension; of objects unless all are numbers."""
    if hasattr(column, "columns"):
        raise BadInput(
            say(
                "One column of answers is needed; got a whole table. Its columns are: {columns}.",
                columns=", ".join(map(str, column.columns)),
            )
        )
    if isinstance(column, np.ma.MaskedArray):
        column = column.tolist()  # masked values become None; as a plain array they would count
    if hasattr(column, "to_numpy"):
        array: npt.NDArray[Any] = column.to_numpy()
    elif isinstance(column, np.ndarray):
        array = column
    # A set keeps each answer only once, and text is an iterable of letters.
    elif isinstance(column, Iterable) and not isinstance(column, (str, bytes, Mapping, Set)):
        return _tidy(list(column))
    else:
        raise BadInput(
            say(
                "{column} must be a column of answers, such as a list or a Series; got {kind}.",
                column=name,
                kind=type(column).__name__,
            )
        )
    if array.ndim != 1:
        raise BadInput(
            say(
                "{column} must have one dimension, one answer a row; its shape is {shape}.",
                column=name,
                shape=array.shape,
            )
        )
    return _tidy(list(array)) if array.dtype.kind == "O" else array


def _tidy(values: list[Any]) -> npt.NDArray[Any]:
    """Return an array of numbers when every value is one, else of the values as they are."""
    kinds = set(map(type, values))
    # Left to itself numpy turns True into 1, and 9 beside "8" into text.
    if all(issubclass(kind, (int, float, np.integer, np.floating)) for kind in kinds) and not (
        kinds & {bool, np.timedelta64}
    ):
        return np.array(values)
    return np.fromiter(values, dtype=object, count=len(values))


def is_real(value: Any) -> bool:
    # numpy counts a length of time among the integers.
    return isinstance(value, (numbers.Real, Decimal)) and not issubclass(
        type(value), np.timedelta64
    )


def is_missing(value: Any) -> bool:
    """None, NaN of any kind, and the missing values of pandas (which are not equal to anything)."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, (float, np.floating, Decimal, np.datetime64, np.timedelta64)) and bool(
        value != value
    )


def _plain(value: Any) -> object:
    """Return a value as Python would write it: None for missing, 11 for numpy's 11.0."""
    if is_missing(value):
        return None
    if isinstance(value, np.generic) and value.dtype.kind not in "mM":
        value = value.item()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _number_as_text() -> str:
    return say("a number written as text")


def _reads_as_number(text: str) -> bool:
    try:
        return abs(float(text)) < float("inf")  # false for the text "nan"
    except ValueError:
        return False


def labels_of(column: Any, positions: npt.NDArray[np.intp]) -> list[Any]:
    """Return how the reader finds these rows again."""
    labels = column.index[positions] if hasattr(column, "iloc") else positions
    return list(labels.tolist())


def row_in_words(column: Any, row: object) -> str:
    index = getattr(column, "index", None) if hasattr(column, "iloc") else range(0)
    if getattr(index, "start", None) == 0 and getattr(index, "step", None) == 1:
        return say("row {row} (counted from 0)", row=row)
    return say("the row labelled {row}", row=show(row))


def _complaint(column: Any, name: str, dropped: tuple[Dropped, ...], *, nothing_left: bool) -> str:
    first = dropped[0]
    same = sum(entry.rule == first.rule for entry in dropped)
    if first.value is None and nothing_left and same == len(dropped):
        return say(
            'Column "{column}" holds no answers: every row is missing (rows: {rows}). '
            'Is it the right column? If so, pass invalid="drop" to count it as no answers.',
            column=name,
            rows=same,
        )
    row = row_in_words(column, first.row)
    if first.value is None:
        parts = [say('Column "{column}", {row}: the answer is missing.', column=name, row=row)]
    else:
        parts = [
            say(
                'Column "{column}", {row}: the answer {value} is {rule}.',
                column=name,
                row=row,
                value=show(first.value),
                rule=first.rule,
            )
        ]
    if same > 1:
        parts.append(say("Further rows with the same trouble: {count}.", count=same - 1))
    if len(dropped) > same:
        parts.append(say("Rows with another trouble: {count}.", count=len(dropped) - same))
    parts.append(
        say('Correct the data, or pass invalid="drop" to leave such rows out and count them.')
    )
    return " ".join(parts)
