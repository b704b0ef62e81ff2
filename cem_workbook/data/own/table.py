"""From rows of text to a table of text: where it begins, where it ends, what is no answer.

Exports carry more than answers: a title above the column names, names that come back on every
printed page, totals and notes at the foot, blank lines. They are left out, and each is listed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from cem_workbook.data.own.cells import date_parts, folded, number
from cem_workbook.data.own.sheet import SAMPLE_ROWS, Choice, Sheet, usual
from cem_workbook.errors import BadInput
from cem_workbook.messages import say

Row = tuple[int, list[str]]  # a line of the file, counted from 1, and its cells


@dataclass(frozen=True)
class LeftOut:
    """Rows or columns of the file that are not in the table.

    Attributes:
        what: what they are, such as blank lines.
        rows: their lines in the file, counted from 1.
        columns: their names.
        why: the reason in words.
    """

    what: str
    rows: tuple[int, ...]
    columns: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Table:
    """Columns of text.

    Attributes:
        names: the column names, all different.
        lines: the line of each row in the file.
        columns: the cells of each column, "" for a blank one.
        choices: how the file was read so far.
        left_out: rows and columns that are not in the table.
    """

    names: list[str]
    lines: list[int]
    columns: list[list[str]]
    choices: list[Choice]
    left_out: list[LeftOut]


def find_table(sheet: Sheet, name: str, header: int | None) -> Table:
    """Find the column names, and leave out the rows that are no answers.

    Args:
        sheet: the rows of the file.
        name: what to call the file in messages.
        header: the line of the column names; 0 if there are none; None to find them.

    Raises:
        BadInput: if the column names cannot be at that line, if no answers are below them, or if
            there is one column only without numbers (its separator was not found).
    """
    filled = [(line, row) for line, row in enumerate(sheet.rows, 1) if any(row)]
    if not filled:
        raise BadInput(say("{name} is empty: it has separators and no filled cell.", name=name))
    line, why = _header_line(filled, name, header)
    names = dict(filled)[line] if line else []
    above = [item for item in filled if item[0] < line]
    rows = [item for item in filled if item[0] > line]
    width = max(_width(names), usual(_width(row) for _, row in rows)[0])
    head = _padded(names, width)

    rows, import_rows = _cut_import_rows(rows)
    rows, foot = _cut_foot(rows)
    rows, again = _sift(rows, lambda row: row[0] == head[0] and _padded(row, width) == head)
    rows, long = _sift(rows, lambda row: len(row) > width and _width(row) > width)
    blank = [(at, row) for at, row in enumerate(sheet.rows[: filled[-1][0]], 1) if not any(row)]
    if not rows:
        raise BadInput(
            say(
                "{name} has column names ({names}) and no answers below them.",
                name=name,
                names=", ".join(filter(None, names))[:200],
            )
        )
    columns = [list(cells) for cells in zip(*(_padded(row, width) for _, row in rows), strict=True)]
    if width == 1 and not _mostly(columns[0], _any_number):
        raise BadInput(
            say(
                "{name} has one column only, without numbers. If it has more, their separator was "
                "not found: name it with separator=….",
                name=name,
            )
        )
    unused = [at for at in range(width) if not head[at] and not any(columns[at])]
    left_out = [
        *_lines(above, say("lines above the column names"), say("the table begins below them")),
        *_lines(import_rows, say("more lines of names"), say("the survey tool wrote them")),
        *_lines(again, say("repeated column names"), say("they are the same as the header")),
        *_lines(long, say("rows that are too long"), say("they have more cells than the others")),
        *_lines(foot, say("totals and notes at the foot"), say("they are no answers")),
        *_lines(blank, say("blank lines"), say("they hold nothing")),
    ]
    if unused:
        which = tuple(say("column {number}", number=at + 1) for at in unused)
        why_unused = say("they have neither a name nor an answer")
        left_out.append(LeftOut(say("empty columns"), (), which, why_unused))

    kept = [at for at in range(width) if at not in unused]
    distinct = _distinct(head)
    how = say("header=2 for line 2, header=0 for none")
    where = say("line {line}", line=line) if line else say("none")
    choices = [*sheet.choices, Choice(say("Header"), where, why, how)]
    made = [distinct[at] for at in kept if line and distinct[at] != " ".join(head[at].split())]
    if made:
        why_made = say("their names were missing, or stood twice")
        in_file = say("name the columns in the file")
        choices.append(Choice(say("Column names"), ", ".join(made), why_made, in_file))
    short = [at for at, row in rows if len(row) < len(names)] if sheet.separator else []
    if short:
        chosen = say("{count} filled up with blank cells", count=len(short))
        why_short = say("they have fewer cells than the header; see line {line}", line=short[0])
        choices.append(Choice(say("Short rows"), chosen, why_short, say("mend them in the file")))
    return Table(
        names=[distinct[at] for at in kept],
        lines=[at for at, _ in rows],
        columns=[columns[at] for at in kept],
        choices=choices,
        left_out=left_out,
    )


def _lines(rows: list[Row], what: str, why: str) -> list[LeftOut]:
    return [LeftOut(what, tuple(line for line, _ in rows), (), why)] if rows else []


def _width(row: list[str]) -> int:
    """Return the number of cells up to the last that is filled."""
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return width


def _padded(row: list[str], width: int) -> list[str]:
    return row if len(row) == width else (row + [""] * width)[:width]


def _sift(rows: list[Row], goes: Callable[[list[str]], bool]) -> tuple[list[Row], list[Row]]:
    kept: list[Row] = []
    gone: list[Row] = []
    for item in rows:
        (gone if goes(item[1]) else kept).append(item)
    return kept, gone


# --- the column names ----------------------------------------------------------------------------


def _header_line(filled: list[Row], name: str, asked: int | None) -> tuple[int, str]:
    """Return the line of the column names, or 0, and the reason.

    Lines above the table, such as a title, fill fewer cells than its rows do. A first row that
    holds a number or a date like those below it is an answer, and the file has no names.
    """
    if asked is not None:
        if asked != 0 and asked not in dict(filled):
            raise BadInput(
                say(
                    "The column names of {name} cannot be in line {line!r}: give the number of a "
                    "line that is not blank, or 0 if there are no names.",
                    name=name,
                    line=asked,
                )
            )
        return asked, say("you said so")
    sample = filled[:SAMPLE_ROWS]
    width = usual(_width(row) for _, row in sample)[0]
    full = (at for at, (_, row) in enumerate(sample) if sum(map(bool, row)) >= 0.7 * width)
    at = next(full, 0)
    line, row = sample[at]
    below = [other for _, other in sample[at + 1 :]]
    likeness = {
        _like(cell, [cells[column] for cells in below if column < len(cells)])
        for column, cell in enumerate(row)
        if cell
    }
    if "like" in likeness and "unlike" not in likeness:
        return 0, say("line {line} holds numbers or dates like those below it", line=line)
    return line, say("it is the first line with about as many filled cells as the others")


def _like(cell: str, below: list[str]) -> Literal["like", "unlike", "cannot tell"]:
    """Tell whether a cell is a date like those below it, or a number of about their size."""
    if _mostly(below, _any_number):
        values = [value for value in map(_any_number, below) if value is not None]
        own = _any_number(cell)
        if own is None:
            return "unlike"
        low, high = min(values), max(values)
        slack = high - low + 1  # the first answer may be the highest; a year above scores is a name
        return "like" if low - slack <= own <= high + slack else "cannot tell"
    if _mostly(below, date_parts):
        return "like" if date_parts(cell) else "unlike"
    return "cannot tell"


def _any_number(text: str) -> float | None:
    value = number(text, ".")
    return number(text, ",") if value is None else value


def _mostly(cells: Iterable[str], read: Callable[[str], object]) -> bool:
    """Tell whether four of five filled cells can be read so, and there are any."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(read(cell) is not None for cell in filled) >= 0.8 * len(filled)


def _distinct(names: list[str]) -> list[str]:
    """Return names that are all there and all different."""
    taken = {" ".join(name.split()) for name in names}
    distinct: dict[str, None] = {}
    for at, name in enumerate(names, 1):
        unique = base = " ".join(name.split()) or say("column {number}", number=at)
        if base in distinct:
            tries = (f"{base} ({n})" for n in itertools.count(2))
            unique = next(t for t in tries if t not in taken and t not in distinct)
        distinct[unique] = None
    return list(distinct)


def _cut_import_rows(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Cut off what Qualtrics writes below its column names: the questions, and ids for import."""
    marked = (at for at, (_, row) in enumerate(rows[:2], 1) if row[0].startswith('{"ImportId"'))
    end = next(marked, 0)
    return rows[end:], rows[:end]


# --- the foot ------------------------------------------------------------------------------------

_TOTALS = frozenset(
    {
        *("total", "totals", "grand total", "sum", "average", "mean", "median", "count"),
        *("toplam", "genel toplam", "ortalama", "adet"),
        *("итого", "всего", "общий итог", "сумма", "среднее"),
        *("جمع", "جمع کل", "مجموع", "میانگین"),
    }
)
_MOST_FOOT = 10  # rows; a longer foot is no foot


def _cut_foot(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows and those at their end that are totals, or notes such as a date of export."""
    end = len(rows)
    while end > max(1, len(rows) - _MOST_FOOT) and _is_foot(rows, end - 1):
        end -= 1
    return rows[:end], rows[end:]


def _is_foot(rows: list[Row], at: int) -> bool:
    """Tell whether a row is no answer, by its first filled cell.

    The cell must be new in its column: a branch called Total that others answered for is a branch.
    """
    row = rows[at][1]
    column, cell = next((i, cell) for i, cell in enumerate(row) if cell)
    total = folded(cell).rstrip(":") in _TOTALS
    alone = column == 0 and row.count("") == len(row) - 1 and len(cell.split()) > 1
    note = alone and _width(rows[0][1]) > 2 and _any_number(cell) is None
    if not (total or note):
        return False
    return not any(column < len(other) and other[column] == cell for _, other in rows[:at])
