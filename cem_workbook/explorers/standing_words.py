"""What the view “standing” says: where a firm stands, what leaps, what to do, what alpha means."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

from cem_workbook.frameworks.actions import actions_for
from cem_workbook.frameworks.assessment import Gap, Standing
from cem_workbook.frameworks.pooling import GroupView, Pool
from cem_workbook.frameworks.steps import STEPS
from cem_workbook.messages import say
from cem_workbook.metrics.reliability import Alpha
from cem_workbook.text import Points


def titled(number: int) -> str:
    """Return a step's number and title."""
    return f"{number} ({say(STEPS[number - 1].title)})"


def place(standing: Standing) -> str:
    """Say on which step a firm stands, and what the intervals leave open."""
    if standing.step is None:
        return say("There are too few answers yet to place the firm.")
    here = (
        say("The firm stands on step {step}.", step=titled(standing.step))
        if standing.step
        else say("Step 1 does not hold yet: the firm stands before the stairs.")
    )
    low, high = standing.between
    if low == high:
        return here
    if low:
        return here + " " + say("The bands leave open step {low} to {high}.", low=low, high=high)
    return (
        here
        + " "
        + say(
            "The bands leave open whether it stands before the stairs, or up to step {high}.",
            high=high,
        )
    )


def leap(standing: Standing) -> str:
    """Say that there is a leap, and what the source expects of it; or nothing."""
    found = standing.leap
    if found is None:
        return ""
    high = say(" and ").join(titled(number) for number in found.high)
    parts = [
        say(
            "A leap: step {high} holds while step {weak} does not. The strongest lies {apart:.0f} "
            "points above it ({low:.0f} to {top:.0f}).",
            high=high,
            weak=titled(found.weak),
            apart=found.apart,
            low=Points(found.interval[0]),
            top=Points(found.interval[1]),
        )
    ]
    if not found.sure:
        parts.append(say("It may be chance: ask more people."))
    parts.append(
        say(
            "The source warns: whoever leaps loses customers, and moves towards two destinations, "
            "disappearing or being sold [001 · Chessboard]."
        )
    )
    return " ".join(parts)


def next_step(standing: Standing) -> str:
    """Say what would follow: the actions for the step to work on first, with their pages."""
    weakest = standing.weakest
    if weakest is None or standing.step is None:
        return ""
    told = [
        say(
            "{do} (Lesson {lesson}: {name}; page {page}.)",
            do=say(action.do),
            lesson=action.lesson.number,
            name=say(action.lesson.title),
            page=f"{action.page:02}",
        )
        for action in actions_for(weakest.number)
    ]
    first = say("Work on step {step} first.", step=titled(weakest.number))
    return " ".join([first, *told])


def gap(gaps: Mapping[int, Gap]) -> str:
    """Say where the roles are furthest apart."""
    if not gaps:
        return ""
    widest = max(gaps.values(), key=lambda g: abs(g.value))
    who = say("managers") if widest.value > 0 else say("the front line")
    found = say(
        "Furthest apart in step {step}: there {who} see {apart:.0f} points more.",
        step=titled(widest.number),
        who=who,
        apart=abs(widest.value),
    )
    sure = [g.number for g in gaps.values() if g.sure]
    if not sure:
        return found + " " + say("No gap is sure: each interval holds 0.")
    listed = ", ".join(map(str, sure))
    return found + " " + say("Sure (the interval leaves out 0) in step: {steps}.", steps=listed)


def apart(one: Gap) -> str:
    """Write a gap with its interval."""
    low, high = one.interval
    return say(
        "{value:+.0f} ({low:+.0f} to {high:+.0f})",
        value=Points(one.value),
        low=Points(low),
        high=Points(high),
    )


def alpha(found: Alpha | None) -> str:
    """Write an alpha with its interval, or a dash."""
    if found is None or math.isnan(found.value):
        return "–"
    low, high = found.interval
    return say(
        "{value:.2f} ({low:.2f} to {high:.2f}), {n} people",
        value=Points(found.value),
        low=Points(low),
        high=Points(high),
        n=found.n,
    )


def meaning() -> str:
    """Say what alpha does and does not mean here, as HTML."""
    sentences = (
        say(
            "Alpha asks: do people who saw more of one behaviour of a step also see more of its "
            "other three? Only those who answered all four count."
        ),
        say(
            "A high alpha does not say that the statements measure the step, nor that anybody is "
            "right: twelve people who are all too generous, each in their own measure, have a high one."
        ),
        say(
            "A low alpha need not be bad: people who agree on a firm differ little, and then little "
            "can go together. Look at the spread beside it. With a dozen people the interval is wide; "
            "one person has no alpha at all."
        ),
    )
    title = escape(say("What alpha means here, and what it does not"))
    text = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f"<details><summary>{title}</summary><ul>{text}</ul></details>"


def pooled(pool: Pool, view: GroupView, made_up: int) -> str:
    """Say how many files are in the pool, how many of them are synthetic, and what they show."""
    roles = pool.roles
    counts = say(
        "People: {n}. Managers: {managers}. Front line: {front}.",
        n=view.people,
        managers=roles["manager"],
        front=roles["front line"],
    )
    if made_up:
        counts += " " + say("Synthetic: {n}.", n=made_up)
    aside = say("Set aside: {n}.", n=len(pool.aside)) if pool.aside else ""
    if view.all is None:
        rule = say(
            "Nothing is shown of fewer than three people: one could be recognised. Choose more files."
        )
        return " ".join(filter(None, (counts, aside, rule)))
    hidden = "" if view.by_role else say(
        "The roles are not shown apart: that takes three people of each, or one could be "
        "recognised."
    )  # fmt: skip
    found = (counts, aside, place(view.all), leap(view.all), gap({g.number: g for g in view.gaps}))
    return " ".join(filter(None, (*found, hidden, next_step(view.all))))
