"""Executives on the phones: plan the call programme, change one thing, and see the year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from cem_workbook.cases.firm import AS_BEFORE, Course, Luck, draw_luck, go_on
from cem_workbook.cases.phones import (
    AS_NAMED,
    CHANGES,
    MONTHS,
    NO_CHANGE,
    RECORDINGS,
    STANDARD,
    Plan,
    kept_more,
    obstacles_of,
    run,
)
from cem_workbook.data.model import DEFAULT, Coefficients
from cem_workbook.data.today import today
from cem_workbook.explorers.assumed import Assumptions
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.programme_drawing import (
    Outcome,
    change_words,
    draw_programme,
    kept_words,
    listener_words,
    obstacle_word,
)
from cem_workbook.figures import Drawing
from cem_workbook.messages import say
from cem_workbook.text import Points

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

START = {"listen": RECORDINGS, "calls": 20, "change": NO_CHANGE, "truth": False}
MOST_TRIED = 6
OPEN_TO_CHANGE = (
    "heard_beside", "heard_recorded", "heard_instead", "calls_a_month", "obstacle_pain", "mended",
    "topic_mended", "instead_waiting", "call_cost", "topic_cost", "authority_cost",
    "information_cost", "time_cost", "untold_cost", "manner_cost", "leave_satisfaction",
)  # fmt: skip


class PhoneProgramme(Explorer):
    """Who listens, to how many calls, and the one change; then a year of the learner's company."""

    name: ClassVar[str] = "programme"
    title: ClassVar[str] = "Executives on the phones"

    def __init__(self, company: Company) -> None:
        self._company, self._firm = company, today(company)
        self._again = 0
        self._lucks: dict[int, Luck] = {}
        self._before: dict[tuple[int, Coefficients], Course] = {}
        self._lived: tuple[object, ...] = ()  # for which plan, luck and numbers a year has passed
        self._tried: list[tuple[str, ...]] = []
        super().__init__()

    def build(self) -> None:
        """Make the controls: who listens, how many calls, the one change, and the assumptions."""

        def choose(words: str, options: Sequence[tuple[str, Any]], key: str, width: int) -> Any:
            return widgets.Dropdown(
                options=options, value=START[key], description=words, style=LABEL,
                layout=widgets.Layout(width=f"{width}px"),
            )  # fmt: skip

        words = change_words(say("the loudest topic"))
        changes = [(words[change], change) for change in CHANGES if change != AS_NAMED]
        listeners = [(word, key) for key, word in listener_words().items()]
        self._panel = Assumptions(STANDARD, DEFAULT, only=OPEN_TO_CHANGE)
        self.controls = {
            "listen": choose(say("Who listens"), listeners, "listen", 400),
            "calls": widgets.IntSlider(
                description=say("Calls heard"),
                value=START["calls"],
                min=10,
                max=200,
                step=10,
                style=LABEL,
                layout=widgets.Layout(width="320px"),
                continuous_update=False,
            ),
            "change": choose(say("The one change"), changes, "change", 430),
            "truth": widgets.Checkbox(description=say("Show the truth"), indent=False, value=False),
            "live": widgets.Button(
                description=say("Let the year pass"),
                button_style="primary",
                layout=widgets.Layout(width="170px"),
            ),
            "again": widgets.Button(
                description=say("Another year's luck"), layout=widgets.Layout(width="170px")
            ),
            "reset": widgets.Button(description=say("Start again")),
            **self._panel.inputs,
        }
        self.controls["live"].on_click(self.act(self._live))
        self.controls["again"].on_click(self.act(self._another))
        self.controls["reset"].on_click(self.act(self._reset))

    def layout(self) -> Sequence[widgets.Widget]:
        """The plan, the buttons, and the model's numbers."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="2px 14px")
        rows = (("listen", "calls"), ("change", "truth"), ("live", "again", "reset"))
        boxes = [widgets.HBox([self.controls[k] for k in row], layout=wrap) for row in rows]
        return [*boxes, self._panel.widget]

    def _live(self) -> None:
        """Show what becomes of the plan, and put it into the list; the oldest goes if it is long."""
        self._lived, out = self._now, self._outcome
        line = (
            listener_words()[out.plan.listen],
            str(out.plan.calls),
            self._change,
            f"{Points(round(out.kept)):+.0f}",
            f"{Points(out.earned):+,.0f}",
        )
        self._tried = [*(each for each in self._tried if each != line), line][-MOST_TRIED:]

    def _another(self) -> None:
        self._again += 1

    def _reset(self) -> None:
        for key, value in START.items():
            self.controls[key].value = value
        self._again = 0
        self._lived, self._tried = (), []
        self._panel.reset()

    # -- what is shown

    def update(self) -> None:
        """Work out the year under the plan, and once more as before, with the same luck."""
        value = {name: self.controls[name].value for name in START}
        model, k = self._panel.apply(STANDARD), self._panel.apply(DEFAULT)
        plan = Plan(value["listen"], value["calls"], value["change"])
        if self._again not in self._lucks:
            self._lucks[self._again] = draw_luck(self._firm, MONTHS, self._again)
        luck = self._lucks[self._again]
        self._now = (plan, self._again, model, k)
        before = self._course_before(luck, k)
        year = run(self._firm, plan, luck, model=model, k=k, again=self._again)
        truth = obstacles_of(self._company.sector, self._company.seed)
        self._outcome = Outcome(
            plan=plan,
            year=year,
            passed=self._now == self._lived,
            leaving=1000.0 * (1.0 - before.staying()),
            kept=kept_more(year.course, before),
            earned=year.net - float(before.margin.sum()),
            truth=truth if value["truth"] else None,
        )

    def _course_before(self, luck: Luck, k: Coefficients) -> Course:
        key = (self._again, k)
        if key not in self._before:
            self._before[key] = go_on(self._firm, [AS_BEFORE] * MONTHS, luck, k)
        return self._before[key]

    @property
    def _change(self) -> str:
        out = self._outcome
        return change_words(say(out.year.heard.loudest))[out.plan.change]

    @property
    def summary(self) -> str:
        """What was heard, what was changed, and what became of 1,000 customers."""
        out = self._outcome
        heard = out.year.heard
        found = say(
            "{title} (synthetic): {listen}, {n} calls. Filed most often under: {topic}. Named most "
            "often in the staff's way: {named}. The one change: {change}. If all goes on as before, "
            "{leaving} of 1,000 customers leave in a year",
            title=self._company.title[:1].upper() + self._company.title[1:],
            listen=listener_words()[out.plan.listen], n=heard.n, topic=_most(heard.topics, say),
            named=_most(heard.obstacles, obstacle_word), change=self._change, leaving=round(out.leaving),
        )  # fmt: skip
        if not out.passed:
            return found + ". " + say("This year is still to come: choose Let the year pass.")
        money = say(
            "Margin less cost, against going on as before: {crowns} crowns.",
            crowns=f"{Points(out.earned):+,.0f}",
        )
        return f"{found}; {kept_words(out.kept)}. {money}"

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """What was heard, the months, the customers and the crowns, a line each."""
        out = self._outcome
        year, heard = out.year, out.year.heard
        customers, crowns = say("of 1,000 customers"), say("crowns")
        rows: list[Sequence[object]] = [
            *((say("calls filed under"), say(name), n) for name, n in heard.topics.items()),
            *((say("calls, named"), obstacle_word(name), n) for name, n in heard.obstacles.items()),
            (say("months"), say("listening"), min(MONTHS, year.listening)),
            (say("months"), say("under the change"), MONTHS - year.from_month),
            (customers, say("leave as before"), round(out.leaving)),
        ]
        if out.passed:
            rows += [
                (customers, say("leave under the plan"), round(out.leaving) - round(out.kept)),
                (crowns, say("cost of listening and change"), round(year.cost)),
                (crowns, say("margin less cost, against going on as before"), round(out.earned)),
            ]
        if out.truth is not None:
            true = say("in truth, of 100 calls")
            rows += [(true, obstacle_word(n), round(100 * s)) for n, s in out.truth.items()]
        return [say("Counted"), say("What"), say("How many")], rows

    def draw(self) -> Drawing:
        """Draw the phones, what is brought back, the year, and the plans tried so far."""
        return draw_programme(self.name, self._outcome, self._tried)


def _most(counts: Mapping[str, int], words: Callable[[str], str]) -> str:
    """Return what was counted most often, in words, with its count; all that share the place."""
    most = max(counts.values())
    names = [words(name) for name, count in counts.items() if count == most]
    if len(names) > 1:
        return say("{names} ({count} each)", names=", ".join(names), count=most)
    return say("{name} ({count})", name=names[0], count=most)
