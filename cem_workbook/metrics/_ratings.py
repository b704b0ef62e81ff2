"""Answers on a rating scale: its boxes, and the average with its interval."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import Answers, broken_rule, show
from cem_workbook.metrics.shares import wilson

_LONGEST = 100  # steps of the longest scale in use, 0 to 100


class Scale(NamedTuple):
    """A rating scale of whole numbers, from its lowest to its highest box."""

    low: int
    high: int

    @property
    def end(self) -> int:
        """How many boxes make one end: two, or one if the ends would meet in the middle."""
        return min(2, (self.high - self.low + 1) // 2)


class Sums(NamedTuple):
    """What has to be added up for an average and its interval; steps start at the lowest box.

    All three are whole numbers, so that neither the order of rows nor the kind of table can
    change a result.
    """

    n: int
    steps: int
    squares: int

    def mean(self, scale: Scale) -> float:
        """Return the average answer, on the scale; NaN without answers."""
        return scale.low + self.steps / self.n if self.n else math.nan

    def interval(self, scale: Scale, confidence: float) -> tuple[float, float]:
        """Return the interval of the average, within the scale.

        Student's t: mean -+ t s / sqrt(n), with n - 1 degrees of freedom. It needs a spread to
        go by, so two cases are their own:
        - Fewer than two answers say nothing about spread: the interval is the whole scale.
        - Answers that are all alike have no spread, and t would be sure to the last digit after
          two of them. Wilson's interval says instead how many of all people may answer otherwise;
          they are put at one end of the scale, then at the other. Where one person in fifty
          deviates, two samples of 20 in three have nobody who does; t alone would then be sure,
          and wrong (coverage: `tests/unit/test_effort.py`).
        """
        if self.n < 2:
            return float(scale.low), float(scale.high)
        mean = self.mean(scale)
        spread = self.n * self.squares - self.steps**2  # n^2 times the variance, exactly
        if spread == 0:
            others = 1 - wilson(self.n, self.n, confidence=confidence)[0]
            return mean - others * (mean - scale.low), mean + others * (scale.high - mean)
        error = math.sqrt(spread / (self.n**2 * (self.n - 1)))
        half = _t_quantile(confidence, self.n - 1) * error
        return max(float(scale.low), mean - half), min(float(scale.high), mean + half)


def check_scale(low: Any, high: Any) -> Scale:
    """Return a scale; refuse ends that are not whole numbers, or not in order."""
    whole = not any(broken_rule(end, -(10**6), 10**6) for end in (low, high))
    if not whole or not 1 <= high - low <= _LONGEST:
        raise BadInput(
            say(
                "A scale runs from a whole number low up to a whole number high, such as 1 to 5, "
                "with {longest} steps between them at most; got low {low} and high {high}.",
                longest=_LONGEST,
                low=show(low),
                high=show(high),
            )
        )
    return Scale(int(low), int(high))


def steps_of(answers: Answers, scale: Scale) -> npt.NDArray[np.int64]:
    """Return for each row how many steps its answer is above the lowest box; 0 without one."""
    steps = np.zeros(answers.kept.shape, dtype=np.int64)
    steps[answers.kept] = answers.values - scale.low
    return steps


@lru_cache(maxsize=1024)
def _t_quantile(confidence: float, freedom: int) -> float:
    from scipy.special import stdtrit  # heavy, and scipy.stats is much heavier

    return -float(stdtrit(freedom, (1 - confidence) / 2))
