"""The BG/NBD and Gamma-Gamma models: against their papers, by hand, and on simulated customers."""

from __future__ import annotations

import dataclasses
import math
import subprocess
import sys
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cem_workbook.data.shipped import load_shipped
from cem_workbook.errors import BadInput, CourseError
from cem_workbook.metrics import _purchase_math
from cem_workbook.metrics._maximum import NoMaximum, maximum
from cem_workbook.metrics.purchase_models import (
    BGNBD,
    GammaGamma,
    fit_bg_nbd,
    fit_gamma_gamma,
)

Floats = npt.NDArray[np.float64]
END = pd.Timestamp("1997-09-30")  # of the 39 weeks on which the papers fit

history = st.integers(0, 40).flatmap(
    lambda x: st.tuples(
        st.just(x),
        st.floats(0.1, 50) if x else st.just(0.0),
        st.floats(0, 50),
    ).map(lambda row: (row[0], row[1], row[1] + row[2]))
)
histories = st.lists(history, min_size=1, max_size=30).filter(lambda rows: any(r[0] for r in rows))
positive = st.floats(0.05, 20)
models = st.builds(BGNBD, positive, positive, positive, positive, st.just(0.0), st.just(1))
spending = st.lists(st.tuples(st.integers(1, 30), st.floats(0.1, 500)), min_size=1, max_size=30)


def columns(rows: list[tuple[float, ...]]) -> list[Floats]:
    return [np.array(column, dtype=float) for column in zip(*rows, strict=True)]


def summary(purchases: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    """Histories in weeks, and the mean amount of the repeat days: the papers' preparation."""
    days = (
        purchases[purchases["date"] <= end]
        .groupby(["customer", "date"], as_index=False)["amount"]
        .sum()
    )
    first = days.groupby("customer")["date"].transform("min")
    repeats = days[days["date"] > first].groupby("customer")["amount"]
    people = days.groupby("customer")["date"].agg(["min", "max", "size"])
    return pd.DataFrame(
        {
            "x": people["size"] - 1,
            "t_x": (people["max"] - people["min"]).dt.days / 7,
            "T": (end - people["min"]).dt.days / 7,
            "z": repeats.mean().reindex(people.index, fill_value=0.0),
        }
    )


@pytest.fixture(scope="module")
def cdnow() -> pd.DataFrame:
    return summary(load_shipped("cdnow"), END)


@pytest.fixture(scope="module")
def bg_nbd(cdnow: pd.DataFrame) -> BGNBD:
    return fit_bg_nbd(cdnow["x"], cdnow["t_x"], cdnow["T"])


@pytest.fixture(scope="module")
def gamma_gamma(cdnow: pd.DataFrame) -> GammaGamma:
    return fit_gamma_gamma(cdnow["x"], cdnow["z"])


def by_hand(parameters: tuple[float, ...], rows: list[tuple[float, ...]]) -> float:
    """Equation (6) of Fader, Hardie and Lee 2005, customer by customer."""
    r, alpha, a, b = parameters

    def log_beta(u: float, v: float) -> float:
        return math.lgamma(u) + math.lgamma(v) - math.lgamma(u + v)

    total = 0.0
    for x, t_x, age in rows:
        shared = math.lgamma(r + x) - math.lgamma(r) + r * math.log(alpha) - log_beta(a, b)
        terms = [shared + log_beta(a, b + x) - (r + x) * math.log(alpha + age)]
        if x:
            stopped = log_beta(a + 1, b + x - 1) - (r + x) * math.log(alpha + t_x)
            terms.append(shared + stopped)
        highest = max(terms)
        total += highest + math.log(sum(math.exp(term - highest) for term in terms))
    return total


def spent_by_hand(parameters: tuple[float, ...], rows: list[tuple[float, ...]]) -> float:
    """Equation (1a) of Fader and Hardie 2013, customer by customer."""
    p, q, gamma = parameters
    return sum(
        math.lgamma(p * x + q)
        - math.lgamma(p * x)
        - math.lgamma(q)
        + q * math.log(gamma)
        + (p * x - 1) * math.log(z)
        + p * x * math.log(x)
        - (p * x + q) * math.log(gamma + x * z)
        for x, z in rows
    )


def simulated(
    seed: int, n: int, parameters: tuple[float, ...], *, weeks: float = 39, ahead: float = 0
) -> tuple[Floats, Floats, Floats, Floats]:
    """Customers of a BG/NBD world: their histories, and their purchases in the time ahead."""
    r, alpha, a, b = parameters
    draw = np.random.default_rng(seed)
    age = weeks - 12 * draw.random(n)
    rate = draw.gamma(r, 1 / alpha, n)
    chance = draw.beta(a, b, n)
    x, last, later, clock = np.zeros((4, n))
    active = np.ones(n, dtype=bool)
    while active.any():
        with np.errstate(divide="ignore"):
            clock[active] += draw.exponential(1, active.sum()) / rate[active]
        active &= clock <= age + ahead
        seen = active & (clock <= age)
        x[seen] += 1
        last[seen] = clock[seen]
        later[active & ~seen] += 1
        active &= draw.random(n) >= chance
    return x, last, age, later


def slopes(function: Any, parameters: tuple[float, ...]) -> list[float]:
    """By the logarithms of the parameters, from differences."""
    step = 1e-5

    def moved(place: int, by: float) -> float:
        changed = list(parameters)
        changed[place] *= math.exp(by)
        return float(function(tuple(changed)))

    return [
        (moved(place, step) - moved(place, -step)) / (2 * step) for place in range(len(parameters))
    ]


# --- the papers -----------------------------------------------------------------------------


def test_the_bg_nbd_model_of_cdnow_is_the_published_one(cdnow: pd.DataFrame) -> None:
    """The course's fact sheet, section 5; the authors' file has weeks with two decimals."""
    weeks = cdnow.round(2)
    model = fit_bg_nbd(weeks["x"], weeks["t_x"], weeks["T"])
    assert model.n == 2357 and weeks["T"].max() == 38.86
    assert [round(v, 5) for v in (model.r, model.alpha, model.a, model.b)] == [
        0.24259,
        4.41353,
        0.79289,
        2.42575,
    ]
    assert round(model.log_likelihood, 4) == -9582.4256
    first = weeks.loc[1]
    assert (first["x"], first["t_x"], first["T"]) == (2, 30.43, 38.86)
    assert round(model.expected_purchases(39, 2, 30.43, 38.86), 4) == 1.2259
    assert round(model.p_alive(2, 30.43, 38.86), 5) == 0.72661


def test_without_rounding_the_weeks_it_hardly_moves(bg_nbd: BGNBD) -> None:
    assert bg_nbd.r == pytest.approx(0.24259, abs=1e-5)
    assert bg_nbd.alpha == pytest.approx(4.41353, abs=1e-4)
    assert bg_nbd.a == pytest.approx(0.79289, abs=1e-4)
    assert bg_nbd.b == pytest.approx(2.42575, abs=2e-4)
    assert bg_nbd.log_likelihood == pytest.approx(-9582.4256, abs=0.004)


def test_the_gamma_gamma_model_of_cdnow_is_the_published_one(
    cdnow: pd.DataFrame, gamma_gamma: GammaGamma
) -> None:
    """The course's fact sheet, section 5; in the authors' file, half a cent is rounded up."""
    model = fit_gamma_gamma(cdnow["x"], np.floor(100 * cdnow["z"] + 0.5 + 1e-9) / 100)
    assert model.n == 946
    assert round(model.p, 4) == 6.2488
    assert round(model.q, 4) == 3.7446
    assert round(model.gamma, 3) == 15.448
    assert round(model.log_likelihood, 2) == -4055.92
    assert round(model.mean, 2) == 35.17
    unrounded = (gamma_gamma.p, gamma_gamma.q, gamma_gamma.gamma)
    assert unrounded == pytest.approx((model.p, model.q, model.gamma), rel=1e-3)
    assert round(gamma_gamma.mean, 2) == 35.17


def test_the_forecast_follows_what_the_customers_of_cdnow_did(
    cdnow: pd.DataFrame, bg_nbd: BGNBD
) -> None:
    """In the fitted half the curve is close; in the half ahead it falls somewhat short."""
    whole = summary(load_shipped("cdnow"), pd.Timestamp("1998-06-30"))
    fitted = bg_nbd.expected_from_start(cdnow["T"]).sum()
    assert fitted == pytest.approx(cdnow["x"].sum(), rel=0.02)
    ahead = bg_nbd.expected_purchases(39, cdnow["x"], cdnow["t_x"], cdnow["T"])
    came = whole["x"] - cdnow["x"]
    assert 0.8 * came.sum() < ahead.sum() < came.sum()
    assert np.corrcoef(ahead, came)[0, 1] > 0.6


# --- the log-likelihoods --------------------------------------------------------------------


@given(histories, st.tuples(positive, positive, positive, positive))
def test_the_likelihood_of_grouped_histories_is_that_of_single_ones(
    rows: list[tuple[float, ...]], parameters: tuple[float, ...]
) -> None:
    repeated = rows * 3 + rows[:1]
    height, slope, _ = _purchase_math.bg_nbd(*columns(repeated))(np.array(parameters))
    assert height == pytest.approx(by_hand(parameters, repeated), rel=1e-9, abs=1e-9)
    expected = slopes(lambda other: by_hand(other, repeated), parameters)
    assert slope * parameters == pytest.approx(expected, rel=1e-4, abs=1e-3)


@given(spending, st.tuples(positive, positive, positive))
def test_the_same_for_what_they_spent(
    rows: list[tuple[float, ...]], parameters: tuple[float, ...]
) -> None:
    repeated = rows * 3 + rows[:1]
    height, slope, _ = _purchase_math.gamma_gamma(*columns(repeated))(np.array(parameters))
    assert height == pytest.approx(spent_by_hand(parameters, repeated), rel=1e-9, abs=1e-7)
    expected = slopes(lambda other: spent_by_hand(other, repeated), parameters)
    assert slope * parameters == pytest.approx(expected, rel=1e-4, abs=1e-2)


@given(st.data())
def test_the_curvatures_are_those_of_the_slopes(data: st.DataObject) -> None:
    if data.draw(st.booleans()):
        likelihood = _purchase_math.bg_nbd(*columns(data.draw(histories)))
        parameters = np.array([data.draw(positive) for _ in range(4)])
    else:
        likelihood = _purchase_math.gamma_gamma(*columns(data.draw(spending)))
        parameters = np.array([data.draw(positive) for _ in range(3)])
    _, slope, curvature = likelihood(parameters)
    assert curvature == pytest.approx(curvature.T, rel=1e-12)
    step = 1e-5 * parameters
    for place, size in enumerate(step):
        change = np.zeros_like(step)
        change[place] = size
        ahead, back = likelihood(parameters + change)[1], likelihood(parameters - change)[1]
        scale = np.abs(slope).max() / parameters.min() + np.abs(curvature).max()
        assert (ahead - back) / (2 * size) == pytest.approx(curvature[place], abs=1e-6 * scale)


# --- the fit --------------------------------------------------------------------------------


@given(st.lists(st.floats(-2, 2), min_size=4, max_size=4))
def test_no_other_parameters_make_cdnow_likelier(bg_nbd, gamma_gamma, cdnow, moves):
    found = (bg_nbd.r, bg_nbd.alpha, bg_nbd.a, bg_nbd.b)
    likelihood = _purchase_math.bg_nbd(*(cdnow[c].to_numpy(float) for c in ("x", "t_x", "T")))
    assert likelihood(np.array(found))[0] == pytest.approx(bg_nbd.log_likelihood, abs=1e-9)
    others = np.array(found) * np.exp(moves)
    assert likelihood(others)[0] <= bg_nbd.log_likelihood + 1e-9

    again = cdnow[cdnow["x"] > 0]
    spent = _purchase_math.gamma_gamma(again["x"].to_numpy(float), again["z"].to_numpy())
    others = np.array([gamma_gamma.p, gamma_gamma.q, gamma_gamma.gamma]) * np.exp(moves[:3])
    assert spent(others)[0] <= gamma_gamma.log_likelihood + 1e-9


def test_at_the_fit_the_slopes_are_zero(bg_nbd, gamma_gamma, cdnow):
    rows = list(cdnow[["x", "t_x", "T"]].itertuples(index=False, name=None))
    found = (bg_nbd.r, bg_nbd.alpha, bg_nbd.a, bg_nbd.b)
    assert slopes(lambda p: by_hand(p, rows), found) == pytest.approx([0] * 4, abs=1e-3)
    rows = list(cdnow.loc[cdnow["x"] > 0, ["x", "z"]].itertuples(index=False, name=None))
    found = (gamma_gamma.p, gamma_gamma.q, gamma_gamma.gamma)
    assert slopes(lambda p: spent_by_hand(p, rows), found) == pytest.approx([0] * 3, abs=1e-3)


@given(st.lists(st.floats(-0.7, 0.7), min_size=4, max_size=4))
def test_other_starts_lead_to_the_same_place(bg_nbd, cdnow, moves):
    likelihood = _purchase_math.bg_nbd(*(cdnow[c].to_numpy(float) for c in ("x", "t_x", "T")))
    parameters, height = maximum(likelihood, np.array([0.5, 8, 1, 3]) * np.exp(moves))
    expected = [bg_nbd.r, bg_nbd.alpha, bg_nbd.a, bg_nbd.b]
    assert parameters == pytest.approx(expected, rel=1e-6)
    assert height == pytest.approx(bg_nbd.log_likelihood, abs=1e-8)


@pytest.mark.parametrize("unit", [1 / 52, 7, 1e4])
def test_the_unit_of_time_changes_alpha_alone(bg_nbd, cdnow, unit):
    other = fit_bg_nbd(cdnow["x"], cdnow["t_x"] * unit, cdnow["T"] * unit)
    assert (other.r, other.a, other.b) == pytest.approx((bg_nbd.r, bg_nbd.a, bg_nbd.b), rel=1e-6)
    assert other.alpha == pytest.approx(bg_nbd.alpha * unit, rel=1e-6)
    shift = cdnow["x"].sum() * math.log(unit)
    assert other.log_likelihood == pytest.approx(bg_nbd.log_likelihood - shift, rel=1e-10)
    ahead = other.expected_purchases(39 * unit, 2, 30.43 * unit, 38.86 * unit)
    assert ahead == pytest.approx(bg_nbd.expected_purchases(39, 2, 30.43, 38.86), rel=1e-6)


@pytest.mark.parametrize("unit", [0.01, 30])
def test_the_unit_of_money_changes_gamma_alone(gamma_gamma, cdnow, unit):
    other = fit_gamma_gamma(cdnow["x"], cdnow["z"] * unit)
    assert (other.p, other.q) == pytest.approx((gamma_gamma.p, gamma_gamma.q), rel=1e-6)
    assert other.gamma == pytest.approx(gamma_gamma.gamma * unit, rel=1e-6)
    assert other.mean == pytest.approx(gamma_gamma.mean * unit, rel=1e-6)
    shift = gamma_gamma.n * math.log(unit)
    assert other.log_likelihood == pytest.approx(gamma_gamma.log_likelihood - shift, rel=1e-10)


def test_neither_order_nor_number_of_the_customers_matters(bg_nbd, cdnow):
    mixed = cdnow.sample(frac=1, random_state=4)
    other = fit_bg_nbd(mixed["x"], mixed["t_x"], mixed["T"])
    assert other.alpha == pytest.approx(bg_nbd.alpha, rel=1e-9)
    twice = pd.concat([cdnow, cdnow])
    other = fit_bg_nbd(twice["x"], twice["t_x"], twice["T"])
    assert other.b == pytest.approx(bg_nbd.b, rel=1e-9)
    assert other.log_likelihood == pytest.approx(2 * bg_nbd.log_likelihood, rel=1e-12)
    assert other.n == 2 * bg_nbd.n
    assert fit_bg_nbd(cdnow["x"], cdnow["t_x"], cdnow["T"]) == bg_nbd, "to the last digit"


@pytest.mark.parametrize(
    ("seed", "truth"),
    [(1, (0.25, 4.5, 0.8, 2.4)), (2, (1.5, 12.0, 0.5, 4.0)), (3, (0.6, 3.0, 2.0, 1.5))],
)
def test_the_parameters_of_simulated_customers_are_found_again(seed, truth):
    x, last, age, _ = simulated(seed, 20_000, truth)
    model = fit_bg_nbd(x, last, age)
    found = np.array([model.r, model.alpha, model.a, model.b])
    _, _, curvature = _purchase_math.bg_nbd(x, last, age)(found)
    errors = np.sqrt(np.diag(np.linalg.inv(-curvature)))
    assert (np.abs(found - truth) < 4 * errors).all()
    assert (errors < 0.2 * np.array(truth)).all(), "and the errors are small"


def test_the_forecast_of_simulated_customers_comes_true():
    truth = (0.6, 6.0, 0.8, 3.0)
    x, last, age, later = simulated(5, 30_000, truth, ahead=30)
    model = fit_bg_nbd(x, last, age)
    expected = model.expected_purchases(30, x, last, age)
    for few in (x == 0, x == 1, (x > 1) & (last < age / 2), x > 4):
        error = np.std(later[few] - expected[few]) / math.sqrt(few.sum())
        assert abs(later[few].mean() - expected[few].mean()) < 4 * error
    assert model.expected_from_start(age).mean() == pytest.approx(x.mean(), rel=0.02)


def test_spending_of_simulated_customers_is_found_again():
    draw = np.random.default_rng(9)
    truth = np.array([5.0, 4.0, 20.0])
    x = draw.geometric(0.3, 20_000).astype(float)
    mean = draw.gamma(5 * x, 1 / (x * draw.gamma(4, 1 / 20, 20_000)))
    model = fit_gamma_gamma(x, mean)
    found = np.array([model.p, model.q, model.gamma])
    _, _, curvature = _purchase_math.gamma_gamma(x, mean)(found)
    errors = np.sqrt(np.diag(np.linalg.inv(-curvature)))
    assert (np.abs(found - truth) < 4 * errors).all() and (errors < 0.1 * truth).all()
    assert model.mean == pytest.approx(5 * 20 / 3, rel=0.02)


def test_where_the_first_climb_runs_away_a_higher_place_is_still_found():
    """Of 47 customers, ten came back once and one three times."""
    x = np.array([0] * 36 + [1] * 10 + [3], dtype=float)
    last = np.array([0] * 36 + [1, 1, 1, 1, 2, 2, 3, 4, 7, 29, 15], dtype=float)
    age = np.full(47, 34.0)
    likelihood = _purchase_math.bg_nbd(x, last, age)
    with pytest.raises(NoMaximum) as away:
        maximum(likelihood, [0.5, 0.25 * age.sum() / x.sum(), 1, 3])
    model = fit_bg_nbd(x, last, age)
    assert model.log_likelihood > likelihood(away.value.parameters)[0] + 5
    rows = list(zip(x, last, age, strict=True))
    found = (model.r, model.alpha, model.a, model.b)
    assert slopes(lambda p: by_hand(p, rows), found) == pytest.approx([0] * 4, abs=1e-5)


def test_a_hill_lower_than_where_the_climb_runs_away_is_no_maximum():
    def likelihood(parameters: Floats) -> tuple[float, Floats, Floats]:
        """A hill of height 1 at e^-4, on a slope that rises to the right without end."""
        u = math.log(parameters[0])
        hill = math.exp(-((u + 4) ** 2))
        first = -2 * (u + 4) * hill + 0.5
        second = (4 * (u + 4) ** 2 - 2) * hill
        by = 1 / parameters[0]
        return hill + 0.5 * u, np.array([first * by]), np.array([[(second - first) * by**2]])

    _, height = maximum(likelihood, [math.exp(-4)])
    assert -1.1 < height < -0.9
    with pytest.raises(NoMaximum) as away:
        maximum(likelihood, [1.0], [math.exp(-4)])
    assert away.value.parameters > 1e4


def test_a_place_without_slope_is_no_maximum_by_that_alone():
    def likelihood(parameters: Floats) -> tuple[float, Floats, Floats]:
        """Two hills, at e^-1 and e, and a hollow between them, at 1."""
        u = math.log(parameters[0])
        first, second = 4 * u - 4 * u**3, 4 - 12 * u**2
        by = 1 / parameters[0]
        return 2 * u**2 - u**4, np.array([first * by]), np.array([[(second - first) * by**2]])

    with pytest.raises(NoMaximum):
        maximum(likelihood, [1.0])
    found, height = maximum(likelihood, [1.01])
    assert (found[0], height) == pytest.approx((math.e, 1))


# --- forecasts ------------------------------------------------------------------------------


def as_a_series(model: BGNBD, t: float, x: int, age: float) -> float:
    """Purchases while active: the sum over k of the chance to make the k-th one and to get there.

    Numbers of purchases of a negative binomial distribution, times E[(1 - p)^(k - 1)].
    """
    shape, share = model.r + x, t / (model.alpha + age + t)
    chance = math.exp(shape * math.log1p(-share))  # of none
    more, goes_on, total = -math.expm1(shape * math.log1p(-share)), 1.0, 0.0
    for k in range(100_000):
        total += goes_on * more
        chance *= (shape + k) / (k + 1) * share
        more -= chance
        goes_on *= (model.b + x + k) / (model.a + model.b + x + k)
        if more < 1e-13:
            break
    return total


@given(models, st.floats(0.1, 200), history)
def test_a_forecast_is_the_sum_over_the_purchases(model, t, row):
    x, last, age = row
    assume(t / (model.alpha + age) < 200)  # the series is slow beyond
    expected = as_a_series(model, t, x, age) * model.p_alive(x, last, age)
    assert model.expected_purchases(t, x, last, age) == pytest.approx(expected, rel=1e-7, abs=1e-8)


@pytest.mark.parametrize(
    ("a", "b"), [(1.0, 2.4), (1 + 1e-12, 2.4), (1 - 1e-7, 0.5), (0.4, 0.6), (0.3, 0.5), (0.7, 0.3)]
)
@pytest.mark.parametrize("x", [0, 1, 12])
def test_the_bad_spots_of_the_closed_form_are_none_here(a, b, x):
    """At a = 1, and at a + b = 1 without a repeat purchase, it divides nothing by nothing."""
    model = BGNBD(0.25, 4.4, a, b, 0.0, 1)
    last = 20.0 if x else 0.0
    for t in (0.5, 39.0, 500.0):
        expected = as_a_series(model, t, x, 38.0) * model.p_alive(x, last, 38.0)
        assert model.expected_purchases(t, x, last, 38.0) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("parameters", "x", "t"),
    [
        ((0.455, 1.0, 648.0, 1.63), 300, 24.3),
        ((0.018, 1.0, 90.7, 0.017), 0, 7720.0),
        ((9.65, 1.0, 382.7, 0.28), 2, 11.5),
        ((700.0, 1.0, 0.916, 0.084), 0, 0.43),
        ((0.25, 1.0, 1e-4, 3e4), 12, 3.0),
    ],
)
def test_extreme_customers_are_forecast_too(parameters, x, t):
    """Where the rate cannot be written as a number in one form, or falls at once."""
    model = BGNBD(*parameters, 0.0, 1)
    given = (np.array([value], dtype=float) for value in (t, x, 0))
    found = _purchase_math.purchases_while_active(parameters, *given)
    assert found[0] == pytest.approx(as_a_series(model, t, x, 0), rel=1e-7)


@given(
    st.builds(
        BGNBD, positive, positive, st.floats(0.1, 0.9), st.floats(1, 9), st.just(0.0), st.just(1)
    ),
    st.floats(1, 100),
    history,
)
def test_it_is_the_closed_form_of_the_paper(model, t, row):
    """Equation (10), where it can be computed as it stands."""
    from scipy.special import hyp2f1

    x, last, age = row
    whole = model.a + model.b + x - 1
    left = ((model.alpha + age) / (model.alpha + age + t)) ** (model.r + x)
    left *= hyp2f1(model.r + x, model.b + x, whole, t / (model.alpha + age + t))
    stopped = 0.0
    if x:
        stopped = ((model.alpha + age) / (model.alpha + last)) ** (model.r + x)
        stopped *= model.a / (model.b + x - 1)
    expected = whole / (model.a - 1) * (1 - left) / (1 + stopped)
    assume(math.isfinite(expected))
    assert model.expected_purchases(t, x, last, age) == pytest.approx(expected, rel=1e-7, abs=1e-9)


@given(models, history, st.floats(0, 1e6), st.floats(0, 1e6))
def test_forecasts_grow_with_the_time_ahead_and_from_nothing(model, row, some, more):
    assert model.expected_purchases(0, *row) == 0
    t = np.sort([some, some + more])
    near, far = model.expected_purchases(t, *row)
    assert 0 <= near <= far * (1 + 1e-9) < math.inf
    assert far <= (model.r + row[0]) / (model.alpha + row[2]) * t[1] * (1 + 1e-9), "if none stopped"


@given(models, st.floats(0, 500))
def test_a_new_customer_has_no_history(model, t):
    assert model.expected_from_start(t) == model.expected_purchases(t, 0, 0, 0)


@given(models, st.floats(0, 1e4))
def test_who_has_not_bought_again_is_still_there_to_the_model(model, age):
    assert model.p_alive(0, 0, age) == 1


@given(models, history.filter(lambda row: row[0] > 0), st.floats(0.1, 100))
def test_silence_speaks_for_having_stopped(model, row, more):
    x, last, age = row
    now, later = model.p_alive(x, last, age), model.p_alive(x, last, age + more)
    assert 0 <= later < now <= 1 or later == now == 0
    earlier = model.p_alive(x, last / 2, age)
    assert earlier < now or earlier == now == 0
    just_now = model.p_alive(x, age, age)
    assert just_now == pytest.approx(1 / (1 + model.a / (model.b + x - 1)))


@given(models, history.filter(lambda row: row[0] > 0))
def test_the_chance_of_being_active_is_its_share_of_the_likelihood(model, row):
    """Bayes: the part of a customer's likelihood that comes from not having stopped."""
    parameters = (model.r, model.alpha, model.a, model.b)
    r, alpha, a, b = parameters
    x, _, age = row
    active = (
        math.lgamma(r + x) - math.lgamma(r) + r * math.log(alpha) - (r + x) * math.log(alpha + age)
        + math.lgamma(a + b) - math.lgamma(b) + math.lgamma(b + x) - math.lgamma(a + b + x)
    )  # fmt: skip
    share = math.exp(active - by_hand(parameters, [row]))
    assert model.p_alive(*row) == pytest.approx(share, rel=1e-7, abs=1e-12)


positive_models = st.builds(
    GammaGamma, positive, st.floats(1.1, 20), positive, st.just(0.0), st.just(1)
)


@given(positive_models, st.integers(1, 40), st.floats(0.1, 500))
def test_an_expected_amount_lies_between_their_own_and_that_of_all(model, x, z):
    amount = model.expected_value(x, z)
    low, high = sorted([z, model.mean])
    assert low * (1 - 1e-12) <= amount <= high * (1 + 1e-12)
    own = model.p * x / (model.p * x + model.q - 1)
    assert amount == pytest.approx(own * z + (1 - own) * model.mean)
    assert abs(model.expected_value(x + 1, z) - z) <= abs(amount - z) + 1e-9 * z, "more purchases"
    assert model.expected_value(0, z) == model.expected_value(0, 0) == pytest.approx(model.mean)


def test_a_mean_without_a_bound_says_so():
    model = GammaGamma(5.0, 0.8, 20.0, -1.0, 10)
    assert model.mean == math.inf and "no bound" in str(model)
    assert model.expected_value([0, 4], [0, 30])[0] == math.inf
    assert math.isfinite(model.expected_value(4, 30))


# --- what goes in ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [list, tuple, np.array, pd.Series, pl.Series, iter, "Int64"])
def test_columns_of_every_kind_give_the_same(bg_nbd, gamma_gamma, cdnow, kind):
    def column(name: str) -> Any:
        if kind == "Int64":
            return cdnow[name].convert_dtypes()
        return kind(cdnow[name].tolist())

    assert fit_bg_nbd(column("x"), column("t_x"), column("T")) == bg_nbd
    assert fit_gamma_gamma(column("x"), column("z")) == gamma_gamma
    ahead = bg_nbd.expected_purchases(39, column("x"), column("t_x"), column("T"))
    assert isinstance(ahead, np.ndarray) and ahead.shape == (2357,)
    assert ahead[0] == bg_nbd.expected_purchases(39, *cdnow.loc[1, ["x", "t_x", "T"]])


def test_one_number_holds_for_all(bg_nbd):
    one = bg_nbd.expected_purchases(39, 2, 30, 38)
    assert isinstance(one, float) and isinstance(bg_nbd.p_alive(2, 30, 38), float)
    assert isinstance(bg_nbd.expected_from_start(np.float64(3)), float)
    assert bg_nbd.expected_purchases([39, 39], 2, [30, 30], 38).tolist() == [one, one]
    curve = bg_nbd.expected_from_start(range(79))
    assert curve.shape == (79,) and curve[0] == 0 and (np.diff(curve) > 0).all()
    assert (np.diff(curve, 2) < 0).all(), "ever slower, as people stop"
    assert bg_nbd.p_alive([], [], []).tolist() == []
    assert bg_nbd.expected_purchases(39, [], [], []).tolist() == []


def test_many_histories_are_taken_in_blocks(monkeypatch, bg_nbd, cdnow):
    whole = bg_nbd.expected_purchases(39, cdnow["x"], cdnow["t_x"], cdnow["T"])
    monkeypatch.setattr(_purchase_math, "_BLOCK", 7)
    blocks = bg_nbd.expected_purchases(39, cdnow["x"], cdnow["t_x"], cdnow["T"])
    assert blocks == pytest.approx(whole, rel=1e-12)


def test_those_who_bought_once_tell_nothing_about_amounts(gamma_gamma, cdnow):
    again = cdnow[cdnow["x"] > 0]
    assert fit_gamma_gamma(again["x"], again["z"]) == gamma_gamma


GOOD: dict[str, list[Any]] = {
    "frequency": [0, 1, 2, 0, 5, 1],
    "recency": [0, 4, 9, 0, 30, 12],
    "T": [30, 31, 32, 33, 34, 35],
}


@pytest.mark.parametrize(
    ("column", "row", "value", "rule"),
    [
        ("frequency", 1, 1.5, "whole number"),
        ("frequency", 2, -1, "0 or more"),
        ("frequency", 4, 2_000_000, "1,000,000"),
        ("recency", 4, 34.5, "cannot be more than T"),
        ("recency", 3, 2, r"frequency 0\), recency is 0"),
        ("recency", 1, 0, "recency above 0"),
        ("recency", 2, None, "a missing value"),
        ("recency", 2, math.nan, "a missing value"),
        ("recency", 2, "9", '"9" does not fit'),
        ("T", 5, math.inf, "0 or more"),
        ("T", 5, True, "True does not fit"),
        ("T", 5, 10**400, "0 or more"),
        ("T", 0, -3.5, "−3.5 does not fit"),
        ("T", 0, Decimal("-3.5"), "-3.5 does not fit"),
        ("T", 0, Decimal("NaN"), "a missing value"),
    ],
)
def test_a_row_that_does_not_fit_is_named(bg_nbd, column, row, value, rule):
    given = {name: list(values) for name, values in GOOD.items()}
    given[column][row] = value
    where = rf'Column "{column}", row {row} \(counted from 0\)'
    for refused in (
        lambda: fit_bg_nbd(**given),
        lambda: bg_nbd.p_alive(**given),
        lambda: bg_nbd.expected_purchases(39, **given),
    ):
        with pytest.raises(BadInput, match=where) as caught:
            refused()
        assert caught.match(rule) and caught.match("Rows that do not fit: 1")


def test_a_labelled_row_is_named_by_its_label(bg_nbd):
    given = pd.DataFrame(GOOD, index=list("abcdef"))
    given.loc["c", "recency"] = 99
    given.loc["d", "recency"] = 99
    with pytest.raises(BadInput, match=r'labelled "c": 99 .*Rows that do not fit: 2'):
        fit_bg_nbd(given["frequency"], given["recency"], given["T"])


def test_a_single_number_that_does_not_fit_is_named(bg_nbd, gamma_gamma):
    with pytest.raises(BadInput, match=r"^recency: 40 does not fit; .*cannot be more than T"):
        bg_nbd.p_alive(2, 40, 38)
    with pytest.raises(BadInput, match=r"^t: −1 does not fit"):
        bg_nbd.expected_from_start(-1.0)
    with pytest.raises(BadInput, match=r"^value: 0 does not fit"):
        gamma_gamma.expected_value(2, 0)
    with pytest.raises(BadInput, match="must be a column"):
        bg_nbd.expected_from_start("soon")


def test_columns_of_different_lengths_are_refused(bg_nbd):
    with pytest.raises(BadInput, match=r"frequency, recency, T .* lengths are 6, 6, 5"):
        fit_bg_nbd(GOOD["frequency"], GOOD["recency"], GOOD["T"][:5])
    with pytest.raises(BadInput, match="one entry a customer"):
        bg_nbd.expected_purchases([1, 2], **GOOD)
    with pytest.raises(BadInput, match="column"):
        fit_bg_nbd(2, 30, 38)


@pytest.mark.parametrize("value", [0, -4, None, math.nan])
def test_an_amount_that_does_not_fit_is_named(value):
    with pytest.raises(BadInput, match=r'"value", row 2 \(counted from 0\)'):
        fit_gamma_gamma([0, 1, 2, 3, 4, 1], [0, 20, value, 22, 25, 31])
    with pytest.raises(BadInput, match="whole"):
        fit_gamma_gamma([0, 1, 2.5, 3, 4, 1], [0, 20, 20, 22, 25, 31])


# --- what cannot be fitted ------------------------------------------------------------------


def test_too_few_customers_are_told(cdnow):
    few = cdnow.head(4)
    with pytest.raises(BadInput, match="at least 5 customers; there are 4"):
        fit_bg_nbd(few["x"], few["t_x"], few["T"])
    with pytest.raises(BadInput, match="at least 4 customers with a repeat purchase; there are 2"):
        fit_gamma_gamma([0, 0, 0, 0, 1, 2], [0, 0, 0, 0, 10, 12])
    with pytest.raises(BadInput, match="there are 0"):
        fit_bg_nbd([], [], [])


def test_nobody_bought_again():
    with pytest.raises(CourseError, match="nobody bought again"):
        fit_bg_nbd([0] * 9, [0] * 9, range(9))


def limits() -> dict[str, list[Floats]]:
    """Customers made up without chance, each lot alike in another way."""
    end = np.full(1000, 40.0)
    many = np.tile([1, 2, 3, 5, 8, 13, 21, 30, 0, 0], 100).astype(float)
    once = np.tile([0.0, 1.0], 500)
    gap = np.tile(np.linspace(2, 9, 50), 20)
    third = np.minimum(3, np.floor(40 / gap))
    spread = np.tile([1, 1, 2, 4, 6, 9, 9, 9, 9, 9], 100).astype(float)
    first_or_never = np.where(np.arange(1000) % 2, 1, many)
    return {
        "nobody seems to stop": [many, 39.9 * (many > 0), end],
        "more than once again": [once, once * 3, end],
        "stop with the same chance": [third, third * gap, end],
        "stop after their first repeat purchase, or never": [
            first_or_never,
            np.where(np.arange(1000) % 2, 2, 39.9 * (many > 0)),
            end,
        ],
        "buy at the same rate": [spread, spread * 4.1, end],
    }


@pytest.mark.parametrize("why", limits())
def test_customers_who_are_alike_are_called_so(why):
    with pytest.raises(CourseError, match=why) as caught:
        fit_bg_nbd(*limits()[why])
    assert "Take more customers" in str(caught.value)


def test_amounts_that_are_alike_are_called_so():
    from scipy.stats import gamma

    x = np.tile(np.arange(1, 11), 100)
    shares = (np.arange(100) + 0.5) / 100
    own = np.repeat(20 / gamma.ppf(shares, 4), 10)  # whatever x, so nothing averages out
    with pytest.raises(CourseError, match="the same each time"):
        fit_gamma_gamma(x, own)
    shape = 3 * np.arange(1, 11)[:, None]
    means = 20 * gamma.ppf(shares, shape) / shape  # of x amounts from one and the same till
    with pytest.raises(CourseError, match="do not seem to differ"):
        fit_gamma_gamma(np.repeat(np.arange(1, 11), 100), means.ravel())
    with pytest.raises(CourseError, match="Gamma-Gamma"):
        fit_gamma_gamma([1, 2, 3, 4, 5], [20] * 5)


# --- what comes out -------------------------------------------------------------------------


def test_models_read_well(bg_nbd, gamma_gamma):
    assert (
        str(bg_nbd)
        == repr(bg_nbd)
        == (
            "BG/NBD model of 2,357 customers: while active they buy 0.055 times in a unit of time on "
            "average (r 0.2426, alpha 4.414); after a repeat purchase 24.6 % stop for good "
            "(a 0.7929, b 2.426); log-likelihood −9,582.43"
        )
    )
    assert (
        str(gamma_gamma)
        == repr(gamma_gamma)
        == (
            "Gamma-Gamma model of 946 repeat buyers: mean amount 35.17 "
            "(p 6.25, q 3.744, gamma 15.44); log-likelihood −4,055.92"
        )
    )
    for model in (bg_nbd, gamma_gamma):
        with pytest.raises(dataclasses.FrozenInstanceError):
            model.n = 1  # type: ignore[misc]


def test_scipy_waits_until_it_is_needed():
    code = (
        "import sys\n"
        "from cem_workbook.metrics.purchase_models import fit_bg_nbd\n"
        "from cem_workbook.metrics.contract_model import fit_sbg\n"
        "fit_sbg([1000, 631, 468, 382])\n"
        "assert not {'scipy', 'pandas'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
