"""A chocolate maker wants to give schools equipment for sport: schemes, and what comes of them.

The course's own model. The press of 2003 gives the bar, the tokens and the schools; how many
wrappers a family brings, what schools and buyers do, and everything about trust is invented.
The newspaper test stands in `campaign_news`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cem_workbook.cases.cadbury import BASKETBALL, CRICKET, POSTS, VOLLEYBALL
from cem_workbook.data.assumed import assume
from cem_workbook.data.model import Floats

WRAPPERS, SHARE, PLAY, MATCH, GIFT = "wrappers", "share", "play", "match", "gift"
EARNED = (WRAPPERS, SHARE, PLAY, MATCH, GIFT)
"""What earns the equipment: wrappers collected, a part of each sale, hours of play, money that
the school raises, or nothing. The first two are a purchase link."""
BARS, SMALL, BOXES = "bars", "small", "boxes"
PRODUCTS = (BARS, SMALL, BOXES)
CHILDREN, ADULTS, ANYBODY = "children", "adults", "anybody"
COLLECTORS = (CHILDREN, ADULTS, ANYBODY)
EVERYTHING, BALLS, COACH = "everything", "balls", "coach"
GIVEN = (EVERYTHING, BALLS, COACH)
QUIET, LINE, FULL = "quiet", "line", "full"
FANFARE = (QUIET, LINE, FULL)
COACHING = "hour with a coach"
SPRINGS = 100


@dataclass(frozen=True)
class Scheme:
    """A scheme; the default is the campaign of 2003.

    Attributes:
        earned: what earns the equipment, one of EARNED.
        per_pound: tokens for each pound of equipment, 1 or more; one token a piece of chocolate.
        product: which chocolate carries the token, one of PRODUCTS.
        collectors: who is asked to collect, one of COLLECTORS; matters for WRAPPERS only.
        given: what schools can have, one of GIVEN.
        money: the most that is given, in million pounds of equipment.
        teachers, parents, critics: whether they are asked before the start.
        fanfare: how loudly it is told, one of FANFARE.
        slogan: whether a better slogan is found.
    """

    earned: str = WRAPPERS
    per_pound: int = 17
    product: str = BARS
    collectors: str = CHILDREN
    given: str = EVERYTHING
    money: float = 9.0
    teachers: bool = False
    parents: bool = False
    critics: bool = False
    fanfare: str = FULL
    slogan: bool = False

    @property
    def linked(self) -> bool:
        """Whether somebody must buy chocolate for it."""
        return self.earned in (WRAPPERS, SHARE)

    @property
    def asked(self) -> int:
        """How many groups are asked before the start."""
        return self.teachers + self.parents + self.critics

    @property
    def things(self) -> tuple[str, ...]:
        """What schools can have, the dearest last."""
        if self.given == COACH:
            return (COACHING,)
        return (BASKETBALL,) if self.given == BALLS else (BASKETBALL, VOLLEYBALL, CRICKET, POSTS)


CAMPAIGN_2003 = Scheme()

_PRESS = "press 2003"
_OWN = "invented"


@dataclass(frozen=True)
class Numbers:
    """The model's numbers, each with its unit, where it comes from, and its range."""

    bar_pence: float = assume(
        41.76, "pence", f"{_PRESS}: 71 pounds for 170", "price of a bar", 20, 80
    )
    bar_kcal: float = assume(
        226.253, "kcal", f"{_PRESS}: 38,463 for 170", "calories of a bar", 100, 400
    )
    bars: float = assume(160.0, "million", _PRESS, "bars with a token", 20, 300)
    schools: float = assume(22.0, "thousand", f"{_PRESS}: BBC", "schools that are asked", 5, 40)
    taking: float = assume(
        0.187,
        "share",
        f"{_PRESS}: 4,103 of 22,000",
        "schools that take part in the campaign of 2003",
        0.05,
        0.5,
    )
    kg: float = assume(33.0, "kg", f"{_PRESS}: The Guardian", "weight of a child of ten", 25, 60)
    met: float = assume(
        8.0, "METs", "compendium of 2011, adults", "effort of a game of basketball", 4, 10
    )
    pupils: float = assume(250.0, "children", "assumed", "children in a school", 100, 800)
    brought: float = assume(
        25.0, "wrappers", _OWN, "wrappers that a pupil's family brings in the spring", 5, 80
    )
    extra: float = assume(
        0.30,
        "share",
        f"{_OWN}; the firm says none, its critics all",
        "of these, bars eaten only because of the scheme",
        0,
        1,
    )
    switched: float = assume(
        0.50,
        "share",
        f"{_OWN}; the firm names it as the aim",
        "of these, bars bought instead of a rival's",
        0,
        1,
    )
    lift: float = assume(
        0.02, "share", _OWN, "more bars sold if a part of the price is given", 0, 0.2
    )
    margin: float = assume(0.35, "share", _OWN, "of the price that is left to the firm", 0.1, 0.6)
    bulk: float = assume(0.60, "share", _OWN, "what a pound of equipment costs the firm", 0.3, 1)
    telling: float = assume(
        2.0, "million pounds", _OWN, "cost of a full campaign with stars", 0.5, 9
    )
    post: float = assume(20.0, "pounds", _OWN, "letters and sending, a school", 0, 100)
    play_hours: float = assume(
        15.0, "hours", _OWN, "play that a pupil notes down in the spring", 2, 60
    )
    play_a_pound: float = assume(12.0, "hours", _OWN, "play for a pound of equipment", 1, 60)
    raised: float = assume(300.0, "pounds", _OWN, "money that a school raises", 50, 2000)
    coach_hour: float = assume(15.0, "pounds", _OWN, "an hour with a coach", 5, 60)
    asked_teachers: float = assume(
        0.7, "steps of log odds", _OWN, "schools gained if teachers are asked first", 0, 2
    )
    less_work: float = assume(
        0.8,
        "steps of log odds",
        _OWN,
        "schools gained if there is nothing to collect, lost if money is to be raised",
        0,
        2,
    )
    unheard: float = assume(
        0.6, "steps of log odds", _OWN, "schools lost if nobody tells of it", 0, 2
    )
    boycott: float = assume(
        0.35,
        "share",
        f"{_OWN}; the BBC reports refusals",
        "schools that turn away after a bad story",
        0,
        0.9,
    )
    found: float = assume(0.6, "chance", _OWN, "that somebody does the sum and prints it", 0.3, 0.9)
    louder: float = assume(0.3, "chance", _OWN, "more of it if the scheme is told loudly", 0, 0.5)
    story: float = assume(
        10.0, "points", _OWN, "trust lost for each tenfold by which a sum is too large", 2, 30
    )
    clear: float = assume(
        8.0,
        "points",
        f"{_OWN}; [001]: clear aims work",
        "trust won if nothing need be bought",
        0,
        20,
    )
    doubt: float = assume(
        6.0,
        "points",
        f"{_OWN}; [001]: people doubt such advertising",
        "trust lost by a loud good deed",
        0,
        20,
    )
    asking: float = assume(2.0, "points", _OWN, "trust won for each group that was asked", 0, 10)
    thanks: float = assume(
        4.0, "points", _OWN, "trust won for each million children reached", 0, 20
    )
    shrug_bars: float = assume(
        10.0,
        "pieces",
        "the course's own",
        "chocolates for one thing that a reader shrugs at",
        2,
        60,
    )
    shrug_pounds: float = assume(
        2.0, "pounds", "the course's own", "spent for a pound given that a reader shrugs at", 1.2, 6
    )
    shrug_hours: float = assume(
        5.0, "hours", "the course's own", "play to burn it that a reader shrugs at", 1, 20
    )
    shrug_telling: float = assume(
        1.0,
        "pounds",
        "the course's own",
        "telling for a pound given that a reader shrugs at",
        0.2,
        3,
    )


USUAL = Numbers()

LEAST = 100.0
"""Pounds of equipment that a school must get to count as reached; the course's own."""
RATE_2003 = 17
"""Tokens a pound in 2003: 170 for a ball worth 10 pounds. It gives the other things a worth."""
TOKENS_2003 = {BASKETBALL: 170, VOLLEYBALL: 320, CRICKET: 2730, POSTS: 5440}
"""Of the press of 2003; a test holds them against the record."""
SIZES = {BARS: 1.0, SMALL: 0.5, BOXES: 8.0}
"""What a piece is like beside a bar, in price and calories; the box is invented."""
BROUGHT = {BARS: 1.0, SMALL: 1.0, BOXES: 0.1}
"""How many of them a family brings beside bars; invented."""
WILLING = {CHILDREN: 1.0, ADULTS: 0.6, ANYBODY: 1.2}
"""How many wrappers come in, by who is asked to collect; invented."""
LOUD = {QUIET: 0.0, LINE: 0.4, FULL: 1.0}
"""How loudly a scheme is told, from 0 to 1."""


def worth(thing: str, n: Numbers = USUAL) -> float:
    """Return what a thing is worth in pounds, at the rate of 2003; only the ball's is in the press."""
    return n.coach_hour if thing == COACHING else TOKENS_2003[thing] / RATE_2003


def pieces(thing: str, scheme: Scheme, n: Numbers = USUAL) -> int:
    """Return how many pieces of chocolate stand behind a thing; 0 without a purchase link."""
    return round(worth(thing, n) * scheme.per_pound) if scheme.linked else 0


def kcal_behind(thing: str, scheme: Scheme, n: Numbers = USUAL) -> float:
    """Return the calories of those pieces."""
    return pieces(thing, scheme, n) * n.bar_kcal * SIZES[scheme.product]


def pounds_behind(thing: str, scheme: Scheme, n: Numbers = USUAL) -> float:
    """Return the price of those pieces in pounds."""
    return pieces(thing, scheme, n) * n.bar_pence / 100 * SIZES[scheme.product]


@dataclass(frozen=True)
class Luck:
    """What chance decides in each of many springs: the schools' mood, the story, the trust."""

    mood: Floats
    story: Floats
    trust: Floats


@lru_cache(maxsize=4)
def springs(many: int = SPRINGS, seed: int = 2003) -> Luck:
    """Return the luck of many springs; every scheme meets the same."""
    draw = np.random.Generator(np.random.PCG64(seed))
    return Luck(draw.standard_normal(many), draw.random(many), draw.standard_normal(many))


@dataclass(frozen=True)
class Outcome:
    """What comes of a scheme, spring by spring.

    Attributes:
        cost: million pounds that the firm pays, less what it earns on the chocolate; below 0 it
            earns.
        reach: million children whose school was given at least LEAST pounds of equipment.
        given: million pounds of equipment.
        more: million pieces of chocolate eaten only because of the scheme.
        trust: points won or lost.
        printed: whether a bad story was printed.
    """

    cost: Floats
    reach: Floats
    given: Floats
    more: Floats
    trust: Floats
    printed: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def follow(scheme: Scheme, excess: float, luck: Luck, n: Numbers = USUAL) -> Outcome:
    """Return what comes of a scheme.

    Args:
        scheme: the scheme.
        excess: how many times its largest sum is what a reader shrugs at (`campaign_news`);
            more than 1 is a story.
        luck: what chance decides.
        n: the model's numbers.
    """
    loud = LOUD[scheme.fanfare]
    chance = n.found + n.louder * loud if excess > 1.0 else 0.0
    printed = luck.story < chance
    share = 1.0 / (1.0 + np.exp(-(_taking(scheme, n) + 0.25 * luck.mood)))
    schools = 1e3 * n.schools * share * np.where(printed, 1.0 - n.boycott, 1.0)
    given, sold, more = _given(scheme, schools, n)
    reached = np.minimum(schools, given / LEAST) * n.pupils
    lost = n.story * np.log10(max(excess, 1.0) * (1.0 + loud))
    lost *= 1.25 if scheme.critics else 1.0  # who was warned is forgiven less
    trust = (
        n.clear * (not scheme.linked)
        + n.asking * scheme.asked
        + n.thanks * reached / 1e6
        - n.doubt * loud
        - lost * printed
        + 2.0 * luck.trust
    )
    price = n.bar_pence / 100 * SIZES[scheme.product]
    bulk = 1.0 if scheme.given == COACH else n.bulk
    cost = bulk * given + 1e6 * n.telling * loud + n.post * schools - n.margin * price * sold
    return Outcome(cost / 1e6, reached / 1e6, given / 1e6, more / 1e6, trust, printed)


def _taking(scheme: Scheme, n: Numbers) -> float:
    """Return the log odds that a school takes part, before any story."""
    odds = np.log(n.taking / (1.0 - n.taking))
    odds += n.less_work * {WRAPPERS: 0, SHARE: 1, PLAY: 0, MATCH: -1, GIFT: 1}[scheme.earned]
    odds += n.asked_teachers * scheme.teachers + 0.3 * scheme.parents + 0.1 * scheme.slogan
    return float(odds - n.unheard * (1.0 - LOUD[scheme.fanfare]))


def _given(scheme: Scheme, schools: Floats, n: Numbers) -> tuple[Floats, Floats, Floats]:
    """Return pounds of equipment, pieces sold that would not be, and pieces eaten that would not be."""
    most = 1e6 * scheme.money
    nothing = np.zeros_like(schools)
    if scheme.earned == WRAPPERS:
        eager = (RATE_2003 / scheme.per_pound) ** 0.3 * (1.02 if scheme.slogan else 1.0)
        each = n.brought * BROUGHT[scheme.product] * WILLING[scheme.collectors] * eager
        tokens = np.minimum(schools * n.pupils * each, 1e6 * n.bars)
        sold = tokens * min(1.0, n.extra + n.switched)
        return np.minimum(tokens / scheme.per_pound, most), sold, tokens * n.extra
    if scheme.earned == SHARE:
        pieces_sold = 1e6 * n.bars * BROUGHT[scheme.product]
        lifted = nothing + n.lift * pieces_sold
        return nothing + min(pieces_sold / scheme.per_pound, most), lifted, lifted
    if scheme.earned == PLAY:
        return (
            np.minimum(schools * n.pupils * n.play_hours / n.play_a_pound, most),
            nothing,
            nothing,
        )
    if scheme.earned == MATCH:
        return np.minimum(schools * n.raised, most), nothing, nothing
    return nothing + most, nothing, nothing
