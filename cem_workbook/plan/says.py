"""What is said about a plan: the same sentences in the view, on the page and in the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from cem_workbook.frameworks.assessment import standing
from cem_workbook.frameworks.claims import compare
from cem_workbook.messages import say
from cem_workbook.plan.days import LENGTH
from cem_workbook.plan.gather import BEFORE, LATER, ON_THE_ROAD, OPEN, PUT_OFF, Action, Plan
from cem_workbook.plan.pictures import rounded
from cem_workbook.plan.road import day_words
from cem_workbook.plan.worth import GOOD, NONE, SKILL, TROUBLE, WAITING, Case, Worth
from cem_workbook.text import Points

MANY = 6
"""From this number of actions in ninety days on, the plan asks what is stopped."""


def lever_words() -> Mapping[str, str]:
    """Return what each lever is called."""
    return {
        WAITING: say("less waiting"),
        TROUBLE: say("fewer visits that go wrong"),
        GOOD: say("more losses that staff may settle at once"),
        SKILL: say("more skilled staff"),
        NONE: say("none of these: the model has no lever for it"),
    }


def when_words(action: Action) -> str:
    """Return when an action is due, and what that means for its place."""
    if action.place == PUT_OFF:
        return say("put off until after the ninety days")
    text, day = action.when, action.day
    named = day_words(day) if day else ""
    if action.place == ON_THE_ROAD:
        named = say("{day}, day {n}", day=named, n=action.number)
    elif action.place == LATER:
        named = say("{day}, after day {n}", day=named, n=LENGTH)
    elif action.place == BEFORE:
        named = say("{day}, before the first day", day=named)
    if not named:
        return say("{text} (no day read)", text=text) if text else say("open")
    return named


def hint_on(plan: Plan) -> str:
    """Return what to do about actions without a place on the road, or nothing."""
    if not plan.actions:
        return ""
    if plan.start is None:
        return say("Choose the first day of your ninety; then the dates find their place.")
    waiting = plan.at(OPEN)
    if not waiting:
        return ""
    texts = [action for action in waiting if action.when]
    if texts:
        return say(
            "“{when}” may be clear to you, but no day can be read from it. Choose a day for it, or "
            "write it as 2026-12-01.",
            when=texts[0].when[:40],
        )
    return say("Without a day: {n}. A day for one of them is a beginning.", n=len(waiting))


def begin_words(plan: Plan) -> str:
    """Return on which page the next action can be written, or nothing."""
    if not plan.missing:
        return ""
    first = plan.missing[0]
    return say(
        "Begin on page {number}, {title}: its last question asks for one action, and that is the "
        "first flag.",
        number=f"{first.number:02}",
        title=say(first.title),
    )


def summary(plan: Plan) -> str:
    """Return the plan in a few sentences."""
    if not plan.actions:
        begin = begin_words(plan)
        return " ".join(filter(None, (say("The road is empty so far."), begin)))
    parts = [counts(plan)]
    many = len(plan.at(ON_THE_ROAD))
    if many > MANY:
        parts.append(
            say(
                "{n} actions in ninety days are many. Which of them could wait, and what will you "
                "stop to make room?",
                n=many,
            )
        )
    parts.append(hint_on(plan))
    return " ".join(filter(None, parts))


def counts(plan: Plan) -> str:
    """Return how many actions there are, where they stand, and how many lack nothing."""
    places = Counter(action.place for action in plan.actions)
    return say(
        "Actions: {n}. On the road: {road}. Without a day: {open}. Outside the ninety days or put "
        "off: {off}. With an owner, a day and a measure: {full} of {n}.",
        n=len(plan.actions),
        road=places[ON_THE_ROAD],
        open=places[OPEN],
        off=places[LATER] + places[BEFORE] + places[PUT_OFF],
        full=len(plan.complete),
    )


def worth_words(worth: Worth) -> str:
    """Return what an action may be worth, in sentences that hold."""
    works, half, fails = worth.cases
    spent = rounded(-fails.crowns.high, -fails.crowns.low)
    nothing = (
        say(
            "If it does not: it has cost between {low:,.0f} and {high:,.0f} crowns, and brought "
            "nothing.",
            low=spent[0],
            high=spent[1],
        )
        if spent[1]
        else say("If it does not: it brings nothing, and costs nothing that you have named.")
    )
    return " ".join(
        (
            say("If it works: {words}", words=_case(works, worth.runs)),
            say("If half of it works: {words}", words=_case(half, worth.runs)),
            nothing,
        )
    )


def _case(case: Case, runs: int) -> str:
    low, high = rounded(case.crowns.low, case.crowns.high)
    short = (
        say("in {n} of {runs} runs it does not pay back.", n=case.short, runs=runs)
        if case.short
        else say("it pays back in all {runs} runs.", runs=runs)
    )
    return say(
        "between {low:,.0f} and {high:,.0f} crowns, and between {few} and {many} customers kept; "
        "{short}",
        low=low,
        high=high,
        few=_whole(case.kept.low),
        many=_whole(case.kept.high),
        short=short,
    )


def _whole(number: float) -> str:
    return f"{Points(number):.0f}"


def trust_words(plan: Plan) -> str:
    """Return how the learner judged the claims of page 01, beside the ledger."""
    if not plan.claims:
        return say("No claim has been judged yet: page 01.")
    marks = {each.claim.name: each.mark for each in plan.claims}
    found = compare(marks)
    return say(
        "Claims judged: {n}. Like the ledger: {alike}; more trusting: {trusting}; stricter: {strict}.",
        n=len(marks),
        alike=found.alike,
        trusting=found.too_trusting,
        strict=found.too_strict,
    )


def profile_words(plan: Plan) -> str:
    """Return where the firm stands by the last assessment that was finished."""
    if not plan.assessments:
        return say("No self-assessment has been finished yet: page 10.")
    last = plan.assessments[-1]
    found = standing([last.sheet])
    step = (
        say("too few answers to place the firm")
        if found.step is None
        else say("before the stairs")
        if found.step == 0
        else say("on step {n}", n=found.step)
    )
    return say(
        "Answered as {role}, about the {about}, on {day}: {step}.",
        role=say(last.sheet.role),
        about=say(last.about),
        day=day_words(last.day),
        step=step,
    )
