"""The campaign as a drawing: a wall of chocolate, and hours of play or a front page beside it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt
from textwrap import wrap
from typing import NamedTuple

from cem_workbook.cases.cadbury import BASKETBALL, CRICKET, POSTS, VOLLEYBALL
from cem_workbook.figures import (
    BLUE,
    DETRACTOR,
    GRID,
    INK,
    PAPER,
    PROMOTER,
    SHADE,
    SOFT,
    Drawing,
)
from cem_workbook.messages import say

WIDTH = 860
WALL = (12.0, 78.0, 490.0, 270.0)  # left, top, width, height of the scene with the wall
PRESS = (520.0, 12.0, 328.0, 336.0)  # and of the newspaper, or of the hours
BOARD = 394
CHOCOLATE = "#5b3a1e"
SQUARE = 26.0  # pixels of an hour, at most
AMBER = "#8a5a00"
BAR_WIDE, BAR_HIGH = 0.10, 0.03  # metres, as it is drawn
TALLEST = 3.0  # metres of a wall; beyond, it grows sideways
CHILD = 1.40  # metres
WIDE = {BASKETBALL: 0.24, VOLLEYBALL: 0.21, CRICKET: 0.40, POSTS: 1.6}  # metres, as drawn
HIGH = {BASKETBALL: 0.24, VOLLEYBALL: 0.21, CRICKET: 0.85, POSTS: 2.3}
GROWN_UP = (0.55, 1.75)
GOOD, MIXED, BAD = "good", "mixed", "bad"
MARKS = {GOOD: PROMOTER, MIXED: AMBER, BAD: DETRACTOR}


class Judgement(NamedTuple):
    """One of the four judgements on a scheme.

    Attributes:
        name: what is judged.
        value: the number, in words.
        word: what it means, in a word or two.
        mark: GOOD, MIXED or BAD.
        others: the same number of the schemes beside it, each with its name.
    """

    name: str
    value: str
    word: str
    mark: str
    others: tuple[str, ...]


class Scene(NamedTuple):
    """All that is drawn.

    Attributes:
        thing: the thing whose wall it is, and what it is called.
        pieces: how many pieces of chocolate stand behind it.
        hours: of play that burn it.
        heads: the lines above the wall.
        headline, lines: of the newspaper.
        passes: whether the scheme passes the newspaper test.
        judgements: the four; without any, the hours stand in the newspaper's place.
    """

    thing: str
    called: str
    pieces: int
    hours: float
    heads: tuple[str, str]
    headline: str
    lines: Sequence[str]
    passes: bool
    judgements: Sequence[Judgement]


def columns(pieces: int) -> int:
    """Return how many bars stand in a row of the wall: ten, or more where it would be too tall."""
    rows = int(TALLEST / BAR_HIGH + 1e-9)
    return 10 * max(1, ceil(pieces / rows / 10))


def draw_campaign(name: str, scene: Scene) -> Drawing:
    """Draw the campaign.

    Args:
        name: a word that is unique on the page.
        scene: what there is to draw.
    """
    d = Drawing(name, WIDTH, BOARD + 130 if scene.judgements else BOARD - 26)
    d.text(12, 28, scene.heads[0], size=17, bold=True)
    d.text(12, 50, scene.heads[1], size=13)
    _draw_wall(d, scene)
    if scene.judgements:
        _draw_newspaper(d, scene)
        _draw_board(d, scene.judgements)
    else:
        _draw_hours(d, scene.hours)
    return d


def _size(thing: str) -> tuple[float, float]:
    """Return width and height of a thing in metres."""
    return (WIDE[thing], HIGH[thing]) if thing in WIDE else GROWN_UP


def _draw_wall(d: Drawing, scene: Scene) -> None:
    """Draw the bars, the thing and a child, all at one scale, on one ground."""
    left, top, width, height = WALL
    across = columns(scene.pieces) if scene.pieces else 0
    rows = ceil(scene.pieces / across) if across else 0
    thing_wide, thing_high = _size(scene.thing)
    metres = BAR_WIDE * across + 0.25 + 0.5 + 0.2 + thing_wide
    scale = min((width - 10) / metres, (height - 26) / max(BAR_HIGH * rows, CHILD, thing_high, 1.4))
    ground = top + height - 22
    d.line(left, ground, left + width, ground, stroke=INK, thick=1.5)
    x = left + 4
    if across:
        _draw_bars(d, x, ground, scene.pieces, across, scale)
        x += BAR_WIDE * across * scale
        blocks = scene.pieces >= 100
        key = say("a block between thick lines: 100") if blocks else say("a row: 10")
        d.text(left, ground + 17, key, size=12, fill=SOFT)
    x += 0.25 * scale
    _draw_person(d, x + 0.25 * scale, ground, CHILD * scale, BLUE)
    x += 0.7 * scale
    _draw_thing(d, scene.thing, x, ground, scale)
    label = say("a child of ten, and the {thing}", thing=scene.called)
    d.text(left + width, ground + 17, label, size=12, anchor="end", fill=SOFT)


def _draw_bars(d: Drawing, x: float, ground: float, pieces: int, across: int, s: float) -> None:
    _draw_blocks(d, x, ground, pieces, across, (BAR_WIDE * s, BAR_HIGH * s), CHOCOLATE)


def _draw_blocks(
    d: Drawing,
    x: float,
    ground: float,
    many: int,
    across: int,
    size: tuple[float, float],
    fill: str,
) -> None:
    """Draw so many blocks, row upon row, with a thicker line at every tenth."""
    full, rest = divmod(many, across)
    wide, high = size
    d.rect(x, ground - full * high, across * wide, full * high, fill=fill)
    top = ground - full * high
    if rest:
        d.rect(x, top - high, rest * wide, high, fill=fill)
    thin, thick = min(1.0, high * 0.2), min(3.0, high * 0.9)
    for step, line in ((1, thin), (10, thick)):
        path = ""
        for row in range(step, full + 1, step):
            long = rest if row == full else across
            path += f"M{x:.1f} {ground - row * high:.1f}h{long * wide:.1f}" if long else ""
        for column in range(step, across, step):
            end = top - (high if column < rest else 0.0)
            path += f"M{x + column * wide:.1f} {ground:.1f}V{end:.1f}"
        if path:
            d.path(path, stroke=PAPER, thick=line)


def _draw_hours(d: Drawing, hours: float) -> None:
    """Draw the hours of play that burn the chocolate, a square for each."""
    left, top, wide, _ = PRESS
    many = round(hours)
    d.text(left, top + 16, say("{n} hours of play", n=f"{many:,}"), size=17, bold=True)
    d.text(left, top + 38, _at_two_hours(hours), size=13)
    across = 10 * max(1, round(sqrt(many) / 10))
    ground = WALL[1] + WALL[3] - 22
    size = min(SQUARE, wide / across, (ground - WALL[1]) / ceil(many / across))
    _draw_blocks(d, left, ground, many, across, (size, size), BLUE)
    blocks = many >= 100
    key = say("a square: an hour; a block: 100") if blocks else say("a square: an hour; a row: 10")
    d.text(left, ground + 17, key, size=12, fill=SOFT)


def _at_two_hours(hours: float) -> str:
    """Return how long it takes at two hours a day, in words."""
    days = ceil(round(hours) / 2)
    if days < 365:
        return say("At two hours a day: {n} days", n=days)
    return say("At two hours a day: {n} years", n=f"{days / 365.25:.1f}")


def _draw_person(d: Drawing, x: float, ground: float, tall: float, colour: str) -> None:
    """Draw somebody who stands at x and is so many pixels tall."""
    head = tall * 0.085
    top = ground - tall
    d.dots([(round(x, 1), round(top + head, 1))], radius=head, fill=colour)
    neck, hip = top + tall * 0.2, ground - tall * 0.45
    d.path(f"M{x:.1f} {neck:.1f}V{hip:.1f}", stroke=colour, thick=tall * 0.11)
    for side in (-1, 1):
        hand = x + side * tall * 0.13
        foot = x + side * tall * 0.07
        d.path(f"M{x:.1f} {neck:.1f}L{hand:.1f} {hip:.1f}", stroke=colour, thick=tall * 0.04)
        d.path(f"M{x:.1f} {hip:.1f}L{foot:.1f} {ground:.1f}", stroke=colour, thick=tall * 0.055)


def _draw_thing(d: Drawing, thing: str, x: float, ground: float, s: float) -> None:
    wide, high = (metres * s for metres in _size(thing))
    middle = x + wide / 2
    if thing in (BASKETBALL, VOLLEYBALL):
        radius = wide / 2
        colour = "#c8641e" if thing == BASKETBALL else "#c9a227"
        d.dots([(round(middle, 1), round(ground - radius, 1))], radius=radius, fill=colour)
        d.path(f"M{middle:.1f} {ground - high:.1f}V{ground:.1f}M{x:.1f} {ground - radius:.1f}h{wide:.1f}",
               stroke=INK, thick=max(0.5, radius / 14))  # fmt: skip
    elif thing == CRICKET:
        bat = x + wide * 0.2
        d.path(
            f"M{bat:.1f} {ground - 2:.1f}V{ground - high * 0.62:.1f}",
            stroke="#b98a4a",
            thick=wide * 0.28,
        )
        d.path(
            f"M{bat:.1f} {ground - high * 0.62:.1f}V{ground - high:.1f}",
            stroke=INK,
            thick=wide * 0.09,
        )
        for stump in (0.55, 0.75, 0.95):
            d.path(
                f"M{x + wide * stump:.1f} {ground:.1f}v{-0.7 * s:.1f}",
                stroke="#b98a4a",
                thick=max(1.0, 0.04 * s),
            )
    elif thing == POSTS:
        for post in (x, x + wide):
            d.path(
                f"M{post:.1f} {ground:.1f}V{ground - high:.1f}",
                stroke=INK,
                thick=max(1.5, 0.05 * s),
            )
        net = "".join(f"M{x:.1f} {ground - high + 0.2 * s * i:.1f}h{wide:.1f}" for i in range(6))
        net += "".join(f"M{x + wide * i / 8:.1f} {ground - high:.1f}v{s:.1f}" for i in range(1, 8))
        d.path(net, stroke=SOFT, thick=max(0.5, 0.01 * s))
    else:
        _draw_person(d, middle, ground, high, INK)


def _draw_newspaper(d: Drawing, scene: Scene) -> None:
    x, y, wide, high = PRESS
    middle = x + wide / 2
    d.rect(x, y, wide, high, fill=SHADE, stroke=INK, thick=1.5)
    d.text(middle, y + 28, say("The Daily Sum"), size=20, anchor="middle", bold=True)
    d.line(x + 12, y + 38, x + wide - 12, y + 38, thick=2)
    note = say("a headline that a newspaper might run")
    d.text(middle, y + 54, note, size=12, anchor="middle", fill=SOFT)
    at = y + 84.0
    for line in wrap(scene.headline, 25):
        d.text(x + 14, at, line, size=22, bold=True)
        at += 27
    at += 2
    for words in scene.lines:
        for line in wrap(words, 44):
            d.text(x + 14, at, line, size=13)
            at += 17
        at += 3
    stamp = y + high - 40
    colour = PROMOTER if scene.passes else DETRACTOR
    words = say("passes the newspaper test") if scene.passes else say("fails the newspaper test")
    d.rect(x + 14, stamp, wide - 28, 28, fill=PAPER, stroke=colour, thick=2, corner=4)
    d.text(middle, stamp + 19, words, size=15, anchor="middle", bold=True, fill=colour)


def _draw_board(d: Drawing, judgements: Sequence[Judgement]) -> None:
    wide = (WIDTH - 24 + 10) / len(judgements)
    words = say(
        "On average of a hundred springs of the course's own model; all sizes are invented."
    )
    d.text(12, BOARD - 12, words, size=12, fill=SOFT)
    for place, each in enumerate(judgements):
        x = 12 + wide * place
        d.rect(x, BOARD, wide - 10, 122, stroke=GRID, fill=PAPER, corner=4)
        d.text(x + 10, BOARD + 20, each.name, size=13, fill=SOFT)
        d.text(x + 10, BOARD + 46, each.value, size=18, bold=True)
        colour = MARKS[each.mark]
        _draw_mark(d, x + 18, BOARD + 64, each.mark, colour)
        d.text(x + 32, BOARD + 69, each.word, size=14, bold=True, fill=colour)
        for i, other in enumerate(each.others):
            d.text(x + 10, BOARD + 92 + 17 * i, other, size=12, fill=SOFT)


def _draw_mark(d: Drawing, x: float, y: float, mark: str, colour: str) -> None:
    """Draw a tick, a wave or a cross."""
    shape = {
        GOOD: f"M{x - 6:g} {y:g}l4 5l8 -10",
        MIXED: f"M{x - 6:g} {y:g}q3 -6 6 0t6 0",
        BAD: f"M{x - 5:g} {y - 5:g}l10 10m0 -10l-10 10",
    }[mark]
    d.path(shape, stroke=colour, thick=2.5)
