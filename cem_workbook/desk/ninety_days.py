"""Your ninety days: the road with its flags, what each action may be worth, and what you bring."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, ClassVar

import ipywidgets as widgets

from cem_workbook.data.model import DEFAULT
from cem_workbook.desk.desk import Desk
from cem_workbook.explorers.assumed import Assumptions
from cem_workbook.explorers.base import LABEL, Explorer, Notes
from cem_workbook.figures import SOFT, Drawing
from cem_workbook.messages import direction, say
from cem_workbook.plan import worth as sums
from cem_workbook.plan.days import read_day
from cem_workbook.plan.gather import (
    MOST_BY,
    MOST_CROWNS,
    MOST_HOURS,
    OWN_NUMBERS,
    VIEW,
    Action,
    Choice,
    Plan,
    gather,
    read_choices,
    write_choices,
)
from cem_workbook.plan.of_company import TOGETHER, company_figures, worths
from cem_workbook.plan.page import Extras
from cem_workbook.plan.pictures import draw_brought, draw_ranges, range_words
from cem_workbook.plan.road import draw_road, gap_words
from cem_workbook.plan.says import (
    lever_words,
    profile_words,
    summary,
    trust_words,
    when_words,
    worth_words,
)
from cem_workbook.plan.words import clean, clip
from cem_workbook.plan.worth import Worth

ROAD, SUM, BROUGHT = "road", "sum", "brought"
COMMON = ("effort_wait", "trouble_pain", "more_for_staff", "good_gain", "leave_satisfaction")
OF_ROAD = ("owner", "day", "measure", "off")
OF_SUM = ("lever", "by", "hours", "crowns")


class NinetyDays(Explorer):
    """Every action that was written on the pages, on a road of ninety days."""

    name: ClassVar[str] = VIEW
    title: ClassVar[str] = "My ninety days"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._quiet = False  # a control is being set by the view, not by the learner
        self._entries = desk.journal.entries()
        super().__init__()

    # -- controls

    def build(self) -> None:
        """Make the controls: the first day, the action, what is chosen for it, the numbers."""
        wide = widgets.Layout(width="430px", max_width="98%")

        def text(words: str, hint: str) -> widgets.Text:
            return widgets.Text(
                description=words,
                placeholder=hint,
                continuous_update=False,
                style=LABEL,
                layout=wide,
            )

        def day(words: str) -> widgets.DatePicker:
            return widgets.DatePicker(
                description=words, style=LABEL, layout=widgets.Layout(width="270px")
            )

        def count(words: str, most: int) -> widgets.BoundedIntText:
            return widgets.BoundedIntText(
                0, 0, most, description=words, style=LABEL, layout=widgets.Layout(width="210px")
            )

        levers = [(words.capitalize(), key) for key, words in lever_words().items()]
        self.controls = {
            "look": widgets.Dropdown(
                options=[
                    (say("1 · the road: who, and when"), ROAD),
                    (say("2 · the sum: what it may be worth"), SUM),
                    (say("3 · what you bring along"), BROUGHT),
                ],
                description=say("Look at"),
                style=LABEL,
                layout=widgets.Layout(width="330px"),
            ),
            "begin": day(say("First of the ninety days")),
            "action": widgets.Dropdown(
                options=self._named(), description=say("Action"), style=LABEL,
                layout=widgets.Layout(width="520px", max_width="98%"),
            ),
            "next": widgets.Button(description=say("Next action")),
            "owner": text(say("Who owns it"), say("a person who may act")),
            "day": day(say("Due on")),
            "measure": text(say("How I shall see it"), say("a number that could say no")),
            "off": widgets.Checkbox(
                description=say("Put off until after the ninety days"), indent=False,
                layout=widgets.Layout(width="310px"),
            ),
            "lever": widgets.Dropdown(
                options=[(say("– choose –"), ""), *levers], description=say("It brings"),
                style=LABEL, layout=wide,
            ),
            "by": widgets.IntSlider(
                10, 0, MOST_BY, 5, description=say("by, in per cent"), style=LABEL,
                continuous_update=False, layout=widgets.Layout(width="330px"),
            ),
            "hours": count(say("It takes, hours"), MOST_HOURS),
            "crowns": count(say("It costs, crowns"), MOST_CROWNS),
            **{
                f"number {i}": text(
                    say("Number {n} of my own firm", n=i),
                    say("what, how much, as of when; or nothing"),
                )
                for i in range(1, OWN_NUMBERS + 1)
            },
            # the learner's work, each as one line; never shown as a field
            "start": widgets.Text(description=say("First day")),
            "choices": widgets.Text(description=say("What you have chosen")),
        }  # fmt: skip
        self.kept = ["start", "choices", *(f"number {i}" for i in range(1, OWN_NUMBERS + 1))]
        self._assumptions = Assumptions(sums.USUAL, DEFAULT, only=[*vars(sums.USUAL), *COMMON])
        self.controls |= self._assumptions.inputs
        self._words = widgets.HTML()
        self.controls["next"].on_click(self.act(self._next))
        self.controls["begin"].observe(self._take_start, "value")
        self.controls["start"].observe(self._show_start, "value")
        self.controls["action"].observe(self._show_choice, "value")
        self.controls["choices"].observe(self._show_choice, "value")
        for name in (*OF_ROAD, *OF_SUM):
            self.controls[name].observe(self._take_choice, "value")

    def layout(self) -> Sequence[widgets.Widget]:
        """What is looked at; the action; and of each view what can be chosen there."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="2px 14px")

        def line(*names: str) -> widgets.HBox:
            return widgets.HBox([self.controls[name] for name in names], layout=wrap)

        self._one = widgets.VBox([line("action", "next"), self._words])
        self._boxes = {
            ROAD: widgets.VBox([line("owner", "measure"), line("day", "off")]),
            SUM: widgets.VBox([line("lever", "by"), line("hours", "crowns"),
                               self._assumptions.widget]),
            BROUGHT: widgets.VBox([line(f"number {i}") for i in range(1, OWN_NUMBERS + 1)]),
        }  # fmt: skip
        return [line("look", "begin"), self._one, *self._boxes.values()]

    def _named(self) -> list[tuple[str, str]]:
        plan = gather(self._entries, chosen={})
        return [
            (f"{n} · {clip(action.what, 50) or say('what?')} ({action.page.number:02})", action.id)
            for n, action in enumerate(plan.actions, start=1)
        ] or [(say("none yet"), "")]

    def remember(self, notes: Notes) -> None:
        """Bring back what was chosen, and show it."""
        super().remember(notes)
        self._show_start()
        self._show_choice()
        self._redraw()

    # what the learner does

    def _next(self) -> None:
        control = self.controls["action"]
        control.index = (control.index + 1) % len(control.options)

    def _take_start(self, change: Any) -> None:
        if not self._quiet:
            self.controls["start"].value = change.new.isoformat() if change.new else ""

    def _show_start(self, _change: Any = None) -> None:
        self._set("begin", read_day(self.controls["start"].value))

    def _take_choice(self, _change: Any) -> None:
        id = self.controls["action"].value
        if self._quiet or not id:
            return
        values: dict[str, Any] = {name: self.controls[name].value for name in (*OF_ROAD, *OF_SUM)}
        values |= {name: clean(values[name]) for name in ("owner", "measure")}
        choices = read_choices(self.controls["choices"].value)
        written = self._written(id)
        for name in ("owner", "measure"):  # the page's own words are not kept twice
            if written is not None and getattr(written, name):
                values[name] = ""
        self.controls["choices"].value = write_choices({**choices, id: Choice(**values)})

    def _show_choice(self, _change: Any = None) -> None:
        """Show what is chosen for the action; what the page says itself cannot be changed here."""
        id = self.controls["action"].value
        choice = read_choices(self.controls["choices"].value).get(id, Choice())
        written = self._written(id)
        for name in (*OF_ROAD, *OF_SUM):
            value = getattr(choice, name)
            if name in ("owner", "measure"):
                there = getattr(written, name) if written else ""
                value = there or value
                self.controls[name].disabled = bool(there) or written is None
            if name == "lever" and value not in lever_words():
                value = ""
            self._set(name, value)

    def _set(self, name: str, value: Any) -> None:
        self._quiet = True
        try:
            self.controls[name].value = value
        finally:
            self._quiet = False

    def _written(self, id: str) -> Action | None:
        """Return the action as the page has it."""
        plan = gather(self._entries, chosen={})
        return next((action for action in plan.actions if action.id == id), None)

    # -- what is shown

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self._plan

    def update(self) -> None:
        """Gather the plan anew, and show the controls of the view that was chosen."""
        self._entries = self._desk.journal.entries()
        self._name_actions()
        self._plan = gather(self._entries, self._desk.learner.id, chosen=self.work)
        look = self.controls["look"].value
        for name, box in self._boxes.items():
            box.layout.display = None if name == look else "none"
        self._one.layout.display = None if look != BROUGHT and self._plan.actions else "none"
        self._words.value = self._about_the_action()

    def _name_actions(self) -> None:
        """Offer the actions that there are now; another page may have added one."""
        control, named = self.controls["action"], self._named()
        if list(control.options) != named:
            before = control.value
            self._quiet = True
            try:
                control.options = named
                if before in [id for _, id in named]:
                    control.value = before
            finally:
                self._quiet = False
            self._show_choice()

    @property
    def _chosen(self) -> Action | None:
        id = self.controls["action"].value
        return next((action for action in self._plan.actions if action.id == id), None)

    def _about_the_action(self) -> str:
        action = self._chosen
        if action is None:
            return ""
        open_words = gap_words(action)
        parts = [
            say("Page {n:02}. {what}", n=action.page.number, what=action.what or say("what?")),
            say("Written for “by when”: {words}.", words=action.when) if action.when else "",
            say("Due: {words}.", words=when_words(action)),
            say("Still open: {words}", words=open_words) if open_words else "",
        ]
        lines = "".join(f'<p style="margin:2px 0">{escape(part)}</p>' for part in parts if part)
        note = say("Words that stand on a page are changed there.")
        return (
            f'<div dir="auto" style="line-height:1.4;max-width:860px;overflow-wrap:anywhere">{lines}'
            f'<p dir="{direction()}" style="margin:2px 0;color:{SOFT}">{escape(note)}</p></div>'
        )

    def worths(self) -> dict[str, Worth]:
        """What each action with a lever may be worth, and all of them together."""
        return worths(
            self._plan,
            self._desk.company,
            self._assumptions.apply(sums.USUAL),
            self._assumptions.apply(DEFAULT),
        )

    def extras(self) -> Extras:
        """What stands on the page beside the plan."""
        found = self.worths()
        together = found.pop(TOGETHER, None) or next(iter(found.values()), None)
        return Extras(self._desk.company.title, self._figures, found, together)

    @property
    def summary(self) -> str:
        """The plan, the sum, or what is brought along, in a few sentences."""
        look = self.controls["look"].value
        if look == ROAD:
            return summary(self._plan)
        if look == BROUGHT:
            return " ".join(
                (
                    profile_words(self._plan),
                    trust_words(self._plan),
                    say("Numbers of your own firm: {n}.", n=len(self._plan.own_numbers)),
                )
            )
        action = self._chosen
        if action is None:
            return summary(self._plan)
        if not action.choice.lever:
            return say(
                "“{what}”: choose which lever it moves, and by how much you expect. “None of "
                "these” is an answer, too.",
                what=clip(action.what, 80),
            )
        parts = [f"“{clip(action.what, 80)}”:"]
        if action.choice.lever == sums.NONE:
            parts.append(
                say(
                    "the model has no lever for it, so it brings nothing here. That is the model's "
                    "limit, not a judgement: which number of your own will show it?"
                )
            )
        found = self.worths()
        if action.id in found:
            parts.append(worth_words(found[action.id]))
        if action.choice.hours == action.choice.crowns == 0:
            parts.append(say("You have named no cost yet."))
        return " ".join(parts)

    def draw(self) -> Drawing:
        """Draw the road, the ranges, or the stairs with what stands beside them."""
        look = self.controls["look"].value
        if look == ROAD:
            return draw_road(self.name, self._plan, str(self.controls["action"].value))
        if look == SUM:
            return draw_ranges(self.name, self._ranges())
        return draw_brought(self.name, self._plan, self._desk.company.title, self._figures)

    def _ranges(self) -> list[tuple[str, Worth]]:
        named = {a.id: f"{n} · {a.what}" for n, a in enumerate(self._plan.actions, start=1)}
        return [(named.get(id, say("All together")), found) for id, found in self.worths().items()]

    @property
    def _figures(self) -> tuple[str, ...]:
        return company_figures(self._desk.company)

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row an action; of what is brought along, a row each."""
        look = self.controls["look"].value
        if look == BROUGHT:
            lines = [(say("my own firm"), words) for words in self._plan.own_numbers]
            lines += [
                (self._desk.company.title, words) for words in company_figures(self._desk.company)
            ]
            lines += [
                (f"{w.page.number:02} {say(w.page.title)}", w.words) for w in self._plan.works
            ]
            return [say("Of"), say("What")], lines
        if look == SUM:
            return [
                say("Action"),
                say("If it works"),
                say("If half works"),
                say("If it does not"),
                say("Runs that do not pay back"),
            ], [
                (
                    title,
                    *(range_words(case.crowns.low, case.crowns.high) for case in found.cases),
                    ", ".join(f"{case.short}/{found.runs}" for case in found.cases),
                )
                for title, found in self._ranges()
            ]
        return [
            say("Number"),
            say("What"),
            say("Who"),
            say("When"),
            say("How seen"),
            say("Open"),
        ], [
            (n, a.what, a.owner, when_words(a), a.measure, gap_words(a) or "–")
            for n, a in enumerate(self._plan.actions, start=1)
        ]
