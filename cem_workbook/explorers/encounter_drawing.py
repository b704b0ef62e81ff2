"""An encounter as a stage: two people, what they say, what one feels; afterwards the replay."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from textwrap import wrap
from typing import NamedTuple

from cem_workbook.cases.encounters import FEELINGS, Feelings
from cem_workbook.explorers.encounter_words import Item, crowns, feeling_word
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

WIDTH = 860
AMBER = "#8a5a00"
LOOKS = {"trust": (BLUE, ""), "effort": (AMBER, "7 4"), "anger": (DETRACTOR, "2 4")}
"""Colour and dashes of each feeling's line."""
LINE = 18


class Told(NamedTuple):
    """A step of the replay, in words."""

    number: int
    heard: str
    said: str
    names: str
    helps: bool
    moved: str
    why: str


class Scene(NamedTuple):
    """All that is drawn.

    Attributes:
        head: place and title.
        turn: which turn it is, in words.
        about: the situation, shown before the first answer; or nothing.
        customer, you: who speaks.
        answer: what was answered last; or nothing.
        line: what the customer says now, or what happens at the end.
        thought: what the customer thinks; or nothing.
        feelings: from the start on; empty where they are hidden.
        queue: how many wait behind.
        crowd: who waits and hears, in words.
        ending: the headline of the ending; or nothing.
        told: the replay; empty while the talk goes on.
        items: the sum; empty while the talk goes on.
        notes: sentences beside the sum.
    """

    head: str
    turn: str
    about: str
    customer: str
    you: str
    answer: str
    line: str
    thought: str
    feelings: Sequence[Feelings]
    queue: int
    crowd: str
    ending: str
    told: Sequence[Told]
    items: Sequence[Item]
    notes: Sequence[str]


def draw_encounter(name: str, scene: Scene) -> Drawing:
    """Draw the stage and the feelings; after the end also the replay and the sum.

    Args:
        name: a word that is unique on the page.
        scene: what there is to draw.
    """
    about = wrap(scene.about, 118)
    answer, line = wrap(scene.answer, 62), wrap(scene.line, 62)
    thought = wrap(scene.thought, 62)
    top = 44 + LINE * len(about) + (6 if about else 0)
    talk = sum(26 + LINE * len(each) for each in (answer, line, thought) if each)
    stage = max(206, talk + (26 if scene.ending else 0) + 14)
    under = top + stage + 44
    panel = 122 if scene.feelings else 0
    high = under + panel + _high(scene)
    d = Drawing(name, WIDTH, high)
    d.text(12, 22, scene.head, size=16, bold=True)
    d.text(WIDTH - 12, 22, scene.turn, size=13, anchor="end", fill=SOFT)
    for i, words in enumerate(about):
        d.text(12, 46 + LINE * i, words, size=13)
    _draw_stage(d, scene, top, stage, answer, line, thought)
    if scene.feelings:
        _draw_feelings(d, under, scene.feelings)
        _draw_lines(d, under, scene.feelings)
    y: float = under + panel
    if scene.told:
        y = _draw_replay(d, y, scene.told)
    if scene.items:
        _draw_sum(d, y, scene.items, scene.notes)
    return d


def _high(scene: Scene) -> int:
    rows = 0
    if scene.told:
        rows += 34 + sum(_step_high(each) for each in scene.told)
    if scene.items:
        notes = [line for note in scene.notes for line in wrap(note, 118)]
        rows += 50 + 22 * len(scene.items) + LINE * len(notes) + 16
    return rows + 10


# The stage


def _draw_stage(
    d: Drawing,
    scene: Scene,
    top: float,
    stage: float,
    answer: Sequence[str],
    line: Sequence[str],
    thought: Sequence[str],
) -> None:
    floor = top + stage
    d.rect(4, top - 6, WIDTH - 8, stage + 6, fill=SHADE, corner=8)
    d.line(4, floor, WIDTH - 4, floor, stroke=SOFT, thick=2)
    anger = scene.feelings[-1].anger if scene.feelings else None
    for i in range(min(scene.queue, 7)):  # whoever waits stands behind the customer
        _draw_person(d, 30 + 8 * (min(scene.queue, 7) - 1 - i), floor, None, "#c9ced6", 0.72)
    _draw_person(d, 112, floor, anger, BLUE)
    _draw_person(d, 772, floor, 0, PROMOTER)
    d.rect(676, floor - 48, 60, 48, fill=PAPER, stroke=SOFT, corner=3)  # a counter, a table
    talk = sum(26 + LINE * len(each) for each in (answer, line, thought) if each)
    talk += 26 if scene.ending else 0
    y = max(top + 2, floor - talk - 62)  # as near to the heads as there is room
    if answer:
        y = _bubble(d, 196, y, answer, SOFT, "right", say("You said"))
    if scene.ending:
        d.text(206, y + 18, scene.ending, size=15, bold=True, fill=INK)
        y += 26
    if line:
        words = say("What happens") if scene.ending else say("Now")
        y = _bubble(
            d, 172, y, line, INK if scene.ending else BLUE, "" if scene.ending else "left", words
        )
    if thought:
        _bubble(d, 172, y, thought, AMBER, "", say("Thinks, and does not say"))
    who = wrap(scene.customer, 62)[0]
    d.text(12, floor + 18, who, size=13, bold=True, fill=BLUE)
    you = scene.you if len(scene.you) < 52 else wrap(scene.you, 50)[0] + " …"
    d.text(WIDTH - 12, floor + 18, say("you: {who}", who=you), size=13, anchor="end",
           bold=True, fill=PROMOTER)  # fmt: skip
    d.text(12, floor + 36, scene.crowd, size=12, fill=SOFT)


def _bubble(
    d: Drawing, x: float, y: float, lines: Sequence[str], edge: str, tail: str, label: str
) -> float:
    """Draw words in a bubble; return where the next one begins."""
    wide, high = 470, 18 + LINE * len(lines)
    d.rect(x, y, wide, high, fill=PAPER, stroke=edge, thick=1.5, corner=10)
    middle = y + high / 2
    if tail == "left":
        d.path(f"M{x:g} {middle - 6:g}L{x - 20:g} {middle + 8:g}L{x:g} {middle + 6:g}", fill=PAPER,
               stroke=edge, thick=1.5)  # fmt: skip
    elif tail == "right":
        end = x + wide
        d.path(f"M{end:g} {middle - 6:g}L{end + 20:g} {middle + 8:g}L{end:g} {middle + 6:g}",
               fill=PAPER, stroke=edge, thick=1.5)  # fmt: skip
    d.text(x + 12, y + 15, label, size=12, fill=edge)
    for i, words in enumerate(lines):
        d.text(x + 12, y + 32 + LINE * i - 2, words, size=14)
    return y + high + 8


def _draw_person(
    d: Drawing, x: float, floor: float, anger: int | None, colour: str, size: float = 1.0
) -> None:
    """Draw somebody who stands on the floor; with a mouth where the anger is known."""
    head, body = 22 * size, 62 * size
    shoulder = floor - body
    d.path(
        f"M{x - 30 * size:g} {floor:g}V{shoulder + 16 * size:g}"
        f"Q{x:g} {shoulder - 14 * size:g} {x + 30 * size:g} {shoulder + 16 * size:g}V{floor:g}Z",
        fill=colour, stroke=PAPER, thick=1.5,
    )  # fmt: skip
    y = shoulder - head + 2
    d.rect(x - head, y - head, 2 * head, 2 * head, fill="#f3dcc4", stroke=INK, corner=head)
    if anger is None:
        return
    d.dots([(x - 8, y - 4), (x + 8, y - 4)], radius=2.2, fill=INK)
    bend = 7 - 14 * min(anger, 70) / 70  # a smile, or its contrary
    d.path(f"M{x - 9:g} {y + 10:g}Q{x:g} {y + 10 + bend:g} {x + 9:g} {y + 10:g}", thick=2)
    if anger >= 35:
        d.path(f"M{x - 13:g} {y - 13:g}L{x - 4:g} {y - 9:g}M{x + 13:g} {y - 13:g}L{x + 4:g} {y - 9:g}",
               thick=2)  # fmt: skip


# The feelings


def _draw_feelings(d: Drawing, y: float, feelings: Sequence[Feelings]) -> None:
    now = feelings[-1]
    before = feelings[-2] if len(feelings) > 1 else now
    for i, (name, value, old) in enumerate(zip(FEELINGS, now, before, strict=True)):
        top = y + 14 + 36 * i
        colour, _ = LOOKS[name]
        d.text(12, top + 6, say(name), size=13, bold=True, fill=colour)
        d.text(12, top + 22, feeling_word(name, value), size=12)
        d.rect(120, top - 4, 200, 14, fill=PAPER, stroke=GRID)
        d.rect(120, top - 4, 2 * value, 14, fill=colour)
        if old != value:
            d.line(120 + 2 * old, top - 8, 120 + 2 * old, top + 14, stroke=INK, thick=2)
        d.text(352, top + 8, value, size=13, anchor="end", bold=True)
        if value != old:
            d.text(396, top + 8, f"{Points(value - old):+.0f}", size=13, anchor="end")


def _draw_lines(d: Drawing, y: float, feelings: Sequence[Feelings]) -> None:
    left, right, top, base = 452, 740, y + 10, y + 104
    for value in (0, 50, 100):
        at = base - (base - top) * value / 100
        d.line(left, at, right, at, stroke=GRID)
        d.text(left - 6, at + 4, value, size=12, anchor="end", fill=SOFT)
    step = (right - left) / max(len(feelings) - 1, 6)
    ends: list[tuple[float, str, str]] = []
    for i, name in enumerate(FEELINGS):
        colour, dash = LOOKS[name]
        points = [
            (left + step * n, base - (base - top) * f[i] / 100) for n, f in enumerate(feelings)
        ]
        for one, two in pairwise(points):
            d.line(*one, *two, stroke=colour, thick=2.5, dash=dash)
        d.dots(points, radius=3, fill=colour)
        ends.append((points[-1][1], name, colour))
    ends.sort()
    places = [at for at, _, _ in ends]
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + 15)
    over = max(0.0, places[-1] - (base + 4))
    for at, (_, name, colour) in zip(places, ends, strict=True):
        d.text(right + 12, at - over + 4, say(name), size=13, fill=colour, bold=True)


# After the end


def _parts(each: Told) -> tuple[list[str], list[str], list[str]]:
    return wrap(each.said, 104), wrap(f"{each.names}: {each.moved}", 100), wrap(each.why, 108)


def _step_high(each: Told) -> int:
    return 17 * sum(len(lines) for lines in _parts(each)) + 12


def _draw_replay(d: Drawing, y: float, told: Sequence[Told]) -> float:
    d.text(
        12, y + 18, say("The replay: what each answer was, and what it moved"), size=15, bold=True
    )
    y += 34
    for each in told:
        said, names, why = _parts(each)
        colour = PROMOTER if each.helps else DETRACTOR
        high = _step_high(each)
        d.rect(12, y, 5, high - 8, fill=colour)
        d.text(26, y + 13, each.number, size=14, bold=True)
        for i, words in enumerate((*said, *names, *why)):
            named = len(said) <= i < len(said) + len(names)
            d.text(50, y + 13 + 17 * i, words, size=13 if named or i < len(said) else 12.5,
                   bold=named, fill=colour if named else INK)  # fmt: skip
        y += high
    return y


def _draw_sum(d: Drawing, y: float, items: Sequence[Item], notes: Sequence[str]) -> None:
    d.text(12, y + 22, say("What is left of it, crowns"), size=15, bold=True)
    y += 48
    for i, item in enumerate(items):
        last = i == len(items) - 1
        if last:
            d.line(12, y - 15, 640, y - 15, stroke=INK)
        d.text(12, y, item.what, size=13, bold=last)
        d.text(640, y, crowns(item.crowns), size=13, anchor="end", bold=last)
        y += 22
    y += 4
    for note in notes:
        for words in wrap(note, 118):
            d.text(12, y, words, size=12.5, fill=SOFT)
            y += LINE
