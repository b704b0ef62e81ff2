"""The controls of the ninety days: what is looked at, the action, what is chosen for it, numbers."""

from __future__ import annotations

import ipywidgets as widgets

from cem_workbook.explorers.base import LABEL
from cem_workbook.messages import say
from cem_workbook.plan.example import example_choices
from cem_workbook.plan.gather import MOST_BY, MOST_CROWNS, MOST_HOURS, OWN_NUMBERS
from cem_workbook.plan.says import lever_words

ROAD, SUM, BROUGHT = "road", "sum", "brought"
MINE, EXAMPLE = "mine", "example"
OF_ROAD = ("owner", "day", "measure", "off")
OF_SUM = ("lever", "by", "hours", "crowns")


def make_controls(whose: str) -> dict[str, widgets.Widget]:
    """Return the controls by name; the list of actions is still empty.

    Args:
        whose: the plan that is looked at first, MINE or EXAMPLE.
    """
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
    return {
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
        "whose": widgets.Dropdown(
            options=[
                (say("my own"), MINE),
                (say("an example, made up by the course"), EXAMPLE),
            ],
            value=whose,
            description=say("Plan"),
            style=LABEL,
            layout=widgets.Layout(width="330px"),
        ),
        "begin": day(say("First of the ninety days")),
        "action": widgets.Dropdown(
            description=say("Action"), style=LABEL,
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
        # the same of the example, which is not kept
        **{
            f"{EXAMPLE} {name}": widgets.Text(line, description=say("Example"))
            for name, line in example_choices().items()
        },
    }  # fmt: skip
