"""The perfume: what a practice is worth once everybody has it, and what a method is worth.

[001 · Lesson 3] likens the copying of other firms' latest practices to following a scent, finding
the maker's name, and buying it in the first shop on the way: everybody knows it already, so there
is no innovation. Here five firms of a town share the customers. In every firm eight moments hurt,
each firm's in its own way. The leader mends what hurts its customers most. One can copy what the
leader mended, or do as the leader does: ask one's own customers, and mend what hurts *them* most.

Firms, pains and all sizes are invented. That the share follows from the differences between the
firms (a logit model) is the usual textbook assumption, and the course's own choice here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cem_workbook.data.assumed import assume
from cem_workbook.data.model import Floats

US, LEADER = 0, 1
FIRMS, MOMENTS = 5, 8
COPY, METHOD, NOTHING = HOWS = ("copy", "method", "nothing")


@dataclass(frozen=True)
class Scent:
    """Every number of this model."""

    heals: float = assume(0.8, "share", "invented", "of a pain that mending takes away", 0, 1)
    matters: float = assume(0.15, "log-odds per pain", "invented", "how much pain decides", 0, 3)
    blur: float = assume(0.5, "pain (SD)", "invented", "how far asking a few people errs", 0, 3)
    fresh: float = assume(0.1, "pain", "invented", "new pain per moment and quarter", 0, 1)
    asking: float = assume(0.1, "share", "invented", "of the mending goes into asking", 0, 1)


AS_ASSUMED = Scent()


@dataclass(frozen=True)
class Race:
    """What became of the five firms.

    Attributes:
        share: share (0 to 1) of the town's customers, shape (quarters + 1, FIRMS): us, the leader,
            and three others; each row sums to 1.
        mended: the moment (0 to 7) that we mended in each quarter, -1 where we mended none.
        pain: how much it hurt our customers before.
    """

    share: Floats
    mended: tuple[int, ...]
    pain: tuple[float, ...]


def race(
    seed: int,
    ours: str,
    others: str = COPY,
    quarters: int = 6,
    k: Scent = AS_ASSUMED,
) -> Race:
    """Return how five firms share a town's customers over some years.

    Args:
        seed: which town; 0 or more. What hurts in it is the same whatever anybody does.
        ours: what we do: COPY the leader's latest practice, use the leader's METHOD, or NOTHING.
        others: what the three other firms do, COPY or NOTHING.
        quarters: how many quarters pass.
        k: the model's numbers.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    # the exponential distribution, by the one method the course draws through
    pains = np.log1p(-rng.random((FIRMS, MOMENTS))) ** 2  # a few hurt much, most hardly at all
    heard = k.blur * rng.standard_normal((quarters, FIRMS, MOMENTS))
    fresh = -k.fresh * np.log1p(-rng.random((quarters, FIRMS, MOMENTS)))
    mended, hurt = [], []
    share = [_shares(pains, k)]
    latest: int | None = None  # what the leader mended last: nobody can copy it any sooner
    for quarter in range(quarters):
        felt = pains + heard[quarter]
        leads = int(felt[LEADER].argmax())
        ours_now = _ours(ours, quarter, felt, latest, k)
        mended.append(ours_now)
        hurt.append(float(pains[US, ours_now]) if ours_now >= 0 else 0.0)
        if ours_now >= 0:
            pains[US, ours_now] *= 1.0 - k.heals * (1.0 - k.asking if ours == METHOD else 1.0)
        if others == COPY and latest is not None:
            pains[LEADER + 1 :, latest] *= 1.0 - k.heals
        pains[LEADER, leads] *= 1.0 - k.heals
        latest = leads
        pains += fresh[quarter]
        share.append(_shares(pains, k))
    return Race(np.array(share), tuple(mended), tuple(hurt))


def _ours(ours: str, quarter: int, felt: Floats, latest: int | None, k: Scent) -> int:
    """Return the moment that we mend in a quarter, -1 for none."""
    if ours == COPY and latest is not None:
        return latest
    if ours == METHOD and latest is not None:  # the first quarter goes into learning the method
        return int(felt[US].argmax())
    return -1


def _shares(pains: Floats, k: Scent) -> Floats:
    pull = np.exp(-k.matters * pains.sum(axis=1))
    return np.asarray(pull / pull.sum())
