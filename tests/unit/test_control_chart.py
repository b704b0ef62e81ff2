"""The XmR chart: its constant, its limits, its signals, and what it refuses."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.errors import BadInput
from cem_workbook.metrics.control_chart import REACH, RUN, xmr

numbers = st.floats(-1e6, 1e6)
columns = st.lists(numbers, min_size=2, max_size=40)


def test_the_constant_is_that_of_the_books() -> None:
    """Three standard deviations, by the mean distance of two values of a normal distribution."""
    assert round(REACH, 2) == 2.66
    pairs = np.random.default_rng(1).standard_normal((2, 400_000))
    distance = np.abs(pairs[0] - pairs[1]).mean()
    assert 3 / distance == pytest.approx(REACH, rel=0.01)


def test_a_chart_by_hand() -> None:
    chart = xmr([10, 12, 9, 13])
    assert chart.centre == 11
    assert chart.moving_range == pytest.approx((2 + 3 + 4) / 3)
    assert (chart.low, chart.high) == pytest.approx((11 - 3 * REACH, 11 + 3 * REACH))
    assert chart.signals == ()
    assert "centre 11.00, mean moving range 3.00" in str(chart)


@given(columns, numbers, st.floats(0.01, 100))
def test_moving_and_stretching_the_values_moves_and_stretches_the_chart(
    values: list[float], by: float, factor: float
) -> None:
    one, other = xmr(values), xmr([factor * v + by for v in values])
    near = {"rel": 1e-6, "abs": 1e-3}
    assert other.centre == pytest.approx(factor * one.centre + by, **near)
    assert other.high - other.low == pytest.approx(factor * (one.high - one.low), **near)


@given(columns)
def test_the_limits_lie_around_the_centre(values: list[float]) -> None:
    chart = xmr(values)
    assert chart.low <= chart.centre <= chart.high
    assert chart.centre - chart.low == pytest.approx(chart.high - chart.centre, abs=1e-3)
    assert set(chart.signals) == {*chart.outside, *chart.run}


@given(st.integers(2, 30), numbers)
def test_values_that_never_change_are_no_signal(n: int, value: float) -> None:
    chart = xmr([value] * n)
    assert chart.moving_range == 0
    assert chart.signals == ()


def test_a_value_far_out_is_a_signal_and_is_judged_by_what_was_usual() -> None:
    usual = [20, 22, 19, 21, 20, 23, 18, 21]
    chart = xmr([*usual, 40], baseline=len(usual))
    assert chart.outside == (8,)
    assert chart.centre == pytest.approx(np.mean(usual))
    assert xmr(usual, baseline=8).high == chart.high


@pytest.mark.parametrize(("held", "found"), [(RUN - 1, 0), (RUN, 1), (RUN + 2, 3)])
def test_a_run_is_eight_on_one_side(held: int, found: int) -> None:
    values = [10.0, 12.0] * 6 + [10.9] * held
    chart = xmr(values, baseline=12)
    assert chart.centre == 11
    before = values[11] > 11  # the last one before stands on the other side
    assert before
    assert len(chart.run) == found
    assert all(position >= 12 + RUN - 1 for position in chart.run)


def test_a_value_on_the_centre_breaks_a_run() -> None:
    values = [10.0, 12.0] * 6 + [10.9] * 4 + [11.0] + [10.9] * 4
    assert xmr(values, baseline=12).run == ()


def test_noise_alone_is_seldom_called_a_signal() -> None:
    """About 3 in 1,000 outside, where the limits are known; rather more where 24 values make them."""
    draws = np.random.default_rng(7).standard_normal((300, 24))
    outside = np.mean([len(xmr(row).outside) / 24 for row in draws])
    assert 0.0005 < outside < 0.02


def test_a_step_widens_the_standard_deviation_more_than_the_limits() -> None:
    noise = np.random.default_rng(3).standard_normal(24)
    stepped = noise + np.where(np.arange(24) < 12, 0, 6)
    assert np.std(stepped) > 2 * np.std(noise)
    assert xmr(stepped).moving_range < 1.6 * xmr(noise).moving_range
    assert xmr(stepped).signals


@pytest.mark.parametrize("kind", [list, tuple, np.array, pd.Series, iter])
def test_any_column_will_do(kind) -> None:
    assert xmr(kind([3, 5, 4])).centre == 4


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([1, None, 2], "Value 2"),
        ([1.0, math.nan], "Value 2"),
        ([math.inf, 1], "Value 1"),
        (["12", 3], "Value 1"),
        ([True, 3], "Value 1"),
        ([7], "at least two"),
        ([], "at least two"),
    ],
)
def test_what_is_no_number_is_refused(values: list, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        xmr(values)


@pytest.mark.parametrize("baseline", [0, 1, 4, True, 2.5, "3"])
def test_a_baseline_must_be_a_number_of_values(baseline: object) -> None:
    with pytest.raises(BadInput, match="baseline must be a whole number from 2 to 3"):
        xmr([1, 2, 3], baseline=baseline)  # type: ignore[arg-type]
