"""How many customers with a contract will still be there: a forecast from a few renewals (sBG).

With a contract everybody sees who leaves: who does not renew. Each customer gives up at a renewal
with a chance of their own, always the same; the chances differ between customers by a beta
distribution (alpha, beta). The ones who leave easily leave first, so the retention of a cohort
rises from renewal to renewal though nobody grows more loyal. A line drawn through the first years
misses that, and falls far too low.

The shifted-beta-geometric model: P. S. Fader and B. G. S. Hardie, "How to project customer
retention", Journal of Interactive Marketing 21 (2007), 76-90. Fitted by maximum likelihood.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import check_count, flat
from cem_workbook.metrics._histories import Floats, Numbers, like, read_numbers, refuse
from cem_workbook.metrics._maximum import NoMaximum, maximum, no_fit
from cem_workbook.metrics.shares import in_percent
from cem_workbook.text import Points


@dataclass(frozen=True, repr=False)
class SBG:
    """An sBG model of a cohort with a contract (formulas and source: see the module).

    Attributes:
        alpha: first parameter of the distribution of the chances to leave, above 0.
        beta: its second; alpha / (alpha + beta) is the mean chance at the first renewal.
        log_likelihood: of the cohort.
        n: customers at the start.
        renewals: how many renewals were seen.
    """

    alpha: float
    beta: float
    log_likelihood: float
    n: int
    renewals: int

    def survival(self, t: Numbers) -> Any:
        """Return the share of the cohort that is still there after t renewals.

        S(t) = B(alpha, beta + t) / B(alpha, beta).

        Args:
            t: number of renewals, whole, 0 or more.

        Returns:
            A share from 0 to 1 for a number, else a numpy array of them.

        Raises:
            BadInput: t is no whole number of 0 or more.
        """
        from scipy.special import betaln  # heavy

        time = _renewals(t, first=0)
        logs = betaln(self.alpha, self.beta + time) - betaln(self.alpha, self.beta)
        return like({"t": t}, np.exp(logs))

    def retention(self, t: Numbers) -> Any:
        """Return the share of those who were still there that renews at renewal t.

        S(t) / S(t - 1) = (beta + t - 1) / (alpha + beta + t - 1).

        Args:
            t: number of the renewal, whole, 1 or more.

        Returns:
            A share from 0 to 1 for a number, else a numpy array of them.

        Raises:
            BadInput: t is no whole number of 1 or more.
        """
        time = _renewals(t, first=1)
        return like({"t": t}, (self.beta + time - 1) / (self.alpha + self.beta + time - 1))

    def __str__(self) -> str:
        return say(
            "sBG model of {n} customers over {renewals} renewals: {first} % renew the first time, "
            "{last} % the last (alpha {alpha}, beta {beta}); log-likelihood {height}",
            n=f"{self.n:,}",
            renewals=self.renewals,
            first=in_percent(self.retention(1), 1),
            last=in_percent(self.retention(self.renewals), 1),
            alpha=f"{self.alpha:.4g}",
            beta=f"{self.beta:.4g}",
            height=f"{Points(self.log_likelihood):,.2f}",
        )

    __repr__ = __str__  # a notebook shows the repr


def fit_sbg(survivors: Iterable[Any]) -> SBG:
    """Return the sBG model that makes the history of a cohort likeliest.

    The log-likelihood is the sum over the renewals t of kept ln r(t) + lost ln(1 - r(t)), with
    the retention r(t) of the model. The paper adds up by the renewal at which each customer left,
    which comes to the same.

    Args:
        survivors: how many of the cohort are there at the start, after the first renewal, after
            the second and so on: whole numbers that never rise.

    Returns:
        The model; the same counts give the same model.

    Raises:
        BadInput: a count does not fit; the text names it.
        CourseError: the counts do not tell the parameters, for example because nobody left, or
            because retention does not rise.
    """
    counts = _counts(survivors)
    kept, there = np.array(counts[1:], dtype=np.float64), np.array(counts[:-1], dtype=np.float64)
    lost = there - kept
    if not counts[0]:
        raise no_fit("sBG", say("there are no customers"))
    if not lost.any():
        raise no_fit("sBG", say("nobody left"))
    if not kept.any():
        raise no_fit("sBG", say("nobody renewed even once"))
    k = np.arange(len(kept))

    def likelihood(parameters: Floats) -> tuple[float, Floats, Floats]:
        alpha, beta = parameters
        all_in, stays = alpha + beta + k, beta + k
        height = kept @ np.log(stays / all_in) + lost @ np.log(alpha / all_in)
        every = there @ (1 / all_in)
        slope = np.array([lost.sum() / alpha - every, kept @ (1 / stays) - every])
        both = there @ (1 / all_in**2)
        curvature = np.array(
            [[both - lost.sum() / alpha**2, both], [both, both - kept @ (1 / stays**2)]]
        )
        return float(height), slope, curvature

    try:
        (alpha, beta), height = maximum(likelihood, [1.0, kept.sum() / lost.sum()])
    except NoMaximum as error:
        if error.parameters[0] > 1:
            why = say("their retention does not rise from renewal to renewal")
        else:
            why = say("who renewed once seems to stay for ever")
        raise no_fit("sBG", why) from None
    return SBG(float(alpha), float(beta), height, counts[0], len(kept))


def _counts(survivors: Iterable[Any]) -> list[int]:
    values = flat(survivors, "survivors")
    counts = [check_count(_when(t), value) for t, value in enumerate(values)]
    if len(counts) < 3:
        raise BadInput(
            say(
                "The model needs the customers at the start and after two renewals at least; got "
                "{count} counts.",
                count=len(counts),
            )
        )
    for t, (before, after) in enumerate(pairwise(counts), start=1):
        if after > before:
            raise BadInput(
                say(
                    "A cohort cannot grow: {after} survivors after renewal {t}, and {before} "
                    "before it.",
                    after=after,
                    before=before,
                    t=t,
                )
            )
    return counts


def _when(t: int) -> str:
    return say("survivors after renewal {t}", t=t) if t else say("survivors at the start")


def _renewals(t: Numbers, first: int) -> Floats:
    (time,) = read_numbers({"t": t}, single=True)
    rule = say("renewals are counted in whole numbers from {first} on", first=first)
    refuse("t", t, time, (time != np.floor(time)) | (time < first), rule)
    return time
