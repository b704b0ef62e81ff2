"""Your ninety days: the road with its flags, what each action may be worth, and what you bring."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, ClassVar

import ipywidgets as widgets

from cem_workbook.data.model import DEFAULT
from cem_workbook.desk.desk import Desk
from cem_workbook.desk.ninety_days_controls import (
    BROUGHT,
    EXAMPLE,
    MINE,
    OF_ROAD,
    OF_SUM,
    ROAD,
    SUM,
    make_controls,
)
from cem_workbook.explorers.assumed import Assumptions
from cem_workbook.explorers.base import Explorer, Notes
from cem_workbook.figures import SOFT, Drawing
from cem_workbook.journal.entry import Entry
from cem_workbook.messages import direction, say
from cem_workbook.plan import worth as sums
from cem_workbook.plan.days import read_day
from cem_workbook.plan.example import example_entries
from cem_workbook.plan.gather import (
    OPEN,
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
    begin_words,
    lever_words,
    profile_words,
    summary,
    trust_words,
    when_words,
    worth_words,
)
from cem_workbook.plan.words import clean, clip
from cem_workbook.plan.worth import Worth

COMMON = ("effort_wait", "trouble_pain", "more_for_staff", "good_gain", "leave_satisfaction")


class NinetyDays(Explorer):
    """Every action that was written on the pages, on a road of ninety days.

    Who has not written any yet looks at an example, which is never kept and never saved.
    """

    name: ClassVar[str] = VIEW
    title: ClassVar[str] = "Ninety days"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._quiet = False  # a control is being set by the view, not by the learner
        self._own_entries: Sequence[Entry] = desk.journal.entries()
        self._example: Sequence[Entry] = example_entries()
        super().__init__()

    # -- controls

    def build(self) -> None:
        """Make the controls: the first day, the action, what is chosen for it, the numbers."""
        written = gather(self._own_entries, chosen={}).actions
        self.controls = make_controls(MINE if written else EXAMPLE)
        self.controls["action"].options = self._named()
        self.controls["action"].index = 0
        self.kept = ["start", "choices", *(f"number {i}" for i in range(1, OWN_NUMBERS + 1))]
        self._assumptions = Assumptions(sums.USUAL, DEFAULT, only=[*vars(sums.USUAL), *COMMON])
        self.controls |= self._assumptions.inputs
        self._words = widgets.HTML()
        self.controls["next"].on_click(self.act(self._next))
        self.controls["begin"].observe(self._take_start, "value")
        self.controls["whose"].observe(self._change_plan, "value")
        self.controls["action"].observe(self._show_choice, "value")
        for prefix in ("", f"{EXAMPLE} "):
            self.controls[f"{prefix}start"].observe(self._show_start, "value")
            self.controls[f"{prefix}choices"].observe(self._show_choice, "value")
        for name in (*OF_ROAD, *OF_SUM):
            self.controls[name].observe(self._take_choice, "value")

    def layout(self) -> Sequence[widgets.Widget]:
        """What is looked at; the action; and of each view what can be chosen there."""

        def line(*names: str) -> widgets.HBox:
            # each with a layout of its own: one of them is hidden now and then
            wrap = widgets.Layout(flex_flow="row wrap", grid_gap="2px 14px")
            return widgets.HBox([self.controls[name] for name in names], layout=wrap)

        self._whose = line("whose", "begin")
        self._one = widgets.VBox([line("action", "next"), self._words])
        self._boxes = {
            ROAD: widgets.VBox([line("owner", "measure"), line("day", "off")]),
            SUM: widgets.VBox([line("lever", "by"), line("hours", "crowns"),
                               self._assumptions.widget]),
            BROUGHT: widgets.VBox([line(f"number {i}") for i in range(1, OWN_NUMBERS + 1)]),
        }  # fmt: skip
        return [line("look"), self._whose, self._one, *self._boxes.values()]

    @property
    def _entries(self) -> Sequence[Entry]:
        """What is written in the plan that is looked at."""
        return self._example if self.controls["whose"].value == EXAMPLE else self._own_entries

    def _line(self, name: str) -> widgets.Text:
        """Return the control that holds a line of the plan that is looked at."""
        prefix = f"{EXAMPLE} " if self.controls["whose"].value == EXAMPLE else ""
        return self.controls[f"{prefix}{name}"]

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
            self._line("start").value = change.new.isoformat() if change.new else ""

    def _show_start(self, _change: Any = None) -> None:
        self._set("begin", read_day(self._line("start").value))

    def _change_plan(self, _change: Any) -> None:
        self._name_actions()
        self._show_start()
        self._show_choice()

    def _take_choice(self, _change: Any) -> None:
        id = self.controls["action"].value
        if self._quiet or not id:
            return
        values: dict[str, Any] = {name: self.controls[name].value for name in (*OF_ROAD, *OF_SUM)}
        values |= {name: clean(values[name]) for name in ("owner", "measure")}
        choices = read_choices(self._line("choices").value)
        written = self._written(id)
        for name in ("owner", "measure"):  # the page's own words are not kept twice
            if written is not None and getattr(written, name):
                values[name] = ""
        self._line("choices").value = write_choices({**choices, id: Choice(**values)})

    def _show_choice(self, _change: Any = None) -> None:
        """Show what is chosen for the action; what the page says itself cannot be changed here."""
        id = self.controls["action"].value
        choice = read_choices(self._line("choices").value).get(id, Choice())
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
        """The learner's own plan as it is now, whichever is looked at."""
        return self._plan

    @property
    def shown(self) -> Plan:
        """The plan that is looked at: their own, or the example."""
        return self._shown

    def update(self) -> None:
        """Gather the plan anew, and show the controls of the view that was chosen."""
        self._own_entries = self._desk.journal.entries()
        self._name_actions()
        self._plan = self._shown = gather(
            self._own_entries, self._desk.learner.id, chosen=self.work
        )
        if self.controls["whose"].value == EXAMPLE:
            chosen = {name: self._line(name).value for name in ("start", "choices")}
            self._shown = gather(self._example, chosen=chosen)
        look = self.controls["look"].value
        for name, box in self._boxes.items():
            box.layout.display = None if name == look else "none"
        self._whose.layout.display = None if look != BROUGHT else "none"  # that is always one's own
        self._one.layout.display = None if look != BROUGHT and self._shown.actions else "none"
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
        return next((action for action in self._shown.actions if action.id == id), None)

    def _about_the_action(self) -> str:
        action = self._chosen
        if action is None:
            return ""
        open_words = gap_words(action)
        parts = [
            say("Page {n:02}. {what}", n=action.page.number, what=action.what or say("what?")),
            say("Written for “by when”: {words}.", words=action.when)
            if action.when and action.place != OPEN
            else "",
            say("Due: {words}.", words=when_words(action)),
            say("Still open: {words}", words=open_words) if open_words else "",
        ]
        lines = "".join(f'<p style="margin:2px 0">{escape(part)}</p>' for part in parts if part)
        note = (
            say("The words of the example stay; the rest you can try out, and nothing is kept.")
            if self.controls["whose"].value == EXAMPLE
            else say("Words that stand on a page are changed there.")
        )
        return (
            f'<div dir="auto" style="line-height:1.4;max-width:860px;overflow-wrap:anywhere">{lines}'
            f'<p dir="{direction()}" style="margin:2px 0;color:{SOFT}">{escape(note)}</p></div>'
        )

    def worths(self, plan: Plan | None = None) -> dict[str, Worth]:
        """What each action with a lever may be worth, and all of them together.

        Args:
            plan: whose actions; without it, those of the plan that is looked at.
        """
        return worths(
            plan or self._shown,
            self._desk.company,
            self._assumptions.apply(sums.USUAL),
            self._assumptions.apply(DEFAULT),
        )

    def extras(self) -> Extras:
        """What stands on the page beside the learner's own plan."""
        found = self.worths(self._plan)
        together = found.pop(TOGETHER, None) or next(iter(found.values()), None)
        return Extras(self._desk.company.title, self._figures, found, together)

    @property
    def summary(self) -> str:
        """The plan, the sum, or what is brought along, in a few sentences."""
        look = self.controls["look"].value
        if look == ROAD:
            return self._said_first(summary(self._shown))
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
            return summary(self._shown)
        if not action.choice.lever:
            return self._said_first(
                say(
                    "“{what}”: choose which lever it moves, and by how much you expect. “None of "
                    "these” is an answer, too.",
                    what=clip(action.what, 80),
                )
            )
        parts = [f"“{clip(action.what, 80)}”:"]
        if action.choice.lever == sums.NONE:
            parts.append(
                say(
                    "the model has no lever for it. That is the model's limit, not a judgement: "
                    "which number of your own will show it?"
                )
            )
        found = self.worths()
        if action.id in found:
            parts.append(worth_words(found[action.id]))
        return self._said_first(" ".join(parts))

    def _said_first(self, words: str) -> str:
        """Say before and after it that a plan is the example, and where one's own begins."""
        if self.controls["whose"].value != EXAMPLE:
            return words
        own = (
            say("Your own plan is there, too: choose it at “Plan”.")
            if self._plan.actions
            else say("You have not written any action yet. {begin}", begin=begin_words(self._plan))
        )
        return " ".join((say("An example, made up by the course."), words, own))

    def draw(self) -> Drawing:
        """Draw the road, the ranges, or the stairs with what stands beside them."""
        look = self.controls["look"].value
        if look == BROUGHT:
            return draw_brought(self.name, self._plan, self._desk.company.title, self._figures)
        if look == ROAD:
            drawing = draw_road(self.name, self._shown, str(self.controls["action"].value))
        else:
            drawing = draw_ranges(self.name, self._ranges())
        if self.controls["whose"].value == EXAMPLE:  # on the road there is room above the flags
            x, y, anchor = (14, 18, "start") if look == ROAD else (846, drawing.height - 10, "end")
            words = say("An example, made up by the course")
            drawing.text(x, y, words, size=13, bold=True, fill=SOFT, anchor=anchor)
        return drawing

    def _ranges(self) -> list[tuple[str, Worth]]:
        named = {a.id: f"{n} · {a.what}" for n, a in enumerate(self._shown.actions, start=1)}
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
            for n, a in enumerate(self._shown.actions, start=1)
        ]
