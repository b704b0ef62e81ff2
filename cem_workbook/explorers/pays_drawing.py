"""How “Does it pay here?” is drawn: dots on a road, lives as lines, and two bars of crowns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cem_workbook.cases.visitors import STAYS, YEARS
from cem_workbook.figures import BLUE, DETRACTOR, GRID, INK, PAPER, PROMOTER, SHADE, SOFT, Drawing
from cem_workbook.messages import say
from cem_workbook.text import Points

WIDTH, HEIGHT = 760, 584
LEFT, RIGHT = 22, 744
ROAD_TOP, ROAD_HEIGHT = 28, 62
LIVES_TOP, LIVES_BOTTOM = 134, 384
PEOPLE = 60  # marks in the picture: dots on the road and lines of a life
LANES = 5
THICK, THIN = 3.4, 1.6
WIDEST = 15  # pixels between two lives, where there are few
BARS_TOP = 456
BAR = 20
LONGEST = 330  # pixels of the longer of the two bars
NET_LEFT, NET_RIGHT = 424, 744

Life = tuple[int, int, bool, bool]
"""Month of leaving without the plan and with it; among those worth most; cared for."""


@dataclass(frozen=True)
class Scene:
    """What there is to draw.

    Attributes:
        returning: share of the people, 0 to 1, who come back by nature.
        lives: of the returning people of today.
        cared_passing: which of those who pass get the care of the chosen.
        newcomers: with the plan, for each one without it.
        still: of 100 returning people, there after five years without the plan and with it.
        brings: crowns a year from longer stays, larger buying, and word of mouth.
        costs: crowns a year for everybody, the chosen, mending, and records.
        left: what is left of nothing, of as much as possible for everybody, and of the plan; None
            where it has not been tried.
        spends: whether the plan spends anything.
    """

    returning: float
    lives: Sequence[Life]
    cared_passing: Sequence[bool]
    newcomers: float
    still: tuple[int, int]
    brings: tuple[float, float, float]
    costs: tuple[float, float, float, float]
    left: tuple[float, float | None, float]
    spends: bool


def draw_scene(name: str, scene: Scene) -> Drawing:
    """Draw the people of a place, what a plan does to them, and its accounts.

    Args:
        name: a word that is unique on the page.
        scene: what there is to draw.
    """
    d = Drawing(name, WIDTH, HEIGHT)
    back = round(PEOPLE * scene.returning)
    if scene.returning and not back:
        back = 1
    _draw_road(d, scene, PEOPLE - back)
    _draw_lives(d, scene, back)
    _draw_legend(d)
    _draw_accounts(d, scene)
    _draw_left(d, scene.left)
    return d


def _draw_road(d: Drawing, scene: Scene, many: int) -> None:
    words = say(
        "Pass once: {once} of 100. A dot is one visit.", once=round(100 - 100 * scene.returning)
    )
    d.text(LEFT, ROAD_TOP - 10, words, bold=True)
    d.rect(LEFT, ROAD_TOP, RIGHT - LEFT, ROAD_HEIGHT, fill=SHADE, stroke=GRID)
    middle = ROAD_TOP + ROAD_HEIGHT / 2
    d.line(LEFT, middle, RIGHT, middle, stroke="#aab3bc", thick=1.5, dash="14 10")
    more = max(0, round(many * (scene.newcomers - 1)))
    spots = [_spot(i) for i in range(many + more)]
    d.dots(spots[:many], radius=3.6, fill=SOFT)
    d.dots(spots[many:], radius=3.6, fill=PROMOTER)
    for (x, y), cared in zip(spots[:many], scene.cared_passing, strict=False):
        if cared:
            d.rect(x - 5.5, y - 5.5, 11, 11, stroke=BLUE, thick=2)
    if scene.spends:
        words = say(
            "With the plan {now} newcomers come where 100 would.", now=round(100 * scene.newcomers)
        )
        d.text(RIGHT, ROAD_TOP - 10, words, size=13, anchor="end", fill=SOFT)


def _spot(i: int) -> tuple[float, float]:
    """Return where the i-th dot stands: spread evenly, however many there are."""
    x = LEFT + 14 + (0.5 + i * 0.6180339887) % 1.0 * (RIGHT - LEFT - 28)
    y = ROAD_TOP + (0.5 + 3 * i % LANES) * ROAD_HEIGHT / LANES
    return round(x, 1), round(y, 1)


def _at(month: int) -> float:
    return LEFT + 12 + (RIGHT - LEFT - 30) * month / STAYS


def _until(left: int) -> float:
    """Return where the line of somebody ends who leaves at the end of this month."""
    return round(_at(min(left + 1, STAYS)), 1)


def _draw_lives(d: Drawing, scene: Scene, many: int) -> None:
    words = say(
        "Come back: {back} of 100. A line is one person.",
        back=round(100 * scene.returning),
    )
    d.text(LEFT, LIVES_TOP - 16, words, bold=True)
    if many:
        words = say("there after five years: {before} of 100", before=scene.still[0])
        if scene.spends:
            words = say("{words}, with the plan {after}", words=words, after=scene.still[1])
        d.text(RIGHT, LIVES_TOP - 16, words, size=13, anchor="end", fill=SOFT)
    for year in range(YEARS + 1):
        x = _at(12 * year)
        d.line(x, LIVES_TOP - 6, x, LIVES_BOTTOM + 4, stroke=GRID)
        words = say("today") if year == 0 else say("year {year}", year=year)
        d.text(
            x, LIVES_BOTTOM + 18, words, size=13, anchor="middle" if year else "start", fill=SOFT
        )
    step = min(WIDEST, (LIVES_BOTTOM - LIVES_TOP) / max(many, 1))
    for i, life in enumerate(sorted(scene.lives[:many], reverse=True)):
        _draw_life(d, round(LIVES_TOP + (i + 0.5) * step, 1), life)


def _draw_life(d: Drawing, y: float, life: Life) -> None:
    without, with_plan, best, cared = life
    thick = THICK if best else THIN
    d.line(_at(0), y, _until(min(without, with_plan)), y, stroke=INK, thick=thick)
    if with_plan > without:
        d.line(_until(without), y, _until(with_plan), y, stroke=PROMOTER, thick=thick + 1)
    if cared:
        d.rect(LEFT, y - 2, 9, 4, fill=BLUE)


def _draw_legend(d: Drawing) -> None:
    y = LIVES_BOTTOM + 40
    d.line(LEFT, y - 4, LEFT + 22, y - 4, stroke=INK, thick=THICK)
    d.text(LEFT + 28, y, say("thick: the fifth worth most"), size=13)
    d.line(258, y - 4, 280, y - 4, stroke=PROMOTER, thick=THICK)
    d.text(286, y, say("green: only thanks to the plan"), size=13)
    d.rect(494, y - 8, 10, 8, fill=BLUE)
    d.text(510, y, say("blue: cared for as the chosen"), size=13)


def _draw_accounts(d: Drawing, scene: Scene) -> None:
    """Draw what the plan brings and costs, in an average year, on one scale."""
    brings = [
        (say("stay longer"), scene.brings[0], PROMOTER),
        (say("buy more"), scene.brings[1], "#3d8f84"),
        (say("word of mouth"), scene.brings[2], "#7fb8b0"),
    ]
    costs = [
        (say("everybody"), scene.costs[0], DETRACTOR),
        (say("the chosen"), scene.costs[1], "#c8623c"),
        (say("mending"), scene.costs[2], "#d98e70"),
        (say("records"), scene.costs[3], "#e9bda9"),
    ]
    most = max(sum(scene.brings), sum(scene.costs), 1.0)
    for top, words, items in (
        (BARS_TOP, say("Brings, crowns a year: {sum}"), brings),
        (BARS_TOP + 76, say("Costs, crowns a year: {sum}"), costs),
    ):
        total = sum(amount for _, amount, _ in items)
        d.text(LEFT, top, words.format(sum=_short(total)), bold=True)
        x = float(LEFT)
        for _, amount, colour in items:
            width = LONGEST * max(amount, 0.0) / most
            d.rect(round(x, 1), top + 8, round(width, 1), BAR, fill=colour, stroke=PAPER)
            x += width
        listed = " · ".join(
            f"{what} {_short(amount)}" for what, amount, _ in items if round(amount, -2)
        )
        d.text(LEFT, top + 8 + BAR + 16, listed or say("nothing"), size=12.5, fill=SOFT)


def _draw_left(d: Drawing, left: tuple[float, float | None, float]) -> None:
    """Draw what is left of three plans as bars to both sides of nothing."""
    d.text(NET_LEFT, BARS_TOP, say("What is left, crowns a year"), bold=True)
    known = [amount for amount in left if amount is not None]
    low, high = min(known), max(known)
    room = NET_RIGHT - NET_LEFT
    scale = room / max(high - low, 1.0)
    zero = NET_LEFT - low * scale if high > low else NET_LEFT
    names = (
        say("spend nothing"),
        say("as much as possible for everybody"),
        say("your plan"),
    )
    for i, (words, amount) in enumerate(zip(names, left, strict=True)):
        y = BARS_TOP + 22 + i * 40
        d.text(NET_LEFT, y, words, size=13, bold=i == 2)
        if amount is None:
            d.text(NET_RIGHT, y, say("not tried yet"), size=13, anchor="end", fill=SOFT)
            continue
        d.text(NET_RIGHT, y, _short(amount, sign=True), size=13, anchor="end", bold=i == 2)
        start, width = min(zero, zero + amount * scale), abs(amount * scale)
        colour = PROMOTER if amount > 0 else DETRACTOR
        d.rect(round(start, 1), y + 6, round(width, 1), 11, fill=colour)
        d.line(round(zero, 1), y + 4, round(zero, 1), y + 19, stroke=INK, thick=1.5)


def _short(amount: float, *, sign: bool = False) -> str:
    rounded = Points(round(amount, -2))
    return f"{rounded:+,.0f}" if sign else f"{rounded:,.0f}"
