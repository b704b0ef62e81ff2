"""How a crowd is drawn: five piles of dots by feeling, and the score beside the truth."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cem_workbook.explorers.crowd import FEELINGS, Pile, Survey
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

if TYPE_CHECKING:
    from cem_workbook.metrics import CSAT

WIDTH, HEIGHT = 760, 512
LEFT, COLUMN, GAP = 22, 144, 8
HERE_TOP, HERE_HEIGHT = 92, 168
LEFT_TOP, LEFT_HEIGHT = 320, 56
RULER = 428
LARGEST_STEP = 13.0  # pixels from dot to dot
SMALLEST_STEP = 5.0  # smaller dots could not be told apart
COLOURS = {1: DETRACTOR, 2: DETRACTOR, 3: PASSIVE, 4: PROMOTER, 5: PROMOTER}


def feeling_words() -> dict[int, str]:
    """Return the five feelings in words."""
    return {
        1: say("very dissatisfied"),
        2: say("dissatisfied"),
        3: say("neither"),
        4: say("satisfied"),
        5: say("very satisfied"),
    }


def draw_crowd(
    name: str, found: Survey, score: CSAT, *, staying: float, everyone: float
) -> Drawing:
    """Draw the people by feeling, and the score beside the truth.

    Args:
        name: a word that is unique on the page.
        found: the survey.
        score: the score of its answers.
        staying: the satisfied among those who are still customers, in per cent.
        everyone: the same, those who have left included.
    """
    d = Drawing(name, WIDTH, HEIGHT)
    gone = sum(p.people for p in found.left.values())
    if score.n:
        d.text(LEFT, 32, f"CSAT {100 * score.value:.1f} %", size=26, bold=True)
        words = say("= {satisfied} satisfied of {n} answers", satisfied=score.satisfied, n=score.n)
        d.text(LEFT + 184, 31, words, size=15)
    else:
        d.text(LEFT, 32, say("No answers, no score"), size=26, bold=True)
    step, each = _fit(found)
    _draw_legend(d, each)
    words_of = feeling_words()
    for feeling in FEELINGS:
        x = LEFT + (feeling - 1) * COLUMN
        middle = x + (COLUMN - GAP) / 2
        d.text(middle, HERE_TOP - 8, f"{feeling} · {words_of[feeling]}", size=13, anchor="middle")
        _draw_pile(d, found.here[feeling], feeling, x, HERE_TOP, HERE_HEIGHT, step, each)
        _draw_pile(d, found.left[feeling], feeling, x, LEFT_TOP, LEFT_HEIGHT, step, each)
    _draw_camps(d, staying)
    d.text(
        LEFT,
        LEFT_TOP - 7,
        say("left since January, with the feeling they left with: {gone}", gone=gone)
        if gone
        else say("left since January: nobody yet"),
        size=13,
        fill=SOFT,
    )
    _draw_ruler(d, score, staying, everyone if gone else None)
    return d


def _fit(found: Survey) -> tuple[float, int]:
    """Return the distance from dot to dot, and for how many people a dot stands."""
    places = ((found.here, HERE_HEIGHT), (found.left, LEFT_HEIGHT))
    inner = COLUMN - GAP - 8
    each = 1
    while True:
        for per_row in range(int(inner / LARGEST_STEP), int(inner / SMALLEST_STEP) + 1):
            step = inner / per_row
            if all(
                per_row * int((height - 6) / step) >= _dots(pile, each)
                for piles, height in places
                for pile in piles.values()
            ):
                return step, each
        each += 1


def _dots(pile: Pile, each: int) -> int:
    return sum(math.ceil(many / each) for many in (pile.answered, pile.silent, pile.unasked))


def _draw_pile(
    d: Drawing,
    pile: Pile,
    feeling: int,
    x: float,
    top: float,
    height: float,
    step: float,
    each: int,
) -> None:
    """Draw one pile from the floor up: solid, ring, faint."""
    colour, floor = COLOURS[feeling], top + height - 3
    edge = colour if pile.people else GRID
    d.rect(x, top, COLUMN - GAP, height, fill=SHADE, stroke=edge, thick=1.2, corner=5)
    per_row = round((COLUMN - GAP - 8) / step)
    places = [
        (
            round(x + 4 + step * (i % per_row + 0.5), 1),
            round(floor - step * (i // per_row + 0.5), 1),
        )
        for i in range(_dots(pile, each))
    ]
    first = math.ceil(pile.answered / each)
    second = first + math.ceil(pile.silent / each)
    radius = round(0.43 * step, 2)
    d.dots(places[:first], radius=radius, fill=colour)
    d.dots(places[first:second], radius=radius, fill=colour)
    d.dots(places[first:second], radius=round(0.55 * radius, 2), fill=PAPER)
    d.dots(places[second:], radius=radius, fill=_tint(colour))


def _tint(colour: str, share: float = 0.2) -> str:
    """Return a colour that is mostly paper."""
    mixed = (
        round(share * int(colour[i : i + 2], 16) + (1 - share) * int(PAPER[i : i + 2], 16))
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _draw_legend(d: Drawing, each: int) -> None:
    x, y = LEFT + 6, 54
    for words, width, ring, fill in (
        (say("answered"), 92, False, INK),
        (say("asked, silent"), 118, True, INK),
        (say("not asked"), 96, False, _tint(INK)),
    ):
        d.dots([(x, y - 4)], radius=5, fill=fill)
        if ring:
            d.dots([(x, y - 4)], radius=2.8, fill=PAPER)
        d.text(x + 11, y, words, size=13, fill=SOFT)
        x += width
    note = (
        say("every dot: one customer")
        if each == 1
        else say("every dot: {each} customers", each=each)
    )
    d.text(WIDTH - LEFT, y, note, size=13, anchor="end", fill=SOFT)


def _draw_camps(d: Drawing, staying: float) -> None:
    """Draw the two camps under the piles, with the truth about those who are still customers."""
    for first, many, colour, words in (
        (0, 3, PASSIVE, say("not satisfied: {share} %", share=f"{100 - round(staying, 1):.1f}")),
        (3, 2, PROMOTER, say("satisfied: {share} %", share=f"{staying:.1f}")),
    ):
        x, width = LEFT + first * COLUMN, many * COLUMN - GAP
        d.rect(x, HERE_TOP + HERE_HEIGHT + 6, width, 24, fill=colour, corner=4)
        y = HERE_TOP + HERE_HEIGHT + 23
        d.text(x + width / 2, y, words, anchor="middle", fill=PAPER, bold=True)


def _draw_ruler(d: Drawing, score: CSAT, staying: float, everyone: float | None) -> None:
    left, right = 50, WIDTH - 50

    def at(percent: float) -> float:
        return round(left + percent / 100 * (right - left), 1)

    d.line(left, RULER, right, RULER, stroke=INK, thick=2)
    for tick in range(0, 101, 10):
        big = tick % 20 == 0
        size = 7 if big else 4
        d.line(at(tick), RULER - size, at(tick), RULER + size, stroke=INK)
        if big:
            d.text(at(tick), RULER + 32, f"{tick} %", size=13, anchor="middle")
    if score.n:
        low, high = (at(100 * end) for end in score.interval)
        d.rect(low, RULER - 8, high - low, 16, fill=BLUE, opacity=0.28, corner=8)
        for end in (low, high):
            d.line(end, RULER - 10, end, RULER + 10, stroke=BLUE, thick=2)
    words = say("▲ all who are still customers: {share} %", share=f"{staying:.1f}")
    marks = [(staying, INK, 52, words)]
    if everyone is not None:
        words = say("△ with those who left: {share} %", share=f"{everyone:.1f}")
        marks.insert(0, (everyone, PAPER, 70, words))
    for percent, fill, below, words in marks:
        x = at(percent)
        d.path(f"M{x:g} {RULER + 4}l-7 14h14z", fill=fill, stroke=INK, thick=1.5)
        d.text(min(max(x, 150), WIDTH - 150), RULER + below, words, size=13, anchor="middle")
    if score.n:
        x = at(100 * score.value)
        d.dots([(x, RULER)], radius=7, fill=BLUE)
        d.text(
            min(max(x, 200), WIDTH - 200),
            RULER - 20,
            say("● these answers, and what chance alone allows (95 %)"),
            size=13,
            anchor="middle",
            fill=BLUE,
        )
    d.line(left, RULER - 42, right, RULER - 42, stroke=GRID)
