"""How the map of the customers is drawn: dots, lines, and bars of people beside bars of money."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cem_workbook.explorers.customer_segments import LAST_YEAR, Customers, Region
from cem_workbook.figures import BLUE, GRID, INK, PAPER, PROMOTER, SHADE, SOFT, Drawing
from cem_workbook.messages import say

if TYPE_CHECKING:
    import numpy.typing as npt

WIDTH, HEIGHT = 760, 652
LEFT, TOP, RIGHT, BOTTOM = 62, 52, 484, 474
LIST = 504  # where the list of the segments begins
BARS = 532
MOST_DOTS = 2000
LONGEST = 730  # days in the two years
RADII = (1.7, 2.7, 4.0)
RING, HOLE, PUPIL = 4.0, 2.5, 1.7  # loyal, its hole, and the dot in it of who is also best
FAINT = "#7f8c99"
NOBODY, BEST, LOYAL, LISTS = "nobody", "best", "loyal", "lists"


@dataclass(frozen=True)
class Dots:
    """Where the dots stand; a dot is one customer, or every `each`-th of very many.

    Attributes:
        points: x and y in pixels, shape (n, 2).
        size: 0 for the half with the least margin, 2 for the fifth with the most.
        best, loyal: whether the customer is, shape (n,).
        each: for how many customers a dot stands.
        oftenest: the most days with a purchase, the upper end of the map.
    """

    points: npt.NDArray[np.float64]
    size: npt.NDArray[np.int64]
    best: npt.NDArray[np.bool_]
    loyal: npt.NDArray[np.bool_]
    each: int
    oftenest: int


def place_dots(customers: Customers) -> Dots:
    """Return where everybody stands on the map."""
    each = math.ceil(len(customers.days) / MOST_DOTS)
    oftenest = max(2, int(customers.days.max()))
    upper_half = customers.margin >= np.median(customers.margin)
    shown = slice(None, None, each)
    x, y = _x(customers.silence[shown]), _y(customers.days[shown], oftenest)
    return Dots(
        points=np.column_stack([x, y]).round(1),
        size=upper_half[shown].astype(np.int64) + customers.best[shown],
        best=customers.best[shown],
        loyal=customers.loyal[shown],
        each=each,
        oftenest=oftenest,
    )


def _x(days_ago: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The last weeks matter most, so they get more room: the scale is that of the square root."""
    share = np.sqrt(np.minimum(days_ago, LONGEST) / LONGEST)
    return np.asarray(LEFT + 6 + share * (RIGHT - LEFT - 12))


def _y(days: npt.NDArray[np.float64], oftenest: int) -> npt.NDArray[np.float64]:
    """Each doubling has the same height."""
    share = np.log(np.minimum(days, oftenest)) / math.log(oftenest)
    return np.asarray(BOTTOM - 8 - share * (BOTTOM - TOP - 16))


def draw_map(
    name: str,
    dots: Dots,
    regions: Sequence[Region],
    names: Sequence[str],
    chosen: int,
    mark: str,
    counts: Mapping[str, int],
) -> Drawing:
    """Draw the customers, the lines, the list of the segments, and the three bars.

    Args:
        name: a word that is unique on the page.
        dots: where the customers stand.
        regions: the segments, in the order of their numbers.
        names: what the learner calls them.
        chosen: position of the segment that is looked at.
        mark: NOBODY, BEST, LOYAL or LISTS: whom to mark.
        counts: how many customers are BEST, LOYAL and both of them (LISTS).
    """
    d = Drawing(name, WIDTH, HEIGHT)
    left, top, right, bottom = _corners(dots, regions[chosen])
    box = (left, top, right - left, bottom - top)
    _draw_axes(d, dots)
    d.rect(*box, fill=SHADE)
    for radius, fill, wanted in _layers(dots, mark):
        d.dots(dots.points[wanted].tolist(), radius=radius, fill=fill)
    _draw_lines(d, dots, regions)
    d.rect(*box, stroke=BLUE, thick=2.5)
    _draw_legend(d, dots, mark, counts)
    _draw_list(d, regions, names, chosen)
    _draw_bars(d, regions, chosen)
    return d


def _layers(dots: Dots, mark: str) -> Iterator[tuple[float, str, npt.NDArray[np.bool_]]]:
    """Yield radius, colour and customers of each layer: the best a dot, the loyal a ring."""
    best = dots.best & (mark in (BEST, LISTS))
    loyal = dots.loyal & (mark in (LOYAL, LISTS))
    marked = best | loyal
    for size, radius in enumerate(RADII):
        here = (dots.size == size) & ~marked
        yield radius, BLUE if mark == NOBODY else FAINT, here
    yield RING, PROMOTER, loyal
    yield HOLE, PAPER, loyal
    yield RING, BLUE, best & ~loyal
    yield PUPIL, BLUE, best & loyal


def _draw_axes(d: Drawing, dots: Dots) -> None:
    d.rect(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP, fill=PAPER, stroke=GRID)
    for days in (0, 7, 30, 90, 180, 365, 730):
        x = float(_x(np.array(float(days))))
        d.line(x, BOTTOM, x, BOTTOM + 5, stroke=SOFT)
        d.text(x, BOTTOM + 19, days, size=13, anchor="middle", fill=SOFT)
    words = say("days since the last purchase (left: today)")
    d.text((LEFT + RIGHT) / 2, BOTTOM + 37, words, size=13, anchor="middle")
    for days in (1, 2, 5, 10, 20, 50, 100):
        if days <= dots.oftenest:
            y = float(_y(np.array(float(days)), dots.oftenest))
            d.line(LEFT - 5, y, LEFT, y, stroke=SOFT)
            d.text(LEFT - 9, y + 4, days, size=13, anchor="end", fill=SOFT)
    d.text(8, TOP - 12, say("days with a purchase"), size=13)


def _corners(dots: Dots, region: Region) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a segment on the map."""
    edges = [
        LEFT if region.silence[0] == 0 else _line_x(region.silence[0]),
        TOP if math.isinf(region.days[1]) else _line_y(region.days[1], dots.oftenest),
        RIGHT if math.isinf(region.silence[1]) else _line_x(region.silence[1]),
        BOTTOM if region.days[0] == 0 else _line_y(region.days[0], dots.oftenest),
    ]
    return edges[0], edges[1], edges[2], edges[3]


def _line_x(days: float) -> float:
    """A line stands just below the first day that belongs to the far side of it."""
    return round(float(_x(np.array(days - 0.5))), 1)


def _line_y(days: float, oftenest: int) -> float:
    return max(TOP, round(float(_y(np.array(days - 0.5), oftenest)), 1))


def _draw_lines(d: Drawing, dots: Dots, regions: Sequence[Region]) -> None:
    for x in {_line_x(r.silence[0]) for r in regions if r.silence[0]}:
        d.line(x, TOP, x, BOTTOM, stroke=INK, thick=2, dash="7 4")
    for y in {_line_y(r.days[0], dots.oftenest) for r in regions if r.days[0]}:
        d.line(LEFT, y, RIGHT, y, stroke=INK, thick=2, dash="7 4")
    for number, region in enumerate(regions, 1):
        left, top, right, bottom = _corners(dots, region)
        if right - left >= 22 and bottom - top >= 22:
            d.rect(right - 22, top + 2, 20, 20, fill=PAPER, stroke=INK, corner=4)
            d.text(right - 12, top + 17, number, anchor="middle", bold=True)


def _draw_legend(d: Drawing, dots: Dots, mark: str, counts: Mapping[str, int]) -> None:
    both = counts[LISTS]
    if mark == LISTS:
        entries = [
            ("dot", say("best only: {count}", count=counts[BEST] - both)),
            ("ring", say("loyal only: {count}", count=counts[LOYAL] - both)),
            ("eye", say("both: {count}", count=both)),
        ]
    elif mark == BEST:
        entries = [
            ("dot", say("best, the fifth with the most margin: {count}", count=counts[BEST]))
        ]
    elif mark == LOYAL:
        entries = [("ring", say("loyal, by the rule of the page: {count}", count=counts[LOYAL]))]
    else:
        entries = [("sizes", say("margin: the lower half, more, the top fifth"))]
    x, y = 180.0, 22
    for kind, words in entries:
        if kind == "sizes":
            for radius in RADII:
                d.dots([(x, y - 5)], radius=radius, fill=BLUE)
                x += 13
            x -= 10
        elif kind == "dot":
            d.dots([(x, y - 5)], radius=RING, fill=BLUE)
        else:
            d.dots([(x, y - 5)], radius=RING, fill=PROMOTER)
            d.dots([(x, y - 5)], radius=HOLE, fill=PAPER)
            if kind == "eye":
                d.dots([(x, y - 5)], radius=PUPIL, fill=BLUE)
        d.text(x + 10, y, words, size=13, fill=SOFT)
        x += 130
    each = (
        say("every dot: one customer")
        if dots.each == 1
        else say("every dot: {each} customers", each=dots.each)
    )
    d.text(8, y, each, size=13, fill=SOFT)


def _draw_list(d: Drawing, regions: Sequence[Region], names: Sequence[str], chosen: int) -> None:
    step = min(74.0, (BOTTOM - TOP) / len(regions))
    for i, (region, called) in enumerate(zip(regions, names, strict=True)):
        y = TOP + i * step
        if i == chosen:
            d.rect(LIST - 6, y - 2, WIDTH - LIST + 2, step - 2, fill=SHADE, corner=5)
        d.text(LIST, y + 13, f"{i + 1} · {called}", size=14, bold=True)
        words = say(
            "{people} % of people, {money} % of margin",
            people=f"{region.share_of_customers:.1f}",
            money=f"{region.share_of_margin:.1f}",
        )
        d.text(LIST, y + 28, words, size=12.5)
        words = say("if lost: {crowns} crowns a year", crowns=f"{region.at_stake:,.0f}")
        d.text(LIST, y + 42, words, size=12.5, fill=SOFT)


def _draw_bars(d: Drawing, regions: Sequence[Region], chosen: int) -> None:
    """Draw the same segments as shares of people, of two years' margin and of the last year's."""
    left, right = 150, WIDTH - 12
    bars = (
        (say("customers"), [r.share_of_customers for r in regions]),
        (say("margin, two years"), [r.share_of_margin for r in regions]),
        (say("margin of {year}", year=LAST_YEAR), [r.share_at_stake for r in regions]),
    )
    for i, (words, shares) in enumerate(bars):
        y, x = BARS + 40 * i, float(left)
        d.text(8, y + 18, words, size=13)
        for number, share in enumerate(shares):
            width = max(share, 0.0) / 100 * (right - left)
            fill = BLUE if number == chosen else SHADE
            d.rect(round(x, 1), y, round(width, 1), 26, fill=fill, stroke=INK)
            if width >= 16:
                ink = PAPER if number == chosen else INK
                middle = round(x + width / 2, 1)
                d.text(middle, y + 18, number + 1, size=13, anchor="middle", fill=ink)
            x += width
