"""The sBG model: against its paper, by hand, and on simulated cohorts."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.data.shipped import load_shipped
from cem_workbook.errors import BadInput, CourseError
from cem_workbook.metrics.contract_model import SBG, fit_sbg

positive = st.floats(0.05, 50)
models = st.builds(SBG, positive, positive, st.just(0.0), st.just(1000), st.just(7))


@pytest.fixture(scope="module")
def regular() -> list[int]:
    return load_shipped("sbg_regular")["survivors"].tolist()


@pytest.fixture(scope="module")
def model(regular: list[int]) -> SBG:
    return fit_sbg(regular)


def by_hand(alpha: float, beta: float, survivors: list[int]) -> float:
    """The paper's sum: the chance to leave at t for who left, and to be left for the others."""
    chance, left, total = alpha / (alpha + beta), 1.0, 0.0
    for t in range(1, len(survivors)):
        if t > 1:
            chance *= (beta + t - 2) / (alpha + beta + t - 1)
        left -= chance
        total += (survivors[t - 1] - survivors[t]) * math.log(chance)
    return total + survivors[-1] * math.log(left)


# --- the paper ------------------------------------------------------------------------------


def test_the_regular_cohort_is_the_published_one(model: SBG) -> None:
    """The course's fact sheet, section 5."""
    assert (round(model.alpha, 4), round(model.beta, 4)) == (0.7041, 1.1820)
    assert round(model.log_likelihood, 3) == -1680.265
    assert f"{model.survival(12):.2%}" == "17.00%"
    assert (model.n, model.renewals) == (1000, 7)


def test_its_first_four_renewals_already_tell_the_rest(regular: list[int]) -> None:
    early = fit_sbg(regular[:5])
    assert (round(early.alpha, 4), round(early.beta, 4)) == (0.7637, 1.2958)
    assert math.floor(1000 * abs(early.log_likelihood)) == 1401_559
    for t in (5, 6, 7):
        assert early.survival(t) == pytest.approx(regular[t] / 1000, abs=0.015)


# --- the fit --------------------------------------------------------------------------------


@given(st.floats(-2, 2), st.floats(-2, 2))
def test_no_other_parameters_make_the_cohort_likelier(model, regular, up, down):
    assert by_hand(model.alpha, model.beta, regular) == pytest.approx(model.log_likelihood)
    other = by_hand(model.alpha * math.exp(up), model.beta * math.exp(down), regular)
    assert other <= model.log_likelihood + 1e-9


def test_at_the_fit_the_slopes_are_zero(model, regular):
    for place in (0, 1):
        steps = []
        for step in (1e-4, -1e-4):
            parameters = [model.alpha, model.beta]
            parameters[place] *= math.exp(step)
            steps.append(by_hand(*parameters, regular))
        assert (steps[0] - steps[1]) / 2e-4 == pytest.approx(0, abs=1e-4)


def test_ten_times_the_customers_have_the_same_parameters(model, regular):
    more = fit_sbg([10 * count for count in regular])
    assert (more.alpha, more.beta) == pytest.approx((model.alpha, model.beta), rel=1e-9)
    assert more.log_likelihood == pytest.approx(10 * model.log_likelihood, rel=1e-12)
    assert fit_sbg(regular) == model, "to the last digit"


@given(st.floats(0.2, 5), st.floats(0.2, 10))
def test_two_renewals_are_met_exactly(alpha, beta):
    """Two shares, two parameters."""
    shares = SBG(alpha, beta, 0.0, 1, 1).survival([0, 1, 2])
    counts = np.round(1e6 * shares)
    model = fit_sbg(counts)
    assert model.survival([0, 1, 2]) == pytest.approx(counts / 1e6, rel=1e-9)
    assert (model.alpha, model.beta) == pytest.approx((alpha, beta), rel=0.01)


@pytest.mark.parametrize(("seed", "truth"), [(1, (0.7, 1.2)), (2, (3.0, 9.0)), (3, (0.2, 0.9))])
def test_the_parameters_of_a_simulated_cohort_are_found_again(seed, truth):
    draw = np.random.default_rng(seed)
    chance = draw.beta(*truth, 50_000)
    there = np.ones(50_000, dtype=bool)
    survivors = [50_000]
    for _ in range(10):
        there &= draw.random(50_000) >= chance
        survivors.append(int(there.sum()))
    model = fit_sbg(survivors)
    assert (model.alpha, model.beta) == pytest.approx(truth, rel=0.1)
    assert model.survival(range(11)) == pytest.approx(np.array(survivors) / 50_000, abs=0.01)


# --- the curve ------------------------------------------------------------------------------


@given(models, st.integers(2, 200))
def test_survival_falls_and_retention_rises(model, last):
    t = np.arange(last + 1)
    survival, retention = model.survival(t), model.retention(t[1:])
    assert survival[0] == 1 and (survival > 0).all()
    assert (np.diff(survival) < 0).all()
    assert (np.diff(retention) > 0).all()
    assert ((retention > 0) & (retention < 1)).all()
    assert np.cumprod(retention) == pytest.approx(survival[1:], rel=1e-9)
    assert retention[0] == pytest.approx(model.beta / (model.alpha + model.beta))


@given(models, st.integers(1, 200))
def test_the_chances_of_all_fates_add_up_to_1(model, last):
    leaving = [model.alpha / (model.alpha + model.beta)]
    for t in range(2, last + 1):
        leaving.append(leaving[-1] * (model.beta + t - 2) / (model.alpha + model.beta + t - 1))
    assert sum(leaving) + model.survival(last) == pytest.approx(1)


def test_a_number_gives_a_number_and_a_column_a_column(model):
    assert isinstance(model.survival(3), float) and isinstance(model.retention(3), float)
    assert model.survival(0) == 1
    whole = model.survival([0, 1, 2, 3])
    assert isinstance(whole, np.ndarray) and whole[3] == model.survival(3)
    assert model.survival(pd.Series([3])).tolist() == [model.survival(3)]
    assert model.survival(10**9) < 1e-5


@pytest.mark.parametrize("t", [-1, 1.5, None, "soon", math.nan, [1, 2.5], [0, -2], True])
def test_a_renewal_that_is_none_is_refused(model, t):
    for curve in (model.survival, model.retention):
        with pytest.raises(BadInput):
            curve(t)
    with pytest.raises(BadInput, match=r"^t: 0 does not fit; .*from 1 on"):
        model.retention(0)
    with pytest.raises(BadInput, match=r'"t", row 1 \(counted from 0\): 0 does not fit'):
        model.retention([3, 0])


# --- what goes in ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [list, tuple, np.array, pd.Series, pl.Series, iter])
def test_counts_of_every_kind_give_the_same(model, regular, kind):
    assert fit_sbg(kind(regular)) == model
    assert fit_sbg(kind([float(count) for count in regular])) == model


@pytest.mark.parametrize(
    ("survivors", "why"),
    [
        ([1000, 631.5, 468], r"survivors after renewal 1 must be a whole number .*631\.5"),
        ([-1, 0, 0], "survivors at the start must be"),
        ([1000, None, 468], "after renewal 1 .*None"),
        ([1000, math.nan, 468], "after renewal 1 .*nan"),
        (["1000", 631, 468], 'at the start .*"1000"'),
        ([1000, 631, 640], "640 survivors after renewal 2, and 631 before it"),
        ([1000, 631], "two renewals at least; got 2 counts"),
        ([], "got 0 counts"),
        (1000, "must be a column"),
        ("1000", "must be a column"),
    ],
)
def test_counts_that_do_not_fit_are_named(survivors: Any, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        fit_sbg(survivors)


@pytest.mark.parametrize(
    ("survivors", "why"),
    [
        ([1000, 1000, 1000], "nobody left"),
        ([0, 0, 0], "there are no customers"),
        ([1000, 0, 0], "nobody renewed even once"),
        ([1600, 800, 400, 200], "does not rise"),
        ([1000, 900, 700, 400], "does not rise"),
        ([1000, 600, 600, 600], "renewed once seems to stay for ever"),
    ],
)
def test_cohorts_that_tell_no_parameters_are_called_so(survivors, why):
    with pytest.raises(CourseError, match=f"no best parameters .*{why}"):
        fit_sbg(survivors)


def test_a_cohort_that_has_all_left_can_be_fitted():
    model = fit_sbg([100, 40, 20, 12, 8, 0, 0])
    assert 0 < model.survival(5) < 0.08


def test_the_model_reads_well(model):
    text = (
        "sBG model of 1,000 customers over 7 renewals: 62.7 % renew the first time, 91.1 % the "
        "last (alpha 0.7041, beta 1.182); log-likelihood −1,680.27"
    )
    assert str(model) == repr(model) == text
    with pytest.raises(dataclasses.FrozenInstanceError):
        model.alpha = 1.0
