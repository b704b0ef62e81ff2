"""Branches under an index of three parts: places, what each part adds, and where the order turns.

A weighting is three shares that come to 1. All weightings together are a triangle: each corner
gives all the weight to one part. In it every branch leads in a convex region, or nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum
from typing import TypeAlias

Three: TypeAlias = tuple[float, float, float]

LEVEL = 1e-9  # points; branches that are no further apart are level
CORNERS: tuple[Three, Three, Three] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


@dataclass(frozen=True)
class Part:
    """A part of an index, and what stands for it.

    Attributes:
        name: what the index calls it.
        measured: the column of `indices_parts` that stands for it here.
    """

    name: str
    measured: str


@dataclass(frozen=True)
class Recipe:
    """An index of three parts."""

    name: str
    parts: tuple[Part, Part, Part]


SATISFIED = Part("satisfaction", "satisfaction")
RECIPES = (
    Recipe("SWICS", (SATISFIED, Part("dialogue", "ease"), Part("loyalty", "recommend"))),
    Recipe("ACSI", (SATISFIED, Part("expectations", "waiting"), Part("ideal", "recommend"))),
    Recipe(
        "CSI", (Part("service", "satisfaction"), Part("ease", "ease"), Part("speed", "waiting"))
    ),
)


@dataclass(frozen=True)
class Turn:
    """Where the order changes when one part gets another share and the others keep theirs.

    Attributes:
        at: the share of that part, from 0 to 1, at which two branches are level.
        more: whether the part must get more than it has now.
        passing: the branch that is ahead beyond it.
        passed: the branch that it passes.
    """

    at: float
    more: bool
    passing: str
    passed: str


@dataclass(frozen=True)
class League:
    """Branches, their points in three parts, and the weights.

    Attributes:
        points: by branch, three numbers from 0 to 100.
        weights: three shares that come to 1.
    """

    points: dict[str, Three]
    weights: Three

    def value(self, branch: str) -> float:
        """Return the index of a branch, from 0 to 100."""
        return fsum(self.adds(branch))

    def adds(self, branch: str) -> Three:
        """Return what each part adds to it: points x share."""
        a, b, c = (p * w for p, w in zip(self.points[branch], self.weights, strict=True))
        return a, b, c

    @property
    def order(self) -> tuple[str, ...]:
        """The branches, best first; level ones in the order given."""
        return tuple(sorted(self.points, key=lambda branch: -round(self.value(branch), 9)))

    def place(self, branch: str) -> int:
        """Return the place of a branch, from 1."""
        return self.order.index(branch) + 1

    def turn(self, part: int) -> Turn | None:
        """Return the nearest change of order when the weight of one part is turned, or None."""
        now = self.weights[part]
        rest = 1 - now
        others = [w / rest if rest > LEVEL else 0.5 for w in self.weights]
        others[part] = 0.0
        lines = {  # a branch's index is a straight line in the share of the part
            branch: (fsum(p * w for p, w in zip(points, others, strict=True)), points[part])
            for branch, points in self.points.items()
        }
        found: list[tuple[float, Turn]] = []
        for one, other in combinations(self.points, 2):
            without, alone = (b - a for a, b in zip(lines[one], lines[other], strict=True))
            if abs(without - alone) < LEVEL:
                continue  # parallel: always the same distance apart
            at = without / (without - alone)
            if not 0 < at < 1 or abs(at - now) < LEVEL:
                continue
            more = at > now
            ahead = (alone > without) == more  # is the other ahead beyond it?
            passing, passed = (other, one) if ahead else (one, other)
            found.append((abs(at - now), Turn(at, more, passing, passed)))
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def region(self, branch: str) -> tuple[Three, ...]:
        """Return the corners of the region of weightings in which a branch leads; () for none.

        Of branches that are level everywhere, the first has the region.
        """
        corners: Sequence[Three] = CORNERS
        earlier = True
        for other in self.points:
            if other == branch:
                earlier = False
                continue
            lead = _lead(self.points[branch], self.points[other])
            if earlier and all(abs(lead(corner)) < LEVEL for corner in corners):
                return ()
            corners = _clipped(corners, lead)
        return tuple(corners) if _size(corners) > LEVEL else ()

    def led(self, branch: str) -> float:
        """Return the share of all weightings in which a branch leads, from 0 to 1."""
        return _size(self.region(branch))


def shares(weights: Sequence[float]) -> Three:
    """Return weights as shares that come to 1; if all are 0, equal shares."""
    total = fsum(weights)
    a, b, c = (w / total if total else 1 / 3 for w in weights)
    return a, b, c


def _lead(points: Three, others: Three) -> Callable[[Three], float]:
    gaps = [a - b for a, b in zip(points, others, strict=True)]
    return lambda weights: fsum(g * w for g, w in zip(gaps, weights, strict=True))


def _clipped(corners: Sequence[Three], lead: Callable[[Three], float]) -> list[Three]:
    """Return the part of a convex region in which a lead is not below 0."""
    kept: list[Three] = []
    for one, other in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        here, there = lead(one), lead(other)
        if here >= 0:
            kept.append(one)
        if here * there < 0:
            way = here / (here - there)
            a, b, c = (p + way * (q - p) for p, q in zip(one, other, strict=True))
            kept.append((a, b, c))
    return kept


def _size(corners: Sequence[Three]) -> float:
    """Return the size of a region as a share of the whole triangle."""
    after = [*corners[1:], *corners[:1]]
    return abs(fsum(p[0] * q[1] - q[0] * p[1] for p, q in zip(corners, after, strict=True)))
