"""A sheet: the cells of a file by columns, before anybody decided which line holds the names.

Rows of a file are kept in groups of the same number of cells, each group by columns, and a text
that occurs again is kept once. So a million rows take little more than their letters, and rows
that are too short or too long need no decision here.
"""

from __future__ import annotations

import itertools
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from cem_workbook.data.own.cells import INVISIBLE
from cem_workbook.data.own.kinds import (
    MOST_CELLS,
    MOST_COLUMNS,
    too_many_cells,
    too_many_columns,
)

Row = tuple[int, list[str]]  # a line of the file, counted from 1, and its cells
Report = Callable[[float], object]  # told the share of a piece of work that is done

SAMPLE_ROWS = 200
_BLOCK = 500  # rows; more would leave the processor's cache, and wake the garbage collector
_MOST_KEPT = 100_000  # different texts
_COLUMN = 10  # cells that take as much memory as an empty column


@dataclass(frozen=True)
class Choice:
    """One thing about the file that was decided for the reader, who can decide otherwise.

    Attributes:
        what: what was decided, such as the separator.
        chosen: the decision.
        why: its reason in words.
        how_to_change: the argument of `read_own` that overrules it.
    """

    what: str
    chosen: str
    why: str
    how_to_change: str


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


@dataclass
class Group:
    """The rows of a sheet that have the same number of cells.

    Attributes:
        lines: their lines.
        columns: their cells by columns.
    """

    lines: array[int]
    columns: list[list[str]]

    def widths(self) -> np.ndarray:
        """Return the number of cells of each row up to the last that is filled."""
        widths = np.zeros(len(self.lines), dtype=np.int32)
        for at in range(len(self.columns), 0, -1):
            filled = np.fromiter(map(bool, self.columns[at - 1]), bool, len(widths))
            widths[filled & (widths == 0)] = at
            if widths.all():
                break
        return widths


@dataclass
class Sheet:
    """Cells as a spreadsheet program would show them, trimmed.

    Attributes:
        groups: the rows by their number of cells; a blank line has none.
        head: the first rows that are not blank.
        choices: how the file was read so far.
        left_out: columns that were left in the file.
        names: the column names, if the file keeps them apart from its rows.
        numbers: columns, counted from 0, in which the file holds numbers, not text.
        separator: the mark between two cells of a text; empty if there is none.
    """

    groups: dict[int, Group] = field(default_factory=dict)
    head: list[Row] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    names: list[str] | None = None
    numbers: set[int] = field(default_factory=set)
    separator: str = ""

    def fill(self, records: Iterable[list[str]] | Iterable[tuple[str, ...]], name: str) -> None:
        """Take in rows.

        Args:
            records: the cells of each row, from the first line on.
            name: what to call the file in messages.

        Raises:
            BadInput: if a row is too wide, or all of them would not fit into memory.
        """
        tidy = _Tidy()
        line, cells = 1, 0
        rows: Iterator[list[str] | tuple[str, ...]] = iter(records)
        while block := list(itertools.islice(rows, _BLOCK)):
            lengths = set(map(len, block))
            for length in lengths:
                if len(lengths) == 1:
                    at: Iterable[int] = range(line, line + len(block))
                    same = block
                else:
                    at = [n for n, row in enumerate(block, line) if len(row) == length]
                    same = [row for row in block if len(row) == length]
                if length > MOST_COLUMNS:
                    raise too_many_columns(name, next(iter(at)), length)
                group = self.groups.get(length)
                if group is None:
                    group = Group(array("q"), [[] for _ in range(length)])
                    self.groups[length] = group
                    cells += length * _COLUMN
                group.lines.extend(at)
                for column, added in zip(group.columns, zip(*same, strict=True), strict=True):
                    column.extend(map(tidy.__getitem__, added))
                cells += length * len(same)
            if cells > MOST_CELLS:
                raise too_many_cells(name)
            if len(self.head) < SAMPLE_ROWS:
                tidied = ((n, [tidy[cell] for cell in row]) for n, row in enumerate(block, line))
                filled = (row for row in tidied if any(row[1]))
                self.head.extend(itertools.islice(filled, SAMPLE_ROWS - len(self.head)))
            line += len(block)

    def row(self, line: int) -> list[str]:
        """Return the cells of a line; none if there is no such line.

        Args:
            line: the line, counted from 1.
        """
        for group in self.groups.values():
            at = bisect_left(group.lines, line)
            if at < len(group.lines) and group.lines[at] == line:
                return [column[at] for column in group.columns]
        return []


class _Tidy(dict[str, str]):
    """Trimmed cells, each distinct text kept once: a million answers are eleven strings.

    Columns of ids and comments hold nothing but distinct texts; what they fill it with is
    forgotten now and then.
    """

    def __missing__(self, cell: str) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        tidy = self[cell] = cell.strip(_AROUND)
        return tidy


_AROUND = " \t\u00a0\r\n" + INVISIBLE


def usual(widths: Counter[int]) -> tuple[int, int]:
    """Return the most frequent width and how often it occurs; of two, the larger; (0, 0) if none.

    Args:
        widths: how many rows have which number of cells.
    """
    return max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))


def width_of(row: list[str]) -> int:
    """Return the number of cells up to the last that is filled.

    Args:
        row: the cells of a row.
    """
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return width
