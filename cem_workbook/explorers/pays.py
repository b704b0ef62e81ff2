"""Does it pay here? Passing travellers, customers who come back for years, and a plan of care."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, replace
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets
import numpy as np

from cem_workbook.cases.pays import (
    AS_MUCH_AS_POSSIBLE,
    BANK,
    INSURER,
    ROADSIDE,
    Pays,
    accounts,
    place_of,
)
from cem_workbook.cases.visitors import (
    NOTHING,
    NUMBERS,
    STARTERS,
    STAYS,
    Care,
    Place,
    Run,
    draw_luck,
)
from cem_workbook.cases.visitors_years import live_on, live_on_under
from cem_workbook.data.company import Company
from cem_workbook.data.model import DEFAULT
from cem_workbook.data.today import today
from cem_workbook.explorers.assumed import Assumptions
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.pays_drawing import Scene, draw_scene
from cem_workbook.figures import Drawing
from cem_workbook.messages import say
from cem_workbook.text import Points

if TYPE_CHECKING:
    from collections.abc import Mapping

SIZES = (200, 500, 1000, 2000, 5000, 8000, 10_000, 20_000, 50_000, 100_000)
OWN, ROAD, A_BANK, AN_INSURER = "own", "roadside", "bank", "insurer"
PLAN = ("everybody", "chosen", "mending")
ASSUMED = (
    "care_most",
    "care_half",
    "mend_half",
    "displeased_below",
    "several",
    "records",
    "drawn_away",
    "leave_satisfaction",
    "pleased_from",
    "word_of_mouth",
)
ITEMS = ("stays", "buys", "word", "everybody", "chosen", "mending", "records")


class DoesItPay(Explorer):
    """A place by its factors, a plan by its crowns, and what the plan brings and costs."""

    name: ClassVar[str] = "pays"
    title: ClassVar[str] = "Does it pay here?"

    def __init__(self, company: Company) -> None:
        own, seed = place_of(company), company.seed
        # whom the people are like, and by which factors each place begins
        self._firms = {
            ROAD: (Company("restaurant", seed), ROADSIDE),
            A_BANK: (Company("bank", seed), BANK),
            AN_INSURER: (Company("insurer", seed), INSURER),
            OWN: (company, own),
        }
        self._titles = {
            ROAD: say("A roadside restaurant (invented)"),
            A_BANK: say("A bank (invented)"),
            AN_INSURER: say("An insurer (invented)"),
            OWN: say("Your company: {title} (synthetic)", title=company.title),
        }
        self._sizes = sorted({*SIZES, own.people})
        self._again = 0
        self._filling = False
        self._tried = False  # as much as possible for everybody: what it leaves is shown then
        self._known: tuple[Any, Any, Any] | None = None
        super().__init__()

    def build(self) -> None:
        """Make the controls."""

        def slider(words: str, most: float, step: float, form: str) -> widgets.FloatSlider:
            return widgets.FloatSlider(
                0.0,
                min=0.0,
                max=most,
                step=step,
                readout_format=form,
                description=words,
                style={"description_width": "205px"},
                layout=widgets.Layout(width="400px"),
            )

        self.assumed = Assumptions(NUMBERS, DEFAULT, only=ASSUMED)
        self.controls = {
            "place": widgets.Dropdown(
                options=[(title, key) for key, title in self._titles.items()],
                description=say("Place"),
                style=LABEL,
                layout=widgets.Layout(width="340px"),
            ),
            "returning": slider(say("Come back by nature, %"), 100, 1, ".0f"),
            "rivals": slider(say("Competition (0: none, 1: usual)"), 2, 0.1, ".1f"),
            "telling": slider(say("Can be told apart, %"), 100, 5, ".0f"),
            "people": widgets.SelectionSlider(
                options=[(f"{size:,}", size) for size in self._sizes],
                description=say("People in a year"),
                style={"description_width": "205px"},
                layout=widgets.Layout(width="400px"),
            ),
            "talk": slider(say("Newcomers who go by talk, %"), 100, 5, ".0f"),
            "everybody": slider(say("Everybody, crowns a visit"), 6, 0.5, ".1f"),
            "chosen": slider(say("The chosen fifth, crowns a visit"), 6, 0.5, ".1f"),
            "mending": slider(say("Each thing gone wrong, crowns"), 10, 0.5, ".1f"),
            "most": widgets.Button(description=say("As much as possible for everybody")),
            "nothing": widgets.Button(description=say("Spend nothing")),
            "luck": widgets.Button(description=say("The same with other luck")),
            "reset": widgets.Button(description=say("Start again")),
            **self.assumed.inputs,
        }
        for key in ("most", "nothing", "luck"):
            self.controls[key].layout = widgets.Layout(width="auto")
        # before the redraw that all share, so that it meets the new factors
        self.controls["place"].observe(self._move_in, "value")
        self.controls["most"].on_click(self.act(lambda: self._plan(AS_MUCH_AS_POSSIBLE)))
        self.controls["nothing"].on_click(self.act(lambda: self._plan(NOTHING)))
        self.controls["luck"].on_click(self.act(self._other_luck))
        self.controls["reset"].on_click(self.act(self._reset))
        self._move_in()

    def layout(self) -> Sequence[widgets.Widget]:
        """The place and its factors, then the plan, then what is assumed."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="0 14px")

        def row(*keys: str) -> widgets.HBox:
            return widgets.HBox([self.controls[key] for key in keys], layout=wrap)

        def head(words: str) -> widgets.HTML:
            return widgets.HTML(f"<strong>{words}</strong>")

        return [
            row("place", "reset", "luck"),
            head(say("The factors of the place")),
            row("returning", "rivals", "telling", "people", "talk"),
            head(say("Your plan of care")),
            row(*PLAN),
            row("most", "nothing"),
            self.assumed.widget,
        ]

    def _redraw(self, change: Any = None) -> None:
        if not self._filling:  # one picture for several controls that are set at once
            super()._redraw(change)

    def _set(self, values: Mapping[str, Any]) -> None:
        self._filling = True
        try:
            for key, value in values.items():
                self.controls[key].value = value
        finally:
            self._filling = False

    def _move_in(self, _change: Any = None) -> None:
        place = self._firms[self.controls["place"].value][1]
        # as fine as the sliders, so that what is shown is what is reckoned with
        self._set(
            {
                "returning": round(100 * place.returning),
                "rivals": place.rivals,
                "telling": 5 * round(20 * place.telling),
                "people": place.people,
                "talk": 5 * round(20 * place.talk),
            }
        )

    def _plan(self, care: Care) -> None:
        self._set(dict(zip(PLAN, astuple(care), strict=True)))

    def _other_luck(self) -> None:
        self._again += 1
        self.note = say("Luck number {number}: other people, other days.", number=self._again + 1)

    def _reset(self) -> None:
        self._again, self._tried = 0, False
        self._set({"place": ROAD})
        self._move_in()
        self._plan(NOTHING)
        self._filling = True
        self.assumed.reset()
        self._filling = False

    @property
    def place(self) -> Place:
        """The factors as they are set."""
        value = {key: self.controls[key].value for key in ("returning", "telling", "talk")}
        return Place(
            people=self.controls["people"].value,
            returning=value["returning"] / 100,
            rivals=self.controls["rivals"].value,
            telling=value["telling"] / 100,
            talk=value["talk"] / 100,
        )

    @property
    def care(self) -> Care:
        """The plan as it is set."""
        return Care(**{key: self.controls[key].value for key in PLAN})

    def update(self) -> None:
        """Reckon the plan, and beside it as much as possible for everybody."""
        firm = today(self._firms[self.controls["place"].value][0])
        place, care = self.place, self.care
        k, own = self.assumed.apply(DEFAULT), self.assumed.apply(NUMBERS)
        known = (self.controls["place"].value, place, k, own, self._again)
        with np.errstate(over="ignore"):  # whatever is assumed, a chance ends at 0 or 1
            if self._known is None or self._known[0] != known:
                luck = draw_luck(firm, self._again)
                plans = (NOTHING, AS_MUCH_AS_POSSIBLE)
                without, most = live_on_under(firm, place, plans, luck, k, own)
                self._known = (known, (luck, without), most)
            (luck, without), most = self._known[1:]
            plan = live_on(firm, place, care, luck, k, own)
        self.result: Pays = accounts(place, care, without, plan, k, own)
        self.most = in_hundreds(accounts(place, AS_MUCH_AS_POSSIBLE, without, most, k, own))
        self.shown = in_hundreds(self.result)
        self._tried = self._tried or care == AS_MUCH_AS_POSSIBLE

    def _still_here(self) -> tuple[int, int]:
        """Of 100 of today's returning people, how many are there after the five years."""

        def there(run: Run) -> int:
            return round(100 * float((run.left[:STARTERS] == STAYS).mean()))

        return there(self.result.without), there(self.result.plan)

    @property
    def summary(self) -> str:
        """Who comes here, what the plan does, and whether it pays."""
        back = round(100 * self.place.returning)
        title = self._titles[self.controls["place"].value]
        who = say(
            "{title}: of 100 people, {back} come back by nature and {once} pass once.",
            title=title,
            back=back,
            once=100 - back,
        )
        if self.care == NOTHING:
            parts = [say("You spend nothing, so nothing changes.")]
        else:
            parts = self._plan_in_words()
        if self._tried and self.care != AS_MUCH_AS_POSSIBLE:
            parts.append(
                say(
                    "{crowns} crowns on every visit would leave {net}.",
                    crowns=f"{AS_MUCH_AS_POSSIBLE.everybody:g}",
                    net=crowns(self.most.net, sign=True),
                )
            )
        return " ".join([who, *parts])

    def _plan_in_words(self) -> list[str]:
        r, care = self.shown, self.care
        before, after = self._still_here()
        if r.net:
            pays = say("It pays here.") if r.net > 0 else say("It does not pay here.")
        else:
            pays = say("It brings what it costs.")
        parts = [
            say(
                "Your plan (crowns a visit for everybody: {everybody}; for the chosen fifth: {chosen}; "
                "for each thing gone wrong: {mending}) brings {brings} crowns a year and costs "
                "{costs}: {net}.",
                everybody=f"{care.everybody:g}",
                chosen=f"{care.chosen:g}",
                mending=f"{care.mending:g}",
                brings=crowns(r.brings),
                costs=crowns(r.costs),
                net=crowns(r.net, sign=True),
            ),
            pays,
        ]
        if self.place.returning:
            parts.append(
                say(
                    "Of 100 who come back, {after} are still there after five years; without the "
                    "plan {before}.",
                    after=after,
                    before=before,
                )
            )
        return parts

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """The accounts of an average year, item by item."""
        r = self.shown
        before, after = self._still_here()
        items = [
            (say("Brings: people stay longer"), r.stays),
            (say("Brings: they come more often and buy more"), r.buys),
            (say("Brings: word of mouth"), r.word),
            (say("Brings, in all"), r.brings),
            (say("Costs: everybody"), r.everybody),
            (say("Costs: the chosen fifth"), r.chosen),
            (say("Costs: mending what went wrong"), r.mending),
            (say("Costs: records of the customers"), r.records),
            (say("Costs, in all"), r.costs),
            (say("What is left of your plan"), r.net),
        ]
        most = say("{crowns} crowns a year", crowns=crowns(self.most.net))
        return (say("What"), say("How much")), [
            *(
                (words, say("{crowns} crowns a year", crowns=crowns(value)))
                for words, value in items
            ),
            (
                say("What would be left of as much as possible for everybody"),
                most if self._tried else say("not tried yet"),
            ),
            (say("Of 100 who come back, there after five years, without the plan"), before),
            (say("The same with the plan"), after),
            (say("Newcomers for 100 without the plan"), round(100 * r.newcomers)),
        ]

    def draw(self) -> Drawing:
        """Draw the road, the lives, and the accounts."""
        r, spends = self.shown, self.care != NOTHING
        lives = tuple(
            zip(
                r.without.left[:STARTERS].tolist(),
                r.plan.left[:STARTERS].tolist(),
                r.plan.best[:STARTERS].tolist(),
                (r.plan.chosen[0][:STARTERS] & bool(self.care.chosen)).tolist(),
                strict=True,
            )
        )
        cared = (r.plan.chosen[1].ravel() & bool(self.care.chosen)).tolist()
        before, after = self._still_here()
        return draw_scene(
            self.name,
            Scene(
                returning=self.place.returning,
                lives=lives,
                cared_passing=cared,
                newcomers=r.newcomers,
                still=(before, after),
                brings=(r.stays, r.buys, r.word),
                costs=(r.everybody, r.chosen, r.mending, r.records),
                left=(0.0, self.most.net if self._tried else None, r.net),
                spends=spends,
            ),
        )


def in_hundreds(result: Pays) -> Pays:
    """Return accounts whose items are whole hundreds, so that their sums add up as they are shown.

    The model knows no more than that.
    """
    return replace(result, **{name: round(getattr(result, name), -2) for name in ITEMS})


def crowns(amount: float, *, sign: bool = False) -> str:
    """Write an amount in whole hundreds."""
    rounded = Points(round(amount, -2))
    return f"{rounded:+,.0f}" if sign else f"{rounded:,.0f}"
