"""Cohen's kappa against published values, against chance, and at its edges."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook import metrics
from cem_workbook.errors import BadInput
from cem_workbook.metrics import cohens_kappa

# Tables with published results: a row for each category of the one coder.
SKIN = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]  # SAS, PROC FREQ, two doctors
SEXUAL_FUN = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]  # R, vcd::Kappa


def from_table(table, **arguments):
    """Return the agreement of two columns that make this table."""
    pairs = [
        (i, j)
        for i, row in enumerate(table)
        for j, count in enumerate(row)
        for _ in range(count)
    ]  # fmt: skip
    one, other = zip(*pairs, strict=True)
    return cohens_kappa(one, other, categories=range(len(table)), **arguments)


def test_two_doctors_as_sas_prints_them() -> None:
    found = from_table(SKIN)
    assert found.value == pytest.approx(0.3449, abs=5e-5)
    assert found.interval == pytest.approx((0.2030, 0.4868), abs=5e-5)
    assert found.table == tuple(map(tuple, SKIN))


@pytest.mark.parametrize(
    ("weights", "value", "error", "low", "high"),
    [(None, 0.1293, 0.06860, -0.005120, 0.263781), ("linear", 0.2374, 0.07832, 0.083883, 0.390878)],
)
def test_couples_as_vcd_prints_them(weights, value, error, low, high) -> None:
    found = from_table(SEXUAL_FUN, weights=weights)
    assert found.value == pytest.approx(value, abs=5e-5)
    assert found.standard_error == pytest.approx(error, abs=5e-6)
    assert found.interval == pytest.approx((low, high), abs=1e-6)


def test_the_textbook_example() -> None:
    """J. Fleiss, Statistical Methods for Rates and Proportions, table 13.1 (100 subjects)."""
    found = from_table([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
    assert found.observed == pytest.approx(0.89)
    assert found.expected == pytest.approx(0.66)
    assert round(found.value, 2) == 0.68


def test_the_paradox_high_agreement_low_kappa() -> None:
    """A. Feinstein and D. Cicchetti (1990): the same 85 % agreement, two kappas."""
    even, skewed = from_table([[40, 9], [6, 45]]), from_table([[80, 10], [5, 5]])
    assert even.observed == pytest.approx(skewed.observed)
    assert round(even.value, 2) == 0.70
    assert round(skewed.value, 2) == 0.32


# -- properties -------------------------------------------------------------------------------

codings = st.integers(1, 40).flatmap(
    lambda n: st.tuples(
        st.lists(st.sampled_from("abcd"), min_size=n, max_size=n),
        st.lists(st.sampled_from("abcd"), min_size=n, max_size=n),
    )
)


@settings(deadline=None)
@given(codings, st.sampled_from([None, "linear", "quadratic"]))
def test_it_stays_within_its_range_and_treats_both_alike(pair, weights) -> None:
    one, other = pair
    found = cohens_kappa(one, other, categories=["a", "b", "c", "d"], weights=weights)
    back = cohens_kappa(other, one, categories=["a", "b", "c", "d"], weights=weights)
    assert found.n == len(one) == sum(map(sum, found.table))
    assert 0 <= found.expected <= 1 and 0 <= found.observed <= 1
    if math.isnan(found.value):
        assert math.isnan(back.value) and found.interval == (-1, 1)
        return
    assert -1 - 1e-9 <= found.interval[0] <= found.value <= found.interval[1] <= 1 + 1e-9
    assert back.value == pytest.approx(found.value)
    assert back.interval == pytest.approx(found.interval)
    assert found.table == tuple(zip(*back.table, strict=True))


@settings(deadline=None)
@given(codings)
def test_names_of_categories_and_their_order_change_nothing(pair) -> None:
    one, other = pair
    found = cohens_kappa(one, other)
    renamed = cohens_kappa(*([ord(x) for x in each] for each in pair), categories=[*range(90, 110)])
    assert renamed.value == pytest.approx(found.value, nan_ok=True)
    assert renamed.interval == pytest.approx(found.interval)


@settings(deadline=None)
@given(codings)
def test_whoever_agrees_with_themselves_has_one(pair) -> None:
    found = cohens_kappa(pair[0], pair[0])
    if len(set(pair[0])) == 1:
        assert math.isnan(found.value)
    else:
        assert found.value == pytest.approx(1)
        assert found.interval[0] < 1, "few pairs that agree prove no full agreement"


def test_it_expects_what_chance_gives() -> None:
    """Shuffle one coding: on average kappa is then 0, and the agreement what was expected."""
    rng = np.random.default_rng(4)
    one = rng.choice(list("abc"), 60, p=[0.6, 0.3, 0.1])
    other = rng.choice(list("abc"), 60, p=[0.5, 0.2, 0.3])
    by_chance = [cohens_kappa(one, rng.permutation(other)) for _ in range(800)]
    expected = by_chance[0].expected
    assert {round(each.expected, 12) for each in by_chance} == {round(expected, 12)}
    assert np.mean([each.observed for each in by_chance]) == pytest.approx(expected, abs=0.01)
    assert np.mean([each.value for each in by_chance]) == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize(("n", "least"), [(16, 0.86), (60, 0.91), (300, 0.93)])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(n: int, least: float) -> None:
    """The formula is one for large samples: with 16 pairs it holds the truth somewhat too seldom."""
    rng = np.random.default_rng(n)
    truth = np.full((5, 5), 0.012) + np.diag([0.22, 0.18, 0.14, 0.10, 0.06])
    truth /= truth.sum()
    margin = float(truth.sum(axis=1) @ truth.sum(axis=0))
    kappa = (np.trace(truth) - margin) / (1 - margin)
    held = 0
    for _ in range(600):
        cells = rng.choice(25, n, p=truth.ravel())
        low, high = cohens_kappa(cells // 5, cells % 5).interval
        held += low <= kappa <= high
    assert least <= held / 600 <= 0.985


def test_weights_forgive_neighbours() -> None:
    near = [1, 2, 3, 4, 5, 1, 2, 3], [2, 3, 4, 5, 4, 1, 2, 3]
    values = [
        cohens_kappa(*near, categories=[1, 2, 3, 4, 5], weights=weights).value
        for weights in (None, "linear", "quadratic")
    ]
    assert values == sorted(values)
    two = ["a", "b", "b"], ["a", "b", "a"]
    plain = cohens_kappa(*two)
    assert cohens_kappa(*two, categories=["a", "b"], weights="linear") == plain


# -- edges, forms, words ----------------------------------------------------------------------


def test_undefined_is_said_in_words() -> None:
    same = cohens_kappa(["x"] * 9, ["x"] * 9)
    assert math.isnan(same.value) and same.interval == (-1, 1) and same.expected == 1
    assert "undefined" in str(same) and "one category only" in str(same) and "9" in str(same)
    empty = cohens_kappa([], [])
    assert empty.n == 0 and "no pairs" in str(empty)
    assert math.isnan(cohens_kappa([], [], categories=["a", "b"]).value)


def test_less_than_chance_has_a_real_minus_and_no_false_certainty() -> None:
    against = cohens_kappa(["a", "b"] * 5, ["b", "a"] * 5)
    assert against.value == pytest.approx(-1)
    assert against.interval[0] == -1 < against.interval[1]
    assert "kappa −1.00" in str(against)


def test_a_result_says_what_it_found() -> None:
    text = str(from_table(SKIN))
    assert "kappa 0.34 (95 % interval 0.20 to 0.49)" in text
    assert "pairs 88" in text


@pytest.mark.parametrize(
    "form", [list, tuple, np.array, pd.Series, pl.Series, iter, pd.Categorical],
    ids=lambda f: getattr(f, "__name__", str(f)),
)  # fmt: skip
def test_it_takes_any_column(form) -> None:
    one, other = ["told", "heard", "told", "fast"], ["told", "heard", "fast", "fast"]
    column = pd.Series(form(one)) if form is pd.Categorical else form(one)
    found = cohens_kappa(column, other)
    assert found.table == cohens_kappa(one, other).table
    assert set(found.categories) == {"told", "heard", "fast"}


@pytest.mark.parametrize(
    ("one", "other", "more", "words"),
    [
        (["a", "b"], ["a"], {}, ["2 rows", "has 1.", "same things"]),
        (["a", None], ["a", "b"], {}, ['Column "one"', "row 1", "missing"]),
        ([1.0, float("nan")], [1, 2], {}, ['"one"', "row 1", "missing"]),
        (["a", ["b"]], ["a", "b"], {}, ['"one"', "row 1", "no category"]),
        (["heard"], ["herd"], {"categories": ["heard", "told"]}, ['"other"', "row 0", '"heard"?']),
        (["a"], ["a"], {"weights": "linear"}, ["categories", "order"]),
        (["a"], ["a"], {"categories": ["a"], "weights": "cubic"}, ["weights", '"linear"']),
        (["a"], ["a"], {"categories": "abc"}, ["list", '"abc"']),
        (["a"], ["a"], {"categories": ["a", "a"]}, ["differ"]),
        (["a"], ["a"], {"confidence": 95}, ["between 0 and 1"]),
        ("text", ["a"], {}, ["one", "column"]),
    ],
)
def test_what_does_not_fit_is_named(one, other, more, words) -> None:
    with pytest.raises(BadInput) as caught:
        cohens_kappa(one, other, **more)
    for word in words:
        assert word in str(caught.value)


def test_a_series_is_called_by_its_name_and_its_label() -> None:
    mine = pd.Series(["a", None], index=[7, 9], name="mine")
    with pytest.raises(BadInput, match='Column "mine", the row labelled 9'):
        cohens_kappa(mine, ["a", "b"])


def test_it_belongs_to_the_metrics() -> None:
    assert metrics.cohens_kappa is cohens_kappa
    assert metrics.Agreement.__name__ in metrics.__all__
