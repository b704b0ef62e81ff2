"""How the eight criteria are drawn: eight bridges from the bank of paper to the bank of action."""

from __future__ import annotations

from textwrap import wrap

from cem_workbook.figures import BLUE, DETRACTOR, PAPER, PROMOTER, SHADE, SOFT, Drawing
from cem_workbook.frameworks.criteria import (
    ABSENT,
    CRITERIA,
    IN_ACTION,
    IN_PLACES,
    ON_PAPER,
    Profile,
    level_words,
)
from cem_workbook.messages import say

WIDTH = 760
NAMES, PAPER_BANK, ACTION_BANK = 8, 236, 590  # where the names begin, the left and the right bank
TOP, STEP = 62, 39
WATER, FAINT = "#e6f0f8", "#9fbcd6"
REACH = {ABSENT: 0.0, ON_PAPER: 0.16, IN_PLACES: 0.55, IN_ACTION: 1.0}  # of the way across


def draw_crossing(name: str, profile: Profile, looked_at: int) -> Drawing:
    """Draw a bridge a criterion, as long as its level, and what the chosen one is about.

    Args:
        name: a word that is unique on the page.
        profile: the levels.
        looked_at: the number of the criterion that is looked at.
    """
    foot = TOP + STEP * len(CRITERIA)
    about = _about(profile, looked_at)
    d = Drawing(name, WIDTH, foot + 66 + 19 * len(about))
    wide = ACTION_BANK - PAPER_BANK
    d.rect(PAPER_BANK, TOP - 6, wide, STEP * len(CRITERIA) + 12, fill=WATER)
    d.text(NAMES, 24, say("“The biggest challenge is translating the above into action.”"), size=15,
           bold=True)  # fmt: skip
    d.text(
        PAPER_BANK, TOP - 14, say("said: the bank of paper"), size=13, anchor="middle", fill=SOFT
    )
    words = say("done: the bank of action")
    d.text(ACTION_BANK, TOP - 14, words, size=13, anchor="middle", fill=SOFT)
    for x in (PAPER_BANK, ACTION_BANK):
        d.line(x, TOP - 8, x, foot + 8, stroke=SOFT, thick=3)
    for i, each in enumerate(CRITERIA):
        _draw_bridge(d, TOP + STEP * i, profile, each.number, each.name, each.number == looked_at)
    _draw_count(d, foot + 26, profile)
    for i, (line, bold) in enumerate(about):
        d.text(NAMES, foot + 56 + 19 * i, line, size=13.5 if bold else 13, bold=bold)
    return d


def _draw_bridge(
    d: Drawing, y: float, profile: Profile, number: int, name: str, chosen: bool
) -> None:
    level = profile.levels.get(number)
    if chosen:
        d.rect(2, y, PAPER_BANK - 10, STEP - 3, fill=SHADE, stroke=BLUE, thick=2, corner=6)
    d.text(NAMES, y + 23, f"{number} {say(name)}", size=13, bold=chosen)
    middle = y + 18
    if level is None:
        d.text(PAPER_BANK + 12, middle + 4, say("not judged yet"), size=12.5, fill=SOFT)
        _draw_waves(d, PAPER_BANK + 130, middle)
        return
    end = PAPER_BANK + REACH[level] * (ACTION_BANK - PAPER_BANK)
    colour = {ON_PAPER: DETRACTOR, IN_PLACES: BLUE, IN_ACTION: PROMOTER}.get(level, DETRACTOR)
    d.rect(PAPER_BANK, middle - 7, end - PAPER_BANK, 14, fill=colour, corner=3)
    plank = PAPER_BANK + 14.0
    while plank < end - 4:
        d.line(plank, middle - 7, plank, middle + 7, stroke=PAPER, thick=1.5)
        plank += 14.0
    words = f"{level} {level_words()[level]}"
    if level == IN_ACTION:
        d.text(ACTION_BANK + 12, middle + 4, words, size=13, fill=colour, bold=True)
    else:
        d.text(end + 10, middle + 4, words, size=13, fill=colour, bold=True)
        _draw_waves(d, end + 112, middle)


def _draw_waves(d: Drawing, x: float, y: float) -> None:
    """Draw the water between the end of a bridge and the bank of action."""
    while x + 48 < ACTION_BANK:
        d.path(f"M{x:g} {y:g} q10 -5 20 0 t20 0", stroke=FAINT, thick=1.5)
        x += 74


def _draw_count(d: Drawing, y: float, profile: Profile) -> None:
    if not profile.judged:
        d.text(NAMES, y, say("No bridge has been judged yet."), size=14, bold=True)
        return
    words = say(
        "Across: {across} of {judged} judged. Said and not done: {said}.",
        across=len(profile.at(IN_ACTION)),
        judged=profile.judged,
        said=len(profile.untranslated),
    )
    d.text(NAMES, y, words, size=14, bold=True)


def _about(profile: Profile, number: int) -> list[tuple[str, bool]]:
    """Return the lines on one criterion, and whether each is a heading."""
    each, level = CRITERIA[number - 1], profile.levels.get(number)
    lines = [(f"{number} {say(each.name)} · «{each.original}»", True)]
    parts = [say(each.means)]
    if level is None:
        parts.append(say("Not judged yet. Choose what one would see in your firm."))
    else:
        parts.append(say("Now: {seen}", seen=say(each.seen[level])))
        if level < IN_ACTION:
            parts.append(say("One step further: {seen}", seen=say(each.seen[level + 1])))
    return lines + [(line, False) for part in parts for line in wrap(part, 104)]
