"""What the questions of page 01 are asked about: sentences to sort, claims, and sums of a company."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from cem_workbook.exercises.draws import in_any_order, one_of
from cem_workbook.exercises.exercise import Case
from cem_workbook.frameworks.claims import STEPS, Claim, ledger
from cem_workbook.messages import say

if TYPE_CHECKING:
    import pandas as pd

    from cem_workbook.data.company import Company

FIRST, SECOND = 2024, 2025  # the two years of the company


@lru_cache(maxsize=2)
def bought(company: Company) -> pd.DataFrame:
    """Return the purchases with their margin (crowns), their year, and when the customer joined."""
    purchases = company.purchases
    purchases["margin"] = purchases["amount"] - purchases["cost"]
    purchases["year"] = purchases["date"].dt.year
    return purchases


def _lines(sentences: Sequence[str]) -> str:
    return "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1))


# 1. Product-centric and customer-centric

PRODUCT, CUSTOMER = "product-centric", "customer-centric"
CAMPS = (PRODUCT, CUSTOMER)
SAME_FOR_ALL, SELL_MORE = "one package for all", "best buyers by name"
IMPROVE, MAKE_GOOD = "improve the product", "first the loss"
SENTENCES = {
    SAME_FOR_ALL: (PRODUCT, "One package for everybody: that is simple and fair."),
    SELL_MORE: (PRODUCT, "We know our best buyers by name, so that we can sell them more."),
    IMPROVE: (CUSTOMER, "Every month we improve the product by what customers report."),
    MAKE_GOOD: (CUSTOMER, "First the loss is made good, then we talk of the next contract."),
    "the new model": (PRODUCT, "We begin with the features of the new model."),
    "the revenue report": (PRODUCT, "Customers are a line in our revenue report."),
    "sales and marketing": (PRODUCT, "Hearing customers is the job of sales and marketing."),
    "once it is sold": (PRODUCT, "Once it is sold, our part is done."),
    "where people get stuck": (
        CUSTOMER,
        "We begin with where people get stuck in dealing with us.",
    ),
    "two solutions": (CUSTOMER, "Two customers with two needs get two solutions."),
    "the accounts department": (CUSTOMER, "The accounts department hears customers, too."),
    "after the sale": (CUSTOMER, "After the sale we ask whether it works."),
}
"""Label, camp and sentence; the first four are those that people get wrong."""


def two_camps(company: Company, draw: random.Random) -> Case:
    """Seven sentences of a firm: the four that people get wrong, and three others."""
    hard, easy = list(SENTENCES)[:4], list(SENTENCES)[4:]
    chosen = in_any_order(draw, [*hard, *in_any_order(draw, easy)[:3]])
    return {
        "title": company.title,
        "lines": _lines([say(SENTENCES[label][1]) for label in chosen]),
        "labels": chosen,
    }


def numbered(case: Case) -> list[str]:
    """Return the short labels of the sentences, with their numbers."""
    return [f"{number} {label}" for number, label in enumerate(case["labels"], 1)]


def sorted_camps(case: Case, **wrong: str) -> dict[str, str]:
    """Return where each sentence belongs; `wrong` puts some of them elsewhere, by label."""
    return _places(case, {label: SENTENCES[label][0] for label in SENTENCES}, wrong)


def _places(case: Case, right: Mapping[str, str], wrong: Mapping[str, str]) -> dict[str, str]:
    places = {**right, **wrong}
    return {
        shown: places[label] for shown, label in zip(numbered(case), case["labels"], strict=True)
    }


def in_the_other_camp(label: str) -> Callable[[Case], dict[str, str]]:
    """Return the sheet of somebody who puts this one sentence into the other camp."""
    other = CUSTOMER if SENTENCES[label][0] == PRODUCT else PRODUCT
    return lambda case: sorted_camps(case, **{label: other})


# 2. 60 % more profitable


def a_margin(company: Company, draw: random.Random) -> Case:
    """A branch and a year: what it keeps of 100 crowns of sales."""
    branch, year = one_of(draw, company.branches), one_of(draw, (FIRST, SECOND))
    frame = bought(company)
    here = frame[(frame["branch"] == branch) & (frame["year"] == year)]
    return {
        "title": company.title,
        "branch": branch,
        "year": year,
        "kept": 100 * float(here["margin"].sum() / here["amount"].sum()),
    }


# 3. Spot the error

WHOLES, DATE, CAUSE, EMPTY, ITSELF, NOTHING = (
    "not one whole",
    "wrong date",
    "cause and effect",
    "no number",
    "contradicts itself",
    "nothing wrong",
)
ERRORS = (WHOLES, DATE, CAUSE, EMPTY, ITSELF, NOTHING)
SHARES, POWER, STRIVING = "the two shares", "power and networks", "firms that strive"
STATISTICS, SERVICE, PROFIT = "statistics show", "not about service", "profit comes first"
OTHERS = "one puts off several"
SPOTS = {
    SHARES: (
        WHOLES,
        "54 % of the users look things up and 71 % more buy: that is 125 % of the users. [000 · "
        "Challenges of becoming], but the sum is ours",
    ),
    POWER: (
        DATE,
        "In the late nineties power moved to the customer; in the same period social networks came, "
        "and selling through them. [000 · Challenges of becoming]",
    ),
    STRIVING: (
        CAUSE,
        "Companies that *strive* to be customer-centric cannot share customer data between "
        "departments. [000 · Challenges of becoming]",
    ),
    STATISTICS: (
        EMPTY,
        "Statistics show that the standards are carried out at a low level. [004 · 5 standards]",
    ),
    SERVICE: (
        ITSELF,
        "It has nothing directly to do with service; after-sales service is one of its elements. "
        "[004 · What is CC]",
    ),
    PROFIT: (
        ITSELF,
        "First come sales and profit, later a culture in which all staff serve well [004 · Effect]; "
        "and the culture must come first [004 · 5 standards].",
    ),
    OTHERS: (NOTHING, "A dissatisfied customer can put several others off. [004 · Effect]"),
}


def seven_spots(company: Company, draw: random.Random) -> Case:
    """Seven sentences of the articles, in any order."""
    chosen = in_any_order(draw, list(SPOTS))
    return {"lines": _lines([say(SPOTS[label][1]) for label in chosen]), "labels": chosen}


def spotted(*wrong: tuple[str, str]) -> Callable[[Case], dict[str, str]]:
    """Return the sheet with each error in its place, but for those given as (label, place)."""
    return lambda case: _places(case, {label: SPOTS[label][0] for label in SPOTS}, dict(wrong))


# 4. 2 % and 10 %


def costs_of_a_year(company: Company, draw: random.Random) -> Case:
    """What a year cost, whole hundreds: what was sold, and winning the newcomers."""
    year = one_of(draw, (FIRST, SECOND))
    branch = one_of(draw, company.branches)
    frame, customers = bought(company), company.customers
    goods = frame[(frame["branch"] == branch) & (frame["year"] == year)]["cost"].sum()
    new = (customers["branch"] == branch) & (customers["joined_on"].dt.year == year)
    winning = 100 * max(1, round(float(customers.loc[new, "acquisition_cost"].sum()) / 100))
    return {
        "title": company.title,
        "branch": branch,
        "year": year,
        "winning": winning,
        "costs": 100 * round(float(goods) / 100) + winning,
    }


# 5. A leaflet of claims

LEFT_OUT = 4  # of the claims in the articles


def leaflet(company: Company, draw: random.Random) -> Case:
    """Twelve of the sixteen claims that stand in the articles, counted by origin and by trust."""
    inside = [claim for claim in ledger() if claim.in_the_sources]
    names = [claim.name for claim in inside]
    # what may be repeated as it is stays in, or there would be nothing to divide
    out = in_any_order(draw, [claim.name for claim in inside if claim.trust < 2])[:LEFT_OUT]
    left = [claim for claim in inside if claim.name not in out]
    named = [claim for claim in left if claim.names_origin]
    unnamed = [claim for claim in left if not claim.names_origin]
    return {
        "all": len(left),
        "out_list": "; ".join(f"*{say(name)}*" for name in names if name in out),
        "out_code": ", ".join(f'"{name}"' for name in names if name in out),
        "lines": "\n".join(
            f"| **{words}** | "
            + " | ".join(str(_trusted(group, step)) for step in (2, 1, 0))
            + " |"
            for words, group in ((say("names an origin"), named), (say("names nobody"), unnamed))
        ),
        "heads": " | ".join(say(STEPS[step]) for step in (2, 1, 0)),
        "named": len(named),
        "named_in_all": sum(claim.names_origin for claim in inside),
        "named_kept": _trusted(named, 2),
        "named_warned": _trusted(named, 1),
        "kept": _trusted(left, 2),
    }


def _trusted(claims: Sequence[Claim], step: int) -> int:
    return sum(claim.trust == step for claim in claims)


def share(top: str, *bottom: str) -> Callable[[Case], float | None]:
    """Return a number of the case in per cent of others together; None where they are none."""

    def of(case: Case) -> float | None:
        whole = sum(case[name] for name in bottom)
        return 100 * case[top] / whole if whole else None

    return of


# 6. Who comes back


def come_back(company: Company, draw: random.Random) -> Case:
    """The buyers of a branch in the two years, as sets of people."""
    branch = one_of(draw, company.branches)
    before, after = buyers(company, branch)
    everywhere = buyers(company)
    return {
        "title": company.title,
        "branch": branch,
        "before": len(before),
        "after": len(after),
        "both": len(before & after),
        "either": len(before | after),
        "gone": len(before - after),
        "in_the_firm": 100 * len(everywhere[0] & everywhere[1]) / len(everywhere[0]),
    }


def buyers(company: Company, branch: str | None = None) -> tuple[set[int], set[int]]:
    """Return who bought in the first year and who in the second, at a branch or anywhere."""
    frame = bought(company)
    here = frame if branch is None else frame[frame["branch"] == branch]
    first, second = (set(here.loc[here["year"] == year, "customer_id"]) for year in (FIRST, SECOND))
    return first, second


# 7. What winning a customer costs


def earn_back(company: Company, draw: random.Random) -> Case:
    """Those who joined a branch in the first year: what winning one cost, and the year after."""
    branch = one_of(draw, company.branches)
    customers, frame = company.customers, bought(company)
    new = customers[(customers["branch"] == branch) & (customers["joined_on"].dt.year == FIRST)]
    later = frame[frame["customer_id"].isin(new["customer_id"]) & (frame["year"] == SECOND)]
    return {
        "title": company.title,
        "branch": branch,
        "joined": len(new),
        "winning": round(float(new["acquisition_cost"].mean()), 2),
        "sales": round(float(later["amount"].sum()) / len(new), 2),
        "margin": round(float(later["margin"].sum()) / len(new), 2),
    }


def months(top: str, bottom: str, times: float = 12.0) -> Callable[[Case], float]:
    """Return how often one amount of the case goes into another, in months."""
    return lambda case: times * case[top] / case[bottom]


# 8. Two owners


def two_owners(company: Company, draw: random.Random) -> Case:
    """A bank and a roadside restaurant, with numbers of the course's own."""
    return {
        "bank": 1000 * (6 + int(draw.random() * 15)),
        "travellers": 1000 * (30 + int(draw.random() * 60)),
        "bank_back": 80 + int(draw.random() * 15),
        "road_back": 1 + int(draw.random() * 4),
        "size_reason": "4",
        "claim_reason": "5",
    }
