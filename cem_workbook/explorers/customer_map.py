"""The map of the customers: everybody a dot, lines that the learner draws, and what lies between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.customer_map_drawing import (
    BEST,
    LISTS,
    LOYAL,
    NOBODY,
    draw_map,
    place_dots,
)
from cem_workbook.explorers.customer_segments import (
    LAST_YEAR,
    Region,
    customers_of,
    divide,
    interval,
    tidy_name,
)
from cem_workbook.figures import Drawing
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

START = {"silence": 90, "silence_2": 365, "days": 12, "days_2": 30}


class CustomerMap(Explorer):
    """Customers by recency and frequency, the segments between the learner's own lines."""

    name: ClassVar[str] = "customer-map"
    title: ClassVar[str] = "The map of your customers"

    def __init__(self, company: Company) -> None:
        self._customers = customers_of(company)
        self._dots = place_dots(self._customers)
        best, loyal = self._customers.best, self._customers.loyal
        self._counts = {
            BEST: int(best.sum()),
            LOYAL: int(loyal.sum()),
            LISTS: int((best & loyal).sum()),
        }
        self._title = company.title[:1].upper() + company.title[1:]
        # the learner's names, by how many lines there are and by the place between them
        self._names: dict[tuple[int, tuple[int, int]], str] = {}
        self._regions: tuple[Region, ...] = ()
        super().__init__()

    def build(self) -> None:
        """Make the controls."""

        def line(words: str, key: str, low: int, high: int, step: int) -> widgets.IntSlider:
            return widgets.IntSlider(
                description=words,
                value=START[key],
                min=low,
                max=high,
                step=step,
                style={"description_width": "190px"},
                layout=widgets.Layout(width="440px"),  # one each: the second ones are hidden
            )

        self.controls = {
            "lines": widgets.Dropdown(
                options=[(say("one (4 segments)"), 1), (say("two (9 segments)"), 2)],
                description=say("Lines each way"),
                style=LABEL,
                layout=widgets.Layout(width="270px"),
            ),
            "mark": widgets.Dropdown(
                options=[
                    (say("nobody: size shows the margin"), NOBODY),
                    (say("the best"), BEST),
                    (say("the loyal"), LOYAL),
                    (say("both lists"), LISTS),
                ],
                description=say("Mark"),
                style=LABEL,
                layout=widgets.Layout(width="290px"),
            ),
            "silence": line(say("Silent from (days)"), "silence", 5, 720, 5),
            "days": line(say("Often from (days bought)"), "days", 2, 60, 1),
            "silence_2": line(say("Second line, silent from"), "silence_2", 5, 720, 5),
            "days_2": line(say("Second line, often from"), "days_2", 2, 60, 1),
            "segment": widgets.Dropdown(
                description=say("Look at"), style=LABEL, layout=widgets.Layout(width="300px")
            ),
            "name": widgets.Text(
                description=say("Your name for it"),
                placeholder=say("type, then press Enter"),
                continuous_update=False,
                style=LABEL,
                layout=widgets.Layout(width="330px"),
            ),
            "reset": widgets.Button(description=say("Start again")),
        }
        # before the redraw that all share, so that it meets the new name
        self.controls["name"].observe(self._rename, "value")
        self.controls["reset"].on_click(self.act(self._reset))

    def layout(self) -> Sequence[widgets.Widget]:
        """The lines, whom to mark, and the segment that is looked at and named."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="0 14px")
        rows = (
            ("lines", "mark", "reset"),
            ("silence", "days", "silence_2", "days_2"),
            ("segment", "name"),
        )
        return [widgets.HBox([self.controls[k] for k in row], layout=wrap) for row in rows]

    def _offer(self) -> None:
        """List the segments by number and name; the one looked at stays, if it is still there."""
        choose = self.controls["segment"]
        options = [(f"{i + 1} · {name}", i) for i, name in enumerate(self._called())]
        if tuple(options) != tuple(choose.options):
            at = choose.value or 0
            choose.options = options
            choose.value = at if at < len(options) else 0

    def _key(self, region: Region) -> tuple[int, tuple[int, int]]:
        return self.controls["lines"].value, region.place

    def _called(self) -> list[str]:
        return [
            self._names.get(self._key(region)) or say("segment {number}", number=number)
            for number, region in enumerate(self._regions, 1)
        ]

    def _show_name(self) -> None:
        self.controls["name"].value = self._names.get(self._key(self._chosen), "")

    def _rename(self, _change: Any) -> None:
        self._names[self._key(self._chosen)] = tidy_name(self.controls["name"].value)

    def _reset(self) -> None:
        self._names.clear()
        for key, start in {"lines": 1, "mark": NOBODY, **START}.items():
            self.controls[key].value = start
        self.controls["segment"].value = 0

    @property
    def _chosen(self) -> Region:
        return self._regions[self.controls["segment"].value or 0]

    def update(self) -> None:
        """Divide the customers by the lines, and offer the segments that there are."""
        value = {key: self.controls[key].value for key in ("lines", *START)}
        two = value["lines"] == 2
        for key in ("silence_2", "days_2"):
            self.controls[key].layout.display = None if two else "none"
        self._regions = divide(
            self._customers,
            [value["silence"], value["silence_2"]] if two else [value["silence"]],
            [value["days"], value["days_2"]] if two else [value["days"]],
        )
        self._offer()
        self._show_name()

    @property
    def summary(self) -> str:
        """What the chosen segment is worth, and whom the marks show."""
        region, at = self._chosen, self.controls["segment"].value or 0
        found = say(
            "{title} (synthetic), {all} customers. {number} · {name} (last purchase {silence} days "
            "ago; {days} days with a purchase): {count} customers, {people} % of all, bring {money} % "
            "of the margin. Without them, {crowns} crowns would be missing in a year like {year}.",
            title=self._title,
            all=f"{len(self._customers.days):,}",
            number=at + 1,
            name=self._called()[at],
            silence=interval(region.silence),
            days=interval(region.days),
            count=f"{region.customers:,}",
            people=f"{region.share_of_customers:.1f}",
            money=f"{region.share_of_margin:.1f}",
            crowns=f"{region.at_stake:,.0f}",
            year=LAST_YEAR,
        )
        return f"{found} {self._marked()}".strip()

    def _marked(self) -> str:
        mark, count = self.controls["mark"].value, self._counts
        if mark == NOBODY:
            return ""
        if mark == LISTS:
            return say(
                "Of the {best} best, {both} are also loyal ({share} %).",
                best=count[BEST],
                both=count[LISTS],
                share=f"{100 * count[LISTS] / count[BEST]:.0f}",
            )
        here = self._chosen.best if mark == BEST else self._chosen.loyal
        return (
            say("Of the {all} best, {here} stand here.", all=count[BEST], here=here)
            if mark == BEST
            else say("Of the {all} loyal, {here} stand here.", all=count[LOYAL], here=here)
        )

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row a segment."""
        head = [
            say("Segment"),
            say("Days since the last purchase"),
            say("Days with a purchase"),
            say("Customers"),
            say("% of customers"),
            say("% of margin"),
            say("Margin of {year}, crowns", year=LAST_YEAR),
            say("Best"),
            say("Loyal"),
        ]
        return head, [
            (
                f"{number} · {name}",
                interval(r.silence),
                interval(r.days),
                r.customers,
                r.share_of_customers,
                r.share_of_margin,
                round(r.at_stake),
                r.best,
                r.loyal,
            )
            for number, (name, r) in enumerate(zip(self._called(), self._regions, strict=True), 1)
        ]

    def draw(self) -> Drawing:
        """Draw the map, the list and the bars."""
        return draw_map(
            self.name,
            self._dots,
            self._regions,
            self._called(),
            self.controls["segment"].value or 0,
            self.controls["mark"].value,
            self._counts,
        )
