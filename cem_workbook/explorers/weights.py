"""Turn the weights: the same answers of four branches, and an order that depends on the weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import ipywidgets as widgets

from cem_workbook.exercises.bank.indices_parts import BOTH_YEARS, parts_of
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.weightings import RECIPES, League, Recipe, shares
from cem_workbook.explorers.weightings_drawing import asked, draw_weightings, out_of_hundred
from cem_workbook.figures import Drawing
from cem_workbook.messages import say

if TYPE_CHECKING:
    import pandas as pd

    from cem_workbook.data.company import Company

HEAVIEST, AT_FIRST = 10, 5
EQUAL = (1 / 3, 1 / 3, 1 / 3)
TO_BE_SEEN = 0.05  # of all weightings; a smaller region is hard to find with a slider


class TurnTheWeights(Explorer):
    """Four branches, an index of three parts, a slider for the weight of each."""

    name: ClassVar[str] = "weights"
    title: ClassVar[str] = "Turn the weights"

    def __init__(self, company: Company) -> None:
        self._company = company.title
        self._parts = parts_of(company)
        self._telling = telling_quarter(company)
        super().__init__()

    def build(self) -> None:
        """Make the controls."""
        self.controls = {
            "index": widgets.Dropdown(
                options=[(_called(recipe), i) for i, recipe in enumerate(RECIPES)],
                value=0,
                description=say("Which index?"),
                style=LABEL,
                layout=widgets.Layout(width="345px"),
            ),
            "quarter": widgets.Dropdown(
                options=[(_when(quarter), quarter) for quarter in self._parts],
                value=self._telling,
                description=say("When?"),
                style=LABEL,
                layout=widgets.Layout(width="200px", margin="2px 12px 2px 2px"),
            ),
            **{
                f"weight {number}": widgets.IntSlider(
                    value=AT_FIRST,
                    max=HEAVIEST,
                    style=LABEL,
                    layout=widgets.Layout(width="250px"),
                )
                for number in range(3)
            },
            "equal": widgets.Button(
                description=say("Equal weights"), layout=widgets.Layout(width="120px")
            ),
            "reset": widgets.Button(
                description=say("Start again"), layout=widgets.Layout(width="110px")
            ),
        }
        self.controls["equal"].on_click(self.act(self._equal))
        self.controls["reset"].on_click(self.act(self._reset))

    def layout(self) -> Sequence[widgets.Widget]:
        """Two rows: which index, of when, then the weights."""
        wrap = widgets.Layout(flex_flow="row wrap")
        rows = (
            [self.controls[k] for k in ("index", "quarter", "equal", "reset")],
            [
                widgets.Label(say("Weights:")),
                *(self.controls[f"weight {number}"] for number in range(3)),
            ],
        )
        return [widgets.HBox(row, layout=wrap) for row in rows]

    def _equal(self) -> None:
        for number in range(3):
            self.controls[f"weight {number}"].value = AT_FIRST

    def _reset(self) -> None:
        self.controls["index"].value, self.controls["quarter"].value = 0, self._telling
        self._equal()

    @property
    def recipe(self) -> Recipe:
        """The index that is shown."""
        return RECIPES[self.controls["index"].value]

    def update(self) -> None:
        """Put the league together as the controls say."""
        weights = [self.controls[f"weight {number}"].value for number in range(3)]
        if not any(weights):
            self.note = say("With no weight at all nothing is counted. Equal weights are shown.")
        for number, part in enumerate(self.recipe.parts):
            self.controls[f"weight {number}"].description = say(part.name)
        table = self._parts[self.controls["quarter"].value]
        self.league = league_of(table, self.recipe, shares(weights))
        self.equal = League(self.league.points, EQUAL)
        self._answers = int(table["answers"].min()), int(table["answers"].max())

    @property
    def found(self) -> list[str]:
        """Where the order changes, in short lines: one for each part."""
        lines = [say("The order changes when the weight of …")]
        for number, part in enumerate(self.recipe.parts):
            turn, name = self.league.turn(number), say(part.name)
            if turn is None:
                lines.append(say("{part}: at no weight", part=name))
                continue
            words = (
                say("{part} passes {at:.1f} %: {passing} before {passed}")
                if turn.more
                else say("{part} falls below {at:.1f} %: {passing} before {passed}")
            )
            lines.append(
                words.format(part=name, at=100 * turn.at, passing=turn.passing, passed=turn.passed)
            )
        return lines

    @property
    def summary(self) -> str:
        """The index and its weights, the order of the branches, and where it changes."""
        league = self.league
        weights = ", ".join(
            say("{part} {percent:.0f} %", part=say(part.name), percent=100 * weight)
            for part, weight in zip(self.recipe.parts, league.weights, strict=True)
        )
        order = ", ".join(
            say("{place} {branch} {value:.1f}", place=p, branch=b, value=league.value(b))
            for p, b in enumerate(league.order, start=1)
        )
        parts = [
            say(
                "{index} of {company}, {when}, by weights of {weights}: {order}.",
                index=self.recipe.name,
                company=self._company,
                when=_when(self.controls["quarter"].value),
                weights=weights,
                order=order,
            )
        ]
        if league.order != self.equal.order:
            parts.append(
                say("With equal weights: {order}.", order=", ".join(self.equal.order)),
            )
        head, *lines = self.found
        parts.append(f"{head} {'; '.join(lines)}.")
        led = {branch: league.led(branch) for branch in league.points}
        percents = out_of_hundred(led)
        leaders = [
            say("{branch} in {percent} of 100", branch=branch, percent=percents[branch])
            for branch in sorted(led, key=lambda b: -led[b])
            if led[branch]
        ]
        parts.append(
            say("Of all weightings, {branch} is first in every one.", branch=league.order[0])
            if len(leaders) == 1
            else say("Of all weightings, first is: {leaders}.", leaders=", ".join(leaders))
        )
        return " ".join(parts)

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """Place, branch, the points of each part, what it adds, the index, where it leads."""
        names = [say(part.name) for part in self.recipe.parts]
        head = (
            say("Place"),
            say("Branch"),
            *(
                say("{part} ({asked}), points", part=say(part.name), asked=asked(part))
                for part in self.recipe.parts
            ),
            *(say("{part} adds", part=name) for name in names),
            self.recipe.name,
            say("Place with equal weights"),
            say("First, of 100 weightings"),
        )
        league = self.league
        body = [
            (
                place,
                branch,
                *league.points[branch],
                *league.adds(branch),
                league.value(branch),
                self.equal.place(branch),
                100 * league.led(branch),
            )
            for place, branch in enumerate(league.order, start=1)
        ]
        return head, body

    def draw(self) -> Drawing:
        """Draw the stacked bars and the triangle."""
        low, high = self._answers
        note = say(
            "Synthetic. Which answer stands for which part is our choice. Answers a branch: {low} to "
            "{high}; chance is not shown.",
            low=low,
            high=high,
        )
        return draw_weightings(self.name, self.recipe, self.league, self.equal, self.found, note)


def league_of(table: pd.DataFrame, recipe: Recipe, weights: tuple[float, float, float]) -> League:
    """Return the branches of a table of `parts_of` under an index and its weights."""
    columns = [table[part.measured].tolist() for part in recipe.parts]
    points = dict(zip(table.index, zip(*columns, strict=True), strict=True))
    return League(points, weights)


def telling_quarter(company: Company) -> str:
    """Return the quarter to begin with: there, weights matter most for who is first.

    Two years together often leave one branch first whatever the weights; so do many quarters, and
    for about one company in twenty all of them do by the index that is shown first.
    """

    def tells(table: pd.DataFrame) -> tuple[bool, int, float]:
        second = []
        for recipe in RECIPES:
            league = league_of(table, recipe, EQUAL)
            second.append(sorted(league.led(branch) for branch in league.points)[-2])
        turning = [share > TO_BE_SEEN for share in second]
        return turning[0], sum(turning), round(min(second), 9)

    quarters = parts_of(company)
    return max(quarters, key=lambda quarter: tells(quarters[quarter]))


def _called(recipe: Recipe) -> str:
    return say(
        "{index}: {parts}",
        index=recipe.name,
        parts=", ".join(say(part.name) for part in recipe.parts),
    )


def _when(quarter: str) -> str:
    if quarter == BOTH_YEARS:
        return say("both years together")
    year, number = quarter.split("Q")
    return say("quarter {number} of {year}", number=number, year=year)
