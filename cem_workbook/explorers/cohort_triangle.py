"""Cohorts as a triangle of cells, the three ways to read it, and what each says with numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from cem_workbook.messages import say
from cem_workbook.metrics import wilson

SHARE, COUNT, LOSS = "share", "count", "loss"
ROW, COLUMN, DIAGONAL = "row", "column", "diagonal"


@dataclass(frozen=True)
class Cell:
    """A cohort at an age.

    Attributes:
        row: position of the cohort, the oldest is 0.
        age: whole periods since joining.
        size: customers who joined.
        kept: those still there at this age.
        before: those still there one period earlier; at age 0 all who joined.
    """

    row: int
    age: int
    size: int
    kept: int
    before: int

    def value(self, kind: str) -> float | None:
        """Return what the cell shows: per cent for SHARE and LOSS, people for COUNT.

        None where nobody joined, and for the loss at age 0 and of nobody.
        """
        if not self.size:
            return None
        if kind == COUNT:
            return self.kept
        if kind == SHARE:
            return 100 * self.kept / self.size
        return 100 * (1 - self.kept / self.before) if self.age and self.before else None

    def written(self, kind: str) -> str:
        """Return the value as it stands in the cell: whole numbers, a loss with one decimal."""
        value = self.value(kind)
        return "" if value is None else f"{value:,.{int(kind == LOSS)}f}"


@dataclass(frozen=True)
class Triangle:
    """All cohorts at all ages that the whole cohort has had time to reach.

    Attributes:
        period: what ages are counted in, for instance `quarters`.
        cohorts: the periods of joining, oldest first, for instance `2024 Q1`.
        cells: by (row, age); each row has the ages that all who joined had time to reach.
    """

    period: str
    cohorts: tuple[str, ...]
    cells: dict[tuple[int, int], Cell]

    @property
    def oldest(self) -> int:
        """The greatest age in the table."""
        return max((age for _, age in self.cells), default=0)

    def along(self, kind: str, reading: str, which: int) -> list[Cell]:
        """Return the cells of a row, a column (by its age) or a diagonal (by its last row).

        Cells that show nothing are left out.
        """
        chosen: Callable[[Cell], bool] = {
            ROW: lambda cell: cell.row == which,
            COLUMN: lambda cell: cell.age == which,
            DIAGONAL: lambda cell: cell.row + cell.age == which,
        }[reading]
        return [c for c in self.cells.values() if chosen(c) and c.value(kind) is not None]

    def choices(self, reading: str) -> list[tuple[str, int]]:
        """Return what can be read in this way, in words, with the number that `along` takes."""
        if reading == ROW:
            return [
                (say("who joined in {cohort}", cohort=cohort), row)
                for row, cohort in enumerate(self.cohorts)
                if (row, 1) in self.cells and self.cells[row, 0].size
            ]
        if reading == COLUMN:
            return [
                (say("age {age} (in {period})", age=age, period=self.period), age)
                for age in range(1, self.oldest + 1)
            ]
        return [
            (say("up to the end of {cohort}", cohort=cohort), row)
            for row, cohort in enumerate(self.cohorts)
            if (row - 1, 1) in self.cells
        ]


def triangle(frame: pd.DataFrame, every: str) -> Triangle:
    """Return the triangle of a table made by `metrics.cohorts`.

    Args:
        frame: cohort, age, size and kept, in order of cohort and age.
        every: the period of the cohorts: month, quarter or year.
    """
    starts = sorted(frame["cohort"].unique())
    rows = {start: row for row, start in enumerate(starts)}
    cells: dict[tuple[int, int], Cell] = {}
    for cohort, age, size, kept in frame[["cohort", "age", "size", "kept"]].itertuples(index=False):
        row = rows[cohort]
        before = cells[row, age - 1].kept if age else kept
        cells[row, age] = Cell(row, age, size, kept, before)
    names = {"month": say("months"), "quarter": say("quarters"), "year": say("years")}
    return Triangle(names[every], tuple(_name(start, every) for start in starts), cells)


def _name(start: pd.Timestamp, every: str) -> str:
    if every == "quarter":
        return say("{year} Q{quarter}", year=start.year, quarter=start.quarter)
    return f"{start:%Y-%m}" if every == "month" else f"{start:%Y}"


def reading_in_words(t: Triangle, kind: str, reading: str, which: int) -> str:
    """Say what a row, a column or a diagonal means, with its numbers.

    Args:
        t: the triangle.
        kind: what the cells show: SHARE, COUNT or LOSS.
        reading: ROW, COLUMN or DIAGONAL.
        which: the number of the row, column or diagonal, as in `Triangle.choices`.
    """
    cells = t.along(kind, reading, which)
    say_it = {ROW: _row_in_words, COLUMN: _column_in_words, DIAGONAL: _diagonal_in_words}[reading]
    return say_it(t, kind, which, cells)


def _row_in_words(t: Triangle, kind: str, which: int, cells: Sequence[Cell]) -> str:
    last = cells[-1]
    head = say(
        "Along a row one cohort grows older: of the {n:,} who joined in {cohort},",
        n=last.size,
        cohort=t.cohorts[which],
    )
    if kind == LOSS:
        worst = max(cells, key=lambda cell: cell.value(LOSS) or 0)
        if last.kept == last.size:
            return say("{head} nobody was lost.", head=head)
        return say(
            "{head} {lost:,} were lost by age {age} (in {period}). The hardest step was that to "
            "age {worst}: it lost {share} % of those who were there at its start.",
            head=head,
            lost=last.size - last.kept,
            age=last.age,
            period=t.period,
            worst=worst.age,
            share=worst.written(LOSS),
        )
    if kind == COUNT:
        return say(
            "{head} {late:,} were still here at age {age} (in {period}); at age 1 they were "
            "{early:,}.",
            head=head,
            early=t.cells[which, 1].kept,
            late=last.kept,
            age=last.age,
            period=t.period,
        )
    low, high = wilson(last.kept, last.size)
    return say(
        "{head} {late} % were still here at age {age} (in {period}; 95 % interval {low:.0f} to "
        "{high:.0f} %).",
        head=head,
        late=last.written(SHARE),
        low=100 * low,
        high=100 * high,
        age=last.age,
        period=t.period,
    )


_KEPT_IN_HALVES = (
    "Of the older cohorts ({span}) {many_old:,} of {of_old:,} were still here ({old:.0f} %), of the "
    "newer ones {many_new:,} of {of_new:,} ({new:.0f} %)."
)
_LOST_IN_HALVES = (
    "On the way to it the older cohorts ({span}) lost {many_old:,} of {of_old:,} ({old:.1f} %), "
    "the newer ones {many_new:,} of {of_new:,} ({new:.1f} %)."
)


def _column_in_words(t: Triangle, kind: str, which: int, cells: Sequence[Cell]) -> str:
    head = say(
        "Down a column cohorts are compared at the same age: {age} (in {period}).",
        age=which,
        period=t.period,
    )
    if not cells:
        return say("{head} Nobody is left to compare.", head=head)
    if len(cells) == 1:
        cohort = t.cohorts[cells[0].row]
        only = say("Only {cohort} is that old: there is nothing to compare it with.", cohort=cohort)
        return f"{head} {only}"
    half = (len(cells) + 1) // 2
    older, newer = (_pooled(part, kind) for part in (cells[:half], cells[half:]))
    found = _LOST_IN_HALVES if kind == LOSS else _KEPT_IN_HALVES
    halves = say(
        found,
        span=_span(t, cells[:half]),
        old=100 * older[0] / older[1],
        new=100 * newer[0] / newer[1],
        many_old=older[0],
        of_old=older[1],
        many_new=newer[0],
        of_new=newer[1],
    )
    low, high = difference(*newer, *older)
    if low <= 0 <= high:
        verdict = say("That difference can be chance.")
    elif (low > 0) == (kind == LOSS):
        verdict = say("Newer cohorts stay worse, by more than chance usually makes.")
    else:
        verdict = say("Newer cohorts stay better, by more than chance usually makes.")
    return f"{head} {halves} {verdict}"


def _diagonal_in_words(t: Triangle, kind: str, which: int, cells: Sequence[Cell]) -> str:
    head = say(
        "A diagonal mixes ages: each cohort stands at the oldest age that all of it had reached by "
        "the end of {cohort}.",
        cohort=t.cohorts[which],
    )
    if not cells:
        return head
    many, of = _pooled(cells, kind)
    if kind == LOSS:
        return say(
            "{head} Their last steps together lost {lost:,} of {there:,}: {share:.1f} %. With more "
            "newcomers that is another number, although no cohort stays better or worse.",
            head=head,
            lost=many,
            there=of,
            share=100 * many / of,
        )
    return say(
        "{head} Together {kept:,} of {size:,} were still here: {share:.0f} %. The youngest mostly pull "
        "that up, so a firm that wins many newcomers looks loyal.",
        head=head,
        kept=many,
        size=of,
        share=100 * many / of,
    )


def _span(t: Triangle, cells: Sequence[Cell]) -> str:
    first, last = t.cohorts[cells[0].row], t.cohorts[cells[-1].row]
    return first if first == last else say("{first} to {last}", first=first, last=last)


def _pooled(cells: Sequence[Cell], kind: str) -> tuple[int, int]:
    """Return how many of how many: lost of those there, or kept of those who joined."""
    if kind == LOSS:
        return sum(cell.before - cell.kept for cell in cells), sum(cell.before for cell in cells)
    return sum(cell.kept for cell in cells), sum(cell.size for cell in cells)


def difference(first: int, n: int, second: int, m: int) -> tuple[float, float]:
    """Return the 95 % interval of the difference of two shares, first / n - second / m.

    Source: R. G. Newcombe, "Interval estimation for the difference between independent
    proportions", Statistics in Medicine 17 (1998), 873-890, method 10: Wilson's two intervals
    put together.

    Args:
        first: how many of the first people.
        n: how many people they are, 1 or more.
        second: how many of the second people.
        m: how many people they are, 1 or more.
    """
    p, q = first / n, second / m
    (p_low, p_high), (q_low, q_high) = wilson(first, n), wilson(second, m)
    down, up = math.hypot(p - p_low, q_high - q), math.hypot(p_high - p, q - q_low)
    return p - q - down, p - q + up
