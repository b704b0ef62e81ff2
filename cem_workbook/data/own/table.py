"""From a sheet to a table of text: where it begins, where it ends, what is no answer.

Exports carry more than answers: a title above the column names, names that come back on every
printed page, totals and notes at the foot, blank lines. They are left out, and each is listed.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from cem_workbook.data.own.cells import folded
from cem_workbook.data.own.header import (
    any_number,
    clean,
    distinct_names,
    further_names,
    header_line,
    mostly,
    other_header,
)
from cem_workbook.data.own.kinds import only_for
from cem_workbook.data.own.sheet import Choice, LeftOut, Sheet, usual, width_of
from cem_workbook.errors import BadInput
from cem_workbook.messages import say


@dataclass
class Table:
    """Columns of text.

    Attributes:
        names: the column names, all different.
        lines: the line of each row in the file.
        columns: the cells of each column, "" for a blank one.
        numbers: the columns in which the file holds numbers, not text.
        choices: how the file was read so far.
        left_out: rows and columns that are not in the table.
    """

    names: list[str]
    lines: np.ndarray
    columns: list[list[str]]
    numbers: frozenset[str]
    choices: list[Choice]
    left_out: list[LeftOut]

    def keep_rows(self, keep: np.ndarray) -> None:
        """Leave rows out, one column after the other: a big table does not fit into memory twice.

        Args:
            keep: for each row whether it stays.
        """
        if not keep.all():
            self.lines = self.lines[keep]
            for at, cells in enumerate(self.columns):
                self.columns[at] = list(itertools.compress(cells, keep))


def find_table(sheet: Sheet, name: str, header: int | None) -> Table:
    """Find the column names, and leave out the rows that are no answers.

    The sheet is used up by this: a big file would not fit into memory twice.

    Args:
        sheet: the rows of the file.
        name: what to call the file in messages.
        header: the line of the column names; 0 if there are none; None to find them.

    Raises:
        BadInput: if the column names cannot be at that line, if no answers are below them, or if
            there is one column only without numbers (its separator was not found).
    """
    if not sheet.head and sheet.names is None:
        raise BadInput(say("{name} is empty: it holds no filled cell. Export it again.", name=name))
    choices = list(sheet.choices)
    if sheet.names is not None:
        only_for("a Parquet file, which keeps its column names apart", name, header=header)
        line, names = 0, sheet.names
    else:
        line, why = header_line(sheet, name, header)
        names = sheet.row(line) if line else []
        where = say("line {line}", line=line) if line else say("none")
        choices.append(Choice(say("Header"), where, why, other_header(sheet, line)))
    found = _rows_below(sheet, line, names)
    as_written = _padded(names, found.width)
    head = [clean(cell) for cell in as_written]
    gone = _no_answers(found, as_written)
    keep = np.ones(len(found.lines), dtype=bool)
    keep[list(itertools.chain.from_iterable(gone.values()))] = False
    left_out = [
        *sheet.left_out,
        *_lines(found.above, say("lines above the column names"), say("the table is below them")),
        *(
            left
            for (what, why), rows in gone.items()
            for left in _lines(found.lines[rows].tolist(), what, why)
        ),
        *_lines(
            found.long, say("rows that are too long"), say("they have more cells than the others")
        ),
        *_lines(found.blank, say("blank lines"), say("they hold nothing")),
    ]
    if not keep.any():
        raise BadInput(
            say(
                "{name} has column names ({names}) and no answers below them. Is it the right file? "
                "If so, export it again.",
                name=name,
                names=", ".join(filter(None, head))[:200],
            )
        )
    table = Table([], found.lines, found.columns, frozenset(), choices, left_out)
    table.keep_rows(keep)
    if found.width == 1 and sheet.names is None and not mostly(table.columns[0], any_number):
        raise BadInput(
            say(
                "{name} has one column only, and hardly a number in it. If it has more columns, "
                "their separator was not found: name it (“Read it differently”, or in code "
                "separator=…).",
                name=name,
            )
        )
    _name_columns(table, head, sheet.numbers)
    short = sorted(set(found.short).intersection(table.lines.tolist())) if found.short else []
    if short and sheet.separator:
        chosen = say("{count} filled up with blank cells", count=len(short))
        why_short = say("they have fewer cells than the header; see line {line}", line=short[0])
        choices.append(Choice(say("Short rows"), chosen, why_short, say("mend them in the file")))
    return table


def _name_columns(table: Table, head: list[str], numbers: set[int]) -> None:
    """Give each column a name of its own, and leave out those that have neither name nor cells."""
    unused = [at for at, name in enumerate(head) if not name and not any(table.columns[at])]
    if unused:
        which = tuple(say("column {number}", number=at + 1) for at in unused)
        why_unused = say("they have neither a name nor an answer")
        table.left_out.append(LeftOut(say("empty columns"), (), which, why_unused))
    kept = [at for at in range(len(head)) if at not in unused]
    distinct = distinct_names(head)
    made = [distinct[at] for at in kept if any(head) and distinct[at] != head[at]]
    if made:
        why_made = say("their names were missing, or stood twice")
        in_file = say("name the columns in the file")
        table.choices.append(Choice(say("Column names"), ", ".join(made), why_made, in_file))
    table.names = [distinct[at] for at in kept]
    table.columns = [table.columns[at] for at in kept]
    table.numbers = frozenset(distinct[at] for at in kept if at in numbers)


def _lines(rows: Iterable[int], what: str, why: str) -> list[LeftOut]:
    lines = tuple(sorted(rows))
    return [LeftOut(what, lines, (), why)] if lines else []


def _padded(row: list[str], width: int) -> list[str]:
    return row if len(row) == width else (row + [""] * width)[:width]


# --- the rows ------------------------------------------------------------------------------------


@dataclass
class _Below:
    """The rows below the column names, by columns; and the lines that are none of them."""

    width: int
    lines: np.ndarray = field(default_factory=lambda: np.array([], dtype=np.int64))
    columns: list[list[str]] = field(default_factory=list)
    above: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    short: list[int] = field(default_factory=list)


def _rows_below(sheet: Sheet, line: int, names: list[str]) -> _Below:
    """Put the groups of rows together, as wide as the names or as most rows, the wider of both."""
    widths: Counter[int] = Counter()
    parts = []
    found = _Below(0)
    for length, group in sheet.groups.items():
        lines = np.array(group.lines, dtype=np.int64)
        width = group.widths()
        keep = (width > 0) & (lines > line)
        widths.update(width[keep].tolist())
        found.above += lines[(width > 0) & (lines < line)].tolist()
        found.blank += lines[width == 0].tolist()
        parts.append((length, group, lines, width, keep))
    last = max((int(lines[width > 0].max(initial=0)) for _, _, lines, width, _ in parts), default=0)
    found.blank = [at for at in found.blank if at < last]
    found.width = max(width_of(names), usual(widths)[0])
    found.columns = [[] for _ in range(found.width)]
    numbers = []
    for length, group, lines, width, keep in parts:
        long = keep & (width > found.width)
        found.long += lines[long].tolist()
        keep &= ~long
        numbers.append(lines[keep])
        if length < width_of(names):
            found.short += lines[keep].tolist()
        for at in range(found.width):
            if at < length:
                cells = group.columns[at]
                group.columns[at] = []
                found.columns[at] += itertools.compress(cells, keep)
            else:
                found.columns[at] += itertools.repeat("", int(keep.sum()))
    sheet.groups.clear()
    if numbers:
        found.lines = np.concatenate(numbers)
    order = np.argsort(found.lines, kind="stable")
    if (order != np.arange(len(order))).any():
        found.lines = found.lines[order]
        places = order.tolist()
        for at, cells in enumerate(found.columns):
            found.columns[at] = [cells[place] for place in places]
    return found


def _no_answers(found: _Below, head: list[str]) -> dict[tuple[str, str], list[int]]:
    """Return the rows that are no answers, counted from 0, by what they are and why."""
    rows = len(found.lines)
    names = list(range(further_names(found.columns) if any(head) else 0))
    foot: list[int] = []
    while len(foot) < min(_MOST_FOOT, rows - len(names) - 1):
        at = rows - len(foot) - 1
        if not _is_foot(found.columns, at):
            break
        foot.append(at)
    again = [at for at, cell in enumerate(found.columns[0] if rows else []) if cell == head[0]]
    for column, name in zip(found.columns, head, strict=True):
        again = [at for at in again if column[at] == name]
    again = [at for at in again if at not in names and at not in foot]
    return {
        (say("more lines of names"), say("they stand below the column names")): names,
        (say("repeated column names"), say("they are the same as the header")): again,
        (say("totals and notes at the foot"), say("they are no answers")): foot,
    }


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


def _is_foot(columns: list[list[str]], at: int) -> bool:
    """Tell whether a row is no answer, but a total, or a note such as a date of export.

    It is told by its first filled cell, which must be new in its column: a branch called Total
    that others answered for is a branch.
    """
    first, cell = next((n, cells[at]) for n, cells in enumerate(columns) if cells[at])
    total = folded(cell).rstrip(":") in _TOTALS
    alone = first == 0 and not any(cells[at] for cells in columns[1:]) and len(cell.split()) > 1
    note = alone and len(columns) > 2 and any_number(cell) is None
    if not (total or note):
        return False
    return columns[first].index(cell) == at
