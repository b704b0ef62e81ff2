"""What a customer is worth: every recipe in the sources, and what each of them leaves out.

Amounts are in any one currency, times in years, rates and retention are shares a year (0.10 is
10 %). Each recipe returns one amount, that of one customer unless it says otherwise. Tags such as
[000 · CLV] name the source article and its section; what no source has is marked as the course's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import check_count, is_missing, is_real, show

# What stands on its own here; the module is reached as `cem.metrics.lifetime_value`.
__all__ = [
    "discounted_profit",
    "five_steps",
    "five_steps_literally",
    "margin_multiple",
    "one_repeat_order",
    "repeat_orders_for_ever",
    "revenue_less_acquisition",
    "with_retention",
]


def revenue_less_acquisition(revenue_a_year: float, years: float, acquisition_cost: float) -> float:
    """Return revenue a year x years - the cost of winning the customer.

    Source: [000 · CLV], whose example is 1,000 a year for 10 years less 1,000, which is 9,000.
    It says "your total revenue", and its example takes one customer's. It leaves out the cost to
    serve and the time value of money; `years` is known in advance.

    Args:
        revenue_a_year: of one customer, an amount of 0 or more.
        years: how long the customer stays, 0 or more.
        acquisition_cost: paid once, an amount of 0 or more.

    Returns:
        An amount; below 0 if winning the customer costs more than ever comes back.

    Raises:
        BadInput: an argument is not a number of 0 or more.
    """
    revenue = _amount("revenue_a_year", revenue_a_year)
    return revenue * _years(years) - _amount("acquisition_cost", acquisition_cost)


def discounted_profit(
    income_a_year: float | Sequence[float],
    cost_to_serve: float | Sequence[float],
    years: int,
    rate: float,
    *,
    acquisition_cost: float = 0.0,
) -> float:
    """Return the sum over the years of (income - cost to serve) / (1 + rate)^year.

    Source: [002 · CLV], "take the income, subtract the money spent to serve them, and divide all
    payments by the time value of money". It gives no rate, no timing and no cost of winning the
    customer. That each year is paid at its end, and the acquisition cost today, is the course's
    reading. With 1,000 less 400 for 10 years at 10 % it gives 3,686.74.

    Args:
        income_a_year: the same amount every year, or a sequence with one amount a year.
        cost_to_serve: likewise; what serving this customer costs in a year.
        years: how many years, a whole number.
        rate: what a year's waiting costs, from 0 to 1: 0.10 is 10 % a year.
        acquisition_cost: paid today, so it is not discounted.

    Returns:
        An amount, in today's money; below 0 if serving the customer costs more than it brings.

    Raises:
        BadInput: an amount is not a number of 0 or more, a sequence has not one amount for each
            year, `years` is not a whole number, or the rate is no share.
    """
    count = _whole_years(years)
    incomes = _yearly("income_a_year", income_a_year, count)
    costs = _yearly("cost_to_serve", cost_to_serve, count)
    growth = 1 + _share("rate", rate)
    paid = _amount("acquisition_cost", acquisition_cost)
    payments = zip(incomes, costs, strict=True)
    return (
        math.fsum(
            (income - cost) / growth**year for year, (income, cost) in enumerate(payments, start=1)
        )
        - paid
    )


def one_repeat_order(order_value: float, repeat_rate: float) -> float:
    """Return the value of a first order and the chance of one more: value x (1 + rate).

    Source: [002 · CLV], whose example is 100 and 20 %, which is 120. It says "repeat the purchase
    rates"; that one repeat is meant is read from its result. No cost, no time, and nobody buys a
    third time.

    Args:
        order_value: the average order, an amount of 0 or more.
        repeat_rate: the share of customers who order once more, from 0 to 1.

    Returns:
        An amount of revenue.

    Raises:
        BadInput: the order value is not a number of 0 or more, or the rate is no share.
    """
    return _amount("order_value", order_value) * (1 + _share("repeat_rate", repeat_rate))


def repeat_orders_for_ever(order_value: float, repeat_rate: float) -> float:
    """Return the value of a first order if every order is repeated: value / (1 - rate).

    Source: the course's own, the endless form of `one_repeat_order`: value x (1 + rate + rate^2 +
    ...). 100 at 20 % gives 125.

    Args:
        order_value: the average order, an amount of 0 or more.
        repeat_rate: the share of orders that another one follows, from 0 to below 1.

    Returns:
        An amount of revenue.

    Raises:
        BadInput: the order value is not a number of 0 or more, or the rate is no share below 1.
    """
    rate = _share("repeat_rate", repeat_rate)
    if rate == 1:
        raise BadInput(
            say(
                "With a repeat_rate of 1 every order is followed by another, for ever, and the "
                "sum has no end. Give a rate below 1."
            )
        )
    return _amount("order_value", order_value) / (1 - rate)


def five_steps_literally(
    total_revenue: float,
    customers: int,
    years: float,
    referrals: int,
    membership_fee: float = 0.0,
) -> float:
    """Return what the five steps of the source give when every word is followed.

    Source: [001 · Customer value]. Its fifth step multiplies the number of visits or referrals
    (the word means both) by the sum of the four items before it: revenue a customer, years, the
    share of referred customers, and (revenue a customer + fee) x years. So it adds money, years
    and a share, counts the yearly spend twice, and is a value of nothing in particular. With
    600,000, 500, 4, 100 and 50 it gives 620,420, more than the firm's revenue.

    Args:
        total_revenue: of the firm in a year, an amount of 0 or more.
        customers: how many there are, 1 or more.
        years: the average length of a relationship, 0 or more.
        referrals: referred people who became customers, a whole number. They also stand in for
            the "visits" of step 5.
        membership_fee: of one customer in a year, an amount of 0 or more.

    Returns:
        A number without a sensible unit: it is here to be looked at, not to be used.

    Raises:
        BadInput: an amount or the years are below 0, or a count is not a whole number.
    """
    spend, length, share, fee = _five(total_revenue, customers, years, referrals, membership_fee)
    return (spend + length + share + (spend + fee) * length) * referrals


def five_steps(
    total_revenue: float,
    customers: int,
    years: float,
    referrals: int,
    membership_fee: float = 0.0,
) -> float:
    """Return (revenue a customer + fee) x years x (1 + referrals / customers).

    Source: the course's repair of [001 · Customer value] (see `five_steps_literally`). With
    600,000, 500, 4, 100 and 50 it gives 6,000. The fee must not be in the revenue already, or it
    is counted twice. No cost and no time value of money.

    Args:
        total_revenue: of the firm in a year, without membership fees, an amount of 0 or more.
        customers: how many there are, 1 or more.
        years: the average length of a relationship, 0 or more.
        referrals: referred people who became customers, a whole number.
        membership_fee: of one customer in a year, an amount of 0 or more.

    Returns:
        An amount of revenue, of one customer and the others who came because of them.

    Raises:
        BadInput: an amount or the years are below 0, or a count is not a whole number.
    """
    spend, length, share, fee = _five(total_revenue, customers, years, referrals, membership_fee)
    return (spend + fee) * length * (1 + share)


def margin_multiple(retention: float, rate: float, *, first_margin: bool = False) -> float:
    """Return how many yearly margins a customer is worth: retention / (1 + rate - retention).

    Each year the customer stays with the same chance, margins come at the end of the year if they
    stayed, and there is no last year: the sum of (retention / (1 + rate))^year. Source: none of
    the articles; the standard formula (Gupta and Lehmann). At a rate of 10 % it gives 1.20, 2.67
    and 4.50 for a retention of 0.6, 0.8 and 0.9.

    Args:
        retention: the share of customers who stay for another year, from 0 to 1.
        rate: what a year's waiting costs, from 0 to 1.
        first_margin: whether one margin more is received today, for sure. Then the multiple is
            (1 + rate) / (1 + rate - retention), exactly one more.

    Returns:
        How many yearly margins.

    Raises:
        BadInput: an argument is no share, or nobody ever leaves and waiting costs nothing.
    """
    kept, growth = _share("retention", retention), 1 + _share("rate", rate)
    if kept == growth:
        raise BadInput(
            say(
                "With a retention of 1 and a rate of 0 the margins go on for ever at full value, "
                "and the sum has no end. Give a retention below 1, or a rate above 0."
            )
        )
    return (growth if first_margin else kept) / (growth - kept)


def with_retention(
    margin_a_year: float,
    retention: float,
    rate: float,
    *,
    first_margin: bool = False,
    acquisition_cost: float = 0.0,
) -> float:
    """Return margin a year x the margin multiple - the cost of winning the customer.

    Source: none of the articles; the standard formula (see `margin_multiple`). It needs no length
    of the relationship: retention says how long it lasts.

    Args:
        margin_a_year: income less cost to serve, of one customer; may be below 0.
        retention: the share of customers who stay for another year, from 0 to 1.
        rate: what a year's waiting costs, from 0 to 1.
        first_margin: whether one margin more is received today (see `margin_multiple`).
        acquisition_cost: paid today, an amount of 0 or more.

    Returns:
        An amount, in today's money.

    Raises:
        BadInput: an argument is no amount or no share (see `margin_multiple`).
    """
    multiple = margin_multiple(retention, rate, first_margin=first_margin)
    paid = _amount("acquisition_cost", acquisition_cost)
    return _number("margin_a_year", margin_a_year) * multiple - paid


def _five(
    total_revenue: Any, customers: Any, years: Any, referrals: Any, membership_fee: Any
) -> tuple[float, float, float, float]:
    """Return spend a customer, length, referrals a customer and fee, checked."""
    people = check_count("customers", customers)
    if people == 0:
        raise BadInput(say("There must be at least one customer to divide by; got 0."))
    return (
        _amount("total_revenue", total_revenue) / people,
        _years(years),
        check_count("referrals", referrals) / people,
        _amount("membership_fee", membership_fee),
    )


def _number(name: str, value: Any) -> float:
    """Return a finite number as a float; refuse everything else."""
    right = is_real(value) and not isinstance(value, (bool, np.bool_)) and not is_missing(value)
    if not right or not math.isfinite(value):
        raise BadInput(say("{name} must be a number; got {value}.", name=name, value=show(value)))
    return float(value)


def _amount(name: str, value: Any) -> float:
    number = _number(name, value)
    if number < 0:
        raise BadInput(
            say("{name} must be an amount of 0 or more; got {value}.", name=name, value=show(value))
        )
    return number


def _years(value: Any) -> float:
    number = _number("years", value)
    if number < 0:
        raise BadInput(say("years must be 0 or more; got {value}.", value=show(value)))
    return number


def _whole_years(value: Any) -> int:
    number = _years(value)
    if number != int(number):
        raise BadInput(
            say(
                "years must be a whole number here, for each year is paid at its end; got {value}.",
                value=show(value),
            )
        )
    return int(number)


def _share(name: str, value: Any) -> float:
    number = _number(name, value)
    if not 0 <= number <= 1:
        raise BadInput(
            say(
                "{name} must be a share between 0 and 1, such as 0.1 for 10 %; got {value}.",
                name=name,
                value=show(value),
            )
        )
    return number


def _yearly(name: str, value: Any, years: int) -> list[float]:
    """Return one amount for each year; one number is taken for all of them."""
    if not hasattr(value, "__len__") or isinstance(value, str):
        return [_amount(name, value)] * years
    amounts = [_amount(name, amount) for amount in value]
    if len(amounts) != years:
        raise BadInput(
            say(
                "{name} must be one amount, or one for each of the years: there are {years} years "
                "and {count} amounts.",
                name=name,
                years=years,
                count=len(amounts),
            )
        )
    return amounts
