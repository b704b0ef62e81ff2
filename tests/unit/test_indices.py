"""Satisfaction indices: published figures, bounds, weights, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.errors import BadInput
from cem_workbook.metrics.indices import (
    ECSI_PARTS,
    ECSI_SPLIT,
    OHIO_WEIGHTS,
    acsi,
    csi,
    ecsi,
    swics,
)

on_ten = st.floats(1, 10)
on_hundred = st.floats(0, 100)
weights_of_three = st.lists(st.floats(0, 1e6), min_size=3, max_size=3).filter(any)
columns = st.lists(st.integers(1, 10), min_size=1, max_size=30)


# --- published figures (facts.md 5) -----------------------------------------------------------


def test_the_published_score_of_the_american_index():
    assert acsi(8, 7, 7, weights=OHIO_WEIGHTS).value == pytest.approx(70.983, abs=0.0005)
    assert acsi(8, 7, 7).value == pytest.approx(70.370, abs=0.0005)


@given(on_ten, on_ten, on_ten, weights_of_three)
def test_the_published_formula_of_the_american_index(x1, x2, x3, weights):
    w1, w2, w3 = (weight / sum(weights) for weight in weights)
    formula = ((x1 - 1) * w1 + (x2 - 1) * w2 + (x3 - 1) * w3) / 9 * 100
    assert acsi(x1, x2, x3, weights=weights).value == pytest.approx(formula, abs=1e-9)


# --- what must always hold --------------------------------------------------------------------


@given(on_hundred, on_hundred, on_hundred, weights_of_three)
def test_the_value_lies_between_its_parts(a, b, c, weights):
    index = swics(a, b, c, weights=weights)
    heard = [index.parts[name] for name, share in index.weights.items() if share]
    assert 0 <= index.value <= 100
    assert min(heard) <= index.value <= max(heard)
    assert sum(index.weights.values()) == pytest.approx(1)
    assert sum(index.contributions.values()) == pytest.approx(index.value)


@given(on_hundred, on_hundred, on_hundred, st.integers(0, 2), st.floats(0, 50), weights_of_three)
def test_a_better_part_never_makes_it_worse(a, b, c, which, more, weights):
    before, after = [a, b, c], [a, b, c]
    after[which] = min(100, after[which] + more)
    low, high = swics(*before, weights=weights), swics(*after, weights=weights)
    assert high.value >= low.value - 1e-9
    gained = list(low.weights.values())[which] * (after[which] - before[which])
    assert high.value - low.value == pytest.approx(gained, abs=1e-9)


@given(on_ten, on_ten, on_ten, weights_of_three, st.floats(0.001, 1000))
def test_only_the_proportions_of_the_weights_count(a, b, c, weights, factor):
    scaled = [weight * factor for weight in weights]
    if any(weight == 0 and plain for weight, plain in zip(scaled, weights, strict=True)):
        return  # smaller than any number the machine has
    assert acsi(a, b, c, weights=scaled).value == pytest.approx(
        acsi(a, b, c, weights=weights).value, abs=1e-9
    )


@given(on_hundred, on_hundred, on_hundred, st.floats(0.1, 1e6))
def test_equal_weights_are_no_weights(a, b, c, weight):
    index = swics(a, b, c)
    assert index.value == pytest.approx((a + b + c) / 3)
    assert swics(a, b, c, weights=[weight] * 3).value == pytest.approx(index.value)


@given(columns, columns, columns)
def test_columns_give_what_their_means_give(first, second, third):
    index = acsi(first, np.array(second), pd.Series(third))
    means = [sum(column) / len(column) for column in (first, second, third)]
    assert index.value == pytest.approx(acsi(*means).value)
    assert index.n == min(map(len, (first, second, third)))
    assert acsi(*means).n is None


@given(st.lists(st.tuples(*[st.integers(1, 10)] * 3), min_size=1, max_size=20), weights_of_three)
def test_the_index_of_all_is_the_mean_of_each_customers_index(people, weights):
    a, b, c = zip(*people, strict=True)
    each = [acsi(*person, weights=weights).value for person in people]
    assert acsi(a, b, c, weights=weights).value == pytest.approx(sum(each) / len(each))


@given(columns)
def test_another_scale_moves_nothing_but_its_ends(answers):
    shifted = [2 * answer - 7 for answer in answers]  # 1 to 10 becomes -5 to 13
    other = acsi(shifted, shifted, shifted, low=-5, high=13)
    assert other.value == pytest.approx(acsi(answers, answers, answers).value)


def test_the_ends():
    assert acsi(1, 1, 1).value == 0
    assert acsi(10, 10, 10).value == 100
    assert acsi([10, 10], [10], [10], weights=[0.1, 0.2, 0.7]).value == 100


# --- which parts there are --------------------------------------------------------------------


def test_quality_in_two_halves_weighs_twice():
    """Six parts as listed in [004], seven as the European index has them (I-50)."""
    listed = dict.fromkeys(ECSI_PARTS, 80.0) | {"quality": 20.0}
    split = {name: 80.0 for name in ECSI_PARTS if name != "quality"}
    split |= dict.fromkeys(ECSI_SPLIT, 20.0)
    six, seven = ecsi(listed), ecsi(split)
    assert (len(six.parts), len(seven.parts)) == (6, 7)
    assert six.value == pytest.approx(80 - 60 / 6)
    assert seven.value == pytest.approx(80 - 60 * 2 / 7)
    assert "Parts without" not in six.note + seven.note


def test_a_part_that_nobody_was_asked_about_is_named():
    index = ecsi({"satisfaction": 70, "loyalty": 60, "service quality": 50})
    assert index.value == pytest.approx(60)
    assert "image, expectations, product quality, value." in index.note
    assert "quality" in ecsi({"satisfaction": 70}).note


def test_importance_weighs_satisfaction():
    satisfaction = {"hours": 9, "staff": [4, 5, 6]}
    index = csi(satisfaction, {"staff": 3, "hours": 1})
    assert index.parts == pytest.approx({"hours": 800 / 9, "staff": 400 / 9})
    assert index.weights == pytest.approx({"hours": 0.25, "staff": 0.75})
    assert index.value == pytest.approx(0.25 * 800 / 9 + 0.75 * 400 / 9)
    assert index.n == 3


def test_weights_by_name_or_in_order():
    by_name = {"loyalty": 1, "satisfaction": 5, "dialogue": 2}
    assert swics(90, 50, 10, weights=by_name) == swics(90, 50, 10, weights=(5, 2, 1))
    assert swics(90, 50, 10, weights=np.array([5, 2, 1])) == swics(90, 50, 10, weights=by_name)


def test_every_kind_of_column():
    answers = [3, 9, 10]
    expected = acsi(answers, answers, answers)
    for kind in (tuple, np.array, pd.Series, pl.Series, iter):
        assert acsi(kind(answers), kind(answers), kind(answers)) == expected


# --- answers that are missing -----------------------------------------------------------------


def test_missing_answers_stop_it_unless_dropped():
    with_gap = pd.Series([8, None, 6], name="satisfied")
    with pytest.raises(BadInput, match='Column "satisfied", row 1'):
        acsi(with_gap, 7, 7)
    index = acsi(with_gap, [7, 7, 7], [7, 7, 7], invalid="drop")
    assert index == acsi([8, 6], [7, 7, 7], [7, 7, 7])
    assert index.n == 2


def test_no_answers_at_all():
    index = acsi([], [7], [8])
    assert math.isnan(index.value)
    assert index.n == 0
    assert str(index).startswith("ACSI unknown: no answers to satisfaction\n")
    unheard = acsi([], [7], [8], weights=[0, 1, 1])
    assert unheard.value == pytest.approx(acsi(1, 7, 8, weights=[0, 1, 1]).value)
    assert sum(unheard.contributions.values()) == pytest.approx(unheard.value)


# --- how it reads -----------------------------------------------------------------------------


def test_it_reads_well():
    lines = str(acsi([8, 8], [7, 7], [7, 7], weights=OHIO_WEIGHTS)).splitlines()
    assert lines == [
        "ACSI 71.0 of 100: satisfaction 77.8 × 38.9 %, expectations 66.7 × 31.9 %, "
        "ideal 66.7 × 29.2 %; answers 2",
        "The weights were given; the index's own weights are not public.",
    ]
    assert repr(swics(60, 50, 40)) == str(swics(60, 50, 40))


def test_every_index_says_what_its_source_lacks():
    assert "weigh the same" in acsi(5, 5, 5).note
    assert "were given" in ecsi({"image": 5}, weights=[1]).note
    assert "path model" in ecsi({"image": 5}).note
    assert "equal weights: no formula" in swics(5, 5, 5).note
    assert "given weights: no formula" in swics(5, 5, 5, weights=[1, 1, 1]).note
    assert "gives no formula" in csi({"staff": 5}, {"staff": 1}).note


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: acsi(11, 5, 5), "satisfaction must be a mean on the scale of 1 to 10"),
        (lambda: acsi(5, True, 5), "expectations must be a mean on the scale"),
        (lambda: acsi(5, 5, math.nan), "ideal must be a column of answers"),
        (lambda: acsi(5, 5, [5.5]), "not a whole number"),
        (lambda: acsi(5, 5, "7"), "ideal must be a column of answers"),
        (lambda: acsi(5, 5, [0]), "off the scale, which runs from 1 to 10"),
        (lambda: acsi(5, 5, 5, low=10, high=1), "A scale runs from"),
        (lambda: acsi(5, 5, 5, weights=[1, 1]), "one weight for each part, in this order: satis"),
        (lambda: acsi(5, 5, 5, weights=[1, 1, -1]), "The weight of ideal must be a number of 0"),
        (lambda: acsi(5, 5, 5, weights=[1, 1, "1"]), "The weight of ideal must be"),
        (lambda: acsi(5, 5, 5, weights=[1, 1, math.inf]), "The weight of ideal must be"),
        (lambda: acsi(5, 5, 5, weights=[0, 0, 0]), "At least one weight must be above 0"),
        (lambda: acsi(5, 5, 5, weights="abc"), "one weight for each part"),
        (lambda: acsi(5, 5, 5, weights=0.5), "one weight for each part"),
        (lambda: acsi(5, 5, 5, weights={"satisfaction": 1}), "weights were given for: satisfact"),
        (lambda: acsi(5, 5, 5, weights={}), "weights were given for: nothing"),
        (lambda: swics(72, 60, 0.5, high=1), "satisfaction must be a mean on the scale of 0 to 1"),
        (lambda: ecsi({"price": 50}), 'has no part "price". Its parts are: image, expectations'),
        (lambda: ecsi({"quality": 50, "service quality": 50}), "Quality would count twice"),
        (lambda: ecsi({}), "parts must be a mapping with at least one part"),
        (lambda: ecsi([70, 80]), "parts must be a mapping"),
        (lambda: csi({"staff": 5}, {"hours": 1}), "The parts are: staff; weights were given for"),
        (lambda: csi({"staff": 5}, None), "importance must be a mapping"),
    ],
)
def test_what_does_not_fit_gets_a_sentence(call, words):
    with pytest.raises(BadInput) as refusal:
        call()
    assert words in str(refusal.value)


def test_very_large_weights():
    assert swics(90, 60, 30, weights=[1e308] * 3).value == pytest.approx(60)
