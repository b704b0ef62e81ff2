"""How a call and its two voices are drawn, and how two codings are laid on one another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from textwrap import wrap

from cem_workbook.cases.voices import NOT_CODED, VOICES, Coding
from cem_workbook.explorers.phones_calls import Call, Match
from cem_workbook.figures import BLUE, DETRACTOR, GRID, INK, PAPER, PROMOTER, SHADE, SOFT, Drawing
from cem_workbook.messages import say
from cem_workbook.metrics.agreement import Agreement
from cem_workbook.text import Points

WIDTH = 760
CALLER = "Caller"


def headline(voice: str) -> str:
    """Return the question that a voice answers."""
    return (
        say("The customer's voice: what do they need?")
        if voice == "customer"
        else say("The employee's voice: what stands in their way?")
    )


# One call, to be coded


def draw_call(name: str, call: Call, calls: int, coding: Coding, whose: str) -> Drawing:
    """Draw what was said, the codes to choose from, and how far the coding has come.

    Args:
        name: a word that is unique on the page.
        call: the call that is listened to.
        calls: how many there are.
        coding: what has been coded so far.
        whose: whose coding it is, in words.
    """
    bubbles = [wrap(words, 66) for _, words in call.said]
    talk = sum(22 + 19 * len(lines) for lines in bubbles)
    d = Drawing(name, WIDTH, 56 + talk + 262)
    _draw_telephone(d, 24, 28)
    where = say(
        "Call {number} of {calls}, to the {firm}",
        number=call.number,
        calls=calls,
        firm=say(call.firm),
    )
    d.text(56, 24, where, size=16, bold=True)
    filed = say("filed under: {topic}", topic=say(call.topic))
    d.text(56, 43, filed, size=13, fill=SOFT)
    y = 56.0
    for (speaker, _), lines in zip(call.said, bubbles, strict=True):
        y = _draw_bubble(d, speaker, lines, y)
    for i, voice in enumerate(VOICES):
        _draw_codes(d, 8 + 378 * i, y + 8, voice, coding.of(voice)[call.number - 1])
    _draw_strip(d, y + 174, coding, call.number, whose)
    return d


def _draw_telephone(d: Drawing, x: float, y: float) -> None:
    """A receiver."""
    arc = f"M{x - 14:g} {y + 8:g} Q{x:g} {y - 24:g} {x + 14:g} {y + 8:g}"
    d.path(arc, stroke=BLUE, thick=6)
    for side in (-14, 14):
        d.path(f"M{x + side - 4:g} {y + 8:g} h8", stroke=BLUE, thick=9)


def _draw_bubble(d: Drawing, speaker: str, lines: Sequence[str], y: float) -> float:
    """Draw what one person says; return where the next one begins."""
    caller = speaker == CALLER
    left, high = (92 if caller else 188), 12 + 19 * len(lines)
    edge, fill = (BLUE, PAPER) if caller else (SOFT, SHADE)
    d.rect(left, y, 480, high, fill=fill, stroke=edge, thick=1.5, corner=12)
    for i, line in enumerate(lines):
        d.text(left + 12, y + 20 + 19 * i, line, size=14)
    word = say(speaker)
    if caller:
        d.text(left - 8, y + 20, word, size=13, anchor="end", fill=BLUE, bold=True)
    else:
        d.text(left + 488, y + 20, word, size=13, fill=SOFT, bold=True)
    return y + high + 10


def _draw_codes(d: Drawing, x: float, y: float, voice: str, given: str) -> None:
    d.text(x, y + 14, headline(voice), size=13.5, bold=True)
    for i, code in enumerate(VOICES[voice]):
        top = y + 22 + 27 * i
        here = code.name == given
        d.rect(x, top, 364, 24, fill=BLUE if here else SHADE, corner=5)
        ink = PAPER if here else INK
        mark = "✓ " if here else ""
        d.text(x + 8, top + 16, f"{mark}{say(code.name)}", size=13, fill=ink, bold=True)
        d.text(x + 136, top + 16, say(code.means), size=12, fill=ink)
        d.text(x + 356, top + 16, code.letter, size=12.5, anchor="end", fill=ink, bold=True)


def _draw_strip(d: Drawing, y: float, coding: Coding, here: int, whose: str) -> None:
    d.text(8, y + 14, whose, size=13)
    count = say(
        "both codes given: {count} of {all}", count=coding.complete, all=len(coding.customer)
    )
    d.text(WIDTH - 8, y + 14, count, size=13, anchor="end")
    letters = {voice: {c.name: c.letter for c in codes} for voice, codes in VOICES.items()}
    step = (WIDTH - 16) / len(coding.customer)
    for i, pair in enumerate(zip(coding.customer, coding.employee, strict=True)):
        x = 8 + step * i
        chosen = i + 1 == here
        full = all(pair)
        d.rect(x + 2, y + 22, step - 4, 42, fill=SHADE if full else PAPER,
               stroke=BLUE if chosen else GRID, thick=2.5 if chosen else 1, corner=4)  # fmt: skip
        d.text(x + step / 2, y + 38, i + 1, size=12.5, anchor="middle", bold=chosen)
        signs = "".join(
            letters[voice].get(name, "–") for voice, name in zip(VOICES, pair, strict=True)
        )
        d.text(x + step / 2, y + 56, signs, size=13, anchor="middle", fill=INK if full else SOFT)
    signs = say("Below each number: the letters of the two codes, the customer's first.")
    d.text(8, y + 80, signs, size=12, fill=SOFT)


# Two codings, one upon the other

LEFT, TOP, CELL_W, CELL_H = 116, 84, 75, 66


def draw_match(name: str, match: Match, about: Sequence[str]) -> Drawing:
    """Draw the table of both codings, how much of its diagonal chance would fill, and kappa.

    Args:
        name: a word that is unique on the page.
        match: the two codings.
        about: what to say of the call that is looked at, a paragraph each.
    """
    lines = [line for paragraph in about for line in (wrap(paragraph, 106) or [""])]
    foot = TOP + 5 * CELL_H + 128
    d = Drawing(name, WIDTH, foot + 19 * len(lines) + 8)
    d.text(8, 22, headline(match.voice), size=16, bold=True)
    _draw_table(d, match)
    _draw_differences(d, match)
    _draw_kappa(d, TOP + 5 * CELL_H + 26, match)
    for i, line in enumerate(lines):
        d.text(8, foot + 8 + 19 * i, line, size=13)
    return d


def _draw_table(d: Drawing, match: Match) -> None:
    codes = [code.name for code in VOICES[match.voice]]
    across = say("columns: {name}", name=match.names[1])
    d.text(LEFT, 44, across, size=12.5, fill=SOFT)
    d.text(8, 44, say("rows: {name}", name=match.names[0]), size=12.5, fill=SOFT)
    for i, code in enumerate(codes):
        x, y = LEFT + CELL_W * i, TOP + CELL_H * i
        words = wrap(say(code), 11)
        for j, word in enumerate(words):
            d.text(
                x + CELL_W / 2, 64 + 14 * j - 7 * (len(words) - 2), word, size=12, anchor="middle"
            )
        for j, word in enumerate(wrap(say(code), 14)):
            d.text(LEFT - 8, y + 27 + 14 * j, word, size=12.5, anchor="end")
    known = {code: i for i, code in enumerate(match.agreement.categories)}
    size = match.agreement.n
    rows = [sum(row) for row in match.agreement.table]
    columns = [sum(column) for column in zip(*match.agreement.table, strict=True)]
    for i, one in enumerate(codes):
        for j, other in enumerate(codes):
            x, y = LEFT + CELL_W * j, TOP + CELL_H * i
            same = i == j
            d.rect(x, y, CELL_W, CELL_H, fill=SHADE if same else PAPER, stroke=GRID)
            if same:
                d.rect(x + 1, y + 1, CELL_W - 2, CELL_H - 2, stroke=PROMOTER, thick=2)
                chance = rows[known[one]] * columns[known[one]] / size if size else 0.0
                luck = say("chance {count}", count=f"{chance:.2f}")
                d.text(x + CELL_W / 2, y + CELL_H - 6, luck, size=12, anchor="middle", fill=SOFT)
            here = [n for n, a, b in match.pairs if (a, b) == (one, other)]
            _draw_chips(d, x, y, here, PROMOTER if same else DETRACTOR)


def _draw_chips(d: Drawing, x: float, y: float, numbers: Sequence[int], colour: str) -> None:
    """Draw the numbers of the calls in a cell; their count, where they are too many."""
    if len(numbers) > 6:
        d.rect(x + 6, y + 5, CELL_W - 12, 22, fill=colour, corner=10)
        words = say("{count} calls", count=len(numbers))
        d.text(x + CELL_W / 2, y + 21, words, size=12.5, anchor="middle", fill=PAPER, bold=True)
        return
    for i, number in enumerate(numbers):
        left, top = x + 3 + 24 * (i % 3), y + 4 + 22 * (i // 3)
        d.rect(left, top, 22, 20, fill=colour, corner=9)
        d.text(left + 11, top + 15, number, size=12.5, anchor="middle", fill=PAPER, bold=True)


def _draw_differences(d: Drawing, match: Match) -> None:
    x = LEFT + 5 * CELL_W + 10
    d.text(x, 44, say("Where they differ"), size=13.5, bold=True)
    whose = say("call: {one} – {other}", one=match.names[0], other=match.names[1])
    d.text(x, 62, whose, size=12, fill=SOFT)
    lines = [
        (
            say("{call}: {one} – {other}", call=number, one=say(one), other=say(other)),
            number in match.arguable,
        )
        for number, one, other in match.apart
    ] or [(say("nowhere") if match.pairs else say("no call has both codes yet"), False)]
    for i, (line, arguable) in enumerate(lines):
        star = " *" if arguable else ""
        d.text(x, 80 + 15.5 * i, line + star, size=12)
    if match.arguable:
        d.text(
            x,
            84 + 15.5 * len(lines),
            say("* arguable: either code can be defended"),
            size=12,
            fill=SOFT,
        )


def _draw_kappa(d: Drawing, y: float, match: Match) -> None:
    """Draw all calls as one bar: what chance alone fills, and what is alike beyond it."""
    found, n = match.agreement, len(match.pairs)
    if not n:
        words = say("Code some calls on both sides; then this bar shows how far you agree.")
        d.text(8, y + 20, words, size=13.5)
        return
    left, wide = 8.0, float(WIDTH - 16)
    chance, alike = wide * match.by_chance / n, wide * match.alike / n
    d.rect(left, y, wide, 26, fill=PAPER, stroke=INK)
    if alike > chance:
        d.rect(left + chance, y, alike - chance, 26, fill=PROMOTER)
    else:
        d.rect(left + alike, y, chance - alike, 26, fill=DETRACTOR)
    d.rect(left, y, min(chance, alike), 26, fill=GRID, stroke=INK)
    d.line(left + chance, y - 6, left + chance, y + 32, stroke=INK, thick=2)
    words = say("by chance alone: {count}", count=f"{match.by_chance:.2f}")
    d.text(left, y - 8, words, size=13, fill=SOFT)
    words = say("alike: {alike} of {n} calls", alike=match.alike, n=n)
    d.text(WIDTH - 14, y - 8, words, size=13, anchor="end", bold=True)
    if math.isnan(found.value):
        words = say("Kappa is undefined: both use one code only, so chance alone agrees always.")
        d.text(8, y + 54, words, size=13.5)
        return
    kappa = f"{Points(found.value):.2f}"
    words = (
        say(
            "Kappa {kappa}: chance leaves {open} calls open; of these, {share} % are alike as well.",
            kappa=kappa,
            open=f"{n - match.by_chance:.2f}",
            share=f"{100 * found.value:.0f}",
        )
        if found.value >= 0
        else say("Kappa {kappa}: fewer are alike than chance alone would make.", kappa=kappa)
    )
    d.text(8, y + 46, words, size=13.5)
    _draw_ruler(d, y + 68, found)


def _draw_ruler(d: Drawing, y: float, found: Agreement) -> None:
    def place(kappa: float) -> float:
        return 90 + (kappa + 1) / 2 * 560

    d.line(place(-1), y, place(1), y, stroke=SOFT)
    for kappa, words in ((-1, "−1"), (0, say("0, as by chance")), (1, say("1, always alike"))):
        d.line(place(kappa), y - 4, place(kappa), y + 4, stroke=SOFT)
        d.text(place(kappa), y + 20, words, size=12, anchor="middle", fill=SOFT)
    low, high = found.interval
    d.rect(place(low), y - 5, place(high) - place(low), 10, fill=BLUE, opacity=0.35, corner=4)
    d.dots([(place(found.value), y)], radius=7, fill=BLUE)


def coded(code: str) -> str:
    """Return a code in words; a dash where none was given."""
    return say("not coded") if code == NOT_CODED else say(code)
