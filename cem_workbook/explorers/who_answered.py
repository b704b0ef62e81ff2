"""Who answered? The same customers, asked in different ways, and the score that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

import ipywidgets as widgets

from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.crowd import (
    FEELINGS,
    SATISFIED_FROM,
    Crowd,
    Flags,
    Floats,
    angry_and_delighted,
    as_here,
    busy_silent,
    crowds,
    everybody,
    luck,
    polite,
    survey,
)
from cem_workbook.explorers.crowd_drawing import draw_crowd, feeling_words
from cem_workbook.figures import Drawing
from cem_workbook.messages import say
from cem_workbook.metrics import csat_from_counts
from cem_workbook.text import Points

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

ALL_OF_THEM = 10**9
SIZES = (25, 50, 100, 200, 400, 800)
START_SIZE = 200
LEANS_FROM = 1.0  # points; less cannot be seen on the ruler


class WhoAnswered(Explorer):
    """A firm's customers by feeling; whom it asks, who answers, and how far the score is off."""

    name: ClassVar[str] = "who-answered"
    title: ClassVar[str] = "Who answered, and who did not"

    def __init__(self, company: Company) -> None:
        self._start, self._end = crowds(company)
        self._branches = company.branches
        self._seed = company.seed
        self._sample = 1
        super().__init__()

    def build(self) -> None:
        """Make the controls."""
        wide = widgets.Layout(width="420px")
        groups: dict[str, Callable[[Crowd], Flags]] = {
            say("everybody who is still a customer"): lambda c: c.here,
            say("only those who came this month"): lambda c: c.came,
            say("those the staff pick: no trouble, a short wait"): lambda c: c.went_well,
            **{
                say("only the {branch} branch", branch=branch): _of_branch(branch)
                for branch in self._branches
            },
            say("also those who have left"): lambda c: c.here | ~c.here,
        }
        habits: dict[str, Callable[[Crowd], Floats]] = {
            say("everybody"): everybody,
            say("as in this company: about 3 in 10"): as_here,
            say("mostly the angry and the delighted"): angry_and_delighted,
            say("the satisfied, to be polite; the others hardly"): polite,
            say("every second one, but no business customer"): busy_silent,
        }
        self.controls = {
            "month": widgets.Dropdown(
                options=[(say("January 2025"), 0), (say("December 2025"), 1)],
                description=say("When?"),
                style=LABEL,
                layout=widgets.Layout(width="205px", margin="2px 12px 2px 2px"),
            ),
            "ask": widgets.Dropdown(
                options=list(groups.items()),
                description=say("Who is asked?"),
                style=LABEL,
                layout=wide,
            ),
            "answers": widgets.Dropdown(
                options=list(habits.items()),
                description=say("Who answers?"),
                style=LABEL,
                layout=wide,
            ),
            "size": widgets.SelectionSlider(
                options=[*((str(size), size) for size in SIZES), (say("all"), ALL_OF_THEM)],
                value=START_SIZE,
                description=say("How many are asked?"),
                style=LABEL,
                layout=widgets.Layout(width="320px"),
            ),
            "again": widgets.Button(description=say("Ask another sample")),
            "reset": widgets.Button(
                description=say("Start again"), layout=widgets.Layout(width="110px")
            ),
        }
        self.controls["again"].on_click(self.act(self._ask_again))
        self.controls["reset"].on_click(self.act(self._reset))

    def layout(self) -> Sequence[widgets.Widget]:
        """Two rows: when and how many, then who."""
        wrap = widgets.Layout(flex_flow="row wrap")
        rows = (("month", "size", "again", "reset"), ("ask", "answers"))
        return [widgets.HBox([self.controls[k] for k in row], layout=wrap) for row in rows]

    def _ask_again(self) -> None:
        self._sample += 1

    def _reset(self) -> None:
        self._sample = 1
        for name in ("month", "ask", "answers"):
            self.controls[name].index = 0
        self.controls["size"].value = START_SIZE

    def update(self) -> None:
        """Ask, and compare the answers with what everybody would have said."""
        crowd = self.crowd = (self._start, self._end)[self.controls["month"].value]
        among = self.controls["ask"].value(crowd)
        chance = self.controls["answers"].value(crowd)
        drawn = luck(self._seed, self._sample, len(crowd.feeling))
        self.survey = survey(crowd, among, chance, self.controls["size"].value, drawn)
        self.score = csat_from_counts(self.survey.counts)
        self.reachable = int(among.sum())
        # whoever also asks those who have left wants to know about them, too
        self._asks_the_lost = bool((among & ~crowd.here).any())
        self.truth = self._everyone if self._asks_the_lost else self._staying
        self.settles = crowd.settles(among, chance)

    @property
    def _everyone(self) -> float:
        """The satisfied among all of January, in per cent, the last feeling of the lost included."""
        return 100 * float(self.crowd.satisfied.mean())

    @property
    def _staying(self) -> float:
        """The satisfied among those who are still customers, in per cent."""
        return self.crowd.share_satisfied(self.crowd.here)

    @property
    def summary(self) -> str:
        """Who was asked, the score, the truth, and what the difference teaches."""
        parts = [
            say(
                "{month}, sample {number}: asked {asked}, answered {n}.",
                month=self.controls["month"].label,
                number=self._sample,
                asked=self.survey.asked,
                n=self.score.n,
            )
        ]
        if self.survey.asked < self.controls["size"].value < ALL_OF_THEM:
            parts.append(say("There were no more than {n} to ask.", n=self.reachable))
        if self.score.n:
            parts += self._said()
        else:
            parts.append(say("Without an answer there is no score."))
        if self.controls["month"].value:
            parts += self._survivors()
        return " ".join(parts)

    def _said(self) -> list[str]:
        """Say what was measured, what is true, and what the gap comes from."""
        measured = 100 * self.score.value
        low, high = (100 * end for end in self.score.interval)
        gap = round(round(measured, 1) - round(self.truth, 1), 1)  # of the printed numbers
        whose = (
            say("all of January's customers")
            if self._asks_the_lost
            else say("all who are still customers")
        )
        parts = [
            say(
                "CSAT {value:.1f} % (95 % interval {low:.0f} to {high:.0f} %); the truth about "
                "{whose}: {truth:.1f} %. Gap in points: {gap:+.1f}.",
                value=measured,
                low=low,
                high=high,
                whose=whose,
                truth=self.truth,
                gap=Points(gap),
            )
        ]
        if self.score.n == self.reachable:
            parts.append(
                say("Everybody there was to ask has answered, so chance has no part in the gap.")
                if gap
                else say(
                    "Everybody there was to ask has answered, so nothing is left to chance. The "
                    "interval does not know that."
                )
            )
            return parts
        inside = low <= self.truth <= high
        if abs(self.settles - self.truth) < LEANS_FROM:
            parts.append(
                say(
                    "The truth lies inside the interval; more answers bring the score nearer to it."
                )
                if inside
                else say("This time the truth lies outside; that happens about 5 times in 100.")
            )
            return parts
        return [
            *parts,
            say(
                "Were ever more people asked in this way, the score would settle near "
                "{settles:.1f} %.",
                settles=self.settles,
            ),
            say(
                "The truth still lies inside the interval. More answers make it narrower, not truer."
            )
            if inside
            else say(
                "The truth now lies outside the interval. An interval knows chance; it does not know "
                "who is missing. More answers make it narrower, not truer."
            ),
        ]

    def _survivors(self) -> list[str]:
        """Say how the score moved since January, and what moved it: feelings, or who left."""
        then = self._start.share_satisfied(self._start.here)
        before, after = round(then, 1), round(self._staying, 1)
        rise = after - before  # of the printed numbers, so that they add up
        feelings = round(self._everyone - then, 1)
        parts = [
            say(
                "Since January {gone} of {all} customers have left. The score of all customers "
                "went from {before:.1f} to {after:.1f} %: {rise:+.1f} points.",
                gone=int((~self.crowd.here).sum()),
                all=len(self.crowd.here),
                before=before,
                after=after,
                rise=Points(rise),
            ),
            say(
                "Changes in what people feel moved it by {feelings:+.1f}, those who left by "
                "{leaving:+.1f}.",
                feelings=Points(feelings),
                leaving=Points(rise - feelings),
            ),
        ]
        if rise > 0 >= feelings:
            parts.append(
                say("On the whole these people are no happier; those who left were less satisfied.")
            )
        return parts

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """Each feeling, here and gone: how many there are, were asked, answered; then the score."""
        head = (
            say("Feeling"),
            say("Still customers"),
            say("Asked"),
            say("Answered"),
            say("Have left"),
        )
        words = feeling_words()
        here, left = self.survey.here, self.survey.left
        found: list[Sequence[object]] = [
            (
                f"{f} · {words[f]}",
                here[f].people,
                here[f].asked + left[f].asked,
                here[f].answered + left[f].answered,
                left[f].people,
            )
            for f in FEELINGS
        ]
        columns = list(zip(*(row[1:] for row in found), strict=True))
        found.append((say("all"), *(sum(column) for column in columns)))
        found.append((say("satisfied (4 or 5), %"), *map(_share_satisfied, columns)))
        return head, found

    def draw(self) -> Drawing:
        """Draw the piles, the camps and the ruler."""
        return draw_crowd(
            self.name, self.survey, self.score, staying=self._staying, everyone=self._everyone
        )


def _of_branch(branch: str) -> Callable[[Crowd], Flags]:
    return lambda crowd: crowd.here & (crowd.branch == branch)


def _share_satisfied(counts: Sequence[int]) -> float | str:
    """Return the share of 4s and 5s among five counts in per cent, or a dash for nobody."""
    return 100 * sum(counts[SATISFIED_FROM - 1 :]) / sum(counts) if any(counts) else "–"
