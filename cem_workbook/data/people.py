"""The customers as they are, before anything happens to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cem_workbook.data.model import DEFAULT, Coefficients, Floats, Ints
from cem_workbook.data.sectors import Sector
from cem_workbook.data.town import MONTH_START, Town, exponential, pick

THERE_AT_START = 0.60  # share of all customers who joined before the first month
OLDEST = 4000  # days before the first day; nobody joined earlier


@dataclass(frozen=True)
class People:
    """All who were customers at some time, shape (n,) each, in the order in which they joined.

    Attributes:
        segment: position in the sector's segments.
        branch: home branch, position in BRANCHES.
        channel: usual channel, position in the sector's channels.
        joined: day of joining, days since the first day (negative: before).
        month: first month as a customer, 0 for all who joined before.
        baseline: what they think of the firm after a usual visit, 0 to 100.
        patience: minutes of waiting that they find usual.
        visits: visits a month in an average month.
        spend: amount on a visit relative to the list price.
        readiness: how readily they answer surveys, log-odds.
        style: how generously they use an answering scale, standard normal.
    """

    segment: Ints
    branch: Ints
    channel: Ints
    joined: Ints
    month: Ints
    baseline: Floats
    patience: Floats
    visits: Floats
    spend: Floats
    readiness: Floats
    style: Floats


def gather(
    sector: Sector, town: Town, size: int, rng: np.random.Generator, k: Coefficients = DEFAULT
) -> People:
    """Return `size` customers of this sector and town.

    Args:
        sector: whom the firm serves.
        town: its branches.
        size: how many were customers at some time in the two years.
        rng: the stream "people".
        k: the model's coefficients.
    """
    old = round(size * THERE_AT_START)
    age = np.minimum(1.0 + exponential(800.0, rng.random(old)), OLDEST)
    month = pick(tuple(town.season), rng.random(size - old))
    length = np.diff(MONTH_START)[month]
    day = MONTH_START[month] + np.floor(rng.random(size - old) * length).astype(np.int64)
    joined = np.sort(np.concatenate((-age.astype(np.int64), day)))
    first_month = np.searchsorted(MONTH_START, joined, side="right") - 1

    segment = pick(tuple(each.share for each in sector.segments), rng.random(size))

    def of_segment(attribute: str) -> Floats:
        return np.array([getattr(each, attribute) for each in sector.segments])[segment]

    tastes = k.taste * rng.standard_normal(size)
    baseline = k.usual_satisfaction + town.level + of_segment("warmth") + tastes
    often = np.exp(0.55 * rng.standard_normal(size) - 0.15)
    rich = np.exp(0.75 * rng.standard_normal(size) - 0.28)
    return People(
        segment=segment,
        branch=pick(tuple(town.share), rng.random(size)),
        channel=pick(sector.channel_share, rng.random(size)),
        joined=joined,
        month=np.maximum(first_month, 0),
        baseline=np.clip(baseline, 2.0, 98.0),
        patience=sector.tolerance * of_segment("patience"),
        visits=np.minimum(sector.visits_a_month * of_segment("visits") * often, 5.0),
        spend=of_segment("spend") * rich,
        readiness=of_segment("answers"),
        style=rng.standard_normal(size),
    )
