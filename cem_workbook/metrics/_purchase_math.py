"""The mathematics of the purchase models: their log-likelihoods, and the sum of a forecast.

Each log-likelihood comes with its slopes and curvatures by the parameters. Customers with the
same history are counted once and weighed, and what depends on the number of purchases alone is
summed over the few different numbers.
"""

from __future__ import annotations

import numpy as np

from cem_workbook.metrics._histories import Floats, distinct
from cem_workbook.metrics._maximum import Likelihood

_NODES = 48  # of the forecast's integral: ten digits also for extreme customers and times
_BLOCK = 10_000  # histories whose integral is taken at once, which bounds the memory


def bg_nbd(frequency: Floats, recency: Floats, age: Floats) -> Likelihood:
    """Return the log-likelihood of the BG/NBD model by (r, alpha, a, b).

    Fader, Hardie and Lee 2005, equation (6), in logarithms: a customer with x > 0 is either
    still active, with weight (alpha + T)^-(r + x), or has stopped after the last purchase, with
    weight a / (b + x - 1) (alpha + t_x)^-(r + x). Quotients of gamma functions that lie x apart
    are products of x factors, which loses no digits for large parameters.

    Args:
        frequency: repeat purchases x, whole numbers; somebody has one.
        recency: time from the first purchase to the last, t_x.
        age: time from the first purchase to the end, T.
    """
    n = len(frequency)
    again = frequency > 0
    k = np.arange(frequency.max())
    upto = np.cumsum(np.bincount(frequency.astype(np.int64)))[:-1]
    more = (n - upto).astype(np.float64)  # customers with x > k
    (first_only,), once, _ = distinct(age[~again])
    (x, t_x, end), weight, _ = distinct(frequency[again], recency[again], age[again])

    def likelihood(parameters: Floats) -> tuple[float, Floats, Floats]:
        r, alpha, a, b = parameters
        until, since, alone = alpha + end, alpha + t_x, alpha + first_only
        silence = np.log1p((end - t_x) / since)
        power, last = r + x, b + x - 1
        odds = np.log(a / last) + power * silence  # of having stopped against being active
        either = np.logaddexp(0, odds)
        stopped, active = np.exp(odds - either), np.exp(-either)
        rate = active / until + stopped / since
        squares = active / until**2 + stopped / since**2
        log_until, all_stopped = np.log(until), dot(weight, stopped)

        by_r = n * np.log(alpha) - dot(once, np.log(alone))
        by_alpha = n / alpha - dot(once, 1 / alone)
        height = (
            dot(more, np.log((r + k) * (b + k) / (a + b + k)))
            + r * by_r
            + dot(weight, either - power * log_until)
        )
        slope = np.array(
            [
                dot(more, 1 / (r + k)) + by_r + dot(weight, stopped * silence - log_until),
                r * by_alpha - dot(weight, power * rate),
                all_stopped / a - dot(more, 1 / (a + b + k)),
                dot(more, a / ((b + k) * (a + b + k))) - dot(weight, stopped / last),
            ]
        )
        apart = np.stack(
            [silence, power * (1 / until - 1 / since), np.full_like(x, 1 / a), -1 / last]
        )
        curvature = np.einsum("in,jn->ij", apart * (weight * active * stopped), apart)
        r_alpha = by_alpha - dot(weight, rate)
        alphas = r * (dot(once, 1 / alone**2) - n / alpha**2) + dot(weight, power * squares)
        both = dot(more, 1 / (a + b + k) ** 2)
        bs = both - dot(more, 1 / (b + k) ** 2) + dot(weight, stopped / last**2)
        curvature += np.array(
            [
                [-dot(more, 1 / (r + k) ** 2), r_alpha, 0, 0],
                [r_alpha, alphas, 0, 0],
                [0, 0, both - all_stopped / a**2, both],
                [0, 0, both, bs],
            ]
        )
        return float(height), slope, curvature

    return likelihood


def purchases_while_active(
    parameters: tuple[float, float, float, float], time: Floats, frequency: Floats, age: Floats
) -> Floats:
    """Return the purchases to expect within a time from customers who are active now.

    This is equation (10) of Fader, Hardie and Lee 2005 without its denominator, as the integral
    of the expected rate of purchases. With R = r + x and A = alpha + T, the rate after a further
    time s is
    R / A (1 + s / A)^-a 2F1(a, a + b - r - 1; a + b + x; s / (A + s)).
    The closed form divides by a - 1 and by a + b + x - 1, either of which may be 0; nothing here
    does. The integral goes by the logarithm of 1 + s / A, in which the rate is smooth.

    Args:
        parameters: r, alpha, a and b.
        time: how far to look ahead.
        frequency: repeat purchases so far, x.
        age: time from the first purchase until now, T.
    """
    (ahead, x, now), _, places = distinct(time, frequency, age)
    purchases = np.empty_like(x)
    for first in range(0, len(x), _BLOCK):
        at = slice(first, first + _BLOCK)
        purchases[at] = _integral(parameters, ahead[at], x[at], now[at])
    result: Floats = purchases[places]
    return result


def _integral(
    parameters: tuple[float, float, float, float], time: Floats, frequency: Floats, age: Floats
) -> Floats:
    from scipy.special import hyp2f1  # heavy

    r, alpha, a, b = parameters
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    nodes = (nodes + 1) / 2
    weights = weights * nodes  # of a mean over the squares, which lie closest near 0
    length = np.log1p(time / (alpha + age))
    grown = length[:, None] * nodes**2  # log(1 + s / A)
    share = -np.expm1(-grown)  # s / (A + s)
    x = frequency[:, None] + np.zeros_like(grown)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        rate = np.exp((1 - a) * grown) * hyp2f1(a, a + b - r - 1, a + b + x, share)
        lost = ~np.isfinite(rate)
        if lost.any():  # where a is large; then the same by Euler's transformation
            x, grown, share = x[lost], grown[lost], share[lost]
            other = np.exp(-(r + x) * grown) * hyp2f1(r + x + 1, b + x, a + b + x, share)
            # where neither can be written as a number, nobody is left to buy
            rate[lost] = np.where(np.isfinite(other), other, 0.0)
    result: Floats = (r + frequency) * length * np.einsum("nk,k->n", rate, weights)
    return result


def gamma_gamma(frequency: Floats, value: Floats) -> Likelihood:
    """Return the log-likelihood of the Gamma-Gamma model by (p, q, gamma).

    Fader and Hardie 2013, equation (1a), in logarithms.

    Args:
        frequency: repeat purchases x, above 0.
        value: their mean amount, above 0.
    """
    from scipy.special import gammaln, polygamma, psi  # heavy

    n = len(frequency)
    (times,), customers, _ = distinct(frequency)
    (x, mean), weight, _ = distinct(frequency, value)
    spent = x * mean
    amounts = dot(weight, np.log(mean))
    logs = dot(weight, x * np.log(spent))

    def likelihood(parameters: Floats) -> tuple[float, Floats, Floats]:
        p, q, gamma = parameters
        shape, total = p * x + q, gamma + spent
        one, two = p * times, p * times + q
        log_total, part, bent = np.log(total), shape / total, polygamma(1, two)
        height = (
            dot(customers, gammaln(two) - gammaln(one))
            + n * (q * np.log(gamma) - gammaln(q))
            + p * logs
            - amounts
            - dot(weight, shape * log_total)
        )
        slope = np.array(
            [
                dot(customers, times * (psi(two) - psi(one))) + logs - dot(weight, x * log_total),
                dot(customers, psi(two)) + n * (np.log(gamma) - psi(q)) - dot(weight, log_total),
                n * q / gamma - dot(weight, part),
            ]
        )
        p_p = dot(customers, times**2 * (bent - polygamma(1, one)))
        p_q = dot(customers, times * bent)
        p_gamma = -dot(weight, x / total)
        q_q = dot(customers, bent) - n * polygamma(1, q)
        q_gamma = n / gamma - dot(weight, 1 / total)
        gammas = dot(weight, part / total) - n * q / gamma**2
        curvature = np.array([[p_p, p_q, p_gamma], [p_q, q_q, q_gamma], [p_gamma, q_gamma, gammas]])
        return float(height), slope, curvature

    return likelihood


def dot(u: Floats, v: Floats) -> float:
    """Return the sum of products: u @ v without threads, which hinder each other when many fit."""
    return float(np.einsum("n,n->", u, v))
