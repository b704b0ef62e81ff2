"""How the ledger of claims is drawn: a card with a closed file, and a ruler from distrust to trust."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

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
from cem_workbook.frameworks.claims import STEPS, Claim
from cem_workbook.messages import say

WIDTH = 760
LEFT, RIGHT = 16, 744
CARD_TOP, CARD_HEIGHT = 2, 252
FILE_TOP = 104
RULER_TOP = 318
ROW = 22
RULER_LEFT, RULER_RIGHT = 204, 634
WORDS = 650  # where the words on the difference begin
SIZE = 13
MOST = 101  # letters in a line of the file


@dataclass(frozen=True)
class Entry:
    """A claim as it stands on the ruler.

    Attributes:
        claim: the claim.
        judgement: how far the learner would repeat it, or None.
        is_open: whether its file is open.
    """

    claim: Claim
    judgement: int | None
    is_open: bool


def apart(steps: int) -> str:
    """Say how far a judgement is from the ledger's, in steps above (trusting) or below (strict)."""
    if not steps:
        return say("just like you")
    many = say("by one step") if abs(steps) == 1 else say("by two steps")
    return (
        say("too trusting {many}", many=many) if steps > 0 else say("too strict {many}", many=many)
    )


def draw_ledger(name: str, entries: Sequence[Entry], chosen: int, score: str) -> Drawing:
    """Draw the card of one claim, and the ruler with all of them.

    Args:
        name: a word that is unique on the page.
        entries: the claims.
        chosen: position of the claim on the card.
        score: how the judgements stand so far, in a sentence.
    """
    d = Drawing(name, WIDTH, RULER_TOP + ROW * len(entries) + 62)
    _draw_card(d, entries[chosen], chosen + 1, len(entries))
    _draw_ruler(d, entries, chosen)
    _draw_legend(d, RULER_TOP + ROW * len(entries) + 26, score)
    return d


def _draw_card(d: Drawing, entry: Entry, number: int, of: int) -> None:
    claim = entry.claim
    d.rect(LEFT, CARD_TOP, RIGHT - LEFT, CARD_HEIGHT, fill=PAPER, stroke=SOFT, corner=6)
    words = say("Claim {number} of {all}", number=number, all=of)
    d.text(LEFT + 14, CARD_TOP + 22, words, size=SIZE, fill=SOFT)
    d.text(RIGHT - 14, CARD_TOP + 22, say(claim.sources), size=SIZE, anchor="end", fill=SOFT)
    for i, line in enumerate(_lines(f"“{say(claim.says)}”", 82)):
        d.text(LEFT + 14, CARD_TOP + 46 + 21 * i, line, size=16, bold=True)
    asked = (
        (say("who found it"), claim.names_origin),
        (say("when"), claim.names_year),
        (say("how"), claim.names_method),
    )
    if claim.in_the_sources:
        told = " · ".join(f"{what}: {say('yes') if said else say('no')}" for what, said in asked)
        told = say("Does the article say {told}", told=told)
    else:
        told = say("None of the five articles says it.")
    d.text(LEFT + 14, CARD_TOP + 92, told, size=SIZE)
    _draw_file(d, entry)


def _draw_file(d: Drawing, entry: Entry) -> None:
    top, height = FILE_TOP, CARD_TOP + CARD_HEIGHT - FILE_TOP - 8
    d.rect(LEFT + 8, top, RIGHT - LEFT - 16, height, fill=SHADE, stroke=GRID, corner=4)
    if not entry.is_open:
        words = (
            say("The file is closed. Judge first: would you repeat it?")
            if entry.judgement is None
            else say("The file is closed. You have judged, so you may open it.")
        )
        d.text(WIDTH / 2, top + height / 2, words, anchor="middle", fill=SOFT)
        return
    claim, y = entry.claim, top + 20
    words = say(
        "Repeat it: {trust}. Verdict: {verdict}",
        trust=say(STEPS[claim.trust]),
        verdict=say(claim.verdict),
    )
    d.text(LEFT + 20, y, words, size=SIZE, bold=True)
    y += 18
    parts = (
        (say("The articles"), claim.differ),
        (say("Traced to"), claim.traced),
        (say("One may say"), claim.instead),
    )
    for head, words in parts:
        for line in _lines(f"{head}: {say(words)}", MOST) if words else ():
            d.text(LEFT + 20, y, line, size=SIZE)
            y += 18


def _lines(words: str, most: int) -> list[str]:
    """Break a text into lines; a number stays with its per cent."""
    return wrap(words.replace(" %", "\N{NO-BREAK SPACE}%"), most)


def _at(step: int) -> float:
    zone = (RULER_RIGHT - RULER_LEFT) / len(STEPS)
    return RULER_LEFT + (step + 0.5) * zone


def _draw_ruler(d: Drawing, entries: Sequence[Entry], chosen: int) -> None:
    d.text(LEFT, RULER_TOP - 34, say("Would one repeat it?"), bold=True)
    bottom = RULER_TOP + ROW * len(entries)
    zone = (RULER_RIGHT - RULER_LEFT) / len(STEPS)
    for step, words in enumerate(STEPS):
        left = RULER_LEFT + step * zone
        d.rect(left, RULER_TOP - 24, zone, bottom - RULER_TOP + 24, stroke=GRID)
        d.text(_at(step), RULER_TOP - 8, say(words), size=SIZE, anchor="middle", bold=True)
    for i, entry in enumerate(entries):
        y = RULER_TOP + (i + 0.5) * ROW
        if i == chosen:
            d.rect(LEFT - 8, y - ROW / 2, WIDTH - 2 * LEFT + 16, ROW, fill=SHADE)
        d.text(LEFT, y + 4.5, say(entry.claim.name), size=SIZE, bold=i == chosen)
        d.line(RULER_LEFT + 6, y, RULER_RIGHT - 6, y, stroke=GRID)
        _draw_marks(d, entry, y)


def _draw_marks(d: Drawing, entry: Entry, y: float) -> None:
    if entry.judgement is None:
        d.text(WORDS, y + 4.5, say("not judged"), size=SIZE, fill=SOFT)
        return
    yours, ledgers = _at(entry.judgement), _at(entry.claim.trust)
    if entry.is_open and yours != ledgers:
        way = 1 if ledgers > yours else -1
        start, end = yours + 9 * way, ledgers - 10 * way
        colour = DETRACTOR if way < 0 else BLUE
        d.line(start, y, end, y, stroke=colour, thick=2)
        d.path(
            f"M{end - 6 * way:g} {y - 4:g}L{end:g} {y:g}L{end - 6 * way:g} {y + 4:g}",
            stroke=colour,
            thick=2,
        )
    _ring(d, yours, y)
    if not entry.is_open:
        d.text(WORDS, y + 4.5, say("closed"), size=SIZE, fill=SOFT)
        return
    _diamond(d, ledgers, y)
    steps = entry.judgement - entry.claim.trust
    words = say("alike") if not steps else say("too trusting") if steps > 0 else say("too strict")
    colour = PROMOTER if not steps else DETRACTOR if steps > 0 else BLUE
    d.text(WORDS, y + 4.5, words, size=SIZE, fill=colour, bold=True)


def _ring(d: Drawing, x: float, y: float) -> None:
    d.dots([(x, y)], radius=7.5, fill=INK)
    d.dots([(x, y)], radius=5.5, fill=PAPER)


def _diamond(d: Drawing, x: float, y: float) -> None:
    d.path(f"M{x:g} {y - 5:g}l5 5l-5 5l-5 -5z", fill=PROMOTER, stroke=PROMOTER)


def _draw_legend(d: Drawing, y: float, score: str) -> None:
    _ring(d, LEFT + 8, y - 4)
    d.text(LEFT + 22, y, say("your judgement"), size=SIZE)
    _diamond(d, 160, y - 4)
    d.text(172, y, say("the ledger's, once the file is open"), size=SIZE)
    d.text(RIGHT, y, say("arrow: from yours to the ledger's"), size=SIZE, anchor="end")
    d.text(LEFT, y + 24, score, size=SIZE, bold=True)
