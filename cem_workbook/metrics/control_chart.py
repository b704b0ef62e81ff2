"""Is it an improvement, or noise? The XmR chart: single values, and how far they usually jump.

- Centre: the mean of the values.
- Moving range: the distance from each value to the next one, without its sign; its mean is mR.
- Limits: centre -+ 3 mR / d2, with d2 = 2 / sqrt(pi) = 1.128, the mean distance of two values of
  one normal distribution in standard deviations; 3 / d2 = 2.66. The mean distance of neighbours,
  unlike the standard deviation of all values, is hardly widened by a step or a trend in them.
- A run of 8 values on one side of the centre is a signal as well: by chance alone it comes once
  in 128 times that one begins.

Sources: W. A. Shewhart, Economic Control of Quality of Manufactured Product (1931), for the idea;
D. J. Wheeler, Understanding Variation (1993), for the chart, its constant and the run of eight.
No source article of this course has it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import flat, is_missing, is_real, show
from cem_workbook.text import Points

REACH = 3.0 * math.sqrt(math.pi) / 2.0
"""3 / d2, about 2.66: how many mean moving ranges the limits lie from the centre."""
RUN = 8  # values on one side of the centre


@dataclass(frozen=True, repr=False, eq=False)
class ControlChart:
    """Values in the order of time, with the limits within which they jump by chance.

    Attributes:
        values: the values, shape (n,).
        centre: the mean of those that made the limits.
        moving_range: their mean moving range, 0 or more.
        low, high: the limits, in the values' own unit. `low` can lie below what is possible.
        outside: positions of the values outside the limits.
        run: positions of the values with which 8 or more stand on one side of the centre.
        baseline: how many of the first values made the limits.
    """

    values: npt.NDArray[np.float64]
    centre: float
    moving_range: float
    low: float
    high: float
    outside: tuple[int, ...]
    run: tuple[int, ...]
    baseline: int

    @property
    def signals(self) -> tuple[int, ...]:
        """Positions of all values that are probably not noise, in order."""
        return tuple(sorted({*self.outside, *self.run}))

    def __str__(self) -> str:
        return say(
            "centre {centre}, mean moving range {jump}, limits {low} to {high}; values {n}, outside "
            "the limits {outside}, in a run of {run} on one side {inside}",
            centre=f"{Points(self.centre):.2f}",
            jump=f"{self.moving_range:.2f}",
            low=f"{Points(self.low):.2f}",
            high=f"{Points(self.high):.2f}",
            n=len(self.values),
            outside=len(self.outside),
            run=RUN,
            inside=len(self.run),
        )

    __repr__ = __str__  # a notebook shows the repr


def xmr(values: Iterable[Any], *, baseline: int | None = None) -> ControlChart:
    """Return the XmR chart of values in the order of time.

    Args:
        values: one number a period, none missing: a list, a numpy array, a pandas or Polars
            Series, any iterable; at least two.
        baseline: how many of the first values make the centre and the limits, 2 or more, so that
            later ones are judged by what was usual before; None for all of them.

    Returns:
        Centre, limits and signals (formulas and sources: see the module).

    Raises:
        BadInput: a value is missing or no finite number, there are fewer than two, or the
            baseline is not a whole number from 2 up to how many there are.
    """
    column = _numbers(values)
    first = _checked(baseline, len(column))
    usual = column[:first]
    centre = float(usual.mean())
    jump = float(np.abs(np.diff(usual)).mean())
    low, high = centre - REACH * jump, centre + REACH * jump
    hair = 1e-9 * max(1.0, float(np.abs(column).max()))  # a value on a limit lies within
    outside = np.flatnonzero((column < low - hair) | (column > high + hair))
    return ControlChart(
        values=column,
        centre=centre,
        moving_range=jump,
        low=low,
        high=high,
        outside=tuple(map(int, outside)),
        run=_runs(np.sign(np.where(np.abs(column - centre) <= hair, 0.0, column - centre))),
        baseline=first,
    )


def _runs(side: npt.NDArray[np.float64]) -> tuple[int, ...]:
    """Return the positions at which a side has been held RUN times or more; 0 is no side."""
    found, length, last = [], 0, 0.0
    for position, here in enumerate(side):
        length = length + 1 if here and here == last else int(bool(here))
        last = here
        if length >= RUN:
            found.append(position)
    return tuple(found)


def _numbers(values: Iterable[Any]) -> npt.NDArray[np.float64]:
    column = list(flat(values, "values"))
    for row, value in enumerate(column):
        if isinstance(value, (bool, np.bool_)) or is_missing(value) or not _finite(value):
            raise BadInput(
                say(
                    "Value {row} (the first is 1): {value} is no number. A chart needs one in each "
                    "period; a gap would join two periods that are no neighbours.",
                    row=row + 1,
                    value=show(value),
                )
            )
    if len(column) < 2:
        raise BadInput(say("A chart needs at least two values; got {n}.", n=len(column)))
    return np.array([float(value) for value in column])


def _checked(baseline: int | None, n: int) -> int:
    if baseline is None:
        return n
    whole = isinstance(baseline, (int, np.integer)) and not isinstance(baseline, bool)
    if not whole or not 2 <= baseline <= n:
        raise BadInput(
            say(
                "baseline must be a whole number from 2 to {n}, the number of values; got {value}.",
                n=n,
                value=show(baseline),
            )
        )
    return int(baseline)


def _finite(value: Any) -> bool:
    return is_real(value) and math.isfinite(value)
