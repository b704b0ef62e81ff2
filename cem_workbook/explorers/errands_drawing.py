"""How a morning of errands is drawn: steps as blocks, marks as ticked boxes, branches on rulers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cem_workbook.explorers.errands import (
    AS_TICKED,
    BRANCHES,
    FLIPPED,
    HARBOUR,
    MARKET,
    NEW,
    OLD,
    SCALES,
    STRETCHED,
    Errand,
    Morning,
    Scale,
)
from cem_workbook.figures import (
    BLUE,
    DETRACTOR,
    GRID,
    INK,
    PAPER,
    PROMOTER,
    SOFT,
    Drawing,
)
from cem_workbook.messages import say

WIDTH, HEIGHT = 760, 486
LEFT = 12
BLOCKS, BLOCK, BLOCK_HEIGHT = 128, 52, 34  # where the blocks begin, and how far apart they are
COLUMN = 136  # the width of a scale
AT = {OLD: 460, NEW: 612}  # where each scale begins
FIRST_ROW, ROW, GAP = 62, 42, 16
FOOT = 388

Place = Callable[[float], float]  # from a number on a scale to where it is drawn
Line = tuple[str, str]  # words and their colour


def draw_morning(name: str, morning: Morning, found: Sequence[Line]) -> Drawing:
    """Draw the errands with their steps and marks, and the branches' averages below them.

    Args:
        name: a word that is unique on the page.
        morning: what there is to see.
        found: what the averages show, in up to four short lines, each with its colour.
    """
    d = Drawing(name, WIDTH, HEIGHT)
    d.text(LEFT, 22, say("What it took"), size=15, bold=True)
    for scale in SCALES:
        _draw_head(d, scale, morning.way)
    y = FIRST_ROW
    for branch in BRANCHES:
        d.text(LEFT, y, say("{branch} branch", branch=branch), size=13, fill=SOFT, bold=True)
        for position, errand in enumerate(morning.errands):
            if errand.branch == branch:
                _draw_errand(d, y + 8, errand)
                for scale in SCALES:
                    _draw_mark(d, y + 8, morning, position, scale)
                y += ROW
        y += ROW - GAP
    d.line(LEFT, FOOT - 24, WIDTH - LEFT, FOOT - 24, stroke=GRID, thick=1.5)
    for number, (words, colour) in enumerate(found):
        d.text(LEFT, FOOT + 20 * number, words, fill=colour, bold=colour in (DETRACTOR, PROMOTER))
    for scales in [(OLD, NEW)] if morning.merged else [(OLD, OLD), (NEW, NEW)]:
        _draw_ruler(d, morning, *scales)
    rule = say(
        "Errands and rule are invented: each step goes a sixth of the way from easy to hard; the "
        "nearest box is ticked."
    )
    d.text(LEFT, HEIGHT - 10, rule, size=12, fill=SOFT)
    return d


def title_of(scale: Scale, way: int) -> str:
    """Return what the marks of a scale are called when they are shown in one of the `WAYS`."""
    return {
        (OLD, AS_TICKED): say("old scale, 2010"),
        (OLD, FLIPPED): say("old scale, flipped"),
        (OLD, STRETCHED): say("old scale, as ease"),
        (NEW, AS_TICKED): say("new scale, 2013"),
        (NEW, FLIPPED): say("new scale, 2013"),
        (NEW, STRETCHED): say("new scale, as ease"),
    }[scale, way]


def _draw_head(d: Drawing, scale: Scale, way: int) -> None:
    left = AT[scale]
    d.text(left + COLUMN / 2, 22, title_of(scale, way), size=15, bold=True, anchor="middle")
    _draw_ends(d, left, left + COLUMN, 42, rising_is_easy=scale is NEW or way != AS_TICKED)


def _draw_ends(
    d: Drawing, left: float, right: float, y: float, *, rising_is_easy: bool, doubt: str = ""
) -> None:
    """Write at the two ends which is easy and which is hard."""
    words = [(say("hard"), DETRACTOR), (say("easy"), PROMOTER)]
    if not rising_is_easy:
        words.reverse()
    for x, anchor, (word, colour) in zip((left, right), ("start", "end"), words, strict=True):
        d.text(x, y, f"{word}{doubt}", size=13, bold=True, anchor=anchor, fill=colour)


def _draw_errand(d: Drawing, y: float, errand: Errand) -> None:
    """Draw a person's errand as a row of blocks, one a step."""
    d.text(LEFT, y + 15, say(errand.person), bold=True)
    d.text(LEFT, y + 31, say(errand.what), size=13, fill=SOFT)
    if not errand.steps:
        d.text(BLOCKS, y + 22, say("done at once"), size=13, fill=SOFT)
    for number, step in enumerate(errand.steps):
        x, width = BLOCKS + number * BLOCK, BLOCK - 4
        d.rect(x, y, width, BLOCK_HEIGHT, fill=BLUE, opacity=0.14, corner=4)
        d.rect(x, y, width, BLOCK_HEIGHT, stroke=BLUE, corner=4)
        lines = say(step).rsplit(" ", 1)
        top = y + (14 if len(lines) == 2 else 21)
        for line, words in enumerate(lines):
            d.text(x + width / 2, top + 14 * line, words, size=12, anchor="middle")


def _draw_mark(d: Drawing, y: float, morning: Morning, position: int, scale: Scale) -> None:
    """Draw the answer of one errand, and where it stood before its last step came or went."""
    mark, left = morning.mark(morning.errands[position], scale), AT[scale]
    if mark is None:
        d.text(left + COLUMN / 2, y + 22, say("not asked"), size=13, anchor="middle", fill=SOFT)
        return
    before = mark
    if morning.before and morning.before[0] == position:
        before = scale.shown(morning.before[1], morning.way)
    if morning.way == STRETCHED:
        at = _along(left, COLUMN, 0, 100)
        _draw_ease(d, y, at, mark, before)
    else:
        at = _middles(left, scale)
        _draw_boxes(d, y, at, scale, mark, before)
    if before != mark:
        wing = 5 if mark > before else -5
        d.path(f"M{at(before):g} {y}H{at(mark):g}m{-wing} -3l{wing} 3l{-wing} 3", thick=1.6)


def _middles(left: float, scale: Scale) -> Place:
    """Return where the middle of each box of a scale is."""
    width = COLUMN / scale.high
    return lambda number: round(left + width * (number - 0.5), 1)


def _along(left: float, width: float, low: float, high: float) -> Place:
    """Return where numbers stand on a line from the lowest to the highest."""
    return lambda number: round(left + 10 + (width - 20) * (number - low) / (high - low), 1)


def _draw_boxes(d: Drawing, y: float, at: Place, scale: Scale, mark: float, before: float) -> None:
    """Draw the boxes of a scale; the ticked one is filled, a former one has a thick edge."""
    width = round(at(2) - at(1) - 3, 1)
    for number in range(1, scale.high + 1):
        ticked, left = number == mark, number == before != mark
        d.rect(
            round(at(number) - width / 2, 1),
            y + 6,
            width,
            22,
            fill=BLUE if ticked else PAPER,
            stroke=BLUE if ticked or left else SOFT,
            thick=2.5 if left else 1,
            corner=3,
        )
        d.text(
            at(number),
            y + 22,
            number,
            size=14 if ticked else 12,
            anchor="middle",
            fill=PAPER if ticked else SOFT,
            bold=ticked,
        )


def _draw_ease(d: Drawing, y: float, at: Place, mark: float, before: float) -> None:
    """Draw a line from 0 to 100 with the mark on it; a former mark is a ring."""
    d.line(at(0), y + 13, at(100), y + 13, stroke=SOFT, thick=1.5)
    for number in (0, 50, 100):
        d.line(at(number), y + 9, at(number), y + 17, stroke=SOFT)
    if before != mark:
        d.dots([(at(before), y + 13)], radius=6, fill=BLUE)
        d.dots([(at(before), y + 13)], radius=4, fill=PAPER)
    d.dots([(at(mark), y + 13)], radius=6, fill=BLUE)
    d.text(at(mark), y + 33, f"{mark:.0f}", anchor="middle", bold=True, fill=BLUE)


def _draw_ruler(d: Drawing, morning: Morning, harbour: Scale, market: Scale) -> None:
    """Draw a ruler with the averages of Harbour and Market, each from its scale."""
    left, right = AT[harbour], AT[market] + COLUMN
    low, high, tick = (0, 100, 25) if morning.way == STRETCHED else (1, market.high, 1)
    # pooled as they were ticked, the numbers have no direction in common
    unclear = morning.merged and morning.way == AS_TICKED
    rising_is_easy = market is NEW or morning.way != AS_TICKED
    _draw_ends(
        d, left, right, FOOT - 4, rising_is_easy=rising_is_easy, doubt="?" if unclear else ""
    )
    # the numbers of the ends stand beside the line, clear of the branches' names above and below
    room = 7 + 7 * len(str(high))
    at, y = _along(left + 4, right - left - room + 6, low, high), FOOT + 34
    d.line(at(low), y, at(high), y, stroke=SOFT, thick=2)
    for number in range(low, high + 1, tick):
        d.line(at(number), y - 4, at(number), y + 4, stroke=SOFT)
    for number, anchor, x in ((low, "start", left), (high, "end", right)):
        d.text(x, y + 4, number, size=12, anchor=anchor, fill=SOFT)
    for branch, scale, side in ((HARBOUR, harbour, -1), (MARKET, market, 1)):
        mean = morning.average(branch, scale)
        assert mean is not None
        words = f"{branch} {mean:.{0 if morning.way == STRETCHED else 1}f}"
        half = 3.7 * len(words)
        middle = min(max(at(mean), left + half), right - half)
        d.path(f"M{at(mean)} {y + 3 * side}l-6 {10 * side}h12z", fill=INK, stroke=INK)
        d.text(middle, y + (-17 if side < 0 else 26), words, size=13, bold=True, anchor="middle")
