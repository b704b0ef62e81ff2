"""The Cadbury case of 2003: what the papers printed, and the sums that follow from it.

Every figure is read from datasets/cadbury_items.csv, where each row names its source; nothing is
typed in here but physical constants, each with its source. One token was on one bar.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cem_workbook.data.shipped import load_shipped

ARTICLE = "[001 · Cadbury part 2]"
MAIL, GUARDIAN, COMMISSION = "Daily Mail", "The Guardian", "Food Commission"
NETBALL, BASKETBALL, VOLLEYBALL = "netball", "basketball", "volleyball"
CRICKET, POSTS = "cricket set", "posts and net"
ALL, CAMPAIGN, DEFENCE, CHILD = "all tokens", "campaign", "defence", "child of ten"
THINGS = (BASKETBALL, VOLLEYBALL, CRICKET, POSTS)
"""Things whose tokens the press of 2003 gives."""


@dataclass(frozen=True)
class Told:
    """One figure as one paper printed it; the columns of the file."""

    item: str
    quantity: str
    value: float
    unit: str
    bound: str
    source: str
    date: str
    remark: str


@cache
def record() -> tuple[Told, ...]:
    """Return every row of the press record, in the order of the file."""
    frame = load_shipped("cadbury_items").fillna({"date": "", "remark": ""})
    return tuple(
        Told(
            str(row.item),
            str(row.quantity),
            float(str(row.value)),
            str(row.unit),
            str(row.bound),
            str(row.source),
            str(row.date),
            str(row.remark),
        )
        for row in frame.itertuples()
    )


def told(item: str, quantity: str) -> tuple[Told, ...]:
    """Return what every source says of a quantity of an item."""
    return tuple(row for row in record() if (row.item, row.quantity) == (item, quantity))


def figure(item: str, quantity: str, source: str = MAIL, date: str = "") -> float:
    """Return the one figure that a source gives.

    Args:
        item: as in the file.
        quantity: as in the file.
        source: as in the file.
        date: the beginning of the source's date, where it printed the figure more than once.

    Raises:
        KeyError: the source says nothing of it, or says it twice.
    """
    found = [
        row.value
        for row in told(item, quantity)
        if row.source == source and row.date.startswith(date)
    ]
    if len(found) != 1:
        raise KeyError(f"{item}, {quantity}, {source} {date}: {len(found)} rows")
    return found[0]


def tokens(item: str) -> int:
    """Return the tokens that the press of 2003 gives for one of THINGS."""
    return round(figure(item, "tokens"))


# --- what stands behind tokens


@dataclass(frozen=True)
class Bar:
    """An average bar: kcal, pence and grams of fat."""

    kcal: float
    pence: float
    fat: float


@cache
def average_bar() -> Bar:
    """Return the bar that follows from the Daily Mail's basketball: 170 bars, 71 pounds, 38,463 kcal.

    The fat is that of the posts and net, where the figure has two digits: almost 67 kg.
    """
    many = tokens(BASKETBALL)
    return Bar(
        kcal=figure(BASKETBALL, "kcal") / many,
        pence=100 * figure(BASKETBALL, "price") / many,
        fat=1000 * figure(POSTS, "fat") / tokens(POSTS),
    )


@dataclass(frozen=True)
class Behind:
    """What stands behind some tokens, if each bar is bought and eaten: pounds, kcal, kg of fat."""

    tokens: float
    pounds: float
    kcal: float
    fat_kg: float


def behind(many: float, bar: Bar | None = None) -> Behind:
    """Return what stands behind so many tokens.

    Args:
        many: tokens, 0 or more.
        bar: what one bar is like; the average bar if it is not given.
    """
    bar = bar or average_bar()
    return Behind(many, many * bar.pence / 100, many * bar.kcal, many * bar.fat / 1000)


def sets(item_tokens: int, all_tokens: float | None = None) -> int:
    """Return how many whole things some tokens buy; of all 160 million if none are named."""
    return int(
        (figure(ALL, "tokens", COMMISSION) if all_tokens is None else all_tokens) // item_tokens
    )


# --- hours of play


@dataclass(frozen=True)
class Resting:
    """Schofield's line for the energy that a body uses at rest: kcal a day from kg.

    W. N. Schofield, "Predicting basal metabolic rate", Human Nutrition: Clinical Nutrition 39,
    Suppl. 1 (1985), 5-41. The coefficients were read in tables that quote it (encyclopaedias give
    all four below in kcal), not in the paper itself.
    """

    slope: float
    constant: float

    def an_hour(self, kg: float) -> float:
        """Return kcal an hour at rest."""
        return (self.slope * kg + self.constant) / 24


BOY, GIRL = Resting(17.686, 658.2), Resting(13.384, 692.6)
"""From 10 to 18 years."""
YOUNGER_BOY, YOUNGER_GIRL = Resting(22.706, 504.3), Resting(20.315, 485.9)
"""From 3 to 10 years."""

GAME, PLAYING = 8.0, 6.5
"""METs of a basketball game, and of basketball in general: how many times the energy of rest.

B. E. Ainsworth and others, 2011 Compendium of Physical Activities (adults). The youth compendium
of 2018 measures in multiples of Schofield's rest; its own values for basketball were not read.
"""

ADULT_MET = 1.0
"""Kcal that one MET stands for, for each kg and hour, in adults (NCCOR, Youth Compendium)."""


def an_hour_adult(met: float, kg: float) -> float:
    """Return kcal that an hour burns, as tables for adults count."""
    return met * ADULT_MET * kg


def an_hour_child(met: float, kg: float, resting: Resting = BOY) -> float:
    """Return kcal that an hour burns, as the youth compendium counts: METs times rest."""
    return met * resting.an_hour(kg)


def hours(kcal: float, an_hour: float) -> float:
    """Return the hours of play that burn kcal, at so many kcal an hour (above 0)."""
    return kcal / an_hour


@cache
def ways_to_ninety() -> dict[tuple[str, float], float]:
    """Return the hours for the basketball's kcal: adult or child scaling, for both kinds of play.

    The child weighs what the Guardian gives a healthy child of ten.
    """
    kcal, kg = figure(BASKETBALL, "kcal"), figure(CHILD, "weight", GUARDIAN)
    scalings: dict[str, Callable[[float, float], float]] = {
        "adult": an_hour_adult,
        "child": an_hour_child,
    }
    return {
        (name, met): hours(kcal, an_hour(met, kg))
        for name, an_hour in scalings.items()
        for met in (GAME, PLAYING)
    }


# --- where the papers part

Verdict = Literal["agrees", "rounded", "slipped", "two things", "cannot be squared", "open"]


@dataclass(frozen=True)
class Conflict:
    """Two statements that do not look alike, and what a sum makes of them.

    Attributes:
        name: what it is about.
        one, other: the figures, as numbers.
        sum: what the sum gives.
        verdict: what follows from it.
    """

    name: str
    one: float
    other: float
    sum: float
    verdict: Verdict


NEAR = 0.03
"""Two figures that part by less than this share differ by a rounding; the course's own line."""


def near(one: float, other: float, within: float = NEAR) -> bool:
    """Whether two figures part by no more than a rounding."""
    return abs(one - other) <= within * max(abs(one), abs(other))


def conflicts() -> dict[str, Conflict]:
    """Return the conflicts of the record, each settled by a sum, by name."""
    found = (
        _bars_for_the_posts(),
        _calories_of_the_posts(),
        _fat_of_the_posts(),
        _least_and_most(),
        _nine_million(),
        _how_long(),
        _share_given(),
        _hours_and_games(),
        _schools(),
        _bars_for_a_netball(),
    )
    return {each.name: each for each in found}


def _bars_for_the_posts() -> Conflict:
    """5,440 or 5,400: the article's figure is in no paper, and lies a rounding off."""
    said, article = told(POSTS, "tokens"), figure(POSTS, "tokens", ARTICLE)
    papers = sum(row.value == article for row in said if row.source != ARTICLE)
    press = tokens(POSTS)
    alone = papers == 0 and near(press, article)
    return Conflict("bars for the posts", press, article, papers, "rounded" if alone else "open")


def _calories_of_the_posts() -> Conflict:
    one = figure(POSTS, "kcal")
    other = figure(POSTS, "kcal", GUARDIAN)
    total = behind(tokens(POSTS)).kcal
    fits = near(total, one, 0.005) and near(total, other) and not near(total, other, 0.005)
    return Conflict("calories of the posts", one, other, total, "rounded" if fits else "open")


def _fat_of_the_posts() -> Conflict:
    """The Guardian of 2004 gives the posts the cricket set's fat: grams a bar show it."""
    one, other = figure(POSTS, "fat"), figure(POSTS, "fat", GUARDIAN, "2004")
    a_bar = 1000 * other / tokens(POSTS)
    cricket = figure(CRICKET, "fat")
    of_cricket = 1000 * cricket / tokens(CRICKET)
    slipped = (
        other == cricket and near(of_cricket, average_bar().fat) and not near(a_bar, of_cricket)
    )
    return Conflict("fat of the posts", one, other, a_bar, "slipped" if slipped else "open")


def _least_and_most() -> Conflict:
    """750 for the first thing and 2,000 for everything, against 170 for a ball and 5,440."""
    first = figure(CAMPAIGN, "tokens for the first thing", "The Observer")
    everything = figure(CAMPAIGN, "tokens for everything", "The Observer")
    apart = tokens(BASKETBALL) < first and tokens(POSTS) > everything
    everything_here = sum(tokens(item) for item in THINGS)
    verdict: Verdict = "cannot be squared" if apart else "agrees"
    return Conflict("least and most", first, everything, everything_here, verdict)


def tokens_a_pound() -> float:
    """Return tokens for each pound of equipment, from the basketball: 170 for 10 pounds."""
    return tokens(BASKETBALL) / figure(BASKETBALL, "worth")


def if_all_come_back() -> float:
    """Return the pounds of equipment if every token comes back, at the basketball's rate."""
    return figure(ALL, "tokens", COMMISSION) / tokens_a_pound()


def _nine_million() -> Conflict:
    """What a campaign costs, and what equipment is worth, at most, under one figure."""
    cost = figure(CAMPAIGN, "cost", GUARDIAN)
    worth = figure(CAMPAIGN, "equipment", "WARC")
    return Conflict("nine million", cost, worth, if_all_come_back(), "two things")


def _how_long() -> Conflict:
    """12 weeks of a promotion, 8 months of a story; the sum gives the months of 12 weeks."""
    weeks = figure(CAMPAIGN, "length", "The Grocer")
    months = figure(CAMPAIGN, "length", ARTICLE)
    return Conflict("how long", weeks, months, weeks / (52 / 12), "two things")


def _share_given() -> Conflict:
    """15p in the pound, or 1 in 8: the netball of the Guardian gives just 1 in 8."""
    parliament = figure(CAMPAIGN, "given of a pound", "Hansard") / 100
    article = 1 / figure(CAMPAIGN, "spent for a pound given", ARTICLE)
    netball = figure(NETBALL, "worth", GUARDIAN) / figure(NETBALL, "price", GUARDIAN)
    apart = near(netball, article) and not near(parliament, article)
    return Conflict("share given", parliament, article, netball, "two things" if apart else "open")


def a_game() -> float:
    """Return the minutes of a game in which five players share 90 hours in 27 games."""
    return 60 * figure(BASKETBALL, "play") / 5 / figure(BASKETBALL, "games", GUARDIAN)


def _hours_and_games() -> Conflict:
    """90 hours of a child, 27 games of a team: with five players, games of 40 minutes."""
    play, games = figure(BASKETBALL, "play"), figure(BASKETBALL, "games", GUARDIAN)
    return Conflict(
        "hours and games", play, games, a_game(), "agrees" if near(a_game(), 40) else "open"
    )


def _schools() -> Conflict:
    one, other = figure(CAMPAIGN, "schools", "The Grocer"), figure(CAMPAIGN, "schools", "BBC")
    return Conflict("schools", one, other, other - one, "rounded" if near(one, other) else "open")


def netball_tokens() -> tuple[float, float]:
    """Return the tokens of a netball that its kcal and its price imply; no paper states them."""
    bar = average_bar()
    return (
        figure(NETBALL, "kcal", GUARDIAN) / bar.kcal,
        100 * figure(NETBALL, "price", GUARDIAN) / bar.pence,
    )


def _bars_for_a_netball() -> Conflict:
    low, high = netball_tokens()
    return Conflict("bars for a netball", low, high, (low + high) / 2, "open")
