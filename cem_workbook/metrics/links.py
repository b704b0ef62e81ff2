"""How strongly one number goes with another: a slope, fairly compared, with an honest interval.

No source article speaks of it; it is what analysts use.
- Slope: ordinary least squares of y on x. With `held`, only people alike in those columns are
  compared: x and y are first freed of everything that those columns explain, each as a set of
  groups (R. Frisch and F. Waugh, Econometrica 1 (1933), 387-401; M. Lovell, Journal of the
  American Statistical Association 58 (1963), 993-1010).
- Interval: b -+ t s, where several rows of one customer count as one witness. With G customers,
  n rows, K fitted numbers, x freed as above and the rest e of each row,
  s^2 = G/(G-1) (n-1)/(n-K) sum over customers of (sum of x e)^2 / (sum of x^2)^2, and t of G - 1
  degrees of freedom (K.-Y. Liang and S. Zeger, Biometrika 73 (1986), 13-22; the two factors as in
  A. C. Cameron and D. Miller, Journal of Human Resources 50 (2015), 317-372).

A slope says what goes together. What causes what, it says only where all that moves both was held.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import (
    check_confidence,
    column_name,
    flat,
    is_missing,
    is_real,
    labels_of,
    row_in_words,
    show,
)
from cem_workbook.metrics._ratings import _t_quantile
from cem_workbook.text import Points

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, repr=False)
class Slope:
    """How much more of y goes with one more of x.

    Attributes:
        value: in units of y per unit of x; NaN where x does not differ among the people compared.
        interval: lowest and highest slope that go well with the data; (-inf, inf) where the value
            is NaN, or where everything hangs on one customer.
        standard_error: of the value, for many customers; NaN where the interval has no ends.
        n: number of rows.
        customers: number of different customers among them.
        confidence: of the interval, as a fraction.
    """

    value: float
    interval: tuple[float, float]
    standard_error: float
    n: int
    customers: int
    confidence: float = 0.95

    @property
    def told_from_nothing(self) -> bool:
        """Whether the interval leaves out 0."""
        return not self.interval[0] <= 0.0 <= self.interval[1]

    def __str__(self) -> str:
        return say(
            "slope {value} ({percent} % interval {low} to {high}); rows {n}, customers {customers}",
            value=f"{Points(self.value):.4g}",
            percent=f"{self.confidence * 100:g}",
            low=f"{Points(self.interval[0]):.4g}",
            high=f"{Points(self.interval[1]):.4g}",
            n=self.n,
            customers=self.customers,
        )

    __repr__ = __str__  # a notebook shows the repr


def slope(
    x: Iterable[Any],
    y: Iterable[Any],
    *,
    held: Sequence[Iterable[Any]] = (),
    customers: Iterable[Any] | None = None,
    confidence: float = 0.95,
) -> Slope:
    """Return how much more of y goes with one more of x.

    Args:
        x: numbers, one a row: a list, a numpy array, a pandas or Polars Series, any iterable.
        y: numbers, for the same rows in the same order.
        held: columns of groups, such as branch and segment: only people of the same branch and of
            the same segment are compared.
        customers: who each row is of; several rows of one customer are one witness. Every row is
            another customer's unless told otherwise.
        confidence: of the interval, between 0 and 1.

    Returns:
        The slope with its interval (formula and sources: see the module).

    Raises:
        BadInput: the columns differ in length, an entry of x or y is no number or missing (the
            text names column and row), or the confidence is wrong.
    """
    confidence = check_confidence(confidence)
    first, second = _numbers(x, "x"), _numbers(y, "y")
    groups = [codes(column, f"held[{i}]") for i, column in enumerate(held)]
    who = codes(customers, "customers") if customers is not None else np.arange(len(first))
    for name, column in (("y", second), ("customers", who), *(("held", g) for g in groups)):
        if len(column) != len(first):
            raise BadInput(
                say(
                    'Every column needs one entry a row: "x" has {rows} rows, "{name}" has {others}.',
                    rows=len(first),
                    name=name,
                    others=len(column),
                )
            )
    fitted, (freed, rest) = freed_of(groups, first, second)
    return slope_of(freed, rest, who, fitted, confidence)


def freed_of(held: Sequence[Ints], *columns: Floats) -> tuple[int, tuple[Floats, ...]]:
    """Return the columns without what groups explain, and how many numbers that took.

    Args:
        held: for each grouping, the group of each row, 0 and up; without any, only the mean is
            taken away.
        *columns: one number a row.
    """
    n = len(columns[0])
    groupings = [np.zeros(n, dtype=np.int64), *held]
    sizes = [int(group.max()) + 1 if n else 1 for group in groupings]
    starts = np.cumsum([0, *sizes])
    # the normal equations of one flag a group, from counts: no table of n rows by all groups
    both = np.zeros((starts[-1], starts[-1]))
    for i, one in enumerate(groupings):
        for j, other in enumerate(groupings):
            pairs = np.bincount(one * sizes[j] + other, minlength=sizes[i] * sizes[j])
            block = (slice(starts[i], starts[i + 1]), slice(starts[j], starts[j + 1]))
            both[block] = pairs.reshape(sizes[i], sizes[j])
    sums = np.array(
        [
            np.concatenate(
                [np.bincount(g, c, size) for g, size in zip(groupings, sizes, strict=True)]
            )
            for c in columns
        ]
    )
    # least squares, for the groupings overlap: each of them adds up to the first
    shares, _, rank, _ = np.linalg.lstsq(both, sums.T, rcond=1e-10)
    freed = tuple(
        column - sum(share[start + g] for g, start in zip(groupings, starts, strict=False))
        for column, share in zip(columns, shares.T, strict=True)
    )
    return int(rank), freed


def slope_of(x: Floats, y: Floats, customers: Ints, fitted: int, confidence: float = 0.95) -> Slope:
    """Return the slope of columns that were freed of their groups already.

    Args:
        x: as `freed_of` returns it.
        y: likewise.
        customers: a whole number for each customer, 0 and up.
        fitted: how many numbers freeing them took.
        confidence: of the interval, between 0 and 1.
    """
    n, many = len(x), int(np.count_nonzero(np.bincount(customers)))
    unknown = (-math.inf, math.inf)
    spread = float((x * x).sum())
    if n < 2 or spread <= 1e-12 * max(1.0, n):
        return Slope(math.nan, unknown, math.nan, n, many, confidence)
    value = float((x * y).sum()) / spread
    left = n - fitted - 1
    if many < 2 or left < 1:
        return Slope(value, unknown, math.nan, n, many, confidence)
    pull = np.bincount(customers, x * (y - value * x))
    error = math.sqrt(float((pull * pull).sum()) * many / (many - 1) * (n - 1) / left) / spread
    half = _t_quantile(confidence, many - 1) * error
    return Slope(value, (value - half, value + half), error, n, many, confidence)


def codes(column: Any, name: str) -> Ints:
    """Return a column of groups as whole numbers, 0 and up, in order of appearance."""
    place: dict[Any, int] = {}
    values = flat(column, name).tolist()
    return np.array([place.setdefault(value, len(place)) for value in values], dtype=np.int64)


def _numbers(column: Any, name: str) -> Floats:
    """Return a column of numbers; refuse a missing one, and anything else."""
    name, array = column_name(column, name), flat(column, name)
    if array.dtype.kind in "iuf" and np.isfinite(array).all():
        return array.astype(float)
    for i, value in enumerate(array.tolist()):
        missing = is_missing(value)
        if missing or not is_real(value) or isinstance(value, bool) or not math.isfinite(value):
            rule = say("missing; leave that row out") if missing else say("not a number")
            raise BadInput(
                say(
                    'Column "{column}", {row}: the entry {value} is {rule}.',
                    column=name,
                    row=row_in_words(column, labels_of(column, np.array([i]))[0]),
                    value=show(value),
                    rule=rule,
                )
            )
    return array.astype(float)
