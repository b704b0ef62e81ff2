"""Two kinds of people who deal with a business: those who come back for years, and who pass once.

Both are drawn from a synthetic firm as it stands today. Here stand the place, the plan of care,
the luck, and what may become of the people; `visitors_years` lets them live on. Luck is drawn
beforehand, so that two plans are compared on the same luck. What care costs and does, and how the
displeased warn others, no article says: see `Numbers`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cem_workbook.data.assumed import assume
from cem_workbook.data.model import Flags, Floats, Ints
from cem_workbook.data.sectors import SECTORS
from cem_workbook.data.today import Today
from cem_workbook.data.town import STREAMS

YEARS = 5
MONTHS = 12 * YEARS
STARTERS = 400  # returning people drawn from the firm; they stand for all who are there today
JOINERS = 8  # a month; they stand for all returning people who join in it
RETURNING = STARTERS + MONTHS * JOINERS
PASSERS = 60  # a month; they stand for all who pass once in it
STAYS = MONTHS  # month of leaving of those who are still there at the end
FIFTH = 0.2  # share of the people who get the care of the chosen

_INVENTED = "in no source; size invented"


@dataclass(frozen=True)
class Numbers:
    """What this model assumes beyond the common one; `assumed.assumptions` lists each."""

    care_most: float = assume(
        14.0, "points", _INVENTED, "the most that care can add to a visit", 0.0, 40.0
    )
    care_half: float = assume(
        2.0, "crowns a visit", _INVENTED, "care that adds half of this most", 0.1, 20.0
    )
    mend_half: float = assume(
        2.5, "crowns", _INVENTED, "money that mends half of what goes wrong", 0.1, 50.0
    )
    displeased_below: float = assume(
        40.0, "points", _INVENTED, "below this, people warn others", 0.0, 75.0
    )
    several: float = assume(
        5.0,
        "people",
        "“several” [004 · Effect]; size invented",
        "people whom one displeased customer keeps away",
        0.0,
        20.0,
    )
    records: float = assume(
        3000.0, "crowns a year", _INVENTED, "records that tell customers apart", 0.0, 100_000.0
    )
    drawn_away: float = assume(
        0.3, "share", _INVENTED, "of those who leave, drawn away by a rival", 0.0, 1.0
    )


NUMBERS = Numbers()


@dataclass(frozen=True)
class Place:
    """A business, by the factors of [004 · Suitable for whom].

    Attributes:
        people: how many people deal with it in a year today.
        returning: share of them, 0 to 1, who by nature come back.
        rivals: how strongly people are drawn away, above all the displeased: 1 as in the town, 0
            without a rival.
        telling: how well it can tell customers apart, 0 (not at all) to 1.
        talk: share of the newcomers, 0 to 1, who go by what others say.
    """

    people: int
    returning: float
    rivals: float
    telling: float
    talk: float


@dataclass(frozen=True)
class Care:
    """A plan: what is spent on a better experience.

    Attributes:
        everybody: crowns on every visit.
        chosen: crowns on every visit of the fifth who look most worth it.
        mending: crowns on each visit that went wrong, at once and without being asked.
    """

    everybody: float = 0.0
    chosen: float = 0.0
    mending: float = 0.0


NOTHING = Care()


@dataclass(frozen=True)
class Luck:
    """All that chance decides; uniform from 0 to 1, but for `effort` and `mood` (standard normal).

    Attributes:
        who: which customer of the firm each is like.
        look: error in telling them apart.
        visit, leave: of the returning, shape (months, returning).
        trouble, mends, complains, ends: of visits that may go wrong.
        effort, mood: no two visits are alike.

    A pair holds first the returning, then those who pass: shapes (months, returning) and (months,
    passers); `who` and `look` have one row for the returning.
    """

    who: tuple[Floats, Floats]
    look: tuple[Floats, Floats]
    visit: Floats
    leave: Floats
    trouble: tuple[Floats, Floats]
    mends: tuple[Floats, Floats]
    complains: tuple[Floats, Floats]
    ends: tuple[Floats, Floats]
    effort: tuple[Floats, Floats]
    mood: tuple[Floats, Floats]


def draw_luck(firm: Today, again: int = 0) -> Luck:
    """Return the luck of the five years; the same for the same firm and `again`.

    Args:
        firm: whose customers.
        again: 0, or another whole number for another luck.
    """
    kind = list(SECTORS).index(firm.profile.name)
    key = (STREAMS.index("onward"), kind, again, 1)  # 1: not the luck of `firm.draw_luck`
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(firm.seed, spawn_key=key)))
    back, once = (MONTHS, RETURNING), (MONTHS, PASSERS)

    def even() -> tuple[Floats, Floats]:
        return rng.random(back), rng.random(once)

    def normal() -> tuple[Floats, Floats]:
        return rng.standard_normal(back), rng.standard_normal(once)

    return Luck(
        who=(rng.random(RETURNING), rng.random(once)),
        look=(rng.random(RETURNING), rng.random(once)),
        visit=rng.random(back),
        leave=rng.random(back),
        trouble=even(),
        mends=even(),
        complains=even(),
        ends=even(),
        effort=normal(),
        mood=normal(),
    )


@dataclass(frozen=True)
class Run:
    """What became of the people under a plan; months come first.

    Attributes:
        active: who was a customer, shape (months, returning).
        visits: how often they came, likewise.
        margin: crowns that this brought, likewise.
        troubles: True where a visit went wrong, likewise.
        left: month of leaving, STAYS for those still there at the end, shape (returning,).
        chosen: who gets the care of the chosen: the returning, and those who pass.
        best: True for the fifth of the returning who are really worth most, shape (returning,).
        once: crowns that each of those who pass brings, shape (months, passers).
        once_troubles: True where that visit went wrong, likewise.
        pleased, displeased: share of a month's visits after which people praise, and warn.
    """

    active: Flags
    visits: Ints
    margin: Floats
    troubles: Flags
    left: Ints
    chosen: tuple[Flags, Flags]
    best: Flags
    once: Floats
    once_troubles: Flags
    pleased: Floats
    displeased: Floats
