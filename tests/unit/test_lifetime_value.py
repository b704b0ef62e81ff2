"""The recipes for a customer's value: the figures of the sources, and what must always hold."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.errors import BadInput
from cem_workbook.metrics.lifetime_value import (
    discounted_profit,
    five_steps,
    five_steps_literally,
    margin_multiple,
    one_repeat_order,
    repeat_orders_for_ever,
    revenue_less_acquisition,
    with_retention,
)

amounts = st.floats(0, 1e6)
rates = st.floats(0, 1)
retentions = st.floats(0, 0.99)
years = st.integers(0, 40)


# --- the figures of the digest (F.4, F.6) and of facts.md 5 -----------------------------------


def test_one_customer_by_four_recipes():
    """Income 1,000, cost to serve 400, 10 years, acquisition 1,000, rate 10 % (digest F.4)."""
    assert revenue_less_acquisition(1000, 10, 1000) == 9000
    assert revenue_less_acquisition(1000 - 400, 10, 1000) == 5000
    assert discounted_profit(1000, 400, 10, 0.1) == pytest.approx(3686.74, abs=0.005)
    assert discounted_profit(1000, 400, 10, 0.1, acquisition_cost=1000) == pytest.approx(
        2686.74, abs=0.005
    )


def test_other_figures_of_the_digest():
    assert revenue_less_acquisition(480, 6, 700) == 2180
    assert discounted_profit(600, 0, 3, 0.1) == pytest.approx(1492.11, abs=0.005)
    assert one_repeat_order(100, 0.2) == pytest.approx(120)
    assert one_repeat_order(250, 0.32) == pytest.approx(330)
    assert repeat_orders_for_ever(100, 0.2) == pytest.approx(125)
    assert five_steps_literally(600_000, 500, 4, 100, 50) == pytest.approx(620_420)
    assert five_steps(600_000, 500, 4, 100, 50) == pytest.approx(6000)


@pytest.mark.parametrize(
    ("rate", "multiples"),
    [
        (0.10, (1.20, 1.75, 2.67, 4.50)),
        (0.12, (1.15, 1.67, 2.50, 4.09)),
        (0.14, (1.11, 1.59, 2.35, 3.75)),
        (0.16, (1.07, 1.52, 2.22, 3.46)),
    ],
)
def test_the_published_table_of_multiples(rate, multiples):
    for retention, multiple in zip((0.6, 0.7, 0.8, 0.9), multiples, strict=True):
        assert margin_multiple(retention, rate) == pytest.approx(multiple, abs=0.0051)


def test_five_points_of_retention():
    """Facts, 4: at 10 %, from .90 to .95 is 4.50 to 6.33, 41 % more."""
    assert margin_multiple(0.95, 0.1) == pytest.approx(6.33, abs=0.005)
    assert margin_multiple(0.95, 0.1) / margin_multiple(0.9, 0.1) == pytest.approx(1.41, abs=0.005)


# --- what must always hold --------------------------------------------------------------------


@given(amounts, amounts, years, rates)
def test_waiting_never_makes_money_worth_more(income, cost, length, rate):
    discounted = discounted_profit(income, cost, length, rate)
    plain = (income - cost) * length
    assert abs(discounted) <= abs(plain) * (1 + 1e-9)
    assert discounted_profit(income, cost, length, 0) == pytest.approx(plain)
    assert plain == pytest.approx(
        revenue_less_acquisition(income, length, 0) - revenue_less_acquisition(cost, length, 0)
    )


@given(st.lists(st.tuples(amounts, amounts), max_size=12), rates, amounts)
def test_yearly_amounts_are_discounted_each_for_itself(pairs, rate, paid):
    incomes, costs = [a for a, _ in pairs], [b for _, b in pairs]
    value = -paid
    for income, cost in reversed(pairs):  # by another road: fold the future back year by year
        value = (value + paid + income - cost) / (1 + rate) - paid
    result = discounted_profit(incomes, costs, len(pairs), rate, acquisition_cost=paid)
    assert result == pytest.approx(value, abs=1e-6, rel=1e-9)


@given(amounts, years, rates)
def test_one_amount_is_the_same_amount_every_year(income, length, rate):
    once = discounted_profit(income, 0, length, rate)
    for column in (list, tuple, np.array, lambda values: pd.Series(values, dtype=float)):
        assert discounted_profit(column([income] * length), 0, length, rate) == once


@given(retentions, rates)
def test_the_multiple_is_the_sum_of_the_years(retention, rate):
    series = sum((retention / (1 + rate)) ** year for year in range(1, 3000))
    assert margin_multiple(retention, rate) == pytest.approx(series, abs=1e-9)


@given(retentions, rates)
def test_the_first_margin_is_exactly_one_more(retention, rate):
    without = margin_multiple(retention, rate)
    assert margin_multiple(retention, rate, first_margin=True) == pytest.approx(without + 1)


@given(st.lists(retentions, min_size=2, max_size=5, unique=True), rates)
def test_who_stays_longer_is_worth_more(several, rate):
    multiples = [margin_multiple(retention, rate) for retention in sorted(several)]
    assert all(less <= more for less, more in pairwise(multiples))


@given(st.lists(rates, min_size=2, max_size=5, unique=True), retentions)
def test_who_waits_at_a_higher_rate_has_less(several, retention):
    multiples = [margin_multiple(retention, rate) for rate in sorted(several)]
    assert all(more >= less for more, less in pairwise(multiples))


@given(amounts, retentions, rates, amounts, st.booleans())
def test_with_retention_is_margin_times_multiple(margin, retention, rate, paid, first):
    value = with_retention(margin, retention, rate, first_margin=first, acquisition_cost=paid)
    multiple = margin_multiple(retention, rate, first_margin=first)
    assert value == pytest.approx(margin * multiple - paid)
    loss = with_retention(-margin, retention, rate, first_margin=first)
    assert loss == pytest.approx(-margin * multiple)


@given(amounts, st.floats(0, 0.9))
def test_repeats_for_ever_are_the_end_of_the_series(order, rate):
    series = order * sum(rate**times for times in range(500))
    assert repeat_orders_for_ever(order, rate) == pytest.approx(series)
    assert one_repeat_order(order, rate) <= repeat_orders_for_ever(order, rate) * (1 + 1e-9)


@given(
    amounts,
    st.integers(1, 10**6),
    st.floats(0, 50),
    st.integers(0, 1000),
    amounts,
    st.integers(2, 9),
)
def test_the_repaired_recipe_is_an_amount_of_money(revenue, people, length, came, fee, rate):
    """In another currency it gives the same value; the literal one cannot, for it adds years."""
    value = five_steps(revenue, people, length, came, fee)
    other = five_steps(revenue * rate, people, length, came, fee * rate)
    assert other == pytest.approx(value * rate)
    assert value >= (revenue / people) * length * (1 - 1e-9)


def test_the_literal_recipe_is_not_an_amount_of_money():
    euros = five_steps_literally(600_000, 500, 4, 100, 50)
    cents = five_steps_literally(60_000_000, 500, 4, 100, 5000)
    assert cents != pytest.approx(euros * 100)
    assert five_steps_literally(600_000, 500, 4, 0, 50) == 0  # nobody referred: worth nothing


# --- what is refused, and in which words ------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: revenue_less_acquisition("1000", 10, 0), 'revenue_a_year must be a number; got "'),
        (lambda: revenue_less_acquisition(-1, 10, 0), "revenue_a_year must be an amount of 0"),
        (lambda: revenue_less_acquisition(1, -2, 0), "years must be 0 or more; got -2"),
        (lambda: revenue_less_acquisition(1, 1, math.inf), "acquisition_cost must be a number"),
        (lambda: revenue_less_acquisition(True, 1, 0), "revenue_a_year must be a number"),
        (lambda: revenue_less_acquisition(np.True_, 1, 0), "revenue_a_year must be a number"),
        (lambda: revenue_less_acquisition(None, 1, 0), "revenue_a_year must be a number"),
        (lambda: revenue_less_acquisition(pd.NA, 1, 0), "revenue_a_year must be a number"),
        (lambda: discounted_profit(600, 0, 3, 10), "rate must be a share between 0 and 1"),
        (lambda: discounted_profit(600, 0, 2.5, 0.1), "years must be a whole number here"),
        (lambda: discounted_profit([600, 600], 0, 3, 0.1), "there are 3 years and 2 amounts"),
        (lambda: discounted_profit(600, [1, None], 2, 0.1), "cost_to_serve must be a number"),
        (lambda: one_repeat_order(100, 20), "repeat_rate must be a share"),
        (lambda: one_repeat_order(math.nan, 0.2), "order_value must be a number"),
        (lambda: repeat_orders_for_ever(100, 1), "has no end. Give a rate below 1"),
        (lambda: margin_multiple(90, 0.1), "retention must be a share"),
        (lambda: margin_multiple(1, 0), "Give a retention below 1, or a rate above 0"),
        (lambda: with_retention("600", 0.9, 0.1), "margin_a_year must be a number"),
        (lambda: five_steps(1, 0, 1, 0), "at least one customer"),
        (lambda: five_steps(1, 2.5, 1, 0), "customers must be a whole number"),
        (lambda: five_steps_literally(1, 2, 1, -1), "referrals must be a whole number"),
    ],
)
def test_what_does_not_fit_gets_a_sentence(call, words):
    with pytest.raises(BadInput) as refusal:
        call()
    assert words in str(refusal.value)


def test_numbers_of_other_kinds_are_numbers():
    assert revenue_less_acquisition(np.float64(1000), np.int64(10), Decimal(1000)) == 9000
    assert margin_multiple(1, 0.1) == pytest.approx(10)  # nobody leaves, yet waiting costs
