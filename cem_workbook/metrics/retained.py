"""Retention: the share of the customers at the start of a period who stayed, 1 less their churn.

Retention = (E - N) / S: customers at the end without the newcomers, by those at the start. On the
same customers churn + retention = 1; with newcomers in one of them it does not hold. Periods and
intervals are those of churn (see `attrition`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import Dropped, check_count
from cem_workbook.metrics.attrition import churn, in_words, left_out, ratio
from cem_workbook.metrics.shares import wilson
from cem_workbook.text import Points

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame


@dataclass(frozen=True, repr=False)
class Retention:
    """The retention of a period: 1 less its churn, on the same customers.

    Attributes:
        value: kept / at_start, a share from 0 to 1; NaN when nobody was there at the start.
        interval: lowest and highest share that go well with the counts (Wilson); (0, 1) when
            nobody was there.
        at_start: customers when the period began.
        kept: those of them who are still there at its end.
        confidence: of the interval, as a fraction.
        start: first day of the period; None if only counts were given.
        end: the day after its last; None if only counts were given.
        dropped: the rows that were left out, if that was asked for.
    """

    value: float
    interval: tuple[float, float]
    at_start: int
    kept: int
    confidence: float
    start: dt.date | None = None
    end: dt.date | None = None
    dropped: tuple[Dropped, ...] = ()

    @property
    def lost(self) -> int:
        """Customers of the start who left in the period."""
        return self.at_start - self.kept

    def __str__(self) -> str:
        if self.at_start == 0:
            text = say("Retention unknown: no customers at the start")
        else:
            text = say(
                "Retention {value} % ({percent} % interval {low} % to {high} %): at the start "
                "{at_start}, of them kept {kept}",
                **in_words(self.value, self.interval, self.confidence),
                at_start=f"{self.at_start:,}",
                kept=f"{self.kept:,}",
            )
        return text + left_out(self.dropped)

    __repr__ = __str__


def retention(
    customers: IntoFrame,
    start: dt.date | str,
    end: dt.date | str,
    *,
    joined: str = "joined_on",
    left: str = "left_on",
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> Retention:
    """Return the retention of a period: the share of the customers of its start who stayed.

    Args:
        customers: as in `churn`, like all other arguments.
        start: first day of the period.
        end: the day after its last day.
        joined: name of the column with the day of joining.
        left: name of the column with the day of leaving, missing for those still there.
        invalid: `"raise"` or `"drop"`.
        confidence: of the interval, between 0 and 1.

    Returns:
        The share kept, with its interval; on the same customers, churn + retention = 1.

    Raises:
        BadInput: as in `churn`.
    """
    result = churn(
        customers, start, end, joined=joined, left=left, invalid=invalid, confidence=confidence
    )
    return replace(
        _retained(result.at_start, result.kept, result.confidence),
        start=result.start,
        end=result.end,
        dropped=result.dropped,
    )


def retention_from_counts(
    at_start: int, at_end: int, joined: int = 0, *, confidence: float = 0.95
) -> Retention:
    """Return the retention of customers already counted: (E - N) / S.

    Args:
        at_start: S, customers when the period began.
        at_end: E, customers at its end, newcomers among them.
        joined: N, newcomers who are still there at the end. Those who came and left again are
            in neither number.
        confidence: of the interval, between 0 and 1.

    Returns:
        The share kept, with its interval.

    Raises:
        BadInput: a count is not a whole number of 0 or more, the counts contradict each other,
            or the confidence is wrong.
    """
    at_start, at_end = check_count("at_start", at_start), check_count("at_end", at_end)
    joined = check_count("joined", joined)
    if not 0 <= at_end - joined <= at_start:
        raise BadInput(
            say(
                "These counts do not fit together: of {at_end} customers at the end, {joined} "
                "are newcomers, so {kept} of the {at_start} at the start would have been kept.",
                at_end=at_end,
                joined=joined,
                kept=f"{Points(at_end - joined):.0f}",
                at_start=at_start,
            )
        )
    return _retained(at_start, at_end - joined, confidence)


def _retained(at_start: int, kept: int, confidence: float) -> Retention:
    interval = wilson(kept, at_start, confidence=confidence)
    return Retention(ratio(kept, at_start), interval, at_start, kept, float(confidence))
