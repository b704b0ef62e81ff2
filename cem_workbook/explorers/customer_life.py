"""A customer's life: turn on what a recipe forgets, one thing after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import ipywidgets as widgets

from cem_workbook.exercises.bank.churn_cases import how_leaving_shows
from cem_workbook.exercises.bank.clv_cases import INTEREST, average_customer
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.customer_life_drawing import MOST_BOXES, amount, draw_life
from cem_workbook.explorers.customer_years import Life, recipe
from cem_workbook.figures import Drawing
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

SWITCHES = ("serve", "win", "leave", "wait")
SLIDERS = ("years", "retention", "rate")


class Customer(NamedTuple):
    """A customer to look at.

    Attributes:
        income, cost: crowns a year.
        acquisition: cost of winning, crowns.
        years: length of the relationship.
        retention, rate: per cent a year.
        origin: where these numbers come from.
    """

    income: float
    cost: float
    acquisition: float
    years: int
    retention: int
    rate: int
    origin: str


class CustomerLife(Explorer):
    """The years of one customer as boxes of money, and the recipe to which they add up."""

    name: ClassVar[str] = "customer-life"
    title: ClassVar[str] = "A customer's life"

    def __init__(self, company: Company) -> None:
        about = average_customer(company)
        kept = round(100 * (1 - about.churn))
        self._customers = {
            "own": Customer(
                about.income,
                about.cost,
                about.acquisition,
                min(about.years, MOST_BOXES),
                kept,
                INTEREST,
                say(
                    "Starting values: {title} (synthetic), an average customer in the twelve months from "
                    "1 July 2024. {how} {kept} % stayed, which makes about {years} years. Interest of "
                    "{rate} % is the course's own assumption.",
                    title=company.title,
                    how=how_leaving_shows(company),
                    kept=kept,
                    years=about.years,
                    rate=INTEREST,
                ),
            ),
            "example": Customer(
                1000,
                400,
                1000,
                10,
                80,
                10,
                say(
                    "Income, years and cost of winning as in the example of [000 · CLV]. Cost to serve, "
                    "retention and interest are the course's own."
                ),
            ),
        }
        self._title = company.title
        super().__init__()

    def build(self) -> None:
        """Make the controls."""
        own = self._customers["own"]
        width = widgets.Layout(width="340px")
        wide = widgets.Layout(width="auto", margin="2px 14px 2px 2px")
        self.controls = {
            "who": widgets.ToggleButtons(
                options=[
                    (say("My average customer"), "own"),
                    (say("The example of [000]"), "example"),
                ],
                description=say("Customer"),
                style={"description_width": "initial", "button_width": "auto"},
                layout=widgets.Layout(width="480px"),
            ),
            "win": _switch(say("Cost of winning"), wide),
            "serve": _switch(say("Cost to serve"), wide),
            "wait": _switch(say("Waiting (interest)"), wide),
            "leave": _switch(say("May have left (retention)"), wide),
            "endless": _switch(say("No last year"), wide),
            "years": widgets.IntSlider(
                own.years, 1, MOST_BOXES, description=say("Years"), style=LABEL, layout=width
            ),
            "rate": widgets.IntSlider(
                own.rate, 0, 25, description=say("Interest a year, %"), style=LABEL, layout=width
            ),
            "retention": widgets.IntSlider(
                own.retention,
                0,
                99,
                description=say("Stay another year, %"),
                style=LABEL,
                layout=width,
            ),
            "reset": widgets.Button(description=say("Start again")),
        }
        self.controls["who"].observe(self._other_customer, "value")
        self.controls["reset"].on_click(self.act(self._reset))

    def layout(self) -> Sequence[widgets.Widget]:
        """Whom to look at, what to count, and by how much."""
        wrap = widgets.Layout(flex_flow="row wrap")
        rows = (
            ("who", "reset"),
            ("win", "serve", "wait", "leave", "endless"),
            ("years", "rate", "retention"),
        )
        return [widgets.HBox([self.controls[k] for k in row], layout=wrap) for row in rows]

    def _other_customer(self, _change: Any = None) -> None:
        self._guard(self._set_sliders)

    def _set_sliders(self) -> None:
        customer = self._customers[self.controls["who"].value]
        for key in SLIDERS:
            self.controls[key].value = getattr(customer, key)

    def _reset(self) -> None:
        self.controls["who"].value = "own"
        for key in (*SWITCHES, "endless"):
            self.controls[key].value = False
        self._set_sliders()

    def update(self) -> None:
        """Take the customer, and count what is turned on."""
        value = {key: self.controls[key].value for key in (*SWITCHES, *SLIDERS, "endless")}
        self.controls["years"].disabled = value["endless"]
        who = self._customers[self.controls["who"].value]
        self.origin = who.origin
        self.life = Life(
            income=who.income,
            cost=who.cost,
            acquisition=who.acquisition,
            retention=value["retention"] / 100,
            rate=value["rate"] / 100,
            years=None if value["endless"] else value["years"],
            **{key: value[key] for key in SWITCHES},
        )

    @property
    def summary(self) -> str:
        """What is counted, what it adds up to, and whose recipe that is."""
        life = self.life
        who = (
            say("An average customer of {title} (synthetic)", title=self._title)
            if self.controls["who"].value == "own"
            else say("The customer in the example of [000]")
        )
        time = (
            say("without a last year")
            if life.years is None
            else say("for one year")
            if life.years == 1
            else say("for {years} years", years=life.years)
        )
        off = [
            words
            for on, words in (
                (life.serve, say("{cost:,.0f} a year to serve", cost=life.cost)),
                (life.win, say("{cost:,.0f} once for winning", cost=life.acquisition)),
                (life.wait, say("{rate:.0f} % a year for waiting", rate=100 * life.rate)),
                (
                    life.leave,
                    say("those who leave ({kept:.0f} % stay each year)", kept=100 * life.retention),
                ),
            )
            if on
        ]
        head = say(
            "{who}: {income:,.0f} crowns a year, {time}.", who=who, income=life.income, time=time
        )
        taken = (
            say("Taken off: {off}.", off=", ".join(off))
            if off
            else say("Nothing is taken off yet.")
        )
        if life.total is None:
            return " ".join((head, taken, recipe(life)))
        total = say("Sum: {total} crowns.", total=amount(life.total))
        return " ".join((head, taken, total, recipe(life)))

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """The years, then the sum as it comes about."""
        life = self.life
        body: list[tuple[object, ...]] = []
        if life.win:
            body.append((say("today: winning the customer"), amount(-life.acquisition)))
        shown = life.years or MOST_BOXES
        body += [
            (say("year {year}", year=year), amount(life.margin * life.counts(year)))
            for year in range(1, shown + 1)
        ]
        if life.years is None:
            later = life.after(shown)
            body.append((say("all later years"), say("no end") if later is None else amount(later)))
        body += [
            (say("in the sum: {words}", words=words), amount(crowns))
            for words, crowns in life.ledger()
        ]
        body.append((say("sum"), say("no end") if life.total is None else amount(life.total)))
        return (say("What"), say("Crowns")), body

    def draw(self) -> Drawing:
        """Draw the years."""
        return draw_life(self.name, self.life, self.origin)


def _switch(words: str, layout: widgets.Layout) -> widgets.Checkbox:
    return widgets.Checkbox(False, description=words, indent=False, layout=layout)
