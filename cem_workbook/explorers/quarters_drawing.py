"""Eight quarters as a road one walks: it goes down and up against doing nothing, the level ground.

Under each stretch of road lie the quarter's coins and what came of it; below, the plans.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from cem_workbook.cases.quarters import ACTIVITIES, COINS, QUARTERS, Purse, Quarter
from cem_workbook.figures import (
    BLUE,
    DETRACTOR,
    GRID,
    INK,
    PAPER,
    PASSIVE,
    PROMOTER,
    SHADE,
    SOFT,
    Drawing,
)
from cem_workbook.messages import say
from cem_workbook.text import Points

WIDTH, LEFT, COLUMN = 884, 116, 78
RIGHT = LEFT + COLUMN * QUARTERS
TOP, BOTTOM = 62, 262  # the road
PURSES = 312  # the coins of a quarter, a row an activity
FACTS = 424  # what came of it
TABLE = 592
ROW = 18
LAND, FAR_LAND, ASPHALT, GOLD = "#cfe3d4", "#e9f1ea", "#4a5560", "#8a5a00"
OTHERS = (DETRACTOR, PASSIVE, BLUE)
DASHES = ("7 5", "2 5", "12 4")

MONEY, CUSTOMERS, SATISFACTION = "money", "customers", "satisfaction"
WAITING, COMPLAINTS = "waiting", "complaints"


class Height(NamedTuple):
    """What the height of the road can stand for: in short, as a title, its decimals, its number."""

    short: str
    long: str
    digits: int
    of: Callable[[Quarter], float]


HEIGHTS = {
    MONEY: Height("crowns so far", "Crowns so far, against doing nothing", 0, lambda q: q.money),
    CUSTOMERS: Height("customers", "Customers, against doing nothing", 0, lambda q: q.customers),
    SATISFACTION: Height(
        "what customers feel",
        "What customers feel (0 to 100), against doing nothing",
        1,
        lambda q: q.satisfaction,
    ),
    WAITING: Height(
        "minutes waited (up: longer)",
        "Minutes waited, against doing nothing (up is longer)",
        1,
        lambda q: q.waiting,
    ),
    COMPLAINTS: Height(
        "complaints (up: more)",
        "Complaints, against doing nothing (up is more)",
        0,
        lambda q: q.complaints,
    ),
}


class Road(NamedTuple):
    """A plan's way: its name, its height at the end of each quarter, whether it is one's own."""

    name: str
    heights: Sequence[float]
    own: bool


class Result(NamedTuple):
    """A plan in numbers; crowns against doing nothing, `both` with the value of the customers."""

    name: str
    customers: int
    value: float
    crowns: float
    both: float
    own: bool


class Scene(NamedTuple):
    """All that is drawn; `after` is the quarter after which the plans are compared."""

    title: str
    money: bool
    digits: int
    roads: Sequence[Road]
    plan: Sequence[Purse]
    facts: Sequence[Sequence[str]]
    chosen: int
    after: int
    results: Sequence[Result]


def found_on() -> dict[str, str]:
    """Return what the height of the road can stand for, in words."""
    return {key: say(each.short) for key, each in HEIGHTS.items()}


def heights(walked: Sequence[Quarter], nothing: Sequence[Quarter], what: str) -> list[float]:
    """Return a plan's heights against doing nothing; crowns are added up from the start."""
    of = HEIGHTS[what].of
    apart = [of(one) - of(zero) for one, zero in zip(walked, nothing, strict=False)]
    return list(accumulate(apart)) if what == MONEY else apart


def signed(number: float, digits: int = 0) -> str:
    """Return a number with its sign, as people read it."""
    return f"{Points(round(number, digits)):+,.{digits}f}"


def activity_words() -> tuple[str, ...]:
    """Return what coins can be spent on, in the order of ACTIVITIES."""
    return say("listening"), say("mending"), say("training"), say("delighting"), say("advertising")


def fact_words() -> tuple[str, ...]:
    """Return what is told of each quarter."""
    return (
        say("causes known"),
        say("causes mended"),
        say("minutes waited"),
        say("complaints"),
        say("they feel, 0–100"),
        say("customers"),
        say("crowns so far"),
    )


def facts(walked: Sequence[Quarter], nothing: Sequence[Quarter]) -> list[tuple[str, ...]]:
    """Return what is told of each quarter walked; in brackets against doing nothing."""

    def beside(what: str, i: int) -> str:
        _, _, digits, of = HEIGHTS[what]
        # the bracket is the difference of the two numbers as people see them
        one, zero = round(of(walked[i]), digits), round(of(nothing[i]), digits)
        return f"{one:,.{digits}f} ({signed(one - zero, digits)})"

    crowns = heights(walked, nothing, MONEY)
    return [
        (
            say("{n} %", n=round(100 * quarter.practice.known)),
            say("{n} %", n=round(100 * quarter.practice.mended)),
            *(beside(what, i) for what in (WAITING, COMPLAINTS, SATISFACTION, CUSTOMERS)),
            signed(crowns[i]),
        )
        for i, quarter in enumerate(walked)
    ]


def dip_words(road: Sequence[float], digits: int) -> str:
    """Say where a road of crowns is lowest, and where it is back on level ground."""
    lowest = min(range(len(road)), key=lambda i: road[i])
    if road[lowest] >= 0:
        return say("Your road has not gone below level ground.")
    found = say(
        "Your road is lowest after quarter {n}: {crowns}.",
        n=lowest + 1,
        crowns=signed(road[lowest], digits),
    )
    back = next((i for i in range(lowest, len(road)) if road[i] >= 0), None)
    if back is None:
        return found + " " + say("It is not back on level ground yet.")
    return found + " " + say("After quarter {n} it is back on level ground.", n=back + 1)


def draw_road(name: str, scene: Scene) -> Drawing:
    """Draw the road.

    Args:
        name: a word that is unique on the page.
        scene: the roads, the plan, and what came of it.
    """
    d = Drawing(name, WIDTH, TABLE + 20 + 22 * len(scene.results))
    d.text(12, 22, scene.title, size=16, bold=True)
    own = next((road for road in scene.roads if road.own), None)
    walked = list(own.heights) if own else []
    if walked and scene.money:
        d.text(12, 43, dip_words(walked, scene.digits), size=13)
    elif not walked:
        d.text(12, 43, say("Your road begins when you play the first quarter."), size=13)
    _draw_land(d, scene, walked)
    _draw_purses(d, scene)
    _draw_facts(d, scene)
    _draw_results(d, scene)
    return d


def _middle(quarter: int) -> float:
    return LEFT + COLUMN * (quarter + 0.5)


def _draw_land(d: Drawing, scene: Scene, walked: Sequence[float]) -> None:
    every = [0.0, *(h for road in scene.roads for h in road.heights)]
    high, low = max(every), min(every)
    room = max(high - low, 1e-9)

    def y_of(height: float) -> float:
        return round(BOTTOM - 22 - (height - low) / room * (BOTTOM - TOP - 44), 1)

    level = y_of(0.0)
    d.rect(LEFT, level, RIGHT - LEFT, BOTTOM - level, fill=FAR_LAND)
    if walked:
        way = _way(walked, y_of)
        d.rect(LEFT, TOP, _middle(len(walked) - 1) - LEFT, BOTTOM - TOP, fill=PAPER)
        d.path(f"{way}V{BOTTOM}H{LEFT}Z", fill=LAND, stroke="none")
    d.line(LEFT, level, RIGHT, level, stroke=INK, thick=1.5)
    for quarter in range(QUARTERS + 1):
        x = LEFT + COLUMN * quarter
        d.line(x, TOP, x, BOTTOM, stroke=GRID)
    labels = [(level, say("doing nothing"), INK)]
    others = [road for road in scene.roads if not road.own]
    for road, colour, dash in zip(others, OTHERS, DASHES, strict=False):
        points = [
            (float(LEFT), level),
            *((_middle(i), y_of(h)) for i, h in enumerate(road.heights)),
        ]
        for (x1, y1), (x2, y2) in pairwise(points):
            d.line(x1, y1, x2, y2, stroke=colour, thick=2, dash=dash)
        end, y = points[-1]
        d.line(end, y, RIGHT, y, stroke=colour, thick=2, dash=dash)
        labels.append((y, road.name, colour))
    _draw_own(d, walked, y_of)
    _draw_labels(d, labels)
    marks = (high, low) if high > 0 > low else (high if high > 0 else low,)
    for height in marks:
        if abs(y_of(height) - level) > 14:
            d.text(LEFT - 8, y_of(height) + 4, signed(height, scene.digits), size=12, anchor="end",
                   fill=SOFT)  # fmt: skip
    d.text(LEFT - 8, level + 4, "0", size=12, anchor="end", fill=SOFT)
    if len(walked) < QUARTERS:
        x = LEFT + COLUMN * len(walked)
        d.rect(x, TOP, RIGHT - x, BOTTOM - TOP, fill=PAPER, opacity=0.35)
        d.text((x + RIGHT) / 2, TOP + 14, say("still to come"), size=13, anchor="middle", fill=SOFT)


def _way(walked: Sequence[float], y_of: Callable[[float], float]) -> str:
    """Return the road as a path that leaves each milestone level."""
    x, y = float(LEFT), y_of(0.0)
    d = f"M{x:g} {y:g}"
    for i, height in enumerate(walked):
        x2, y2 = _middle(i), y_of(height)
        bend = (x + x2) / 2
        d += f"C{bend:g} {y:g} {bend:g} {y2:g} {x2:g} {y2:g}"
        x, y = x2, y2
    return d


def _draw_own(d: Drawing, walked: Sequence[float], y_of: Callable[[float], float]) -> None:
    """Draw the road that was walked, with its milestones, and somebody at its end."""
    way = _way(walked, y_of)
    if walked:
        d.path(way, stroke=ASPHALT, thick=9)
        d.path(way, stroke=PAPER, thick=1.2)
    for i, height in enumerate(walked):
        x, y = _middle(i), y_of(height)
        d.dots([(x, y)], radius=10, fill=INK)
        d.text(x, y + 4.5, i + 1, size=13, anchor="middle", fill=PAPER, bold=True)
    x, y = (_middle(len(walked) - 1), y_of(walked[-1])) if walked else (LEFT + 2.0, y_of(0.0))
    x += 16 if walked else 8
    d.dots([(x, y - 25)], radius=5, fill=INK)
    d.path(f"M{x:g} {y - 19:g}v10m0 0l-5 10m5 -10l5 10m-11 -16l6 3l6 -4", stroke=INK, thick=2.4)


def _draw_labels(d: Drawing, labels: Sequence[tuple[float, str, str]]) -> None:
    """Write the names of the roads at their ends, none over another."""
    lowest = BOTTOM + 4.0 - 16 * (len(labels) - 1)
    y = TOP - 8.0
    for at, words, colour in sorted(labels):
        y = max(y + 16, min(at + 4, lowest))
        lowest += 16
        d.text(RIGHT + 8, y, words, size=12, fill=colour, bold=True)


def _draw_purses(d: Drawing, scene: Scene) -> None:
    x = LEFT + COLUMN * scene.chosen
    d.rect(x + 1, BOTTOM + 4, COLUMN - 2, PURSES + ROW * len(ACTIVITIES) - BOTTOM - 12,
           fill=SHADE, stroke=BLUE, thick=1.5, corner=5)  # fmt: skip
    d.text(12, BOTTOM + 22, say("quarter"), size=12, fill=SOFT)
    d.text(12, BOTTOM + 38, say("coins"), size=12, fill=SOFT)
    for i, purse in enumerate(scene.plan):
        d.text(_middle(i), BOTTOM + 22, i + 1, size=14, anchor="middle", bold=True)
        used = sum(purse)
        words = f"{used} / {COINS}"
        colour = DETRACTOR if used > COINS else SOFT
        d.text(_middle(i), BOTTOM + 38, words, size=12, anchor="middle", fill=colour,
               bold=used > COINS)  # fmt: skip
    for activity, words in enumerate(activity_words()):
        y = PURSES + ROW * activity
        d.text(12, y + 8, words, size=12)
        places = [
            (round(LEFT + COLUMN * i + 14.6 + 12.2 * coin, 1), y + 4)
            for i, purse in enumerate(scene.plan)
            for coin in range(purse[activity])
        ]
        d.dots(places, radius=4.6, fill=GOLD)


def _draw_facts(d: Drawing, scene: Scene) -> None:
    d.line(12, FACTS - 16, RIGHT, FACTS - 16, stroke=GRID)
    for row, words in enumerate(fact_words()):
        y = FACTS + ROW * row
        d.text(12, y, words, size=12)
        for i, told in enumerate(scene.facts):
            last = row == len(told) - 1
            d.text(_middle(i), y, told[row], size=12, anchor="middle", bold=last)
    key = say("(…) against")
    d.text(RIGHT + 8, FACTS + 2 * ROW, key, size=12, fill=SOFT)
    d.text(RIGHT + 8, FACTS + 3 * ROW - 2, say("doing nothing"), size=12, fill=SOFT)


def _draw_results(d: Drawing, scene: Scene) -> None:
    d.line(12, TABLE - 30, WIDTH - 12, TABLE - 30, stroke=GRID)
    places = (12, 290, 488, 660, WIDTH - 12)
    heads = (
        say("after quarter {n}", n=scene.after),
        say("customers"),
        say("would bring in a year"),
        say("crowns so far"),
        say("both, against doing nothing"),
    )
    for x, head in zip(places, heads, strict=True):
        d.text(x, TABLE - 10, head, size=12, anchor="start" if x == 12 else "end", fill=SOFT)
    for i, r in enumerate(scene.results):
        y = TABLE + 12 + 22 * i
        if r.own:
            d.rect(6, y - 16, WIDTH - 12, 22, fill=SHADE)
        cells = (r.name, f"{r.customers:,}", f"{r.value:,.0f}", signed(r.crowns), signed(r.both))
        for x, words in zip(places, cells, strict=True):
            d.text(x, y, words, size=13, anchor="start" if x == 12 else "end", bold=r.own,
                   fill=PROMOTER if r.own else INK)  # fmt: skip
