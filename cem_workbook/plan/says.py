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
        named = say("{day}, day\u00a0{n}", day=named, n=action.number)
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
            "“{when}” may be clear to you, but no day can be read from it. Choose one at “Due on”, "
            "or write it on its page as 2026-12-01.",
            when=texts[0].when[:40],
        )
    return say("A day for one of those without is a beginning.")


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
    cost = _between(*spent)
    if works == fails:  # nothing is moved, so there are no three cases to tell
        return (
            say("It brings nothing here, and costs {cost} crowns.", cost=cost)
            if spent[1]
            else say("It brings nothing here, and no cost is named.")
        )
    nothing = (
        say("If it does not: it has cost {cost} crowns, and brought nothing.", cost=cost)
        if spent[1]
        else say("If it does not: it brings nothing; no cost is named.")
    )
    return " ".join(
        (
            say("If it works: {words}", words=_case(works, worth.runs)),
            say("If half of it works: {words}", words=_case(half, worth.runs)),
            nothing,
        )
    )


def _case(case: Case, runs: int) -> str:
    if not case.short:
        short = say("it pays back in all {runs} runs.", runs=runs)
    elif case.short == runs:
        short = say("it pays back in none of the {runs} runs.", runs=runs)
    else:
        short = say("in {n} of {runs} runs it does not pay back.", n=case.short, runs=runs)
    return say(
        "{crowns} crowns, and {kept} customers kept; {short}",
        crowns=_between(*rounded(case.crowns.low, case.crowns.high)),
        kept=_between(Points(round(case.kept.low)), Points(round(case.kept.high))),
        short=short,
    )


def _between(low: Points, high: Points) -> str:
    """Write a range; where both ends are the same once rounded, that number."""
    if low == high:
        return say("about {n:,.0f}", n=low) if low else "0"
    return say("between {low:,.0f} and {high:,.0f}", low=low, high=high)


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
