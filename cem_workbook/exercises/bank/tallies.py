"""What came of a company's surveys, counted by quarter and branch.

A case is drawn again until its wrong answers differ, so what it is drawn from is counted once.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

    from cem_workbook.data.company import Company

SCALES = {"recommend": (0, 10), "satisfaction": (1, 5), "effort": (1, 7)}


class Counts(NamedTuple):
    """What came of some surveys.

    Attributes:
        asked: how many were sent.
        returned: how many came back.
        boxes: how many of those gave each answer to the question, from the lowest to the highest.
    """

    asked: int
    returned: int
    boxes: tuple[int, ...]

    @property
    def blanks(self) -> int:
        """How many came back without an answer to the question."""
        return self.returned - sum(self.boxes)


@dataclass(frozen=True)
class Tally:
    """The counts of each quarter and branch, in this order, where anybody was asked."""

    places: Mapping[tuple[pd.Period, str], Counts]

    @property
    def quarters(self) -> list[pd.Period]:
        """The quarters, in order."""
        return sorted({quarter for quarter, _ in self.places})

    def of(self, quarter: pd.Period | None = None, branch: str | None = None) -> Counts:
        """Return the counts of a quarter, a branch, or both; of everything, unless told."""
        fitting = [
            counts
            for (when, where), counts in self.places.items()
            if quarter in (None, when) and branch in (None, where)
        ]
        return Counts(
            sum(counts.asked for counts in fitting),
            sum(counts.returned for counts in fitting),
            tuple(map(sum, zip(*(counts.boxes for counts in fitting), strict=True))),
        )


@lru_cache(maxsize=len(SCALES))
def tally(company: Company, question: str) -> Tally:
    """Return how many surveys were sent, came back, and gave each answer to one question.

    Args:
        company: whose surveys.
        question: a key of `SCALES`.
    """
    surveys = company.surveys
    low, high = SCALES[question]
    places = [surveys["asked_on"].dt.to_period("Q").rename("quarter"), surveys["branch"]]
    sent = surveys.groupby(places)["answered"].agg(["size", "sum"])
    given = surveys.groupby([*places, question]).size().unstack(fill_value=0)
    boxes = given.reindex(sent.index, columns=range(low, high + 1), fill_value=0)
    rows = zip(sent.index, sent.to_numpy().tolist(), boxes.to_numpy().tolist(), strict=True)
    return Tally({at: Counts(many, back, tuple(each)) for at, (many, back), each in rows})


def some_quarter(surveys: Tally, draw: random.Random) -> pd.Period:
    """Return one of the quarters in which anybody was asked."""
    return surveys.quarters[int(draw.random() * len(surveys.quarters))]
