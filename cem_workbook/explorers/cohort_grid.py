"""The cohort triangle as a drawing: a shaded cell with its number for each cohort and age."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from cem_workbook.explorers.cohort_triangle import COUNT, LOSS, SHARE, Cell, Triangle
from cem_workbook.figures import INK, SOFT, Drawing
from cem_workbook.messages import say

WIDTH = 760
GRID_LEFT, GRID_RIGHT, GRID_TOP = 172, 744, 82
_BLUES = ("#eef4fb", "#86b6e8")
SHADES = {SHARE: _BLUES, COUNT: _BLUES, LOSS: ("#fbf2ed", "#f0a07c")}
"""The lightest and the darkest shade. INK reads on all of them at 4.5 : 1 or better."""


def shade(part: float, kind: str) -> str:
    """Return the colour that is so far on the way from the lightest shade, 0, to the darkest, 1."""
    light, dark = ([int(each[i : i + 2], 16) for i in (1, 3, 5)] for each in SHADES[kind])
    mixed = (round(a + (b - a) * part) for a, b in zip(light, dark, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def draw_triangle(
    name: str, t: Triangle, kind: str, chosen: Sequence[Cell], origin: str
) -> Drawing:
    """Draw the triangle.

    Args:
        name: a word that is unique on the page.
        t: the cohorts.
        kind: what the cells show: SHARE, COUNT or LOSS.
        chosen: the cells of the reading, which are outlined.
        origin: where the numbers come from, and who is not among them.
    """
    rows, columns = len(t.cohorts), t.oldest + 1
    wide = min((GRID_RIGHT - GRID_LEFT) / columns, 74)
    high = max(17, min(36, 300 / rows))
    size = 14 if wide > 40 else 10.5
    footer = wrap(origin, 112)
    bottom = GRID_TOP + rows * high
    d = Drawing(name, WIDTH, round(bottom + 40 + 16 * len(footer)))

    def corner(cell: Cell) -> tuple[float, float]:
        return GRID_LEFT + cell.age * wide, GRID_TOP + cell.row * high

    d.text(20, 28, _title(kind), size=17, bold=True)
    d.text(GRID_LEFT, 54, say("age: whole {period} since joining", period=t.period), fill=SOFT)
    for age in range(columns):
        middle = GRID_LEFT + (age + 0.5) * wide
        d.text(middle, GRID_TOP - 7, age, size=size, anchor="middle", bold=True)
    for row, cohort in enumerate(t.cohorts):
        base = GRID_TOP + (row + 0.5) * high + 5
        d.text(20, base, cohort, size=min(14, high - 4), bold=True)
        joined = say("{n:,} joined", n=t.cells[row, 0].size)
        d.text(GRID_LEFT - 10, base, joined, size=min(13, high - 4), anchor="end", fill=SOFT)

    # at age 0 everybody is still here: that would take up the whole range of shades
    values = [v for c in t.cells.values() if c.age and (v := c.value(kind)) is not None]
    low, most = min(values, default=0), max(values, default=0)
    for cell in t.cells.values():
        value = cell.value(kind)
        x, y = corner(cell)
        if value is None:
            continue
        part = min((value - low) / (most - low), 1) if most > low else 0
        fill = shade(part, kind)
        d.rect(x + 1, y + 1, wide - 2, high - 2, fill=fill, corner=2)
        middle = x + wide / 2
        d.text(middle, y + high / 2 + 0.36 * size, cell.written(kind), size=size, anchor="middle")
    for left, top, right, end in _outlines(chosen):
        x, y = GRID_LEFT + left * wide, GRID_TOP + top * high
        across, down = (right - left) * wide, (end - top) * high
        d.rect(x, y, across, down, stroke=INK, thick=3, corner=3)

    if values:
        _draw_legend(d, kind, (low, most), bottom)
    for i, line in enumerate(footer):
        d.text(20, bottom + 40 + 16 * i, line, size=12, fill=SOFT)
    return d


def _outlines(cells: Sequence[Cell]) -> list[tuple[int, int, int, int]]:
    """Return what to outline, in cells: a row or a column at once, a diagonal cell by cell."""
    ages, rows = [cell.age for cell in cells], [cell.row for cell in cells]
    if len(set(ages)) == 1 or len(set(rows)) == 1:
        return [(min(ages), min(rows), max(ages) + 1, max(rows) + 1)]
    return [(age, row, age + 1, row + 1) for age, row in zip(ages, rows, strict=True)]


def _title(kind: str) -> str:
    return {
        SHARE: say("Still here, in % of those who joined"),
        COUNT: say("Still here, people"),
        LOSS: say("Lost on the way to this age, in % of those there at the age before"),
    }[kind]


def _draw_legend(d: Drawing, kind: str, ends: tuple[float, float], bottom: float) -> None:
    """Say in words what the shades mean, in the empty corner of the triangle."""
    width, y = 150, bottom - 14
    unit = "" if kind == COUNT else " %"
    digits = int(kind == LOSS)
    left = GRID_RIGHT - width
    for step in range(10):
        d.rect(left + step * width / 10, y - 12, width / 10, 12, fill=shade(step / 9, kind))
    d.text(left, y + 14, f"{ends[0]:,.{digits}f}{unit}", size=12, fill=SOFT)
    d.text(left + width, y + 14, f"{ends[1]:,.{digits}f}{unit}", size=12, fill=SOFT, anchor="end")
