"""Customer effort (CES): the average answer on a scale whose direction has to be told.

The source article [003 · Metrics] says that more effort gives a lower score, and gives neither
question, scale nor formula. Both directions are in use: the first version of 2010 runs from 1 to
5 and high is hard ("how much effort did you have to put forth?"), CES 2.0 of 2013 from 1 to 7
and high is easy ("made it easy for me"). A score without its direction says nothing, so here the
direction is asked for, and printed.
- Score: the average, on the scale as it was asked, with Student's t interval.
- Ease: the same moved to 0 (hardest) to 1 (easiest), so that surveys of different scales compare:
  (mean - low) / (high - low), and one less that where high is hard. The course's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from cem_workbook.messages import say
from cem_workbook.metrics._columns import (
    Answers,
    Dropped,
    check_choice,
    check_confidence,
    whole_numbers,
)
from cem_workbook.metrics._ratings import Scale, Sums, check_scale, steps_of
from cem_workbook.metrics.shares import in_percent
from cem_workbook.text import Points

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from cem_workbook.metrics._groups import Measure

Direction = Literal["easy", "hard"]


@dataclass(frozen=True, repr=False)
class CES:
    """An effort score.

    Attributes:
        value: the average answer, on the scale as it was asked; NaN when there are no answers.
        interval: lowest and highest average that go well with the answers, within the scale; the
            whole scale with fewer than two answers.
        ease: the average moved to 0 (the hardest end) to 1 (the easiest end), whichever way the
            scale runs; NaN when there are no answers.
        easy: number of answers in the two easiest boxes (on a scale of two or three, the
            easiest one).
        hard: number of answers in the two hardest boxes (likewise).
        n: number of answers.
        high_is: what the highest box means, `"easy"` or `"hard"`.
        scale: lowest and highest box.
        confidence: of the interval, as a fraction.
        dropped: the rows that were left out, if that was asked for.
    """

    value: float
    interval: tuple[float, float]
    ease: float
    easy: int
    hard: int
    n: int
    high_is: Direction
    scale: tuple[int, int]
    confidence: float
    dropped: tuple[Dropped, ...] = ()

    def __str__(self) -> str:
        low, high = (f"{Points(end):g}" for end in self.scale)
        ends = say(
            "on a scale of {low} to {high} where {easiest} is easiest",
            low=low,
            high=high,
            easiest=high if self.high_is == "easy" else low,
        )
        if self.n == 0:
            text = say("CES unknown {scale}: no answers", scale=ends)
        else:
            text = say(
                "CES {value} {scale} ({percent} % interval {low} to {high}): ease {ease} %, "
                "in the easiest boxes {easy}, in the hardest {hard}, answers {n}",
                value=f"{Points(self.value):.2f}",
                scale=ends,
                percent=f"{self.confidence * 100:g}",
                low=f"{Points(self.interval[0]):.2f}",
                high=f"{Points(self.interval[1]):.2f}",
                ease=in_percent(self.ease),
                easy=self.easy,
                hard=self.hard,
                n=self.n,
            )
        if self.dropped:
            text += say("; rows left out {count}", count=len(self.dropped))
        return text

    __repr__ = __str__  # a notebook shows the repr


def ces(
    answers: Iterable[Any],
    *,
    high_is: Direction,
    low: int = 1,
    high: int = 7,
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> CES:
    """Return the effort score of a column of answers.

    The interval is Student's t, mean -+ t s / sqrt(n) with n - 1 degrees of freedom, clipped to
    the scale. Where all answers are alike, the formula would give a width of nothing, and two
    equal answers would count as certain. Wilson's interval for n of n then says how many of all
    people may answer otherwise (16 % after 20 answers), and nobody knows where they stand: the
    interval reaches as far as the average would move if all of them stood at one end. It is
    therefore wider than after one deviating answer, which shows how far deviating answers lie.

    Args:
        answers: answers about effort, whole numbers, one a row: a list, a numpy array, a pandas
            or Polars Series, any iterable.
        high_is: what the highest box means, `"easy"` (CES 2.0: "made it easy for me") or `"hard"`
            (the version of 2010: "how much effort?"). It must be given: no answer tells it.
        low: lowest box of the scale.
        high: highest box of the scale, at most 100 above the lowest.
        invalid: `"raise"` refuses the column if an answer is missing or not on the scale;
            `"drop"` leaves such rows out and lists them in the result's `dropped`.
        confidence: of the interval, between 0 and 1.

    Returns:
        The average on the scale as it was asked, with its interval, the ease from 0 to 1, and
        the counts of the easy and the hard end.

    Raises:
        BadInput: an answer does not fit (the text names column, row, value and rule), or an
            argument is wrong.
    """
    scale = _checked_scale(high_is, low, high)
    confidence = check_confidence(confidence)  # before a million rows are read
    valid = whole_numbers(answers, low=scale.low, high=scale.high, invalid=invalid, name="answers")
    steps = valid.values - scale.low
    sums = Sums(len(steps), int(steps.sum()), int((steps**2).sum()))
    lower = int(np.count_nonzero(steps < scale.end))
    upper = int(np.count_nonzero(steps > scale.high - scale.low - scale.end))
    easy, hard = (upper, lower) if high_is == "easy" else (lower, upper)
    mean = sums.mean(scale)
    return CES(
        value=mean,
        interval=sums.interval(scale, confidence),
        ease=_ease(mean, high_is, scale),
        easy=easy,
        hard=hard,
        n=sums.n,
        high_is=high_is,
        scale=(scale.low, scale.high),
        confidence=confidence,
        dropped=valid.dropped,
    )


def ces_by(
    frame: IntoFrame,
    score: str,
    by: str | Sequence[str],
    *,
    high_is: Direction,
    low: int = 1,
    high: int = 7,
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> Any:
    """Return the effort score of every group.

    Args:
        frame: a table with one answer a row: pandas, Polars, DuckDB or any other that narwhals
            understands. The result is of the same kind; a DuckDB relation gives pandas.
        score: name of the column of answers.
        by: name of the column that tells the group, or several names.
        high_is: what the highest box means, `"easy"` or `"hard"`.
        low: as in `ces`.
        high: as in `ces`.
        invalid: `"raise"` refuses answers that are missing or not on the scale; `"drop"` leaves
            them out and counts them for each group in a column `dropped`.
        confidence: of the intervals, between 0 and 1.

    Returns:
        One row a group, sorted by group: the columns of `by`, then `n` (answers), `ces`, `low`,
        `high` (on the scale as it was asked; the interval as in `ces`) and `ease` (0 the hardest
        to 1 the easiest end). Rows without a group label make a group of their own, the last. A
        group whose answers were all left out stays, with n = 0 and neither score nor ease.

    Raises:
        BadInput: a column does not exist, an answer does not fit, or an argument is wrong.
    """
    from cem_workbook.metrics._groups import by_group

    measure = _measure(high_is, low, high, confidence)
    return by_group(frame, score, by, measure, invalid=invalid)


def ces_over_time(
    frame: IntoFrame,
    score: str,
    date: str,
    *,
    high_is: Direction,
    every: Literal["month", "quarter", "year"] = "quarter",
    low: int = 1,
    high: int = 7,
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> Any:
    """Return the effort score of every calendar period.

    Args:
        frame: a table with one answer a row (which kinds: see `ces_by`).
        score: name of the column of answers.
        date: name of the column of dates, or of dates with times; with a time zone, the calendar
            of that zone counts.
        high_is: what the highest box means, `"easy"` or `"hard"`.
        every: length of a period; quarters start in January, April, July and October.
        low: as in `ces`.
        high: as in `ces`.
        invalid: as in `ces_by`.
        confidence: of the intervals, between 0 and 1.

    Returns:
        One row a period, in order: `period`, the first day of the period, then the columns that
        `ces_by` gives. A period between the first and the last in which nobody answered has its
        row too, with n = 0, so that a gap is seen. Rows without a date make the last row,
        without a period.

    Raises:
        BadInput: a column does not exist or holds no dates, an answer does not fit, or an
            argument is wrong.
    """
    from cem_workbook.metrics._groups import by_period

    measure = _measure(high_is, low, high, confidence)
    return by_period(frame, score, date, measure, every=every, invalid=invalid)


def to_ease(
    answers: Iterable[Any],
    *,
    high_is: Direction,
    low: int = 1,
    high: int = 7,
    invalid: Literal["raise", "drop"] = "raise",
) -> Any:
    """Return a column of effort answers as ease, so that surveys of different scales can merge.

    Args:
        answers: as in `ces`.
        high_is: what the highest box means, `"easy"` or `"hard"`.
        low: lowest box of the scale.
        high: highest box of the scale, at most 100 above the lowest.
        invalid: `"raise"` refuses answers that are not on the scale; `"drop"` makes them missing.
            Answers that are missing already stay so in both cases.

    Returns:
        One number a row, from 0 (the hardest box) to 1 (the easiest). A pandas Series gives a
        Series with the same index and name, a Polars Series one with the same name, anything
        else a numpy array. Missing is NaN, and null in Polars.

    Raises:
        BadInput: an answer is not on the scale (the text names column, row, value and rule), or
            an argument is wrong.
    """
    scale = _checked_scale(high_is, low, high)
    valid = whole_numbers(
        answers,
        low=scale.low,
        high=scale.high,
        invalid=invalid,
        missing_is_fine=True,
        name="answers",
    )
    ease = np.full(valid.kept.shape, np.nan)
    ease[valid.kept] = _ease(valid.values, high_is, scale)
    column: Any = answers
    if hasattr(column, "iloc"):  # a pandas Series keeps its labels
        return type(column)(ease, index=column.index, name=column.name)
    if hasattr(column, "null_count"):  # a Polars Series has a missing value of its own
        return type(column)(column.name, ease, nan_to_null=True)
    return ease


def _checked_scale(high_is: Any, low: Any, high: Any) -> Scale:
    check_choice("high_is", high_is, ("easy", "hard"))
    return check_scale(low, high)


def _ease(answer: Any, high_is: Direction, scale: Scale) -> Any:
    """Return a place on the scale, or an array of them, as ease from 0 to 1."""
    away = answer - scale.low if high_is == "easy" else scale.high - answer
    return away / (scale.high - scale.low)


def _measure(high_is: Direction, low: int, high: int, confidence: float) -> Measure:
    from cem_workbook.metrics._groups import Measure

    scale = _checked_scale(high_is, low, high)
    confidence = check_confidence(confidence)

    def rows(answers: Answers) -> dict[str, Any]:
        steps = steps_of(answers, scale)
        return {"n": answers.kept, "steps": steps, "squares": steps**2}

    def result(n: int, steps: int, squares: int) -> tuple[int | float | None, ...]:
        sums = Sums(n, steps, squares)
        mean = sums.mean(scale)
        value, ease = (mean, _ease(mean, high_is, scale)) if n else (None, None)
        return n, value, *sums.interval(scale, confidence), ease

    columns: dict[str, type[int] | type[float]] = {"n": int}
    columns |= dict.fromkeys(("ces", "low", "high", "ease"), float)
    return Measure(scale.low, scale.high, rows, result, columns)
