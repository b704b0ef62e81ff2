"""From columns of text to columns of numbers, where a column holds nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from cem_workbook.data.own.cells import no_answer, number, share
from cem_workbook.data.own.sheet import Choice, Report
from cem_workbook.data.own.table import Table
from cem_workbook.messages import say

Kind = Literal["number", "text", "empty"]
Signs = dict[str, dict[str, float]]  # the numbers of a column by their text, for a decimal sign


@dataclass(frozen=True)
class Column:
    """What is in one column of the frame.

    Attributes:
        name: its name.
        kind: `number` if every answer in it is one, `text`, or `empty`.
        decimal: the decimal sign by which its numbers are read, `.` or `,`.
        blank: cells without text.
        no_answer: cells of a column of numbers that say in words that there is no answer.
    """

    name: str
    kind: Kind
    decimal: str
    blank: int
    no_answer: int


@dataclass(frozen=True)
class Typed:
    """A table with numbers.

    Attributes:
        frame: numbers where a column holds nothing else, text otherwise.
        text: the same rows and columns as they were written.
        columns: what is in each column.
        choices: how numbers were read.
    """

    frame: pd.DataFrame
    text: pd.DataFrame
    columns: tuple[Column, ...]
    choices: list[Choice]


def make_numbers(table: Table, decimal: str | None, usual_decimal: str, report: Report) -> Typed:
    """Make numbers of the columns that hold nothing else.

    The table is used up by this: a big file would not fit into memory twice.

    Args:
        table: the columns as text.
        decimal: the decimal sign; None to find it for each column.
        usual_decimal: the sign where nothing shows it.
        report: told the share that is done.
    """
    names = table.names
    readings: dict[str, Signs] = {}
    shares = []
    for at, (column, cells) in enumerate(zip(names, table.columns, strict=True)):
        report(at / len(names) / 2)
        texts = set(cells) - {""}
        # in a workbook, a number is a number and was written here with a point
        signs = "." if column in table.numbers else ".,"
        readings[column] = _readings(texts, number, signs)
        if not readings[column] and (with_signs := _readings(texts, share, signs)):
            readings[column] = with_signs
            shares.append(column)
    found = {  # columns that are numbers under one decimal sign only
        column: next(iter(signs))
        for column, signs in readings.items()
        if len(signs) == 1 and column not in table.numbers
    }
    either = [column for column, signs in readings.items() if _differ(signs)]
    fallback = decimal or usual_decimal
    if not decimal and len(set(found.values())) == 1:
        fallback = next(iter(found.values()))

    index = pd.Index(table.lines, name="line")
    columns = []
    frame: dict[str, pd.Series[Any]] = {}
    text: dict[str, pd.Series[Any]] = {}
    words = Counter[str]()
    for at, column in enumerate(names):
        report((1 + at / len(names)) / 2)
        cells, table.columns[at] = table.columns[at], []
        sign = "." if column in table.numbers else decimal or found.get(column, fallback)
        values = readings[column].get(sign)
        blank = cells.count("")
        odd = Counter[str]()
        if values:
            frame[column] = _numbers([values.get(cell) for cell in cells], index)
            if strange := set(cells) - values.keys() - {""}:
                odd.update(cell for cell in cells if cell in strange)
        else:
            frame[column] = pd.Series([cell or None for cell in cells], index=index, dtype="str")
        words.update({f"{word} ({column})": count for word, count in odd.items()})
        kind: Kind = "number" if values else "text" if blank < len(cells) else "empty"
        columns.append(Column(column, kind, sign, blank, odd.total()))
        text[column] = pd.Series(np.array(cells, dtype=object), index=index, dtype=object)
    choices = []
    if decimal or found or either:
        choices.append(_decimal_choice(decimal, found, either, fallback))
    if shares:
        choices.append(_shares_choice(shares))
    if words:
        choices.append(_no_answer_choice(words))
    return Typed(
        frame=pd.DataFrame(frame, index=index, copy=False),
        text=pd.DataFrame(text, index=index, copy=False),
        columns=tuple(columns),
        choices=choices,
    )


def _readings(texts: set[str], read: Callable[[str, str], float | None], signs: str) -> Signs:
    """Return the numbers of a column by their text, for each decimal sign that makes them all so."""
    found: Signs = {}
    for sign in signs:
        values = {}
        for text in texts:
            value = read(text, sign)
            if value is not None:
                values[text] = value
            elif not no_answer(text):
                break
        else:
            if values:
                found[sign] = values
    return found


def _differ(signs: Signs) -> bool:
    return len(signs) == 2 and signs["."] != signs[","]


def _numbers(values: list[float | None], index: pd.Index[int]) -> pd.Series[Any]:
    column = pd.Series(values, index=index, dtype="float64")
    whole = column.notna().all() and (column == column.round()).all() and column.abs().max() < 1e15
    return column.astype("int64") if whole else column


def _decimal_choice(
    decimal: str | None, found: dict[str, str], either: list[str], fallback: str
) -> Choice:
    names = {".": say("point"), ",": say("comma")}
    chosen = names[fallback]
    if decimal:
        why = say("you said so")
    elif len(set(found.values())) == 2:
        chosen = "; ".join(
            say(
                "{sign} in {columns}",
                sign=names[sign],
                columns=", ".join(column for column in found if found[column] == sign),
            )
            for sign in ".,"
        )
        why = say("each of these columns is numbers only so")
    elif found:
        why = say("only so are these columns numbers: {columns}", columns=", ".join(found))
    else:
        why = say("no number shows it; files with such a separator mostly have it")
    if either:
        why += say("; in {columns} it could be either, so look there", columns=", ".join(either))
    return Choice(say("Decimal sign"), chosen, why, f'decimal="{"." if fallback == "," else ","}"')


def _shares_choice(columns: list[str]) -> Choice:
    return Choice(
        say("Per cent signs"),
        say("45% is read as 0.45 in {columns}", columns=", ".join(columns)),
        say("a per cent is a hundredth, and every number of the column has the sign"),
        say("the cells as written are in own.text"),
    )


def _no_answer_choice(words: Counter[str]) -> Choice:
    shown = ", ".join(f"{word} × {count}" for word, count in words.most_common(5))
    return Choice(
        say("Words for no answer"),
        shown,
        say("they stand in columns that hold numbers otherwise"),
        say("the cells as written are in own.text"),
    )
