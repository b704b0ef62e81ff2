"""The firm behind the counter: random streams, the calendar, branches and staff."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cem_workbook.data.model import Floats, Ints
from cem_workbook.data.sectors import BRANCHES, SECTORS, Sector

START = np.datetime64("2024-01-01", "D")
MONTHS = 24
_MONTH_DATES = np.datetime64("2024-01", "M") + np.arange(MONTHS + 1)
MONTH_START: Ints = (_MONTH_DATES.astype("datetime64[D]") - START).astype(np.int64)
"""First day of each month, in days since START; one more entry for the day after the last."""

STREAMS = (
    "town",
    "people",
    "life",
    "answers",
    "customers",
    "purchases",
    "surveys",
    "tickets",
    "onward",
)

NAMES = (
    "Parisa", "Leyla", "Shirin", "Nasrin", "Mina", "Dariush", "Kaveh", "Omid", "Behrouz", "Arash",
    "Aylin", "Elif", "Zeynep", "Defne", "Selin", "Emre", "Can", "Deniz", "Murat", "Kerem",
    "Olga", "Irina", "Tatiana", "Anya", "Marina", "Ivan", "Dmitri", "Sergei", "Pavel", "Nikolai",
)  # fmt: skip
"""First names of the countries that the source articles come from."""

BRANCH_SHARE = (0.40, 0.28, 0.19, 0.13)
BUSY = 0.5  # waiting grows with the square root of the season's visits
DRIFT = 0.25  # over two years a branch's waiting changes by up to this much (log)


def stream(sector: Sector, seed: int, name: str) -> np.random.Generator:
    """Return the random numbers for one purpose, independent of every other purpose.

    Streams may change between numpy releases, so the company draws through three methods only:
    `random`, `standard_normal` and `poisson` (means below 10).

    Args:
        sector: the sector of the company.
        seed: the company's seed, 0 or more.
        name: one of STREAMS.
    """
    key = (list(SECTORS).index(sector.name), STREAMS.index(name))
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=key)))


def pick(shares: tuple[float, ...], u: Floats) -> Ints:
    """Turn uniform numbers into positions, so that position i has about share `shares[i]`."""
    edges = np.cumsum(shares)[:-1] / sum(shares)
    return np.searchsorted(edges, u, side="right")


def exponential(mean: float, u: Floats) -> Floats:
    """Turn uniform numbers into waiting times of this mean."""
    return -mean * np.log1p(-u)


@dataclass(frozen=True)
class Town:
    """What a seed makes of the four branches and the people who work there.

    Attributes:
        level: what customers think of this firm, points of satisfaction above the course's usual.
        share: share of customers at each branch, shape (4,).
        waiting: usual minutes, shape (4, MONTHS).
        season: visits of each month relative to the average, shape (MONTHS,).
        name: position in NAMES of each staff member, shape (staff,).
        branch: branch of each staff member, shape (staff,), sorted.
        first: position of the first staff member of each branch, shape (5,): one past the end too.
        skill: hidden skill, standard deviations from the average, shape (staff,).
        training: days of training in the two years, shape (staff,).
        authority: crowns that this person may promise without asking, shape (staff,).
        hired: day hired, in days since START (negative: before), shape (staff,).
    """

    level: float
    share: Floats
    waiting: Floats
    season: Floats
    name: Ints
    branch: Ints
    first: Ints
    skill: Floats
    training: Ints
    authority: Floats
    hired: Ints

    @property
    def branch_skill(self) -> Floats:
        """Average skill of each branch, shape (4,)."""
        return np.bincount(self.branch, self.skill) / np.bincount(self.branch)


def settle(sector: Sector, rng: np.random.Generator) -> Town:
    """Return the town that these random numbers make; every branch gets its own trouble."""
    level = 3.0 + 14.0 * (rng.random() - 0.5)
    share = np.array(BRANCH_SHARE)[np.argsort(rng.random(4))]
    usual = np.array(sector.waiting)[np.argsort(rng.random(4))]
    drift = 2.0 * DRIFT * (rng.random(4) - 0.5)
    season = np.tile(sector.season, MONTHS // 12)
    trend = np.exp(drift[:, None] * np.linspace(0.0, 1.0, MONTHS))
    waiting = usual[:, None] * trend * season**BUSY

    heads = 4 + np.rint(10.0 * (share - min(BRANCH_SHARE))).astype(np.int64)
    branch = np.repeat(np.arange(len(BRANCHES)), heads)
    first = np.concatenate(([0], np.cumsum(heads)))
    size = len(branch)
    team = 0.35 * rng.standard_normal(4)
    training = np.floor(11.0 * rng.random(size)).astype(np.int64)
    skill = team[branch] + 0.18 * (training - 5.0) + 0.6 * rng.standard_normal(size)
    limits = np.array([0.0, 0.5, 1.0, 3.0])
    level_of_trust = pick((0.25, 0.30, 0.30, 0.15), rng.random(size))
    level_of_trust[first[:-1]] = 3  # the manager of a branch may promise most
    authority = np.round(limits[level_of_trust] * sector.usual_amount, -1)
    hired = -30 - np.floor(exponential(1500.0, rng.random(size))).astype(np.int64)
    hired = np.maximum(hired, -9000)
    name = np.argsort(rng.random(len(NAMES)))[:size]
    return Town(
        level, share, waiting, season, name, branch, first, skill, training, authority, hired
    )
