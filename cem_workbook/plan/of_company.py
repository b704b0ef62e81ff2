"""What the learner's company adds to their plan: its numbers, and what the actions may be worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cem_workbook.data.model import DEFAULT, Coefficients
from cem_workbook.messages import say
from cem_workbook.plan.gather import Action, Plan
from cem_workbook.plan.worth import LEVERS, USUAL, Effect, Sums, Worth, first_month, worth
from cem_workbook.text import Points

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

TOGETHER = ""
"""Stands for all actions together, where an action's id would stand."""


def company_figures(company: Company) -> tuple[str, ...]:
    """Return the numbers of a company, a sentence each, with their 95 % intervals."""
    from cem_workbook.metrics.effort import ces
    from cem_workbook.metrics.net_promoter import nps
    from cem_workbook.metrics.satisfaction import csat

    surveys = company.surveys
    promoters = nps(surveys["recommend"].dropna())
    satisfied = csat(surveys["satisfaction"].dropna())
    effort = ces(surveys["effort"].dropna(), high_is="easy")
    return (
        say(
            "NPS {value:+.1f} points ({low:+.1f} to {high:+.1f}), {n:,} answers",
            value=Points(promoters.value),
            low=Points(promoters.interval[0]),
            high=Points(promoters.interval[1]),
            n=promoters.n,
        ),
        say(
            "CSAT {value:.1f} % ({low:.1f} to {high:.1f}), {n:,} answers",
            value=100 * satisfied.value,
            low=100 * satisfied.interval[0],
            high=100 * satisfied.interval[1],
            n=satisfied.n,
        ),
        say(
            "CES {value:.2f} of 7, which is easy ({low:.2f} to {high:.2f}), {n:,} answers",
            value=effort.value,
            low=effort.interval[0],
            high=effort.interval[1],
            n=effort.n,
        ),
    )


def worths(
    plan: Plan, company: Company, sums: Sums = USUAL, k: Coefficients = DEFAULT
) -> dict[str, Worth]:
    """Return what each action with a lever may be worth, by its id.

    Where there are several, TOGETHER stands for all of them at once. What is put off counts for
    nothing.
    """
    guessed = [a for a in plan.actions if a.choice.lever in LEVERS and not a.choice.off]
    found = {
        a.id: worth(company, [_effect(a)], a.choice.hours, a.choice.crowns, sums, k)
        for a in guessed
    }
    if len(guessed) > 1:
        hours = sum(a.choice.hours for a in guessed)
        crowns = sum(a.choice.crowns for a in guessed)
        found[TOGETHER] = worth(company, [_effect(a) for a in guessed], hours, crowns, sums, k)
    return found


def _effect(action: Action) -> Effect:
    return Effect(action.choice.lever, action.choice.by / 100, first_month(action.number))
