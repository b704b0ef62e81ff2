"""The small pictures beside the road: the stairs of page 10, and sums as ranges."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

from cem_workbook.figures import BLUE, DETRACTOR, GRID, INK, PROMOTER, SHADE, SOFT, Drawing
from cem_workbook.frameworks.assessment import HOLDS, Standing, standing
from cem_workbook.frameworks.steps import STEPS
from cem_workbook.messages import say
from cem_workbook.plan.gather import Plan
from cem_workbook.plan.words import clip
from cem_workbook.plan.worth import Worth
from cem_workbook.text import Points

STAIRS_WIDTH, STAIRS_HEIGHT = 380, 190
CASES = ("If it works", "If half works", "If it does not")


def score_words(found: Standing, step: int) -> str:
    """Return the score of a step (1 to 4) with its interval, and whether it holds."""
    score = found.scores[step - 1]
    if math.isnan(score.value):
        return say("too few answers")
    low, high = score.interval
    words = say("holds") if score.holds else say("does not hold")
    return say(
        "{value:.0f} ({low:.0f} to {high:.0f}), {words}",
        value=Points(score.value),
        low=low,
        high=high,
        words=words if score.sure else say("{words}, not surely", words=words),
    )


def draw_stairs(d: Drawing, x: float, y: float, found: Standing | None) -> None:
    """Draw the four steps with their scores: solid where a step holds, an outline where not.

    Args:
        d: the drawing.
        x: the left end; it is STAIRS_WIDTH wide.
        y: the lower end; it is STAIRS_HEIGHT less 38 high.
        found: where the firm stands, or None if it was not assessed.
    """
    tall, broad = 38, 62
    for step in STEPS:
        left, top = x + broad * (step.number - 1) * 0.5, y - tall * step.number
        score = found.scores[step.number - 1] if found else None
        holds = score is not None and score.value >= HOLDS
        wide = STAIRS_WIDTH - (left - x)
        d.rect(left, top, wide, tall - 3, fill=SHADE if holds else "none",
               stroke=BLUE if holds else SOFT, thick=2 if holds else 1, corner=2)  # fmt: skip
        d.text(left + 8, top + 15, f"{step.number} {say(step.title)}", size=13, bold=True)
        words = score_words(found, step.number) if found else say("not assessed")
        d.text(left + 8, top + 30, words, size=12, fill=INK if found else SOFT)


def draw_ranges(name: str, rows: Sequence[tuple[str, Worth]]) -> Drawing:
    """Draw for each row what it may be worth in crowns: three bars on one axis.

    Args:
        name: a word that is unique on the page.
        rows: what it is, and its worth; the last may be the sum of all.
    """
    width, left, right, tall = 860, 290, 690, 70
    d = Drawing(name, width, 66 + tall * max(len(rows), 1))
    if not rows:
        d.text(14, 40, say("No action has a lever and a guess yet: choose both above."), size=14)
        return d
    every = [end for _, worth in rows for c in worth.cases for end in (c.crowns.low, c.crowns.high)]
    low, high = min(0.0, *every), max(0.0, *every)
    scale = (right - left) / max(high - low, 1.0)
    zero = left - low * scale
    d.text(zero, 18, say("0 crowns"), size=12, anchor="middle", fill=SOFT)
    d.line(zero, 24, zero, 36 + tall * len(rows), stroke=INK)
    d.text(14, 18, say("In crowns, after all costs"), size=13, bold=True)
    for at, (title, worth) in enumerate(rows):
        y = 34 + tall * at
        d.line(14, y, width - 14, y, stroke=GRID)
        for line, words in enumerate(textwrap.wrap(title, 24, max_lines=3, placeholder="…")):
            d.text(14, y + 20 + 18 * line, words, size=12.5, bold=True)
        for line, (words, case) in enumerate(zip(CASES, worth.cases, strict=True)):
            middle = y + 16 + 20 * line
            colour = (
                DETRACTOR if case.crowns.high < 0 else PROMOTER if case.crowns.low >= 0 else BLUE
            )
            begin, end = (left + (v - low) * scale for v in (case.crowns.low, case.crowns.high))
            d.text(left - 12, middle + 4, say(words), size=12, anchor="end")
            d.rect(begin, middle - 6, max(end - begin, 3), 12, fill=colour, corner=2)
            d.text(right + 12, middle + 4, range_words(case.crowns.low, case.crowns.high), size=12)
    bottom = 34 + tall * len(rows) + 22
    d.text(14, bottom, say("Each bar: the middle 8 of 10 runs of the model."), size=12, fill=SOFT)
    return d


def draw_brought(name: str, plan: Plan, company: str, figures: Sequence[str]) -> Drawing:
    """Draw what is brought along: the stairs, and the numbers beside them.

    Args:
        name: a word that is unique on the page.
        plan: the plan.
        company: the title of the learner's company.
        figures: what is known of it, a sentence each.
    """
    heads = (
        say("Of my own firm"),
        say("Of {company} (synthetic)", company=company),
        say("What I worked out"),
    )
    works = [f"{work.words} ({work.page.number:02})" for work in plan.works]
    lines: list[tuple[str, bool]] = []
    for head, texts in zip(heads, (plan.own_numbers, figures, works), strict=True):
        lines += [(head, True)] if texts else []
        for words in texts:
            lines += [(line, False) for line in textwrap.wrap(clip(words, 150), 62)]
    d = Drawing(name, 860, max(STAIRS_HEIGHT + 40, 40 + 20 * len(lines)))
    d.text(14, 24, say("Where my firm stands (page 10)"), size=14, bold=True)
    last = plan.assessments[-1] if plan.assessments else None
    draw_stairs(d, 14, STAIRS_HEIGHT + 10, standing([last.sheet]) if last else None)
    for at, (words, bold) in enumerate(lines):
        d.text(420, 24 + 20 * at, words, size=14 if bold else 12.5, bold=bold)
    return d


def rounded(low: float, high: float) -> tuple[Points, Points]:
    """Return the ends of a range of crowns, rounded to what such a sum can bear."""
    unit = 10.0 if max(abs(low), abs(high)) < 1000 else 100.0
    return Points(unit * round(low / unit)), Points(unit * round(high / unit))


def range_words(low: float, high: float) -> str:
    """Write a range of crowns."""
    ends = rounded(low, high)
    if ends[0] == ends[1]:
        return f"{ends[0]:,.0f}"
    return say("{low:,.0f} to {high:,.0f}", low=ends[0], high=ends[1])
