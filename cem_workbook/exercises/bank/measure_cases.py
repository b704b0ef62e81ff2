"""What is sorted on page 07: questions, numbers early and late, numbers that are targets."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from cem_workbook.cases.metric_tree import USUAL as HABITS
from cem_workbook.cases.metric_tree import clock_stopped, talked_up
from cem_workbook.exercises.draws import in_any_order
from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

# 1. Which number answers which question

CES, CSAT, NPS, RETENTION, CHURN, CLV = "CES", "CSAT", "NPS", "retention", "churn", "CLV"
NUMBERS = (CES, CSAT, NPS, RETENTION, CHURN, CLV)
WORK, PLEASED = "“Did it take you much work?”", "“Were you pleased with today's visit?”"
FRIENDS = "“Would you recommend us to a friend?”"
STAYED = "How many of January's customers were still with us in December?"
LEFT = "How many of January's customers were gone by December?"
WORTH = "What will a new customer bring us over the years?"
TO_WIN = "How many crowns may we spend to win one like her?"
QUESTIONS = {
    WORK: CES,
    PLEASED: CSAT,
    FRIENDS: NPS,
    STAYED: RETENTION,
    LEFT: CHURN,
    WORTH: CLV,
    TO_WIN: CLV,
}


# 4. Early, afterwards, or tied to nothing

EARLY, LATE, NONE = "tells early", "tells afterwards", "tied to nothing yet"
TELLS = (EARLY, LATE, NONE)
WAITED = "minutes waited this week"
ANSWERS = "this month's ease answers (CES)"
PLEASED_NOW = "satisfaction after this month's visits (CSAT)"
OPEN_CASES = "complaints that are still open"
YEARS_CHURN = "churn of the last twelve months"
YEARS_MARGIN = "last year's margin per customer"
REALISED = "what the customers who left had brought in all (their realised value)"
POSTERS = "posters about customer-centricity on the walls"
SENT = "surveys sent out this month"
COURSES = "staff who sat through the training film"
WHEN = {
    WAITED: EARLY,
    ANSWERS: EARLY,
    PLEASED_NOW: EARLY,
    OPEN_CASES: EARLY,
    YEARS_CHURN: LATE,
    YEARS_MARGIN: LATE,
    REALISED: LATE,
    POSTERS: NONE,
    SENT: NONE,
    COURSES: NONE,
}


# 7. A number as a target

TELLS_STILL, STOPPED = "still tells", "stopped telling"
VERDICTS = (TELLS_STILL, STOPPED)


def targets(company: Company, draw: random.Random) -> Case:
    """Six numbers before and after one of them was paid for, beside what they stand for.

    The numbers before are the company's own; what staff do to a number they are paid for is the
    course's own model (`cases.metric_tree`).
    """
    rng = np.random.Generator(np.random.PCG64(int(draw.random() * 2**32)))
    minutes = company.purchases["waiting"].dropna().to_numpy()
    answers = company.surveys["satisfaction"].dropna().to_numpy(dtype=float)
    wait, glad = float(minutes.mean()), float(answers.mean())
    stopped = float(clock_stopped(minutes, rng.random((2, len(minutes)))).mean())
    begged = float(talked_up(answers, 3, 5, rng.random(len(answers)), HABITS).mean())
    shorter, longer = wait * (0.86 + 0.05 * draw.random()), wait * (1.08 + 0.06 * draw.random())
    better, worse = glad + 0.2 + 0.1 * draw.random(), glad - 0.2 - 0.1 * draw.random()

    noted, happy = "short waits; they note them", "high answers; they hand out the cards"
    clock, lot = "short waits; a clock counts", "high answers; others ask, by lot"
    rows = [
        (noted, "minutes noted", (wait, stopped, wait), 1, STOPPED, "own"),
        (noted, "answers, asked by others", (glad, worse, worse), 2, TELLS_STILL, "worse"),
        (happy, "answers on the cards", (glad, begged, glad), 2, STOPPED, "own"),
        (happy, "minutes, by a clock", (wait, longer, longer), 1, TELLS_STILL, "worse"),
        (clock, "minutes by the clock", (wait, shorter, shorter), 1, TELLS_STILL, "open"),
        (lot, "answers by lot", (glad, better, better), 2, TELLS_STILL, "open"),
    ]
    lines, items = [], {}
    for i, (target, number, sizes, d, place, why) in enumerate(in_any_order(draw, rows), start=1):
        before, after, truth = (f"{size:.{d}f}" for size in sizes)
        lines.append((i, say(target), say(number), f"{before} → {after}", f"{before} → {truth}"))
        items[f"{i}. {say(number)}"] = (place, why)
    return {
        "title_capital": company.title[:1].upper() + company.title[1:],
        "lines": "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines),
        "items": items,
    }


def telling(case: Case, wrong: dict[str, str] | None = None) -> dict[str, str]:
    """Return where each line belongs, or where somebody puts it who sorts some reasons `wrong`."""
    return {text: (wrong or {}).get(why, place) for text, (place, why) in case["items"].items()}


def trusting(case: Case) -> dict[str, str]:
    """Return where somebody puts the lines who trusts a number because it got better."""
    return telling(case, {"own": TELLS_STILL})


def mistrusting(case: Case) -> dict[str, str]:
    """Return where somebody puts the lines who mistrusts every target."""
    return telling(case, {"open": STOPPED})


def good_news_only(case: Case) -> dict[str, str]:
    """Return where somebody puts the lines who also rejects what got worse."""
    return telling(case, {"worse": STOPPED})


def by_the_news(case: Case) -> dict[str, str]:
    """Return where somebody puts the lines who trusts good news and rejects bad."""
    return telling(case, {"own": TELLS_STILL, "worse": STOPPED})
