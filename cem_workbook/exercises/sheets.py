"""Answers with many cells: things to sort, and small tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cem_workbook.exercises.kinds import Kind, fold
from cem_workbook.exercises.numbers import Incomplete, Reading, Unreadable, read_number
from cem_workbook.messages import say
from cem_workbook.text import literal


@dataclass(frozen=True)
class Cells(Kind):
    """A sheet of labelled cells, each with a value; a reading is a dict from label to value."""

    def same_cell(self, one: Any, other: Any) -> bool:
        """Whether two values of a cell are the same."""
        return bool(one == other)

    def same(self, one: Mapping[Any, Any], other: Mapping[Any, Any]) -> bool:
        """All cells are the same."""
        return one.keys() == other.keys() and all(
            self.same_cell(one[label], other[label]) for label in one
        )

    def shows(
        self, wrong: Mapping[Any, Any], reading: Mapping[Any, Any], expected: Mapping[Any, Any]
    ) -> bool:
        """A wrong idea shows when it explains every cell that is wrong, and there are some."""
        off = [k for k in expected if not self.same_cell(reading[k], expected[k])]
        return bool(off) and all(self.same_cell(reading[k], wrong[k]) for k in off)

    def write(self, reading: Mapping[Any, Any]) -> str:
        """Say how many cells there are; a whole sheet is too long to repeat."""
        return say("your {count} answers", count=len(reading))

    def some_right(self, reading: Mapping[Any, Any], expected: Mapping[Any, Any]) -> bool:
        """Whether any cell is right."""
        return any(self.same_cell(reading[k], expected[k]) for k in expected)

    def score(self, reading: Mapping[Any, Any], expected: Mapping[Any, Any]) -> str:
        """Say how many cells are right."""
        right = sum(self.same_cell(reading[k], expected[k]) for k in expected)
        return say("{right} of {all} are right", right=right, all=len(expected))

    def astray(
        self, reading: Mapping[Any, Any], expected: Mapping[Any, Any], case: Mapping[str, Any]
    ) -> tuple[bool, str]:
        """Count what is right and point at the first that is not."""
        first = next(k for k in expected if not self.same_cell(reading[k], expected[k]))
        label = " / ".join(map(str, first)) if isinstance(first, tuple) else first
        return False, say(
            "{score}. Look again at “{label}”, to begin with.",
            score=self.score(reading, expected),
            label=label,
        )


@dataclass(frozen=True)
class Classify(Cells):
    """Things to sort into bins.

    Attributes:
        bins: the names of the bins.
        items: a function of the case that gives the labels of the things, in order.

    """

    bins: tuple[str, ...]
    items: Callable[[Any], Sequence[str]]

    def readings(self, answer: Any, case: Mapping[str, Any]) -> tuple[dict[Any, Any], ...]:
        """Read a dict or Series from item to bin, or a list of bins in the order of the items."""
        items = list(self.items(case))
        given = _as_mapping(answer, items)
        missing = [i for i in items if i not in given or _blank(given[i])]
        if missing:
            raise Incomplete(
                say(
                    "{count} of {all} still have no place, “{first}” among them.",
                    count=len(missing),
                    all=len(items),
                    first=missing[0],
                )
            )
        return ({i: self.cell_readings(given[i], i) for i in items},)

    def cell_readings(self, value: Any, label: Any) -> str:
        """Read the name of a bin: any case, singular or plural."""
        wanted = {fold(b): b for b in self.bins}
        key = fold(str(value))
        if key in wanted:
            return wanted[key]
        raise Unreadable(
            say(
                "“{value}” (for “{label}”) is none of the places. They are: {bins}.",
                value=literal(str(value)[:40]),
                label=label,
                bins=", ".join(self.bins),
            )
        )


@dataclass(frozen=True)
class Table(Cells):
    """A small table of numbers: a reading is a dict from (row, column) to number.

    Attributes:
        rows, columns: functions of the case that give the labels.
        tolerance: how far off a cell may be.

    """

    rows: Callable[[Any], Sequence[str]]
    columns: Callable[[Any], Sequence[str]]
    tolerance: float = 0.05

    def same_cell(self, one: float, other: float) -> bool:
        """Equal within the tolerance."""
        return abs(one - other) <= self.tolerance + 1e-9

    def readings(self, answer: Any, case: Mapping[str, Any]) -> tuple[dict[Any, float], ...]:
        """Read a data frame (in any order of rows and columns), or a dict of dicts by row.

        A table of one column may also be a Series, or a dict from row to number.
        """
        rows, columns = list(self.rows(case)), list(self.columns(case))
        given: dict[str, Mapping[Any, Any]]
        if hasattr(answer, "columns") and hasattr(answer, "index"):
            labels = {fold(str(label)) for label in answer.index}
            if not {fold(r) for r in rows} & labels and len(answer.columns):
                first = answer.columns[0]  # the labels may stand in the first column
                answer = answer.set_index(first)
            named = {fold(str(label)): label for label in answer.index}
            given = {r: dict(answer.loc[named[fold(r)]]) for r in rows if fold(r) in named}
        elif isinstance(answer, Mapping) or hasattr(answer, "to_dict"):  # a Series is one column
            cells = {fold(str(label)): value for label, value in dict(answer).items()}
            given = {r: _as_row(cells[fold(r)], columns) for r in rows if fold(r) in cells}
        else:
            raise Unreadable(
                say("This question wants a table, with the rows {rows}.", rows=", ".join(rows))
            )
        for row in rows:
            if row not in given:
                raise Unreadable(say("Your table has no row “{row}”.", row=row))
            by_name = {fold(str(column)): value for column, value in given[row].items()}
            given[row] = {c: by_name[fold(c)] for c in columns if fold(c) in by_name}
            for column in columns:
                if column not in given[row]:
                    raise Unreadable(say("Your table has no column “{column}”.", column=column))
                if _blank(given[row][column]):
                    raise Incomplete(
                        say("“{column}” of “{row}” is still empty.", column=column, row=row)
                    )
        ways = {(r, c): self._cell(given[r][c], r, c) for r in rows for c in columns}
        # whoever means `1,234` as one and a bit means it so in every cell
        likeliest = {cell: found[0].value for cell, found in ways.items()}
        other = {cell: found[-1].value for cell, found in ways.items()}
        return (likeliest,) if likeliest == other else (likeliest, other)

    @staticmethod
    def _cell(value: Any, row: str, column: str) -> tuple[Reading, ...]:
        try:
            return read_number(value)
        except Unreadable as trouble:
            raise Unreadable(
                say("“{column}” of “{row}”: {trouble}", column=column, row=row, trouble=trouble)
            ) from None


def _blank(value: Any) -> bool:
    return value is None or value is ... or (isinstance(value, str) and not value.strip())


def _as_row(value: Any, columns: list[str]) -> Mapping[Any, Any]:
    """Return a row of a table; where there is but one column, a bare number will do."""
    if isinstance(value, Mapping):
        return value
    return {columns[0]: value} if len(columns) == 1 else {}


def _as_mapping(answer: Any, items: list[str]) -> Mapping[Any, Any]:
    if isinstance(answer, Mapping):
        return answer
    if hasattr(answer, "to_dict") and hasattr(answer, "index"):
        if set(answer.index) & set(items):
            return dict(answer.to_dict())
        answer = list(answer)
    if hasattr(answer, "tolist"):  # numpy
        answer = answer.tolist()
    if isinstance(answer, (list, tuple)):
        if len(answer) == len(items):
            return dict(zip(items, answer, strict=True))
        raise Unreadable(
            say("You sorted {count} things; there are {all}.", count=len(answer), all=len(items))
        )
    raise Unreadable(say("Hand in where each thing goes: a dict, or a list in the given order."))
