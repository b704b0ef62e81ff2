"""The class in a room: who stands on which wrong idea, and who has stepped off it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from cem_workbook.figures import DETRACTOR, GRID, INK, SHADE, SOFT, Drawing
from cem_workbook.messages import say
from cem_workbook.trainer.report_counts import Held

WIDTH, HEAD = 860, 62
LEFT, STEP, IN_LINE = 408, 17, 17
"""Where the people begin, how far they stand apart, and how many stand in one line."""
TALL = 32
LEAST = 62
"""The least height of a row."""

Points = list[tuple[float, float]]


def draw_room(name: str, held: Sequence[Held]) -> Drawing:
    """Draw a row for each wrong idea: on the mat those who still hold it, beside it the others.

    Args:
        name: a word that is unique on the page.
        held: the ideas, in the order in which they are drawn.
    """
    heights = [max(LEAST, TALL * _lines(each) + 22) for each in held]
    d = Drawing(name, WIDTH, HEAD + sum(heights) + 6)
    d.text(12, 22, say("Who stands on which wrong idea"), size=16, bold=True)
    words = say(
        "On the mat: the last answer still shows it. Beside it, in outline: it showed once, and "
        "does so no longer."
    )
    d.text(12, 44, words, size=12, fill=SOFT)
    top = float(HEAD)
    for number, (each, height) in enumerate(zip(held, heights, strict=True), start=1):
        d.line(12, top, WIDTH - 12, top, stroke=GRID)
        _draw_row(d, top, number, each)
        top += height
    return d


def _together(each: Held) -> bool:
    """Whether those on the mat and those beside it fit into one line."""
    return each.ever + 1 <= IN_LINE


def _lines(each: Held) -> int:
    if _together(each):
        return 1
    return sum(-(-n // IN_LINE) for n in (each.still, each.ever - each.still))


def _draw_row(d: Drawing, top: float, number: int, each: Held) -> None:
    d.text(12, top + 22, number, size=15, bold=True)
    lines = textwrap.wrap(say("“{idea}”", idea=each.idea.words), 48)[:2]
    for i, line in enumerate(lines):
        d.text(40, top + 22 + 16 * i, line, size=13, bold=True)
    pages = ", ".join(f"{page.number:02}" for page in each.idea.pages)
    where = say("page {pages}: {ids}", pages=pages, ids=", ".join(each.where))
    d.text(
        40, top + 23 + 16 * len(lines), textwrap.shorten(where, 56, placeholder=" …"),
        size=12, fill=SOFT,
    )  # fmt: skip
    ground = top + TALL + 6
    on = _places(each.still, ground, 0)
    gone = each.ever - each.still
    below = -(-each.still // IN_LINE)
    if on:
        wide = STEP * min(each.still, IN_LINE) + 8
        d.rect(LEFT - 12, top + 6, wide + 4, TALL * below + 4, fill=SHADE, corner=3)
        d.rect(LEFT - 12, top + 6 + TALL * below + 4, wide + 4, 4, fill=DETRACTOR, corner=1)
    if _together(each):
        off = _places(gone, ground, each.still + (1 if each.still else 0))
    else:
        off = _places(gone, ground + TALL * below + (6 if below else 0), 0)
    _draw_people(d, on, outline=False)
    _draw_people(d, off, outline=True)
    d.text(848, top + 22, say("{n} of {all} still", n=each.still, all=each.people),
           size=14, anchor="end", bold=True)  # fmt: skip
    d.text(848, top + 40, say("shown by {n}", n=each.ever), size=12, anchor="end", fill=SOFT)


def _places(n: int, ground: float, first: int) -> Points:
    """Return where so many people stand, the first of them in the slot `first`."""
    return [
        (LEFT + STEP * ((first + i) % IN_LINE), ground + TALL * ((first + i) // IN_LINE))
        for i in range(n)
    ]


def _draw_people(d: Drawing, places: Iterable[tuple[float, float]], *, outline: bool) -> None:
    """Draw people by the places where they stand: solid, or in outline."""
    ink = SOFT if outline else INK
    bodies = "".join(f"M{x - 6:g} {y:g}v-8q0 -6 6 -6q6 0 6 6v8z" for x, y in places)
    heads = "".join(f"M{x - 4:g} {y - 20:g}a4 4 0 1 1 8 0a4 4 0 1 1 -8 0z" for x, y in places)
    if bodies:
        d.path(bodies + heads, fill="none" if outline else ink, stroke=ink, thick=1.3)


def room_sentence(held: Sequence[Held]) -> str:
    """Say what the room shows: the ideas that most still hold, or that there is none."""
    still = [each for each in held if each.still]
    if not held:
        return say("No answer shows a wrong idea that the course knows.")
    if not still:
        return say(
            "Wrong ideas that showed: {n}. None shows in anybody's last answer.", n=len(held)
        )
    first = "; ".join(
        say("“{idea}” ({n} of {all})", idea=each.idea.words, n=each.still, all=each.people)
        for each in still[:3]
    )
    return say(
        "Wrong ideas that somebody still holds: {n}. Most hold: {first}.", n=len(still), first=first
    )
