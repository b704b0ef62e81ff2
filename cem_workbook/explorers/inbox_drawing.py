"""The inbox as a drawing: letters in piles, the hours as a bar, and what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

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
from cem_workbook.text import Points

WIDTH = 860
LEFT, COLUMN = 92, 76
TOP, BASE = 62, 216  # between them stand the piles
LATER_TOP, LATER_BASE = 444, 532  # and those of a quarter later
HOURS = 364
TABLE = 576
AMBER = "#8a5a00"
COLOURS = (PAPER, "#c9ced6", BLUE, PROMOTER)
"""Of a letter: without an answer, one text for all, own words, loss made good."""
WIDE = 46  # a letter


class Stack(NamedTuple):
    """A pile as it is drawn.

    Attributes:
        name: what it is called.
        answers: what each letter gets, 0 to 3.
        reach: customers who met the same in a quarter; None where that makes no sense.
        pain: points below very satisfied; 0 for none.
        hours: to mend the cause; 0 where hours cannot.
        mended: whether it is.
        later: letters of a month a quarter later; None while the plan takes too many hours.
        before: the same if nothing is done.
    """

    name: str
    answers: tuple[int, ...]
    reach: int | None
    pain: float
    hours: int
    mended: bool
    later: int | None
    before: int


class Result(NamedTuple):
    """A plan in numbers: who writes again, letters, customers lost, crowns paid and gained."""

    name: str
    again: int
    letters: int
    lost: int
    paid: float
    gain: float
    own: bool


class Scene(NamedTuple):
    """All that is drawn; hours and crowns as numbers."""

    since: str
    stacks: Sequence[Stack]
    budget: float
    answering: float
    mending: float
    asking: float
    writers: int
    results: Sequence[Result]


def pain_word(pain: float) -> str:
    """Return the word for a pain in points below "very satisfied", as it is shown: rounded."""
    shown = round(pain, 1)
    return say("severe") if shown >= 3.0 else say("painful") if shown >= 2.5 else say("annoying")


def pain_colour(pain: float) -> str:
    """Return the colour that goes with the word."""
    shown = round(pain, 1)
    return DETRACTOR if shown >= 3.0 else AMBER if shown >= 2.5 else PASSIVE


def draw_inbox(name: str, scene: Scene) -> Drawing:
    """Draw the inbox.

    Args:
        name: a word that is unique on the page.
        scene: the piles, the hours and the plans.
    """
    d = Drawing(name, WIDTH, TABLE + 34 + 22 * 5)
    d.text(12, 22, say("The inbox since {since}", since=scene.since), size=16, bold=True)
    _draw_key(d)
    _draw_heads(d)
    step = min(10.0, (BASE - TOP - 14) / max(len(stack.answers) for stack in scene.stacks))
    for place, stack in enumerate(scene.stacks):
        x = LEFT + COLUMN * place + COLUMN / 2
        _draw_pile(d, x, stack, step)
        _draw_facts(d, x, stack)
    _draw_hours(d, scene)
    _draw_later(d, scene)
    _draw_results(d, scene)
    return d


def _draw_key(d: Drawing) -> None:
    words = (
        say("no answer"),
        say("one text for all"),
        say("own words"),
        say("own words, loss made good"),
    )
    x = 318.0
    for colour, label in zip(COLOURS, words, strict=True):
        d.rect(x, 12, 18, 11, fill=colour, stroke=INK)
        d.text(x + 24, 22, label, size=12)
        x += 44 + 6.1 * len(label)


def _draw_heads(d: Drawing) -> None:
    for y, label in (
        (BASE - 4, say("letters")),
        (BASE + 70, say("met by, about")),
        (BASE + 88, say("pain")),
        (BASE + 122, say("hours to mend")),
    ):
        d.text(12, y, label, size=12, fill=SOFT)


def _envelope(d: Drawing, x: float, y: float, high: float, fill: str, edge: str = INK) -> None:
    """Draw a letter with its middle at x and its top at y."""
    left, right = x - WIDE / 2, x + WIDE / 2
    d.rect(left, y, WIDE, high, fill=fill, stroke=edge)
    light = PAPER if fill in (BLUE, PROMOTER) else edge
    d.path(f"M{left:g} {y:g}L{x:g} {y + high * 0.6:g}L{right:g} {y:g}", stroke=light)


def _draw_pile(d: Drawing, x: float, stack: Stack, step: float) -> None:
    count = len(stack.answers)
    for i, answer in enumerate(sorted(stack.answers, reverse=True)):
        _envelope(d, x, BASE - step * (i + 1), step - 1.5, COLOURS[answer])
    d.text(x, BASE - step * count - 6, count, size=13, anchor="middle", bold=True)
    d.line(x - COLUMN / 2 + 3, BASE, x + COLUMN / 2 - 3, BASE, stroke=INK)
    for i, line in enumerate(wrap(stack.name, 12)[:4]):
        d.text(x, BASE + 14 + 13 * i, line, size=12, anchor="middle")


def _draw_facts(d: Drawing, x: float, stack: Stack) -> None:
    reach = say("–") if stack.reach is None else f"{stack.reach:,}"
    d.text(x, BASE + 70, reach, size=13, anchor="middle", bold=stack.reach is not None)
    if stack.pain:
        word, colour = pain_word(stack.pain), pain_colour(stack.pain)
        d.text(x, BASE + 88, f"{stack.pain:.1f}", size=13, anchor="middle", bold=True)
        d.text(x, BASE + 103, word, size=12, anchor="middle", fill=colour, bold=True)
    else:
        d.text(x, BASE + 88, "–", size=12, anchor="middle")
    if stack.mended:
        d.rect(x - 35, BASE + 110, 70, 17, fill=PROMOTER, corner=4)
        words = say("mended, {n}", n=stack.hours)
        d.text(x, BASE + 123, words, size=12, anchor="middle", fill=PAPER, bold=True)
    else:
        d.text(x, BASE + 123, stack.hours or "–", size=12, anchor="middle")


def _draw_hours(d: Drawing, scene: Scene) -> None:
    used = scene.answering + scene.mending + scene.asking
    top, left, width = HOURS + 10, 12, WIDTH - 24
    over = used > scene.budget + 1e-9
    unit = width / max(scene.budget, used)
    words = say("{used} of {budget:g} hours used", used=f"{used:.1f}", budget=scene.budget)
    if over:
        more = say("{n} too many", n=f"{used - scene.budget:.1f}")
        d.text(left, HOURS, f"{words}: {more}", bold=True, fill=DETRACTOR)
    else:
        d.text(left, HOURS, words, bold=True)
    d.rect(left, top, unit * scene.budget, 22, fill=SHADE, stroke=SOFT)
    x = float(left)
    for part, colour, label in (
        (scene.mending, PROMOTER, say("mending {n}", n=f"{scene.mending:.0f}")),
        (scene.asking, AMBER, say("asking {n}", n=f"{scene.asking:.0f}")),
        (scene.answering, BLUE, say("answering {n}", n=f"{scene.answering:.1f}")),
    ):
        d.rect(x, top, unit * part, 22, fill=colour)
        if unit * part > 7 * len(label) + 8:
            d.text(x + 6, top + 16, label, size=12, fill=PAPER, bold=True)
        x += unit * part
    if over:
        end = left + unit * scene.budget
        d.line(end, top - 5, end, top + 27, stroke=DETRACTOR, thick=3)


def _draw_later(d: Drawing, scene: Scene) -> None:
    title = say("A quarter later: the letters of one month")
    d.text(12, LATER_TOP - 18, title, size=15, bold=True)
    key = say("filled: your plan; outline: if nothing is done")
    d.text(WIDTH - 12, LATER_TOP - 18, key, size=12, anchor="end", fill=SOFT)
    most = max(max(s.before, s.later or 0) for s in scene.stacks)
    step = min(8.0, (LATER_BASE - LATER_TOP - 12) / max(most, 1))
    for place, stack in enumerate(scene.stacks):
        x = LEFT + COLUMN * place + COLUMN / 2
        later = stack.later or 0
        top = LATER_BASE - step * max(later, stack.before)
        d.rect(x - WIDE / 2, LATER_BASE - step * later, WIDE, step * later, fill="#a9cdf0")
        for i in range(1, later + 1):
            y = LATER_BASE - step * i
            d.line(x - WIDE / 2, y, x + WIDE / 2, y, stroke=BLUE)
        high = step * stack.before
        d.rect(x - WIDE / 2, LATER_BASE - high, WIDE, high, stroke=INK, thick=1.5)
        both = f"{later} ({stack.before})" if stack.later is not None else f"({stack.before})"
        d.text(x, top - 5, both, size=12, anchor="middle", bold=stack.later is not None)
        d.line(x - COLUMN / 2 + 3, LATER_BASE, x + COLUMN / 2 - 3, LATER_BASE, stroke=INK)


def _draw_results(d: Drawing, scene: Scene) -> None:
    d.line(12, TABLE - 30, WIDTH - 12, TABLE - 30, stroke=GRID)
    places = (12, 312, 480, 650, WIDTH - 12)
    heads = (
        say("plan"),
        say("write again, of {n}", n=scene.writers),
        say("unhappy letters, a month"),
        say("customers lost in a year"),
        say("crowns against doing nothing"),
    )
    for x, head in zip(places, heads, strict=True):
        anchor = "start" if x == 12 else "end"
        d.text(x, TABLE - 10, head, size=12, anchor=anchor, fill=SOFT)
    for i, r in enumerate(scene.results):
        y = TABLE + 14 + 22 * i
        if r.own:
            d.rect(6, y - 16, WIDTH - 12, 22, fill=SHADE)
        gain = f"{Points(round(r.gain)):+,.0f}"
        for x, words in zip(places, (r.name, r.again, r.letters, r.lost, gain), strict=True):
            anchor = "start" if x == 12 else "end"
            d.text(x, y, words, size=13, anchor=anchor, bold=r.own)
    if not any(r.own for r in scene.results):
        y = TABLE + 14 + 22 * len(scene.results)
        words = say("your plan takes too many hours: take something off")
        d.text(12, y, words, size=13, bold=True, fill=DETRACTOR)
