"""Where a firm stands, as stairs: each step a layer of four bricks, and what does not hold is air."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cem_workbook.figures import BLUE, DETRACTOR, GRID, INK, PAPER, SHADE, SOFT, Drawing
from cem_workbook.frameworks.assessment import HOLDS, Score, Standing
from cem_workbook.frameworks.statements import of_step
from cem_workbook.frameworks.steps import STEPS
from cem_workbook.messages import say
from cem_workbook.text import Points

WIDTH = 860
AMBER = "#8a5a00"
LEFT, RULER = 480, 368  # where the rulers begin, and how long they are
SHADES = (PAPER, "#dbe7f3", "#9cc3e6", BLUE)
"""Of a brick at level 0, 1, 2 and 3."""
UNKNOWN, UNANSWERED = "?", "·"


class Panel(NamedTuple):
    """One profile as it is drawn.

    Attributes:
        title: whose it is.
        standing: where they see the firm.
        bricks: what stands in the brick of each statement: a level, UNKNOWN or UNANSWERED.
        asked: the statement that is asked now, whose brick gets a frame; "" for none.
    """

    title: str
    standing: Standing
    bricks: Mapping[str, float | str]
    asked: str = ""


class Place(NamedTuple):
    """Where stairs are drawn: left end, ground, width of a column, height of a layer."""

    x: float
    ground: float
    column: float
    layer: float


def bricks_of(standing: Standing) -> dict[str, float | str]:
    """Return the mean levels of a group as they stand in the bricks."""
    return {id: UNKNOWN if math.isnan(v) else v for id, v in standing.levels.items()}


def in_the_air(standing: Standing) -> tuple[int, ...]:
    """Return the numbers of the steps that a leap leaves hanging."""
    return standing.leap.high if standing.leap else ()


def holds_word(score: Score) -> str:
    """Return in words whether a step holds, and whether that is sure."""
    if math.isnan(score.value):
        return say("not enough answers")
    if score.holds:
        return say("holds") if score.sure else say("holds, not surely")
    return say("does not hold") if score.sure else say("does not hold, not surely")


def draw_one(name: str, panel: Panel, lines: Sequence[Sequence[str]] = ()) -> Drawing:
    """Draw one profile: the stairs on the left, a ruler for each step on the right.

    Args:
        name: a word that is unique on the page.
        panel: the profile.
        lines: rows of a small table below; the first is its head.
    """
    ground = 388
    d = Drawing(name, WIDTH, ground + 44 + 22 * len(lines))
    d.text(12, 24, panel.title, size=16, bold=True)
    _draw_key(d, 46, say("Frame: asked now.") if panel.asked else "")
    _draw_stairs(d, Place(40, ground, 104, 72), panel)
    hanging = in_the_air(panel.standing)
    for score, step in zip(panel.standing.scores, STEPS, strict=True):
        top = ground - 72 * step.number
        d.text(LEFT, top + 18, f"{step.number} {say(step.title)}", bold=True)
        d.text(848, top + 18, _score_words(score), size=13, anchor="end", bold=True)
        _draw_ruler(d, score, LEFT, RULER, top + 32, _colour(score, hanging))
        words, fill = holds_word(score), _colour(score, hanging)
        if step.number in hanging:
            leap = panel.standing.leap
            assert leap is not None
            words = say("in the air: step {weak} does not hold", weak=leap.weak)
        d.text(LEFT, top + 62, words, size=12, fill=fill, bold=step.number in hanging)
    for points in (0, 50, 100):
        d.text(
            LEFT + RULER * points / 100, ground + 14, points, size=12, anchor="middle", fill=SOFT
        )
    d.text(848, ground + 32, say("points; a step holds from 50"), size=12, anchor="end", fill=SOFT)
    _draw_lines(d, lines, ground + 60)
    return d


def draw_two(
    name: str, panels: tuple[Panel, Panel], apart: Mapping[int, str], head: str
) -> Drawing:
    """Draw two profiles of one firm side by side, and below them both on one ruler a step.

    Args:
        name: a word that is unique on the page.
        panels: the two.
        apart: by number of the step, how far they are apart, in words.
        head: what stands above those words.
    """
    ground, first = 258, 322
    d = Drawing(name, WIDTH, first + 54 * len(STEPS) + 12)
    for panel, x, colour in zip(panels, (36, 466), (BLUE, AMBER), strict=True):
        d.text(x - 24, 24, panel.title, size=15, bold=True, fill=colour)
        _draw_stairs(d, Place(x, ground, 96, 44), panel)
    _draw_key(d, 46)
    d.line(12, ground + 18, WIDTH - 12, ground + 18, stroke=GRID)
    for points in (0, 50, 100):
        d.text(240 + 3.4 * points, first - 14, points, size=12, anchor="middle", fill=SOFT)
    d.text(848, first - 14, head, size=12, anchor="end", fill=SOFT)
    for i, step in enumerate(STEPS):
        y = first + 54 * i
        d.text(12, y + 24, f"{step.number} {say(step.title)}", bold=True)
        for panel, down, colour in zip(panels, (4, 22), (BLUE, AMBER), strict=True):
            score = panel.standing.scores[i]
            _draw_ruler(d, score, 240, 340, y + down, colour)
            shown = "–" if math.isnan(score.value) else f"{score.value:.0f}"
            d.text(206, y + down + 11, shown, size=13, anchor="end", fill=colour, bold=True)
        d.text(848, y + 24, apart.get(step.number, "–"), size=13, anchor="end")
    return d


def _draw_key(d: Drawing, y: float, more: str = "") -> None:
    words = say(
        "A brick is a behaviour, its number the level seen, 0 to 3; ? is “cannot know”. Dashed: the "
        "step does not hold."
    )
    d.text(12, y, f"{words} {more}".strip(), size=12, fill=SOFT)


def _score_words(score: Score) -> str:
    if math.isnan(score.value):
        return "–"
    low, high = score.interval
    return say(
        "{value:.0f} ({low:.0f} to {high:.0f})", value=Points(score.value), low=low, high=high
    )


def _colour(score: Score, hanging: Sequence[int]) -> str:
    if math.isnan(score.value):
        return SOFT
    if score.number in hanging:
        return AMBER
    return BLUE if score.holds else DETRACTOR


def _draw_ruler(d: Drawing, score: Score, x: float, width: float, y: float, colour: str) -> None:
    """Draw a ruler from 0 to 100 with the line at HOLDS, the band of a score, and its mark."""
    d.rect(x, y, width, 12, fill=SHADE)
    if not math.isnan(score.value):
        low, high = (x + width * end / 100 for end in score.interval)
        d.rect(low, y, max(high - low, 2), 12, fill=colour, opacity=0.35)
        d.rect(x + width * score.value / 100 - 2, y - 3, 4, 18, fill=colour)
    middle = x + width * HOLDS / 100
    d.line(middle, y - 3, middle, y + 15, stroke=INK, dash="3 2")


def _draw_stairs(d: Drawing, at: Place, panel: Panel) -> None:
    hanging = in_the_air(panel.standing)
    d.line(at.x - 34, at.ground, at.x + 4 * at.column + 4, at.ground, stroke=INK, thick=2)
    for step, score in zip(STEPS, panel.standing.scores, strict=True):
        left = at.x + at.column * (step.number - 1)
        top, wide = at.ground - at.layer * step.number, at.column * (5 - step.number)
        for i, statement in enumerate(of_step(step.key)):
            brick = panel.bricks.get(statement.id, UNANSWERED)
            box = (left + wide * i / 4, top, wide / 4, at.layer)
            _draw_brick(d, box, brick, score)
            if statement.id == panel.asked:
                x, y, broad, high = box
                d.rect(x + 2, y + 2, broad - 4, high - 4, stroke=INK, thick=3)
        d.text(left - 12, top + at.layer / 2 + 5, step.number, size=15, anchor="middle", bold=True)
        if step.number in hanging:
            d.rect(left + 1, top + 1, wide - 2, at.layer - 2, stroke=AMBER, thick=3)
    if panel.standing.step is not None:
        step_ = panel.standing.step
        x = at.x + at.column * (step_ - 1) + at.column * 0.4 if step_ else at.x - 26
        _draw_person(d, x, at.ground - at.layer * step_)


def _draw_brick(
    d: Drawing, box: tuple[float, float, float, float], brick: float | str, score: Score
) -> None:
    """Draw a brick: solid where its step holds, an outline where it does not."""
    x, y, wide, high = box
    words = brick if isinstance(brick, str) else _level(brick)
    ink = INK
    if not math.isnan(score.value) and not score.holds:
        for x1, y1, x2, y2 in (
            (x + 2, y + 2, x + wide - 2, y + 2), (x + 2, y + high - 2, x + wide - 2, y + high - 2),
            (x + 2, y + 2, x + 2, y + high - 2), (x + wide - 2, y + 2, x + wide - 2, y + high - 2),
        ):  # fmt: skip
            d.line(x1, y1, x2, y2, stroke=SOFT, dash="4 3")
        ink = SOFT
    else:
        fill = (
            SHADE if isinstance(brick, str) else SHADES[min(3, math.floor(round(brick, 1) + 0.5))]
        )
        ink = PAPER if fill == BLUE else INK
        d.rect(x + 1, y + 1, wide - 2, high - 2, fill=fill, stroke=SOFT)
    if 6.6 * len(words) <= wide - 4:  # a number that does not fit stands in the table only
        d.text(x + wide / 2, y + high / 2 + 5, words, size=12, anchor="middle", fill=ink)


def _level(level: float) -> str:
    return f"{level:.0f}" if level == int(level) else f"{level:.1f}"


def _draw_person(d: Drawing, x: float, foot: float) -> None:
    """Draw somebody who stands there."""
    d.dots([(x, foot - 31)], radius=5, fill=INK)
    d.path(
        f"M{x:g} {foot - 25:g}V{foot - 12:g}M{x - 7:g} {foot - 20:g}H{x + 7:g}"
        f"M{x:g} {foot - 12:g}L{x - 6:g} {foot - 1:g}M{x:g} {foot - 12:g}L{x + 6:g} {foot - 1:g}",
        thick=2.5,
    )


def _draw_lines(d: Drawing, lines: Sequence[Sequence[str]], top: float) -> None:
    """Draw the rows of a small table; the first is its head."""
    places = (12, 290, 450, 590, 848)
    for i, row in enumerate(lines):
        for x, words in zip(places, row, strict=True):
            anchor = "start" if x == 12 else "end"
            d.text(x, top + 22 * i, words, size=13, anchor=anchor, fill=SOFT if not i else INK)


class Trial(NamedTuple):
    """Many simulated groups as they are drawn.

    Attributes:
        title: what was tried.
        placed: how many groups were placed on each step, 0 to 4.
        built: the step on which the firm was built to stand; None for a leaping one.
        groups: how many groups.
        people: how many were asked in each.
        right: pairs of a number of people and of groups that were found right.
        head: what is counted in `right`.
    """

    title: str
    placed: Sequence[int]
    built: int | None
    groups: int
    people: int
    right: Sequence[tuple[int, int]]
    head: str


def draw_trial(name: str, trial: Trial) -> Drawing:
    """Draw a dot for each simulated group on the step on which it was placed."""
    d = Drawing(name, WIDTH, 330)
    base = 262
    d.text(12, 24, trial.title, size=16, bold=True)
    for step, count in enumerate(trial.placed):
        left = 14 + 100 * step
        right = trial.built is None or step == trial.built
        d.rect(left, base, 92, 4, fill=BLUE if right and trial.built is not None else SOFT)
        d.dots(
            ((left + 10 + 18 * (i % 5), base - 10 - 10.5 * (i // 5)) for i in range(count)),
            radius=4.2,
            fill=BLUE if right else DETRACTOR,
        )
        label = say("step {n}", n=step) if step else say("no step")
        d.text(left + 46, base + 22, label, size=13, anchor="middle")
        d.text(left + 46, base + 40, count, size=13, anchor="middle", bold=True)
        if trial.built == step:
            d.text(left + 46, base + 57, say("built here"), size=12, anchor="middle", fill=BLUE)
    d.text(540, 58, trial.head, size=13, bold=True)
    for i, (people, count) in enumerate(trial.right):
        y = 88 + 30 * i
        own = people == trial.people
        d.text(590, y + 12, people, size=13, anchor="end", bold=own)
        d.rect(600, y, 200, 15, fill=SHADE)
        d.rect(600, y, 200 * count / trial.groups, 15, fill=BLUE if own else SOFT)
        d.text(848, y + 12, count, size=13, anchor="end", bold=own)
    y = 88 + 30 * len(trial.right) + 18
    d.text(540, y, say("people asked"), size=12, fill=SOFT)
    d.text(848, y, say("of {n} groups", n=trial.groups), size=12, anchor="end", fill=SOFT)
    return d
