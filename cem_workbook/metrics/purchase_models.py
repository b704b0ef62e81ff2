"""What customers without a contract will buy, and what they will spend: forecasts from histories.

Without a contract nobody says goodbye. Who has been silent for long may have stopped, or may
only pause, and the models weigh the one against the other.

- BG/NBD, how often people buy. While active, a customer buys at a rate of their own; the rates
  differ between customers by a gamma distribution (r, alpha). After each repeat purchase a
  customer stops for good with a chance of their own; the chances differ by a beta distribution
  (a, b). P. S. Fader, B. G. S. Hardie and K. L. Lee, "'Counting Your Customers' the Easy Way: An
  Alternative to the Pareto/NBD Model", Marketing Science 24 (2005), 275-284.
- Gamma-Gamma, how much they spend. The amounts of a customer scatter about a mean of their own
  (shape p); the means differ between customers (q, gamma), and have nothing to do with how often
  people buy. P. S. Fader and B. G. S. Hardie, "The Gamma-Gamma Model of Monetary Value" (2013),
  after R. Colombo and W. Jiang, Journal of Interactive Marketing 13 (1999), 2-12.

Both are fitted by maximum likelihood. Frequency counts the repeat purchases, so the first one is
not among them; recency is the time from the first purchase to the last, and T the time from the
first purchase to the end of the observation (`rfm` computes all three). Time may be in any unit,
the same for all; the result is then in that unit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics import _purchase_math
from cem_workbook.metrics._histories import (
    Floats,
    Numbers,
    check_frequency,
    check_histories,
    like,
    read_numbers,
    refuse,
)
from cem_workbook.metrics._maximum import NoMaximum, maximum, no_fit
from cem_workbook.metrics.shares import in_percent
from cem_workbook.text import Points


@dataclass(frozen=True, repr=False)
class BGNBD:
    """A BG/NBD model, fitted to customers' histories (formulas and sources: see the module).

    Attributes:
        r: shape of the distribution of purchase rates, above 0. The smaller, the more they differ.
        alpha: its scale, in the unit of time; r / alpha is the mean rate.
        a: first parameter of the distribution of the chances to stop, above 0.
        b: its second; a / (a + b) is the mean chance after a repeat purchase.
        log_likelihood: of the histories, as a density in the unit of time.
        n: number of customers.
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    n: int

    def expected_purchases(
        self,
        t: Numbers,
        frequency: Numbers,
        recency: Numbers,
        T: Numbers,  # noqa: N803
    ) -> Any:
        """Return the repeat purchases to expect within a time t from now, after T.

        Fader, Hardie and Lee 2005, equation (10): the purchases of a customer who is active,
        times the probability of being so.

        Args:
            t: how far to look ahead, in the unit of time, 0 or more.
            frequency: repeat purchases so far.
            recency: time from the first purchase to the last.
            T: time from the first purchase until now.

        Returns:
            One number if all four are; else a numpy array with one a customer. A single number
            among columns holds for every customer.

        Raises:
            BadInput: a value does not fit; the text names column, row and rule.
        """
        given = {"t": t, "frequency": frequency, "recency": recency, "T": T}
        time, x, last, age = read_numbers(given, single=True)
        check_histories((frequency, recency), x, last, age)
        while_active = _purchase_math.purchases_while_active(self._parameters, time, x, age)
        return like(given, while_active * self._active(x, last, age))

    def p_alive(self, frequency: Numbers, recency: Numbers, T: Numbers) -> Any:  # noqa: N803
        """Return the probability that a customer has not stopped for good.

        1 / (1 + a / (b + x - 1) ((alpha + T) / (alpha + t_x))^(r + x)) for x > 0. People stop
        after a repeat purchase only, so it is 1 without one. (P. S. Fader and B. G. S. Hardie,
        "Computing P(alive) Using the BG/NBD Model", 2008.)

        Args:
            frequency: repeat purchases so far, x.
            recency: time from the first purchase to the last, t_x.
            T: time from the first purchase until now.

        Returns:
            One probability if all are numbers; else a numpy array with one a customer.

        Raises:
            BadInput: a value does not fit; the text names column, row and rule.
        """
        given = {"frequency": frequency, "recency": recency, "T": T}
        x, last, age = read_numbers(given, single=True)
        check_histories((frequency, recency), x, last, age)
        return like(given, self._active(x, last, age))

    def expected_from_start(self, t: Numbers) -> Any:
        """Return the repeat purchases to expect of a new customer in the time t after the first.

        Fader, Hardie and Lee 2005, equation (9). For a tracking plot, sum it over the customers,
        each with the time since their own first purchase.

        Args:
            t: time since the first purchase, 0 or more.

        Returns:
            One number for a number, else a numpy array. The first purchase does not count.

        Raises:
            BadInput: a time is missing, negative or no number.
        """
        (time,) = read_numbers({"t": t}, single=True)
        new = np.zeros_like(time)
        purchases = _purchase_math.purchases_while_active(self._parameters, time, new, new)
        return like({"t": t}, purchases)

    @property
    def _parameters(self) -> tuple[float, float, float, float]:
        return self.r, self.alpha, self.a, self.b

    def _active(self, x: Floats, last: Floats, age: Floats) -> Floats:
        silence = np.log1p((age - last) / (self.alpha + last))
        odds = np.log(self.a / (self.b + np.maximum(x, 1) - 1)) + (self.r + x) * silence
        result: Floats = np.where(x > 0, np.exp(-np.logaddexp(0, odds)), 1.0)
        return result

    def __str__(self) -> str:
        return say(
            "BG/NBD model of {n} customers: while active they buy {rate} times in a unit of time "
            "on average (r {r}, alpha {alpha}); after a repeat purchase {stop} % stop for good "
            "(a {a}, b {b}); log-likelihood {height}",
            n=f"{self.n:,}",
            rate=f"{self.r / self.alpha:.3g}",
            r=f"{self.r:.4g}",
            alpha=f"{self.alpha:.4g}",
            stop=in_percent(self.a / (self.a + self.b), 1),
            a=f"{self.a:.4g}",
            b=f"{self.b:.4g}",
            height=f"{Points(self.log_likelihood):,.2f}",
        )

    __repr__ = __str__  # a notebook shows the repr


def fit_bg_nbd(
    frequency: Iterable[Any],
    recency: Iterable[Any],
    T: Iterable[Any],  # noqa: N803
) -> BGNBD:
    """Return the BG/NBD model that makes these histories likeliest.

    Args:
        frequency: repeat purchases of each customer, whole numbers of 0 or more, one a row: a
            list, a numpy array, a pandas or Polars Series. Those who bought once belong to it.
        recency: time from their first purchase to their last; 0 for frequency 0.
        T: time from their first purchase to the end of the observation, in the same unit.

    Returns:
        The model; the same data give the same model.

    Raises:
        BadInput: a value does not fit; the text names column, row and rule.
        CourseError: the histories do not tell the parameters, for example because nobody bought
            again, or because all customers are alike.
    """
    x, last, age = read_numbers({"frequency": frequency, "recency": recency, "T": T})
    _need(len(x), 5, say("customers"))
    check_histories((frequency, recency), x, last, age)
    if not x.any():
        raise no_fit("BG/NBD", say("nobody bought again"))
    likelihood = _purchase_math.bg_nbd(x, last, age)
    start = [0.5, 0.25 * age.sum() / x.sum()]
    try:
        # now and then, a and b run away from a higher place that others lead to
        (r, alpha, a, b), height = maximum(
            likelihood, [*start, 1.0, 3.0], [*start, 0.1, 0.3], [*start, 10.0, 30.0]
        )
    except NoMaximum as error:
        raise no_fit("BG/NBD", _alike(error.parameters)) from None
    return BGNBD(float(r), float(alpha), float(a), float(b), height, len(x))


@dataclass(frozen=True, repr=False)
class GammaGamma:
    """A Gamma-Gamma model, fitted to what repeat buyers spent (sources: see the module).

    Attributes:
        p: shape of a customer's own amounts, above 0. The larger, the less they scatter.
        q: shape of the differences between customers, above 0. The larger, the smaller.
        gamma: their scale, in the unit of the amounts.
        log_likelihood: of the mean amounts, as a density in their unit.
        n: number of customers with a repeat purchase, from whom the model comes.
    """

    p: float
    q: float
    gamma: float
    log_likelihood: float
    n: int

    @property
    def mean(self) -> float:
        """The mean amount of a purchase, over all customers: p gamma / (q - 1).

        Infinite where q is 1 or less: the largest spenders then outweigh all others.
        """
        return self.p * self.gamma / (self.q - 1) if self.q > 1 else math.inf

    def expected_value(self, frequency: Numbers, value: Numbers) -> Any:
        """Return the mean amount to expect of a customer's future purchases.

        Fader and Hardie 2013, equation (5): p (gamma + x z) / (p x + q - 1). It lies between the
        customer's own mean z and the mean of all, nearer to the first the more purchases there
        were.

        Args:
            frequency: repeat purchases so far, x.
            value: their mean amount z; without a repeat purchase it does not count.

        Returns:
            One amount if both are numbers; else a numpy array with one a customer.

        Raises:
            BadInput: a value does not fit; the text names column, row and rule.
        """
        given = {"frequency": frequency, "value": value}
        x, z = _read_spending(given, single=True)
        below = self.p * x + self.q - 1
        with np.errstate(divide="ignore"):
            amounts = self.p * (self.gamma + x * z) / below
        return like(given, np.where(below > 0, amounts, np.inf))

    def __str__(self) -> str:
        return say(
            "Gamma-Gamma model of {n} repeat buyers: {mean} (p {p}, q {q}, gamma {gamma}); "
            "log-likelihood {height}",
            n=f"{self.n:,}",
            mean=say("mean amount {mean}", mean=f"{self.mean:,.2f}")
            if self.mean < math.inf
            else say("the mean amount has no bound"),
            p=f"{self.p:.4g}",
            q=f"{self.q:.4g}",
            gamma=f"{self.gamma:.4g}",
            height=f"{Points(self.log_likelihood):,.2f}",
        )

    __repr__ = __str__


def fit_gamma_gamma(frequency: Iterable[Any], value: Iterable[Any]) -> GammaGamma:
    """Return the Gamma-Gamma model that makes the customers' mean amounts likeliest.

    Args:
        frequency: repeat purchases of each customer, whole numbers of 0 or more, one a row.
            Those without one tell nothing about repeat amounts, and are left out.
        value: mean amount of the repeat purchases of each customer, above 0 where there are any.

    Returns:
        The model; the same data give the same model.

    Raises:
        BadInput: a value does not fit; the text names column, row and rule.
        CourseError: the amounts do not tell the parameters, for example because too few customers
            bought again, or because all spend alike.
    """
    x, z = _read_spending({"frequency": frequency, "value": value})
    x, z = x[x > 0], z[x > 0]
    _need(len(x), 4, say("customers with a repeat purchase"))
    likelihood = _purchase_math.gamma_gamma(x, z)
    try:
        (p, q, gamma), height = maximum(likelihood, [2.0, 3.0, float(np.mean(z))])
    except NoMaximum as error:
        p, q, _ = error.parameters
        if p > q:
            why = say("every customer seems to spend the same each time")
        else:
            why = say("the customers do not seem to differ in what they spend")
        raise no_fit("Gamma-Gamma", why) from None
    return GammaGamma(float(p), float(q), float(gamma), height, len(x))


def _read_spending(given: dict[str, Any], *, single: bool = False) -> tuple[Floats, Floats]:
    x, z = read_numbers(given, single=single)
    check_frequency(given["frequency"], x)
    rule = say("the mean amount of a customer with a repeat purchase is above 0")
    refuse("value", given["value"], z, (x > 0) & (z == 0), rule)
    return x, z


def _need(there: int, least: int, who: str) -> None:
    if there < least:
        raise BadInput(
            say(
                "The model needs at least {least} {who}; there are {there}.",
                least=least,
                who=who,
                there=there,
            )
        )


def _alike(parameters: Floats) -> str:
    """Return what sends the parameters of a BG/NBD model out of sight."""
    r, _, a, b = parameters
    stop = a / (a + b)
    if stop < 0.001:
        return say("nobody seems to stop buying")
    if stop > 0.999:
        return say("nobody seems to buy more than once again")
    if a > 100:
        return say("all customers seem to stop with the same chance after a purchase")
    if a < 0.01:
        return say("customers seem to stop after their first repeat purchase, or never")
    if r > 100:
        return say("all customers seem to buy at the same rate")
    return say("the customers are too few, or too much alike")
