"""Design the bonus: split it, say who measures, and watch four quarters of one's own company."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from math import isnan
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from cem_workbook.cases.bonus import (
    MONTHS,
    NO_BONUS,
    REWARDS,
    WAYS,
    Camps,
    Plan,
    Year,
    watch,
)
from cem_workbook.cases.bonus_habits import USUAL, Habits
from cem_workbook.cases.firm import draw_luck
from cem_workbook.data.model import DEFAULT, Coefficients
from cem_workbook.data.today import today
from cem_workbook.explorers.assumed import Assumptions
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.bonus_drawing import Row, draw_year, score, way_words
from cem_workbook.figures import Drawing
from cem_workbook.messages import say
from cem_workbook.text import Points

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

MOST_PARTS = 4
START = {"size": 0, "score": MOST_PARTS, "sales": 0, "waiting": 0, "remedies": 0, "training": 0}
CHOICES = ("measure", "whose", "authority")
OF_THE_FIRM = (
    "effort_wait", "less_for_effort", "more_for_staff", "trouble_pain", "good_gain",
    "leave_satisfaction",
)  # fmt: skip


class DesignTheBonus(Explorer):
    """A bonus for the staff, and what becomes of their time, the score and the customers.

    It opens without a bonus, so that a learner can guess what one will do.
    """

    name: ClassVar[str] = "bonus"
    title: ClassVar[str] = "Design the bonus"

    def __init__(self, company: Company) -> None:
        self._firm = today(company)
        self._title = company.title
        self._again = 0
        self._earlier: Plan | None = None
        self._luck = draw_luck(self._firm, MONTHS)
        super().__init__()

    def build(self) -> None:
        """Make the controls."""
        wide, fitting = widgets.Layout(width="360px"), widgets.Layout(width="auto")

        def slider(key: str, words: str, most: int) -> widgets.IntSlider:
            return widgets.IntSlider(
                START[key], 0, most, description=words, style=LABEL, layout=wide
            )

        def choose(words: str, no: str, yes: str) -> widgets.Dropdown:
            options = [(no, False), (yes, True)]
            return widgets.Dropdown(options=options, description=words, style=LABEL, layout=wide)

        reward = dict(zip(REWARDS, reward_words(), strict=True))
        self.assumed = Assumptions(
            USUAL, DEFAULT, only=[*(each.name for each in fields(Habits)), *OF_THE_FIRM]
        )
        self.controls = {
            "size": slider("size", say("Bonus, % of pay"), 40),
            **{
                key: slider(key, say("{what}, parts", what=reward[key]), MOST_PARTS)
                for key in REWARDS
            },
            "measure": choose(
                say("Who measures?"),
                say("the staff hand out and note"),
                say("others: random sample, clock, log"),
            ),
            "whose": choose(say("Whose result?"), say("each one's own"), say("the branch's")),
            "training": slider("training", say("Training, days for each"), 6),
            "authority": choose(
                say("May all staff put trouble right?"), say("as today"), say("yes, without asking")
            ),
            "compare": widgets.Button(description=say("Compare with this plan"), layout=fitting),
            "again": widgets.Button(
                description=say("The same year with other luck"), layout=fitting
            ),
            "reset": widgets.Button(description=say("Start again")),
            **self.assumed.inputs,
        }
        self.controls["compare"].on_click(self.act(self._compare))
        self.controls["again"].on_click(self.act(self._other_luck))
        self.controls["reset"].on_click(self.act(self._reset))

    def layout(self) -> Sequence[widgets.Widget]:
        """Size and measuring, what is rewarded, what stands beside it, and what can be done."""
        wrap = widgets.Layout(flex_flow="row wrap")
        rows = (
            ("size", "measure"),
            ("score", "sales"),
            ("waiting", "remedies"),
            ("whose", "training"),
            ("authority",),
            ("compare", "again", "reset"),
        )
        lines = [widgets.HBox([self.controls[k] for k in row], layout=wrap) for row in rows]
        return [*lines, self.assumed.widget]

    def _compare(self) -> None:
        self._earlier = self.plan
        self.note = say(
            "This plan now stands on the board as the earlier plan. Change something, and compare."
        )

    def _other_luck(self) -> None:
        self._again += 1
        self._luck = draw_luck(self._firm, MONTHS, self._again)
        self.note = say("The same customers, and another year's luck, for every plan on the board.")

    def _reset(self) -> None:
        self._earlier, self._again = None, 0
        self._luck = draw_luck(self._firm, MONTHS)
        self.assumed.reset()
        for key, start in START.items():
            self.controls[key].value = start
        for key in CHOICES:
            self.controls[key].value = False

    @property
    def plan(self) -> Plan:
        """The plan that the controls describe."""
        value: dict[str, Any] = {key: self.controls[key].value for key in (*START, *CHOICES)}
        return Plan(
            size=value["size"] / 100,
            parts={key: value[key] for key in REWARDS},
            others_measure=value["measure"],
            team=value["whose"],
            training=value["training"],
            authority=value["authority"],
        )

    def update(self) -> None:
        """Let the year pass under each plan on the board."""
        habits: Habits = self.assumed.apply(USUAL)
        k: Coefficients = self.assumed.apply(DEFAULT)

        def year_of(plan: Plan) -> Year:
            return watch(self._firm, plan, self._luck, habits, k)

        self.usual, self.year = year_of(NO_BONUS), year_of(self.plan)
        self.board = [Row(say("no bonus, nothing else"), self.usual)]
        if self._earlier is not None:
            self.board.append(Row(say("the earlier plan"), year_of(self._earlier)))
        self.board.append(Row(say("this plan"), self.year))

    @property
    def summary(self) -> str:
        """What was promised, what is reported and felt, who stays, and what is left."""
        before, after = self.usual.quarters[-1], self.year.quarters[-1]
        sentences = [
            say(
                "{title} (synthetic), {plan}.",
                title=self._title[:1].upper() + self._title[1:],
                plan=plan_words(self.plan),
            ),
            say(
                "In the fourth quarter the survey reports {reported}, and what all customers feel "
                "is {felt}.",
                reported=score(after.reported),
                felt=score(after.felt),
            ),
            say(
                "Still here: {staying} of 100 customers.",
                staying=f"{100 * after.staying:.1f}",
            ),
            say(
                "The bonus costs {bonus:,.0f} crowns; after all costs of the plan {left:,.0f} "
                "crowns of the margin are left over.",
                bonus=self.year.bonus,
                left=Points(self.year.left_over),
            ),
        ]
        if self.year != self.usual:
            sentences.append(
                say(
                    "With no bonus and nothing else: reported {reported}, felt {felt}, still here "
                    "{staying}, left over {left:,.0f}.",
                    reported=score(before.reported),
                    felt=score(before.felt),
                    staying=f"{100 * before.staying:.1f}",
                    left=Points(self.usual.left_over),
                )
            )
        return " ".join(sentences)

    def draw(self) -> Drawing:
        """Draw the faces, the staff's time and the board."""
        return draw_year(self.name, self.year, self.board)

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """Every quarter and the year, then the other plans on the board."""
        quarters, year = self.year.quarters, self.year
        numbers = (say("quarter {number}", number=i + 1) for i in range(len(quarters)))
        words = way_words()
        rows: list[Sequence[object]] = [
            *_outcome(year),
            *_other_numbers(year),
        ]
        rows += [
            [say("time: {what}, %", what=words[way][1]), *(100 * q.time[way] for q in quarters), ""]
            for way in WAYS
            if any(q.time[way] for q in quarters)
        ]
        sums = (
            (say("margin, crowns"), year.margin),
            (say("bonus, crowns"), year.bonus),
            (say("training, crowns"), year.training),
            (say("measuring, crowns"), year.measuring),
            (say("making good, crowns"), year.remedies),
        )
        rows += [[what, "", "", "", "", round(crowns)] for what, crowns in sums]
        for other in self.board[:-1]:
            prefix = f"{other.words}: "
            rows += [*_outcome(other.year, prefix), *_other_numbers(other.year, prefix)]
        return [say("this plan"), *numbers, say("year")], rows


def _outcome(year: Year, prefix: str = "") -> list[Sequence[object]]:
    """What the picture and the board show of a year, as rows of the table."""
    quarters, empty = year.quarters, [""] * len(year.quarters)
    return [
        [prefix + say("reported (NPS)"), *(_points(q.reported) for q in quarters), ""],
        [prefix + say("felt (NPS of all customers)"), *(_points(q.felt) for q in quarters), ""],
        [prefix + say("still here of 100"), *(100 * q.staying for q in quarters), ""],
        [prefix + say("crowns left over"), *empty, round(year.left_over)],
    ]


def _other_numbers(year: Year, prefix: str = "") -> list[Sequence[object]]:
    """What a real firm has beside the score, as rows of the table."""
    quarters = year.quarters
    return [
        [prefix + say("answers"), *(q.reported.n for q in quarters), ""],
        [prefix + say("minutes waited, as noted"), *(_minutes(q.noted) for q in quarters), ""],
        [prefix + say("minutes waited"), *(_minutes(q.waited) for q in quarters), ""],
        [prefix + say("times that something went wrong"), *(q.troubles for q in quarters), ""],
        [prefix + say("complaints logged"), *(q.logged for q in quarters), ""],
        [prefix + say("of these put right"), *(q.made_good for q in quarters), ""],
    ]


def _minutes(minutes: float) -> object:
    return say("no visits") if isnan(minutes) else minutes


def _points(camps: Camps) -> object:
    return camps.nps if camps.n else score(camps)


def reward_words() -> tuple[str, ...]:
    """Return what can be rewarded, in the order of REWARDS."""
    return say("The survey score"), say("Sales"), say("Short waits"), say("Trouble put right")


def plan_words(plan: Plan) -> str:
    """Say a plan in words."""
    named = dict(zip(REWARDS, reward_words(), strict=True))
    shares = [(named[r].lower(), plan.share(r)) for r in REWARDS if plan.share(r)]
    if not plan.size:
        found = [say("no bonus")]
    elif not shares:
        found = [say("{size:.0f} % of pay more for everybody", size=100 * plan.size)]
    else:
        by = ", ".join(f"{what} {100 * share:.0f} %" for what, share in shares)
        found = [say("a bonus of {size:.0f} % of pay ({by})", size=100 * plan.size, by=by)]
        found.append(
            say("the branch's result counts") if plan.team else say("each one's own result counts")
        )
    found.append(say("others measure") if plan.others_measure else say("the staff measure"))
    if plan.training:
        found.append(say("{days} days of training each", days=plan.training))
    if plan.authority:
        found.append(say("all may put trouble right"))
    return "; ".join(found)
