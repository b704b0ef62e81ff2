"""Slopes: the textbook's numbers, like with like, and intervals that hold what they claim."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.errors import BadInput
from cem_workbook.metrics.links import Slope, freed_of, slope, slope_of


def some(seed: int, n: int = 60) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x, group = rng.normal(size=n), rng.integers(0, 3, n)
    return x, 2.0 * x + 3.0 * group + rng.normal(size=n), group, rng.integers(0, 15, n)


def by_hand(x, y, groups, customers) -> tuple[float, float]:
    """Slope and standard error with a full table of flags, and the sandwich of Liang and Zeger."""
    columns = [x, np.ones(len(x))]
    for group in groups:
        columns += [(group == each).astype(float) for each in np.unique(group)[1:]]
    table = np.array(columns).T
    bread = np.linalg.inv(table.T @ table)
    found = bread @ table.T @ y
    rest = y - table @ found
    names = np.unique(customers)
    pulls = [table[customers == who].T @ rest[customers == who] for who in names]
    filling = sum(np.outer(pull, pull) for pull in pulls)
    n, k, g = len(x), table.shape[1], len(names)
    around = bread @ filling @ bread * g / (g - 1) * (n - 1) / (n - k)
    return float(found[0]), math.sqrt(around[0, 0])


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_it_is_the_regression_with_its_sandwich(seed: int) -> None:
    x, y, group, customers = some(seed)
    for held in ([], [group], [group, customers % 4]):
        found = slope(x, y, held=held, customers=customers)
        value, error = by_hand(x, y, held, customers)
        assert found.value == pytest.approx(value)
        assert found.standard_error == pytest.approx(error)
        low, high = found.interval
        assert low < found.value < high
        assert (low + high) / 2 == pytest.approx(value)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_order_names_and_containers_do_not_matter(seed: int) -> None:
    x, y, group, customers = some(seed)
    found = slope(x, y, held=[group], customers=customers)
    order = np.random.default_rng(seed).permutation(len(x))
    letters = np.array(["a", "b", "c"])
    other = slope(
        list(x[order]),
        pd.Series(y[order]),
        held=[pd.Series(letters[group[order]])],
        customers=[f"customer {who}" for who in customers[order]],
    )
    assert other.value == pytest.approx(found.value)
    assert other.interval == pytest.approx(found.interval)
    assert (other.n, other.customers) == (found.n, found.customers)


def test_freed_columns_have_no_mean_in_any_group() -> None:
    x, y, group, customers = some(3)
    other = customers % 4
    fitted, freed = freed_of([group, other], x, y)
    assert fitted == 1 + 2 + 3
    for column in freed:
        for each in (group, other):
            assert np.allclose(np.bincount(each, column), 0)


def test_like_with_like_undoes_a_mix_of_groups() -> None:
    """Within each group y falls with x; mixed, it seems to rise."""
    group = np.repeat([0, 1, 2], 40)
    x = group * 5.0 + np.tile(np.linspace(-1, 1, 40), 3)
    y = 4.0 * group - 0.5 * x
    assert slope(x, y).value > 0
    assert slope(x, y, held=[group]).value == pytest.approx(-0.5)


def test_several_rows_of_one_customer_are_one_witness() -> None:
    x, y, _, _ = some(5)
    once = slope(x, y)
    twice = slope(np.tile(x, 2), np.tile(y, 2), customers=np.tile(np.arange(len(x)), 2))
    assert twice.value == pytest.approx(once.value)
    assert twice.standard_error == pytest.approx(once.standard_error, rel=0.02)
    fooled = slope(np.tile(x, 2), np.tile(y, 2))
    assert fooled.standard_error < 0.8 * twice.standard_error


def test_the_interval_holds_the_truth_as_often_as_it_claims() -> None:
    """Customers with rows that belong together; the slope is 1 by construction."""
    rng = np.random.default_rng(7)
    customers = np.repeat(np.arange(80), 5)
    held = naive = 0
    for _ in range(400):
        x = rng.normal(size=80)[customers] + rng.normal(size=400)
        y = x + rng.normal(size=80)[customers] + rng.normal(size=400)
        for whose in (customers, np.arange(400)):
            _, (freed, rest) = freed_of([], x, y)
            low, high = slope_of(freed, rest, whose, 1).interval
            if whose is customers:
                held += low <= 1 <= high
            else:
                naive += low <= 1 <= high
    assert 0.92 < held / 400 < 0.98
    assert naive < held


@pytest.mark.parametrize(("x", "y"), [([], []), ([1.0], [2.0]), ([1.0, 1.0, 1.0], [1.0, 2.0, 3.0])])
def test_where_nothing_differs_nothing_is_claimed(x: list[float], y: list[float]) -> None:
    found = slope(x, y)
    assert math.isnan(found.value)
    assert found.interval == (-math.inf, math.inf)
    assert not found.told_from_nothing


def test_one_customer_alone_is_no_evidence() -> None:
    found = slope([1.0, 2.0, 3.0], [1.0, 2.5, 3.0], customers=["Parisa"] * 3)
    assert found.value == pytest.approx(1.0)
    assert found.interval == (-math.inf, math.inf)


def test_what_cannot_be_used_is_named() -> None:
    with pytest.raises(BadInput, match="row 1"):
        slope([1.0, math.nan, 2.0], [1.0, 2.0, 3.0])
    with pytest.raises(BadInput, match=r'"y".*"much".*not a number'):
        slope([1, 2, 3], [1, "much", 3])
    with pytest.raises(BadInput, match='"x" has 3 rows, "y" has 2'):
        slope([1, 2, 3], [1, 2])
    with pytest.raises(BadInput, match='"held" has 1'):
        slope([1, 2, 3], [1, 2, 3], held=[["a"]])
    with pytest.raises(BadInput, match="confidence"):
        slope([1, 2, 3], [1, 2, 3], confidence=95)
    with pytest.raises(BadInput, match="minutes"):
        slope(pd.Series([1.0, None], name="minutes"), [1, 2])


def test_it_reads_well() -> None:
    found = Slope(-0.5, (-0.75, -0.25), 0.1, 120, 30)
    assert str(found) == "slope −0.5 (95 % interval −0.75 to −0.25); rows 120, customers 30"
    assert found.told_from_nothing
    assert (
        slope([1, 2, 3, 4], [1, 3, 2, 5], confidence=0.5).interval[0]
        > slope([1, 2, 3, 4], [1, 3, 2, 5]).interval[0]
    )
