"""A customer's life as a drawing: a box for each year, the sum beside it, the recipe below."""

from __future__ import annotations

from textwrap import wrap

from cem_workbook.explorers.customer_years import Life, recipe
from cem_workbook.figures import BLUE, DETRACTOR, GRID, INK, PROMOTER, SOFT, Drawing
from cem_workbook.messages import say
from cem_workbook.text import Points

WIDTH = 760
LEFT, RIGHT = 62, 496  # of the boxes
TOP, FOOT = 56, 296  # between them, money in and money out share one scale
LEDGER, EDGE = 520, 740
MOST_BOXES = 20
ROOM_FOR_AMOUNT = 36  # a box as wide as this has its amount below it
# What a year loses is drawn light; words say which is which.
WAITED, GONE = "#a9cdf0", "#f5e3c4"


def amount(crowns: float) -> str:
    """Return an amount of crowns as it is written everywhere here, without decimals."""
    return f"{Points(crowns):,.0f}"


def draw_life(name: str, life: Life, origin: str) -> Drawing:
    """Draw the years of a customer.

    Args:
        name: a word that is unique on the page.
        life: the customer, and what is counted.
        origin: where the starting values come from.
    """
    named, below = wrap(recipe(life), 88), wrap(origin, 112)
    d = Drawing(name, WIDTH, 392 + 20 * len(named) + 16 * len(below))
    shown = min(life.years or MOST_BOXES, MOST_BOXES)
    # Both amounts below the line are in the scale even when they are not counted, so that boxes
    # keep their height when something is turned on.
    scale = (FOOT - TOP) / (life.income + max(life.cost, life.acquisition))
    zero = TOP + life.income * scale
    d.text(LEFT, 22, say("One box a year; its height is crowns"), size=15, bold=True)
    _axis(d, life, zero, scale)
    width = (RIGHT - LEFT) / (shown + 1)
    if life.win:
        d.rect(LEFT + 1, zero, width - 2, life.acquisition * scale, fill=DETRACTOR)
    for year in range(1, shown + 1):
        _year(d, life, year, LEFT + year * width, width, zero, scale)
    _years(d, life, shown, width)
    d.line(LEFT, zero, RIGHT, zero, stroke=INK, thick=2)
    _legend(d, life)
    _ledger(d, life)
    top = 386
    for i, line in enumerate(named):
        d.text(20, top + 20 * i, line, size=15, bold=True)
    top += 20 * len(named)
    for i, line in enumerate(below):
        d.text(20, top + 16 * i, line, size=12, fill=SOFT)
    return d


def _axis(d: Drawing, life: Life, zero: float, scale: float) -> None:
    d.line(LEFT - 4, TOP, RIGHT, TOP, stroke=GRID)
    d.text(LEFT - 8, TOP + 5, amount(life.income), size=12, anchor="end")
    d.text(LEFT - 8, zero + 4, "0", size=12, anchor="end")
    if life.serve and life.cost * scale > 14:
        y = zero + life.cost * scale
        d.line(LEFT - 4, y, RIGHT, y, stroke=GRID)
        d.text(LEFT - 8, y + 4, amount(-life.cost), size=12, anchor="end")


def _year(
    d: Drawing, life: Life, year: int, x: float, width: float, zero: float, scale: float
) -> None:
    """Draw what counts of a year, and light what it loses to leaving and to waiting."""
    counts, chance = life.counts(year), life.chance(year)
    for money, away, solid in (
        (life.income, -1, PROMOTER),
        (life.cost if life.serve else 0, 1, DETRACTOR),
    ):
        for low, high, fill in (
            (0.0, counts, solid),
            (counts, chance, WAITED),
            (chance, 1.0, GONE),
        ):
            tall = money * scale * (high - low)
            if tall > 0.05:
                near = zero + away * money * scale * low
                y = near if away > 0 else near - tall
                d.rect(round(x + 1, 1), round(y, 1), round(width - 2, 1), round(tall, 1), fill=fill)


def _years(d: Drawing, life: Life, shown: int, width: float) -> None:
    """Write the years, and under each what it brings, where there is room."""
    if life.win:
        if width < ROOM_FOR_AMOUNT:  # to the left, away from the numbers of the years
            d.text(LEFT + width - 5, FOOT + 16, say("today"), size=12, anchor="end", fill=SOFT)
        else:
            _middle(d, 0, width, FOOT + 16, say("today"))
            _middle(d, 0, width, FOOT + 33, amount(-life.acquisition), DETRACTOR)
    for year in range(1, shown + 1):
        _middle(d, year, width, FOOT + 16, str(year))
        if width >= ROOM_FOR_AMOUNT:
            brings = life.margin * life.counts(year)
            _middle(
                d, year, width, FOOT + 33, amount(brings), PROMOTER if brings >= 0 else DETRACTOR
            )
    if life.years is None:
        later = life.after(shown)
        words = (
            say("… and so on, for ever")
            if later is None
            else say("… and all the later years: {later}", later=amount(later))
        )
        d.text(RIGHT, FOOT + 33, words, size=12, anchor="end")


def _middle(d: Drawing, year: int, width: float, y: float, words: str, fill: str = SOFT) -> None:
    d.text(LEFT + (year + 0.5) * width, y, words, size=12, anchor="middle", fill=fill)


def _legend(d: Drawing, life: Life) -> None:
    entries = [(PROMOTER, say("comes in, and counts"), True)]
    entries.append((DETRACTOR, say("goes out"), life.serve or life.win))
    entries.append((WAITED, say("lost to waiting"), life.wait))
    entries.append((GONE, say("lost to leaving"), life.leave))
    for x, (fill, words, on) in zip((62, 212, 292, 407), entries, strict=True):
        if on:
            d.rect(x, FOOT + 46, 11, 11, fill=fill)
            d.text(x + 16, FOOT + 56, words, size=12)


def _ledger(d: Drawing, life: Life) -> None:
    d.text(LEDGER, 22, say("The sum"), size=15, bold=True)
    y = TOP + 8
    for words, crowns in life.ledger():
        d.text(LEDGER, y, words, size=13)
        d.text(
            EDGE, y, amount(crowns), size=13, anchor="end", fill=DETRACTOR if crowns < 0 else INK
        )
        y += 24
    d.line(LEDGER, y - 14, EDGE, y - 14, stroke=INK)
    total = life.total
    words = say("has no end") if total is None else say("{total} crowns", total=amount(total))
    colour = DETRACTOR if total is not None and total < 0 else BLUE
    d.text(EDGE, y + 14, words, size=22, anchor="end", fill=colour, bold=True)
