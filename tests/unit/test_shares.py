"""Shares of people: Wilson's interval, against its definition and by counting every outcome."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from cem_workbook.errors import BadInput
from cem_workbook.metrics import wilson
from cem_workbook.metrics.shares import in_percent

people = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
confidences = st.floats(0.5, 0.999)


def width(bounds: tuple[float, float]) -> float:
    return bounds[1] - bounds[0]


def test_reference_values():
    """0 of 20: the course's fact sheet, section 5."""
    low, high = wilson(0, 20)
    assert low == 0
    assert high == pytest.approx(0.1611, abs=5e-5)


@pytest.mark.parametrize("n", [1, 2, 7, 50, 4000])
@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.99])
def test_it_agrees_with_scipy(n, confidence):
    for successes in {0, 1, n // 3, n // 2, n - 1, n}:
        peer = stats.binomtest(successes, n).proportion_ci(confidence, method="wilson")
        assert wilson(successes, n, confidence=confidence) == pytest.approx(
            (peer.low, peer.high), abs=1e-12
        )


@given(people, confidences)
def test_each_bound_is_just_z_standard_errors_from_the_share(counted, confidence):
    """The definition: the standard error is that of the bound, not that of the share."""
    successes, n = counted
    z = statistics.NormalDist().inv_cdf((1 + confidence) / 2)
    for bound in wilson(successes, n, confidence=confidence):
        error = math.sqrt(bound * (1 - bound) / n)
        assert abs(successes / n - bound) == pytest.approx(z * error, rel=1e-6, abs=1e-9)


@given(people, st.floats(1e-9, 1 - 1e-9))
def test_bounds(counted, confidence):
    successes, n = counted
    low, high = wilson(successes, n, confidence=confidence)
    assert 0 <= low <= successes / n <= high <= 1
    assert (low == 0) == (successes == 0)
    assert (high == 1) == (successes == n)


@given(people, confidences)
def test_who_did_and_who_did_not_mirror_each_other(counted, confidence):
    successes, n = counted
    low, high = wilson(successes, n, confidence=confidence)
    assert wilson(n - successes, n, confidence=confidence) == pytest.approx((1 - high, 1 - low))


@given(people, st.integers(2, 9))
def test_more_people_narrow_it(counted, times):
    successes, n = counted
    assert width(wilson(times * successes, times * n)) < width(wilson(successes, n))


@given(people, confidences, confidences)
def test_more_confidence_widens_it(counted, one, other):
    assume(one < other)
    inner, outer = (wilson(*counted, confidence=confidence) for confidence in (one, other))
    assert outer[0] <= inner[0]
    assert inner[1] <= outer[1]


def test_nobody_asked():
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 0, confidence=0.5) == (0.0, 1.0)


def test_very_many_people():
    low, high = wilson(3 * 10**14, 10**15)
    assert low < 0.3 < high
    assert width((low, high)) < 1e-6


# --- coverage: every outcome counted with its exact probability -------------------------------


def coverage(n: int, truths: np.ndarray, *, textbook: bool = False) -> np.ndarray:
    """Return for each true share how often the 95 % interval holds it."""
    successes = np.arange(n + 1)
    if textbook:
        share = successes / n
        half = 1.959964 * np.sqrt(share * (1 - share) / n)
        bounds = np.stack([share - half, share + half], axis=1)
    else:
        bounds = np.array([wilson(int(x), n) for x in successes])
    held = (bounds[:, :1] <= truths) & (truths <= bounds[:, 1:])
    return (stats.binom.pmf(successes[:, None], n, truths) * held).sum(axis=0)


@pytest.mark.parametrize("n", [5, 6, 8, 10, 15, 20, 30, 50, 75, 100])
def test_the_95_percent_interval_holds_the_truth_95_times_in_100(n):
    truths = (np.arange(400) + 0.5) / 400
    found = coverage(n, truths)
    assert 0.94 <= found.mean() <= 0.96
    # It dips near 0 and 1 (83 % at the worst), but not in between.
    middle = found[(truths > 0.15) & (truths < 0.85)]
    assert found.min() > 0.83
    assert middle.min() > 0.9


@pytest.mark.parametrize("n", [5, 10, 20, 50, 100])
def test_the_textbook_interval_is_worse(n):
    truths = (np.arange(400) + 0.5) / 400
    off = abs(coverage(n, truths).mean() - 0.95)
    assert coverage(n, truths, textbook=True).mean() < 0.95 - 2 * off


# --- bad input --------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [-1, 1.5, "9", None, True, np.True_, math.nan, math.inf, [1]])
def test_a_bad_count_is_refused_by_name(count):
    with pytest.raises(BadInput, match="successes must be a whole number of people, 0 or more"):
        wilson(count, 20)
    with pytest.raises(BadInput, match="n must be a whole number of people, 0 or more"):
        wilson(1, count)


def test_more_successes_than_people_are_refused():
    with pytest.raises(BadInput, match="more successes than people; got 21 of 20"):
        wilson(21, 20)


@pytest.mark.parametrize("confidence", [0, 1, 95, "0.95", None, math.nan])
def test_a_wrong_confidence_is_refused(confidence):
    with pytest.raises(BadInput, match="confidence must be"):
        wilson(1, 20, confidence=confidence)


def test_counts_of_other_number_types_are_welcome():
    assert wilson(np.int64(3), 20.0) == wilson(3, 20)


# --- in words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "digits", "shown"),
    [
        (0.725, 1, "72.5"),
        (0.7, 1, "70"),
        (0.0234, 1, "2.3"),
        (0.724, 0, "72"),
        (0.004, 0, "0.4"),
        (0.0004, 1, "0.04"),
        (0.00001, 1, "0"),
        (0.0, 0, "0"),
        (1.0, 1, "100"),
    ],
)
def test_a_share_in_percent(share, digits, shown):
    assert in_percent(share, digits) == shown
