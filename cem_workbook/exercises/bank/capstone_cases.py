"""What the questions of page 20 are asked about: measures, owners, and what an action may be worth.

All amounts are made up, and differ from company to company.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from cem_workbook.exercises.draws import Sheet, in_any_order, one_of
from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say
from cem_workbook.text import Points

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

HOUR = 15
"""Crowns for an hour of work, as in the view of the plan."""


# 1. Could the measure say no?

DONE, BECAME, NEVER_NO = "what we did", "what became of customers", "could not say no"
KINDS = (DONE, BECAME, NEVER_NO)
TRAINED = "People trained by March"
MEETINGS = "Meetings held about complaints"
LETTERS = "Letters sent to customers who complained"
CALLS = "Former customers called, a week"
BACK = "Of 100 customers who complained, how many are still here after 60 days"
AGAIN = "Complaints about the same cause that come a second time"
WAITED = "Minutes waited in the busiest hour, before and after"
BESIDE = "Share who left: those we called, beside those we did not"
GROWN = "The team has grown in its attitude"
VOICES = "The three nicest comments of the quarter"
VALUES = "It fits what we stand for"
MEASURES = {
    TRAINED: DONE,
    BACK: BECAME,
    GROWN: NEVER_NO,
    LETTERS: DONE,
    AGAIN: BECAME,
    VOICES: NEVER_NO,
    MEETINGS: DONE,
    WAITED: BECAME,
    VALUES: NEVER_NO,
    CALLS: DONE,
    BESIDE: BECAME,
}


# 2. An owner who may act

_OWNERS = ("Ada", "Ben", "Kaan", "Dora", "Elif", "Farid", "Gita", "Hugo", "Ines", "Jan")


def owner(company: Company, draw: random.Random) -> Case:
    """One branch, a limit, and five who could own it."""
    names = in_any_order(draw, _OWNERS)
    limit = 20 + 10 * int(9 * draw.random())
    return {
        "title": company.title,
        "branch": one_of(draw, company.branches),
        "limit": limit,
        "most": 5 * limit,
        **dict(zip(("clerk", "head", "writer", "director"), names, strict=False)),
    }


# 3. Low, likely, high


def _guess(company: Company, draw: random.Random) -> Case:
    """Draw three guesses, their chances, and what the action costs."""
    low = -1 - int(3 * draw.random())
    likely = 5 + int(6 * draw.random())
    high = likely + 6 + int(10 * draw.random())
    chances = one_of(draw, ((20, 50, 30), (30, 50, 20), (25, 60, 15), (15, 60, 25), (40, 40, 20)))
    hours, crowns = 10 + 5 * int(8 * draw.random()), 50 + 10 * int(15 * draw.random())
    return {
        "title": company.title,
        "low": low,
        "low_words": str(low).replace("-", "−"),
        "likely": likely,
        "high": high,
        "chance_low": chances[0],
        "chance_likely": chances[1],
        "chance_high": chances[2],
        "brings": 60 + 10 * int(9 * draw.random()),
        "hours": hours,
        "crowns": crowns,
        "hour": HOUR,
    }


def guesses(company: Company, draw: random.Random) -> Case:
    """Three guesses of the customers an action keeps, their chances, and what it costs."""
    while True:
        case = _guess(company, draw)
        wrong = (net(cost=0.0), net(hour=0.0), net(lambda c: c["likely"]), net(plain_mean))
        right = net()(case)
        # worth having, and no wrong answer is the right one with another sign
        if right > 20 and all(abs(abs(each(case)) - right) > 1 for each in wrong):
            return case


def on_average(case: Case) -> float:
    """Return the customers kept, weighted by their chances."""
    names = ("low", "likely", "high")
    return float(sum(case[f"chance_{name}"] * case[name] / 100 for name in names))


def net(
    kept: Callable[[Case], float] = on_average, hour: float = HOUR, cost: float = 1.0
) -> Callable[[Case], float]:
    """Return what is left: customers kept times what each brings, less what it costs.

    Args:
        kept: how many customers somebody counts.
        hour: what somebody counts for an hour.
        cost: 1 to take the cost off, 0 to forget it.
    """

    def crowns(case: Case) -> float:
        spent = case["hours"] * hour + case["crowns"]
        return float(kept(case) * case["brings"] - cost * spent)

    return crowns


def plain_mean(case: Case) -> float:
    """Return the three guesses' plain mean."""
    return float((case["low"] + case["likely"] + case["high"]) / 3)


def sign_lost(case: Case) -> float | None:
    """Return what is left if the low guess is counted as a gain; None where it is none."""
    if case["low"] >= 0:
        return None
    return net(lambda c: on_average(c) - 2 * c["chance_low"] * c["low"] / 100)(case)


# 4. If it works, if it does not, on average

WORKS, FAILS, MEAN = "if it works", "if it does not", "on average"
COLUMNS = (WORKS, FAILS, MEAN)
_ACTIONS = (
    "an hour on the phones for each manager",
    "one more person in the busiest hour",
    "a call to everybody who complained",
    "a form of one page in place of four",
    "a small limit for making good at once",
)


def three_actions(company: Company, draw: random.Random) -> Case:
    """Three actions, each with what it brings if it works, what it costs, and its chance."""
    titles = in_any_order(draw, _ACTIONS)
    while True:  # one that looks fine and loses on average, and one that does not
        brings = [100 * (8 + int(30 * draw.random())) for _ in range(3)]
        costs = [100 * (2 + int(9 * draw.random())) for _ in range(3)]
        chances = in_any_order(draw, (20, 30, 40, 60, 70, 80))
        rows = [right_row(b, c, p / 100) for b, c, p in zip(brings, costs, chances, strict=False)]
        means = [mean for works, _, mean in rows if works > 0]
        if len(means) == len(rows) and min(means) < 0 < max(means):
            break
    actions = [
        {"title": say(title), "brings": b, "cost": c, "chance": p}
        for title, b, c, p in zip(titles, brings, costs, chances, strict=False)
    ]
    lines = "\n".join(
        f"| {a['title']} | {a['brings']:,} | {a['cost']:,} | {a['chance']} |" for a in actions
    )
    in_code = ", ".join(
        f'"{a["title"]}": ({a["brings"]}, {a["cost"]}, {a["chance"] / 100:g})' for a in actions
    )
    return {
        "title": company.title,
        "actions": actions,
        "titles": [a["title"] for a in actions],
        "lines": lines,
        "in_code": in_code,
    }


def by_outcome(
    row: Callable[[float, float, float], tuple[float, float, float]],
) -> Callable[[Case], Sheet]:
    """Return the table of somebody who fills a row so: from what it brings, its cost, its chance."""

    def sheet(case: Case) -> Sheet:
        return {
            a["title"]: dict(
                zip(COLUMNS, row(a["brings"], a["cost"], a["chance"] / 100), strict=True)
            )
            for a in case["actions"]
        }

    return sheet


def right_row(b: float, c: float, p: float) -> tuple[float, float, float]:
    """What stands there in truth: the cost is spent either way."""
    return b - c, -c, p * b - c


# 5. The chance at which it breaks even


def chance(company: Company, draw: random.Random) -> Case:
    """An action that brings something only if it works."""
    hours, crowns = 10 + 5 * int(9 * draw.random()), 60 + 20 * int(12 * draw.random())
    spent = hours * HOUR + crowns
    brings = 10 * int(spent * (2.15 + 2.4 * draw.random()) / 10)
    return {
        "title": company.title,
        "hours": hours,
        "crowns": crowns,
        "hour": HOUR,
        "brings": brings,
        "spent": spent,
    }


def breaks_even(case: Case) -> float:
    """Return the chance, per cent, at which it brings on average what it costs."""
    return float(100 * case["spent"] / case["brings"])


def whole_chance(case: Case) -> float | None:
    """Return it without decimals, or None where that is as good."""
    rough = float(round(breaks_even(case)))
    return None if abs(rough - breaks_even(case)) < 0.2 else rough


# 6. What is called worth


def revenue(company: Company, draw: random.Random) -> Case:
    """A sentence of a plan that takes what customers spend for what they bring."""
    kept = 6 + int(15 * draw.random())
    spend = 120 + 20 * int(14 * draw.random())
    margin = one_of(draw, (20, 25, 30, 35, 40))
    cost = 300 + 100 * int(5 * draw.random())
    return {
        "title": company.title,
        "kept": kept,
        "spend": spend,
        "margin": margin,
        "cost": f"{cost:,}",
        "sum": f"{kept * spend:,}",
        "claim": f"{kept * spend - cost:,}",
        "left": f"{Points(kept * spend * margin / 100 - cost):,.0f}",
    }


# 7. Which two first


def five_actions(company: Company, draw: random.Random) -> Case:
    """Five actions on a list, in an order of this learner's own; which two come first is told."""
    big = 1000 * (8 + int(5 * draw.random()))
    few = 10 + 5 * int(4 * draw.random())
    weeks = 2 + int(3 * draw.random())
    rows = in_any_order(draw, [
        ("counter", say("A second person at the counter in the busiest hour"), say("branch manager, agreed"),
         say("minutes waited; none fewer: stop"), 400, 900 + 100 * int(8 * draw.random()), weeks),
        ("cause", say("Mend the cause that is named most"), say("head of service, agreed"),
         say("complaints about it; as many: stop"), 300, 500 + 100 * int(5 * draw.random()), weeks + 1),
        ("system", say("A new system for customer data"), say("still open"),
         say("system is live"), 6000, big, 40),
        ("poster", say("Posters with our values"), say("everybody"),
         say("posters hung"), few, 0, 1),
        ("greeting", say("A greeting at the door in the busiest hour"), say("everybody"),
         say("minutes waited"), 200, 600, weeks),
    ])  # fmt: skip
    number = {key: at for at, (key, *_) in enumerate(rows, start=1)}
    lines = "\n".join(
        f"| {at} {what} | {who} | {seen} | {weeks} | {Points(works - cost):,.0f} | {Points(-cost):,.0f} |"
        for at, (_, what, who, seen, cost, works, weeks) in enumerate(rows, start=1)
    )
    pair = {
        name: say("{one} and {two}", one=min(pair), two=max(pair))
        for name, pair in {
            "first": (number["counter"], number["cause"]),
            "largest": (number["system"], number["counter"]),
            "cheapest": (number["poster"], number["greeting"]),
            "same": (number["counter"], number["greeting"]),
        }.items()
    }
    return {
        "title": company.title,
        "lines": lines,
        **pair,
        **{f"n_{k}": n for k, n in number.items()},
    }
