"""Net Promoter Score of every group in a table, and of every period (which tables: `_groups`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from cem_workbook.metrics._columns import Answers, check_confidence
from cem_workbook.metrics._groups import Measure, by_group, by_period
from cem_workbook.metrics.net_promoter import HIGHEST, LOWEST, bands, nps_from_counts

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame


def nps_by(
    frame: IntoFrame,
    score: str,
    by: str | Sequence[str],
    *,
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> Any:
    """Return the Net Promoter Score of every group.

    Args:
        frame: a table with one answer a row: pandas, Polars, DuckDB or any other that narwhals
            understands. The result is of the same kind; a DuckDB relation gives pandas.
        score: name of the column of answers, whole numbers from 0 to 10.
        by: name of the column that tells the group, or several names.
        invalid: `"raise"` refuses answers that are missing or not on the scale; `"drop"` leaves
            them out and counts them for each group in a column `dropped`.
        confidence: of the intervals, between 0 and 1.

    Returns:
        One row a group, sorted by group: the columns of `by`, then `n`, `promoters`, `passives`,
        `detractors` (people), `nps`, `low`, `high` (points; the interval as in `nps`). Rows
        without a group label make a group of their own, the last. A group whose answers were
        all left out stays, with n = 0 and no score.

    Raises:
        BadInput: a column does not exist, an answer does not fit, or an argument is wrong.
    """
    return by_group(frame, score, by, _measure(confidence), invalid=invalid)


def nps_over_time(
    frame: IntoFrame,
    score: str,
    date: str,
    *,
    every: Literal["month", "quarter", "year"] = "quarter",
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> Any:
    """Return the Net Promoter Score of every calendar period.

    Args:
        frame: a table with one answer a row (which kinds: see `nps_by`).
        score: name of the column of answers, whole numbers from 0 to 10.
        date: name of the column of dates, or of dates with times; with a time zone, the calendar
            of that zone counts.
        every: length of a period; quarters start in January, April, July and October.
        invalid: as in `nps_by`.
        confidence: of the intervals, between 0 and 1.

    Returns:
        One row a period, in order: `period`, the first day of the period, then the columns that
        `nps_by` gives. A period between the first and the last in which nobody answered has its
        row too, with n = 0 and no score, so that a gap is seen. Rows without a date make the
        last row, without a period.

    Raises:
        BadInput: a column does not exist or holds no dates, an answer does not fit, or an
            argument is wrong.
    """
    return by_period(frame, score, date, _measure(confidence), every=every, invalid=invalid)


def _measure(confidence: float) -> Measure:
    confidence = check_confidence(confidence)

    def rows(answers: Answers) -> dict[str, Any]:
        return dict(zip(("promoters", "passives", "detractors"), bands(answers), strict=True))

    def result(promoters: int, passives: int, detractors: int) -> tuple[int | float | None, ...]:
        score = nps_from_counts(promoters, passives, detractors, confidence=confidence)
        value = score.value if score.n else None
        return score.n, promoters, passives, detractors, value, *score.interval

    columns = dict.fromkeys(("n", "promoters", "passives", "detractors"), int)
    return Measure(
        LOWEST, HIGHEST, rows, result, {**columns, **dict.fromkeys(("nps", "low", "high"), float)}
    )
