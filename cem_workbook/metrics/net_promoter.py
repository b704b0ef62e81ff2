"""Net Promoter Score: the share of promoters less the share of detractors, and how sure it is.

The source articles [000] and [003] give neither formula nor interval; both are supplied here.
- Score: the standard definition, NPS = % promoters - % detractors of all answers.
- Standard error: that of a mean of +1, 0 and -1, sqrt((p + d - (p - d)^2) / n).
- Interval: adjusted Wald. Three answers are added, 3/4 of them promoters and 3/4 detractors, and
  the plain formula is used on the result (J. Sauro and J. Lewis, MeasuringU). B. Rocks, "Interval
  estimation for the Net Promoter Score", arXiv 1601.07235, found such variants among the best.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

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
from cem_workbook.metrics.shares import normal_quantile

LOWEST, PASSIVE_FROM, PROMOTER_FROM, HIGHEST = 0, 7, 9, 10  # the scale and its bands


@dataclass(frozen=True, repr=False)
class NPS:
    """A Net Promoter Score.

    Attributes:
        value: the score in points, from -100 to 100; NaN when there are no answers.
        interval: lowest and highest score in points that go well with the answers; (-100, 100)
            when there are none. It leans towards 0, more so the fewer the answers, and is widened
            where it would miss the value itself (which only a single answer does).
        standard_error: of the value, in points, without the adjustment; NaN without answers.
        promoters: number of answers 9 and 10.
        passives: number of answers 7 and 8.
        detractors: number of answers 0 to 6.
        n: number of answers.
        confidence: of the interval, as a fraction.
        dropped: the rows that were left out, if that was asked for.
    """

    value: float
    interval: tuple[float, float]
    standard_error: float
    promoters: int
    passives: int
    detractors: int
    n: int
    confidence: float
    dropped: tuple[Dropped, ...] = ()

    def __str__(self) -> str:
        if self.n == 0:
            text = say("NPS unknown: no answers")
        else:
            # Label first, number second: right for one promoter too, and in every language.
            text = say(
                "NPS {value} ({percent} % interval {low} to {high}): promoters {promoters}, "
                "passives {passives}, detractors {detractors}, answers {n}",
                value=_signed(self.value, 1),
                percent=f"{self.confidence * 100:g}",
                low=_signed(self.interval[0]),
                high=_signed(self.interval[1]),
                promoters=self.promoters,
                passives=self.passives,
                detractors=self.detractors,
                n=self.n,
            )
        if self.dropped:
            text += say("; rows left out {count}", count=len(self.dropped))
        return text

    __repr__ = __str__  # a notebook shows the repr


@dataclass(frozen=True, repr=False)
class NPSDifference:
    """The difference between two Net Promoter Scores of different people.

    Attributes:
        value: later score less earlier score, in points from -200 to 200; NaN when one of them
            has no answers.
        interval: lowest and highest difference in points that go well with the answers.
        confidence: of the interval, as a fraction.
    """

    value: float
    interval: tuple[float, float]
    confidence: float

    @property
    def excludes_zero(self) -> bool:
        """Whether "no change at all" lies outside the interval."""
        return self.interval[0] > 0 or self.interval[1] < 0

    def __str__(self) -> str:
        if math.isnan(self.value):
            return say("no difference can be told: one side has no answers")
        size = _signed(abs(self.value), 1).lstrip("+")
        points = say("1 point") if size == "1" else say("{size} points", size=size)
        if size == "0":
            what = say("no change")
        elif self.value > 0:
            what = say("a rise of {points}", points=points)
        else:
            what = say("a fall of {points}", points=points)
        return say(
            "{what}; {percent} % interval {low} to {high}: {verdict}",
            what=what,
            percent=f"{self.confidence * 100:g}",
            low=_signed(self.interval[0]),
            high=_signed(self.interval[1]),
            verdict=say("unlikely to be chance alone")
            if self.excludes_zero
            else say("could be chance"),
        )

    __repr__ = __str__


def nps(
    scores: Iterable[Any],
    *,
    invalid: Literal["raise", "drop"] = "raise",
    confidence: float = 0.95,
) -> NPS:
    """Return the Net Promoter Score of a column of answers.

    Args:
        scores: answers to "would you recommend us?", whole numbers from 0 to 10, one a row: a
            list, a numpy array, a pandas or Polars Series, any iterable.
        invalid: `"raise"` refuses the column if an answer is missing or not on the scale;
            `"drop"` leaves such rows out and lists them in the result's `dropped`.
        confidence: of the interval, between 0 and 1.

    Returns:
        The score in points, with its interval and counts (formulas and sources: see the module).

    Raises:
        BadInput: an answer does not fit (the text names column, row, value and rule), or an
            argument is wrong.
    """
    return _scored(scores, "scores", invalid, confidence)


def nps_from_counts(
    promoters: int, passives: int, detractors: int, *, confidence: float = 0.95
) -> NPS:
    """Return the Net Promoter Score of people already counted.

    Args:
        promoters: number of answers 9 and 10.
        passives: number of answers 7 and 8.
        detractors: number of answers 0 to 6.
        confidence: of the interval, between 0 and 1.

    Returns:
        The score in points, with its interval (formulas and sources: see the module).

    Raises:
        BadInput: a count is not a whole number of 0 or more, or the confidence is wrong.
    """
    confidence = check_confidence(confidence)
    promoters = check_count("promoters", promoters)
    passives = check_count("passives", passives)
    detractors = check_count("detractors", detractors)
    n = promoters + passives + detractors
    if n == 0:
        value, standard_error, interval = math.nan, math.nan, (-100.0, 100.0)
    else:
        net, variance = _net(promoters, detractors, n)
        value, standard_error = 100 * net, 100 * math.sqrt(variance)
        low, high = _interval(*_adjusted(promoters, detractors, n), confidence, 100.0)
        interval = min(low, value), max(high, value)  # with one answer it can miss its own score
    return NPS(value, interval, standard_error, promoters, passives, detractors, n, confidence)


def band(score: int) -> Literal["detractor", "passive", "promoter"]:
    """Return the band of one answer: 0 to 6 detractor, 7 and 8 passive, 9 and 10 promoter.

    Raises:
        BadInput: the answer is not a whole number from 0 to 10.
    """
    rule = broken_rule(score, LOWEST, HIGHEST)
    if rule:
        raise BadInput(say("The answer {value} is {rule}.", value=show(score), rule=rule))
    if score >= PROMOTER_FROM:
        return "promoter"
    return "passive" if score >= PASSIVE_FROM else "detractor"


def nps_difference(
    before: NPS | Iterable[Any], after: NPS | Iterable[Any], *, confidence: float = 0.95
) -> NPSDifference:
    """Return how far the Net Promoter Score moved, and whether chance could have done it.

    The two sets of answers must come from different people, drawn independently. Their adjusted
    variances are added (the standard interval of a difference, on the adjusted scores).

    Args:
        before: a result of `nps`, or a column of answers as `nps` takes them.
        after: the same, later or elsewhere.
        confidence: of the interval, between 0 and 1.

    Returns:
        The difference in points, with an interval within -200 to 200.

    Raises:
        BadInput: an answer does not fit, or the confidence is wrong.
    """
    confidence = check_confidence(confidence)
    first = before if isinstance(before, NPS) else _scored(before, "before")
    second = after if isinstance(after, NPS) else _scored(after, "after")
    if not (first.n and second.n):
        return NPSDifference(math.nan, (-200.0, 200.0), confidence)
    net_1, variance_1 = _adjusted(first.promoters, first.detractors, first.n)
    net_2, variance_2 = _adjusted(second.promoters, second.detractors, second.n)
    interval = _interval(net_2 - net_1, variance_1 + variance_2, confidence, 200.0)
    return NPSDifference(second.value - first.value, interval, confidence)


def answers_needed(
    margin: float, *, promoters: float = 0.5, detractors: float = 0.5, confidence: float = 0.95
) -> int:
    """Return how many answers give a score that is sure to within a margin.

    Standard planning formula: n = z^2 (p + d - (p - d)^2) / margin^2, rounded up. It leaves the
    adjustment of `nps` out, so that it can be followed by hand. With half promoters and half
    detractors the interval of `nps` is then narrower by a tenth for 20 answers and by a fiftieth
    for 100.

    Args:
        margin: half the width of the interval, in points: 5 means "give or take 5 points".
        promoters: the share of promoters you expect, from 0 to 1.
        detractors: the share of detractors you expect, from 0 to 1. Half and half, the default,
            is the most divided public and needs the most answers.
        confidence: of the interval, between 0 and 1.

    Returns:
        The number of answers, at least 1.

    Raises:
        BadInput: an argument is out of range, or the shares leave no spread to plan with.
    """
    confidence = check_confidence(confidence)
    if not _is_number(margin) or not 0 < margin <= 100:
        raise BadInput(
            say(
                "margin must be a number of points above 0 and up to 100; got {value}.",
                value=show(margin),
            )
        )
    for name, share in (("promoters", promoters), ("detractors", detractors)):
        if not _is_number(share) or not 0 <= share <= 1:
            raise BadInput(
                say(
                    "{name} must be a share between 0 and 1, such as 0.45 for 45 %; got {value}.",
                    name=name,
                    value=show(share),
                )
            )
    if promoters + detractors > 1 + 1e-9:  # 0.7 + 0.3 may come to a hair more than 1
        raise BadInput(
            say(
                "The shares of promoters and detractors come to more than 1: {total}.",
                total=f"{promoters + detractors:g}",
            )
        )
    _, variance = _net(promoters, detractors, 1)
    if variance < 1e-9:
        raise BadInput(
            say(
                "With these shares everybody is in the same band, so there is no spread to plan "
                "with. Give shares from a mixed public; 0.5 and 0.5 is the most careful choice."
            )
        )
    return math.ceil((normal_quantile(confidence) / (margin / 100)) ** 2 * variance)


def bands(answers: Answers) -> tuple[Any, Any, Any]:
    """Return three truth values a row: whether it is a promoter, a passive, a detractor."""
    values = np.full(answers.kept.shape, -1)
    values[answers.kept] = answers.values
    promoters = values >= PROMOTER_FROM
    passives = (values >= PASSIVE_FROM) & ~promoters
    return promoters, passives, answers.kept & ~promoters & ~passives


def read_scores(scores: Any, name: str, invalid: str) -> Answers:
    """Return a column of answers on the scale of 0 to 10, checked."""
    return whole_numbers(scores, low=LOWEST, high=HIGHEST, invalid=invalid, name=name)


def _scored(scores: Any, name: str, invalid: str = "raise", confidence: float = 0.95) -> NPS:
    check_confidence(confidence)  # before a million rows are read
    answers = read_scores(scores, name, invalid)
    counts = (int(np.count_nonzero(rows)) for rows in bands(answers))
    return replace(nps_from_counts(*counts, confidence=confidence), dropped=answers.dropped)


def _net(promoters: float, detractors: float, n: float) -> tuple[float, float]:
    """Return the net share of promoters, a fraction from -1 to 1, and its variance."""
    net = (promoters - detractors) / n
    return net, ((promoters + detractors) / n - net**2) / n


def _adjusted(promoters: int, detractors: int, n: int) -> tuple[float, float]:
    """Return the same of the adjusted counts: centre and variance of the adjusted Wald interval."""
    return _net(promoters + 0.75, detractors + 0.75, n + 3)


def _interval(
    centre: float, variance: float, confidence: float, limit: float
) -> tuple[float, float]:
    """Return a Wald interval in points, kept within -limit and limit."""
    half = normal_quantile(confidence) * math.sqrt(variance)
    return max(-limit, 100 * (centre - half)), min(limit, 100 * (centre + half))


def _is_number(value: object) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, bool)


def _signed(points: float, digits: int = 0) -> str:
    """Return points with their sign and a true minus; small ones keep a figure, and so a sign."""
    points = round(points, 2)
    if abs(points) >= 0.5:
        text = f"{points:+.{digits}f}".removesuffix(".0")
    else:
        text = f"{points:+.1g}" if points else "0"
    return text.replace("-", "−")
