"""Eight quarters: five coins each, a road that goes down before it goes up, and plans beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from cem_workbook.cases import quarters as model
from cem_workbook.cases.quarters import COINS, QUARTERS, Purse, Quarter
from cem_workbook.cases.quarters_habits import USUAL
from cem_workbook.data.model import DEFAULT
from cem_workbook.errors import CourseError
from cem_workbook.explorers.assumed import Assumptions
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.quarters_drawing import (
    HEIGHTS,
    MONEY,
    Result,
    Road,
    Scene,
    activity_words,
    draw_road,
    fact_words,
    facts,
    found_on,
    heights,
    signed,
)
from cem_workbook.figures import Drawing
from cem_workbook.messages import say
from cem_workbook.text import table_html

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

AS_BEFORE = "="  # a quarter of the plan that repeats the one before
EMPTY = " ".join(["0" * len(model.ACTIVITIES)] + [AS_BEFORE] * (QUARTERS - 1))
STEPS_BACK = 60  # that Undo can take
COMMON = ("effort_wait", "trouble_pain", "more_for_staff", "good_gain", "leave_satisfaction",
          "word_of_mouth")  # fmt: skip
Known = tuple[Quarter, ...]


class EightQuarters(Explorer):
    """Spend five coins a quarter, play quarter by quarter, and look where the road goes."""

    name: ClassVar[str] = "eight-quarters"
    title: ClassVar[str] = "Eight quarters"

    def __init__(self, company: Company) -> None:
        self._company = company
        self._title = company.title[:1].upper() + company.title[1:]
        self._again = 0
        self._back: list[tuple[str, int, int]] = []  # what Undo goes back to, the latest last
        self._quiet = False  # a control is being set by the view, not by the learner
        super().__init__()

    # -- controls

    def build(self) -> None:
        """Make the controls: a quarter's five sliders, what can be done, and what is shown."""
        fitting = widgets.Layout(width="auto")
        numbers = [(str(i + 1), i) for i in range(QUARTERS)]
        self.controls = {
            "quarter": widgets.Dropdown(
                options=numbers,
                description=say("Coins of quarter"),
                style=LABEL,
                layout=widgets.Layout(width="190px"),
            ),
            "before": widgets.Button(description=say("As the quarter before"), layout=fitting),
            **{
                f"coins {activity}": widgets.IntSlider(
                    0, 0, COINS, description=words, style={"description_width": "86px"},
                    layout=widgets.Layout(width="262px"),
                )
                for activity, words in enumerate(activity_words())
            },
            "play": widgets.Button(button_style="primary", layout=widgets.Layout(width="180px")),
            "end": widgets.Button(description=say("Play to the end"), layout=fitting),
            "undo": widgets.Button(description=say("Undo"), layout=fitting),
            "reset": widgets.Button(description=say("Start again"), layout=fitting),
            "height": widgets.Dropdown(
                options=[(words, key) for key, words in found_on().items()],
                value=MONEY,
                description=say("The road shows"),
                style=LABEL,
                layout=widgets.Layout(width="330px"),
            ),
            "lesson": widgets.Checkbox(
                description=say("Show the lesson's plan, too"), indent=False, layout=fitting
            ),
            "luck": widgets.Button(description=say("Other luck"), layout=fitting),
            # the learner's work: the plan as a line, and how far it is played; not shown as fields
            "plan": widgets.Text(value=EMPTY, description=say("Your plan")),
            "played": widgets.BoundedIntText(0, 0, QUARTERS, description=say("Quarters played")),
        }  # fmt: skip
        self.kept = ["plan", "played"]
        self.controls["quarter"].observe(self._show_purse, "value")
        self.controls["plan"].observe(self._show_purse, "value")
        for activity in model.ACTIVITIES:
            self.controls[f"coins {activity}"].observe(self._take_purse, "value")
        for name, action in (
            ("before", self._like_before),
            ("play", self._play),
            ("end", self._play_to_the_end),
            ("undo", self._undo),
            ("luck", self._other_luck),
            ("reset", self._reset),
        ):
            self.controls[name].on_click(self.act(action))
        self._status = widgets.HTML()
        self._assumptions = Assumptions(USUAL, DEFAULT, only=[*vars(USUAL), *COMMON])
        self.controls |= self._assumptions.inputs

    def layout(self) -> Sequence[widgets.Widget]:
        """The quarter and its coins, what can be done, what is shown, and the assumptions."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="2px 12px")

        def line(*names: str) -> widgets.HBox:
            return widgets.HBox([self.controls[name] for name in names], layout=wrap)

        return [
            line("quarter", "before"),
            line(*(f"coins {activity}" for activity in model.ACTIVITIES)),
            self._status,
            line("play", "end", "undo", "reset"),
            line("height", "lesson", "luck"),
            self._assumptions.widget,
        ]

    @property
    def plan(self) -> tuple[Purse, ...]:
        """The coins of all eight quarters; one that is not set repeats the one before."""
        purses: list[Purse] = []
        for word in self._written():
            purses.append(purses[-1] if word == AS_BEFORE else _purse(word))
        return tuple(purses)

    def _written(self) -> list[str]:
        words = str(self.controls["plan"].value).split()
        fits = len(words) == QUARTERS and words[0] != AS_BEFORE
        if fits and all(re.fullmatch(f"[0-{COINS}]{{5}}|{AS_BEFORE}", word) for word in words):
            return words
        return EMPTY.split()  # kept by an older view

    def _write(self, quarter: int, word: str) -> None:
        words = self._written()
        words[quarter] = word
        self._remember_step()
        self.controls["plan"].value = " ".join(words)

    def _show_purse(self, _change: Any = None) -> None:
        """Set the sliders to the quarter that is chosen."""
        self._quiet = True
        for activity, coins in enumerate(self.plan[self.controls["quarter"].value]):
            self.controls[f"coins {activity}"].value = coins
        self._quiet = False

    def _take_purse(self, _change: Any) -> None:
        if self._quiet:
            return
        coins = [self.controls[f"coins {activity}"].value for activity in model.ACTIVITIES]
        self._write(self.controls["quarter"].value, "".join(map(str, coins)))

    def _like_before(self) -> None:
        quarter = self.controls["quarter"].value
        if not quarter:
            raise CourseError(say("Before the first quarter there is none. Set its coins."))
        self._write(quarter, AS_BEFORE)

    def _play(self) -> None:
        self._play_until(min(QUARTERS, self.controls["played"].value + 1))

    def _play_to_the_end(self) -> None:
        self._play_until(QUARTERS)

    def _play_until(self, end: int) -> None:
        full = next((i for i in range(end) if sum(self.plan[i]) > COINS), None)
        if full is not None:
            raise CourseError(self._too_many(full))
        self._remember_step()
        self.controls["played"].value = end
        self.controls["quarter"].value = min(end, QUARTERS - 1)

    def _remember_step(self) -> None:
        now = tuple(self.controls[name].value for name in ("plan", "played", "quarter"))
        self._back = [*self._back, now][-STEPS_BACK:]

    def _undo(self) -> None:
        if not self._back:
            raise CourseError(say("There is nothing to undo."))
        plan, played, quarter = self._back.pop()
        self.controls["plan"].value, self.controls["played"].value = plan, played
        self.controls["quarter"].value = quarter

    def _other_luck(self) -> None:
        self._again += 1
        self.note = say("The same company and plans, with other luck and other newcomers.")

    def _reset(self) -> None:
        self._remember_step()
        self.controls["plan"].value, self.controls["played"].value = EMPTY, 0
        self.controls["quarter"].value = 0
        self.controls["height"].value, self.controls["lesson"].value = MONEY, False
        self._again = 0
        self._assumptions.reset()

    # -- what is shown

    def _redraw(self, change: Any = None) -> None:
        if not self._quiet:
            super()._redraw(change)

    def update(self) -> None:
        """Walk the learner's plan as far as it is played, and the others to the end."""
        habits, k = self._assumptions.apply(USUAL), self._assumptions.apply(DEFAULT)
        begin = model.start(self._company, self._again)
        plan, played = self.plan, self.controls["played"].value
        full = next((i for i in range(QUARTERS) if sum(plan[i]) > COINS), QUARTERS)
        self._full = full if full < QUARTERS else None
        others = {
            "nothing": model.DOING_NOTHING,
            "everything": model.EVERYTHING,
            "advertising": model.ALL_ADVERTISING,
            **({"lesson": model.LESSON} if self.controls["lesson"].value else {}),
            "yours": plan[: min(played, full)],
        }
        self._of = {n: model.walk(begin, each, habits, k) for n, each in others.items()}
        self._begin, self._coin = begin, model.coin(begin, habits)
        play = self.controls["play"]
        play.disabled = self.controls["end"].disabled = played == QUARTERS
        play.description = (
            say("All eight are played")
            if played == QUARTERS
            else say("Play quarter {n}", n=played + 1)
        )
        self._status.value = f"<strong>{escape(self._so_far())}</strong>"

    @property
    def _n(self) -> int:
        """After how many quarters the plans are compared: as many as the learner has played."""
        return len(self._of["yours"]) or QUARTERS

    def _too_many(self, quarter: int) -> str:
        used = sum(self.plan[quarter])
        return say(
            "Quarter {n} takes {used} coins, and there are {all}. Take {over} off.",
            n=quarter + 1,
            used=used,
            all=COINS,
            over=used - COINS,
        )

    def _so_far(self) -> str:
        """Return what the coins of the quarter come to, to stand near them."""
        if self._full is not None:
            return self._too_many(self._full)
        quarter = self.controls["quarter"].value
        words = say(
            "Quarter {n}: {used} of {all} coins. A coin is {coin} crowns; what is not spent is kept.",
            n=quarter + 1,
            used=sum(self.plan[quarter]),
            all=COINS,
            coin=f"{self._coin:,.0f}",
        )
        if self._written()[quarter] == AS_BEFORE:
            words += " " + say("(As the quarter before.)")
        return words

    @property
    def summary(self) -> str:
        """Where the firm stands, beside doing nothing and beside everything at once."""
        n = self._n
        yours, nothing, everything = (self._of[x][:n] for x in ("yours", "nothing", "everything"))
        if not yours:
            found = say(
                "{title} (synthetic): {customers} customers today, eight quarters to come, {all} "
                "coins each. Nothing is played yet.",
                title=self._title,
                customers=f"{self._begin.customers:,}",
                all=COINS,
            )
        else:
            found = say(
                "{title} (synthetic), after quarter {n} of 8: {customers} customers ({customers_0} "
                "if nothing is done), who would bring {value} crowns in a year ({value_0}). In the "
                "quarter: {minutes} minutes waited ({minutes_0}), {complaints} complaints "
                "({complaints_0}). Crowns so far, against doing nothing: {crowns}.",
                title=self._title,
                n=n,
                customers=f"{yours[-1].customers:,}",
                customers_0=f"{nothing[-1].customers:,}",
                value=f"{yours[-1].value:,.0f}",
                value_0=f"{nothing[-1].value:,.0f}",
                minutes=f"{yours[-1].waiting:.1f}",
                minutes_0=f"{nothing[-1].waiting:.1f}",
                complaints=yours[-1].complaints,
                complaints_0=nothing[-1].complaints,
                crowns=signed(heights(yours, nothing, MONEY)[-1]),
            )
        other = say(
            "Everything at once, after quarter {n}: {customers} customers, {crowns} crowns against "
            "doing nothing.",
            n=n,
            customers=f"{everything[-1].customers:,}",
            crowns=signed(heights(everything, nothing, MONEY)[-1]),
        )
        return f"{found} {other}"

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row a quarter: its coins, and what came of it."""
        head = [say("Quarter"), *activity_words(), *fact_words()]
        yours, nothing = self._of["yours"], self._of["nothing"]
        told = facts(yours, nothing)
        unknown = ["–"] * len(fact_words())
        return head, [
            (str(i + 1), *purse, *(told[i] if i < len(told) else unknown))
            for i, purse in enumerate(self.plan)
        ]

    def table_html(self) -> str:
        """Return the quarters, and below them the plans, as two tables."""
        head = [
            say("Plan, after quarter {n}", n=self._n),
            say("Customers"),
            say("What they would bring in a year, crowns"),
            say("Crowns so far, against doing nothing"),
            say("Both together, against doing nothing"),
        ]
        rows = [(r.name, f"{r.customers:,}", f"{r.value:,.0f}", signed(r.crowns), signed(r.both))
                for r in self._results()]  # fmt: skip
        return super().table_html() + "<br>" + table_html(head, rows)

    def _named(self) -> dict[str, str]:
        return {
            "nothing": say("doing nothing"),
            "everything": say("everything at once"),
            "advertising": say("all into advertising"),
            "lesson": say("the lesson's plan"),
            "yours": say("your plan"),
        }

    def _results(self) -> list[Result]:
        n, nothing = self._n, self._of["nothing"]
        found = []
        for name, words in self._named().items():
            walked = self._of.get(name, ())[:n]
            if walked:
                crowns = heights(walked, nothing, MONEY)[-1]
                more = walked[-1].value - nothing[n - 1].value
                found.append(
                    Result(words, walked[-1].customers, walked[-1].value, crowns, crowns + more,
                           name == "yours")
                )  # fmt: skip
        return found

    def draw(self) -> Drawing:
        """Draw the road through the eight quarters, the coins, what came of them, and the plans."""
        what = self.controls["height"].value
        roads = [
            Road(words, heights(self._of[name], self._of["nothing"], what), name == "yours")
            for name, words in self._named().items()
            if name in self._of and name != "nothing"
        ]
        scene = Scene(
            title=HEIGHTS[what].long,
            money=what == MONEY,
            digits=HEIGHTS[what].digits,
            roads=roads,
            plan=self.plan,
            facts=facts(self._of["yours"], self._of["nothing"]),
            chosen=self.controls["quarter"].value,
            after=self._n,
            results=self._results(),
        )
        return draw_road(self.name, scene)


def _purse(word: str) -> Purse:
    a, b, c, d, e = (int(coins) for coins in word)
    return a, b, c, d, e
