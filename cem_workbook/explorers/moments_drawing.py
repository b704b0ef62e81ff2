"""How a week of moments is drawn: eight stations on a path, their owners, and the gaps in the floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from cem_workbook.cases.moments import (
    CENTRE,
    DEPUTY,
    KNOWS,
    NOBODY,
    PERSON,
    RULE,
    SIGNED,
    TEAM,
    WHY,
    Plan,
    Week,
)
from cem_workbook.figures import BLUE, DETRACTOR, GRID, INK, PAPER, PROMOTER, SHADE, SOFT, Drawing
from cem_workbook.messages import say

# Narrow enough for a window of 900 pixels; each station is as wide as its two boxes above.
WIDTH, HEIGHT = 704, 570
LEFT, STATION = 8, 86
HEADER = 88
PANEL = 158
FLOOR, THICK = 60, 10  # from the top of a panel
WIDEST_GAP = 62
PITCH, PER_ROW, ROWS = 9, 9, 4
FOOT = HEADER + 2 * PANEL


@dataclass(frozen=True)
class Tried:
    """A plan in the list of plans, in words: its name and its numbers."""

    name: str
    cells: tuple[str, ...]
    now: bool


def owner_word(owner: str, person: str) -> str:
    """Return what an owner is called under a station."""
    words = {PERSON: person, TEAM: say("team"), CENTRE: say("centre"), NOBODY: say("nobody")}
    return words[owner]


def way_word(way: str) -> str:
    """Return what a way of working is called under a station."""
    return {
        KNOWS: say("no rule"),
        RULE: say("rule"),
        DEPUTY: say("rule, deputy"),
        SIGNED: say("rule, signed"),
    }[way]


def why_word(why: int) -> str:
    """Return in a few words why most fell."""
    return {
        "luck": say("by bad luck"),
        "away": say("only one knew"),
        "nobody": say("it is nobody's"),
        "differs": say("each own way"),
        "unforeseen": say("no rule fits"),
        "stale": say("rule forgotten"),
    }[WHY[why]]


def draw_weeks(
    name: str,
    person: str,
    stations: Sequence[str],
    plan: Plan,
    weeks: tuple[Week, Week] | None,
    day: int,
    told: Sequence[str],
    tried: Sequence[Tried],
) -> Drawing:
    """Draw the week as planned and the week without the key person, one above the other.

    Args:
        name: a word that is unique on the page.
        person: the key person's first name.
        stations: the names of the eight moments.
        plan: what is arranged for each.
        weeks: the two weeks; None where the plan takes more days than there are.
        day: position of the last day that has passed.
        told: three lines at most to stand under the weeks, the first of them a heading.
        tried: the plans tried so far, with their numbers.
    """
    d = Drawing(name, WIDTH, HEIGHT)
    for i, (station, how) in enumerate(zip(stations, plan, strict=True)):
        middle = LEFT + STATION * (i + 0.5)
        for line, words in enumerate(wrap(say(station), 11, break_long_words=False)[:2]):
            d.text(middle, 18 + 15 * line, words, size=13, anchor="middle", bold=True)
        d.text(middle, 54, owner_word(how.owner, person), size=13, anchor="middle", fill=BLUE)
        d.text(middle, 70, way_word(how.way), size=12, anchor="middle", fill=SOFT)
    titles = (say("The week as planned"), say("The same week, {person} away", person=person))
    for panel, title in enumerate(titles):
        top = HEADER + PANEL * panel
        d.line(LEFT, top - 6, WIDTH - LEFT, top - 6, stroke=GRID)
        d.text(LEFT, top + 12, title, size=14, bold=True)
        for i, how in enumerate(plan):
            left = LEFT + STATION * i
            _draw_people(d, left, top + FLOOR, how.owner, how.way, here=panel == 0)
            _draw_station(d, left, top + FLOOR, weeks[panel] if weeks else None, i, day)
    for line, words in enumerate(told):
        d.text(
            LEFT,
            FOOT + 14 + 18 * line,
            words,
            size=13,
            bold=line == 0,
            fill=INK if weeks else DETRACTOR,
        )
    d.line(LEFT, FOOT - 6, WIDTH - LEFT, FOOT - 6, stroke=GRID)
    _draw_tried(d, FOOT + 90, tried)
    return d


def _draw_people(d: Drawing, left: float, floor: float, owner: str, way: str, here: bool) -> None:
    """Draw who stands at a station: filled where they are there, an outline where they are not."""
    x = left + 11
    if owner == PERSON:
        _figure(d, x, floor, BLUE, there=here)
        if not here:
            d.text(x - 6, floor - 32, say("away"), size=12, fill=DETRACTOR)
    elif owner == NOBODY:
        _figure(d, x, floor, SOFT, there=False)
    else:
        for place in range(3):
            _figure(d, x + 11 * place, floor, BLUE, there=True)
        if owner == CENTRE:
            d.path(f"M{x - 8} {floor - 34}l19 -8l19 8", stroke=BLUE, thick=2)
    if way == KNOWS:
        return
    if way == DEPUTY:
        _figure(d, left + 48, floor, PROMOTER, there=True)
    # a rule is a sheet on a stand; a signature is a seal on it
    d.rect(left + 59, floor - 27, 15, 19, fill=PAPER, stroke=INK)
    for line in range(3):
        d.line(left + 62, floor - 22 + 4 * line, left + 71, floor - 22 + 4 * line, stroke=SOFT)
    d.line(left + 66.5, floor - 8, left + 66.5, floor, stroke=INK, thick=1.5)
    if way == SIGNED:
        d.dots([(left + 74, floor - 9)], radius=5, fill=DETRACTOR)


def _figure(d: Drawing, x: float, floor: float, colour: str, there: bool) -> None:
    body = f"M{x - 5} {floor - 1}v-13q5 -6 10 0v13z"
    d.path(body, fill=colour if there else PAPER, stroke=colour, thick=1.4)
    if there:
        d.dots([(x, floor - 23)], radius=5, fill=colour)
    else:
        d.path(f"M{x - 4} {floor - 23}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0", stroke=colour, thick=1.4)


def _draw_station(
    d: Drawing, left: float, floor: float, week: Week | None, moment: int, day: int
) -> None:
    """Draw the floor of a station with its gap, who walked over it, and who fell through."""
    width = STATION - 3
    d.rect(left, floor, width, THICK, fill=SHADE, stroke=GRID)
    if week is None:
        return
    at = (week.events.moment == moment) & (week.events.day <= day)
    came = int(at.sum())
    before, today = week.fallen(moment, day)
    fell = before + today
    gap = WIDEST_GAP * fell / came if came else 0.0
    edge = left + width - gap - 2
    d.rect(edge, floor - 1, gap, THICK + 2, fill=INK)
    met = int((at & ~week.fell & (week.events.day == day)).sum())
    room = int((edge - left - 6) // 7)
    walkers = [(left + 6 + 7 * n, floor + THICK / 2) for n in range(min(met, max(room, 0)))]
    d.dots(walkers, radius=2.8, fill=PROMOTER)
    heap = [
        (left + 4 + PITCH * (n % PER_ROW), floor + 24 + PITCH * (n // PER_ROW))
        for n in range(min(fell, PER_ROW * ROWS))
    ]
    earlier = min(before, len(heap))
    d.dots(heap[:earlier], radius=3.2, fill=SOFT)
    d.dots(heap[earlier:], radius=3.8, fill=DETRACTOR)
    words = say("{fell} of {came} fell", fell=fell, came=came)
    d.text(left, floor + 68, words, size=12, bold=bool(fell), fill=DETRACTOR if fell else SOFT)
    why = week.main_reason(moment, day)
    if why is not None:
        d.text(left, floor + 83, why_word(why), size=12)


COLUMNS = (252, 320, 388, 456, 524, 696)


def _draw_tried(d: Drawing, y: float, tried: Sequence[Tried]) -> None:
    """List the plans tried so far with what they take and what they come to."""
    heads = (  # in two lines each
        say("days to\nset up"),
        say("days\na month"),
        say("fell,\nof 100"),
        say("wait,\nusual is 1"),
        say("stay,\nof 100"),
        say("margin less cost\nof the days, crowns"),
    )
    d.text(LEFT, y, say("A year of such weeks"), size=13, bold=True)
    for x, head in zip(COLUMNS, heads, strict=True):
        for line, words in enumerate(head.split("\n")):
            d.text(x, y - 15 + 15 * line, words, size=12, anchor="end", fill=SOFT)
    for place, plan in enumerate(tried, 1):
        row = y + 21 * place
        d.line(LEFT, row - 15, WIDTH - LEFT, row - 15, stroke=GRID)
        d.text(LEFT, row, plan.name, size=13, bold=plan.now)
        for x, cell in zip(COLUMNS, plan.cells, strict=True):
            d.text(x, row, cell, size=13, anchor="end", bold=plan.now)
