"""Survival: the share still there after a time, when many have not left yet (Kaplan-Meier).

Who is still a customer has not "stayed 14 months": they have stayed at least 14 months. Their
time is censored. Leaving them out, or counting them as stayers for ever, both mislead; the
estimator of Kaplan and Meier uses each of them for as long as they were watched.

- Estimate: S(t) = product of (1 - d / r) over all times up to t at which somebody left, with d
  who left at that time and r who were at risk: still there and still watched just before it.
  E. L. Kaplan and P. Meier, Journal of the American Statistical Association 53 (1958), 457-481.
- Variance: Greenwood's sum of d / (r (r - d)), on the scale of log(-log S), where the interval
  stays between 0 and 1 ("exponential Greenwood"; J. D. Kalbfleisch and R. L. Prentice, The
  Statistical Analysis of Failure Time Data, 1980).
- Where that has no answer, the course's own choice stands: as long as nobody has left, and
  Greenwood's sum of 0 would claim certainty, Wilson's interval for none lost of those at risk;
  and where everybody has left, from 0 up to the bound before it, or up to Wilson's for none kept
  of the last at risk if that is lower.
- Median: the first time at which S is 1/2 or less. Its interval holds the times at which the
  interval of S holds 1/2 (R. Brookmeyer and J. Crowley, Biometrics 38 (1982), 29-41, on the same
  scale).
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
    pick,
    row_in_words,
    show,
)
from cem_workbook.metrics.shares import in_percent, normal_quantile, wilson

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_HALF = 0.5 + 1e-12  # a product of shares that comes to 1/2 may come to a hair more


@dataclass(frozen=True, eq=False, repr=False)
class Survival:
    """A survival curve: a step function of time, which holds from each time up to the next.

    Attributes:
        times: 0 and every duration that occurs, ascending, in the unit of the durations.
        at_risk: how many were still there and still watched just before each time.
        events: how many left at each time.
        survival: the share still there after each time, from 0 to 1.
        low: lower end of the interval of each share.
        high: upper end of the interval of each share.
        n: number of customers.
        n_events: how many of them left; the others are censored.
        confidence: of the intervals, as a fraction.
        transform: the scale on which the intervals were computed.
    """

    times: Floats
    at_risk: Ints
    events: Ints
    survival: Floats
    low: Floats
    high: Floats
    n: int
    n_events: int
    confidence: float
    transform: str = "log(-log)"

    def at(self, time: float) -> float:
        """Return the share still there after this time, from 0 to 1.

        Args:
            time: 0 or more. A step counts from the very time at which somebody left.

        Returns:
            The share; NaN beyond the longest duration, because nobody was watched for so long
            (unless all had left by then: 0). NaN also without customers.

        Raises:
            BadInput: the time is below 0, or no number.
        """
        place = self._place(time)
        return math.nan if place is None else float(self.survival[place])

    def interval_at(self, time: float) -> tuple[float, float]:
        """Return the lowest and the highest share that go well with the data at this time.

        Args:
            time: 0 or more, as in `at`.

        Returns:
            Two shares from 0 to 1; (0.0, 1.0) where `at` has no answer.

        Raises:
            BadInput: the time is below 0, or no number.
        """
        place = self._place(time)
        return (0.0, 1.0) if place is None else (float(self.low[place]), float(self.high[place]))

    @property
    def median(self) -> float:
        """The first time at which half or fewer are still there; infinite if that never comes.

        NaN without customers.
        """
        return _first(self.times, self.survival) if self.n else math.nan

    @property
    def median_interval(self) -> tuple[float, float]:
        """The earliest and the latest median that go well with the data; may be infinite."""
        if not self.n:
            return 0.0, math.inf
        return _first(self.times, self.low), _first(self.times, self.high)

    def __str__(self) -> str:
        if not self.n:
            return say("Survival unknown: no customers")
        if self.median < math.inf:
            low, high = self.median_interval
            middle = say(
                "half are gone after {median} ({percent} % interval {low} to {high})",
                median=_time(self.median),
                percent=f"{100 * self.confidence:g}",
                low=_time(low),
                high=_time(high),
            )
        else:
            last = float(self.times[-1])
            low, high = self.interval_at(last)
            middle = say(
                "still there after {time}, the longest time seen, {share} % ({percent} % interval "
                "{low} % to {high} %), so the median is not reached",
                time=_time(last),
                share=in_percent(self.at(last), 1),
                percent=f"{100 * self.confidence:g}",
                low=in_percent(low, 1),
                high=in_percent(high, 1),
            )
        return say(
            "Survival of {n} customers: {middle}; left {events}, still there when last seen {rest}",
            n=self.n,
            middle=middle,
            events=self.n_events,
            rest=self.n - self.n_events,
        )

    __repr__ = __str__  # a notebook shows the repr

    def _place(self, time: object) -> int | None:
        """Return which step holds at a time; None where the curve has nothing to say."""
        if isinstance(time, bool) or not isinstance(time, numbers.Real) or not float(time) >= 0:
            raise BadInput(
                say("A time must be a number, 0 or more; got {value}.", value=show(time))
            )
        if not self.n or (float(time) > self.times[-1] and self.survival[-1] > 0):
            return None
        return int(np.searchsorted(self.times, float(time), side="right")) - 1


def survival(
    durations: Iterable[Any], observed: Iterable[Any], *, confidence: float = 0.95
) -> Survival:
    """Return the survival curve of customers (Kaplan-Meier).

    Args:
        durations: how long each customer has been there so far, or was there until leaving:
            numbers of 0 or more in any unit, one a row: a list, a numpy array, a pandas or
            Polars Series. Who was last seen at duration 0 without having left counts in `n`, and
            is at risk at no later time.
        observed: whether each of them has left: true or false, or 1 and 0, in the same order.
            False is censored: still there when last seen.
        confidence: of the intervals, between 0 and 1.

    Returns:
        The curve, with its intervals and its median (formulas and sources: see the module).

    Raises:
        BadInput: a value is missing, negative or of another kind (the text names column, row and
            value), the columns are not of one length, or the confidence is wrong.
    """
    confidence = check_confidence(confidence)
    times = _read_durations(durations)
    left = _read_observed(observed)
    if len(times) != len(left):
        raise BadInput(
            say(
                "durations and observed must have one entry a customer each; got {some} and {others}.",
                some=len(times),
                others=len(left),
            )
        )
    return _estimate(times, left, confidence)


def survival_by(
    frame: IntoFrame, duration: str, observed: str, by: str, *, confidence: float = 0.95
) -> dict[Any, Survival]:
    """Return the survival curve of every group of customers.

    Args:
        frame: a table with one row a customer: pandas, Polars, DuckDB or any other that narwhals
            understands.
        duration: name of the column of durations, as in `survival`.
        observed: name of the column that tells whether each of them has left.
        by: name of the column that tells the group.
        confidence: of the intervals, between 0 and 1.

    Returns:
        A curve for each group, by its label, in order; customers without a label make a group of
        their own, the last, under None.

    Raises:
        BadInput: a column does not exist, a value does not fit, or the confidence is wrong.
    """
    confidence = check_confidence(confidence)
    table = pick(frame, [by, duration, observed])
    times = _read_durations(table[duration].to_native())
    left = _read_observed(table[observed].to_native())
    rows: dict[Any, list[int]] = {}
    for row, label in enumerate(table[by].to_list()):
        rows.setdefault(label, []).append(row)
    without = [row for label in list(rows) if is_missing(label) for row in rows.pop(label)]
    try:
        labels = sorted(rows)
    except TypeError:
        raise BadInput(
            say(
                "The values of {columns} cannot be put in order, for example because text and "
                "numbers are mixed. Turn them into one kind first, for example all into text.",
                columns=f'"{by}"',
            )
        ) from None
    groups = {label: rows[label] for label in labels}
    if without:
        groups[None] = without
    return {
        label: _estimate(times[places], left[places], confidence)
        for label, places in groups.items()
    }


def _estimate(durations: Floats, left: npt.NDArray[np.bool_], confidence: float) -> Survival:
    times, place = np.unique(np.append(durations, 0.0), return_inverse=True)
    place = place[:-1]  # the 0 that was added is a time and no customer
    seen = np.bincount(place, minlength=len(times))
    events = np.bincount(place[left], minlength=len(times))
    n = len(durations)
    at_risk = n - np.cumsum(seen) + seen
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.cumprod(1 - events / at_risk)
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
        spread = normal_quantile(confidence) * np.sqrt(greenwood) / np.log(shares)
        low, high = shares ** np.exp(-spread), shares ** np.exp(spread)
    first = int(np.argmax(events > 0)) if events.any() else len(times)
    for k in range(first):
        low[k], high[k] = wilson(int(at_risk[k]), int(at_risk[k]), confidence=confidence)
    if n and shares[-1] == 0:
        k = int(np.argmax(shares == 0))
        bound = wilson(0, int(at_risk[k]), confidence=confidence)[1]
        low[k:], high[k:] = 0.0, min(bound, high[k - 1] if k else 1.0)
    for array in (times, at_risk, events, shares, low, high):
        array.setflags(write=False)
    n_events = int(np.count_nonzero(left))
    return Survival(times, at_risk, events, shares, low, high, n, n_events, confidence)


def _first(times: Floats, shares: Floats) -> float:
    """Return the first time at which a share is 1/2 or less."""
    places = np.flatnonzero(shares <= _HALF)
    return float(times[places[0]]) if places.size else math.inf


def _read_durations(column: Any) -> Floats:
    name = column_name(column, "durations")
    values = flat(column, name)
    if values.dtype.kind == "m":
        raise BadInput(
            say(
                'Column "{column}" holds lengths of time. Turn them into numbers first, for '
                "example into days: column / pandas.Timedelta(days=1).",
                column=name,
            )
        )
    if values.dtype.kind in "iuf":
        fits = np.isfinite(values) & (values >= 0)
    else:
        fits = np.array([_is_duration(value) for value in values], dtype=bool)
    if not fits.all():
        raise BadInput(
            _complaint(column, name, values, fits, say("a duration is a number, 0 or more"))
        )
    return values.astype(np.float64)


def _read_observed(column: Any) -> npt.NDArray[np.bool_]:
    name = column_name(column, "observed")
    values = flat(column, name)
    if values.dtype.kind == "b":
        return values.astype(np.bool_)
    if values.dtype.kind in "iuf":
        fits = (values == 0) | (values == 1)
    else:
        fits = np.array([_is_truth(value) for value in values], dtype=bool)
    if not fits.all():
        rule = say(
            "it must be true for who left and false for who is still there, or 1 and 0. Convert "
            'text first, for example with column == "Yes"'
        )
        raise BadInput(_complaint(column, name, values, fits, rule))
    return values.astype(np.bool_)


def _is_duration(value: Any) -> bool:
    return is_real(value) and not isinstance(value, (bool, np.bool_)) and 0 <= value < math.inf


def _is_truth(value: Any) -> bool:
    return isinstance(value, (bool, np.bool_)) or (is_real(value) and value in (0, 1))


def _complaint(
    column: Any, name: str, values: npt.NDArray[Any], fits: npt.NDArray[np.bool_], rule: str
) -> str:
    positions = np.flatnonzero(~fits)
    value = values[positions[0]]
    return say(
        'Column "{column}", {row}: {value} does not fit; {rule}. Rows that do not fit: {count}.',
        column=name,
        row=row_in_words(column, labels_of(column, positions[:1])[0]),
        value=say("a missing value") if is_missing(value) else show(value),
        rule=rule,
        count=len(positions),
    )


def _time(time: float) -> str:
    return say("more than was seen") if time == math.inf else f"{time:g}"
