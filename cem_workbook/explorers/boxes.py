"""Eleven boxes of answers: what can be done to them, and how they are drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cem_workbook.figures import BANDS, BLUE, GRID, INK, PAPER, SHADE, SOFT, Drawing
from cem_workbook.messages import say
from cem_workbook.metrics import NPS, band, nps_from_counts
from cem_workbook.text import Points

BOXES = range(11)
WIDTH, HEIGHT = 760, 380
LEFT, COLUMN = 22, 65
BOX_TOP, BOX_HEIGHT = 62, 138
MOST_DOTS = 640  # in a box; smaller ones could not be told apart

Counts = list[int]


def score_of(boxes: Sequence[int]) -> NPS:
    """Return the NPS of eleven counts, one a box."""
    return nps_from_counts(sum(boxes[9:]), sum(boxes[7:9]), sum(boxes[:7]))


def begged(boxes: Sequence[int], percent: int) -> Counts:
    """Return the boxes after staff have begged for a ten and `percent` of the 7s and 8s gave in."""
    after = list(boxes)
    for box in (7, 8):
        giving_in = round(boxes[box] * percent / 100)
        after[box] -= giving_in
        after[10] += giving_in
    return after


def love_or_hate(boxes: Sequence[int]) -> Counts:
    """Return boxes of the same NPS with (almost) nobody in the middle."""
    after = list(boxes)
    pairs = (boxes[7] + boxes[8]) // 2
    after[7], after[8] = (boxes[7] + boxes[8]) % 2, 0
    after[10] += pairs
    after[2] += pairs
    return after


def nobody_minds(boxes: Sequence[int]) -> Counts:
    """Return boxes of the same NPS with as many people as possible in the middle."""
    pairs = min(sum(boxes[9:]), sum(boxes[:7]))
    after = list(boxes)
    for camp in ((10, 9), range(7)):
        left = pairs
        for box in camp:
            taken = min(left, after[box])
            after[box] -= taken
            left -= taken
    after[7] += pairs
    after[8] += pairs
    return after


def moved(boxes: Sequence[int], moves: Sequence[tuple[int, int, int]]) -> Counts:
    """Return the boxes after moves of (from, to, how many); a box never goes below nothing."""
    after = list(boxes)
    for source, target, many in moves:
        taken = min(many, after[source])
        after[source] -= taken
        after[target] += taken
    return after


def count(scores: Sequence[int]) -> Counts:
    """Return how often each answer from 0 to 10 was given."""
    counts = [0] * 11
    for score in scores:
        counts[score] += 1
    return counts


def draw_boxes(name: str, boxes: Sequence[int], everybody: NPS | None = None) -> Drawing:
    """Draw the boxes with a dot for each answer, the camps, and the score on its ruler.

    Args:
        name: a word that is unique on the page.
        boxes: how many answers each box holds, from 0 to 10; at least one answer.
        everybody: a score to mark on the ruler beside that of the boxes.
    """
    d = Drawing(name, WIDTH, HEIGHT)
    nps = score_of(boxes)
    promoters, detractors = 100 * nps.promoters / nps.n, 100 * nps.detractors / nps.n
    digits = _digits(promoters, detractors, nps.value)
    d.text(LEFT, 32, f"NPS {Points(nps.value):+.{digits}f}", size=26, bold=True)
    d.text(
        LEFT + 130 + 20 * digits,
        31,
        say(
            "= {promoters} % promoters − {detractors} % detractors",
            promoters=f"{promoters:.{digits}f}",
            detractors=f"{detractors:.{digits}f}",
        ),
        size=15,
    )
    _draw_columns(d, boxes)
    _draw_camps(d, nps)
    _draw_ruler(d, nps, everybody)
    return d


def _digits(promoters: float, detractors: float, net: float) -> int:
    """Return how many decimals it takes until the difference, as printed, is right."""
    for digits in (0, 1):
        printed = round(promoters, digits) - round(detractors, digits)
        if round(printed, digits) == round(net, digits):
            return digits
    return 2


def _draw_columns(d: Drawing, boxes: Sequence[int]) -> None:
    inner = COLUMN - 11
    # every dot is one answer, unless a box is too small for so many
    each = math.ceil(max(*boxes, 1) / MOST_DOTS)
    if each > 1:
        note = say("every dot: {each} answers", each=each)
        d.text(WIDTH - LEFT, 31, note, size=13, anchor="end", fill=SOFT)
    dots = [math.ceil(many / each) for many in boxes]
    # as large as the fullest box allows
    per_row = 4
    while per_row * int((BOX_HEIGHT - 6) * per_row / inner) < max(dots):
        per_row += 1
    step = min(13.0, inner / per_row)
    for box in BOXES:
        x, colour = LEFT + box * COLUMN, BANDS[band(box)]
        d.rect(x, BOX_TOP, COLUMN - 5, BOX_HEIGHT, fill=SHADE, stroke=colour, thick=1.5, corner=5)
        bottom = BOX_TOP + BOX_HEIGHT - 4
        d.dots(
            (
                (
                    round(x + 4 + step * (i % per_row + 0.5), 1),
                    round(bottom - step * (i // per_row + 0.5), 1),
                )
                for i in range(dots[box])
            ),
            radius=round(step * 0.4, 1),
            fill=colour,
        )
        middle = x + (COLUMN - 5) / 2
        d.text(middle, BOX_TOP - 6, boxes[box], size=13, anchor="middle", fill=SOFT)
        d.text(middle, BOX_TOP + BOX_HEIGHT + 20, box, size=17, anchor="middle", bold=True)


def _draw_camps(d: Drawing, nps: NPS) -> None:
    camps = (
        (0, 7, "detractor", say("detractors"), nps.detractors),
        (7, 9, "passive", say("passives"), nps.passives),
        (9, 11, "promoter", say("promoters"), nps.promoters),
    )
    for first, end, camp, word, many in camps:
        x, width = LEFT + first * COLUMN, (end - first) * COLUMN - 5
        d.rect(x, 228, width, 24, fill=BANDS[camp], corner=4)
        share = 100 * many / nps.n
        d.text(
            x + width / 2,
            245,
            f"{word} {share:.0f} %",
            anchor="middle",
            fill=PAPER,
            bold=True,
        )


def _draw_ruler(d: Drawing, nps: NPS, everybody: NPS | None) -> None:
    left, right, y = 50, WIDTH - 50, 322

    def at(points: float) -> float:
        return round(left + (points + 100) / 200 * (right - left), 1)

    d.line(left, y, right, y, stroke=INK, thick=2)
    for tick in range(-100, 101, 25):
        big = tick % 50 == 0
        d.line(at(tick), y - (7 if big else 4), at(tick), y + (7 if big else 4), stroke=INK)
        if big:
            d.text(
                at(tick),
                y + 24,
                f"{Points(tick):+.0f}" if tick else "0",
                size=13,
                anchor="middle",
            )
    low, high = (at(p) for p in nps.interval)
    d.rect(low, y - 8, high - low, 16, fill=BLUE, opacity=0.28, corner=8)
    d.line(low, y - 10, low, y + 10, stroke=BLUE, thick=2)
    d.line(high, y - 10, high, y + 10, stroke=BLUE, thick=2)
    if everybody is not None:
        x = at(everybody.value)
        d.path(f"M{x} {y + 4}l-7 14h14z", fill=INK, stroke=INK)
        d.text(
            min(max(x, 150), WIDTH - 150),
            y + 46,
            say("▲ all {n} answers", n=everybody.n),
            size=13,
            anchor="middle",
        )
    d.dots([(at(nps.value), y)], radius=7, fill=BLUE)
    d.text(
        min(max(at(nps.value), 190), WIDTH - 190),
        y - 20,
        say("● these answers, and where the truth may lie (95 %)"),
        size=13,
        anchor="middle",
        fill=BLUE,
    )
    d.line(left, y - 46, right, y - 46, stroke=GRID)
