"""How a firm's journey is drawn: four stairs of practices in shades, and how far somebody has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cem_workbook.figures import BLUE, DETRACTOR, GRID, INK, PAPER, PROMOTER, SHADE, SOFT, Drawing
from cem_workbook.frameworks.practices import (
    AS_A_RULE,
    IN_PLACES,
    LEVELS,
    MOSTLY,
    NONE,
    NOT_AT_ALL,
    PLACES,
    Profile,
    level_words,
)
from cem_workbook.frameworks.steps import STEPS
from cem_workbook.messages import say

# Narrow enough to be read in a window of 900 pixels.
WIDTH = 512
LEFT, COLUMN, SQUARE, TALL = 5, 101, 99, 25
HEADS, BOARD = 78, 180  # where the heads stand, and the top of the lowest stair
RISE = 18  # from stair to stair
FEWEST_ROWS = 5
ASIDE = LEFT + COLUMN * len(STEPS)  # the last column, for what is no step at all

# For each place: the fill at each level. On the last one the words are white.
HUES = {
    1: ("#dbe8f4", "#a9c8e6", BLUE),
    2: ("#d8ece8", "#9fd0c8", PROMOTER),
    3: ("#f6e8cc", "#e8c98a", "#7a5000"),
    4: ("#ece2f5", "#cdb2e6", "#5f3597"),
    NONE: ("#eceff2", "#ccd3da", SOFT),
}


@dataclass(frozen=True)
class Square:
    """A practice on the board.

    Attributes:
        number: of the practice, from 1.
        place: where the learner put it.
        level: how far the firm does it; None if that is not said yet.
        course: where the course puts it, if that has been compared and is another place.
        chosen: whether it is the one that is looked at.
    """

    number: int
    place: int
    level: int | None
    course: int | None
    chosen: bool


def place_word(place: int) -> str:
    """Return what a place is called."""
    titles = {step.number: f"{step.number} {say(step.title)}" for step in STEPS}
    return titles.get(place, say("none of the four"))


def draw_board(
    name: str, squares: Sequence[Square], found: Profile, waiting: Sequence[tuple[int, bool]]
) -> Drawing:
    """Draw the board, what stands on it, and how far the firm has come.

    Args:
        name: a word that is unique on the page.
        squares: the practices that have been placed.
        found: the profile of those whose level is known.
        waiting: the numbers of those not placed yet, and whether each is looked at.
    """
    piles = {place: [s for s in squares if s.place == place] for place in PLACES}
    rows = max(FEWEST_ROWS, *map(len, piles.values()))
    ground = BOARD + TALL * rows
    differ = any(square.course is not None for square in squares)
    d = Drawing(name, WIDTH, ground + 58 + 20 * differ)
    _draw_legend(d, waiting)
    for step in STEPS:
        x, up = LEFT + COLUMN * (step.number - 1), _up(step.number)
        d.text(x, HEADS, place_word(step.number).split(" customers")[0], size=14, bold=True)
        d.rect(x, ground - up, SQUARE, up, fill=GRID)
        _draw_squares(d, x, ground - up, rows, piles[step.number])
        _draw_foot(d, x, ground, step.number, found)
    d.text(ASIDE, HEADS, say("none of them"), size=14, bold=True, fill=SOFT)
    _draw_squares(d, ASIDE, ground, rows, piles[NONE])
    _draw_path(d, found)
    if differ:
        words = say("An arrow shows where the course puts a practice that you put elsewhere.")
        d.text(LEFT, ground + 70, words, size=12, fill=SOFT)
    return d


def _up(step: int) -> float:
    """Return how high a stair lies."""
    return RISE * (step - 1)


def _draw_legend(d: Drawing, waiting: Sequence[tuple[int, bool]]) -> None:
    """Draw what the shades mean, and the practices that wait for a place."""
    d.text(LEFT, 19, say("In your firm:"), size=13)
    x = LEFT + 98.0
    for level in LEVELS:
        _draw_square(d, x, 4, 92, 22, 1, level, level_words()[level], "")
        x += 100
    y = 48
    if not waiting:
        d.text(LEFT, y, say("All are placed."), size=13, fill=SOFT)
        return
    d.text(LEFT, y, say("Not placed yet:"), size=12)
    x = LEFT + 112.0
    for number, chosen in waiting:
        if chosen:
            d.rect(x - 10, y - 14, 20, 19, stroke=INK, thick=2.5, corner=3)
        d.text(x, y, number, size=12, anchor="middle", fill=INK if chosen else SOFT, bold=chosen)
        x += 21


def _draw_squares(d: Drawing, x: float, floor: float, rows: int, pile: Sequence[Square]) -> None:
    """Draw a column of the board: the empty fields, and the practices from the bottom up."""
    for row in range(rows):
        fill = SHADE if (row + round(x / COLUMN)) % 2 else PAPER
        d.rect(x, floor - TALL * (row + 1), SQUARE, TALL, fill=fill)
    d.rect(x, floor - TALL * rows, SQUARE, TALL * rows, stroke=GRID)

    def solid_first(square: Square) -> tuple[int, int]:
        return (-1 if square.level is None else square.level, -square.number)

    for n, square in enumerate(sorted(pile, key=solid_first, reverse=True)):
        head = str(square.number)
        if square.course is not None:
            head += f"→{square.course or '–'}"
        level = square.level
        words = say("how far?") if level is None else level_words()[level]
        _draw_square(
            d, x + 1, floor - TALL * (n + 1) + 1, SQUARE - 2, TALL - 2, square.place, level,
            words, head, chosen=square.chosen,
        )  # fmt: skip


def _draw_square(
    d: Drawing,
    x: float,
    y: float,
    width: float,
    tall: float,
    place: int,
    level: int | None,
    words: str,
    head: str,
    chosen: bool = False,
) -> None:
    """Draw a field in the shade of its level; what is not done at all is a hole in the board."""
    light, middle, dark = HUES[place]
    fill = {IN_PLACES: light, MOSTLY: middle, AS_A_RULE: dark}.get(level or 0, PAPER)
    ink = PAPER if level == AS_A_RULE else INK
    stroke, thick = (INK, 3.0) if chosen else (dark, 1.0)
    d.rect(x, y, width, tall, fill=fill, stroke=stroke, thick=thick, corner=3)
    if level == NOT_AT_ALL and not chosen:
        d.rect(x + 2.5, y + 2.5, width - 5, tall - 5, stroke=dark, corner=3)
    if head:
        d.text(x + 3, y + 16, head, size=12, fill=ink, bold=True)
        d.text(x + width - 3, y + 16, words, size=12, anchor="end", fill=ink)
    else:
        d.text(x + width / 2, y + 15, words, size=12, anchor="middle", fill=ink)


def _draw_foot(d: Drawing, x: float, floor: float, step: int, found: Profile) -> None:
    """Say and draw below a column how far the step is done."""
    strength = found.strength(step)
    d.rect(x, floor + 6, SQUARE, 9, fill=PAPER, stroke=GRID)
    if strength is None:
        d.text(x, floor + 32, say("empty so far"), size=12, fill=SOFT)
        return
    d.rect(x, floor + 6, SQUARE * strength, 9, fill=HUES[step][2])
    count, holes = len(found.levels[step]), found.holes(step)
    done = say("{done} of {count} done", done=found.done(step), count=count)
    d.text(x, floor + 32, done, size=12, bold=True)
    if holes:
        words = say("holes: {holes}", holes=holes)
        d.text(x, floor + 49, words, size=13, fill=DETRACTOR, bold=True)
    else:
        d.text(x, floor + 49, say("no holes"), size=12, fill=SOFT)


def _draw_path(d: Drawing, found: Profile) -> None:
    """Draw the firm where its foremost foot stands, and the steps that it leapt over."""
    front = found.foremost
    if front is None:
        d.text(LEFT, BOARD - 24, say("No foot stands on a step yet."), size=12, fill=SOFT)
        return

    def top(step: int) -> tuple[float, float]:
        """Return the middle of a stair's upper edge."""
        return LEFT + COLUMN * (step - 1) + SQUARE / 2, BOARD - _up(step)

    for step in range(1, front):
        (x, y), (to, there) = top(step), top(step + 1)
        if step in found.leapt_over:
            d.text(x, y - 5, say("leapt over"), size=12, anchor="middle", fill=DETRACTOR)
            half = COLUMN / 2
            start = f"M{x - half:g} {y:g}"
            d.path(f"{start} q{half:g} -56 {2 * half:g} {-RISE}", stroke=DETRACTOR, thick=2.5)
        elif found.done(step):
            d.dots([(x, y - 8)], radius=5, fill=INK)
            if found.done(step + 1) and step + 1 not in found.leapt_over:
                d.line(x + 10, y - 8, to - 14, there - 8, stroke=INK, thick=1.5)
    x, y = top(front)
    d.path(f"M{x - 7:g} {y - 3:g}v-15q7 -8 14 0v15z", fill=INK, stroke=INK)
    d.dots([(x, y - 32)], radius=6.5, fill=INK)
