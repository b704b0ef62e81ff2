"""Six errands of one morning as steps, and the marks that they get on two effort scales.

**The rule is invented, and the same for both scales:** no step at all is ticked at the easy end, six
steps at the hard end, and each step between takes the answer a sixth of the way. People then tick
the nearest box. The errands are invented, too; the troubles in them are those of the sources.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

MOST_STEPS = 6
HARBOUR, MARKET = BRANCHES = ("Harbour", "Market")
PEOPLE = ("Mina", "Reza", "Elif", "Deniz", "Olga", "Anton")  # three at each branch

AS_TICKED, FLIPPED, STRETCHED = WAYS = (0, 1, 2)
"""How the marks are shown: as they are, the old scale turned round, both as ease from 0 to 100."""


@dataclass(frozen=True)
class Scale:
    """A scale of effort; its lowest box is 1.

    Attributes:
        high: the number of its highest box.
        high_is: what that box means.
    """

    high: int
    high_is: Literal["easy", "hard"]

    def ticked(self, steps: int) -> int:
        """Return the box that is ticked after so many steps, 0 to `MOST_STEPS`."""
        ease = 1 - steps / MOST_STEPS
        way = ease if self.high_is == "easy" else 1 - ease
        return round(1 + (self.high - 1) * way)

    def flipped(self, mark: float) -> float:
        """Return the mark as if the boxes were numbered from the other end."""
        return 1 + self.high - mark

    def ease(self, mark: float) -> float:
        """Return the mark as ease, from 0 (the hard end) to 100 (the easy end)."""
        towards_easy = mark if self.high_is == "easy" else self.flipped(mark)
        return 100 * (towards_easy - 1) / (self.high - 1)

    def shown(self, steps: int, way: int) -> float:
        """Return the mark after so many steps in one of the `WAYS`; flipping is for high = hard."""
        mark = self.ticked(steps)
        if way == STRETCHED:
            return self.ease(mark)
        return self.flipped(mark) if way == FLIPPED and self.high_is == "hard" else mark


OLD = Scale(5, "hard")  # 2010: 5 is very much effort
NEW = Scale(7, "easy")  # 2013: 7 is very easy
SCALES = (OLD, NEW)


@dataclass(frozen=True)
class Errand:
    """What one person wanted that morning, and the steps that it took."""

    person: str
    branch: str
    what: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Morning:
    """What there is to see.

    Attributes:
        errands: six of them, the first three at Harbour.
        way: one of the `WAYS` to show the marks.
        merged: whether Harbour was asked on the old scale only and Market on the new one only.
        before: the position of the errand that has just changed, and how many steps it had.
    """

    errands: tuple[Errand, ...]
    way: int = AS_TICKED
    merged: bool = False
    before: tuple[int, int] | None = None

    def mark(self, errand: Errand, scale: Scale) -> float | None:
        """Return the mark of an errand as it is shown, or None where this was not asked."""
        if self.merged and scale is not (OLD if errand.branch == HARBOUR else NEW):
            return None
        return scale.shown(len(errand.steps), self.way)

    def average(self, branch: str, scale: Scale) -> float | None:
        """Return the average mark of a branch on a scale, or None where it was not asked."""
        marks = [self.mark(e, scale) for e in self.errands if e.branch == branch]
        return None if None in marks else fmean(m for m in marks if m is not None)

    def pooled(self) -> float:
        """Return the average of all numbers of the merged surveys, whatever they mean."""
        marks = (self.mark(e, scale) for e in self.errands for scale in SCALES)
        return fmean(m for m in marks if m is not None)

    def steps(self, branch: str) -> float:
        """Return how many steps an errand at a branch took on average."""
        return fmean(len(e.steps) for e in self.errands if e.branch == branch)

    @property
    def easier(self) -> str | None:
        """The branch whose errands took fewer steps; None if both took as many."""
        return _lower(self.steps(HARBOUR), self.steps(MARKET))

    @property
    def looks_easier(self) -> str | None:
        """The branch that looks easier in the merged numbers, read with high as easy."""
        harbour, market = self.average(HARBOUR, OLD), self.average(MARKET, NEW)
        assert harbour is not None
        assert market is not None
        return _lower(-harbour, -market)


def _lower(harbour: float, market: float) -> str | None:
    if abs(harbour - market) < 1e-9:
        return None
    return HARBOUR if harbour < market else MARKET


# what a step can be, by sector; a label is written in two lines, split at its last blank

STEPS = {
    "bank": ("wait", "explain again", "fill a form", "next desk", "call back", "come back"),
    "insurer": ("wait", "explain again", "fill a form", "send papers", "call back", "next desk"),
    "phone shop": ("wait", "explain again", "fill a form", "next desk", "call back", "come back"),
    "restaurant": ("wait", "wave again", "explain again", "queue again", "send back", "call back"),
}

# the errands of PEOPLE, in their order: what each wanted, and the steps by their place in STEPS
_ERRANDS: dict[str, tuple[tuple[str, tuple[int, ...]], ...]] = {
    "bank": (
        ("a new card", ()),
        ("a wrong fee", (0, 1)),
        ("a loan", (0, 2, 3, 4)),
        ("an account", (2,)),
        ("a late transfer", (0, 1, 3)),
        ("a blocked card", (0, 1, 2, 3, 5)),
    ),
    "insurer": (
        ("a new address", ()),
        ("travel cover", (0, 2)),
        ("a wrong premium", (0, 1, 5, 4)),
        ("home cover", (2,)),
        ("lost papers", (0, 1, 3)),
        ("a slow claim", (0, 1, 2, 3, 4)),
    ),
    "phone shop": (
        ("a charger", ()),
        ("a top-up", (0, 1)),
        ("a repair", (0, 1, 2, 5)),
        ("a cover", (0,)),
        ("a wrong price", (0, 1, 3)),
        ("a refund", (0, 1, 3, 2, 5)),
    ),
    "restaurant": (
        ("a coffee", ()),
        ("a table", (5, 0)),
        ("a wrong order", (0, 1, 2, 0)),
        ("a take-away box", (0,)),
        ("a wrong bill", (1, 2, 0)),
        ("cold food", (0, 1, 2, 4, 0)),
    ),
}


def the_morning(sector: str) -> tuple[Errand, ...]:
    """Return the six errands of a sector, as the morning began."""
    words = STEPS[sector]
    return tuple(
        Errand(person, BRANCHES[i // 3], what, tuple(words[step] for step in steps))
        for i, (person, (what, steps)) in enumerate(zip(PEOPLE, _ERRANDS[sector], strict=True))
    )


def with_steps(
    errands: Sequence[Errand], position: int, steps: tuple[str, ...]
) -> tuple[Errand, ...]:
    """Return the errands with other steps for the one at `position`."""
    old = errands[position]
    new = Errand(old.person, old.branch, old.what, steps)
    return (*errands[:position], new, *errands[position + 1 :])
