"""How weights are drawn: bars stacked by part, and the triangle of all weightings with its leaders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, cos, floor, radians, sin

from cem_workbook.explorers.weightings import CORNERS, League, Part, Recipe, Three
from cem_workbook.figures import (
    BLUE,
    DETRACTOR,
    INK,
    PAPER,
    PASSIVE,
    PROMOTER,
    SOFT,
    Drawing,
)
from cem_workbook.messages import say

WIDTH, HEIGHT = 760, 452
LEFT, BAR, SCALE = 12, 118, 3.15  # where names and bars begin; pixels a point
FIRST, ROW, THICK = 92, 48, 28
AXIS = FIRST + 4 * ROW
TOP, BASE = 66, 270  # the triangle, from its upper corner to its lower side
MIDDLE, HALF = 614, 118
FOOT = 328

Spot = tuple[float, float]
LINES = {0: 0.0, 1: 45.0, 3: 90.0}  # by the branch's place in the firm: how its lines lean
HUES = (BLUE, PROMOTER, DETRACTOR, PASSIVE)
DOTTED = 2


def draw_weightings(
    name: str, recipe: Recipe, league: League, equal: League, found: Sequence[str], note: str
) -> Drawing:
    """Draw the branches as stacked bars, and who leads under which weights.

    Args:
        name: a word that is unique on the page.
        recipe: the index, whose parts have names.
        league: the branches under the present weights.
        equal: the same branches under equal weights, to tell who moved.
        found: up to four lines about where the order changes.
        note: a line for the foot.
    """
    d = Drawing(name, WIDTH, HEIGHT)
    d.text(LEFT, 22, say("What each part adds"), size=15, bold=True)
    _draw_legend(d, recipe, league)
    for row, branch in enumerate(league.order):
        _draw_bar(d, FIRST + ROW * row, league, equal, branch)
    _draw_axis(d)
    _draw_triangle(d, recipe, league)
    _draw_leaders(d, league)
    for number, words in enumerate(found):
        d.text(LEFT, FOOT + 24 + 20 * number, words, bold=not number)
    d.text(LEFT, HEIGHT - 10, note, size=12, fill=SOFT)
    return d


def asked(part: Part) -> str:
    """Return what was asked or measured, in a few words."""
    return {
        "satisfaction": say("how satisfied?"),
        "ease": say("how easy was it?"),
        "recommend": say("would recommend?"),
        "waiting": say("within 10 minutes"),
    }[part.measured]


def at(weights: Three) -> Spot:
    """Return where a weighting lies in the picture; all on the first part is the upper corner."""
    _, second, third = weights
    x = MIDDLE + (third - second) * HALF
    return round(x, 1), round(BASE - weights[0] * (BASE - TOP), 1)


def _fill(d: Drawing, part: int, x: float, y: float, width: float, height: float) -> str:
    """Fill a piece of a part's bar; return the colour in which one can write on it."""
    if part == 1:
        d.rect(x, y, width, height, fill=BLUE, opacity=0.15)
        d.rect(x, y, width, height, stroke=BLUE)
        return INK
    d.rect(x, y, width, height, fill=(BLUE, "", SOFT)[part])
    return PAPER


def _draw_legend(d: Drawing, recipe: Recipe, league: League) -> None:
    x = LEFT
    for number, part in enumerate(recipe.parts):
        _fill(d, number, x, 38, 16, 14)
        percent = f"{100 * league.weights[number]:.0f}"
        words = say("{part} {percent} %", part=say(part.name), percent=percent)
        d.text(x + 22, 50, words)
        d.text(x + 22, 67, asked(part), size=12, fill=SOFT)
        x += 160  # so that “100 %” does not touch the next


def _draw_bar(d: Drawing, y: float, league: League, equal: League, branch: str) -> None:
    """Draw a branch: its place, its name, and what each part adds to its index."""
    index = list(league.points).index(branch)
    d.text(LEFT, y + 19, league.place(branch), size=17, bold=True)
    _draw_swatch(d, LEFT + 18, y + 6, index)
    d.text(LEFT + 38, y + 19, branch, bold=True)
    was = equal.place(branch)
    if was != league.place(branch):
        words = say("place {place} with equal weights", place=was)
        d.text(BAR, y + THICK + 14, words, size=12, fill=SOFT)
    x: float = BAR
    for part, points in enumerate(league.adds(branch)):
        width = points * SCALE
        ink = _fill(d, part, round(x, 1), y, round(width, 1), THICK)
        if width > 30:  # narrower pieces have no room for their number; the table has it
            d.text(
                round(x + width / 2, 1), y + 19, f"{points:.1f}", size=13, anchor="middle", fill=ink
            )
        x += width
    d.text(round(x + 7, 1), y + 19, f"{league.value(branch):.1f}", bold=True)


def _draw_axis(d: Drawing) -> None:
    end = BAR + 100 * SCALE
    d.line(BAR, AXIS, end, AXIS, stroke=SOFT)
    for points in (0, 25, 50, 75, 100):
        x = BAR + points * SCALE
        d.line(x, AXIS, x, AXIS + 5, stroke=SOFT)
        d.text(x, AXIS + 19, points, size=12, anchor="middle", fill=SOFT)


def _draw_triangle(d: Drawing, recipe: Recipe, league: League) -> None:
    """Draw all weightings, each branch's region in its own hatching, and where we are."""
    d.text(MIDDLE, 22, say("Who is first, under all weights?"), size=15, bold=True, anchor="middle")
    names, here = [], at(league.weights)
    for index, branch in enumerate(league.points):
        corners = [at(corner) for corner in league.region(branch)]
        if len(corners) > 2 and abs(_turning(corners)) > 2:  # smaller than a pixel is not seen
            _hatch(d, corners, index)
            d.path(f"M{'L'.join(f'{x} {y}' for x, y in corners)}z", stroke=INK, thick=1.2)
            names.append((branch, corners))
    d.path(f"M{'L'.join(f'{x} {y}' for x, y in map(at, CORNERS))}z", stroke=INK, thick=2)
    for branch, corners in names:
        width = round(8.4 * len(branch), 1)
        for x, y in _near_the_centre(corners):
            if _room(corners, x, y, width) and not _covers(x, y, width, here):
                d.rect(x - width / 2, y - 10, width, 19, fill=PAPER, corner=4)
                d.text(x, y + 5, branch, size=13, bold=True, anchor="middle")
                break
    words = [say("all on {part}", part=say(part.name)) for part in recipe.parts]
    d.text(MIDDLE, TOP - 10, words[0], size=13, anchor="middle")
    d.text(MIDDLE - HALF - 18, BASE + 18, words[1], size=13)
    d.text(MIDDLE + HALF + 22, BASE + 18, words[2], size=13, anchor="end")
    d.dots([here], radius=9, fill=PAPER)
    d.dots([here], radius=6.5, fill=INK)


def _draw_leaders(d: Drawing, league: League) -> None:
    """Say in how many of all weightings each branch is first."""
    x, y = MIDDLE - HALF - 18, BASE + 44
    led = {branch: league.led(branch) for branch in league.points}
    percents = out_of_hundred(led)
    d.dots([(x + 7, y - 4)], radius=6, fill=INK)
    d.text(x + 24, y, say("the weights now"), size=13)
    for index, branch in enumerate(league.points):
        y += 21
        _draw_swatch(d, x, y - 11, index)
        if led[branch]:
            words = say(
                "{branch}: first in {percent} of 100", branch=branch, percent=percents[branch]
            )
        else:
            words = say("{branch}: first in none", branch=branch)
        d.text(x + 24, y, words, size=13)


def out_of_hundred(shares: Mapping[str, float]) -> dict[str, str]:
    """Return shares that come to 1 as numbers of 100 that come to 100, in words at the ends."""
    whole = {name: floor(100 * share) for name, share in shares.items()}
    left = 100 - sum(whole.values())
    for name in sorted(shares, key=lambda name: whole[name] - 100 * shares[name])[:left]:
        whole[name] += 1
    words = {name: in_hundred(share) for name, share in shares.items()}
    return {name: str(whole[name]) if word.isdigit() else word for name, word in words.items()}


def in_hundred(share: float) -> str:
    """Return a share as a number of 100; what is not quite nothing, or not quite all, says so."""
    whole = round(100 * share)
    if whole == 0 and share:
        return say("less than 1")
    return say("more than 99") if whole == 100 and share < 1 - 1e-9 else str(whole)


def _draw_swatch(d: Drawing, x: float, y: float, index: int) -> None:
    corners = [(x, y), (x + 15, y), (x + 15, y + 15), (x, y + 15)]
    _hatch(d, corners, index, step=4)
    d.rect(x, y, 15, 15, stroke=INK)


def _hatch(d: Drawing, corners: Sequence[Spot], index: int, step: float = 7) -> None:
    """Fill a convex area with the lines or dots of a branch."""
    hue = HUES[index % 4]
    if index % 4 == DOTTED:
        d.dots(_dots_within(corners, step), radius=1.3, fill=hue)
        return
    lean = radians(LINES[index % 4])
    along, across = (cos(lean), sin(lean)), (-sin(lean), cos(lean))
    pieces = []
    ways = [x * across[0] + y * across[1] for x, y in corners]
    for number in range(ceil(min(ways) / step), floor(max(ways) / step) + 1):
        cut = _cut(corners, across, number * step)
        if len(cut) >= 2:
            cut.sort(key=lambda spot: spot[0] * along[0] + spot[1] * along[1])
            (x1, y1), (x2, y2) = cut[0], cut[-1]
            pieces.append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
    if pieces:
        d.path("".join(pieces), stroke=hue, thick=1.2)


def _cut(corners: Sequence[Spot], across: Spot, way: float) -> list[Spot]:
    """Return where the edge of an area meets the line that lies `way` in the direction `across`."""
    found = []
    for (x1, y1), (x2, y2) in _edges(corners):
        here = x1 * across[0] + y1 * across[1] - way
        there = x2 * across[0] + y2 * across[1] - way
        if here * there <= 0 and here != there:
            part = here / (here - there)
            found.append((x1 + part * (x2 - x1), y1 + part * (y2 - y1)))
    return found


def _dots_within(corners: Sequence[Spot], step: float) -> list[Spot]:
    xs, ys = zip(*corners, strict=True)
    return [
        (x * step + (step / 2 if y % 2 else 0), y * step)
        for y in range(ceil(min(ys) / step), floor(max(ys) / step) + 1)
        for x in range(floor(min(xs) / step), floor(max(xs) / step) + 1)
        if _inside(corners, x * step + (step / 2 if y % 2 else 0), y * step, 1.0)
    ]


def _inside(corners: Sequence[Spot], x: float, y: float, margin: float) -> bool:
    """Whether a spot lies in a convex area, at least `margin` from each of its edges."""
    turn = 1 if _turning(corners) > 0 else -1
    for (x1, y1), (x2, y2) in _edges(corners):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        if length and turn * ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) < margin * length:
            return False
    return True


def _near_the_centre(corners: Sequence[Spot], step: int = 9) -> list[Spot]:
    """Return places for a name in an area, from its centre outwards."""
    x, y = _centre(corners)
    ways = range(-12, 13)
    places = [(x + step * across, y + step * down) for across in ways for down in ways]
    return sorted(places, key=lambda place: (place[0] - x) ** 2 + (place[1] - y) ** 2)


def _room(corners: Sequence[Spot], x: float, y: float, width: float) -> bool:
    """Whether a word of this width fits into an area around a spot."""
    ends = [(x + side * width / 2, y + way) for side in (-1, 1) for way in (-9, 9)]
    return all(_inside(corners, *end, 0.0) for end in ends)


def _covers(x: float, y: float, width: float, spot: Spot) -> bool:
    """Whether a word of this width around (x, y) would lie under the dot."""
    return abs(spot[0] - x) < width / 2 + 9 and abs(spot[1] - y) < 19


def _turning(corners: Sequence[Spot]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _edges(corners))


def _centre(corners: Sequence[Spot]) -> Spot:
    """Return the centre of gravity of an area."""
    area = _turning(corners)
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in _edges(corners))
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in _edges(corners))
    return round(x / (3 * area), 1), round(y / (3 * area), 1)


def _edges(corners: Sequence[Spot]) -> list[tuple[Spot, Spot]]:
    return list(zip(corners, [*corners[1:], *corners[:1]], strict=True))
