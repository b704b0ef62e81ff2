"""The inbox: sixty letters in piles by cause, hours to spend on them, and what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, ClassVar

import ipywidgets as widgets

from cem_workbook.cases import inbox as model
from cem_workbook.cases.inbox_letters import (
    PRAISE,
    STAFF,
    WAITING,
    WISHES,
    Letter,
    Pile,
    inbox,
)
from cem_workbook.data.model import DEFAULT
from cem_workbook.data.phrases import HANDLING
from cem_workbook.explorers.assumed import Assumptions
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.inbox_drawing import Result, Scene, Stack, draw_inbox, pain_word
from cem_workbook.figures import Drawing
from cem_workbook.messages import say
from cem_workbook.text import Points, table_html

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

ANSWERS = ("no answer", "one text for all", "own words", "own words, loss made good")
PILES = {
    WAITING: "waiting, running about",
    STAFF: "the staff",
    HANDLING: "how complaints end",
    WISHES: "price and range",
    PRAISE: "praise",
}
REMEDIES = {
    WAITING: "One more at the busy hour",
    STAFF: "Train the staff in listening",
    HANDLING: "Let staff promise up to a limit",
}
COMMON = ("complaining", "good_gain", "explain_gain", "deny_pain", "day_pain", "trouble_pain",
          "memory", "leave_satisfaction")  # fmt: skip


class TheInbox(Explorer):
    """Answer, mend, compensate or ask, with the hours there are; then look a quarter later."""

    name: ClassVar[str] = "inbox"
    title: ClassVar[str] = "The inbox"

    def __init__(self, company: Company) -> None:
        self._inbox = inbox(company)
        self._title = company.title[:1].upper() + company.title[1:]
        since = self._inbox.letters[0].day
        self._since = f"{since.day} {say(since.strftime('%B'))} {since.year}"
        self._of: dict[str, model.Outcome] = {}
        self._asked_last: tuple[object, ...] = ()
        super().__init__()

    def build(self) -> None:
        """Make the controls: for each pile an answer, and a box where hours can mend the cause."""
        self.controls = {
            "hours": widgets.IntSlider(
                value=round(model.BUDGET),
                min=20,
                max=120,
                step=5,
                description=say("Hours there are"),
                style=LABEL,
                layout=widgets.Layout(width="420px"),
            )
        }
        for pile in self._inbox.piles:
            most = 4 if any(letter.loss for letter in self._inbox.of(pile.name)) else 3
            self.controls[f"answer {pile.name}"] = widgets.Dropdown(
                options=[(say(words), i) for i, words in enumerate(ANSWERS[:most])],
                value=0,
                description=say("{pile} ({n})", pile=called(pile.name), n=pile.letters),
                disabled=not pile.letters,
                style={"description_width": "190px"},
                layout=widgets.Layout(width="410px"),
            )
            if pile.hours:
                self.controls[f"mend {pile.name}"] = widgets.Checkbox(
                    description=say(
                        "{remedy}: {hours} hours",
                        remedy=_remedy(pile.name),
                        hours=pile.hours,
                    ),
                    indent=False,
                    # set in, so that it stands under its own pile where the lines wrap
                    layout=widgets.Layout(width="330px", margin="2px 2px 2px 24px"),
                )
        self.controls["ask"] = widgets.Checkbox(
            indent=False,
            layout=widgets.Layout(width="460px"),
        )
        self.controls["open"] = widgets.Dropdown(
            options=[(say("none"), ""), *((called(p.name), p.name) for p in self._inbox.piles)],
            description=say("Open a pile and read"),
            style=LABEL,
            layout=widgets.Layout(width="420px"),
        )
        self.controls["reset"] = widgets.Button(description=say("Start again"))
        self.controls["reset"].on_click(self.act(self._reset))
        self._letters, self._status = widgets.HTML(), widgets.HTML()
        self._assumptions = Assumptions(model.USUAL, DEFAULT, only=[*vars(model.USUAL), *COMMON])
        self.controls |= self._assumptions.inputs
        self._work = [name for name in self.controls if name.startswith(("answer ", "mend "))]
        self.kept = [*self._work, "ask"]

    def layout(self) -> Sequence[widgets.Widget]:
        """The hours, a line for each pile, the silent, the letters, and the assumptions."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="0 14px")

        def line(*names: str) -> widgets.HBox:
            there = [self.controls[name] for name in names if name in self.controls]
            return widgets.HBox(there, layout=wrap)

        return [
            line("hours", "reset"),
            *(line(f"answer {p.name}", f"mend {p.name}") for p in self._inbox.piles),
            line("ask"),
            self._status,
            line("open"),
            self._letters,
            self._assumptions.widget,
        ]

    def _reset(self) -> None:
        for name in self._work:
            self.controls[name].value = 0 if name.startswith("answer ") else False
        self.controls["ask"].value = False
        self.controls["open"].value = ""
        self.controls["hours"].value = round(model.BUDGET)
        self._assumptions.reset()

    @property
    def plan(self) -> model.Plan:
        """What the controls say is to be done."""
        names = [pile.name for pile in self._inbox.piles]
        mend = [
            n for n in names if f"mend {n}" in self.controls and self.controls[f"mend {n}"].value
        ]
        answers = {name: self.controls[f"answer {name}"].value for name in names}
        return model.by_pile(self._inbox, answers, mend, self.controls["ask"].value)

    @property
    def over(self) -> float:
        """Hours that the plan takes too many; 0 where they suffice."""
        return max(0.0, round(self._hours - self._budget, 6))

    def update(self) -> None:
        """Follow the plan, and the three that it is compared with."""
        box, habits = self._inbox, self._assumptions.apply(model.USUAL)
        k = self._assumptions.apply(DEFAULT)
        self._budget = float(self.controls["hours"].value)
        self._habits, self._plan = habits, self.plan
        self._hours = model.hours(box, self._plan, habits)
        asked = (self._budget, habits, k)
        if asked != self._asked_last:
            rules = {
                "nothing": model.by_pile(box, {}),
                "first": model.first_come(box, self._budget, habits),
                "loudest": model.loudest_first(box, self._budget, habits),
                "triage": model.by_triage(box, self._budget, habits),
            }
            self._of = {name: model.follow(box, plan, habits, k) for name, plan in rules.items()}
            self._asked_last = asked
        self._of.pop("yours", None)
        if not self.over:
            self._of["yours"] = model.follow(box, self._plan, habits, k)
        opened = self.controls["open"].value
        self._letters.value = self._read(opened) if opened else ""
        self._status.value = f"<strong>{escape(self._so_far())}</strong>"
        self.controls["ask"].description = say(
            "Ask the silent “What went wrong?” on every receipt: {hours:g} hours",
            hours=habits.ask_hours,
        )

    def _so_far(self) -> str:
        """Return in short what the picture shows, to stand near the controls."""
        hours = say("{used} of {all:g} hours.", used=f"{self._hours:.1f}", all=self._budget)
        if self.over:
            return f"{hours} {say('{over} too many.', over=f'{self.over:.1f}')}"
        yours, nothing = self._of["yours"], self._of["nothing"]
        found = say(
            "Customers lost in a year: {lost} ({lost_0} if nothing is done). Write again: {again} "
            "({again_0}).",
            lost=yours.lost,
            lost_0=nothing.lost,
            again=yours.again,
            again_0=nothing.again,
        )
        return f"{hours} {found}"

    def _read(self, name: str) -> str:
        """Return the letters of a pile as HTML, each with its day and what the trouble cost."""
        letters = self._inbox.of(name)
        items = "".join(f"<li>{escape(_line(letter))}</li>" for letter in letters)
        head = say("{pile}: {n} letters, oldest first.", pile=called(name), n=len(letters))
        if any(letter.loss for letter in letters):
            words = say("A ticket keeps no words; these are made up from its topic.")
            head = f"{head} {words}"
        return (
            f'<div style="line-height:1.45"><strong>{escape(head)}</strong><ul>{items}</ul></div>'
        )

    @property
    def summary(self) -> str:
        """The hours, and what comes of the plan beside what comes of doing nothing."""
        found = say(
            "{title} (synthetic): {n} letters since {since}. Your plan takes {hours} of {budget:g} "
            "hours.",
            title=self._title,
            n=len(self._inbox.letters),
            since=self._since,
            hours=f"{self._hours:.1f}",
            budget=self._budget,
        )
        if self.over:
            rest = say(
                "That is {over} too many. Take something off, and you will see what comes of it.",
                over=f"{self.over:.1f}",
            )
            return f"{found} {rest}"
        yours, nothing = self._of["yours"], self._of["nothing"]
        rest = say(
            "A quarter later, {letters} unhappy letters come in a month ({letters_0} if nothing is "
            "done); {again} of the {writers} people who complained have written again ({again_0}). "
            "After a year, {lost} of {customers} customers are lost ({lost_0}). The year's margin, "
            "less compensation: {margin} crowns against doing nothing.",
            letters=yours.complaints,
            letters_0=nothing.complaints,
            again=yours.again,
            again_0=nothing.again,
            writers=self._writers,
            lost=yours.lost,
            lost_0=nothing.lost,
            customers=f"{yours.customers:,}",
            margin=_signed(yours.margin - nothing.margin),
        )
        return f"{found} {rest}"

    @property
    def _writers(self) -> int:
        return len({letter.who for letter in self._inbox.letters if letter.pile != PRAISE})

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row a pile."""
        head = [
            say("Pile"),
            say("Letters"),
            say("Customers who met it in the last quarter, about"),
            say("Pain"),
            say("Hours to mend"),
            say("Answer"),
            say("Cause"),
            say("Letters a month, a quarter later"),
            say("If nothing is done"),
        ]
        yours, nothing = self._of.get("yours"), self._of["nothing"]
        return head, [
            (
                called(pile.name),
                pile.letters,
                f"{pile.reach:,}" if pile.name != PRAISE else "–",
                f"{pile.pain:.1f} {pain_word(pile.pain)}" if pile.pain else "–",
                pile.hours or "–",
                self._answer(pile),
                say("mended") if pile.name in self._plan.mend else say("as it was"),
                yours.letters[pile.name] if yours else "–",
                nothing.letters[pile.name],
            )
            for pile in self._inbox.piles
        ]

    def _answer(self, pile: Pile) -> str:
        return say(ANSWERS[self.controls[f"answer {pile.name}"].value])

    def table_html(self) -> str:
        """Return the piles, and below them the plans, as two tables."""
        head = [
            say("Plan"),
            say("Write again, of {n}", n=self._writers),
            say("Unhappy letters in a month"),
            say("Customers lost in the year"),
            say("Compensation, crowns"),
            say("Crowns against doing nothing"),
        ]
        rows = [
            (r.name, r.again, r.letters, r.lost, f"{r.paid:,.0f}", _signed(r.gain))
            for r in self._results()
        ]
        return super().table_html() + "<br>" + table_html(head, rows)

    def _results(self) -> list[Result]:
        names = {
            "nothing": say("nothing is done"),
            "first": say("first come, first served"),
            "loudest": say("loudest first"),
            "triage": say("reach × pain ÷ effort"),
            "yours": say("your plan"),
        }
        zero = self._of["nothing"].margin
        return [
            Result(words, o.again, o.complaints, o.lost, o.paid, o.margin - zero, name == "yours")
            for name, words in names.items()
            if (o := self._of.get(name))
        ]

    def draw(self) -> Drawing:
        """Draw the piles, the hours, the inbox a quarter later, and the plans side by side."""
        box, plan = self._inbox, self._plan
        yours, nothing = self._of.get("yours"), self._of["nothing"]
        stacks = [
            Stack(
                name=called(pile.name),
                answers=tuple(
                    answer
                    for letter, answer in zip(box.letters, plan.answers, strict=True)
                    if letter.pile == pile.name
                ),
                reach=pile.reach if pile.name != PRAISE else None,
                pain=pile.pain,
                hours=pile.hours,
                mended=pile.name in plan.mend,
                later=yours.letters[pile.name] if yours else None,
                before=nothing.letters[pile.name],
            )
            for pile in box.piles
        ]
        scene = Scene(
            since=self._since,
            stacks=stacks,
            budget=self._budget,
            answering=sum(model.answering(plan, self._habits)),
            mending=model.mending(box, plan),
            asking=self._habits.ask_hours * plan.ask,
            writers=self._writers,
            results=self._results(),
        )
        return draw_inbox(self.name, scene)


def called(name: str) -> str:
    """Return what a pile is called."""
    return say(PILES.get(name, name))


def _remedy(name: str) -> str:
    known = REMEDIES.get(name)
    return say(known) if known else say("Mend “{cause}”", cause=called(name))


def _line(letter: Letter) -> str:
    day = f"{letter.day.day} {say(letter.day.strftime('%B'))}"
    if not letter.loss:
        return say("{day}: “{words}”", day=day, words=letter.words)
    return say(
        "{day}: “{words}” It cost the writer {loss:,.0f} crowns.",
        day=day,
        words=letter.words,
        loss=letter.loss,
    )


def _signed(crowns: float) -> str:
    return f"{Points(round(crowns)):+,.0f}"
