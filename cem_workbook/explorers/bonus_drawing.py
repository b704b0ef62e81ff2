"""How a year under a bonus is drawn: two rows of faces, the staff's time in blocks, and a board.

A face stands for a twentieth of those who answered, or of all customers; a block for a twentieth
of the staff's time. Every camp has its mouth and every use of time its letter.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cem_workbook.cases.bonus import CHEAP, HONEST, QUARTERS, WAYS, Camps, Year
from cem_workbook.figures import (
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

WIDTH = 760
LEFT, COLUMN = 160, 150
PARTS, A_ROW, STEP = 20, 7, 18.5
REPORTED, FELT, TIME = 60, 180, 300
LEGEND = 384
RADIUS = 8.0


class Row(NamedTuple):
    """A line of the board: what a plan is called, and the year that it brought."""

    words: str
    year: Year


def way_words() -> dict[str, tuple[str, str]]:
    """Return the letter of each use of time, and what it is."""
    return {
        "care": (say("C"), say("caring for customers")),
        "advise": (say("A"), say("advising well")),
        "queue": (say("M"), say("mending the queue")),
        "remedy": (say("P"), say("putting trouble right")),
        "happy": (say("H"), say("asking only the happy")),
        "beg": (say("B"), say("begging for a ten")),
        "press": (say("S"), say("selling under pressure")),
        "hurry": (say("F"), say("faster at any price")),
        "clock": (say("N"), say("noting fewer minutes")),
        "away": (say("T"), say("turning complaints away")),
    }


def score(camps: Camps) -> str:
    """Return a score as it is written."""
    return say("no answers") if math.isnan(camps.nps) else f"{Points(camps.nps):+.0f}"


def parts_of(shares: Sequence[float], parts: int = PARTS) -> list[int]:
    """Return whole numbers that add up to `parts` and are nearest to the shares (which sum to 1)."""
    exact = [parts * share for share in shares]
    whole = [int(x) for x in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: whole[i] - exact[i])
    for i in by_rest[: parts - sum(whole)]:
        whole[i] += 1
    return whole


def height_of(rows: int, uses: int) -> int:
    """Return how high the picture is with so many rows on the board, and uses of time."""
    return LEGEND + 20 * math.ceil((uses + 1) / 3) + 44 + 22 * rows


def draw_year(name: str, year: Year, board: Sequence[Row]) -> Drawing:
    """Draw a year and the board on which plans are compared.

    Args:
        name: a word that is unique on the page.
        year: the year under this plan.
        board: the lines below, the plan without a bonus first and this one last.
    """
    used = [w for w in WAYS if any(round(100 * q.time[w]) for q in year.quarters)]
    d = Drawing(name, WIDTH, height_of(len(board), len(used)))
    heads = (
        (REPORTED, say("What is reported"), say("NPS of the survey")),
        (FELT, say("What they feel"), say("NPS of all customers")),
        (TIME, say("Staff's time"), say("a block: 5 %")),
    )
    for y, words, more in heads:
        d.text(8, y + 8, words, size=15, bold=True)
        d.text(8, y + 27, more, size=13, fill=SOFT)
    d.text(8, REPORTED + 46, say("a face: 5 %"), size=13, fill=SOFT)
    for i, quarter in enumerate(year.quarters):
        x = LEFT + i * COLUMN
        d.text(x, 24, say("quarter {number}", number=i + 1), size=14, bold=True)
        before = board[0].year.quarters[i]
        for y, camps, usual in (
            (REPORTED, quarter.reported, before.reported),
            (FELT, quarter.felt, before.felt),
        ):
            d.text(x, y - 6, score(camps), size=19, bold=True)
            _draw_faces(d, x, y, camps)
            d.text(x, y + 71, say("no bonus: {score}", score=score(usual)), size=13, fill=SOFT)
        _draw_gap(d, x, quarter.reported, quarter.felt)
        _draw_time(d, x, quarter.time)
    for y in (FELT - 38, TIME - 34):
        d.line(8, y, WIDTH - 8, y, stroke=GRID)
    bottom = _draw_legend(d, year, used)
    _draw_board(d, bottom, board)
    return d


def _place(i: int, x: float, y: float) -> tuple[float, float]:
    return round(x + STEP * (i % A_ROW + 0.5), 1), round(y + STEP * (i // A_ROW + 0.5), 1)


def _draw_faces(d: Drawing, x: float, y: float, camps: Camps) -> None:
    if not camps.n:
        return
    counts = (camps.promoters, camps.passives, camps.detractors)
    faces = parts_of([count / camps.n for count in counts])
    first = 0
    for many, fill, bend in zip(
        faces, (PROMOTER, PASSIVE, DETRACTOR), (3.6, 0.0, -3.6), strict=True
    ):
        places = [_place(i, x, y) for i in range(first, first + many)]
        first += many
        if not places:
            continue
        d.dots(places, radius=RADIUS, fill=fill)
        eyes = [(px + side, py - 2.4) for px, py in places for side in (-2.7, 2.7)]
        d.dots(eyes, radius=1.1, fill=PAPER)
        corner = 2.6 - bend / 4
        mouths = "".join(f"M{px - 3.5:g} {py + corner:g}q3.5 {bend:g} 7 0" for px, py in places)
        d.path(mouths, stroke=PAPER, thick=1.4)


def _draw_gap(d: Drawing, x: float, reported: Camps, felt: Camps) -> None:
    if not (reported.n and felt.n):
        return
    gap = round(reported.nps) - round(felt.nps)  # of the two numbers as they stand there
    words = say("{points} apart", points=abs(gap))
    large = gap >= 20
    d.text(x + 46, FELT - 6, words, size=12.5, fill=DETRACTOR if large else SOFT, bold=large)


def _draw_time(d: Drawing, x: float, time: Mapping[str, float]) -> None:
    uses = [*CHEAP, *HONEST]
    shares = [time[way] for way in uses]
    blocks = parts_of([*shares, 1.0 - sum(shares)])
    letters = way_words()
    drawn = [way for way, many in zip([*uses, ""], blocks, strict=True) for _ in range(many)]
    for i, way in enumerate(drawn):
        px, py = _place(i, x, TIME - 12)
        _draw_block(d, px, py, way, letters[way][0] if way else "")


def _draw_block(d: Drawing, x: float, y: float, way: str, letter: str) -> None:
    fill = DETRACTOR if way in CHEAP else PROMOTER if way else SHADE
    d.rect(x - 8, y - 8, 16, 16, fill=fill, stroke=fill if way else GRID, corner=3)
    if letter:
        d.text(x, y + 4.5, letter, size=13, anchor="middle", fill=PAPER, bold=True)


def _draw_legend(d: Drawing, year: Year, used: Sequence[str]) -> float:
    """Draw what the letters mean, with the shares of the first and the last quarter."""
    words = way_words()
    first, last = year.quarters[0].time, year.quarters[QUARTERS - 1].time
    entries = [
        (
            way,
            words[way][0],
            say(
                "{what} {first} → {last} %",
                what=words[way][1],
                first=f"{100 * first[way]:.0f}",
                last=f"{100 * last[way]:.0f}",
            ),
        )
        for way in used
    ]
    entries.append(("", "", say("as before the bonus")))
    for i, (way, letter, meaning) in enumerate(entries):
        x, y = 18 + 250 * (i % 3), LEGEND + 20 * (i // 3)
        _draw_block(d, x, y - 5, way, letter)
        d.text(x + 13, y, meaning, size=13)
    return float(LEGEND + 20 * math.ceil(len(entries) / 3))


def _draw_board(d: Drawing, top: float, board: Sequence[Row]) -> None:
    columns = (
        (300, say("reported")),
        (400, say("felt")),
        (540, say("still here of 100")),
        (WIDTH - 12, say("crowns left over")),
    )
    y = top + 12
    d.line(8, y - 16, WIDTH - 8, y - 16, stroke=GRID)
    d.text(8, y, say("fourth quarter, and the year"), size=13, fill=SOFT)
    for x, words in columns:
        d.text(x, y, words, size=13, anchor="end", fill=SOFT)
    for i, row in enumerate(board):
        last = row.year.quarters[-1]
        cells = (
            score(last.reported),
            score(last.felt),
            f"{100 * last.staying:.1f}",
            f"{Points(row.year.left_over):,.0f}",
        )
        line, bold = y + 22 * (i + 1), i == len(board) - 1
        if bold:
            d.rect(4, line - 16, WIDTH - 8, 22, fill=SHADE, corner=4)
        d.text(8, line, row.words, bold=bold)
        for (x, _), cell in zip(columns, cells, strict=True):
            d.text(x, line, cell, anchor="end", fill=INK, bold=bold)
