"""What the questions of page 06 are asked about: replies, letters, and the company's complaints."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from cem_workbook.cases.inbox_letters import hours_to_mend
from cem_workbook.exercises.draws import Sheet, one_of, table_rows
from cem_workbook.exercises.exercise import Case
from cem_workbook.frameworks.techniques import NAMED
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

QUARTERS = tuple(pd.period_range("2024Q1", "2025Q4", freq="Q"))


def _named(quarter: pd.Period) -> str:
    nth = say(("first", "second", "third", "fourth")[quarter.quarter - 1])
    return say("the {nth} quarter of {year}", nth=nth, year=quarter.year)


# 1. The chain

PLACES = ("1st", "2nd", "3rd", "4th", "5th")
IMAGE, LOYALTY, TRUST = "The image turns negative", "Loyalty sinks", "There is less trust"
DEMAND, INCOME = "Demand falls", "Income falls"
CHAIN = dict(zip((IMAGE, LOYALTY, TRUST, DEMAND, INCOME), PLACES, strict=True))


def chain_as(*steps: str) -> dict[str, str]:
    """Return the places of the steps in another order."""
    return dict(zip(steps, PLACES, strict=True))


# 2. The silent


def silent(company: Company, draw: random.Random) -> Case:
    """The customers of a branch with trouble in a quarter, and those of them who complained."""
    branch = one_of(draw, company.branches)
    quarter = one_of(draw, QUARTERS)
    tickets, truth = company.tickets, company.truth
    months = truth[truth["month"].dt.to_period("Q") == quarter]
    home = company.customers.set_index("customer_id")["branch"]
    months = months[months["customer_id"].map(home) == branch]
    spoke = tickets[
        (tickets["branch"] == branch) & (tickets["opened_on"].dt.to_period("Q") == quarter)
    ]
    return {
        "title": company.title,
        "branch": branch,
        "quarter": _named(quarter),
        "quarter_code": str(quarter),
        "came": int(months.loc[months["visits"] > 0, "customer_id"].nunique()),
        "trouble": int(months.loc[months["troubles"] > 0, "customer_id"].nunique()),
        "tickets": len(spoke),
        "spoke": int(spoke["customer_id"].nunique()),
    }


def silent_share(part: str = "spoke", whole: str = "trouble") -> Callable[[Case], float]:
    """Return the share, in per cent, of those in trouble who are no `part` of a whole."""
    return lambda case: 100 * (case["trouble"] - case[part]) / max(1, case[whole])


def far_from_right(wrong: Callable[[Case], float]) -> Callable[[Case], float | None]:
    """Return a wrong share, or None where it is impossible or so near that a rounding meets it."""

    def found(case: Case) -> float | None:
        share = wrong(case)
        near = abs(share - silent_share()(case)) < 1.0
        return None if near or share > 100 else share

    return found


def against_the_silent(case: Case) -> float:
    """Return those who complained in per cent of the silent."""
    return float(100 * case["spoke"] / max(1, case["trouble"] - case["spoke"]))


def whole_share(case: Case) -> float | None:
    """Return the right share without its decimal; None where that is still right."""
    right = silent_share()(case)
    return float(round(right)) if abs(right - round(right)) > 0.15 else None


# 3. Replies

CLOSES, EXCUSE, DENIES, DISRESPECT = (
    "closes the loop",
    "makes an excuse",
    "denies it all",
    "shows disrespect",
)
ENDS = (CLOSES, EXCUSE, DENIES, DISRESPECT)
SORRY_BUT = "Restaurant: “Sorry, but meat is dear these days.”"
DEAR = "Restaurant: “Yes, it is raw inside. But meat and staff are dear.”"
PATIENT_NO = "Warranty desk: “No, it ended in May. This is why, and this I can do for you.”"
SOON = "Warranty desk: “Soon.”"
TYPES = "Phone shop: “Go on, I hear you”, and the seller types on."
REPLIES = {
    "Restaurant: “Come in, I am sorry. Here is another dish.”": CLOSES,
    DEAR: EXCUSE,
    SORRY_BUT: EXCUSE,
    "Restaurant: “I will replace it, and tell the kitchen why.”": CLOSES,
    "Restaurant: “Nobody else complained.”": DENIES,
    "Phone shop: “It had no fault. Goods sold are not taken back.”": DENIES,
    TYPES: DISRESPECT,
    "Warranty desk: “Tell me what it does. It is ready on Thursday, or I ring you.”": CLOSES,
    PATIENT_NO: CLOSES,
    SOON: DISRESPECT,
}


# 5. Letters in which a technique is missing

_KEYS = ("circumstances", "patience", "respect", "trust", "clear", "promise", "former", "listening",
         "time")  # fmt: skip
TECHNIQUES = tuple(NAMED[key].name for key in _KEYS)
(CIRCUMSTANCES, PATIENCE, RESPECT, BUILDING_TRUST, CLEAR, PROMISES, FORMER, LISTENING,
 TIME) = TECHNIQUES  # fmt: skip
CANNOT_NAME = "1 I could not yet say what was wrong. He sighed: “Come back when you know.”"
OFF_THE_POINT = "2 I wrote about the queue. You thanked me for my praise of the app."
TAKEN_BACK = "3 She promised me a new one. Her manager said she may promise nothing."
NEVER_HEARD = "4 “We never had that fault.” My neighbour brought you the same one in May."
RIVALS = "5 You said that the shop next door cheats people. It does not."
FIVE_CALLS = "6 I called five times: busy. The sixth took an hour, for one small question."
ONE_LETTER = "7 Lost card or lost job, you send all of us the same letter, word for word."
LETTERS = {
    CANNOT_NAME: PATIENCE,
    OFF_THE_POINT: LISTENING,
    TAKEN_BACK: PROMISES,
    NEVER_HEARD: BUILDING_TRUST,
    RIVALS: BUILDING_TRUST,
    FIVE_CALLS: TIME,
    ONE_LETTER: CIRCUMSTANCES,
    "8 “Your matter will be dealt with in due form.” Is that a yes or a no?": CLEAR,
    "9 I left you in spring, after ten good years. Not a line from you since.": FORMER,
    "10 “Yes.” “No.” “There.” That was our whole talk.": RESPECT,
}


# 6. Days by what became of a complaint

GROUPS = ("made good", "explained", "denied")
CLOSED, DAYS = "all closed", "days"
YEARS = {"2024": (2024,), "2025": (2025,), "2024 and 2025": (2024, 2025)}


def endings(company: Company, draw: random.Random) -> Case:
    """The complaints of one branch, counted by what became of them, with all their days."""
    branch, period = one_of(draw, company.branches), one_of(draw, tuple(YEARS))
    tickets = company.tickets
    here = tickets[(tickets["branch"] == branch) & tickets["opened_on"].dt.year.isin(YEARS[period])]
    each = here.groupby("outcome")["days"].agg(["size", "sum"]).reindex([*GROUPS, "open"])
    counts = {name: int(each["size"].fillna(0)[name]) for name in each.index}
    days = {name: int(each["sum"].fillna(0)[name]) for name in GROUPS}
    lines = [(say(name), counts[name], days[name]) for name in GROUPS]
    return {
        "title": company.title,
        "branch": branch,
        "period": say(period),
        "years": ", ".join(map(str, YEARS[period])),
        "counts": counts,
        "days": days,
        "lines": table_rows([*lines, (say("still open"), counts["open"], "–")]),
    }


def by_ending(
    case: Case,
    one: Callable[[float, float], float] = lambda days, count: days / max(count, 1),
    more: float = 0.0,
) -> Sheet:
    """Return the days of each ending and of all closed ones.

    Args:
        case: the complaints.
        one: what is made of the days and the number of complaints.
        more: complaints added to the closed ones.
    """
    days, counts = case["days"], case["counts"]
    sheet = {name: {DAYS: one(days[name], counts[name])} for name in GROUPS}
    closed = sum(counts[name] for name in GROUPS) + more
    return sheet | {CLOSED: {DAYS: one(sum(days.values()), closed)}}


def with_the_open(case: Case) -> Sheet | None:
    """Return the days if the open complaints stand in the base, too; None if none is open."""
    still_open = case["counts"]["open"]
    return by_ending(case, more=still_open) if still_open else None


def plain_average(case: Case) -> Sheet:
    """Return the days, with the average of the three averages for all closed ones."""
    sheet = by_ending(case)
    return sheet | {CLOSED: {DAYS: sum(sheet[name][DAYS] for name in GROUPS) / len(GROUPS)}}


# 7. Which cause first

SCORE = "crowns an hour"


def causes(company: Company, draw: random.Random) -> Case:
    """The complaints of a quarter by topic: how many, what one cost, and the hours to mend it."""
    quarter = one_of(draw, QUARTERS)
    tickets = company.tickets
    tickets = tickets[tickets["opened_on"].dt.to_period("Q") == quarter]
    hours = hours_to_mend(company)
    loss = tickets.groupby("topic")["loss"].agg(["size", "mean"])
    topics = {
        topic.name: (
            int(loss["size"].get(topic.name, 0)),
            float(loss["mean"].get(topic.name, 0.0)),
            hours[topic.name],
        )
        for topic in company.profile.topics
    }
    scores = {name: n * pain / effort for name, (n, pain, effort) in topics.items()}
    return {
        "title": company.title,
        "quarter": _named(quarter),
        "quarter_code": str(quarter),
        "topics": topics,
        "hours": ", ".join(f'"{name}": {effort}' for name, (_, _, effort) in topics.items()),
        "lines": table_rows(
            (name, n, f"{pain:.2f}", effort) for name, (n, pain, effort) in topics.items()
        ),
        **_first_and_frequent(
            max(scores, key=lambda name: scores[name]),
            max(topics, key=lambda name: topics[name][0]),
        ),
    }


def _first_and_frequent(first: str, frequent: str) -> Case:
    """Return the two causes, and whether they differ as a sentence."""
    alike = say("This time it is also the most frequent one.")
    apart = say("The most frequent one is “{cause}”.", cause=frequent)
    return {
        "first": first,
        "frequent": frequent,
        "compared": alike if first == frequent else apart,
    }


def scored(
    formula: Callable[[int, float, int], float],
) -> Callable[[Case], Sheet]:
    """Return what this formula makes of complaints, loss and hours, topic by topic."""
    return lambda case: {
        name: {SCORE: float(formula(*row))} for name, row in case["topics"].items()
    }


def places(case: Case) -> Sheet:
    """Return the place of each cause in the order: 1 for the first."""
    score = scored(lambda n, pain, effort: n * pain / effort)(case)
    order = sorted(score, key=lambda name: -score[name][SCORE])
    return {name: {SCORE: float(order.index(name) + 1)} for name in score}


# 8. A rule for compensation


def limits(company: Company, draw: random.Random) -> Case:
    """What a limit would cover, and what authority did: all closed complaints of two years."""
    tickets = company.tickets
    tickets = tickets[tickets["outcome"] != "open"].merge(company.staff[["staff_id", "authority"]])
    within = tickets["loss"] <= tickets["authority"]
    limit = 5 * round(company.profile.usual_amount * (1.0 + 0.5 * draw.random()) / 5)
    good = tickets["outcome"] == "made good"
    return {
        "title_capital": company.title[:1].upper() + company.title[1:],
        "helper": company.profile.helper,
        "limit": limit,
        "covered": 100 * float((tickets["loss"] <= limit).mean()),
        "inside": 100 * float(good[within].mean()),
        "outside": 100 * float(good[~within].mean()),
    }
