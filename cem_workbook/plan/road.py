"""The ninety days as a road: an action is a flag on its day, and what has no day waits below."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cem_workbook.figures import BLUE, DETRACTOR, GRID, INK, PAPER, SHADE, SOFT, Drawing
from cem_workbook.messages import say
from cem_workbook.plan.days import LENGTH
from cem_workbook.plan.gather import BEFORE, LATER, ON_THE_ROAD, OPEN, PUT_OFF, Action, Plan
from cem_workbook.plan.words import clip

WIDTH = 900
LEFT, RIGHT, BEND = 68, 832, 56  # where a month of the road begins and ends, how far it bends out
TALL, LOW = 158, 98  # what a month takes above the road, with two rows of words and with one
BELOW = 20  # and below it, beside the number of the day
MONTHS, DAYS = 3, LENGTH // 3
LANES = (54, 114)  # how far above the road the words of a flag stand
WORDS, SIGNS = 160, 20  # room for these words: pixels, and signs in each of two lines
SIGN = 26  # room for a number alone
COLUMNS, CHIP = 4, 26  # of what waits


def day_words(day: date) -> str:
    """Write a day, short enough for a flag."""
    return f"{day.day} {say(day.strftime('%b'))} {day.year}"


def gap_words(action: Action) -> str:
    """Return what an action still lacks, in words; nothing if it is complete."""
    names = {
        "what": say("what?"),
        "owner": say("who?"),
        "when": say("when?"),
        "measure": say("how seen?"),
    }
    return " ".join(names[gap] for gap in action.gaps)


def draw_road(name: str, plan: Plan, chosen: str = "") -> Drawing:
    """Draw the plan.

    Args:
        name: a word that is unique on the page.
        plan: the plan.
        chosen: the id of the action that is being looked at, or nothing.
    """
    waiting = [
        (say("No day yet"), plan.at(OPEN)),
        (say("Before the first day"), plan.at(BEFORE)),
        (say("After day 90, or put off"), plan.at(LATER, PUT_OFF)),
    ]
    shown = [(head, actions) for head, actions in waiting if actions]
    months = [
        _placed([a for a in plan.at(ON_THE_ROAD) if _month(a) == month]) for month in range(MONTHS)
    ]
    # each month takes the height that its flags take
    rooms = [TALL if any(flag.lane == LANES[-1] for flag in flags) else LOW for flags in months]
    ends = [sum(rooms[: month + 1]) + BELOW * month for month in range(MONTHS)]
    foot = ends[-1] + (72 if any(flag.lane is None for flag in months[-1]) else 44)
    height = foot + sum(34 + CHIP * -(-len(actions) // COLUMNS) for _, actions in shown)
    d = Drawing(name, WIDTH, height + 4)
    _draw_way(d, ends, plan.start)
    numbers = {action.id: at for at, action in enumerate(plan.actions, start=1)}
    for end, flags in zip(ends, months, strict=True):
        _draw_flags(d, end, flags, numbers, chosen)
    y = foot
    for head, actions in shown:
        d.text(14, y + 18, head, size=13, bold=True, fill=SOFT)
        _draw_waiting(d, y + 26, actions, numbers, chosen)
        y += 34 + CHIP * -(-len(actions) // COLUMNS)
    return d


@dataclass(frozen=True)
class _Flag:
    """Where a flag stands.

    Attributes:
        action: whose it is.
        x: its day.
        lane: how far above the road its words stand; None where there is room for a number only.
        right: whether the words stand on the right.
    """

    action: Action
    x: float
    lane: int | None
    right: bool


def _placed(actions: Sequence[Action]) -> list[_Flag]:
    """Find a place for the flags of a month, so that no words overlap and no pole crosses any.

    Flags are placed one after the other. Which order leaves the fewest without words depends on
    where they stand, so a few orders are tried.
    """
    spots = sorted((_along(a.number or 0), a.page.number, a) for a in actions)
    left = [spot for spot in spots if spot[0] + WORDS >= WIDTH]
    right = [spot for spot in spots if spot[0] + WORDS < WIDTH]
    orders = ((*left, *right[::-1]), spots, spots[::-1])
    tried = (_in_order(order, lanes) for order in orders for lanes in (LANES, LANES[::-1]))
    return min(tried, key=lambda flags: sum(flag.lane is None for flag in flags))


def _in_order(spots: Sequence[tuple[float, int, Action]], lanes: Sequence[int]) -> list[_Flag]:
    taken: dict[int, list[tuple[float, float]]] = {lane: [] for lane in LANES}
    flags = []
    for x, _, action in spots:
        on_right = x + WORDS < WIDTH
        box = (x - 14, x + WORDS) if on_right else (x - WORDS, x + 14)
        pole = (x - 4, x + 4)
        lane = next((lane for lane in lanes if _stands(box, pole, lane, taken)), None)
        flags.append(_Flag(action, x, lane, on_right))
        for each in LANES if lane is not None else ():
            taken[each] += [box] if each == lane else [pole] if each < (lane or 0) else []
    return flags


def _month(action: Action) -> int:
    return min((action.number or 0) // DAYS, MONTHS - 1)


def _along(number: int) -> float:
    """Return where a day lies. Every second month runs back, as a road down a hill does."""
    month = min(number // DAYS, MONTHS - 1)
    along = (RIGHT - LEFT) * (number - month * DAYS) / DAYS
    return RIGHT - along if month % 2 else LEFT + along


def _draw_way(d: Drawing, ends: Sequence[float], start: date | None) -> None:
    down = [ends[1] - ends[0], ends[2] - ends[1]]
    way = (
        f"M{LEFT} {ends[0]}H{RIGHT}a{BEND} {down[0] / 2} 0 0 1 0 {down[0]}H{LEFT}"
        f"a{BEND} {down[1] / 2} 0 0 0 0 {down[1]}H{RIGHT}"
    )
    d.path(way, stroke=GRID, thick=18)
    for month, y in enumerate(ends):
        d.line(LEFT, y, RIGHT, y, stroke=PAPER, thick=2, dash="10 9")
        for day in range(month * DAYS, (month + 1) * DAYS + 1, 10):
            if day < LENGTH and day == (month + 1) * DAYS:
                continue  # it is the first of the next month
            x = _along(day)
            d.line(x, y - 9, x, y + 9, stroke=SOFT)
            words = say("day {n}", n=day)
            if start is not None and day % DAYS == 0:
                words += f" · {day_words(start + timedelta(days=day))}"
            anchor = "start" if x < LEFT + 20 else "end" if x > RIGHT - 20 else "middle"
            d.text(x, y + 24, words, size=12, anchor=anchor, fill=SOFT)


def _draw_flags(
    d: Drawing, y: float, flags: Sequence[_Flag], numbers: dict[str, int], chosen: str
) -> None:
    """Draw the flags of a month: with words where there is room, as a number below elsewhere."""
    for flag in flags:
        if flag.lane is not None:
            number, full = numbers[flag.action.id], not flag.action.gaps
            x, top = flag.x, y - flag.lane
            d.line(x, y, x, top - 4, stroke=INK, thick=1.5)
            _draw_sign(d, x, top + 8, number, full=full, chosen=flag.action.id == chosen)
            _draw_words(d, top, flag)
    alone = [flag for flag in flags if flag.lane is None]
    alone.sort(key=lambda flag: (flag.x, numbers[flag.action.id]))
    below: list[float] = []
    for flag in alone:
        slot = 0
        while any(abs(_slot(flag.x, slot) - other) < SIGN for other in below):
            slot += 1
        below.append(_slot(flag.x, slot))
    for flag, x in zip(alone, sorted(below), strict=True):  # in the order of their days
        if x != flag.x:
            d.line(flag.x, y + 9, x, y + 34, stroke=SOFT)
        number, full = numbers[flag.action.id], not flag.action.gaps
        _draw_sign(d, x, y + 42, number, full=full, chosen=flag.action.id == chosen)


def _draw_words(d: Drawing, y: float, flag: _Flag) -> None:
    """Write beside a flag what is done, in two lines, and by whom."""
    action = flag.action
    x, anchor = (flag.x + 17, "start") if flag.right else (flag.x - 17, "end")
    what = clip(action.what, 2 * SIGNS - 4) or say("what?")
    for line in textwrap.wrap(what, SIGNS, max_lines=2, placeholder="…"):
        d.text(x, y + 4, line, size=12.5, anchor=anchor, bold=True)
        y += 15
    words = " · ".join(filter(None, (clip(action.owner, 16), gap_words(action))))
    d.text(x, y + 4, words, size=12, anchor=anchor, fill=DETRACTOR if action.gaps else INK)


def _stands(
    box: tuple[float, float],
    pole: tuple[float, float],
    lane: int,
    taken: Mapping[int, Sequence[tuple[float, float]]],
) -> bool:
    """Whether there is room for a flag's words in a lane, and for its pole in those below."""
    below = (each for each in LANES if each < lane)
    return _free(box, taken[lane]) and all(_free(pole, taken[each]) for each in below)


def _slot(x: float, slot: int) -> float:
    """Return the places below a day, one after the other: there, then to both sides."""
    aside = -(-slot // 2) * SIGN * (1 if slot % 2 else -1)
    return min(max(x + aside, SIGN), WIDTH - SIGN) if abs(aside) < WIDTH else x + aside


def _free(box: tuple[float, float], taken: Sequence[tuple[float, float]]) -> bool:
    return all(box[1] <= left or right <= box[0] for left, right in taken)


def _draw_sign(d: Drawing, x: float, y: float, number: int, *, full: bool, chosen: bool) -> None:
    """Draw the number of an action: solid where nothing is open, an outline where something is."""
    if chosen:
        d.rect(x - 15, y - 14, 30, 26, stroke=INK, thick=2, corner=4)
    d.rect(x - 12, y - 11, 24, 20, fill=BLUE if full else PAPER,
           stroke=BLUE if full else DETRACTOR, thick=2, corner=3)  # fmt: skip
    d.text(x, y + 4, number, size=12.5, anchor="middle", bold=True,
           fill=PAPER if full else DETRACTOR)  # fmt: skip


def _draw_waiting(
    d: Drawing, y: float, actions: Sequence[Action], numbers: dict[str, int], chosen: str
) -> None:
    wide = (WIDTH - 20) / COLUMNS
    for at, action in enumerate(actions):
        x, top = 10 + wide * (at % COLUMNS), y + CHIP * (at // COLUMNS)
        d.rect(x, top, wide - 6, CHIP - 4, fill=SHADE, corner=4)
        _draw_sign(d, x + 16, top + 12, numbers[action.id], full=not action.gaps,
                   chosen=action.id == chosen)  # fmt: skip
        d.text(x + 36, top + 15, clip(action.what, 25) or say("what?"), size=12)
