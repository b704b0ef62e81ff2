"""Redesign the campaign: the wall of bars, the headline, and what a hundred springs make of it.

It opens with the chocolate alone, as one could reckon it in the spring of 2003. A button unfolds
the rest: the scheme, the newspaper, the judgements.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets
import numpy as np

from cem_workbook.cases import campaign as model
from cem_workbook.cases.cadbury import BASKETBALL, CRICKET, POSTS, VOLLEYBALL
from cem_workbook.cases.campaign import CAMPAIGN_2003, USUAL, Numbers, Scheme
from cem_workbook.cases.campaign_news import (
    Tried,
    below,
    headline,
    piece_words,
    play_hours,
    thing_words,
    try_out,
)
from cem_workbook.explorers.assumed import Assumptions
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.campaign_drawing import (
    BAD,
    GOOD,
    MIXED,
    Judgement,
    Scene,
    draw_campaign,
)
from cem_workbook.figures import Drawing
from cem_workbook.messages import say
from cem_workbook.text import Points, table_html

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

THINGS = (BASKETBALL, VOLLEYBALL, CRICKET, POSTS, model.COACHING)


class RedesignTheCampaign(Explorer):
    """A chocolate maker's gift to schools: the campaign of 2003, and whatever you make of it."""

    name: ClassVar[str] = "campaign"
    title: ClassVar[str] = "A campaign for school sport"

    def __init__(self, company: Company) -> None:
        self._earlier: Scheme | None = None
        super().__init__()

    def build(self) -> None:
        """Make the controls: what to look at, the scheme, and what the model assumes."""
        wide = widgets.Layout(width="400px")

        def choose(words: str, options: dict[str, str], value: str) -> widgets.Dropdown:
            return widgets.Dropdown(
                options=[(label, key) for key, label in options.items()],
                value=value,
                description=words,
                style=LABEL,
                layout=wide,
            )

        def slider(words: str, value: int, low: int, high: int) -> widgets.IntSlider:
            return widgets.IntSlider(value, low, high, description=words, style=LABEL, layout=wide)

        def tick(words: str) -> widgets.Checkbox:
            return widgets.Checkbox(
                description=words, indent=False, layout=widgets.Layout(width="185px")
            )

        # a button, for the header of ipywidgets' own folding list takes no keyboard focus
        self._open = widgets.ToggleButton(
            description=say("Change the scheme"),
            icon="caret-right",
            layout=widgets.Layout(width="auto"),
        )
        start = CAMPAIGN_2003
        self._assumptions = Assumptions(USUAL)
        scheme: dict[str, widgets.Widget] = {
            "earned": choose(say("What earns the equipment?"), earned_words(), start.earned),
            "per_pound": slider(say("Tokens for £1 of equipment"), start.per_pound, 1, 30),
            "product": choose(say("Which chocolate?"), product_words(), start.product),
            "collectors": choose(
                say("Who is asked to collect?"), collector_words(), start.collectors
            ),
            "given": choose(say("What can schools have?"), given_words(), start.given),
            "money": slider(say("At most, million pounds"), round(start.money), 1, 9),
            "fanfare": choose(say("How loudly is it told?"), fanfare_words(), start.fanfare),
            "teachers": tick(say("Ask teachers first")),
            "parents": tick(say("Ask parents first")),
            "critics": tick(say("Ask critics first")),
            "slogan": tick(say("Find a better slogan")),
        }
        self.controls = {
            "thing": choose(
                say("What to look at"), {t: thing_words(t) for t in THINGS}, BASKETBALL
            ),
            "open": self._open,
            **scheme,
            "compare": widgets.Button(
                description=say("Compare with this scheme"), layout=widgets.Layout(width="auto")
            ),
            "reset": widgets.Button(description=say("Start again")),
            **self._assumptions.inputs,
        }
        self.controls["compare"].on_click(self.act(self._compare))
        self.controls["reset"].on_click(self.act(self._reset))
        self._scheme = list(scheme)
        self.kept = ["open", *self._scheme]

    def layout(self) -> Sequence[widgets.Widget]:
        """What to look at; then, folded: the link with the chocolate, the gift, who is asked."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="0 14px")
        lines = (
            ("earned", "per_pound"),
            ("product", "collectors"),
            ("given", "money"),
            ("fanfare",),
            ("teachers", "parents", "critics", "slogan"),
            ("compare", "reset"),
        )
        boxes = [widgets.HBox([self.controls[key] for key in line], layout=wrap) for line in lines]
        self._folded = widgets.VBox([*boxes, self._assumptions.widget])
        return [self.controls["thing"], self._open, self._folded]

    def _compare(self) -> None:
        self._earlier = self.scheme

    def _reset(self) -> None:
        for key in self._scheme:
            self.controls[key].value = getattr(CAMPAIGN_2003, key)
        self.controls["thing"].value = BASKETBALL
        self._earlier = None
        self._assumptions.reset()

    @property
    def scheme(self) -> Scheme:
        """The scheme that the controls describe; that of 2003 while they are folded away."""
        if not self._open.value:
            return CAMPAIGN_2003
        chosen: dict[str, Any] = {key: self.controls[key].value for key in self._scheme}
        return Scheme(**{**chosen, "money": float(chosen["money"])})

    def update(self) -> None:
        """Try the scheme, and those that it is compared with."""
        opened = self._open.value
        self._open.icon = "caret-down" if opened else "caret-right"
        self._folded.layout.display = None if opened else "none"
        self._numbers: Numbers = self._assumptions.apply(USUAL) if opened else USUAL
        scheme = self.scheme
        self._tried = try_out(scheme, self._numbers)
        self._others = [(say("2003"), try_out(CAMPAIGN_2003, self._numbers))]
        if self._earlier is not None:
            self._others.append((say("before"), try_out(self._earlier, self._numbers)))
        for key in ("per_pound", "product"):
            self.controls[key].disabled = not scheme.linked
        self.controls["collectors"].disabled = scheme.earned != model.WRAPPERS

    @property
    def _thing(self) -> str:
        return str(self.controls["thing"].value)

    def _pieces(self, thing: str) -> int:
        return round(model.pieces(thing, self.scheme, self._numbers))

    @property
    def _heads(self) -> tuple[str, str]:
        thing, scheme, n = self._thing, self.scheme, self._numbers
        called = thing_words(thing)
        offered = "" if thing in scheme.things else say("(This scheme does not offer it.)")
        count = self._pieces(thing)
        if not count:
            first = say("Behind one {thing}: no chocolate", thing=called)
            return first, " ".join(part for part in (_asked(scheme), offered) if part)
        first = say("Behind one {thing}: {n} {what}", thing=called, n=f"{count:,}",
                    what=piece_words(scheme))  # fmt: skip
        second = say(
            "{kcal} kcal; £{pounds}; {hours} hours of play burn it.",
            kcal=f"{model.kcal_behind(thing, scheme, n):,.0f}",
            pounds=f"{model.pounds_behind(thing, scheme, n):,.0f}",
            hours=f"{play_hours(thing, scheme, n):,.0f}",
        )
        return first, " ".join(part for part in (second, offered) if part)

    @property
    def summary(self) -> str:
        """The wall, the headline, and the four judgements."""
        scheme, heads = self.scheme, self._heads
        parts = [f"{heads[0]}. {heads[1]}"]
        if not self._open.value:
            return parts[0]
        if scheme.linked:
            parts.append(say("Tokens for £1 of equipment: {n}.", n=scheme.per_pound))
        test = say("passes") if self._tried.page.passes else say("fails")
        parts.append(
            say("A headline might be: “{words}”. The scheme {test} the newspaper test.",
                words=headline(self._tried), test=test)
        )  # fmt: skip
        parts.append(
            say("In {n} springs of this invented model, on average:", n=model.SPRINGS)
            + " "
            + "; ".join(f"{j.name.lower()} {j.value} ({j.word})" for j in self._judgements())
            + "."
        )
        return " ".join(parts)

    def _judgements(self) -> list[Judgement]:
        """Return the four judgements on the scheme, each beside the others' numbers."""
        own = judged(self._tried, self._numbers)
        others = [(name, judged(tried, self._numbers)) for name, tried in self._others]
        return [
            each._replace(others=tuple(f"{name}: {list_[place].value}" for name, list_ in others))
            for place, each in enumerate(own)
        ]

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row a thing: what stands behind it."""
        scheme, n = self.scheme, self._numbers
        head = [
            say("Thing"),
            say("Chocolates behind it"),
            say("Pounds"),
            say("Kcal"),
            say("Hours of play that burn it"),
            say("On offer"),
        ]
        return head, [
            (
                thing_words(thing),
                f"{self._pieces(thing):,}",
                f"{model.pounds_behind(thing, scheme, n):,.0f}",
                f"{model.kcal_behind(thing, scheme, n):,.0f}",
                f"{play_hours(thing, scheme, n):,.0f}",
                say("yes") if thing in scheme.things else say("no"),
            )
            for thing in THINGS
        ]

    def table_html(self) -> str:
        """Return the things, and what is unfolded of newspaper and judgements, as tables."""
        if not self._open.value:
            return super().table_html()
        every = [(say("your scheme"), self._tried), *self._others]
        names = [say("Judged"), *(name for name, _ in every)]
        lists = [judged(tried, self._numbers) for _, tried in every]
        lines: list[list[object]] = [
            [own.name, *(f"{list_[place].value}: {list_[place].word}" for list_ in lists)]
            for place, own in enumerate(lists[0])
        ]
        lines.append([say("Headline"), *(headline(tried) for _, tried in every)])
        verdicts = (say("passes") if tried.page.passes else say("fails") for _, tried in every)
        lines.append([say("Newspaper test"), *verdicts])
        lines.append([say("Below it"), *(" ".join(below(tried)) for _, tried in every)])
        lines.append(
            [say("Springs with a bad story, of {n}", n=model.SPRINGS),
             *(str(int(tried.outcome.printed.sum())) for _, tried in every)]
        )  # fmt: skip
        return super().table_html() + "<br>" + table_html(names, lines)

    def draw(self) -> Drawing:
        """Draw the wall, the front page and the judgements."""
        scene = Scene(
            thing=self._thing,
            called=thing_words(self._thing),
            pieces=self._pieces(self._thing),
            hours=play_hours(self._thing, self.scheme, self._numbers),
            heads=self._heads,
            headline=headline(self._tried),
            lines=below(self._tried),
            passes=self._tried.page.passes,
            judgements=self._judgements() if self._open.value else (),
        )
        return draw_campaign(self.name, scene)


def judged(tried: Tried, n: Numbers) -> list[Judgement]:
    """Return the four judgements: cost, reach, calories, trust; the lines are the course's own."""
    o = tried.outcome
    cost, reach, trust = (float(np.mean(each)) for each in (o.cost, o.reach, o.trust))
    more = float(o.more.mean())
    children = n.schools * n.pupils / 1e3
    earns = cost < -0.005
    million = say("£{n} million", n=f"{abs(cost):.1f}")
    return [
        Judgement(
            say("Cost for the firm"),
            say("none: it earns {sum}", sum=million) if earns else million,
            *_step(
                cost, (0.5, 2.5), (say("low"), say("middling"), say("high")), (GOOD, MIXED, BAD)
            ),
            (),
        ),
        Judgement(
            say("Reach"),
            say("{n} million children", n=f"{reach:.1f}"),
            *_step(
                reach / children,
                (0.12, 0.25),
                (say("few"), say("some"), say("many")),
                (BAD, MIXED, GOOD),
            ),
            (),
        ),
        Judgement(
            say("Eaten because of it"),
            say("{n} million pieces", n=f"{more:.1f}"),
            *_step(more, (0.05, 1.0), (say("none"), say("some"), say("much")), (GOOD, MIXED, BAD)),
            (),
        ),
        Judgement(
            say("Trust"),
            say("{n} points", n=f"{Points(round(trust)):+.0f}"),
            *_step(
                trust, (-5, 5), (say("lost"), say("hardly moved"), say("won")), (BAD, MIXED, GOOD)
            ),
            (),
        ),
    ]


def _step(
    value: float, lines: tuple[float, float], words: Sequence[str], marks: Sequence[str]
) -> tuple[str, str]:
    """Return the word and the mark of the step on which a value stands."""
    place = sum(value >= line for line in lines)
    return words[place], marks[place]


def _asked(scheme: Scheme) -> str:
    return {
        model.PLAY: say("Children are asked to play."),
        model.MATCH: say("Schools are asked to raise money; the firm adds as much."),
        model.GIFT: say("Nobody is asked for anything."),
    }[scheme.earned]


def earned_words() -> dict[str, str]:
    """Return what can earn the equipment, in words."""
    return {
        model.WRAPPERS: say("wrappers that are collected"),
        model.SHARE: say("a part of each sale"),
        model.PLAY: say("hours of play, noted down"),
        model.MATCH: say("money a school raises, doubled"),
        model.GIFT: say("nothing: it is a gift"),
    }


def product_words() -> dict[str, str]:
    """Return the chocolates, in words."""
    return {
        model.BARS: say("ordinary bars"),
        model.SMALL: say("small bars, half the size"),
        model.BOXES: say("large boxes, as adults buy them"),
    }


def collector_words() -> dict[str, str]:
    """Return who can be asked to collect, in words."""
    return {
        model.CHILDREN: say("schoolchildren"),
        model.ADULTS: say("adults only"),
        model.ANYBODY: say("anybody"),
    }


def given_words() -> dict[str, str]:
    """Return what schools can have, in words."""
    return {
        model.EVERYTHING: say("all, from a ball to posts and net"),
        model.BALLS: say("basketballs only"),
        model.COACH: say("hours with a coach"),
    }


def fanfare_words() -> dict[str, str]:
    """Return how loudly a scheme can be told, in words."""
    return {
        model.QUIET: say("not at all"),
        model.LINE: say("a letter to schools, a line on the web"),
        model.FULL: say("a full campaign, with sports stars"),
    }
