"""The column names of a sheet: in which line they stand, and what each column is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Literal

from cem_workbook.data.own.cells import INVISIBLE, date_parts, no_answer, number, share
from cem_workbook.data.own.sheet import SAMPLE_ROWS, Row, Sheet, usual, width_of
from cem_workbook.errors import BadInput
from cem_workbook.messages import say


def header_line(sheet: Sheet, name: str, asked: int | None) -> tuple[int, str]:
    """Return the line of the column names, or 0, and the reason.

    Lines above the table, such as a title, fill fewer cells than its rows do. A first row that
    holds a number or a date like those below it is an answer, and the file has no names.

    Args:
        sheet: the rows of the file; one at least is filled.
        name: what to call the file in messages.
        asked: the line that was told; 0 if there are no names; None to find it.

    Raises:
        BadInput: if there is no such line, or it is blank.
    """
    if asked is not None:
        if type(asked) is not int or (asked != 0 and not any(sheet.row(asked))):
            raise BadInput(
                say(
                    "The column names of {name} cannot be in line {line!r}: give the number of a "
                    "line that is not blank, or 0 if there are no names.",
                    name=name,
                    line=asked,
                )
            )
        return asked, say("you said so")
    sample = sheet.head
    filled = [sum(map(bool, row)) for _, row in sample]
    width = usual(Counter(width_of(row) for _, row in sample))[0]
    at = next((at for at, count in enumerate(filled) if count >= 0.7 * width), 0)
    likeness = _likeness(sample, at)
    if "unlike" not in likeness:
        # names of which some are missing, as the one of an index, stand nearest above the answers
        for above in range(at - 1, -1, -1):
            if filled[above] >= max(2, width / 2) and _likeness(sample, above) >= {"unlike"}:
                return sample[above][0], say("it is the line of words above the answers")
        if "like" in likeness:
            why = say("line {line} holds numbers or dates like those below it", line=sample[at][0])
            return 0, why
    return sample[at][0], say("it is the first line with about as many filled cells as the others")


def _likeness(sample: list[Row], at: int) -> set[str]:
    """Return how the cells of a row are to those below them."""
    below = [row for _, row in sample[at + 1 :]]
    return {
        _like(cell, [row[column] for row in below if column < len(row)])
        for column, cell in enumerate(sample[at][1])
        if cell
    }


def other_header(sheet: Sheet, line: int) -> str:
    """Say how to take the next filled line for the column names, or none.

    Args:
        sheet: the rows of the file.
        line: the line that was chosen; 0 for none.
    """
    other = next((at for at, _ in sheet.head if at > line), line + 1)
    if not line:
        return say("header={other} for line {other}", other=other)
    return say("header={other} for line {other}, header=0 for none", other=other)


def _like(cell: str, below: list[str]) -> Literal["like", "unlike", "cannot tell"]:
    """Tell whether a cell is a date like those below it, or a number of about their size."""
    if mostly(below, any_number):
        values = [value for value in map(any_number, below) if value is not None]
        own = any_number(cell)
        if own is None:
            return "unlike"
        low, high = min(values), max(values)
        slack = high - low + 1  # the first answer may be the highest; a year above scores is a name
        return "like" if low - slack <= own <= high + slack else "cannot tell"
    if mostly(below, date_parts):
        return "like" if date_parts(cell) else "unlike"
    return "cannot tell"


def any_number(text: str) -> float | None:
    """Return the number or the share that a cell is under either decimal sign, or None.

    Args:
        text: the cell as written.
    """
    for read in (number, share):
        for sign in ".,":
            value = read(text, sign)
            if value is not None:
                return value
    return None


def _number_or_date(text: str) -> object:
    value = any_number(text)
    return date_parts(text) if value is None else value


def mostly(cells: Iterable[str], read: Callable[[str], object]) -> bool:
    """Tell whether four of five filled cells can be read so, and there are any.

    Args:
        cells: the cells of a column.
        read: gives what a text is read as, or None.
    """
    filled = Counter(cell for cell in cells if cell)
    fitting = sum(count for cell, count in filled.items() if read(cell) is not None)
    return bool(filled) and fitting >= 0.8 * filled.total()


def clean(name: str) -> str:
    """Return a column name without the signs that nobody sees, and with single spaces.

    Args:
        name: the name as written.
    """
    return " ".join(name.translate(_UNSEEN).split())


_UNSEEN = str.maketrans("", "", INVISIBLE)


def distinct_names(names: list[str]) -> list[str]:
    """Return names that are all there and all different.

    Args:
        names: the names of all columns, "" for a missing one.
    """
    taken = set(names)
    distinct: dict[str, None] = {}
    counts: Counter[str] = Counter()
    for at, name in enumerate(names, 1):
        unique = base = name or say("column {number}", number=at)
        while unique in distinct or (unique != name and unique in taken):
            counts[base] += 1
            unique = f"{base} ({counts[base] + 1})"
        distinct[unique] = None
    return list(distinct)


def further_names(columns: list[list[str]]) -> int:
    """Return how many lines below the column names are names, too.

    Qualtrics writes the questions, and ids for import. Other programs name a group of columns, and
    then each of them: words stand in the first line, and numbers or dates in all lines below it.

    Args:
        columns: the cells below the column names.
    """
    for at, cell in enumerate(columns[0][:2] if columns else []):
        if cell.startswith('{"ImportId"'):
            return at + 1
    words = []
    for first, *below in (cells[:SAMPLE_ROWS] for cells in columns if cells):
        if first and mostly(below, _number_or_date):
            if _number_or_date(first) is not None or no_answer(first) or first in below:
                return 0
            words.append(first)
    return 1 if len(set(words)) == len(words) >= 2 else 0
