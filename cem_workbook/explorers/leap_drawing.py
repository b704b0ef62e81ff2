"""How two years on the four steps are drawn: a bridge of four planks, and who falls into the water.

Each plank shows the same hundred customers at the end of a half-year: those still here stand on
it, those who have left so far lie in the water. The hole in a plank is the trouble that nobody
mends. A small stair says which steps the firm has worked on, and which it left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from cem_workbook.cases.leap import RESPOND, Path, TwoYears
from cem_workbook.figures import BLUE, DETRACTOR, GRID, INK, PAPER, PROMOTER, SOFT, Drawing
from cem_workbook.messages import say

# Narrow enough to be read in a window of 900 pixels.
WIDTH = 480
LEFT, PLANK, GAP = 6, 111, 8
PITCH, PER_ROW = 8.2, 13
ABOVE, THICK = 130, 9  # of a bridge: down to the plank, and the plank
HOLE = 28  # how wide the hole of the start is
STAIR = 9  # how wide a stair of the small stairs is
WATER, WOOD = "#e6f0f8", "#d9c6a5"
COLUMNS = (238, 296, 346, 412, 474)


@dataclass(frozen=True)
class Listed:
    """A path in the list: its name, its numbers, and whether it is the one above."""

    name: str
    cells: tuple[str, ...]
    now: bool


def step_word(step: int) -> str:
    """Return what a step is called on a plank."""
    return say(("1 Target", "2 Respond", "3 Engage", "4 Inspire")[step - 1])


def path_word(path: Path) -> str:
    """Return a path in figures, such as 1-2-3-4."""
    return "-".join(map(str, path))


def in_hundred(years: TwoYears) -> list[tuple[int, int, int]]:
    """Return, at each half-year's end, of a hundred: how many are here, have fallen, after trouble.

    Who is here and who has fallen so far add up to a hundred.
    """
    found, after_trouble = [], 0
    for half in years.halves:
        after_trouble += half.after_trouble
        fell = 100 - round(100 * half.here / years.customers)
        found.append((100 - fell, fell, min(fell, round(100 * after_trouble / years.customers))))
    return found


def hole(trouble: float) -> float:
    """Return how wide the hole in a plank is, for causes of trouble of which 1 is the start."""
    return min(HOLE * trouble, PLANK - 8)


def draw_bridges(
    name: str,
    bridges: Sequence[tuple[str, Path, TwoYears]],
    listed: Sequence[Listed],
) -> Drawing:
    """Draw one bridge or two, and the list of paths.

    Args:
        name: a word that is unique on the page.
        bridges: title, path and outcome of each.
        listed: the paths above, and those that were noted.
    """
    most = max(fell for *_, years in bridges for _, fell, _ in in_hundred(years))
    water = 26 + PITCH * max(2, ceil(most / PER_ROW))
    panel = ABOVE + THICK + water + 20
    foot = panel * len(bridges)
    d = Drawing(name, WIDTH, round(foot + 116 + 20 * len(listed)))
    for n, (title, path, years) in enumerate(bridges):
        _draw_bridge(d, panel * n, water, title, path, years)
    _draw_key(d, foot + 10)
    _draw_list(d, foot + 62, listed)
    return d


def _draw_bridge(
    d: Drawing, top: float, deep: float, title: str, path: Path, years: TwoYears
) -> None:
    d.text(LEFT, top + 16, title, size=14, bold=True)
    if RESPOND not in path:
        words = say("never on step 2")
        d.text(WIDTH - LEFT, top + 16, words, size=13, anchor="end", fill=DETRACTOR, bold=True)
    floor = top + ABOVE
    d.rect(LEFT, floor + THICK + 4, WIDTH - 2 * LEFT, deep, fill=WATER, corner=4)
    for n, (here, fell, driven) in enumerate(in_hundred(years)):
        x = LEFT + (PLANK + GAP) * n
        half = years.halves[n]
        d.text(x, top + 40, step_word(path[n]), size=13, bold=True, fill=BLUE)
        _draw_stairs(d, x + PLANK - 4 * STAIR, top + 42, path[: n + 1])
        if half.hit is not None:
            solved = say("it met a want") if half.hit else say("it missed")
            colour = PROMOTER if half.hit else DETRACTOR
            d.text(x, top + 56, solved, size=12, fill=colour)
        side = (PLANK - hole(half.trouble)) / 2
        for left in (x, x + PLANK - side):
            d.rect(left, floor, side, THICK, fill=WOOD, stroke=SOFT)
        d.dots(_block(x, floor - 6, here, up=True), radius=3.1, fill=BLUE)
        lowest = floor + THICK + 12
        fallen = _block(x, lowest, fell)
        d.dots(fallen[:driven], radius=3.6, fill=DETRACTOR)
        d.dots(fallen[driven:], radius=3.1, fill=SOFT)
        words = say("here {here}, fell {fell}", here=here, fell=fell)
        d.text(x, floor + THICK + deep - 3, words, size=12, fill=INK)


def _draw_stairs(d: Drawing, x: float, y: float, path: Sequence[int]) -> None:
    """Draw four stairs: filled where the firm has been, hollow where not, red where it leapt."""
    for step in range(1, 5):
        tall = 4.0 * step
        leapt = step not in path and step < max(path)
        fill = BLUE if step in path else PAPER
        stroke = DETRACTOR if leapt else BLUE
        left = x + STAIR * (step - 1)
        d.rect(left, y - tall, STAIR - 2, tall, fill=fill, stroke=stroke, thick=1.5)


def _block(x: float, y: float, count: int, up: bool = False) -> list[tuple[float, float]]:
    """Return the places of so many dots, row by row."""
    down = -PITCH if up else PITCH
    return [(x + 5 + PITCH * (n % PER_ROW), y + down * (n // PER_ROW)) for n in range(count)]


def _draw_key(d: Drawing, y: float) -> None:
    """Say what the dots are, and the hole: a hundred dots stand for all customers of the start."""
    for x, colour, words in (
        (LEFT, BLUE, say("still here")),
        (LEFT + 92, SOFT, say("left so far")),
        (LEFT + 188, DETRACTOR, say("left after trouble not made good")),
    ):
        d.dots([(x + 4, y - 4)], radius=4, fill=colour)
        d.text(x + 13, y, words, size=12)
    for left in (LEFT, LEFT + 18):
        d.rect(left, y + 10, 10, THICK, fill=WOOD, stroke=SOFT)
    d.text(LEFT + 36, y + 19, say("a hole: trouble that nobody mends"), size=12)
    d.text(WIDTH - LEFT, y + 19, say("100 dots: all customers"), size=12, anchor="end", fill=SOFT)


def _draw_list(d: Drawing, y: float, listed: Sequence[Listed]) -> None:
    """List paths with what they come to."""
    heads = (  # in two lines each
        say("fell in\n1 year"),
        say("fell in\n2 years"),
        say("tell\nothers"),
        say("crowns,\n1 year"),
        say("crowns,\n2 years"),
    )
    d.line(LEFT, y - 12, WIDTH - LEFT, y - 12, stroke=GRID)
    d.text(LEFT, y + 4, say("Paths"), size=13, bold=True)
    d.text(LEFT, y + 20, say("of 100; crowns for each"), size=12, fill=SOFT)
    for x, words in zip(COLUMNS, heads, strict=True):
        for line, part in enumerate(words.split("\n")):
            d.text(x, y + 4 + 16 * line, part, size=12, anchor="end", fill=SOFT)
    for n, each in enumerate(listed):
        down = y + 42 + 20 * n
        d.text(LEFT, down, each.name, size=13, bold=each.now)
        for x, cell in zip(COLUMNS, each.cells, strict=True):
            d.text(x, down, cell, size=13, anchor="end", bold=each.now)
