"""Shares of people, from 0 to 1, and how sure they are."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import check_confidence, check_count


def wilson(successes: int, n: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return the Wilson score interval of a share.

    With x of n people and z standard errors either side (1.96 for 95 %), the bounds are
    (x + z^2 / 2 -+ z sqrt(x (n - x) / n + z^2 / 4)) / (n + z^2): all shares from which x of n is
    no further than z standard errors away. Unlike the textbook's p -+ z sqrt(p (1 - p) / n), it
    stays between 0 and 1, and it keeps a width when nobody or everybody does it.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22 (1927), 209-212. Recommended for small n by
    L. D. Brown, T. T. Cai and A. DasGupta, Statistical Science 16 (2001), 101-133.

    Args:
        successes: how many people did it, from 0 to n.
        n: how many people there were.
        confidence: of the interval, between 0 and 1.

    Returns:
        The lowest and the highest share that go well with the count, from 0 to 1. They hold the
        share itself. With n = 0 every share does: (0.0, 1.0).

    Raises:
        BadInput: a count is not a whole number of 0 or more, there are more successes than
            people, or the confidence is wrong.
    """
    confidence = check_confidence(confidence)
    successes, n = check_count("successes", successes), check_count("n", n)
    if successes > n:
        raise BadInput(
            say(
                "There cannot be more successes than people; got {successes} of {n}.",
                successes=successes,
                n=n,
            )
        )
    if n == 0:
        return 0.0, 1.0
    z = normal_quantile(confidence)
    share = successes / n
    centre = (successes + z**2 / 2) / (n + z**2)
    half = z * math.sqrt(share * (n - successes) + z**2 / 4) / (n + z**2)
    # Rounding can leave a hair: the share itself belongs to it, and 0 and 1 are exact at the ends.
    return max(0.0, min(centre - half, share)), min(1.0, max(centre + half, share))


@lru_cache
def normal_quantile(confidence: float) -> float:
    """Return how many standard errors either side hold this share of a normal distribution."""
    return -NormalDist().inv_cdf((1 - confidence) / 2)


def in_percent(share: float, digits: int = 0) -> str:
    """Return a share as people read it, without the sign: 0.725 is "72.5"; small ones keep a figure."""
    percent = round(100 * share, 2)
    if percent >= 0.5:
        text = f"{percent:.{digits}f}".removesuffix(".0")
    else:
        text = f"{percent:.1g}" if percent else "0"
    return text
