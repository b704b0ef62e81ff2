"""Customer satisfaction (CSAT): the share of answers in the satisfied boxes, and how sure it is.

The source article [003 · Metrics] names the metric and gives neither scale nor formula; both are
supplied here.
- Score: the usual "top-two-box" share: answers 4 and 5 on a scale of 1 to 5, of all answers.
- Interval: Wilson's, as in `wilson`.
- Average: the other usual reading of the same answers, with Student's t interval.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import (
    Answers,
    Dropped,
    broken_rule,
    check_confidence,
    check_count,
    show,
    whole_numbers,
)
from cem_workbook.metrics._ratings import Scale, Sums, check_scale, steps_of
from cem_workbook.metrics.shares import in_percent, wilson
from cem_workbook.text import Points

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from cem_workbook.metrics._groups import Measure


@dataclass(frozen=True, repr=False)
class CSAT:
    """A satisfaction score.

    Attributes:
        value: the share of satisfied answers, from 0 to 1; NaN when there are no answers.
        interval: lowest and highest share that go well with the answers (Wilson); (0, 1) when
            there are none.
        satisfied: number of answers in the satisfied boxes.
        n: number of answers.
        mean: the average answer, on the scale; NaN when there are no answers.
        counts: number of answers in each box, from the lowest box to the highest.
        scale: lowest and highest box.
        satisfied_from: the lowest box that counts as satisfied.
        confidence: of the intervals, as a fraction.
        dropped: the rows that were left out, if that was asked for.
    """

    value: float
    interval: tuple[float, float]
    satisfied: int
    n: int
    mean: float
    counts: Mapping[int, int] = field(hash=False)
    scale: tuple[int, int]
    satisfied_from: int
    confidence: float
    dropped: tuple[Dropped, ...] = ()

    @property
    def mean_interval(self) -> tuple[float, float]:
        """Lowest and highest average, on the scale, that go well with the answers.

        Student's t, clipped to the scale. With fewer than two answers it is the whole scale, and
        where all answers are alike it comes from Wilson's interval: see `ces`.
        """
        scale = Scale(*self.scale)
        return _sums(self.counts, scale).interval(scale, self.confidence)

    def __str__(self) -> str:
        if self.n == 0:
            text = say("CSAT unknown: no answers")
        else:
            bottom, first, top = (
                f"{Points(box):g}" for box in (self.scale[0], self.satisfied_from, self.scale[1])
            )
            text = say(
                "CSAT {value} % ({percent} % interval {low} % to {high} %): satisfied {satisfied} "
                "({boxes}), answers {n}, average {mean} on a scale of {bottom} to {top}",
                value=in_percent(self.value, 1),
                percent=f"{self.confidence * 100:g}",
                low=in_percent(self.interval[0]),
                high=in_percent(self.interval[1]),
                satisfied=self.satisfied,
                boxes=say("box {box}", box=top)
                if first == top
                else say("boxes {first} to {last}", first=first, last=top),
                n=self.n,
                mean=f"{Points(self.mean):.2f}",
                bottom=bottom,
                top=top,
            )
        if self.dropped:
            text += say("; rows left out {count}", count=len(self.dropped))
        return text

    __repr__ = __str__  # a notebook shows the repr


def csat(
    answers: Iterable[Any],
    *,
    low: int = 1,
    high: int = 5,
    satisfied_from: int | None = None,
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> CSAT:
    """Return the satisfaction score of a column of answers.

    Args:
        answers: answers to "how satisfied are you?", whole numbers, one a row: a list, a numpy
            array, a pandas or Polars Series, any iterable. The highest box is the most satisfied.
        low: lowest box of the scale.
        high: highest box of the scale, at most 100 above the lowest.
        satisfied_from: the lowest box that counts as satisfied; without it the two top boxes do,
            or on a scale of two or three boxes the top one.
        invalid: `"raise"` refuses the column if an answer is missing or not on the scale;
            `"drop"` leaves such rows out and lists them in the result's `dropped`.
        confidence: of the interval, between 0 and 1.

    Returns:
        The share of satisfied answers, from 0 to 1, with its interval, the count of each box and
        the average.

    Raises:
        BadInput: an answer does not fit (the text names column, row, value and rule), or an
            argument is wrong.
    """
    scale = check_scale(low, high)
    first = _satisfied_from(satisfied_from, scale)
    confidence = check_confidence(confidence)  # before a million rows are read
    valid = whole_numbers(answers, low=scale.low, high=scale.high, invalid=invalid, name="answers")
    boxes = np.bincount(valid.values - scale.low, minlength=scale.high - scale.low + 1).tolist()
    return replace(_scored(boxes, scale, first, confidence), dropped=valid.dropped)


def csat_from_counts(
    counts: Mapping[int, int] | Sequence[int],
    *,
    low: int = 1,
    high: int = 5,
    satisfied_from: int | None = None,
    confidence: float = 0.95,
) -> CSAT:
    """Return the satisfaction score of answers already counted.

    Args:
        counts: number of answers in each box. A mapping from box to number may leave boxes out
            (nobody chose them); what pandas' `value_counts` gives is read in the same way, by
            its index. Any other sequence has one number a box, from the lowest to the highest.
        low: as in `csat`.
        high: as in `csat`.
        satisfied_from: as in `csat`.
        confidence: of the interval, between 0 and 1.

    Returns:
        What `csat` returns for the same answers.

    Raises:
        BadInput: a box is not on the scale, there are too many or too few of them, a count is
            not a whole number of 0 or more, or an argument is wrong.
    """
    scale = check_scale(low, high)
    first = _satisfied_from(satisfied_from, scale)
    confidence = check_confidence(confidence)
    return _scored(_box_counts(counts, scale), scale, first, confidence)


def csat_by(
    frame: IntoFrame,
    score: str,
    by: str | Sequence[str],
    *,
    low: int = 1,
    high: int = 5,
    satisfied_from: int | None = None,
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> Any:
    """Return the satisfaction score of every group.

    Args:
        frame: a table with one answer a row: pandas, Polars, DuckDB or any other that narwhals
            understands. The result is of the same kind; a DuckDB relation gives pandas.
        score: name of the column of answers.
        by: name of the column that tells the group, or several names.
        low: as in `csat`.
        high: as in `csat`.
        satisfied_from: as in `csat`.
        invalid: `"raise"` refuses answers that are missing or not on the scale; `"drop"` leaves
            them out and counts them for each group in a column `dropped`.
        confidence: of the intervals, between 0 and 1.

    Returns:
        One row a group, sorted by group: the columns of `by`, then `n`, `satisfied` (answers),
        `csat`, `low`, `high` (shares from 0 to 1; the interval as in `csat`) and `mean` (on the
        scale). Rows without a group label make a group of their own, the last. A group whose
        answers were all left out stays, with n = 0 and neither score nor average.

    Raises:
        BadInput: a column does not exist, an answer does not fit, or an argument is wrong.
    """
    from cem_workbook.metrics._groups import by_group

    measure = _measure(low, high, satisfied_from, confidence)
    return by_group(frame, score, by, measure, invalid=invalid)


def csat_over_time(
    frame: IntoFrame,
    score: str,
    date: str,
    *,
    every: Literal["month", "quarter", "year"] = "quarter",
    low: int = 1,
    high: int = 5,
    satisfied_from: int | None = None,
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> Any:
    """Return the satisfaction score of every calendar period.

    Args:
        frame: a table with one answer a row (which kinds: see `csat_by`).
        score: name of the column of answers.
        date: name of the column of dates, or of dates with times; with a time zone, the calendar
            of that zone counts.
        every: length of a period; quarters start in January, April, July and October.
        low: as in `csat`.
        high: as in `csat`.
        satisfied_from: as in `csat`.
        invalid: as in `csat_by`.
        confidence: of the intervals, between 0 and 1.

    Returns:
        One row a period, in order: `period`, the first day of the period, then the columns that
        `csat_by` gives. A period between the first and the last in which nobody answered has its
        row too, with n = 0, so that a gap is seen. Rows without a date make the last row,
        without a period.

    Raises:
        BadInput: a column does not exist or holds no dates, an answer does not fit, or an
            argument is wrong.
    """
    from cem_workbook.metrics._groups import by_period

    measure = _measure(low, high, satisfied_from, confidence)
    return by_period(frame, score, date, measure, every=every, invalid=invalid)


def _scored(boxes: Sequence[int], scale: Scale, first: int, confidence: float) -> CSAT:
    counts = dict(zip(range(scale.low, scale.high + 1), boxes, strict=True))
    sums = _sums(counts, scale)
    satisfied = sum(count for box, count in counts.items() if box >= first)
    return CSAT(
        value=satisfied / sums.n if sums.n else math.nan,
        interval=wilson(satisfied, sums.n, confidence=confidence),
        satisfied=satisfied,
        n=sums.n,
        mean=sums.mean(scale),
        counts=counts,
        scale=(scale.low, scale.high),
        satisfied_from=first,
        confidence=confidence,
    )


def _sums(counts: Mapping[int, int], scale: Scale) -> Sums:
    steps = [(box - scale.low, count) for box, count in counts.items()]
    return Sums(
        n=sum(counts.values()),
        steps=sum(step * count for step, count in steps),
        squares=sum(step**2 * count for step, count in steps),
    )


def _satisfied_from(first: Any, scale: Scale) -> int:
    if first is None:
        return scale.high - scale.end + 1
    if broken_rule(first, scale.low + 1, scale.high):
        raise BadInput(
            say(
                "satisfied_from must be a box above the lowest: a whole number from {first} to "
                "{last}; got {value}.",
                first=scale.low + 1,
                last=scale.high,
                value=show(first),
            )
        )
    return int(first)


def _box_counts(counts: Any, scale: Scale) -> list[int]:
    """Return the number of answers in each box, from the lowest."""
    boxes = range(scale.low, scale.high + 1)
    # The values of a pandas Series stand in any order; its index tells the box.
    if isinstance(counts, Mapping) or hasattr(counts, "iloc"):
        pairs = list(counts.items())
    elif isinstance(counts, Iterable) and not isinstance(counts, (str, bytes, Set)):
        listed = list(counts)
        if len(listed) != len(boxes):
            raise BadInput(
                say(
                    "The scale of {low} to {high} has {boxes} boxes; got {count} numbers. Give "
                    "one for each box, from the lowest, or a mapping from box to number.",
                    low=scale.low,
                    high=scale.high,
                    boxes=len(boxes),
                    count=len(listed),
                )
            )
        pairs = list(zip(boxes, listed, strict=True))
    else:
        raise BadInput(
            say(
                "The counts must be a mapping from box to number, such as {example}, or one "
                "number for each box; got {kind}.",
                example="{4: 30, 5: 12}",
                kind=type(counts).__name__,
            )
        )
    found = dict.fromkeys(boxes, 0)
    for box, count in pairs:
        rule = broken_rule(box, scale.low, scale.high)
        if rule:
            raise BadInput(say("The box {box} is {rule}.", box=show(box), rule=rule))
        # Added, for two tables of counts laid together name a box twice.
        found[int(box)] += check_count(say("The number in box {box}", box=box), count)
    return list(found.values())


def _measure(low: int, high: int, satisfied_from: int | None, confidence: float) -> Measure:
    from cem_workbook.metrics._groups import Measure

    scale = check_scale(low, high)
    first = _satisfied_from(satisfied_from, scale)
    confidence = check_confidence(confidence)

    def rows(answers: Answers) -> dict[str, Any]:
        steps = steps_of(answers, scale)
        return {"n": answers.kept, "satisfied": steps >= first - scale.low, "steps": steps}

    def result(n: int, satisfied: int, steps: int) -> tuple[int | float | None, ...]:
        value, mean = (satisfied / n, Sums(n, steps, 0).mean(scale)) if n else (None, None)
        return n, satisfied, value, *wilson(satisfied, n, confidence=confidence), mean

    columns: dict[str, type[int] | type[float]] = {"n": int, "satisfied": int}
    columns |= dict.fromkeys(("csat", "low", "high", "mean"), float)
    return Measure(scale.low, scale.high, rows, result, columns)
