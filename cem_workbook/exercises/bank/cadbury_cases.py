"""What the questions of page 18 are asked about: wrappers, sums, hours, papers, and an offer."""

from __future__ import annotations

import random
from collections.abc import Callable
from math import ceil, floor
from typing import TYPE_CHECKING

from cem_workbook.cases import cadbury as press
from cem_workbook.exercises.draws import Sheet
from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company


def printed() -> Case:
    """The figures of the press that the questions print."""
    return {
        "tokens": press.tokens(press.BASKETBALL),
        "price": press.figure(press.BASKETBALL, "price"),
        "worth": press.figure(press.BASKETBALL, "worth"),
        "kcal": press.figure(press.BASKETBALL, "kcal"),
        "play": press.figure(press.BASKETBALL, "play"),
        "issued": press.figure(press.ALL, "tokens", press.COMMISSION) / 1e6,
        "spent_for_one": press.figure(press.CAMPAIGN, "spent for a pound given", press.ARTICLE),
    }


# 2. Wrappers of three classes

CLASSES = ("class 4", "class 5", "class 6")
POUNDS, THOUSAND_KCAL = "pounds", "thousand kcal"


def wrappers(company: Company, draw: random.Random) -> Case:
    """How many wrappers three classes of a school have brought."""
    counts = {name: 130 + int(draw.random() * 900) for name in CLASSES}
    return {
        **printed(),
        "counts": counts,
        "lines": "\n".join(f"| {say(name)} | {n:,} |" for name, n in counts.items()),
        "in_code": ", ".join(f'"{name}": {n}' for name, n in counts.items()),
    }


def behind_with(
    pounds: Callable[[float, Case], float] = lambda n, c: n * c["price"] / c["tokens"],
    kcal: Callable[[float, Case], float] = lambda n, c: n * c["kcal"] / c["tokens"] / 1000,
) -> Callable[[Case], Sheet]:
    """Return the sheet that these two ways to reckon lead to; without any, the right one."""
    return lambda case: {
        name: {POUNDS: float(pounds(n, case)), THOUSAND_KCAL: float(kcal(n, case))}
        for name, n in case["counts"].items()
    }


# 3. Three sums of the article

SHARE, EQUIPMENT, MINUTES = "share, per cent", "equipment, pounds", "minutes for one chocolate"
YOURS = "your number"


def as_told(company: Company, draw: random.Random) -> Case:
    """What a family spends on chocolate in the spring; the rest is the article's."""
    return {**printed(), "spend": 4 * (9 + int(draw.random() * 90))}


def sums(**changed: Callable[[Case], float]) -> Callable[[Case], Sheet]:
    """Return the three sums, with those that somebody reckons in another way."""
    right: dict[str, Callable[[Case], float]] = {
        "share": lambda c: 100 / c["spent_for_one"],
        "equipment": lambda c: c["spend"] / c["spent_for_one"],
        "minutes": lambda c: 60 * c["play"] / c["tokens"],
    }
    rows = {"share": SHARE, "equipment": EQUIPMENT, "minutes": MINUTES}
    how = {**right, **changed}
    return lambda case: {rows[name]: {YOURS: float(way(case))} for name, way in how.items()}


# 4. Whole sets

SOURCES = (
    (press.POSTS, press.MAIL, "set of posts and net, {n:,} tokens by the Daily Mail"),
    (press.POSTS, press.ARTICLE, "set of volleyball equipment, {n:,} chocolates by our article"),
    (press.BASKETBALL, press.ARTICLE, "basketball, {n:,} chocolates by our article"),
    (press.CRICKET, press.ARTICLE, "cricket set, {n:,} packs by our article"),
)
SHARES = (20, 25, 30, 35, 40, 45, 55, 60, 65, 70, 75, 80)


def redeemed(company: Company, draw: random.Random) -> Case:
    """Which thing is asked for, and what share of the 160 million tokens comes back."""
    item, source, words = SOURCES[int(draw.random() * len(SOURCES))]
    each = round(press.figure(item, "tokens", source))
    share = SHARES[int(draw.random() * len(SHARES))]
    others = {round(press.figure(item, "tokens", s)) for s in (press.MAIL, press.ARTICLE)} - {each}
    return {
        **printed(),
        "what": say(words, n=each),
        "each": each,
        "share": share,
        "back": printed()["issued"] * 1e6 * share / 100,
        "other": others.pop() if others else None,
    }


def whole_sets(case: Case) -> float:
    """Return how many whole sets come of the tokens that come back."""
    return float(floor(case["back"] / case["each"]))


def with_fraction(case: Case) -> float | None:
    """Return what the division gives; None where that is (nearly) whole."""
    exact = case["back"] / case["each"]
    return float(exact) if 0.05 < exact % 1 < 0.95 else None


def with_a_decimal(case: Case) -> float | None:
    """Return what the division gives, to one decimal, as people type it."""
    exact = with_fraction(case)
    return None if exact is None else round(exact, 1)


def rounded_up(case: Case) -> float | None:
    """Return the next whole number of sets; None where the division is whole."""
    exact = case["back"] / case["each"]
    return float(ceil(exact)) if exact % 1 > 0.05 else None


def with_the_other(case: Case) -> float | None:
    """Return the sets by the other source's figure; None where the sources agree."""
    return float(floor(case["back"] / case["other"])) if case["other"] else None


# 5. Hours, as tables for adults count

EFFORTS = (6.0, 6.5, 7.0, 7.5, 8.0, 8.5)


def a_child(company: Company, draw: random.Random) -> Case:
    """A child of some weight that plays with some effort."""
    return {
        **printed(),
        "kg": 28 + int(draw.random() * 13),
        "met": EFFORTS[int(draw.random() * len(EFFORTS))],
    }


def adult_hours(case: Case) -> float:
    """Return the hours for the ball's calories, by the tables for adults."""
    return press.hours(case["kcal"], press.an_hour_adult(case["met"], case["kg"]))


# 6. Hours of a child, as a function

RECIPES = {
    "a": "kcal ÷ (METs × kilograms)",
    "b": "kcal ÷ (METs × kcal of a day at rest)",
    "c": "kcal ÷ (METs × kcal of an hour at rest)",
    "d": "kcal ÷ kcal of an hour at rest",
    "e": "METs × kcal of an hour at rest ÷ kcal",
}


def _rest(kg: float) -> float:
    return press.BOY.an_hour(kg)


FUNCTIONS: dict[str, Callable[[float, float, float], float]] = {
    "a": lambda kcal, met, kg: press.hours(kcal, press.an_hour_adult(met, kg)),
    "b": lambda kcal, met, kg: kcal / (met * 24 * _rest(kg)),
    "c": lambda kcal, met, kg: press.hours(kcal, press.an_hour_child(met, kg)),
    "d": lambda kcal, met, kg: kcal / _rest(kg),
    "e": lambda kcal, met, kg: met * _rest(kg) / kcal,
}


def trials(company: Company, draw: random.Random) -> Case:
    """Children and things to try a function on; the first is the Guardian's child and the ball."""
    own = a_child(company, draw)
    ball, other = own["kcal"], press.figure(press.VOLLEYBALL, "kcal")
    child = press.figure(press.CHILD, "weight", press.GUARDIAN)
    return {
        **own,
        "slope": press.BOY.slope,
        "constant": press.BOY.constant,
        "child": child,
        "game": press.GAME,
        "trials": [
            (ball, press.GAME, child),
            (ball, press.PLAYING, child),
            (ball, own["met"], float(own["kg"])),
            (other, own["met"], float(own["kg"])),
        ],
    }


# 7. Where the papers part

ROUNDING, OTHER_THING = "a rounding", "another thing's figure"
TWO_THINGS, NO_WAY, AGREE = "two things, one word", "cannot be squared", "they agree"
VERDICTS = (ROUNDING, OTHER_THING, TWO_THINGS, NO_WAY, AGREE)
BARS_5400 = "Posts and net: 5,440 bars in the papers, 5,400 in the article"
MILLION_KCAL = "Posts and net: 1.23 million kcal; nearly 1.25 million kcal"
FAT_33 = "Posts and net, 5,440 bars: over 33 kg of fat (2004)"
FOOTBALL = "A football net for 5,440 wrappers (8 May)"
NINE_MILLION = "£9 million: cost of the campaign; worth of the equipment, at most"
LENGTH = "It took 12 weeks; it took eight months"
LEAST_MOST = "Nothing below 750 tokens, all for 2,000; a ball for 170, posts for 5,440"
GAMES_27 = "90 hours for a child; 27 full games for a team of five"
PAPERS = {
    BARS_5400: ROUNDING,
    MILLION_KCAL: ROUNDING,
    FAT_33: OTHER_THING,
    FOOTBALL: OTHER_THING,
    NINE_MILLION: TWO_THINGS,
    LENGTH: TWO_THINGS,
    LEAST_MOST: NO_WAY,
    GAMES_27: AGREE,
}


# 8. The same offer, at the learner's own company


def own_offer(company: Company, draw: random.Random) -> Case:
    """A plan of the learner's company: vouchers for a ball. All of it is made up."""
    usual = company.profile.usual_amount
    vouchers = 10 * (9 + int(draw.random() * 12))
    amount = max(1, round(usual))
    worth = max(1, round(vouchers * amount / (7 + 3 * draw.random()) / 10)) * 10
    return {
        "title_capital": company.title[:1].upper() + company.title[1:],
        "vouchers": vouchers,
        "amount": amount,
        "worth": worth,
        "spent": vouchers * amount,
    }
