"""Who owns this moment? The learner gives eight moments an owner and a way, and two weeks pass."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets
import numpy as np

from cem_workbook.cases.firm import draw_luck
from cem_workbook.cases.moments import (
    CENTRE,
    DAYS,
    DEPUTY,
    KNOWS,
    NOBODY,
    PERSON,
    RULE,
    SIGNED,
    TEAM,
    WEEKS,
    Plan,
    Setting,
    Week,
    draw_events,
    everywhere,
    hold,
    moments_of,
    plan_of,
)
from cem_workbook.cases.moments_year import Bill, Year, a_year, bill
from cem_workbook.data.model import Coefficients
from cem_workbook.data.today import today
from cem_workbook.explorers.assumed import Assumptions
from cem_workbook.explorers.base import LABEL, Explorer, Notes
from cem_workbook.explorers.moments_drawing import (
    LEFT,
    STATION,
    Tried,
    draw_weeks,
    owner_word,
    way_word,
    why_word,
)
from cem_workbook.figures import Drawing
from cem_workbook.messages import say
from cem_workbook.text import Points

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden"
MATTER = ("trouble_pain", "effort_wait", "less_for_effort", "leave_satisfaction")
BEST_PERSON, RULES = everywhere(PERSON, KNOWS), everywhere(TEAM, RULE)


class WhoOwnsThisMoment(Explorer):
    """Eight moments with owners; a week as planned, and the same week without the key person."""

    name: ClassVar[str] = "moments"
    title: ClassVar[str] = "Who owns this moment?"

    def __init__(self, company: Company) -> None:
        self._firm = today(company)
        self._title = company.title[:1].upper() + company.title[1:]
        self.person = str(company.staff["first_name"].iloc[int(self._firm.skill.argmax())])
        self._moments = moments_of(self._firm)
        self._events = draw_events(self._firm)
        self._luck = draw_luck(self._firm, 12)
        self._tried: dict[str, Plan] = {}
        self._years: dict[tuple[Plan, Setting, Coefficients], Year] = {}
        self._arranging = False
        super().__init__()

    def build(self) -> None:
        """Make the controls: an owner and a way for each moment, the day, and two plans at once."""
        owners = [
            (self.person, PERSON),
            (say("team"), TEAM),
            (say("centre"), CENTRE),
            (say("nobody"), NOBODY),
        ]
        ways = [
            (say("no rule"), KNOWS),
            (say("rule"), RULE),
            (say("deputy"), DEPUTY),
            (say("signed"), SIGNED),
        ]
        for moment in self._moments:
            for what, label, options in (
                ("owner", say("owner"), owners),
                ("way", say("way"), ways),
            ):
                self.controls[f"{what}: {moment.name}"] = widgets.Dropdown(
                    options=options,
                    # what only a screen reader says tells eight boxes of one name apart
                    description=f'<span style="float:left">{label}'
                    f'<span style="{UNSEEN}">, {escape(say(moment.name))}</span></span>',
                    description_allow_html=True,
                    style={"description_width": f"{STATION - 6}px"},
                    # the label above the box, so that eight stand in a row, as in the picture
                    layout=widgets.Layout(
                        width=f"{STATION - 3}px",
                        height="52px",
                        flex_flow="column",
                        align_items="stretch",
                        margin="0",
                    ),
                )
        self.kept = list(self.controls)
        self.controls["day"] = widgets.SelectionSlider(
            options=[(say(name), place) for place, name in enumerate(DAYS)],
            description=say("Both weeks up to"),
            style=LABEL,
            layout=widgets.Layout(width="330px"),
        )
        self.controls["best"] = widgets.Button(
            description=say("{person} owns everything", person=self.person)
        )
        self.controls["rules"] = widgets.Button(description=say("Rules for everything"))
        self.controls["reset"] = widgets.Button(description=say("Start again"))
        for button in ("best", "rules"):
            self.controls[button].layout = widgets.Layout(width="auto")
        self.controls["best"].on_click(self.act(lambda: self._arrange(BEST_PERSON)))
        self.controls["rules"].on_click(self.act(lambda: self._arrange(RULES)))
        self.controls["reset"].on_click(self.act(self._reset))
        self._assumed = Assumptions(Setting(), Coefficients(), only=self._shown())
        self.controls.update(self._assumed.inputs)

    @staticmethod
    def _shown() -> list[str]:
        """What is assumed, with the number on top that the page asks a learner to change."""
        others = (name for name in Setting.__dataclass_fields__ if name != "weeks_away")
        return ["weeks_away", *others, *MATTER]

    def layout(self) -> Sequence[widgets.Widget]:
        """Owner and way of each moment; the day and the buttons; what is assumed last."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="0 14px")
        columns = [
            widgets.VBox(
                [
                    widgets.HTML(
                        f'<div style="line-height:17px"><b>{escape(say(moment.name))}</b></div>'
                    ),
                    self.controls[f"owner: {moment.name}"],
                    self.controls[f"way: {moment.name}"],
                ],
                layout=widgets.Layout(width=f"{STATION}px", justify_content="flex-end"),
            )
            for moment in self._moments
        ]
        buttons = [self.controls[key] for key in ("day", "best", "rules", "reset")]
        return [
            widgets.HBox(
                columns, layout=widgets.Layout(flex_flow="row wrap", padding=f"0 0 0 {LEFT}px")
            ),
            widgets.HTML(
                f'<div style="line-height:18px">{"<br>".join(map(escape, self._legend()))}</div>'
            ),
            widgets.HBox(buttons, layout=wrap),
            self._assumed.widget,
        ]

    def _legend(self) -> tuple[str, str]:
        return (
            say(
                "Owner: {person}, the branch team, a centre of excellence (a few experts in each "
                "branch), or nobody.",
                person=self.person,
            ),
            say(
                "Way: no rule (the owner knows what to do); a written rule, with authority for all; a "
                "rule and a trained deputy, who may decide on odd cases; or a rule, and head office "
                "signs each case."
            ),
        )

    def _arrange(self, plan: Plan) -> None:
        """Set every moment at once; the weeks are only counted when all are set."""
        self._arranging = True
        try:
            for moment, how in zip(self._moments, plan, strict=True):
                self.controls[f"owner: {moment.name}"].value = how.owner
                self.controls[f"way: {moment.name}"].value = how.way
        finally:
            self._arranging = False

    def remember(self, notes: Notes) -> None:
        """Show the plan that was kept, all of it at once."""
        self._arranging = True
        try:
            super().remember(notes)
        finally:
            self._arranging = False
        self._redraw()

    def _redraw(self, _change: Any = None) -> None:
        """Redraw, but not in the middle of a change of many controls."""
        if not self._arranging:
            super()._redraw(_change)

    def _reset(self) -> None:
        self._arrange(BEST_PERSON)
        self._assumed.reset()
        self.controls["day"].value = 0
        self._tried.clear()

    @property
    def plan(self) -> Plan:
        """What the learner has arranged."""
        return plan_of(
            [
                (self.controls[f"owner: {m.name}"].value, self.controls[f"way: {m.name}"].value)
                for m in self._moments
            ]
        )

    def update(self) -> None:
        """Let both weeks pass, if there are days enough for the plan."""
        self.setting = self._assumed.apply(Setting())
        self._model = self._assumed.apply(Coefficients())
        plan = self.plan
        self.bill: Bill = bill(plan, self.setting)
        self.weeks: tuple[Week, Week] | None = None
        if self.bill.fits(self.setting):
            planned, alone = (
                hold(self._firm, plan, self._events, here, self.setting, self._model)
                for here in (True, False)
            )
            self.weeks = planned, alone
            self._tried[self._called(plan)] = plan

    def _called(self, plan: Plan) -> str:
        if plan == BEST_PERSON:
            return say("{person} owns everything", person=self.person)
        return say("Rules for everything") if plan == RULES else say("Your plan")

    def year(self, plan: Plan) -> Year:
        """Return what a plan comes to in a year, under the numbers that stand in the panel."""
        key = plan, self.setting, self._model
        if key not in self._years:
            self._years[key] = a_year(self._firm, plan, self._luck, self.setting, self._model)
        return self._years[key]

    def _fell(self, week: Week) -> int:
        return int((week.fell & (week.events.day <= self.controls["day"].value)).sum())

    @property
    def summary(self) -> str:
        """What both weeks, and a year of such weeks, have done to the customers."""
        k = self.setting
        days = say(
            "This plan takes {set_up} of {most} days to set up and {keep_up} of {each} days a month "
            "to keep up.",
            set_up=f"{self.bill.set_up:g}",
            most=f"{k.set_up_budget:g}",
            keep_up=f"{self.bill.keep_up:.1f}",
            each=f"{k.keep_up_budget:g}",
        )
        if self.weeks is None:
            return f"{days} {self._no_days()}"
        planned, alone = self.weeks
        passed_by = planned.events.day <= self.controls["day"].value
        passed = say(
            "{title} (synthetic), the week up to {day}: of {came} customers, {planned} fall through "
            "as planned, and {alone} with {person} away. Satisfaction of all who came: {glad:.1f} "
            "and {cross:.1f} of 100.",
            title=self._title,
            day=say(DAYS[self.controls["day"].value]),
            came=int(passed_by.sum()),
            planned=self._fell(planned),
            alone=self._fell(alone),
            person=self.person,
            glad=float(planned.satisfaction[passed_by].mean()),
            cross=float(alone.satisfaction[passed_by].mean()),
        )
        year = self.year(self.plan)
        later = say(
            "A year with {weeks} weeks away in {all}: {stay:.1f} of 100 customers stay; margin less "
            "the cost of the days: {crowns:,.0f} crowns.",
            weeks=f"{k.weeks_away:g}",
            all=WEEKS,
            stay=100 * year.staying,
            crowns=Points(year.left_over),
        )
        return f"{passed} {later} {days}"

    @staticmethod
    def _no_days() -> str:
        return say(
            "There are not enough days for this plan, so nothing can begin on Monday. Take something "
            "away."
        )

    def _told(self) -> list[str]:
        """A heading, and two odd cases of the last day at most, fallen ones first."""
        if self.weeks is None:
            return [self._no_days()]
        day, alone = self.controls["day"].value, self.weeks[1]
        head = say("Odd cases, {day}, {person} away", day=say(DAYS[day]), person=self.person)
        here = (alone.events.day == day) & alone.events.odd
        lines: dict[bool, list[str]] = {True: [], False: []}  # by whether it fell
        for moment in np.unique(alone.events.moment[here]):
            at = np.flatnonzero(here & (alone.events.moment == moment))
            first = next((i for i in at if alone.fell[i]), at[0])
            fell = bool(alone.fell[first])
            end = say("It fell: {why}.", why=why_word(int(alone.why[first])))
            lines[fell].append(
                say(
                    "{moment}: {example}. {end}",
                    moment=say(self._moments[moment].name).capitalize(),
                    example=say(self._moments[moment].example),
                    end=end if fell else say("It was met."),
                )
            )
        return [head, *((lines[True] + lines[False])[:2] or [say("None today.")])]

    def _list(self) -> list[Tried]:
        now = self._called(self.plan)
        found = []
        for name, plan in self._tried.items():
            year, takes = self.year(plan), bill(plan, self.setting)
            cells = (
                f"{takes.set_up:g}",
                f"{takes.keep_up:.1f}",
                f"{100 * year.fell:.1f}",
                f"{year.waiting:.2f}",
                f"{100 * year.staying:.1f}",
                f"{Points(year.left_over):,.0f}",
            )
            found.append(Tried(name, cells, now=name == now and self.weeks is not None))
        return found

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row a moment, and one for all."""
        head = [
            say("Moment"),
            say("Owner"),
            say("Way"),
            say("Customers"),
            say("of these, odd cases"),
            say("Fell as planned"),
            say("Fell, {person} away", person=self.person),
            say("Why, most often"),
        ]
        day, plan, events = self.controls["day"].value, self.plan, self._events
        passed = events.day <= day
        body: list[Sequence[object]] = []
        for i, (moment, how) in enumerate(zip(self._moments, plan, strict=True)):
            at = passed & (events.moment == i)
            fell: list[object] = ["", "", ""]
            if self.weeks is not None:
                why = self.weeks[1].main_reason(i, day)
                fell = [sum(week.fallen(i, day)) for week in self.weeks]
                fell.append("" if why is None else why_word(why))
            who = owner_word(how.owner, self.person)
            came = (int(at.sum()), int((at & events.odd).sum()))
            body.append((say(moment.name), who, way_word(how.way), *came, *fell))
        every: list[object] = (
            ["", ""] if self.weeks is None else [self._fell(w) for w in self.weeks]
        )
        came = (int(passed.sum()), int((passed & events.odd).sum()))
        body.append((say("all"), "", "", *came, *every, ""))
        return head, body

    def draw(self) -> Drawing:
        """Draw both weeks and the plans tried so far."""
        return draw_weeks(
            self.name,
            self.person,
            [moment.name for moment in self._moments],
            self.plan,
            self.weeks,
            self.controls["day"].value,
            self._told(),
            self._list(),
        )
