"""The leaking bucket as a drawing: tap, water, hole, the level over the months, and the bill."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import NamedTuple

from cem_workbook.explorers.leak import Bill, Flow
from cem_workbook.figures import BLUE, DETRACTOR, GRID, INK, PAPER, PROMOTER, SOFT, Drawing
from cem_workbook.messages import say

WIDTH = 760
RIM, BOTTOM = 100, 324  # between them, bucket and chart share one scale
LEFT, RIGHT, TAPER, MIDDLE = 72, 288, 16, 180
CHART_LEFT, CHART_RIGHT = 334, 556
LABELS, LABEL_GAP = 572, 19
BARS, BARS_WIDTH = 288, 330
NEW_WATER = "#a9cdf0"
BILL = BOTTOM + 72
THICKEST = 24  # of a stream

_Height = Callable[[float], float]
"""Where a number of customers stands, in pixels from the top."""


class Words(NamedTuple):
    """The sentences around the bill.

    Attributes:
        winning: what it costs to win one customer.
        verdict: how far the ratio of winning to keeping can be trusted.
        keeping: what it takes to keep one.
        result: which way is cheaper.
        origin: where the starting values come from.
    """

    winning: str
    verdict: str
    keeping: str
    result: str
    origin: str


def scale_of(flow: Flow) -> tuple[int, int]:
    """Return what the bucket holds, and the step of its scale, in customers.

    The bucket holds all levels, and the balance where that is not far above them.
    """
    most = max(*flow.levels, 5)
    if flow.balance is not None and most < flow.balance < 2 * most:
        most = flow.balance
    rough = most * 1.06 / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(round(k * power) for k in (1, 2, 5, 10) if k * power >= rough)
    return step * math.ceil(most * 1.06 / step), step


def spread(heights: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Return where labels go: near their heights, in the same order, `gap` apart, none outside."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed = [0.0] * len(heights)
    above = top - gap
    for i in order:
        above = placed[i] = max(heights[i], above + gap)
    below = bottom + gap
    for i in reversed(order):
        below = placed[i] = min(placed[i], below - gap)
    return placed


def draw_bucket(name: str, flow: Flow, bill: Bill, words: Words) -> Drawing:
    """Draw the bucket with its tap and hole, the months beside it, and the bill below.

    Args:
        name: a word that is unique on the page.
        flow: how the number of customers moved.
        bill: what winning and keeping cost.
        words: the sentences about them.
    """
    origin = wrap(words.origin, 112)
    d = Drawing(name, WIDTH, BILL + 184 + 16 * len(origin))
    capacity, step = scale_of(flow)

    def at(customers: float) -> float:
        return round(BOTTOM - customers / capacity * (BOTTOM - RIM), 1)

    _draw_months(d, flow, at)
    _draw_scale(d, capacity, step, at)
    _draw_water(d, flow, at)
    _draw_streams(d, flow, bill.replacing_all, at)
    _draw_levels(d, flow, capacity, at)
    _draw_wall(d, flow.churn)
    _draw_who_came(d, flow)
    _draw_bill(d, bill, words)
    for i, line in enumerate(origin):
        d.text(20, BILL + 191 + 16 * i, line, size=12, fill=SOFT)
    return d


def _wall(y: float) -> float:
    """How far the bucket's wall has come in at a height."""
    return TAPER * (y - RIM) / (BOTTOM - RIM)


def _hole(churn: float) -> float:
    """Half the width of the hole: its area, not its width, is as the share that leaves."""
    return (RIGHT - LEFT - 2 * TAPER) / 2 * math.sqrt(churn)


def _draw_scale(d: Drawing, capacity: int, step: int, at: _Height) -> None:
    for tick in range(0, capacity + 1, step):
        x = LEFT + _wall(at(tick))
        d.line(x - 6, at(tick), x, at(tick), stroke=SOFT)
        d.text(x - 14, at(tick) + 4, f"{tick:,}", size=12, anchor="end", fill=SOFT)


def _draw_water(d: Drawing, flow: Flow, at: _Height) -> None:
    for level, colour in ((flow.levels[-1], NEW_WATER), (flow.first[-1], BLUE)):
        y = at(level)
        if y < BOTTOM:
            left, right = LEFT + _wall(y), RIGHT - _wall(y)
            base = f"L{RIGHT - TAPER} {BOTTOM}H{LEFT + TAPER}Z"
            d.path(f"M{left:g} {y:g}H{right:g}{base}", fill=colour, stroke="none")


def _draw_wall(d: Drawing, churn: float) -> None:
    half = _hole(churn)
    bucket = (
        f"M{LEFT - 9} {RIM}H{LEFT}L{LEFT + TAPER} {BOTTOM}H{MIDDLE - half:g}"
        f"M{MIDDLE + half:g} {BOTTOM}H{RIGHT - TAPER}L{RIGHT} {RIM}H{RIGHT + 9}"
    )
    d.path(bucket, stroke=INK, thick=5)


def _draw_streams(d: Drawing, flow: Flow, replacing_all: float, at: _Height) -> None:
    leaking = flow.churn * flow.levels[-1]
    unit = THICKEST / max(flow.newcomers, leaking, 1)
    # the tap, with its handle
    d.path(f"M{LEFT} 38H{MIDDLE}V62", stroke=SOFT, thick=20)
    d.path(f"M{MIDDLE - 26} 14h52M{MIDDLE} 14V30", stroke=SOFT, thick=7)
    if flow.newcomers:
        width = max(flow.newcomers * unit, 2)
        top = at(flow.levels[-1])
        d.rect(MIDDLE - width / 2, 73, width, top - 73, fill=NEW_WATER)
    if leaking:
        width = max(leaking * unit, 2)
        d.rect(MIDDLE - width / 2, BOTTOM - 2, width, 58, fill=DETRACTOR)
    come = say("{n:,} newcomers a month", n=flow.newcomers)
    d.text(MIDDLE + 34, 36, come, bold=True)
    d.text(MIDDLE + 34, 56, say("{n:,} came so far", n=flow.came), size=13)
    leaked = say("{share} of those inside leak a month", share=percent(flow.churn))
    d.text(MIDDLE + 24, BOTTOM + 37, leaked, bold=True, fill=DETRACTOR)
    gone = say(
        "{n:,} leaked so far; replacing them all: {cost:,.0f} crowns",
        n=flow.leaked,
        cost=replacing_all,
    )
    d.text(MIDDLE + 24, BOTTOM + 55, gone, size=13)


def _draw_months(d: Drawing, flow: Flow, at: _Height) -> None:
    months = max(flow.months, 1)

    def across(month: int) -> float:
        return round(CHART_LEFT + month / months * (CHART_RIGHT - CHART_LEFT), 1)

    for series, colour in ((flow.levels, NEW_WATER), (flow.first, BLUE)):
        edge = "L".join(f"{across(m):g} {at(each):g}" for m, each in enumerate(series))
        if flow.months:
            base = f"L{CHART_RIGHT} {BOTTOM}H{CHART_LEFT}Z"
            d.path(f"M{edge}{base}", fill=colour, stroke="none")
    d.line(CHART_LEFT, BOTTOM, CHART_RIGHT, BOTTOM, stroke=INK)
    d.text(CHART_LEFT, BOTTOM + 16, say("month 0"), size=12, fill=SOFT)
    if flow.months:
        last = say("month {n}", n=flow.months)
        d.text(CHART_RIGHT, BOTTOM + 16, last, size=12, fill=SOFT, anchor="end")


def _draw_levels(d: Drawing, flow: Flow, capacity: int, at: _Height) -> None:
    """Mark now, start, balance and the first customers across bucket and chart, with words."""
    marks = [(at(flow.now), say("now {n:,}", n=flow.now), INK, True)]
    if flow.months:
        y = at(flow.start)
        d.line(LEFT + _wall(y), y, CHART_RIGHT, y, stroke=SOFT, dash="2 4")
        marks.append((y, say("start {n:,}", n=flow.start), SOFT, False))
        first = say("first customers {n:,}", n=flow.first_left)
        marks.append((at(flow.first_left), first, BLUE, False))
    balance = flow.balance
    if balance is None:
        marks.append((RIM, say("no hole, no balance"), INK, False))
    elif balance > capacity:
        marks.append((RIM - 14, say("▲ balance at {n:,.0f}", n=balance), INK, False))
    else:
        y = at(balance)
        # light under it, so that it is seen on dark water too
        if 0 < balance < flow.first[-1]:
            d.line(LEFT + _wall(y), y, RIGHT - _wall(y), y, stroke=PAPER, thick=4)
        if balance:
            d.line(CHART_LEFT, y, CHART_RIGHT, y, stroke=PAPER, thick=4)
        d.line(LEFT + _wall(y), y, CHART_RIGHT, y, stroke=INK, thick=2, dash="9 5")
        marks.append((y, say("balance at {n:,.0f}", n=balance), INK, False))
    places = spread([mark[0] for mark in marks], LABEL_GAP, RIM - 10, BOTTOM)
    for (y, words, colour, bold), place in zip(marks, places, strict=True):
        if y >= RIM:
            d.line(CHART_RIGHT + 2, y, LABELS - 4, place, stroke=colour)
        d.text(LABELS, place + 4, words, size=13, fill=colour, bold=bold)


def who_came(flow: Flow) -> tuple[str, str]:
    """Say what those who came did for the level, in two sentences."""
    missing = flow.leaked - flow.came
    if not flow.leaked:
        return say("All {n:,} who came made the firm larger.", n=flow.came), ""
    if missing < 0:
        return (
            say("Of {n:,} who came, {m:,} only filled the hole.", n=flow.came, m=flow.leaked),
            say("{n:,} made the firm larger.", n=-missing),
        )
    return (
        say("All {n:,} who came only filled the hole.", n=flow.came),
        say("{n:,} more leaked than came.", n=missing) if missing else say("As many leaked."),
    )


def _draw_who_came(d: Drawing, flow: Flow) -> None:
    """Show which share of those who came only replaced those who were lost."""
    left, width, y = 410, 330, 42
    if not flow.came:
        d.text(left, 36, say("Nobody has come yet."))
        return
    share = flow.only_replaced / flow.came
    head, rest = who_came(flow)
    d.text(left, 34, head, size=13, bold=True)
    d.rect(left, y, width * share, 14, fill=DETRACTOR)
    d.rect(left + width * share, y, width * (1 - share), 14, fill=PROMOTER)
    d.text(left, y + 32, rest, size=13)


def _draw_bill(d: Drawing, bill: Bill, words: Words) -> None:
    d.line(20, BILL, WIDTH - 20, BILL, stroke=GRID)
    title = say("The bill: win anew a quarter of those who leaked, or keep as many")
    d.text(20, BILL + 24, title, size=15, bold=True)
    top = BILL + 24
    d.text(20, top + 24, words.winning)
    d.text(20, top + 43, words.verdict, size=13)
    d.text(20, top + 66, words.keeping)
    if not bill.customers:
        d.text(
            20, top + 100, say("Hardly anybody was lost: there is nobody to replace or to keep.")
        )
    else:
        most = max(bill.winning, bill.keeping)
        bars = (
            (say("Winning {n:,} new ones", n=bill.customers), bill.winning, BLUE),
            (
                say("Keeping {n:,}: {m:,} tries", n=bill.customers, m=bill.tries),
                bill.keeping,
                PROMOTER,
            ),
        )
        for y, (label, cost, colour) in zip((top + 78, top + 104), bars, strict=True):
            width = BARS_WIDTH * cost / most
            d.text(BARS - 10, y + 15, label, anchor="end")
            d.rect(BARS, y, width, 20, fill=colour)
            d.text(BARS + width + 8, y + 15, say("{n:,.0f} crowns", n=cost), size=13)
    d.text(20, top + 146, words.result, bold=True)


def percent(share: float) -> str:
    """Return a share with no more digits than it needs, for instance 1.35 %."""
    return f"{100 * share:,.2f}".rstrip("0").rstrip(".") + " %"
