"""The leaking bucket: customers come in at the top and are lost through the hole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import ipywidgets as widgets
import pandas as pd

from cem_workbook.errors import CourseError
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.bucket_drawing import Words, draw_bucket, percent, who_came
from cem_workbook.explorers.leak import TRIED, Flow, bill, flow
from cem_workbook.explorers.stays import stays
from cem_workbook.figures import Drawing
from cem_workbook.messages import say
from cem_workbook.metrics import churn_over_time, compound

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

MOST_MONTHS = 120  # long enough to see the level come near its balance
CHEAPEST = 2  # crowns: of one crown one does not say “crowns”
CHURN_STEPS = (  # few enough for a mouse to stop at each
    *(step / 1000 for step in range(0, 20)),
    *(step / 1000 for step in range(20, 100, 5)),
    *(step / 100 for step in range(10, 20, 2)),
    *(step / 100 for step in range(20, 101, 10)),
)


class LeakingBucket(Explorer):
    """A bucket of customers with a tap and a hole, and the bill for filling and for mending."""

    name: ClassVar[str] = "bucket"
    title: ClassVar[str] = "The leaking bucket"

    def __init__(self, company: Company) -> None:
        known = stays(company)
        year = pd.DateOffset(years=1)
        months = churn_over_time(
            known.frame, every="month", start=known.until - year, end=known.until
        )
        self._title = company.title
        self._customers = int(months["at_end"].iloc[-1])
        self._newcomers = round(float(months["joined"].mean()))
        self._churn = round(float(months["lost"].sum() / months["at_start"].sum()), 3)
        winning = float(company.customers["acquisition_cost"].mean())
        self._cost = max(CHEAPEST, round(winning / 5))
        self._origin = say(
            "Starting values: {title} (synthetic), twelve months up to {until}; "
            "winning a customer cost {cost:,.0f} crowns on average, and a try is set to about a fifth of "
            "that. {how} That a try keeps 1 of {tried} is the course's own assumption.",
            title=company.title,
            until=f"{known.until:%Y-%m-%d}",
            cost=winning,
            how=known.how,
            tried=TRIED,
        )
        super().__init__()

    def build(self) -> None:
        """Make the controls."""
        width = widgets.Layout(width="395px")
        most_cost = max(20, 4 * self._cost)
        self.controls = {
            "newcomers": widgets.IntSlider(
                self._newcomers,
                0,
                max(40, 4 * self._newcomers),
                description=say("Newcomers a month"),
                style=LABEL,
                layout=width,
            ),
            "churn": widgets.SelectionSlider(
                options=_options(self._churn),
                value=self._churn,
                description=say("Lost a month (churn)"),
                style=LABEL,
                layout=width,
            ),
            "months": widgets.IntSlider(
                12, 0, MOST_MONTHS, description=say("Months that pass"), style=LABEL, layout=width
            ),
            "ratio": widgets.IntSlider(
                5,
                1,
                15,
                description=say("Winning is dearer, times"),
                style=LABEL,
                layout=width,
            ),
            "cost": widgets.IntSlider(
                self._cost,
                CHEAPEST,
                most_cost,
                description=say("A try to keep one, crowns"),
                style=LABEL,
                layout=width,
            ),
            "stay": widgets.IntSlider(
                50,
                0,
                95,
                5,
                description=say("Would stay anyway, %"),
                style=LABEL,
                layout=width,
            ),
            "plug": widgets.Button(description=say("Plug half the hole")),
            "tap": widgets.Button(description=say("Open the tap twice as far")),
            "reset": widgets.Button(description=say("Start again")),
        }
        for button in ("plug", "tap"):
            self.controls[button].layout = widgets.Layout(width="auto")
        self.controls["plug"].on_click(self.act(self._plug))
        self.controls["tap"].on_click(self.act(self._tap))
        self.controls["reset"].on_click(self.act(self._reset))

    def layout(self) -> Sequence[widgets.Widget]:
        """The bucket, its bill, and what can be done at once; two sliders a row leave them long."""
        wrap = widgets.Layout(flex_flow="row wrap")
        rows = (
            ("newcomers", "churn"),
            ("months", "ratio"),
            ("cost", "stay"),
            ("plug", "tap", "reset"),
        )
        return [widgets.HBox([self.controls[k] for k in row], layout=wrap) for row in rows]

    def _plug(self) -> None:
        share = self.controls["churn"].value
        if not share:
            raise CourseError(say("There is no hole to plug: nobody is lost."))
        before = self._later()
        self._set_churn(share / 2)
        after = self._later()
        self.note = say(
            "The hole is half as large: {months} months later there are {after:,} customers "
            "instead of {before:,}. {fewer:,} fewer leaked, and nobody had to be won for it. (What "
            "keeping costs stands in the bill.)",
            months=after.months,
            after=after.now,
            before=before.now,
            fewer=before.leaked - after.leaked,
        )

    def _tap(self) -> None:
        slider = self.controls["newcomers"]
        if not slider.value:
            raise CourseError(say("The tap is shut: first choose some newcomers a month."))
        if slider.value == slider.max:
            raise CourseError(say("The tap is as far open as it goes."))
        before = self._later()
        slider.value = min(2 * slider.value, slider.max)
        after = self._later()
        self.note = say(
            "The tap gives {newcomers:,} a month: {months} months later there are {after:,} "
            "customers instead of {before:,}. {more:,} more came, and {leaked:,} more leaked.",
            newcomers=after.newcomers,
            months=after.months,
            after=after.now,
            before=before.now,
            more=after.came - before.came,
            leaked=after.leaked - before.leaked,
        )

    def _reset(self) -> None:
        self._set_churn(self._churn)
        self.controls["newcomers"].value = self._newcomers
        self.controls["months"].value = 12
        self.controls["ratio"].value = 5
        self.controls["cost"].value = self._cost
        self.controls["stay"].value = 50

    def _set_churn(self, share: float) -> None:
        slider = self.controls["churn"]
        if share not in dict(slider.options).values():
            slider.options = _options(share)
        slider.value = share

    def _later(self) -> Flow:
        """How the bucket moves in the months chosen, or in a year when none has passed."""
        return self._flow(self.controls["months"].value or 12)

    def _flow(self, months: int) -> Flow:
        churn, newcomers = self.controls["churn"].value, self.controls["newcomers"].value
        return flow(self._customers, newcomers, churn, months)

    def update(self) -> None:
        """Let the months pass, and make the bill."""
        value = {key: self.controls[key].value for key in ("months", "ratio", "cost", "stay")}
        self.flow = self._flow(value["months"])
        self.bill = bill(self.flow.leaked, value["ratio"], value["cost"], value["stay"] / 100)

    @property
    def summary(self) -> str:
        """Where the level went, what those who came did for it, and which way is cheaper."""
        f = self.flow
        parts = [
            say(
                "{title} (synthetic): {start:,} customers at the start, {now:,} after {months} "
                "months with {newcomers:,} newcomers and {churn} lost a month.",
                title=self._title[:1].upper() + self._title[1:],
                start=f.start,
                now=f.now,
                months=f.months,
                newcomers=f.newcomers,
                churn=percent(f.churn),
            )
        ]
        if f.came:
            parts += who_came(f)
        if f.months and f.churn:
            parts.append(self._compounding())
        if f.balance is None:
            parts.append(say("Nothing leaks, so there is no balance."))
        else:
            parts.append(
                say(
                    "The balance, where as many leak as come, is at {level:,.0f} customers ({newcomers:,} ÷ "
                    "{churn}).",
                    level=f.balance,
                    newcomers=f.newcomers,
                    churn=percent(f.churn),
                )
            )
        if self.bill.customers:
            parts.append(
                say(
                    "The bill for a quarter of those who leaked: winning {n:,} new ones costs "
                    "{winning:,.0f}, keeping {n:,} costs {keeping:,.0f} crowns.",
                    n=self.bill.customers,
                    winning=self.bill.winning,
                    keeping=self.bill.keeping,
                )
            )
        parts.append(self._result())
        return " ".join(filter(None, parts))

    def _compounding(self) -> str:
        f = self.flow
        left = say(
            "{left:,} of the first {start:,} are still here, {share:.0f} of 100",
            left=f.first_left,
            start=f.start,
            share=100 * f.first[-1] / f.first[0],
        )
        if f.months == 1:
            return f"{left}."
        lost = percent(round(compound(f.churn, f.months), 3))
        added = percent(f.churn * f.months)
        if f.churn * f.months > 1:
            words = say("adding up would give {added}, more than all", added=added)
        else:
            words = say("adding up would give {added}", added=added)
        return say(
            "{left}: {churn} a month, {months} times over, is {lost} ({words}).",
            left=left,
            churn=percent(f.churn),
            months=f.months,
            lost=lost,
            words=words,
        )

    def _words(self) -> Words:
        """Say what winning and keeping one customer takes, and which way is cheaper."""
        ratio, cost = self.controls["ratio"].value, self.controls["cost"].value
        even = self.bill.break_even
        return Words(
            winning=say(
                "Winning one customer costs {ratio} × {cost} = {price:,} crowns.",
                ratio=ratio,
                cost=cost,
                price=ratio * cost,
            ),
            verdict=verdict(ratio),
            keeping=say(
                "Keeping one takes {even:.3g} tries at {cost} crowns: {wasted:.3g} would stay anyway, and of "
                "{tried} who would leave, 1 stays.",
                even=even,
                cost=cost,
                tried=TRIED,
                wasted=even - TRIED,
            ),
            result=self._result(),
            origin=self._origin,
        )

    def _result(self) -> str:
        """Say which way is cheaper, and at which ratio both would cost the same."""
        ratio, even = self.controls["ratio"].value, self.bill.break_even
        if ratio == even:
            return say("At {ratio} times both ways cost the same.", ratio=ratio)
        cheaper = say("keeping is cheaper") if ratio > even else say("winning is cheaper")
        return say(
            "At {ratio} times {cheaper}; at {even:.3g} times both ways cost the same.",
            ratio=ratio,
            cheaper=cheaper,
            even=even,
        )

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """All numbers of the picture."""
        f, b = self.flow, self.bill
        none = say("none: nothing leaks")
        return (say("What"), say("How much")), [
            (say("Customers at the start"), f.start),
            (say("Months"), f.months),
            (say("Newcomers a month"), f.newcomers),
            (say("Lost a month"), percent(f.churn)),
            (say("Came so far"), f.came),
            (say("Leaked so far"), f.leaked),
            (say("Came only to fill the hole"), f.only_replaced),
            (say("Customers now"), f.now),
            (say("Of the first customers still here"), f.first_left),
            (say("The same of 100 first customers"), round(100 * f.first[-1] / f.first[0])),
            (
                say("Balance: level at which as many leak as come"),
                none if f.balance is None else round(f.balance),
            ),
            (say("To be won or kept: a quarter of those who leaked"), b.customers),
            (say("Tries that it takes to keep them"), b.tries),
            (say("Cost of winning them anew, crowns"), round(b.winning)),
            (say("Cost of keeping them, crowns"), round(b.keeping)),
            (say("Cost of replacing all that leaked, crowns"), round(b.replacing_all)),
            (say("Times dearer at which both cost the same"), f"{b.break_even:.3g}"),
        ]

    def draw(self) -> Drawing:
        """Draw the bucket and the bill."""
        return draw_bucket(self.name, self.flow, self.bill, self._words())


def verdict(ratio: int) -> str:
    """Say how far a ratio of winning to keeping can be trusted."""
    if ratio < 5:
        found = say("{ratio} times: less than any figure that we found.", ratio=ratio)
    elif ratio == 5:
        return say(
            "We found no study that makes “5 times” [000 · Churn] a rule (earliest: TARP, late 1980s). "
            "It depends."
        )
    elif 8 <= ratio <= 10:
        found = say(
            "{ratio} times: “8 to 10” is quoted, and so are 5, 11 and “5 to 25”.", ratio=ratio
        )
    elif ratio == 11:
        found = say("11 times is quoted, and so are 5, “8 to 10” and “5 to 25”.")
    else:
        found = say(
            "{ratio} times: some say “5 to 25”; others say 5, “8 to 10” or 11.", ratio=ratio
        )
    return say("{found} No source shows a rule. It depends.", found=found)


def _options(extra: float) -> list[tuple[str, float]]:
    """Return the steps of the churn slider, with one value among them."""
    return [(percent(share), share) for share in sorted({*CHURN_STEPS, extra})]
