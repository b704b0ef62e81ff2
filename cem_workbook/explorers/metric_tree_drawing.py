"""The metric tree as a drawing: boxes and links, how sure each link is, its data, and crowns.

On the left the straight way from waiting to leaving and spending, on the right the way through
what customers say. A link's line tells how sure it is; its bar, against the line "nothing", how
sure and how strong.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

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
from cem_workbook.text import Points

# narrow enough to be read in a window of 900 pixels
WIDTH, HEIGHT = 480, 1028
BOX, HIGH = 112, 62
COLUMNS = (8, 184, 360)
ROWS = (54, 146, 228)  # tops of the boxes
LIST, STEP = 328, 33
BAR_LEFT, BAR_RIGHT, NOTHING_AT, USUAL = 198, 386, 276, 50
PLOT, PLOT_LEFT, PLOT_RIGHT, PLOT_HIGH = 600, 48, 372, 146
RULER, RULE_LEFT, RULE_RIGHT = 846, 14, 466

CLEAR, ROUGH, NONE, FEW, REVERSED = "clear", "rough", "none?", "too few", "reversed"
"""The words for how sure a link is. "none?": it can be nothing."""
PALE, PALE_RED, GREY = "#cfe0f3", "#f3d5ca", "#d5dae0"
LINES = {
    CLEAR: (BLUE, 10, ""),
    ROUGH: (BLUE, 5, ""),
    NONE: ("#8b95a1", 4, "7 5"),
    FEW: ("#8b95a1", 2, "2 4"),
    REVERSED: (DETRACTOR, 5, ""),
}
"""Colour, thickness and dashes of a link, by how sure it is."""
SEGMENTS = (BLUE, "#8a5a00", PROMOTER, "#8e2a74")


class Box(NamedTuple):
    """A box: what is counted, the number, in what; and a flag, and whether it is paid for."""

    name: str
    value: str
    unit: str
    flag: str = ""
    paid: bool = False


class Strand(NamedTuple):
    """A link as it is drawn.

    Attributes:
        number: 1 to 6.
        name: from what to what.
        word: how sure it is, one of LINES.
        low, value, high: in parts of the usual strength, above 0 what is good for the firm; None
            where there are too few to say.
        before: the interval without the reward, where it was another one.
        truth: what the answer sheet says, in the same parts; None while it is closed.
        really: the same in words.
    """

    number: int
    name: str
    word: str
    low: float | None
    value: float | None
    high: float | None
    before: tuple[float, float] | None
    truth: float | None
    really: str


class Part(NamedTuple):
    """A segment's customers under a link: means of its thirds, and its line's ends."""

    name: str
    dots: Sequence[tuple[float, float]]
    line: Sequence[tuple[float, float]]


class Plot(NamedTuple):
    """The data under a link; `line` is the one for all, or empty where each part has its own."""

    heading: str
    parts: Sequence[Part]
    line: Sequence[tuple[float, float]]
    word: str
    ticks: Sequence[tuple[float, str]]
    notes: Sequence[str]


class Way(NamedTuple):
    """A sum of crowns a year: what it is, its interval, what is said of it, and the truth."""

    name: str
    low: float
    value: float
    high: float
    known: bool
    words: str
    really: float | None


class Scene(NamedTuple):
    """All that is drawn: five boxes, six strands in order, the chosen one, and the sums."""

    title: str
    boxes: Sequence[Box]
    foot: str
    strands: Sequence[Strand]
    period: str
    chosen: int
    under: str
    plot: Plot | None
    question: Sequence[str]
    ways: Sequence[Way]


def draw_tree(name: str, scene: Scene) -> Drawing:
    """Draw the tree.

    Args:
        name: a word that is unique on the page.
        scene: what there is to draw.
    """
    d = Drawing(name, WIDTH, HEIGHT)
    d.text(8, 20, scene.title, size=15, bold=True)
    for strand, (points, at) in zip(scene.strands, _paths(), strict=True):
        _draw_strand(d, strand, points, at, chosen=strand.number == scene.chosen)
    left, middle, right = COLUMNS
    up, half, down = ROWS
    places = ((left, up), (middle, up), (right, up), (middle, half), (middle, down))
    for box, (x, y) in zip(scene.boxes, places, strict=True):
        _draw_box(d, x, y, box)
    d.text(middle + BOX / 2, ROWS[2] + HIGH + 15, scene.foot, size=13, anchor="middle", fill=SOFT)
    _draw_list(d, scene)
    _draw_plot(d, scene)
    _draw_ways(d, scene)
    return d


def _paths() -> list[tuple[list[tuple[float, float]], tuple[float, float]]]:
    """Return the corners of each strand, and where its number stands."""
    up, half, down = (y + HIGH / 2 for y in ROWS)
    left, middle, right = COLUMNS
    foot, beside = ROWS[0] + HIGH, middle + BOX
    one, two = (left + BOX + middle) / 2, (middle + BOX + right) / 2
    return [
        ([(left + BOX, up), (middle, up)], (one, up)),
        ([(beside, up), (right, up)], (two, up)),
        ([(right + 34, foot), (right + 34, half), (beside, half)], (right - 20, half)),
        ([(right + 70, foot), (right + 70, down), (beside, down)], (right - 20, down)),
        ([(left + 78, foot), (left + 78, half), (middle, half)], (left + BOX + 20, half)),
        ([(left + 42, foot), (left + 42, down), (middle, down)], (left + BOX + 20, down)),
    ]


def _draw_strand(
    d: Drawing,
    strand: Strand,
    points: Sequence[tuple[float, float]],
    at: tuple[float, float],
    *,
    chosen: bool,
) -> None:
    colour, thick, dash = LINES[strand.word]
    for (x1, y1), (x2, y2) in pairwise(points):
        # a little further at a corner, so that it closes; a dashed one needs none
        more = 0.0 if dash or (x2, y2) == points[-1] else thick / 2
        d.line(x1, y1, x2, y2 + more, stroke=colour, thick=thick, dash=dash)
    x, y = at
    d.dots([(x, y)], radius=11, fill=INK if chosen else SOFT)
    d.text(x, y + 5, strand.number, size=14, anchor="middle", fill=PAPER, bold=True)
    red = strand.word == REVERSED
    fill = DETRACTOR if red else INK
    d.text(x, y + 26, say(strand.word), size=13, anchor="middle", bold=True, fill=fill)


def _draw_box(d: Drawing, x: float, y: float, box: Box) -> None:
    stroke, thick = (DETRACTOR, 3.5) if box.paid else (INK, 1.2)
    d.rect(x, y, BOX, HIGH, fill=SHADE, stroke=stroke, thick=thick, corner=6)
    middle = x + BOX / 2
    d.text(middle, y + 17, box.name, size=13, anchor="middle", bold=True)
    d.text(middle, y + 38, box.value, size=18, anchor="middle", bold=True, fill=BLUE)
    d.text(middle, y + 55, box.unit, size=13, anchor="middle", fill=SOFT)
    if box.flag and box.paid:
        d.rect(x - 2, y - 20, BOX + 4, 19, fill=DETRACTOR, corner=4)
    if box.flag:
        fill = PAPER if box.paid else SOFT
        d.text(middle, y - 6, box.flag, size=13, anchor="middle", bold=True, fill=fill)


def _on_bar(strength: float) -> float:
    """Return where a strength lies on the bars, however large it is."""
    return round(min(max(NOTHING_AT + USUAL * strength, BAR_LEFT), BAR_RIGHT), 1)


def _draw_list(d: Drawing, scene: Scene) -> None:
    d.text(8, LIST, say("How sure is each link?"), size=14, bold=True)
    d.text(8, LIST + 18, scene.period, size=13, fill=SOFT)
    paid = any(strand.before for strand in scene.strands)
    if any(strand.really for strand in scene.strands):
        words, x = say("◇ the answer sheet"), 326 if paid else WIDTH - 8
        d.text(x, LIST, words, size=13, anchor="end", fill=PROMOTER, bold=True)
    if paid:
        words = say("outline: no reward")
        d.text(WIDTH - 8, LIST, words, size=13, anchor="end", fill=SOFT)
    d.text(NOTHING_AT, LIST + 18, say("nothing"), size=13, anchor="middle", bold=True)
    d.text(NOTHING_AT + 32, LIST + 18, say("good for the firm →"), size=13, fill=SOFT)
    top = LIST + 26
    bottom = top + STEP * len(scene.strands)
    chosen = scene.chosen - 1
    d.rect(2, top + STEP * chosen + 1, WIDTH - 4, STEP - 2, fill=SHADE, corner=4)
    for i, strand in enumerate(scene.strands):
        y = top + STEP * i + STEP / 2
        d.dots([(18, y)], radius=10, fill=INK if i == chosen else SOFT)
        d.text(18, y + 5, strand.number, size=13, anchor="middle", fill=PAPER, bold=True)
        d.text(34, y + 5, strand.name, size=13)
        _draw_bar(d, strand, y)
        red = DETRACTOR if strand.word == REVERSED else INK
        aside = -2 if strand.really else 5
        d.text(394, y + aside, say(strand.word), size=13, bold=True, fill=red)
        if strand.really:
            d.text(394, y + 13, strand.really, size=13, bold=True, fill=PROMOTER)
    d.line(NOTHING_AT, top, NOTHING_AT, bottom, stroke=INK, thick=1.5)


def _draw_bar(d: Drawing, strand: Strand, y: float) -> None:
    if strand.before:
        low, high = map(_on_bar, strand.before)
        d.rect(low, y - 11, high - low, 22, stroke=INK, thick=1.5, corner=5)
    if strand.value is not None and strand.low is not None and strand.high is not None:
        pale, dark = {CLEAR: (PALE, BLUE), ROUGH: (PALE, BLUE), REVERSED: (PALE_RED, DETRACTOR)}.get(
            strand.word, (GREY, SOFT)
        )  # fmt: skip
        low, high = _on_bar(strand.low), _on_bar(strand.high)
        d.rect(low, y - 7, high - low, 14, fill=pale, corner=4)
        d.dots([(_on_bar(strand.value), y)], radius=4.5, fill=dark)
        # a bar that is longer than there is room for ends in an arrow
        if NOTHING_AT + USUAL * strand.low < BAR_LEFT:
            d.path(f"M{BAR_LEFT + 6} {y - 6}l-6 6l6 6", stroke=dark, thick=2)
        if NOTHING_AT + USUAL * strand.high > BAR_RIGHT:
            d.path(f"M{BAR_RIGHT - 6} {y - 6}l6 6l-6 6", stroke=dark, thick=2)
    if strand.truth is not None:
        d.path(f"M{_on_bar(strand.truth)} {y - 10}l6 10l-6 10l-6 -10z", stroke=PROMOTER, thick=2.5)


def _draw_plot(d: Drawing, scene: Scene) -> None:
    d.text(8, PLOT - 24, scene.under, size=14, bold=True)
    plot = scene.plot
    if plot is None:
        words = say("Too few data. Choose a longer time.")
        d.text(PLOT_LEFT, PLOT + 60, words, size=13)
        return
    d.text(8, PLOT - 7, plot.heading, size=13)
    dots = [dot for part in plot.parts for dot in part.dots]
    ends = [*plot.line, *(end for part in plot.parts for end in part.line)]
    heights = [y for _, y in (*dots, *ends)]
    low, high = min(heights), max(heights)
    gap = 0.07 * ((high - low) or 1.0)
    low, high = low - gap, high + gap
    first, last = min(x for x, _ in dots), max(x for x, _ in dots)
    top, bottom = PLOT + 4, PLOT + 4 + PLOT_HIGH

    def at(x: float) -> float:
        share = (x - first) / ((last - first) or 1.0)
        return round(PLOT_LEFT + 14 + share * (PLOT_RIGHT - PLOT_LEFT - 28), 1)

    def up(y: float) -> float:
        return round(bottom - (y - low) / (high - low) * PLOT_HIGH, 1)

    d.line(PLOT_LEFT, top, PLOT_LEFT, bottom)
    d.line(PLOT_LEFT, bottom, PLOT_RIGHT, bottom)
    for share in (0.06, 0.5, 0.94):
        value = low + share * (high - low)
        d.line(PLOT_LEFT - 4, up(value), PLOT_RIGHT, up(value), stroke=GRID)
        words = f"{Points(value):.{1 if high - low > 1 else 2}f}"
        d.text(PLOT_LEFT - 7, up(value) + 4, words, size=13, anchor="end", fill=SOFT)
    dash = LINES[plot.word][2]

    def straight(line: Sequence[tuple[float, float]], colour: str) -> None:
        (x1, y1), (x2, y2) = line
        d.line(at(x1), up(y1), at(x2), up(y2), stroke=colour, thick=3, dash=dash)

    if plot.line:
        straight(plot.line, INK)
    names = _apart([(up(part.dots[-1][1]), i) for i, part in enumerate(plot.parts)], top + 8)
    for i, (part, colour) in enumerate(zip(plot.parts, SEGMENTS, strict=False)):
        if part.line:
            straight(part.line, colour)
        d.dots([(at(x), up(y)) for x, y in part.dots], radius=4.5, fill=colour)
        x, y = part.dots[-1]
        d.line(at(x) + 6, up(y), PLOT_RIGHT + 6, names[i], stroke=colour, thick=0.7)
        d.text(PLOT_RIGHT + 9, names[i] + 4, part.name, size=13, fill=colour, bold=True)
    for x, words in plot.ticks:
        d.line(at(x), bottom, at(x), bottom + 5)
        d.text(at(x), bottom + 19, words, size=13, anchor="middle", fill=SOFT)
    for i, words in enumerate(plot.notes):
        d.text(8, bottom + 38 + 17 * i, words, size=13)


def _apart(places: Sequence[tuple[float, int]], top: float) -> dict[int, float]:
    """Return heights at which names can stand, each at least a line below the one before."""
    found, last = {}, top - 17
    for y, i in sorted(places):
        last = max(y, last + 17)
        found[i] = last
    return found


def _draw_ways(d: Drawing, scene: Scene) -> None:
    d.line(8, RULER - 22, WIDTH - 8, RULER - 22, stroke=GRID)
    for i, words in enumerate(scene.question):
        d.text(8, RULER + 18 * i, words, size=13 if i else 14, bold=not i, fill=SOFT if i else INK)
    ends = [0.0]
    for way in scene.ways:
        ends += [way.low, way.high] if way.known else []
        ends += [way.really] if way.really is not None else []
    low, high = min(ends), max(ends)
    span = (high - low) or 1.0

    def at(crowns: float) -> float:
        return round(RULE_LEFT + (crowns - low) / span * (RULE_RIGHT - RULE_LEFT), 1)

    top = RULER + 26
    bottom = top + 34 * len(scene.ways)
    for i, way in enumerate(scene.ways):
        y = top + 25 + 34 * i
        d.line(at(0), y - 7, at(0), y + 9, stroke=INK, thick=1.5)
        d.text(8, y - 11, way.name, size=13, bold=i == len(scene.ways) - 1)
        d.text(WIDTH - 8, y - 11, way.words, size=13, anchor="end")
        if way.known:
            told = not way.low <= 0 <= way.high
            fill = PALE if told else GREY
            d.rect(at(way.low), y - 6, at(way.high) - at(way.low), 12, fill=fill, corner=5)
            d.dots([(at(way.value), y)], radius=5, fill=BLUE if told else SOFT)
        if way.really is not None:
            d.path(f"M{at(way.really)} {y - 8}l6 8l-6 8l-6 -8z", stroke=PROMOTER, thick=2.5)
    at_zero = min(max(at(0), 34), WIDTH - 34)
    d.text(at_zero, bottom + 15, say("0 crowns"), size=13, anchor="middle")
    if any(way.really is not None for way in scene.ways):
        words = say("◇ the answer sheet")
        left = at_zero > WIDTH / 2
        x, anchor = (8, "start") if left else (WIDTH - 8, "end")
        d.text(x, bottom + 15, words, size=13, anchor=anchor, fill=PROMOTER, bold=True)
