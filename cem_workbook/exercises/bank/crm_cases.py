"""What the questions of page 02 are asked about: four tables joined, and lists of the sources."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from cem_workbook.cases.departments import USUAL
from cem_workbook.cases.windows import BILLING, SALES, SORE_DAYS, TODAY, everybody
from cem_workbook.exercises.draws import in_any_order, one_of, table_rows
from cem_workbook.exercises.exercise import Case
from cem_workbook.frameworks import crm
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


# 1. What to do next


def one_of_the_refused(company: Company, draw: random.Random) -> Case:
    """A customer who was refused lately, brings much, and is about to hear from everybody."""
    months = pd.date_range("2025-01-31", TODAY, freq="ME")
    start = int(draw.random() * len(months))
    for shift in range(len(months)):
        seen = everybody(company, months[(start + shift) % len(months)])
        fresh = seen[
            (seen["refused"] <= 20)
            & ~seen["open"]
            & seen["best"]
            & (seen[SALES] == "offer")
            & (seen[BILLING] == "bill")
        ]
        if len(fresh):
            break
    row = fresh.iloc[int(draw.random() * len(fresh))]
    return {
        "title": company.title,
        "customer": company.profile.customer,
        "bought": int(row["bought"]),
        "refused": int(row["refused"]),
        "loss": f"{row['loss']:,.0f}",
        "paid": f"{row['month']:,.0f}",
        "margin": f"{row['margin']:,.0f}",
        "segment": row["segment"],
        "call": f"{USUAL.call_cost:.0f}",
    }


# 2. Whom do the tables know?

BOUGHT, COMPLAINED, ANSWERED = "bought", "complained", "answered"
SHARE = "share"


def who_is_known(company: Company, draw: random.Random) -> Case:
    """Rows and different customers of a branch in each table."""
    branch = one_of(draw, company.branches)

    def here(table: pd.DataFrame) -> tuple[int, int]:
        who = table.loc[table["branch"] == branch, "customer_id"]
        return len(who), who.nunique()

    surveys = company.surveys
    counts = {
        "customers": here(company.customers),
        BOUGHT: here(company.purchases),
        COMPLAINED: here(company.tickets),
        "asked": here(surveys),
        ANSWERED: here(surveys[surveys["answered"]]),
    }
    words = {
        "customers": say("customers"),
        BOUGHT: say("purchases"),
        COMPLAINED: say("tickets"),
        "asked": say("surveys, sent"),
        ANSWERED: say("surveys, answered"),
    }
    return {
        "title": company.title,
        "branch": branch,
        "rows": {name: rows for name, (rows, _) in counts.items()},
        "people": {name: people for name, (_, people) in counts.items()},
        "lines": table_rows((words[n], f"{r:,}", f"{p:,}") for n, (r, p) in counts.items()),
    }


def known(
    case: Case,
    *,
    of: str = "people",
    answered: str = ANSWERED,
    base: str = "customers",
    base_of_answers: str = "",
    scale: float = 100,
) -> Mapping[str, Mapping[str, float]]:
    """Return the three shares; each can be taken in a wrong way."""
    counts, people = case[of], case["people"]
    found = {
        BOUGHT: counts[BOUGHT] / people[base],
        COMPLAINED: counts[COMPLAINED] / people[base],
        ANSWERED: counts[answered] / people[base_of_answers or base],
    }
    return {row: {SHARE: scale * value} for row, value in found.items()}


def of_surveys(case: Case) -> Mapping[str, Mapping[str, float]]:
    """Return the shares of somebody who divides the surveys answered by the surveys sent."""
    rows = case["rows"]
    return {**known(case), ANSWERED: {SHARE: 100 * rows[ANSWERED] / rows["asked"]}}


# 3. The margin of an average customer


def three_joins(company: Company, draw: random.Random) -> Case:
    """A branch's purchases as they are, and joined with the tickets in two ways."""
    branch = one_of(draw, company.branches)
    customers, purchases, tickets = (
        table[table["branch"] == branch]
        for table in (company.customers, company.purchases, company.tickets)
    )
    purchases = purchases.assign(margin=purchases["amount"] - purchases["cost"])
    tickets = tickets[["customer_id", "ticket_id"]]
    tables = {
        "plain": (say("purchases"), purchases),
        "inner": (
            say("purchases and tickets, matching rows only"),
            purchases.merge(tickets, on="customer_id"),
        ),
        "left": (
            say("purchases and tickets, every purchase kept"),
            purchases.merge(tickets, on="customer_id", how="left"),
        ),
    }
    found: dict[str, Any] = {"title": company.title, "branch": branch, "all": len(customers)}
    for name, (_, table) in tables.items():
        found[f"{name}_rows"] = len(table)
        found[f"{name}_people"] = table["customer_id"].nunique()
        found[f"{name}_margin"] = round(float(table["margin"].sum()))
    found["lines"] = table_rows(
        (
            words,
            f"{found[f'{name}_rows']:,}",
            f"{found[f'{name}_people']:,}",
            f"{found[f'{name}_margin']:,}",
        )
        for name, (words, _) in tables.items()
    )
    return found


def per(top: str, bottom: str) -> Callable[[Case], float]:
    """Return a sum: one number of the case divided by another."""
    return lambda case: case[top] / max(1, case[bottom])


def unless_near(
    one: Callable[[Case], float], other: Callable[[Case], float]
) -> Callable[[Case], float | None]:
    """Return one sum, or None where it comes within half a crown of the other."""
    return lambda case: None if abs(one(case) - other(case)) <= 0.5 else one(case)


def whole_crowns(case: Case) -> float | None:
    """Return the margin of an average customer in whole crowns, or None where that is near enough."""
    margin = per("plain_margin", "all")(case)
    return None if abs(margin - round(margin)) <= 0.1 else round(margin)


# 4. Surveys over fresh complaints

LONGEST = 60  # days that a complaint stays open at most
FEWEST, MOST = 5, 14  # lines that fit a card
COUNTS = ("lines_in_all", "clashes", "surveys_in_all", "refused", "fresh_only", "open_only")


@lru_cache(maxsize=2)
def beside(company: Company) -> pd.DataFrame:
    """Return surveys joined with the tickets of the same customer, a line a pair.

    Only tickets opened so long before the survey that they can clash, and up to 20 days after it.

    Returns:
        Columns `survey_id`, `branch`, `month` (of the survey, counted from the year 0), `asked_on`,
        `opened_on`, `closed_on`, `outcome`, `open` (at the time), `fresh` (denied less than
        `SORE_DAYS` before), `denied` (at any time).
    """
    surveys = company.surveys[["survey_id", "customer_id", "branch", "asked_on"]]
    tickets = company.tickets[["customer_id", "opened_on", "closed_on", "outcome"]]
    pairs = surveys.merge(tickets, on="customer_id")
    before = (pairs["asked_on"] - pairs["opened_on"]).dt.days
    pairs = pairs[before.between(-20, LONGEST + SORE_DAYS)].sort_values(
        ["asked_on", "survey_id", "opened_on"]
    )
    since = (pairs["asked_on"] - pairs["closed_on"]).dt.days
    pairs["denied"] = pairs["outcome"] == "denied"
    pairs["open"] = (pairs["opened_on"] <= pairs["asked_on"]) & ~(since >= 0)
    pairs["fresh"] = pairs["denied"] & since.between(0, SORE_DAYS - 1)
    pairs["month"] = pairs["asked_on"].dt.year * 12 + pairs["asked_on"].dt.month - 1
    return pairs


def _clashing(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return a row a survey: its branch and month, its lines, and what any of its lines shows."""
    shown = {"clashes": pairs["open"] | pairs["fresh"], "refused": pairs["denied"]}
    shown |= {"fresh_only": pairs["fresh"], "open_only": pairs["open"]}
    each = pairs[["survey_id", "branch", "month"]].assign(**shown).groupby("survey_id")
    return each.agg(
        branch=("branch", "first"),
        month=("month", "first"),
        lines_in_all=("month", "size"),
        **{name: (name, "any") for name in shown},
    ).assign(surveys_in_all=1)


def counted(pairs: pd.DataFrame) -> dict[str, int]:
    """Return how many surveys clash, and what comes of counting in other ways (see COUNTS)."""
    totals = _clashing(pairs)[[*COUNTS]].sum().tolist()
    return dict(zip(COUNTS, map(int, totals), strict=True))


@lru_cache(maxsize=2)
def _spans(company: Company) -> tuple[tuple[str, int, int], ...]:
    """Return branch, first and last month of all spans that fit a card and tell most ideas apart."""
    surveys = _clashing(beside(company))
    # each survey is of one month, so a span's counts are the sums of its months'
    months_of = surveys.groupby(["branch", "month"])[[*COUNTS]].sum()
    each = dict(zip(months_of.index, months_of.to_numpy().tolist(), strict=True))
    found: dict[tuple[str, int, int], int] = {}
    months = range(int(surveys["month"].min()), int(surveys["month"].max()))
    for branch in company.branches:
        for first, last in ((m, m + n) for m in months for n in (1, 2) if (branch, m + n) in each):
            span = [each[branch, m] for m in range(first, last + 1) if (branch, m) in each]
            total = [sum(column) for column in zip(*span, strict=True)]
            lines, clashes, *_ = total
            if FEWEST <= lines <= MOST and clashes:
                found[branch, first, last] = len({*total})
    return tuple(span for span, apart in found.items() if apart == max(found.values()))


def surveys_over_complaints(company: Company, draw: random.Random) -> Case:
    """The joined lines of one branch and two or three months, few enough for a card."""
    branch, first, last = one_of(draw, _spans(company))
    pairs = beside(company)
    here = pairs[(pairs["branch"] == branch) & pairs["month"].between(first, last)]
    lines = table_rows(
        (row.survey_id, _day(row.asked_on), _day(row.opened_on), _day(row.closed_on), row.outcome)
        for row in here.itertuples()
    )
    return {
        "title": company.title,
        "branch": branch,
        "period": f"{say(MONTHS[first % 12])} {first // 12}",
        "until": f"{say(MONTHS[last % 12])} {last // 12}",
        "from_day": f"{first // 12}-{first % 12 + 1:02d}-01",
        "to_day": f"{(last + 1) // 12}-{(last + 1) % 12 + 1:02d}-01",
        "lines": lines,
        **counted(here),
    }


def unless_the_same(name: str) -> Callable[[Case], int | None]:
    """Return one of COUNTS, or None where one that stands before it there is as large."""
    before = COUNTS[: COUNTS.index(name)]
    return lambda case: None if case[name] in [case[each] for each in before] else case[name]


def _day(day: Any) -> str:
    return say("not yet") if pd.isna(day) else f"{day:%Y-%m-%d}"


# 5 to 8. Things to sort


def _to_sort(things: list[Any], place: str, told: str) -> dict[str, Any]:
    return {
        "places": {thing.label: getattr(thing, place) for thing in things},
        "lines": "\n".join(f"- **{thing.label}**: {getattr(thing, told)}" for thing in things),
    }


def moments(company: Company, draw: random.Random) -> Case:
    """Six moments between the firm and its customers."""
    profile = company.profile
    found = in_any_order(draw, crm.moments(profile.customer, profile.visit))
    return {"title": company.title, **_to_sort(found, "meaning", "told")}


def abilities(company: Company, draw: random.Random) -> Case:
    """The eight abilities, with the signs by which one would see them."""
    return {
        "title": company.title,
        **_to_sort(in_any_order(draw, crm.abilities()), "place", "sign"),
    }


SLIP = "a slip: cannot be meant"
GROUPS = (*crm.GROUPS, SLIP)


def aims(company: Company, draw: random.Random) -> Case:
    """The five outcomes, with their reasons, and what a discount does to this firm."""
    found = in_any_order(draw, crm.outcomes())
    case = _to_sort(found, "group", "reason")
    case["places"].update({each.label: SLIP for each in found if each.suspect})
    margin = 1 - float(company.purchases["cost"].sum() / company.purchases["amount"].sum())
    return {
        "title": company.title,
        "margin": f"{100 * margin:.0f}",
        "more": f"{100 * 0.10 / (margin - 0.10):.0f}",
        "slip": next(each.label for each in found if each.suspect),
        **case,
    }


def web_acts(company: Company, draw: random.Random) -> Case:
    """What a web site does, by the prose and by the list."""
    found = in_any_order(draw, crm.web_acts())
    case = _to_sort(found, "verb", "act")
    tellings = {crm.PROSE: say("prose"), crm.LIST: say("list")}
    case["lines"] = "\n".join(
        f"- **{each.label}** ({tellings[each.telling]}): {each.act}" for each in found
    )
    means = {each.label: each.means for each in found}
    return {"title": company.title, "means": means, **case}


def places(case: Case) -> dict[str, str]:
    """Return where everything belongs."""
    return dict(case["places"])


def moved(new: Mapping[str, str]) -> Callable[[Case], dict[str, str]]:
    """Return where everything goes for somebody who puts all of one place into another."""
    return lambda case: {label: new.get(place, place) for label, place in case["places"].items()}


def by_means(means: str, verb: str) -> Callable[[Case], dict[str, str]]:
    """Return where the web acts go for somebody who takes these means for one verb."""
    return lambda case: {
        label: verb if case["means"][label] == means else place
        for label, place in case["places"].items()
    }
