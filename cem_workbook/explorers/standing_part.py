"""What the five views of “standing” share: each has its controls, and shows one thing."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import ipywidgets as widgets

from cem_workbook.explorers.base import LABEL
from cem_workbook.explorers.standing_drawing import UNANSWERED, UNKNOWN, Panel
from cem_workbook.figures import Drawing
from cem_workbook.frameworks.assessment import Score, Sheet, standing
from cem_workbook.frameworks.pooling import Assessment
from cem_workbook.frameworks.statements import IDS
from cem_workbook.messages import say

Act = Callable[[Callable[[], None]], Callable[[widgets.Button], None]]
"""What makes a button's callback of something to do."""
Rows = tuple[Sequence[str], Sequence[Sequence[object]]]


class Part(Protocol):
    """One view.

    Attributes:
        title: what the list of views calls it.
        controls: its widgets, by name.
    """

    title: str
    controls: dict[str, widgets.Widget]

    def layout(self) -> Sequence[widgets.Widget]:
        """Return the controls as they stand above the picture."""

    def update(self) -> None:
        """Compute what is shown."""

    @property
    def summary(self) -> str:
        """What it shows, in a few sentences."""

    def draw(self, name: str) -> Drawing:
        """Draw it."""

    def rows(self) -> Rows:
        """Return the same content as a table."""

    def reset(self) -> None:
        """Go back to the beginning."""


def choose(label: str, options: Sequence[Any], width: int) -> widgets.Dropdown:
    """Return a list to choose from."""
    layout = widgets.Layout(width=f"{width}px", max_width="98%")
    return widgets.Dropdown(options=options, description=label, style=LABEL, layout=layout)


def line(*controls: widgets.Widget) -> widgets.HBox:
    """Return controls side by side; they wrap in a narrow window."""
    wrap = widgets.Layout(flex_flow="row wrap", grid_gap="2px 14px")
    return widgets.HBox(controls, layout=wrap)


def own_panel(sheet: Sheet, title: str) -> Panel:
    """Return one person's profile, with the answers as they stand."""
    bricks: dict[str, float | str] = {}
    for id in IDS:
        level = sheet.levels.get(id)
        bricks[id] = UNANSWERED if id not in sheet.levels else UNKNOWN if level is None else level
    return Panel(title, standing([sheet]), bricks)


def points(score: Score) -> str:
    """Write a score with its interval."""
    if math.isnan(score.value):
        return "–"
    low, high = score.interval
    return say("{value:.0f} ({low:.0f} to {high:.0f})", value=score.value, low=low, high=high)


def day_of(one: Assessment) -> str:
    """Write the day of an assessment."""
    return f"{one.day.day} {say(one.day.strftime('%B'))} {one.day.year}"
